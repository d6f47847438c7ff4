#include "config.h"

#include "core/xml_stream.h"

#include <stdlib.h>

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include "core/i18n.h"
#include "core/mem.h"

#define CHUNK ((size_t)64 << 10)
#define VALUE_MAX ((size_t)1 << 20)	/* of an attribute */
#define TEXT_MAX ((size_t)16 << 20)	/* without a tag in between */
#define ATTRS_MAX 256			/* of an element */

/*
 * As in core/xml.c: never NOENT, DTDLOAD, DTDATTR, DTDVALID, XINCLUDE or HUGE.
 * Entities from outside cannot be asked for, as a DOCTYPE ends everything; if
 * they were, the loader that gk_xml_init sets would give nothing.
 */
#if LIBXML_VERSION >= 21300
#define PARSE_OPTIONS (XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NO_XXE)
#else
#define PARSE_OPTIONS (XML_PARSE_NONET | XML_PARSE_BIG_LINES)
#endif

#if LIBXML_VERSION >= 21200
typedef const xmlError *error_ptr;
#else
typedef xmlError *error_ptr;
#endif

struct gk_xml_attrs {
	const xmlChar **list;	/* five for each: name, prefix, URI, from, to */
	size_t count;
	struct gk_arena *arena;	/* of this element */
};

struct gk_xml_stream {
	xmlParserCtxtPtr ctxt;
	const struct gk_xml_handler *h;
	void *user;
	const bool *stop;
	const char *name;
	struct gk_error *err;
	bool failed, done;	/* done: nothing is passed on any more */
	size_t depth, text;	/* bytes of text since the last tag */
	struct gk_arena arena;	/* values of attributes that hold & */
};

static void
fail(struct gk_xml_stream *s, enum gk_cause cause, size_t line, size_t column,
    struct gk_str why)
{
	if (s->failed)		/* the first error counts */
		return;
	s->failed = true;
	gk_fail_for(cause, s->err, s->name, line, "%.*s", GK_FMT(why));
	if (s->err != NULL)
		s->err->column = column;
}

static void
halt(struct gk_xml_stream *s)
{
	s->done = true;
	xmlStopParser(s->ctxt);
}

static void
refuse(struct gk_xml_stream *s, enum gk_cause cause, const char *why)
{
	const xmlParserInput *in = s->ctxt->input;

	fail(s, cause, in != NULL && in->line > 0 ? (size_t)in->line : 0, 0,
	    gk_str_of(why));
	halt(s);
}

static void
on_doctype(void *user, const xmlChar *name, const xmlChar *public_id,
    const xmlChar *system_id)
{
	(void)name;
	(void)public_id;
	(void)system_id;
	refuse(user, GK_CAUSE_FORMAT, _("a DOCTYPE is not allowed"));
}

static void
on_error(void *user, error_ptr e)
{
	struct gk_xml_stream *s = user;
	struct gk_str text = gk_str_of(e->message);

	if (s->done || e->level < XML_ERR_FATAL)	/* namespaces */
		return;
	if (e->code == XML_ERR_NO_MEMORY)
		gk_oom();
	while (text.n > 0 && strchr(" \n", text.p[text.n - 1]) != NULL)
		text.n--;
	if (gk_str_find(text, GK_STR("XML_PARSE_HUGE")) != SIZE_MAX ||
	    gk_str_find(text, GK_STR("Huge input")) != SIZE_MAX ||
	    e->code == XML_ERR_NAME_TOO_LONG)
		fail(s, GK_CAUSE_LIMIT, e->line > 0 ? (size_t)e->line : 0, 0,
		    gk_str_of(_("nested too deeply, or a part is too long")));
	else
		fail(s, GK_CAUSE_FORMAT, e->line > 0 ? (size_t)e->line : 0,
		    e->int2 > 0 ? (size_t)e->int2 : 0, text);
}

/* Some of 2.9's errors of encodings go neither through the parser's handler
 * nor through the structured one, but straight to standard error. */
static void
say_nothing(void *user, const char *format, ...)
{
	(void)user;
	(void)format;
}

/* Within limits? */
static bool
attrs_fit(const xmlChar **list, int count)
{
	if (count > ATTRS_MAX)
		return false;
	for (int i = 0; i < count; i++)
		if ((size_t)(list[5 * i + 4] - list[5 * i + 3]) > VALUE_MAX)
			return false;
	return true;
}

static void
on_begin(void *user, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int nnamespaces, const xmlChar **namespaces, int nattrs,
    int ndefaulted, const xmlChar **list)
{
	struct gk_xml_stream *s = user;
	struct gk_xml_attrs attrs;

	(void)prefix;
	(void)uri;
	(void)nnamespaces;
	(void)namespaces;
	(void)ndefaulted;
	if (s->done)
		return;
	s->text = 0;
	if (++s->depth > GK_XML_STREAM_DEPTH_MAX || !attrs_fit(list, nattrs)) {
		refuse(s, GK_CAUSE_LIMIT,
		    _("nested too deeply, or a part is too long"));
		return;
	}
	gk_arena_reset(&s->arena);
	attrs = (struct gk_xml_attrs){ list, (size_t)nattrs, &s->arena };
	if (s->h->begin != NULL)
		s->h->begin(s->user, gk_str_of((const char *)name), &attrs);
	if (*s->stop)
		halt(s);
}

static void
on_end(void *user, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct gk_xml_stream *s = user;

	(void)prefix;
	(void)uri;
	if (s->done)
		return;
	s->text = 0;
	s->depth -= s->depth > 0;
	if (s->h->end != NULL)
		s->h->end(s->user, gk_str_of((const char *)name));
	if (*s->stop)
		halt(s);
}

static void
on_text(void *user, const xmlChar *text, int n)
{
	struct gk_xml_stream *s = user;

	if (s->done || n <= 0)
		return;
	s->text += (size_t)n;
	if (s->text > TEXT_MAX) {
		refuse(s, GK_CAUSE_LIMIT,
		    _("nested too deeply, or a part is too long"));
		return;
	}
	if (s->h->text != NULL)
		s->h->text(s->user, (struct gk_str){ (const char *)text,
		    (size_t)n });
	if (*s->stop)
		halt(s);
}

/*
 * Without NOENT libxml2 leaves each & of a value as &#38; for the sake of
 * those who would build a tree of it.
 */
static struct gk_str
value_of(const struct gk_xml_attrs *attrs, const xmlChar *from,
    const xmlChar *to)
{
	static const char amp[] = "&#38;";
	struct gk_str v = { (const char *)from, (size_t)(to - from) };
	size_t n = 0;
	char *copy;

	if (v.n == 0)
		return GK_EMPTY;
	if (memchr(v.p, '&', v.n) == NULL)
		return v;
	copy = gk_arena_alloc(attrs->arena, v.n);
	for (size_t i = 0; i < v.n; i++) {
		copy[n++] = v.p[i];
		if (gk_str_starts(gk_str_sub(v, i, sizeof amp - 1),
		    gk_str_of(amp)))
			i += sizeof amp - 2;
	}
	return (struct gk_str){ copy, n };
}

struct gk_str
gk_xml_attrs_get(const struct gk_xml_attrs *attrs, const char *name)
{
	for (size_t i = 0; i < attrs->count; i++) {
		const xmlChar **a = &attrs->list[5 * i];

		if ((char)a[0][0] == name[0] &&
		    strcmp((const char *)a[0], name) == 0)
			return value_of(attrs, a[3], a[4]);
	}
	return GK_EMPTY;
}

static xmlParserCtxtPtr
parser_new(struct gk_xml_stream *s)
{
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
		.internalSubset = on_doctype, .startElementNs = on_begin,
		.endElementNs = on_end, .characters = on_text,
		.ignorableWhitespace = on_text, .cdataBlock = on_text,
		.serror = on_error };
	xmlParserCtxtPtr ctxt;

	ctxt = xmlCreatePushParserCtxt(&sax, s, NULL, 0, NULL);
	if (ctxt == NULL)
		gk_oom();
	if (xmlCtxtUseOptions(ctxt, PARSE_OPTIONS) != 0)
		gk_oom();	/* it knows all of them */
	return ctxt;
}

/* It may give up without a word: in the middle of a character. */
static void
parse_chunk(struct gk_xml_stream *s, const char *chunk, int n, bool last)
{
	(void)xmlParseChunk(s->ctxt, chunk, n, last);
	if (!s->done && !s->failed &&
	    (s->ctxt->disableSAX != 0 || (last && !s->ctxt->wellFormed)))
		fail(s, GK_CAUSE_FORMAT, 0, 0,
		    gk_str_of(_("not an XML document")));
}

/* Hands on what comes until an end of whatever kind. */
static void
pump(struct gk_xml_stream *s, gk_xml_source read, void *from)
{
	char *chunk = gk_malloc(CHUNK);
	bool any = false;
	long n = 0;

	while (!s->done && !s->failed &&
	    (n = read(from, chunk, CHUNK, s->err)) > 0) {
		any = true;
		parse_chunk(s, chunk, (int)n, false);
	}
	if (n < 0)
		s->failed = true;	/* the source says why */
	else if (!any && !s->done && !s->failed)
		fail(s, GK_CAUSE_EMPTY, 0, 0, gk_str_of(_("empty file")));
	else if (!s->done && !s->failed)
		parse_chunk(s, chunk, 0, true);
	free(chunk);
}

enum gk_status
gk_xml_stream(gk_xml_source read, void *from, const struct gk_xml_handler *h,
    void *user, const bool *stop, const char *name, struct gk_error *err)
{
	struct gk_xml_stream s = { .h = h, .user = user, .stop = stop,
		.name = name, .err = err };

	gk_arena_init(&s.arena);
	s.ctxt = parser_new(&s);
	xmlSetStructuredErrorFunc(&s, on_error);	/* of this thread */
	xmlSetGenericErrorFunc(NULL, say_nothing);
	pump(&s, read, from);
	xmlSetGenericErrorFunc(NULL, NULL);
	xmlSetStructuredErrorFunc(NULL, NULL);
	xmlFreeParserCtxt(s.ctxt);
	gk_arena_release(&s.arena);
	return s.failed ? GK_FAIL : GK_OK;
}
