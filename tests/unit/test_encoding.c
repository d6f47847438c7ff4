/* ledger/encoding: what is told apart, decoded, refused; nothing guessed. */
#include "config.h"

#include "ledger/encoding.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "core/norm.h"
#include "ledger_util.h"

#define SAMPLE "标题,公开日期\n关于〔2023〕1号的通知,2023年3月31日\n€,𠮷\n"

static void
detects(void **state)
{
	struct gk_buf b = { 0 };

	(void)state;
	assert_int_equal(gk_encoding_detect(GK_STR("title,formed\n")), GK_UTF8);
	assert_int_equal(gk_encoding_detect(GK_STR(SAMPLE)), GK_UTF8);
	assert_int_equal(gk_encoding_detect(GK_STR("\xEF\xBB\xBF" SAMPLE)),
	    GK_UTF8_BOM);
	assert_int_equal(gk_encoding_detect(GK_STR("\xFF\xFE" "a\0")),
	    GK_UTF16LE);
	assert_int_equal(gk_encoding_detect(GK_STR("\xFE\xFF" "\0a")),
	    GK_UTF16BE);
	assert_int_equal(gk_encoding_detect(encode(&b, SAMPLE, "GB18030")),
	    GK_GB18030);
	/* NULs here and there are for the reader of cells to tell. */
	assert_int_equal(gk_encoding_detect(GK_STR("\0a,\0\0b,\0c\0,\0,"
	    "\0\0")), GK_UTF8);
	/* UTF-32LE, for its first four bytes; and plain damage. */
	assert_int_equal(gk_encoding_detect(GK_STR("\xFF\xFE\0\0a\0\0\0")),
	    GK_ENCODING_UNKNOWN);
	assert_int_equal(gk_encoding_detect(GK_STR("a\x80")),
	    GK_ENCODING_UNKNOWN);
	assert_int_equal(gk_encoding_detect(GK_EMPTY), GK_UTF8);
	gk_buf_release(&b);
}

/* Every first byte, and the edges of every further one. */
static void
gb18030_is_strict(void **state)
{
	const struct {
		struct gk_str bytes;
		bool valid;
	} cases[] = {
		{ GK_STR("\x81\x40"), true }, { GK_STR("\x81\x3F"), false },
		{ GK_STR("\xFE\xFE"), true }, { GK_STR("\xFE\x7E"), true },
		{ GK_STR("\x81\x7F"), false }, { GK_STR("\x81\x80"), true },
		{ GK_STR("\x81\xFF"), false }, { GK_STR("\x80\x40"), false },
		{ GK_STR("\xFF\x40"), false }, { GK_STR("\x81"), false },
		{ GK_STR("\x81\x30\x81\x30"), true },
		{ GK_STR("\x81\x39\xFE\x39"), true },
		{ GK_STR("\x81\x30\x80\x30"), false },
		{ GK_STR("\x81\x30\xFF\x30"), false },
		{ GK_STR("\x81\x30\x81\x2F"), false },
		{ GK_STR("\x81\x30\x81\x3A"), false },
		{ GK_STR("\x81\x30\x81"), false },
		{ GK_STR("\x81\x30"), false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct gk_buf b = { 0 };

		gk_buf_puts(&b, "\xB1\xEA,");	/* 标, no UTF-8 */
		gk_buf_add_str(&b, cases[i].bytes);
		if ((gk_encoding_detect(gk_buf_str(&b)) == GK_GB18030) !=
		    cases[i].valid)
			fail_msg("case %zu", i);
		gk_buf_release(&b);
	}
}

/* Even numbers of bytes: only the words tell that both are mixed. */
static void
mixed_though_valid(void **state)
{
	struct gk_buf b = { 0 };

	(void)state;
	gk_buf_puts(&b, "标题,公开日期\n");
	encode(&b, "标题\n", "GB18030");
	assert_int_equal(gk_encoding_detect(gk_buf_str(&b)),
	    GK_ENCODING_UNKNOWN);
	gk_buf_clear(&b);
	encode(&b, "标题,公开日期\n", "GB18030");
	assert_int_equal(gk_encoding_detect(gk_buf_str(&b)), GK_GB18030);
	gk_buf_puts(&b, "\"公开信息\"");
	assert_int_equal(gk_encoding_detect(gk_buf_str(&b)),
	    GK_ENCODING_UNKNOWN);
	/* A word of GB18030 that looks so for two characters (涓嗕). */
	gk_buf_clear(&b);
	gk_buf_puts(&b, "\xB1\xEA,\xE4\xB8\xAD\xE6\x96\x87,");
	assert_int_equal(gk_encoding_detect(gk_buf_str(&b)), GK_GB18030);
	gk_buf_release(&b);
}

static void
decodes_alike(void **state)
{
	static const char *const encodings[] = { "UTF-8", "GB18030",
		"UTF-16LE", "UTF-16BE", NULL };
	static const char *const boms[] = { "", "", "\xFF\xFE", "\xFE\xFF" };

	(void)state;
	for (size_t i = 0; encodings[i] != NULL; i++) {
		struct gk_buf bytes = { 0 }, own = { 0 };
		struct gk_error err;
		struct gk_str text;

		gk_buf_puts(&bytes, boms[i]);
		encode(&bytes, SAMPLE, encodings[i]);
		assert_int_equal(gk_encoding_decode(gk_buf_str(&bytes), NULL,
		    "a", &text, &own, &err), GK_OK);
		assert_true(gk_str_eq(text, GK_STR(SAMPLE)));
		/* The same when the encoding is named, with BOM or without. */
		assert_int_equal(gk_encoding_decode(gk_buf_str(&bytes),
		    encodings[i], "a", &text, &own, &err), GK_OK);
		assert_true(gk_str_eq(text, GK_STR(SAMPLE)));
		gk_buf_release(&bytes);
		gk_buf_release(&own);
	}
}

static void
utf8_is_not_copied(void **state)
{
	struct gk_str in = GK_STR("\xEF\xBB\xBF" SAMPLE), text;
	struct gk_buf own = { 0 };
	struct gk_error err;

	(void)state;
	assert_int_equal(gk_encoding_decode(in, NULL, "a", &text, &own, &err),
	    GK_OK);
	assert_ptr_equal(text.p, in.p + 3);
	assert_int_equal(text.n, in.n - 3);
	assert_null(own.p);
}

/* A long text passes through many chunks of the converter. */
static void
decodes_long(void **state)
{
	struct gk_buf plain = { 0 }, bytes = { 0 }, own = { 0 };
	struct gk_error err;
	struct gk_str text;

	(void)state;
	for (int i = 0; i < 20000; i++)
		gk_buf_printf(&plain, "第%d条𠮷\n", i);
	encode(&bytes, plain.p, "GB18030");
	assert_int_equal(gk_encoding_decode(gk_buf_str(&bytes), NULL, "a",
	    &text, &own, &err), GK_OK);
	assert_true(gk_str_eq(text, gk_buf_str(&plain)));
	gk_buf_release(&plain);
	gk_buf_release(&bytes);
	gk_buf_release(&own);
}

static void
fails(struct gk_str bytes, const char *forced, size_t line, const char *part)
{
	struct gk_buf own = { 0 };
	struct gk_error err = { .line = 0 };
	struct gk_str text;

	assert_int_equal(gk_encoding_decode(bytes, forced, "台账.csv", &text,
	    &own, &err), GK_FAIL);
	assert_string_equal(err.file, "台账.csv");
	assert_int_equal(err.line, line);
	if (strstr(err.message, part) == NULL)
		fail_msg("%s", err.message);
	gk_buf_release(&own);
}

static void
says_where(void **state)
{
	struct gk_buf mixed = { 0 };

	(void)state;
	/* A line of GB18030 under one of UTF-8, and the other way round. */
	gk_buf_puts(&mixed, "标,\n");
	encode(&mixed, "标题\n", "GB18030");
	fails(gk_buf_str(&mixed), NULL, 2,
	    "UTF-8 (byte 6 is not) nor GB18030 (byte 3 is not)");
	gk_buf_clear(&mixed);
	encode(&mixed, "标题\n", "GB18030");
	gk_buf_puts(&mixed, "标,\n");
	fails(gk_buf_str(&mixed), NULL, 2, "--encoding");
	fails(GK_STR("a\nb\n\xB1\xEA\xFF"), NULL, 3, "GB18030 (byte 7 is not)");
	fails(GK_STR("a\r\nb\r\n\xB1\xEA"), "UTF-8", 3, "byte 7");
	fails(GK_STR("a\rb\r\xB1\xEA"), "utf8", 3, "byte 5");
	fails(GK_STR("\xEF\xBB\xBF" "a\n\xB1\xEA"), NULL, 2, "UTF-8");
	/* Half a surrogate on line 2; U+0A0A on line 1 ends no line. */
	fails(GK_STR("\xFF\xFE\x0A\x0A\x0A\0\0\xD8" "a\0"), NULL, 2,
	    "UTF-16LE");
	fails(GK_STR("\xFE\xFF\0\x0A\xD8\0\0a"), NULL, 2, "UTF-16BE");
	fails(GK_STR("\xFF\xFE" "a"), NULL, 1, "byte 3");	/* odd length */
	gk_buf_clear(&mixed);
	fails(encode(&mixed, SAMPLE, "UTF-16LE"), NULL, 0,
	    "--encoding=UTF-16LE");
	gk_buf_clear(&mixed);
	fails(encode(&mixed, "title,formed\n", "UTF-16BE"), NULL, 0,
	    "--encoding=UTF-16BE");
	fails(GK_STR("a"), "no-such-encoding", 0, "no-such-encoding");
	gk_buf_release(&mixed);
}

/* What is decoded is always UTF-8, whatever the bytes. */
static void
never_gives_malformed_text(void **state)
{
	static const char *const forced[] = { NULL, "GB18030", "GBK",
		"UTF-16LE", "BIG5", NULL };
	uint32_t seed = 12345;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		char raw[24];
		struct gk_buf own = { 0 };
		struct gk_error err;
		struct gk_str text;
		size_t n = 0, bad;

		for (; n < sizeof raw && (n == 0 || seed % 23 != 0); n++) {
			seed = seed * 1664525 + 1013904223;
			raw[n] = (char)(seed >> 24);
		}
		if (gk_encoding_decode((struct gk_str){ raw, n },
		    forced[round % 5], "a", &text, &own, &err) == GK_OK)
			assert_true(gk_utf8_valid(text, &bad));
		gk_buf_release(&own);
	}
}

static void
finds_mojibake(void **state)
{
	struct gk_str s = GK_STR("标题锟斤拷ï»¿a\xEF\xBF\xBD");

	(void)state;
	assert_int_equal(gk_mojibake_find(s, 0), 6);
	assert_int_equal(gk_mojibake_find(s, 7), 15);
	assert_int_equal(gk_mojibake_find(s, 16), 22);
	assert_int_equal(gk_mojibake_find(s, 23), SIZE_MAX);
	assert_int_equal(gk_mojibake_find(GK_STR("锟斤，ï，é"), 0), SIZE_MAX);
	assert_int_equal(gk_mojibake_find(GK_STR("\xEF\xBF"), 0), SIZE_MAX);
	assert_int_equal(gk_mojibake_find(GK_EMPTY, 5), SIZE_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(detects),
		cmocka_unit_test(gb18030_is_strict),
		cmocka_unit_test(mixed_though_valid),
		cmocka_unit_test(decodes_alike),
		cmocka_unit_test(utf8_is_not_copied),
		cmocka_unit_test(decodes_long),
		cmocka_unit_test(says_where),
		cmocka_unit_test(never_gives_malformed_text),
		cmocka_unit_test(finds_mojibake),
	};

	return cmocka_run_group_tests_name("encoding", tests, NULL, NULL);
}
