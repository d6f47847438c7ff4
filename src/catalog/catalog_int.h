/*
 * Private to src/catalog: the parts behind gk_catalogs.
 */
#ifndef GK_CATALOG_CATALOG_INT_H
#define GK_CATALOG_CATALOG_INT_H

#include "catalog/catalog.h"

/* Reads one catalogue file into `c` (catalog_read.c). */
enum gk_status gk_catalog_read(struct gk_catalogs *c, const char *path,
    struct gk_error *err);

/*
 * The paths of the catalogues in a folder, in byte order of their names
 * (catalog.c).  They and the array are the caller's, after GK_FAIL too.
 */
enum gk_status gk_catalog_paths(const char *dir, char ***paths,
    size_t *count, struct gk_error *err);

/* channels.csv (channels.c). */
struct gk_channels *gk_channels_read(const char *path, struct gk_error *err);
void gk_channels_free(struct gk_channels *ch);
bool gk_channels_same(const struct gk_channels *ch, struct gk_str written,
    struct gk_str listed);
bool gk_channels_on_web(const struct gk_channels *ch, struct gk_str listed);

struct gk_matcher *gk_matcher_new(const struct gk_catalogs *c);
void gk_matcher_free(struct gk_matcher *m);
bool gk_matcher_on_web(const struct gk_matcher *m, const struct gk_item *i);

/*
 * Comparison forms of names (item_key.c), appended to `out`: gk_norm_key
 * without a leading number ("一、", "1.", "（二）") and without 《》; nothing
 * for cells that only say 无 or "-".
 */
void gk_item_key(struct gk_buf *out, struct gk_str name);
/* The same for a field: the suffix 领域 is dropped too. */
void gk_field_key(struct gk_buf *out, struct gk_str name);
/* A key without the signs that join level1 and level2 in one cell. */
void gk_joined_key(struct gk_buf *out, struct gk_str key);

/* The most similar item (nearest.c). */
struct gk_near;
struct gk_near *gk_near_new(const struct gk_catalogs *c);
void gk_near_free(struct gk_near *n);
/*
 * Takes keys; among the items of `field`, or all if it is NULL.  NULL if
 * nothing is similar enough.
 */
const struct gk_item *gk_near_find(const struct gk_near *n,
    const struct gk_field *field, struct gk_str level1, struct gk_str level2);

#endif
