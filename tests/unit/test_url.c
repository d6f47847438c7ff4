/* core/url: what is an address, and what is none. */
#include "config.h"

#include "core/url.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

static void
classifies(void **state)
{
	static const struct {
		const char *text;
		enum gk_url what;
	} cases[] = {
		{ "http://www.shili.example/a/t20230331_1.html", GK_URL_OK },
		{ "HTTPS://www.shili.example", GK_URL_OK },
		{ "www.shili.example/a", GK_URL_OK },
		{ "mp.shili.example/s?id=1", GK_URL_OK },
		{ "http://www.shili.example:8080/a", GK_URL_OK },
		{ "http://172.15.0.1/a", GK_URL_OK },
		{ "http://172.32.0.1/a", GK_URL_OK },
		{ "http://11.0.0.1/a", GK_URL_OK },
		{ "http://公开.示例.政务/a", GK_URL_OK },
		{ "http://172.16.0.1/a", GK_URL_INTERNAL },
		{ "http://172.31.255.1", GK_URL_INTERNAL },
		{ "http://10.1.2.3/oa", GK_URL_INTERNAL },
		{ "http://192.168.1.1:80/a", GK_URL_INTERNAL },
		{ "http://127.0.0.1", GK_URL_INTERNAL },
		{ "http://localhost:8080/a", GK_URL_INTERNAL },
		{ "http://oa/page", GK_URL_INTERNAL },
		{ "http:/www.shili.example", GK_URL_MALFORMED },
		{ "http//www.shili.example", GK_URL_MALFORMED },
		{ "http://", GK_URL_MALFORMED },
		{ "http://http://www.shili.example", GK_URL_MALFORMED },
		{ "http://www..example/a", GK_URL_MALFORMED },
		{ "http://.example", GK_URL_MALFORMED },
		{ "http://www.shili.example:80x/", GK_URL_MALFORMED },
		{ "ftp://www.shili.example", GK_URL_MALFORMED },
		{ "见附件", GK_URL_NONE },
		{ "政府网站", GK_URL_NONE },
		{ "无", GK_URL_NONE },
		{ "2023.3.31", GK_URL_NONE },
		{ "1.2", GK_URL_NONE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (gk_url_classify(gk_str_of(cases[i].text)) != cases[i].what)
			fail_msg("%s", cases[i].text);
}

static void
splits_cells(void **state)
{
	struct gk_str rest = GK_STR("http://a.example/x,y；见附件 "
	    "http://b.example/;jsessionid=1;http://c.example、");
	struct gk_str piece;
	const char *expected[] = { "http://a.example/x,y", "见附件",
		"http://b.example/;jsessionid=1", "http://c.example" };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		assert_true(gk_url_next(&rest, &piece));
		assert_int_equal(piece.n, strlen(expected[i]));
		assert_memory_equal(piece.p, expected[i], piece.n);
	}
	assert_false(gk_url_next(&rest, &piece));
}

static void
finds_any(void **state)
{
	(void)state;
	assert_true(gk_url_any(GK_STR("见附件；www.shili.example")));
	assert_false(gk_url_any(GK_STR("见附件；http://10.0.0.1")));
	assert_false(gk_url_any(GK_EMPTY));
}

static void
check_part(struct gk_str got, const char *expected)
{
	if (!gk_str_eq(got, gk_str_of(expected)))
		fail_msg("'%.*s', not '%s'", GK_FMT(got), expected);
}

static void
takes_apart(void **state)
{
	static const char *const cases[][3] = {
		{ "http://www.shili.example/a/b.html?x=1#y",
		    "www.shili.example", "/a/b.html" },
		{ "HTTPS://A.example:8080/a", "A.example", "/a" },
		{ "www.shili.example", "www.shili.example", "" },
		{ "http://shili.example?x=/", "shili.example", "" },
		{ "http://shili.example#/a", "shili.example", "" },
		{ "http://shili.example:80", "shili.example", "" },
		{ "http://公开.政务/a", "公开.政务", "/a" },
		{ "http://", "", "" },
		{ "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		check_part(gk_url_host(gk_str_of(cases[i][0])), cases[i][1]);
		check_part(gk_url_path(gk_str_of(cases[i][0])), cases[i][2]);
	}
}

static void
knows_what_is_below(void **state)
{
	static const struct {
		const char *address, *site;
		bool below;
	} cases[] = {
		{ "http://www.a.example/x", "www.a.example", true },
		{ "http://A.example:80/x", "http://www.a.example/", true },
		{ "https://www.jyj.a.example", "jyj.a.example", true },
		{ "http://jyj.a.example", "a.example", true },
		{ "http://jyj.a.example", "www.a.example", false },
		{ "http://x.www.a.example", "www.a.example", true },
		{ "http://ba.example", "a.example", false },
		{ "http://a.example", "jyj.a.example", false },
		{ "http://a.example.evil.example", "a.example", false },
		{ "http://evil.example/a.example", "a.example", false },
		{ "http://a.example", "", false },
		{ "", "a.example", false },
		{ "http://x.changsha.gov.cn", "gov.cn", true },
		{ "http://changshagov.cn", "gov.cn", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (gk_url_below(gk_str_of(cases[i].address),
		    gk_str_of(cases[i].site)) != cases[i].below)
			fail_msg("%s %s", cases[i].address, cases[i].site);
}

static void
knows_pages(void **state)
{
	static const struct {
		const char *address;
		bool page;
	} cases[] = {
		{ "http://a.example", false },
		{ "http://a.example/", false },
		{ "http://a.example//", false },
		{ "http://a.example/index.html", false },
		{ "http://a.example/INDEX.shtml", false },
		{ "http://a.example/zwgk/", false },
		{ "http://a.example/zwgk", false },
		{ "http://a.example/zwgk/index.html", false },
		{ "http://a.example/?", false },
		{ "http://a.example/#", false },
		{ "http://a.example/#top", false },
		{ "http://a.example/zwgk/tzgg/", true },
		{ "http://a.example/zwgk/tzgg", true },
		{ "http://a.example/zwgk/84E7/index.shtml", true },
		{ "http://a.example/a.html", true },
		{ "http://a.example/1024", true },
		{ "http://a.example/1024/", false },
		{ "http://a.example/indexes.html", true },
		{ "http://a.example/zwgk/t20230331_1.html", true },
		{ "http://a.example/?id=3", true },
		{ "http://a.example/index.php?id=3", true },
		{ "mp.a.example/s?__biz=1", true },
		{ "http://a.example/#/detail/3", true },
		{ "", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (gk_url_is_page(gk_str_of(cases[i].address)) !=
		    cases[i].page)
			fail_msg("%s", cases[i].address);
}

static void
reads_days(void **state)
{
	static const struct {
		const char *address;
		gk_day day;
	} cases[] = {
		{ "http://a.example/x/t20230331_11.html", 19447 },
		{ "http://a.example/t20230230_1/t20230331_1.html", 19447 },
		{ "http://a.example/x/t20230331.html", GK_NO_DAY },
		{ "http://a.example/xt20230331_1.html", GK_NO_DAY },
		{ "http://a.example/t20230230_1.html", GK_NO_DAY },
		{ "http://a.example/t2023033x_1.html", GK_NO_DAY },
		{ "http://a.example/?u=/t20230331_1.html", GK_NO_DAY },
		{ "http://a.example/t20230331_", 19447 },
		{ "http://a.example/t20230331", GK_NO_DAY },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		gk_day day = GK_NO_DAY;

		gk_url_day(gk_str_of(cases[i].address), &day);
		if (day != cases[i].day)
			fail_msg("%s: %d", cases[i].address, day);
	}
}

static void
compares(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} cases[] = {
		{ "http://www.A.example/x/", "https://a.example/x", true },
		{ "a.example", "http://www.a.example/", true },
		{ "http://a.example:80/x", "https://a.example:443/x#", true },
		{ "http://a.example/x?", "http://a.example/x", true },
		{ "http://a.example/x", "http://a.example/X", false },
		{ "http://a.example/x?id=1", "http://a.example/x?id=2", false },
		{ "http://a.example:8080/x", "http://a.example/x", false },
		{ "http://a.example/x", "http://b.example/x", false },
		{ "http://a.example/#/1", "http://a.example/#/2", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (gk_url_same(gk_str_of(cases[i].a), gk_str_of(cases[i].b)) !=
		    cases[i].same)
			fail_msg("%s %s", cases[i].a, cases[i].b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(classifies),
		cmocka_unit_test(splits_cells),
		cmocka_unit_test(finds_any),
		cmocka_unit_test(takes_apart),
		cmocka_unit_test(knows_what_is_below),
		cmocka_unit_test(knows_pages),
		cmocka_unit_test(reads_days),
		cmocka_unit_test(compares),
	};

	return cmocka_run_group_tests_name("url", tests, NULL, NULL);
}
