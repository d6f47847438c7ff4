#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "xlsx_util.h"

static void
cells_of_every_type_are_read(void **state)
{
	(void)state;
	gives((struct parts){ .sheet = DATA("<row r='1'><c r='A1' t='s'><v>1"
	    "</v></c><c r='B1' t='inlineStr'><is><t>内</t></is></c>"
	    "<c r='C1'><v>45016.0</v></c><c r='D1' t='n'><v> 0.1 </v></c>"
	    "<c r='E1' t='b'><v>1</v></c><c r='F1' t='b'><v>0</v></c>"
	    "<c r='G1' t='e'><v>#N/A</v></c>"
	    "<c r='H1' t='str'><f>A1&amp;\"x\"</f><v>结果&lt;</v></c>"
	    "<c r='I1' t='d'><v>2023-03-31T00:00:00</v></c></row>") },
	    ROWS("1: 二|内|45016|0.1|是|否|#N/A|结果<|2023-03-31\n"));
}

static void
blank_cells_are_blank(void **state)
{
	(void)state;
	gives((struct parts){ .sheet = DATA("<row r='1'><c r='A1' s='1'/>"
	    "<c r='B1' t='s'/><c r='C1'><v></v></c><c r='D1' t='b'/>"
	    "<c r='E1' t='inlineStr'/><c r='F1' t='str'><v/></c></row>"
	    "<row r='2'/><row r='3'><c r='XFD3' s='1'/></row>"
	    "<row r='4'><c r='C4'><v>1</v></c><c r='D4'/></row>") },
	    ROWS("4: ||1\n"));
}

static void
positions_follow_if_they_are_not_given(void **state)
{
	(void)state;
	gives((struct parts){ .sheet = DATA("<row><c><v>1</v></c><c/><c><v>2"
	    "</v></c></row><row r='5'><c r='B5'><v>3</v></c><c><v>4</v></c>"
	    "<c r='AA5'><v>5</v></c></row><row><c><v>6</v></c></row>") },
	    ROWS("1: 1||2\n5: |3|4||||||||||||||||||||||||5\n6: 6\n"));
}

static void
formats_make_dates_of_numbers(void **state)
{
	(void)state;
	gives((struct parts){ .sheet = DATA("<row r='1'>"
	    "<c s='1'><v>45016</v></c><c s='2'><v>45016.586805555555</v></c>"
	    "<c s='3'><v>44986</v></c><c s='4'><v>0.9987</v></c>"
	    "<c s='5'><v>45016</v></c><c s='6'><v>45016</v></c>"
	    "<c s='7'><v>45016</v></c><c s='99'><v>45016</v></c>"
	    "<c s='x'><v>45016</v></c><c s='1' t='s'><v>0</v></c></row>") },
	    ROWS("1: 2023-03-31|2023-03-31 14:05|2023-03|99.87%|45016|"
	    "2023-03-31|45016|45016|45016|一\n"));
}

static void
days_may_count_from_1904(void **state)
{
	static const char book[] = "<workbook xmlns:r='" REL "'><workbookPr "
	    "date1904='1'/><sheets><sheet name='台账' r:id='rId1'/></sheets>"
	    "</workbook>";

	(void)state;
	gives((struct parts){ .book = book, .sheet = DATA("<row><c s='1'><v>"
	    "43554</v></c></row>") }, ROWS("1: 2023-03-31\n"));
}

static void
lost_digits_are_told(void **state)
{
	(void)state;
	gives((struct parts){ .sheet = DATA("<row r='3'><c r='B3'><v>"
	    "4.30102199001011E+17</v></c><c t='inlineStr'><is><t>"
	    "430102199001011234</t></is></c></row>") },
	    ROWS("ruined 3:2 4.30102199001011E+17\n"
	    "3: |4.30102199001011E+17|430102199001011234\n"));
}

static void
rich_text_is_joined_and_readings_are_left_out(void **state)
{
	static const char strings[] = "<sst xmlns='" MAIN "'><si><r><rPr><b/>"
	    "<t>no</t></rPr><t>粗</t></r><r><t xml:space='preserve'> 细</t></r>"
	    "<rPh sb='0' eb='1'><t>cu</t></rPh><phoneticPr fontId='1'/></si>"
	    "<si><t>a_x000D_\nb_x005F_x000A__x4E00__xD800__xZ000_</t></si><si/>"
	    "</sst>";

	(void)state;
	gives((struct parts){ .strings = strings, .sheet = DATA("<row>"
	    "<c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='s'><v>2</v></c>"
	    "<c t='inlineStr'><is><r><rPr><b/></rPr><t>甲</t></r><r><t>乙</t>"
	    "</r><rPh><t>jia</t></rPh></is></c></row>") },
	    ROWS("1: 粗 细|a\r/b_x000A_一_xD800__xZ000_||甲乙\n"));
}

static void
hidden_sheets_and_rows_are_said(void **state)
{
	static const char book[] = "<workbook xmlns:r='" REL "'><sheets>"
	    "<sheet name='a' state='hidden' r:id='rId1'/>"
	    "<sheet name='b' state='veryHidden' r:id='rId1'/>"
	    "<sheet name='c' state='visible' r:id='rId1'/></sheets></workbook>";

	(void)state;
	gives((struct parts){ .book = book, .sheet = DATA("<row hidden='1'>"
	    "<c><v>1</v></c></row><row hidden='true'><c><v>2</v></c></row>"
	    "<row hidden='0'><c><v>3</v></c></row>") },
	    "sheet a hidden\n*1: 1\n*2: 2\n3: 3\nend\n"
	    "sheet b hidden\n*1: 1\n*2: 2\n3: 3\nend\n"
	    "sheet c\n*1: 1\n*2: 2\n3: 3\nend\n");
}

static void
charts_are_no_sheets(void **state)
{
	static const char book[] = "<workbook xmlns:r='" REL "'><sheets>"
	    "<sheet name='图' r:id='rId9'/><sheet name='台账' r:id='rId1'/>"
	    "</sheets></workbook>";
	static const char rels[] = "<Relationships><Relationship Id='rId9' "
	    "Type='" REL "/chartsheet' Target='chartsheets/sheet1.xml'/>"
	    "<Relationship Id='rId1' Type='" REL "/worksheet' "
	    "Target='worksheets/sheet1.xml'/></Relationships>";

	(void)state;
	gives((struct parts){ .book = book, .book_rels = rels }, ROWS(""));
}

static void
what_merges_cover_is_not_read(void **state)
{
	static const char merges[] = "<mergeCells><mergeCell ref='A1:B2'/>"
	    "<mergeCell ref='D2:D4'/><mergeCell ref='C3'/><mergeCell ref='x'/>"
	    "<mergeCell ref='B9:A8'/></mergeCells>";
	static const char rows[] = "<sheetData><row r='1'><c r='A1'><v>1</v></c>"
	    "<c r='B1'><v>2</v></c><c r='C1'><v>3</v></c></row><row r='2'>"
	    "<c r='A2'><v>4</v></c><c r='B2'><v>5</v></c><c r='C2'><v>6</v></c>"
	    "<c r='D2'><v>7</v></c></row><row r='4'><c r='C4'><v>8</v></c>"
	    "<c r='D4'><v>9</v></c><c r='E4'><v>10</v></c></row>"
	    "<row r='5'><c r='D5'><v>11</v></c></row></sheetData>";
	struct gk_buf sheet = { 0 };

	(void)state;
	gk_buf_printf(&sheet, "%s%s", rows, merges);
	gives((struct parts){ .sheet = sheet.p },
	    ROWS("1: 1||3\n2: ||6|7\n4: ||8||10\n5: |||11\n"));
	gk_buf_release(&sheet);
}

static void
links_lead_where_their_target_is(void **state)
{
	static const char rels[] =
	    "<Relationship Id='r1' Type='" REL "/hyperlink' TargetMode="
	    "'External' Target='http://www.a.gov.cn/1?x=1&amp;y=2'/>"
	    "<Relationship Id='r2' Type='" REL "/hyperlink' TargetMode="
	    "'External' Target='http://www.a.gov.cn/'/>"
	    "<Relationship Id='r3' Type='" REL "/hyperlink' TargetMode="
	    "'External' Target='file:///D:/a.doc'/>"
	    "<Relationship Id='r4' Type='" REL "/hyperlink' TargetMode="
	    "'External' Target='mailto:a@a.gov.cn'/>";
	static const char rows[] = "<sheetData><row r='1'>"
	    "<c t='inlineStr'><is><t>查看</t></is></c>"
	    "<c t='inlineStr'><is><t>http://b.gov.cn/2</t></is></c>"
	    "<c t='inlineStr'><is><t>www.a.gov.cn/1?x=1&amp;y=2</t></is></c>"
	    "<c t='inlineStr'><is><t>关于某事的通知</t></is></c>"
	    "<c t='inlineStr'><is><t>点击</t></is></c>"
	    "<c t='inlineStr'><is><t>见附件</t></is></c>"
	    "<c t='inlineStr'><is><t>查看</t></is></c>"
	    "<c t='inlineStr'><is><t>查看</t></is></c><c/></row>"
	    "<row r='2'><c/><c r='J2' t='inlineStr'><is><t>链接</t></is></c>"
	    "</row></sheetData>";
	static const char links[] = "<hyperlinks>"
	    "<hyperlink ref='A1' r:id='r1'/><hyperlink ref='B1' r:id='r1'/>"
	    "<hyperlink ref='C1' r:id='r1'/><hyperlink ref='D1' r:id='r1'/>"
	    "<hyperlink ref='E1' r:id='r2' location='/d?id=1'/>"
	    "<hyperlink ref='F1' r:id='r3'/><hyperlink ref='G1' r:id='none'/>"
	    "<hyperlink ref='H1' location='Sheet2!A1'/>"
	    "<hyperlink ref='I1:J9' r:id='r1'/></hyperlinks>";
	struct gk_buf sheet = { 0 };

	(void)state;
	gk_buf_printf(&sheet, "%s%s", rows, links);
	gives((struct parts){ .sheet = sheet.p, .sheet_rels = rels },
	    ROWS("1: http://www.a.gov.cn/1?x=1&y=2|"
	    "http://www.a.gov.cn/1?x=1&y=2|www.a.gov.cn/1?x=1&y=2|"
	    "关于某事的通知|http://www.a.gov.cn/#/d?id=1|见附件|查看|查看\n"
	    "2: |||||||||http://www.a.gov.cn/1?x=1&y=2\n"));
	gk_buf_release(&sheet);
}

static void
formulas_may_be_links(void **state)
{
	(void)state;
	gives((struct parts){ .sheet = DATA("<row><c t='str'><f>HYPERLINK("
	    "\"http://a.gov.cn/\"\"1\",\"查看\")</f><v>查看</v></c>"
	    "<c t='str'><f>hyperlink( \"http://a.gov.cn/2\" )</f><v>链接</v></c>"
	    "<c t='str'><f>HYPERLINK(A1,\"x\")</f><v>查看</v></c>"
	    "<c t='str'><f>HYPERLINK(\"</f><v>查看</v></c>"
	    "<c t='str'><f>HYPERLINK(</f><v>查看</v></c></row>") },
	    ROWS("1: http://a.gov.cn/\"1|http://a.gov.cn/2|查看|查看|查看\n"));
}

/* Prefixes, the strict namespace, parts elsewhere, no rels of the package. */
static void
other_writers_write_otherwise(void **state)
{
	static const char rels[] = "<p:Relationships xmlns:p='" OPC
	    "relationships'><p:Relationship Id='a' Type='" STRICT_REL
	    "/worksheet' Target='..\\xl/worksheets/../worksheets/SHEET1.xml'/>"
	    "</p:Relationships>";
	static const char book[] = "<x:workbook xmlns:x='" STRICT "' xmlns:q='"
	    STRICT_REL "'><x:sheets><x:sheet name='台账' q:id='a'/></x:sheets>"
	    "</x:workbook>";

	(void)state;
	gives((struct parts){ .rels = "", .book = book, .book_rels = rels,
	    .strings = "", .styles = "", .sheet = "<x:sheetData xmlns:x='"
	    STRICT "'><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData>" },
	    ROWS("1: 1\n"));
}

static void
what_is_not_rows_is_not_read(void **state)
{
	(void)state;
	gives((struct parts){ .sheet = "<row><c><v>1</v></c></row><sheetData>"
	    "<x><row><c><v>2</v></c></row></x><row><c><x><v>3</v></x><v>4</v>"
	    "<extLst><ext><v>5</v></ext></extLst></c><x><c><v>6</v></c></x>"
	    "</row></sheetData><row><c><v>7</v></c></row>" },
	    ROWS("1: 4\n"));
}

static void
a_sheet_is_left_when_no_more_is_wanted(void **state)
{
	struct zip_made z = { .count = 0 };
	struct gk_sheets s = { .most_rows = 2 };
	struct parts p = { .sheet = DATA("<row><c><v>1</v></c></row>"
	    "<row><c><v>2</v></c></row><row><c><v>3</v></c></row>") };

	(void)state;
	assert_string_equal(sheets_read(&s, gk_xlsx_read, made(&z, &p)),
	    ROWS("1: 1\n2: 2\n"));
	sheets_release(&s);
	s.most_sheets = 0;
	zip_free(&z);
}

/* The rows are cut out for the first pass wherever pieces begin and end. */
static void
links_are_found_behind_rows_of_any_size(void **state)
{
	static const char rels[] = "<Relationship Id='r1' Type='x/hyperlink' "
	    "TargetMode='External' Target='http://a.gov.cn/1'/>";
	struct gk_buf sheet = { 0 };

	(void)state;
	for (size_t pad = 65536 - 400; pad < 65536; pad += 3) {
		gk_buf_clear(&sheet);
		gk_buf_puts(&sheet, "<!--");
		for (size_t i = 0; i < pad / 2; i++)
			gk_buf_putc(&sheet, ' ');
		gk_buf_puts(&sheet, "--><sheetData><row><c t='inlineStr'><is>"
		    "<t>查看sheetData></t></is></c></row><!--");
		for (size_t i = 0; i < pad - pad / 2; i++)
			gk_buf_putc(&sheet, ' ');
		gk_buf_puts(&sheet, "--></sheetData><hyperlink ref='A1' "
		    "r:id='r1'/>");
		gives((struct parts){ .sheet = sheet.p, .sheet_rels = rels },
		    ROWS("1: http://a.gov.cn/1\n"));
	}
	gk_buf_release(&sheet);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_of_every_type_are_read),
		cmocka_unit_test(blank_cells_are_blank),
		cmocka_unit_test(positions_follow_if_they_are_not_given),
		cmocka_unit_test(formats_make_dates_of_numbers),
		cmocka_unit_test(days_may_count_from_1904),
		cmocka_unit_test(lost_digits_are_told),
		cmocka_unit_test(rich_text_is_joined_and_readings_are_left_out),
		cmocka_unit_test(hidden_sheets_and_rows_are_said),
		cmocka_unit_test(charts_are_no_sheets),
		cmocka_unit_test(what_merges_cover_is_not_read),
		cmocka_unit_test(links_lead_where_their_target_is),
		cmocka_unit_test(formulas_may_be_links),
		cmocka_unit_test(other_writers_write_otherwise),
		cmocka_unit_test(what_is_not_rows_is_not_read),
		cmocka_unit_test(a_sheet_is_left_when_no_more_is_wanted),
		cmocka_unit_test(links_are_found_behind_rows_of_any_size),
	};
	int status;

	gk_xml_init();
	status = cmocka_run_group_tests_name("xlsx", tests, NULL, NULL);
	gk_xml_cleanup();
	return status;
}
