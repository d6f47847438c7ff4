/*
 * gk-catalog export: catalogues as tables.
 */
#include "config.h"

#include "tools/gk-catalog.h"

#include <stdlib.h>
#include <unistd.h>

#include "catalog/export.h"
#include "catalog/find.h"
#include "core/mem.h"

static const struct {
	const char *name;
	void (*write)(const struct gk_field *const *fields, size_t n,
	    struct gk_out *o);
} formats[] = {
	{ "csv", gk_export_csv },
	{ "html", gk_export_html },
	{ "md", gk_export_md },
};

/* A file or folder, and not the name of a field. */
static bool
is_path(const char *word)
{
	return strcmp(word, "-") == 0 || strchr(word, '/') != NULL ||
	    access(word, F_OK) == 0;
}

/* The fields that are named; all without a name.  NULL: said. */
static const struct gk_field **
choose(const struct gk_catalogs *c, int argc, char **argv, size_t *n)
{
	const struct gk_field **list = gk_calloc(argc != 0 ? (size_t)argc :
	    c->nfields, sizeof *list);

	*n = 0;
	for (size_t i = 0; argc == 0 && i < c->nfields; i++)
		list[(*n)++] = &c->fields[i];
	for (int i = 0; i < argc; i++) {
		list[*n] = gk_catalogs_field(c, gk_str_of(argv[i]));
		if (list[*n] == NULL) {
			gk_say(_("no field is called '%s'"), argv[i]);
			free(list);
			return NULL;
		}
		++*n;
	}
	return list;
}

/* Either files and folders, or fields of the set that is in use. */
static const struct gk_field **
read_operands(const struct gk_settings *s, int argc, char **argv,
    struct gk_catalogs **c, size_t *n)
{
	int paths = 0;

	for (int i = 0; i < argc; i++)
		paths += is_path(argv[i]);
	if (paths != 0 && paths != argc) {
		gk_say(_("name either files or fields"));
		return NULL;
	}
	*c = gk_catalog_load(s, paths, argv);
	if (*c == NULL)
		return NULL;
	return choose(*c, argc - paths, argv, n);
}

enum gk_exit
gk_catalog_export(struct gk_settings *s, int argc, char **argv)
{
	static const char *const known[] = { "csv", "html", "md", NULL };
	const char *format = gk_catalog_format(s, known);
	const struct gk_field **fields = NULL;
	enum gk_exit status = GK_EXIT_TROUBLE;
	struct gk_catalogs *c = NULL;
	struct gk_out *o;
	size_t n = 0;

	if (format != NULL)
		fields = read_operands(s, argc, argv, &c, &n);
	if (fields != NULL && (o = gk_catalog_open(s)) != NULL) {
		for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
			if (strcmp(formats[i].name, format) == 0)
				formats[i].write(fields, n, o);
		status = gk_catalog_close(o, GK_EXIT_CLEAN);
	}
	free(fields);
	gk_catalogs_free(c);
	return status;
}
