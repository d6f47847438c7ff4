/*
 * Catalogue XML to structs.  The schema has seen to names, order and the form
 * of values; what it cannot say (ids, contradictions between attributes) is
 * checked here.
 */
#include "config.h"

#include "catalog/catalog.h"

#include <stdlib.h>

#include <libxml/tree.h>

#include "catalog/catalog_int.h"
#include "core/i18n.h"
#include "core/mem.h"
#include "core/xml.h"

struct reader {
	struct gk_catalogs *c;
	struct gk_arena *arena;
	struct gk_field *field;
	struct gk_intern *ids;		/* of this file */
	const char *path;
	struct gk_error *err;
};

static size_t
line_of(const xmlNode *n)
{
	long line = xmlGetLineNo(n);

	return line > 0 ? (size_t)line : 0;
}

/* The texts of all children called `name`. */
static struct gk_str *
read_list(struct reader *r, const xmlNode *parent, const char *name,
    size_t *count)
{
	const xmlNode *n;
	struct gk_str *list;
	size_t i = 0;

	*count = 0;
	for (n = gk_xml_child(parent, name); n != NULL; n = gk_xml_next(n, name))
		++*count;
	list = gk_arena_alloc(r->arena, (*count + 1) * sizeof *list);
	for (n = gk_xml_child(parent, name); n != NULL; n = gk_xml_next(n, name))
		list[i++] = gk_xml_text(r->arena, n);
	return list;
}

static struct gk_str
read_text(struct reader *r, const xmlNode *parent, const char *name)
{
	const xmlNode *n = gk_xml_child(parent, name);

	return n != NULL ? gk_xml_text(r->arena, n) : GK_EMPTY;
}

static bool
attr_is(struct reader *r, const xmlNode *n, const char *name,
    const char *value)
{
	return gk_str_eq(gk_xml_attr(r->arena, n, name), gk_str_of(value));
}

/* 0 if the attribute is absent. */
static enum gk_status
read_days(struct reader *r, const xmlNode *n, const char *name, int *days)
{
	struct gk_str s = gk_xml_attr(r->arena, n, name);
	size_t v = 0;

	*days = 0;
	if (s.n == 0)
		return GK_OK;
	if (!gk_str_to_size(s, &v) || v == 0 || v > 3660)
		return gk_fail(r->err, r->path, line_of(n),
		    _("%s=\"%.*s\" is no number of days"), name, GK_FMT(s));
	*days = (int)v;
	return GK_OK;
}

static enum gk_status
read_day(struct reader *r, const xmlNode *n, const char *name, gk_day *day)
{
	struct gk_str s = gk_xml_attr(r->arena, n, name);

	*day = GK_NO_DAY;
	if (s.n == 0 || gk_date_parse_iso(s, day))
		return GK_OK;
	return gk_fail(r->err, r->path, line_of(n),
	    _("%s=\"%.*s\" is no date (YYYY-MM-DD)"), name, GK_FMT(s));
}

static size_t
count_children(const xmlNode *parent, const char *name)
{
	const xmlNode *n;
	size_t count = 0;

	for (n = gk_xml_child(parent, name); n != NULL; n = gk_xml_next(n, name))
		count++;
	return count;
}

static enum gk_cadence
read_cadence(struct reader *r, const xmlNode *n, const char *name)
{
	static const struct {
		const char *name;
		enum gk_cadence cadence;
	} cadences[] = {
		{ "yearly", GK_YEARLY },
		{ "half-yearly", GK_HALF_YEARLY },
		{ "quarterly", GK_QUARTERLY },
		{ "monthly", GK_MONTHLY },
	};

	for (size_t i = 0; i < sizeof cadences / sizeof cadences[0]; i++)
		if (attr_is(r, n, name, cadences[i].name))
			return cadences[i].cadence;
	return GK_ONCE;
}

/* <by month="3" day="31"/>: a day that every leap year has. */
static enum gk_status
read_by(struct reader *r, const xmlNode *n, struct gk_clause *c)
{
	size_t month = 0, day = 0;

	gk_str_to_size(gk_xml_attr(r->arena, n, "month"), &month);
	gk_str_to_size(gk_xml_attr(r->arena, n, "day"), &day);
	if (month < 1 || month > 12 || day < 1 || day > 31 ||
	    gk_day_of(2000, (int)month, (int)day) == GK_NO_DAY)
		return gk_fail(r->err, r->path, line_of(n),
		    _("there is no day %zu in month %zu"), day, month);
	c->month = (int)month;
	c->day = (int)day;
	return GK_OK;
}

/* The elements of a limit. */
static const char *const clause_names[] = {
	[GK_CLAUSE_DEADLINE] = "clause",
	[GK_CLAUSE_DURATION] = "duration",
	[GK_CLAUSE_UPDATE] = "update",
	[GK_CLAUSE_CADENCE] = "cadence",
	[GK_CLAUSE_BY] = "by",
	[GK_CLAUSE_PROMPTLY] = "promptly",
	[GK_CLAUSE_STANDING] = "standing",
	[GK_CLAUSE_WITH] = "with",
	[GK_CLAUSE_AHEAD] = "ahead",
	[GK_CLAUSE_WITHIN] = "within",
};

const char *
gk_clause_name(enum gk_clause_kind kind)
{
	return clause_names[kind];
}

/* The schema knows no other names. */
static enum gk_clause_kind
clause_kind(const xmlNode *n)
{
	size_t i = 0;

	while (i + 1 < sizeof clause_names / sizeof clause_names[0] &&
	    !gk_xml_is(n, clause_names[i]))
		i++;
	return (enum gk_clause_kind)i;
}

static enum gk_status
read_clause(struct reader *r, const xmlNode *n, struct gk_clause *c)
{
	c->kind = clause_kind(n);
	if (read_days(r, n, "days", &c->days) != GK_OK)
		return GK_FAIL;
	c->unit = attr_is(r, n, "unit", "calendar") ? GK_CALENDAR : GK_WORKING;
	c->from = gk_xml_attr(r->arena, n, "from");
	c->event = gk_xml_attr(r->arena, n, "event");
	c->applies = gk_xml_attr(r->arena, n, "applies");
	c->cadence = read_cadence(r, n, "every");
	c->phrase = GK_EMPTY;
	return c->kind == GK_CLAUSE_BY ? read_by(r, n, c) : GK_OK;
}

/* Deadlines once more, in a list of their own. */
static void
list_deadlines(struct reader *r, struct gk_item *it)
{
	it->limits = gk_arena_alloc(r->arena,
	    (it->nclauses + 1) * sizeof *it->limits);
	for (size_t i = 0; i < it->nclauses; i++) {
		const struct gk_clause *c = &it->clauses[i];

		if (c->kind == GK_CLAUSE_DEADLINE)
			it->limits[it->nlimits++] = (struct gk_limit){
				c->days, c->unit, c->from, c->applies };
	}
}

static enum gk_status
read_limit(struct reader *r, const xmlNode *item, struct gk_item *it)
{
	const xmlNode *limit = gk_xml_child(item, "limit"), *n;
	size_t count;

	it->limit_text = GK_EMPTY;
	if (limit == NULL)
		return GK_OK;
	it->limit_text = gk_xml_attr(r->arena, limit, "text");
	count = count_children(limit, NULL);
	it->clauses = gk_arena_alloc(r->arena,
	    (count + 1) * sizeof *it->clauses);
	for (n = gk_xml_child(limit, NULL); n != NULL; n = gk_xml_next(n, NULL))
		if (read_clause(r, n, &it->clauses[it->nclauses++]) != GK_OK)
			return GK_FAIL;
	list_deadlines(r, it);
	return GK_OK;
}

static enum gk_status
read_nature(struct reader *r, const xmlNode *n, struct gk_item *it)
{
	it->nature = attr_is(r, n, "nature", "periodic") ? GK_PERIODIC :
	    attr_is(r, n, "nature", "triggered") ? GK_TRIGGERED : GK_STANDING;
	it->nature_inferred = attr_is(r, n, "nature-evidence", "inferred");
	it->cadence = read_cadence(r, n, "cadence");
	if ((it->nature == GK_PERIODIC) != (it->cadence != GK_ONCE))
		return gk_fail(r->err, r->path, line_of(n),
		    _("item %.*s: a periodic item needs a cadence, and only it"),
		    GK_FMT(it->id));
	return GK_OK;
}

static enum gk_status
read_id(struct reader *r, const xmlNode *n, struct gk_item *it)
{
	struct gk_str field = r->field->id;
	size_t before = gk_intern_count(r->ids);

	it->id = gk_xml_attr(r->arena, n, "id");
	if (!gk_str_starts(it->id, field) || it->id.n <= field.n + 1 ||
	    it->id.p[field.n] != '-')
		return gk_fail(r->err, r->path, line_of(n),
		    _("item id \"%.*s\" does not begin with the field's number, %.*s-"),
		    GK_FMT(it->id), GK_FMT(field));
	if (gk_intern(r->ids, it->id) < before)
		return gk_fail(r->err, r->path, line_of(n),
		    _("item id \"%.*s\" is used twice"), GK_FMT(it->id));
	return GK_OK;
}

static enum gk_status
read_item_attributes(struct reader *r, const xmlNode *n, struct gk_item *it)
{
	if (read_id(r, n, it) != GK_OK || read_nature(r, n, it) != GK_OK ||
	    read_days(r, n, "update-days", &it->update_days) != GK_OK ||
	    read_day(r, n, "valid-from", &it->from) != GK_OK ||
	    read_day(r, n, "valid-until", &it->until) != GK_OK)
		return GK_FAIL;
	if (it->from != GK_NO_DAY && it->until != GK_NO_DAY &&
	    it->until < it->from)
		return gk_fail(r->err, r->path, line_of(n),
		    _("item %.*s: valid-until is before valid-from"),
		    GK_FMT(it->id));
	it->evidence = attr_is(r, n, "evidence", "seen") ? GK_SEEN :
	    attr_is(r, n, "evidence", "partial") ? GK_PARTIAL : GK_RECALLED;
	it->duty = attr_is(r, n, "duty", "each") ? GK_DUTY_EACH :
	    attr_is(r, n, "duty", "lead") ? GK_DUTY_LEAD : GK_DUTY_ANY;
	it->placeholder = attr_is(r, n, "placeholder", "yes");
	it->subject_inferred = attr_is(r, n, "subject-evidence", "inferred");
	it->replaces = gk_xml_attr(r->arena, n, "replaces");
	it->reason = gk_xml_attr(r->arena, n, "reason");
	if (it->replaces.n != 0 && r->field->extends.n == 0)
		return gk_fail(r->err, r->path, line_of(n),
		    _("item %.*s replaces another one, but its catalogue extends no field"),
		    GK_FMT(it->id));
	return GK_OK;
}

static struct gk_str
join(struct gk_arena *a, const struct gk_str *parts, size_t n)
{
	struct gk_str s = GK_EMPTY;

	for (size_t i = 0; i < n; i++)
		s = gk_str_join(a, s, GK_STR(";"), parts[i]);
	return s;
}

/* All levels of an item, or those with weak="yes" only. */
static unsigned
read_levels(struct reader *r, const xmlNode *item, bool weak)
{
	const xmlNode *n;
	unsigned levels = 0;

	for (n = gk_xml_child(item, "level"); n != NULL;
	    n = gk_xml_next(n, "level")) {
		struct gk_str s = gk_xml_text(r->arena, n);

		if (weak && !attr_is(r, n, "weak", "yes"))
			continue;
		if (gk_str_eq(s, GK_STR("市级")))
			levels |= GK_CITY;
		else if (gk_str_eq(s, GK_STR("县级")))
			levels |= GK_COUNTY;
		else
			levels |= GK_TOWN;
	}
	return levels;
}

static bool
is_restricted(struct gk_str audience)
{
	return (gk_str_find(audience, GK_STR("特定群众")) != SIZE_MAX ||
	    gk_str_find(audience, GK_STR("特定群体")) != SIZE_MAX) &&
	    gk_str_find(audience, GK_STR("全社会")) == SIZE_MAX;
}

static struct gk_item *
read_item(struct reader *r, const xmlNode *n)
{
	struct gk_item *it = gk_arena_alloc(r->arena, sizeof *it);
	const xmlNode *channels = gk_xml_child(n, "channels");

	it->line = line_of(n);
	if (read_item_attributes(r, n, it) != GK_OK ||
	    read_limit(r, n, it) != GK_OK)
		return NULL;
	it->level1 = read_text(r, n, "level1");
	it->level2 = read_text(r, n, "level2");
	it->aliases = read_list(r, n, "alias", &it->naliases);
	it->elements = read_list(r, n, "element", &it->nelements);
	it->bases = read_list(r, n, "basis", &it->nbases);
	it->basis = join(r->arena, it->bases, it->nbases);
	it->subjects = read_list(r, n, "subject", &it->nsubjects);
	if (channels != NULL) {
		it->channels = read_list(r, channels, "channel",
		    &it->nchannels);
		it->all_channels = attr_is(r, channels, "all", "yes");
	}
	it->audience = read_text(r, n, "audience");
	it->restricted = is_restricted(it->audience);
	it->method = read_text(r, n, "method");
	it->levels = read_levels(r, n, false);
	it->weak_levels = read_levels(r, n, true);
	it->source = read_text(r, n, "source");
	return it;
}

static enum gk_status
read_items(struct reader *r, const xmlNode *root)
{
	const xmlNode *items = gk_xml_child(root, "items"), *n;
	struct gk_field *f = r->field;

	f->items = gk_arena_alloc(r->arena,
	    (count_children(items, "item") + 1) * sizeof *f->items);
	for (n = gk_xml_child(items, "item"); n != NULL;
	    n = gk_xml_next(n, "item")) {
		struct gk_item *it = read_item(r, n);

		if (it == NULL)
			return GK_FAIL;
		it->index = r->c->nitems;
		f->items[f->nitems++] = it;
		*GK_PUSH(r->c->items, r->c->nitems, r->c->items_cap) = it;
	}
	return GK_OK;
}

/* What a local catalogue drops and renames; only it may, or be empty. */
static enum gk_status
read_changes(struct reader *r, const xmlNode *root)
{
	const xmlNode *changes = gk_xml_child(root, "changes"), *n;
	struct gk_field *f = r->field;
	struct gk_local_change *ch;

	if (f->extends.n == 0 && (changes != NULL || f->nitems == 0))
		return gk_fail(r->err, r->path, line_of(root), changes != NULL
		    ? _("a catalogue that extends no field cannot have changes")
		    : _("the catalogue has no items"));
	if (changes == NULL)
		return GK_OK;
	f->changes = gk_arena_alloc(r->arena,
	    (count_children(changes, NULL) + 1) * sizeof *f->changes);
	for (n = gk_xml_child(changes, NULL); n != NULL;
	    n = gk_xml_next(n, NULL)) {
		ch = &f->changes[f->nchanges++];
		ch->item = gk_xml_attr(r->arena, n, "item");
		ch->level2 = gk_xml_attr(r->arena, n, "level2");
		ch->reason = gk_xml_attr(r->arena, n, "reason");
		ch->line = line_of(n);
	}
	return GK_OK;
}

/* What the source says of the whole catalogue, and where it was read. */
static void
read_notes(struct reader *r, const xmlNode *root)
{
	const xmlNode *stated = gk_xml_child(root, "stated-items");
	const xmlNode *sources = gk_xml_child(root, "sources");
	struct gk_field *f = r->field;

	f->edition = gk_xml_attr(r->arena, root, "edition");
	if (stated != NULL) {
		gk_str_to_size(gk_xml_attr(r->arena, stated, "count"),
		    &f->stated);
		f->stated_text = gk_xml_text(r->arena, stated);
	}
	f->notes = read_list(r, root, "note", &f->nnotes);
	f->sources = read_list(r, sources, "source", &f->nsources);
}

static enum gk_status
read_field(struct reader *r, const xmlNode *root)
{
	struct gk_field *f = r->field;
	const xmlNode *document = gk_xml_child(root, "document");
	size_t number;

	f->id = gk_xml_attr(r->arena, root, "field");
	/* Fields of the ministries are numbered, local lists have letters. */
	f->national = gk_str_to_size(f->id, &number);
	f->extends = gk_xml_attr(r->arena, root, "extends");
	f->slug = gk_xml_attr(r->arena, root, "slug");
	f->name = gk_xml_attr(r->arena, root, "name");
	for (size_t i = 0; i < r->c->nfields; i++)
		if (gk_str_eq(r->c->fields[i].id, f->id))
			return gk_fail(r->err, r->path, line_of(root),
			    _("field %.*s is already in %.*s"), GK_FMT(f->id),
			    GK_FMT(r->c->fields[i].path));
	f->aliases = read_list(r, root, "alias", &f->naliases);
	f->issuer = read_text(r, root, "issuer");
	f->document = read_text(r, root, "document");
	f->document_verified = attr_is(r, document, "verified", "yes");
	f->date = read_text(r, root, "date");
	f->path = gk_str_keep(r->arena, gk_str_of(r->path));
	read_notes(r, root);
	return read_items(r, root) == GK_OK ? read_changes(r, root) : GK_FAIL;
}

enum gk_status
gk_catalog_read(struct gk_catalogs *c, const char *path, struct gk_error *err)
{
	struct gk_field field = { 0 };
	struct reader r = { .c = c, .arena = &c->arena, .field = &field,
		.path = path, .err = err };
	xmlDocPtr doc = gk_xml_load(path, "catalogs/catalog.rng", err);
	enum gk_status st;

	if (doc == NULL)
		return GK_FAIL;
	r.ids = gk_intern_new();
	st = read_field(&r, xmlDocGetRootElement(doc));
	if (st == GK_OK)
		*GK_PUSH(c->fields, c->nfields, c->fields_cap) = field;
	gk_intern_free(r.ids);
	xmlFreeDoc(doc);
	return st;
}
