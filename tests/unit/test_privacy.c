#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "finding/privacy.h"

#define NONE GK_PERSONAL_NONE
#define ID GK_PERSONAL_ID
#define MOBILE GK_PERSONAL_MOBILE

/* The numbers are made up; their check digits are right unless said. */
static const struct {
	const char *text;
	enum gk_personal kind;		/* of the first one */
	const char *masked;
} cases[] = {
	{ "", NONE, "" },
	{ "430102200001010003", ID, "430***************" },
	{ "430102190001010015", ID, "430***************" },
	{ "430102209912310016", ID, "430***************" },
	{ "11010519491231002X", ID, "110***************" },
	{ "11010519491231002x", ID, "110***************" },
	{ "身份证号430102200001010003。", ID, "身份证号430***************。" },
	{ "(430102200001010003)", ID, "(430***************)" },
	{ "430102200001010003，430102209912310016", ID,
	    "430***************，430***************" },
	{ "４３０１０２２００００１０１０００３", ID, "４３０***************" },
	{ "11010519491231002Ｘ", ID, "110***************" },
	{ "13812345678", MOBILE, "138********" },
	{ "19912345678", MOBILE, "199********" },
	{ "13012345678", MOBILE, "130********" },
	{ "电话13812345678（张）", MOBILE, "电话138********（张）" },
	{ "１３８１２３４５６７８", MOBILE, "１３８********" },
	{ "13812345678/13912345678", MOBILE, "138********/139********" },
	{ "+8613812345678", MOBILE, "+86138********" },
	{ "＋８６13812345678", MOBILE, "＋８６138********" },
	{ "13812345678.0", MOBILE, "138********.0" },
	{ "张三13812345678，430102200001010003", MOBILE,
	    "张三138********，430***************" },
	{ "\xFF" "13812345678" "\xEF", MOBILE, "\xFF" "138********" "\xEF" },
	{ "\xEF" "13812345678", MOBILE, "\xEF" "138********" },
	/* the nearest things that are none */
	{ "430102200001010004", NONE, NULL },	/* check digit */
	{ "430102200002300002", NONE, NULL },	/* February 30, digit right */
	{ "430102189901010012", NONE, NULL },	/* 1899, digit right */
	{ "430102210001010010", NONE, NULL },	/* 2100, digit right */
	{ "930102200001010001", NONE, NULL },	/* no such area, digit right */
	{ "030102200001010009", NONE, NULL },
	{ "1430102200001010003", NONE, NULL },
	{ "4301022000010100031", NONE, NULL },
	{ "a430102200001010003", NONE, NULL },
	{ "430102200001010003b", NONE, NULL },
	{ "430102200001010003Ｂ", NONE, NULL },
	{ "４430102200001010003", NONE, NULL },
	{ "430102 200001010003", NONE, NULL },
	{ "43010220000101000", NONE, NULL },
	{ "4301022000010100X3", NONE, NULL },
	{ "X30102200001010003", NONE, NULL },
	{ "91350100M000100Y43", NONE, NULL },	/* a credit code */
	{ "114301006735800977", NONE, NULL },	/* one of digits only */
	{ "12812345678", NONE, NULL },
	{ "23812345678", NONE, NULL },
	{ "1381234567", NONE, NULL },
	{ "138123456789", NONE, NULL },
	{ "8613812345678", NONE, NULL },	/* no + */
	{ "+8713812345678", NONE, NULL },
	{ "+86138123456789", NONE, NULL },
	{ "a13812345678", NONE, NULL },
	{ "13812345678f", NONE, NULL },
	{ "1531123200000", NONE, NULL },
	{ "0731-88665544", NONE, NULL },
	{ "http://a.cn/t20230411_11056610.html", NONE, NULL },
	{ "长政办发〔2023〕23号", NONE, NULL },
	{ "138********", NONE, NULL },
};

static void
finds_and_masks(void **state)
{
	struct gk_buf b;
	size_t wrong = 0, at, len;

	(void)state;
	gk_buf_init(&b);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct gk_str s = gk_str_of(cases[i].text);
		const char *want = cases[i].masked != NULL ? cases[i].masked :
		    cases[i].text;
		enum gk_personal kind = gk_personal_find(s, 0, &at, &len);

		gk_buf_clear(&b);
		gk_personal_mask(&b, s);
		if (kind == cases[i].kind &&
		    gk_str_eq(gk_buf_str(&b), gk_str_of(want)))
			continue;
		print_error("\"%s\": %d, \"%s\"\n", cases[i].text, (int)kind,
		    b.len != 0 ? b.p : "");
		wrong++;
	}
	gk_buf_release(&b);
	assert_int_equal(wrong, 0);
}

static void
places(void **state)
{
	const struct gk_str s = GK_STR("甲13812345678乙430102200001010003丙");
	size_t at = 99, len = 99;

	(void)state;
	assert_int_equal(gk_personal_find(s, 0, &at, &len), MOBILE);
	assert_int_equal(at, 3);
	assert_int_equal(len, 11);
	assert_int_equal(gk_personal_find(s, at + len, &at, &len), ID);
	assert_int_equal(at, 17);
	assert_int_equal(len, 18);
	assert_int_equal(gk_personal_find(s, at + len, &at, &len), NONE);
	/* The rest of a longer number is no number, wherever one starts. */
	assert_int_equal(gk_personal_find(GK_STR("99913812345678"), 3, &at,
	    &len), NONE);
	assert_int_equal(gk_personal_find(GK_STR("９13812345678"), 3, &at,
	    &len), NONE);
	assert_int_equal(gk_personal_find(GK_STR("9 13812345678"), 1, &at,
	    &len), MOBILE);
	assert_int_equal(gk_personal_find(s, s.n, &at, &len), NONE);
	assert_int_equal(gk_personal_find(s, s.n + 5, &at, &len), NONE);
	assert_int_equal(gk_personal_find(GK_EMPTY, 0, &at, &len), NONE);
}

/* With each last character in turn, exactly one number is valid. */
static void
one_check_digit_is_right(void **state)
{
	char id[] = "430102200001010000";
	size_t at, len;

	(void)state;
	for (int seq = 0; seq < 1000; seq++) {
		int valid = 0;

		id[14] = (char)('0' + seq / 100);
		id[15] = (char)('0' + seq / 10 % 10);
		id[16] = (char)('0' + seq % 10);
		for (const char *c = "0123456789X"; *c != '\0'; c++) {
			id[17] = *c;
			valid += gk_personal_find(gk_str_of(id), 0, &at,
			    &len) == ID;
		}
		assert_int_equal(valid, 1);
	}
}

/* A changed digit is noticed, whichever it is. */
static void
one_wrong_digit_is_noticed(void **state)
{
	char id[] = "430102198503120010";
	size_t at, len;

	(void)state;
	/* Make it valid first. */
	for (const char *c = "0123456789X"; *c != '\0'; c++) {
		id[17] = *c;
		if (gk_personal_find(gk_str_of(id), 0, &at, &len) == ID)
			break;
	}
	assert_int_equal(gk_personal_find(gk_str_of(id), 0, &at, &len), ID);
	for (size_t i = 0; i < 18; i++) {
		char was = id[i];

		for (char c = '0'; c <= '9'; c++) {
			id[i] = c;
			assert_int_equal(gk_personal_find(gk_str_of(id), 0,
			    &at, &len) == ID, c == was);
		}
		id[i] = was;
	}
}

/* Random bytes in blocks of their exact size; masking is complete. */
static void
survives_anything(void **state)
{
	static const char *const pieces[] = { "1", "3", "8", "13812345678",
		"430102200001010003", "X", "x", "+86", "市", "\xEF", "\xBC",
		"\x91", "１", "Ｘ", " ", "430102", "20000101", "0003" };
	struct gk_buf b;

	(void)state;
	gk_buf_init(&b);
	srand(11643);
	for (int round = 0; round < 200000; round++) {
		char text[256], *copy;
		size_t n = 0, at, len;

		for (int k = rand() % 10; k > 0; k--) {
			const char *p = pieces[(size_t)rand() %
			    (sizeof pieces / sizeof *pieces)];

			memcpy(text + n, p, strlen(p));
			n += strlen(p);
			if (rand() % 8 == 0)
				text[n - 1] = (char)rand();
		}
		copy = malloc(n != 0 ? n : 1);
		memcpy(copy, text, n);
		gk_buf_clear(&b);
		gk_personal_mask(&b, (struct gk_str){ copy, n });
		assert_int_equal(gk_personal_find(gk_buf_str(&b), 0, &at,
		    &len), NONE);
		for (size_t from = 0; from <= n; from++)
			if (gk_personal_find((struct gk_str){ copy, n }, from,
			    &at, &len) != NONE)
				assert_true(at >= from && len >= 11 &&
				    at + len <= n);
		free(copy);
	}
	gk_buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_and_masks),
		cmocka_unit_test(places),
		cmocka_unit_test(one_check_digit_is_right),
		cmocka_unit_test(one_wrong_digit_is_noticed),
		cmocka_unit_test(survives_anything),
	};

	return cmocka_run_group_tests_name("privacy", tests, NULL, NULL);
}
