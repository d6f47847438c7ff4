/*
 * Pairing by number, link, unit and day, where titles do not tell; hostile
 * titles.
 */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "core/mem.h"
#include "pair/match.h"

static struct gk_paper
paper(struct gk_arena *a, struct gk_str title)
{
	struct gk_paper p = { .title = gk_title_parse(a, title),
		.url = GK_EMPTY, .link = GK_EMPTY, .unit = GK_EMPTY,
		.day = GK_NO_DAY };

	p.number = p.title.number;
	return p;
}

struct doc {
	const char *title, *number, *url, *unit;
	gk_day day;
};

struct asked {
	const char *title, *number, *link, *unit;
	gk_day day;
	enum gk_pair_how how;
	int document;		/* -1: none */
	int rival;
};

#define ANY GK_NO_DAY

static struct gk_paper
full_paper(struct gk_arena *a, const char *title, const char *number,
    const char *unit, gk_day day)
{
	struct gk_paper p = paper(a, gk_str_of(title));

	p.number = gk_str_of(number);
	p.unit = gk_str_of(unit);
	p.day = day;
	return p;
}

static void
check_asked(const struct doc *docs, size_t ndocs, const struct asked *c)
{
	struct gk_pairer *m = gk_pairer_new(GK_PAIR_THRESHOLD,
	    GK_PAIR_MARGIN);
	const struct gk_pairing *p;
	struct gk_arena a;
	struct gk_paper one;
	size_t n;

	gk_arena_init(&a);
	for (size_t i = 0; i < ndocs; i++) {
		one = full_paper(&a, docs[i].title, docs[i].number,
		    docs[i].unit, docs[i].day);
		one.url = gk_str_of(docs[i].url);
		gk_pairer_document(m, &one);
	}
	one = full_paper(&a, c->title, c->number, c->unit, c->day);
	one.link = gk_str_of(c->link);
	gk_pairer_interpretation(m, &one);
	p = gk_pairer_run(m, &n);
	if (n != 1 || p->how != c->how ||
	    p->document != (c->document < 0 ? SIZE_MAX :
	    (size_t)c->document) || (c->how == GK_PAIR_AMBIGUOUS &&
	    p->rival != (size_t)c->rival))
		fail_msg("%s: how %d, document %zu, rival %zu", c->title,
		    (int)p->how, p->document, p->rival);
	gk_pairer_free(m);
	gk_arena_release(&a);
}

static const struct doc wage[] = {
	{ "关于调整最低工资标准的通知", "示人社发20211号", "a.example/1", "u1",
	    18800 },
	{ "关于调整最低工资标准的通知", "示人社发20231号", "a.example/2", "u1",
	    19500 },
	{ "关于调整最低工资标准的通知", "示人社发20232号", "a.example/3", "u2",
	    19510 },
	{ "示例市停车管理办法", "", "a.example/4", "u3", ANY },
	{ "示例市停车管理条例", "", "a.example/5", "u3", ANY },
};

static void
test_order_of_means(void **state)
{
	static const char same[] = "《关于调整最低工资标准的通知》解读";
	static const struct asked cases[] = {
		/* the number before the link before the title */
		{ same, "示人社发20211号", "a.example/2", "", ANY,
		    GK_PAIR_NUMBER, 0, 0 },
		{ same, "", "a.example/3", "u1", 19500, GK_PAIR_LINK, 2, 0 },
		{ same, "", "《示例市停车管理办法》", "", ANY, GK_PAIR_LINK, 3,
		    0 },
		{ same, "", "示人社发〔2023〕1号", "", ANY, GK_PAIR_LINK, 1, 0 },
		/* a number or link of nothing leaves it to the title */
		{ "《示例市停车管理办法》解读", "示发20239号", "a.example/9",
		    "", ANY, GK_PAIR_TITLE, 3, 0 },
		/* the unit before the day */
		{ same, "", "", "u2", 18800, GK_PAIR_TITLE, 2, 0 },
		{ same, "", "", "u1", 19502, GK_PAIR_TITLE, 1, 0 },
		{ same, "", "", "u1", 18790, GK_PAIR_TITLE, 0, 0 },
		/* two days, eight days; but not five and five, nor years */
		{ same, "", "", "", 19502, GK_PAIR_TITLE, 1, 0 },
		{ same, "", "", "", 19505, GK_PAIR_AMBIGUOUS, 1, 2 },
		{ same, "", "", "u1", 19900, GK_PAIR_AMBIGUOUS, 0, 1 },
		{ same, "", "", "", ANY, GK_PAIR_AMBIGUOUS, 0, 1 },
		{ "《停车管理办法》图解", "", "", "", ANY, GK_PAIR_ALIKE, 3, 0 },
		{ "《示例市养犬办法》解读", "", "", "", ANY, GK_PAIR_NONE, -1,
		    0 },
		{ "", "", "", "", ANY, GK_PAIR_NONE, -1, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_asked(wage, sizeof wage / sizeof *wage, &cases[i]);
}

static void
test_threshold(void **state)
{
	struct gk_str a = GK_STR("示例市城市供水管理办法");
	struct gk_str b = GK_STR("示例市城市排水管理办法");
	struct gk_arena arena;
	size_t n;

	(void)state;
	gk_arena_init(&arena);
	for (int low = 0; low < 2; low++) {
		struct gk_pairer *m = gk_pairer_new(low ? 700 :
		    GK_PAIR_THRESHOLD, GK_PAIR_MARGIN);
		struct gk_paper d = paper(&arena, a), i = paper(&arena, b);
		const struct gk_pairing *p;

		gk_pairer_document(m, &d);
		gk_pairer_interpretation(m, &i);
		p = gk_pairer_run(m, &n);
		assert_int_equal(n, 1);
		assert_int_equal(p->how, low ? GK_PAIR_ALIKE : GK_PAIR_NONE);
		gk_pairer_free(m);
	}
	gk_arena_release(&arena);
}

/* Of a thousand documents of one title the right ones are still found. */
static void
test_many_of_one_title(void **state)
{
	struct gk_pairer *m = gk_pairer_new(GK_PAIR_THRESHOLD,
	    GK_PAIR_MARGIN);
	const struct gk_pairing *p;
	struct gk_arena a;
	struct gk_paper one;
	char unit[16];
	size_t n;

	(void)state;
	gk_arena_init(&a);
	for (int i = 0; i < 1000; i++) {
		snprintf(unit, sizeof unit, "u%d", i % 10);
		one = full_paper(&a, "关于调整最低工资标准的通知", "",
		    gk_arena_copy(&a, unit, strlen(unit)), 10000 + i * 10);
		gk_pairer_document(m, &one);
	}
	one = full_paper(&a, "《关于调整最低工资标准的通知》解读", "", "u7",
	    10000 + 507 * 10 + 1);
	gk_pairer_interpretation(m, &one);
	one.unit = GK_STR("u99");
	gk_pairer_interpretation(m, &one);
	p = gk_pairer_run(m, &n);
	assert_int_equal(n, 2);
	assert_int_equal(p[0].how, GK_PAIR_TITLE);
	assert_int_equal(p[0].document, 507);
	assert_int_equal(p[1].how, GK_PAIR_AMBIGUOUS);
	gk_pairer_free(m);
	gk_arena_release(&a);
}

/* ---- hostile titles ------------------------------------------------- */

/* `times` × `piece`, then `end`. */
static struct gk_str
repeat(struct gk_arena *a, const char *piece, size_t times, const char *end)
{
	struct gk_str s;
	struct gk_buf b;

	gk_buf_init(&b);
	for (size_t i = 0; i < times; i++)
		gk_buf_puts(&b, piece);
	gk_buf_puts(&b, end);
	s = gk_str_keep(a, gk_buf_str(&b));
	gk_buf_release(&b);
	return s;
}

static void
test_hostile(void **state)
{
	static const char *const pieces[] = { "《", "》", "〈《", "，。！", "：",
		"\xE2\x80\x8F", "关于", "关于印发", "等部门", "（", "（试行）",
		"转发", "长", "长沙市", "解读", "政策解读：", "之一", "20231",
		"〔2023〕1号", "<", "<>", "\xFF\xFE", "\xE9\x95", "征求意见",
		"一图读懂", "修改《", "的", "-", "2023-" };
	size_t npieces = sizeof pieces / sizeof *pieces, n;
	struct gk_pairer *m = gk_pairer_new(GK_PAIR_THRESHOLD,
	    GK_PAIR_MARGIN);
	const struct gk_pairing *p;
	struct gk_arena a;

	(void)state;
	gk_arena_init(&a);
	for (size_t i = 0; i < npieces; i++)
		for (int k = 0; k < 20; k++) {
			char end[16];
			struct gk_paper d, e;

			snprintf(end, sizeof end, "%d", k);
			d = paper(&a, repeat(&a, pieces[i], k == 0 ? 100000 :
			    (size_t)(500 + k), end));
			e = paper(&a, repeat(&a, pieces[i], k == 0 ? 100000 :
			    (size_t)(700 + k), "解读"));
			assert_true(d.title.ncores <= GK_TITLE_CORES);
			gk_pairer_document(m, &d);
			gk_pairer_interpretation(m, &e);
			e.link = repeat(&a, pieces[i], 3000, ";");
			gk_pairer_interpretation(m, &e);
		}
	p = gk_pairer_run(m, &n);
	assert_true(n >= npieces * 40);
	for (size_t i = 0; i < n; i++)
		assert_true(p[i].document == SIZE_MAX ||
		    p[i].document < npieces * 20);
	gk_pairer_free(m);
	gk_arena_release(&a);
}

static void
test_empty(void **state)
{
	struct gk_pairer *m = gk_pairer_new(GK_PAIR_THRESHOLD,
	    GK_PAIR_MARGIN);
	size_t n = 1;

	(void)state;
	gk_pairer_run(m, &n);
	assert_int_equal(n, 0);
	gk_pairer_free(m);
	gk_pairer_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order_of_means),
		cmocka_unit_test(test_threshold),
		cmocka_unit_test(test_many_of_one_title),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_empty),
	};

	return cmocka_run_group_tests_name("pairer", tests, NULL, NULL);
}
