/*
 * Coverage (查漏补缺): every duty held against what the ledgers show.
 *
 * The five answers of SEMANTICS §2 are counted into the context's matrix;
 * what is missing, stale or not submitted becomes findings.
 */
#ifndef GK_COMPARE_COVERAGE_H
#define GK_COMPARE_COVERAGE_H

#include "checks/check.h"
#include "compare/cover.h"

extern const struct gk_check gk_check_coverage;

/*
 * 应报/已报/迟报/未报 from submissions.csv: raises not-submitted,
 * submitted-late, and ledger-outdated.
 */
void gk_submissions_judge(struct gk_covers *cs, struct gk_findings *out);
/* Whether the unit has sent nothing that was due: its items are not judged. */
bool gk_submission_missing(struct gk_covers *cs, const struct gk_unit *u);

#endif
