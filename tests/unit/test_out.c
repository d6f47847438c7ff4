#include "config.h"

#include "core/out.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/file.h"
#include "core/mem.h"

static char folder[256];

/* Every test runs in an empty folder. */
static int
enter_folder(void **state)
{
	const char *tmp = getenv("TMPDIR");

	(void)state;
	snprintf(folder, sizeof folder, "%s/gk-out-XXXXXX",
	    tmp != NULL ? tmp : "/tmp");
	return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

/* How many files are there; removes them if asked to. */
static size_t
files(bool drop)
{
	DIR *d = opendir(".");
	struct dirent *e;
	size_t n = 0;

	assert_non_null(d);
	while ((e = readdir(d)) != NULL) {
		if (strcmp(e->d_name, ".") == 0 ||
		    strcmp(e->d_name, "..") == 0)
			continue;
		n++;
		if (drop && unlink(e->d_name) != 0)
			rmdir(e->d_name);
	}
	closedir(d);
	return n;
}

static int
leave_folder(void **state)
{
	(void)state;
	files(true);
	return chdir("/") != 0 || rmdir(folder) != 0;
}

static void
expect_file(const char *path, const char *expected)
{
	struct gk_error err = { .message = "" };
	struct gk_file f;

	gk_file_open(path, &f, &err);
	assert_string_equal(err.message, "");
	assert_true(gk_str_eq(f.text, gk_str_of(expected)));
	gk_file_close(&f);
}

static struct gk_out *
open_good(const char *path)
{
	struct gk_error err = { .message = "" };
	struct gk_out *o = gk_out_open(path, &err);

	assert_string_equal(err.message, "");
	assert_non_null(o);
	return o;
}

static void
write_file(const char *path, const char *text)
{
	struct gk_out *o = open_good(path);
	struct gk_error err;

	gk_out_puts(o, text);
	assert_int_equal(gk_out_close(o, &err), GK_OK);
}

static mode_t
mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 07777;
}

static void
test_memory(void **state)
{
	struct gk_out *o;
	struct gk_error err;
	struct gk_buf b;

	(void)state;
	gk_buf_init(&b);
	o = gk_out_memory(&b);
	gk_out_puts(o, "a");
	gk_out_str(o, GK_STR("b\0c"));
	gk_out_printf(o, "%d-%s", 7, "x");
	gk_out_add(o, NULL, 0);
	for (int i = 0; i < 100000; i++)
		gk_out_add(o, "z", 1);
	assert_int_equal(gk_out_close(o, &err), GK_OK);
	assert_int_equal(b.len, 100007);
	assert_memory_equal(b.p, "ab\0c7-xz", 8);
	gk_buf_release(&b);
}

static void
expect_cell(struct gk_str s, const char *expected)
{
	struct gk_error err;
	struct gk_out *o;
	struct gk_buf b;

	gk_buf_init(&b);
	o = gk_out_memory(&b);
	gk_out_csv_cell(o, s);
	assert_int_equal(gk_out_close(o, &err), GK_OK);
	assert_true(gk_str_eq(gk_buf_str(&b), gk_str_of(expected)));
	gk_buf_release(&b);
}

static void
test_csv_cell(void **state)
{
	(void)state;
	expect_cell(GK_EMPTY, "");
	expect_cell(GK_STR("a b;c\td'"), "a b;c\td'");
	expect_cell(GK_STR("《办法》，试行"), "《办法》，试行");
	expect_cell(GK_STR("a,b"), "\"a,b\"");
	expect_cell(GK_STR("\"a\"b"), "\"\"\"a\"\"b\"");
	expect_cell(GK_STR("\""), "\"\"\"\"");
	expect_cell(GK_STR("a\nb"), "\"a\nb\"");
	expect_cell(GK_STR("a\r"), "\"a\r\"");
	expect_cell(GK_STR(" a"), "\" a\"");
	expect_cell(GK_STR("a "), "\"a \"");
}

static void
test_new_file(void **state)
{
	mode_t before = umask(027);
	struct gk_out *o = open_good("out.csv");
	struct gk_error err;

	(void)state;
	gk_out_puts(o, "a,b\n");
	/* Not there before it is whole. */
	assert_int_equal(access("out.csv", F_OK), -1);
	assert_int_equal(files(false), 1);
	assert_int_equal(gk_out_close(o, &err), GK_OK);
	expect_file("out.csv", "a,b\n");
	assert_int_equal(files(false), 1);
	assert_int_equal(mode_of("out.csv"), 0640);
	assert_int_equal(umask(before), 027);
}

static void
test_replace(void **state)
{
	struct gk_out *o;
	struct gk_error err;

	(void)state;
	write_file("old", "old");
	assert_int_equal(chmod("old", 0604), 0);
	o = open_good("./old");
	for (int i = 0; i < 30000; i++)
		gk_out_printf(o, "%08d\n", i);
	expect_file("old", "old");
	assert_int_equal(gk_out_close(o, &err), GK_OK);
	assert_int_equal(mode_of("old"), 0604);
	assert_int_equal(files(false), 1);
	{
		struct gk_file f;

		assert_int_equal(gk_file_open("old", &f, &err), GK_OK);
		assert_int_equal(f.text.n, 270000);
		assert_memory_equal(f.text.p + f.text.n - 9, "00029999\n", 9);
		gk_file_close(&f);
	}
}

static void
test_discard(void **state)
{
	struct gk_out *o;

	(void)state;
	write_file("old", "old");
	o = open_good("old");
	gk_out_puts(o, "new");
	gk_out_discard(o);
	expect_file("old", "old");
	o = open_good("fresh");
	gk_out_discard(o);
	gk_out_discard(NULL);
	assert_int_equal(files(false), 1);
}

/* A link stays one; what it leads to is replaced, where that is. */
static void
test_link(void **state)
{
	struct stat st;
	struct gk_error err;

	(void)state;
	assert_int_equal(mkdir("sub", 0777), 0);
	write_file("sub/real", "old");
	assert_int_equal(symlink("sub/real", "link"), 0);
	write_file("link", "new");
	assert_int_equal(lstat("link", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	expect_file("sub/real", "new");
	assert_int_equal(unlink("sub/real"), 0);
	assert_null(gk_out_open("link", &err));
	assert_string_equal(err.message,
	    "cannot open: a symbolic link to nothing");
}

static void
cannot(const char *path, const char *message)
{
	struct gk_error err = { .message = "" };

	assert_null(gk_out_open(path, &err));
	assert_string_equal(err.file, path);
	assert_string_equal(err.message, message);
}

static void
test_cannot_open(void **state)
{
	char name[300];

	(void)state;
	cannot(".", "is a directory");
	cannot("no/such",
	    "cannot create a file beside it: No such file or directory");
	memset(name, 'x', sizeof name - 1);
	name[255] = '\0';
	write_file(name, "longest name");	/* the temporary one is cut */
	expect_file(name, "longest name");
	if (geteuid() != 0) {
		write_file("locked", "x");
		assert_int_equal(chmod("locked", 0444), 0);
		cannot("locked",
		    "cannot open for writing: Permission denied");
	}
}

static void
test_device(void **state)
{
	struct gk_out *o = open_good("/dev/full");
	struct gk_error err;

	(void)state;
	gk_out_puts(o, "x");
	assert_int_equal(gk_out_close(o, &err), GK_FAIL);
	assert_string_equal(err.file, "/dev/full");
	assert_string_equal(err.message,
	    "cannot write: No space left on device");
	write_file("/dev/null", "x");
	o = open_good("/dev/full");
	for (int i = 0; i < 100000; i++)	/* fails on the way */
		gk_out_printf(o, "%d\n", i);
	gk_out_csv_cell(o, GK_STR("a,b"));
	assert_int_equal(gk_out_close(o, &err), GK_FAIL);
}

/* Nothing is left of a file that could not be written to its end. */
static void
test_disk_full(void **state)
{
	struct rlimit before, now;
	struct gk_error err;
	struct gk_out *o;

	(void)state;
	write_file("old", "old");
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	now = before;
	now.rlim_cur = 100000;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &now), 0);
	o = open_good("old");
	for (int i = 0; i < 50000; i++)
		gk_out_puts(o, "0123456789");
	assert_int_equal(gk_out_close(o, &err), GK_FAIL);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	signal(SIGXFSZ, SIG_DFL);
	assert_string_equal(err.message, "cannot write: File too large");
	expect_file("old", "old");
	assert_int_equal(files(false), 1);
}

/* What a child writes to its standard output, which is `fd`. */
static int
stdout_child(int fd, const char *path, size_t times)
{
	int status;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		struct gk_error err = { .message = "" };
		struct gk_out *o;

		signal(SIGPIPE, SIG_DFL);
		dup2(fd, STDOUT_FILENO);
		o = gk_out_open(path, &err);
		for (; times > 0; times--)
			gk_out_puts(o, "0123456789\n");
		if (gk_out_close(o, &err) == GK_OK)
			_exit(0);
		_exit(strcmp(err.message, "cannot write to standard output: "
		    "No space left on device") == 0 ? 2 : 3);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void
test_stdout(void **state)
{
	int fd = open("out", O_WRONLY | O_CREAT, 0666);
	int full = open("/dev/full", O_WRONLY), pipes[2], status;

	(void)state;
	assert_int_equal(stdout_child(fd, NULL, 1), 0);
	assert_int_equal(stdout_child(fd, "-", 1), 0);
	assert_int_equal(stdout_child(fd, "/dev/stdout", 1), 0);
	expect_file("out", "0123456789\n0123456789\n0123456789\n");
	status = stdout_child(full, NULL, 1);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 2);
	status = stdout_child(full, NULL, 100000);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 2);
	/* A reader that has gone ends it silently. */
	assert_int_equal(pipe(pipes), 0);
	close(pipes[0]);
	status = stdout_child(pipes[1], NULL, 1);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE);
	close(pipes[1]);
	close(full);
	close(fd);
}

/* Static, so that what dies with a child does not look lost to valgrind. */
static struct gk_out *volatile left[2];

static void
child_writes_until_killed(int ready)
{
	struct gk_error err;

	left[0] = gk_out_open("out", &err);
	left[1] = gk_out_open("matrix", &err);
	if (left[0] == NULL || left[1] == NULL)
		_exit(1);
	for (int i = 0; i < 100000; i++)
		gk_out_puts(left[0], "0123456789\n");
	if (write(ready, "x", 1) != 1)
		_exit(1);
	for (;;)
		pause();
}

static void
test_killed(void **state)
{
	static const int signals[] = { SIGTERM, SIGINT, SIGHUP, SIGPIPE };

	(void)state;
	write_file("out", "old");
	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
		int pipes[2], status;
		char c;
		pid_t pid;

		assert_int_equal(pipe(pipes), 0);
		fflush(NULL);
		pid = fork();
		if (pid == 0) {
			signal(signals[i], SIG_DFL);
			child_writes_until_killed(pipes[1]);
		}
		close(pipes[1]);
		assert_int_equal(read(pipes[0], &c, 1), 1);
		close(pipes[0]);
		assert_int_equal(files(false), 3);
		assert_int_equal(kill(pid, signals[i]), 0);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), signals[i]);
		assert_int_equal(files(false), 1);
		expect_file("out", "old");
	}
}

/* What a child of ours dies of leaves our files alone. */
static void
test_killed_fork(void **state)
{
	struct gk_out *o = open_good("out");
	struct gk_error err;
	int status;
	pid_t pid;

	(void)state;
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		raise(SIGTERM);
		_exit(1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
	gk_out_puts(o, "whole");
	assert_int_equal(gk_out_close(o, &err), GK_OK);
	expect_file("out", "whole");
}

static void
test_out_of_memory(void **state)
{
	int status;
	pid_t pid;

	(void)state;
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		struct gk_error err;

		left[0] = gk_out_open("out", &err);
		if (left[0] == NULL ||
		    freopen("/dev/null", "w", stderr) == NULL)
			_exit(1);
		gk_oom();
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), GK_EXIT_TROUBLE);
	assert_int_equal(files(false), 0);
}

/* A signal that nohup ignores stays ignored. */
static void
test_ignored_signal(void **state)
{
	struct gk_out *o;
	struct gk_error err;

	(void)state;
	signal(SIGHUP, SIG_IGN);
	o = open_good("out");
	raise(SIGHUP);
	gk_out_puts(o, "x");
	assert_int_equal(gk_out_close(o, &err), GK_OK);
	expect_file("out", "x");
	signal(SIGHUP, SIG_DFL);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, enter_folder, leave_folder)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_memory),
		TEST(test_csv_cell),
		TEST(test_ignored_signal),
		TEST(test_new_file),
		TEST(test_replace),
		TEST(test_discard),
		TEST(test_link),
		TEST(test_cannot_open),
		TEST(test_device),
		TEST(test_disk_full),
		TEST(test_stdout),
		TEST(test_killed),
		TEST(test_killed_fork),
		TEST(test_out_of_memory),
	};

	return cmocka_run_group_tests_name("out", tests, NULL, NULL);
}
