/*
 * <date>: a possible date, not in the future, not before a day, in the year
 * that another column names.  What is only a month or a year is judged where
 * all its days are at fault.
 */
#include "config.h"

#include "rules/rule.h"

#include "core/norm.h"
#include "rules/cell.h"
#include "rules/term.h"

struct date {
	size_t column;
	bool no_future;
	gk_day not_before;
	size_t same_year;
	struct gk_term within;	/* no older than that; n < 0: any age */
};

/* within="14" count="calendar": by the day itself, a day off or not. */
static struct gk_term
read_within(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct gk_str count = gk_rule_attr(rd, n, "count");
	struct gk_term t = { .count = GK_COUNT_CALENDAR, .least = true };

	t.n = gk_rule_int(rd, n, "within", -1);
	if (gk_str_eq(count, GK_STR("working")))
		t.count = GK_COUNT_WORKING;
	else if (gk_str_eq(count, GK_STR("months")))
		t.count = GK_COUNT_MONTHS;
	return t;
}

static void *
date_read(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct date *c = gk_arena_alloc(rd->arena, sizeof *c);

	c->column = gk_rule_column(rd, n, "column", GK_NEEDED);
	c->no_future = gk_str_eq(gk_rule_attr(rd, n, "future"), GK_STR("no"));
	c->not_before = gk_rule_day(rd, n, "not-before");
	c->same_year = gk_rule_column(rd, n, "same-year", GK_NEEDED);
	c->within = read_within(rd, n);
	return c;
}

/* Whether the built-in checks look at the column's dates (checks/dates.c). */
static bool
seen_elsewhere(const struct gk_rule *r, const struct gk_entry *e, size_t column,
    bool future)
{
	if (r->kind->columns[column].type != GK_DATE)
		return false;
	return !future || column == e->col->formed ||
	    column == e->col->published;
}

/* Whether all days of the date are further back than the limit. */
static bool
is_old(const struct date *c, const struct gk_context *cx, gk_day last)
{
	struct gk_term_event ev = { .start = last, .stop = GK_NO_DAY,
		.resume = GK_NO_DAY, .extended_on = GK_NO_DAY };
	struct gk_term_end end;

	if (c->within.n < 0)
		return false;
	end = gk_term_end(cx->calendar, &c->within, &ev);
	return end.sure && cx->as_of > end.due;
}

static bool
is_fine(const struct gk_rule *r, const struct gk_entry *e,
    const struct gk_context *cx, struct gk_date date)
{
	const struct date *c = r->spec;

	switch (date.how) {
	case GK_DATE_EMPTY:
	case GK_DATE_NO_YEAR:
		return true;
	case GK_DATE_IMPOSSIBLE:
	case GK_DATE_UNREADABLE:
		return seen_elsewhere(r, e, c->column, false);
	case GK_DATE_FULL:
	case GK_DATE_MONTH:
	case GK_DATE_YEAR:
	case GK_DATE_RANGE:
		break;
	}
	if (date.first == GK_NO_DAY || date.last == GK_NO_DAY)
		return true;
	if (c->no_future && date.first > cx->as_of &&
	    !seen_elsewhere(r, e, c->column, true))
		return false;
	if (is_old(c, cx, date.last))
		return false;
	return c->not_before == GK_NO_DAY || date.last >= c->not_before;
}

static void
date_record(const struct gk_rule *r, void *state, const struct gk_entry *e,
    struct gk_rule_out *out)
{
	const struct date *c = r->spec;
	struct gk_date date = gk_cell_date(r, e, c->column);
	int year = 0, other = gk_year_in(gk_entry_field(e, c->same_year));
	struct gk_draft d;

	(void)state;
	if (date.how != GK_DATE_NO_YEAR && date.first != GK_NO_DAY &&
	    date.last != GK_NO_DAY &&
	    gk_day_year(date.first) == gk_day_year(date.last))
		year = gk_day_year(date.first);
	if ((year == 0 || other == 0 || year == other) &&
	    is_fine(r, e, out->cx, date))
		return;
	d = gk_rule_draft(r, GK_MAIN, e, c->column, out);
	if (year != 0)
		gk_draft_arg(&d, "year", gk_count_words(&out->found->words,
		    (size_t)year));
	if (other != 0)
		gk_draft_arg(&d, "other", gk_count_words(&out->found->words,
		    (size_t)other));
	if (c->within.n >= 0)
		gk_draft_arg(&d, "limit", gk_term_words(&out->found->words,
		    c->within.count, c->within.n, out->found->lang));
	gk_findings_add(out->found, &d);
}

static const char *const places[] = { "limit", "year", "other", NULL };

const struct gk_rule_type gk_rule_date = {
	.name = "date",
	.places = places,
	.read = date_read,
	.record = date_record,
};
