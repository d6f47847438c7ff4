/*
 * Patterns over PCRE2, which nothing else includes: UTF-8 (\d and \w are
 * ASCII), compiled by its JIT where there is one, with limits on steps, depth
 * and heap, so that no pattern can hang a run.  A compiled pattern is
 * read-only: threads share it.
 *
 * A search ends undecided after two million steps, a fraction of a second: a
 * step is an item of the pattern tried at a place, or 32 bytes run over.  So
 * it does where it would need more than 32 MiB, or the subject is longer than
 * GK_REGEX_SUBJECT_MAX; the cells of a spreadsheet are not.
 */
#ifndef GK_CORE_REGEX_H
#define GK_CORE_REGEX_H

#include "core/error.h"
#include "core/str.h"

struct gk_regex;

enum gk_regex_result {
	GK_REGEX_NO,
	GK_REGEX_YES,
	GK_REGEX_LIMIT		/* undecided: it would take too long */
};

#define GK_REGEX_GROUPS 8
#define GK_REGEX_PATTERN_MAX 4096	/* bytes; a longer one is refused */
#define GK_REGEX_SUBJECT_MAX ((size_t)128 << 10)

struct gk_regex_match {
	size_t at, len;		/* bytes of the subject */
	/* Groups 1…; .p == NULL: took no part. */
	struct gk_str group[GK_REGEX_GROUPS];
};

/*
 * NULL on failure, with message and offset in `err` (file and line are the
 * caller's).  `flags`: GK_REGEX_WHOLE matches the whole subject only,
 * GK_REGEX_NO_JIT is for tests.
 */
enum { GK_REGEX_WHOLE = 1, GK_REGEX_NO_JIT = 2 };
struct gk_regex *gk_regex_new(struct gk_str pattern, int flags,
    struct gk_error *err);
void gk_regex_free(struct gk_regex *re);
/*
 * The first match in `s` at or after byte `from`; `m` may be NULL.  A subject
 * that is not UTF-8 does not match.
 */
enum gk_regex_result gk_regex_find(const struct gk_regex *re, struct gk_str s,
    size_t from, struct gk_regex_match *m);
/* Number of a named group, 1…GK_REGEX_GROUPS, or 0. */
size_t gk_regex_group(const struct gk_regex *re, const char *name);

#endif
