#include "config.h"

#include "core/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>

#include "core/norm.h"

static void
test_fail(void **state)
{
	struct gk_error err;

	(void)state;
	memset(&err, 'x', sizeof err);
	assert_int_equal(gk_fail(&err, "a.csv", 7, "%d of %s", 3, "行"),
	    GK_FAIL);
	assert_string_equal(err.file, "a.csv");
	assert_int_equal(err.line, 7);
	assert_int_equal(err.column, 0);
	assert_string_equal(err.message, "3 of 行");
	gk_fail(&err, NULL, 0, "one\nline\r\n");
	assert_string_equal(err.file, "");
	assert_string_equal(err.message, "one line  ");
	/* Its own parts may be used again. */
	gk_fail(&err, "b.csv", 1, "x: %s", err.message);
	gk_fail(&err, err.file, 2, "%s", err.message);
	assert_string_equal(err.file, "b.csv");
	assert_string_equal(err.message, "x: one line  ");
	assert_int_equal(gk_fail(NULL, "a", 1, "x"), GK_FAIL);
}

static void
test_fail_errno(void **state)
{
	struct gk_error err;

	(void)state;
	errno = ENOENT;
	assert_int_equal(gk_fail_errno(&err, "a", "cannot %s", "open"),
	    GK_FAIL);
	assert_string_equal(err.message,
	    "cannot open: No such file or directory");
	assert_int_equal(err.line, 0);
}

/* What is too long ends between two characters. */
static void
test_fail_long(void **state)
{
	struct gk_error err;
	char text[2049];
	size_t bad;

	(void)state;
	for (size_t i = 0; i < 2046; i += 3)
		memcpy(text + i, "财", 3);
	for (size_t shift = 0; shift < 3; shift++) {
		text[2046 - shift] = '\0';
		gk_fail(&err, text + 1 + shift, 0, "%.*s%s", (int)shift, "xx",
		    text);
		assert_true(strlen(err.message) > sizeof err.message - 4);
		assert_true(strlen(err.message) < sizeof err.message);
		assert_true(gk_utf8_valid(gk_str_of(err.message), &bad));
		assert_true(strlen(err.file) > sizeof err.file - 4);
		assert_true(strlen(err.file) < sizeof err.file);
	}
	/* What fits to the byte is kept whole. */
	memset(text, 'y', sizeof err.message - 1);
	text[sizeof err.message - 1] = '\0';
	gk_fail(&err, NULL, 0, "%s", text);
	assert_string_equal(err.message, text);
	/* Bytes that are no text at all do no harm. */
	memset(text, 0x80, sizeof text - 1);
	text[sizeof text - 1] = '\0';
	gk_fail(&err, text, 0, "%s", text);
	assert_string_equal(err.message, "");
}

static void
expect(struct gk_str s, const char *expected)
{
	struct gk_buf b;

	gk_buf_init(&b);
	gk_sanitize(&b, s);
	assert_true(gk_str_eq(gk_buf_str(&b), gk_str_of(expected)));
	gk_buf_release(&b);
}

static void
test_sanitize(void **state)
{
	/* U+202A, 202E, 2066, 2069, 200E, 200F, 061C. */
	static const unsigned char bidi[] = { 0xE2, 0x80, 0xAA, 0xE2, 0x80,
		0xAE, 0xE2, 0x81, 0xA6, 0xE2, 0x81, 0xA9, 0xE2, 0x80, 0x8E,
		0xE2, 0x80, 0x8F, 0xD8, 0x9C };

	(void)state;
	expect(GK_EMPTY, "");
	expect(GK_STR("台账 a~ é 𠀀"), "台账 a~ é 𠀀");
	expect(GK_STR("\x1B[31m\a\t\n\0\x7F"), "?[31m?????");
	expect(GK_STR("\xC2\x80\xC2\x85\xC2\x9B\xC2\x9F\u00A0"), "????\u00A0");
	expect((struct gk_str){ (const char *)bidi, sizeof bidi }, "???????");
	expect(GK_STR("\u2029\u202F\u2065\u206A\u200D\u2010\u061D"),
	    "\u2029\u202F\u2065\u206A\u200D\u2010\u061D");
	/* Malformed: stray, cut short, overlong, surrogate. */
	expect(GK_STR("\x80x\xE8\xB4"), "?x??");
	expect(GK_STR("\xC0\xAF"), "??");
	expect(GK_STR("\xED\xA0\x80"), "???");
	expect(GK_STR("\xF4\x90\x80\x80"), "????");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fail),
		cmocka_unit_test(test_fail_errno),
		cmocka_unit_test(test_fail_long),
		cmocka_unit_test(test_sanitize),
	};

	return cmocka_run_group_tests_name("error", tests, NULL, NULL);
}
