/*
 * Dates as people write them in ledgers, and arithmetic on them.
 *
 * A date is a day count (1970-01-01 = 0), so that differences are plain
 * subtraction.  Reading never guesses: what is not one full, possible date
 * says so, with what could be read as an interval.
 */
#ifndef GK_CORE_DATE_H
#define GK_CORE_DATE_H

#include "core/str.h"

typedef int32_t gk_day;			/* days since 1970-01-01 */
#define GK_NO_DAY INT32_MIN

enum gk_date_how {
	GK_DATE_EMPTY,		/* nothing, or only dashes, 无, 待定 … */
	GK_DATE_FULL,		/* one day: first == last */
	GK_DATE_MONTH,		/* 2023年3月: the interval first..last */
	GK_DATE_YEAR,		/* 2023年 */
	GK_DATE_RANGE,		/* 2023.3.31—4.30 */
	GK_DATE_NO_YEAR,	/* 3月31日: month and day only (in year 2000) */
	GK_DATE_IMPOSSIBLE,	/* 2023年2月30日, 2023-13-01 */
	GK_DATE_UNREADABLE	/* 2023323, 及时, … */
};

struct gk_date {
	enum gk_date_how how;
	gk_day first, last;	/* GK_NO_DAY when unknown */
	bool has_time;		/* a time of day was written as well */
};

/* Civil date to day count; GK_NO_DAY if there is no such day. */
gk_day gk_day_of(int year, int month, int day);
void gk_day_split(gk_day d, int *year, int *month, int *day);
int gk_day_year(gk_day d);
/* 0 Monday … 6 Sunday. */
int gk_day_weekday(gk_day d);

/*
 * Reads the spellings of a ledger cell: 2023-03-31, 2023.3.31, 2023/3/31,
 * 20230331, 2023年03月31日, 二〇二三年三月三十一日, with a time behind, Excel
 * serials (20000..60000, "45016.0"; days since 1899-12-30), seconds and
 * milliseconds since 1970 (10 and 13 digits, +08:00), full-width digits,
 * spaces anywhere, ranges (—, －, ~, 至, 到), months, years, month and day
 * without a year.  Never fails: see gk_date_how.
 */
struct gk_date gk_date_parse(struct gk_str s);
/* YYYY-MM-DD and nothing else (options, our own tables). */
bool gk_date_parse_iso(struct gk_str s, gk_day *day);

/* "2023-03-31"; nothing for GK_NO_DAY. */
void gk_day_iso(struct gk_buf *out, gk_day d);

/*
 * A named period: 2023, 2023年, 2023年第一季度, 2023Q1, 2023年上半年,
 * 2023年3月(份), 2023-03, 2023年1-3月, 第一季度 (year from `year`, 0 = refuse).
 * False if `s` contains none; finds it inside longer text such as a title.
 */
bool gk_period_parse(struct gk_str s, int year, gk_day *first, gk_day *last);

/* Units of repetition of periodic duties (定期). */
enum gk_cadence { GK_ONCE, GK_YEARLY, GK_HALF_YEARLY, GK_QUARTERLY, GK_MONTHLY };
/* The period of `cadence` that holds `d`. */
void gk_period_of(enum gk_cadence c, gk_day d, gk_day *first, gk_day *last);

#endif
