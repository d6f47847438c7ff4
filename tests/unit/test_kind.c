/* ledger/kind: kinds as data; what a bad one is told. */
#include "config.h"

#include "ledger/kind.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "catalog_util.h"
#include "core/norm.h"
#include "ledger/ledger_int.h"

#define HEAD "<ledger id=\"test\">\n<label>测试台账</label>\n"
#define TITLE "<column key=\"title\" label=\"标题\" type=\"text\">"
#define TAIL "<key>title</key></ledger>\n"

static void
shipped_kind_is_whole(void **state)
{
	static const char *const keys[] = { "unit", "field", "level1",
		"level2", "item", "title", "number", "formed", "published",
		"channel", "url", "method", "audience", "elements", "limit",
		"basis", "reason", "reviewer", "reviewed", "verdict",
		"status", "expires", "nil", "period", "remark" };
	char *folder = source_path("rules/ledgers");
	struct gk_error err;
	struct gk_ledger_kinds *ks = gk_ledger_kinds_read(folder, &err);
	const struct gk_ledger_kind *k;

	(void)state;
	assert_non_null(ks);
	k = gk_ledger_kinds_find(ks, GK_STR("disclosure"));
	assert_non_null(k);
	assert_null(gk_ledger_kinds_find(ks, GK_STR("disclosures")));
	assert_int_equal(k->ncolumns, sizeof keys / sizeof *keys);
	for (size_t i = 0; i < k->ncolumns; i++) {
		assert_int_equal(gk_ledger_kind_column(k, keys[i]), i);
		assert_int_equal(k->columns[i].required,
		    strcmp(keys[i], "title") == 0);
	}
	assert_int_equal(gk_ledger_kind_column(k, "titles"), SIZE_MAX);
	assert_int_equal(k->event[0], 7);
	assert_int_equal(k->event[1], 8);
	/* number; else url; else title and formed. */
	assert_int_equal(k->nkeys, 3);
	assert_int_equal(k->keys[0][0], 6);
	assert_int_equal(k->keys[0][1], SIZE_MAX);
	assert_int_equal(k->keys[1][0], 10);
	assert_int_equal(k->keys[2][0], 5);
	assert_int_equal(k->keys[2][1], 7);
	assert_int_equal(k->keys[2][2], SIZE_MAX);
	assert_true(k->columns[0].grouping && !k->columns[3].grouping);
	assert_true(k->columns[7].hallmark && k->columns[7].type == GK_DATE);
	assert_true(k->columns[17].personal);
	gk_ledger_kinds_free(ks);
	free(folder);
}

static size_t
named(const struct gk_ledger_kind *k, const char *name)
{
	struct gk_buf norm = { 0 };
	size_t column;
	bool own;

	gk_norm_key(&norm, gk_str_of(name));
	column = gk_ledger_kind_named(k, gk_buf_str(&norm), &own);
	gk_buf_release(&norm);
	return column;
}

static void
names_have_meanings(void **state)
{
	char *folder = source_path("rules/ledgers");
	struct gk_error err;
	struct gk_ledger_kinds *ks = gk_ledger_kinds_read(folder, &err);
	const struct gk_ledger_kind *k;

	(void)state;
	assert_non_null(ks);
	k = gk_ledger_kinds_find(ks, GK_STR("disclosure"));
	assert_int_equal(named(k, "Title"), 5);
	assert_int_equal(named(k, "信 息 名 称"), 5);
	assert_int_equal(named(k, "公开内容"), 5);
	assert_int_equal(named(k, "公开内容（要素）"), 13);
	assert_int_equal(named(k, "成文日期"), 7);
	assert_int_equal(named(k, "URL"), 10);
	/* 索引号 is no 文号, and 序号 is nothing. */
	assert_int_equal(named(k, "发文字号"), 6);
	assert_int_equal(named(k, "索引号"), GK_COL_IGNORED);
	assert_int_equal(named(k, "序号"), GK_COL_IGNORED);
	assert_int_equal(named(k, "是否满意"), GK_COL_UNKNOWN);
	assert_int_equal(named(k, ""), GK_COL_UNKNOWN);
	gk_ledger_kinds_free(ks);
	free(folder);
}

/* What every kind has, and what only some may have. */
static void
shipped_kinds_are_alike(void **state)
{
	static const char *const last[] = { "nil", "period", "remark" };
	char *folder = source_path("rules/ledgers");
	struct gk_error err;
	struct gk_ledger_kinds *ks = gk_ledger_kinds_read(folder, &err);

	(void)state;
	assert_non_null(ks);
	assert_int_equal(ks->count, 24);
	for (size_t i = 0; i < ks->count; i++) {
		const struct gk_ledger_kind *k = &ks->list[i];
		bool hallmark = false, always = false;

		assert_true(k->columns[0].grouping && !k->columns[0].personal);
		assert_string_equal(k->columns[0].key.p, "unit");
		for (size_t c = 0; c < 3; c++)
			assert_int_not_equal(gk_ledger_kind_column(k, last[c]),
			    SIZE_MAX);
		/* A canonical ledger says of 64 which are lacking. */
		assert_true(k->ncolumns <= 64);
		for (size_t c = 0; c < k->ncolumns; c++)
			hallmark |= k->columns[c].hallmark;
		assert_true(hallmark && k->nkeys > 0);
		for (size_t c = 0; c < k->nkeys; c++)
			always |= k->keys[c][0] != SIZE_MAX;
		assert_true(always && k->event[0] != SIZE_MAX);
		assert_int_equal(k->identities,
		    gk_str_eq(k->id, GK_STR("request")) ||
		    gk_str_eq(k->id, GK_STR("staff")));
		assert_int_equal(named(k, "序号"), GK_COL_IGNORED);
	}
	gk_ledger_kinds_free(ks);
	free(folder);
}

static void
refuses(const char *text, const char *part)
{
	struct gk_error err = { .line = 0 };
	struct scratch s;
	struct gk_ledger_kinds *ks;

	scratch_open(&s);
	scratch_write(&s, "a.xml", text);
	ks = gk_ledger_kinds_read(s.dir, &err);
	if (ks != NULL)
		fail_msg("accepted: %s", part);
	if (strstr(err.message, part) == NULL)
		fail_msg("%s", err.message);
	assert_non_null(strstr(err.file, "a.xml"));
	scratch_close(&s);
}

static void
refuses_bad_kinds(void **state)
{
	(void)state;
	refuses(HEAD TITLE "</column>\n" TITLE "</column>" TAIL,
	    "column named twice: title");
	refuses(HEAD TITLE "<alias>文号</alias></column>\n"
	    "<column key=\"number\" label=\"文号\" type=\"text\"/>" TAIL,
	    "this name stands for two columns: 文号");
	refuses(HEAD TITLE "</column><key>title</key>"
	    "<ignore>标 题</ignore></ledger>",
	    "this name stands for two columns: 标 题");
	refuses(HEAD TITLE "</column><key>number</key></ledger>",
	    "no such column: number");
	refuses(HEAD TITLE "</column><event first=\"formed\"/>" TAIL,
	    "no such column: formed");
	refuses(HEAD "<column key=\"name\" label=\"姓名\" type=\"text\" "
	    "personal=\"yes\"/><key>name</key></ledger>",
	    "a key must not hold personal data: name");
	refuses(HEAD TITLE "</column><key>title title title title title"
	    "</key></ledger>", "too many columns in a key");
	/* The schema: what nothing reads is an error. */
	refuses(HEAD "<column key=\"title\" label=\"标题\" type=\"text\" "
	    "requried=\"yes\"/>" TAIL, "");
	refuses(HEAD "<column key=\"title\" label=\"标题\" type=\"txt\"/>"
	    TAIL, "");
	refuses(HEAD "<key>title</key></ledger>", "");
}

static struct gk_str
norm_of(struct gk_buf *b, const char *text)
{
	gk_buf_clear(b);
	gk_norm_key(b, gk_str_of(text));
	return gk_buf_str(b);
}

/* Words of titles: which speak for a kind, which fill a column. */
static void
titles_speak(void **state)
{
	struct gk_error err;
	struct gk_buf b = { 0 };
	struct scratch s;
	struct gk_ledger_kinds *ks;
	const struct gk_ledger_column *c;

	(void)state;
	scratch_open(&s);
	scratch_write(&s, "a.xml", "<ledger id=\"test\" identities=\"yes\">"
	    "<label>测试台账</label><title>试 验</title>" TITLE
	    "<from title=\"甲 乙\"/><from title=\"甲\">一</from>"
	    "<from title=\"乙\">二</from></column>" TAIL);
	ks = gk_ledger_kinds_read(s.dir, &err);
	if (ks == NULL)
		fail_msg("%s", err.message);
	assert_true(ks->list[0].identities);
	assert_true(gk_ledger_kind_told(&ks->list[0], norm_of(&b, "测试 台账")));
	assert_true(gk_ledger_kind_told(&ks->list[0], norm_of(&b, "某局试验")));
	assert_false(gk_ledger_kind_told(&ks->list[0], norm_of(&b, "测试")));
	assert_false(gk_ledger_kind_told(&ks->list[0], GK_EMPTY));
	c = &ks->list[0].columns[0];
	assert_string_equal(gk_ledger_column_default(c,
	    norm_of(&b, "某甲局")).p, "一");
	assert_string_equal(gk_ledger_column_default(c,
	    norm_of(&b, "乙和甲")).p, "一");
	assert_string_equal(gk_ledger_column_default(c,
	    norm_of(&b, "乙")).p, "二");
	/* The first that applies, even if it says nothing. */
	assert_int_equal(gk_ledger_column_default(c,
	    norm_of(&b, "甲、乙")).n, 0);
	assert_int_equal(gk_ledger_column_default(c,
	    norm_of(&b, "丙")).n, 0);
	gk_ledger_kinds_free(ks);
	gk_buf_release(&b);
	scratch_close(&s);
	refuses(HEAD TITLE "<from>一</from></column>" TAIL, "");
	refuses("<ledger id=\"test\" identities=\"maybe\">\n"
	    "<label>测试台账</label>\n" TITLE "</column>" TAIL, "");
}

static void
accepts_the_nearest_good_kind(void **state)
{
	struct gk_error err;
	struct scratch s;
	struct gk_ledger_kinds *ks;

	(void)state;
	scratch_open(&s);
	scratch_write(&s, "b.xml", HEAD TITLE "<alias>标题</alias>"
	    "<alias>名称</alias></column>" TAIL);
	scratch_write(&s, ".c.xml", "no kind");
	scratch_write(&s, "c.txt", "no kind");
	ks = gk_ledger_kinds_read(s.dir, &err);
	if (ks == NULL) {
		fail_msg("%s", err.message);
	} else {
		assert_int_equal(ks->count, 1);
		assert_int_equal(ks->list[0].event[0], SIZE_MAX);
	}
	gk_ledger_kinds_free(ks);
	/* The same id again, in a later file. */
	scratch_write(&s, "d.xml", HEAD TITLE "</column>" TAIL);
	assert_null(gk_ledger_kinds_read(s.dir, &err));
	assert_string_equal(err.message, "kind 'test' is defined twice");
	unlink(s.paths[0]);
	unlink(s.paths[3]);
	assert_null(gk_ledger_kinds_read(s.dir, &err));
	assert_string_equal(err.message,
	    "no kinds of ledger in this folder");
	scratch_close(&s);
	assert_null(gk_ledger_kinds_read("/nonexistent", &err));
	gk_ledger_kinds_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shipped_kind_is_whole),
		cmocka_unit_test(names_have_meanings),
		cmocka_unit_test(shipped_kinds_are_alike),
		cmocka_unit_test(titles_speak),
		cmocka_unit_test(refuses_bad_kinds),
		cmocka_unit_test(accepts_the_nearest_good_kind),
	};

	use_source_data();
	return cmocka_run_group_tests_name("kind", tests, NULL, NULL);
}
