/*
 * Checks: what is looked at in one pass over the records.
 *
 * A check sees tables and records, the read-only context, and the findings of
 * its thread; never a file or standard output.  Its state for one ledger can
 * be merged with that of another: the engine gives every ledger a state of
 * its own and merges them in the order of the inputs, so that results do not
 * depend on the number of threads.
 *
 * To add a check: write src/checks/NAME.c with one exported
 * `const struct gk_check gk_check_NAME`, add a line to checks.def and the file
 * to Makefile.am, and a pair of cases under tests/cases/.  tests/lint fails if
 * a finding it can raise occurs in no case.
 */
#ifndef GK_CHECKS_CHECK_H
#define GK_CHECKS_CHECK_H

#include "catalog/applicability.h"
#include "catalog/catalog.h"
#include "catalog/units.h"
#include "core/calendar.h"
#include "finding/finding.h"
#include "ledger/ledger.h"

struct gk_context {		/* read-only while records flow */
	const struct gk_ledger_kind *kind;
	const struct gk_catalogs *catalogs;
	const struct gk_register *units;	/* NULL: units as written */
	const struct gk_applicability *applicability;	/* or NULL */
	const struct gk_submissions *submissions;	/* or NULL */
	const struct gk_calendar *calendar;
	enum gk_lang lang;
	gk_day as_of;
	gk_day from, to;	/* --from, --to; GK_NO_DAY: open */
	enum gk_scope scope;	/* --scope; UNKNOWN: from the title */
	bool all_units;
	bool gate;		/* --gate: judge rows only */
	struct gk_str basis_limit;	/* basis of the 20 working days */
	int limit_days;
};

/* A record as the engine has understood it, for all checks alike. */
struct gk_entry {
	const struct gk_record *rec;
	struct gk_str unit_name;	/* as shown: registered name, or as written */
	struct gk_unit_ref unit;
	struct gk_match match;
	const struct gk_date *dates;	/* by kind column; GK_DATE columns only */
	bool nil;		/* 零报告 */
	bool other_year;	/* outside the year the ledger is for */
};

struct gk_check {
	const char *name;
	/* A state for one ledger; columns are looked up once, here. */
	void *(*init)(const struct gk_context *cx);
	void (*table)(void *state, const struct gk_table *t);
	void (*record)(void *state, const struct gk_entry *e,
	    struct gk_findings *out);
	/* The ledger is read: what is said once per file. */
	void (*end)(void *state, const struct gk_table *t,
	    struct gk_findings *out);
	/* Adds `from`, of a later ledger, to `into`; `from` is then freed. */
	void (*merge)(void *into, void *from);
	/* All ledgers are read and merged. */
	void (*finish)(void *state, struct gk_findings *out);
	void (*free)(void *state);
};

/* The draft of a finding about a record: place, unit, item, key filled in. */
struct gk_draft gk_entry_draft(const struct gk_context *cx,
    const struct gk_entry *e, enum gk_kind_id kind, size_t column);

#endif
