/*
 * Published tables (基层政务公开标准目录) as catalogues: HTML pages and CSV,
 * and our own exports (catalog/export.h), which come back exactly.
 *
 * Nothing is lost silently: what could not be understood becomes a note with
 * its table and row.  What a page says is taken as it stands; what it cannot
 * say (how well the item is attested, its nature) follows the rules in
 * gk-catalog(1).
 */
#ifndef GK_CATALOG_IMPORT_H
#define GK_CATALOG_IMPORT_H

#include "catalog/catalog.h"

#define GK_IMPORT_BYTES_MAX ((size_t)32 << 20)	/* of a page */
#define GK_IMPORT_CELL_MAX ((size_t)64 << 10)	/* bytes of a cell */
#define GK_IMPORT_COLUMNS_MAX ((size_t)256)
#define GK_IMPORT_PLACES_MAX ((size_t)1 << 20)	/* cells of a page */
#define GK_IMPORT_TABLES_MAX ((size_t)10000)
#define GK_IMPORT_NOTES_MAX ((size_t)10000)
#define GK_IMPORT_DEPTH_MAX ((size_t)200)	/* of elements in elements */

enum gk_import_what {
	GK_IMPORT_TABLE,	/* no header of a catalogue: passed over */
	GK_IMPORT_WIDE,		/* too many columns: passed over */
	GK_IMPORT_OPEN,		/* the table is not closed */
	GK_IMPORT_STRAY,	/* text between the cells */
	GK_IMPORT_QUOTE,	/* damaged CSV */
	GK_IMPORT_COLUMN,	/* a column that means nothing here */
	GK_IMPORT_TWICE,	/* a second column of one meaning */
	GK_IMPORT_BEFORE,	/* a row before the header */
	GK_IMPORT_ORPHAN,	/* a row that belongs to no item */
	GK_IMPORT_BEYOND,	/* a cell beyond the header */
	GK_IMPORT_SECTION,	/* a row across all columns */
	GK_IMPORT_REMARK,	/* 备注 */
	GK_IMPORT_TICK,		/* neither ticked nor blank */
	GK_IMPORT_LEVEL,	/* 省级, 村级 … */
	GK_IMPORT_DITTO,	/* 同上 with nothing above */
	GK_IMPORT_NESTED,	/* a table in the cell, taken line by line */
	GK_IMPORT_PICTURE,	/* a picture in place of text */
	GK_IMPORT_CUT,		/* longer than GK_IMPORT_CELL_MAX */
	GK_IMPORT_LEVEL2,	/* no 二级事项: the 一级事项 stands for it */
	GK_IMPORT_NAMELESS,	/* an item without a name */
	GK_IMPORT_LIMIT,	/* a time limit; its wording is kept */
	GK_IMPORT_KEY,		/* our own export: an unknown key or value */
	GK_IMPORT_WHATS
};

struct gk_import_note {
	enum gk_import_what what;
	size_t table, row;	/* from 1; 0: none */
	size_t line;		/* of the file; 0: unknown */
	struct gk_str column;	/* its header, or "" */
	struct gk_str value;	/* what is not understood, or "" */
	size_t count;		/* of cells like it; 0: just this one */
	size_t order;		/* private: in which it came */
};

struct gk_imported {		/* one catalogue */
	struct gk_field field;	/* ids and names: see gk_import_name */
	struct gk_str title;	/* what the page calls it, or "" */
	size_t table, line;	/* where it begins */
	bool own;		/* one of our exports: ids are its own */
	size_t *seqs;		/* 序号 of the items as printed; 0: none */
	size_t nitems_cap;
};

struct gk_import {
	struct gk_arena *arena;	/* owns all strings */
	struct gk_imported *list;
	size_t count, cap;
	struct gk_import_note *notes;	/* in the order of the page */
	size_t nnotes, notes_cap;
	size_t more;		/* notes beyond GK_IMPORT_NOTES_MAX */
};

void gk_import_init(struct gk_import *im);
void gk_import_release(struct gk_import *im);

/*
 * Reads a page, or CSV, in UTF-8.  GK_FAIL: there is no catalogue in it, or it
 * is beyond a limit.  `name` is for messages.
 */
enum gk_status gk_import_html(struct gk_import *im, struct gk_str text,
    const char *name, struct gk_error *err);
enum gk_status gk_import_csv(struct gk_import *im, struct gk_str text,
    const char *name, struct gk_error *err);
/* Whether a text is a page rather than CSV. */
bool gk_import_is_html(struct gk_str text);

/* What to call a catalogue; "" where the page is to tell. */
struct gk_import_names {
	const struct gk_catalogs *known;  /* fields that titles name; or NULL */
	struct gk_str field, slug, name, issuer, document;
	struct gk_str source;	/* where the page was read; not "" */
	struct gk_str file;	/* the file's name, which may name the field */
};
/*
 * Settles number, slug, name, issuer, document, sources and the items' ids.
 * GK_FAIL: neither the page nor `names` says which field it is, or a value is
 * malformed.  Call once for a catalogue.
 */
enum gk_status gk_import_name(struct gk_import *im, struct gk_imported *c,
    const struct gk_import_names *names, const char *file,
    struct gk_error *err);

/* What a note says, in the language of the locale. */
const char *gk_import_text(enum gk_import_what what);

#endif
