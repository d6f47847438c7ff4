#include "config.h"

#include "core/regex.h"

#include <stdlib.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "core/i18n.h"
#include "core/mem.h"
#include "core/norm.h"

/* Of a short subject: steps from one place before they are counted well. */
#define QUICK_BYTES ((size_t)1024)
#define QUICK_STEPS 1000
/* For the whole of a search; see struct steps. */
#define STEPS_MAX 2000000
#define STEP_BYTES 32
#define DEPTH_MAX 200000
#define HEAP_KIB 32768

/*
 * PCRE2 limits the steps from each place of the subject, not those of all
 * places together, nor the bytes that a step runs over.  So there are two
 * programs: a plain one for short subjects, which has few places to start
 * from, and one that calls back before each of its items for long subjects
 * and where the plain one met its limit.
 */
struct gk_regex {
	pcre2_code *plain, *counted;
	pcre2_match_context *limits;	/* of `plain` */
	pcre2_match_context *wide;	/* of `counted`, copied for each search */
	bool refers;		/* back references: a step may cost the most */
};

/* What a search has cost: items tried, and bytes run over. */
struct steps {
	size_t spent, last;
	bool refers;
};

static pcre2_code *
compile(struct gk_str pattern, int flags, uint32_t options,
    struct gk_error *err)
{
	PCRE2_UCHAR text[256];
	PCRE2_SIZE at;
	pcre2_code *code;
	int rc;

	options |= PCRE2_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C;
	if ((flags & GK_REGEX_WHOLE) != 0)
		options |= PCRE2_ANCHORED | PCRE2_ENDANCHORED;
	code = pcre2_compile((PCRE2_SPTR)pattern.p, pattern.n, options, &rc,
	    &at, NULL);
	if (code == NULL) {
		if (pcre2_get_error_message(rc, text, sizeof text) < 0)
			text[0] = '\0';
		gk_fail(err, NULL, 0, _("bad pattern at byte %zu: %s"),
		    (size_t)at, (const char *)text);
		err->column = at + 1;
		return NULL;
	}
	/* Where there is no JIT, or no memory for it, it is interpreted. */
	if ((flags & GK_REGEX_NO_JIT) == 0)
		(void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	return code;
}

static pcre2_match_context *
limits(uint32_t steps)
{
	pcre2_match_context *cx = pcre2_match_context_create(NULL);

	if (cx == NULL)
		gk_oom();
	pcre2_set_match_limit(cx, steps);
	pcre2_set_depth_limit(cx, DEPTH_MAX);
	pcre2_set_heap_limit(cx, HEAP_KIB);
	return cx;
}

struct gk_regex *
gk_regex_new(struct gk_str pattern, int flags, struct gk_error *err)
{
	struct gk_regex *re;
	uint32_t highest = 0;

	if (pattern.n > GK_REGEX_PATTERN_MAX) {
		gk_fail(err, NULL, 0,
		    _("a pattern has at most %d bytes"), GK_REGEX_PATTERN_MAX);
		err->column = GK_REGEX_PATTERN_MAX + 1;
		return NULL;
	}
	re = gk_calloc(1, sizeof *re);
	re->plain = compile(pattern, flags, 0, err);
	if (re->plain != NULL)
		re->counted = compile(pattern, flags, PCRE2_AUTO_CALLOUT, err);
	if (re->counted == NULL) {
		gk_regex_free(re);
		return NULL;
	}
	re->limits = limits(QUICK_STEPS);
	re->wide = limits(STEPS_MAX);
	(void)pcre2_pattern_info(re->plain, PCRE2_INFO_BACKREFMAX, &highest);
	re->refers = highest > 0;
	return re;
}

void
gk_regex_free(struct gk_regex *re)
{
	if (re == NULL)
		return;
	pcre2_code_free(re->plain);
	pcre2_code_free(re->counted);
	pcre2_match_context_free(re->limits);
	pcre2_match_context_free(re->wide);
	free(re);
}

static int
count_step(pcre2_callout_block *b, void *user)
{
	struct steps *st = user;
	size_t at = b->current_position;
	size_t bytes = at > st->last ? at - st->last : st->last - at;

	/* What a back reference compares in vain moves nothing. */
	if (st->refers)
		bytes = b->subject_length;
	st->last = at;
	st->spent += 1 + bytes / STEP_BYTES;
	return st->spent > STEPS_MAX ? PCRE2_ERROR_CALLOUT : 0;
}

static int
match_counted(const struct gk_regex *re, struct gk_str s, size_t from,
    pcre2_match_data *data)
{
	struct steps st = { .last = from, .refers = re->refers };
	pcre2_match_context *cx = pcre2_match_context_copy(re->wide);
	int rc;

	if (cx == NULL)
		gk_oom();
	pcre2_set_callout(cx, count_step, &st);
	rc = pcre2_match(re->counted, (PCRE2_SPTR)s.p, s.n, from,
	    PCRE2_NO_UTF_CHECK, data, cx);
	/* The interpreter has its stack on the heap. */
	if (rc == PCRE2_ERROR_JIT_STACKLIMIT)
		rc = pcre2_match(re->counted, (PCRE2_SPTR)s.p, s.n, from,
		    PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, data, cx);
	pcre2_match_context_free(cx);
	return rc;
}

/* `s` is well-formed, `from` the start of a character. */
static int
match(const struct gk_regex *re, struct gk_str s, size_t from,
    pcre2_match_data *data)
{
	int rc;

	if (s.n > QUICK_BYTES)
		return match_counted(re, s, from, data);
	rc = pcre2_match(re->plain, (PCRE2_SPTR)s.p, s.n, from,
	    PCRE2_NO_UTF_CHECK, data, re->limits);
	if (rc >= 0 || rc == PCRE2_ERROR_NOMATCH)
		return rc;
	return match_counted(re, s, from, data);
}

static void
fill(struct gk_regex_match *m, struct gk_str s, pcre2_match_data *data, int rc)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(data);
	size_t count = rc > 0 ? (size_t)rc : GK_REGEX_GROUPS + 1;

	/* 0: there are more groups than are kept.  \K may pass the end. */
	m->at = at[0] < at[1] ? at[0] : at[1];
	m->len = at[1] - m->at;
	for (size_t i = 1; i <= GK_REGEX_GROUPS; i++) {
		struct gk_str *g = &m->group[i - 1];

		*g = (struct gk_str){ NULL, 0 };
		if (i < count && at[2 * i] != PCRE2_UNSET)
			*g = (struct gk_str){ s.p + at[2 * i],
			    at[2 * i + 1] - at[2 * i] };
	}
}

enum gk_regex_result
gk_regex_find(const struct gk_regex *re, struct gk_str s, size_t from,
    struct gk_regex_match *m)
{
	pcre2_match_data *data;
	size_t bad;
	int rc;

	if (s.n == 0)
		s = GK_EMPTY;
	if (from > s.n)
		return GK_REGEX_NO;
	if (s.n > GK_REGEX_SUBJECT_MAX)
		return GK_REGEX_LIMIT;
	if (!gk_utf8_valid(s, &bad))
		return GK_REGEX_NO;
	while (from < s.n && ((unsigned char)s.p[from] & 0xC0) == 0x80)
		from++;
	data = pcre2_match_data_create(GK_REGEX_GROUPS + 1, NULL);
	if (data == NULL)
		gk_oom();
	rc = match(re, s, from, data);
	if (rc >= 0 && m != NULL)
		fill(m, s, data, rc);
	pcre2_match_data_free(data);
	if (rc == PCRE2_ERROR_NOMEMORY)
		gk_oom();
	return rc >= 0 ? GK_REGEX_YES :
	    rc == PCRE2_ERROR_NOMATCH ? GK_REGEX_NO : GK_REGEX_LIMIT;
}

size_t
gk_regex_group(const struct gk_regex *re, const char *name)
{
	int n = pcre2_substring_number_from_name(re->plain, (PCRE2_SPTR)name);

	return n > 0 && n <= GK_REGEX_GROUPS ? (size_t)n : 0;
}
