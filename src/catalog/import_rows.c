/*
 * Rows to items, over all tables of a page: merged cells, 同上, items spread
 * over several rows, tables that a page break has cut in two, several
 * catalogues one behind the other.
 *
 * A row begins an item if it has a number of its own, or a name of its own at
 * the second level; any other row continues the item above it.
 */
#include "config.h"

#include "catalog/import_int.h"

#include <stdlib.h>

#include "core/norm.h"


static struct gk_grid_place
place_of(const struct gk_grid *g, size_t row)
{
	return (struct gk_grid_place){ g->number, g->rows[row].number,
		g->rows[row].line };
}

/* The first text of the row, for notes. */
static struct gk_str
row_text(const struct gk_rows *b)
{
	for (size_t c = 0; c < b->g->rows[b->row].n; c++) {
		const struct gk_grid_cell *cell = gk_grid_at(b->g, b->row, c);

		if (cell != NULL && cell->row == b->row && cell->text.n != 0)
			return cell->text;
	}
	return GK_EMPTY;
}

void
gk_rows_note(struct gk_rows *b, enum gk_import_what what, struct gk_str column,
    struct gk_str value)
{
	struct gk_grid_place at = place_of(b->g, b->row);

	gk_import_note(b->im, &(struct gk_import_note){ .what = what,
	    .table = at.table, .row = at.row, .line = at.line,
	    .column = column, .value = value });
}

/* ---- items ---------------------------------------------------------- */

static void
finish_item(struct gk_rows *b)
{
	size_t seq = b->item.seq;

	if (!b->has_item)
		return;
	b->has_item = false;
	gk_imported_add(&b->im->list[b->current], gk_parts_item(&b->item),
	    seq);
}

void
gk_rows_finish(struct gk_rows *b)
{
	finish_item(b);
	for (size_t c = 0; c < GK_IMPORT_COLUMNS_MAX; c++) {
		if (b->unread[c].count != 0)
			gk_import_note(b->im, &b->unread[c]);
		b->unread[c].count = 0;
		b->above[c] = GK_EMPTY;
	}
	b->has_above = false;
	b->section = GK_EMPTY;
	b->last_seq = 0;
}

void
gk_rows_catalogue(struct gk_rows *b, struct gk_str title)
{
	struct gk_imported *c;

	gk_rows_finish(b);
	c = gk_imported_new(b->im);
	b->current = b->im->count - 1;
	c->title = gk_cell_name(b->im->arena, title);
	c->table = b->g->number;
	c->line = b->g->line;
}

/* ---- a row ---------------------------------------------------------- */

const struct gk_grid_cell *
gk_rows_cell(const struct gk_rows *b, enum gk_column_role role, size_t *col)
{
	for (size_t c = 0; c < b->h.ncols; c++)
		if (b->h.cols[c].role == role && !b->h.cols[c].twice) {
			*col = c;
			return gk_grid_at(b->g, b->row, c);
		}
	*col = SIZE_MAX;
	return NULL;
}

static bool
is_fresh(const struct gk_rows *b, const struct gk_grid_cell *cell)
{
	return cell != NULL && cell->row == b->row && cell->text.n != 0;
}

/* The text of a cell, 同上 resolved: the same as above may be nothing. */
static struct gk_str
resolve(struct gk_rows *b, size_t col, const struct gk_grid_cell *cell)
{
	struct gk_str s = cell != NULL ? cell->text : GK_EMPTY;
	bool names = b->h.cols[col].role == GK_R_LEVEL1 ||
	    b->h.cols[col].role == GK_R_LEVEL2;

	if (gk_cell_is_ditto(s)) {
		if (!b->has_above)
			gk_rows_note(b, GK_IMPORT_DITTO,
			    b->h.cols[col].label, s);
		return b->above[col];
	}
	/* Blank names are filled from above, see read_names. */
	if (s.n != 0 || !names)
		b->above[col] = s;
	return s;
}

static void
note_flags(struct gk_rows *b, size_t col, const struct gk_grid_cell *cell)
{
	struct gk_str label = b->h.cols[col].label;

	if (cell->flags & GK_CELL_TABLE)
		gk_rows_note(b, GK_IMPORT_NESTED, label, cell->text);
	if (cell->flags & GK_CELL_CUT)
		gk_rows_note(b, GK_IMPORT_CUT, label, cell->text);
	if ((cell->flags & GK_CELL_PICTURE) && cell->text.n == 0)
		gk_rows_note(b, GK_IMPORT_PICTURE, label, GK_EMPTY);
}

static void
count_unread(struct gk_rows *b, size_t col, struct gk_str text)
{
	const struct gk_column *c = &b->h.cols[col];
	struct gk_import_note *n = &b->unread[col];
	struct gk_grid_place at = place_of(b->g, b->row);

	if (gk_cell_is_nothing(text) || c->role == GK_R_SEQ)
		return;
	if (n->count++ == 0)
		*n = (struct gk_import_note){ .what = c->twice ?
		    GK_IMPORT_TWICE : GK_IMPORT_COLUMN, .table = at.table,
		    .row = at.row, .line = at.line, .column = c->label,
		    .value = text, .count = 1 };
}

/* One cell of the row; `seen`: it has been here for a column before. */
static void
add_cell(struct gk_rows *b, size_t col, const struct gk_grid_cell *cell,
    bool seen)
{
	const struct gk_column *c = &b->h.cols[col];

	if (col >= b->h.ncols) {
		if (!seen && cell->text.n != 0)
			gk_rows_note(b, GK_IMPORT_BEYOND, GK_EMPTY,
			    cell->text);
		return;
	}
	if (cell->row == b->row && !seen)
		note_flags(b, col, cell);
	if (c->role == GK_R_NONE || c->twice)
		count_unread(b, col, cell->text);
	else if (c->role != GK_R_SEQ && c->role != GK_R_LEVEL1 &&
	    c->role != GK_R_LEVEL2)
		gk_parts_add(&b->item, c, resolve(b, col, cell));
}

/*
 * Adds the cells of the row to the item.  What is merged with a cell above
 * counts for a new item only: the one above has it already.
 */
static void
add_cells(struct gk_rows *b, bool first)
{
	const struct gk_grid_cell *cell, *last = NULL;

	b->item.place = place_of(b->g, b->row);
	for (size_t c = 0; c < b->g->rows[b->row].n; c++) {
		cell = gk_grid_at(b->g, b->row, c);
		if (cell != NULL && (first || (cell->row == b->row &&
		    cell->text.n != 0)))
			add_cell(b, c, cell, cell == last);
		last = cell;
	}
}

/* The names of the row's item; false if it has none. */
static bool
read_names(struct gk_rows *b, struct gk_str *level1, struct gk_str *level2,
    bool numbered)
{
	struct gk_arena *a = b->im->arena;
	size_t c1, c2;
	const struct gk_grid_cell *one = gk_rows_cell(b, GK_R_LEVEL1, &c1);
	const struct gk_grid_cell *two = gk_rows_cell(b, GK_R_LEVEL2, &c2);
	struct gk_str s1 = c1 != SIZE_MAX ? resolve(b, c1, one) : GK_EMPTY;
	struct gk_str s2 = resolve(b, c2, two);

	if (gk_cell_is_nothing(s1))
		s1 = GK_EMPTY;
	if (gk_cell_is_nothing(s2))
		s2 = GK_EMPTY;
	/* Merged with the cell above, where merging leaves blank cells. */
	if (s2.n == 0 && numbered && !is_fresh(b, one))
		s2 = b->has_item ? b->item.level2 : b->above[c2];
	if (s2.n == 0 && s1.n != 0) {
		gk_rows_note(b, GK_IMPORT_LEVEL2, b->h.cols[c2].label, s1);
		s2 = s1;
	}
	if (s1.n == 0 && c1 != SIZE_MAX)
		s1 = b->above[c1];
	*level1 = gk_cell_name(a, s1.n != 0 ? s1 : b->section);
	*level2 = gk_cell_name(a, s2);
	return level2->n != 0;
}

size_t
gk_row_number(struct gk_str s)
{
	size_t n;

	while (s.n != 0 && (s.p[s.n - 1] == '.' || s.p[s.n - 1] == ' '))
		s.n--;
	return gk_str_to_size(gk_trim(s), &n) ? n : 0;
}

static void
start_item(struct gk_rows *b, struct gk_str level1, struct gk_str level2,
    size_t seq)
{
	finish_item(b);
	b->item.level1 = level1;
	b->item.level2 = level2;
	b->item.seq = seq;
	b->has_item = true;
	if (seq != 0)
		b->last_seq = seq;
	add_cells(b, true);
	b->has_above = true;
}

/* Whether the row has a name of its own in the column. */
static bool
is_named(const struct gk_rows *b, enum gk_column_role role)
{
	size_t c;
	const struct gk_grid_cell *cell = gk_rows_cell(b, role, &c);

	return is_fresh(b, cell) && !gk_cell_is_nothing(cell->text) &&
	    (role == GK_R_LEVEL2 || !gk_cell_is_ditto(cell->text));
}

/* 1, 1-1, （三）, ⑤: a number of a sort. */
static bool
is_number(struct gk_str s)
{
	static const char *const signs[] = { "一", "二", "三", "四", "五", "六",
		"七", "八", "九", "十", NULL };
	uint32_t ch;
	size_t len;

	for (; s.n > 0; s = gk_str_sub(s, len, SIZE_MAX)) {
		len = gk_utf8_next(s.p, s.n, &ch);
		if (len == 0)
			return false;
		if ((ch >= '0' && ch <= '9') ||
		    (ch >= 0xFF10 && ch <= 0xFF19) ||
		    (ch >= 0x2460 && ch <= 0x249B) || gk_begins(s, signs) != 0)
			return true;
	}
	return false;
}

/* 合计, 填表人：…: what stands at the foot of a table. */
static bool
is_foot(const struct gk_rows *b)
{
	static const char *const words[] = { "合计", "总计", "小计", "共计",
		"填表人", "填报人", "制表人", "审核人", "负责人", "联系人",
		"联系电话", "填报单位", "填报时间", "填表日期", NULL };

	return gk_begins(row_text(b), words) != 0;
}

void
gk_rows_item(struct gk_rows *b)
{
	struct gk_str level1 = GK_EMPTY, level2 = GK_EMPTY;
	size_t c;
	const struct gk_grid_cell *number = gk_rows_cell(b, GK_R_SEQ, &c);
	bool numbered = is_fresh(b, number) && is_number(number->text);

	if (is_foot(b)) {
		gk_rows_note(b, GK_IMPORT_ORPHAN, GK_EMPTY, row_text(b));
		return;
	}
	if (numbered || is_named(b, GK_R_LEVEL2) || is_named(b, GK_R_LEVEL1)) {
		if (!read_names(b, &level1, &level2, numbered)) {
			gk_rows_note(b, GK_IMPORT_NAMELESS, GK_EMPTY,
			    row_text(b));
			return;
		}
		/* The name again, after a page break: the same item. */
		if (numbered || !b->has_item ||
		    !gk_str_eq(level2, b->item.level2) ||
		    !gk_str_eq(level1, b->item.level1)) {
			start_item(b, level1, level2, numbered ?
			    gk_row_number(number->text) : 0);
			return;
		}
	}
	if (b->has_item && !is_fresh(b, number))
		add_cells(b, false);
	else
		gk_rows_note(b, GK_IMPORT_ORPHAN, GK_EMPTY, row_text(b));
}

/* ---- rows that are no items ----------------------------------------- */

static bool
is_remark(struct gk_str s)
{
	static const char *const words[] = { "注：", "注:", "注 ", "备注：",
		"备注:", "说明：", "说明:", "※", "填表说明", "*", NULL };

	return gk_begins(s, words) != 0;
}

static void
add_remark(struct gk_rows *b, struct gk_str s)
{
	struct gk_field *f = &b->im->list[b->current].field;
	struct gk_str *notes = gk_arena_alloc(b->im->arena,
	    (f->nnotes + 1) * sizeof *notes);

	if (f->nnotes != 0)
		memcpy(notes, f->notes, f->nnotes * sizeof *notes);
	notes[f->nnotes++] = gk_cell_line(b->im->arena, s);
	f->notes = notes;
}

/* The text of a row across the table; NULL if it is none. */
const struct gk_grid_cell *
gk_rows_across(const struct gk_rows *b)
{
	const struct gk_grid_cell *cell = gk_grid_lone(b->g, b->row);

	if (cell == NULL || cell->row != b->row || cell->col != 0)
		return NULL;
	/* All of the row, or most of it; a remark may stand anywhere. */
	return b->g->csv || cell->cols >= 3 || is_remark(cell->text) ||
	    cell->cols >= b->g->rows[b->row].n ? cell : NULL;
}

/* Of a row across: a remark, a section, or a title. */
void
gk_rows_section(struct gk_rows *b, struct gk_str text)
{
	size_t c;

	if (is_remark(text)) {
		add_remark(b, text);
		return;
	}
	finish_item(b);
	b->section = text;
	(void)gk_rows_cell(b, GK_R_LEVEL1, &c);
	if (c != SIZE_MAX)
		gk_rows_note(b, GK_IMPORT_SECTION, GK_EMPTY, text);
}

bool
gk_rows_blank(const struct gk_rows *b)
{
	const struct gk_grid_cell *cell;

	for (size_t c = 0; c < b->g->rows[b->row].n; c++) {
		cell = gk_grid_at(b->g, b->row, c);
		if (is_fresh(b, cell) || (cell != NULL &&
		    cell->row == b->row && cell->flags != 0))
			return false;
	}
	return true;
}
