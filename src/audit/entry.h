/*
 * Understanding a record: whose it is, which item it claims, whether it is
 * published.  Done once, before the checks see it.
 */
#ifndef GK_AUDIT_ENTRY_H
#define GK_AUDIT_ENTRY_H

#include "checks/check.h"

struct gk_reader;		/* for one ledger, in one thread */

struct gk_reader *gk_reader_new(const struct gk_context *cx);
void gk_reader_free(struct gk_reader *r);
/* A table begins: looks up its columns, its sender, and the region in which
 * names are read.  Borrowed until the next table. */
const struct gk_source *gk_reader_table(struct gk_reader *r,
    const struct gk_table *t);
/* Borrowed until the next call; NULL if --from/--to leave the record out. */
const struct gk_entry *gk_reader_entry(struct gk_reader *r,
    const struct gk_record *rec);
/* The table is read: now its sender may be told from its rows. */
const struct gk_source *gk_reader_end(struct gk_reader *r);
/* The sender of a table of no known kind, for what is wrong with it. */
struct gk_source gk_reader_peek(const struct gk_reader *r,
    const struct gk_table *t);

#endif
