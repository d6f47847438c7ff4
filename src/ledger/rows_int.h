/*
 * A table on its way from rows to records: what rows.c, judge.c and outline.c
 * share.
 */
#ifndef GK_LEDGER_ROWS_INT_H
#define GK_LEDGER_ROWS_INT_H

#include "ledger/ledger_int.h"

enum gk_layout_state {
	GK_LAYOUT_LOOKING,	/* for the header */
	GK_LAYOUT_READING,
	GK_LAYOUT_DONE,		/* the header is all that is wanted */
	GK_LAYOUT_OWN,		/* one of our own tables */
	GK_LAYOUT_OTHER,	/* a sheet that does not look like --kind */
	GK_LAYOUT_LOST		/* no header */
};

struct gk_layout {
	const struct gk_ledger_options *opt;
	const struct gk_ledger_ops *ops;
	void *user;
	struct gk_arena arena;
	struct gk_head head;
	struct gk_header header;
	enum gk_layout_state state;
	bool sheet;		/* of a workbook: its reader finds ruined numbers */
	bool strict;		/* --kind does not make a ledger of any sheet */
	struct gk_table table;
	bool open;		/* the table was pushed and has not ended */
	size_t records, skipped;	/* of the open table */
	bool first_nil;		/* its first record says that there is none */
	struct gk_place place;	/* of the open table of a relay */
	struct gk_str name;	/* of the input */
	struct gk_str own;	/* which of our own tables */
	size_t *source;		/* of the table */
	size_t *columns;	/* by kind column: place in the file, from 1 */
	struct gk_str *extra;	/* headers of what is none of the kind's */
	struct gk_str *defaults;	/* by kind column: what the title says */
	bool *given;		/* likewise: whether it does */
	struct gk_fields fields;	/* of the row at hand */
	struct gk_fault *waiting;	/* faults found before the table */
	size_t nwaiting, waiting_cap;
	size_t ruin_line, ruins;	/* places; 0 once told */
	bool in_notes;		/* the row before was a note */
	struct gk_outline outline;
};

/* Where the row is said to be: rows of a relay bring their own number. */
void gk_layout_locate(const struct gk_layout *l, const struct gk_csv_row *row,
    size_t *number, size_t *line);

/* judge.c: what is wrong with the form of a table. */
/* The kind and the header itself. */
void gk_layout_judge_header(struct gk_layout *l);
/* A record's row: cells too many, damaged ones, ruined numbers. */
void gk_layout_judge_row(struct gk_layout *l, const struct gk_csv_row *row,
    struct gk_row_shape shape);
/* Looks for text known to be ruined. */
void gk_layout_find_ruin(struct gk_layout *l, const struct gk_csv_row *row);
/* What could not be found in the rows: it was skipped as damage. */
void gk_layout_tell_ruin(struct gk_layout *l);

/* outline.c: --explain-layout. */
void gk_layout_count_skip(struct gk_layout *l, enum gk_skip why, size_t row);
void gk_layout_push_outline(struct gk_layout *l);

#endif
