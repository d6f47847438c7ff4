#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "finding/secrecy.h"

struct vector {
	const char *text;
	bool holds;
};

static size_t
wrong_vectors(bool (*test)(struct gk_str), const struct vector *v, size_t n)
{
	size_t wrong = 0;

	for (size_t i = 0; i < n; i++) {
		if (test(gk_str_of(v[i].text)) == v[i].holds)
			continue;
		print_error("\"%s\"\n", v[i].text);
		wrong++;
	}
	return wrong;
}
#define ASSERT_VECTORS(test, v) \
	assert_int_equal(wrong_vectors(test, v, sizeof v / sizeof *v), 0)

static void
marks(void **state)
{
	static const struct vector v[] = {
		{ "机密★1年", true }, { "秘密★长期", true },
		{ "绝密★", true }, { "绝密★启封", true },
		{ "秘密☆3年", true }, { "机密 ★ 6个月", true },
		{ "机密　★　６个月", true }, { "机密*1年", true },
		{ "秘密＊长期", true }, { "秘密 * 30 天", true },
		{ "关于某事的通知（机密★1年）", true },
		{ "国家秘密★10年", true }, { "保密，秘密★1年", true },
		{ "密密秘密★", true },
		{ "", false }, { "密", false }, { "★", false },
		{ "秘密", false }, { "机密", false },
		{ "保守国家秘密", false }, { "商业秘密★", false },
		{ "工作秘密★5年", false }, { "技术秘密★", false },
		{ "秘密*见附注", false }, { "机密*", false },
		{ "秘密*2023年度", false }, { "机密性★", false },
		{ "五星级★★★★★", false }, { "加密★1年", false },
		{ "秘密1年", false }, { "机\xE5\xAF★1年", false },
	};

	(void)state;
	ASSERT_VECTORS(gk_secrecy_mark, v);
}

static void
words(void **state)
{
	static const struct vector v[] = {
		{ "秘密", true }, { " 机密级 ", true }, { "绝密件", true },
		{ "某通知（秘密）", true }, { "【机密】某通知", true },
		{ "某通知(绝密级)", true }, { "某通知（附件）（秘密）", true },
		{ "", false }, { "机密文件管理", false },
		{ "商业秘密（技术信息）", false }, { "（商业秘密）", false },
		{ "某通知（不涉密）", false }, { "某通知（秘密", false },
		{ "（机密性）", false },
	};

	(void)state;
	ASSERT_VECTORS(gk_secrecy_word, v);
}

static void
internal(void **state)
{
	static const struct vector v[] = {
		{ "内部资料，注意保存", true }, { "仅供领导参阅", true },
		{ "（此件不公开）", true }, { "内部文件 不得外传", true },
		{ "内部资料性出版物，内部资料", true },
		{ "", false }, { "内部资料性出版物管理办法", false },
		{ "内部文件管理办法", false }, { "此件公开发布", false },
		{ "内部审计", false },
	};

	(void)state;
	ASSERT_VECTORS(gk_internal_mark, v);
}

static void
drafts(void **state)
{
	static const struct vector v[] = {
		{ "某办法（送审稿）", true }, { "某办法(讨论稿)", true },
		{ "会议纪要（内部）", true }, { "某办法〔代拟稿〕", true },
		{ "", false }, { "某办法（征求意见稿）", false },
		{ "送审稿审查办法", false }, { "某办法（送审稿）审查意见", true },
		{ "某办法（送审稿", false },
	};

	(void)state;
	ASSERT_VECTORS(gk_draft_mark, v);
}

/* Random pieces in blocks of their exact size. */
static void
survives_anything(void **state)
{
	static const char *const pieces[] = { "密", "机密", "秘", "★", "*",
		"1年", " ", "（", "）", "[", "\xE5", "\xAF", "\x86", "长期",
		"内部资料", "送审稿", "\xE3\x80" };

	(void)state;
	srand(20120712);
	for (int round = 0; round < 100000; round++) {
		char text[128], *copy;
		size_t n = 0;
		struct gk_str s;

		for (int k = rand() % 8; k > 0; k--) {
			const char *p = pieces[(size_t)rand() %
			    (sizeof pieces / sizeof *pieces)];

			memcpy(text + n, p, strlen(p));
			n += strlen(p);
		}
		copy = malloc(n != 0 ? n : 1);
		memcpy(copy, text, n);
		s = (struct gk_str){ copy, n };
		(void)gk_secrecy_mark(s);
		(void)gk_secrecy_word(s);
		(void)gk_internal_mark(s);
		(void)gk_draft_mark(s);
		free(copy);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks),
		cmocka_unit_test(words),
		cmocka_unit_test(internal),
		cmocka_unit_test(drafts),
		cmocka_unit_test(survives_anything),
	};

	return cmocka_run_group_tests_name("secrecy", tests, NULL, NULL);
}
