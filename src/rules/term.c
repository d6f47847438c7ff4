#include "config.h"

#include "rules/term.h"

static gk_day
day_after(gk_day d, int n)
{
	int64_t due = (int64_t)d + n;

	return due <= INT32_MAX ? (gk_day)due : INT32_MAX;
}

int
gk_term_days(const struct gk_calendar *cal, enum gk_term_count count,
    gk_day from, gk_day to)
{
	if (count == GK_COUNT_WORKING)
		return gk_workdays_between(cal, from, to);
	return to > from ? to - from : 0;
}

/* The first day that `n` working days after `start` can be. */
static struct gk_term_end
working_end(const struct gk_calendar *cal, gk_day start, int n)
{
	struct gk_term_end end = { .due = start, .sure = true };
	gk_day first, last;

	if (n == 0)
		return end;
	end.due = gk_workday_add(cal, start, n);
	if (end.due != GK_NO_DAY)
		return end;
	end.sure = false;
	end.due = day_after(start, n);
	gk_calendar_span(cal, &first, &last);
	if (gk_calendar_covers(cal, start) && end.due <= last)
		end.due = last + 1;
	return end;
}

/* `n` of what is counted and `off` days more. */
static struct gk_term_end
end_of(const struct gk_calendar *cal, const struct gk_term *t, gk_day start,
    int n, int off)
{
	struct gk_term_end end = { .sure = true };
	int months = t->count == GK_COUNT_YEARS ? 12 * n : n;
	gk_day worked;

	if (t->count == GK_COUNT_WORKING) {
		end = working_end(cal, start, n + off);
		end.n = n;
		return end;
	}
	end.n = n;
	end.due = start;
	if (n == 0 && off == 0)
		return end;	/* the limit is a date, which stays */
	end.due = day_after(t->count == GK_COUNT_CALENDAR ?
	    day_after(start, n) : gk_months_after(start, months), off);
	if (t->least)
		return end;
	worked = gk_workday_from(cal, end.due);
	end.sure = worked != GK_NO_DAY;
	if (end.sure)
		end.due = worked;
	return end;
}

/* The end of `n`, less the time for which the clock was stopped before it. */
static struct gk_term_end
stopped_end(const struct gk_calendar *cal, const struct gk_term *t,
    const struct gk_term_event *e, int n)
{
	struct gk_term_end end = end_of(cal, t, e->start, n, 0);
	gk_day from = e->stop > e->start ? e->stop : e->start;
	int off;

	if (e->stop == GK_NO_DAY || e->resume == GK_NO_DAY || from > end.due)
		return end;
	off = gk_term_days(cal, t->count, from, e->resume);
	if (off >= 0)
		return end_of(cal, t, e->start, n, off);
	end.sure = false;
	return end;
}

struct gk_term_end
gk_term_end(const struct gk_calendar *cal, const struct gk_term *t,
    const struct gk_term_event *e)
{
	struct gk_term_end end = stopped_end(cal, t, e, t->n);

	if (e->extended == GK_NOT_EXTENDED || t->more == 0)
		return end;
	if (e->extended == GK_EXTENDED_ON && e->extended_on > end.due)
		return end;	/* too late */
	return stopped_end(cal, t, e, t->n + t->more);
}

struct gk_str
gk_term_words(struct gk_arena *a, enum gk_term_count count, int n,
    enum gk_lang lang)
{
	static const char *const units[][3] = {
		[GK_COUNT_WORKING] = { "%d个工作日", "%d working day",
		    "%d working days" },
		[GK_COUNT_CALENDAR] = { "%d日", "%d day", "%d days" },
		[GK_COUNT_MONTHS] = { "%d个月", "%d month", "%d months" },
		[GK_COUNT_YEARS] = { "%d年", "%d year", "%d years" },
	};
	struct gk_buf b = { 0 };
	struct gk_str words;

	gk_buf_printf(&b, units[count][lang == GK_ZH ? 0 : n == 1 ? 1 : 2], n);
	words = gk_str_keep(a, gk_buf_str(&b));
	gk_buf_release(&b);
	return words;
}
