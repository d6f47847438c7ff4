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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(classifies),
		cmocka_unit_test(splits_cells),
		cmocka_unit_test(finds_any),
	};

	return cmocka_run_group_tests_name("url", tests, NULL, NULL);
}
