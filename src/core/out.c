#include "config.h"

#include "core/out.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/mem.h"

#define FLUSH_AT ((size_t)64 * 1024)

struct gk_out {
	struct gk_buf *buf;	/* `own`, or the caller's for gk_out_memory */
	struct gk_buf own;
	int fd;			/* -1: memory */
	int failed;		/* errno of the first failure, or 0 */
	char *name;		/* as the user gave it; NULL: standard output */
	char *target;		/* what `temp` will replace; NULL: direct */
	char *temp;
	struct slot *slot;
	mode_t mode;
};

/*
 * Temporary files to remove when the process is ended early.  A signal
 * handler can reach nothing but static memory: this table is the exception
 * to "no mutable globals".
 */
enum { SLOT_FREE, SLOT_TAKEN, SLOT_LIVE };
static struct slot {
	atomic_int state;
	char path[PATH_MAX];
} slots[8];
static atomic_int slots_owner;	/* a forked child must not remove ours */

static void
remove_temporaries(void)
{
	if (atomic_load(&slots_owner) != (int)getpid())
		return;
	for (size_t i = 0; i < sizeof slots / sizeof slots[0]; i++)
		if (atomic_load(&slots[i].state) == SLOT_LIVE)
			unlink(slots[i].path);
}

/* Installed with SA_RESETHAND: raised again, the signal ends the process. */
static void
on_signal(int sig)
{
	remove_temporaries();
	raise(sig);
}

/* Those that end a program and that users, pipes and limits send. */
static const int deadly[] = { SIGHUP, SIGINT, SIGPIPE, SIGTERM, SIGXCPU,
	SIGXFSZ };

static void
watch_signals(void)
{
	struct sigaction now, ours;

	memset(&ours, 0, sizeof ours);
	ours.sa_handler = on_signal;
	ours.sa_flags = (int)SA_RESETHAND;
	sigemptyset(&ours.sa_mask);
	for (size_t i = 0; i < sizeof deadly / sizeof deadly[0]; i++)
		if (sigaction(deadly[i], NULL, &now) == 0 &&
		    now.sa_handler == SIG_DFL)	/* nohup stays nohup */
			sigaction(deadly[i], &ours, NULL);
	gk_at_oom(remove_temporaries);
}

static struct slot *
slot_take(void)
{
	for (size_t i = 0; i < sizeof slots / sizeof slots[0]; i++) {
		int expected = SLOT_FREE;

		if (atomic_compare_exchange_strong(&slots[i].state, &expected,
			SLOT_TAKEN))
			return &slots[i];
	}
	return NULL;
}

/* The folder of `path` with its slash; empty for the current one. */
static struct gk_str
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ?
	    (struct gk_str){ path, (size_t)(slash - path) + 1 } : GK_EMPTY;
}

/* FOLDER/.NAME.XXXXXX; a long name is cut so that the whole stays legal. */
static char *
temp_template(const char *target)
{
	struct gk_str folder = folder_of(target);
	struct gk_buf b;

	gk_buf_init(&b);
	gk_buf_add_str(&b, folder);
	gk_buf_printf(&b, ".%.200s.XXXXXX", target + folder.n);
	return b.p;
}

static enum gk_status
open_temporary(struct gk_out *o, struct gk_error *err)
{
	sigset_t block, before;
	int why;

	o->temp = temp_template(o->target);
	o->slot = slot_take();
	if (o->slot == NULL || strlen(o->temp) >= sizeof o->slot->path)
		return gk_fail(err, o->name, 0,
		    _("too many output files, or too long a path"));
	atomic_store(&slots_owner, (int)getpid());
	watch_signals();
	/* No signal between making the file and knowing of it. */
	sigfillset(&block);
	pthread_sigmask(SIG_BLOCK, &block, &before);
	o->fd = mkostemp(o->temp, O_CLOEXEC);
	why = errno;
	if (o->fd >= 0) {
		memcpy(o->slot->path, o->temp, strlen(o->temp) + 1);
		atomic_store(&o->slot->state, SLOT_LIVE);
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	errno = why;
	return o->fd >= 0 ? GK_OK :
	    gk_fail_errno(err, o->name, _("cannot create a file beside it"));
}

/* Forgets the temporary file, which is gone or was never made. */
static void
temp_done(struct gk_out *o)
{
	if (o->slot != NULL)
		atomic_store(&o->slot->state, SLOT_FREE);
	o->slot = NULL;
	free(o->temp);
	o->temp = NULL;
}

/* A device, a pipe, or what the shell passes as >(command). */
static enum gk_status
open_direct(struct gk_out *o, struct gk_error *err)
{
	o->fd = open(o->name, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY);
	return o->fd >= 0 ? GK_OK :
	    gk_fail_errno(err, o->name, _("cannot open for writing"));
}

static mode_t
new_file_mode(void)
{
	mode_t mask = umask(0);	/* no way to ask without setting it */

	umask(mask);
	return 0666 & ~mask;
}

static enum gk_status
open_path(struct gk_out *o, struct gk_error *err)
{
	struct stat st;
	bool there = stat(o->name, &st) == 0;

	if (there && S_ISDIR(st.st_mode))
		return gk_fail(err, o->name, 0, _("is a directory"));
	if (there && (!S_ISREG(st.st_mode) ||
		    strncmp(o->name, "/dev/", 5) == 0))
		return open_direct(o, err);
	if (there && access(o->name, W_OK) != 0)
		return gk_fail_errno(err, o->name,
		    _("cannot open for writing"));
	if (!there && lstat(o->name, &st) == 0 && S_ISLNK(st.st_mode))
		return gk_fail(err, o->name, 0,
		    _("cannot open: a symbolic link to nothing"));
	o->mode = there ? st.st_mode & 0777 : new_file_mode();
	/* A link stays a link: what it leads to is replaced. */
	o->target = there ? realpath(o->name, NULL) : gk_strdup(o->name);
	if (o->target == NULL)
		return gk_fail_errno(err, o->name,
		    _("cannot open for writing"));
	return open_temporary(o, err);
}

struct gk_out *
gk_out_open(const char *path, struct gk_error *err)
{
	struct gk_out *o = gk_calloc(1, sizeof *o);

	gk_buf_init(&o->own);
	o->buf = &o->own;
	o->fd = -1;
	if (path == NULL || strcmp(path, "-") == 0 ||
	    strcmp(path, "/dev/stdout") == 0) {
		o->fd = STDOUT_FILENO;
		return o;
	}
	o->name = gk_strdup(path);
	if (open_path(o, err) != GK_OK) {
		gk_out_discard(o);
		return NULL;
	}
	return o;
}

struct gk_out *
gk_out_memory(struct gk_buf *b)
{
	struct gk_out *o = gk_calloc(1, sizeof *o);

	o->buf = b;
	o->fd = -1;
	return o;
}

/* A pipe that another program made non-blocking is waited for. */
static bool
wait_writable(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLOUT };

	return poll(&p, 1, -1) >= 0 || errno == EINTR;
}

static void
flush(struct gk_out *o)
{
	size_t done = 0;

	while (o->failed == 0 && done < o->buf->len) {
		ssize_t n = write(o->fd, o->buf->p + done, o->buf->len - done);

		if (n > 0)
			done += (size_t)n;
		else if (n == 0)
			o->failed = EIO;
		else if (errno != EINTR &&
		    (errno != EAGAIN || !wait_writable(o->fd)))
			o->failed = errno;
	}
	gk_buf_clear(o->buf);
}

static inline void
added(struct gk_out *o)
{
	if (o->fd >= 0 && o->buf->len >= FLUSH_AT)
		flush(o);
}

void
gk_out_add(struct gk_out *o, const char *s, size_t n)
{
	if (o->failed != 0)
		return;
	gk_buf_add(o->buf, s, n);
	added(o);
}

void
gk_out_str(struct gk_out *o, struct gk_str s)
{
	gk_out_add(o, s.p, s.n);
}

void
gk_out_puts(struct gk_out *o, const char *s)
{
	gk_out_add(o, s, strlen(s));
}

void
gk_out_printf(struct gk_out *o, const char *fmt, ...)
{
	va_list ap;

	if (o->failed != 0)
		return;
	va_start(ap, fmt);
	gk_buf_vprintf(o->buf, fmt, ap);
	va_end(ap);
	added(o);
}

static bool
needs_quotes(struct gk_str s)
{
	if (s.n == 0)
		return false;
	if (s.p[0] == ' ' || s.p[s.n - 1] == ' ')
		return true;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\r' ||
		    s.p[i] == '\n')
			return true;
	return false;
}

void
gk_out_csv_cell(struct gk_out *o, struct gk_str s)
{
	if (!needs_quotes(s)) {
		gk_out_str(o, s);
		return;
	}
	gk_out_add(o, "\"", 1);
	while (s.n != 0) {
		const char *quote = memchr(s.p, '"', s.n);
		size_t n = quote != NULL ? (size_t)(quote - s.p) + 1 : s.n;

		gk_out_add(o, s.p, n);
		if (quote != NULL)
			gk_out_add(o, "\"", 1);
		s.p += n;
		s.n -= n;
	}
	gk_out_add(o, "\"", 1);
}

/* So that the new name survives a crash; the data already does. */
static void
sync_folder(const char *target)
{
	struct gk_str folder = folder_of(target);
	char *path = folder.n != 0 ? gk_strndup(folder.p, folder.n) :
	    gk_strdup(".");
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		(void)fsync(fd);	/* not every file system can */
		close(fd);
	}
	free(path);
}

/* Closes the descriptor; a file gets its mode, its bytes and its name. */
static void
commit(struct gk_out *o)
{
	bool ok = true;

	if (o->temp != NULL && o->failed == 0)
		ok = fchmod(o->fd, o->mode) == 0 &&
		    (fsync(o->fd) == 0 || errno == EINVAL || errno == EROFS);
	if (!ok)
		o->failed = errno;
	if (close(o->fd) != 0 && o->failed == 0)
		o->failed = errno;
	o->fd = -1;
	if (o->temp == NULL || o->failed != 0)
		return;
	if (rename(o->temp, o->target) != 0) {
		o->failed = errno;
		return;
	}
	temp_done(o);
	sync_folder(o->target);
}

enum gk_status
gk_out_close(struct gk_out *o, struct gk_error *err)
{
	enum gk_status status = GK_OK;

	if (o->fd >= 0)
		flush(o);
	if (o->name != NULL)
		commit(o);
	if (o->failed != 0) {
		errno = o->failed;
		status = gk_fail_errno(err, o->name, "%s", o->name != NULL ?
		    _("cannot write") : _("cannot write to standard output"));
	}
	gk_out_discard(o);
	return status;
}

void
gk_out_discard(struct gk_out *o)
{
	if (o == NULL)
		return;
	if (o->fd >= 0 && o->name != NULL) {
		close(o->fd);
		o->fd = -1;
	}
	if (o->temp != NULL && o->slot != NULL &&
	    atomic_load(&o->slot->state) == SLOT_LIVE)
		unlink(o->temp);
	temp_done(o);
	gk_buf_release(&o->own);
	free(o->name);
	free(o->target);
	free(o);
}
