/*
 * <required>: a column must be filled, or at least one of several.
 */
#include "config.h"

#include "rules/rule.h"

#include "rules/cell.h"

struct required {
	const size_t *columns;
};

static void *
required_read(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct required *c = gk_arena_alloc(rd->arena, sizeof *c);
	size_t one = gk_rule_column(rd, n, "column", GK_NEEDED);
	size_t *list;

	/* Of several it is enough that the file has some. */
	c->columns = gk_rule_columns(rd, n, "any-of", GK_OPTIONAL);
	if (one != SIZE_MAX) {
		list = gk_arena_alloc(rd->arena, 2 * sizeof *list);
		list[0] = one;
		list[1] = SIZE_MAX;
		c->columns = list;
	}
	return c;
}

static void
required_record(const struct gk_rule *r, void *state,
    const struct gk_entry *e, struct gk_rule_out *out)
{
	const struct required *c = r->spec;
	size_t first = SIZE_MAX;
	struct gk_draft d;

	(void)state;
	for (size_t i = 0; c->columns[i] != SIZE_MAX; i++) {
		size_t column = c->columns[i];

		if (!gk_table_has(e->rec->table, column))
			continue;
		if (!gk_cell_blank(r, e, column))
			return;
		if (first == SIZE_MAX)
			first = column;
	}
	if (first == SIZE_MAX)
		return;
	d = gk_rule_draft(r, GK_MAIN, e, first, out);
	gk_findings_add(out->found, &d);
}

const struct gk_rule_type gk_rule_required = {
	.name = "required",
	.read = required_read,
	.record = required_record,
};
