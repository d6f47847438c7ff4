#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "compare/matrix.h"

#define HEADER "unit,region,field,name,due,published,not_applicable," \
	"not_due,undecided,nil,advisory,rate\n"

static struct gk_matrix_cell *
cell(struct gk_matrix *m, const char *unit, const char *field,
    const char *name)
{
	return gk_matrix_add(m, gk_str_of(unit), GK_STR("望城区"),
	    GK_STR("区县"), gk_str_of(field), gk_str_of(name));
}

static void
assert_csv(const struct gk_matrix *m, const char *want)
{
	struct gk_buf b;
	struct gk_out *o;
	struct gk_error err;

	gk_buf_init(&b);
	o = gk_out_memory(&b);
	gk_matrix_write_csv(m, o);
	assert_int_equal(gk_out_close(o, &err), GK_OK);
	assert_string_equal(b.p, want);
	gk_buf_release(&b);
}

static void
assert_table(const struct gk_matrix *m, enum gk_lang lang, int width,
    const char *want)
{
	struct gk_buf b;
	struct gk_out *o;
	struct gk_error err;

	gk_buf_init(&b);
	o = gk_out_memory(&b);
	gk_matrix_print_table(m, o, lang, width);
	assert_int_equal(gk_out_close(o, &err), GK_OK);
	assert_string_equal(b.p, want);
	gk_buf_release(&b);
}

static void
assert_rate(struct gk_matrix_cell c, const char *want)
{
	struct gk_buf b;

	gk_buf_init(&b);
	gk_matrix_rate(&b, &c);
	assert_string_equal(b.p, want);
	gk_buf_release(&b);
}

static void
rates(void **state)
{
	(void)state;
	/* The sentence of the weekly report: 1204 − 96 − 41 − 58 = 1009. */
	assert_rate((struct gk_matrix_cell){ .due = 1204, .published = 931,
	    .not_applicable = 96, .not_due = 41, .undecided = 58 }, "92.3");
	assert_rate((struct gk_matrix_cell){ .due = 3, .published = 3 },
	    "100.0");
	assert_rate((struct gk_matrix_cell){ .due = 3, .published = 0 },
	    "0.0");
	assert_rate((struct gk_matrix_cell){ .due = 2000, .published = 1 },
	    "0.1");
	assert_rate((struct gk_matrix_cell){ .due = 0 }, "—");
	assert_rate((struct gk_matrix_cell){ .due = 2, .not_due = 2 }, "—");
	assert_rate((struct gk_matrix_cell){ .due = 1, .undecided = 5 }, "—");
}

static struct gk_matrix *
sample(void)
{
	struct gk_matrix *m = gk_matrix_new();

	*cell(m, "乙局", "17", "义务教育") = (struct gk_matrix_cell){
	    .due = 4, .published = 1, .not_due = 1, .nil = 1 };
	*cell(m, "甲局", "17", "义务教育") = (struct gk_matrix_cell){
	    .due = 10, .published = 10 };
	*cell(m, "甲局", "03", "财政预决算") = (struct gk_matrix_cell){
	    .due = 2, .published = 1, .undecided = 1, .advisory = 3 };
	*cell(m, "=丙", "03", "财政预决算") = (struct gk_matrix_cell){
	    .due = 1, .not_applicable = 1 };
	return m;
}

static const char sample_csv[] = HEADER
    "'=丙,望城区,03,财政预决算,1,0,1,0,0,0,0,—\n"
    "乙局,望城区,17,义务教育,4,1,0,1,0,1,0,33.3\n"
    "甲局,望城区,03,财政预决算,2,1,0,0,1,0,3,100.0\n"
    "甲局,望城区,17,义务教育,10,10,0,0,0,0,0,100.0\n";

static void
csv_is_sorted_and_guarded(void **state)
{
	struct gk_matrix *m = sample();

	(void)state;
	assert_csv(m, sample_csv);
	gk_matrix_free(m);
	m = gk_matrix_new();
	assert_csv(m, HEADER);
	gk_matrix_free(m);
}

static void
csv_comes_back(void **state)
{
	struct gk_matrix *m = gk_matrix_new();
	struct gk_error err;

	(void)state;
	assert_int_equal(gk_matrix_read_csv(m, gk_str_of(sample_csv), "m.csv",
	    &err), GK_OK);
	assert_csv(m, sample_csv);
	/* A second time: the same rows, counted twice. */
	assert_int_equal(gk_matrix_read_csv(m, GK_STR(HEADER
	    "乙局,望城区,17,义务教育,6,4,0,1,0,0,0,wrong\n"), "m.csv",
	    &err), GK_OK);
	assert_int_equal(cell(m, "乙局", "17", "")->due, 10);
	assert_int_equal(cell(m, "乙局", "17", "")->published, 5);
	assert_int_equal(cell(m, "=丙", "03", "")->not_applicable, 1);
	gk_matrix_free(m);
}

static void
assert_refused(const char *text, size_t line)
{
	struct gk_matrix *m = gk_matrix_new();
	struct gk_error err;

	assert_int_equal(gk_matrix_read_csv(m, gk_str_of(text), "m.csv",
	    &err), GK_FAIL);
	assert_string_equal(err.file, "m.csv");
	assert_int_equal(err.line, line);
	gk_matrix_free(m);
}

static void
nonsense_is_refused(void **state)
{
	(void)state;
	assert_refused("unit,region\n", 0);
	assert_refused("unit,region,field,name,due,published,not_applicable,"
	    "not_due,undecided,nil,advisory,rate,more\n", 0);
	assert_refused(HEADER "甲,,17,x,1,1,0,0,0,0,0,1\n"
	    "甲,,17,x,-1,1,0,0,0,0,0,1\n", 3);
	assert_refused(HEADER "甲,,17,x,1,,0,0,0,0,0,1\n", 2);
	assert_refused(HEADER "甲,,17,x,1,1,0,0,0,0,10000000000,1\n", 2);
}

static void
cells_stay_and_merge(void **state)
{
	struct gk_matrix *a = gk_matrix_new(), *b = sample();
	struct gk_matrix_cell *first = cell(a, "乙局", "17", "义务教育");
	const struct gk_matrix_row **rows;
	size_t n;

	(void)state;
	first->due = 6;
	for (int i = 0; i < 1000; i++) {
		char unit[16];

		snprintf(unit, sizeof unit, "单位%d", i);
		cell(a, unit, "17", "")->due++;
	}
	assert_ptr_equal(cell(a, "乙局", "17", ""), first);
	gk_matrix_merge(a, b);
	assert_int_equal(first->due, 10);
	assert_int_equal(first->nil, 1);
	rows = gk_matrix_sorted(a, &n);
	assert_int_equal(n, 1000 + 4);
	assert_true(gk_str_eq(rows[0]->group, GK_STR("区县")));
	for (size_t i = 1; i < n; i++)
		assert_true(gk_str_cmp(rows[i - 1]->unit, rows[i]->unit) <= 0);
	free(rows);
	gk_matrix_free(a);
	gk_matrix_free(b);
	gk_matrix_free(NULL);
}

static struct gk_matrix_cell *
of_region(struct gk_matrix *m, const char *unit, const char *region)
{
	return gk_matrix_add(m, gk_str_of(unit), gk_str_of(region), GK_EMPTY,
	    GK_STR("1"), GK_STR("x"));
}

/* Two units of one name in two regions are two rows, but one line. */
static void
keys_are_whole(void **state)
{
	struct gk_matrix *m = gk_matrix_new();

	(void)state;
	of_region(m, "ab", "c")->due = 1;
	of_region(m, "a", "bc")->due = 2;
	of_region(m, "a", "d")->due = 4;
	assert_csv(m, HEADER "a,bc,1,x,2,0,0,0,0,0,0,0.0\n"
	    "a,d,1,x,4,0,0,0,0,0,0,0.0\nab,c,1,x,1,0,0,0,0,0,0,0.0\n");
	assert_table(m, GK_EN, 0, "Published / judged, by unit and field\n\n"
	    "unit          x     total\n"
	    "a      0/6 0.0%  0/6 0.0%\n"
	    "ab     0/1 0.0%  0/1 0.0%\n"
	    "total  0/7 0.0%  0/7 0.0%\n\n"
	    "7 items owed; 0 not applicable, 0 not yet due, 0 undecided; "
	    "of the other 7, 0 are published: 0.0%.\n");
	gk_matrix_free(m);
}

static void
table_is_aligned(void **state)
{
	struct gk_matrix *m = sample();

	(void)state;
	assert_table(m, GK_ZH, 0,
	    "各单位各领域公开情况（已公开/应判定）\n\n"
	    "单位  财政预决算      义务教育          合计\n"
	    "=丙            —                           —\n"
	    "乙局                 1/3 33.3%     1/3 33.3%\n"
	    "甲局  1/1 100.0%  10/10 100.0%  11/11 100.0%\n"
	    "合计  1/1 100.0%   11/13 84.6%   12/14 85.7%\n\n"
	    "应公开事项17项，不适用1项、未到期1项、无法判定1项，"
	    "其余14项中已公开12项，公开率85.7%；零报告1项；"
	    "另有依据待核3项，不计入。\n");
	gk_matrix_free(m);
}

static void
table_is_broken_at_the_width(void **state)
{
	struct gk_matrix *m = sample();

	(void)state;
	assert_table(m, GK_ZH, 32,
	    "各单位各领域公开情况（已公开/应判定）\n\n"
	    "单位  财政预决算      义务教育\n"
	    "=丙            —\n"
	    "乙局                 1/3 33.3%\n"
	    "甲局  1/1 100.0%  10/10 100.0%\n"
	    "合计  1/1 100.0%   11/13 84.6%\n\n"
	    "单位          合计\n"
	    "=丙              —\n"
	    "乙局     1/3 33.3%\n"
	    "甲局  11/11 100.0%\n"
	    "合计   12/14 85.7%\n\n"
	    "应公开事项17项，不适用1项、未到期1项、无法判定1项，"
	    "其余14项中已公开12项，公开率85.7%；零报告1项；"
	    "另有依据待核3项，不计入。\n");
	gk_matrix_free(m);
}

static void
empty_table(void **state)
{
	struct gk_matrix *m = gk_matrix_new();

	(void)state;
	assert_table(m, GK_EN, 80,
	    "Published / judged, by unit and field\n\n"
	    "unit   total\ntotal\n\n"
	    "0 items owed; 0 not applicable, 0 not yet due, 0 undecided; "
	    "of the other 0, 0 are published: —.\n");
	gk_matrix_free(m);
}

/* Hostile names neither stretch the table nor reach the terminal. */
static void
odd_names(void **state)
{
	struct gk_matrix *m = gk_matrix_new();
	struct gk_buf b;
	struct gk_out *o;
	struct gk_error err;
	char field[16];

	(void)state;
	gk_buf_init(&b);
	for (int i = 0; i < 10000; i++)
		gk_buf_puts(&b, "长");
	cell(m, b.p, "1", "\033[31mred\xff")->due = 1;
	gk_buf_clear(&b);
	o = gk_out_memory(&b);
	gk_matrix_print_table(m, o, GK_ZH, 1);
	assert_int_equal(gk_out_close(o, &err), GK_OK);
	assert_true(b.len < 2000);
	assert_null(strchr(b.p, '\033'));
	for (int i = 0; i < 300; i++) {
		snprintf(field, sizeof field, "%d", i);
		cell(m, "u", field, field)->due = 1;
	}
	gk_buf_clear(&b);
	o = gk_out_memory(&b);
	gk_matrix_print_table(m, o, GK_ZH, 0);
	assert_int_equal(gk_out_close(o, &err), GK_OK);
	assert_true(b.len < 2000);
	gk_buf_release(&b);
	gk_matrix_free(m);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rates),
		cmocka_unit_test(csv_is_sorted_and_guarded),
		cmocka_unit_test(csv_comes_back),
		cmocka_unit_test(nonsense_is_refused),
		cmocka_unit_test(cells_stay_and_merge),
		cmocka_unit_test(keys_are_whole),
		cmocka_unit_test(table_is_aligned),
		cmocka_unit_test(table_is_broken_at_the_width),
		cmocka_unit_test(empty_table),
		cmocka_unit_test(odd_names),
	};

	return cmocka_run_group_tests_name("matrix", tests, NULL, NULL);
}
