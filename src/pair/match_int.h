/*
 * Within match*.c: who may be meant, and who of them is.
 */
#ifndef GK_PAIR_MATCH_INT_H
#define GK_PAIR_MATCH_INT_H

#include "core/intern.h"
#include "pair/match.h"

/* Documents that are weighed against each other at most. */
#define GK_CONTENDERS_MAX ((size_t)512)

struct gk_contender {
	size_t document;	/* by number of add */
	size_t order;		/* by what it says; equals by number */
	const struct gk_paper *paper;
	int score;
	unsigned rank;		/* filled by gk_contest */
	gk_day away;
};

struct gk_contest {
	struct gk_contender list[GK_CONTENDERS_MAX];
	size_t count;
	bool cut;		/* there were more: nobody wins */
};

/* Whether an interpretation (p) cannot mean a document (d), by what stands
 * beside their cores. */
bool gk_contest_bars(const struct gk_paper *p, struct gk_str core,
    const struct gk_paper *d, struct gk_str dcore);
/*
 * Who wins: by score and margin, then by issuer, unit, edition, at last by
 * day.  NONE if there is nobody, AMBIGUOUS with the first two if nobody wins;
 * otherwise `how`, and `sure` is less where it was not the title alone.
 */
struct gk_pairing gk_contest_decide(struct gk_contest *c,
    const struct gk_paper *p, enum gk_pair_how how, int margin);

/* ---- match_index.c -------------------------------------------------- */

struct gk_paper_entry {
	uint32_t key, order;
};

struct gk_paper_index {
	const struct gk_paper *documents;
	size_t ndocuments;
	size_t *sorted;		/* documents in order of what they say */
	struct gk_intern *keys;
	struct gk_paper_entry *entries;	/* by key, then order */
	size_t nentries, entries_cap;
	size_t *start;		/* of a key's entries */
	struct gk_grams *grams;
	struct gk_buf work;
};

void gk_paper_index_init(struct gk_paper_index *ix,
    const struct gk_paper *documents, size_t n);
void gk_paper_index_release(struct gk_paper_index *ix);
/* The key of what somebody names; GK_NO_ID: no document has it. */
uint32_t gk_paper_index_number(struct gk_paper_index *ix,
    struct gk_str number);
uint32_t gk_paper_index_url(struct gk_paper_index *ix, struct gk_str url);
uint32_t gk_paper_index_core(struct gk_paper_index *ix,
    const struct gk_title *t, struct gk_str core);
/* The key of all that may only lack what is light; keys that may be alike. */
uint32_t gk_paper_index_bare(struct gk_paper_index *ix,
    const struct gk_title *t, struct gk_str core);
size_t gk_paper_index_near(struct gk_paper_index *ix, const struct gk_title *t,
    struct gk_str core, uint32_t *near, size_t max);
/*
 * Documents of a key enter the contest unless they are in it; by title only
 * those that score `least` beside `core`, a core of the interpretation p.
 */
void gk_paper_index_enter(const struct gk_paper_index *ix,
    struct gk_contest *c, const struct gk_paper *p, uint32_t key,
    struct gk_str core, int least);

#endif
