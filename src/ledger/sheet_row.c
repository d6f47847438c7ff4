#include "config.h"

#include "ledger/sheet_row.h"

#include <stdlib.h>
#include <strings.h>

#include "core/i18n.h"
#include "core/mem.h"
#include "core/norm.h"
#include "core/number.h"
#include "core/url.h"

void
gk_sheet_row_release(struct gk_sheet_row *r)
{
	gk_buf_release(&r->text);
	free(r->ends);
	free(r->cells);
	free(r->ruined);
	*r = (struct gk_sheet_row){ .ncells = 0 };
}

void
gk_sheet_row_clear(struct gk_sheet_row *r)
{
	gk_buf_clear(&r->text);
	r->ncells = r->blanks = r->nruined = 0;
}

size_t
gk_sheet_row_next(const struct gk_sheet_row *r)
{
	return r->ncells + r->blanks + 1;
}

bool
gk_sheet_row_blank(const struct gk_sheet_row *r)
{
	return r->ncells == 0;
}

static bool
passes(struct gk_sheet_row *r, bool is, const char *limit)
{
	if (is && r->limit == NULL)
		r->limit = limit;
	return is;
}

/* What holding a cell costs, counted if it is not the first of its like. */
static bool
too_often(struct gk_sheet_row *r, uint64_t bytes, size_t times)
{
	uint64_t each = bytes + sizeof(struct gk_str);

	if (times > GK_SHEET_REPEAT_MAX / each)
		r->repeated = GK_SHEET_REPEAT_MAX + 1;
	else
		r->repeated += each * times;
	return passes(r, r->repeated > GK_SHEET_REPEAT_MAX,
	    N_("cells and rows repeated too often"));
}

/* 4.30102E+17, as a cell shows a number that it has no room for. */
static bool
looks_ruined(struct gk_str s)
{
	return s.n > 3 && s.n < 40 && memchr(s.p, '+', s.n) != NULL &&
	    gk_number_parse(s).how == GK_NUMBER_RUINED;
}

static void
add_one(struct gk_sheet_row *r, struct gk_str cell)
{
	gk_buf_add_str(&r->text, cell);
	*GK_PUSH(r->ends, r->ncells, r->cap) = r->text.len;
}

static void
flush_blanks(struct gk_sheet_row *r)
{
	for (; r->blanks > 0; r->blanks--)
		add_one(r, GK_EMPTY);
}

void
gk_sheet_row_add(struct gk_sheet_row *r, struct gk_str cell, size_t times,
    bool ruined)
{
	if (gk_trim(cell).n == 0) {
		/* More than there can be is as good as the most. */
		r->blanks += times < GK_SHEET_COLUMNS_MAX ? times :
		    GK_SHEET_COLUMNS_MAX;
		if (r->blanks > GK_SHEET_COLUMNS_MAX)
			r->blanks = GK_SHEET_COLUMNS_MAX;
		return;
	}
	if (passes(r, cell.n > GK_SHEET_CELL_MAX, N_("a cell is too long")) ||
	    passes(r, times > GK_SHEET_COLUMNS_MAX ||
	    r->ncells + r->blanks + times > GK_SHEET_COLUMNS_MAX,
	    N_("a row has too many columns")) ||
	    passes(r, r->text.len + cell.n * times > GK_CSV_ROW_MAX,
	    N_("a row is too long")) ||
	    (times > 1 && too_often(r, cell.n, times - 1)))
		return;
	flush_blanks(r);
	ruined = ruined || looks_ruined(cell);
	for (; times > 0; times--) {
		add_one(r, cell);
		if (ruined)
			*GK_PUSH(r->ruined, r->nruined, r->ruined_cap) =
			    r->ncells;
	}
}

/* The views, now that the text does not move any more. */
static void
look(struct gk_sheet_row *r)
{
	size_t from = 0;

	if (r->ncells > r->cells_cap) {
		r->cells = gk_reallocarray(r->cells, r->cap,
		    sizeof *r->cells);
		r->cells_cap = r->cap;
	}
	for (size_t i = 0; i < r->ncells; i++) {
		r->cells[i] = (struct gk_str){ r->text.p + from,
			r->ends[i] - from };
		from = r->ends[i];
	}
}

bool
gk_sheet_row_push(struct gk_sheet_row *r, struct gk_sheets *s, size_t number,
    size_t times, bool hidden)
{
	struct gk_csv_row row = { .ncells = r->ncells };

	if (r->ncells == 0)
		return r->limit == NULL;
	if (passes(r, times > GK_SHEET_ROWS_MAX ||
	    number > GK_SHEET_ROWS_MAX + 1 - times,
	    N_("a sheet has too many rows")) ||
	    (times > 1 && too_often(r, r->text.len +
	    r->ncells * sizeof *r->cells, times - 1)) || r->limit != NULL)
		return false;
	look(r);
	row.cells = r->cells;
	for (size_t i = 0; i < times; i++) {
		row.row = number + i;
		for (size_t k = 0; k < r->nruined; k++)
			gk_sheets_ruined(s, row.row, r->ruined[k],
			    r->cells[r->ruined[k] - 1]);
		if (!gk_sheets_row(s, &row, hidden))
			return false;
	}
	return true;
}

/* ---- values --------------------------------------------------------- */

/* Words that say where something is, and not what. */
static bool
only_points(struct gk_str text)
{
	static const char *const ends[] = { "链接", "网址", "查看", "详情",
		"打开", "浏览", "地址", "网页", "网站", "官网", "门户", "平台",
		"专栏", "link", NULL };
	static const char *const starts[] = { "点击", "查看", "详见",
		"见链接", "链接", "网址", NULL };

	text = gk_trim(text);
	if (text.n > 48 || gk_str_find(text, GK_STR("《")) != SIZE_MAX)
		return false;
	for (size_t i = 0; ends[i] != NULL; i++)
		if (gk_str_ends(text, gk_str_of(ends[i])))
			return true;
	for (size_t i = 0; starts[i] != NULL; i++)
		if (gk_str_starts(text, gk_str_of(starts[i])))
			return true;
	return text.n == 0;
}

struct gk_str
gk_sheet_link(struct gk_str text, struct gk_str target)
{
	struct gk_str rest = text, piece;

	target = gk_trim(target);
	if (target.n < 7 || strncasecmp(target.p, "http", 4) != 0 ||
	    gk_url_classify(target) == GK_URL_NONE)
		return text;
	/* Several addresses in a cell, and one of them is the link. */
	for (size_t n = 0; gk_url_next(&rest, &piece); n++)
		if (gk_url_same(piece, target) || n > 0)
			return text;
	return gk_url_any(text) || only_points(text) ? target : text;
}

/* In ODS formulas have a prefix: of:=HYPERLINK(… */
void
gk_sheet_formula_link(struct gk_buf *out, struct gk_str formula)
{
	static const struct gk_str name = { "=HYPERLINK(", 11 };
	size_t at = gk_str_find(gk_str_sub(formula, 0, 16), GK_STR("="));
	struct gk_str s;

	if (at == SIZE_MAX)
		return;
	s = gk_str_sub(formula, at, formula.n);
	if (s.n < name.n || strncasecmp(s.p, name.p, name.n) != 0)
		return;
	s = gk_trim(gk_str_sub(s, name.n, s.n));
	if (s.n == 0 || s.p[0] != '"')
		return;		/* it is computed */
	for (size_t i = 1; i < s.n && s.p[i] != '"'; i++)
		gk_buf_putc(out, s.p[i]);
}

static bool
is_digits(struct gk_str s, size_t from, size_t n)
{
	for (size_t i = from; i < from + n; i++)
		if (i >= s.n || s.p[i] < '0' || s.p[i] > '9')
			return false;
	return true;
}

void
gk_sheet_date(struct gk_buf *out, struct gk_str iso)
{
	struct gk_str day, time;

	iso = gk_trim(iso);
	if (iso.n < 10 || !is_digits(iso, 0, 4) || iso.p[4] != '-' ||
	    (iso.n > 10 && iso.p[10] != 'T' && iso.p[10] != ' ')) {
		gk_buf_add_str(out, iso);
		return;
	}
	day = gk_str_sub(iso, 0, 10);
	time = gk_str_sub(iso, 11, 8);
	if (time.n < 5 || !is_digits(time, 0, 2) || !is_digits(time, 3, 2) ||
	    gk_str_starts(GK_STR("00:00:00"), time)) {
		gk_buf_add_str(out, day);
		return;
	}
	if (!gk_str_eq(day, GK_STR("1899-12-30")) &&
	    !gk_str_eq(day, GK_STR("1899-12-31"))) {
		gk_buf_add_str(out, day);
		gk_buf_putc(out, ' ');
	}
	gk_buf_add_str(out, gk_str_ends(time, GK_STR(":00")) && time.n == 8 ?
	    gk_str_sub(time, 0, 5) : time);
}
