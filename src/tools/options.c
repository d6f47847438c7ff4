#include "config.h"

#include "tools/options_int.h"

#include <getopt.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

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

const char *
gk_options_name(int code)
{
	size_t i = 0;

	while (known[i].code != code)
		i++;
	return known[i].name;
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

static void
help_formats(const struct gk_tool *tool, FILE *f)
{
	struct gk_buf b;

	gk_buf_init(&b);
	gk_options_formats(&b, tool);
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

	return n < 1 ? 1 : n > GK_JOBS_MAX ? GK_JOBS_MAX : (int)n;
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
read_all(const struct gk_tool *tool, struct gk_settings *s, int argc,
    char **argv)
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
		if (c == '?' || c == ':' ||
		    !gk_options_take(tool, s, c, optarg))
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
	enum gk_command command;

	*s = (struct gk_settings){
		.as_of = GK_NO_DAY, .from = GK_NO_DAY, .to = GK_NO_DAY,
		.notice_date = GK_NO_DAY, .fail_on = GK_ERROR, .lang = GK_ZH,
		.scope = GK_SCOPE_UNKNOWN, .jobs = processors(),
	};
	command = read_all(tool, s, argc, argv);
	*operands = optind;
	if (command != GK_COMMAND_RUN)
		return command;
	if (!s->as_of_given && gk_options_takes(tool, GK_OPT_AS_OF))
		s->as_of = today();
	if (s->output != NULL && strcmp(s->output, "-") == 0)
		s->output = NULL;
	s->color = s->color_when == GK_COLOR_AUTO ? terminal_wants_color(s) :
	    s->color_when == GK_COLOR_ALWAYS;
	s->width = terminal_width(s);
	return command;
}
