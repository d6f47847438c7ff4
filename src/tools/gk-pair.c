/*
 * gk-pair: which interpretation belongs to which document, and whether they
 * were organised, signed and deployed together (三同步).
 */
#include "config.h"

#include <unistd.h>

#include "pair/pairing.h"
#include "tools/session.h"

static const int options[] = { GK_OPT_MATCHES, GK_OPT_THRESHOLD, GK_OPT_AS_OF,
	GK_OPT_ONLY, GK_OPT_SKIP, GK_OPT_PARAM, GK_OPT_UNITS, GK_OPT_KIND,
	GK_OPT_COLUMN, GK_OPT_UNIT, GK_OPT_ENCODING, GK_OPT_FROM, GK_OPT_TO,
	GK_OPT_CALENDAR, GK_OPT_NOTICE_DATE, GK_OPT_FAIL_ON, GK_OPT_FORMAT,
	GK_OPT_OUTPUT, GK_OPT_LANG, GK_OPT_COLOR, GK_OPT_JOBS, GK_OPT_QUIET,
	0 };

/* Only the parameters of the pairing, for no pack is read. */
static enum gk_status
check_params(const struct gk_settings *set, struct gk_error *err)
{
	for (size_t i = 0; i < set->nparams; i++)
		if (!gk_pair_terms_has_param(set->params[i].name))
			return gk_fail(err, NULL, 0,
			    _("--param: there is no parameter '%s'"),
			    set->params[i].name);
	return GK_OK;
}

/* Whether the pairs are written for people, else as CSV. */
static bool
wants_text(const struct gk_settings *set)
{
	if (set->format != NULL)
		return strcmp(set->format, "text") == 0;
	return set->output == NULL && isatty(STDOUT_FILENO);
}

static enum gk_exit
write_matches(const struct gk_session *s, const struct gk_pair_matches *m,
    struct gk_error *err)
{
	struct gk_out *o = gk_out_open(s->set->output, err);

	if (o == NULL) {
		gk_warn(err);
		return GK_EXIT_TROUBLE;
	}
	if (wants_text(s->set))
		gk_pair_matches_text(m, s->set->lang, o);
	else
		gk_pair_matches_csv(m, o);
	if (gk_out_close(o, err) != GK_OK) {
		gk_warn(err);
		return GK_EXIT_TROUBLE;
	}
	/* The pairs were asked for, not the findings. */
	return s->refused > 0 || s->totals.unreadable > 0 ? GK_EXIT_TROUBLE :
	    GK_EXIT_CLEAN;
}

static enum gk_exit
pair(struct gk_session *s, struct gk_error *err)
{
	static const struct gk_check *const checks[] = { &gk_check_pairing,
		NULL };
	struct gk_pair_matches *m;
	enum gk_exit status;

	if (!s->set->matches) {
		gk_session_run(s, checks);
		return gk_session_report(s);
	}
	m = gk_pair_matches_new();
	s->cx.matches = m;
	gk_session_run(s, checks);
	status = write_matches(s, m, err);
	gk_pair_matches_free(m);
	return status;
}

static enum gk_exit
run(struct gk_settings *set, int argc, char **argv)
{
	struct gk_error err = { .line = 0 };
	struct gk_session s;
	enum gk_exit status = GK_EXIT_TROUBLE;

	if (set->matches && set->format != NULL && !wants_text(set) &&
	    strcmp(set->format, "csv") != 0) {
		gk_say(_("--matches is written as csv or text"));
		return GK_EXIT_TROUBLE;
	}
	if (gk_session_open(&s, set, &err) != GK_OK ||
	    check_params(set, &err) != GK_OK ||
	    gk_session_pairing(&s, &err) != GK_OK ||
	    gk_session_inputs(&s, argc, argv, &err) != GK_OK)
		gk_warn(&err);
	else
		status = pair(&s, &err);
	gk_session_close(&s);
	return status;
}

static const struct gk_tool tool = {
	.name = "gk-pair",
	.synopsis = "[FILE|DIR ...]",
	.summary = N_("Match policy documents with their interpretations, and "
	    "check that they came together."),
	.options = options,
	.run = run,
};

int
main(int argc, char **argv)
{
	return gk_tool_main(&tool, argc, argv);
}
