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
 * What is wrong with the form of a file is pushed as a gk_ledger_fault and
 * reading goes on; what makes it unreadable fails.
 */
#ifndef GK_LEDGER_LEDGER_H
#define GK_LEDGER_LEDGER_H

#include "core/date.h"
#include "core/error.h"
#include "core/str.h"
#include "ledger/kind.h"

enum gk_scope { GK_SCOPE_UNKNOWN, GK_INCREMENTAL, GK_FULL };	/* 增量, 全量 */

struct gk_table {
	struct gk_str file;	/* as named by the user */
	struct gk_str sheet;	/* "" for text files */
	const struct gk_ledger_kind *kind;
	/* By kind column: place in the file from 1, 0 if the file lacks it. */
	const size_t *source;
	struct gk_str title;	/* title rows above the header, joined by space */
	struct gk_str unit;	/* 填报单位： or unit named by --unit; may be "" */
	enum gk_scope scope;	/* from the title; GK_SCOPE_UNKNOWN if silent */
	gk_day period_first, period_last;	/* from the title, or GK_NO_DAY */
	gk_day submitted;	/* 填报时间/报送日期 in the title rows, or GK_NO_DAY */
	bool nil;		/* the whole file says 本月无 / 零报告 */
};

struct gk_record {
	const struct gk_table *table;
	const struct gk_str *field;	/* by kind column, cleaned; "" if none */
	size_t row;		/* as a spreadsheet program counts */
	size_t line;		/* first physical line, 0 for workbooks */
};

enum gk_fault_what {
	GK_FAULT_RAGGED,	/* more cells than the header; value: how many */
	GK_FAULT_QUOTE,		/* broken quotes: row..last_line skipped */
	GK_FAULT_MOJIBAKE,	/* 锟斤拷, ï»¿ …: text ruined before it came here */
	GK_FAULT_NUL,		/* NUL byte in a cell */
	GK_FAULT_CONTROL,	/* other control characters in a cell */
	GK_FAULT_COLUMN_TWICE,	/* two columns of the file map to one */
	GK_FAULT_UNRECOGNISED,	/* a readable table of no known kind */
	GK_FAULT_OWN_TABLE,	/* register, findings, …: skipped */
	GK_FAULT_ALIAS_UNKNOWN	/* a header cell nothing knows; value: it */
};

struct gk_fault {
	enum gk_fault_what what;
	size_t row, line, last_line;
	struct gk_str column;	/* key, if one is known */
	size_t column_no;
	struct gk_str value;
};

struct gk_ledger_ops {
	void (*table)(void *user, const struct gk_table *t);
	void (*record)(void *user, const struct gk_record *r);
	/* After the last record; `skipped` rows were totals, notes, headers. */
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
 * Reads the ledger in `path` ("-": standard input, shown as `name`).
 * GK_FAIL: it cannot be used; what was pushed before stands.
 */
enum gk_status gk_ledger_read(const char *path, const char *name,
    const struct gk_ledger_options *opt, const struct gk_ledger_ops *ops,
    void *user, struct gk_error *err);

/* What gk_ledger_find found under the operands of a command. */
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
 * hidden files and ~$ files skipped.  A missing operand, a folder without
 * ledgers or a dangling link fails.
 */
enum gk_status gk_inputs_add(struct gk_inputs *in, const char *operand,
    struct gk_error *err);
void gk_inputs_release(struct gk_inputs *in);

/* Writes the canonical ledger (gk-cat): header when `first`. */
struct gk_out;
void gk_canonical_header(struct gk_out *o, const struct gk_ledger_kind *k);
void gk_canonical_record(struct gk_out *o, const struct gk_record *r);

#endif
