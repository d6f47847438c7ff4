/* What tells which records belong together (check_bundle.c). */
#ifndef GK_RULES_BUNDLE_KEY_H
#define GK_RULES_BUNDLE_KEY_H

#include "rules/rule.h"

/*
 * Appends what a title is about, in comparison form: the title in the first
 * 《》, else all of it; without a stage of drafting at its end
 * (（征求意见稿）, （草案）), and with 第三十五次 as 第35次.
 */
void gk_title_core(struct gk_buf *out, struct gk_str title);
/*
 * Appends the form in which a cell keeps bundles apart: the core of a title, a
 * full date as a day, a number or an ordinal (第三十五次, 35) in figures, else as
 * gk_cell_key.  False if there is nothing to compare.
 */
bool gk_bundle_key(struct gk_buf *out, const struct gk_rule *r,
    const struct gk_entry *e, size_t column);

#endif
