/*
 * Tables of findings as wholes: joining, filtering, the verdict.
 */
#include "config.h"

#include "finding/finding.h"

#include <stdlib.h>

/* Up to here gk_findings_take copies: less than a chunk of the arena. */
#define COPY_MAX 32

static void
copy_from(struct gk_findings *fs, struct gk_findings *from)
{
	for (size_t i = 0; i < from->count; i++) {
		struct gk_finding f = from->list[i];

		for (int c = 0; c < GK_F_COUNT; c++)
			f.col[c] = gk_findings_keep(fs,
			    (enum gk_finding_column)c, f.col[c]);
		*GK_PUSH(fs->list, fs->count, fs->cap) = f;
	}
	gk_arena_reset(&from->arena);
}

static void
move_from(struct gk_findings *fs, struct gk_findings *from)
{
	if (fs->count == 0) {
		free(fs->list);
		fs->list = from->list;
		fs->count = from->count;
		fs->cap = from->cap;
		from->list = NULL;
		from->cap = 0;
	} else {
		while (fs->cap - fs->count < from->count)
			fs->list = gk_grow(fs->list, &fs->cap, fs->cap,
			    sizeof *fs->list);
		memcpy(fs->list + fs->count, from->list,
		    from->count * sizeof *fs->list);
		fs->count += from->count;
	}
	*GK_PUSH(fs->taken, fs->ntaken, fs->taken_cap) = from->arena;
	gk_arena_init(&from->arena);
}

void
gk_findings_take(struct gk_findings *fs, struct gk_findings *from)
{
	for (size_t i = 0; i < from->ntaken; i++)
		*GK_PUSH(fs->taken, fs->ntaken, fs->taken_cap) = from->taken[i];
	from->ntaken = 0;
	/* A chunk for a handful of findings each would add up over files. */
	if (from->count <= COPY_MAX)
		copy_from(fs, from);
	else
		move_from(fs, from);
	for (size_t i = 0; i < 3; i++)
		fs->by_severity[i] += from->by_severity[i];
	fs->advisory += from->advisory;
	fs->settled += from->settled;
	memset(from->by_severity, 0, sizeof from->by_severity);
	from->count = from->advisory = from->settled = 0;
}

void
gk_findings_filter(struct gk_findings *fs,
    bool (*wants)(void *user, const struct gk_finding *f), void *user)
{
	size_t n = 0;

	memset(fs->by_severity, 0, sizeof fs->by_severity);
	fs->advisory = fs->settled = 0;
	for (size_t i = 0; i < fs->count; i++) {
		if (!wants(user, &fs->list[i]))
			continue;
		fs->list[n] = fs->list[i];
		gk_findings_count(fs, &fs->list[n++]);
	}
	fs->count = n;
}

bool
gk_findings_fail(const struct gk_findings *fs, enum gk_severity level)
{
	for (int s = GK_ERROR; s >= (int)level; s--)
		if (fs->by_severity[s] != 0)
			return true;
	return false;
}
