/*
 * Text in reports: what was written outside may neither command the program
 * that shows it nor tell whose number it is.
 *
 * Whatever is put goes through gk_writer_clean first, although checks have
 * cleaned it already: a table of findings may come from anywhere.
 */
#ifndef GK_REPORT_ESCAPE_H
#define GK_REPORT_ESCAPE_H

#include "core/out.h"

struct gk_writer {
	struct gk_out *o;
	struct gk_buf clean, line;	/* private */
};

void gk_writer_init(struct gk_writer *w, struct gk_out *o);
void gk_writer_release(struct gk_writer *w);

/*
 * `s` with control and bidirectional characters as '?', personal data masked;
 * of white space, line breaks are '\n' and a TAB is a blank.  Valid until the
 * next call with the same writer.
 */
struct gk_str gk_writer_clean(struct gk_writer *w, struct gk_str s);

/* A JSON string, with its quotes. */
void gk_put_json(struct gk_writer *w, struct gk_str s);
/* The same of fixed words, such as a name of ours. */
void gk_put_json_of(struct gk_writer *w, const char *s);
/* Text or the value of an attribute of XML 1.0. */
void gk_put_xml(struct gk_writer *w, struct gk_str s);
/*
 * Text in a heading or a cell of a table of Markdown (GitHub's, CommonMark):
 * no markup, HTML, link or mention.  A line break is a blank.
 */
void gk_put_markdown(struct gk_writer *w, struct gk_str s);
/* A path as a reference (RFC 3986): neither scheme nor host, all in ASCII. */
void gk_put_path_uri(struct gk_writer *w, struct gk_str path);

#endif
