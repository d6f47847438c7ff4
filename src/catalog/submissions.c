/*
 * What had to be submitted when: submissions.csv.
 */
#include "config.h"

#include <stdlib.h>

#include "catalog/applicability.h"
#include "catalog/units_int.h"
#include "core/csv.h"
#include "core/i18n.h"
#include "core/mem.h"

struct reader {
	struct gk_submissions *s;
	const struct gk_register *r;
	const struct gk_csv_table *t;
	struct gk_intern *ids;		/* of units, in their order */
	struct gk_intern *seen;		/* unit, kind, period */
	const char *path;
	struct gk_error *err;
};

static struct gk_str
cell(const struct reader *rd, size_t row, const char *column)
{
	return gk_csv_table_cell(rd->t, row,
	    gk_csv_table_column(rd->t, column));
}

/* By id, else by name; a short name is nobody's here, for no region is known. */
static enum gk_status
find_unit(const struct reader *rd, size_t row, const struct gk_unit **unit)
{
	struct gk_str name = cell(rd, row, "unit");
	uint32_t id = gk_intern_find(rd->ids, name);
	struct gk_unit_ref ref;

	if (id != GK_NO_ID) {
		*unit = &rd->r->units[id];
		return GK_OK;
	}
	ref = gk_register_resolve(rd->r, name, NULL);
	*unit = ref.unit;
	if (ref.how == GK_UNIT_KNOWN)
		return GK_OK;
	return gk_fail(rd->err, rd->path, rd->t->lines[row],
	    ref.how == GK_UNIT_AMBIGUOUS
	    ? _("\"%.*s\" may mean several units of the register")
	    : _("\"%.*s\" is no unit of the register"), GK_FMT(name));
}

static enum gk_status
check_twice(const struct reader *rd, size_t row,
    const struct gk_submission *s)
{
	size_t before = gk_intern_count(rd->seen);
	struct gk_buf b;
	uint32_t id;

	gk_buf_init(&b);
	gk_buf_printf(&b, "%zu/%d/%d/", s->unit->index, (int)s->first,
	    (int)s->last);
	gk_buf_add_str(&b, s->kind);
	id = gk_intern(rd->seen, gk_buf_str(&b));
	gk_buf_release(&b);
	if (id == before)
		return GK_OK;
	return gk_fail(rd->err, rd->path, rd->t->lines[row],
	    _("unit, kind and period stand twice"));
}

static enum gk_status
read_row(struct reader *rd, size_t row)
{
	struct gk_submission s = { .line = rd->t->lines[row] };
	struct gk_arena *a = &rd->s->arena;

	if (find_unit(rd, row, &s.unit) != GK_OK)
		return GK_FAIL;
	s.kind = gk_str_keep(a, cell(rd, row, "kind"));
	s.kind_label = s.kind;
	s.period = gk_str_keep(a, cell(rd, row, "period"));
	if (s.kind.n == 0)
		return gk_fail(rd->err, rd->path, s.line,
		    _("kind must be filled"));
	if (!gk_period_parse(s.period, 0, &s.first, &s.last))
		return gk_fail(rd->err, rd->path, s.line,
		    _("\"%.*s\" is no period such as 2023年第一季度"),
		    GK_FMT(s.period));
	if (gk_table_day(rd->t, row, "due", rd->path, &s.due, rd->err)
	    != GK_OK)
		return GK_FAIL;
	if (s.due == GK_NO_DAY)
		return gk_fail(rd->err, rd->path, s.line,
		    _("due must be filled"));
	if (check_twice(rd, row, &s) != GK_OK)
		return GK_FAIL;
	*GK_PUSH(rd->s->list, rd->s->count, rd->s->cap) = s;
	return GK_OK;
}

struct gk_submissions *
gk_submissions_read(const char *path, const struct gk_register *r,
    struct gk_error *err)
{
	static const char *const columns[] = { "unit", "kind", "period", "due",
		NULL };
	struct gk_csv_table *t = gk_csv_table_read(path, err);
	struct reader rd = { .r = r, .t = t, .path = path, .err = err };
	enum gk_status st;

	if (t == NULL)
		return NULL;
	rd.s = gk_calloc(1, sizeof *rd.s);
	rd.seen = gk_intern_new();
	rd.ids = gk_intern_new();
	for (size_t i = 0; i < r->nunits; i++)
		gk_intern(rd.ids, r->units[i].id);
	gk_arena_init(&rd.s->arena);
	st = gk_table_columns(t, columns, 4, path, err);
	for (size_t i = 0; i < t->nrows && st == GK_OK; i++)
		if (!gk_table_row_blank(t, i))
			st = read_row(&rd, i);
	gk_intern_free(rd.seen);
	gk_intern_free(rd.ids);
	gk_csv_table_free(t);
	if (st == GK_OK)
		return rd.s;
	gk_submissions_free(rd.s);
	return NULL;
}

void
gk_submissions_free(struct gk_submissions *s)
{
	if (s == NULL)
		return;
	gk_arena_release(&s->arena);
	free(s->list);
	free(s);
}
