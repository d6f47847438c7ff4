/*
 * Who owes what (谁应公开什么): SEMANTICS §1.
 *
 * The duty is (region, item), carried by the region's unit with the item's
 * role; for 乡级 it is (乡镇 or 街道, item); 各…部门 owe one each.
 */
#ifndef GK_COMPARE_DUTY_H
#define GK_COMPARE_DUTY_H

#include "checks/check.h"

struct gk_duty_of {
	const struct gk_item *item;
	const struct gk_region *region;
	/* The responsible unit (first named); the region's government when
	 * nobody has the role; NULL if there is no government either. */
	const struct gk_unit *lead;
	const struct gk_unit **others;	/* 配合, or any of several */
	size_t nothers;
	bool own;		/* met by the lead's own records only */
	bool assigned;		/* somebody has the role */
	struct gk_str subject;	/* as the catalogue prints it */
	bool level_unknown;	/* the catalogue is silent about the level */
	bool weak;		/* at this level, at most a warning */
};

/*
 * Whether anybody owes the item on that day: it is no placeholder, is valid,
 * and is not for applicants only (依申请公开).
 */
bool gk_item_owed(const struct gk_item *item, gk_day on);

/*
 * Calls `each` for every duty that the catalogues and the register lay on
 * anybody on the day `as_of`, by item and region.  The duty is borrowed.
 */
void gk_duties_each(const struct gk_catalogs *catalogs,
    const struct gk_register *units, gk_day as_of,
    void (*each)(void *user, const struct gk_duty_of *d), void *user);

#endif
