/*
 * Headers of one to four rows.  A column means what its lowest label says,
 * read under the labels above it: 政府网站 under 公开渠道 is a channel to be
 * ticked.
 */
#include "config.h"

#include "catalog/import_int.h"

#include "core/norm.h"

#define HEADER_ROWS 4

/* The labels above one another in a column. */
struct path {
	const struct gk_grid_cell *cells[HEADER_ROWS];
	size_t n;
};

static bool
is_group(enum gk_column_role role)
{
	return role == GK_R_ITEM || role == GK_R_CHANNELS ||
	    role == GK_R_CHANNEL || role == GK_R_AUDIENCE ||
	    role == GK_R_METHOD || role == GK_R_LEVELS;
}

static bool
starts_at(const struct gk_grid_cell *cell, size_t row)
{
	return cell != NULL && cell->row == row && cell->text.n != 0;
}

/* Text of a cell that starts in this row and column. */
static struct gk_str
label_at(const struct gk_grid *g, size_t row, size_t col)
{
	const struct gk_grid_cell *cell = gk_grid_at(g, row, col);

	return starts_at(cell, row) && cell->col == col ? cell->text :
	    GK_EMPTY;
}

static size_t
row_width(const struct gk_grid *g, size_t row)
{
	return row < g->nrows ? g->rows[row].n : 0;
}

/* 1 2 3 4 …: columns are numbered below some headers. */
static bool
is_number_row(const struct gk_grid *g, size_t row)
{
	size_t count = 0, n, last = 0;

	for (size_t c = 0; c < row_width(g, row); c++) {
		struct gk_str s = label_at(g, row, c);

		if (s.n == 0)
			continue;
		if (!gk_str_to_size(s, &n) || n != last + 1)
			return false;
		last = n;
		count++;
	}
	return count >= 4;
}

/* ---- columns -------------------------------------------------------- */

/*
 * The label that reaches to a place from the left without being spanned: in
 * CSV, a merged cell is one with text and blank ones.
 */
static const struct gk_grid_cell *
from_left(const struct gk_grid *g, size_t row, size_t col)
{
	const struct gk_grid_cell *cell;

	while (col-- > 0) {
		cell = gk_grid_at(g, row, col);
		if (cell != NULL && cell->text.n != 0)
			return is_group(gk_label_role(cell->text)) ? cell :
			    NULL;
	}
	return NULL;
}

static bool
blank_below(const struct gk_grid *g, size_t row, size_t end, size_t col)
{
	for (size_t r = row + 1; r < end; r++)
		if (gk_grid_text(g, r, col).n != 0)
			return false;
	return true;
}

static void
path_of(const struct gk_grid *g, size_t top, size_t rows, size_t col,
    struct path *p)
{
	const struct gk_grid_cell *cell;
	size_t number;

	p->n = 0;
	for (size_t r = top; r < top + rows; r++) {
		cell = gk_grid_at(g, r, col);
		if ((cell == NULL || cell->text.n == 0) &&
		    !blank_below(g, r, top + rows, col))
			cell = from_left(g, r, col);
		if (cell == NULL || cell->text.n == 0 ||
		    gk_str_to_size(cell->text, &number) ||
		    (p->n > 0 && p->cells[p->n - 1] == cell))
			continue;
		p->cells[p->n++] = cell;
	}
}

static enum gk_column_role
role_of(const struct path *p)
{
	enum gk_column_role role;

	if (p->n == 0)
		return GK_R_NONE;
	role = gk_label_role(p->cells[p->n - 1]->text);
	for (size_t i = p->n - 1; role == GK_R_NONE && i-- > 0;) {
		enum gk_column_role above = gk_label_role(p->cells[i]->text);

		if (above == GK_R_CHANNELS)
			role = GK_R_CHANNEL;
		else if (above == GK_R_ITEM)
			role = GK_R_ITEM;
	}
	return role;
}

/* ---- rows ----------------------------------------------------------- */

/* Whether a row below a header's first rows belongs to it. */
static bool
continues(const struct gk_grid *g, size_t top, size_t rows)
{
	size_t row = top + rows, known = 0;
	struct path p;

	if (row >= g->nrows)
		return false;
	if (is_number_row(g, row))
		return true;
	for (size_t c = 0; c < row_width(g, row); c++) {
		struct gk_str s = label_at(g, row, c);

		if (s.n == 0)
			continue;
		if (gk_label_role(s) != GK_R_NONE) {
			known++;
			continue;
		}
		path_of(g, top, rows, c, &p);
		if (p.n == 0 && from_left(g, top, c) != NULL)
			continue;
		if (!is_group(role_of(&p)) ||
		    (!g->csv && p.cells[p.n - 1]->cols < 2))
			return false;
	}
	return known > 0;
}

static size_t
height(const struct gk_grid *g, size_t top)
{
	const struct gk_grid_cell *cell;
	size_t rows = 1;

	for (size_t c = 0; c < row_width(g, top); c++) {
		cell = gk_grid_at(g, top, c);
		if (starts_at(cell, top) && cell->rows > rows &&
		    cell->rows <= HEADER_ROWS)
			rows = cell->rows;
	}
	while (rows < HEADER_ROWS && continues(g, top, rows))
		rows++;
	return rows;
}

/* ---- the header ----------------------------------------------------- */

static size_t
count_role(const struct gk_grid_header *h, enum gk_column_role role)
{
	size_t n = 0;

	for (size_t c = 0; c < h->ncols; c++)
		n += h->cols[c].role == role;
	return n;
}

/* Makes the first columns of one role those of another. */
static void
rename_role(struct gk_grid_header *h, enum gk_column_role from,
    enum gk_column_role to, size_t most)
{
	for (size_t c = 0; c < h->ncols && most > 0; c++) {
		if (h->cols[c].role != from)
			continue;
		h->cols[c].role = to;
		most--;
	}
}

/* 公开事项 without sub-headers: which of its columns are level1, level2. */
static void
settle_items(struct gk_grid_header *h)
{
	bool one = count_role(h, GK_R_LEVEL1) > 0;
	bool two = count_role(h, GK_R_LEVEL2) > 0;
	size_t items = count_role(h, GK_R_ITEM);

	if (items > 0 && !one && (two || items > 1))
		rename_role(h, GK_R_ITEM, GK_R_LEVEL1, 1);
	if (items > 0 && !two)
		rename_role(h, GK_R_ITEM, GK_R_LEVEL2, 1);
	rename_role(h, GK_R_ITEM, GK_R_NONE, SIZE_MAX);
	if (count_role(h, GK_R_LEVEL2) == 0)
		rename_role(h, GK_R_LEVEL1, GK_R_LEVEL2, SIZE_MAX);
}

static void
mark_twice(struct gk_grid_header *h)
{
	for (size_t c = 0; c < h->ncols; c++) {
		enum gk_column_role role = h->cols[c].role;

		if (role == GK_R_NONE || role == GK_R_CHANNEL ||
		    role == GK_R_TIER)
			continue;
		for (size_t k = 0; k < c && !h->cols[c].twice; k++)
			h->cols[c].twice = h->cols[k].role == role;
	}
}

/* An item's name, and two more things about it. */
static bool
is_enough(const struct gk_grid_header *h)
{
	static const enum gk_column_role facts[] = { GK_R_CONTENT, GK_R_BASIS,
		GK_R_LIMIT, GK_R_SUBJECT, GK_R_CHANNELS, GK_R_AUDIENCE,
		GK_R_METHOD, GK_R_LEVELS };
	size_t known = 0;

	for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
		for (size_t c = 0; c < h->ncols; c++) {
			if (h->cols[c].role != facts[i] &&
			    gk_role_group(h->cols[c].role) != facts[i])
				continue;
			known++;
			break;
		}
	return count_role(h, GK_R_LEVEL2) > 0 && known >= 2;
}

/* Few rows are headers: most are told by how little they know. */
static bool
may_begin(const struct gk_grid *g, size_t row)
{
	size_t known = 0;

	for (size_t c = 0; c < row_width(g, row) && known < 2; c++) {
		struct gk_str s = label_at(g, row, c);

		known += s.n != 0 && s.n < 256 &&
		    gk_label_role(s) != GK_R_NONE;
	}
	return known >= 2;
}

static void
settle_column(struct gk_arena *a, struct gk_column *col, const struct path *p)
{
	struct gk_buf label = { 0 };
	bool other;

	*col = (struct gk_column){ .role = role_of(p), .label = GK_EMPTY };
	if (p->n == 0)
		return;
	gk_norm_cell(&label, p->cells[p->n - 1]->text);
	col->label = gk_str_keep(a, gk_buf_str(&label));
	gk_buf_release(&label);
	if (col->role == GK_R_TIER)
		col->levels = gk_level_bits(col->label, &other);
}

bool
gk_grid_header_at(const struct gk_grid *g, size_t row, struct gk_arena *a,
    struct gk_grid_header *h)
{
	struct path p;

	if (row >= g->nrows || !may_begin(g, row))
		return false;
	h->top = row;
	h->rows = height(g, row);
	h->ncols = 0;
	for (size_t r = row; r < row + h->rows; r++)
		if (row_width(g, r) > h->ncols)
			h->ncols = row_width(g, r);
	for (size_t c = 0; c < h->ncols; c++) {
		path_of(g, row, h->rows, c, &p);
		settle_column(a, &h->cols[c], &p);
	}
	settle_items(h);
	mark_twice(h);
	return is_enough(h);
}

bool
gk_grid_header_find(const struct gk_grid *g, size_t from, size_t most,
    struct gk_arena *a, struct gk_grid_header *h)
{
	for (size_t r = from; r < g->nrows && r < from + most; r++)
		if (gk_grid_header_at(g, r, a, h))
			return true;
	return false;
}
