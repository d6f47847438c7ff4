#include "config.h"

#include "core/checkdigit.h"

#include "core/date.h"

#define ID_LENGTH 18
#define CREDIT_LENGTH 18
#define ORGANISATION_LENGTH 9
#define YEAR_MIN 1800
#define YEAR_MAX 2099

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static char
capital(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

/* 0–9 and A–Z as 0–35; -1 for anything else. */
static int
alnum_value(char c)
{
	c = capital(c);
	if (is_digit(c))
		return c - '0';
	return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
}

static bool
all_digits(struct gk_str s, size_t from, size_t n)
{
	for (size_t i = from; i < from + n; i++)
		if (!is_digit(s.p[i]))
			return false;
	return true;
}

static bool
all_alnum(struct gk_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (alnum_value(s.p[i]) < 0)
			return false;
	return true;
}

static int
number_at(struct gk_str s, size_t at, size_t n)
{
	int v = 0;

	for (size_t i = at; i < at + n; i++)
		v = v * 10 + (s.p[i] - '0');
	return v;
}

enum gk_code_shape
gk_resident_id(struct gk_str s)
{
	static const int weights[ID_LENGTH - 1] = {
		7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2
	};
	int year, sum = 0;
	char last;

	if (s.n != ID_LENGTH || !all_digits(s, 0, ID_LENGTH - 1) ||
	    s.p[0] < '1' || s.p[0] > '8')
		return GK_CODE_NONE;
	last = capital(s.p[ID_LENGTH - 1]);
	if (!is_digit(last) && last != 'X')
		return GK_CODE_NONE;
	for (size_t i = 0; i < ID_LENGTH - 1; i++)
		sum += (s.p[i] - '0') * weights[i];
	year = number_at(s, 6, 4);
	if (year < YEAR_MIN || year > YEAR_MAX ||
	    gk_day_of(year, number_at(s, 10, 2), number_at(s, 12, 2)) ==
	    GK_NO_DAY)
		return GK_CODE_WRONG;
	return last == "10X98765432"[sum % 11] ? GK_CODE_RIGHT : GK_CODE_WRONG;
}

bool
gk_resident_id_valid(struct gk_str s)
{
	return gk_resident_id(s) == GK_CODE_RIGHT;
}

/* Place in the alphabet of credit codes, or -1. */
static int
credit_value(char c)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	const char *at = memchr(alphabet, capital(c), sizeof alphabet - 1);

	return at != NULL ? (int)(at - alphabet) : -1;
}

enum gk_code_shape
gk_credit_code(struct gk_str s)
{
	int sum = 0, weight = 1;	/* powers of 3, modulo 31 */

	if (s.n != CREDIT_LENGTH || !all_alnum(s) || !all_digits(s, 2, 6))
		return GK_CODE_NONE;
	for (size_t i = 0; i < CREDIT_LENGTH; i++)
		if (credit_value(s.p[i]) < 0)
			return GK_CODE_WRONG;
	for (size_t i = 0; i < CREDIT_LENGTH - 1; i++) {
		sum += credit_value(s.p[i]) * weight;
		weight = weight * 3 % 31;
	}
	return credit_value(s.p[CREDIT_LENGTH - 1]) == (31 - sum % 31) % 31 ?
	    GK_CODE_RIGHT : GK_CODE_WRONG;
}

enum gk_code_shape
gk_organisation_code(struct gk_str s)
{
	static const int weights[ORGANISATION_LENGTH - 1] = {
		3, 7, 9, 10, 5, 8, 4, 2
	};
	char last;
	int sum = 0;

	if (s.n != ORGANISATION_LENGTH || !all_alnum(s))
		return GK_CODE_NONE;
	last = capital(s.p[ORGANISATION_LENGTH - 1]);
	if (!is_digit(last) && last != 'X')
		return GK_CODE_NONE;
	for (size_t i = 0; i < ORGANISATION_LENGTH - 1; i++)
		sum += alnum_value(s.p[i]) * weights[i];
	/* 11 less the remainder; 11 is written 0. */
	return last == "0X987654321"[sum % 11] ? GK_CODE_RIGHT : GK_CODE_WRONG;
}

bool
gk_luhn(struct gk_str digits)
{
	unsigned sum = 0;

	if (digits.n == 0 || !all_digits(digits, 0, digits.n))
		return false;
	for (size_t i = 0; i < digits.n; i++) {
		unsigned d = (unsigned)(digits.p[digits.n - 1 - i] - '0');

		if (i % 2 == 1)	/* every second from the right is doubled */
			d = d > 4 ? 2 * d - 9 : 2 * d;
		sum = (sum + d) % 10;
	}
	return sum == 0;
}
