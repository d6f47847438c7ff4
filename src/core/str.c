#include "config.h"

#include "core/str.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/mem.h"

int
gk_str_cmp(struct gk_str a, struct gk_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n != 0 ? memcmp(a.p, b.p, n) : 0;

	if (c != 0)
		return c;
	return (a.n > b.n) - (a.n < b.n);
}

bool
gk_str_starts(struct gk_str s, struct gk_str prefix)
{
	return s.n >= prefix.n &&
	    (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

bool
gk_str_ends(struct gk_str s, struct gk_str suffix)
{
	return s.n >= suffix.n && (suffix.n == 0 ||
	    memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

size_t
gk_str_find(struct gk_str s, struct gk_str needle)
{
	const char *at;

	if (needle.n == 0)
		return 0;
	if (s.n < needle.n)
		return SIZE_MAX;
	at = memmem(s.p, s.n, needle.p, needle.n);
	return at != NULL ? (size_t)(at - s.p) : SIZE_MAX;
}

struct gk_str
gk_str_sub(struct gk_str s, size_t from, size_t n)
{
	if (from > s.n)
		from = s.n;
	if (n > s.n - from)
		n = s.n - from;
	return (struct gk_str){ s.p + from, n };
}

struct gk_str
gk_str_keep(struct gk_arena *a, struct gk_str s)
{
	if (s.n == 0)
		return GK_EMPTY;
	return (struct gk_str){ gk_arena_copy(a, s.p, s.n), s.n };
}

struct gk_str
gk_str_join(struct gk_arena *a, struct gk_str left, struct gk_str sep,
    struct gk_str right)
{
	size_t nsep = left.n > 0 && right.n > 0 ? sep.n : 0;
	char *p = gk_arena_alloc(a, left.n + nsep + right.n + 1);

	if (left.n > 0)
		memcpy(p, left.p, left.n);
	if (nsep > 0)
		memcpy(p + left.n, sep.p, nsep);
	if (right.n > 0)
		memcpy(p + left.n + nsep, right.p, right.n);
	return (struct gk_str){ p, left.n + nsep + right.n };
}

/* Length in bytes of the UTF-8 sequence that starts with `c`. */
static size_t
sequence_length(unsigned char c)
{
	return c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static size_t
separator_at(const char *s, size_t n, const char *seps)
{
	while (*seps != '\0') {
		size_t len = sequence_length((unsigned char)*seps);

		if (len <= n && memcmp(s, seps, len) == 0)
			return len;
		seps += len;
	}
	return 0;
}

bool
gk_str_split(struct gk_str *rest, const char *seps, struct gk_str *piece)
{
	size_t i, len;

	if (rest->p == NULL)
		return false;
	for (i = 0; i < rest->n; i++) {
		len = separator_at(rest->p + i, rest->n - i, seps);
		if (len == 0)
			continue;
		*piece = (struct gk_str){ rest->p, i };
		rest->p += i + len;
		rest->n -= i + len;
		return true;
	}
	*piece = *rest;
	*rest = (struct gk_str){ NULL, 0 };
	return true;
}

bool
gk_str_to_size(struct gk_str s, size_t *value)
{
	size_t v = 0;

	if (s.n == 0 || s.n > 18)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		v = v * 10 + (size_t)(s.p[i] - '0');
	}
	*value = v;
	return true;
}

void
gk_buf_init(struct gk_buf *b)
{
	*b = (struct gk_buf){ 0 };
}

void
gk_buf_release(struct gk_buf *b)
{
	free(b->p);
	gk_buf_init(b);
}

void
gk_buf_clear(struct gk_buf *b)
{
	b->len = 0;
	if (b->p != NULL)
		b->p[0] = '\0';
}

static void
buf_room(struct gk_buf *b, size_t n)
{
	size_t cap = b->cap != 0 ? b->cap : 64;

	if (n >= SIZE_MAX / 2 - b->len)
		gk_oom();
	if (b->len + n < b->cap)
		return;
	while (cap <= b->len + n)
		cap *= 2;
	b->p = gk_reallocarray(b->p, cap, 1);
	b->cap = cap;
}

void
gk_buf_add(struct gk_buf *b, const char *s, size_t n)
{
	buf_room(b, n);
	if (n != 0)
		memcpy(b->p + b->len, s, n);
	b->len += n;
	b->p[b->len] = '\0';
}

void
gk_buf_add_str(struct gk_buf *b, struct gk_str s)
{
	gk_buf_add(b, s.p, s.n);
}

void
gk_buf_puts(struct gk_buf *b, const char *s)
{
	gk_buf_add(b, s, strlen(s));
}

void
gk_buf_putc(struct gk_buf *b, char c)
{
	gk_buf_add(b, &c, 1);
}

void
gk_buf_vprintf(struct gk_buf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	buf_room(b, 64);
	n = vsnprintf(b->p + b->len, b->cap - b->len, fmt, ap);
	if (n >= 0 && (size_t)n >= b->cap - b->len) {
		buf_room(b, (size_t)n + 1);
		n = vsnprintf(b->p + b->len, b->cap - b->len, fmt, again);
	}
	if (n > 0)
		b->len += (size_t)n;
	b->p[b->len] = '\0';
	va_end(again);
}

void
gk_buf_printf(struct gk_buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	gk_buf_vprintf(b, fmt, ap);
	va_end(ap);
}

uint64_t
gk_hash(uint64_t seed, struct gk_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		seed ^= (unsigned char)s.p[i];
		seed *= UINT64_C(1099511628211);
	}
	return seed;
}
