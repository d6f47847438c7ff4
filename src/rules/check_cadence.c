/*
 * <cadence>: so many records of a unit in every year, half-year, quarter or
 * month.
 *
 * A unit is asked for the periods that its ledgers are for: by their titles,
 * else the years from the first of their records to the last.  Only periods
 * that are over on the day of the check are judged, and none that are older
 * than YEARS_BACK: those are history, or a slip of the pen.
 */
#include "config.h"

#include "rules/rule.h"

#include <stdlib.h>

#include "core/i18n.h"
#include "core/intern.h"
#include "rules/cell.h"
#include "rules/span.h"
#include "rules/when.h"

#define YEARS_BACK 9
/* A record that says no more than such a span may be of any period. */
#define VAGUE_DAYS 731

struct cadence {
	size_t column;
	enum gk_cadence every;
	size_t times;
	bool nil;		/* a nil report of the whole ledger answers */
};

struct span {
	gk_day first, last;
};

struct tally {			/* records of the period that begins then */
	gk_day first;
	size_t count;
};

struct sender {
	struct gk_str unit, unit_id, region, file, sheet;
	struct span *spans;	/* of the titles of its ledgers */
	size_t nspans, spans_cap;
	struct span dates;	/* of records under titles without a period */
	struct tally *tallies;	/* by day */
	size_t ntallies, tallies_cap;
	size_t vague;		/* records that may be of any period */
};

struct cadence_state {
	struct gk_arena arena;
	struct gk_intern *keys;
	struct sender *senders;	/* by key */
	size_t count, cap;
	size_t records;		/* of the table being read */
	struct gk_buf key;
};

static void *
cadence_read(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct cadence *c = gk_arena_alloc(rd->arena, sizeof *c);
	struct gk_str every = gk_rule_attr(rd, n, "every");

	c->column = gk_rule_column(rd, n, "column", GK_NEEDED);
	c->every = gk_str_eq(every, GK_STR("month")) ? GK_MONTHLY :
	    gk_str_eq(every, GK_STR("quarter")) ? GK_QUARTERLY :
	    gk_str_eq(every, GK_STR("half")) ? GK_HALF_YEARLY : GK_YEARLY;
	c->times = (size_t)gk_rule_int(rd, n, "times", 1);
	c->nil = gk_rule_yes(rd, n, "nil");
	return c;
}

static void *
cadence_init(const struct gk_rule *r, const struct gk_context *cx)
{
	struct cadence_state *s = gk_calloc(1, sizeof *s);

	(void)r;
	(void)cx;
	gk_arena_init(&s->arena);
	s->keys = gk_intern_new();
	return s;
}

static void
cadence_table(const struct gk_rule *r, void *state,
    const struct gk_source *src)
{
	struct cadence_state *s = state;

	(void)r;
	(void)src;
	s->records = 0;
}

/* ---- what a sender is known by -------------------------------------- */

/* The one of a key, new if need be, with the strings of `like`. */
static struct sender *
sender_of(struct cadence_state *s, struct gk_str key,
    const struct sender *like)
{
	uint32_t id = gk_intern(s->keys, key);
	struct gk_arena *a = &s->arena;

	if (id == s->count)
		*GK_PUSH(s->senders, s->count, s->cap) = (struct sender){
			.unit = gk_str_keep(a, like->unit),
			.unit_id = gk_str_keep(a, like->unit_id),
			.region = gk_str_keep(a, like->region),
			.file = gk_str_keep(a, like->file),
			.sheet = gk_str_keep(a, like->sheet),
			.dates = { GK_NO_DAY, GK_NO_DAY },
		};
	return &s->senders[id];
}

static void
add_span(struct sender *u, struct span span)
{
	if (span.first == GK_NO_DAY || span.last < span.first)
		return;
	for (size_t i = 0; i < u->nspans; i++)
		if (u->spans[i].first <= span.first &&
		    u->spans[i].last >= span.last)
			return;
	*GK_PUSH(u->spans, u->nspans, u->spans_cap) = span;
}

static void
add_dates(struct sender *u, struct span dates)
{
	if (dates.first == GK_NO_DAY)
		return;
	if (u->dates.first == GK_NO_DAY || dates.first < u->dates.first)
		u->dates.first = dates.first;
	if (u->dates.last == GK_NO_DAY || dates.last > u->dates.last)
		u->dates.last = dates.last;
}

static void
add_tally(struct sender *u, gk_day first, size_t count)
{
	size_t low = 0, high = u->ntallies;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (u->tallies[mid].first < first)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == u->ntallies || u->tallies[low].first != first) {
		(void)GK_PUSH(u->tallies, u->ntallies, u->tallies_cap);
		memmove(&u->tallies[low + 1], &u->tallies[low],
		    (u->ntallies - 1 - low) * sizeof *u->tallies);
		u->tallies[low] = (struct tally){ first, 0 };
	}
	u->tallies[low].count += count;
}

static size_t
tally_of(const struct sender *u, gk_day first)
{
	for (size_t i = 0; i < u->ntallies; i++)
		if (u->tallies[i].first == first)
			return u->tallies[i].count;
	return 0;
}

/* A record counts for every period that its date may be of. */
static void
count_record(const struct cadence *c, struct sender *u, struct gk_date d)
{
	gk_day first, last;

	if (d.how == GK_DATE_EMPTY)
		return;
	if (d.how == GK_DATE_NO_YEAR || d.first == GK_NO_DAY ||
	    d.last < d.first || d.last - d.first > VAGUE_DAYS) {
		u->vague++;
		return;
	}
	for (gk_day day = d.first; day <= d.last; day = last + 1) {
		gk_period_of(c->every, day, &first, &last);
		add_tally(u, first, 1);
	}
}

/* ---- records and tables --------------------------------------------- */

static struct sender *
sender_of_entry(struct cadence_state *s, const struct gk_entry *e)
{
	const struct gk_unit *unit = e->unit.unit;
	const struct gk_table *t = e->rec->table;
	struct sender like = { .unit = e->unit_name,
		.unit_id = unit != NULL ? unit->id : GK_EMPTY,
		.region = e->region_name, .file = t->file,
		.sheet = t->sheet };

	gk_buf_clear(&s->key);
	gk_entry_unit_key(&s->key, e);
	return sender_of(s, gk_buf_str(&s->key), &like);
}

static struct sender *
sender_of_source(struct cadence_state *s, const struct gk_source *src)
{
	const struct gk_unit *unit = src->unit.unit;
	const struct gk_table *t = src->table;
	struct sender like = { .unit = src->unit_name,
		.unit_id = unit != NULL ? unit->id : GK_EMPTY,
		.region = src->region_name, .file = t->file,
		.sheet = t->sheet };

	gk_buf_clear(&s->key);
	gk_unit_key(&s->key, unit, src->region_name, src->unit_name, t->file);
	return sender_of(s, gk_buf_str(&s->key), &like);
}

/* Records that the filter leaves out tell of the unit and its years. */
static void
cadence_record(const struct gk_rule *r, void *state, const struct gk_entry *e,
    struct gk_rule_out *out)
{
	const struct cadence *c = r->spec;
	const struct gk_table *t = e->rec->table;
	struct cadence_state *s = state;
	struct sender *u = sender_of_entry(s, e);
	struct gk_date d = gk_cell_date(r, e, c->column);

	(void)out;
	s->records++;
	if (t->period_first != GK_NO_DAY)
		add_span(u, (struct span){ t->period_first, t->period_last });
	else if (d.how != GK_DATE_NO_YEAR)
		add_dates(u, (struct span){ d.first, d.last });
	if (gk_when_holds(r->when, e))
		count_record(c, u, d);
}

/*
 * A sender whose table names other units is not asked itself; one of whom
 * nothing is there is.
 */
static void
cadence_end(const struct gk_rule *r, void *state, const struct gk_source *src,
    struct gk_rule_out *out)
{
	struct cadence_state *s = state;
	const struct cadence *c = r->spec;
	const struct gk_table *t = src->table;

	(void)out;
	if (s->records == 0 && !(c->nil && t->nil) && src->unit_name.n > 0)
		add_span(sender_of_source(s, src),
		    (struct span){ t->period_first, t->period_last });
}

static void
cadence_merge(const struct gk_rule *r, void *into, const void *from)
{
	struct cadence_state *s = into;
	const struct cadence_state *add = from;

	(void)r;
	for (size_t i = 0; i < add->count; i++) {
		const struct sender *f = &add->senders[i];
		struct sender *u = sender_of(s, gk_intern_str(add->keys,
		    (uint32_t)i), f);

		for (size_t k = 0; k < f->nspans; k++)
			add_span(u, f->spans[k]);
		add_dates(u, f->dates);
		for (size_t k = 0; k < f->ntallies; k++)
			add_tally(u, f->tallies[k].first,
			    f->tallies[k].count);
		u->vague += f->vague;
	}
}

/* ---- when all is read ----------------------------------------------- */

static void
raise(const struct gk_rule *r, const struct sender *u, gk_day first,
    size_t count, struct gk_rule_out *out)
{
	const struct cadence *c = r->spec;
	struct gk_draft d = gk_rule_plain_draft(r, GK_MAIN, out);
	struct gk_arena *a = &out->found->words;
	enum gk_lang lang = out->found->lang;

	d.unit = u->unit;
	d.unit_id = u->unit_id;
	d.region = u->region;
	d.file = u->file;
	d.sheet = u->sheet;
	d.column = r->kind->columns[c->column].key;
	d.period = gk_period_words(a, c->every, first, lang);
	d.key[0] = gk_period_words(a, c->every, first, GK_EN);
	gk_draft_arg(&d, "column", lang == GK_ZH ?
	    r->kind->columns[c->column].label : d.column);
	gk_draft_arg(&d, "count", gk_count_words(a, count));
	gk_draft_arg(&d, "times", gk_count_words(a, c->times));
	gk_draft_arg(&d, "span", gk_span_words(c->every, lang));
	gk_findings_add(out->found, &d);
}

static int
by_day(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->last < y->last ? -1 : x->last > y->last;
}

/* The part of a span that can be judged; empty if last < first. */
static struct span
judged(const struct gk_rule *r, struct span span, gk_day as_of)
{
	gk_day oldest = gk_day_of(gk_day_year(as_of) - YEARS_BACK, 1, 1);

	if (span.first < oldest)
		span.first = oldest;
	if (r->from != GK_NO_DAY && span.first < r->from)
		span.first = r->from;
	if (span.last >= as_of)
		span.last = as_of - 1;
	if (r->until != GK_NO_DAY && span.last > r->until)
		span.last = r->until;
	return span;
}

/* The periods that lie wholly in a span. */
static void
judge_span(const struct gk_rule *r, const struct sender *u, struct span span,
    struct gk_rule_out *out)
{
	const struct cadence *c = r->spec;
	gk_day first, last;

	span = judged(r, span, out->cx->as_of);
	for (gk_day day = span.first; day <= span.last; day = last + 1) {
		size_t count;

		gk_period_of(c->every, day, &first, &last);
		if (first < span.first || last > span.last)
			continue;
		count = tally_of(u, first);
		if (count + u->vague < c->times)
			raise(r, u, first, count, out);
	}
}

static void
judge_sender(const struct gk_rule *r, struct sender *u,
    struct gk_rule_out *out)
{
	struct span years = u->dates, whole;
	gk_day other;

	if (years.first != GK_NO_DAY) {
		gk_period_of(GK_YEARLY, years.first, &years.first, &other);
		gk_period_of(GK_YEARLY, years.last, &other, &years.last);
		add_span(u, years);
	}
	if (u->nspans == 0)
		return;
	qsort(u->spans, u->nspans, sizeof *u->spans, by_day);
	whole = u->spans[0];
	for (size_t i = 1; i < u->nspans; i++) {
		if (u->spans[i].first > whole.last + 1) {
			judge_span(r, u, whole, out);
			whole = u->spans[i];
		} else if (u->spans[i].last > whole.last) {
			whole.last = u->spans[i].last;
		}
	}
	judge_span(r, u, whole, out);
}

static void
cadence_finish(const struct gk_rule *r, void *state, struct gk_rule_out *out)
{
	struct cadence_state *s = state;

	for (size_t i = 0; i < s->count; i++)
		judge_sender(r, &s->senders[i], out);
}

static void
cadence_free(void *state)
{
	struct cadence_state *s = state;

	if (s == NULL)
		return;
	for (size_t i = 0; i < s->count; i++) {
		free(s->senders[i].spans);
		free(s->senders[i].tallies);
	}
	free(s->senders);
	gk_arena_release(&s->arena);
	gk_intern_free(s->keys);
	gk_buf_release(&s->key);
	free(s);
}

static const char *const places[] = { "count", "span", "times", NULL };

const struct gk_rule_type gk_rule_cadence = {
	.name = "cadence",
	.sees_all = true,
	.places = places,
	.read = cadence_read,
	.init = cadence_init,
	.table = cadence_table,
	.record = cadence_record,
	.end = cadence_end,
	.merge = cadence_merge,
	.finish = cadence_finish,
	.free = cadence_free,
};
