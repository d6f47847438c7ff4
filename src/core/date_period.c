#include "config.h"

#include "core/date_int.h"

/* Words behind a number that say it counts something: 2000元 is no year. */
static bool
is_measure(uint32_t ch)
{
	static const uint32_t measures[] = {
		0x5143, 0x4EBA, 0x4EF6, 0x6761, 0x9879, 0x4E2A, 0x5BB6,
		0x6237, 0x540D, 0x4E07, 0x6B21, 0x4EA9, 0x7C73, 0x5428,
		0x4F59, 0x5E73, '%'	/* 元人件条项个家户名万次亩米吨余平 */
	};

	for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
		if (measures[i] == ch)
			return true;
	return false;
}

static char
type_at(const struct gk_token *t, size_t n, size_t i)
{
	return i < n ? t[i].type : '\0';
}

/* A number 1..most at token i. */
static bool
small_number(const struct gk_token *t, size_t n, size_t i, int most, int *v)
{
	if (type_at(t, n, i) != 'N' || t[i].digits > 2 || t[i].value < 1 ||
	    t[i].value > (uint64_t)most)
		return false;
	*v = (int)t[i].value;
	return true;
}

/* 第一季度, 1-3季度, 前三季度, Q1; months in *m1, *m2. */
static bool
quarters(const struct gk_token *t, size_t n, size_t *at, int *m1, int *m2)
{
	size_t i = *at;
	bool first = type_at(t, n, i) == 'P', letter, ordinal;
	int q1, q2;

	if (first)
		i++;
	letter = type_at(t, n, i) == 'Q';
	ordinal = type_at(t, n, i) == 'O';
	if (letter || ordinal)
		i++;
	if (!small_number(t, n, i++, 4, &q1))
		return false;
	q2 = q1;
	if (!first && gk_one_of(type_at(t, n, i), "-=r")) {
		size_t k = i + 1;

		if (type_at(t, n, k) == (letter ? 'Q' : 'O'))
			k++;
		if (small_number(t, n, k, 4, &q2) && q2 > q1)
			i = k + 1;
		else
			q2 = q1;
	}
	if (!letter) {
		/* 3季 alone may be anything, 第3季 is not. */
		if (type_at(t, n, i) != 'S' || (t[i].value == 0 && !ordinal))
			return false;
		i++;
	}
	*m1 = first ? 1 : q1 * 3 - 2;
	*m2 = q2 * 3;
	*at = i;
	return true;
}

/* A part of a year by its name: a quarter, a half, all of it. */
static bool
year_part(const struct gk_token *t, size_t n, size_t *at, int *m1, int *m2)
{
	size_t i = *at;
	int half = 0;

	switch (type_at(t, n, i)) {
	case 'A':
		*m1 = 1;
		*m2 = 12;
		break;
	case 'H':
		half = (int)t[i].value;
		break;
	case 'B':
		if (!small_number(t, n, ++i, 2, &half))
			return false;
		break;
	default:
		return quarters(t, n, at, m1, m2);
	}
	if (half != 0) {
		*m1 = half * 6 - 5;
		*m2 = half * 6;
	}
	*at = i + 1;
	return true;
}

static bool
is_year(const struct gk_token *t, size_t n, size_t i)
{
	return type_at(t, n, i) == 'N' && t[i].digits == 4 &&
	    t[i].value >= GK_DATE_YEAR_MIN && t[i].value <= GK_DATE_YEAR_MAX;
}

bool
gk_period_expr(const struct gk_token *t, size_t n, size_t at, gk_day *first,
    gk_day *last, size_t *end)
{
	size_t i = at + 1;
	int m1 = 0, m2 = 0;

	if (!is_year(t, n, at))
		return false;
	if (type_at(t, n, i) == 'Y') {
		i++;
		if (type_at(t, n, i) == 'U')
			i++;
	} else if (gk_one_of(type_at(t, n, i), "-./")) {
		i++;
	}
	if (!year_part(t, n, &i, &m1, &m2))
		return false;
	gk_months_span((int)t[at].value, m1, m2, first, last);
	*end = i;
	return true;
}

/* Whether the number at i is cut out of something longer: 3.2023, A2023. */
static bool
continues(const struct gk_token *t, size_t n, size_t i)
{
	if (i == 0 || t[i].gap || type_at(t, n, i + 1) == 'Y')
		return false;
	if (t[i - 1].type == 'N' || t[i - 1].type == 'w')
		return true;
	return i > 1 && gk_one_of(t[i - 1].type, "-./") &&
	    t[i - 2].type == 'N' && !t[i - 1].gap;
}

/* The year of a document number: 〔2023〕2号, (2023)2号. */
static bool
is_number_year(const struct gk_token *t, size_t n, size_t i)
{
	char next = type_at(t, n, i + 2);

	if (i == 0)
		return false;
	if (t[i - 1].type == '[')
		return type_at(t, n, i + 1) == ']' && gk_one_of(next, "NO");
	return t[i - 1].type == '(' && type_at(t, n, i + 1) == ')' &&
	    next == 'N' && type_at(t, n, i + 3) == 'D';
}

/* Whether a year without 年 is one: not 2000元, 2023号, 2050-3. */
static bool
plain_year(const struct gk_token *t, size_t n, size_t i)
{
	char next = type_at(t, n, i + 1);

	if (next == '\0' || t[i + 1].gap)
		return true;
	if (next == 'x')
		return !is_measure((uint32_t)t[i + 1].value);
	return !gk_one_of(next, "NwDFUhms+:") &&
	    !(gk_one_of(next, "-./=r") && type_at(t, n, i + 2) == 'N');
}

struct found {
	int year;		/* a year by itself; 0 */
	int m1, m2;		/* months without a year; 0 */
};

/*
 * Looks at token *i and moves past what it reads.  True if a whole period
 * begins there; a part is kept in `f`.
 */
static bool
period_at(const struct gk_token *t, size_t n, size_t *i, struct found *f,
    gk_day *first, gk_day *last)
{
	struct gk_date_expr e;
	size_t end = *i;
	int m1 = 0, m2 = 0, y, d;

	if (gk_period_expr(t, n, *i, first, last, &end))
		return true;
	if (year_part(t, n, &end, &m1, &m2) && t[*i].type != 'A') {
		if (f->m1 == 0) {
			f->m1 = m1;
			f->m2 = m2;
		}
		*i = end;
		return false;
	}
	if (t[*i].type != 'N' || !gk_date_expr(t, n, *i, true, &e)) {
		++*i;
		return false;
	}
	*first = e.date.first;
	*last = e.date.last;
	if (e.date.how == GK_DATE_MONTH || e.date.how == GK_DATE_RANGE)
		return true;
	if (e.date.how == GK_DATE_YEAR && f->year == 0 &&
	    (e.marked || plain_year(t, n, *i)))
		f->year = (int)t[*i].value;
	if (e.date.how == GK_DATE_NO_YEAR && e.months && f->m1 == 0) {
		gk_day_split(e.date.first, &y, &f->m1, &d);
		gk_day_split(e.date.last, &y, &f->m2, &d);
	}
	*i = e.end;
	return false;
}

bool
gk_period_parse(struct gk_str s, int year, gk_day *first, gk_day *last)
{
	struct gk_token t[GK_DATE_TOKENS];
	size_t n = gk_date_lex(s, 0, t, GK_DATE_TOKENS), i = 0;
	struct found f = { 0 };
	gk_day from, to;

	while (i < n) {
		if (t[i].type == 'N' &&
		    (continues(t, n, i) || is_number_year(t, n, i)))
			i++;
		else if (period_at(t, n, &i, &f, &from, &to))
			goto found;
	}
	if (f.year != 0)
		year = f.year;
	if (f.m1 == 0 && f.year == 0)
		return false;
	if (gk_day_of(year, 1, 1) == GK_NO_DAY)
		return false;
	gk_months_span(year, f.m1 != 0 ? f.m1 : 1, f.m1 != 0 ? f.m2 : 12,
	    &from, &to);
found:
	*first = from;
	*last = to;
	return true;
}
