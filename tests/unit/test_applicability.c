/*
 * The office's own tables: applicability.csv and submissions.csv.
 */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "catalog/applicability.h"
#include "catalog_util.h"
#include "core/xml.h"

static struct gk_catalogs *catalogs;
static struct gk_register *reg;

static const struct gk_item *
item(const char *id)
{
	struct gk_match m = gk_catalogs_match(catalogs, gk_str_of(id),
	    GK_EMPTY, GK_EMPTY, GK_EMPTY);

	return m.item;
}

static const struct gk_region *
region(const char *name)
{
	return gk_register_region_in(reg, gk_str_of(name));
}

#define HEADER "region,field,item,reason,approver,until\n"
#define WHY ",无此业务,区政务公开办,"

static void
test_applicability(void **state)
{
	static const struct {
		const char *region, *item;
		int year, month, day;
		bool declared;
	} cases[] = {
		{ "东湖区", "17-11", 2023, 6, 30, true },
		{ "东湖区", "17-11", 2023, 7, 1, false },
		{ "东湖区", "17-12", 2023, 6, 30, false },
		{ "西湖区", "17-11", 2023, 6, 30, false },
		/* a whole field, without end */
		{ "西湖区", "24-1", 2030, 1, 1, true },
		{ "西湖区", "24-5", 2030, 1, 1, true },
		{ "西湖区", "22-1", 2030, 1, 1, false },
		{ "东湖区", "24-1", 2030, 1, 1, false },
		/* an item of a field named too, until the later of two days */
		{ "示例县", "03-2", 2023, 12, 31, true },
		{ "示例县", "03-2", 2024, 1, 1, false },
		{ "示例县", "03-1", 2023, 1, 1, false },
	};
	struct gk_applicability *a;
	struct gk_error err;
	struct scratch s;

	(void)state;
	scratch_open(&s);
	a = gk_applicability_read(scratch_write(&s, "applicability.csv",
	    HEADER "示例县,财政预决算,03-2" WHY "2023-06-30\n"
	    "西湖区,涉农补贴领域," WHY "\n\n"
	    "东湖区,,17-11" WHY "2023-06-30\n"
	    "示例县,03,03-2" WHY "2023-12-31\n"), reg, catalogs, &err);
	if (a == NULL)
		fail_msg("%zu: %s", err.line, err.message);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (gk_not_applicable(a, region(cases[i].region),
		    item(cases[i].item), gk_day_of(cases[i].year,
		    cases[i].month, cases[i].day)) != cases[i].declared)
			fail_msg("%s %s", cases[i].region, cases[i].item);
	assert_false(gk_not_applicable(a, NULL, item("17-11"),
	    gk_day_of(2023, 1, 1)));
	assert_false(gk_not_applicable(NULL, region("东湖区"), item("17-11"),
	    gk_day_of(2023, 1, 1)));
	gk_applicability_free(a);
	a = gk_applicability_read(scratch_write(&s, "applicability.csv",
	    HEADER), reg, catalogs, &err);
	assert_non_null(a);
	assert_false(gk_not_applicable(a, region("东湖区"), item("17-11"),
	    gk_day_of(2023, 1, 1)));
	gk_applicability_free(a);
	gk_applicability_free(NULL);
	scratch_close(&s);
}

static void
test_applicability_refused(void **state)
{
	static const struct {
		const char *text;
		size_t line;
	} cases[] = {
		{ "region,field,item,reason,approver\n", 1 },
		{ HEADER "北湖区,,17-11" WHY "\n", 2 },
		{ HEADER ",,17-11" WHY "\n", 2 },
		{ HEADER "东湖区,,17-99" WHY "\n", 2 },
		{ HEADER "东湖区,义务教育,学校介绍" WHY "\n", 2 },
		{ HEADER "东湖区,教育," WHY "\n", 2 },
		{ HEADER "东湖区,," WHY "\n", 2 },
		{ HEADER "东湖区,户籍管理,17-11" WHY "\n", 2 },
		{ HEADER "东湖区,,17-11,,区政务公开办,\n", 2 },
		{ HEADER "东湖区,,17-11,无此业务,,\n", 2 },
		{ HEADER "东湖区,,17-11" WHY "\n东湖区,,17-12" WHY
		    "2023年\n", 3 },
	};
	struct gk_error err;
	struct scratch s;

	(void)state;
	scratch_open(&s);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *path = scratch_write(&s, "applicability.csv",
		    cases[i].text);

		if (gk_applicability_read(path, reg, catalogs, &err) != NULL)
			fail_msg("case %zu was read", i);
		assert_string_equal(err.file, path);
		if (err.line != cases[i].line)
			fail_msg("case %zu: line %zu: %s", i, err.line,
			    err.message);
	}
	scratch_close(&s);
}

#define SUBMISSIONS "unit,kind,period,due\n"

static void
test_submissions(void **state)
{
	struct gk_submissions *list;
	struct gk_error err;
	struct scratch s;

	(void)state;
	scratch_open(&s);
	list = gk_submissions_read(scratch_write(&s, "submissions.csv",
	    SUBMISSIONS "示例市财政局,主动公开台账,2023年第一季度,2023-04-08\n"
	    "dh-jy,主动公开,2023年3月,2023-04-10\n"
	    /* the same unit and period, another kind; and the next period */
	    "cz,policy,2023年第一季度,2023-04-08\n"
	    "cz,主动公开台账,2023年第二季度,2023-07-08\n"), reg, &err);
	if (list == NULL)
		fail_msg("%zu: %s", err.line, err.message);
	assert_int_equal(list->count, 4);
	assert_true(gk_str_eq(list->list[0].unit->id, GK_STR("cz")));
	assert_true(gk_str_eq(list->list[0].kind, GK_STR("主动公开台账")));
	assert_true(gk_str_eq(list->list[0].period,
	    GK_STR("2023年第一季度")));
	assert_int_equal(list->list[0].first, gk_day_of(2023, 1, 1));
	assert_int_equal(list->list[0].last, gk_day_of(2023, 3, 31));
	assert_int_equal(list->list[0].due, gk_day_of(2023, 4, 8));
	assert_int_equal(list->list[0].line, 2);
	assert_true(gk_str_eq(list->list[1].unit->id, GK_STR("dh-jy")));
	assert_int_equal(list->list[1].first, gk_day_of(2023, 3, 1));
	gk_submissions_free(list);
	gk_submissions_free(NULL);
	scratch_close(&s);
}

static void
test_submissions_refused(void **state)
{
	static const struct {
		const char *text;
		size_t line;
	} cases[] = {
		{ "unit,kind,period\n", 1 },
		{ SUBMISSIONS "北湖区教育局,主动公开,2023年,2024-01-08\n", 2 },
		/* no region is known: a short name is nobody's */
		{ SUBMISSIONS "区教育局,主动公开,2023年,2024-01-08\n", 2 },
		{ SUBMISSIONS ",主动公开,2023年,2024-01-08\n", 2 },
		{ SUBMISSIONS "cz,,2023年,2024-01-08\n", 2 },
		{ SUBMISSIONS "cz,主动公开,第一季度,2024-01-08\n", 2 },
		{ SUBMISSIONS "cz,主动公开,,2024-01-08\n", 2 },
		{ SUBMISSIONS "cz,主动公开,2023年,\n", 2 },
		{ SUBMISSIONS "cz,主动公开,2023年,1月8日\n", 2 },
		{ SUBMISSIONS "cz,主动公开,2023年,2024-01-08\n"
		    "示例市财政局,主动公开,2023,2024-02-08\n", 3 },
	};
	struct gk_error err;
	struct scratch s;

	(void)state;
	scratch_open(&s);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *path = scratch_write(&s, "submissions.csv",
		    cases[i].text);

		if (gk_submissions_read(path, reg, &err) != NULL)
			fail_msg("case %zu was read", i);
		assert_string_equal(err.file, path);
		if (err.line != cases[i].line)
			fail_msg("case %zu: line %zu: %s", i, err.line,
			    err.message);
	}
	scratch_close(&s);
}

static bool
load(struct gk_error *err)
{
	char *national = source_path("catalogs/national");
	char *units = source_path("tests/data/catalog/units.csv");
	enum gk_status st;

	catalogs = gk_catalogs_new();
	st = gk_catalogs_add(catalogs, national, err);
	gk_catalogs_index(catalogs);
	reg = gk_register_read(units, NULL, err);
	free(national);
	free(units);
	return st == GK_OK && reg != NULL;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_applicability),
		cmocka_unit_test(test_applicability_refused),
		cmocka_unit_test(test_submissions),
		cmocka_unit_test(test_submissions_refused),
	};
	struct gk_error err;
	int failed;

	use_source_data();
	gk_xml_init();
	if (!load(&err)) {
		fprintf(stderr, "%s:%zu: %s\n", err.file, err.line,
		    err.message);
		return 1;
	}
	failed = cmocka_run_group_tests_name("applicability", tests, NULL,
	    NULL);
	gk_register_free(reg);
	gk_catalogs_free(catalogs);
	gk_xml_cleanup();
	return failed;
}
