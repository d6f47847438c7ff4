/*
 * The engine: ledgers in, findings out, in one pass, on several threads.
 *
 * Every ledger is read by one thread into states and findings of its own,
 * which are merged in the order of the inputs: the result does not depend on
 * the number of threads.
 */
#ifndef GK_AUDIT_AUDIT_H
#define GK_AUDIT_AUDIT_H

#include "checks/check.h"

struct gk_audit {
	const struct gk_context *cx;
	const struct gk_inputs *inputs;
	const struct gk_ledger_options *ledger;
	const struct gk_check *const *checks;	/* NULL-ended */
	int jobs;
	/* Called once per input that could not be read, in order; or NULL. */
	void (*unreadable)(const struct gk_error *err);
	/* Called once per input that has been read, from any thread; or NULL. */
	void (*step)(void *user);
	void *step_user;
};

struct gk_audit_totals {
	size_t ledgers, unreadable, records;
};

/* The finding that an input cannot be read, in the language of `out`. */
void gk_audit_unreadable(struct gk_findings *out, const char *name,
    const struct gk_error *err);

/* Adds to `out`, which the caller finishes (gk_findings_finish). */
void gk_audit_run(const struct gk_audit *a, struct gk_findings *out,
    struct gk_audit_totals *totals);

#endif
