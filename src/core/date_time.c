#include "config.h"

#include "core/date_int.h"

#define MINUTES_CHINA (8 * 60)
#define MINUTES_ZONE_MAX (14 * 60)
#define MINUTES_DAY (24 * 60)

/* +08:00, -0500; the cursor is on the sign. */
static bool
read_offset(struct gk_cursor *c, int *minutes)
{
	int sign = gk_cur_type(c, 0) == '-' ? -1 : 1;

	if (gk_cur_num(c, 1, 2, 2) && gk_cur_type(c, 2) == ':' &&
	    gk_cur_num(c, 3, 2, 2)) {
		c->i++;
		*minutes = gk_cur_take(c) * 60;
		c->i++;
		*minutes += gk_cur_take(c);
	} else if (gk_cur_num(c, 1, 4, 4)) {
		c->i++;
		*minutes = gk_cur_take(c);
		*minutes = *minutes / 100 * 60 + *minutes % 100;
	} else {
		return false;
	}
	*minutes *= sign;
	return true;
}

/*
 * Minutes east of Greenwich, where a zone is written.  Without a T in front,
 * -11:00 is the end of a meeting.
 */
static bool
read_zone(struct gk_cursor *c, bool iso, int *minutes)
{
	if (gk_cur_type(c, 0) == 'Z') {
		*minutes = (int)c->t[c->i++].value;
		return true;
	}
	return iso && gk_one_of(gk_cur_type(c, 0), "+-") && !gk_cur_gap(c, 0) &&
	    read_offset(c, minutes);
}

/* 10:30, 10:30:15.000, 10时30分15秒; the cursor is on the hour. */
static bool
read_clock(struct gk_cursor *c, int *minutes)
{
	int h = gk_cur_take(c), m = 0, s = 0;

	if (gk_cur_eat(c, ":")) {
		if (!gk_cur_num(c, 0, 1, 2))
			return false;
		m = gk_cur_take(c);
		if (gk_cur_type(c, 0) == ':' && gk_cur_num(c, 1, 1, 2)) {
			c->i++;
			s = gk_cur_take(c);
			if (gk_cur_type(c, 0) == '.' && gk_cur_num(c, 1, 1, 9))
				c->i += 2;
		}
	} else if (gk_cur_eat(c, "h") && gk_cur_num(c, 0, 1, 2)) {
		m = gk_cur_take(c);
		if (gk_cur_eat(c, "m") && gk_cur_num(c, 0, 1, 2)) {
			s = gk_cur_take(c);
			gk_cur_eat(c, "s");
		}
	}
	*minutes = h * 60 + m;
	return h <= 24 && m < 60 && s <= 60;
}

/* -11:00 behind 9:00: the time it ended, which does not matter. */
static bool
skip_end(struct gk_cursor *c)
{
	int ignored;

	if (!gk_one_of(gk_cur_type(c, 0), "-=r") || !gk_cur_num(c, 1, 1, 2) ||
	    !gk_one_of(gk_cur_type(c, 2), ":h"))
		return true;
	c->i++;
	return read_clock(c, &ignored);
}

bool
gk_date_time(struct gk_cursor *c, bool joined, bool *time, int *zone_days)
{
	bool iso = gk_cur_eat(c, "T"), word = gk_cur_eat(c, "a");
	int minutes = 0, zone = MINUTES_CHINA;

	if (!gk_cur_num(c, 0, 1, 2) ||
	    (!iso && !word && !joined && !gk_cur_gap(c, 0))) {
		*time = word;	/* 3月31日上午 */
		return !iso;
	}
	if (!gk_one_of(gk_cur_type(c, 1), ":h") || !read_clock(c, &minutes))
		return false;
	gk_cur_eat(c, "a");
	*time = true;
	if (!read_zone(c, iso, &zone))
		return skip_end(c);
	if (zone < -MINUTES_ZONE_MAX || zone > MINUTES_ZONE_MAX)
		return false;
	minutes += MINUTES_CHINA - zone;
	*zone_days = minutes < 0 ? -1 : minutes / MINUTES_DAY;
	return true;
}
