/*
 * What cells of published tables say: lists with and without numbers, ticks
 * and boxes, labels of headers, natures.
 */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "catalog/import_int.h"

static struct gk_arena arena;

static int
setup(void **state)
{
	(void)state;
	gk_arena_init(&arena);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	gk_arena_release(&arena);
	return 0;
}

/* ---- lists ---------------------------------------------------------- */

typedef void split(struct gk_strs *l, struct gk_arena *a, struct gk_str s);

struct list_case {
	const char *cell, *members;	/* joined by "|" */
};

static void
check_lists(split *function, const struct list_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct gk_strs l = { 0 };
		struct gk_buf got;

		gk_buf_init(&got);
		function(&l, &arena, gk_str_of(cases[i].cell));
		for (size_t k = 0; k < l.n; k++)
			gk_buf_printf(&got, "%s%.*s", k != 0 ? "|" : "",
			    GK_FMT(l.list[k]));
		if (!gk_str_eq(gk_buf_str(&got), gk_str_of(cases[i].members)))
			fail_msg("\"%s\" is \"%s\", not \"%s\"",
			    cases[i].cell, got.p, cases[i].members);
		gk_buf_release(&got);
		gk_strs_release(&l);
	}
}
#define CHECK_LISTS(f, cases) \
	check_lists(f, cases, sizeof(cases) / sizeof *(cases))

static void
test_elements(void **state)
{
	static const struct list_case cases[] = {
		{ "", "" },
		{ "姓名", "姓名" },
		{ "姓名；班级;金额。", "姓名|班级|金额" },
		{ "姓名、班级、金额", "姓名、班级、金额" },
		{ "姓名\n班级", "姓名|班级" },
		{ "姓名、\n班级", "姓名、班级" },
		{ "结果（时间\n地点）\n网址", "结果（时间地点）|网址" },
		{ "1.姓名2.班级 3.金额", "姓名|班级|金额" },
		{ "1．姓名\n所在\n2、班级", "姓名所在|班级" },
		{ "1.金额2.5元\n2.班级", "金额2.5元|班级" },
		{ "2.5元", "2.5元" },
		{ "①姓名②班级③金额", "姓名|班级|金额" },
		{ "（一）姓名；（二）班级", "姓名|班级" },
		{ "(1)姓名(2)班级", "姓名|班级" },
		{ "一、姓名；二、班级", "姓名|班级" },
		{ "一、依据第二、三条", "依据第二、三条" },
		{ "· 姓名\n• 班级", "姓名|班级" },
		{ "１．姓名２．班级", "姓名|班级" },
		{ "姓名\n姓名", "姓名" },
		{ "甲（乙；丙）；丁", "甲（乙；丙）|丁" },
		{ "12345热线", "12345热线" },
		{ "\xEF\xBF\xBF；甲", "甲" },
	};

	(void)state;
	CHECK_LISTS(gk_list_elements, cases);
}

static void
test_bases(void **state)
{
	static const struct list_case cases[] = {
		{ "《甲》、《乙》（国办发〔2016〕80号）《丙》",
		    "《甲》|《乙》（国办发〔2016〕80号）|《丙》" },
		{ "《甲》和《乙》以及《丙》", "《甲》|《乙》|《丙》" },
		{ "《甲》第十条、《乙》", "《甲》第十条|《乙》" },
		{ "《关于印发《甲》的通知》", "《关于印发《甲》的通知》" },
		{ "《关于甲、《乙》的通知》；丙", "《关于甲、《乙》的通知》|丙" },
		{ "依据《甲》", "依据《甲》" },
		{ "《中华人民共和国\n政府信息公开条例》\n《甲》",
		    "《中华人民共和国政府信息公开条例》|《甲》" },
		{ "1、《甲》；2、《乙》", "《甲》|《乙》" },
	};

	(void)state;
	CHECK_LISTS(gk_list_bases, cases);
}

static void
test_subjects(void **state)
{
	static const struct list_case cases[] = {
		{ "市政\n府办\n公厅", "市政府办公厅" },
		{ "民政部门\n财政部门", "民政部门|财政部门" },
		{ "县级人民政府民政部门、乡镇人民政府（街道、办事处）",
		    "县级人民政府民政部门|乡镇人民政府（街道、办事处）" },
		{ "—", "" },
	};

	(void)state;
	CHECK_LISTS(gk_list_subjects, cases);
}

static void
test_channels(void **state)
{
	static const struct list_case cases[] = {
		{ "政府网站、两微一端；公开查阅点",
		    "政府网站|两微一端|公开查阅点" },
		{ "政府网站\n入户/现场", "政府网站|入户/现场" },
		{ "社区/企事业单位/\n村公示栏（电子屏、广播）",
		    "社区/企事业单位/村公示栏（电子屏、广播）" },
		{ "政府网站 两微一端", "政府网站|两微一端" },
		{ "公 告 栏", "公告栏" },
	};

	(void)state;
	CHECK_LISTS(gk_list_channels, cases);
}

static void
test_names(void **state)
{
	static const struct list_case cases[] = {
		{ "一、政策\n文件", "政策文件" },
		{ "（二） 办事指南", "办事指南" },
		{ "12.4宪法日", "12.4宪法日" },
		{ "1.", "1." },
		{ "2023\n2024", "2023 2024" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(gk_cell_name(&arena,
		    gk_str_of(cases[i].cell)).p, cases[i].members);
	assert_true(gk_cell_is_ditto(GK_STR(" 同上 ")));
	assert_true(gk_cell_is_ditto(GK_STR("〃")));
	assert_false(gk_cell_is_ditto(GK_STR("同上级")));
	assert_true(gk_cell_is_nothing(GK_STR(" — ")));
	assert_false(gk_cell_is_nothing(GK_STR("无偿")));
}

/* ---- ticks ---------------------------------------------------------- */

static void
test_ticks(void **state)
{
	static const struct {
		const char *cell;
		enum gk_choice_tick tick;
		const char *rest;
	} cases[] = {
		{ "", GK_TICK_BLANK, "" }, { "　", GK_TICK_BLANK, "" },
		{ "—", GK_TICK_BLANK, "" }, { "/", GK_TICK_BLANK, "" },
		{ "√", GK_TICK_YES, "" }, { " ✓ ", GK_TICK_YES, "" },
		{ "■", GK_TICK_YES, "" }, { "☑", GK_TICK_YES, "" },
		{ "●", GK_TICK_YES, "" }, { "t", GK_TICK_YES, "" },
		{ "þ", GK_TICK_YES, "" }, { "R", GK_TICK_YES, "" },
		{ "是", GK_TICK_YES, "" }, { "（√）", GK_TICK_YES, "" },
		{ "\xEF\x83\xBE", GK_TICK_YES, "" },
		{ "□", GK_TICK_NO, "" }, { "口", GK_TICK_NO, "" },
		{ "○", GK_TICK_NO, "" }, { "¨", GK_TICK_NO, "" },
		{ "×", GK_TICK_NO, "" }, { "否", GK_TICK_NO, "" },
		{ "（ ）", GK_TICK_NO, "" },
		{ "√（申请人）", GK_TICK_YES, "（申请人）" },
		{ "申请人", GK_TICK_UNKNOWN, "申请人" },
		{ "text", GK_TICK_UNKNOWN, "text" },
		{ "n", GK_TICK_UNKNOWN, "n" },
		{ "口头", GK_TICK_NO, "头" },	/* noted: rest is not empty */
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct gk_str rest;
		enum gk_choice_tick tick = gk_tick_read(
		    gk_str_of(cases[i].cell), &rest);

		if (tick != cases[i].tick ||
		    !gk_str_eq(rest, gk_str_of(cases[i].rest)))
			fail_msg("\"%s\": %d, rest \"%.*s\"", cases[i].cell,
			    (int)tick, GK_FMT(rest));
	}
}

/* "+甲" ticked, "-乙" not, "?丙" without a sign. */
static void
test_choices(void **state)
{
	static const struct list_case cases[] = {
		{ "", "" },
		{ "政府网站、公示栏", "?政府网站、公示栏" },
		{ "■政府网站 □两微一端", "+政府网站-两微一端" },
		{ "■政府网站\n□社区/企事业单位/\n村公示栏",
		    "+政府网站-社区/企事业单位/\n村公示栏" },
		{ "t政府网站 口政府公报", "+政府网站-政府公报" },
		{ "t政府网站口政府公报t办事窗口口其他",
		    "+政府网站-政府公报+办事窗口-其他" },
		{ "口政府网站t窗口", "-政府网站+窗口" },
		{ "n政府网站  o其他", "+政府网站-其他" },
		{ "出入境窗口、政府网站", "?出入境窗口、政府网站" },
		{ "政府网站■ 公示栏□", "+政府网站-公示栏" },
		{ "（√）政府网站（ ）公示栏", "+政府网站-公示栏" },
		{ "[ ]甲网 [√]乙网", "-甲网+乙网" },
		{ "√全社会", "+全社会" },
		{ "□全社会 ■特定群众（ ）", "-全社会+特定群众" },
		{ "■特定群众（申请人）", "+特定群众（申请人）" },
		{ "线上：■甲 □乙", "?线上：+甲-乙" },
		{ "Web网站 □乙", "?Web网站-乙" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		static const char sign[] = { [GK_TICK_BLANK] = '?',
			[GK_TICK_NO] = '-', [GK_TICK_YES] = '+' };
		struct gk_choice *list;
		size_t n = gk_choices_read(gk_str_of(cases[i].cell), &list);
		struct gk_buf got;

		gk_buf_init(&got);
		for (size_t k = 0; k < n; k++)
			gk_buf_printf(&got, "%c%.*s", sign[list[k].tick],
			    GK_FMT(list[k].text));
		if (!gk_str_eq(gk_buf_str(&got), gk_str_of(cases[i].members)))
			fail_msg("\"%s\" is \"%s\"", cases[i].cell, got.p);
		gk_buf_release(&got);
		free(list);
	}
}

/* ---- labels --------------------------------------------------------- */

static void
test_labels(void **state)
{
	static const struct {
		const char *label;
		enum gk_column_role role;
	} cases[] = {
		{ "公开内容（要素）", GK_R_CONTENT },
		{ "公 开\n主 体", GK_R_SUBJECT },
		{ "公开渠道和载体（在标注范围内至少选择其一公开）",
		    GK_R_CHANNELS },
		{ "公开对象（全社会）", GK_R_ALL },
		{ "公开对象（范围）", GK_R_AUDIENCE },
		{ "公开层级-县级", GK_R_TIER },
		{ "公开方式/依申请公开", GK_R_REQUEST },
		{ "特定群体", GK_R_SOME },
		{ "特定群众（请写明）", GK_R_SOME },
		{ "县（市、区）级", GK_R_TIER }, { "省级", GK_R_TIER },
		{ "乡、村级", GK_R_TIER }, { "镇（街道）级", GK_R_TIER },
		{ "村公示栏", GK_R_NONE }, { "政府网站", GK_R_NONE },
		{ "2", GK_R_NONE }, { "", GK_R_NONE },
		{ "time_limit", GK_R_LIMIT }, { "limit_days", GK_R_LIMIT_DAYS },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (gk_label_role(gk_str_of(cases[i].label)) !=
		    cases[i].role)
			fail_msg("\"%s\": %d", cases[i].label,
			    (int)gk_label_role(gk_str_of(cases[i].label)));
}

static void
test_levels(void **state)
{
	static const struct {
		const char *label;
		unsigned bits;
		bool other;
	} cases[] = {
		{ "市级", GK_CITY, false }, { "县级", GK_COUNTY, false },
		{ "区级", GK_COUNTY, false }, { "县市区级", GK_COUNTY, false },
		{ "县（市、区）级", GK_COUNTY, false },
		{ "市、县级", GK_CITY | GK_COUNTY, false },
		{ "乡、村级", GK_TOWN, false },
		{ "县级、乡级", GK_COUNTY | GK_TOWN, false },
		{ "村级", 0, true }, { "省级", 0, true },
		{ "省级、市级", GK_CITY, true }, { "各级", 0, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool other;
		unsigned bits = gk_level_bits(gk_str_of(cases[i].label),
		    &other);

		if (bits != cases[i].bits || other != cases[i].other)
			fail_msg("\"%s\": %u, %d", cases[i].label, bits,
			    other);
	}
}

/* ---- natures, clauses, titles --------------------------------------- */

static void
test_natures(void **state)
{
	static const struct {
		const char *name;
		enum gk_nature nature;
		enum gk_cadence cadence;
	} cases[] = {
		{ "办事指南", GK_STANDING, GK_ONCE },
		{ "行政处罚结果", GK_TRIGGERED, GK_ONCE },
		{ "办事指南和审批结果", GK_STANDING, GK_ONCE },
		{ "年度招生计划", GK_PERIODIC, GK_YEARLY },
		{ "季度统计数据", GK_PERIODIC, GK_QUARTERLY },
		{ "年度和月度数据", GK_STANDING, GK_ONCE },
		{ "学校情况", GK_STANDING, GK_ONCE },
	};
	struct gk_clause every = { .kind = GK_CLAUSE_CADENCE,
		.cadence = GK_MONTHLY, .applies = GK_EMPTY };
	struct gk_item it;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		it = (struct gk_item){ .level2 = gk_str_of(cases[i].name) };
		gk_nature_infer(&it);
		if (it.nature != cases[i].nature ||
		    it.cadence != cases[i].cadence || !it.nature_inferred)
			fail_msg("%s", cases[i].name);
	}
	it = (struct gk_item){ .level2 = GK_STR("处罚结果"),
		.clauses = &every, .nclauses = 1 };
	gk_nature_infer(&it);
	assert_int_equal(it.nature, GK_PERIODIC);
	assert_int_equal(it.cadence, GK_MONTHLY);
	every.applies = GK_STR("名单");		/* not all of the item */
	gk_nature_infer(&it);
	assert_int_equal(it.nature, GK_TRIGGERED);
}

static void
test_clauses(void **state)
{
	static const char *const bad[] = { "", "<clause/>", "text",
		"<clause days=\"0\" unit=\"working\" from=\"formed\"/>",
		"<clause days=\"3661\" unit=\"working\" from=\"formed\"/>",
		"<clause days=\"20\" unit=\"working\" from=\"ever\"/>",
		"<clause days=\"20\" from=\"formed\"/>",
		"<cadence every=\"daily\"/>", "<with/>", "<other/>",
		"<standing>text</standing>", "<standing/><standing/>",
		"<by month=\"13\" day=\"1\"/>",
		"<!DOCTYPE x [<!ENTITY y \"z\">]><standing/>" };
	struct gk_clause c;

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (gk_clause_read(&arena, gk_str_of(bad[i]), &c))
			fail_msg("%s", bad[i]);
	assert_true(gk_clause_read(&arena, GK_STR("<clause days=\"7\" "
	    "unit=\"calendar\" from=\"event\" event=\"甲&amp;乙\" "
	    "applies=\"丙\"/>"), &c));
	assert_int_equal(c.kind, GK_CLAUSE_DEADLINE);
	assert_int_equal(c.days, 7);
	assert_int_equal(c.unit, GK_CALENDAR);
	assert_string_equal(c.event.p, "甲&乙");
	assert_string_equal(c.applies.p, "丙");
	assert_true(gk_clause_read(&arena, GK_STR("<standing/>"), &c));
	assert_int_equal(c.kind, GK_CLAUSE_STANDING);
}

static void
test_titles(void **state)
{
	(void)state;
	assert_true(gk_title_is(GK_STR("义务教育领域基层政务公开标准目录")));
	assert_false(gk_title_is(GK_STR("单位：教育局")));
	assert_string_equal(gk_title_in(GK_STR("首页\n甲目录\n乙目录\n正文")).p,
	    "乙目录\n正文");		/* a view: the line begins here */
	assert_int_equal(gk_title_in(GK_STR("甲目录\n乙")).n,
	    strlen("甲目录"));
	assert_int_equal(gk_title_in(GK_STR("首页")).n, 0);
	assert_true(gk_item_id_is(GK_STR("17-3")));
	assert_true(gk_item_id_is(GK_STR("CS2023-999999")));
	assert_false(gk_item_id_is(GK_STR("17-0")));
	assert_false(gk_item_id_is(GK_STR("17-")));
	assert_false(gk_item_id_is(GK_STR("17-1000000")));
	assert_false(gk_item_id_is(GK_STR("a-1")));
	assert_false(gk_item_id_is(GK_STR("17-3 ")));
	assert_true(gk_field_slug_is(GK_STR("work-safety-2")));
	assert_false(gk_field_slug_is(GK_STR("work--safety")));
	assert_false(gk_field_slug_is(GK_STR("-a")));
	assert_false(gk_field_slug_is(GK_STR("a-")));
	assert_false(gk_field_slug_is(GK_STR("A")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_elements),
		cmocka_unit_test(test_bases),
		cmocka_unit_test(test_subjects),
		cmocka_unit_test(test_channels),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_ticks),
		cmocka_unit_test(test_choices),
		cmocka_unit_test(test_labels),
		cmocka_unit_test(test_levels),
		cmocka_unit_test(test_natures),
		cmocka_unit_test(test_clauses),
		cmocka_unit_test(test_titles),
	};

	return cmocka_run_group_tests_name("import_cells", tests, setup,
	    teardown);
}
