/* ledger/xls: workbooks through gk-xls-reader. */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "sheets_util.h"
#include "ledger/ole2.h"

static const char *
read_file(struct gk_sheets *s, const char *name)
{
	struct gk_file f = data_file(name);

	sheets_read(s, gk_xls_read, f.text);
	gk_file_close(&f);
	return s->log.p;
}

/* What LibreOffice wrote: dates, links, merged cells, hidden row and sheet. */
static void
libreoffice(void **state)
{
	struct gk_sheets s = { .sheets = 0 };
	const char *log = read_file(&s, "sheets/twin.xls");

	(void)state;
	assert_int_equal(s.status, GK_OK);
	assert_int_equal(strncmp(log, "sheet 公开台账\n"
	    "1: 市教育局2023年主动公开台账\n", 50), 0);
	assert_non_null(strstr(log, "\n3: 义务教育|关于甲  的通知/第二行|"
	    "2023-03-31|http://www.a.example/zw/t20230331_1.html|1304|99.87%|"
	    "是|2608\n"
	    "ruined 4:5 4.30102199001011E+17\n"
	    "4: |关于乙的通知|2023-04-02 09:30|http://www.a.example/b|"
	    "4.30102199001011E+17|3.5|否|"));
	assert_non_null(strstr(log, "\n*5: 义务教育|关于丙的通知|09:30||-0.1|"));
	assert_non_null(strstr(log, "\n9: 末行|重复|重复\nend\n"
	    "sheet 隐藏表 hidden\n1: 藏\nend\n"));
	assert_null(strstr(log, "partial"));
	sheets_release(&s);
}

/* What freexl does not show: formulas above all. */
static void
by_hand(void **state)
{
	struct gk_sheets s = { .sheets = 0 };

	(void)state;
	assert_string_equal(read_file(&s, "sheets/hand.xls"),
	    "sheet 台账\n"
	    "1: 标题|公开日期|网址\n"
	    "2: 关于甲的通知|2023-03-31|http://www.a.example/1.html\n"
	    "3: |长长长长长长长长长长|是\n"
	    "*4: #N/A|2023-03-31 12:00|否|9987%\n"
	    "5: 7|2023-03-31\n"
	    "ruined 6:7 4.30102199001011E+17\n"
	    "6: ||||||4.30102199001011E+17\n"
	    "end\n"
	    "sheet 藏 hidden\n"
	    "1: 关于甲的通知\n"
	    "end\n");
	sheets_release(&s);
}

static void
locked(void **state)
{
	struct gk_sheets s = { .sheets = 0 };

	(void)state;
	assert_string_equal(read_file(&s, "sheets/locked.xls"), "failed\n");
	assert_int_equal(s.err.cause, GK_CAUSE_FORMAT);
	assert_non_null(strstr(s.err.message, "password"));
	sheets_release(&s);
}

/* No more is read than is wanted, and the program ends with it. */
static void
stops(void **state)
{
	struct gk_sheets s = { .most_rows = 2 };

	(void)state;
	assert_string_equal(read_file(&s, "sheets/hand.xls"),
	    "sheet 台账\n"
	    "1: 标题|公开日期|网址\n"
	    "2: 关于甲的通知|2023-03-31|http://www.a.example/1.html\n"
	    "end\n"
	    "sheet 藏 hidden\n"
	    "1: 关于甲的通知\n"
	    "end\n");
	s.most_sheets = 1;
	read_file(&s, "sheets/hand.xls");
	assert_int_equal(s.status, GK_FAIL);
	assert_int_equal(s.err.cause, GK_CAUSE_LIMIT);
	sheets_release(&s);
}

static void
damaged(void **state)
{
	struct gk_sheets s = { .sheets = 0 };
	struct gk_file f = data_file("sheets/hand.xls");

	(void)state;
	sheets_read(&s, gk_xls_read, gk_str_sub(f.text, 0, 2000));
	assert_int_equal(s.status, GK_FAIL);
	assert_int_equal(s.err.cause, GK_CAUSE_FORMAT);
	sheets_read(&s, gk_xls_read, GK_EMPTY);
	assert_int_equal(s.status, GK_FAIL);
	sheets_damage(&s, gk_xls_read, f.text, 97);
	gk_file_close(&f);
	sheets_release(&s);
}

static void
no_program(void **state)
{
	struct gk_sheets s = { .sheets = 0 };
	char *was = gk_strdup(getenv("GONGKAI_LIBEXEC"));

	(void)state;
	setenv("GONGKAI_LIBEXEC", "/nonexistent", 1);
	assert_string_equal(read_file(&s, "sheets/hand.xls"), "failed\n");
	assert_non_null(strstr(s.err.message,
	    "/nonexistent/gk-xls-reader"));
	/* Something else than the program answers. */
	setenv("GONGKAI_LIBEXEC", "/dev", 1);
	assert_string_equal(read_file(&s, "sheets/hand.xls"), "failed\n");
	setenv("GONGKAI_LIBEXEC", was, 1);
	free(was);
	sheets_release(&s);
}

/* Streams of OLE2: found by name in any case, and read to their end. */
static void
streams(void **state)
{
	struct gk_file f = data_file("sheets/hand.xls");
	struct gk_buf b = { 0 };
	struct gk_ole2 o;

	(void)state;
	assert_false(gk_ole2_open(&o, gk_str_sub(f.text, 0, 100)));
	assert_true(gk_ole2_open(&o, f.text));
	assert_true(gk_ole2_find(&o, "Book") == GK_OLE2_NONE);
	assert_true(gk_ole2_find(&o, "WORKBOOK") != GK_OLE2_NONE);
	assert_true(gk_ole2_read(&o, gk_ole2_find(&o, "Workbook"), &b));
	assert_int_equal(b.len, 4096);
	assert_int_equal(gk_u16_at(gk_buf_str(&b), 0), 0x809);
	gk_ole2_release(&o);
	gk_buf_release(&b);
	gk_file_close(&f);
}

int
main(void)
{
	const char *top = getenv("abs_top_builddir");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(libreoffice),
		cmocka_unit_test(by_hand),
		cmocka_unit_test(locked),
		cmocka_unit_test(stops),
		cmocka_unit_test(damaged),
		cmocka_unit_test(no_program),
		cmocka_unit_test(streams),
	};

	setenv("GONGKAI_LIBEXEC", top != NULL ? top : ".", 0);
	return cmocka_run_group_tests_name("xls", tests, NULL, NULL);
}
