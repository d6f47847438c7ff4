/*
 * Counts the records of CSV text, delivers them, and finds its way back after
 * damage.
 *
 * Damage is a record whose quotes do not pair up.  The rest of the text is not
 * given up for it, nor is it read as if nothing had happened: reading resumes
 * at the next line that is *sure* to start a record, and everything before
 * that line is reported as one span.  Candidates are all lines behind the one
 * where the damaged record starts, also those that it swallowed: mostly a
 * stray quote opened a cell, and what follows are good records.
 *
 * A line is sure when
 * - a strict parse from it succeeds, in at most SURE_LINES lines, and
 * - gives as many cells as the last good row or the widest one so far, and
 *   at least two.  As long as no row had two cells (damage in title rows or
 *   the header), it must instead be followed by a record that has as many
 *   cells as it has, or by nothing; and,
 * - where a line of text may look like a row by accident, that is when rows
 *   have fewer than WIDE cells and the damaged record may have left a cell
 *   open at the end of its first line: the next line with a quote must speak
 *   for it, by passing itself, or at least by a first quote that can open a
 *   cell and cannot close one.  Were the line inside a cell, its quotes would
 *   be the wrong way round.
 *
 * So what is doubtful is skipped and reported, never delivered.  A skipped
 * line counts as one row.
 *
 * The cost stays linear: the parse of a line that leaves a quote open ends, in
 * success or failure, at the next line with an odd number of quotes; those
 * stretches do not overlap.
 */
#include "config.h"

#include "core/csv_int.h"

#include "core/i18n.h"

#define PIECE ((size_t)64 * 1024)
#define SURE_LINES ((size_t)100)
#define WIDE ((size_t)4)

struct reader {
	struct gk_str text;
	char delim;
	struct gk_csv_limits limits;
	struct gk_csv_split *split;
	const struct gk_csv_ops *ops;
	void *user;
	size_t pos, row, line;		/* of what comes next */
	size_t last_width, widest;	/* cells of good rows */
};

/* Where the search for a sure line stands. */
struct search {
	size_t pos;
	bool open;	/* the damaged record may have left a quote open */
	size_t judged;	/* up to this offset the next line with a quote ... */
	bool good;	/* ... has been looked at, and was this */
};

static const char *
damage_text(enum gk_csv_how how)
{
	switch (how) {
	case GK_CSV_STRAY:
		return _("a quote inside an unquoted cell");
	case GK_CSV_TRAILING:
		return _("text behind the closing quote of a cell");
	default:
		return _("a quoted cell that is never closed");
	}
}

static bool
is_damage(enum gk_csv_how how)
{
	return how == GK_CSV_STRAY || how == GK_CSV_TRAILING ||
	    how == GK_CSV_UNCLOSED;
}

static bool
is_blank(struct gk_str text, size_t pos)
{
	return text.p[pos] == '\n' || text.p[pos] == '\r';
}

/* Where the next line starts. */
static size_t
next_line(struct gk_str text, size_t pos)
{
	while (pos < text.n && !is_blank(text, pos))
		pos++;
	if (pos + 1 < text.n && text.p[pos] == '\r' &&
	    text.p[pos + 1] == '\n')
		pos++;
	return pos < text.n ? pos + 1 : text.n;
}

static const char *
next_quote(struct gk_str text, size_t from)
{
	return memchr(text.p + from, '"', text.n - from);
}

/* Whether the next record has `width` cells too, or there is none. */
static bool
next_agrees(const struct reader *r, size_t pos, size_t width)
{
	struct gk_csv_record rec;

	while (pos < r->text.n && is_blank(r->text, pos))
		pos++;
	return pos == r->text.n ||
	    (gk_csv_split(r->split, pos, SURE_LINES, &rec) == GK_CSV_OK &&
		rec.ncells == width);
}

static bool
fits(const struct reader *r, size_t pos)
{
	struct gk_csv_record rec;

	if (gk_csv_split(r->split, pos, SURE_LINES, &rec) != GK_CSV_OK)
		return false;
	if (r->widest < 2)
		return next_agrees(r, rec.end, rec.ncells);
	return rec.ncells >= 2 &&
	    (rec.ncells == r->last_width || rec.ncells == r->widest);
}

/* Whether a quote, the first of its line, can open a cell but not end one. */
static bool
only_opens(const struct reader *r, size_t line, size_t quote)
{
	char next = quote + 1 < r->text.n ? r->text.p[quote + 1] : '\n';

	return (quote == line || r->text.p[quote - 1] == r->delim) &&
	    next != r->delim && next != '"' && next != '\n' && next != '\r';
}

/*
 * Whether the next line with a quote, from s->pos on, speaks for being outside
 * of cells; cached.
 */
static bool
quotes_fit(const struct reader *r, struct search *s)
{
	const char *quote;
	size_t line;

	if (s->pos <= s->judged)
		return s->good;
	quote = next_quote(r->text, s->pos);
	line = quote != NULL ? (size_t)(quote - r->text.p) : r->text.n;
	while (quote != NULL && line > s->pos && !is_blank(r->text, line - 1))
		line--;
	s->judged = line;
	s->good = quote == NULL || fits(r, line) ||
	    only_opens(r, line, (size_t)(quote - r->text.p));
	return s->good;
}

static bool
is_sure(const struct reader *r, struct search *s)
{
	return fits(r, s->pos) &&
	    (!s->open || r->widest >= WIDE || quotes_fit(r, s));
}

/*
 * Whether the first line of the damaged record, up to `end`, may have left a
 * cell open: read with goodwill, that is, with quotes in odd places taken as
 * text, it ends inside one.
 */
static bool
leaves_open(const struct reader *r, size_t end)
{
	bool inside = false, first = true;

	for (size_t i = r->pos; i < end; i++) {
		char c = r->text.p[i];
		char next = i + 1 < end ? r->text.p[i + 1] : '\n';

		if (c == '"' && !inside)
			inside = first;
		else if (c == '"' && next == '"')
			i++;
		else if (c == '"')
			inside = next != r->delim && next != '\n' &&
			    next != '\r';
		first = !inside && c == r->delim;
	}
	return inside;
}

/*
 * Reports the damage at r->pos and goes on behind it.  Blank lines before the
 * sure line are left to be read as such.
 */
static void
recover(struct reader *r, enum gk_csv_how how)
{
	size_t start = next_line(r->text, r->pos), end = start;
	size_t lines = 1, blank = 0;
	struct gk_csv_damage damage;
	struct search s = { .pos = start, .open = leaves_open(r, start) };

	while (s.pos < r->text.n) {
		bool is_gap = is_blank(r->text, s.pos);

		if (!is_gap && is_sure(r, &s))
			break;
		s.pos = next_line(r->text, s.pos);
		blank++;
		if (is_gap)
			continue;
		end = s.pos;
		lines += blank;
		blank = 0;
	}
	damage = (struct gk_csv_damage){ .row = r->row, .line = r->line,
		.last_line = r->line + lines - 1, .what = damage_text(how) };
	r->ops->damage(r->user, &damage);
	r->pos = end;
	r->row += lines;
	r->line += lines;
}

static enum gk_status
fail(const struct reader *r, enum gk_csv_how how,
    const struct gk_csv_record *rec, const char *name, struct gk_error *err)
{
	switch (how) {
	case GK_CSV_CELL_LONG:
		return gk_fail_for(GK_CAUSE_LIMIT, err, name, r->line,
		    _("row %zu: cell %zu is longer than %zu bytes"), r->row,
		    rec->ncells + 1, r->limits.cell_bytes);
	case GK_CSV_ROW_LONG:
		return gk_fail_for(GK_CAUSE_LIMIT, err, name, r->line,
		    _("row %zu is longer than %zu bytes"), r->row,
		    GK_CSV_ROW_MAX);
	case GK_CSV_ROW_WIDE:
		return gk_fail_for(GK_CAUSE_LIMIT, err, name, r->line,
		    _("row %zu has more than %zu cells"), r->row,
		    r->limits.columns);
	default:
		return gk_fail(err, name, r->line, _("row %zu: %s"), r->row,
		    damage_text(how));
	}
}

/* Hands a record to the caller; false to stop. */
static bool
deliver(struct reader *r, const struct gk_csv_record *rec)
{
	struct gk_csv_row row = { .cells = rec->cells, .ncells = rec->ncells,
		.row = r->row, .line = r->line };

	if (rec->ncells != 0)
		r->last_width = rec->ncells;
	if (rec->ncells > r->widest)
		r->widest = rec->ncells;
	r->pos = rec->end;
	r->row++;
	r->line += rec->lines;
	return r->ops->row(r->user, &row);
}

static struct gk_csv_limits
with_defaults(const struct gk_csv_limits *given)
{
	struct gk_csv_limits l = { 0, 0 };

	if (given != NULL)
		l = *given;
	if (l.cell_bytes == 0)
		l.cell_bytes = GK_CSV_CELL_MAX;
	if (l.cell_bytes > GK_CSV_ROW_MAX)
		l.cell_bytes = GK_CSV_ROW_MAX;
	if (l.columns == 0)
		l.columns = GK_CSV_COLUMNS_MAX;
	return l;
}

enum gk_status
gk_csv_read_pieces(struct gk_str text, char delim,
    const struct gk_csv_limits *limits, size_t piece,
    const struct gk_csv_ops *ops, void *user, const char *name,
    struct gk_error *err)
{
	struct reader r = { .text = text, .delim = delim, .ops = ops,
		.user = user, .row = 1, .line = 1 };
	enum gk_status status = GK_OK;
	struct gk_csv_record rec;

	r.limits = with_defaults(limits);
	r.split = gk_csv_split_new(text, delim, r.limits, piece);
	while (r.pos < text.n) {
		enum gk_csv_how how = gk_csv_split(r.split, r.pos, SIZE_MAX,
		    &rec);

		if (how == GK_CSV_OK) {
			if (!deliver(&r, &rec))
				break;
		} else if (is_damage(how) && ops->damage != NULL) {
			recover(&r, how);
		} else {
			status = fail(&r, how, &rec, name, err);
			break;
		}
	}
	gk_csv_split_free(r.split);
	return status;
}

enum gk_status
gk_csv_read(struct gk_str text, char delim, const struct gk_csv_limits *limits,
    const struct gk_csv_ops *ops, void *user, const char *name,
    struct gk_error *err)
{
	return gk_csv_read_pieces(text, delim, limits, PIECE, ops, user, name,
	    err);
}
