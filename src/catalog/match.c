/*
 * What a record claims, matched to an item (DESIGN §4).
 *
 * Everything is looked up in maps made once (gk_matcher_new); nothing changes
 * afterwards, so that threads share a matcher.  A code wins.  Otherwise names
 * are compared as gk_item_key makes them: within the field, if one is claimed,
 * else over all catalogues, where they must be unique.
 *
 *   level1, level2       the pair; or level2 holds both ("招生管理—学校介绍")
 *   level2 only          the only item of that name; both in one cell; the
 *                        level1 of that name, if it has just one item
 *   level1 only          both in one cell; the only item of that level1; the
 *                        only item of that name (written in the wrong column)
 *   a level1 that is     the field once more: as if blank
 *     the field's name
 */
#include "config.h"

#include <ctype.h>
#include <stdlib.h>

#include "catalog/catalog_int.h"
#include "core/mem.h"

enum how { PAIR = '2', LEVEL2 = 'b', LEVEL1 = 'a', JOINED = 'j' };

struct slot {
	const struct gk_item *item;	/* the first; NULL: no such name */
	bool many;			/* further items */
	bool many_fields;
};

struct gk_matcher {
	const struct gk_catalogs *c;
	struct gk_intern *codes;
	const struct gk_item **by_code;
	size_t ncodes, codes_cap;
	struct gk_intern *fields;
	const struct gk_field **by_field;
	size_t nfields, fields_cap;
	struct gk_intern *names;
	struct slot *by_name;
	size_t nnames, names_cap;
	bool *on_web;			/* by gk_item.index */
	struct gk_near *near;
};

/* A name in the maps: the field ("" for all), what it is, its parts. */
static void
make_name(struct gk_buf *b, const struct gk_field *field, enum how how,
    struct gk_str one, struct gk_str two)
{
	gk_buf_clear(b);
	if (field != NULL)
		gk_buf_add_str(b, field->id);
	gk_buf_putc(b, '\x1f');
	gk_buf_putc(b, (char)how);
	if (how == JOINED) {
		gk_joined_key(b, one);
		gk_joined_key(b, two);
		return;
	}
	gk_buf_add_str(b, one);
	gk_buf_putc(b, '\x1f');
	gk_buf_add_str(b, two);
}

static void
add_name(struct gk_matcher *m, struct gk_buf *b,
    const struct gk_field *scope, enum how how, struct gk_str one,
    struct gk_str two, const struct gk_item *it)
{
	struct slot *s;
	uint32_t id;

	make_name(b, scope, how, one, two);
	id = gk_intern(m->names, gk_buf_str(b));
	if (id == m->nnames)
		*GK_PUSH(m->by_name, m->nnames, m->names_cap) =
		    (struct slot){ 0 };
	s = &m->by_name[id];
	if (s->item == NULL) {
		s->item = it;
	} else if (s->item != it) {
		s->many = true;
		if (s->item->field != it->field)
			s->many_fields = true;
	}
}

/* One name of an item: its level2, or an alias of it. */
static void
add_item_name(struct gk_matcher *m, const struct gk_item *it,
    struct gk_str level1, struct gk_str name)
{
	struct gk_buf b, l1, l2;

	gk_buf_init(&b);
	gk_buf_init(&l1);
	gk_buf_init(&l2);
	gk_item_key(&l1, level1);
	gk_item_key(&l2, name);
	for (int all = 0; all < 2 && l2.len != 0; all++) {
		const struct gk_field *scope = all ? NULL : it->field;

		add_name(m, &b, scope, PAIR, gk_buf_str(&l1), gk_buf_str(&l2),
		    it);
		add_name(m, &b, scope, LEVEL2, gk_buf_str(&l2), GK_EMPTY, it);
		add_name(m, &b, scope, LEVEL1, gk_buf_str(&l1), GK_EMPTY, it);
		add_name(m, &b, scope, JOINED, gk_buf_str(&l1),
		    gk_buf_str(&l2), it);
	}
	gk_buf_release(&b);
	gk_buf_release(&l1);
	gk_buf_release(&l2);
}

static void
add_item_names(struct gk_matcher *m, const struct gk_item *it,
    struct gk_str level1)
{
	add_item_name(m, it, level1, it->level2);
	for (size_t i = 0; i < it->naliases; i++)
		add_item_name(m, it, level1, it->aliases[i]);
}

static void
add_code(struct gk_matcher *m, const struct gk_item *it, struct gk_str code)
{
	struct gk_buf b;
	uint32_t id;

	gk_buf_init(&b);
	gk_item_key(&b, code);
	if (b.len != 0) {
		id = gk_intern(m->codes, gk_buf_str(&b));
		if (id == m->ncodes)
			*GK_PUSH(m->by_code, m->ncodes, m->codes_cap) = it;
	}
	gk_buf_release(&b);
}

static void
add_item(struct gk_matcher *m, const struct gk_item *it)
{
	add_code(m, it, it->id);
	add_code(m, it, it->local_id);
	add_item_names(m, it, it->level1);
	if (it->level1_issued.n != 0)	/* a local list moved it */
		add_item_names(m, it, it->level1_issued);
	for (size_t i = 0; i < it->nchannels && m->c->channels != NULL; i++)
		if (gk_channels_on_web(m->c->channels, it->channels[i]))
			m->on_web[it->index] = true;
}

static void
add_field_name(struct gk_matcher *m, const struct gk_field *f,
    struct gk_str name)
{
	struct gk_buf b;
	uint32_t id;

	gk_buf_init(&b);
	gk_field_key(&b, name);
	if (b.len != 0) {
		id = gk_intern(m->fields, gk_buf_str(&b));
		if (id == m->nfields)
			*GK_PUSH(m->by_field, m->nfields, m->fields_cap) = f;
	}
	gk_buf_release(&b);
}

struct gk_matcher *
gk_matcher_new(const struct gk_catalogs *c)
{
	struct gk_matcher *m = gk_calloc(1, sizeof *m);

	m->c = c;
	m->codes = gk_intern_new();
	m->fields = gk_intern_new();
	m->names = gk_intern_new();
	m->on_web = gk_calloc(c->nitems, sizeof *m->on_web);
	for (size_t i = 0; i < c->nfields; i++) {
		const struct gk_field *f = &c->fields[i];

		add_field_name(m, f, f->id);
		add_field_name(m, f, f->name);
		add_field_name(m, f, f->slug);
		for (size_t j = 0; j < f->naliases; j++)
			add_field_name(m, f, f->aliases[j]);
	}
	for (size_t i = 0; i < c->nitems; i++)
		add_item(m, c->items[i]);
	m->near = gk_near_new(c);
	return m;
}

void
gk_matcher_free(struct gk_matcher *m)
{
	if (m == NULL)
		return;
	gk_intern_free(m->codes);
	gk_intern_free(m->fields);
	gk_intern_free(m->names);
	free(m->by_code);
	free(m->by_field);
	free(m->by_name);
	free(m->on_web);
	gk_near_free(m->near);
	free(m);
}

bool
gk_matcher_on_web(const struct gk_matcher *m, const struct gk_item *i)
{
	return m->on_web[i->index];
}

/* The keys of what a record claims, and room for looking up. */
struct claim {
	const struct gk_matcher *m;
	struct gk_buf code, field, level1, level2, room;
};

static void
claim_init(struct claim *cl, const struct gk_matcher *m)
{
	*cl = (struct claim){ .m = m };
}

static void
claim_release(struct claim *cl)
{
	gk_buf_release(&cl->code);
	gk_buf_release(&cl->field);
	gk_buf_release(&cl->level1);
	gk_buf_release(&cl->level2);
	gk_buf_release(&cl->room);
}

static const struct gk_field *
find_field(const struct gk_matcher *m, struct gk_str key)
{
	uint32_t id = gk_intern_find(m->fields, key);

	return id != GK_NO_ID ? m->by_field[id] : NULL;
}

static struct slot
find_name(struct claim *cl, const struct gk_field *scope, enum how how,
    struct gk_str one, struct gk_str two)
{
	uint32_t id;

	make_name(&cl->room, scope, how, one, two);
	id = gk_intern_find(cl->m->names, gk_buf_str(&cl->room));
	return id != GK_NO_ID ? cl->m->by_name[id] : (struct slot){ 0 };
}

/* Tries the meanings of one cell in turn; the first that exists. */
static struct slot
find_single(struct claim *cl, const struct gk_field *scope,
    struct gk_str name, bool as_level1)
{
	const enum how level1[] = { JOINED, LEVEL1, LEVEL2 };
	const enum how level2[] = { LEVEL2, JOINED, LEVEL1 };
	const enum how *order = as_level1 ? level1 : level2;
	struct slot s = { 0 };

	for (size_t i = 0; i < 3 && s.item == NULL; i++) {
		s = find_name(cl, scope, order[i], name, GK_EMPTY);
		if (s.item != NULL && order[i] == LEVEL1 && s.many) {
			/* A known level1 that names no item. */
			s.item = NULL;
			if (as_level1)
				break;
		}
	}
	return s;
}

static struct slot
find_item(struct claim *cl, const struct gk_field *scope,
    struct gk_str level1, struct gk_str level2)
{
	struct slot s;

	if (level1.n == 0)
		return find_single(cl, scope, level2, false);
	if (level2.n == 0)
		return find_single(cl, scope, level1, true);
	s = find_name(cl, scope, PAIR, level1, level2);
	if (s.item != NULL)
		return s;
	s = find_name(cl, scope, JOINED, level2, GK_EMPTY);
	if (s.item != NULL)
		return s;
	return gk_str_eq(level1, level2)
	    ? find_single(cl, scope, level1, true) : s;
}

/* Whether only a level1 is claimed, which exists and has several items. */
static bool
claims_level1(struct claim *cl, const struct gk_field *scope,
    struct gk_str level1, struct gk_str level2, struct slot *s)
{
	struct gk_str name = level1.n != 0 ? level1 : level2;

	if (level1.n != 0 && level2.n != 0 && !gk_str_eq(level1, level2))
		return false;
	*s = find_name(cl, scope, LEVEL1, name, GK_EMPTY);
	return s->item != NULL;
}

/* What the claim may have meant: the same level2 elsewhere, or a like name. */
static const struct gk_item *
suggest(struct claim *cl, const struct gk_field *scope,
    struct gk_str level1, struct gk_str level2)
{
	struct slot s = { 0 };

	if (level2.n != 0)
		s = find_name(cl, scope, LEVEL2, level2, GK_EMPTY);
	return s.item != NULL ? s.item
	    : gk_near_find(cl->m->near, scope, level1, level2);
}

static struct gk_match
unknown(struct claim *cl, const struct gk_field *field,
    struct gk_str level1, struct gk_str level2)
{
	struct gk_match r = { .how = GK_MATCH_UNKNOWN, .field = field };

	if (level1.n == 0 && level2.n == 0)
		return r;
	r.nearest = suggest(cl, field, level1, level2);
	if (r.nearest == NULL && field != NULL)
		r.nearest = suggest(cl, NULL, level1, level2);
	return r;
}

/* By names; `field` NULL if none is claimed. */
static struct gk_match
match_names(struct claim *cl, const struct gk_field *field,
    struct gk_str level1, struct gk_str level2)
{
	const struct gk_field *again;
	struct slot s = find_item(cl, field, level1, level2);

	if (s.item == NULL && level1.n != 0) {
		/* The field once more, in the column of level1. */
		gk_buf_clear(&cl->room);
		gk_field_key(&cl->room, level1);
		again = find_field(cl->m, gk_buf_str(&cl->room));
		if (again != NULL && (field == NULL || again == field)) {
			if (level2.n == 0)
				return (struct gk_match){
				    .how = GK_MATCH_FIELD, .field = again };
			return match_names(cl, again, GK_EMPTY, level2);
		}
	}
	if (s.item != NULL && !s.many)
		return (struct gk_match){ .how = GK_MATCH_NAME,
		    .field = s.item->field, .item = s.item };
	if (s.item != NULL)
		return (struct gk_match){ .how = GK_MATCH_UNKNOWN,
		    .field = field, .nearest = s.item };
	if (claims_level1(cl, field, level1, level2, &s)) {
		if (s.many_fields)	/* 政策文件 alone says nothing */
			return (struct gk_match){ .how = GK_MATCH_NONE };
		return (struct gk_match){ .how = GK_MATCH_FIELD,
		    .field = s.item->field };
	}
	return unknown(cl, field, level1, level2);
}

/* The item whose id shares most with an unknown code, beyond the field. */
static const struct gk_item *
nearest_code(const struct gk_field *field, struct gk_str code)
{
	const struct gk_item *best = NULL;
	size_t longest = field->id.n + 1;

	for (size_t i = 0; i < field->nitems; i++) {
		struct gk_str id = field->items[i]->id;
		size_t n = 0;

		while (n < id.n && n < code.n && id.p[n] == code.p[n])
			n++;
		if (n > longest) {
			longest = n;
			best = field->items[i];
		}
	}
	return best;
}

static struct gk_match
match_code(struct claim *cl)
{
	struct gk_str code = gk_buf_str(&cl->code);
	struct gk_str level1 = gk_buf_str(&cl->level1);
	struct gk_str level2 = gk_buf_str(&cl->level2);
	uint32_t id = gk_intern_find(cl->m->codes, code);
	const struct gk_field *field;
	struct gk_match r;
	size_t dash;

	if (id != GK_NO_ID)
		return (struct gk_match){ .how = GK_MATCH_CODE,
		    .field = cl->m->by_code[id]->field,
		    .item = cl->m->by_code[id] };
	dash = gk_str_find(code, GK_STR("-"));
	field = dash != SIZE_MAX
	    ? find_field(cl->m, gk_str_sub(code, 0, dash)) : NULL;
	if (field == NULL)
		field = find_field(cl->m, gk_buf_str(&cl->field));
	if (level1.n == 0 && level2.n == 0) {
		r = unknown(cl, field, level1, level2);
	} else {
		r = match_names(cl, field, level1, level2);
		if (r.item != NULL)
			r.nearest = r.item;
	}
	if (r.nearest == NULL && field != NULL)
		r.nearest = nearest_code(field, code);
	r.how = GK_MATCH_UNKNOWN;
	r.item = NULL;
	r.field = field;
	return r;
}

static bool
has_digit(struct gk_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (isdigit((unsigned char)s.p[i]))
			return true;
	return false;
}

static struct gk_match
match_claim(struct claim *cl)
{
	struct gk_str field = gk_buf_str(&cl->field);
	struct gk_str level1 = gk_buf_str(&cl->level1);
	struct gk_str level2 = gk_buf_str(&cl->level2);
	const struct gk_field *f = NULL;

	/* A name in the column of codes is a name. */
	if (cl->code.len != 0 && has_digit(gk_buf_str(&cl->code)))
		return match_code(cl);
	if (level2.n == 0)
		level2 = gk_buf_str(&cl->code);
	if (field.n != 0) {
		f = find_field(cl->m, field);
		if (f == NULL) {
			struct gk_match r = unknown(cl, NULL, level1, level2);
			struct slot s = level1.n + level2.n != 0
			    ? find_item(cl, NULL, level1, level2)
			    : (struct slot){ 0 };

			if (s.item != NULL)
				r.nearest = s.item;
			return r;
		}
	}
	if (level1.n == 0 && level2.n == 0)
		return (struct gk_match){ .how = f != NULL ? GK_MATCH_FIELD
							   : GK_MATCH_NONE,
		    .field = f };
	return match_names(cl, f, level1, level2);
}

struct gk_match
gk_catalogs_match(const struct gk_catalogs *c, struct gk_str code,
    struct gk_str field, struct gk_str level1, struct gk_str level2)
{
	struct gk_match r;
	struct claim cl;

	claim_init(&cl, c->matcher);
	gk_item_key(&cl.code, code);
	gk_field_key(&cl.field, field);
	gk_item_key(&cl.level1, level1);
	gk_item_key(&cl.level2, level2);
	r = match_claim(&cl);
	claim_release(&cl);
	return r;
}
