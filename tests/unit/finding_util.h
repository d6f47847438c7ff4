/*
 * What the tests of findings share: a small calendar, and one finding from
 * one draft.
 */
#ifndef GK_TESTS_FINDING_UTIL_H
#define GK_TESTS_FINDING_UTIL_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/calendar.h"
#include "finding/finding.h"

static const char calendar_text[] =
    "# from: 2023-01-01\n"
    "# until: 2023-12-31\n"
    "date,kind,name,source\n"
    "2023-05-01,off,劳动节,test\n"
    "2023-05-02,off,劳动节,test\n"
    "2023-05-03,off,劳动节,test\n"
    "2023-05-06,work,劳动节,test\n"
    "2023-06-22,off,端午节,test\n";

static inline struct gk_calendar *
calendar(void)
{
	char path[] = "test_finding.XXXXXX";
	int fd = mkstemp(path);
	struct gk_error err;
	struct gk_calendar *c;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, calendar_text, sizeof calendar_text - 1),
	    sizeof calendar_text - 1);
	close(fd);
	c = gk_calendar_read(path, &err);
	unlink(path);
	assert_non_null(c);
	return c;
}

static inline gk_day
day(const char *iso)
{
	gk_day d = GK_NO_DAY;

	assert_true(gk_date_parse_iso(gk_str_of(iso), &d));
	return d;
}

static inline void
arg(struct gk_draft *d, const char *name, const char *value)
{
	gk_draft_arg(d, name, gk_str_of(value));
}

static inline void
assert_col(const struct gk_finding *f, enum gk_finding_column c,
    const char *want)
{
	char *is = gk_strndup(f->col[c].p, f->col[c].n);

	assert_string_equal(is, want);
	free(is);
}

static struct gk_findings last;

/* The one finding that a draft makes; valid until the next call. */
static inline const struct gk_finding *
finding(const struct gk_draft *d, enum gk_lang lang, const char *as_of,
    const struct gk_calendar *c)
{
	gk_findings_release(&last);
	gk_findings_init(&last, lang, day(as_of));
	last.calendar = c;
	gk_findings_add(&last, d);
	return &last.list[0];
}

static inline int
release_last(void **state)
{
	(void)state;
	gk_findings_release(&last);
	return 0;
}

static inline bool
has(struct gk_str text, const char *figure)
{
	return gk_str_find(text, gk_str_of(figure)) != SIZE_MAX;
}

/* SEMANTICS §10, sentence 3. */
static inline struct gk_draft
overdue(void)
{
	struct gk_draft d = GK_DRAFT(GK_K_OVERDUE);

	d.row = 12;
	d.title = GK_STR("××办法");
	d.due = day("2023-04-28");
	arg(&d, "formed", "2023年3月31日");
	arg(&d, "days", "21");
	return d;
}

#endif
