/*
 * Numbers as people write them in ledgers: 1,304条, 99.87%, １２３, 三次,
 * 3.5万元, －.  Never guesses: what is not one number says so.
 */
#ifndef GK_CORE_NUMBER_H
#define GK_CORE_NUMBER_H

#include "core/str.h"

enum gk_number_how {
	GK_NUMBER_EMPTY,	/* nothing, or only dashes, 无, / */
	GK_NUMBER_OK,
	GK_NUMBER_RUINED,	/* 4.30102E+17: digits are lost */
	GK_NUMBER_UNREADABLE
};

struct gk_number {
	enum gk_number_how how;
	int64_t micro;		/* millionths, the last rounded; 99.87% is 0.9987 */
	bool percent;		/* a percent sign was written */
	bool whole;		/* no fraction */
};

/*
 * A number of figures or Chinese numerals, with 千, 万, 亿 or %, and behind it
 * at most what is counted (条, 次, 元 …).  约100, 100余, 3-5, 三五次, 一百五 and
 * 1,30 are unreadable.
 */
struct gk_number gk_number_parse(struct gk_str cell);
/*
 * The first day count, ordinal or the like in text: 2023年第35次 → 35 (第 comes
 * before all, figures before 三十五次); -1: none.
 */
int64_t gk_number_within(struct gk_str text);

#endif
