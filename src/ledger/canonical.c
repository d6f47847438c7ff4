/*
 * Canonical ledgers: how gk-cat writes them, and what is read back of the
 * ledgers that one holds.
 *
 * The column _table says, in every row, so that rows can be sorted and
 * selected on the way, what the records themselves do not: the scope, the
 * period and the day of submission of the title rows, and, as a hexadecimal
 * number with a bit for each column of the kind, which columns are lacking.
 *
 *     full;2023-01-01/2023-12-31;2023-12-27;1c003f
 *
 * Behind the columns of the kind come, with --raw, the texts that values were
 * made of (KEY.raw), and the columns that are none of the kind's (x:HEADER).
 */
#include "config.h"

#include <stdlib.h>

#include "core/intern.h"
#include "core/norm.h"
#include "core/out.h"
#include "ledger/ledger_int.h"

#define MASK_COLUMNS 64

struct gk_canonical {
	const struct gk_ledger_kind *kind;	/* NULL: no table yet */
	bool raw;
	bool printed;		/* the header: its columns stay */
	bool *present;		/* by kind column: some file has it */
	struct gk_intern *extras;	/* their headers, over all tables */
	size_t *place;		/* by number there: which of the table's, or
				 * SIZE_MAX */
	size_t nplace;
};

struct gk_canonical *
gk_canonical_new(bool raw)
{
	struct gk_canonical *c = gk_calloc(1, sizeof *c);

	c->raw = raw;
	c->extras = gk_intern_new();
	return c;
}

void
gk_canonical_free(struct gk_canonical *c)
{
	if (c == NULL)
		return;
	gk_intern_free(c->extras);
	free(c->present);
	free(c->place);
	free(c);
}

bool
gk_canonical_learn(struct gk_canonical *c, const struct gk_table *t)
{
	if (c->kind == NULL) {
		c->kind = t->kind;
		c->present = gk_calloc(t->kind->ncolumns, sizeof *c->present);
	}
	if (t->kind != c->kind || c->printed)
		return t->kind == c->kind;
	for (size_t i = 0; i < t->kind->ncolumns; i++)
		c->present[i] = c->present[i] || t->source[i] != 0;
	for (size_t i = 0; i < t->nextra; i++)
		(void)gk_intern(c->extras, t->extra[i]);
	return true;
}

/* Whether there is a column for the text that a value was made of. */
static bool
has_raw(const struct gk_canonical *c, size_t column)
{
	return c->raw && c->present[column];
}

void
gk_canonical_header(struct gk_canonical *c, struct gk_out *o)
{
	const struct gk_ledger_kind *k = c->kind;
	struct gk_buf name = { 0 };

	c->printed = true;
	for (size_t i = 0; i < k->ncolumns; i++)
		gk_out_printf(o, "%.*s,", GK_FMT(k->columns[i].key));
	for (size_t i = 0; i < k->ncolumns; i++)
		if (has_raw(c, i))
			gk_out_printf(o, "%.*s.raw,",
			    GK_FMT(k->columns[i].key));
	for (size_t i = 0; i < gk_intern_count(c->extras); i++) {
		gk_buf_clear(&name);
		gk_buf_puts(&name, "x:");
		gk_buf_add_str(&name, gk_intern_str(c->extras, (uint32_t)i));
		gk_out_csv_cell(o, gk_buf_str(&name));
		gk_out_puts(o, ",");
	}
	gk_out_puts(o, "_file,_sheet,_row,_table\n");
	gk_buf_release(&name);
}

void
gk_canonical_table(struct gk_canonical *c, const struct gk_table *t)
{
	c->nplace = gk_intern_count(c->extras);
	c->place = gk_reallocarray(c->place, c->nplace, sizeof *c->place);
	for (size_t i = 0; i < c->nplace; i++)
		c->place[i] = SIZE_MAX;
	for (size_t i = 0; i < t->nextra; i++) {
		uint32_t id = gk_intern_find(c->extras, t->extra[i]);

		if (id != GK_NO_ID)	/* a file may change meanwhile */
			c->place[id] = i;
	}
}

static void
add_day(struct gk_buf *b, gk_day d)
{
	if (d != GK_NO_DAY)
		gk_day_iso(b, d);
}

/* What _table says of the ledger. */
static void
relay_words(struct gk_buf *b, const struct gk_table *t)
{
	uint64_t lacking = 0;

	for (size_t i = 0; i < t->kind->ncolumns && i < MASK_COLUMNS; i++)
		if (t->source[i] == 0 && (t->given == NULL || !t->given[i]))
			lacking |= UINT64_C(1) << i;
	gk_buf_puts(b, t->scope == GK_FULL ? "full" :
	    t->scope == GK_INCREMENTAL ? "incremental" : "");
	gk_buf_putc(b, ';');
	if (t->period_first != GK_NO_DAY) {
		add_day(b, t->period_first);
		gk_buf_putc(b, '/');
		add_day(b, t->period_last);
	}
	gk_buf_putc(b, ';');
	add_day(b, t->submitted);
	gk_buf_printf(b, ";%llx", (unsigned long long)lacking);
}

/* What does not differ is left out. */
static void
put_raw(struct gk_out *o, struct gk_str raw, struct gk_str value)
{
	if (raw.n > 0 && !gk_str_eq(raw, value))
		gk_out_csv_cell(o, raw);
	gk_out_puts(o, ",");
}

void
gk_canonical_record(const struct gk_canonical *c, struct gk_out *o,
    const struct gk_record *r)
{
	const struct gk_ledger_kind *k = c->kind;
	size_t unit = gk_ledger_kind_column(k, "unit");
	struct gk_buf about = { 0 };

	for (size_t i = 0; i < k->ncolumns; i++) {
		gk_out_csv_cell(o, i == unit && r->field[i].n == 0 ?
		    r->table->unit : r->field[i]);
		gk_out_puts(o, ",");
	}
	for (size_t i = 0; i < k->ncolumns; i++)
		if (has_raw(c, i))
			put_raw(o, r->raw[i], r->field[i]);
	for (size_t i = 0; i < c->nplace; i++) {
		if (c->place[i] != SIZE_MAX)
			gk_out_csv_cell(o, r->extra[c->place[i]]);
		gk_out_puts(o, ",");
	}
	gk_out_csv_cell(o, r->table->file);
	gk_out_puts(o, ",");
	gk_out_csv_cell(o, r->table->sheet);
	relay_words(&about, r->table);
	gk_out_printf(o, ",%zu,", r->row);
	gk_out_csv_cell(o, gk_buf_str(&about));
	gk_out_puts(o, "\n");
	gk_buf_release(&about);
}

/* The value of a lower-case hexadecimal digit, or -1. */
static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
hex_number(struct gk_str s, uint64_t *value)
{
	*value = 0;
	for (size_t i = 0; i < s.n; i++) {
		int digit = hex_digit(s.p[i]);

		if (digit < 0 || i >= 16)
			return false;
		*value = *value << 4 | (uint64_t)digit;
	}
	return s.n > 0;
}

static void
read_period(struct gk_table *t, struct gk_str s)
{
	struct gk_str first;
	gk_day from, until;

	if (gk_str_split(&s, "/", &first) && gk_date_parse_iso(first, &from) &&
	    gk_date_parse_iso(s.p != NULL ? s : GK_EMPTY, &until)) {
		t->period_first = from;
		t->period_last = until;
	}
}

bool
gk_relay_read(struct gk_str words, struct gk_table *t, uint64_t *lacking)
{
	struct gk_str part[4] = { GK_EMPTY, GK_EMPTY, GK_EMPTY, GK_EMPTY };

	t->scope = GK_SCOPE_UNKNOWN;
	t->period_first = t->period_last = t->submitted = GK_NO_DAY;
	*lacking = 0;
	for (size_t i = 0; i < 4; i++)
		if (!gk_str_split(&words, ";", &part[i]))
			return false;
	if (words.p != NULL || !hex_number(part[3], lacking))
		return false;
	if (gk_str_eq(part[0], GK_STR("full")))
		t->scope = GK_FULL;
	else if (gk_str_eq(part[0], GK_STR("incremental")))
		t->scope = GK_INCREMENTAL;
	read_period(t, part[1]);
	(void)gk_date_parse_iso(part[2], &t->submitted);
	return true;
}

bool
gk_place_is(const struct gk_place *p, struct gk_str file, struct gk_str sheet)
{
	return p->any && gk_str_eq(gk_buf_str(&p->file), file) &&
	    gk_str_eq(gk_buf_str(&p->sheet), sheet);
}

void
gk_place_set(struct gk_place *p, struct gk_str file, struct gk_str sheet)
{
	p->any = true;
	gk_buf_clear(&p->file);
	gk_buf_clear(&p->sheet);
	gk_buf_add_str(&p->file, file);
	gk_buf_add_str(&p->sheet, sheet);
}

void
gk_place_release(struct gk_place *p)
{
	gk_buf_release(&p->file);
	gk_buf_release(&p->sheet);
}
