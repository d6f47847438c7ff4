/*
 * For the unit tests of src/catalog: data of the source tree, and small files
 * written where they are needed.
 */
#ifndef GK_TESTS_CATALOG_UTIL_H
#define GK_TESTS_CATALOG_UTIL_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/str.h"

static inline const char *
source_dir(void)
{
	const char *dir = getenv("srcdir");

	return dir != NULL ? dir : ".";
}

/* The path of a file of the source tree; the caller's. */
static inline char *
source_path(const char *rel)
{
	struct gk_buf b;

	gk_buf_init(&b);
	gk_buf_printf(&b, "%s/%s", source_dir(), rel);
	return b.p;
}

/* The shipped data are those of the source tree. */
static inline void
use_source_data(void)
{
	setenv("GONGKAI_DATA", source_dir(), 1);
}

struct scratch {
	char dir[64];
	char *paths[16];
	size_t count;
};

static inline void
scratch_open(struct scratch *s)
{
	memset(s, 0, sizeof *s);
	snprintf(s->dir, sizeof s->dir, "%s", "/tmp/gk-test-XXXXXX");
	if (mkdtemp(s->dir) == NULL)
		abort();
}

/* Writes a file into the folder; its path lives until scratch_close. */
static inline const char *
scratch_write(struct scratch *s, const char *name, const char *text)
{
	struct gk_buf b;
	FILE *f;

	gk_buf_init(&b);
	gk_buf_printf(&b, "%s/%s", s->dir, name);
	f = fopen(b.p, "w");
	if (f == NULL || fputs(text, f) == EOF || fclose(f) != 0 ||
	    s->count == sizeof s->paths / sizeof s->paths[0])
		abort();
	for (size_t i = 0; i < s->count; i++)
		if (strcmp(s->paths[i], b.p) == 0) {
			gk_buf_release(&b);
			return s->paths[i];
		}
	s->paths[s->count++] = b.p;
	return b.p;
}

static inline void
scratch_close(struct scratch *s)
{
	for (size_t i = 0; i < s->count; i++) {
		unlink(s->paths[i]);
		free(s->paths[i]);
	}
	rmdir(s->dir);
}

#endif
