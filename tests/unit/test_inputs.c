/* ledger/inputs: which files operands mean, in which order. */
#include "config.h"

#include "ledger/ledger.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/mem.h"

struct tree {
	char root[32];
	char *old;		/* the working folder, to go back to */
};

static int
tree_setup(void **state)
{
	struct tree *t = gk_calloc(1, sizeof *t);

	snprintf(t->root, sizeof t->root, "/tmp/gk-test-XXXXXX");
	t->old = getcwd(NULL, 0);
	*state = t;
	return mkdtemp(t->root) == NULL || t->old == NULL ||
	    chdir(t->root) != 0;
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static int
tree_teardown(void **state)
{
	struct tree *t = *state;
	int status;

	status = chdir(t->old) != 0 ||
	    nftw(t->root, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0;
	free(t->old);
	free(t);
	return status;
}

static void
touch(const char *path)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fclose(f);
}

/* The names found under an operand, one a line; "-" and others behind. */
static char *
names_of(const char *operand)
{
	struct gk_inputs in = { 0 };
	struct gk_error err;
	struct gk_buf b = { 0 };

	if (gk_inputs_add(&in, operand, &err) != GK_OK)
		gk_buf_printf(&b, "%s: %s", err.file, err.message);
	for (size_t i = 0; i < in.count; i++)
		gk_buf_printf(&b, "%s\n", in.list[i].name);
	for (size_t i = 0; i < in.nothers; i++)
		gk_buf_printf(&b, "- %s\n", in.others[i]);
	assert_int_equal(in.attachments, in.nothers);
	gk_inputs_release(&in);
	return b.p;
}

static void
expect(const char *operand, const char *want)
{
	char *got = names_of(operand);

	assert_string_equal(got, want);
	free(got);
}

static void
folders_in_byte_order(void **state)
{
	static const char *const files[] = { "d/b.csv", "d/a/z.TSV",
		"d/a.csv", "d/a/b.txt", "d/B.xlsx", "d/c.xls", "d/e.et",
		"d/f.ods", "d/g.htm", "d/h.HTML", "d/附件.pdf", "d/scan.jpg",
		"d/a/csv", "d/.hidden.csv", "d/~$b.xlsx", "d/.git/x.csv" };

	(void)state;
	mkdir("d", 0755);
	mkdir("d/a", 0755);
	mkdir("d/.git", 0755);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		touch(files[i]);
	assert_int_equal(symlink("b.csv", "d/link.csv"), 0);
	assert_int_equal(symlink("a", "d/loop"), 0);
	assert_int_equal(mkfifo("d/pipe.csv", 0600), 0);
	expect("d",
	    "d/B.xlsx\nd/a.csv\nd/a/b.txt\nd/a/z.TSV\nd/b.csv\nd/c.xls\n"
	    "d/e.et\nd/f.ods\nd/g.htm\nd/h.HTML\n"
	    "- d/a/csv\n- d/scan.jpg\n- d/附件.pdf\n");
	/* Named outright, a file is an input whatever it is called. */
	expect("d/scan.jpg", "d/scan.jpg\n");
	expect("d/.hidden.csv", "d/.hidden.csv\n");
	expect("d/link.csv", "d/link.csv\n");
	expect("d/a//", "d/a/b.txt\nd/a/z.TSV\n- d/a/csv\n");
	expect("d/loop", "d/loop/b.txt\nd/loop/z.TSV\n- d/loop/csv\n");
}

static void
operands_that_fail(void **state)
{
	(void)state;
	mkdir("x.csv", 0755);
	touch("x.csv/scan.pdf");
	assert_int_equal(symlink("nowhere", "dangling.csv"), 0);
	expect("x.csv", "x.csv: no ledgers in this folder (.csv, .tsv, .txt, "
	    ".xls, .xlsx, .et, .ods, .htm, .html)- x.csv/scan.pdf\n");
	expect("dangling.csv", "dangling.csv: a symbolic link to nothing");
	expect("missing.csv",
	    "missing.csv: cannot read: No such file or directory");
	expect("x.csv/scan.pdf/a",
	    "x.csv/scan.pdf/a: cannot read: Not a directory");
}

static void
deep_folders(void **state)
{
	struct gk_inputs in = { 0 };
	struct gk_error err;
	struct gk_buf path = { 0 };

	(void)state;
	gk_buf_puts(&path, "deep");
	mkdir(path.p, 0755);
	for (int i = 0; i < 63; i++) {
		gk_buf_puts(&path, "/a");
		mkdir(path.p, 0755);
	}
	gk_buf_puts(&path, "/b.csv");
	touch(path.p);
	assert_int_equal(gk_inputs_add(&in, "deep", &err), GK_OK);
	assert_int_equal(in.count, 1);
	assert_string_equal(in.list[0].path, path.p);
	path.len -= strlen("b.csv");
	gk_buf_puts(&path, "a");
	mkdir(path.p, 0755);
	assert_int_equal(gk_inputs_add(&in, "deep", &err), GK_FAIL);
	assert_non_null(strstr(err.message, "64"));
	gk_inputs_release(&in);
	gk_buf_release(&path);
}

static void
several_operands(void **state)
{
	struct gk_inputs in = { 0 };
	struct gk_error err;

	(void)state;
	mkdir("s", 0755);
	touch("s/b.csv");
	touch("s/a.csv");
	touch("0.csv");
	assert_int_equal(gk_inputs_add(&in, "s", &err), GK_OK);
	assert_int_equal(gk_inputs_add(&in, "-", &err), GK_OK);
	assert_int_equal(gk_inputs_add(&in, "0.csv", &err), GK_OK);
	assert_int_equal(gk_inputs_add(&in, "-", &err), GK_FAIL);
	assert_non_null(strstr(err.message, "only once"));
	assert_int_equal(in.count, 4);
	assert_string_equal(in.list[0].name, "s/a.csv");
	assert_string_equal(in.list[1].name, "s/b.csv");
	assert_string_equal(in.list[2].path, "-");
	assert_string_equal(in.list[3].name, "0.csv");
	gk_inputs_release(&in);
}

/* A name in GBK is opened as it is and shown as text. */
static void
names_that_are_no_utf8(void **state)
{
	struct gk_inputs in = { 0 };
	struct gk_error err;

	(void)state;
	touch("\xB1\xEA.csv");
	assert_int_equal(gk_inputs_add(&in, "\xB1\xEA.csv", &err), GK_OK);
	assert_string_equal(in.list[0].path, "\xB1\xEA.csv");
	assert_string_equal(in.list[0].name, "??.csv");
	gk_inputs_release(&in);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folders_in_byte_order),
		cmocka_unit_test(operands_that_fail),
		cmocka_unit_test(deep_folders),
		cmocka_unit_test(several_operands),
		cmocka_unit_test(names_that_are_no_utf8),
	};

	return cmocka_run_group_tests_name("inputs", tests, tree_setup,
	    tree_teardown);
}
