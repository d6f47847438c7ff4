/*
 * Personal data in text: finding it and masking it.
 *
 * Resident identity numbers (GB 11643, 18 characters with a valid check
 * digit and a possible birth date) and mainland mobile numbers (11 digits,
 * 1[3-9]…, also behind +86), each not inside a longer run of digits or
 * letters.  Full-width digits and letters count as their ASCII forms.
 */
#ifndef GK_FINDING_PRIVACY_H
#define GK_FINDING_PRIVACY_H

#include "core/str.h"

enum gk_personal { GK_PERSONAL_NONE, GK_PERSONAL_ID, GK_PERSONAL_MOBILE };

/* The first one at or after `from`; its place in `*at`, `*len`. */
enum gk_personal gk_personal_find(struct gk_str s, size_t from, size_t *at,
    size_t *len);
/* Appends `s` with all but the first 3 characters of each replaced by '*'. */
void gk_personal_mask(struct gk_buf *out, struct gk_str s);

#endif
