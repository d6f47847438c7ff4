/*
 * <pattern>: a cell, or each of its values, has a form, or must not have it.
 */
#include "config.h"

#include "rules/rule.h"

#include "rules/pieces.h"

struct pattern {
	size_t column;
	const struct gk_regex *re;	/* whole or part: as it was compiled */
	bool forbid, each;
};

static void *
pattern_read(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct pattern *c = gk_arena_alloc(rd->arena, sizeof *c);

	c->column = gk_rule_column(rd, n, "column", GK_NEEDED);
	c->re = gk_rule_regex(rd, n, "match");
	c->forbid = gk_rule_yes(rd, n, "forbid");
	c->each = gk_rule_yes(rd, n, "each");
	return c;
}

/* The faulty values, joined; false if a search met its limit. */
static bool
faulty_values(const struct pattern *c, struct gk_str cell,
    struct gk_arena *a, struct gk_str *faulty)
{
	enum gk_regex_result result;
	struct gk_str piece;

	*faulty = GK_EMPTY;
	while (c->each ? gk_piece_next(&cell, &piece) : cell.n > 0) {
		if (!c->each) {
			piece = cell;
			cell.n = 0;
		}
		result = gk_regex_find(c->re, piece, 0, NULL);
		if (result == GK_REGEX_LIMIT)
			return false;
		if ((result == GK_REGEX_YES) == c->forbid)
			gk_piece_add(a, faulty, piece);
	}
	return true;
}

static void
pattern_record(const struct gk_rule *r, void *state, const struct gk_entry *e,
    struct gk_rule_out *out)
{
	const struct pattern *c = r->spec;
	struct gk_str faulty;
	struct gk_draft d;

	(void)state;
	if (!faulty_values(c, gk_entry_field(e, c->column),
	    &out->found->words, &faulty)) {
		gk_rule_gave_up(r, out, e);
		return;
	}
	if (faulty.n == 0)
		return;
	d = gk_piece_draft(r, e, c->column, faulty, out);
	gk_findings_add(out->found, &d);
}

const struct gk_rule_type gk_rule_pattern = {
	.name = "pattern",
	.read = pattern_read,
	.record = pattern_record,
};
