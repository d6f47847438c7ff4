/*
 * Text ledgers: CSV, TSV, and what departments make of them.
 *
 * The delimiter is the one with which the best header is found: comma, tab,
 * semicolon or the full-width comma (，).  The last is no single byte, so a
 * copy of the text is made in which it is a control character that the text
 * does not hold; inside quoted cells it stays what it is.
 */
#include "config.h"

#include "core/i18n.h"
#include "core/norm.h"
#include "ledger/encoding.h"
#include "ledger/ledger_int.h"

/* The header is among the first rows: this much is looked at for it. */
#define LOOK ((size_t)1 << 20)

#define WIDE_COMMA GK_STR("，")

/* A character to stand for ，; NUL if the text holds them all. */
static char
substitute(struct gk_str text)
{
	static const char free[] = { 0x1F, 0x1E, 0x1D, 0x1C };

	for (size_t i = 0; i < sizeof free; i++)
		if (memchr(text.p, free[i], text.n) == NULL)
			return free[i];
	return '\0';
}

/* A quote opens a cell only at its start; "" inside closes and opens again. */
static void
replace_wide_commas(struct gk_buf *out, struct gk_str text, char with)
{
	bool quoted = false, at_start = true;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (!quoted && gk_str_starts(gk_str_sub(text, i, 3),
		    WIDE_COMMA)) {
			gk_buf_putc(out, with);
			at_start = true;
			i += 2;
			continue;
		}
		if (c == '"')
			quoted = quoted ? false : at_start ||
			    (i > 0 && text.p[i - 1] == '"');
		gk_buf_putc(out, c);
		at_start = c == '\n' || c == '\r';
	}
}

static bool
add_to_head(void *user, const struct gk_csv_row *row)
{
	struct gk_head *h = user;

	gk_head_add(h, row);
	return h->count < GK_HEAD_ROWS;
}

static void
pass_over(void *user, const struct gk_csv_damage *damage)
{
	(void)user;
	(void)damage;
}

/* How good a header the delimiter gives. */
static int
score_of(struct gk_str text, char delim, const struct gk_ledger_options *opt)
{
	static const struct gk_csv_ops ops = { add_to_head, pass_over };
	struct gk_head head = { .count = 0 };
	struct gk_header header;
	struct gk_error err;
	int score = 0;

	/* A failure is found again, and told, when all is read. */
	(void)gk_csv_read(text, delim, NULL, &ops, &head, "", &err);
	if (gk_header_find(&head, opt, &header))
		score = header.score;
	gk_head_release(&head);
	return score;
}

/* The first part of the text, up to the end of a line. */
static struct gk_str
beginning(struct gk_str text)
{
	const char *end;

	if (text.n <= LOOK)
		return text;
	end = memrchr(text.p, '\n', LOOK);
	return gk_str_sub(text, 0, end != NULL ? (size_t)(end - text.p) + 1 :
	    LOOK);
}

/* ',' '\t' ';', or '\0' for the full-width comma. */
static char
find_delimiter(struct gk_str text, const struct gk_ledger_options *opt)
{
	static const char delims[] = { ',', '\t', ';' };
	struct gk_str look = beginning(text);
	struct gk_buf copy = { 0 };
	char best = ',', with = substitute(look);
	int score, most = 0;

	for (size_t i = 0; i < sizeof delims; i++) {
		score = score_of(look, delims[i], opt);
		if (score > most) {
			most = score;
			best = delims[i];
		}
	}
	if (with != '\0' && gk_str_find(look, WIDE_COMMA) != SIZE_MAX) {
		replace_wide_commas(&copy, look, with);
		if (score_of(gk_buf_str(&copy), with, opt) > most)
			best = '\0';
		gk_buf_release(&copy);
	}
	return best;
}

static bool
on_row(void *user, const struct gk_csv_row *row)
{
	return gk_layout_row(user, row);
}

static void
on_damage(void *user, const struct gk_csv_damage *d)
{
	gk_layout_fault(user, &(struct gk_fault){ .what = GK_FAULT_QUOTE,
	    .row = d->row, .line = d->line, .last_line = d->last_line,
	    .column = GK_EMPTY, .value = gk_str_of(d->what) });
}

/* Tells the layout of places that an earlier conversion has ruined. */
static void
look_for_ruins(struct gk_layout *l, struct gk_str text)
{
	size_t at = gk_mojibake_find(text, 0), places = 0, line = 1;

	if (at == SIZE_MAX)
		return;
	for (size_t i = 0; i < at; i++)
		line += text.p[i] == '\n';
	for (; at != SIZE_MAX; at = gk_mojibake_find(text, at + 1))
		places++;
	gk_layout_ruined(l, line, places);
}

enum gk_status
gk_text_read(struct gk_str text, const char *name,
    const struct gk_ledger_options *opt, const struct gk_ledger_ops *ops,
    void *user, struct gk_error *err)
{
	static const struct gk_csv_ops csv = { on_row, on_damage };
	struct gk_str all = opt->heads ? beginning(text) : text;
	char delim = find_delimiter(text, opt);
	struct gk_buf copy = { 0 };
	struct gk_layout *l;
	enum gk_status status;

	if (delim == '\0') {
		delim = substitute(all);
		if (delim == '\0')
			return gk_fail(err, name, 0, _("delimited by '，' and "
			    "full of control characters; save it again with "
			    "','"));
		replace_wide_commas(&copy, all, delim);
		all = gk_buf_str(&copy);
	}
	l = gk_layout_new(opt, ops, user, gk_str_of(name), GK_EMPTY);
	if (!opt->heads)
		look_for_ruins(l, all);
	status = gk_csv_read(all, delim, NULL, &csv, l, name, err);
	if (gk_layout_end(l, status == GK_OK ? err : NULL) != GK_OK)
		status = GK_FAIL;
	gk_layout_free(l);
	gk_buf_release(&copy);
	return status;
}
