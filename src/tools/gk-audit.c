/*
 * gk-audit: the main job.  Every check over ledgers, in one pass; the exit
 * status is a gate.
 */
#include "config.h"

#include "compare/coverage.h"
#include "core/out.h"
#include "pair/pairing.h"
#include "rules/engine.h"
#include "tools/explain.h"
#include "tools/session.h"
#include "tools/tool.h"

#define CHECKS_MAX 32

static const int options[] = { GK_OPT_AS_OF, GK_OPT_CATALOGS, GK_OPT_RULES,
	GK_OPT_ONLY, GK_OPT_SKIP, GK_OPT_PARAM, GK_OPT_UNITS,
	GK_OPT_WAIVERS, GK_OPT_WRITE_WAIVERS,
	GK_OPT_SUBMISSIONS, GK_OPT_APPLICABILITY, GK_OPT_KIND, GK_OPT_COLUMN,
	GK_OPT_UNIT, GK_OPT_ENCODING, GK_OPT_FROM, GK_OPT_TO, GK_OPT_SCOPE,
	GK_OPT_ALL_UNITS, GK_OPT_GATE, GK_OPT_CALENDAR, GK_OPT_NOTICE_DATE,
	GK_OPT_FAIL_ON, GK_OPT_FORMAT, GK_OPT_OUTPUT, GK_OPT_MATRIX_OUT,
	GK_OPT_LANG, GK_OPT_COLOR, GK_OPT_JOBS, GK_OPT_EXPLAIN_LAYOUT,
	GK_OPT_PROGRESS, GK_OPT_QUIET, 0 };

/* Rows and rules; unless a ledger is gated, pairing and coverage. */
static void
choose_checks(const struct gk_check **checks, bool gate)
{
	size_t n = 0;

	for (; gk_row_checks[n] != NULL; n++)
		checks[n] = gk_row_checks[n];
	checks[n++] = &gk_check_rules;
	if (!gate) {
		checks[n++] = &gk_check_pairing;
		checks[n++] = &gk_check_coverage;
	}
	checks[n] = NULL;
}

static enum gk_status
write_matrix(const struct gk_session *s, struct gk_error *err)
{
	struct gk_out *o;

	if (s->set->matrix_out == NULL)
		return GK_OK;
	o = gk_out_open(s->set->matrix_out, err);
	if (o == NULL)
		return GK_FAIL;
	gk_matrix_write_csv(s->matrix, o);
	return gk_out_close(o, err);
}

/* --write-waivers: a draft for what counts. */
static enum gk_status
write_waivers(const struct gk_session *s, struct gk_error *err)
{
	struct gk_out *o;

	if (s->set->write_waivers == NULL)
		return GK_OK;
	o = gk_out_open(s->set->write_waivers, err);
	if (o == NULL)
		return GK_FAIL;
	gk_waivers_draft(&s->found, o);
	return gk_out_close(o, err);
}

static enum gk_exit
run(struct gk_settings *set, int argc, char **argv)
{
	const struct gk_check *checks[CHECKS_MAX];
	struct gk_error err = { .line = 0 };
	struct gk_session s;
	enum gk_exit status = GK_EXIT_TROUBLE;

	choose_checks(checks, set->gate);
	if (gk_session_open(&s, set, &err) != GK_OK ||
	    gk_session_pairing(&s, &err) != GK_OK ||
	    gk_session_rules(&s, &err) != GK_OK ||
	    gk_session_inputs(&s, argc, argv, &err) != GK_OK) {
		gk_warn(&err);
		goto out;
	}
	if (set->explain_layout) {
		status = gk_explain_inputs(set, &s.inputs, &s.ledger);
		if (s.refused > 0)
			status = GK_EXIT_TROUBLE;
		goto out;
	}
	gk_session_run(&s, checks);
	status = gk_session_report(&s);
	if (write_matrix(&s, &err) != GK_OK ||
	    write_waivers(&s, &err) != GK_OK) {
		gk_warn(&err);
		status = GK_EXIT_TROUBLE;
	}
out:
	gk_session_close(&s);
	return status;
}

static const struct gk_tool tool = {
	.name = "gk-audit",
	.synopsis = "[FILE|DIR ...]",
	.summary = N_("Check ledgers against catalogues, register and rules, "
	    "in one pass."),
	.options = options,
	.run = run,
};

int
main(int argc, char **argv)
{
	return gk_tool_main(&tool, argc, argv);
}
