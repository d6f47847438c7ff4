/*
 * Documents in an order of what they say.  Every way to name one (number,
 * address, core) is a key with a list of documents in that order; cores are
 * indexed by their grams.
 */
#include "config.h"

#include "pair/match_int.h"

#include <stdlib.h>

#include "core/norm.h"
#include "pair/match_grams.h"
#include "pair/title_int.h"
#include "pair/title_words.h"

/* Documents of one key that are looked at without regard to unit and day, or
 * on either side of the day. */
#define LIST_MAX ((size_t)64)
#define BESIDE_MAX ((size_t)16)

#define KEY_NUMBER '#'
#define KEY_URL '@'
#define KEY_CORE '0'		/* + 1 amended, + 2 repealed */
#define KEY_BARE '4'		/* likewise */

/* ---- the order of documents ----------------------------------------- */

struct place {
	const struct gk_paper *paper;
	size_t document;
};

static int
compare_cores(const struct gk_title *a, const struct gk_title *b)
{
	int cmp = 0;

	for (size_t i = 0; cmp == 0 && i < a->ncores && i < b->ncores; i++)
		cmp = gk_str_cmp(a->core[i], b->core[i]);
	if (cmp == 0)
		cmp = (a->ncores > b->ncores) - (a->ncores < b->ncores);
	return cmp;
}

/* Unit and day first: find_window relies on it. */
static int
by_content(const void *pa, const void *pb)
{
	const struct place *x = pa, *y = pb;
	const struct gk_paper *a = x->paper, *b = y->paper;
	int cmp = gk_str_cmp(a->unit, b->unit);

	if (cmp == 0)
		cmp = (a->day > b->day) - (a->day < b->day);
	if (cmp == 0)
		cmp = gk_str_cmp(a->number, b->number);
	if (cmp == 0)
		cmp = gk_str_cmp(a->url, b->url);
	if (cmp == 0)
		cmp = compare_cores(&a->title, &b->title);
	if (cmp == 0)
		cmp = gk_str_cmp(a->title.issuer, b->title.issuer);
	if (cmp == 0)
		cmp = gk_str_cmp(a->title.mark, b->title.mark);
	if (cmp == 0)
		cmp = (x->document > y->document) - (x->document < y->document);
	return cmp;
}

static void
sort_documents(struct gk_paper_index *ix)
{
	struct place *list = gk_calloc(ix->ndocuments, sizeof *list);

	for (size_t i = 0; i < ix->ndocuments; i++)
		list[i] = (struct place){ &ix->documents[i], i };
	if (ix->ndocuments > 1)
		qsort(list, ix->ndocuments, sizeof *list, by_content);
	ix->sorted = gk_calloc(ix->ndocuments, sizeof *ix->sorted);
	for (size_t i = 0; i < ix->ndocuments; i++)
		ix->sorted[i] = list[i].document;
	free(list);
}

/* ---- keys ----------------------------------------------------------- */

static struct gk_str
make_key(struct gk_paper_index *ix, char kind, struct gk_str s)
{
	gk_buf_clear(&ix->work);
	gk_buf_putc(&ix->work, kind);
	gk_buf_add_str(&ix->work, s);
	return gk_buf_str(&ix->work);
}

/* A number in comparison form, without brackets. */
static struct gk_str
number_key(struct gk_paper_index *ix, struct gk_str number)
{
	size_t n = 1;

	gk_buf_clear(&ix->work);
	gk_buf_putc(&ix->work, KEY_NUMBER);
	gk_norm_key(&ix->work, number);
	for (size_t i = 1; i < ix->work.len; i++)
		if (ix->work.p[i] != '(' && ix->work.p[i] != ')')
			ix->work.p[n++] = ix->work.p[i];
	ix->work.len = n;
	return gk_buf_str(&ix->work);
}

static char
core_kind(const struct gk_title *t)
{
	return (char)(KEY_CORE + t->amended + 2 * t->repealed);
}

static bool
is_core(struct gk_str key)
{
	return key.p[0] >= KEY_CORE && key.p[0] < KEY_BARE;
}

static bool
is_title(struct gk_str key)
{
	return key.p[0] != KEY_NUMBER && key.p[0] != KEY_URL;
}

/* Without (2023-2025年) and 的通知 at the end. */
static struct gk_str
drop_tail(struct gk_str s)
{
	const char *paren;

	if (gk_str_ends(s, GK_STR(")"))) {
		paren = memrchr(s.p, '(', s.n);
		if (paren != NULL && paren > s.p)
			s.n = (size_t)(paren - s.p);
	}
	s.n -= gk_words_end(GK_W_ENDING, s);
	return s;
}

/*
 * What two cores that may be the same always share: without the place, 实施
 * and all that is light.
 */
static struct gk_str
bare_key(struct gk_paper_index *ix, const struct gk_title *t,
    struct gk_str core)
{
	struct gk_str s = drop_tail(core), implement = GK_STR("实施");
	size_t n;

	s = gk_str_sub(s, gk_title_place(s), s.n);
	gk_buf_clear(&ix->work);
	gk_buf_putc(&ix->work, (char)(core_kind(t) - KEY_CORE + KEY_BARE));
	for (; s.n > 0; s = gk_str_sub(s, n, s.n)) {
		n = gk_words_start(GK_W_LIGHT, s);
		if (n == 0 && gk_str_starts(s, implement))
			n = implement.n;
		if (n == 0)
			gk_buf_putc(&ix->work, s.p[n++]);
	}
	return gk_buf_str(&ix->work);
}

static void
add_key(struct gk_paper_index *ix, struct gk_str key, size_t order)
{
	*GK_PUSH(ix->entries, ix->nentries, ix->entries_cap) =
	    (struct gk_paper_entry){ gk_intern(ix->keys, key),
	    (uint32_t)order };
}

static void
add_keys(struct gk_paper_index *ix, const struct gk_paper *d, size_t order)
{
	if (d->number.n > 0)
		add_key(ix, number_key(ix, d->number), order);
	if (d->url.n > 0)
		add_key(ix, make_key(ix, KEY_URL, d->url), order);
	for (size_t i = 0; i < d->title.ncores; i++) {
		add_key(ix, make_key(ix, core_kind(&d->title),
		    d->title.core[i]), order);
		add_key(ix, bare_key(ix, &d->title, d->title.core[i]), order);
	}
}

/* Entries were made in order; now by key, each key's still in order. */
static void
sort_entries(struct gk_paper_index *ix)
{
	size_t nkeys = gk_intern_count(ix->keys), at = 0;
	struct gk_paper_entry *by_key = gk_calloc(ix->nentries, sizeof *by_key);

	ix->start = gk_calloc(nkeys + 2, sizeof *ix->start);
	for (size_t i = 0; i < ix->nentries; i++)
		ix->start[ix->entries[i].key + 2]++;
	for (size_t i = 2; i < nkeys + 2; i++)
		ix->start[i] = at += ix->start[i];
	for (size_t i = 0; i < ix->nentries; i++)
		by_key[ix->start[ix->entries[i].key + 1]++] = ix->entries[i];
	free(ix->entries);
	ix->entries = by_key;
}

void
gk_paper_index_init(struct gk_paper_index *ix,
    const struct gk_paper *documents, size_t n)
{
	*ix = (struct gk_paper_index){ .documents = documents,
		.ndocuments = n };
	sort_documents(ix);
	ix->keys = gk_intern_new();
	for (size_t i = 0; i < ix->ndocuments; i++)
		add_keys(ix, &ix->documents[ix->sorted[i]], i);
	sort_entries(ix);
	ix->grams = gk_grams_new(ix->keys, is_core);
}

void
gk_paper_index_release(struct gk_paper_index *ix)
{
	free(ix->sorted);
	free(ix->entries);
	free(ix->start);
	gk_intern_free(ix->keys);
	gk_grams_free(ix->grams);
	gk_buf_release(&ix->work);
}

uint32_t
gk_paper_index_number(struct gk_paper_index *ix, struct gk_str number)
{
	return gk_intern_find(ix->keys, number_key(ix, number));
}

uint32_t
gk_paper_index_url(struct gk_paper_index *ix, struct gk_str url)
{
	return gk_intern_find(ix->keys, make_key(ix, KEY_URL, url));
}

uint32_t
gk_paper_index_core(struct gk_paper_index *ix, const struct gk_title *t,
    struct gk_str core)
{
	return gk_intern_find(ix->keys, make_key(ix, core_kind(t), core));
}

uint32_t
gk_paper_index_bare(struct gk_paper_index *ix, const struct gk_title *t,
    struct gk_str core)
{
	return gk_intern_find(ix->keys, bare_key(ix, t, core));
}

/* Whether titles of such lengths can be alike enough. */
static bool
lengths_fit(struct gk_str a, struct gk_str b)
{
	size_t less = a.n < b.n ? a.n : b.n, more = a.n < b.n ? b.n : a.n;

	return more <= less * 3 + 64;
}

size_t
gk_paper_index_near(struct gk_paper_index *ix, const struct gk_title *t,
    struct gk_str core, uint32_t *near, size_t max)
{
	size_t n = gk_grams_near(ix->grams, make_key(ix, core_kind(t), core),
	    near, max);
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		struct gk_str name = gk_intern_str(ix->keys, near[i]);

		if (name.p[0] == core_kind(t) && lengths_fit(core, name))
			near[kept++] = near[i];
	}
	return kept;
}

/* ---- documents of a key --------------------------------------------- */

static const struct gk_paper *
entry_paper(const struct gk_paper_index *ix, size_t entry)
{
	return &ix->documents[ix->sorted[ix->entries[entry].order]];
}

/* The first entry of [from, end) whose unit and day are not before. */
static size_t
lower_bound(const struct gk_paper_index *ix, size_t from, size_t end,
    struct gk_str unit, gk_day day)
{
	while (from < end) {
		size_t mid = from + (end - from) / 2;
		const struct gk_paper *d = entry_paper(ix, mid);
		int cmp = gk_str_cmp(d->unit, unit);

		if (cmp < 0 || (cmp == 0 && d->day < day))
			from = mid + 1;
		else
			end = mid;
	}
	return from;
}

/*
 * Of a key that many documents have, those that might win: of the same unit,
 * about the day; else the first ones, and false: they are not all.
 */
static bool
find_window(const struct gk_paper_index *ix, const struct gk_paper *p,
    size_t *from, size_t *end)
{
	size_t first, last, day;

	if (*end - *from <= LIST_MAX)
		return true;
	first = lower_bound(ix, *from, *end, p->unit, INT32_MIN);
	last = lower_bound(ix, first, *end, p->unit, INT32_MAX);
	if (first == last) {
		*end = *from + LIST_MAX;
		return false;
	}
	day = lower_bound(ix, first, last, p->unit, p->day);
	*from = day - first > BESIDE_MAX ? day - BESIDE_MAX : first;
	*end = last - day > BESIDE_MAX ? day + BESIDE_MAX : last;
	return true;
}

static bool
is_in(const struct gk_contest *c, size_t order)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->list[i].order == order)
			return true;
	return false;
}

/* The document's core that is most like another. */
static struct gk_str
nearest_core(const struct gk_title *t, struct gk_str core, int *score)
{
	struct gk_str best = GK_EMPTY;

	*score = -1;
	for (size_t i = 0; i < t->ncores; i++) {
		int s = gk_title_alike(core, t->core[i]);

		if (s > *score) {
			*score = s;
			best = t->core[i];
		}
	}
	return best;
}

void
gk_paper_index_enter(const struct gk_paper_index *ix, struct gk_contest *c,
    const struct gk_paper *p, uint32_t key, struct gk_str core, int least)
{
	size_t from = ix->start[key], end = ix->start[key + 1];
	bool by_title = is_title(gk_intern_str(ix->keys, key));
	struct gk_str name = GK_EMPTY;
	int score = 1000;

	c->cut |= !find_window(ix, p, &from, &end);
	for (size_t i = from; i < end && c->count < GK_CONTENDERS_MAX; i++) {
		const struct gk_paper *d = entry_paper(ix, i);
		size_t order = ix->entries[i].order;

		/* Neighbours mostly have the same title. */
		if (by_title && (d->title.ncores != 1 ||
		    !gk_str_eq(d->title.core[0], name)))
			name = nearest_core(&d->title, core, &score);
		if (is_in(c, order) || score < least ||
		    (by_title && gk_contest_bars(p, core, d, name)))
			continue;
		c->list[c->count++] = (struct gk_contender){
		    .document = ix->sorted[order], .order = order, .paper = d,
		    .score = score };
	}
}
