/*
 * The most similar item of a catalogue, for "did you mean".
 *
 * Similarity is the Dice coefficient over single characters and pairs of
 * neighbours (as multisets): single ones count for transposed and inserted
 * words, pairs for order.  Names of two to ten characters, one of which or two
 * differ (学校简介 for 学校介绍: 0.57), reach NEAR_MIN; names that share no
 * more than their level1 or their last word (学校食堂: 0.43) do not.
 *
 * Only rows that match nothing come here; a look is linear in the catalogue
 * and in CLAIM_MAX characters of the claim.
 */
#include "config.h"

#include <stdlib.h>

#include "catalog/catalog_int.h"
#include "core/mem.h"
#include "core/norm.h"

#define NEAR_MIN 500		/* of 1000 */
#define CLAIM_MAX ((size_t)128)

struct grams {
	uint64_t *list;		/* sorted; pair in the high and low half */
	size_t count;
};

struct entry {
	struct grams both;	/* level1 and level2 */
	struct grams last;	/* level2 alone */
};

struct gk_near {
	const struct gk_catalogs *c;
	struct entry *entries;	/* by gk_item.index */
	struct gk_arena arena;
};

static int
by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* `list` has room for 2 * CLAIM_MAX. */
static size_t
make_grams(uint64_t *list, struct gk_str s)
{
	size_t n = 0, chars = 0;
	uint32_t c, before = 0;

	while (s.n != 0 && chars < CLAIM_MAX) {
		size_t len = gk_utf8_next(s.p, s.n, &c);

		if (len == 0) {
			len = 1;
			c = 0xFFFD;
		}
		list[n++] = c;
		if (chars++ != 0)
			list[n++] = (uint64_t)before << 32 | c;
		before = c;
		s.p += len;
		s.n -= len;
	}
	if (n != 0)
		qsort(list, n, sizeof *list, by_value);
	return n;
}

static struct grams
keep_grams(struct gk_near *near, struct gk_str s)
{
	uint64_t room[2 * CLAIM_MAX];
	size_t n = make_grams(room, s);
	struct grams g = { gk_arena_alloc(&near->arena,
	    (n + 1) * sizeof *g.list), n };

	if (n != 0)
		memcpy(g.list, room, n * sizeof *room);
	return g;
}

struct gk_near *
gk_near_new(const struct gk_catalogs *c)
{
	struct gk_near *near = gk_calloc(1, sizeof *near);
	struct gk_buf b;

	near->c = c;
	near->entries = gk_calloc(c->nitems, sizeof *near->entries);
	gk_arena_init(&near->arena);
	gk_buf_init(&b);
	for (size_t i = 0; i < c->nitems; i++) {
		size_t level2;

		gk_buf_clear(&b);
		gk_item_key(&b, c->items[i]->level1);
		level2 = b.len;
		gk_item_key(&b, c->items[i]->level2);
		near->entries[i].both = keep_grams(near, gk_buf_str(&b));
		near->entries[i].last = keep_grams(near,
		    gk_str_sub(gk_buf_str(&b), level2, SIZE_MAX));
	}
	gk_buf_release(&b);
	return near;
}

void
gk_near_free(struct gk_near *near)
{
	if (near == NULL)
		return;
	gk_arena_release(&near->arena);
	free(near->entries);
	free(near);
}

static unsigned
similarity(const struct grams *a, const struct grams *b)
{
	size_t i = 0, j = 0, common = 0;

	if (a->count + b->count == 0)
		return 0;
	while (i < a->count && j < b->count) {
		if (a->list[i] == b->list[j]) {
			common++;
			i++;
			j++;
		} else if (a->list[i] < b->list[j]) {
			i++;
		} else {
			j++;
		}
	}
	return (unsigned)(2000 * common / (a->count + b->count));
}

const struct gk_item *
gk_near_find(const struct gk_near *near, const struct gk_field *field,
    struct gk_str level1, struct gk_str level2)
{
	uint64_t room[2 * CLAIM_MAX];
	struct grams claim = { room, 0 };
	const struct gk_item *best = NULL;
	unsigned score, best_score = NEAR_MIN - 1;
	struct gk_buf b;

	gk_buf_init(&b);
	gk_buf_add_str(&b, level1);
	gk_buf_add_str(&b, level2);
	claim.count = make_grams(room, gk_buf_str(&b));
	gk_buf_release(&b);
	for (size_t i = 0; i < near->c->nitems; i++) {
		const struct gk_item *it = near->c->items[i];

		if (field != NULL && it->field != field)
			continue;
		score = similarity(&claim, &near->entries[i].both);
		if (score > best_score) {
			best = it;
			best_score = score;
		}
		if (level1.n != 0 && level2.n != 0)
			continue;
		score = similarity(&claim, &near->entries[i].last);
		if (score > best_score) {
			best = it;
			best_score = score;
		}
	}
	return best;
}
