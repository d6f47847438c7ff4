#include "config.h"

#include "core/date.h"

#include <stdio.h>

#include "core/date_int.h"
#include "core/norm.h"

#define DAY_SECONDS 86400
#define CHINA_SECONDS (8 * 3600)

/* Days before 1970-01-01 in the calendar that starts on 0000-03-01. */
#define EPOCH_SHIFT 719468
#define ERA_DAYS 146097		/* 400 years */
#define EXCEL_SHIFT 25569	/* 1970-01-01 as a serial number */

static bool
is_leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int
month_days(int year, int month)
{
	static const signed char days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};

	if (month < 1 || month > 12)
		return 0;
	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

gk_day
gk_day_of(int year, int month, int day)
{
	int y, m;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
	    day > month_days(year, month))
		return GK_NO_DAY;
	/* Years begin in March, so that the leap day is the last. */
	y = month > 2 ? year : year - 1;
	m = (month + 9) % 12;
	return y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 +
	    day - 1 - EPOCH_SHIFT;
}

void
gk_day_split(gk_day d, int *year, int *month, int *day)
{
	int64_t z = (int64_t)d + EPOCH_SHIFT;
	int64_t era = (z >= 0 ? z : z - (ERA_DAYS - 1)) / ERA_DAYS;
	int in_era = (int)(z - era * ERA_DAYS);
	int y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) /
	    365;
	int in_year = in_era - (365 * y + y / 4 - y / 100);
	int m = (5 * in_year + 2) / 153;

	*day = in_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = (int)(era * 400) + y + (m >= 10);
}

int
gk_day_year(gk_day d)
{
	int y, m, day;

	gk_day_split(d, &y, &m, &day);
	return y;
}

int
gk_day_weekday(gk_day d)
{
	/* 1970-01-01 was a Thursday. */
	return (int)((((int64_t)d + 3) % 7 + 7) % 7);
}

/* Two digits at p, or a negative number. */
static int
two_digits(const char *p)
{
	unsigned int a = (unsigned char)p[0] - (unsigned int)'0';
	unsigned int b = (unsigned char)p[1] - (unsigned int)'0';

	return a < 10 && b < 10 ? (int)(a * 10 + b) : -10000;
}

/* Whether p[0..10) has the form YYYY-MM-DD. */
static bool
iso_parts(const char *p, int *y, int *m, int *d)
{
	*y = two_digits(p) * 100 + two_digits(p + 2);
	*m = two_digits(p + 5);
	*d = two_digits(p + 8);
	return *y >= 0 && *m >= 0 && *d >= 0 && p[4] == '-' && p[7] == '-';
}

bool
gk_date_parse_iso(struct gk_str s, gk_day *day)
{
	int y, m, d;
	gk_day found;

	if (s.n != 10 || !iso_parts(s.p, &y, &m, &d))
		return false;
	found = gk_day_of(y, m, d);
	if (found != GK_NO_DAY)
		*day = found;
	return found != GK_NO_DAY;
}

void
gk_day_iso(struct gk_buf *out, gk_day d)
{
	char text[10];
	int y, m, day;

	if (d == GK_NO_DAY)
		return;
	gk_day_split(d, &y, &m, &day);
	if (y < 0 || y > 9999) {
		gk_buf_printf(out, "%d-%02d-%02d", y, m, day);
		return;
	}
	for (int i = 3; i >= 0; i--, y /= 10)
		text[i] = (char)('0' + y % 10);
	text[4] = text[7] = '-';
	text[5] = (char)('0' + m / 10);
	text[6] = (char)('0' + m % 10);
	text[8] = (char)('0' + day / 10);
	text[9] = (char)('0' + day % 10);
	gk_buf_add(out, text, sizeof text);
}

void
gk_months_span(int year, int m1, int m2, gk_day *first, gk_day *last)
{
	*first = gk_day_of(year, m1, 1);
	*last = gk_day_of(year, m2, month_days(year, m2));
}

void
gk_period_of(enum gk_cadence c, gk_day d, gk_day *first, gk_day *last)
{
	int y, m, day, length;

	*first = *last = d;
	if (c == GK_ONCE || d == GK_NO_DAY)
		return;
	gk_day_split(d, &y, &m, &day);
	if (y < 1 || y > 9999)
		return;
	length = c == GK_YEARLY ? 12 : c == GK_HALF_YEARLY ? 6 :
	    c == GK_QUARTERLY ? 3 : 1;
	m = (m - 1) / length * length + 1;
	gk_months_span(y, m, m + length - 1, first, last);
}

static struct gk_date
no_date(enum gk_date_how how)
{
	return (struct gk_date){ how, GK_NO_DAY, GK_NO_DAY, false };
}

static struct gk_date
full_date(int64_t day, bool has_time)
{
	int year;

	if (day < -100000 || day > 100000)
		return no_date(GK_DATE_UNREADABLE);
	year = gk_day_year((gk_day)day);
	if (year < GK_DATE_YEAR_MIN || year > GK_DATE_YEAR_MAX)
		return no_date(GK_DATE_UNREADABLE);
	return (struct gk_date){ GK_DATE_FULL, (gk_day)day, (gk_day)day,
	    has_time };
}

/* YYYYMMDD as a number; false if the year is none of ours. */
static bool
compact_date(uint64_t v, struct gk_date *out)
{
	int y = (int)(v / 10000 % 10000);
	gk_day day = gk_day_of(y, (int)(v / 100 % 100), (int)(v % 100));

	if (y < GK_DATE_YEAR_MIN || y > GK_DATE_YEAR_MAX)
		return false;
	*out = day == GK_NO_DAY ? no_date(GK_DATE_IMPOSSIBLE) :
	    full_date(day, false);
	return true;
}

/* 202303311030, 20230331103000. */
static struct gk_date
compact_time(uint64_t v, bool seconds)
{
	struct gk_date date;
	uint64_t s = seconds ? v % 100 : 0;
	uint64_t hm = seconds ? v / 100 % 10000 : v % 10000;

	if (!compact_date(seconds ? v / 1000000 : v / 10000, &date) ||
	    hm / 100 > 24 || hm % 100 > 59 || s > 59)
		return no_date(GK_DATE_UNREADABLE);
	date.has_time = date.how == GK_DATE_FULL;
	return date;
}

/* Seconds since 1970, told by a clock in China. */
static struct gk_date
timestamp(uint64_t seconds)
{
	uint64_t local = seconds + CHINA_SECONDS;

	return full_date((int64_t)(local / DAY_SECONDS),
	    local % DAY_SECONDS != 0);
}

/* A number that is all of the text; `fraction`: digits behind its point. */
static bool
bare_number(uint64_t v, uint8_t digits, bool fraction, struct gk_date *out)
{
	struct gk_date unused;

	switch (digits) {
	case 5:
		if (v < 20000 || v > 60000)
			return false;
		*out = full_date((int64_t)v - EXCEL_SHIFT, fraction);
		return true;
	case 10:
		/* 2023033110 may as well be a day and an hour. */
		if (fraction || (compact_date(v / 100, &unused) &&
		    unused.how == GK_DATE_FULL && v % 100 <= 24))
			return false;
		*out = timestamp(v);
		return true;
	case 12:
	case 14:
		if (fraction)
			return false;
		*out = compact_time(v, digits == 14);
		return true;
	case 13:
		if (fraction)
			return false;
		*out = timestamp(v / 1000);
		return true;
	default:
		return false;
	}
}

/* All of the tokens as one number; "45016.0" too. */
static bool
number_only(const struct gk_token *t, size_t *n, struct gk_date *out)
{
	bool fraction;

	if (t[0].type != 'N' || t[0].cn || t[0].digits < 5)
		return false;
	if (*n == 1)
		return bare_number(t[0].value, t[0].digits, false, out);
	if (*n != 3 || t[1].type != '.' || t[1].gap || t[2].type != 'N' ||
	    t[2].cn || t[2].gap)
		return false;
	fraction = t[2].value != 0;
	if (!fraction)
		*n = 1;		/* 20230331.0: the rest is for the grammar */
	return bare_number(t[0].value, t[0].digits, fraction, out);
}

/* What is written where there is no date. */
static bool
is_empty_word(struct gk_str s)
{
	static const char *const words[] = {
		"无", "空", "暂无", "待定", "未定", "暂缺", "待补", "待补充",
		"待填", "不详", "不适用", "未公开", "待公开", "暂未公开",
		"尚未公开", "未发布", "待发布", "暂未发布", "尚未发布",
		"n/a", "na", "nan", "nil", "none", "null", "tbd", "\\n",
		"（无）", "(无)", "（空）", "(空)"
	};
	char text[32];
	size_t n = 0, len;
	uint32_t ch;

	for (size_t i = 0; i < s.n; i += len) {
		len = gk_utf8_next(s.p + i, s.n - i, &ch);
		if (len == 0 || n + len > sizeof text)
			return false;
		if (gk_is_blank(ch))
			continue;
		memcpy(text + n, s.p + i, len);
		if (ch >= 'A' && ch <= 'Z')
			text[n] = (char)(ch + ('a' - 'A'));
		n += len;
	}
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (gk_str_eq((struct gk_str){ text, n }, gk_str_of(words[i])))
			return true;
	return false;
}

/* Only dashes, slashes, dots and the like. */
static bool
is_dashes(const struct gk_token *t, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strchr("-=/.,er", t[i].type) == NULL ||
		    (t[i].type == 'r' && t[i].value != 0))
			return false;
	return n != 0;
}

/* All of the tokens; false if they are no date. */
static bool
tokens_date(const struct gk_token *t, size_t n, struct gk_date *out,
    bool *exact)
{
	struct gk_date_expr e;
	size_t end;

	/* 2023.3.31。 and 2023-03-31; */
	while (n > 1 && (t[n - 1].type == '.' || t[n - 1].type == ','))
		n--;
	*exact = n == 1 && t[0].digits == 8;
	if (n == 0)
		return false;
	if (number_only(t, &n, out))
		return true;
	if (gk_date_expr(t, n, 0, false, &e) && e.end == n) {
		*out = e.date;
		*exact = *exact || e.exact;
		return true;
	}
	if (!gk_period_expr(t, n, 0, &out->first, &out->last, &end) ||
	    end != n)
		return false;
	out->how = GK_DATE_RANGE;
	out->has_time = false;
	return true;
}

/* Whether white space stands between two digits. */
static bool
has_split_number(const struct gk_token *t, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (t[i].gap && t[i].type == 'N' && t[i - 1].type == 'N')
			return true;
	return false;
}

static struct gk_date
parse_any(struct gk_str s)
{
	struct gk_token t[GK_DATE_TOKENS];
	struct gk_date date = no_date(GK_DATE_UNREADABLE);
	bool exact;
	size_t n;

	if (s.n > 1 && s.p[0] == '\'')	/* Excel's mark of a text cell */
		s = gk_str_sub(s, 1, s.n);
	n = gk_date_lex(s, GK_LEX_STRICT, t, GK_DATE_TOKENS);
	if (n == SIZE_MAX)
		return no_date(is_empty_word(s) ? GK_DATE_EMPTY :
		    GK_DATE_UNREADABLE);
	if (is_dashes(t, n))
		return no_date(GK_DATE_EMPTY);
	if (tokens_date(t, n, &date, &exact))
		return date;
	if (has_split_number(t, n)) {
		/* "2023年3月3 1日": only where nothing else can be meant. */
		n = gk_date_lex(s, GK_LEX_STRICT | GK_LEX_JOIN, t,
		    GK_DATE_TOKENS);
		if (n != SIZE_MAX && tokens_date(t, n, &date, &exact) &&
		    exact)
			return date;
	}
	return no_date(is_empty_word(s) ? GK_DATE_EMPTY : GK_DATE_UNREADABLE);
}

/* HH:MM:SS at p. */
static bool
iso_time(const char *p)
{
	int h = two_digits(p), m = two_digits(p + 3), s = two_digits(p + 6);

	return h >= 0 && h < 24 && m >= 0 && m < 60 && s >= 0 && s < 60 &&
	    p[2] == ':' && p[5] == ':';
}

struct gk_date
gk_date_parse(struct gk_str s)
{
	bool dated = s.n == 10;
	bool timed = s.n == 19 && (s.p[10] == ' ' || s.p[10] == 'T') &&
	    iso_time(s.p + 11);
	int y, m, d;
	gk_day day;

	if ((dated || timed) && iso_parts(s.p, &y, &m, &d)) {
		if (y < GK_DATE_YEAR_MIN || y > GK_DATE_YEAR_MAX)
			return no_date(GK_DATE_UNREADABLE);
		day = gk_day_of(y, m, d);
		if (day == GK_NO_DAY)
			return no_date(GK_DATE_IMPOSSIBLE);
		return (struct gk_date){ GK_DATE_FULL, day, day, timed };
	}
	s = gk_trim(s);
	return s.n == 0 ? no_date(GK_DATE_EMPTY) : parse_any(s);
}
