/*
 * GitLab's Code Quality report: a JSON array, one object a finding.
 *
 * GitLab knows no place but a file and a line: a finding without a file is put
 * at its unit, one without a row at line 1.  What is closed is left out.
 */
#include "config.h"

#include "report/escape.h"
#include "report/group.h"
#include "report/report.h"

static const char *
severity(const struct gk_finding *f)
{
	static const char *const names[] = { [GK_NOTICE] = "info",
		[GK_WARNING] = "major", [GK_ERROR] = "critical" };
	bool safety = gk_str_eq(f->col[GK_F_CLASS],
	    gk_str_of(gk_class_name(GK_SAFETY)));

	if (!gk_report_counts(f))
		return "info";
	return f->severity == GK_ERROR && safety ? "blocker" :
	    names[f->severity];
}

static struct gk_str
path(const struct gk_finding *f)
{
	if (f->col[GK_F_FILE].n != 0)
		return f->col[GK_F_FILE];
	return f->col[GK_F_UNIT].n != 0 ? f->col[GK_F_UNIT] :
	    GK_STR(PACKAGE);
}

/* The message, with what it is that does not count. */
static void
put_description(struct gk_writer *w, const struct gk_finding *f,
    enum gk_lang lang, struct gk_buf *text)
{
	gk_buf_clear(text);
	gk_buf_add_str(text, f->col[GK_F_MESSAGE]);
	gk_buf_puts(text, gk_report_state(f->col[GK_F_STATE], lang));
	if (f->advisory)
		gk_buf_puts(text, lang == GK_ZH ? GK_UNVERIFIED :
		    " (unverified)");
	gk_put_json(w, gk_buf_str(text));
}

static void
put_finding(struct gk_writer *w, const struct gk_finding *f,
    enum gk_lang lang, struct gk_buf *text)
{
	size_t line = f->row;

	gk_str_to_size(f->col[GK_F_LINE], &line);
	gk_out_puts(w->o, "{\"description\":");
	put_description(w, f, lang, text);
	gk_out_puts(w->o, ",\"check_name\":");
	gk_put_json(w, f->col[GK_F_RULE]);
	/* Hexadecimal digits, whatever they look like. */
	gk_out_puts(w->o, ",\"fingerprint\":\"");
	gk_out_str(w->o, f->col[GK_F_FINGERPRINT]);
	gk_out_printf(w->o, "\",\"severity\":\"%s\",\"location\":{\"path\":",
	    severity(f));
	gk_put_json(w, path(f));
	gk_out_printf(w->o, ",\"lines\":{\"begin\":%zu}}}",
	    line != 0 ? line : 1);
}

static void
write_report(const struct gk_findings *fs, const struct gk_report_options *opt,
    struct gk_out *o)
{
	const char *sep = "[\n";
	struct gk_writer w;
	struct gk_buf text;

	gk_writer_init(&w, o);
	gk_buf_init(&text);
	for (size_t i = 0; i < fs->count; i++) {
		const struct gk_finding *f = &fs->list[i];

		if (gk_str_eq(f->col[GK_F_STATE], GK_STR("closed")))
			continue;
		gk_out_puts(o, sep);
		sep = ",\n";
		put_finding(&w, f, opt->lang, &text);
	}
	gk_out_puts(o, sep[0] == '[' ? "[]\n" : "\n]\n");
	gk_buf_release(&text);
	gk_writer_release(&w);
}

const struct gk_report gk_report_codequality = { .name = "codequality",
	.write = write_report };
