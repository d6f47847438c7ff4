#include "config.h"

#include "finding/privacy_int.h"

#include "core/date.h"

const char *
gk_personal_name(enum gk_personal kind)
{
	static const char *const names[GK_PERSONAL_COUNT] = {
		[GK_PERSONAL_NONE] = "",
#define GK_X(sym, name) [GK_PERSONAL_##sym] = (name),
		GK_PERSONAL_KINDS(GK_X)
#undef GK_X
	};

	return names[kind];
}

/* ---- signs ---------------------------------------------------------- */

bool
gk_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
gk_is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool
gk_is_alnum(char c)
{
	return gk_is_digit(c) || gk_is_letter(c);
}

bool
gk_all_digits(const char *c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!gk_is_digit(c[i]))
			return false;
	return n != 0;
}

/* U+FF01..FF5E, whose second and third bytes these are; 0 for others. */
static char
full_width(unsigned second, unsigned third)
{
	if (second == 0xBC && third >= 0x81 && third <= 0xBF)
		return (char)(third - 0x60);
	if (second == 0xBD && third >= 0x80 && third <= 0x9E)
		return (char)(third - 0x20);
	return '\0';
}

/* Of a sequence of `n` bytes. */
static char
fold(const char *p, size_t n)
{
	static const struct {
		const char *sign;
		char c;
	} folds[] = {
		{ "\xC2\xA0", ' ' }, { "\xC3\x97", '*' },	/* × */
		{ "　", ' ' }, { "–", '-' }, { "—", '-' }, { "‐", '-' },
		{ "●", '*' }, { "○", '*' }, { "█", '*' },
	};

	if (n == 3 && (unsigned char)p[0] == 0xEF) {
		char c = full_width((unsigned char)p[1], (unsigned char)p[2]);

		return c != '\0' ? c : (char)GK_SIGN_OTHER;
	}
	for (size_t i = 0; i < sizeof folds / sizeof *folds; i++)
		if (strlen(folds[i].sign) == n &&
		    memcmp(folds[i].sign, p, n) == 0)
			return folds[i].c;
	return GK_SIGN_OTHER;
}

/* Bytes of the sequence at s.p[i]; 1 for what is no UTF-8. */
static size_t
sequence(struct gk_str s, size_t i)
{
	unsigned char lead = (unsigned char)s.p[i];
	size_t n = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;

	if (s.n - i < n)
		return 1;
	for (size_t k = 1; k < n; k++)
		if (((unsigned char)s.p[i + k] & 0xC0) != 0x80)
			return 1;
	return n;
}

size_t
gk_sign(struct gk_str s, size_t i, char *c)
{
	size_t n;

	if (i >= s.n) {
		*c = GK_SIGN_NONE;
		return 0;
	}
	if ((unsigned char)s.p[i] < 0x80) {
		*c = s.p[i] == '\t' ? ' ' : s.p[i] < ' ' ?
		    (char)GK_SIGN_OTHER : s.p[i];
		return 1;
	}
	n = sequence(s, i);
	*c = n > 1 ? fold(s.p + i, n) : (char)GK_SIGN_OTHER;
	return n;
}

char
gk_sign_before(struct gk_str s, size_t i, size_t *at)
{
	char c;

	if (i == 0 || i > s.n) {
		*at = 0;
		return GK_SIGN_NONE;
	}
	for (size_t n = 1; n <= 4 && n <= i; n++) {
		unsigned char b = (unsigned char)s.p[i - n];

		if ((b & 0xC0) == 0x80)
			continue;
		*at = i - n;
		if (gk_sign((struct gk_str){ s.p, i }, *at, &c) == n)
			return c;
		break;
	}
	*at = i - 1;
	return GK_SIGN_OTHER;
}

/* Whether a letter or digit ends at s.p[at]. */
static bool
alnum_before(struct gk_str s, size_t at)
{
	size_t before;

	return gk_is_alnum(gk_sign_before(s, at, &before));
}

struct gk_run
gk_run_read(struct gk_str s, size_t i)
{
	struct gk_run r = { .at = i, .end = i };
	size_t n;
	char c;

	while ((n = gk_sign(s, r.end, &c)) != 0 && gk_is_alnum(c)) {
		if (r.count < GK_RUN_MAX)
			r.c[r.count] = c;
		r.count++;
		r.end += n;
	}
	return r;
}

bool
gk_is_day(const char *c)
{
	int v[3] = { 0, 0, 0 };

	if (!gk_all_digits(c, 8))
		return false;
	for (size_t i = 0; i < 8; i++) {
		int *part = &v[i < 4 ? 0 : i < 6 ? 1 : 2];

		*part = *part * 10 + (c[i] - '0');
	}
	return v[0] >= 1800 && v[0] <= 2099 &&
	    gk_day_of(v[0], v[1], v[2]) != GK_NO_DAY;
}

/* ---- finding -------------------------------------------------------- */

/* Nothing is looked for in text without a digit, an @ or a colon. */
static bool
may_hold_any(struct gk_str s, size_t from)
{
	for (; from < s.n; from++) {
		char c = s.p[from];

		if ((c >= '0' && c <= ':') || c == '@' || c == '\xEF')
			return true;
	}
	return false;
}

static bool
find_at(struct gk_str s, size_t from, size_t *i, struct gk_hit *hit)
{
	struct gk_run r;
	size_t n;
	char c;

	n = gk_sign(s, *i, &c);
	if (gk_is_alnum(c)) {
		r = gk_run_read(s, *i);
		*i = r.end;
		return gk_find_number(s, &r, hit) || gk_find_named(s, &r, hit);
	}
	if ((c == '@' && gk_find_mailbox(s, from, *i, hit)) ||
	    (c == GK_SIGN_OTHER && n == 3 && gk_find_words(s, *i, hit)))
		return true;
	*i += n;
	return false;
}

enum gk_personal
gk_personal_find(struct gk_str s, size_t from, size_t *at, size_t *len)
{
	struct gk_hit hit;

	if (from >= s.n || !may_hold_any(s, from))
		return GK_PERSONAL_NONE;
	/* What begins before `from` is not a whole number from there on. */
	if (alnum_before(s, from))
		from = gk_run_read(s, from).end;
	for (size_t i = from; i < s.n;) {
		if (!find_at(s, from, &i, &hit))
			continue;
		*at = hit.at;
		*len = hit.end - hit.at;
		return hit.kind;
	}
	return GK_PERSONAL_NONE;
}

/* ---- masking -------------------------------------------------------- */

/* How many characters of it stay. */
static size_t
shown(enum gk_personal kind, struct gk_str found)
{
	switch (kind) {
	case GK_PERSONAL_HOME:
	case GK_PERSONAL_ILLNESS:
		return 0;
	case GK_PERSONAL_PASSPORT:
	case GK_PERSONAL_PERMIT:
	case GK_PERSONAL_PLATE:
		return 1;
	case GK_PERSONAL_MAILBOX:
		return found.n / 2 < 3 ? found.n / 2 : 3;
	default:
		return 3;
	}
}

/* Blanks and dashes between groups of a number stay. */
static void
mask_one(struct gk_buf *out, enum gk_personal kind, struct gk_str found)
{
	size_t keep = shown(kind, found), count = 0, n;
	bool grouped = kind != GK_PERSONAL_MAILBOX;
	char c;

	for (size_t i = 0; i < found.n; i += n) {
		n = gk_sign(found, i, &c);
		if ((grouped && (c == ' ' || c == '-')) || count++ < keep)
			gk_buf_add(out, found.p + i, n);
		else
			gk_buf_putc(out, '*');
	}
}

void
gk_personal_mask(struct gk_buf *out, struct gk_str s)
{
	size_t from = 0, at, len;
	enum gk_personal kind;

	while ((kind = gk_personal_find(s, from, &at, &len)) !=
	    GK_PERSONAL_NONE) {
		gk_buf_add(out, s.p + from, at - from);
		mask_one(out, kind, gk_str_sub(s, at, len));
		from = at + len;
	}
	if (from < s.n)
		gk_buf_add(out, s.p + from, s.n - from);
}
