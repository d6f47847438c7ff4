#include "config.h"

#include "ledger/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <strings.h>

#include "core/i18n.h"
#include "core/norm.h"

#define BOM_UTF8 GK_STR("\xEF\xBB\xBF")

static bool
in_range(struct gk_str s, size_t i, unsigned char low, unsigned char high)
{
	return i < s.n && (unsigned char)s.p[i] >= low &&
	    (unsigned char)s.p[i] <= high;
}

/* Length of the GB18030 character at `i`: 1, 2 or 4; 0 if there is none. */
static size_t
gb18030_length(struct gk_str s, size_t i)
{
	if (in_range(s, i, 0x00, 0x7F))
		return 1;
	if (!in_range(s, i, 0x81, 0xFE))
		return 0;
	if (in_range(s, i + 1, 0x40, 0x7E) || in_range(s, i + 1, 0x80, 0xFE))
		return 2;
	if (in_range(s, i + 1, 0x30, 0x39) &&
	    in_range(s, i + 2, 0x81, 0xFE) && in_range(s, i + 3, 0x30, 0x39))
		return 4;
	return 0;
}

/*
 * Where a word in UTF-8 ends: from `i` on, WORD or more characters of three
 * bytes (U+3000 and above) between bytes of ASCII; else `i`.  As GB18030 it
 * would be six or more characters, every third of them a rare one.
 */
#define WORD 4
static size_t
utf8_word_end(struct gk_str s, size_t i)
{
	size_t end = i;

	while (in_range(s, end, 0xE3, 0xEF) &&
	    in_range(s, end + 1, 0x80, 0xBF) &&
	    in_range(s, end + 2, 0x80, 0xBF))
		end += 3;
	if (end - i < (size_t)3 * WORD || in_range(s, end, 0x80, 0xFF))
		return i;
	return end;
}

static bool
gb18030_valid(struct gk_str s, size_t *bad)
{
	bool ascii = true;	/* the byte before, or the beginning */
	size_t i, len;

	for (i = 0; i < s.n; i += len) {
		len = gb18030_length(s, i);
		if (len == 0 || (ascii && len > 1 && utf8_word_end(s, i) > i)) {
			*bad = i;
			return false;
		}
		ascii = len == 1;
	}
	return true;
}

/* UTF-32LE starts as UTF-16LE does: no ledger is either with a NUL first. */
static bool
is_utf16le(struct gk_str bytes)
{
	return gk_str_starts(bytes, GK_STR("\xFF\xFE")) &&
	    !gk_str_starts(bytes, GK_STR("\xFF\xFE\0\0"));
}

/*
 * UTF-16 without BOM may pass for UTF-8 or GB18030 with NUL bytes.  Its NULs
 * are many and, but for the halves of characters such as 一 (4E00), all at odd
 * offsets or all at even ones.  Still it is not read unless --encoding says so.
 */
static enum gk_encoding
bare_utf16(struct gk_str bytes)
{
	const char *p = bytes.p, *end = bytes.p + bytes.n;
	size_t nuls[2] = { 0 }, most;

	while (p < end && (p = memchr(p, '\0', (size_t)(end - p))) != NULL)
		nuls[(p++ - bytes.p) % 2]++;
	most = nuls[0] > nuls[1] ? nuls[0] : nuls[1];
	if (most < 8 || most < bytes.n / 50 || nuls[0] + nuls[1] - most >
	    most / 4)
		return GK_ENCODING_UNKNOWN;
	return most == nuls[0] ? GK_UTF16BE : GK_UTF16LE;
}

enum gk_encoding
gk_encoding_detect(struct gk_str bytes)
{
	size_t bad;

	if (gk_str_starts(bytes, BOM_UTF8))
		return GK_UTF8_BOM;
	if (is_utf16le(bytes))
		return GK_UTF16LE;
	if (gk_str_starts(bytes, GK_STR("\xFE\xFF")))
		return GK_UTF16BE;
	if (bare_utf16(bytes) != GK_ENCODING_UNKNOWN)
		return GK_ENCODING_UNKNOWN;
	if (gk_utf8_valid(bytes, &bad))
		return GK_UTF8;
	if (gb18030_valid(bytes, &bad))
		return GK_GB18030;
	return GK_ENCODING_UNKNOWN;
}

/* The line, from 1, on which a byte stands; CR, LF and CRLF end lines. */
static size_t
line_of(struct gk_str bytes, size_t offset)
{
	size_t line = 1;

	for (size_t i = 0; i < offset && i < bytes.n; i++) {
		if (bytes.p[i] == '\n')
			line++;
		else if (bytes.p[i] == '\r' &&
		    !(i + 1 < bytes.n && bytes.p[i + 1] == '\n'))
			line++;
	}
	return line;
}

/* Of UTF-16 only the units U+000A count: a byte 0A may be half of another. */
static size_t
line_of_utf16(struct gk_str bytes, size_t offset, bool big)
{
	size_t line = 1;

	for (size_t i = 0; i + 1 < bytes.n && i < offset; i += 2)
		line += bytes.p[i + !big] == 0 && bytes.p[i + big] == '\n';
	return line;
}

static enum gk_status
fail_invalid(struct gk_str bytes, const char *encoding, size_t offset,
    const char *name, struct gk_error *err)
{
	size_t line = line_of(bytes, offset);

	if (strncmp(encoding, "UTF-16", 6) == 0)
		line = line_of_utf16(bytes, offset,
		    strcmp(encoding, "UTF-16BE") == 0);
	return gk_fail_for(GK_CAUSE_ENCODING, err, name, line,
	    _("byte %zu: not valid %s; name the encoding with --encoding, or "
	    "save the file again as UTF-8"), offset + 1, encoding);
}

static enum gk_status
fail_bare(enum gk_encoding e, const char *name, struct gk_error *err)
{
	return gk_fail(err, name, 0,
	    _("seems to be UTF-16 without a byte-order mark; if so, say "
	    "--encoding=%s"), e == GK_UTF16LE ? "UTF-16LE" : "UTF-16BE");
}

/* Neither one: the encoding that goes further tells where the break is. */
static enum gk_status
fail_mixed(struct gk_str bytes, const char *name, struct gk_error *err)
{
	size_t utf8 = 0, gb = 0, at;

	gk_utf8_valid(bytes, &utf8);
	gb18030_valid(bytes, &gb);
	at = utf8 > gb ? utf8 : gb;
	return gk_fail_for(GK_CAUSE_ENCODING, err, name, line_of(bytes, at),
	    _("neither UTF-8 (byte %zu is not) nor GB18030 (byte %zu is not): "
	    "the file may mix encodings; save it again as UTF-8, or name its "
	    "encoding with --encoding"), utf8 + 1, gb + 1);
}

/* `bytes` without BOM, all of it, through iconv into `own`. */
static enum gk_status
convert(struct gk_str bytes, const char *encoding, const char *name,
    struct gk_buf *own, struct gk_error *err)
{
	char chunk[16384];
	iconv_t cd = iconv_open("UTF-8", encoding);
	char *in = (char *)bytes.p;	/* iconv does not write to it */
	size_t left = bytes.n;
	enum gk_status status = GK_OK;
	bool flushing = false;

	if (cd == (iconv_t)-1)
		return gk_fail(err, name, 0, _("unknown encoding '%s'"),
		    encoding);
	for (;;) {
		char *out = chunk;
		size_t room = sizeof chunk, done;

		done = flushing ? iconv(cd, NULL, NULL, &out, &room) :
		    iconv(cd, &in, &left, &out, &room);
		gk_buf_add(own, chunk, sizeof chunk - room);
		if (done == (size_t)-1 && errno != E2BIG) {
			status = fail_invalid(bytes, encoding,
			    bytes.n - left, name, err);
			break;
		}
		if (done != (size_t)-1 && flushing)
			break;
		flushing = done != (size_t)-1;
	}
	iconv_close(cd);
	return status;
}

static struct gk_str
without_bom(struct gk_str s)
{
	return gk_str_starts(s, BOM_UTF8) ? gk_str_sub(s, 3, s.n) : s;
}

static enum gk_status
decode_as(struct gk_str bytes, const char *encoding, const char *name,
    struct gk_str *text, struct gk_buf *own, struct gk_error *err)
{
	gk_buf_clear(own);
	if (convert(bytes, encoding, name, own, err) != GK_OK)
		return GK_FAIL;
	*text = without_bom(gk_buf_str(own));
	return GK_OK;
}

static enum gk_status
decode_utf8(struct gk_str bytes, const char *name, struct gk_str *text,
    struct gk_error *err)
{
	size_t bad;

	if (!gk_utf8_valid(bytes, &bad))
		return fail_invalid(bytes, "UTF-8", bad, name, err);
	*text = without_bom(bytes);
	return GK_OK;
}

enum gk_status
gk_encoding_decode(struct gk_str bytes, const char *forced, const char *name,
    struct gk_str *text, struct gk_buf *own, struct gk_error *err)
{
	*text = GK_EMPTY;
	if (forced != NULL && strcasecmp(forced, "UTF-8") != 0 &&
	    strcasecmp(forced, "UTF8") != 0)
		return decode_as(bytes, forced, name, text, own, err);
	if (forced != NULL)
		return decode_utf8(bytes, name, text, err);
	switch (gk_encoding_detect(bytes)) {
	case GK_UTF8:
	case GK_UTF8_BOM:
		return decode_utf8(bytes, name, text, err);
	case GK_UTF16LE:
		return decode_as(bytes, "UTF-16LE", name, text, own, err);
	case GK_UTF16BE:
		return decode_as(bytes, "UTF-16BE", name, text, own, err);
	case GK_GB18030:
		return decode_as(bytes, "GB18030", name, text, own, err);
	case GK_ENCODING_UNKNOWN:
		break;
	}
	if (bare_utf16(bytes) != GK_ENCODING_UNKNOWN)
		return fail_bare(bare_utf16(bytes), name, err);
	return fail_mixed(bytes, name, err);
}

size_t
gk_mojibake_find(struct gk_str text, size_t from)
{
	static const struct gk_str ruins[] = {
		{ "\xE9\x94\x9F\xE6\x96\xA4\xE6\x8B\xB7", 9 },	/* 锟斤拷 */
		{ "\xC3\xAF\xC2\xBB\xC2\xBF", 6 },		/* ï»¿ */
		{ "\xEF\xBF\xBD", 3 },				/* U+FFFD */
	};

	for (size_t i = from; i < text.n; i++) {
		if ((unsigned char)text.p[i] < 0xC3)
			continue;
		for (size_t k = 0; k < sizeof ruins / sizeof *ruins; k++)
			if (text.p[i] == ruins[k].p[0] && gk_str_starts(
			    gk_str_sub(text, i, text.n), ruins[k]))
				return i;
	}
	return SIZE_MAX;
}
