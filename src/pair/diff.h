/*
 * Two titles side by side, with what differs in brackets: 示例市停车〔场〕管理办法
 * and 示例市停车管理办法〔（试行）〕.
 */
#ifndef GK_PAIR_DIFF_H
#define GK_PAIR_DIFF_H

#include "core/str.h"

/* Longer texts are compared this many characters deep. */
#define GK_DIFF_CHARS_MAX ((size_t)4096)

/*
 * Appends both texts.  Width and case of letters make no difference; single
 * characters that agree between two that differ count as differing, and long
 * stretches that agree are left out (…).  What is written of `a` and of `b`
 * does not depend on which comes first.
 */
void gk_diff(struct gk_buf *out_a, struct gk_buf *out_b, struct gk_str a,
    struct gk_str b);

#endif
