/*
 * Which files a command line means.
 */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>

#include "core/i18n.h"
#include "core/mem.h"
#include "core/norm.h"
#include "ledger/ledger.h"

#define DEPTH_MAX 64

static const char *const suffixes[] = { ".csv", ".tsv", ".txt", ".xls",
	".xlsx", ".et", ".ods", ".htm", ".html", NULL };

static bool
has_suffix(const char *name)
{
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot != NULL && suffixes[i] != NULL; i++)
		if (strcasecmp(dot, suffixes[i]) == 0)
			return true;
	return false;
}

/* Names are shown and written as UTF-8, whatever the folder holds. */
static char *
shown_name(const char *path)
{
	struct gk_str s = gk_str_of(path);
	struct gk_buf clean = { 0 };
	size_t bad;

	if (gk_utf8_valid(s, &bad))
		return gk_strdup(path);
	gk_sanitize(&clean, s);
	return clean.p;
}

static void
add_input(struct gk_inputs *in, const char *path)
{
	struct gk_input *i = GK_PUSH(in->list, in->count, in->cap);

	i->path = gk_strdup(path);
	i->name = shown_name(path);
}

static enum gk_status
walk(struct gk_inputs *in, const char *folder, int depth,
    struct gk_error *err);

/* A file or folder found in a folder; `at` is the folder's descriptor. */
static enum gk_status
visit(struct gk_inputs *in, int at, const char *folder, const char *name,
    int depth, struct gk_error *err)
{
	struct gk_buf path = { 0 };
	enum gk_status status = GK_OK;
	struct stat st;

	if (name[0] == '.' || strncmp(name, "~$", 2) == 0)
		return GK_OK;
	gk_buf_printf(&path, "%s/%s", folder, name);
	if (fstatat(at, name, &st, AT_SYMLINK_NOFOLLOW) != 0) {
		if (errno != ENOENT)	/* gone in the meantime */
			status = gk_fail_errno(err, path.p, _("cannot read"));
	} else if (S_ISDIR(st.st_mode)) {
		status = walk(in, path.p, depth + 1, err);
	} else if (S_ISREG(st.st_mode) && has_suffix(name)) {
		add_input(in, path.p);
	} else if (S_ISREG(st.st_mode)) {
		*GK_PUSH(in->others, in->nothers, in->others_cap) =
		    shown_name(path.p);
		in->attachments++;
	}
	gk_buf_release(&path);
	return status;
}

static enum gk_status
walk(struct gk_inputs *in, const char *folder, int depth, struct gk_error *err)
{
	enum gk_status status = GK_OK;
	struct dirent *e;
	DIR *dir;

	if (depth > DEPTH_MAX)
		return gk_fail_for(GK_CAUSE_LIMIT, err, folder, 0,
		    _("folders are nested more than %d deep"), DEPTH_MAX);
	dir = opendir(folder);
	if (dir == NULL)
		return gk_fail_errno(err, folder, _("cannot read folder"));
	while (status == GK_OK) {
		errno = 0;
		e = readdir(dir);
		if (e == NULL && errno != 0)
			status = gk_fail_errno(err, folder,
			    _("cannot read folder"));
		if (e == NULL)
			break;
		status = visit(in, dirfd(dir), folder, e->d_name, depth, err);
	}
	closedir(dir);
	return status;
}

static int
input_cmp(const void *a, const void *b)
{
	const struct gk_input *x = a, *y = b;

	return strcmp(x->path, y->path);
}

static int
name_cmp(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

static enum gk_status
add_folder(struct gk_inputs *in, const char *operand, struct gk_error *err)
{
	size_t first = in->count, first_other = in->nothers;
	size_t n = strlen(operand);
	enum gk_status status;
	char *folder;

	while (n > 1 && operand[n - 1] == '/')
		n--;
	folder = gk_strndup(operand, n);
	status = walk(in, folder, 1, err);
	free(folder);
	if (status != GK_OK)
		return status;
	if (in->count == first)
		return gk_fail_for(GK_CAUSE_NO_LEDGER, err, operand, 0,
		    _("no ledgers in this folder (.csv, .tsv, .txt, .xls, "
		    ".xlsx, .et, .ods, .htm, .html)"));
	qsort(in->list + first, in->count - first, sizeof *in->list,
	    input_cmp);
	if (in->nothers > first_other)
		qsort(in->others + first_other, in->nothers - first_other,
		    sizeof *in->others, name_cmp);
	return GK_OK;
}

enum gk_status
gk_inputs_add(struct gk_inputs *in, const char *operand, struct gk_error *err)
{
	struct stat st;

	if (strcmp(operand, "-") == 0) {
		for (size_t i = 0; i < in->count; i++)
			if (strcmp(in->list[i].path, "-") == 0)
				return gk_fail(err, NULL, 0,
				    _("'-' can be given only once"));
		add_input(in, operand);
		return GK_OK;
	}
	if (stat(operand, &st) != 0) {
		int why = errno;

		if (why == ENOENT && lstat(operand, &st) == 0)
			return gk_fail_for(GK_CAUSE_ABSENT, err, operand, 0,
			    _("a symbolic link to nothing"));
		errno = why;
		return gk_fail_errno(err, operand, _("cannot read"));
	}
	if (S_ISDIR(st.st_mode))
		return add_folder(in, operand, err);
	add_input(in, operand);
	return GK_OK;
}

void
gk_inputs_release(struct gk_inputs *in)
{
	for (size_t i = 0; i < in->count; i++) {
		free(in->list[i].path);
		free(in->list[i].name);
	}
	for (size_t i = 0; i < in->nothers; i++)
		free(in->others[i]);
	free(in->list);
	free(in->others);
	*in = (struct gk_inputs){ 0 };
}
