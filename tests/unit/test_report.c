#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "finding/table.h"
#include "report/report.h"

static const struct gk_report_options plain = { .lang = GK_ZH,
	.as_of = GK_NO_DAY };

static void
draft(struct gk_findings *fs, enum gk_kind_id kind, const char *unit,
    size_t row, const char *title)
{
	struct gk_draft d = GK_DRAFT(kind);

	d.unit = gk_str_of(unit);
	d.title = gk_str_of(title);
	d.row = row;
	if (row != 0)
		d.file = GK_STR("a.csv");
	gk_findings_add(fs, &d);
}

static const struct gk_kind personal_mobile = {
	.id = "personal-mobile", .severity = GK_WARNING, .cls = GK_SAFETY,
	.basis = "", .fact = { "第{row}行含手机号码。", "Row {row}. " },
	.remedy = { "", "" },
};
static const struct gk_kind secrecy_mark = {
	.id = "secrecy-mark", .severity = GK_ERROR, .cls = GK_SAFETY,
	.basis = "", .fact = { "第{row}行含标志。", "Row {row}. " },
	.remedy = { "", "" },
};

static void
draft_rule(struct gk_findings *fs, const struct gk_kind *rule,
    const char *unit, size_t row)
{
	struct gk_draft d = GK_DRAFT((enum gk_kind_id)0);

	d.rule = rule;
	d.unit = gk_str_of(unit);
	d.row = row;
	d.file = GK_STR("a.csv");
	gk_findings_add(fs, &d);
}

static void
sample(struct gk_findings *fs)
{
	gk_findings_init(fs, GK_ZH, gk_day_of(2023, 5, 31));
	for (size_t row = 2; row < 7; row++)
		draft(fs, GK_K_CELL_CONTROL, "甲局", row, "");
	draft(fs, GK_K_QUOTE_DAMAGE, "乙局", 3, "");
	draft_rule(fs, &personal_mobile, "丙局", 4);
	draft(fs, GK_K_COLUMN_UNKNOWN, "", 0, "");
	gk_findings_finish(fs);
}

/* The report as a string; the caller releases `b`. */
static const char *
report(struct gk_buf *b, const char *name, const struct gk_findings *fs,
    const struct gk_report_options *opt)
{
	const struct gk_report *r = gk_report_find(name);
	struct gk_out *o;
	struct gk_error err;

	assert_non_null(r);
	gk_buf_clear(b);
	o = gk_out_memory(b);
	r->write(fs, opt, o);
	assert_int_equal(gk_out_close(o, &err), GK_OK);
	return b->p;
}

static void
formats(void **state)
{
	(void)state;
	assert_string_equal(gk_report_names(),
	    "codequality, csv, github, jsonl, junit, md, sarif, text");
	assert_string_equal(gk_report_find("jsonl")->name, "jsonl");
	assert_null(gk_report_find("json"));
	assert_null(gk_report_find(""));
}

static void
assert_in_order(const char *text, const char *const *parts)
{
	for (; *parts != NULL; parts++) {
		const char *at = strstr(text, *parts);

		if (at == NULL)
			fail_msg("\"%s\" is not there, or too early:\n%s",
			    *parts, text);
		text = at + strlen(*parts);
	}
}
#define IN_ORDER(...) (const char *const[]) { __VA_ARGS__, NULL }

static void
text_is_grouped_and_summed_up(void **state)
{
	struct gk_report_options opt = plain;
	struct gk_findings fs;
	struct gk_buf b;
	const char *text;

	(void)state;
	gk_buf_init(&b);
	sample(&fs);
	opt.as_of = gk_day_of(2023, 5, 31);
	text = report(&b, "text", &fs, &opt);
	/* Safety first, then errors, then warnings, then the rest. */
	assert_in_order(text, IN_ORDER(
	    "政务公开检查结果（截至2023年5月31日）\n",
	    "共8项：问题1、待核实6、提示1；涉及3个单位。\n",
	    "\n丙局：问题0、待核实1、提示0\n", "第4行", "[personal-mobile]  a.csv:4\n",
	    "\n乙局：问题1、待核实0、提示0\n", "  问题  第", "a.csv:3\n",
	    "\n甲局：问题0、待核实5、提示0\n", "a.csv:2\n", "a.csv:3\n",
	    "a.csv:4\n", "另有2条同类问题。  [cell-control]\n",
	    "\n（未注明单位）：问题0、待核实0、提示1\n", "  提示  ",
	    "[column-unknown]\n",
	    "全部问题见 -f csv 的输出。\n",
	    "以上以各单位台账自报为准，未逐页核验。\n"));
	assert_null(strstr(text, "a.csv:5\n"));
	assert_null(strchr(text, '\033'));
	opt.lang = GK_EN;
	assert_in_order(report(&b, "text", &fs, &opt), IN_ORDER(
	    "as of 2023-05-31", "8 findings: 1 error, 6 warning, 1 notice",
	    "and 2 more of the same", "(no unit)", "-f csv"));
	gk_findings_release(&fs);
	gk_buf_release(&b);
}

/* Before more errors, and before other data of the same unit. */
static void
secrecy_comes_first(void **state)
{
	struct gk_findings fs;
	struct gk_buf b;

	(void)state;
	gk_buf_init(&b);
	gk_findings_init(&fs, GK_ZH, gk_day_of(2023, 5, 31));
	for (size_t row = 2; row < 6; row++)
		draft(&fs, GK_K_QUOTE_DAMAGE, "甲局", row, "");
	draft_rule(&fs, &personal_mobile, "甲局", 7);
	draft_rule(&fs, &personal_mobile, "丁局", 8);
	draft_rule(&fs, &secrecy_mark, "丁局", 9);
	gk_findings_finish(&fs);
	assert_in_order(report(&b, "text", &fs, &plain), IN_ORDER(
	    "\n丁局：", "[secrecy-mark]  a.csv:9\n",
	    "[personal-mobile]  a.csv:8\n", "\n甲局：",
	    "[personal-mobile]  a.csv:7\n", "a.csv:2\n"));
	gk_findings_release(&fs);
	gk_buf_release(&b);
}

static void
three_alike_are_all_printed(void **state)
{
	struct gk_findings fs;
	struct gk_buf b;
	const char *text;

	(void)state;
	gk_buf_init(&b);
	gk_findings_init(&fs, GK_ZH, GK_NO_DAY);
	for (size_t row = 2; row < 5; row++)
		draft(&fs, GK_K_CELL_EMPTY, "甲局", row, "");
	gk_findings_finish(&fs);
	text = report(&b, "text", &fs, &plain);
	assert_in_order(text, IN_ORDER("a.csv:2\n", "a.csv:3\n", "a.csv:4\n"));
	assert_null(strstr(text, "另有"));
	assert_null(strstr(text, "-f csv"));
	assert_null(strstr(text, "截至"));
	gk_findings_release(&fs);
	gk_buf_release(&b);
}

static void
text_of_nothing(void **state)
{
	struct gk_findings fs;
	struct gk_buf b;

	(void)state;
	gk_buf_init(&b);
	gk_findings_init(&fs, GK_ZH, GK_NO_DAY);
	gk_findings_finish(&fs);
	assert_string_equal(report(&b, "text", &fs, &plain),
	    "政务公开检查结果\n"
	    "共0项：问题0、待核实0、提示0；涉及0个单位。\n\n"
	    "未发现问题。\n以上以各单位台账自报为准，未逐页核验。\n");
	gk_findings_release(&fs);
	gk_buf_release(&b);
}

static void
text_has_color_only_if_asked(void **state)
{
	struct gk_report_options opt = plain;
	struct gk_findings fs;
	struct gk_buf b;

	(void)state;
	gk_buf_init(&b);
	sample(&fs);
	opt.color = true;
	assert_in_order(report(&b, "text", &fs, &opt), IN_ORDER(
	    "\033[33m待核实\033[0m", "\033[31m问题\033[0m",
	    "\033[36m提示\033[0m"));
	gk_findings_release(&fs);
	gk_buf_release(&b);
}

#define HEADER "severity,class,rule,unit,co_units,region,field,item,title," \
	"message,basis,remedy,file,sheet,row,column,line,cell,value,period," \
	"due,fix_by,since,state,cause,no,fingerprint\n"

/* What another program wrote cannot command the terminal. */
static void
text_is_harmless_and_honest(void **state)
{
	struct gk_findings fs;
	struct gk_error err;
	struct gk_buf b;
	const char *text;

	(void)state;
	gk_buf_init(&b);
	gk_findings_init(&fs, GK_ZH, GK_NO_DAY);
	assert_int_equal(gk_findings_read(&fs, GK_STR(HEADER
	    "error,公开,overdue,\033[2J局,,,,,,话%s%n,,,a.csv,表,3,,,,,,,,,"
	    "waived,,,\n"
	    "notice,公开,overdue,乙,,,,,,话,（依据待核）,,a.csv,表,4,,,,,,,,,"
	    ",,,\n"
	    "error,公开,overdue,乙,,,,,,话,,,a.csv,表,5,,,,,,,,,"
	    "reopened,,,\n"), "t", &err), GK_OK);
	gk_findings_finish(&fs);
	text = report(&b, "text", &fs, &plain);
	assert_null(strchr(text, '\033'));
	assert_in_order(text, IN_ORDER("共1项：问题1、待核实0、提示0",
	    "另有依据待核1项，不计入。",
	    "另有例外登记或本期未再发现1项，不计入。",
	    "\n乙：问题1、待核实0、提示0\n",
	    "问题（反弹）  话  [overdue]  a.csv[表]:5\n",
	    "提示（依据待核）  话",
	    "\n?[2J局：问题0、待核实0、提示0\n",
	    "问题（例外登记）  话%s%n  "));
	gk_findings_release(&fs);
	gk_buf_release(&b);
}

static void
jsonl_lines(void **state)
{
	struct gk_report_options opt = plain;
	struct gk_findings fs;
	struct gk_error err;
	struct gk_buf b;

	(void)state;
	gk_buf_init(&b);
	gk_findings_init(&fs, GK_ZH, GK_NO_DAY);
	assert_int_equal(gk_findings_read(&fs, GK_STR(HEADER
	    "error,公开,overdue,甲,,,,,\"a\"\"\\\n\x01\t\",话,条例,,a.csv,,12,"
	    "url,13,K12,'=1,,,,2023-05-31,,,,0123456789abcdef\n"
	    "notice,填报,late,,,,,,,话,（依据待核）,,b.csv,,,,,,,,,,,waived,"
	    ",,0123456789abcde0\n"
	    "notice,填报,late,,,,,,,话,（依据待核）,,c.csv,,,,,,,,,,,,,,"
	    "0123456789abcde1\n"), "t", &err), GK_OK);
	gk_findings_finish(&fs);
	opt.as_of = gk_day_of(2023, 5, 31);
	assert_string_equal(report(&b, "jsonl", &fs, &opt),
	    "{\"gongkai\":\"" PACKAGE_VERSION "\",\"format\":\"findings\","
	    "\"version\":1,\"as_of\":\"2023-05-31\"}\n"
	    "{\"severity\":\"error\",\"class\":\"公开\",\"rule\":\"overdue\","
	    "\"unit\":\"甲\",\"title\":\"a\\\"\\\\\\u000a\\u0001\\u0009\","
	    "\"message\":\"话\",\"basis\":\"条例\",\"file\":\"a.csv\","
	    "\"row\":12,\"column\":\"url\",\"line\":13,\"cell\":\"K12\","
	    "\"value\":\"=1\",\"since\":\"2023-05-31\","
	    "\"fingerprint\":\"0123456789abcdef\"}\n"
	    "{\"severity\":\"notice\",\"class\":\"填报\",\"rule\":\"late\","
	    "\"message\":\"话\",\"basis\":\"（依据待核）\",\"file\":\"b.csv\","
	    "\"state\":\"waived\",\"fingerprint\":\"0123456789abcde0\","
	    "\"advisory\":true}\n"
	    "{\"severity\":\"notice\",\"class\":\"填报\",\"rule\":\"late\","
	    "\"message\":\"话\",\"basis\":\"（依据待核）\",\"file\":\"c.csv\","
	    "\"fingerprint\":\"0123456789abcde1\",\"advisory\":true}\n"
	    "{\"summary\":{\"findings\":3,\"error\":1,\"warning\":0,"
	    "\"notice\":0,\"advisory\":1,\"settled\":1}}\n");
	gk_findings_release(&fs);
	gk_buf_release(&b);
}

/* The struct may hold bytes that the table would refuse; JSON may not. */
static void
jsonl_is_utf8(void **state)
{
	struct gk_findings fs;
	struct gk_buf b;

	(void)state;
	gk_buf_init(&b);
	gk_findings_init(&fs, GK_ZH, GK_NO_DAY);
	draft(&fs, GK_K_CELL_EMPTY, "甲", 2, "");
	fs.list[0].col[GK_F_TITLE] = (struct gk_str){ "a\xff\xe7\x94", 4 };
	assert_non_null(strstr(report(&b, "jsonl", &fs, &plain),
	    "\"title\":\"a\\ufffd\\ufffd\\ufffd\""));
	gk_findings_release(&fs);
	gk_buf_release(&b);
}

static void
csv_is_the_table(void **state)
{
	struct gk_findings fs;
	struct gk_buf b, want;
	struct gk_error err;
	struct gk_out *o;

	(void)state;
	gk_buf_init(&b);
	gk_buf_init(&want);
	sample(&fs);
	o = gk_out_memory(&want);
	gk_findings_write(&fs, o);
	assert_int_equal(gk_out_close(o, &err), GK_OK);
	assert_string_equal(report(&b, "csv", &fs, &plain), want.p);
	gk_findings_release(&fs);
	gk_buf_release(&b);
	gk_buf_release(&want);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(formats),
		cmocka_unit_test(text_is_grouped_and_summed_up),
		cmocka_unit_test(secrecy_comes_first),
		cmocka_unit_test(three_alike_are_all_printed),
		cmocka_unit_test(text_of_nothing),
		cmocka_unit_test(text_has_color_only_if_asked),
		cmocka_unit_test(text_is_harmless_and_honest),
		cmocka_unit_test(jsonl_lines),
		cmocka_unit_test(jsonl_is_utf8),
		cmocka_unit_test(csv_is_the_table),
	};

	return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
