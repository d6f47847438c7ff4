#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "finding/diff.h"
#include "finding/table.h"

#define HEADER "severity,class,rule,unit,co_units,region,field,item,title," \
	"message,basis,remedy,file,sheet,row,column,line,cell,value,period," \
	"due,fix_by,since,state,cause,no,fingerprint\n"
/* A row: severity, rule, title, row, due, since, state, cause, last digit. */
#define ROW(sev, rule, title, row, due, since, state, cause, id) \
	sev ",公开," rule ",甲局,,,,," title ",话,,,a.csv,," row ",,,,,," \
	due ",," since "," state "," cause ",,000000000000000" id "\n"
#define OLD(rule, title, id) \
	ROW("error", rule, title, "2", "2023-05-31", "2023-06-07", "", "", id)
#define NOW(rule, title, id) \
	ROW("error", rule, title, "3", "2023-05-31", "2023-06-14", "", "", id)

struct two {
	struct gk_findings old, now;
	struct gk_diff_scope scope;
};

static void
read_text(struct gk_findings *fs, const char *rows)
{
	struct gk_error err;
	struct gk_buf b;

	gk_buf_init(&b);
	gk_buf_puts(&b, HEADER);
	gk_buf_puts(&b, rows);
	gk_findings_init(fs, GK_ZH, GK_NO_DAY);
	if (gk_diff_read(fs, gk_buf_str(&b), "t", &err) != GK_OK)
		fail_msg("%zu: %s", err.line, err.message);
	gk_buf_release(&b);
}

static void
join_with(struct two *t, const char *old, const char *now,
    const struct gk_diff_options *opt)
{
	read_text(&t->old, old);
	read_text(&t->now, now);
	gk_diff_join(&t->now, &t->old, opt, &t->scope);
	gk_findings_finish(&t->now);
}

static void
join(struct two *t, const char *old, const char *now)
{
	const struct gk_diff_options none = { .knows = NULL };

	join_with(t, old, now, &none);
}

static void
release(struct two *t)
{
	gk_diff_scope_release(&t->scope);
	gk_findings_release(&t->old);
	gk_findings_release(&t->now);
}

static const struct gk_finding *
with_id(const struct two *t, char id)
{
	for (size_t i = 0; i < t->now.count; i++)
		if (t->now.list[i].col[GK_F_FINGERPRINT].p[15] == id)
			return &t->now.list[i];
	fail_msg("no finding %c", id);
	return NULL;
}

static void
assert_column(const struct two *t, char id, enum gk_finding_column c,
    const char *want)
{
	struct gk_str s = with_id(t, id)->col[c];

	if (!gk_str_eq(s, gk_str_of(want)))
		fail_msg("%c: \"%.*s\", not \"%s\"", id, GK_FMT(s), want);
}

static void
states(void **state)
{
	struct two t;

	(void)state;
	join(&t, OLD("overdue", "甲", "1") OLD("stale", "乙", "2"),
	    NOW("overdue", "甲", "1") NOW("late", "丙", "3"));
	assert_int_equal(t.now.count, 3);
	assert_column(&t, '1', GK_F_STATE, "open");
	assert_column(&t, '1', GK_F_SINCE, "2023-06-07");
	assert_column(&t, '2', GK_F_STATE, "closed");
	assert_column(&t, '2', GK_F_CAUSE, "本期未再发现，待复核");
	assert_column(&t, '3', GK_F_STATE, "new");
	assert_column(&t, '3', GK_F_SINCE, "2023-06-14");
	/* Counted anew: what is closed counts no more. */
	assert_int_equal(t.now.by_severity[GK_ERROR], 2);
	assert_int_equal(t.now.settled, 1);
	assert_int_equal(t.scope.nold, 1);
	assert_int_equal(t.scope.nnow, 1);
	assert_true(gk_str_eq(t.scope.only_old[0], GK_STR("stale")));
	assert_true(gk_str_eq(t.scope.only_now[0], GK_STR("late")));
	release(&t);
}

static void
nothing(void **state)
{
	struct two t;

	(void)state;
	join(&t, "", "");
	assert_int_equal(t.now.count, 0);
	assert_int_equal(t.scope.nold + t.scope.nnow, 0);
	assert_int_equal(gk_diff_day(&t.now), GK_NO_DAY);
	release(&t);
}

static void
upgrades_by_rule(void **state)
{
	struct two t;

	(void)state;
	/* Two of a subject are two pairs; the third is new. */
	join(&t, OLD("due-soon", "甲", "1") OLD("due-soon", "甲", "2")
	    OLD("due-soon", "乙", "6"),
	    NOW("overdue", "甲", "3") NOW("late", "甲", "4")
	    NOW("overdue", "甲", "5") NOW("unpublished", "乙", "7"));
	assert_int_equal(t.now.count, 5);
	assert_column(&t, '3', GK_F_STATE, "upgraded");
	assert_column(&t, '3', GK_F_SINCE, "2023-06-07");
	assert_column(&t, '4', GK_F_STATE, "upgraded");
	assert_column(&t, '5', GK_F_STATE, "new");
	assert_column(&t, '6', GK_F_STATE, "closed");
	assert_column(&t, '7', GK_F_STATE, "new");
	release(&t);
}

static void
upgrades_by_severity(void **state)
{
	struct two t;

	(void)state;
	join(&t, ROW("warning", "missing", "甲", "", "", "2023-06-07", "", "",
	    "1") ROW("error", "missing", "乙", "", "", "2023-06-07", "", "", "2"),
	    ROW("error", "missing", "甲", "", "", "2023-06-14", "", "", "1")
	    ROW("notice", "missing", "乙", "", "", "2023-06-14", "", "", "2"));
	assert_column(&t, '1', GK_F_STATE, "upgraded");
	assert_column(&t, '2', GK_F_STATE, "open");
	release(&t);
}

/* The same two, and what shows that the record is there. */
static void
mended(void **state)
{
	struct two t;

	(void)state;
	join(&t, OLD("overdue", "甲", "1"), NOW("late", "甲", "2"));
	assert_column(&t, '1', GK_F_CAUSE, "已补正");
	assert_column(&t, '2', GK_F_STATE, "new");
	release(&t);
	join(&t, OLD("overdue", "甲", "1") OLD("channel", "甲", "2"),
	    NOW("channel", "甲", "2"));
	assert_column(&t, '1', GK_F_CAUSE, "已补正");
	release(&t);
	join(&t, OLD("overdue", "甲", "1") OLD("channel", "乙", "2"),
	    NOW("channel", "乙", "2"));
	assert_column(&t, '1', GK_F_CAUSE, "本期未再发现，待复核");
	release(&t);
}

static bool
knows_all_but(void *user, struct gk_str rule)
{
	return !gk_str_eq(rule, gk_str_of(user));
}

static void
rules(void **state)
{
	char gone[] = "gone";
	const struct gk_diff_options opt = { knows_all_but, gone };
	struct two t;

	(void)state;
	join_with(&t, OLD("gone", "甲", "1") OLD("stale", "乙", "2"),
	    NOW("pack-rule", "丙", "3"), &opt);
	assert_column(&t, '1', GK_F_CAUSE, "规则/目录变化");
	assert_column(&t, '2', GK_F_CAUSE, "本期未再发现，待复核");
	assert_int_equal(t.scope.gone, 1);
	release(&t);
	/* What does not know the new table knows nothing. */
	join_with(&t, OLD("gone", "甲", "1"), NOW("gone", "丙", "3"), &opt);
	assert_column(&t, '1', GK_F_CAUSE, "本期未再发现，待复核");
	assert_int_equal(t.scope.gone, 0);
	release(&t);
}

static void
relapse(void **state)
{
	static const struct {
		const char *old, *state;
	} cases[] = {
#define WAS(st, cause) ROW("error", "overdue", "甲", "2", "2023-05-31", \
	    "2023-05-10", st, cause, "1")
		{ WAS("closed", "已补正"), "reopened" },
		{ WAS("closed", "前期已补正"), "reopened" },
		{ WAS("closed", "记录已删除"), "reopened" },
		{ WAS("closed", "随便写的"), "reopened" },
		{ WAS("closed", "本期未报送"), "open" },
		{ WAS("closed", "前期未报送"), "open" },
		{ WAS("closed", "规则/目录变化"), "open" },
		{ WAS("closed", "单位调整"), "open" },
		{ WAS("waived", "例外"), "open" },
		{ WAS("reopened", ""), "open" },
		{ WAS("upgraded", ""), "open" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct two t;

		join(&t, cases[i].old, NOW("overdue", "甲", "1"));
		assert_int_equal(t.now.count, 1);
		assert_column(&t, '1', GK_F_STATE, cases[i].state);
		assert_column(&t, '1', GK_F_SINCE, "2023-05-10");
		assert_column(&t, '1', GK_F_CAUSE, "");
		release(&t);
	}
}

static void
totals(void **state)
{
	struct gk_diff_totals s;
	struct two t;

	(void)state;
	join(&t, OLD("overdue", "甲", "1") OLD("stale", "乙", "2")
	    WAS("closed", "已补正"), NOW("late", "甲", "3")
	    ROW("error", "missing", "丁", "", "", "2023-06-14", "waived", "",
	    "4"));
	gk_diff_totals_init(&s, &t.now, gk_day_of(2023, 6, 14));
	assert_int_equal(s.count, 1);
	assert_int_equal(s.all.fresh, 1);
	assert_int_equal(s.all.open, 0);
	assert_int_equal(s.all.mended, 1);
	assert_int_equal(s.all.vanished, 1);
	assert_int_equal(s.all.waived, 1);
	assert_int_equal(s.all.oldest, gk_day_of(2023, 6, 14));
	assert_memory_equal(&s.all, &s.units[0].n, sizeof s.all);
	gk_diff_totals_release(&s);
	release(&t);
}

static void
unreadable(void **state)
{
	struct gk_error err;
	struct gk_findings fs;

	(void)state;
	gk_findings_init(&fs, GK_ZH, GK_NO_DAY);
	assert_int_equal(gk_diff_read(&fs, GK_STR(HEADER
	    "error,公开,overdue,,,,,,,\"话\n话\",,,,,,,,,,,,,,,,,"
	    "0000000000000001\n\n"
	    "error,公开,overdue,,,,,,,话,,,,,,,,,,,,,,,,,\n"), "t.csv", &err),
	    GK_FAIL);
	assert_string_equal(err.file, "t.csv");
	assert_int_equal(err.line, 5);
	assert_int_equal(gk_diff_read(&fs, GK_STR("a,b\n"), "t.csv", &err),
	    GK_FAIL);
	assert_int_equal(err.line, 1);
	gk_findings_release(&fs);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(states),
		cmocka_unit_test(nothing),
		cmocka_unit_test(upgrades_by_rule),
		cmocka_unit_test(upgrades_by_severity),
		cmocka_unit_test(mended),
		cmocka_unit_test(rules),
		cmocka_unit_test(relapse),
		cmocka_unit_test(totals),
		cmocka_unit_test(unreadable),
	};

	return cmocka_run_group_tests_name("diff", tests, NULL, NULL);
}
