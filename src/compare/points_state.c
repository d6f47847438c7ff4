/*
 * What the ledgers show of the key points, gathered record by record: bounded
 * by measures × units, not by rows.
 */
#include "config.h"

#include "compare/points_int.h"

#include <stdlib.h>

#include "core/flag.h"
#include "rules/when.h"

static void *
state_init(const struct gk_context *cx)
{
	struct gk_points_state *st = gk_calloc(1, sizeof *st);

	st->cx = cx;
	st->points = cx->points;
	st->seen = gk_calloc(st->points->nmeasures + 1, sizeof *st->seen);
	st->fits = gk_calloc(st->points->nmeasures + 1, sizeof *st->fits);
	for (size_t i = 0; i < st->points->nmeasures; i++)
		st->seen[i].reach = GK_NO_DAY;
	st->keys = gk_intern_new();
	st->known = gk_intern_new();
	return st;
}

static void
state_free(void *state)
{
	struct gk_points_state *st = state;

	free(st->seen);
	free(st->fits);
	free(st->tallies);
	gk_intern_free(st->keys);
	gk_intern_free(st->known);
	gk_buf_release(&st->key);
	free(st);
}

/* ---- whose ---------------------------------------------------------- */

static void
know_unit(struct gk_points_state *st, const struct gk_unit_ref *ref,
    struct gk_str name)
{
	if (st->cx->units == NULL) {
		if (name.n > 0)
			gk_points_know(st, GK_SCOPE_NAME, 0, name);
		return;
	}
	if (ref->unit != NULL)
		gk_points_know(st, GK_SCOPE_UNIT, gk_unit_current(ref->unit,
		    st->cx->as_of)->index, GK_EMPTY);
	if (ref->region != NULL)
		gk_points_know(st, GK_SCOPE_REGION, ref->region->index,
		    GK_EMPTY);
}

/*
 * Whether a measure of the city is about it: a unit of the city, or none that
 * is named at all, for the office that keeps such a list is the city's.
 */
static bool
is_citys(const struct gk_points_state *st, const struct gk_unit_ref *ref)
{
	return st->cx->units == NULL || ref->how == GK_UNIT_NONE ||
	    (ref->region != NULL && ref->region->level == GK_CITY);
}

/* The scope that a record counts for; false: for none that is asked. */
static bool
scope_of(const struct gk_points_state *st, const struct gk_measure *m,
    const struct gk_entry *e, char *scope, size_t *id)
{
	const struct gk_unit_ref *ref = &e->unit;

	*id = 0;
	if (m->per == GK_PER_ANY || m->per == GK_PER_CITY) {
		*scope = GK_SCOPE_REGION;
		return m->per == GK_PER_ANY || is_citys(st, ref);
	}
	if (st->cx->units == NULL) {
		*scope = GK_SCOPE_NAME;
		return m->per == GK_PER_UNIT && e->unit_name.n > 0;
	}
	*scope = m->per == GK_PER_UNIT ? GK_SCOPE_UNIT : GK_SCOPE_REGION;
	if (m->per == GK_PER_REGION && ref->region != NULL) {
		*id = ref->region->index;
		return true;
	}
	if (m->per != GK_PER_UNIT || ref->unit == NULL)
		return false;
	*id = gk_unit_current(ref->unit, st->cx->as_of)->index;
	return true;
}

/* ---- when ----------------------------------------------------------- */

static struct gk_date
date_in(const struct gk_measure *m, const struct gk_entry *e, size_t column)
{
	if (m->kind->columns[column].type == GK_DATE)
		return e->dates[column];
	return gk_date_parse(e->rec->field[column]);
}

static struct gk_date
date_of(const struct gk_measure *m, const struct gk_entry *e)
{
	struct gk_date none = { GK_DATE_EMPTY, GK_NO_DAY, GK_NO_DAY, false };

	for (size_t i = 0; i < 2 && m->date[i] != SIZE_MAX; i++)
		if (e->rec->field[m->date[i]].n > 0)
			return date_in(m, e, m->date[i]);
	return none;
}

static bool
is_readable(const struct gk_date *d)
{
	return d->first != GK_NO_DAY && d->last != GK_NO_DAY &&
	    d->how != GK_DATE_NO_YEAR && d->how != GK_DATE_IMPOSSIBLE;
}

static void
tally_add(struct gk_tally *t, bool late, bool bare)
{
	t->seen++;
	if (bare)
		t->bare++;
	else if (late)
		t->late++;
	else
		t->good++;
}

/* Whether anything shows that what the record says is so. */
static bool
has_evidence(const struct gk_measure *m, const struct gk_entry *e)
{
	if (m->evidence[0] == SIZE_MAX)
		return true;
	for (size_t i = 0; m->evidence[i] != SIZE_MAX; i++)
		if (e->rec->field[m->evidence[i]].n > 0)
			return true;
	return false;
}

struct place {			/* where a record is to be counted */
	size_t span;
	bool late, bare;
};

/* The span of a record; false if it is of none. */
static bool
place_of(const struct gk_points_state *st, const struct gk_measure *m,
    const struct gk_entry *e, struct place *p)
{
	struct gk_date d = date_of(m, e);
	gk_day first, last;

	*p = (struct place){ .bare = !has_evidence(m, e) };
	if (m->any_day)
		return true;
	if (is_readable(&d) && d.first > st->cx->as_of)
		return false;	/* planned */
	if (m->every != GK_ONCE && gk_period_parse(gk_entry_field(e,
	    e->col->period), st->points->year, &first, &last)) {
		for (; p->span < m->nspans; p->span++) {
			const struct gk_point_span *s = &m->spans[p->span];

			if (s->first < first || s->due > last)
				continue;
			p->late = is_readable(&d) && d.first > s->due;
			return true;
		}
	}
	if (!is_readable(&d)) {
		p->span = 0;
		p->bare = true;
		return m->every == GK_ONCE;
	}
	for (p->span = 0; p->span < m->nspans; p->span++) {
		const struct gk_point_span *s = &m->spans[p->span];

		if (d.first < s->first || d.last > s->last)
			continue;
		p->late = d.last > s->due;
		return true;
	}
	return false;
}

/* ---- one record ----------------------------------------------------- */

static bool
in_theme(const struct gk_measure *m, const struct gk_theme *t,
    const struct gk_entry *e)
{
	if (t->filled != SIZE_MAX && e->rec->field[t->filled].n == 0)
		return false;
	for (size_t i = 0; t->words != NULL && m->columns[i] != SIZE_MAX; i++)
		if (gk_words_within(t->words, e->rec->field[m->columns[i]],
		    NULL))
			return true;
	return t->words == NULL;
}

static void
count_dated(struct gk_points_state *st, const struct gk_measure *m,
    const struct gk_entry *e)
{
	struct place p;
	char scope;
	size_t id;

	if (!e->proactive || !scope_of(st, m, e, &scope, &id) ||
	    !place_of(st, m, e, &p))
		return;
	st->seen[m->index].records++;
	for (size_t i = 0; i < (m->form == GK_CELLS ? m->nthemes : 1); i++) {
		if (m->form == GK_CELLS && !in_theme(m, &m->themes[i], e))
			continue;
		tally_add(gk_points_count(st, m, m->form == GK_CELLS ? i + 1 :
		    p.span + 1, scope, id, e->unit_name), p.late, p.bare);
	}
	/* Place 0: that there is anything at all. */
	gk_points_count(st, m, 0, scope, id, e->unit_name)->seen++;
}

/* Done after the day in the column of its limit. */
static bool
is_late(const struct gk_measure *m, const struct gk_entry *e)
{
	struct gk_date by, done;

	if (m->by == SIZE_MAX || m->done == SIZE_MAX)
		return false;
	by = date_in(m, e, m->by);
	done = date_in(m, e, m->done);
	return is_readable(&by) && is_readable(&done) && done.first > by.last;
}

static bool
is_to_come(const struct gk_points_state *st, const struct gk_measure *m,
    const struct gk_entry *e)
{
	struct gk_date by;

	if (m->by == SIZE_MAX)
		return false;
	by = date_in(m, e, m->by);
	return is_readable(&by) && by.last >= st->cx->as_of;
}

static bool
has_all(const struct gk_table *t, const size_t *columns)
{
	for (size_t i = 0; columns[i] != SIZE_MAX; i++)
		if (!gk_table_has(t, columns[i]))
			return false;
	return true;
}

/* Whether the rule was law on the day of the record's event. */
static bool
in_force(const struct gk_rule *r, const struct gk_measure *m,
    const struct gk_entry *e)
{
	size_t column = r->event != SIZE_MAX ? r->event : m->kind->event[0];
	struct gk_date d;

	if (column == SIZE_MAX)
		return true;
	d = date_in(m, e, column);
	return !is_readable(&d) || ((r->from == GK_NO_DAY ||
	    d.last >= r->from) && (r->until == GK_NO_DAY ||
	    d.last <= r->until));
}

/* Whether a measure by rules is about the record: one of them is. */
static bool
is_judged(const struct gk_measure *m, const struct gk_entry *e)
{
	for (size_t i = 0; i < m->nrules; i++)
		if (has_all(e->rec->table, m->rules[i]->needs) &&
		    in_force(m->rules[i], m, e) &&
		    gk_when_holds(m->rules[i]->when, e))
			return true;
	return m->form != GK_BY_RULES;
}

/* A flag is a report of one's own, unless something shows it. */
static bool
is_bare(const struct gk_measure *m, const struct gk_entry *e)
{
	return (m->form == GK_FLAGGED && m->evidence[0] == SIZE_MAX) ||
	    !has_evidence(m, e);
}

static void
count_row(struct gk_points_state *st, const struct gk_measure *m,
    const struct gk_entry *e)
{
	struct gk_tally *t = gk_points_count(st, m, 0, GK_SCOPE_REGION, 0,
	    GK_EMPTY);
	bool good = true;

	st->seen[m->index].records++;
	if (m->form == GK_ROWS)
		good = gk_when_holds(m->must, e);
	else if (m->form == GK_FLAGGED)
		good = gk_says_yes(e->rec->field[m->column]);
	if (good)
		tally_add(t, is_late(m, e), is_bare(m, e));
	else {
		t->seen++;
		t->wait += is_to_come(st, m, e);
	}
}

static void
state_record(void *state, const struct gk_entry *e, struct gk_findings *out)
{
	struct gk_points_state *st = state;

	(void)out;
	know_unit(st, &e->unit, e->unit_name);
	if (e->nil)
		return;
	for (size_t i = 0; i < st->points->nmeasures; i++) {
		const struct gk_measure *m = st->points->measures[i];

		if (m->kind != e->rec->table->kind || !st->fits[i] ||
		    !gk_when_holds(m->when, e) || !is_judged(m, e))
			continue;
		if (m->form == GK_COUNT || m->form == GK_CELLS)
			count_dated(st, m, e);
		else
			count_row(st, m, e);
	}
}

/* ---- tables --------------------------------------------------------- */

/* Whether the file has the columns that the measure cannot do without. */
static bool
fits(const struct gk_measure *m, const struct gk_table *t)
{
	bool any = m->form != GK_BY_RULES && m->columns[0] == SIZE_MAX;

	if (!has_all(t, m->needs))
		return false;
	for (size_t i = 0; i < m->nrules; i++)
		any |= has_all(t, m->rules[i]->needs);
	for (size_t i = 0; m->columns[i] != SIZE_MAX; i++)
		any |= gk_table_has(t, m->columns[i]);
	return any;
}

static void
state_table(void *state, const struct gk_source *src)
{
	struct gk_points_state *st = state;

	for (size_t i = 0; i < st->points->nmeasures; i++) {
		const struct gk_measure *m = st->points->measures[i];

		st->fits[i] = m->kind == src->table->kind &&
		    fits(m, src->table);
	}
}

/* Coverage is of ledgers that name items (compare/cover.c). */
static bool
is_of_kind(const struct gk_measure *m, const struct gk_source *src)
{
	return m->form == GK_COVERED ? src->col.level2 != SIZE_MAX :
	    m->kind == src->table->kind;
}

/* Whether a ledger from this sender can show what the measure asks. */
static bool
is_asked(const struct gk_points_state *st, const struct gk_measure *m,
    const struct gk_source *src)
{
	return m->form > GK_CELLS || m->per != GK_PER_CITY || is_citys(st, &src->unit);
}

static void
state_end(void *state, const struct gk_source *src, struct gk_findings *out)
{
	struct gk_points_state *st = state;
	const struct gk_table *t = src->table;

	(void)out;
	know_unit(st, &src->unit, src->unit_name);
	for (size_t i = 0; i < st->points->nmeasures; i++) {
		const struct gk_measure *m = st->points->measures[i];
		struct gk_points_seen *s = &st->seen[i];

		if (!is_of_kind(m, src) || !is_asked(st, m, src))
			continue;
		s->tables++;
		s->fit += st->fits[i];
		if (t->period_last == GK_NO_DAY)
			s->open = true;
		else if (s->reach == GK_NO_DAY || t->period_last > s->reach)
			s->reach = t->period_last;
	}
}

static void
state_merge(void *into, const void *from)
{
	struct gk_points_state *st = into;
	const struct gk_points_state *later = from;

	for (size_t i = 0; i < st->points->nmeasures; i++) {
		struct gk_points_seen *s = &st->seen[i];
		const struct gk_points_seen *l = &later->seen[i];

		s->tables += l->tables;
		s->fit += l->fit;
		s->records += l->records;
		s->open |= l->open;
		if (s->reach == GK_NO_DAY || (l->reach != GK_NO_DAY &&
		    l->reach > s->reach))
			s->reach = l->reach;
	}
	gk_points_merge(st, later);
}

static void
state_finish(void *state, struct gk_findings *out)
{
	gk_points_judge(state, out);
}

const struct gk_check gk_check_points = {
	.name = "points",
	.init = state_init,
	.table = state_table,
	.record = state_record,
	.end = state_end,
	.merge = state_merge,
	.finish = state_finish,
	.free = state_free,
};
