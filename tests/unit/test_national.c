/*
 * The national catalogues as a whole: no item is dropped, none invented, and
 * everything they name is known.
 */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "catalog/units.h"
#include "catalog_util.h"
#include "core/csv.h"
#include "core/xml.h"

static struct gk_catalogs *
national(void)
{
	struct gk_catalogs *c = gk_catalogs_new();
	char *path = source_path("catalogs/national");
	struct gk_error err;

	if (gk_catalogs_add(c, path, &err) != GK_OK)
		fail_msg("%s:%zu: %s", err.file, err.line, err.message);
	gk_catalogs_index(c);
	free(path);
	return c;
}

/* A table below the source folder, such as counts.csv. */
static struct gk_csv_table *
table(const char *rel)
{
	char *path = source_path(rel);
	struct gk_error err;
	struct gk_csv_table *t = gk_csv_table_read(path, &err);

	if (t == NULL)
		fail_msg("%s:%zu: %s", err.file, err.line, err.message);
	free(path);
	return t;
}

static struct gk_str
cell(const struct gk_csv_table *t, size_t row, const char *column)
{
	size_t col = gk_csv_table_column(t, column);

	if (col == SIZE_MAX)
		fail_msg("no column %s", column);
	return gk_csv_table_cell(t, row, col);
}

static bool
has(const struct gk_csv_table *t, const char *column, struct gk_str value)
{
	for (size_t i = 0; i < t->nrows; i++)
		if (gk_str_eq(cell(t, i, column), value))
			return true;
	return false;
}

static size_t
number(const struct gk_csv_table *t, size_t row, const char *column)
{
	size_t n = 0;

	if (!gk_str_to_size(cell(t, row, column), &n))
		fail_msg("row %zu: %s is no number", row, column);
	return n;
}

static const struct gk_field *
field(const struct gk_catalogs *c, struct gk_str id)
{
	for (size_t i = 0; i < c->nfields; i++)
		if (gk_str_eq(c->fields[i].id, id))
			return &c->fields[i];
	fail_msg("no field %.*s", GK_FMT(id));
	return NULL;
}

/* counts.csv was counted in the sources, before there were catalogues. */
static void
test_counts(void **state)
{
	struct gk_catalogs *c = national();
	struct gk_csv_table *t = table("tests/data/catalog/counts.csv");

	(void)state;
	for (size_t i = 0; i < t->nrows; i++) {
		const struct gk_field *f = field(c, cell(t, i, "field"));
		size_t by[3] = { 0, 0, 0 }, placeholders = 0;

		for (size_t j = 0; j < f->nitems; j++) {
			by[f->items[j]->evidence]++;
			placeholders += f->items[j]->placeholder;
		}
		assert_true(gk_str_eq(f->slug, cell(t, i, "slug")));
		assert_true(gk_str_eq(f->name, cell(t, i, "name")));
		assert_int_equal(f->nitems, number(t, i, "items"));
		assert_int_equal(by[GK_SEEN], number(t, i, "seen"));
		assert_int_equal(by[GK_PARTIAL], number(t, i, "partial"));
		assert_int_equal(by[GK_RECALLED], number(t, i, "recalled"));
		assert_int_equal(placeholders, number(t, i, "placeholder"));
		assert_int_equal(f->stated, cell(t, i, "stated").n != 0 ?
		    number(t, i, "stated") : 0);
	}
	/* 法定主动公开内容 is a list of our own. */
	for (size_t i = 0; i < c->nfields; i++)
		assert_true(gk_str_eq(c->fields[i].id, GK_STR("00")) ||
		    has(t, "field", c->fields[i].id));
	gk_csv_table_free(t);
	gk_catalogs_free(c);
}

/* A placeholder is a row of a ministry's table that names no item. */
static void
test_placeholders(void **state)
{
	struct gk_catalogs *c = national();

	(void)state;
	for (size_t i = 0; i < c->nitems; i++) {
		const struct gk_item *it = c->items[i];

		if (!gk_str_eq(it->field->id, GK_STR("00")) &&
		    it->placeholder != (it->nelements == 0 &&
		    gk_str_eq(it->level1, it->level2)))
			fail_msg("%.*s", GK_FMT(it->id));
		/* Whatever has been read was read somewhere. */
		if (it->source.n == 0 && it->evidence != GK_RECALLED)
			fail_msg("%.*s has no source", GK_FMT(it->id));
	}
	gk_catalogs_free(c);
}

static void
test_words(void **state)
{
	struct gk_catalogs *c = national();
	struct gk_csv_table *roles = table("catalogs/roles.csv");
	struct gk_csv_table *channels = table("catalogs/channels.csv");

	(void)state;
	for (size_t i = 0; i < c->nitems; i++) {
		const struct gk_item *it = c->items[i];

		for (size_t j = 0; j < it->nsubjects; j++)
			if (!has(roles, "subject", it->subjects[j]))
				fail_msg("%.*s: subject %.*s", GK_FMT(it->id),
				    GK_FMT(it->subjects[j]));
		for (size_t j = 0; j < it->nchannels; j++)
			if (!has(channels, "listed", it->channels[j]))
				fail_msg("%.*s: channel %.*s", GK_FMT(it->id),
				    GK_FMT(it->channels[j]));
	}
	gk_csv_table_free(roles);
	gk_csv_table_free(channels);
	gk_catalogs_free(c);
}

/* A name means one field, one item. */
static void
test_names(void **state)
{
	struct gk_catalogs *c = national();

	(void)state;
	for (size_t i = 0; i < c->nfields; i++) {
		const struct gk_field *f = &c->fields[i];

		for (size_t j = 0; j <= f->naliases; j++) {
			struct gk_match m = gk_catalogs_match(c, GK_EMPTY,
			    j == 0 ? f->name : f->aliases[j - 1], GK_EMPTY,
			    GK_EMPTY);

			if (m.how != GK_MATCH_FIELD || m.field != f)
				fail_msg("%.*s", GK_FMT(f->name));
		}
	}
	for (size_t i = 0; i < c->nitems; i++) {
		const struct gk_item *it = c->items[i];

		for (size_t j = 0; j <= it->naliases; j++) {
			struct gk_match m = gk_catalogs_match(c, GK_EMPTY,
			    it->field->name, it->level1,
			    j == 0 ? it->level2 : it->aliases[j - 1]);

			if (m.how != GK_MATCH_NAME || m.item != it)
				fail_msg("%.*s", GK_FMT(it->id));
		}
	}
	gk_catalogs_free(c);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_placeholders),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_names),
	};
	int failed;

	use_source_data();
	gk_xml_init();
	failed = cmocka_run_group_tests_name("national", tests, NULL, NULL);
	gk_xml_cleanup();
	return failed;
}
