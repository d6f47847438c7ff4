/*
 * Which records of a ledger, and of several, belong together: bounded by
 * distinct bundles.
 */
#include "config.h"

#include "rules/bundle_int.h"

#include <stdlib.h>

#include "rules/bundle_key.h"
#include "rules/cell.h"

#define NONE UINT32_MAX
#define SEVERAL (UINT32_MAX - 1)

void
gk_groups_init(struct gk_groups *s)
{
	*s = (struct gk_groups){ .keys = gk_intern_new(),
		.pairs = gk_intern_new() };
	gk_keeper_init(&s->keeper);
}

void
gk_groups_release(struct gk_groups *s)
{
	gk_keeper_release(&s->keeper);
	gk_intern_free(s->keys);
	gk_intern_free(s->pairs);
	gk_buf_release(&s->key);
	free(s->names);
	free(s->list);
}

/* ---- names ---------------------------------------------------------- */

static uint32_t
key_of(struct gk_groups *s, struct gk_str key)
{
	uint32_t id = gk_intern(s->keys, key);

	if (id == s->nnames)
		*GK_PUSH(s->names, s->nnames, s->names_cap) =
		    (struct gk_group_names){ NONE, NONE };
	return id;
}

/* The group whose first key it is, made if there is none yet. */
static uint32_t
group_of(struct gk_groups *s, const struct gk_bundle *c, uint32_t key,
    size_t level)
{
	struct gk_group_names *names = &s->names[key];
	struct gk_group *g;

	if (names->own != NONE)
		return names->own;
	names->own = (uint32_t)s->count;
	g = GK_PUSH(s->list, s->count, s->cap);
	*g = (struct gk_group){ .key = key, .level = level };
	g->after = gk_arena_alloc(&s->keeper.arena,
	    c->nparts * sizeof *g->after);
	for (size_t i = 0; i < c->nparts; i++)
		g->after[i] = GK_NO_DAY;
	return names->own;
}

struct pair {
	uint32_t key, group;
};

/* Gives a group a further name. */
static void
name_group(struct gk_groups *s, uint32_t key, uint32_t group)
{
	struct gk_group_names *names = &s->names[key];
	struct pair pair = { key, group };

	gk_intern(s->pairs, (struct gk_str){ (const char *)&pair,
	    sizeof pair });
	if (names->alias == NONE)
		names->alias = group;
	else if (names->alias != group)
		names->alias = SEVERAL;
}

static struct pair
pair_at(const struct gk_groups *s, uint32_t i)
{
	struct pair pair;

	memcpy(&pair, gk_intern_str(s->pairs, i).p, sizeof pair);
	return pair;
}

/* What the <by> of number `level` calls a record; false unless all is filled. */
static bool
make_key(struct gk_buf *b, const struct gk_rule *r, const struct gk_entry *e,
    size_t level)
{
	const struct gk_bundle *c = r->spec;
	const size_t *columns = c->by[level];

	gk_buf_clear(b);
	gk_buf_printf(b, "%zu ", level);
	if (c->within == GK_WITHIN_UNIT)
		gk_entry_unit_key(b, e);
	else if (c->within == GK_WITHIN_FILE)
		gk_buf_add_str(b, e->rec->table->file);
	for (; *columns != SIZE_MAX; columns++) {
		gk_buf_putc(b, '\x1f');
		if (!gk_bundle_key(b, r, e, *columns))
			return false;
	}
	return true;
}

struct gk_group *
gk_group_find(struct gk_groups *s, const struct gk_rule *r,
    const struct gk_entry *e)
{
	const struct gk_bundle *c = r->spec;
	const struct gk_table *t = e->rec->table;
	uint32_t found = NONE;

	for (size_t i = 0; i < c->nby; i++) {
		uint32_t key;

		if (!make_key(&s->key, r, e, i))
			continue;
		key = key_of(s, gk_buf_str(&s->key));
		if (found == NONE)
			found = group_of(s, c, key, i);
		else
			name_group(s, key, found);
	}
	if (found != NONE)
		return &s->list[found];
	gk_buf_clear(&s->key);
	gk_buf_printf(&s->key, "row %zu ", e->rec->row);
	gk_buf_add_str(&s->key, t->file);
	gk_buf_putc(&s->key, '\x1f');
	gk_buf_add_str(&s->key, t->sheet);
	found = group_of(s, c, key_of(s, gk_buf_str(&s->key)), c->nby);
	return &s->list[found];
}

/* ---- several ledgers, several names --------------------------------- */

static void
take_first(struct gk_kept_at *into, const struct gk_kept_at *from)
{
	if (from->kept != NULL &&
	    (into->kept == NULL || from->order < into->order))
		*into = *from;
}

/* Adds what another group has. */
static void
add_group(const struct gk_bundle *c, struct gk_group *into,
    const struct gk_group *from)
{
	take_first(&into->first, &from->first);
	take_first(&into->lack, &from->lack);
	into->able |= from->able;
	into->there |= from->there;
	into->lacks |= from->lacks;
	into->excused |= from->excused;
	for (size_t i = 0; i < c->nparts; i++)
		if (from->after[i] > into->after[i])
			into->after[i] = from->after[i];
}

/* Of a later ledger: only if there is none yet. */
static struct gk_kept_at
copy_kept(struct gk_groups *s, const struct gk_kept_at *have,
    const struct gk_kept_at *from)
{
	if (have->kept != NULL || from->kept == NULL)
		return (struct gk_kept_at){ NULL, 0 };
	return (struct gk_kept_at){ gk_keep_copy(&s->keeper, from->kept),
		from->order + s->order };
}

/* The group of `s` that one of `add` is added to. */
static uint32_t
counterpart(struct gk_groups *s, const struct gk_bundle *c,
    const struct gk_groups *add, const struct gk_group *from)
{
	return group_of(s, c, key_of(s, gk_intern_str(add->keys, from->key)),
	    from->level);
}

void
gk_groups_merge(struct gk_groups *s, const struct gk_bundle *c,
    const struct gk_groups *add)
{
	for (size_t i = 0; i < add->count; i++) {
		struct gk_group from = add->list[i], *g;
		uint32_t at = counterpart(s, c, add, &from);

		g = &s->list[at];
		from.first = copy_kept(s, &g->first, &from.first);
		from.lack = copy_kept(s, &g->lack, &from.lack);
		add_group(c, g, &from);
	}
	for (uint32_t i = 0; i < gk_intern_count(add->pairs); i++) {
		struct pair pair = pair_at(add, i);
		uint32_t group = counterpart(s, c, add,
		    &add->list[pair.group]);

		name_group(s, key_of(s, gk_intern_str(add->keys, pair.key)),
		    group);
	}
	s->order += add->order;
}

/* What may be of several groups is shown to each of them. */
static void
share_unclear(struct gk_groups *s)
{
	for (uint32_t i = 0; i < gk_intern_count(s->pairs); i++) {
		struct pair pair = pair_at(s, i);
		const struct gk_group_names *names = &s->names[pair.key];
		struct gk_group *g = &s->list[pair.group];

		if (names->own == NONE || names->alias != SEVERAL)
			continue;
		g->there |= s->list[names->own].there;
		g->excused |= s->list[names->own].excused;
	}
}

/* The last level first: what it joins may join another. */
void
gk_groups_join(struct gk_groups *s, const struct gk_bundle *c)
{
	share_unclear(s);
	for (size_t level = c->nby; level-- > 1;) {
		for (size_t i = 0; i < s->count; i++) {
			struct gk_group *g = &s->list[i];
			uint32_t alias = s->names[g->key].alias;

			if (g->level != level || alias == NONE)
				continue;
			if (alias != SEVERAL)
				add_group(c, &s->list[alias], g);
			g->unclear = true;
		}
	}
}
