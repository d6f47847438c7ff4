/* The values of a cell that holds several, piece by piece. */
#ifndef GK_RULES_PIECES_H
#define GK_RULES_PIECES_H

#include "rules/rule.h"

/*
 * Cuts the next value off a cell, at ; 、 ， and line breaks but not inside
 * parentheses, as list columns are cut.  Values are never empty, and without
 * outer white space.  False when nothing is left.
 */
bool gk_piece_next(struct gk_str *rest, struct gk_str *piece);

/* Faulty pieces, to be shown together: joined by ";" as far as is shown. */
void gk_piece_add(struct gk_arena *a, struct gk_str *list,
    struct gk_str piece);

/*
 * The finding of a cell whose faulty part is `value`, which is not shown if
 * the column is personal.  Add places, then gk_findings_add.
 */
struct gk_draft gk_piece_draft(const struct gk_rule *r,
    const struct gk_entry *e, size_t column, struct gk_str value,
    struct gk_rule_out *out);

#endif
