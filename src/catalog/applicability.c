/*
 * 不适用: applicability.csv as a sorted list of (region, item or whole field),
 * looked up by bisection.
 */
#include "config.h"

#include "catalog/applicability.h"

#include <stdlib.h>

#include "catalog/units_int.h"
#include "core/csv.h"
#include "core/i18n.h"
#include "core/mem.h"
#include "core/norm.h"

/* Items come first, fields behind them: one number for either. */
struct entry {
	size_t region;
	size_t what;
	gk_day until;		/* GK_NO_DAY: open */
};

struct gk_applicability {
	const struct gk_catalogs *catalogs;
	struct entry *list;
	size_t count;
};

struct reader {
	struct gk_applicability *a;
	struct gk_intern *regions;	/* keys, in the order of the register */
	const struct gk_csv_table *t;
	const char *path;
	struct gk_error *err;
};

static struct gk_str
cell(const struct reader *rd, size_t row, const char *column)
{
	return gk_csv_table_cell(rd->t, row,
	    gk_csv_table_column(rd->t, column));
}

static enum gk_status
fail(const struct reader *rd, size_t row, const char *what, struct gk_str value)
{
	return gk_fail(rd->err, rd->path, rd->t->lines[row], "%s: \"%.*s\"",
	    what, GK_FMT(value));
}

static enum gk_status
find_region(const struct reader *rd, size_t row, size_t *region)
{
	struct gk_str name = cell(rd, row, "region");
	struct gk_buf key;
	uint32_t id;

	gk_buf_init(&key);
	gk_norm_key(&key, name);
	id = gk_intern_find(rd->regions, gk_buf_str(&key));
	gk_buf_release(&key);
	*region = id;
	return id != GK_NO_ID ? GK_OK
	    : fail(rd, row, _("no such region in the register"), name);
}

/* The keys of the regions, in their order. */
static struct gk_intern *
region_keys(const struct gk_register *r)
{
	struct gk_intern *keys = gk_intern_new();
	struct gk_buf b;

	gk_buf_init(&b);
	for (size_t i = 0; i < r->nregions; i++) {
		gk_buf_clear(&b);
		gk_norm_key(&b, r->regions[i].name);
		gk_intern(keys, gk_buf_str(&b));
	}
	gk_buf_release(&b);
	return keys;
}

static enum gk_status
find_what(const struct reader *rd, size_t row, size_t *what)
{
	const struct gk_catalogs *c = rd->a->catalogs;
	struct gk_str field = cell(rd, row, "field"), item = cell(rd, row,
	    "item");
	struct gk_match f, i;

	f = gk_catalogs_match(c, GK_EMPTY, field, GK_EMPTY, GK_EMPTY);
	i = gk_catalogs_match(c, item, GK_EMPTY, GK_EMPTY, GK_EMPTY);
	if (f.how != GK_MATCH_FIELD && f.how != GK_MATCH_NONE)
		return fail(rd, row, _("no such field in the catalogues"),
		    field);
	if (i.how != GK_MATCH_CODE && i.how != GK_MATCH_NONE)
		return fail(rd, row, _("no such item id in the catalogues"),
		    item);
	if (f.how == GK_MATCH_NONE && i.how == GK_MATCH_NONE)
		return fail(rd, row, _("neither field nor item is given"),
		    GK_EMPTY);
	if (f.how == GK_MATCH_FIELD && i.how == GK_MATCH_CODE &&
	    i.item->field != f.field)
		return fail(rd, row, _("the item is not of this field"), item);
	*what = i.how == GK_MATCH_CODE ? i.item->index
	    : c->nitems + (size_t)(f.field - c->fields);
	return GK_OK;
}

static enum gk_status
read_row(struct reader *rd, size_t row)
{
	struct entry e = { 0 };

	if (cell(rd, row, "reason").n == 0 || cell(rd, row, "approver").n == 0)
		return gk_fail(rd->err, rd->path, rd->t->lines[row],
		    _("reason and approver must be filled"));
	if (find_region(rd, row, &e.region) != GK_OK ||
	    find_what(rd, row, &e.what) != GK_OK ||
	    gk_table_day(rd->t, row, "until", rd->path, &e.until, rd->err)
	    != GK_OK)
		return GK_FAIL;
	rd->a->list[rd->a->count++] = e;
	return GK_OK;
}

static int
by_key(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->region != y->region)
		return x->region < y->region ? -1 : 1;
	return (x->what > y->what) - (x->what < y->what);
}

struct gk_applicability *
gk_applicability_read(const char *path, const struct gk_register *r,
    const struct gk_catalogs *c, struct gk_error *err)
{
	static const char *const columns[] = { "region", "field", "item",
		"reason", "approver", "until", NULL };
	struct gk_csv_table *t = gk_csv_table_read(path, err);
	struct gk_applicability *a;
	struct reader rd = { .t = t, .path = path, .err = err };
	enum gk_status st;

	if (t == NULL)
		return NULL;
	a = rd.a = gk_calloc(1, sizeof *a);
	rd.regions = region_keys(r);
	a->catalogs = c;
	a->list = gk_calloc(t->nrows, sizeof *a->list);
	st = gk_table_columns(t, columns, 6, path, err);
	for (size_t i = 0; i < t->nrows && st == GK_OK; i++)
		if (!gk_table_row_blank(t, i))
			st = read_row(&rd, i);
	gk_intern_free(rd.regions);
	gk_csv_table_free(t);
	if (st != GK_OK) {
		gk_applicability_free(a);
		return NULL;
	}
	if (a->count != 0)
		qsort(a->list, a->count, sizeof *a->list, by_key);
	return a;
}

void
gk_applicability_free(struct gk_applicability *a)
{
	if (a == NULL)
		return;
	free(a->list);
	free(a);
}

/* Whether one of the entries for (region, what) holds on that day. */
static bool
declared(const struct gk_applicability *a, size_t region, size_t what,
    gk_day on)
{
	struct entry key = { .region = region, .what = what };
	size_t low = 0, high = a->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (by_key(&a->list[mid], &key) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < a->count && by_key(&a->list[low], &key) == 0; low++)
		if (a->list[low].until == GK_NO_DAY ||
		    on <= a->list[low].until)
			return true;
	return false;
}

bool
gk_not_applicable(const struct gk_applicability *a,
    const struct gk_region *region, const struct gk_item *item, gk_day on)
{
	const struct gk_catalogs *c;

	if (a == NULL || region == NULL)
		return false;
	c = a->catalogs;
	return declared(a, region->index, item->index, on) ||
	    declared(a, region->index,
	    c->nitems + (size_t)(item->field - c->fields), on);
}
