#!/usr/bin/env python3
"""Writes a workbook of Excel 4 (BIFF4, a bare stream) from rows of text.

    biff4.py OUT <rows.txt      cells are separated by |
"""
import struct
import sys


def record(kind, data):
    return struct.pack("<HH", kind, len(data)) + data


rows = [line.split("|") for line in sys.stdin.read().split("\n") if line]
out = record(0x0409, struct.pack("<HHH", 0, 0x10, 0))  # BOF
out += record(0x0042, struct.pack("<H", 936))  # CODEPAGE: GBK
out += record(0x0200, struct.pack("<HHHHH", 0, len(rows), 0,
                                  max(map(len, rows)), 0))  # DIMENSIONS
for r, cells in enumerate(rows):
    for c, cell in enumerate(cells):
        text = cell.encode("gbk")
        if text:
            out += record(0x0204, struct.pack("<HHHH", r, c, 0, len(text)) +
                          text)  # LABEL
out += record(0x000A, b"")  # EOF
with open(sys.argv[1], "wb") as f:
    f.write(out)
