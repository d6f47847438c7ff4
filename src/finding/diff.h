/*
 * Two tables of findings, of last time and of now (SEMANTICS §8).
 *
 * Findings are joined by fingerprint, so that a ledger that was sorted or
 * worded anew changes nothing; a few pairs of rules about the same subject by
 * unit, item, title, period and limit (follows.def).
 *
 * State and cause are words of the table, Chinese whatever the language of the
 * messages.  What was closed earlier is carried along, so that it is known
 * when it comes back; its cause then begins with 前期.
 */
#ifndef GK_FINDING_DIFF_H
#define GK_FINDING_DIFF_H

#include "core/error.h"
#include "core/out.h"
#include "finding/finding.h"

struct gk_diff_options {
	/*
	 * Whether a rule exists; NULL: not known.  Asked only while it knows all
	 * rules of the new table: else it is not the one that was checked by.
	 */
	bool (*knows)(void *user, struct gk_str rule);
	void *user;
};

/* 口径: rules with findings in one of the tables only, sorted. */
struct gk_diff_scope {
	struct gk_str *only_old, *only_now;
	size_t nold, nnow;
	size_t gone;		/* closed because rule or catalogue changed */
};
void gk_diff_scope_release(struct gk_diff_scope *s);

/* gk_findings_read, and every finding must have a fingerprint. */
enum gk_status gk_diff_read(struct gk_findings *fs, struct gk_str text,
    const char *name, struct gk_error *err);
/*
 * Gives the findings of `now` their state, since, fix_by and number, and adds
 * those of `old` that are no longer there as closed, with the cause.  Finish
 * `now` afterwards.  `old` must outlive `scope`, and so must `now`.
 */
void gk_diff_join(struct gk_findings *now, const struct gk_findings *old,
    const struct gk_diff_options *opt, struct gk_diff_scope *scope);
/* The day of the newest check in a table; GK_NO_DAY if none says. */
gk_day gk_diff_day(const struct gk_findings *fs);
/* Whether it was closed before the last comparison. */
bool gk_diff_is_earlier(const struct gk_finding *f);

/* ---- totals --------------------------------------------------------- */

/* What rests on an unverified source or was closed earlier counts nowhere. */
struct gk_diff_counts {
	size_t fresh, reopened, upgraded, open;	/* fresh: new */
	size_t overdue;		/* of the last three: past fix_by */
	size_t mended, vanished;	/* closed: 已补正, for any other cause */
	size_t waived;
	gk_day oldest;		/* since when, of the first four */
};

struct gk_diff_unit {
	struct gk_str unit;
	struct gk_diff_counts n;
};

struct gk_diff_totals {
	struct gk_diff_unit *units;	/* sorted by name */
	size_t count, cap;
	struct gk_diff_counts all;
	gk_day as_of;
};

/* Of joined findings, which must outlive it; `as_of` may be GK_NO_DAY. */
void gk_diff_totals_init(struct gk_diff_totals *t,
    const struct gk_findings *fs, gk_day as_of);
void gk_diff_totals_release(struct gk_diff_totals *t);
/* By unit, as CSV or for people. */
void gk_diff_totals_csv(const struct gk_diff_totals *t, struct gk_out *o);
void gk_diff_totals_text(const struct gk_diff_totals *t,
    const struct gk_diff_scope *scope, enum gk_lang lang, struct gk_out *o);

#endif
