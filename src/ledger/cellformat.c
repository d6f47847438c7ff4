/*
 * Number formats of workbooks: what a format code shows.
 */
#include "config.h"

#include <string.h>
#include <strings.h>

#include "ledger/sheets.h"

/* What the tokens of a format code add up to. */
struct code {
	bool year, month, day, time, percent, text, other;
	bool after_hour;	/* the last of them was an hour: m is minutes */
	size_t months;		/* since the last other one: s makes them minutes */
	bool figures;		/* 0 or # was the last: E is an exponent */
};

static bool
is_letter(char c, char lower)
{
	return c == lower || c == lower - 'a' + 'A';
}

/* The length of a run of one letter, whatever its case. */
static size_t
run_of(struct gk_str s)
{
	size_t n = 1;
	char lower = (char)(s.p[0] | 0x20);

	while (n < s.n && is_letter(s.p[n], lower))
		n++;
	return n;
}

/* [h] and the like count on; [$-804], [Red], [>100] and [DBNum1] are no time. */
static size_t
read_brackets(struct code *c, struct gk_str s)
{
	const char *close = memchr(s.p, ']', s.n);
	struct gk_str in;

	if (close == NULL)
		return s.n;
	in = gk_str_sub(s, 1, (size_t)(close - s.p) - 1);
	if (in.n > 0 && strchr("hmsHMS", in.p[0]) != NULL &&
	    in.p[0] != '\0' && run_of(in) == in.n) {
		c->time = true;
		c->after_hour = true;
	}
	return in.n + 2;
}

/* Words that stand for themselves or for half of a day. */
static size_t
read_word(struct code *c, struct gk_str s)
{
	static const struct { const char *word; bool time; } words[] = {
		{ "General", false }, { "G/通用格式", false },
		{ "AM/PM", true }, { "A/P", true }, { "上午/下午", true },
	};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		size_t n = strlen(words[i].word);

		if (s.n < n || strncasecmp(s.p, words[i].word, n) != 0)
			continue;
		c->time |= words[i].time;
		c->other |= !words[i].time;
		return n;
	}
	return 0;
}

/* A run of letters that are part of a date or a time; 0 if they are none. */
static size_t
read_run(struct code *c, struct gk_str s)
{
	size_t n = run_of(s);

	switch (s.p[0] | 0x20) {
	case 'e':
		if (c->figures && n < s.n && strchr("+-", s.p[n]) != NULL &&
		    s.p[n] != '\0')
			return 0;	/* 0.00E+00 */
		c->year = true;
		break;
	case 'y':
	case 'b':
		c->year = true;
		break;
	case 'a':		/* aaaa: 星期三 */
		if (n < 3)
			return 0;
		c->day = true;
		break;
	case 'd':
		c->day = true;
		break;
	case 'm':
		if (!c->after_hour)
			c->months++;
		c->time |= c->after_hour;
		c->after_hour = false;
		return n;
	case 'h':
	case 's':
		c->time = true;
		if ((s.p[0] | 0x20) == 's')
			c->months -= c->months > 0;
		break;
	default:
		return 0;
	}
	c->month |= c->months > 0;
	c->months = 0;
	c->after_hour = (s.p[0] | 0x20) == 'h';
	return n;
}

/* Reads one token; returns its length. */
static size_t
read_token(struct code *c, struct gk_str s)
{
	const char *close;
	size_t n;

	switch (s.p[0]) {
	case '"':
		close = memchr(s.p + 1, '"', s.n - 1);
		return close != NULL ? (size_t)(close - s.p) + 1 : s.n;
	case '\\':
	case '_':
	case '*':		/* what follows stands for itself */
		return s.n < 2 ? 1 : 2;
	case '[':
		return read_brackets(c, s);
	case '%':
		c->percent = true;
		return 1;
	case '@':
		c->text = true;
		return 1;
	case '0':
	case '#':
	case '?':
	case '.':
		c->figures = s.p[0] != '.' || c->figures;
		c->other |= s.p[0] != '.';
		return 1;
	}
	n = read_word(c, s);
	if (n == 0)
		n = read_run(c, s);
	c->figures = false;
	return n > 0 ? n : 1;
}

/* One of the sections for positive and negative numbers, zero and text. */
static size_t
read_section(struct code *c, struct gk_str s)
{
	size_t at = 0;

	while (at < s.n && s.p[at] != ';')
		at += read_token(c, gk_str_sub(s, at, s.n));
	c->month |= c->months > 0;
	return at + 1;
}

static enum gk_numfmt
kind_of(const struct code *c)
{
	bool date = c->year || c->month || c->day;

	if (date && c->time)
		return GK_NUMFMT_DATETIME;
	if (date)
		return c->year && c->month && !c->day ? GK_NUMFMT_MONTH :
		    GK_NUMFMT_DATE;
	if (c->time)
		return GK_NUMFMT_TIME;
	if (c->percent)
		return GK_NUMFMT_PERCENT;
	return c->text && !c->other ? GK_NUMFMT_TEXT : GK_NUMFMT_NUMBER;
}

/* The first section that says something: [=0]"";yyyy/m/d is a date. */
enum gk_numfmt
gk_numfmt_of(struct gk_str code)
{
	/* What LibreOffice makes of BOOLEAN. */
	if (gk_str_eq(code, GK_STR("\"TRUE\";\"TRUE\";\"FALSE\"")))
		return GK_NUMFMT_BOOLEAN;
	for (size_t at = 0; at < code.n;) {
		struct code c = { .year = false };
		enum gk_numfmt f;

		at += read_section(&c, gk_str_sub(code, at, code.n));
		f = kind_of(&c);
		if (f != GK_NUMFMT_NUMBER || c.other)
			return f;
	}
	return GK_NUMFMT_NUMBER;
}

/* ECMA-376 part 1, 18.8.30, with what 27 to 58 are in Chinese. */
enum gk_numfmt
gk_numfmt_builtin(int id)
{
	switch (id) {
	case 9: case 10:
		return GK_NUMFMT_PERCENT;
	case 14: case 15: case 16:
	case 28: case 29: case 30: case 31:
	case 51: case 53: case 54: case 58:
		return GK_NUMFMT_DATE;
	case 17:
	case 27: case 36:
	case 50: case 52: case 57:
		return GK_NUMFMT_MONTH;
	case 18: case 19: case 20: case 21:
	case 32: case 33: case 34: case 35:
	case 45: case 46: case 47:
	case 55: case 56:
		return GK_NUMFMT_TIME;
	case 22:
		return GK_NUMFMT_DATETIME;
	case 49:
		return GK_NUMFMT_TEXT;
	default:
		return GK_NUMFMT_NUMBER;
	}
}
