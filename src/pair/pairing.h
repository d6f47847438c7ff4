/*
 * Pairing (三同步, 政策解读): documents and interpretations of all ledgers of a
 * run, matched, and what SEMANTICS §6 finds of them, as one check among the
 * others (checks/check.h).  Without cx->pairing it does nothing.
 */
#ifndef GK_PAIR_PAIRING_H
#define GK_PAIR_PAIRING_H

#include "core/out.h"
#include "pair/match.h"
#include "pair/terms.h"

extern const struct gk_check gk_check_pairing;

/* What was paired, for people to look at (gk-pair --matches). */
struct gk_pair_match {
	struct gk_str document, number, interpretation;
	enum gk_pair_how how;
	bool by_row;
	int sure;
	struct gk_str document_file, interpretation_file;
	size_t document_row, interpretation_row;	/* 0: none */
};

struct gk_pair_matches {
	struct gk_pair_match *list;
	size_t count, cap;
	struct gk_arena arena;
};

struct gk_pair_matches *gk_pair_matches_new(void);
void gk_pair_matches_free(struct gk_pair_matches *m);
void gk_pair_matches_csv(const struct gk_pair_matches *m, struct gk_out *o);
void gk_pair_matches_text(const struct gk_pair_matches *m, enum gk_lang lang,
    struct gk_out *o);

#endif
