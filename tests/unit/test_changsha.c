/*
 * The data of Changsha: its register, and its key points as a catalogue.
 */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "catalog/catalog.h"
#include "catalog/units.h"
#include "catalog_util.h"
#include "core/xml.h"

static struct gk_register *
register_read(void)
{
	char *units = source_path("catalogs/changsha/units.csv");
	char *roles = source_path("catalogs/roles.csv");
	struct gk_error err;
	struct gk_register *r = gk_register_read(units, roles, &err);

	if (r == NULL)
		fail_msg("%s:%zu: %s", err.file, err.line, err.message);
	free(units);
	free(roles);
	return r;
}

static struct gk_catalogs *
points_read(void)
{
	struct gk_catalogs *c = gk_catalogs_new();
	char *path = source_path("catalogs/changsha/points-2023.xml");
	struct gk_error err;

	if (gk_catalogs_add(c, path, &err) != GK_OK)
		fail_msg("%s:%zu: %s", err.file, err.line, err.message);
	free(path);
	return c;
}

static void
assert_unit(const struct gk_register *r, const char *name,
    const struct gk_region *context, const char *full)
{
	struct gk_unit_ref ref = gk_register_resolve(r, gk_str_of(name),
	    context);

	if (ref.unit == NULL || !gk_str_eq(ref.unit->name, gk_str_of(full)))
		fail_msg("%s is not taken for %s", name, full);
}

static void
test_register(void **state)
{
	struct gk_register *r = register_read();
	const struct gk_region *reg = gk_register_region_in(r,
	    GK_STR("浏阳市2023年台账"));

	(void)state;
	assert_int_equal(r->nunits, 67);
	assert_int_equal(r->nregions, 11);
	for (size_t i = 0; i < r->nregions; i++)
		assert_non_null(r->regions[i].government);
	assert_non_null(reg);
	assert_unit(r, "市发改委", NULL, "长沙市发展和改革委员会");
	assert_unit(r, "市审批局", NULL, "长沙市行政审批服务局");
	assert_unit(r, "湖南湘江新区", NULL, "湖南湘江新区管理委员会");
	assert_unit(r, "望城区政府", NULL, "长沙市望城区人民政府");
	/* Every 经开区 calls itself just that. */
	assert_unit(r, "经开区", reg, "浏阳经济技术开发区管理委员会");
	assert_int_equal(gk_register_resolve(r, GK_STR("经开区"), NULL).how,
	    GK_UNIT_AMBIGUOUS);
	assert_int_equal(gk_register_resolve(r, GK_STR("芙蓉区教育局"),
	    NULL).how, GK_UNIT_ATTACHED);
	gk_register_free(r);
}

static void
test_new_area(void **state)
{
	struct gk_register *r = register_read();
	const struct gk_unit *u = gk_register_resolve(r,
	    GK_STR("湖南湘江新区管委会"), NULL).unit;

	(void)state;
	assert_non_null(u);
	assert_int_equal(u->levels, GK_CITY | GK_COUNTY);
	assert_true(gk_str_eq(u->acts_for, GK_STR("岳麓区")));
	assert_ptr_equal(u->region->government, u);
	assert_int_equal(u->region->level, GK_COUNTY);
	u = gk_register_resolve(r, GK_STR("市税务局"), NULL).unit;
	assert_non_null(u);
	assert_true(u->copied_only);
	assert_false(gk_unit_has_role(u, GK_STR("政府部门")));
	gk_register_free(r);
}

/* Whether the register has a unit for a subject at one of the levels. */
static bool
is_held(const struct gk_register *r, const struct gk_role *role,
    unsigned levels)
{
	for (size_t i = 0; i < r->nunits; i++)
		if ((r->units[i].levels & levels) != 0 &&
		    gk_unit_has_role(&r->units[i], role->role))
			return true;
	return false;
}

/* Nobody is asked for who is not there, and for what was not written. */
static void
test_points(void **state)
{
	struct gk_register *r = register_read();
	struct gk_catalogs *c = points_read();

	(void)state;
	for (size_t i = 0; i < c->nitems; i++) {
		const struct gk_item *it = c->items[i];

		assert_int_equal(it->nbases, 1);
		assert_true(gk_str_starts(it->basis,
		    GK_STR("长政务公开办发〔2023〕2号第（")));
		assert_true(gk_str_ends(it->basis, GK_STR("）项")));
		assert_true(gk_str_starts(it->source, it->basis));
		assert_true(it->nsubjects > 0);
		for (size_t j = 0; j < it->nsubjects; j++) {
			const struct gk_role *role = gk_register_role(r,
			    it->subjects[j]);

			if (role == NULL || !is_held(r, role, it->levels))
				fail_msg("%.*s: nobody is %.*s",
				    GK_FMT(it->id), GK_FMT(it->subjects[j]));
		}
	}
	gk_catalogs_free(c);
	gk_register_free(r);
}

/* The one clause with a period of its own. */
static void
test_cases_exposed(void **state)
{
	struct gk_catalogs *c = points_read();
	size_t quarterly = 0;

	(void)state;
	for (size_t i = 0; i < c->nitems; i++) {
		const struct gk_item *it = c->items[i];

		if (it->cadence != GK_QUARTERLY)
			continue;
		quarterly++;
		assert_true(gk_str_eq(it->subjects[0], GK_STR("市应急局")));
		assert_false(it->subject_inferred);
		assert_int_equal(it->levels, GK_CITY | GK_COUNTY);
		assert_int_equal(it->weak_levels, GK_COUNTY);
	}
	assert_int_equal(quarterly, 1);
	gk_catalogs_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_register),
		cmocka_unit_test(test_new_area),
		cmocka_unit_test(test_points),
		cmocka_unit_test(test_cases_exposed),
	};
	int failed;

	use_source_data();
	gk_xml_init();
	failed = cmocka_run_group_tests_name("changsha", tests, NULL, NULL);
	gk_xml_cleanup();
	return failed;
}
