/*
 * The working-day calendar (工作日): Monday to Friday, less the days off and
 * with the make-up days of the State Council's yearly notices
 * (rules/calendar/cn.csv).  It knows its years; outside them nothing is
 * judged: functions return GK_NO_DAY or false.
 *
 * Counting follows 民法典 art. 201: the day of the event is not counted; 202:
 * months and years end on the same day of their last month, or on its last
 * day; 203: a limit does not end on a day off, but on the next working day.
 */
#ifndef GK_CORE_CALENDAR_H
#define GK_CORE_CALENDAR_H

#include "core/date.h"
#include "core/error.h"

struct gk_calendar;

/*
 * Reads a calendar file: CSV with the columns date,kind,name,source (kind off
 * or work; further columns are ignored), and leading "# from: DATE",
 * "# until: DATE" lines that state the years it covers.  NULL on failure.
 * Days of the month before `from` are allowed, for a holiday at New Year is
 * announced with the year that begins: they only count in gk_calendar_extend.
 */
struct gk_calendar *gk_calendar_read(const char *path, struct gk_error *err);
/*
 * Adds the years and days of another file (--calendar FILE), which must adjoin
 * or overlap.  Where both name a day the added file prevails.
 */
enum gk_status gk_calendar_extend(struct gk_calendar *c, const char *path,
    struct gk_error *err);
void gk_calendar_free(struct gk_calendar *c);

void gk_calendar_span(const struct gk_calendar *c, gk_day *from, gk_day *until);
bool gk_calendar_covers(const struct gk_calendar *c, gk_day d);
/* Whether `d` is a working day; `d` must be covered. */
bool gk_is_workday(const struct gk_calendar *c, gk_day d);
/*
 * The n-th working day after `d` (n >= 1); GK_NO_DAY if that day or `d` itself
 * is outside the calendar.
 */
gk_day gk_workday_add(const struct gk_calendar *c, gk_day d, int n);
/*
 * `n` calendar days after `d`; if that is no working day, the next one
 * (民法典 art. 203).  GK_NO_DAY if the day, or the search, leaves the calendar.
 */
gk_day gk_calday_add(const struct gk_calendar *c, gk_day d, int n);
/*
 * Working days in (from, to]: 0 if to <= from.  -1 if one of the two is
 * outside the calendar.
 */
int gk_workdays_between(const struct gk_calendar *c, gk_day from, gk_day to);
/*
 * `d` if it is a working day, else the next one (art. 203).  GK_NO_DAY if the
 * day, or the search, leaves the calendar.
 */
gk_day gk_workday_from(const struct gk_calendar *c, gk_day d);
/*
 * `n` months after `d` (art. 202), whether worked or not; no calendar is
 * needed.  GK_NO_DAY if n < 0 or the year is beyond 9999.
 */
gk_day gk_months_after(gk_day d, int n);

#endif
