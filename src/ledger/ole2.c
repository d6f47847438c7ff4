#include "config.h"

#include "ledger/ole2.h"

#include <stdlib.h>

#define HEADER_SIZE ((size_t)512)
#define HEADER_FATS 109		/* sectors of the FAT that the header names */
#define ENTRY ((size_t)128)	/* size of an entry of the directory */
#define NAME_MAX_16 ((size_t)32)	/* units of a name, with its end */
#define ENTRIES_MAX 4096	/* entries that are looked at */
#define MINI ((size_t)64)	/* size of a sector of small streams */
#define LAST 0xFFFFFFFAu	/* sector numbers are below */

uint32_t
gk_u16_at(struct gk_str s, size_t at)
{
	const unsigned char *p = (const unsigned char *)s.p + at;

	return at < s.n && s.n - at >= 2 ? (uint32_t)(p[0] | p[1] << 8) : 0;
}

uint32_t
gk_u32_at(struct gk_str s, size_t at)
{
	return at < s.n && s.n - at >= 4 ?
	    gk_u16_at(s, at) | gk_u16_at(s, at + 2) << 16 : 0;
}

/* Sector 0 follows the header, which takes one sector. */
static size_t
sector_at(const struct gk_ole2 *o, uint32_t n)
{
	size_t at = ((size_t)n + 1) * o->sector;

	return n < LAST && at < o->bytes.n ? at : GK_OLE2_NONE;
}

static uint32_t
next_sector(const struct gk_ole2 *o, uint32_t n)
{
	size_t each = o->sector / 4;

	if (n / each >= o->nfat)
		return UINT32_MAX;
	return gk_u32_at(o->bytes, o->fat[n / each] + 4 * (n % each));
}

static void
add_fat(struct gk_ole2 *o, uint32_t n)
{
	size_t at = sector_at(o, n);

	if (at != GK_OLE2_NONE && at + o->sector <= o->bytes.n)
		*GK_PUSH(o->fat, o->nfat, o->fat_cap) = at;
}

/* The header names the first sectors, further ones a chain of its own. */
static void
find_fat(struct gk_ole2 *o)
{
	size_t each = o->sector / 4, most = o->bytes.n / o->sector;
	uint32_t n = gk_u32_at(o->bytes, 68);

	for (size_t i = 0; i < HEADER_FATS; i++)
		add_fat(o, gk_u32_at(o->bytes, 76 + 4 * i));
	for (size_t i = 0; i < most && o->nfat <= most; i++) {
		size_t at = sector_at(o, n);

		if (at == GK_OLE2_NONE)
			break;
		for (size_t k = 0; k + 1 < each; k++)
			add_fat(o, gk_u32_at(o->bytes, at + 4 * k));
		n = gk_u32_at(o->bytes, at + 4 * (each - 1));
	}
}

static void
find_directory(struct gk_ole2 *o)
{
	uint32_t n = gk_u32_at(o->bytes, 48);

	while (o->ndir < ENTRIES_MAX && sector_at(o, n) != GK_OLE2_NONE) {
		*GK_PUSH(o->dir, o->ndir, o->dir_cap) = sector_at(o, n);
		n = next_sector(o, n);
	}
}

bool
gk_ole2_open(struct gk_ole2 *o, struct gk_str bytes)
{
	uint32_t shift = gk_u16_at(bytes, 30);

	*o = (struct gk_ole2){ .bytes = bytes };
	if (bytes.n < HEADER_SIZE || (shift != 9 && shift != 12))
		return false;
	o->sector = (size_t)1 << shift;
	find_fat(o);
	find_directory(o);
	return true;
}

void
gk_ole2_release(struct gk_ole2 *o)
{
	free(o->fat);
	free(o->dir);
	*o = (struct gk_ole2){ .sector = 0 };
}

/* ---- the directory -------------------------------------------------- */

static size_t
entry_at(const struct gk_ole2 *o, uint32_t id)
{
	size_t each = o->sector / ENTRY, at;

	if (id / each >= o->ndir)
		return GK_OLE2_NONE;
	at = o->dir[id / each] + id % each * ENTRY;
	return at + ENTRY <= o->bytes.n ? at : GK_OLE2_NONE;
}

static uint32_t
lower(uint32_t c)
{
	return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static bool
entry_is(const struct gk_ole2 *o, size_t at, const char *name)
{
	size_t n = strlen(name);

	if (n >= NAME_MAX_16 || gk_u16_at(o->bytes, at + 64) != 2 * (n + 1))
		return false;
	for (size_t i = 0; i < n; i++)
		if (lower(gk_u16_at(o->bytes, at + 2 * i)) !=
		    lower((unsigned char)name[i]))
			return false;
	return true;
}

/* Entries below one are a tree, left and right. */
size_t
gk_ole2_find(const struct gk_ole2 *o, const char *name)
{
	uint32_t *stack = NULL;
	size_t depth = 0, cap = 0, root = entry_at(o, 0), found = GK_OLE2_NONE;

	if (root == GK_OLE2_NONE)
		return GK_OLE2_NONE;
	*GK_PUSH(stack, depth, cap) = gk_u32_at(o->bytes, root + 76);
	for (size_t seen = 0; depth > 0 && seen < ENTRIES_MAX; seen++) {
		size_t at = entry_at(o, stack[--depth]);

		if (at == GK_OLE2_NONE)
			continue;
		if (entry_is(o, at, name)) {
			found = at;
			break;
		}
		*GK_PUSH(stack, depth, cap) = gk_u32_at(o->bytes, at + 68);
		*GK_PUSH(stack, depth, cap) = gk_u32_at(o->bytes, at + 72);
	}
	free(stack);
	return found;
}

/* ---- streams -------------------------------------------------------- */

static bool
read_chain(const struct gk_ole2 *o, uint32_t n, size_t size,
    struct gk_buf *out)
{
	while (size > 0) {
		size_t at = sector_at(o, n), want;
		struct gk_str s;

		if (at == GK_OLE2_NONE)
			return false;
		want = size < o->sector ? size : o->sector;
		s = gk_str_sub(o->bytes, at, want);
		gk_buf_add_str(out, s);
		if (s.n < want)
			return false;
		size -= want;
		n = next_sector(o, n);
	}
	return true;
}

/* The chain of small sectors has a FAT of its own, and so have they. */
static bool
read_mini(const struct gk_ole2 *o, uint32_t n, size_t size,
    struct gk_buf *out)
{
	struct gk_buf fat = { 0 }, all = { 0 };
	size_t root = entry_at(o, 0), most = o->bytes.n;
	size_t sectors = gk_u32_at(o->bytes, 64), total;
	bool good = root != GK_OLE2_NONE;

	total = good ? gk_u32_at(o->bytes, root + 120) : 0;
	good = good && total <= most && sectors <= most / o->sector &&
	    read_chain(o, gk_u32_at(o->bytes, 60), sectors * o->sector,
	    &fat) &&
	    read_chain(o, gk_u32_at(o->bytes, root + 116), total, &all);
	while (good && size > 0) {
		struct gk_str s = gk_str_sub(gk_buf_str(&all), n * MINI,
		    size < MINI ? size : MINI);

		good = n < LAST && s.n > 0;
		gk_buf_add_str(out, s);
		size -= s.n;
		n = (size_t)n * 4 + 4 <= fat.len ?
		    gk_u32_at(gk_buf_str(&fat), (size_t)n * 4) : UINT32_MAX;
	}
	gk_buf_release(&fat);
	gk_buf_release(&all);
	return good;
}

bool
gk_ole2_read(const struct gk_ole2 *o, size_t entry, struct gk_buf *out)
{
	uint32_t first = gk_u32_at(o->bytes, entry + 116);
	size_t size = gk_u32_at(o->bytes, entry + 120);

	if (size > o->bytes.n)
		return false;
	if (size < gk_u32_at(o->bytes, 56))
		return read_mini(o, first, size, out);
	return read_chain(o, first, size, out);
}
