/*
 * Private to core/date*.c: dates as tokens.
 *
 * Text is cut into tokens once (date_lex.c); the grammars of dates and ranges
 * (date_expr.c), times (date_time.c) and named periods (date_period.c) read
 * them.  Nothing
 * here allocates.
 */
#ifndef GK_CORE_DATE_INT_H
#define GK_CORE_DATE_INT_H

#include "core/date.h"

#define GK_DATE_YEAR_MIN 1949
#define GK_DATE_YEAR_MAX 2099
#define GK_DATE_TOKENS 128

/*
 * The type of a token is a letter or the sign itself:
 *
 *	N number	Y 年	M 月	D 日/号	F 份	U 度	K 底/初/末
 *	E month by its English name (value 1..12)
 *	X 上/中/下旬 (value 1..3)	H 上/下半年 (value 1, 2)	A 全年
 *	S 季度 (value 1), 季 (value 0)	O 第	P 前	Q, B the letters Q, H
 *	h 时/点	m 分	s 秒	a morning (value 0), afternoon (value 1)
 *	T	Z zone by name (value: minutes east of Greenwich)
 *	- hyphen, _	= dash	r ~ (value 0), 至, 到 (value 1)
 *	. / : , + ( ) [ ] of any width	e …, *
 *	w unknown word of letters	x anything else (value: first character)
 */
struct gk_token {
	char type;
	bool gap;		/* white space before it */
	bool cn;		/* a number in Chinese numerals */
	uint8_t digits;
	uint64_t value;
};

#define GK_LEX_STRICT 1u	/* an unknown character fails */
#define GK_LEX_JOIN 2u		/* white space between digits does not count */

/*
 * Cuts `s` into at most `max` tokens and returns how many; what is beyond is
 * ignored.  Strict: SIZE_MAX if there is anything unknown or too much.
 */
size_t gk_date_lex(struct gk_str s, unsigned int how, struct gk_token *t,
    size_t max);

/* A place among tokens. */
struct gk_cursor {
	const struct gk_token *t;
	size_t n, i;
	bool text;		/* running text: see gk_date_expr */
};

/* The type of the token k ahead, 0 at the end. */
static inline char
gk_cur_type(const struct gk_cursor *c, size_t k)
{
	return k < c->n - c->i ? c->t[c->i + k].type : '\0';
}

/* Whether a number of `least` to `most` digits comes k tokens ahead. */
static inline bool
gk_cur_num(const struct gk_cursor *c, size_t k, int least, int most)
{
	return gk_cur_type(c, k) == 'N' && c->t[c->i + k].digits >= least &&
	    c->t[c->i + k].digits <= most;
}

static inline bool
gk_cur_gap(const struct gk_cursor *c, size_t k)
{
	return k < c->n - c->i && c->t[c->i + k].gap;
}

static inline bool
gk_one_of(char type, const char *types)
{
	return type != '\0' && strchr(types, type) != NULL;
}

/* The number at the cursor, which gk_cur_num has seen; moves past it. */
static inline int
gk_cur_take(struct gk_cursor *c)
{
	return (int)c->t[c->i++].value;
}

/* Moves past a token of one of the types. */
static inline bool
gk_cur_eat(struct gk_cursor *c, const char *types)
{
	if (!gk_one_of(gk_cur_type(c, 0), types))
		return false;
	c->i++;
	return true;
}

/*
 * Reads a time of day, if there is one; false if there is but a bad one.
 * `joined`: it may follow without white space.  A zone other than China's may
 * move the day by `*zone_days`.
 */
bool gk_date_time(struct gk_cursor *c, bool joined, bool *time,
    int *zone_days);

struct gk_date_expr {
	struct gk_date date;
	bool marked;		/* ends in 年, 月 or 日 */
	bool exact;		/* each part is of full length or marked */
	bool months;		/* whole months without a year (NO_YEAR) */
	size_t end;		/* first token that does not belong to it */
};

/*
 * Reads a date, or a range of dates, that starts at token `at`.  In running
 * text (`text`) 2023年3月5 is March 2023, and times are not looked for.  False
 * if there is none.
 */
bool gk_date_expr(const struct gk_token *t, size_t n, size_t at, bool text,
    struct gk_date_expr *e);

/*
 * A period that starts at token `at` and names its year: a quarter, a half or
 * the whole year (全年).  `*end` is the token behind it.
 */
bool gk_period_expr(const struct gk_token *t, size_t n, size_t at,
    gk_day *first, gk_day *last, size_t *end);

/* The first and last day of the months m1..m2 of a year. */
void gk_months_span(int year, int m1, int m2, gk_day *first, gk_day *last);

#endif
