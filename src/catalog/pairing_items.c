/*
 * Which item of a field is which of another edition or copy of it.
 *
 * First names that are equal, from the strictest equality to the loosest;
 * each round takes what is left by those before.  Then, within level1s that
 * belong together, names that are alike, the most alike first.  Generic names
 * (办事指南) stand under many level1s, so that a name that is not the only one of
 * its field never moves.
 */
#include "config.h"

#include "catalog/pairing_int.h"

#include <stdlib.h>

#include "core/mem.h"

/* Pairs that are looked at one by one, at most; a field has some hundred. */
#define PAIRS_MAX ((size_t)1 << 20)
/* Items of one name that are looked at. */
#define NAMESAKES_MAX 256

struct entry {
	const struct gk_item *item;
	uint32_t level1, level2;	/* numbers of keys, both sides */
	uint32_t *aliases;
	struct gk_str form;		/* of level2 */
	size_t mate;			/* on the other side, or SIZE_MAX */
};

struct side {
	struct entry *list;
	size_t count;
	/* How often a level2 or a level1 stands here, by number of its key. */
	uint32_t *level2s, *level1s;
};

struct pairer {
	struct gk_arena *arena;
	struct gk_intern *keys;
	struct gk_buf tmp;
	struct side old, now;
};

static uint32_t
key_of(struct pairer *p, struct gk_str name)
{
	gk_buf_clear(&p->tmp);
	gk_item_key(&p->tmp, name);
	return gk_intern(p->keys, gk_buf_str(&p->tmp));
}

static void
read_item(struct pairer *p, struct entry *e, const struct gk_item *it)
{
	e->item = it;
	e->mate = SIZE_MAX;
	e->level1 = key_of(p, it->level1);
	e->level2 = key_of(p, it->level2);
	e->aliases = gk_arena_alloc(p->arena,
	    (it->naliases + 1) * sizeof *e->aliases);
	for (size_t i = 0; i < it->naliases; i++)
		e->aliases[i] = key_of(p, it->aliases[i]);
	gk_buf_clear(&p->tmp);
	gk_name_form(&p->tmp, it->level2);
	e->form = gk_str_keep(p->arena, gk_buf_str(&p->tmp));
}

static void
read_side(struct pairer *p, struct side *s, const struct gk_field *f)
{
	s->count = f != NULL ? f->nitems : 0;
	s->list = gk_calloc(s->count, sizeof *s->list);
	for (size_t i = 0; i < s->count; i++)
		read_item(p, &s->list[i], f->items[i]);
}

static void
count_side(struct pairer *p, struct side *s)
{
	s->level1s = gk_calloc(gk_intern_count(p->keys), sizeof *s->level1s);
	s->level2s = gk_calloc(gk_intern_count(p->keys), sizeof *s->level2s);
	for (size_t i = 0; i < s->count; i++) {
		s->level1s[s->list[i].level1]++;
		s->level2s[s->list[i].level2]++;
	}
}

static void
release_side(struct side *s)
{
	free(s->list);
	free(s->level1s);
	free(s->level2s);
}

static void
marry(struct pairer *p, size_t i, size_t j)
{
	p->old.list[i].mate = j;
	p->now.list[j].mate = i;
}

/* ---- equal names ---------------------------------------------------- */

enum round { SAME_ALL, SAME_NAMES, MOVED };

static bool
is_same(const struct pairer *p, enum round round, const struct entry *o,
    const struct entry *n)
{
	switch (round) {
	case SAME_ALL:
		return o->level1 == n->level1 &&
		    gk_str_eq(o->item->id, n->item->id);
	case SAME_NAMES:
		return o->level1 == n->level1;
	default:
		return p->old.level2s[o->level2] == 1 &&
		    p->now.level2s[n->level2] == 1;
	}
}

/*
 * Chains of the entries of `now` by level2, so that equal names are found
 * without looking at all pairs.
 */
static size_t *
chain(const struct pairer *p, size_t *next)
{
	size_t keys = gk_intern_count(p->keys);
	size_t *first = gk_calloc(keys, sizeof *first);

	for (size_t k = 0; k < keys; k++)
		first[k] = SIZE_MAX;
	for (size_t j = p->now.count; j-- != 0;) {
		uint32_t key = p->now.list[j].level2;

		next[j] = first[key];
		first[key] = j;
	}
	return first;
}

/* The entry of `now` under the name of `o` that is the same, or SIZE_MAX. */
static size_t
find_equal(const struct pairer *p, enum round round, const struct entry *o,
    size_t *from, size_t *next)
{
	int seen = 0;

	while (*from != SIZE_MAX && seen < NAMESAKES_MAX) {
		size_t j = *from;

		if (p->now.list[j].mate != SIZE_MAX) {
			*from = next[j];	/* out of the chain */
			continue;
		}
		if (is_same(p, round, o, &p->now.list[j]))
			return j;
		from = &next[j];
		seen++;
	}
	return SIZE_MAX;
}

/* Of entries whose level2s are equal. */
static void
match_equal(struct pairer *p, enum round round, size_t *first, size_t *next)
{
	for (size_t i = 0; i < p->old.count; i++) {
		const struct entry *o = &p->old.list[i];
		size_t j = SIZE_MAX;

		if (o->mate == SIZE_MAX)
			j = find_equal(p, round, o, &first[o->level2], next);
		if (j != SIZE_MAX)
			marry(p, i, j);
	}
}

/* The entries of a side that have no mate yet. */
static size_t *
left_over(const struct side *s, size_t *count)
{
	size_t *list = gk_calloc(s->count, sizeof *list);

	*count = 0;
	for (size_t i = 0; i < s->count; i++)
		if (s->list[i].mate == SIZE_MAX)
			list[(*count)++] = i;
	return list;
}

/* ---- aliases -------------------------------------------------------- */

static bool
has_alias(const struct entry *e, uint32_t level2)
{
	for (size_t i = 0; i < e->item->naliases; i++)
		if (e->aliases[i] == level2)
			return true;
	return false;
}

/* Of entries one of which is called as the other is called too. */
static void
match_aliases(struct pairer *p, bool same_level1)
{
	size_t nold, nnow;
	size_t *old = left_over(&p->old, &nold);
	size_t *now = left_over(&p->now, &nnow);

	for (size_t i = 0; i < nold && nnow <= PAIRS_MAX / nold; i++)
		for (size_t j = 0; j < nnow; j++) {
			const struct entry *o = &p->old.list[old[i]];
			const struct entry *n = &p->now.list[now[j]];

			if (o->mate == SIZE_MAX && n->mate == SIZE_MAX &&
			    (!same_level1 || o->level1 == n->level1) &&
			    (has_alias(o, n->level2) ||
			    has_alias(n, o->level2)))
				marry(p, old[i], now[j]);
		}
	free(old);
	free(now);
}

/* ---- names that are alike ------------------------------------------- */

/*
 * Whether two level1s are one group of items: alike in name, or, where either
 * is gone on the other side, with at least two and half of their level2s in
 * common.
 */
static bool
same_group(struct pairer *p, const struct entry *o, const struct entry *n)
{
	size_t common = 0, smaller;

	if (o->level1 == n->level1)
		return true;
	if (p->now.level1s[o->level1] != 0 || p->old.level1s[n->level1] != 0)
		return false;
	if (gk_names_alike(o->item->level1, n->item->level1) != 0)
		return true;
	for (size_t i = 0; i < p->old.count; i++) {
		const struct entry *e = &p->old.list[i];

		if (e->level1 == o->level1 && e->mate != SIZE_MAX &&
		    p->now.list[e->mate].level1 == n->level1)
			common++;
	}
	smaller = p->old.level1s[o->level1] < p->now.level1s[n->level1] ?
	    p->old.level1s[o->level1] : p->now.level1s[n->level1];
	return common >= 2 && common * 2 >= smaller;
}

struct likeness {
	size_t old, now;
	unsigned score;
	bool same_id;
};

static int
by_likeness(const void *va, const void *vb)
{
	const struct likeness *a = va, *b = vb;

	if (a->score != b->score)
		return a->score < b->score ? 1 : -1;
	if (a->same_id != b->same_id)
		return a->same_id ? -1 : 1;
	if (a->old != b->old)
		return a->old < b->old ? -1 : 1;
	return (a->now > b->now) - (a->now < b->now);
}

/* Equal level2s under alike level1s count as most alike. */
static unsigned
score(struct pairer *p, const struct entry *o, const struct entry *n)
{
	unsigned alike = o->level2 == n->level2 ? 1001 :
	    gk_forms_alike(o->form, n->form);

	return alike != 0 && same_group(p, o, n) ? alike : 0;
}

static void
match_alike(struct pairer *p)
{
	size_t nold, nnow, count = 0, cap = 0;
	size_t *old = left_over(&p->old, &nold);
	size_t *now = left_over(&p->now, &nnow);
	struct likeness *list = NULL;

	for (size_t i = 0; i < nold && nnow <= PAIRS_MAX / nold; i++)
		for (size_t j = 0; j < nnow; j++) {
			const struct entry *o = &p->old.list[old[i]];
			const struct entry *n = &p->now.list[now[j]];
			unsigned s = score(p, o, n);

			if (s != 0)
				*GK_PUSH(list, count, cap) = (struct likeness){
				    old[i], now[j], s,
				    gk_str_eq(o->item->id, n->item->id) };
		}
	if (count != 0)
		qsort(list, count, sizeof *list, by_likeness);
	for (size_t i = 0; i < count; i++)
		if (p->old.list[list[i].old].mate == SIZE_MAX &&
		    p->now.list[list[i].now].mate == SIZE_MAX)
			marry(p, list[i].old, list[i].now);
	free(list);
	free(old);
	free(now);
}

/* ---- */

static void
match(struct pairer *p)
{
	size_t *next = gk_calloc(p->now.count, sizeof *next);
	size_t *first = chain(p, next);

	match_equal(p, SAME_ALL, first, next);
	match_equal(p, SAME_NAMES, first, next);
	match_aliases(p, true);
	match_equal(p, MOVED, first, next);
	match_aliases(p, false);
	match_alike(p);
	free(first);
	free(next);
}

static struct gk_item_pair *
collect(const struct pairer *p, size_t *count)
{
	struct gk_item_pair *list = gk_arena_alloc(p->arena,
	    (p->old.count + p->now.count + 1) * sizeof *list);

	*count = 0;
	for (size_t i = 0; i < p->old.count; i++) {
		const struct entry *e = &p->old.list[i];

		list[(*count)++] = (struct gk_item_pair){ .old = e->item,
			.now = e->mate != SIZE_MAX ?
			    p->now.list[e->mate].item : NULL,
			.reason = GK_EMPTY };
	}
	for (size_t j = 0; j < p->now.count; j++)
		if (p->now.list[j].mate == SIZE_MAX)
			list[(*count)++] = (struct gk_item_pair){
				.now = p->now.list[j].item,
				.reason = GK_EMPTY };
	return list;
}

static void
pairer_init(struct pairer *p, struct gk_arena *a, const struct gk_field *old,
    const struct gk_field *now)
{
	*p = (struct pairer){ .arena = a, .keys = gk_intern_new() };
	gk_buf_init(&p->tmp);
	read_side(p, &p->old, old);
	read_side(p, &p->now, now);
	count_side(p, &p->old);
	count_side(p, &p->now);
}

static void
pairer_release(struct pairer *p)
{
	release_side(&p->old);
	release_side(&p->now);
	gk_intern_free(p->keys);
	gk_buf_release(&p->tmp);
}

struct gk_item_pair *
gk_items_pair(struct gk_arena *a, const struct gk_field *old,
    const struct gk_field *now, size_t *count)
{
	struct gk_item_pair *list;
	struct pairer p;

	pairer_init(&p, a, old, now);
	match(&p);
	list = collect(&p, count);
	pairer_release(&p);
	return list;
}

size_t
gk_items_common(const struct gk_field *old, const struct gk_field *now)
{
	struct gk_arena a;
	struct pairer p;
	size_t common = 0;

	gk_arena_init(&a);
	pairer_init(&p, &a, old, now);
	for (size_t i = 0; i < p.old.count; i++)
		if (p.now.level2s[p.old.list[i].level2] != 0)
			common++;
	pairer_release(&p);
	gk_arena_release(&a);
	return common;
}
