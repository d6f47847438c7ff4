/*
 * XLS workbooks, through the program gk-xls-reader: the library that reads
 * them may crash on damaged files, which must not end ours.
 *
 * The workbook is passed on as an unlinked file on its standard input; what
 * it writes (xls_pipe.h) is believed no more than the workbook itself.
 */
#include "config.h"

#include "ledger/xls_pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/file.h"
#include "core/i18n.h"
#include "core/mem.h"
#include "core/norm.h"
#include "ledger/sheet_row.h"

#define BYTES_MAX ((size_t)256 << 20)
/* How long the program may be silent; its time is limited by itself, too. */
#define SILENCE_MAX 60000
#define BUFFER ((size_t)64 << 10)

struct reader {
	const char *name;
	struct gk_error *err;
	struct gk_sheets *s;
	pid_t pid;		/* 0: none runs */
	int pipe;
	char *buf;
	size_t at, len;		/* what is left in it */
	struct gk_buf string;
	struct gk_sheet_row row;
	bool in_sheet;
	size_t last;		/* row of the sheet */
	bool wanted;
};

static enum gk_status
fail_damaged(struct reader *r)
{
	return gk_fail_for(GK_CAUSE_FORMAT, r->err, r->name, 0,
	    _("a damaged workbook; open it and save it as XLSX "
	    "(请打开后另存为 .xlsx)"));
}

/* ---- the program ---------------------------------------------------- */

/* The workbook in a file without a name; -1 on failure. */
static int
spool(struct gk_str bytes)
{
	int fd = memfd_create("gk-xls", MFD_CLOEXEC);

	while (fd >= 0 && bytes.n > 0) {
		ssize_t n = write(fd, bytes.p, bytes.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			close(fd);
			return -1;
		}
		bytes = gk_str_sub(bytes, (size_t)n, bytes.n);
	}
	if (fd >= 0 && lseek(fd, 0, SEEK_SET) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

/* Another number for a descriptor that may be one of the standard ones. */
static int
raise_fd(int fd)
{
	int high = fd >= 0 ? fcntl(fd, F_DUPFD_CLOEXEC, 3) : -1;

	if (fd >= 0)
		close(fd);
	return high;
}

static int
spawn(pid_t *pid, const char *path, int in, int out)
{
	char *argv[] = { (char *)GK_XLS_READER, NULL };
	posix_spawn_file_actions_t actions;
	int e = posix_spawn_file_actions_init(&actions);

	if (e != 0)
		return e;
	e = posix_spawn_file_actions_adddup2(&actions, in, 0);
	if (e == 0)
		e = posix_spawn_file_actions_adddup2(&actions, out, 1);
	if (e == 0)
		e = posix_spawn_file_actions_addopen(&actions, 2, "/dev/null",
		    O_WRONLY, 0);
	if (e == 0)
		e = posix_spawn(pid, path, &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	return e;
}

static enum gk_status
start(struct reader *r, struct gk_str bytes)
{
	char *path = gk_program_path(GK_XLS_READER);
	int in = raise_fd(spool(bytes)), ends[2] = { -1, -1 }, e = 0;

	/* Not every system tells posix_spawn that there is none. */
	if (in < 0 || access(path, X_OK) != 0 || pipe2(ends, O_CLOEXEC) != 0)
		e = errno;
	else if ((ends[1] = raise_fd(ends[1])) < 0)
		e = errno;
	else
		e = spawn(&r->pid, path, in, ends[1]);
	if (in >= 0)
		close(in);
	if (ends[1] >= 0)
		close(ends[1]);
	r->pipe = ends[0];
	if (e != 0) {
		r->pid = 0;
		errno = e;
		gk_fail_errno(r->err, r->name,
		    _("XLS: cannot run the program %s"), path);
	}
	free(path);
	return e == 0 ? GK_OK : GK_FAIL;
}

/* Ends the program, whether it is through or not. */
static void
finish(struct reader *r)
{
	if (r->pipe >= 0)
		close(r->pipe);
	if (r->pid > 0) {
		(void)kill(r->pid, SIGKILL);
		while (waitpid(r->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
}

/* ---- what it writes ------------------------------------------------- */

/* Fills the buffer; false at the end, or if nothing comes. */
static bool
fill(struct reader *r)
{
	struct pollfd p = { .fd = r->pipe, .events = POLLIN };
	ssize_t n;

	do {
		n = poll(&p, 1, SILENCE_MAX);
		if (n > 0)
			n = read(r->pipe, r->buf, BUFFER);
	} while (n < 0 && errno == EINTR);
	r->at = 0;
	r->len = n > 0 ? (size_t)n : 0;
	return n > 0;
}

static bool
get(struct reader *r, void *to, size_t n)
{
	char *p = to;

	while (n > 0) {
		size_t some = r->len - r->at < n ? r->len - r->at : n;

		memcpy(p, r->buf + r->at, some);
		r->at += some;
		p += some;
		n -= some;
		if (n > 0 && !fill(r))
			return false;
	}
	return true;
}

static bool
get_number(struct reader *r, size_t *n)
{
	unsigned char b[4];

	if (!get(r, b, sizeof b))
		return false;
	*n = (size_t)b[0] | (size_t)b[1] << 8 | (size_t)b[2] << 16 |
	    (size_t)b[3] << 24;
	return true;
}

/* A string of UTF-8, into r->string. */
static bool
get_string(struct reader *r)
{
	char some[4096];
	size_t n, bad;

	gk_buf_clear(&r->string);
	if (!get_number(r, &n) || n > GK_SHEET_CELL_MAX)
		return false;
	while (n > 0) {
		size_t now = n < sizeof some ? n : sizeof some;

		if (!get(r, some, now))
			return false;
		gk_buf_add(&r->string, some, now);
		n -= now;
	}
	return gk_utf8_valid(gk_buf_str(&r->string), &bad);
}

/* Text and target of a cell that is a link. */
static bool
read_link(struct reader *r)
{
	struct gk_buf text = { 0 };
	bool good = get_string(r);

	gk_buf_add_str(&text, gk_buf_str(&r->string));
	good = good && get_string(r);
	if (good)
		gk_sheet_row_add(&r->row, gk_sheet_link(gk_buf_str(&text),
		    gk_buf_str(&r->string)), 1, false);
	gk_buf_release(&text);
	return good;
}

static bool
read_cell(struct reader *r)
{
	char type;

	if (!get(r, &type, 1))
		return false;
	switch (type) {
	case GK_XLS_BLANK:
		gk_sheet_row_add(&r->row, GK_EMPTY, 1, false);
		return true;
	case GK_XLS_LINK:
		return read_link(r) && r->row.limit == NULL;
	case GK_XLS_TEXT:
	case GK_XLS_RUINED:
		if (!get_string(r))
			return false;
		gk_sheet_row_add(&r->row, gk_buf_str(&r->string), 1,
		    type == GK_XLS_RUINED);
		return r->row.limit == NULL;
	default:
		return false;
	}
}

/* A byte of flags: whether it is hidden. */
static bool
get_hidden(struct reader *r, bool *hidden)
{
	unsigned char flags;

	if (!get(r, &flags, 1) || flags > 1)
		return false;
	*hidden = flags != 0;
	return true;
}

/* Rows come in order. */
static bool
read_row(struct reader *r)
{
	size_t number, n;
	bool hidden;

	if (!r->in_sheet || !get_hidden(r, &hidden) ||
	    !get_number(r, &number) || !get_number(r, &n) || number <= r->last ||
	    number > GK_XLS_ROWS_MAX ||
	    n > GK_XLS_COLUMNS_MAX)
		return false;
	r->last = number;
	gk_sheet_row_clear(&r->row);
	for (; n > 0; n--)
		if (!read_cell(r))
			return false;
	if (r->wanted)
		r->wanted = gk_sheet_row_push(&r->row, r->s, number, 1, hidden);
	return r->row.limit == NULL;
}

static bool
read_sheet(struct reader *r)
{
	bool hidden;

	if (r->in_sheet || !get_hidden(r, &hidden) || !get_string(r))
		return false;
	if (!gk_sheets_begin(r->s, gk_buf_str(&r->string), hidden)) {
		r->row.limit = N_("more sheets than any workbook of ledgers "
		    "has");
		return false;
	}
	r->in_sheet = r->wanted = true;
	r->last = 0;
	return true;
}

static bool
end_sheet(struct reader *r)
{
	if (!r->in_sheet)
		return false;
	r->in_sheet = false;
	gk_sheets_end(r->s);
	return true;
}

static enum gk_status
fail_as_told(struct reader *r)
{
	char why = '\0';

	(void)get(r, &why, 1);
	switch (why) {
	case GK_XLS_LOCKED:
		return gk_fail_for(GK_CAUSE_FORMAT, r->err, r->name, 0,
		    _("the workbook is locked with a password; save it "
		    "without the password (请去除密码后另存)"));
	case GK_XLS_LIMIT:
		return gk_fail_for(GK_CAUSE_LIMIT, r->err, r->name, 0,
		    _("a workbook too large to be read; save it as XLSX "
		    "(请另存为 .xlsx)"));
	case GK_XLS_CHARSET:
		return gk_fail_for(GK_CAUSE_ENCODING, r->err, r->name, 0,
		    _("a workbook in an unknown encoding; save it as XLSX "
		    "(请另存为 .xlsx)"));
	case GK_XLS_INPUT:
		return gk_fail(r->err, r->name, 0,
		    _("XLS: the reader cannot open its input"));
	default:
		return fail_damaged(r);
	}
}

static enum gk_status
read_all(struct reader *r)
{
	bool good = true;
	char what;

	while (good && get(r, &what, 1)) {
		switch (what) {
		case GK_XLS_PARTIAL:
			gk_sheets_partial(r->s);
			break;
		case GK_XLS_SHEET:
			good = read_sheet(r);
			break;
		case GK_XLS_ROW:
			good = read_row(r);
			break;
		case GK_XLS_END:
			good = end_sheet(r);
			break;
		case GK_XLS_DONE:
			return r->in_sheet ? fail_damaged(r) : GK_OK;
		case GK_XLS_FAILED:
			return fail_as_told(r);
		default:
			good = false;
		}
	}
	if (r->row.limit != NULL)
		return gk_fail_for(GK_CAUSE_LIMIT, r->err, r->name, 0, "%s",
		    _(r->row.limit));
	return fail_damaged(r);
}

enum gk_status
gk_xls_read(struct gk_str bytes, const char *name, struct gk_sheets *s,
    struct gk_error *err)
{
	struct reader r = { .name = name, .err = err, .s = s, .pipe = -1 };
	enum gk_status status;

	if (bytes.n > BYTES_MAX)
		return gk_fail_for(GK_CAUSE_LIMIT, err, name, 0,
		    _("larger than %zu MiB"), BYTES_MAX >> 20);
	status = start(&r, bytes);
	if (status == GK_OK) {
		r.buf = gk_malloc(BUFFER);
		status = read_all(&r);
	}
	if (r.in_sheet)
		gk_sheets_end(s);	/* what came before stands */
	finish(&r);
	free(r.buf);
	gk_buf_release(&r.string);
	gk_sheet_row_release(&r.row);
	return status;
}
