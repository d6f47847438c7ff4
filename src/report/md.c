/*
 * Markdown (GitHub's tables): sums, the units, then unit by unit a table.
 *
 * The same fault of a unit is listed SHOWN_MAX times; one row says how many
 * more there are and where.
 */
#include "config.h"

#include "report/escape.h"
#include "report/group.h"
#include "report/report.h"

#define SHOWN_MAX 3
#define FILES_MAX 3		/* named for the rest of a run */

struct md {
	const struct gk_findings *fs;
	const struct gk_report_options *opt;
	struct gk_writer w;
	struct gk_report_units units;
	bool hidden;		/* something was only counted */
};

static const char *
words(const struct md *m, const char *zh, const char *en)
{
	return m->opt->lang == GK_ZH ? zh : en;
}

static void
say(struct md *m, const char *zh, const char *en)
{
	gk_out_puts(m->w.o, words(m, zh, en));
}

static void
put_unit(struct md *m, struct gk_str unit)
{
	if (unit.n != 0)
		gk_put_markdown(&m->w, unit);
	else
		say(m, "（未注明单位）", "(no unit)");
}

/* ---- the head ------------------------------------------------------- */

static size_t
in_state(const struct md *m, const char *state)
{
	size_t n = 0;

	for (size_t i = 0; i < m->units.total; i++)
		n += !m->units.order[i]->advisory && gk_str_eq(
		    m->units.order[i]->col[GK_F_STATE], gk_str_of(state));
	return n;
}

/* Against last time, if the findings come from gk-diff. */
static void
put_states(struct md *m)
{
	size_t n[] = { in_state(m, "new"), in_state(m, "reopened"),
		in_state(m, "upgraded"), in_state(m, "open"),
		in_state(m, "closed") };

	if (n[0] + n[1] + n[2] + n[3] + n[4] == 0)
		return;
	gk_out_printf(m->w.o, words(m,
	    "\n较上期：新增%zu、反弹%zu、升级%zu、未整改%zu；未再发现%zu（待复核）。\n",
	    "\nSince last time: %zu new, %zu reopened, %zu upgraded, %zu open; "
	    "%zu no longer found (to be confirmed).\n"),
	    n[0], n[1], n[2], n[3], n[4]);
}

static void
put_title(struct md *m)
{
	struct gk_arena a;

	gk_arena_init(&a);
	say(m, "# 政务公开检查结果", "# Disclosure check");
	if (m->opt->as_of != GK_NO_DAY)
		gk_out_printf(m->w.o, words(m, "（截至%s）", " as of %s"),
		    gk_day_words(&a, m->opt->as_of, 0, m->opt->lang).p);
	gk_out_puts(m->w.o, "\n\n");
	gk_arena_release(&a);
}

static void
put_head(struct md *m)
{
	const struct gk_findings *fs = m->fs;
	const size_t *n = fs->by_severity;

	put_title(m);
	gk_out_printf(m->w.o, words(m,
	    "共%zu项：问题%zu、待核实%zu、提示%zu；涉及%zu个单位。",
	    "%zu findings: %zu error, %zu warning, %zu notice; %zu units."),
	    n[GK_ERROR] + n[GK_WARNING] + n[GK_NOTICE], n[GK_ERROR],
	    n[GK_WARNING], n[GK_NOTICE], m->units.busy);
	if (fs->advisory != 0)
		gk_out_printf(m->w.o, words(m, "另有依据待核%zu项，不计入。",
		    " %zu more rest on unverified sources."), fs->advisory);
	if (m->units.settled != 0)
		gk_out_printf(m->w.o, words(m,
		    "另有例外登记或本期未再发现%zu项，不计入。",
		    " %zu more are waived or closed."),
		    m->units.settled);
	gk_out_puts(m->w.o, "\n");
	put_states(m);
}

static void
put_overview(struct md *m)
{
	if (m->units.count == 0)
		return;
	say(m, "\n| 单位 | 问题 | 待核实 | 提示 |\n",
	    "\n| Unit | Error | Warning | Notice |\n");
	gk_out_puts(m->w.o, "|---|---:|---:|---:|\n");
	for (size_t i = 0; i < m->units.count; i++) {
		const struct gk_report_unit *u = &m->units.list[i];

		gk_out_puts(m->w.o, "| ");
		put_unit(m, u->unit);
		gk_out_printf(m->w.o, " | %zu | %zu | %zu |\n",
		    u->by_severity[GK_ERROR], u->by_severity[GK_WARNING],
		    u->by_severity[GK_NOTICE]);
	}
}

/* ---- a unit --------------------------------------------------------- */

/* The cells of level and rule, without the bars around them. */
static void
put_level(struct md *m, const struct gk_finding *f)
{
	bool closed = gk_str_eq(f->col[GK_F_STATE], GK_STR("closed"));

	gk_out_puts(m->w.o, gk_severity_label(f->severity, m->opt->lang));
	if (closed && m->opt->lang == GK_ZH && f->col[GK_F_CAUSE].n != 0) {
		gk_out_puts(m->w.o, "（");
		gk_put_markdown(&m->w, f->col[GK_F_CAUSE]);
		gk_out_puts(m->w.o, "）");
	} else {
		gk_out_puts(m->w.o, gk_report_state(f->col[GK_F_STATE],
		    m->opt->lang));
	}
	if (f->advisory)
		say(m, GK_UNVERIFIED, " (unverified)");
}

static void
put_file(struct md *m, const struct gk_finding *f)
{
	gk_put_markdown(&m->w, f->col[GK_F_FILE]);
	if (f->col[GK_F_SHEET].n == 0)
		return;
	gk_out_puts(m->w.o, "\\[");
	gk_put_markdown(&m->w, f->col[GK_F_SHEET]);
	gk_out_puts(m->w.o, "\\]");
}

static void
put_day(struct md *m, struct gk_str day)
{
	gk_out_puts(m->w.o, " | ");
	gk_put_markdown(&m->w, day);
}

static void
put_finding(struct md *m, const struct gk_finding *f)
{
	gk_out_puts(m->w.o, "| ");
	put_level(m, f);
	gk_out_puts(m->w.o, " | ");
	gk_put_markdown(&m->w, f->col[GK_F_MESSAGE]);
	gk_out_puts(m->w.o, " | ");
	gk_put_markdown(&m->w, f->col[GK_F_RULE]);
	gk_out_puts(m->w.o, " | ");
	put_file(m, f);
	if (f->row != 0)
		gk_out_printf(m->w.o, ":%zu", f->row);
	put_day(m, f->col[GK_F_FIX_BY]);
	put_day(m, f->col[GK_F_SINCE]);
	gk_out_puts(m->w.o, " |\n");
}

static bool
same_sheet(const struct gk_finding *a, const struct gk_finding *b)
{
	return gk_str_eq(a->col[GK_F_FILE], b->col[GK_F_FILE]) &&
	    gk_str_eq(a->col[GK_F_SHEET], b->col[GK_F_SHEET]);
}

/* Where list[from..to) stands: file by file, from row to row. */
static void
put_rest(struct md *m, const struct gk_report_unit *u, size_t from, size_t to)
{
	size_t files = 0;

	for (size_t i = from, end; i < to; i = end) {
		const struct gk_finding *f = u->list[i];

		end = i + 1;
		while (end < to && same_sheet(f, u->list[end]))
			end++;
		if (f->col[GK_F_FILE].n == 0 || ++files > FILES_MAX)
			continue;
		if (files > 1)
			say(m, "、", ", ");
		put_file(m, f);
		if (f->row != 0)
			gk_out_printf(m->w.o, ":%zu", f->row);
		if (u->list[end - 1]->row > f->row)
			gk_out_printf(m->w.o, "–%zu", u->list[end - 1]->row);
	}
	if (files > FILES_MAX)
		gk_out_printf(m->w.o, words(m, "等%zu个文件", " ... %zu files"),
		    files);
}

/* A run of the same fault; returns where the next begins. */
static size_t
put_run(struct md *m, const struct gk_report_unit *u, size_t from)
{
	size_t to = gk_report_run(u, from), shown = to;

	if (to - from > SHOWN_MAX)
		shown = from + SHOWN_MAX;
	for (size_t i = from; i < shown; i++)
		put_finding(m, u->list[i]);
	if (shown == to)
		return to;
	m->hidden = true;
	gk_out_puts(m->w.o, "| ");
	put_level(m, u->list[from]);
	gk_out_printf(m->w.o, words(m, " | 另有%zu条同类问题 | ",
	    " | and %zu more of the same | "), to - shown);
	gk_put_markdown(&m->w, u->list[from]->col[GK_F_RULE]);
	gk_out_puts(m->w.o, " | ");
	put_rest(m, u, shown, to);
	gk_out_puts(m->w.o, " |  |  |\n");
	return to;
}

static void
put_group(struct md *m, const struct gk_report_unit *u)
{
	gk_out_puts(m->w.o, "\n## ");
	put_unit(m, u->unit);
	gk_out_printf(m->w.o, words(m, "：问题%zu、待核实%zu、提示%zu\n",
	    ": %zu error, %zu warning, %zu notice\n"),
	    u->by_severity[GK_ERROR], u->by_severity[GK_WARNING],
	    u->by_severity[GK_NOTICE]);
	say(m, "\n| 级别 | 说明 | 规则 | 位置 | 整改期限 | 发现日期 |\n",
	    "\n| Level | What | Rule | Where | Mend by | Since |\n");
	gk_out_puts(m->w.o, "|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < u->count;)
		i = put_run(m, u, i);
}

static void
put_foot(struct md *m)
{
	gk_out_puts(m->w.o, "\n");
	if (m->units.total == 0)
		say(m, "未发现问题。\n\n", "Nothing was found.\n\n");
	if (m->hidden)
		say(m, "同类问题较多的仅列出前几条，全部问题见 `-f csv` 的输出。\n\n",
		    "Only the first of many alike are listed; "
		    "`-f csv` prints all.\n\n");
	say(m, "以上以各单位台账自报为准，未逐页核验。\n",
	    "All this rests on what the units themselves report; "
	    "the pages were not visited.\n");
}

static void
write_report(const struct gk_findings *fs, const struct gk_report_options *opt,
    struct gk_out *o)
{
	struct md m = { .fs = fs, .opt = opt };

	gk_writer_init(&m.w, o);
	gk_report_units_init(&m.units, fs);
	put_head(&m);
	put_overview(&m);
	for (size_t i = 0; i < m.units.count; i++)
		put_group(&m, &m.units.list[i]);
	put_foot(&m);
	gk_report_units_release(&m.units);
	gk_writer_release(&m.w);
}

const struct gk_report gk_report_md = { .name = "md", .write = write_report };
