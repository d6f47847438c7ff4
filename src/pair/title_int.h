/*
 * Within title_*.c: the text of a title made ready, and places in names.
 */
#ifndef GK_PAIR_TITLE_INT_H
#define GK_PAIR_TITLE_INT_H

#include "pair/title.h"

/*
 * Stand in a working text where something separates (： ｜ 【】), and where it may
 * (——) or something has been taken out; never in a comparison form.
 */
#define GK_TITLE_SEP '\x1f'
#define GK_TITLE_GAP '\x1e'
#define GK_TITLE_OPEN "《"
#define GK_TITLE_CLOSE "》"

struct gk_title_text {
	struct gk_buf buf;	/* comparison form, separators, 《》 matched */
	struct gk_buf wide;	/* as written, half-width */
	struct gk_str number;	/* of the document itself, a view of `wide` */
	char mark[32];		/* what stood in (): 试行 */
	size_t mark_len;
	bool draft;		/* （征求意见稿） */
};

void gk_title_text_init(struct gk_title_text *t, struct gk_str title);
void gk_title_text_release(struct gk_title_text *t);
static inline bool
gk_title_is_gap(char c)
{
	return c == GK_TITLE_SEP || c == GK_TITLE_GAP;
}

/* Without separators around it; and without `n` bytes in front, behind. */
struct gk_str gk_title_trim(struct gk_str s);
static inline struct gk_str
gk_title_skip(struct gk_str s, size_t n)
{
	return gk_title_trim(gk_str_sub(s, n, s.n));
}
static inline struct gk_str
gk_title_drop(struct gk_str s, size_t n)
{
	return gk_title_trim(gk_str_sub(s, 0, s.n - n));
}

/* A text with 《》 in it. */
struct gk_title_quotes {
	struct gk_str head, tail;	/* before the first, behind the last */
	struct gk_str inner[GK_TITLE_CORES];
	size_t count;
};

/* The outermost 《》; brackets are matched. */
void gk_title_quotes_split(struct gk_title_quotes *q, struct gk_str s);
/* From the first 《 up to the end of `tail`, how the tail begins. */
struct gk_str gk_title_quotes_from(const struct gk_title_quotes *q,
    struct gk_str s, struct gk_str tail);

/*
 * What is left of a text without what makes it that of an interpretation; sets
 * role and form.
 */
struct gk_str gk_title_unwrap(struct gk_title *t, struct gk_str s);

/*
 * Bytes of the place that a name begins with (长沙市, 长沙市望城区); 0 if it
 * begins with none.
 */
size_t gk_title_place(struct gk_str name);
/* Whether both name a place and neither may be within the other. */
bool gk_title_places_differ(struct gk_str a, struct gk_str b);

#endif
