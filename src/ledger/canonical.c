/*
 * Canonical ledgers: how gk-cat writes them, and a look through one before it
 * is read: which ledgers it holds, and which columns each of them seems to
 * lack.
 */
#include "config.h"

#include <stdlib.h>

#include "core/norm.h"
#include "core/out.h"
#include "ledger/ledger_int.h"

void
gk_canonical_header(struct gk_out *o, const struct gk_ledger_kind *k)
{
	for (size_t i = 0; i < k->ncolumns; i++) {
		gk_out_str(o, k->columns[i].key);
		gk_out_puts(o, ",");
	}
	gk_out_puts(o, "_file,_sheet,_row\n");
}

void
gk_canonical_record(struct gk_out *o, const struct gk_record *r)
{
	const struct gk_ledger_kind *k = r->table->kind;
	size_t unit = gk_ledger_kind_column(k, "unit");

	for (size_t i = 0; i < k->ncolumns; i++) {
		gk_out_csv_cell(o, i == unit && r->field[i].n == 0 ?
		    r->table->unit : r->field[i]);
		gk_out_puts(o, ",");
	}
	gk_out_csv_cell(o, r->table->file);
	gk_out_puts(o, ",");
	gk_out_csv_cell(o, r->table->sheet);
	gk_out_printf(o, ",%zu\n", r->row);
}

struct scan {
	struct gk_relay *relay;
	struct gk_place place;
	bool found;		/* the header */
	size_t file, sheet;	/* its columns */
	size_t rows;		/* of the ledger at hand */
	size_t looked;		/* rows in which no header was found */
};

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

static size_t
column_named(const struct gk_csv_row *row, const char *name)
{
	for (size_t i = 0; i < row->ncells; i++)
		if (gk_str_eq(gk_trim(row->cells[i]), gk_str_of(name)))
			return i;
	return SIZE_MAX;
}

static struct gk_str
cell_at(const struct gk_csv_row *row, size_t col)
{
	return col < row->ncells ? row->cells[col] : GK_EMPTY;
}

/* Few rows prove nothing: all columns are there. */
static void
end_ledger(struct scan *s)
{
	struct gk_relay *y = s->relay;

	if (y->count > 0 && s->rows < GK_RELAY_MANY)
		y->lacking[y->count - 1] = 0;
	s->rows = 0;
}

static bool
scan_header(struct scan *s, const struct gk_csv_row *row)
{
	if (column_named(row, "_row") == SIZE_MAX ||
	    column_named(row, "_file") == SIZE_MAX)
		return ++s->looked < GK_HEAD_ROWS;
	s->file = column_named(row, "_file");
	s->sheet = column_named(row, "_sheet");
	s->found = true;
	return true;
}

static bool
scan_row(void *user, const struct gk_csv_row *row)
{
	struct scan *s = user;
	struct gk_relay *y = s->relay;
	struct gk_str file = cell_at(row, s->file);
	struct gk_str sheet = cell_at(row, s->sheet);

	if (!s->found)
		return scan_header(s, row);
	if (gk_row_shape(row).filled == 0)
		return true;
	if (!gk_place_is(&s->place, file, sheet)) {
		end_ledger(s);
		gk_place_set(&s->place, file, sheet);
		*GK_PUSH(y->lacking, y->count, y->cap) = UINT64_MAX;
	}
	s->rows++;
	for (size_t i = 0; i < 64 && i < row->ncells; i++)
		if (row->cells[i].n > 0)
			y->lacking[y->count - 1] &= ~(UINT64_C(1) << i);
	return true;
}

static void
pass_over(void *user, const struct gk_csv_damage *damage)
{
	(void)user;
	(void)damage;
}

void
gk_relay_scan(struct gk_relay *y, struct gk_str text, char delim)
{
	static const struct gk_csv_ops ops = { scan_row, pass_over };
	struct scan s = { .relay = y, .file = SIZE_MAX,
		.sheet = SIZE_MAX };
	struct gk_error err;

	/* A failure is found again, and told, when the text is read. */
	(void)gk_csv_read(text, delim, NULL, &ops, &s, "", &err);
	end_ledger(&s);
	gk_place_release(&s.place);
}

void
gk_relay_release(struct gk_relay *y)
{
	free(y->lacking);
}
