/*
 * gk-cat: ledgers as departments send them in, one canonical ledger out.
 *
 * The output is the data: neither masked nor guarded against formulas.  What
 * is wrong with the form of a file goes to standard error.
 */
#include "config.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/file.h"
#include "core/mem.h"
#include "core/out.h"
#include "core/xml.h"
#include "tools/tool.h"

static const int options[] = { GK_OPT_KIND, GK_OPT_COLUMN, GK_OPT_UNIT,
	GK_OPT_ENCODING, GK_OPT_OUTPUT, GK_OPT_QUIET, 0 };

struct cat {
	const struct gk_settings *set;
	struct gk_out *out;
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

	if (c->kind == NULL) {
		c->kind = t->kind;
		gk_canonical_header(c->out, t->kind);
	}
	if (t->kind == c->kind)
		return;
	for (size_t i = 0; i < c->nothers; i++)
		if (c->others[i] == t->kind)
			return;
	*GK_PUSH(c->others, c->nothers, c->others_cap) = t->kind;
}

static void
on_record(void *user, const struct gk_record *r)
{
	struct cat *c = user;

	if (r->table->kind == c->kind)
		gk_canonical_record(c->out, r);
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
		    N_("a second column that means the same, not read"),
		[GK_FAULT_UNRECOGNISED] =
		    N_("no known header; see --kind and --column"),
		[GK_FAULT_OWN_TABLE] =
		    N_("one of gongkai's own tables, skipped"),
		[GK_FAULT_ALIAS_UNKNOWN] = N_("an unknown column, not read"),
		[GK_FAULT_AMBIGUOUS] = N_("of one kind or of another; see --kind"),
	};

	return _(texts[what]);
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
	const struct cat *c = user;
	struct gk_buf b = { 0 };

	if (c->set->quiet && (f->what == GK_FAULT_ALIAS_UNKNOWN ||
	    f->what == GK_FAULT_OWN_TABLE))
		return;
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

static void
read_inputs(const struct gk_inputs *in, const struct gk_ledger_options *opt,
    struct cat *c)
{
	static const struct gk_ledger_ops ops = { .table = on_table,
		.record = on_record, .fault = on_fault };
	struct gk_error err;

	for (size_t i = 0; i < in->count; i++) {
		if (gk_ledger_read(in->list[i].path, in->list[i].name, opt,
		    &ops, c, &err) == GK_OK)
			continue;
		gk_warn(&err);
		c->trouble = true;
	}
	if (in->attachments > 0 && !c->set->quiet)
		gk_say(_("attachments that were not read: %zu"),
		    in->attachments);
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
		.map = set->columns, .nmap = set->ncolumns };
	struct gk_inputs in = { 0 };
	struct gk_error err;

	if (gk_ledger_options_check(&opt, &err) != GK_OK)
		gk_warn(&err);
	else if (find_inputs(&in, argc, argv, c) == GK_OK)
		read_inputs(&in, &opt, c);
	gk_inputs_release(&in);
	judge_kinds(c);
	if (c->kind == NULL)	/* nothing was printed: it has been said why */
		c->useless = true;
	c->trouble |= c->useless;
}

static enum gk_exit
run(struct gk_settings *set, int argc, char **argv)
{
	struct cat c = { .set = set };
	struct gk_ledger_kinds *kinds;
	struct gk_error err;
	char *folder;

	gk_xml_init();
	folder = gk_data_path("rules/ledgers");
	kinds = gk_ledger_kinds_read(folder, &err);
	free(folder);
	gk_xml_cleanup();
	if (kinds != NULL)
		c.out = gk_out_open(set->output, &err);
	if (c.out == NULL) {
		gk_warn(&err);
		gk_ledger_kinds_free(kinds);
		return GK_EXIT_TROUBLE;
	}
	cat(kinds, argc, argv, &c);
	if (c.useless && set->output != NULL) {
		gk_out_discard(c.out);
	} else if (gk_out_close(c.out, &err) != GK_OK) {
		gk_warn(&err);
		c.trouble = true;
	}
	free(c.others);
	gk_ledger_kinds_free(kinds);
	return c.trouble ? GK_EXIT_TROUBLE : GK_EXIT_CLEAN;
}

static const struct gk_tool tool = {
	.name = "gk-cat",
	.synopsis = "[FILE|DIR ...]",
	.summary = N_("Print ledgers as one canonical ledger."),
	.options = options,
	.run = run,
};

int
main(int argc, char **argv)
{
	return gk_tool_main(&tool, argc, argv);
}
