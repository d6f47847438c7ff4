/*
 * The states of clauses and points, from what was counted.
 */
#include "config.h"

#include "compare/points_int.h"

#include <stdlib.h>

static const struct {
	const char *id;
	int weight;
	const char *label[2];
} states[] = {
#define GK_POINT_STATE(sym, id, weight, zh, en) \
	[GK_PS_##sym] = { id, weight, { zh, en } },
#include "compare/points_states.def"
#undef GK_POINT_STATE
};

const char *
gk_point_state_id(enum gk_point_state s)
{
	return states[s].id;
}

const char *
gk_point_state_label(enum gk_point_state s, enum gk_lang lang)
{
	return states[s].label[lang];
}

static bool
shows_something(enum gk_point_state s)
{
	return s == GK_PS_DONE || s == GK_PS_IN_PROGRESS ||
	    s == GK_PS_SELF_REPORTED || s == GK_PS_LATE || s == GK_PS_PARTLY;
}

enum gk_point_state
gk_points_worst(const enum gk_point_state *list, size_t n)
{
	enum gk_point_state worst = n > 0 ? list[0] : GK_PS_NOT_CHECKED;
	bool some = false;

	for (size_t i = 0; i < n; i++) {
		some |= shows_something(list[i]);
		/* Of those without weight the first of the list of states. */
		if (states[list[i]].weight > states[worst].weight ||
		    (states[list[i]].weight == states[worst].weight &&
		    list[i] < worst))
			worst = list[i];
	}
	if (some && (worst == GK_PS_MISSING || worst == GK_PS_NO_LEDGER))
		return GK_PS_PARTLY;
	if (worst == GK_PS_NOT_YET_DUE && some)
		return GK_PS_IN_PROGRESS;
	return worst;
}

/* ---- one measure ---------------------------------------------------- */

struct judge {
	struct gk_points_state *st;
	const struct gk_context *cx;
	const struct gk_findings *found;
	struct gk_arena *arena;
	const struct gk_measure *m;
	struct gk_reckoning *n;
};

void
gk_points_name(struct gk_arena *a, struct gk_str *list, size_t *n,
    struct gk_str name)
{
	if (++*n <= GK_NAMES_MAX)
		*list = gk_str_join(a, *list, GK_STR("、"), name);
}

/*
 * Whether a limit has passed, and the ledgers reach it: one that is for the
 * first half of the year says nothing about the second.
 */
static bool
has_passed(const struct judge *j, gk_day due)
{
	const struct gk_points_seen *s = &j->st->seen[j->m->index];
	gk_day end = gk_day_of(j->st->points->year, 12, 31);

	if (due >= j->cx->as_of)
		return false;
	return s->open || s->reach == GK_NO_DAY || due > end ||
	    due <= s->reach;
}

/*
 * One thing that is owed: is it there, in time, with evidence?  True if it is
 * missing.
 */
static bool
reckon(const struct judge *j, const struct gk_tally *t, size_t times,
    gk_day due)
{
	struct gk_reckoning *n = j->n;

	n->total++;
	n->begun |= t->good + t->late + t->bare > 0;
	if (t->good >= times)
		n->done++;
	else if (t->good + t->late >= times)
		n->late++;
	else if (t->good + t->late + t->bare >= times)
		n->self++;
	else if (!has_passed(j, due))
		n->pending++;
	else {
		n->missing++;
		return true;
	}
	return false;
}

/* What is missing: of whom, if not of the city, and which part of it. */
static void
name_missing(const struct judge *j, struct gk_str whose, struct gk_str what)
{
	struct gk_str sep = GK_STR(" ");

	gk_points_name(j->arena, &j->n->open, &j->n->nopen,
	    gk_str_join(j->arena, whose, sep, what));
}

/* Everything that a unit, a region or the city owes. */
static void
reckon_scope(const struct judge *j, char scope, size_t id, struct gk_str key,
    struct gk_str name)
{
	const struct gk_measure *m = j->m;
	enum gk_lang lang = j->cx->lang;

	if (m->own && m->per == GK_PER_UNIT &&
	    gk_points_tally(j->st, m, 0, scope, id, key)->seen == 0)
		return;
	for (size_t i = 0; m->form == GK_CELLS && i < m->nthemes; i++)
		if (reckon(j, gk_points_tally(j->st, m, i + 1, scope, id,
		    key), 1, m->spans[0].due))
			name_missing(j, name, m->themes[i].label[lang]);
	for (size_t i = 0; m->form == GK_COUNT && i < m->nspans; i++)
		if (reckon(j, gk_points_tally(j->st, m, i + 1, scope, id,
		    key), m->times, m->spans[i].due))
			name_missing(j, name, gk_points_span(j->arena, m, i,
			    lang));
}

static bool
has_role(const struct gk_measure *m, const struct gk_unit *u)
{
	if (m->nroles == 0)
		return true;
	for (size_t i = 0; i < m->nroles; i++)
		if (gk_unit_has_role(u, m->roles[i]))
			return true;
	return false;
}

/* Those that have sent anything, unless all are asked for. */
static void
reckon_units(const struct judge *j)
{
	const struct gk_register *r = j->cx->units;

	for (size_t i = 0; i < r->nunits; i++) {
		const struct gk_unit *u = &r->units[i];

		if (u->copied_only || !gk_unit_valid(u, j->cx->as_of) ||
		    !has_role(j->m, u))
			continue;
		if (j->cx->all_units || gk_points_known(j->st, GK_SCOPE_UNIT,
		    i))
			reckon_scope(j, GK_SCOPE_UNIT, i, GK_EMPTY,
			    gk_unit_title(u));
	}
}

static void
reckon_names(const struct judge *j)
{
	for (uint32_t i = 0; i < gk_intern_count(j->st->known); i++) {
		struct gk_str key = gk_intern_str(j->st->known, i);

		if (key.n < 2 || key.p[0] != GK_SCOPE_NAME)
			continue;
		key = gk_str_sub(key, 1, key.n - 1);
		reckon_scope(j, GK_SCOPE_NAME, 0, key, key);
	}
}

static void
reckon_regions(const struct judge *j)
{
	const struct gk_register *r = j->cx->units;

	for (size_t i = 0; i < r->nregions; i++)
		if (j->cx->all_units || gk_points_known(j->st,
		    GK_SCOPE_REGION, i))
			reckon_scope(j, GK_SCOPE_REGION, i, GK_EMPTY,
			    r->regions[i].name);
}

/* ---- shares of records ---------------------------------------------- */

struct row {			/* with a finding */
	struct gk_str file, sheet;
	size_t row;		/* 0: of no record */
	bool late;		/* nothing worse than done after a limit */
};

/* Late is behind what is worse. */
static int
compare_row(const void *va, const void *vb)
{
	const struct row *a = va, *b = vb;
	int c = gk_str_cmp(a->file, b->file);

	if (c == 0)
		c = gk_str_cmp(a->sheet, b->sheet);
	if (c == 0)
		c = (a->row > b->row) - (a->row < b->row);
	return c != 0 ? c : a->late - b->late;
}

/* Whether a finding is one of the rules; near a limit is no fault yet. */
static bool
is_of_rules(const struct gk_measure *m, const struct gk_finding *f,
    bool *late)
{
	for (size_t i = 0; !f->advisory && i < m->nrules; i++) {
		*late = f->kind == &m->rules[i]->say[GK_LATE];
		if (*late || f->kind == &m->rules[i]->say[GK_MAIN])
			return true;
	}
	return false;
}

static void
reckon_row(struct gk_reckoning *n, const struct row *r,
    const struct row *before)
{
	if (before != NULL && r->row != 0 && before->row == r->row &&
	    gk_str_eq(before->file, r->file) &&
	    gk_str_eq(before->sheet, r->sheet))
		return;
	n->late += r->late;
	n->missing += !r->late;
}

/* Records with findings, each once; what is of no record counts as one. */
static void
reckon_findings(const struct judge *j)
{
	struct gk_reckoning *n = j->n;
	struct row *rows = NULL;
	size_t count = 0, cap = 0;

	n->late = n->missing = n->self = n->pending = 0;
	for (size_t i = 0; i < j->found->count; i++) {
		const struct gk_finding *f = &j->found->list[i];
		bool late;

		if (is_of_rules(j->m, f, &late))
			*GK_PUSH(rows, count, cap) = (struct row){
			    f->col[GK_F_FILE], f->col[GK_F_SHEET], f->row,
			    late };
	}
	if (count > 0)
		qsort(rows, count, sizeof *rows, compare_row);
	for (size_t i = 0; i < count; i++)
		reckon_row(n, &rows[i], i > 0 ? &rows[i - 1] : NULL);
	free(rows);
	if (n->missing > n->total)
		n->missing = n->total;
	if (n->late > n->total - n->missing)
		n->late = n->total - n->missing;
	n->done = n->total - n->missing - n->late;
}

static void
reckon_rows(const struct judge *j)
{
	const struct gk_tally *t = gk_points_tally(j->st, j->m, 0,
	    GK_SCOPE_REGION, 0, GK_EMPTY);
	struct gk_reckoning *n = j->n;

	n->total = t->seen;
	n->done = t->good;
	n->late = t->late;
	n->self = t->bare;
	n->pending = t->wait;
	n->missing = t->seen - t->good - t->late - t->bare - t->wait;
	if (j->m->form == GK_BY_RULES)
		reckon_findings(j);
}

static void
reckon_answers(const struct judge *j)
{
	const struct gk_answers *a = &j->st->points->answers[j->m->index];
	struct gk_reckoning *n = j->n;

	n->total = a->published + a->open + a->pending;
	n->done = a->published;
	n->missing = a->open;
	n->pending = a->pending;
	n->open = a->names;
	n->nopen = a->nnames;
}

/* ---- states --------------------------------------------------------- */

static enum gk_point_state
state_of(const struct gk_reckoning *n)
{
	bool some = n->begun || n->done + n->late + n->self > 0;

	if (n->total == 0)
		return GK_PS_NOT_APPLICABLE;
	if (n->missing > 0)
		return some ? GK_PS_PARTLY : GK_PS_MISSING;
	if (n->pending > 0)
		return some ? GK_PS_IN_PROGRESS : GK_PS_NOT_YET_DUE;
	return n->late > 0 ? GK_PS_LATE : n->self > 0 ?
	    GK_PS_SELF_REPORTED : GK_PS_DONE;
}

static void
reckon_kind(const struct judge *j)
{
	const struct gk_measure *m = j->m;

	if (m->form != GK_COUNT && m->form != GK_CELLS)
		reckon_rows(j);
	else if (m->per <= GK_PER_CITY)
		reckon_scope(j, GK_SCOPE_REGION, 0, GK_EMPTY, GK_EMPTY);
	else if (m->per == GK_PER_REGION)
		reckon_regions(j);
	else if (j->cx->units == NULL)
		reckon_names(j);
	else
		reckon_units(j);
}

static void
judge_measure(struct judge *j, struct gk_measured *out)
{
	const struct gk_measure *m = j->m;
	const struct gk_points_seen *s = &j->st->seen[m->index];

	*out = (struct gk_measured){ .state = GK_PS_NOT_CHECKED };
	out->n.open = GK_EMPTY;
	out->n.records = s->records;
	if (m->form == GK_COVERED) {
		reckon_answers(j);
		if (out->n.total > 0)
			out->state = state_of(&out->n);
		else if (s->tables == 0)
			out->state = GK_PS_NO_LEDGER;
		else
			out->why = GK_WHY_NOBODY;
	} else if (s->tables == 0) {
		out->state = GK_PS_NO_LEDGER;
	} else if (m->unknown) {
		out->why = GK_WHY_RULES;
	} else if (s->fit == 0) {
		out->why = GK_WHY_COLUMNS;
	} else if (m->per == GK_PER_REGION && j->cx->units == NULL) {
		out->why = GK_WHY_REGISTER;
	} else {
		reckon_kind(j);
		out->state = state_of(&out->n);
	}
}

static void
judge_clause(struct judge *j, struct gk_clause_of *c)
{
	enum gk_point_state *list;

	if (c->nmeasures == 0)
		return;
	list = gk_calloc(c->nmeasures, sizeof *list);
	for (size_t i = 0; i < c->nmeasures; i++) {
		j->m = &c->measures[i];
		j->n = &c->results[i].n;
		judge_measure(j, &c->results[i]);
		list[i] = c->results[i].state;
	}
	c->state = gk_points_worst(list, c->nmeasures);
	/* A clause is not done as long as a part of it was not looked at. */
	for (size_t i = 0; i < c->nmeasures; i++)
		if (c->state == GK_PS_DONE && list[i] == GK_PS_NOT_CHECKED)
			c->state = GK_PS_NOT_CHECKED;
	if (c->optional && (c->state == GK_PS_MISSING ||
	    c->state == GK_PS_NO_LEDGER))
		c->state = GK_PS_NOT_APPLICABLE;
	free(list);
}

void
gk_points_judge(struct gk_points_state *st, const struct gk_findings *out)
{
	struct gk_points *p = st->points;
	struct judge j = { .st = st, .cx = st->cx, .found = out,
		.arena = &p->arena };

	p->as_of = st->cx->as_of;
	for (size_t i = 0; i < p->count; i++) {
		struct gk_point *one = &p->list[i];
		enum gk_point_state *list = gk_calloc(one->nclauses + 1,
		    sizeof *list);

		for (size_t c = 0; c < one->nclauses; c++) {
			judge_clause(&j, &one->clauses[c]);
			list[c] = one->clauses[c].state;
		}
		one->state = gk_points_worst(list, one->nclauses);
		free(list);
	}
}

/* ---- answers of coverage -------------------------------------------- */

static bool
is_about(const struct gk_measure *m, const struct gk_item *item)
{
	for (size_t i = 0; i < m->nids; i++)
		if (gk_str_eq(m->ids[i], m->items ? item->id :
		    item->field->id))
			return true;
	return false;
}

static void
add_answer(struct gk_arena *arena, struct gk_answers *a,
    const struct gk_case *c, enum gk_answer answer)
{
	if (answer == GK_PUBLISHED)
		a->published++;
	else if (answer == GK_NOT_DUE)
		a->pending++;
	else if (answer == GK_OPEN) {
		a->open++;
		gk_points_name(arena, &a->names, &a->nnames, gk_str_join(arena,
		    c->unit_title, GK_STR(" "), c->duty.item->level2));
	}
}

void
gk_points_answer(struct gk_points *p, const struct gk_case *c,
    enum gk_answer a)
{
	if (c->duty.item->evidence == GK_RECALLED)
		return;
	for (size_t i = 0; i < p->nmeasures; i++)
		if (p->measures[i]->form == GK_COVERED &&
		    is_about(p->measures[i], c->duty.item))
			add_answer(&p->arena, &p->answers[i], c, a);
}
