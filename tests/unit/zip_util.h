/*
 * ZIP containers made by hand, right ones and wrong ones, for unit tests.
 */
#ifndef GK_TESTS_UNIT_ZIP_UTIL_H
#define GK_TESTS_UNIT_ZIP_UTIL_H

#include "core/mem.h"
#include "core/str.h"

struct zip_made {
	struct gk_buf out, dir;
	unsigned count;
};

/* What is said of an entry, which need not be true. */
struct zip_said {
	unsigned method, flags;
	uint32_t crc;
	uint64_t size;
	size_t at;		/* where it is said to be */
};

__attribute__((unused)) static void
zip_put(struct gk_buf *b, uint64_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		gk_buf_putc(b, (char)(value >> 8 * i & 0xFF));
}

__attribute__((unused)) static uint32_t
zip_crc(struct gk_str s)
{
	uint32_t crc = 0xFFFFFFFF;

	for (size_t i = 0; i < s.n; i++) {
		crc ^= (unsigned char)s.p[i];
		for (int k = 0; k < 8; k++)
			crc = (crc & 1) != 0 ? crc >> 1 ^ 0xEDB88320 :
			    crc >> 1;
	}
	return ~crc;
}

/* What local header and directory have in common. */
__attribute__((unused)) static void
zip_header(struct gk_buf *b, struct gk_str name, size_t packed,
    const struct zip_said *said)
{
	bool large = said->size >= 0xFFFFFFFF;

	zip_put(b, large ? 45 : 20, 2);
	zip_put(b, said->flags, 2);
	zip_put(b, said->method, 2);
	zip_put(b, 0x5A210000, 4);
	zip_put(b, said->crc, 4);
	zip_put(b, packed, 4);
	zip_put(b, large ? 0xFFFFFFFF : said->size, 4);
	zip_put(b, name.n, 2);
	zip_put(b, large ? 12 : 0, 2);
}

__attribute__((unused)) static void
zip_extra(struct gk_buf *b, const struct zip_said *said)
{
	if (said->size < 0xFFFFFFFF)
		return;
	zip_put(b, 1, 2);
	zip_put(b, 8, 2);
	zip_put(b, said->size, 8);
}

/* The directory's word for an entry that is there already, or is not. */
__attribute__((unused)) static void
zip_say(struct zip_made *z, struct gk_str name, size_t packed,
    const struct zip_said *said)
{
	gk_buf_add(&z->dir, "PK\1\2\x14\0", 6);
	zip_header(&z->dir, name, packed, said);
	zip_put(&z->dir, 0, 6);	/* comment, disk, attributes */
	zip_put(&z->dir, 0, 4);
	zip_put(&z->dir, said->at, 4);
	gk_buf_add_str(&z->dir, name);
	zip_extra(&z->dir, said);
	z->count++;
}

__attribute__((unused)) static void
zip_add_said(struct zip_made *z, struct gk_str name, struct gk_str packed,
    struct zip_said said)
{
	said.at = z->out.len;
	gk_buf_add(&z->out, "PK\3\4", 4);
	zip_header(&z->out, name, packed.n, &said);
	gk_buf_add_str(&z->out, name);
	zip_extra(&z->out, &said);
	gk_buf_add_str(&z->out, packed);
	zip_say(z, name, packed.n, &said);
}

__attribute__((unused)) static void
zip_add(struct zip_made *z, const char *name, struct gk_str text)
{
	zip_add_said(z, gk_str_of(name), text, (struct zip_said){
	    .crc = zip_crc(text), .size = text.n });
}

__attribute__((unused)) static struct gk_str
zip_finish(struct zip_made *z)
{
	size_t at = z->out.len;

	gk_buf_add_str(&z->out, gk_buf_str(&z->dir));
	gk_buf_add(&z->out, "PK\5\6\0\0\0\0", 8);
	zip_put(&z->out, z->count, 2);
	zip_put(&z->out, z->count, 2);
	zip_put(&z->out, z->dir.len, 4);
	zip_put(&z->out, at, 4);
	zip_put(&z->out, 0, 2);
	return gk_buf_str(&z->out);
}

__attribute__((unused)) static void
zip_free(struct zip_made *z)
{
	gk_buf_release(&z->out);
	gk_buf_release(&z->dir);
	*z = (struct zip_made){ .count = 0 };
}

/* Bits of a deflate stream, lowest first. */
struct zip_bits {
	struct gk_buf *out;
	unsigned held, count;
};

__attribute__((unused)) static void
zip_bits(struct zip_bits *b, unsigned value, unsigned count)
{
	b->held |= value << b->count;
	for (b->count += count; b->count >= 8; b->count -= 8) {
		gk_buf_putc(b->out, (char)(b->held & 0xFF));
		b->held >>= 8;
	}
}

/*
 * `copies` times 258 blanks and one in front, deflated as small as can be: one
 * block whose codes are 1 bit for 258 bytes and 1 bit for where they come
 * from.  A MiB of it is 1032 MiB.
 */
__attribute__((unused)) static void
zip_deflate_blanks(struct gk_buf *out, size_t copies)
{
	/* Code lengths are coded by: 18 (a run of 0) 1 bit, 1 and 2 two bits,
	 * in the order of RFC 1951 3.2.7. */
	static const unsigned char order[] = { 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0,
		0, 0, 0, 0, 2, 0, 2 };
	struct zip_bits b = { out, 0, 0 };

	zip_bits(&b, 1 | 2 << 1, 3);	/* the last block, dynamic */
	zip_bits(&b, 29, 5);		/* 286 literals and lengths */
	zip_bits(&b, 0, 5);		/* one distance */
	zip_bits(&b, 14, 4);		/* 18 of the lengths that follow */
	for (size_t i = 0; i < 18; i++)
		zip_bits(&b, order[i], 3);
	zip_bits(&b, 0, 1);		/* 32 zeros */
	zip_bits(&b, 32 - 11, 7);
	zip_bits(&b, 3, 2);		/* ' ' has 2 bits */
	zip_bits(&b, 0, 1);		/* 223 zeros: 138 and 85 */
	zip_bits(&b, 138 - 11, 7);
	zip_bits(&b, 0, 1);
	zip_bits(&b, 85 - 11, 7);
	zip_bits(&b, 3, 2);		/* the end has 2 bits */
	zip_bits(&b, 0, 1);		/* 28 zeros */
	zip_bits(&b, 28 - 11, 7);
	zip_bits(&b, 1, 2);		/* 258 bytes: 1 bit */
	zip_bits(&b, 1, 2);		/* and the distance 1: 1 bit */
	zip_bits(&b, 1, 2);		/* ' ' is 10 */
	for (size_t i = 0; i < copies; i++)
		zip_bits(&b, 0, 2);
	zip_bits(&b, 3, 2);
	zip_bits(&b, 0, 7);
}

#endif
