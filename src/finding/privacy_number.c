/*
 * Numbers that show by themselves what they are: resident numbers, mobile
 * numbers, bank cards, and what is left of them behind a weak mask.
 */
#include "config.h"

#include "core/checkdigit.h"
#include "finding/privacy_int.h"

#define ID_LENGTH 18
#define MOBILE_LENGTH 11
#define GROUPS_MAX 6
#define WORDS_NEAR 12		/* signs */

/* The codes of provinces that a resident number may begin with. */
static bool
is_province(const char *c)
{
	static const char codes[] = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 "
	    "37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83";

	for (const char *p = codes;; p += 3) {
		if (memcmp(p, c, 2) == 0)
			return true;
		if (p[2] == '\0')
			return false;
	}
}

static const char *const mobile_words[] = {
	"手机", "电话", "联系", "致电", "微信", "号码", NULL
};
static const char *const card_words[] = {
	"账号", "帐号", "银行卡", "信用卡", "储蓄卡", "卡号", "账户", "帐户",
	"开户", NULL
};
static const char *const code_words[] = {
	"信用代码", "机构代码", NULL
};

/* ---- resident numbers ----------------------------------------------- */

static bool
is_resident_id(const char *c)
{
	return gk_is_day(c + 6) &&
	    gk_resident_id_valid((struct gk_str){ c, ID_LENGTH });
}

/* Of the shape, but for the check digit; and no number of another kind. */
static bool
is_resident_id_like(struct gk_str s, const struct gk_run *r)
{
	const struct gk_str number = { r->c, ID_LENGTH };

	return r->count == ID_LENGTH && is_province(r->c) &&
	    gk_is_day(r->c + 6) &&
	    gk_resident_id(number) == GK_CODE_WRONG &&
	    gk_credit_code(number) != GK_CODE_RIGHT &&
	    !gk_is_labelled(s, r->at) && !gk_in_address(s, r->at) &&
	    !gk_is_index(s, r->end) &&
	    !gk_near_before(s, r->at, WORDS_NEAR, code_words);
}

/* 15 digits: a place, YYMMDD, 3 in sequence. */
static bool
is_old_id(struct gk_str s, const struct gk_run *r)
{
	static const char *const words[] = { "身份证", "证件号", NULL };
	char day[8] = { '1', '9' };

	if (r->count != 15 || !gk_all_digits(r->c, 15) || !is_province(r->c))
		return false;
	memcpy(day + 2, r->c + 6, 6);
	return gk_is_day(day) && !gk_in_address(s, r->at) &&
	    (gk_near_before(s, r->at, WORDS_NEAR, words) ||
	    gk_near_after(s, r->end, WORDS_NEAR / 2, words));
}

/* ---- mobile numbers ------------------------------------------------- */

static bool
is_mobile(const char *c)
{
	return c[0] == '1' && c[1] >= '3' && gk_all_digits(c, MOBILE_LENGTH);
}

/* Begins like the numbers that have been given out. */
static bool
has_segment(const char *c)
{
	static const char *const third[] = {	/* by the second digit */
		['3' - '0'] = "0123456789", ['4' - '0'] = "01456789",
		['5' - '0'] = "012356789", ['6' - '0'] = "2567",
		['7' - '0'] = "012345678", ['8' - '0'] = "0123456789",
		['9' - '0'] = "012356789",
	};

	return strchr(third[c[1] - '0'], c[2]) != NULL;
}

/* Whether the query parameter that holds it is named after telephones. */
static bool
is_phone_parameter(struct gk_str s, size_t at)
{
	static const char *const names[] = { "phone", "mobile", "tel=", "Phone",
	    "Mobile", "Tel=", "shouji", "sjh", NULL };

	return at > 0 && s.p[at - 1] == '=' && gk_near_before(s, at, 16, names);
}

/* Behind a country code: + or 00 and 86. */
static bool
is_abroad(struct gk_str s, size_t at)
{
	size_t before;
	char c = gk_sign_before(s, at, &before);

	if (c == '-' || c == ' ')
		at = before;
	for (const char *want = "68"; *want != '\0'; want++)
		if (gk_sign_before(s, at, &at) != *want)
			return false;
	c = gk_sign_before(s, at, &at);
	if (c == '+' || !gk_is_alnum(c))
		return true;
	if (c != '0' || gk_sign_before(s, at, &at) != '0')
		return false;
	return !gk_is_alnum(gk_sign_before(s, at, &before));
}

/* Whether a mobile number may stand there: nothing says otherwise. */
static bool
may_be_mobile(struct gk_str s, size_t at, size_t end, const char *c)
{
	bool named = gk_near_before(s, at, WORDS_NEAR, mobile_words);

	if (gk_is_labelled(s, at) || gk_is_index(s, end))
		return false;
	if (gk_in_address(s, at))
		return is_phone_parameter(s, at);
	return named || is_abroad(s, at) ||
	    (has_segment(c) && !gk_is_amount(s, at, end));
}

/* Moves the run past its first `signs`. */
static void
skip_signs(struct gk_str s, struct gk_run *r, size_t signs)
{
	char c;

	for (size_t i = 0; i < signs; i++)
		r->at += gk_sign(s, r->at, &c);
	r->count -= signs;
	memmove(r->c, r->c + signs, r->count);
}

static bool
find_mobile(struct gk_str s, const struct gk_run *run, struct gk_hit *hit)
{
	struct gk_run r = *run;
	size_t before, code = r.count - MOBILE_LENGTH;

	if (r.count < MOBILE_LENGTH || r.count > MOBILE_LENGTH + 4 ||
	    !is_mobile(r.c + code))
		return false;
	if (code == 2) {
		if (memcmp(r.c, "86", 2) != 0 ||
		    (gk_sign_before(s, r.at, &before) != '+' &&
		    !gk_near_before(s, r.at, WORDS_NEAR, mobile_words)))
			return false;
	} else if (code == 4 ? memcmp(r.c, "0086", 4) != 0 : code != 0) {
		return false;
	}
	skip_signs(s, &r, code);
	if (code == 0 && !may_be_mobile(s, r.at, r.end, r.c))
		return false;
	*hit = (struct gk_hit){ GK_PERSONAL_MOBILE, r.at, r.end };
	return true;
}

/* ---- bank cards ----------------------------------------------------- */

static bool
has_issuer(const char *c, size_t n)
{
	if (c[0] == '6')
		return c[1] == '2';
	return n == 16 && (c[0] == '4' || (c[0] == '5' && c[1] >= '1' &&
	    c[1] <= '5'));
}

/*
 * Numbers of cases begin like cards too, and one in ten passes Luhn: a place
 * and a day tell them.
 */
static bool
is_card(struct gk_str s, size_t at, size_t end, const char *c, size_t n)
{
	bool named;

	if (n < 16 || n > 19 || !gk_luhn((struct gk_str){ c, n }) ||
	    gk_is_labelled(s, at) || gk_in_address(s, at) ||
	    gk_is_index(s, end))
		return false;
	named = gk_near_before(s, at, WORDS_NEAR, card_words);
	if (n == ID_LENGTH && !named &&
	    gk_credit_code((struct gk_str){ c, n }) == GK_CODE_RIGHT)
		return false;
	return named || (has_issuer(c, n) && !gk_is_amount(s, at, end) &&
	    !(is_province(c) && gk_is_day(c + 6)));
}

/* ---- groups --------------------------------------------------------- */

struct groups {			/* 430102 19900101 001X */
	size_t n;
	size_t count[GROUPS_MAX];	/* signs up to and with it */
	size_t end[GROUPS_MAX];
	char c[GK_RUN_MAX * 2];
	char between;
};

static void
read_groups(struct gk_str s, const struct gk_run *first, struct groups *g)
{
	struct gk_run r = *first;
	size_t total = 0, n;
	char between;

	g->n = 0;
	g->between = GK_SIGN_NONE;
	while (g->n < GROUPS_MAX && r.count != 0 && total + r.count <= 19) {
		memcpy(g->c + total, r.c, r.count);
		total += r.count;
		g->count[g->n] = total;
		g->end[g->n++] = r.end;
		n = gk_sign(s, r.end, &between);
		if (between != ' ' && between != '-')
			return;
		if (g->between == GK_SIGN_NONE)
			g->between = between;
		else if (g->between != between)
			return;
		r = gk_run_read(s, r.end + n);
	}
}

/* 4 4 4 4 3, or 6 and the rest. */
static bool
grouped_as_card(const struct groups *g, size_t last)
{
	if (last == 1)
		return g->count[0] == 6;
	for (size_t k = 0; k < 4; k++)
		if (g->count[k] != 4 * (k + 1))
			return false;
	return true;
}

static enum gk_personal
groups_kind(struct gk_str s, const struct groups *g, size_t last, size_t at)
{
	size_t n = g->count[last], end = g->end[last];

	if (n == ID_LENGTH && is_resident_id(g->c))
		return GK_PERSONAL_ID;
	if (n == MOBILE_LENGTH && last == 2 && g->count[0] == 3 &&
	    g->count[1] == 7 && is_mobile(g->c) && !gk_in_address(s, at) &&
	    may_be_mobile(s, at, end, g->c))
		return GK_PERSONAL_MOBILE;
	if ((last == 1 || last == 3 || last == 4) && grouped_as_card(g, last) &&
	    is_card(s, at, end, g->c, n))
		return GK_PERSONAL_CARD;
	return GK_PERSONAL_NONE;
}

/* The longest of the groups from `first` on that are one number. */
static bool
find_grouped(struct gk_str s, const struct gk_run *first, struct gk_hit *hit)
{
	struct groups g;
	size_t at;
	char c;

	if (first->count > ID_LENGTH)
		return false;
	read_groups(s, first, &g);
	if (g.n < 2 || (gk_sign_before(s, first->at, &at) == '-' &&
	    gk_is_alnum(gk_sign_before(s, at, &at)) &&
	    !is_abroad(s, first->at)))
		return false;
	for (size_t last = g.n - 1; last > 0; last--) {
		size_t n = gk_sign(s, g.end[last], &c);

		if (c == '-') {
			(void)gk_sign(s, g.end[last] + n, &c);
			if (gk_is_alnum(c))
				continue;
		}
		*hit = (struct gk_hit){ groups_kind(s, &g, last, first->at),
		    first->at, g.end[last] };
		if (hit->kind != GK_PERSONAL_NONE)
			return true;
	}
	return false;
}

/* ---- weak masks ----------------------------------------------------- */

/* An x between masking signs is one; returns false for any other letter. */
static bool
read_mask(char *t, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if ((t[i] != 'x' && t[i] != 'X') || i + 1 == n)
			continue;
		if (t[i + 1] != 'x' && t[i + 1] != 'X' && t[i + 1] != '*' &&
		    (i == 0 || t[i - 1] != '*'))
			return false;
		t[i] = '*';
	}
	return true;
}

static bool
visible_in(char c, const char *allowed)
{
	return c == '*' || strchr(allowed, c) != NULL;
}

/* What is left of a resident number shows half of the birth date or more. */
static bool
is_weak_id(const char *t)
{
	size_t left = 0, run = 0, longest = 0;

	for (size_t i = 0; i < ID_LENGTH; i++) {
		run = t[i] == '*' ? run + 1 : 0;
		longest = run > longest ? run : longest;
		left += i >= 6 && i < 14 && t[i] != '*';
	}
	return longest != 0 && (longest < 8 || left >= 4) && t[0] <= '8' &&
	    t[0] >= '1' && visible_in(t[6], "12") && visible_in(t[7], "890") &&
	    visible_in(t[10], "01") && visible_in(t[12], "0123");
}

static bool
is_weak_mobile(const char *t)
{
	size_t hidden = 0;

	for (size_t i = 0; i < MOBILE_LENGTH; i++)
		hidden += t[i] == '*';
	return hidden != 0 && hidden < 4 && t[0] == '1' && t[1] >= '3' &&
	    t[1] <= '9';
}

static bool
find_weak_mask(struct gk_str s, const struct gk_run *r, struct gk_hit *hit)
{
	char t[ID_LENGTH + 1] = { 0 }, c = 0;
	size_t n = 0, end = r->at, len, before;

	if (gk_sign_before(s, r->at, &before) == '*')
		return false;
	while ((len = gk_sign(s, end, &c)) != 0 && (gk_is_digit(c) ||
	    c == '*' || c == 'x' || c == 'X')) {
		if (n > ID_LENGTH)
			return false;
		if (n < sizeof t)
			t[n] = c;
		n++;
		end += len;
	}
	if (gk_is_letter(c) || !gk_is_digit(t[0]) || !read_mask(t, n))
		return false;
	if (!(n == ID_LENGTH && is_weak_id(t)) &&
	    !(n == MOBILE_LENGTH && is_weak_mobile(t)))
		return false;
	*hit = (struct gk_hit){ GK_PERSONAL_WEAK_MASK, r->at, end };
	return true;
}

/* ---- all ------------------------------------------------------------ */

bool
gk_find_number(struct gk_str s, const struct gk_run *r, struct gk_hit *hit)
{
	if (!gk_is_digit(r->c[0]))
		return false;
	if (find_weak_mask(s, r, hit))
		return true;
	*hit = (struct gk_hit){ GK_PERSONAL_NONE, r->at, r->end };
	if (r->count == ID_LENGTH && is_resident_id(r->c))
		hit->kind = GK_PERSONAL_ID;
	else if (is_old_id(s, r))
		hit->kind = GK_PERSONAL_ID_OLD;
	else if (is_card(s, r->at, r->end, r->c, r->count))
		hit->kind = GK_PERSONAL_CARD;
	else if (is_resident_id_like(s, r))
		hit->kind = GK_PERSONAL_ID_LIKE;
	if (hit->kind != GK_PERSONAL_NONE)
		return true;
	return find_mobile(s, r, hit) || find_grouped(s, r, hit);
}
