/*
 * XML from outside in one pass (libxml2's SAX parser): memory does not grow
 * with the document.  The guards of core/xml.h: no DOCTYPE, no entities but
 * the five, no network, depth and size of names and texts limited.
 */
#ifndef GK_CORE_XML_STREAM_H
#define GK_CORE_XML_STREAM_H

#include "core/error.h"
#include "core/str.h"

#define GK_XML_STREAM_DEPTH_MAX 64

struct gk_xml_attrs;		/* of the element that begins */

struct gk_xml_handler {
	/* Local names, without prefix. */
	void (*begin)(void *user, struct gk_str name,
	    const struct gk_xml_attrs *attrs);
	void (*end)(void *user, struct gk_str name);
	void (*text)(void *user, struct gk_str text);	/* in pieces */
};

/* An attribute by local name ("r", "id"), in a buffer of the reader until the
 * next call; GK_EMPTY if absent. */
struct gk_str gk_xml_attrs_get(const struct gk_xml_attrs *attrs,
    const char *name);

/*
 * Where bytes come from: up to `size`, 0 at the end, -1 with `err` filled.
 */
typedef long (*gk_xml_source)(void *from, void *buf, size_t size,
    struct gk_error *err);

struct gk_xml_stream;		/* given to handlers through `user` by callers */

/*
 * Parses all of it; `name` is for messages.  A handler ends it early, without
 * failure, by setting *stop.
 */
enum gk_status gk_xml_stream(gk_xml_source read, void *from,
    const struct gk_xml_handler *h, void *user, const bool *stop,
    const char *name, struct gk_error *err);

#endif
