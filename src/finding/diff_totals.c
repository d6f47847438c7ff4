/*
 * How many findings of each state a unit has.
 */
#include "config.h"

#include "finding/diff_int.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/norm.h"
#include "finding/table.h"

static int
compare_finding(const void *va, const void *vb)
{
	const struct gk_finding *a = *(const struct gk_finding *const *)va;
	const struct gk_finding *b = *(const struct gk_finding *const *)vb;

	return gk_str_cmp(a->col[GK_F_UNIT], b->col[GK_F_UNIT]);
}

/* ---- counting ------------------------------------------------------- */

/* Whether it is past the day by which it was to be mended. */
static bool
is_overdue(const struct gk_finding *f, gk_day as_of)
{
	gk_day fix_by;

	return as_of != GK_NO_DAY &&
	    gk_date_parse_iso(f->col[GK_F_FIX_BY], &fix_by) && fix_by < as_of;
}

static void
count_settled(struct gk_diff_counts *n, const struct gk_finding *f)
{
	if (gk_diff_in_state(f, "waived"))
		n->waived++;
	else if (gk_diff_cause_of(f->col[GK_F_CAUSE]) == GK_CLOSED_MENDED)
		n->mended++;
	else
		n->vanished++;
}

static void
count(struct gk_diff_counts *n, const struct gk_finding *f, gk_day as_of)
{
	gk_day since;

	if (f->settled) {
		count_settled(n, f);
		return;
	}
	if (gk_date_parse_iso(f->col[GK_F_SINCE], &since) &&
	    (n->oldest == GK_NO_DAY || since < n->oldest))
		n->oldest = since;
	if (gk_diff_in_state(f, "new")) {
		n->fresh++;
		return;
	}
	n->reopened += gk_diff_in_state(f, "reopened");
	n->upgraded += gk_diff_in_state(f, "upgraded");
	n->open += gk_diff_in_state(f, "open");
	n->overdue += is_overdue(f, as_of);
}

static struct gk_diff_unit *
unit_of(struct gk_diff_totals *t, const struct gk_finding *f)
{
	struct gk_diff_unit *u = t->count != 0 ? &t->units[t->count - 1] :
	    NULL;

	if (u != NULL && gk_str_eq(u->unit, f->col[GK_F_UNIT]))
		return u;
	u = GK_PUSH(t->units, t->count, t->cap);
	*u = (struct gk_diff_unit){ .unit = f->col[GK_F_UNIT],
	    .n = { .oldest = GK_NO_DAY } };
	return u;
}

void
gk_diff_totals_init(struct gk_diff_totals *t, const struct gk_findings *fs,
    gk_day as_of)
{
	const struct gk_finding **order = gk_reallocarray(NULL, fs->count,
	    sizeof *order);

	*t = (struct gk_diff_totals){ .as_of = as_of,
	    .all = { .oldest = GK_NO_DAY } };
	for (size_t i = 0; i < fs->count; i++)
		order[i] = &fs->list[i];
	qsort(order, fs->count, sizeof *order, compare_finding);
	for (size_t i = 0; i < fs->count; i++) {
		if (order[i]->advisory || gk_diff_is_earlier(order[i]))
			continue;
		count(&unit_of(t, order[i])->n, order[i], as_of);
		count(&t->all, order[i], as_of);
	}
	free(order);
}

void
gk_diff_totals_release(struct gk_diff_totals *t)
{
	free(t->units);
	*t = (struct gk_diff_totals){ 0 };
}

/* ---- columns -------------------------------------------------------- */

static const struct column {
	const char *key, *label[2];
	size_t offset;
} columns[] = {
#define COLUMN(key, field, zh, en) \
	{ key, { zh, en }, offsetof(struct gk_diff_counts, field) }
	COLUMN("new", fresh, "新增", "new"),
	COLUMN("reopened", reopened, "反弹", "reopened"),
	COLUMN("upgraded", upgraded, "升级", "upgraded"),
	COLUMN("open", open, "未整改", "open"),
	COLUMN("overdue", overdue, "逾期未整改", "overdue"),
	COLUMN("mended", mended, "已补正", "mended"),
	COLUMN("vanished", vanished, "未再发现", "vanished"),
	COLUMN("waived", waived, "例外登记", "waived"),
#undef COLUMN
};
#define NCOLUMNS (sizeof columns / sizeof *columns)

static size_t
value(const struct gk_diff_counts *n, const struct column *c)
{
	return *(const size_t *)(const void *)((const char *)n + c->offset);
}

static void
put_day(struct gk_out *o, gk_day day)
{
	struct gk_buf b;

	gk_buf_init(&b);
	gk_day_iso(&b, day);
	gk_out_str(o, gk_buf_str(&b));
	gk_buf_release(&b);
}

/* Since when, and for how many days. */
static void
put_age(const struct gk_diff_totals *t, const struct gk_diff_counts *n,
    const char *sep, struct gk_out *o)
{
	put_day(o, n->oldest);
	gk_out_puts(o, sep);
	if (n->oldest != GK_NO_DAY && t->as_of != GK_NO_DAY)
		gk_out_printf(o, "%d", (int)(t->as_of - n->oldest));
}

void
gk_diff_totals_csv(const struct gk_diff_totals *t, struct gk_out *o)
{
	struct gk_buf tmp;

	gk_buf_init(&tmp);
	gk_out_puts(o, "unit");
	for (size_t c = 0; c < NCOLUMNS; c++)
		gk_out_printf(o, ",%s", columns[c].key);
	gk_out_puts(o, ",oldest,days\n");
	for (size_t i = 0; i < t->count; i++) {
		const struct gk_diff_unit *u = &t->units[i];

		gk_guarded_cell(o, u->unit, &tmp);
		for (size_t c = 0; c < NCOLUMNS; c++)
			gk_out_printf(o, ",%zu", value(&u->n, &columns[c]));
		gk_out_puts(o, ",");
		put_age(t, &u->n, ",", o);
		gk_out_puts(o, "\n");
	}
	gk_buf_release(&tmp);
}

/* ---- for people ----------------------------------------------------- */

static void
pad(struct gk_out *o, size_t width, size_t is)
{
	for (; is < width; is++)
		gk_out_add(o, " ", 1);
}

static void
put_number(struct gk_out *o, size_t n, size_t width)
{
	char text[24];

	snprintf(text, sizeof text, "%zu", n);
	pad(o, width, strlen(text));
	gk_out_puts(o, text);
}

static void
put_line(const struct gk_diff_totals *t, struct gk_str unit, size_t width,
    const struct gk_diff_counts *n, enum gk_lang lang, struct gk_out *o)
{
	gk_out_str(o, unit);
	pad(o, width, gk_width(unit));
	for (size_t c = 0; c < NCOLUMNS; c++)
		put_number(o, value(n, &columns[c]),
		    2 + gk_width(gk_str_of(columns[c].label[lang])));
	if (n->oldest != GK_NO_DAY) {
		gk_out_puts(o, "  ");
		put_age(t, n, "  ", o);
	}
	gk_out_puts(o, "\n");
}

/* A name as it may be shown on a terminal. */
static struct gk_str
shown(struct gk_buf *b, struct gk_str unit, enum gk_lang lang)
{
	gk_buf_clear(b);
	if (unit.n == 0)
		return lang == GK_ZH ? GK_STR("（未注明单位）") :
		    GK_STR("(no unit)");
	gk_sanitize(b, unit);
	return gk_buf_str(b);
}

static void
put_table(const struct gk_diff_totals *t, enum gk_lang lang, struct gk_out *o)
{
	const struct gk_str all = lang == GK_ZH ? GK_STR("合计") :
	    GK_STR("all");
	size_t width = gk_width(lang == GK_ZH ? GK_STR("单位") :
	    GK_STR("unit"));
	struct gk_buf b;

	gk_buf_init(&b);
	if (gk_width(all) > width)
		width = gk_width(all);
	for (size_t i = 0; i < t->count; i++) {
		size_t w = gk_width(shown(&b, t->units[i].unit, lang));

		width = w > width ? w : width;
	}
	gk_out_puts(o, lang == GK_ZH ? "单位" : "unit");
	pad(o, width, 4);
	for (size_t c = 0; c < NCOLUMNS; c++)
		gk_out_printf(o, "  %s", columns[c].label[lang]);
	gk_out_puts(o, lang == GK_ZH ? "  最早发现    天数\n" :
	    "  oldest      days\n");
	for (size_t i = 0; i < t->count; i++)
		put_line(t, shown(&b, t->units[i].unit, lang), width,
		    &t->units[i].n, lang, o);
	put_line(t, all, width, &t->all, lang, o);
	gk_buf_release(&b);
}

static void
put_rules(struct gk_out *o, const struct gk_str *list, size_t n)
{
	struct gk_buf b;

	gk_buf_init(&b);
	for (size_t i = 0; i < n; i++) {
		gk_buf_puts(&b, i != 0 ? ", " : "");
		gk_sanitize(&b, list[i]);
	}
	gk_out_str(o, n != 0 ? gk_buf_str(&b) : GK_STR("-"));
	gk_buf_release(&b);
}

static void
put_scope(const struct gk_diff_scope *s, enum gk_lang lang, struct gk_out *o)
{
	if (s->nold + s->nnow == 0)
		return;
	gk_out_puts(o, lang == GK_ZH ? "\n口径：两期问题涉及的规则不同（仅上期：" :
	    "\nScope: the tables have findings of different rules "
	    "(old only: ");
	put_rules(o, s->only_old, s->nold);
	gk_out_puts(o, lang == GK_ZH ? "；仅本期：" : "; new only: ");
	put_rules(o, s->only_now, s->nnow);
	if (s->gone != 0)
		gk_out_puts(o, lang == GK_ZH ?
		    "）。规则已调整，属口径变化，增减不作趋势比较。\n" :
		    "). Rules have changed (口径变化): the numbers show no "
		    "trend.\n");
	else
		gk_out_puts(o, lang == GK_ZH ?
		    "）。规则或目录如有调整，属口径变化，增减不作趋势比较。\n" :
		    "). If rules or catalogues have changed (口径变化), the "
		    "numbers show no trend.\n");
}

void
gk_diff_totals_text(const struct gk_diff_totals *t,
    const struct gk_diff_scope *scope, enum gk_lang lang, struct gk_out *o)
{
	const struct gk_diff_counts *n = &t->all;
	struct gk_arena a;

	gk_arena_init(&a);
	if (t->as_of != GK_NO_DAY)
		gk_out_printf(o, lang == GK_ZH ? "截至%s，" : "As of %s: ",
		    gk_day_words(&a, t->as_of, 0, lang).p);
	gk_out_printf(o, lang == GK_ZH ?
	    "问题较上期新增%zu个、反弹%zu个、升级%zu个、未整改%zu个"
	    "（逾期未整改%zu个）；已补正%zu个、本期未再发现%zu个（均待复核）。\n\n" :
	    "%zu new, %zu reopened, %zu upgraded, %zu open (%zu overdue); "
	    "%zu mended, %zu vanished (both to be confirmed).\n\n",
	    n->fresh, n->reopened, n->upgraded, n->open, n->overdue, n->mended,
	    n->vanished);
	put_table(t, lang, o);
	put_scope(scope, lang, o);
	gk_arena_release(&a);
}
