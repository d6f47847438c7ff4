#include "config.h"

#include "compare/coverage.h"

#include <stdlib.h>

#include "compare/answer.h"
#include "compare/matrix.h"
#include "compare/points.h"
#include "core/intern.h"

struct judge {
	struct gk_covers *cs;
	const struct gk_context *cx;
	struct gk_findings *out;
	struct gk_intern *unassigned;	/* region and field already said */
};

static void
count(const struct gk_case *c, enum gk_answer a)
{
	struct gk_matrix_cell *m;

	if (c->cx->points != NULL)
		gk_points_answer(c->cx->points, c, a);
	if (c->cx->matrix == NULL)
		return;
	m = gk_matrix_add(c->cx->matrix, c->unit_name,
	    c->duty.region != NULL ? c->duty.region->name : GK_EMPTY,
	    c->duty.lead != NULL ? c->duty.lead->group : GK_EMPTY,
	    c->duty.item->field->id, c->duty.item->field->name);
	if (c->duty.item->evidence == GK_RECALLED) {
		m->advisory += a != GK_NOT_APPLICABLE;
		return;
	}
	m->due++;
	m->published += a == GK_PUBLISHED;
	m->not_applicable += a == GK_NOT_APPLICABLE;
	/* Reported nil: nothing happened that would have to be disclosed. */
	m->not_due += a == GK_NOT_DUE || a == GK_NIL;
	m->undecided += a == GK_UNDECIDED;
	m->nil += a == GK_NIL;
}

/* ---- whose duties are judged ---- */

static void
say_unassigned(struct judge *j, const struct gk_case *c)
{
	const struct gk_duty_of *duty = &c->duty;
	struct gk_buf key;
	struct gk_draft d;
	size_t known = gk_intern_count(j->unassigned);

	gk_buf_init(&key);
	gk_buf_printf(&key, "%zu %.*s", duty->region->index,
	    GK_FMT(duty->item->field->id));
	gk_intern(j->unassigned, gk_buf_str(&key));
	gk_buf_release(&key);
	if (gk_intern_count(j->unassigned) == known)
		return;
	d = GK_DRAFT(GK_K_UNASSIGNED);
	d.unit = c->unit_name;
	d.unit_id = c->unit_id;
	d.region = duty->region->name;
	d.field = duty->item->field->name;
	d.key[0] = duty->region->name;
	d.key[1] = duty->item->field->id;
	gk_draft_arg(&d, "subject", duty->subject);
	gk_draft_arg(&d, "unit_title", c->unit_title);
	gk_findings_add(j->out, &d);
}

/* Whether anybody who answers for the duty has sent a ledger. */
static const struct gk_sender *
sender_of(const struct judge *j, const struct gk_duty_of *d)
{
	const struct gk_sender *s = gk_covers_sender(j->cs, GK_SCOPE_UNIT,
	    d->lead->index);

	for (size_t i = 0; s == NULL && i < d->nothers; i++)
		s = gk_covers_sender(j->cs, GK_SCOPE_UNIT,
		    d->others[i]->index);
	return s;
}

static gk_day
horizon_of(const struct judge *j, const struct gk_sender *s)
{
	if (s == NULL || s->open || s->last == GK_NO_DAY ||
	    s->last > j->cx->as_of)
		return j->cx->as_of;
	return s->last;
}

static const struct gk_cover *
cover_of(const struct judge *j, const struct gk_duty_of *d)
{
	const struct gk_cover *c;

	if (d->own)
		return gk_covers_find(j->cs, GK_SCOPE_UNIT, d->lead->index,
		    d->item);
	c = gk_covers_find(j->cs, GK_SCOPE_REGION, d->region->index, d->item);
	/* A blank level is met by any unit of the region, towns too. */
	for (size_t i = 0; c == NULL && d->level_unknown &&
	    i < j->cx->units->nunits; i++) {
		const struct gk_unit *u = &j->cx->units->units[i];

		if (u->region == d->region)
			c = gk_covers_find(j->cs, GK_SCOPE_UNIT, u->index,
			    d->item);
	}
	return c;
}

static void
take_duty(void *user, const struct gk_duty_of *duty)
{
	struct judge *j = user;
	struct gk_case c = { .cx = j->cx, .duty = *duty };

	if (duty->lead == NULL)
		return;
	c.sender = sender_of(j, duty);
	if (c.sender == NULL && !j->cx->all_units &&
	    (duty->assigned || !j->cs->attached[duty->region->index]))
		return;
	if (c.sender == NULL && gk_submission_missing(j->cs, duty->lead))
		return;
	c.cover = cover_of(j, duty);
	c.horizon = horizon_of(j, c.sender);
	c.unit_name = duty->lead->name;
	c.unit_title = gk_unit_title(duty->lead);
	c.unit_id = duty->lead->id;
	c.region_name = duty->region->name;
	c.at_most_warning = duty->level_unknown || duty->weak;
	if (gk_not_applicable(j->cx->applicability, duty->region, duty->item,
	    j->cx->as_of)) {
		count(&c, GK_NOT_APPLICABLE);
		return;
	}
	if (!duty->assigned && !duty->item->subject_inferred)
		say_unassigned(j, &c);
	count(&c, gk_case_judge(&c, j->out));
}

/* ---- without a register: a unit owes what the fields that it lists ask ---- */

static bool
name_lists_field(const struct judge *j, struct gk_str name,
    const struct gk_field *f)
{
	for (size_t i = 0; i < f->nitems; i++)
		if (gk_covers_find_name(j->cs, name, f->items[i]) != NULL)
			return true;
	return false;
}

static void
judge_name(struct judge *j, struct gk_str name, const struct gk_sender *s)
{
	for (size_t f = 0; f < j->cx->catalogs->nfields; f++) {
		const struct gk_field *field = &j->cx->catalogs->fields[f];

		if (!name_lists_field(j, name, field))
			continue;
		for (size_t i = 0; i < field->nitems; i++) {
			struct gk_case c = { .cx = j->cx, .sender = s };

			c.duty.item = field->items[i];
			if (!gk_item_owed(c.duty.item, j->cx->as_of))
				continue;
			c.cover = gk_covers_find_name(j->cs, name,
			    c.duty.item);
			c.horizon = horizon_of(j, s);
			c.unit_name = c.unit_title = name;
			c.at_most_warning = true;
			count(&c, gk_case_judge(&c, j->out));
		}
	}
}

static void
judge_names(struct judge *j)
{
	struct gk_draft d = GK_DRAFT(GK_K_REGISTER_ABSENT);

	if (j->cs->records > 0)
		gk_findings_add(j->out, &d);
	for (uint32_t i = 0; i < j->cs->nsenders; i++) {
		struct gk_str scope = gk_intern_str(j->cs->sender_keys, i);

		if (scope.n > 1)
			judge_name(j, gk_str_sub(scope, 1, scope.n),
			    &j->cs->senders[i]);
	}
}

/* ---- the check ---- */

static void *
coverage_init(const struct gk_context *cx)
{
	return gk_covers_new(cx);
}

static void
coverage_record(void *state, const struct gk_entry *e, struct gk_findings *out)
{
	(void)out;
	gk_covers_record(state, e);
}

static void
coverage_end(void *state, const struct gk_source *src, struct gk_findings *out)
{
	(void)out;
	gk_covers_table(state, src);
}

static void
coverage_merge(void *into, const void *from)
{
	gk_covers_merge(into, from);
}

static void
coverage_finish(void *state, struct gk_findings *out)
{
	struct gk_covers *cs = state;
	struct judge j = { .cs = cs, .cx = cs->cx, .out = out };

	if (cs->cx->units == NULL) {
		judge_names(&j);
		return;
	}
	j.unassigned = gk_intern_new();
	gk_submissions_judge(cs, out);
	gk_duties_each(cs->cx->catalogs, cs->cx->units, cs->cx->as_of,
	    take_duty, &j);
	gk_intern_free(j.unassigned);
}

static void
coverage_free(void *state)
{
	gk_covers_free(state);
}

const struct gk_check gk_check_coverage = {
	.name = "coverage",
	.init = coverage_init,
	.record = coverage_record,
	.end = coverage_end,
	.merge = coverage_merge,
	.finish = coverage_finish,
	.free = coverage_free,
};
