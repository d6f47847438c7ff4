/*
 * gk-catalog: its commands, and what they share.
 */
#ifndef GK_TOOLS_GK_CATALOG_H
#define GK_TOOLS_GK_CATALOG_H

#include "catalog/catalog.h"
#include "catalog/pairing.h"
#include "catalog/units.h"
#include "core/out.h"
#include "tools/tool.h"

/* A command gets the operands behind its name; argv ends in NULL. */
enum gk_exit gk_catalog_diff(struct gk_settings *s, int argc, char **argv);
/* diff --gaps; `p`: the national set against the local one. */
enum gk_exit gk_catalog_gaps(const struct gk_settings *s,
    const struct gk_pairing *p, bool csv);
enum gk_exit gk_catalog_export(struct gk_settings *s, int argc, char **argv);
enum gk_exit gk_catalog_import(struct gk_settings *s, int argc, char **argv);
enum gk_exit gk_catalog_lint(struct gk_settings *s, int argc, char **argv);
enum gk_exit gk_catalog_list(struct gk_settings *s, int argc, char **argv);
enum gk_exit gk_catalog_show(struct gk_settings *s, int argc, char **argv);

/*
 * Reads the catalogues that the operands name, files or folders; without any,
 * those of --catalogs, else the shipped ones.  NULL: what is wrong has been
 * said.
 */
struct gk_catalogs *gk_catalog_load(const struct gk_settings *s, int argc,
    char **argv);
/* catalogs/roles.csv, and the register of --units; NULL: trouble, said. */
struct gk_register *gk_catalog_units(const struct gk_settings *s);

/*
 * The format asked for, if it is one of the words in `known` (ended by NULL);
 * without -f the first one.  NULL: it is not, and that has been said.
 */
const char *gk_catalog_format(const struct gk_settings *s,
    const char *const *known);
/* Where --output says; NULL: not possible, and that has been said. */
struct gk_out *gk_catalog_open(const struct gk_settings *s);
/* Text of a catalogue for a terminal: without what one obeys. */
void gk_catalog_puts(struct gk_out *o, struct gk_str s);
/*
 * Closes `o`; TROUBLE if it is NULL, or, said, if what was written is not
 * where it should be.
 */
enum gk_exit gk_catalog_close(struct gk_out *o, enum gk_exit status);

#endif
