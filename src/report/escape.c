#include "config.h"

#include "report/escape.h"

#include "core/norm.h"
#include "finding/privacy.h"

void
gk_writer_init(struct gk_writer *w, struct gk_out *o)
{
	w->o = o;
	gk_buf_init(&w->clean);
	gk_buf_init(&w->line);
}

void
gk_writer_release(struct gk_writer *w)
{
	gk_buf_release(&w->clean);
	gk_buf_release(&w->line);
}

/* Up to the next TAB or line break. */
static size_t
piece(struct gk_str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] != '\t' && s.p[n] != '\n' && s.p[n] != '\r')
		n++;
	return n;
}

struct gk_str
gk_writer_clean(struct gk_writer *w, struct gk_str s)
{
	gk_buf_clear(&w->clean);
	gk_buf_clear(&w->line);
	while (s.n != 0) {
		size_t n = piece(s);

		gk_sanitize(&w->line, gk_str_sub(s, 0, n));
		if (n == s.n)
			break;
		gk_buf_putc(&w->line, s.p[n] == '\t' ? ' ' : '\n');
		if (s.p[n] == '\r' && n + 1 < s.n && s.p[n + 1] == '\n')
			n++;
		s = gk_str_sub(s, n + 1, s.n);
	}
	gk_personal_mask(&w->clean, gk_buf_str(&w->line));
	return gk_buf_str(&w->clean);
}

/* ---- JSON ----------------------------------------------------------- */

void
gk_put_json(struct gk_writer *w, struct gk_str s)
{
	size_t done = 0;

	s = gk_writer_clean(w, s);
	gk_out_add(w->o, "\"", 1);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '"' && s.p[i] != '\\' && s.p[i] != '\n')
			continue;
		gk_out_add(w->o, s.p + done, i - done);
		gk_out_puts(w->o, s.p[i] == '"' ? "\\\"" :
		    s.p[i] == '\\' ? "\\\\" : "\\n");
		done = i + 1;
	}
	gk_out_add(w->o, s.p + done, s.n - done);
	gk_out_add(w->o, "\"", 1);
}

void
gk_put_json_of(struct gk_writer *w, const char *s)
{
	gk_put_json(w, gk_str_of(s));
}

/* ---- XML ------------------------------------------------------------ */

/* What stands for the character, of `n` bytes; NULL: itself. */
static const char *
xml_entity(uint32_t ch)
{
	switch (ch) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\n':
		return "&#10;";
	case 0xFFFE:
	case 0xFFFF:
		return "?";	/* no characters of XML */
	default:
		return NULL;
	}
}

void
gk_put_xml(struct gk_writer *w, struct gk_str s)
{
	s = gk_writer_clean(w, s);
	while (s.n != 0) {
		uint32_t ch = 0;
		size_t n = gk_utf8_next(s.p, s.n, &ch);
		const char *entity = xml_entity(ch);

		n = n != 0 ? n : 1;
		if (entity != NULL)
			gk_out_puts(w->o, entity);
		else
			gk_out_add(w->o, s.p, n);
		s = gk_str_sub(s, n, s.n);
	}
}

/* ---- Markdown ------------------------------------------------------- */

static bool
is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z') || c == '_';
}

/* Whether what stands before s.p[i] is the "www" of an address. */
static bool
is_www(struct gk_str s, size_t i)
{
	return i >= 3 && (s.p[i - 1] | 0x20) == 'w' &&
	    (s.p[i - 2] | 0x20) == 'w' && (s.p[i - 3] | 0x20) == 'w';
}

/*
 * Addresses are shown, not linked: nobody should follow by mistake what a
 * ledger says.
 */
static void
put_markdown_sign(struct gk_writer *w, struct gk_str s, size_t i)
{
	static const char markup[] = "\\`*_{}[]()#+!|~$^=";
	char c = s.p[i];

	if (c == '<')
		gk_out_puts(w->o, "&lt;");
	else if (c == '>')
		gk_out_puts(w->o, "&gt;");
	else if (c == '&')
		gk_out_puts(w->o, "&amp;");
	else if (c == '\n')
		gk_out_puts(w->o, " ");
	else if (c == '@' && i + 1 < s.n && is_word(s.p[i + 1]))
		gk_out_puts(w->o, "\\@\xE2\x81\xA0");	/* U+2060 */
	else if (c == '@' || memchr(markup, c, sizeof markup - 1) != NULL ||
	    (c == ':' && i + 1 < s.n && s.p[i + 1] == '/') ||
	    (c == '.' && is_www(s, i)))
		gk_out_printf(w->o, "\\%c", c);
	else
		gk_out_add(w->o, &c, 1);
}

void
gk_put_markdown(struct gk_writer *w, struct gk_str s)
{
	s = gk_writer_clean(w, s);
	for (size_t i = 0; i < s.n; i++)
		put_markdown_sign(w, s, i);
}

/* ---- addresses ------------------------------------------------------ */

void
gk_put_path_uri(struct gk_writer *w, struct gk_str path)
{
	static const char plain[] = "-._~!$'()*+,;=/";
	size_t i = 0;

	path = gk_writer_clean(w, path);
	/* Two slashes would begin the name of a host. */
	while (i + 1 < path.n && path.p[i] == '/' && path.p[i + 1] == '/')
		i++;
	for (; i < path.n; i++) {
		char c = path.p[i];

		if (is_word(c) ||
		    memchr(plain, c, sizeof plain - 1) != NULL)
			gk_out_add(w->o, &c, 1);
		else
			gk_out_printf(w->o, "%%%02X", (unsigned char)c);
	}
}
