/*
 * Catalogue files: what is read from them and what is refused; channels.
 */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "catalog/catalog.h"
#include "catalog_util.h"
#include "core/xml.h"

static const struct gk_item *
item(const struct gk_catalogs *c, const char *id)
{
	for (size_t i = 0; i < c->nitems; i++)
		if (gk_str_eq(c->items[i]->id, gk_str_of(id)))
			return c->items[i];
	fail_msg("no item %s", id);
	return NULL;
}

static void
assert_str(struct gk_str s, const char *expected)
{
	char *copy = strndup(s.p != NULL ? s.p : "", s.n);

	assert_string_equal(copy, expected);
	free(copy);
}

static struct gk_catalogs *
national(void)
{
	struct gk_catalogs *c = gk_catalogs_new();
	char *path = source_path("catalogs/national");
	struct gk_error err;

	if (gk_catalogs_add(c, path, &err) != GK_OK)
		fail_msg("%s:%zu: %s", err.file, err.line, err.message);
	gk_catalogs_index(c);
	free(path);
	return c;
}

/* Frozen counts: no item is dropped, none invented. */
static void
test_national_counts(void **state)
{
	static const struct {
		const char *field;
		size_t seen, partial, recalled, placeholders;
	} expected[] = {
		{ "03", 3, 1, 0, 0 },
		{ "17", 15, 3, 11, 2 },
		{ "18", 10, 4, 4, 0 },
		{ "21", 8, 4, 1, 0 },
		{ "22", 8, 1, 2, 0 },
		{ "24", 5, 0, 0, 0 },
	};
	struct gk_catalogs *c = national();

	(void)state;
	for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
		size_t n[3] = { 0, 0, 0 }, placeholders = 0;

		for (size_t j = 0; j < c->nitems; j++)
			if (gk_str_eq(c->items[j]->field->id,
			    gk_str_of(expected[i].field))) {
				n[c->items[j]->evidence]++;
				placeholders += c->items[j]->placeholder;
			}
		assert_int_equal(n[GK_SEEN], expected[i].seen);
		assert_int_equal(n[GK_PARTIAL], expected[i].partial);
		assert_int_equal(n[GK_RECALLED], expected[i].recalled);
		assert_int_equal(placeholders, expected[i].placeholders);
	}
	gk_catalogs_free(c);
}

static void
test_pointers(void **state)
{
	struct gk_catalogs *c = national();

	(void)state;
	for (size_t i = 0; i < c->nitems; i++) {
		const struct gk_item *it = c->items[i];

		assert_int_equal(it->index, i);
		assert_true(it->field >= c->fields &&
		    it->field < c->fields + c->nfields);
		assert_true(gk_str_starts(it->id, it->field->id));
	}
	gk_catalogs_free(c);
}

static void
test_item_values(void **state)
{
	struct gk_catalogs *c = national();
	const struct gk_item *it = item(c, "17-11");

	(void)state;
	assert_str(it->field->name, "义务教育");
	assert_str(it->field->slug, "compulsory-education");
	assert_str(it->field->issuer, "教育部");
	assert_false(it->field->document_verified);
	assert_true(item(c, "21-1")->field->document_verified);
	assert_str(it->level1, "招生管理");
	assert_str(it->level2, "学校介绍");
	assert_int_equal(it->nelements, 5);
	assert_str(it->elements[4], "联系方式");
	assert_str(it->limit_text, "信息形成或者变更之日起20个工作日内");
	assert_int_equal(it->nlimits, 1);
	assert_int_equal(it->limits[0].days, 20);
	assert_int_equal(it->limits[0].unit, GK_WORKING);
	assert_str(it->limits[0].from, "formed");
	assert_str(it->limits[0].applies, "");
	assert_int_equal(it->nsubjects, 1);
	assert_str(it->subjects[0], "县(市、区)教育部门");
	assert_int_equal(it->nchannels, 1);
	assert_false(it->all_channels);
	assert_false(it->restricted);
	assert_int_equal(it->levels, 0);
	assert_int_equal(it->nature, GK_STANDING);
	assert_false(it->nature_inferred);
	assert_int_equal(it->evidence, GK_SEEN);
	assert_false(it->placeholder);
	assert_int_equal(it->from, GK_NO_DAY);
	assert_int_equal(it->until, GK_NO_DAY);
	/* A judgement of ours says so. */
	assert_true(item(c, "17-14")->nature_inferred);
	assert_true(item(c, "17-28")->placeholder);
	/* level2 equals level1, but there is content. */
	assert_false(item(c, "17-10")->placeholder);
	gk_catalogs_free(c);
}

static void
test_limits(void **state)
{
	struct gk_catalogs *c = national();
	const struct gk_item *it = item(c, "03-1");

	(void)state;
	assert_int_equal(it->limits[0].days, 20);
	assert_int_equal(it->limits[0].unit, GK_CALENDAR);
	assert_str(it->limits[0].from, "approved");
	assert_int_equal(it->nature, GK_PERIODIC);
	assert_int_equal(it->cadence, GK_YEARLY);
	assert_int_equal(it->duty, GK_DUTY_ANY);
	assert_int_equal(it->levels, GK_COUNTY | GK_TOWN);
	assert_int_equal(item(c, "03-3")->duty, GK_DUTY_EACH);
	/* 公示7个工作日 is a duration, no second deadline. */
	it = item(c, "21-5");
	assert_int_equal(it->nlimits, 1);
	assert_int_equal(it->limits[0].days, 10);
	assert_int_equal(it->nature, GK_TRIGGERED);
	assert_int_equal(it->levels, GK_TOWN);
	/* 每20个工作日更新 is an interval, no deadline. */
	it = item(c, "22-7");
	assert_int_equal(it->nlimits, 0);
	assert_int_equal(it->update_days, 20);
	assert_str(it->limit_text, "每20个工作日更新");
	assert_int_equal(item(c, "22-1")->update_days, 0);
	/* Empty stays empty. */
	it = item(c, "17-15");
	assert_int_equal(it->nlimits, 0);
	assert_str(it->limit_text, "");
	assert_str(it->audience, "");
	gk_catalogs_free(c);
}

static void
test_web(void **state)
{
	struct gk_catalogs *c = national();

	(void)state;
	assert_true(gk_item_on_web(c, item(c, "21-1")));
	/* Notice boards only; and none given. */
	assert_false(gk_item_on_web(c, item(c, "21-5")));
	assert_false(gk_item_on_web(c, item(c, "22-9")));
	gk_catalogs_free(c);
}

static void
test_channels(void **state)
{
	static const struct {
		const char *written, *listed;
		bool same;
	} cases[] = {
		{ "政府网站", "政府网站", true },
		{ "门户网站", "政府网站", true },
		{ "官网", "政府网站", true },
		{ " 区政府门户 网站", "政府网站", true },
		{ "东湖区人民政府门户网站", "政府网站", true },
		{ "示例市政务网", "政府网站", true },
		{ "教育局网站", "政府网站", true },
		{ "教育局网站", "部门网站", true },
		/* The longest name contained counts, not just any. */
		{ "信用中国网站", "政府网站", false },
		{ "中国土地市场网", "政府网站", false },
		{ "示例市信用中国网站", "政府网站", false },
		{ "示例市信用中国网站", "信用中国网站", true },
		{ "信用中国（示例）网站", "信用中国网站", true },
		{ "微信公众号", "两微一端", true },
		{ "“示例发布”微信公众号", "两微一端", true },
		{ "微信公众号", "政府网站", false },
		{ "图书馆微信公众号", "两微一端", true },
		{ "图书馆微信公众号", "公开查阅点", false },
		{ "区图书馆", "公开查阅点", true },
		{ "政务大厅", "政务服务中心", true },
		{ "区政务服务大厅", "政务服务中心", true },
		{ "政务服务网", "政务服务中心", false },
		{ "村公示栏", "社区/企事业单位/村公示栏(电子屏)", true },
		{ "社区/企事业单位/村公示栏（电子屏）",
		    "社区/企事业单位/村公示栏(电子屏)", true },
		{ "电子屏", "社区/企事业单位/村公示栏(电子屏)", true },
		/* The other list has no screens. */
		{ "电子屏", "社区/企事业单位/村公示栏", false },
		{ "公示栏", "社区/企事业单位/村公示栏", true },
		{ "公示栏", "政府网站", false },
		{ "政府公报", "政府公报", true },
		{ "政府公报", "政府网站", false },
		{ "入户", "入户/现场", true },
		{ "app", "两微一端", true },
		{ "任何渠道", "其他", true },
		{ "", "其他", false },
		{ "", "政府网站", false },
		{ "网", "政府网站", false },
		/* Not in channels.csv: a local catalogue's own. */
		{ "长廊展板", "展板", true },
		{ "展板", "长廊展板", false },
	};
	struct gk_catalogs *c = national();

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (gk_channel_is(c, gk_str_of(cases[i].written),
		    gk_str_of(cases[i].listed)) != cases[i].same)
			fail_msg("%s = %s", cases[i].written, cases[i].listed);
	/* Every channel of the catalogues is known to itself. */
	for (size_t i = 0; i < c->nitems; i++)
		for (size_t j = 0; j < c->items[i]->nchannels; j++)
			assert_true(gk_channel_is(c, c->items[i]->channels[j],
			    c->items[i]->channels[j]));
	gk_catalogs_free(c);
}

#define HEAD "<catalogue field=\"91\" slug=\"test\" name=\"测试\">\n" \
	"<issuer>无</issuer><document verified=\"no\">无</document>\n" \
	"<sources/>\n<items>\n"
#define NAMES "<level1>甲</level1><level2>乙</level2>"
#define END "<source>无</source></item>\n"
#define TAIL "</items></catalogue>\n"
#define PLAIN "evidence=\"seen\" nature=\"standing\">" NAMES

/* Reads one small file; NULL and an error, or the catalogues. */
static struct gk_catalogs *
read_text(const char *text, struct gk_error *err)
{
	struct gk_catalogs *c = gk_catalogs_new();
	struct scratch s;

	scratch_open(&s);
	if (gk_catalogs_add(c, scratch_write(&s, "91-test.xml", text), err)
	    != GK_OK) {
		gk_catalogs_free(c);
		c = NULL;
	}
	scratch_close(&s);
	return c;
}

static const struct {
	const char *text;
	size_t line;
} refused[] = {
	/* the same id twice */
	{ HEAD "<item id=\"91-1\" " PLAIN END
	    "<item id=\"91-1\" " PLAIN END TAIL, 6 },
	/* another field's id; the number run into the field's */
	{ HEAD "<item id=\"92-1\" " PLAIN END TAIL, 5 },
	{ HEAD "<item id=\"911-1\" " PLAIN END TAIL, 5 },
	{ HEAD "<item id=\"91-0\" " PLAIN END TAIL, 5 },
	{ HEAD "<item id=\"91\" " PLAIN END TAIL, 5 },
	/* numbers */
	{ HEAD "<item id=\"91-1\" update-days=\"0\" " PLAIN END TAIL, 5 },
	{ HEAD "<item id=\"91-1\" update-days=\"99999999999\" " PLAIN END
	    TAIL, 5 },
	{ HEAD "<item id=\"91-1\" " PLAIN "<limit text=\"x\">\n"
	    "<clause days=\"2o\" unit=\"working\" from=\"formed\"/>"
	    "</limit>" END TAIL, 6 },
	/* vocabulary */
	{ HEAD "<item id=\"91-1\" " PLAIN "<limit text=\"x\">\n"
	    "<clause days=\"20\" unit=\"workday\" from=\"formed\"/>"
	    "</limit>" END TAIL, 6 },
	{ HEAD "<item id=\"91-1\" " PLAIN "<level>省级</level>" END
	    TAIL, 5 },
	{ HEAD "<item id=\"91-1\" evidence=\"heard\" nature=\"standing\">"
	    NAMES END TAIL, 5 },
	/* unknown element, unknown attribute */
	{ HEAD "<item id=\"91-1\" " PLAIN "<colour/>" END TAIL, 5 },
	{ HEAD "<item id=\"91-1\" colour=\"red\" " PLAIN END TAIL, 5 },
	/* blank names */
	{ HEAD "<item id=\"91-1\" evidence=\"seen\" nature=\"standing\">"
	    "<level1>甲</level1><level2> </level2>" END TAIL, 5 },
	/* cadence and nature contradict each other */
	{ HEAD "<item id=\"91-1\" cadence=\"yearly\" " PLAIN END TAIL, 5 },
	{ HEAD "<item id=\"91-1\" evidence=\"seen\" nature=\"periodic\">"
	    NAMES END TAIL, 5 },
	{ HEAD "<item id=\"91-1\" valid-from=\"2023-02-01\" "
	    "valid-until=\"2023-01-31\" " PLAIN END TAIL, 5 },
	{ HEAD "<item id=\"91-1\" valid-from=\"2023-02-30\" " PLAIN END
	    TAIL, 5 },
	/* not XML; an entity */
	{ HEAD "<item>\n", 6 },
	{ "<!DOCTYPE catalogue [<!ENTITY e \"x\">]>\n" HEAD TAIL, 0 },
	{ "", 0 },
	/* no item at all */
	{ HEAD TAIL, 0 },
};

static void
test_refused(void **state)
{
	struct gk_error err;

	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		struct gk_catalogs *c;

		memset(&err, 0, sizeof err);
		c = read_text(refused[i].text, &err);
		if (c != NULL)
			fail_msg("case %zu was read", i);
		if (strstr(err.file, "91-test.xml") == NULL)
			fail_msg("case %zu: file is \"%s\"", i, err.file);
		if (refused[i].line != 0 && err.line != refused[i].line)
			fail_msg("case %zu: line %zu: %s", i, err.line,
			    err.message);
	}
}

static void
test_accepted(void **state)
{
	struct gk_error err;
	struct gk_catalogs *c = read_text(HEAD
	    "<item id=\"91-1\" update-days=\"1\" valid-from=\"2023-02-01\" "
	    "valid-until=\"2023-02-01\" " PLAIN
	    "<limit text=\"x\">"
	    "<clause days=\"7\" unit=\"working\" from=\"decision\" applies=\"处罚\"/>"
	    "<clause days=\"20\" unit=\"working\" from=\"formed\"/>"
	    "<duration days=\"5\" unit=\"working\"/></limit>"
	    "<subject>甲</subject><subject>乙</subject>"
	    "<channels all=\"yes\"><channel>入户/现场</channel></channels>"
	    "<audience>特定群众(申请人)</audience><level>市级</level>" END
	    "<item id=\"91-10\" duty=\"lead\" evidence=\"recalled\" "
	    "nature=\"periodic\" cadence=\"quarterly\" "
	    "nature-evidence=\"inferred\">" NAMES
	    "<basis>《甲法》</basis><basis>《乙法》</basis>"
	    "<audience>全社会;特定群众</audience>" END TAIL, &err);
	const struct gk_item *it;

	(void)state;
	if (c == NULL)
		fail_msg("%zu: %s", err.line, err.message);
	it = item(c, "91-1");
	assert_int_equal(it->update_days, 1);
	assert_int_equal(it->from, gk_day_of(2023, 2, 1));
	assert_int_equal(it->until, gk_day_of(2023, 2, 1));
	assert_int_equal(it->nlimits, 2);
	assert_int_equal(it->limits[0].days, 7);
	assert_str(it->limits[0].from, "decision");
	assert_str(it->limits[0].applies, "处罚");
	assert_int_equal(it->nsubjects, 2);
	assert_true(it->all_channels);
	assert_true(it->restricted);
	assert_int_equal(it->levels, GK_CITY);
	it = item(c, "91-10");
	assert_false(it->restricted);
	assert_int_equal(it->duty, GK_DUTY_LEAD);
	assert_int_equal(it->cadence, GK_QUARTERLY);
	assert_int_equal(it->evidence, GK_RECALLED);
	assert_true(it->nature_inferred);
	assert_str(it->basis, "《甲法》;《乙法》");
	gk_catalogs_free(c);
}

#define ONE(field) "<catalogue field=\"" field "\" slug=\"test\" name=\"测试\">" \
	"<issuer>无</issuer><document verified=\"no\">无</document><sources/>" \
	"<items><item id=\"" field "-1\" " PLAIN END TAIL

static void
test_folder(void **state)
{
	struct gk_catalogs *c = gk_catalogs_new();
	struct gk_error err;
	struct scratch s;

	(void)state;
	scratch_open(&s);
	assert_int_equal(gk_catalogs_add(c, s.dir, &err), GK_OK);
	assert_int_equal(c->nfields, 0);
	scratch_write(&s, "b.xml", ONE("91"));
	scratch_write(&s, "a.xml", ONE("92"));
	scratch_write(&s, "B.xml", ONE("93"));
	scratch_write(&s, "gongkai.xml", "<gongkai/>");
	scratch_write(&s, ".hidden.xml", "<gongkai/>");
	scratch_write(&s, "note.txt", "a.xml");
	assert_int_equal(gk_catalogs_add(c, s.dir, &err), GK_OK);
	assert_int_equal(c->nfields, 3);
	assert_str(c->fields[0].id, "93");
	assert_str(c->fields[1].id, "92");
	assert_str(c->fields[2].id, "91");
	/* The same field in a second file; a bad file among good ones. */
	assert_int_equal(gk_catalogs_add(c, s.paths[0], &err), GK_FAIL);
	assert_non_null(strstr(err.message, "b.xml"));
	scratch_write(&s, "C.xml", "<catalogue/>");
	gk_catalogs_free(c);
	c = gk_catalogs_new();
	assert_int_equal(gk_catalogs_add(c, s.dir, &err), GK_FAIL);
	assert_non_null(strstr(err.file, "C.xml"));
	assert_int_equal(gk_catalogs_add(c, "/nonexistent/x.xml", &err),
	    GK_FAIL);
	gk_catalogs_free(c);
	scratch_close(&s);
}

/* channels.csv is read from the data folder; a bad one names its line. */
static void
test_bad_channels(void **state)
{
	static const char *const bad[] = {
		"listed,web,aliases\n政府网站,yes,\n政府网站,no,\n",
		"listed,web,aliases\n官网,no,\n政府网站,maybe,\n",
		"listed,web,aliases\n官网,no,\n,yes,网站\n",
	};
	struct gk_catalogs *c;
	struct gk_error err;
	struct scratch s;
	char dir[128];

	(void)state;
	scratch_open(&s);
	snprintf(dir, sizeof dir, "%s/catalogs", s.dir);
	assert_int_equal(mkdir(dir, 0700), 0);
	setenv("GONGKAI_DATA", s.dir, 1);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		scratch_write(&s, "catalogs/channels.csv", bad[i]);
		c = gk_catalogs_new();
		assert_int_equal(gk_catalogs_add(c, dir, &err), GK_FAIL);
		assert_non_null(strstr(err.file, "channels.csv"));
		assert_int_equal(err.line, 3);
		gk_catalogs_free(c);
	}
	use_source_data();
	unlink(s.paths[0]);
	rmdir(dir);
	scratch_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_national_counts),
		cmocka_unit_test(test_pointers),
		cmocka_unit_test(test_item_values),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_web),
		cmocka_unit_test(test_channels),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_accepted),
		cmocka_unit_test(test_folder),
		cmocka_unit_test(test_bad_channels),
	};
	int failed;

	use_source_data();
	gk_xml_init();
	failed = cmocka_run_group_tests_name("catalog", tests, NULL, NULL);
	gk_xml_cleanup();
	return failed;
}
