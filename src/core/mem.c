#include "config.h"

#include "core/mem.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_SIZE ((size_t)64 * 1024)

struct gk_chunk {
	struct gk_chunk *next;
	size_t size;
	alignas(max_align_t) char data[];
};

static void (*oom_cleanup)(void);

void
gk_at_oom(void (*cleanup)(void))
{
	oom_cleanup = cleanup;
}

_Noreturn void
gk_oom(void)
{
	if (oom_cleanup != NULL)
		oom_cleanup();
	fputs("gongkai: out of memory\n", stderr);
	_Exit(2);
}

void *
gk_malloc(size_t size)
{
	void *p = malloc(size != 0 ? size : 1);

	if (p == NULL)
		gk_oom();
	return p;
}

void *
gk_calloc(size_t count, size_t size)
{
	void *p = calloc(count != 0 ? count : 1, size != 0 ? size : 1);

	if (p == NULL)
		gk_oom();
	return p;
}

void *
gk_reallocarray(void *old, size_t count, size_t size)
{
	void *p;

	if (size != 0 && count > SIZE_MAX / size)
		gk_oom();
	p = realloc(old, count * size != 0 ? count * size : 1);
	if (p == NULL)
		gk_oom();
	return p;
}

char *
gk_strndup(const char *s, size_t n)
{
	char *p = gk_malloc(n + 1);

	if (n != 0)
		memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

char *
gk_strdup(const char *s)
{
	return gk_strndup(s, strlen(s));
}

void *
gk_grow(void *ptr, size_t *cap, size_t len, size_t elem_size)
{
	if (len < *cap)
		return ptr;
	*cap = *cap != 0 ? *cap * 2 : 8;
	return gk_reallocarray(ptr, *cap, elem_size);
}

void
gk_arena_init(struct gk_arena *a)
{
	*a = (struct gk_arena){ 0 };
}

static void
arena_add_chunk(struct gk_arena *a, size_t least)
{
	size_t size = least > CHUNK_SIZE ? least : CHUNK_SIZE;
	struct gk_chunk *c = gk_malloc(sizeof *c + size);

	c->size = size;
	c->next = a->head;
	a->head = c;
	a->next = c->data;
	a->left = size;
}

static void *
arena_take(struct gk_arena *a, size_t size)
{
	void *p;

	if (size > a->left)
		arena_add_chunk(a, size);
	p = a->next;
	a->next += size;
	a->left -= size;
	return p;
}

void *
gk_arena_alloc(struct gk_arena *a, size_t size)
{
	size_t align = alignof(max_align_t);
	size_t skew = a->next != NULL ? (uintptr_t)a->next % align : 0;

	size += size == 0;	/* what is given out is never NULL */
	if (skew != 0 && align - skew <= a->left) {
		a->next += align - skew;
		a->left -= align - skew;
	} else if (skew != 0) {
		a->left = 0;
	}
	return memset(arena_take(a, size), 0, size);
}

char *
gk_arena_copy(struct gk_arena *a, const char *s, size_t n)
{
	char *p = arena_take(a, n + 1);

	if (n != 0)
		memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

void
gk_arena_reset(struct gk_arena *a)
{
	struct gk_chunk *keep = a->head;

	if (keep == NULL)
		return;
	while (keep->next != NULL) {
		struct gk_chunk *dead = keep;

		keep = keep->next;
		free(dead);
	}
	a->head = keep;
	a->next = keep->data;
	a->left = keep->size;
}

void
gk_arena_release(struct gk_arena *a)
{
	struct gk_chunk *c = a->head;

	while (c != NULL) {
		struct gk_chunk *next = c->next;

		free(c);
		c = next;
	}
	gk_arena_init(a);
}
