#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "finding/finding.h"

static int
by_column(const struct gk_finding *a, const struct gk_finding *b,
    enum gk_finding_column c)
{
	if (a->col[c].p == b->col[c].p && a->col[c].n == b->col[c].n)
		return 0;
	return gk_str_cmp(a->col[c], b->col[c]);
}

static int
by_file(const struct gk_finding *a, const struct gk_finding *b)
{
	bool a_none = a->col[GK_F_FILE].n == 0;
	bool b_none = b->col[GK_F_FILE].n == 0;
	int c;

	if (a_none != b_none)
		return a_none ? 1 : -1;
	if (!a_none)
		return by_column(a, b, GK_F_FILE);
	c = by_column(a, b, GK_F_UNIT);
	return c != 0 ? c : by_column(a, b, GK_F_ITEM);
}

/*
 * The order of the table.  It is total over everything that is shown, so
 * that bytes never depend on threads; what is left equal keeps the order it
 * came in (a table read again).
 */
static int
compare(const struct gk_finding *a, const struct gk_finding *b)
{
	static const enum gk_finding_column then[] = {
		GK_F_RULE, GK_F_COLUMN, GK_F_MESSAGE
	};
	int c = by_file(a, b);

	if (c == 0)
		c = by_column(a, b, GK_F_SHEET);
	if (c == 0)
		c = (a->row > b->row) - (a->row < b->row);
	for (size_t i = 0; c == 0 && i < sizeof then / sizeof *then; i++)
		c = by_column(a, b, then[i]);
	for (int k = 0; c == 0 && k < GK_F_FINGERPRINT; k++)
		c = by_column(a, b, (enum gk_finding_column)k);
	return c != 0 ? c : (a->key > b->key) - (a->key < b->key);
}

static int
compare_at(const void *va, const void *vb)
{
	const struct gk_finding *a = *(const struct gk_finding *const *)va;
	const struct gk_finding *b = *(const struct gk_finding *const *)vb;
	int c = compare(a, b);

	return c != 0 ? c : (a > b) - (a < b);
}

static bool
sorted(const struct gk_findings *fs)
{
	for (size_t i = 1; i < fs->count; i++)
		if (compare(&fs->list[i - 1], &fs->list[i]) > 0)
			return false;
	return true;
}

/*
 * Puts the findings where `order` wants them, cycle by cycle: the list of a
 * large run is too large to be held twice.
 */
static void
rearrange(struct gk_finding *list, size_t n, const struct gk_finding **order)
{
	for (size_t i = 0; i < n; i++) {
		struct gk_finding first = list[i];
		size_t at = i, next;

		while ((next = (size_t)(order[at] - list)) != i) {
			list[at] = list[next];
			order[at] = &list[at];
			at = next;
		}
		list[at] = first;
		order[at] = &list[at];
	}
}

/* Pointers are sorted: a finding is too large to be moved about. */
static void
sort(struct gk_findings *fs)
{
	const struct gk_finding **order;

	if (sorted(fs))
		return;
	order = gk_reallocarray(NULL, fs->count, sizeof *order);
	for (size_t i = 0; i < fs->count; i++)
		order[i] = &fs->list[i];
	qsort(order, fs->count, sizeof *order, compare_at);
	rearrange(fs->list, fs->count, order);
	free(order);
}

struct keyed {
	uint64_t key;
	size_t at;
};

static int
compare_key(const void *va, const void *vb)
{
	const struct keyed *a = va, *b = vb;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return (a->at > b->at) - (a->at < b->at);
}

static struct gk_str
fingerprint(struct gk_arena *a, uint64_t key, size_t ordinal)
{
	char text[32];

	snprintf(text, sizeof text, "%zu", ordinal);
	snprintf(text, sizeof text, "%016" PRIx64,
	    gk_hash(key, gk_str_of(text)));
	return gk_str_keep(a, gk_str_of(text));
}

/* Equal keys are told apart by an ordinal, in the order of the table. */
static void
fingerprints(struct gk_findings *fs)
{
	struct keyed *keys = gk_reallocarray(NULL, fs->count, sizeof *keys);
	size_t n = 0, ordinal = 0;

	for (size_t i = 0; i < fs->count; i++)
		if (fs->list[i].col[GK_F_FINGERPRINT].n == 0)
			keys[n++] = (struct keyed){ fs->list[i].key, i };
	qsort(keys, n, sizeof *keys, compare_key);
	for (size_t i = 0; i < n; i++) {
		ordinal = i != 0 && keys[i].key == keys[i - 1].key ?
		    ordinal + 1 : 0;
		fs->list[keys[i].at].col[GK_F_FINGERPRINT] =
		    fingerprint(&fs->arena, keys[i].key, ordinal);
	}
	free(keys);
}

void
gk_findings_finish(struct gk_findings *fs)
{
	sort(fs);
	fingerprints(fs);
}
