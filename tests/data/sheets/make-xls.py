#!/usr/bin/env python3
"""hand.xls and locked.xls: BIFF8 workbooks made record by record, for what
LibreOffice does not write.  [MS-XLS], [MS-CFB]."""
import struct


def rec(kind, data=b''):
    return struct.pack('<HH', kind, len(data)) + data


def text(s, width):
    """A string: length in bytes of `width`, flags, characters."""
    wide = any(ord(c) > 0xFF for c in s)
    raw = s.encode('utf-16-le' if wide else 'latin-1')
    units = len(raw) // 2 if wide else len(raw)
    return struct.pack('<H' if width == 2 else '<B', units) + bytes([wide]) + raw


def bof(kind):
    return rec(0x809, struct.pack('<HHHHII', 0x600, kind, 0x0DBB, 1996, 0, 6))


def xf(fmt):
    return rec(0xE0, struct.pack('<HHH', 0, fmt, 1) + bytes(14))


STRINGS = ['标题', '公开日期', '网址', '关于甲的通知', '被遮住', '查看']
URL = '79EAC9E0-BAF9-11CE-8C82-00AA004BA90B'


def guid(s):
    a, b, c, d, e = s.split('-')
    return struct.pack('<IHH', int(a, 16), int(b, 16), int(c, 16)) + \
        bytes.fromhex(d + e)


def label(row, col, n):
    return rec(0xFD, struct.pack('<HHHI', row, col, 0, n))


def number(row, col, style, value):
    return rec(0x203, struct.pack('<HHHd', row, col, style, value))


def formula(row, col, style, result):
    return rec(0x06, struct.pack('<HHH', row, col, style) + result +
               struct.pack('<HIH', 0, 0, 3) + b'\x1e\x01\x00')


def link(row, col, target):
    raw = (target + '\0').encode('utf-16-le')
    return rec(0x1B8, struct.pack('<HHHH', row, row, col, col) +
               guid('79EAC9D0-BAF9-11CE-8C82-00AA004BA90B') +
               struct.pack('<II', 2, 3) + guid(URL) +
               struct.pack('<I', len(raw)) + raw)


def first_sheet():
    long = '长' * 10
    wide = long.encode('utf-16-le')
    s = bof(0x10)
    s += rec(0x200, struct.pack('<IIHHH', 0, 6, 0, 5, 0))
    s += rec(0x208, struct.pack('<HHHHHHI', 3, 0, 5, 255, 0, 0, 0x120))
    s += label(0, 0, 0) + label(0, 1, 1) + label(0, 2, 2)
    s += label(1, 0, 3) + number(1, 1, 1, 45016) + label(1, 2, 5)
    s += label(2, 0, 4)
    # Text that goes on in a second record, the rest of it wide as well.
    s += formula(2, 1, 0, b'\0\0\0\0\0\0\xff\xff')
    s += rec(0x207, struct.pack('<HB', 10, 1) + wide[:8])
    s += rec(0x3C, b'\1' + wide[8:])
    s += formula(2, 2, 0, b'\1\0\1\0\0\0\xff\xff')
    s += formula(3, 0, 0, b'\2\0\x2a\0\0\0\xff\xff')
    s += formula(3, 1, 2, struct.pack('<d', 45016.5))
    s += rec(0x205, struct.pack('<HHHBB', 3, 2, 0, 0, 0))
    s += rec(0x27E, struct.pack('<HHHI', 3, 3, 3, (9987 << 2) | 3))
    s += rec(0xBD, struct.pack('<HHHIHIH', 4, 0, 0, (7 << 2) | 2, 4,
                               (45016 << 2) | 2, 1))
    s += formula(5, 6, 0, struct.pack('<d', 430102199001011234))
    s += rec(0xE5, struct.pack('<HHHHH', 1, 1, 2, 0, 0))
    s += link(1, 2, 'http://www.a.example/1.html')
    return s + rec(0x0A)


def workbook(locked=False):
    sheets = [('台账', 0, first_sheet()),
              ('藏', 1, bof(0x10) + rec(0x200, struct.pack('<IIHHH', 0, 1, 0, 1,
               0)) + label(0, 0, 3) + rec(0x0A))]
    head = bof(5)
    if locked:
        head += rec(0x2F, struct.pack('<HHH', 1, 1, 1) + bytes(48))
    head += rec(0x42, struct.pack('<H', 1200)) + rec(0x22, b'\0\0')
    head += rec(0x41E, struct.pack('<H', 164) + text('yyyy"年"m"月"d"日"', 2))
    head += xf(0) + xf(164) + xf(22) + xf(10) + xf(58)
    sst = struct.pack('<II', len(STRINGS), len(STRINGS)) + \
        b''.join(text(s, 2) for s in STRINGS)
    tail = rec(0xFC, sst) + rec(0x0A)
    size = len(head) + len(tail) + sum(len(rec(0x85, bytes(6) + text(n, 1)))
                                       for n, _, _ in sheets)
    names = b''
    body = b''
    for name, hidden, data in sheets:
        names += rec(0x85, struct.pack('<IBB', size + len(body), hidden, 0) +
                     text(name, 1))
        body += data
    return head + names + tail + body


def entry(name, kind, child, start, size):
    raw = (name + '\0').encode('utf-16-le')
    return raw.ljust(64, b'\0') + struct.pack('<HBBIII', len(raw), kind, 1,
        0xFFFFFFFF, 0xFFFFFFFF, child) + bytes(36) + \
        struct.pack('<III', start, size, 0)


def ole2(stream):
    stream = stream.ljust(4096, b'\0')
    stream += bytes(-len(stream) % 512)
    n = len(stream) // 512
    fat = [0xFFFFFFFD, 0xFFFFFFFE] + list(range(3, n + 2)) + [0xFFFFFFFE]
    fat += [0xFFFFFFFF] * (128 - len(fat))
    head = b'\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1' + bytes(16)
    head += struct.pack('<HHHHH', 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack('<IIIIIIIII', 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0,
                        0xFFFFFFFE, 0)
    head += struct.pack('<109I', 0, *[0xFFFFFFFF] * 108)
    names = entry('Root Entry', 5, 1, 0xFFFFFFFE, 0) + \
        entry('Workbook', 2, 0xFFFFFFFF, 2, len(stream)) + bytes(256)
    return head + struct.pack('<128I', *fat) + names + stream


for path, locked in ('hand.xls', False), ('locked.xls', True):
    with open(path, 'wb') as f:
        f.write(ole2(workbook(locked)))
