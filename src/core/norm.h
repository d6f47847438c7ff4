/*
 * Text as it is compared: Unicode normalisation over libunistring.
 */
#ifndef GK_CORE_NORM_H
#define GK_CORE_NORM_H

#include "core/str.h"

/*
 * Appends the comparison form of `s` to `out`: NFKC, case folded, without
 * white space (U+3000, NBSP, ZWSP, BOM too), and without punctuation and
 * symbols other than 《》〈〉()+-./ and the digits' own.  Malformed bytes are
 * kept as they are.
 */
void gk_norm_key(struct gk_buf *out, struct gk_str s);
/*
 * The text of a cell for showing and storing: outer white space removed,
 * inner runs of white space and line breaks made one space (none between two
 * CJK characters); what is never seen (ZWSP, BOM, direction marks, control
 * characters) is dropped.  Malformed bytes stay.  Appends to `out`.
 */
void gk_norm_cell(struct gk_buf *out, struct gk_str s);
/* Full-width letters, digits and ASCII punctuation made half-width. */
void gk_norm_width(struct gk_buf *out, struct gk_str s);
/* A view without outer white space of any kind. */
struct gk_str gk_trim(struct gk_str s);
/* White space of any kind, ZWSP, BOM, and marks of direction. */
bool gk_is_blank(uint32_t ch);

/* Whether `s` is well-formed UTF-8; if not, `*bad` is the offset. */
bool gk_utf8_valid(struct gk_str s, size_t *bad);
/*
 * Decodes one character at p[0..n); returns its length (1..4), 0 if it is
 * malformed.
 */
size_t gk_utf8_next(const char *p, size_t n, uint32_t *ch);
/* Columns that `s` takes on a terminal (East Asian wide = 2). */
size_t gk_width(struct gk_str s);

#endif
