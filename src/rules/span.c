#include "config.h"

#include "rules/span.h"

#include <stdio.h>

struct gk_str
gk_period_words(struct gk_arena *a, enum gk_cadence c, gk_day first,
    enum gk_lang lang)
{
	static const char *const quarters[] = { "一", "二", "三", "四" };
	char text[64];
	bool zh = lang == GK_ZH;
	int y, m, d;

	gk_day_split(first, &y, &m, &d);
	if (c == GK_QUARTERLY && zh)
		snprintf(text, sizeof text, "%d年第%s季度", y,
		    quarters[(m - 1) / 3]);
	else if (c == GK_QUARTERLY)
		snprintf(text, sizeof text, "%d Q%d", y, (m - 1) / 3 + 1);
	else if (c == GK_HALF_YEARLY && zh)
		snprintf(text, sizeof text, "%d年%s半年", y,
		    m < 7 ? "上" : "下");
	else if (c == GK_HALF_YEARLY)
		snprintf(text, sizeof text, "%d H%d", y, m < 7 ? 1 : 2);
	else if (c == GK_MONTHLY)
		snprintf(text, sizeof text, zh ? "%d年%d月" : "%d-%02d", y, m);
	else
		snprintf(text, sizeof text, zh ? "%d年" : "%d", y);
	return gk_str_keep(a, gk_str_of(text));
}

struct gk_str
gk_span_words(enum gk_cadence c, enum gk_lang lang)
{
	static const char *const words[][2] = {
		[GK_ONCE] = { "期", "period" },
		[GK_YEARLY] = { "年度", "year" },
		[GK_HALF_YEARLY] = { "半年", "half-year" },
		[GK_QUARTERLY] = { "季度", "quarter" },
		[GK_MONTHLY] = { "月", "month" },
	};

	return gk_str_of(words[c][lang]);
}
