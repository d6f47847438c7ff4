/*
 * Interned strings: equal strings get the same small number, in order of
 * first appearance, so that arrays indexed by it serve as maps.
 */
#ifndef GK_CORE_INTERN_H
#define GK_CORE_INTERN_H

#include "core/str.h"

#define GK_NO_ID ((uint32_t)-1)

struct gk_intern;

struct gk_intern *gk_intern_new(void);
void gk_intern_free(struct gk_intern *t);
/* The number of `s`, given one if it has none yet (its bytes are copied). */
uint32_t gk_intern(struct gk_intern *t, struct gk_str s);
/* The number of `s`, or GK_NO_ID. */
uint32_t gk_intern_find(const struct gk_intern *t, struct gk_str s);
/* The string of a number; valid until gk_intern_free, NUL-ended. */
struct gk_str gk_intern_str(const struct gk_intern *t, uint32_t id);
size_t gk_intern_count(const struct gk_intern *t);

#endif
