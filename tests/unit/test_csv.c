#include "config.h"

#include "core/csv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/*
 * What is pushed, written down:
 *
 *   2:3=a|b     row 2, which starts at line 3, with the cells a and b
 *   4:6-        a blank row
 *   !5:7-9 S    damage at row 5, lines 7 to 9: Stray, Trailing, Unclosed
 */
struct csv_log {
	struct gk_buf text;
	size_t stop_after;	/* rows; 0: never */
	size_t rows, damages;
};

static bool
csv_log_row(void *user, const struct gk_csv_row *row)
{
	struct csv_log *log = user;

	gk_buf_printf(&log->text, "%zu:%zu%s", row->row, row->line,
	    row->ncells == 0 ? "-" : "=");
	for (size_t i = 0; i < row->ncells; i++) {
		if (i != 0)
			gk_buf_putc(&log->text, '|');
		gk_buf_add_str(&log->text, row->cells[i]);
	}
	gk_buf_putc(&log->text, '\n');
	return ++log->rows != log->stop_after;
}

static void
csv_log_damage(void *user, const struct gk_csv_damage *d)
{
	struct csv_log *log = user;
	char kind = d->what[0] == 't' ? 'T' :
	    strstr(d->what, "never") != NULL ? 'U' : 'S';

	log->damages++;
	gk_buf_printf(&log->text, "!%zu:%zu-%zu %c\n", d->row, d->line,
	    d->last_line, kind);
}

static const struct gk_csv_ops csv_log_ops = { csv_log_row, csv_log_damage };

static void
expect_delim(struct gk_str text, char delim, const char *expected)
{
	struct csv_log log = { .text = { 0 } };
	struct gk_error err;

	assert_int_equal(gk_csv_read(text, delim, NULL, &csv_log_ops, &log,
	    "t.csv", &err), GK_OK);
	gk_buf_putc(&log.text, '\0');
	assert_string_equal(log.text.p, expected);
	gk_buf_release(&log.text);
}

static void
expect(const char *text, const char *expected)
{
	expect_delim(gk_str_of(text), ',', expected);
}

static void
test_line_endings(void **state)
{
	(void)state;
	expect("", "");
	expect("a", "1:1=a\n");
	expect("a,b\nc,d\n", "1:1=a|b\n2:2=c|d\n");
	expect("a,b\nc,d", "1:1=a|b\n2:2=c|d\n");
	expect("a,b\r\nc,d\r\n", "1:1=a|b\n2:2=c|d\n");
	expect("a,b\rc,d\r", "1:1=a|b\n2:2=c|d\n");
	expect("a\nb\r\nc\rd", "1:1=a\n2:2=b\n3:3=c\n4:4=d\n");
	expect("a,\n,", "1:1=a|\n2:2=|\n");
}

/* One row for each, as a spreadsheet program counts. */
static void
test_blank_lines(void **state)
{
	(void)state;
	expect("\n", "1:1-\n");
	expect("\r\n", "1:1-\n");
	expect("\r", "1:1-\n");
	expect("a\n\n\nb\n", "1:1=a\n2:2-\n3:3-\n4:4=b\n");
	expect("a\r\n\r\n\r\nb\r\n", "1:1=a\n2:2-\n3:3-\n4:4=b\n");
	expect("a\r\r\rb\r", "1:1=a\n2:2-\n3:3-\n4:4=b\n");
	expect("\"a\"\r\n\r\n\"b\"\r\n", "1:1=a\n2:2-\n3:3=b\n");
	expect("\"a\"\n\n\"b\"\n\n", "1:1=a\n2:2-\n3:3=b\n4:4-\n");
	expect("\"a\"\r\r\"b\"\r", "1:1=a\n2:2-\n3:3=b\n");
	/* Not blank: one cell that is empty, or a blank. */
	expect("\"\"\n \n", "1:1=\n2:2= \n");
}

static void
test_quotes(void **state)
{
	(void)state;
	expect("\"a,b\",c\n", "1:1=a,b|c\n");
	expect("\"a\"\"b\",\"\"\"\"\n", "1:1=a\"b|\"\n");
	expect("\"\",\"\"\n,\"\"", "1:1=|\n2:2=|\n");
	/* Lines inside cells count as lines, not as rows. */
	expect("\"a\nb\",c\nd,e\n", "1:1=a\nb|c\n2:3=d|e\n");
	expect("\"a\r\n\r\nb\"\r\nd\r\n", "1:1=a\r\n\r\nb\n2:4=d\n");
	expect("\"a\rb\"\rd\r", "1:1=a\rb\n2:3=d\n");
	expect("x,\"\n\"\ny", "1:1=x|\n\n2:3=y\n");
	expect("\"\n\r\"\ny", "1:1=\n\r\n2:4=y\n");
	expect("a,\"b\"", "1:1=a|b\n");
}

static void
test_bytes_pass(void **state)
{
	(void)state;
	expect(" a , b\t,\t\n", "1:1= a | b\t|\t\n");
	expect("\" a \",\"\t\"\n", "1:1= a |\t\n");
	expect("\xEF\xBB\xBF" "a,b\n", "1:1=\xEF\xBB\xBF" "a|b\n");
	expect("\xFF\x80,b\n", "1:1=\xFF\x80|b\n");
	expect("单位,“标题”\n", "1:1=单位|“标题”\n");
}

static bool
nul_row(void *user, const struct gk_csv_row *row)
{
	size_t *rows = user;

	assert_int_equal(row->ncells, 2);
	assert_int_equal(row->cells[0].n, 3);
	assert_memory_equal(row->cells[0].p, "a\0b", 3);
	assert_int_equal(row->cells[1].n, 1);
	assert_memory_equal(row->cells[1].p, "\0", 1);
	++*rows;
	return true;
}

static void
test_nul(void **state)
{
	static const struct gk_csv_ops ops = { .row = nul_row };
	struct gk_error err;
	size_t rows = 0;

	(void)state;
	assert_int_equal(gk_csv_read(GK_STR("a\0b,\0\n\"a\0b\",\"\0\"\n"), ',',
	    NULL, &ops, &rows, "t.csv", &err), GK_OK);
	assert_int_equal(rows, 2);
}

static void
test_delimiters(void **state)
{
	(void)state;
	expect_delim(GK_STR("a\t b\t\"c\td\"\n"), '\t', "1:1=a| b|c\td\n");
	expect_delim(GK_STR("a,b;c\n"), ';', "1:1=a,b|c\n");
	expect_delim(GK_STR("a,b|\"c|\"\n"), '|', "1:1=a,b|c|\n");
}

static void
test_stop(void **state)
{
	struct csv_log log = { .stop_after = 2 };
	struct gk_error err;

	(void)state;
	assert_int_equal(gk_csv_read(GK_STR("a\nb\n\"x\"y\n"), ',', NULL,
	    &csv_log_ops, &log, "t.csv", &err), GK_OK);
	assert_string_equal(log.text.p, "1:1=a\n2:2=b\n");
	gk_buf_release(&log.text);
}

/* One stray quote costs one record, whichever way it stands. */
static void
test_damage_in_a_line(void **state)
{
	(void)state;
	/* A quote inside an unquoted cell. */
	expect("a,b\n1,x\"y\n2,z\n", "1:1=a|b\n!2:2-2 S\n3:3=2|z\n");
	expect("a,b\n1,x \"y\" z\n2,z\n3,p \"q\" r\n4,w\n",
	    "1:1=a|b\n!2:2-2 S\n3:3=2|z\n!4:4-4 S\n5:5=4|w\n");
	expect("a,b\n1,5\" pipe\n2,z\n3,6\" pipe\n4,w\n",
	    "1:1=a|b\n!2:2-2 S\n3:3=2|z\n!4:4-4 S\n5:5=4|w\n");
	/* Blanks before a quote make the cell an unquoted one. */
	expect("a,b\n1, \"y\"\n2,z\n", "1:1=a|b\n!2:2-2 S\n3:3=2|z\n");
	/* Text behind the closing quote; quotes that are not doubled. */
	expect("a,b\n\"x\"y,3\n4,5\n", "1:1=a|b\n!2:2-2 T\n3:3=4|5\n");
	expect("a,b\n\"x\" ,3\n4,5\n", "1:1=a|b\n!2:2-2 T\n3:3=4|5\n");
	expect("a,b\n\"a \"b\" c\",3\n4,5\n",
	    "1:1=a|b\n!2:2-2 T\n3:3=4|5\n");
	/* The nearest things that are no damage. */
	expect("a,b\n\"x\"\"y\",3\n\"\"\"a\"\"\",5\n",
	    "1:1=a|b\n2:2=x\"y|3\n3:3=\"a\"|5\n");
}

static void
test_damage_swallows_lines(void **state)
{
	(void)state;
	/* Ended by the quotes of a later row, which is good itself. */
	expect("a,b\n\"1,2\n3,4\n5,\"6\"\n7,8\n",
	    "1:1=a|b\n!2:2-2 T\n3:3=3|4\n4:4=5|6\n5:5=7|8\n");
	/* Every cell quoted, one closing quote forgotten. */
	expect("\"a\",\"b\"\n\"1\",\"2\n\"3\",\"4\"\n\"5\",\"6\"\n",
	    "1:1=a|b\n!2:2-2 T\n3:3=3|4\n4:4=5|6\n");
	expect("\"a\",\"b\"\n\"1,\"2\"\n\"3\",\"4\"\n",
	    "1:1=a|b\n!2:2-2 T\n3:3=3|4\n");
	/* Two of them. */
	expect("a,b\n\"1,2\n3,4\n5,\"6\n7,8\n",
	    "1:1=a|b\n!2:2-2 T\n3:3=3|4\n!4:4-4 U\n5:5=7|8\n");
	expect("a,b,c,d\r\n1,\"2,3,4\r\n5,6,7,8\r\n9,x\"y,1,2\r\n3,4,5,6",
	    "1:1=a|b|c|d\n!2:2-2 T\n3:3=5|6|7|8\n!4:4-4 S\n5:5=3|4|5|6\n");
	/* What comes next may have lines in its cells itself. */
	expect("a,b\n\"1\"2,3\n\"4\n5\n6\",7\n8,9\n",
	    "1:1=a|b\n!2:2-2 T\n3:3=4\n5\n6|7\n4:6=8|9\n");
	/* A long way on. */
	expect("a,b\r\"1,2\r3,4\r\r\r5,\"6\"\r",
	    "1:1=a|b\n!2:2-2 T\n3:3=3|4\n4:4-\n5:5-\n6:6=5|6\n");
}

static void
test_damage_never_closed(void **state)
{
	(void)state;
	expect("a,b\n1,2\n\"3,4\n5,6\n7,8\n",
	    "1:1=a|b\n2:2=1|2\n!3:3-3 U\n4:4=5|6\n5:5=7|8\n");
	expect("a,b\n1,2\n3,\"4\n5,\"\"\n7,8",
	    "1:1=a|b\n2:2=1|2\n!3:3-3 U\n4:4=5|\n5:5=7|8\n");
	expect("a,b\n1,\"2", "1:1=a|b\n!2:2-2 U\n");
	expect("a,b\n1,\"2\n\n", "1:1=a|b\n!2:2-2 U\n3:3-\n");
	expect("\"", "!1:1-1 U\n");
	expect("a\n\"b\nc\nd\n", "1:1=a\n!2:2-2 U\n3:3=c\n4:4=d\n");
	/* The file was cut off inside a cell: text is no row. */
	expect("a,b\n1,\"2\ntext\nmore text\n", "1:1=a|b\n!2:2-4 U\n");
}

/* Lines of a real cell, with bad quotes in it, are not taken for rows. */
static void
test_damage_invents_nothing(void **state)
{
	(void)state;
	expect("a,b,c\n1,\"x\ny\nz \"q\" w\nv\",3\n4,5,6\n",
	    "1:1=a|b|c\n!2:2-5 T\n6:6=4|5|6\n");
	/* Even where they have as many commas as a row. */
	expect("a,b\n1,\"x, \"y\" z\nmore, text\nend\"\n2,w\n",
	    "1:1=a|b\n!2:2-4 T\n5:5=2|w\n");
	expect("a,b\n1,\"x, \"y z\nmore, text\n\nand, then\",x\n2,w\n",
	    "1:1=a|b\n!2:2-5 T\n6:6=2|w\n");
	/* Rows of another width are doubtful too, and said to be skipped. */
	expect("a,b,c\n1,2,\"3\n4,5\n6,7,8\n",
	    "1:1=a|b|c\n!2:2-3 U\n4:4=6|7|8\n");
	/* So is text behind a section title, which is a row of one cell. */
	expect("a,b,c\n1,2,3\ntitle\n4,5,\"6\ntext\n7,8,9\n",
	    "1:1=a|b|c\n2:2=1|2|3\n3:3=title\n!4:4-5 U\n6:6=7|8|9\n");
	/* The width of the last good row, or of the widest, is not. */
	expect("a,b,c\n1,2\n1,2\"\n4,5\n6\"\n7,8,9\n",
	    "1:1=a|b|c\n2:2=1|2\n!3:3-3 S\n4:4=4|5\n!5:5-5 S\n6:6=7|8|9\n");
}

/* Before any row has shown how many cells a row has. */
static void
test_damage_in_header(void **state)
{
	(void)state;
	expect("\"x,y,z\na,b,c\n1,2,3\n",
	    "!1:1-1 U\n2:2=a|b|c\n3:3=1|2|3\n");
	expect("title\n\"h1,h2,h3\n1,2,3\n4,5,6\n",
	    "1:1=title\n!2:2-2 U\n3:3=1|2|3\n4:4=4|5|6\n");
	expect("t\"t\nnote\nh1,h2\n1,2\n",
	    "!1:1-2 S\n3:3=h1|h2\n4:4=1|2\n");
	expect("t\"t\nh1,h2", "!1:1-1 S\n2:2=h1|h2\n");
}

static void
test_damage_is_an_error(void **state)
{
	static const struct gk_csv_ops ops = { .row = csv_log_row };
	struct csv_log log = { .text = { 0 } };
	struct gk_error err;

	(void)state;
	assert_int_equal(gk_csv_read(GK_STR("a\n\"b\nc\"\n\nd\"\ne\n"), ',',
	    NULL, &ops, &log, "t.csv", &err), GK_FAIL);
	gk_buf_putc(&log.text, '\0');
	assert_string_equal(log.text.p, "1:1=a\n2:2=b\nc\n3:4-\n");
	assert_string_equal(err.file, "t.csv");
	assert_int_equal(err.line, 5);
	assert_string_equal(err.message,
	    "row 4: a quote inside an unquoted cell");
	gk_buf_release(&log.text);
}

static void
expect_limit(const char *text, size_t line, const char *message)
{
	static const struct gk_csv_limits limits = { 4, 3 };
	struct csv_log log = { .text = { 0 } };
	struct gk_error err = { .line = 0 };
	enum gk_status status = gk_csv_read(gk_str_of(text), ',', &limits,
	    &csv_log_ops, &log, "t.csv", &err);

	assert_int_equal(status, message != NULL ? GK_FAIL : GK_OK);
	assert_int_equal(err.line, line);
	if (message != NULL)
		assert_string_equal(err.message, message);
	assert_int_equal(log.damages, 0);
	gk_buf_release(&log.text);
}

static void
test_limits(void **state)
{
	(void)state;
	expect_limit("1234,1234\n\"1234\",\"\"\"\"\"\"\"\"\"\"\n1234", 0, NULL);
	expect_limit("1\n2,12345\n", 2,
	    "row 2: cell 2 is longer than 4 bytes");
	expect_limit("12345", 1, "row 1: cell 1 is longer than 4 bytes");
	expect_limit("\"1\n2\"\n\"3\",,\"12345\"\n", 3,
	    "row 2: cell 3 is longer than 4 bytes");
	expect_limit("\"1\n3\r\n5\"\n", 1,
	    "row 1: cell 1 is longer than 4 bytes");
	expect_limit("1,2,3\n\"1\",2,3\n,,\n", 0, NULL);
	expect_limit("1,2,3\n,,,\n", 2, "row 2 has more than 3 cells");
	expect_limit("\"1\",2,3,\"4\"\n", 1, "row 1 has more than 3 cells");
}

/* `head`, `count` times `part`, `tail`. */
static struct gk_buf
repeat(const char *head, const char *part, size_t count, const char *tail)
{
	struct gk_buf b;

	gk_buf_init(&b);
	gk_buf_puts(&b, head);
	while (count-- > 0)
		gk_buf_puts(&b, part);
	gk_buf_puts(&b, tail);
	return b;
}

static void
expect_huge(struct gk_buf text, const char *message, size_t rows,
    size_t damages)
{
	struct csv_log log = { .text = { 0 } };
	struct gk_error err = { .line = 0 };

	assert_int_equal(gk_csv_read(gk_buf_str(&text), ',', NULL,
	    &csv_log_ops, &log, "t.csv", &err),
	    message != NULL ? GK_FAIL : GK_OK);
	if (message != NULL) {
		assert_int_equal(err.line, 2);
		assert_string_equal(err.message, message);
	}
	assert_int_equal(log.rows, rows);
	assert_int_equal(log.damages, damages);
	gk_buf_release(&log.text);
	gk_buf_release(&text);
}

/* The limits that hold when nothing is said. */
static void
test_huge_cells(void **state)
{
	const char *k64 = "0123456789abcdef0123456789abcdef0123456789abcdef"
	    "0123456789abcde\n";
	const char *message = "row 2: cell 2 is longer than 1048576 bytes";
	const size_t mib = ((size_t)1 << 20) / 64;

	(void)state;
	expect_huge(repeat("a,b\nx,\"", k64, mib, "\"\n"), NULL, 2, 0);
	expect_huge(repeat("a,b\nx,\"", k64, mib, "y\"\n"), message, 1, 0);
	expect_huge(repeat("a,b\nx,\"", k64, 2 * mib, "\"\n"), message, 1, 0);
	expect_huge(repeat("a,b\nx,", "xxxxxxxx", 16 * mib, "\n"), message, 1,
	    0);
	expect_huge(repeat("a,b\nx,\"", "xxxxxxxx", 16 * mib, ""), message, 1,
	    0);
	/* No cell but the whole file behind a stray quote. */
	expect_huge(repeat("a,b\nx,\"\n", "row,1\n", 12 * mib, ""), NULL,
	    12 * mib + 1, 1);
	expect_huge(repeat("a,b\nx,\"\n", "row,1\n", 12 * mib,
	    "row,\"1\"\n"), NULL, 12 * mib + 2, 1);
}

/* Of every line something is wrong; the time must not be its square. */
static void
test_much_damage(void **state)
{
	const size_t n = 30000;

	(void)state;
	expect_huge(repeat("a,b\n", "x\"\n1,2\n", n, ""), NULL, n + 1, n);
	expect_huge(repeat("a,b\n", "x,\"y\n1,2\n", n, ""), NULL, n + 1, n);
	expect_huge(repeat("a,b\n", "\"x\n\"\"\n", n, ""), NULL, 1, 1);
	expect_huge(repeat("a,b\n\"", "1,2,3\n", n, "\""), NULL, 1 + 1, 0);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_line_endings),
		cmocka_unit_test(test_blank_lines),
		cmocka_unit_test(test_quotes),
		cmocka_unit_test(test_bytes_pass),
		cmocka_unit_test(test_nul),
		cmocka_unit_test(test_delimiters),
		cmocka_unit_test(test_stop),
		cmocka_unit_test(test_damage_in_a_line),
		cmocka_unit_test(test_damage_swallows_lines),
		cmocka_unit_test(test_damage_never_closed),
		cmocka_unit_test(test_damage_invents_nothing),
		cmocka_unit_test(test_damage_in_header),
		cmocka_unit_test(test_damage_is_an_error),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_huge_cells),
		cmocka_unit_test(test_much_damage),
	};

	return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
