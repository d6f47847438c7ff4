/*
 * Strings: borrowed views (gk_str) and growing buffers (gk_buf).
 *
 * A gk_str is pointer and length; it need not end in NUL and owns nothing.
 * A gk_buf owns its bytes, which always end in NUL (not counted in len).
 */
#ifndef GK_CORE_STR_H
#define GK_CORE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct gk_arena;

struct gk_str {
	const char *p;
	size_t n;
};

/* The view of a string literal. */
#define GK_STR(lit) ((struct gk_str){ "" lit, sizeof(lit) - 1 })
#define GK_EMPTY ((struct gk_str){ "", 0 })
/* For printf("%.*s", GK_FMT(s)). */
#define GK_FMT(s) (int)(s).n, (s).p

static inline struct gk_str
gk_str_of(const char *s)
{
	return s != NULL ? (struct gk_str){ s, strlen(s) } : GK_EMPTY;
}

static inline bool
gk_str_eq(struct gk_str a, struct gk_str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* Byte order, as memcmp; a shorter string precedes its extensions. */
int gk_str_cmp(struct gk_str a, struct gk_str b);
bool gk_str_starts(struct gk_str s, struct gk_str prefix);
bool gk_str_ends(struct gk_str s, struct gk_str suffix);
/* Offset of the first `needle` in `s`, or SIZE_MAX; an empty needle is at 0. */
size_t gk_str_find(struct gk_str s, struct gk_str needle);
struct gk_str gk_str_sub(struct gk_str s, size_t from, size_t n);
/* A copy in the arena (with a NUL behind it). */
struct gk_str gk_str_keep(struct gk_arena *a, struct gk_str s);
/* a, sep and b in one, kept in the arena; without sep if either is empty. */
struct gk_str gk_str_join(struct gk_arena *a, struct gk_str left,
    struct gk_str sep, struct gk_str right);
/*
 * Cuts the next piece off `*rest` at the first of the one-byte or multi-byte
 * UTF-8 separators in the NUL-ended list `seps`; false when nothing is left.
 * Empty pieces are returned too.  Initialise rest->p to the string.
 */
bool gk_str_split(struct gk_str *rest, const char *seps, struct gk_str *piece);
/* Non-negative decimal number of at most 18 digits; false if it is none. */
bool gk_str_to_size(struct gk_str s, size_t *value);

struct gk_buf {
	char *p;
	size_t len, cap;
};

void gk_buf_init(struct gk_buf *b);
void gk_buf_release(struct gk_buf *b);
void gk_buf_clear(struct gk_buf *b);
void gk_buf_add(struct gk_buf *b, const char *s, size_t n);
void gk_buf_add_str(struct gk_buf *b, struct gk_str s);
void gk_buf_puts(struct gk_buf *b, const char *s);
void gk_buf_putc(struct gk_buf *b, char c);
void gk_buf_printf(struct gk_buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void gk_buf_vprintf(struct gk_buf *b, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));
static inline struct gk_str
gk_buf_str(const struct gk_buf *b)
{
	return b->len != 0 ? (struct gk_str){ b->p, b->len } : GK_EMPTY;
}

/* 64-bit FNV-1a, chained through `seed` (start with GK_HASH_SEED). */
#define GK_HASH_SEED UINT64_C(14695981039346656037)
uint64_t gk_hash(uint64_t seed, struct gk_str s);

#endif
