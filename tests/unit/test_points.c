/*
 * The key points of Changsha: every clause of the paper is in the file, every
 * heading as it was printed; how states are put together; how the table is
 * laid out.
 */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "catalog_util.h"
#include "compare/points_int.h"
#include "core/norm.h"
#include "core/xml.h"

/* The clauses of 长政务公开办发〔2023〕2号, as they were broken down. */
static const char *const clauses[] = { "1.1", "1.2", "1.3", "1.4", "1.5",
	"1.6", "1.7a", "1.7b", "1.7c", "1.8", "1.9", "2.1", "2.2", "2.3",
	"2.4", "2.5", "3.1", "3.2", "3.3", "3.4", "4.1", "4.2", "4.3", "4.4",
	"4.5", "4.6", "5.1", "5.2", "6.1", "6.2", "6.3", "7.1", "7.2", "7.3",
	"8.1", "8.2", "8.3", "8.4", "8.5", "8.6", "9.1", "9.2", "9.3", "9.4",
	"10.1", "10.2", "11.1", "12.1", "12.2", "13.1", "13.2", "13.3",
	"14.1", "14.2", "14.3", "14.4", "15.1", "15.2", "15.3", "16.1",
	"16.2", "16.3", "17.1", "17.2", "17.3" };
#define NCLAUSES (sizeof clauses / sizeof *clauses)

static const char *const headings[] = {
	"紧扣打好“发展六仗”深化公开",
	"紧扣基层政务公开标准化规范化深化公开",
	"紧扣助企纾困深化公开",
	"加强规章、规划、行政规范性文件公开",
	"加强行政许可、处罚、强制和其他对外管理服务信息公开",
	"加强财政预决算和行政事业性收费公开",
	"加强重大会议信息公开和行政决策公开",
	"提升政策解读质效",
	"优化政策咨询服务",
	"继续开展“政务公开主题日”活动",
	"编制出台《政务公开工作规范》湖南省地方标准",
	"优化完善依申请公开在线办理系统",
	"持续提升网上政府“政能量”",
	"加强学习培训",
	"严格审查监管",
	"加强督查督办",
	"抓好工作落实",
};
#define NPOINTS (sizeof headings / sizeof *headings)

/* Those that no ledger can show, or that another tool is to look at. */
static const char *const not_checkable[] = { "1.9", "2.4", "3.4", "9.2",
	"13.3", "16.3", NULL };
static const char *const later[] = { "4.2", "8.2", "8.3", NULL };

struct fixture {
	struct gk_ledger_kinds *kinds;
	struct gk_book *book;
	struct gk_points *points;
};

static void
read_all(struct fixture *f)
{
	char *kinds = source_path("rules/ledgers");
	char *packs = source_path("rules");
	char *path = source_path("catalogs/changsha/2023-points.xml");
	const char *const paths[] = { packs };
	struct gk_book_options opt = { .paths = paths, .npaths = 1 };
	struct gk_error err = { .line = 0 };

	use_source_data();
	f->kinds = gk_ledger_kinds_read(kinds, &err);
	if (f->kinds == NULL)
		fail_msg("%s:%zu: %s", err.file, err.line, err.message);
	f->book = gk_book_read(&opt, f->kinds, &err);
	if (f->book == NULL)
		fail_msg("%s:%zu: %s", err.file, err.line, err.message);
	f->points = gk_points_read(path, f->book, f->kinds, &err);
	if (f->points == NULL)
		fail_msg("%s:%zu: %s", err.file, err.line, err.message);
	free(kinds);
	free(packs);
	free(path);
}

static void
release(struct fixture *f)
{
	gk_points_free(f->points);
	gk_book_free(f->book);
	gk_ledger_kinds_free(f->kinds);
}

static bool
listed(const char *const *list, struct gk_str id)
{
	for (; *list != NULL; list++)
		if (gk_str_eq(id, gk_str_of(*list)))
			return true;
	return false;
}

static void
assert_text(const struct gk_str *text, struct gk_str of)
{
	if (text[GK_ZH].n == 0 || text[GK_EN].n == 0)
		fail_msg("%.*s: a text is lacking", GK_FMT(of));
}

static void
test_clauses(void **state)
{
	struct fixture f;
	size_t n = 0;

	(void)state;
	read_all(&f);
	assert_int_equal(f.points->count, NPOINTS);
	for (size_t i = 0; i < f.points->count; i++) {
		const struct gk_point *p = &f.points->list[i];

		assert_int_equal(p->no, (int)i + 1);
		assert_string_equal(p->heading[GK_ZH].p, headings[i]);
		assert_true(p->nleads > 0);
		for (size_t c = 0; c < p->nclauses; c++, n++) {
			assert_true(n < NCLAUSES);
			assert_string_equal(p->clauses[c].id.p, clauses[n]);
			assert_text(p->clauses[c].text, p->clauses[c].id);
		}
	}
	assert_int_equal(n, NCLAUSES);
	release(&f);
}

/* Every clause is measured, or says why not; every rule that is named is. */
static void
test_measures(void **state)
{
	struct fixture f;

	(void)state;
	read_all(&f);
	for (size_t i = 0; i < f.points->count; i++) {
		const struct gk_point *p = &f.points->list[i];

		for (size_t c = 0; c < p->nclauses; c++) {
			const struct gk_clause_of *one = &p->clauses[c];
			bool never = listed(not_checkable, one->id);

			assert_int_equal(one->state, never ?
			    GK_PS_NOT_CHECKABLE : GK_PS_NOT_CHECKED);
			if (never || listed(later, one->id))
				assert_text(one->reason, one->id);
			if ((one->nmeasures == 0) !=
			    (never || listed(later, one->id)))
				fail_msg("%s: measured, or not?", one->id.p);
		}
	}
	for (size_t i = 0; i < f.points->nmeasures; i++)
		if (f.points->measures[i]->unknown)
			fail_msg("measure %zu names a rule that is not there",
			    i);
	release(&f);
}

/* What the paper does not say of a clause is not printed. */
static void
test_leads(void **state)
{
	struct fixture f;
	const struct gk_point *p;
	struct gk_buf b = { 0 };

	(void)state;
	read_all(&f);
	p = &f.points->list[0];
	assert_int_equal(p->nleads, 6);
	for (size_t c = 0; c < p->nclauses; c++) {
		assert_false(p->clauses[c].leads_own);
		assert_ptr_equal(p->clauses[c].leads, p->leads);
	}
	gk_leads_join(&b, f.points->list[11].leads, f.points->list[11].nleads);
	assert_string_equal(b.p, "市行政审批服务局、市数据资源局");
	gk_buf_release(&b);
	release(&f);
}

/* ---- states --------------------------------------------------------- */

static void
assert_worst(enum gk_point_state want, enum gk_point_state a,
    enum gk_point_state b)
{
	const enum gk_point_state one[] = { a, b }, other[] = { b, a };

	assert_int_equal(gk_points_worst(one, 2), want);
	assert_int_equal(gk_points_worst(other, 2), want);
}

static void
test_worst(void **state)
{
	(void)state;
	assert_worst(GK_PS_DONE, GK_PS_DONE, GK_PS_DONE);
	assert_worst(GK_PS_SELF_REPORTED, GK_PS_DONE, GK_PS_SELF_REPORTED);
	assert_worst(GK_PS_LATE, GK_PS_SELF_REPORTED, GK_PS_LATE);
	assert_worst(GK_PS_PARTLY, GK_PS_LATE, GK_PS_PARTLY);
	/* Something is there. */
	assert_worst(GK_PS_PARTLY, GK_PS_DONE, GK_PS_MISSING);
	assert_worst(GK_PS_PARTLY, GK_PS_DONE, GK_PS_NO_LEDGER);
	assert_worst(GK_PS_IN_PROGRESS, GK_PS_DONE, GK_PS_NOT_YET_DUE);
	/* Nothing is. */
	assert_worst(GK_PS_MISSING, GK_PS_NOT_YET_DUE, GK_PS_MISSING);
	assert_worst(GK_PS_MISSING, GK_PS_NO_LEDGER, GK_PS_MISSING);
	assert_worst(GK_PS_NO_LEDGER, GK_PS_NOT_YET_DUE, GK_PS_NO_LEDGER);
	assert_worst(GK_PS_NOT_YET_DUE, GK_PS_NOT_YET_DUE, GK_PS_NOT_YET_DUE);
	/* What is not looked at says nothing beside what is. */
	assert_worst(GK_PS_DONE, GK_PS_DONE, GK_PS_NOT_CHECKABLE);
	assert_worst(GK_PS_MISSING, GK_PS_NOT_CHECKED, GK_PS_MISSING);
	assert_worst(GK_PS_NOT_CHECKED, GK_PS_NOT_CHECKED,
	    GK_PS_NOT_CHECKABLE);
	assert_worst(GK_PS_NOT_APPLICABLE, GK_PS_NOT_APPLICABLE,
	    GK_PS_NOT_CHECKABLE);
	assert_int_equal(gk_points_worst(NULL, 0), GK_PS_NOT_CHECKED);
}

static void
test_state_names(void **state)
{
	(void)state;
	for (int s = 0; s < GK_POINT_STATES; s++) {
		enum gk_point_state one = (enum gk_point_state)s;

		assert_true(strlen(gk_point_state_id(one)) > 0);
		assert_true(strlen(gk_point_state_label(one, GK_ZH)) > 0);
		assert_true(strlen(gk_point_state_label(one, GK_EN)) > 0);
	}
	assert_string_equal(gk_point_state_id(GK_PS_NO_LEDGER), "no-ledger");
}

/* ---- layout --------------------------------------------------------- */

static struct gk_str
table_of(const struct gk_points *p, enum gk_lang lang, int width,
    struct gk_buf *b)
{
	struct gk_error err;
	struct gk_out *o = gk_out_memory(b);

	gk_points_print_table(p, o, lang, width);
	assert_int_equal(gk_out_close(o, &err), GK_OK);
	return gk_buf_str(b);
}

/* No line is wider, none begins with a mark that closes, nothing is lost. */
static void
test_width(void **state)
{
	struct fixture f;
	struct gk_buf wide = { 0 }, narrow = { 0 };
	struct gk_str rest, line;
	size_t lines = 0;

	(void)state;
	read_all(&f);
	f.points->as_of = gk_day_of(2023, 12, 31);
	rest = table_of(f.points, GK_ZH, 60, &narrow);
	while (gk_str_split(&rest, "\n", &line)) {
		lines++;
		/* A closing mark may hang over. */
		if (gk_width(line) > 62)
			fail_msg("too wide: %.*s", GK_FMT(line));
		line = gk_trim(line);
		if (gk_str_starts(line, GK_STR("，")) ||
		    gk_str_starts(line, GK_STR("、")) ||
		    gk_str_starts(line, GK_STR("”")))
			fail_msg("begins badly: %.*s", GK_FMT(line));
	}
	table_of(f.points, GK_ZH, 0, &wide);
	assert_true(lines > NCLAUSES * 2);
	assert_true(narrow.len > wide.len);
	assert_true(gk_str_find(gk_buf_str(&wide), GK_STR("（十七）抓好工作落实"))
	    != SIZE_MAX);
	gk_buf_release(&wide);
	gk_buf_release(&narrow);
	release(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clauses),
		cmocka_unit_test(test_measures),
		cmocka_unit_test(test_leads),
		cmocka_unit_test(test_worst),
		cmocka_unit_test(test_state_names),
		cmocka_unit_test(test_width),
	};
	int failed;

	gk_xml_init();
	failed = cmocka_run_group_tests_name("points", tests, NULL, NULL);
	gk_xml_cleanup();
	return failed;
}
