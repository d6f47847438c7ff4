/*
 * What one side has and the other lacks, and what was not compared.
 */
#include "config.h"

#include "pair/reconcile_int.h"

#include <stdlib.h>

/* ---- documents of one title ----------------------------------------- */

struct by_title {
	struct gk_str title;
	size_t index;
};

static int
title_order(const void *a, const void *b)
{
	const struct by_title *x = a, *y = b;
	int d = gk_str_cmp(x->title, y->title);

	return d != 0 ? d : x->index < y->index ? -1 : x->index > y->index;
}

static void
sort_titles(const struct gk_reconciling *w, struct gk_held_side *s)
{
	struct by_title *list = gk_calloc(s->count + 1, sizeof *list);

	for (size_t i = 0; i < s->count; i++)
		list[i] = (struct by_title){ s->list[i].form[w->title], i };
	if (s->count > 1)
		qsort(list, s->count, sizeof *list, title_order);
	s->by_title = gk_calloc(s->count + 1, sizeof *s->by_title);
	for (size_t i = 0; i < s->count; i++)
		s->by_title[i] = list[i].index;
	free(list);
}

/* The first record of that title, by place; NULL if there is none. */
static const struct gk_held *
of_title(const struct gk_reconciling *w, const struct gk_held_side *s,
    struct gk_str title)
{
	size_t low = 0, high = s->count;

	if (title.n == 0 || s->count == 0)
		return NULL;
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (gk_str_cmp(s->list[s->by_title[mid]].form[w->title],
		    title) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == s->count || !gk_str_eq(
	    s->list[s->by_title[low]].form[w->title], title))
		return NULL;
	return &s->list[s->by_title[low]];
}

/* ---- missing -------------------------------------------------------- */

enum owed { OWED, OWED_VAGUELY, NOT_OWED };

static enum owed
owed_by_day(const struct gk_held_side *other, const struct gk_held *h)
{
	if (!other->bounded)
		return OWED;
	if (h->rec->event == GK_NO_DAY || other->first == GK_NO_DAY)
		return OWED_VAGUELY;
	if (h->rec->event >= other->first && h->rec->event <= other->last)
		return OWED;
	return other->vague ? OWED_VAGUELY : NOT_OWED;
}

/*
 * By kind of the mapping: whether its records need not be in the other list.
 * A kind that holds other things too owes the list of another kind nothing.
 */
static bool *
kinds_not_owed(const struct gk_reconciling *w,
    const struct gk_held_side *other)
{
	bool *not_owed = gk_calloc(w->m->nkinds, sizeof *not_owed);

	for (size_t k = 0; k < w->m->nkinds; k++)
		not_owed[k] = w->m->kinds[k].wider;
	for (size_t i = 0; i < other->count; i++)
		not_owed[other->list[i].kind] = false;
	return not_owed;
}

static bool
is_over(const struct gk_reconciling *w, const struct gk_held *h)
{
	for (size_t p = 0; p < w->m->npoints; p++) {
		const struct gk_state_word *s;

		if (w->m->points[p].as != GK_AS_STATE)
			continue;
		s = gk_mapping_state(w->m, h->form[p]);
		if (s != NULL && s->force == GK_FORCE_NO)
			return true;
	}
	return false;
}

static void
say_missing(struct gk_reconciling *w, int side, const struct gk_held *h,
    enum owed owed)
{
	struct gk_draft d = gk_held_draft(w, side == 0 ?
	    GK_K_RECONCILE_MISSING_THERE : GK_K_RECONCILE_MISSING_HERE, h,
	    SIZE_MAX);
	const struct gk_held *twin = NULL;

	d.milder = !gk_held_binds(w, h);
	d.as_notice = owed == OWED_VAGUELY || is_over(w, h);
	if (w->number != SIZE_MAX) {
		d.value = gk_held_value(w, h, w->number);
		gk_draft_arg(&d, "number", d.value);
	}
	if (w->title != SIZE_MAX)
		twin = of_title(w, &w->side[!side], h->form[w->title]);
	if (twin != NULL) {
		d.secret |= twin->rec->secret;
		gk_draft_arg(&d, "twin_row", gk_count_words(&w->out->words,
		    twin->rec->row));
		gk_draft_arg(&d, "twin_file", twin->rec->table->file);
	}
	gk_findings_add(w->out, &d);
}

/* By who is not in the register: the list of another place. */
static bool
is_foreign(const struct gk_reconciling *w, const struct gk_held *h)
{
	return w->r->cx->units != NULL && h->rec->unit.how == GK_UNIT_UNKNOWN;
}

/* Whose ledger a side is, if it is one unit's; else "". */
static struct gk_str
sole_unit(const struct gk_held_side *s)
{
	if (s->count == 0)
		return GK_EMPTY;
	for (size_t i = 1; i < s->count; i++)
		if (!gk_str_eq(s->list[i].who, s->list[0].who))
			return GK_EMPTY;
	return s->list[0].who;
}

static bool
is_of_others(const struct gk_reconciling *w, const struct gk_held *h,
    struct gk_str sole)
{
	return w->m->kinds[h->kind].own && sole.n > 0 && h->who.n > 0 &&
	    !gk_units_agree(h->who, sole);
}

static void
look_missing(struct gk_reconciling *w, int side)
{
	struct gk_held_side *s = &w->side[side];
	const struct gk_held_side *other = &w->side[!side];
	bool *not_owed = kinds_not_owed(w, other);
	struct gk_str sole = sole_unit(other);

	for (size_t i = 0; i < s->count; i++) {
		const struct gk_held *h = &s->list[i];
		size_t *out = &s->left_out[h->rec->table->number * GK_OUTS];
		enum owed owed = owed_by_day(other, h);

		if (h->pairs > 0 || h->ambiguous || other->side->partial ||
		    not_owed[h->kind])
			continue;
		if (is_foreign(w, h))
			out[GK_OUT_FOREIGN]++;
		else if (is_of_others(w, h, sole))
			out[GK_OUT_UNIT]++;
		else if (owed == NOT_OWED)
			out[GK_OUT_PERIOD]++;
		else
			say_missing(w, side, h, owed);
	}
	free(not_owed);
}

/* ---- what was not compared ------------------------------------------ */

static const char *const out_words[GK_OUTS][2] = {
	[GK_OUT_KIND] = { "台账种类不在本次比对范围",
	    "their kind of ledger is not compared" },
	[GK_OUT_FOREIGN] = { "单位不在单位名录之内，不判定是否漏列",
	    "their unit is not in the register, so that it is not judged "
	    "whether they are missing" },
	[GK_OUT_UNIT] = { "属其他单位，而对方是一个单位的台账",
	    "they are of other units, and the other ledger is of one" },
	[GK_OUT_PERIOD] = { "日期在对方台账所属期之外，不判定是否漏列",
	    "their dates are outside the period of the other ledger, so that "
	    "it is not judged whether they are missing" },
};
static const char *const un_words[GK_UNS][2] = {
	[GK_UN_ABSENT] = { "本表未设该列", "this table has no such column" },
	[GK_UN_DATE] = { "填写的内容无法识别为日期",
	    "what it holds cannot be read as a date" },
	[GK_UN_STATE] = { "填写的用语不在对照规则之内",
	    "the mapping does not know the words in it" },
};

static struct gk_draft
table_draft(const struct gk_side_table *t, enum gk_kind_id kind)
{
	struct gk_draft d = GK_DRAFT(kind);

	d.file = t->file;
	d.sheet = t->sheet;
	d.unit = t->unit_name;
	d.unit_id = t->unit_id;
	d.region = t->region_name;
	return d;
}

static void
say_left_out(struct gk_reconciling *w, const struct gk_side_table *t,
    enum gk_left_out why, size_t count)
{
	struct gk_draft d = table_draft(t, GK_K_RECONCILE_LEFT_OUT);

	if (count == 0)
		return;
	d.key[0] = gk_str_of(out_words[why][GK_EN]);
	gk_draft_arg(&d, "count", gk_count_words(&w->out->words, count));
	gk_draft_arg(&d, "reason", gk_str_of(out_words[why][w->out->lang]));
	gk_findings_add(w->out, &d);
}

static void
say_unjudged(struct gk_reconciling *w, const struct gk_side_table *t,
    size_t point, enum gk_unjudged why, size_t count)
{
	struct gk_draft d = table_draft(t, GK_K_RECONCILE_UNJUDGED);
	size_t kind = gk_mapping_kind(w->m, t->kind);
	const struct gk_ledger_column *c;

	if (count == 0)
		return;
	c = &t->kind->columns[w->m->points[point].column[kind]];
	d.column = c->key;
	d.key[0] = gk_str_of(un_words[why][GK_EN]);
	gk_draft_arg(&d, "column", w->out->lang == GK_ZH ? c->label : c->key);
	gk_draft_arg(&d, "count", gk_count_words(&w->out->words, count));
	gk_draft_arg(&d, "reason", gk_str_of(un_words[why][w->out->lang]));
	gk_findings_add(w->out, &d);
}

static void
say_uncompared(struct gk_reconciling *w, const struct gk_held_side *s)
{
	for (size_t i = 0; i < s->side->ntables; i++) {
		const struct gk_side_table *t = s->side->tables[i];

		for (int why = 0; why < GK_OUTS; why++)
			say_left_out(w, t, (enum gk_left_out)why,
			    s->left_out[i * GK_OUTS + (size_t)why]);
		for (size_t p = 0; p < w->m->npoints; p++)
			for (int why = 0; why < GK_UNS; why++)
				say_unjudged(w, t, p, (enum gk_unjudged)why,
				    s->unjudged[(i * w->m->npoints + p) *
				    GK_UNS + (size_t)why]);
	}
}

void
gk_reconcile_missing(struct gk_reconciling *w)
{
	if (w->title != SIZE_MAX) {
		sort_titles(w, &w->side[0]);
		sort_titles(w, &w->side[1]);
	}
	look_missing(w, 0);
	look_missing(w, 1);
	say_uncompared(w, &w->side[0]);
	say_uncompared(w, &w->side[1]);
}
