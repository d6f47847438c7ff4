/*
 * The tables of a page, over libxml2's HTML parser.
 *
 * The parser's events are used and no tree is built: memory stays in
 * proportion to the text, and nothing recurses.  Pages are anything, so
 * parsing goes on after errors; what would make the parser slow (elements in
 * elements, attributes by the thousand) ends it.
 */
#include "config.h"

#include "catalog/import_int.h"

#include <stdlib.h>
#include <strings.h>

#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/parserInternals.h>

#include "core/html.h"
#include "core/i18n.h"
#include "core/norm.h"

struct open_table {
	struct open_table *outer;
	struct gk_grid *grid;
	struct gk_text text;	/* of the cell or caption */
	bool in_cell, in_caption;
	size_t rows, cols;	/* of the cell */
	unsigned flags;
	size_t mark;		/* text behind an inner table starts here */
};

struct reader {
	struct gk_page *page;
	xmlParserCtxtPtr ctxt;
	struct open_table *table;	/* the innermost */
	size_t ntables;
	struct gk_text before;		/* since the last table */
	struct gk_text heading;
	bool in_heading, in_title;
	size_t depth, skip;		/* skip: depth of what is no text */
	const char *limit;		/* which one was passed */
};

/* ---- elements ------------------------------------------------------- */

static bool
is_one_of(const xmlChar *name, const char *const *words)
{
	for (; *words != NULL; words++)
		if (strcasecmp((const char *)name, *words) == 0)
			return true;
	return false;
}

static bool
is(const xmlChar *name, const char *word)
{
	return strcasecmp((const char *)name, word) == 0;
}

static const char *
attribute(const xmlChar **atts, const char *name)
{
	for (; atts != NULL && *atts != NULL; atts += 2)
		if (is(atts[0], name))
			return atts[1] != NULL ? (const char *)atts[1] : "";
	return NULL;
}

static size_t
number(const xmlChar **atts, const char *name)
{
	const char *value = attribute(atts, name);
	size_t n;

	if (value == NULL || !gk_str_to_size(gk_trim(gk_str_of(value)), &n))
		return 1;
	return n;
}

/* data-NAME="value" without the "data-". */
static struct gk_attrs
data_attributes(struct reader *r, const xmlChar **atts)
{
	struct gk_arena *a = &r->page->arena;
	struct gk_attrs data = { NULL, 0 };
	size_t n = 0;

	if (atts == NULL)
		return data;
	for (const xmlChar **p = atts; *p != NULL; p += 2)
		if (strncasecmp((const char *)p[0], "data-", 5) == 0)
			n++;
	if (n == 0)
		return data;
	data.list = gk_arena_alloc(a, n * sizeof *data.list);
	for (const xmlChar **p = atts; *p != NULL; p += 2)
		if (strncasecmp((const char *)p[0], "data-", 5) == 0)
			data.list[data.n++] = (struct gk_attr){
				gk_str_keep(a,
				gk_str_of((const char *)p[0] + 5)),
				gk_str_keep(a, gk_str_of((const char *)p[1])) };
	return data;
}

static size_t
line_now(struct reader *r)
{
	int line = xmlSAX2GetLineNumber(r->ctxt);

	return line > 0 ? (size_t)line : 0;
}

static void
stop(struct reader *r, const char *limit)
{
	if (r->limit == NULL)
		r->limit = limit;
	xmlStopParser(r->ctxt);
}

/* ---- tables --------------------------------------------------------- */

static void
end_cell(struct reader *r)
{
	struct open_table *t = r->table;
	struct gk_str s;

	if (t == NULL || !t->in_cell)
		return;
	t->in_cell = false;
	s = gk_text_str(&t->text);
	if (t->text.cut)
		t->flags |= GK_CELL_CUT;
	gk_grid_cell(t->grid, s, t->rows, t->cols, t->flags);
	/* What stands in a table in a cell stands in the cell. */
	if (t->outer != NULL && t->outer->in_cell) {
		gk_text_break(&t->outer->text);
		gk_text_add(&t->outer->text, s.p, s.n);
		gk_text_break(&t->outer->text);
	}
	gk_text_clear(&t->text);
}

static void
start_row(struct reader *r, const xmlChar **atts)
{
	struct gk_grid *g = r->table->grid;

	end_cell(r);
	gk_grid_row(g, line_now(r), g->nrows + 1, data_attributes(r, atts));
	if (r->page->places > GK_IMPORT_PLACES_MAX)
		stop(r, N_("more cells than any catalogue has"));
}

static void
start_cell(struct reader *r, const xmlChar **atts)
{
	struct open_table *t = r->table;

	end_cell(r);
	if (!t->grid->in_row)
		start_row(r, NULL);
	t->in_cell = true;
	t->rows = number(atts, "rowspan");
	t->cols = number(atts, "colspan");
	t->flags = 0;
	t->mark = 0;
	gk_text_clear(&t->text);
}

/* The lines before a table: in the cell where it stands, or on the page. */
static struct gk_str
text_before(struct reader *r, struct open_table *outer)
{
	struct gk_text *t = outer != NULL && outer->in_cell ? &outer->text :
	    &r->before;
	size_t from = t == &r->before ? 0 : outer->mark;

	return gk_str_keep(&r->page->arena, gk_text_end(gk_str_sub(
	    gk_buf_str(&t->buf), from, SIZE_MAX)));
}

static void
start_table(struct reader *r, const xmlChar **atts)
{
	struct open_table *t;

	if (++r->ntables > GK_IMPORT_TABLES_MAX) {
		stop(r, N_("more tables than any page of catalogues has"));
		return;
	}
	t = gk_calloc(1, sizeof *t);
	t->outer = r->table;
	t->grid = gk_grid_new(r->page, r->ntables, line_now(r));
	t->grid->data = data_attributes(r, atts);
	t->grid->before = text_before(r, t->outer);
	if (t->outer != NULL) {
		t->grid->outer = t->outer->grid;
		t->outer->flags |= t->outer->in_cell ? GK_CELL_TABLE : 0;
	}
	r->table = t;
}

/* Whether the parser has just read "</table>", rather than made it up. */
static bool
closed_by_tag(struct reader *r)
{
	const char *base = (const char *)r->ctxt->input->base;
	const char *p = (const char *)r->ctxt->input->cur;
	static const char tag[] = "</table";

	if (p == base || *--p != '>')
		return false;
	while (p > base && (p[-1] == ' ' || (p[-1] >= '\t' && p[-1] <= '\r')))
		p--;
	return (size_t)(p - base) >= sizeof tag - 1 &&
	    strncasecmp(p - (sizeof tag - 1), tag, sizeof tag - 1) == 0;
}

static void
pop_table(struct reader *r)
{
	struct open_table *t = r->table;

	end_cell(r);
	r->table = t->outer;
	if (t->outer != NULL) {
		gk_text_break(&t->outer->text);
		t->outer->mark = t->outer->text.buf.len;
	}
	gk_text_clear(&r->before);
	gk_grid_end(t->grid);
	gk_buf_release(&t->text.buf);
	free(t);
}

static void
end_table(struct reader *r)
{
	if (r->table == NULL)
		return;
	if (!closed_by_tag(r))
		r->table->grid->flags |= GK_GRID_OPEN;
	pop_table(r);
}

static void
end_caption(struct reader *r)
{
	struct open_table *t = r->table;
	struct gk_grid *g = t->grid;

	t->in_caption = false;
	g->before = gk_str_join(&r->page->arena, g->before, GK_STR("\n"),
	    gk_text_str(&t->text));
	gk_text_clear(&t->text);
}

/* ---- events --------------------------------------------------------- */

static void
break_line(struct reader *r)
{
	if (r->table != NULL && (r->table->in_cell || r->table->in_caption))
		gk_text_break(&r->table->text);
	else if (r->table == NULL)
		gk_text_break(&r->before);
}

static void
add(struct reader *r, const char *p, size_t n)
{
	struct open_table *t = r->table;

	if (r->in_heading)
		gk_text_add(&r->heading, p, n);
	if (r->in_title)
		return;
	if (t != NULL && (t->in_cell || t->in_caption)) {
		gk_text_add(&t->text, p, n);
	} else if (t != NULL) {
		if (gk_trim((struct gk_str){ p, n }).n != 0)
			t->grid->flags |= GK_GRID_STRAY;
	} else {
		gk_text_add(&r->before, p, n);
		gk_text_shorten(&r->before);
	}
}

/* What shows a tick without being text. */
static void
start_picture(struct reader *r, const xmlChar *name, const xmlChar **atts)
{
	const char *type = attribute(atts, "type"), *alt;

	if (is(name, "input")) {
		if (type == NULL || (strcasecmp(type, "checkbox") != 0 &&
		    strcasecmp(type, "radio") != 0))
			return;
		alt = attribute(atts, "checked") != NULL ? "■" : "□";
	} else {
		alt = attribute(atts, "alt");
	}
	if (alt != NULL && *alt != '\0')
		add(r, alt, strlen(alt));
	else if (r->table != NULL && r->table->in_cell)
		r->table->flags |= GK_CELL_PICTURE;
}

static const char *const silent[] = { "script", "style", "template", NULL };
static const char *const headings[] = { "h1", "h2", "h3", NULL };
static const char *const blocks[] = { "address", "article", "blockquote",
	"br", "center", "dd", "div", "dl", "dt", "footer", "form", "h1", "h2",
	"h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p",
	"pre", "section", "ul", NULL };

static void
start_in_table(struct reader *r, const xmlChar *name, const xmlChar **atts)
{
	if (is(name, "tr")) {
		start_row(r, atts);
	} else if (is(name, "td") || is(name, "th")) {
		start_cell(r, atts);
	} else if (is(name, "thead") || is(name, "tbody") ||
	    is(name, "tfoot")) {
		end_cell(r);
		gk_grid_group(r->table->grid);
	} else if (is(name, "caption") && !r->table->in_cell) {
		r->table->in_caption = true;
	}
}

static void
on_start(void *user, const xmlChar *name, const xmlChar **atts)
{
	struct reader *r = ((xmlParserCtxtPtr)user)->_private;

	if (++r->depth > GK_IMPORT_DEPTH_MAX)
		stop(r, N_("elements nested too deeply"));
	if (r->limit != NULL)
		return;
	if (r->skip == 0 && is_one_of(name, silent))
		r->skip = r->depth;
	if (r->skip != 0)
		return;
	r->in_title |= is(name, "title");
	if (r->in_title || is_one_of(name, headings)) {
		gk_text_clear(&r->heading);
		r->in_heading = true;
	}
	if (is_one_of(name, blocks))
		break_line(r);
	if (is(name, "table"))
		start_table(r, atts);
	else if (is(name, "img") || is(name, "input"))
		start_picture(r, name, atts);
	else if (r->table != NULL)
		start_in_table(r, name, atts);
}

static void
end_heading(struct reader *r)
{
	struct gk_str s = gk_text_str(&r->heading);

	r->in_heading = r->in_title = false;
	if (r->page->heading.n == 0 || gk_title_is(s))
		r->page->heading = gk_str_keep(&r->page->arena, s);
}

static void
on_end(void *user, const xmlChar *name)
{
	struct reader *r = ((xmlParserCtxtPtr)user)->_private;

	if (r->limit != NULL || r->depth == 0)
		return;
	if (r->in_heading && (is(name, "title") || is_one_of(name, headings)))
		end_heading(r);
	r->depth--;
	if (r->skip != 0) {
		if (r->depth < r->skip)
			r->skip = 0;
		return;
	}
	if (is_one_of(name, blocks))
		break_line(r);
	if (is(name, "table"))
		end_table(r);
	else if (r->table == NULL)
		return;
	else if (is(name, "td") || is(name, "th") || is(name, "tr"))
		end_cell(r);
	else if (is(name, "caption") && r->table->in_caption)
		end_caption(r);
}

static void
on_text(void *user, const xmlChar *p, int n)
{
	struct reader *r = ((xmlParserCtxtPtr)user)->_private;

	if (r->limit == NULL && r->skip == 0 && n > 0)
		add(r, (const char *)p, (size_t)n);
}

/* ---- the page ------------------------------------------------------- */

static void
parse(struct reader *r, struct gk_str text, const char *name)
{
	static const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
	    HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC;
	xmlParserCtxtPtr ctxt = htmlNewParserCtxt();
	int trouble;

	if (ctxt == NULL)
		gk_oom();
	r->ctxt = ctxt;
	ctxt->_private = r;
	memset(ctxt->sax, 0, sizeof *ctxt->sax);
	ctxt->sax->startElement = on_start;
	ctxt->sax->endElement = on_end;
	ctxt->sax->characters = on_text;
	ctxt->sax->ignorableWhitespace = on_text;
	/* No handler for CDATA: it is scripts and styles. */
	xmlFreeDoc(htmlCtxtReadMemory(ctxt, text.p, (int)text.n, name,
	    "UTF-8", options));
	trouble = ctxt->errNo;
	if (trouble == XML_ERR_NO_MEMORY)
		gk_oom();
	if (ctxt->disableSAX != 0 && r->limit == NULL)
		r->limit = N_("a part is too long");
	xmlFreeParserCtxt(ctxt);
}

enum gk_status
gk_page_html(struct gk_page *p, struct gk_str text, const char *name,
    struct gk_error *err)
{
	struct reader r = { .page = p };

	if (gk_html_guard(text, GK_IMPORT_BYTES_MAX, name, err) != GK_OK)
		return GK_FAIL;
	parse(&r, text, name);
	while (r.table != NULL) {	/* after a limit */
		r.table->in_cell = false;
		pop_table(&r);
	}
	gk_buf_release(&r.before.buf);
	gk_buf_release(&r.heading.buf);
	if (r.limit != NULL)
		return gk_fail_for(GK_CAUSE_LIMIT, err, name, 0, "%s",
		    _(r.limit));
	return GK_OK;
}
