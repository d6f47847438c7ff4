#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/calendar.h"

static char folder[] = "/tmp/gk-test-calendar-XXXXXX";
static char shipped[4096];	/* rules/calendar/cn.csv */

static gk_day
day(const char *iso)
{
	gk_day d = GK_NO_DAY;

	assert_true(gk_date_parse_iso(gk_str_of(iso), &d));
	return d;
}

/* Writes a calendar file; the path lives until the next call. */
static const char *
file_of(const char *text)
{
	static char path[64];
	FILE *f;

	snprintf(path, sizeof path, "%s/c.csv", folder);
	f = fopen(path, "wb");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
	return path;
}

static struct gk_calendar *
calendar_of(const char *text)
{
	struct gk_error err = { .message = "" };
	struct gk_calendar *c = gk_calendar_read(file_of(text), &err);

	if (c == NULL)
		fail_msg("line %zu: %s", err.line, err.message);
	return c;
}

static int
setup(void **state)
{
	const char *srcdir = getenv("srcdir");
	struct gk_error err = { .message = "" };

	snprintf(shipped, sizeof shipped, "%s/rules/calendar/cn.csv",
	    srcdir != NULL ? srcdir : ".");
	*state = gk_calendar_read(shipped, &err);
	if (*state == NULL)
		print_error("%s:%zu: %s\n", err.file, err.line, err.message);
	return *state == NULL || mkdtemp(folder) == NULL;
}

static int
teardown(void **state)
{
	char path[64];

	gk_calendar_free(*state);
	snprintf(path, sizeof path, "%s/c.csv", folder);
	unlink(path);
	return rmdir(folder);
}

/* What the file says, read without our own code: 'o', 'w' or 0 by day. */
static char *
stated(gk_day from, gk_day until)
{
	char *kinds = calloc((size_t)(until - from) + 1, 1);
	char line[1024], kind[8];
	FILE *f = fopen(shipped, "r");
	int y, m, d, rows = 0;

	assert_non_null(kinds);
	assert_non_null(f);
	while (fgets(line, sizeof line, f) != NULL) {
		gk_day at;

		if (sscanf(line, "%d-%d-%d,%7[a-z],", &y, &m, &d, kind) != 4)
			continue;
		rows++;
		at = gk_day_of(y, m, d);
		if (at >= from && at <= until)
			kinds[at - from] = kind[0];
	}
	fclose(f);
	assert_int_equal(rows, 285);
	return kinds;
}

static void
every_day_is_as_the_file_says(void **state)
{
	const struct gk_calendar *c = *state;
	const gk_day from = day("2019-01-01"), until = day("2026-12-31");
	/* Working days a year: computed for the notices by another program. */
	static const int a_year[] = { 250, 249, 250, 249, 249, 251, 248, 248 };
	int worked[8] = { 0 };
	char *kinds = stated(from, until);
	gk_day first, last;

	gk_calendar_span(c, &first, &last);
	assert_int_equal(first, from);
	assert_int_equal(last, until);
	for (gk_day d = from; d <= until; d++) {
		/* 1970-01-01 was a Thursday. */
		bool weekday = (d + 3) % 7 < 5;
		bool expect = kinds[d - from] != 0 ? kinds[d - from] == 'w' :
		    weekday;

		assert_true(gk_calendar_covers(c, d));
		assert_int_equal(gk_is_workday(c, d), expect);
		worked[gk_day_year(d) - 2019] += expect;
	}
	assert_memory_equal(worked, a_year, sizeof a_year);
	free(kinds);
}

static void
known_days(void **state)
{
	const struct gk_calendar *c = *state;

	/* 春节 2023, its make-up day, a plain Saturday, 除夕 2024 */
	assert_false(gk_is_workday(c, day("2023-01-27")));
	assert_true(gk_is_workday(c, day("2023-01-28")));
	assert_false(gk_is_workday(c, day("2023-02-04")));
	assert_true(gk_is_workday(c, day("2024-02-09")));
	assert_int_equal(gk_workday_add(c, day("2023-09-20"), 20),
	    day("2023-10-24"));
	assert_int_equal(gk_workday_add(c, day("2023-03-31"), 20),
	    day("2023-04-28"));
	/* 劳动节 with its make-up days */
	assert_int_equal(gk_workday_add(c, day("2023-04-22"), 1),
	    day("2023-04-23"));
	assert_int_equal(gk_workdays_between(c, day("2023-04-28"),
	    day("2023-05-31")), 21);
	assert_int_equal(gk_workdays_between(c, day("2023-05-08"),
	    day("2023-05-16")), 6);
	assert_int_equal(gk_workdays_between(c, day("2023-05-16"),
	    day("2023-05-16")), 0);
	assert_int_equal(gk_workdays_between(c, day("2023-05-16"),
	    day("2023-05-08")), 0);
}

static void
calendar_days_move_over_days_off(void **state)
{
	const struct gk_calendar *c = *state;

	/* A working day stays; a Saturday, a holiday and its bridge move. */
	assert_int_equal(gk_calday_add(c, day("2023-03-31"), 20),
	    day("2023-04-20"));
	assert_int_equal(gk_calday_add(c, day("2023-03-31"), 1),
	    day("2023-04-03"));
	assert_int_equal(gk_calday_add(c, day("2023-09-20"), 10),
	    day("2023-10-07"));
	assert_int_equal(gk_calday_add(c, day("2023-04-29"), 0),
	    day("2023-05-04"));
	assert_int_equal(gk_calday_add(c, day("2023-04-28"), 0),
	    day("2023-04-28"));
	assert_int_equal(gk_calday_add(c, day("2026-12-30"), 1),
	    day("2026-12-31"));
	assert_int_equal(gk_calday_add(c, day("2026-12-30"), 2), GK_NO_DAY);
	assert_int_equal(gk_calday_add(c, day("2026-12-30"), -1), GK_NO_DAY);
	assert_int_equal(gk_calday_add(c, day("2026-12-30"), INT32_MAX),
	    GK_NO_DAY);
}

static void
outside_nothing_is_judged(void **state)
{
	const struct gk_calendar *c = *state;
	const gk_day out[] = { day("2031-03-03"), day("2018-12-31"),
		day("2027-01-01"), GK_NO_DAY, INT32_MAX };

	for (size_t i = 0; i < sizeof out / sizeof *out; i++) {
		assert_false(gk_calendar_covers(c, out[i]));
		assert_false(gk_is_workday(c, out[i]));
		assert_int_equal(gk_workday_add(c, out[i], 1), GK_NO_DAY);
		assert_int_equal(gk_calday_add(c, out[i], 0), GK_NO_DAY);
		if (out[i] > day("2026-12-31"))
			assert_int_equal(gk_workdays_between(c,
			    day("2026-12-30"), out[i]), -1);
		else
			assert_int_equal(gk_workdays_between(c, out[i],
			    day("2026-12-30")), -1);
	}
	/* The last working day is within, the next is not. */
	assert_int_equal(gk_workday_add(c, day("2026-12-30"), 1),
	    day("2026-12-31"));
	assert_int_equal(gk_workday_add(c, day("2026-12-30"), 2), GK_NO_DAY);
	assert_int_equal(gk_workday_add(c, day("2026-12-30"), INT32_MAX),
	    GK_NO_DAY);
	assert_int_equal(gk_workday_add(c, day("2023-03-31"), 0), GK_NO_DAY);
	assert_int_equal(gk_workday_add(c, day("2023-03-31"), -3), GK_NO_DAY);
}

static void
counting_agrees_with_a_loop(void **state)
{
	const struct gk_calendar *c = *state;
	const gk_day until = day("2026-12-31");

	for (gk_day d = day("2019-01-01"); d <= until; d++) {
		gk_day at = d, due;
		int n = 0;

		while (n < 45 && at < until) {
			at++;
			if (!gk_is_workday(c, at)) {
				assert_int_equal(gk_workdays_between(c, d, at),
				    n);
				continue;
			}
			n++;
			assert_int_equal(gk_workday_add(c, d, n), at);
			assert_int_equal(gk_workdays_between(c, d, at), n);
		}
		for (n++; n <= 45; n++)
			assert_int_equal(gk_workday_add(c, d, n), GK_NO_DAY);
		for (n = 0; n <= 45; n++) {
			due = d + n;
			while (due <= until && !gk_is_workday(c, due))
				due++;
			assert_int_equal(gk_calday_add(c, d, n),
			    due <= until ? due : GK_NO_DAY);
		}
	}
}

#define SPAN "# from: 2027-01-01\n# until: 2027-12-31\n"
#define HEAD "date,kind,name,source\n"

static void
bad_files_are_refused(void **state)
{
	static const struct {
		const char *text;
		size_t line;
		const char *message;	/* a part of it */
	} cases[] = {
		{ SPAN HEAD "2027-01-01,free,元旦,x\n", 4, "free" },
		{ SPAN HEAD "2027-01-01,off,,\n2027-02-30,off,,\n", 5,
		    "2027-02-30" },
		{ SPAN HEAD "2027/01/01,off,,\n", 4, "2027/01/01" },
		{ SPAN HEAD ",off,,\n", 4, "" },
		{ SPAN HEAD "2027-01-01,,,\n", 4, "neither" },
		{ SPAN HEAD "2028-01-01,off,,\n", 4, "outside" },
		{ SPAN HEAD "2026-11-30,off,,\n", 4, "outside" },
		{ SPAN HEAD "2027-01-01,off,,\n2027-01-01,work,,\n", 5,
		    "twice" },
		{ SPAN HEAD "2027-01-01,off,,\n2027-01-01,off,,\n", 5,
		    "twice" },
		{ "# until: 2027-12-31\n" HEAD, 1, "from" },
		{ "# from: 2027-01-01\n" HEAD, 1, "until" },
		{ HEAD "2027-01-01,off,,\n", 1, "from" },
		{ "# from: 2027-01-01\n# until: 2027\n" HEAD, 1, "until" },
		{ "# from: 2027-01-01\n" SPAN HEAD, 1, "more than once" },
		{ "# from: 2027-01-01\n# until: 2026-12-31\n" HEAD, 1,
		    "before" },
		{ "# from: 0001-01-01\n# until: 9999-12-31\n" HEAD, 1,
		    "years" },
		{ SPAN "date,name\n2027-01-01,元旦\n", 1, "kind" },
		{ SPAN "day,kind\n2027-01-01,off\n", 1, "date" },
	};
	struct gk_error err;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *path = file_of(cases[i].text);

		err = (struct gk_error){ .message = "" };
		assert_null(gk_calendar_read(path, &err));
		assert_string_equal(err.file, path);
		assert_int_equal(err.line, cases[i].line);
		if (strstr(err.message, cases[i].message) == NULL)
			fail_msg("case %zu: %s", i, err.message);
	}
	err = (struct gk_error){ .message = "" };
	assert_null(gk_calendar_read("/nonexistent/cn.csv", &err));
	assert_true(err.message[0] != '\0');
}

static void
december_before_is_allowed(void **state)
{
	struct gk_calendar *c = calendar_of(SPAN HEAD
	    "2026-12-01,work,,\n2026-12-31,off,,\n2027-01-01,off,,\n");

	struct gk_calendar *one = calendar_of("# from: 2027-01-04\n"
	    "# until: 2027-01-04\n" HEAD);

	(void)state;
	assert_true(gk_is_workday(one, day("2027-01-04")));
	gk_calendar_free(one);
	assert_false(gk_calendar_covers(c, day("2026-12-31")));
	assert_false(gk_is_workday(c, day("2027-01-01")));
	assert_true(gk_is_workday(c, day("2027-01-04")));
	gk_calendar_free(c);
}

static void
extending(void **state)
{
	static const char base[] = SPAN HEAD
	    "2027-01-01,off,,\n2027-12-30,off,,\n2027-12-31,off,,\n";
	struct gk_calendar *c = calendar_of(base);
	struct gk_error err = { .message = "" };
	gk_day from, until;

	(void)state;
	/* The next year; its notice changes the December before. */
	assert_int_equal(gk_calendar_extend(c, file_of("# from: 2028-01-01\n"
	    "# until: 2028-12-31\n" HEAD "2027-12-25,work,,\n"
	    "2027-12-31,work,,\n2028-01-03,off,,\n"), &err), GK_OK);
	gk_calendar_span(c, &from, &until);
	assert_int_equal(from, day("2027-01-01"));
	assert_int_equal(until, day("2028-12-31"));
	assert_false(gk_is_workday(c, day("2027-01-01")));
	assert_true(gk_is_workday(c, day("2027-12-25")));	/* Saturday */
	assert_false(gk_is_workday(c, day("2027-12-30")));
	assert_true(gk_is_workday(c, day("2027-12-31")));
	assert_false(gk_is_workday(c, day("2028-01-03")));
	assert_int_equal(gk_workday_add(c, day("2027-12-31"), 1),
	    day("2028-01-04"));
	/* The year before, whose December the first file had set aside. */
	assert_int_equal(gk_calendar_extend(c, file_of("# from: 2026-01-01\n"
	    "# until: 2026-12-31\n" HEAD "2026-12-28,off,,\n"), &err), GK_OK);
	assert_true(gk_calendar_covers(c, day("2026-01-01")));
	assert_false(gk_is_workday(c, day("2026-12-28")));
	assert_false(gk_is_workday(c, day("2027-01-01")));
	/* The same years again: what is not named stays. */
	assert_int_equal(gk_calendar_extend(c, file_of(SPAN HEAD
	    "2027-01-01,work,,\n"), &err), GK_OK);
	assert_true(gk_is_workday(c, day("2027-01-01")));
	assert_false(gk_is_workday(c, day("2027-12-30")));
	/* A gap, and a bad file, change nothing. */
	assert_int_equal(gk_calendar_extend(c, file_of("# from: 2029-01-02\n"
	    "# until: 2029-12-31\n" HEAD), &err), GK_FAIL);
	assert_non_null(strstr(err.message, "adjoin"));
	assert_int_equal(gk_calendar_extend(c, file_of("# from: 2024-01-01\n"
	    "# until: 2025-12-30\n" HEAD), &err), GK_FAIL);
	assert_int_equal(gk_calendar_extend(c, file_of(SPAN HEAD "x,off,,\n"),
	    &err), GK_FAIL);
	assert_int_equal(err.line, 4);
	gk_calendar_span(c, &from, &until);
	assert_int_equal(from, day("2026-01-01"));
	assert_int_equal(until, day("2028-12-31"));
	assert_true(gk_is_workday(c, day("2027-01-01")));
	gk_calendar_free(c);
}

static void
december_set_aside_is_used_later(void **state)
{
	struct gk_calendar *c = calendar_of(SPAN HEAD "2026-12-31,off,,\n");
	struct gk_error err;

	(void)state;
	assert_int_equal(gk_calendar_extend(c, file_of("# from: 2026-01-01\n"
	    "# until: 2026-12-31\n" HEAD), &err), GK_OK);
	assert_false(gk_is_workday(c, day("2026-12-31")));
	assert_true(gk_is_workday(c, day("2026-12-30")));
	gk_calendar_free(c);
}

static void
months_end_as_they_began(void **state)
{
	static const struct { const char *from; int n; const char *to; } cases[] = {
		{ "2023-03-31", 1, "2023-04-30" },	/* no such day: the last */
		{ "2023-03-30", 1, "2023-04-30" },
		{ "2023-04-30", 1, "2023-05-30" },	/* the same, not the last */
		{ "2023-01-31", 1, "2023-02-28" },
		{ "2024-01-31", 1, "2024-02-29" },
		{ "2023-08-31", 6, "2024-02-29" },
		{ "2024-02-29", 12, "2025-02-28" },
		{ "2024-02-29", 48, "2028-02-29" },
		{ "2022-10-31", 3, "2023-01-31" },
		{ "2023-12-15", 1, "2024-01-15" },
		{ "2018-05-01", 60, "2023-05-01" },
		{ "2023-05-01", 0, "2023-05-01" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(gk_months_after(day(cases[i].from),
		    cases[i].n), day(cases[i].to));
	assert_int_equal(gk_months_after(day("2023-01-01"), -1), GK_NO_DAY);
	assert_int_equal(gk_months_after(GK_NO_DAY, 1), GK_NO_DAY);
	assert_int_equal(gk_months_after(day("2023-01-01"), INT32_MAX),
	    GK_NO_DAY);
	assert_int_equal(gk_months_after(day("9999-12-31"), 1), GK_NO_DAY);
	assert_int_equal(gk_months_after(INT32_MIN + 1, 1), GK_NO_DAY);
}

static void
days_off_move_to_the_next_workday(void **state)
{
	struct gk_error err = { .message = "" };
	struct gk_calendar *c = gk_calendar_read(shipped, &err);

	(void)state;
	assert_non_null(c);
	assert_int_equal(gk_workday_from(c, day("2023-09-28")),
	    day("2023-09-28"));
	/* The holidays of autumn; the two days after them are made up. */
	assert_int_equal(gk_workday_from(c, day("2023-09-29")),
	    day("2023-10-07"));
	assert_int_equal(gk_workday_from(c, day("2023-10-08")),
	    day("2023-10-08"));	/* a Sunday, worked */
	assert_int_equal(gk_workday_from(c, day("2023-04-22")),
	    day("2023-04-23"));
	assert_int_equal(gk_workday_from(c, day("2018-12-28")), GK_NO_DAY);
	assert_int_equal(gk_workday_from(c, day("2026-12-31")) != GK_NO_DAY,
	    gk_is_workday(c, day("2026-12-31")));
	assert_int_equal(gk_workday_from(c, day("2027-01-01")), GK_NO_DAY);
	gk_calendar_free(c);
}

static void
free_of_null(void **state)
{
	(void)state;
	gk_calendar_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_is_as_the_file_says),
		cmocka_unit_test(known_days),
		cmocka_unit_test(calendar_days_move_over_days_off),
		cmocka_unit_test(outside_nothing_is_judged),
		cmocka_unit_test(counting_agrees_with_a_loop),
		cmocka_unit_test(bad_files_are_refused),
		cmocka_unit_test(december_before_is_allowed),
		cmocka_unit_test(extending),
		cmocka_unit_test(december_set_aside_is_used_later),
		cmocka_unit_test(months_end_as_they_began),
		cmocka_unit_test(days_off_move_to_the_next_workday),
		cmocka_unit_test(free_of_null),
	};

	return cmocka_run_group_tests_name("calendar", tests, setup, teardown);
}
