#include "config.h"

#include "core/date_int.h"

/*
 * One point in time as it is written: what is absent is -1.  A second point,
 * behind a range sign, may lack what the first has said already.
 */
struct point {
	int y, m, d;
	int third;		/* 上/中/下旬: 1..3, else 0 */
	int zone_days;		/* by how much a zone moves the day in China */
	char style;		/* separator, 'M' 年月日, 'c' YYYYMMDD, 'E', ' ' */
	bool marked;		/* the last part has its 年, 月 or 日 */
	bool exact;
	bool ambiguous;		/* 3/4: which is the month? */
	bool time;
};

/* At 3月, 3月31日, 3月上旬: the cursor is on the number. */
static void
month_marked(struct gk_cursor *c, struct point *p)
{
	bool day;

	p->m = gk_cur_take(c);
	c->i++;
	p->style = 'M';
	p->marked = true;
	if (gk_cur_eat(c, "FK"))
		return;
	if (gk_cur_type(c, 0) == 'X') {
		p->third = (int)c->t[c->i++].value;
		return;
	}
	/* In running text 3月5家 is no 3月5日; 3月1-15日 is. */
	day = gk_cur_num(c, 0, 1, 2) && (!c->text || gk_cur_type(c, 1) == 'D' ||
	    (gk_one_of(gk_cur_type(c, 1), "-=r") && gk_cur_num(c, 2, 1, 2) &&
	    gk_cur_type(c, 3) == 'D'));
	if (!day)
		return;
	p->d = gk_cur_take(c);
	p->marked = gk_cur_eat(c, "D");
	p->exact = p->marked;
}

/* Whether 1-3月 comes: the 1 is a month though nothing says so. */
static bool
months_ahead(const struct gk_cursor *c)
{
	return gk_cur_num(c, 0, 1, 2) && gk_one_of(gk_cur_type(c, 1), "-=r") &&
	    gk_cur_num(c, 2, 1, 2) && gk_cur_type(c, 3) == 'M';
}

/* Behind 2023年. */
static void
after_year(struct gk_cursor *c, struct point *p)
{
	p->style = 'M';
	p->marked = true;
	if (gk_cur_eat(c, "UKA") || !gk_cur_num(c, 0, 1, 2))
		return;
	if (gk_cur_type(c, 1) == 'M') {
		month_marked(c, p);
	} else if (months_ahead(c)) {
		p->m = gk_cur_take(c);
		p->marked = false;
	} else if (!c->text && gk_one_of(gk_cur_type(c, 1), "./") &&
	    gk_cur_num(c, 2, 1, 2)) {
		p->m = gk_cur_take(c);
		c->i++;
		p->d = gk_cur_take(c);
		p->marked = gk_cur_eat(c, "D");
		p->exact = p->marked;
	}
}

/* Behind 2023, where a separator and a month follow. */
static void
separated(struct gk_cursor *c, struct point *p)
{
	char sep = gk_cur_type(c, 0);

	if (gk_cur_type(c, 2) == 'M') {
		c->i++;
		month_marked(c, p);
	} else if (gk_cur_type(c, 2) == sep && gk_cur_num(c, 3, 1, 2)) {
		p->exact = gk_cur_num(c, 1, 2, 2) && gk_cur_num(c, 3, 2, 2);
		c->i++;
		p->m = gk_cur_take(c);
		c->i++;
		p->d = gk_cur_take(c);
		p->style = sep;
		p->marked = gk_cur_eat(c, "D");
	} else if (sep != '=') {
		c->i++;
		p->m = gk_cur_take(c);
		p->style = sep;
	}
}

/* The cursor is on a number of four digits. */
static void
year_first(struct gk_cursor *c, struct point *p)
{
	p->y = gk_cur_take(c);
	if (gk_cur_eat(c, "Y")) {
		after_year(c, p);
	} else if (gk_one_of(gk_cur_type(c, 0), "-./=") && gk_cur_num(c, 1, 1, 2)) {
		separated(c, p);
	} else if (!c->text && gk_cur_num(c, 0, 1, 2) && gk_cur_gap(c, 0) &&
	    gk_cur_num(c, 1, 1, 2) && gk_cur_gap(c, 1)) {
		p->m = gk_cur_take(c);
		p->d = gk_cur_take(c);
		p->style = ' ';
	}
}

/* 20230331, 202303. */
static bool
compact(struct gk_cursor *c, struct point *p)
{
	bool day = gk_cur_num(c, 0, 8, 8);
	int v = gk_cur_take(c);

	if (day)
		p->d = v % 100;
	v = day ? v / 100 : v;
	p->m = v % 100;
	p->y = v / 100;
	p->style = 'c';
	p->exact = true;
	if (day)
		p->marked = gk_cur_eat(c, "D");
	return day || (p->m >= 1 && p->m <= 12);
}

/* Mar 31, 2023; March 2023. */
static bool
english_first(struct gk_cursor *c, struct point *p)
{
	p->style = 'E';
	p->m = (int)c->t[c->i++].value;
	gk_cur_eat(c, "-/.,");
	if (gk_cur_num(c, 0, 1, 2) && (gk_cur_num(c, 1, 4, 4) ||
	    (gk_one_of(gk_cur_type(c, 1), "-/.,") && gk_cur_num(c, 2, 4, 4)))) {
		p->d = gk_cur_take(c);
		gk_cur_eat(c, "-/.,");
	} else if (!gk_cur_num(c, 0, 4, 4)) {
		return false;	/* Mar-31: a day or a year? */
	}
	p->y = gk_cur_take(c);
	return true;
}

/* 31-Mar-2023, 31 March; the cursor is on the day. */
static void
english_second(struct gk_cursor *c, struct point *p)
{
	p->style = 'E';
	p->d = gk_cur_take(c);
	gk_cur_eat(c, "-/.,");
	p->m = (int)c->t[c->i++].value;
	if (gk_cur_num(c, 0, 4, 4) ||
	    (gk_one_of(gk_cur_type(c, 0), "-/.,") && gk_cur_num(c, 1, 4, 4))) {
		gk_cur_eat(c, "-/.,");
		p->y = gk_cur_take(c);
	}
}

/* 31/3/2023: the day first, which shows only if it can't be a month. */
static bool
day_first(struct gk_cursor *c, struct point *p)
{
	p->style = gk_cur_type(c, 1);
	p->d = gk_cur_take(c);
	c->i++;
	p->m = gk_cur_take(c);
	c->i++;
	p->y = gk_cur_take(c);
	return p->d > 12 && p->d <= 31 && p->m >= 1 && p->m <= 12;
}

/* The cursor is on a number of one or two digits. */
static bool
no_year(struct gk_cursor *c, struct point *p)
{
	char sep = gk_cur_type(c, 1);

	if (sep == 'M') {
		month_marked(c, p);
	} else if (sep == 'E' || (gk_one_of(sep, "-/.") && gk_cur_type(c, 2) == 'E')) {
		english_second(c, p);
	} else if (months_ahead(c)) {
		p->m = gk_cur_take(c);
		p->style = 'M';
	} else if (gk_one_of(sep, "-./") && gk_cur_num(c, 2, 1, 2)) {
		if (gk_cur_type(c, 3) == sep && gk_cur_num(c, 4, 4, 4))
			return day_first(c, p);
		p->style = sep;
		p->m = gk_cur_take(c);
		c->i++;
		p->d = gk_cur_take(c);
		p->ambiguous = p->d <= 12;
	} else {
		p->d = gk_cur_take(c);
		p->marked = gk_cur_eat(c, "D");
	}
	return true;
}

static bool
read_point(struct gk_cursor *c, struct point *p)
{
	*p = (struct point){ .y = -1, .m = -1, .d = -1 };
	if (gk_cur_num(c, 0, 4, 4))
		year_first(c, p);
	else if (gk_cur_num(c, 0, 1, 2))
		return no_year(c, p);
	else if (!c->t[c->i].cn && (gk_cur_num(c, 0, 8, 8) || gk_cur_num(c, 0, 6, 6)))
		return compact(c, p);
	else if (gk_cur_type(c, 0) == 'E')
		return english_first(c, p);
	else
		return false;
	return true;
}

/* The days of a point; GK_DATE_UNREADABLE if it is no point by itself. */
static enum gk_date_how
point_days(const struct point *p, gk_day *first, gk_day *last)
{
	static const int thirds[][2] = { { 1, 10 }, { 11, 20 }, { 21, 0 } };
	int year = p->y >= 0 ? p->y : 2000;

	if (year < GK_DATE_YEAR_MIN || year > GK_DATE_YEAR_MAX)
		return GK_DATE_UNREADABLE;
	if (p->m < 0 && p->d < 0 && p->y >= 0) {
		gk_months_span(year, 1, 12, first, last);
		return GK_DATE_YEAR;
	}
	if (p->m < 0)
		return GK_DATE_UNREADABLE;
	if (p->m < 1 || p->m > 12)
		return GK_DATE_IMPOSSIBLE;
	if (p->d < 0) {
		gk_months_span(year, p->m, p->m, first, last);
		if (p->third == 0)
			return GK_DATE_MONTH;
		if (p->third < 3)
			*last = *first + thirds[p->third - 1][1] - 1;
		*first += thirds[p->third - 1][0] - 1;
		return GK_DATE_RANGE;
	}
	*first = gk_day_of(year, p->m, p->d);
	if (*first == GK_NO_DAY)
		return GK_DATE_IMPOSSIBLE;
	*first += p->zone_days;
	*last = *first;
	return GK_DATE_FULL;
}

static bool
one_point(const struct point *p, struct gk_date_expr *e)
{
	bool numbers = p->style != 'M' && p->style != 'E';

	e->date.how = point_days(p, &e->date.first, &e->date.last);
	e->date.has_time = p->time;
	e->marked = p->marked;
	e->exact = p->exact && p->y >= 0 && p->d >= 0;
	e->months = p->y < 0 && p->d < 0 && p->third == 0;
	/* 2023年5-3月: the 5 is no month by itself. */
	if (p->m >= 0 && p->d < 0 && p->style == 'M' && !p->marked)
		return false;
	if (p->y >= 0)
		return e->date.how != GK_DATE_UNREADABLE;
	if (p->ambiguous || e->date.how == GK_DATE_UNREADABLE ||
	    (numbers && e->date.how == GK_DATE_IMPOSSIBLE))
		return false;
	if (e->date.how != GK_DATE_IMPOSSIBLE)
		e->date.how = GK_DATE_NO_YEAR;
	return true;
}

/* Gives the second point of a range what it leaves unsaid. */
static bool
complete(const struct point *a, struct point *b)
{
	if (b->y < 0) {
		if (a->d >= 0 && b->m < 0)
			b->m = a->m;		/* 3月1日-15日 */
		else if (a->d < 0 && (b->d >= 0 || !b->marked))
			return false;
		b->y = a->y;
	}
	/* 12月至2023年3月: of which year? */
	return (a->y < 0) == (b->y < 0) && (a->m < 0) == (b->m < 0) &&
	    (a->d < 0) == (b->d < 0);
}

static bool
two_points(const struct point *a, struct point *b, struct gk_date_expr *e)
{
	enum gk_date_how from, to;
	gk_day ignored;

	if (!complete(a, b))
		return false;
	from = point_days(a, &e->date.first, &ignored);
	to = point_days(b, &ignored, &e->date.last);
	if (from == GK_DATE_UNREADABLE || to == GK_DATE_UNREADABLE)
		return false;
	e->date.has_time = a->time || b->time;
	e->marked = b->marked;
	e->exact = a->exact && b->exact;
	e->months = a->y < 0 && a->d < 0 && b->d < 0 && a->third == 0 &&
	    b->third == 0;
	if (from == GK_DATE_IMPOSSIBLE || to == GK_DATE_IMPOSSIBLE) {
		e->date.how = GK_DATE_IMPOSSIBLE;
		return true;
	}
	e->date.how = a->y < 0 ? GK_DATE_NO_YEAR : e->date.first ==
	    e->date.last && from == GK_DATE_FULL ? GK_DATE_FULL :
	    GK_DATE_RANGE;
	return e->date.first <= e->date.last;
}

static bool
read_time(struct gk_cursor *c, struct point *p)
{
	return gk_date_time(c, p->marked, &p->time, &p->zone_days);
}

/* A sign that stands for "until", with the second point behind it. */
static bool
read_range(struct gk_cursor *c, const struct point *a, struct gk_date_expr *e)
{
	bool hyphen = gk_cur_type(c, 0) == '-';
	bool apart = gk_cur_gap(c, 0) && gk_cur_gap(c, 1);
	struct point b;

	if (!gk_cur_eat(c, "-=r") || c->i == c->n || !read_point(c, &b) ||
	    (b.d >= 0 && !c->text && !read_time(c, &b)))
		return false;
	/* 3月1日9:00-11 */
	if (a->time && b.m < 0 && !b.marked)
		return false;
	/* 2023-3-1-15 is too much like a number of something. */
	if (hyphen && a->style == '-' && b.y < 0 && !b.marked && !apart)
		return false;
	return two_points(a, &b, e);
}

bool
gk_date_expr(const struct gk_token *t, size_t n, size_t at, bool text,
    struct gk_date_expr *e)
{
	struct gk_cursor c = { t, n, at, text };
	struct point a;
	size_t mark;

	if (at >= n || !read_point(&c, &a) ||
	    (a.d >= 0 && !text && !read_time(&c, &a)))
		return false;
	mark = c.i;
	if (!read_range(&c, &a, e)) {
		c.i = mark;
		if (!one_point(&a, e))
			return false;
	}
	if (e->date.how == GK_DATE_IMPOSSIBLE)
		e->date.first = e->date.last = GK_NO_DAY;
	e->end = c.i;
	return true;
}
