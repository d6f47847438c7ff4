/*
 * gk-diff: what has changed between two tables of findings.
 */
#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/file.h"
#include "core/intern.h"
#include "core/xml.h"
#include "finding/diff.h"
#include "ledger/kind.h"
#include "report/report.h"
#include "rules/book.h"
#include "tools/tool.h"

static const int options[] = { GK_OPT_FORMAT, GK_OPT_OUTPUT, GK_OPT_SUMMARY,
	GK_OPT_FAIL_ON, GK_OPT_AS_OF, GK_OPT_RULES, GK_OPT_LANG, GK_OPT_COLOR,
	GK_OPT_QUIET, 0 };

#define RULES_SAID 5		/* names of rules in a message */

/* ---- input ---------------------------------------------------------- */

static enum gk_status
read_findings(struct gk_findings *fs, const char *path, struct gk_error *err)
{
	const char *name = strcmp(path, "-") == 0 ? _("standard input") : path;
	enum gk_status status;
	struct gk_file f;

	if (gk_file_open(path, &f, err) != GK_OK)
		return GK_FAIL;
	status = gk_diff_read(fs, f.text, name, err);
	gk_file_close(&f);
	return status;
}

/* The ids of the rules that exist, of --rules or as shipped. */
static enum gk_status
read_rules(struct gk_intern *ids, const struct gk_settings *s,
    struct gk_error *err)
{
	char *shipped = gk_data_path("rules");
	char *folder = gk_data_path("rules/ledgers");
	const char *const standard[] = { shipped };
	struct gk_book_options opt = { .paths = standard, .npaths = 1 };
	struct gk_ledger_kinds *kinds = gk_ledger_kinds_read(folder, err);
	struct gk_book *book = NULL;

	if (s->nrules > 0) {
		opt.paths = s->rules;
		opt.npaths = s->nrules;
	}
	if (kinds != NULL)
		book = gk_book_read(&opt, kinds, err);
	for (size_t i = 0; book != NULL && i < book->nrules; i++)
		gk_intern(ids, book->rules[i].id);
	free(shipped);
	free(folder);
	if (kinds != NULL)
		gk_ledger_kinds_free(kinds);
	if (book == NULL)
		return GK_FAIL;
	gk_book_free(book);
	return GK_OK;
}

static bool
knows(void *user, struct gk_str rule)
{
	return gk_intern_find(user, rule) != GK_NO_ID;
}

/* ---- output --------------------------------------------------------- */

static void
add_rules(struct gk_buf *b, const struct gk_str *list, size_t n)
{
	for (size_t i = 0; i < n && i < RULES_SAID; i++) {
		gk_buf_puts(b, i != 0 ? ", " : "");
		gk_buf_add_str(b, list[i]);
	}
	gk_buf_puts(b, n == 0 ? "-" : n > RULES_SAID ? " ..." : "");
}

/* 口径变化 */
static void
say_scope(const struct gk_diff_scope *scope)
{
	struct gk_buf old, now;

	if (scope->nold + scope->nnow == 0)
		return;
	gk_buf_init(&old);
	gk_buf_init(&now);
	add_rules(&old, scope->only_old, scope->nold);
	add_rules(&now, scope->only_now, scope->nnow);
	gk_say(_("rules with findings in the old table only: %s; in the new "
	    "one only: %s"), old.p, now.p);
	if (scope->gone != 0)
		gk_say(_("rules have changed; the numbers show no trend"));
	gk_buf_release(&old);
	gk_buf_release(&now);
}

static void
say_totals(const struct gk_diff_counts *n)
{
	gk_say(_("%zu new, %zu reopened, %zu upgraded, %zu open (%zu overdue), "
	    "%zu closed (%zu mended)"), n->fresh, n->reopened, n->upgraded,
	    n->open, n->overdue, n->mended + n->vanished, n->mended);
}

/* What was closed long ago is for the next comparison, not for people. */
static bool
is_current(void *user, const struct gk_finding *f)
{
	(void)user;
	return !gk_diff_is_earlier(f);
}

/* The form of the findings. */
static const char *
format(const struct gk_settings *s)
{
	return s->format != NULL ? s->format : "csv";
}

static bool
is_format(const struct gk_settings *s, const char *name)
{
	return strcmp(format(s), name) == 0;
}

static enum gk_status
write_all(struct gk_findings *fs, const struct gk_diff_totals *totals,
    const struct gk_diff_scope *scope, const struct gk_settings *s,
    struct gk_error *err)
{
	struct gk_report_options opt = { .lang = s->lang, .color = s->color,
		.as_of = totals->as_of, .width = s->width };
	const struct gk_report *report = gk_report_find(format(s));
	struct gk_out *o = gk_out_open(s->output, err);

	if (o == NULL)
		return GK_FAIL;
	if (s->summary && s->format != NULL && is_format(s, "csv")) {
		gk_diff_totals_csv(totals, o);
	} else if (s->summary) {
		gk_diff_totals_text(totals, scope, s->lang, o);
	} else {
		if (!is_format(s, "csv") && !is_format(s, "jsonl"))
			gk_findings_filter(fs, is_current, NULL);
		report->write(fs, &opt, o);
	}
	return gk_out_close(o, err);
}

/* ---- the run -------------------------------------------------------- */

static enum gk_exit
compare(struct gk_findings *now, const struct gk_findings *old,
    struct gk_intern *rules, const struct gk_settings *s)
{
	const struct gk_diff_options opt = { .knows = knows, .user = rules };
	gk_day as_of = s->as_of_given ? s->as_of : gk_diff_day(now);
	struct gk_error err = { .line = 0 };
	struct gk_diff_totals totals;
	struct gk_diff_scope scope;
	enum gk_status status;

	gk_diff_join(now, old, &opt, &scope);
	gk_findings_finish(now);
	gk_diff_totals_init(&totals, now, as_of);
	status = write_all(now, &totals, &scope, s, &err);
	if (status != GK_OK)
		gk_warn(&err);
	else if (!s->quiet)
		say_totals(&totals.all);
	if (status == GK_OK && !s->quiet)
		say_scope(&scope);
	gk_diff_totals_release(&totals);
	gk_diff_scope_release(&scope);
	if (status != GK_OK)
		return GK_EXIT_TROUBLE;
	return gk_findings_fail(now, s->fail_on) ? GK_EXIT_FINDINGS :
	    GK_EXIT_CLEAN;
}

static bool
usable(const struct gk_settings *s, int argc, char **argv)
{
	if (argc != 2)
		gk_say(_("two tables of findings are compared: OLD and NEW"));
	else if (strcmp(argv[0], "-") == 0 && strcmp(argv[1], "-") == 0)
		gk_say(_("standard input can be read only once"));
	else if (s->summary && s->format != NULL && !is_format(s, "csv") &&
	    !is_format(s, "text"))
		gk_say(_("--summary goes with the formats text and csv only"));
	else
		return true;
	return false;
}

static enum gk_exit
run(struct gk_settings *s, int argc, char **argv)
{
	struct gk_intern *rules;
	struct gk_findings old, now;
	struct gk_error err = { .line = 0 };
	enum gk_exit status = GK_EXIT_TROUBLE;

	if (!usable(s, argc, argv))
		return GK_EXIT_TROUBLE;
	gk_xml_init();
	rules = gk_intern_new();
	gk_findings_init(&old, s->lang, s->as_of);
	gk_findings_init(&now, s->lang, s->as_of);
	if (read_rules(rules, s, &err) != GK_OK ||
	    read_findings(&old, argv[0], &err) != GK_OK ||
	    read_findings(&now, argv[1], &err) != GK_OK)
		gk_warn(&err);
	else
		status = compare(&now, &old, rules, s);
	gk_findings_release(&now);
	gk_findings_release(&old);
	gk_intern_free(rules);
	gk_xml_cleanup();
	return status;
}

static const struct gk_tool tool = {
	.name = "gk-diff",
	.synopsis = "OLD NEW",
	.summary = N_("Tell what has changed between two tables of findings."),
	.options = options,
	.run = run,
};

int
main(int argc, char **argv)
{
	return gk_tool_main(&tool, argc, argv);
}
