#include "config.h"

#include "compare/matrix.h"

#include <stdlib.h>

#include "core/csv.h"
#include "core/i18n.h"
#include "core/intern.h"
#include "core/mem.h"
#include "finding/table.h"

/* The columns of the CSV, in order: names, counts, and the rate. */
#define TEXTS(X) X(unit) X(region) X(field) X(name)
#define COUNTS(X) X(due) X(published) X(not_applicable) X(not_due) \
	X(undecided) X(nil) X(advisory)

/* So that sums of many rows cannot overflow, nor a rate's numerator. */
#define COUNT_MAX ((size_t)1000 * 1000 * 1000)

struct gk_matrix {
	struct gk_intern *keys;		/* number: index into rows */
	struct gk_matrix_row **rows;
	size_t count, cap;
	struct gk_arena arena;
	struct gk_buf key;
};

struct gk_matrix *
gk_matrix_new(void)
{
	struct gk_matrix *m = gk_calloc(1, sizeof *m);

	m->keys = gk_intern_new();
	gk_arena_init(&m->arena);
	gk_buf_init(&m->key);
	return m;
}

void
gk_matrix_free(struct gk_matrix *m)
{
	if (m == NULL)
		return;
	gk_intern_free(m->keys);
	free(m->rows);
	gk_arena_release(&m->arena);
	gk_buf_release(&m->key);
	free(m);
}

struct gk_matrix_cell *
gk_matrix_add(struct gk_matrix *m, struct gk_str unit, struct gk_str region,
    struct gk_str group, struct gk_str field, struct gk_str name)
{
	struct gk_matrix_row *row;
	uint32_t id;

	gk_buf_clear(&m->key);
	gk_buf_add_str(&m->key, unit);
	gk_buf_putc(&m->key, '\x1f');
	gk_buf_add_str(&m->key, region);
	gk_buf_putc(&m->key, '\x1f');
	gk_buf_add_str(&m->key, field);
	id = gk_intern(m->keys, gk_buf_str(&m->key));
	if (id < m->count)
		return &m->rows[id]->n;
	row = gk_arena_alloc(&m->arena, sizeof *row);
	row->unit = gk_str_keep(&m->arena, unit);
	row->region = gk_str_keep(&m->arena, region);
	row->group = gk_str_keep(&m->arena, group);
	row->field = gk_str_keep(&m->arena, field);
	row->name = gk_str_keep(&m->arena, name);
	*GK_PUSH(m->rows, m->count, m->cap) = row;
	return &row->n;
}

static void
cell_add(struct gk_matrix_cell *into, const struct gk_matrix_cell *c)
{
#define X(name) into->name += c->name;
	COUNTS(X)
#undef X
}

void
gk_matrix_merge(struct gk_matrix *into, const struct gk_matrix *from)
{
	for (size_t i = 0; i < from->count; i++) {
		const struct gk_matrix_row *r = from->rows[i];

		cell_add(gk_matrix_add(into, r->unit, r->region, r->group,
		    r->field, r->name), &r->n);
	}
}

static int
compare(const void *va, const void *vb)
{
	const struct gk_matrix_row *a = *(const struct gk_matrix_row *const *)va;
	const struct gk_matrix_row *b = *(const struct gk_matrix_row *const *)vb;
	int c = gk_str_cmp(a->unit, b->unit);

	if (c == 0)
		c = gk_str_cmp(a->region, b->region);
	return c != 0 ? c : gk_str_cmp(a->field, b->field);
}

const struct gk_matrix_row **
gk_matrix_sorted(const struct gk_matrix *m, size_t *count)
{
	const struct gk_matrix_row **rows =
	    gk_reallocarray(NULL, m->count, sizeof *rows);

	for (size_t i = 0; i < m->count; i++)
		rows[i] = m->rows[i];
	qsort(rows, m->count, sizeof *rows, compare);
	*count = m->count;
	return rows;
}

size_t
gk_matrix_judged(const struct gk_matrix_cell *c)
{
	size_t out = c->not_applicable + c->not_due + c->undecided;

	return c->due > out ? c->due - out : 0;
}

void
gk_matrix_rate(struct gk_buf *out, const struct gk_matrix_cell *c)
{
	size_t of = gk_matrix_judged(c);
	size_t tenths;

	if (of == 0) {
		gk_buf_puts(out, "—");
		return;
	}
	tenths = (c->published * 1000 + of / 2) / of;
	gk_buf_printf(out, "%zu.%zu", tenths / 10, tenths % 10);
}

void
gk_matrix_write_csv(const struct gk_matrix *m, struct gk_out *o)
{
	const struct gk_matrix_row **rows;
	struct gk_buf tmp;
	size_t n;

	gk_buf_init(&tmp);
#define X(name) gk_out_puts(o, #name ",");
	TEXTS(X) COUNTS(X)
#undef X
	gk_out_puts(o, "rate\n");
	rows = gk_matrix_sorted(m, &n);
	for (size_t i = 0; i < n; i++) {
#define X(name) gk_guarded_cell(o, rows[i]->name, &tmp); gk_out_puts(o, ",");
		TEXTS(X)
#undef X
#define X(name) gk_out_printf(o, "%zu,", rows[i]->n.name);
		COUNTS(X)
#undef X
		gk_buf_clear(&tmp);
		gk_matrix_rate(&tmp, &rows[i]->n);
		gk_out_str(o, gk_buf_str(&tmp));
		gk_out_puts(o, "\n");
	}
	free(rows);
	gk_buf_release(&tmp);
}

/* ---- reading -------------------------------------------------------- */

static enum gk_status
check_header(const struct gk_csv_table *t, const char *name,
    struct gk_error *err)
{
	static const char *const want[] = {
#define X(name) #name,
		TEXTS(X) COUNTS(X)
#undef X
		"rate"
	};
	size_t n = sizeof want / sizeof *want;

	for (size_t i = 0; i < n; i++)
		if (i >= t->ncols ||
		    !gk_str_eq(t->header[i], gk_str_of(want[i])))
			return gk_fail(err, name, 0,
			    _("not a coverage matrix: column %zu is not \"%s\""),
			    i + 1, want[i]);
	if (t->ncols != n)
		return gk_fail(err, name, 0,
		    _("not a coverage matrix: %zu columns instead of %zu"),
		    t->ncols, n);
	return GK_OK;
}

static enum gk_status
read_row(struct gk_matrix *m, const struct gk_csv_table *t, size_t at,
    const char *name, struct gk_error *err)
{
	const struct gk_str *cell = t->rows[at];
	struct gk_matrix_row row = { .group = GK_EMPTY };
	size_t i = 0;

#define X(field) row.field = gk_unguard(cell[i++]);
	TEXTS(X)
#undef X
#define X(field) \
	if (!gk_str_to_size(cell[i++], &row.n.field) || \
	    row.n.field > COUNT_MAX) \
		return gk_fail(err, name, t->lines[at], \
		    _("%s is no count"), #field);
	COUNTS(X)
#undef X
	cell_add(gk_matrix_add(m, row.unit, row.region, row.group, row.field,
	    row.name), &row.n);
	return GK_OK;
}

enum gk_status
gk_matrix_read_csv(struct gk_matrix *m, struct gk_str text, const char *name,
    struct gk_error *err)
{
	struct gk_csv_table *t = gk_csv_table_parse(text, name, err);
	enum gk_status status;

	if (t == NULL)
		return GK_FAIL;
	status = check_header(t, name, err);
	for (size_t i = 0; status == GK_OK && i < t->nrows; i++)
		status = read_row(m, t, i, name, err);
	gk_csv_table_free(t);
	return status;
}
