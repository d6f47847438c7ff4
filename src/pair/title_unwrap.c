/*
 * What makes a title that of an interpretation, taken off at both ends:
 * 政策解读｜X, 一图读懂X, X政策问答（二）, 局长就X答记者问.
 */
#include "config.h"

#include "pair/title_int.h"
#include "pair/title_words.h"

/* Words taken off at one end. */
#define ROUNDS 6
#define PIECE_MAX ((size_t)45)
#define BEHIND_MAX ((size_t)36)

static void
take(struct gk_title *t, const struct gk_affix *a)
{
	if (a->role == GK_AFFIX_DRAFT)
		t->role = GK_TITLE_DRAFT_EXPLAINED;
	else if (a->role == GK_AFFIX_INTERPRETATION &&
	    t->role == GK_TITLE_DOCUMENT)
		t->role = GK_TITLE_INTERPRETATION;
	if (t->form.n == 0)
		t->form = a->form;
}

/* ---- 之一, （二）, 上篇, 第3期 -------------------------------------------- */

/* Bytes of the last character if it counts or orders. */
static size_t
ordinal_end(struct gk_str s)
{
	static const char *const words[] = { "一", "二", "三", "四", "五",
		"六", "七", "八", "九", "十", "上", "中", "下", NULL };

	if (s.n > 0 && s.p[s.n - 1] >= '0' && s.p[s.n - 1] <= '9')
		return 1;
	for (size_t i = 0; words[i] != NULL; i++)
		if (gk_str_ends(s, gk_str_of(words[i])))
			return strlen(words[i]);
	return 0;
}

static size_t
piece_end(struct gk_str s)
{
	static const char *const words[] = { "篇", "期", "集", "讲", "辑", "弹",
		"季", NULL };

	for (size_t i = 0; words[i] != NULL; i++)
		if (gk_str_ends(s, gk_str_of(words[i])))
			return strlen(words[i]);
	return 0;
}

/* Without an ordinal at the end; `*sure`: it can be nothing else. */
static struct gk_str
drop_ordinal(struct gk_str s, bool *sure)
{
	struct gk_str rest = s;
	bool paren = gk_str_ends(s, GK_STR(")"));
	size_t piece, n, digits = 0;

	*sure = false;
	if (paren)
		rest.n--;
	piece = piece_end(rest);
	rest.n -= piece;
	while (digits < 2 && (n = ordinal_end(rest)) > 0) {
		rest.n -= n;
		digits++;
	}
	if (digits == 0)
		return s;
	if (gk_str_ends(rest, GK_STR("第")))
		rest.n -= strlen("第");
	if (paren != gk_str_ends(rest, GK_STR("(")))
		return s;
	if (paren)
		rest.n--;
	*sure = paren || piece > 0;
	if (gk_str_ends(rest, GK_STR("之"))) {
		rest.n -= strlen("之");
		*sure = true;
	}
	return gk_title_trim(rest);
}

/* ---- in front ------------------------------------------------------- */

/* Behind a word in front: (一), 之二, then a colon. */
static struct gk_str
skip_ordinal(struct gk_str s)
{
	size_t at = 0;
	bool sure;

	while (at < s.n && at <= 24 && !gk_title_is_gap(s.p[at]) &&
	    memcmp(s.p + at, GK_TITLE_OPEN, at + 3 <= s.n ? 3 : s.n - at) != 0)
		at++;
	if (at == 0 || at == s.n || at > 24 ||
	    drop_ordinal(gk_str_sub(s, 0, at), &sure).n > 0)
		return s;
	return gk_str_sub(s, at, s.n);
}

static bool
stands_apart(struct gk_str rest)
{
	return rest.n > 0 && (gk_title_is_gap(rest.p[0]) ||
	    gk_str_starts(rest, GK_STR(GK_TITLE_OPEN)) ||
	    gk_str_starts(rest, GK_STR("关于")));
}

static bool
take_front(struct gk_title *t, struct gk_str *s)
{
	const struct gk_affix *a = gk_affix_front(*s);
	struct gk_str rest;

	if (a == NULL)
		return false;
	rest = skip_ordinal(gk_str_sub(*s, a->word.n, s->n));
	if (gk_title_trim(rest).n == 0 ||
	    (a->how != GK_AFFIX_FREE && !stands_apart(rest)))
		return false;
	take(t, a);
	*s = gk_title_trim(rest);
	return true;
}

/* 省政府政策解读之三：… */
static bool
take_piece(struct gk_title *t, struct gk_str *s)
{
	struct gk_str piece = *s, rest;
	size_t i = 0;

	while (i < s->n && i <= PIECE_MAX && !gk_title_is_gap(s->p[i]))
		i++;
	if (i == s->n || i > PIECE_MAX)
		return false;
	piece.n = i;
	rest = gk_title_skip(*s, i);
	if (rest.n == 0 || gk_words_end(GK_W_TYPE, piece) > 0 ||
	    gk_str_find(piece, GK_STR(GK_TITLE_OPEN)) != SIZE_MAX ||
	    !gk_words_in(GK_W_ROLE, piece))
		return false;
	if (t->role == GK_TITLE_DOCUMENT)
		t->role = GK_TITLE_INTERPRETATION;
	*s = rest;
	return true;
}

/* ---- behind --------------------------------------------------------- */

/* Whether 》 is near the end. */
static bool
is_quoted(struct gk_str s)
{
	size_t from = s.n > BEHIND_MAX ? s.n - BEHIND_MAX : 0;

	return gk_str_find(gk_str_sub(s, from, s.n),
	    GK_STR(GK_TITLE_CLOSE)) != SIZE_MAX;
}

static bool
take_back(struct gk_title *t, struct gk_str *s)
{
	const struct gk_affix *a = gk_affix_back(*s);
	struct gk_str rest;

	if (a == NULL)
		return false;
	rest = gk_title_drop(*s, a->word.n);
	if (gk_str_ends(rest, GK_STR("的")))
		rest = gk_title_drop(rest, strlen("的"));
	if (a->how == GK_AFFIX_QUOTED && !is_quoted(rest))
		return false;
	take(t, a);
	if (rest.n > 0)
		*s = rest;
	return rest.n > 0;
}

static bool
take_ordinal(const struct gk_title *t, struct gk_str *s)
{
	bool sure;
	struct gk_str rest = drop_ordinal(*s, &sure);

	if (rest.n == s->n || rest.n == 0 || (gk_affix_back(rest) == NULL &&
	    (!sure || t->role == GK_TITLE_DOCUMENT)))
		return false;
	*s = rest;
	return true;
}

/* 省司法厅负责人就X答记者问: what stands before 就. */
static struct gk_str
skip_speaker(struct gk_str s)
{
	size_t at = gk_str_find(gk_str_sub(s, 0, PIECE_MAX * 2),
	    GK_STR("就"));
	struct gk_str who;

	if (at == SIZE_MAX)
		return s;
	who = gk_title_trim(gk_str_sub(s, 0, at));
	if (who.n > 0 && gk_words_end(GK_W_ORGAN, who) == 0 &&
	    gk_str_find(who, GK_STR("人")) == SIZE_MAX &&
	    !gk_str_ends(who, GK_STR("长")) &&
	    !gk_str_ends(who, GK_STR("主任")))
		return s;
	return gk_title_skip(s, at + strlen("就"));
}

/* ---- all of it ------------------------------------------------------ */

/* Of several pieces the longest that ends like a document. */
static struct gk_str
best_piece(struct gk_str s)
{
	struct gk_str best = s, rest = s, piece;
	size_t most = 0, n;

	for (; rest.n > 0; rest = gk_title_skip(rest, n)) {
		n = 0;
		while (n < rest.n && rest.p[n] != GK_TITLE_SEP)
			n++;
		piece = gk_str_sub(rest, 0, n);
		if (piece.n > most && gk_words_end(GK_W_TYPE, piece) > 0) {
			best = piece;
			most = piece.n;
		}
	}
	return best;
}

struct gk_str
gk_title_unwrap(struct gk_title *t, struct gk_str s)
{
	s = gk_title_trim(s);
	for (int i = 0; i < ROUNDS; i++)
		if (!take_front(t, &s) && !take_piece(t, &s))
			break;
	for (int i = 0; i < ROUNDS; i++)
		if (!take_back(t, &s) && !take_ordinal(t, &s))
			break;
	if (gk_str_eq(t->form, GK_STR("答记者问")))
		s = skip_speaker(s);
	if (t->role != GK_TITLE_DOCUMENT &&
	    gk_str_find(s, GK_STR(GK_TITLE_OPEN)) == SIZE_MAX)
		s = best_piece(s);
	return s;
}
