/*
 * Numbers in cells of workbooks, as their number format shows them.
 *
 * They stay decimal figures and never become binary, so that they come out as
 * they were typed: Excel stores 0.1 as 0.10000000000000001.
 */
#include "config.h"

#include <string.h>

#include "core/date.h"
#include "ledger/sheets.h"

#define FIGURES 15		/* what Excel keeps of a number */
#define DAY_1900 (-25567)	/* 1900-01-01, as gk_day; its serial is 1 */
#define DAY_1904 (-24107)	/* 1904-01-01; its serial is 0 */
#define SERIAL_MAX 2958465	/* 9999-12-31 */
#define DAY_SECONDS ((int64_t)86400)
#define ELAPSED_MAX 100		/* days that a time may still be a length */

/* 0.d1d2d3… times ten to the power of `point`; no figures: nought. */
struct decimal {
	bool negative;
	char figures[FIGURES];	/* as characters */
	size_t n;
	int point;
};

static bool
is_figure(char c)
{
	return c >= '0' && c <= '9';
}

/* An exponent and nothing behind it; numbers of no use are refused. */
static bool
read_exponent(struct gk_str s, int *value)
{
	bool negative = s.n > 0 && s.p[0] == '-';
	size_t size;

	if (s.n > 0 && strchr("+-", s.p[0]) != NULL && s.p[0] != '\0')
		s = gk_str_sub(s, 1, s.n);
	if (!gk_str_to_size(s, &size) || size > 400)
		return false;
	*value = negative ? -(int)size : (int)size;
	return true;
}

/* Up to FIGURES figures; the next one decides. */
static void
decimal_round(struct decimal *d, char next)
{
	size_t i = d->n;

	if (next >= '5') {
		while (i > 0 && d->figures[i - 1] == '9')
			i--;
		d->n = i;
		if (i > 0) {
			d->figures[i - 1]++;
		} else {
			d->figures[d->n++] = '1';
			d->point++;
		}
	}
	while (d->n > 0 && d->figures[d->n - 1] == '0')
		d->n--;
}

static bool
decimal_read(struct gk_str s, struct decimal *d)
{
	bool dot = false, any = false;
	char next = '\0';
	int exponent = 0;
	size_t i;

	*d = (struct decimal){ .negative = s.n > 0 && s.p[0] == '-' };
	if (s.n > 1000)
		return false;
	for (i = d->negative; i < s.n; i++) {
		char c = s.p[i];

		if (c == '.' && !dot) {
			dot = true;
			continue;
		}
		if (!is_figure(c))
			break;
		any = true;
		if (d->n == 0 && c == '0') {	/* leading */
			d->point -= dot;
			continue;
		}
		d->point += !dot;
		if (d->n < FIGURES)
			d->figures[d->n++] = c;
		else if (next == '\0')
			next = c;
	}
	if (!any || (i < s.n && ((s.p[i] | 0x20) != 'e' ||
	    !read_exponent(gk_str_sub(s, i + 1, s.n), &exponent))))
		return false;
	d->point += exponent;
	decimal_round(d, next);
	return true;
}

/* 4.30102199001011E+17 */
static void
show_scientific(struct gk_buf *out, const struct decimal *d)
{
	int exponent = d->point - 1;

	gk_buf_putc(out, d->figures[0]);
	if (d->n > 1) {
		gk_buf_putc(out, '.');
		gk_buf_add(out, d->figures + 1, d->n - 1);
	}
	gk_buf_printf(out, "E%c%02d", exponent < 0 ? '-' : '+',
	    exponent < 0 ? -exponent : exponent);
}

/* True if it has more figures before the point than are kept. */
static bool
show_decimal(struct gk_buf *out, const struct decimal *d)
{
	int n = (int)d->n;

	if (n == 0) {
		gk_buf_putc(out, '0');
		return false;
	}
	if (d->negative)
		gk_buf_putc(out, '-');
	if (d->point > FIGURES || d->point < -FIGURES) {
		show_scientific(out, d);
		return d->point > FIGURES;
	}
	if (d->point <= 0)
		gk_buf_puts(out, "0.");
	for (int i = d->point; i < 0; i++)
		gk_buf_putc(out, '0');
	for (int i = 0; i < n || i < d->point; i++) {
		if (i == d->point && i > 0)
			gk_buf_putc(out, '.');
		gk_buf_putc(out, i < n ? d->figures[i] : '0');
	}
	return false;
}

/* Whole seconds; false if it is below nought or beyond the last day. */
static bool
decimal_seconds(const struct decimal *d, int64_t *seconds)
{
	int64_t days = 0;
	double part = 0, unit = 1;

	if ((d->negative && d->n > 0) || d->point > 7)
		return false;
	for (int i = d->point; i < 0; i++)
		unit /= 10;
	for (int i = 0; i < (int)d->n || i < d->point; i++) {
		int figure = i < (int)d->n ? d->figures[i] - '0' : 0;

		if (i < d->point)
			days = days * 10 + figure;
		else
			part += figure * (unit /= 10);
	}
	*seconds = days * DAY_SECONDS + (int64_t)(part * DAY_SECONDS + 0.5);
	return *seconds < (SERIAL_MAX + 1) * DAY_SECONDS;
}

/*
 * In the system of 1900 there is a 29 February of that year, which was none,
 * and a day nought.  They are shown so: nobody takes them for dates.
 */
static bool
show_day(struct gk_buf *out, int64_t serial, bool since_1904, bool month)
{
	gk_day day;
	int y, m, d;

	if (!since_1904 && (serial == 0 || serial == 60)) {
		gk_buf_puts(out, serial == 0 ? "1900-01-00" : "1900-02-29");
		return true;
	}
	if (since_1904)
		day = (gk_day)(DAY_1904 + serial);
	else
		day = (gk_day)(DAY_1900 + serial - (serial < 60 ? 1 : 2));
	gk_day_split(day, &y, &m, &d);
	if (y > 9999)
		return false;
	if (month && d == 1)
		gk_buf_printf(out, "%04d-%02d", y, m);
	else
		gk_day_iso(out, day);
	return true;
}

static void
show_clock(struct gk_buf *out, int64_t seconds)
{
	gk_buf_printf(out, "%02d:%02d", (int)(seconds / 3600),
	    (int)(seconds / 60 % 60));
	if (seconds % 60 != 0)
		gk_buf_printf(out, ":%02d", (int)(seconds % 60));
}

/* False if there is no such day. */
static bool
show_moment(struct gk_buf *out, int64_t seconds, enum gk_numfmt f,
    bool since_1904)
{
	if (f == GK_NUMFMT_TIME && seconds < ELAPSED_MAX * DAY_SECONDS) {
		show_clock(out, seconds);
		return true;
	}
	if (!show_day(out, seconds / DAY_SECONDS, since_1904,
	    f == GK_NUMFMT_MONTH))
		return false;
	if ((f == GK_NUMFMT_DATETIME || f == GK_NUMFMT_TIME) &&
	    seconds % DAY_SECONDS != 0) {
		gk_buf_putc(out, ' ');
		show_clock(out, seconds % DAY_SECONDS);
	}
	return true;
}

bool
gk_numfmt_show(struct gk_buf *out, struct gk_str stored, enum gk_numfmt f,
    bool since_1904)
{
	struct decimal d;
	int64_t seconds;
	bool ruined;

	if (!decimal_read(stored, &d)) {
		gk_buf_add_str(out, stored);
		return false;
	}
	if (f == GK_NUMFMT_BOOLEAN) {
		gk_buf_puts(out, d.n > 0 ? "是" : "否");
		return false;
	}
	if (f != GK_NUMFMT_NUMBER && f != GK_NUMFMT_PERCENT &&
	    f != GK_NUMFMT_TEXT && decimal_seconds(&d, &seconds) &&
	    show_moment(out, seconds, f, since_1904))
		return false;
	if (f == GK_NUMFMT_PERCENT)
		d.point += 2;
	ruined = show_decimal(out, &d);
	if (f == GK_NUMFMT_PERCENT)
		gk_buf_putc(out, '%');
	return ruined && f != GK_NUMFMT_PERCENT;
}
