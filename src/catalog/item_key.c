/*
 * Names of fields and items as they are compared.
 */
#include "config.h"

#include "catalog/catalog_int.h"
#include "core/norm.h"

/* Numerals in front of a name: "一", "12", "１２". */
static bool
is_digit(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

static bool
is_chinese_numeral(uint32_t c)
{
	static const uint32_t numerals[] = {
		0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D,
		0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E,	/* 〇一二…十百 */
	};

	for (size_t i = 0; i < sizeof numerals / sizeof numerals[0]; i++)
		if (numerals[i] == c)
			return true;
	return false;
}

/* One character that is a number with its sign: ①, ⑴, ⒈, ㈠. */
static bool
is_enclosed_number(uint32_t c)
{
	return (c >= 0x2460 && c <= 0x249B) || (c >= 0x3220 && c <= 0x3229);
}

/* 、 . ． ， , */
static bool
is_stop(uint32_t c)
{
	return c == 0x3001 || c == '.' || c == 0xFF0E || c == 0xFF0C || c == ',';
}

static bool
is_open(uint32_t c)
{
	return c == '(' || c == 0xFF08;
}

static bool
is_close(uint32_t c)
{
	return c == ')' || c == 0xFF09;
}

/* Walks characters; `c` is 0 at the end or at a malformed byte. */
struct walk {
	struct gk_str rest;
	uint32_t c;
};

static void
step(struct walk *w)
{
	size_t n = w->rest.n != 0
	    ? gk_utf8_next(w->rest.p, w->rest.n, &w->c) : 0;

	if (n == 0) {
		w->c = 0;
		return;
	}
	w->rest.p += n;
	w->rest.n -= n;
}

/* Numerals of one kind, at most `max`; returns how many. */
static size_t
step_number(struct walk *w, bool (*kind)(uint32_t), size_t max)
{
	size_t n = 0;

	while (n <= max && kind(w->c)) {
		step(w);
		n++;
	}
	return n <= max ? n : 0;
}

/*
 * "12", "1.2" with what ends it: a stop, a closing parenthesis or a space.
 * Years (2023年招生计划) and numbers that belong to the name (12345热线,
 * 3.0版) have no such end, or too many digits.
 */
static bool
step_arabic(struct walk *w)
{
	bool stopped = false;

	do {
		if (step_number(w, is_digit, 3) == 0)
			return false;
		stopped = is_stop(w->c);
		if (stopped)
			step(w);
	} while (stopped && is_digit(w->c));
	if (stopped)
		return true;
	if (is_close(w->c)) {
		step(w);
		return true;
	}
	return w->c == ' ' || w->c == '\t' || w->c == 0x3000 || w->c == 0xA0;
}

/* Whether `w`, at the first character, passes over a number; then behind it. */
static bool
step_prefix(struct walk *w)
{
	if (is_enclosed_number(w->c)) {
		step(w);
		return true;
	}
	if (is_open(w->c)) {
		step(w);
		if (step_number(w, is_chinese_numeral, 4) == 0 &&
		    step_number(w, is_digit, 3) == 0)
			return false;
		if (!is_close(w->c))
			return false;
		step(w);
		return true;
	}
	if (is_chinese_numeral(w->c)) {
		if (step_number(w, is_chinese_numeral, 4) == 0 ||
		    !is_stop(w->c))
			return false;
		step(w);
		return true;
	}
	return is_digit(w->c) && step_arabic(w);
}

/* `s` without "一、", "（二）", "1.", "1.2 ", "①" and the like in front. */
static struct gk_str
without_number(struct gk_str s)
{
	s = gk_trim(s);
	for (int round = 0; round < 3; round++) {
		struct walk w = { .rest = s };
		const char *end = s.p + s.n;
		struct gk_str tail;

		step(&w);
		if (!step_prefix(&w))
			break;
		/* `w` has read one character beyond the number. */
		tail = w.rest;
		if (w.c != 0) {
			do
				tail.p--;
			while (((unsigned char)*tail.p & 0xC0) == 0x80);
			tail.n = (size_t)(end - tail.p);
		}
		tail = gk_trim(tail);
		if (tail.n == 0)
			break;
		s = tail;
	}
	return s;
}

/* Removes every `what` from `b`, from offset `start` on. */
static void
remove_all(struct gk_buf *b, size_t start, struct gk_str what)
{
	size_t in = start, out = start;

	while (in < b->len) {
		if (b->len - in >= what.n &&
		    memcmp(b->p + in, what.p, what.n) == 0) {
			in += what.n;
			continue;
		}
		b->p[out++] = b->p[in++];
	}
	b->len = out;
	if (b->p != NULL)
		b->p[out] = '\0';
}

static void
cut(struct gk_buf *b, size_t len)
{
	b->len = len;
	if (b->p != NULL)
		b->p[len] = '\0';
}

/* Cells that stand for nothing: 无, -, /, --. */
static bool
says_nothing(struct gk_str key)
{
	if (gk_str_eq(key, GK_STR("无")))
		return true;
	for (size_t i = 0; i < key.n; i++)
		if (strchr("-/.+", key.p[i]) == NULL)
			return false;
	return true;
}

void
gk_item_key(struct gk_buf *out, struct gk_str name)
{
	size_t start = out->len;

	gk_norm_key(out, without_number(name));
	remove_all(out, start, GK_STR("《"));
	remove_all(out, start, GK_STR("》"));
	remove_all(out, start, GK_STR("〈"));
	remove_all(out, start, GK_STR("〉"));
	if (out->len > start && says_nothing(
	    (struct gk_str){ out->p + start, out->len - start }))
		cut(out, start);
}

void
gk_field_key(struct gk_buf *out, struct gk_str name)
{
	struct gk_str word = GK_STR("领域"), key, tail;
	size_t start = out->len, at;

	gk_item_key(out, name);
	key = gk_str_sub(gk_buf_str(out), start, SIZE_MAX);
	at = gk_str_find(key, word);
	if (at == SIZE_MAX || at == 0)
		return;
	tail = gk_str_sub(key, at + word.n, SIZE_MAX);
	if (tail.n == 0 || gk_str_starts(tail, GK_STR("基层")) ||
	    gk_str_starts(tail, GK_STR("政务公开")) ||
	    gk_str_starts(tail, GK_STR("信息公开")))
		cut(out, start + at);
}

void
gk_joined_key(struct gk_buf *out, struct gk_str key)
{
	size_t start = out->len;

	gk_buf_add_str(out, key);
	remove_all(out, start, GK_STR("-"));
	remove_all(out, start, GK_STR("/"));
}
