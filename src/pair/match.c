#include "config.h"

#include "pair/match.h"

#include <stdlib.h>

#include "core/intern.h"
#include "core/norm.h"

/*
 * Grams that more documents than this have tell nothing: their lists are not
 * used at all, whatever came first, so that the order does not matter.
 */
#define POSTINGS_MAX 64
#define GRAM_BYTES_MAX 12	/* three characters */
#define GRAMS_MAX 128		/* of one core */
#define GRAMS_ASKED 8		/* the rarest */
#define YEAR 366

struct posting_list {
	size_t *list;
	size_t count, cap;
	bool full;
};

/* Documents by a key: number, address, core or gram. */
struct index {
	struct gk_intern *keys;
	struct posting_list *lists;	/* by number of the key */
	size_t nlists, lists_cap;
};

enum { BY_NUMBER, BY_URL, BY_CORE, BY_GRAM, INDEXES };

struct gk_pairer {
	int threshold, margin;
	struct gk_paper *docs, *interps;
	size_t ndocs, docs_cap, ninterps, interps_cap;
	struct index index[INDEXES];
	struct gk_pairing *pairs;
	size_t npairs, pairs_cap;
};

/* A document that may be meant, and how well it fits. */
struct choice {
	size_t doc;
	int score;
};

struct gk_pairer *
gk_pairer_new(int threshold, int margin)
{
	struct gk_pairer *m = gk_calloc(1, sizeof *m);

	m->threshold = threshold;
	m->margin = margin;
	for (size_t i = 0; i < INDEXES; i++)
		m->index[i].keys = gk_intern_new();
	return m;
}

void
gk_pairer_free(struct gk_pairer *m)
{
	if (m == NULL)
		return;
	for (size_t i = 0; i < INDEXES; i++) {
		for (size_t k = 0; k < m->index[i].nlists; k++)
			free(m->index[i].lists[k].list);
		free(m->index[i].lists);
		gk_intern_free(m->index[i].keys);
	}
	free(m->docs);
	free(m->interps);
	free(m->pairs);
	free(m);
}

static void
put(struct index *x, struct gk_str key, size_t doc, size_t most)
{
	struct posting_list *p;
	uint32_t id;

	if (key.n == 0)
		return;
	id = gk_intern(x->keys, key);
	if (id == x->nlists)
		*GK_PUSH(x->lists, x->nlists, x->lists_cap) =
		    (struct posting_list){ 0 };
	p = &x->lists[id];
	if (p->full || (p->count > 0 && p->list[p->count - 1] == doc))
		return;
	if (p->count == most) {
		free(p->list);
		*p = (struct posting_list){ .full = true };
		return;
	}
	*GK_PUSH(p->list, p->count, p->cap) = doc;
}

static const struct posting_list *
get(const struct index *x, struct gk_str key)
{
	static const struct posting_list none;
	uint32_t id = key.n > 0 ? gk_intern_find(x->keys, key) : GK_NO_ID;

	return id != GK_NO_ID ? &x->lists[id] : &none;
}

/* The grams of three characters of a core; returns how many. */
static size_t
grams_of(struct gk_str core, struct gk_str *grams)
{
	size_t at[GRAMS_MAX + 3], n = 0, count = 0;

	for (size_t i = 0; i < core.n && n < GRAMS_MAX + 2;) {
		uint32_t ch;
		size_t len = gk_utf8_next(core.p + i, core.n - i, &ch);

		at[n++] = i;
		i += len == 0 ? 1 : len;
		at[n] = i;
	}
	for (size_t i = 0; i + 3 <= n && count < GRAMS_MAX; i++)
		if (at[i + 3] - at[i] <= GRAM_BYTES_MAX)
			grams[count++] = gk_str_sub(core, at[i],
			    at[i + 3] - at[i]);
	return count;
}

size_t
gk_pairer_document(struct gk_pairer *m, const struct gk_paper *p)
{
	struct gk_str grams[GRAMS_MAX];
	size_t doc = m->ndocs;

	*GK_PUSH(m->docs, m->ndocs, m->docs_cap) = *p;
	put(&m->index[BY_NUMBER], p->number, doc, SIZE_MAX);
	put(&m->index[BY_URL], p->url, doc, SIZE_MAX);
	for (size_t c = 0; c < p->title.ncores; c++) {
		size_t n = grams_of(p->title.core[c], grams);

		put(&m->index[BY_CORE], p->title.core[c], doc, SIZE_MAX);
		for (size_t i = 0; i < n; i++)
			put(&m->index[BY_GRAM], grams[i], doc, POSTINGS_MAX);
	}
	return doc;
}

size_t
gk_pairer_interpretation(struct gk_pairer *m, const struct gk_paper *p)
{
	*GK_PUSH(m->interps, m->ninterps, m->interps_cap) = *p;
	return m->ninterps - 1;
}

/* ---- choosing ------------------------------------------------------- */

/* Days between, YEAR + 1 if one is unknown or they are farther apart. */
static int
distance(const struct gk_paper *a, const struct gk_paper *b)
{
	int64_t d;

	if (a->day == GK_NO_DAY || b->day == GK_NO_DAY)
		return YEAR + 1;
	d = (int64_t)a->day - b->day;
	if (d < 0)
		d = -d;
	return d > YEAR ? YEAR + 1 : (int)d;
}

static bool
same_unit(const struct gk_paper *a, const struct gk_paper *b)
{
	return a->unit.n > 0 && gk_str_eq(a->unit, b->unit);
}

/*
 * By how much the first is the better choice: > 0 better, < 0 worse, 0: there
 * is nothing between them.
 */
static int
better(const struct gk_pairer *m, const struct gk_paper *of,
    const struct choice *a, const struct choice *b)
{
	const struct gk_paper *x = &m->docs[a->doc], *y = &m->docs[b->doc];
	int by_unit = same_unit(of, x) - same_unit(of, y);
	int by_score = a->score - b->score;

	if (by_score > m->margin || by_score < -m->margin)
		return by_score;
	if (by_unit != 0)
		return by_unit;
	if (distance(of, x) != distance(of, y))
		return distance(of, y) - distance(of, x);
	return 0;
}

/* Order by content, so that what is added first does not matter. */
static int
by_content(const struct gk_paper *a, const struct gk_paper *b)
{
	int c = gk_str_cmp(a->unit, b->unit);

	if (c == 0)
		c = (a->day > b->day) - (a->day < b->day);
	if (c == 0)
		c = gk_str_cmp(a->number, b->number);
	if (c == 0)
		c = gk_str_cmp(a->url, b->url);
	if (c == 0 && a->title.ncores > 0 && b->title.ncores > 0)
		c = gk_str_cmp(a->title.core[0], b->title.core[0]);
	return c;
}

/* Whether two documents are one, entered twice. */
static bool
one_and_the_same(const struct gk_paper *a, const struct gk_paper *b)
{
	if (a->number.n > 0 || b->number.n > 0)
		return gk_str_eq(a->number, b->number);
	if (a->url.n > 0 || b->url.n > 0)
		return gk_str_eq(a->url, b->url);
	return by_content(a, b) == 0;
}

static void
add_pair(struct gk_pairer *m, size_t interp, const struct choice *c,
    enum gk_pair_how how, size_t rival)
{
	for (size_t i = m->npairs; i > 0 &&
	    m->pairs[i - 1].interpretation == interp; i--)
		if (m->pairs[i - 1].document == c->doc)
			return;
	*GK_PUSH(m->pairs, m->npairs, m->pairs_cap) = (struct gk_pairing){
	    .interpretation = interp, .document = c->doc,
	    .how = rival != SIZE_MAX ? GK_PAIR_AMBIGUOUS : how,
	    .sure = c->score, .rival = rival };
}

/*
 * Chooses among documents that may be meant; false if there are none.  Two
 * that are as near are ambiguous, unless they are one entered twice.
 */
static bool
choose(struct gk_pairer *m, size_t interp, const struct choice *list, size_t n,
    enum gk_pair_how how)
{
	const struct gk_paper *of = &m->interps[interp];
	size_t best = 0, rival = SIZE_MAX;

	if (n == 0)
		return false;
	for (size_t i = 1; i < n; i++) {
		int by = better(m, of, &list[i], &list[best]);

		if (by == 0)
			by = list[i].score - list[best].score;
		if (by == 0)
			by = by_content(&m->docs[list[best].doc],
			    &m->docs[list[i].doc]);
		if (by > 0)
			best = i;
	}
	for (size_t i = 0; i < n && rival == SIZE_MAX; i++)
		if (i != best && better(m, of, &list[i], &list[best]) == 0 &&
		    !one_and_the_same(&m->docs[list[i].doc],
		    &m->docs[list[best].doc]))
			rival = list[i].doc;
	add_pair(m, interp, &list[best], how, rival);
	return true;
}

static bool
choose_listed(struct gk_pairer *m, size_t interp,
    const struct posting_list *p, enum gk_pair_how how)
{
	struct choice *list = gk_calloc(p->count, sizeof *list);
	bool any;

	for (size_t i = 0; i < p->count; i++)
		list[i] = (struct choice){ p->list[i], 1000 };
	any = choose(m, interp, list, p->count, how);
	free(list);
	return any;
}

/* ---- likeness ------------------------------------------------------- */

struct asked {
	const struct posting_list *list;
};

static int
by_length(const void *a, const void *b)
{
	const struct asked *x = a, *y = b;

	return (x->list->count > y->list->count) -
	    (x->list->count < y->list->count);
}

static int
score_of(const struct gk_pairer *m, struct gk_str core, size_t doc)
{
	const struct gk_title *t = &m->docs[doc].title;
	int most = 0;

	for (size_t i = 0; i < t->ncores; i++) {
		int s = gk_title_alike(core, t->core[i]);

		most = s > most ? s : most;
	}
	return most;
}

static bool
choose_alike(struct gk_pairer *m, size_t interp, struct gk_str core)
{
	struct gk_str grams[GRAMS_MAX];
	struct asked asked[GRAMS_MAX] = { { NULL } };
	struct choice list[GRAMS_ASKED * POSTINGS_MAX];
	size_t n = grams_of(core, grams), lists = 0, found = 0;

	for (size_t i = 0; i < n; i++) {
		const struct posting_list *p = get(&m->index[BY_GRAM],
		    grams[i]);

		if (p->count > 0)
			asked[lists++] = (struct asked){ p };
	}
	qsort(asked, lists, sizeof *asked, by_length);
	for (size_t i = 0; i < lists && i < GRAMS_ASKED; i++) {
		for (size_t k = 0; k < asked[i].list->count; k++) {
			size_t doc = asked[i].list->list[k], at = 0;
			int score;

			while (at < found && list[at].doc != doc)
				at++;
			if (at < found)
				continue;
			score = score_of(m, core, doc);
			if (score >= m->threshold)
				list[found++] = (struct choice){ doc, score };
		}
	}
	return choose(m, interp, list, found, GK_PAIR_ALIKE);
}

/* ---- pairing -------------------------------------------------------- */

static bool
by_link(struct gk_pairer *m, size_t interp)
{
	const struct gk_paper *p = &m->interps[interp];
	const struct posting_list *found;

	if (p->link.n == 0)
		return false;
	found = get(&m->index[BY_URL], p->link);
	if (found->count == 0)
		found = get(&m->index[BY_NUMBER], p->link);
	if (found->count == 0)
		found = get(&m->index[BY_CORE], p->link);
	return choose_listed(m, interp, found, GK_PAIR_LINK);
}

static void
pair(struct gk_pairer *m, size_t interp)
{
	const struct gk_paper *p = &m->interps[interp];
	size_t before = m->npairs;

	if (choose_listed(m, interp, get(&m->index[BY_NUMBER], p->number),
	    GK_PAIR_NUMBER) || by_link(m, interp))
		return;
	for (size_t c = 0; c < p->title.ncores; c++) {
		struct gk_str core = p->title.core[c];

		if (!choose_listed(m, interp, get(&m->index[BY_CORE], core),
		    GK_PAIR_TITLE))
			choose_alike(m, interp, core);
	}
	if (m->npairs == before)
		*GK_PUSH(m->pairs, m->npairs, m->pairs_cap) =
		    (struct gk_pairing){ .interpretation = interp,
		    .document = SIZE_MAX, .how = GK_PAIR_NONE,
		    .rival = SIZE_MAX };
}

static int
by_place(const void *a, const void *b)
{
	const struct gk_pairing *x = a, *y = b;

	if (x->interpretation != y->interpretation)
		return x->interpretation < y->interpretation ? -1 : 1;
	return (x->document > y->document) - (x->document < y->document);
}

const struct gk_pairing *
gk_pairer_run(struct gk_pairer *m, size_t *count)
{
	m->npairs = 0;
	for (size_t i = 0; i < m->ninterps; i++)
		pair(m, i);
	if (m->npairs > 0)
		qsort(m->pairs, m->npairs, sizeof *m->pairs, by_place);
	*count = m->npairs;
	return m->pairs;
}
