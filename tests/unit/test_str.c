/* The ground everything stands on: strings, memory, numbers, templates. */
#include "config.h"

#include "core/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/error.h"
#include "core/intern.h"
#include "core/mem.h"
#include "core/tmpl.h"

static void
same(struct gk_str s, const char *expected)
{
	assert_int_equal(s.n, strlen(expected));
	assert_memory_equal(s.p, expected, s.n);
}

static void
test_compare(void **state)
{
	(void)state;
	assert_true(gk_str_eq(GK_STR("ab"), gk_str_of("ab")));
	assert_false(gk_str_eq(GK_STR("ab"), GK_STR("a")));
	assert_true(gk_str_eq(GK_EMPTY, gk_str_of(NULL)));
	assert_true(gk_str_cmp(GK_STR("a"), GK_STR("ab")) < 0);
	assert_true(gk_str_cmp(GK_STR("b"), GK_STR("ab")) > 0);
	assert_int_equal(gk_str_cmp(GK_STR("a\0b"), GK_STR("a\0b")), 0);
	assert_true(gk_str_cmp(GK_STR("a\0b"), GK_STR("a\0c")) < 0);
	assert_true(gk_str_cmp(GK_STR("\x7F"), GK_STR("\x80")) < 0);
	assert_true(gk_str_starts(GK_STR("市财政局"), GK_STR("市")));
	assert_false(gk_str_starts(GK_STR("市"), GK_STR("市财")));
	assert_true(gk_str_starts(GK_EMPTY, GK_EMPTY));
	assert_true(gk_str_ends(GK_STR("教育领域"), GK_STR("领域")));
	assert_false(gk_str_ends(GK_STR("域"), GK_STR("领域")));
	assert_true(gk_str_ends(GK_STR("a"), GK_EMPTY));
}

static void
test_find(void **state)
{
	(void)state;
	assert_int_equal(gk_str_find(GK_STR("abcab"), GK_STR("ca")), 2);
	assert_int_equal(gk_str_find(GK_STR("abc"), GK_STR("cd")), SIZE_MAX);
	assert_int_equal(gk_str_find(GK_STR("abc"), GK_EMPTY), 0);
	assert_int_equal(gk_str_find(GK_EMPTY, GK_STR("a")), SIZE_MAX);
	same(gk_str_sub(GK_STR("abcd"), 1, 2), "bc");
	same(gk_str_sub(GK_STR("abcd"), 3, SIZE_MAX), "d");
	same(gk_str_sub(GK_STR("abcd"), 9, 1), "");
}

static void
test_split(void **state)
{
	struct gk_str rest = GK_STR("财政、税务;;教育"), piece;

	(void)state;
	assert_true(gk_str_split(&rest, ";、", &piece));
	same(piece, "财政");
	assert_true(gk_str_split(&rest, ";、", &piece));
	same(piece, "税务");
	assert_true(gk_str_split(&rest, ";、", &piece));
	same(piece, "");
	assert_true(gk_str_split(&rest, ";、", &piece));
	same(piece, "教育");
	assert_false(gk_str_split(&rest, ";、", &piece));
	/* A separator behind the last piece has an empty one behind it. */
	rest = GK_STR("a;");
	assert_true(gk_str_split(&rest, ";", &piece));
	assert_true(gk_str_split(&rest, ";", &piece));
	same(piece, "");
	assert_false(gk_str_split(&rest, ";", &piece));
	/* Half of a separator is none. */
	rest = GK_STR("a\xE3\x80");
	assert_true(gk_str_split(&rest, "、", &piece));
	same(piece, "a\xE3\x80");
	assert_false(gk_str_split(&rest, "、", &piece));
}

static void
test_to_size(void **state)
{
	size_t v = 7;

	(void)state;
	assert_true(gk_str_to_size(GK_STR("0"), &v));
	assert_int_equal(v, 0);
	assert_true(gk_str_to_size(GK_STR("999999999999999999"), &v));
	assert_true(v == 999999999999999999);
	v = 7;
	assert_false(gk_str_to_size(GK_STR("1000000000000000000"), &v));
	assert_false(gk_str_to_size(GK_EMPTY, &v));
	assert_false(gk_str_to_size(GK_STR("-1"), &v));
	assert_false(gk_str_to_size(GK_STR("1 "), &v));
	assert_false(gk_str_to_size(GK_STR("１"), &v));
	assert_int_equal(v, 7);
}

static void
test_buf(void **state)
{
	struct gk_buf b;

	(void)state;
	gk_buf_init(&b);
	same(gk_buf_str(&b), "");
	gk_buf_clear(&b);
	for (int i = 0; i < 1000; i++)
		gk_buf_printf(&b, "%d,", i);
	assert_int_equal(b.len, strlen(b.p));
	assert_int_equal(b.len, 10 * 2 + 90 * 3 + 900 * 4);
	assert_memory_equal(b.p + b.len - 8, "998,999,", 9);
	gk_buf_clear(&b);
	assert_string_equal(b.p, "");
	gk_buf_add(&b, "a\0b", 3);
	gk_buf_putc(&b, 'c');
	gk_buf_puts(&b, "");
	gk_buf_add(&b, NULL, 0);
	assert_int_equal(b.len, 4);
	assert_memory_equal(b.p, "a\0bc", 5);
	gk_buf_release(&b);
	gk_buf_release(&b);
}

static void
test_hash(void **state)
{
	uint64_t whole = gk_hash(GK_HASH_SEED, GK_STR("foobar"));

	(void)state;
	/* Published values of FNV-1a: fingerprints must never change. */
	assert_true(gk_hash(GK_HASH_SEED, GK_EMPTY) == GK_HASH_SEED);
	assert_true(gk_hash(GK_HASH_SEED, GK_STR("a")) ==
	    UINT64_C(0xAF63DC4C8601EC8C));
	assert_true(whole == UINT64_C(0x85944171F73967E8));
	assert_true(gk_hash(gk_hash(GK_HASH_SEED, GK_STR("foo")),
			GK_STR("bar")) == whole);
}

static void
test_grow(void **state)
{
	size_t *v = NULL, n = 0, cap = 0;

	(void)state;
	for (size_t i = 0; i < 1000; i++)
		*GK_PUSH(v, n, cap) = i;
	assert_int_equal(n, 1000);
	assert_true(cap >= n);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(v[i], i);
	free(v);
}

static void
test_arena(void **state)
{
	struct gk_arena a;
	char *first, *big, *s;

	(void)state;
	gk_arena_init(&a);
	first = gk_arena_copy(&a, "abc", 3);
	big = gk_arena_alloc(&a, 1 << 20);
	for (size_t i = 0; i < 1 << 20; i++)
		assert_int_equal(big[i], 0);
	for (size_t i = 1; i < 300; i++) {
		gk_arena_copy(&a, "xyz", i % 3);
		s = gk_arena_alloc(&a, i);
		assert_int_equal((uintptr_t)s % alignof(max_align_t), 0);
		memset(s, 'x', i);
	}
	assert_string_equal(first, "abc");
	same(gk_str_keep(&a, GK_STR("def")), "def");
	same(gk_str_keep(&a, GK_EMPTY), "");
	gk_arena_reset(&a);
	/* What is given out again is zeroed again. */
	s = gk_arena_alloc(&a, 64);
	for (size_t i = 0; i < 64; i++)
		assert_int_equal(s[i], 0);
	gk_arena_release(&a);
	gk_arena_reset(&a);
	gk_arena_release(&a);
}

static void
oom_note(void)
{
	ssize_t n = write(STDOUT_FILENO, "cleaned\n", 8);

	(void)n;
}

/* Sizes whose product overflows end the program, with status 2. */
static void
test_oom(void **state)
{
	int pipes[2], status;
	char said[64] = "";
	pid_t pid;

	(void)state;
	assert_int_equal(pipe(pipes), 0);
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		dup2(pipes[1], STDOUT_FILENO);
		dup2(pipes[1], STDERR_FILENO);
		gk_at_oom(oom_note);
		free(gk_reallocarray(NULL, SIZE_MAX / 2, 3));
		_exit(0);
	}
	close(pipes[1]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), GK_EXIT_TROUBLE);
	assert_true(read(pipes[0], said, sizeof said - 1) > 0);
	close(pipes[0]);
	assert_string_equal(said, "cleaned\ngongkai: out of memory\n");
}

static void
test_intern(void **state)
{
	struct gk_intern *t = gk_intern_new();
	char name[16];

	(void)state;
	assert_int_equal(gk_intern_find(t, GK_STR("n0")), GK_NO_ID);
	for (uint32_t i = 0; i < 5000; i++) {
		int n = snprintf(name, sizeof name, "n%u", i);

		assert_int_equal(gk_intern(t, (struct gk_str){ name,
		    (size_t)n }), i);
	}
	assert_int_equal(gk_intern_count(t), 5000);
	assert_int_equal(gk_intern(t, GK_STR("n4711")), 4711);
	assert_int_equal(gk_intern_find(t, GK_STR("n42")), 42);
	assert_int_equal(gk_intern_find(t, GK_STR("n5000")), GK_NO_ID);
	assert_int_equal(gk_intern_find(t, GK_EMPTY), GK_NO_ID);
	assert_int_equal(gk_intern(t, GK_EMPTY), 5000);
	assert_int_equal(gk_intern_find(t, GK_EMPTY), 5000);
	same(gk_intern_str(t, 42), "n42");
	assert_string_equal(gk_intern_str(t, 42).p, "n42");
	gk_intern_free(t);
	gk_intern_free(NULL);
}

static void
expand(const char *tmpl, const char *expected)
{
	const struct gk_arg args[] = {
		{ "row", GK_STR("12") },
		{ "title", GK_STR("关于{row}的通知[%s]") },
		{ "due", GK_EMPTY },
	};
	struct gk_buf b;

	gk_buf_init(&b);
	gk_tmpl_expand(&b, tmpl, args, 3);
	same(gk_buf_str(&b), expected);
	gk_buf_release(&b);
}

static void
test_tmpl(void **state)
{
	(void)state;
	expand("", "");
	expand("第{row}行", "第12行");
	/* What a place is filled with is not expanded again. */
	expand("《{title}》", "《关于{row}的通知[%s]》");
	/* Outside brackets: empty is empty, unknown stands. */
	expand("a{due}b{other}c", "ab{other}c");
	expand("第{row}行[，应于{due}前公开]。", "第12行。");
	expand("[行{row}]，[{other}]。[]", "行12，。");
	expand("[x{row}{due}]y", "y");
	/* Not closed: as written. */
	expand("{row", "{row");
	expand("[{row}", "[12");
	expand("}{row}]", "}12]");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_to_size),
		cmocka_unit_test(test_buf),
		cmocka_unit_test(test_hash),
		cmocka_unit_test(test_grow),
		cmocka_unit_test(test_arena),
		cmocka_unit_test(test_oom),
		cmocka_unit_test(test_intern),
		cmocka_unit_test(test_tmpl),
	};

	return cmocka_run_group_tests_name("str", tests, NULL, NULL);
}
