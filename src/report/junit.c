/*
 * JUnit's XML, as Jenkins and GitLab read it: a suite for each file, and for
 * each unit of what has no file; a case for each finding.
 *
 * Errors and warnings are failures.  Notices, and what does not count, are
 * skipped cases.  The name of a case does not change from week to week: rule,
 * column, record and fingerprint.
 */
#include "config.h"

#include "report/escape.h"
#include "report/group.h"
#include "report/report.h"

struct junit {
	const struct gk_findings *fs;
	const struct gk_report_options *opt;
	struct gk_writer w;
};

static bool
fails(const struct gk_finding *f)
{
	return gk_report_counts(f) && f->severity != GK_NOTICE;
}

static struct gk_str
suite_name(const struct gk_finding *f)
{
	if (f->col[GK_F_FILE].n != 0)
		return f->col[GK_F_FILE];
	return f->col[GK_F_UNIT].n != 0 ? f->col[GK_F_UNIT] :
	    GK_STR(PACKAGE);
}

static void
put_attribute(struct junit *j, const char *name, struct gk_str value)
{
	gk_out_printf(j->w.o, " %s=\"", name);
	gk_put_xml(&j->w, value);
	gk_out_puts(j->w.o, "\"");
}

/* What the finding is about: the record, else the item. */
static struct gk_str
subject(const struct gk_finding *f)
{
	return f->col[GK_F_TITLE].n != 0 ? f->col[GK_F_TITLE] :
	    f->col[GK_F_ITEM];
}

static void
put_name(struct junit *j, const struct gk_finding *f)
{
	const struct gk_str parts[] = { f->col[GK_F_COLUMN], subject(f) };

	gk_out_puts(j->w.o, "<testcase name=\"");
	gk_put_xml(&j->w, f->col[GK_F_RULE]);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (parts[i].n == 0)
			continue;
		gk_out_puts(j->w.o, " ");
		gk_put_xml(&j->w, parts[i]);
	}
	/* Hexadecimal digits, whatever they look like. */
	gk_out_puts(j->w.o, " ");
	gk_out_str(j->w.o, f->col[GK_F_FINGERPRINT]);
	gk_out_puts(j->w.o, "\"");
}

static void
put_message(struct junit *j, const struct gk_finding *f)
{
	gk_out_puts(j->w.o, " message=\"");
	gk_put_xml(&j->w, f->col[GK_F_MESSAGE]);
	gk_out_puts(j->w.o, gk_report_state(f->col[GK_F_STATE],
	    j->opt->lang));
	if (f->advisory)
		gk_out_puts(j->w.o, j->opt->lang == GK_ZH ? GK_UNVERIFIED :
		    " (unverified)");
	gk_out_puts(j->w.o, "\"");
}

/* The body of a failure: where it is. */
static void
put_place(struct junit *j, const struct gk_finding *f)
{
	static const enum gk_finding_column shown[] = { GK_F_UNIT, GK_F_FILE,
		GK_F_SHEET, GK_F_ROW, GK_F_CELL, GK_F_COLUMN, GK_F_VALUE,
		GK_F_BASIS, GK_F_DUE, GK_F_FIX_BY, GK_F_SINCE };

	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		if (f->col[shown[i]].n == 0)
			continue;
		gk_out_printf(j->w.o, "%s: ",
		    gk_finding_column_name(shown[i]));
		gk_put_xml(&j->w, f->col[shown[i]]);
		gk_out_puts(j->w.o, "\n");
	}
}

static void
put_case(struct junit *j, const struct gk_finding *f)
{
	const char *tag = fails(f) ? "failure" : "skipped";

	put_name(j, f);
	put_attribute(j, "classname", suite_name(f));
	gk_out_printf(j->w.o, " time=\"0\">\n<%s type=\"%s\"", tag,
	    gk_severity_name(f->severity));
	put_message(j, f);
	if (fails(f)) {
		gk_out_puts(j->w.o, ">");
		put_place(j, f);
		gk_out_printf(j->w.o, "</%s>\n</testcase>\n", tag);
	} else {
		gk_out_puts(j->w.o, "/>\n</testcase>\n");
	}
}

/* The suite that begins at `from`; returns where the next one begins. */
static size_t
put_suite(struct junit *j, size_t from)
{
	const struct gk_finding *list = j->fs->list;
	const struct gk_str name = suite_name(&list[from]);
	size_t to = from, failures = 0;

	for (; to < j->fs->count && gk_str_eq(suite_name(&list[to]), name);
	    to++)
		failures += fails(&list[to]);
	gk_out_puts(j->w.o, "<testsuite");
	put_attribute(j, "name", name);
	gk_out_printf(j->w.o, " tests=\"%zu\" failures=\"%zu\" errors=\"0\" "
	    "skipped=\"%zu\" time=\"0\">\n", to - from, failures,
	    to - from - failures);
	for (size_t i = from; i < to; i++)
		put_case(j, &list[i]);
	gk_out_puts(j->w.o, "</testsuite>\n");
	return to;
}

static void
write_report(const struct gk_findings *fs, const struct gk_report_options *opt,
    struct gk_out *o)
{
	struct junit j = { .fs = fs, .opt = opt };
	size_t failures = 0;

	gk_writer_init(&j.w, o);
	for (size_t i = 0; i < fs->count; i++)
		failures += fails(&fs->list[i]);
	gk_out_printf(o, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<testsuites name=\"" PACKAGE "\" tests=\"%zu\" "
	    "failures=\"%zu\" errors=\"0\" time=\"0\">\n",
	    fs->count != 0 ? fs->count : 1, failures);
	for (size_t i = 0; i < fs->count;)
		i = put_suite(&j, i);
	/* A report without a case is taken for a broken one. */
	if (fs->count == 0)
		gk_out_puts(o, "<testsuite name=\"" PACKAGE "\" tests=\"1\" "
		    "failures=\"0\" errors=\"0\" skipped=\"0\" time=\"0\">\n"
		    "<testcase name=\"" PACKAGE "\" classname=\"" PACKAGE
		    "\" time=\"0\"/>\n</testsuite>\n");
	gk_out_puts(o, "</testsuites>\n");
	gk_writer_release(&j.w);
}

const struct gk_report gk_report_junit = { .name = "junit",
	.write = write_report };
