/*
 * A run's data: catalogues, register, calendar, ledger kinds, as the options
 * say or as shipped.
 */
#ifndef GK_TOOLS_SESSION_H
#define GK_TOOLS_SESSION_H

#include "audit/audit.h"
#include "compare/matrix.h"
#include "core/error.h"
#include "finding/waivers.h"
#include "pair/pairing.h"
#include "rules/book.h"
#include "tools/tool.h"

struct gk_session {
	const struct gk_settings *set;
	struct gk_context cx;
	struct gk_ledger_options ledger;
	struct gk_ledger_kinds *kinds;
	struct gk_catalogs *catalogs;
	struct gk_register *units;
	struct gk_applicability *applicability;
	struct gk_submissions *submissions;
	struct gk_calendar *calendar;
	struct gk_matrix *matrix;
	struct gk_book *book;
	struct gk_pair_terms *pairing;
	struct gk_waivers *waivers;
	struct gk_inputs inputs;
	struct gk_findings found;
	struct gk_audit_totals totals;
	size_t refused;		/* operands that could not be used */
};

/*
 * Loads everything; a bad catalogue, register or calendar fails before any
 * ledger is read.  Beside the register (--units DIR/units.csv) the files
 * submissions.csv, applicability.csv and *.xml of the same folder are used,
 * unless options name others.  Close the session in any case.
 */
enum gk_status gk_session_open(struct gk_session *s,
    const struct gk_settings *set, struct gk_error *err);
/*
 * Reads the rule packs, the shipped ones unless --rules names others; bad
 * ones fail before any ledger is read.
 */
enum gk_status gk_session_rules(struct gk_session *s, struct gk_error *err);
/*
 * Reads what documents and interpretations are held against
 * (rules/pairing/pairing.xml); before gk_session_rules, which otherwise
 * refuses its parameters.
 */
enum gk_status gk_session_pairing(struct gk_session *s, struct gk_error *err);
/*
 * Takes the operands as inputs; none means standard input.  One that cannot
 * be used is reported, counted and becomes a finding; the others go on.  A
 * submissions.csv beside the register is held against them only if one of
 * them is a folder: a file alone says nothing about other units.
 * GK_FAIL: standard input is a terminal, or named twice.
 */
enum gk_status gk_session_inputs(struct gk_session *s, int argc, char **argv,
    struct gk_error *err);
/* Runs the checks over the inputs; the findings are finished. */
void gk_session_run(struct gk_session *s, const struct gk_check *const *checks);
/* Writes the findings as -f and -o say, the summary to standard error. */
enum gk_exit gk_session_report(struct gk_session *s);
/* 0, 1 or 2 of what was found and read, by --fail-on. */
enum gk_exit gk_session_status(const struct gk_session *s);
void gk_session_summary(const struct gk_session *s);
void gk_session_close(struct gk_session *s);

#endif
