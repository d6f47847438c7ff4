/*
 * gk-reconcile: a ledger against an authoritative list (数据同源).
 */
#include "config.h"

#include <stdlib.h>

#include "core/file.h"
#include "pair/reconcile.h"
#include "tools/session.h"

static const int options[] = { GK_OPT_AGAINST, GK_OPT_MAPPING, GK_OPT_AS_OF,
	GK_OPT_UNITS, GK_OPT_KIND, GK_OPT_COLUMN, GK_OPT_UNIT,
	GK_OPT_ENCODING, GK_OPT_SCOPE, GK_OPT_FROM, GK_OPT_TO,
	GK_OPT_CALENDAR, GK_OPT_NOTICE_DATE, GK_OPT_FAIL_ON, GK_OPT_FORMAT,
	GK_OPT_OUTPUT, GK_OPT_LANG, GK_OPT_COLOR, GK_OPT_JOBS, GK_OPT_QUIET,
	0 };

/* ---- the list ------------------------------------------------------- */

static void
refuse(struct gk_session *s, const char *name, const struct gk_error *err)
{
	gk_warn(err);
	s->refused++;
	gk_audit_unreadable(&s->found, name, err);
}

static bool
has_dash(const struct gk_inputs *in)
{
	for (size_t i = 0; i < in->count; i++)
		if (strcmp(in->list[i].path, "-") == 0)
			return true;
	return false;
}

static enum gk_status
list_inputs(struct gk_session *s, struct gk_inputs *in, struct gk_error *err)
{
	for (size_t i = 0; i < s->set->nagainst; i++) {
		struct gk_error why = { .line = 0 };

		if (strcmp(s->set->against[i], "-") == 0 &&
		    (has_dash(in) || has_dash(&s->inputs)))
			return gk_fail(err, NULL, 0,
			    _("standard input can be read only once"));
		if (gk_inputs_add(in, s->set->against[i], &why) != GK_OK)
			refuse(s, s->set->against[i], &why);
	}
	return GK_OK;
}

/* ---- gathering ------------------------------------------------------ */

/* One pass over the inputs of a side. */
static void
gather(struct gk_session *s, struct gk_side *side,
    const struct gk_inputs *inputs, const struct gk_ledger_options *ledger)
{
	static const struct gk_check *const checks[] = { &gk_check_gather,
		NULL };
	struct gk_audit a = {
		.cx = &s->cx,
		.inputs = inputs,
		.ledger = ledger,
		.checks = checks,
		.jobs = s->set->jobs,
		.unreadable = gk_warn,
	};
	struct gk_audit_totals totals;
	size_t before = s->refused;

	s->cx.side = side;
	gk_audit_run(&a, &s->found, &totals);
	s->cx.side = NULL;
	s->totals.ledgers += totals.ledgers;
	s->totals.records += totals.records;
	s->totals.unreadable += totals.unreadable;
	side->partial |= totals.unreadable > 0 || before > 0;
}

/*
 * --kind, --encoding and --unit are about the ledger: the list is of a kind of
 * its own, and tells it by its header.
 */
static struct gk_ledger_options
list_options(const struct gk_session *s)
{
	struct gk_ledger_options opt = s->ledger;

	opt.kind = opt.encoding = opt.unit = NULL;
	return opt;
}

static enum gk_status
gather_list(struct gk_session *s, struct gk_side *there, struct gk_error *err)
{
	struct gk_ledger_options opt = list_options(s);
	struct gk_inputs in = { 0 };
	enum gk_status status = GK_OK;

	if (s->set->nagainst == 0)
		return gk_side_register(there, s->kinds, s->units,
		    s->set->units, s->set->as_of, err);
	status = list_inputs(s, &in, err);
	if (status == GK_OK)
		gather(s, there, &in, &opt);
	gk_inputs_release(&in);
	return status;
}

/* ---- the run -------------------------------------------------------- */

static enum gk_status
reconcile(struct gk_session *s, const struct gk_mappings *ms,
    struct gk_side *here, struct gk_side *there, struct gk_error *err)
{
	const struct gk_reconcile r = { .cx = &s->cx, .mappings = ms,
		.here = here, .there = there };

	gather(s, here, &s->inputs, &s->ledger);
	if (gather_list(s, there, err) != GK_OK)
		return GK_FAIL;
	/* Whoever could not be read may have been all that there is. */
	if ((here->ntables == 0 && here->partial) ||
	    (there->ntables == 0 && there->partial))
		return GK_OK;
	return gk_reconcile_run(&r, &s->found, err);
}

static enum gk_exit
compare(struct gk_session *s, const struct gk_mappings *ms, int argc,
    char **argv, struct gk_error *err)
{
	struct gk_side here, there;
	enum gk_exit status = GK_EXIT_TROUBLE;

	gk_side_init(&here, ms);
	gk_side_init(&there, ms);
	if (gk_session_inputs(s, argc, argv, err) != GK_OK ||
	    reconcile(s, ms, &here, &there, err) != GK_OK) {
		gk_warn(err);
		goto out;
	}
	gk_findings_finish(&s->found);
	status = gk_session_report(s);
out:
	gk_side_release(&here);
	gk_side_release(&there);
	return status;
}

static enum gk_exit
run(struct gk_settings *set, int argc, char **argv)
{
	struct gk_error err = { .line = 0 };
	struct gk_session s;
	struct gk_mappings *ms = NULL;
	enum gk_exit status = GK_EXIT_TROUBLE;
	char *shipped = gk_data_path("rules/reconcile");

	if (set->nagainst == 0 && set->units == NULL) {
		gk_say(_("nothing to hold the ledger against: name a list "
		    "with --against, or a register with --units"));
		free(shipped);
		return status;
	}
	if (gk_session_open(&s, set, &err) != GK_OK)
		gk_warn(&err);
	else if ((ms = gk_mappings_read(set->mapping != NULL ? set->mapping :
	    shipped, s.kinds, &err)) == NULL)
		gk_warn(&err);
	else
		status = compare(&s, ms, argc, argv, &err);
	gk_session_close(&s);
	gk_mappings_free(ms);
	free(shipped);
	return status;
}

static const struct gk_tool tool = {
	.name = "gk-reconcile",
	.synopsis = "[FILE|DIR ...] --against FILE",
	.summary = N_("Hold a ledger against an authoritative list."),
	.options = options,
	.run = run,
};

int
main(int argc, char **argv)
{
	return gk_tool_main(&tool, argc, argv);
}
