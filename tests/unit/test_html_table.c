/* ledger/html_table: tables of web pages. */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <iconv.h>

#include "sheets_util.h"

static const char *
read_page(struct gk_sheets *s, const char *page)
{
	return sheets_read(s, gk_html_read, gk_str_of(page));
}

#define ROWS "<tr><th>标题<th>公开日期<th>网址<tr><td>甲<td>2023-03-31<td>a\n"
#define SHOWN "1: 标题|公开日期|网址\n2: 甲|2023-03-31|a\n"

static void
libreoffice(void **state)
{
	struct gk_sheets s = { .sheets = 0 };
	struct gk_file f = data_file("sheets/twin.html");

	(void)state;
	/* Hidden parts are not in it. */
	assert_string_equal(sheets_read(&s, gk_html_read, f.text),
	    "sheet 表1\n"
	    "1: 市教育局2023年主动公开台账\n"
	    "2: 一级事项|标题|公开日期|网址|数值|比例|是否公开|公式\n"
	    "3: 义务教育|关于甲 的通知/第二行|2023年3月31日|"
	    "http://www.a.example/zw/t20230331_1.html|1304|99.87%|TRUE|2608\n"
	    "ruined 4:5 4.30102199001011E+017\n"
	    "4: |关于乙的通知|2023-04-02 09:30:00|http://www.a.example/b|"
	    "4.30102199001011E+017|3.5|FALSE|甲关于乙的通知\n"
	    "8: 末行|重复|重复\n"
	    "end\n");
	gk_file_close(&f);
	sheets_release(&s);
}

static void
spans(void **state)
{
	struct gk_sheets s = { .sheets = 0 };

	(void)state;
	assert_string_equal(read_page(&s, "<table>"
	    "<tr><td rowspan=2>领域<td rowspan='2'>标题"
	    "<td colspan=2>公开对象<td>备注"
	    "<tr><td>全社会<td>特定群体<td>x"
	    "<tr><td rowspan=3>义务教育<td>甲<td>√<td><td rowspan=2>b"
	    "<tr><td>乙<td>√<td>"
	    "<tr><td>丙<td colspan=2>√<td>c"
	    "</table>"),
	    "sheet 表1\n"
	    "1: 领域|标题|公开对象||备注\n"
	    "2: ||全社会|特定群体|x\n"
	    "3: 义务教育|甲|√||b\n"
	    "4: |乙|√\n"
	    "5: |丙|√||c\n"
	    "end\n");
	/* To the end of the group, and no further; too far; no number. */
	assert_string_equal(read_page(&s, "<table><thead>"
	    "<tr><th rowspan=0>a<th>b<th>c<tr><th>d<th>e</thead><tbody>"
	    "<tr><td rowspan=99>f<td>g<td>h</tbody><tbody>"
	    "<tr><td colspan=x>i<td>j<td rowspan=-1>k</table>"),
	    "sheet 表1\n1: a|b|c\n2: |d|e\n3: f|g|h\n4: i|j|k\nend\n");
	sheets_release(&s);
}

static void
text(void **state)
{
	struct gk_sheets s = { .sheets = 0 };

	(void)state;
	assert_string_equal(read_page(&s, "<table><tr><th>1<th>2<th>3"
	    "<tr><td>\n  甲 \t 乙<br>丙<br/>\n<td><p>一</p><p>二</p>"
	    "<td><b>a</b>b<script>x()</script><!-- 注 -->&amp;&lt;"
	    "<tr><td><input type=checkbox checked>是<td>"
	    "<input type='checkbox'>否<td><img src=a.png alt='√'>"
	    "<tr><td>x<span style='DISPLAY : none'>藏</span>y<td>"
	    "<span hidden>藏</span>z<td>4.30102E+17"
	    "</table>"),
	    "sheet 表1\n1: 1|2|3\n2: 甲 乙/丙|一/二|ab&<\n3: ■是|□否|√\n"
	    "ruined 4:3 4.30102E+17\n4: xy|z|4.30102E+17\nend\n");
	sheets_release(&s);
}

static void
links(void **state)
{
	struct gk_sheets s = { .sheets = 0 };

	(void)state;
	assert_string_equal(read_page(&s, "<table><tr><th>1<th>2<th>3"
	    "<tr><td><a href=' http://a.example/1?a=1&amp;b=2 '>查看</a>"
	    "<td><a href='http://a.example/1'>关于甲的通知</a>"
	    "<td><a href='http://a.example/1'>http://a.example/1</a>"
	    "<tr><td><a href='/zw/1.html'>查看</a>"
	    "<td><a name=x>查看</a><td><a href='http://a.example/1'></a>"
	    "<tr><td><a href='http://a.example/1'>链接</a> "
	    "<a href='http://a.example/2'>链接</a>"
	    "<td><a href='javascript:x()'>链接</a>"
	    "<td><a href='https://a.example/1'>http://b.example</a>"
	    "</table>"),
	    "sheet 表1\n1: 1|2|3\n"
	    "2: http://a.example/1?a=1&b=2|关于甲的通知|http://a.example/1\n"
	    "3: 查看|查看|http://a.example/1\n"
	    "4: 链接 链接|链接|https://a.example/1\n"
	    "end\n");
	sheets_release(&s);
}

static void
hidden(void **state)
{
	struct gk_sheets s = { .sheets = 0 };

	(void)state;
	assert_string_equal(read_page(&s, "<table>" ROWS
	    "<tr style='height:1pt; display:none'><td>a<td>b<td>c"
	    "<tr hidden><td>d<td>e<td>f"
	    "<tbody style='display:none'><tr><td>g<td>h<td>i</tbody>"
	    "<tbody><tr style='display:nonesuch; display:table-row'>"
	    "<td>j<td>k<td>l</table>"
	    "<div style='display:none'><table>" ROWS "</table></div>"
	    "<table style='display:none'>" ROWS "</table>"
	    "<table>" ROWS "</table>"),
	    "sheet 表1\n" SHOWN "*3: a|b|c\n*4: d|e|f\n*5: g|h|i\n"
	    "*6: j|k|l\nend\n"
	    "sheet 表2 hidden\n" SHOWN "end\n"
	    "sheet 表3 hidden\n" SHOWN "end\n"
	    "sheet 表4\n" SHOWN "end\n");
	sheets_release(&s);
}

/* The lines before a table may name it. */
static void
titles(void **state)
{
	struct gk_sheets s = { .sheets = 0 };

	(void)state;
	assert_string_equal(read_page(&s, "<title>网站</title><body>"
	    "<p>1<p>2<p>3<h1>市教育局主动公开台账</h1>"
	    "<div>填报单位：市教育局&nbsp;&nbsp;填报时间：2023年6月30日</div>"
	    "<table>" ROWS "</table><p>附表<table><caption>第二张</caption>"
	    ROWS "</table>"),
	    "sheet 表1\n0: 1\n0: 2\n0: 3\n0: 市教育局主动公开台账\n"
	    "0: 填报单位：市教育局\u00a0\u00a0填报时间：2023年6月30日\n" SHOWN
	    "end\nsheet 第二张\n0: 附表\n" SHOWN "end\n");
	sheets_release(&s);
}

/* Each table by itself; what lays out the page is passed over. */
static void
nested(void **state)
{
	struct gk_sheets s = { .sheets = 0 };

	(void)state;
	assert_string_equal(read_page(&s,
	    "<table><tr><td>首页<td>公开<td>互动<td>服务</table>"
	    "<table><tr><td>标题甲<tr><td><table>" ROWS "</table>"
	    "<tr><td>版权</table>"
	    "<table role=presentation>" ROWS "</table>"),
	    "sheet 表3\n0: 标题甲\n" SHOWN "end\n");
	/* A table of data stays one, whatever stands in its cells. */
	assert_string_equal(read_page(&s, "<table>"
	    "<tr><th>1<th>2<th>3<th>4"
	    "<tr><td>a<td>b<td>c<table><tr><td>x</table><td>d</table>"),
	    "sheet 表1\n1: 1|2|3|4\n2: a|b|c|d\nend\n");
	/* One row is enough if there is no better table. */
	assert_string_equal(read_page(&s,
	    "<table><tr><td>标题<td>公开日期<td>网址</table>"),
	    "sheet 表1\n1: 标题|公开日期|网址\nend\n");
	assert_string_equal(read_page(&s, "<p>无<table><tr><td>a</table>"),
	    "failed\n");
	assert_int_equal(s.err.cause, GK_CAUSE_FORMAT);
	sheets_release(&s);
}

static const char *
read_as(struct gk_sheets *s, const char *page, const char *encoding)
{
	iconv_t cd = iconv_open(encoding, "UTF-8");
	size_t left = strlen(page), room = 4 * left + 8, size = room;
	char *in = gk_strdup(page), *from = in, *out = gk_malloc(size);
	char *to = out;

	if (cd == (iconv_t)-1 ||
	    iconv(cd, &from, &left, &to, &room) == (size_t)-1)
		abort();
	sheets_read(s, gk_html_read, (struct gk_str){ out, size - room });
	iconv_close(cd);
	free(in);
	free(out);
	return s->log.p;
}

static void
encodings(void **state)
{
	static const char *const metas[] = { "", "<meta charset=gb2312>",
		("<meta http-equiv=Content-Type content='text/html; "
		"charset=GBK'>"), "<meta charset='utf-8'>",
		"<meta charset=no-such-thing>" };
	struct gk_sheets s = { .sheets = 0 };
	struct gk_buf page = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof metas / sizeof *metas; i++) {
		gk_buf_clear(&page);
		gk_buf_puts(&page, metas[i]);
		gk_buf_puts(&page, "<table>" ROWS "</table>");
		/* What is declared may be wrong. */
		assert_string_equal(read_page(&s, page.p),
		    "sheet 表1\n" SHOWN "end\n");
		assert_string_equal(read_as(&s, page.p, "GB18030"),
		    "sheet 表1\n" SHOWN "end\n");
		assert_string_equal(read_as(&s, page.p, "UTF-16"),
		    "sheet 表1\n" SHOWN "end\n");
	}
	assert_string_equal(read_as(&s, "<meta charset=big5><table><tr><th>1"
	    "<th>2<th>3<tr><td>標題<td>公開<td>網址</table>", "BIG5"),
	    "sheet 表1\n1: 1|2|3\n2: 標題|公開|網址\nend\n");
	gk_buf_release(&page);
	sheets_release(&s);
}

/* So many times this, between that. */
static const char *
read_many(struct gk_sheets *s, const char *before, size_t times,
    const char *each)
{
	struct gk_buf page = { 0 };
	const char *log;

	gk_buf_puts(&page, before);
	while (times-- > 0)
		gk_buf_puts(&page, each);
	log = sheets_read(s, gk_html_read, gk_buf_str(&page));
	gk_buf_release(&page);
	return log;
}

static void
bounds(void **state)
{
	struct gk_sheets s = { .quiet = true };

	(void)state;
	read_many(&s, "", 1000, "<div><table>");
	assert_int_equal(s.err.cause, GK_CAUSE_LIMIT);
	read_many(&s, "<table><tr>", 1000, "<table>" ROWS "</table>");
	assert_int_equal(s.status, GK_OK);
	s.most_sheets = 256;
	read_many(&s, "", 300, "<table>" ROWS "</table>");
	assert_int_equal(s.err.cause, GK_CAUSE_LIMIT);
	s.most_sheets = 0;
	read_many(&s, "<table><tr>", 20000, "<td>a");
	assert_int_equal(s.err.cause, GK_CAUSE_LIMIT);
	read_many(&s, "<table>" ROWS "<tr>", 100000, "<td colspan=999999999>");
	assert_int_equal(s.err.cause, GK_CAUSE_LIMIT);
	read_many(&s, "<table>", 100000,
	    "<tr><td rowspan=65534 colspan=1000>a<td>b<td>c");
	assert_int_equal(s.err.cause, GK_CAUSE_LIMIT);
	read_many(&s, "<table>" ROWS "<tr><td>", 1100000, "a");
	assert_int_equal(s.err.cause, GK_CAUSE_LIMIT);
	read_many(&s, "<table ", 5000, "a=1 ");
	assert_int_equal(s.err.cause, GK_CAUSE_LIMIT);
	s.most_rows = 1;
	read_many(&s, "<table>", 100, ROWS);
	assert_int_equal(s.rows, 1);
	assert_int_equal(s.status, GK_OK);
	sheets_release(&s);
}

static void
damaged(void **state)
{
	struct gk_sheets s = { .sheets = 0 };
	struct gk_file f = data_file("sheets/twin.html");

	(void)state;
	sheets_damage(&s, gk_html_read, f.text, 5);
	sheets_read(&s, gk_html_read, GK_EMPTY);
	assert_int_equal(s.status, GK_FAIL);
	gk_file_close(&f);
	sheets_release(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(libreoffice),
		cmocka_unit_test(spans),
		cmocka_unit_test(text),
		cmocka_unit_test(links),
		cmocka_unit_test(hidden),
		cmocka_unit_test(titles),
		cmocka_unit_test(nested),
		cmocka_unit_test(encodings),
		cmocka_unit_test(bounds),
		cmocka_unit_test(damaged),
	};

	gk_xml_init();
	return cmocka_run_group_tests_name("html_table", tests, NULL, NULL);
}
