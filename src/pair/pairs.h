/*
 * Documents with what explains them: rows of one document made one, each
 * interpretation given to its documents.
 *
 * The order of everything here follows from what the rows say, never from the
 * order of rows or files.
 */
#ifndef GK_PAIR_PAIRS_H
#define GK_PAIR_PAIRS_H

#include "pair/match.h"
#include "pair/papers.h"

struct gk_pair_link {		/* an interpretation of a document */
	const struct gk_paper_row *row;
	size_t document, interpretation;	/* by place in the lists */
	enum gk_pair_how how;
	bool by_row;		/* stands in the document's row */
	int sure;
};

struct gk_pair_document {
	const struct gk_paper_row *lead;	/* where findings are */
	struct gk_paper_row all;	/* what all its rows say together */
	const struct gk_paper_row **rows;
	size_t nrows;
	struct gk_title title;
	struct gk_str key;	/* title, type and name, comparison form */
	const struct gk_pair_link *links;	/* earliest first */
	size_t nlinks;
	bool doubtful;		/* an ambiguous one may be its own */
};

struct gk_pair_loose {		/* an interpretation of no document */
	const struct gk_paper_row *row;
	size_t first, second;	/* ambiguous: between these; else SIZE_MAX */
	int sure;
};

struct gk_pairs {
	struct gk_arena arena;
	struct gk_pair_document *documents;
	size_t ndocuments;
	struct gk_pair_link *links;	/* by document */
	size_t nlinks, links_cap;
	struct gk_pair_loose *loose;
	size_t nloose, loose_cap;
};

/* The papers must outlive it. */
struct gk_pairs *gk_pairs_make(const struct gk_papers *p, int threshold);
void gk_pairs_free(struct gk_pairs *ps);

#endif
