/*
 * gk-catalog: keeps catalogues: lists, shows, checks, compares, imports and
 * exports them.  One file a command; this one finds it.
 *
 * To add a command: gk-catalog-NAME.c, its function in gk-catalog.h, a line
 * in the table below, the file in Makefile.am, a section of gk-catalog(1),
 * cases.
 */
#include "config.h"

#include "tools/gk-catalog.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/file.h"
#include "core/xml.h"

static const struct command {
	const char *name, *operands, *help;
	enum gk_exit (*run)(struct gk_settings *s, int argc, char **argv);
	bool gaps;		/* takes --gaps */
} commands[] = {
	{ "diff", "OLD NEW", N_("what one set of catalogues has changed"),
	    gk_catalog_diff, true },
	{ "export", "[FIELD|FILE|DIR ...]", N_("catalogues as tables"),
	    gk_catalog_export, false },
	{ "import", "FILE", N_("a published table as a catalogue"),
	    gk_catalog_import, false },
	{ "lint", "[FILE|DIR ...]", N_("what is wrong with catalogues"),
	    gk_catalog_lint, false },
	{ "list", "[FILE|DIR ...]", N_("the fields, and how well attested"),
	    gk_catalog_list, false },
	{ "show", "FIELD|ITEM ...", N_("the items of a field, or one whole"),
	    gk_catalog_show, false },
};
#define NCOMMANDS (sizeof commands / sizeof *commands)

static const int options[] = { GK_OPT_FORMAT, GK_OPT_OUTPUT, GK_OPT_GAPS,
	GK_OPT_AS_OF, GK_OPT_CATALOGS, GK_OPT_UNITS, GK_OPT_ENCODING,
	GK_OPT_LANG, GK_OPT_FIELD, GK_OPT_NAME, GK_OPT_SLUG, GK_OPT_ISSUER,
	GK_OPT_DOCUMENT, GK_OPT_SOURCE, GK_OPT_TABLE, GK_OPT_QUIET, 0 };

static const char *const formats[] = { "csv", "html", "md", "text", NULL };

static void
help_commands(void)
{
	puts(_("Commands:"));
	for (size_t i = 0; i < NCOMMANDS; i++)
		printf("  %-6s %-21s %s\n", commands[i].name,
		    commands[i].operands, _(commands[i].help));
	putchar('\n');
}

struct gk_catalogs *
gk_catalog_load(const struct gk_settings *s, int argc, char **argv)
{
	struct gk_catalogs *c = gk_catalogs_new();
	enum gk_status st = GK_OK;
	struct gk_error err;

	for (int i = 0; st == GK_OK && i < argc; i++)
		st = gk_catalogs_add(c, argv[i], &err);
	for (size_t i = 0; st == GK_OK && argc == 0 && i < s->ncatalogs; i++)
		st = gk_catalogs_add(c, s->catalogs[i], &err);
	if (argc == 0 && s->ncatalogs == 0) {
		char *path = gk_data_path("catalogs/national");

		st = gk_catalogs_add(c, path, &err);
		free(path);
	}
	if (st == GK_OK)
		return c;
	gk_warn(&err);
	gk_catalogs_free(c);
	return NULL;
}

const char *
gk_catalog_format(const struct gk_settings *s, const char *const *known)
{
	if (s->format == NULL)
		return known[0];
	for (; *known != NULL; known++)
		if (strcmp(s->format, *known) == 0)
			return *known;
	gk_say(_("this command has no format '%s'"), s->format);
	return NULL;
}

struct gk_register *
gk_catalog_units(const struct gk_settings *s)
{
	char *roles = gk_data_path("catalogs/roles.csv");
	struct gk_error err;
	struct gk_register *r = s->units != NULL ?
	    gk_register_read(s->units, roles, &err) :
	    gk_register_roles(roles, &err);

	free(roles);
	if (r == NULL)
		gk_warn(&err);
	return r;
}

struct gk_out *
gk_catalog_open(const struct gk_settings *s)
{
	struct gk_error err;
	struct gk_out *o = gk_out_open(s->output, &err);

	if (o == NULL)
		gk_warn(&err);
	return o;
}

void
gk_catalog_puts(struct gk_out *o, struct gk_str s)
{
	struct gk_buf clean;

	gk_buf_init(&clean);
	gk_sanitize(&clean, s);
	gk_out_str(o, gk_buf_str(&clean));
	gk_buf_release(&clean);
}

enum gk_exit
gk_catalog_close(struct gk_out *o, enum gk_exit status)
{
	struct gk_error err;

	if (o == NULL)
		return GK_EXIT_TROUBLE;
	if (gk_out_close(o, &err) == GK_OK)
		return status;
	gk_warn(&err);
	return GK_EXIT_TROUBLE;
}

static const struct command *
find_command(const char *name)
{
	for (size_t i = 0; i < NCOMMANDS; i++)
		if (strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

static enum gk_exit
run(struct gk_settings *s, int argc, char **argv)
{
	const struct command *cmd;
	enum gk_exit status;

	if (argc == 0) {
		gk_say(_("no command; see '%s --help'"), "gk-catalog");
		return GK_EXIT_TROUBLE;
	}
	cmd = find_command(argv[0]);
	if (cmd == NULL) {
		gk_say(_("no command is called '%s'; see '%s --help'"),
		    argv[0], "gk-catalog");
		return GK_EXIT_TROUBLE;
	}
	if (s->gaps && !cmd->gaps) {
		gk_say(_("--gaps goes with the command diff only"));
		return GK_EXIT_TROUBLE;
	}
	gk_xml_init();
	status = cmd->run(s, argc - 1, argv + 1);
	gk_xml_cleanup();
	return status;
}

static const struct gk_tool tool = {
	.name = "gk-catalog",
	.synopsis = "COMMAND [OPERAND ...]",
	.summary = N_("List, show, check, compare, import and export "
	    "catalogues."),
	.help = help_commands,
	.formats = formats,
	.options = options,
	.run = run,
};

int
main(int argc, char **argv)
{
	return gk_tool_main(&tool, argc, argv);
}
