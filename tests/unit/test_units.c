/*
 * The register of units: reading, names, regions, validity, roles.
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

static struct gk_register *reg;

static const struct gk_unit *
unit(const char *id)
{
	for (size_t i = 0; i < reg->nunits; i++)
		if (gk_str_eq(reg->units[i].id, gk_str_of(id)))
			return &reg->units[i];
	fail_msg("no unit %s", id);
	return NULL;
}

static const struct gk_region *
region(const char *name)
{
	if (name == NULL)
		return NULL;
	for (size_t i = 0; i < reg->nregions; i++)
		if (gk_str_eq(reg->regions[i].name, gk_str_of(name)))
			return &reg->regions[i];
	fail_msg("no region %s", name);
	return NULL;
}

#define ATTACHED GK_UNIT_ATTACHED
#define AMBIGUOUS GK_UNIT_AMBIGUOUS
#define UNKNOWN GK_UNIT_UNKNOWN

/* tests/data/catalog/names.csv: who is unit (known) or region (attached). */
static void
check_name(struct gk_str name, struct gk_str context, struct gk_str how,
    struct gk_str who)
{
	static const char *const hows[] = { "none", "known", "attached",
		"ambiguous", "unknown" };
	const struct gk_region *in = context.n != 0 ? region(context.p) : NULL;
	struct gk_unit_ref ref = gk_register_resolve(reg, name, in);

	if (!gk_str_eq(how, gk_str_of(hows[ref.how])))
		fail_msg("%.*s in %.*s: %s", GK_FMT(name), GK_FMT(context),
		    hows[ref.how]);
	if (ref.how == GK_UNIT_KNOWN) {
		if (!gk_str_eq(ref.unit->id, who))
			fail_msg("%.*s in %.*s: %s", GK_FMT(name),
			    GK_FMT(context), ref.unit->id.p);
		assert_ptr_equal(ref.region, ref.unit->region);
		return;
	}
	assert_null(ref.unit);
	assert_ptr_equal(ref.region, ref.how == GK_UNIT_ATTACHED
	    ? region(who.p) : NULL);
}

static void
test_names(void **state)
{
	char *path = source_path("tests/data/catalog/names.csv");
	struct gk_error err;
	struct gk_csv_table *t = gk_csv_table_read(path, &err);

	(void)state;
	free(path);
	assert_non_null(t);
	assert_int_equal(t->nrows, 78);
	for (size_t i = 0; i < t->nrows; i++) {
		char *c = strndup(t->rows[i][1].p, t->rows[i][1].n);
		char *w = strndup(t->rows[i][3].p, t->rows[i][3].n);

		check_name(t->rows[i][0], gk_str_of(c), t->rows[i][2],
		    gk_str_of(w));
		free(c);
		free(w);
	}
	gk_csv_table_free(t);
	check_name(GK_EMPTY, GK_EMPTY, GK_STR("none"), GK_EMPTY);
	check_name(GK_STR("　\n"), GK_STR("东湖区"), GK_STR("none"), GK_EMPTY);
	check_name(GK_STR("\xff\xfe局"), GK_STR("东湖区"), GK_STR("unknown"),
	    GK_EMPTY);
}

static void
test_region_in(void **state)
{
	static const char *const cases[][2] = {
		{ "东湖区2023年第一季度主动公开台账", "东湖区" },
		{ "/data/示例市/东湖区/ledger.csv", "东湖区" },
		{ "示例市东湖区教育局", "东湖区" },
		{ "示例市财政局2023年台账", "市本级" },
		{ "市直单位台账", "市本级" },
		{ "示例县2023年", "示例县" },
		{ "柳阳市2023年", "柳阳市" },
		{ "江岸新区 2023", "江岸新区" },
		/* none, or two; the city's name alone is no region */
		{ "", NULL },
		{ "2023年台账", NULL },
		{ "示例市2023年台账", NULL },
		{ "市财政局2023年台账", NULL },
		{ "东湖2023", NULL },
		{ "东湖区、西湖区2023年台账", NULL },
		{ "示例市财政局、示例县教育局", "示例县" },
		{ "\xff东湖区\xff", "东湖区" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct gk_region *found = gk_register_region_in(reg,
		    gk_str_of(cases[i][0]));

		if (found != region(cases[i][1]))
			fail_msg("%s: %s", cases[i][0],
			    found != NULL ? found->name.p : "none");
	}
}

static void
test_regions(void **state)
{
	(void)state;
	assert_int_equal(reg->nregions, 6);
	assert_int_equal(region("市本级")->level, GK_CITY);
	assert_ptr_equal(region("市本级")->government, unit("city"));
	/* A county-level 市 is no city here. */
	assert_int_equal(region("柳阳市")->level, GK_COUNTY);
	assert_ptr_equal(region("柳阳市")->government, unit("ly"));
	/* A 园区 governs only a region of its own name. */
	assert_ptr_equal(region("东湖区")->government, unit("dh"));
	assert_ptr_equal(region("江岸新区")->government, unit("xq"));
	assert_int_equal(region("江岸新区")->level, GK_COUNTY);
	assert_int_equal(unit("xq")->levels, GK_CITY | GK_COUNTY);
}

static void
test_unit_values(void **state)
{
	const struct gk_unit *u = unit("sjj");

	(void)state;
	assert_int_equal(u->index, 3);
	assert_int_equal(u->nsites, 2);
	assert_true(gk_str_eq(u->sites[1], GK_STR("data.example.gov.cn")));
	assert_true(gk_str_eq(u->parent, GK_STR("city")));
	assert_true(gk_str_eq(u->group, GK_STR("市直")));
	assert_true(unit("sw")->copied_only);
	assert_false(unit("cz")->copied_only);
	assert_false(u->copied_only);
	assert_true(gk_str_eq(unit("xq")->acts_for, GK_STR("东湖区")));
	/* Roles as written and as the kind implies. */
	assert_true(gk_unit_has_role(unit("cz"), GK_STR("财政部门")));
	assert_true(gk_unit_has_role(unit("cz"), GK_STR("政府部门")));
	assert_false(gk_unit_has_role(unit("cz"), GK_STR("教育部门")));
	assert_true(gk_unit_has_role(unit("dh-qs"), GK_STR("乡镇街道")));
	assert_false(gk_unit_has_role(unit("dh-qs"), GK_STR("政府部门")));
	assert_true(gk_unit_has_role(unit("ly"), GK_STR("人民政府")));
	assert_false(gk_unit_has_role(unit("gjj"), GK_STR("政府部门")));
}

static void
test_validity(void **state)
{
	const struct gk_unit *fp = unit("dh-fp"), *xc = unit("dh-xc");
	const struct gk_unit *ny = unit("dh-ny");

	(void)state;
	assert_true(gk_unit_valid(fp, gk_day_of(2021, 5, 31)));
	assert_false(gk_unit_valid(fp, gk_day_of(2021, 6, 1)));
	assert_false(gk_unit_valid(xc, gk_day_of(2021, 5, 31)));
	assert_true(gk_unit_valid(xc, gk_day_of(2021, 6, 1)));
	assert_true(gk_unit_valid(ny, gk_day_of(1990, 1, 1)));
	assert_ptr_equal(gk_unit_current(fp, gk_day_of(2021, 5, 31)), fp);
	assert_ptr_equal(gk_unit_current(fp, gk_day_of(2021, 6, 1)), xc);
	assert_ptr_equal(gk_unit_current(fp, gk_day_of(2024, 4, 1)), ny);
	/* Not yet there is not gone. */
	assert_ptr_equal(gk_unit_current(xc, gk_day_of(2020, 1, 1)), xc);
	assert_ptr_equal(gk_unit_current(ny, gk_day_of(2030, 1, 1)), ny);
}

static void
test_roles(void **state)
{
	const struct gk_role *role;

	(void)state;
	role = gk_register_role(reg, GK_STR("县(市、区)教育部门"));
	assert_non_null(role);
	assert_true(gk_str_eq(role->role, GK_STR("教育部门")));
	assert_int_equal(role->levels, GK_COUNTY);
	assert_false(role->each || role->external);
	/* Width and white space do not count. */
	assert_ptr_equal(gk_register_role(reg,
	    GK_STR("县（市、区） 教育部门")), role);
	assert_null(gk_register_role(reg, GK_STR("教育部门的")));
	assert_null(gk_register_role(reg, GK_EMPTY));
	role = gk_register_role(reg, GK_STR("乡镇人民政府(街道办事处)"));
	assert_true(gk_str_eq(role->role, GK_STR("乡镇街道")));
	assert_int_equal(role->levels, GK_TOWN);
	role = gk_register_role(reg, GK_STR("各政府部门"));
	assert_true(role->each);
	role = gk_register_role(reg, GK_STR("地方各级财政部门"));
	assert_false(role->each);
	assert_int_equal(role->levels, 0);
	assert_true(gk_register_role(reg, GK_STR("招标人"))->external);
	assert_int_equal(gk_register_role(reg,
	    GK_STR("市级生态环境部门"))->levels, GK_CITY);
}

/* Every subject of the shipped catalogues is known. */
static void
test_subjects(void **state)
{
	struct gk_catalogs *c = gk_catalogs_new();
	char *path = source_path("catalogs/national");
	struct gk_error err;

	(void)state;
	assert_int_equal(gk_catalogs_add(c, path, &err), GK_OK);
	free(path);
	for (size_t i = 0; i < c->nitems; i++) {
		/* What was read of these two says nothing of a subject. */
		if (!gk_str_eq(c->items[i]->id, GK_STR("10-8")) &&
		    !gk_str_eq(c->items[i]->id, GK_STR("23-9")))
			assert_true(c->items[i]->nsubjects != 0);
		for (size_t j = 0; j < c->items[i]->nsubjects; j++)
			if (gk_register_role(reg, c->items[i]->subjects[j])
			    == NULL)
				fail_msg("%s: %s", c->items[i]->id.p,
				    c->items[i]->subjects[j].p);
	}
	gk_catalogs_free(c);
}

#define HEADER "id,name,aliases,levels,region,parent,valid_from,valid_to," \
	"successor,supervision\n"

static void
test_refused(void **state)
{
	static const struct {
		const char *text;
		size_t line;
	} cases[] = {
		{ "id,name,region,colour\n", 1 },
		{ "id,name\na,甲\n", 1 },
		{ HEADER "a,甲局,,,甲区\na,乙局,,,甲区\n", 3 },
		{ HEADER "a,甲局,,,\n", 2 },
		{ HEADER "a,,,,甲区\n", 2 },
		{ HEADER ",甲局,,,甲区\n", 2 },
		{ HEADER "a,甲局,,省级,甲区\n", 2 },
		{ HEADER "a,甲局,,,甲区,b\n", 2 },
		{ HEADER "b,乙局,,,甲区\n\na,甲局,,,甲区,,,,c\n", 4 },
		{ HEADER "a,甲局,,,甲区,,2023-2-1\n", 2 },
		{ HEADER "a,甲局,,,甲区,,2023-02-01,2023-01-31\n", 2 },
		{ HEADER "a,甲局,,,甲区,,,,,通报\n", 2 },
		/* one name or alias twice in a region */
		{ HEADER "a,甲局,丙局,,甲区\nb,乙局,丁局;丙 局,,甲区\n", 3 },
		{ HEADER "a,甲局,,,甲区\nb,甲局,,,甲区\n", 3 },
		{ HEADER "a,甲局,,,甲区\nb,乙局,甲局,,甲区\n", 3 },
		/* circles */
		{ HEADER "a,甲局,,,甲区,,,,b\nb,乙局,,,甲区,,,,a\n", 2 },
		{ HEADER "a,甲局,,,甲区,,,,a\n", 2 },
		{ HEADER "b,乙局,,,甲区\na,甲局,,,甲区,a\n", 3 },
	};
	struct gk_error err;
	struct scratch s;

	(void)state;
	scratch_open(&s);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *path = scratch_write(&s, "units.csv",
		    cases[i].text);

		memset(&err, 0, sizeof err);
		if (gk_register_read(path, NULL, &err) != NULL)
			fail_msg("case %zu was read", i);
		assert_string_equal(err.file, path);
		if (err.line != cases[i].line)
			fail_msg("case %zu: line %zu: %s", i, err.line,
			    err.message);
	}
	assert_null(gk_register_read("/nonexistent", NULL, &err));
	scratch_write(&s, "units.csv", HEADER "a,甲局,,,甲区\n");
	assert_null(gk_register_read(s.paths[0], "/nonexistent", &err));
	scratch_close(&s);
}

static void
test_accepted(void **state)
{
	struct gk_error err;
	struct gk_register *r;
	struct scratch s;

	(void)state;
	scratch_open(&s);
	r = gk_register_read(scratch_write(&s, "units.csv", HEADER
	    "a,甲局,丙局;丙局;甲局,,甲区,,2023-02-01,2023-02-01,b,\n\n"
	    "b,乙局,,市级；县级,甲区,a,,,,督办\n"
	    /* the same alias in another region */
	    "c,丁局,丙局,,乙区,,,,,抄送\n"), NULL, &err);
	if (r == NULL)
		fail_msg("%zu: %s", err.line, err.message);
	assert_int_equal(r->nunits, 3);
	assert_int_equal(r->nregions, 2);
	assert_ptr_equal(r->units[0].successor, &r->units[1]);
	assert_int_equal(r->units[0].levels, GK_COUNTY);
	assert_int_equal(r->units[1].levels, GK_CITY | GK_COUNTY);
	assert_null(r->regions[0].government);
	assert_null(gk_register_role(r, GK_STR("财政部门")));
	assert_int_equal(gk_register_resolve(r, GK_STR("丙局"), NULL).how,
	    AMBIGUOUS);
	assert_ptr_equal(gk_register_resolve(r, GK_STR("丙局"),
	    &r->regions[1]).unit, &r->units[2]);
	assert_int_equal(gk_register_resolve(r, GK_STR("甲区"), NULL).how,
	    ATTACHED);
	gk_register_free(r);
	/* No unit at all. */
	r = gk_register_read(scratch_write(&s, "units.csv", HEADER), NULL,
	    &err);
	assert_non_null(r);
	assert_int_equal(gk_register_resolve(r, GK_STR("甲局"), NULL).how,
	    UNKNOWN);
	assert_null(gk_register_region_in(r, GK_STR("甲区")));
	gk_register_free(r);
	scratch_close(&s);
}

/* Names and governments that a well-kept register has not. */
static void
test_odd_register(void **state)
{
	struct gk_error err;
	struct gk_register *r;
	struct scratch s;

	(void)state;
	scratch_open(&s);
	r = gk_register_read(scratch_write(&s, "units.csv",
	    "id,name,aliases,kind,region,valid_to\n"
	    "city,某市人民政府,,市政府,市本级,\n"
	    "a,某市甲区教育局,,区县部门,甲区,\n"
	    "b,某市乙区教育局,甲区教育局,区县部门,乙区,\n"
	    "c,某市甲区财政局,,区县部门,甲区,\n"
	    "d,财政局,,区县部门,乙区,\n"
	    /* a government that is no more, and its successor */
	    "e,某市甲县人民政府,,区县政府,甲区,2022-12-31\n"
	    "f,某市甲区人民政府,,区县政府,甲区,\n"
	    /* a 园区 in a region of another name */
	    "g,丙园管委会,,园区,丙乡,\n"
	    "h,甲区新城管委会,,园区,甲区新城,\n"
	    "i,甲管委会,,园区,甲,\n"), NULL, &err);
	if (r == NULL)
		fail_msg("%zu: %s", err.line, err.message);
	/* 甲区's by its name, 乙区's by its alias */
	assert_int_equal(gk_register_resolve(r, GK_STR("甲区教育局"),
	    NULL).how, AMBIGUOUS);
	assert_ptr_equal(gk_register_resolve(r, GK_STR("甲区教育局"),
	    &r->regions[2]).unit, &r->units[2]);
	/* a full name that names no place */
	assert_int_equal(gk_register_resolve(r, GK_STR("财政局"), NULL).how,
	    AMBIGUOUS);
	assert_ptr_equal(r->regions[1].government, &r->units[6]);
	assert_null(r->regions[3].government);
	/* one region's name begins another's, before or after it */
	assert_ptr_equal(gk_register_resolve(r, GK_STR("甲区新城司法局"),
	    NULL).region, &r->regions[4]);
	assert_ptr_equal(gk_register_resolve(r, GK_STR("甲区司法局"),
	    NULL).region, &r->regions[1]);
	assert_ptr_equal(gk_register_region_in(r, GK_STR("甲区新城台账")),
	    &r->regions[4]);
	gk_register_free(r);
	scratch_close(&s);
}

static void
test_bad_roles(void **state)
{
	static const struct {
		const char *text;
		size_t line;
	} cases[] = {
		{ "subject,role,levels,each,external,note,x\n", 1 },
		{ "subject,levels\n", 1 },
		{ "subject,role,levels\n甲部门,甲,\n甲 部门,乙,\n", 3 },
		{ "subject,role,levels\n甲部门,,\n", 2 },
		{ "subject,role,levels\n甲部门,甲,村级\n", 2 },
		{ "subject,role,each\n甲部门,甲,maybe\n", 2 },
	};
	struct gk_error err;
	struct scratch s;
	const char *units;

	(void)state;
	scratch_open(&s);
	units = scratch_write(&s, "units.csv", HEADER "a,甲局,,,甲区\n");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *path = scratch_write(&s, "roles.csv",
		    cases[i].text);

		assert_null(gk_register_read(units, path, &err));
		assert_string_equal(err.file, path);
		assert_int_equal(err.line, cases[i].line);
	}
	scratch_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_region_in),
		cmocka_unit_test(test_regions),
		cmocka_unit_test(test_unit_values),
		cmocka_unit_test(test_validity),
		cmocka_unit_test(test_roles),
		cmocka_unit_test(test_subjects),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_accepted),
		cmocka_unit_test(test_odd_register),
		cmocka_unit_test(test_bad_roles),
	};
	struct gk_error err;
	char *units = source_path("tests/data/catalog/units.csv");
	char *roles = source_path("catalogs/roles.csv");
	int failed;

	use_source_data();
	gk_xml_init();
	reg = gk_register_read(units, roles, &err);
	free(units);
	free(roles);
	if (reg == NULL) {
		fprintf(stderr, "%s:%zu: %s\n", err.file, err.line,
		    err.message);
		return 1;
	}
	failed = cmocka_run_group_tests_name("units", tests, NULL, NULL);
	gk_register_free(reg);
	gk_xml_cleanup();
	return failed;
}
