/*
 * Private to xls_biff.c, which reads what is said of the whole workbook, and
 * xls_biff_sheet.c, which reads one sheet.
 */
#ifndef GK_LEDGER_XLS_BIFF_INT_H
#define GK_LEDGER_XLS_BIFF_INT_H

#include "core/mem.h"
#include "ledger/ole2.h"
#include "ledger/sheets.h"
#include "ledger/xls_biff.h"

/* Records ([MS-XLS] 2.3). */
enum gk_biff_type {
	R_FORMULA = 0x06, R_EOF = 0x0A, R_DATEMODE = 0x22, R_CONTINUE = 0x3C,
	R_BOUNDSHEET = 0x85, R_MULRK = 0xBD, R_XF = 0xE0, R_MERGED = 0xE5,
	R_LINK = 0x1B8, R_NUMBER = 0x203, R_BOOLERR = 0x205, R_STRING = 0x207,
	R_ROW = 0x208, R_RK = 0x27E, R_FORMAT = 0x41E, R_BOF = 0x809
};

#define GK_BIFF_ROWS ((uint32_t)65536)
#define GK_BIFF_COLUMNS ((uint32_t)256)

struct gk_biff_format {			/* of its own number */
	uint32_t id;
	enum gk_numfmt is;
};
struct gk_biff_sheet {
	size_t at;		/* in the stream */
	bool hidden;
};
struct gk_biff_link {
	uint32_t place;		/* row * GK_BIFF_COLUMNS + column */
	struct gk_str target;
};

struct gk_biff {
	struct gk_buf stream;
	struct gk_arena arena;	/* strings of the sheet */
	bool since_1904;
	struct gk_biff_format *formats;
	size_t nformats, formats_cap;
	uint32_t *xfs;		/* number of the format of each */
	size_t nxfs, xfs_cap;
	struct gk_biff_sheet *sheets;
	size_t nsheets, sheets_cap;
	/* Of the sheet that was selected. */
	struct gk_biff_cell *cells;	/* sorted */
	size_t ncells, cells_cap;
	struct gk_biff_link *links;	/* likewise */
	size_t nlinks, links_cap;
	unsigned char *covered;	/* a bit a cell */
	unsigned char *hidden_rows;	/* a byte a row */
};

struct gk_biff_record {
	uint32_t type;
	struct gk_str data;
	size_t next;		/* where the one behind it starts */
};

/* The record at that place of the stream; false at the end. */
bool gk_biff_record(const struct gk_biff *b, size_t at,
    struct gk_biff_record *r);
/* Appends one unit of UTF-16; `*high` keeps the first half of a pair. */
void gk_biff_unit(struct gk_buf *out, uint32_t u, uint32_t *high);
/*
 * Appends a string of `n` characters whose flags are at `at`; it may go on in
 * records of type CONTINUE, which begin with flags again.
 */
void gk_biff_string(const struct gk_biff *b, struct gk_buf *out,
    struct gk_biff_record r, size_t at, size_t n);
int gk_biff_link_cmp(const void *x, const void *y);

#endif
