/*
 * Which record of the one side is which of the other.
 *
 * Stage by stage (number, address, title, title without wrappers) what is
 * still single is sorted by the stage's key.  Within a group of one key, what
 * else is said takes its members apart: title, core, issuer, dates, at last
 * everything.  Every step splits what the step before left, so that the cost
 * of a group is its size times the number of steps.
 */
#include "config.h"

#include "pair/reconcile_int.h"

#include <stdlib.h>

#include "core/url.h"

/* Stages, and steps that tell members of a group apart. */
#define STAGES_MAX 16
#define STEPS_MAX 10

/* What tells members of a group apart: a point, or one of these. */
#define BY_CORE (SIZE_MAX - 1)
#define BY_ALL (SIZE_MAX - 2)

struct member {
	struct gk_held *held;
	size_t index;		/* in its side */
	struct gk_str value;	/* of the key or of the step */
	bool there;
};

struct stage {
	size_t key;		/* a point, or BY_CORE */
	size_t steps[STEPS_MAX];
	size_t nsteps;
	bool sure;		/* one key is one record: what is left pairs too */
	bool by_title;		/* numbers and dates may forbid a pair */
};

static struct gk_str
value_of(struct gk_reconciling *w, const struct gk_held *h, size_t by)
{
	if (by == BY_CORE)
		return h->core;
	if (by != BY_ALL)
		return h->form[by];
	gk_buf_clear(&w->work[0]);
	for (size_t p = 0; p < w->m->npoints; p++) {
		gk_buf_add_str(&w->work[0], h->form[p]);
		gk_buf_putc(&w->work[0], '\x1e');
	}
	return gk_str_keep(&w->arena, gk_buf_str(&w->work[0]));
}

static int
by_value(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	int d = gk_str_cmp(x->value, y->value);

	if (d != 0)
		return d;
	if (x->there != y->there)
		return x->there ? 1 : -1;
	return x->index < y->index ? -1 : x->index > y->index;
}

/* ---- pairs ---------------------------------------------------------- */

/*
 * 1: some date of both is the same; -1: there are dates of both and none is;
 * 0: they have no date in common.
 */
static int
dates_agree(const struct gk_reconciling *w, const struct gk_held *a,
    const struct gk_held *b)
{
	int found = 0;

	for (size_t p = 0; p < w->m->npoints; p++) {
		if (w->m->points[p].as != GK_AS_DATE || a->form[p].n == 0 ||
		    b->form[p].n == 0)
			continue;
		if (gk_str_eq(a->form[p], b->form[p]))
			return 1;
		found = -1;
	}
	return found;
}

/* Two documents of one title: other numbers, other dates. */
static bool
are_others(const struct gk_reconciling *w, const struct gk_held *a,
    const struct gk_held *b)
{
	size_t p = w->number;

	return p != SIZE_MAX && a->form[p].n > 0 && b->form[p].n > 0 &&
	    !gk_str_eq(a->form[p], b->form[p]) && dates_agree(w, a, b) < 0;
}

static void
pair(struct gk_reconciling *w, const struct stage *st,
    const struct member *here, const struct member *there)
{
	if (st->by_title && are_others(w, here->held, there->held))
		return;
	here->held->pairs++;
	there->held->pairs++;
	*GK_PUSH(w->pairs, w->npairs, w->pairs_cap) =
	    (struct gk_match_pair){ here->index, there->index };
}

/* One on one side: it is all of the other's; copies of each other: in turn. */
static void
pair_all(struct gk_reconciling *w, const struct stage *st,
    const struct member *m, size_t nhere, size_t nthere)
{
	size_t n = nhere > nthere ? nhere : nthere;

	for (size_t i = 0; i < n; i++)
		pair(w, st, &m[i < nhere ? i : nhere - 1],
		    &m[nhere + (i < nthere ? i : nthere - 1)]);
}

/* ---- groups --------------------------------------------------------- */

/* Members still single, in front; returns how many are here. */
static size_t
keep_single(struct member *m, size_t *n)
{
	size_t kept = 0, here = 0;

	for (size_t i = 0; i < *n; i++)
		if (m[i].held->pairs == 0 && !m[i].held->open)
			m[kept++] = m[i];
	*n = kept;
	while (here < kept && !m[here].there)
		here++;
	return here;
}

static size_t
run_length(const struct member *m, size_t n, size_t *here)
{
	size_t k = 0;

	*here = 0;
	while (k < n && gk_str_eq(m[k].value, m[0].value))
		*here += !m[k++].there;
	return k;
}

static int
by_side(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	if (x->there != y->there)
		return x->there ? 1 : -1;
	return x->index < y->index ? -1 : x->index > y->index;
}

static void refine(struct gk_reconciling *w, const struct stage *st,
    struct member *m, size_t n, size_t step);

/* Key and title are the same: what is several times there is one document. */
static bool
tells_title(const struct gk_reconciling *w, const struct stage *st,
    size_t step)
{
	return !st->by_title && (st->steps[step] == w->title ||
	    st->steps[step] == BY_CORE);
}

/*
 * What agrees so far and could not be taken apart is not held against others
 * again: nothing would come of it but cost.
 */
static void
leave_open(struct member *m, size_t n)
{
	size_t single[2] = { 0, 0 };

	for (size_t i = 0; i < n; i++)
		single[m[i].there] += m[i].held->pairs == 0;
	for (size_t i = 0; i < n; i++)
		m[i].held->open = single[0] > 0 && single[1] > 0 &&
		    m[i].held->pairs == 0;
}

/* Splits by one step; members are then in any order. */
static void
split(struct gk_reconciling *w, const struct stage *st, struct member *m,
    size_t n, size_t step)
{
	for (size_t i = 0; i < n; i++)
		m[i].value = value_of(w, m[i].held, st->steps[step]);
	qsort(m, n, sizeof *m, by_value);
	for (size_t i = 0, k, here; i < n; i += k) {
		k = run_length(m + i, n - i, &here);
		if (m[i].value.n == 0 || here == 0 || here == k)
			continue;
		if (k == 2 || st->steps[step] == BY_ALL ||
		    ((here == 1 || k - here == 1) && tells_title(w, st, step)))
			pair_all(w, st, m + i, here, k - here);
		else
			refine(w, st, m + i, k, step + 1);
		leave_open(m + i, k);
	}
}

/* Members of one key, here first; those that are paired stay in the array. */
static void
refine(struct gk_reconciling *w, const struct stage *st, struct member *m,
    size_t n, size_t step)
{
	size_t here;

	for (; step < st->nsteps; step++) {
		qsort(m, n, sizeof *m, by_side);
		here = keep_single(m, &n);
		if (here == 0 || here == n)
			return;
		if (n == 2 && (st->sure || step == 0)) {
			pair(w, st, &m[0], &m[1]);
			return;
		}
		split(w, st, m, n, step);
	}
	keep_single(m, &n);
	qsort(m, n, sizeof *m, by_side);
	if (n == 2 && st->sure && m[0].there != m[1].there)
		pair(w, st, &m[0], &m[1]);
}

/* ---- stages --------------------------------------------------------- */

static bool
can_key(const struct gk_reconciling *w, const struct gk_held *h, size_t key)
{
	struct gk_str value = key == BY_CORE ? h->core : h->form[key];

	if (value.n == 0 || h->pairs > 0 || h->ambiguous)
		return false;
	/* A home page or a column is that of many. */
	return key == BY_CORE || w->m->points[key].as != GK_AS_URL ||
	    gk_url_is_page(gk_held_value(w, h, key));
}

/* What has the key and is single, sorted by it. */
static struct member *
members(struct gk_reconciling *w, size_t key, size_t *count)
{
	struct member *m = gk_calloc(w->side[0].count + w->side[1].count,
	    sizeof *m);
	size_t n = 0;

	for (int s = 0; s < 2; s++)
		for (size_t i = 0; i < w->side[s].count; i++) {
			struct gk_held *h = &w->side[s].list[i];

			h->open = false;
			if (can_key(w, h, key))
				m[n++] = (struct member){ h, i,
				    key == BY_CORE ? h->core : h->form[key],
				    s == 1 };
		}
	if (n > 1)
		qsort(m, n, sizeof *m, by_value);
	*count = n;
	return m;
}

static void
run_stage(struct gk_reconciling *w, const struct stage *st)
{
	size_t n;
	struct member *m = members(w, st->key, &n);

	for (size_t i = 0, k, here; i < n; i += k) {
		k = run_length(m + i, n - i, &here);
		if (here > 0 && here < k)
			refine(w, st, m + i, k, 0);
	}
	free(m);
}

/* The steps of a stage: title, core, issuers, dates, the rest. */
static struct stage
make_stage(const struct gk_reconciling *w, size_t key)
{
	static const enum gk_point_as order[] = { GK_AS_NUMBER, GK_AS_UNIT,
		GK_AS_DATE };
	struct stage st = { .key = key };
	enum gk_point_as as = key == BY_CORE ? GK_AS_TITLE :
	    w->m->points[key].as;

	st.by_title = as == GK_AS_TITLE;
	st.sure = as != GK_AS_URL;
	if (w->title != SIZE_MAX && key != w->title && key != BY_CORE) {
		st.steps[st.nsteps++] = w->title;
		st.steps[st.nsteps++] = BY_CORE;
	}
	for (size_t o = 0; o < sizeof order / sizeof *order && st.sure; o++)
		for (size_t p = 0; p < w->m->npoints &&
		    st.nsteps < STEPS_MAX - 1; p++)
			if (w->m->points[p].as == order[o] && p != key)
				st.steps[st.nsteps++] = p;
	st.steps[st.nsteps++] = BY_ALL;
	return st;
}

/* ---- what stays open ------------------------------------------------ */

/* Whether any two of a group might be one; many are not looked through. */
static bool
may_pair(const struct gk_reconciling *w, const struct stage *st,
    const struct member *m, size_t here, size_t n)
{
	if (!st->by_title || here * (n - here) > 4096)
		return true;
	for (size_t i = 0; i < here; i++)
		for (size_t k = here; k < n; k++)
			if (!are_others(w, m[i].held, m[k].held))
				return true;
	return false;
}

/* The one to be named, wherever it stands: the first by title. */
static const struct gk_held *
to_name(const struct gk_reconciling *w, const struct member *m, size_t n)
{
	const struct gk_held *best = m[0].held;

	for (size_t i = 1; i < n && w->title != SIZE_MAX; i++)
		if (gk_str_cmp(m[i].held->form[w->title],
		    best->form[w->title]) < 0)
			best = m[i].held;
	return best;
}

static void
say_ambiguous(struct gk_reconciling *w, const struct stage *st,
    struct member *m, size_t here, size_t n)
{
	size_t point = st->key == BY_CORE ? w->title : st->key;
	const struct gk_held *own = to_name(w, m, here);
	const struct gk_held *other = to_name(w, m + here, n - here);
	struct gk_draft d = gk_held_draft(w, GK_K_RECONCILE_AMBIGUOUS, own,
	    point);

	for (size_t i = 0; i < n; i++) {
		m[i].held->ambiguous = true;
		d.secret |= m[i].held->rec->secret;
	}
	d.value = gk_held_value(w, own, point);
	gk_draft_arg(&d, "other_file", other->rec->table->file);
	gk_draft_arg(&d, "other_row", gk_count_words(&w->out->words,
	    other->rec->row));
	gk_draft_arg(&d, "here", gk_count_words(&w->out->words, here));
	gk_draft_arg(&d, "there", gk_count_words(&w->out->words, n - here));
	gk_findings_add(w->out, &d);
}

static void
find_ambiguous(struct gk_reconciling *w, const struct stage *st)
{
	size_t n;
	struct member *m = members(w, st->key, &n);

	for (size_t i = 0, k, here; i < n; i += k) {
		k = run_length(m + i, n - i, &here);
		if (here > 0 && here < k && may_pair(w, st, m + i, here, k))
			say_ambiguous(w, st, m + i, here, k);
	}
	free(m);
}

void
gk_reconcile_match(struct gk_reconciling *w)
{
	struct stage stages[STAGES_MAX];
	size_t n = 0;

	for (size_t p = 0; p < w->m->npoints && n < STAGES_MAX - 1; p++) {
		if (!w->m->points[p].key)
			continue;
		stages[n++] = make_stage(w, p);
		if (p == w->title)
			stages[n++] = make_stage(w, BY_CORE);
	}
	for (size_t i = 0; i < n; i++)
		run_stage(w, &stages[i]);
	for (size_t i = 0; i < n; i++)
		if (stages[i].sure)
			find_ambiguous(w, &stages[i]);
}
