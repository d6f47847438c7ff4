/* ledger/layout, title: which rows are title and header, and what they say. */
#include "config.h"

#include "ledger/ledger.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "ledger_util.h"

static void
plain_header(void **state)
{
	assert_string_equal(read_text_of(*state,
	    "标题,公开日期,网址\n甲,2023-03-31,www.a.example\n"),
	    "table a.csv\n"
	    "record title=甲 published=2023-03-31 url=www.a.example\n"
	    "end 1 0\n");
}

/* Remarks, breaks, blanks and width in headers do not matter. */
static void
headers_as_written(void **state)
{
	assert_string_equal(read_text_of(*state,
	    "序号,信息 名称*,\"成文\n日期\",公开日期（年/月/日）,公开（ＵＲＬ）,"
	    "ＵＲＬ,公开内容（要素）\n1,甲,2023.3.1,,,www.a.example,乙\n"),
	    "table a.csv\n"
	    "fault unknown 1:1 column=5 公开（ＵＲＬ）\n"
	    "record title=甲 formed=2023-03-01 url=www.a.example "
	    "elements=乙\n"
	    "end 1 0\n");
}

static void
title_rows(void **state)
{
	assert_string_equal(read_text_of(*state,
	    "长沙市示例局2023年第一季度主动公开台账（全量）,,\n"
	    "填报单位：长沙市示例局（盖章）　　填报时间：2023年4月5日,,\n"
	    "\n"
	    "标题,公开日期,网址\n甲,2023-03-31,\n"),
	    "table a.csv unit=长沙市示例局 "
	    "title=长沙市示例局2023年第一季度主动公开台账（全量） "
	    "填报单位：长沙市示例局（盖章）填报时间：2023年4月5日 full "
	    "first=2023-01-01 last=2023-03-31 submitted=2023-04-05\n"
	    "record title=甲 published=2023-03-31\n"
	    "end 1 0\n");
}

/* A label and its value side by side; the date is no period. */
static void
labels_in_two_cells(void **state)
{
	assert_string_equal(read_text_of(*state,
	    "主动公开台账（增量）,,,\n"
	    "报送单位,示例区教育局,填表日期:,2023.7.3\n"
	    "标题,公开日期,网址,备注\n"),
	    "table a.csv unit=示例区教育局 title=主动公开台账（增量） "
	    "报送单位 示例区教育局 填表日期: 2023.7.3 incremental "
	    "submitted=2023-07-03\n"
	    "end 0 0\n");
}

/* A quarter without a year was the last one before the ledger was sent. */
static void
period_without_year(void **state)
{
	assert_string_equal(read_text_of(*state,
	    "第四季度主动公开台账\n填报时间：2024年1月5日\n标题,公开日期\n"),
	    "table a.csv title=第四季度主动公开台账 填报时间：2024年1月5日 "
	    "first=2023-10-01 last=2023-12-31 submitted=2024-01-05\n"
	    "end 0 0\n");
	assert_string_equal(read_text_of(*state,
	    "第四季度主动公开台账\n标题,公开日期\n"),
	    "table a.csv title=第四季度主动公开台账\nend 0 0\n");
}

static void
unit_of(struct reading *r, const char *title, const char *unit)
{
	struct gk_buf text = { 0 }, want = { 0 };

	gk_buf_printf(&text, "%s,\n标题,公开日期\n", title);
	gk_buf_printf(&want, " unit=%s title", unit);
	read_text_of(r, text.p);
	if ((strstr(r->log.p, want.p) != NULL) != (unit[0] != '\0'))
		fail_msg("%s: %s", title, r->log.p);
	if (unit[0] == '\0' && strstr(r->log.p, "unit=") != NULL)
		fail_msg("%s: %s", title, r->log.p);
	gk_buf_release(&text);
	gk_buf_release(&want);
}

static void
unit_from_the_title(void **state)
{
	struct reading *r = *state;

	unit_of(r, "长沙市示例局2023年主动公开台账", "长沙市示例局");
	unit_of(r, "2023年度示例区人民政府办公室主动公开台账",
	    "示例区人民政府办公室");
	unit_of(r, "示例街道政务公开台账（2023年1-3月）", "示例街道");
	unit_of(r, "2023年第一季度示例镇信息公开统计表", "示例镇");
	unit_of(r, "单位：示例市财政局", "示例市财政局");
	/* No body is named, or no ledger. */
	unit_of(r, "2023年主动公开台账", "");
	unit_of(r, "2023年第一季度重点领域主动公开台账", "");
	unit_of(r, "长沙市示例局", "");
	unit_of(r, "单位：万元", "");
	/* What is said outright comes before what a title suggests. */
	unit_of(r, "示例市财政局主动公开台账,填报单位：示例市审计局",
	    "示例市审计局");
	r->opt.unit = "示例市统计局";
	unit_of(r, "示例市财政局主动公开台账", "示例市统计局");
	unit_of(r, "填报单位：示例市审计局", "示例市审计局");
	r->opt.unit = NULL;
}

static void
scope_of_title(struct reading *r, const char *title, const char *scope)
{
	struct gk_buf text = { 0 };

	gk_buf_printf(&text, "%s\n标题,公开日期\n", title);
	read_text_of(r, text.p);
	if ((strstr(r->log.p, " full") != NULL) != (scope[0] == 'f') ||
	    (strstr(r->log.p, " incremental") != NULL) != (scope[0] == 'i'))
		fail_msg("%s: %s", title, r->log.p);
	gk_buf_release(&text);
}

static void
scope_from_the_title(void **state)
{
	scope_of_title(*state, "主动公开全量台账", "full");
	scope_of_title(*state, "截至2023年6月30日全部公开信息台账", "full");
	scope_of_title(*state, "2023年6月增量台账", "incremental");
	scope_of_title(*state, "2023年第二季度新增公开信息台账", "");
	scope_of_title(*state, "市直全部门公开信息台账", "");
}

/* Parent and child names are tried together, and alone. */
static void
two_row_header(void **state)
{
	assert_string_equal(read_text_of(*state,
	    "序号,公开事项,,公开,,备注\n"
	    ",一级事项,二级事项,日期,网址,\n"
	    "1,招生管理,学校介绍,2023-03-31,www.a.example,乙\n"),
	    "table a.csv\n"
	    "record level1=招生管理 level2=学校介绍 published=2023-03-31 "
	    "url=www.a.example remark=乙\n"
	    "end 1 0\n");
	assert_string_equal(read_text_of(*state,
	    "序号,标题,公开事项,,公开,,备注\n"
	    ",,一级事项,二级事项,日期,网址,\n"
	    "1,甲,招生管理,学校介绍,2023-03-31,www.a.example,乙\n"),
	    "table a.csv\n"
	    "record level1=招生管理 level2=学校介绍 title=甲 "
	    "published=2023-03-31 url=www.a.example remark=乙\n"
	    "end 1 0\n");
}

/* Children that are values: a record has those that are ticked. */
static void
columns_to_tick(void **state)
{
	assert_string_equal(read_text_of(*state,
	    "标题,公开日期,公开对象,,公开方式,\n"
	    ",,全社会,特定群体,主动公开,依申请公开\n"
	    "甲,2023-03-31,√,,√,\n"
	    "乙,2023-03-31,■,√,□,是\n"
	    "丙,2023-03-31,/,低保对象,—,否\n"),
	    "table a.csv\n"
	    "record title=甲 published=2023-03-31 method=主动公开 "
	    "audience=全社会\n"
	    "record title=乙 published=2023-03-31 method=依申请公开 "
	    "audience=全社会;特定群体\n"
	    "record title=丙 published=2023-03-31 "
	    "audience=特定群体（低保对象）\n"
	    "end 3 0\n");
}

static void
three_row_header(void **state)
{
	assert_string_equal(read_text_of(*state,
	    "标题,公开情况登记,,,,备注\n"
	    ",公开时间,公开对象,,公开网址,\n"
	    ",,全社会,特定群体,,\n"
	    "甲,2023-03-31,√,,www.a.example,乙\n"),
	    "table a.csv\n"
	    "record title=甲 published=2023-03-31 url=www.a.example "
	    "audience=全社会 remark=乙\n"
	    "end 1 0\n");
}

/* A first record under blank header cells is no second header row. */
static void
data_is_no_header(void **state)
{
	assert_string_equal(read_text_of(*state,
	    "序号,标题,,公开日期\n,甲,乙,\n1,丙,,2023-03-31\n"),
	    "table a.csv\n"
	    "record title=甲\n"
	    "record title=丙 published=2023-03-31\n"
	    "end 2 0\n");
	assert_string_equal(read_text_of(*state,
	    "标题,公开对象,,公开日期\n甲,全社会,居民,2023-03-31\n"),
	    "table a.csv\n"
	    "record title=甲 published=2023-03-31 audience=全社会\n"
	    "end 1 0\n");
}

static void
header_within_twenty_rows(void **state)
{
	struct gk_buf text = { 0 };

	for (int i = 0; i < 19; i++)
		gk_buf_puts(&text, "说明文字\n");
	gk_buf_puts(&text, "标题,公开日期\n甲,\n");
	read_text_of(*state, text.p);
	assert_non_null(strstr(((struct reading *)*state)->log.p,
	    "record title=甲\nend 1 0\n"));
	gk_buf_clear(&text);
	for (int i = 0; i < 20; i++)
		gk_buf_puts(&text, "说明文字\n");
	gk_buf_puts(&text, "标题,公开日期\n甲,\n");
	assert_string_equal(read_text_of(*state, text.p),
	    "fault unrecognised 0:0\n");
	gk_buf_release(&text);
}

/* Two known columns, one of them a hallmark; and the title, or many. */
static void
too_little_to_recognise(void **state)
{
	struct reading *r = *state;
	const char *lost = "fault unrecognised 0:0\n";

	assert_string_equal(read_text_of(r, "标题,文号\n甲,\n"), lost);
	assert_string_equal(read_text_of(r, "姓名,公开日期\n甲,\n"), lost);
	/* A ledger of requests (依申请公开). */
	assert_string_equal(read_text_of(r,
	    "序号,申请人,申请内容,公开类型,备注\n1,甲,乙,,\n"), lost);
	r->opt.kind = "disclosure";
	assert_string_equal(read_text_of(r, "标题,文号\n甲,\n"),
	    "table a.csv\nrecord title=甲\nend 1 0\n");
	assert_string_equal(read_text_of(r, "姓名,日期\n甲,\n"), "failed\n");
	assert_non_null(strstr(r->err.message, "'disclosure'"));
	assert_non_null(strstr(r->err.message, "--column"));
	r->opt.kind = NULL;
}

static void
columns_by_option(void **state)
{
	struct reading *r = *state;
	const struct gk_column_map map[] = { { "formed", "iss" },
		{ "published", "pub" }, { "number", "索引号" } };
	const struct gk_column_map unknown[] = { { "forme", "iss" } };

	r->opt.map = map;
	r->opt.nmap = 3;
	assert_string_equal(read_text_of(r,
	    "url,title,iss,pub,文号,索引号\n"
	    "www.a.example,甲,2023-02-22 00:00:00,20230301,一号,二号\n"),
	    "table a.csv\n"
	    "record title=甲 number=二号 formed=2023-02-22 "
	    "published=2023-03-01 url=www.a.example\n"
	    "end 1 0\n");
	r->opt.map = unknown;
	r->opt.nmap = 1;
	assert_string_equal(read_text_of(r, "标题,公开日期\n"), "failed\n");
	assert_non_null(strstr(r->err.message, "'forme'"));
	r->opt.map = NULL;
	r->opt.nmap = 0;
	r->opt.kind = "disclosures";
	assert_string_equal(read_text_of(r, "标题,公开日期\n"), "failed\n");
	assert_non_null(strstr(r->err.message, "'disclosures'"));
	r->opt.kind = NULL;
}

static void
two_columns_for_one(void **state)
{
	assert_string_equal(read_text_of(*state,
	    "标题,公开日期,发布时间,满意度\n甲,2023-03-31,2023-04-01,高\n"),
	    "table a.csv\n"
	    "fault twice 1:1 column=3 key=published 发布时间\n"
	    "fault unknown 1:1 column=4 满意度\n"
	    "record title=甲 published=2023-03-31\n"
	    "end 1 0\n");
}

static void
own_tables(void **state)
{
	static const struct {
		const char *text, *id;
	} cases[] = {
		{ "id,name,aliases,kind,levels,region\n", "register" },
		{ "# version: 1\nunit,kind,period,due\n", "submissions" },
		{ "region,field,item,reason,approver,until\n",
		    "applicability" },
		{ "severity,class,rule,unit,fingerprint\n", "findings" },
		{ "rule,unit,item,reason,until\n", "waivers" },
		{ "unit,region,field,name,due,published,rate\n", "matrix" },
		{ "# from: 2019-01-01\ndate,kind,name,source\n",
		    "calendar" },
	};
	struct reading *r = *state;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct gk_buf want = { 0 };

		gk_buf_printf(&want, "fault own 0:0 %s\n", cases[i].id);
		assert_string_equal(read_text_of(r, cases[i].text), want.p);
		gk_buf_release(&want);
	}
	/* A canonical ledger has a unit and a field as well. */
	read_text_of(r, "unit,field,title,published\n");
	assert_non_null(strstr(r->log.p, "table a.csv\n"));
	assert_true(gk_str_eq(gk_own_table_label(GK_STR("register"), GK_ZH),
	    GK_STR("单位名录")));
	assert_true(gk_str_eq(gk_own_table_label(GK_STR("waivers"), GK_EN),
	    GK_STR("list of waivers")));
	assert_true(gk_str_eq(gk_own_table_label(GK_STR("x"), GK_EN),
	    GK_STR("x")));
}

/* Wide and high heads of nothing known end soon. */
static void
hostile_heads(void **state)
{
	struct gk_buf text = { 0 };

	gk_buf_puts(&text, "父");
	for (int i = 0; i < 4000; i++)
		gk_buf_puts(&text, ",");
	gk_buf_puts(&text, "\n");
	for (int row = 0; row < 21; row++) {
		for (int i = 0; i < 4000; i++)
			gk_buf_puts(&text, row % 2 == 0 ? "a," : "(,");
		gk_buf_puts(&text, "\n");
	}
	assert_string_equal(read_text_of(*state, text.p),
	    "fault unrecognised 0:0\n");
	gk_buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_header),
		cmocka_unit_test(headers_as_written),
		cmocka_unit_test(title_rows),
		cmocka_unit_test(labels_in_two_cells),
		cmocka_unit_test(period_without_year),
		cmocka_unit_test(unit_from_the_title),
		cmocka_unit_test(scope_from_the_title),
		cmocka_unit_test(two_row_header),
		cmocka_unit_test(columns_to_tick),
		cmocka_unit_test(three_row_header),
		cmocka_unit_test(data_is_no_header),
		cmocka_unit_test(header_within_twenty_rows),
		cmocka_unit_test(too_little_to_recognise),
		cmocka_unit_test(columns_by_option),
		cmocka_unit_test(two_columns_for_one),
		cmocka_unit_test(own_tables),
		cmocka_unit_test(hostile_heads),
	};

	return cmocka_run_group_tests_name("layout", tests, reading_setup,
	    reading_teardown);
}
