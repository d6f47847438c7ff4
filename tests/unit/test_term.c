#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "rules/term.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static struct gk_calendar *calendar;

static gk_day
day(const char *iso)
{
	gk_day d = GK_NO_DAY;

	if (iso != NULL)
		assert_true(gk_date_parse_iso(gk_str_of(iso), &d));
	return d;
}

static int
setup(void **state)
{
	const char *srcdir = getenv("srcdir");
	struct gk_error err = { .message = "" };
	char path[4096];

	(void)state;
	snprintf(path, sizeof path, "%s/rules/calendar/cn.csv",
	    srcdir != NULL ? srcdir : ".");
	calendar = gk_calendar_read(path, &err);
	return calendar != NULL ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	gk_calendar_free(calendar);
	return 0;
}

struct plain {
	enum gk_term_count count;
	int n;
	const char *start, *due;
};

static void
check_plain(const struct plain *c, bool least)
{
	const struct gk_term t = { .count = c->count, .n = c->n,
		.least = least };
	const struct gk_term_event e = { .start = day(c->start),
		.stop = GK_NO_DAY, .resume = GK_NO_DAY };
	struct gk_term_end end = gk_term_end(calendar, &t, &e);

	if (end.due != day(c->due) || !end.sure || end.n != c->n)
		fail_msg("%d from %s is not %s", c->n, c->start, c->due);
}

static void
days_months_years(void **state)
{
	static const struct plain cases[] = {
		/* A holiday of eight days, two made-up days behind it. */
		{ GK_COUNT_WORKING, 20, "2023-09-15", "2023-10-19" },
		{ GK_COUNT_WORKING, 3, "2023-09-27", "2023-10-08" },
		{ GK_COUNT_WORKING, 1, "2023-04-28", "2023-05-04" },
		{ GK_COUNT_WORKING, 1, "2023-04-22", "2023-04-23" },
		{ GK_COUNT_WORKING, 0, "2023-04-22", "2023-04-22" },
		{ GK_COUNT_CALENDAR, 20, "2023-09-08", "2023-09-28" },
		{ GK_COUNT_CALENDAR, 20, "2023-09-09", "2023-10-07" },
		{ GK_COUNT_CALENDAR, 0, "2023-10-01", "2023-10-01" },
		{ GK_COUNT_MONTHS, 1, "2023-01-31", "2023-02-28" },
		{ GK_COUNT_MONTHS, 1, "2023-08-31", "2023-10-07" },
		{ GK_COUNT_MONTHS, 3, "2023-03-17", "2023-06-19" },
		{ GK_COUNT_YEARS, 2, "2020-02-29", "2022-02-28" },
		{ GK_COUNT_YEARS, 2, "2021-10-01", "2023-10-07" },
		{ GK_COUNT_YEARS, 5, "2018-05-16", "2023-05-16" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check_plain(&cases[i], false);
}

static void
a_minimum_ends_on_days_off(void **state)
{
	static const struct plain cases[] = {
		{ GK_COUNT_CALENDAR, 20, "2023-09-09", "2023-09-29" },
		{ GK_COUNT_CALENDAR, 30, "2012-05-01", "2012-05-31" },
		{ GK_COUNT_MONTHS, 1, "2023-08-31", "2023-09-30" },
		{ GK_COUNT_WORKING, 5, "2023-09-27", "2023-10-10" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check_plain(&cases[i], true);
}

struct event {
	const char *stop, *resume;
	enum gk_extended extended;
	const char *on, *due;
	int n;
};

static void
check_event(const struct event *c, enum gk_term_count count)
{
	const struct gk_term t = { .count = count, .n = 20, .more = 20 };
	const struct gk_term_event e = { .start = day("2023-09-15"),
		.stop = day(c->stop), .resume = day(c->resume),
		.extended = c->extended, .extended_on = day(c->on) };
	struct gk_term_end end = gk_term_end(calendar, &t, &e);

	assert_int_equal(end.due, day(c->due));
	assert_int_equal(end.n, c->n);
	assert_true(end.sure);
}

static void
extended_and_stopped(void **state)
{
	static const struct event cases[] = {
		{ NULL, NULL, GK_NOT_EXTENDED, NULL, "2023-10-19", 20 },
		{ NULL, NULL, GK_EXTENDED, NULL, "2023-11-16", 40 },
		{ NULL, NULL, GK_EXTENDED_ON, "2023-10-19", "2023-11-16", 40 },
		{ NULL, NULL, GK_EXTENDED_ON, "2023-10-20", "2023-10-19", 20 },
		/* 10 working days do not count. */
		{ "2023-09-20", "2023-10-10", GK_NOT_EXTENDED, NULL,
		    "2023-11-02", 20 },
		/* … so that this extension is in time. */
		{ "2023-09-20", "2023-10-10", GK_EXTENDED_ON, "2023-11-02",
		    "2023-11-30", 40 },
		{ "2023-09-20", "2023-10-10", GK_EXTENDED_ON, "2023-11-03",
		    "2023-11-02", 20 },
		/* Stopped in the time that it was extended by. */
		{ "2023-10-20", "2023-11-01", GK_EXTENDED_ON, "2023-10-19",
		    "2023-11-28", 40 },
		/* What was over cannot be stopped. */
		{ "2023-10-20", "2023-11-01", GK_NOT_EXTENDED, NULL,
		    "2023-10-19", 20 },
		{ "2023-10-19", "2023-10-20", GK_NOT_EXTENDED, NULL,
		    "2023-10-20", 20 },
		/* Only what is behind the event. */
		{ "2023-09-01", "2023-09-18", GK_NOT_EXTENDED, NULL,
		    "2023-10-20", 20 },
		{ "2023-10-10", "2023-09-20", GK_NOT_EXTENDED, NULL,
		    "2023-10-19", 20 },
		{ "2023-10-10", NULL, GK_NOT_EXTENDED, NULL, "2023-10-19",
		    20 },
	};
	static const struct event calendar_days = {
		/* 20 days to 5 October, 10 more to the 15th, a Sunday. */
		"2023-09-20", "2023-09-30", GK_NOT_EXTENDED, NULL,
		"2023-10-16", 20
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check_event(&cases[i], GK_COUNT_WORKING);
	check_event(&calendar_days, GK_COUNT_CALENDAR);
}

/* Where it cannot be known, `due` is no later than the limit is. */
static void
outside_the_calendar(void **state)
{
	static const struct plain cases[] = {
		{ GK_COUNT_WORKING, 20, "2018-03-01", "2018-03-21" },
		{ GK_COUNT_WORKING, 20, "2026-12-20", "2027-01-09" },
		{ GK_COUNT_WORKING, 10, "2026-12-20", "2027-01-01" },
		{ GK_COUNT_CALENDAR, 20, "2026-12-20", "2027-01-09" },
		{ GK_COUNT_MONTHS, 1, "2018-03-31", "2018-04-30" },
		{ GK_COUNT_YEARS, 2, "2010-01-31", "2012-01-31" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct gk_term t = { .count = cases[i].count,
			.n = cases[i].n };
		const struct gk_term_event e = { .start = day(cases[i].start),
			.stop = GK_NO_DAY, .resume = GK_NO_DAY };
		struct gk_term_end end = gk_term_end(calendar, &t, &e);

		assert_false(end.sure);
		assert_int_equal(end.due, day(cases[i].due));
	}
}

static void
days_between(void **state)
{
	(void)state;
	assert_int_equal(gk_term_days(calendar, GK_COUNT_WORKING,
	    day("2023-09-28"), day("2023-10-08")), 2);
	assert_int_equal(gk_term_days(calendar, GK_COUNT_WORKING,
	    day("2023-10-20"), day("2023-10-22")), 0);
	assert_int_equal(gk_term_days(calendar, GK_COUNT_WORKING,
	    day("2012-10-20"), day("2023-10-22")), -1);
	assert_int_equal(gk_term_days(calendar, GK_COUNT_MONTHS,
	    day("2023-09-28"), day("2023-10-08")), 10);
	assert_int_equal(gk_term_days(calendar, GK_COUNT_CALENDAR,
	    day("2012-09-28"), day("2012-09-29")), 1);
	assert_int_equal(gk_term_days(calendar, GK_COUNT_CALENDAR,
	    day("2023-10-08"), day("2023-09-28")), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_months_years),
		cmocka_unit_test(a_minimum_ends_on_days_off),
		cmocka_unit_test(extended_and_stopped),
		cmocka_unit_test(outside_the_calendar),
		cmocka_unit_test(days_between),
	};

	return cmocka_run_group_tests_name("term", tests, setup, teardown);
}
