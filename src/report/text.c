/*
 * For people: a summary, then unit by unit what is wrong, most serious first.
 *
 * Units with 安全 come first, those with secrecy before all, then those with
 * most errors.  Of one rule in one unit the first LINES_MAX are printed and the
 * others counted.
 */
#include "config.h"

#include "report/group.h"
#include "report/report.h"

#define LINES_MAX 3

struct text {
	const struct gk_findings *fs;
	const struct gk_report_options *opt;
	struct gk_out *o;
	struct gk_buf clean;
	struct gk_report_units units;
	bool hidden;		/* something was only counted */
};

static const char *
words(const struct text *t, const char *zh, const char *en)
{
	return t->opt->lang == GK_ZH ? zh : en;
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
	gk_out_puts(t->o, gk_report_state(f->col[GK_F_STATE],
	    t->opt->lang));
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

/* A run of the same rule; returns where the next begins. */
static size_t
put_run(struct text *t, const struct gk_report_unit *u, size_t from)
{
	size_t to = gk_report_run(u, from);

	for (size_t i = from; i < to && i - from < LINES_MAX; i++)
		put_finding(t, u->list[i]);
	if (to - from <= LINES_MAX)
		return to;
	t->hidden = true;
	gk_out_printf(t->o, words(t, "        另有%zu条同类问题。  [",
	    "        and %zu more of the same.  ["), to - from - LINES_MAX);
	put(t, u->list[from]->col[GK_F_RULE]);
	gk_out_puts(t->o, "]\n");
	return to;
}

static void
put_group(struct text *t, const struct gk_report_unit *u)
{
	gk_out_puts(t->o, "\n");
	color(t, "1");
	if (u->unit.n != 0)
		put(t, u->unit);
	else
		gk_out_puts(t->o, words(t, "（未注明单位）", "(no unit)"));
	color(t, "0");
	gk_out_printf(t->o, words(t, "：问题%zu、待核实%zu、提示%zu\n",
	    ": %zu error, %zu warning, %zu notice\n"),
	    u->by_severity[GK_ERROR], u->by_severity[GK_WARNING],
	    u->by_severity[GK_NOTICE]);
	for (size_t i = 0; i < u->count;)
		i = put_run(t, u, i);
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
	    n[GK_WARNING], n[GK_NOTICE], t->units.busy);
	if (fs->advisory != 0)
		gk_out_printf(t->o, words(t, "另有依据待核%zu项，不计入。",
		    " %zu more rest on unverified sources."), fs->advisory);
	if (t->units.settled != 0)
		gk_out_printf(t->o, words(t,
		    "另有例外登记或本期未再发现%zu项，不计入。",
		    " %zu more are waived or closed."),
		    t->units.settled);
	gk_out_puts(t->o, "\n");
	gk_arena_release(&a);
}

static void
put_footer(struct text *t)
{
	gk_out_puts(t->o, "\n");
	if (t->units.total == 0)
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
	gk_report_units_init(&t.units, fs);
	put_header(&t);
	for (size_t i = 0; i < t.units.count; i++)
		put_group(&t, &t.units.list[i]);
	put_footer(&t);
	gk_report_units_release(&t.units);
	gk_buf_release(&t.clean);
}

const struct gk_report gk_report_text = { .name = "text", .write = write_report };
