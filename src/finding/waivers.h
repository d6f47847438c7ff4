/*
 * Waivers (例外登记): dated, reasoned permissions for findings.
 *
 * waivers.csv: rule, unit, item, fingerprint (what is permitted; a * in them
 * stands for anything, a blank for all), reason, approved_by, until.  Chinese
 * headers are understood.  gongkai(7).
 */
#ifndef GK_FINDING_WAIVERS_H
#define GK_FINDING_WAIVERS_H

#include "core/error.h"
#include "finding/finding.h"

struct gk_waivers;

/* Fails if the file cannot be read or lacks a column. */
struct gk_waivers *gk_waivers_read(const char *path, struct gk_error *err);
void gk_waivers_free(struct gk_waivers *w);
/*
 * Marks the finished findings that are permitted as waived: they are shown,
 * apart, and count no more.  Adds what is wrong with the waivers themselves
 * (malformed, expired, unused) and finishes the table again.  A file that
 * cannot be read is never waived.
 */
void gk_waivers_apply(const struct gk_waivers *w, struct gk_findings *fs);
/*
 * Writes a draft for the findings that count: one line each, with blank
 * reason, approval and date, which a supervisor has to fill in.
 */
struct gk_out;
void gk_waivers_draft(const struct gk_findings *fs, struct gk_out *o);

#endif
