#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/norm.h"

#define NBSP "\xC2\xA0"
#define WIDE "\xE3\x80\x80"	/* U+3000 */
#define ZWSP "\xE2\x80\x8B"
#define BOM "\xEF\xBB\xBF"
#define LRM "\xE2\x80\x8E"

struct pair {
	const char *in, *out;
};

/* Each `in` must give its `out`, also behind something in the buffer. */
static void
check_pairs(void (*f)(struct gk_buf *, struct gk_str),
    const struct pair *pairs, size_t n)
{
	struct gk_buf b, want;
	size_t wrong = 0;

	gk_buf_init(&b);
	gk_buf_init(&want);
	for (size_t i = 0; i < n; i++) {
		gk_buf_clear(&b);
		gk_buf_clear(&want);
		gk_buf_puts(&b, "前");
		gk_buf_printf(&want, "前%s", pairs[i].out);
		f(&b, gk_str_of(pairs[i].in));
		if (gk_str_eq(gk_buf_str(&b), gk_buf_str(&want)))
			continue;
		print_error("\"%s\": \"%s\", not \"%s\"\n", pairs[i].in, b.p,
		    want.p);
		wrong++;
	}
	gk_buf_release(&b);
	gk_buf_release(&want);
	assert_int_equal(wrong, 0);
}

#define CHECK(f, pairs) check_pairs(f, pairs, sizeof pairs / sizeof *pairs)

static void
keys(void **state)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ "教育局", "教育局" },
		{ "Q1-2023", "q1-2023" },
		{ "ＡＢＣ１２３", "abc123" },
		{ "政务 公开" WIDE "台" NBSP "账" ZWSP BOM "\r\n", "政务公开台账" },
		{ "、，。；：“”‘’！？·—…【】〔〕「」%&*#@_=~'\"", "" },
		{ "《办法》〈试行〉(一)+-./", "《办法》〈试行〉(一)+-./" },
		{ "（试行）", "(试行)" },
		{ "１．２－３／４＋５", "1.2-3/4+5" },
		{ "长政办发〔2023〕23号", "长政办发202323号" },
		{ "一、深化……公开", "一深化公开" },
		{ "二〇二三", "二〇二三" },
		{ "々〆", "々〆" },
		/* what needs the tables */
		{ "ﾃﾞｰﾀ", "データ" },
		{ "㎡①Ⅳⅷ№", "m21ivviiino" },
		{ "STRASSE", "strasse" },
		{ "Straße", "strasse" },
		{ "e\xCC\x81" "É", "éé" },
		{ "Ａ\xCC\x8A", "å" },
		{ "豈", "豈" },			/* U+F900 */
		{ "領域", "領域" },		/* traditional forms stay */
		{ "祁\xF3\xA0\x84\x80", "祁" },	/* a variation selector */
		{ "𠮷", "𠮷" },
		{ "a√b", "ab" },
		{ "a\xEF\xB8\x99\xEF\xB8\xB0" "b", "ab" },	/* U+FE19 U+FE30 */
		{ "é…é", "éé" },
		/* malformed bytes stay where they are */
		{ "A\xFF" "，B", "a\xFF" "b" },
		{ "é\xE5\xB9" "É", "é\xE5\xB9" "é" },
		{ "\xC0\x80", "\xC0\x80" },
	};
	struct gk_buf b;

	(void)state;
	CHECK(gk_norm_key, pairs);
	/* NUL is a control character: dropped, and no end. */
	gk_buf_init(&b);
	gk_norm_key(&b, (struct gk_str){ "A\0B", 3 });
	assert_string_equal(b.p, "ab");
	gk_buf_release(&b);
}

static void
put_char(struct gk_buf *b, uint32_t ch)
{
	if (ch < 0x80) {
		gk_buf_putc(b, (char)ch);
	} else if (ch < 0x800) {
		gk_buf_putc(b, (char)(0xC0 | ch >> 6));
		gk_buf_putc(b, (char)(0x80 | (ch & 0x3F)));
	} else {
		if (ch < 0x10000) {
			gk_buf_putc(b, (char)(0xE0 | ch >> 12));
		} else {
			gk_buf_putc(b, (char)(0xF0 | ch >> 18));
			gk_buf_putc(b, (char)(0x80 | (ch >> 12 & 0x3F)));
		}
		gk_buf_putc(b, (char)(0x80 | (ch >> 6 & 0x3F)));
		gk_buf_putc(b, (char)(0x80 | (ch & 0x3F)));
	}
}

/*
 * Of every character: decoding undoes encoding, the key is its own key, and
 * the short cut agrees with the tables (¡ is dropped, but not by the former).
 */
static void
every_character(void **state)
{
	struct gk_buf in, key, again, table;
	size_t bad, wrong = 0;
	uint32_t got;

	(void)state;
	gk_buf_init(&in);
	gk_buf_init(&key);
	gk_buf_init(&again);
	gk_buf_init(&table);
	for (uint32_t ch = 1; ch < 0x110000; ch++) {
		if (ch == 0xD800)
			ch = 0xE000;
		if (ch == 0x30000)
			ch = 0xE0000;
		gk_buf_clear(&in);
		gk_buf_clear(&key);
		gk_buf_clear(&again);
		gk_buf_clear(&table);
		put_char(&in, ch);
		assert_int_equal(gk_utf8_next(in.p, in.len, &got), in.len);
		assert_int_equal(got, ch);
		assert_int_equal(gk_utf8_next(in.p, in.len - 1, &got), 0);
		assert_true(gk_utf8_valid(gk_buf_str(&in), &bad));
		gk_norm_key(&key, gk_buf_str(&in));
		gk_norm_key(&again, gk_buf_str(&key));
		gk_buf_puts(&in, "¡");
		gk_norm_key(&table, gk_buf_str(&in));
		if (gk_str_eq(gk_buf_str(&key), gk_buf_str(&again)) &&
		    gk_str_eq(gk_buf_str(&key), gk_buf_str(&table)))
			continue;
		print_error("U+%04X: \"%s\" \"%s\" \"%s\"\n", (unsigned)ch,
		    key.p, again.p, table.p);
		wrong++;
	}
	assert_int_equal(wrong, 0);
	gk_buf_release(&in);
	gk_buf_release(&key);
	gk_buf_release(&again);
	gk_buf_release(&table);
}

static void
cells(void **state)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ "市教育局", "市教育局" },
		{ "a b", "a b" },
		{ "“一网通办”—…《》", "“一网通办”—…《》" },
		{ " a ", "a" },
		{ "\t\r\n ", "" },
		{ NBSP WIDE "市教育局" WIDE NBSP, "市教育局" },
		{ BOM "市教育局", "市教育局" },
		{ "市" ZWSP "教" LRM "育局", "市教育局" },
		{ "a  b", "a b" },
		{ "a" NBSP "b", "a b" },
		{ "a" WIDE " \n" NBSP "b", "a b" },
		{ "市政\n府办\r\n公厅", "市政府办公厅" },
		{ "市 教 育 局", "市教育局" },
		{ "市教育局" WIDE "《办法》", "市教育局《办法》" },
		{ "通知 “关于”", "通知“关于”" },
		{ "2023年 3月", "2023年 3月" },
		{ "2023 年", "2023 年" },
		{ "http://a.cn/1\nhttp://a.cn/2", "http://a.cn/1 http://a.cn/2" },
		{ "a \x01 b", "a b" },
		{ "a\x01" "b\x7F", "ab" },
		{ "a\xC2\x85" "b", "a b" },	/* NEL */
		{ "市\xE2\x80\xA8" "局", "市局" },	/* LINE SEPARATOR */
		{ "a\xE2\x81\x9F" "b", "a b" },	/* U+205F */
		{ "a\xE2\x81\xA0" "b", "ab" },	/* WORD JOINER */
		{ "a\xE2\x80\x8F" "b", "ab" },	/* RLM */
		{ "a\xE2\x80\xA8" "b", "a b" },
		{ "a\xE2\x80\x80" "b", "a b" },
		{ "a\xE1\x9A\x80" "b", "a b" },
		{ "é ü", "é ü" },
		{ "대한 민국", "대한 민국" },
		{ " \xFF ", "\xFF" },
		{ "市 \xFF", "市 \xFF" },
		{ "\xE3\x80", "\xE3\x80" },
	};
	struct gk_buf b;

	(void)state;
	CHECK(gk_norm_cell, pairs);
	gk_buf_init(&b);
	gk_norm_cell(&b, (struct gk_str){ "a\0b", 3 });
	assert_string_equal(b.p, "ab");
	gk_buf_release(&b);
}

static void
widths(void **state)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ "abc", "abc" },
		{ "ＡＢＣ２０２３！～", "ABC2023!~" },
		{ "（一）：《办法》〔2023〕、。", "(一):《办法》〔2023〕、。" },
		{ "￥" WIDE "｡", "￥" WIDE "｡" },
		{ "\xEF\xBC", "\xEF\xBC" },
		{ "ａ\xEF", "a\xEF" },
	};

	(void)state;
	CHECK(gk_norm_width, pairs);
}

static void
trimming(void **state)
{
	static const struct pair pairs[] = {
		{ "", "" },
		{ "a", "a" },
		{ "  ", "" },
		{ " \t\r\n\v\f" WIDE NBSP ZWSP BOM "市 局" BOM ZWSP NBSP WIDE
		    " \n", "市 局" },
		{ "\xFF ", "\xFF" },
		{ " \x80", "\x80" },
		{ "\xE3\x80", "\xE3\x80" },
		{ "　\xE3", "\xE3" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		struct gk_str got = gk_trim(gk_str_of(pairs[i].in));

		assert_true(gk_str_eq(got, gk_str_of(pairs[i].out)));
	}
	assert_true(gk_is_blank(0x3000));
	assert_true(gk_is_blank(0xFEFF));
	assert_false(gk_is_blank(0));
	assert_false(gk_is_blank('a'));
	assert_false(gk_is_blank(0x4E00));
}

static void
malformed_utf8(void **state)
{
	static const struct {
		const char *text;
		size_t bad;
	} cases[] = {
		{ "\x80", 0 }, { "\xC1\xBF", 0 }, { "\xE0\x80\x80", 0 },
		{ "\xE0\x9F\xBF", 0 }, { "\xED\xA0\x80", 0 },
		{ "\xED\xBF\xBF", 0 }, { "\xF0\x8F\xBF\xBF", 0 },
		{ "\xF4\x90\x80\x80", 0 }, { "\xF5\x80\x80\x80", 0 },
		{ "\xFE", 0 }, { "\xE5\xB9", 0 }, { "\xE5\x41\x42", 0 },
		{ "abcdefgh\xFF", 8 }, { "年\xB9", 3 },
		{ "abcdefghijkl年abcdefg\xE5", 22 },
	};
	size_t bad;
	uint32_t ch;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		bad = 99;
		assert_false(gk_utf8_valid(gk_str_of(cases[i].text), &bad));
		assert_int_equal(bad, cases[i].bad);
	}
	assert_true(gk_utf8_valid(GK_STR(""), &bad));
	assert_true(gk_utf8_valid((struct gk_str){ "a\0年", 5 }, &bad));
	assert_int_equal(gk_utf8_next("", 0, &ch), 0);
}

static void
columns(void **state)
{
	(void)state;
	assert_int_equal(gk_width(GK_STR("")), 0);
	assert_int_equal(gk_width(GK_STR("abc")), 3);
	assert_int_equal(gk_width(GK_STR("教育局")), 6);
	assert_int_equal(gk_width(GK_STR("（一）a")), 7);
	assert_int_equal(gk_width(GK_STR("e\xCC\x81")), 1);
	assert_int_equal(gk_width(GK_STR("é")), 1);
	assert_int_equal(gk_width(GK_STR("𠮷")), 2);
	assert_int_equal(gk_width(GK_STR("\xFF" "a" ZWSP "\n")), 2);
}

/* Random text: cells and widths are stable, and nothing overruns. */
static void
anything(void **state)
{
	static const char *const pieces[] = { "a", " ", "  ", "市", "，", "\n",
		NBSP, WIDE, ZWSP, BOM, LRM, "（", "Ａ", "é", "\xCC\x81", "ß",
		"\x01", "…", "\xC2\x85", "“", "0" };
	struct gk_buf a, b;

	(void)state;
	gk_buf_init(&a);
	gk_buf_init(&b);
	srand(7);
	for (int round = 0; round < 100000; round++) {
		char *text = malloc(64);
		size_t n = 0;
		bool raw = round % 2 != 0;

		for (int k = rand() % 16; k > 0; k--) {
			const char *p = pieces[(size_t)rand() %
			    (sizeof pieces / sizeof *pieces)];

			memcpy(text + n, p, strlen(p));
			n += strlen(p);
			if (raw)
				text[n - 1] = (char)rand();
		}
		text = realloc(text, n + 1);
		memmove(text + 1, text, n);	/* ends where the block ends */
		struct gk_str s = { text + 1, n };

		gk_buf_clear(&a);
		gk_buf_clear(&b);
		gk_norm_cell(&a, s);
		gk_norm_cell(&b, gk_buf_str(&a));
		if (!raw)
			assert_true(gk_str_eq(gk_buf_str(&a), gk_buf_str(&b)));
		gk_buf_clear(&a);
		gk_buf_clear(&b);
		gk_norm_width(&a, s);
		gk_norm_width(&b, gk_buf_str(&a));
		if (!raw)
			assert_true(gk_str_eq(gk_buf_str(&a), gk_buf_str(&b)));
		gk_norm_key(&a, s);
		(void)gk_width(gk_trim(s));
		free(text);
	}
	gk_buf_release(&a);
	gk_buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys),
		cmocka_unit_test(every_character),
		cmocka_unit_test(cells),
		cmocka_unit_test(widths),
		cmocka_unit_test(trimming),
		cmocka_unit_test(malformed_utf8),
		cmocka_unit_test(columns),
		cmocka_unit_test(anything),
	};

	return cmocka_run_group_tests_name("norm", tests, NULL, NULL);
}
