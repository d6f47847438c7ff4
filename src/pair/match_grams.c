#include "config.h"

#include "pair/match_grams.h"

#include <stdlib.h>

#include "core/mem.h"
#include "core/norm.h"

/* A gram of more names than this tells nothing. */
#define NAMES_MAX ((uint32_t)256)
/* Of a name that is looked up: grams used, postings read. */
#define GRAMS_USED ((size_t)8)
#define POSTINGS_MAX ((size_t)768)
/* Characters of a name that make grams. */
#define CHARS_MAX ((size_t)512)
#define EDGE ((uint64_t)1)	/* stands before and behind a name */
#define NOBODY UINT32_MAX

struct slot {
	uint64_t gram;		/* 0: free */
	uint32_t names, last;	/* how many; the last one counted */
	uint32_t start;		/* of its postings */
};

struct gk_grams {
	struct slot *slots;
	size_t nslots, count;	/* a power of two */
	uint32_t *postings;
	uint8_t *hits;		/* by name; all 0 between calls */
	uint32_t *touched;
};

/* ---- grams of a name ------------------------------------------------ */

/* The name's own characters begin behind its first byte. */
static size_t
split(uint64_t *grams, struct gk_str s)
{
	uint64_t a, b = EDGE, c = EDGE;
	uint32_t ch;
	size_t n = 0, chars = 0, len;

	s = gk_str_sub(s, 1, s.n);
	for (size_t i = 0; i <= s.n && chars <= CHARS_MAX; i += len) {
		a = chars > 0 ? b : 0;
		b = chars > 0 ? c : EDGE;
		len = gk_utf8_next(s.p + i, s.n - i, &ch);
		c = i == s.n ? EDGE : len != 0 ? ch : (unsigned char)s.p[i];
		len += len == 0;
		if (chars++ > 0)
			grams[n++] = a << 42 | b << 21 | c;
	}
	return n;
}

static int
by_number(const void *pa, const void *pb)
{
	uint64_t a = *(const uint64_t *)pa, b = *(const uint64_t *)pb;

	return a < b ? -1 : a > b;
}

/* ---- the table ------------------------------------------------------ */

static struct slot *
slot_of(const struct gk_grams *g, uint64_t gram)
{
	uint64_t h = gram * UINT64_C(0x9E3779B97F4A7C15);
	size_t i = (size_t)(h ^ h >> 32) & (g->nslots - 1);

	while (g->slots[i].gram != 0 && g->slots[i].gram != gram)
		i = (i + 1) & (g->nslots - 1);
	return &g->slots[i];
}

static void
rehash(struct gk_grams *g)
{
	struct slot *old = g->slots;
	size_t n = g->nslots;

	g->nslots *= 2;
	g->slots = gk_calloc(g->nslots, sizeof *g->slots);
	for (size_t i = 0; i < n; i++)
		if (old[i].gram != 0)
			*slot_of(g, old[i].gram) = old[i];
	free(old);
}

static void
count_name(struct gk_grams *g, const uint64_t *grams, size_t n, uint32_t id)
{
	for (size_t i = 0; i < n; i++) {
		struct slot *s = slot_of(g, grams[i]);

		if (s->gram == 0) {
			s->gram = grams[i];
			s->last = NOBODY;
			g->count++;
		}
		if (s->last != id && s->names <= NAMES_MAX)
			s->names++;
		s->last = id;
		if (g->count * 2 > g->nslots)
			rehash(g);
	}
}

/* Places for the postings of grams that are rare enough. */
static void
make_room(struct gk_grams *g)
{
	uint32_t total = 0;

	for (size_t i = 0; i < g->nslots; i++) {
		struct slot *s = &g->slots[i];

		s->start = total;
		s->last = NOBODY;
		if (s->names > NAMES_MAX)
			continue;
		total += s->names;
		s->names = 0;
	}
	g->postings = gk_calloc(total, sizeof *g->postings);
}

static void
post_name(struct gk_grams *g, const uint64_t *grams, size_t n, uint32_t id)
{
	for (size_t i = 0; i < n; i++) {
		struct slot *s = slot_of(g, grams[i]);

		if (s->names > NAMES_MAX || s->last == id)
			continue;
		s->last = id;
		g->postings[s->start + s->names++] = id;
	}
}

struct gk_grams *
gk_grams_new(const struct gk_intern *names, bool (*keep)(struct gk_str name))
{
	struct gk_grams *g = gk_calloc(1, sizeof *g);
	uint64_t grams[CHARS_MAX + 1];
	size_t n = gk_intern_count(names);

	g->nslots = 1024;
	g->slots = gk_calloc(g->nslots, sizeof *g->slots);
	g->hits = gk_calloc(n, 1);
	g->touched = gk_calloc(POSTINGS_MAX, sizeof *g->touched);
	for (int pass = 0; pass < 2; pass++) {
		for (uint32_t id = 0; id < n; id++) {
			struct gk_str s = gk_intern_str(names, id);

			if (!keep(s))
				continue;
			if (pass == 0)
				count_name(g, grams, split(grams, s), id);
			else
				post_name(g, grams, split(grams, s), id);
		}
		if (pass == 0)
			make_room(g);
	}
	return g;
}

void
gk_grams_free(struct gk_grams *g)
{
	if (g == NULL)
		return;
	free(g->slots);
	free(g->postings);
	free(g->hits);
	free(g->touched);
	free(g);
}

/* ---- asking --------------------------------------------------------- */

static int
by_rarity(const void *pa, const void *pb)
{
	const struct slot *a = *(const struct slot *const *)pa;
	const struct slot *b = *(const struct slot *const *)pb;

	if (a->names != b->names)
		return a->names < b->names ? -1 : 1;
	return a->gram < b->gram ? -1 : a->gram > b->gram;
}

/* The rarest grams that any name has. */
static size_t
rare_slots(const struct gk_grams *g, const struct slot **rare,
    struct gk_str name)
{
	uint64_t grams[CHARS_MAX + 1];
	size_t n = split(grams, name), count = 0;

	qsort(grams, n, sizeof *grams, by_number);
	for (size_t i = 0; i < n; i++) {
		const struct slot *s;

		if (i > 0 && grams[i] == grams[i - 1])
			continue;
		s = slot_of(g, grams[i]);
		if (s->gram != 0 && s->names <= NAMES_MAX)
			rare[count++] = s;
	}
	if (count > 1)
		qsort(rare, count, sizeof *rare, by_rarity);
	return count < GRAMS_USED ? count : GRAMS_USED;
}

size_t
gk_grams_near(struct gk_grams *g, struct gk_str name, uint32_t *out,
    size_t max)
{
	const struct slot *rare[CHARS_MAX + 1];
	size_t n = rare_slots(g, rare, name), touched = 0, count = 0;
	size_t read = 0;

	for (size_t i = 0; i < n && read + rare[i]->names <= POSTINGS_MAX;
	    i++) {
		read += rare[i]->names;
		for (uint32_t k = 0; k < rare[i]->names; k++) {
			uint32_t id = g->postings[rare[i]->start + k];

			if (g->hits[id]++ == 0)
				g->touched[touched++] = id;
		}
	}
	for (size_t hits = n; hits > 0 && count < max; hits--)
		for (size_t i = 0; i < touched && count < max; i++)
			if (g->hits[g->touched[i]] == hits)
				out[count++] = g->touched[i];
	for (size_t i = 0; i < touched; i++)
		g->hits[g->touched[i]] = 0;
	return count;
}
