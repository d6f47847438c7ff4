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
	GK_FAULTS
};

struct gk_fault {
	enum gk_fault_what what;
	size_t row, line, last_line;
	struct gk_str column;	/* key, if one is known */
	size_t column_no;
	struct gk_str value;
	size_t count;		/* RAGGED: cells too many; MOJIBAKE: places */
	const struct gk_ledger_kind *rival;	/* AMBIGUOUS */
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
 * that names no unit is given its table's.
 */
struct gk_out;
void gk_canonical_header(struct gk_out *o, const struct gk_ledger_kind *k);
void gk_canonical_record(struct gk_out *o, const struct gk_record *r);

#endif
