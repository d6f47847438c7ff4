#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/checkdigit.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

typedef enum gk_code_shape judge_fn(struct gk_str s);

static void
all_are(judge_fn *judge, const char *const *codes, size_t n,
    enum gk_code_shape want)
{
	for (size_t i = 0; i < n; i++)
		if (judge(gk_str_of(codes[i])) != want)
			fail_msg("\"%s\" is %d, not %d", codes[i],
			    (int)judge(gk_str_of(codes[i])), (int)want);
}

static void
resident_ids(void **state)
{
	static const char *const right[] = {
		"11010519491231002X", "11010519491231002x",
		"440524188001010014", "34052419800101001X",
		"53010219200508011X", "110101199003070038",
		"430102180001010016", "430102180001010024",
		"430102209912310016",
	};
	static const char *const wrong[] = {
		"430102180001010017",	/* check digit */
		"43010218000101001X",
		"430102180001010061",	/* digits swapped */
		"430102180002300018", "430102180013010016",	/* no such day */
		"430102179912310016", "430102210001010016",	/* nor year */
		"430102000000000000",
		"110105194912310020",
	};
	static const char *const none[] = {
		"", "430102800101001", "43010218000101001",
		"4301021800010100160", "4301**********0016",
		"43010218000101001Y", "4301021800010100 6",
		"X30102180001010016", "030102180001010016",
		"930102180001010016",
	};

	(void)state;
	all_are(gk_resident_id, right, COUNT(right), GK_CODE_RIGHT);
	all_are(gk_resident_id, wrong, COUNT(wrong), GK_CODE_WRONG);
	all_are(gk_resident_id, none, COUNT(none), GK_CODE_NONE);
	assert_true(gk_resident_id_valid(GK_STR("430102180001010016")));
	assert_false(gk_resident_id_valid(GK_STR("430102180001010017")));
	assert_false(gk_resident_id_valid(GK_EMPTY));
}

/* MOD 11-2 finds any one wrong digit. */
static void
one_digit_wrong(void **state)
{
	char id[] = "430102180001010016";

	(void)state;
	for (size_t i = 0; i + 1 < sizeof id; i++) {
		char kept = id[i];

		for (char c = '0'; c <= '9'; c++) {
			id[i] = c;
			assert_int_equal(gk_resident_id_valid(gk_str_of(id)),
			    c == kept);
		}
		id[i] = kept;
	}
}

static const char *const credit_right[] = {
	"91350100M000100Y43", "114301006735800977", "11441300007187648G",
	"11441700007280420Y", "11620622013933539B", "11331002002673575G",
	"11341702486344515H", "91512081MA62K0260E", "91110000802100433B",
	"91440300708461136T", "91330100799655058B", "914403001922038216",
	"12100000400002259P",
};

static void
credit_codes(void **state)
{
	static const char *const wrong[] = {
		"91350100M000100Y4Z",	/* Z is not in the alphabet */
		"91310115MA1G4L1WXK", "91350100M000100Y44",
		"91350211M0000XUF46",	/* given out so, and warned of */
		"91350100M000100I43", "9I350100M000100Y43",
		"114301006735800979",
	};
	static const char *const none[] = {
		"", "91350100M000100Y4", "91350100M000100Y433",
		"91350100M000100Y4*", "9135O100M000100Y43",
		"91350100M0001 0Y43", "67358009-7",
	};

	(void)state;
	all_are(gk_credit_code, credit_right, COUNT(credit_right),
	    GK_CODE_RIGHT);
	all_are(gk_credit_code, wrong, COUNT(wrong), GK_CODE_WRONG);
	all_are(gk_credit_code, none, COUNT(none), GK_CODE_NONE);
	assert_int_equal(gk_credit_code(GK_STR("91350100m000100y43")),
	    GK_CODE_RIGHT);
	/* The digits of a person are no code of an organisation. */
	assert_int_equal(gk_credit_code(GK_STR("430102180001010016")),
	    GK_CODE_WRONG);
	assert_int_equal(gk_resident_id(GK_STR("114301006735800977")),
	    GK_CODE_WRONG);
}

static void
organisation_codes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(credit_right); i++)
		assert_int_equal(gk_organisation_code(gk_str_sub(
		    gk_str_of(credit_right[i]), 8, 9)), GK_CODE_RIGHT);
	assert_int_equal(gk_organisation_code(GK_STR("673580097")),
	    GK_CODE_RIGHT);
	assert_int_equal(gk_organisation_code(GK_STR("673580098")),
	    GK_CODE_WRONG);
	assert_int_equal(gk_organisation_code(GK_STR("67358009X")),
	    GK_CODE_WRONG);
	assert_int_equal(gk_organisation_code(GK_STR("67358009-7")),
	    GK_CODE_NONE);
	assert_int_equal(gk_organisation_code(GK_STR("67358009A")),
	    GK_CODE_NONE);
	assert_int_equal(gk_organisation_code(GK_EMPTY), GK_CODE_NONE);
}

static void
luhn(void **state)
{
	static const char *const right[] = {
		"6228480402564890018", "6216261000000000018",
		"6200000000000005", "4111111111111111", "0",
	};
	static const char *const wrong[] = {
		"6222021234567890123", "6228480402564890019",
		"4111111111111112", "6200000000000050", "1", "",
		"6228 4804 0256 4890 018", "411111111111111X",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(right); i++)
		assert_true(gk_luhn(gk_str_of(right[i])));
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(gk_luhn(gk_str_of(wrong[i])));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(resident_ids),
		cmocka_unit_test(one_digit_wrong),
		cmocka_unit_test(credit_codes),
		cmocka_unit_test(organisation_codes),
		cmocka_unit_test(luhn),
	};

	return cmocka_run_group_tests_name("checkdigit", tests, NULL, NULL);
}
