/*
 * Cells: from what stands in the file to the value of a field, and what
 * single cells say.
 */
#include "config.h"

#include <strings.h>

#include "core/checkdigit.h"
#include "core/date.h"
#include "core/norm.h"
#include "core/number.h"
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

/* A full-width letter or digit at s.p[i] as ASCII, or NUL. */
static char
narrow_at(struct gk_str s, size_t i)
{
	uint32_t ch = 0;

	if ((unsigned char)s.p[i] != 0xEF ||
	    gk_utf8_next(s.p + i, s.n - i, &ch) == 0)
		return '\0';
	if ((ch >= 0xFF10 && ch <= 0xFF19) || (ch >= 0xFF21 && ch <= 0xFF3A) ||
	    (ch >= 0xFF41 && ch <= 0xFF5A))
		return (char)(ch - 0xFEE0);
	return '\0';
}

static bool
is_digits(struct gk_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

/*
 * What spreadsheet programs and scripts leave on codes: '430102… keeps a
 * number from being one, and 2023.0 is what a table of numbers makes of 2023.
 */
static struct gk_str
without_traces(struct gk_str s)
{
	struct gk_str body = gk_str_sub(s, 1, s.n);

	if (gk_str_starts(s, GK_STR("'")) && body.n >= 4 &&
	    is_digits(gk_str_sub(body, 0, body.n - 1)))
		s = body;
	body = gk_str_sub(s, 0, s.n - 2);
	if (s.n >= 6 && gk_str_ends(s, GK_STR(".0")) && is_digits(body))
		return body;
	return s;
}

/* Whether there is anything to do for clean_text: mostly not. */
static bool
may_change(struct gk_str raw)
{
	return gk_str_starts(raw, GK_STR("'")) ||
	    gk_str_ends(raw, GK_STR("0")) ||
	    memchr(raw.p, 0xEF, raw.n) != NULL;
}

/* Letters and digits are half-width; punctuation stays what it is. */
static void
clean_text(struct gk_buf *out, struct gk_str raw)
{
	struct gk_buf clean = { 0 };
	struct gk_str s;

	if (!may_change(raw)) {
		gk_norm_cell(out, raw);
		return;
	}
	gk_norm_cell(&clean, raw);
	s = without_traces(gk_buf_str(&clean));
	for (size_t i = 0; i < s.n; i++) {
		char c = narrow_at(s, i);

		gk_buf_putc(out, c != '\0' ? c : s.p[i]);
		i += c != '\0' ? 2 : 0;
	}
	gk_buf_release(&clean);
}

static void
add_value(struct gk_buf *out, size_t mark, struct gk_str raw)
{
	size_t before = out->len;

	if (before > mark)
		gk_buf_putc(out, ';');
	clean_text(out, raw);
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
 * Without what people put around an address: brackets, quotes, a full stop at
 * the end.  A bracket that closes one inside is the address's own.
 */
static struct gk_str
without_frame(struct gk_str s)
{
	static const struct gk_str wide_open = { "（", 3 },
	    wide_close = { "）", 3 };

	while (s.n > 0 && (strchr("(<\"", s.p[0]) != NULL ||
	    gk_str_starts(s, wide_open)))
		s = gk_str_sub(s, (unsigned char)s.p[0] >= 0x80 ? 3 : 1, s.n);
	while (s.n > 0 && (strchr(".>\"", s.p[s.n - 1]) != NULL ||
	    (s.p[s.n - 1] == ')' && memchr(s.p, '(', s.n) == NULL)))
		s.n--;
	while (gk_str_ends(s, wide_close) &&
	    gk_str_find(s, wide_open) == SIZE_MAX)
		s.n -= wide_close.n;
	return s;
}

/* 详见：http://…: the address begins behind the words. */
static struct gk_str
without_words(struct gk_str piece)
{
	for (size_t i = 1; i + 7 < piece.n; i++)
		if ((piece.p[i - 1] == ':' || (unsigned char)piece.p[i - 1] >=
		    0x80) && strncasecmp(piece.p + i, "http", 4) == 0 &&
		    gk_url_classify(gk_str_sub(piece, i, piece.n)) !=
		    GK_URL_MALFORMED && (unsigned char)piece.p[0] >= 0x80)
			return gk_str_sub(piece, i, piece.n);
	return piece;
}

/*
 * Joins the addresses of a cell by ";", or by a blank before one that
 * gk_url_next would not know behind a ";"; where the scheme is lacking http is
 * meant.  False if there are words among them, or none.
 */
static bool
join_addresses(struct gk_buf *out, struct gk_str cell)
{
	size_t mark = out->len, n = 0;
	struct gk_str rest = cell, piece;

	for (; gk_url_next(&rest, &piece); n++) {
		enum gk_url what;
		bool bare;

		while (piece.n > 0 && strchr(",;", piece.p[piece.n - 1]))
			piece.n--;
		piece = without_words(piece);
		what = gk_url_classify(piece);
		if (what == GK_URL_NONE)
			return false;
		bare = strncasecmp(piece.p, "http", 4) != 0;
		if (out->len > mark)
			gk_buf_putc(out, bare && what == GK_URL_MALFORMED ?
			    ' ' : ';');
		if (bare && what != GK_URL_MALFORMED)
			gk_buf_puts(out, "http://");
		gk_buf_add_str(out, piece);
	}
	return n > 0;
}

static void
clean_url(struct gk_buf *out, struct gk_str raw)
{
	struct gk_buf clean = { 0 }, narrow = { 0 };
	size_t mark = out->len;

	gk_norm_cell(&clean, raw);
	if (join_addresses(out, without_frame(gk_buf_str(&clean))))
		goto out;
	/* Full-width forms, but for commas and semicolons, are a last try. */
	out->len = mark;
	gk_norm_width(&narrow, gk_buf_str(&clean));
	if (join_addresses(out, without_frame(gk_buf_str(&narrow))))
		goto out;
	out->len = mark;
	gk_buf_add_str(out, gk_buf_str(&clean));
out:
	gk_buf_release(&narrow);
	gk_buf_release(&clean);
}

/* A yes or a no and nothing else; 已公开 stays what it is. */
static struct gk_str
flag_of(struct gk_str clean)
{
	static const char *const yes[] = { "是", "有", "已", "√", "✓", "✔",
		"☑", "■", "●", "Y", "y", "YES", "Yes", "yes", "1", "true",
		"TRUE", NULL };
	static const char *const no[] = { "否", "无", "没有", "未", "不", "×",
		"✗", "✘", "□", "☐", "○", "N", "n", "NO", "No", "no", "0",
		"false", "FALSE", NULL };

	return is_one_of(clean, yes) ? GK_STR("是") :
	    is_one_of(clean, no) ? GK_STR("否") : GK_EMPTY;
}

static bool
clean_flag(struct gk_buf *out, struct gk_str raw)
{
	struct gk_buf clean = { 0 };
	struct gk_str flag;

	clean_text(&clean, raw);
	flag = flag_of(gk_buf_str(&clean));
	gk_buf_add_str(out, flag);
	gk_buf_release(&clean);
	return flag.n > 0;
}

/* A number without separators, units and full-width forms; 99.87% keeps its
 * sign.  What has more decimals than can be held stays. */
static void
clean_number(struct gk_buf *out, struct gk_str raw)
{
	struct gk_number n = gk_number_parse(raw), again;
	struct gk_buf plain = { 0 };
	uint64_t v;

	if (n.how == GK_NUMBER_OK && n.micro > INT64_MIN / 100 &&
	    n.micro < INT64_MAX / 100) {
		v = (uint64_t)(n.micro < 0 ? -n.micro : n.micro) *
		    (n.percent ? 100 : 1);
		gk_buf_printf(&plain, "%s%llu.%06llu", n.micro < 0 ? "-" : "",
		    (unsigned long long)(v / 1000000),
		    (unsigned long long)(v % 1000000));
		while (plain.p[plain.len - 1] == '0')
			plain.len--;
		if (plain.p[plain.len - 1] == '.')
			plain.len--;
		plain.p[plain.len] = '\0';
		if (n.percent)
			gk_buf_putc(&plain, '%');
	}
	again = gk_number_parse(gk_buf_str(&plain));
	if (plain.len > 0 && again.micro == n.micro &&
	    again.whole == n.whole && again.percent == n.percent)
		gk_buf_add_str(out, gk_buf_str(&plain));
	else
		clean_text(out, raw);
	gk_buf_release(&plain);
}

void
gk_cell_clean(struct gk_buf *out, const struct gk_ledger_column *column,
    struct gk_str raw)
{
	switch (column->type) {
	case GK_DATE:
		if (!column->flag || !clean_flag(out, raw))
			clean_date(out, raw);
		break;
	case GK_LIST:
		clean_list(out, raw);
		break;
	case GK_URL:
		clean_url(out, raw);
		break;
	case GK_NUMBER:
		clean_number(out, raw);
		break;
	case GK_FLAG:
		if (!clean_flag(out, raw))
			clean_text(out, raw);
		break;
	case GK_TEXT:
		/* How a 文号 is written is judged: it stays as it is. */
		if (gk_str_eq(column->key, GK_STR("number")))
			gk_norm_cell(out, raw);
		else
			clean_text(out, raw);
		break;
	}
}

/* 430102199001011000: digits 16 to 18 are what was left of others. */
static bool
is_cut(struct gk_str s)
{
	if (s.n < 18 || s.n > 19 || !is_digits(s) || gk_resident_id_valid(s))
		return false;
	for (size_t i = 15; i < s.n; i++)
		if (s.p[i] != '0')
			return false;
	return true;
}

bool
gk_cell_is_ruined(struct gk_str raw)
{
	if (raw.n < 4 || raw.n > 60 || (unsigned char)raw.p[0] >= 0x80)
		return false;
	raw = gk_trim(raw);
	if (raw.n > 3 && memchr(raw.p, '+', raw.n) != NULL)
		return gk_number_parse(raw).how == GK_NUMBER_RUINED;
	return is_cut(raw);
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
