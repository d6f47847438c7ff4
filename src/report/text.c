/*
 * For people: a summary, then unit by unit what is wrong, most serious first.
 *
 * Units with 安全 come first, those with secrecy before all, then those with
 * most errors.  Of one rule in one unit the first LINES_MAX are printed and the
 * others counted.
 */
#include "config.h"

#include <stdlib.h>

#include "core/mem.h"
#include "report/report.h"

#define LINES_MAX 3

struct group {			/* the findings of one unit */
	const struct gk_finding **list;
	size_t count;
	struct gk_str unit;
	int urgency;
	size_t by_severity[3];
};

struct text {
	const struct gk_findings *fs;
	const struct gk_report_options *opt;
	struct gk_out *o;
	struct gk_buf clean;
	const struct gk_finding **order;
	struct group *groups;
	size_t ngroups, cap;
	bool hidden;		/* something was only counted */
};

static bool
counts(const struct gk_finding *f)
{
	return !f->advisory && !f->settled;
}

/* What has to be acted on at once: secrecy, then the rest of 安全. */
static int
urgency(const struct gk_finding *f)
{
	if (!gk_str_eq(f->col[GK_F_CLASS],
	    gk_str_of(gk_class_name(GK_SAFETY))))
		return 0;
	return gk_str_starts(f->col[GK_F_RULE], GK_STR("secrecy-")) ? 2 : 1;
}

static const char *
words(const struct text *t, const char *zh, const char *en)
{
	return t->opt->lang == GK_ZH ? zh : en;
}

/* ---- order ---------------------------------------------------------- */

/* By unit; in it the urgent, then the most serious, then by rule. */
static int
compare_finding(const void *va, const void *vb)
{
	const struct gk_finding *a = *(const struct gk_finding *const *)va;
	const struct gk_finding *b = *(const struct gk_finding *const *)vb;
	int c = gk_str_cmp(a->col[GK_F_UNIT], b->col[GK_F_UNIT]);

	if (c == 0)
		c = urgency(b) - urgency(a);
	if (c == 0)
		c = counts(b) - counts(a);
	if (c == 0)
		c = (int)b->severity - (int)a->severity;
	if (c == 0)
		c = gk_str_cmp(a->col[GK_F_RULE], b->col[GK_F_RULE]);
	return c != 0 ? c : (a > b) - (a < b);
}

static int
compare_group(const void *va, const void *vb)
{
	const struct group *a = va, *b = vb;

	if (a->urgency != b->urgency)
		return b->urgency - a->urgency;
	for (int s = GK_ERROR; s >= GK_NOTICE; s--)
		if (a->by_severity[s] != b->by_severity[s])
			return a->by_severity[s] < b->by_severity[s] ? 1 : -1;
	return gk_str_cmp(a->unit, b->unit);
}

static void
group(struct text *t)
{
	const struct gk_findings *fs = t->fs;

	t->order = gk_reallocarray(NULL, fs->count, sizeof *t->order);
	for (size_t i = 0; i < fs->count; i++)
		t->order[i] = &fs->list[i];
	qsort(t->order, fs->count, sizeof *t->order, compare_finding);
	for (size_t i = 0; i < fs->count; i++) {
		const struct gk_finding *f = t->order[i];
		struct group *g = t->ngroups != 0 ?
		    &t->groups[t->ngroups - 1] : NULL;

		if (g == NULL || !gk_str_eq(g->unit, f->col[GK_F_UNIT])) {
			g = GK_PUSH(t->groups, t->ngroups, t->cap);
			*g = (struct group){ .list = &t->order[i],
			    .unit = f->col[GK_F_UNIT] };
		}
		g->count++;
		if (counts(f) && urgency(f) > g->urgency)
			g->urgency = urgency(f);
		g->by_severity[f->severity] += counts(f);
	}
	if (t->ngroups != 0)
		qsort(t->groups, t->ngroups, sizeof *t->groups,
		    compare_group);
}

/* ---- lines ---------------------------------------------------------- */

static void
put(struct text *t, struct gk_str s)
{
	gk_buf_clear(&t->clean);
	gk_sanitize(&t->clean, s);
	gk_out_str(t->o, gk_buf_str(&t->clean));
}

static void
color(struct text *t, const char *code)
{
	if (t->opt->color)
		gk_out_printf(t->o, "\033[%sm", code);
}

static void
put_place(struct text *t, const struct gk_finding *f)
{
	if (f->col[GK_F_FILE].n == 0)
		return;
	gk_out_puts(t->o, "  ");
	put(t, f->col[GK_F_FILE]);
	if (f->col[GK_F_SHEET].n != 0) {
		gk_out_puts(t->o, "[");
		put(t, f->col[GK_F_SHEET]);
		gk_out_puts(t->o, "]");
	}
	if (f->row != 0)
		gk_out_printf(t->o, ":%zu", f->row);
}

static const char *
state_label(const struct text *t, struct gk_str state)
{
	static const struct {
		const char *state, *zh, *en;
	} labels[] = {
		{ "new", "（新增）", " (new)" },
		{ "open", "（未整改）", " (open)" },
		{ "upgraded", "（升级）", " (upgraded)" },
		{ "closed", "（本期未再发现，待复核）", " (closed)" },
		{ "reopened", "（反弹）", " (reopened)" },
		{ "waived", "（例外登记）", " (waived)" },
	};

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (gk_str_eq(state, gk_str_of(labels[i].state)))
			return words(t, labels[i].zh, labels[i].en);
	return "";
}

static void
put_finding(struct text *t, const struct gk_finding *f)
{
	static const char *const colors[] = {
		[GK_NOTICE] = "36", [GK_WARNING] = "33", [GK_ERROR] = "31",
	};

	gk_out_puts(t->o, "  ");
	color(t, colors[f->severity]);
	gk_out_puts(t->o, gk_severity_label(f->severity, t->opt->lang));
	color(t, "0");
	gk_out_puts(t->o, state_label(t, f->col[GK_F_STATE]));
	if (f->advisory)
		gk_out_puts(t->o, words(t, GK_UNVERIFIED, " (unverified)"));
	gk_out_puts(t->o, "  ");
	put(t, f->col[GK_F_MESSAGE]);
	gk_out_puts(t->o, "  [");
	put(t, f->col[GK_F_RULE]);
	gk_out_puts(t->o, "]");
	put_place(t, f);
	gk_out_puts(t->o, "\n");
}

static bool
same_kind(const struct gk_finding *a, const struct gk_finding *b)
{
	return a->severity == b->severity && counts(a) == counts(b) &&
	    gk_str_eq(a->col[GK_F_RULE], b->col[GK_F_RULE]);
}

/* A run of the same rule; returns where the next begins. */
static size_t
put_run(struct text *t, const struct group *g, size_t from)
{
	const struct gk_finding *first = g->list[from];
	size_t to = from;

	for (; to < g->count && same_kind(first, g->list[to]); to++)
		if (to - from < LINES_MAX)
			put_finding(t, g->list[to]);
	if (to - from <= LINES_MAX)
		return to;
	t->hidden = true;
	gk_out_printf(t->o, words(t, "        另有%zu条同类问题。  [",
	    "        and %zu more of the same.  ["), to - from - LINES_MAX);
	put(t, first->col[GK_F_RULE]);
	gk_out_puts(t->o, "]\n");
	return to;
}

static void
put_group(struct text *t, const struct group *g)
{
	gk_out_puts(t->o, "\n");
	color(t, "1");
	if (g->unit.n != 0)
		put(t, g->unit);
	else
		gk_out_puts(t->o, words(t, "（未注明单位）", "(no unit)"));
	color(t, "0");
	gk_out_printf(t->o, words(t, "：问题%zu、待核实%zu、提示%zu\n",
	    ": %zu error, %zu warning, %zu notice\n"),
	    g->by_severity[GK_ERROR], g->by_severity[GK_WARNING],
	    g->by_severity[GK_NOTICE]);
	for (size_t i = 0; i < g->count;)
		i = put_run(t, g, i);
}

/* The units that have something to do; a blank name is none. */
static size_t
units(const struct text *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->ngroups; i++) {
		const size_t *by = t->groups[i].by_severity;

		n += t->groups[i].unit.n != 0 &&
		    by[GK_ERROR] + by[GK_WARNING] + by[GK_NOTICE] != 0;
	}
	return n;
}

static void
put_header(struct text *t)
{
	const struct gk_findings *fs = t->fs;
	const size_t *n = fs->by_severity;
	struct gk_arena a;

	gk_arena_init(&a);
	color(t, "1");
	gk_out_puts(t->o, words(t, "政务公开检查结果", "Disclosure check"));
	color(t, "0");
	if (t->opt->as_of != GK_NO_DAY)
		gk_out_printf(t->o, words(t, "（截至%s）", " as of %s"),
		    gk_day_words(&a, t->opt->as_of, 0, t->opt->lang).p);
	gk_out_printf(t->o, words(t,
	    "\n共%zu项：问题%zu、待核实%zu、提示%zu；涉及%zu个单位。",
	    "\n%zu findings: %zu error, %zu warning, %zu notice; %zu units."),
	    n[GK_ERROR] + n[GK_WARNING] + n[GK_NOTICE], n[GK_ERROR],
	    n[GK_WARNING], n[GK_NOTICE], units(t));
	if (fs->advisory != 0)
		gk_out_printf(t->o, words(t, "另有依据待核%zu项，不计入。",
		    " %zu more rest on unverified sources."), fs->advisory);
	if (fs->settled != 0)
		gk_out_printf(t->o, words(t,
		    "另有例外登记或本期未再发现%zu项，不计入。",
		    " %zu more are waived or closed."), fs->settled);
	gk_out_puts(t->o, "\n");
	gk_arena_release(&a);
}

static void
put_footer(struct text *t)
{
	gk_out_puts(t->o, "\n");
	if (t->fs->count == 0)
		gk_out_puts(t->o, words(t, "未发现问题。\n",
		    "Nothing was found.\n"));
	if (t->hidden)
		gk_out_puts(t->o, words(t,
		    "同类问题较多的仅列出前几条，全部问题见 -f csv 的输出。\n",
		    "Only the first of many alike are listed; "
		    "-f csv prints all.\n"));
	gk_out_puts(t->o, words(t,
	    "以上以各单位台账自报为准，未逐页核验。\n",
	    "All this rests on what the units themselves report; "
	    "the pages were not visited.\n"));
}

static void
write_report(const struct gk_findings *fs, const struct gk_report_options *opt,
    struct gk_out *o)
{
	struct text t = { .fs = fs, .opt = opt, .o = o };

	gk_buf_init(&t.clean);
	group(&t);
	put_header(&t);
	for (size_t i = 0; i < t.ngroups; i++)
		put_group(&t, &t.groups[i]);
	put_footer(&t);
	free(t.order);
	free(t.groups);
	gk_buf_release(&t.clean);
}

const struct gk_report gk_report_text = { .name = "text", .write = write_report };
