#include "config.h"

#include "compare/duty.h"

#include <stdlib.h>

struct duties {
	const struct gk_register *units;
	gk_day as_of;
	void (*each)(void *user, const struct gk_duty_of *d);
	void *user;
	const struct gk_unit **found;	/* scratch */
	size_t nfound, cap;
};

static bool
holds(gk_day from, gk_day until, gk_day on)
{
	return (from == GK_NO_DAY || from <= on) &&
	    (until == GK_NO_DAY || on <= until);
}

bool
gk_item_owed(const struct gk_item *item, gk_day on)
{
	if (item->placeholder || item->locally == GK_LOCAL_DROPPED ||
	    !holds(item->from, item->until, on))
		return false;
	return gk_str_find(item->method, GK_STR("依申请")) == SIZE_MAX ||
	    gk_str_find(item->method, GK_STR("主动")) != SIZE_MAX;
}

static unsigned
levels_of(const struct gk_item *item, const struct gk_role *role)
{
	if (role != NULL && role->levels != 0)
		return role->levels;
	return item->levels != 0 ? item->levels : GK_COUNTY;
}

static void
found_add(struct duties *ds, const struct gk_unit *u)
{
	for (size_t i = 0; i < ds->nfound; i++)
		if (ds->found[i] == u)
			return;
	*GK_PUSH(ds->found, ds->nfound, ds->cap) = u;
}

/* The valid units of a region that have the role at the level. */
static void
find_units(struct duties *ds, const struct gk_region *region,
    unsigned level, struct gk_str role)
{
	for (size_t i = 0; i < ds->units->nunits; i++) {
		const struct gk_unit *u = &ds->units->units[i];

		if (u->region == region && (u->levels & level) != 0 &&
		    gk_unit_valid(u, ds->as_of) &&
		    gk_unit_has_role(u, role))
			found_add(ds, u);
	}
}

/* One duty for each unit found. */
static void
give_each(const struct duties *ds, const struct gk_duty_of *pattern)
{
	for (size_t i = 0; i < ds->nfound; i++) {
		struct gk_duty_of d = *pattern;

		d.lead = ds->found[i];
		d.own = d.assigned = true;
		ds->each(ds->user, &d);
	}
}

/* One duty for the region, on the first unit found, else its government. */
static void
give_region(const struct duties *ds, const struct gk_duty_of *pattern)
{
	struct gk_duty_of d = *pattern;

	d.assigned = ds->nfound > 0;
	if (d.assigned) {
		d.lead = ds->found[0];
		d.others = ds->found + 1;
		d.nothers = ds->nfound - 1;
	} else {
		d.lead = d.region->government;
	}
	ds->each(ds->user, &d);
}

/* The duties of one item in one region at one level. */
static void
lay_level(struct duties *ds, const struct gk_item *item,
    const struct gk_region *region, unsigned level)
{
	struct gk_duty_of pattern = { .item = item, .region = region,
		.level_unknown = item->levels == 0,
		.weak = (item->weak_levels & level) != 0 };
	bool each = item->duty == GK_DUTY_EACH || level == GK_TOWN;
	bool owed = false;

	ds->nfound = 0;
	for (size_t i = 0; i < item->nsubjects; i++) {
		const struct gk_role *role = gk_register_role(ds->units,
		    item->subjects[i]);

		if ((role != NULL && role->external) ||
		    (levels_of(item, role) & level) == 0)
			continue;
		if (!owed)
			pattern.subject = item->subjects[i];
		owed = true;
		each |= role != NULL && role->each;
		/* A subject that roles.csv does not know is a role itself. */
		find_units(ds, region, level,
		    role != NULL ? role->role : item->subjects[i]);
	}
	if (!owed)
		return;
	if (each)
		give_each(ds, &pattern);
	else
		give_region(ds, &pattern);
}

void
gk_duties_each(const struct gk_catalogs *catalogs,
    const struct gk_register *units, gk_day as_of,
    void (*each)(void *user, const struct gk_duty_of *d), void *user)
{
	struct duties ds = { .units = units, .as_of = as_of, .each = each,
		.user = user };

	for (size_t i = 0; i < catalogs->nitems; i++) {
		const struct gk_item *item = catalogs->items[i];

		if (!gk_item_owed(item, as_of))
			continue;
		for (size_t r = 0; r < units->nregions; r++) {
			const struct gk_region *region = &units->regions[r];

			lay_level(&ds, item, region, region->level);
			if (region->level == GK_COUNTY)
				lay_level(&ds, item, region, GK_TOWN);
		}
	}
	free(ds.found);
}
