/*
 * How a clause is measured: <count>, <cells>, <rows>, <flag>, <rules>,
 * <coverage>.  The schema has seen to names and order.
 */
#include "config.h"

#include "compare/points_int.h"

#include "core/i18n.h"
#include "rules/when.h"

static const char *const forms[] = { [GK_COUNT] = "count",
	[GK_CELLS] = "cells", [GK_ROWS] = "rows", [GK_FLAGGED] = "flag",
	[GK_BY_RULES] = "rules", [GK_COVERED] = "coverage" };

static size_t
line_of(const xmlNode *n)
{
	long line = xmlGetLineNo(n);

	return line > 0 ? (size_t)line : 0;
}

static void
read_both(struct gk_arena *a, const xmlNode *n, struct gk_str *text)
{
	const xmlNode *zh = gk_xml_child(n, "zh"), *en = gk_xml_child(n, "en");

	text[GK_ZH] = zh != NULL ? gk_xml_text(a, zh) : GK_EMPTY;
	text[GK_EN] = en != NULL ? gk_xml_text(a, en) : GK_EMPTY;
}

/* What stands between blanks in an attribute. */
static struct gk_str *
read_list(struct gk_arena *a, const xmlNode *n, const char *name,
    size_t *count)
{
	struct gk_str rest = gk_xml_attr(a, n, name), piece;
	struct gk_str *list = gk_arena_alloc(a,
	    (rest.n / 2 + 1) * sizeof *list);

	*count = 0;
	while (gk_str_split(&rest, " \t\n", &piece))
		if (piece.n > 0)
			list[(*count)++] = piece;
	return list;
}

/* ---- when ----------------------------------------------------------- */

static enum gk_cadence
cadence_of(struct gk_str every)
{
	static const struct {
		const char *name;
		enum gk_cadence cadence;
	} names[] = {
		{ "year", GK_YEARLY },
		{ "half", GK_HALF_YEARLY },
		{ "quarter", GK_QUARTERLY },
		{ "month", GK_MONTHLY },
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (gk_str_eq(every, gk_str_of(names[i].name)))
			return names[i].cadence;
	return GK_ONCE;
}

static gk_day
day_or(struct gk_rule_reader *rd, const xmlNode *n, const char *name,
    gk_day otherwise)
{
	gk_day day = gk_rule_day(rd, n, name);

	return day != GK_NO_DAY ? day : otherwise;
}

/*
 * Every period of the year, or the one time that the attributes name.  What
 * is asked of any day is asked from the day of the paper.
 */
static void
read_spans(struct gk_rule_reader *rd, const xmlNode *n,
    const struct gk_clause_of *c, struct gk_measure *m,
    const struct gk_points *p)
{
	gk_day first = gk_day_of(p->year, 1, 1);
	gk_day end = gk_day_of(p->year, 12, 31);
	struct gk_point_span *s;

	m->every = cadence_of(gk_xml_attr(rd->arena, n, "every"));
	m->spans = gk_arena_alloc(rd->arena, 12 * sizeof *m->spans);
	if (m->every == GK_ONCE) {
		s = &m->spans[m->nspans++];
		s->first = day_or(rd, n, "from", first);
		s->due = day_or(rd, n, "due", c->due != GK_NO_DAY ? c->due :
		    m->any_day ? p->date : end);
		s->last = day_or(rd, n, "until", s->due);
		if (s->first > s->due || s->due > s->last)
			gk_rule_fail(rd, n,
			    _("from, due and until are not in this order"));
		return;
	}
	while (first <= end && m->nspans < 12) {
		s = &m->spans[m->nspans++];
		gk_period_of(m->every, first, &s->first, &s->due);
		s->last = s->due;
		first = s->due + 1;
	}
}

static void
read_date(struct gk_rule_reader *rd, const xmlNode *n, struct gk_measure *m)
{
	m->date[0] = m->kind->event[0];
	m->date[1] = m->kind->event[1];
	if (gk_str_eq(gk_xml_attr(rd->arena, n, "date"), GK_STR("none"))) {
		m->any_day = true;
		m->date[0] = m->date[1] = SIZE_MAX;
	} else if (gk_xml_attr(rd->arena, n, "date").n > 0) {
		m->date[0] = gk_rule_column(rd, n, "date", GK_OPTIONAL);
		m->date[1] = SIZE_MAX;
	}
}

/* ---- what ----------------------------------------------------------- */

static void
read_themes(struct gk_rule_reader *rd, const xmlNode *n, struct gk_measure *m)
{
	const xmlNode *cell;
	size_t count = 0;

	for (cell = gk_xml_child(n, "cell"); cell != NULL;
	    cell = gk_xml_next(cell, "cell"))
		count++;
	m->themes = gk_arena_alloc(rd->arena,
	    (count + 1) * sizeof *m->themes);
	for (cell = gk_xml_child(n, "cell"); cell != NULL;
	    cell = gk_xml_next(cell, "cell")) {
		struct gk_theme *t = &m->themes[m->nthemes++];

		t->label[GK_ZH] = gk_xml_attr(rd->arena, cell, "zh");
		t->label[GK_EN] = gk_xml_attr(rd->arena, cell, "en");
		t->words = gk_rule_words(rd, cell);
		t->filled = gk_rule_column(rd, cell, "filled", GK_OPTIONAL);
		if (t->words == NULL && t->filled == SIZE_MAX)
			gk_rule_fail(rd, cell,
			    _("a cell needs words, or a column to be filled"));
	}
}

static void
read_groups(struct gk_rule_reader *rd, const xmlNode *n,
    const struct gk_clause_of *c, struct gk_measure *m)
{
	struct gk_str per = gk_xml_attr(rd->arena, n, "per");

	m->per = gk_str_eq(per, GK_STR("unit")) ? GK_PER_UNIT :
	    gk_str_eq(per, GK_STR("region")) ? GK_PER_REGION :
	    gk_str_eq(per, GK_STR("city")) ? GK_PER_CITY : GK_PER_ANY;
	m->own = gk_str_eq(c->scope, GK_STR("issuers")) ||
	    gk_str_eq(c->scope, GK_STR("owners")) ||
	    gk_str_eq(c->scope, GK_STR("competent"));
	m->roles = read_list(rd->arena, n, "roles", &m->nroles);
	m->times = (size_t)gk_rule_int(rd, n, "times", 1);
}

static enum gk_status
read_of_kind(struct gk_measure_reader *r, const xmlNode *n,
    const struct gk_clause_of *c, struct gk_measure *m)
{
	struct gk_rule_reader rd = gk_rule_reader_of(r->book, m->kind,
	    r->path, r->err);

	read_date(&rd, n, m);
	read_spans(&rd, n, c, m, r->points);
	read_groups(&rd, n, c, m);
	m->evidence = gk_rule_columns(&rd, n, "evidence", GK_OPTIONAL);
	m->columns = gk_rule_columns(&rd, n, "columns", GK_OPTIONAL);
	m->column = gk_rule_column(&rd, n, "column", GK_NEEDED);
	m->by = gk_rule_column(&rd, n, "by", GK_OPTIONAL);
	m->done = gk_rule_column(&rd, n, "done", GK_OPTIONAL);
	read_themes(&rd, n, m);
	m->when = gk_when_read(&rd, gk_xml_child(n, "when"));
	m->must = gk_when_read(&rd, gk_xml_child(n, "must"));
	m->needs = gk_rule_reader_needs(&rd);
	return rd.failed ? GK_FAIL : GK_OK;
}

/* What a rule is for the kind of ledger; NULL if it is not for it. */
static const struct gk_rule *
rule_for(const struct gk_rule_text *text, const struct gk_ledger_kind *kind)
{
	for (size_t i = 0; text != NULL && i < text->nof; i++)
		if (text->of[i]->kind == kind)
			return text->of[i];
	return NULL;
}

/*
 * A pack may have been left out (--rules): the measure then says that it was
 * not taken.
 */
static void
read_rules(struct gk_measure_reader *r, const xmlNode *n,
    struct gk_measure *m)
{
	struct gk_arena *a = &r->points->arena;
	size_t count;
	struct gk_str *ids = read_list(a, n, "ids", &count);

	m->rules = gk_arena_alloc(a, (count + 1) * sizeof *m->rules);
	for (size_t i = 0; i < count; i++) {
		const struct gk_rule *rule = rule_for(gk_book_find(r->book,
		    ids[i]), m->kind);

		if (rule != NULL)
			m->rules[m->nrules++] = rule;
		else
			m->unknown = true;
	}
}

enum gk_status
gk_measure_read(struct gk_measure_reader *r, const xmlNode *n,
    const struct gk_clause_of *c, struct gk_measure *m)
{
	struct gk_arena *a = &r->points->arena;
	struct gk_str kind = gk_xml_attr(a, n, "kind");

	*m = (struct gk_measure){ .index = r->points->nmeasures,
		.column = SIZE_MAX, .by = SIZE_MAX, .done = SIZE_MAX,
		.date = { SIZE_MAX, SIZE_MAX } };
	while (!gk_xml_is(n, forms[m->form]))
		m->form++;
	read_both(a, gk_xml_child(n, "label"), m->label);
	if (m->form == GK_COVERED) {
		m->items = gk_xml_attr(a, n, "items").n > 0;
		m->ids = read_list(a, n, m->items ? "items" : "fields",
		    &m->nids);
		return GK_OK;
	}
	m->kind = gk_ledger_kinds_find(r->points->kinds, kind);
	if (m->kind == NULL)
		return gk_fail(r->err, r->path, line_of(n),
		    _("no ledger kind is called '%.*s'"), GK_FMT(kind));
	read_rules(r, n, m);
	return read_of_kind(r, n, c, m);
}
