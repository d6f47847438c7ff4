/* Titles side by side, document numbers in comparison form, mappings. */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/file.h"
#include "core/xml.h"
#include "pair/diff.h"
#include "pair/mapping.h"
#include "pair/reconcile.h"

/* ---- titles --------------------------------------------------------- */

static void
check_diff(const char *a, const char *b, const char *want_a,
    const char *want_b)
{
	struct gk_buf x = { 0 }, y = { 0 };

	gk_diff(&x, &y, gk_str_of(a), gk_str_of(b));
	assert_string_equal(x.len > 0 ? x.p : "", want_a);
	assert_string_equal(y.len > 0 ? y.p : "", want_b);
	gk_buf_release(&x);
	gk_buf_release(&y);
	gk_diff(&x, &y, gk_str_of(b), gk_str_of(a));
	assert_string_equal(x.len > 0 ? x.p : "", want_b);
	assert_string_equal(y.len > 0 ? y.p : "", want_a);
	gk_buf_release(&x);
	gk_buf_release(&y);
}

static void
test_diff(void **state)
{
	(void)state;
	check_diff("市停车管理办法", "市停车管理办法", "市停车管理办法",
	    "市停车管理办法");
	check_diff("市停车管理办法", "市停车场管理办法", "市停车管理办法",
	    "市停车〔场〕管理办法");
	check_diff("市停车管理办法", "市停车管理规定", "市停车管理〔办法〕",
	    "市停车管理〔规定〕");
	check_diff("示例市养犬管理办法", "南河县养犬管理细则",
	    "〔示例市〕养犬管理〔办法〕", "〔南河县〕养犬管理〔细则〕");
	check_diff("", "办法", "", "〔办法〕");
	check_diff("", "", "", "");
}

/* What looks different and means the same is not marked. */
static void
test_diff_width(void **state)
{
	(void)state;
	check_diff("办法（2023）A", "办法(２０２３)ab", "办法（2023）A",
	    "办法(２０２３)a〔b〕");
}

/* A single character that agrees between two that differ says nothing. */
static void
test_diff_lone(void **state)
{
	(void)state;
	check_diff("关于甲的乙办法", "关于丙的丁办法", "关于〔甲的乙〕办法",
	    "关于〔丙的丁〕办法");
	check_diff("关于甲管理乙办法", "关于丙管理丁办法", "关于〔甲〕管理〔乙〕办法",
	    "关于〔丙〕管理〔丁〕办法");
}

/* Long titles are cut where they agree. */
static void
test_diff_long(void **state)
{
	struct gk_buf a = { 0 }, b = { 0 }, x = { 0 }, y = { 0 };

	(void)state;
	for (int i = 0; i < 100; i++) {
		gk_buf_puts(&a, "长");
		gk_buf_puts(&b, "长");
	}
	gk_buf_puts(&a, "甲");
	gk_buf_puts(&b, "乙");
	gk_diff(&x, &y, gk_buf_str(&a), gk_buf_str(&b));
	assert_string_equal(x.p, "…长长长长长长长长长长长长长长长长〔甲〕");
	assert_string_equal(y.p, "…长长长长长长长长长长长长长长长长〔乙〕");
	gk_buf_release(&x);
	gk_buf_release(&y);
	/* Hostile: bounded time, and bytes that are no text. */
	for (int i = 0; i < 100000; i++) {
		gk_buf_puts(&a, i % 3 != 0 ? "甲\xff" : "乙");
		gk_buf_puts(&b, i % 2 != 0 ? "乙" : "\xc3丙");
	}
	gk_diff(&x, &y, gk_buf_str(&a), gk_buf_str(&b));
	assert_true(x.len < 1000 && y.len < 1000);
	assert_true(gk_str_ends(gk_buf_str(&x), GK_STR("…")));
	gk_buf_release(&a);
	gk_buf_release(&b);
	gk_buf_release(&x);
	gk_buf_release(&y);
}

/* ---- numbers -------------------------------------------------------- */

static bool
same_number(const char *a, const char *b)
{
	struct gk_buf x = { 0 }, y = { 0 };
	bool same;

	gk_number_form(&x, gk_str_of(a));
	gk_number_form(&y, gk_str_of(b));
	same = gk_str_eq(gk_buf_str(&x), gk_buf_str(&y));
	gk_buf_release(&x);
	gk_buf_release(&y);
	return same;
}

static void
test_numbers(void **state)
{
	static const char *const same[][2] = {
		{ "示政发〔2023〕6号", "示政发[2023]6号" },
		{ "示政发〔2023〕6号", "示政发（２０２３） 6 号" },
		{ "示政发〔2023〕6号", "示政发【2023】06号" },
		{ "示例市人民政府令第9号", "示例市人民政府令第09号" },
		{ "示例市人民政府令第10号", "示例市人民政府令第10号（2022修改）" },
		{ "SLCR-2023-01006", "slcr—2023—01006" },
	};
	static const char *const other[][2] = {
		{ "示政发〔2023〕6号", "示政发〔2023〕60号" },
		{ "示政发〔2023〕6号", "示政发〔2022〕6号" },
		{ "示政发〔2023〕6号", "示政办发〔2023〕6号" },
		{ "示政发〔2023〕11号", "示政发〔20231〕1号" },
		{ "SLCR-2023-01006", "SLCR-2023-01060" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		assert_true(same_number(same[i][0], same[i][1]));
	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		assert_false(same_number(other[i][0], other[i][1]));
	assert_true(same_number("〔〕—", ""));
}

/* ---- mappings ------------------------------------------------------- */

static struct gk_ledger_kinds *
kinds(void)
{
	char *path = gk_data_path("rules/ledgers");
	struct gk_error err = { .line = 0 };
	struct gk_ledger_kinds *ks = gk_ledger_kinds_read(path, &err);

	free(path);
	assert_non_null(ks);
	return ks;
}

static void
test_shipped(void **state)
{
	struct gk_ledger_kinds *ks = kinds();
	char *path = gk_data_path("rules/reconcile");
	struct gk_error err = { .line = 0 };
	struct gk_mappings *ms = gk_mappings_read(path, ks, &err);
	const struct gk_ledger_kind *regulation =
	    gk_ledger_kinds_find(ks, GK_STR("regulation"));
	const struct gk_mapping *m = NULL;
	const struct gk_state_word *a, *b;

	(void)state;
	free(path);
	assert_non_null(ms);
	for (size_t i = 0; i < ms->count; i++)
		if (gk_str_eq(ms->list[i].id, GK_STR("documents")))
			m = &ms->list[i];
	assert_non_null(m);
	a = gk_mapping_state(m, GK_STR("现行有效"));
	b = gk_mapping_state(m, GK_STR("继续有效"));
	assert_true(a != NULL && b != NULL && a->state == b->state);
	b = gk_mapping_state(m, GK_STR("已废止"));
	assert_true(b != NULL && a->state != b->state &&
	    b->force == GK_FORCE_NO);
	assert_null(gk_mapping_state(m, GK_STR("正常")));
	assert_true(gk_mappings_use(ms, regulation,
	    gk_ledger_kind_column(regulation, "validity")));
	assert_false(gk_mappings_use(ms, regulation,
	    gk_ledger_kind_column(regulation, "remark")));
	gk_mappings_free(ms);
	gk_ledger_kinds_free(ks);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_diff),
		cmocka_unit_test(test_diff_width),
		cmocka_unit_test(test_diff_lone),
		cmocka_unit_test(test_diff_long),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_shipped),
	};
	int failed;

	gk_xml_init();
	failed = cmocka_run_group_tests_name("reconcile", tests, NULL, NULL);
	gk_xml_cleanup();
	return failed;
}
