/*
 * Published tables: cells in their places, headers, items, notes, limits; and
 * that our own exports come back as they were.
 */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "catalog/export.h"
#include "catalog/import_int.h"
#include "catalog/write.h"
#include "catalog_util.h"
#include "core/html.h"
#include "core/xml.h"

static struct gk_import im;
static struct gk_error err;

static int
setup(void **state)
{
	(void)state;
	gk_import_init(&im);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	gk_import_release(&im);
	return 0;
}

/* ---- grids ---------------------------------------------------------- */

static struct gk_page page;

static const struct gk_grid *
grid_of(const char *html)
{
	gk_page_init(&page);
	if (gk_page_html(&page, gk_str_of(html), "page", &err) != GK_OK)
		fail_msg("%s", err.message);
	assert_true(page.ngrids > 0);
	return page.grids[page.ngrids - 1];
}

/* Rows joined by "/", cells by "|". */
static void
assert_grid(const char *html, const char *want)
{
	const struct gk_grid *g = grid_of(html);
	struct gk_buf got;

	gk_buf_init(&got);
	for (size_t r = 0; r < g->nrows; r++) {
		gk_buf_puts(&got, r != 0 ? "/" : "");
		for (size_t c = 0; c < g->rows[r].n; c++) {
			struct gk_str s = gk_grid_text(g, r, c);

			gk_buf_printf(&got, "%s%.*s", c != 0 ? "|" : "",
			    GK_FMT(s));
		}
	}
	if (!gk_str_eq(gk_buf_str(&got), gk_str_of(want)))
		fail_msg("%s\nis  %s\nnot %s", html, got.p, want);
	gk_buf_release(&got);
	gk_page_release(&page);
}

static void
test_grids(void **state)
{
	(void)state;
	assert_grid("<table><tr><td>a<td>b<tr><td>c<td>d</table>", "a|b/c|d");
	assert_grid("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>",
	    "a|b/a|c");
	assert_grid("<table><tr><td colspan=2>a<td>b<tr><td>c<td>d<td>e"
	    "</table>", "a|a|b/c|d|e");
	assert_grid("<table><tr><td rowspan=2 colspan=2>a<td>b<tr><td>c"
	    "</table>", "a|a|b/a|a|c");
	assert_grid("<table><tr><td>a<td rowspan=9>b<tr><td>c</table>",
	    "a|b/c|b");
	assert_grid("<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d"
	    "</table>", "a|b/a|c/a|d");
	assert_grid("<table><thead><tr><th rowspan=3>a<th>b</thead><tbody>"
	    "<tr><td>c<td>d</table>", "a|b/c|d");
	assert_grid("<table><tr><td rowspan=x colspan=-2>a<td>b</table>",
	    "a|b");
	assert_grid("<table><tr><td> a&nbsp;<br>b <p>c</p></td></table>",
	    "a\xC2\xA0\nb\nc");
	assert_grid("<table><tr><td>a<script>x</script><style>y</style>"
	    "<!-- z --></table>", "a");
	assert_grid("<table><tr><td><input type=checkbox checked>a"
	    "<input type=checkbox>b</table>", "■a□b");
	assert_grid("<table><tr><td>a<table><tr><td>b<td>c</table>d</table>",
	    "a\nb\nc\nd");
}

static void
test_grid_flags(void **state)
{
	const struct gk_grid *g = grid_of("<p>甲</p><table data-field='17' "
	    "DATA-X=y><caption>乙</caption>text<tr><td>a<img>");

	(void)state;
	assert_true(g->flags & GK_GRID_OPEN);
	assert_true(g->flags & GK_GRID_STRAY);
	assert_true(g->cells[0].flags & GK_CELL_PICTURE);
	assert_string_equal(g->before.p, "甲\n乙");
	assert_string_equal(gk_attr(&g->data, "field")->p, "17");
	assert_string_equal(gk_attr(&g->data, "x")->p, "y");
	assert_null(gk_attr(&g->data, "fiel"));
	gk_page_release(&page);
	g = grid_of("<table><tr><td>a</td></tr></table >\n");
	assert_int_equal(g->flags, 0);
	gk_page_release(&page);
}

/* ---- limits --------------------------------------------------------- */

static struct gk_buf
repeated(const char *before, const char *part, size_t n, const char *behind)
{
	struct gk_buf b;

	gk_buf_init(&b);
	gk_buf_puts(&b, before);
	for (size_t i = 0; i < n; i++)
		gk_buf_puts(&b, part);
	gk_buf_puts(&b, behind);
	return b;
}

static enum gk_status
read_page(struct gk_buf b)
{
	enum gk_status st;

	gk_page_init(&page);
	st = gk_page_html(&page, gk_buf_str(&b), "page", &err);
	gk_page_release(&page);
	gk_buf_release(&b);
	return st;
}

static void
test_limits(void **state)
{
	struct gk_str large = { "", GK_IMPORT_BYTES_MAX + 1 };

	(void)state;
	assert_int_equal(read_page(repeated("", "<i>", GK_IMPORT_DEPTH_MAX -
	    9, "x")), GK_OK);
	assert_int_equal(read_page(repeated("", "<i>", GK_IMPORT_DEPTH_MAX +
	    1, "x")), GK_FAIL);
	assert_int_equal(err.cause, GK_CAUSE_LIMIT);
	assert_int_equal(read_page(repeated("<p", " a", 1000, ">x")), GK_OK);
	assert_int_equal(read_page(repeated("<p", " a", 1001, ">x")),
	    GK_FAIL);
	assert_int_equal(read_page(repeated("<p x='", " a", 1001, "'>x")),
	    GK_OK);
	assert_int_equal(read_page(repeated("<!--", "<p a ", 9000, "-->")),
	    GK_FAIL);
	assert_int_equal(read_page(repeated("<table>", "<tr><td>a",
	    GK_IMPORT_PLACES_MAX / 2 + 9, "")), GK_FAIL);
	assert_int_equal(read_page(repeated("", "<table></table>",
	    GK_IMPORT_TABLES_MAX, "")), GK_OK);
	assert_int_equal(read_page(repeated("", "<table></table>",
	    GK_IMPORT_TABLES_MAX + 1, "")), GK_FAIL);
	assert_int_equal(gk_html_guard(large, GK_IMPORT_BYTES_MAX, "page",
	    &err), GK_FAIL);
	assert_int_equal(gk_html_guard((struct gk_str){ "a\0b", 3 },
	    GK_IMPORT_BYTES_MAX, "page", &err), GK_FAIL);
}

/* ---- items ---------------------------------------------------------- */

#define HEAD "<tr><td>序号<td>一级事项<td>二级事项<td>公开内容<td>公开时限" \
	"<td>公开主体<td>备注"
#define ROW(rest) "<tr><td>" rest

static void
import_page(const char *html)
{
	if (gk_import_html(&im, gk_str_of(html), "page", &err) != GK_OK)
		fail_msg("%s", err.message);
}

/* "1 一级/二级: 内容；内容" for each item, joined by "|". */
static void
assert_items(const char *want)
{
	struct gk_buf got;

	gk_buf_init(&got);
	for (size_t c = 0; c < im.count; c++)
		for (size_t i = 0; i < im.list[c].field.nitems; i++) {
			const struct gk_item *it = im.list[c].field.items[i];

			gk_buf_printf(&got, "%s%zu %.*s/%.*s:",
			    got.len != 0 ? "|" : "", im.list[c].seqs[i],
			    GK_FMT(it->level1), GK_FMT(it->level2));
			for (size_t k = 0; k < it->nelements; k++)
				gk_buf_printf(&got, "%s%.*s",
				    k != 0 ? "；" : "",
				    GK_FMT(it->elements[k]));
		}
	if (!gk_str_eq(gk_buf_str(&got), gk_str_of(want)))
		fail_msg("is  %s\nnot %s", got.p, want);
	gk_buf_release(&got);
}

static void
assert_notes(const enum gk_import_what *want, size_t n)
{
	for (size_t i = 0; i < n && i < im.nnotes; i++)
		assert_int_equal(im.notes[i].what, want[i]);
	assert_int_equal(im.nnotes, n);
}
#define NOTES(...) \
	assert_notes((const enum gk_import_what[]){ __VA_ARGS__ }, \
	    sizeof((const enum gk_import_what[]){ __VA_ARGS__ }) / \
	    sizeof(enum gk_import_what))

static void
test_items(void **state)
{
	(void)state;
	import_page("<table>" HEAD
	    ROW("1<td rowspan=2>甲<td>乙<td>丙<td><td><td>")
	    ROW("2<td>丁<td>戊<td><td><td>")
	    ROW("<td><td><td>己<td><td><td>")
	    ROW("3<td><td>庚<td>同上<td><td><td>") "</table>");
	assert_items("1 甲/乙:丙|2 甲/丁:戊；己|3 甲/庚:己");
	assert_int_equal(im.nnotes, 0);
}

static void
test_notes(void **state)
{
	(void)state;
	import_page("<table><tr><td colspan=7>说明文字<tr><td colspan=7>某目录"
	    HEAD ROW("<td><td><td>无主<td><td><td>")
	    ROW("1<td>甲<td>乙<td>丙<td>尽快<td><td>某备注")
	    ROW("2<td>甲<td><td>丙<td><td><td>")
	    ROW("3<td><td><td>丙<td><td><td>")
	    "<tr><td colspan=7>一、某节"
	    ROW("4<td>甲<td>丁<td>丙<td><td><td>/<td>多余") "</table>");
	/* 3 has no names: those of 2 stand above it, merged or not. */
	assert_items("1 甲/乙:丙|2 甲/甲:丙|3 甲/甲:丙|4 甲/丁:丙");
	NOTES(GK_IMPORT_BEFORE, GK_IMPORT_ORPHAN, GK_IMPORT_REMARK,
	    GK_IMPORT_LIMIT, GK_IMPORT_LEVEL2, GK_IMPORT_SECTION,
	    GK_IMPORT_BEYOND);
	assert_int_equal(im.notes[1].row, 4);
	assert_string_equal(im.notes[2].column.p, "备注");
	assert_string_equal(im.notes[2].value.p, "某备注");
	assert_string_equal(im.list[0].title.p, "某目录");
}

static void
test_nothing(void **state)
{
	static const char *const pages[] = { "", "text", "<table>",
		"<table></table>", "<table><tr><td>序号<td>公开事项</table>",
		"<table>" HEAD "</table>", "</table></td>", "\x01" };

	(void)state;
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		assert_int_equal(gk_import_html(&im, gk_str_of(pages[i]),
		    "page", &err), GK_FAIL);
		assert_int_equal(im.count, 0);
		assert_int_equal(gk_import_csv(&im, gk_str_of(pages[i]),
		    "page", &err), GK_FAIL);
	}
}

/* Whatever is cut off, nothing is read that is not there. */
static void
test_truncated(void **state)
{
	static const char html[] = "<table>" HEAD
	    ROW("1<td>甲<td>乙<td>1.丙2.丁<td>20个工作日<td>局") "</table>";
	size_t read = 0;

	(void)state;
	for (size_t n = 0; n <= sizeof html - 1; n++) {
		char *copy = gk_strndup(html, n);

		gk_import_release(&im);
		gk_import_init(&im);
		read += gk_import_html(&im, (struct gk_str){ copy, n },
		    "page", &err) == GK_OK;
		free(copy);
	}
	assert_true(read > 50 && read < sizeof html);
	assert_items("1 甲/乙:丙；丁");
}

static void
test_names(void **state)
{
	struct gk_import_names n = { .source = GK_STR("某网址") };

	(void)state;
	import_page("<h2>某领域目录（2021年版）</h2><table>" HEAD
	    ROW("1<td><td>乙<td>丙<td><td><td>")
	    ROW("3<td><td>丁<td>丙<td><td><td>") "</table>");
	assert_int_equal(gk_import_name(&im, &im.list[0], &n, "page", &err),
	    GK_FAIL);
	n.field = GK_STR("l1");
	assert_int_equal(gk_import_name(&im, &im.list[0], &n, "page", &err),
	    GK_FAIL);
	n.field = GK_STR("L1");
	assert_int_equal(gk_import_name(&im, &im.list[0], &n, "page", &err),
	    GK_OK);
	assert_string_equal(im.list[0].field.name.p, "某");
	assert_string_equal(im.list[0].field.slug.p, "field-l1");
	assert_int_equal(im.list[0].field.edition.n, 4);
	assert_string_equal(im.list[0].field.items[1]->id.p, "L1-3");
	assert_string_equal(im.list[0].field.items[1]->level1.p, "某");
}

/* ---- our own exports ------------------------------------------------ */

typedef void export(const struct gk_field *const *fields, size_t n,
    struct gk_out *o);
typedef enum gk_status import(struct gk_import *i, struct gk_str text,
    const char *name, struct gk_error *e);

static struct gk_buf
written(const struct gk_field *f)
{
	struct gk_buf b;
	struct gk_out *o;

	gk_buf_init(&b);
	o = gk_out_memory(&b);
	gk_catalog_write(o, f);
	assert_int_equal(gk_out_close(o, &err), GK_OK);
	return b;
}

/* Exported and imported again, the field is written as before. */
static void
assert_returns(const struct gk_field *f, export *to, import *from)
{
	struct gk_import_names names = { .source = GK_STR("x") };
	struct gk_buf table, before = written(f), after;
	struct gk_out *o;

	gk_buf_init(&table);
	o = gk_out_memory(&table);
	to(&f, 1, o);
	assert_int_equal(gk_out_close(o, &err), GK_OK);
	gk_import_release(&im);
	gk_import_init(&im);
	if (from(&im, gk_buf_str(&table), "table", &err) != GK_OK ||
	    im.count != 1 || gk_import_name(&im, &im.list[0], &names,
	    "table", &err) != GK_OK)
		fail_msg("%.*s: %s", GK_FMT(f->id), err.message);
	assert_int_equal(im.nnotes, 0);
	after = written(&im.list[0].field);
	assert_string_equal(after.p, before.p);
	gk_buf_release(&before);
	gk_buf_release(&after);
	gk_buf_release(&table);
}

static void
assert_folder_returns(const char *folder)
{
	struct gk_catalogs *c = gk_catalogs_new();
	char *path = source_path(folder);

	if (gk_catalogs_add(c, path, &err) != GK_OK)
		fail_msg("%s:%zu: %s", err.file, err.line, err.message);
	assert_true(c->nfields > 0);
	for (size_t i = 0; i < c->nfields; i++) {
		assert_returns(&c->fields[i], gk_export_csv, gk_import_csv);
		assert_returns(&c->fields[i], gk_export_html, gk_import_html);
	}
	free(path);
	gk_catalogs_free(c);
}

static void
test_exports(void **state)
{
	(void)state;
	use_source_data();
	assert_folder_returns("catalogs/national");
	assert_folder_returns("catalogs/changsha");
	assert_folder_returns("tests/data/catalog/local");
}

#define OWN "field,id,seq,level1,level2,content,basis,time_limit\n"

static void
test_own_edited(void **state)
{
	struct gk_import_names n = { .source = GK_STR("某网址") };
	static const char csv[] = "# field: L1\n# slug: shops\n# name: 网点\n"
	    "# issuer: 某\n# document: 某\n# colour: red\n"
	    "# item L1-7: nature=triggered\n# item L1-8: nature=standing\n"
	    "# item L1-7: cadence=daily\n"
	    OWN "L1,L1-7,1,甲,乙,丙；丁,,\nL1,,2,甲,戊,己,,\n"
	    "L1,L1-7,3,甲,庚,,,\nL1,17-1,4,甲,辛,,,\n,L1-9,5,甲,壬,,,\n"
	    "L1,L1-10,6,,,,,\n";

	(void)state;
	assert_int_equal(gk_import_csv(&im, gk_str_of(csv), "f", &err), GK_OK);
	assert_int_equal(gk_import_name(&im, &im.list[0], &n, "f", &err),
	    GK_OK);
	assert_items("0 甲/乙:丙；丁|0 甲/戊:己|0 甲/庚:|0 甲/辛:");
	assert_string_equal(im.list[0].field.items[0]->id.p, "L1-7");
	assert_string_equal(im.list[0].field.items[1]->id.p, "L1-8");
	assert_int_equal(im.list[0].field.items[0]->nature, GK_TRIGGERED);
	/* red, daily, item 8 and 10 without a row, 7 twice, 17-1, no field */
	assert_int_equal(im.nnotes, 8);
	n.field = GK_STR("L2");
	assert_int_equal(gk_import_name(&im, &im.list[0], &n, "f", &err),
	    GK_FAIL);
}

static void
test_write(void **state)
{
	struct gk_str notes[] = { GK_STR("a<b>&\"c\"\x01\xFF\xEF\xBF\xBF") };
	struct gk_field f = { .id = GK_STR("L1"), .slug = GK_STR("x"),
		.name = GK_STR("a\"<&\n\t"), .issuer = GK_STR("i"),
		.document = GK_STR("d"), .notes = notes, .nnotes = 1 };
	struct gk_buf b = written(&f);

	(void)state;
	assert_string_equal(b.p,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<catalogue field=\"L1\" slug=\"x\" "
	    "name=\"a&quot;&lt;&amp;&#10;&#9;\">\n"
	    "  <issuer>i</issuer>\n"
	    "  <document verified=\"no\">d</document>\n"
	    "  <note>a&lt;b&gt;&amp;\"c\"</note>\n"
	    "  <sources/>\n  <items/>\n</catalogue>\n");
	gk_buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_grids),
		cmocka_unit_test(test_grid_flags),
		cmocka_unit_test(test_limits),
		cmocka_unit_test_setup_teardown(test_items, setup, teardown),
		cmocka_unit_test_setup_teardown(test_notes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_nothing, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_truncated, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_names, setup, teardown),
		cmocka_unit_test_setup_teardown(test_exports, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_own_edited, setup,
		    teardown),
		cmocka_unit_test(test_write),
	};
	int failed;

	gk_xml_init();
	failed = cmocka_run_group_tests_name("import", tests, NULL, NULL);
	gk_xml_cleanup();
	return failed;
}
