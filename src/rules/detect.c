#include "config.h"

#include "rules/detect.h"

#include "core/url.h"
#include "finding/privacy.h"
#include "finding/secrecy.h"

#define BIT(n) ((uint32_t)1 << (n))

static const struct {
	const char *name;
	bool (*holds)(struct gk_str s);
} marks[] = {
	{ "draft-mark", gk_draft_mark },
	{ "internal-mark", gk_internal_mark },
	{ "link", gk_url_any },
	{ "secrecy-mark", gk_secrecy_mark },
	{ "secrecy-word", gk_secrecy_word },
};
#define NMARKS (sizeof marks / sizeof *marks)

bool
gk_detect_add(struct gk_detect *d, struct gk_str name)
{
	if (gk_str_eq(name, GK_STR("office-mobile"))) {
		d->contacts = true;
		return true;
	}
	for (size_t i = 0; i < NMARKS; i++)
		if (gk_str_eq(name, gk_str_of(marks[i].name))) {
			d->marks |= BIT(i);
			return true;
		}
	for (int k = GK_PERSONAL_NONE + 1; k < GK_PERSONAL_COUNT; k++)
		if (gk_str_eq(name,
		    gk_str_of(gk_personal_name((enum gk_personal)k)))) {
			d->personal |= BIT(k);
			return true;
		}
	return false;
}

void
gk_detect_drop_personal(struct gk_detect *d)
{
	d->personal = 0;
	d->contacts = false;
}

bool
gk_detect_none(const struct gk_detect *d)
{
	return d->personal == 0 && d->marks == 0 && !d->contacts;
}

/* 联系电话, 联系方式: telephones of offices stand there. */
static bool
is_contact(const struct gk_ledger_column *c)
{
	return gk_str_find(c->label, GK_STR("电话")) != SIZE_MAX ||
	    gk_str_find(c->label, GK_STR("联系方式")) != SIZE_MAX;
}

static bool
holds_personal(uint32_t wanted, struct gk_str cell)
{
	size_t at = 0, len = 0;
	enum gk_personal kind;

	while ((kind = gk_personal_find(cell, at, &at, &len)) !=
	    GK_PERSONAL_NONE) {
		if ((wanted & BIT(kind)) != 0)
			return true;
		at += len;
	}
	return false;
}

bool
gk_detect_in(const struct gk_detect *d, const struct gk_ledger_column *column,
    struct gk_str cell)
{
	uint32_t wanted = d->personal;

	if (cell.n == 0)
		return false;
	if (is_contact(column)) {
		wanted &= ~BIT(GK_PERSONAL_MOBILE);
		if (d->contacts)
			wanted |= BIT(GK_PERSONAL_MOBILE);
	}
	if (wanted != 0 && holds_personal(wanted, cell))
		return true;
	for (size_t i = 0; i < NMARKS; i++)
		if ((d->marks & BIT(i)) != 0 && marks[i].holds(cell))
			return true;
	return false;
}
