/*
 * <sequence>: numbers that follow each other (第N次, 文号), without gaps or
 * without repeats.
 */
#include "config.h"

#include "rules/rule.h"

#include <stdlib.h>

#include "core/i18n.h"
#include "core/intern.h"
#include "core/norm.h"
#include "core/number.h"
#include "rules/cell.h"
#include "rules/kept.h"

#define MICRO 1000000

struct sequence {
	size_t column;
	const struct gk_regex *match;
	size_t series, n;	/* groups; series may be 0 */
	const size_t *apart;
	bool repeats;		/* else gaps */
};

struct member {
	uint32_t series;
	int64_t n;
	size_t order;		/* of the inputs */
	const struct gk_kept *kept;
};

struct sequence_state {
	struct gk_keeper keeper;
	struct gk_intern *series;
	struct member *members;
	size_t count, cap;
	struct gk_buf key;
};

static void *
sequence_read(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct sequence *c = gk_arena_alloc(rd->arena, sizeof *c);

	*c = (struct sequence){
		.column = gk_rule_column(rd, n, "column", GK_NEEDED),
		.match = gk_rule_regex(rd, n, "match"),
		.repeats = gk_str_eq(gk_rule_attr(rd, n, "find"),
		GK_STR("repeats")) };
	c->apart = gk_rule_columns(rd, n, "apart", GK_OPTIONAL);
	if (c->match == NULL) {
		gk_rule_fail(rd, n, _("it has no pattern"));
		return c;
	}
	c->series = gk_regex_group(c->match, "series");
	c->n = gk_regex_group(c->match, "n");
	if (c->n == 0)
		gk_rule_fail(rd, n, _("the pattern has no group named 'n'"));
	return c;
}

static void *
sequence_init(const struct gk_rule *r, const struct gk_context *cx)
{
	struct sequence_state *s = gk_calloc(1, sizeof *s);

	(void)r;
	(void)cx;
	gk_keeper_init(&s->keeper);
	s->series = gk_intern_new();
	return s;
}

/* The number in a group, in digits of any kind; -1 if it is none. */
static int64_t
number_of(const struct gk_regex_match *m, size_t group)
{
	struct gk_str text = m->group[group - 1];
	struct gk_number n;

	if (text.p == NULL)
		return -1;
	n = gk_number_parse(text);
	return n.how == GK_NUMBER_OK && n.whole && !n.percent ?
	    n.micro / MICRO : -1;
}

static void
series_key(struct gk_buf *b, const struct gk_rule *r, const struct gk_entry *e,
    const struct gk_regex_match *m)
{
	const struct sequence *c = r->spec;

	gk_buf_clear(b);
	gk_entry_unit_key(b, e);
	gk_buf_putc(b, '\x1f');
	if (c->series != 0 && m->group[c->series - 1].p != NULL)
		gk_norm_key(b, m->group[c->series - 1]);
	for (size_t i = 0; c->apart[i] != SIZE_MAX; i++) {
		gk_buf_putc(b, '\x1f');
		gk_cell_key(b, r, e, c->apart[i]);
	}
}

static void
sequence_record(const struct gk_rule *r, void *state,
    const struct gk_entry *e, struct gk_rule_out *out)
{
	const struct sequence *c = r->spec;
	struct sequence_state *s = state;
	struct gk_str cell = gk_entry_field(e, c->column);
	struct gk_regex_match m;
	int64_t n;

	if (cell.n == 0)
		return;
	switch (gk_regex_find(c->match, cell, 0, &m)) {
	case GK_REGEX_LIMIT:
		gk_rule_gave_up(r, out, e);
		return;
	case GK_REGEX_NO:
		return;
	default:
		break;
	}
	n = number_of(&m, c->n);
	if (n < 0)
		return;
	series_key(&s->key, r, e, &m);
	*GK_PUSH(s->members, s->count, s->cap) = (struct member){
		gk_intern(s->series, gk_buf_str(&s->key)), n, s->count,
		gk_keep(&s->keeper, r, e, c->column, out) };
}

static void
sequence_merge(const struct gk_rule *r, void *into, const void *from)
{
	struct sequence_state *s = into;
	const struct sequence_state *add = from;

	(void)r;
	for (size_t i = 0; i < add->count; i++) {
		const struct member *m = &add->members[i];
		uint32_t id = gk_intern(s->series,
		    gk_intern_str(add->series, m->series));
		const struct gk_kept *kept = gk_keep_copy(&s->keeper,
		    m->kept);

		*GK_PUSH(s->members, s->count, s->cap) = (struct member){
			id, m->n, s->count, kept };
	}
}

static int
by_number(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	if (x->series != y->series)
		return x->series < y->series ? -1 : 1;
	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static struct gk_str
number_words(struct gk_arena *a, int64_t n)
{
	return gk_count_words(a, (size_t)n);
}

/* What is missing between two numbers: 4, or 4至6. */
static struct gk_str
missing_words(struct gk_arena *a, int64_t after, int64_t before,
    enum gk_lang lang)
{
	if (before - after == 2)
		return number_words(a, after + 1);
	return gk_str_join(a, number_words(a, after + 1),
	    lang == GK_ZH ? GK_STR("至") : GK_STR(" to "),
	    number_words(a, before - 1));
}

static void
raise(const struct gk_rule *r, const struct member *prev,
    const struct member *m, struct gk_rule_out *out)
{
	const struct sequence *c = r->spec;
	struct gk_draft d = gk_kept_draft(m->kept, r, out);
	struct gk_arena *a = &out->found->words;

	if (!c->repeats) {
		gk_draft_arg(&d, "after", number_words(a, prev->n));
		gk_draft_arg(&d, "before", number_words(a, m->n));
		gk_draft_arg(&d, "missing", missing_words(a, prev->n, m->n,
		    out->found->lang));
	}
	gk_draft_arg(&d, "n", number_words(a, m->n));
	gk_kept_other(&d, prev->kept, out);
	gk_findings_add(out->found, &d);
}

static void
sequence_finish(const struct gk_rule *r, void *state, struct gk_rule_out *out)
{
	const struct sequence *c = r->spec;
	struct sequence_state *s = state;
	const struct member *first = s->members;	/* of its number */

	if (s->count == 0)
		return;
	qsort(s->members, s->count, sizeof *s->members, by_number);
	for (size_t i = 1; i < s->count; i++) {
		const struct member *m = &s->members[i];
		bool same = m->series == first->series && m->n == first->n;

		if (c->repeats ? same : m->series == first->series &&
		    m->n - first->n > 1)
			raise(r, first, m, out);
		if (!same)
			first = m;
	}
}

static void
sequence_free(void *state)
{
	struct sequence_state *s = state;

	if (s == NULL)
		return;
	gk_keeper_release(&s->keeper);
	gk_intern_free(s->series);
	gk_buf_release(&s->key);
	free(s->members);
	free(s);
}

static const char *const places[] = { "after", "before", "missing", "n",
	"other_file", "other_row", NULL };

const struct gk_rule_type gk_rule_sequence = {
	.name = "sequence",
	.places = places,
	.read = sequence_read,
	.init = sequence_init,
	.record = sequence_record,
	.merge = sequence_merge,
	.finish = sequence_finish,
	.free = sequence_free,
};
