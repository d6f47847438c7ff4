/*
 * <sum>: the columns on either side add up to the same.
 */
#include "config.h"

#include "rules/rule.h"

#include "core/number.h"
#include "rules/cell.h"

#define TOLERANCE 5000		/* millionths: what rounding leaves */

struct sum {
	const size_t *side[2];
};

static void *
sum_read(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct sum *c = gk_arena_alloc(rd->arena, sizeof *c);

	c->side[0] = gk_rule_columns(rd, n, "left", GK_NEEDED);
	c->side[1] = gk_rule_columns(rd, n, "right", GK_NEEDED);
	return c;
}

/* False if a cell holds no number, or they are too large. */
static bool
add_up(const struct gk_entry *e, const size_t *columns, int64_t *total)
{
	*total = 0;
	for (size_t i = 0; columns[i] != SIZE_MAX; i++) {
		struct gk_number n =
		    gk_number_parse(gk_entry_field(e, columns[i]));

		if (n.how != GK_NUMBER_OK ||
		    __builtin_add_overflow(*total, n.micro, total))
			return false;
	}
	return true;
}

static void
sum_record(const struct gk_rule *r, void *state, const struct gk_entry *e,
    struct gk_rule_out *out)
{
	const struct sum *c = r->spec;
	struct gk_arena *a = &out->found->words;
	int64_t left, right, difference;
	struct gk_draft d;

	(void)state;
	if (!add_up(e, c->side[0], &left) || !add_up(e, c->side[1], &right) ||
	    __builtin_sub_overflow(left > right ? left : right,
	    left > right ? right : left, &difference) ||
	    difference <= TOLERANCE)
		return;
	d = gk_rule_draft(r, GK_MAIN, e, c->side[0][0], out);
	gk_draft_arg(&d, "left_sum", gk_micro_words(a, left));
	gk_draft_arg(&d, "right_sum", gk_micro_words(a, right));
	gk_draft_arg(&d, "difference", gk_micro_words(a, difference));
	gk_findings_add(out->found, &d);
}

static const char *const places[] = { "difference", "left_sum", "right_sum",
	NULL };

const struct gk_rule_type gk_rule_sum = {
	.name = "sum",
	.places = places,
	.read = sum_read,
	.record = sum_record,
};
