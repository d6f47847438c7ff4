/*
 * The book of rules: packs (检查规则) as read, ready for the engine.
 */
#ifndef GK_RULES_BOOK_H
#define GK_RULES_BOOK_H

#include "rules/rule.h"

/* A record of an example: cells by column of the kind; NULL p: not given. */
struct gk_example {
	bool fault;
	size_t count;		/* findings that a fault gives */
	enum gk_outcome outcome;
	gk_day as_of;
	struct gk_str period;	/* of the ledger, as a title says it; or "" */
	const struct gk_rule *rule;	/* of the kind that it is about */
	const struct gk_str *const *records;
	size_t nrecords;
	size_t line;
};

/* A rule as written; `of` holds it for each kind that it is about. */
struct gk_rule_text {
	struct gk_str id;
	const struct gk_pack *pack;
	const char *check;	/* "deadline" */
	const struct gk_rule **of;
	size_t nof;
	const struct gk_example *examples;
	size_t nexamples;
	size_t line;
};

struct gk_pack {
	struct gk_str id, label[2];
	struct gk_str path;
};

/* The rules of a kind of ledger, in the order of packs and rules. */
struct gk_kind_rules {
	const struct gk_ledger_kind *kind;
	const struct gk_rule **list;
	size_t *number;		/* in the whole book, from 0 */
	size_t count, cap;
};

struct gk_book {
	struct gk_pack **packs;
	size_t npacks, packs_cap;
	struct gk_rule_text *rules;
	size_t nrules, rules_cap;
	struct gk_kind_rules *kinds;	/* one for each kind of ledger */
	size_t nkinds;
	size_t count;		/* rules of all kinds */
	struct gk_arena arena;
	struct gk_str *params;	/* names, of all packs */
	size_t nparams, params_cap;
	struct gk_regex **patterns;
	size_t npatterns, patterns_cap;
};

struct gk_param_value {		/* --param NAME=VALUE */
	const char *name, *value;
};

struct gk_book_options {
	const char *const *paths;	/* packs, or folders of them */
	size_t npaths;
	const struct gk_param_value *params;
	size_t nparams;
	/* --only, --skip: ids of rules or packs, separated by commas; or NULL. */
	const char *only, *skip;
};

/*
 * Reads every pack; NULL on failure, with file and line.  A folder is all its
 * *.xml in byte order.  `kinds` must outlive the book.
 */
struct gk_book *gk_book_read(const struct gk_book_options *opt,
    const struct gk_ledger_kinds *kinds, struct gk_error *err);
void gk_book_free(struct gk_book *b);
const struct gk_rule_text *gk_book_find(const struct gk_book *b,
    struct gk_str id);
/* Whether some pack has the parameter. */
bool gk_book_has_param(const struct gk_book *b, const char *name);
/* Whether --only and --skip let a rule of this id and pack run. */
bool gk_book_wants(const struct gk_book_options *opt, struct gk_str id,
    struct gk_str pack);

/*
 * A reader of conditions alone (<when>), for files other than packs: without
 * parameters and word lists.  Patterns are added to `b`.
 */
struct gk_rule_reader gk_rule_reader_of(struct gk_book *b,
    const struct gk_ledger_kind *kind, const char *path,
    struct gk_error *err);
/* The columns that what it has read so far needs, ended by SIZE_MAX. */
const size_t *gk_rule_reader_needs(const struct gk_rule_reader *rd);

#endif
