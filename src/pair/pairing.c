#include "config.h"

#include "pair/pairing.h"

#include <stdlib.h>

#include "pair/judge.h"

struct pairing {
	const struct gk_context *cx;
	struct gk_papers papers;
	bool taken;		/* the table being read holds papers */
};

static void *
pairing_init(const struct gk_context *cx)
{
	struct pairing *s = gk_calloc(1, sizeof *s);

	s->cx = cx;
	gk_papers_init(&s->papers);
	return s;
}

static void
pairing_table(void *state, const struct gk_source *src)
{
	struct pairing *s = state;

	s->taken = s->cx->pairing != NULL && gk_papers_table(&s->papers, src);
}

static void
pairing_record(void *state, const struct gk_entry *e, struct gk_findings *out)
{
	struct pairing *s = state;

	(void)out;
	if (s->taken)
		gk_papers_add(&s->papers, s->cx->pairing, s->cx, e);
}

static void
pairing_end(void *state, const struct gk_source *src, struct gk_findings *out)
{
	struct pairing *s = state;

	(void)out;
	if (s->taken)
		gk_papers_end(&s->papers, src);
}

static void
pairing_merge(void *into, const void *from)
{
	struct pairing *s = into;
	const struct pairing *later = from;

	gk_papers_merge(&s->papers, &later->papers);
}

/* ---- the pairs, for --matches --------------------------------------- */

static void
keep_pair(struct gk_pair_matches *m, const struct gk_pair_document *d,
    const struct gk_paper_row *r, const struct gk_pair_match *how)
{
	struct gk_pair_match *to = GK_PUSH(m->list, m->count, m->cap);
	struct gk_arena *a = &m->arena;

	*to = *how;
	to->interpretation = gk_str_keep(a, r->text[GK_T_NAME]);
	to->interpretation_file = gk_str_keep(a, r->table->file);
	to->interpretation_row = r->row;
	to->document = to->number = to->document_file = GK_EMPTY;
	if (d == NULL)
		return;
	to->document = gk_str_keep(a, d->lead->text[GK_T_NAME]);
	to->number = gk_str_keep(a, d->all.text[GK_T_NUMBER]);
	to->document_file = gk_str_keep(a, d->lead->table->file);
	to->document_row = d->lead->row;
}

static void
keep_pairs(struct gk_pair_matches *m, const struct gk_pairs *ps)
{
	for (size_t i = 0; i < ps->nlinks; i++) {
		const struct gk_pair_link *l = &ps->links[i];
		const struct gk_pair_match how = { .how = l->how,
			.by_row = l->by_row, .sure = l->sure };

		keep_pair(m, &ps->documents[l->document], l->row, &how);
	}
	for (size_t i = 0; i < ps->nloose; i++) {
		const struct gk_pair_loose *l = &ps->loose[i];
		struct gk_pair_match how = { .how = GK_PAIR_NONE };

		if (l->first == SIZE_MAX) {
			keep_pair(m, NULL, l->row, &how);
			continue;
		}
		how.how = GK_PAIR_AMBIGUOUS;
		how.sure = l->sure;
		keep_pair(m, &ps->documents[l->first], l->row, &how);
		if (l->second != SIZE_MAX)
			keep_pair(m, &ps->documents[l->second], l->row, &how);
	}
}

/* ---- judging -------------------------------------------------------- */

static void
judge_all(struct gk_pair_judge *j, const struct gk_papers *p)
{
	for (size_t i = 0; i < j->pairs->ndocuments; i++) {
		gk_pair_explain(j, &j->pairs->documents[i]);
		gk_pair_sync(j, &j->pairs->documents[i]);
	}
	for (size_t i = 0; i < j->pairs->nloose; i++)
		gk_pair_loose(j, &j->pairs->loose[i]);
	for (const struct gk_paper_table *t = p->tables; t != NULL;
	    t = t->next) {
		gk_pair_sync_table(j, t);
		gk_pair_pending(j, t);
	}
}

static void
pairing_finish(void *state, struct gk_findings *out)
{
	struct pairing *s = state;
	struct gk_pair_judge j = { .cx = s->cx, .terms = s->cx->pairing,
		.out = out };
	struct gk_pairs *pairs;
	size_t tables = 0;

	if (s->cx->pairing == NULL)
		return;
	for (struct gk_paper_table *t = s->papers.tables; t != NULL;
	    t = t->next)
		t->number = tables++;
	pairs = gk_pairs_make(&s->papers, j.terms->threshold);
	j.pairs = pairs;
	j.tally = gk_calloc(tables + 1, sizeof *j.tally);
	j.seen = gk_calloc(s->papers.ninterpretations + 1, sizeof *j.seen);
	gk_buf_init(&j.work);
	judge_all(&j, &s->papers);
	if (s->cx->matches != NULL)
		keep_pairs(s->cx->matches, pairs);
	gk_buf_release(&j.work);
	free(j.tally);
	free(j.seen);
	gk_pairs_free(pairs);
}

static void
pairing_free(void *state)
{
	struct pairing *s = state;

	gk_papers_release(&s->papers);
	free(s);
}

const struct gk_check gk_check_pairing = {
	.name = "pairing",
	.init = pairing_init,
	.table = pairing_table,
	.record = pairing_record,
	.end = pairing_end,
	.merge = pairing_merge,
	.finish = pairing_finish,
	.free = pairing_free,
};
