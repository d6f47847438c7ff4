/*
 * Catalogues as tables: that CSV and HTML hold everything, and that nothing
 * in a name can break out of its cell.  That they come back as they were is
 * for the tests of import.
 */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "catalog/export.h"
#include "catalog/words.h"
#include "catalog_util.h"
#include "core/csv.h"
#include "core/xml.h"

static struct scratch scratch;
static struct gk_catalogs *catalogs;

typedef void writer(const struct gk_field *const *fields, size_t n,
    struct gk_out *o);

/* What a writer makes of a catalogue; the caller's. */
static struct gk_buf
written_with(writer *write, const char *attributes, const char *head,
    const char *changes, const char *items)
{
	const struct gk_field *field;
	struct gk_buf xml, out;
	struct gk_error err;
	struct gk_out *o;

	gk_buf_init(&xml);
	gk_buf_init(&out);
	gk_buf_printf(&xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<catalogue field=\"17\" slug=\"education\" name=\"义务教育\"%s>"
	    "%s<sources><source>某页</source></sources>%s"
	    "<items>%s</items></catalogue>\n", attributes, head, changes,
	    items);
	gk_catalogs_free(catalogs);
	catalogs = gk_catalogs_new();
	if (gk_catalogs_add(catalogs, scratch_write(&scratch, "a.xml",
	    xml.p), &err) != GK_OK)
		fail_msg("%s:%zu: %s", err.file, err.line, err.message);
	gk_buf_release(&xml);
	field = &catalogs->fields[0];
	o = gk_out_memory(&out);
	write(&field, 1, o);
	assert_int_equal(gk_out_close(o, &err), GK_OK);
	return out;
}

static struct gk_buf
written(writer *write, const char *head, const char *items)
{
	return written_with(write, "", head, "", items);
}

#define HEAD "<issuer>教育部</issuer>"                                           \
	"<document verified=\"no\">某通知</document>"

static struct gk_buf
local(writer *write, const char *items)
{
	return written_with(write, " extends=\"05\"", HEAD,
	    "<changes><drop item=\"05-1\" reason=\"a&lt;b\"/>"
	    "<rename item=\"05-2\" reason=\"c\" level2=\"d\"/></changes>",
	    items);
}

static bool
holds(const struct gk_buf *b, const char *text)
{
	return gk_str_find(gk_buf_str(b), gk_str_of(text)) != SIZE_MAX;
}

static void
assert_holds(const struct gk_buf *b, const char *text)
{
	if (!holds(b, text))
		fail_msg("\"%s\" is not in:\n%s", text, b->p);
}

static void
assert_lacks(const struct gk_buf *b, const char *text)
{
	if (holds(b, text))
		fail_msg("\"%s\" is in:\n%s", text, b->p);
}

static int
open_scratch(void **state)
{
	(void)state;
	scratch_open(&scratch);
	return 0;
}

static int
close_scratch(void **state)
{
	(void)state;
	gk_catalogs_free(catalogs);
	scratch_close(&scratch);
	return 0;
}

/* ---- CSV ------------------------------------------------------------ */

static const char whole[] =
    "<item id=\"17-1\" evidence=\"seen\" nature=\"standing\">"
    "<level1>政策文件</level1><level2>教育法律</level2>"
    "<element>《教育法》</element><element>《教师法》</element>"
    "<basis>《条例》</basis><basis>《意见》</basis>"
    "<limit text=\"20个工作日内\">"
    "<clause days=\"20\" unit=\"working\" from=\"formed\"/></limit>"
    "<subject>教育部门</subject><subject>乡镇</subject>"
    "<channels><channel>政府网站</channel><channel>公示栏</channel></channels>"
    "<audience>全社会</audience><method>主动公开</method>"
    "<level>县级</level><level>乡级</level><source>某页</source></item>";

static void
test_csv(void **state)
{
	struct gk_buf b = written(gk_export_csv, HEAD, whole);

	(void)state;
	assert_string_equal(b.p,
	    "# field: 17\n# slug: education\n# name: 义务教育\n"
	    "# issuer: 教育部\n# document: 某通知\n# verified: no\n"
	    "# source: 某页\n# item 17-1: nature=standing\n"
	    "field,id,seq,level1,level2,content,basis,time_limit,limit_days,"
	    "limit_kind,limit_from,cadence,subject,channels,audience,method,"
	    "level,evidence,source\n"
	    "17,17-1,1,政策文件,教育法律,《教育法》；《教师法》,《条例》;《意见》,"
	    "20个工作日内,20,working,formed,,教育部门;乡镇,政府网站;公示栏,全社会,"
	    "主动公开,县级;乡级,seen,某页\n");
	gk_buf_release(&b);
}

/* What has no column stands before the header, each key once. */
static void
test_csv_meta(void **state)
{
	struct gk_buf b = written(gk_export_csv, HEAD "<date>2019</date>"
	    "<stated-items count=\"9\">九项，含附则</stated-items>"
	    "<alias>教育</alias><alias>学校</alias>"
	    "<note>a,b \"c\"</note>",
	    "<item id=\"17-3\" evidence=\"recalled\" nature=\"periodic\" "
	    "nature-evidence=\"inferred\" cadence=\"half-yearly\" duty=\"lead\" "
	    "update-days=\"20\" placeholder=\"yes\" valid-from=\"2019-01-01\" "
	    "valid-until=\"2020-12-31\"><level1>一</level1>"
	    "<level2>二</level2><alias>旧名</alias><channels all=\"yes\">"
	    "<channel>政府网站</channel></channels><source>某页</source></item>");

	(void)state;
	assert_holds(&b, "# date: 2019\n# stated-count: 9\n"
	    "# stated-items: 九项，含附则\n# alias: 教育\n# alias: 学校\n"
	    "\"# note: a,b \"\"c\"\"\"\n# source: 某页\n");
	assert_holds(&b, "# item 17-3: nature=periodic\n"
	    "# item 17-3: nature-evidence=inferred\n"
	    "# item 17-3: cadence=half-yearly\n# item 17-3: duty=lead\n"
	    "# item 17-3: update-days=20\n# item 17-3: placeholder=yes\n"
	    "# item 17-3: valid-from=2019-01-01\n"
	    "# item 17-3: valid-until=2020-12-31\n"
	    "# item 17-3: all-channels=yes\n# item 17-3: alias=旧名\nfield,");
	assert_holds(&b, ",,,,,half-yearly,,政府网站,");
	gk_buf_release(&b);
}

#define ITEM(rest) "<item id=\"17-1\" evidence=\"seen\" nature=\"standing\">" \
	"<level1>一</level1><level2>二</level2>" rest                            \
	"<source>某页</source></item>"

/* Several limits share a cell; what the columns cannot say is said again. */
static void
test_csv_limits(void **state)
{
	struct gk_buf b = written(gk_export_csv, HEAD,
	    ITEM("<limit text=\"…\">"
	    "<clause days=\"7\" unit=\"working\" from=\"decision\" "
	    "applies=\"执法&quot;决定\"/>"
	    "<clause days=\"20\" unit=\"calendar\" from=\"event\" "
	    "event=\"合同签订\"/>"
	    "<duration days=\"5\" unit=\"working\"/>"
	    "<cadence every=\"quarterly\" applies=\"企业\"/>"
	    "<by month=\"3\" day=\"31\"/></limit>"));

	(void)state;
	assert_holds(&b, ",…,7 | 20 | 5 | / | /,"
	    "working | calendar | duration working | cadence | by,"
	    "decision | 合同签订 | / | / | /,/ | / | / | quarterly | /,");
	assert_holds(&b, "\"# item 17-1: limit=<clause days=\"\"7\"\" "
	    "unit=\"\"working\"\" from=\"\"decision\"\" "
	    "applies=\"\"执法&quot;决定\"\"/>\"\n");
	assert_holds(&b, "\"# item 17-1: limit=<by month=\"\"3\"\" "
	    "day=\"\"31\"\"/>\"\n");
	gk_buf_release(&b);
	/* Plain deadlines need no more than their columns. */
	b = written(gk_export_csv, HEAD, ITEM("<limit text=\"…\">"
	    "<clause days=\"7\" unit=\"working\" from=\"decision\"/>"
	    "<clause days=\"20\" unit=\"working\" from=\"formed\"/></limit>"));
	assert_lacks(&b, "limit=");
	assert_holds(&b, ",7 | 20,working | working,decision | formed,,");
	gk_buf_release(&b);
	/* A wording that gives no time. */
	b = written(gk_export_csv, HEAD, ITEM("<limit text=\"从其规定\"/>"));
	assert_holds(&b, ",从其规定,,,,,");
	gk_buf_release(&b);
}

/* A separator inside a member: the list stands in lines of its own. */
static void
test_csv_separators(void **state)
{
	struct gk_buf b = written(gk_export_csv, HEAD,
	    ITEM("<element>甲；乙</element><element>丙</element>"
	    "<basis>《一》;《二》</basis><subject>丁</subject>"));

	(void)state;
	assert_holds(&b, "# item 17-1: element=甲；乙\n"
	    "# item 17-1: element=丙\n# item 17-1: basis=《一》;《二》\nfield");
	assert_holds(&b, ",甲；乙；丙,《一》;《二》,");
	gk_buf_release(&b);
}

/* A spreadsheet program must take nothing for a formula. */
static void
test_csv_guard(void **state)
{
	struct gk_buf b = written(gk_export_csv, HEAD,
	    ITEM("<element>=1+1</element><audience>@a</audience>"
	    "<method>a=b</method>"));

	(void)state;
	assert_holds(&b, ",'=1+1,");
	assert_holds(&b, ",'@a,a=b,");
	gk_buf_release(&b);
}

/* Our own reader of tables takes it: columns, rows, keys. */
static void
test_csv_is_csv(void **state)
{
	struct gk_buf b = written(gk_export_csv, HEAD "<note>a,\"b\"</note>",
	    ITEM("<element>a,\"b\"</element>"));
	struct gk_error err;
	struct gk_csv_table *t = gk_csv_table_parse(gk_buf_str(&b), "b", &err);

	(void)state;
	assert_non_null(t);
	assert_int_equal(t->ncols, 19);
	assert_int_equal(t->nrows, 1);
	assert_true(gk_str_eq(t->meta[6][1], GK_STR("a,\"b\"")));
	assert_true(gk_str_eq(gk_csv_table_cell(t, 0,
	    gk_csv_table_column(t, "content")), GK_STR("a,\"b\"")));
	gk_csv_table_free(t);
	gk_buf_release(&b);
}

/* A local catalogue says what it changes, and what an item stands for. */
static void
test_local(void **state)
{
	static const char item[] = "<item id=\"17-1\" evidence=\"seen\" "
	    "nature=\"standing\" subject-evidence=\"inferred\" "
	    "replaces=\"05-3\" reason=\"另定\"><level1>一</level1>"
	    "<level2>二</level2><level>县级</level>"
	    "<level weak=\"yes\">乡级</level><source>某页</source></item>";
	struct gk_buf b = local(gk_export_csv, item);

	(void)state;
	assert_holds(&b, "# extends: 05\n");
	assert_holds(&b, "\"# change: <drop item=\"\"05-1\"\" "
	    "reason=\"\"a&lt;b\"\"/>\"\n\"# change: <rename "
	    "item=\"\"05-2\"\" reason=\"\"c\"\" level2=\"\"d\"\"/>\"\n");
	assert_holds(&b, "# item 17-1: subject-evidence=inferred\n"
	    "# item 17-1: replaces=05-3\n# item 17-1: reason=另定\n"
	    "# item 17-1: weak-levels=乡级\nfield");
	gk_buf_release(&b);
	b = local(gk_export_html, item);
	assert_holds(&b, " data-extends=\"05\" ");
	assert_holds(&b, " data-changes=\"&lt;drop item=&quot;05-1&quot; "
	    "reason=&quot;a&amp;lt;b&quot;/&gt;&#10;&lt;rename ");
	assert_holds(&b, " data-subject-evidence=\"inferred\" "
	    "data-replaces=\"05-3\" data-reason=\"另定\" "
	    "data-weak-levels=\"乡级\">");
	gk_buf_release(&b);
	b = local(gk_export_csv, "");
	assert_holds(&b, "level,evidence,source\n");
	assert_lacks(&b, "# item");
	gk_buf_release(&b);
}

/* ---- HTML ----------------------------------------------------------- */

static void
test_html(void **state)
{
	struct gk_buf b = written(gk_export_html, HEAD, whole);

	(void)state;
	assert_holds(&b, "<table class=\"catalogue\" data-field=\"17\" "
	    "data-slug=\"education\" data-name=\"义务教育\" data-issuer=\"教育部\" "
	    "data-document=\"某通知\" data-verified=\"no\" data-sources=\"某页\">");
	assert_holds(&b, "<th colspan=\"2\">公开层级</th></tr>\n");
	assert_holds(&b, "<tr data-id=\"17-1\" data-evidence=\"seen\" "
	    "data-source=\"某页\" data-nature=\"standing\" "
	    "data-limits=\"&lt;clause days=&quot;20&quot; "
	    "unit=&quot;working&quot; from=&quot;formed&quot;/&gt;\">"
	    "<td class=\"seq\">1</td><td>政策文件</td><td>教育法律</td>"
	    "<td>《教育法》<br>《教师法》</td><td>《条例》<br>《意见》</td>"
	    "<td>20个工作日内</td><td>教育部门<br>乡镇</td>"
	    "<td>■政府网站<br>■公示栏</td>"
	    "<td class=\"tick\">√</td><td class=\"tick\"></td>"
	    "<td class=\"tick\">√</td><td class=\"tick\"></td>"
	    "<td class=\"tick\">√</td><td class=\"tick\">√</td></tr>\n");
	/* Self-contained: nothing is fetched. */
	assert_lacks(&b, "<script");
	assert_lacks(&b, "<link");
	assert_lacks(&b, " src=");
	gk_buf_release(&b);
}

#define NAMED(id, level1, level2, rest)                                       \
	"<item id=\"" id "\" evidence=\"seen\" nature=\"standing\"><level1>"  \
	level1 "</level1><level2>" level2 "</level2>" rest                    \
	"<source>某页</source></item>"

static void
test_html_rows(void **state)
{
	struct gk_buf b = written(gk_export_html, HEAD,
	    NAMED("17-1", "甲", "一", "") NAMED("17-2", "甲", "二", "")
	    NAMED("17-3", "乙", "三", "") NAMED("17-4", "甲", "四", ""));

	(void)state;
	assert_holds(&b, "<td class=\"seq\">1</td><td rowspan=\"2\">甲</td>");
	assert_holds(&b, "<td class=\"seq\">2</td><td>二</td>");
	assert_holds(&b, "<td class=\"seq\">3</td><td>乙</td>");
	assert_holds(&b, "<td class=\"seq\">4</td><td>甲</td>");
	gk_buf_release(&b);
}

/* What ticks cannot say stands in attributes. */
static void
test_html_ticks(void **state)
{
	struct gk_buf b = written(gk_export_html, HEAD,
	    NAMED("17-1", "甲", "一", "<audience>特定群众(申请人)</audience>"
	    "<method>依申请公开</method><level>市级</level>"));

	(void)state;
	assert_holds(&b, " data-audience=\"特定群众(申请人)\">");
	assert_lacks(&b, "data-method");
	assert_holds(&b, "<th colspan=\"3\">公开层级</th>");
	assert_holds(&b, "<th>市级</th><th>县级</th>");
	assert_holds(&b, "<td class=\"tick\"></td><td class=\"tick\">√</td>"
	    "<td class=\"tick\"></td><td class=\"tick\">√</td>"
	    "<td class=\"tick\">√</td><td class=\"tick\"></td>"
	    "<td class=\"tick\"></td></tr>");
	gk_buf_release(&b);
	b = written(gk_export_html, HEAD, NAMED("17-1", "甲", "一",
	    "<audience>全社会</audience><method>主动公开或依申请公开</method>"));
	assert_holds(&b, " data-method=\"主动公开或依申请公开\">");
	assert_lacks(&b, "data-audience");
	assert_lacks(&b, "市级");
	gk_buf_release(&b);
}

static void
test_html_escapes(void **state)
{
	struct gk_buf b = written(gk_export_html, HEAD
	    "<alias>a&amp;b</alias><alias>\"c\"</alias>",
	    NAMED("17-1", "&lt;script&gt;", "a\"b&amp;lt;",
	    "<element>&lt;/td&gt;</element>"));

	(void)state;
	assert_holds(&b, " data-aliases=\"a&amp;b&#10;&quot;c&quot;\"");
	assert_holds(&b, "<td>&lt;script&gt;</td><td>a&quot;b&amp;lt;</td>"
	    "<td>&lt;/td&gt;</td>");
	assert_lacks(&b, "<script>");
	gk_buf_release(&b);
}

/* ---- Markdown and words --------------------------------------------- */

static void
test_md(void **state)
{
	struct gk_buf b = written(gk_export_md, HEAD "<date>2019</date>",
	    NAMED("17-1", "甲|乙", "*一*", "<element>&lt;b&gt;</element>"
	    "<element>http://a_b</element><level>县级</level>"
	    "<level>乡级</level>"));

	(void)state;
	assert_holds(&b, "## 17 义务教育\n\n- 发布机关：教育部\n"
	    "- 文件（未核实）：某通知\n- 日期：2019\n");
	assert_holds(&b, "| 17-1 | 甲\\|乙 | \\*一\\* | "
	    "&lt;b><br>http://a\\_b | ");
	assert_holds(&b, " | 县级、乡级 | 常设 | 已见原表 |\n");
	gk_buf_release(&b);
}

static void
test_clause_words(void **state)
{
	static const struct {
		struct gk_clause clause;
		const char *zh, *en;
	} expected[] = {
		{ { .kind = GK_CLAUSE_DEADLINE, .days = 20,
		    .from = { "formed", 6 } },
		    "自信息形成或者变更之日起20个工作日内",
		    "within 20 working days of formation" },
		{ { .kind = GK_CLAUSE_DEADLINE, .days = 20,
		    .from = { "unstated", 8 } },
		    "20个工作日内", "within 20 working days" },
		{ { .kind = GK_CLAUSE_DEADLINE, .days = 2,
		    .unit = GK_CALENDAR, .from = { "event", 5 },
		    .event = { "signing", 7 }, .applies = { "x", 1 } },
		    "自signing之日起2日内（x）", "within 2 days of signing (x)" },
		{ { .kind = GK_CLAUSE_DURATION, .days = 7 },
		    "公示不少于7个工作日", "shown for at least 7 working days" },
		{ { .kind = GK_CLAUSE_UPDATE, .days = 20 },
		    "每20个工作日更新", "updated every 20 working days" },
		{ { .kind = GK_CLAUSE_CADENCE, .cadence = GK_QUARTERLY },
		    "每季度一次", "quarterly" },
		{ { .kind = GK_CLAUSE_BY, .month = 3, .day = 31 },
		    "每年3月31日前", "every year by 03-31" },
		{ { .kind = GK_CLAUSE_PROMPTLY }, "及时公开", "promptly" },
		{ { .kind = GK_CLAUSE_STANDING }, "长期公开", "standing" },
		{ { .kind = GK_CLAUSE_WITH, .event = { "signing", 7 } },
		    "随signing同时公开", "with signing" },
		{ { .kind = GK_CLAUSE_AHEAD, .days = 7,
		    .unit = GK_CALENDAR }, "提前7日", "7 days ahead" },
		{ { .kind = GK_CLAUSE_WITHIN, .event = { "term", 4 } },
		    "在term内", "within term" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		struct gk_buf zh, en;

		gk_buf_init(&zh);
		gk_buf_init(&en);
		gk_clause_words(&zh, &expected[i].clause, GK_ZH);
		gk_clause_words(&en, &expected[i].clause, GK_EN);
		assert_string_equal(zh.p, expected[i].zh);
		assert_string_equal(en.p, expected[i].en);
		gk_buf_release(&zh);
		gk_buf_release(&en);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_csv),
		cmocka_unit_test(test_csv_meta),
		cmocka_unit_test(test_csv_limits),
		cmocka_unit_test(test_csv_separators),
		cmocka_unit_test(test_csv_guard),
		cmocka_unit_test(test_csv_is_csv),
		cmocka_unit_test(test_local),
		cmocka_unit_test(test_html),
		cmocka_unit_test(test_html_rows),
		cmocka_unit_test(test_html_ticks),
		cmocka_unit_test(test_html_escapes),
		cmocka_unit_test(test_md),
		cmocka_unit_test(test_clause_words),
	};
	int failed;

	use_source_data();
	gk_xml_init();
	failed = cmocka_run_group_tests_name("catalog_export", tests,
	    open_scratch, close_scratch);
	gk_xml_cleanup();
	return failed;
}
