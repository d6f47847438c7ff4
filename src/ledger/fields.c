/*
 * The values of a row: cells cleaned, columns to be ticked made into one
 * value, grouping columns filled down.
 */
#include "config.h"

#include <stdlib.h>

#include "core/norm.h"
#include "ledger/ledger_int.h"

/* Columns that nothing knows, or that mean what an earlier one means. */
static void
find_extras(struct gk_fields *f)
{
	const struct gk_header *h = f->header;

	f->raw = gk_calloc(h->kind->ncolumns, sizeof *f->raw);
	f->extra = gk_calloc(h->width, sizeof *f->extra);
	f->extra_cols = gk_calloc(h->width, sizeof *f->extra_cols);
	f->extra_ends = gk_calloc(h->width, sizeof *f->extra_ends);
	for (size_t i = 0; i < h->width; i++)
		if (h->cols[i].column == GK_COL_UNKNOWN ||
		    h->cols[i].column == GK_COL_EXTRA || h->cols[i].twice)
			f->extra_cols[f->nextra++] = i;
}

void
gk_fields_init(struct gk_fields *f, const struct gk_header *h,
    const struct gk_str *defaults, bool extras)
{
	size_t n = h->kind->ncolumns;

	f->header = h;
	f->defaults = defaults;
	f->field = gk_calloc(n, sizeof *f->field);
	f->from = gk_calloc(n, sizeof *f->from);
	f->to = gk_calloc(n, sizeof *f->to);
	f->above = gk_calloc(n, sizeof *f->above);
	f->title = gk_ledger_kind_column(h->kind, "title");
	f->nil = gk_ledger_kind_column(h->kind, "nil");
	f->level1 = gk_ledger_kind_column(h->kind, "level1");
	f->level2 = gk_ledger_kind_column(h->kind, "level2");
	f->item = gk_ledger_kind_column(h->kind, "item");
	if (extras)
		find_extras(f);
}

void
gk_fields_release(struct gk_fields *f)
{
	size_t n = f->above != NULL ? f->header->kind->ncolumns : 0;

	for (size_t i = 0; i < n; i++)
		gk_buf_release(&f->above[i]);
	free(f->above);
	free(f->field);
	free(f->from);
	free(f->to);
	gk_buf_release(&f->text);
	free(f->raw);
	free(f->extra);
	free(f->extra_cols);
	free(f->extra_ends);
	gk_buf_release(&f->more);
}

/*
 * 特定群体 with √ gives 特定群体; with other text 特定群体（低保对象）.  The
 * value so far stands at the end of the text and is made anew.
 */
static void
add_ticked(struct gk_fields *f, size_t k, struct gk_str label,
    struct gk_str raw)
{
	struct gk_buf clean = { 0 }, value = { 0 };
	enum gk_tick tick;

	gk_norm_cell(&clean, raw);
	tick = gk_cell_tick(gk_buf_str(&clean));
	if (tick == GK_TICK_NO)
		goto out;
	if (f->to[k] > f->from[k]) {
		gk_buf_add(&value, f->text.p + f->from[k],
		    f->to[k] - f->from[k]);
		gk_buf_putc(&value, ';');
	}
	gk_buf_add_str(&value, label);
	if (tick == GK_TICK_TEXT) {
		gk_buf_puts(&value, "（");
		gk_buf_add_str(&value, gk_buf_str(&clean));
		gk_buf_puts(&value, "）");
	}
	f->text.len = f->from[k];
	gk_cell_clean(&f->text, &f->header->kind->columns[k],
	    gk_buf_str(&value));
out:
	gk_buf_release(&clean);
	gk_buf_release(&value);
}

static void
read_cells(struct gk_fields *f, const struct gk_csv_row *row)
{
	const struct gk_header *h = f->header;
	size_t n = h->kind->ncolumns;

	gk_buf_clear(&f->text);
	for (size_t k = 0; k < n; k++)
		f->from[k] = f->to[k] = 0;
	for (size_t i = 0; i < h->width && i < row->ncells; i++) {
		const struct gk_header_col *c = &h->cols[i];
		size_t k = c->column;

		if (k >= n || c->twice || row->cells[i].n == 0)
			continue;
		/* Columns to be ticked stand side by side (settle). */
		if (f->to[k] == f->from[k])
			f->from[k] = f->to[k] = f->text.len;
		if (c->label.n > 0)
			add_ticked(f, k, c->label, row->cells[i]);
		else if (k == f->nil && gk_ledger_says_nil(row->cells[i]))
			gk_norm_cell(&f->text, row->cells[i]);
		else
			gk_cell_clean(&f->text, &h->kind->columns[k],
			    row->cells[i]);
		f->to[k] = f->text.len;
	}
	for (size_t k = 0; k < n; k++)
		f->field[k] = f->to[k] == f->from[k] ? GK_EMPTY :
		    (struct gk_str){ f->text.p + f->from[k],
			f->to[k] - f->from[k] };
}

/* What stands beside the values: the cells as they are, and unknown columns. */
static void
read_extras(struct gk_fields *f, const struct gk_csv_row *row)
{
	const struct gk_header *h = f->header;
	size_t from = 0;

	if (f->raw == NULL)
		return;
	for (size_t k = 0; k < h->kind->ncolumns; k++)
		f->raw[k] = GK_EMPTY;
	for (size_t i = 0; i < h->width && i < row->ncells; i++) {
		const struct gk_header_col *c = &h->cols[i];

		if (c->column < h->kind->ncolumns && !c->twice &&
		    c->label.n == 0 && f->raw[c->column].n == 0)
			f->raw[c->column] = row->cells[i];
		else if (c->column == GK_COL_RAW && row->cells[i].n > 0)
			f->raw[c->raw] = row->cells[i];
	}
	gk_buf_clear(&f->more);
	for (size_t i = 0; i < f->nextra; i++) {
		if (f->extra_cols[i] < row->ncells)
			gk_norm_cell(&f->more, row->cells[f->extra_cols[i]]);
		f->extra_ends[i] = f->more.len;
	}
	for (size_t i = 0; i < f->nextra; i++) {
		f->extra[i] = gk_str_sub(gk_buf_str(&f->more), from,
		    f->extra_ends[i] - from);
		from = f->extra_ends[i];
	}
}

/*
 * A new value in a grouping column also ends the run of those after it: what
 * was said of another unit's field is not said of this one's.
 */
static void
fill_down(struct gk_fields *f)
{
	const struct gk_ledger_kind *kind = f->header->kind;
	bool changed = false;

	for (size_t k = 0; k < kind->ncolumns; k++) {
		struct gk_buf *above = &f->above[k];

		if (!kind->columns[k].grouping)
			continue;
		if (f->field[k].n > 0 &&
		    !gk_str_eq(f->field[k], gk_buf_str(above))) {
			changed = true;
			gk_buf_clear(above);
			gk_buf_add_str(above, f->field[k]);
		} else if (f->field[k].n == 0 && changed) {
			gk_buf_clear(above);
		} else if (f->field[k].n == 0) {
			f->field[k] = gk_buf_str(above);
		}
	}
}

void
gk_fields_end_run(struct gk_fields *f)
{
	for (size_t k = 0; k < f->header->kind->ncolumns; k++)
		gk_buf_clear(&f->above[k]);
}

/* 本月无 alone in its row, in whatever column, stands for a title. */
static bool
read_nil(struct gk_fields *f, const struct gk_csv_row *row,
    struct gk_row_shape shape)
{
	size_t filled = 0, last = 0;
	struct gk_str only;

	for (size_t k = 0; k < f->header->kind->ncolumns; k++)
		if (f->field[k].n > 0) {
			filled++;
			last = k;
		}
	if (filled > 1 || f->title == SIZE_MAX)
		return false;
	if (filled == 0 && shape.filled == 1) {
		gk_buf_clear(&f->text);
		gk_norm_cell(&f->text, row->cells[shape.first]);
		only = gk_buf_str(&f->text);
	} else {
		only = filled == 1 ? f->field[last] : GK_EMPTY;
	}
	if (!gk_ledger_says_nil(only))
		return false;
	f->field[last] = GK_EMPTY;
	f->field[f->title] = only;
	return true;
}

/*
 * Whether a column that is no grouping one holds more than dashes, or than 无
 * where that is no title.
 */
static bool
has_content(const struct gk_fields *f)
{
	const struct gk_ledger_kind *kind = f->header->kind;

	for (size_t k = 0; k < kind->ncolumns; k++)
		if (!kind->columns[k].grouping && f->field[k].n > 0 &&
		    !gk_cell_is_filler(f->field[k]) && (k == f->title ||
		    k == f->nil || !gk_str_eq(f->field[k], GK_STR("无"))))
			return true;
	return false;
}

static bool
has_any(const struct gk_fields *f)
{
	for (size_t k = 0; k < f->header->kind->ncolumns; k++)
		if (f->field[k].n > 0)
			return true;
	return false;
}

/* What the title says of the records goes where they are silent. */
static void
take_defaults(struct gk_fields *f)
{
	for (size_t k = 0; k < f->header->kind->ncolumns; k++)
		if (f->field[k].n == 0)
			f->field[k] = f->defaults[k];
}

bool
gk_fields_read(struct gk_fields *f, const struct gk_csv_row *row,
    struct gk_row_shape shape)
{
	read_cells(f, row);
	read_extras(f, row);
	if (f->header->canonical)
		return has_any(f);
	if (!read_nil(f, row, shape)) {
		fill_down(f);
		if (!has_content(f))
			return false;
	}
	take_defaults(f);
	return true;
}

bool
gk_fields_nil(const struct gk_fields *f)
{
	const size_t items[] = { f->level1, f->level2, f->item };

	for (size_t i = 0; i < sizeof items / sizeof *items; i++)
		if (items[i] != SIZE_MAX && f->field[items[i]].n > 0)
			return false;
	if (f->nil != SIZE_MAX && (gk_ledger_says_nil(f->field[f->nil]) ||
	    gk_cell_tick(f->field[f->nil]) == GK_TICK_YES))
		return true;
	return f->title != SIZE_MAX &&
	    gk_ledger_says_nil(f->field[f->title]);
}
