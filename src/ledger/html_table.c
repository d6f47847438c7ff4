/*
 * Tables of web pages, and of what is named .xls and is a web page.
 *
 * A table is passed on when it ends, for others may stand inside it; so each
 * is a sheet by itself.  Lines before it come first, as rows of number 0: they
 * hold its title.  What lies below or beside the first place of a merged cell
 * is blank, as in a workbook.
 */
#include "config.h"

#include "ledger/html_int.h"

#include <stdlib.h>
#include <strings.h>

#include "core/i18n.h"
#include "core/mem.h"
#include "core/norm.h"
#include "ledger/encoding.h"

#define DECLARED ((size_t)4096)		/* bytes where <meta> is looked for */

static bool
is(const char *name, const char *word)
{
	return strcasecmp(name, word) == 0;
}

static bool
is_one_of(const char *name, const char *const *words)
{
	for (; *words != NULL; words++)
		if (is(name, *words))
			return true;
	return false;
}

static void
table_free(struct gk_html_table *t)
{
	if (t == NULL)
		return;
	gk_buf_release(&t->before);
	gk_buf_release(&t->caption);
	gk_buf_release(&t->text);
	gk_buf_release(&t->target);
	free(t->cells);
	free(t->hidden_rows);
	free(t->until);
	free(t);
}

/* ---- text ----------------------------------------------------------- */

/* Appends with white space made one blank; nothing before `from` is touched. */
static void
add(struct gk_buf *b, size_t from, bool *space, struct gk_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == ' ' || (s.p[i] >= '\t' && s.p[i] <= '\r')) {
			*space = true;
			continue;
		}
		if (*space && b->len > from && b->p[b->len - 1] != '\n')
			gk_buf_putc(b, ' ');
		*space = false;
		gk_buf_putc(b, s.p[i]);
	}
}

static void
break_line(struct gk_buf *b, size_t from, bool *space)
{
	*space = false;
	if (b->len > from && b->p[b->len - 1] != '\n')
		gk_buf_putc(b, '\n');
}

/* Of long text only its end can be a title. */
static void
shorten(struct gk_buf *b)
{
	const size_t keep = 2 * GK_HTML_TITLES * GK_HTML_TITLE_MAX;

	if (b->len < 4 * keep)
		return;
	memmove(b->p, b->p + b->len - keep, keep);
	b->len = keep;
	b->p[keep] = '\0';
}

static void
add_text(struct gk_html_reader *r, struct gk_html *h, struct gk_str s)
{
	struct gk_html_table *t = r->table;

	add(&r->recent, 0, &r->recent_space, s);
	shorten(&r->recent);
	if (t == NULL)
		return;
	if (t->in_caption) {
		add(&t->caption, 0, &t->space, s);
		shorten(&t->caption);
	} else if (t->in_cell && (r->hide == 0 || r->hide <= t->cell_depth)) {
		add(&t->text, t->from, &t->space, s);
		if (t->text.len - t->from > GK_SHEET_CELL_MAX)
			gk_html_stop(h, N_("a cell is too long"));
	}
}

static void
add_break(struct gk_html_reader *r)
{
	break_line(&r->recent, 0, &r->recent_space);
	if (r->table != NULL && r->table->in_cell)
		break_line(&r->table->text, r->table->from, &r->table->space);
}

/* ---- elements ------------------------------------------------------- */

/* style="display: none", in any spelling, or the attribute hidden. */
static bool
is_hidden(const struct gk_html_attrs *attrs)
{
	const char *style = gk_html_attr(attrs, "style"), *p;

	if (gk_html_attr(attrs, "hidden") != NULL)
		return true;
	for (p = style; p != NULL && (p = strcasestr(p, "display")) != NULL;) {
		p += strlen("display");
		p += strspn(p, " \t\r\n");
		if (*p != ':')
			continue;
		p++;
		p += strspn(p, " \t\r\n");
		if (strncasecmp(p, "none", 4) == 0)
			return true;
	}
	return false;
}

static void
begin_table(struct gk_html_reader *r, const struct gk_html_attrs *attrs)
{
	struct gk_html_table *t = gk_calloc(1, sizeof *t);
	const char *role = gk_html_attr(attrs, "role");

	t->outer = r->table;
	t->number = ++r->ntables;
	t->hidden = r->hide != 0;
	t->layout = role != NULL && (is(role, "presentation") ||
	    is(role, "none"));
	gk_buf_add_str(&t->before, gk_buf_str(&r->recent));
	gk_buf_clear(&r->recent);
	if (t->outer != NULL) {
		t->outer->inner = true;
		t->hidden = t->hidden || t->outer->hidden;
	}
	r->table = t;
}

static void
end_table(struct gk_html_reader *r, struct gk_html *h)
{
	struct gk_html_table *t = r->table;
	const char *limit = NULL;

	gk_html_row_end(r, h);
	r->table = t->outer;
	gk_buf_clear(&r->recent);
	if (gk_html_is_data(t)) {
		limit = gk_html_push(r, t);
	} else if (r->spare == NULL && t->rows_of_3 > 0 && !t->inner) {
		r->spare = t;
		t = NULL;
	}
	if (limit != NULL)
		gk_html_stop(h, limit);
	table_free(t);
}

static void
begin_in_table(struct gk_html_reader *r, struct gk_html *h, const char *name,
    const struct gk_html_attrs *attrs)
{
	struct gk_html_table *t = r->table;

	if (is(name, "tr")) {
		gk_html_row_begin(r, h, is_hidden(attrs));
	} else if (is(name, "td") || is(name, "th")) {
		t->header |= is(name, "th");
		gk_html_cell_begin(r, h, attrs);
	} else if (is(name, "thead") || is(name, "tbody") ||
	    is(name, "tfoot")) {
		gk_html_row_end(r, h);
		t->group_hidden = is_hidden(attrs);
		t->nuntil = 0;	/* cells reach no further than this */
	} else if (is(name, "caption") && !t->in_cell) {
		t->in_caption = true;
	} else if (is(name, "a") && t->in_cell) {
		const char *href = gk_html_attr(attrs, "href");

		if (href != NULL && t->links++ == 0)
			gk_buf_puts(&t->target, href);
	}
}

/* What shows a tick, or a word, without being text. */
static void
begin_picture(struct gk_html_reader *r, struct gk_html *h, const char *name,
    const struct gk_html_attrs *attrs)
{
	const char *type = gk_html_attr(attrs, "type"), *shown;

	if (is(name, "img"))
		shown = gk_html_attr(attrs, "alt");
	else if (type != NULL && (is(type, "checkbox") || is(type, "radio")))
		shown = gk_html_attr(attrs, "checked") != NULL ? "■" : "□";
	else
		return;
	if (shown != NULL)
		add_text(r, h, gk_str_of(shown));
}

static const char *const silent[] = { "script", "style", "template", "title",
	"noscript", "comment", "select", NULL };
static const char *const blocks[] = { "address", "article", "blockquote",
	"br", "caption", "center", "dd", "div", "dl", "dt", "footer", "form",
	"h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
	"nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
	NULL };
/* Whether their being hidden hides a cell, a row or rows is seen to there. */
static const char *const parts[] = { "tr", "td", "th", "thead", "tbody",
	"tfoot", "col", "colgroup", NULL };

static void
on_begin(void *user, struct gk_html *h, const char *name,
    const struct gk_html_attrs *attrs)
{
	struct gk_html_reader *r = user;

	r->depth++;
	if (r->skip == 0 && is_one_of(name, silent))
		r->skip = r->depth;
	if (r->skip != 0)
		return;
	if (r->hide == 0 && !is_one_of(name, parts) && is_hidden(attrs))
		r->hide = r->depth;
	if (is_one_of(name, blocks))
		add_break(r);
	if (is(name, "table"))
		begin_table(r, attrs);
	else if (is(name, "img") || is(name, "input"))
		begin_picture(r, h, name, attrs);
	else if (r->table != NULL)
		begin_in_table(r, h, name, attrs);
}

static void
end_element(struct gk_html_reader *r, struct gk_html *h, const char *name)
{
	if (is_one_of(name, blocks))
		add_break(r);
	if (r->table == NULL)
		return;
	if (is(name, "table"))
		end_table(r, h);
	else if (is(name, "td") || is(name, "th"))
		gk_html_cell_end(r, h);
	else if (is(name, "tr"))
		gk_html_row_end(r, h);
	else if (is(name, "caption"))
		r->table->in_caption = false;
}

static void
on_end(void *user, struct gk_html *h, const char *name)
{
	struct gk_html_reader *r = user;
	size_t depth = r->depth;

	if (depth == 0)
		return;
	if (r->skip == 0)
		end_element(r, h, name);
	r->depth--;
	if (r->skip == depth)
		r->skip = 0;
	if (r->hide == depth)
		r->hide = 0;
}

static void
on_text(void *user, struct gk_html *h, struct gk_str text)
{
	struct gk_html_reader *r = user;

	if (r->skip == 0)
		add_text(r, h, text);
}

/* ---- encoding ------------------------------------------------------- */

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':';
}

/* What <meta> declares, NUL-ended; "" if nothing. */
static void
declared(struct gk_str bytes, char *out, size_t size)
{
	char *look, *p;
	size_t n = 0;

	bytes = gk_str_sub(bytes, 0, DECLARED);
	look = gk_strndup(bytes.p, bytes.n);
	p = strcasestr(look, "charset");
	if (p != NULL) {
		p += strlen("charset");
		p += strspn(p, " \t\r\n");
		if (*p == '=')
			p++;
		p += strspn(p, " \t\r\n\"'");
		for (; n + 1 < size && is_name(p[n]); n++)
			out[n] = p[n];
	}
	out[n] = '\0';
	free(look);
}

/*
 * The declared encoding is taken unless the bytes say better: systems write
 * charset=gb2312 over UTF-8, and mean GB18030 by it.
 */
static enum gk_status
decode(struct gk_str bytes, const char *name, struct gk_str *text,
    struct gk_buf *own, struct gk_error *err)
{
	char charset[40];
	struct gk_error unused;
	enum gk_encoding found = gk_encoding_detect(bytes);
	const char *wanted = charset;

	declared(bytes, charset, sizeof charset);
	if (found == GK_UTF8 || found == GK_UTF8_BOM || found == GK_UTF16LE ||
	    found == GK_UTF16BE || charset[0] == '\0')
		return gk_encoding_decode(bytes, NULL, name, text, own, err);
	if (strncasecmp(charset, "gb", 2) == 0)
		wanted = "GB18030";
	if (strncasecmp(charset, "utf", 3) != 0 && gk_encoding_decode(bytes,
	    wanted, name, text, own, &unused) == GK_OK)
		return GK_OK;
	return gk_encoding_decode(bytes, NULL, name, text, own, err);
}

/* ---- the page ------------------------------------------------------- */

static enum gk_status
read_page(struct gk_html_reader *r, struct gk_str text, const char *name,
    struct gk_error *err)
{
	static const struct gk_html_handler handler = { on_begin, on_end,
		on_text };
	enum gk_status status = gk_html_parse(text, name, &handler, r, err);
	const char *limit = NULL;

	if (status == GK_OK && r->sheets == 0 && r->spare != NULL)
		limit = gk_html_push(r, r->spare);
	if (limit != NULL)
		return gk_fail_for(GK_CAUSE_LIMIT, err, name, 0, "%s",
		    _(limit));
	if (status == GK_OK && r->sheets == 0)
		return gk_fail_for(GK_CAUSE_FORMAT, err, name, 0,
		    _("a web page without a table; save it as XLSX or CSV "
		    "UTF-8 (另存为 .xlsx 或 CSV UTF-8)"));
	return status;
}

enum gk_status
gk_html_read(struct gk_str bytes, const char *name, struct gk_sheets *s,
    struct gk_error *err)
{
	struct gk_html_reader r = { .s = s };
	struct gk_buf own = { 0 };
	struct gk_str text;
	enum gk_status status = decode(bytes, name, &text, &own, err);

	if (status == GK_OK)
		status = read_page(&r, text, name, err);
	while (r.table != NULL) {	/* after a limit */
		struct gk_html_table *t = r.table;

		r.table = t->outer;
		table_free(t);
	}
	table_free(r.spare);
	gk_buf_release(&r.recent);
	gk_sheet_row_release(&r.row);
	gk_buf_release(&own);
	return status;
}
