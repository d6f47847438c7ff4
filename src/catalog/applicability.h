/*
 * The supervising office's own tables: 不适用 (applicability.csv) and what had
 * to be submitted when (submissions.csv).  SEMANTICS §3.
 */
#ifndef GK_CATALOG_APPLICABILITY_H
#define GK_CATALOG_APPLICABILITY_H

#include "catalog/units.h"

/*
 * applicability.csv: region,field,item,reason,approver,until.  `field` is an
 * id or a name, `item` an id; an empty item means the whole field.  Reason and
 * approver must be filled; an empty `until` means open.  What the register and
 * the catalogues (indexed; neither NULL) do not know fails, with its line.
 */
struct gk_applicability;
struct gk_applicability *gk_applicability_read(const char *path,
    const struct gk_register *r, const struct gk_catalogs *c,
    struct gk_error *err);
void gk_applicability_free(struct gk_applicability *a);
/* Whether the item is declared 不适用 for the region on that day. */
bool gk_not_applicable(const struct gk_applicability *a,
    const struct gk_region *region, const struct gk_item *item, gk_day on);

/*
 * submissions.csv: unit,kind,period,due.  `kind` is the label of a ledger kind
 * (主动公开台账, or without 台账) or its id.
 */
struct gk_submission {
	const struct gk_unit *unit;
	struct gk_str kind;	/* as written; who knows the kinds makes it an id */
	struct gk_str kind_label;	/* and sets this: 主动公开台账 */
	struct gk_str period;	/* as written: 2023年第一季度 */
	gk_day first, last;	/* the period */
	gk_day due;
	size_t line;
};
struct gk_submissions {
	struct gk_submission *list;
	size_t count, cap;
	struct gk_arena arena;
};
struct gk_submissions *gk_submissions_read(const char *path,
    const struct gk_register *r, struct gk_error *err);
void gk_submissions_free(struct gk_submissions *s);

#endif
