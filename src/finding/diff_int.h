/* Between the files of diff.h. */
#ifndef GK_FINDING_DIFF_INT_H
#define GK_FINDING_DIFF_INT_H

#include "finding/diff.h"

/* Why a finding is closed: the words of SEMANTICS §8. */
enum gk_diff_cause {
	GK_CLOSED_MENDED,	/* 已补正 */
	GK_CLOSED_DELETED,	/* 记录已删除; two tables never tell */
	GK_CLOSED_NO_LEDGER,	/* 本期未报送, or it could not be read */
	GK_CLOSED_UNIT,		/* 单位调整; two tables never tell */
	GK_CLOSED_RULE,		/* 规则/目录变化 */
	GK_CLOSED_WAIVED,	/* 例外 */
	GK_CLOSED_NOT_FOUND,	/* 本期未再发现，待复核: all that is known */
	GK_CLOSED_CAUSES
};
struct gk_str gk_diff_cause_text(enum gk_diff_cause c, bool earlier);
/* By either text; GK_CLOSED_NOT_FOUND if it is none of ours. */
enum gk_diff_cause gk_diff_cause_of(struct gk_str text);

#define GK_NONE SIZE_MAX

struct gk_join {
	struct gk_findings *now;
	const struct gk_findings *old;
	size_t *before;		/* of each of now: its partner in old, or GK_NONE */
	size_t *after;		/* of each of old: its partner in now, or GK_NONE */
	bool *mended;		/* of each of old: by what follows */
	size_t nnow;		/* findings of now before any was added */
};

bool gk_diff_in_state(const struct gk_finding *f, const char *state);
/* Fills before and after by fingerprint, then by follows.def. */
void gk_diff_match(struct gk_join *j);
void gk_diff_follow(struct gk_join *j);

/* What the tables tell about why something is no longer found. */
struct gk_evidence_of;
struct gk_evidence_of *gk_diff_evidence_new(const struct gk_join *j,
    const struct gk_diff_options *opt);
void gk_diff_evidence_free(struct gk_evidence_of *e);
enum gk_diff_cause gk_diff_why(struct gk_evidence_of *e, size_t old);

/*
 * The finding keeps the day by which it is to be mended, and its words say
 * so: they were written by a check that knows no other day than its own.
 */
void gk_diff_keep_day(struct gk_findings *fs, struct gk_finding *f,
    struct gk_str fix_by);

#endif
