/*
 * Findings as a CSV table: the format that crosses pipes, frozen in
 * gongkai-findings(5).
 */
#ifndef GK_FINDING_TABLE_H
#define GK_FINDING_TABLE_H

#include "core/error.h"
#include "core/out.h"
#include "finding/finding.h"

/*
 * A cell that no spreadsheet program takes for a formula: one that starts with
 * = + - @ TAB CR NUL or their full-width forms gets a "'" in front, and so
 * does one that looks like a guarded cell already, so that gk_unguard always
 * gives back what was written.  `tmp` is a buffer to work in.
 */
void gk_guarded_cell(struct gk_out *o, struct gk_str s, struct gk_buf *tmp);
struct gk_str gk_unguard(struct gk_str s);

/* Writes header and rows, guarded, each ended by a line feed. */
void gk_findings_write(const struct gk_findings *fs, struct gk_out *o);
/*
 * Adds the rows of a table to `fs`, guards removed; severity, row and the
 * advisory mark (basis ends in GK_UNVERIFIED) are read back.  `name` is for
 * messages.  Unknown or missing columns and values that no tool writes fail;
 * what was read before stands.
 */
enum gk_status gk_findings_read(struct gk_findings *fs, struct gk_str text,
    const char *name, struct gk_error *err);

#endif
