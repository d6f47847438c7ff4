/*
 * Numbers that carry a check digit.
 *
 * GB 11643-1999, resident identity number (公民身份号码): 17 digits (6 of the
 * place, 8 of the birth date, 3 in sequence) and a check character by ISO 7064
 * MOD 11-2.
 * GB 32100-2015, unified social credit code (统一社会信用代码): 17 characters
 * (the authority, the type, 6 digits of the place, 9 of the subject) and a
 * check character over an alphabet of 31, which lacks I O S V Z.
 * GB 11714-1997, organisation code (组织机构代码): 8 characters and a check
 * character; the 9 of the subject inside a credit code are one.
 * Luhn, of bank cards: ISO/IEC 7812-1 annex B.
 *
 * All take ASCII, whole and without blanks; small letters count as capitals.
 */
#ifndef GK_CORE_CHECKDIGIT_H
#define GK_CORE_CHECKDIGIT_H

#include "core/str.h"

enum gk_code_shape {
	GK_CODE_NONE,		/* no such code: another length, other signs */
	GK_CODE_WRONG,		/* the shape, but not the check digit */
	GK_CODE_RIGHT
};

/*
 * For resident numbers what is wrong may also be the birth date, which has to
 * be a day of the years 1800 to 2099.  Beware: the digits of some credit codes
 * have this shape too.
 */
enum gk_code_shape gk_resident_id(struct gk_str s);
bool gk_resident_id_valid(struct gk_str s);
/* Codes with a letter outside the alphabet are wrong. */
enum gk_code_shape gk_credit_code(struct gk_str s);
/* 9 characters, without a hyphen. */
enum gk_code_shape gk_organisation_code(struct gk_str s);
/* False also if there is anything but digits, or nothing. */
bool gk_luhn(struct gk_str digits);

#endif
