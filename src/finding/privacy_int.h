/*
 * Between the files of privacy.h.  Text is read sign by sign, folded to ASCII
 * where it may be part of a number.
 */
#ifndef GK_FINDING_PRIVACY_INT_H
#define GK_FINDING_PRIVACY_INT_H

#include "finding/privacy.h"

enum { GK_SIGN_OTHER = 1, GK_SIGN_NONE = 0 };	/* beside ASCII characters */
#define GK_RUN_MAX 40

/*
 * The sign at s.p[i] in `*c`: ASCII, with full-width forms, dashes as '-',
 * blanks as ' ', the characters that mask as '*' (but x and X, which are
 * letters); anything else is GK_SIGN_OTHER, the end GK_SIGN_NONE.  Returns its
 * bytes.
 */
size_t gk_sign(struct gk_str s, size_t i, char *c);
/* The sign before s.p[i], at `*at`. */
char gk_sign_before(struct gk_str s, size_t i, size_t *at);
bool gk_is_digit(char c);
bool gk_is_letter(char c);
bool gk_is_alnum(char c);
bool gk_all_digits(const char *c, size_t n);

/* A run of letters and digits, nothing of either beside it. */
struct gk_run {
	size_t at, end;		/* bytes */
	size_t count;		/* signs; only GK_RUN_MAX of them are kept */
	char c[GK_RUN_MAX];
};
struct gk_run gk_run_read(struct gk_str s, size_t i);
/* YYYYMMDD of a possible day from 1800 to 2099. */
bool gk_is_day(const char *c);

/* A place in text. */
struct gk_hit {
	enum gk_personal kind;
	size_t at, end;
};

/* Whether one of the NULL-ended words stands within so many signs. */
bool gk_near_before(struct gk_str s, size_t at, size_t signs,
    const char *const *words);
bool gk_near_after(struct gk_str s, size_t end, size_t signs,
    const char *const *words);
/* Whether what stands at `at` is named as some other number: 编号, 代码 … */
bool gk_is_labelled(struct gk_str s, size_t at);
/* Whether the place is inside an address of the web. */
bool gk_in_address(struct gk_str s, size_t at);
/* Whether an amount or the number of an index goes on behind. */
bool gk_is_amount(struct gk_str s, size_t at, size_t end);
bool gk_is_index(struct gk_str s, size_t end);

/* What a run is, by itself; or by words near it. */
bool gk_find_number(struct gk_str s, const struct gk_run *r,
    struct gk_hit *hit);
bool gk_find_named(struct gk_str s, const struct gk_run *r,
    struct gk_hit *hit);
/* At the sign @; `from` is where its name may begin. */
bool gk_find_mailbox(struct gk_str s, size_t from, size_t at,
    struct gk_hit *hit);
/* Behind a word that begins at `at`. */
bool gk_find_words(struct gk_str s, size_t at, struct gk_hit *hit);

#endif
