#include "config.h"

#include "core/html.h"

#include <strings.h>

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parserInternals.h>

#include "core/i18n.h"
#include "core/mem.h"

struct gk_html_attrs {
	const xmlChar **list;	/* name, value, …, NULL */
};

struct gk_html {
	xmlParserCtxtPtr ctxt;
	const struct gk_html_handler *handler;
	void *user;
	size_t depth;
	const char *limit;	/* which one was passed */
};

/* ---- before the parser ---------------------------------------------- */

/*
 * libxml2 compares every attribute of an element with all before it, so a tag
 * with a million attributes takes a million times a million steps.  Tags are
 * walked here as the parser walks them, from every "<" that could begin one:
 * whether it is in a comment or a script only the parser knows, and being too
 * careful there costs nothing.
 */
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

static enum gk_status
guard(struct gk_str text, const char *name, struct gk_error *err)
{
	const char *end = text.p + text.n;
	struct walk w = { .end = end };

	if (text.n > GK_HTML_BYTES_MAX)
		return gk_fail_for(GK_CAUSE_LIMIT, err, name, 0,
		    _("larger than %zu MiB"), GK_HTML_BYTES_MAX >> 20);
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
		    w.steps > GK_HTML_BYTES_MAX * 2 + text.n)
			return gk_fail_for(GK_CAUSE_LIMIT, err, name, 0,
			    _("an element with more than %zu attributes, or "
			    "tags that are never closed"),
			    GK_HTML_ATTRIBUTES_MAX);
	}
	return GK_OK;
}

/* ---- events --------------------------------------------------------- */

const char *
gk_html_attr(const struct gk_html_attrs *attrs, const char *name)
{
	const xmlChar **a = attrs->list;

	for (; a != NULL && *a != NULL; a += 2)
		if (strcasecmp((const char *)a[0], name) == 0)
			return a[1] != NULL ? (const char *)a[1] : "";
	return NULL;
}

void
gk_html_stop(struct gk_html *h, const char *limit)
{
	if (h->limit == NULL)
		h->limit = limit;
	xmlStopParser(h->ctxt);
}

static void
on_start(void *ctxt, const xmlChar *name, const xmlChar **atts)
{
	struct gk_html *h = ((xmlParserCtxtPtr)ctxt)->_private;
	struct gk_html_attrs attrs = { atts };

	if (++h->depth > GK_HTML_DEPTH_MAX)
		gk_html_stop(h, N_("elements nested too deeply"));
	if (h->limit == NULL)
		h->handler->begin(h->user, h, (const char *)name, &attrs);
}

static void
on_end(void *ctxt, const xmlChar *name)
{
	struct gk_html *h = ((xmlParserCtxtPtr)ctxt)->_private;

	if (h->limit != NULL || h->depth == 0)
		return;
	h->depth--;
	h->handler->end(h->user, h, (const char *)name);
}

static void
on_text(void *ctxt, const xmlChar *p, int n)
{
	struct gk_html *h = ((xmlParserCtxtPtr)ctxt)->_private;

	if (h->limit == NULL && n > 0)
		h->handler->text(h->user, h,
		    (struct gk_str){ (const char *)p, (size_t)n });
}

static void
parse(struct gk_html *h, struct gk_str text, const char *name)
{
	static const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
	    HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC;
	xmlParserCtxtPtr ctxt = htmlNewParserCtxt();

	if (ctxt == NULL)
		gk_oom();
	h->ctxt = ctxt;
	ctxt->_private = h;
	memset(ctxt->sax, 0, sizeof *ctxt->sax);
	ctxt->sax->startElement = on_start;
	ctxt->sax->endElement = on_end;
	ctxt->sax->characters = on_text;
	ctxt->sax->ignorableWhitespace = on_text;
	/* No handler for CDATA: it is scripts and styles. */
	xmlFreeDoc(htmlCtxtReadMemory(ctxt, text.p, (int)text.n, name,
	    "UTF-8", options));
	if (ctxt->errNo == XML_ERR_NO_MEMORY)
		gk_oom();
	if (ctxt->disableSAX != 0 && h->limit == NULL)
		h->limit = N_("a part is too long");
	xmlFreeParserCtxt(ctxt);
}

enum gk_status
gk_html_parse(struct gk_str text, const char *name,
    const struct gk_html_handler *handler, void *user, struct gk_error *err)
{
	struct gk_html h = { .handler = handler, .user = user };

	if (guard(text, name, err) != GK_OK)
		return GK_FAIL;
	if (text.n > 0)		/* of nothing libxml2 makes an error */
		parse(&h, text, name);
	if (h.limit != NULL)
		return gk_fail_for(GK_CAUSE_LIMIT, err, name, 0, "%s",
		    _(h.limit));
	return GK_OK;
}
