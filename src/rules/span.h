/* Periods of repetition (年度, 半年, 季度, 月) in words. */
#ifndef GK_RULES_SPAN_H
#define GK_RULES_SPAN_H

#include "core/date.h"
#include "core/i18n.h"

struct gk_arena;

/* The period that begins on `first`: 2023年第三季度, 2023 Q3. */
struct gk_str gk_period_words(struct gk_arena *a, enum gk_cadence c,
    gk_day first, enum gk_lang lang);
/* 季度, quarter. */
struct gk_str gk_span_words(enum gk_cadence c, enum gk_lang lang);

#endif
