#include "config.h"

#include "compare/points.h"

#include <stdlib.h>

#include "compare/points_int.h"
#include "core/norm.h"
#include "finding/table.h"

/* ---- CSV ------------------------------------------------------------ */

struct table {
	struct gk_out *o;
	enum gk_lang lang;
	size_t width;		/* 0: no limit */
	struct gk_buf text, tmp, line;
};

static void
cell(struct table *t, struct gk_str s, const char *end)
{
	gk_guarded_cell(t->o, s, &t->tmp);
	gk_out_puts(t->o, end);
}

static void
cell_of(struct table *t, const char *end)
{
	cell(t, gk_buf_str(&t->text), end);
	gk_buf_clear(&t->text);
}

static void
cell_count(struct table *t, size_t n)
{
	gk_buf_printf(&t->text, "%zu", n);
	cell_of(t, ",");
}

static void
write_point(struct table *t, const struct gk_point *p)
{
	gk_buf_printf(&t->text, "%d", p->no);
	cell_of(t, ",,");
	cell(t, p->heading[t->lang], ",");
	cell(t, gk_str_of(gk_point_state_id(p->state)), ",");
	cell(t, gk_str_of(gk_point_state_label(p->state, t->lang)), ",");
	gk_point_figures(&t->text, p, t->lang);
	cell_of(t, ",,,,,,,,");
	gk_leads_join(&t->text, p->leads, p->nleads);
	cell_of(t, ",,,\n");
}

static void
write_counts(struct table *t, const struct gk_clause_of *c)
{
	struct gk_reckoning n = { 0 };

	for (size_t i = 0; i < c->nmeasures; i++) {
		const struct gk_reckoning *r = &c->results[i].n;

		n.total += r->total;
		n.done += r->done;
		n.late += r->late;
		n.self += r->self;
		n.missing += r->missing;
		n.pending += r->pending;
	}
	if (n.total == 0) {
		gk_out_puts(t->o, ",,,,,,");
		return;
	}
	cell_count(t, n.total);
	cell_count(t, n.done);
	cell_count(t, n.late);
	cell_count(t, n.self);
	cell_count(t, n.missing);
	cell_count(t, n.pending);
}

static void
write_clause(struct table *t, const struct gk_point *p,
    const struct gk_clause_of *c)
{
	gk_buf_printf(&t->text, "%d", p->no);
	cell_of(t, ",");
	cell(t, c->id, ",");
	cell(t, c->text[t->lang], ",");
	cell(t, gk_str_of(gk_point_state_id(c->state)), ",");
	cell(t, gk_str_of(gk_point_state_label(c->state, t->lang)), ",");
	gk_clause_figures(&t->text, c, t->lang);
	cell_of(t, ",");
	write_counts(t, c);
	gk_clause_remarks(&t->text, c, t->lang);
	cell_of(t, ",");
	gk_leads_join(&t->text, c->leads, c->nleads);
	cell_of(t, ",");
	cell(t, gk_str_of(gk_scope_label(c->scope, t->lang)), ",");
	cell(t, gk_str_of(gk_cadence_label(c->cadence, t->lang)), ",");
	gk_day_iso(&t->text, c->due);
	cell_of(t, "\n");
}

void
gk_points_write_csv(const struct gk_points *p, struct gk_out *o,
    enum gk_lang lang)
{
	struct table t = { .o = o, .lang = lang };

	gk_out_puts(o, "point,clause,text,state,label,figures,total,done,late,"
	    "self_reported,missing,not_due,remarks,leads,scope,cadence,due\n");
	for (size_t i = 0; i < p->count; i++) {
		write_point(&t, &p->list[i]);
		for (size_t c = 0; c < p->list[i].nclauses; c++)
			write_clause(&t, &p->list[i], &p->list[i].clauses[c]);
	}
	gk_buf_release(&t.text);
	gk_buf_release(&t.tmp);
}

/* ---- for people ----------------------------------------------------- */

#define INDENT 2
#define ID_WIDTH 6

static void
blanks(struct gk_buf *b, size_t n)
{
	while (n-- > 0)
		gk_buf_putc(b, ' ');
}

/* Closing marks do not begin a line. */
static bool
hangs(struct gk_str s, size_t at)
{
	static const char *const marks[] = { "、", "，", "。", "；", "：", "）",
		"”", "》", "！", "？" };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (gk_str_starts(gk_str_sub(s, at, s.n - at),
		    gk_str_of(marks[i])))
			return true;
	return false;
}

/*
 * How much of `s` fits into `room` columns: words in ASCII stay whole, text in
 * Chinese may end anywhere but before a closing mark.
 */
static size_t
fitting(struct gk_str s, size_t room)
{
	size_t used = 0, end = 0, i, n;

	for (i = 0; i < s.n; i += n) {
		uint32_t ch;

		n = gk_utf8_next(s.p + i, s.n - i, &ch);
		n = n != 0 ? n : 1;
		if (i > 0 && !hangs(s, i) && (s.p[i] == ' ' ||
		    ((unsigned char)s.p[i] >= 0x80 &&
		    (unsigned char)s.p[i - 1] >= 0x80)))
			end = i;
		used += gk_width(gk_str_sub(s, i, n));
		if (used > room && end > 0)
			return end;
	}
	return s.n;
}

/* The text in t->text, behind what stands in t->line; its lines hang there. */
static void
put(struct table *t, size_t indent)
{
	struct gk_str rest;

	gk_buf_clear(&t->tmp);
	gk_sanitize(&t->tmp, gk_buf_str(&t->text));
	rest = gk_buf_str(&t->tmp);
	do {
		size_t room = t->width > indent + 20 ? t->width - indent :
		    SIZE_MAX;
		size_t n = fitting(rest, room);

		gk_out_str(t->o, gk_buf_str(&t->line));
		gk_out_str(t->o, gk_str_sub(rest, 0, n));
		gk_out_puts(t->o, "\n");
		rest = gk_trim(gk_str_sub(rest, n, rest.n - n));
		gk_buf_clear(&t->line);
		blanks(&t->line, indent);
	} while (rest.n > 0);
	gk_buf_clear(&t->line);
	gk_buf_clear(&t->text);
}

/* （十七）, as such papers count. */
static void
ordinal(struct gk_buf *b, int n, enum gk_lang lang)
{
	static const char *const digits[] = { "", "一", "二", "三", "四", "五",
		"六", "七", "八", "九" };

	if (lang == GK_EN || n < 1 || n > 99)
		gk_buf_printf(b, lang == GK_EN ? "%d. " : "（%d）", n);
	else
		gk_buf_printf(b, "（%s%s%s）", n < 20 ? "" : digits[n / 10],
		    n < 10 ? "" : "十", digits[n % 10]);
}

static void
put_leads(struct table *t, const struct gk_str *leads, size_t n,
    size_t indent)
{
	if (n == 0)
		return;
	blanks(&t->line, indent);
	gk_buf_puts(&t->text, t->lang == GK_ZH ? "牵头单位：" : "lead: ");
	gk_leads_join(&t->text, leads, n);
	put(t, indent);
}

static void
put_clause(struct table *t, const struct gk_clause_of *c)
{
	size_t indent = INDENT + ID_WIDTH;

	blanks(&t->line, INDENT);
	gk_buf_add_str(&t->line, c->id);
	blanks(&t->line, c->id.n < ID_WIDTH ? ID_WIDTH - c->id.n : 1);
	gk_buf_printf(&t->text, "[%s] ", gk_point_state_label(c->state,
	    t->lang));
	gk_buf_add_str(&t->text, c->text[t->lang]);
	put(t, indent);
	gk_clause_figures(&t->text, c, t->lang);
	if (t->text.len > 0) {
		blanks(&t->line, indent);
		put(t, indent);
	}
	gk_clause_remarks(&t->text, c, t->lang);
	if (t->text.len > 0) {
		blanks(&t->line, indent);
		put(t, indent);
	}
	if (c->leads_own)
		put_leads(t, c->leads, c->nleads, indent);
}

static void
put_point(struct table *t, const struct gk_point *p)
{
	gk_out_puts(t->o, "\n");
	ordinal(&t->text, p->no, t->lang);
	gk_buf_add_str(&t->text, p->heading[t->lang]);
	gk_buf_printf(&t->text, "  [%s] ", gk_point_state_label(p->state,
	    t->lang));
	gk_point_figures(&t->text, p, t->lang);
	put(t, 2 * INDENT);
	put_leads(t, p->leads, p->nleads, 2 * INDENT);
	for (size_t i = 0; i < p->nclauses; i++)
		put_clause(t, &p->clauses[i]);
}

static void
put_day(struct table *t, gk_day d)
{
	int y, m, day;

	if (t->lang == GK_EN) {
		gk_day_iso(&t->text, d);
		return;
	}
	gk_day_split(d, &y, &m, &day);
	gk_buf_printf(&t->text, "%d年%d月%d日", y, m, day);
}

static void
put_head(struct table *t, const struct gk_points *p)
{
	bool zh = t->lang == GK_ZH;

	gk_buf_add_str(&t->text, p->title[t->lang]);
	gk_buf_puts(&t->text, zh ? "落实情况（截至" : ": state as of ");
	put_day(t, p->as_of);
	gk_buf_puts(&t->text, zh ? "）" : "");
	put(t, INDENT);
	gk_buf_puts(&t->text, zh ? "依据：" : "basis: ");
	gk_buf_add_str(&t->text, p->document);
	put(t, INDENT);
}

/* All points by state, and all clauses. */
static void
put_sums(struct table *t, const struct gk_points *p)
{
	bool zh = t->lang == GK_ZH;
	struct gk_point all = { 0 };
	struct gk_clause_of *clauses;
	size_t n = 0;

	for (size_t i = 0; i < p->count; i++)
		n += p->list[i].nclauses;
	all.clauses = clauses = gk_calloc(n + 1, sizeof *clauses);
	for (size_t i = 0; i < p->count; i++)
		for (size_t c = 0; c < p->list[i].nclauses; c++)
			clauses[all.nclauses++] = p->list[i].clauses[c];
	gk_out_puts(t->o, "\n");
	gk_buf_printf(&t->text, zh ? "共%zu项要点、%zu条：" :
	    "%zu points, %zu clauses; ", p->count, n);
	gk_point_figures(&t->text, &all, t->lang);
	gk_buf_puts(&t->text, zh ? "。以各单位台账自报为准，未逐页核验。" :
	    ". As the ledgers say; no page was looked at.");
	put(t, INDENT);
	free(clauses);
}

void
gk_points_print_table(const struct gk_points *p, struct gk_out *o,
    enum gk_lang lang, int width)
{
	struct table t = { .o = o, .lang = lang,
		.width = width > 0 ? (size_t)width : 0 };

	put_head(&t, p);
	for (size_t i = 0; i < p->count; i++)
		put_point(&t, &p->list[i]);
	put_sums(&t, p);
	gk_buf_release(&t.text);
	gk_buf_release(&t.tmp);
	gk_buf_release(&t.line);
}
