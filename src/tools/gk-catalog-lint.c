/*
 * gk-catalog lint: what is wrong with catalogues.
 */
#include "config.h"

#include "tools/gk-catalog.h"

#include <stdlib.h>

#include "catalog/lint.h"
#include "core/file.h"

static enum gk_status
add_all(struct gk_linter *l, const struct gk_settings *s, int argc,
    char **argv, struct gk_error *err)
{
	enum gk_status st = GK_OK;

	for (int i = 0; st == GK_OK && i < argc; i++)
		st = gk_linter_add(l, argv[i], err);
	for (size_t i = 0; st == GK_OK && argc == 0 && i < s->ncatalogs; i++)
		st = gk_linter_add(l, s->catalogs[i], err);
	if (argc == 0 && s->ncatalogs == 0) {
		char *path = gk_data_path("catalogs/national");

		st = gk_linter_add(l, path, err);
		free(path);
	}
	return st;
}

/* Says how many there are; the status is that of the worst. */
static enum gk_exit
write_all(struct gk_linter *l, const struct gk_settings *s, struct gk_out *o)
{
	size_t count, n[3] = { 0 };
	const struct gk_lint *list = gk_linter_finish(l, &count);
	struct gk_buf b;

	gk_buf_init(&b);
	for (size_t i = 0; i < count; i++) {
		enum gk_severity sev = gk_lint_severity(list[i].kind);

		gk_buf_clear(&b);
		gk_buf_add_str(&b, list[i].path);
		if (list[i].line != 0)
			gk_buf_printf(&b, ":%zu", list[i].line);
		gk_buf_printf(&b, ": %s: [%s] %.*s", gk_severity_name(sev),
		    gk_lint_id(list[i].kind), GK_FMT(list[i].text));
		gk_catalog_puts(o, gk_buf_str(&b));
		gk_out_puts(o, "\n");
		n[sev]++;
	}
	gk_buf_release(&b);
	if (!s->quiet)
		gk_say(_("%zu errors, %zu warnings, %zu notices"),
		    n[GK_ERROR], n[GK_WARNING], n[GK_NOTICE]);
	return n[GK_ERROR] != 0 ? GK_EXIT_FINDINGS : GK_EXIT_CLEAN;
}

enum gk_exit
gk_catalog_lint(struct gk_settings *s, int argc, char **argv)
{
	static const char *const known[] = { "text", NULL };
	enum gk_exit status = GK_EXIT_TROUBLE;
	struct gk_register *units;
	struct gk_linter *l;
	struct gk_error err;
	struct gk_out *o;

	if (gk_catalog_format(s, known) == NULL ||
	    (units = gk_catalog_units(s)) == NULL)
		return GK_EXIT_TROUBLE;
	l = gk_linter_new(units, s->lang);
	if (add_all(l, s, argc, argv, &err) != GK_OK)
		gk_warn(&err);
	else if ((o = gk_catalog_open(s)) != NULL)
		status = gk_catalog_close(o, write_all(l, s, o));
	gk_linter_free(l);
	gk_register_free(units);
	return status;
}
