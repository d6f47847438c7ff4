/*
 * Lists in a cell.  A line is a member of its own unless lines are numbered,
 * where what has no number belongs to the line before, or the line before is
 * plainly unfinished.
 */
#include "config.h"

#include "catalog/import_int.h"

#include <stdlib.h>

#include "core/norm.h"

void
gk_strs_add(struct gk_strs *l, struct gk_str s)
{
	if (s.n == 0)
		return;
	/* Lists are short; a hostile one must not take for ever. */
	for (size_t i = l->n > 64 ? l->n - 64 : 0; i < l->n; i++)
		if (gk_str_eq(l->list[i], s))
			return;
	*GK_PUSH(l->list, l->n, l->cap) = s;
}

void
gk_strs_push(struct gk_strs *l, struct gk_str s)
{
	*GK_PUSH(l->list, l->n, l->cap) = s;
}

void
gk_strs_release(struct gk_strs *l)
{
	free(l->list);
	*l = (struct gk_strs){ 0 };
}

struct gk_str *
gk_strs_keep(const struct gk_strs *l, struct gk_arena *a)
{
	struct gk_str *list = gk_arena_alloc(a, (l->n + 1) * sizeof *list);

	if (l->n != 0)
		memcpy(list, l->list, l->n * sizeof *list);
	return list;
}

void
gk_strs_move(struct gk_strs *l, struct gk_arena *a, struct gk_str **list,
    size_t *n)
{
	*list = gk_strs_keep(l, a);
	*n = l->n;
	gk_strs_release(l);
}

/* ---- characters ----------------------------------------------------- */

size_t
gk_begins(struct gk_str s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (gk_str_starts(s, gk_str_of(*words)))
			return strlen(*words);
	return 0;
}

size_t
gk_ends(struct gk_str s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (gk_str_ends(s, gk_str_of(*words)))
			return strlen(*words);
	return 0;
}

static const char *const opening[] = { "（", "(", "《", "〈", "“", "「", "【",
	"〔", "[", NULL };
static const char *const closing[] = { "）", ")", "》", "〉", "”", "」", "】",
	"〕", "]", NULL };
static const char *const stops[] = { "；", ";", "。", "，", ",", "、", NULL };

/* How many brackets are open behind `s`, if `depth` are before it. */
static size_t
open_brackets(struct gk_str s, size_t depth)
{
	size_t len;

	while (s.n > 0) {
		if ((len = gk_begins(s, opening)) != 0)
			depth++;
		else if ((len = gk_begins(s, closing)) != 0)
			depth -= depth > 0;
		else
			len = 1;
		s = gk_str_sub(s, len, SIZE_MAX);
	}
	return depth;
}

/* Without blanks and punctuation at the end. */
static struct gk_str
trim_stops(struct gk_str s)
{
	size_t len;

	for (;;) {
		s = gk_trim(s);
		len = gk_ends(s, stops);
		if (len == 0)
			return s;
		s.n -= len;
	}
}

/* ---- numbers in front ----------------------------------------------- */

enum style { PLAIN, ARABIC, BRACKETED, CIRCLED, HAN, HAN_BRACKETED, BULLET };

struct number {
	enum style style;
	size_t value;
	size_t length;		/* bytes, the sign behind it included */
};

/* Arabic digits, ASCII or full-width; their length, or 0. */
static size_t
arabic(struct gk_str s, size_t *value)
{
	size_t i = 0, len;
	uint32_t ch;

	*value = 0;
	while (i < s.n && *value < 1000) {
		len = gk_utf8_next(s.p + i, s.n - i, &ch);
		if (len != 0 && ch >= 0xFF10 && ch <= 0xFF19)
			ch -= 0xFF10 - '0';
		if (len == 0 || ch < '0' || ch > '9')
			break;
		*value = *value * 10 + (ch - '0');
		i += len;
	}
	return i;
}

/* 一 to 九十九. */
static size_t
han(struct gk_str s, size_t *value)
{
	static const char *const digits[] = { "一", "二", "三", "四", "五",
		"六", "七", "八", "九", "十" };
	size_t i = 0, k, tens = 0, ones = 0;

	while (i < s.n) {
		for (k = 0; k < 10; k++)
			if (gk_str_starts(gk_str_sub(s, i, SIZE_MAX),
			    gk_str_of(digits[k])))
				break;
		if (k == 10 || (k == 9 ? tens : ones) != 0)
			break;
		if (k == 9) {
			tens = ones != 0 ? ones : 1;
			ones = 0;
		} else {
			ones = k + 1;
		}
		i += 3;
	}
	*value = tens * 10 + ones;
	return i;
}

/* ① ⑴ ⒈ and the like: one character each. */
static size_t
circled(struct gk_str s, size_t *value)
{
	uint32_t ch;
	size_t len = gk_utf8_next(s.p, s.n, &ch);

	if (len == 0 || ch < 0x2460 || ch > 0x249B)
		return 0;
	*value = (ch - 0x2460) % 20 + 1;
	return len;
}

/* Digits with one of the signs behind them. */
static struct number
number_behind(struct gk_str s, enum style style,
    size_t (*read)(struct gk_str, size_t *), const char *const *signs)
{
	size_t value, digits = read(s, &value), sign, next;
	struct gk_str rest = gk_str_sub(s, digits, SIZE_MAX);

	sign = digits != 0 ? gk_begins(rest, signs) : 0;

	/* 2.5 is no number in front. */
	if (sign == 0 || (style == ARABIC &&
	    arabic(gk_str_sub(rest, sign, SIZE_MAX), &next) != 0))
		return (struct number){ PLAIN, 0, 0 };
	return (struct number){ style, value, digits + sign };
}

/* The number with which `s` begins. */
static struct number
number_at(struct gk_str s)
{
	static const char *const points[] = { ".", "．", "、", ")", "）",
		NULL };
	static const char *const commas[] = { "、", "．", NULL };
	static const char *const closes[] = { ")", "）", NULL };
	static const char *const opens[] = { "(", "（", NULL };
	static const char *const bullets[] = { "·", "•", "●", "◆", "■", "★",
		"➢", "\xEF\x83\x98", "\xEF\x82\xB7", "* ", "- ", NULL };
	size_t value = 0, len = gk_begins(s, opens);
	struct gk_str in = gk_str_sub(s, len, SIZE_MAX);
	struct number n;

	if (len != 0) {
		n = number_behind(in, BRACKETED, arabic, closes);
		if (n.style == PLAIN)
			n = number_behind(in, HAN_BRACKETED, han, closes);
		n.length += n.style != PLAIN ? len : 0;
		return n;
	}
	n = number_behind(s, ARABIC, arabic, points);
	if (n.style == PLAIN)
		n = number_behind(s, HAN, han, commas);
	if (n.style == PLAIN && (len = circled(s, &value)) != 0)
		n = (struct number){ CIRCLED, value, len };
	if (n.style == PLAIN && (len = gk_begins(s, bullets)) != 0)
		n = (struct number){ BULLET, 1, len };
	return n;
}

/* Whether a number may stand behind this: not inside a word or number. */
static bool
may_precede(struct gk_str before, enum style style)
{
	static const char *const ends_of[] = { "；", ";", "。", "，", ",", "、",
		"：", ":", " ", "\n", "）", ")", NULL };
	char last;

	if (before.n == 0)
		return true;
	last = before.p[before.n - 1];
	if (style == HAN)
		return gk_ends(before, ends_of) != 0;
	return !((last >= '0' && last <= '9') || last == '.' ||
	    (last >= 'A' && last <= 'Z') || (last >= 'a' && last <= 'z'));
}

/* Where, in a text that begins with a number, the next one stands. */
static size_t
next_number(struct gk_str s, struct number first)
{
	struct number n;

	for (size_t i = first.length; i < s.n; i++) {
		if ((s.p[i] & 0xC0) == 0x80)
			continue;
		n = number_at(gk_str_sub(s, i, SIZE_MAX));
		if (n.style == first.style && n.style != BULLET &&
		    n.value == first.value + 1 &&
		    may_precede(gk_str_sub(s, 0, i), n.style))
			return i;
	}
	return SIZE_MAX;
}

/* ---- cells ---------------------------------------------------------- */

/* U+FFFE and U+FFFF are no characters, and XML has no place for them. */
static void
drop_noncharacters(struct gk_buf *b)
{
	size_t kept = 0;

	for (size_t i = 0; i < b->len; i++)
		if (gk_begins((struct gk_str){ b->p + i, b->len - i },
		    (const char *const[]){ "\xEF\xBF\xBE", "\xEF\xBF\xBF",
		    NULL }) != 0)
			i += 2;
		else
			b->p[kept++] = b->p[i];
	b->len = kept;
}

/* A line break is no blank where Chinese goes on. */
static void
join_lines(struct gk_buf *b, struct gk_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\n' || i == 0 || i + 1 == s.n ||
		    ((s.p[i - 1] & 0x80) == 0 && (s.p[i + 1] & 0x80) == 0))
			gk_buf_putc(b, s.p[i]);
}

struct gk_str
gk_cell_line(struct gk_arena *a, struct gk_str s)
{
	struct gk_buf joined = { 0 }, b = { 0 };
	struct gk_str line;

	join_lines(&joined, s);
	gk_norm_cell(&b, gk_buf_str(&joined));
	gk_buf_release(&joined);
	drop_noncharacters(&b);
	line = gk_str_keep(a, gk_trim(gk_buf_str(&b)));
	gk_buf_release(&b);
	return line;
}

struct gk_str
gk_cell_name(struct gk_arena *a, struct gk_str s)
{
	struct gk_str name = gk_cell_line(a, s);
	struct number n = number_at(name);
	struct gk_str rest = gk_trim(gk_str_sub(name, n.length, SIZE_MAX));

	return rest.n != 0 ? rest : name;
}

bool
gk_cell_is_nothing(struct gk_str s)
{
	static const char *const words[] = { "-", "--", "---", "—", "——", "－",
		"–", "―", "/", "／", "\\", "无", "*", NULL };

	s = gk_trim(s);
	for (size_t i = 0; words[i] != NULL; i++)
		if (gk_str_eq(s, gk_str_of(words[i])))
			return true;
	return s.n == 0;
}

bool
gk_cell_is_ditto(struct gk_str s)
{
	static const char *const words[] = { "同上", "同前", "同上。", "(同上)",
		"（同上）", "〃", "〃〃", "〞", "″", "＂", "\"", "“", "”", "''",
		NULL };

	s = gk_trim(s);
	for (size_t i = 0; words[i] != NULL; i++)
		if (gk_str_eq(s, gk_str_of(words[i])))
			return true;
	return false;
}

/* ---- lists ---------------------------------------------------------- */

void
gk_list_cut(struct gk_strs *l, struct gk_arena *a, struct gk_str s,
    const char *const *seps, gk_list_take take)
{
	size_t depth = 0, from = 0, len;

	for (size_t i = 0; i < s.n; i += len) {
		struct gk_str rest = gk_str_sub(s, i, SIZE_MAX);

		len = 1;
		if (gk_begins(rest, opening) != 0) {
			depth++;
		} else if (gk_begins(rest, closing) != 0) {
			depth -= depth > 0;
		} else if (depth == 0 && gk_begins(rest, seps) != 0) {
			len = gk_begins(rest, seps);
			take(l, a, gk_str_sub(s, from, i - from));
			from = i + len;
		}
	}
	take(l, a, gk_str_sub(s, from, SIZE_MAX));
}

static void
take_piece(struct gk_strs *l, struct gk_arena *a, struct gk_str s)
{
	s = trim_stops(s);
	gk_strs_add(l, trim_stops(gk_cell_name(a, s)));
}

static void
take_element(struct gk_strs *l, struct gk_arena *a, struct gk_str s)
{
	static const char *const seps[] = { "；", ";", NULL };

	gk_list_cut(l, a, s, seps, take_piece);
}

/* 《A》、《B》(文号)《C》: before each 《 outside of brackets. */
static void
take_basis(struct gk_strs *l, struct gk_arena *a, struct gk_str s)
{
	static const char *const ands[] = { "以及", "、", "，", ",", "和", "及",
		"与", " ", NULL };
	static const char *const done[] = { "》", "）", ")", "〉", NULL };
	size_t depth = 0, from = 0;

	for (size_t i = 0; i < s.n; i++) {
		struct gk_str rest = gk_str_sub(s, i, SIZE_MAX), before;
		size_t len;

		if (gk_begins(rest, closing) != 0)
			depth -= depth > 0;
		if (gk_begins(rest, opening) == 0)
			continue;
		before = gk_str_sub(s, from, i - from);
		if (depth++ != 0 || !gk_str_starts(rest, GK_STR("《")))
			continue;
		while ((len = gk_ends(before, ands)) != 0)
			before.n -= len;
		if (gk_ends(before, done) == 0 &&
		    gk_ends(gk_str_sub(s, from, i - from), stops) == 0)
			continue;
		take_element(l, a, before);
		from = i;
	}
	take_element(l, a, gk_str_sub(s, from, SIZE_MAX));
}

/* A text that may begin with a number and hold the next ones. */
static void
cut_numbers(struct gk_strs *l, struct gk_arena *a, struct gk_str s,
    gk_list_take take)
{
	struct number n = number_at(s);
	size_t next;

	while (n.style != PLAIN && (next = next_number(s, n)) != SIZE_MAX) {
		take(l, a, gk_str_sub(s, n.length, next - n.length));
		s = gk_str_sub(s, next, SIZE_MAX);
		n = number_at(s);
	}
	take(l, a, gk_str_sub(s, n.length, SIZE_MAX));
}

static bool
is_unfinished(struct gk_str s)
{
	static const char *const signs[] = { "、", "，", ",", "/", "和", "及",
		"或", "的", "与", NULL };

	return gk_ends(s, signs) != 0;
}

static bool
any_numbered(struct gk_str s)
{
	struct gk_str line;

	while (gk_str_split(&s, "\n", &line))
		if (number_at(gk_trim(line)).style != PLAIN)
			return true;
	return false;
}

static void
cut_lines(struct gk_strs *l, struct gk_arena *a, struct gk_str s,
    gk_list_take take)
{
	bool numbered = any_numbered(s);
	struct gk_buf piece = { 0 };
	struct gk_str line;
	size_t depth = 0;

	while (gk_str_split(&s, "\n", &line)) {
		line = gk_trim(line);
		if (line.n == 0)
			continue;
		if (piece.len != 0 && (numbered ?
		    number_at(line).style != PLAIN :
		    depth == 0 && !is_unfinished(gk_buf_str(&piece)))) {
			cut_numbers(l, a, gk_buf_str(&piece), take);
			gk_buf_clear(&piece);
			depth = 0;
		}
		gk_buf_add_str(&piece, line);
		depth = open_brackets(line, depth);
	}
	cut_numbers(l, a, gk_buf_str(&piece), take);
	gk_buf_release(&piece);
}

void
gk_list_elements(struct gk_strs *l, struct gk_arena *a, struct gk_str s)
{
	cut_lines(l, a, s, take_element);
}

void
gk_list_bases(struct gk_strs *l, struct gk_arena *a, struct gk_str s)
{
	cut_lines(l, a, s, take_basis);
}
