#include "config.h"

#include "catalog/lint.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "catalog/catalog_int.h"
#include "catalog/lint_int.h"
#include "core/i18n.h"

static const struct {
	const char *id;
	enum gk_severity severity;
	const char *text[2];
} kinds[] = {
#define GK_LINT(sym, id, severity, zh, en) \
	[GK_LINT_##sym] = { id, GK_##severity, { zh, en } },
#include "catalog/lints.def"
#undef GK_LINT
};

const char *
gk_lint_id(enum gk_lint_kind kind)
{
	return kinds[kind].id;
}

enum gk_severity
gk_lint_severity(enum gk_lint_kind kind)
{
	return kinds[kind].severity;
}

struct gk_linter *
gk_linter_new(const struct gk_register *units, enum gk_lang lang)
{
	struct gk_linter *l = gk_calloc(1, sizeof *l);

	l->units = units;
	l->lang = lang;
	gk_arena_init(&l->arena);
	gk_buf_init(&l->a);
	gk_buf_init(&l->b);
	return l;
}

void
gk_linter_free(struct gk_linter *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < l->nsets; i++)
		gk_catalogs_free(l->sets[i]);
	free(l->sets);
	free(l->list);
	gk_arena_release(&l->arena);
	gk_buf_release(&l->a);
	gk_buf_release(&l->b);
	free(l);
}

void
gk_lint_add(struct gk_linter *l, enum gk_lint_kind kind, struct gk_str path,
    size_t line, const struct gk_arg *args, size_t nargs)
{
	struct gk_lint *one;

	gk_buf_clear(&l->a);
	gk_tmpl_expand(&l->a, kinds[kind].text[l->lang], args, nargs);
	one = GK_PUSH(l->list, l->count, l->cap);
	*one = (struct gk_lint){ kind, path, line,
		gk_str_keep(&l->arena, gk_buf_str(&l->a)) };
}

/* ---- files ---------------------------------------------------------- */

static enum gk_status
add_file(struct gk_linter *l, const char *path, struct gk_error *err)
{
	struct gk_catalogs *c = gk_catalogs_new();
	struct gk_arg what = { "what", GK_EMPTY };

	if (strcmp(path, "-") != 0 && access(path, R_OK) != 0) {
		gk_catalogs_free(c);
		return gk_fail_errno(err, path, _("cannot open"));
	}
	if (gk_catalogs_add(c, path, err) == GK_OK) {
		*GK_PUSH(l->sets, l->nsets, l->sets_cap) = c;
		for (size_t i = 0; i < c->nfields; i++)
			gk_lint_field(l, &c->fields[i]);
		return GK_OK;
	}
	gk_catalogs_free(c);
	if (strcmp(err->file, path) != 0)	/* our own data: channels.csv */
		return GK_FAIL;
	what.value = gk_str_of(err->message);
	gk_lint_add(l, GK_LINT_SCHEMA, gk_str_keep(&l->arena,
	    gk_str_of(path)), err->line, &what, 1);
	return GK_OK;
}

static enum gk_status
add_folder(struct gk_linter *l, const char *dir, struct gk_error *err)
{
	char **paths;
	size_t count;
	enum gk_status st = gk_catalog_paths(dir, &paths, &count, err);

	for (size_t i = 0; i < count; i++) {
		if (st == GK_OK)
			st = add_file(l, paths[i], err);
		free(paths[i]);
	}
	free(paths);
	return st;
}

enum gk_status
gk_linter_add(struct gk_linter *l, const char *path, struct gk_error *err)
{
	struct stat sb;

	if (strcmp(path, "-") == 0)
		return add_file(l, path, err);
	if (stat(path, &sb) != 0)
		return gk_fail_errno(err, path, _("cannot open"));
	return S_ISDIR(sb.st_mode) ? add_folder(l, path, err)
				   : add_file(l, path, err);
}

/* ---- between files -------------------------------------------------- */

/* The i-th name of a field: its own, then its aliases. */
static struct gk_str
name_of(const struct gk_field *f, size_t i)
{
	return i == 0 ? f->name : f->aliases[i - 1];
}

static struct gk_str
name_key(struct gk_linter *l, struct gk_str name)
{
	gk_buf_clear(&l->b);
	gk_field_key(&l->b, name);
	return gk_buf_str(&l->b);
}

static void
compare_names(struct gk_linter *l, const struct gk_field *f,
    const struct gk_field *before)
{
	struct gk_intern *known = gk_intern_new();

	for (size_t i = 0; i <= before->naliases; i++)
		gk_intern(known, name_key(l, name_of(before, i)));
	for (size_t i = 0; i <= f->naliases; i++) {
		struct gk_arg args[] = { { "value", name_of(f, i) },
			{ "other", before->path } };
		struct gk_str key = name_key(l, args[0].value);

		if (key.n != 0 && gk_intern_find(known, key) != GK_NO_ID)
			gk_lint_add(l, GK_LINT_NAME_TWICE, f->path, 0, args,
			    2);
	}
	gk_intern_free(known);
}

static void
compare_fields(struct gk_linter *l, const struct gk_field *f,
    const struct gk_field *before)
{
	struct gk_arg args[] = { { "value", f->id }, { "other",
	    before->path } };

	if (gk_str_eq(f->id, before->id))
		gk_lint_add(l, GK_LINT_FIELD_TWICE, f->path, 0, args, 2);
	else if (!gk_str_eq(f->extends, before->id) &&
	    !gk_str_eq(before->extends, f->id))
		compare_names(l, f, before);
}

static void
check_change(struct gk_linter *l, const struct gk_field *f, size_t line,
    struct gk_str item, const struct gk_field *national,
    const struct gk_intern *ids)
{
	struct gk_arg args[] = { { "value", item },
		{ "other", national->path } };

	if (item.n != 0 && gk_intern_find(ids, item) == GK_NO_ID)
		gk_lint_add(l, GK_LINT_CHANGE_UNKNOWN, f->path, line, args,
		    2);
}

/* What a local catalogue changes must be there, if we know what is. */
static void
compare_changes(struct gk_linter *l, const struct gk_field *f,
    const struct gk_field *national)
{
	struct gk_intern *ids;

	if (!gk_str_eq(f->extends, national->id))
		return;
	ids = gk_intern_new();
	for (size_t i = 0; i < national->nitems; i++)
		gk_intern(ids, national->items[i]->id);
	for (size_t i = 0; i < f->nchanges; i++)
		check_change(l, f, f->changes[i].line, f->changes[i].item,
		    national, ids);
	for (size_t i = 0; i < f->nitems; i++)
		check_change(l, f, f->items[i]->line, f->items[i]->replaces,
		    national, ids);
	gk_intern_free(ids);
}

static int
by_place(const void *va, const void *vb)
{
	const struct gk_lint *a = va, *b = vb;
	int order = gk_str_cmp(a->path, b->path);

	if (order != 0)
		return order;
	if (a->line != b->line)
		return a->line < b->line ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return gk_str_cmp(a->text, b->text);
}

const struct gk_lint *
gk_linter_finish(struct gk_linter *l, size_t *count)
{
	/* One file is one set, and one field. */
	for (size_t i = 0; i < l->nsets; i++)
		for (size_t j = 0; j < l->nsets; j++) {
			if (j < i)
				compare_fields(l, &l->sets[i]->fields[0],
				    &l->sets[j]->fields[0]);
			compare_changes(l, &l->sets[i]->fields[0],
			    &l->sets[j]->fields[0]);
		}
	if (l->count != 0)
		qsort(l->list, l->count, sizeof *l->list, by_place);
	*count = l->count;
	return l->list;
}
