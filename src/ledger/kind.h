/*
 * Ledger kinds (台账种类) as data: rules/ledgers/KIND.xml names the columns of
 * a kind, their labels, the aliases met in practice, types, and what makes a
 * record's key.  gongkai-ledger(5).
 */
#ifndef GK_LEDGER_KIND_H
#define GK_LEDGER_KIND_H

#include "core/error.h"
#include "core/str.h"

enum gk_type { GK_TEXT, GK_DATE, GK_URL, GK_NUMBER, GK_FLAG, GK_LIST };

/* What a blank cell holds if the table's title has the word. */
struct gk_ledger_default {
	struct gk_str word;	/* comparison form (gk_norm_key) */
	struct gk_str value;	/* "": nothing */
};

struct gk_ledger_column {
	struct gk_str key;	/* ASCII, as in canonical ledgers */
	struct gk_str label;	/* Chinese */
	struct gk_str *aliases;
	size_t naliases;
	struct gk_ledger_default *defaults;	/* the first that applies */
	size_t ndefaults;
	enum gk_type type;
	bool required;		/* the column must be there and filled */
	bool grouping;		/* filled down from merged or blank cells */
	bool personal;		/* never shown, never part of a key */
	bool flag;		/* of a date: 是 or 否 may stand there too */
	bool hallmark;		/* tells the kind: counts double */
};

struct gk_ledger_kind {
	struct gk_str id;	/* "disclosure" */
	struct gk_str label;	/* 主动公开台账 */
	bool links_by_rules;	/* no link is asked for by built-in checks */
	bool identities;	/* lawfully holds who people are (依申请公开) */
	struct gk_str *titles;	/* words of titles that speak for the kind, */
	size_t ntitles;		/* comparison form; the label's is the first */
	struct gk_ledger_column *columns;
	size_t ncolumns;
	size_t event[2];	/* event date: this column, else that; SIZE_MAX */
	/* Key alternatives: each a list of column indexes ended by SIZE_MAX. */
	size_t (*keys)[5];
	size_t nkeys;
	struct gk_ledger_names *names;	/* private: what headers may say */
};

struct gk_ledger_kinds {
	struct gk_ledger_kind *list;
	size_t count;
	struct gk_arena *arena;
};

/* Reads every *.xml in a folder, in byte order of names; NULL on failure. */
struct gk_ledger_kinds *gk_ledger_kinds_read(const char *folder,
    struct gk_error *err);
void gk_ledger_kinds_free(struct gk_ledger_kinds *ks);
const struct gk_ledger_kind *gk_ledger_kinds_find(
    const struct gk_ledger_kinds *ks, struct gk_str id);
/* Index of a column by key, or SIZE_MAX. */
size_t gk_ledger_kind_column(const struct gk_ledger_kind *k, const char *key);

#endif
