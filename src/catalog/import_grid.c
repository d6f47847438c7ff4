/*
 * Tables with merged cells: each place of a row knows the cell that covers
 * it.  What a cell spans is settled as rows come, so that a rowspan beyond
 * the last row does no harm.
 */
#include "config.h"

#include "catalog/import_int.h"

#include <stdlib.h>

void
gk_page_init(struct gk_page *p)
{
	*p = (struct gk_page){ .heading = GK_EMPTY };
	gk_arena_init(&p->arena);
}

void
gk_page_release(struct gk_page *p)
{
	for (size_t i = 0; i < p->ngrids; i++)
		gk_grid_free(p->grids[i]);
	free(p->grids);
	free(p->meta);
	gk_arena_release(&p->arena);
}

struct gk_grid *
gk_grid_new(struct gk_page *p, size_t number, size_t line)
{
	struct gk_grid *g = gk_calloc(1, sizeof *g);

	g->page = p;
	g->number = number;
	g->line = line;
	g->before = GK_EMPTY;
	return g;
}

void
gk_grid_free(struct gk_grid *g)
{
	if (g == NULL)
		return;
	free(g->cells);
	free(g->rows);
	free(g);
}

/* Places up to the last one that a cell covers. */
static size_t
width(const struct gk_grid *g)
{
	size_t n = GK_IMPORT_COLUMNS_MAX;

	while (n > 0 && g->place[n - 1] == GK_GRID_NONE)
		n--;
	return n;
}

static void
end_row(struct gk_grid *g)
{
	struct gk_grid_row *row;
	uint32_t *at;

	if (!g->in_row)
		return;
	g->in_row = false;
	row = &g->rows[g->nrows - 1];
	row->n = width(g);
	at = gk_arena_alloc(&g->page->arena, (row->n + 1) * sizeof *at);
	memcpy(at, g->place, row->n * sizeof *at);
	row->at = at;
	g->page->places += row->n + 1;
	if (row->n > g->ncols)
		g->ncols = row->n;
}

void
gk_grid_row(struct gk_grid *g, size_t line, size_t number,
    struct gk_attrs data)
{
	end_row(g);
	*GK_PUSH(g->rows, g->nrows, g->rows_cap) = (struct gk_grid_row){
		.line = line, .number = number, .data = data };
	g->in_row = true;
	for (size_t c = 0; c < GK_IMPORT_COLUMNS_MAX; c++) {
		g->place[c] = GK_GRID_NONE;
		if (g->spans[c].left == 0)
			continue;
		g->spans[c].left--;
		g->place[c] = g->spans[c].cell;
		/* Its own first column counts the rows. */
		if (g->cells[g->place[c]].col == c)
			g->cells[g->place[c]].rows++;
	}
}

/* Puts the cell into the free places from `c` on; true if there is one. */
static void
cover(struct gk_grid *g, uint32_t cell, size_t c, size_t rows, size_t cols)
{
	for (size_t i = c; i < c + cols; i++) {
		if (g->place[i] != GK_GRID_NONE)
			continue;
		g->place[i] = cell;
		g->spans[i].cell = cell;
		g->spans[i].left = (uint32_t)(rows - 1);
	}
}

void
gk_grid_cell(struct gk_grid *g, struct gk_str text, size_t rows, size_t cols,
    unsigned flags)
{
	struct gk_grid_cell *cell;
	size_t c = 0;

	while (c < GK_IMPORT_COLUMNS_MAX && g->place[c] != GK_GRID_NONE)
		c++;
	if (c == GK_IMPORT_COLUMNS_MAX) {
		g->flags |= GK_GRID_WIDE;
		return;
	}
	if (cols == 0 || cols > GK_IMPORT_COLUMNS_MAX - c)
		cols = cols == 0 ? 1 : GK_IMPORT_COLUMNS_MAX - c;
	if (rows == 0 || rows > UINT32_MAX)
		rows = UINT32_MAX;
	cell = GK_PUSH(g->cells, g->ncells, g->cells_cap);
	*cell = (struct gk_grid_cell){
		.text = gk_str_keep(&g->page->arena, text),
		.row = (uint32_t)(g->nrows - 1), .col = (uint32_t)c,
		.rows = 1, .cols = (uint32_t)cols, .flags = flags };
	cover(g, (uint32_t)(g->ncells - 1), c, rows, cols);
}

void
gk_grid_group(struct gk_grid *g)
{
	end_row(g);
	for (size_t c = 0; c < GK_IMPORT_COLUMNS_MAX; c++)
		g->spans[c].left = 0;
}

void
gk_grid_end(struct gk_grid *g)
{
	struct gk_page *p = g->page;

	end_row(g);
	*GK_PUSH(p->grids, p->ngrids, p->grids_cap) = g;
}

const struct gk_grid_cell *
gk_grid_at(const struct gk_grid *g, size_t row, size_t col)
{
	const struct gk_grid_row *r;

	if (row >= g->nrows)
		return NULL;
	r = &g->rows[row];
	if (col >= r->n || r->at[col] == GK_GRID_NONE)
		return NULL;
	return &g->cells[r->at[col]];
}

struct gk_str
gk_grid_text(const struct gk_grid *g, size_t row, size_t col)
{
	const struct gk_grid_cell *cell = gk_grid_at(g, row, col);

	return cell != NULL ? cell->text : GK_EMPTY;
}

const struct gk_grid_cell *
gk_grid_lone(const struct gk_grid *g, size_t row)
{
	const struct gk_grid_cell *lone = NULL, *cell;

	for (size_t c = 0; c < g->rows[row].n; c++) {
		cell = gk_grid_at(g, row, c);
		if (cell == NULL || cell == lone || cell->text.n == 0)
			continue;
		if (lone != NULL)
			return NULL;
		lone = cell;
	}
	return lone;
}

const struct gk_str *
gk_attr(const struct gk_attrs *a, const char *name)
{
	for (size_t i = 0; i < a->n; i++)
		if (gk_str_eq(a->list[i].name, gk_str_of(name)))
			return &a->list[i].value;
	return NULL;
}
