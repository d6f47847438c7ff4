/*
 * A catalogue as XML that catalogs/catalog.rng accepts, laid out as the files
 * below catalogs/national are: two blanks a level, an item's facts a line
 * each, in the order of the schema.
 */
#ifndef GK_CATALOG_WRITE_H
#define GK_CATALOG_WRITE_H

#include "catalog/catalog.h"
#include "core/out.h"

/*
 * Writes the field with its items.  What XML cannot hold (control characters,
 * malformed UTF-8) is left out.  The caller sees to it that what the schema
 * asks for is there: field id, slug, name, issuer, document, and the names of
 * each item.
 */
void gk_catalog_write(struct gk_out *o, const struct gk_field *f);

#endif
