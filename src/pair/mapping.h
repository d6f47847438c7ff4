/*
 * What is held against what when two ledgers are reconciled (数据同源), as data:
 * rules/reconcile/NAME.xml says for the kinds of ledger that it is about which
 * columns mean the same, what a record is known by, how values are compared,
 * and which words of status mean the same.  gk-reconcile(1).
 */
#ifndef GK_PAIR_MAPPING_H
#define GK_PAIR_MAPPING_H

#include "core/error.h"
#include "core/mem.h"
#include "finding/finding.h"
#include "ledger/kind.h"

/* How the values of a point are compared. */
enum gk_point_as { GK_AS_NUMBER, GK_AS_TITLE, GK_AS_UNIT, GK_AS_DATE,
	GK_AS_STATE, GK_AS_TEXT, GK_AS_LIST, GK_AS_URL };

struct gk_point {
	struct gk_str id;
	enum gk_point_as as;
	bool key;		/* records are found by it */
	bool shown;		/* a difference is said (compare="no": it is not) */
	/* By kind of the mapping: index of the column, SIZE_MAX: none. */
	const size_t *column;
};

struct gk_mapped_kind {
	const struct gk_ledger_kind *kind;
	/* It holds other things too: what only it has is no finding. */
	bool wider;
	/* A ledger of one unit holds what is that unit's own. */
	bool own;
	/* It is of a period: what happened outside need not be in it. */
	bool period;
	/* Records whose column holds the word must agree by a verified basis. */
	size_t binding;		/* SIZE_MAX: none */
	struct gk_str binding_word;	/* comparison form */
};

enum gk_force { GK_FORCE_LATER, GK_FORCE_YES, GK_FORCE_NO };	/* 效力 */

struct gk_state_word {
	struct gk_str word;	/* comparison form */
	size_t state;		/* words of one state mean the same */
	enum gk_force force;	/* whether what is said to be so is in force */
};

struct gk_mapping {
	struct gk_str id, label[2], path;
	struct gk_str basis;
	enum gk_evidence evidence;	/* of the basis */
	struct gk_mapped_kind *kinds;
	size_t nkinds;
	struct gk_point *points;
	size_t npoints;
	struct gk_state_word *words;	/* sorted by word */
	size_t nwords;
};

struct gk_mappings {
	struct gk_mapping *list;
	size_t count, cap;
	struct gk_arena arena;
};

/*
 * Reads one file, or every *.xml of a folder in byte order; NULL on failure,
 * with file and line.  `kinds` must outlive it.
 */
struct gk_mappings *gk_mappings_read(const char *path,
    const struct gk_ledger_kinds *kinds, struct gk_error *err);
void gk_mappings_free(struct gk_mappings *ms);
/* Whether some mapping looks at the column of the kind. */
bool gk_mappings_use(const struct gk_mappings *ms,
    const struct gk_ledger_kind *kind, size_t column);
/* The place of a kind in the mapping, or SIZE_MAX. */
size_t gk_mapping_kind(const struct gk_mapping *m,
    const struct gk_ledger_kind *kind);
/* The state that a word in comparison form stands for; NULL: not known. */
const struct gk_state_word *gk_mapping_state(const struct gk_mapping *m,
    struct gk_str word);

#endif
