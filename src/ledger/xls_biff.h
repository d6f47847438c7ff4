/*
 * What libfreexl does not show of an XLS workbook (BIFF8): results of
 * formulas, number formats, what merged cells cover, links, hidden parts.
 * Strings of plain cells are freexl's.
 *
 * Used by gk-xls-reader only, beside freexl and with its limits.
 */
#ifndef GK_LEDGER_XLS_BIFF_H
#define GK_LEDGER_XLS_BIFF_H

#include "core/str.h"

struct gk_biff;

struct gk_biff_cell {
	uint32_t row, column;	/* from 0 */
	size_t order;		/* of equal ones the last counts */
	struct gk_str text;	/* as it is shown */
	bool ruined;		/* without its last digits */
};

/* NULL if it is no BIFF8, or too damaged for that. */
struct gk_biff *gk_biff_new(struct gk_str file);
void gk_biff_free(struct gk_biff *b);
/* Sheets of all kinds, in order. */
size_t gk_biff_sheets(const struct gk_biff *b);
bool gk_biff_hidden(const struct gk_biff *b, size_t sheet);
/* Reads that sheet; what is below is about it. */
void gk_biff_select(struct gk_biff *b, size_t sheet);
bool gk_biff_row_hidden(const struct gk_biff *b, uint32_t row);
/* A merged cell hides what is there. */
bool gk_biff_covered(const struct gk_biff *b, uint32_t row, uint32_t column);
/* What the cell shows; NULL: what freexl says. */
const struct gk_biff_cell *gk_biff_cell(const struct gk_biff *b, uint32_t row,
    uint32_t column);
/* Target of a link; "" if it is none. */
struct gk_str gk_biff_link(const struct gk_biff *b, uint32_t row,
    uint32_t column);
/* The first row and column behind all cells that freexl may not know. */
void gk_biff_extent(const struct gk_biff *b, uint32_t *rows,
    uint32_t *columns);

#endif
