#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/escape.h"

typedef void put_fn(struct gk_writer *w, struct gk_str s);

/* What `put` writes for `s`, compared with `want`. */
static void
check(put_fn *put, struct gk_str s, const char *want)
{
	struct gk_writer w;
	struct gk_error err;
	struct gk_buf b;

	gk_buf_init(&b);
	gk_writer_init(&w, gk_out_memory(&b));
	put(&w, s);
	assert_int_equal(gk_out_close(w.o, &err), GK_OK);
	assert_string_equal(b.len != 0 ? b.p : "", want);
	gk_writer_release(&w);
	gk_buf_release(&b);
}

static void
clean(void **state)
{
	struct gk_writer w;

	(void)state;
	gk_writer_init(&w, NULL);
#define CLEAN(s, want) \
	assert_string_equal(gk_writer_clean(&w, GK_STR(s)).p, want)
	CLEAN("", "");
	CLEAN("a\tb\nc\r\nd\re", "a b\nc\nd\ne");
	CLEAN("\r\n\n\r", "\n\n\n");
	CLEAN("\x1b[2J\x7f\x00x", "?[2J??x");
	CLEAN("a\xE2\x80\xAE" "b\xff", "a?b?");
	CLEAN("手机13800000000。", "手机138********。");
	CLEAN("文件3800000000", "文件3800000000");
	/* Not masked across a line break, and nothing read beyond the end. */
	CLEAN("a\t", "a ");
#undef CLEAN
	gk_writer_release(&w);
}

static void
json(void **state)
{
	(void)state;
	check(gk_put_json, GK_EMPTY, "\"\"");
	check(gk_put_json, GK_STR("a\"b\\c\nd"), "\"a\\\"b\\\\c\\nd\"");
	check(gk_put_json, GK_STR("\x01</script>\xE2\x80\xAE"),
	    "\"?</script>?\"");
	check(gk_put_json, GK_STR("政务\\"), "\"政务\\\\\"");
}

static void
xml(void **state)
{
	(void)state;
	check(gk_put_xml, GK_STR("<a b='c\"'>&]]>\n"),
	    "&lt;a b=&#39;c&quot;&#39;&gt;&amp;]]&gt;&#10;");
	check(gk_put_xml, GK_STR("\x0b\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBF\xBD"),
	    "???\xEF\xBF\xBD");
	check(gk_put_xml, GK_STR("\xF0\x9F\x98\x80政"), "\xF0\x9F\x98\x80政");
}

static void
markdown(void **state)
{
	(void)state;
	check(gk_put_markdown, GK_STR("a|b\n# c"), "a\\|b \\# c");
	check(gk_put_markdown, GK_STR("<b>&lt;"), "&lt;b&gt;&amp;lt;");
	check(gk_put_markdown, GK_STR("[x](y) ![z] `q` _e_ *s* ~d~"),
	    "\\[x\\]\\(y\\) \\!\\[z\\] \\`q\\` \\_e\\_ \\*s\\* \\~d\\~");
	check(gk_put_markdown, GK_STR("http://a.cn WWW.a.cn ww.a a:b"),
	    "http\\://a.cn WWW\\.a.cn ww.a a:b");
	check(gk_put_markdown, GK_STR("@a a@ ww."),
	    "\\@\xE2\x81\xA0" "a a\\@ ww.");
	check(gk_put_markdown, GK_STR("\\|\\"), "\\\\\\|\\\\");
	check(gk_put_markdown, GK_STR("第1行，2023-04-28。"),
	    "第1行，2023-04-28。");
}

static void
path(void **state)
{
	(void)state;
	check(gk_put_path_uri, GK_STR("a/b c.csv"), "a/b%20c.csv");
	check(gk_put_path_uri, GK_STR("javascript:x"), "javascript%3Ax");
	check(gk_put_path_uri, GK_STR("///host/a"), "/host/a");
	check(gk_put_path_uri, GK_STR("a//b?c#d%2F"), "a//b%3Fc%23d%252F");
	check(gk_put_path_uri, GK_STR("政.csv"), "%E6%94%BF.csv");
	check(gk_put_path_uri, GK_STR("\"<>\\^`{|}"),
	    "%22%3C%3E%5C%5E%60%7B%7C%7D");
	check(gk_put_path_uri, GK_STR("/"), "/");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clean),
		cmocka_unit_test(json),
		cmocka_unit_test(xml),
		cmocka_unit_test(markdown),
		cmocka_unit_test(path),
	};

	return cmocka_run_group_tests_name("escape", tests, NULL, NULL);
}
