#include "config.h"

#include "pair/title_int.h"

void
gk_title_quotes_split(struct gk_title_quotes *q, struct gk_str s)
{
	struct gk_str left = GK_STR(GK_TITLE_OPEN);
	struct gk_str right = GK_STR(GK_TITLE_CLOSE);
	size_t depth = 0, from = 0, end = 0;

	*q = (struct gk_title_quotes){ .head = s, .tail = GK_EMPTY };
	for (size_t i = 0; i + left.n <= s.n; i++) {
		struct gk_str three = { s.p + i, left.n };

		if (gk_str_eq(three, left) && depth++ == 0) {
			from = i + left.n;
			if (q->count == 0)
				q->head = gk_str_sub(s, 0, i);
		} else if (gk_str_eq(three, right) && depth > 0 &&
		    --depth == 0) {
			end = i + right.n;
			if (q->count < GK_TITLE_CORES)
				q->inner[q->count++] = gk_str_sub(s, from,
				    i - from);
		}
	}
	q->head = gk_title_trim(q->head);
	if (q->count > 0)
		q->tail = gk_title_skip(s, end);
}

struct gk_str
gk_title_quotes_from(const struct gk_title_quotes *q, struct gk_str s,
    struct gk_str tail)
{
	size_t from = (size_t)(q->inner[0].p - s.p) - strlen(GK_TITLE_OPEN);
	size_t end = (size_t)(q->tail.p - s.p) + tail.n;

	return gk_str_sub(s, from, end - from);
}
