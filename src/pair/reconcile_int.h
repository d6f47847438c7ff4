/* Inside the reconciliation; shared by reconcile*.c only. */
#ifndef GK_PAIR_RECONCILE_INT_H
#define GK_PAIR_RECONCILE_INT_H

#include "pair/reconcile.h"

struct gk_held {		/* a record of a kind that is compared */
	const struct gk_side_record *rec;
	size_t kind;		/* in the mapping */
	struct gk_str *form;	/* by point, comparison form; "": nothing */
	struct gk_str core;	/* of the title, without wrappers; "": none */
	struct gk_str who;	/* whose record it is, comparison form; or "" */
	size_t pairs;
	bool open;		/* while matching: nothing tells it apart */
	bool ambiguous;
};

struct gk_held_side {
	const struct gk_side *side;
	struct gk_held *list;	/* by file, sheet, row */
	size_t count;
	/* Why records of a table were not compared, by table and reason. */
	size_t *left_out;
	/* Why a point was not, by table, point and reason. */
	size_t *unjudged;
	size_t *by_title;	/* indexes of `list`, sorted by title */
	/* What is missing in it is so only if of these days. */
	gk_day first, last;
	bool bounded, vague;
};

enum gk_left_out { GK_OUT_KIND, GK_OUT_FOREIGN, GK_OUT_UNIT, GK_OUT_PERIOD,
	GK_OUTS };
enum gk_unjudged { GK_UN_ABSENT, GK_UN_DATE, GK_UN_STATE, GK_UNS };

struct gk_match_pair {
	size_t here, there;
};

struct gk_reconciling {
	const struct gk_reconcile *r;
	const struct gk_mapping *m;
	struct gk_held_side side[2];	/* here, there */
	struct gk_match_pair *pairs;
	size_t npairs, pairs_cap;
	size_t title, number;	/* points, or SIZE_MAX */
	struct gk_arena arena;
	struct gk_buf work[2];
	struct gk_findings *out;
};

/* The value of a point as it is in the ledger. */
static inline struct gk_str
gk_held_value(const struct gk_reconciling *w, const struct gk_held *h,
    size_t point)
{
	size_t c = w->m->points[point].column[h->kind];

	return c != SIZE_MAX ? h->rec->field[c] : GK_EMPTY;
}

/* Fills `form`, and `core` where there is a title. */
void gk_held_forms(struct gk_reconciling *w, struct gk_held *h);
/* Whether two forms of a point say the same; neither is empty. */
bool gk_forms_agree(const struct gk_reconciling *w, size_t point,
    struct gk_str a, struct gk_str b);
/* Whether two units, in comparison form, are the same. */
bool gk_units_agree(struct gk_str a, struct gk_str b);
/* Pairs what belongs together; the rest is missing or ambiguous. */
void gk_reconcile_match(struct gk_reconciling *w);
/* The findings of a pair, and all the others. */
void gk_reconcile_say(struct gk_reconciling *w);
/* The findings of what one side has and the other lacks. */
void gk_reconcile_missing(struct gk_reconciling *w);
/* A draft about a record, at a point or SIZE_MAX. */
struct gk_draft gk_held_draft(const struct gk_reconciling *w,
    enum gk_kind_id kind, const struct gk_held *h, size_t point);
/* Whether differences of the record are errors. */
bool gk_held_binds(const struct gk_reconciling *w, const struct gk_held *h);

#endif
