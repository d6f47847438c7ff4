/* ledger/spreadsheetml: XML of Excel 2003. */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "sheets_util.h"

#define HEAD "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-" \
	"com:office:spreadsheet' xmlns:ss='urn:schemas-microsoft-com:office:" \
	"spreadsheet' xmlns:x='urn:schemas-microsoft-com:office:excel'>" \
	"<Styles><Style ss:ID='p'><NumberFormat ss:Format='0.00%'/></Style>" \
	"<Style ss:ID='q'><NumberFormat ss:Format='Percent'/></Style>" \
	"<Style ss:ID='n'><NumberFormat ss:Format='0.00'/></Style></Styles>"
#define SHEET(name, rows, options) "<Worksheet ss:Name='" name "'><Table>" \
	rows "</Table>" options "</Worksheet>"
#define ROW(cells) "<Row>" cells "</Row>"
#define CELL(type, text) "<Cell><Data ss:Type='" type "'>" text \
	"</Data></Cell>"
#define TEXT(text) CELL("String", text)

static const char *
read_sheets(struct gk_sheets *s, const char *sheets)
{
	struct gk_buf b = { 0 };
	const char *log;

	gk_buf_puts(&b, HEAD);
	gk_buf_puts(&b, sheets);
	gk_buf_puts(&b, "</Workbook>");
	log = sheets_read(s, gk_spreadsheetml_read, gk_buf_str(&b));
	gk_buf_release(&b);
	return log;
}

static void
libreoffice(void **state)
{
	struct gk_sheets s = { .sheets = 0 };
	struct gk_file f = data_file("sheets/twin.xml");

	(void)state;
	/* It does not say that a sheet is hidden. */
	assert_string_equal(sheets_read(&s, gk_spreadsheetml_read, f.text),
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
	    "sheet 隐藏表\n"
	    "1: 藏\n"
	    "end\n");
	gk_file_close(&f);
	sheets_release(&s);
}

static void
places(void **state)
{
	struct gk_sheets s = { .sheets = 0 };

	(void)state;
	assert_string_equal(read_sheets(&s, SHEET("甲",
	    "<Row ss:Index='3'><Cell ss:Index='2' ss:MergeAcross='2'>"
	    "<Data ss:Type='String'>甲</Data></Cell>" TEXT("乙") "</Row>"
	    "<Row ss:Span='2'/>"
	    "<Row><Cell ss:MergeDown='1'><Data ss:Type='String'>丙</Data>"
	    "</Cell>" TEXT("丁") "</Row>"
	    /* Behind a cell that goes on here, with a number and without. */
	    ROW(TEXT("戊"))
	    "<Row ss:Hidden='1'><Cell ss:Index='1'><Data ss:Type='String'>己"
	    "</Data></Cell></Row>", "")),
	    "sheet 甲\n3: |甲|||乙\n7: 丙|丁\n8: |戊\n*9: 己\nend\n");
	read_sheets(&s, SHEET("甲", "<Row ss:Index='1048577'>" TEXT("甲")
	    "</Row>", ""));
	assert_int_equal(s.err.cause, GK_CAUSE_LIMIT);
	read_sheets(&s, SHEET("甲", ROW("<Cell ss:Index='16385'><Data "
	    "ss:Type='String'>甲</Data></Cell>"), ""));
	assert_int_equal(s.err.cause, GK_CAUSE_LIMIT);
	read_sheets(&s, SHEET("甲", ROW("<Cell ss:MergeAcross='999999999' "
	    "ss:MergeDown='999999999'/>" TEXT("甲")), ""));
	assert_int_equal(s.err.cause, GK_CAUSE_LIMIT);
	sheets_release(&s);
}

static void
values(void **state)
{
	struct gk_sheets s = { .sheets = 0 };

	(void)state;
	assert_string_equal(read_sheets(&s, SHEET("甲", ROW(
	    CELL("Number", "1304")
	    "<Cell ss:StyleID='p'><Data ss:Type='Number'>0.9987</Data></Cell>"
	    "<Cell ss:StyleID='q'><Data ss:Type='Number'>0.5</Data></Cell>"
	    "<Cell ss:StyleID='n'><Data ss:Type='Number'>0.5</Data></Cell>"
	    CELL("DateTime", "2023-03-31T00:00:00.000")
	    CELL("DateTime", "1899-12-31T09:30:00.000")
	    CELL("Boolean", "1") CELL("Error", "#N/A")
	    "<Cell><ss:Data ss:Type='String'><B>粗</B>体</ss:Data><Comment>"
	    "<ss:Data>批注</ss:Data></Comment></Cell>"
	    CELL("Number", "4.30102199001011E+17")), "")),
	    "sheet 甲\n"
	    "ruined 1:10 4.30102199001011E+17\n"
	    "1: 1304|99.87%|50%|0.5|2023-03-31|09:30|是|#N/A|粗体|"
	    "4.30102199001011E+17\n"
	    "end\n");
	assert_string_equal(read_sheets(&s, SHEET("甲", ROW(
	    "<Cell ss:HRef='http://a.example/1'><Data ss:Type='String'>链接"
	    "</Data></Cell>"
	    "<Cell ss:HRef='http://a.example/1'><Data ss:Type='String'>通知"
	    "</Data></Cell>"), "")),
	    "sheet 甲\n1: http://a.example/1|通知\nend\n");
	sheets_release(&s);
}

static void
hidden(void **state)
{
	struct gk_sheets s = { .sheets = 0 };

	(void)state;
	assert_string_equal(read_sheets(&s,
	    SHEET("甲", ROW(TEXT("1")), "<x:WorksheetOptions><x:Visible>"
	    "SheetHidden</x:Visible></x:WorksheetOptions>")
	    SHEET("乙", ROW(TEXT("2")), "<x:WorksheetOptions><x:Visible>"
	    "SheetVisible</x:Visible></x:WorksheetOptions>")
	    SHEET("丙", ROW(TEXT("3")), "<x:WorksheetOptions>"
	    "<x:Print/></x:WorksheetOptions>")
	    SHEET("丁", ROW(TEXT("4")), "<x:WorksheetOptions><x:Visible>"
	    "SheetVeryHidden</x:Visible></x:WorksheetOptions>")),
	    "sheet 甲 hidden\n1: 1\nend\nsheet 乙\n1: 2\nend\n"
	    "sheet 丙\n1: 3\nend\nsheet 丁 hidden\n1: 4\nend\n");
	sheets_release(&s);
}

static void
damaged(void **state)
{
	struct gk_sheets s = { .most_sheets = 1 };
	struct gk_file f = data_file("sheets/twin.xml");

	(void)state;
	assert_string_equal(read_sheets(&s, SHEET("甲", "", "")
	    SHEET("乙", "", "")), "sheet 甲\nend\nfailed\n");
	assert_int_equal(s.err.cause, GK_CAUSE_LIMIT);
	s.most_sheets = 0;
	assert_string_equal(sheets_read(&s, gk_spreadsheetml_read,
	    GK_STR("<!DOCTYPE a><Workbook/>")), "failed\n");
	sheets_damage(&s, gk_spreadsheetml_read, f.text, 7);
	gk_file_close(&f);
	sheets_release(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(libreoffice),
		cmocka_unit_test(places),
		cmocka_unit_test(values),
		cmocka_unit_test(hidden),
		cmocka_unit_test(damaged),
	};

	gk_xml_init();
	return cmocka_run_group_tests_name("spreadsheetml", tests, NULL, NULL);
}
