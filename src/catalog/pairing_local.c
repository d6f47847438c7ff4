/*
 * A national field and the local catalogue that extends it: each item is as
 * it was issued, unless the local one replaces, renames or drops it.
 */
#include "config.h"

#include "catalog/pairing_int.h"

#include "core/mem.h"

struct extender {
	struct gk_arena *arena;
	const struct gk_field *local;
	struct gk_intern *ids;		/* of items that are changed */
	const struct gk_item **replacing;	/* by id, or NULL */
	const struct gk_local_change **changes;	/* by id, or NULL */
};

static void
extender_init(struct extender *x, struct gk_arena *a,
    const struct gk_field *local)
{
	size_t n = local->nitems + local->nchanges + 1;

	*x = (struct extender){ .arena = a, .local = local,
		.ids = gk_intern_new() };
	x->replacing = gk_arena_alloc(a, n * sizeof *x->replacing);
	x->changes = gk_arena_alloc(a, n * sizeof *x->changes);
	for (size_t i = 0; i < n; i++) {
		x->replacing[i] = NULL;
		x->changes[i] = NULL;
	}
	for (size_t i = 0; i < local->nitems; i++)
		if (local->items[i]->replaces.n != 0)
			x->replacing[gk_intern(x->ids,
			    local->items[i]->replaces)] = local->items[i];
	for (size_t i = 0; i < local->nchanges; i++)
		x->changes[gk_intern(x->ids, local->changes[i].item)] =
		    &local->changes[i];
}

/* An item and what has become of it. */
static struct gk_item_pair
pair(const struct extender *x, const struct gk_item *old)
{
	uint32_t id = gk_intern_find(x->ids, old->id);
	struct gk_item_pair p = { .old = old, .now = old,
		.reason = GK_EMPTY };
	struct gk_item *renamed;

	if (id == GK_NO_ID)
		return p;
	p.now = x->replacing[id];
	if (p.now != NULL)
		return p;
	if (x->changes[id]->level2.n == 0) {
		p.reason = x->changes[id]->reason;
		return p;
	}
	renamed = gk_arena_alloc(x->arena, sizeof *renamed);
	*renamed = *old;
	renamed->level2 = x->changes[id]->level2;
	p.now = renamed;
	return p;
}

struct gk_item_pair *
gk_items_extend(struct gk_arena *a, const struct gk_field *old,
    const struct gk_field *now, size_t *count)
{
	struct gk_item_pair *list = gk_arena_alloc(a,
	    (old->nitems + now->nitems + 1) * sizeof *list);
	struct extender x;

	extender_init(&x, a, now);
	*count = 0;
	for (size_t i = 0; i < old->nitems; i++)
		list[(*count)++] = pair(&x, old->items[i]);
	for (size_t i = 0; i < now->nitems; i++)
		if (now->items[i]->replaces.n == 0)
			list[(*count)++] = (struct gk_item_pair){
				.now = now->items[i], .reason = GK_EMPTY };
	gk_intern_free(x.ids);
	return list;
}
