#include "config.h"

#include "core/calendar.h"

#include <stdlib.h>

#include "core/csv.h"
#include "core/i18n.h"
#include "core/mem.h"

#define LEAD_DAYS 31		/* December before the first year */
#define YEARS_MAX 400

/* A day: whether it is worked, and whether a row of a file says so. */
#define DAY_WORKED 1u
#define DAY_STATED 2u

struct gk_calendar {
	gk_day from, until;
	unsigned char *days;	/* the LEAD_DAYS before `from`, then the span */
	int32_t *worked;	/* [i]: working days among the first i of the span */
};

static size_t
span_of(const struct gk_calendar *c)
{
	return (size_t)(c->until - c->from) + 1;
}

/* The byte of a day of the span, or of the days that lead to it. */
static unsigned char *
day_at(const struct gk_calendar *c, gk_day d)
{
	return &c->days[d - c->from + LEAD_DAYS];
}

/* A span where Monday to Friday are worked. */
static struct gk_calendar *
calendar_new(gk_day from, gk_day until)
{
	struct gk_calendar *c = gk_calloc(1, sizeof *c);

	c->from = from;
	c->until = until;
	c->days = gk_calloc(span_of(c) + LEAD_DAYS, sizeof *c->days);
	for (gk_day d = from - LEAD_DAYS; d <= until; d++)
		*day_at(c, d) = gk_day_weekday(d) < 5 ? DAY_WORKED : 0;
	return c;
}

/* Call when the days are settled. */
static void
calendar_sum(struct gk_calendar *c)
{
	size_t n = span_of(c);

	free(c->worked);
	c->worked = gk_calloc(n + 1, sizeof *c->worked);
	for (size_t i = 0; i < n; i++)
		c->worked[i + 1] = c->worked[i] +
		    (int32_t)(c->days[LEAD_DAYS + i] & DAY_WORKED);
}

static enum gk_status
read_bound(const struct gk_csv_table *t, const char *key, gk_day *day,
    const char *path, struct gk_error *err)
{
	size_t found = 0;

	for (size_t i = 0; i < t->nmeta; i++) {
		if (!gk_str_eq(t->meta[i][0], gk_str_of(key)))
			continue;
		if (!gk_date_parse_iso(t->meta[i][1], day))
			return gk_fail(err, path, 1,
			    _("\"# %s: %.*s\" is no date (YYYY-MM-DD)"), key,
			    GK_FMT(t->meta[i][1]));
		found++;
	}
	if (found == 1)
		return GK_OK;
	return gk_fail(err, path, 1, found == 0 ?
	    _("the years covered are not stated: \"# %s: DATE\" is missing") :
	    _("\"# %s: DATE\" is given more than once"), key);
}

static enum gk_status
read_span(const struct gk_csv_table *t, gk_day *from, gk_day *until,
    const char *path, struct gk_error *err)
{
	*from = *until = GK_NO_DAY;
	if (read_bound(t, "from", from, path, err) != GK_OK ||
	    read_bound(t, "until", until, path, err) != GK_OK)
		return GK_FAIL;
	if (*until < *from)
		return gk_fail(err, path, 1,
		    _("\"# until\" is before \"# from\""));
	if (gk_day_year(*until) - gk_day_year(*from) >= YEARS_MAX)
		return gk_fail(err, path, 1,
		    _("a calendar of more than %d years"), YEARS_MAX);
	return GK_OK;
}

static enum gk_status
read_day(struct gk_calendar *c, struct gk_str date, struct gk_str kind,
    const char *path, size_t line, struct gk_error *err)
{
	bool work = gk_str_eq(kind, GK_STR("work"));
	unsigned char *day;
	gk_day d;

	if (!gk_date_parse_iso(date, &d))
		return gk_fail(err, path, line,
		    _("\"%.*s\" is no date (YYYY-MM-DD)"), GK_FMT(date));
	if (!work && !gk_str_eq(kind, GK_STR("off")))
		return gk_fail(err, path, line,
		    _("kind \"%.*s\" of %.*s is neither off nor work"),
		    GK_FMT(kind), GK_FMT(date));
	if (d < c->from - LEAD_DAYS || d > c->until)
		return gk_fail(err, path, line,
		    _("%.*s is outside the years that the file covers"),
		    GK_FMT(date));
	day = day_at(c, d);
	if ((*day & DAY_STATED) != 0)
		return gk_fail(err, path, line,
		    _("%.*s is listed twice"), GK_FMT(date));
	*day = DAY_STATED | (work ? DAY_WORKED : 0);
	return GK_OK;
}

static enum gk_status
read_days(struct gk_calendar *c, const struct gk_csv_table *t,
    const char *path, struct gk_error *err)
{
	size_t date_col = gk_csv_table_column(t, "date");
	size_t kind_col = gk_csv_table_column(t, "kind");

	if (date_col == SIZE_MAX || kind_col == SIZE_MAX)
		return gk_fail(err, path, 1, _("column \"%s\" is missing"),
		    date_col == SIZE_MAX ? "date" : "kind");
	for (size_t i = 0; i < t->nrows; i++) {
		struct gk_str date = gk_csv_table_cell(t, i, date_col);
		struct gk_str kind = gk_csv_table_cell(t, i, kind_col);

		if (date.n == 0 && kind.n == 0)
			continue;
		if (read_day(c, date, kind, path, t->lines[i], err) != GK_OK)
			return GK_FAIL;
	}
	return GK_OK;
}

struct gk_calendar *
gk_calendar_read(const char *path, struct gk_error *err)
{
	struct gk_csv_table *t = gk_csv_table_read(path, err);
	struct gk_calendar *c = NULL;
	gk_day from, until;

	if (t == NULL || read_span(t, &from, &until, path, err) != GK_OK)
		goto out;
	c = calendar_new(from, until);
	if (read_days(c, t, path, err) != GK_OK) {
		gk_calendar_free(c);
		c = NULL;
		goto out;
	}
	calendar_sum(c);
out:
	gk_csv_table_free(t);
	return c;
}

void
gk_calendar_free(struct gk_calendar *c)
{
	if (c == NULL)
		return;
	free(c->days);
	free(c->worked);
	free(c);
}

/* Copies the days of `from`, all or the stated ones, that `to` has room for. */
static void
overlay(struct gk_calendar *to, const struct gk_calendar *from, bool all)
{
	gk_day d = from->from - LEAD_DAYS;
	gk_day end = from->until < to->until ? from->until : to->until;

	if (d < to->from - LEAD_DAYS)
		d = to->from - LEAD_DAYS;
	for (; d <= end; d++) {
		unsigned char day = *day_at(from, d);

		if (all || (day & DAY_STATED) != 0)
			*day_at(to, d) = day;
	}
}

enum gk_status
gk_calendar_extend(struct gk_calendar *c, const char *path,
    struct gk_error *err)
{
	struct gk_calendar *more = gk_calendar_read(path, err), *both;

	if (more == NULL)
		return GK_FAIL;
	if (more->from > c->until + 1 || more->until < c->from - 1) {
		gk_calendar_free(more);
		return gk_fail(err, path, 1,
		    _("its years do not adjoin those of the calendar"));
	}
	both = calendar_new(c->from < more->from ? c->from : more->from,
	    c->until > more->until ? c->until : more->until);
	overlay(both, c, true);
	overlay(both, more, false);
	calendar_sum(both);
	free(c->days);
	free(c->worked);
	*c = *both;
	free(both);
	gk_calendar_free(more);
	return GK_OK;
}

void
gk_calendar_span(const struct gk_calendar *c, gk_day *from, gk_day *until)
{
	*from = c->from;
	*until = c->until;
}

bool
gk_calendar_covers(const struct gk_calendar *c, gk_day d)
{
	return d >= c->from && d <= c->until;
}

bool
gk_is_workday(const struct gk_calendar *c, gk_day d)
{
	return gk_calendar_covers(c, d) && (*day_at(c, d) & DAY_WORKED) != 0;
}

/* The day on which the working days from c->from on reach `count`. */
static gk_day
day_of_count(const struct gk_calendar *c, int64_t count)
{
	size_t low = 0, high = span_of(c);

	if (c->worked[high] < count)
		return GK_NO_DAY;
	while (high - low > 1) {	/* worked[low] < count <= worked[high] */
		size_t mid = low + (high - low) / 2;

		if (c->worked[mid] < count)
			low = mid;
		else
			high = mid;
	}
	return c->from + (gk_day)high - 1;
}

gk_day
gk_workday_add(const struct gk_calendar *c, gk_day d, int n)
{
	if (n < 1 || !gk_calendar_covers(c, d))
		return GK_NO_DAY;
	return day_of_count(c, (int64_t)c->worked[d - c->from + 1] + n);
}

gk_day
gk_workday_from(const struct gk_calendar *c, gk_day d)
{
	if (!gk_calendar_covers(c, d))
		return GK_NO_DAY;
	/* The first working day that is not before it. */
	return day_of_count(c, (int64_t)c->worked[d - c->from] + 1);
}

gk_day
gk_calday_add(const struct gk_calendar *c, gk_day d, int n)
{
	int64_t due = (int64_t)d + n;

	if (n < 0 || !gk_calendar_covers(c, d) || due > c->until)
		return GK_NO_DAY;
	return gk_workday_from(c, (gk_day)due);
}

int
gk_workdays_between(const struct gk_calendar *c, gk_day from, gk_day to)
{
	if (to <= from)
		return 0;
	if (!gk_calendar_covers(c, from) || !gk_calendar_covers(c, to))
		return -1;
	return c->worked[to - c->from + 1] - c->worked[from - c->from + 1];
}

gk_day
gk_months_after(gk_day d, int n)
{
	int year, month, day;
	int64_t months;
	gk_day due = GK_NO_DAY;

	if (n < 0 || d == GK_NO_DAY)
		return GK_NO_DAY;
	gk_day_split(d, &year, &month, &day);
	months = (int64_t)year * 12 + month - 1 + n;
	if (months < 12 || months / 12 > 9999)
		return GK_NO_DAY;
	/* The month has the day, or ends up to three days before it. */
	for (int back = 0; back < 4 && due == GK_NO_DAY; back++)
		due = gk_day_of((int)(months / 12), (int)(months % 12) + 1,
		    day - back);
	return due;
}
