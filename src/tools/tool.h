/*
 * What all tools share: main, options, exit status.
 *
 * A tool's main is `return gk_tool_main(&tool, argc, argv);`.  gk_tool_main
 * sets up the locale (standard error and --help only), reads the options that
 * the tool names in `common`, handles --help and --version, calls run, and
 * checks that standard output was written.  Every option is one line of
 * options.def.
 */
#ifndef GK_TOOLS_TOOL_H
#define GK_TOOLS_TOOL_H

#include "core/date.h"
#include "core/error.h"
#include "core/i18n.h"
#include "finding/finding.h"
#include "ledger/ledger.h"
#include "rules/book.h"

/* The shared options, by letter where one exists, else by a number. */
enum gk_opt {
	GK_OPT_AS_OF = 256, GK_OPT_CATALOGS, GK_OPT_RULES, GK_OPT_UNITS,
	GK_OPT_KIND, GK_OPT_FROM, GK_OPT_TO, GK_OPT_FAIL_ON, GK_OPT_COLOR,
	GK_OPT_COLUMN, GK_OPT_UNIT, GK_OPT_ENCODING, GK_OPT_CALENDAR,
	GK_OPT_LANG, GK_OPT_SCOPE, GK_OPT_ALL_UNITS, GK_OPT_GATE,
	GK_OPT_SUBMISSIONS, GK_OPT_APPLICABILITY, GK_OPT_NOTICE_DATE,
	GK_OPT_MATRIX, GK_OPT_MATRIX_OUT, GK_OPT_MATRIX_IN, GK_OPT_POINTS,
	GK_OPT_GAPS,
	GK_OPT_FIELD, GK_OPT_NAME, GK_OPT_SLUG, GK_OPT_ISSUER, GK_OPT_DOCUMENT,
	GK_OPT_SOURCE, GK_OPT_TABLE, GK_OPT_ONLY, GK_OPT_SKIP, GK_OPT_PARAM,
	GK_OPT_LIST, GK_OPT_EXPLAIN, GK_OPT_VERIFY, GK_OPT_RAW,
	GK_OPT_EXPLAIN_LAYOUT, GK_OPT_PROGRESS, GK_OPT_MATCHES,
	GK_OPT_THRESHOLD, GK_OPT_WAIVERS,
	GK_OPT_WRITE_WAIVERS, GK_OPT_SUMMARY,
	GK_OPT_AGAINST, GK_OPT_MAPPING,
	GK_OPT_FORMAT = 'f', GK_OPT_OUTPUT = 'o', GK_OPT_JOBS = 'j',
	GK_OPT_QUIET = 'q', GK_OPT_HELP = 'h', GK_OPT_VERSION = 'V'
};

enum gk_color { GK_COLOR_AUTO, GK_COLOR_ALWAYS, GK_COLOR_NEVER };

struct gk_settings {		/* the options as read */
	/* As of: today unless given; GK_NO_DAY if the tool does not take it. */
	gk_day as_of, from, to, notice_date;
	const char **catalogs;	/* --catalogs, as given */
	size_t ncatalogs;
	const char **rules;
	size_t nrules;
	const char **calendars;
	size_t ncalendars;
	const char *units, *submissions, *applicability;
	const char *kind, *encoding, *unit, *output, *matrix_out, *matrix_in;
	const char *points_file;	/* --points=FILE; NULL: the shipped one */
	const char *format;	/* a known one, or NULL */
	const char *field, *name, *slug, *issuer, *document, *source;
	size_t table;		/* --table; 0: not given */
	struct gk_column_map *columns;
	size_t ncolumns;
	struct gk_param_value *params;	/* --param */
	size_t nparams;
	const char **against;	/* --against, as given */
	size_t nagainst;
	const char *mapping;
	const char *only, *skip, *explain, *waivers, *write_waivers;
	enum gk_severity fail_on;
	bool fail_on_given, as_of_given, threshold_given;
	enum gk_scope scope;
	enum gk_lang lang;
	int jobs, threshold;	/* 0…1000 */
	bool quiet, all_units, gate, matrix, points, gaps, list, verify, matches,
	    summary;
	bool raw, explain_layout, progress;
	enum gk_color color_when;	/* --color */
	bool color;		/* decided: --color, NO_COLOR, terminal */
	int width;		/* of the terminal written to; 0: none */
};

struct gk_tool {
	const char *name;	/* "gk-cat" */
	const char *synopsis;	/* operands: "[FILE|DIR ...]" */
	const char *summary;	/* one sentence, N_() */
	void (*help)(void);	/* prints more behind it; or NULL */
	/* What -f may name, NULL-ended; NULL: the reports (report.h). */
	const char *const *formats;
	const int *options;	/* enum gk_opt of those it takes, 0-ended */
	/* argv holds the argc operands only. */
	enum gk_exit (*run)(struct gk_settings *s, int argc, char **argv);
};

int gk_tool_main(const struct gk_tool *tool, int argc, char **argv);
/* "gk-cat: FILE:LINE: message" on standard error, sanitised. */
void gk_warn(const struct gk_error *err);
/* The same for a plain message; `file` may be NULL. */
void gk_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
