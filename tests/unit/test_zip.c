#include "config.h"

#include "core/zip.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "zip_util.h"

static struct gk_error err;

/* What is in an entry, in pieces of `step` bytes; false if it fails. */
static bool
get(struct gk_zip *z, const char *entry, size_t step, struct gk_buf *out)
{
	struct gk_zip_entry *e = gk_zip_entry_open(z, entry, &err);
	char piece[65536];
	long n;

	if (e == NULL)
		return false;
	while ((n = gk_zip_entry_read(e, piece, step, &err)) > 0)
		if (out != NULL)
			gk_buf_add(out, piece, (size_t)n);
	gk_zip_entry_close(e);
	return n == 0;
}

static void
is_read_in_pieces_of_any_size(void **state)
{
	static const char text[] = "0123456789 abcdef";
	struct zip_made made = { .count = 0 };
	struct gk_str bytes;
	struct gk_zip *z;

	(void)state;
	zip_add(&made, "xl/workbook.xml", gk_str_of(text));
	zip_add(&made, "empty", GK_EMPTY);
	bytes = zip_finish(&made);
	z = gk_zip_open(bytes, "a.xlsx", &err);
	assert_non_null(z);
	for (size_t step = 1; step < 20; step++) {
		struct gk_buf out = { 0 };

		assert_true(get(z, "xl/workbook.xml", step, &out));
		assert_string_equal(out.p, text);
		gk_buf_release(&out);
	}
	assert_true(get(z, "empty", 10, NULL));
	gk_zip_close(z);
	zip_free(&made);
}

static void
names_are_found_whatever_their_case(void **state)
{
	struct zip_made made = { .count = 0 };
	struct gk_zip *z;

	(void)state;
	zip_add(&made, "XL\\Workbook.xml", GK_STR("x"));
	zip_add(&made, "a..b/c", GK_STR("x"));	/* no step up */
	z = gk_zip_open(zip_finish(&made), "a.xlsx", &err);
	assert_non_null(z);
	assert_true(gk_zip_has(z, "xl/workbook.xml"));
	assert_true(gk_zip_has(z, "xl/WORKBOOK.xml"));
	assert_false(gk_zip_has(z, "xl/workbook.xm"));
	assert_false(gk_zip_has(z, ""));
	assert_null(gk_zip_entry_open(z, "xl/none", &err));
	assert_int_equal(err.cause, GK_CAUSE_FORMAT);
	assert_non_null(strstr(err.message, "xl/none"));
	gk_zip_close(z);
	zip_free(&made);
}

static void
deflated_parts_are_inflated(void **state)
{
	struct zip_made made = { .count = 0 };
	struct gk_buf packed = { 0 }, plain = { 0 }, out = { 0 };
	struct gk_zip *z;

	(void)state;
	for (size_t i = 0; i < 1 + 258 * 100; i++)
		gk_buf_putc(&plain, ' ');
	zip_deflate_blanks(&packed, 100);
	zip_add_said(&made, GK_STR("b"), gk_buf_str(&packed),
	    (struct zip_said){ .method = 8, .size = plain.len,
	    .crc = zip_crc(gk_buf_str(&plain)) });
	z = gk_zip_open(zip_finish(&made), "a.xlsx", &err);
	assert_non_null(z);
	assert_true(get(z, "b", 1000, &out));
	assert_true(gk_str_eq(gk_buf_str(&out), gk_buf_str(&plain)));
	gk_zip_close(z);
	gk_buf_release(&packed);
	gk_buf_release(&plain);
	gk_buf_release(&out);
	zip_free(&made);
}

static void
refused(struct zip_made *made, enum gk_cause cause, const char *words)
{
	err = (struct gk_error){ .message = "" };
	assert_null(gk_zip_open(zip_finish(made), "a.xlsx", &err));
	assert_int_equal(err.cause, cause);
	assert_string_equal(err.file, "a.xlsx");
	if (strstr(err.message, words) == NULL)
		fail_msg("'%s' is not in '%s'", words, err.message);
	zip_free(made);
}

static void
names_that_lead_elsewhere_are_refused(void **state)
{
	static const char *const bad[] = { "/etc/passwd", "../x", "a/../../x",
		"a/..", "..", "\\x", "..\\x", "C:/x", "a\\..\\b" };

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct zip_made made = { .count = 0 };

		zip_add(&made, "good", GK_STR("x"));
		zip_add(&made, bad[i], GK_STR("x"));
		refused(&made, GK_CAUSE_FORMAT, "out of the container");
	}
}

static void
names_used_twice_are_refused(void **state)
{
	struct zip_made made = { .count = 0 };

	(void)state;
	zip_add(&made, "xl/a.xml", GK_STR("x"));
	zip_add(&made, "b", GK_STR("x"));
	zip_add(&made, "xl/a.xml", GK_STR("y"));
	refused(&made, GK_CAUSE_FORMAT, "twice");
	zip_add(&made, "xl/a.xml", GK_STR("x"));
	zip_add(&made, "XL/A.xml", GK_STR("y"));
	refused(&made, GK_CAUSE_FORMAT, "twice");
}

static void
encryption_is_refused(void **state)
{
	struct zip_made made = { .count = 0 };

	(void)state;
	zip_add(&made, "a", GK_STR("x"));
	zip_add_said(&made, GK_STR("b"), GK_STR("0123456789abcdef"),
	    (struct zip_said){ .flags = 1, .size = 4 });
	refused(&made, GK_CAUSE_FORMAT, "encrypted");
}

static void
number_of_entries_is_limited(void **state)
{
	struct zip_made made = { .count = 0 };
	struct gk_zip *z;

	(void)state;
	for (unsigned n = GK_ZIP_ENTRIES_MAX; n <= GK_ZIP_ENTRIES_MAX + 1;
	    n++) {
		for (unsigned i = 0; i < n; i++) {
			char name[32];

			snprintf(name, sizeof name, "sheet%u", i);
			zip_add(&made, name, GK_STR("x"));
		}
		if (n > GK_ZIP_ENTRIES_MAX)
			break;
		z = gk_zip_open(zip_finish(&made), "a.xlsx", &err);
		assert_non_null(z);
		gk_zip_close(z);
		zip_free(&made);
	}
	refused(&made, GK_CAUSE_LIMIT, "4096");
}

/* Opens what is one entry "b", whose reading has to fail. */
static void
fails(struct zip_made *made, enum gk_cause cause)
{
	struct gk_zip *z = gk_zip_open(zip_finish(made), "a.xlsx", &err);

	assert_non_null(z);
	err = (struct gk_error){ .message = "" };
	assert_false(get(z, "b", 65536, NULL));
	assert_int_equal(err.cause, cause);
	assert_true(err.message[0] != '\0');
	gk_zip_close(z);
	zip_free(made);
}

static void
what_inflates_too_far_fails(void **state)
{
	uint64_t copies = (uint64_t)40 << 20;	/* 10 MiB for 10 GiB */
	struct zip_made made = { .count = 0 };
	struct gk_buf packed = { 0 };

	(void)state;
	zip_deflate_blanks(&packed, copies);
	/* It says so. */
	zip_add_said(&made, GK_STR("b"), gk_buf_str(&packed),
	    (struct zip_said){ .method = 8, .size = 1 + 258 * copies });
	fails(&made, GK_CAUSE_LIMIT);
	/* It says that it is small. */
	zip_add_said(&made, GK_STR("b"), gk_buf_str(&packed),
	    (struct zip_said){ .method = 8, .size = 1000 });
	fails(&made, GK_CAUSE_FORMAT);
	/* Within the ratio, it says, and is not. */
	gk_buf_clear(&packed);
	zip_deflate_blanks(&packed, (uint64_t)4 << 20);
	zip_add_said(&made, GK_STR("b"), gk_buf_str(&packed),
	    (struct zip_said){ .method = 8, .size = 190 * packed.len });
	fails(&made, GK_CAUSE_FORMAT);
	gk_buf_release(&packed);
}

/* A thousand entries of 64 MiB, all at one place: none is beyond its ratio. */
static void
what_inflates_too_far_together_fails(void **state)
{
	size_t copies = ((size_t)64 << 20) / 258 - 1;
	struct zip_made made = { .count = 0 };
	struct gk_buf packed = { 0 };
	struct gk_zip *z;
	unsigned i;

	(void)state;
	zip_deflate_blanks(&packed, copies);
	gk_buf_add(&made.out, "PK\3\4", 4);
	zip_header(&made.out, GK_STR("000"), packed.len, &(struct zip_said){
	    .method = 8, .size = 1 + 258 * copies });
	gk_buf_puts(&made.out, "000");
	gk_buf_add_str(&made.out, gk_buf_str(&packed));
	for (i = 0; i < 1000; i++) {
		char name[8];

		snprintf(name, sizeof name, "%03u", i);
		zip_say(&made, gk_str_of(name), packed.len,
		    &(struct zip_said){ .method = 8, .size = 1 + 258 * copies });
	}
	z = gk_zip_open(zip_finish(&made), "a.xlsx", &err);
	assert_non_null(z);
	for (i = 0; i < 1000; i++) {
		char name[8];

		snprintf(name, sizeof name, "%03u", i);
		/* (The sums are wrong: damaged, but only at its end.) */
		if (!get(z, name, 65536, NULL) && err.cause == GK_CAUSE_LIMIT)
			break;
	}
	assert_in_range(i, 7, 9);
	gk_zip_close(z);
	gk_buf_release(&packed);
	zip_free(&made);
}

static void
damage_is_told(void **state)
{
	struct zip_made made = { .count = 0 };
	struct gk_str bytes;
	size_t n;

	(void)state;
	zip_add_said(&made, GK_STR("b"), GK_STR("text"),	/* wrong sum */
	    (struct zip_said){ .crc = 1, .size = 4 });
	fails(&made, GK_CAUSE_FORMAT);
	zip_add_said(&made, GK_STR("b"), GK_STR("\xFFnot deflated"),
	    (struct zip_said){ .method = 8, .size = 4 });
	fails(&made, GK_CAUSE_FORMAT);
	zip_add_said(&made, GK_STR("b"), GK_STR("bzip2"),
	    (struct zip_said){ .method = 12, .size = 4 });
	fails(&made, GK_CAUSE_FORMAT);
	/* Cut off anywhere. */
	zip_add(&made, "b", GK_STR("text"));
	bytes = zip_finish(&made);
	for (n = 0; n < bytes.n; n++) {
		char *cut = gk_malloc(n + 1);
		struct gk_zip *z;

		memcpy(cut, bytes.p, n);
		z = gk_zip_open((struct gk_str){ cut, n }, "a.xlsx", &err);
		assert_null(z);
		assert_int_equal(err.cause, GK_CAUSE_FORMAT);
		free(cut);
	}
	zip_free(&made);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_read_in_pieces_of_any_size),
		cmocka_unit_test(names_are_found_whatever_their_case),
		cmocka_unit_test(deflated_parts_are_inflated),
		cmocka_unit_test(names_that_lead_elsewhere_are_refused),
		cmocka_unit_test(names_used_twice_are_refused),
		cmocka_unit_test(encryption_is_refused),
		cmocka_unit_test(number_of_entries_is_limited),
		cmocka_unit_test(what_inflates_too_far_fails),
		cmocka_unit_test(what_inflates_too_far_together_fails),
		cmocka_unit_test(damage_is_told),
	};

	return cmocka_run_group_tests_name("zip", tests, NULL, NULL);
}
