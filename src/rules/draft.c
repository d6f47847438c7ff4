/*
 * The drafts of findings of rules.
 */
#include "config.h"

#include "rules/rule.h"

static void
dress(struct gk_draft *d, const struct gk_rule *r, enum gk_outcome as)
{
	d->rule = &r->say[as];
	d->basis = r->basis;
	d->evidence = r->evidence;
}

/* The cells that the message names; dates in words. */
static void
add_cells(struct gk_draft *d, const struct gk_rule *r,
    const struct gk_entry *e, struct gk_rule_out *out)
{
	int year = gk_day_year(out->cx->as_of);

	for (size_t i = 0; r->places[i] != SIZE_MAX; i++) {
		const struct gk_ledger_column *c =
		    &r->kind->columns[r->places[i]];
		struct gk_str cell = e->rec->field[r->places[i]];

		if (c->type == GK_DATE &&
		    e->dates[r->places[i]].how == GK_DATE_FULL)
			cell = gk_day_words(&out->found->words,
			    e->dates[r->places[i]].first, year,
			    out->found->lang);
		gk_draft_arg(d, c->key.p, cell);
	}
}

struct gk_draft
gk_rule_draft(const struct gk_rule *r, enum gk_outcome as,
    const struct gk_entry *e, size_t column, struct gk_rule_out *out)
{
	struct gk_draft d = gk_entry_draft(e, (enum gk_kind_id)0, column);

	dress(&d, r, as);
	if (column != SIZE_MAX) {
		if (!r->kind->columns[column].personal)
			d.value = e->rec->field[column];
		gk_draft_arg(&d, "column", gk_column_label(e->rec->table,
		    column, out->found->lang));
	}
	add_cells(&d, r, e, out);
	return d;
}

struct gk_draft
gk_rule_source_draft(const struct gk_rule *r, enum gk_outcome as,
    const struct gk_source *src, size_t column, struct gk_rule_out *out)
{
	struct gk_draft d = gk_source_draft(src, (enum gk_kind_id)0, column);

	dress(&d, r, as);
	if (column != SIZE_MAX)
		gk_draft_arg(&d, "column", gk_column_label(src->table, column,
		    out->found->lang));
	return d;
}

struct gk_draft
gk_rule_plain_draft(const struct gk_rule *r, enum gk_outcome as,
    struct gk_rule_out *out)
{
	struct gk_draft d = GK_DRAFT((enum gk_kind_id)0);

	(void)out;
	dress(&d, r, as);
	return d;
}
