/*
 * Findings as a CSV table: the format that crosses pipes, frozen in
 * gongkai-findings(5).
 */
#ifndef GK_FINDING_TABLE_H
#define GK_FINDING_TABLE_H

#include "core/error.h"
#include "core/out.h"
#include "finding/finding.h"

/* Writes header and rows; cells that could start a formula get a "'". */
void gk_findings_write(const struct gk_findings *fs, struct gk_out *o);
/*
 * Adds the rows of a table to `fs`, guards removed; severity, row and the
 * advisory mark (basis ends in （依据待核）) are read back.  `name` is for
 * messages.  Unknown or missing columns fail.
 */
enum gk_status gk_findings_read(struct gk_findings *fs, struct gk_str text,
    const char *name, struct gk_error *err);

#endif
