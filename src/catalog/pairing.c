#include "config.h"

#include "catalog/pairing.h"

#include <stdlib.h>

#include "catalog/pairing_int.h"
#include "core/mem.h"

/* Names of a field that are compared, at most. */
#define NAMES_MAX ((size_t)1000)

/* What a field is called, in comparison form: its name, then its aliases. */
struct names {
	struct gk_str *keys;
	size_t count;
};

static struct gk_str
keep_field_key(struct gk_arena *a, struct gk_buf *tmp, struct gk_str name)
{
	gk_buf_clear(tmp);
	gk_field_key(tmp, name);
	return gk_str_keep(a, gk_buf_str(tmp));
}

static struct names *
all_names(struct gk_arena *a, const struct gk_catalogs *c)
{
	struct names *list = gk_arena_alloc(a, (c->nfields + 1) * sizeof *list);
	struct gk_buf tmp;

	gk_buf_init(&tmp);
	for (size_t i = 0; i < c->nfields; i++) {
		const struct gk_field *f = &c->fields[i];

		list[i].count = f->naliases < NAMES_MAX ? f->naliases + 1 :
		    NAMES_MAX;
		list[i].keys = gk_arena_alloc(a,
		    list[i].count * sizeof *list[i].keys);
		list[i].keys[0] = keep_field_key(a, &tmp, f->name);
		for (size_t k = 1; k < list[i].count; k++)
			list[i].keys[k] = keep_field_key(a, &tmp,
			    f->aliases[k - 1]);
	}
	gk_buf_release(&tmp);
	return list;
}

static bool
same_name(const struct names *a, const struct names *b)
{
	return a->keys[0].n != 0 && gk_str_eq(a->keys[0], b->keys[0]);
}

/* An alias of one is the name or an alias of the other. */
static bool
share_name(const struct names *a, const struct names *b)
{
	for (size_t i = 0; i < a->count; i++)
		for (size_t j = 0; j < b->count; j++)
			if (a->keys[i].n != 0 &&
			    gk_str_eq(a->keys[i], b->keys[j]))
				return true;
	return false;
}

/* Whether a third of the smaller field stands in the other under its name. */
static bool
share_items(const struct gk_field *old, const struct gk_field *now)
{
	size_t common = gk_items_common(old, now);
	size_t smaller = old->nitems < now->nitems ? old->nitems : now->nitems;

	return common != 0 && common * 3 >= smaller;
}

enum stage { EXTENDS, SAME_NAME, SHARED_NAME, SAME_SLUG, SAME_ID, ALIKE, STAGES };

static bool
is_same(enum stage stage, const struct gk_field *old, const struct names *o,
    const struct gk_field *now, const struct names *n)
{
	switch (stage) {
	case EXTENDS:
		return now->extends.n != 0 &&
		    gk_str_eq(now->extends, old->id);
	case SAME_NAME:
		return same_name(o, n);
	case SHARED_NAME:
		return share_name(o, n);
	case SAME_SLUG:
		return gk_str_eq(old->slug, now->slug) &&
		    share_items(old, now);
	case SAME_ID:
		return gk_str_eq(old->id, now->id) && share_items(old, now);
	default:
		return gk_forms_alike(o->keys[0], n->keys[0]) != 0;
	}
}

/* to[i]: the field of `now` that is field i of `old`, or SIZE_MAX. */
static void
match_fields(struct gk_arena *a, const struct gk_catalogs *old,
    const struct gk_catalogs *now, size_t *to, bool *taken)
{
	struct names *o = all_names(a, old), *n = all_names(a, now);

	for (size_t i = 0; i < old->nfields; i++)
		to[i] = SIZE_MAX;
	for (int stage = 0; stage < STAGES; stage++)
		for (size_t i = 0; i < old->nfields; i++)
			for (size_t j = 0; to[i] == SIZE_MAX &&
			    j < now->nfields; j++)
				if (!taken[j] && is_same((enum stage)stage,
				    &old->fields[i], &o[i], &now->fields[j],
				    &n[j])) {
					to[i] = j;
					taken[j] = true;
				}
}

static void
add_field(struct gk_pairing *p, const struct gk_field *old,
    const struct gk_field *now)
{
	struct gk_field_pair *pair = &p->fields[p->nfields++];

	*pair = (struct gk_field_pair){ .old = old, .now = now };
	pair->extends = old != NULL && now != NULL && now->extends.n != 0 &&
	    gk_str_eq(now->extends, old->id);
	pair->items = pair->extends ?
	    gk_items_extend(&p->arena, old, now, &pair->nitems) :
	    gk_items_pair(&p->arena, old, now, &pair->nitems);
}

struct gk_pairing *
gk_pairing_new(const struct gk_catalogs *old, const struct gk_catalogs *now)
{
	struct gk_pairing *p = gk_calloc(1, sizeof *p);
	size_t *to = gk_calloc(old->nfields, sizeof *to);
	bool *taken = gk_calloc(now->nfields, sizeof *taken);

	gk_arena_init(&p->arena);
	p->fields = gk_arena_alloc(&p->arena,
	    (old->nfields + now->nfields + 1) * sizeof *p->fields);
	match_fields(&p->arena, old, now, to, taken);
	for (size_t i = 0; i < old->nfields; i++)
		add_field(p, &old->fields[i],
		    to[i] != SIZE_MAX ? &now->fields[to[i]] : NULL);
	for (size_t j = 0; j < now->nfields; j++)
		if (!taken[j])
			add_field(p, NULL, &now->fields[j]);
	free(to);
	free(taken);
	return p;
}

void
gk_pairing_free(struct gk_pairing *p)
{
	if (p == NULL)
		return;
	gk_arena_release(&p->arena);
	free(p);
}
