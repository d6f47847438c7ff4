#include "config.h"

#include "rules/engine.h"

#include <stdlib.h>

#include "rules/book.h"
#include "rules/when.h"

/* How often a pattern may meet its limit in a table before it is dropped. */
#define GIVE_UP_MAX 8
/* How many labels are named when a column is lacking. */
#define NAMED_MAX 5

/* What is known of one rule in the table being read. */
struct progress {
	bool lacking;		/* a column that it needs */
	size_t unjudged;	/* records that it would have been about */
	size_t gave_up;		/* records whose pattern met its limit */
};

struct gk_rule_table {
	const struct gk_kind_rules *rules;	/* of its kind; NULL: none */
	struct progress *progress;	/* by place in `rules` */
	size_t cap;
};

struct engine {
	const struct gk_context *cx;
	void **state;		/* by number in the book; NULL: none yet */
	struct gk_rule_table table;
};

static void *
engine_init(const struct gk_context *cx)
{
	struct engine *g = gk_calloc(1, sizeof *g);

	g->cx = cx;
	if (cx->rules != NULL)
		g->state = gk_calloc(cx->rules->count, sizeof *g->state);
	return g;
}

/* The state of a rule, made when it is first asked for. */
static void *
state_of(struct engine *g, const struct gk_rule *r, size_t number)
{
	if (r->type->init != NULL && g->state[number] == NULL)
		g->state[number] = r->type->init(r, g->cx);
	return g->state[number];
}

static const struct gk_kind_rules *
rules_for(const struct gk_book *b, const struct gk_ledger_kind *kind)
{
	for (size_t i = 0; b != NULL && i < b->nkinds; i++)
		if (b->kinds[i].kind == kind)
			return &b->kinds[i];
	return NULL;
}

/* Whether the table has the column; the title may say whose ledger it is. */
static bool
has(const struct gk_source *src, size_t column)
{
	return gk_table_has(src->table, column) ||
	    (column == src->col.unit && src->unit_name.n > 0);
}

static bool
lacks(const struct gk_rule *r, const struct gk_source *src)
{
	for (size_t i = 0; r->needs[i] != SIZE_MAX; i++)
		if (!has(src, r->needs[i]))
			return true;
	return false;
}

static void
engine_table(void *state, const struct gk_source *src)
{
	struct engine *g = state;
	struct gk_rule_table *t = &g->table;

	t->rules = rules_for(g->cx->rules, src->table->kind);
	if (t->rules == NULL)
		return;
	if (t->cap < t->rules->count) {
		t->cap = t->rules->count;
		t->progress = gk_reallocarray(t->progress, t->cap,
		    sizeof *t->progress);
	}
	for (size_t i = 0; i < t->rules->count; i++) {
		const struct gk_rule *r = t->rules->list[i];

		t->progress[i] = (struct progress){
		    .lacking = lacks(r, src) };
		if (!t->progress[i].lacking && r->type->table != NULL)
			r->type->table(r, state_of(g, r, t->rules->number[i]),
			    src);
	}
}

static gk_day
event_of(const struct gk_rule *r, const struct gk_entry *e,
    const struct gk_context *cx)
{
	const struct gk_table *t = e->rec->table;
	size_t column[3] = { r->event, SIZE_MAX, SIZE_MAX };

	if (r->event == SIZE_MAX) {
		column[0] = r->kind->event[0];
		column[1] = r->kind->event[1];
	}
	for (size_t i = 0; column[i] != SIZE_MAX; i++)
		if (r->kind->columns[column[i]].type == GK_DATE &&
		    e->dates[column[i]].last != GK_NO_DAY)
			return e->dates[column[i]].last;
	return t->period_last != GK_NO_DAY ? t->period_last : cx->as_of;
}

/* Whether the rule is law on the day of the record's event. */
static bool
in_force(const struct gk_rule *r, const struct gk_entry *e,
    const struct gk_context *cx)
{
	gk_day day;

	if (r->from == GK_NO_DAY && r->until == GK_NO_DAY)
		return true;
	day = event_of(r, e, cx);
	return (r->from == GK_NO_DAY || day >= r->from) &&
	    (r->until == GK_NO_DAY || day <= r->until);
}

/* Whether the file lacks a column of <when>: who knows what it is about. */
static bool
cannot_ask(const struct gk_rule *r, const struct gk_source *src)
{
	for (size_t i = 0; i < r->nasked; i++)
		if (!has(src, r->needs[i]))
			return true;
	return false;
}

static void
judge(struct engine *g, size_t i, const struct gk_entry *e,
    struct gk_rule_out *out)
{
	const struct gk_rule *r = g->table.rules->list[i];
	struct progress *p = &g->table.progress[i];
	bool undecided;

	if (p->gave_up >= GIVE_UP_MAX) {
		p->unjudged++;
		return;
	}
	if (p->lacking) {
		p->unjudged += cannot_ask(r, e->src) ||
		    gk_when_decide(r->when, e, &undecided);
		return;
	}
	if (!gk_when_decide(r->when, e, &undecided) && !undecided &&
	    !r->type->sees_all)
		return;
	if (undecided)
		gk_rule_gave_up(r, out, e);
	else
		r->type->record(r, state_of(g, r, g->table.rules->number[i]),
		    e, out);
}

static void
engine_record(void *state, const struct gk_entry *e, struct gk_findings *found)
{
	struct engine *g = state;
	struct gk_rule_out out = { found, g->cx, &g->table };

	if (g->table.rules == NULL || e->nil)
		return;
	for (size_t i = 0; i < g->table.rules->count; i++)
		if (in_force(g->table.rules->list[i], e, g->cx))
			judge(g, i, e, &out);
}

void
gk_rule_gave_up(const struct gk_rule *r, struct gk_rule_out *out,
    const struct gk_entry *e)
{
	size_t i = 0;

	(void)e;
	while (out->table->rules->list[i] != r)
		i++;
	out->table->progress[i].gave_up++;
}

/* ---- what could not be judged --------------------------------------- */

/* Whether column `c` is the first that a rule needs and the file lacks. */
static bool
stopped_by(const struct gk_rule *r, const struct gk_source *src, size_t c)
{
	for (size_t i = 0; r->needs[i] != SIZE_MAX; i++)
		if (!has(src, r->needs[i]))
			return r->needs[i] == c;
	return false;
}

/* The labels of the rules that column `c` stops; how many, and records. */
static size_t
stopped_rules(const struct engine *g, const struct gk_source *src, size_t c,
    struct gk_buf *labels, size_t *records)
{
	const struct gk_kind_rules *k = g->table.rules;
	bool zh = g->cx->lang == GK_ZH;
	size_t n = 0;

	*records = 0;
	for (size_t i = 0; i < k->count; i++) {
		const struct progress *p = &g->table.progress[i];

		if (!p->lacking || p->unjudged == 0 || k->list[i]->quiet ||
		    !stopped_by(k->list[i], src, c))
			continue;
		if (p->unjudged > *records)
			*records = p->unjudged;
		if (n++ >= NAMED_MAX)
			continue;
		if (n > 1)
			gk_buf_puts(labels, zh ? "、" : ", ");
		gk_buf_add_str(labels, k->list[i]->label[g->cx->lang]);
	}
	if (n > NAMED_MAX)
		gk_buf_puts(labels, zh ? "等" : " …");
	return n;
}

static void
say_lacking(const struct engine *g, const struct gk_source *src,
    struct gk_findings *found)
{
	struct gk_buf labels = { 0 };
	size_t records;

	for (size_t c = 0; c < src->table->kind->ncolumns; c++) {
		struct gk_draft d;

		gk_buf_clear(&labels);
		if (has(src, c) ||
		    stopped_rules(g, src, c, &labels, &records) == 0)
			continue;
		d = gk_source_draft(src, GK_K_RULES_UNJUDGED, c);
		gk_draft_arg(&d, "column", gk_column_label(src->table, c,
		    g->cx->lang));
		gk_draft_arg(&d, "what", gk_str_keep(&found->words,
		    gk_buf_str(&labels)));
		gk_draft_arg(&d, "count", gk_count_words(&found->words,
		    records));
		gk_findings_add(found, &d);
	}
	gk_buf_release(&labels);
}

static void
say_gave_up(const struct engine *g, const struct gk_rule *r,
    const struct progress *p, const struct gk_source *src,
    struct gk_findings *found)
{
	struct gk_draft d = gk_source_draft(src, GK_K_RULE_GAVE_UP, SIZE_MAX);

	d.key[0] = r->id;
	gk_draft_arg(&d, "id", r->id);
	gk_draft_arg(&d, "what", r->label[g->cx->lang]);
	gk_draft_arg(&d, "count", gk_count_words(&found->words,
	    p->gave_up + p->unjudged));
	gk_findings_add(found, &d);
}

static void
engine_end(void *state, const struct gk_source *src, struct gk_findings *found)
{
	struct engine *g = state;
	struct gk_rule_out out = { found, g->cx, &g->table };

	if (g->table.rules == NULL)
		return;
	for (size_t i = 0; i < g->table.rules->count; i++) {
		const struct gk_rule *r = g->table.rules->list[i];
		const struct progress *p = &g->table.progress[i];

		if (p->gave_up > 0)
			say_gave_up(g, r, p, src, found);
		if (!p->lacking && r->type->end != NULL)
			r->type->end(r, state_of(g, r,
			    g->table.rules->number[i]), src, &out);
	}
	say_lacking(g, src, found);
}

/* ---- after the tables ----------------------------------------------- */

static void
engine_merge(void *into, const void *from)
{
	struct engine *g = into;
	const struct engine *later = from;
	const struct gk_book *b = g->cx->rules;

	for (size_t k = 0; b != NULL && k < b->nkinds; k++) {
		for (size_t i = 0; i < b->kinds[k].count; i++) {
			const struct gk_rule *r = b->kinds[k].list[i];
			size_t number = b->kinds[k].number[i];

			if (r->type->merge != NULL &&
			    later->state[number] != NULL)
				r->type->merge(r, state_of(g, r, number),
				    later->state[number]);
		}
	}
}

static void
engine_finish(void *state, struct gk_findings *found)
{
	struct engine *g = state;
	const struct gk_book *b = g->cx->rules;
	struct gk_rule_out out = { found, g->cx, NULL };

	for (size_t k = 0; b != NULL && k < b->nkinds; k++) {
		for (size_t i = 0; i < b->kinds[k].count; i++) {
			const struct gk_rule *r = b->kinds[k].list[i];
			size_t number = b->kinds[k].number[i];

			if (r->type->finish != NULL &&
			    g->state[number] != NULL)
				r->type->finish(r, g->state[number], &out);
		}
	}
}

static void
engine_free(void *state)
{
	struct engine *g = state;
	const struct gk_book *b = g->cx->rules;

	for (size_t k = 0; b != NULL && k < b->nkinds; k++) {
		for (size_t i = 0; i < b->kinds[k].count; i++) {
			size_t number = b->kinds[k].number[i];

			if (g->state[number] != NULL)
				b->kinds[k].list[i]->type->free(
				    g->state[number]);
		}
	}
	free(g->table.progress);
	free(g->state);
	free(g);
}

const struct gk_check gk_check_rules = {
	.name = "rules",
	.init = engine_init,
	.table = engine_table,
	.record = engine_record,
	.end = engine_end,
	.merge = engine_merge,
	.finish = engine_finish,
	.free = engine_free,
};
