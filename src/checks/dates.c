/*
 * Dates that cannot be what they say: impossible, unreadable, incomplete, in
 * the future, out of order.
 */
#include "config.h"

#include "checks/check.h"

#include <stdlib.h>

#include "core/flag.h"

struct dates {
	const struct gk_context *cx;
};

static void *
dates_init(const struct gk_context *cx)
{
	struct dates *s = gk_calloc(1, sizeof *s);

	s->cx = cx;
	return s;
}

/* What the way a date was read means; GK_KINDS for nothing wrong. */
static enum gk_kind_id
kind_of(enum gk_date_how how)
{
	switch (how) {
	case GK_DATE_IMPOSSIBLE:
		return GK_K_DATE_IMPOSSIBLE;
	case GK_DATE_UNREADABLE:
		return GK_K_DATE_UNREADABLE;
	case GK_DATE_MONTH:
	case GK_DATE_YEAR:
	case GK_DATE_RANGE:
	case GK_DATE_NO_YEAR:
		return GK_K_DATE_PARTIAL;
	case GK_DATE_EMPTY:
	case GK_DATE_FULL:
		break;
	}
	return GK_KINDS;
}

/* 是, 否, where the kind takes that for a date. */
static bool
is_flag(const struct gk_ledger_column *c, struct gk_str cell)
{
	return c->flag && (gk_says_yes(cell) || gk_says_no(cell));
}

static void
raise(const struct dates *s, const struct gk_entry *e, enum gk_kind_id kind,
    size_t column, struct gk_findings *out)
{
	struct gk_draft d = gk_entry_draft(e, kind, column);

	d.value = e->rec->field[column];
	gk_draft_arg(&d, "column",
	    gk_column_label(e->rec->table, column, s->cx->lang));
	gk_findings_add(out, &d);
}

static void
check_order(const struct dates *s, const struct gk_entry *e,
    struct gk_findings *out)
{
	int year = gk_day_year(s->cx->as_of);
	struct gk_draft d;

	if (e->formed == GK_NO_DAY || e->published == GK_NO_DAY ||
	    e->published >= e->formed)
		return;
	d = gk_entry_draft(e, GK_K_PUBLISHED_BEFORE_FORMED,
	    e->col->published);
	d.value = gk_entry_field(e, e->col->published);
	gk_draft_arg(&d, "published", gk_day_words(&out->words,
	    e->published, year, s->cx->lang));
	gk_draft_arg(&d, "formed", gk_day_words(&out->words, e->formed, year,
	    s->cx->lang));
	gk_findings_add(out, &d);
}

static void
dates_record(void *state, const struct gk_entry *e, struct gk_findings *out)
{
	const struct dates *s = state;
	const struct gk_ledger_kind *kind = e->rec->table->kind;

	for (size_t i = 0; i < kind->ncolumns; i++) {
		enum gk_kind_id wrong;

		if (kind->columns[i].type != GK_DATE)
			continue;
		wrong = kind_of(e->dates[i].how);
		if (wrong != GK_KINDS && !is_flag(&kind->columns[i],
		    e->rec->field[i]))
			raise(s, e, wrong, i, out);
	}
	if (e->formed != GK_NO_DAY && e->formed > s->cx->as_of)
		raise(s, e, GK_K_DATE_FUTURE, e->col->formed, out);
	else if (e->published != GK_NO_DAY && e->published > s->cx->as_of)
		raise(s, e, GK_K_DATE_FUTURE, e->col->published, out);
	check_order(s, e, out);
}

const struct gk_check gk_check_dates = {
	.name = "dates",
	.init = dates_init,
	.record = dates_record,
	.free = free,
};
