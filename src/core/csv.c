/*
 * Cuts records out of CSV text.
 *
 * A record without a quote is a line, split at its delimiters: its cells are
 * views into the text.  Only records that hold a quote go through libcsv,
 * which costs 3 ns a byte; what it takes in is copied to a buffer that is
 * used again for the next one.
 *
 * libcsv is fed one record at a time, line by line, so that lines can be
 * counted and a record's end is ours to see.  Its own ideas are switched off:
 * it would trim blanks, drop empty lines and forgive stray quotes.
 */
#include "config.h"

#include "core/csv_int.h"

#include <assert.h>
#include <stdlib.h>

#include <csv.h>

#include "core/mem.h"

/* By how much libcsv's buffer for one cell grows. */
#define BLOCK ((size_t)4096)

struct gk_csv_split {
	struct gk_str text;
	size_t cell_max, columns_max, piece;
	bool special[256];	/* delimiter, quote, CR, LF */
	char delim;
	struct csv_parser parser;
	struct gk_buf bytes;	/* cells of a quoted record, end to end */
	struct gk_str *cells;
	size_t ncells, cap;
	bool row_done;		/* libcsv has seen the end of the record */
	enum gk_csv_how how;
};

static int
no_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void *
grow(void *old, size_t size)
{
	return gk_reallocarray(old, size, 1);
}

static void
parser_start(struct gk_csv_split *s)
{
	csv_init(&s->parser, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_delim(&s->parser, (unsigned char)s->delim);
	csv_set_space_func(&s->parser, no_space);
	csv_set_realloc_func(&s->parser, grow);
	csv_set_blk_size(&s->parser, BLOCK);
}

struct gk_csv_split *
gk_csv_split_new(struct gk_str text, char delim,
    struct gk_csv_limits limits, size_t piece)
{
	struct gk_csv_split *s = gk_calloc(1, sizeof *s);

	assert(delim > 0 && strchr("\"\r\n", delim) == NULL && piece > 0);
	s->text = text;
	s->delim = delim;
	s->piece = piece;
	s->cell_max = limits.cell_bytes;
	s->columns_max = limits.columns;
	s->special[(unsigned char)delim] = true;
	s->special['"'] = s->special['\r'] = s->special['\n'] = true;
	gk_buf_init(&s->bytes);
	parser_start(s);
	return s;
}

void
gk_csv_split_free(struct gk_csv_split *s)
{
	if (s == NULL)
		return;
	csv_free(&s->parser);
	gk_buf_release(&s->bytes);
	free(s->cells);
	free(s);
}

static inline bool
is_break(char c)
{
	return c == '\n' || c == '\r';
}

/* The offset behind the line break at `pos`; CRLF is one. */
static inline size_t
after_break(struct gk_str text, size_t pos)
{
	if (text.p[pos] == '\r' && pos + 1 < text.n &&
	    text.p[pos + 1] == '\n')
		return pos + 2;
	return pos + 1;
}

static inline bool
add_cell(struct gk_csv_split *s, const char *p, size_t n)
{
	if (s->ncells == s->columns_max) {
		s->how = GK_CSV_ROW_WIDE;
		return false;
	}
	*GK_PUSH(s->cells, s->ncells, s->cap) = (struct gk_str){ p, n };
	return true;
}

/*
 * Splits a line up to its end, its first quote or a limit; returns whether a
 * quote was met.  A cell that is too long is not read to its end.
 */
static bool
split_plain(struct gk_csv_split *s, size_t pos, size_t *end)
{
	const char *start = s->text.p + pos, *last = s->text.p + s->text.n;
	const char *cell = start, *p, *stop;

	for (;; cell = p + 1) {
		stop = (size_t)(last - cell) > s->cell_max ?
		    cell + s->cell_max + 1 : last;
		for (p = cell; p < stop && !s->special[(unsigned char)*p]; p++)
			;
		if (p < stop && *p == '"')
			return true;
		if ((size_t)(p - cell) > s->cell_max)
			s->how = GK_CSV_CELL_LONG;
		else if ((size_t)(p - start) > GK_CSV_ROW_MAX)
			s->how = GK_CSV_ROW_LONG;
		if (s->how != GK_CSV_OK ||
		    !add_cell(s, cell, (size_t)(p - cell)))
			return false;
		if (p == last || is_break(*p))
			break;
	}
	*end = p == last ? s->text.n :
	    after_break(s->text, (size_t)(p - s->text.p));
	return false;
}

static void
on_cell(void *bytes, size_t n, void *user)
{
	struct gk_csv_split *s = user;

	if (s->how != GK_CSV_OK)
		return;
	if (n > s->cell_max)
		s->how = GK_CSV_CELL_LONG;
	else if (n > GK_CSV_ROW_MAX - s->bytes.len)
		s->how = GK_CSV_ROW_LONG;
	else if (add_cell(s, NULL, n))
		gk_buf_add(&s->bytes, bytes, n);
}

static void
on_row(int c, void *user)
{
	struct gk_csv_split *s = user;

	(void)c;
	s->row_done = true;
}

static size_t
quotes_before(const char *p, const char *end)
{
	size_t n = 0;

	while ((p = memchr(p, '"', (size_t)(end - p))) != NULL) {
		n++;
		p++;
	}
	return n;
}

/*
 * A cell has outgrown its limit at `pos` with no end in sight.  Within one
 * line it is what it seems.  But if it goes over lines it may be a stray
 * quote that swallows the file: then what ends it, if anything, is no proper
 * closing quote.  Looks ahead without copying.
 */
static enum gk_csv_how
overgrown(const struct gk_csv_split *s, size_t start, size_t pos,
    size_t lines)
{
	const char *end = s->text.p + s->text.n, *p = s->text.p + pos;

	if (lines == 0 || quotes_before(s->text.p + start, p) % 2 == 0)
		return GK_CSV_CELL_LONG;
	while ((p = memchr(p, '"', (size_t)(end - p))) != NULL) {
		p++;
		if (p == end || *p == s->delim || is_break(*p))
			return GK_CSV_CELL_LONG;
		if (*p != '"')
			return GK_CSV_TRAILING;
		p++;
	}
	return GK_CSV_UNCLOSED;
}

/* Up to the end of its line, or a piece of that. */
static size_t
piece_end(const struct gk_csv_split *s, size_t pos)
{
	size_t stop = s->text.n - pos > s->piece ? pos + s->piece : s->text.n;

	while (pos < stop && !is_break(s->text.p[pos]))
		pos++;
	return pos < stop ? pos + 1 : stop;
}

/* Gives libcsv [pos, end) and judges what came of it. */
static void
feed(struct gk_csv_split *s, size_t start, size_t pos, size_t end,
    size_t lines)
{
	size_t used = csv_parse(&s->parser, s->text.p + pos, end - pos,
	    on_cell, on_row, s);

	if (s->how != GK_CSV_OK)
		return;
	if (used < end - pos)
		s->how = s->text.p[pos + used] == '"' ? GK_CSV_STRAY :
							GK_CSV_TRAILING;
	else if (csv_get_buffer_size(&s->parser) > s->cell_max + 2 * BLOCK)
		s->how = overgrown(s, start, end, lines);
}

static void
finish(struct gk_csv_split *s)
{
	if (csv_fini(&s->parser, on_cell, on_row, s) != 0 &&
	    s->how == GK_CSV_OK)
		s->how = GK_CSV_UNCLOSED;
}

/* Splits a record that holds quotes. */
static void
split_quoted(struct gk_csv_split *s, size_t start, size_t most_lines,
    struct gk_csv_record *rec)
{
	const char *text = s->text.p;
	size_t pos = start, end;

	while (!s->row_done && s->how == GK_CSV_OK && pos < s->text.n) {
		if (rec->lines == most_lines) {
			s->how = GK_CSV_MANY_LINES;
			return;
		}
		end = piece_end(s, pos);
		feed(s, start, pos, end, rec->lines);
		if (s->how != GK_CSV_OK)
			return;
		/* The second half of a CRLF is no line of its own. */
		if (is_break(text[end - 1]) && !(text[end - 1] == '\n' &&
		    end - 1 > start && text[end - 2] == '\r'))
			rec->lines++;
		pos = end;
	}
	if (s->row_done) {
		rec->end = after_break(s->text, pos - 1);
		return;
	}
	finish(s);
	rec->end = s->text.n;
	rec->lines++;
}

/* Turns lengths into views, now that the buffer moves no more. */
static void
place_cells(struct gk_csv_split *s)
{
	const char *p = s->bytes.p;

	for (size_t i = 0; i < s->ncells; i++) {
		s->cells[i].p = p;
		p += s->cells[i].n;
	}
}

enum gk_csv_how
gk_csv_split(struct gk_csv_split *s, size_t pos, size_t most_lines,
    struct gk_csv_record *rec)
{
	*rec = (struct gk_csv_record){ .end = pos };
	s->how = GK_CSV_OK;
	s->ncells = 0;
	if (is_break(s->text.p[pos])) {
		rec->end = after_break(s->text, pos);
		rec->lines = 1;
	} else if (!split_plain(s, pos, &rec->end)) {
		rec->lines = s->how == GK_CSV_OK;
	} else {
		s->ncells = 0;
		s->row_done = false;
		gk_buf_clear(&s->bytes);
		split_quoted(s, pos, most_lines, rec);
		place_cells(s);
		if (s->how != GK_CSV_OK) {	/* it is in mid-record */
			csv_free(&s->parser);
			parser_start(s);
		}
	}
	rec->cells = s->cells;
	rec->ncells = s->ncells;
	return s->how;
}
