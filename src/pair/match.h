/*
 * Which interpretation belongs to which document (解读与文件关联).
 *
 * In this order, the first that decides: the document's number; an explicit
 * link (the address or title in a link column); the title, equal in comparison
 * form; the title, alike beyond a threshold and by a margin over the second
 * best.  Two documents as near as each other are ambiguous: never a coin toss.
 * One interpretation may serve several documents (each 《》), one document have
 * several.
 *
 * Cost is near linear: candidates come from an index of rare character
 * n-grams; the order of records does not matter.
 */
#ifndef GK_PAIR_MATCH_H
#define GK_PAIR_MATCH_H

#include "core/date.h"
#include "pair/title.h"

enum gk_pair_how { GK_PAIR_NONE, GK_PAIR_NUMBER, GK_PAIR_LINK,
	GK_PAIR_TITLE, GK_PAIR_ALIKE, GK_PAIR_AMBIGUOUS };

/* What is known of a document or an interpretation; views are the caller's
 * and must outlive the matcher. */
struct gk_paper {
	struct gk_title title;
	struct gk_str number;	/* comparison form, or "" */
	struct gk_str url;	/* gk_url_key form, or "" */
	struct gk_str link;	/* interpretations: what it names as its document */
	struct gk_str unit;	/* id or name; the same unit goes before others */
	gk_day day;		/* nearer goes before farther, within a year */
};

#define GK_PAIR_THRESHOLD 820	/* of 1000; --threshold */
#define GK_PAIR_MARGIN 60

struct gk_pairing {		/* of one interpretation with one document */
	size_t interpretation, document;	/* by number of add */
	enum gk_pair_how how;
	int sure;		/* 0…1000 */
	size_t rival;		/* AMBIGUOUS: the other document; else SIZE_MAX */
};

struct gk_pairer;
struct gk_pairer *gk_pairer_new(int threshold, int margin);
void gk_pairer_free(struct gk_pairer *m);
/* Numbers are given in order, from 0, each kind apart. */
size_t gk_pairer_document(struct gk_pairer *m, const struct gk_paper *p);
size_t gk_pairer_interpretation(struct gk_pairer *m,
    const struct gk_paper *p);
/*
 * Pairs everything; the list is the matcher's, ordered by interpretation, then
 * document; NONE and AMBIGUOUS are in it too (document SIZE_MAX for NONE).
 */
const struct gk_pairing *gk_pairer_run(struct gk_pairer *m, size_t *count);

#endif
