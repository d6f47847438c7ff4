#include "config.h"

#include "core/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <unistd.h>

static struct gk_csv_table *
good(const char *text)
{
	struct gk_error err = { .message = "" };
	struct gk_csv_table *t = gk_csv_table_parse(gk_str_of(text), "t.csv",
	    &err);

	assert_string_equal(err.message, "");
	assert_non_null(t);
	return t;
}

static void
bad(const char *text, size_t line, const char *message)
{
	struct gk_error err = { .message = "" };

	assert_null(gk_csv_table_parse(gk_str_of(text), "t.csv", &err));
	assert_string_equal(err.file, "t.csv");
	assert_int_equal(err.line, line);
	assert_string_equal(err.message, message);
}

static void
same(struct gk_str s, const char *expected)
{
	char *copy = strndup(s.p, s.n);

	assert_non_null(copy);
	assert_string_equal(copy, expected);
	free(copy);
}

static void
cell(const struct gk_csv_table *t, size_t row, const char *column,
    const char *expected)
{
	same(gk_csv_table_cell(t, row, gk_csv_table_column(t, column)),
	    expected);
}

static void
test_plain(void **state)
{
	struct gk_csv_table *t = good("id,name,aliases\n"
	    "1, 长沙市财政局 ,\"市财政局,财政局\"\n2,x\n");

	(void)state;
	assert_int_equal(t->ncols, 3);
	assert_int_equal(t->nrows, 2);
	assert_int_equal(t->nmeta, 0);
	cell(t, 0, "name", "长沙市财政局");
	same(t->rows[0][1], " 长沙市财政局 ");
	cell(t, 0, "aliases", "市财政局,财政局");
	cell(t, 1, "aliases", "");
	same(t->rows[1][2], "");
	cell(t, 1, "nothing", "");
	assert_int_equal(gk_csv_table_column(t, "ID"), SIZE_MAX);
	assert_int_equal(gk_csv_table_column(t, "name"), 1);
	assert_int_equal(t->lines[0], 2);
	assert_int_equal(t->lines[1], 3);
	gk_csv_table_free(t);
	gk_csv_table_free(NULL);
}

static void
test_meta(void **state)
{
	struct gk_csv_table *t = good("\xEF\xBB\xBF# from: 2019-01-01\r\n"
	    "#source:国办发明电〔2018〕15号, “\"x\" and: y\r\n\r\n# a comment\r\n"
	    "# padded: z,,,\r\n\"# quoted: a,b\",,\r\n"
	    "date,kind\r\n2019-01-01,off\r\n#,x\r\n");

	(void)state;
	assert_int_equal(t->nmeta, 4);
	same(t->meta[0][0], "from");
	same(t->meta[0][1], "2019-01-01");
	same(t->meta[1][0], "source");
	same(t->meta[1][1], "国办发明电〔2018〕15号, “\"x\" and: y");
	same(t->meta[2][0], "padded");
	same(t->meta[2][1], "z");
	same(t->meta[3][1], "a,b");
	same(t->header[0], "date");
	assert_int_equal(t->nrows, 2);
	assert_int_equal(t->lines[0], 8);
	cell(t, 1, "date", "#");	/* behind the header it is data */
	gk_csv_table_free(t);
}

static void
test_blank_rows(void **state)
{
	struct gk_csv_table *t = good("\n\na,b\n\n,\n \n1,2\n\"\"\n3,\n");

	(void)state;
	assert_int_equal(t->nrows, 2);
	assert_int_equal(t->lines[0], 7);
	assert_int_equal(t->lines[1], 9);
	cell(t, 1, "a", "3");
	gk_csv_table_free(t);
}

static void
test_ragged(void **state)
{
	(void)state;
	bad("# k: v\na,b\n1,2\n1,2,3\n", 4, "3 cells, but the header has 2");
	bad("a,b\n\"1\n\",2\n1,2,\n", 4, "3 cells, but the header has 2");
}

static void
test_header(void **state)
{
	struct gk_csv_table *t = good(" a ,b,,\n1,2,3,4\n");

	(void)state;
	assert_int_equal(gk_csv_table_column(t, "a"), 0);
	gk_csv_table_free(t);
	bad("# k: v\na,b, a\n", 2, "the column \"a\" stands there twice");
	bad("", 0, "no header row");
	bad("\xEF\xBB\xBF", 0, "no header row");
	bad("\n# k: v\n\n", 0, "no header row");
}

static void
test_damage(void **state)
{
	(void)state;
	bad("# k: v\r\n\r\na,b\r\n1,\"2\r\n3\"\r\nx\"y,z\r\n", 6,
	    "row 3: a quote inside an unquoted cell");
	bad("a,b\n1,\"2\n3,4\n", 2,
	    "row 2: a quoted cell that is never closed");
}

static void
test_utf8(void **state)
{
	(void)state;
	bad("a,b\r\n1,2\r\n3,\xB3\xA4\xC9\xB3\r\n", 3, "not UTF-8");
	bad("\xFF", 1, "not UTF-8");
	bad("a\r\rb\xC3", 3, "not UTF-8");
	gk_csv_table_free(good("a\xC3\xA9\n"));
}

static void
test_read(void **state)
{
	char path[] = "/tmp/gk-test-XXXXXX";
	int fd = mkstemp(path);
	struct gk_csv_table *t;
	struct gk_error err;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "a,b\n1,2\n", 8), 8);
	close(fd);
	t = gk_csv_table_read(path, &err);
	assert_non_null(t);
	cell(t, 0, "b", "2");
	gk_csv_table_free(t);
	unlink(path);
	assert_null(gk_csv_table_read(path, &err));
	assert_string_equal(err.file, path);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_meta),
		cmocka_unit_test(test_blank_rows),
		cmocka_unit_test(test_ragged),
		cmocka_unit_test(test_header),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_read),
	};

	return cmocka_run_group_tests_name("csv_table", tests, NULL, NULL);
}
