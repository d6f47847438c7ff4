/*
 * Sheets (工作表) of files that are no text: workbooks and web tables.
 *
 * A reader pushes what it finds, sheet by sheet and row by row, in the order
 * of the file; each sheet is laid out and recognised by itself (rows.c).  Rows
 * are numbered as the spreadsheet program numbers them; blank rows may be left
 * out.  Cells are what the program shows: dates ISO 8601, booleans 是 and 否,
 * numbers as they were typed; a cell whose link leads elsewhere than its text
 * says has the link's target.
 */
#ifndef GK_LEDGER_SHEETS_H
#define GK_LEDGER_SHEETS_H

#include "core/csv.h"
#include "ledger/ledger.h"

/* What a sheet may have; beyond it the file fails (GK_CAUSE_LIMIT). */
#define GK_SHEETS_MAX 256
#define GK_SHEET_ROWS_MAX 1048576
#define GK_SHEET_COLUMNS_MAX 16384
#define GK_SHEET_CELL_MAX ((size_t)1 << 20)

struct gk_sheets;

struct gk_sheets *gk_sheets_new(const struct gk_ledger_options *opt,
    const struct gk_ledger_ops *ops, void *user, const char *name);
void gk_sheets_free(struct gk_sheets *s);
/* A sheet begins; false: that is one too many. */
bool gk_sheets_begin(struct gk_sheets *s, struct gk_str sheet, bool hidden);
/* False when nothing more of this sheet is wanted. */
bool gk_sheets_row(struct gk_sheets *s, const struct gk_csv_row *row,
    bool hidden);
/* The digits of a number at this row and column (from 1) are lost:
 * 4.30102E+17.  Before the row is pushed. */
void gk_sheets_ruined(struct gk_sheets *s, size_t row, size_t column,
    struct gk_str shown);
/* Links, merges or hidden parts could not be looked for (XLS). */
void gk_sheets_partial(struct gk_sheets *s);
void gk_sheets_end(struct gk_sheets *s);
/* All are read.  Fails like a text file if no sheet was a table. */
enum gk_status gk_sheets_finish(struct gk_sheets *s, struct gk_error *err);

/*
 * The readers: each decides nothing about the data.  GK_FAIL with the cause
 * (GK_CAUSE_FORMAT, GK_CAUSE_LIMIT …); what was pushed before stands.
 */
enum gk_status gk_xlsx_read(struct gk_str bytes, const char *name,
    struct gk_sheets *s, struct gk_error *err);
enum gk_status gk_ods_read(struct gk_str bytes, const char *name,
    struct gk_sheets *s, struct gk_error *err);
enum gk_status gk_html_read(struct gk_str bytes, const char *name,
    struct gk_sheets *s, struct gk_error *err);	/* any encoding it declares */
enum gk_status gk_spreadsheetml_read(struct gk_str bytes, const char *name,
    struct gk_sheets *s, struct gk_error *err);	/* XML of Excel 2003 */
enum gk_status gk_xls_read(struct gk_str bytes, const char *name,
    struct gk_sheets *s, struct gk_error *err);

/* A cell as a number format of a workbook shows it (cellformat.c). */
enum gk_numfmt { GK_NUMFMT_NUMBER, GK_NUMFMT_DATE, GK_NUMFMT_TIME,
	GK_NUMFMT_DATETIME, GK_NUMFMT_PERCENT, GK_NUMFMT_TEXT,
	GK_NUMFMT_MONTH,	/* yyyy年m月: "2023-03", if its day is the first */
	GK_NUMFMT_BOOLEAN };	/* LibreOffice's, of formulas */
/* By format code ("yyyy/m/d;@", "[$-804]yyyy年m月d日"). */
enum gk_numfmt gk_numfmt_of(struct gk_str code);
/* By the number of a built-in one (14, 22, 31, 57 …). */
enum gk_numfmt gk_numfmt_builtin(int id);
/*
 * Appends a stored number ("45016.0") as shown; `since_1904`: the other day
 * count.  True if its digits are lost (more than 15).
 */
bool gk_numfmt_show(struct gk_buf *out, struct gk_str stored,
    enum gk_numfmt f, bool since_1904);

#endif
