#include "config.h"

#include "finding/privacy.h"

#include "core/date.h"

#define ID_LENGTH 18
#define MOBILE_LENGTH 11

/*
 * The letter or digit at s.p[i] as ASCII, full-width forms included, and its
 * bytes in `*len`; 0 if there is something else.
 */
static char
alnum_at(struct gk_str s, size_t i, size_t *len)
{
	const unsigned char *p = (const unsigned char *)s.p + i;
	unsigned int c = p[0];

	*len = 1;
	if (c == 0xEF && s.n - i >= 3) {	/* U+FF01..FF5E */
		if (p[1] == 0xBC && p[2] >= 0x81 && p[2] <= 0xBF)
			c = p[2] - 0x60u;
		else if (p[1] == 0xBD && p[2] >= 0x80 && p[2] <= 0x9E)
			c = p[2] - 0x20u;
		*len = c != 0xEF ? 3 : 1;
	}
	if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z'))
		return (char)c;
	return '\0';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int
number_of(const char *digits, size_t n)
{
	int v = 0;

	while (n-- > 0)
		v = v * 10 + (*digits++ - '0');
	return v;
}

/* GB 11643: address code, birth date, sequence, check digit. */
static bool
is_resident_id(const char *c)
{
	static const int weights[ID_LENGTH - 1] = {
		7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2
	};
	int year, sum = 0;

	if (c[0] < '1' || c[0] > '8')
		return false;
	for (size_t i = 0; i < ID_LENGTH - 1; i++) {
		if (!is_digit(c[i]))
			return false;
		sum += (c[i] - '0') * weights[i];
	}
	year = number_of(c + 6, 4);
	if (year < 1900 || year > 2099 || gk_day_of(year,
	    number_of(c + 10, 2), number_of(c + 12, 2)) == GK_NO_DAY)
		return false;
	return "10X98765432"[sum % 11] == (c[17] == 'x' ? 'X' : c[17]);
}

static bool
is_mobile(const char *c)
{
	if (c[0] != '1' || c[1] < '3')
		return false;
	for (size_t i = 0; i < MOBILE_LENGTH; i++)
		if (!is_digit(c[i]))
			return false;
	return true;
}

/* Whether a letter or digit ends at s.p[at]. */
static bool
alnum_before(struct gk_str s, size_t at)
{
	size_t len;

	if (at >= 1 && at <= s.n && alnum_at(s, at - 1, &len) != '\0')
		return true;
	return at >= 3 && at <= s.n && alnum_at(s, at - 3, &len) != '\0' &&
	    len == 3;
}

/* A run of letters and digits, the first of them as ASCII. */
struct run {
	size_t at, len;		/* bytes */
	size_t count;		/* characters */
	char c[ID_LENGTH];
};

/* The first run at or after `i`; false if there is none. */
static bool
next_run(struct gk_str s, size_t i, struct run *r)
{
	size_t len;
	char c;

	/* The bytes of Han characters, but not of full-width ones, pass. */
	while (i < s.n && (((unsigned char)s.p[i] >= 0x80 &&
	    (unsigned char)s.p[i] != 0xEF) ||
	    alnum_at(s, i, &len) == '\0'))
		i++;
	r->at = i;
	r->count = 0;
	for (; i < s.n && (c = alnum_at(s, i, &len)) != '\0'; i += len) {
		if (r->count < ID_LENGTH)
			r->c[r->count] = c;
		r->count++;
	}
	r->len = i - r->at;
	return r->count != 0;
}

/* Whether the run is a mobile number behind +86; moves it past the 86. */
static bool
is_abroad_mobile(struct gk_str s, struct run *r)
{
	size_t first, second;

	if (r->count != MOBILE_LENGTH + 2 || r->c[0] != '8' ||
	    r->c[1] != '6' || !is_mobile(r->c + 2) || r->at == 0)
		return false;
	if (s.p[r->at - 1] != '+' && !gk_str_ends(gk_str_sub(s, 0, r->at),
	    GK_STR("＋")))
		return false;
	(void)alnum_at(s, r->at, &first);
	(void)alnum_at(s, r->at + first, &second);
	r->at += first + second;
	r->len -= first + second;
	return true;
}

static enum gk_personal
run_kind(struct gk_str s, struct run *r)
{
	if (r->count == ID_LENGTH && is_resident_id(r->c))
		return GK_PERSONAL_ID;
	if (r->count == MOBILE_LENGTH && is_mobile(r->c))
		return GK_PERSONAL_MOBILE;
	return is_abroad_mobile(s, r) ? GK_PERSONAL_MOBILE : GK_PERSONAL_NONE;
}

enum gk_personal
gk_personal_find(struct gk_str s, size_t from, size_t *at, size_t *len)
{
	/* What begins before `from` is not a whole number from there on. */
	bool inside = alnum_before(s, from);
	enum gk_personal kind;
	struct run r;

	for (; next_run(s, from, &r); from = r.at + r.len) {
		if (inside && r.at == from) {
			inside = false;
			continue;
		}
		inside = false;
		kind = run_kind(s, &r);
		if (kind == GK_PERSONAL_NONE)
			continue;
		*at = r.at;
		*len = r.len;
		return kind;
	}
	return GK_PERSONAL_NONE;
}

/* The first 3 characters of the number as they are, then stars. */
static void
mask_one(struct gk_buf *out, struct gk_str number)
{
	size_t i = 0, count = 0, len;

	for (; i < number.n; i += len, count++) {
		(void)alnum_at(number, i, &len);
		if (count < 3)
			gk_buf_add(out, number.p + i, len);
		else
			gk_buf_putc(out, '*');
	}
}

void
gk_personal_mask(struct gk_buf *out, struct gk_str s)
{
	size_t from = 0, at, len;

	while (gk_personal_find(s, from, &at, &len) != GK_PERSONAL_NONE) {
		gk_buf_add(out, s.p + from, at - from);
		mask_one(out, gk_str_sub(s, at, len));
		from = at + len;
	}
	if (from < s.n)
		gk_buf_add(out, s.p + from, s.n - from);
}
