/*
 * Holding a ledger against a list (数据同源): what either lacks, and where both
 * have a record that differs.
 *
 * Records are found by the key points of the mapping, in their order, titles
 * first as they are and then without wrappers (pair/title.h).  Where several
 * answer, what else they say tells them apart; what then is still open is a
 * finding, never a coin toss.  The order of records and files does not matter,
 * and the sides may be changed: the same is said the other way round.
 */
#ifndef GK_PAIR_RECONCILE_H
#define GK_PAIR_RECONCILE_H

#include "pair/side.h"

struct gk_reconcile {
	const struct gk_context *cx;
	const struct gk_mappings *mappings;
	const struct gk_side *here, *there;	/* the ledger, the list */
};

/*
 * Adds to `out`, which the caller finishes.  GK_FAIL: no mapping is about
 * kinds of both sides.
 */
enum gk_status gk_reconcile_run(const struct gk_reconcile *r,
    struct gk_findings *out, struct gk_error *err);

/*
 * Appends the comparison form of a document number or the like: width, case
 * and white space do not matter, nor which brackets or dashes, zeros in front
 * and 第.  Nothing if there is no letter or digit.
 */
void gk_number_form(struct gk_buf *out, struct gk_str number);

#endif
