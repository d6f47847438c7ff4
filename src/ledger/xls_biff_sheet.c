#include "config.h"

#include "ledger/xls_biff_int.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- cells ---------------------------------------------------------- */

static enum gk_numfmt
format_of(const struct gk_biff *b, uint32_t xf)
{
	uint32_t id = xf < b->nxfs ? b->xfs[xf] : 0;

	for (size_t i = 0; i < b->nformats; i++)
		if (b->formats[i].id == id)
			return b->formats[i].is;
	return gk_numfmt_builtin((int)id);
}

static void
add_cell(struct gk_biff *b, uint32_t row, uint32_t column,
    struct gk_str text, bool ruined)
{
	if (row >= GK_BIFF_ROWS || column >= GK_BIFF_COLUMNS)
		return;
	*GK_PUSH(b->cells, b->ncells, b->cells_cap) = (struct gk_biff_cell){
		row, column, b->ncells, gk_str_keep(&b->arena, text), ruined };
}

static void
add_number(struct gk_biff *b, uint32_t row, uint32_t column, uint32_t xf,
    double value)
{
	struct gk_buf shown = { 0 };
	char stored[64];
	bool ruined;

	snprintf(stored, sizeof stored, "%.17g", value);
	ruined = gk_numfmt_show(&shown, gk_str_of(stored), format_of(b, xf),
	    b->since_1904);
	add_cell(b, row, column, gk_buf_str(&shown), ruined);
	gk_buf_release(&shown);
}

static double
double_at(struct gk_str s, size_t at)
{
	uint64_t bits = gk_u32_at(s, at) | (uint64_t)gk_u32_at(s, at + 4) << 32;
	double d;

	memcpy(&d, &bits, sizeof d);
	return d;
}

/* A number in four bytes: whole or the upper half, perhaps a hundredfold. */
static double
rk_at(struct gk_str s, size_t at)
{
	uint32_t rk = gk_u32_at(s, at);
	uint64_t bits = (uint64_t)(rk & 0xFFFFFFFC) << 32;
	double d;

	if (rk & 2)
		d = (double)((int32_t)rk >> 2);
	else
		memcpy(&d, &bits, sizeof d);
	return rk & 1 ? d / 100 : d;
}

static void
add_bool_or_error(struct gk_biff *b, uint32_t row, uint32_t column,
    unsigned value, bool error)
{
	static const struct {
		unsigned value;
		const char *text;
	} errors[] = { { 0x00, "#NULL!" }, { 0x07, "#DIV/0!" },
		{ 0x0F, "#VALUE!" }, { 0x17, "#REF!" }, { 0x1D, "#NAME?" },
		{ 0x24, "#NUM!" } };
	const char *text = "#N/A";

	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
		if (errors[i].value == value)
			text = errors[i].text;
	if (!error)
		text = value != 0 ? "是" : "否";
	add_cell(b, row, column, gk_str_of(text), false);
}

/* A result that is text follows in a record of its own. */
static void
read_formula(struct gk_biff *b, const struct gk_biff_record *r)
{
	uint32_t row = gk_u16_at(r->data, 0), column = gk_u16_at(r->data, 2);
	struct gk_str result = gk_str_sub(r->data, 6, 8);
	struct gk_biff_record next = *r;
	struct gk_buf text = { 0 };

	if (result.n < 8)
		return;
	if (gk_u16_at(result, 6) != 0xFFFF) {
		add_number(b, row, column, gk_u16_at(r->data, 4),
		    double_at(result, 0));
		return;
	}
	if (result.p[0] == 1 || result.p[0] == 2) {
		add_bool_or_error(b, row, column, (unsigned char)result.p[2],
		    result.p[0] == 2);
		return;
	}
	/* Of shared formulas and arrays there may be a record in between. */
	for (int i = 0; result.p[0] == 0 && i < 2; i++)
		if (!gk_biff_record(b, next.next, &next))
			break;
		else if (next.type == R_STRING) {
			gk_biff_string(b, &text, next, 2,
			    gk_u16_at(next.data, 0));
			break;
		}
	add_cell(b, row, column, gk_buf_str(&text), false);
	gk_buf_release(&text);
}

static void
read_mulrk(struct gk_biff *b, struct gk_str s)
{
	uint32_t row = gk_u16_at(s, 0), column = gk_u16_at(s, 2);

	for (size_t at = 4; at + 8 <= s.n; at += 6)
		add_number(b, row, column++, gk_u16_at(s, at),
		    rk_at(s, at + 2));
}

/* ---- merged cells, links, rows -------------------------------------- */

static void
read_merged(struct gk_biff *b, struct gk_str s)
{
	size_t n = gk_u16_at(s, 0);

	for (size_t i = 0, at = 2; i < n && at + 8 <= s.n; i++, at += 8) {
		uint32_t r1 = gk_u16_at(s, at), r2 = gk_u16_at(s, at + 2);
		uint32_t c1 = gk_u16_at(s, at + 4), c2 = gk_u16_at(s, at + 6);

		for (uint32_t r = r1; r <= r2 && r < GK_BIFF_ROWS; r++)
			for (uint32_t c = c1; c <= c2 && c < GK_BIFF_COLUMNS; c++)
				if (r != r1 || c != c1)
					b->covered[(r * GK_BIFF_COLUMNS + c) / 8] |=
					    (unsigned char)(1u << c % 8);
	}
}

/* Passes over a string with its length in characters before it. */
static size_t
skip_string(struct gk_str s, size_t at)
{
	size_t n = gk_u32_at(s, at);

	return n < s.n && at < s.n ? at + 4 + 2 * n : s.n;
}

/* Only addresses: a link to a place in the workbook leads nowhere else. */
static void
read_link(struct gk_biff *b, struct gk_str s)
{
	static const char url[16] = "\xE0\xC9\xEA\x79\xF9\xBA\xCE\x11"
	    "\x8C\x82\x00\xAA\x00\x4B\xA9\x0B";
	uint32_t flags = gk_u32_at(s, 28), high = 0;
	size_t at = 32, end;
	struct gk_buf target = { 0 };

	if (flags & 0x10)	/* a name to show */
		at = skip_string(s, at);
	if (flags & 0x80)	/* a frame */
		at = skip_string(s, at);
	if ((flags & 0x01) == 0 || (flags & 0x100) != 0 || at + 20 > s.n ||
	    memcmp(s.p + at, url, sizeof url) != 0)
		return;
	end = at + 20 + gk_u32_at(s, at + 16);
	for (at += 20; at + 2 <= s.n && at + 2 <= end &&
	    gk_u16_at(s, at) != 0; at += 2)
		gk_biff_unit(&target, gk_u16_at(s, at), &high);
	*GK_PUSH(b->links, b->nlinks, b->links_cap) = (struct gk_biff_link){
		gk_u16_at(s, 0) * GK_BIFF_COLUMNS + gk_u16_at(s, 4),
		gk_str_keep(&b->arena, gk_buf_str(&target)) };
	gk_buf_release(&target);
}

static void
read_record(struct gk_biff *b, const struct gk_biff_record *r)
{
	struct gk_str s = r->data;
	uint32_t row = gk_u16_at(s, 0), column = gk_u16_at(s, 2);

	switch (r->type) {
	case R_FORMULA:
		read_formula(b, r);
		break;
	case R_NUMBER:
		if (s.n >= 14)
			add_number(b, row, column, gk_u16_at(s, 4),
			    double_at(s, 6));
		break;
	case R_RK:
		if (s.n >= 10)
			add_number(b, row, column, gk_u16_at(s, 4),
			    rk_at(s, 6));
		break;
	case R_MULRK:
		read_mulrk(b, s);
		break;
	case R_BOOLERR:
		if (s.n >= 8)
			add_bool_or_error(b, row, column,
			    (unsigned char)s.p[6], s.p[7] != 0);
		break;
	case R_ROW:
		if (s.n >= 16 && (gk_u32_at(s, 12) & 0x20) != 0)
			b->hidden_rows[row] = 1;
		break;
	case R_MERGED:
		read_merged(b, s);
		break;
	case R_LINK:
		read_link(b, s);
		break;
	default:
		break;
	}
}

static int
cell_cmp(const void *x, const void *y)
{
	const struct gk_biff_cell *a = x, *c = y;

	if (a->row != c->row)
		return a->row < c->row ? -1 : 1;
	if (a->column != c->column)
		return a->column < c->column ? -1 : 1;
	return (a->order > c->order) - (a->order < c->order);
}

/* Charts stand inside a sheet, between a BOF and an EOF of their own. */
void
gk_biff_select(struct gk_biff *b, size_t sheet)
{
	size_t at = b->sheets[sheet].at, depth = 0;
	struct gk_biff_record r;

	b->ncells = b->nlinks = 0;
	gk_arena_reset(&b->arena);
	memset(b->covered, 0, (size_t)GK_BIFF_ROWS * GK_BIFF_COLUMNS / 8);
	memset(b->hidden_rows, 0, GK_BIFF_ROWS);
	for (; gk_biff_record(b, at, &r); at = r.next) {
		if (r.type == R_BOF)
			depth++;
		else if (r.type == R_EOF && --depth == 0)
			break;
		else if (depth == 0)
			break;		/* no sheet is there */
		else if (depth == 1)
			read_record(b, &r);
	}
	if (b->ncells > 0)
		qsort(b->cells, b->ncells, sizeof *b->cells, cell_cmp);
	if (b->nlinks > 0)
		qsort(b->links, b->nlinks, sizeof *b->links, gk_biff_link_cmp);
}
