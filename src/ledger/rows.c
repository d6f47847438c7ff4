/*
 * A table on its way from rows to records.  The first rows wait in the head
 * until the header is found among them; then they are gone through again.
 */
#include "config.h"

#include <stdlib.h>

#include "core/i18n.h"
#include "core/intern.h"
#include "core/norm.h"
#include "ledger/rows_int.h"

struct gk_layout *
gk_layout_new(const struct gk_ledger_options *opt,
    const struct gk_ledger_ops *ops, void *user, struct gk_str file,
    struct gk_str sheet)
{
	struct gk_layout *l = gk_calloc(1, sizeof *l);

	l->opt = opt;
	l->ops = ops;
	l->user = user;
	l->name = gk_str_keep(&l->arena, file);
	l->table = (struct gk_table){ .file = l->name,
		.sheet = gk_str_keep(&l->arena, sheet), .title = GK_EMPTY,
		.unit = GK_EMPTY, .period_first = GK_NO_DAY,
		.period_last = GK_NO_DAY, .submitted = GK_NO_DAY };
	l->head.file = l->name;
	l->head.sheet = l->table.sheet;
	return l;
}

void
gk_layout_of_sheet(struct gk_layout *l, bool strict)
{
	l->sheet = true;
	l->strict = strict;
}

void
gk_layout_free(struct gk_layout *l)
{
	if (l == NULL)
		return;
	gk_fields_release(&l->fields);
	free(l->source);
	free(l->columns);
	free(l->extra);
	free(l->defaults);
	free(l->given);
	free(l->waiting);
	gk_place_release(&l->place);
	gk_head_release(&l->head);
	gk_arena_release(&l->arena);
	free(l);
}

/* Faults wait for the table they belong to. */
void
gk_layout_fault(struct gk_layout *l, const struct gk_fault *f)
{
	struct gk_fault *kept;

	if (l->ops->fault == NULL)
		return;
	if (l->open) {
		l->ops->fault(l->user, &l->table, f);
		return;
	}
	kept = GK_PUSH(l->waiting, l->nwaiting, l->waiting_cap);
	*kept = *f;
	kept->column = gk_str_keep(&l->arena, f->column);
	kept->value = gk_str_keep(&l->arena, f->value);
}

static void
push_waiting(struct gk_layout *l)
{
	for (size_t i = 0; i < l->nwaiting; i++)
		l->ops->fault(l->user, &l->table, &l->waiting[i]);
	l->nwaiting = 0;
}

static void
table_open(struct gk_layout *l)
{
	l->open = true;
	l->records = l->skipped = 0;
	l->first_nil = l->table.nil = false;
	if (l->ops->table != NULL)
		l->ops->table(l->user, &l->table);
	push_waiting(l);
}

static void
table_close(struct gk_layout *l)
{
	if (!l->open)
		return;
	l->table.nil = l->records == 1 && l->first_nil;
	if (l->ops->end != NULL)
		l->ops->end(l->user, &l->table, l->records, l->skipped);
	l->open = false;
}

/* The cell of a row under _file, _sheet, _row or _table; "" if none. */
static struct gk_str
place_of(const struct gk_layout *l, const struct gk_csv_row *row, size_t what)
{
	for (size_t i = 0; i < l->header.width && i < row->ncells; i++)
		if (l->header.cols[i].column == what)
			return row->cells[i];
	return GK_EMPTY;
}

void
gk_layout_locate(const struct gk_layout *l, const struct gk_csv_row *row, size_t *number,
    size_t *line)
{
	*number = row->row;
	*line = row->line;
	if (l->header.canonical &&
	    gk_str_to_size(place_of(l, row, GK_COL_ROW), number))
		*line = 0;
}

/* Columns of which the title speaks: a ledger of 培训, of 行政处罚. */
static void
read_defaults(struct gk_layout *l)
{
	const struct gk_ledger_kind *k = l->header.kind;
	size_t ends[GK_HEAD_ROWS + 1];
	struct gk_buf words = { 0 };

	if (!l->header.canonical)
		gk_title_words(&words, &l->head, l->header.first, ends);
	for (size_t i = 0; i < k->ncolumns; i++) {
		l->defaults[i] = gk_ledger_column_default(&k->columns[i],
		    gk_buf_str(&words));
		l->given[i] = l->defaults[i].n > 0;
	}
	gk_buf_release(&words);
}

/* The names of columns that are none of the kind's, each another one. */
static void
name_extras(struct gk_layout *l)
{
	struct gk_intern *names = gk_intern_new();
	struct gk_buf name = { 0 };

	l->extra = gk_calloc(l->fields.nextra, sizeof *l->extra);
	for (size_t i = 0; i < l->fields.nextra; i++) {
		const struct gk_header_col *c =
		    &l->header.cols[l->fields.extra_cols[i]];
		struct gk_str given = c->column == GK_COL_EXTRA ?
		    gk_str_sub(c->name, 2, c->name.n) : c->name;

		gk_buf_clear(&name);
		gk_buf_add_str(&name, given);
		for (size_t k = 2; gk_intern_find(names, gk_buf_str(&name)) !=
		    GK_NO_ID; k++) {
			gk_buf_clear(&name);
			gk_buf_printf(&name, "%.*s.%zu", GK_FMT(given), k);
		}
		(void)gk_intern(names, gk_buf_str(&name));
		l->extra[i] = gk_str_keep(&l->arena, gk_buf_str(&name));
	}
	gk_buf_release(&name);
	gk_intern_free(names);
	l->table.extra = l->extra;
	l->table.nextra = l->fields.nextra;
}

/* Of a relay the rows say what is lacking; texts it has where it says so. */
static void
forget_sources(struct gk_layout *l)
{
	const struct gk_header *h = &l->header;

	if (!h->canonical || !l->opt->heads)
		return;
	memset(l->source, 0, h->kind->ncolumns * sizeof *l->source);
	for (size_t i = 0; i < h->width; i++)
		if (h->cols[i].column == GK_COL_RAW)
			l->source[h->cols[i].raw] = i + 1;
}

/* The header is found: the table can begin. */
static void
prepare(struct gk_layout *l)
{
	const struct gk_header *h = &l->header;
	const struct gk_ledger_kind *k = h->kind;

	l->source = gk_calloc(k->ncolumns, sizeof *l->source);
	l->columns = gk_calloc(k->ncolumns, sizeof *l->columns);
	for (size_t i = h->width; i > 0; i--)
		if (h->cols[i - 1].column < k->ncolumns &&
		    !h->cols[i - 1].twice)
			l->columns[h->cols[i - 1].column] = i;
	memcpy(l->source, l->columns, k->ncolumns * sizeof *l->source);
	forget_sources(l);
	l->defaults = gk_calloc(k->ncolumns, sizeof *l->defaults);
	l->given = gk_calloc(k->ncolumns, sizeof *l->given);
	read_defaults(l);
	gk_fields_init(&l->fields, h, l->defaults, l->opt->extras);
	name_extras(l);
	l->table.kind = k;
	l->table.source = l->source;
	l->table.given = l->given;
	l->table.relayed = h->canonical;
	gk_title_read(&l->table, &l->head, h->first, l->opt->unit,
	    !h->canonical, &l->arena);
	gk_layout_judge_header(l);
	if (!h->canonical)
		table_open(l);
}

/* The columns and the title of the table that a row of a relay belongs to. */
static void
relay_table(struct gk_layout *l, struct gk_str words)
{
	uint64_t lacking;

	(void)gk_relay_read(words, &l->table, &lacking);
	for (size_t k = 0; k < l->header.kind->ncolumns; k++)
		l->source[k] = k < 64 && (lacking >> k & 1) != 0 ? 0 :
		    l->columns[k];
}

/* The table that a row of a canonical ledger belongs to is made the open one. */
static void
relay(struct gk_layout *l, const struct gk_csv_row *row)
{
	struct gk_str file = place_of(l, row, GK_COL_FILE);
	struct gk_str sheet = place_of(l, row, GK_COL_SHEET);

	if (gk_place_is(&l->place, file, sheet))
		return;
	table_close(l);		/* while its names still stand */
	gk_place_set(&l->place, file, sheet);
	l->table.file = file.n > 0 ? gk_buf_str(&l->place.file) : l->name;
	l->table.sheet = gk_buf_str(&l->place.sheet);
	relay_table(l, place_of(l, row, GK_COL_TABLE));
	table_open(l);
}

static void
push_record(struct gk_layout *l, const struct gk_csv_row *row,
    struct gk_row_shape shape)
{
	struct gk_record rec = { .table = &l->table,
		.field = l->fields.field, .raw = l->fields.raw,
		.extra = l->fields.extra };

	gk_layout_locate(l, row, &rec.row, &rec.line);
	gk_layout_judge_row(l, row, shape);
	l->outline.records++;
	if (l->records++ == 0)
		l->first_nil = gk_fields_nil(&l->fields);
	if (l->ops->record != NULL)
		l->ops->record(l->user, &rec);
}

/* Whether the row is to be skipped by its looks. */
static bool
is_skipped(struct gk_layout *l, const struct gk_csv_row *row,
    struct gk_row_shape shape)
{
	static const enum gk_skip why[] = {
		[GK_ROW_HEADER] = GK_SKIP_HEADER, [GK_ROW_NOTE] = GK_SKIP_NOTE,
		[GK_ROW_TOTAL] = GK_SKIP_TOTAL,
		[GK_ROW_SECTION] = GK_SKIP_SECTION,
	};
	enum gk_row_is what = gk_row_classify(row, shape, &l->head,
	    &l->header);

	if (what == GK_ROW_RECORD && l->in_notes && shape.filled == 1)
		what = GK_ROW_NOTE;	/* it goes on */
	l->in_notes = what == GK_ROW_NOTE;
	if (what == GK_ROW_NOTE && l->table.submitted == GK_NO_DAY)
		l->table.submitted = gk_title_submitted(row->cells,
		    row->ncells);
	if (what == GK_ROW_RECORD)
		return false;
	if (what != GK_ROW_HEADER)
		gk_fields_end_run(&l->fields);
	gk_layout_count_skip(l, why[what], row->row);
	return true;
}

static void
data_row(struct gk_layout *l, const struct gk_csv_row *row)
{
	struct gk_row_shape shape = gk_row_shape(row);

	if (shape.filled == 0)
		return;
	if (l->header.canonical)
		relay(l, row);
	gk_layout_find_ruin(l, row);
	if (!l->header.canonical && is_skipped(l, row, shape))
		return;
	if (gk_fields_read(&l->fields, row, shape))
		push_record(l, row, shape);
	else
		gk_layout_count_skip(l, GK_SKIP_FILLER, row->row);
}

static struct gk_csv_row
head_row(const struct gk_layout *l, size_t i)
{
	const struct gk_head_row *r = &l->head.rows[i];

	return (struct gk_csv_row){ .cells = r->cells, .ncells = r->ncells,
		.row = r->row, .line = r->line };
}

static bool
has_mapped(const struct gk_header *h)
{
	for (size_t i = 0; i < h->width; i++)
		if (h->cols[i].mapped)
			return true;
	return false;
}

/*
 * Whether a sheet is no ledger of --kind by its own looks: of another kind, of
 * which it may well have a column too, or of none, like a cover that has a
 * cell 说明.
 */
static bool
is_other(struct gk_layout *l)
{
	struct gk_ledger_options any = *l->opt;
	const struct gk_ledger_kind *k;
	struct gk_header h;

	any.kind = NULL;
	if (!l->strict || l->opt->kind == NULL)
		return false;
	if (!gk_header_find(&l->head, &any, &h))
		return !gk_header_find(&l->head, l->opt, &h) ||
		    !has_mapped(&h);
	k = gk_ledger_kinds_find(l->opt->kinds, gk_str_of(l->opt->kind));
	return !h.canonical && h.kind != k && h.rival != k;
}

static void
find_header(struct gk_layout *l)
{
	l->own = gk_own_table(&l->head);
	if (l->own.n > 0) {
		l->state = GK_LAYOUT_OWN;
	} else if (is_other(l)) {
		l->state = GK_LAYOUT_OTHER;
	} else if (!gk_header_find(&l->head, l->opt, &l->header)) {
		l->state = GK_LAYOUT_LOST;
	} else {
		l->state = GK_LAYOUT_READING;
		prepare(l);
		if (l->opt->heads)
			l->state = GK_LAYOUT_DONE;
	}
}

/* Looks for the header in the rows that came, and goes through the rest. */
static void
start(struct gk_layout *l)
{
	struct gk_csv_row row;
	size_t i = 0, data;

	find_header(l);
	data = l->state == GK_LAYOUT_READING ?
	    l->header.first + l->header.height : l->head.count;
	for (; i < data; i++) {
		row = head_row(l, i);
		gk_layout_find_ruin(l, &row);
	}
	for (; i < l->head.count; i++) {
		row = head_row(l, i);
		data_row(l, &row);
	}
}

bool
gk_layout_row(struct gk_layout *l, const struct gk_csv_row *row)
{
	if (l->state == GK_LAYOUT_READING) {
		data_row(l, row);
	} else if (l->state == GK_LAYOUT_LOOKING) {
		gk_head_add(&l->head, row);
		if (l->head.count == GK_HEAD_ROWS)
			start(l);
	}
	return l->state == GK_LAYOUT_LOOKING || l->state == GK_LAYOUT_READING;
}

enum gk_sheet_is
gk_layout_finish(struct gk_layout *l)
{
	if (l->state == GK_LAYOUT_LOOKING)
		start(l);
	gk_layout_tell_ruin(l);
	if (l->table.kind != NULL && !l->open && l->records == 0)
		table_open(l);	/* a canonical ledger without rows */
	gk_layout_push_outline(l);
	table_close(l);
	switch (l->state) {
	case GK_LAYOUT_READING:
	case GK_LAYOUT_DONE:
		push_waiting(l);
		return GK_SHEET_TABLE;
	case GK_LAYOUT_OWN:
		return GK_SHEET_OWN;
	case GK_LAYOUT_OTHER:
		return GK_SHEET_OTHER;
	case GK_LAYOUT_LOOKING:
	case GK_LAYOUT_LOST:
		break;
	}
	return GK_SHEET_LOST;
}

struct gk_str
gk_layout_own(const struct gk_layout *l)
{
	return l->own;
}

enum gk_status
gk_no_header(const char *name, const struct gk_ledger_options *opt,
    struct gk_error *err)
{
	return gk_fail_for(GK_CAUSE_HEADER, err, name, 0,
	    _("no header of the kind '%s' in the first %d rows; name columns "
	    "with --column"), opt->kind, GK_HEAD_ROWS);
}

enum gk_status
gk_layout_end(struct gk_layout *l, struct gk_error *err)
{
	enum gk_sheet_is is = gk_layout_finish(l);
	enum gk_status status = GK_OK;

	if (is == GK_SHEET_OWN)
		gk_layout_fault(l, &(struct gk_fault){
		    .what = GK_FAULT_OWN_TABLE, .value = l->own });
	else if (is == GK_SHEET_LOST && l->opt->kind == NULL)
		gk_layout_fault(l, &(struct gk_fault){
		    .what = GK_FAULT_UNRECOGNISED });
	else if (is == GK_SHEET_LOST)
		status = gk_no_header(l->name.p, l->opt, err);
	push_waiting(l);
	return status;
}
