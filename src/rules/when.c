#include "config.h"

#include "rules/when.h"

#include "core/flag.h"
#include "core/i18n.h"
#include "core/norm.h"
#include "core/xml.h"

enum what { ALL, ANY, NOT, EQUALS, ONE_OF, CONTAINS, MATCHES, EMPTY, FILLED,
	YES, BEFORE, SINCE, LEVEL };

static const char *const names[] = { [ALL] = "all", [ANY] = "any",
	[NOT] = "not", [EQUALS] = "equals", [ONE_OF] = "one-of",
	[CONTAINS] = "contains", [MATCHES] = "matches", [EMPTY] = "empty",
	[FILLED] = "filled", [YES] = "yes", [BEFORE] = "before",
	[SINCE] = "since", [LEVEL] = "level" };

struct gk_when {
	enum what what;
	const struct gk_when *inner, *next;	/* of all, any, not */
	size_t column;
	enum { LACK_UNJUDGED, LACK_TRUE, LACK_FALSE } lack;
	struct gk_str norm;	/* of equals */
	const struct gk_words *words;
	const struct gk_regex *pattern;
	gk_day day;
	unsigned level;
};

static const struct gk_when *read_list(struct gk_rule_reader *rd,
    const xmlNode *parent);

static enum what
what_of(const xmlNode *n)
{
	size_t i = 0;

	while (i + 1 < sizeof names / sizeof *names &&
	    !gk_xml_is(n, names[i]))
		i++;
	return (enum what)i;
}

static void
read_column(struct gk_rule_reader *rd, const xmlNode *n, struct gk_when *w)
{
	struct gk_str absent = gk_rule_attr(rd, n, "absent");

	w->lack = gk_str_eq(absent, GK_STR("true")) ? LACK_TRUE :
	    gk_str_eq(absent, GK_STR("false")) ? LACK_FALSE : LACK_UNJUDGED;
	w->column = gk_rule_column(rd, n, "column",
	    w->lack == LACK_UNJUDGED ? GK_NEEDED : GK_OPTIONAL);
	if ((w->what == BEFORE || w->what == SINCE) && w->column != SIZE_MAX &&
	    rd->kind->columns[w->column].type != GK_DATE)
		gk_rule_fail(rd, n, _("<%s> needs a date column"),
		    names[w->what]);
}

static unsigned
read_level(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct gk_str is = gk_rule_attr(rd, n, "is");

	if (gk_str_eq(is, GK_STR("市级")))
		return GK_CITY;
	if (gk_str_eq(is, GK_STR("县级")))
		return GK_COUNTY;
	if (gk_str_eq(is, GK_STR("乡级")))
		return GK_TOWN;
	gk_rule_fail(rd, n, _("unknown level '%.*s'"), GK_FMT(is));
	return 0;
}

static struct gk_when *
read_one(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct gk_when *w = gk_arena_alloc(rd->arena, sizeof *w);
	struct gk_buf norm = { 0 };

	*w = (struct gk_when){ .what = what_of(n), .column = SIZE_MAX,
		.norm = GK_EMPTY, .day = GK_NO_DAY };
	if (w->what <= NOT) {
		w->inner = read_list(rd, n);
		return w;
	}
	if (w->what == LEVEL) {
		w->level = read_level(rd, n);
		return w;
	}
	read_column(rd, n, w);
	if (w->what == EQUALS) {
		gk_norm_key(&norm, gk_xml_text(rd->arena, n));
		w->norm = gk_str_keep(rd->arena, gk_buf_str(&norm));
		gk_buf_release(&norm);
	}
	if (w->what == ONE_OF || w->what == CONTAINS)
		w->words = gk_rule_words(rd, n);
	if (w->what == MATCHES)
		w->pattern = gk_rule_regex(rd, n, "pattern");
	if (w->what == BEFORE || w->what == SINCE)
		w->day = gk_rule_day(rd, n, "date");
	return w;
}

static const struct gk_when *
read_list(struct gk_rule_reader *rd, const xmlNode *parent)
{
	struct gk_when *first = NULL, *last = NULL;
	const xmlNode *n;

	for (n = gk_xml_child(parent, NULL); n != NULL;
	    n = gk_xml_next(n, NULL)) {
		struct gk_when *w = read_one(rd, n);

		if (first == NULL)
			first = w;
		else
			last->next = w;
		last = w;
	}
	return first;
}

const struct gk_when *
gk_when_read(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct gk_when *w;

	if (n == NULL)
		return NULL;
	w = gk_arena_alloc(rd->arena, sizeof *w);
	*w = (struct gk_when){ .what = ALL, .inner = read_list(rd, n) };
	return w;
}

static bool
equals(const struct gk_when *w, struct gk_str cell)
{
	struct gk_buf norm = { 0 };
	bool same;

	gk_norm_key(&norm, cell);
	same = gk_str_eq(gk_buf_str(&norm), w->norm);
	gk_buf_release(&norm);
	return same;
}

static bool
matches(const struct gk_regex *pattern, struct gk_str cell, bool *undecided)
{
	enum gk_regex_result result = gk_regex_find(pattern, cell, 0, NULL);

	*undecided |= result == GK_REGEX_LIMIT;
	return result == GK_REGEX_YES;
}

static bool
cell_holds(const struct gk_when *w, const struct gk_entry *e,
    struct gk_str cell, bool *undecided)
{
	const struct gk_date *date = &e->dates[w->column];

	if (w->what == EMPTY || w->what == FILLED)
		return (cell.n == 0) == (w->what == EMPTY);
	if (cell.n == 0)
		return false;
	switch (w->what) {
	case EQUALS:
		return equals(w, cell);
	case ONE_OF:
		return gk_words_has(w->words, cell);
	case CONTAINS:
		return gk_words_within(w->words, cell, NULL);
	case MATCHES:
		return matches(w->pattern, cell, undecided);
	case YES:
		return gk_says_yes(cell);
	case BEFORE:
		return date->last != GK_NO_DAY && date->last < w->day;
	case SINCE:
		return date->first != GK_NO_DAY && date->first >= w->day;
	default:
		return false;
	}
}

static bool
holds(const struct gk_when *w, const struct gk_entry *e, bool *undecided)
{
	const struct gk_when *i;

	switch (w->what) {
	case ALL:
		for (i = w->inner; i != NULL; i = i->next)
			if (!holds(i, e, undecided))
				return false;
		return true;
	case ANY:
		for (i = w->inner; i != NULL; i = i->next)
			if (holds(i, e, undecided))
				return true;
		return false;
	case NOT:
		for (i = w->inner; i != NULL; i = i->next)
			if (!holds(i, e, undecided))
				return true;
		return false;
	case LEVEL:
		return e->unit.unit != NULL &&
		    (e->unit.unit->levels & w->level) != 0;
	default:
		/* Whose ledger it is may stand in its title only. */
		if (w->column == e->col->unit &&
		    e->rec->field[w->column].n == 0 && e->unit_name.n > 0)
			return cell_holds(w, e, e->unit_name, undecided);
		if (w->lack != LACK_UNJUDGED &&
		    !gk_table_has(e->rec->table, w->column))
			return w->lack == LACK_TRUE;
		return cell_holds(w, e, e->rec->field[w->column], undecided);
	}
}

bool
gk_when_decide(const struct gk_when *w, const struct gk_entry *e,
    bool *undecided)
{
	*undecided = false;
	return w == NULL || holds(w, e, undecided);
}

bool
gk_when_holds(const struct gk_when *w, const struct gk_entry *e)
{
	bool undecided;

	return gk_when_decide(w, e, &undecided);
}
