/*
 * Workbooks of Office Open XML (XLSX), private to src/ledger/xlsx*.c.
 *
 * xlsx_parts.c finds the parts, xlsx_strings.c and xlsx_styles.c read what
 * cells refer to, xlsx_ranges.c what stands behind the rows of a sheet (merges
 * and links), xlsx_sheet.c the rows.  Elements and attributes are known by
 * their local names, so that both namespaces (transitional and strict) do.
 */
#ifndef GK_LEDGER_XLSX_INT_H
#define GK_LEDGER_XLSX_INT_H

#include "core/mem.h"
#include "core/xml_stream.h"
#include "core/zip.h"
#include "ledger/sheets.h"

#define GK_XLSX_STRINGS_MAX ((size_t)1 << 30)	/* bytes, and places */
#define GK_XLSX_FORMATS_MAX 65536
#define GK_XLSX_RANGES_MAX 65536	/* merges, and links, of a sheet */
#define GK_XLSX_TARGET_MAX ((size_t)8192)	/* bytes of an address */
/* Of the file, blank ones in front of others included. */
#define GK_XLSX_CELLS_MAX ((uint64_t)1 << 27)

struct gk_xlsx_sheet {
	struct gk_str name, part;
	bool hidden;
};

/* Where a part leads: _rels/PART.rels. */
struct gk_xlsx_rel {
	struct gk_str id, type;		/* type: the last word of it */
	struct gk_str target;		/* a name in the container, or an address */
};
struct gk_xlsx_rels {
	struct gk_xlsx_rel *list;	/* by id */
	size_t count, cap;
	size_t bytes;
	bool cut;			/* there are more */
	struct gk_arena arena;
};

struct gk_xlsx {
	struct gk_zip *zip;
	const char *name;		/* for messages */
	struct gk_arena arena;
	struct gk_xlsx_sheet *sheets;
	size_t nsheets, sheets_cap;
	struct gk_str strings_part, styles_part;	/* "" if none */
	bool since_1904;
	struct gk_buf strings;		/* all, one behind the other */
	size_t *ends;			/* where each ends */
	size_t nstrings, strings_cap;
	unsigned char *formats;		/* enum gk_numfmt, by style */
	size_t nformats, formats_cap;
	uint64_t cells;			/* given so far */
};

/*
 * xlsx.c: reads a part; `stop` as in gk_xml_stream.  With `tail` the rows of
 * a sheet are left out (xlsx_ranges.c).
 */
enum gk_status gk_xlsx_parse(struct gk_xlsx *x, struct gk_str part, bool tail,
    const struct gk_xml_handler *h, void *user, const bool *stop,
    struct gk_error *err);
/* Whether an attribute is "1" or "true". */
bool gk_xlsx_flag(const struct gk_xml_attrs *attrs, const char *name);
/* "B12"; false if it is none, or beyond what a sheet may have. */
bool gk_xlsx_cell(struct gk_str ref, size_t *row, size_t *column);

/* xlsx_parts.c: fills sheets, parts and since_1904. */
enum gk_status gk_xlsx_parts(struct gk_xlsx *x, struct gk_error *err);
/* The relations of a part; none if it has none. */
enum gk_status gk_xlsx_rels(struct gk_xlsx *x, struct gk_str part,
    struct gk_xlsx_rels *rels, struct gk_error *err);
const struct gk_xlsx_rel *gk_xlsx_rel_get(const struct gk_xlsx_rels *rels,
    struct gk_str id);
void gk_xlsx_rels_release(struct gk_xlsx_rels *rels);

/* xlsx_strings.c */
enum gk_status gk_xlsx_strings(struct gk_xlsx *x, struct gk_error *err);
struct gk_str gk_xlsx_string(const struct gk_xlsx *x, size_t i);
/*
 * Text as XLSX has it, from `from` to the end of the buffer, becomes what it
 * stands for: _x000D_ is a character.
 */
void gk_xlsx_unescape(struct gk_buf *text, size_t from);

/* xlsx_styles.c */
enum gk_status gk_xlsx_styles(struct gk_xlsx *x, struct gk_error *err);

/*
 * xlsx_ranges.c: where merges and links are.  Rows are asked for in the order
 * of the sheet.
 */
struct gk_xlsx_range {
	uint32_t row1, row2;
	uint16_t column1, column2;
	struct gk_str target;		/* of a link, in `arena` */
};
struct gk_xlsx_ranges {
	struct gk_xlsx_range *list;	/* by first row */
	size_t count, cap, next;
	size_t width;			/* of all of them */
	uint32_t *at;			/* by column: index + 1 of the last */
	bool cut;			/* too many: nothing is known */
};
struct gk_xlsx_tail {
	struct gk_xlsx_ranges merges, links;
	struct gk_arena arena;
};
enum gk_status gk_xlsx_tail(struct gk_xlsx *x, struct gk_str part,
    struct gk_xlsx_tail *t, struct gk_error *err);
void gk_xlsx_tail_release(struct gk_xlsx_tail *t);
/* The range that a cell is in, or NULL. */
const struct gk_xlsx_range *gk_xlsx_range_at(struct gk_xlsx_ranges *r,
    size_t row, size_t column);
/* A source for gk_xml_stream that leaves out what is in <sheetData>. */
struct gk_xlsx_skip {
	struct gk_zip_entry *entry;
	char *buf;
	size_t from, to;	/* what is held, and not passed on */
	int where;		/* before, inside, or behind the rows */
	bool end;
};
void gk_xlsx_skip_init(struct gk_xlsx_skip *k, struct gk_zip_entry *e);
void gk_xlsx_skip_release(struct gk_xlsx_skip *k);
long gk_xlsx_skip_read(void *from, void *buf, size_t size,
    struct gk_error *err);

/* xlsx_sheet.c: the rows of a sheet, begun and not ended by the caller. */
enum gk_status gk_xlsx_rows(struct gk_xlsx *x,
    const struct gk_xlsx_sheet *sheet, struct gk_sheets *s,
    struct gk_error *err);

#endif
