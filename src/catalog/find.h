/*
 * Fields and items as people name them, for tools; records are matched by
 * gk_catalogs_match.
 */
#ifndef GK_CATALOG_FIND_H
#define GK_CATALOG_FIND_H

#include "catalog/catalog.h"

/* By number, slug, name or alias; NULL if there is none. */
const struct gk_field *gk_catalogs_field(const struct gk_catalogs *c,
    struct gk_str word);
/* By number; NULL if there is none. */
const struct gk_item *gk_catalogs_item(const struct gk_catalogs *c,
    struct gk_str id);

#endif
