#include "config.h"

#include "tools/tool.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "finding/privacy.h"
#include "tools/options_int.h"

/* Stands before every message; set once, before anything can go wrong. */
static const char *program = PACKAGE;

/* One write, so that messages of threads do not run into each other. */
static void
say(struct gk_str text)
{
	struct gk_buf clean, line;

	gk_buf_init(&clean);
	gk_buf_init(&line);
	gk_sanitize(&clean, text);
	gk_buf_printf(&line, "%s: ", program);
	gk_personal_mask(&line, gk_buf_str(&clean));
	gk_buf_putc(&line, '\n');
	fputs(line.p, stderr);
	gk_buf_release(&clean);
	gk_buf_release(&line);
}

void
gk_warn(const struct gk_error *err)
{
	struct gk_buf b;

	gk_buf_init(&b);
	if (err->file[0] != '\0') {
		gk_buf_puts(&b, err->file);
		if (err->line != 0)
			gk_buf_printf(&b, ":%zu", err->line);
		gk_buf_puts(&b, ": ");
	}
	gk_buf_puts(&b, err->message);
	say(gk_buf_str(&b));
	gk_buf_release(&b);
}

void
gk_say(const char *fmt, ...)
{
	struct gk_buf b;
	va_list ap;

	gk_buf_init(&b);
	va_start(ap, fmt);
	gk_buf_vprintf(&b, fmt, ap);
	va_end(ap);
	say(gk_buf_str(&b));
	gk_buf_release(&b);
}

/*
 * A file opened while descriptor 0, 1 or 2 is closed would get its number,
 * and be taken for standard input, output or error.  What stands in for a
 * closed one fails when it is used.
 */
static void
hold_standard_files(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			(void)open("/dev/null",
			    fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

/* The first of the variables that name the language of messages. */
static const char *
messages_locale(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && value[0] != '\0')
			return value;
	}
	return "C";
}

/*
 * Messages follow the locale; numbers, dates and order never do.
 *
 * Without the locales package zh_CN.UTF-8 does not exist, but C.UTF-8 does,
 * and in it glibc's gettext reads LANGUAGE (in "C" it would not).  So a locale
 * that is not there becomes C.UTF-8 with its name as LANGUAGE.
 */
static void
set_language(void)
{
	const char *dir = getenv("TEXTDOMAINDIR");

	if (setlocale(LC_CTYPE, "") == NULL ||
	    setlocale(LC_MESSAGES, "") == NULL) {
		setlocale(LC_CTYPE, "C.UTF-8");
		setlocale(LC_MESSAGES, "C.UTF-8");
		setenv("LANGUAGE", messages_locale(), 0);
	}
	bindtextdomain(PACKAGE, dir != NULL && dir[0] != '\0' ? dir :
	    LOCALEDIR);
	bind_textdomain_codeset(PACKAGE, "UTF-8");
	textdomain(PACKAGE);
}

static void
help(const struct gk_tool *tool)
{
	printf(_("Usage: %s [OPTION]... %s\n"), tool->name, tool->synopsis);
	printf("%s\n\n", _(tool->summary));
	if (tool->help != NULL)
		tool->help();
	gk_options_help(tool, stdout);
	fputs(_("\nExit status: 0 nothing found at or above the level, "
	    "1 something found,\n2 the run itself failed.\n"), stdout);
	printf(_("Manual: %s(1).\n"), tool->name);
}

/* Nothing may be lost between us and the disk or the next program. */
static bool
close_stdout(void)
{
	bool failed = ferror(stdout) != 0;
	struct gk_error err;

	if (fclose(stdout) == 0 && !failed)
		return true;
	gk_fail_errno(&err, NULL, _("cannot write to standard output"));
	gk_warn(&err);
	return false;
}

int
gk_tool_main(const struct gk_tool *tool, int argc, char **argv)
{
	enum gk_exit status = GK_EXIT_CLEAN;
	struct gk_settings s;
	int first = 0;

	program = tool->name;
	hold_standard_files();
	set_language();
	switch (gk_options_read(tool, &s, argc, argv, &first)) {
	case GK_COMMAND_HELP:
		help(tool);
		break;
	case GK_COMMAND_VERSION:
		printf("%s (%s) %s\n", tool->name, PACKAGE, PACKAGE_VERSION);
		break;
	case GK_COMMAND_WRONG:
		gk_say(_("see '%s --help'"), tool->name);
		status = GK_EXIT_TROUBLE;
		break;
	case GK_COMMAND_RUN:
		status = tool->run(&s, argc - first, argv + first);
		break;
	}
	gk_options_release(&s);
	return close_stdout() ? (int)status : GK_EXIT_TROUBLE;
}
