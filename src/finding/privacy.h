/*
 * Personal data in text: finding it and masking it.
 *
 * A number counts only as a whole: not inside a longer run of letters and
 * digits.  Full-width letters and digits count as their ASCII forms.  What a
 * number is must show in itself (a check digit) or in words near it, so that
 * credit codes, document, index and order numbers, amounts and the telephones
 * of offices are left alone; inside an address of the web only resident
 * numbers with a right check digit count, and mobile numbers that a parameter
 * names as such.
 */
#ifndef GK_FINDING_PRIVACY_H
#define GK_FINDING_PRIVACY_H

#include "core/str.h"

/*
 * ID            18 characters of GB 11643, birth date and check digit right;
 *               also in groups (430102 19900101 001X)
 * ID_LIKE       the same with a wrong check digit
 * ID_OLD        15 digits, 身份证 near
 * WEAK_MASK     one of these masked, but the birth date is left (or, of a
 *               mobile number, less than 4 digits are hidden)
 * MOBILE        11 digits, 1[3-9]…, also behind +86, also 138 1234 5678
 * CARD          16 to 19 digits, Luhn, of an issuer or with 卡号, 账号 near
 * ACCOUNT       12 digits and more, 账号, 账户 near
 * PASSPORT      护照 near
 * PERMIT        of 港澳台: 通行证, 台胞证 … near
 * STUDENT       学籍号 near
 * INSURED       社保号, 医保号 … near
 * PLATE         车牌, 号牌 near
 * MAILBOX       of a provider for private persons
 * HOME          behind 家庭住址 …, with a house number
 * ILLNESS       behind 病情：, 诊断： …
 */
#define GK_PERSONAL_KINDS(X) \
	X(ID, "resident-id") X(ID_LIKE, "resident-id-like") \
	X(ID_OLD, "resident-id-old") X(WEAK_MASK, "weak-mask") \
	X(MOBILE, "mobile") X(CARD, "bank-card") X(ACCOUNT, "account") \
	X(PASSPORT, "passport") X(PERMIT, "permit") \
	X(STUDENT, "student-number") X(INSURED, "insurance-number") \
	X(PLATE, "plate") X(MAILBOX, "mailbox") X(HOME, "home-address") \
	X(ILLNESS, "illness")

enum gk_personal {
	GK_PERSONAL_NONE,
#define GK_X(sym, name) GK_PERSONAL_##sym,
	GK_PERSONAL_KINDS(GK_X)
#undef GK_X
	GK_PERSONAL_COUNT
};

/* As forbid rules name it; "" for NONE. */
const char *gk_personal_name(enum gk_personal kind);
/* The first one at or after `from`; its place in `*at`, `*len`. */
enum gk_personal gk_personal_find(struct gk_str s, size_t from, size_t *at,
    size_t *len);
/*
 * Appends `s` with what is found replaced by '*', all but the first 3
 * characters of a number (1 of passports and the like, half of a mailbox's
 * name, none of words).  Masking again changes nothing.
 */
void gk_personal_mask(struct gk_buf *out, struct gk_str s);

#endif
