#include "config.h"

#include "catalog/import_int.h"

#include "core/norm.h"

/* Text before a table that may hold its title. */
#define END_MAX ((size_t)4096)

void
gk_text_add(struct gk_text *t, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (p[i] == ' ' || (p[i] >= '\t' && p[i] <= '\r')) {
			t->space = true;
			continue;
		}
		if (t->buf.len >= GK_IMPORT_CELL_MAX) {
			t->cut = true;
			return;
		}
		if (t->space && t->buf.len != 0 &&
		    t->buf.p[t->buf.len - 1] != '\n')
			gk_buf_putc(&t->buf, ' ');
		t->space = false;
		gk_buf_putc(&t->buf, p[i]);
	}
}

void
gk_text_break(struct gk_text *t)
{
	t->space = false;
	if (t->buf.len != 0 && t->buf.p[t->buf.len - 1] != '\n')
		gk_buf_putc(&t->buf, '\n');
}

void
gk_text_clear(struct gk_text *t)
{
	gk_buf_clear(&t->buf);
	t->space = t->cut = false;
}

/* What was cut in the middle of a character ends before it. */
struct gk_str
gk_text_str(const struct gk_text *t)
{
	struct gk_str s = gk_buf_str(&t->buf);
	size_t bad;

	if (t->cut && !gk_utf8_valid(s, &bad))
		s.n = bad;
	return gk_trim(s);
}

/* The last END_MAX bytes, from the beginning of a character. */
static size_t
end_of(struct gk_str s)
{
	size_t from = s.n > END_MAX ? s.n - END_MAX : 0;

	while (from < s.n && (s.p[from] & 0xC0) == 0x80)
		from++;
	return from;
}

void
gk_text_shorten(struct gk_text *t)
{
	size_t from;

	if (t->buf.len < 4 * END_MAX)
		return;
	from = end_of(gk_buf_str(&t->buf));
	t->buf.len -= from;
	memmove(t->buf.p, t->buf.p + from, t->buf.len);
	t->buf.p[t->buf.len] = '\0';
}

struct gk_str
gk_text_end(struct gk_str s)
{
	s = gk_trim(s);
	return gk_str_sub(s, end_of(s), SIZE_MAX);
}
