/*
 * What is wrong with the form of a table: its header, rows with too many
 * cells, damaged text, numbers that have lost their digits.
 */
#include "config.h"

#include "core/norm.h"
#include "ledger/encoding.h"
#include "ledger/rows_int.h"

/* How much of ruined text is shown, from the first place on. */
#define SAMPLE ((size_t)24)

/* ---- text ruined before it came here -------------------------------- */

void
gk_layout_ruined(struct gk_layout *l, size_t line, size_t places)
{
	l->ruin_line = line;
	l->ruins = places;
}

static void
tell_ruin(struct gk_layout *l, struct gk_fault *f)
{
	f->what = GK_FAULT_MOJIBAKE;
	f->count = l->ruins;
	l->ruins = 0;
	gk_layout_fault(l, f);
}

void
gk_layout_tell_ruin(struct gk_layout *l)
{
	if (l->ruins > 0)
		tell_ruin(l, &(struct gk_fault){ .line = l->ruin_line });
}

struct gk_str
gk_ruin_sample(struct gk_str cell)
{
	size_t at = gk_mojibake_find(cell, 0), n = SAMPLE;
	struct gk_str rest;

	if (at == SIZE_MAX)
		return GK_EMPTY;
	rest = gk_str_sub(cell, at, cell.n);
	while (n < rest.n && (rest.p[n] & 0xC0) == 0x80)
		n--;	/* not in the middle of a character */
	return gk_str_sub(rest, 0, n);
}

void
gk_layout_find_ruin(struct gk_layout *l, const struct gk_csv_row *row)
{
	for (size_t i = 0; i < row->ncells && l->ruins > 0; i++) {
		struct gk_fault f = { .column_no = i + 1,
			.value = gk_ruin_sample(row->cells[i]) };

		if (f.value.n == 0)
			continue;
		gk_layout_locate(l, row, &f.row, &f.line);
		tell_ruin(l, &f);
	}
}

/* ---- the header ----------------------------------------------------- */

static struct gk_str
key_of(const struct gk_layout *l, size_t col)
{
	const struct gk_header *h = &l->header;
	size_t k = col < h->width ? h->cols[col].column : SIZE_MAX;

	return k < h->kind->ncolumns ? h->kind->columns[k].key : GK_EMPTY;
}

static void
fault_at(struct gk_layout *l, enum gk_fault_what what,
    const struct gk_csv_row *row, size_t col, struct gk_str value,
    size_t count)
{
	struct gk_fault f = { .what = what, .column_no = col + 1,
		.value = value, .count = count, .column = key_of(l, col) };

	gk_layout_locate(l, row, &f.row, &f.line);
	gk_layout_fault(l, &f);
}

static void
judge_columns(struct gk_layout *l)
{
	const struct gk_header *h = &l->header;
	const struct gk_head_row *r = &l->head.rows[h->first];
	struct gk_csv_row row = { .row = r->row, .line = r->line };

	for (size_t i = 0; i < h->width; i++) {
		const struct gk_header_col *c = &h->cols[i];

		if (c->column == GK_COL_UNKNOWN)
			fault_at(l, GK_FAULT_ALIAS_UNKNOWN, &row, i, c->name, 0);
		else if (c->twice)
			fault_at(l, GK_FAULT_COLUMN_TWICE, &row, i, c->name, 0);
	}
}

/* The kind might as well be another: both are named, first the one taken. */
static void
judge_kind(struct gk_layout *l)
{
	const struct gk_head_row *r = &l->head.rows[l->header.first];
	struct gk_buf ids = { 0 };

	if (l->header.rival == NULL)
		return;
	gk_buf_printf(&ids, "%.*s %.*s", GK_FMT(l->header.kind->id),
	    GK_FMT(l->header.rival->id));
	gk_layout_fault(l, &(struct gk_fault){ .what = GK_FAULT_AMBIGUOUS,
	    .row = r->row, .line = r->line, .value = gk_buf_str(&ids),
	    .rival = l->header.rival });
	gk_buf_release(&ids);
}

void
gk_layout_judge_header(struct gk_layout *l)
{
	judge_kind(l);
	judge_columns(l);
	/* What came before the header was known. */
	for (size_t i = 0; i < l->nwaiting; i++)
		if (l->waiting[i].what == GK_FAULT_RUINED_NUMBER)
			l->waiting[i].column = key_of(l,
			    l->waiting[i].column_no - 1);
}

/* ---- rows ----------------------------------------------------------- */

static void
judge_extra(struct gk_layout *l, const struct gk_csv_row *row, size_t extra)
{
	struct gk_buf n = { 0 };

	gk_buf_printf(&n, "%zu", extra);
	fault_at(l, GK_FAULT_RAGGED, row, l->header.width, gk_buf_str(&n),
	    extra);
	gk_buf_release(&n);
}

/* Of damage that every cell of a row may have, the first cell is enough. */
static void
judge_cell(struct gk_layout *l, const struct gk_csv_row *row, size_t i,
    bool *told)
{
	struct gk_str cell = row->cells[i];
	int flaw = gk_cell_flaw(cell);
	struct gk_buf shown = { 0 };

	if (!l->sheet && gk_cell_is_ruined(cell))
		fault_at(l, GK_FAULT_RUINED_NUMBER, row, i, gk_trim(cell), 0);
	if (flaw < 0 || told[flaw])
		return;
	told[flaw] = true;
	gk_norm_cell(&shown, cell);
	fault_at(l, (enum gk_fault_what)flaw, row, i, gk_buf_str(&shown), 0);
	gk_buf_release(&shown);
}

void
gk_layout_judge_row(struct gk_layout *l, const struct gk_csv_row *row,
    struct gk_row_shape shape)
{
	bool told[GK_FAULTS] = { false };

	if (shape.end > l->header.width)
		judge_extra(l, row, shape.end - l->header.width);
	for (size_t i = 0; i < row->ncells; i++)
		judge_cell(l, row, i, told);
}
