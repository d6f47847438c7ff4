/*
 * Between the files of <bundle>: reading and judging (check_bundle.c), which
 * records belong together (bundle_group.c), by what (bundle_key.h).
 */
#ifndef GK_RULES_BUNDLE_INT_H
#define GK_RULES_BUNDLE_INT_H

#include "core/intern.h"
#include "rules/kept.h"
#include "rules/term.h"

#define GK_PARTS_MAX 16
#define GK_NAMES_OF_BUNDLE 4

enum gk_reach { GK_WITHIN_UNIT, GK_WITHIN_FILE, GK_WITHIN_ALL };

struct gk_part {
	struct gk_str label[2];	/* by enum gk_lang */
	size_t column;		/* filled, with … */
	const struct gk_words *none;	/* … none of these words; or NULL */
	const struct gk_when *when;	/* what a record must be to have it */
	const struct gk_when *unless;	/* a record that excuses it */
	size_t after;		/* asked for after this day; SIZE_MAX: always */
	struct gk_term term;	/* and so many days; n 0: at once */
};

struct gk_bundle {
	const size_t *by[GK_NAMES_OF_BUNDLE];
	size_t nby, nparts;
	struct gk_part parts[GK_PARTS_MAX];
	enum gk_reach within;
	bool every;
};

struct gk_kept_at {		/* a record that is remembered */
	const struct gk_kept *kept;	/* NULL: none */
	size_t order;		/* of the inputs */
};

struct gk_group {		/* a bundle */
	uint32_t key;
	size_t level;		/* which <by>; nby: a record of its own */
	struct gk_kept_at first;	/* that <when> holds for */
	struct gk_kept_at lack;	/* with `every`: that lacks a part */
	unsigned able, there, lacks, excused;	/* bits by part */
	gk_day *after;		/* by part: the latest day */
	bool unclear;		/* of several bundles, or of another */
};

struct gk_group_names {		/* of a key: numbers of groups */
	uint32_t own;		/* that it is the first key of */
	uint32_t alias;		/* that it is a further name of; or several */
};

struct gk_groups {
	struct gk_keeper keeper;
	struct gk_intern *keys;
	struct gk_group_names *names;	/* by key */
	size_t nnames, names_cap;
	struct gk_intern *pairs;	/* of a key and a group it names */
	struct gk_group *list;
	size_t count, cap;
	size_t order;
	struct gk_buf key;
};

void gk_groups_init(struct gk_groups *s);
void gk_groups_release(struct gk_groups *s);
/* The group of a record, until the next call. */
struct gk_group *gk_group_find(struct gk_groups *s, const struct gk_rule *r,
    const struct gk_entry *e);
/* Adds the groups of a later ledger. */
void gk_groups_merge(struct gk_groups *s, const struct gk_bundle *c,
    const struct gk_groups *add);
/*
 * Groups of records that fill only a later <by> join the one that is called
 * so too.  Where several are, what they have may be of any of these, and
 * nothing is asked of them.
 */
void gk_groups_join(struct gk_groups *s, const struct gk_bundle *c);

#endif
