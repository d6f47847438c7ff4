#include "config.h"

#include "catalog/catalog.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "catalog/catalog_int.h"
#include "core/file.h"
#include "core/i18n.h"
#include "core/mem.h"

struct gk_catalogs *
gk_catalogs_new(void)
{
	struct gk_catalogs *c = gk_calloc(1, sizeof *c);

	gk_arena_init(&c->arena);
	return c;
}

void
gk_catalogs_free(struct gk_catalogs *c)
{
	if (c == NULL)
		return;
	gk_matcher_free(c->matcher);
	gk_channels_free(c->channels);
	gk_arena_release(&c->arena);
	free(c->fields);
	free(c->items);
	free(c);
}

static enum gk_status
load_channels(struct gk_catalogs *c, struct gk_error *err)
{
	char *path;

	if (c->channels != NULL)
		return GK_OK;
	path = gk_data_path("catalogs/channels.csv");
	c->channels = gk_channels_read(path, err);
	free(path);
	return c->channels != NULL ? GK_OK : GK_FAIL;
}

/* A project file may lie in the folder of the register and local catalogues. */
static bool
is_catalogue_name(const char *name)
{
	return name[0] != '.' && strcmp(name, "gongkai.xml") != 0 &&
	    gk_str_ends(gk_str_of(name), GK_STR(".xml"));
}

/* What stands behind a declaration and comments; "" if nothing does. */
static struct gk_str
root_of(struct gk_str text)
{
	size_t at;

	while ((at = gk_str_find(text, GK_STR("<"))) != SIZE_MAX) {
		struct gk_str end;

		text = gk_str_sub(text, at, text.n - at);
		if (gk_str_starts(text, GK_STR("<?")))
			end = GK_STR("?>");
		else if (gk_str_starts(text, GK_STR("<!--")))
			end = GK_STR("-->");
		else
			return text;
		at = gk_str_find(text, end);
		if (at == SIZE_MAX)
			break;
		text = gk_str_sub(text, at + end.n, text.n - at - end.n);
	}
	return GK_EMPTY;
}

/*
 * Key points (compare/points.h) and rule packs may lie beside the local
 * catalogues and are none.  A file that cannot be read is left to the reader.
 */
static bool
is_other(const char *path)
{
	static const char *const roots[] = { "<points", "<rules" };
	struct gk_error ignored;
	struct gk_file f;
	struct gk_str root;
	bool other = false;

	if (gk_file_open(path, &f, &ignored) != GK_OK)
		return false;
	root = root_of(f.text);
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
		struct gk_str name = gk_str_of(roots[i]);

		other |= gk_str_starts(root, name) && root.n > name.n &&
		    root.p[name.n] != '\0' &&
		    strchr(" \t\r\n>", root.p[name.n]) != NULL;
	}
	gk_file_close(&f);
	return other;
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

enum gk_status
gk_catalog_paths(const char *dir, char ***paths, size_t *count,
    struct gk_error *err)
{
	size_t cap = 0;
	struct dirent *e;
	DIR *d = opendir(dir);
	struct gk_buf b;

	*paths = NULL;
	*count = 0;
	if (d == NULL)
		return gk_fail_errno(err, dir, _("cannot open the folder"));
	while (errno = 0, (e = readdir(d)) != NULL) {
		if (!is_catalogue_name(e->d_name))
			continue;
		gk_buf_init(&b);
		gk_buf_printf(&b, "%s/%s", dir, e->d_name);
		if (is_other(b.p))
			gk_buf_release(&b);
		else
			*GK_PUSH(*paths, *count, cap) = b.p;
	}
	if (errno != 0) {
		gk_fail_errno(err, dir, _("cannot read the folder"));
		closedir(d);
		return GK_FAIL;
	}
	closedir(d);
	if (*count != 0)
		qsort(*paths, *count, sizeof **paths, by_bytes);
	return GK_OK;
}

static enum gk_status
add_folder(struct gk_catalogs *c, const char *dir, struct gk_error *err)
{
	char **paths;
	size_t count;
	enum gk_status st = gk_catalog_paths(dir, &paths, &count, err);

	for (size_t i = 0; i < count; i++) {
		if (st == GK_OK)
			st = gk_catalog_read(c, paths[i], err);
		free(paths[i]);
	}
	free(paths);
	return st;
}

enum gk_status
gk_catalogs_add(struct gk_catalogs *c, const char *path, struct gk_error *err)
{
	struct stat sb;
	enum gk_status st;

	assert(c->matcher == NULL);
	if (load_channels(c, err) != GK_OK)
		return GK_FAIL;
	if (strcmp(path, "-") == 0)
		sb.st_mode = 0;
	else if (stat(path, &sb) != 0)
		return gk_fail_errno(err, path, _("cannot open"));
	st = S_ISDIR(sb.st_mode) ? add_folder(c, path, err)
				 : gk_catalog_read(c, path, err);
	/* The array of fields may have moved. */
	for (size_t f = 0; f < c->nfields; f++)
		for (size_t i = 0; i < c->fields[f].nitems; i++)
			c->fields[f].items[i]->field = &c->fields[f];
	return st;
}

void
gk_catalogs_index(struct gk_catalogs *c)
{
	struct gk_error ignored;

	assert(c->matcher == NULL);
	if (!c->localised)
		gk_catalogs_localise(c, &ignored);
	c->matcher = gk_matcher_new(c);
}

bool
gk_channel_is(const struct gk_catalogs *c, struct gk_str written,
    struct gk_str listed)
{
	return c->channels != NULL &&
	    gk_channels_same(c->channels, written, listed);
}

bool
gk_channel_on_web(const struct gk_catalogs *c, struct gk_str written)
{
	struct gk_str piece;

	while (gk_str_split(&written, GK_CHANNEL_SEPARATORS, &piece))
		if (gk_channels_on_web(c->channels, piece))
			return true;
	return false;
}

bool
gk_item_on_web(const struct gk_catalogs *c, const struct gk_item *i)
{
	return gk_matcher_on_web(c->matcher, i);
}
