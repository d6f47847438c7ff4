/*
 * Private to the import of catalogues: tables as they stand on a page, and
 * the steps from there to items.
 *
 *	import_html.c, import_text.c,	a page or a CSV text -> grids
 *	import_csv.c
 *	import_grid.c			cells placed, with rowspan and colspan
 *	import_header.c, import_label.c	which column means what
 *	import_tables.c			which table begins a catalogue
 *	import_rows.c			rows -> items: spans, 同上
 *	import_item.c, import_choice.c,	cells -> what the item says
 *	import_list.c, import_nature.c
 *	import_own.c, import_own_field.c, import_own_read.c, import_clause.c
 *					our own exports, read back exactly
 *	import_field.c			which field it is, and the items' ids
 */
#ifndef GK_CATALOG_IMPORT_INT_H
#define GK_CATALOG_IMPORT_INT_H

#include "catalog/import.h"
#include "core/mem.h"

#define GK_GRID_NONE UINT32_MAX

/* Flags of a cell. */
#define GK_CELL_TABLE 1u	/* a table stood in it */
#define GK_CELL_PICTURE 2u	/* a picture without a text stood in it */
#define GK_CELL_CUT 4u		/* it was longer than GK_IMPORT_CELL_MAX */

/* Flags of a grid. */
#define GK_GRID_WIDE 1u		/* columns beyond GK_IMPORT_COLUMNS_MAX: lost */
#define GK_GRID_OPEN 2u		/* no </table>: the page may be incomplete */
#define GK_GRID_STRAY 4u	/* text between the cells: lost */

struct gk_attr {		/* data-NAME="value" */
	struct gk_str name, value;
};
struct gk_attrs {
	struct gk_attr *list;
	size_t n;
};

struct gk_grid_cell {
	struct gk_str text;	/* trimmed; lines are ended by \n */
	uint32_t row, col;	/* where it starts, from 0 */
	uint32_t rows, cols;	/* how far it reaches */
	unsigned flags;
};

struct gk_grid_row {
	const uint32_t *at;	/* cell of each column, or GK_GRID_NONE */
	size_t n;
	size_t line;
	size_t number;		/* of the row, as a person counts, from 1 */
	struct gk_attrs data;
};

struct gk_grid {		/* one table */
	size_t number;		/* on the page, from 1 */
	size_t line;
	struct gk_str before;	/* its caption, and the lines before it */
	struct gk_attrs data;
	const struct gk_grid *outer;	/* the table in which it stands */
	struct gk_grid_cell *cells;
	size_t ncells, cells_cap;
	struct gk_grid_row *rows;
	size_t nrows, rows_cap, ncols;
	unsigned flags;
	bool csv;		/* a merged cell is a blank one */
	bool taken;		/* a catalogue was read from it */
	/* Of the row that is being filled. */
	struct gk_page *page;
	bool in_row;
	uint32_t place[GK_IMPORT_COLUMNS_MAX];
	struct {
		uint32_t cell, left;
	} spans[GK_IMPORT_COLUMNS_MAX];
};

struct gk_import_meta {		/* "# key: value" */
	struct gk_str key, value;
	size_t row, line;
};

struct gk_page {
	struct gk_arena arena;
	struct gk_grid **grids;	/* in the order in which they end */
	size_t ngrids, grids_cap;
	size_t places;		/* over all grids */
	struct gk_str heading;	/* the last h1 to h3, or the title */
	struct gk_import_meta *meta;	/* of our own CSV */
	size_t nmeta, meta_cap;
};

/* Text of a page, blanks made one (import_text.c). */
struct gk_text {
	struct gk_buf buf;
	bool space;		/* a blank is due before what comes */
	bool cut;		/* it was longer than GK_IMPORT_CELL_MAX */
};
void gk_text_add(struct gk_text *t, const char *p, size_t n);
void gk_text_break(struct gk_text *t);
void gk_text_clear(struct gk_text *t);
/* Without outer blanks; whole characters only. */
struct gk_str gk_text_str(const struct gk_text *t);
/* Drops all but the last part if it has become long. */
void gk_text_shorten(struct gk_text *t);
/* That part of a text that may hold the title of a table behind it. */
struct gk_str gk_text_end(struct gk_str s);

void gk_page_init(struct gk_page *p);
void gk_page_release(struct gk_page *p);
/* GK_FAIL: beyond a limit. */
enum gk_status gk_page_html(struct gk_page *p, struct gk_str text,
    const char *name, struct gk_error *err);
/* Damaged lines are noted in `im`. */
enum gk_status gk_page_csv(struct gk_page *p, struct gk_str text,
    const char *name, struct gk_import *im, struct gk_error *err);

/* ---- grids (import_grid.c) ------------------------------------------ */

struct gk_grid *gk_grid_new(struct gk_page *p, size_t number, size_t line);
/* Ends the row before. */
void gk_grid_row(struct gk_grid *g, size_t line, size_t number,
    struct gk_attrs data);
/* The next cell; spans of 0 reach to the end. */
void gk_grid_cell(struct gk_grid *g, struct gk_str text, size_t rows,
    size_t cols, unsigned flags);
/* Cells reach no further than this (thead, tbody). */
void gk_grid_group(struct gk_grid *g);
/* Ends the grid and puts it into its page. */
void gk_grid_end(struct gk_grid *g);
void gk_grid_free(struct gk_grid *g);
/* The cell that covers a place, or NULL. */
const struct gk_grid_cell *gk_grid_at(const struct gk_grid *g, size_t row,
    size_t col);
/* Its text; "" if there is none. */
struct gk_str gk_grid_text(const struct gk_grid *g, size_t row, size_t col);
/* The only cell with text in a row, if it is the only one; else NULL. */
const struct gk_grid_cell *gk_grid_lone(const struct gk_grid *g, size_t row);
/* The value of data-NAME, or NULL. */
const struct gk_str *gk_attr(const struct gk_attrs *a, const char *name);


/* ---- what columns mean (import_label.c, import_header.c) ------------ */

enum gk_column_role {
	GK_R_NONE,
	GK_R_SEQ, GK_R_LEVEL1, GK_R_LEVEL2,
	GK_R_ITEM,		/* 公开事项, of one or two levels */
	GK_R_CONTENT, GK_R_BASIS, GK_R_LIMIT, GK_R_SUBJECT, GK_R_CHANNELS,
	GK_R_AUDIENCE, GK_R_METHOD, GK_R_LEVELS, GK_R_REMARK,
	/* Ticked columns, below the ones above. */
	GK_R_CHANNEL,		/* its label is the channel */
	GK_R_ALL,		/* 全社会 */
	GK_R_SOME,		/* 特定群众, 特定群体 */
	GK_R_ACTIVE, GK_R_REQUEST,
	GK_R_TIER,		/* 县级 … */
	/* Only in our own exports. */
	GK_R_FIELD, GK_R_ID, GK_R_LIMIT_DAYS, GK_R_LIMIT_KIND,
	GK_R_LIMIT_FROM, GK_R_CADENCE, GK_R_EVIDENCE, GK_R_SOURCE
};

/* What a header cell says on its own; GK_R_NONE: nothing known. */
enum gk_column_role gk_label_role(struct gk_str label);
/* 市级, 县（市、区）级 …: bits of gk_level; `*other`: a level we have not. */
unsigned gk_level_bits(struct gk_str label, bool *other);
/* The group under which a role stands: 公开对象 of 全社会. */
enum gk_column_role gk_role_group(enum gk_column_role role);

struct gk_column {
	enum gk_column_role role;
	struct gk_str label;	/* for messages; of a channel, its name */
	unsigned levels;	/* of a TIER; 0: a level catalogues have not */
	bool twice;		/* another column before it means the same */
};

struct gk_grid_header {
	size_t top, rows;	/* where it stands */
	size_t ncols;
	struct gk_column cols[GK_IMPORT_COLUMNS_MAX];
};

/* Whether a header begins in that row; strings are kept in `a`. */
bool gk_grid_header_at(const struct gk_grid *g, size_t row, struct gk_arena *a,
    struct gk_grid_header *h);
/* The first header among the rows from `from` on, at most `most` of them. */
bool gk_grid_header_find(const struct gk_grid *g, size_t from, size_t most,
    struct gk_arena *a, struct gk_grid_header *h);


/* ---- what cells say (import_list.c, import_choice.c) ------------------ */

struct gk_strs {
	struct gk_str *list;	/* on the heap; strings in an arena */
	size_t n, cap;
};
/* Unless it is empty or there already. */
void gk_strs_add(struct gk_strs *l, struct gk_str s);
/* Even if it is there already. */
void gk_strs_push(struct gk_strs *l, struct gk_str s);
void gk_strs_release(struct gk_strs *l);
/* A copy of the array in the arena. */
struct gk_str *gk_strs_keep(const struct gk_strs *l, struct gk_arena *a);
/* The same; the list is empty afterwards. */
void gk_strs_move(struct gk_strs *l, struct gk_arena *a, struct gk_str **list,
    size_t *n);

/* On one line, without outer and needless blanks. */
struct gk_str gk_cell_line(struct gk_arena *a, struct gk_str s);
/* The same without a number in front: 一、 1. （二） ①. */
struct gk_str gk_cell_name(struct gk_arena *a, struct gk_str s);
/* Only a dash, 无 and the like. */
bool gk_cell_is_nothing(struct gk_str s);
/* 同上, 〃. */
bool gk_cell_is_ditto(struct gk_str s);

/* The length of the one of `words`, NULL-ended, that `s` begins with, or 0. */
size_t gk_begins(struct gk_str s, const char *const *words);
size_t gk_ends(struct gk_str s, const char *const *words);
typedef void (*gk_list_take)(struct gk_strs *l, struct gk_arena *a,
    struct gk_str piece);
/* Cuts at `seps` outside of brackets and passes on the pieces. */
void gk_list_cut(struct gk_strs *l, struct gk_arena *a, struct gk_str s,
    const char *const *seps, gk_list_take take);
/* Members of a list in a cell: lines, numbered or not, ；. */
void gk_list_elements(struct gk_strs *l, struct gk_arena *a, struct gk_str s);
/* The same; 《…》、《…》 are two. */
void gk_list_bases(struct gk_strs *l, struct gk_arena *a, struct gk_str s);
/* At 、 and ； too; lines that are broken inside a word are joined. */
void gk_list_subjects(struct gk_strs *l, struct gk_arena *a, struct gk_str s);
void gk_list_channels(struct gk_strs *l, struct gk_arena *a, struct gk_str s);

enum gk_choice_tick { GK_TICK_BLANK, GK_TICK_NO, GK_TICK_YES, GK_TICK_UNKNOWN };
/* A cell to be ticked; `*rest` is what stands there beside the sign. */
enum gk_choice_tick gk_tick_read(struct gk_str s, struct gk_str *rest);

struct gk_choice {		/* "■政府网站" */
	enum gk_choice_tick tick;	/* BLANK: without a sign */
	struct gk_str text;	/* a view */
};
/*
 * A cell of choices, ticked or not.  Without any sign it is one choice.  The
 * array is the caller's to free.
 */
size_t gk_choices_read(struct gk_str s, struct gk_choice **list);

/* ---- items (import_item.c, import_nature.c) ------------------------- */

struct gk_grid_place {		/* where something stands, for notes */
	size_t table, row, line;
};
/* Keeps copies of its strings, the value shortened. */
void gk_import_note(struct gk_import *im, const struct gk_import_note *note);

/* An item of a published table, as its cells come. */
struct gk_parts {
	struct gk_import *im;
	struct gk_grid_place place;	/* of the row that is read */
	size_t seq;		/* 序号; 0: none, or no number */
	struct gk_str level1, level2;
	struct gk_strs elements, bases, limits, subjects, channels;
	struct gk_strs audience, methods;
	unsigned levels;
};
/* What the cell of a column adds; not of SEQ, LEVEL1, LEVEL2. */
void gk_parts_add(struct gk_parts *p, const struct gk_column *col,
    struct gk_str text);
/* The item in the arena of the import; `p` is empty again. */
struct gk_item *gk_parts_item(struct gk_parts *p);
void gk_parts_release(struct gk_parts *p);

/*
 * standing, periodic or triggered, told by name and time limit; always
 * inferred.
 */
void gk_nature_infer(struct gk_item *it);

/* ---- catalogues ----------------------------------------------------- */

/* A new one at the end of the list. */
struct gk_imported *gk_imported_new(struct gk_import *im);
void gk_imported_add(struct gk_imported *c, struct gk_item *it, size_t seq);

/* ---- rows and tables (import_rows.c, import_tables.c) --------------- */

struct gk_rows {
	struct gk_import *im;
	struct gk_page *page;
	size_t current;		/* catalogue, or SIZE_MAX */
	struct gk_grid_header h;
	const struct gk_grid *g;
	size_t row;
	struct gk_parts item;	/* the one that is being read */
	bool has_item;
	struct gk_str section;	/* stands for a missing level1 */
	size_t last_seq;
	/* What 同上 means, by column, if there is an item above. */
	bool has_above;
	struct gk_str above[GK_IMPORT_COLUMNS_MAX];
	/* Cells of columns that mean nothing: the first, and how many. */
	struct gk_import_note unread[GK_IMPORT_COLUMNS_MAX];
	struct gk_grid_header found;	/* a header that is being looked at */
};

void gk_rows_note(struct gk_rows *b, enum gk_import_what what,
    struct gk_str column, struct gk_str value);
/* Ends the current catalogue, and begins another. */
void gk_rows_finish(struct gk_rows *b);
void gk_rows_catalogue(struct gk_rows *b, struct gk_str title);
/* The cell of the column with that role in the current row; its column. */
const struct gk_grid_cell *gk_rows_cell(const struct gk_rows *b,
    enum gk_column_role role, size_t *col);
/* A printed number; 0: none. */
size_t gk_row_number(struct gk_str s);
/* The row as an item, or as part of one. */
void gk_rows_item(struct gk_rows *b);
bool gk_rows_blank(const struct gk_rows *b);
/* The cell of a row across the table; NULL if it is none. */
const struct gk_grid_cell *gk_rows_across(const struct gk_rows *b);
/* A row across that is no title: a remark, a section. */
void gk_rows_section(struct gk_rows *b, struct gk_str text);
/* Whether a table may hold more than the layout of the page. */
bool gk_grid_is_data(const struct gk_grid *g);
/* Notes what is wrong with a table as a whole. */
void gk_grid_note(struct gk_import *im, const struct gk_grid *g);
/* Reads all catalogues of published tables. */
void gk_rows_read(struct gk_import *im, struct gk_page *p);
/* Whether a line can be the title of a catalogue (import_field.c). */
bool gk_title_is(struct gk_str line);
/* The last such line of a text, or "". */
struct gk_str gk_title_in(struct gk_str lines);
/* What the schema asks of catalogue/@field and @slug. */
bool gk_field_id_is(struct gk_str s);
bool gk_field_slug_is(struct gk_str s);

/* ---- our own exports (import_own.c, import_own_read.c) -------------- */

struct gk_own_item {
	struct gk_item it;
	struct gk_strs aliases, elements, bases, subjects, channels;
	struct gk_clause *clauses;
	size_t nclauses, clauses_cap;
	bool has_nature;
	size_t row, line;	/* first seen here */
	bool placed;		/* a row of the table is this item */
};
struct gk_own_field {
	struct gk_strs aliases, notes, sources;
	struct gk_local_change *changes;
	size_t nchanges, changes_cap;
};

struct gk_own {
	struct gk_import *im;
	struct gk_grid_place place;
	struct gk_intern *ids;
	struct gk_own_item **items;	/* by number in ids */
	size_t nitems, items_cap;
	struct gk_own_item **added;	/* rows without an id */
	size_t nadded, added_cap;
	struct gk_own_field *fields;	/* beside im->list */
	size_t nfields, fields_cap;
};

void gk_own_init(struct gk_own *o, struct gk_import *im);
/* Gives the lists to items and catalogues, and frees the rest. */
void gk_own_finish(struct gk_own *o);
void gk_own_field_finish(struct gk_own *o, size_t catalogue);
/* The item with an id, made if need be; a new one if the id is malformed. */
struct gk_own_item *gk_own_item(struct gk_own *o, struct gk_str id);
/* A catalogue by its number, made if need be; SIZE_MAX: malformed. */
size_t gk_own_catalogue(struct gk_own *o, struct gk_str field);
/* What a key says; those of lists are given once a member. */
void gk_own_field_key(struct gk_own *o, size_t catalogue, struct gk_str key,
    struct gk_str value);
void gk_own_item_key(struct gk_own *o, struct gk_own_item *i,
    struct gk_str key, struct gk_str value);
/* The item has a row: in this catalogue, with this number. */
void gk_own_place(struct gk_own *o, struct gk_own_item *i, size_t catalogue);
/* As it was written, but for what no catalogue can hold. */
struct gk_str gk_own_text(struct gk_own *o, struct gk_str s);
void gk_own_note(struct gk_own *o, struct gk_str key, struct gk_str value);
/* The same for a member of <changes>. */
bool gk_change_read(struct gk_arena *a, struct gk_str xml,
    struct gk_local_change *ch);
/* 17-3, as the schema has it. */
bool gk_item_id_is(struct gk_str s);
/* "yearly" …; false if it is none of them. */
bool gk_cadence_of(struct gk_str s, enum gk_cadence *c);
/* A clause as it stands in a catalogue; false if it is none (XML). */
bool gk_clause_read(struct gk_arena *a, struct gk_str xml,
    struct gk_clause *c);

/* Read such a page or text whole; false if it is none. */
bool gk_own_read_html(struct gk_import *im, struct gk_page *p);
bool gk_own_read_csv(struct gk_import *im, struct gk_page *p);

#endif
