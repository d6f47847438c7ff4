/*
 * Records that are remembered (unique, sequence), for findings that can only
 * be raised when all ledgers are read: their drafts, packed, without what the
 * rule itself says.
 */
#ifndef GK_RULES_KEPT_H
#define GK_RULES_KEPT_H

#include "core/mem.h"
#include "rules/rule.h"

struct gk_kept_origin;		/* what neighbouring records share */

struct gk_kept {
	const struct gk_kept_origin *origin;
	const char *packed;	/* the rest of the draft */
	size_t packed_len;
	size_t row, line;
	bool secret;		/* nothing of it is repeated */
};

struct gk_keeper {
	struct gk_arena arena;
	const struct gk_kept_origin *last;
	struct gk_buf work;
};

void gk_keeper_init(struct gk_keeper *k);
void gk_keeper_release(struct gk_keeper *k);
/*
 * Remembers the draft of a finding at `column` of the record.  What findings
 * have in their arena of words is forgotten.
 */
const struct gk_kept *gk_keep(struct gk_keeper *k, const struct gk_rule *r,
    const struct gk_entry *e, size_t column, struct gk_rule_out *out);
/* A copy of another keeper's. */
const struct gk_kept *gk_keep_copy(struct gk_keeper *k,
    const struct gk_kept *from);
/* The draft again; its strings are the keeper's. */
struct gk_draft gk_kept_draft(const struct gk_kept *kept,
    const struct gk_rule *r, struct gk_rule_out *out);
struct gk_str gk_kept_file(const struct gk_kept *kept);
/*
 * Adds {other_row} and {other_file}, which is empty where both are of one
 * file.
 */
void gk_kept_other(struct gk_draft *d, const struct gk_kept *other,
    struct gk_rule_out *out);

#endif
