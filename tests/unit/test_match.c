/*
 * Matching what a record claims to an item of the catalogues.
 */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>

#include "catalog/catalog.h"
#include "catalog_util.h"
#include "core/xml.h"

static struct gk_catalogs *catalogs;

struct match_case {
	const char *code, *field, *level1, *level2;
	enum gk_match_how how;
	const char *item;	/* item of CODE, NAME; nearest of UNKNOWN */
	const char *of;		/* field, NULL: not looked at */
};

#define NONE GK_MATCH_NONE
#define CODE GK_MATCH_CODE
#define NAME GK_MATCH_NAME
#define UNKNOWN GK_MATCH_UNKNOWN
#define FIELD GK_MATCH_FIELD

/* Whether the match is what the case says; thread-safe. */
static bool
agrees(const struct match_case *c)
{
	struct gk_match m = gk_catalogs_match(catalogs, gk_str_of(c->code),
	    gk_str_of(c->field), gk_str_of(c->level1), gk_str_of(c->level2));
	const struct gk_item *it = c->how == UNKNOWN ? m.nearest : m.item;

	if (m.how != c->how || (c->how != UNKNOWN && m.nearest != NULL) ||
	    (c->how == UNKNOWN && m.item != NULL))
		return false;
	if (c->of != NULL && (c->of[0] == '\0' ? m.field != NULL :
	    m.field == NULL ||
	    !gk_str_eq(m.field->id, gk_str_of(c->of))))
		return false;
	return c->item == NULL ? it == NULL
	    : it != NULL && gk_str_eq(it->id, gk_str_of(c->item));
}

static void
run(const struct match_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct match_case *c = &cases[i];
		struct gk_match m;

		if (agrees(c))
			continue;
		m = gk_catalogs_match(catalogs, gk_str_of(c->code),
		    gk_str_of(c->field), gk_str_of(c->level1),
		    gk_str_of(c->level2));
		fail_msg("[%s][%s][%s][%s]: how %d, item %s, nearest %s, "
		    "field %s", c->code, c->field, c->level1, c->level2,
		    (int)m.how, m.item != NULL ? m.item->id.p : "-",
		    m.nearest != NULL ? m.nearest->id.p : "-",
		    m.field != NULL ? m.field->id.p : "-");
	}
}
#define RUN(cases) run((cases), sizeof (cases) / sizeof (cases)[0])

static const struct match_case by_names[] = {
	/* nothing is claimed */
	{ "", "", "", "", NONE, NULL, "" },
	{ " ", "　", "无", "—", NONE, NULL, "" },
	{ "/", "-", "--", "", NONE, NULL, "" },
	/* the field alone */
	{ "", "义务教育", "", "", FIELD, NULL, "17" },
	{ "", "义务教育领域", "", "", FIELD, NULL, "17" },
	{ "", "17", "", "", FIELD, NULL, "17" },
	{ "", "十七、义务教育领域", "", "", FIELD, NULL, "17" },
	{ "", "（17）义务教育", "", "", FIELD, NULL, "17" },
	{ "", "compulsory-education", "", "", FIELD, NULL, "17" },
	{ "", "义务教育领域基层政务公开标准目录", "", "", FIELD, NULL, "17" },
	{ "", "预决算", "", "", FIELD, NULL, "03" },
	{ "", "义务教育均衡", "", "", UNKNOWN, NULL, "" },
	{ "", "领域", "", "", UNKNOWN, NULL, "" },
	{ "", "重点领域", "", "", UNKNOWN, NULL, "" },
	/* field, level1, level2 */
	{ "", "义务教育", "招生管理", "学校介绍", NAME, "17-11", "17" },
	{ "", "义务教育领域", "（五）招生管理", "1.学校介绍", NAME, "17-11", NULL },
	{ "", "義務教育", "招生管理", "学校介绍", UNKNOWN, "17-11", "" },
	{ "", "义务 教育", "招生\n管理", "《学校介绍》", NAME, "17-11", NULL },
	{ "", "义务教育", "５、招生管理", "①学校介绍", NAME, "17-11", NULL },
	{ "", "义务教育", "5.1 招生管理", "5.1.1、学校介绍", NAME, "17-11", NULL },
	{ "", "义务教育", "一、（五）招生管理", "11)学校介绍", NAME, "17-11",
	    NULL },
	{ "", "义务教育", "第五招生管理", "学校介绍", UNKNOWN, "17-11", "17" },
	{ "", "户籍管理", "迁移登记", "迁出、迁入登记", NAME, "18-5", NULL },
	{ "", "户籍管理", "迁移登记", "迁出迁入登记", NAME, "18-5", NULL },
	/* a level1 of another group of the field */
	{ "", "义务教育", "学生管理", "学校介绍", UNKNOWN, "17-11", "17" },
	/* an item of another field */
	{ "", "户籍管理", "招生管理", "学校介绍", UNKNOWN, "17-11", "18" },
	/* the same name in three groups, told apart by level1 */
	{ "", "社会救助", "最低生活保障", "办事指南", NAME, "21-4", NULL },
	{ "", "社会救助", "临时救助", "办事指南", NAME, "21-12", NULL },
	{ "", "社会救助", "", "办事指南", UNKNOWN, "21-4", "21" },
	/* an alias of an item */
	{ "", "涉农补贴", "农业生产发展资金", "高素质农民培育", NAME, "24-3",
	    NULL },
	{ "", "涉农补贴", "农业生产发展资金", "新型职业农民培育", NAME, "24-3",
	    NULL },
	/* level2 alone, unique in the field */
	{ "", "义务教育", "", "学校介绍", NAME, "17-11", NULL },
	{ "", "义务教育", "无", "学校介绍", NAME, "17-11", NULL },
	/* the field once more in the column of level1 */
	{ "", "义务教育", "义务教育", "学校介绍", NAME, "17-11", NULL },
	{ "", "", "义务教育领域", "学校介绍", NAME, "17-11", NULL },
	{ "", "户籍管理", "义务教育", "学校介绍", UNKNOWN, "17-11", "18" },
	{ "", "", "义务教育", "", FIELD, NULL, "17" },
	/* both in one cell */
	{ "", "义务教育", "", "招生管理—学校介绍", NAME, "17-11", NULL },
	{ "", "义务教育", "招生管理-学校介绍", "", NAME, "17-11", NULL },
	{ "", "义务教育", "招生管理", "招生管理-学校介绍", NAME, "17-11", NULL },
	{ "", "", "招生管理/学校介绍", "", NAME, "17-11", NULL },
	{ "", "", "", "招生管理——学校介绍", NAME, "17-11", NULL },
	{ "", "社会救助", "", "临时救助－办事指南", NAME, "21-12", NULL },
	{ "", "义务教育", "学校介绍-招生管理", "", UNKNOWN, "17-11", NULL },
	/* field blank */
	{ "", "", "招生管理", "学校介绍", NAME, "17-11", "17" },
	{ "", "", "", "学校介绍", NAME, "17-11", "17" },
	{ "", "", "学校介绍", "", NAME, "17-11", "17" },
	{ "", "", "", "办事指南", UNKNOWN, "01-1", "" },
	{ "", "", "特困人员救助供养", "办事指南", NAME, "21-8", NULL },
	/* level1 alone: an item only where it has just one */
	{ "", "义务教育", "财务信息", "", NAME, "17-10", NULL },
	{ "", "义务教育", "", "财务信息", NAME, "17-10", NULL },
	{ "", "义务教育", "财务信息", "财务信息", NAME, "17-10", NULL },
	{ "", "户籍管理", "迁移登记", "", NAME, "18-5", NULL },
	{ "", "户籍管理", "迁移登记", "迁移登记", NAME, "18-5", NULL },
	{ "", "户籍管理", "注销登记", "", FIELD, NULL, "18" },
	{ "", "户籍管理", "", "注销登记", FIELD, NULL, "18" },
	{ "", "户籍管理", "注销登记", "注销登记", FIELD, NULL, "18" },
	{ "", "", "招生管理", "", FIELD, NULL, "17" },
	{ "", "财政预决算", "财政预决算", "", FIELD, NULL, "03" },
	{ "", "财政预决算", "财政预决算", "部门预算", NAME, "03-3", NULL },
	/* names that begin like numbers */
	{ "", "", "", "一般公共预算", UNKNOWN, NULL, "" },
	/* unknown: the nearest, or none */
	{ "", "义务教育", "招生管理", "学校简介", UNKNOWN, "17-11", "17" },
	{ "", "义务教育", "", "学校简介", UNKNOWN, "17-11", "17" },
	{ "", "义务教育", "招生管理", "疫苗接种", UNKNOWN, NULL, "17" },
	{ "", "", "", "学校食堂", UNKNOWN, NULL, "" },
	{ "", "义务教育", "人事任免", "", UNKNOWN, NULL, "17" },
	{ "", "新闻动态", "招生管理", "学校介绍", UNKNOWN, "17-11", "" },
	{ "", "教育", "", "", UNKNOWN, NULL, "" },
};

static const struct match_case by_code[] = {
	{ "17-11", "", "", "", CODE, "17-11", "17" },
	{ " １７－１１ ", "", "", "", CODE, "17-11", "17" },
	/* it wins over names */
	{ "17-11", "户籍管理", "迁移登记", "迁出、迁入登记", CODE, "17-11", "17" },
	{ "17-1", "", "", "", CODE, "17-1", NULL },
	/* unknown codes: by names, else by what they begin with */
	{ "17-99", "", "招生管理", "学校介绍", UNKNOWN, "17-11", "17" },
	{ "17-110", "", "", "", UNKNOWN, "17-11", "17" },
	{ "17-99", "", "", "", UNKNOWN, "17-9", "17" },
	{ "03-9", "", "", "", UNKNOWN, NULL, "03" },
	{ "99-1", "", "", "", UNKNOWN, NULL, "" },
	{ "99-1", "义务教育", "", "学校简介", UNKNOWN, "17-11", "17" },
	{ "1711", "", "", "", UNKNOWN, NULL, "" },
	/* a name in the column of codes */
	{ "学校介绍", "义务教育", "", "", NAME, "17-11", NULL },
	{ "学校介绍", "", "招生管理", "", NAME, "17-11", NULL },
	{ "无", "义务教育", "", "", FIELD, NULL, "17" },
};

static struct gk_match
match(const struct gk_catalogs *c, const char *code, struct gk_str level2)
{
	return gk_catalogs_match(c, gk_str_of(code), GK_EMPTY, GK_EMPTY,
	    level2);
}

static void
test_names(void **state)
{
	(void)state;
	RUN(by_names);
}

static void
test_codes(void **state)
{
	(void)state;
	RUN(by_code);
}

/* Every item answers to its id, its names, and both in one cell. */
static void
test_all_items(void **state)
{
	(void)state;
	for (size_t i = 0; i < catalogs->nitems; i++) {
		const struct gk_item *it = catalogs->items[i];
		struct gk_match m;
		struct gk_buf b;

		m = gk_catalogs_match(catalogs, it->id, GK_EMPTY, GK_EMPTY,
		    GK_EMPTY);
		assert_true(m.how == CODE && m.item == it);
		m = gk_catalogs_match(catalogs, GK_EMPTY, it->field->name,
		    it->level1, it->level2);
		assert_true(m.how == NAME && m.item == it);
		gk_buf_init(&b);
		gk_buf_printf(&b, "%.*s－%.*s", GK_FMT(it->level1),
		    GK_FMT(it->level2));
		m = gk_catalogs_match(catalogs, GK_EMPTY, it->field->name,
		    GK_EMPTY, gk_buf_str(&b));
		gk_buf_release(&b);
		assert_true(m.how == NAME && m.item == it);
	}
}

/* Bytes that are no text, and much of it. */
static void
test_hostile(void **state)
{
	static const char *const bytes[] = { "\xff\xfe", "\xe5\xad", "\x1f",
		("\x1f" "b"), "(", "（一", "一、", "1.", "①", "((((", "《",
		"一一一一一一、x" };
	size_t n = 300000;
	char *big = malloc(n);

	(void)state;
	for (size_t i = 0; i < sizeof bytes / sizeof bytes[0]; i++) {
		struct gk_str s = gk_str_of(bytes[i]);

		gk_catalogs_match(catalogs, s, GK_EMPTY, GK_EMPTY, GK_EMPTY);
		gk_catalogs_match(catalogs, GK_EMPTY, s, s, s);
		assert_null(gk_catalogs_match(catalogs, GK_EMPTY, GK_EMPTY, s,
		    s).item);
	}
	assert_non_null(big);
	for (size_t i = 0; i < n; i++)
		big[i] = "学"[i % 3];
	for (size_t cut = 0; cut < 4; cut++) {
		struct gk_match m = match(catalogs, "",
		    (struct gk_str){ big, n - cut });

		assert_int_equal(m.how, UNKNOWN);
	}
	free(big);
}

static void *
match_again(void *arg)
{
	bool *ok = arg;

	for (int round = 0; round < 50; round++)
		for (size_t i = 0; i < sizeof by_names / sizeof by_names[0];
		    i++)
			*ok = *ok && agrees(&by_names[i]);
	return NULL;
}

static void
test_threads(void **state)
{
	pthread_t threads[4];
	bool ok[4] = { true, true, true, true };

	(void)state;
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL,
		    match_again, &ok[i]), 0);
	for (size_t i = 0; i < 4; i++) {
		pthread_join(threads[i], NULL);
		assert_true(ok[i]);
	}
}

/* Without any catalogue everything is unknown, and nothing breaks. */
static void
test_empty(void **state)
{
	struct gk_catalogs *c = gk_catalogs_new();
	struct gk_match m;

	(void)state;
	gk_catalogs_index(c);
	m = match(c, "", GK_STR("学校介绍"));
	assert_int_equal(m.how, UNKNOWN);
	m = match(c, "17-11", GK_EMPTY);
	assert_int_equal(m.how, UNKNOWN);
	m = match(c, "", GK_EMPTY);
	assert_int_equal(m.how, NONE);
	gk_catalogs_free(c);
}

#define ONE(field, level2) "<catalogue field=\"" field "\" slug=\"t\" " \
	"name=\"测试" field "\"><issuer>无</issuer>" \
	"<document verified=\"no\">无</document><sources/><items>" \
	"<item id=\"" field "-1\" evidence=\"seen\" nature=\"standing\">" \
	"<level1>政策文件</level1><level2>" level2 "</level2>" \
	"<source>无</source></item></items></catalogue>"

/* A level1 that several fields have says nothing without the field. */
static void
test_several_fields(void **state)
{
	struct gk_catalogs *c = gk_catalogs_new();
	struct gk_error err;
	struct gk_match m;
	struct scratch s;

	(void)state;
	scratch_open(&s);
	scratch_write(&s, "91.xml", ONE("91", "法律法规"));
	scratch_write(&s, "92.xml", ONE("92", "政策规定"));
	assert_int_equal(gk_catalogs_add(c, s.dir, &err), GK_OK);
	gk_catalogs_index(c);
	m = gk_catalogs_match(c, GK_EMPTY, GK_EMPTY, GK_STR("政策文件"),
	    GK_EMPTY);
	assert_int_equal(m.how, NONE);
	m = gk_catalogs_match(c, GK_EMPTY, GK_STR("测试92"),
	    GK_STR("政策文件"), GK_EMPTY);
	assert_int_equal(m.how, NAME);
	assert_ptr_equal(m.item, c->items[1]);
	m = match(c, "", GK_STR("法律法规"));
	assert_int_equal(m.how, NAME);
	gk_catalogs_free(c);
	scratch_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_codes),
		cmocka_unit_test(test_all_items),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_several_fields),
		cmocka_unit_test(test_empty),
	};
	struct gk_error err;
	char *path;
	int failed;

	use_source_data();
	gk_xml_init();
	catalogs = gk_catalogs_new();
	path = source_path("catalogs/national");
	if (gk_catalogs_add(catalogs, path, &err) != GK_OK) {
		fprintf(stderr, "%s:%zu: %s\n", err.file, err.line,
		    err.message);
		return 1;
	}
	free(path);
	gk_catalogs_index(catalogs);
	failed = cmocka_run_group_tests_name("match", tests, NULL, NULL);
	gk_catalogs_free(catalogs);
	gk_xml_cleanup();
	return failed;
}
