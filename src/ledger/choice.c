/*
 * Which kind of ledger a table is: of the headers that were found, one for
 * each kind, the one that fits best, or that the title speaks for.
 */
#include "config.h"

#include <stdlib.h>

#include "ledger/ledger_int.h"

/*
 * Fits that differ by no more than this leave a kind open; the title decides
 * between those that reach three quarters of the best.
 */
#define FIT_MARGIN (2 * GK_FIT_UNIT)

/* The kind that fits best after `best`. */
static const struct gk_header *
next_of(const struct gk_header *best, const struct gk_header *list, size_t n)
{
	const struct gk_header *next = NULL;

	for (size_t i = 0; i < n; i++)
		if (&list[i] != best && list[i].score > 0 &&
		    (next == NULL || list[i].fit > next->fit))
			next = &list[i];
	return next;
}

/* The kind that fits as well as `best`, title and all; NULL if none does. */
static const struct gk_ledger_kind *
rival_of(const struct gk_header *best, const struct gk_header *list,
    const bool *speaks, size_t n)
{
	const struct gk_header *rival = NULL;

	for (size_t i = 0; i < n; i++)
		if (&list[i] != best && list[i].score > 0 &&
		    speaks[i] == speaks[best - list] &&
		    list[i].fit + FIT_MARGIN >= best->fit &&
		    (rival == NULL || list[i].fit > rival->fit))
			rival = &list[i];
	return rival != NULL ? rival->kind : NULL;
}

bool
gk_header_choose(const struct gk_head *h, const struct gk_header *list, size_t n,
    struct gk_header *out)
{
	const struct gk_header *best = NULL, *told = NULL, *next;
	size_t ends[GK_HEAD_ROWS + 1] = { 0 }, rows = 0;
	struct gk_buf words = { 0 };
	bool *speaks = gk_calloc(n, sizeof *speaks);

	for (size_t i = 0; i < n; i++)
		if (list[i].score > 0 && list[i].first > rows)
			rows = list[i].first;
	gk_title_words(&words, h, rows, ends);
	for (size_t i = 0; i < n; i++) {
		if (list[i].score <= 0)
			continue;
		speaks[i] = gk_ledger_kind_told(list[i].kind, gk_str_sub(
		    gk_buf_str(&words), 0, ends[list[i].first]));
		if (best == NULL || list[i].fit > best->fit)
			best = &list[i];
		if (speaks[i] && (told == NULL || list[i].fit > told->fit))
			told = &list[i];
	}
	if (told != NULL && told->fit * 4 >= best->fit * 3)
		best = told;
	*out = best != NULL ? *best : (struct gk_header){ .score = 0 };
	if (best != NULL) {
		next = next_of(best, list, n);
		out->told = speaks[best - list];
		out->next = next != NULL ? next->kind : NULL;
		out->next_fit = next != NULL ? next->fit : 0;
		if (!best->canonical)
			out->rival = rival_of(best, list, speaks, n);
	}
	gk_buf_release(&words);
	free(speaks);
	return best != NULL;
}
