#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "tools/options_int.h"

#define ARGS_MAX 40

static const int all[] = {
#define GK_OPTION(sym, name, arg, help) GK_OPT_##sym,
#include "tools/options.def"
#undef GK_OPTION
	0
};
static const int few[] = { GK_OPT_LANG, GK_OPT_QUIET, 0 };

static struct gk_settings s;
static char *words[ARGS_MAX + 2];
static int operands;

/* Reads a command line given as one string; blanks part the words. */
static enum gk_command
command(const int *options, const char *line)
{
	const struct gk_tool tool = { .name = "gk-test", .options = options };
	static char text[512];
	char *rest = text;
	int argc = 0;

	gk_options_release(&s);
	snprintf(text, sizeof text, "gk-test %s", line);
	while (argc < ARGS_MAX &&
	    (words[argc] = strtok_r(argc == 0 ? text : NULL, " ", &rest)))
		argc++;
	words[argc] = NULL;
	optind = 0;		/* getopt_long begins anew */
	return gk_options_read(&tool, &s, argc, words, &operands);
}

static void
reads(const char *line)
{
	if (command(all, line) != GK_COMMAND_RUN)
		fail_msg("should be taken: %s", line);
}

static void
refuses(const char *line)
{
	if (command(all, line) != GK_COMMAND_WRONG)
		fail_msg("should be refused: %s", line);
}

static int
forget(void **state)
{
	(void)state;
	gk_options_release(&s);
	return 0;
}

static void
defaults(void **state)
{
	(void)state;
	reads("");
	assert_true(s.as_of != GK_NO_DAY);	/* the clock's */
	assert_false(s.as_of_given);
	assert_int_equal(s.from, GK_NO_DAY);
	assert_int_equal(s.to, GK_NO_DAY);
	assert_int_equal(s.notice_date, GK_NO_DAY);
	assert_int_equal(s.fail_on, GK_ERROR);
	assert_false(s.fail_on_given);
	assert_int_equal(s.lang, GK_ZH);
	assert_int_equal(s.scope, GK_SCOPE_UNKNOWN);
	assert_in_range(s.jobs, 1, 64);
	assert_false(s.quiet || s.gate || s.all_units || s.matrix);
	assert_null(s.format);
	assert_null(s.output);
	/* A tool without --as-of has no day of its own. */
	assert_int_equal(command(few, ""), GK_COMMAND_RUN);
	assert_int_equal(s.as_of, GK_NO_DAY);
}

static void
days(void **state)
{
	(void)state;
	reads("--as-of 2023-05-31 --from=2023-01-01 --to 2023-03-31 "
	    "--notice-date 2023-06-05");
	assert_int_equal(s.as_of, gk_day_of(2023, 5, 31));
	assert_true(s.as_of_given);
	assert_int_equal(s.from, gk_day_of(2023, 1, 1));
	assert_int_equal(s.to, gk_day_of(2023, 3, 31));
	assert_int_equal(s.notice_date, gk_day_of(2023, 6, 5));
	reads("--from 2023-01-01 --to 2023-01-01");
	refuses("--from 2023-01-02 --to 2023-01-01");
	refuses("--as-of 2023-02-30");
	refuses("--as-of 20230531");
	refuses("--as-of today");
	refuses("--from 2023-1-1");
	refuses("--as-of");
}

static void
words_of_lists(void **state)
{
	(void)state;
	reads("--fail-on never --lang en --scope 全量 --color=always -f jsonl");
	assert_int_equal(s.fail_on, GK_NEVER);
	assert_true(s.fail_on_given);
	assert_int_equal(s.lang, GK_EN);
	assert_int_equal(s.scope, GK_FULL);
	assert_true(s.color);
	assert_string_equal(s.format, "jsonl");
	reads("--scope 增量 --color=never --fail-on=notice");
	assert_int_equal(s.scope, GK_INCREMENTAL);
	assert_false(s.color);
	assert_int_equal(s.fail_on, GK_NOTICE);
	reads("--scope incremental");
	assert_int_equal(s.scope, GK_INCREMENTAL);
	reads("--scope full");
	assert_int_equal(s.scope, GK_FULL);
	refuses("--fail-on fatal");
	refuses("--lang ZH");
	refuses("--scope all");
	refuses("--color=yes");
	refuses("-f docx9");
}

static void
jobs(void **state)
{
	(void)state;
	reads("-j 1");
	assert_int_equal(s.jobs, 1);
	reads("--jobs=64");
	assert_int_equal(s.jobs, 64);
	refuses("-j 0");
	refuses("-j 65");
	refuses("-j -1");
	refuses("-j 2x");
	refuses("-j 99999999999999999999");
}

static void
columns(void **state)
{
	(void)state;
	reads("--column title=信息名称 --column url=a=b");
	assert_int_equal(s.ncolumns, 2);
	assert_string_equal(s.columns[0].key, "title");
	assert_string_equal(s.columns[0].header, "信息名称");
	assert_string_equal(s.columns[1].key, "url");
	assert_string_equal(s.columns[1].header, "a=b");
	refuses("--column title");
	refuses("--column =x");
	refuses("--column title=");
}

static void
paths_and_flags(void **state)
{
	(void)state;
	reads("--catalogs a --catalogs b --rules c --calendar d --units e "
	    "--kind f -o g -q --gate --all-units h i");
	assert_int_equal(s.ncatalogs, 2);
	assert_string_equal(s.catalogs[1], "b");
	assert_int_equal(s.nrules, 1);
	assert_string_equal(s.calendars[0], "d");
	assert_string_equal(s.units, "e");
	assert_string_equal(s.kind, "f");
	assert_string_equal(s.output, "g");
	assert_true(s.quiet && s.gate && s.all_units);
	assert_string_equal(words[operands], "h");
	assert_string_equal(words[operands + 1], "i");
	/* Standard output by its other name. */
	reads("-o -");
	assert_null(s.output);
	/* Options may follow operands, unless -- stands before. */
	reads("x -q");
	assert_true(s.quiet);
	reads("-- -q");
	assert_false(s.quiet);
	assert_string_equal(words[operands], "-q");
}

static void
what_a_tool_takes(void **state)
{
	(void)state;
	assert_int_equal(command(few, "--help"), GK_COMMAND_HELP);
	assert_int_equal(command(few, "-V"), GK_COMMAND_VERSION);
	assert_int_equal(command(few, "-q --lang en"), GK_COMMAND_RUN);
	assert_int_equal(command(few, "--la en"), GK_COMMAND_RUN);
	assert_int_equal(command(few, "--gate"), GK_COMMAND_WRONG);
	assert_int_equal(command(few, "-j 2"), GK_COMMAND_WRONG);
	assert_int_equal(command(few, "--quiet=1"), GK_COMMAND_WRONG);
	assert_int_equal(command(all, "--ca x"), GK_COMMAND_WRONG);
	assert_true(gk_options_takes(&(struct gk_tool){ .options = few },
	    GK_OPT_HELP));
	assert_false(gk_options_takes(&(struct gk_tool){ .options = few },
	    GK_OPT_GATE));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(defaults),
		cmocka_unit_test(days),
		cmocka_unit_test(words_of_lists),
		cmocka_unit_test(jobs),
		cmocka_unit_test(columns),
		cmocka_unit_test(paths_and_flags),
		cmocka_unit_test(what_a_tool_takes),
	};

	return cmocka_run_group_tests_name("options", tests, NULL, forget);
}
