/*
 * <expiry>: what is said to be valid (有效) although its last day has passed.
 */
#include "config.h"

#include "rules/rule.h"

#include "core/calendar.h"
#include "core/i18n.h"
#include "rules/cell.h"

#define YEARS_MAX 1000

struct expiry {
	size_t status, expires;
	const struct gk_words *words;	/* for valid */
	int years;		/* where no day is given; 0: not judged */
	const size_t *from;	/* from the first of these that is filled */
};

static void *
expiry_read(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct expiry *c = gk_arena_alloc(rd->arena, sizeof *c);

	*c = (struct expiry){
		.status = gk_rule_column(rd, n, "status", GK_NEEDED),
		.words = gk_rule_words(rd, n),
		.years = gk_rule_int(rd, n, "years", 0) };
	c->expires = gk_rule_column(rd, n, "expires",
	    c->years > 0 ? GK_OPTIONAL : GK_NEEDED);
	c->from = gk_rule_columns(rd, n, "from", GK_OPTIONAL);
	if (c->words == NULL)
		gk_rule_fail(rd, n, _("it names no words"));
	if (c->years > YEARS_MAX)
		gk_rule_fail(rd, n, _("years is more than %d"), YEARS_MAX);
	return c;
}

/*
 * The last day on which it is valid; of a month, a year or a span that is
 * given its last.  GK_NO_DAY: it cannot be said.
 */
static gk_day
last_day(const struct gk_rule *r, const struct gk_entry *e)
{
	const struct expiry *c = r->spec;
	struct gk_date d = gk_cell_date(r, e, c->expires);

	if (d.how != GK_DATE_EMPTY)
		return d.how == GK_DATE_NO_YEAR ? GK_NO_DAY : d.last;
	if (c->years == 0)
		return GK_NO_DAY;
	for (size_t i = 0; c->from[i] != SIZE_MAX &&
	    d.how == GK_DATE_EMPTY; i++)
		d = gk_cell_date(r, e, c->from[i]);
	return d.how == GK_DATE_FULL ?
	    gk_months_after(d.first, 12 * c->years) : GK_NO_DAY;
}

static void
expiry_record(const struct gk_rule *r, void *state, const struct gk_entry *e,
    struct gk_rule_out *out)
{
	const struct expiry *c = r->spec;
	gk_day last = last_day(r, e);
	struct gk_draft d;

	(void)state;
	if (last == GK_NO_DAY || last >= out->cx->as_of ||
	    !gk_words_has(c->words, gk_entry_field(e, c->status)))
		return;
	d = gk_rule_draft(r, GK_MAIN, e, c->status, out);
	gk_draft_arg(&d, "expired", gk_day_words(&out->found->words, last, 0,
	    out->found->lang));
	gk_findings_add(out->found, &d);
}

static const char *const places[] = { "expired", NULL };

const struct gk_rule_type gk_rule_expiry = {
	.name = "expiry",
	.places = places,
	.read = expiry_read,
	.record = expiry_record,
};
