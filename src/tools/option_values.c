/*
 * The values of options, one by one.
 */
#include "config.h"

#include "tools/options_int.h"

#include <stdlib.h>

#include "core/mem.h"
#include "report/report.h"

void
gk_options_formats(struct gk_buf *b, const struct gk_tool *tool)
{
	if (tool->formats == NULL) {
		gk_buf_puts(b, gk_report_names());
		return;
	}
	for (size_t i = 0; tool->formats[i] != NULL; i++)
		gk_buf_printf(b, "%s%s", i != 0 ? ", " : "",
		    tool->formats[i]);
}

static bool
wrong(int code, const char *value, const char *want)
{
	gk_say(_("--%s: '%s' is not %s"), gk_options_name(code), value, want);
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

static bool
set_jobs(struct gk_settings *s, const char *value)
{
	size_t n;

	if (!gk_str_to_size(gk_str_of(value), &n) || n < 1 || n > GK_JOBS_MAX)
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
	gk_options_formats(&names, tool);
	wrong(GK_OPT_FORMAT, value, names.p);
	gk_buf_release(&names);
	return false;
}

/* ---- one option ----------------------------------------------------- */

static bool
set_color(struct gk_settings *s, const char *value)
{
	static const char *const words[] = { [GK_COLOR_AUTO] = "auto",
		[GK_COLOR_ALWAYS] = "always", [GK_COLOR_NEVER] = "never", NULL };
	int i = word_of(value, words);

	if (i < 0)
		return wrong(GK_OPT_COLOR, value, _("auto, always or never"));
	s->color_when = (enum gk_color)i;
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

/* Options that are there or not. */
static bool *
flag(struct gk_settings *s, int code)
{
	switch (code) {
	case GK_OPT_ALL_UNITS:
		return &s->all_units;
	case GK_OPT_EXPLAIN_LAYOUT:
		return &s->explain_layout;
	case GK_OPT_GAPS:
		return &s->gaps;
	case GK_OPT_GATE:
		return &s->gate;
	case GK_OPT_LIST:
		return &s->list;
	case GK_OPT_MATCHES:
		return &s->matches;
	case GK_OPT_MATRIX:
		return &s->matrix;
	case GK_OPT_PROGRESS:
		return &s->progress;
	case GK_OPT_QUIET:
		return &s->quiet;
	case GK_OPT_RAW:
		return &s->raw;
	case GK_OPT_SUMMARY:
		return &s->summary;
	case GK_OPT_VERIFY:
		return &s->verify;
	default:
		return NULL;
	}
}

bool
gk_options_take(const struct gk_tool *tool, struct gk_settings *s, int code,
    const char *value)
{
	const char **text = plain(s, code);
	bool *set = flag(s, code);

	if (text != NULL) {
		*text = value;
		return true;
	}
	if (set != NULL)
		return *set = true;
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
		return set_color(s, value);
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
	case GK_OPT_POINTS:
		s->points_file = value;
		return s->points = true;
	default:
		return false;
	}
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
