/*
 * gk-cat: ledgers as departments send them in, one canonical ledger out.
 *
 * The output is the data: neither masked nor guarded against formulas.  What
 * is wrong with the form of a file goes to standard error.
 */
#include "config.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "core/mem.h"
#include "core/out.h"
#include "core/xml.h"
#include "tools/explain.h"
#include "tools/progress.h"
#include "tools/tool.h"

static const int options[] = { GK_OPT_KIND, GK_OPT_COLUMN, GK_OPT_UNIT,
	GK_OPT_ENCODING, GK_OPT_RAW, GK_OPT_EXPLAIN_LAYOUT, GK_OPT_FORMAT,
	GK_OPT_LANG, GK_OPT_OUTPUT, GK_OPT_PROGRESS, GK_OPT_QUIET, 0 };
static const char *const formats[] = { "csv", "text", NULL };

struct cat {
	const struct gk_settings *set;
	struct gk_out *out;
	struct gk_canonical *canonical;
	struct gk_explain explain;
	struct gk_progress progress;
	struct gk_file *kept;	/* by input: what can be read only once */
	const struct gk_ledger_kind *kind;	/* the one that is printed */
	const struct gk_ledger_kind **others;	/* those met beside it */
	size_t nothers, others_cap;
	bool trouble;
	bool useless;		/* what was printed is not to be kept */
};

static void
on_table(void *user, const struct gk_table *t)
{
	struct cat *c = user;

	if (c->set->explain_layout)
		return;
	if (gk_canonical_learn(c->canonical, t)) {
		if (c->kind == NULL)
			gk_canonical_header(c->canonical, c->out);
		c->kind = t->kind;
		gk_canonical_table(c->canonical, t);
		return;
	}
	for (size_t i = 0; i < c->nothers; i++)
		if (c->others[i] == t->kind)
			return;
	*GK_PUSH(c->others, c->nothers, c->others_cap) = t->kind;
}

static void
on_record(void *user, const struct gk_record *r)
{
	struct cat *c = user;

	if (!c->set->explain_layout && r->table->kind == c->kind)
		gk_canonical_record(c->canonical, c->out, r);
}

static void
on_outline(void *user, const struct gk_table *t, const struct gk_outline *o)
{
	struct cat *c = user;

	if (c->set->explain_layout)
		gk_explain_outline(&c->explain, t, o);
}

/* Of what is to come: which columns are there? */
static void
learn(void *user, const struct gk_table *t)
{
	struct cat *c = user;

	(void)gk_canonical_learn(c->canonical, t);
}

/* What a fault is called; details are put behind it. */
static const char *
fault_text(enum gk_fault_what what)
{
	static const char *const texts[] = {
		[GK_FAULT_RAGGED] = N_("more cells than the header, not read"),
		[GK_FAULT_QUOTE] = N_("quotes that do not match, skipped"),
		[GK_FAULT_MOJIBAKE] =
		    N_("text that an earlier conversion has ruined"),
		[GK_FAULT_NUL] = N_("a NUL byte, left out"),
		[GK_FAULT_CONTROL] = N_("control characters, left out"),
		[GK_FAULT_COLUMN_TWICE] =
		    N_("a second column that means the same, kept as x:HEADER"),
		[GK_FAULT_UNRECOGNISED] =
		    N_("no known header; see --kind and --column"),
		[GK_FAULT_OWN_TABLE] =
		    N_("one of gongkai's own tables, skipped"),
		[GK_FAULT_ALIAS_UNKNOWN] =
		    N_("an unknown column, kept as x:HEADER"),
		[GK_FAULT_AMBIGUOUS] = N_("of one kind or of another; see --kind"),
		[GK_FAULT_RUINED_NUMBER] =
		    N_("a long number that has lost its last digits"),
		[GK_FAULT_HIDDEN] = N_("hidden, read all the same"),
		[GK_FAULT_SHEET_SKIPPED] =
		    N_("a sheet that is no such ledger, skipped"),
		[GK_FAULT_PARTIAL] =
		    N_("merged cells, links and hidden parts cannot be read"),
	};

	return _(texts[what]);
}

/* What --quiet does not say. */
static bool
is_harmless(enum gk_fault_what what)
{
	return what == GK_FAULT_ALIAS_UNKNOWN || what == GK_FAULT_OWN_TABLE ||
	    what == GK_FAULT_SHEET_SKIPPED || what == GK_FAULT_HIDDEN ||
	    what == GK_FAULT_PARTIAL;
}

static void
warn_at(struct gk_str file, size_t line, const char *text)
{
	char *name = gk_strndup(file.p, file.n);
	struct gk_error e;

	gk_fail(&e, name, line, "%s", text);
	gk_warn(&e);
	free(name);
}

static void
on_fault(void *user, const struct gk_table *t, const struct gk_fault *f)
{
	struct cat *c = user;
	struct gk_buf b = { 0 };

	if (c->set->quiet && is_harmless(f->what))
		return;
	gk_progress_clear(&c->progress);
	if (t->sheet.n > 0 && f->what != GK_FAULT_SHEET_SKIPPED)
		gk_buf_printf(&b, "[%.*s] ", GK_FMT(t->sheet));
	if (f->row > 0)
		gk_buf_printf(&b, _("row %zu: "), f->row);
	gk_buf_puts(&b, fault_text(f->what));
	if (f->what == GK_FAULT_QUOTE)
		gk_buf_printf(&b, _(" up to line %zu"), f->last_line);
	if (f->count > 0)
		gk_buf_printf(&b, " (%zu)", f->count);
	else if (f->what == GK_FAULT_NUL || f->what == GK_FAULT_CONTROL)
		gk_buf_printf(&b, ": %.*s", GK_FMT(f->column));
	else if (f->value.n > 0)
		gk_buf_printf(&b, ": %.*s", GK_FMT(f->value));
	warn_at(t->file, f->line, b.p);
	gk_buf_release(&b);
}

static enum gk_status
find_inputs(struct gk_inputs *in, int argc, char **argv, struct cat *c)
{
	struct gk_error err;

	if (argc == 0 && isatty(STDIN_FILENO)) {
		gk_say(_("no input: name files or folders, or '-' for what "
		    "is typed"));
		return GK_FAIL;
	}
	if (argc == 0)
		return gk_inputs_add(in, "-", &err);
	for (int i = 0; i < argc; i++) {
		if (gk_inputs_add(in, argv[i], &err) == GK_OK)
			continue;
		gk_warn(&err);
		c->trouble = true;
	}
	return GK_OK;
}

/*
 * Everything is read twice, first for the columns; what is no file (standard
 * input, a pipe) is kept for that.
 */
static enum gk_status
read_input(struct cat *c, const struct gk_inputs *in, size_t i,
    const struct gk_ledger_options *opt, const struct gk_ledger_ops *ops,
    struct gk_error *err)
{
	const struct gk_input *input = &in->list[i];
	struct gk_file *kept = &c->kept[i];
	struct gk_error why;
	struct stat st;

	if (strcmp(input->path, "-") != 0 && stat(input->path, &st) == 0 &&
	    S_ISREG(st.st_mode))
		return gk_ledger_read(input->path, input->name, opt, ops, c,
		    err);
	if (kept->text.p == NULL &&
	    gk_file_open(input->path, kept, &why) != GK_OK)
		return gk_fail_for(why.cause, err, input->name, why.line,
		    "%s", why.message);
	return gk_ledger_read_bytes(kept->text, input->name, opt, ops, c, err);
}

static void
learn_inputs(const struct gk_inputs *in, struct gk_ledger_options opt,
    struct cat *c)
{
	static const struct gk_ledger_ops ops = { .table = learn };
	struct gk_error err;

	opt.heads = true;
	/* What fails fails again, and is told then. */
	for (size_t i = 0; i < in->count; i++)
		(void)read_input(c, in, i, &opt, &ops, &err);
}

static void
read_inputs(const struct gk_inputs *in, const struct gk_ledger_options *opt,
    struct cat *c)
{
	static const struct gk_ledger_ops ops = { .table = on_table,
		.record = on_record, .fault = on_fault,
		.outline = on_outline };
	struct gk_error err;

	for (size_t i = 0; i < in->count; i++) {
		if (read_input(c, in, i, opt, &ops, &err) != GK_OK) {
			gk_progress_clear(&c->progress);
			gk_warn(&err);
			c->trouble = true;
		}
		gk_progress_step(&c->progress);
	}
	gk_progress_clear(&c->progress);
	if (in->attachments > 0 && !c->set->quiet)
		gk_say(_("attachments that were not read: %zu"),
		    in->attachments);
}

static void
read_all(const struct gk_inputs *in, const struct gk_ledger_options *opt,
    struct cat *c)
{
	/* A line that shares its terminal with the data is in its way. */
	gk_progress_init(&c->progress, c->set->progress &&
	    (c->set->output != NULL || !isatty(STDOUT_FILENO)), in->count);
	c->kept = gk_calloc(in->count, sizeof *c->kept);
	if (!c->set->explain_layout)
		learn_inputs(in, *opt, c);
	read_inputs(in, opt, c);
	for (size_t i = 0; i < in->count; i++)
		if (c->kept[i].text.p != NULL)
			gk_file_close(&c->kept[i]);
	free(c->kept);
	gk_progress_release(&c->progress);
}

/* One kind is printed; several must be told apart with --kind. */
static void
judge_kinds(struct cat *c)
{
	struct gk_buf list = { 0 };

	if (c->nothers == 0)
		return;
	gk_buf_add_str(&list, c->kind->id);
	for (size_t i = 0; i < c->nothers; i++)
		gk_buf_printf(&list, ", %.*s", GK_FMT(c->others[i]->id));
	gk_say(_("several kinds of ledger, choose one with --kind: %s"),
	    list.p);
	gk_buf_release(&list);
	c->useless = true;
}

static void
cat(const struct gk_ledger_kinds *kinds, int argc, char **argv, struct cat *c)
{
	const struct gk_settings *set = c->set;
	struct gk_ledger_options opt = { .kinds = kinds, .kind = set->kind,
		.encoding = set->encoding, .unit = set->unit,
		.map = set->columns, .nmap = set->ncolumns,
		.extras = true };
	struct gk_inputs in = { 0 };
	struct gk_error err;

	if (gk_ledger_options_check(&opt, &err) != GK_OK)
		gk_warn(&err);
	else if (find_inputs(&in, argc, argv, c) == GK_OK)
		read_all(&in, &opt, c);
	gk_inputs_release(&in);
	judge_kinds(c);
	/* If nothing was printed, it has been said why. */
	if (set->explain_layout ? !c->explain.any : c->kind == NULL)
		c->useless = true;
	c->trouble |= c->useless;
}

static struct gk_ledger_kinds *
read_kinds(struct gk_error *err)
{
	char *folder = gk_data_path("rules/ledgers");
	struct gk_ledger_kinds *kinds;

	gk_xml_init();
	kinds = gk_ledger_kinds_read(folder, err);
	gk_xml_cleanup();
	free(folder);
	return kinds;
}

/* Whether -f asks for what there is: a canonical ledger is CSV. */
static bool
format_fits(const struct gk_settings *set)
{
	if (set->format == NULL || set->explain_layout ||
	    strcmp(set->format, "csv") == 0)
		return true;
	gk_say(_("a canonical ledger is CSV; --format is for "
	    "--explain-layout"));
	return false;
}

static enum gk_exit
run(struct gk_settings *set, int argc, char **argv)
{
	struct cat c = { .set = set };
	struct gk_ledger_kinds *kinds;
	struct gk_error err;

	if (!format_fits(set))
		return GK_EXIT_TROUBLE;
	kinds = read_kinds(&err);
	if (kinds != NULL)
		c.out = gk_out_open(set->output, &err);
	if (c.out == NULL) {
		gk_warn(&err);
		gk_ledger_kinds_free(kinds);
		return GK_EXIT_TROUBLE;
	}
	c.canonical = gk_canonical_new(set->raw);
	c.explain = (struct gk_explain){ .out = c.out, .lang = set->lang,
		.csv = set->format != NULL && strcmp(set->format, "csv") == 0 };
	cat(kinds, argc, argv, &c);
	if (c.useless && set->output != NULL) {
		gk_out_discard(c.out);
	} else if (gk_out_close(c.out, &err) != GK_OK) {
		gk_warn(&err);
		c.trouble = true;
	}
	gk_canonical_free(c.canonical);
	free(c.others);
	gk_ledger_kinds_free(kinds);
	return c.trouble ? GK_EXIT_TROUBLE : GK_EXIT_CLEAN;
}

static const struct gk_tool tool = {
	.name = "gk-cat",
	.synopsis = "[FILE|DIR ...]",
	.summary = N_("Print ledgers as one canonical ledger."),
	.formats = formats,
	.options = options,
	.run = run,
};

int
main(int argc, char **argv)
{
	return gk_tool_main(&tool, argc, argv);
}
