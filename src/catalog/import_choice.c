/*
 * Ticks, in cells of their own and before the members of a list.
 *
 * Documents that were converted from word processors have letters where the
 * box was: of Wingdings, "t", "n", "þ", "R" and "ü" are ticked, "¨", "£" and
 * "o" are not; 口 is read off a scanned □.  Letters count only where no word
 * can begin with them: alone in a cell, or before a Chinese character at the
 * beginning of a member.
 */
#include "config.h"

#include "catalog/import_int.h"

#include <stdlib.h>

#include "core/norm.h"

/* Signs that are never anything else. */
static const char *const ticked[] = { "√", "✓", "✔", "☑", "☒", "■", "●", "◼",
	"⬛", "▣", "★", "◆", "▲", "◉", "✅", "🗹", "þ", "ü", "\xEF\x83\xBE",
	"\xEF\x83\xBC", "\xEF\x81\x92", "\xEF\x81\x90", "\xEF\x81\xAE",
	"\xEF\x81\xB4", NULL };
static const char *const unticked[] = { "□", "☐", "○", "◯", "▢", "◻", "⬜",
	"◇", "△", "☆", "×", "✗", "✘", "¨", "£", "\xEF\x82\xA8",
	"\xEF\x82\xA3", "\xEF\x81\xAF", "\xEF\x81\xB1", NULL };
/* Signs that may be letters. */
static const char *const ticked_letters[] = { "t", "n", "R", "V", "v", NULL };
static const char *const unticked_letters[] = { "口", "o", "O", "〇", NULL };

static const char *const opens[] = { "（", "(", "[", "【", "［", NULL };
static const char *const closes[] = { "）", ")", "]", "】", "］", NULL };

static struct gk_str
skip(struct gk_str s, size_t n)
{
	return gk_str_sub(s, n, SIZE_MAX);
}

/* The sign at the beginning of `s`; its length in `*len`. */
static enum gk_choice_tick
sign_at(struct gk_str s, size_t *len)
{
	if ((*len = gk_begins(s, ticked)) != 0)
		return GK_TICK_YES;
	if ((*len = gk_begins(s, unticked)) != 0)
		return GK_TICK_NO;
	return GK_TICK_BLANK;
}

/* （√）, [ ]: a sign in brackets. */
static enum gk_choice_tick
bracketed_at(struct gk_str s, size_t *len)
{
	size_t open = gk_begins(s, opens), sign, close;
	struct gk_str in = gk_trim(skip(s, open));
	enum gk_choice_tick tick;

	*len = 0;
	if (open == 0)
		return GK_TICK_BLANK;
	tick = sign_at(in, &sign);
	in = gk_trim(skip(in, sign));
	close = gk_begins(in, closes);
	if (close == 0)
		return GK_TICK_BLANK;
	*len = (size_t)(in.p - s.p) + close;
	return tick == GK_TICK_BLANK ? GK_TICK_NO : tick;
}

/* A letter that stands for a sign, before a Chinese character. */
static enum gk_choice_tick
letter_at(struct gk_str s, size_t *len)
{
	enum gk_choice_tick tick = GK_TICK_YES;
	uint32_t ch;

	*len = gk_begins(s, ticked_letters);
	if (*len == 0) {
		tick = GK_TICK_NO;
		*len = gk_begins(s, unticked_letters);
	}
	s = gk_trim(skip(s, *len));
	if (*len != 0 && gk_utf8_next(s.p, s.n, &ch) != 0 && ch >= 0x3400 &&
	    ch < 0xA000)
		return tick;
	*len = 0;
	return GK_TICK_BLANK;
}

/* 窗口, 出口 …: the 口 of a word. */
static bool
is_word(struct gk_str before)
{
	static const char *const words[] = { "窗", "出", "入", "进", "人", "路",
		"港", "关", "门", "海", "户", NULL };

	return gk_ends(before, words) != 0;
}

/* Whether `s` ends in a Chinese character. */
static bool
ends_in_han(struct gk_str s)
{
	uint32_t ch;

	return s.n >= 3 && gk_utf8_next(s.p + s.n - 3, 3, &ch) == 3 &&
	    ch >= 0x3400 && ch < 0xA000;
}

/*
 * The sign at `at`, if there is one.  A letter counts at the beginning of a
 * member, and where the cell begins with a sign also between two Chinese
 * characters: members need not be separated.
 */
static enum gk_choice_tick
tick_at(struct gk_str cell, size_t at, bool boxes, size_t *len)
{
	static const char *const seps[] = { " ", "\n", "　", "；", ";", "、",
		"，", ",", "\xC2\xA0", NULL };
	struct gk_str before = gk_str_sub(cell, 0, at), s = skip(cell, at);
	enum gk_choice_tick tick = sign_at(s, len);

	if (tick == GK_TICK_BLANK)
		tick = bracketed_at(s, len);
	if (tick != GK_TICK_BLANK)
		return tick;
	if (at == 0 || gk_ends(before, seps) != 0)
		return letter_at(s, len);
	if (boxes && ends_in_han(before) &&
	    !(gk_str_starts(s, GK_STR("口")) && is_word(before)))
		return letter_at(s, len);
	return GK_TICK_BLANK;
}

/* ---- choices -------------------------------------------------------- */

struct choices {
	struct gk_choice *list;
	size_t n, cap;
};

static struct gk_choice *
add_choice(struct choices *c, enum gk_choice_tick tick, struct gk_str text)
{
	struct gk_choice *choice = GK_PUSH(c->list, c->n, c->cap);

	*choice = (struct gk_choice){ tick, gk_trim(text) };
	return choice;
}

/* What stands behind each sign. */
static void
split_choices(struct choices *c, struct gk_str cell)
{
	size_t from = 0, len, skipped;
	bool boxes = tick_at(cell, 0, false, &len) != GK_TICK_BLANK;
	enum gk_choice_tick last = GK_TICK_BLANK, tick;

	for (size_t i = 0; i < cell.n; i += skipped) {
		skipped = 1;
		if ((cell.p[i] & 0xC0) == 0x80)
			continue;
		tick = tick_at(cell, i, boxes, &len);
		if (tick == GK_TICK_BLANK)
			continue;
		if (i != 0)
			add_choice(c, last, gk_str_sub(cell, from, i - from));
		last = tick;
		from = i + len;
		skipped = len;
	}
	add_choice(c, last, skip(cell, from));
}

/*
 * 政府网站■ 政府公报□: signs behind.  Each text has the sign of the choice
 * after it, and the last choice is empty.
 */
static void
move_signs(struct choices *c)
{
	if (c->n < 2 || c->list[0].tick != GK_TICK_BLANK ||
	    c->list[0].text.n == 0 || c->list[c->n - 1].text.n != 0)
		return;
	for (size_t i = 0; i + 1 < c->n; i++)
		c->list[i].tick = c->list[i + 1].tick;
	c->n--;
}

size_t
gk_choices_read(struct gk_str s, struct gk_choice **list)
{
	struct choices c = { 0 };
	size_t kept = 0;

	s = gk_trim(s);
	if (s.n != 0)
		split_choices(&c, s);
	move_signs(&c);
	for (size_t i = 0; i < c.n; i++)
		if (c.list[i].text.n != 0)
			c.list[kept++] = c.list[i];
	*list = c.list;
	return kept;
}

/* ---- a cell of one tick --------------------------------------------- */

static bool
is_word_of(struct gk_str s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (gk_str_eq(s, gk_str_of(*words)))
			return true;
	return false;
}

enum gk_choice_tick
gk_tick_read(struct gk_str s, struct gk_str *rest)
{
	static const char *const yes[] = { "是", "有", "Y", "y", "yes", "1",
		"t", "R", "V", "v", NULL };	/* "n" may be no, too */
	static const char *const no[] = { "否", "无", "N", "no", "0", "X", "x",
		NULL };
	enum gk_choice_tick tick;
	size_t len;

	s = gk_trim(s);
	*rest = GK_EMPTY;
	if (gk_cell_is_nothing(s))
		return GK_TICK_BLANK;
	if (is_word_of(s, yes))
		return GK_TICK_YES;
	if (is_word_of(s, no) || is_word_of(s, unticked_letters))
		return GK_TICK_NO;
	tick = tick_at(s, 0, false, &len);
	*rest = gk_trim(skip(s, len));
	return tick == GK_TICK_BLANK ? GK_TICK_UNKNOWN : tick;
}

/* ---- lists of names ------------------------------------------------- */

static void
take_name(struct gk_strs *l, struct gk_arena *a, struct gk_str s)
{
	if (!gk_cell_is_nothing(s))
		gk_strs_add(l, gk_cell_name(a, s));
}

/*
 * Lines of a narrow column: one that ends as the name of a unit does is
 * finished, others are broken inside a word.
 */
static void
join_lines(struct gk_buf *out, struct gk_str s, const char *const *finals)
{
	struct gk_str line;

	while (gk_str_split(&s, "\n", &line)) {
		line = gk_trim(line);
		gk_buf_add_str(out, line);
		if (gk_ends(line, finals) != 0)
			gk_buf_puts(out, "；");
	}
}

void
gk_list_subjects(struct gk_strs *l, struct gk_arena *a, struct gk_str s)
{
	static const char *const finals[] = { "部门", "机关", "政府", "局",
		"委", "会", "办公室", "中心", "机构", "单位", "站", "所",
		"院", "厅", "处", "校", "公司", "）", ")", NULL };
	static const char *const seps[] = { "；", ";", "、", NULL };
	struct gk_buf b = { 0 };

	join_lines(&b, s, finals);
	gk_list_cut(l, a, gk_buf_str(&b), seps, take_name);
	gk_buf_release(&b);
}

/* Whether blanks separate names: all between them are long enough. */
static bool
blanks_separate(struct gk_str s)
{
	struct gk_str piece;
	size_t n = 0;

	while (gk_str_split(&s, " \n　", &piece)) {
		if (piece.n == 0)
			continue;
		if (piece.n < GK_STR("网站").n)
			return false;
		n++;
	}
	return n > 1;
}

void
gk_list_channels(struct gk_strs *l, struct gk_arena *a, struct gk_str s)
{
	static const char *const seps[] = { "；", ";", "、", "，", ",", "\n",
		NULL };
	static const char *const blanks[] = { "；", ";", "、", "，", ",", "\n",
		" ", "　", NULL };
	struct gk_buf b = { 0 };

	/* 社区/企事业单位/⏎村公示栏 is one name. */
	for (size_t i = 0; i < s.n; i++)
		if (i == 0 || s.p[i - 1] != '/' ||
		    (s.p[i] != '\n' && s.p[i] != ' '))
			gk_buf_putc(&b, s.p[i]);
	s = gk_buf_str(&b);
	gk_list_cut(l, a, s, blanks_separate(s) ? blanks : seps, take_name);
	gk_buf_release(&b);
}
