/*
 * gk-gap: what is missing, late or unpublished, by region, unit and item.
 */
#include "config.h"

#include "compare/coverage.h"
#include "compare/points.h"
#include "core/file.h"
#include "core/out.h"
#include "rules/engine.h"
#include "tools/session.h"
#include "tools/tool.h"

#include <stdlib.h>
#include <unistd.h>

extern const struct gk_check gk_check_naming, gk_check_timeliness,
    gk_check_publication, gk_check_items;

static const struct gk_check *const checks[] = { &gk_check_naming,
	&gk_check_timeliness, &gk_check_publication, &gk_check_items,
	&gk_check_coverage, NULL };

/* The key points are measured by rules too, and judged last. */
static const struct gk_check *const with_points[] = { &gk_check_naming,
	&gk_check_timeliness, &gk_check_publication, &gk_check_items,
	&gk_check_coverage, &gk_check_rules, &gk_check_points, NULL };

static const int options[] = { GK_OPT_AS_OF, GK_OPT_CATALOGS, GK_OPT_RULES,
	GK_OPT_UNITS,
	GK_OPT_SUBMISSIONS, GK_OPT_APPLICABILITY, GK_OPT_KIND, GK_OPT_COLUMN,
	GK_OPT_UNIT, GK_OPT_ENCODING, GK_OPT_FROM, GK_OPT_TO, GK_OPT_SCOPE,
	GK_OPT_ALL_UNITS, GK_OPT_MATRIX, GK_OPT_POINTS, GK_OPT_CALENDAR,
	GK_OPT_NOTICE_DATE,
	GK_OPT_FAIL_ON, GK_OPT_FORMAT, GK_OPT_OUTPUT, GK_OPT_LANG,
	GK_OPT_COLOR, GK_OPT_JOBS, GK_OPT_QUIET, 0 };

/* text or csv: for people on a terminal or with -f text, CSV otherwise. */
static const char *
format_of(const struct gk_settings *set)
{
	if (set->format != NULL)
		return set->format;
	return set->output == NULL && isatty(STDOUT_FILENO) ? "text" : "csv";
}

static void
write_table(struct gk_session *s, const struct gk_points *points,
    struct gk_out *o)
{
	bool text = strcmp(format_of(s->set), "text") == 0;

	if (points != NULL && text)
		gk_points_print_table(points, o, s->set->lang, s->set->width);
	else if (points != NULL)
		gk_points_write_csv(points, o, s->set->lang);
	else if (text)
		gk_matrix_print_table(s->matrix, o, s->set->lang,
		    s->set->width);
	else
		gk_matrix_write_csv(s->matrix, o);
}

/* The coverage matrix, or the key points, instead of findings. */
static enum gk_exit
report_table(struct gk_session *s, const struct gk_points *points)
{
	struct gk_error err = { .line = 0 };
	struct gk_out *o = gk_out_open(s->set->output, &err);

	if (o == NULL) {
		gk_warn(&err);
		return GK_EXIT_TROUBLE;
	}
	write_table(s, points, o);
	if (gk_out_close(o, &err) != GK_OK) {
		gk_warn(&err);
		return GK_EXIT_TROUBLE;
	}
	gk_session_summary(s);
	return gk_session_status(s);
}

static enum gk_status
open_points(struct gk_session *s, struct gk_error *err)
{
	char *shipped;

	if (!s->set->points)
		return s->set->nrules == 0 ? GK_OK :
		    gk_fail(err, NULL, 0, _("--rules needs --points"));
	if (s->set->matrix)
		return gk_fail(err, NULL, 0,
		    _("--matrix and --points exclude each other"));
	if (strcmp(format_of(s->set), "text") != 0 &&
	    strcmp(format_of(s->set), "csv") != 0)
		return gk_fail(err, NULL, 0,
		    _("--points is written as text or csv"));
	if (gk_session_rules(s, err) != GK_OK)
		return GK_FAIL;
	shipped = gk_data_path("catalogs/changsha/2023-points.xml");
	s->cx.points = gk_points_read(s->set->points_file != NULL ?
	    s->set->points_file : shipped, s->book, s->kinds, err);
	free(shipped);
	return s->cx.points != NULL ? GK_OK : GK_FAIL;
}

static enum gk_exit
run(struct gk_settings *set, int argc, char **argv)
{
	struct gk_error err = { .line = 0 };
	struct gk_session s;
	enum gk_exit status = GK_EXIT_TROUBLE;

	if (gk_session_open(&s, set, &err) != GK_OK ||
	    open_points(&s, &err) != GK_OK ||
	    gk_session_inputs(&s, argc, argv, &err) != GK_OK) {
		gk_warn(&err);
		goto out;
	}
	gk_session_run(&s, set->points ? with_points : checks);
	status = set->matrix || set->points ? report_table(&s, s.cx.points) :
	    gk_session_report(&s);
out:
	gk_points_free(s.cx.points);
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
