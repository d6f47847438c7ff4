/*
 * The engine: all rules of the book over the records of their kind, as one
 * check among the others (checks/check.h).
 *
 * A rule sees a record if it is no 零报告, if the day of its event lies in the
 * window in which the rule is law (an event without a date counts as of the
 * end of the ledger's period, or of the day of the check), and if its <when>
 * holds.  A rule that needs a column which the file lacks is not judged; that
 * is said once per column and table.
 */
#ifndef GK_RULES_ENGINE_H
#define GK_RULES_ENGINE_H

#include "rules/rule.h"

extern const struct gk_check gk_check_rules;

#endif
