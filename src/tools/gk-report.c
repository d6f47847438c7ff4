/*
 * gk-report: findings as a report, for people or for machines.
 */
#include "config.h"

#include <unistd.h>

#include "compare/matrix.h"
#include "core/file.h"
#include "finding/table.h"
#include "report/report.h"
#include "tools/tool.h"

static const int options[] = { GK_OPT_FORMAT, GK_OPT_OUTPUT,
	GK_OPT_MATRIX_IN, GK_OPT_AS_OF, GK_OPT_FAIL_ON, GK_OPT_LANG,
	GK_OPT_COLOR, 0 };

static enum gk_status
read_findings(struct gk_findings *fs, const char *path, struct gk_error *err)
{
	const char *name = strcmp(path, "-") == 0 ? _("standard input") : path;
	enum gk_status status;
	struct gk_file f;

	if (gk_file_open(path, &f, err) != GK_OK)
		return GK_FAIL;
	status = gk_findings_read(fs, f.text, name, err);
	gk_file_close(&f);
	return status;
}

/* All operands, or standard input. */
static enum gk_status
read_operands(struct gk_findings *fs, int argc, char **argv,
    struct gk_error *err)
{
	bool dash = false;

	if (argc == 0 && isatty(STDIN_FILENO))
		return gk_fail(err, NULL, 0, _("no input: name a table of "
		    "findings, or pipe one in"));
	if (argc == 0)
		return read_findings(fs, "-", err);
	for (int i = 0; i < argc; i++) {
		if (strcmp(argv[i], "-") == 0) {
			if (dash)
				return gk_fail(err, NULL, 0, _("standard "
				    "input can be read only once"));
			dash = true;
		}
		if (read_findings(fs, argv[i], err) != GK_OK)
			return GK_FAIL;
	}
	return GK_OK;
}

static enum gk_status
read_matrix(struct gk_matrix *m, const char *path, struct gk_error *err)
{
	enum gk_status status;
	struct gk_file f;

	if (gk_file_open(path, &f, err) != GK_OK)
		return GK_FAIL;
	status = gk_matrix_read_csv(m, f.text, path, err);
	gk_file_close(&f);
	return status;
}

/*
 * The day of the audit, if the findings are of one: each says since when it
 * is known, and gk-diff, which carries older days along, sets a state.
 */
static gk_day
as_of(const struct gk_findings *fs)
{
	const struct gk_finding *f = fs->list;
	gk_day day;

	for (size_t i = 0; i < fs->count; i++)
		if (f[i].col[GK_F_STATE].n != 0 || !gk_str_eq(
		    f[i].col[GK_F_SINCE], f[0].col[GK_F_SINCE]))
			return GK_NO_DAY;
	return fs->count != 0 && gk_date_parse_iso(f[0].col[GK_F_SINCE], &day) ?
	    day : GK_NO_DAY;
}

static enum gk_status
write_report(const struct gk_findings *fs, const struct gk_matrix *m,
    const struct gk_settings *s, struct gk_error *err)
{
	const struct gk_report *report =
	    gk_report_find(s->format != NULL ? s->format : "text");
	struct gk_report_options opt = { .lang = s->lang, .color = s->color,
	    .as_of = s->as_of_given ? s->as_of : as_of(fs),
	    .width = s->width };
	struct gk_out *o = gk_out_open(s->output, err);

	if (o == NULL)
		return GK_FAIL;
	report->write(fs, &opt, o);
	if (s->matrix_in != NULL) {
		gk_out_puts(o, "\n");
		gk_matrix_print_table(m, o, s->lang, s->width);
	}
	return gk_out_close(o, err);
}

static enum gk_exit
run(struct gk_settings *s, int argc, char **argv)
{
	struct gk_matrix *m = gk_matrix_new();
	enum gk_exit status = GK_EXIT_TROUBLE;
	struct gk_error err = { .line = 0 };
	struct gk_findings fs;

	gk_findings_init(&fs, s->lang, s->as_of);
	if (s->matrix_in != NULL && s->format != NULL &&
	    strcmp(s->format, "text") != 0) {
		gk_say(_("--matrix goes with the format text only"));
		goto out;
	}
	if (read_operands(&fs, argc, argv, &err) != GK_OK ||
	    (s->matrix_in != NULL &&
	    read_matrix(m, s->matrix_in, &err) != GK_OK)) {
		gk_warn(&err);
		goto out;
	}
	gk_findings_finish(&fs);
	if (write_report(&fs, m, s, &err) != GK_OK) {
		gk_warn(&err);
		goto out;
	}
	status = s->fail_on_given && gk_findings_fail(&fs, s->fail_on) ?
	    GK_EXIT_FINDINGS : GK_EXIT_CLEAN;
out:
	gk_findings_release(&fs);
	gk_matrix_free(m);
	return status;
}

static const struct gk_tool tool = {
	.name = "gk-report",
	.synopsis = "[FILE ...]",
	.summary = N_("Write findings as a report."),
	.options = options,
	.run = run,
};

int
main(int argc, char **argv)
{
	return gk_tool_main(&tool, argc, argv);
}
