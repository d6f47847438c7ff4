#include "config.h"

#include "ledger/xls_biff_int.h"

#include <stdlib.h>

bool
gk_biff_record(const struct gk_biff *b, size_t at, struct gk_biff_record *r)
{
	struct gk_str s = gk_buf_str(&b->stream);
	size_t n;

	if (at >= s.n || s.n - at < 4)
		return false;
	r->type = gk_u16_at(s, at);
	n = gk_u16_at(s, at + 2);
	r->data = gk_str_sub(s, at + 4, n);
	r->next = at + 4 + n;
	return r->data.n == n;
}

/* ---- strings -------------------------------------------------------- */

static void
put_char(struct gk_buf *out, uint32_t c)
{
	if (c < 0x80) {
		gk_buf_putc(out, (char)c);
	} else if (c < 0x800) {
		gk_buf_putc(out, (char)(0xC0 | c >> 6));
		gk_buf_putc(out, (char)(0x80 | (c & 0x3F)));
	} else if (c < 0x10000) {
		gk_buf_putc(out, (char)(0xE0 | c >> 12));
		gk_buf_putc(out, (char)(0x80 | (c >> 6 & 0x3F)));
		gk_buf_putc(out, (char)(0x80 | (c & 0x3F)));
	} else {
		gk_buf_putc(out, (char)(0xF0 | c >> 18));
		gk_buf_putc(out, (char)(0x80 | (c >> 12 & 0x3F)));
		gk_buf_putc(out, (char)(0x80 | (c >> 6 & 0x3F)));
		gk_buf_putc(out, (char)(0x80 | (c & 0x3F)));
	}
}

void
gk_biff_unit(struct gk_buf *out, uint32_t u, uint32_t *high)
{
	if (*high != 0 && u >= 0xDC00 && u < 0xE000) {
		put_char(out, 0x10000 + ((*high - 0xD800) << 10) +
		    (u - 0xDC00));
		*high = 0;
		return;
	}
	if (*high != 0)
		put_char(out, 0xFFFD);	/* half a pair */
	*high = u >= 0xD800 && u < 0xDC00 ? u : 0;
	if (*high == 0)
		put_char(out, u >= 0xDC00 && u < 0xE000 ? 0xFFFD : u);
}

void
gk_biff_string(const struct gk_biff *b, struct gk_buf *out,
    struct gk_biff_record r, size_t at, size_t n)
{
	uint32_t high = 0;

	for (;;) {
		bool wide = at < r.data.n && (r.data.p[at] & 1) != 0;

		for (at++; n > 0 && at + wide < r.data.n; n--) {
			gk_biff_unit(out, wide ? gk_u16_at(r.data, at) :
			    (unsigned char)r.data.p[at], &high);
			at += wide ? 2 : 1;
		}
		if (n == 0 || !gk_biff_record(b, r.next, &r) ||
		    r.type != R_CONTINUE)
			break;
		at = 0;
	}
	if (high != 0)
		put_char(out, 0xFFFD);
}

/* ---- the workbook --------------------------------------------------- */

static void
read_format(struct gk_biff *b, const struct gk_biff_record *r)
{
	struct gk_buf code = { 0 };

	gk_biff_string(b, &code, *r, 4, gk_u16_at(r->data, 2));
	*GK_PUSH(b->formats, b->nformats, b->formats_cap) = (struct gk_biff_format){
		gk_u16_at(r->data, 0), gk_numfmt_of(gk_buf_str(&code)) };
	gk_buf_release(&code);
}

static bool
read_globals(struct gk_biff *b)
{
	struct gk_biff_record r;
	size_t at = 0;

	if (!gk_biff_record(b, 0, &r) || r.type != R_BOF ||
	    gk_u16_at(r.data, 0) != 0x0600)
		return false;
	for (; gk_biff_record(b, at, &r) && r.type != R_EOF; at = r.next) {
		if (r.type == R_DATEMODE)
			b->since_1904 = gk_u16_at(r.data, 0) == 1;
		else if (r.type == R_FORMAT)
			read_format(b, &r);
		else if (r.type == R_XF)
			*GK_PUSH(b->xfs, b->nxfs, b->xfs_cap) =
			    gk_u16_at(r.data, 2);
		else if (r.type == R_BOUNDSHEET && r.data.n > 6)
			*GK_PUSH(b->sheets, b->nsheets, b->sheets_cap) =
			    (struct gk_biff_sheet){ gk_u32_at(r.data, 0),
			    (r.data.p[4] & 3) != 0 };
	}
	return b->nsheets > 0;
}

struct gk_biff *
gk_biff_new(struct gk_str file)
{
	struct gk_biff *b = gk_calloc(1, sizeof *b);
	struct gk_ole2 o;
	size_t entry;
	bool good = false;

	gk_arena_init(&b->arena);
	if (gk_ole2_open(&o, file)) {
		entry = gk_ole2_find(&o, "Workbook");
		good = entry != GK_OLE2_NONE &&
		    gk_ole2_read(&o, entry, &b->stream) && read_globals(b);
	}
	gk_ole2_release(&o);
	if (good) {
		b->covered = gk_calloc(GK_BIFF_ROWS, GK_BIFF_COLUMNS / 8);
		b->hidden_rows = gk_calloc(GK_BIFF_ROWS, 1);
		return b;
	}
	gk_biff_free(b);
	return NULL;
}

void
gk_biff_free(struct gk_biff *b)
{
	if (b == NULL)
		return;
	gk_buf_release(&b->stream);
	gk_arena_release(&b->arena);
	free(b->formats);
	free(b->xfs);
	free(b->sheets);
	free(b->cells);
	free(b->links);
	free(b->covered);
	free(b->hidden_rows);
	free(b);
}

size_t
gk_biff_sheets(const struct gk_biff *b)
{
	return b->nsheets;
}

bool
gk_biff_hidden(const struct gk_biff *b, size_t sheet)
{
	return b->sheets[sheet].hidden;
}

/* ---- what was found ------------------------------------------------- */

bool
gk_biff_row_hidden(const struct gk_biff *b, uint32_t row)
{
	return row < GK_BIFF_ROWS && b->hidden_rows[row] != 0;
}

bool
gk_biff_covered(const struct gk_biff *b, uint32_t row, uint32_t column)
{
	return row < GK_BIFF_ROWS && column < GK_BIFF_COLUMNS &&
	    (b->covered[(row * GK_BIFF_COLUMNS + column) / 8] >> column % 8 & 1) != 0;
}

const struct gk_biff_cell *
gk_biff_cell(const struct gk_biff *b, uint32_t row, uint32_t column)
{
	size_t low = 0, high = b->ncells;

	while (low < high) {	/* the first that is behind it */
		size_t mid = low + (high - low) / 2;
		const struct gk_biff_cell *c = &b->cells[mid];

		if (c->row < row || (c->row == row && c->column <= column))
			low = mid + 1;
		else
			high = mid;
	}
	if (low == 0 || b->cells[low - 1].row != row ||
	    b->cells[low - 1].column != column)
		return NULL;
	return &b->cells[low - 1];
}

int
gk_biff_link_cmp(const void *x, const void *y)
{
	const struct gk_biff_link *a = x, *c = y;

	return (a->place > c->place) - (a->place < c->place);
}

struct gk_str
gk_biff_link(const struct gk_biff *b, uint32_t row, uint32_t column)
{
	struct gk_biff_link key = { row * GK_BIFF_COLUMNS + column, GK_EMPTY };
	const struct gk_biff_link *found = NULL;

	if (b->nlinks > 0 && row < GK_BIFF_ROWS && column < GK_BIFF_COLUMNS)
		found = bsearch(&key, b->links, b->nlinks, sizeof key,
		    gk_biff_link_cmp);
	return found != NULL ? found->target : GK_EMPTY;
}

void
gk_biff_extent(const struct gk_biff *b, uint32_t *rows, uint32_t *columns)
{
	*rows = *columns = 0;
	for (size_t i = 0; i < b->ncells; i++) {
		if (b->cells[i].row >= *rows)
			*rows = b->cells[i].row + 1;
		if (b->cells[i].column >= *columns)
			*columns = b->cells[i].column + 1;
	}
}
