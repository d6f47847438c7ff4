/* What the files that read packs share. */
#ifndef GK_RULES_BOOK_INT_H
#define GK_RULES_BOOK_INT_H

#include "core/xml.h"
#include "rules/book.h"

#define GK_NEEDS_MAX 32

struct gk_named {		/* a parameter's value, or a word list */
	struct gk_str name, value;
	const struct gk_words *words;
};

struct gk_pack_reader {
	struct gk_book *book;
	const struct gk_book_options *opt;
	const struct gk_ledger_kinds *kinds;
	struct gk_pack *pack;
	struct gk_named *params, *sets;
	size_t nparams, params_cap, nsets, sets_cap;
	size_t needs[GK_NEEDS_MAX], nneeds;	/* of the rule being read */
	bool any;		/* the rule is for any kind with its columns */
	struct gk_error *err;
};

/*
 * The <value> children of `parent`; NULL if the normal form of one is empty
 * (√), which is then `*bad`.
 */
const struct gk_words *gk_words_read(struct gk_arena *a,
    const xmlNode *parent, const xmlNode **bad);
/* What the rule says, and which columns its places need. */
void gk_message_read(struct gk_rule_reader *rd, const xmlNode *rule);
/* <fault> and <clean> of a rule that has been read for all its kinds. */
enum gk_status gk_examples_read(struct gk_pack_reader *pr,
    struct gk_rule_text *text, const xmlNode *rule);
/* By name of the element; NULL if there is no such kind of check. */
const struct gk_rule_type *gk_rule_type_find(const char *name);
/* A whole number 0…INT_MAX. */
bool gk_parse_count(struct gk_str s, int *value);

#endif
