/*
 * An index of names by three characters in a row, which finds those that may
 * be alike without looking at all.
 */
#ifndef GK_PAIR_MATCH_GRAMS_H
#define GK_PAIR_MATCH_GRAMS_H

#include "core/intern.h"

struct gk_grams;

/*
 * All strings of the table for which `keep` says so; the table must outlive
 * the index.  Equal tables give equal answers.
 */
struct gk_grams *gk_grams_new(const struct gk_intern *names,
    bool (*keep)(struct gk_str name));
void gk_grams_free(struct gk_grams *g);
/*
 * Up to `max` names that share the rarest grams of `name`, those that share
 * most first.  Grams that too many names have are not looked at, and of the
 * others no more than a fixed number of postings.
 */
size_t gk_grams_near(struct gk_grams *g, struct gk_str name, uint32_t *out,
    size_t max);

#endif
