#include "config.h"

#include "core/norm.h"

#include <stdlib.h>

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <uniwidth.h>

#include "core/mem.h"

size_t
gk_utf8_next(const char *p, size_t n, uint32_t *ch)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *s = (const unsigned char *)p;
	size_t len;
	uint32_t c;

	if (n == 0)
		return 0;
	if (s[0] < 0x80) {
		*ch = s[0];
		return 1;
	}
	if (s[0] < 0xC2 || s[0] > 0xF4)
		return 0;
	len = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
	if (n < len)
		return 0;
	c = s[0] & 0x7Fu >> len;
	for (size_t i = 1; i < len; i++) {
		if ((s[i] & 0xC0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3Fu);
	}
	if (c < least[len] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
		return 0;
	*ch = c;
	return len;
}

/* U+1000..CFFF, the Han characters among them, has no exceptions. */
static inline bool
is_common_three(const char *p, size_t n)
{
	unsigned char lead = (unsigned char)p[0];

	return n >= 3 && lead >= 0xE1 && lead <= 0xEC &&
	    (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80;
}

bool
gk_utf8_valid(struct gk_str s, size_t *bad)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	uint64_t word;
	uint32_t ch;
	size_t i = 0, len;

	while (i < s.n) {
		if (s.n - i >= sizeof word) {
			memcpy(&word, s.p + i, sizeof word);
			if ((word & high) == 0) {
				i += sizeof word;
				continue;
			}
		}
		len = is_common_three(s.p + i, s.n - i) ? 3 :
		    gk_utf8_next(s.p + i, s.n - i, &ch);
		if (len == 0) {
			*bad = i;
			return false;
		}
		i += len;
	}
	return true;
}

/* Characters without width or meaning that come along in copied text. */
static bool
is_unseen(uint32_t ch)
{
	return ch == 0x200B || ch == 0xFEFF || ch == 0x2060 ||
	    ch == 0x200E || ch == 0x200F || (ch >= 0x202A && ch <= 0x202E) ||
	    (ch >= 0x2066 && ch <= 0x2069);
}

static bool
is_space(uint32_t ch)
{
	if (ch < 0x80)
		return ch == ' ' || (ch >= '\t' && ch <= '\r');
	return ch == 0x3000 || ch == 0xA0 || ch == 0x85 || ch == 0x1680 ||
	    (ch >= 0x2000 && ch <= 0x200A) || ch == 0x2028 || ch == 0x2029 ||
	    ch == 0x202F || ch == 0x205F;
}

static bool
is_control(uint32_t ch)
{
	return ch < 0x20 || (ch >= 0x7F && ch < 0xA0);
}

bool
gk_is_blank(uint32_t ch)
{
	return is_space(ch) || is_unseen(ch);
}

/* Length of the character that ends at p[n], 0 if it is malformed. */
static size_t
utf8_before(const char *p, size_t n, uint32_t *ch)
{
	size_t len = 1;

	while (len < 4 && len < n && (p[n - len] & 0xC0) == 0x80)
		len++;
	return n != 0 && gk_utf8_next(p + n - len, len, ch) == len ? len : 0;
}

struct gk_str
gk_trim(struct gk_str s)
{
	uint32_t ch;
	size_t len;

	while ((len = gk_utf8_next(s.p, s.n, &ch)) != 0 && gk_is_blank(ch)) {
		s.p += len;
		s.n -= len;
	}
	while ((len = utf8_before(s.p, s.n, &ch)) != 0 && gk_is_blank(ch))
		s.n -= len;
	return s;
}

/* Scripts and signs that are set without spaces between words. */
static bool
is_cjk(uint32_t ch)
{
	return (ch >= 0x2E80 && ch < 0xA000) || (ch >= 0xF900 && ch < 0xFB00) ||
	    (ch >= 0xFE30 && ch < 0xFE70) || (ch >= 0xFF00 && ch < 0xFFF0) ||
	    (ch >= 0x20000 && ch < 0x40000) || ch == 0xB7 ||
	    (ch >= 0x2014 && ch <= 0x201F) || ch == 0x2026;
}

/*
 * Whether gk_norm_cell may have something to do at s.p[i], a byte for which
 * `closer` is set.  Saying yes too often is harmless.
 */
static bool
cell_suspect(struct gk_str s, size_t i)
{
	const unsigned char *p = (const unsigned char *)s.p + i;
	unsigned char next = i + 1 < s.n ? p[1] : 0;
	unsigned char third = i + 2 < s.n ? p[2] : 0;

	switch (p[0]) {
	case ' ':
		return i == 0 || next <= ' ' ||
		    (next >= 0x80 && (unsigned char)s.p[i - 1] >= 0x80);
	case 0xC2:
		return next <= 0xA0;
	case 0xE1:
		return next == 0x9A;
	case 0xE2:
		return next == 0x81 || (next == 0x80 &&
		    (third <= 0x8F || third >= 0xA8));
	case 0xE3:
		return next == 0x80 && third == 0x80;
	case 0xEF:
		return next == 0xBB;
	default:		/* control characters */
		return true;
	}
}

static bool
cell_is_clean(struct gk_str s)
{
	/* Controls, space, and the first bytes of blanks and unseen ones. */
	static const bool closer[256] = {
		1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
		1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
		[' '] = 1, [0x7F] = 1, [0xC2] = 1, [0xE1] = 1, [0xE2] = 1,
		[0xE3] = 1, [0xEF] = 1
	};

	for (size_t i = 0; i < s.n; i++)
		if (closer[(unsigned char)s.p[i]] && cell_suspect(s, i))
			return false;
	return true;
}

void
gk_norm_cell(struct gk_buf *out, struct gk_str s)
{
	uint32_t ch, last = 0;
	bool pending = false, any = false;
	size_t len;

	if (cell_is_clean(s)) {
		gk_buf_add_str(out, s);
		return;
	}
	for (size_t i = 0; i < s.n; i += len) {
		len = gk_utf8_next(s.p + i, s.n - i, &ch);
		if (len == 0) {
			len = 1;
			ch = 0xFFFD;
		}
		if (is_space(ch)) {
			pending = true;
			continue;
		}
		if (is_unseen(ch) || is_control(ch))
			continue;
		if (pending && any && !(is_cjk(last) && is_cjk(ch)))
			gk_buf_putc(out, ' ');
		gk_buf_add(out, s.p + i, len);
		pending = false;
		any = true;
		last = ch;
	}
}

void
gk_norm_width(struct gk_buf *out, struct gk_str s)
{
	size_t from = 0;
	uint32_t ch;

	for (size_t i = 0; i + 2 < s.n; i++) {
		if ((unsigned char)s.p[i] != 0xEF ||
		    gk_utf8_next(s.p + i, s.n - i, &ch) != 3 ||
		    ch < 0xFF01 || ch > 0xFF5E)
			continue;
		gk_buf_add(out, s.p + from, i - from);
		gk_buf_putc(out, (char)(ch - 0xFEE0));
		i += 2;
		from = i + 1;
	}
	gk_buf_add(out, s.p + from, s.n - from);
}

/* Half-width form of ASCII as it stands in a key; 0 if dropped. */
static char
ascii_key(uint32_t ch)
{
	if (ch >= 'A' && ch <= 'Z')
		return (char)(ch + ('a' - 'A'));
	if (ch >= 'a' && ch <= 'z')
		return (char)ch;
	/* ()+-./ and the digits */
	return ch >= '(' && ch <= '9' && ch != '*' && ch != ',' ? (char)ch :
	    '\0';
}

enum key_class { KEY_KEEP, KEY_DROP, KEY_ASCII, KEY_SLOW };

/*
 * What becomes of the characters that nearly all text here is made of; the
 * tables of libunistring decide about the rest (KEY_SLOW).
 */
static enum key_class
key_class(uint32_t ch)
{
	if (ch < 0x80)
		return KEY_ASCII;
	if ((ch >= 0x4E00 && ch < 0xA000) || (ch >= 0x3400 && ch < 0x4DC0) ||
	    (ch >= 0x3007 && ch <= 0x300B))
		return KEY_KEEP;
	if (ch >= 0xFF01 && ch <= 0xFF5E)
		return KEY_ASCII;
	if ((ch >= 0x3000 && ch <= 0x3003) || (ch >= 0x300C && ch <= 0x3020) ||
	    (ch >= 0x2000 && ch <= 0x2027 && ch != 0x2017) ||
	    (ch >= 0x2028 && ch <= 0x202F) || ch == 0xA0 || ch == 0xB7 ||
	    ch == 0xFEFF)
		return KEY_DROP;
	return KEY_SLOW;
}

/* Appends what stands between `from` and `to`, then `c` unless it is 0. */
static void
flush(struct gk_buf *out, struct gk_str s, size_t from, size_t to, char c)
{
	if (to > from)
		gk_buf_add(out, s.p + from, to - from);
	if (c != '\0')
		gk_buf_putc(out, c);
}

/* False, and nothing appended, where the tables are needed. */
static bool
key_fast(struct gk_buf *out, struct gk_str s)
{
	size_t mark = out->len, from = 0, len;
	enum key_class class;
	uint32_t ch;
	char c;

	for (size_t i = 0; i < s.n; i += len) {
		len = gk_utf8_next(s.p + i, s.n - i, &ch);
		class = len != 0 ? key_class(ch) : KEY_SLOW;
		c = '\0';
		if (class == KEY_KEEP)
			continue;
		if (class == KEY_ASCII)
			c = ascii_key(ch < 0x80 ? ch : ch - 0xFEE0);
		if (c != '\0' && c == s.p[i])
			continue;
		if (class == KEY_SLOW) {
			if (out->p != NULL) {
				out->len = mark;
				out->p[mark] = '\0';
			}
			return false;
		}
		flush(out, s, from, i, c);
		from = i + len;
	}
	flush(out, s, from, s.n, '\0');
	return true;
}

static bool
in_key(uint32_t ch)
{
	if (ch < 0x80)
		return ascii_key(ch) != '\0';
	if (ch >= 0x3008 && ch <= 0x300B)
		return true;
	return uc_is_general_category_withtable(ch, UC_CATEGORY_MASK_L |
	    UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_N | UC_CATEGORY_MASK_Co |
	    UC_CATEGORY_MASK_Cn) &&
	    !uc_is_property_default_ignorable_code_point(ch);
}

/* Leaders and ellipses: NFKC would make full stops of them. */
static bool
is_leader(uint32_t ch)
{
	return (ch >= 0x2024 && ch <= 0x2026) || ch == 0xFE19 || ch == 0xFE30;
}

/* `s` is well-formed. */
static void
key_run(struct gk_buf *out, struct gk_str s)
{
	struct gk_buf text;
	uint8_t *nfkc = NULL, *folded = NULL;
	size_t len, n = 0, m = 0;
	uint32_t ch;

	gk_buf_init(&text);
	for (size_t i = 0; i < s.n; i += len) {
		len = gk_utf8_next(s.p + i, s.n - i, &ch);
		if (!is_leader(ch))
			gk_buf_add(&text, s.p + i, len);
	}
	if (text.len == 0)
		goto out;
	nfkc = u8_normalize(UNINORM_NFKC, (const uint8_t *)text.p, text.len,
	    NULL, &n);
	if (nfkc == NULL)
		gk_oom();
	folded = u8_casefold(nfkc, n, NULL, UNINORM_NFKC, NULL, &m);
	if (folded == NULL)
		gk_oom();
	for (size_t i = 0; i < m; i += len) {
		len = gk_utf8_next((char *)folded + i, m - i, &ch);
		if (in_key(ch))
			gk_buf_add(out, (char *)folded + i, len);
	}
out:
	free(folded);
	free(nfkc);
	gk_buf_release(&text);
}

void
gk_norm_key(struct gk_buf *out, struct gk_str s)
{
	size_t bad;

	if (key_fast(out, s))
		return;
	while (!gk_utf8_valid(s, &bad)) {
		key_run(out, gk_str_sub(s, 0, bad));
		gk_buf_putc(out, s.p[bad]);
		s = gk_str_sub(s, bad + 1, s.n);
	}
	key_run(out, s);
}

size_t
gk_width(struct gk_str s)
{
	size_t width = 0, len;
	uint32_t ch;
	int w;

	for (size_t i = 0; i < s.n; i += len) {
		len = gk_utf8_next(s.p + i, s.n - i, &ch);
		if (len <= 1) {	/* ASCII, or a malformed byte shown as '?' */
			width += len == 0 || !is_control(ch) ? 1 : 0;
			len = 1;
			continue;
		}
		w = ch >= 0x4E00 && ch < 0xA000 ? 2 : uc_width(ch, "UTF-8");
		width += w > 0 ? (size_t)w : 0;
	}
	return width;
}
