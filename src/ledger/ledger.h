/*
 * Ledgers (台账): reading what departments send as records of a kind.
 *
 * One file is read at a time, in one pass.  The reader finds the encoding,
 * the delimiter and the header under title rows, maps columns to the kind's,
 * skips totals, notes, section and repeated header rows, fills down grouping
 * columns, and pushes records whose fields are in the order of the kind's
 * columns.  Tables and records are borrowed for the length of the call;
 * fields are views into a buffer that is used again for the next record.
 *
 * A field is the cell as it is shown (gk_norm_cell), less control characters;
 * in date columns what is one full date is ISO 8601, in list and address
 * columns several values are joined by ";".  So a canonical ledger (gk-cat)
 * holds what a check of the original sees.  It may hold many ledgers: each run
 * of rows with one `_file` and `_sheet` is a table of that name, rows have the
 * number in `_row`, and nothing is skipped or filled down.  Of columns that
 * the original lacked it has blank cells: a column that is blank in all of ten
 * rows or more is taken for such (`source` 0).
 *
 * Where a column's default is in the titles (培训, 行政处罚 …) blank cells hold
 * it, and `given` says so; in a canonical ledger it is in the cells.
 *
 * What is wrong with the form of a file is pushed as a gk_fault and reading
 * goes on; what makes it unreadable fails.  The order is table, then faults
 * and records, then end; where no table is found only faults come.
 *
 * A workbook holds several tables, each in a sheet of its own; a sheet that is
 * none is passed over, and named once the others are read.
 */
#ifndef GK_LEDGER_LEDGER_H
#define GK_LEDGER_LEDGER_H

#include "core/date.h"
#include "core/error.h"
#include "core/i18n.h"
#include "core/str.h"
#include "ledger/kind.h"

enum gk_scope { GK_SCOPE_UNKNOWN, GK_INCREMENTAL, GK_FULL };	/* 增量, 全量 */

struct gk_table {
	struct gk_str file;	/* as named by the user */
	struct gk_str sheet;	/* "" for text files */
	const struct gk_ledger_kind *kind;	/* NULL: not recognised */
	/* By kind column: place in the file from 1, 0 if the file lacks it. */
	const size_t *source;
	const bool *given;	/* likewise: the title fills it; NULL: none */
	bool relayed;		/* from gk-cat: `source` is not the file's own */
	const struct gk_str *extra;	/* headers of columns not of the kind */
	size_t nextra;
	struct gk_str title;	/* title rows above the header, joined by space */
	struct gk_str unit;	/* 填报单位： or unit named by --unit; may be "" */
	enum gk_scope scope;	/* from the title; GK_SCOPE_UNKNOWN if silent */
	gk_day period_first, period_last;	/* from the title, or GK_NO_DAY */
	/* Final only at `end`, for the last rows may tell: */
	gk_day submitted;	/* 填报时间/报送日期 above or below, or GK_NO_DAY */
	bool nil;		/* the whole file says 本月无 / 零报告 */
};

struct gk_record {
	const struct gk_table *table;
	const struct gk_str *field;	/* by kind column, cleaned; "" if none */
	size_t row;		/* as a spreadsheet program counts */
	size_t line;		/* first physical line, 0 if unknown */
	/* With `extras`; else NULL. */
	const struct gk_str *raw;	/* by kind column: the cell as it stood;
					 * "" if filled from elsewhere */
	const struct gk_str *extra;	/* by table->extra, cleaned */
};

enum gk_fault_what {
	GK_FAULT_RAGGED,	/* more cells than the header; value: how many */
	GK_FAULT_QUOTE,		/* broken quotes: row..last_line skipped */
	GK_FAULT_MOJIBAKE,	/* 锟斤拷, ï»¿ …: text ruined before it came here;
				 * once a file: value shows the first place */
	GK_FAULT_NUL,		/* NUL bytes; once a row, at the first cell */
	GK_FAULT_CONTROL,	/* other control characters; likewise */
	GK_FAULT_COLUMN_TWICE,	/* a second column that means the same; value:
				 * its header */
	GK_FAULT_UNRECOGNISED,	/* a readable table of no known kind */
	GK_FAULT_OWN_TABLE,	/* skipped; value: see gk_own_table_label */
	GK_FAULT_ALIAS_UNKNOWN,	/* a header cell nothing knows; value: it */
	GK_FAULT_AMBIGUOUS,	/* `rival` is as likely as the table's kind, which
				 * was taken; value: both ids */
	GK_FAULT_RUINED_NUMBER,	/* 4.30102E+17: digits are lost; value: it */
	GK_FAULT_HIDDEN,	/* read all the same.  count 0: the sheet, value:
				 * its name; else so many rows, from `row` on */
	GK_FAULT_SHEET_SKIPPED,	/* no table, where another is; value: its name */
	GK_FAULT_PARTIAL,	/* merges, links and what is hidden cannot be
				 * seen in this format; once a file */
	GK_FAULTS
};

struct gk_fault {
	enum gk_fault_what what;
	size_t row, line, last_line;
	struct gk_str column;	/* key, if one is known */
	size_t column_no;
	struct gk_str value;
	size_t count;		/* RAGGED: cells too many; MOJIBAKE: places;
				 * HIDDEN: rows */
	const struct gk_ledger_kind *rival;	/* AMBIGUOUS */
};

/* How a column of a file was recognised. */
enum gk_column_how {
	GK_HOW_KEY, GK_HOW_LABEL, GK_HOW_ALIAS,
	GK_HOW_OPTION,		/* --column */
	GK_HOW_TICKED,		/* one of several to be ticked: 特定群体 */
	GK_HOW_TWICE,		/* an earlier one means the same: not used */
	GK_HOW_IGNORED,		/* known to be of no interest: 序号 */
	GK_HOW_OWN,		/* of gk-cat: _file, x:… */
	GK_HOW_UNKNOWN,
	GK_HOW_BLANK,		/* without a header */
	GK_HOWS
};
struct gk_column_seen {
	size_t no;		/* from 1 */
	struct gk_str header;
	const struct gk_ledger_column *column;	/* NULL: none of the kind's */
	enum gk_column_how how;
};
/* Why rows are no records. */
enum gk_skip { GK_SKIP_HEADER, GK_SKIP_NOTE, GK_SKIP_TOTAL, GK_SKIP_SECTION,
	GK_SKIP_FILLER, GK_SKIPS };
/* How a sheet or text was understood (--explain-layout). */
struct gk_outline {
	bool own;		/* one of gongkai's own tables */
	/* Without a header (table->kind NULL) the rest is nothing. */
	size_t first, last;	/* rows of the header */
	int fit, next_fit;	/* of the kind, and of the next best */
	const struct gk_ledger_kind *next;	/* NULL: no other would do */
	bool told;		/* titles or names spoke for the kind */
	const struct gk_column_seen *columns;
	size_t ncolumns, records;
	struct {
		size_t count, row;	/* row: the first of them */
	} skipped[GK_SKIPS];
};

struct gk_ledger_ops {
	void (*table)(void *user, const struct gk_table *t);
	void (*record)(void *user, const struct gk_record *r);
	/*
	 * After the last record; `skipped` rows were totals, notes, sections,
	 * repeated headers and fillers such as …… (blank rows do not count).
	 */
	void (*end)(void *user, const struct gk_table *t, size_t records,
	    size_t skipped);
	void (*fault)(void *user, const struct gk_table *t,
	    const struct gk_fault *f);
	/* Once a sheet or text file, before the last `end`. */
	void (*outline)(void *user, const struct gk_table *t,
	    const struct gk_outline *o);
};

struct gk_column_map {		/* --column KEY=HEADER */
	const char *key;
	const char *header;
};

struct gk_ledger_options {
	const struct gk_ledger_kinds *kinds;
	const char *kind;	/* --kind: id, or NULL to recognise */
	const char *encoding;	/* --encoding: iconv name, or NULL to detect */
	const char *unit;	/* --unit, or NULL */
	const struct gk_column_map *map;
	size_t nmap;
	bool extras;		/* raw cells and unknown columns are wanted */
	bool heads;		/* tables only, no records: titles and headers */
};

/*
 * Fails if --kind or a key of --column is none that there is; gk_ledger_read
 * would fail so for every file.
 */
enum gk_status gk_ledger_options_check(const struct gk_ledger_options *opt,
    struct gk_error *err);
/*
 * Reads the ledger in `path` ("-": standard input, shown as `name`).
 * GK_FAIL: it cannot be used; what was pushed before stands.
 */
enum gk_status gk_ledger_read(const char *path, const char *name,
    const struct gk_ledger_options *opt, const struct gk_ledger_ops *ops,
    void *user, struct gk_error *err);

/* The same for what has been read already; `bytes` as they are in the file. */
enum gk_status gk_ledger_read_bytes(struct gk_str bytes, const char *name,
    const struct gk_ledger_options *opt, const struct gk_ledger_ops *ops,
    void *user, struct gk_error *err);

/* Whether a cell says that there is nothing to report (零报告, 本月无 …). */
bool gk_ledger_says_nil(struct gk_str cell);
/* What the value of GK_FAULT_OWN_TABLE ("register" …) is called: 单位名录. */
struct gk_str gk_own_table_label(struct gk_str value, enum gk_lang lang);

/* What gk_inputs_add found under the operands of a command. */
struct gk_input {
	char *path;		/* to open */
	char *name;		/* to show: as given, with the path below */
};
struct gk_inputs {
	struct gk_input *list;
	size_t count, cap;
	size_t attachments;	/* files in folders that are no ledgers 附件 */
	char **others;		/* their names, as shown */
	size_t nothers, others_cap;
};
/*
 * Adds a file, or the ledgers in a folder: .csv .tsv .txt .xls .xlsx .et .ods
 * .htm .html, recursively, in byte order of their paths; symbolic links,
 * hidden files and ~$ files skipped.  "-" is standard input, once.  A missing
 * operand, a folder without ledgers or a dangling link fails.
 */
enum gk_status gk_inputs_add(struct gk_inputs *in, const char *operand,
    struct gk_error *err);
void gk_inputs_release(struct gk_inputs *in);

/*
 * The canonical ledger (gk-cat): a header of keys, then records.  A record
 * that names no unit is given its table's.  What its columns are is learned
 * first, table by table, from all that is to be printed; the first one's kind
 * is the one printed.
 */
struct gk_out;
struct gk_canonical;

struct gk_canonical *gk_canonical_new(bool raw);
void gk_canonical_free(struct gk_canonical *c);
/* False if it is of another kind than the first.  Ends with the header. */
bool gk_canonical_learn(struct gk_canonical *c, const struct gk_table *t);
void gk_canonical_header(struct gk_canonical *c, struct gk_out *o);
/* The records that follow are of this table. */
void gk_canonical_table(struct gk_canonical *c, const struct gk_table *t);
void gk_canonical_record(const struct gk_canonical *c, struct gk_out *o,
    const struct gk_record *r);

#endif
