/*
 * gk-gap: what is missing, late or unpublished, by region, unit and item.
 */
#include "config.h"

#include "compare/coverage.h"
#include "core/out.h"
#include "tools/session.h"
#include "tools/tool.h"

#include <unistd.h>

extern const struct gk_check gk_check_naming, gk_check_timeliness,
    gk_check_publication, gk_check_items;

static const struct gk_check *const checks[] = { &gk_check_naming,
	&gk_check_timeliness, &gk_check_publication, &gk_check_items,
	&gk_check_coverage, NULL };

static const int options[] = { GK_OPT_AS_OF, GK_OPT_CATALOGS, GK_OPT_UNITS,
	GK_OPT_SUBMISSIONS, GK_OPT_APPLICABILITY, GK_OPT_KIND, GK_OPT_COLUMN,
	GK_OPT_UNIT, GK_OPT_ENCODING, GK_OPT_FROM, GK_OPT_TO, GK_OPT_SCOPE,
	GK_OPT_ALL_UNITS, GK_OPT_MATRIX, GK_OPT_CALENDAR, GK_OPT_NOTICE_DATE,
	GK_OPT_FAIL_ON, GK_OPT_FORMAT, GK_OPT_OUTPUT, GK_OPT_LANG,
	GK_OPT_COLOR, GK_OPT_JOBS, GK_OPT_QUIET, 0 };

/* The coverage matrix instead of findings: a table for people on a terminal
 * or with -f text, CSV otherwise. */
static enum gk_exit
report_matrix(struct gk_session *s)
{
	const char *format = s->set->format;
	struct gk_error err = { .line = 0 };
	struct gk_out *o = gk_out_open(s->set->output, &err);

	if (o == NULL) {
		gk_warn(&err);
		return GK_EXIT_TROUBLE;
	}
	if (format == NULL)
		format = s->set->output == NULL && isatty(STDOUT_FILENO) ?
		    "text" : "csv";
	if (strcmp(format, "text") == 0)
		gk_matrix_print_table(s->matrix, o, s->set->lang,
		    s->set->width);
	else
		gk_matrix_write_csv(s->matrix, o);
	if (gk_out_close(o, &err) != GK_OK) {
		gk_warn(&err);
		return GK_EXIT_TROUBLE;
	}
	gk_session_summary(s);
	return gk_session_status(s);
}

static enum gk_exit
run(struct gk_settings *set, int argc, char **argv)
{
	struct gk_error err = { .line = 0 };
	struct gk_session s;
	enum gk_exit status = GK_EXIT_TROUBLE;

	if (gk_session_open(&s, set, &err) != GK_OK ||
	    gk_session_inputs(&s, argc, argv, &err) != GK_OK) {
		gk_warn(&err);
		goto out;
	}
	gk_session_run(&s, checks);
	status = set->matrix ? report_matrix(&s) : gk_session_report(&s);
out:
	gk_session_close(&s);
	return status;
}

static const struct gk_tool tool = {
	.name = "gk-gap",
	.synopsis = "[FILE|DIR ...]",
	.summary = N_("Say what the catalogues demand and the ledgers lack."),
	.options = options,
	.run = run,
};

int
main(int argc, char **argv)
{
	return gk_tool_main(&tool, argc, argv);
}
