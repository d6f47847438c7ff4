/*
 * Official wordings of time limits (公开时限) as clauses:
 * 执法决定信息在决定作出之日起7个工作日内公开，其他相关信息形成或变更之日起20个
 * 工作日内公开.
 *
 * Nothing is guessed: a wording is understood whole, or not at all.
 */
#ifndef GK_CATALOG_WORDING_H
#define GK_CATALOG_WORDING_H

#include "catalog/catalog.h"

struct gk_wording {
	bool parsed;
	struct gk_clause *clauses;	/* in the order of the text */
	size_t nclauses;	/* 0 if it gives no time of its own */
	struct gk_str unparsed;	/* the phrase that was not understood */
};

/*
 * Reads a wording; never NULL.  An empty one is parsed and has no clauses.
 * Everything in the result is in the arena; phrases stand in one form:
 * half-width, without blanks.
 */
struct gk_wording *gk_wording_parse(struct gk_arena *a, struct gk_str text);

enum gk_limits_verdict {
	GK_LIMITS_AGREE,
	GK_LIMITS_UNPARSED,	/* `what`: the phrase that was not understood */
	GK_LIMITS_DIFFER	/* `what`: the phrase that the item's clauses
				 * lack; empty: they say more than the text */
};
/*
 * Whether the limit of an item, as structured in its catalogue, says what its
 * wording says; an item without a wording agrees.  The structure is the
 * truth: this is for finding slips of whoever wrote it.  `*what` is in the
 * arena.
 */
enum gk_limits_verdict gk_limits_agree(struct gk_arena *a,
    const struct gk_item *item, struct gk_str *what);

#endif
