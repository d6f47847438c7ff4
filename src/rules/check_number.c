/*
 * <number>: a cell is one number, within bounds, whole.
 */
#include "config.h"

#include "rules/rule.h"

#include "core/i18n.h"
#include "core/number.h"

struct bound {
	struct gk_str text;	/* as the rule has it; "": open */
	int64_t micro;
};

struct number {
	size_t column;
	struct bound min, max;
	bool whole;
};

static struct bound
read_bound(struct gk_rule_reader *rd, const xmlNode *n, const char *name)
{
	struct bound b = { .text = gk_rule_attr(rd, n, name) };
	struct gk_number value = gk_number_parse(b.text);

	b.micro = value.micro;
	if (b.text.n > 0 && value.how != GK_NUMBER_OK)
		gk_rule_fail(rd, n, _("%s is no number: '%.*s'"), name,
		    GK_FMT(b.text));
	return b;
}

static void *
number_read(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct number *c = gk_arena_alloc(rd->arena, sizeof *c);

	c->column = gk_rule_column(rd, n, "column", GK_NEEDED);
	c->min = read_bound(rd, n, "min");
	c->max = read_bound(rd, n, "max");
	c->whole = gk_rule_yes(rd, n, "whole");
	return c;
}

static bool
is_fine(const struct number *c, struct gk_number value)
{
	if (value.how == GK_NUMBER_EMPTY)
		return true;
	if (value.how != GK_NUMBER_OK || (c->whole && !value.whole))
		return false;
	return (c->min.text.n == 0 || value.micro >= c->min.micro) &&
	    (c->max.text.n == 0 || value.micro <= c->max.micro);
}

static void
number_record(const struct gk_rule *r, void *state, const struct gk_entry *e,
    struct gk_rule_out *out)
{
	const struct number *c = r->spec;
	struct gk_draft d;

	(void)state;
	if (is_fine(c, gk_number_parse(gk_entry_field(e, c->column))))
		return;
	d = gk_rule_draft(r, GK_MAIN, e, c->column, out);
	gk_draft_arg(&d, "min", c->min.text);
	gk_draft_arg(&d, "max", c->max.text);
	gk_findings_add(out->found, &d);
}

static const char *const places[] = { "min", "max", NULL };

const struct gk_rule_type gk_rule_number = {
	.name = "number",
	.places = places,
	.read = number_read,
	.record = number_record,
};
