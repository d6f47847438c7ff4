/*
 * Tables to catalogues: where headers stand, which tables go on with the one
 * before, which begin another catalogue.
 */
#include "config.h"

#include "catalog/import_int.h"

#include <stdlib.h>

/* A header is looked for in the first rows of a table. */
#define HEAD_ROWS 30

static struct gk_str
first_text(const struct gk_grid *g)
{
	for (size_t i = 0; i < g->ncells; i++)
		if (g->cells[i].text.n != 0)
			return g->cells[i].text;
	return GK_EMPTY;
}

static void
note_table(struct gk_import *im, const struct gk_grid *g,
    enum gk_import_what what)
{
	gk_import_note(im, &(struct gk_import_note){ .what = what,
	    .table = g->number, .line = g->line, .column = GK_EMPTY,
	    .value = first_text(g) });
}

/* ---- headers -------------------------------------------------------- */

static bool
same_header(const struct gk_grid_header *a, const struct gk_grid_header *b)
{
	if (a->ncols != b->ncols)
		return false;
	for (size_t c = 0; c < a->ncols; c++)
		if (a->cols[c].role != b->cols[c].role ||
		    !gk_str_eq(a->cols[c].label, b->cols[c].label))
			return false;
	return true;
}

/*
 * The title among the rows above the header: the last that looks like one, or
 * the only row across.  Others are noted.
 */
static struct gk_str
title_above(struct gk_rows *b, size_t top)
{
	const struct gk_grid_cell *cell, *title = NULL;

	for (size_t r = 0; r < top; r++) {
		cell = gk_grid_lone(b->g, r);
		if (cell != NULL && (title == NULL ||
		    gk_title_is(cell->text) || !gk_title_is(title->text)))
			title = cell;
	}
	for (b->row = 0; b->row < top; b->row++) {
		cell = gk_grid_lone(b->g, b->row);
		if (!gk_rows_blank(b) && (cell == NULL || cell != title))
			gk_rows_note(b, GK_IMPORT_BEFORE, GK_EMPTY, cell !=
			    NULL ? cell->text :
			    gk_grid_text(b->g, b->row, 0));
	}
	return title != NULL ? title->text : GK_EMPTY;
}

/* The number of the first item below the header, or 0. */
static size_t
first_number(const struct gk_rows *b, const struct gk_grid_header *h)
{
	size_t below = h->top + h->rows, n = 0, c = 0;

	while (c < h->ncols && h->cols[c].role != GK_R_SEQ)
		c++;
	/* There may be a row across before it. */
	for (size_t r = below; c < h->ncols && n == 0 && r < below + 3; r++)
		n = gk_row_number(gk_grid_text(b->g, r, c));
	return n;
}

/* 目录, 目录（续）, 续表: the catalogue before. */
static bool
same_title(const struct gk_rows *b, struct gk_str title)
{
	struct gk_str line = gk_cell_name(b->im->arena, title);
	struct gk_str old = b->im->list[b->current].title, rest;

	if (!gk_str_starts(line, old))
		return false;
	rest = gk_str_sub(line, old.n, SIZE_MAX);
	return rest.n == 0 || gk_str_find(rest, GK_STR("续")) != SIZE_MAX;
}

/*
 * Whether the table goes on with the catalogue before it: the same header
 * again, no new title, and numbers that do not begin anew.  After another
 * header only the very next number tells.
 */
static bool
goes_on(const struct gk_rows *b, struct gk_str title)
{
	size_t number = first_number(b, &b->found);

	if (b->current == SIZE_MAX)
		return false;
	if (gk_title_is(title))
		return same_title(b, title);
	if (!same_header(&b->h, &b->found))
		return number != 0 && number == b->last_seq + 1;
	return number != 1 || b->last_seq == 0;
}

/* Begins a catalogue, or goes on; a title that names none is then noted. */
static void
take_title(struct gk_rows *b, struct gk_str title)
{
	if (!goes_on(b, title))
		gk_rows_catalogue(b, title);
	else if (title.n != 0 && !gk_title_is(title) &&
	    gk_str_find(title, GK_STR("续")) == SIZE_MAX)
		gk_rows_note(b, GK_IMPORT_BEFORE, GK_EMPTY, title);
}

/* Rows are read below the header that was found. */
static void
take_header(struct gk_rows *b)
{
	if (!same_header(&b->h, &b->found)) {
		b->has_above = false;
		for (size_t c = 0; c < GK_IMPORT_COLUMNS_MAX; c++)
			b->above[c] = GK_EMPTY;
	}
	b->h = b->found;
	b->row = b->found.top + b->found.rows;
}

/*
 * A title among the items begins a catalogue: its header follows, or it
 * names a field and the header stays what it was.
 */
static bool
is_title(struct gk_rows *b, struct gk_str text)
{
	if (!gk_title_is(text))
		return false;
	if (gk_grid_header_find(b->g, b->row + 1, 2, b->im->arena,
	    &b->found)) {
		take_title(b, text);
		take_header(b);
		return true;
	}
	if (gk_str_find(text, GK_STR("领域")) == SIZE_MAX &&
	    gk_str_find(text, GK_STR("标准目录")) == SIZE_MAX)
		return false;
	take_title(b, text);
	b->row++;
	return true;
}

static void
read_rows(struct gk_rows *b)
{
	const struct gk_grid_cell *cell;

	while (b->row < b->g->nrows) {
		/* Without a title, a header is that of the next page. */
		if (gk_grid_header_at(b->g, b->row, b->im->arena, &b->found)) {
			take_header(b);
			continue;
		}
		cell = gk_rows_across(b);
		if (cell != NULL && is_title(b, cell->text))
			continue;
		if (gk_rows_blank(b))
			;
		else if (cell != NULL)
			gk_rows_section(b, cell->text);
		else
			gk_rows_item(b);
		b->row++;
	}
}

/* ---- tables --------------------------------------------------------- */

/* Without a header, but of the shape of the table before. */
static bool
is_rest(const struct gk_rows *b)
{
	size_t c, number;

	/* Between them there may be the number of the page. */
	if (b->current == SIZE_MAX || b->g->ncols != b->h.ncols ||
	    b->g->before.n > GK_STR("— 第 10 页 共 99 页 —").n ||
	    gk_title_is(b->g->before))
		return false;
	(void)gk_rows_cell(b, GK_R_SEQ, &c);
	if (c == SIZE_MAX)
		return true;
	number = gk_row_number(gk_grid_text(b->g, 0, c));
	return number == 0 || number > b->last_seq;
}

bool
gk_grid_is_data(const struct gk_grid *g)
{
	size_t rows = 0;

	for (size_t r = 0; r < g->nrows && g->ncols >= 4; r++)
		rows += gk_grid_lone(g, r) == NULL && g->rows[r].n >= 4;
	return rows >= 2;
}

static bool
is_inside(const struct gk_grid *g)
{
	for (g = g->outer; g != NULL; g = g->outer)
		if (g->taken)
			return true;
	return false;
}

void
gk_grid_note(struct gk_import *im, const struct gk_grid *g)
{
	if (g->flags & GK_GRID_WIDE)
		note_table(im, g, GK_IMPORT_WIDE);
	if (g->flags & GK_GRID_OPEN)
		note_table(im, g, GK_IMPORT_OPEN);
	if (g->flags & GK_GRID_STRAY)
		note_table(im, g, GK_IMPORT_STRAY);
}

static void
read_table(struct gk_rows *b, struct gk_grid *g)
{
	struct gk_str title;

	b->g = g;
	b->row = 0;
	if (g->flags & GK_GRID_WIDE) {
		gk_grid_note(b->im, g);
		return;
	}
	if (gk_grid_header_find(g, 0, HEAD_ROWS, b->im->arena, &b->found)) {
		title = title_above(b, b->found.top);
		if (title.n == 0)
			title = gk_title_in(g->before);
		b->row = b->found.top;
		take_title(b, title);
		take_header(b);
	} else if (!is_rest(b)) {
		if (gk_grid_is_data(g))
			note_table(b->im, g, GK_IMPORT_TABLE);
		else if ((g->flags & GK_GRID_OPEN) && g->ncols >= 3)
			note_table(b->im, g, GK_IMPORT_OPEN);
		return;
	}
	g->taken = true;
	gk_grid_note(b->im, g);
	read_rows(b);
}

static int
by_number(const void *a, const void *b)
{
	const struct gk_grid *x = *(const struct gk_grid *const *)a;
	const struct gk_grid *y = *(const struct gk_grid *const *)b;

	return (x->number > y->number) - (x->number < y->number);
}

void
gk_rows_read(struct gk_import *im, struct gk_page *p)
{
	struct gk_rows *b = gk_calloc(1, sizeof *b);

	b->im = b->item.im = im;
	b->page = p;
	b->current = SIZE_MAX;
	if (p->ngrids != 0)
		qsort(p->grids, p->ngrids, sizeof *p->grids, by_number);
	for (size_t i = 0; i < p->ngrids; i++)
		if (!is_inside(p->grids[i]))
			read_table(b, p->grids[i]);
	gk_rows_finish(b);
	gk_parts_release(&b->item);
	free(b);
}
