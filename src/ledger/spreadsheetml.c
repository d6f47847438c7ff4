/*
 * Excel 2003 XML (SpreadsheetML), which many systems write with the suffix
 * .xls.  That a sheet is hidden is said behind its rows, so the file is gone
 * through twice.
 */
#include "config.h"

#include "ledger/sheets.h"

#include <stdlib.h>

#include "core/i18n.h"
#include "core/intern.h"
#include "core/mem.h"
#include "core/norm.h"
#include "core/xml_stream.h"
#include "ledger/sheet_row.h"

#define STYLES_MAX 65536
#define STEPS_MAX ((size_t)1 << 28)	/* to find what merged cells cover */

enum type { STRING, NUMBER, DATE, BOOLEAN };

struct sml {
	struct gk_sheets *s;
	bool looking;		/* the first time through */
	bool *hidden_sheets;	/* by number */
	size_t nsheets, sheets_cap;
	size_t sheet;		/* number, from 1 */
	struct gk_intern *percents;	/* styles that show 99.87% */
	struct gk_buf style;	/* that is being read */
	size_t depth, skip;	/* skip: depth of what is not read; 0: none */
	bool in_sheet, in_row, in_cell, in_data, in_visible;
	bool wanted;		/* more rows of the sheet */
	struct gk_sheet_row row;
	size_t number, span;	/* of the row, and how many more are like it */
	bool hidden;
	size_t merged;		/* further columns that the cell takes */
	size_t *until;		/* by column: the row before which a cell ends */
	size_t nuntil, until_cap, steps;
	bool percent;
	enum type type;
	struct gk_buf text, target;
	bool stop;
	const char *limit;
};

static bool
is(struct gk_str s, const char *word)
{
	return gk_str_eq(s, gk_str_of(word));
}

static void
stop(struct sml *x, const char *limit)
{
	x->stop = true;
	if (x->limit == NULL)
		x->limit = limit;
}

/* A number as it stands, 0 if there is none. */
static size_t
number(const struct gk_xml_attrs *attrs, const char *name)
{
	size_t n;

	if (!gk_str_to_size(gk_xml_attrs_get(attrs, name), &n))
		return 0;
	return n < 2 * GK_SHEET_ROWS_MAX ? n : 2 * GK_SHEET_ROWS_MAX;
}

/* ---- sheets and styles ---------------------------------------------- */

static void
begin_sheet(struct sml *x, const struct gk_xml_attrs *attrs)
{
	x->sheet++;
	if (x->looking) {
		x->in_sheet = true;
		*GK_PUSH(x->hidden_sheets, x->nsheets, x->sheets_cap) = false;
		if (x->nsheets > GK_SHEETS_MAX)
			stop(x, N_("more sheets than any workbook of ledgers "
			    "has"));
		return;
	}
	if (!gk_sheets_begin(x->s, gk_xml_attrs_get(attrs, "Name"),
	    x->hidden_sheets[x->sheet - 1])) {
		stop(x, N_("more sheets than any workbook of ledgers has"));
		return;
	}
	x->in_sheet = x->wanted = true;
	x->number = x->span = x->nuntil = 0;
}

static void
end_sheet(struct sml *x)
{
	x->in_sheet = false;
	if (!x->looking)
		gk_sheets_end(x->s);
}

static void
begin_style(struct sml *x, struct gk_str name,
    const struct gk_xml_attrs *attrs)
{
	struct gk_str format;

	if (is(name, "Style")) {
		gk_buf_clear(&x->style);
		gk_buf_add_str(&x->style, gk_xml_attrs_get(attrs, "ID"));
	} else if (is(name, "NumberFormat")) {
		format = gk_xml_attrs_get(attrs, "Format");
		if (!is(format, "Percent") && gk_numfmt_of(format) !=
		    GK_NUMFMT_PERCENT)
			return;
		(void)gk_intern(x->percents, gk_buf_str(&x->style));
		if (gk_intern_count(x->percents) > STYLES_MAX)
			stop(x, N_("more styles than any workbook has"));
	}
}

/* ---- rows and cells ------------------------------------------------- */

static void
begin_row(struct sml *x, const struct gk_xml_attrs *attrs)
{
	size_t index = number(attrs, "Index");

	x->in_row = true;
	x->number += 1 + x->span;
	if (index > 0)
		x->number = index;
	if (x->number > 4 * GK_SHEET_ROWS_MAX)
		x->number = 4 * GK_SHEET_ROWS_MAX;
	x->span = number(attrs, "Span");
	x->hidden = is(gk_xml_attrs_get(attrs, "Hidden"), "1");
	gk_sheet_row_clear(&x->row);
}

static void
end_row(struct sml *x)
{
	x->in_row = false;
	if (x->wanted)
		x->wanted = gk_sheet_row_push(&x->row, x->s, x->number, 1,
		    x->hidden);
	if (x->row.limit != NULL)
		stop(x, x->row.limit);
}

/* The cell goes on below, in its columns. */
static void
reserve(struct sml *x, size_t column, size_t rows)
{
	size_t end = column + x->merged, last = x->number + rows;

	x->steps += x->merged + 1;
	if (end > GK_SHEET_COLUMNS_MAX || x->steps > STEPS_MAX) {
		stop(x, N_("cells merged too often"));
		return;
	}
	while (x->nuntil < end)
		*GK_PUSH(x->until, x->nuntil, x->until_cap) = 0;
	for (size_t c = column - 1; c < end; c++)
		if (x->until[c] < last + 1)
			x->until[c] = last + 1;
}

/*
 * The column of a cell: the one it names, or the next that no cell of a row
 * above takes.  (Excel names it behind such a cell, LibreOffice does not.)
 */
static size_t
place(struct sml *x, const struct gk_xml_attrs *attrs)
{
	size_t index = number(attrs, "Index");
	size_t next = gk_sheet_row_next(&x->row), column = next;

	if (index > next)
		column = index;
	else if (index == 0)
		while (column <= x->nuntil && x->until[column - 1] > x->number)
			column++;
	if (column > next)
		gk_sheet_row_add(&x->row, GK_EMPTY, column - next, false);
	x->steps += index == 0 ? column - next : 0;
	return column;
}

static void
begin_cell(struct sml *x, const struct gk_xml_attrs *attrs)
{
	size_t column = place(x, attrs), down = number(attrs, "MergeDown");

	x->in_cell = true;
	x->merged = number(attrs, "MergeAcross");
	if (down > 0)
		reserve(x, column, down);
	x->percent = gk_intern_find(x->percents, gk_xml_attrs_get(attrs,
	    "StyleID")) != GK_NO_ID;
	x->type = STRING;
	gk_buf_clear(&x->text);
	gk_buf_clear(&x->target);
	gk_buf_add_str(&x->target, gk_xml_attrs_get(attrs, "HRef"));
	if (x->target.len == 0)
		gk_sheet_formula_link(&x->target, gk_xml_attrs_get(attrs,
		    "Formula"));
}

/* The text as it is shown, into `out`; whether its digits are lost. */
static bool
show(const struct sml *x, struct gk_buf *out)
{
	struct gk_str text = gk_buf_str(&x->text);
	struct gk_str value = gk_trim(text);

	if (value.n == 0)
		return false;
	switch (x->type) {
	case NUMBER:
		return gk_numfmt_show(out, value, x->percent ?
		    GK_NUMFMT_PERCENT : GK_NUMFMT_NUMBER, false);
	case DATE:
		gk_sheet_date(out, value);
		break;
	case BOOLEAN:
		gk_buf_puts(out, is(value, "1") ? "是" : "否");
		break;
	case STRING:
		gk_buf_add_str(out, text);
	}
	return false;
}

static void
end_cell(struct sml *x)
{
	struct gk_buf shown = { 0 };
	bool ruined = show(x, &shown);
	struct gk_str text = gk_buf_str(&shown);

	x->in_cell = false;
	if (x->target.len > 0)
		text = gk_sheet_link(text, gk_buf_str(&x->target));
	gk_sheet_row_add(&x->row, text, 1, ruined);
	if (x->merged > 0)
		gk_sheet_row_add(&x->row, GK_EMPTY, x->merged, false);
	if (x->row.limit != NULL)
		stop(x, x->row.limit);
	gk_buf_release(&shown);
}

static void
begin_data(struct sml *x, const struct gk_xml_attrs *attrs)
{
	struct gk_str type = gk_xml_attrs_get(attrs, "Type");

	x->in_data = true;
	x->type = is(type, "Number") ? NUMBER : is(type, "DateTime") ? DATE :
	    is(type, "Boolean") ? BOOLEAN : STRING;
}

/* ---- elements ------------------------------------------------------- */

/* Comments and phonetic readings are not what the cell says. */
static void
begin_in_cell(struct sml *x, struct gk_str name,
    const struct gk_xml_attrs *attrs)
{
	if (is(name, "Comment") || is(name, "PhoneticText"))
		x->skip = x->depth;
	else if (is(name, "Data"))
		begin_data(x, attrs);
	else if (x->in_data && is(name, "Br"))
		gk_buf_putc(&x->text, '\n');
}

static void
on_begin(void *user, struct gk_str name, const struct gk_xml_attrs *attrs)
{
	struct sml *x = user;

	x->depth++;
	if (x->skip != 0)
		return;
	if (x->in_cell)
		begin_in_cell(x, name, attrs);
	else if (!x->in_sheet && is(name, "Worksheet"))
		begin_sheet(x, attrs);
	else if (x->looking) {
		if (x->in_sheet && is(name, "Table")) {
			x->skip = x->depth;
		} else if (x->in_sheet && is(name, "Visible")) {
			x->in_visible = true;
			gk_buf_clear(&x->text);
		}
	} else if (!x->in_sheet)
		begin_style(x, name, attrs);
	else if (!x->in_row && is(name, "Row"))
		begin_row(x, attrs);
	else if (x->in_row && is(name, "Cell"))
		begin_cell(x, attrs);
}

static void
end_visible(struct sml *x)
{
	x->in_visible = false;
	if (!is(gk_trim(gk_buf_str(&x->text)), "SheetVisible"))
		x->hidden_sheets[x->nsheets - 1] = true;
}

static void
on_end(void *user, struct gk_str name)
{
	struct sml *x = user;
	size_t depth = x->depth--;

	if (x->skip != 0) {
		if (depth == x->skip)
			x->skip = 0;
		return;
	}
	if (x->in_visible && is(name, "Visible"))
		end_visible(x);
	else if (x->in_data && is(name, "Data"))
		x->in_data = false;
	else if (x->in_cell && is(name, "Cell"))
		end_cell(x);
	else if (x->in_row && is(name, "Row"))
		end_row(x);
	else if (x->in_sheet && is(name, "Worksheet"))
		end_sheet(x);
}

static void
on_text(void *user, struct gk_str text)
{
	struct sml *x = user;

	if (x->skip != 0 || (!x->in_data && !x->in_visible))
		return;
	gk_buf_add_str(&x->text, text);
	if (x->text.len > GK_SHEET_CELL_MAX)
		stop(x, N_("a cell is too long"));
}

/* ---- the file ------------------------------------------------------- */

static long
read_bytes(void *from, void *buf, size_t size, struct gk_error *err)
{
	struct gk_str *rest = from;
	size_t n = rest->n < size ? rest->n : size;

	(void)err;
	memcpy(buf, rest->p, n);
	*rest = gk_str_sub(*rest, n, rest->n);
	return (long)n;
}

static enum gk_status
go_through(struct sml *x, struct gk_str bytes, const char *name,
    struct gk_error *err)
{
	static const struct gk_xml_handler handler = { on_begin, on_end,
		on_text };
	enum gk_status status;

	x->depth = x->skip = x->sheet = 0;
	x->in_sheet = x->in_visible = false;
	gk_buf_clear(&x->text);
	status = gk_xml_stream(read_bytes, &bytes, &handler, x, &x->stop,
	    name, err);
	if (status == GK_OK && x->limit != NULL)
		status = gk_fail_for(GK_CAUSE_LIMIT, err, name, 0, "%s",
		    _(x->limit));
	return status;
}

enum gk_status
gk_spreadsheetml_read(struct gk_str bytes, const char *name,
    struct gk_sheets *s, struct gk_error *err)
{
	struct sml x = { .s = s, .looking = true };
	enum gk_status status;

	x.percents = gk_intern_new();
	status = go_through(&x, bytes, name, err);
	if (status == GK_OK) {
		x.looking = false;
		status = go_through(&x, bytes, name, err);
	}
	if (x.in_sheet && !x.looking)
		gk_sheets_end(s);	/* what came before stands */
	gk_intern_free(x.percents);
	gk_sheet_row_release(&x.row);
	gk_buf_release(&x.style);
	gk_buf_release(&x.text);
	gk_buf_release(&x.target);
	free(x.hidden_sheets);
	free(x.until);
	return status;
}
