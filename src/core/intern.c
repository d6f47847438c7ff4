#include "config.h"

#include "core/intern.h"

#include <stdlib.h>

#include "core/mem.h"

struct gk_intern {
	struct gk_arena arena;
	struct gk_str *strings;
	size_t count, cap;
	uint32_t *slots;	/* id + 1, 0 for empty */
	size_t nslots;		/* a power of two, more than twice count */
};

struct gk_intern *
gk_intern_new(void)
{
	struct gk_intern *t = gk_calloc(1, sizeof *t);

	gk_arena_init(&t->arena);
	t->nslots = 64;
	t->slots = gk_calloc(t->nslots, sizeof *t->slots);
	return t;
}

void
gk_intern_free(struct gk_intern *t)
{
	if (t == NULL)
		return;
	gk_arena_release(&t->arena);
	free(t->strings);
	free(t->slots);
	free(t);
}

/* The slot that holds `s`, or the empty one where it belongs. */
static size_t
slot_of(const struct gk_intern *t, struct gk_str s)
{
	uint64_t h = gk_hash(GK_HASH_SEED, s);
	size_t i = (size_t)(h ^ h >> 32) & (t->nslots - 1);

	while (t->slots[i] != 0 &&
	    !gk_str_eq(t->strings[t->slots[i] - 1], s))
		i = (i + 1) & (t->nslots - 1);
	return i;
}

static void
rehash(struct gk_intern *t)
{
	free(t->slots);
	t->nslots *= 2;
	t->slots = gk_calloc(t->nslots, sizeof *t->slots);
	for (size_t id = 0; id < t->count; id++)
		t->slots[slot_of(t, t->strings[id])] = (uint32_t)id + 1;
}

uint32_t
gk_intern(struct gk_intern *t, struct gk_str s)
{
	size_t slot = slot_of(t, s);
	char *copy;

	if (t->slots[slot] != 0)
		return t->slots[slot] - 1;
	copy = gk_arena_copy(&t->arena, s.p, s.n);
	*GK_PUSH(t->strings, t->count, t->cap) = (struct gk_str){ copy, s.n };
	t->slots[slot] = (uint32_t)t->count;
	if (t->count * 2 > t->nslots)
		rehash(t);
	return (uint32_t)t->count - 1;
}

uint32_t
gk_intern_find(const struct gk_intern *t, struct gk_str s)
{
	uint32_t found = t->slots[slot_of(t, s)];

	return found != 0 ? found - 1 : GK_NO_ID;
}

struct gk_str
gk_intern_str(const struct gk_intern *t, uint32_t id)
{
	return t->strings[id];
}

size_t
gk_intern_count(const struct gk_intern *t)
{
	return t->count;
}
