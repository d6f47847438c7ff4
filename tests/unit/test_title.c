/*
 * What titles say; which of them belong together is test_pairer's.
 */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "pair/match.h"
#include "pair/title.h"

#define DOCUMENT GK_TITLE_DOCUMENT
#define EXPLAINS GK_TITLE_INTERPRETATION
#define DRAFT GK_TITLE_DRAFT_EXPLAINED

/* Cores are joined by "|"; flags are of F(orwarded), A(mended), R(epealed). */
struct title_case {
	const char *title;
	enum gk_title_role role;
	const char *cores, *flags, *issuer, *number, *form, *mark;
};

static void
describe(struct gk_buf *out, const struct gk_title *t)
{
	static const char *const roles[] = { "document", "explains", "draft" };

	gk_buf_clear(out);
	gk_buf_printf(out, "%s ", roles[t->role]);
	for (size_t i = 0; i < t->ncores; i++) {
		gk_buf_puts(out, i > 0 ? "|" : "");
		gk_buf_add_str(out, t->core[i]);
	}
	gk_buf_printf(out, " %s%s%s issuer %.*s number %.*s form %.*s mark "
	    "%.*s", t->forwarded ? "F" : "", t->amended ? "A" : "",
	    t->repealed ? "R" : "", GK_FMT(t->issuer), GK_FMT(t->number),
	    GK_FMT(t->form), GK_FMT(t->mark));
}

static const char *
text(const char *s)
{
	return s != NULL ? s : "";
}

static void
check(const struct title_case *cases, size_t n)
{
	static const char *const roles[] = { "document", "explains", "draft" };
	struct gk_arena a;
	struct gk_buf is, want;
	size_t wrong = 0;

	gk_arena_init(&a);
	gk_buf_init(&is);
	gk_buf_init(&want);
	for (size_t i = 0; i < n; i++) {
		const struct title_case *c = &cases[i];
		struct gk_title t = gk_title_parse(&a, gk_str_of(c->title));

		describe(&is, &t);
		gk_buf_clear(&want);
		gk_buf_printf(&want, "%s %s %s issuer %s number %s form %s "
		    "mark %s", roles[c->role], c->cores, text(c->flags),
		    text(c->issuer), text(c->number), text(c->form),
		    text(c->mark));
		if (gk_str_eq(gk_buf_str(&is), gk_buf_str(&want)))
			continue;
		print_error("%s:\n  is   %s\n  want %s\n", c->title, is.p,
		    want.p);
		wrong++;
	}
	gk_buf_release(&is);
	gk_buf_release(&want);
	gk_arena_release(&a);
	assert_int_equal(wrong, 0);
}

#define CHECK(cases) check(cases, sizeof cases / sizeof *cases)

static void
test_documents(void **state)
{
	static const struct title_case cases[] = {
		{ .title = "示例市停车办法", .cores = "示例市停车办法" },
		{ .title = "关于印发《示例市停车办法》的通知",
		    .cores = "示例市停车办法" },
		{ .title = "示例市人民政府办公室关于印发示例市停车办法的通知",
		    .cores = "示例市停车办法",
		    .issuer = "示例市人民政府办公室" },
		{ .title = "关于印发《示例市停车办法（试行）》的通知",
		    .cores = "示例市停车办法", .mark = "试行" },
		{ .title = "示例市停车办法（2023年修订）",
		    .cores = "示例市停车办法", .mark = "2023年修订" },
		{ .title = "关于印发新修订的《示例市停车办法》的通知",
		    .cores = "示例市停车办法" },
		{ .title = "关于印发《甲办法》《乙办法》的通知",
		    .cores = "甲办法|乙办法" },
		{ .title = "关于印发《甲报告》分工方案的通知",
		    .cores = "甲报告分工方案" },
		{ .title = "关于印发《甲规划》等5个规划的通知",
		    .cores = "甲规划" },
		{ .title = "关于加强停车管理的实施意见",
		    .cores = "加强停车管理实施意见" },
		{ .title = "关于贯彻《国务院关于停车的意见》的实施意见",
		    .cores = "贯彻国务院关于停车意见实施意见" },
		{ .title = "示例市人民政府办公室转发市公安局等部门关于停车管理意见的通知",
		    .cores = "停车管理意见", .flags = "F",
		    .issuer = "示例市人民政府办公室" },
		{ .title = "关于转发卫生厅等部门甲省防疫规划的通知",
		    .cores = "甲省防疫规划", .flags = "F" },
		{ .title = "关于修改《示例市停车办法》的决定",
		    .cores = "示例市停车办法", .flags = "A" },
		{ .title = "关于修改《甲办法》等三部规章的决定",
		    .cores = "甲办法等三部规章", .flags = "A" },
		{ .title = "关于废止《甲办法》和《乙办法》的决定",
		    .cores = "甲办法|乙办法", .flags = "R" },
		{ .title = "关于《甲办法》废止的公告", .cores = "甲办法",
		    .flags = "R" },
		{ .title = "关于废止示例市停车办法的通知",
		    .cores = "示例市停车办法", .flags = "R" },
		{ .title = "示例市人民政府令第150号 示例市停车办法",
		    .cores = "示例市停车办法" },
		{ .title = "示政办发〔2023〕7号 关于停车管理的意见",
		    .cores = "停车管理意见",
		    .number = "示政办发〔2023〕7号" },
		{ .title = "关于停车管理的意见（示政办发[2023]7号）",
		    .cores = "停车管理意见", .number = "示政办发[2023]7号" },
		/* within the name it is another document's */
		{ .title = "关于落实示政办发〔2023〕7号文件的通知",
		    .cores = "落实示政办发20237号文件通知" },
		{ .title = "示例市林业规划（2021年—2025年）",
		    .cores = "示例市林业规划(2021-2025年)" },
		{ .title = "示例市林业规划（2021至2025年）",
		    .cores = "示例市林业规划(2021-2025年)" },
		{ .title = "示例市停车办法（征求意见稿）",
		    .cores = "示例市停车办法征求意见稿" },
		{ .title = "关于公开征求《示例市停车办法》意见的公告",
		    .cores = "示例市停车办法征求意见稿" },
		{ .title = "关于做好政策解读工作的通知",
		    .cores = "做好政策解读工作通知" },
		{ .title = "关于印发政策解读工作办法的通知",
		    .cores = "政策解读工作办法" },
		{ .title = "关于举办《甲办法》政策解读培训班的通知",
		    .cores = "举办甲办法政策解读培训班通知" },
	};

	(void)state;
	CHECK(cases);
}

static void
test_interpretations(void **state)
{
	static const struct title_case cases[] = {
		{ .title = "《甲办法》政策解读", .role = EXPLAINS,
		    .cores = "甲办法" },
		{ .title = "《甲办法》《乙办法》和《丙〈丁〉办法》解读（示政发〔2023〕1号）",
		    .role = EXPLAINS, .cores = "甲办法|乙办法|丙丁办法",
		    .number = "示政发〔2023〕1号" },
		{ .title = "《关于印发〈甲办法〉的通知》的解读",
		    .role = EXPLAINS, .cores = "甲办法" },
		{ .title = "《甲市人民政府关于印发<甲办法>的通知》解读",
		    .role = EXPLAINS, .cores = "甲办法",
		    .issuer = "甲市人民政府" },
		/* who interprets has not issued it */
		{ .title = "甲市公安局关于《甲办法》的解读", .role = EXPLAINS,
		    .cores = "甲办法" },
		{ .title = "市公安局解读《甲办法》", .role = EXPLAINS,
		    .cores = "甲办法" },
		{ .title = "一图读懂《甲办法》，这些变化要知道",
		    .role = EXPLAINS, .cores = "甲办法", .form = "图解" },
		{ .title = "【图解】甲办法", .role = EXPLAINS,
		    .cores = "甲办法", .form = "图解" },
		{ .title = "图解丨甲办法", .role = EXPLAINS,
		    .cores = "甲办法", .form = "图解" },
		{ .title = "一图读懂——甲办法", .role = EXPLAINS,
		    .cores = "甲办法", .form = "图解" },
		{ .title = "政策解读 甲办法", .role = EXPLAINS,
		    .cores = "甲办法" },
		{ .title = "政策解读之三：甲办法", .role = EXPLAINS,
		    .cores = "甲办法" },
		{ .title = "甲办法政策问答（二）", .role = EXPLAINS,
		    .cores = "甲办法", .form = "问答" },
		{ .title = "《甲办法》解读（上篇）", .role = EXPLAINS,
		    .cores = "甲办法" },
		{ .title = "《甲办法》解读之一", .role = EXPLAINS,
		    .cores = "甲办法" },
		{ .title = "市公安局负责人就甲办法答记者问", .role = EXPLAINS,
		    .cores = "甲办法", .form = "答记者问" },
		{ .title = "《甲办法》新闻发布会", .role = EXPLAINS,
		    .cores = "甲办法", .form = "发布会" },
		{ .title = "关于修改《甲办法》的决定的解读", .role = EXPLAINS,
		    .cores = "甲办法", .flags = "A" },
		{ .title = "甲办法起草说明", .role = DRAFT, .cores = "甲办法" },
		{ .title = "关于《甲办法（草案）》的说明", .role = DRAFT,
		    .cores = "甲办法征求意见稿" },
		{ .title = "《甲办法（征求意见稿）》解读", .role = DRAFT,
		    .cores = "甲办法征求意见稿" },
		{ .title = "《甲办法政策解读", .role = EXPLAINS,
		    .cores = "甲办法" },
		{ .title = "甲办法》政策解读", .role = EXPLAINS,
		    .cores = "甲办法" },
		{ .title = "政策解读", .role = EXPLAINS, .cores = "政策解读" },
		/* a press conference about nothing in particular */
		{ .title = "第一季度新闻发布会", .cores = "第一季度新闻发布会" },
	};

	(void)state;
	CHECK(cases);
}

static void
test_nothing_to_compare(void **state)
{
	static const struct title_case cases[] = {
		{ .title = "", .cores = "" },
		{ .title = "  \xE3\x80\x80\xE2\x80\x8F", .cores = "" },
		{ .title = "，。！？——", .cores = "" },
		{ .title = "《》", .cores = "" },
		{ .title = "的", .cores = "" },
		{ .title = "关于", .cores = "关于" },
	};

	(void)state;
	CHECK(cases);
}

struct alike_case {
	const char *a, *b;
	int least, most;
};

static void
test_alike(void **state)
{
	static const struct alike_case cases[] = {
		{ "甲办法", "甲办法", 1000, 1000 },
		{ "", "甲", 0, 0 },
		{ "", "", 1000, 1000 },
		{ "促进消费若干措施", "促进消费措施", GK_PAIR_THRESHOLD, 999 },
		{ "示例市停车管理办法", "停车管理办法", GK_PAIR_THRESHOLD, 999 },
		{ "示例市停车管理办法", "甲县停车管理办法", 0, 370 },
		{ "停车场管理办法", "停车场管理细则", 0, GK_TITLE_OTHER },
		{ "示例市城市供水管理办法", "示例市城市排水管理办法", 600,
		    GK_TITLE_OTHER },
		{ "2022年停车工作要点", "2023年停车工作要点", 0, 370 },
		{ "示例市第一批目录", "示例市第二批目录", 0, 370 },
		{ "示例市乡村振兴计划(2023-2025年)", "示例市乡村振兴计划",
		    GK_PAIR_THRESHOLD, 999 },
		{ "示例市取消事项目录(第二批)", "示例市取消事项目录", 0, 370 },
		{ "轨道交通运营安全规定", "轨道交通营运安全规定",
		    GK_PAIR_THRESHOLD - 20, 999 },
		{ "人才引进和培养办法", "人才引进与培养办法", GK_PAIR_THRESHOLD,
		    999 },
		{ "示例市停车办法征求意见稿", "示例市停车办法", 0, 370 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct gk_str a = gk_str_of(cases[i].a);
		struct gk_str b = gk_str_of(cases[i].b);
		int score = gk_title_alike(a, b);

		if (score < cases[i].least || score > cases[i].most)
			fail_msg("%s, %s: %d", cases[i].a, cases[i].b, score);
		assert_int_equal(score, gk_title_alike(b, a));
	}
}

/* Titles are cut between characters. */
static void
test_long(void **state)
{
	struct gk_arena a;
	struct gk_title t, u;
	struct gk_buf b;

	(void)state;
	gk_arena_init(&a);
	gk_buf_init(&b);
	gk_buf_puts(&b, "x");
	while (b.len < GK_TITLE_BYTES_MAX + 3000)
		gk_buf_puts(&b, "长");
	t = gk_title_parse(&a, gk_buf_str(&b));
	assert_int_equal(t.ncores, 1);
	assert_int_equal(t.core[0].n, (GK_TITLE_BYTES_MAX - 1) / 3 * 3 + 1);
	gk_buf_puts(&b, "更长");
	u = gk_title_parse(&a, gk_buf_str(&b));
	assert_true(gk_str_eq(t.core[0], u.core[0]));
	gk_buf_release(&b);
	gk_arena_release(&a);
}

/* Pieces of titles put together at random. */
static void
test_random(void **state)
{
	static const char *const pieces[] = { "《", "》", "〈", "〉", "(", ")",
		"（征求意见稿）", "（试行）", "（一）", "<", ">", "关于", "印发",
		"转发", "修改", "废止", "的", "通知", "决定", "解读", "政策解读",
		"一图读懂", "：", "——", " ", "等", "部门", "号", "〔2023〕", "1",
		"令第", "就", "意见", "征求", "长沙市", "甲", "办法",
		"\xE2\x80\x8F", "\xFF", "\xE9\x95", "\xF0\x9F\x98\x80", "ﬁ",
		"年" };
	struct gk_arena a;
	struct gk_buf b;
	uint32_t seed = 7;

	(void)state;
	gk_arena_init(&a);
	gk_buf_init(&b);
	for (int i = 0; i < 20000; i++) {
		struct gk_title t;

		gk_buf_clear(&b);
		for (int k = i % 23; k >= 0; k--) {
			seed = seed * 1664525U + 1013904223U;
			gk_buf_puts(&b, pieces[(seed >> 8) %
			    (sizeof pieces / sizeof *pieces)]);
		}
		t = gk_title_parse(&a, gk_buf_str(&b));
		assert_true(t.ncores <= GK_TITLE_CORES);
		for (size_t k = 0; k < t.ncores; k++) {
			assert_true(t.core[k].n > 0);
			assert_null(memchr(t.core[k].p, 0x1F, t.core[k].n));
			assert_int_equal(gk_title_alike(t.core[0], t.core[k]),
			    gk_title_alike(t.core[k], t.core[0]));
		}
		gk_arena_reset(&a);
	}
	gk_buf_release(&b);
	gk_arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_documents),
		cmocka_unit_test(test_interpretations),
		cmocka_unit_test(test_nothing_to_compare),
		cmocka_unit_test(test_alike),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests_name("title", tests, NULL, NULL);
}
