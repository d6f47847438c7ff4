/*
 * <order>: one date is no later than another.  Only full dates are judged.
 */
#include "config.h"

#include "rules/rule.h"

#include "rules/cell.h"

struct order {
	size_t first, then;
	bool strict;
};

static void *
order_read(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct order *c = gk_arena_alloc(rd->arena, sizeof *c);

	c->first = gk_rule_column(rd, n, "first", GK_NEEDED);
	c->then = gk_rule_column(rd, n, "then", GK_NEEDED);
	c->strict = gk_rule_yes(rd, n, "strict");
	return c;
}

static void
order_record(const struct gk_rule *r, void *state, const struct gk_entry *e,
    struct gk_rule_out *out)
{
	const struct order *c = r->spec;
	struct gk_date first = gk_cell_date(r, e, c->first);
	struct gk_date then = gk_cell_date(r, e, c->then);
	struct gk_arena *words = &out->found->words;
	enum gk_lang lang = out->found->lang;
	struct gk_draft d;

	(void)state;
	if (first.how != GK_DATE_FULL || then.how != GK_DATE_FULL ||
	    (c->strict ? then.first > first.first : then.first >= first.first))
		return;
	d = gk_rule_draft(r, GK_MAIN, e, c->then, out);
	gk_draft_arg(&d, "first_day", gk_day_words(words, first.first, 0,
	    lang));
	gk_draft_arg(&d, "then_day", gk_day_words(words, then.first, 0, lang));
	gk_draft_arg(&d, "days", gk_count_words(words,
	    (size_t)(first.first - then.first)));
	gk_findings_add(out->found, &d);
}

static const char *const places[] = { "first_day", "then_day", "days", NULL };

const struct gk_rule_type gk_rule_order = {
	.name = "order",
	.places = places,
	.read = order_read,
	.record = order_record,
};
