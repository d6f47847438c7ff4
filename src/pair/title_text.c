/*
 * A title as written, made ready to be looked at: cut, half-width, its number
 * found, comparison form with separators, brackets matched, marks taken out.
 */
#include "config.h"

#include "pair/title_int.h"

#include <stdlib.h>

#include "core/norm.h"
#include "pair/title_words.h"

/* Bytes looked at before 号: 12 characters and 〔2023〕第12345. */
#define NUMBER_BACK ((size_t)72)
#define NUMBER_TRIES 8
#define PAREN_MAX ((size_t)72)

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Where the character before p[at] begins; its value in *ch. */
static size_t
back(struct gk_str s, size_t at, uint32_t *ch)
{
	size_t i = at;

	*ch = 0;
	if (at == 0)
		return 0;
	for (i--; i > 0 && at - i < 4 && (s.p[i] & 0xC0) == 0x80; i--)
		;
	if (gk_utf8_next(s.p + i, at - i, ch) != at - i) {
		*ch = 0;
		return at - 1;
	}
	return i;
}

static size_t
back_digits(struct gk_str s, size_t at)
{
	while (at > 0 && is_digit(s.p[at - 1]))
		at--;
	return at;
}

static bool
is_han(uint32_t ch)
{
	return ch >= 0x4E00 && ch < 0xA000 && ch != 0x4E28;	/* 丨 */
}

static bool
is_open(uint32_t ch)
{
	return ch == '(' || ch == '[' || ch == 0x3014 || ch == 0x3010;
}

static bool
is_close(uint32_t ch)
{
	return ch == ')' || ch == ']' || ch == 0x3015 || ch == 0x3011;
}

/* ---- the document's own number -------------------------------------- */

/*
 * Where the number that ends at `end` (behind 号) begins, SIZE_MAX if there is
 * none: 长政发〔2023〕1号, 长政发[2023]第1号.
 */
static size_t
number_begin(struct gk_str s, size_t end)
{
	size_t at = end - strlen("号"), from = at, han = 0, i;
	uint32_t ch;

	at = back_digits(s, at);
	if (at == from || from - at > 5)
		return SIZE_MAX;
	i = back(s, at, &ch);
	if (ch == 0x7B2C)	/* 第 */
		at = i;
	i = back(s, at, &ch);
	if (is_close(ch))
		at = i;
	from = at;
	at = back_digits(s, at);
	if (from - at != 4)
		return SIZE_MAX;
	i = back(s, at, &ch);
	if (is_open(ch))
		at = i;
	for (; han <= 12; han++, at = i) {
		i = back(s, at, &ch);
		if (!is_han(ch))
			break;
		if (ch == 0x7684 || ch == 0x4E8E)	/* 的, 于 */
			return SIZE_MAX;
	}
	return han >= 2 && han <= 12 ? at : SIZE_MAX;
}

/* Whether a number at [from, end) is the title's own, and not within it. */
static bool
is_own_number(struct gk_str s, size_t from, size_t end)
{
	struct gk_str before = gk_trim(gk_str_sub(s, 0, from));
	struct gk_str after = gk_trim(gk_str_sub(s, end, s.n));
	uint32_t ch = 0;

	if (before.n == 0 || after.n == 0)
		return true;
	back(before, before.n, &ch);
	return ch == 0x300B || (is_open(ch) && (after.p[0] == ')' ||
	    after.p[0] == ']' || gk_str_starts(after, GK_STR("〕")) ||
	    gk_str_starts(after, GK_STR("】"))));
}

/* Finds it and tells where it stands. */
static void
find_number(struct gk_title_text *t, size_t *from, size_t *end)
{
	struct gk_str s = gk_buf_str(&t->wide), word = GK_STR("号");
	size_t at = 0, i;

	*from = *end = SIZE_MAX;
	for (int tries = 0; tries < NUMBER_TRIES; tries++) {
		i = gk_str_find(gk_str_sub(s, at, s.n), word);
		if (i == SIZE_MAX)
			return;
		at += i + word.n;
		i = number_begin(s, at);
		if (i == SIZE_MAX || !is_own_number(s, i, at))
			continue;
		*from = i;
		*end = at;
		t->number = gk_str_sub(s, i, at - i);
		return;
	}
}

/* ---- the working text ----------------------------------------------- */

enum glyph { PLAIN, SPACE, DASH, SEPARATOR, ANGLE, OPEN, CLOSE, YU };

static enum glyph
glyph(uint32_t ch)
{
	switch (ch) {
	case ':': case '|': case '!': case '?': case '[': case ']': case ';':
	case '_': case 0x4E28: case 0x3010: case 0x3011: case 0x300C:
	case 0x300D: case 0x300E: case 0x300F:
		return SEPARATOR;
	case '-': case '~': case 0x2010: case 0x2011: case 0x2012: case 0x2013:
	case 0x2014: case 0x2015: case 0x2212: case 0x301C:
	case 0x81F3: case 0x5230:	/* 至, 到 */
		return DASH;
	case '<': case '>':
		return ANGLE;
	case 0x300A: case 0x3008: case 0xAB: case 0xFE3D: case 0xFE3F:
		return OPEN;
	case 0x300B: case 0x3009: case 0xBB: case 0xFE3E: case 0xFE40:
		return CLOSE;
	case 0x65BC:
		return YU;	/* 於 */
	default:
		return ch > ' ' && !gk_is_blank(ch) ? PLAIN : SPACE;
	}
}

/* The dash of 2023—2025年 or 2023年至2025年; anything else separates. */
static bool
is_span(struct gk_buf *out, struct gk_str rest)
{
	struct gk_str s = gk_buf_str(out), year = GK_STR("年");

	if (rest.n == 0 || !is_digit(rest.p[0]) || s.n == 0)
		return false;
	if (gk_str_ends(s, year) && s.n > year.n &&
	    is_digit(s.p[s.n - year.n - 1]))
		out->len -= year.n;
	else if (!is_digit(s.p[s.n - 1]))
		return false;
	return true;
}

/* A blank separates what says of itself that it stands in front. */
static bool
ends_front(struct gk_str s)
{
	const struct gk_affix *a;
	size_t i = s.n;

	while (i > 0 && s.n - i <= 30 && !gk_title_is_gap(s.p[i - 1]))
		i--;
	s = gk_str_sub(s, i, s.n);
	a = s.n > 0 && s.n <= 30 ? gk_affix_front(s) : NULL;
	return a != NULL && a->word.n == s.n;
}

static void
put_glyph(struct gk_buf *out, enum glyph g, struct gk_str one,
    struct gk_str rest)
{
	switch (g) {
	case SPACE:
		if (ends_front(gk_buf_str(out)))
			gk_buf_putc(out, GK_TITLE_SEP);
		break;
	case DASH:
		if (is_span(out, rest))
			gk_buf_putc(out, '-');
		else if (one.n == 3 && (unsigned char)one.p[0] != 0xE2)
			gk_norm_key(out, one);	/* 至, 到 */
		else
			gk_buf_putc(out, GK_TITLE_GAP);
		break;
	case OPEN:
		gk_buf_puts(out, GK_TITLE_OPEN);
		break;
	case CLOSE:
		gk_buf_puts(out, GK_TITLE_CLOSE);
		break;
	case YU:
		gk_buf_puts(out, "于");
		break;
	default:
		gk_buf_putc(out, GK_TITLE_SEP);
		break;
	}
}

/* Whether a bracket is that of 〔2023〕, written as [2023]. */
static bool
around_digits(struct gk_str s, size_t i)
{
	return (s.p[i] == '[' && i + 1 < s.n && is_digit(s.p[i + 1])) ||
	    (s.p[i] == ']' && i > 0 && is_digit(s.p[i - 1]));
}

/* <X> is 〈X〉; a sign alone is none of them. */
static enum glyph
angle(struct gk_str s, size_t i, size_t *left)
{
	bool closes = s.p[i] == '>';

	if (closes && *left > 0) {
		--*left;
		return CLOSE;
	}
	if (closes || memchr(s.p + i, '>', s.n - i) == NULL)
		return SPACE;
	++*left;
	return OPEN;
}

/* Appends the text without what stands in [skip, until). */
static void
build(struct gk_buf *out, struct gk_str s, size_t skip, size_t until)
{
	size_t from = 0, angles = 0, len;
	uint32_t ch;

	for (size_t i = 0; i < s.n; i += len) {
		enum glyph g;

		len = gk_utf8_next(s.p + i, s.n - i, &ch);
		if (i == skip) {
			len = until - skip;
			g = SEPARATOR;
		} else {
			g = len != 0 ? glyph(ch) : PLAIN;
			len += len == 0;
		}
		if (g == ANGLE)
			g = angle(s, i, &angles);
		if (g == PLAIN || (i != skip && around_digits(s, i)))
			continue;
		gk_norm_key(out, gk_str_sub(s, from, i - from));
		from = i + len;
		put_glyph(out, g, gk_str_sub(s, i, len),
		    gk_str_sub(s, from, s.n));
	}
	gk_norm_key(out, gk_str_sub(s, from, s.n - from));
}

static void
blank(struct gk_buf *b, size_t from, size_t n)
{
	memset(b->p + from, GK_TITLE_GAP, n);
}

/* Brackets without their other half become separators. */
static void
match_brackets(struct gk_buf *b)
{
	struct gk_str left = GK_STR(GK_TITLE_OPEN);
	struct gk_str right = GK_STR(GK_TITLE_CLOSE);
	size_t *stack = NULL, n = 0, cap = 0;

	for (size_t i = 0; i + left.n <= b->len; i++) {
		if (b->p[i] != left.p[0])
			continue;
		if (memcmp(b->p + i, left.p, left.n) == 0)
			*GK_PUSH(stack, n, cap) = i;
		else if (memcmp(b->p + i, right.p, right.n) != 0)
			continue;
		else if (n > 0)
			n--;
		else
			blank(b, i, right.n);
	}
	while (n > 0)
		blank(b, stack[--n], left.n);
	free(stack);
}

/* ---- what stands in () ---------------------------------------------- */

static bool
is_edition(struct gk_str s)
{
	return gk_words_is(GK_W_MARK, s) || (s.n > 0 && is_digit(s.p[0]) &&
	    gk_words_end(GK_W_MARK, s) > 0);
}

/* Whether it is no part of the name. */
static bool
take_paren(struct gk_title_text *t, struct gk_str s)
{
	if (is_edition(s)) {
		if (t->mark_len == 0 && s.n <= sizeof t->mark) {
			memcpy(t->mark, s.p, s.n);
			t->mark_len = s.n;
		}
		return true;
	}
	if (gk_words_end(GK_W_DRAFT, s) > 0 ||
	    gk_str_find(s, GK_STR("征求意见")) != SIZE_MAX) {
		t->draft = true;
		return true;
	}
	return s.n == 0 || gk_words_is(GK_W_ASIDE, s) ||
	    gk_str_ends(s, GK_STR("失效")) || gk_str_ends(s, GK_STR("废止"));
}

static void
take_parens(struct gk_title_text *t)
{
	struct gk_str s = gk_buf_str(&t->buf);
	size_t left = SIZE_MAX;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '(')
			left = i;
		if (s.p[i] != ')' || left == SIZE_MAX)
			continue;
		if (i - left <= PAREN_MAX && take_paren(t, gk_title_trim(
		    gk_str_sub(s, left + 1, i - left - 1))))
			blank(&t->buf, left, i + 1 - left);
		left = SIZE_MAX;
	}
}

/* ---- all of it ------------------------------------------------------ */

struct gk_str
gk_title_trim(struct gk_str s)
{
	while (s.n > 0 && gk_title_is_gap(s.p[0]))
		s = gk_str_sub(s, 1, s.n);
	while (s.n > 0 && gk_title_is_gap(s.p[s.n - 1]))
		s.n--;
	return s;
}

void
gk_title_text_init(struct gk_title_text *t, struct gk_str title)
{
	size_t from, end;

	*t = (struct gk_title_text){ .number = GK_EMPTY };
	title = gk_trim(title);
	if (title.n > GK_TITLE_BYTES_MAX) {
		title.n = GK_TITLE_BYTES_MAX;
		while (title.n > 0 && (title.p[title.n] & 0xC0) == 0x80 &&
		    GK_TITLE_BYTES_MAX - title.n < 4)
			title.n--;
	}
	gk_norm_width(&t->wide, title);
	find_number(t, &from, &end);
	build(&t->buf, gk_buf_str(&t->wide), from, end);
	match_brackets(&t->buf);
	take_parens(t);
}

void
gk_title_text_release(struct gk_title_text *t)
{
	gk_buf_release(&t->buf);
	gk_buf_release(&t->wide);
}
