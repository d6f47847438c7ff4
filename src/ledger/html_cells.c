/*
 * Where the cells of a web table stand, and what of it becomes a sheet.
 */
#include "config.h"

#include "ledger/html_int.h"

#include "core/i18n.h"
#include "core/mem.h"
#include "core/norm.h"

#define CELLS_MAX ((size_t)8 << 20)	/* of a page */
#define STEPS_MAX ((size_t)1 << 28)	/* to find what merged cells cover */
#define SPAN_MAX ((size_t)1000)		/* columns, as browsers have it */

/* ---- cells ---------------------------------------------------------- */

static size_t
span(const struct gk_html_attrs *attrs, const char *name)
{
	const char *value = gk_html_attr(attrs, name);
	size_t n;

	if (value == NULL || !gk_str_to_size(gk_trim(gk_str_of(value)), &n))
		return 1;
	return n;
}

static void
take_steps(struct gk_html_reader *r, struct gk_html *h, size_t n)
{
	r->steps += n;
	if (r->steps > STEPS_MAX)
		gk_html_stop(h, N_("cells merged too often"));
}

void
gk_html_cell_end(struct gk_html_reader *r, struct gk_html *h)
{
	struct gk_html_table *t = r->table;
	struct gk_str text, shown;

	if (!t->in_cell)
		return;
	t->in_cell = false;
	text = gk_trim(gk_str_sub(gk_buf_str(&t->text), t->from, SIZE_MAX));
	shown = t->links == 1 ? gk_sheet_link(text, gk_buf_str(&t->target)) :
	    text;
	if (shown.p != text.p && shown.n > 0) {
		shown = gk_trim(shown);
		t->text.len = t->from;
		gk_buf_add_str(&t->text, shown);
		text = gk_str_sub(gk_buf_str(&t->text), t->from, SIZE_MAX);
	}
	if (text.n == 0)
		return;
	*GK_PUSH(t->cells, t->ncells, t->cells_cap) = (struct gk_html_cell){
		t->nrows - 1, t->col, (size_t)(text.p - t->text.p), text.n };
	t->filled++;
	if (++r->ncells > CELLS_MAX)
		gk_html_stop(h, N_("more cells than any page of ledgers has"));
}

void
gk_html_row_end(struct gk_html_reader *r, struct gk_html *h)
{
	struct gk_html_table *t = r->table;

	gk_html_cell_end(r, h);
	if (!t->in_row)
		return;
	t->in_row = false;
	t->filled_rows += t->filled > 0;
	t->rows_of_3 += t->filled >= 3;
	t->rows_of_4 += t->filled >= 4;
}

void
gk_html_row_begin(struct gk_html_reader *r, struct gk_html *h, bool hidden)
{
	struct gk_html_table *t = r->table;

	gk_html_row_end(r, h);
	t->in_row = true;
	t->filled = t->col = t->cols = 0;
	*GK_PUSH(t->hidden_rows, t->nrows, t->rows_cap) = hidden ||
	    t->group_hidden;
}

/* The cell goes on below, in its columns. */
static void
reserve(struct gk_html_reader *r, struct gk_html *h, size_t rows)
{
	struct gk_html_table *t = r->table;
	size_t end = t->nrows - 1 + rows;

	for (size_t c = t->col; c < t->col + t->cols; c++) {
		while (t->nuntil <= c)
			*GK_PUSH(t->until, t->nuntil, t->until_cap) = 0;
		if (t->until[c] < end)
			t->until[c] = end;
	}
	take_steps(r, h, t->cols);
}

/* Over the columns that cells of rows above take. */
static void
skip_covered(struct gk_html_reader *r, struct gk_html *h)
{
	struct gk_html_table *t = r->table;
	size_t from = t->col;

	while (t->col < t->nuntil && t->until[t->col] > t->nrows - 1)
		t->col++;
	take_steps(r, h, t->col - from);
}

void
gk_html_cell_begin(struct gk_html_reader *r, struct gk_html *h,
    const struct gk_html_attrs *attrs)
{
	struct gk_html_table *t = r->table;
	size_t rows = span(attrs, "rowspan"), cols = span(attrs, "colspan");

	gk_html_cell_end(r, h);
	if (!t->in_row)
		gk_html_row_begin(r, h, false);
	t->col += t->cols;
	skip_covered(r, h);
	t->cols = cols == 0 ? 1 : cols < SPAN_MAX ? cols : SPAN_MAX;
	if (t->col + t->cols > 2 * GK_SHEET_COLUMNS_MAX)
		gk_html_stop(h, N_("a row has too many columns"));
	if (rows != 1)
		reserve(r, h, rows == 0 || rows > 65535 ? 65535 : rows);
	t->in_cell = true;
	t->from = t->text.len;
	t->cell_depth = r->depth;
	t->space = false;
	t->links = 0;
	gk_buf_clear(&t->target);
}

/* ---- tables to sheets ----------------------------------------------- */

/*
 * Whether it may be more than the layout of the page.  A table with others in
 * it has to look like one; one row alone is a menu, unless it is a header.
 */
bool
gk_html_is_data(const struct gk_html_table *t)
{
	if (t->layout)
		return false;
	if (t->inner)
		return t->rows_of_4 >= 2;
	return t->rows_of_3 >= 1 && (t->filled_rows >= 2 || t->header);
}

/* The last lines before the table, those that are no paragraphs. */
static void
push_titles(struct gk_html_reader *r, const struct gk_html_table *t)
{
	struct gk_str lines[GK_HTML_TITLES], rest = gk_buf_str(&t->before), line;
	size_t n = 0;

	while (gk_str_split(&rest, "\n", &line)) {
		line = gk_trim(line);
		if (line.n == 0 || line.n > GK_HTML_TITLE_MAX)
			continue;
		if (n == GK_HTML_TITLES)
			memmove(lines, lines + 1, (--n) * sizeof *lines);
		lines[n++] = line;
	}
	for (size_t i = 0; i < n; i++) {
		gk_sheet_row_clear(&r->row);
		gk_sheet_row_add(&r->row, lines[i], 1, false);
		(void)gk_sheet_row_push(&r->row, r->s, 0, 1, false);
	}
}

static void
push_rows(struct gk_html_reader *r, const struct gk_html_table *t)
{
	size_t i = 0;

	while (i < t->ncells) {
		size_t row = t->cells[i].row;

		gk_sheet_row_clear(&r->row);
		for (; i < t->ncells && t->cells[i].row == row; i++) {
			const struct gk_html_cell *c = &t->cells[i];
			size_t next = gk_sheet_row_next(&r->row);

			gk_sheet_row_add(&r->row, GK_EMPTY, c->col + 1 - next,
			    false);
			gk_sheet_row_add(&r->row, (struct gk_str){
			    t->text.p + c->from, c->n }, 1, false);
		}
		if (!gk_sheet_row_push(&r->row, r->s, row + 1, 1,
		    t->hidden_rows[row]))
			return;
	}
}

const char *
gk_html_push(struct gk_html_reader *r, const struct gk_html_table *t)
{
	struct gk_str caption = gk_trim(gk_buf_str(&t->caption));
	struct gk_buf name = { 0 };
	bool begun;

	if (caption.n > 0 && caption.n <= GK_HTML_TITLE_MAX)
		gk_buf_add_str(&name, caption);
	else
		gk_buf_printf(&name, "表%zu", t->number);
	begun = gk_sheets_begin(r->s, gk_buf_str(&name), t->hidden);
	gk_buf_release(&name);
	if (!begun)
		return N_("more tables than any page of ledgers has");
	r->sheets++;
	push_titles(r, t);
	push_rows(r, t);
	gk_sheets_end(r->s);
	return r->row.limit;
}
