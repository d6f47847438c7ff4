/*
 * Findings unit by unit, for reports that people read.
 *
 * Units with secrecy come first, then those with other 安全, then those with
 * most errors; in a unit the most serious findings.  What was closed before
 * the last comparison (finding/diff.h) is left out.
 */
#ifndef GK_REPORT_GROUP_H
#define GK_REPORT_GROUP_H

#include "core/i18n.h"
#include "finding/finding.h"

struct gk_report_unit {
	const struct gk_finding **list;
	size_t count;
	struct gk_str unit;	/* empty: of none */
	int urgency;
	size_t by_severity[3];	/* of those that count */
};

struct gk_report_units {
	const struct gk_finding **order;
	size_t total, settled;	/* findings in order; waived or closed ones */
	struct gk_report_unit *list;
	size_t count, cap;
	size_t busy;		/* units that have something to do; none is no unit */
};

/* `fs` must outlive it and stay as it is. */
void gk_report_units_init(struct gk_report_units *u,
    const struct gk_findings *fs);
void gk_report_units_release(struct gk_report_units *u);

/* Whether it is neither advisory nor settled. */
bool gk_report_counts(const struct gk_finding *f);
/*
 * Where the run of the same fault that begins at `from` ends: one rule, one
 * severity, one state.
 */
size_t gk_report_run(const struct gk_report_unit *u, size_t from);
/* （新增） and the like, or "" without a state. */
const char *gk_report_state(struct gk_str state, enum gk_lang lang);

#endif
