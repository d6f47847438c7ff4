#include "config.h"

#include "tools/options_int.h"

#include <getopt.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "core/mem.h"
#include "report/report.h"

#define JOBS_MAX 64

static const struct known {
	int code;
	const char *name, *arg, *help;
} known[] = {
#define GK_OPTION(sym, name, arg, help) { GK_OPT_##sym, name, arg, help },
#include "tools/options.def"
#undef GK_OPTION
};
#define NKNOWN (sizeof known / sizeof *known)

/* "[FILE]": an argument that may be left out. */
static bool
is_optional(const struct known *k)
{
	return k->arg != NULL && k->arg[0] == '[';
}

bool
gk_options_takes(const struct gk_tool *tool, int option)
{
	if (option == GK_OPT_HELP || option == GK_OPT_VERSION)
		return true;
	for (size_t i = 0; tool->options[i] != 0; i++)
		if (tool->options[i] == option)
			return true;
	return false;
}

/* "csv, html": what -f of a tool may name; for a sentence. */
static void
add_formats(struct gk_buf *b, const struct gk_tool *tool)
{
	if (tool->formats == NULL) {
		gk_buf_puts(b, gk_report_names());
		return;
	}
	for (size_t i = 0; tool->formats[i] != NULL; i++)
		gk_buf_printf(b, "%s%s", i != 0 ? ", " : "",
		    tool->formats[i]);
}

static void
help_formats(const struct gk_tool *tool, FILE *f)
{
	struct gk_buf b;

	gk_buf_init(&b);
	add_formats(&b, tool);
	fprintf(f, ": %s", b.p);
	gk_buf_release(&b);
}

void
gk_options_help(const struct gk_tool *tool, FILE *f)
{
	for (size_t i = 0; i < NKNOWN; i++) {
		const struct known *k = &known[i];
		int n;

		if (!gk_options_takes(tool, k->code))
			continue;
		n = k->code < 256 ? fprintf(f, "  -%c, ", k->code) :
		    fprintf(f, "      ");
		if (is_optional(k))
			n += fprintf(f, "--%s[=%s", k->name, k->arg + 1);
		else
			n += fprintf(f, "--%s%s%s", k->name,
			    k->arg != NULL ? "=" : "",
			    k->arg != NULL ? k->arg : "");
		fprintf(f, "%*s%s", n < 28 ? 28 - n : 2, "", _(k->help));
		if (k->code == GK_OPT_FORMAT)
			help_formats(tool, f);
		fputs("\n", f);
	}
}

/* ---- values --------------------------------------------------------- */

static bool
wrong(int code, const char *value, const char *want)
{
	for (size_t i = 0; i < NKNOWN; i++)
		if (known[i].code == code)
			gk_say(_("--%s: '%s' is not %s"), known[i].name, value,
			    want);
	return false;
}

static bool
set_day(gk_day *day, int code, const char *value)
{
	if (gk_date_parse_iso(gk_str_of(value), day))
		return true;
	return wrong(code, value, _("a date, YYYY-MM-DD"));
}

static void
push_path(const char ***list, size_t *n, const char *value)
{
	*list = gk_reallocarray(*list, *n + 1, sizeof **list);
	(*list)[(*n)++] = value;
}

static bool
push_column(struct gk_settings *s, const char *value)
{
	const char *sign = strchr(value, '=');

	if (sign == NULL || sign == value || sign[1] == '\0')
		return wrong(GK_OPT_COLUMN, value, _("KEY=HEADER"));
	s->columns = gk_reallocarray(s->columns, s->ncolumns + 1,
	    sizeof *s->columns);
	s->columns[s->ncolumns++] = (struct gk_column_map){
	    gk_strndup(value, (size_t)(sign - value)), sign + 1 };
	return true;
}

static bool
push_param(struct gk_settings *s, const char *value)
{
	const char *sign = strchr(value, '=');

	if (sign == NULL || sign == value || sign[1] == '\0')
		return wrong(GK_OPT_PARAM, value, _("NAME=VALUE"));
	s->params = gk_reallocarray(s->params, s->nparams + 1,
	    sizeof *s->params);
	s->params[s->nparams++] = (struct gk_param_value){
	    gk_strndup(value, (size_t)(sign - value)), sign + 1 };
	return true;
}

/* The number of `value` among the words, or -1. */
static int
word_of(const char *value, const char *const *words)
{
	for (int i = 0; words[i] != NULL; i++)
		if (strcmp(value, words[i]) == 0)
			return i;
	return -1;
}

static bool
set_scope(struct gk_settings *s, const char *value)
{
	static const char *const words[] = { "incremental", "增量", "full",
		"全量", NULL };
	int i = word_of(value, words);

	if (i < 0)
		return wrong(GK_OPT_SCOPE, value, _("full or incremental"));
	s->scope = i < 2 ? GK_INCREMENTAL : GK_FULL;
	return true;
}

static bool
set_lang(struct gk_settings *s, const char *value)
{
	static const char *const words[] = { [GK_ZH] = "zh", [GK_EN] = "en",
		NULL };
	int i = word_of(value, words);

	if (i < 0)
		return wrong(GK_OPT_LANG, value, _("zh or en"));
	s->lang = (enum gk_lang)i;
	return true;
}

/* Whether colour is wanted; asked last, when it is known where text goes. */
static bool
terminal_wants_color(const struct gk_settings *s)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return s->output == NULL && isatty(STDOUT_FILENO) &&
	    (no == NULL || no[0] == '\0') &&
	    (term == NULL || strcmp(term, "dumb") != 0);
}

static bool
set_jobs(struct gk_settings *s, const char *value)
{
	size_t n;

	if (!gk_str_to_size(gk_str_of(value), &n) || n < 1 || n > JOBS_MAX)
		return wrong(GK_OPT_JOBS, value, _("a number from 1 to 64"));
	s->jobs = (int)n;
	return true;
}

static bool
set_threshold(struct gk_settings *s, const char *value)
{
	size_t n;

	if (!gk_str_to_size(gk_str_of(value), &n) || n > 1000)
		return wrong(GK_OPT_THRESHOLD, value,
		    _("a number from 0 to 1000"));
	s->threshold = (int)n;
	return s->threshold_given = true;
}

static bool
set_fail_on(struct gk_settings *s, const char *value)
{
	s->fail_on_given = true;
	return gk_severity_parse(value, &s->fail_on) ||
	    wrong(GK_OPT_FAIL_ON, value,
	    _("error, warning, notice or never"));
}

static bool
set_format(const struct gk_tool *tool, struct gk_settings *s,
    const char *value)
{
	struct gk_buf names;

	s->format = value;
	if (tool->formats != NULL ? word_of(value, tool->formats) >= 0 :
	    gk_report_find(value) != NULL)
		return true;
	gk_buf_init(&names);
	add_formats(&names, tool);
	wrong(GK_OPT_FORMAT, value, names.p);
	gk_buf_release(&names);
	return false;
}

/* ---- one option ----------------------------------------------------- */

enum when { AUTO, ALWAYS, NEVER };

static bool
set_color(enum when *when, const char *value)
{
	static const char *const words[] = { [AUTO] = "auto",
		[ALWAYS] = "always", [NEVER] = "never", NULL };
	int i = word_of(value, words);

	if (i < 0)
		return wrong(GK_OPT_COLOR, value, _("auto, always or never"));
	*when = (enum when)i;
	return true;
}

/* Options whose value is taken as it is. */
static const char **
plain(struct gk_settings *s, int code)
{
	switch (code) {
	case GK_OPT_UNITS:
		return &s->units;
	case GK_OPT_SUBMISSIONS:
		return &s->submissions;
	case GK_OPT_APPLICABILITY:
		return &s->applicability;
	case GK_OPT_KIND:
		return &s->kind;
	case GK_OPT_ENCODING:
		return &s->encoding;
	case GK_OPT_UNIT:
		return &s->unit;
	case GK_OPT_OUTPUT:
		return &s->output;
	case GK_OPT_MATRIX_OUT:
		return &s->matrix_out;
	case GK_OPT_MATRIX_IN:
		return &s->matrix_in;
	case GK_OPT_FIELD:
		return &s->field;
	case GK_OPT_NAME:
		return &s->name;
	case GK_OPT_SLUG:
		return &s->slug;
	case GK_OPT_ISSUER:
		return &s->issuer;
	case GK_OPT_DOCUMENT:
		return &s->document;
	case GK_OPT_SOURCE:
		return &s->source;
	case GK_OPT_ONLY:
		return &s->only;
	case GK_OPT_SKIP:
		return &s->skip;
	case GK_OPT_EXPLAIN:
		return &s->explain;
	case GK_OPT_MAPPING:
		return &s->mapping;
	case GK_OPT_WAIVERS:
		return &s->waivers;
	case GK_OPT_WRITE_WAIVERS:
		return &s->write_waivers;
	default:
		return NULL;
	}
}

static bool
take(const struct gk_tool *tool, struct gk_settings *s, enum when *color,
    int code, const char *value)
{
	const char **text = plain(s, code);

	if (text != NULL) {
		*text = value;
		return true;
	}
	switch (code) {
	case GK_OPT_AS_OF:
		s->as_of_given = true;
		return set_day(&s->as_of, code, value);
	case GK_OPT_FROM:
		return set_day(&s->from, code, value);
	case GK_OPT_TO:
		return set_day(&s->to, code, value);
	case GK_OPT_NOTICE_DATE:
		return set_day(&s->notice_date, code, value);
	case GK_OPT_CATALOGS:
		push_path(&s->catalogs, &s->ncatalogs, value);
		return true;
	case GK_OPT_RULES:
		push_path(&s->rules, &s->nrules, value);
		return true;
	case GK_OPT_AGAINST:
		push_path(&s->against, &s->nagainst, value);
		return true;
	case GK_OPT_CALENDAR:
		push_path(&s->calendars, &s->ncalendars, value);
		return true;
	case GK_OPT_COLUMN:
		return push_column(s, value);
	case GK_OPT_PARAM:
		return push_param(s, value);
	case GK_OPT_FORMAT:
		return set_format(tool, s, value);
	case GK_OPT_FAIL_ON:
		return set_fail_on(s, value);
	case GK_OPT_COLOR:
		return set_color(color, value);
	case GK_OPT_SCOPE:
		return set_scope(s, value);
	case GK_OPT_LANG:
		return set_lang(s, value);
	case GK_OPT_JOBS:
		return set_jobs(s, value);
	case GK_OPT_TABLE:
		return (gk_str_to_size(gk_str_of(value), &s->table) &&
		    s->table != 0) || wrong(code, value, _("a number from 1 up"));
	case GK_OPT_THRESHOLD:
		return set_threshold(s, value);
	case GK_OPT_QUIET:
		return s->quiet = true;
	case GK_OPT_MATCHES:
		return s->matches = true;
	case GK_OPT_ALL_UNITS:
		return s->all_units = true;
	case GK_OPT_GATE:
		return s->gate = true;
	case GK_OPT_MATRIX:
		return s->matrix = true;
	case GK_OPT_POINTS:
		s->points_file = value;
		return s->points = true;
	case GK_OPT_GAPS:
		return s->gaps = true;
	case GK_OPT_LIST:
		return s->list = true;
	case GK_OPT_RAW:
		return s->raw = true;
	case GK_OPT_EXPLAIN_LAYOUT:
		return s->explain_layout = true;
	case GK_OPT_PROGRESS:
		return s->progress = true;
	case GK_OPT_VERIFY:
		return s->verify = true;
	case GK_OPT_SUMMARY:
		return s->summary = true;
	default:
		return false;
	}
}

/* ---- the command line ----------------------------------------------- */

/* Today where the user is: the only look at the clock in all of gongkai. */
static gk_day
today(void)
{
	time_t now = time(NULL);
	struct tm tm;

	if (now == (time_t)-1 || localtime_r(&now, &tm) == NULL)
		return GK_NO_DAY;
	return gk_day_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

static int
processors(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > JOBS_MAX ? JOBS_MAX : (int)n;
}

static int
terminal_width(const struct gk_settings *s)
{
	struct winsize size;

	if (s->output != NULL || !isatty(STDOUT_FILENO) ||
	    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
		return 0;
	return size.ws_col;
}

static void
getopt_tables(const struct gk_tool *tool, struct option *longs, char *shorts)
{
	*shorts++ = ':';
	for (size_t i = 0; i < NKNOWN; i++) {
		const struct known *k = &known[i];

		if (!gk_options_takes(tool, k->code))
			continue;
		*longs++ = (struct option){ k->name, is_optional(k) ?
		    optional_argument : k->arg != NULL ? required_argument :
		    no_argument, NULL, k->code };
		if (k->code >= 256)
			continue;
		*shorts++ = (char)k->code;
		if (k->arg != NULL)
			*shorts++ = ':';
	}
	*longs = (struct option){ 0 };
	*shorts = '\0';
}

/* What getopt_long could not take; it does not tell why, so neither do we. */
static void
say_wrong(int result, char **argv)
{
	const char *word = argv[optind - 1];

	if (result == ':')
		gk_say(_("option '%s' needs an argument"), word);
	else if (optopt > 0 && optopt < 256 && strncmp(word, "--", 2) != 0)
		gk_say(_("unknown option '-%c'"), optopt);
	else if (optopt != 0)
		gk_say(_("option '%s' takes no argument"), word);
	else
		gk_say(_("unknown or ambiguous option '%s'"), word);
}

static enum gk_command
read_all(const struct gk_tool *tool, struct gk_settings *s, enum when *color,
    int argc, char **argv)
{
	struct option longs[NKNOWN + 1];
	char shorts[2 * NKNOWN + 2];
	int c;

	getopt_tables(tool, longs, shorts);
	opterr = 0;
	while ((c = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
		if (c == GK_OPT_HELP)
			return GK_COMMAND_HELP;
		if (c == GK_OPT_VERSION)
			return GK_COMMAND_VERSION;
		if (c == '?' || c == ':')
			say_wrong(c, argv);
		if (c == '?' || c == ':' || !take(tool, s, color, c, optarg))
			return GK_COMMAND_WRONG;
	}
	if (s->from == GK_NO_DAY || s->to == GK_NO_DAY || s->from <= s->to)
		return GK_COMMAND_RUN;
	gk_say(_("--from is after --to"));
	return GK_COMMAND_WRONG;
}

enum gk_command
gk_options_read(const struct gk_tool *tool, struct gk_settings *s, int argc,
    char **argv, int *operands)
{
	enum when color = AUTO;
	enum gk_command command;

	*s = (struct gk_settings){
		.as_of = GK_NO_DAY, .from = GK_NO_DAY, .to = GK_NO_DAY,
		.notice_date = GK_NO_DAY, .fail_on = GK_ERROR, .lang = GK_ZH,
		.scope = GK_SCOPE_UNKNOWN, .jobs = processors(),
	};
	command = read_all(tool, s, &color, argc, argv);
	*operands = optind;
	if (command != GK_COMMAND_RUN)
		return command;
	if (!s->as_of_given && gk_options_takes(tool, GK_OPT_AS_OF))
		s->as_of = today();
	if (s->output != NULL && strcmp(s->output, "-") == 0)
		s->output = NULL;
	s->color = color == AUTO ? terminal_wants_color(s) : color == ALWAYS;
	s->width = terminal_width(s);
	return command;
}

void
gk_options_release(struct gk_settings *s)
{
	for (size_t i = 0; i < s->ncolumns; i++)
		free((char *)(uintptr_t)s->columns[i].key);
	free(s->columns);
	for (size_t i = 0; i < s->nparams; i++)
		free((char *)(uintptr_t)s->params[i].name);
	free(s->params);
	free(s->catalogs);
	free(s->rules);
	free(s->calendars);
	free(s->against);
}
