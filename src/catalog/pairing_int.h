/*
 * Private to src/catalog: the items behind gk_pairing.
 */
#ifndef GK_CATALOG_PAIRING_INT_H
#define GK_CATALOG_PAIRING_INT_H

#include "catalog/catalog_int.h"
#include "catalog/pairing.h"

/*
 * Pairs the items of two fields, one of which may be NULL (pairing_items.c).
 */
struct gk_item_pair *gk_items_pair(struct gk_arena *a,
    const struct gk_field *old, const struct gk_field *now, size_t *count);
/* The same where `now` extends `old` (pairing_local.c). */
struct gk_item_pair *gk_items_extend(struct gk_arena *a,
    const struct gk_field *old, const struct gk_field *now, size_t *count);
/* How many items of one have their level2 in the other too. */
size_t gk_items_common(const struct gk_field *old,
    const struct gk_field *now);

#endif
