#include "config.h"

#include "pair/diff.h"

#include <stdlib.h>

#include "core/mem.h"
#include "core/norm.h"

/* Beyond this many cells of a table all of the middle counts as differing. */
#define CELLS_MAX ((size_t)1 << 20)
#define EQUAL_SHOWN ((size_t)16)	/* characters beside a difference */
#define DIFFERENT_SHOWN ((size_t)60)

struct glyph {
	size_t at, len;
	uint32_t ch;		/* without width and case */
};

struct text {
	struct gk_str s;
	struct glyph *list;
	size_t count;
	bool cut;
};

struct segment {
	bool equal;
	size_t a, b;		/* characters of each */
};

struct script {
	struct segment *list;
	size_t count, cap;
};

static uint32_t
fold(uint32_t ch)
{
	if (ch >= 0xFF01 && ch <= 0xFF5E)
		ch -= 0xFEE0;
	return ch >= 'A' && ch <= 'Z' ? ch - 'A' + 'a' : ch;
}

static void
text_init(struct text *t, struct gk_str s)
{
	size_t cap = 0;

	*t = (struct text){ .s = s };
	for (size_t i = 0; i < s.n && !t->cut;) {
		struct glyph g = { .at = i };

		g.len = gk_utf8_next(s.p + i, s.n - i, &g.ch);
		if (g.len == 0) {
			g.len = 1;
			g.ch = (uint32_t)(unsigned char)s.p[i] | 0x80000000U;
		}
		g.ch = fold(g.ch);
		*GK_PUSH(t->list, t->count, cap) = g;
		i += g.len;
		t->cut = t->count == GK_DIFF_CHARS_MAX && i < s.n;
	}
}

/* Adds to the script; neighbours of one sort become one. */
static void
add(struct script *s, bool equal, size_t a, size_t b)
{
	if (a + b == 0)
		return;
	if (s->count > 0 && s->list[s->count - 1].equal == equal) {
		s->list[s->count - 1].a += a;
		s->list[s->count - 1].b += b;
		return;
	}
	*GK_PUSH(s->list, s->count, s->cap) = (struct segment){ equal, a, b };
}

/*
 * The longest common subsequence of two middles: length[i][j] is that of what
 * follows a[i] and b[j].
 */
static void
compare(struct script *s, const struct glyph *a, size_t n,
    const struct glyph *b, size_t m)
{
	size_t width = m + 1, i = 0, j = 0;
	uint16_t *length = gk_calloc((n + 1) * width, sizeof *length);

	for (size_t x = n; x-- > 0;)
		for (size_t y = m; y-- > 0;) {
			uint16_t down = length[(x + 1) * width + y];
			uint16_t right = length[x * width + y + 1];

			length[x * width + y] = a[x].ch == b[y].ch ?
			    (uint16_t)(length[(x + 1) * width + y + 1] + 1) :
			    down > right ? down : right;
		}
	while (i < n && j < m) {
		if (a[i].ch == b[j].ch) {
			add(s, true, 1, 1);
			i++;
			j++;
		} else if (length[(i + 1) * width + j] >=
		    length[i * width + j + 1]) {
			add(s, false, 1, 0);
			i++;
		} else {
			add(s, false, 0, 1);
			j++;
		}
	}
	add(s, false, n - i, m - j);
	free(length);
}

/* One character that agrees by chance between two differences is one too. */
static void
smooth(struct script *s)
{
	struct script out = { 0 };

	for (size_t i = 0; i < s->count; i++) {
		struct segment g = s->list[i];
		bool lone = g.equal && g.a == 1 && i > 0 &&
		    i + 1 < s->count;

		add(&out, g.equal && !lone, g.a, g.b);
	}
	free(s->list);
	*s = out;
}

static void
make_script(struct script *s, const struct text *a, const struct text *b)
{
	size_t n = a->count, m = b->count, head = 0, tail = 0;

	while (head < n && head < m && a->list[head].ch == b->list[head].ch)
		head++;
	while (tail < n - head && tail < m - head &&
	    a->list[n - tail - 1].ch == b->list[m - tail - 1].ch)
		tail++;
	n -= head + tail;
	m -= head + tail;
	add(s, true, head, head);
	if (n != 0 && m != 0 && (n + 1) <= CELLS_MAX / (m + 1))
		compare(s, a->list + head, n, b->list + head, m);
	else
		add(s, false, n, m);
	add(s, true, tail, tail);
	smooth(s);
}

static void
put(struct gk_buf *out, const struct text *t, size_t from, size_t n)
{
	if (n > 0 && t->list != NULL)
		gk_buf_add(out, t->s.p + t->list[from].at,
		    t->list[from + n - 1].at + t->list[from + n - 1].len -
		    t->list[from].at);
}

/* A stretch of which only `left` and `right` characters need be seen. */
static void
put_long(struct gk_buf *out, const struct text *t, size_t from, size_t n,
    size_t left, size_t right)
{
	if (n <= left + right + 4) {
		put(out, t, from, n);
		return;
	}
	put(out, t, from, left);
	gk_buf_puts(out, "…");
	put(out, t, from + n - right, right);
}

static void
write_text(struct gk_buf *out, const struct text *t, const struct script *s,
    bool is_a)
{
	size_t at = 0;

	for (size_t i = 0; i < s->count; i++) {
		const struct segment *g = &s->list[i];
		size_t n = is_a ? g->a : g->b;

		if (g->equal) {
			put_long(out, t, at, n, i > 0 || s->count == 1 ?
			    EQUAL_SHOWN : 0, i + 1 < s->count ||
			    s->count == 1 ? EQUAL_SHOWN : 0);
		} else if (n > 0) {
			gk_buf_puts(out, "〔");
			put_long(out, t, at, n, DIFFERENT_SHOWN / 2,
			    DIFFERENT_SHOWN / 2);
			gk_buf_puts(out, "〕");
		}
		at += n;
	}
	if (t->cut)
		gk_buf_puts(out, "…");
}

void
gk_diff(struct gk_buf *out_a, struct gk_buf *out_b, struct gk_str a,
    struct gk_str b)
{
	struct text x, y;
	struct script s = { 0 };

	/* Where several scripts are as short, the same one either way. */
	if (gk_str_cmp(a, b) > 0) {
		gk_diff(out_b, out_a, b, a);
		return;
	}
	text_init(&x, a);
	text_init(&y, b);
	make_script(&s, &x, &y);
	write_text(out_a, &x, &s, true);
	write_text(out_b, &y, &s, false);
	free(s.list);
	free(x.list);
	free(y.list);
}
