/*
 * gk-xls-reader: the cells of an XLS workbook over libfreexl, and what that
 * does not show (xls_biff.h).
 *
 * A program of its own, for the library may crash or run away on damaged
 * files: it has little memory and time, and nothing to write to but its
 * standard output (xls_pipe.h).  It is started by xls.c, with the workbook as
 * standard input, and is of no use by hand.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <freexl.h>

#include "core/file.h"
#include "ledger/sheets.h"
#include "ledger/xls_biff.h"
#include "ledger/xls_pipe.h"

#define MEMORY_MAX ((rlim_t)1 << 30)
#define SECONDS_MAX 60

/* The sanitizers need more address space than that. */
#if defined(__SANITIZE_ADDRESS__)
#define LIMIT_MEMORY 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LIMIT_MEMORY 0
#endif
#endif
#ifndef LIMIT_MEMORY
#define LIMIT_MEMORY 1
#endif

/* A macro, for what is limited is an enum here and an int there. */
#define LIMIT(what, most) \
	(void)setrlimit(what, &(struct rlimit){ (most), (most) })

static void
put_number(size_t n)
{
	for (int i = 0; i < 4; i++)
		putchar((int)(n >> 8 * i & 0xFF));
}

static void
put_string(struct gk_str s)
{
	put_number(s.n);
	fwrite(s.p, 1, s.n, stdout);
}

/* A cell, and its link if it has one. */
static void
put_text(struct gk_str text, bool ruined, struct gk_str target)
{
	if (ruined)
		target = GK_EMPTY;
	putchar(ruined ? GK_XLS_RUINED : target.n > 0 ? GK_XLS_LINK :
	    text.n > 0 ? GK_XLS_TEXT : GK_XLS_BLANK);
	if (ruined || target.n > 0 || text.n > 0)
		put_string(text);
	if (target.n > 0)
		put_string(target);
}

/* As freexl has it, dates as text. */
static void
put_value(const FreeXL_CellValue *v, struct gk_str target)
{
	struct gk_buf shown = { 0 };
	char number[64] = "";
	bool ruined = false;

	switch (v->type) {
	case FREEXL_CELL_INT:
		snprintf(number, sizeof number, "%d", v->value.int_value);
		break;
	case FREEXL_CELL_DOUBLE:
		snprintf(number, sizeof number, "%.17g",
		    v->value.double_value);
		break;
	case FREEXL_CELL_TEXT:
	case FREEXL_CELL_SST_TEXT:
	case FREEXL_CELL_DATE:
	case FREEXL_CELL_DATETIME:
	case FREEXL_CELL_TIME:
		gk_buf_add_str(&shown, gk_str_of(v->value.text_value));
		break;
	default:
		break;
	}
	if (number[0] != '\0')
		ruined = gk_numfmt_show(&shown, gk_str_of(number),
		    GK_NUMFMT_NUMBER, false);
	put_text(gk_buf_str(&shown), ruined, target);
	gk_buf_release(&shown);
}

struct place {			/* of a cell, and how far freexl knows any */
	const void *book;
	const struct gk_biff *more;	/* NULL: freexl is all there is */
	unsigned rows;
	unsigned short columns;
};

/* What freexl says of a cell; nothing where it knows none. */
static int
value_of(const struct place *p, unsigned row, unsigned column,
    FreeXL_CellValue *v)
{
	v->type = FREEXL_CELL_NULL;
	if (row >= p->rows || column >= p->columns)
		return FREEXL_OK;
	return freexl_get_cell_value(p->book, row, (unsigned short)column, v);
}

static int
put_cell(const struct place *p, unsigned row, unsigned column)
{
	const struct gk_biff_cell *cell = NULL;
	struct gk_str target = GK_EMPTY;
	FreeXL_CellValue v;
	int e = FREEXL_OK;

	v.type = FREEXL_CELL_NULL;
	if (p->more != NULL) {
		cell = gk_biff_cell(p->more, row, column);
		target = gk_biff_link(p->more, row, column);
	}
	if (p->more != NULL && gk_biff_covered(p->more, row, column)) {
		putchar(GK_XLS_BLANK);
	} else if (cell != NULL) {
		put_text(cell->text, cell->ruined, target);
	} else {
		e = value_of(p, row, column, &v);
		put_value(&v, target);
	}
	return e;
}

/* A row without any cell is left out. */
static int
put_row(const struct place *p, unsigned row, unsigned columns)
{
	bool hidden = p->more != NULL && gk_biff_row_hidden(p->more, row);
	FreeXL_CellValue v;
	unsigned used = 0;
	int e = FREEXL_OK;

	for (unsigned c = 0; c < columns && e == FREEXL_OK; c++) {
		e = value_of(p, row, c, &v);
		if (v.type != FREEXL_CELL_NULL || (p->more != NULL &&
		    gk_biff_cell(p->more, row, c) != NULL))
			used = c + 1;
	}
	if (used == 0 || e != FREEXL_OK)
		return e;
	putchar(GK_XLS_ROW);
	putchar(hidden ? 1 : 0);
	put_number((size_t)row + 1);
	put_number(used);
	for (unsigned c = 0; c < used; c++)
		(void)put_cell(p, row, c);
	return FREEXL_OK;
}

static int
put_sheet(const void *book, unsigned short sheet, struct gk_biff *more)
{
	struct place p = { .book = book, .more = more };
	const char *name = NULL;
	uint32_t rows = 0, columns = 0;
	int e;

	if ((e = freexl_get_worksheet_name(book, sheet, &name)) != FREEXL_OK ||
	    (e = freexl_select_active_worksheet(book, sheet)) != FREEXL_OK ||
	    (e = freexl_worksheet_dimensions(book, &p.rows, &p.columns)) !=
	    FREEXL_OK)
		return e;
	if (more != NULL) {
		gk_biff_select(more, sheet);
		gk_biff_extent(more, &rows, &columns);
	}
	putchar(GK_XLS_SHEET);
	putchar(more != NULL && gk_biff_hidden(more, sheet) ? 1 : 0);
	put_string(gk_str_of(name));
	rows = p.rows > rows ? p.rows : rows;
	columns = p.columns > columns ? p.columns : columns;
	for (unsigned r = 0; r < rows && e == FREEXL_OK; r++)
		e = put_row(&p, r, columns);
	putchar(GK_XLS_END);
	return e;
}

/* A letter for what freexl says. */
static int
why(int e)
{
	switch (e) {
	case FREEXL_FILE_NOT_FOUND:
		return GK_XLS_INPUT;
	case FREEXL_INSUFFICIENT_MEMORY:
		return GK_XLS_LIMIT;
	case FREEXL_UNSUPPORTED_CHARSET:
	case FREEXL_INVALID_CHARACTER:
		return GK_XLS_CHARSET;
	default:
		return GK_XLS_DAMAGED;
	}
}

static int
put_book(const void *book, struct gk_str file)
{
	struct gk_biff *more = gk_biff_new(file);
	unsigned info = 0;
	int e = freexl_get_info(book, FREEXL_BIFF_PASSWORD, &info);

	if (e == FREEXL_OK && info == FREEXL_BIFF_OBFUSCATED)
		return GK_XLS_LOCKED;
	if (e == FREEXL_OK)
		e = freexl_get_info(book, FREEXL_BIFF_SHEET_COUNT, &info);
	if (e == FREEXL_OK && info > GK_XLS_SHEETS_MAX)
		return GK_XLS_LIMIT;
	if (more != NULL && gk_biff_sheets(more) != info)
		more = NULL;	/* freexl counts others, who knows which */
	if (more == NULL)
		putchar(GK_XLS_PARTIAL);
	for (unsigned i = 0; i < info && e == FREEXL_OK; i++)
		e = put_sheet(book, (unsigned short)i, more);
	return e != FREEXL_OK ? why(e) : 0;
}

int
main(void)
{
	const void *book = NULL;
	struct gk_file file;
	int e, failed;

	LIMIT(RLIMIT_CORE, 0);
	LIMIT(RLIMIT_CPU, SECONDS_MAX);
	LIMIT(RLIMIT_FSIZE, 0);
	if (LIMIT_MEMORY)
		LIMIT(RLIMIT_AS, MEMORY_MAX);
	if (gk_file_open("-", &file, NULL) != GK_OK)
		e = FREEXL_FILE_NOT_FOUND;
	else
		e = freexl_open("/dev/stdin", &book);
	failed = e != FREEXL_OK ? why(e) : put_book(book, file.text);
	if (failed != 0) {
		putchar(GK_XLS_FAILED);
		putchar(failed);
	} else {
		putchar(GK_XLS_DONE);
	}
	if (fflush(stdout) != 0)
		_Exit(2);
	_Exit(failed != 0);	/* what freexl holds is the system's to free */
}
