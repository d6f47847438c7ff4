/* Cells and units of records, as several kinds of check see them. */
#ifndef GK_RULES_CELL_H
#define GK_RULES_CELL_H

#include "rules/rule.h"

/* The date in a column of any type; EMPTY for SIZE_MAX. */
struct gk_date gk_cell_date(const struct gk_rule *r, const struct gk_entry *e,
    size_t column);
/*
 * Whether a cell is blank: nothing, or only dashes; in a date column also 待定,
 * 无 and the like.
 */
bool gk_cell_blank(const struct gk_rule *r, const struct gk_entry *e,
    size_t column);
/*
 * Appends the form in which cells of a column are compared: the normal form;
 * of addresses what leads to the page, without scheme, "www." and a slash at
 * the end.  False if there is nothing to compare: blank, or words where an
 * address should be.
 */
bool gk_cell_key(struct gk_buf *out, const struct gk_rule *r,
    const struct gk_entry *e, size_t column);
/*
 * Appends what tells a unit from others: its id, or if it is not registered,
 * region and name; where none is named, the file stands for it.
 */
void gk_unit_key(struct gk_buf *out, const struct gk_unit *unit,
    struct gk_str region, struct gk_str name, struct gk_str file);
void gk_entry_unit_key(struct gk_buf *out, const struct gk_entry *e);
/* The first year 19xx or 20xx in text, rather one behind a bracket; or 0. */
int gk_year_in(struct gk_str text);
/* "3" in millionths, "0.5", "-1.25"; in the arena. */
struct gk_str gk_micro_words(struct gk_arena *a, int64_t micro);

#endif
