#include "config.h"

#include "tools/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "core/out.h"
#include "core/xml.h"
#include "report/report.h"
#include "tools/progress.h"

static char *
companion(const char *units, const char *name)
{
	const char *slash = strrchr(units, '/');
	struct gk_buf b;

	gk_buf_init(&b);
	if (slash != NULL)
		gk_buf_add(&b, units, (size_t)(slash - units + 1));
	gk_buf_puts(&b, name);
	return b.p;
}

/* The path an option gives, else the companion if it is there; else NULL. */
static char *
option_or_companion(const char *given, const char *units, const char *name)
{
	char *path;

	if (given != NULL)
		return gk_strdup(given);
	if (units == NULL)
		return NULL;
	path = companion(units, name);
	if (access(path, F_OK) == 0)
		return path;
	free(path);
	return NULL;
}

static enum gk_status
load_calendar(struct gk_session *s, struct gk_error *err)
{
	char *path = gk_data_path("rules/calendar/cn.csv");

	s->calendar = gk_calendar_read(path, err);
	free(path);
	if (s->calendar == NULL)
		return GK_FAIL;
	for (size_t i = 0; i < s->set->ncalendars; i++)
		if (gk_calendar_extend(s->calendar, s->set->calendars[i],
		    err) != GK_OK)
			return GK_FAIL;
	return GK_OK;
}

static enum gk_status
load_kinds(struct gk_session *s, struct gk_error *err)
{
	char *path = gk_data_path("rules/ledgers");

	s->kinds = gk_ledger_kinds_read(path, err);
	free(path);
	return s->kinds != NULL ? GK_OK : GK_FAIL;
}

/* The local catalogues that lie beside the register. */
static enum gk_status
add_local_catalogs(struct gk_session *s, struct gk_error *err)
{
	char *folder = companion(s->set->units, ".");
	enum gk_status st = gk_catalogs_add(s->catalogs, folder, err);

	free(folder);
	return st;
}

static enum gk_status
load_catalogs(struct gk_session *s, struct gk_error *err)
{
	enum gk_status st = GK_OK;

	s->catalogs = gk_catalogs_new();
	for (size_t i = 0; st == GK_OK && i < s->set->ncatalogs; i++)
		st = gk_catalogs_add(s->catalogs, s->set->catalogs[i], err);
	if (s->set->ncatalogs == 0) {
		char *path = gk_data_path("catalogs/national");

		st = gk_catalogs_add(s->catalogs, path, err);
		free(path);
		if (st == GK_OK && s->set->units != NULL)
			st = add_local_catalogs(s, err);
	}
	if (st == GK_OK)
		st = gk_catalogs_localise(s->catalogs, err);
	if (st == GK_OK)
		gk_catalogs_index(s->catalogs);
	return st;
}

static enum gk_status
load_units(struct gk_session *s, struct gk_error *err)
{
	char *roles;

	if (s->set->units == NULL)
		return GK_OK;
	roles = gk_data_path("catalogs/roles.csv");
	s->units = gk_register_read(s->set->units, roles, err);
	free(roles);
	return s->units != NULL ? GK_OK : GK_FAIL;
}

/* 主动公开台账, 主动公开, disclosure: the kind that was to be submitted. */
static const struct gk_ledger_kind *
kind_named(const struct gk_ledger_kinds *ks, struct gk_str name)
{
	for (size_t i = 0; i < ks->count; i++) {
		struct gk_str label = ks->list[i].label;

		if (gk_str_eq(name, ks->list[i].id) || gk_str_eq(name, label))
			return &ks->list[i];
		if (gk_str_ends(label, GK_STR("台账")) && gk_str_eq(name,
		    gk_str_sub(label, 0, label.n - strlen("台账"))))
			return &ks->list[i];
	}
	return NULL;
}

static enum gk_status
resolve_submissions(struct gk_session *s, const char *path,
    struct gk_error *err)
{
	for (size_t i = 0; i < s->submissions->count; i++) {
		struct gk_submission *one = &s->submissions->list[i];
		const struct gk_ledger_kind *k = kind_named(s->kinds,
		    one->kind);

		if (k == NULL)
			return gk_fail(err, path, one->line,
			    _("no ledger kind is called '%.*s'"),
			    GK_FMT(one->kind));
		one->kind = k->id;
		one->kind_label = k->label;
	}
	return GK_OK;
}

static enum gk_status
load_office(struct gk_session *s, struct gk_error *err)
{
	const struct gk_settings *set = s->set;
	char *path = option_or_companion(set->applicability, set->units,
	    "applicability.csv");
	enum gk_status st = GK_OK;

	if ((set->applicability != NULL || set->submissions != NULL) &&
	    s->units == NULL) {
		free(path);
		return gk_fail(err, NULL, 0,
		    _("--submissions and --applicability need --units"));
	}
	if (path != NULL) {
		s->applicability = gk_applicability_read(path, s->units,
		    s->catalogs, err);
		st = s->applicability != NULL ? GK_OK : GK_FAIL;
		free(path);
	}
	path = st == GK_OK ? option_or_companion(set->waivers, set->units,
	    "waivers.csv") : NULL;
	if (path != NULL) {
		s->waivers = gk_waivers_read(path, err);
		st = s->waivers != NULL ? GK_OK : GK_FAIL;
		free(path);
	}
	path = option_or_companion(set->submissions, set->units,
	    "submissions.csv");
	if (path != NULL && st == GK_OK) {
		s->submissions = gk_submissions_read(path, s->units, err);
		st = s->submissions == NULL ? GK_FAIL :
		    resolve_submissions(s, path, err);
	}
	free(path);
	return st;
}

static void
fill_context(struct gk_session *s)
{
	const struct gk_settings *set = s->set;

	s->cx = (struct gk_context){
		.catalogs = s->catalogs,
		.units = s->units,
		.applicability = s->applicability,
		.submissions = s->submissions,
		.calendar = s->calendar,
		.lang = set->lang,
		.as_of = set->as_of,
		.from = set->from,
		.to = set->to,
		.scope = set->scope,
		.all_units = set->all_units,
		.matrix = s->matrix,
	};
	s->ledger = (struct gk_ledger_options){
		.kinds = s->kinds,
		.kind = set->kind,
		.encoding = set->encoding,
		.unit = set->unit,
		.map = set->columns,
		.nmap = set->ncolumns,
	};
}

enum gk_status
gk_session_open(struct gk_session *s, const struct gk_settings *set,
    struct gk_error *err)
{
	*s = (struct gk_session){ .set = set };
	gk_xml_init();
	gk_findings_init(&s->found, set->lang, set->as_of);
	if (load_calendar(s, err) != GK_OK || load_kinds(s, err) != GK_OK ||
	    load_catalogs(s, err) != GK_OK || load_units(s, err) != GK_OK ||
	    load_office(s, err) != GK_OK)
		return GK_FAIL;
	s->found.calendar = s->calendar;
	s->found.notice_date = set->notice_date;
	s->matrix = gk_matrix_new();
	fill_context(s);
	return gk_ledger_options_check(&s->ledger, err);
}

enum gk_status
gk_session_pairing(struct gk_session *s, struct gk_error *err)
{
	char *path = gk_data_path("rules/pairing/pairing.xml");

	s->pairing = gk_pair_terms_read(path, s->set->params, s->set->nparams,
	    err);
	free(path);
	if (s->pairing == NULL)
		return GK_FAIL;
	if (s->set->threshold_given)
		s->pairing->threshold = s->set->threshold;
	s->cx.pairing = s->pairing;
	return GK_OK;
}

/* Every --param must be one of some pack, or of the pairing. */
static enum gk_status
check_params(const struct gk_session *s, struct gk_error *err)
{
	for (size_t i = 0; i < s->set->nparams; i++)
		if (!gk_book_has_param(s->book, s->set->params[i].name) &&
		    (s->pairing == NULL ||
		    !gk_pair_terms_has_param(s->set->params[i].name)))
			return gk_fail(err, NULL, 0,
			    _("--param: no pack has a parameter '%s'"),
			    s->set->params[i].name);
	return GK_OK;
}

enum gk_status
gk_session_rules(struct gk_session *s, struct gk_error *err)
{
	char *shipped = gk_data_path("rules");
	const char *const standard[] = { shipped };
	struct gk_book_options opt = { .paths = standard, .npaths = 1,
		.params = s->set->params, .nparams = s->set->nparams,
		.only = s->set->only, .skip = s->set->skip };

	if (s->set->nrules > 0) {
		opt.paths = s->set->rules;
		opt.npaths = s->set->nrules;
	}
	s->book = gk_book_read(&opt, s->kinds, err);
	free(shipped);
	if (s->book == NULL)
		return GK_FAIL;
	s->cx.rules = s->book;
	return check_params(s, err);
}

static void
refuse(struct gk_session *s, const char *operand, const struct gk_error *err)
{
	gk_warn(err);
	s->refused++;
	gk_audit_unreadable(&s->found, operand, err);
}

static void
note_attachments(struct gk_session *s)
{
	struct gk_draft d = GK_DRAFT(GK_K_ATTACHMENTS_UNCHECKED);
	struct gk_str names = GK_EMPTY;
	struct gk_str comma = s->set->lang == GK_ZH ? GK_STR("、") :
	    GK_STR(", ");

	if (s->inputs.attachments == 0)
		return;
	for (size_t i = 0; i < s->inputs.nothers && i < 3; i++)
		names = gk_str_join(&s->found.words, names, comma,
		    gk_str_of(s->inputs.others[i]));
	gk_draft_arg(&d, "count", gk_count_words(&s->found.words,
	    s->inputs.attachments));
	gk_draft_arg(&d, "names", names);
	gk_findings_add(&s->found, &d);
}

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

enum gk_status
gk_session_inputs(struct gk_session *s, int argc, char **argv,
    struct gk_error *err)
{
	static char dash[] = "-";
	char *standard[] = { dash };
	bool folder = false;
	int dashes = 0;

	if (argc == 0) {
		if (isatty(STDIN_FILENO))
			return gk_fail(err, NULL, 0, _("no input: name files "
			    "or folders, or pipe a ledger in"));
		argc = 1;
		argv = standard;
	}
	for (int i = 0; i < argc; i++)
		if (strcmp(argv[i], "-") == 0 && ++dashes > 1)
			return gk_fail(err, NULL, 0,
			    _("standard input can be read only once"));
	for (int i = 0; i < argc; i++) {
		struct gk_error why = { .line = 0 };

		if (gk_inputs_add(&s->inputs, argv[i], &why) != GK_OK)
			refuse(s, argv[i], &why);
		folder |= is_folder(argv[i]);
	}
	/* One department's files say nothing about who else has submitted. */
	if (!folder && s->set->submissions == NULL)
		s->cx.submissions = NULL;
	note_attachments(s);
	return GK_OK;
}

/* What --only does not silence: that something was not judged at all. */
static bool
always_said(const struct gk_finding *f)
{
	static const enum gk_kind_id kinds[] = { GK_K_INPUT_UNREADABLE,
		GK_K_LEDGER_UNRECOGNISED, GK_K_RULES_UNJUDGED,
		GK_K_RULE_GAVE_UP };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (f->kind == gk_kind(kinds[i]))
			return true;
	return false;
}

/* --only and --skip, for findings that no pack has: "built-in". */
static bool
wanted(void *user, const struct gk_finding *f)
{
	const struct gk_session *s = user;
	struct gk_book_options opt = { .only = s->set->only,
		.skip = s->set->skip };

	if (f->kind == gk_kind(GK_K_INPUT_UNREADABLE) ||
	    gk_kind_find(f->col[GK_F_RULE]) == NULL)
		return true;
	if (always_said(f))
		opt.only = NULL;
	return gk_book_wants(&opt, f->col[GK_F_RULE], GK_STR("built-in"));
}

static void
step(void *user)
{
	gk_progress_step(user);
}

void
gk_session_run(struct gk_session *s, const struct gk_check *const *checks)
{
	struct gk_audit a = {
		.cx = &s->cx,
		.inputs = &s->inputs,
		.ledger = &s->ledger,
		.checks = checks,
		.jobs = s->set->jobs,
		.unreadable = gk_warn,
		.step = step,
	};
	struct gk_progress progress;

	gk_progress_init(&progress, s->set->progress, s->inputs.count);
	a.step_user = &progress;
	gk_audit_run(&a, &s->found, &s->totals);
	gk_progress_release(&progress);
	if (s->set->only != NULL || s->set->skip != NULL)
		gk_findings_filter(&s->found, wanted, s);
	gk_findings_finish(&s->found);
	if (s->waivers != NULL)
		gk_waivers_apply(s->waivers, &s->found);
}

enum gk_exit
gk_session_status(const struct gk_session *s)
{
	if (s->refused > 0 || s->totals.unreadable > 0)
		return GK_EXIT_TROUBLE;
	return gk_findings_fail(&s->found, s->set->fail_on) ?
	    GK_EXIT_FINDINGS : GK_EXIT_CLEAN;
}

void
gk_session_summary(const struct gk_session *s)
{
	if (s->set->quiet)
		return;
	gk_say(_("%zu ledgers, %zu records: %zu errors, %zu warnings, "
	    "%zu notices"), s->totals.ledgers, s->totals.records,
	    s->found.by_severity[GK_ERROR], s->found.by_severity[GK_WARNING],
	    s->found.by_severity[GK_NOTICE]);
	if (s->refused + s->totals.unreadable > 0)
		gk_say(_("%zu inputs could not be read"),
		    s->refused + s->totals.unreadable);
}

enum gk_exit
gk_session_report(struct gk_session *s)
{
	const char *name = s->set->format;
	struct gk_report_options opt = { .lang = s->set->lang,
		.as_of = s->set->as_of, .color = s->set->color,
		.width = s->set->width };
	const struct gk_report *report;
	struct gk_error err = { .line = 0 };
	struct gk_out *o;

	if (name == NULL)
		name = s->set->output == NULL && isatty(STDOUT_FILENO) ?
		    "text" : "csv";
	report = gk_report_find(name);
	o = gk_out_open(s->set->output, &err);
	if (o == NULL) {
		gk_warn(&err);
		return GK_EXIT_TROUBLE;
	}
	report->write(&s->found, &opt, o);
	if (gk_out_close(o, &err) != GK_OK) {
		gk_warn(&err);
		return GK_EXIT_TROUBLE;
	}
	gk_session_summary(s);
	return gk_session_status(s);
}

void
gk_session_close(struct gk_session *s)
{
	gk_inputs_release(&s->inputs);
	gk_findings_release(&s->found);
	gk_matrix_free(s->matrix);
	gk_book_free(s->book);
	gk_pair_terms_free(s->pairing);
	gk_waivers_free(s->waivers);
	gk_submissions_free(s->submissions);
	gk_applicability_free(s->applicability);
	gk_register_free(s->units);
	gk_catalogs_free(s->catalogs);
	gk_ledger_kinds_free(s->kinds);
	gk_calendar_free(s->calendar);
	gk_xml_cleanup();
}
