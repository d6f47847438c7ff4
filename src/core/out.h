/*
 * Output with a sticky error, written whole or not at all.
 *
 * After the first failure every call does nothing; gk_out_close reports it.
 * A file is written under a temporary name in the same folder, flushed to
 * disk and renamed by gk_out_close; until then an older file is untouched.
 * Temporary files are removed when the program is ended by SIGINT, SIGTERM,
 * SIGHUP, SIGPIPE or a limit (SIGXCPU, SIGXFSZ), by gk_oom, or by
 * gk_out_discard.  Devices, pipes and whatever lies under /dev are written
 * directly.
 */
#ifndef GK_CORE_OUT_H
#define GK_CORE_OUT_H

#include "core/error.h"
#include "core/str.h"

struct gk_out;

/* `path` NULL or "-": standard output.  NULL on failure. */
struct gk_out *gk_out_open(const char *path, struct gk_error *err);
/* Collects into `b` instead, which must outlive it; cannot fail. */
struct gk_out *gk_out_memory(struct gk_buf *b);
void gk_out_add(struct gk_out *o, const char *s, size_t n);
void gk_out_str(struct gk_out *o, struct gk_str s);
void gk_out_puts(struct gk_out *o, const char *s);
void gk_out_printf(struct gk_out *o, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* One CSV cell as RFC 4180 asks, quoted only where needed; no separator. */
void gk_out_csv_cell(struct gk_out *o, struct gk_str s);
/* Commits and frees `o`; GK_FAIL if anything since gk_out_open failed. */
enum gk_status gk_out_close(struct gk_out *o, struct gk_error *err);
/* Drops what was written to a file and frees `o`.  NULL is harmless. */
void gk_out_discard(struct gk_out *o);

#endif
