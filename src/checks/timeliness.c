/*
 * Timeliness (及时性): late, overdue and due soon, record by record.
 *
 * 《政府信息公开条例》 art. 26: within 20 working days of the day on which the
 * information was formed or changed, unless a law or regulation says
 * otherwise; what a catalogue item says comes first (DESIGN §4 "Deadlines").
 * 民法典 art. 201: the day of the event is not counted.
 */
#include "config.h"

#include "checks/check.h"

#include <stdlib.h>

#include "checks/limits.h"

#define DUE_SOON_DAYS 5		/* 临期: this many working days before */

struct timeliness {
	const struct gk_context *cx;
	size_t uncovered;	/* records outside the calendar */
	size_t no_formed, no_published;	/* that the file's columns hide */
};

static void *
timeliness_init(const struct gk_context *cx)
{
	struct timeliness *s = gk_calloc(1, sizeof *s);

	s->cx = cx;
	return s;
}

static void
timeliness_table(void *state, const struct gk_source *src)
{
	struct timeliness *s = state;

	(void)src;
	s->uncovered = s->no_formed = s->no_published = 0;
}

static struct gk_draft
draft(const struct timeliness *s, const struct gk_entry *e,
    enum gk_kind_id kind, const struct gk_due *due, struct gk_findings *out)
{
	int year = gk_day_year(s->cx->as_of);
	struct gk_draft d = gk_entry_draft(e, kind, e->col->published);

	d.due = due->day;
	d.value = gk_entry_field(e, e->col->published);
	if (due->from_item) {
		gk_draft_evidence(&d, e->match.item);
		d.basis = gk_catalogue_basis(&out->words, e->match.item,
		    s->cx->lang);
	}
	gk_draft_arg(&d, "formed", gk_day_words(&out->words, e->formed, 0,
	    s->cx->lang));
	if (e->published != GK_NO_DAY)
		gk_draft_arg(&d, "published", gk_day_words(&out->words,
		    e->published, year, s->cx->lang));
	return d;
}

/* `d` days past (late, overdue) or before (due soon) the limit. */
static void
raise(const struct timeliness *s, const struct gk_entry *e,
    enum gk_kind_id kind, const struct gk_due *due, int days,
    bool shorter_only, struct gk_findings *out)
{
	struct gk_draft d = draft(s, e, kind, due, out);

	if (shorter_only)
		d.as_notice = true;
	gk_draft_arg(&d, "days", gk_count_words(&out->words, (size_t)days));
	gk_findings_add(out, &d);
}

/*
 * Judges against one limit; returns whether the record is beyond it.
 * -1 from the calendar means that a day in between is not covered.
 */
static bool
judge(struct timeliness *s, const struct gk_entry *e, const struct gk_due *due,
    bool shorter_only, struct gk_findings *out)
{
	const struct gk_calendar *cal = s->cx->calendar;
	bool done = e->published != GK_NO_DAY;
	gk_day end = done ? e->published : s->cx->as_of;
	int past = gk_workdays_between(cal, due->day, end);
	int left;

	if (end > due->day) {
		if (past <= 0)	/* only days off since: still in time */
			return false;
		raise(s, e, done ? GK_K_LATE : GK_K_OVERDUE, due, past,
		    shorter_only, out);
		return true;
	}
	left = gk_workdays_between(cal, end, due->day);
	if (!done && !shorter_only && left >= 0 && left <= DUE_SOON_DAYS)
		raise(s, e, GK_K_DUE_SOON, due, left, false, out);
	return false;
}

/* All days from the event to min(due, publication or as-of) are covered. */
static bool
covered(const struct timeliness *s, const struct gk_entry *e,
    const struct gk_due *due)
{
	const struct gk_calendar *cal = s->cx->calendar;
	gk_day end = e->published != GK_NO_DAY ? e->published : s->cx->as_of;

	if (due->day != GK_NO_DAY && due->day < end)
		return true;
	return gk_calendar_covers(cal, e->formed) && gk_calendar_covers(cal, end);
}

/* Whether the record can be judged at all; counts what columns hide. */
static bool
judgeable(struct timeliness *s, const struct gk_entry *e)
{
	const struct gk_table *t = e->rec->table;

	if (e->nil || !e->proactive || e->other_year)
		return false;
	if (e->col->formed == SIZE_MAX || e->col->published == SIZE_MAX)
		return false;	/* no such columns in this kind */
	if (!gk_table_has(t, e->col->formed)) {
		s->no_formed++;
		return false;
	}
	if (!gk_table_has(t, e->col->published)) {
		s->no_published++;
		return false;
	}
	if (e->formed == GK_NO_DAY || e->formed > s->cx->as_of)
		return false;
	if (e->published == GK_NO_DAY) {
		/* Said to be published, but not when: publication.c asks. */
		if (e->claimed)
			return false;
		return e->dates[e->col->published].how == GK_DATE_EMPTY;
	}
	return e->published >= e->formed && e->published <= s->cx->as_of;
}

static void
timeliness_record(void *state, const struct gk_entry *e,
    struct gk_findings *out)
{
	struct timeliness *s = state;
	struct gk_due longest, shortest;

	if (!judgeable(s, e))
		return;
	if (!gk_limits_due(s->cx->calendar, e->match.item, e->formed,
	    &longest, &shortest))
		return;
	if (!covered(s, e, &longest)) {
		s->uncovered++;
		return;
	}
	if (longest.day == GK_NO_DAY)	/* due after the calendar's last year */
		return;
	if (!judge(s, e, &longest, false, out) &&
	    shortest.day != GK_NO_DAY && shortest.day < longest.day)
		judge(s, e, &shortest, true, out);
}

static void
say_missing(const struct timeliness *s, const struct gk_source *src,
    size_t column, size_t count, struct gk_findings *out)
{
	bool zh = s->cx->lang == GK_ZH;
	struct gk_draft d = gk_source_draft(src, GK_K_COLUMN_MISSING, column);

	gk_draft_arg(&d, "column", gk_column_label(src->table, column, s->cx->lang));
	gk_draft_arg(&d, "count", gk_count_words(&out->words, count));
	gk_draft_arg(&d, "what", zh ? GK_STR("及时性") : GK_STR("timeliness"));
	gk_draft_arg(&d, "rate", zh ? GK_STR("及时率") :
	    GK_STR("the timeliness rate"));
	gk_findings_add(out, &d);
}

static void
say_uncovered(const struct timeliness *s, const struct gk_source *src,
    struct gk_findings *out)
{
	struct gk_draft d = gk_source_draft(src, GK_K_CALENDAR_RANGE, SIZE_MAX);
	gk_day from, until;

	gk_calendar_span(s->cx->calendar, &from, &until);
	gk_draft_arg(&d, "count",
	    gk_count_words(&out->words, s->uncovered));
	gk_draft_arg(&d, "from", gk_day_words(&out->words, from, 0,
	    s->cx->lang));
	gk_draft_arg(&d, "until", gk_day_words(&out->words, until, 0,
	    s->cx->lang));
	gk_findings_add(out, &d);
}

static void
timeliness_end(void *state, const struct gk_source *src,
    struct gk_findings *out)
{
	struct timeliness *s = state;

	if (s->no_formed > 0)
		say_missing(s, src, src->col.formed, s->no_formed, out);
	if (s->no_published > 0)
		say_missing(s, src, src->col.published, s->no_published,
		    out);
	if (s->uncovered > 0)
		say_uncovered(s, src, out);
}

const struct gk_check gk_check_timeliness = {
	.name = "timeliness",
	.init = timeliness_init,
	.table = timeliness_table,
	.record = timeliness_record,
	.end = timeliness_end,
	.free = free,
};
