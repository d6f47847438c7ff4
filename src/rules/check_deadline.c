/*
 * <deadline>: what has a limit (期限) is done in time, or no sooner.
 */
#include "config.h"

#include "rules/rule.h"

#include <stdlib.h>

#include "core/flag.h"
#include "core/i18n.h"
#include "rules/cell.h"
#include "rules/term.h"
#include "rules/when.h"

#define SOON_DAYS 5		/* 临期: this many working days before */
#define COUNT_MAX 36500

struct deadline {
	const size_t *from;	/* the first that is filled; or … */
	size_t year;		/* … of this year … */
	int month, day, years;	/* … that day, `years` later */
	size_t to;
	struct gk_term term;	/* where month is 0 */
	size_t extended, stop, resume;
	struct gk_str act[2];	/* by enum gk_lang */
};

struct deadline_state {
	size_t uncovered;	/* records outside the calendar */
};

/* What a record says of its limit. */
struct timing {
	struct gk_term_event event;
	int year;		/* of a limit that is a day */
	bool done;
	gk_day end;		/* the day it was done; of the check, if not */
	bool stopped;		/* the clock stands still on the day of the check */
	struct gk_term_end limit;
};

/* ---- reading -------------------------------------------------------- */

static enum gk_term_count
read_count(struct gk_rule_reader *rd, const xmlNode *n)
{
	static const char *const names[] = {
		[GK_COUNT_WORKING] = "working", [GK_COUNT_CALENDAR] = "calendar",
		[GK_COUNT_MONTHS] = "months", [GK_COUNT_YEARS] = "years"
	};
	struct gk_str count = gk_rule_attr(rd, n, "count");
	size_t i = 0;

	while (i < GK_COUNT_YEARS && !gk_str_eq(count, gk_str_of(names[i])))
		i++;
	return (enum gk_term_count)i;
}

static int
read_days(struct gk_rule_reader *rd, const xmlNode *n, const char *name)
{
	int days = gk_rule_int(rd, n, name, 0);

	if (days <= COUNT_MAX)
		return days;
	gk_rule_fail(rd, n, _("%s is more than %d"), name, COUNT_MAX);
	return 0;
}

/* MM-DD, which has to be a day of every year. */
static void
read_day(struct gk_rule_reader *rd, const xmlNode *n, struct deadline *c)
{
	struct gk_str text = gk_rule_attr(rd, n, "day");
	gk_day day;
	int year;

	if (text.n == 0)
		return;
	text = gk_str_join(rd->arena, GK_STR("2001"), GK_STR("-"), text);
	if (gk_date_parse_iso(text, &day))
		gk_day_split(day, &year, &c->month, &c->day);
	else
		gk_rule_fail(rd, n, _("day is no day of every year (MM-DD)"));
	c->years = read_days(rd, n, "years");
}

static void
read_exceptions(struct gk_rule_reader *rd, const xmlNode *n,
    struct deadline *c)
{
	const size_t *without = gk_rule_columns(rd, n, "without", GK_OPTIONAL);

	c->term.more = read_days(rd, n, "more");
	c->extended = gk_rule_column(rd, n, "if", GK_OPTIONAL);
	c->stop = c->resume = SIZE_MAX;
	if (without[0] != SIZE_MAX && without[1] != SIZE_MAX) {
		c->stop = without[0];
		c->resume = without[1];
	}
	if (rd->unfit || without[0] == SIZE_MAX)
		return;
	if (without[1] == SIZE_MAX || without[2] != SIZE_MAX)
		gk_rule_fail(rd, n, _("without names two columns"));
}

/* Of several events the last is the one that every file should name. */
static void
need_last(struct gk_rule_reader *rd, const xmlNode *n, const size_t *columns)
{
	size_t i = 0;

	while (columns[i] != SIZE_MAX)
		i++;
	if (i > 0)
		gk_rule_need(rd, n, columns[i - 1]);
}

static void *
deadline_read(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct deadline *c = gk_arena_alloc(rd->arena, sizeof *c);

	*c = (struct deadline){ .year = gk_rule_column(rd, n, "year",
	    GK_NEEDED) };
	c->from = gk_rule_columns(rd, n, "from", GK_OPTIONAL);
	need_last(rd, n, c->from);
	c->to = gk_rule_column(rd, n, "to", GK_NEEDED);
	c->term.n = read_days(rd, n, "days");
	c->term.count = read_count(rd, n);
	c->term.least = gk_rule_yes(rd, n, "least");
	c->act[GK_ZH] = gk_rule_attr(rd, n, "act");
	c->act[GK_EN] = gk_rule_attr(rd, n, "act-en");
	read_day(rd, n, c);
	read_exceptions(rd, n, c);
	if (c->month == 0 && c->year != SIZE_MAX)
		gk_rule_fail(rd, n, _("a limit of a year is a day"));
	if (c->month != 0 && (c->extended != SIZE_MAX || c->stop != SIZE_MAX))
		gk_rule_fail(rd, n, _("a day can be neither extended nor "
		    "suspended"));
	if (c->month != 0)
		c->term.count = GK_COUNT_CALENDAR;
	return c;
}

/* ---- what a record says --------------------------------------------- */

/* The one year that a cell names, as in 2023年12月31日前; 0 if it names none. */
static int
year_of(struct gk_str cell)
{
	struct gk_date d = gk_date_parse(cell);

	if ((d.first == GK_NO_DAY || d.how == GK_DATE_NO_YEAR) &&
	    !gk_period_parse(cell, 0, &d.first, &d.last))
		return gk_year_in(cell);
	return gk_day_year(d.first) == gk_day_year(d.last) ?
	    gk_day_year(d.first) : 0;
}

static bool
find_start(const struct gk_rule *r, const struct gk_entry *e,
    struct timing *t)
{
	const struct deadline *c = r->spec;
	struct gk_date d = { .how = GK_DATE_EMPTY };

	t->event.start = GK_NO_DAY;
	if (c->year != SIZE_MAX) {
		t->year = year_of(gk_entry_field(e, c->year));
		return t->year != 0;
	}
	for (size_t i = 0; c->from[i] != SIZE_MAX &&
	    d.how == GK_DATE_EMPTY; i++)
		d = gk_cell_date(r, e, c->from[i]);
	if (d.how != GK_DATE_FULL)
		return false;
	t->event.start = d.first;
	t->year = gk_day_year(d.first);
	return true;
}

static bool
find_end(const struct gk_rule *r, const struct gk_entry *e, gk_day as_of,
    struct timing *t)
{
	const struct deadline *c = r->spec;
	struct gk_date d = gk_cell_date(r, e, c->to);

	t->done = d.how == GK_DATE_FULL && (d.first <= as_of || c->term.least);
	t->end = t->done ? d.first : as_of;
	return d.how == GK_DATE_EMPTY || d.how == GK_DATE_FULL;
}

static bool
find_extension(const struct gk_rule *r, const struct gk_entry *e,
    struct timing *t)
{
	const struct deadline *c = r->spec;
	struct gk_date d = gk_cell_date(r, e, c->extended);

	t->event.extended_on = d.first;
	switch (d.how) {
	case GK_DATE_EMPTY:
		t->event.extended = GK_NOT_EXTENDED;
		return true;
	case GK_DATE_FULL:
		t->event.extended = GK_EXTENDED_ON;
		return true;
	case GK_DATE_UNREADABLE:
		t->event.extended =
		    gk_says_no(gk_entry_field(e, c->extended)) ?
		    GK_NOT_EXTENDED : GK_EXTENDED;
		return true;
	default:
		return false;
	}
}

static bool
find_stop(const struct gk_rule *r, const struct gk_entry *e, struct timing *t)
{
	const struct deadline *c = r->spec;
	struct gk_date stop = gk_cell_date(r, e, c->stop);
	struct gk_date resume = gk_cell_date(r, e, c->resume);

	t->event.stop = t->event.resume = GK_NO_DAY;
	if (stop.how == GK_DATE_EMPTY)
		return true;
	if (stop.how != GK_DATE_FULL || (resume.how != GK_DATE_FULL &&
	    resume.how != GK_DATE_EMPTY))
		return false;
	if (stop.first > t->end)
		return true;
	t->event.stop = stop.first;
	t->event.resume = t->end;
	if (resume.how == GK_DATE_FULL && resume.first <= t->end)
		t->event.resume = resume.first;
	else
		t->stopped = !t->done;
	return true;
}

/* False where dates are no full ones, so that nothing can be said. */
static bool
find_timing(const struct gk_rule *r, const struct gk_entry *e,
    const struct gk_context *cx, struct timing *t)
{
	const struct deadline *c = r->spec;

	*t = (struct timing){ .done = false };
	if (!find_start(r, e, t) || !find_end(r, e, cx->as_of, t) ||
	    !find_extension(r, e, t) || !find_stop(r, e, t))
		return false;
	if (c->month == 0) {
		t->limit = gk_term_end(cx->calendar, &c->term, &t->event);
		return true;
	}
	t->limit.due = gk_day_of(t->year + c->years, c->month, c->day);
	t->limit.sure = true;
	return t->limit.due != GK_NO_DAY;
}

/* ---- words ---------------------------------------------------------- */

static struct gk_str
limit_words(struct gk_arena *a, const struct deadline *c,
    const struct timing *t, enum gk_lang lang)
{
	if (c->month == 0 && t->limit.n == 0)
		return GK_EMPTY;
	if (c->month != 0)
		return gk_day_words(a, t->limit.due,
		    lang == GK_ZH ? 0 : gk_day_year(t->limit.due), lang);
	return gk_term_words(a, c->term.count, t->limit.n, lang);
}

static struct gk_str
unit_words(enum gk_term_count count, int days, enum gk_lang lang)
{
	if (count == GK_COUNT_WORKING)
		return lang == GK_ZH ? GK_STR("工作日") : days == 1 ?
		    GK_STR("working day") : GK_STR("working days");
	return lang == GK_ZH ? GK_STR("自然日") : days == 1 ?
	    GK_STR("calendar day") : GK_STR("calendar days");
}

static struct gk_str
start_words(struct gk_arena *a, const struct timing *t, enum gk_lang lang)
{
	struct gk_str year;

	if (t->event.start != GK_NO_DAY)
		return gk_day_words(a, t->event.start, 0, lang);
	year = gk_count_words(a, (size_t)t->year);
	return lang == GK_ZH ? gk_str_join(a, year, GK_STR(""),
	    GK_STR("年")) : year;
}

/* ---- judging -------------------------------------------------------- */

static void
raise(const struct gk_rule *r, enum gk_outcome as, const struct gk_entry *e,
    const struct timing *t, enum gk_term_count count, int days,
    struct gk_rule_out *out)
{
	const struct deadline *c = r->spec;
	struct gk_draft d = gk_rule_draft(r, as, e, c->to, out);
	struct gk_arena *a = &out->found->words;
	enum gk_lang lang = out->found->lang;

	d.due = t->limit.due;
	gk_draft_arg(&d, "act", c->act[lang]);
	gk_draft_arg(&d, "start", start_words(a, t, lang));
	gk_draft_arg(&d, "done", t->done ? gk_day_words(a, t->end,
	    gk_day_year(out->cx->as_of), lang) : GK_EMPTY);
	gk_draft_arg(&d, "days", gk_count_words(a, (size_t)days));
	gk_draft_arg(&d, "day_unit", unit_words(count, days, lang));
	/* Of a day of the year the limit is what {due} says. */
	gk_draft_arg(&d, "limit", as == GK_LATE && c->month != 0 ?
	    GK_EMPTY : limit_words(a, c, t, lang));
	gk_findings_add(out->found, &d);
}

static void
judge_least(const struct gk_rule *r, struct deadline_state *s,
    const struct gk_entry *e, const struct timing *t, struct gk_rule_out *out)
{
	const struct deadline *c = r->spec;
	int days = gk_term_days(out->cx->calendar, c->term.count, t->end,
	    t->limit.due);

	if (!t->done)
		return;
	if (!t->limit.sure || days < 0)
		s->uncovered++;
	else if (days > 0)
		raise(r, GK_MAIN, e, t, c->term.count, days, out);
}

static void
judge_soon(const struct gk_rule *r, const struct gk_entry *e,
    const struct timing *t, struct gk_rule_out *out)
{
	int left = gk_workdays_between(out->cx->calendar, t->end,
	    t->limit.due);

	if (!t->done && !t->stopped && t->limit.sure && left >= 0 &&
	    left <= SOON_DAYS)
		raise(r, GK_SOON, e, t, GK_COUNT_WORKING, left, out);
}

static void
deadline_record(const struct gk_rule *r, void *state,
    const struct gk_entry *e, struct gk_rule_out *out)
{
	const struct deadline *c = r->spec;
	struct deadline_state *s = state;
	struct timing t;
	int past;

	if (!find_timing(r, e, out->cx, &t))
		return;
	if (c->term.least) {
		judge_least(r, s, e, &t, out);
		return;
	}
	/* What has not happened has no limit yet; but the event may be one. */
	if (t.event.start > out->cx->as_of && c->term.n > 0)
		return;
	if (t.end <= t.limit.due) {
		judge_soon(r, e, &t, out);
		return;
	}
	past = gk_term_days(out->cx->calendar, c->term.count, t.limit.due,
	    t.end);
	if (!t.limit.sure || past < 0)
		s->uncovered++;
	else if (past > 0)	/* 0: only days off since, still in time */
		raise(r, t.done ? GK_LATE : GK_MAIN, e, &t, c->term.count,
		    past, out);
}

static void *
deadline_init(const struct gk_rule *r, const struct gk_context *cx)
{
	(void)r;
	(void)cx;
	return gk_calloc(1, sizeof(struct deadline_state));
}

static void
deadline_table(const struct gk_rule *r, void *state,
    const struct gk_source *src)
{
	struct deadline_state *s = state;

	(void)r;
	(void)src;
	s->uncovered = 0;
}

static void
deadline_end(const struct gk_rule *r, void *state,
    const struct gk_source *src, struct gk_rule_out *out)
{
	const struct deadline_state *s = state;
	struct gk_arena *a = &out->found->words;
	enum gk_lang lang = out->found->lang;
	struct gk_draft d;
	gk_day from, until;

	if (s->uncovered == 0)
		return;
	d = gk_source_draft(src, GK_K_CALENDAR_RANGE, SIZE_MAX);
	d.key[0] = r->id;
	d.value = r->label[lang];
	gk_calendar_span(out->cx->calendar, &from, &until);
	gk_draft_arg(&d, "count", gk_count_words(a, s->uncovered));
	gk_draft_arg(&d, "from", gk_day_words(a, from, 0, lang));
	gk_draft_arg(&d, "until", gk_day_words(a, until, 0, lang));
	gk_findings_add(out->found, &d);
}

static const char *const places[] = { "act", "day_unit", "days", "done",
	"limit", "start", NULL };

const struct gk_rule_type gk_rule_deadline = {
	.name = "deadline",
	.places = places,
	.read = deadline_read,
	.init = deadline_init,
	.table = deadline_table,
	.record = deadline_record,
	.end = deadline_end,
	.free = free,
};
