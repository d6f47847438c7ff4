#include "config.h"

#include "core/xml.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/xmlerror.h>

#include "core/file.h"
#include "core/i18n.h"
#include "core/mem.h"
#include "core/norm.h"

#define XML_BYTES_MAX ((size_t)64 << 20)

/*
 * Never NOENT, DTDLOAD, DTDATTR, DTDVALID, XINCLUDE or HUGE.  What NO_XXE
 * adds in newer versions the entity loader below does in all.
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

/* What to say about a document: the first error counts. */
struct trouble {
	struct gk_error *err;
	const char *path;
	bool seen;
};

/*
 * Schemas that have been read; parsing one again for each of the 33
 * catalogues would cost more than the catalogues.  Validation only reads
 * them.  Guarded by schemas_lock; freed by gk_xml_cleanup.
 */
struct schema {
	struct schema *next;
	char *path;
	xmlRelaxNGPtr rng;
};
static struct schema *schemas;
static pthread_mutex_t schemas_lock = PTHREAD_MUTEX_INITIALIZER;

static xmlParserInputPtr
load_nothing(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
	(void)url;
	(void)id;
	(void)ctxt;
	return NULL;
}

void
gk_xml_init(void)
{
	LIBXML_TEST_VERSION
	xmlInitParser();
	xmlSetExternalEntityLoader(load_nothing);
}

void
gk_xml_cleanup(void)
{
	while (schemas != NULL) {
		struct schema *dead = schemas;

		schemas = dead->next;
		xmlRelaxNGFree(dead->rng);
		free(dead->path);
		free(dead);
	}
	xmlCleanupParser();
}

/* libxml2's hint how to lift its limit on nesting is not for our users. */
static void
trouble_note(struct trouble *t, size_t line, size_t column,
    const char *message)
{
	struct gk_str text = gk_trim(gk_str_of(message));

	if (t->seen)
		return;
	t->seen = true;
	if (gk_str_find(text, GK_STR("XML_PARSE_HUGE")) != SIZE_MAX)
		gk_fail(t->err, t->path, line,
		    _("nested too deeply, or a part is too long"));
	else
		gk_fail(t->err, t->path, line, "%.*s", GK_FMT(text));
	if (t->err != NULL)
		t->err->column = column;
}

static void
on_parse_error(void *user, error_ptr e)
{
	xmlParserCtxtPtr ctxt = user;

	if (e->level >= XML_ERR_ERROR)
		trouble_note(ctxt->_private, e->line > 0 ? (size_t)e->line : 0,
		    e->int2 > 0 ? (size_t)e->int2 : 0, e->message);
}

static void
on_validity_error(void *user, error_ptr e)
{
	if (e->level >= XML_ERR_ERROR)
		trouble_note(user, e->line > 0 ? (size_t)e->line : 0, 0,
		    e->message);
}

/* A DOCTYPE is the door to every entity attack; nothing of ours has one. */
static void
on_doctype(void *user, const xmlChar *name, const xmlChar *public_id,
    const xmlChar *system_id)
{
	xmlParserCtxtPtr ctxt = user;
	int line = xmlSAX2GetLineNumber(ctxt);

	(void)name;
	(void)public_id;
	(void)system_id;
	trouble_note(ctxt->_private, line > 0 ? (size_t)line : 0, 0,
	    _("a DOCTYPE is not allowed"));
	xmlStopParser(ctxt);
}

static xmlDocPtr
parse(struct gk_str text, struct trouble *t)
{
	xmlParserCtxtPtr ctxt = xmlNewParserCtxt();
	xmlDocPtr doc;

	if (ctxt == NULL)
		gk_oom();
	ctxt->_private = t;
	ctxt->sax->internalSubset = on_doctype;
	ctxt->sax->serror = on_parse_error;
	doc = xmlCtxtReadMemory(ctxt, text.p, (int)text.n, t->path, NULL,
	    PARSE_OPTIONS);
	xmlFreeParserCtxt(ctxt);
	if (doc != NULL && t->seen) {	/* well-formed, but for namespaces */
		xmlFreeDoc(doc);
		doc = NULL;
	}
	if (doc == NULL)
		trouble_note(t, 0, 0, _("not an XML document"));
	return doc;
}

static xmlDocPtr
parse_file(const char *path, struct gk_error *err)
{
	struct trouble t = { err, path, false };
	struct gk_file f;
	xmlDocPtr doc = NULL;

	if (gk_file_open(path, &f, err) != GK_OK)
		return NULL;
	if (f.text.n > XML_BYTES_MAX)
		gk_fail(err, path, 0, _("larger than %zu MiB"),
		    XML_BYTES_MAX >> 20);
	else if (f.text.n == 0)
		gk_fail(err, path, 0, _("empty file"));
	else
		doc = parse(f.text, &t);
	gk_file_close(&f);
	return doc;
}

/*
 * Goes through a document that is already parsed, so that the entity loader,
 * which loads nothing, is never asked; schemas include no others.
 */
static xmlRelaxNGPtr
schema_parse(const char *path, struct gk_error *err)
{
	struct trouble t = { err, path, false };
	xmlRelaxNGParserCtxtPtr ctxt;
	xmlRelaxNGPtr rng;
	xmlDocPtr doc = parse_file(path, err);

	if (doc == NULL)
		return NULL;
	ctxt = xmlRelaxNGNewDocParserCtxt(doc);	/* copies it */
	xmlFreeDoc(doc);
	if (ctxt == NULL)
		gk_oom();
	xmlRelaxNGSetParserStructuredErrors(ctxt, on_validity_error, &t);
	rng = xmlRelaxNGParse(ctxt);
	xmlRelaxNGFreeParserCtxt(ctxt);
	if (rng == NULL)
		trouble_note(&t, 0, 0, _("not a RELAX NG schema"));
	return rng;
}

/* Takes `path`. */
static xmlRelaxNGPtr
schema_get(char *path, struct gk_error *err)
{
	struct schema *s;
	xmlRelaxNGPtr rng;

	for (s = schemas; s != NULL; s = s->next)
		if (strcmp(s->path, path) == 0)
			break;
	rng = s != NULL ? s->rng : schema_parse(path, err);
	if (s != NULL || rng == NULL) {
		free(path);
		return rng;
	}
	s = gk_malloc(sizeof *s);
	*s = (struct schema){ schemas, path, rng };
	schemas = s;
	return rng;
}

static enum gk_status
validate(xmlDocPtr doc, const char *path, const char *schema,
    struct gk_error *err)
{
	struct trouble t = { err, path, false };
	xmlRelaxNGValidCtxtPtr ctxt;
	xmlRelaxNGPtr rng;
	int result;

	pthread_mutex_lock(&schemas_lock);
	rng = schema_get(gk_data_path(schema), err);
	pthread_mutex_unlock(&schemas_lock);
	if (rng == NULL)
		return GK_FAIL;
	ctxt = xmlRelaxNGNewValidCtxt(rng);
	if (ctxt == NULL)
		gk_oom();
	xmlRelaxNGSetValidStructuredErrors(ctxt, on_validity_error, &t);
	result = xmlRelaxNGValidateDoc(ctxt, doc);
	xmlRelaxNGFreeValidCtxt(ctxt);
	if (result == 0)
		return GK_OK;
	trouble_note(&t, 0, 0, _("does not match its schema"));
	return GK_FAIL;
}

xmlDocPtr
gk_xml_load(const char *path, const char *schema, struct gk_error *err)
{
	xmlDocPtr doc = parse_file(path, err);

	if (doc != NULL && schema != NULL &&
	    validate(doc, path, schema, err) != GK_OK) {
		xmlFreeDoc(doc);
		doc = NULL;
	}
	return doc;
}

/* Keeps a trimmed copy of what libxml2 allocated, and frees that. */
static struct gk_str
keep(struct gk_arena *a, xmlChar *text)
{
	struct gk_str s;

	if (text == NULL)
		return GK_EMPTY;
	s = gk_str_keep(a, gk_trim(gk_str_of((const char *)text)));
	xmlFree(text);
	return s;
}

struct gk_str
gk_xml_attr(struct gk_arena *a, const xmlNode *n, const char *name)
{
	return keep(a, xmlGetNoNsProp(n, (const xmlChar *)name));
}

struct gk_str
gk_xml_text(struct gk_arena *a, const xmlNode *n)
{
	return keep(a, xmlNodeGetContent(n));
}

bool
gk_xml_is(const xmlNode *n, const char *name)
{
	return n != NULL && n->type == XML_ELEMENT_NODE &&
	    (name == NULL || strcmp((const char *)n->name, name) == 0);
}

static const xmlNode *
first_of(const xmlNode *n, const char *name)
{
	while (n != NULL && !gk_xml_is(n, name))
		n = n->next;
	return n;
}

const xmlNode *
gk_xml_child(const xmlNode *n, const char *name)
{
	return n != NULL ? first_of(n->children, name) : NULL;
}

const xmlNode *
gk_xml_next(const xmlNode *n, const char *name)
{
	return n != NULL ? first_of(n->next, name) : NULL;
}
