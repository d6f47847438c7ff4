/*
 * Cells: from what stands in the file to the value of a field, and what
 * single cells say.
 */
#include "config.h"

#include <strings.h>

#include "core/date.h"
#include "core/norm.h"
#include "core/url.h"
#include "ledger/ledger_int.h"

/* 2023年3月31日 as 2023-03-31; what is not one full date stays. */
static void
clean_date(struct gk_buf *out, struct gk_str raw)
{
	size_t mark = out->len;
	struct gk_date d;

	gk_norm_cell(out, raw);
	if (out->len == mark)
		return;
	d = gk_date_parse((struct gk_str){ out->p + mark, out->len - mark });
	if (d.how != GK_DATE_FULL)
		return;
	out->len = mark;
	gk_day_iso(out, d.first);
}

static void
add_value(struct gk_buf *out, size_t mark, struct gk_str raw)
{
	size_t before = out->len;

	if (before > mark)
		gk_buf_putc(out, ';');
	gk_norm_cell(out, raw);
	if (out->len == before + 1 && before > mark)	/* nothing came */
		out->p[out->len = before] = '\0';
}

static bool
is_one_of(struct gk_str s, const char *const *list)
{
	for (; *list != NULL; list++)
		if (gk_str_eq(s, gk_str_of(*list)))
			return true;
	return false;
}

static bool
is_apart(uint32_t ch)
{
	return ch == ';' || ch == ',' || ch == '\n' || ch == '\r' ||
	    ch == 0x3001 || ch == 0xFF0C || ch == 0xFF1B;	/* 、，； */
}

/* Values apart at 、；， or a line break, but not inside parentheses. */
static void
clean_list(struct gk_buf *out, struct gk_str raw)
{
	size_t mark = out->len, from = 0, depth = 0, len;
	uint32_t ch;

	for (size_t i = 0; i < raw.n; i += len) {
		len = gk_utf8_next(raw.p + i, raw.n - i, &ch);
		if (len == 0)
			len = 1;
		else if (ch == '(' || ch == 0xFF08)
			depth++;
		else if ((ch == ')' || ch == 0xFF09) && depth > 0)
			depth--;
		else if (depth == 0 && is_apart(ch)) {
			add_value(out, mark, gk_str_sub(raw, from, i - from));
			from = i + len;
		}
	}
	add_value(out, mark, gk_str_sub(raw, from, raw.n));
}

/*
 * Joins the addresses of a cell by ";", or by a blank before one that
 * gk_url_next would not know behind a ";".  False if there are words among
 * them, or no two.
 */
static bool
join_addresses(struct gk_buf *out, struct gk_str cell)
{
	size_t mark = out->len, n = 0;
	struct gk_str rest = cell, piece;

	for (; gk_url_next(&rest, &piece); n++) {
		while (piece.n > 0 && strchr(",;", piece.p[piece.n - 1]))
			piece.n--;
		if (gk_url_classify(piece) == GK_URL_NONE)
			return false;
		if (out->len > mark)
			gk_buf_putc(out, strncasecmp(piece.p, "http", 4) != 0 &&
			    strncasecmp(piece.p, "www.", 4) != 0 ? ' ' : ';');
		gk_buf_add_str(out, piece);
	}
	return n > 1;
}

static void
clean_url(struct gk_buf *out, struct gk_str raw)
{
	struct gk_buf clean = { 0 };
	size_t mark = out->len;

	gk_norm_cell(&clean, raw);
	if (!join_addresses(out, gk_buf_str(&clean))) {
		out->len = mark;
		gk_buf_add_str(out, gk_buf_str(&clean));
	}
	gk_buf_release(&clean);
}

void
gk_cell_clean(struct gk_buf *out, enum gk_type type, struct gk_str raw)
{
	switch (type) {
	case GK_DATE:
		clean_date(out, raw);
		break;
	case GK_LIST:
		clean_list(out, raw);
		break;
	case GK_URL:
		clean_url(out, raw);
		break;
	case GK_TEXT:
	case GK_NUMBER:
	case GK_FLAG:
		gk_norm_cell(out, raw);
		break;
	}
}

/* Line breaks and tabs are white space; C1 and bidirectional controls not. */
static bool
is_control(struct gk_str s, size_t i)
{
	unsigned char c = (unsigned char)s.p[i];
	uint32_t ch = 0;

	if (c < 0x80)
		return (c < 0x20 && (c < '\t' || c > '\r')) || c == 0x7F;
	if (c != 0xC2 && c != 0xE2)
		return false;
	if (gk_utf8_next(s.p + i, s.n - i, &ch) == 0)
		return false;
	return (ch >= 0x80 && ch < 0xA0 && ch != 0x85) ||
	    (ch >= 0x202A && ch <= 0x202E) || (ch >= 0x2066 && ch <= 0x2069);
}

int
gk_cell_flaw(struct gk_str raw)
{
	if (raw.n == 0)
		return -1;
	if (memchr(raw.p, '\0', raw.n) != NULL)
		return GK_FAULT_NUL;
	for (size_t i = 0; i < raw.n; i++)
		if (is_control(raw, i))
			return GK_FAULT_CONTROL;
	return -1;
}

bool
gk_cell_is_filler(struct gk_str clean)
{
	static const char *const fillers[] = { "…", "⋯", ".", "。", "·", "、",
		",", "，", "/", "／", "\\", "-", "－", "—", "–", "―", "_", "~",
		"～", " ", NULL };
	uint32_t ch;
	size_t len;

	/* The usual case: a Chinese character. */
	if (clean.n > 0 && (unsigned char)clean.p[0] >= 0xE4 &&
	    (unsigned char)clean.p[0] <= 0xE9)
		return false;
	for (size_t i = 0; i < clean.n; i += len) {
		len = gk_utf8_next(clean.p + i, clean.n - i, &ch);
		if (len == 0 || !is_one_of(gk_str_sub(clean, i, len), fillers))
			return false;
	}
	return clean.n > 0;
}

enum gk_tick
gk_cell_tick(struct gk_str clean)
{
	static const char *const yes[] = { "√", "✓", "✔", "☑", "■", "●", "▲",
		"★", "是", "有", "Y", "y", "yes", "1", NULL };
	static const char *const no[] = { "×", "✗", "✘", "□", "○", "否", "无",
		"N", "n", "no", "0", NULL };

	if (clean.n == 0 || gk_cell_is_filler(clean) || is_one_of(clean, no))
		return GK_TICK_NO;
	return is_one_of(clean, yes) ? GK_TICK_YES : GK_TICK_TEXT;
}

/* Takes all leading words of the list off `s`; whether there was any. */
static bool
strip(struct gk_str *s, const char *const *words)
{
	bool any = false;

	for (const char *const *w = words; *w != NULL;) {
		struct gk_str word = gk_str_of(*w);

		if (!gk_str_starts(*s, word)) {
			w++;
			continue;
		}
		*s = gk_str_sub(*s, word.n, s->n);
		any = true;
		w = words;
	}
	return any;
}

bool
gk_ledger_says_nil(struct gk_str cell)
{
	static const char *const when[] = { "本单位", "我单位", "本部门",
		"本月份", "本月", "本季度", "本季", "本期", "本年度", "本年",
		"本周", "本次", "期内", NULL };
	static const char *const none[] = { "零报告", "暂无", "没有", "无",
		"nil", NULL };
	static const char *const what[] = { "新增", "更新", "应", "需",
		"主动", "公开", "政府", "政务", "相关", "信息", "内容",
		"事项", "数据", "情况", "的", NULL };
	struct gk_buf norm = { 0 };
	struct gk_str s;
	bool nil;

	if (cell.n > 120)	/* a sentence, not a remark */
		return false;
	gk_norm_key(&norm, cell);
	s = gk_buf_str(&norm);
	strip(&s, when);
	nil = strip(&s, none);
	strip(&s, what);
	nil = nil && s.n == 0;
	gk_buf_release(&norm);
	return nil;
}
