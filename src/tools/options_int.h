/*
 * The command line of a tool; shared by tool.c, options.c (the line) and
 * option_values.c (what stands on it).
 */
#ifndef GK_TOOLS_OPTIONS_INT_H
#define GK_TOOLS_OPTIONS_INT_H

#include <stdio.h>

#include "tools/tool.h"

#define GK_JOBS_MAX 64

enum gk_command { GK_COMMAND_RUN, GK_COMMAND_HELP, GK_COMMAND_VERSION,
	GK_COMMAND_WRONG };

/*
 * Reads the options into `s`, defaults included; `*operands` is the index of
 * the first operand.  What is wrong has been said.
 */
enum gk_command gk_options_read(const struct gk_tool *tool,
    struct gk_settings *s, int argc, char **argv, int *operands);
void gk_options_release(struct gk_settings *s);
/* One line for each option that the tool takes. */
void gk_options_help(const struct gk_tool *tool, FILE *f);
bool gk_options_takes(const struct gk_tool *tool, int option);
/* Its long name, without dashes. */
const char *gk_options_name(int code);
/* Appends "csv, html": what -f of a tool may name; for a sentence. */
void gk_options_formats(struct gk_buf *b, const struct gk_tool *tool);
/* Takes one option with its value; false: it is wrong, which has been said. */
bool gk_options_take(const struct gk_tool *tool, struct gk_settings *s,
    int code, const char *value);

#endif
