/*
 * What a forbid rule may look for in text (detect.c).
 *
 * personal data: the names in finding/privacy.h (resident-id, mobile …), and
 *   office-mobile   a mobile number in a column of contacts, where `mobile`
 *                   does not look
 * secrecy:
 *   secrecy-mark    机密★1年
 *   secrecy-word    密级 as the whole cell or in brackets
 *   internal-mark   仅供领导参阅, 内部资料 …
 *   draft-mark      （送审稿）, （讨论稿）…
 *   link            any address: for records that may have none
 */
#ifndef GK_RULES_DETECT_H
#define GK_RULES_DETECT_H

#include "ledger/kind.h"

struct gk_detect {
	uint32_t personal;	/* bits by enum gk_personal */
	uint32_t marks;		/* bits by place in the list of detect.c */
	bool contacts;		/* office-mobile */
};

/* Adds a detector; false if there is none of the name. */
bool gk_detect_add(struct gk_detect *d, struct gk_str name);
/* Without what a ledger that names people may lawfully hold. */
void gk_detect_drop_personal(struct gk_detect *d);
bool gk_detect_none(const struct gk_detect *d);
/* Whether any of it stands in a cell of the column. */
bool gk_detect_in(const struct gk_detect *d,
    const struct gk_ledger_column *column, struct gk_str cell);

#endif
