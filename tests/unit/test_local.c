/*
 * Local catalogues: what they make of the field that they extend, and what is
 * refused.
 */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "catalog/catalog.h"
#include "catalog_util.h"
#include "core/xml.h"

#define BASE "tests/data/catalog/local/base.xml"
#define LOCAL "tests/data/catalog/local/local.xml"

static void
add(struct gk_catalogs *c, const char *rel)
{
	char *path = source_path(rel);
	struct gk_error err;

	if (gk_catalogs_add(c, path, &err) != GK_OK)
		fail_msg("%s:%zu: %s", err.file, err.line, err.message);
	free(path);
}

/* Both catalogues, in either order, ready for matching. */
static struct gk_catalogs *
both(const char *one, const char *two)
{
	struct gk_catalogs *c = gk_catalogs_new();
	struct gk_error err;

	add(c, one);
	add(c, two);
	if (gk_catalogs_localise(c, &err) != GK_OK)
		fail_msg("%s:%zu: %s", err.file, err.line, err.message);
	gk_catalogs_index(c);
	return c;
}

static const struct gk_item *
item(const struct gk_catalogs *c, const char *id)
{
	for (size_t i = 0; i < c->nitems; i++)
		if (gk_str_eq(c->items[i]->id, gk_str_of(id)))
			return c->items[i];
	fail_msg("no item %s", id);
	return NULL;
}

static void
assert_str(struct gk_str s, const char *expected)
{
	char *copy = strndup(s.p != NULL ? s.p : "", s.n);

	assert_string_equal(copy, expected);
	free(copy);
}

static void
assert_matches(const struct gk_catalogs *c, const char *code,
    const char *field, const char *level1, const char *level2,
    const char *id)
{
	struct gk_match m = gk_catalogs_match(c, gk_str_of(code),
	    gk_str_of(field), gk_str_of(level1), gk_str_of(level2));

	if (id == NULL) {
		assert_null(m.item);
		return;
	}
	assert_non_null(m.item);
	assert_str(m.item->id, id);
}

static void
test_structure(void **state)
{
	static const char *const ids[] = { "90-1", "90-2", "90-3", "90-4",
		"90-5", "SL90-3" };

	for (int order = 0; order < 2; order++) {
		struct gk_catalogs *c = order == 0 ? both(BASE, LOCAL)
						   : both(LOCAL, BASE);

		assert_int_equal(c->nfields, 1);
		assert_str(c->fields[0].id, "90");
		assert_int_equal(c->nitems, 6);
		assert_int_equal(c->fields[0].nitems, 6);
		for (size_t i = 0; i < 6; i++) {
			assert_str(c->items[i]->id, ids[i]);
			assert_int_equal(c->items[i]->index, i);
			assert_ptr_equal(c->items[i]->field, &c->fields[0]);
			assert_ptr_equal(c->fields[0].items[i], c->items[i]);
		}
		gk_catalogs_free(c);
	}
	(void)state;
}

static void
test_renamed(void **state)
{
	struct gk_catalogs *c = both(BASE, LOCAL);
	const struct gk_item *it = item(c, "90-1");

	(void)state;
	assert_int_equal(it->locally, GK_LOCAL_RENAMED);
	assert_str(it->level2, "便民网点名册");
	assert_str(it->reason, "市目录用此名称");
	assert_str(it->local->id, "SL90");
	assert_int_equal(it->naliases, 1);
	assert_str(it->aliases[0], "网点名单");
	assert_int_equal(it->limits[0].days, 20);
	assert_int_equal(it->evidence, GK_SEEN);
	assert_matches(c, "", "便民网点", "网点信息", "网点名单", "90-1");
	assert_matches(c, "", "便民网点", "网点信息", "便民网点名册", "90-1");
	gk_catalogs_free(c);
}

static void
test_dropped(void **state)
{
	struct gk_catalogs *c = both(BASE, LOCAL);

	(void)state;
	assert_int_equal(item(c, "90-3")->locally, GK_LOCAL_DROPPED);
	assert_str(item(c, "90-3")->reason, "检查由上级部门实施");
	/* Still known: a record of it is no unknown item. */
	assert_matches(c, "", "便民网点", "监督检查", "检查结果", "90-3");
	assert_matches(c, "90-3", "", "", "", "90-3");
	assert_int_equal(item(c, "90-5")->locally, GK_AS_ISSUED);
	assert_null(item(c, "90-5")->local);
	gk_catalogs_free(c);
}

static void
test_replaced(void **state)
{
	struct gk_catalogs *c = both(BASE, LOCAL);
	const struct gk_item *it = item(c, "90-2");

	(void)state;
	assert_int_equal(it->locally, GK_LOCAL_REPLACED);
	assert_str(it->local_id, "SL90-1");
	assert_str(it->level1, "服务事项");
	assert_str(it->level2, "服务须知");
	assert_int_equal(it->nelements, 2);
	assert_int_equal(it->limits[0].days, 10);
	assert_int_equal(it->evidence, GK_PARTIAL);
	assert_str(it->reason, "市目录另定时限和要素");
	assert_str(it->local->issuer, "示例市人民政府");
	assert_matches(c, "90-2", "", "", "", "90-2");
	assert_matches(c, "SL90-1", "", "", "", "90-2");
	assert_matches(c, "", "便民网点", "服务事项", "服务须知", "90-2");
	/* Its names as issued: the pair, an alias, and level1 as it was. */
	assert_matches(c, "", "便民网点", "网点信息", "服务指南", "90-2");
	assert_matches(c, "", "便民网点", "网点信息", "办事指南", "90-2");
	assert_matches(c, "", "便民网点", "监督检查", "服务须知", NULL);
	/* A placeholder becomes an item. */
	assert_false(item(c, "90-4")->placeholder);
	assert_str(item(c, "90-4")->level2, "投诉电话");
	gk_catalogs_free(c);
}

static void
test_added(void **state)
{
	struct gk_catalogs *c = both(BASE, LOCAL);

	(void)state;
	assert_int_equal(item(c, "SL90-3")->locally, GK_LOCAL_ADDED);
	assert_str(item(c, "SL90-3")->local->id, "SL90");
	assert_matches(c, "", "便民网点", "网点信息", "夜间网点", "SL90-3");
	assert_matches(c, "", "示例市便民网点", "网点信息", "夜间网点",
	    "SL90-3");
	assert_matches(c, "", "便民服务网点", "网点信息", "网点名单", "90-1");
	gk_catalogs_free(c);
}

static void
test_untouched(void **state)
{
	struct gk_catalogs *c = gk_catalogs_new();
	struct gk_error err;

	(void)state;
	add(c, BASE);
	assert_int_equal(gk_catalogs_localise(c, &err), GK_OK);
	assert_int_equal(gk_catalogs_localise(c, &err), GK_OK);
	gk_catalogs_index(c);
	for (size_t i = 0; i < c->nitems; i++)
		assert_int_equal(c->items[i]->locally, GK_AS_ISSUED);
	assert_matches(c, "", "便民网点", "网点信息", "夜间网点", NULL);
	gk_catalogs_free(c);
}

static void
test_weak(void **state)
{
	struct gk_catalogs *c = both(BASE, LOCAL);

	(void)state;
	assert_true(item(c, "90-5")->subject_inferred);
	assert_int_equal(item(c, "90-5")->levels, GK_CITY | GK_COUNTY);
	assert_int_equal(item(c, "90-5")->weak_levels, GK_COUNTY);
	assert_false(item(c, "90-1")->subject_inferred);
	assert_int_equal(item(c, "90-1")->weak_levels, 0);
	gk_catalogs_free(c);
}

#define HEAD "<catalogue field=\"SL90\" slug=\"s\" name=\"示例\""
#define META "><issuer>a</issuer><document verified=\"no\">b</document>" \
	"<sources/>"
#define ITEM(more) "<item id=\"SL90-1\" evidence=\"seen\" " \
	"nature=\"standing\"" more "><level1>a</level1><level2>b</level2>" \
	"<source>c</source></item>"
#define EXTENDS(changes, items) HEAD " extends=\"90\"" META changes \
	"<items>" items "</items></catalogue>"
#define CHANGES(list) "<changes>" list "</changes>"
#define DROP(id) "<drop item=\"" id "\" reason=\"r\"/>"

/* Refused when it is read: a catalogue that cannot mean anything. */
static void
test_unreadable(void **state)
{
	static const char *const texts[] = {
		/* changes, and nothing that they would change */
		HEAD META CHANGES(DROP("90-1")) "<items>" ITEM("")
		    "</items></catalogue>",
		HEAD META "<items>" ITEM(" replaces=\"90-1\" reason=\"r\"")
		    "</items></catalogue>",
		HEAD META "<items/></catalogue>",
		/* without a reason */
		EXTENDS("", ITEM(" replaces=\"90-1\"")),
		EXTENDS(CHANGES("<drop item=\"90-1\"/>"), ""),
		EXTENDS(CHANGES("<rename item=\"90-1\" reason=\"r\"/>"), ""),
		EXTENDS("<changes/>", ""),
	};
	struct gk_error err;
	struct scratch s;

	(void)state;
	scratch_open(&s);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct gk_catalogs *c = gk_catalogs_new();
		const char *path = scratch_write(&s, "local.xml", texts[i]);

		if (gk_catalogs_add(c, path, &err) != GK_FAIL)
			fail_msg("text %zu was read", i);
		assert_string_equal(err.file, path);
		gk_catalogs_free(c);
	}
	scratch_close(&s);
}

/* Refused when it is applied; the others are applied all the same. */
static void
test_inapplicable(void **state)
{
	static const char *const texts[] = {
		HEAD " extends=\"91\"" META "<items/></catalogue>",
		HEAD " extends=\"SL90\"" META "<items/></catalogue>",
		HEAD " extends=\"91\"" META "<items>" ITEM("")
		    "</items></catalogue>",
		EXTENDS(CHANGES(DROP("90-6")), ""),
		EXTENDS(CHANGES(DROP("SL90-1")), ITEM("")),
		EXTENDS(CHANGES(DROP("90-1") DROP("90-1")), ""),
		EXTENDS(CHANGES(DROP("90-1")),
		    ITEM(" replaces=\"90-1\" reason=\"r\"")),
		EXTENDS("", ITEM(" replaces=\"90-6\" reason=\"r\"")),
	};
	struct gk_error err;
	struct scratch s;

	(void)state;
	scratch_open(&s);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct gk_catalogs *c = gk_catalogs_new();
		const char *path = scratch_write(&s, "local.xml", texts[i]);

		add(c, BASE);
		assert_int_equal(gk_catalogs_add(c, path, &err), GK_OK);
		if (gk_catalogs_localise(c, &err) != GK_FAIL)
			fail_msg("text %zu was applied", i);
		assert_string_equal(err.file, path);
		/* Without its field it stays one of its own. */
		assert_int_equal(c->nfields, i < 3 ? 2 : 1);
		assert_int_equal(c->nitems, i == 2 || i == 4 ? 6 : 5);
		gk_catalogs_index(c);
		assert_matches(c, "", "便民网点", "网点信息", "网点名单",
		    "90-1");
		gk_catalogs_free(c);
	}
	scratch_close(&s);
}

/* A catalogue may do nothing but drop; two may extend one field. */
static void
test_two(void **state)
{
	struct gk_catalogs *c = gk_catalogs_new();
	struct gk_error err;
	struct scratch s;

	(void)state;
	scratch_open(&s);
	add(c, BASE);
	assert_int_equal(gk_catalogs_add(c, scratch_write(&s, "1.xml",
	    EXTENDS(CHANGES(DROP("90-1")), "")), &err), GK_OK);
	assert_int_equal(gk_catalogs_add(c, scratch_write(&s, "2.xml",
	    "<catalogue field=\"X\" slug=\"s\" name=\"示例二\" "
	    "extends=\"90\"" META CHANGES(DROP("90-2"))
	    "<items/></catalogue>"), &err), GK_OK);
	assert_int_equal(gk_catalogs_localise(c, &err), GK_OK);
	assert_int_equal(c->nfields, 1);
	assert_str(item(c, "90-1")->local->id, "SL90");
	assert_str(item(c, "90-2")->local->id, "X");
	assert_int_equal(item(c, "90-2")->locally, GK_LOCAL_DROPPED);
	scratch_close(&s);
	gk_catalogs_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_structure),
		cmocka_unit_test(test_renamed),
		cmocka_unit_test(test_dropped),
		cmocka_unit_test(test_replaced),
		cmocka_unit_test(test_added),
		cmocka_unit_test(test_untouched),
		cmocka_unit_test(test_weak),
		cmocka_unit_test(test_unreadable),
		cmocka_unit_test(test_inapplicable),
		cmocka_unit_test(test_two),
	};
	int failed;

	use_source_data();
	gk_xml_init();
	failed = cmocka_run_group_tests_name("local", tests, NULL, NULL);
	gk_xml_cleanup();
	return failed;
}
