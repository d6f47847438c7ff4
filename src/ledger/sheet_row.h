/*
 * A row of a sheet while a reader puts it together, shared by the readers.
 *
 * Blank cells behind the last that is not cost nothing, however many a file
 * says there are.  What passes a limit sets `limit`, and is not added.
 */
#ifndef GK_LEDGER_SHEET_ROW_H
#define GK_LEDGER_SHEET_ROW_H

#include "ledger/sheets.h"

/*
 * What cells and rows that are said to be repeated may come to in a file:
 * bytes, and as many for each cell as a view takes.
 */
#define GK_SHEET_REPEAT_MAX ((uint64_t)256 << 20)

struct gk_sheet_row {
	struct gk_buf text;
	size_t *ends;		/* in `text`, by cell */
	size_t ncells, cap;
	size_t blanks;		/* behind them */
	struct gk_str *cells;
	size_t cells_cap;
	size_t *ruined;		/* columns, from 1 */
	size_t nruined, ruined_cap;
	uint64_t repeated;	/* over all rows: see GK_SHEET_REPEAT_MAX */
	const char *limit;	/* which one was passed, untranslated */
};

void gk_sheet_row_release(struct gk_sheet_row *r);
/* Makes it empty for the next row. */
void gk_sheet_row_clear(struct gk_sheet_row *r);
/*
 * Adds a cell `times` over.  A long number that is shown as 4.30102E+17 is
 * ruined, whatever `ruined` says.
 */
void gk_sheet_row_add(struct gk_sheet_row *r, struct gk_str cell,
    size_t times, bool ruined);
/* The number of the column that comes next, from 1. */
size_t gk_sheet_row_next(const struct gk_sheet_row *r);
bool gk_sheet_row_blank(const struct gk_sheet_row *r);
/*
 * Passes it on as the rows number to number + times - 1 (0: it stands outside
 * of the table), unless it is blank;
 * false if no more of the sheet is wanted, or a limit was passed.
 */
bool gk_sheet_row_push(struct gk_sheet_row *r, struct gk_sheets *s,
    size_t number, size_t times, bool hidden);

/*
 * The value of a cell that is a link: its target, if that is an address and
 * the text only points at it (blank, another address, 点击查看, 链接, 官网);
 * else its text, for the title of a document mostly links to it.
 */
struct gk_str gk_sheet_link(struct gk_str text, struct gk_str target);
/* Appends the target of the formula =HYPERLINK("http://…","查看"), if any. */
void gk_sheet_formula_link(struct gk_buf *out, struct gk_str formula);
/*
 * Appends a date as ODS and Excel's XML write it, 2023-03-31T09:30:00.000, as
 * cells have it: 2023-03-31, 2023-03-31 09:30, or 09:30 of a time on day zero
 * (1899-12-30, 1899-12-31); seconds if there are any.
 */
void gk_sheet_date(struct gk_buf *out, struct gk_str iso);

#endif
