/*
 * Private to src/catalog: the index of names, made by names.c and read by
 * resolve.c.
 */
#ifndef GK_CATALOG_NAMES_INT_H
#define GK_CATALOG_NAMES_INT_H

#include "catalog/units_int.h"

enum gk_name_sort {			/* the better, the smaller */
	GK_NAME_FULL,		/* listed, and names its place */
	GK_NAME_ALIAS,		/* listed */
	GK_NAME_QUALIFIED,	/* derived, with the region's name */
	GK_NAME_SHORT		/* derived, without it */
};

struct gk_named {
	const struct gk_unit *unit;
	enum gk_name_sort sort;
	bool bare;		/* names no place, not even "the 市" */
	struct gk_named *next;
};

struct gk_place {			/* of a region */
	struct gk_str key;	/* 东湖区 */
	struct gk_str word;	/* 市, 区 or 县; "" if it ends otherwise */
};

struct gk_names {
	struct gk_intern *keys;
	struct gk_named **named;	/* by key */
	size_t nkeys, keys_cap;
	struct gk_place *places;	/* by region */
	struct gk_intern *place_keys;	/* 东湖区, 市本级, 市直 */
	const struct gk_region **by_place;
	size_t nplaces, places_cap;
	const struct gk_region *city;	/* the only one of its level; or NULL */
	struct gk_str city_key;	/* 示例市, or "" */
	struct gk_arena arena;
};

/* Bytes: two characters at least make a unit's name. */
#define GK_NAME_MIN ((size_t)6)

static inline struct gk_str
gk_str_behind(struct gk_str s, struct gk_str prefix)
{
	return gk_str_sub(s, prefix.n, SIZE_MAX);
}

/* Cuts `prefix` off `*s` if it is there. */
static inline bool
gk_str_cut(struct gk_str *s, struct gk_str prefix)
{
	if (prefix.n == 0 || !gk_str_starts(*s, prefix))
		return false;
	*s = gk_str_behind(*s, prefix);
	return true;
}

/* "the" 市, 区 or 县 that a name speaks of; 市场监管局 speaks of none. */
struct gk_str gk_name_word(struct gk_str key);

#endif
