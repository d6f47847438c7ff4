/*
 * How a ledger is read, from bytes to records; private to src/ledger.
 *
 * text.c turns a file into rows.  The first rows are kept as a gk_head, in
 * which layout.c finds the header; title.c reads what stands above it.  rows.c
 * holds both together (gk_layout) and makes records of the rows that follow,
 * with the cells cleaned by cell.c.  A source that is no text file pushes its
 * rows into a gk_layout in the same way.
 */
#ifndef GK_LEDGER_LEDGER_INT_H
#define GK_LEDGER_LEDGER_INT_H

#include "core/csv.h"
#include "core/mem.h"
#include "ledger/ledger.h"
#include "ledger/sheets.h"

/* What a column of a file is, where it is none of the kind's columns. */
#define GK_COL_UNKNOWN SIZE_MAX
#define GK_COL_IGNORED (SIZE_MAX - 1)	/* known to be of no interest: 序号 */
#define GK_COL_BLANK (SIZE_MAX - 2)	/* without a header */
#define GK_COL_FILE (SIZE_MAX - 3)	/* _file, _sheet, _row of gk-cat */
#define GK_COL_SHEET (SIZE_MAX - 4)
#define GK_COL_ROW (SIZE_MAX - 5)
#define GK_COL_TABLE (SIZE_MAX - 6)	/* _table: see canonical.c */
#define GK_COL_EXTRA (SIZE_MAX - 7)	/* x:HEADER */
#define GK_COL_RAW (SIZE_MAX - 8)	/* KEY.raw */

/*
 * kind.c: what a name, in its comparison form (gk_norm_key), stands for; and
 * whether it is the column's own, its key or label, and no alias.
 */
size_t gk_ledger_kind_named(const struct gk_ledger_kind *k, struct gk_str norm,
    bool *own);
/* Whether a title (gk_title_words) speaks for the kind. */
bool gk_ledger_kind_told(const struct gk_ledger_kind *k, struct gk_str title);
/* What the title says of a column that is blank; "" if nothing. */
struct gk_str gk_ledger_column_default(const struct gk_ledger_column *c,
    struct gk_str title);

/* magic.c: what a file is by its bytes, whatever its name says. */
enum gk_file_kind {
	/* A reader for it is in sheets.h, or it is text. */
	GK_FILE_TEXT,		/* also what is nothing known */
	GK_FILE_XLSX, GK_FILE_ODS, GK_FILE_HTML, GK_FILE_SPREADSHEETML,
	GK_FILE_XLS,		/* WPS's .et too */
	/* Refused. */
	GK_FILE_XLSM, GK_FILE_XLSB,
	GK_FILE_LOCKED,		/* XLSX, DOCX … with a password */
	GK_FILE_DOC, GK_FILE_DOCX, GK_FILE_PPT, GK_FILE_ODF, GK_FILE_RTF,
	GK_FILE_PDF, GK_FILE_OFD, GK_FILE_IMAGE, GK_FILE_MHTML,
	GK_FILE_XML, GK_FILE_ZIP, GK_FILE_ARCHIVE, GK_FILE_OLE2
};
enum gk_file_kind gk_magic_kind(struct gk_str bytes);
/* Fails, and says how to export, if no reader takes such files. */
enum gk_status gk_magic_refuse(struct gk_str bytes, const char *name,
    struct gk_error *err);
/*
 * container.c: what a ZIP file holds, by the names of its parts, and an OLE2
 * file (D0 CF 11 E0), by the names below its root.
 */
enum gk_file_kind gk_container_zip(struct gk_str bytes);
enum gk_file_kind gk_container_ole2(struct gk_str bytes);

/*
 * title.c: the first rows, among which the header is looked for.  It may be
 * up to GK_HEAD_HEIGHT rows high.
 */
#define GK_HEAD_ROWS 20
#define GK_HEAD_HEIGHT 3

struct gk_head_row {
	struct gk_str *cells;	/* as they stand in the file */
	struct gk_str *norms;	/* comparison form; "" if too long for a name */
	size_t ncells;
	size_t row, line;
};
struct gk_head {
	struct gk_head_row rows[GK_HEAD_ROWS];
	size_t count;
	struct gk_str file, sheet;	/* names, which may tell the kind */
	struct gk_arena arena;
};
void gk_head_add(struct gk_head *h, const struct gk_csv_row *row);
void gk_head_release(struct gk_head *h);

/* What a fit is counted in; below it stands what decides between equals. */
#define GK_FIT_UNIT 16

struct gk_header_col {
	size_t column;		/* index in the kind, or GK_COL_… */
	struct gk_str name;	/* as shown; parent/child of joined headers */
	struct gk_str label;	/* one of several to be ticked: 特定群体 */
	bool twice;		/* an earlier one means the same: not used */
	bool own;		/* named by its key or label, not by an alias */
	bool mapped;		/* through --column */
	size_t raw;		/* GK_COL_RAW: the column of the kind */
};
struct gk_header {
	const struct gk_ledger_kind *kind;
	size_t first, height;	/* rows of the head */
	int score;		/* of its columns */
	int fit;		/* less what does not fit: compares kinds */
	const struct gk_ledger_kind *rival;	/* as good, by all there is */
	const struct gk_ledger_kind *next;	/* the next best; NULL: none */
	int next_fit;
	bool told;		/* the title speaks for the kind */
	size_t width;		/* columns, up to the last one with a header */
	struct gk_header_col *cols;	/* in the head's arena */
	bool canonical;		/* gk-cat's own: _file, _sheet and _row */
};
/*
 * layout.c: the best header of the kind that fits best; false if none will do.  Of kinds
 * that fit about alike the one that the title speaks for is taken.
 */
bool gk_header_find(struct gk_head *h, const struct gk_ledger_options *opt,
    struct gk_header *out);
/* choice.c: of the headers found, one for each kind; score 0: none. */
bool gk_header_choose(const struct gk_head *h, const struct gk_header *list,
    size_t n, struct gk_header *out);
/* Which table of gongkai's own this is ("register" …), or "". */
struct gk_str gk_own_table(const struct gk_head *h);

/* Cells and names longer than this are no title. */
#define GK_TITLE_CELL_MAX ((size_t)1024)
/*
 * title.c: reads the title rows, those before `header`, into `t`.  Where they
 * are silent the names of sheet, file and folders speak, if they may.
 */
void gk_title_read(struct gk_table *t, const struct gk_head *h, size_t rows,
    const char *unit, bool names, struct gk_arena *arena);
/*
 * names.c: the names of sheet and file and the title rows in comparison form,
 * to look for words in; `ends[n]` is where the first n rows end.
 */
void gk_title_words(struct gk_buf *out, const struct gk_head *h, size_t rows,
    size_t ends[GK_HEAD_ROWS + 1]);
/* Whether it is a body by how it ends: 局, 委 … */
bool gk_is_body(struct gk_str s);
/* 长沙市××局2023年主动公开台账: the body named before year and subject. */
struct gk_str gk_body_of_title(struct gk_str text);
/* Those of sheet and file, then of the folders, nearest first. */
#define GK_NAMES_FOLDERS 2
struct gk_names {
	struct gk_str list[2 + GK_NAMES_FOLDERS];
	size_t count, own;	/* own: of sheet and file */
};
void gk_names_find(struct gk_names *n, struct gk_str sheet,
    struct gk_str path);
struct gk_str gk_names_unit(const struct gk_names *n);
/* Of the free text of the title rows, else of the names. */
enum gk_scope gk_names_scope(const struct gk_names *n, struct gk_str text);
/* Likewise; uses the table's day of submission. */
void gk_names_period(const struct gk_names *n, struct gk_str text,
    struct gk_table *t);
/* The day after 填报时间 … in a row of signatures, or GK_NO_DAY. */
gk_day gk_title_submitted(const struct gk_str *cells, size_t n);
/* Whether a cell begins with the label of a signature or a note. */
enum gk_note {
	GK_NOTE_NO,
	GK_NOTE_TEXT,		/* 注：…, 填表人：张三 */
	GK_NOTE_LABEL,		/* 填表人：  with the name in the next cell */
	GK_NOTE_WORD		/* 填表说明  without a colon */
};
enum gk_note gk_title_note(struct gk_str cell);

/* cell.c: appends the value of a cell as fields hold it. */
void gk_cell_clean(struct gk_buf *out, const struct gk_ledger_column *column,
    struct gk_str raw);
/* A long number that a spreadsheet program has cut: 4.30102E+17. */
bool gk_cell_is_ruined(struct gk_str raw);
/* Whether it holds NUL or other control characters, as gk_fault_what; or -1. */
int gk_cell_flaw(struct gk_str raw);
/* Only dashes, dots, slashes: …… — / */
bool gk_cell_is_filler(struct gk_str clean);
/* Whether the cell below a header to be ticked is ticked, empty or text. */
enum gk_tick { GK_TICK_NO, GK_TICK_YES, GK_TICK_TEXT };
enum gk_tick gk_cell_tick(struct gk_str clean);

/* skip.c: rows that are no records. */
struct gk_row_shape {
	size_t filled;		/* cells that are not blank */
	size_t first, end;	/* the first of them, and behind the last */
};
struct gk_row_shape gk_row_shape(const struct gk_csv_row *row);
enum gk_row_is {
	GK_ROW_RECORD, GK_ROW_HEADER, GK_ROW_NOTE, GK_ROW_TOTAL, GK_ROW_SECTION
};
/* What a row that is not blank is, by its looks. */
enum gk_row_is gk_row_classify(const struct gk_csv_row *row,
    struct gk_row_shape shape, const struct gk_head *head,
    const struct gk_header *header);

/* fields.c: the values of the row at hand, by column of the kind. */
struct gk_fields {
	const struct gk_header *header;
	struct gk_str *field;	/* views into `text` or `above` */
	struct gk_buf text;
	size_t *from, *to;	/* where in `text` a field stands */
	struct gk_buf *above;	/* what blank cells are filled with */
	size_t title, nil, level1, level2, item;	/* columns, by key */
	const struct gk_str *defaults;	/* of blank cells, from the title */
	struct gk_str *raw;	/* by kind column; NULL: not wanted */
	struct gk_str *extra;	/* of the columns that are none of the kind's */
	size_t *extra_cols;	/* which they are, in the header */
	size_t nextra;
	struct gk_buf more;	/* what `extra` points into */
	size_t *extra_ends;
};
void gk_fields_init(struct gk_fields *f, const struct gk_header *h,
    const struct gk_str *defaults, bool extras);
void gk_fields_release(struct gk_fields *f);
/* False if the row says nothing that a record holds. */
bool gk_fields_read(struct gk_fields *f, const struct gk_csv_row *row,
    struct gk_row_shape shape);
/* A section or a total ends the run of what is filled down. */
void gk_fields_end_run(struct gk_fields *f);
/* Whether the record says that there is nothing to report, for no item. */
bool gk_fields_nil(const struct gk_fields *f);

/* canonical.c: a canonical ledger holds many ledgers one after another. */
struct gk_place {		/* _file and _sheet of the row before */
	struct gk_buf file, sheet;
	bool any;
};
bool gk_place_is(const struct gk_place *p, struct gk_str file,
    struct gk_str sheet);
void gk_place_set(struct gk_place *p, struct gk_str file, struct gk_str sheet);
void gk_place_release(struct gk_place *p);

/*
 * What _table says goes into `t`; bit i of `*lacking`: the ledger lacks column
 * i of its kind.  False if the words are none of ours: nothing is known then.
 */
bool gk_relay_read(struct gk_str words, struct gk_table *t,
    uint64_t *lacking);

/* variants.c: what was added to `b` from there on, 號 made 号 and so on. */
void gk_fold_variants(struct gk_buf *b, size_t from);

/* judge.c: ruined text in a cell, from the first place on; "" if none. */
struct gk_str gk_ruin_sample(struct gk_str cell);

/* rows.c */
struct gk_layout;
struct gk_layout *gk_layout_new(const struct gk_ledger_options *opt,
    const struct gk_ledger_ops *ops, void *user, struct gk_str file,
    struct gk_str sheet);
void gk_layout_free(struct gk_layout *l);
/*
 * What comes is a sheet of a workbook, whose reader looks for ruined numbers.
 * Strict: --kind alone does not make it a ledger.
 */
void gk_layout_of_sheet(struct gk_layout *l, bool strict);
/* The next row; false if no further ones are wanted. */
bool gk_layout_row(struct gk_layout *l, const struct gk_csv_row *row);
void gk_layout_fault(struct gk_layout *l, const struct gk_fault *f);
/* The text is known to be ruined (gk_mojibake_find): its row is looked for. */
void gk_layout_ruined(struct gk_layout *l, size_t line, size_t places);
/* The rows are at an end.  Fails if --kind was given and no header found. */
enum gk_status gk_layout_end(struct gk_layout *l, struct gk_error *err);

enum gk_sheet_is {
	GK_SHEET_TABLE,
	GK_SHEET_OWN,		/* one of our own tables: gk_layout_own */
	GK_SHEET_OTHER,		/* does not look like one of --kind */
	GK_SHEET_LOST		/* no header */
};
/* The same without a word: of what is no table nothing is pushed. */
enum gk_sheet_is gk_layout_finish(struct gk_layout *l);
struct gk_str gk_layout_own(const struct gk_layout *l);
/* The failure of --kind. */
enum gk_status gk_no_header(const char *name,
    const struct gk_ledger_options *opt, struct gk_error *err);

/* text.c: a text file, decoded. */
enum gk_status gk_text_read(struct gk_str text, const char *name,
    const struct gk_ledger_options *opt, const struct gk_ledger_ops *ops,
    void *user, struct gk_error *err);

/*
 * sheets.c: --kind makes a ledger of any sheet with a column of the kind, as
 * of a text; to be set where no sheet looks like one (gk_sheets_missed).
 */
void gk_sheets_lenient(struct gk_sheets *s);
bool gk_sheets_missed(const struct gk_sheets *s);

#endif
