/*
 * Local catalogues (本地目录) applied to the fields that they extend.
 *
 * It is done before matching.  Afterwards there are only fields with their
 * items, some of them added, renamed, replaced or dropped, and nothing else
 * has to know that there was a local catalogue.
 */
#include "config.h"

#include "catalog/catalog.h"

#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "core/mem.h"

struct local {
	struct gk_catalogs *c;
	const struct gk_field *from;	/* the local catalogue, kept */
	struct gk_field *to;		/* the field that it extends */
	struct gk_error *err;		/* of the first failure */
	struct gk_error later;		/* of others: not told */
	enum gk_status st;
};

/* Where the next failure goes; what failed is left out. */
static struct gk_error *
fail(struct local *l)
{
	struct gk_error *err = l->st == GK_OK ? l->err : &l->later;

	l->st = GK_FAIL;
	return err;
}

/* The item to be changed; NULL if there is none, or it was changed already. */
static struct gk_item *
item_of(struct local *l, struct gk_str id, size_t line)
{
	const struct gk_field *to = l->to;
	struct gk_item *it = NULL;

	for (size_t i = 0; i < to->nitems && it == NULL; i++)
		if (gk_str_eq(to->items[i]->id, id))
			it = to->items[i];
	if (it == NULL) {
		gk_fail(fail(l), l->from->path.p, line,
		    _("field %.*s has no item %.*s that could be changed"),
		    GK_FMT(to->id), GK_FMT(id));
		return NULL;
	}
	if (it->locally == GK_AS_ISSUED)
		return it;
	gk_fail(fail(l), l->from->path.p, line,
	    _("item %.*s is changed twice"), GK_FMT(id));
	return NULL;
}

/* What an item was called stays known. */
static void
keep_names(struct gk_arena *a, struct gk_item *it, const struct gk_item *old)
{
	size_t n = it->naliases + old->naliases + 1;
	struct gk_str *list = gk_arena_alloc(a, n * sizeof *list);

	n = 0;
	for (size_t i = 0; i < it->naliases; i++)
		list[n++] = it->aliases[i];
	if (!gk_str_eq(it->level2, old->level2))
		list[n++] = old->level2;
	for (size_t i = 0; i < old->naliases; i++)
		list[n++] = old->aliases[i];
	it->aliases = list;
	it->naliases = n;
	if (!gk_str_eq(it->level1, old->level1))
		it->level1_issued = old->level1;
}

static void
mark(const struct local *l, struct gk_item *it, enum gk_locally how,
    struct gk_str reason)
{
	it->locally = how;
	it->reason = reason;
	it->local = l->from;
}

static void
apply_change(struct local *l, const struct gk_local_change *ch)
{
	struct gk_item *it = item_of(l, ch->item, ch->line), old;

	if (it == NULL)
		return;
	if (ch->level2.n == 0) {
		mark(l, it, GK_LOCAL_DROPPED, ch->reason);
		return;
	}
	old = *it;
	it->naliases = 0;
	it->level2 = ch->level2;
	keep_names(&l->c->arena, it, &old);
	mark(l, it, GK_LOCAL_RENAMED, ch->reason);
}

/* The local item under the number of the one whose place it takes. */
static void
replace(struct local *l, const struct gk_item *new)
{
	struct gk_item *it = item_of(l, new->replaces, new->line), old;

	if (it == NULL)
		return;
	old = *it;
	*it = *new;
	it->id = old.id;
	it->local_id = new->id;
	it->replaces = GK_EMPTY;
	keep_names(&l->c->arena, it, &old);
	mark(l, it, GK_LOCAL_REPLACED, new->reason);
}

static void
apply_items(struct local *l)
{
	const struct gk_field *from = l->from;
	struct gk_field *to = l->to;
	struct gk_item **items = gk_arena_alloc(&l->c->arena,
	    (to->nitems + from->nitems + 1) * sizeof *items);
	size_t added = to->nitems;

	if (to->nitems != 0)
		memcpy(items, to->items, to->nitems * sizeof *items);
	for (size_t i = 0; i < from->nitems; i++) {
		struct gk_item *it = from->items[i];

		if (it->replaces.n != 0) {
			replace(l, it);
			continue;
		}
		mark(l, it, GK_LOCAL_ADDED, GK_EMPTY);
		items[added++] = it;
	}
	to->items = items;
	to->nitems = added;
}

/* The field goes by the names of the local catalogue, too. */
static void
add_field_names(struct local *l)
{
	const struct gk_field *from = l->from;
	struct gk_field *to = l->to;
	struct gk_str *list = gk_arena_alloc(&l->c->arena,
	    (to->naliases + from->naliases + 1) * sizeof *list);
	size_t n = 0;

	for (size_t i = 0; i < to->naliases; i++)
		list[n++] = to->aliases[i];
	list[n++] = from->name;
	for (size_t i = 0; i < from->naliases; i++)
		list[n++] = from->aliases[i];
	to->aliases = list;
	to->naliases = n;
}

/* Whether its field is there; else it stays a field of its own. */
static bool
apply(struct local *l, struct gk_field *from)
{
	struct gk_field *kept = gk_arena_alloc(&l->c->arena, sizeof *kept);

	*kept = *from;
	l->from = kept;
	l->to = NULL;
	for (size_t i = 0; i < l->c->nfields; i++)
		if (l->c->fields[i].extends.n == 0 &&
		    gk_str_eq(l->c->fields[i].id, from->extends))
			l->to = &l->c->fields[i];
	if (l->to == NULL) {
		gk_fail(fail(l), kept->path.p, 0,
		    _("field %.*s, which field %.*s extends, is not there"),
		    GK_FMT(kept->extends), GK_FMT(kept->id));
		return false;
	}
	for (size_t i = 0; i < kept->nchanges; i++)
		apply_change(l, &kept->changes[i]);
	apply_items(l);
	add_field_names(l);
	return true;
}

/* Fields and items once more, without the catalogues that were applied. */
static void
compact(struct gk_catalogs *c, const bool *applied)
{
	size_t nfields = 0, nitems = 0;

	for (size_t i = 0; i < c->nfields; i++)
		if (!applied[i])
			c->fields[nfields++] = c->fields[i];
	c->nfields = nfields;
	for (size_t i = 0; i < nfields; i++)
		for (size_t j = 0; j < c->fields[i].nitems; j++) {
			struct gk_item *it = c->fields[i].items[j];

			it->field = &c->fields[i];
			it->index = nitems;
			c->items[nitems++] = it;
		}
	c->nitems = nitems;
}

enum gk_status
gk_catalogs_localise(struct gk_catalogs *c, struct gk_error *err)
{
	struct local l = { .c = c, .err = err, .st = GK_OK };
	bool *applied;

	if (c->localised)
		return GK_OK;
	c->localised = true;
	applied = gk_calloc(c->nfields, sizeof *applied);
	for (size_t i = 0; i < c->nfields; i++)
		if (c->fields[i].extends.n != 0)
			applied[i] = apply(&l, &c->fields[i]);
	compact(c, applied);
	free(applied);
	return l.st;
}
