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

/* What a column of a file is, where it is none of the kind's columns. */
#define GK_COL_UNKNOWN SIZE_MAX
#define GK_COL_IGNORED (SIZE_MAX - 1)	/* known to be of no interest: 序号 */
#define GK_COL_BLANK (SIZE_MAX - 2)	/* without a header */
#define GK_COL_FILE (SIZE_MAX - 3)	/* _file, _sheet, _row of gk-cat */
#define GK_COL_SHEET (SIZE_MAX - 4)
#define GK_COL_ROW (SIZE_MAX - 5)
#define GK_COL_TABLE (SIZE_MAX - 6)	/* _table: see canonical.c */

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

/* magic.c: fails if the bytes are no text (XLSX, XLS, ODS, HTML, PDF …). */
enum gk_status gk_magic_refuse(struct gk_str bytes, const char *name,
    struct gk_error *err);

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

struct gk_header_col {
	size_t column;		/* index in the kind, or GK_COL_… */
	struct gk_str name;	/* as shown; parent/child of joined headers */
	struct gk_str label;	/* one of several to be ticked: 特定群体 */
	bool twice;		/* an earlier one means the same: not used */
	bool own;		/* named by its key or label, not by an alias */
};
struct gk_header {
	const struct gk_ledger_kind *kind;
	size_t first, height;	/* rows of the head */
	int score;		/* of its columns */
	int fit;		/* less what does not fit: compares kinds */
	const struct gk_ledger_kind *rival;	/* as good, by all there is */
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
/* Which table of gongkai's own this is ("register" …), or "". */
struct gk_str gk_own_table(const struct gk_head *h);

/* title.c: reads the title rows, those before `header`, into `t`. */
void gk_title_read(struct gk_table *t, const struct gk_head *h, size_t rows,
    const char *unit, struct gk_arena *arena);
/*
 * The names of sheet and file and the title rows in comparison form, to look
 * for words in; `ends[n]` is where the first n rows end.
 */
void gk_title_words(struct gk_buf *out, const struct gk_head *h, size_t rows,
    size_t ends[GK_HEAD_ROWS + 1]);
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
void gk_cell_clean(struct gk_buf *out, enum gk_type type, struct gk_str raw);
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
};
void gk_fields_init(struct gk_fields *f, const struct gk_header *h,
    const struct gk_str *defaults);
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

/* rows.c */
struct gk_layout;
struct gk_layout *gk_layout_new(const struct gk_ledger_options *opt,
    const struct gk_ledger_ops *ops, void *user, struct gk_str file,
    struct gk_str sheet);
void gk_layout_free(struct gk_layout *l);
/* The next row; false if no further ones are wanted. */
bool gk_layout_row(struct gk_layout *l, const struct gk_csv_row *row);
void gk_layout_fault(struct gk_layout *l, const struct gk_fault *f);
/* The text is known to be ruined (gk_mojibake_find): its row is looked for. */
void gk_layout_ruined(struct gk_layout *l, size_t line, size_t places);
/* The rows are at an end.  Fails if --kind was given and no header found. */
enum gk_status gk_layout_end(struct gk_layout *l, struct gk_error *err);

#endif
