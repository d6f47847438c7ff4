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
	    "record title=甲 published=2023-03-31 url=http://www.a.example\n"
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
	    "record title=甲 formed=2023-03-01 url=http://www.a.example "
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
	    "url=http://www.a.example remark=乙\n"
	    "end 1 0\n");
	assert_string_equal(read_text_of(*state,
	    "序号,标题,公开事项,,公开,,备注\n"
	    ",,一级事项,二级事项,日期,网址,\n"
	    "1,甲,招生管理,学校介绍,2023-03-31,www.a.example,乙\n"),
	    "table a.csv\n"
	    "record level1=招生管理 level2=学校介绍 title=甲 "
	    "published=2023-03-31 url=http://www.a.example remark=乙\n"
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
	    "record title=甲 published=2023-03-31 url=http://www.a.example "
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
	/* Columns that all kinds have. */
	assert_string_equal(read_text_of(r,
	    "序号,单位,经办人,联系电话,备注\n1,甲,乙,,\n"), lost);
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
	    "published=2023-03-01 url=http://www.a.example\n"
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

/* What a table was taken for: its kind, and what was said of it. */
struct taken {
	struct gk_buf log;
	bool records;		/* log the columns that the title may fill */
};

static void
take_table(void *user, const struct gk_table *t)
{
	struct taken *taken = user;

	gk_buf_add_str(&taken->log, t->kind->id);
}

static void
take_record(void *user, const struct gk_record *rec)
{
	struct taken *taken = user;
	const struct gk_ledger_kind *k = rec->table->kind;

	for (size_t i = 0; taken->records && i < k->ncolumns; i++)
		if (k->columns[i].ndefaults > 0)
			gk_buf_printf(&taken->log, " %.*s=%.*s%s%s",
			    GK_FMT(k->columns[i].key), GK_FMT(rec->field[i]),
			    rec->table->given[i] ? " given" : "",
			    rec->table->source[i] > 0 ? " there" : "");
}

static void
take_fault(void *user, const struct gk_table *t, const struct gk_fault *f)
{
	struct taken *taken = user;

	(void)t;
	if (f->what == GK_FAULT_AMBIGUOUS)
		gk_buf_printf(&taken->log, " (%.*s)", GK_FMT(f->value));
	else if (f->what == GK_FAULT_UNRECOGNISED)
		gk_buf_puts(&taken->log, "none");
	else
		gk_buf_printf(&taken->log, " fault %.*s", GK_FMT(f->value));
}

static void
assert_taken_for(struct reading *r, const char *name, const char *text,
    const char *want, bool records)
{
	static const struct gk_ledger_ops ops = { .table = take_table,
		.record = take_record, .fault = take_fault };
	struct taken taken = { .records = records };
	FILE *f;

	unlink(r->path);
	f = fopen(r->path, "w");
	assert_true(f != NULL && fputs(text, f) >= 0 && fclose(f) == 0);
	assert_int_equal(gk_ledger_read(r->path, name, &r->opt, &ops, &taken,
	    &r->err), GK_OK);
	if (strcmp(taken.log.p, want) != 0)
		fail_msg("%s: %s\n%s", want, taken.log.p, text);
	gk_buf_release(&taken.log);
}

/* Every kind by its labels, and by the first spellings met in practice. */
static void
every_kind_is_told(void **state)
{
	struct reading *r = *state;

	assert_int_equal(r->kinds->count, 24);
	for (size_t i = 0; i < r->kinds->count; i++) {
		const struct gk_ledger_kind *k = &r->kinds->list[i];
		struct gk_buf own = { 0 }, met = { 0 };

		for (size_t c = 0; c < k->ncolumns; c++) {
			const struct gk_ledger_column *col = &k->columns[c];

			gk_buf_printf(&own, "%s%.*s", c > 0 ? "," : "",
			    GK_FMT(col->label));
			gk_buf_printf(&met, "%s%.*s", c > 0 ? "," : "序号,",
			    GK_FMT(col->naliases > 0 ? col->aliases[0] :
			    col->label));
		}
		gk_buf_putc(&own, '\n');
		gk_buf_putc(&met, '\n');
		assert_taken_for(r, "a.csv", own.p, k->id.p, false);
		assert_taken_for(r, "a.csv", met.p, k->id.p, false);
		gk_buf_release(&own);
		gk_buf_release(&met);
	}
}

/* Headers that differ little. */
static void
near_kinds(void **state)
{
	static const char *const cases[][2] = {
		{ "文件名称,文号,成文日期,公开日期,公开渠道,公开网址",
		    "disclosure" },
		{ "文件名称,文号,成文日期,公开日期,文件链接,解读链接",
		    "policy" },
		{ "文件名称,文号,登记号,成文日期,施行日期,有效期至,公开链接",
		    "regulation" },
		{ "会议名称,会议日期,议题,会议通稿,公开日期,链接", "meeting" },
		{ "事项名称,征集开始日期,征集截止日期,解读链接,意见数",
		    "consultation" },
		{ "决策事项名称,承办单位,法定程序,计划完成时间", "decision" },
		{ "序号,责任单位,问题描述,检查日期,整改要求,整改时限,整改情况,"
		    "整改链接,完成日期,是否完成,复核结果,销号", "rectify" },
		{ "被通报单位,通报文号,通报日期,存在问题,整改时限,整改措施,"
		    "整改日期,整改状态", "circular" },
		{ "工作任务,具体要求,责任科室,时限要求", "task" },
		{ "留言标题,留言时间,答复单位,答复时间", "interaction" },
		{ "问题,答案,主题分类,更新日期", "faq" },
		{ "栏目名称,栏目类别,更新时间,信息条数", "column" },
		{ "部门,项目序号,项目名称,立项级次,政策依据,收费标准,备注",
		    "fee" },
		{ "决定书文号,项目名称,行政相对人名称,类别,依据,决定日期",
		    "enforcement" },
		{ "信息名称,审查人,审查日期,审查结论,数据分级", "review" },
		{ "信息名称,公开日期,公开渠道,网址,审查人,审查日期,审查结论",
		    "disclosure" },
		{ "单位,年度,类型,批复日期,公开日期,链接,三公经费", "budget" },
		{ "单位,年度,报告名称,公布日期,链接", "annual" },
		{ "规划名称,规划类别,批准日期,公布日期,链接", "plan" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[512];

		snprintf(text, sizeof text, "%s\n", cases[i][0]);
		assert_taken_for(*state, "a.csv", text, cases[i][1], false);
	}
}

#define OPEN "年度,标题,公开日期,网址\n2023,甲,,\n"

/* Headers of two kinds: the title decides, or both are named. */
static void
kind_by_title(void **state)
{
	struct reading *r = *state;

	assert_taken_for(r, "a.csv", OPEN, "disclosure (disclosure annual)",
	    false);
	assert_taken_for(r, "a.csv", "政府信息公开年报台账\n" OPEN, "annual",
	    false);
	assert_taken_for(r, "a.csv", "2023年主 动 公开台账\n" OPEN,
	    "disclosure", false);
	assert_taken_for(r, "b/年报.csv", OPEN, "annual", false);
	assert_taken_for(r, "年报/b.csv", OPEN,
	    "disclosure (disclosure annual)", false);
	/* It decides nothing where headers are plain. */
	assert_taken_for(r, "年报.csv",
	    "标题,文号,成文日期,公开日期,公开渠道,公开方式,网址\n",
	    "disclosure", false);
	/* Asked for, a kind is not in doubt. */
	r->opt.kind = "annual";
	assert_taken_for(r, "a.csv", OPEN, "annual", false);
	r->opt.kind = NULL;
}

#define HELD "活动主题,活动日期,参加人数\n甲,2023-05-15,20\n"
#define HELD_AS "活动类型,活动主题,活动日期,参加人数\n"
#define DECIDED "决定书文号,项目名称,行政相对人,决定日期\n1号,甲,乙,2023-05-15\n"
#define FEES "项目名称,立项级次,政策依据,收费标准\n甲,省级,乙,1元\n"

/* What the title says of blank cells. */
static void
columns_by_title(void **state)
{
	struct reading *r = *state;

	assert_taken_for(r, "a.csv", "2023年政务公开培训台账\n" HELD,
	    "activity type=培训 given", true);
	assert_taken_for(r, "a.csv", "政务公开主题日（含培训）\n" HELD,
	    "activity type=主题日 given", true);
	assert_taken_for(r, "培训/主题日.csv", HELD,
	    "activity type=主题日 given", true);
	assert_taken_for(r, "a.csv", HELD, "activity type=", true);
	assert_taken_for(r, "培训.csv",
	    HELD_AS ",甲,2023-05-15,20\n观摩,乙,2023-05-16,9\n",
	    "activity type=培训 given there type=观摩 given there", true);
	/* Below the header is no title. */
	assert_taken_for(r, "a.csv", "活动主题,活动日期,参加人数\n培训,,20\n",
	    "activity type=", true);
	assert_taken_for(r, "行政处罚.csv", DECIDED,
	    "enforcement type=处罚 given", true);
	assert_taken_for(r, "行政强制.csv", DECIDED,
	    "enforcement type=强制 given", true);
	assert_taken_for(r, "a.csv", "行政许可公示\n" DECIDED,
	    "enforcement type=许可 given", true);
	/* Of both there is no telling. */
	assert_taken_for(r, "行政许可、行政处罚.csv", DECIDED,
	    "enforcement type=", true);
	assert_taken_for(r, "涉企收费清单.csv", FEES, "fee type=涉企 given",
	    true);
	assert_taken_for(r, "行政事业性收费清单.csv", FEES,
	    "fee type=行政事业性 given", true);
	/* Nothing held is nothing of that type. */
	assert_taken_for(r, "培训.csv", "活动主题,活动日期,参加人数\n本月无,,\n",
	    "activity type=培训 given", true);
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
		cmocka_unit_test(every_kind_is_told),
		cmocka_unit_test(near_kinds),
		cmocka_unit_test(kind_by_title),
		cmocka_unit_test(columns_by_title),
	};

	return cmocka_run_group_tests_name("layout", tests, reading_setup,
	    reading_teardown);
}
