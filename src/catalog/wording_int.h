/*
 * Private to src/catalog: what the reading of wordings is made of.
 */
#ifndef GK_CATALOG_WORDING_INT_H
#define GK_CATALOG_WORDING_INT_H

#include "catalog/catalog.h"

/*
 * The text half-width and without blanks, kept in the arena; false if it is
 * no UTF-8 or has control characters.
 */
bool gk_wording_plain(struct gk_arena *a, struct gk_str text,
    struct gk_str *plain);

/* Cut a word off the front or the end of `*s` if it is there. */
bool gk_cut(struct gk_str *s, const char *word);
bool gk_cut_end(struct gk_str *s, const char *word);
/* The same with the first of a list (ended by NULL) that is there. */
bool gk_cut_any(struct gk_str *s, const char *const *list);
bool gk_cut_end_any(struct gk_str *s, const char *const *list);
/* A whole number of 1 to 3660 at the end: 20, 二十, 两; or nothing is cut. */
bool gk_cut_end_number(struct gk_str *s, int *n);
/* 半年, 季度, … at the end; GK_ONCE: nothing is cut. */
enum gk_cadence gk_cut_end_period(struct gk_str *s);
/* Whether there are digits or words of time in it. */
bool gk_tells_time(struct gk_str s);
/* Whether words can name a thing or an event: 处罚决定; not 审核后, 每3日. */
bool gk_is_name(struct gk_str s);

/* What stands before 后 or 之日起. */
struct gk_event {
	struct gk_str from;	/* as of a clause */
	struct gk_str words;	/* of from="event" */
	struct gk_str applies;
	enum gk_cadence every;	/* 每季度结束 */
};
/*
 * Reads 信息形成, 自作出行政决定, 行政处罚事项应自作出行政决定; false if that
 * is no event that the lists know.
 */
bool gk_event_read(struct gk_str s, struct gk_event *ev);

#endif
