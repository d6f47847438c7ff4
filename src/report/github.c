/*
 * Workflow commands of GitHub Actions: one annotation a finding.
 *
 *   ::error file=a.csv,line=9,title=overdue::the message
 *
 * What is closed is left out; what is waived or rests on an unverified source
 * is a notice, whatever its severity.
 */
#include "config.h"

#include "report/escape.h"
#include "report/group.h"
#include "report/report.h"

/* A command ends with its line, and a property at ':' or ','. */
static void
put(struct gk_writer *w, struct gk_str s, bool property)
{
	s = gk_writer_clean(w, s);
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '%' || c == '\n' ||
		    (property && (c == ':' || c == ',')))
			gk_out_printf(w->o, "%%%02X", (unsigned char)c);
		else
			gk_out_add(w->o, &c, 1);
	}
}

static const char *
command(const struct gk_finding *f)
{
	if (!gk_report_counts(f))
		return "notice";
	return gk_severity_name(f->severity);
}

/* The physical line where the file has lines, else the row. */
static void
put_place(struct gk_writer *w, const struct gk_finding *f)
{
	size_t line = f->row;

	if (f->col[GK_F_FILE].n == 0)
		return;
	gk_out_puts(w->o, "file=");
	put(w, f->col[GK_F_FILE], true);
	gk_str_to_size(f->col[GK_F_LINE], &line);
	if (line != 0)
		gk_out_printf(w->o, ",line=%zu", line);
	gk_out_puts(w->o, ",");
}

static void
put_finding(struct gk_writer *w, const struct gk_finding *f,
    enum gk_lang lang)
{
	gk_out_printf(w->o, "::%s ", command(f));
	put_place(w, f);
	gk_out_puts(w->o, "title=");
	put(w, f->col[GK_F_RULE], true);
	if (f->col[GK_F_UNIT].n != 0) {
		gk_out_puts(w->o, " ");
		put(w, f->col[GK_F_UNIT], true);
	}
	gk_out_puts(w->o, "::");
	put(w, f->col[GK_F_MESSAGE], false);
	gk_out_puts(w->o, gk_report_state(f->col[GK_F_STATE], lang));
	if (f->advisory)
		gk_out_puts(w->o, lang == GK_ZH ? GK_UNVERIFIED :
		    " (unverified)");
	gk_out_puts(w->o, "\n");
}

static void
write_report(const struct gk_findings *fs, const struct gk_report_options *opt,
    struct gk_out *o)
{
	struct gk_writer w;

	gk_writer_init(&w, o);
	for (size_t i = 0; i < fs->count; i++)
		if (!gk_str_eq(fs->list[i].col[GK_F_STATE], GK_STR("closed")))
			put_finding(&w, &fs->list[i], opt->lang);
	gk_writer_release(&w);
}

const struct gk_report gk_report_github = { .name = "github",
	.write = write_report };
