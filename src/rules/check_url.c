/*
 * <url>: one of the addresses in a cell is of the right host, leads to a page,
 * bears the date of another column, differs from what is in another.  What
 * cannot be told (a unit without sites, an address without a date) is fine.
 */
#include "config.h"

#include "rules/rule.h"

#include "core/url.h"
#include "rules/cell.h"
#include "rules/pieces.h"

/* How many addresses of a cell are looked at. */
#define ADDRESSES_MAX 100

enum host { HOST_ANY, HOST_GOV, HOST_UNIT, HOST_PORTAL };

struct url {
	size_t column;
	enum host host;
	bool page;
	size_t dated, differs;
};

static void *
url_read(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct url *c = gk_arena_alloc(rd->arena, sizeof *c);
	struct gk_str host = gk_rule_attr(rd, n, "host");

	c->column = gk_rule_column(rd, n, "column", GK_NEEDED);
	c->host = gk_str_eq(host, GK_STR("gov")) ? HOST_GOV :
	    gk_str_eq(host, GK_STR("unit")) ? HOST_UNIT :
	    gk_str_eq(host, GK_STR("portal")) ? HOST_PORTAL : HOST_ANY;
	c->page = gk_rule_yes(rd, n, "page");
	c->dated = gk_rule_column(rd, n, "dated", GK_NEEDED);
	c->differs = gk_rule_column(rd, n, "differs", GK_NEEDED);
	return c;
}

static bool
is_below_site(const struct gk_unit *u, struct gk_str address)
{
	for (size_t i = 0; i < u->nsites; i++)
		if (gk_url_below(address, u->sites[i]))
			return true;
	return false;
}

static bool
is_of(const struct gk_unit *u, struct gk_str address)
{
	return u == NULL || u->nsites == 0 || is_below_site(u, address);
}

/* Below .gov.cn or .政务, or a site that the register knows of (垂直管理). */
static bool
is_official(const struct gk_register *units, struct gk_str address)
{
	if (gk_url_below(address, GK_STR("gov.cn")) ||
	    gk_url_below(address, GK_STR("政务")))
		return true;
	for (size_t i = 0; units != NULL && i < units->nunits; i++)
		if (is_below_site(&units->units[i], address))
			return true;
	return false;
}

static bool
host_is_fine(enum host host, const struct gk_entry *e, struct gk_str address,
    const struct gk_register *units)
{
	const struct gk_region *region = e->unit.region;

	switch (host) {
	case HOST_GOV:
		return is_official(units, address);
	case HOST_UNIT:
		return is_of(e->unit.unit, address);
	case HOST_PORTAL:
		return region == NULL || is_of(region->government, address);
	case HOST_ANY:
		break;
	}
	return true;
}

/* Whether an address of the cell is the same. */
static bool
is_among(struct gk_str cell, struct gk_str address)
{
	struct gk_str piece;

	for (size_t i = 0; i < ADDRESSES_MAX && gk_url_next(&cell, &piece);
	    i++)
		if (gk_url_classify(piece) == GK_URL_OK &&
		    gk_url_same(piece, address))
			return true;
	return false;
}

/* The day in the address contradicts the column; GK_NO_DAY if it does not. */
static gk_day
wrong_day(const struct gk_rule *r, const struct gk_entry *e,
    struct gk_str address)
{
	const struct url *c = r->spec;
	struct gk_date date = gk_cell_date(r, e, c->dated);
	gk_day day = GK_NO_DAY;

	if (date.how != GK_DATE_FULL || !gk_url_day(address, &day) ||
	    day == date.first)
		return GK_NO_DAY;
	return day;
}

static void
url_record(const struct gk_rule *r, void *state, const struct gk_entry *e,
    struct gk_rule_out *out)
{
	const struct url *c = r->spec;
	struct gk_str rest = gk_entry_field(e, c->column), piece;
	struct gk_str faulty = GK_EMPTY, other = gk_entry_field(e, c->differs);
	gk_day first_day = GK_NO_DAY, day;
	struct gk_draft d;

	(void)state;
	for (size_t i = 0; i < ADDRESSES_MAX && gk_url_next(&rest, &piece);
	    i++) {
		if (gk_url_classify(piece) != GK_URL_OK)
			continue;
		day = c->dated != SIZE_MAX ? wrong_day(r, e, piece) :
		    GK_NO_DAY;
		if (day == GK_NO_DAY && host_is_fine(c->host, e, piece,
		    out->cx->units) &&
		    (!c->page || gk_url_is_page(piece)) &&
		    !is_among(other, piece))
			return;
		if (first_day == GK_NO_DAY)
			first_day = day;
		gk_piece_add(&out->found->words, &faulty, piece);
	}
	if (faulty.n == 0)
		return;
	d = gk_piece_draft(r, e, c->column, faulty, out);
	if (first_day != GK_NO_DAY)
		gk_draft_arg(&d, "page_day", gk_day_words(&out->found->words,
		    first_day, 0, out->found->lang));
	gk_findings_add(out->found, &d);
}

static const char *const places[] = { "page_day", NULL };

const struct gk_rule_type gk_rule_url = {
	.name = "url",
	.places = places,
	.read = url_read,
	.record = url_record,
};
