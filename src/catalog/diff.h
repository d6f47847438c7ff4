/*
 * What one set of catalogues has changed against another (gk-catalog diff),
 * and what a local set lacks of the national one (diff --gaps, 查漏补缺).
 *
 * Where an item was read (evidence, source) is no change of what must be
 * disclosed, and neither are punctuation, width and the order in a list.
 */
#ifndef GK_CATALOG_DIFF_H
#define GK_CATALOG_DIFF_H

#include "catalog/catalog.h"
#include "catalog/pairing.h"
#include "core/i18n.h"

enum gk_change_kind {
#define GK_CHANGE(sym, id, zh) GK_CHANGE_##sym,
#include "catalog/changes.def"
#undef GK_CHANGE
	GK_CHANGES
};

struct gk_diff_change {
	enum gk_change_kind kind;
	const struct gk_field_pair *fields;
	const struct gk_item *old, *now;	/* both NULL: of the field */
	/*
	 * What was there and what is; of a list, the members that only one of
	 * them has.
	 */
	struct gk_str was, is;
};

struct gk_diff {
	struct gk_diff_change *list;	/* field by field, as gk_pairing has them */
	size_t count, cap;
	size_t by_kind[GK_CHANGES];
	struct gk_arena arena;
};

/* `lang`: of what has no words of its own in the catalogue (nature). */
struct gk_diff *gk_diff_new(const struct gk_pairing *p, enum gk_lang lang);
void gk_diff_free(struct gk_diff *d);
const char *gk_change_id(enum gk_change_kind kind);	/* "renamed" */
const char *gk_change_label(enum gk_change_kind kind, enum gk_lang lang);

/* Which fields the key points speak of, by their numbers. */
enum gk_field_group {
	GK_GROUP_2019,		/* 1 to 26: 26个试点领域 */
	GK_GROUP_POINTS,	/* 27 to 32: named by the key points */
	GK_GROUP_LATER,		/* 33 and up */
	GK_GROUP_OTHER,		/* 00, and what has no number */
	GK_GROUPS
};
enum gk_field_group gk_field_group(const struct gk_field *f);
const char *gk_group_id(enum gk_field_group g);	/* "2019" */

enum gk_gap_kind {
#define GK_GAP(sym, id, zh, en) GK_GAP_##sym,
#include "catalog/gaps.def"
#undef GK_GAP
	GK_GAP_KINDS
};

struct gk_gap {
	enum gk_gap_kind kind;
	const struct gk_field_pair *fields;	/* old: national, now: local */
	const struct gk_item *national, *local;
	struct gk_str want, have;	/* what the national one says, the local */
	/*
	 * Rests on what was not read in the source: never counts; nor does
	 * what the local set drops and says why.
	 */
	bool advisory;
};

struct gk_gaps {
	/* Fields wholly missing, then field by field. */
	struct gk_gap *list;
	size_t count, cap;
	size_t advisory, dropped;	/* that do not count */
	/* By group: fields that are asked for, and that have a local list. */
	size_t asked[GK_GROUPS], held[GK_GROUPS];
	struct gk_arena arena;
};

/*
 * `p`: the national set against the local one.  Items out of force on `as_of`
 * and placeholders are not asked for; nor are 00 and fields without a number,
 * unless the local set has them.
 */
struct gk_gaps *gk_gaps_new(const struct gk_pairing *p, gk_day as_of);
void gk_gaps_free(struct gk_gaps *g);
/* Whether a field of the national set is asked for, as above. */
bool gk_gaps_asks(const struct gk_field_pair *fp, gk_day as_of);
/* The items of a field that are asked for. */
size_t gk_gaps_items(const struct gk_field *national, gk_day as_of);
const char *gk_gap_id(enum gk_gap_kind kind);
const char *gk_gap_label(enum gk_gap_kind kind, enum gk_lang lang);

#endif
