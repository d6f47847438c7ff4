/*
 * Which field a catalogue is: its title may name one that is known.
 */
#include "config.h"

#include "catalog/import_int.h"

#include <stdlib.h>

#include "catalog/catalog_int.h"
#include "core/i18n.h"
#include "core/norm.h"

#define TITLE_MAX ((size_t)240)

bool
gk_title_is(struct gk_str line)
{
	static const char *const words[] = { "目录", "清单", "领域", "公开标准",
		NULL };

	line = gk_trim(line);
	if (line.n > TITLE_MAX)
		return false;
	for (size_t i = 0; words[i] != NULL; i++)
		if (gk_str_find(line, gk_str_of(words[i])) != SIZE_MAX)
			return true;
	return false;
}

struct gk_str
gk_title_in(struct gk_str lines)
{
	struct gk_str line, title = GK_EMPTY;

	while (gk_str_split(&lines, "\n", &line))
		if (gk_title_is(line))
			title = gk_trim(line);
	return title;
}

/* ---- which field ---------------------------------------------------- */

/* How much of the title the name of a field is; 0: it does not occur. */
static size_t
rate_name(struct gk_str title, struct gk_str name)
{
	struct gk_buf key = { 0 };
	struct gk_str before, k;
	size_t at = gk_str_find(title, GK_STR("领域")), rate = 0;

	gk_field_key(&key, name);
	k = gk_buf_str(&key);
	before = gk_str_sub(title, 0, at);
	/* 义务教育领域 names 义务教育; without 领域 it may stand anywhere. */
	if (k.n >= GK_STR("预算").n && (at != SIZE_MAX ?
	    gk_str_ends(before, k) : gk_str_find(title, k) != SIZE_MAX))
		rate = k.n;
	gk_buf_release(&key);
	return rate;
}

/* The field that the title names best; NULL if none, or two alike. */
static const struct gk_field *
find_field(const struct gk_catalogs *known, struct gk_str title)
{
	const struct gk_field *found = NULL;
	struct gk_buf key = { 0 };
	size_t best = 0;

	gk_norm_key(&key, title);
	for (size_t i = 0; i < known->nfields && key.len != 0; i++) {
		const struct gk_field *f = &known->fields[i];
		size_t rate = rate_name(gk_buf_str(&key), f->name);

		for (size_t k = 0; k < f->naliases; k++) {
			size_t other = rate_name(gk_buf_str(&key),
			    f->aliases[k]);

			if (other > rate)
				rate = other;
		}
		if (rate == 0 || rate < best)
			continue;
		found = rate > best ? f : NULL;
		best = rate;
	}
	gk_buf_release(&key);
	return found;
}

static const struct gk_field *
field_by_id(const struct gk_catalogs *known, struct gk_str id)
{
	for (size_t i = 0; i < known->nfields; i++)
		if (gk_str_eq(known->fields[i].id, id))
			return &known->fields[i];
	return NULL;
}

/* ---- values --------------------------------------------------------- */

bool
gk_field_id_is(struct gk_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= '0' && s.p[i] <= '9') ||
		    (s.p[i] >= 'A' && s.p[i] <= 'Z')))
			return false;
	return s.n >= 1 && s.n <= 8;
}

bool
gk_field_slug_is(struct gk_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= '0' && s.p[i] <= '9') ||
		    (s.p[i] >= 'a' && s.p[i] <= 'z') ||
		    (s.p[i] == '-' && i > 0 && i + 1 < s.n &&
		    s.p[i - 1] != '-')))
			return false;
	return s.n >= 1;
}

/* 2021年版 in a title. */
static struct gk_str
edition_in(struct gk_str title)
{
	static const char *const signs[] = { "年版", "版", NULL };

	for (size_t i = 0; i + 4 < title.n; i++) {
		struct gk_str year = gk_str_sub(title, i, 4);
		size_t n;

		if (gk_begins(year, (const char *const[]){ "20", NULL }) &&
		    gk_str_to_size(year, &n) &&
		    gk_begins(gk_str_sub(title, i + 4, SIZE_MAX), signs))
			return year;
	}
	return GK_EMPTY;
}

/* 示例区便民网点领域基层政务公开标准目录 -> 示例区便民网点 */
static struct gk_str
name_in(struct gk_arena *a, struct gk_str title)
{
	size_t at = gk_str_find(title, GK_STR("领域"));

	if (at == SIZE_MAX)
		return GK_EMPTY;
	return gk_cell_name(a, gk_str_sub(title, 0, at));
}

static struct gk_str
choose(struct gk_str first, struct gk_str second, struct gk_str third)
{
	return first.n != 0 ? first : second.n != 0 ? second : third;
}

/* ---- settling ------------------------------------------------------- */

/* Printed numbers serve if they rise all the way. */
static bool
seqs_rise(const struct gk_imported *c)
{
	for (size_t i = 0; i < c->field.nitems; i++)
		if (c->seqs[i] == 0 || c->seqs[i] > 999999 ||
		    (i > 0 && c->seqs[i] <= c->seqs[i - 1]))
			return false;
	return true;
}

static void
number_items(struct gk_arena *a, struct gk_imported *c, struct gk_str source)
{
	bool printed = seqs_rise(c);
	struct gk_buf id = { 0 };

	for (size_t i = 0; i < c->field.nitems; i++) {
		struct gk_item *it = c->field.items[i];

		gk_buf_clear(&id);
		gk_buf_printf(&id, "%.*s-%zu", GK_FMT(c->field.id),
		    printed ? c->seqs[i] : i + 1);
		it->id = gk_str_keep(a, gk_buf_str(&id));
		it->source = source;
		if (it->level1.n == 0)
			it->level1 = c->field.name;
	}
	gk_buf_release(&id);
}

static void
set_sources(struct gk_arena *a, struct gk_field *f, struct gk_str source)
{
	f->sources = gk_arena_alloc(a, sizeof *f->sources);
	f->sources[0] = source;
	f->nsources = 1;
}

/* A published table: what the options say, else the field that it names. */
static enum gk_status
name_published(struct gk_import *im, struct gk_imported *c,
    const struct gk_import_names *n, const char *file, struct gk_error *err)
{
	struct gk_arena *a = im->arena;
	const struct gk_field *known = NULL;
	struct gk_field *f = &c->field;
	struct gk_str none = GK_STR("未注明"), slug = GK_EMPTY;

	if (n->known != NULL && n->field.n != 0)
		known = field_by_id(n->known, n->field);
	else if (n->known != NULL)
		known = find_field(n->known, c->title.n != 0 ? c->title :
		    n->file);
	f->id = choose(n->field, known != NULL ? known->id : GK_EMPTY,
	    GK_EMPTY);
	if (f->id.n == 0)
		return c->title.n != 0 ? gk_fail(err, file, c->line,
		    _("table %zu does not say which field it is, see --field: "
		    "%.*s"), c->table, GK_FMT(c->title)) :
		    gk_fail(err, file, c->line,
		    _("table %zu does not say which field it is, see --field"),
		    c->table);
	f->name = choose(n->name, known != NULL ? known->name : GK_EMPTY,
	    name_in(a, c->title));
	if (f->name.n == 0)
		return gk_fail(err, file, c->line,
		    _("table %zu does not say what field %.*s is called, see "
		    "--name"), c->table, GK_FMT(f->id));
	if (known == NULL) {
		struct gk_buf b = { 0 };

		gk_buf_puts(&b, "field-");
		for (size_t i = 0; i < f->id.n; i++)
			gk_buf_putc(&b, (char)(f->id.p[i] >= 'A' ?
			    f->id.p[i] + ('a' - 'A') : f->id.p[i]));
		slug = gk_str_keep(a, gk_buf_str(&b));
		gk_buf_release(&b);
	}
	f->slug = choose(n->slug, known != NULL ? known->slug : slug,
	    GK_EMPTY);
	f->edition = edition_in(c->title);
	f->issuer = choose(n->issuer, none, GK_EMPTY);
	f->document = choose(n->document, c->title, none);
	set_sources(a, f, n->source);
	number_items(a, c, n->source);
	return GK_OK;
}

/* Rows that somebody has added to an export get the next numbers. */
static void
number_added(struct gk_arena *a, struct gk_field *f, struct gk_str source)
{
	struct gk_buf id = { 0 };
	size_t most = 0, n;

	for (size_t i = 0; i < f->nitems; i++)
		if (gk_str_to_size(gk_str_sub(f->items[i]->id, f->id.n + 1,
		    SIZE_MAX), &n) && n > most)
			most = n;
	for (size_t i = 0; i < f->nitems; i++) {
		if (f->items[i]->id.n != 0)
			continue;
		gk_buf_clear(&id);
		gk_buf_printf(&id, "%.*s-%zu", GK_FMT(f->id), ++most);
		f->items[i]->id = gk_str_keep(a, gk_buf_str(&id));
		if (f->items[i]->source.n == 0)
			f->items[i]->source = source;
	}
	gk_buf_release(&id);
}

/* One of our own exports knows all this; options go before it. */
static enum gk_status
name_own(struct gk_import *im, struct gk_imported *c,
    const struct gk_import_names *n, const char *file, struct gk_error *err)
{
	struct gk_field *f = &c->field;

	if (n->field.n != 0 && !gk_str_eq(n->field, f->id))
		return gk_fail(err, file, c->line,
		    _("an export of field %.*s; --field cannot change that"),
		    GK_FMT(f->id));
	f->slug = choose(n->slug, f->slug, GK_EMPTY);
	f->name = choose(n->name, f->name, GK_EMPTY);
	f->issuer = choose(n->issuer, f->issuer, GK_EMPTY);
	f->document = choose(n->document, f->document, GK_EMPTY);
	if (f->slug.n == 0 || f->name.n == 0 || f->issuer.n == 0 ||
	    f->document.n == 0)
		return gk_fail(err, file, c->line,
		    _("an export of field %.*s that lacks slug, name, issuer "
		    "or document"), GK_FMT(f->id));
	number_added(im->arena, f, n->source);
	return GK_OK;
}

enum gk_status
gk_import_name(struct gk_import *im, struct gk_imported *c,
    const struct gk_import_names *names, const char *file,
    struct gk_error *err)
{
	if (names->field.n != 0 && !gk_field_id_is(names->field))
		return gk_fail(err, NULL, 0,
		    _("--field: '%.*s' is not 1 to 8 digits and capital "
		    "letters"), GK_FMT(names->field));
	if (names->slug.n != 0 && !gk_field_slug_is(names->slug))
		return gk_fail(err, NULL, 0,
		    _("--slug: '%.*s' is not lower-case words joined by "
		    "hyphens"), GK_FMT(names->slug));
	return c->own ? name_own(im, c, names, file, err) :
	    name_published(im, c, names, file, err);
}
