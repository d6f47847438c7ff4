/*
 * Titles that belong together and titles that do not: the tables
 * tests/data/title-pairs*.csv, all at once, each alone, and shuffled.
 */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "core/csv.h"
#include "core/mem.h"
#include "pair/match.h"

#define RECALL_LEAST 970	/* of 1000; of precision all is asked */

/* ---- the table ------------------------------------------------------ */

enum expected { EXPECT_NOTHING, EXPECT_TRUE, EXPECT_FALSE, EXPECT_AMBIGUOUS };

struct pair {
	struct gk_str document, interpretation;
	enum expected expected;
	size_t d, i;		/* numbers in the pairer */
};

struct table {
	struct gk_arena arena;
	struct pair *list;
	size_t count;
};

static void
read_table(struct table *t, const char *name)
{
	const char *dir = getenv("srcdir");
	struct gk_error err = { 0 };
	struct gk_csv_table *csv;
	struct gk_buf path;

	gk_buf_init(&path);
	gk_buf_printf(&path, "%s/tests/data/%s.csv", dir != NULL ? dir : ".",
	    name);
	csv = gk_csv_table_read(path.p, &err);
	assert_non_null(csv);
	gk_arena_init(&t->arena);
	t->count = csv->nrows;
	t->list = gk_calloc(t->count, sizeof *t->list);
	for (size_t r = 0; r < t->count; r++) {
		struct gk_str e = csv->rows[r][2];

		t->list[r] = (struct pair){
		    .document = gk_str_keep(&t->arena, csv->rows[r][0]),
		    .interpretation = gk_str_keep(&t->arena, csv->rows[r][1]),
		    .expected = gk_str_eq(e, GK_STR("true")) ? EXPECT_TRUE :
		    gk_str_eq(e, GK_STR("false")) ? EXPECT_FALSE :
		    gk_str_eq(e, GK_STR("ambiguous")) ? EXPECT_AMBIGUOUS :
		    EXPECT_NOTHING };
		assert_int_not_equal(t->list[r].expected, EXPECT_NOTHING);
	}
	gk_csv_table_free(csv);
	gk_buf_release(&path);
}

static void
free_table(struct table *t)
{
	free(t->list);
	gk_arena_release(&t->arena);
}

static struct gk_paper
paper(struct gk_arena *a, struct gk_str title)
{
	struct gk_paper p = { .title = gk_title_parse(a, title),
		.url = GK_EMPTY, .link = GK_EMPTY, .unit = GK_EMPTY,
		.day = GK_NO_DAY };

	p.number = p.title.number;
	return p;
}

struct tally {
	size_t claimed, right, wanted, found, doubts_missed;
};

static enum expected
lookup(const struct table *t, size_t d, size_t i, const struct pair **at)
{
	*at = NULL;
	for (size_t r = 0; r < t->count; r++)
		if (t->list[r].d == d && t->list[r].i == i) {
			*at = &t->list[r];
			return t->list[r].expected;
		}
	return EXPECT_NOTHING;
}

static struct gk_str
title_of(const struct table *t, size_t d, size_t i)
{
	for (size_t r = 0; r < t->count; r++)
		if (d != SIZE_MAX ? t->list[r].d == d : t->list[r].i == i)
			return d != SIZE_MAX ? t->list[r].document :
			    t->list[r].interpretation;
	return GK_EMPTY;
}

/* Counts what the pairer said against what rows say. */
static void
count(const struct table *t, const struct gk_pairing *p, size_t n,
    struct tally *sum)
{
	const struct pair *at;

	for (size_t k = 0; k < n; k++) {
		if (p[k].how == GK_PAIR_NONE || p[k].how == GK_PAIR_AMBIGUOUS)
			continue;
		sum->claimed++;
		if (lookup(t, p[k].document, p[k].interpretation, &at) ==
		    EXPECT_TRUE) {
			sum->right++;
			continue;
		}
		print_error("wrong: %.*s: %.*s\n",
		    GK_FMT(title_of(t, SIZE_MAX, p[k].interpretation)),
		    GK_FMT(title_of(t, p[k].document, 0)));
	}
}

static void
count_rows(const struct table *t, const struct gk_pairing *p, size_t n,
    struct tally *sum)
{
	for (size_t r = 0; r < t->count; r++) {
		const struct pair *row = &t->list[r];
		bool found = false, doubt = false;

		if (row->d == SIZE_MAX || row->expected == EXPECT_FALSE)
			continue;
		for (size_t k = 0; k < n; k++) {
			bool here = p[k].interpretation == row->i;

			doubt |= here && p[k].how == GK_PAIR_AMBIGUOUS &&
			    (p[k].document == row->d || p[k].rival == row->d);
			found |= here && p[k].how != GK_PAIR_AMBIGUOUS &&
			    p[k].document == row->d;
		}
		if (row->expected == EXPECT_TRUE) {
			sum->wanted++;
			sum->found += found;
		} else {
			found = doubt;
			sum->doubts_missed += !doubt;
		}
		if (!found)
			print_message("# missed: %.*s: %.*s\n",
			    GK_FMT(row->interpretation),
			    GK_FMT(row->document));
	}
}

/* Adds the chosen rows, each title once, and pairs them. */
static void
pair_rows(struct table *t, const bool *chosen, struct tally *sum)
{
	struct gk_pairer *m = gk_pairer_new(GK_PAIR_THRESHOLD,
	    GK_PAIR_MARGIN);
	const struct gk_pairing *p;
	struct gk_paper one;
	size_t n;

	for (size_t r = 0; r < t->count; r++) {
		struct pair *row = &t->list[r];

		row->d = row->i = SIZE_MAX;
		if (!chosen[r])
			continue;
		for (size_t k = 0; k < r; k++) {
			if (chosen[k] && gk_str_eq(t->list[k].document,
			    row->document))
				row->d = t->list[k].d;
			if (chosen[k] && gk_str_eq(t->list[k].interpretation,
			    row->interpretation))
				row->i = t->list[k].i;
		}
		if (row->d == SIZE_MAX) {
			one = paper(&t->arena, row->document);
			row->d = gk_pairer_document(m, &one);
		}
		if (row->i == SIZE_MAX) {
			one = paper(&t->arena, row->interpretation);
			row->i = gk_pairer_interpretation(m, &one);
		}
	}
	p = gk_pairer_run(m, &n);
	count(t, p, n, sum);
	count_rows(t, p, n, sum);
	gk_pairer_free(m);
}

static void
judge(const struct tally *s, const char *what)
{
	size_t recall = s->found * 1000 / s->wanted;

	print_message("# %s: precision %.3f recall %.3f of %zu pairs\n", what,
	    (double)s->right / (double)s->claimed,
	    (double)s->found / (double)s->wanted, s->wanted);
	assert_int_equal(s->right, s->claimed);
	assert_true(recall >= RECALL_LEAST);
	assert_int_equal(s->doubts_missed, 0);
}

/* All titles of the table in one heap. */
static void
test_table_together(void **state)
{
	struct tally sum = { 0 };
	struct table t;
	bool *chosen;

	(void)state;
	read_table(&t, "title-pairs");
	assert_true(t.count >= 140);
	chosen = gk_calloc(t.count, sizeof *chosen);
	memset(chosen, true, t.count);
	pair_rows(&t, chosen, &sum);
	judge(&sum, "together");
	free(chosen);
	free_table(&t);
}

/* Each interpretation with the documents of its rows only. */
static void
test_table_apart(void **state)
{
	struct tally sum = { 0 };
	struct table t;
	bool *chosen, *done;

	(void)state;
	read_table(&t, "title-pairs");
	chosen = gk_calloc(t.count, sizeof *chosen);
	done = gk_calloc(t.count, sizeof *done);
	for (size_t r = 0; r < t.count; r++) {
		if (done[r])
			continue;
		for (size_t k = 0; k < t.count; k++) {
			chosen[k] = gk_str_eq(t.list[k].interpretation,
			    t.list[r].interpretation);
			done[k] |= chosen[k];
		}
		pair_rows(&t, chosen, &sum);
	}
	judge(&sum, "apart");
	free(chosen);
	free(done);
	free_table(&t);
}

/* Written by another hand than the rules: each row alone. */
static void
test_other_table(void **state)
{
	struct tally sum = { 0 };
	struct table t;
	bool *chosen;

	(void)state;
	read_table(&t, "title-pairs-more");
	assert_true(t.count >= 120);
	chosen = gk_calloc(t.count, sizeof *chosen);
	for (size_t r = 0; r < t.count; r++) {
		chosen[r] = true;
		pair_rows(&t, chosen, &sum);
		chosen[r] = false;
	}
	judge(&sum, "by another hand");
	free(chosen);
	free_table(&t);
}

/* ---- the order of adding -------------------------------------------- */

static uint32_t
next(uint32_t *seed)
{
	*seed = *seed * 1664525U + 1013904223U;
	return *seed >> 8;
}

static void
shuffle(size_t *order, size_t n, uint32_t *seed)
{
	for (size_t i = 0; i < n; i++)
		order[i] = i;
	for (size_t i = n; i > 1; i--) {
		size_t k = next(seed) % i, kept = order[k];

		order[k] = order[i - 1];
		order[i - 1] = kept;
	}
}

/* Rows of the table as papers of three units, some without a day. */
static struct gk_paper
row_paper(struct table *t, size_t row, bool document)
{
	static const char *const units[] = { "", "u1", "u2", "u3" };
	struct gk_paper p = paper(&t->arena, document ?
	    t->list[row].document : t->list[row].interpretation);
	char url[24];

	snprintf(url, sizeof url, "a.example/%zu", row);
	p.url = (struct gk_str){ gk_arena_copy(&t->arena, url, strlen(url)),
	    strlen(url) };
	p.unit = gk_str_of(units[row % 4]);
	p.day = row % 5 == 0 ? GK_NO_DAY : (gk_day)(19000 + row * 7 % 400);
	return p;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What comes out, by row, sorted. */
static void
pair_shuffled(struct table *t, uint32_t *seed, struct gk_buf *out)
{
	struct gk_pairer *m = gk_pairer_new(GK_PAIR_THRESHOLD,
	    GK_PAIR_MARGIN);
	size_t *d = gk_calloc(t->count, sizeof *d), n;
	size_t *order = gk_calloc(t->count, sizeof *order);
	const struct gk_pairing *p;
	struct gk_paper one;
	char **lines;

	shuffle(d, t->count, seed);
	shuffle(order, t->count, seed);
	for (size_t r = 0; r < t->count; r++) {
		one = row_paper(t, d[r], true);
		gk_pairer_document(m, &one);
		one = row_paper(t, order[r], false);
		gk_pairer_interpretation(m, &one);
	}
	p = gk_pairer_run(m, &n);
	lines = gk_calloc(n, sizeof *lines);
	for (size_t i = 0; i < n; i++) {
		char line[128];

		snprintf(line, sizeof line, "%zu %zd %zd %d %d\n",
		    order[p[i].interpretation], p[i].document == SIZE_MAX ?
		    (ssize_t)-1 : (ssize_t)d[p[i].document],
		    p[i].rival == SIZE_MAX ? (ssize_t)-1 :
		    (ssize_t)d[p[i].rival], (int)p[i].how, p[i].sure);
		lines[i] = gk_strdup(line);
	}
	qsort(lines, n, sizeof *lines, by_text);
	for (size_t i = 0; i < n; i++) {
		gk_buf_puts(out, lines[i]);
		free(lines[i]);
	}
	free(lines);
	free(order);
	free(d);
	gk_pairer_free(m);
}

static void
test_shuffled(void **state)
{
	struct gk_buf first, again;
	uint32_t seed = 42;
	struct table t;

	(void)state;
	read_table(&t, "title-pairs");
	gk_buf_init(&first);
	gk_buf_init(&again);
	pair_shuffled(&t, &seed, &first);
	for (int i = 0; i < 10; i++) {
		gk_buf_clear(&again);
		pair_shuffled(&t, &seed, &again);
		assert_string_equal(first.p, again.p);
	}
	gk_buf_release(&first);
	gk_buf_release(&again);
	free_table(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table_together),
		cmocka_unit_test(test_table_apart),
		cmocka_unit_test(test_other_table),
		cmocka_unit_test(test_shuffled),
	};

	return cmocka_run_group_tests_name("title pairs", tests, NULL, NULL);
}
