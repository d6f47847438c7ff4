/*
 * The structure of an item's limit against its wording.
 */
#include "config.h"

#include "catalog/wording.h"

#include "core/mem.h"
#include "core/norm.h"

/* The same words, brackets and blanks aside. */
static bool
same_words(struct gk_str left, struct gk_str right)
{
	struct gk_buf l, r;
	bool same;

	gk_buf_init(&l);
	gk_buf_init(&r);
	gk_norm_key(&l, left);
	gk_norm_key(&r, right);
	same = gk_str_eq(gk_buf_str(&l), gk_buf_str(&r));
	gk_buf_release(&l);
	gk_buf_release(&r);
	return same;
}

static bool
same_clause(const struct gk_clause *l, const struct gk_clause *r)
{
	return l->kind == r->kind && l->days == r->days && l->unit == r->unit &&
	    l->cadence == r->cadence && l->month == r->month &&
	    l->day == r->day && gk_str_eq(l->from, r->from) &&
	    same_words(l->event, r->event) &&
	    same_words(l->applies, r->applies);
}

/* What the wording says and the item does not; NULL if there is nothing. */
static const struct gk_clause *
lacking(struct gk_arena *a, const struct gk_item *it,
    const struct gk_wording *w)
{
	bool *used = gk_arena_alloc(a, (it->nclauses + 1) * sizeof *used);

	for (size_t i = 0; i < w->nclauses; i++) {
		const struct gk_clause *c = &w->clauses[i];
		size_t j = 0;

		if (c->kind == GK_CLAUSE_UPDATE) {
			if (c->days != it->update_days ||
			    c->unit != GK_WORKING)
				return c;
			continue;
		}
		while (j < it->nclauses &&
		    (used[j] || !same_clause(c, &it->clauses[j])))
			j++;
		if (j == it->nclauses)
			return c;
		used[j] = true;
	}
	return NULL;
}

/* The cadence that a clause lays on the whole item. */
static enum gk_cadence
cadence_of(const struct gk_clause *c)
{
	if (c->applies.n != 0)
		return GK_ONCE;
	return c->kind == GK_CLAUSE_BY ? GK_YEARLY : c->cadence;
}

enum gk_limits_verdict
gk_limits_agree(struct gk_arena *a, const struct gk_item *item,
    struct gk_str *what)
{
	const struct gk_wording *w = gk_wording_parse(a, item->limit_text);
	const struct gk_clause *c;
	size_t updates = 0;

	*what = GK_EMPTY;
	if (item->limit_text.n == 0)
		return GK_LIMITS_AGREE;
	if (!w->parsed) {
		*what = w->unparsed;
		return GK_LIMITS_UNPARSED;
	}
	c = lacking(a, item, w);
	for (size_t i = 0; i < w->nclauses && c == NULL; i++) {
		updates += w->clauses[i].kind == GK_CLAUSE_UPDATE;
		if (cadence_of(&w->clauses[i]) != GK_ONCE &&
		    cadence_of(&w->clauses[i]) != item->cadence)
			c = &w->clauses[i];
	}
	if (c != NULL) {
		*what = c->phrase;
		return GK_LIMITS_DIFFER;
	}
	return w->nclauses - updates == item->nclauses &&
	    (updates > 0) == (item->update_days > 0) ? GK_LIMITS_AGREE :
	    GK_LIMITS_DIFFER;
}
