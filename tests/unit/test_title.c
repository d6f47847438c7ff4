/*
 * Titles: what they are about, and which of documents and interpretations
 * belong together (tests/data/title-pairs.csv, written by hand).
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "catalog_util.h"
#include "core/csv.h"
#include "pair/match.h"
#include "pair/title.h"

static struct gk_arena arena;

static bool
belong(struct gk_str document, struct gk_str interpretation)
{
	struct gk_title d = gk_title_parse(&arena, document);
	struct gk_title i = gk_title_parse(&arena, interpretation);

	for (size_t a = 0; a < d.ncores; a++)
		for (size_t b = 0; b < i.ncores; b++)
			if (gk_title_alike(d.core[a], i.core[b]) >=
			    GK_PAIR_THRESHOLD)
				return true;
	return false;
}

/* Precision 1.00 and recall of at least 0.97 at the default threshold. */
static void
pairs_by_hand(void **state)
{
	char *path = source_path("tests/data/title-pairs.csv");
	struct gk_error err;
	struct gk_csv_table *t = gk_csv_table_read(path, &err);
	size_t right = 0, wrong = 0, lost = 0;

	(void)state;
	assert_non_null(t);
	assert_true(t->nrows >= 120);
	for (size_t i = 0; i < t->nrows; i++) {
		bool expected = gk_str_eq(t->rows[i][2], GK_STR("yes"));
		bool found = belong(t->rows[i][0], t->rows[i][1]);

		right += expected && found;
		wrong += !expected && found;
		lost += expected && !found;
		if (expected != found)
			print_message("%s: %.*s / %.*s\n", found ? "false" :
			    "lost", GK_FMT(t->rows[i][0]),
			    GK_FMT(t->rows[i][1]));
	}
	print_message("precision %.3f, recall %.3f of %zu pairs\n",
	    (double)right / (double)(right + wrong),
	    (double)right / (double)(right + lost), t->nrows);
	assert_int_equal(wrong, 0);
	assert_true(lost * 100 <= 3 * (right + lost));
	gk_csv_table_free(t);
	free(path);
}

static void
roles(void **state)
{
	static const struct {
		const char *title;
		enum gk_title_role role;
	} cases[] = {
		{ "示例市停车办法", GK_TITLE_DOCUMENT },
		{ "关于印发《示例市停车办法》的通知", GK_TITLE_DOCUMENT },
		{ "关于印发《政策解读工作办法》的通知", GK_TITLE_DOCUMENT },
		{ "《示例市停车办法》解读", GK_TITLE_INTERPRETATION },
		{ "图解：示例市停车办法", GK_TITLE_INTERPRETATION },
		{ "《示例市停车办法》起草说明", GK_TITLE_DRAFT_EXPLAINED },
		{ "《示例市停车办法（征求意见稿）》解读",
		    GK_TITLE_DRAFT_EXPLAINED },
		{ "", GK_TITLE_DOCUMENT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (gk_title_parse(&arena, gk_str_of(cases[i].title)).role !=
		    cases[i].role)
			fail_msg("%s", cases[i].title);
}

static void
says_what_it_is_about(void **state)
{
	struct gk_title t = gk_title_parse(&arena,
	    GK_STR("《甲办法》《乙办法》和《丙〈丁〉办法》解读（长政发〔2023〕1号）"));

	(void)state;
	assert_int_equal(t.ncores, 3);
	assert_string_equal(t.core[2].p, "丙丁办法");
	assert_true(gk_str_eq(t.number, GK_STR("长政发〔2023〕1号")));
	t = gk_title_parse(&arena, GK_STR("关于转发《甲办法》的通知"));
	assert_true(t.forwarded && !t.amended && !t.repealed);
	t = gk_title_parse(&arena, GK_STR("关于修改《甲办法》的决定"));
	assert_true(t.amended);
	t = gk_title_parse(&arena, GK_STR("关于废止《甲办法》的决定"));
	assert_true(t.repealed);
}

static void
hostile(void **state)
{
	static const char *const pieces[] = { "《", "》", "（", "\xE2\x80\xAE", "关于印发",
		"解读", "\xff\xfe", "a", "。", "〔" };
	struct gk_buf b = { 0 };

	(void)state;
	for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
		struct gk_title t;

		gk_buf_clear(&b);
		for (size_t i = 0; i < 100000; i++)
			gk_buf_puts(&b, pieces[p]);
		t = gk_title_parse(&arena, gk_buf_str(&b));
		assert_true(t.ncores <= GK_TITLE_CORES);
		if (t.ncores > 0)
			gk_title_alike(t.core[0], t.core[t.ncores - 1]);
	}
	gk_buf_release(&b);
}

static void
like_and_unlike(void **state)
{
	(void)state;
	assert_int_equal(gk_title_alike(GK_STR("甲办法"), GK_STR("甲办法")), 1000);
	assert_int_equal(gk_title_alike(GK_STR("停车场办法"),
	    GK_STR("停车场细则")), 0);
	assert_int_equal(gk_title_alike(GK_STR("2022年停车工作要点"),
	    GK_STR("2023年停车工作要点")), 0);
	assert_true(gk_title_alike(GK_STR("促进消费若干措施"),
	    GK_STR("促进消费的若干措施")) >= GK_PAIR_THRESHOLD);
	assert_int_equal(gk_title_alike(GK_EMPTY, GK_STR("甲")), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs_by_hand),
		cmocka_unit_test(roles),
		cmocka_unit_test(says_what_it_is_about),
		cmocka_unit_test(hostile),
		cmocka_unit_test(like_and_unlike),
	};
	int failed;

	gk_arena_init(&arena);
	failed = cmocka_run_group_tests_name("title", tests, NULL, NULL);
	gk_arena_release(&arena);
	return failed;
}
