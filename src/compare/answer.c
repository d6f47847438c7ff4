/*
 * One duty held against what the ledgers show: SEMANTICS §§2-5.
 */
#include "config.h"

#include "compare/answer.h"

#include "checks/limits.h"

#define PERIOD_SOON_DAYS 10	/* 临期: last working days of a period */
#define GK_PERIODS_MAX 120	/* ten years by the month */

static struct gk_str
item_words(struct gk_arena *a, const struct gk_item *item)
{
	struct gk_buf b;
	struct gk_str s;

	if (item->level1.n == 0 || gk_str_eq(item->level1, item->level2))
		return item->level2;
	gk_buf_init(&b);
	gk_buf_printf(&b, "%.*s—%.*s", GK_FMT(item->level1),
	    GK_FMT(item->level2));
	s = gk_str_keep(a, gk_buf_str(&b));
	gk_buf_release(&b);
	return s;
}

static struct gk_str
period_words(struct gk_arena *a, enum gk_cadence c, gk_day first,
    enum gk_lang lang)
{
	static const char *const quarters[] = { "一", "二", "三", "四" };
	struct gk_buf b;
	struct gk_str s;
	int y, m, d;

	gk_day_split(first, &y, &m, &d);
	gk_buf_init(&b);
	if (c == GK_QUARTERLY && lang == GK_ZH)
		gk_buf_printf(&b, "%d年第%s季度", y, quarters[(m - 1) / 3]);
	else if (c == GK_QUARTERLY)
		gk_buf_printf(&b, "%d Q%d", y, (m - 1) / 3 + 1);
	else if (c == GK_HALF_YEARLY && lang == GK_ZH)
		gk_buf_printf(&b, "%d年%s半年", y, m < 7 ? "上" : "下");
	else if (c == GK_HALF_YEARLY)
		gk_buf_printf(&b, "%d H%d", y, m < 7 ? 1 : 2);
	else if (c == GK_MONTHLY)
		gk_buf_printf(&b, lang == GK_ZH ? "%d年%d月" : "%d-%02d", y, m);
	else
		gk_buf_printf(&b, lang == GK_ZH ? "%d年" : "%d", y);
	s = gk_str_keep(a, gk_buf_str(&b));
	gk_buf_release(&b);
	return s;
}

static struct gk_str
span_words(enum gk_cadence c, enum gk_lang lang)
{
	static const char *const words[][2] = {
		[GK_ONCE] = { "期", "period" },
		[GK_YEARLY] = { "年度", "year" },
		[GK_HALF_YEARLY] = { "半年", "half-year" },
		[GK_QUARTERLY] = { "季度", "quarter" },
		[GK_MONTHLY] = { "月", "month" },
	};

	return gk_str_of(words[c][lang]);
}

static struct gk_draft
draft(const struct gk_case *c, struct gk_findings *out,
    enum gk_kind_id kind)
{
	const struct gk_item *item = c->duty.item;
	struct gk_draft d = GK_DRAFT(kind);

	d.unit = c->unit_name;
	d.unit_id = c->unit_id;
	d.region = c->region_name;
	d.field = item->field->name;
	d.item = item->id;
	d.title = item->level2;
	d.evidence = item->evidence;
	d.basis = gk_catalogue_basis(&out->words, item, c->cx->lang);
	d.milder = c->at_most_warning;
	gk_draft_arg(&d, "unit_title", c->unit_title);
	gk_draft_arg(&d, "item_name", item->nature == GK_PERIODIC ?
	    item->level2 : item_words(&out->words, item));
	for (size_t i = 0; i < c->duty.nothers; i++) {
		const struct gk_unit *u = c->duty.others[i];

		d.co_units = gk_str_join(&out->words, d.co_units,
		    GK_STR(";"), u->name);
	}
	return d;
}

static bool
is_full(const struct gk_case *c)
{
	if (c->sender != NULL)
		return c->sender->full;
	return c->cx->scope == GK_FULL;
}

/* A record is there, but says that publication is still to come. */
static enum gk_answer
judge_pending(const struct gk_case *c)
{
	struct gk_due longest, shortest;

	if (!gk_limits_due(c->cx->calendar, c->duty.item, c->cover->pending,
	    &longest, &shortest) || longest.day == GK_NO_DAY)
		return GK_UNDECIDED;
	return longest.day < c->cx->as_of ? GK_OPEN : GK_NOT_DUE;
}

/* No record of a standing item (常设): SEMANTICS §3. */
static enum gk_answer
raise_missing(const struct gk_case *c, struct gk_findings *out)
{
	const struct gk_item *item = c->duty.item;
	struct gk_draft d = draft(c, out, GK_K_MISSING);

	d.milder |= !is_full(c) || item->evidence == GK_PARTIAL;
	d.as_notice = item->nature_inferred || item->subject_inferred;
	gk_findings_add(out, &d);
	return GK_OPEN;
}

static enum gk_answer
judge_update(const struct gk_case *c, struct gk_findings *out)
{
	const struct gk_item *item = c->duty.item;
	int year = gk_day_year(c->cx->as_of);
	gk_day due;
	struct gk_draft d;
	int days;

	if (c->cover->last == GK_NO_DAY)
		return GK_UNDECIDED;
	due = gk_workday_add(c->cx->calendar, c->cover->last,
	    item->update_days);
	if (due == GK_NO_DAY)
		return GK_UNDECIDED;
	days = gk_workdays_between(c->cx->calendar, due, c->horizon);
	if (days <= 0)
		return days == 0 ? GK_PUBLISHED : GK_UNDECIDED;
	d = draft(c, out, GK_K_STALE);
	d.due = due;
	d.as_notice = item->evidence == GK_PARTIAL;
	gk_draft_arg(&d, "published", gk_day_words(&out->words,
	    c->cover->last, year, c->cx->lang));
	gk_draft_arg(&d, "as_of", gk_day_words(&out->words, c->horizon, year,
	    c->cx->lang));
	gk_draft_arg(&d, "interval", gk_count_words(&out->words,
	    (size_t)item->update_days));
	gk_draft_arg(&d, "days", gk_count_words(&out->words,
	    (size_t)days));
	gk_findings_add(out, &d);
	return GK_OPEN;
}

static enum gk_answer
judge_standing(const struct gk_case *c, struct gk_findings *out)
{
	if (c->cover != NULL && c->cover->published)
		return c->duty.item->update_days > 0 ? judge_update(c, out) :
		    GK_PUBLISHED;
	if (c->cover != NULL && c->cover->pending != GK_NO_DAY)
		return judge_pending(c);
	if (c->cover != NULL && c->cover->undecided)
		return GK_UNDECIDED;
	return raise_missing(c, out);
}

/* The day by which a period's record must be out: its end plus the limit. */
static gk_day
period_due(const struct gk_case *c, gk_day last)
{
	const struct gk_item *item = c->duty.item;
	gk_day due = last;

	for (size_t i = 0; i < item->nlimits; i++) {
		const struct gk_limit *l = &item->limits[i];
		gk_day d;

		if (!gk_str_eq(l->from, GK_STR("period")))
			continue;
		d = l->unit == GK_WORKING ?
		    gk_workday_add(c->cx->calendar, last, l->days) :
		    gk_calday_add(c->cx->calendar, last, l->days);
		if (d == GK_NO_DAY)
			return GK_NO_DAY;
		if (d > due)
			due = d;
	}
	return due;
}

static void
raise_period(const struct gk_case *c, struct gk_findings *out,
    enum gk_kind_id kind, gk_day first, gk_day due)
{
	const struct gk_item *item = c->duty.item;
	struct gk_draft d = draft(c, out, kind);

	d.period = period_words(&out->words, item->cadence, first,
	    c->cx->lang);
	d.key[0] = period_words(&out->words, item->cadence, first, GK_EN);
	d.due = due;
	d.milder |= item->evidence == GK_PARTIAL;
	d.as_notice = item->nature_inferred || item->subject_inferred;
	gk_draft_arg(&d, "span", span_words(item->cadence, c->cx->lang));
	gk_findings_add(out, &d);
}

/* One period, without a record of it. */
static enum gk_answer
judge_absent(const struct gk_case *c, struct gk_findings *out, gk_day first,
    gk_day last)
{
	gk_day due = period_due(c, last);
	int left;

	if (due == GK_NO_DAY)
		return GK_UNDECIDED;
	if (due < c->cx->as_of && due <= c->horizon) {
		raise_period(c, out, GK_K_PERIOD_MISSING, first, due);
		return GK_OPEN;
	}
	left = gk_workdays_between(c->cx->calendar, c->horizon, due);
	if (c->horizon == c->cx->as_of && left >= 0 &&
	    left <= PERIOD_SOON_DAYS)
		raise_period(c, out, GK_K_PERIOD_DUE_SOON, first, due);
	return GK_NOT_DUE;
}

/* The periods that are judged, oldest first. */
struct periods {
	struct {
		gk_day first, last;
		size_t spare;	/* records more than the period itself needs */
		bool met;
	} of[GK_PERIODS_MAX];
	size_t n;
};

/* Those of the year of the horizon, or of --from/--to. */
static void
list_periods(const struct gk_case *c, struct periods *p)
{
	gk_day first, until;

	gk_period_of(GK_YEARLY, c->horizon, &first, &until);
	if (c->cx->from != GK_NO_DAY)
		first = c->cx->from;
	if (c->cx->to != GK_NO_DAY)
		until = c->cx->to;
	p->n = 0;
	while (first <= until && first <= c->horizon &&
	    p->n < GK_PERIODS_MAX) {
		gk_day last;
		bool named;
		size_t unnamed;

		gk_period_of(c->duty.item->cadence, first, &first, &last);
		unnamed = gk_cover_unnamed(c->cover, first, last, &named);
		p->of[p->n].first = first;
		p->of[p->n].last = last;
		p->of[p->n].met = named || unnamed > 0;
		p->of[p->n].spare = named ? unnamed :
		    unnamed > 0 ? unnamed - 1 : 0;
		p->n++;
		first = last + 1;
	}
}

/*
 * A record that names no period is of the one it was published in; where
 * that has more than it needs, the others count for earlier ones that have
 * none: late is not missing (DESIGN §4: a period is met by a record published
 * from its first day on).
 */
static void
spread_spare(struct periods *p)
{
	for (size_t i = p->n; i-- > 0;) {
		for (size_t j = i + 1; !p->of[i].met && j < p->n; j++) {
			if (p->of[j].spare == 0)
				continue;
			p->of[j].spare--;
			p->of[i].met = true;
		}
	}
}

/* The duty as a whole is open if any period is; published if one judged is. */
static enum gk_answer
judge_periodic(const struct gk_case *c, struct gk_findings *out)
{
	enum gk_answer all = GK_NOT_DUE;
	struct periods p;

	if (c->cover != NULL && c->cover->undecided && !c->cover->published)
		return GK_UNDECIDED;
	list_periods(c, &p);
	spread_spare(&p);
	for (size_t i = 0; i < p.n; i++) {
		gk_day first = p.of[i].first, last = p.of[i].last;
		enum gk_answer a = GK_PUBLISHED;

		if (!p.of[i].met)
			a = gk_cover_nil_in(c->cover, first, last) != NULL ?
			    GK_NIL : judge_absent(c, out, first, last);
		if (a == GK_OPEN || (all != GK_OPEN && a != GK_NOT_DUE))
			all = a;
	}
	return all;
}

static enum gk_answer
judge_triggered(const struct gk_case *c, struct gk_findings *out)
{
	struct gk_draft d;

	if (c->cover != NULL && c->cover->published)
		return GK_PUBLISHED;
	if (c->cover != NULL && c->cover->nnils > 0)
		return GK_NIL;
	if (c->sender != NULL && c->sender->nil)
		return GK_NIL;
	if (c->cover != NULL && c->cover->pending != GK_NO_DAY)
		return judge_pending(c);
	if (c->cover != NULL && c->cover->undecided)
		return GK_UNDECIDED;
	d = draft(c, out, GK_K_NIL_PENDING);
	gk_findings_add(out, &d);
	return GK_UNDECIDED;
}

/* 零报告 beside a record of the same item and period. */
static void
check_nils(const struct gk_case *c, struct gk_findings *out)
{
	for (size_t i = 0; c->cover != NULL && i < c->cover->nnils; i++) {
		const struct gk_nil *n = &c->cover->nils[i];
		struct gk_draft d;

		if (!gk_cover_in(c->cover, n->first, n->last))
			continue;
		d = draft(c, out, GK_K_NIL_CONTRADICTED);
		d.file = n->file;
		d.sheet = n->sheet;
		d.row = n->row;
		d.line = n->line;
		gk_findings_add(out, &d);
	}
}

enum gk_answer
gk_case_judge(const struct gk_case *c, struct gk_findings *out)
{
	const struct gk_item *item = c->duty.item;

	check_nils(c, out);
	switch (item->nature) {
	case GK_PERIODIC:
		return judge_periodic(c, out);
	case GK_TRIGGERED:
		return judge_triggered(c, out);
	case GK_STANDING:
		break;
	}
	return judge_standing(c, out);
}
