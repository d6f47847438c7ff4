#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "finding_util.h"

/* ---- kinds ---------------------------------------------------------- */

static void
kinds_are_sound(void **state)
{
	(void)state;
	for (int i = 0; i < GK_KINDS; i++) {
		const struct gk_kind *k = gk_kind((enum gk_kind_id)i);

		if (i != 0)
			assert_true(strcmp(gk_kind((enum gk_kind_id)(i - 1))->id,
			    k->id) < 0);
		assert_ptr_equal(gk_kind_find(gk_str_of(k->id)), k);
		assert_true(strspn(k->id, "abcdefghijklmnopqrstuvwxyz-") ==
		    strlen(k->id));
		assert_true(strlen(k->fact[GK_ZH]) != 0);
		assert_true(gk_str_ends(gk_str_of(k->fact[GK_EN]),
		    GK_STR(" ")) || gk_str_ends(gk_str_of(k->fact[GK_EN]),
		    GK_STR(" ]")));
		assert_int_equal(strlen(k->remedy[GK_ZH]) == 0,
		    strlen(k->remedy[GK_EN]) == 0);
		assert_true(k->fix_days >= 0);
	}
	assert_null(gk_kind_find(GK_STR("lat")));
	assert_null(gk_kind_find(GK_STR("latest")));
	assert_null(gk_kind_find(GK_EMPTY));
}

static void
names_round_trip(void **state)
{
	enum gk_severity s;
	enum gk_class c;

	(void)state;
	for (int i = GK_NOTICE; i <= GK_ERROR; i++) {
		assert_true(gk_severity_parse(
		    gk_severity_name((enum gk_severity)i), &s));
		assert_int_equal(s, i);
	}
	assert_true(gk_severity_parse("never", &s));
	assert_int_equal(s, GK_NEVER);
	assert_false(gk_severity_parse("Error", &s));
	assert_false(gk_severity_parse("", &s));
	for (int i = GK_DISCLOSURE; i <= GK_SAFETY; i++) {
		assert_true(gk_class_parse(
		    gk_str_of(gk_class_name((enum gk_class)i)), &c));
		assert_int_equal(c, i);
	}
	assert_false(gk_class_parse(GK_STR("公"), &c));
	assert_string_equal(gk_severity_label(GK_ERROR, GK_ZH), "问题");
	assert_string_equal(gk_severity_label(GK_WARNING, GK_ZH), "待核实");
	assert_string_equal(gk_severity_label(GK_NOTICE, GK_EN), "notice");
}

/* ---- severity ------------------------------------------------------- */

static void
severity(void **state)
{
	static const struct {
		enum gk_kind_id kind;
		bool milder, as_notice;
		enum gk_evidence evidence;
		enum gk_severity want;
	} cases[] = {
		{ GK_K_OVERDUE, false, false, GK_SEEN, GK_ERROR },
		{ GK_K_OVERDUE, false, false, GK_PARTIAL, GK_ERROR },
		{ GK_K_OVERDUE, true, false, GK_SEEN, GK_WARNING },
		{ GK_K_OVERDUE, false, true, GK_SEEN, GK_NOTICE },
		{ GK_K_OVERDUE, true, true, GK_SEEN, GK_NOTICE },
		{ GK_K_OVERDUE, false, false, GK_RECALLED, GK_NOTICE },
		{ GK_K_LATE, false, false, GK_SEEN, GK_WARNING },
		{ GK_K_LATE, true, false, GK_SEEN, GK_NOTICE },
		{ GK_K_DUE_SOON, true, false, GK_SEEN, GK_NOTICE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct gk_draft d = GK_DRAFT(cases[i].kind);
		const struct gk_finding *f;

		d.milder = cases[i].milder;
		d.as_notice = cases[i].as_notice;
		d.evidence = cases[i].evidence;
		f = finding(&d, GK_ZH, "2023-05-31", NULL);
		assert_int_equal(f->severity, cases[i].want);
		assert_col(f, GK_F_SEVERITY, gk_severity_name(cases[i].want));
		assert_int_equal(f->advisory,
		    cases[i].evidence == GK_RECALLED);
	}
}

static void
advisory_never_counts(void **state)
{
	struct gk_draft d = overdue();
	struct gk_findings fs;

	(void)state;
	gk_findings_init(&fs, GK_ZH, day("2023-05-31"));
	d.evidence = GK_RECALLED;
	gk_findings_add(&fs, &d);
	assert_col(&fs.list[0], GK_F_BASIS,
	    "《政府信息公开条例》第二十六条（依据待核）");
	assert_true(has(fs.list[0].col[GK_F_MESSAGE], "（依据待核）"));
	assert_int_equal(fs.advisory, 1);
	assert_false(gk_findings_fail(&fs, GK_NOTICE));
	d.evidence = GK_SEEN;
	d.as_notice = true;
	gk_findings_add(&fs, &d);
	assert_true(gk_findings_fail(&fs, GK_NOTICE));
	assert_false(gk_findings_fail(&fs, GK_WARNING));
	d.as_notice = false;
	gk_findings_add(&fs, &d);
	assert_true(gk_findings_fail(&fs, GK_ERROR));
	assert_false(gk_findings_fail(&fs, GK_NEVER));
	gk_findings_release(&fs);
}

/* ---- columns -------------------------------------------------------- */

static void
columns(void **state)
{
	struct gk_calendar *c = calendar();
	struct gk_draft d = overdue();
	const struct gk_finding *f;

	(void)state;
	d.file = GK_STR("2023年台账.xlsx");
	d.sheet = GK_STR("Sheet1");
	d.column = GK_STR("published");
	d.column_no = 28;
	d.line = 13;
	d.value = GK_STR("无");
	f = finding(&d, GK_ZH, "2023-05-31", c);
	assert_col(f, GK_F_CLASS, "公开");
	assert_col(f, GK_F_RULE, "overdue");
	assert_col(f, GK_F_ROW, "12");
	assert_col(f, GK_F_LINE, "13");
	assert_col(f, GK_F_CELL, "AB12");
	assert_col(f, GK_F_DUE, "2023-04-28");
	assert_col(f, GK_F_FIX_BY, "2023-06-07");
	assert_col(f, GK_F_SINCE, "2023-05-31");
	assert_col(f, GK_F_REMEDY, "请立即公开，并于6月7日前反馈链接。");
	assert_col(f, GK_F_STATE, "");
	assert_col(f, GK_F_VALUE, "无");
	d.column_no = 26;
	assert_col(finding(&d, GK_ZH, "2023-05-31", c), GK_F_CELL, "Z12");
	d.column_no = 16384;
	assert_col(finding(&d, GK_ZH, "2023-05-31", c), GK_F_CELL, "XFD12");
	d.column_no = SIZE_MAX;
	assert_true(finding(&d, GK_ZH, "2023-05-31", c)->col[GK_F_CELL].n > 3);
	d.column_no = 0;
	assert_col(finding(&d, GK_ZH, "2023-05-31", c), GK_F_CELL, "");
	/* No mending date beyond the calendar, and no words about it. */
	f = finding(&d, GK_ZH, "2023-12-29", c);
	assert_col(f, GK_F_FIX_BY, "");
	assert_col(f, GK_F_REMEDY, "请立即公开。");
	gk_calendar_free(c);
}

static void
notice_date_starts_the_mending(void **state)
{
	struct gk_calendar *c = calendar();
	struct gk_draft d = overdue();
	struct gk_findings fs;

	(void)state;
	gk_findings_init(&fs, GK_ZH, day("2023-05-31"));
	fs.calendar = c;
	fs.notice_date = day("2023-04-28");
	gk_findings_add(&fs, &d);
	/* 1 to 3 May are off, Saturday the 6th is made up for. */
	assert_col(&fs.list[0], GK_F_FIX_BY, "2023-05-09");
	gk_findings_release(&fs);
	gk_calendar_free(c);
}

static void
remedy_may_be_empty(void **state)
{
	struct gk_draft d = GK_DRAFT(GK_K_CALENDAR_RANGE);
	const struct gk_finding *f = finding(&d, GK_EN, "2023-05-31", NULL);

	(void)state;
	assert_col(f, GK_F_REMEDY, "");
	assert_true(gk_str_ends(f->col[GK_F_MESSAGE], GK_STR(".")));
	/* A place that nobody fills stands as written, so that it is seen. */
	assert_true(has(f->col[GK_F_MESSAGE], "{count}"));
}

/* ---- what may be shown ---------------------------------------------- */

static void
personal_data_is_masked(void **state)
{
	struct gk_draft d = GK_DRAFT(GK_K_URL_MALFORMED);
	const struct gk_finding *f;

	(void)state;
	d.title = GK_STR("关于11010519491231002X的答复");
	d.value = GK_STR("http:/x/?tel=13812345678");
	d.file = GK_STR("13812345678.csv");
	d.row = 3;
	f = finding(&d, GK_ZH, "2023-05-31", NULL);
	assert_col(f, GK_F_TITLE, "关于110***************的答复");
	assert_col(f, GK_F_VALUE, "http:/x/?tel=138********");
	assert_col(f, GK_F_FILE, "138********.csv");
	assert_false(has(f->col[GK_F_MESSAGE], "19491231002X"));
	assert_false(has(f->col[GK_F_MESSAGE], "12345678"));
	assert_true(has(f->col[GK_F_MESSAGE], "110***"));
	d = GK_DRAFT(GK_K_ITEM_UNKNOWN);
	arg(&d, "claim", "13812345678");
	f = finding(&d, GK_ZH, "2023-05-31", NULL);
	assert_false(has(f->col[GK_F_MESSAGE], "12345678"));
}

static void
what_is_marked_secret_is_not_repeated(void **state)
{
	struct gk_draft d = GK_DRAFT(GK_K_URL_MALFORMED);
	const struct gk_finding *f;

	(void)state;
	d.title = GK_STR("某通知（机密★1年）");
	d.value = GK_STR("http:/x/秘密☆长期");
	d.file = GK_STR("机密★.csv");
	d.row = 3;
	f = finding(&d, GK_ZH, "2023-05-31", NULL);
	assert_col(f, GK_F_TITLE, "（已隐去）");
	assert_col(f, GK_F_VALUE, "（已隐去）");
	/* Else nobody finds the row. */
	assert_col(f, GK_F_FILE, "机密★.csv");
	assert_false(has(f->col[GK_F_MESSAGE], "某通知"));
	assert_false(has(f->col[GK_F_MESSAGE], "长期"));
	d.title = GK_STR("保守国家秘密宣传月★");
	f = finding(&d, GK_EN, "2023-05-31", NULL);
	assert_col(f, GK_F_TITLE, "保守国家秘密宣传月★");
	assert_col(f, GK_F_VALUE, "(hidden)");
	d = GK_DRAFT(GK_K_ITEM_UNKNOWN);
	arg(&d, "claim", "绝密★启封");
	f = finding(&d, GK_ZH, "2023-05-31", NULL);
	assert_false(has(f->col[GK_F_MESSAGE], "绝密"));
	/* secret: nothing of the record, marked or not. */
	d.title = GK_STR("乙通知");
	d.value = GK_STR("丙");
	d.secret = true;
	d.args[0].value = GK_STR("丁说");
	f = finding(&d, GK_ZH, "2023-05-31", NULL);
	assert_col(f, GK_F_TITLE, "");
	assert_col(f, GK_F_VALUE, "");
	assert_false(has(f->col[GK_F_MESSAGE], "乙通知"));
	assert_false(has(f->col[GK_F_MESSAGE], "丁说"));
}

static void
controls_are_replaced(void **state)
{
	struct gk_draft d = GK_DRAFT(GK_K_DATE_UNREADABLE);
	const struct gk_finding *f;

	(void)state;
	d.value = (struct gk_str){ "a\033[2J\0b\xff", 8 };
	d.title = GK_STR("甲\xE2\x80\xAE乙");
	f = finding(&d, GK_ZH, "2023-05-31", NULL);
	assert_col(f, GK_F_VALUE, "a?[2J?b?");
	assert_col(f, GK_F_TITLE, "甲?乙");
	assert_true(has(f->col[GK_F_MESSAGE], "“a?[2J?b?”"));
}

static void
secrets_are_not_repeated(void **state)
{
	struct gk_draft d = overdue();
	const struct gk_finding *f;

	(void)state;
	d.title = GK_STR("绝不能出现");
	d.value = GK_STR("也不能出现");
	d.file = GK_STR("a.csv");
	arg(&d, "note", "更不能出现");
	d.secret = true;
	for (int lang = GK_ZH; lang <= GK_EN; lang++) {
		f = finding(&d, (enum gk_lang)lang, "2023-05-31", NULL);
		for (int c = 0; c < GK_F_COUNT; c++)
			assert_false(has(f->col[c], "不能出现"));
		assert_col(f, GK_F_TITLE, "");
		assert_col(f, GK_F_VALUE, "");
		assert_col(f, GK_F_FILE, "a.csv");
		assert_col(f, GK_F_ROW, "12");
	}
}

static void
long_text_is_cut(void **state)
{
	struct gk_draft d = GK_DRAFT(GK_K_DATE_UNREADABLE);
	const struct gk_finding *f;
	struct gk_buf b;
	size_t n;

	(void)state;
	gk_buf_init(&b);
	for (int i = 0; i < GK_SHOWN_MAX; i++)
		gk_buf_puts(&b, "长");
	d.value = gk_buf_str(&b);
	n = finding(&d, GK_ZH, "2023-05-31", NULL)->col[GK_F_VALUE].n;
	assert_int_equal(n, 3 * GK_SHOWN_MAX);
	/* Cut in the middle of a number, no part of it stays behind. */
	gk_buf_clear(&b);
	for (int i = 0; i < GK_SHOWN_MAX - 8; i++)
		gk_buf_puts(&b, "长");
	gk_buf_puts(&b, "13812345678");
	d.value = gk_buf_str(&b);
	f = finding(&d, GK_ZH, "2023-05-31", NULL);
	assert_true(gk_str_ends(f->col[GK_F_VALUE], GK_STR("长138****…")));
	gk_buf_release(&b);
}

/* ---- days ----------------------------------------------------------- */

static void
days_in_words(void **state)
{
	struct gk_arena a;

	(void)state;
	gk_arena_init(&a);
	assert_string_equal(gk_day_words(&a, day("2023-04-08"), 2023,
	    GK_ZH).p, "4月8日");
	assert_string_equal(gk_day_words(&a, day("2023-04-08"), 2024,
	    GK_ZH).p, "2023年4月8日");
	assert_string_equal(gk_day_words(&a, day("2023-04-08"), 0,
	    GK_ZH).p, "2023年4月8日");
	assert_string_equal(gk_day_words(&a, day("2023-12-31"), 2023,
	    GK_EN).p, "31 December");
	assert_string_equal(gk_day_words(&a, day("2023-01-01"), 0,
	    GK_EN).p, "2023-01-01");
	assert_int_equal(gk_day_words(&a, GK_NO_DAY, 0, GK_EN).n, 0);
	gk_arena_release(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_sound),
		cmocka_unit_test(names_round_trip),
		cmocka_unit_test(severity),
		cmocka_unit_test(advisory_never_counts),
		cmocka_unit_test(columns),
		cmocka_unit_test(notice_date_starts_the_mending),
		cmocka_unit_test(remedy_may_be_empty),
		cmocka_unit_test(personal_data_is_masked),
		cmocka_unit_test(what_is_marked_secret_is_not_repeated),
		cmocka_unit_test(controls_are_replaced),
		cmocka_unit_test(secrets_are_not_repeated),
		cmocka_unit_test(long_text_is_cut),
		cmocka_unit_test(days_in_words),
	};

	return cmocka_run_group_tests_name("finding", tests, NULL, release_last);
}
