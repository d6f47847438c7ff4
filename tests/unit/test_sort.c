#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/out.h"
#include "finding/table.h"
#include "finding_util.h"

/* ---- fingerprints --------------------------------------------------- */

static struct gk_draft
keyed(void)
{
	struct gk_draft d = GK_DRAFT(GK_K_LATE);

	d.unit = GK_STR("望城区教育局");
	d.unit_id = GK_STR("wc-edu");
	d.item = GK_STR("17-11");
	d.key[0] = GK_STR("望教发〔2023〕1号");
	d.column = GK_STR("published");
	d.file = GK_STR("a.csv");
	d.row = 4;
	return d;
}

/* The fingerprint of one draft as 16 digits. */
static const char *
fingerprint(const struct gk_draft *d, char *text)
{
	struct gk_findings fs;

	gk_findings_init(&fs, GK_ZH, day("2023-05-31"));
	gk_findings_add(&fs, d);
	gk_findings_finish(&fs);
	assert_int_equal(fs.list[0].col[GK_F_FINGERPRINT].n, 16);
	memcpy(text, fs.list[0].col[GK_F_FINGERPRINT].p, 17);
	gk_findings_release(&fs);
	return text;
}

static void
fingerprint_is_of_the_fault(void **state)
{
	struct gk_draft d = keyed();
	char was[17], is[17];

	(void)state;
	fingerprint(&d, was);
	d.file = GK_STR("b.csv");
	d.sheet = GK_STR("二");
	d.row = 99;
	d.value = GK_STR("x");
	d.title = GK_STR("别的标题");
	d.due = day("2023-01-09");
	d.unit = GK_STR("望城区教育局（改名）");
	d.milder = true;
	assert_string_equal(fingerprint(&d, is), was);
	/* Width and white space are no other record. */
	d.key[0] = GK_STR(" 望教发〔２０２３〕１号");
	assert_string_equal(fingerprint(&d, is), was);
	d = keyed();
	d.kind = GK_K_OVERDUE;
	assert_string_not_equal(fingerprint(&d, is), was);
	d = keyed();
	d.unit_id = GK_STR("wc-edu2");
	assert_string_not_equal(fingerprint(&d, is), was);
	d = keyed();
	d.item = GK_STR("17-12");
	assert_string_not_equal(fingerprint(&d, is), was);
	d = keyed();
	d.key[0] = GK_STR("望教发〔2023〕2号");
	assert_string_not_equal(fingerprint(&d, is), was);
	d = keyed();
	d.key[1] = GK_STR("x");
	assert_string_not_equal(fingerprint(&d, is), was);
	d = keyed();
	d.column = GK_STR("formed");
	assert_string_not_equal(fingerprint(&d, is), was);
}

static void
fingerprint_parts_are_kept_apart(void **state)
{
	struct gk_draft a = keyed(), b = keyed();
	char fa[17], fb[17];

	(void)state;
	a.unit_id = GK_STR("ab");
	a.item = GK_STR("c");
	b.unit_id = GK_STR("a");
	b.item = GK_STR("bc");
	assert_string_not_equal(fingerprint(&a, fa), fingerprint(&b, fb));
	a = b = keyed();
	a.key[0] = GK_STR("ab");
	a.key[1] = GK_STR("c");
	b.key[0] = GK_STR("a");
	b.key[1] = GK_STR("bc");
	assert_string_not_equal(fingerprint(&a, fa), fingerprint(&b, fb));
	/* Without an id the unit is known by its name. */
	a = b = keyed();
	a.unit_id = b.unit_id = GK_EMPTY;
	b.unit = GK_STR("岳麓区教育局");
	assert_string_not_equal(fingerprint(&a, fa), fingerprint(&b, fb));
}

static void
equals_are_numbered(void **state)
{
	struct gk_draft d = keyed();
	struct gk_findings fs;
	char alone[17], first[17], second[17];

	(void)state;
	fingerprint(&d, alone);
	/* In whatever order they come: the number follows the table. */
	for (int turn = 0; turn < 2; turn++) {
		gk_findings_init(&fs, GK_ZH, day("2023-05-31"));
		d.row = turn == 0 ? 4 : 9;
		gk_findings_add(&fs, &d);
		d.row = turn == 0 ? 9 : 4;
		gk_findings_add(&fs, &d);
		gk_findings_finish(&fs);
		assert_int_equal(fs.list[0].row, 4);
		assert_col(&fs.list[0], GK_F_FINGERPRINT, alone);
		if (turn == 1)
			assert_col(&fs.list[1], GK_F_FINGERPRINT, second);
		memcpy(first, fs.list[0].col[GK_F_FINGERPRINT].p, 17);
		memcpy(second, fs.list[1].col[GK_F_FINGERPRINT].p, 17);
		assert_string_not_equal(first, second);
		gk_findings_release(&fs);
	}
}

/* ---- order and threads ---------------------------------------------- */

static void
order_of_the_table(void **state)
{
	static const struct {
		const char *file, *sheet;
		size_t row;
		enum gk_kind_id kind;
		const char *column, *unit, *item;
	} want[] = {
		{ "a.csv", "", 0, GK_K_LATE, "", "", "" },
		{ "a.csv", "", 9, GK_K_LATE, "", "", "" },
		{ "a.csv", "", 10, GK_K_CELL_EMPTY, "title", "z", "" },
		{ "a.csv", "", 10, GK_K_LATE, "formed", "a", "" },
		{ "a.csv", "", 10, GK_K_LATE, "published", "", "" },
		{ "a.csv", "S", 1, GK_K_LATE, "", "", "" },
		{ "乙.csv", "", 1, GK_K_LATE, "", "", "" },
		{ "", "", 0, GK_K_STALE, "", "a", "2" },
		{ "", "", 0, GK_K_MISSING, "", "b", "1" },
		{ "", "", 0, GK_K_LATE, "", "b", "2" },
	};
	const size_t n = sizeof want / sizeof *want;
	struct gk_findings fs;

	(void)state;
	gk_findings_init(&fs, GK_ZH, day("2023-05-31"));
	for (size_t i = 0; i < n; i++) {
		size_t at = (i * 7 + 3) % n;	/* any order but this */
		struct gk_draft d = GK_DRAFT(want[at].kind);

		d.file = gk_str_of(want[at].file);
		d.sheet = gk_str_of(want[at].sheet);
		d.row = want[at].row;
		d.column = gk_str_of(want[at].column);
		d.unit = gk_str_of(want[at].unit);
		d.item = gk_str_of(want[at].item);
		gk_findings_add(&fs, &d);
	}
	gk_findings_finish(&fs);
	for (size_t i = 0; i < n; i++) {
		assert_col(&fs.list[i], GK_F_FILE, want[i].file);
		assert_col(&fs.list[i], GK_F_SHEET, want[i].sheet);
		assert_int_equal(fs.list[i].row, want[i].row);
		assert_col(&fs.list[i], GK_F_RULE, gk_kind(want[i].kind)->id);
		assert_col(&fs.list[i], GK_F_COLUMN, want[i].column);
		assert_col(&fs.list[i], GK_F_UNIT, want[i].unit);
	}
	gk_findings_release(&fs);
}

#define MANY 200

static void
add_nth(struct gk_findings *fs, size_t i)
{
	static const char *const files[] = { "a.csv", "b.csv", "", "c.csv" };
	struct gk_draft d = i % 3 == 0 ? overdue() : keyed();
	char text[32];

	snprintf(text, sizeof text, "值%zu", i % 11);
	d.file = gk_str_of(files[i / 20 % 4]);
	d.row = i % 17;
	d.value = gk_str_of(text);
	d.key[0] = gk_str_of(text);
	d.milder = i % 5 == 0;
	gk_findings_add(fs, &d);
}

static void
table_text(struct gk_findings *fs, struct gk_buf *b)
{
	struct gk_out *o = gk_out_memory(b);
	struct gk_error err;

	gk_findings_finish(fs);
	gk_findings_write(fs, o);
	assert_int_equal(gk_out_close(o, &err), GK_OK);
}

/* Split anywhere, taken together: the same bytes as from one hand. */
static void
take_changes_nothing(void **state)
{
	static const size_t splits[] = { 0, 1, 31, 32, 33, 100, 199, MANY };
	struct gk_findings one, left, right;
	struct gk_buf want, is;

	(void)state;
	gk_buf_init(&want);
	gk_buf_init(&is);
	gk_findings_init(&one, GK_ZH, day("2023-05-31"));
	for (size_t i = 0; i < MANY; i++)
		add_nth(&one, i);
	table_text(&one, &want);
	for (size_t s = 0; s < sizeof splits / sizeof *splits; s++) {
		gk_findings_init(&left, GK_ZH, day("2023-05-31"));
		gk_findings_init(&right, GK_ZH, day("2023-05-31"));
		for (size_t i = 0; i < splits[s]; i++)
			add_nth(&right, i);
		gk_findings_take(&left, &right);
		assert_int_equal(right.count, 0);
		for (size_t i = splits[s]; i < MANY; i++)
			add_nth(&right, i);
		gk_findings_take(&left, &right);
		assert_int_equal(right.count + right.advisory +
		    right.by_severity[GK_ERROR], 0);
		gk_findings_release(&right);
		assert_int_equal(left.count, MANY);
		for (int k = 0; k < 3; k++)
			assert_int_equal(left.by_severity[k],
			    one.by_severity[k]);
		gk_buf_clear(&is);
		table_text(&left, &is);
		assert_string_equal(is.p, want.p);
		gk_findings_release(&left);
	}
	gk_findings_release(&one);
	gk_buf_release(&want);
	gk_buf_release(&is);
}

/* What was taken may be taken on. */
static void
take_of_taken(void **state)
{
	struct gk_findings a, b, c;

	(void)state;
	gk_findings_init(&a, GK_ZH, day("2023-05-31"));
	gk_findings_init(&b, GK_ZH, day("2023-05-31"));
	gk_findings_init(&c, GK_ZH, day("2023-05-31"));
	for (size_t i = 0; i < MANY; i++) {
		add_nth(&a, i);
		add_nth(&b, i);
	}
	gk_findings_take(&b, &a);
	gk_findings_take(&c, &b);
	gk_findings_release(&a);
	gk_findings_release(&b);
	assert_int_equal(c.count, 2 * MANY);
	gk_findings_finish(&c);
	gk_findings_release(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fingerprint_is_of_the_fault),
		cmocka_unit_test(fingerprint_parts_are_kept_apart),
		cmocka_unit_test(equals_are_numbered),
		cmocka_unit_test(order_of_the_table),
		cmocka_unit_test(take_changes_nothing),
		cmocka_unit_test(take_of_taken),
	};

	return cmocka_run_group_tests_name("sort", tests, NULL, release_last);
}
