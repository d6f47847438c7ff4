#include "config.h"

#include "checks/limits.h"

static gk_day
limit_day(const struct gk_calendar *cal, const struct gk_limit *l, gk_day from)
{
	return l->unit == GK_WORKING ? gk_workday_add(cal, from, l->days) :
	    gk_calday_add(cal, from, l->days);
}

/* Later of two due days, where GK_NO_DAY is later than any. */
static bool
is_later(gk_day a, gk_day b)
{
	if (b == GK_NO_DAY)
		return false;
	return a == GK_NO_DAY || a > b;
}

static bool
from_formation(const struct gk_limit *l)
{
	return gk_str_eq(l->from, GK_STR("formed"));
}

/* "20个工作日" and no more: the event is the law's, which is formation. */
static bool
all_unstated(const struct gk_item *item)
{
	for (size_t i = 0; i < item->nlimits; i++)
		if (!gk_str_eq(item->limits[i].from, GK_STR("unstated")))
			return false;
	return true;
}

bool
gk_limits_due(const struct gk_calendar *cal, const struct gk_item *item,
    gk_day formed, struct gk_due *longest, struct gk_due *shortest)
{
	size_t n = item != NULL ? item->nlimits : 0;
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		const struct gk_limit *l = &item->limits[i];
		struct gk_due due;

		if (!from_formation(l))
			continue;
		due.day = limit_day(cal, l, formed);
		due.from_item = l->unit != GK_WORKING ||
		    l->days != GK_ART26_DAYS;
		if (!any || is_later(due.day, longest->day))
			*longest = due;
		if (!any || is_later(shortest->day, due.day))
			*shortest = due;
		any = true;
	}
	if (any)
		return true;
	if (n > 0 && !all_unstated(item))
		return false;
	longest->day = gk_workday_add(cal, formed, GK_ART26_DAYS);
	longest->from_item = false;
	*shortest = *longest;
	return true;
}

struct gk_str
gk_catalogue_basis(struct gk_arena *a, const struct gk_item *item,
    enum gk_lang lang)
{
	const struct gk_field *f = item->field;
	struct gk_buf b;
	struct gk_str kept;

	if (!f->national)
		return item->basis;
	gk_buf_init(&b);
	if (lang == GK_ZH)
		gk_buf_printf(&b, "%.*s领域基层政务公开标准目录",
		    GK_FMT(f->name));
	else
		gk_buf_printf(&b, "standard catalogue of the field %.*s",
		    GK_FMT(f->name));
	kept = gk_str_keep(a, gk_buf_str(&b));
	gk_buf_release(&b);
	return kept;
}
