/*
 * HTML from outside in one pass (libxml2's HTML parser): web pages, and what
 * systems write with the suffix .xls.
 *
 * Pages are anything, so parsing goes on after errors.  No tree is built:
 * memory stays in proportion to the text, and nothing recurses.  What would
 * keep the parser busy for hours (attributes by the thousand, elements in
 * elements) ends it.
 */
#ifndef GK_CORE_HTML_H
#define GK_CORE_HTML_H

#include "core/error.h"
#include "core/str.h"

#define GK_HTML_BYTES_MAX ((size_t)64 << 20)
#define GK_HTML_ATTRIBUTES_MAX ((size_t)1000)	/* of an element */
#define GK_HTML_DEPTH_MAX 200

struct gk_html;			/* a page that is being read */
struct gk_html_attrs;		/* of the element that begins */

struct gk_html_handler {
	/* Names as they stand; compare them without case. */
	void (*begin)(void *user, struct gk_html *h, const char *name,
	    const struct gk_html_attrs *attrs);
	/* Also of what the page leaves open. */
	void (*end)(void *user, struct gk_html *h, const char *name);
	void (*text)(void *user, struct gk_html *h, struct gk_str text);
};

/* The value of an attribute ("" if it has none), NULL if it is absent. */
const char *gk_html_attr(const struct gk_html_attrs *attrs, const char *name);
/* Ends reading with a failure, a limit of the caller's: untranslated. */
void gk_html_stop(struct gk_html *h, const char *limit);

/*
 * Whether libxml2 can read a page in time: its size, and attributes by the
 * thousand (html_guard.c).  For those who call its parser themselves.
 */
enum gk_status gk_html_guard(struct gk_str text, size_t bytes_max,
    const char *name, struct gk_error *err);
/*
 * Reads `text`, which is UTF-8 whatever it declares.  GK_FAIL: beyond a limit,
 * or no text.
 */
enum gk_status gk_html_parse(struct gk_str text, const char *name,
    const struct gk_html_handler *handler, void *user, struct gk_error *err);

#endif
