/*
 * Errors: why an input cannot be used, and where.  (What is wrong with data
 * is a finding, not an error; a bug of ours is an assertion.)
 *
 * A function that can fail returns enum gk_status and, on GK_FAIL, has filled
 * the gk_error it was given; it is reported once, by the tool.
 */
#ifndef GK_CORE_ERROR_H
#define GK_CORE_ERROR_H

#include <stddef.h>

#include "core/str.h"

enum gk_status { GK_OK = 0, GK_FAIL = -1 };

/* The exit statuses of every tool; never renumbered. */
enum gk_exit { GK_EXIT_CLEAN = 0, GK_EXIT_FINDINGS = 1, GK_EXIT_TROUBLE = 2 };

/*
 * Why an input cannot be used, for findings, which are in the language of the
 * report and not of the locale.
 */
enum gk_cause {
	GK_CAUSE_OTHER,		/* the message says more */
	GK_CAUSE_ABSENT,	/* no such file, a link to nothing */
	GK_CAUSE_EMPTY,
	GK_CAUSE_ENCODING,	/* neither UTF-8 nor GB18030, or both */
	GK_CAUSE_FORMAT,	/* a workbook, a PDF … */
	GK_CAUSE_HEADER,	/* no header of the kind that was named */
	GK_CAUSE_NO_LEDGER,	/* a folder without ledgers */
	GK_CAUSE_LIMIT,		/* a cell, row or nesting too large */
	GK_CAUSES
};

struct gk_error {
	char file[512];		/* cut at a character boundary if longer */
	size_t line, column;	/* 0 when unknown */
	char message[1024];	/* one line, in the language of the locale */
	enum gk_cause cause;	/* GK_CAUSE_OTHER unless gk_fail_for was told */
};

/* Fills `err` and returns GK_FAIL.  `file` may be NULL. */
enum gk_status gk_fail(struct gk_error *err, const char *file, size_t line,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* The same with ": " and the text of errno appended. */
enum gk_status gk_fail_errno(struct gk_error *err, const char *file,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* gk_fail, with the cause. */
enum gk_status gk_fail_for(enum gk_cause cause, struct gk_error *err,
    const char *file, size_t line, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

/*
 * Makes text safe for a terminal: control characters (C0, C1, DEL) and
 * bidirectional controls become '?'; malformed UTF-8 becomes '?'.
 */
void gk_sanitize(struct gk_buf *out, struct gk_str s);

#endif
