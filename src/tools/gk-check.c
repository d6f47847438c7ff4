/*
 * gk-check: every rule about a record or the records of one ledger; and what
 * the rules are.
 */
#include "config.h"

#include "tools/gk-check.h"

#include <stdlib.h>

#include "core/file.h"
#include "rules/engine.h"

#define CHECKS_MAX 32

static const int options[] = { GK_OPT_AS_OF, GK_OPT_RULES, GK_OPT_ONLY,
	GK_OPT_SKIP, GK_OPT_PARAM, GK_OPT_LIST, GK_OPT_EXPLAIN, GK_OPT_VERIFY,
	GK_OPT_CATALOGS, GK_OPT_UNITS, GK_OPT_KIND, GK_OPT_COLUMN, GK_OPT_UNIT,
	GK_OPT_ENCODING, GK_OPT_FROM, GK_OPT_TO, GK_OPT_CALENDAR,
	GK_OPT_NOTICE_DATE, GK_OPT_FAIL_ON, GK_OPT_FORMAT, GK_OPT_OUTPUT,
	GK_OPT_LANG, GK_OPT_COLOR, GK_OPT_JOBS, GK_OPT_QUIET, 0 };

static enum gk_exit
check(struct gk_session *s, int argc, char **argv, struct gk_error *err)
{
	const struct gk_check *checks[CHECKS_MAX];
	size_t n = 0;

	for (; gk_row_checks[n] != NULL; n++)
		checks[n] = gk_row_checks[n];
	checks[n++] = &gk_check_rules;
	checks[n] = NULL;
	if (gk_session_inputs(s, argc, argv, err) != GK_OK) {
		gk_warn(err);
		return GK_EXIT_TROUBLE;
	}
	gk_session_run(s, checks);
	return gk_session_report(s);
}

/* The examples of the rules are about units of the shipped example. */
static char *
register_of_examples(struct gk_settings *set)
{
	char *path = NULL;

	if (set->verify && set->units == NULL)
		set->units = path = gk_data_path("examples/shili/units.csv");
	return path;
}

static enum gk_exit
run(struct gk_settings *set, int argc, char **argv)
{
	struct gk_error err = { .line = 0 };
	struct gk_session s;
	enum gk_exit status = GK_EXIT_TROUBLE;
	char *units = register_of_examples(set);

	if (gk_session_open(&s, set, &err) != GK_OK ||
	    gk_session_rules(&s, &err) != GK_OK)
		gk_warn(&err);
	else if (set->list)
		status = gk_check_list(&s);
	else if (set->explain != NULL)
		status = gk_check_explain(&s);
	else if (set->verify)
		status = gk_check_verify(&s);
	else
		status = check(&s, argc, argv, &err);
	gk_session_close(&s);
	free(units);
	return status;
}

static const struct gk_tool tool = {
	.name = "gk-check",
	.synopsis = "[FILE|DIR ...]",
	.summary = N_("Check the records of ledgers against the rules."),
	.options = options,
	.run = run,
};

int
main(int argc, char **argv)
{
	return gk_tool_main(&tool, argc, argv);
}
