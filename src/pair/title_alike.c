/*
 * How alike two cores are: what they do not share is looked at piece by piece.
 * 供水 and 排水 differ by one character as 和 and 与 do; only the latter may be
 * the same document.
 */
#include "config.h"

#include "core/norm.h"
#include "pair/title_int.h"
#include "pair/title_words.h"

#define CHARS_MAX (GK_TITLE_BYTES_MAX + 64)
/* Middles beyond this many characters are taken as different. */
#define MIDDLE_MAX ((size_t)128)
#define PIECES_MAX 48
#define UNLIKE 370

/* Costs, in thousandths of a character. */
#define LIGHT_COST 350
#define SAME_COST 500
#define SLIP_COST 1000
#define TAIL_COST 1500

struct line {
	struct gk_str s;	/* without the tail */
	struct gk_str tail;	/* what stands in () at the end */
	size_t n;
	uint32_t ch[CHARS_MAX];
	uint16_t at[CHARS_MAX + 1];
};

struct piece {			/* between two stretches that agree */
	size_t a, na, b, nb;
};

struct script {
	struct piece list[PIECES_MAX];
	size_t count;
	bool over;		/* more than are kept */
};

static void
line_init(struct line *l, struct gk_str s)
{
	size_t len;

	l->s = s;
	l->n = 0;
	for (size_t i = 0; i < s.n && l->n < CHARS_MAX; i += len) {
		len = gk_utf8_next(s.p + i, s.n - i, &l->ch[l->n]);
		if (len == 0) {
			l->ch[l->n] = (unsigned char)s.p[i] | 0x80000000U;
			len = 1;
		}
		l->at[l->n++] = (uint16_t)i;
		l->at[l->n] = (uint16_t)(i + len);
	}
}

/* Takes (2023-2025年) off. */
static void
cut_tail(struct line *l)
{
	size_t i = l->n;

	l->tail = GK_EMPTY;
	if (i == 0 || l->ch[i - 1] != ')')
		return;
	while (i > 0 && l->ch[i - 1] != '(')
		i--;
	if (i <= 1)
		return;
	l->tail = gk_str_sub(l->s, l->at[i - 1], l->s.n);
	l->n = i - 1;
	l->s.n = l->at[i - 1];
}

static struct gk_str
view(const struct line *l, size_t from, size_t n)
{
	return gk_str_sub(l->s, l->at[from], (size_t)(l->at[from + n] -
	    l->at[from]));
}

/* ---- figures -------------------------------------------------------- */

static bool
is_figure(uint32_t ch)
{
	static const uint32_t han[] = { 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
		0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E, 0x5343, 0x4E24,
		0x96F6, 0x3007 };	/* 一 … 十 百 千 两 零 〇 */

	if (ch < 0x3007)
		return ch >= '0' && ch <= '9';
	for (size_t i = 0; i < sizeof han / sizeof *han; i++)
		if (ch == han[i])
			return true;
	return false;
}

static bool
same_figures(const struct line *a, const struct line *b)
{
	size_t i = 0, j = 0;

	for (;; i++, j++) {
		while (i < a->n && !is_figure(a->ch[i]))
			i++;
		while (j < b->n && !is_figure(b->ch[j]))
			j++;
		if (i == a->n || j == b->n)
			return i == a->n && j == b->n;
		if (a->ch[i] != b->ch[j])
			return false;
	}
}

/* (2023-2025年), (2021年版); not (第二批). */
static bool
is_years(struct gk_str tail)
{
	return tail.n == 0 || (gk_str_find(tail, GK_STR("年")) != SIZE_MAX &&
	    gk_str_find(tail, GK_STR("第")) == SIZE_MAX);
}

/* ---- alignment ------------------------------------------------------ */

static void
add_piece(struct script *s, size_t a, size_t na, size_t b, size_t nb)
{
	struct piece *last = s->count > 0 ? &s->list[s->count - 1] : NULL;

	if (last != NULL && last->a + last->na == a &&
	    last->b + last->nb == b) {
		last->na += na;
		last->nb += nb;
	} else if (s->count < PIECES_MAX) {
		s->list[s->count++] = (struct piece){ a, na, b, nb };
	} else {
		s->over = true;
	}
}

/* The longest common subsequence of two middles. */
static void
align(struct script *s, const struct line *a, size_t from, size_t n,
    const struct line *b, size_t m)
{
	uint8_t len[MIDDLE_MAX + 1][MIDDLE_MAX + 1];
	const uint32_t *x = a->ch + from, *y = b->ch + from;
	size_t i = n, j = 0;

	memset(len[n], 0, m + 1);
	while (i-- > 0) {
		len[i][m] = 0;
		for (j = m; j-- > 0;)
			len[i][j] = x[i] == y[j] ? len[i + 1][j + 1] + 1 :
			    len[i + 1][j] > len[i][j + 1] ? len[i + 1][j] :
			    len[i][j + 1];
	}
	for (i = j = 0; i < n || j < m;) {
		if (i < n && j < m && x[i] == y[j]) {
			i++;
			j++;
		} else if (j == m || (i < n &&
		    len[i + 1][j] >= len[i][j + 1])) {
			add_piece(s, from + i, 1, from + j, 0);
			i++;
		} else {
			add_piece(s, from + i, 0, from + j, 1);
			j++;
		}
	}
}

static void
compare(struct script *s, const struct line *a, const struct line *b)
{
	size_t n = a->n, m = b->n, from = 0;

	s->count = 0;
	s->over = false;
	while (from < n && from < m && a->ch[from] == b->ch[from])
		from++;
	while (n > from && m > from && a->ch[n - 1] == b->ch[m - 1]) {
		n--;
		m--;
	}
	n -= from;
	m -= from;
	if (n == 0 && m == 0)
		return;
	if (n > MIDDLE_MAX || m > MIDDLE_MAX) {
		s->over = true;
		add_piece(s, from, n, from, m);
	} else if (n == 0 || m == 0) {
		add_piece(s, from, n, from, m);
	} else {
		align(s, a, from, n, b, m);
	}
}

/* ---- pieces --------------------------------------------------------- */

static bool
all_light(struct gk_str s)
{
	size_t n;

	while (s.n > 0) {
		n = gk_words_start(GK_W_LIGHT, s);
		if (n == 0)
			return false;
		s = gk_str_sub(s, n, s.n);
	}
	return true;
}

/* 实施方案 and 方案 are the same, 实施意见 and 意见, 实施办法 and 办法 are not. */
static bool
is_implementing(struct gk_str piece, struct gk_str rest)
{
	return gk_str_eq(piece, GK_STR("实施")) &&
	    (gk_str_starts(rest, GK_STR("方案")) ||
	    gk_str_starts(rest, GK_STR("计划")) ||
	    gk_str_starts(rest, GK_STR("细则")));
}

/* What only `l` has: its cost, SIZE_MAX if it makes another document. */
static size_t
cost_extra(const struct line *l, size_t from, size_t n, bool last)
{
	struct gk_str s = view(l, from, n);
	struct gk_str rest = gk_str_sub(l->s, l->at[from + n], l->s.n);

	if ((from == 0 && gk_title_place(s) == s.n) || all_light(s) ||
	    is_implementing(s, rest) ||
	    (last && rest.n == 0 && gk_words_is(GK_W_ENDING, s)))
		return n * LIGHT_COST;
	/* 管理理办法 */
	if (n == 1 && ((from > 0 && l->ch[from - 1] == l->ch[from]) ||
	    (from + 1 < l->n && l->ch[from + 1] == l->ch[from])))
		return SLIP_COST;
	return SIZE_MAX;
}

static size_t
cost_piece(const struct line *a, const struct line *b, const struct piece *p)
{
	bool last = p->a + p->na == a->n && p->b + p->nb == b->n;

	if (p->nb == 0)
		return cost_extra(a, p->a, p->na, last);
	if (p->na == 0)
		return cost_extra(b, p->b, p->nb, last);
	if (p->na == 1 && p->nb == 1 && gk_words_same(view(a, p->a, 1),
	    view(b, p->b, 1)))
		return SAME_COST;
	return SIZE_MAX;
}

/* 营运 for 运营: one piece gone, the same one behind its neighbour. */
static bool
is_swap(const struct line *a, const struct line *b, const struct piece *p,
    const struct piece *q)
{
	size_t apart = q->a - (p->a + p->na);

	if (apart > 2 || p->na + p->nb != 1)
		return false;
	if (p->nb == 0 && q->na == 0)
		return gk_str_eq(view(a, p->a, p->na), view(b, q->b, q->nb));
	return p->na == 0 && q->nb == 0 &&
	    gk_str_eq(view(b, p->b, p->nb), view(a, q->a, q->na));
}

static int
score(const struct line *a, const struct line *b, const struct script *s,
    size_t extra)
{
	size_t cost = extra, total = a->n + b->n, one;
	bool other = s->over;
	int result;

	for (size_t i = 0; i < s->count; i++) {
		const struct piece *p = &s->list[i];

		one = cost_piece(a, b, p);
		if (one == SIZE_MAX && i + 1 < s->count &&
		    is_swap(a, b, p, p + 1)) {
			one = SLIP_COST * (p->na + p->nb);
			i++;
		}
		if (one == SIZE_MAX) {
			other = true;
			one = 1000 * (p->na > p->nb ? p->na : p->nb);
		}
		cost += one;
	}
	if (total == 0 || cost * 2 >= total * 1000)
		return 0;
	result = (int)(1000 - cost * 2 / total);
	return other && result > GK_TITLE_OTHER ? GK_TITLE_OTHER : result;
}

static bool
is_draft(struct gk_str s)
{
	return gk_str_ends(s, GK_STR("征求意见稿"));
}

int
gk_title_alike(struct gk_str a, struct gk_str b)
{
	struct line x, y;
	struct script s;
	size_t extra = 0;
	int result;
	bool unlike;

	if (gk_str_eq(a, b))
		return 1000;
	/* Of several ways to align them the same one is taken either way. */
	line_init(&x, gk_str_cmp(a, b) < 0 ? a : b);
	line_init(&y, gk_str_cmp(a, b) < 0 ? b : a);
	unlike = gk_title_places_differ(a, b) || is_draft(a) != is_draft(b);
	if (!same_figures(&x, &y)) {
		cut_tail(&x);
		cut_tail(&y);
		unlike |= (x.tail.n > 0) == (y.tail.n > 0) ||
		    !same_figures(&x, &y) || !is_years(x.tail) ||
		    !is_years(y.tail);
		extra = TAIL_COST;
	}
	compare(&s, &x, &y);
	result = score(&x, &y, &s, extra);
	return unlike && result > UNLIKE ? UNLIKE : result;
}
