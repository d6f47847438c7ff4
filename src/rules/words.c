#include "config.h"

#include <stdlib.h>

#include "core/norm.h"
#include "rules/book_int.h"

struct gk_words {
	struct gk_str *words;	/* as written, in order */
	struct gk_str *norms;	/* of the same */
	struct gk_str *sorted;	/* the norms again, for searching */
	size_t count;
	struct gk_str joined;
};

static int
compare(const void *a, const void *b)
{
	return gk_str_cmp(*(const struct gk_str *)a,
	    *(const struct gk_str *)b);
}

static struct gk_str
norm_of(struct gk_arena *a, struct gk_str s)
{
	struct gk_buf b = { 0 };
	struct gk_str norm;

	gk_norm_key(&b, s);
	norm = gk_str_keep(a, gk_buf_str(&b));
	gk_buf_release(&b);
	return norm;
}

const struct gk_words *
gk_words_read(struct gk_arena *a, const xmlNode *parent, const xmlNode **bad)
{
	struct gk_words *w = gk_arena_alloc(a, sizeof *w);
	const xmlNode *n;
	size_t i = 0;

	*w = (struct gk_words){ .joined = GK_EMPTY };
	for (n = gk_xml_child(parent, "value"); n != NULL;
	    n = gk_xml_next(n, "value"))
		w->count++;
	w->words = gk_arena_alloc(a, w->count * sizeof *w->words);
	w->norms = gk_arena_alloc(a, w->count * sizeof *w->norms);
	w->sorted = gk_arena_alloc(a, w->count * sizeof *w->sorted);
	for (n = gk_xml_child(parent, "value"); n != NULL;
	    n = gk_xml_next(n, "value"), i++) {
		w->words[i] = gk_xml_text(a, n);
		w->sorted[i] = w->norms[i] = norm_of(a, w->words[i]);
		*bad = n;
		if (w->norms[i].n == 0)
			return NULL;
		w->joined = gk_str_join(a, w->joined, GK_STR("、"),
		    w->words[i]);
	}
	qsort(w->sorted, w->count, sizeof *w->sorted, compare);
	return w;
}

bool
gk_words_has(const struct gk_words *w, struct gk_str s)
{
	struct gk_buf b = { 0 };
	struct gk_str norm;
	bool found;

	gk_norm_key(&b, s);
	norm = gk_buf_str(&b);
	found = bsearch(&norm, w->sorted, w->count, sizeof *w->sorted,
	    compare) != NULL;
	gk_buf_release(&b);
	return found;
}

bool
gk_words_within(const struct gk_words *w, struct gk_str s, size_t *which)
{
	struct gk_buf b = { 0 };
	size_t i;

	gk_norm_key(&b, s);
	for (i = 0; i < w->count; i++)
		if (gk_str_find(gk_buf_str(&b), w->norms[i]) != SIZE_MAX)
			break;
	gk_buf_release(&b);
	if (i == w->count)
		return false;
	if (which != NULL)
		*which = i;
	return true;
}

size_t
gk_words_count(const struct gk_words *w)
{
	return w->count;
}

struct gk_str
gk_words_get(const struct gk_words *w, size_t i)
{
	return w->words[i];
}

struct gk_str
gk_words_joined(const struct gk_words *w)
{
	return w->joined;
}
