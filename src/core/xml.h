/*
 * XML from outside, read safely (libxml2): no network, no external entities,
 * any DOCTYPE is refused, size and depth limited; validated against a RELAX
 * NG schema shipped beside the data.  Errors carry file and line.
 */
#ifndef GK_CORE_XML_H
#define GK_CORE_XML_H

#include <libxml/tree.h>

#include "core/error.h"
#include "core/str.h"

struct gk_arena;

/* Call once, before threads start; and once at the end. */
void gk_xml_init(void);
void gk_xml_cleanup(void);

/*
 * Parses and validates; NULL on failure.  `schema` is a path below the data
 * folder such as "catalogs/catalog.rng", or NULL.  Free with xmlFreeDoc.
 */
xmlDocPtr gk_xml_load(const char *path, const char *schema,
    struct gk_error *err);

/* Copies of an attribute / of the text inside, trimmed; GK_EMPTY if absent. */
struct gk_str gk_xml_attr(struct gk_arena *a, const xmlNode *n,
    const char *name);
struct gk_str gk_xml_text(struct gk_arena *a, const xmlNode *n);
/* First/next child element; any name if `name` is NULL. */
const xmlNode *gk_xml_child(const xmlNode *n, const char *name);
const xmlNode *gk_xml_next(const xmlNode *n, const char *name);
bool gk_xml_is(const xmlNode *n, const char *name);

#endif
