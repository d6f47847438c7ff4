/*
 * ZIP containers (XLSX, ODS) over libzip, which nothing else includes.
 *
 * Everything in them is hostile: the number of entries, their names (absolute,
 * "..", used twice), encryption and the size of what comes out are checked
 * before a byte is used, and what inflates beyond its limits fails.
 */
#ifndef GK_CORE_ZIP_H
#define GK_CORE_ZIP_H

#include "core/error.h"
#include "core/str.h"

#define GK_ZIP_ENTRIES_MAX 4096
/* An entry beyond GK_ZIP_FREE bytes may inflate GK_ZIP_RATIO_MAX-fold. */
#define GK_ZIP_RATIO_MAX 200
#define GK_ZIP_FREE ((uint64_t)64 << 20)
#define GK_ZIP_ENTRY_MAX ((uint64_t)8 << 30)

struct gk_zip;
struct gk_zip_entry;		/* being read */

/* `bytes` must outlive it.  NULL on failure; messages name `name`. */
struct gk_zip *gk_zip_open(struct gk_str bytes, const char *name,
    struct gk_error *err);
void gk_zip_close(struct gk_zip *z);
/* Whether there is an entry of this name (as OOXML has it: any case). */
bool gk_zip_has(const struct gk_zip *z, const char *entry);
/* NULL on failure, also if there is none. */
struct gk_zip_entry *gk_zip_entry_open(struct gk_zip *z, const char *entry,
    struct gk_error *err);
/* Reads up to `size` bytes; 0 at the end, -1 on failure (limits too). */
long gk_zip_entry_read(struct gk_zip_entry *e, void *buf, size_t size,
    struct gk_error *err);
void gk_zip_entry_close(struct gk_zip_entry *e);

#endif
