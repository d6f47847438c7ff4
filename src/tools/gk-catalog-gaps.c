/*
 * gk-catalog diff --gaps: the state of the local lists of fields, and what
 * they lack, for people or as CSV.
 */
#include "config.h"

#include "tools/gk-catalog.h"

#include "catalog/diff.h"
#include "finding/table.h"

static const struct {
	const char *zh, *en;
} groups[] = {
	[GK_GROUP_2019] = { "2019年26个试点领域", "the 26 fields of 2019" },
	[GK_GROUP_POINTS] = { "工作要点点名的6个领域",
	    "the 6 fields named by the key points" },
	[GK_GROUP_LATER] = { "此后印发的领域", "fields published later" },
	[GK_GROUP_OTHER] = { "其他", "others" },
};

/* ---- CSV ------------------------------------------------------------ */

static void
csv_row(struct gk_out *o, struct gk_buf *tmp, const struct gk_str *cells,
    size_t n)
{
	for (size_t i = 0; i < n; i++) {
		gk_out_puts(o, i != 0 ? "," : "");
		gk_guarded_cell(o, cells[i], tmp);
	}
	gk_out_puts(o, "\n");
}

static void
csv_gap(struct gk_out *o, struct gk_buf *tmp, const struct gk_gap *g)
{
	const struct gk_field *f = g->fields->old, *lf = g->fields->now;
	const struct gk_item *n = g->national, *l = g->local;
	const struct gk_str cells[] = {
		gk_str_of(gk_gap_id(g->kind)),
		gk_str_of(gk_group_id(gk_field_group(f))), f->id, f->name,
		n != NULL ? n->id : GK_EMPTY, n != NULL ? n->level1 : GK_EMPTY,
		n != NULL ? n->level2 : GK_EMPTY,
		lf != NULL ? lf->id : GK_EMPTY, l != NULL ? l->id : GK_EMPTY,
		g->want, g->have,
		g->advisory ? GK_STR("yes") : GK_STR("no"),
	};

	csv_row(o, tmp, cells, sizeof cells / sizeof cells[0]);
}

/* A row for each field that has a local list, with all its items or not. */
static void
csv_held(struct gk_out *o, struct gk_buf *tmp, const struct gk_field_pair *fp)
{
	const struct gk_str cells[] = { GK_STR("field-held"),
		gk_str_of(gk_group_id(gk_field_group(fp->old))), fp->old->id,
		fp->old->name, GK_EMPTY, GK_EMPTY, GK_EMPTY, fp->now->id,
		GK_EMPTY, fp->old->name, fp->now->name, GK_STR("no") };

	csv_row(o, tmp, cells, sizeof cells / sizeof cells[0]);
}

static void
write_csv(const struct gk_pairing *p, const struct gk_gaps *g, gk_day as_of,
    struct gk_out *o)
{
	struct gk_buf tmp;
	size_t i = 0;

	gk_buf_init(&tmp);
	gk_out_puts(o, "gap,group,field,name,item,level1,level2,local_field,"
	    "local_item,national,local,advisory\n");
	for (; i < g->count && g->list[i].kind == GK_GAP_FIELD; i++)
		csv_gap(o, &tmp, &g->list[i]);
	for (size_t k = 0; k < p->nfields; k++)
		if (p->fields[k].now != NULL &&
		    gk_gaps_asks(&p->fields[k], as_of))
			csv_held(o, &tmp, &p->fields[k]);
	for (; i < g->count; i++)
		csv_gap(o, &tmp, &g->list[i]);
	gk_buf_release(&tmp);
}

/* ---- text ----------------------------------------------------------- */

struct text {
	struct gk_out *o;
	enum gk_lang lang;
	gk_day as_of;
	const struct gk_pairing *p;
	const struct gk_gaps *g;
	struct gk_buf b;
};

static const char *
words(const struct text *t, const char *zh, const char *en)
{
	return t->lang == GK_ZH ? zh : en;
}

static void
end_line(struct text *t)
{
	gk_catalog_puts(t->o, gk_buf_str(&t->b));
	gk_out_puts(t->o, "\n");
	gk_buf_clear(&t->b);
}

/* Which of a group's fields have a local list; the others come later. */
static void
put_group(struct text *t, enum gk_field_group group)
{
	const struct gk_gaps *g = t->g;
	const char *sep = words(t, "（", " (");

	if (g->asked[group] == 0)
		return;
	gk_buf_printf(&t->b, words(t, "  %s：应有%zu个，已建%zu个",
	    "  %s: of %zu, %zu have a list"),
	    words(t, groups[group].zh, groups[group].en), g->asked[group],
	    g->held[group]);
	for (size_t i = 0; i < t->p->nfields; i++) {
		const struct gk_field_pair *fp = &t->p->fields[i];

		if (fp->now == NULL || !gk_gaps_asks(fp, t->as_of) ||
		    gk_field_group(fp->old) != group)
			continue;
		gk_buf_printf(&t->b, "%s%.*s %.*s", sep, GK_FMT(fp->old->id),
		    GK_FMT(fp->old->name));
		sep = words(t, "、", ", ");
	}
	if (g->held[group] != 0)
		gk_buf_puts(&t->b, words(t, "）", ")"));
	end_line(t);
}

static void
put_missing(struct text *t)
{
	bool head = false;

	for (size_t i = 0; i < t->g->count &&
	    t->g->list[i].kind == GK_GAP_FIELD; i++) {
		const struct gk_field *f = t->g->list[i].fields->old;

		if (!head)
			gk_out_puts(t->o, words(t, "\n未建目录的领域\n",
			    "\nFields without a local list\n"));
		head = true;
		gk_buf_printf(&t->b, "  %.*s %.*s", GK_FMT(f->id),
		    GK_FMT(f->name));
		if (gk_gaps_items(f, t->as_of) != 0)
			gk_buf_printf(&t->b, words(t, "：%zu项", ": %zu items"),
			    gk_gaps_items(f, t->as_of));
		else
			gk_buf_puts(&t->b, words(t, "：事项待核",
			    ": items not verified"));
		end_line(t);
	}
}

static void
put_field(struct text *t, const struct gk_field_pair *fp, size_t missing)
{
	size_t local = 0;

	for (size_t i = 0; i < fp->nitems; i++)
		local += fp->items[i].now != NULL;
	gk_out_puts(t->o, "\n");
	gk_buf_printf(&t->b, words(t, "%.*s %.*s：国家目录%zu项，本地%zu项，未列%zu项",
	    "%.*s %.*s: %zu items nationally, %zu locally, %zu missing"),
	    GK_FMT(fp->old->id), GK_FMT(fp->old->name),
	    gk_gaps_items(fp->old, t->as_of), local, missing);
	end_line(t);
}

static void
put_gap(struct text *t, const struct gk_gap *g)
{
	const struct gk_item *n = g->national;

	gk_buf_printf(&t->b, "  %s  [%.*s] %.*s—%.*s",
	    gk_gap_label(g->kind, t->lang), GK_FMT(n->id), GK_FMT(n->level1),
	    GK_FMT(n->level2));
	if (g->kind == GK_GAP_DROPPED) {
		gk_buf_printf(&t->b, words(t, "（%.*s）", " (%.*s)"),
		    GK_FMT(g->have));
		end_line(t);
		return;
	}
	if (g->kind != GK_GAP_ITEM && g->have.n == 0)
		gk_buf_printf(&t->b, words(t, "：%.*s", ": %.*s"),
		    GK_FMT(g->want));
	else if (g->kind != GK_GAP_ITEM)
		gk_buf_printf(&t->b, words(t, "：国家“%.*s”，本地“%.*s”",
		    ": national \"%.*s\", local \"%.*s\""), GK_FMT(g->want),
		    GK_FMT(g->have));
	if (g->advisory)
		gk_buf_puts(&t->b, words(t, "（待核）", " (not verified)"));
	end_line(t);
}

/* The gaps of one field; returns the first of the next. */
static size_t
put_gaps(struct text *t, size_t from)
{
	const struct gk_gap *list = t->g->list;
	size_t end = from, missing = 0;

	for (; end < t->g->count && list[end].fields == list[from].fields;
	    end++)
		missing += list[end].kind == GK_GAP_ITEM;
	put_field(t, list[from].fields, missing);
	for (size_t i = from; i < end; i++)
		put_gap(t, &list[i]);
	return end;
}

static size_t
counted(const struct gk_gaps *g)
{
	return g->count - g->advisory - g->dropped;
}

static void
put_totals(struct text *t)
{
	const struct gk_gaps *g = t->g;

	gk_out_puts(t->o, "\n");
	gk_buf_printf(&t->b, words(t, "合计%zu处", "total: %zu"), counted(g));
	if (g->advisory != 0)
		gk_buf_printf(&t->b, words(t, "；另有%zu处所据国家目录未读全，仅供核对",
		    "; %zu more rest on what was not read in the source"),
		    g->advisory);
	if (g->dropped != 0)
		gk_buf_printf(&t->b, words(t, "；另有%zu项本地不列，理由见上",
		    "; %zu more are dropped locally, for the reasons above"),
		    g->dropped);
	end_line(t);
}

static void
write_text(struct text *t)
{
	size_t i = 0;

	gk_out_puts(t->o, words(t, "本地目录\n", "Local lists\n"));
	for (int k = 0; k < GK_GROUPS; k++)
		put_group(t, (enum gk_field_group)k);
	for (size_t k = 0; k < t->p->nfields; k++) {
		if (t->p->fields[k].old != NULL)
			continue;
		gk_buf_printf(&t->b, words(t, "  本地另有：%.*s %.*s",
		    "  local only: %.*s %.*s"),
		    GK_FMT(t->p->fields[k].now->id),
		    GK_FMT(t->p->fields[k].now->name));
		end_line(t);
	}
	put_missing(t);
	while (i < t->g->count && t->g->list[i].kind == GK_GAP_FIELD)
		i++;
	while (i < t->g->count)
		i = put_gaps(t, i);
	put_totals(t);
}

enum gk_exit
gk_catalog_gaps(const struct gk_settings *s, const struct gk_pairing *p,
    bool csv)
{
	struct gk_gaps *g = gk_gaps_new(p, s->as_of);
	struct text t = { .o = gk_catalog_open(s), .lang = s->lang,
		.as_of = s->as_of, .p = p, .g = g };
	enum gk_exit status = counted(g) != 0 ? GK_EXIT_FINDINGS
					      : GK_EXIT_CLEAN;

	gk_buf_init(&t.b);
	if (t.o != NULL && csv)
		write_csv(p, g, s->as_of, t.o);
	else if (t.o != NULL)
		write_text(&t);
	gk_buf_release(&t.b);
	gk_gaps_free(g);
	return gk_catalog_close(t.o, status);
}
