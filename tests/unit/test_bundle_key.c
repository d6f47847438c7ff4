/*
 * What titles are about, as bundles compare them.
 */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "core/mem.h"
#include "rules/bundle_key.h"

static void
assert_core(const char *title, const char *core)
{
	struct gk_buf b = { 0 };

	gk_title_core(&b, gk_str_of(title));
	assert_string_equal(b.len > 0 ? b.p : "", core);
	gk_buf_release(&b);
}

static void
test_quoted(void **state)
{
	(void)state;
	assert_core("甲办法", "甲办法");
	assert_core("《甲办法》", "甲办法");
	assert_core("关于《甲办法》公开征求意见的公告", "甲办法");
	assert_core("关于印发《甲办法》的通知", "甲办法");
	assert_core("【政策解读】《甲办法》解读", "甲办法");
	assert_core("《关于修改〈甲办法〉的决定》解读", "关于修改〈甲办法〉的决定");
	assert_core("《甲《乙》办法》解读", "甲《乙》办法");
	/* Another document. */
	assert_core("关于废止《甲办法》的决定", "关于废止《甲办法》的决定");
	assert_core("关于修改《甲办法》的通知", "关于修改《甲办法》的通知");
	assert_core("《甲法》实施细则", "《甲法》实施细则");
	/* Brackets that do not match. */
	assert_core("《甲办法", "《甲办法");
	assert_core("甲》办法《", "甲》办法《");
	assert_core("《《甲》解读", "《《甲》解读");
}

static void
test_stages(void **state)
{
	(void)state;
	assert_core("甲办法（征求意见稿）", "甲办法");
	assert_core("甲办法(公开征求意见稿)", "甲办法");
	assert_core("《甲办法（修订草案征求意见稿）》起草说明", "甲办法");
	assert_core("甲办法（送审稿）（草案）", "甲办法");
	assert_core("甲办法草案", "甲办法");
	assert_core("甲办法征求意见稿", "甲办法");
	assert_core("甲办法（试行）", "甲办法(试行)");
	assert_core("甲办法（修订）", "甲办法(修订)");
	assert_core("（征求意见稿）", "(征求意见稿)");
	assert_core("草案", "草案");
	assert_core("甲办法（", "甲办法(");
	assert_core("甲办法）", "甲办法)");
}

static void
test_ordinals(void **state)
{
	(void)state;
	assert_core("市政府第三十五次常务会议", "市政府第35次常务会议");
	assert_core("市政府第 35 次常务会议", "市政府第35次常务会议");
	assert_core("第十六届政府第二次全体会议", "第16届政府第2次全体会议");
	assert_core("第", "第");
	assert_core("第一百", "第100");
	assert_core("第一三五十次", "第一三五十次");
}

/* Bounded, whatever stands in the cell. */
static void
test_hostile(void **state)
{
	static const char *const pieces[] = { "《", "》", "（草案）", "第一",
		"第", "甲", "\xe3\x80", "\xff", "\xe2\x80\xae", ")", "(" };

	(void)state;
	assert_core("", "");
	assert_core("——", "");
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct gk_buf title = { 0 }, core = { 0 };

		for (size_t n = 0; n < 100000; n++)
			gk_buf_puts(&title, pieces[i]);
		gk_title_core(&core, gk_buf_str(&title));
		assert_true(core.len <= 3 * 4096);
		gk_buf_release(&title);
		gk_buf_release(&core);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_quoted),
		cmocka_unit_test(test_stages),
		cmocka_unit_test(test_ordinals),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests_name("bundle_key", tests, NULL, NULL);
}
