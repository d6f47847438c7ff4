/*
 * What is compared with what: the mapping, and the records of its kinds.
 */
#include "config.h"

#include "pair/reconcile_int.h"

#include <stdlib.h>

#include "core/i18n.h"

/* ---- the mapping ---------------------------------------------------- */

static bool
has_kind(const struct gk_side *s, const struct gk_ledger_kind *kind)
{
	for (size_t i = 0; i < s->ntables; i++)
		if (s->tables[i]->kind == kind)
			return true;
	return false;
}

/* 2: both sides have a kind of it in common; 1: each has some; 0: not so. */
static int
fitness(const struct gk_mapping *m, const struct gk_reconcile *r)
{
	bool here = false, there = false;

	for (size_t k = 0; k < m->nkinds; k++) {
		bool a = has_kind(r->here, m->kinds[k].kind);
		bool b = has_kind(r->there, m->kinds[k].kind);

		if (a && b)
			return 2;
		here |= a;
		there |= b;
	}
	return here && there;
}

static const struct gk_mapping *
choose(const struct gk_reconcile *r)
{
	const struct gk_mapping *best = NULL;
	int fit = 0;

	for (size_t i = 0; i < r->mappings->count; i++) {
		int f = fitness(&r->mappings->list[i], r);

		if (f > fit) {
			fit = f;
			best = &r->mappings->list[i];
		}
	}
	return best;
}

/* The kinds of a side, for a message. */
static void
kind_words(struct gk_buf *b, const struct gk_side *s)
{
	for (size_t i = 0; i < s->ntables; i++) {
		struct gk_str id = s->tables[i]->kind->id;
		bool seen = false;

		for (size_t k = 0; k < i && !seen; k++)
			seen = s->tables[k]->kind == s->tables[i]->kind;
		if (!seen)
			gk_buf_printf(b, "%s%.*s", b->len > 0 ? ", " : "",
			    GK_FMT(id));
	}
	if (b->len == 0)
		gk_buf_puts(b, "-");
}

static enum gk_status
fail_kinds(const struct gk_reconcile *r, struct gk_error *err)
{
	struct gk_buf here = { 0 }, there = { 0 };

	kind_words(&here, r->here);
	kind_words(&there, r->there);
	gk_fail(err, NULL, 0, _("no mapping holds these kinds of ledger "
	    "against each other: %s; %s"), here.p, there.p);
	gk_buf_release(&here);
	gk_buf_release(&there);
	return GK_FAIL;
}

/* ---- the sides ------------------------------------------------------ */

static int
by_place(const void *a, const void *b)
{
	const struct gk_side_record *x = ((const struct gk_held *)a)->rec;
	const struct gk_side_record *y = ((const struct gk_held *)b)->rec;
	int d = gk_str_cmp(x->table->file, y->table->file);

	if (d == 0)
		d = gk_str_cmp(x->table->sheet, y->table->sheet);
	if (d != 0)
		return d;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return x->table->number < y->table->number ? -1 :
	    x->table->number > y->table->number;
}

/*
 * Where both sides have kinds in common only these are compared: what a folder
 * holds besides is another matter.
 */
static bool
takes_part(const struct gk_reconciling *w, const struct gk_ledger_kind *kind,
    bool common)
{
	return gk_mapping_kind(w->m, kind) != SIZE_MAX && (!common ||
	    (has_kind(w->r->here, kind) && has_kind(w->r->there, kind)));
}

/* Of a ledger for a period, what is of another one cannot be missing. */
static void
add_period(const struct gk_reconciling *w, struct gk_held_side *s,
    const struct gk_side_table *t)
{
	const struct gk_mapped_kind *k =
	    &w->m->kinds[gk_mapping_kind(w->m, t->kind)];
	enum gk_scope scope = w->r->cx->scope != GK_SCOPE_UNKNOWN ?
	    w->r->cx->scope : t->scope;

	if (!k->period || scope == GK_FULL || (t->period_first == GK_NO_DAY &&
	    scope != GK_INCREMENTAL)) {
		s->bounded = false;
		return;
	}
	if (t->period_first == GK_NO_DAY) {
		s->vague = true;
		return;
	}
	if (s->first == GK_NO_DAY || t->period_first < s->first)
		s->first = t->period_first;
	if (s->last == GK_NO_DAY || t->period_last > s->last)
		s->last = t->period_last;
}

static void
build_side(struct gk_reconciling *w, struct gk_held_side *s,
    const struct gk_side *side, bool common)
{
	size_t n = side->ntables, parts = w->m->npoints * GK_UNS;
	bool *in = gk_calloc(n + 1, sizeof *in);

	*s = (struct gk_held_side){ .side = side, .bounded = n > 0,
		.first = GK_NO_DAY, .last = GK_NO_DAY };
	s->left_out = gk_calloc(n * GK_OUTS + 1, sizeof *s->left_out);
	s->unjudged = gk_calloc(n * parts + 1, sizeof *s->unjudged);
	s->list = gk_calloc(side->count + 1, sizeof *s->list);
	for (size_t i = 0; i < n; i++) {
		in[i] = takes_part(w, side->tables[i]->kind, common);
		if (in[i])
			add_period(w, s, side->tables[i]);
		else
			s->left_out[i * GK_OUTS + GK_OUT_KIND] =
			    side->tables[i]->records;
	}
	for (size_t i = 0; i < side->count; i++) {
		const struct gk_side_record *rec = &side->list[i];

		if (in[rec->table->number])
			s->list[s->count++] = (struct gk_held){ .rec = rec,
				.kind = gk_mapping_kind(w->m,
				rec->table->kind) };
	}
	if (s->count > 1)
		qsort(s->list, s->count, sizeof *s->list, by_place);
	for (size_t i = 0; i < s->count; i++)
		gk_held_forms(w, &s->list[i]);
	free(in);
}

static void
release_side(struct gk_held_side *s)
{
	free(s->list);
	free(s->left_out);
	free(s->unjudged);
	free(s->by_title);
}

/* The title, and the number that documents are known by. */
static void
find_points(struct gk_reconciling *w)
{
	w->title = w->number = SIZE_MAX;
	for (size_t p = w->m->npoints; p-- > 0;) {
		if (w->m->points[p].as == GK_AS_TITLE)
			w->title = p;
		if (w->m->points[p].as == GK_AS_NUMBER &&
		    w->m->points[p].key)
			w->number = p;
	}
}

enum gk_status
gk_reconcile_run(const struct gk_reconcile *r, struct gk_findings *out,
    struct gk_error *err)
{
	struct gk_reconciling w = { .r = r, .m = choose(r), .out = out };
	bool common;

	if (w.m == NULL)
		return fail_kinds(r, err);
	common = fitness(w.m, r) == 2;
	gk_arena_init(&w.arena);
	find_points(&w);
	build_side(&w, &w.side[0], r->here, common);
	build_side(&w, &w.side[1], r->there, common);
	gk_reconcile_match(&w);
	gk_reconcile_say(&w);
	gk_reconcile_missing(&w);
	release_side(&w.side[0]);
	release_side(&w.side[1]);
	free(w.pairs);
	gk_arena_release(&w.arena);
	gk_buf_release(&w.work[0]);
	gk_buf_release(&w.work[1]);
	return GK_OK;
}
