/*
 * The register of units (单位名录): who must disclose, for which region and
 * level, with which roles.  units.csv, gongkai(7); SEMANTICS §1.
 */
#ifndef GK_CATALOG_UNITS_H
#define GK_CATALOG_UNITS_H

#include "catalog/catalog.h"
#include "core/date.h"
#include "core/error.h"

struct gk_unit {
	size_t index;
	struct gk_str id, name;
	struct gk_str *aliases;
	size_t naliases;
	struct gk_str kind;	/* 市政府 市直部门 区县政府 区县部门 乡镇 街道 园区 … */
	unsigned levels;	/* bits of gk_level */
	const struct gk_region *region;
	struct gk_str parent;	/* id of the unit that manages it */
	/*
	 * As written, and what the kind implies: 人民政府 (…政府), 政府部门
	 * (…部门), 乡镇街道 (乡镇, 街道).
	 */
	struct gk_str *roles;
	size_t nroles;
	struct gk_str *sites;
	size_t nsites;
	struct gk_str acts_for;
	gk_day from, until;	/* validity; GK_NO_DAY: open */
	const struct gk_unit *successor;
	struct gk_str group;	/* 区县 市直 园区: for ranking */
	bool copied_only;	/* supervision = 抄送 */
};

struct gk_region {		/* 市本级, each 区县(市) */
	size_t index;
	struct gk_str name;
	const struct gk_unit *government;	/* answers as 总责任单位; or NULL */
	unsigned level;		/* GK_CITY or GK_COUNTY */
};

struct gk_register {
	struct gk_unit *units;
	size_t nunits;
	struct gk_region *regions;
	size_t nregions;
	struct gk_arena arena;
	struct gk_names *names;	/* private index */
	struct gk_roles *roles;	/* private: catalogs/roles.csv */
};

/*
 * Reads units.csv; errors (unknown column, duplicate id, unknown parent or
 * successor, two units with one alias in a region, bad date) name file and
 * line.  Only id, name and region must be there.  `roles` is the path of
 * roles.csv, which says which generic subject of a catalogue (公安机关, 县级人民
 * 政府民政部门) stands for which role and level; NULL: none is known.
 */
struct gk_register *gk_register_read(const char *path, const char *roles,
    struct gk_error *err);
/* A register without units: it only knows what subjects stand for. */
struct gk_register *gk_register_roles(const char *path,
    struct gk_error *err);
void gk_register_free(struct gk_register *r);

enum gk_resolved {
	GK_UNIT_NONE,		/* the name is empty */
	GK_UNIT_KNOWN,		/* full name, alias, or short name in its region */
	GK_UNIT_ATTACHED,	/* unregistered, its region told by its prefix */
	GK_UNIT_AMBIGUOUS,	/* several units answer to it */
	GK_UNIT_UNKNOWN
};
struct gk_unit_ref {
	enum gk_resolved how;
	const struct gk_unit *unit;	/* KNOWN only */
	const struct gk_region *region;	/* KNOWN and ATTACHED */
};
/*
 * Who a name means, read in the region `context` (of the title row, folder or
 * submitting unit; NULL if none is known).  Never 市本级 by default.  Safe
 * from several threads.
 */
struct gk_unit_ref gk_register_resolve(const struct gk_register *r,
    struct gk_str name, const struct gk_region *context);
/* The region named in text such as a path or a title; NULL if none or two. */
const struct gk_region *gk_register_region_in(const struct gk_register *r,
    struct gk_str text);
bool gk_unit_valid(const struct gk_unit *u, gk_day on);
bool gk_unit_has_role(const struct gk_unit *u, struct gk_str role);
/* The unit that answers for `u` on a day: itself, or its last successor. */
const struct gk_unit *gk_unit_current(const struct gk_unit *u, gk_day on);

/* What a generic subject (公开主体) of a catalogue stands for. */
struct gk_role {
	struct gk_str subject;	/* as printed */
	struct gk_str role;
	unsigned levels;	/* bits; 0: the item's */
	bool each;		/* 各…部门: every unit with the role */
	bool external;		/* no government unit (招标人 …): never owed */
};
/* NULL if roles.csv does not know the subject. */
const struct gk_role *gk_register_role(const struct gk_register *r,
    struct gk_str subject);

#endif
