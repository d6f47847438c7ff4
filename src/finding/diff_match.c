/*
 * Which finding of last time is which of now.
 */
#include "config.h"

#include "finding/diff_int.h"

#include <stdlib.h>

struct keyed {
	uint64_t key;
	size_t at;
};

bool
gk_diff_in_state(const struct gk_finding *f, const char *state)
{
	return gk_str_eq(f->col[GK_F_STATE], gk_str_of(state));
}

static int
compare_key(const void *va, const void *vb)
{
	const struct keyed *a = va, *b = vb;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return (a->at > b->at) - (a->at < b->at);
}

/* ---- by fingerprint ------------------------------------------------- */

static struct keyed *
prints(const struct gk_findings *fs, size_t n)
{
	struct keyed *list = gk_reallocarray(NULL, n, sizeof *list);

	for (size_t i = 0; i < n; i++)
		list[i] = (struct keyed){
		    strtoull(fs->list[i].col[GK_F_FINGERPRINT].p, NULL, 16), i };
	qsort(list, n, sizeof *list, compare_key);
	return list;
}

/* Equal ones within a table (two tables in one) pair up in their order. */
void
gk_diff_match(struct gk_join *j)
{
	struct keyed *old = prints(j->old, j->old->count);
	struct keyed *now = prints(j->now, j->nnow);

	for (size_t i = 0; i < j->old->count; i++)
		j->after[i] = GK_NONE;
	for (size_t i = 0; i < j->nnow; i++)
		j->before[i] = GK_NONE;
	for (size_t o = 0, n = 0; o < j->old->count && n < j->nnow;) {
		if (old[o].key == now[n].key) {
			j->after[old[o].at] = now[n].at;
			j->before[now[n++].at] = old[o++].at;
		} else if (old[o].key < now[n].key) {
			o++;
		} else {
			n++;
		}
	}
	free(old);
	free(now);
}

/* ---- by subject ----------------------------------------------------- */

enum how { UPGRADED, MENDED };

static const struct follow {
	const char *from, *to;
	enum how how;
} follows[] = {
#define GK_FOLLOWS(from, to, how) { from, to, how },
#include "finding/follows.def"
#undef GK_FOLLOWS
};
#define NFOLLOWS (sizeof follows / sizeof *follows)

static const enum gk_finding_column subject[] = { GK_F_UNIT, GK_F_REGION,
	GK_F_ITEM, GK_F_TITLE, GK_F_PERIOD, GK_F_DUE };
#define NSUBJECT (sizeof subject / sizeof *subject)

/* What a finding of last time may have become. */
struct expected {
	uint64_t key;
	size_t at;		/* in old */
	const struct follow *follow;
};

static uint64_t
subject_key(const struct gk_finding *f, struct gk_str rule)
{
	uint64_t h = gk_hash(GK_HASH_SEED, rule);

	for (size_t i = 0; i < NSUBJECT; i++)
		h = gk_hash(gk_hash(h, GK_STR("\x1f")), f->col[subject[i]]);
	return h;
}

static bool
same_subject(const struct gk_finding *a, const struct gk_finding *b)
{
	for (size_t i = 0; i < NSUBJECT; i++)
		if (!gk_str_eq(a->col[subject[i]], b->col[subject[i]]))
			return false;
	return true;
}

static int
compare_expected(const void *va, const void *vb)
{
	const struct expected *a = va, *b = vb;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return (a->follow > b->follow) - (a->follow < b->follow);
}

/* Sorted; returns how many. */
static size_t
expectations(const struct gk_join *j, struct expected **list)
{
	size_t n = 0, cap = 0;

	*list = NULL;
	for (size_t i = 0; i < j->old->count; i++) {
		const struct gk_finding *f = &j->old->list[i];

		if (j->after[i] != GK_NONE || gk_diff_in_state(f, "closed"))
			continue;
		for (size_t k = 0; k < NFOLLOWS; k++)
			if (gk_str_eq(f->col[GK_F_RULE],
			    gk_str_of(follows[k].from)))
				*GK_PUSH(*list, n, cap) = (struct expected){
				    subject_key(f, gk_str_of(follows[k].to)),
				    i, &follows[k] };
	}
	if (n != 0)
		qsort(*list, n, sizeof **list, compare_expected);
	return n;
}

/* The first of the sorted keys that is not less. */
static size_t
lower_bound(const struct expected *list, size_t n, uint64_t key)
{
	size_t low = 0;

	while (low < n) {
		size_t mid = low + (n - low) / 2;

		if (list[mid].key < key)
			low = mid + 1;
		else
			n = mid;
	}
	return low;
}

/* Whether list[k] is what became of it. */
static bool
take(struct gk_join *j, const struct expected *e, size_t now)
{
	if (j->after[e->at] != GK_NONE || j->mended[e->at] ||
	    !same_subject(&j->old->list[e->at], &j->now->list[now]))
		return false;
	if (e->follow->how == MENDED) {
		j->mended[e->at] = true;
	} else {
		j->after[e->at] = now;
		j->before[now] = e->at;
	}
	return true;
}

void
gk_diff_follow(struct gk_join *j)
{
	struct expected *list;
	size_t n = expectations(j, &list);
	size_t *tried = gk_calloc(n + 1, sizeof *tried);

	for (size_t i = 0; i < j->nnow && n != 0; i++) {
		const struct gk_finding *f = &j->now->list[i];
		uint64_t key = subject_key(f, f->col[GK_F_RULE]);
		size_t first = lower_bound(list, n, key), k;

		if (j->before[i] != GK_NONE || gk_diff_in_state(f, "closed"))
			continue;
		/* Equals are tried once: the next goes on where this ends. */
		for (k = first + tried[first]; k < n && list[k].key == key;
		    k++)
			if (take(j, &list[k], i)) {
				k++;
				break;
			}
		tried[first] = k - first;
	}
	free(tried);
	free(list);
}
