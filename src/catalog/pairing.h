/*
 * Two sets of catalogues side by side: which field, and which item of it, is
 * which in the other set.  Numbers are not trusted for that: a local list has
 * its own.  Names are compared as for matching records (gk_item_key), then by
 * what renames leave alone; see gk_names_alike.
 */
#ifndef GK_CATALOG_PAIRING_H
#define GK_CATALOG_PAIRING_H

#include "catalog/catalog.h"

/* In a pair one of the two may be NULL: there is nothing like it. */
struct gk_item_pair {
	const struct gk_item *old, *now;
	struct gk_str reason;	/* why a local catalogue has dropped it */
};
struct gk_field_pair {
	const struct gk_field *old, *now;
	/*
	 * `now` is a local catalogue that extends `old`: what it says nothing
	 * of is in both.
	 */
	bool extends;
	/* Those of `old` in its order, then those only in `now`. */
	struct gk_item_pair *items;
	size_t nitems;
};
struct gk_pairing {
	struct gk_field_pair *fields;	/* in the same order */
	size_t nfields;
	struct gk_arena arena;
};

/* Both sets must outlive the result; neither needs its index. */
struct gk_pairing *gk_pairing_new(const struct gk_catalogs *old,
    const struct gk_catalogs *now);
void gk_pairing_free(struct gk_pairing *p);

/*
 * Whether two names can be an older and a newer name of one thing: 0 no, 1000
 * the same but for words that mean the same (简介, 介绍) or nothing (信息, 相关),
 * less where one name has a part more (用地预审, 用地预审与选址意见书).  Where each
 * has a part that the other lacks they are two things (建设用地规划许可证,
 * 建设工程规划许可证), and so they are where the part more names another act (备案,
 * 终止备案).
 */
unsigned gk_names_alike(struct gk_str a, struct gk_str b);
/* The form in which gk_names_alike compares; appends. */
void gk_name_form(struct gk_buf *out, struct gk_str name);
/* The same for two forms. */
unsigned gk_forms_alike(struct gk_str a, struct gk_str b);

#endif
