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

#define KNOWN GK_UNIT_KNOWN
#define ATTACHED GK_UNIT_ATTACHED
#define AMBIGUOUS GK_UNIT_AMBIGUOUS
#define UNKNOWN GK_UNIT_UNKNOWN

static const struct {
	const char *name, *context;
	enum gk_resolved how;
	const char *who;	/* unit of KNOWN, region of ATTACHED */
} names[] = {
	{ "", NULL, GK_UNIT_NONE, NULL },
	{ "　\n", "东湖区", GK_UNIT_NONE, NULL },
	/* full names, whatever the context */
	{ "示例市财政局", NULL, KNOWN, "cz" },
	{ "示例市财政局", "柳阳市", KNOWN, "cz" },
	{ "示例市东湖区教育局", "西湖区", KNOWN, "dh-jy" },
	{ "示例市\n东湖区 教育局", NULL, KNOWN, "dh-jy" },
	{ "国家税务总局示例市税务局", "东湖区", KNOWN, "sw" },
	/* aliases */
	{ "市发改委", NULL, KNOWN, "fgw" },
	{ "市发展改革委", "东湖区", KNOWN, "fgw" },
	{ "西湖区教体局", NULL, KNOWN, "xh-jy" },
	{ "江岸新区管委会", "东湖区", KNOWN, "xq" },
	{ "东湖经开区", NULL, KNOWN, "dh-jkq" },
	/* with the region's name but not the city's, and the other way */
	{ "东湖区教育局", NULL, KNOWN, "dh-jy" },
	{ "示例市西湖区教体局", NULL, KNOWN, "xh-jy" },
	{ "示例市发改委", NULL, KNOWN, "fgw" },
	{ "东湖区扶贫办", NULL, KNOWN, "dh-fp" },
	/* a region's name is its government */
	{ "东湖区", NULL, KNOWN, "dh" },
	{ "东湖区人民政府", "西湖区", KNOWN, "dh" },
	{ "示例市", NULL, KNOWN, "city" },
	{ "柳阳市", "东湖区", KNOWN, "ly" },
	{ "示例县", NULL, KNOWN, "sx" },
	{ "区政府", "东湖区", KNOWN, "dh" },
	{ "区政府", NULL, AMBIGUOUS, NULL },
	/* short names, read in the region */
	{ "区教育局", "东湖区", KNOWN, "dh-jy" },
	{ "区教育局", "西湖区", KNOWN, "xh-jy" },
	{ "教育局", "东湖区", KNOWN, "dh-jy" },
	{ "教体局", "西湖区", KNOWN, "xh-jy" },
	{ "县教育局", "示例县", KNOWN, "sx-jy" },
	{ "市财政局", "柳阳市", KNOWN, "ly-cz" },
	{ "财政局", "柳阳市", KNOWN, "ly-cz" },
	{ "市财政局", "市本级", KNOWN, "cz" },
	{ "财政局", "市本级", KNOWN, "cz" },
	{ "发改委", "市本级", KNOWN, "fgw" },
	{ "青山街道办事处", "东湖区", KNOWN, "dh-qs" },
	/* no region, no short name */
	{ "区教育局", NULL, AMBIGUOUS, NULL },
	{ "教育局", NULL, AMBIGUOUS, NULL },
	{ "县教育局", NULL, AMBIGUOUS, NULL },
	{ "农业农村局", NULL, AMBIGUOUS, NULL },
	/* never the city's by default */
	{ "财政局", NULL, AMBIGUOUS, NULL },
	{ "财政局", "东湖区", AMBIGUOUS, NULL },
	{ "发改委", "东湖区", AMBIGUOUS, NULL },
	{ "市场监督管理局", "东湖区", AMBIGUOUS, NULL },
	{ "市场监督管理局", "市本级", KNOWN, "scjg" },
	{ "市民服务中心", "东湖区", AMBIGUOUS, NULL },
	{ "市民服务中心", "市本级", KNOWN, "smzx" },
	{ "市财政局", NULL, AMBIGUOUS, NULL },	/* the city's or 柳阳's */
	/* in a 区 or 县, "the 市" is the city */
	{ "市财政局", "东湖区", KNOWN, "cz" },
	{ "市市场监督管理局", "示例县", KNOWN, "scjg" },
	/* in a county-level 市 it may be either */
	{ "市发改委", "柳阳市", AMBIGUOUS, NULL },
	{ "市司法局", "柳阳市", ATTACHED, "柳阳市" },
	/* "the 区" of another region is not this one's */
	{ "区农业农村局", "西湖区", ATTACHED, "西湖区" },
	{ "区农业农村局", NULL, KNOWN, "dh-ny" },	/* a listed alias */
	{ "区农业农村局", "市本级", KNOWN, "dh-ny" },
	/* a listed bare alias: the city's own, or nobody's region known */
	{ "公积金中心", NULL, KNOWN, "gjj" },
	{ "公积金中心", "市本级", KNOWN, "gjj" },
	{ "公积金中心", "东湖区", AMBIGUOUS, NULL },
	/* unregistered: the prefix tells the region */
	{ "东湖区司法局", NULL, ATTACHED, "东湖区" },
	{ "东湖区司法局", "西湖区", ATTACHED, "东湖区" },
	{ "示例市东湖区司法局", NULL, ATTACHED, "东湖区" },
	{ "示例市司法局", NULL, ATTACHED, "市本级" },
	{ "示例县司法局", NULL, ATTACHED, "示例县" },
	{ "区司法局", "东湖区", ATTACHED, "东湖区" },
	{ "市司法局", "市本级", ATTACHED, "市本级" },
	{ "江岸新区综合执法局", NULL, ATTACHED, "江岸新区" },
	/* or does not */
	{ "区司法局", NULL, UNKNOWN, NULL },
	{ "司法局", "东湖区", UNKNOWN, NULL },
	{ "示例市西山县司法局", NULL, UNKNOWN, NULL },
	{ "西山县司法局", "东湖区", UNKNOWN, NULL },
	{ "某某公司", NULL, UNKNOWN, NULL },
	{ "东湖", NULL, UNKNOWN, NULL },
	{ "湖区教育局", NULL, UNKNOWN, NULL },
	{ "府", "东湖区", UNKNOWN, NULL },	/* of 东湖区府 */
	/* a listed name of another region that speaks of "the 市" */
	{ "市江岸新区管委会", "市本级", KNOWN, "xq" },
	/* a parenthesis behind the name */
	{ "市发改委（市粮食局）", NULL, KNOWN, "fgw" },
	{ "区教育局(盖章)", "西湖区", KNOWN, "xh-jy" },
	{ "示例市财政局(国资(监管)办)(章)", NULL, KNOWN, "cz" },
	{ "东湖区司法局（盖章）", NULL, ATTACHED, "东湖区" },
	{ "(盖章)", "东湖区", UNKNOWN, NULL },
	{ "市粮食局(市发改委)", NULL, UNKNOWN, NULL },
	{ "市发改委)", NULL, UNKNOWN, NULL },
	{ "\xff\xfe局", "东湖区", UNKNOWN, NULL },
};

static void
test_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct gk_unit_ref ref = gk_register_resolve(reg,
		    gk_str_of(names[i].name), region(names[i].context));

		if (ref.how != names[i].how)
			fail_msg("%s in %s: %d", names[i].name,
			    names[i].context, (int)ref.how);
		if (ref.how == KNOWN) {
			if (ref.unit != unit(names[i].who))
				fail_msg("%s in %s: %s", names[i].name,
				    names[i].context, ref.unit->id.p);
			assert_ptr_equal(ref.region, ref.unit->region);
		} else {
			assert_null(ref.unit);
			assert_ptr_equal(ref.region, ref.how == ATTACHED
			    ? region(names[i].who) : NULL);
		}
	}
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
	    "h,甲区新城管委会,,园区,甲区新城,\n"), NULL, &err);
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
	/* one region's name begins another's */
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
