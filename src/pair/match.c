/*
 * Interpretations are looked up one by one in an index of documents.  Numbers
 * of add appear in the answers only, so that the order of adding does not
 * matter.
 */
#include "config.h"

#include "pair/match.h"

#include <stdlib.h>

#include "core/norm.h"
#include "pair/match_int.h"

/* Cores that are compared with one that is not known. */
#define NEAR_MAX ((size_t)24)
#define LINKS_MAX 8
#define WINNERS_MAX (2 * GK_TITLE_CORES + LINKS_MAX)

struct gk_pairer {
	int threshold, margin;
	struct gk_paper *documents, *interpretations;
	size_t ndocuments, documents_cap;
	size_t ninterpretations, interpretations_cap;
	struct gk_pairing *out;
	size_t nout, out_cap;
	/* While it runs. */
	struct gk_paper_index index;
	struct gk_arena arena;	/* of one interpretation */
	struct gk_contest contest;
};

struct gk_pairer *
gk_pairer_new(int threshold, int margin)
{
	struct gk_pairer *m = gk_calloc(1, sizeof *m);

	m->threshold = threshold;
	m->margin = margin;
	gk_arena_init(&m->arena);
	return m;
}

void
gk_pairer_free(struct gk_pairer *m)
{
	if (m == NULL)
		return;
	gk_arena_release(&m->arena);
	free(m->documents);
	free(m->interpretations);
	free(m->out);
	free(m);
}

size_t
gk_pairer_document(struct gk_pairer *m, const struct gk_paper *p)
{
	*GK_PUSH(m->documents, m->ndocuments, m->documents_cap) = *p;
	return m->ndocuments - 1;
}

size_t
gk_pairer_interpretation(struct gk_pairer *m, const struct gk_paper *p)
{
	*GK_PUSH(m->interpretations, m->ninterpretations,
	    m->interpretations_cap) = *p;
	return m->ninterpretations - 1;
}

/* ---- the answers to one interpretation ------------------------------ */

struct answers {
	const struct gk_paper *paper;
	struct gk_pairing list[WINNERS_MAX + 1];
	size_t count;
	struct gk_pairing doubt;	/* the first that was ambiguous */
};

static bool
is_known(const struct answers *a, size_t document)
{
	for (size_t i = 0; i < a->count; i++)
		if (a->list[i].document == document)
			return true;
	return false;
}

static void
clear(struct gk_pairer *m)
{
	m->contest.count = 0;
	m->contest.cut = false;
}

/* Whether the contest had a winner. */
static bool
decide(struct gk_pairer *m, struct answers *a, enum gk_pair_how how)
{
	struct gk_pairing p = gk_contest_decide(&m->contest, a->paper, how,
	    m->margin);

	clear(m);
	if (how == GK_PAIR_ALIKE && p.sure < m->threshold &&
	    p.how == GK_PAIR_ALIKE)
		p.how = GK_PAIR_AMBIGUOUS;
	if (p.how == GK_PAIR_AMBIGUOUS && a->doubt.how == GK_PAIR_NONE)
		a->doubt = p;
	if (p.how == GK_PAIR_NONE || p.how == GK_PAIR_AMBIGUOUS)
		return false;
	if (!is_known(a, p.document) && a->count < WINNERS_MAX)
		a->list[a->count++] = p;
	return true;
}

static void
enter(struct gk_pairer *m, const struct answers *a, uint32_t key,
    struct gk_str core, int least)
{
	gk_paper_index_enter(&m->index, &m->contest, a->paper, key, core,
	    least);
}

static bool
by_url(struct gk_pairer *m, struct answers *a, struct gk_str url)
{
	uint32_t id = gk_paper_index_url(&m->index, url);

	if (id == GK_NO_ID)
		return false;
	enter(m, a, id, GK_EMPTY, 1000);
	return decide(m, a, GK_PAIR_LINK);
}

/* Of documents that share a number, those of the title come first. */
static bool
by_number(struct gk_pairer *m, struct answers *a, struct gk_str number,
    enum gk_pair_how how)
{
	const struct gk_title *t = &a->paper->title;
	struct gk_contest *c = &m->contest;
	uint32_t id;

	if (number.n == 0)
		return false;
	id = gk_paper_index_number(&m->index, number);
	if (id == GK_NO_ID)
		return false;
	enter(m, a, id, GK_EMPTY, 1000);
	for (size_t i = 0; i < c->count; i++) {
		const struct gk_title *d = &c->list[i].paper->title;

		if (t->ncores == 0 || d->ncores == 0 ||
		    !gk_str_eq(t->core[0], d->core[0]))
			c->list[i].score -= m->margin;
	}
	return decide(m, a, how);
}

/* ---- by title ------------------------------------------------------- */

static const struct gk_str draft = { "征求意见稿", sizeof "征求意见稿" - 1 };

/* Whether a document has this title; it need not win. */
static bool
by_title(struct gk_pairer *m, struct answers *a, const struct gk_title *t,
    struct gk_str core, enum gk_pair_how how)
{
	uint32_t id = gk_paper_index_core(&m->index, t, core);

	if (id == GK_NO_ID)
		return false;
	enter(m, a, id, core, 1000);
	if (m->contest.count == 0) {
		clear(m);
		return false;
	}
	decide(m, a, how);
	return true;
}

/* What explains a draft may be about the document, and the other way. */
static bool
by_draft(struct gk_pairer *m, struct answers *a, const struct gk_title *t,
    struct gk_str core, enum gk_pair_how how)
{
	if (t->role != GK_TITLE_DRAFT_EXPLAINED)
		return false;
	if (gk_str_ends(core, draft))
		core.n -= draft.n;
	else
		core = gk_str_join(&m->arena, core, GK_EMPTY, draft);
	return by_title(m, a, t, core, how);
}

static void
by_likeness(struct gk_pairer *m, struct answers *a, struct gk_str core)
{
	const struct gk_title *t = &a->paper->title;
	uint32_t near[NEAR_MAX], bare = gk_paper_index_bare(&m->index, t, core);
	size_t n = gk_paper_index_near(&m->index, t, core, near, NEAR_MAX);
	int least = m->threshold - m->margin + 1, best = 0;

	if (bare != GK_NO_ID)
		enter(m, a, bare, core, least);
	for (size_t i = 0; i < n; i++)
		enter(m, a, near[i], core, least);
	for (size_t i = 0; i < m->contest.count; i++)
		if (m->contest.list[i].score > best)
			best = m->contest.list[i].score;
	if (best >= m->threshold)
		decide(m, a, GK_PAIR_ALIKE);
	clear(m);
}

/* ---- links ---------------------------------------------------------- */

static bool
by_link(struct gk_pairer *m, struct answers *a)
{
	struct gk_str rest = a->paper->link, piece;
	bool any = false;

	for (int n = 0; n < LINKS_MAX && rest.n > 0 &&
	    gk_str_split(&rest, ";；\n", &piece); n++) {
		struct gk_title t;

		piece = gk_trim(piece);
		if (piece.n == 0)
			continue;
		if (by_url(m, a, piece) ||
		    by_number(m, a, piece, GK_PAIR_LINK)) {
			any = true;
			continue;
		}
		t = gk_title_parse(&m->arena, piece);
		if (t.number.n > 0 && by_number(m, a, t.number, GK_PAIR_LINK)) {
			any = true;
			continue;
		}
		for (size_t i = 0; i < t.ncores; i++)
			any |= by_title(m, a, &t, t.core[i], GK_PAIR_LINK);
	}
	return any && a->count > 0;
}

/* ---- all of it ------------------------------------------------------ */

/* Whether the document that was found is the one this core names. */
static bool
is_covered(const struct gk_pairer *m, const struct answers *a,
    struct gk_str core)
{
	for (size_t i = 0; i < a->count; i++) {
		const struct gk_title *t =
		    &m->documents[a->list[i].document].title;

		for (size_t k = 0; k < t->ncores; k++)
			if (gk_str_eq(t->core[k], core))
				return true;
	}
	return false;
}

static int
by_document(const void *pa, const void *pb)
{
	const struct gk_pairing *a = pa, *b = pb;

	return a->document < b->document ? -1 : a->document > b->document;
}

static void
put_answers(struct gk_pairer *m, struct answers *a, size_t interpretation,
    bool unsettled)
{
	if (a->count > 1)
		qsort(a->list, a->count, sizeof *a->list, by_document);
	if (a->count == 0 || (unsettled && a->doubt.how == GK_PAIR_AMBIGUOUS))
		a->list[a->count++] = a->doubt;
	for (size_t i = 0; i < a->count; i++) {
		a->list[i].interpretation = interpretation;
		*GK_PUSH(m->out, m->nout, m->out_cap) = a->list[i];
	}
}

static void
pair_one(struct gk_pairer *m, size_t interpretation)
{
	const struct gk_paper *p = &m->interpretations[interpretation];
	const struct gk_title *t = &p->title;
	struct answers a = { .paper = p, .doubt = { .document = SIZE_MAX,
		.how = GK_PAIR_NONE, .rival = SIZE_MAX } };
	bool found = by_number(m, &a, p->number, GK_PAIR_NUMBER) ||
	    by_link(m, &a);
	struct gk_pairing before = a.doubt;

	a.doubt = (struct gk_pairing){ .document = SIZE_MAX,
		.how = GK_PAIR_NONE, .rival = SIZE_MAX };
	for (size_t i = 0; i < t->ncores; i++) {
		struct gk_str core = t->core[i];

		/* One title was decided about; several are each their own. */
		if ((found && t->ncores == 1) || is_covered(m, &a, core))
			continue;
		if (!by_title(m, &a, t, core, GK_PAIR_TITLE) &&
		    !by_draft(m, &a, t, core, GK_PAIR_TITLE) && !found)
			by_likeness(m, &a, core);
	}
	if (a.count == 0 && a.doubt.how == GK_PAIR_NONE)
		a.doubt = before;
	put_answers(m, &a, interpretation, !found);
	gk_arena_reset(&m->arena);
}

const struct gk_pairing *
gk_pairer_run(struct gk_pairer *m, size_t *count)
{
	m->nout = 0;
	gk_paper_index_init(&m->index, m->documents, m->ndocuments);
	for (size_t i = 0; i < m->ninterpretations; i++)
		pair_one(m, i);
	gk_paper_index_release(&m->index);
	*count = m->nout;
	return m->out;
}
