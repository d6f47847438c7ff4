#include "config.h"

#include "audit/verify.h"

#include <stdlib.h>

#include "audit/entry.h"
#include "core/norm.h"
#include "rules/engine.h"

/* An example as a ledger of its own. */
struct stage {
	const struct gk_example *x;
	const struct gk_ledger_kind *kind;
	struct gk_context cx;
	struct gk_findings found;
	struct gk_reader *reader;
	struct gk_table table;
	size_t *source;
	struct gk_str *fields;
	struct gk_arena arena;
};

/* As the reader of ledgers would: dates in ISO 8601, outer blanks gone. */
static struct gk_str
clean(struct stage *s, size_t column, struct gk_str raw)
{
	struct gk_buf b = { 0 };
	struct gk_date date;
	struct gk_str cell;

	if (raw.p == NULL)
		return GK_EMPTY;
	date = gk_date_parse(raw);
	if (s->kind->columns[column].type == GK_DATE &&
	    date.how == GK_DATE_FULL)
		gk_day_iso(&b, date.first);
	else
		gk_norm_cell(&b, raw);
	cell = gk_str_keep(&s->arena, gk_buf_str(&b));
	gk_buf_release(&b);
	return cell;
}

/* The columns that are there: those that some record names. */
static void
set_table(struct stage *s)
{
	size_t place = 0;

	s->source = gk_calloc(s->kind->ncolumns, sizeof *s->source);
	s->fields = gk_calloc(s->kind->ncolumns, sizeof *s->fields);
	for (size_t c = 0; c < s->kind->ncolumns; c++)
		for (size_t i = 0; i < s->x->nrecords; i++)
			if (s->x->records[i][c].p != NULL &&
			    s->source[c] == 0)
				s->source[c] = ++place;
	s->table = (struct gk_table){ .file = GK_STR("example"),
		.sheet = GK_EMPTY, .kind = s->kind, .source = s->source,
		.title = s->x->period, .unit = GK_EMPTY,
		.period_first = GK_NO_DAY, .period_last = GK_NO_DAY,
		.submitted = GK_NO_DAY };
	gk_period_parse(s->x->period, gk_day_year(s->x->as_of),
	    &s->table.period_first, &s->table.period_last);
}

static void
run(struct stage *s)
{
	const struct gk_check *check = &gk_check_rules;
	void *state = check->init(&s->cx), *total = check->init(&s->cx);

	check->table(state, gk_reader_table(s->reader, &s->table));
	for (size_t i = 0; i < s->x->nrecords; i++) {
		struct gk_record rec = { .table = &s->table,
			.field = s->fields, .row = i + 2, .line = i + 2 };
		const struct gk_entry *e;

		for (size_t c = 0; c < s->kind->ncolumns; c++)
			s->fields[c] = clean(s, c, s->x->records[i][c]);
		e = gk_reader_entry(s->reader, &rec);
		if (e != NULL)
			check->record(state, e, &s->found);
	}
	check->end(state, gk_reader_end(s->reader), &s->found);
	check->merge(total, state);
	check->free(state);
	check->finish(total, &s->found);
	check->free(total);
}

/* Counts the findings of the rule: those of the outcome, and the others. */
static void
count(const struct stage *s, struct gk_verified *v)
{
	const struct gk_kind *want = &s->x->rule->say[s->x->outcome];

	for (size_t i = 0; i < s->found.count; i++) {
		const struct gk_finding *f = &s->found.list[i];

		if (!gk_str_eq(f->col[GK_F_RULE], s->x->rule->id))
			continue;
		if (f->kind == want)
			v->found++;
		else
			v->others++;
	}
}

static bool
holds(const struct gk_example *x, const struct gk_verified *v)
{
	return v->others == 0 && v->found == (x->fault ? x->count : 0);
}

static void
verify(const struct gk_context *cx, struct gk_verified *v)
{
	struct stage s = { .x = v->example, .kind = v->example->rule->kind,
		.cx = *cx };

	s.cx.as_of = s.x->as_of;
	s.cx.from = s.cx.to = GK_NO_DAY;
	gk_arena_init(&s.arena);
	gk_findings_init(&s.found, cx->lang, s.x->as_of);
	s.found.calendar = cx->calendar;
	s.reader = gk_reader_new(&s.cx);
	set_table(&s);
	run(&s);
	count(&s, v);
	gk_reader_free(s.reader);
	gk_findings_release(&s.found);
	gk_arena_release(&s.arena);
	free(s.source);
	free(s.fields);
}

/* Whether --only and --skip have left the rule in. */
static bool
in_use(const struct gk_book *b, const struct gk_rule *r)
{
	for (size_t k = 0; k < b->nkinds; k++)
		for (size_t i = 0; i < b->kinds[k].count; i++)
			if (b->kinds[k].list[i] == r)
				return true;
	return false;
}

size_t
gk_verify(const struct gk_context *cx,
    void (*failed)(void *user, const struct gk_verified *v), void *user)
{
	const struct gk_book *b = cx->rules;
	size_t n = 0;

	for (size_t r = 0; r < b->nrules; r++) {
		for (size_t i = 0; i < b->rules[r].nexamples; i++) {
			const struct gk_example *x = &b->rules[r].examples[i];
			struct gk_verified v = { .rule = &b->rules[r],
				.example = x };

			if (!in_use(b, x->rule))
				continue;
			n++;
			verify(cx, &v);
			if (!holds(x, &v))
				failed(user, &v);
		}
	}
	return n;
}
