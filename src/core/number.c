#include "config.h"

#include "core/number.h"

#include "core/norm.h"

#define MICRO_DIGITS 6
#define DIGITS_MAX 18
#define HAN_MAX 24		/* numerals of a number */
/* A cell longer than that holds more than one number. */
#define NUMBER_BYTES 120

/* Digits as they are read; value = digits * 10^-after. */
struct digits {
	uint64_t value;
	size_t count;		/* without leading zeros */
	int after;		/* behind the point */
	bool lost;		/* more behind the point than can be kept */
};

/* Text with half-width signs, and the place in it. */
struct reader {
	char text[NUMBER_BYTES + 1];
	struct gk_str rest;
};

static bool
eat(struct reader *r, const char *word)
{
	struct gk_str w = gk_str_of(word);

	if (!gk_str_starts(r->rest, w))
		return false;
	r->rest = gk_str_sub(r->rest, w.n, r->rest.n);
	return true;
}

static bool
eat_any(struct reader *r, const char *const *words)
{
	for (; *words != NULL; words++)
		if (eat(r, *words))
			return true;
	return false;
}

static void
skip_blanks(struct reader *r)
{
	r->rest = gk_trim(r->rest);
}

static bool
is_digit(struct gk_str s, size_t i)
{
	return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

/* False if there are too many to be kept. */
static bool
add_digit(struct digits *d, unsigned int digit, bool after)
{
	if (d->count >= DIGITS_MAX) {
		d->lost |= digit != 0;
		return after;
	}
	d->value = d->value * 10 + digit;
	d->count += d->value != 0;
	d->after += after;
	return true;
}

/* Whether three digits and no fourth stand at `i`. */
static bool
is_group(struct gk_str s, size_t i)
{
	return is_digit(s, i) && is_digit(s, i + 1) && is_digit(s, i + 2) &&
	    !is_digit(s, i + 3);
}

/* 1304, 1,304, 0.5, .5: takes them off. */
static bool
take_arabic(struct reader *r, struct digits *d)
{
	struct gk_str s = r->rest;
	size_t i = 0, run = 0;
	bool grouped = false;

	for (;;) {
		for (; is_digit(s, i); i++, run++)
			if (!add_digit(d, (unsigned)(s.p[i] - '0'), false))
				return false;
		if (i >= s.n || s.p[i] != ',' || !is_group(s, i + 1) ||
		    run == 0 || (!grouped && run > 3))
			break;
		grouped = true;
		i++;
	}
	if (i < s.n && s.p[i] == '.') {
		if (run == 0 && !is_digit(s, i + 1))
			return false;
		for (i++; is_digit(s, i); i++, run++)
			(void)add_digit(d, (unsigned)(s.p[i] - '0'), true);
	}
	r->rest = gk_str_sub(s, i, s.n);
	return run > 0;
}

/* 0…9, 10, 100, 1000 and 10000, 100000000 by their numerals; -1: none. */
static int64_t
numeral(struct gk_str s, size_t *len)
{
	static const struct {
		const char *text;	/* of three bytes each */
		int64_t value;
	} numerals[] = {
		{ "〇零○", 0 }, { "一壹", 1 }, { "二贰两", 2 },
		{ "三叁", 3 }, { "四肆", 4 }, { "五伍", 5 }, { "六陆", 6 },
		{ "七柒", 7 }, { "八捌", 8 }, { "九玖", 9 }, { "十拾", 10 },
		{ "百佰", 100 }, { "千仟", 1000 }, { "万萬", 10000 },
		{ "亿億", 100000000 },
	};

	*len = 3;
	for (size_t i = 0; s.n >= 3 && i < sizeof numerals / sizeof *numerals;
	    i++)
		for (const char *p = numerals[i].text; *p != '\0'; p += 3)
			if (memcmp(s.p, p, 3) == 0)
				return numerals[i].value;
	return -1;
}

/* 二〇二三: digits in a row.  Not 三五, which is three or five. */
static bool
han_row(const int64_t *v, size_t n, int64_t *value)
{
	bool zero = false;

	*value = 0;
	for (size_t i = 0; i < n; i++) {
		if (v[i] >= 10 || i == DIGITS_MAX)
			return false;
		zero |= v[i] == 0;
		*value = *value * 10 + v[i];
	}
	return n != 2 || zero;
}

/*
 * 三千一百零五: below 10 000.  `inner`: 万 stands before it.  Not 一百五, which
 * may be 150: a digit needs its unit, or 零 for those that are left out.
 */
static bool
han_section(const int64_t *v, size_t n, bool inner, int64_t *value)
{
	int64_t last = 10000, digit, unit;
	bool zero = false;
	size_t i = 0;

	*value = 0;
	while (i < n) {
		if (v[i] == 0) {
			if (zero || (i == 0 && !inner))
				return false;
			zero = true;
			i++;
			continue;
		}
		digit = v[i] == 10 ? 1 : v[i++];
		unit = i < n && v[i] >= 10 ? v[i++] : 1;
		if (digit > 9 || unit >= last || (unit == 1 && last > 10 &&
		    !zero && (inner || last < 10000)))
			return false;
		*value += digit * unit;
		last = unit;
		zero = false;
	}
	return !zero && *value > 0;
}

/* 三万五千, 一亿零三百: what stands before `big`, times it, and the rest. */
static bool
han_value(const int64_t *v, size_t n, int64_t big, bool inner, int64_t *value)
{
	int64_t left, right = 0;
	size_t i = 0;

	if (big < 10000)
		return han_section(v, n, inner, value);
	while (i < n && v[i] != big)
		i++;
	if (i == n)
		return han_value(v, n, big == 10000 ? 0 : 10000, inner, value);
	if (!han_section(v, i, inner, &left) || (i + 1 < n &&
	    !han_value(v + i + 1, n - i - 1, big == 10000 ? 0 : 10000, true,
	    &right)))
		return false;
	*value = left * big + right;
	return true;
}

/* 三, 十二, 一百零五, 三万五千, 二〇二三: takes it off.  False if it is none. */
static bool
take_han(struct reader *r, int64_t *value)
{
	int64_t v[HAN_MAX], next;
	size_t n = 0, len;

	while ((next = numeral(r->rest, &len)) >= 0) {
		if (n == HAN_MAX)
			return false;
		v[n++] = next;
		r->rest = gk_str_sub(r->rest, len, r->rest.n);
	}
	return n > 0 && (han_row(v, n, value) ||
	    han_value(v, n, 100000000, false, value));
}

static bool
read_han(struct reader *r, struct digits *d)
{
	int64_t v;
	size_t len;

	if (!take_han(r, &v))
		return false;
	d->value = (uint64_t)v;
	if (!eat(r, "点"))
		return true;
	while ((v = numeral(r->rest, &len)) >= 0 && v < 10) {
		if (!add_digit(d, (unsigned)v, true))
			return false;
		r->rest = gk_str_sub(r->rest, len, r->rest.n);
	}
	return d->after > 0;
}

/* 万, 亿 and the like behind figures: how many zeros. */
static int
take_scale(struct reader *r)
{
	static const struct {
		const char *text;
		int zeros;
	} scales[] = { { "万亿", 12 }, { "亿", 8 }, { "千万", 7 },
		{ "百万", 6 }, { "十万", 5 }, { "万", 4 }, { "千", 3 },
		{ "百", 2 } };

	for (size_t i = 0; i < sizeof scales / sizeof *scales; i++)
		if (eat(r, scales[i].text))
			return scales[i].zeros;
	return 0;
}

/* What is counted; a longer word before its beginning. */
static const char *const units[] = {
	"人次", "件次", "例次", "人", "名", "位", "户", "家", "次", "条", "件",
	"个工作日", "个月", "个小时", "个百分点", "个", "份", "篇", "页", "张",
	"场", "期", "批次", "批", "元", "工作日", "课时", "学时", "小时",
	"分钟", "天", "日", "年", "项", "宗", "起", "例", "部", "册", "本",
	"套", "台", "种", "类", "轮", "届", "只", "枚", "款", "公里",
	"平方米", "分", "字", "周", "所", "处", "粉丝", "阅读量", NULL
};

static const char *const lead_words[] = { "共计", "合计", "总计", "共",
	"人民币", "￥", "¥", "RMB", NULL };

/* Whether what is left is only a unit. */
static bool
at_end(struct reader *r)
{
	skip_blanks(r);
	if (eat_any(r, units))
		skip_blanks(r);
	/* 5次。 */
	while (eat(r, "。") || eat(r, ";"))
		skip_blanks(r);
	return r->rest.n == 0;
}

static struct gk_number
number(enum gk_number_how how)
{
	return (struct gk_number){ .how = how };
}

/* value * 10^power as millionths, the last one rounded; false: too large. */
static bool
to_micro(const struct digits *d, int power, struct gk_number *out)
{
	uint64_t v = d->value, rest = 0, one = 1;

	out->whole = !d->lost;
	for (power += MICRO_DIGITS - d->after; power > 0 && v != 0; power--)
		if (__builtin_mul_overflow(v, 10, &v))
			return false;
	for (; power < 0 && one <= UINT64_MAX / 10; power++)
		one *= 10;
	if (power < 0)
		one = UINT64_MAX;
	rest = v % one;
	v = v / one + (rest >= one - rest);
	if (v > INT64_MAX)
		return false;
	out->whole = out->whole && rest == 0 && v % 1000000 == 0;
	out->micro = (int64_t)v;
	return true;
}

/* 4.30102E+17: what the spreadsheet program has made of a long number. */
static bool
is_ruined(struct gk_str s)
{
	size_t i = 0, n = 0;

	if (s.n > 0 && s.p[0] == '#')
		return strspn(s.p, "#") == s.n;
	while (is_digit(s, i) || (i < s.n && s.p[i] == '.'))
		i++;
	if (i == 0 || i >= s.n || (s.p[i] != 'E' && s.p[i] != 'e'))
		return false;
	i++;
	if (i < s.n && (s.p[i] == '+' || s.p[i] == '-'))
		i++;
	for (; is_digit(s, i); i++)
		n++;
	return n > 0 && i == s.n;
}

static bool
is_nothing(struct gk_str s)
{
	static const char *const dashes[] = { "-", "—", "–", "―", "−", "─",
		"/", "\\", "_", " ", NULL };
	static const char *const words[] = { "无", "暂无", "空", "不适用",
		"n/a", "N/A", NULL };
	struct reader r = { .rest = s };

	for (size_t i = 0; words[i] != NULL; i++)
		if (gk_str_eq(s, gk_str_of(words[i])))
			return true;
	while (r.rest.n > 0 && eat_any(&r, dashes))
		continue;
	return r.rest.n == 0;
}

/* Half-width, without outer blanks and Excel's mark of a text cell. */
static bool
prepare(struct reader *r, struct gk_str cell)
{
	struct gk_buf buf = { 0 };
	bool fits;

	cell = gk_trim(cell);
	if (cell.n > 1 && cell.p[0] == '\'')
		cell = gk_trim(gk_str_sub(cell, 1, cell.n));
	if (cell.n > NUMBER_BYTES)
		return false;
	gk_norm_width(&buf, cell);
	fits = buf.len <= NUMBER_BYTES;
	if (fits && buf.len > 0)
		memcpy(r->text, buf.p, buf.len);
	if (fits) {
		r->text[buf.len] = '\0';
		r->rest = (struct gk_str){ r->text, buf.len };
	}
	gk_buf_release(&buf);
	return fits;
}

struct gk_number
gk_number_parse(struct gk_str cell)
{
	struct gk_number out = { .how = GK_NUMBER_OK };
	struct digits d = { 0 };
	struct reader r;
	bool minus;
	int power;

	if (!prepare(&r, cell))
		return number(GK_NUMBER_UNREADABLE);
	if (is_nothing(r.rest))
		return number(GK_NUMBER_EMPTY);
	while (eat_any(&r, lead_words))
		skip_blanks(&r);
	minus = eat(&r, "-") || eat(&r, "−");
	if (!minus)
		(void)eat(&r, "+");
	if (is_ruined(r.rest))
		return number(GK_NUMBER_RUINED);
	out.percent = eat(&r, "百分之");
	if (!(is_digit(r.rest, 0) || gk_str_starts(r.rest, GK_STR(".")) ?
	    take_arabic(&r, &d) : read_han(&r, &d)))
		return number(GK_NUMBER_UNREADABLE);
	skip_blanks(&r);
	power = take_scale(&r);
	if (power == 0 && !out.percent && eat(&r, "%"))
		out.percent = true;
	if (!at_end(&r) || !to_micro(&d, power - (out.percent ? 2 : 0), &out))
		return number(GK_NUMBER_UNREADABLE);
	if (minus)
		out.micro = -out.micro;
	return out;
}

/* What is numbered, beside what is counted. */
static const char *const ranks[] = { "号", "章", "季", "月", "屆", "回", NULL };

/* The number at the start of `s`; -1: none that fits. */
static int64_t
count_at(struct gk_str s)
{
	struct digits d = { 0 };
	struct reader r = { .rest = s };
	int64_t v;

	/* 统一 and 第三方 count nothing. */
	if (!is_digit(s, 0))
		return take_han(&r, &v) && (r.rest.n == 0 ||
		    eat_any(&r, units) || eat_any(&r, ranks)) ? v : -1;
	/* Neither a point nor what follows it belongs to a count. */
	for (size_t i = 0, n = 0; i < s.n; i++) {
		if (is_digit(s, i)) {
			n++;
			if (!add_digit(&d, (unsigned)(s.p[i] - '0'), false))
				return -1;
		} else if (s.p[i] != ',' || n > 3 || !is_group(s, i + 1)) {
			break;
		} else {
			n = 0;
		}
	}
	return (int64_t)d.value;
}

static int64_t
first_count(struct gk_str s, bool han)
{
	int64_t found = -1;
	size_t len;

	for (size_t i = 0; i < s.n && found < 0; i++) {
		struct gk_str rest = gk_str_sub(s, i, s.n);

		if (han && numeral(rest, &len) >= 0) {
			found = count_at(rest);
			while (numeral(gk_str_sub(s, i + 3, s.n), &len) >= 0)
				i += 3;
		} else if (!han && is_digit(s, i)) {
			return count_at(rest);
		}
	}
	return found;
}

int64_t
gk_number_within(struct gk_str text)
{
	struct gk_buf buf = { 0 };
	struct gk_str s, after;
	int64_t found = -1;
	size_t at;

	gk_norm_width(&buf, text);
	s = gk_buf_str(&buf);
	/* 第35次 before all: 2023年第35次. */
	for (after = s; found < 0 &&
	    (at = gk_str_find(after, GK_STR("第"))) != SIZE_MAX;) {
		after = gk_str_sub(after, at + 3, after.n);
		found = count_at(gk_trim(after));
	}
	if (found < 0)
		found = first_count(s, false);
	if (found < 0)
		found = first_count(s, true);
	gk_buf_release(&buf);
	return found;
}
