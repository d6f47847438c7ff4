/*
 * Encodings of text ledgers: BOM, else strict UTF-8 over the whole file, else
 * strict GB18030, else an error that names --encoding.  Nothing is guessed.
 *
 * UTF-8 with an even number of bytes between commas passes for GB18030, so
 * bytes in which words of UTF-8 stand are not taken for it: a file that mixes
 * both is refused, not ruined.
 */
#ifndef GK_LEDGER_ENCODING_H
#define GK_LEDGER_ENCODING_H

#include "core/error.h"
#include "core/str.h"

enum gk_encoding { GK_UTF8, GK_UTF8_BOM, GK_UTF16LE, GK_UTF16BE, GK_GB18030,
	GK_ENCODING_UNKNOWN };

enum gk_encoding gk_encoding_detect(struct gk_str bytes);
/*
 * `*text` becomes the file as UTF-8 without BOM: a view into `bytes` if it is
 * that already, else into `*own`, which is filled.  `forced` is an iconv name
 * or NULL.  Failure names offset and line of the first bad byte.
 */
enum gk_status gk_encoding_decode(struct gk_str bytes, const char *forced,
    const char *name, struct gk_str *text, struct gk_buf *own,
    struct gk_error *err);
/*
 * Offset, at or after `from`, of text that was decoded wrongly before it came
 * here (锟斤拷, ï»¿, U+FFFD), or SIZE_MAX.
 */
size_t gk_mojibake_find(struct gk_str text, size_t from);

#endif
