/*
 * OLE2 files (compound documents): XLS, DOC, and what holds an OOXML file with
 * a password.  Nothing in them is believed: chains may be cut short or run in
 * circles, and end then.
 */
#ifndef GK_LEDGER_OLE2_H
#define GK_LEDGER_OLE2_H

#include "core/mem.h"
#include "core/str.h"

#define GK_OLE2_NONE SIZE_MAX

struct gk_ole2 {
	struct gk_str bytes;
	size_t sector;		/* size of one */
	size_t *fat;		/* where its sectors are */
	size_t nfat, fat_cap;
	size_t *dir;		/* where those of the directory are */
	size_t ndir, dir_cap;
};

/* `bytes` must outlive it.  False if it is no such file. */
bool gk_ole2_open(struct gk_ole2 *o, struct gk_str bytes);
void gk_ole2_release(struct gk_ole2 *o);
/*
 * Where the entry of a stream is that stands directly below the root, its name
 * in any case; GK_OLE2_NONE if there is none.
 */
size_t gk_ole2_find(const struct gk_ole2 *o, const char *name);
/* Appends the bytes of the stream; false if some are missing. */
bool gk_ole2_read(const struct gk_ole2 *o, size_t entry, struct gk_buf *out);

/* Numbers as these files have them; 0 beyond the end. */
uint32_t gk_u16_at(struct gk_str s, size_t at);
uint32_t gk_u32_at(struct gk_str s, size_t at);

#endif
