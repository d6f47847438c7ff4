/*
 * Checks: what is looked at in one pass over the records.
 *
 * A check sees tables and records, the read-only context, and the findings of
 * its thread; never a file or standard output.  Its state for one ledger can
 * be merged with that of another: the engine gives every ledger a state of
 * its own and merges them in the order of the inputs, so that results do not
 * depend on the number of threads.
 *
 * To add a check: write src/checks/NAME.c with one exported
 * `const struct gk_check gk_check_NAME`, add a line to checks.def and the file
 * to Makefile.am, and a pair of cases under tests/cases/.  tests/lint fails if
 * a finding it can raise occurs in no case.
 */
#ifndef GK_CHECKS_CHECK_H
#define GK_CHECKS_CHECK_H

#include "catalog/applicability.h"
#include "catalog/catalog.h"
#include "catalog/units.h"
#include "core/calendar.h"
#include "finding/finding.h"
#include "ledger/ledger.h"

struct gk_context {		/* read-only while records flow */
	const struct gk_catalogs *catalogs;
	const struct gk_register *units;	/* NULL: units as written */
	const struct gk_applicability *applicability;	/* or NULL */
	const struct gk_submissions *submissions;	/* or NULL */
	const struct gk_calendar *calendar;
	enum gk_lang lang;
	gk_day as_of;
	gk_day from, to;	/* --from, --to; GK_NO_DAY: open */
	enum gk_scope scope;	/* --scope; UNKNOWN: from the title */
	bool all_units;
	struct gk_matrix *matrix;	/* coverage is added to it; or NULL */
	struct gk_points *points;	/* the key points are judged into it; or NULL */
	const struct gk_book *rules;	/* of packs (rules/book.h); or NULL */
	const struct gk_pair_terms *pairing;	/* pair/terms.h; or NULL */
	struct gk_pair_matches *matches;	/* pairs are added to it; or NULL */
	struct gk_side *side;	/* records are gathered into it (pair/side.h) */
};

/*
 * The columns that the engine and the built-in checks know by key, as indexes
 * into gk_record.field; SIZE_MAX where the kind has no such column.
 */
#define GK_KNOWN_COLUMNS(X) \
	X(unit) X(field) X(level1) X(level2) X(item) X(title) X(number) \
	X(formed) X(published) X(channel) X(url) X(method) X(elements) \
	X(reason) X(status) X(nil) X(period) X(remark) X(secret) \
	X(verdict) X(attribute)
struct gk_columns {
#define GK_X(name) size_t name;
	GK_KNOWN_COLUMNS(GK_X)
#undef GK_X
};

/* Where records come from: a table, with its sender resolved. */
struct gk_source {
	const struct gk_table *table;
	struct gk_columns col;
	/*
	 * The unit of the title row or of --unit; when `end` is called, else the
	 * one that all rows name.  Empty if there is none.
	 */
	struct gk_str unit_name, region_name;
	struct gk_unit_ref unit;
};

/* A record as the engine has understood it, for all checks alike. */
struct gk_entry {
	const struct gk_record *rec;
	const struct gk_source *src;
	const struct gk_columns *col;	/* of src */
	struct gk_str unit_name;	/* as shown: registered name, or as written */
	struct gk_str region_name;	/* "" if unknown */
	struct gk_unit_ref unit;
	struct gk_match match;
	const struct gk_date *dates;	/* by kind column; date columns only */
	gk_day formed, published;	/* full dates, else GK_NO_DAY */
	bool nil;		/* 零报告 */
	bool secret;		/* said or marked to be 涉密: nothing is repeated */
	bool proactive;		/* 主动公开, or nothing is said */
	bool claimed;		/* said to be published, by date, status or link */
	bool linked;		/* holds at least one address */
	bool other_year;	/* of a year the ledger is not for: coverage only */
};

/* A field by index; "" for SIZE_MAX. */
static inline struct gk_str
gk_entry_field(const struct gk_entry *e, size_t col)
{
	return col != SIZE_MAX ? e->rec->field[col] : GK_EMPTY;
}

/* Whether the file has the column at all, or its title says what it holds. */
static inline bool
gk_table_has(const struct gk_table *t, size_t col)
{
	return col != SIZE_MAX && (t->source[col] != 0 ||
	    (t->given != NULL && t->given[col]));
}

struct gk_check {
	const char *name;
	/* A state for one ledger. */
	void *(*init)(const struct gk_context *cx);
	/* A table begins; what is counted per table starts anew.  May be NULL. */
	void (*table)(void *state, const struct gk_source *src);
	void (*record)(void *state, const struct gk_entry *e,
	    struct gk_findings *out);
	/* The table is read: what is said once per table.  May be NULL. */
	void (*end)(void *state, const struct gk_source *src,
	    struct gk_findings *out);
	/*
	 * Adds `from`, of a later ledger, to `into`; `from` is then freed.
	 * NULL with finish: nothing outlives a ledger.
	 */
	void (*merge)(void *into, const void *from);
	/* All ledgers are read and merged. */
	void (*finish)(void *state, struct gk_findings *out);
	void (*free)(void *state);
};

/* NULL-ended: the checks of rows, in the order of checks.def. */
extern const struct gk_check *const gk_row_checks[];

/*
 * The draft of a finding about a record: place, unit, item, title and key
 * filled in; `column` is an index of the kind's columns or SIZE_MAX.
 */
struct gk_draft gk_entry_draft(const struct gk_entry *e,
    enum gk_kind_id kind, size_t column);
/* The draft of a finding about a table as a whole; no row. */
struct gk_draft gk_source_draft(const struct gk_source *src,
    enum gk_kind_id kind, size_t column);
/* The label of a column in the language of the report (its key in English). */
struct gk_str gk_column_label(const struct gk_table *t, size_t column,
    enum gk_lang lang);
/* A count as text, in the arena. */
struct gk_str gk_count_words(struct gk_arena *a, size_t n);
/* 县级区教育局 …: the name people use, the first alias if there is one. */
struct gk_str gk_unit_title(const struct gk_unit *u);
/* Loosens a draft about an item by how well the item is attested. */
void gk_draft_evidence(struct gk_draft *d, const struct gk_item *item);

#endif
