/*
 * A table on its way from rows to records.  The first rows wait in the head
 * until the header is found among them; then they are gone through again.
 */
#include "config.h"

#include <stdlib.h>

#include "core/i18n.h"
#include "core/norm.h"
#include "ledger/encoding.h"
#include "ledger/ledger_int.h"

/* How much of ruined text is shown, from the first place on. */
#define SAMPLE ((size_t)24)

enum state {
	LOOKING,		/* for the header */
	READING,
	STOPPED,		/* one of our own tables */
	LOST			/* no header */
};

struct gk_layout {
	const struct gk_ledger_options *opt;
	const struct gk_ledger_ops *ops;
	void *user;
	struct gk_arena arena;
	struct gk_head head;
	struct gk_header header;
	enum state state;
	struct gk_table table;
	bool open;		/* the table was pushed and has not ended */
	size_t records, skipped;	/* of the open table */
	bool first_nil;		/* its first record says that there is none */
	struct gk_place place;	/* of the open table of a relay */
	struct gk_str name;	/* of the input */
	size_t *source;		/* of the table */
	size_t *columns;	/* by kind column: place in the file, from 1 */
	struct gk_str *defaults;	/* by kind column: what the title says */
	bool *given;		/* likewise: whether it does */
	struct gk_fields fields;	/* of the row at hand */
	struct gk_fault *waiting;	/* faults found before the table */
	size_t nwaiting, waiting_cap;
	size_t ruin_line, ruins;	/* places; 0 once told */
	bool in_notes;		/* the row before was a note */
};

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
gk_layout_free(struct gk_layout *l)
{
	if (l == NULL)
		return;
	gk_fields_release(&l->fields);
	free(l->source);
	free(l->columns);
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

/* The cell of a row under _file, _sheet, _row or _table; "" if none. */
static struct gk_str
place_of(const struct gk_layout *l, const struct gk_csv_row *row, size_t what)
{
	for (size_t i = 0; i < l->header.width && i < row->ncells; i++)
		if (l->header.cols[i].column == what)
			return row->cells[i];
	return GK_EMPTY;
}

/* Where the row is said to be: rows of a relay bring their own number. */
static void
locate(const struct gk_layout *l, const struct gk_csv_row *row, size_t *number,
    size_t *line)
{
	*number = row->row;
	*line = row->line;
	if (l->header.canonical &&
	    gk_str_to_size(place_of(l, row, GK_COL_ROW), number))
		*line = 0;
}

static void
find_ruin(struct gk_layout *l, const struct gk_csv_row *row)
{
	for (size_t i = 0; i < row->ncells && l->ruins > 0; i++) {
		size_t at = gk_mojibake_find(row->cells[i], 0), n = SAMPLE;
		struct gk_fault f = { .column_no = i + 1 };
		struct gk_str rest;

		if (at == SIZE_MAX)
			continue;
		rest = gk_str_sub(row->cells[i], at, row->cells[i].n);
		while (n < rest.n && (rest.p[n] & 0xC0) == 0x80)
			n--;	/* not in the middle of a character */
		f.value = gk_str_sub(rest, 0, n);
		locate(l, row, &f.row, &f.line);
		tell_ruin(l, &f);
	}
}

static struct gk_str
key_of(const struct gk_layout *l, size_t column)
{
	return column < l->header.kind->ncolumns ?
	    l->header.kind->columns[column].key : GK_EMPTY;
}

static void
fault_at(struct gk_layout *l, enum gk_fault_what what,
    const struct gk_csv_row *row, size_t col, struct gk_str value,
    size_t count)
{
	const struct gk_header *h = &l->header;

	struct gk_fault f = { .what = what, .column_no = col + 1,
		.value = value, .count = count, .column = GK_EMPTY };

	if (col < h->width)
		f.column = key_of(l, h->cols[col].column);
	locate(l, row, &f.row, &f.line);
	gk_layout_fault(l, &f);
}

/* What is wrong with the header itself. */
static void
judge_header(struct gk_layout *l)
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
	l->defaults = gk_calloc(k->ncolumns, sizeof *l->defaults);
	l->given = gk_calloc(k->ncolumns, sizeof *l->given);
	read_defaults(l);
	gk_fields_init(&l->fields, h, l->defaults);
	l->table.kind = k;
	l->table.source = l->source;
	l->table.given = l->given;
	l->table.relayed = h->canonical;
	gk_title_read(&l->table, &l->head, h->first, l->opt->unit, &l->arena);
	judge_kind(l);
	judge_header(l);
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

/* The faults of a row: cells too many, and the first damaged ones. */
static void
judge_row(struct gk_layout *l, const struct gk_csv_row *row,
    struct gk_row_shape shape)
{
	bool told[GK_FAULTS] = { false };
	size_t extra = shape.end > l->header.width ?
	    shape.end - l->header.width : 0;

	if (extra > 0) {
		struct gk_buf n = { 0 };

		gk_buf_printf(&n, "%zu", extra);
		fault_at(l, GK_FAULT_RAGGED, row, l->header.width,
		    gk_buf_str(&n), extra);
		gk_buf_release(&n);
	}
	for (size_t i = 0; i < row->ncells; i++) {
		int flaw = gk_cell_flaw(row->cells[i]);
		struct gk_buf shown = { 0 };

		if (flaw < 0 || told[flaw])
			continue;
		told[flaw] = true;
		gk_norm_cell(&shown, row->cells[i]);
		fault_at(l, (enum gk_fault_what)flaw, row, i,
		    gk_buf_str(&shown), 0);
		gk_buf_release(&shown);
	}
}

static void
push_record(struct gk_layout *l, const struct gk_csv_row *row,
    struct gk_row_shape shape)
{
	struct gk_record rec = { .table = &l->table,
		.field = l->fields.field };

	locate(l, row, &rec.row, &rec.line);
	judge_row(l, row, shape);
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
	enum gk_row_is what = gk_row_classify(row, shape, &l->head,
	    &l->header);

	if (what == GK_ROW_RECORD && l->in_notes && shape.filled == 1)
		what = GK_ROW_NOTE;	/* it goes on */
	l->in_notes = what == GK_ROW_NOTE;
	if (what == GK_ROW_NOTE && l->table.submitted == GK_NO_DAY)
		l->table.submitted = gk_title_submitted(row->cells,
		    row->ncells);
	if (what != GK_ROW_RECORD && what != GK_ROW_HEADER)
		gk_fields_end_run(&l->fields);
	return what != GK_ROW_RECORD;
}

static void
data_row(struct gk_layout *l, const struct gk_csv_row *row)
{
	struct gk_row_shape shape = gk_row_shape(row);

	if (shape.filled == 0)
		return;
	if (l->header.canonical)
		relay(l, row);
	find_ruin(l, row);
	if (!l->header.canonical && is_skipped(l, row, shape))
		l->skipped++;
	else if (gk_fields_read(&l->fields, row, shape))
		push_record(l, row, shape);
	else
		l->skipped++;
}

static struct gk_csv_row
head_row(const struct gk_layout *l, size_t i)
{
	const struct gk_head_row *r = &l->head.rows[i];

	return (struct gk_csv_row){ .cells = r->cells, .ncells = r->ncells,
		.row = r->row, .line = r->line };
}

/* Looks for the header in the rows that came, and goes through the rest. */
static void
start(struct gk_layout *l)
{
	struct gk_str own = gk_own_table(&l->head);
	struct gk_csv_row row;
	size_t i = 0, data;

	if (own.n > 0) {
		l->state = STOPPED;
		gk_layout_fault(l, &(struct gk_fault){
		    .what = GK_FAULT_OWN_TABLE, .value = own });
	} else if (!gk_header_find(&l->head, l->opt, &l->header)) {
		l->state = LOST;
	} else {
		l->state = READING;
		prepare(l);
	}
	data = l->state == READING ? l->header.first + l->header.height :
	    l->head.count;
	for (; i < data; i++) {
		row = head_row(l, i);
		find_ruin(l, &row);
	}
	for (; i < l->head.count; i++) {
		row = head_row(l, i);
		data_row(l, &row);
	}
}

bool
gk_layout_row(struct gk_layout *l, const struct gk_csv_row *row)
{
	if (l->state == READING) {
		data_row(l, row);
	} else if (l->state == LOOKING) {
		gk_head_add(&l->head, row);
		if (l->head.count == GK_HEAD_ROWS)
			start(l);
	}
	return l->state == LOOKING || l->state == READING;
}

enum gk_status
gk_layout_end(struct gk_layout *l, struct gk_error *err)
{
	enum gk_status status = GK_OK;

	if (l->state == LOOKING)
		start(l);
	if (l->ruins > 0)	/* in what was skipped as damage */
		tell_ruin(l, &(struct gk_fault){ .line = l->ruin_line });
	if (l->state == READING && !l->open && l->records == 0)
		table_open(l);	/* a canonical ledger without rows */
	if (l->state == LOST && l->opt->kind == NULL)
		gk_layout_fault(l, &(struct gk_fault){
		    .what = GK_FAULT_UNRECOGNISED });
	if (l->state == LOST && l->opt->kind != NULL)
		status = gk_fail_for(GK_CAUSE_HEADER, err, l->name.p, 0,
		    _("no header of the kind '%s' in the first %d rows; name "
		    "columns with --column"), l->opt->kind, GK_HEAD_ROWS);
	table_close(l);
	push_waiting(l);
	return status;
}
