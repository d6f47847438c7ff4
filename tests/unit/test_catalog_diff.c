/*
 * Two sets of catalogues: which item is which, what has changed, what a local
 * set lacks.
 */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "catalog/diff.h"
#include "catalog_util.h"
#include "core/xml.h"

static struct scratch scratch;

/* One catalogue in a file of its own. */
static void
add_xml(struct gk_catalogs *c, const char *xml)
{
	static int serial;
	struct gk_error err;
	struct gk_buf file;

	gk_buf_init(&file);
	gk_buf_printf(&file, "%d.xml", serial++ % 8);
	if (gk_catalogs_add(c, scratch_write(&scratch, file.p, xml), &err) !=
	    GK_OK)
		fail_msg("%s:%zu: %s\n%s", err.file, err.line, err.message,
		    xml);
	gk_buf_release(&file);
}

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define DOCUMENT "<issuer>某部</issuer><document verified=\"no\">某通知"           \
	"</document>"

static void
add_catalogue(struct gk_catalogs *c, const char *id, const char *name,
    const char *head, const char *items)
{
	struct gk_buf b;

	gk_buf_init(&b);
	gk_buf_printf(&b, XML "<catalogue field=\"%s\" slug=\"s%s\" "
	    "name=\"%s\" edition=\"2019\">" DOCUMENT "%s<sources/><items>%s"
	    "</items></catalogue>\n", id, id[0] == 'L' ? "l" : id, name, head,
	    items);
	add_xml(c, b.p);
	gk_buf_release(&b);
}

static struct gk_catalogs *
set_of(const char *id, const char *name, const char *head, const char *items)
{
	struct gk_catalogs *c = gk_catalogs_new();

	add_catalogue(c, id, name, head, items);
	return c;
}

/* <item> with two names and what else it holds. */
#define ITEM(id, level1, level2, rest)                                        \
	"<item id=\"" id "\" evidence=\"seen\" nature=\"standing\"><level1>"  \
	level1 "</level1><level2>" level2 "</level2>" rest                    \
	"<source>某页</source></item>"

static int
open_scratch(void **state)
{
	(void)state;
	scratch_open(&scratch);
	return 0;
}

static int
close_scratch(void **state)
{
	(void)state;
	scratch_close(&scratch);
	return 0;
}

/* ---- names ---------------------------------------------------------- */

static void
test_renames(void **state)
{
	static const char *const pairs[][2] = {
		{ "用地预审", "用地预审与选址意见书" },
		{ "建设项目选址意见书", "建设项目用地预审与选址意见书" },
		{ "学校介绍", "学校简介" },
		{ "法规政策", "政策法规" },
		{ "养老机构备案", "养老机构备案信息" },
		{ "丧葬补助金、抚恤金申领", "丧葬补助金和抚恤金申领" },
		{ "申领居民身份证", "一、申领居民身份证" },
		{ "乡村建设规划许可证", "乡村建设规划许可证核发" },
		{ "社会救助对象名单", "社会救助对象名录" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (gk_names_alike(gk_str_of(pairs[i][0]),
		    gk_str_of(pairs[i][1])) == 0 ||
		    gk_names_alike(gk_str_of(pairs[i][1]),
		    gk_str_of(pairs[i][0])) == 0)
			fail_msg("%s is %s", pairs[i][0], pairs[i][1]);
}

static void
test_neighbours(void **state)
{
	static const char *const pairs[][2] = {
		{ "建设用地规划许可证", "建设工程规划许可证" },
		{ "建设工程规划许可证", "乡村建设规划许可证" },
		{ "建设用地规划许可证", "临时建设用地规划许可证" },
		{ "政府预算", "政府决算" },
		{ "政府预算", "部门预算" },
		{ "企业年金方案备案", "企业年金方案终止备案" },
		{ "企业年金方案备案", "企业年金方案重要条款变更备案" },
		{ "食品生产经营监督检查", "特殊食品生产经营监督检查" },
		{ "行政处罚", "行政处罚结果" },
		{ "招生政策", "招生政策解读" },
		{ "上级政策解读", "本级政策解读" },
		{ "申领居民身份证", "换领居民身份证" },
		{ "学校介绍", "学校食堂" },
		{ "检查", "安全生产监督检查" },
		{ "", "学校介绍" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (gk_names_alike(gk_str_of(pairs[i][0]),
		    gk_str_of(pairs[i][1])) != 0 ||
		    gk_names_alike(gk_str_of(pairs[i][1]),
		    gk_str_of(pairs[i][0])) != 0)
			fail_msg("%s is not %s", pairs[i][0], pairs[i][1]);
}

/* Items that stand side by side in one list are different things. */
static void
test_national_neighbours(void **state)
{
	char *path = source_path("catalogs/national");
	struct gk_catalogs *c = gk_catalogs_new();
	struct gk_error err;
	size_t pairs = 0;

	(void)state;
	assert_int_equal(gk_catalogs_add(c, path, &err), GK_OK);
	for (size_t i = 0; i < c->nitems; i++)
		for (size_t j = 0; j < i; j++) {
			const struct gk_item *a = c->items[i], *b = c->items[j];

			if (a->field != b->field ||
			    !gk_str_eq(a->level1, b->level1))
				continue;
			pairs++;
			if (gk_names_alike(a->level2, b->level2) != 0)
				fail_msg("%.*s is not %.*s", GK_FMT(a->id),
				    GK_FMT(b->id));
		}
	assert_true(pairs > 100);
	gk_catalogs_free(c);
	free(path);
}

/* Malformed text is compared as bytes and harms nobody. */
static void
test_malformed_names(void **state)
{
	static const char *const names[] = { "\xE7\x94\xA8\xE5\x9C",
		"\xE7\x94\xA8\xE5\x9C\xB0\xE9", "\xFF\xFE", "\x80\x80\x80\x80" };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		for (size_t j = 0; j < sizeof names / sizeof *names; j++)
			assert_in_range(gk_names_alike(gk_str_of(names[i]),
			    gk_str_of(names[j])), 0, 1000);
	assert_int_equal(gk_names_alike(gk_str_of(names[2]),
	    gk_str_of(names[2])), 1000);
}

/* ---- pairing -------------------------------------------------------- */

/* "17-1=L-3 17-2= =L-4": who is who, in order. */
static void
pairs_to(const char *expected, const char *old, const char *now)
{
	struct gk_catalogs *a = set_of("17", "义务教育", "", old);
	struct gk_catalogs *b = set_of("L", "义务教育领域", "", now);
	struct gk_pairing *p = gk_pairing_new(a, b);
	struct gk_buf out;

	gk_buf_init(&out);
	assert_int_equal(p->nfields, 1);
	for (size_t i = 0; i < p->fields[0].nitems; i++) {
		const struct gk_item_pair *pair = &p->fields[0].items[i];

		gk_buf_printf(&out, "%s%.*s=%.*s", i != 0 ? " " : "",
		    GK_FMT(pair->old != NULL ? pair->old->id : GK_EMPTY),
		    GK_FMT(pair->now != NULL ? pair->now->id : GK_EMPTY));
	}
	assert_string_equal(out.p, expected);
	gk_buf_release(&out);
	gk_pairing_free(p);
	gk_catalogs_free(a);
	gk_catalogs_free(b);
}

static void
test_pairs_by_name(void **state)
{
	(void)state;
	/* Numbers do not matter, names do; neither do 《》 and 一、. */
	pairs_to("17-1=L-2 17-2=L-1",
	    ITEM("17-1", "政策文件", "教育法律", "")
	    ITEM("17-2", "招生管理", "学校介绍", ""),
	    ITEM("L-1", "二、招生管理", "学校介绍", "")
	    ITEM("L-2", "政策文件", "《教育法律》", ""));
	/* Nothing in common. */
	pairs_to("17-1= =L-1",
	    ITEM("17-1", "政策文件", "教育法律", ""),
	    ITEM("L-1", "招生管理", "学校食堂", ""));
}

static void
test_pairs_by_alias(void **state)
{
	(void)state;
	pairs_to("17-1=L-1",
	    ITEM("17-1", "招生管理", "学校介绍", "<alias>校情</alias>"),
	    ITEM("L-1", "招生管理", "校情", ""));
	pairs_to("17-1=L-1",
	    ITEM("17-1", "招生管理", "学校介绍", ""),
	    ITEM("L-1", "学校", "校情", "<alias>学校介绍</alias>"));
}

static void
test_pairs_renamed(void **state)
{
	(void)state;
	pairs_to("17-1=L-1",
	    ITEM("17-1", "规划许可", "用地预审", ""),
	    ITEM("L-1", "规划许可", "用地预审与选址意见书", ""));
	/* The best of several. */
	pairs_to("17-1=L-2 =L-1",
	    ITEM("17-1", "规划许可", "用地预审", ""),
	    ITEM("L-1", "规划许可", "用地预审与选址意见书", "")
	    ITEM("L-2", "规划许可", "用地预审信息", ""));
	/* Two permits. */
	pairs_to("17-1= =L-1",
	    ITEM("17-1", "规划许可", "建设用地规划许可证", ""),
	    ITEM("L-1", "规划许可", "建设工程规划许可证", ""));
	/* Alike, but under level1s that have nothing in common. */
	pairs_to("17-1= =L-1",
	    ITEM("17-1", "规划许可", "用地预审", ""),
	    ITEM("L-1", "行政处罚", "用地预审与选址意见书", ""));
}

static void
test_pairs_moved(void **state)
{
	(void)state;
	pairs_to("17-1=L-1",
	    ITEM("17-1", "招生管理", "学校介绍", ""),
	    ITEM("L-1", "学生管理", "学校介绍", ""));
	/* A name that stands in many places does not move. */
	pairs_to("17-1=L-1 17-2= =L-2",
	    ITEM("17-1", "招生管理", "办事指南", "")
	    ITEM("17-2", "学生管理", "办事指南", ""),
	    ITEM("L-1", "招生管理", "办事指南", "")
	    ITEM("L-2", "教师管理", "办事指南", ""));
	/* But a level1 may have a new name with all that is in it. */
	pairs_to("17-1=L-1 17-2=L-2 17-3=L-3 17-4=L-4",
	    ITEM("17-1", "招生管理", "招生简章", "")
	    ITEM("17-2", "招生管理", "招生范围", "")
	    ITEM("17-3", "招生管理", "办事指南", "")
	    ITEM("17-4", "学生管理", "办事指南", ""),
	    ITEM("L-1", "入学", "招生简章", "")
	    ITEM("L-2", "入学", "招生范围", "")
	    ITEM("L-3", "入学", "办事指南", "")
	    ITEM("L-4", "学生管理", "办事指南", ""));
}

/* Items of one name are paired in their order, by number where they have. */
static void
test_pairs_namesakes(void **state)
{
	struct gk_catalogs *a = set_of("17", "义务教育", "",
	    ITEM("17-1", "政策", "文件", "") ITEM("17-2", "政策", "文件", ""));
	struct gk_catalogs *b = set_of("17", "义务教育", "",
	    ITEM("17-2", "政策", "文件", "") ITEM("17-1", "政策", "文件", ""));
	struct gk_pairing *p = gk_pairing_new(a, b);

	(void)state;
	assert_int_equal(p->fields[0].nitems, 2);
	for (size_t i = 0; i < 2; i++)
		assert_true(gk_str_eq(p->fields[0].items[i].old->id,
		    p->fields[0].items[i].now->id));
	gk_pairing_free(p);
	gk_catalogs_free(a);
	gk_catalogs_free(b);
}

static bool
same_field(const char *id, const char *name, const char *head,
    const char *now_id, const char *now_name, const char *now_head)
{
	struct gk_catalogs *a = set_of(id, name, head,
	    strcmp(id, "05") == 0 ? ITEM("05-1", "规划", "规划编制", "") :
	    ITEM("06-1", "补偿", "补偿登记", ""));
	struct gk_catalogs *b = set_of(now_id, now_name, now_head,
	    strcmp(now_id, "05") == 0 ? ITEM("05-1", "规划", "规划编制", "") :
	    ITEM("L1-1", "规划", "规划编制", ""));
	struct gk_pairing *p = gk_pairing_new(a, b);
	bool same = p->nfields == 1;

	gk_pairing_free(p);
	gk_catalogs_free(a);
	gk_catalogs_free(b);
	return same;
}

static void
test_fields(void **state)
{
	const char *alias = "<alias>城乡规划</alias>";

	(void)state;
	assert_true(same_field("05", "国土空间规划", "", "L1",
	    "国土空间规划领域", ""));
	assert_true(same_field("05", "国土空间规划", alias, "L1",
	    "城乡规划", ""));
	assert_true(same_field("05", "国土空间规划", "", "L1",
	    "规划", "<alias>国土空间规划</alias>"));
	/* The number counts where items are shared … */
	assert_true(same_field("05", "国土空间规划", "", "05",
	    "用地管理", ""));
	/* … and nothing else does. */
	assert_false(same_field("05", "国土空间规划", "", "L1",
	    "用地管理", ""));
	assert_false(same_field("06", "征地补偿", "", "05", "用地管理", ""));
}

/* ---- local catalogues ----------------------------------------------- */

static const char land[] = XML "<catalogue field=\"05\" slug=\"land\" "
    "name=\"国土空间规划\">" DOCUMENT "<sources/><items>"
    ITEM("05-1", "规划编制", "村庄规划", "")
    ITEM("05-2", "规划许可", "用地预审", "")
    ITEM("05-3", "规划许可", "建设用地规划许可证", "<element>许可</element>")
    ITEM("05-4", "规划许可", "乡村建设规划许可证", "") "</items></catalogue>";

static const char land_here[] = XML "<catalogue field=\"L5\" slug=\"local\" "
    "name=\"本地\" extends=\"05\">" DOCUMENT "<sources/><changes>"
    "<drop item=\"05-1\" reason=\"本地没有\"/>"
    "<rename item=\"05-2\" reason=\"改革\" level2=\"用地审查\"/>"
    "<drop item=\"05-99\" reason=\"本来没有\"/></changes><items>"
    "<item id=\"L5-1\" evidence=\"seen\" nature=\"standing\" "
    "replaces=\"05-3\" reason=\"另定\"><level1>许可</level1>"
    "<level2>用地许可</level2><source>某页</source></item>"
    ITEM("L5-2", "规划许可", "临时用地", "") "</items></catalogue>";

/* What the local one says nothing of is in both. */
static void
test_extends(void **state)
{
	struct gk_catalogs *a = gk_catalogs_new(), *b = gk_catalogs_new();
	const struct gk_field_pair *fp;
	struct gk_pairing *p;
	struct gk_diff *d;
	struct gk_gaps *g;

	(void)state;
	add_xml(a, land);
	add_xml(b, land_here);
	p = gk_pairing_new(a, b);
	assert_int_equal(p->nfields, 1);
	fp = &p->fields[0];
	assert_true(fp->extends);
	assert_int_equal(fp->nitems, 5);
	assert_null(fp->items[0].now);
	assert_true(gk_str_eq(fp->items[1].now->level2, GK_STR("用地审查")));
	assert_true(gk_str_eq(fp->items[2].now->id, GK_STR("L5-1")));
	assert_ptr_equal(fp->items[3].now, fp->items[3].old);
	assert_null(fp->items[4].old);

	d = gk_diff_new(p, GK_ZH);
	assert_int_equal(d->by_kind[GK_CHANGE_REMOVED], 1);
	assert_int_equal(d->by_kind[GK_CHANGE_RENAMED], 2);
	assert_int_equal(d->by_kind[GK_CHANGE_MOVED], 1);
	assert_int_equal(d->by_kind[GK_CHANGE_ELEMENTS], 1);
	assert_int_equal(d->by_kind[GK_CHANGE_ADDED], 1);
	assert_int_equal(d->by_kind[GK_CHANGE_FIELD_RENAMED], 0);
	gk_diff_free(d);

	/* Names are given for a reason, and so are items dropped. */
	g = gk_gaps_new(p, GK_NO_DAY);
	assert_int_equal(g->count, 2);
	assert_int_equal(g->list[0].kind, GK_GAP_DROPPED);
	assert_true(gk_str_eq(g->list[0].have, GK_STR("本地没有")));
	assert_int_equal(g->list[1].kind, GK_GAP_ELEMENTS);
	assert_int_equal(g->dropped, 1);
	gk_gaps_free(g);
	gk_pairing_free(p);
	gk_catalogs_free(a);
	gk_catalogs_free(b);
}

/* Two local catalogues: what they drop and rename is compared as it stands. */
static void
test_local_changes(void **state)
{
	struct gk_catalogs *a = gk_catalogs_new(), *b = gk_catalogs_new();
	struct gk_pairing *p;
	struct gk_diff *d;
	struct gk_buf other;

	(void)state;
	gk_buf_init(&other);
	gk_buf_puts(&other, land_here);
	memcpy(strstr(other.p, "05-99"), "05-98", 5);
	add_xml(a, land_here);
	add_xml(b, other.p);
	p = gk_pairing_new(a, a);
	d = gk_diff_new(p, GK_ZH);
	assert_int_equal(d->count, 0);
	gk_diff_free(d);
	gk_pairing_free(p);
	p = gk_pairing_new(a, b);
	assert_false(p->fields[0].extends);
	d = gk_diff_new(p, GK_ZH);
	assert_int_equal(d->count, 1);
	assert_int_equal(d->list[0].kind, GK_CHANGE_LOCAL);
	assert_true(gk_str_eq(d->list[0].is,
	    GK_STR("<drop item=\"05-98\" reason=\"本来没有\"/>")));
	gk_diff_free(d);
	gk_pairing_free(p);
	gk_catalogs_free(a);
	gk_catalogs_free(b);
	gk_buf_release(&other);
}

/* ---- changes -------------------------------------------------------- */

#define FULL(elements, basis, limit, rest)                                    \
	ITEM("17-1", "招生管理", "学校介绍", elements basis limit rest)
#define ELEMENTS "<element>校名</element><element>地址</element>"
#define BASIS "<basis>《教育法》</basis>"
#define LIMIT "<limit text=\"信息形成之日起20个工作日内\">"                              \
	"<clause days=\"20\" unit=\"working\" from=\"formed\"/></limit>"
#define REST "<subject>教育部门</subject><channels><channel>政府网站</channel>"        \
	"</channels><audience>全社会</audience><method>主动公开</method>"           \
	"<level>县级</level>"

/* The changes of one item, "elements:校舍>食堂", joined by blanks. */
static void
changes_are(const char *expected, const char *old, const char *now)
{
	struct gk_catalogs *a = set_of("17", "义务教育", "", old);
	struct gk_catalogs *b = set_of("17", "义务教育", "", now);
	struct gk_pairing *p = gk_pairing_new(a, b);
	struct gk_diff *d = gk_diff_new(p, GK_ZH);
	struct gk_buf out;

	gk_buf_init(&out);
	for (size_t i = 0; i < d->count; i++)
		gk_buf_printf(&out, "%s%s:%.*s>%.*s", i != 0 ? " " : "",
		    gk_change_id(d->list[i].kind), GK_FMT(d->list[i].was),
		    GK_FMT(d->list[i].is));
	assert_string_equal(out.p != NULL ? out.p : "", expected);
	gk_buf_release(&out);
	gk_diff_free(d);
	gk_pairing_free(p);
	gk_catalogs_free(a);
	gk_catalogs_free(b);
}

static void
test_changes(void **state)
{
	const char *old = FULL(ELEMENTS, BASIS, LIMIT, REST);

	(void)state;
	changes_are("", old, old);
	changes_are("removed:学校介绍> added:>食堂", old,
	    ITEM("17-2", "后勤", "食堂", ""));
	changes_are("renamed:学校介绍>学校简介 moved:招生管理>招生",
	    FULL("", "", "", ""), ITEM("17-1", "招生", "学校简介", ""));
	changes_are("elements:地址>电话；食堂", old,
	    FULL("<element>校名</element><element>电话</element>"
	    "<element>食堂</element>", BASIS, LIMIT, REST));
	changes_are("basis:《教育法》>《义务教育法》", old,
	    FULL(ELEMENTS, "<basis>《义务教育法》</basis>", LIMIT, REST));
	changes_are("limit:信息形成之日起20个工作日内>", old,
	    FULL(ELEMENTS, BASIS, "", REST));
	changes_are("subject:教育部门>", old, FULL(ELEMENTS, BASIS, LIMIT,
	    "<channels><channel>政府网站</channel></channels>"
	    "<audience>全社会</audience><method>主动公开</method>"
	    "<level>县级</level>"));
	changes_are("channel:>公示栏 channel:任一渠道>全部渠道 "
	    "audience:全社会> method:主动公开>依申请公开 level:县级>县级;乡级",
	    old, FULL(ELEMENTS, BASIS, LIMIT, "<subject>教育部门</subject>"
	    "<channels all=\"yes\"><channel>政府网站</channel>"
	    "<channel>公示栏</channel></channels><method>依申请公开</method>"
	    "<level>县级</level><level>乡级</level>"));
	changes_are("nature:常设>定期（每年）（推断），各主体分别公开",
	    ITEM("17-1", "预算", "部门预算", ""),
	    "<item id=\"17-1\" evidence=\"seen\" nature=\"periodic\" "
	    "nature-evidence=\"inferred\" cadence=\"yearly\" duty=\"each\">"
	    "<level1>预算</level1><level2>部门预算</level2><source>某页</source>"
	    "</item>");
}

/* What looks different and is the same. */
static void
test_no_changes(void **state)
{
	const char *old = FULL(ELEMENTS, BASIS, LIMIT, REST);

	(void)state;
	changes_are("", old,
	    "<item id=\"17-9\" evidence=\"recalled\" nature=\"standing\">"
	    "<level1>（一）招生管理</level1><level2>学校 介绍</level2>"
	    "<element>地址。</element><element>《校名》</element>"
	    BASIS LIMIT REST "<source>另一页</source></item>");
	/* Another wording of the same limit. */
	changes_are("", old, FULL(ELEMENTS, BASIS,
	    "<limit text=\"自该信息形成之日起20个工作日内公开\">"
	    "<clause days=\"20\" unit=\"working\" from=\"formed\"/></limit>",
	    REST));
	/* The same wording, read otherwise. */
	changes_are("limit:自信息形成或者变更之日起20个工作日内>"
	    "自信息形成或者变更之日起20日内", old,
	    FULL(ELEMENTS, BASIS, "<limit text=\"信息形成之日起20个工作日内\">"
	    "<clause days=\"20\" unit=\"calendar\" from=\"formed\"/></limit>",
	    REST));
}

/* The fields of a set. */
static void
test_field_changes(void **state)
{
	struct gk_catalogs *a = set_of("17", "义务教育", "<date>2019</date>",
	    ITEM("17-1", "政策", "文件", ""));
	struct gk_catalogs *b = set_of("17", "基础教育", "<date>2023</date>"
	    "<alias>义务教育</alias>", ITEM("17-1", "政策", "文件", ""));
	struct gk_pairing *p;
	struct gk_diff *d;

	(void)state;
	add_catalogue(a, "18", "户籍管理", "", ITEM("18-1", "户", "口", ""));
	add_catalogue(b, "19", "就业", "", ITEM("19-1", "业", "务", ""));
	p = gk_pairing_new(a, b);
	d = gk_diff_new(p, GK_EN);
	assert_int_equal(d->count, 4);
	assert_int_equal(d->list[0].kind, GK_CHANGE_FIELD_RENAMED);
	assert_int_equal(d->list[1].kind, GK_CHANGE_DOCUMENT);
	assert_int_equal(d->list[2].kind, GK_CHANGE_FIELD_REMOVED);
	assert_int_equal(d->list[3].kind, GK_CHANGE_FIELD_ADDED);
	assert_int_equal(d->by_kind[GK_CHANGE_ADDED], 0);
	gk_diff_free(d);
	gk_pairing_free(p);
	gk_catalogs_free(a);
	gk_catalogs_free(b);
}

/* ---- gaps ----------------------------------------------------------- */

/* "elements:地址", with "?" behind what is advisory. */
static void
gaps_are(const char *expected, const char *national, const char *local)
{
	struct gk_catalogs *a = set_of("17", "义务教育", "", national);
	struct gk_catalogs *b = set_of("L", "义务教育", "", local);
	struct gk_pairing *p = gk_pairing_new(a, b);
	struct gk_gaps *g = gk_gaps_new(p, gk_day_of(2023, 12, 31));
	struct gk_buf out;

	gk_buf_init(&out);
	for (size_t i = 0; i < g->count; i++)
		gk_buf_printf(&out, "%s%s:%.*s%s", i != 0 ? " " : "",
		    gk_gap_id(g->list[i].kind), GK_FMT(g->list[i].want),
		    g->list[i].advisory ? "?" : "");
	assert_string_equal(out.p != NULL ? out.p : "", expected);
	gk_buf_release(&out);
	gk_gaps_free(g);
	gk_pairing_free(p);
	gk_catalogs_free(a);
	gk_catalogs_free(b);
}

#define LOCAL(rest) ITEM("L-7", "招生管理", "学校介绍", rest)
#define CLAUSE(days, unit, from) "<clause days=\"" days "\" unit=\"" unit     \
	"\" from=\"" from "\"/>"
#define CLAUSES(text, clauses) "<limit text=\"" text "\">" clauses "</limit>"

static void
test_gaps(void **state)
{
	const char *national = FULL(ELEMENTS, BASIS, LIMIT, REST);

	(void)state;
	gaps_are("", national, LOCAL(ELEMENTS BASIS LIMIT REST));
	/* More than is asked for is none. */
	gaps_are("", national,
	    LOCAL("<element>校名、地址和电话</element><element>食堂</element>"
	    "<basis>《中华人民共和国教育法》(主席令第1号)</basis>" LIMIT REST)
	    ITEM("L-8", "后勤", "食堂", ""));
	gaps_are("item-missing:学校介绍", national,
	    ITEM("L-8", "后勤", "食堂", ""));
	gaps_are("name:学校介绍", national,
	    ITEM("L-7", "招生管理", "学校简介", ELEMENTS BASIS LIMIT REST));
	gaps_are("elements:地址 basis:《教育法》 limit:信息形成之日起20个工作日内 "
	    "subject:教育部门", national, LOCAL("<element>校名</element>"));
	gaps_are("level:乡级",
	    ITEM("17-1", "招生管理", "学校介绍", "<level>县级</level>"
	    "<level>乡级</level>"), LOCAL("<level>县级</level>"));
	/* A local list without levels is for all of them. */
	gaps_are("", FULL("", "", "", "<level>县级</level>"), LOCAL(""));
}

static void
test_gaps_of_limits(void **state)
{
	const char *two = ITEM("17-1", "招生管理", "学校介绍", CLAUSES(
	    "决定7个工作日，其他20个工作日", CLAUSE("7", "working", "decision")
	    CLAUSE("20", "working", "formed")));
	const char *shown = ITEM("17-1", "招生管理", "学校介绍", CLAUSES(
	    "公示5个工作日", "<duration days=\"5\" unit=\"working\"/>"));

	(void)state;
	gaps_are("", two, LOCAL(CLAUSES("7", CLAUSE("7", "working",
	    "formed"))));
	gaps_are("", two, LOCAL(CLAUSES("7", CLAUSE("7", "calendar",
	    "formed"))));
	gaps_are("limit:决定7个工作日，其他20个工作日", two,
	    LOCAL(CLAUSES("20", CLAUSE("20", "working", "formed"))));
	gaps_are("limit:决定7个工作日，其他20个工作日", two,
	    LOCAL(CLAUSES("10日", CLAUSE("10", "calendar", "formed"))));
	gaps_are("", shown, LOCAL(CLAUSES("公示7天",
	    "<duration days=\"7\" unit=\"calendar\"/>")));
	gaps_are("limit:公示5个工作日", shown, LOCAL(CLAUSES("公示5天",
	    "<duration days=\"5\" unit=\"calendar\"/>")));
	/* Words cannot be measured. */
	gaps_are("", ITEM("17-1", "招生管理", "学校介绍", CLAUSES("及时公开",
	    "<promptly/>")), LOCAL(CLAUSES("20", CLAUSE("20", "working",
	    "formed"))));
}

/* Placeholders and what is out of force are not asked for. */
static void
test_gaps_not_asked(void **state)
{
#define WITH(attributes, evidence) "<item id=\"17-1\" evidence=\"" evidence   \
	"\" nature=\"standing\"" attributes "><level1>招生管理</level1>"           \
	"<level2>学校介绍</level2><source>某页</source></item>"                     \
	ITEM("17-2", "政策", "文件", "")
	const char *local = ITEM("L-1", "政策", "文件", "");

	(void)state;
	gaps_are("item-missing:学校介绍", WITH("", "seen"), local);
	gaps_are("item-missing:学校介绍", WITH("", "partial"), local);
	gaps_are("item-missing:学校介绍?", WITH("", "recalled"), local);
	gaps_are("", WITH(" placeholder=\"yes\"", "recalled"), local);
	gaps_are("", WITH(" valid-until=\"2023-12-30\"", "seen"), local);
	gaps_are("item-missing:学校介绍",
	    WITH(" valid-until=\"2023-12-31\"", "seen"), local);
	gaps_are("", WITH(" valid-from=\"2024-01-01\"", "seen"), local);
	gaps_are("item-missing:学校介绍",
	    WITH(" valid-from=\"2023-12-31\"", "seen"), local);
#undef WITH
}

static void
test_groups(void **state)
{
	static const struct {
		const char *id;
		enum gk_field_group group;
	} expected[] = {
		{ "00", GK_GROUP_OTHER }, { "01", GK_GROUP_2019 },
		{ "26", GK_GROUP_2019 }, { "27", GK_GROUP_POINTS },
		{ "32", GK_GROUP_POINTS }, { "33", GK_GROUP_LATER },
		{ "L1", GK_GROUP_OTHER },
	};

	(void)state;
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		struct gk_field f = { .id = gk_str_of(expected[i].id) };

		assert_int_equal(gk_field_group(&f), expected[i].group);
	}
}

/* Fields wholly missing come first; 00 is asked for only where it is held. */
static void
test_gaps_of_fields(void **state)
{
	struct gk_catalogs *a = set_of("00", "法定主动公开内容", "",
	    ITEM("00-1", "条例", "规章", ""));
	struct gk_catalogs *b = set_of("L", "就业", "",
	    ITEM("L-1", "业", "务", ""));
	struct gk_pairing *p;
	struct gk_gaps *g;

	(void)state;
	add_catalogue(a, "19", "就业创业", "", ITEM("19-1", "失业", "金", ""));
	add_catalogue(a, "27", "交通运输", "", ITEM("27-1", "路", "政", ""));
	p = gk_pairing_new(a, b);
	g = gk_gaps_new(p, gk_day_of(2023, 12, 31));
	assert_int_equal(g->count, 2);
	assert_int_equal(g->list[0].kind, GK_GAP_FIELD);
	assert_true(gk_str_eq(g->list[0].fields->old->id, GK_STR("27")));
	assert_int_equal(g->list[1].kind, GK_GAP_ITEM);
	assert_int_equal(g->asked[GK_GROUP_OTHER], 0);
	assert_int_equal(g->asked[GK_GROUP_2019], 1);
	assert_int_equal(g->held[GK_GROUP_2019], 1);
	assert_int_equal(g->asked[GK_GROUP_POINTS], 1);
	assert_int_equal(g->held[GK_GROUP_POINTS], 0);
	gk_gaps_free(g);
	gk_pairing_free(p);
	add_catalogue(b, "L0", "法定主动公开内容", "",
	    ITEM("L0-1", "条例", "规章", ""));
	p = gk_pairing_new(a, b);
	g = gk_gaps_new(p, GK_NO_DAY);
	assert_int_equal(g->held[GK_GROUP_OTHER], 1);
	gk_gaps_free(g);
	gk_pairing_free(p);
	gk_catalogs_free(a);
	gk_catalogs_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_renames),
		cmocka_unit_test(test_neighbours),
		cmocka_unit_test(test_national_neighbours),
		cmocka_unit_test(test_malformed_names),
		cmocka_unit_test(test_pairs_by_name),
		cmocka_unit_test(test_pairs_by_alias),
		cmocka_unit_test(test_pairs_renamed),
		cmocka_unit_test(test_pairs_moved),
		cmocka_unit_test(test_pairs_namesakes),
		cmocka_unit_test(test_fields),
		cmocka_unit_test(test_extends),
		cmocka_unit_test(test_local_changes),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_no_changes),
		cmocka_unit_test(test_field_changes),
		cmocka_unit_test(test_gaps),
		cmocka_unit_test(test_gaps_of_limits),
		cmocka_unit_test(test_gaps_not_asked),
		cmocka_unit_test(test_groups),
		cmocka_unit_test(test_gaps_of_fields),
	};
	int failed;

	use_source_data();
	gk_xml_init();
	failed = cmocka_run_group_tests_name("catalog_diff", tests,
	    open_scratch, close_scratch);
	gk_xml_cleanup();
	return failed;
}
