/*
 * When a limit (期限) ends: days, months or years from an event, with what
 * extends it and what does not count.
 */
#ifndef GK_RULES_TERM_H
#define GK_RULES_TERM_H

#include "core/calendar.h"
#include "core/i18n.h"
#include "core/mem.h"

enum gk_term_count { GK_COUNT_WORKING, GK_COUNT_CALENDAR, GK_COUNT_MONTHS,
	GK_COUNT_YEARS };

struct gk_term {		/* as the law states it */
	enum gk_term_count count;
	int n;			/* days, months or years; 0: the event's day */
	int more;		/* by which it may be extended */
	bool least;		/* a minimum: ends on days off too */
};

/* Whether it was extended (延期): not; by word alone; on a day. */
enum gk_extended { GK_NOT_EXTENDED, GK_EXTENDED, GK_EXTENDED_ON };

struct gk_term_event {		/* what happened */
	gk_day start;		/* itself not counted */
	/*
	 * The days in (stop, resume] do not count, unless the limit was over
	 * by then.  GK_NO_DAY: the clock was never stopped.
	 */
	gk_day stop, resume;
	enum gk_extended extended;
	gk_day extended_on;	/* in time, or it extends nothing */
};

struct gk_term_end {
	gk_day due;		/* the last day */
	/*
	 * False: a day that it takes to know is outside the calendar; `due` is
	 * then the earliest that it can be.
	 */
	bool sure;
	int n;			/* with what it was extended by */
};

struct gk_term_end gk_term_end(const struct gk_calendar *cal,
    const struct gk_term *t, const struct gk_term_event *e);

/* 20个工作日, 20 working days; in the arena. */
struct gk_str gk_term_words(struct gk_arena *a, enum gk_term_count count,
    int n, enum gk_lang lang);
/*
 * How far `to` is beyond `from`, in working days if these are counted, else in
 * calendar days: 0 if it is not; -1 if that is outside the calendar.
 */
int gk_term_days(const struct gk_calendar *cal, enum gk_term_count count,
    gk_day from, gk_day to);

#endif
