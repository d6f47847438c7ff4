/*
 * <bundle>: records that belong together (of one matter, one meeting, one
 * document), whatever rows, sheets and ledgers they stand in, and the parts
 * that each bundle must have.  A part is there if some record has it; with
 * `every`, if none that can tell lacks it.
 *
 * A record is of the bundle of the first <by> whose columns it fills, or one
 * of its own.  The others are its further names: records that fill only those
 * join it; where several bundles are called so, what they have may be what any
 * of these lacks, and nothing is asked of them.
 */
#include "config.h"

#include "rules/bundle_int.h"

#include <stdlib.h>

#include "core/flag.h"
#include "core/i18n.h"
#include "core/norm.h"
#include "core/xml.h"
#include "rules/cell.h"
#include "rules/when.h"

#define DAYS_MAX 36500
#define SOON_DAYS 5		/* 临期, as in check_deadline.c */
/* The day of what is dated, but not so that it can be read. */
#define UNREADABLE INT32_MAX

/* ---- reading -------------------------------------------------------- */

static void
read_names(struct gk_rule_reader *rd, const xmlNode *n, struct gk_bundle *c)
{
	const xmlNode *by;

	for (by = gk_xml_child(n, "by"); by != NULL;
	    by = gk_xml_next(by, "by")) {
		if (c->nby == GK_NAMES_OF_BUNDLE) {
			gk_rule_fail(rd, by, _("more than %d <by>"),
			    GK_NAMES_OF_BUNDLE);
			return;
		}
		c->by[c->nby++] = gk_rule_columns(rd, by, "columns",
		    GK_OPTIONAL);
	}
}

static void
read_part(struct gk_rule_reader *rd, const xmlNode *n, struct gk_part *p)
{
	*p = (struct gk_part){
		.label = { [GK_ZH] = gk_rule_attr(rd, n, "zh"),
		[GK_EN] = gk_rule_attr(rd, n, "en") },
		.column = gk_rule_column(rd, n, "column", GK_OPTIONAL),
		.none = gk_rule_word_set(rd, n, "not"),
		.when = gk_when_read(rd, gk_xml_child(n, "when")),
		.unless = gk_when_read(rd, gk_xml_child(n, "unless")),
		.after = gk_rule_column(rd, n, "after", GK_OPTIONAL),
		.term = { .count = GK_COUNT_CALENDAR,
		.n = gk_rule_int(rd, n, "days", 0) } };
	if (p->term.n > DAYS_MAX)
		gk_rule_fail(rd, n, _("%s is more than %d"), "days", DAYS_MAX);
}

static void
read_parts(struct gk_rule_reader *rd, const xmlNode *n, struct gk_bundle *c)
{
	const xmlNode *part;

	for (part = gk_xml_child(n, "part"); part != NULL;
	    part = gk_xml_next(part, "part")) {
		if (c->nparts == GK_PARTS_MAX) {
			gk_rule_fail(rd, part, _("more than %d parts"),
			    GK_PARTS_MAX);
			return;
		}
		read_part(rd, part, &c->parts[c->nparts++]);
	}
	/* Without the column of its only part a file tells nothing. */
	if (c->nparts == 1 && c->parts[0].column != SIZE_MAX)
		gk_rule_need(rd, n, c->parts[0].column);
}

static void *
bundle_read(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct gk_bundle *c = gk_arena_alloc(rd->arena, sizeof *c);
	struct gk_str within = gk_rule_attr(rd, n, "within");

	*c = (struct gk_bundle){
		.within = gk_str_eq(within, GK_STR("file")) ? GK_WITHIN_FILE :
		gk_str_eq(within, GK_STR("all")) ? GK_WITHIN_ALL : GK_WITHIN_UNIT,
		.every = gk_rule_yes(rd, n, "every") };
	read_names(rd, n, c);
	read_parts(rd, n, c);
	return c;
}

/* ---- states --------------------------------------------------------- */

static void *
bundle_init(const struct gk_rule *r, const struct gk_context *cx)
{
	struct gk_groups *s = gk_malloc(sizeof *s);

	(void)r;
	(void)cx;
	gk_groups_init(s);
	return s;
}

static void
bundle_merge(const struct gk_rule *r, void *into, const void *from)
{
	gk_groups_merge(into, r->spec, from);
}

static void
bundle_free(void *state)
{
	if (state == NULL)
		return;
	gk_groups_release(state);
	free(state);
}

/* ---- what a record has ---------------------------------------------- */

/* Whether the cell of a part says that it is there. */
static bool
is_filled(const struct gk_rule *r, const struct gk_part *p,
    const struct gk_entry *e)
{
	struct gk_str cell = gk_entry_field(e, p->column);
	struct gk_buf norm = { 0 };
	bool bare;

	if (gk_cell_blank(r, e, p->column) ||
	    (p->none != NULL && gk_words_has(p->none, cell)))
		return false;
	gk_norm_key(&norm, cell);
	bare = norm.len == 0;
	gk_buf_release(&norm);
	return !bare || !gk_says_no(cell);	/* × and the like */
}

static void
look_after(const struct gk_rule *r, struct gk_group *g, size_t i,
    const struct gk_entry *e)
{
	const struct gk_bundle *c = r->spec;
	struct gk_date d = gk_cell_date(r, e, c->parts[i].after);
	gk_day day = d.how == GK_DATE_NO_YEAR || d.last == GK_NO_DAY ?
	    UNREADABLE : d.last;

	if (d.how != GK_DATE_EMPTY && day > g->after[i])
		g->after[i] = day;
}

/* False if a pattern met its limit. */
static bool
look(const struct gk_rule *r, struct gk_group *g, size_t i,
    const struct gk_entry *e)
{
	const struct gk_bundle *c = r->spec;
	const struct gk_part *p = &c->parts[i];
	unsigned bit = 1U << i;
	bool undecided = false, given = false;

	if (p->after != SIZE_MAX)
		look_after(r, g, i, e);
	if (p->unless != NULL && gk_when_decide(p->unless, e, &undecided))
		g->excused |= bit;
	if (undecided)
		return false;
	if (p->column != SIZE_MAX && !gk_table_has(e->rec->table, p->column))
		return true;
	given = (p->column == SIZE_MAX || is_filled(r, p, e)) &&
	    gk_when_decide(p->when, e, &undecided);
	g->able |= bit;
	if (given)
		g->there |= bit;
	else
		g->lacks |= bit;
	return !undecided;
}

static void
remember(struct gk_groups *s, struct gk_kept_at *f, const struct gk_rule *r,
    const struct gk_entry *e, struct gk_rule_out *out)
{
	const struct gk_bundle *c = r->spec;

	if (f->kept != NULL)
		return;
	f->order = s->order;
	f->kept = gk_keep(&s->keeper, r, e, c->nparts == 1 ?
	    c->parts[0].column : SIZE_MAX, out);
}

static void
bundle_record(const struct gk_rule *r, void *state, const struct gk_entry *e,
    struct gk_rule_out *out)
{
	const struct gk_bundle *c = r->spec;
	struct gk_groups *s = state;
	struct gk_group *g = gk_group_find(s, r, e);
	unsigned before = g->lacks;
	bool gave_up = false;

	s->order++;
	g->lacks = 0;
	for (size_t i = 0; i < c->nparts; i++) {
		if (look(r, g, i, e))
			continue;
		g->excused |= 1U << i;
		gave_up = true;
	}
	if (gave_up)
		gk_rule_gave_up(r, out, e);
	if (c->every && g->lacks != 0)
		remember(s, &g->lack, r, e, out);
	g->lacks |= before;
	if (gk_when_holds(r->when, e))
		remember(s, &g->first, r, e, out);
}

/* ---- when all is read ----------------------------------------------- */

enum due { NOT_YET, SOON, DUE, OUTSIDE };

/* Whether a part can be asked for; its limit in `*limit`, if it has one. */
static enum due
part_due(const struct gk_part *p, gk_day after, const struct gk_context *cx,
    gk_day *limit)
{
	struct gk_term_event event = { .start = after, .stop = GK_NO_DAY,
		.resume = GK_NO_DAY, .extended_on = GK_NO_DAY };
	struct gk_term_end end;
	int left;

	*limit = GK_NO_DAY;
	if (p->after == SIZE_MAX || after == GK_NO_DAY)
		return DUE;
	if (after >= cx->as_of)		/* UNREADABLE too */
		return NOT_YET;
	if (p->term.n == 0)
		return DUE;
	end = gk_term_end(cx->calendar, &p->term, &event);
	*limit = end.due;
	if (cx->as_of > end.due)
		return end.sure ? DUE : OUTSIDE;
	left = gk_workdays_between(cx->calendar, cx->as_of, end.due);
	return end.sure && left >= 0 && left <= SOON_DAYS ? SOON : NOT_YET;
}

/* The labels of some parts. */
static struct gk_str
part_words(const struct gk_bundle *c, unsigned bits, struct gk_rule_out *out)
{
	enum gk_lang lang = out->found->lang;
	struct gk_str words = GK_EMPTY;

	for (size_t i = 0; i < c->nparts; i++)
		if ((bits >> i & 1U) != 0)
			words = gk_str_join(&out->found->words, words,
			    lang == GK_ZH ? GK_STR("、") : GK_STR(", "),
			    c->parts[i].label[lang]);
	return words;
}

static void
raise(const struct gk_rule *r, const struct gk_group *g, enum gk_outcome as,
    unsigned bits, gk_day limit, struct gk_rule_out *out)
{
	const struct gk_bundle *c = r->spec;
	const struct gk_kept_at *where = c->every && g->lack.kept != NULL ?
	    &g->lack : &g->first;
	struct gk_draft d = gk_kept_draft(where->kept, r, out);
	struct gk_arena *a = &out->found->words;
	struct gk_str missing = part_words(c, bits, out);
	int left = limit == GK_NO_DAY ? 0 : gk_workdays_between(
	    out->cx->calendar, out->cx->as_of, limit);

	d.rule = &r->say[as];
	d.due = limit;
	gk_draft_arg(&d, "missing", missing);
	gk_draft_arg(&d, "present", part_words(c, g->able & ~(c->every ?
	    g->lacks : ~g->there), out));
	gk_draft_arg(&d, "act", out->found->lang == GK_ZH ? gk_str_join(a,
	    GK_STR("公开"), GK_STR(""), missing) : gk_str_join(a,
	    GK_STR("publish"), GK_STR(" "), missing));
	gk_draft_arg(&d, "days", gk_count_words(a, left > 0 ?
	    (size_t)left : 0));
	gk_kept_other(&d, g->first.kept, out);
	gk_findings_add(out->found, &d);
}

/* True if a part could not be judged for want of a calendar. */
static bool
judge(const struct gk_rule *r, const struct gk_group *g, struct gk_rule_out *out)
{
	const struct gk_bundle *c = r->spec;
	unsigned asked = g->able & ~g->excused & (c->every ? g->lacks :
	    ~g->there), bits[OUTSIDE + 1] = { 0 };
	gk_day limit[OUTSIDE + 1] = { GK_NO_DAY, GK_NO_DAY, GK_NO_DAY,
		GK_NO_DAY };

	for (size_t i = 0; i < c->nparts; i++) {
		gk_day day;
		enum due due;

		if ((asked >> i & 1U) == 0)
			continue;
		due = part_due(&c->parts[i], g->after[i], out->cx, &day);
		bits[due] |= 1U << i;
		if (limit[due] == GK_NO_DAY || (day != GK_NO_DAY &&
		    day < limit[due]))
			limit[due] = day;
	}
	if (bits[DUE] != 0)
		raise(r, g, GK_MAIN, bits[DUE], limit[DUE], out);
	if (bits[SOON] != 0)
		raise(r, g, GK_SOON, bits[SOON], limit[SOON], out);
	return bits[OUTSIDE] != 0;
}

static void
say_outside(const struct gk_rule *r, const struct gk_group *g, size_t count,
    struct gk_rule_out *out)
{
	struct gk_draft kept = gk_kept_draft(g->first.kept, r, out);
	struct gk_draft d = GK_DRAFT(GK_K_CALENDAR_RANGE);
	struct gk_arena *a = &out->found->words;
	enum gk_lang lang = out->found->lang;
	gk_day from, until;

	d.file = kept.file;
	d.sheet = kept.sheet;
	d.unit = kept.unit;
	d.unit_id = kept.unit_id;
	d.region = kept.region;
	d.key[0] = r->id;
	d.value = r->label[lang];
	gk_calendar_span(out->cx->calendar, &from, &until);
	gk_draft_arg(&d, "count", gk_count_words(a, count));
	gk_draft_arg(&d, "from", gk_day_words(a, from, 0, lang));
	gk_draft_arg(&d, "until", gk_day_words(a, until, 0, lang));
	gk_findings_add(out->found, &d);
}

static void
bundle_finish(const struct gk_rule *r, void *state, struct gk_rule_out *out)
{
	struct gk_groups *s = state;
	const struct gk_group *outside = NULL;
	size_t count = 0;

	gk_groups_join(s, r->spec);
	for (size_t i = 0; i < s->count; i++) {
		const struct gk_group *g = &s->list[i];

		if (g->unclear || g->first.kept == NULL || !judge(r, g, out))
			continue;
		if (count++ == 0)
			outside = g;
	}
	if (outside != NULL)
		say_outside(r, outside, count, out);
}

static const char *const places[] = { "missing", "other_file", "other_row",
	"present", NULL };

const struct gk_rule_type gk_rule_bundle = {
	.name = "bundle",
	.places = places,
	.sees_all = true,
	.read = bundle_read,
	.init = bundle_init,
	.record = bundle_record,
	.merge = bundle_merge,
	.finish = bundle_finish,
	.free = bundle_free,
};
