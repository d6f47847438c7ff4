/*
 * Reports: findings for people and for machines.  One format, one file.
 *
 * To add a format: write src/report/NAME.c, add a line to reports.def and the
 * file to Makefile.am, a section to gk-report(1), a case under tests/cases.
 */
#ifndef GK_REPORT_REPORT_H
#define GK_REPORT_REPORT_H

#include "core/i18n.h"
#include "core/out.h"
#include "finding/finding.h"

struct gk_report_options {
	enum gk_lang lang;
	gk_day as_of;		/* GK_NO_DAY if unknown (gk-report) */
	bool color;
	int width;		/* of the terminal; 0: do not fold or cut */
};

struct gk_report {
	const char *name;
	void (*write)(const struct gk_findings *fs,
	    const struct gk_report_options *opt, struct gk_out *o);
};

#define GK_REPORT(name) extern const struct gk_report gk_report_##name;
#include "report/reports.def"
#undef GK_REPORT

/* NULL if there is no such format. */
const struct gk_report *gk_report_find(const char *name);
/* "csv, jsonl, text", for messages and --help. */
const char *gk_report_names(void);

#endif
