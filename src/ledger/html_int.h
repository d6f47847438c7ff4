/*
 * Tables of web pages on their way to sheets; private to html_table.c, which
 * follows the elements of the page, and html_cells.c, which knows where cells
 * stand.
 */
#ifndef GK_LEDGER_HTML_INT_H
#define GK_LEDGER_HTML_INT_H

#include "core/html.h"
#include "ledger/sheet_row.h"

/* Lines before a table that may be its title, and bytes of such a line. */
#define GK_HTML_TITLES 5
#define GK_HTML_TITLE_MAX ((size_t)200)

struct gk_html_cell {
	size_t row, col;	/* from 0 */
	size_t from, n;		/* in the text of the table */
};

struct gk_html_table {
	struct gk_html_table *outer;
	size_t number;		/* on the page, from 1 */
	bool hidden, layout, inner;	/* inner: a table stands in it */
	struct gk_buf before;	/* lines */
	struct gk_buf caption;
	struct gk_buf text;	/* of all cells */
	struct gk_html_cell *cells;	/* that are not blank */
	size_t ncells, cells_cap;
	bool *hidden_rows;
	size_t nrows, rows_cap;
	size_t *until;		/* by column: the row before which a cell ends */
	size_t nuntil, until_cap;
	bool in_row, in_cell, in_caption, group_hidden;
	size_t col, cols;	/* of the cell */
	size_t from;		/* its text starts here */
	size_t cell_depth;
	bool space;		/* a blank is due before what comes */
	struct gk_buf target;
	size_t links;
	/* How many cells its rows have: what it is. */
	size_t filled, filled_rows, rows_of_3, rows_of_4;
	bool header;		/* <th> */
};

struct gk_html_reader {
	struct gk_sheets *s;
	struct gk_html_table *table;	/* the innermost */
	struct gk_html_table *spare;	/* passed on if there is no better one */
	size_t ntables, ncells, steps, sheets;
	struct gk_buf recent;	/* text since the last table, in lines */
	bool recent_space;
	size_t depth, skip, hide;	/* depth of the element, or 0 */
	struct gk_sheet_row row;
};

/* A cell, or a row, begins and ends; ends without a beginning do no harm. */
void gk_html_cell_begin(struct gk_html_reader *r, struct gk_html *h,
    const struct gk_html_attrs *attrs);
void gk_html_cell_end(struct gk_html_reader *r, struct gk_html *h);
void gk_html_row_begin(struct gk_html_reader *r, struct gk_html *h,
    bool hidden);
void gk_html_row_end(struct gk_html_reader *r, struct gk_html *h);

/* Whether it may be more than the layout of the page. */
bool gk_html_is_data(const struct gk_html_table *t);
/* Passes the table on as a sheet; the limit that was passed, or NULL. */
const char *gk_html_push(struct gk_html_reader *r,
    const struct gk_html_table *t);

#endif
