/*
 * Time limits (公开时限) of a record: its item's own, else art. 26.
 */
#ifndef GK_CHECKS_LIMITS_H
#define GK_CHECKS_LIMITS_H

#include "catalog/catalog.h"
#include "core/calendar.h"

/* 《政府信息公开条例》 art. 26 */
#define GK_ART26_DAYS 20

struct gk_due {
	gk_day day;		/* GK_NO_DAY: beyond the calendar */
	bool from_item;		/* the item's limit, not art. 26 */
};

/*
 * The longest and the shortest limit that run from the formation of the
 * information.  `item` may be NULL.  Where the item states no event at all,
 * art. 26 measures.  False if its limits run from other events (批准后20日内 …),
 * so that nothing can be said.
 */
bool gk_limits_due(const struct gk_calendar *cal, const struct gk_item *item,
    gk_day formed, struct gk_due *longest, struct gk_due *shortest);

/* "义务教育领域基层政务公开标准目录", or the item's own basis where the field
 * is no national one. */
struct gk_str gk_catalogue_basis(struct gk_arena *a,
    const struct gk_item *item, enum gk_lang lang);

#endif
