#include "config.h"

#include "rules/cell.h"

#include <stdio.h>

#include "core/norm.h"
#include "core/url.h"

struct gk_date
gk_cell_date(const struct gk_rule *r, const struct gk_entry *e, size_t column)
{
	if (column != SIZE_MAX && r->kind->columns[column].type == GK_DATE)
		return e->dates[column];
	return gk_date_parse(gk_entry_field(e, column));
}

bool
gk_cell_blank(const struct gk_rule *r, const struct gk_entry *e, size_t column)
{
	static const char dashes[] = "-－—–―/／\\";
	struct gk_str s = gk_entry_field(e, column);
	size_t len;
	uint32_t ch;

	if (r->kind->columns[column].type == GK_DATE)
		return gk_cell_date(r, e, column).how == GK_DATE_EMPTY;
	for (; s.n > 0; s = gk_str_sub(s, len, s.n)) {
		len = gk_utf8_next(s.p, s.n, &ch);
		if (len == 0 || (!gk_is_blank(ch) && gk_str_find(
		    gk_str_of(dashes), gk_str_sub(s, 0, len)) == SIZE_MAX))
			return false;
	}
	return true;
}

/* Drops a prefix of lower-case ASCII, whatever the case in `s`. */
static void
drop(struct gk_str *s, const char *prefix)
{
	size_t n = strlen(prefix);

	if (s->n < n)
		return;
	for (size_t i = 0; i < n; i++) {
		char c = s->p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c != prefix[i])
			return;
	}
	*s = gk_str_sub(*s, n, s->n - n);
}

/* The host in small letters, and the rest as it is: paths differ by case. */
static void
add_address(struct gk_buf *out, struct gk_str s)
{
	bool host = true;

	drop(&s, "http://");
	drop(&s, "https://");
	drop(&s, "www.");
	while (s.n > 0 && s.p[s.n - 1] == '/')
		s.n--;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		host = host && c != '/' && c != '?';
		if (host && c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		gk_buf_putc(out, c);
	}
	gk_buf_putc(out, ' ');
}

bool
gk_cell_key(struct gk_buf *out, const struct gk_rule *r,
    const struct gk_entry *e, size_t column)
{
	struct gk_str cell = gk_entry_field(e, column), piece;
	size_t start = out->len;

	if (r->kind->columns[column].type != GK_URL) {
		gk_norm_key(out, cell);
		return out->len > start;
	}
	while (gk_url_next(&cell, &piece))
		if (gk_url_classify(piece) != GK_URL_NONE)
			add_address(out, piece);
	return out->len > start;
}

void
gk_unit_key(struct gk_buf *out, const struct gk_unit *unit,
    struct gk_str region, struct gk_str name, struct gk_str file)
{
	if (unit != NULL) {
		gk_buf_puts(out, "id ");
		gk_buf_add_str(out, unit->id);
	} else if (name.n > 0) {
		/* One name may be a unit of every district. */
		gk_buf_puts(out, "name ");
		gk_buf_add_str(out, region);
		gk_buf_putc(out, ' ');
		gk_buf_add_str(out, name);
	} else {
		gk_buf_puts(out, "file ");
		gk_buf_add_str(out, file);
	}
}

void
gk_entry_unit_key(struct gk_buf *out, const struct gk_entry *e)
{
	gk_unit_key(out, e->unit.unit, e->region_name, e->unit_name,
	    e->rec->table->file);
}

struct gk_str
gk_micro_words(struct gk_arena *a, int64_t micro)
{
	uint64_t size = micro < 0 ? 0 - (uint64_t)micro : (uint64_t)micro;
	char text[40];
	int n = snprintf(text, sizeof text, "%s%llu.%06llu",
	    micro < 0 ? "-" : "", (unsigned long long)(size / 1000000),
	    (unsigned long long)(size % 1000000));

	while (n > 0 && text[n - 1] == '0')
		n--;
	if (n > 0 && text[n - 1] == '.')
		n--;
	return gk_str_keep(a, (struct gk_str){ text, (size_t)n });
}

/* ---- years ---------------------------------------------------------- */

/* 19xx or 20xx at `i`, and no digit beside it; 0: none. */
static int
year_at(struct gk_str s, size_t i)
{
	size_t n = 0;
	int year = 0;

	if (i > 0 && s.p[i - 1] >= '0' && s.p[i - 1] <= '9')
		return 0;
	for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && n < 5; i++, n++)
		year = year * 10 + (s.p[i] - '0');
	return n == 4 && year >= 1900 && year < 2100 ? year : 0;
}

/* Length of the bracket at `i`, 0: none; full-width ones are half-width. */
static size_t
bracket_at(struct gk_str s, size_t i)
{
	static const char *const open[] = { "〔", "[", "【", "(", "﹝", "〖",
		"〈", "<", NULL };
	struct gk_str rest = gk_str_sub(s, i, s.n);

	for (size_t k = 0; open[k] != NULL; k++)
		if (gk_str_starts(rest, gk_str_of(open[k])))
			return strlen(open[k]);
	return 0;
}

int
gk_year_in(struct gk_str text)
{
	struct gk_buf buf = { 0 };
	struct gk_str s;
	int found = 0, plain = 0;

	gk_norm_width(&buf, text);
	s = gk_buf_str(&buf);
	for (size_t i = 0; i < s.n && found == 0; i++) {
		size_t len = bracket_at(s, i);

		if (plain == 0)
			plain = year_at(s, i);
		for (; len > 0 && i + len < s.n && s.p[i + len] == ' '; len++)
			continue;
		if (len > 0)
			found = year_at(s, i + len);
	}
	gk_buf_release(&buf);
	return found != 0 ? found : plain;
}
