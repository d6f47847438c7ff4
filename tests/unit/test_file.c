#include "config.h"

#include "core/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* Tests run in a folder of their own, removed with all that is in it. */
static char folder[256];

static int
enter_folder(void **state)
{
	const char *tmp = getenv("TMPDIR");

	(void)state;
	snprintf(folder, sizeof folder, "%s/gk-file-XXXXXX",
	    tmp != NULL ? tmp : "/tmp");
	/* Where it really is: TMPDIR may lead through links. */
	return mkdtemp(folder) == NULL || chdir(folder) != 0 ||
	    getcwd(folder, sizeof folder) == NULL;
}

static int
leave_folder(void **state)
{
	static const char *const names[] = { "empty", "small", "large", "grow",
		"link", "nowhere", "fifo", "socket", "config.status", "copy" };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		unlink(names[i]);
	rmdir("sub");
	return chdir("/") != 0 || rmdir(folder) != 0;
}

static void
make(const char *name, const char *part, size_t count)
{
	FILE *f = fopen(name, "w");

	assert_non_null(f);
	while (count-- > 0)
		assert_true(fputs(part, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void
fails(const char *path, const char *message)
{
	struct gk_error err = { .message = "" };
	struct gk_file f;

	assert_int_equal(gk_file_open(path, &f, &err), GK_FAIL);
	assert_string_equal(err.file, path);
	assert_int_equal(err.line, 0);
	assert_string_equal(err.message, message);
	assert_int_equal(f.text.n, 0);
	gk_file_close(&f);
}

static void
test_small(void **state)
{
	struct gk_error err;
	struct gk_file f;

	(void)state;
	make("empty", "", 0);
	assert_int_equal(gk_file_open("empty", &f, &err), GK_OK);
	assert_int_equal(f.text.n, 0);
	assert_non_null(f.text.p);
	gk_file_close(&f);
	gk_file_close(&f);

	make("small", "台账\n", 3);
	assert_int_equal(gk_file_open("small", &f, &err), GK_OK);
	assert_true(gk_str_eq(f.text, GK_STR("台账\n台账\n台账\n")));
	/* Read, not mapped: that the file is cut now does no harm. */
	assert_int_equal(truncate("small", 0), 0);
	assert_true(gk_str_eq(f.text, GK_STR("台账\n台账\n台账\n")));
	gk_file_close(&f);
}

static void
test_large(void **state)
{
	const size_t n = 300000;
	struct gk_error err;
	struct gk_file f;

	(void)state;
	make("large", "0123456\n", n);
	assert_int_equal(gk_file_open("large", &f, &err), GK_OK);
	assert_int_equal(f.text.n, n * 8);
	assert_memory_equal(f.text.p + f.text.n - 8, "0123456\n", 8);
	assert_non_null(f.map);
	gk_file_close(&f);
}

/* Files under /proc say that they are empty. */
static void
test_size_unknown(void **state)
{
	struct gk_error err;
	struct gk_file f;

	(void)state;
	assert_int_equal(gk_file_open("/proc/self/stat", &f, &err), GK_OK);
	assert_true(f.text.n > 10);
	gk_file_close(&f);
}

static void
test_not_there(void **state)
{
	(void)state;
	fails("missing", "cannot open: No such file or directory");
	make("small", "x", 1);
	fails("small/x", "cannot open: Not a directory");
	assert_int_equal(symlink("nothing", "nowhere"), 0);
	fails("nowhere", "cannot open: a symbolic link to nothing");
}

static void
test_links(void **state)
{
	struct gk_error err;
	struct gk_file f;

	(void)state;
	make("small", "x", 1);
	assert_int_equal(symlink("small", "link"), 0);
	assert_int_equal(gk_file_open("link", &f, &err), GK_OK);
	assert_int_equal(f.text.n, 1);
	gk_file_close(&f);
}

static void
test_special(void **state)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX, .sun_path = "socket" };
	int fd;

	(void)state;
	assert_int_equal(mkdir("sub", 0777), 0);
	fails("sub", "is a directory");
	fails(".", "is a directory");
	fails("/dev/zero", "not a regular file");
	/* Nobody writes to it: must not wait. */
	assert_int_equal(mkfifo("fifo", 0666), 0);
	fails("fifo", "not a regular file");
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof a), 0);
	fails("socket", "not a regular file");
	close(fd);
}

/* A child that reads `path` with `fd` as its standard input. */
static size_t
length_in_child(const char *path, int fd)
{
	int pipes[2], status;
	size_t n = 0;
	pid_t pid;

	assert_int_equal(pipe(pipes), 0);
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		struct gk_error err;
		struct gk_file f;

		dup2(fd, STDIN_FILENO);
		if (gk_file_open(path, &f, &err) != GK_OK ||
		    write(pipes[1], &f.text.n, sizeof f.text.n) < 0)
			_exit(1);
		gk_file_close(&f);
		_exit(0);
	}
	close(pipes[1]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_int_equal(read(pipes[0], &n, sizeof n), sizeof n);
	close(pipes[0]);
	return n;
}

/* Feeds `count` bytes through a pipe to such a child. */
static size_t
length_of_pipe(const char *path, size_t count)
{
	int pipes[2];
	size_t n;
	pid_t writer;

	assert_int_equal(pipe(pipes), 0);
	fflush(NULL);
	writer = fork();
	if (writer == 0) {
		close(pipes[0]);
		for (; count > 0; count--)
			if (write(pipes[1], "x", 1) != 1)
				_exit(1);
		_exit(0);
	}
	close(pipes[1]);
	n = length_in_child(path, pipes[0]);
	close(pipes[0]);
	waitpid(writer, NULL, 0);
	return n;
}

static void
test_stdin(void **state)
{
	int fd;

	(void)state;
	assert_int_equal(length_of_pipe("-", 0), 0);
	assert_int_equal(length_of_pipe("-", 200000), 200000);
	/* What the shell passes as <(command). */
	assert_int_equal(length_of_pipe("/dev/fd/0", 70000), 70000);
	make("large", "0123456\n", 200000);
	fd = open("large", O_RDONLY);
	assert_int_equal(length_in_child("-", fd), 1600000);
	/* Not from where it starts but from where it stands. */
	assert_int_equal(lseek(fd, 100, SEEK_SET), 100);
	assert_int_equal(length_in_child("-", fd), 1599900);
	close(fd);
}

static void
test_stdin_unusable(void **state)
{
	int keep = dup(STDIN_FILENO), fd = open(".", O_RDONLY);
	struct gk_error err;
	struct gk_file f;

	(void)state;
	assert_true(dup2(fd, STDIN_FILENO) == STDIN_FILENO);
	assert_int_equal(gk_file_open("-", &f, &err), GK_FAIL);
	assert_string_equal(err.file, "standard input");
	assert_string_equal(err.message, "cannot read: Is a directory");
	close(STDIN_FILENO);
	assert_int_equal(gk_file_open("-", &f, &err), GK_FAIL);
	assert_string_equal(err.message, "cannot read: Bad file descriptor");
	dup2(keep, STDIN_FILENO);
	close(keep);
	close(fd);
}

/* The data path that a copy of this program in `folder` finds. */
static void
expect_data_of_copy(const char *expected)
{
	char said[512] = "";
	int pipes[2], status;
	pid_t pid;

	assert_int_equal(pipe(pipes), 0);
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		unsetenv("GONGKAI_DATA");
		dup2(pipes[1], STDOUT_FILENO);
		execl("./copy", "copy", "data-path", (char *)NULL);
		_exit(127);
	}
	close(pipes[1]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_true(read(pipes[0], said, sizeof said - 1) > 0);
	close(pipes[0]);
	assert_string_equal(said, expected);
}

static void
test_data_path_by_place(void **state)
{
	char expected[512];
	struct gk_error err;
	struct gk_file f;
	FILE *copy;

	(void)state;
	assert_int_equal(gk_file_open("/proc/self/exe", &f, &err), GK_OK);
	copy = fopen("copy", "w");
	assert_int_equal(fwrite(f.text.p, f.text.n, 1, copy), 1);
	fclose(copy);
	gk_file_close(&f);
	assert_int_equal(chmod("copy", 0755), 0);
	expect_data_of_copy(GK_PKGDATADIR "/x");
	make("config.status", "", 0);
	snprintf(expected, sizeof expected, "%s/x", folder);
	expect_data_of_copy(expected);
}

static void
expect_data(const char *expected)
{
	char *path = gk_data_path("rules/calendar/cn.csv");

	assert_string_equal(path, expected);
	free(path);
}

static void
test_data_path(void **state)
{
	const char *given = getenv("GONGKAI_DATA");
	char *keep = given != NULL ? strdup(given) : NULL;

	(void)state;
	setenv("GONGKAI_DATA", "/data", 1);
	expect_data("/data/rules/calendar/cn.csv");
	setenv("GONGKAI_DATA", "data/", 1);
	expect_data("data/rules/calendar/cn.csv");
	if (keep != NULL)
		setenv("GONGKAI_DATA", keep, 1);
	else
		unsetenv("GONGKAI_DATA");
	free(keep);
}

int
main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_small),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_size_unknown),
		cmocka_unit_test(test_not_there),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_special),
		cmocka_unit_test(test_stdin),
		cmocka_unit_test(test_stdin_unusable),
		cmocka_unit_test(test_data_path),
		cmocka_unit_test(test_data_path_by_place),
	};

	if (argc == 2 && strcmp(argv[1], "data-path") == 0) {
		char *path = gk_data_path("x");

		fputs(path, stdout);
		free(path);
		return 0;
	}
	return cmocka_run_group_tests_name("file", tests, enter_folder,
	    leave_folder);
}
