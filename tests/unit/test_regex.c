/* core/regex: matches, groups, what is refused, and what takes too long. */
#include "config.h"

#include "core/regex.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "core/mem.h"

static struct gk_regex *
compiled(const char *pattern, int flags)
{
	struct gk_error err = { .line = 0 };
	struct gk_regex *re = gk_regex_new(gk_str_of(pattern), flags, &err);

	if (re == NULL)
		fail_msg("%s: %s", pattern, err.message);
	return re;
}

static enum gk_regex_result
find(const char *pattern, int flags, struct gk_str s, struct gk_regex_match *m)
{
	struct gk_regex *re = compiled(pattern, flags);
	enum gk_regex_result result = gk_regex_find(re, s, 0, m);

	gk_regex_free(re);
	return result;
}

/* With the JIT and without. */
static const int engines[] = { 0, GK_REGEX_NO_JIT };

static void
matches(void **state)
{
	static const struct {
		const char *pattern, *subject;
		bool part, whole;
	} cases[] = {
		{ "a|ab", "ab", true, true },
		{ "a|ab", "abc", true, false },
		{ "a|ab", "b", false, false },
		{ "ab$", "ab\n", true, false },
		{ "", "", true, true },
		{ "", "a", true, false },
		{ "〔\\d{4}〕", "长政发〔2023〕1号", true, false },
		{ "〔\\d{4}〕", "长政发[2023]1号", false, false },
		{ "^[\\x{4E00}-\\x{9FFF}]{2,16}〔(19[4-9][0-9]|20[0-9]{2})〕"
		  "([1-9][0-9]{0,4})号$", "长政公开办发〔2023〕2号", true,
		    true },
		{ "^[\\x{4E00}-\\x{9FFF}]{2,16}〔(19[4-9][0-9]|20[0-9]{2})〕"
		  "([1-9][0-9]{0,4})号$", "长政公开办发〔2023〕02号", false,
		    false },
		{ "^.$", "政", true, true },
		{ "^..$", "政", false, false },
		/* Without UCP \d is ASCII, letters have case all the same. */
		{ "\\d", "５", false, false },
		{ "(?i)é", "É", true, true },
	};

	(void)state;
	for (size_t i = 0; i < 2 * (sizeof cases / sizeof *cases); i++) {
		const char *p = cases[i / 2].pattern;
		struct gk_str s = gk_str_of(cases[i / 2].subject);
		int how = engines[i % 2];

		if ((find(p, how, s, NULL) == GK_REGEX_YES) !=
		    cases[i / 2].part)
			fail_msg("part: %s %s", p, s.p);
		if ((find(p, how | GK_REGEX_WHOLE, s, NULL) ==
		    GK_REGEX_YES) != cases[i / 2].whole)
			fail_msg("whole: %s %s", p, s.p);
	}
}

static void
gives_places_and_groups(void **state)
{
	struct gk_str s = GK_STR("见长政发〔2023〕12号");
	struct gk_regex *re = compiled("(?<series>长政(办)?发)〔(\\d+)〕"
	    "(?<n>\\d+)号", 0);
	struct gk_regex_match m;

	(void)state;
	assert_int_equal(gk_regex_find(re, s, 0, &m), GK_REGEX_YES);
	assert_int_equal(m.at, 3);
	assert_int_equal(m.len, s.n - 3);
	assert_int_equal(gk_regex_group(re, "series"), 1);
	assert_int_equal(gk_regex_group(re, "n"), 4);
	assert_int_equal(gk_regex_group(re, "m"), 0);
	assert_true(gk_str_eq(m.group[0], GK_STR("长政发")));
	assert_null(m.group[1].p);
	assert_true(gk_str_eq(m.group[2], GK_STR("2023")));
	assert_true(gk_str_eq(m.group[3], GK_STR("12")));
	assert_null(m.group[4].p);
	assert_null(m.group[7].p);
	gk_regex_free(re);
}

static void
keeps_eight_groups(void **state)
{
	struct gk_regex *re =
	    compiled("(a)(b)(c)(d)(e)(f)(g)(?<h>h)(?<i>i)", 0);
	struct gk_regex_match m;

	(void)state;
	assert_int_equal(gk_regex_find(re, GK_STR("abcdefghi"), 0, &m),
	    GK_REGEX_YES);
	assert_int_equal(m.len, 9);
	assert_true(gk_str_eq(m.group[7], GK_STR("h")));
	assert_int_equal(gk_regex_group(re, "h"), 8);
	assert_int_equal(gk_regex_group(re, "i"), 0);
	gk_regex_free(re);
}

static void
goes_on(void **state)
{
	struct gk_str s = GK_STR("政1政22");
	struct gk_regex *re = compiled("\\d+|(?<=政)x", 0);
	struct gk_regex_match m;

	(void)state;
	assert_int_equal(gk_regex_find(re, s, 0, &m), GK_REGEX_YES);
	assert_int_equal(m.at, 3);
	assert_int_equal(gk_regex_find(re, s, m.at + m.len, &m),
	    GK_REGEX_YES);
	assert_int_equal(m.at, 7);
	assert_int_equal(m.len, 2);
	/* In the middle of a character. */
	assert_int_equal(gk_regex_find(re, s, 5, &m), GK_REGEX_YES);
	assert_int_equal(m.at, 7);
	assert_int_equal(gk_regex_find(re, s, 9, &m), GK_REGEX_NO);
	assert_int_equal(gk_regex_find(re, s, 10, &m), GK_REGEX_NO);
	assert_int_equal(gk_regex_find(re, s, SIZE_MAX, &m), GK_REGEX_NO);
	gk_regex_free(re);
}

static void
starts_where_k_says(void **state)
{
	struct gk_regex_match m;

	(void)state;
	assert_int_equal(find("ab\\Kc", 0, GK_STR("xabc"), &m), GK_REGEX_YES);
	assert_int_equal(m.at, 3);
	assert_int_equal(m.len, 1);
}

static void
malformed_subjects_do_not_match(void **state)
{
	static const char *const bad[] = { "a\xFF", "\x80-a", "a\xE6\x94",
		"a\xED\xA0\x80", "a\xF4\x90\x80\x80", "a\xC0\x80" };

	(void)state;
	for (size_t i = 0; i < 2 * (sizeof bad / sizeof *bad); i++)
		assert_int_equal(find("a", engines[i % 2],
		    gk_str_of(bad[i / 2]), NULL), GK_REGEX_NO);
	assert_int_equal(find("a.b", 0, (struct gk_str){ "a\0b", 3 }, NULL),
	    GK_REGEX_YES);
	assert_int_equal(find("^$", 0, (struct gk_str){ NULL, 0 }, NULL),
	    GK_REGEX_YES);
}

static void
refuses(void **state)
{
	static const struct {
		const char *pattern;
		size_t offset;
	} cases[] = {
		{ "(a", 2 }, { "a)", 1 }, { "[a", 2 },
		{ "*a", 0 }, { "a\\C", 3 }, { "(*UCP)a", 6 }, { "a\xFF", 1 },
		{ "(?<n>a)(?<n>b)", 12 },
	};
	struct gk_error err;
	char at[32];

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		err = (struct gk_error){ .line = 0 };
		if (gk_regex_new(gk_str_of(cases[i].pattern), 0, &err) != NULL)
			fail_msg("%s", cases[i].pattern);
		snprintf(at, sizeof at, " %zu: ", cases[i].offset);
		if (strstr(err.message, at) == NULL)
			fail_msg("%s: %s", cases[i].pattern, err.message);
		assert_int_equal(err.column, cases[i].offset + 1);
	}
}

static void
refuses_long_patterns(void **state)
{
	struct gk_error err = { .line = 0 };
	char *text = gk_malloc(GK_REGEX_PATTERN_MAX + 1);
	struct gk_regex *re;

	(void)state;
	memset(text, 'a', GK_REGEX_PATTERN_MAX + 1);
	re = gk_regex_new((struct gk_str){ text, GK_REGEX_PATTERN_MAX }, 0,
	    &err);
	assert_non_null(re);
	gk_regex_free(re);
	assert_null(gk_regex_new((struct gk_str){ text,
	    GK_REGEX_PATTERN_MAX + 1 }, 0, &err));
	assert_true(err.message[0] != '\0');
	free(text);
}

/* n times `c`, then `end`. */
static struct gk_str
many(char c, size_t n, const char *end)
{
	size_t len = strlen(end);
	char *p = gk_malloc(n + len + 1);

	memset(p, c, n);
	memcpy(p + n, end, len + 1);
	return (struct gk_str){ p, n + len };
}

static double
seconds(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

static void
never_hangs(void **state)
{
	static const char *const patterns[] = { "(a+)+$", "(a|a)*$",
		"(a|aa)+$", "(.*)*b", "(.*)\\1b", "a*a*a*a*[bc]", "a+[bc]",
		"(?=(a+))a*b", "(?:a*b?){5}c", "(?R)?a!b", "(a(?1)?)+b",
		"[^b]*c", "(a{1,300}){2}[bc]", "((a*)*)*[^a!]" };
	static const size_t lengths[] = { 30, 1000, 100000 };

	(void)state;
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
		for (size_t k = 0; k < 2 * (sizeof lengths / sizeof *lengths);
		    k++) {
			struct gk_str s = many('a', lengths[k / 2], "!");
			double before = seconds(), took;
			enum gk_regex_result result = find(patterns[i],
			    engines[k % 2], s, NULL);

			took = seconds() - before;
			if (result == GK_REGEX_YES || took > 5)
				fail_msg("%s, %zu: %d after %f s",
				    patterns[i], s.n, result, took);
			if (getenv("GK_TIMES") != NULL)
				print_message("%s %zu %d: %d %.4f\n",
				    patterns[i], s.n, engines[k % 2], result,
				    took);
			free((char *)s.p);
		}
}

/* The brother of never_hangs: the same long subjects, decided. */
static void
decides_long_subjects(void **state)
{
	struct gk_str s = many('a', 100000, "!"), t = many('a', 3000, "身份证");

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(find("a!", engines[i], s, NULL),
		    GK_REGEX_YES);
		assert_int_equal(find("[1-9]\\d{17}", engines[i], s, NULL),
		    GK_REGEX_NO);
		assert_int_equal(find("a+!", engines[i] | GK_REGEX_WHOLE, s,
		    NULL), GK_REGEX_YES);
		assert_int_equal(find("(a|b)*身份证", engines[i] |
		    GK_REGEX_WHOLE, t, NULL), GK_REGEX_YES);
		assert_int_equal(find("a.*身.*证", engines[i], t, NULL),
		    GK_REGEX_YES);
	}
	free((char *)s.p);
	free((char *)t.p);
}

/* Too much for QUICK_STEPS in a short subject, and yet decided. */
static void
decides_short_subjects(void **state)
{
	struct gk_str s = many('a', 1000, "!");

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(find("(?:a|b)+!", engines[i], s, NULL),
		    GK_REGEX_YES);
		assert_int_equal(find("^.*.*b", engines[i], s, NULL),
		    GK_REGEX_NO);
		assert_int_equal(find("(a+)+$", engines[i], s, NULL),
		    GK_REGEX_LIMIT);
	}
	free((char *)s.p);
}

static void
gives_up_on_too_long_subjects(void **state)
{
	struct gk_str s = many('a', GK_REGEX_SUBJECT_MAX, "");
	struct gk_str t = many('a', GK_REGEX_SUBJECT_MAX + 1, "");

	(void)state;
	assert_int_equal(find("a", 0, s, NULL), GK_REGEX_YES);
	assert_int_equal(find("a", 0, t, NULL), GK_REGEX_LIMIT);
	free((char *)s.p);
	free((char *)t.p);
}

static void
frees_nothing(void **state)
{
	(void)state;
	gk_regex_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(matches),
		cmocka_unit_test(gives_places_and_groups),
		cmocka_unit_test(keeps_eight_groups),
		cmocka_unit_test(goes_on),
		cmocka_unit_test(starts_where_k_says),
		cmocka_unit_test(malformed_subjects_do_not_match),
		cmocka_unit_test(refuses),
		cmocka_unit_test(refuses_long_patterns),
		cmocka_unit_test(never_hangs),
		cmocka_unit_test(decides_long_subjects),
		cmocka_unit_test(decides_short_subjects),
		cmocka_unit_test(gives_up_on_too_long_subjects),
		cmocka_unit_test(frees_nothing),
	};

	return cmocka_run_group_tests_name("regex", tests, NULL, NULL);
}
