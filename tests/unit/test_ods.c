/* ledger/ods: OpenDocument spreadsheets. */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "sheets_util.h"
#include "zip_util.h"

#define MIMETYPE "application/vnd.oasis.opendocument.spreadsheet"
#define HEAD "<?xml version='1.0'?><office:document-content " \
	"xmlns:office='o' xmlns:style='s' xmlns:text='t' xmlns:table='b' " \
	"xmlns:xlink='x' xmlns:calcext='c' xmlns:draw='d' office:version='1.2'>"
#define TAIL "</office:spreadsheet></office:body></office:document-content>"

/* content.xml in a container with these. */
static const char *
read_with(struct gk_sheets *s, const char *type, const char *manifest,
    const char *content)
{
	struct zip_made z = { .count = 0 };
	const char *log;

	if (type != NULL)
		zip_add(&z, "mimetype", gk_str_of(type));
	if (manifest != NULL)
		zip_add(&z, "META-INF/manifest.xml", gk_str_of(manifest));
	if (content != NULL)
		zip_add(&z, "content.xml", gk_str_of(content));
	log = sheets_read(s, gk_ods_read, zip_finish(&z));
	zip_free(&z);
	return log;
}

/* Tables inside an otherwise right file. */
static const char *
read_tables(struct gk_sheets *s, const char *tables)
{
	struct gk_buf b = { 0 };
	const char *log;

	gk_buf_puts(&b, HEAD "<office:body><office:spreadsheet>");
	gk_buf_puts(&b, tables);
	gk_buf_puts(&b, TAIL);
	log = read_with(s, MIMETYPE, NULL, b.p);
	gk_buf_release(&b);
	return log;
}

#define TABLE(rows) "<table:table table:name='甲'>" rows "</table:table>"
#define ROW(cells) "<table:table-row>" cells "</table:table-row>"
#define CELL(text) "<table:table-cell office:value-type='string'>" \
	"<text:p>" text "</text:p></table:table-cell>"

/* What LibreOffice wrote: dates, links, merged cells, hidden row and sheet. */
static void
libreoffice(void **state)
{
	struct gk_sheets s = { .sheets = 0 };
	struct gk_file f = data_file("sheets/twin.ods");

	(void)state;
	assert_string_equal(sheets_read(&s, gk_ods_read, f.text),
	    "sheet 公开台账\n"
	    "1: 市教育局2023年主动公开台账\n"
	    "2: 一级事项|标题|公开日期|网址|数值|比例|是否公开|公式\n"
	    "3: 义务教育|关于甲  的通知/第二行|2023-03-31|"
	    "http://www.a.example/zw/t20230331_1.html|1304|99.87%|是|2608\n"
	    "ruined 4:5 4.30102199001011E+17\n"
	    "4: |关于乙的通知|2023-04-02 09:30|http://www.a.example/b|"
	    "4.30102199001011E+17|3.5|否|甲关于乙的通知\n"
	    "*5: 义务教育|关于丙的通知|09:30||-0.1||是|#DIV/0!\n"
	    "9: 末行|重复|重复\n"
	    "end\n"
	    "sheet 隐藏表 hidden\n"
	    "1: 藏\n"
	    "end\n");
	assert_int_equal(s.status, GK_OK);
	gk_file_close(&f);
	sheets_release(&s);
}

static void
text(void **state)
{
	struct gk_sheets s = { .sheets = 0 };

	(void)state;
	assert_string_equal(read_tables(&s, TABLE(ROW(
	    CELL("甲<text:s text:c='3'/>乙<text:tab/>丙")
	    CELL("一</text:p><text:p>二<text:line-break/><text:span>三"
	    "</text:span>")
	    "<table:table-cell><office:annotation><text:p>批注</text:p>"
	    "</office:annotation><text:p>丁<text:note><text:p>注</text:p>"
	    "</text:note></text:p><draw:frame><text:p>图</text:p></draw:frame>"
	    "</table:table-cell>"
	    CELL("&lt;b&gt;")))),
	    "sheet 甲\n1: 甲   乙\t丙|一/二/三|丁|<b>\nend\n");
	sheets_release(&s);
}

static void
values(void **state)
{
	struct gk_sheets s = { .sheets = 0 };

	(void)state;
	assert_string_equal(read_tables(&s, TABLE(ROW(
	    "<table:table-cell office:value-type='float' office:value='1304.50'"
	    " calcext:value-type='float'><text:p>1,305</text:p>"
	    "</table:table-cell>"
	    "<table:table-cell office:value-type='date' "
	    "office:date-value='2023-03-31T09:30:15.5'/>"
	    "<table:table-cell office:value-type='time' "
	    "office:time-value='PT26H03M07.25S'/>"
	    "<table:table-cell office:value-type='boolean' "
	    "office:boolean-value='false'/>"
	    "<table:table-cell office:value-type='currency' office:value='7'/>"
	    "<table:table-cell office:value-type='string' "
	    "office:string-value='只在属性'/>"
	    "<table:table-cell office:value-type='float'><text:p>旧</text:p>"
	    "</table:table-cell>" CELL("4.30102E+17")))),
	    "sheet 甲\n"
	    "ruined 1:8 4.30102E+17\n"
	    "1: 1304.5|2023-03-31 09:30:15|26:03:07|否|7|只在属性|旧|"
	    "4.30102E+17\n"
	    "end\n");
	sheets_release(&s);
}

#define LINK(href, text) CELL("<text:a xlink:href='" href "'>" text \
	"</text:a>")

/* The target stands for what only points at it; a title stays. */
static void
links(void **state)
{
	struct gk_sheets s = { .sheets = 0 };

	(void)state;
	assert_string_equal(read_tables(&s, TABLE(
	    ROW(LINK("http://a.example/1", "点击查看")
	    LINK("http://a.example/1", "关于甲的通知")
	    LINK("http://a.example/1", "http://b.example/2")
	    LINK("http://a.example/1", "a.example/1/"))
	    ROW(LINK("#Sheet2.A1", "查看")
	    LINK("../b.doc", "查看") LINK("mailto:a@b.example", "链接")
	    LINK("http://a.example/1", "长沙市政府网站"))
	    ROW("<table:table-cell table:formula='of:=HYPERLINK("
	    "&quot;http://a.example/3&quot;;&quot;查看&quot;)' "
	    "office:value-type='string'><text:p>查看</text:p>"
	    "</table:table-cell>"))),
	    "sheet 甲\n"
	    "1: http://a.example/1|关于甲的通知|http://a.example/1|"
	    "a.example/1/\n"
	    "2: 查看|查看|链接|http://a.example/1\n"
	    "3: http://a.example/3\n"
	    "end\n");
	sheets_release(&s);
}

/* Blank repeats cost nothing; others count, and are bounded. */
static void
repeats(void **state)
{
	struct gk_sheets s = { .sheets = 0 };

	(void)state;
	assert_string_equal(read_tables(&s, TABLE(
	    "<table:table-row table:number-rows-repeated='999999'>"
	    "<table:table-cell table:number-columns-repeated='999999999'/>"
	    "</table:table-row>"
	    "<table:table-row table:number-rows-repeated='2'>"
	    "<table:table-cell table:number-columns-repeated='2'/>"
	    CELL("甲") "<table:table-cell "
	    "table:number-columns-repeated='16381'/></table:table-row>"
	    "<table:table-row table:number-rows-repeated='1048576'/>")),
	    "sheet 甲\n1000000: ||甲\n1000001: ||甲\nend\n");
	/* Beyond the last row and column there can be nothing. */
	read_tables(&s, TABLE("<table:table-row "
	    "table:number-rows-repeated='1048576'/>" ROW(CELL("甲"))));
	assert_int_equal(s.err.cause, GK_CAUSE_LIMIT);
	read_tables(&s, TABLE("<table:table-row "
	    "table:number-rows-repeated='1048575'/>" ROW(CELL("甲"))));
	assert_int_equal(s.status, GK_OK);
	read_tables(&s, TABLE(ROW("<table:table-cell "
	    "table:number-columns-repeated='16384'/>" CELL("甲"))));
	assert_int_equal(s.err.cause, GK_CAUSE_LIMIT);
	s.quiet = true;
	read_tables(&s, TABLE("<table:table-row "
	    "table:number-rows-repeated='1000000'><table:table-cell "
	    "table:number-columns-repeated='16384'><text:p>甲</text:p>"
	    "</table:table-cell></table:table-row>"));
	assert_int_equal(s.err.cause, GK_CAUSE_LIMIT);
	assert_int_equal(s.rows, 0);
	sheets_release(&s);
}

static void
what_is_no_sheet(void **state)
{
	struct gk_sheets s = { .sheets = 0 };

	(void)state;
	assert_string_equal(read_tables(&s,
	    "<table:tracked-changes>" TABLE(ROW(CELL("旧")))
	    "</table:tracked-changes>"
	    "<table:table table:name=\"'file:///a.ods'#表\">"
	    ROW(CELL("外")) "</table:table>"
	    TABLE("<table:shapes><table:table-row/></table:shapes>"
	    "<table:table-header-rows>" ROW(CELL("头"))
	    "</table:table-header-rows>"
	    ROW("<table:table-cell><table:table>" ROW(CELL("内"))
	    "</table:table><text:p>乙</text:p></table:table-cell>"))),
	    "sheet 甲\n1: 头\n2: 乙\nend\n");
	s.most_sheets = 1;
	assert_string_equal(read_tables(&s, TABLE("") TABLE("")),
	    "sheet 甲\nend\nfailed\n");
	assert_int_equal(s.err.cause, GK_CAUSE_LIMIT);
	sheets_release(&s);
}

static void
stops(void **state)
{
	struct gk_sheets s = { .most_rows = 1 };

	(void)state;
	assert_string_equal(read_tables(&s,
	    TABLE(ROW(CELL("甲")) ROW(CELL("乙"))) TABLE(ROW(CELL("丙")))),
	    "sheet 甲\n1: 甲\nend\nsheet 甲\n1: 丙\nend\n");
	sheets_release(&s);
}

static void
refuses(void **state)
{
	struct gk_sheets s = { .sheets = 0 };

	(void)state;
	assert_string_equal(read_with(&s, "application/vnd.oasis."
	    "opendocument.text", NULL, HEAD "</office:document-content>"),
	    "failed\n");
	assert_int_equal(s.err.cause, GK_CAUSE_FORMAT);
	assert_string_equal(read_with(&s, MIMETYPE,
	    "<m:manifest xmlns:m='m'><m:file-entry m:full-path='content.xml'>"
	    "<m:encryption-data/></m:file-entry></m:manifest>", "\x01\x02"),
	    "failed\n");
	assert_int_equal(s.err.cause, GK_CAUSE_FORMAT);
	assert_non_null(strstr(s.err.message, "password"));
	assert_string_equal(read_with(&s, MIMETYPE, NULL, NULL), "failed\n");
	assert_non_null(strstr(s.err.message, "content.xml"));
	/* Entities, and XML that ends too soon: what came before stands. */
	assert_string_equal(read_with(&s, MIMETYPE, NULL, "<!DOCTYPE a "
	    "[<!ENTITY b 'c'>]><a>&b;</a>"), "failed\n");
	assert_string_equal(read_with(&s, NULL, NULL, HEAD "<office:body>"
	    "<office:spreadsheet>" "<table:table table:name='甲'>"
	    ROW(CELL("乙")) "<table:table-row>"),
	    "sheet 甲\n1: 乙\nend\nfailed\n");
	sheets_release(&s);
}

static void
damaged(void **state)
{
	struct gk_sheets s = { .sheets = 0 };
	struct gk_file f = data_file("sheets/twin.ods");

	(void)state;
	sheets_damage(&s, gk_ods_read, f.text, 13);
	gk_file_close(&f);
	sheets_release(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(libreoffice),
		cmocka_unit_test(text),
		cmocka_unit_test(values),
		cmocka_unit_test(links),
		cmocka_unit_test(repeats),
		cmocka_unit_test(what_is_no_sheet),
		cmocka_unit_test(stops),
		cmocka_unit_test(refuses),
		cmocka_unit_test(damaged),
	};

	gk_xml_init();
	return cmocka_run_group_tests_name("ods", tests, NULL, NULL);
}
