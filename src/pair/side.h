/*
 * One side of a reconciliation: the records of a ledger or of a list, with
 * what the mappings look at; gathered by a check in the pass over the inputs.
 */
#ifndef GK_PAIR_SIDE_H
#define GK_PAIR_SIDE_H

#include "checks/check.h"
#include "pair/mapping.h"

struct gk_side_table {
	struct gk_str file, sheet;
	const struct gk_ledger_kind *kind;
	/* By kind column: place in the file, 0: none, SIZE_MAX: elsewhere. */
	const size_t *source;
	bool relayed;
	const struct gk_region *region;	/* of its sender */
	struct gk_str unit_name, unit_id, region_name;	/* its sender */
	enum gk_scope scope;
	gk_day period_first, period_last;	/* of its title, or GK_NO_DAY */
	size_t records;
	size_t number;		/* of its side, from 0 */
};

struct gk_side_record {
	const struct gk_side_table *table;
	size_t row, line;
	/* By kind column, as in the ledger; "" where no mapping looks. */
	const struct gk_str *field;
	struct gk_str title;	/* for people */
	struct gk_str unit_name, unit_id, region_name;
	struct gk_unit_ref unit;	/* what its unit column means */
	struct gk_str key[5];	/* of the kind, for the fingerprint */
	gk_day event;		/* GK_NO_DAY: it has no date */
	bool secret;
};

struct gk_side {
	const struct gk_mappings *mappings;	/* what is looked at */
	struct gk_side_table **tables;
	size_t ntables, tables_cap;
	struct gk_side_record *list;
	size_t count, cap;
	/* Some input could not be read: what it lacks is not missing. */
	bool partial;
	struct gk_arena *arenas;
	size_t narenas, arenas_cap;
};

/* Empty; `ms` must outlive it. */
void gk_side_init(struct gk_side *s, const struct gk_mappings *ms);
void gk_side_release(struct gk_side *s);
/*
 * The check that gathers: into the context's `side`.  零报告 and rows without
 * anything to know them by are no records.
 */
extern const struct gk_check gk_check_gather;
/*
 * The units of the register that are valid on a day, as records of the kind
 * "roster"; rows are those of the file at `path`.  GK_FAIL: there is no such
 * kind.
 */
enum gk_status gk_side_register(struct gk_side *s,
    const struct gk_ledger_kinds *kinds, const struct gk_register *units,
    const char *path, gk_day on, struct gk_error *err);

#endif
