/*
 * The rows of a sheet of a workbook, in one pass.
 */
#include "config.h"

#include "ledger/xlsx_int.h"

#include <strings.h>

#include "core/i18n.h"
#include "core/norm.h"
#include "ledger/sheet_row.h"

/* Of a formula only HYPERLINK("…") is of interest. */
#define FORMULA_MAX ((size_t)4 * GK_XLSX_TARGET_MAX)

enum in { NOTHING, VALUE, FORMULA, INLINE };

struct reader {
	struct gk_xlsx *x;
	const struct gk_xlsx_sheet *sheet;
	struct gk_sheets *s;
	struct gk_xlsx_tail tail;
	struct gk_error *err;
	bool in_data, in_row, in_cell;
	bool in_inline;			/* <is>, which holds <t> */
	size_t skip;			/* depth inside of what is not read */
	enum in in;
	size_t number;			/* of the row */
	bool hidden;
	size_t column;			/* of the cell */
	char type[12];			/* t of the cell */
	size_t style;
	struct gk_buf text, formula, shown;
	struct gk_sheet_row row;
	bool stop, failed;
};

/* Names the place as the program does: 台账!B12. */
static void
fail(struct reader *r, enum gk_cause cause, const char *why)
{
	struct gk_buf place = { 0 };
	char letters[4] = "";
	size_t at = sizeof letters - 1;

	r->stop = true;
	if (r->failed)
		return;
	r->failed = true;
	for (size_t c = r->in_cell ? r->column : 0; c > 0 && at > 0;
	    c = (c - 1) / 26)
		letters[--at] = (char)('A' + (c - 1) % 26);
	gk_buf_printf(&place, "%.*s!%s%zu", GK_FMT(r->sheet->name),
	    letters + at, r->number);
	gk_fail_for(cause, r->err, r->x->name, 0, "%s: %s", place.p, why);
	gk_buf_release(&place);
}

/* ---- values --------------------------------------------------------- */

static void
show_number(struct reader *r, struct gk_str stored, bool *ruined)
{
	const struct gk_xlsx *x = r->x;
	enum gk_numfmt f = GK_NUMFMT_NUMBER;

	if (r->style < x->nformats)
		f = (enum gk_numfmt)x->formats[r->style];
	*ruined = gk_numfmt_show(&r->shown, gk_trim(stored), f,
	    x->since_1904);
}

static struct gk_str
shared(struct reader *r, struct gk_str stored)
{
	size_t i;

	if (stored.n == 0)
		return GK_EMPTY;
	if (gk_str_to_size(gk_trim(stored), &i) && i < r->x->nstrings)
		return gk_xlsx_string(r->x, i);
	fail(r, GK_CAUSE_FORMAT,
	    _("the cell refers to a text that is not in the workbook"));
	return GK_EMPTY;
}

/* The cell as it is shown: a view of a buffer, or a shared string. */
static struct gk_str
value_of(struct reader *r, bool *ruined)
{
	struct gk_str stored = gk_buf_str(&r->text);

	gk_buf_clear(&r->shown);
	if (strcmp(r->type, "s") == 0)
		return shared(r, stored);
	if (strcmp(r->type, "n") == 0 || r->type[0] == '\0') {
		show_number(r, stored, ruined);
		return gk_buf_str(&r->shown);
	}
	if (strcmp(r->type, "b") == 0) {
		stored = gk_trim(stored);
		return stored.n == 0 ? GK_EMPTY : stored.p[0] == '1' ||
		    stored.p[0] == 't' ? GK_STR("是") : GK_STR("否");
	}
	if (strcmp(r->type, "d") == 0) {
		gk_sheet_date(&r->shown, stored);
		return gk_buf_str(&r->shown);
	}
	if (strcmp(r->type, "e") != 0)
		gk_xlsx_unescape(&r->text, 0);
	return gk_buf_str(&r->text);
}

/* The target of =HYPERLINK("http://…","查看"), taken out of the formula. */
static struct gk_str
formula_target(struct gk_buf *formula)
{
	static const struct gk_str name = { "HYPERLINK(", 10 };
	struct gk_str s = gk_trim(gk_buf_str(formula));
	size_t n = 0;

	if (s.n < name.n + 2 || strncasecmp(s.p, name.p, name.n) != 0)
		return GK_EMPTY;
	s = gk_trim(gk_str_sub(s, name.n, s.n));
	if (s.n == 0 || s.p[0] != '"')
		return GK_EMPTY;	/* it is computed */
	for (size_t i = 1; i < s.n; i++) {
		if (s.p[i] == '"' && (i + 1 == s.n || s.p[++i] != '"'))
			break;
		formula->p[n++] = s.p[i];
	}
	formula->len = n;
	return gk_buf_str(formula);
}

static struct gk_str
linked(struct reader *r, struct gk_str text)
{
	const struct gk_xlsx_range *link = gk_xlsx_range_at(&r->tail.links,
	    r->number, r->column);
	struct gk_str target = link != NULL ? link->target :
	    formula_target(&r->formula);

	/* A link over a whole column makes no values. */
	if (target.n == 0 || text.n == 0)
		return text;
	return gk_sheet_link(text, target);
}

/* Whether another cell is merged over this one, so that it is not seen. */
static bool
is_covered(struct reader *r)
{
	const struct gk_xlsx_range *m = gk_xlsx_range_at(&r->tail.merges,
	    r->number, r->column);

	return m != NULL && (m->row1 != r->number || m->column1 != r->column);
}

/* ---- cells and rows ------------------------------------------------- */

static void
begin_cell(struct reader *r, const struct gk_xml_attrs *attrs)
{
	struct gk_str ref = gk_xml_attrs_get(attrs, "r");
	struct gk_str type = gk_xml_attrs_get(attrs, "t");
	size_t row;

	r->in_cell = true;
	r->in = NOTHING;
	gk_buf_clear(&r->text);
	gk_buf_clear(&r->formula);
	memset(r->type, 0, sizeof r->type);
	memcpy(r->type, type.p, type.n < sizeof r->type ? type.n :
	    sizeof r->type - 1);
	if (!gk_str_to_size(gk_xml_attrs_get(attrs, "s"), &r->style))
		r->style = 0;
	r->column++;
	if (ref.n == 0) {
		if (r->column > GK_SHEET_COLUMNS_MAX)
			fail(r, GK_CAUSE_LIMIT, _("too many columns"));
	} else if (!gk_xlsx_cell(ref, &row, &r->column)) {
		fail(r, GK_CAUSE_LIMIT,
		    _("a cell beyond what a sheet may have"));
	} else if (r->column < gk_sheet_row_next(&r->row)) {
		fail(r, GK_CAUSE_FORMAT, _("its cells are in disorder"));
	}
}

static void
end_cell(struct reader *r)
{
	bool ruined = false;
	struct gk_str value = value_of(r, &ruined);

	if (value.n > 0 && is_covered(r))
		value = GK_EMPTY;
	value = linked(r, value);
	if (value.n > 0 && !r->stop) {
		size_t next = gk_sheet_row_next(&r->row);

		gk_sheet_row_add(&r->row, GK_EMPTY, r->column - next, false);
		gk_sheet_row_add(&r->row, value, 1, ruined);
	}
	if (r->row.limit != NULL)
		fail(r, GK_CAUSE_LIMIT, _(r->row.limit));
	r->in_cell = false;
}

static void
begin_row(struct reader *r, const struct gk_xml_attrs *attrs)
{
	struct gk_str number = gk_xml_attrs_get(attrs, "r");

	r->in_row = true;
	r->hidden = gk_xlsx_flag(attrs, "hidden");
	r->column = 0;
	gk_sheet_row_clear(&r->row);
	r->number++;
	if (number.n > 0 && (!gk_str_to_size(number, &r->number) ||
	    r->number == 0))
		r->number = GK_SHEET_ROWS_MAX + 1;
	if (r->number > GK_SHEET_ROWS_MAX)
		fail(r, GK_CAUSE_LIMIT,
		    _("a cell beyond what a sheet may have"));
}

static void
end_row(struct reader *r)
{
	r->x->cells += r->row.ncells;
	if (r->x->cells > GK_XLSX_CELLS_MAX)
		fail(r, GK_CAUSE_LIMIT, _("too many cells"));
	else if (!gk_sheet_row_push(&r->row, r->s, r->number, 1, r->hidden))
		r->stop = true;		/* no more is wanted, or: */
	r->in_row = false;
	if (r->row.limit != NULL)
		fail(r, GK_CAUSE_LIMIT, _(r->row.limit));
}

/* ---- elements ------------------------------------------------------- */

static bool
is(struct gk_str name, char c)
{
	return name.n == 1 && name.p[0] == c;
}

static void
begin_in_cell(struct reader *r, struct gk_str name)
{
	if (r->in_inline) {
		if (is(name, 't'))
			r->in = INLINE;
		else if (!is(name, 'r'))
			r->skip = 1;	/* how it looks, or is read */
	} else if (is(name, 'v')) {
		r->in = VALUE;
	} else if (is(name, 'f')) {
		r->in = FORMULA;
	} else if (gk_str_eq(name, GK_STR("is"))) {
		r->in_inline = true;
	} else {
		r->skip = 1;
	}
}

static void
on_begin(void *user, struct gk_str name, const struct gk_xml_attrs *attrs)
{
	struct reader *r = user;

	if (r->skip > 0)
		r->skip++;
	else if (r->in_cell)
		begin_in_cell(r, name);
	else if (r->in_row && is(name, 'c'))
		begin_cell(r, attrs);
	else if (r->in_data && !r->in_row && gk_str_eq(name, GK_STR("row")))
		begin_row(r, attrs);
	else if (r->in_data)
		r->skip = 1;
	else
		r->in_data = gk_str_eq(name, GK_STR("sheetData"));
}

static void
on_end(void *user, struct gk_str name)
{
	struct reader *r = user;

	r->in = NOTHING;
	if (r->skip > 0)
		r->skip--;
	else if (r->in_inline)
		r->in_inline = !gk_str_eq(name, GK_STR("is"));
	else if (r->in_cell && is(name, 'c'))
		end_cell(r);
	else if (!r->in_cell && r->in_row)
		end_row(r);
	else if (!r->in_cell && r->in_data)
		r->stop = true;		/* the rest was read before */
}

static void
on_text(void *user, struct gk_str text)
{
	struct reader *r = user;
	struct gk_buf *b = r->in == FORMULA ? &r->formula : &r->text;

	if (r->in == NOTHING || r->skip > 0 ||
	    (r->in == FORMULA && b->len + text.n > FORMULA_MAX))
		return;
	if (b->len + text.n > GK_SHEET_CELL_MAX)
		fail(r, GK_CAUSE_LIMIT, _("a cell is too long"));
	else
		gk_buf_add_str(b, text);
}

enum gk_status
gk_xlsx_rows(struct gk_xlsx *x, const struct gk_xlsx_sheet *sheet,
    struct gk_sheets *s, struct gk_error *err)
{
	static const struct gk_xml_handler handler = { on_begin, on_end,
		on_text };
	struct reader r = { .x = x, .sheet = sheet, .s = s, .err = err };
	enum gk_status status;

	status = gk_xlsx_tail(x, sheet->part, &r.tail, err);
	if (r.tail.merges.cut || r.tail.links.cut)
		gk_sheets_partial(s);
	if (status == GK_OK)
		status = gk_xlsx_parse(x, sheet->part, false, &handler, &r,
		    &r.stop, err);
	if (r.failed)
		status = GK_FAIL;
	gk_xlsx_tail_release(&r.tail);
	gk_buf_release(&r.text);
	gk_buf_release(&r.formula);
	gk_buf_release(&r.shown);
	gk_sheet_row_release(&r.row);
	return status;
}
