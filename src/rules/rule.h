/*
 * Rules (规则) as data: one declarative check of a rule pack (rules/NAME.xml,
 * gongkai-rules(5)), as the kinds of check see it.
 *
 * A rule is read once for every kind of ledger that it names, so that columns
 * are indexes.  A kind of check is one file, src/rules/check_NAME.c, with one
 * exported `const struct gk_rule_type gk_rule_NAME`; to add one: the file, a
 * line in rules.def, the element in rules/rules.rng, its entry in
 * man/gongkai-rules.5, and a pack that uses it.
 *
 * The engine (engine.h) calls `record` only for records that the rule is
 * about: the kind, the window in which it is law, its <when>, and the columns
 * that it needs, which are all in the file.  零报告 are never judged.
 */
#ifndef GK_RULES_RULE_H
#define GK_RULES_RULE_H

#include <libxml/tree.h>

#include "checks/check.h"
#include "core/regex.h"

struct gk_rule;
struct gk_when;

/* What a rule may say beside its own message, of a limit (check_deadline.c). */
enum gk_outcome { GK_MAIN, GK_LATE, GK_SOON, GK_OUTCOMES };

/* ---- words ---------------------------------------------------------- */

/* A list of words, compared in their normal form (gk_norm_key). */
struct gk_words;
/* Whether `s` is one of them. */
bool gk_words_has(const struct gk_words *w, struct gk_str s);
/* Whether one of them stands in `s`; the first of the list in `*which`. */
bool gk_words_within(const struct gk_words *w, struct gk_str s, size_t *which);
size_t gk_words_count(const struct gk_words *w);
struct gk_str gk_words_get(const struct gk_words *w, size_t i);	/* as written */
/* All, joined by 、. */
struct gk_str gk_words_joined(const struct gk_words *w);

/* ---- reading -------------------------------------------------------- */

/*
 * For one rule and one kind.  The functions below report what is wrong, with
 * file and line, into the reader and go on with a harmless value; the book
 * looks at `failed` when the rule is read.
 */
struct gk_rule_reader {
	struct gk_arena *arena;	/* what is read lives in it */
	const struct gk_ledger_kind *kind;
	struct gk_rule *rule;
	bool failed;
	/* The kind lacks a column, and the rule is for all kinds: left out. */
	bool unfit;
	struct gk_error *err;
	const char *path;
	struct gk_pack_reader *pack;	/* private: parameters, word lists */
};

void gk_rule_fail(struct gk_rule_reader *rd, const xmlNode *n,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* An attribute; "$name" is the pack's parameter.  GK_EMPTY if absent. */
struct gk_str gk_rule_attr(struct gk_rule_reader *rd, const xmlNode *n,
    const char *name);
bool gk_rule_yes(struct gk_rule_reader *rd, const xmlNode *n,
    const char *name);
/* A whole number; `otherwise` if the attribute is absent. */
int gk_rule_int(struct gk_rule_reader *rd, const xmlNode *n,
    const char *name, int otherwise);
/* A date, or GK_NO_DAY if the attribute is absent. */
gk_day gk_rule_day(struct gk_rule_reader *rd, const xmlNode *n,
    const char *name);
/*
 * What follows when a file lacks the column: the rule cannot be judged, which
 * is said once per table; or the check copes (the field is "").
 */
enum gk_need { GK_NEEDED, GK_OPTIONAL };
/* Index of the column named by an attribute; SIZE_MAX if it is absent. */
size_t gk_rule_column(struct gk_rule_reader *rd, const xmlNode *n,
    const char *name, enum gk_need need);
/* Makes a column needed that was read as optional. */
void gk_rule_need(struct gk_rule_reader *rd, const xmlNode *n, size_t column);
/* Several, separated by blanks; the list ends in SIZE_MAX.  Empty if absent. */
const size_t *gk_rule_columns(struct gk_rule_reader *rd, const xmlNode *n,
    const char *name, enum gk_need need);
/* set="NAME" of the pack, or <value> children; NULL if there are neither. */
const struct gk_words *gk_rule_words(struct gk_rule_reader *rd,
    const xmlNode *n);
/* The list named by another attribute; NULL if it is absent. */
const struct gk_words *gk_rule_word_set(struct gk_rule_reader *rd,
    const xmlNode *n, const char *name);
/* A pattern; NULL if the attribute is absent or bad.  Owned by the book. */
const struct gk_regex *gk_rule_regex(struct gk_rule_reader *rd,
    const xmlNode *n, const char *name);

/* ---- the kinds of check --------------------------------------------- */

struct gk_rule_out {		/* where findings go, while records flow */
	struct gk_findings *found;
	const struct gk_context *cx;
	struct gk_rule_table *table;	/* private; NULL in finish */
};

struct gk_rule_type {
	const char *name;	/* of the element */
	/* Places of its own that messages may name, NULL-ended; or NULL. */
	const char *const *places;
	/*
	 * `record` sees the records that <when> leaves out as well, and asks it
	 * itself (gk_when_holds).
	 */
	bool sees_all;
	/* What the element says, in the arena. */
	void *(*read)(struct gk_rule_reader *rd, const xmlNode *n);
	/*
	 * A state for one ledger, as in struct gk_check; NULL: it has none and
	 * `state` is NULL everywhere.
	 */
	void *(*init)(const struct gk_rule *r, const struct gk_context *cx);
	/* A table begins; what is counted per table starts anew.  May be NULL. */
	void (*table)(const struct gk_rule *r, void *state,
	    const struct gk_source *src);
	void (*record)(const struct gk_rule *r, void *state,
	    const struct gk_entry *e, struct gk_rule_out *out);
	/* The table is read; called only if the rule could be judged. */
	void (*end)(const struct gk_rule *r, void *state,
	    const struct gk_source *src, struct gk_rule_out *out);
	/* Adds `from`, of a later ledger, to `into`.  May be NULL. */
	void (*merge)(const struct gk_rule *r, void *into, const void *from);
	/* All ledgers are read and merged. */
	void (*finish)(const struct gk_rule *r, void *state,
	    struct gk_rule_out *out);
	void (*free)(void *state);
};

struct gk_rule {
	struct gk_str id;
	struct gk_str label[2];	/* what is judged, by enum gk_lang: 答复期限 */
	struct gk_str pack;	/* id of its pack */
	const struct gk_ledger_kind *kind;
	struct gk_kind say[GK_OUTCOMES];	/* what its findings say */
	struct gk_str basis;
	enum gk_evidence evidence;
	gk_day from, until;	/* in force; GK_NO_DAY: open */
	/* The date column that the window is held against; SIZE_MAX: the
	 * kind's event. */
	size_t event;
	const struct gk_when *when;	/* NULL: every record */
	const struct gk_rule_type *type;
	const void *spec;	/* what type->read returned */
	const size_t *needs;	/* columns, ended by SIZE_MAX */
	size_t nasked;		/* how many of them, the first, <when> needs */
	bool quiet;		/* if-absent="skip": no word when needs lack */
	const size_t *places;	/* columns its messages name, ended likewise */
};

/* ---- raising -------------------------------------------------------- */

/*
 * The draft of a finding of this rule: kind, basis, evidence, place, and
 * {column} and the columns that its message names as arguments.  `column` is
 * where the fault is, or SIZE_MAX.  Add the check's own places with
 * gk_draft_arg, then gk_findings_add(out->found, &d).
 */
struct gk_draft gk_rule_draft(const struct gk_rule *r, enum gk_outcome as,
    const struct gk_entry *e, size_t column, struct gk_rule_out *out);
/* The same of a table as a whole. */
struct gk_draft gk_rule_source_draft(const struct gk_rule *r,
    enum gk_outcome as, const struct gk_source *src, size_t column,
    struct gk_rule_out *out);
/* The same of neither, in `finish`: only what the rule says. */
struct gk_draft gk_rule_plain_draft(const struct gk_rule *r,
    enum gk_outcome as, struct gk_rule_out *out);
/*
 * A pattern met its limit at this record: it counts as not judged, and a
 * finding at the end of the table names rule and count.
 */
void gk_rule_gave_up(const struct gk_rule *r, struct gk_rule_out *out,
    const struct gk_entry *e);

#endif
