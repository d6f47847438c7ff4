/*
 * What had to be submitted and what came (应报, 已报, 迟报, 未报).
 */
#include "config.h"

#include "compare/coverage.h"

#include <stdio.h>

static struct gk_str
scope_of(const struct gk_unit *u, char text[static 32])
{
	int n = snprintf(text, 32, "%c%zu", GK_SCOPE_UNIT, u->index);

	return (struct gk_str){ text, (size_t)n };
}

/* The first ledger of that kind whose period meets the one that was due; a
 * ledger that states no period answers for any. */
static const struct gk_received *
received(const struct gk_covers *cs, const struct gk_submission *s)
{
	const struct gk_unit *u = gk_unit_current(s->unit, cs->cx->as_of);
	char text[32];
	struct gk_str scope = scope_of(u, text);

	for (size_t i = 0; i < cs->nreceived; i++) {
		const struct gk_received *r = &cs->received[i];

		if (!gk_str_eq(r->scope, scope) ||
		    !gk_str_eq(r->kind, s->kind))
			continue;
		if (r->last == GK_NO_DAY ||
		    (r->first <= s->last && r->last >= s->first))
			return r;
	}
	return NULL;
}

bool
gk_submission_missing(struct gk_covers *cs, const struct gk_unit *u)
{
	const struct gk_submissions *all = cs->cx->submissions;
	bool due = false;

	for (size_t i = 0; all != NULL && i < all->count; i++) {
		const struct gk_submission *s = &all->list[i];

		if (gk_unit_current(s->unit, cs->cx->as_of) != u ||
		    s->due >= cs->cx->as_of)
			continue;
		if (received(cs, s) != NULL)
			return false;
		due = true;
	}
	return due;
}

static struct gk_draft
draft(const struct gk_covers *cs, const struct gk_submission *s,
    enum gk_kind_id kind)
{
	const struct gk_unit *u = gk_unit_current(s->unit, cs->cx->as_of);
	struct gk_draft d = GK_DRAFT(kind);

	d.unit = u->name;
	d.unit_id = u->id;
	d.region = u->region != NULL ? u->region->name : GK_EMPTY;
	d.period = s->period;
	d.due = s->due;
	d.key[0] = s->kind;
	d.key[1] = s->period;
	gk_draft_arg(&d, "kind", s->kind_label);
	return d;
}

static void
judge(const struct gk_covers *cs, const struct gk_submission *s,
    struct gk_findings *out)
{
	const struct gk_received *r;
	struct gk_draft d;

	if (s->due >= cs->cx->as_of)
		return;
	r = received(cs, s);
	if (r != NULL && (r->submitted == GK_NO_DAY || r->submitted <= s->due))
		return;
	d = draft(cs, s, r == NULL ? GK_K_NOT_SUBMITTED : GK_K_SUBMITTED_LATE);
	if (r != NULL) {
		d.file = r->file;
		d.sheet = r->sheet;
		gk_draft_arg(&d, "submitted", gk_day_words(&out->words,
		    r->submitted, gk_day_year(cs->cx->as_of), cs->cx->lang));
	}
	gk_findings_add(out, &d);
}

/* A sender's latest ledger ended longer ago than its own length. */
static void
judge_age(const struct gk_covers *cs, const struct gk_unit *u,
    const struct gk_sender *s, struct gk_findings *out)
{
	struct gk_draft d;

	if (s == NULL || s->open || s->last == GK_NO_DAY ||
	    s->first == GK_NO_DAY ||
	    cs->cx->as_of - s->last <= s->last - s->first + 1)
		return;
	d = GK_DRAFT(GK_K_LEDGER_OUTDATED);
	d.unit = u->name;
	d.unit_id = u->id;
	d.region = u->region != NULL ? u->region->name : GK_EMPTY;
	d.file = s->file;
	gk_draft_arg(&d, "until", gk_day_words(&out->words, s->last,
	    gk_day_year(cs->cx->as_of), cs->cx->lang));
	gk_findings_add(out, &d);
}

void
gk_submissions_judge(struct gk_covers *cs, struct gk_findings *out)
{
	const struct gk_submissions *all = cs->cx->submissions;
	const struct gk_register *units = cs->cx->units;

	for (size_t i = 0; all != NULL && i < all->count; i++)
		judge(cs, &all->list[i], out);
	for (size_t i = 0; units != NULL && i < units->nunits; i++)
		judge_age(cs, &units->units[i], gk_covers_sender(cs,
		    GK_SCOPE_UNIT, i), out);
}
