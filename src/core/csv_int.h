/*
 * Private to core: records of CSV text one at a time, which csv.c cuts out
 * and csv_read.c counts, delivers and, after damage, looks for again.
 */
#ifndef GK_CORE_CSV_INT_H
#define GK_CORE_CSV_INT_H

#include "core/csv.h"

enum gk_csv_how {
	GK_CSV_OK,
	/* Damage. */
	GK_CSV_STRAY,		/* a quote inside an unquoted cell */
	GK_CSV_TRAILING,	/* text behind a closing quote */
	GK_CSV_UNCLOSED,	/* the text ends inside a quoted cell */
	/* Limits. */
	GK_CSV_CELL_LONG,
	GK_CSV_ROW_LONG,
	GK_CSV_ROW_WIDE,
	GK_CSV_MANY_LINES	/* more than the caller would have */
};

struct gk_csv_record {
	const struct gk_str *cells;	/* until the next gk_csv_split */
	size_t ncells;	/* complete ones, also when something is wrong */
	size_t end;	/* offset behind the record and its line break */
	size_t lines;	/* line breaks passed; when OK, lines it takes */
};

struct gk_csv_split;

/* `limits` without defaults; pieces of at most `piece` bytes go to libcsv. */
struct gk_csv_split *gk_csv_split_new(struct gk_str text, char delim,
    struct gk_csv_limits limits, size_t piece);
void gk_csv_split_free(struct gk_csv_split *s);
/*
 * Cuts out the record that starts at offset `pos`, which is below the length
 * of the text.  `end` and `cells` are set only when all is well.
 */
enum gk_csv_how gk_csv_split(struct gk_csv_split *s, size_t pos,
    size_t most_lines, struct gk_csv_record *rec);

/* gk_csv_read with pieces of another size, for tests. */
enum gk_status gk_csv_read_pieces(struct gk_str text, char delim,
    const struct gk_csv_limits *limits, size_t piece,
    const struct gk_csv_ops *ops, void *user, const char *name,
    struct gk_error *err);

#endif
