/*
 * Before a page goes to libxml2: what would keep its parser busy for hours.
 *
 * libxml2 compares every attribute of an element with all before it, so a tag
 * with a million attributes takes a million times a million steps.  Tags are
 * walked here as the parser walks them, from every "<" that could begin one:
 * whether it is in a comment or a script only the parser knows, and being too
 * careful there costs nothing.
 */
#include "config.h"

#include "core/html.h"

#include "core/i18n.h"

struct walk {
	const char *p, *end;
	size_t attributes;
	size_t steps;		/* of all tags */
};

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	    c == ':' || c == '.';
}

static bool
is_name(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '-';
}

static void
skip_blanks(struct walk *w)
{
	while (w->p < w->end && is_blank(*w->p))
		w->p++;
}

static void
skip_value(struct walk *w)
{
	const char *close;

	skip_blanks(w);
	if (w->p == w->end)
		return;
	if (*w->p == '"' || *w->p == '\'') {
		close = memchr(w->p + 1, *w->p, (size_t)(w->end - w->p) - 1);
		w->p = close != NULL ? close + 1 : w->end;
		return;
	}
	while (w->p < w->end && !is_blank(*w->p) && *w->p != '>')
		w->p++;
}

static void
skip_attribute(struct walk *w)
{
	w->attributes++;
	if (!is_letter(*w->p)) {	/* passed over up to a blank */
		do
			w->p++;
		while (w->p < w->end && !is_blank(*w->p) && *w->p != '>');
		return;
	}
	while (w->p < w->end && is_name(*w->p))
		w->p++;
	skip_blanks(w);
	if (w->p < w->end && *w->p == '=') {
		w->p++;
		skip_value(w);
	}
}

/* Walks the tag at w->p, behind its "<". */
static void
skip_tag(struct walk *w)
{
	const char *start = w->p;

	w->attributes = 0;
	while (w->p < w->end && is_name(*w->p))
		w->p++;
	for (;;) {
		skip_blanks(w);
		if (w->p == w->end || *w->p == '>' ||
		    w->attributes > GK_HTML_ATTRIBUTES_MAX)
			break;
		skip_attribute(w);
	}
	w->steps += (size_t)(w->p - start);
}

enum gk_status
gk_html_guard(struct gk_str text, size_t bytes_max, const char *name,
    struct gk_error *err)
{
	const char *end = text.p + text.n;
	struct walk w = { .end = end };

	if (text.n > bytes_max)
		return gk_fail_for(GK_CAUSE_LIMIT, err, name, 0,
		    _("larger than %zu MiB"), bytes_max >> 20);
	if (text.n != 0 && memchr(text.p, '\0', text.n) != NULL)
		return gk_fail_for(GK_CAUSE_ENCODING, err, name, 0,
		    _("a NUL byte: not a text, or see --encoding"));
	for (const char *p = text.p; p < end; p++) {
		p = memchr(p, '<', (size_t)(end - p));
		if (p == NULL || p + 1 == end)
			break;
		if (!is_letter(p[1]))
			continue;
		w.p = p + 1;
		skip_tag(&w);
		if (w.attributes > GK_HTML_ATTRIBUTES_MAX ||
		    w.steps > bytes_max * 2 + text.n)
			return gk_fail_for(GK_CAUSE_LIMIT, err, name, 0,
			    _("an element with more than %zu attributes, or "
			    "tags that are never closed"),
			    GK_HTML_ATTRIBUTES_MAX);
	}
	return GK_OK;
}
