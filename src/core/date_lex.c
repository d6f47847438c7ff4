#include "config.h"

#include "core/date_int.h"

#include "core/norm.h"

#define MINUTES_CHINA (8 * 60)

struct word {
	const char *text;
	char type;		/* 'W': day of the week, no token */
	unsigned short value;
};

/* Words of letters, in lower case. */
static const struct word latin_words[] = {
	{ "t", 'T', 0 }, { "z", 'Z', 0 }, { "utc", 'Z', 0 }, { "gmt", 'Z', 0 },
	{ "cst", 'Z', MINUTES_CHINA }, { "q", 'Q', 0 }, { "h", 'B', 0 },
	{ "am", 'a', 0 }, { "pm", 'a', 1 },
	{ "jan", 'E', 1 }, { "january", 'E', 1 }, { "feb", 'E', 2 },
	{ "february", 'E', 2 }, { "mar", 'E', 3 }, { "march", 'E', 3 },
	{ "apr", 'E', 4 }, { "april", 'E', 4 }, { "may", 'E', 5 },
	{ "jun", 'E', 6 }, { "june", 'E', 6 }, { "jul", 'E', 7 },
	{ "july", 'E', 7 }, { "aug", 'E', 8 }, { "august", 'E', 8 },
	{ "sep", 'E', 9 }, { "sept", 'E', 9 }, { "september", 'E', 9 },
	{ "oct", 'E', 10 }, { "october", 'E', 10 }, { "nov", 'E', 11 },
	{ "november", 'E', 11 }, { "dec", 'E', 12 }, { "december", 'E', 12 },
	{ "mon", 'W', 0 }, { "monday", 'W', 0 }, { "tue", 'W', 0 },
	{ "tuesday", 'W', 0 }, { "wed", 'W', 0 }, { "wednesday", 'W', 0 },
	{ "thu", 'W', 0 }, { "thursday", 'W', 0 }, { "fri", 'W', 0 },
	{ "friday", 'W', 0 }, { "sat", 'W', 0 }, { "saturday", 'W', 0 },
	{ "sun", 'W', 0 }, { "sunday", 'W', 0 },
};

/* Words of several Chinese characters; a longer one before its beginning. */
static const struct word han_words[] = {
	{ "季度", 'S', 1 }, { "季", 'S', 0 }, { "全年", 'A', 0 },
	{ "上半年", 'H', 1 }, { "下半年", 'H', 2 },
	{ "上旬", 'X', 1 }, { "中旬", 'X', 2 }, { "下旬", 'X', 3 },
	{ "上午", 'a', 0 }, { "早上", 'a', 0 }, { "凌晨", 'a', 0 },
	{ "下午", 'a', 1 }, { "晚上", 'a', 1 },
};

struct lexer {
	struct gk_str s;
	size_t i;
	unsigned int how;
	struct gk_token *t;
	size_t n, max;
	bool gap;
	bool failed;		/* unknown or too much, and strict */
};

/* The character at offset `i`, full-width ASCII made half-width. */
static uint32_t
char_at(const struct lexer *lx, size_t i, size_t *len)
{
	uint32_t ch;

	*len = gk_utf8_next(lx->s.p + i, lx->s.n - i, &ch);
	if (*len == 0) {
		*len = i < lx->s.n ? 1 : 0;
		return i < lx->s.n ? 0xFFFD : 0;
	}
	return ch >= 0xFF01 && ch <= 0xFF5E ? ch - 0xFEE0 : ch;
}

static void
push(struct lexer *lx, char type, uint64_t value, size_t digits, bool cn)
{
	if (lx->n > 0 && type == 'x' && lx->t[lx->n - 1].type == 'x')
		return;
	/* —— is one dash, and so is --. */
	if (lx->n > 0 && !lx->gap && (type == '=' || type == '-') &&
	    lx->t[lx->n - 1].type == type) {
		lx->t[lx->n - 1].type = '=';
		return;
	}
	if (lx->n == lx->max) {
		lx->failed = true;
		return;
	}
	lx->t[lx->n++] = (struct gk_token){ type, lx->gap, cn,
	    (uint8_t)digits, value };
	lx->gap = false;
}

/* Value of a Chinese numeral, or -1. */
static int
han_digit(uint32_t ch)
{
	switch (ch) {
	case 0x3007: case 0x96F6: case 0x25CB: case 0x25EF:
		return 0;	/* 〇零○◯ */
	case 0x4E00: return 1;
	case 0x4E8C: return 2;
	case 0x4E09: return 3;
	case 0x56DB: return 4;
	case 0x4E94: return 5;
	case 0x516D: return 6;
	case 0x4E03: return 7;
	case 0x516B: return 8;
	case 0x4E5D: return 9;
	case 0x5341: return 10;
	case 0x5EFF: return 20;
	case 0x5345: return 30;
	default: return -1;
	}
}

/* Inside 二○○八 the letter O and the digit 0 stand for 〇. */
static int
han_digit_inside(uint32_t ch)
{
	return ch == 'O' || ch == 'o' || ch == '0' ? 0 : han_digit(ch);
}

static size_t
skip_blanks(const struct lexer *lx, size_t i)
{
	size_t len;

	while (i < lx->s.n && gk_is_blank(char_at(lx, i, &len)))
		i += len;
	return i;
}

static void
lex_digits(struct lexer *lx)
{
	uint64_t v = 0;
	size_t digits = 0, i = lx->i, len;
	uint32_t ch;

	while ((ch = char_at(lx, i, &len)) >= '0' && ch <= '9') {
		if (digits < 19)
			v = v * 10 + (ch - '0');
		digits++;
		i += len;
		lx->i = i;
		if ((lx->how & GK_LEX_JOIN) != 0)
			i = skip_blanks(lx, i);
	}
	if (digits > 18)
		push(lx, 'x', 0, 0, false);
	else
		push(lx, 'N', v, digits, false);
}

/* 三十一, 廿一, 十二: at most 99.  -1 if it is none. */
static int
han_tens(const int *d, size_t n)
{
	int tens;

	if (n > 1 && d[0] > 0 && d[0] < 10 && d[1] == 10) {
		tens = d[0] * 10;
		d++;
		n--;
	} else {
		tens = d[0];
	}
	if (d[0] < 10 || n > 2 || (n == 2 && (d[1] < 1 || d[1] > 9)))
		return -1;
	return tens + (n == 2 ? d[1] : 0);
}

static void
lex_han_number(struct lexer *lx)
{
	int d[8], v = 0;
	size_t n = 0, len, i = lx->i;
	bool tens = false;

	for (;;) {
		uint32_t ch = char_at(lx, i, &len);
		int digit = n == 0 ? han_digit(ch) : han_digit_inside(ch);

		if (digit < 0)
			break;
		if (n < 8)
			d[n] = digit;
		n++;
		tens = tens || digit >= 10;
		i += len;
		lx->i = i;
		if ((lx->how & GK_LEX_JOIN) != 0)
			i = skip_blanks(lx, i);
	}
	if (tens && n <= 8)
		v = han_tens(d, n);
	else
		for (size_t k = 0; k < n && n <= 8; k++)
			v = v * 10 + d[k];
	if (v < 0 || n > 8)
		push(lx, 'x', 0x4E00, 0, false);
	else
		push(lx, 'N', (uint64_t)v, tens ? 2 : n, true);
}

/*
 * A day of the week adds nothing; it takes brackets around it, or a comma
 * before it, along.
 */
static void
drop_weekday(struct lexer *lx)
{
	char before = lx->n > 0 ? lx->t[lx->n - 1].type : '\0';
	size_t i = skip_blanks(lx, lx->i), len;

	if (before == '(' && char_at(lx, i, &len) == ')') {
		lx->n--;
		lx->i = i + len;
	} else if (before == ',') {
		lx->n--;
	} else if (char_at(lx, i, &len) == ',') {
		lx->i = i + len;
	}
	lx->gap = true;
}

/* 星期五, 周五, 礼拜天. */
static bool
lex_weekday(struct lexer *lx)
{
	struct gk_str rest = gk_str_sub(lx->s, lx->i, lx->s.n);
	size_t i = lx->i, len;
	uint32_t ch;
	int digit;

	if (gk_str_starts(rest, GK_STR("星期")) ||
	    gk_str_starts(rest, GK_STR("礼拜")))
		i += 6;
	else if (gk_str_starts(rest, GK_STR("周")) ||
	    gk_str_starts(rest, GK_STR("週")))
		i += 3;
	else
		return false;
	ch = char_at(lx, i, &len);
	digit = han_digit(ch);
	if ((digit < 1 || digit > 6) && ch != 0x65E5 && ch != 0x5929)
		return false;
	lx->i = i + len;
	drop_weekday(lx);
	return true;
}

static void
lex_latin(struct lexer *lx)
{
	char text[12];
	size_t n = 0, len;
	uint32_t ch;

	while (ch = char_at(lx, lx->i, &len) | 0x20u, ch >= 'a' && ch <= 'z') {
		if (n < sizeof text)
			text[n] = (char)ch;
		n++;
		lx->i += len;
	}
	for (size_t k = 0; n <= sizeof text &&
	    k < sizeof latin_words / sizeof *latin_words; k++) {
		const struct word *w = &latin_words[k];

		if (!gk_str_eq((struct gk_str){ text, n }, gk_str_of(w->text)))
			continue;
		if (w->type == 'W')
			drop_weekday(lx);
		else
			push(lx, w->type, w->value, 0, false);
		return;
	}
	push(lx, 'w', 0, 0, false);
}

static bool
lex_han_word(struct lexer *lx)
{
	struct gk_str rest = gk_str_sub(lx->s, lx->i, lx->s.n);

	for (size_t k = 0; k < sizeof han_words / sizeof *han_words; k++) {
		const struct word *w = &han_words[k];
		struct gk_str text = gk_str_of(w->text);

		if (!gk_str_starts(rest, text))
			continue;
		lx->i += text.n;
		push(lx, w->type, w->value, 0, false);
		return true;
	}
	return false;
}

/* Whether a word of han_words, or a day of the week, may begin so. */
static bool
begins_word(uint32_t ch)
{
	switch (ch) {
	case 0x5B63: case 0x5168: case 0x4E0A: case 0x4E0B: case 0x4E2D:
	case 0x65E9: case 0x51CC: case 0x665A:		/* 季全上下中早凌晚 */
	case 0x661F: case 0x793C: case 0x5468: case 0x9031:	/* 星礼周週 */
		return true;
	default:
		return false;
	}
}

/* The type of a token of one character, 'x' if it is none. */
static char
sign_of(uint32_t ch)
{
	if (ch < 0x80)
		return strchr("-./:,+()[]~\\_*;", (int)ch) == NULL || ch == 0 ?
		    'x' : ch == '~' ? 'r' : ch == '\\' ? '/' :
		    ch == '_' ? '-' : ch == '*' ? 'e' :
		    ch == ';' ? ',' : (char)ch;
	switch (ch) {
	case 0x5E74: return 'Y';			/* 年 */
	case 0x6708: return 'M';			/* 月 */
	case 0x65E5: case 0x53F7: case 0x865F: return 'D';	/* 日号號 */
	case 0x4EFD: return 'F';			/* 份 */
	case 0x5EA6: return 'U';			/* 度 */
	case 0x5E95: case 0x521D: case 0x672B: return 'K';	/* 底初末 */
	case 0x7B2C: return 'O';			/* 第 */
	case 0x524D: return 'P';			/* 前 */
	case 0x65F6: case 0x6642: case 0x70B9: case 0x9EDE: return 'h';
	case 0x5206: return 'm';			/* 分 */
	case 0x79D2: return 's';			/* 秒 */
	case 0x81F3: case 0x5230: case 0x301C: case 0x223C: return 'r';
	case 0x2010: case 0x2011: case 0x2212: case 0xFE63: return '-';
	case 0x2012: case 0x2013: case 0x2014: case 0x2015: return '=';
	case 0x2500: case 0x2501: return '=';		/* ─━ */
	case 0x3002: case 0xB7: case 0x2027: case 0x30FB: return '.';
	case 0x2236: return ':';			/* ∶ */
	case 0x3001: return ',';			/* 、 */
	case 0x3014: case 0x3010: return '[';		/* 〔【 */
	case 0x3015: case 0x3011: return ']';
	case 0x2026: return 'e';			/* … */
	default: return 'x';
	}
}

static void
lex_sign(struct lexer *lx, uint32_t ch, size_t len)
{
	char type = sign_of(ch);

	if (begins_word(ch) && (lex_weekday(lx) || lex_han_word(lx)))
		return;
	lx->i += len;
	push(lx, type, type == 'r' ? ch == 0x81F3 || ch == 0x5230 : ch, 0,
	    false);
}

size_t
gk_date_lex(struct gk_str s, unsigned int how, struct gk_token *t, size_t max)
{
	struct lexer lx = { .s = s, .how = how, .t = t, .max = max };
	bool strict = (how & GK_LEX_STRICT) != 0;
	size_t len;
	uint32_t ch;

	while (lx.i < s.n && !lx.failed) {
		ch = char_at(&lx, lx.i, &len);
		if (gk_is_blank(ch)) {
			lx.gap = true;
			lx.i += len;
		} else if (ch >= '0' && ch <= '9') {
			lex_digits(&lx);
		} else if (han_digit(ch) >= 0) {
			lex_han_number(&lx);
		} else if ((ch | 0x20) >= 'a' && (ch | 0x20) <= 'z') {
			lex_latin(&lx);
		} else {
			lex_sign(&lx, ch, len);
		}
		if (strict && lx.n > 0 && (t[lx.n - 1].type == 'x' ||
		    t[lx.n - 1].type == 'w'))
			return SIZE_MAX;
	}
	return lx.failed && strict ? SIZE_MAX : lx.n;
}
