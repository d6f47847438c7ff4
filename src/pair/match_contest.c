/*
 * Of several documents that an interpretation may be about, the one that it
 * is: titles recur (关于调整最低工资标准的通知), units and days tell them apart.
 */
#include "config.h"

#include "pair/match_int.h"

#include <stdlib.h>

#include "core/norm.h"
#include "pair/title_int.h"

#define YEAR 366
#define FAR INT32_MAX
/* What is decided by more than the title is less sure by this. */
#define BY_MORE 50

enum { RANK_PARTS = 1, RANK_EDITION = 2, RANK_UNIT = 4, RANK_ISSUER = 8 };

/* ---- who cannot be meant -------------------------------------------- */

/* Characters that say what a department does; those of all are left out. */
static bool
shares_work(struct gk_str a, struct gk_str b)
{
	struct gk_str all = GK_STR("局委员会厅办公室部省市区县人民政府和管理中心"
	    "等门国家共院党直属州各有关单位联合一二三四五六七八九十");
	uint32_t ch;
	size_t len;

	for (size_t i = 0; i < a.n; i += len) {
		struct gk_str one;

		len = gk_utf8_next(a.p + i, a.n - i, &ch);
		len += len == 0;
		one = gk_str_sub(a, i, len);
		if (gk_str_find(all, one) == SIZE_MAX &&
		    gk_str_find(b, one) != SIZE_MAX)
			return true;
	}
	return false;
}

static bool
has_work(struct gk_str s)
{
	return shares_work(s, s);
}

static bool
is_government(struct gk_str s)
{
	return gk_str_find(s, GK_STR("政府")) != SIZE_MAX;
}

static bool
issuers_differ(struct gk_str a, struct gk_str b)
{
	size_t place;

	if (a.n == 0 || b.n == 0 || gk_str_eq(a, b))
		return false;
	if (gk_title_places_differ(a, b))
		return true;
	place = gk_title_place(a);
	a = gk_str_sub(a, place, a.n);
	place = gk_title_place(b);
	b = gk_str_sub(b, place, b.n);
	if (is_government(a) || is_government(b))
		return is_government(a) != is_government(b) &&
		    has_work(a) != has_work(b);
	return has_work(a) && has_work(b) && !shares_work(a, b);
}

/* The place that a core is about, or else its issuer's. */
static struct gk_str
place_of(struct gk_str core, struct gk_str issuer)
{
	return gk_title_place(core) > 0 ? core : issuer;
}

static bool
has_digit(struct gk_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return true;
	return false;
}

/* 2018年修订 is not 试行, but may be what another calls 修订. */
static bool
editions_differ(struct gk_str a, struct gk_str b)
{
	return a.n > 0 && b.n > 0 && (has_digit(a) || has_digit(b)) &&
	    !gk_str_ends(a, b) && !gk_str_ends(b, a);
}

/* The last byte of 省, 市, 县 …, which differ there. */
static char
place_level(struct gk_str s)
{
	return s.p[gk_title_place(s) - 1];
}

bool
gk_contest_bars(const struct gk_paper *p, struct gk_str core,
    const struct gk_paper *d, struct gk_str dcore)
{
	const struct gk_title *x = &p->title, *y = &d->title;

	if (editions_differ(x->mark, y->mark))
		return true;
	/* Who passes a document on did not issue it: but a superior did. */
	if (y->forwarded || x->forwarded)
		return gk_title_places_differ(x->issuer, y->issuer) &&
		    place_level(x->issuer) == place_level(y->issuer);
	return issuers_differ(x->issuer, y->issuer) ||
	    gk_title_places_differ(place_of(core, x->issuer),
	    place_of(dcore, y->issuer));
}

/* ---- who is --------------------------------------------------------- */

static unsigned
rank_of(const struct gk_paper *p, const struct gk_paper *d)
{
	const struct gk_title *x = &p->title, *y = &d->title;
	unsigned rank = 0;

	if (x->issuer.n > 0 && gk_str_eq(x->issuer, y->issuer))
		rank |= RANK_ISSUER;
	if (p->unit.n > 0 && gk_str_eq(p->unit, d->unit))
		rank |= RANK_UNIT;
	if (gk_str_eq(x->mark, y->mark))
		rank |= RANK_EDITION;
	if (x->ncores == y->ncores)
		rank |= RANK_PARTS;
	return rank;
}

static gk_day
days_away(const struct gk_paper *p, const struct gk_paper *d)
{
	int64_t away = (int64_t)p->day - d->day;

	if (p->day == GK_NO_DAY || d->day == GK_NO_DAY)
		return FAR;
	away = away < 0 ? -away : away;
	return away <= YEAR ? (gk_day)away : FAR;
}

/* Best first; equals in order of what they say. */
static int
by_merit(const void *pa, const void *pb)
{
	const struct gk_contender *a = pa, *b = pb;

	if (a->rank != b->rank)
		return a->rank > b->rank ? -1 : 1;
	if (a->away != b->away)
		return a->away < b->away ? -1 : 1;
	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static int
best_score(const struct gk_contest *c)
{
	int best = 0;

	for (size_t i = 0; i < c->count; i++)
		if (c->list[i].score > best)
			best = c->list[i].score;
	return best;
}

/* Keeps who is near enough to the best; fills rank and days. */
static void
keep_near(struct gk_contest *c, const struct gk_paper *p, int margin)
{
	int best = best_score(c);
	size_t n = 0;
	bool level = true;

	for (size_t i = 0; i < c->count; i++) {
		struct gk_contender *x = &c->list[i];

		if (best - x->score >= margin && x->score < best)
			continue;
		level = level && x->score == best;
		x->rank = rank_of(p, x->paper);
		x->away = days_away(p, x->paper);
		c->list[n++] = *x;
	}
	c->count = n;
	/* Titles that differ are weighed by who issued them only. */
	for (size_t i = 0; i < n && !level; i++)
		c->list[i].rank &= RANK_ISSUER | RANK_UNIT;
}

/* Nearer by half: two days beside five, not beside three. */
static bool
clearly_nearer(gk_day a, gk_day b)
{
	return a != FAR && (b == FAR || (a < b && a <= b / 2));
}

struct gk_pairing
gk_contest_decide(struct gk_contest *c, const struct gk_paper *p,
    enum gk_pair_how how, int margin)
{
	struct gk_pairing result = { .document = SIZE_MAX,
		.how = GK_PAIR_NONE, .rival = SIZE_MAX };
	const struct gk_contender *first = &c->list[0], *second = first + 1;

	if (c->count == 0)
		return result;
	keep_near(c, p, margin);
	qsort(c->list, c->count, sizeof *c->list, by_merit);
	result.document = first->document;
	result.sure = first->score;
	result.how = how;
	if (c->count == 1)
		return result;
	if (!c->cut && (first->rank > second->rank ||
	    clearly_nearer(first->away, second->away))) {
		result.sure -= BY_MORE;
	} else {
		result.how = GK_PAIR_AMBIGUOUS;
		result.rival = second->document;
	}
	return result;
}
