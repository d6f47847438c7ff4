#include "config.h"

#include "core/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/mem.h"

/*
 * Files of this size and more are mapped, smaller ones are read.  If a mapped
 * file is cut short by another program while it is in use, the system ends
 * ours with SIGBUS.  Reading everything would cost a copy of hundreds of
 * megabytes to guard against that; registers, catalogues and the ledger that
 * somebody is just saving are small, and those are read.
 */
#define MAP_LEAST ((size_t)1 << 20)

static enum gk_status
read_all(int fd, const char *name, size_t expected, struct gk_file *f,
    struct gk_error *err)
{
	size_t cap = expected + 1, len = 0;	/* one more shows the end */

	f->heap = gk_malloc(cap);
	for (;;) {
		ssize_t got = read(fd, f->heap + len, cap - len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return gk_fail_errno(err, name, _("cannot read"));
		if (got == 0)
			break;
		len += (size_t)got;
		if (len < cap)
			continue;
		if (cap > SIZE_MAX / 2)
			gk_oom();
		cap *= 2;
		f->heap = gk_reallocarray(f->heap, cap, 1);
	}
	f->text = (struct gk_str){ f->heap, len };
	return GK_OK;
}

static bool
map(int fd, size_t size, struct gk_file *f)
{
	void *p = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);

	if (p == MAP_FAILED)
		return false;
	/* Only a hint; one pass from front to back is the rule. */
	(void)madvise(p, size, MADV_SEQUENTIAL);
	f->map = p;
	f->map_size = size;
	f->text = (struct gk_str){ p, size };
	return true;
}

/* Takes in what `fd` has, from where it stands. */
static enum gk_status
take_in(int fd, const char *name, const struct stat *st, struct gk_file *f,
    struct gk_error *err)
{
	size_t size = 0;

	if (S_ISREG(st->st_mode) && st->st_size > 0 &&
	    (uintmax_t)st->st_size < SIZE_MAX)
		size = (size_t)st->st_size;
	if (size >= MAP_LEAST && lseek(fd, 0, SEEK_CUR) == 0 &&
	    map(fd, size, f))
		return GK_OK;
	return read_all(fd, name, size != 0 ? size : 65536, f, err);
}

static enum gk_status
cannot_open(const char *path, struct gk_error *err)
{
	int why = errno;
	struct stat st;

	if (why == ENOENT && lstat(path, &st) == 0 && S_ISLNK(st.st_mode))
		return gk_fail_for(GK_CAUSE_ABSENT, err, path, 0,
		    _("cannot open: a symbolic link to nothing"));
	if (why == ENXIO)	/* a socket */
		return gk_fail(err, path, 0, _("not a regular file"));
	errno = why;
	return gk_fail_errno(err, path, _("cannot open"));
}

/*
 * A named pipe may never have a writer, a device never an end.  What the
 * shell passes as <(command), though, is a pipe of ours under /dev/fd.
 */
static enum gk_status
check_type(const char *path, const struct stat *st, struct gk_error *err)
{
	if (S_ISREG(st->st_mode))
		return GK_OK;
	if (S_ISFIFO(st->st_mode) && strncmp(path, "/dev/", 5) == 0)
		return GK_OK;
	if (S_ISDIR(st->st_mode))
		return gk_fail(err, path, 0, _("is a directory"));
	return gk_fail(err, path, 0, _("not a regular file"));
}

static enum gk_status
open_path(const char *path, struct gk_file *f, struct gk_error *err)
{
	enum gk_status status = GK_FAIL;
	struct stat st;
	int fd, flags;

	/* O_NONBLOCK: opening a named pipe must not wait for its writer. */
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0)
		return cannot_open(path, err);
	if (fstat(fd, &st) != 0) {
		gk_fail_errno(err, path, _("cannot open"));
		goto out;
	}
	if (check_type(path, &st, err) != GK_OK)
		goto out;
	flags = fcntl(fd, F_GETFL);
	if (flags < 0 || fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) < 0) {
		gk_fail_errno(err, path, _("cannot open"));
		goto out;
	}
	status = take_in(fd, path, &st, f, err);
out:
	close(fd);
	return status;
}

enum gk_status
gk_file_open(const char *path, struct gk_file *f, struct gk_error *err)
{
	const char *name = _("standard input");
	enum gk_status status;
	struct stat st;

	*f = (struct gk_file){ .text = GK_EMPTY };
	if (strcmp(path, "-") != 0)
		status = open_path(path, f, err);
	else if (fstat(STDIN_FILENO, &st) != 0)
		status = gk_fail_errno(err, name, _("cannot read"));
	else
		status = take_in(STDIN_FILENO, name, &st, f, err);
	if (status != GK_OK)
		gk_file_close(f);
	return status;
}

void
gk_file_close(struct gk_file *f)
{
	if (f->map != NULL)
		munmap(f->map, f->map_size);
	free(f->heap);
	*f = (struct gk_file){ .text = GK_EMPTY };
}

static char *
join(struct gk_str folder, const char *rel)
{
	struct gk_buf path;

	gk_buf_init(&path);
	gk_buf_add_str(&path, folder);
	if (folder.n == 0 || folder.p[folder.n - 1] != '/')
		gk_buf_putc(&path, '/');
	gk_buf_puts(&path, rel);
	return path.p;
}

/* The folder of the running program, if it is where configure was run. */
static bool
build_folder(char *exe, size_t size, struct gk_str *folder)
{
	ssize_t n = readlink("/proc/self/exe", exe, size);
	const char *slash;
	char *mark;
	bool found;

	if (n <= 0 || (size_t)n >= size)
		return false;
	slash = memrchr(exe, '/', (size_t)n);
	if (slash == NULL)
		return false;
	*folder = (struct gk_str){ exe, (size_t)(slash - exe) };
	mark = join(*folder, "config.status");
	found = access(mark, F_OK) == 0;
	free(mark);
	return found;
}

/* In the folder that the variable names, that of a build, or `installed`. */
static char *
path_of(const char *variable, const char *installed, const char *rel)
{
	const char *named = getenv(variable);
	char exe[PATH_MAX];
	struct gk_str folder;

	if (named != NULL && named[0] != '\0')
		return join(gk_str_of(named), rel);
	if (build_folder(exe, sizeof exe, &folder))
		return join(folder, rel);
	return join(gk_str_of(installed), rel);
}

char *
gk_data_path(const char *rel)
{
	return path_of("GONGKAI_DATA", GK_PKGDATADIR, rel);
}

char *
gk_program_path(const char *name)
{
	return path_of("GONGKAI_LIBEXEC", GK_PKGLIBEXECDIR, name);
}

/* ---- folders -------------------------------------------------------- */

static int
is_xml(const struct dirent *e)
{
	return e->d_name[0] != '.' &&
	    gk_str_ends(gk_str_of(e->d_name), GK_STR(".xml"));
}

static int
by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

enum gk_status
gk_folder_each_xml(const char *folder, const char *none,
    enum gk_status (*one)(void *user, const char *path, struct gk_error *err),
    void *user, struct gk_error *err)
{
	struct dirent **names = NULL;
	int n = scandir(folder, &names, is_xml, by_bytes);
	enum gk_status status = GK_OK;

	if (n < 0)
		return gk_fail_errno(err, folder, _("cannot read folder"));
	if (n == 0)
		status = gk_fail(err, folder, 0, "%s", none);
	for (int i = 0; i < n; i++) {
		struct gk_buf path = { 0 };

		gk_buf_printf(&path, "%s/%s", folder, names[i]->d_name);
		if (status == GK_OK)
			status = one(user, path.p, err);
		gk_buf_release(&path);
		free(names[i]);
	}
	free(names);
	return status;
}
