/*
 * Memory: allocation that cannot fail, growing arrays, and arenas.
 *
 * Running out of memory ends the program with status 2 in one place
 * (gk_oom); callers never test for it.  What an arena gives out lives until
 * gk_arena_release and must not be passed to free().
 */
#ifndef GK_CORE_MEM_H
#define GK_CORE_MEM_H

#include <stddef.h>

/* Registered by output files: called by gk_oom before the program ends. */
void gk_at_oom(void (*cleanup)(void));
_Noreturn void gk_oom(void);

/* Like their namesakes, but never NULL; sizes are checked for overflow. */
void *gk_malloc(size_t size);
void *gk_calloc(size_t count, size_t size);
void *gk_reallocarray(void *old, size_t count, size_t size);
char *gk_strdup(const char *s);
char *gk_strndup(const char *s, size_t n);

/*
 * Makes room for one more element in the array `ptr` of `*cap` elements, of
 * which `len` are used; returns the (moved) array.
 */
void *gk_grow(void *ptr, size_t *cap, size_t len, size_t elem_size);
#define GK_PUSH(v, len, cap) \
	(((v) = gk_grow((v), &(cap), (len), sizeof *(v))), &(v)[(len)++])

struct gk_arena {
	struct gk_chunk *head;
	char *next;
	size_t left;
};

void gk_arena_init(struct gk_arena *a);
void *gk_arena_alloc(struct gk_arena *a, size_t size);
char *gk_arena_copy(struct gk_arena *a, const char *s, size_t n);
/* Forgets everything given out but keeps one chunk for reuse. */
void gk_arena_reset(struct gk_arena *a);
void gk_arena_release(struct gk_arena *a);

#endif
