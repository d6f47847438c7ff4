/* core/number: numbers in cells, and what is none. */
#include "config.h"

#include "core/number.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#define ONE INT64_C(1000000)

struct number_case {
	const char *text;
	int64_t micro;
	bool percent, whole;
};

static void
check(const struct number_case *c)
{
	struct gk_number n = gk_number_parse(gk_str_of(c->text));

	if (n.how != GK_NUMBER_OK || n.micro != c->micro ||
	    n.percent != c->percent || n.whole != c->whole)
		fail_msg("'%s': how %d, %lld, percent %d, whole %d", c->text,
		    n.how, (long long)n.micro, n.percent, n.whole);
}

static void
reads_figures(void **state)
{
	static const struct number_case cases[] = {
		{ "0", 0, false, true },
		{ "1304", 1304 * ONE, false, true },
		{ "1,304", 1304 * ONE, false, true },
		{ "1,304条", 1304 * ONE, false, true },
		{ "12,345,678.9", 12345678900000, false, false },
		{ "１２３", 123 * ONE, false, true },
		{ "１，３０４．５", 1304500000, false, false },
		{ "-5", -5 * ONE, false, true },
		{ "－5", -5 * ONE, false, true },
		{ "−0.5", -ONE / 2, false, false },
		{ "+5", 5 * ONE, false, true },
		{ " 12 人次 ", 12 * ONE, false, true },
		{ "'007", 7 * ONE, false, true },
		{ "5.", 5 * ONE, false, true },
		{ ".5", ONE / 2, false, false },
		{ "5.00", 5 * ONE, false, true },
		{ "3次。", 3 * ONE, false, true },
		{ "共 3 次", 3 * ONE, false, true },
		{ "￥1,000元", 1000 * ONE, false, true },
		{ "20个工作日", 20 * ONE, false, true },
		{ "2023年", 2023 * ONE, false, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check(&cases[i]);
}

static void
reads_percent_and_scale(void **state)
{
	static const struct number_case cases[] = {
		{ "99.87%", 998700, true, false },
		{ "99.87％", 998700, true, false },
		{ "100%", ONE, true, true },
		{ "150 %", ONE * 3 / 2, true, false },
		{ "百分之五十", ONE / 2, true, false },
		{ "百分之99.5", 995000, true, false },
		{ "3.5万元", 35000 * ONE, false, true },
		{ "3.5 万", 35000 * ONE, false, true },
		{ "0.00001万", 100000, false, false },
		{ "2亿元", 200000000 * ONE, false, true },
		{ "2千万元", 20000000 * ONE, false, true },
		{ "5千元", 5000 * ONE, false, true },
		{ "1.2万粉丝", 12000 * ONE, false, true },
		{ "1万亿", INT64_C(1000000000000) * ONE, false, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check(&cases[i]);
}

static void
reads_numerals(void **state)
{
	static const struct number_case cases[] = {
		{ "三次", 3 * ONE, false, true },
		{ "两", 2 * ONE, false, true },
		{ "零", 0, false, true },
		{ "十", 10 * ONE, false, true },
		{ "十二", 12 * ONE, false, true },
		{ "二十", 20 * ONE, false, true },
		{ "二十三条", 23 * ONE, false, true },
		{ "一百零五", 105 * ONE, false, true },
		{ "一百一十", 110 * ONE, false, true },
		{ "一百十二", 112 * ONE, false, true },
		{ "三千零五十", 3050 * ONE, false, true },
		{ "三万五千", 35000 * ONE, false, true },
		{ "三万零五", 30005 * ONE, false, true },
		{ "十二万", 120000 * ONE, false, true },
		{ "一亿零三百", INT64_C(100000300) * ONE, false, true },
		{ "一亿二千万", 120000000 * ONE, false, true },
		{ "二〇二三", 2023 * ONE, false, true },
		{ "一二三", 123 * ONE, false, true },
		{ "二〇", 20 * ONE, false, true },
		{ "壹佰贰拾叁元", 123 * ONE, false, true },
		{ "三点五", ONE * 7 / 2, false, false },
		{ "三点五万元", 35000 * ONE, false, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check(&cases[i]);
}

static void
keeps_millionths(void **state)
{
	static const struct number_case cases[] = {
		{ "0.000001", 1, false, false },
		{ "0.0000004", 0, false, false },
		{ "0.0000005", 1, false, false },
		{ "33.333333333333336", 33333333, false, false },
		{ "0.1234567890123456789", 123457, false, false },
		{ "1.0000000000000000000001", ONE, false, false },
		{ "1.0000000000000000000000", ONE, false, true },
		{ "9223372036854", INT64_C(9223372036854) * ONE, false,
		    true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check(&cases[i]);
}

static void
tells_what_is_none(void **state)
{
	static const struct {
		const char *text;
		enum gk_number_how how;
	} cases[] = {
		{ "", GK_NUMBER_EMPTY }, { "　", GK_NUMBER_EMPTY },
		{ "－", GK_NUMBER_EMPTY }, { "——", GK_NUMBER_EMPTY },
		{ "/", GK_NUMBER_EMPTY }, { "无", GK_NUMBER_EMPTY },
		{ "4.30102E+17", GK_NUMBER_RUINED },
		{ "-4.30102e17", GK_NUMBER_RUINED },
		{ "#####", GK_NUMBER_RUINED },
		{ "4.30102E", GK_NUMBER_UNREADABLE },
		{ "E5", GK_NUMBER_UNREADABLE },
		{ "#REF!", GK_NUMBER_UNREADABLE },
		{ "约100", GK_NUMBER_UNREADABLE },
		{ "100余人", GK_NUMBER_UNREADABLE },
		{ "3-5", GK_NUMBER_UNREADABLE },
		{ "3/5", GK_NUMBER_UNREADABLE },
		{ "3;5", GK_NUMBER_UNREADABLE },
		{ "3 5", GK_NUMBER_UNREADABLE },
		{ "1.2.3", GK_NUMBER_UNREADABLE },
		{ "1,30", GK_NUMBER_UNREADABLE },
		{ "1234,567", GK_NUMBER_UNREADABLE },
		{ "1,2345", GK_NUMBER_UNREADABLE },
		{ "2023-03-31", GK_NUMBER_UNREADABLE },
		{ "12人3次", GK_NUMBER_UNREADABLE },
		{ "第3次", GK_NUMBER_UNREADABLE },
		{ "若干", GK_NUMBER_UNREADABLE },
		{ "三五次", GK_NUMBER_UNREADABLE },
		{ "一百五", GK_NUMBER_UNREADABLE },
		{ "三万五", GK_NUMBER_UNREADABLE },
		{ "十几", GK_NUMBER_UNREADABLE },
		{ "百", GK_NUMBER_UNREADABLE },
		{ "一百零", GK_NUMBER_UNREADABLE },
		{ "十百", GK_NUMBER_UNREADABLE },
		{ "一百二百", GK_NUMBER_UNREADABLE },
		{ "三点", GK_NUMBER_UNREADABLE },
		{ ".", GK_NUMBER_UNREADABLE },
		{ "-", GK_NUMBER_EMPTY },
		{ "--5", GK_NUMBER_UNREADABLE },
		{ "99.87%%", GK_NUMBER_UNREADABLE },
		{ "9223372036855", GK_NUMBER_UNREADABLE },
		{ "1234567890123456789", GK_NUMBER_UNREADABLE },
		{ "一二三四五六七八九一二三四五六七八九一",
		    GK_NUMBER_UNREADABLE },
		{ "\xFF", GK_NUMBER_UNREADABLE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (gk_number_parse(gk_str_of(cases[i].text)).how !=
		    cases[i].how)
			fail_msg("'%s': %d", cases[i].text,
			    gk_number_parse(gk_str_of(cases[i].text)).how);
}

static void
survives_long_cells(void **state)
{
	char text[4096];
	struct gk_str s = { text, sizeof text };

	(void)state;
	memset(text, '1', sizeof text);
	assert_int_equal(gk_number_parse(s).how, GK_NUMBER_UNREADABLE);
	assert_int_equal(gk_number_within(s), -1);
	memset(text, '0', sizeof text);
	s.n = 120;
	assert_int_equal(gk_number_parse(s).how, GK_NUMBER_OK);
	assert_int_equal(gk_number_parse((struct gk_str){ NULL, 0 }).how,
	    GK_NUMBER_EMPTY);
}

static void
finds_counts(void **state)
{
	static const struct {
		const char *text;
		int64_t value;
	} cases[] = {
		{ "第35次", 35 }, { "第 ３５ 次", 35 }, { "第三十五次", 35 },
		{ "2023年第3次常务会议", 3 }, { "第三方评估第2次", 2 },
		{ "20个工作日", 20 }, { "三十五", 35 }, { "0035", 35 },
		{ "收到之日起二十个工作日内", 20 }, { "共1,304条", 1304 },
		{ "3.5", 3 }, { "统一安排", -1 }, { "统一安排三次", 3 },
		{ "统一安排 7", 7 }, { "及时", -1 }, { "", -1 },
		{ "第次", -1 }, { "十五届五次", 15 },
		{ "12345678901234567890", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (gk_number_within(gk_str_of(cases[i].text)) !=
		    cases[i].value)
			fail_msg("'%s': %lld", cases[i].text,
			    (long long)gk_number_within(
			    gk_str_of(cases[i].text)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_figures),
		cmocka_unit_test(reads_percent_and_scale),
		cmocka_unit_test(reads_numerals),
		cmocka_unit_test(keeps_millionths),
		cmocka_unit_test(tells_what_is_none),
		cmocka_unit_test(survives_long_cells),
		cmocka_unit_test(finds_counts),
	};

	return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
