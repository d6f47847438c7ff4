/*
 * Sheets as a reader pushes them: which are ledgers, and what is said of the
 * others.
 */
#include "config.h"

#include "ledger/sheets.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "ledger_util.h"
#include "ledger/ledger_int.h"

/* Rows with , between cells and one a line; "!" in front: hidden. */
static bool
push_rows(struct gk_sheets *s, const char *text)
{
	struct gk_str rest = gk_str_of(text), line;
	bool more = true;

	for (size_t row = 1; more && gk_str_split(&rest, "\n", &line); row++) {
		bool hidden = gk_str_starts(line, GK_STR("!"));
		struct gk_str cells[16], cell;
		struct gk_csv_row r = { .cells = cells, .row = row };

		line = gk_str_sub(line, hidden ? 1 : 0, line.n);
		while (r.ncells < 16 && gk_str_split(&line, ",", &cell))
			cells[r.ncells++] = cell;
		more = gk_sheets_row(s, &r, hidden);
	}
	return more;
}

static struct gk_sheets *
sheets_of(struct reading *r)
{
	static const struct gk_ledger_ops ops = { log_table, log_record,
		log_end, log_fault, NULL };

	gk_buf_clear(&r->log);
	r->err = (struct gk_error){ .line = 0 };
	return gk_sheets_new(&r->opt, &ops, r, "a.xlsx");
}

static const char *
finish(struct reading *r, struct gk_sheets *s)
{
	r->status = gk_sheets_finish(s, &r->err);
	gk_buf_puts(&r->log, r->status != GK_OK ? "failed\n" : "");
	gk_sheets_free(s);
	return r->log.p;
}

#define LEDGER "信息名称,公开日期\n甲,2023.3.31\n"
#define READ "record title=甲 published=2023-03-31\nend 1 0\n"

static void
each_sheet_by_itself(void **state)
{
	struct reading *r = *state;
	struct gk_sheets *s = sheets_of(r);

	assert_true(gk_sheets_begin(s, GK_STR("封面"), false));
	push_rows(s, "材料\n");
	assert_true(gk_sheets_begin(s, GK_STR(" 一\n季度 "), false));
	assert_true(push_rows(s, LEDGER));
	gk_sheets_end(s);
	assert_true(gk_sheets_begin(s, GK_STR("空"), true));
	push_rows(s, ",\n\n");
	assert_true(gk_sheets_begin(s, GK_STR("二"), false));
	push_rows(s, LEDGER);
	assert_string_equal(finish(r, s), "table a.xlsx sheet=一季度\n" READ
	    "table a.xlsx sheet=二\n" READ "fault skipped 0:0 封面\n");
}

static void
hidden_parts(void **state)
{
	struct reading *r = *state;
	struct gk_sheets *s = sheets_of(r);

	assert_true(gk_sheets_begin(s, GK_STR("一"), true));
	push_rows(s, "!\n信息名称,公开日期\n!甲,2023.3.31\n!,\n!合计,\n");
	assert_true(gk_sheets_begin(s, GK_STR("旧"), true));
	push_rows(s, "!材料\n");
	assert_string_equal(finish(r, s), "table a.xlsx sheet=一\n"
	    "fault hidden 0:0 一\nfault hidden 3:0 (2)\n"
	    "record title=甲 published=2023-03-31\nend 1 1\n"
	    "fault skipped 0:0 旧\n");
}

/* Before the header is known, behind it, and beside all columns. */
static void
ruined_numbers(void **state)
{
	struct reading *r = *state;
	struct gk_sheets *s = sheets_of(r);

	assert_true(gk_sheets_begin(s, GK_STR("一"), false));
	gk_sheets_ruined(s, 2, 3, GK_STR("4.3E+17"));
	gk_sheets_ruined(s, 2, 9, GK_STR("5.3E+17"));
	push_rows(s, "信息名称,公开日期,文号\n甲,2023.3.31,4.3E+17\n");
	for (size_t i = 0; i < GK_HEAD_ROWS; i++)
		push_rows(s, "\n\n乙,2023.3.31\n");
	gk_sheets_ruined(s, 40, 1, GK_STR("6.3E+17"));
	gk_sheets_end(s);
	gk_sheets_ruined(s, 1, 1, GK_STR("nowhere"));
	assert_false(push_rows(s, LEDGER));
	finish(r, s);
	assert_non_null(strstr(r->log.p, "table a.xlsx sheet=一\n"
	    "fault ruined 2:0 column=3 key=number 4.3E+17\n"
	    "fault ruined 2:0 column=9 5.3E+17\n"
	    "record title=甲 number=4.3E+17"));
	assert_non_null(strstr(r->log.p,
	    "fault ruined 40:0 column=1 6.3E+17\nend 21 0\n"));
}

static void
ruined_text(void **state)
{
	struct reading *r = *state;
	struct gk_sheets *s = sheets_of(r);

	assert_true(gk_sheets_begin(s, GK_STR("一"), false));
	push_rows(s, "信息名称,公开日期\n锟斤拷,2023.3.31\n锟斤拷,\n");
	assert_string_equal(finish(r, s), "table a.xlsx sheet=一\n"
	    "fault mojibake 2:0 column=1 锟斤拷 (2)\n"
	    "record title=锟斤拷 published=2023-03-31\nrecord title=锟斤拷\n"
	    "end 2 0\n");
}

/* What the format does not show is said once, and only of ledgers. */
static void
partial(void **state)
{
	struct reading *r = *state;
	struct gk_sheets *s = sheets_of(r);

	gk_sheets_partial(s);
	assert_true(gk_sheets_begin(s, GK_STR("一"), false));
	gk_sheets_partial(s);
	push_rows(s, LEDGER);
	assert_string_equal(finish(r, s), "table a.xlsx sheet=一\n" READ
	    "fault partial 0:0\n");
	s = sheets_of(r);
	gk_sheets_partial(s);
	assert_true(gk_sheets_begin(s, GK_STR("一"), false));
	push_rows(s, "甲,乙\n");
	assert_string_equal(finish(r, s), "fault unrecognised 0:0\n");
}

static void
no_ledger_at_all(void **state)
{
	struct reading *r = *state;
	struct gk_sheets *s = sheets_of(r);

	assert_true(gk_sheets_begin(s, GK_STR("一"), true));
	gk_sheets_ruined(s, 1, 1, GK_STR("4.3E+17"));
	push_rows(s, "!姓名\n");
	assert_true(gk_sheets_begin(s, GK_STR("二"), false));
	push_rows(s, "年龄\n");
	assert_string_equal(finish(r, s), "fault unrecognised 0:0\n");
	s = sheets_of(r);
	assert_true(gk_sheets_begin(s, GK_STR("一"), false));
	assert_string_equal(finish(r, s), "failed\n");
	assert_int_equal(r->err.cause, GK_CAUSE_EMPTY);
	assert_string_equal(finish(r, sheets_of(r)), "failed\n");
	s = sheets_of(r);
	assert_true(gk_sheets_begin(s, GK_STR("一"), false));
	push_rows(s, "id,name,aliases,kind,region\n");
	assert_string_equal(finish(r, s), "fault own 0:0 register\n");
}

#define REQUEST "申请编号,收到申请日期,申请公开的内容,单位\n1,2023.1.4,乙,丙\n"

/* --kind picks sheets; where none looks like one, any may be. */
static void
kind_of_sheets(void **state)
{
	struct reading *r = *state;
	struct gk_sheets *s;

	r->opt.kind = "disclosure";
	s = sheets_of(r);
	assert_true(gk_sheets_begin(s, GK_STR("一"), false));
	push_rows(s, REQUEST);
	assert_true(gk_sheets_begin(s, GK_STR("二"), false));
	push_rows(s, LEDGER);
	gk_sheets_end(s);
	assert_false(gk_sheets_missed(s));
	assert_string_equal(finish(r, s), "table a.xlsx sheet=二\n" READ
	    "fault skipped 0:0 一\n");
	s = sheets_of(r);
	assert_true(gk_sheets_begin(s, GK_STR("一"), false));
	push_rows(s, "标题,备注\n甲,乙\n");
	gk_sheets_end(s);
	assert_true(gk_sheets_missed(s));
	assert_string_equal(finish(r, s), "failed\n");
	assert_int_equal(r->err.cause, GK_CAUSE_HEADER);
	s = sheets_of(r);
	gk_sheets_lenient(s);
	assert_true(gk_sheets_begin(s, GK_STR("一"), false));
	push_rows(s, "标题,备注\n甲,乙\n");
	assert_string_equal(finish(r, s), "table a.xlsx sheet=一\n"
	    "record title=甲 remark=乙\nend 1 0\n");
	r->opt.kind = NULL;
}

static void
too_many(void **state)
{
	struct reading *r = *state;
	struct gk_sheets *s = sheets_of(r);

	for (size_t i = 0; i < GK_SHEETS_MAX; i++)
		assert_true(gk_sheets_begin(s, GK_STR("一"), false));
	assert_false(gk_sheets_begin(s, GK_STR("一"), false));
	gk_sheets_free(s);
	gk_sheets_free(NULL);
}

/* Titles and headers alone. */
static void
heads(void **state)
{
	struct reading *r = *state;
	struct gk_sheets *s;

	r->opt.heads = true;
	s = sheets_of(r);
	assert_true(gk_sheets_begin(s, GK_STR("一"), false));
	push_rows(s, LEDGER);
	for (size_t i = 0; i < GK_HEAD_ROWS; i++)
		push_rows(s, "乙,2023.3.31\n");
	assert_false(push_rows(s, "乙,2023.3.31\n"));
	assert_string_equal(finish(r, s), "table a.xlsx sheet=一\nend 0 0\n");
	r->opt.heads = false;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_sheet_by_itself),
		cmocka_unit_test(hidden_parts),
		cmocka_unit_test(ruined_numbers),
		cmocka_unit_test(ruined_text),
		cmocka_unit_test(partial),
		cmocka_unit_test(no_ledger_at_all),
		cmocka_unit_test(kind_of_sheets),
		cmocka_unit_test(too_many),
		cmocka_unit_test(heads),
	};

	return cmocka_run_group_tests_name("sheets", tests, reading_setup,
	    reading_teardown);
}
