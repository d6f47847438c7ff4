/*
 * A pair: whether both records say the same.
 */
#include "config.h"

#include "pair/reconcile_int.h"

#include <stdlib.h>

#include "core/norm.h"
#include "finding/privacy.h"
#include "pair/diff.h"

/* ---- drafts --------------------------------------------------------- */

struct gk_draft
gk_held_draft(const struct gk_reconciling *w, enum gk_kind_id kind,
    const struct gk_held *h, size_t point)
{
	const struct gk_side_record *rec = h->rec;
	const struct gk_side_table *t = rec->table;
	size_t c = point != SIZE_MAX ? w->m->points[point].column[h->kind] :
	    SIZE_MAX;
	struct gk_draft d = GK_DRAFT(kind);

	d.basis = w->m->basis;
	d.evidence = w->m->evidence;
	d.unit = rec->unit_name;
	d.unit_id = rec->unit_id;
	d.region = rec->region_name;
	d.title = rec->title;
	d.file = t->file;
	d.sheet = t->sheet;
	d.row = rec->row;
	d.line = rec->line;
	d.secret = rec->secret;
	memcpy(d.key, rec->key, sizeof d.key);
	if (c != SIZE_MAX) {
		d.column = t->kind->columns[c].key;
		d.column_no = t->relayed || t->source[c] == SIZE_MAX ? 0 :
		    t->source[c];
		gk_draft_arg(&d, "column", w->out->lang == GK_ZH ?
		    t->kind->columns[c].label : d.column);
	}
	return d;
}

bool
gk_held_binds(const struct gk_reconciling *w, const struct gk_held *h)
{
	const struct gk_mapped_kind *k = &w->m->kinds[h->kind];
	struct gk_buf b = { 0 };
	bool binds;

	if (k->binding == SIZE_MAX)
		return false;
	gk_norm_key(&b, h->rec->field[k->binding]);
	binds = b.len > 0 && gk_str_find(gk_buf_str(&b), k->binding_word) !=
	    SIZE_MAX;
	gk_buf_release(&b);
	return binds;
}

struct duo {			/* a pair, and what is common to its findings */
	const struct gk_held *here, *there;
	bool binds;
};

static struct gk_draft
duo_draft(struct gk_reconciling *w, const struct duo *p, enum gk_kind_id kind,
    size_t point)
{
	struct gk_draft d = gk_held_draft(w, kind, p->here, point);
	const struct gk_side_record *other = p->there->rec;

	d.milder = !p->binds;
	d.secret |= other->secret;
	gk_draft_arg(&d, "other_file", gk_str_join(&w->out->words,
	    other->table->file, GK_STR("·"), other->table->sheet));
	gk_draft_arg(&d, "other_row", gk_count_words(&w->out->words,
	    other->row));
	return d;
}

/* ---- one point ------------------------------------------------------ */

static struct gk_str
shown(const struct gk_reconciling *w, struct gk_str value)
{
	if (value.n > 0)
		return value;
	return w->out->lang == GK_ZH ? GK_STR("（空白）") : GK_STR("(blank)");
}

static enum gk_kind_id
kind_of(const struct gk_reconciling *w, size_t point)
{
	switch (w->m->points[point].as) {
	case GK_AS_NUMBER:
		return point == w->number ? GK_K_RECONCILE_TWO_NUMBERS :
		    GK_K_RECONCILE_VALUE;
	case GK_AS_UNIT:
		return GK_K_RECONCILE_ISSUER;
	case GK_AS_DATE:
		return GK_K_RECONCILE_DATE;
	case GK_AS_STATE:
		return GK_K_RECONCILE_STATUS;
	case GK_AS_TITLE:
	case GK_AS_TEXT:
	case GK_AS_LIST:
	case GK_AS_URL:
		break;
	}
	return GK_K_RECONCILE_VALUE;
}

/* Both are in force, or neither is any more: the words matter less. */
static bool
same_force(const struct gk_reconciling *w, struct gk_str a, struct gk_str b)
{
	const struct gk_state_word *x = gk_mapping_state(w->m, a);
	const struct gk_state_word *y = gk_mapping_state(w->m, b);

	return x != NULL && y != NULL && x->force == y->force;
}

static void
say_value(struct gk_reconciling *w, const struct duo *p, size_t point,
    bool lesser)
{
	struct gk_str here = gk_held_value(w, p->here, point);
	struct gk_str there = gk_held_value(w, p->there, point);
	bool blank = here.n == 0 || there.n == 0;
	enum gk_kind_id kind = kind_of(w, point);
	struct gk_draft d;

	if (blank && kind == GK_K_RECONCILE_TWO_NUMBERS)
		kind = GK_K_RECONCILE_VALUE;
	d = duo_draft(w, p, kind, point);
	d.as_notice = blank || (lesser && !p->binds);
	d.milder |= lesser;
	d.value = here;
	gk_draft_arg(&d, "here", shown(w, here));
	gk_draft_arg(&d, "there", shown(w, there));
	gk_findings_add(w->out, &d);
}

static void
count_unjudged(struct gk_reconciling *w, int side, const struct gk_held *h,
    size_t point, enum gk_unjudged why)
{
	size_t row = h->rec->table->number * w->m->npoints + point;

	w->side[side].unjudged[row * GK_UNS + why]++;
}

/* Whether the file has the column at all; if not, that is counted. */
static bool
both_have(struct gk_reconciling *w, const struct duo *p, size_t point)
{
	const struct gk_held *h[2] = { p->here, p->there };
	bool have = true;

	for (int s = 0; s < 2; s++) {
		size_t c = w->m->points[point].column[h[s]->kind];

		if (c == SIZE_MAX)
			return false;
		if (h[s]->rec->table->source[c] != 0)
			continue;
		have = false;
		if (gk_held_value(w, h[!s], point).n > 0)
			count_unjudged(w, s, h[s], point, GK_UN_ABSENT);
	}
	return have;
}

/* Dates that are no full days: only what excludes each other differs. */
static void
compare_dates(struct gk_reconciling *w, const struct duo *p, size_t point)
{
	const struct gk_held *h[2] = { p->here, p->there };
	struct gk_date d[2];
	bool known = true;

	for (int s = 0; s < 2; s++) {
		d[s] = gk_date_parse(gk_held_value(w, h[s], point));
		if (d[s].how != GK_DATE_EMPTY && (d[s].first == GK_NO_DAY ||
		    d[s].how == GK_DATE_NO_YEAR)) {
			known = false;
			count_unjudged(w, s, h[s], point, GK_UN_DATE);
		}
	}
	if (!known || (d[0].how == GK_DATE_EMPTY && d[1].how == GK_DATE_EMPTY))
		return;
	if (d[0].how == GK_DATE_EMPTY || d[1].how == GK_DATE_EMPTY ||
	    d[0].last < d[1].first || d[1].last < d[0].first)
		say_value(w, p, point, false);
}

static bool
known_state(struct gk_reconciling *w, const struct duo *p, size_t point)
{
	const struct gk_held *h[2] = { p->here, p->there };
	bool known = true;

	for (int s = 0; s < 2; s++)
		if (gk_mapping_state(w->m, h[s]->form[point]) == NULL) {
			known = false;
			count_unjudged(w, s, h[s], point, GK_UN_STATE);
		}
	return known;
}

static void
compare_point(struct gk_reconciling *w, const struct duo *p, size_t point)
{
	struct gk_str a = p->here->form[point], b = p->there->form[point];
	enum gk_point_as as = w->m->points[point].as;

	if (!both_have(w, p, point))
		return;
	if (as == GK_AS_DATE) {
		compare_dates(w, p, point);
		return;
	}
	if (a.n == 0 || b.n == 0) {
		if (a.n + b.n > 0)
			say_value(w, p, point, false);
		return;
	}
	if (gk_forms_agree(w, point, a, b))
		return;
	if (as == GK_AS_STATE && !known_state(w, p, point))
		return;
	say_value(w, p, point, as == GK_AS_STATE && same_force(w, a, b));
}

/* ---- titles --------------------------------------------------------- */

/* 关于印发《X》的通知 is how X goes out; that is no difference. */
static bool
is_wrapping(struct gk_str outer, struct gk_str inner)
{
	size_t at = gk_str_find(outer, GK_STR("《"));
	size_t mark = strlen("《");

	return at != SIZE_MAX && inner.n + 2 * mark <= outer.n - at &&
	    gk_str_eq(gk_str_sub(outer, at + mark, inner.n), inner) &&
	    gk_str_starts(gk_str_sub(outer, at + mark + inner.n, outer.n),
	    GK_STR("》的通知"));
}

static void
compare_titles(struct gk_reconciling *w, const struct duo *p)
{
	struct gk_str a = gk_held_value(w, p->here, w->title);
	struct gk_str b = gk_held_value(w, p->there, w->title);
	struct gk_str x = p->here->form[w->title], y = p->there->form[w->title];
	struct gk_buf masked[2] = { { 0 }, { 0 } }, shows[2] = { { 0 }, { 0 } };
	struct gk_draft d;

	if (x.n == 0 || y.n == 0 || gk_str_eq(x, y) || is_wrapping(x, y) ||
	    is_wrapping(y, x))
		return;
	/* Masked first: brackets inside a number would hide it from the mask. */
	gk_personal_mask(&masked[0], a);
	gk_personal_mask(&masked[1], b);
	gk_diff(&shows[0], &shows[1], gk_buf_str(&masked[0]),
	    gk_buf_str(&masked[1]));
	d = duo_draft(w, p, GK_K_RECONCILE_TITLE, w->title);
	/* Matched by the core: it is a matter of （试行） or who stands in front. */
	d.as_notice = p->here->core.n > 0 && !p->binds &&
	    gk_str_eq(p->here->core, p->there->core);
	d.value = a;
	gk_draft_arg(&d, "here", gk_buf_str(&shows[0]));
	gk_draft_arg(&d, "there", gk_buf_str(&shows[1]));
	gk_findings_add(w->out, &d);
	for (int s = 0; s < 2; s++) {
		gk_buf_release(&masked[s]);
		gk_buf_release(&shows[s]);
	}
}

void
gk_reconcile_say(struct gk_reconciling *w)
{
	for (size_t i = 0; i < w->npairs; i++) {
		struct duo p = { &w->side[0].list[w->pairs[i].here],
			&w->side[1].list[w->pairs[i].there], false };

		p.binds = gk_held_binds(w, p.here) ||
		    gk_held_binds(w, p.there);
		for (size_t k = 0; k < w->m->npoints; k++) {
			if (!w->m->points[k].shown)
				continue;
			if (k == w->title)
				compare_titles(w, &p);
			else
				compare_point(w, &p, k);
		}
	}
}
