/*
 * CSV in, through libcsv (RFC 4180, strict).
 *
 * Rows are pushed to a callback as arrays of views that live until it
 * returns.  Blank lines are rows without cells, so that rows are counted as a
 * spreadsheet program counts them; physical lines are counted too, with those
 * inside quoted cells.  Bytes are passed on as they are: encoding and white
 * space are the caller's business.
 */
#ifndef GK_CORE_CSV_H
#define GK_CORE_CSV_H

#include "core/error.h"
#include "core/str.h"

struct gk_csv_row {
	const struct gk_str *cells;
	size_t ncells;
	size_t row;		/* 1 for the first */
	size_t line;		/* physical line where it starts, from 1 */
};

struct gk_csv_damage {		/* 引号不配对: a span that is not CSV */
	size_t row, line;	/* where it starts */
	size_t last_line;	/* the last line that was skipped */
	const char *what;	/* translated reason */
};

struct gk_csv_ops {
	/* Returns false to stop reading (not an error). */
	bool (*row)(void *user, const struct gk_csv_row *row);
	/* NULL: damage is an error of the whole file. */
	void (*damage)(void *user, const struct gk_csv_damage *damage);
};

struct gk_csv_limits {
	size_t cell_bytes;	/* 0: GK_CSV_CELL_MAX */
	size_t columns;		/* 0: GK_CSV_COLUMNS_MAX */
};
#define GK_CSV_CELL_MAX ((size_t)1 << 20)
#define GK_CSV_COLUMNS_MAX ((size_t)4096)
#define GK_CSV_ROW_MAX ((size_t)64 << 20)	/* bytes of a row, fixed */

/*
 * Reads all of `text`; `delim` is one ASCII character.  After damage, reading
 * resumes at the next line that is sure to start a record.  A cell or row over
 * a limit fails.  `name` is for messages.
 */
enum gk_status gk_csv_read(struct gk_str text, char delim,
    const struct gk_csv_limits *limits, const struct gk_csv_ops *ops,
    void *user, const char *name, struct gk_error *err);

/*
 * A small table of our own (register, findings, submissions …): UTF-8 with or
 * without BOM, leading "# key: value" lines, a header, rows by header name.
 */
struct gk_csv_table {
	size_t ncols, nrows;
	struct gk_str *header;
	struct gk_str **rows;	/* nrows arrays of ncols cells, padded */
	size_t *lines;		/* physical line of each row */
	size_t nmeta;
	struct gk_str (*meta)[2];
	struct gk_arena *arena;	/* owns everything here */
};
struct gk_csv_table *gk_csv_table_read(const char *path, struct gk_error *err);
struct gk_csv_table *gk_csv_table_parse(struct gk_str text, const char *name,
    struct gk_error *err);
void gk_csv_table_free(struct gk_csv_table *t);
/* Index of a column, or SIZE_MAX. */
size_t gk_csv_table_column(const struct gk_csv_table *t, const char *name);
/* A cell, trimmed; GK_EMPTY if `col` is SIZE_MAX. */
struct gk_str gk_csv_table_cell(const struct gk_csv_table *t, size_t row,
    size_t col);

#endif
