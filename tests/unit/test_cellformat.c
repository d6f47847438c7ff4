#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "ledger/sheets.h"

static const char *const names[] = { "number", "date", "time", "datetime",
	"percent", "text", "month", "boolean" };

static void
is(const char *code, enum gk_numfmt expect)
{
	enum gk_numfmt f;
	char *exact = strdup(code);	/* reading beyond it is noticed */

	assert_non_null(exact);
	memmove(exact, code, strlen(code));
	f = gk_numfmt_of((struct gk_str){ exact, strlen(code) });
	if (f != expect)
		fail_msg("%s is %s, not %s", code, names[f], names[expect]);
	free(exact);
}

static void
all(const char *const *codes, enum gk_numfmt expect)
{
	for (; *codes != NULL; codes++)
		is(*codes, expect);
}

static void
dates_are_known_by_their_code(void **state)
{
	static const char *const dates[] = { "yyyy/m/d", "yyyy/m/d;@",
		"yyyy\\-mm\\-dd;@", "yyyy\"年\"m\"月\"d\"日\"",
		"yyyy年m月d日", "[$-804]yyyy年m月d日", "[$-F800]dddd\\, mmmm dd\\, yyyy",
		"m/d", "m\"月\"d\"日\";@", "d-mmm-yy", "YYYY-MM-DD",
		"[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@", "e年m月d日",
		"[$-804]aaaa;@", "[$-804]aaa", "dddd", "mmmmm", "yyyy",
		"[=0]\"\";yyyy/m/d", "[Red]yyyy-mm-dd", "[$-409]d\\-mmm\\-yyyy;@",
		"\\ yyyy.mm.dd", "_ * yyyy.mm.dd_ ", "gggee\"年\"mm\"月\"dd\"日\"", NULL };
	static const char *const months[] = { "yyyy\"年\"m\"月\"",
		"yyyy年m月;@", "mmm-yy", "yyyy/m", "yyyy-mm",
		"[$-409]mmmm\\-yy;@", NULL };
	static const char *const both[] = { "yyyy/m/d h:mm", "m/d/yy h:mm",
		"yyyy-mm-dd hh:mm:ss", "yyyy\\-mm\\-dd\\ hh:mm;@",
		"yyyy/m/d h:mm AM/PM", "yyyy年m月d日 上午/下午h时",
		"[$-409]yyyy/m/d h:mm AM/PM;@", "d hh", "yyyy-mm-dd\"T\"hh:mm:ss.000",
		"yyyy/m/d hh:mm am/pm", NULL };
	static const char *const times[] = { "h:mm", "h:mm:ss", "mm:ss",
		"mm:ss.0", "[h]:mm:ss", "[mm]:ss", "[ss]", "[H]:MM",
		"h\"时\"mm\"分\"", "h时mm分ss秒", "上午/下午h\"时\"mm\"分\"",
		"h:mm AM/PM", "h A/P", "hh:mm;@", "[$-F400]h:mm:ss\\ AM/PM",
		"hh:mm Am/Pm", "mm\\:ss", NULL };

	(void)state;
	all(dates, GK_NUMFMT_DATE);
	all(months, GK_NUMFMT_MONTH);
	all(both, GK_NUMFMT_DATETIME);
	all(times, GK_NUMFMT_TIME);
}

static void
numbers_are_no_dates(void **state)
{
	static const char *const numbers[] = { "", "General", "GENERAL",
		"G/通用格式", "General\"元\"", "G/通用格式\"元\"", "0", "0.00", "#,##0",
		"#,##0.00;[Red]-#,##0.00", "0.00E+00", "##0.0E+0", "0e-00",
		"[$-804]0", "[DBNum2]0", "[$¥-804]#,##0.00", "[Red]0",
		"[>100]0;[<=100]0.0", "\"year\"0", "\\d0", "0\\y", "_d0", "*d0",
		"0\"%\"", "0\\%", "# ?/?", "\"yyyy-mm-dd\"", "\"没有结束 yyyy", "[",
		"[yyyy", "\\", "_", "*", "\"", ";;;", "0;0;0;@", "[Magenta]0",
		"[h", "[hm]0", "0\"h\"", "_-\"¥\"* #,##0.00_-", "a", "x", NULL };
	static const char *const percents[] = { "0%", "0.00%", "#,##0.0%",
		"0.00%;[Red]-0.00%", "[Red]0%", NULL };
	static const char *const texts[] = { "@", "@\\ ", "\"文\"@", ";;;@",
		NULL };

	(void)state;
	all(numbers, GK_NUMFMT_NUMBER);
	all(percents, GK_NUMFMT_PERCENT);
	all(texts, GK_NUMFMT_TEXT);
	is("\"TRUE\";\"TRUE\";\"FALSE\"", GK_NUMFMT_BOOLEAN);
	is("\"TRUE\"", GK_NUMFMT_NUMBER);
}

static void
any_code_comes_to_an_end(void **state)
{
	static const char letters[] = "yMdhs[]\";\\_*@0%eE+aAmpP/$.\xE5";
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 100000; round++) {
		size_t n = seed >> 8 & 15;
		char *code = malloc(n + 1);

		assert_non_null(code);
		for (size_t i = 0; i < n; i++) {
			seed = seed * 1664525 + 1013904223;
			code[i] = letters[(seed >> 16) %
			    (sizeof letters - 1)];
		}
		seed = seed * 1664525 + 1013904223;
		assert_in_range(gk_numfmt_of((struct gk_str){ code, n }),
		    GK_NUMFMT_NUMBER, GK_NUMFMT_MONTH);
		free(code);
	}
}

static void
builtin_formats_are_known(void **state)
{
	static const struct { int id; enum gk_numfmt f; } all_of[] = {
		{ 0, GK_NUMFMT_NUMBER }, { 2, GK_NUMFMT_NUMBER },
		{ 9, GK_NUMFMT_PERCENT }, { 10, GK_NUMFMT_PERCENT },
		{ 11, GK_NUMFMT_NUMBER }, { 14, GK_NUMFMT_DATE },
		{ 17, GK_NUMFMT_MONTH }, { 18, GK_NUMFMT_TIME },
		{ 22, GK_NUMFMT_DATETIME }, { 31, GK_NUMFMT_DATE },
		{ 32, GK_NUMFMT_TIME }, { 44, GK_NUMFMT_NUMBER },
		{ 46, GK_NUMFMT_TIME }, { 49, GK_NUMFMT_TEXT },
		{ 57, GK_NUMFMT_MONTH }, { 58, GK_NUMFMT_DATE },
		{ 59, GK_NUMFMT_NUMBER }, { -1, GK_NUMFMT_NUMBER },
		{ 164, GK_NUMFMT_NUMBER } };

	(void)state;
	for (size_t i = 0; i < sizeof all_of / sizeof all_of[0]; i++)
		assert_int_equal(gk_numfmt_builtin(all_of[i].id), all_of[i].f);
}

static void
shows(const char *stored, enum gk_numfmt f, bool since_1904,
    const char *expect, bool ruined)
{
	struct gk_buf out = { 0 };
	bool got = gk_numfmt_show(&out, gk_str_of(stored), f, since_1904);

	gk_buf_putc(&out, '\0');
	assert_string_equal(out.p, expect);
	assert_int_equal(got, ruined);
	gk_buf_release(&out);
}

static void
numbers_are_as_typed(void **state)
{
	static const char *const pairs[][2] = { { "45016.0", "45016" },
		{ "0.1", "0.1" }, { "0.10000000000000001", "0.1" },
		{ "0.29999999999999999", "0.3" }, { "1304", "1304" },
		{ "-2.50", "-2.5" }, { "-0", "0" }, { "0", "0" }, { "000", "0" },
		{ "0.0", "0" }, { "007", "7" }, { ".5", "0.5" }, { "5.", "5" },
		{ "1E3", "1000" }, { "1.5e-3", "0.0015" }, { "1E+05", "100000" },
		{ "123456789012345", "123456789012345" },
		{ "999999999999999", "999999999999999" },
		{ "9.9999999999999999", "10" }, { "1.0E-10", "0.0000000001" },
		{ "99.870000000000005", "99.87" }, { "20230331", "20230331" },
		{ "2023.1", "2023.1" }, { "13800001111", "13800001111" },
		{ "1e-30", "1E-30" }, { "1.25e-300", "1.25E-300" },
		{ "123.456e1", "1234.56" } };

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
		shows(pairs[i][0], GK_NUMFMT_NUMBER, false, pairs[i][1], false);
		shows(pairs[i][0], GK_NUMFMT_TEXT, false, pairs[i][1], false);
	}
}

static void
what_is_no_number_stays(void **state)
{
	static const char *const same[] = { "", "abc", "-", ".", "1.2.3", "1e",
		"1e+", "1e999", "1 2", "0x10", "nan", "inf", "+5", "--5", "1e5.5",
		"1,000", "e5", "1e--5" };

	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
		for (int f = GK_NUMFMT_NUMBER; f <= GK_NUMFMT_BOOLEAN; f++)
			shows(same[i], (enum gk_numfmt)f, false, same[i],
			    false);
}

static void
lost_digits_are_told(void **state)
{
	(void)state;
	shows("4.30102199001011E+17", GK_NUMFMT_NUMBER, false,
	    "4.30102199001011E+17", true);
	shows("430102199001011000", GK_NUMFMT_TEXT, false,
	    "4.30102199001011E+17", true);
	shows("430102199001011234", GK_NUMFMT_NUMBER, false,
	    "4.30102199001011E+17", true);
	shows("1000000000000000", GK_NUMFMT_NUMBER, false, "1E+15", true);
	shows("-4.3E+17", GK_NUMFMT_NUMBER, false, "-4.3E+17", true);
	shows("4.3E+17", GK_NUMFMT_DATE, false, "4.3E+17", true);
	shows("1E+14", GK_NUMFMT_NUMBER, false, "100000000000000", false);
}

static void
percents_are_shown(void **state)
{
	(void)state;
	shows("0.9987", GK_NUMFMT_PERCENT, false, "99.87%", false);
	shows("1", GK_NUMFMT_PERCENT, false, "100%", false);
	shows("0", GK_NUMFMT_PERCENT, false, "0%", false);
	shows("0.28999999999999998", GK_NUMFMT_PERCENT, false, "29%", false);
	shows("-0.001", GK_NUMFMT_PERCENT, false, "-0.1%", false);
}

static void
dates_are_iso(void **state)
{
	(void)state;
	shows("45016", GK_NUMFMT_DATE, false, "2023-03-31", false);
	shows("45016.0", GK_NUMFMT_DATE, false, "2023-03-31", false);
	shows("4.5016E4", GK_NUMFMT_DATE, false, "2023-03-31", false);
	shows("43554", GK_NUMFMT_DATE, true, "2023-03-31", false);
	shows("45016.75", GK_NUMFMT_DATE, false, "2023-03-31", false);
	shows("45016.587500000001", GK_NUMFMT_DATETIME, false,
	    "2023-03-31 14:06", false);
	shows("45016.586805555555", GK_NUMFMT_DATETIME, false,
	    "2023-03-31 14:05", false);
	shows("45016.586909722224", GK_NUMFMT_DATETIME, false,
	    "2023-03-31 14:05:09", false);
	shows("45016", GK_NUMFMT_DATETIME, false, "2023-03-31", false);
	shows("45015.999999999", GK_NUMFMT_DATETIME, false, "2023-03-31",
	    false);
	shows("1", GK_NUMFMT_DATE, false, "1900-01-01", false);
	shows("59", GK_NUMFMT_DATE, false, "1900-02-28", false);
	shows("60", GK_NUMFMT_DATE, false, "1900-02-29", false);
	shows("61", GK_NUMFMT_DATE, false, "1900-03-01", false);
	shows("0", GK_NUMFMT_DATE, false, "1900-01-00", false);
	shows("0", GK_NUMFMT_DATE, true, "1904-01-01", false);
	shows("2958465", GK_NUMFMT_DATE, false, "9999-12-31", false);
	shows("2957003", GK_NUMFMT_DATE, true, "9999-12-31", false);
}

/* 20230331 in a cell for dates: the program shows ######. */
static void
what_is_no_day_is_a_number(void **state)
{
	(void)state;
	shows("2958466", GK_NUMFMT_DATE, false, "2958466", false);
	shows("2957004", GK_NUMFMT_DATE, true, "2957004", false);
	shows("20230331", GK_NUMFMT_DATE, false, "20230331", false);
	shows("-1", GK_NUMFMT_DATE, false, "-1", false);
	shows("1E300", GK_NUMFMT_DATETIME, false, "1E+300", true);
}

static void
booleans_are_words(void **state)
{
	(void)state;
	shows("1", GK_NUMFMT_BOOLEAN, false, "是", false);
	shows("-0.5", GK_NUMFMT_BOOLEAN, false, "是", false);
	shows("0", GK_NUMFMT_BOOLEAN, false, "否", false);
}

/* Who typed 2023年3月 named no day. */
static void
months_have_no_day(void **state)
{
	(void)state;
	shows("44986", GK_NUMFMT_MONTH, false, "2023-03", false);
	shows("44987", GK_NUMFMT_MONTH, false, "2023-03-02", false);
	shows("44986", GK_NUMFMT_DATE, false, "2023-03-01", false);
}

static void
times_are_shown(void **state)
{
	(void)state;
	shows("0.5", GK_NUMFMT_TIME, false, "12:00", false);
	shows("0", GK_NUMFMT_TIME, false, "00:00", false);
	shows("1.0625", GK_NUMFMT_TIME, false, "25:30", false);
	shows("0.00001157407407407407", GK_NUMFMT_TIME, false, "00:00:01",
	    false);
	shows("45016.5", GK_NUMFMT_TIME, false, "2023-03-31 12:00", false);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_known_by_their_code),
		cmocka_unit_test(numbers_are_no_dates),
		cmocka_unit_test(any_code_comes_to_an_end),
		cmocka_unit_test(builtin_formats_are_known),
		cmocka_unit_test(numbers_are_as_typed),
		cmocka_unit_test(what_is_no_number_stays),
		cmocka_unit_test(lost_digits_are_told),
		cmocka_unit_test(percents_are_shown),
		cmocka_unit_test(dates_are_iso),
		cmocka_unit_test(what_is_no_day_is_a_number),
		cmocka_unit_test(booleans_are_words),
		cmocka_unit_test(months_have_no_day),
		cmocka_unit_test(times_are_shown),
	};

	return cmocka_run_group_tests_name("cellformat", tests, NULL, NULL);
}
