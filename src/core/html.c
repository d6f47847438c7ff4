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

	if (gk_html_guard(text, GK_HTML_BYTES_MAX, name, err) != GK_OK)
		return GK_FAIL;
	if (text.n > 0)		/* of nothing libxml2 makes an error */
		parse(&h, text, name);
	if (h.limit != NULL)
		return gk_fail_for(GK_CAUSE_LIMIT, err, name, 0, "%s",
		    _(h.limit));
	return GK_OK;
}
