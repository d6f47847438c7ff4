/*
 * The strings that the cells of a workbook share.  All are kept: this is what
 * a workbook needs memory for.
 */
#include "config.h"

#include "ledger/xlsx_int.h"

#include "core/i18n.h"

struct reader {
	struct gk_xlsx *x;
	bool in_string, in_text;
	size_t skip;		/* depth inside of how it looks, or is read */
	size_t from;		/* where the string begins */
	bool stop, limit;
};

static int
hex_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The character of _xHHHH_ at `s`, or -1. */
static int
escape_at(struct gk_str s)
{
	int c = 0;

	if (s.n < 7 || s.p[0] != '_' || s.p[1] != 'x' || s.p[6] != '_')
		return -1;
	for (int i = 2; i < 6; i++) {
		if (hex_of(s.p[i]) < 0)
			return -1;
		c = c * 16 + hex_of(s.p[i]);
	}
	return c >= 0xD800 && c <= 0xDFFF ? -1 : c;
}

static size_t
put_utf8(char *to, int c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xC0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	to[0] = (char)(0xE0 | c >> 12);
	to[1] = (char)(0x80 | (c >> 6 & 0x3F));
	to[2] = (char)(0x80 | (c & 0x3F));
	return 3;
}

void
gk_xlsx_unescape(struct gk_buf *text, size_t from)
{
	struct gk_str s = gk_str_sub(gk_buf_str(text), from, SIZE_MAX);
	size_t to = from;

	if (gk_str_find(s, GK_STR("_x")) == SIZE_MAX)
		return;
	for (size_t i = 0; i < s.n; i++) {
		int c = escape_at(gk_str_sub(s, i, s.n));

		if (c >= 0) {
			to += put_utf8(text->p + to, c);
			i += 6;
		} else {
			text->p[to++] = s.p[i];
		}
	}
	text->len = to;
	text->p[to] = '\0';
}

/* Whether there is room for one more, of `n` bytes. */
static bool
fits(struct reader *r, size_t n)
{
	const struct gk_xlsx *x = r->x;
	bool fit = x->strings.len - r->from + n <= GK_SHEET_CELL_MAX &&
	    x->strings.len + n + x->nstrings * sizeof *x->ends <=
	    GK_XLSX_STRINGS_MAX;

	if (!fit)
		r->limit = r->stop = true;
	return fit;
}

static void
on_begin(void *user, struct gk_str name, const struct gk_xml_attrs *attrs)
{
	struct reader *r = user;

	(void)attrs;
	if (r->skip > 0) {
		r->skip++;
	} else if (!r->in_string) {
		r->in_string = gk_str_eq(name, GK_STR("si"));
		r->from = r->x->strings.len;
	} else if (gk_str_eq(name, GK_STR("t"))) {
		r->in_text = true;
	} else if (!gk_str_eq(name, GK_STR("r"))) {
		r->skip = 1;
	}
}

static void
on_end(void *user, struct gk_str name)
{
	struct reader *r = user;
	struct gk_xlsx *x = r->x;

	r->in_text = false;
	if (r->skip > 0) {
		r->skip--;
		return;
	}
	if (!r->in_string || !gk_str_eq(name, GK_STR("si")))
		return;
	r->in_string = false;
	if (!fits(r, 0))
		return;
	gk_xlsx_unescape(&x->strings, r->from);
	*GK_PUSH(x->ends, x->nstrings, x->strings_cap) = x->strings.len;
}

static void
on_text(void *user, struct gk_str text)
{
	struct reader *r = user;

	if (r->in_text && r->skip == 0 && fits(r, text.n))
		gk_buf_add_str(&r->x->strings, text);
}

enum gk_status
gk_xlsx_strings(struct gk_xlsx *x, struct gk_error *err)
{
	static const struct gk_xml_handler handler = { on_begin, on_end,
		on_text };
	struct reader r = { .x = x };

	if (x->strings_part.n == 0)
		return GK_OK;
	if (gk_xlsx_parse(x, x->strings_part, false, &handler, &r, &r.stop,
	    err) != GK_OK)
		return GK_FAIL;
	if (r.limit)
		return gk_fail_for(GK_CAUSE_LIMIT, err, x->name, 0,
		    _("the texts in it are too long"));
	return GK_OK;
}

struct gk_str
gk_xlsx_string(const struct gk_xlsx *x, size_t i)
{
	size_t from = i > 0 ? x->ends[i - 1] : 0;

	return gk_str_sub(gk_buf_str(&x->strings), from, x->ends[i] - from);
}
