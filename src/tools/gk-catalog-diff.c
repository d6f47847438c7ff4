/*
 * gk-catalog diff: what one set of catalogues has changed, or, with --gaps,
 * what a local set lacks of the national one (gk-catalog-gaps.c).
 */
#include "config.h"

#include "tools/gk-catalog.h"

#include <stdlib.h>
#include <unistd.h>

#include "catalog/diff.h"
#include "core/file.h"
#include "finding/table.h"

/* ---- CSV ------------------------------------------------------------ */

static void
csv_item(struct gk_out *o, const struct gk_field *f, const struct gk_item *it,
    struct gk_buf *tmp)
{
	const struct gk_str cells[] = {
		f != NULL ? f->id : GK_EMPTY, f != NULL ? f->name : GK_EMPTY,
		it != NULL ? it->id : GK_EMPTY,
		it != NULL ? it->level1 : GK_EMPTY,
		it != NULL ? it->level2 : GK_EMPTY,
	};

	for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
		gk_out_puts(o, ",");
		gk_guarded_cell(o, cells[i], tmp);
	}
}

static void
write_csv(const struct gk_diff *d, struct gk_out *o)
{
	struct gk_buf tmp;

	gk_buf_init(&tmp);
	gk_out_puts(o, "change,field,name,item,level1,level2,new_field,"
	    "new_name,new_item,new_level1,new_level2,was,is\n");
	for (size_t i = 0; i < d->count; i++) {
		const struct gk_diff_change *c = &d->list[i];

		gk_out_puts(o, gk_change_id(c->kind));
		csv_item(o, c->fields->old, c->old, &tmp);
		csv_item(o, c->fields->now, c->now, &tmp);
		gk_out_puts(o, ",");
		gk_guarded_cell(o, c->was, &tmp);
		gk_out_puts(o, ",");
		gk_guarded_cell(o, c->is, &tmp);
		gk_out_puts(o, "\n");
	}
	gk_buf_release(&tmp);
}

/* ---- text ----------------------------------------------------------- */

struct text {
	struct gk_out *o;
	enum gk_lang lang;
	struct gk_buf b;
};

static void
end_line(struct text *t)
{
	gk_catalog_puts(t->o, gk_buf_str(&t->b));
	gk_out_puts(t->o, "\n");
	gk_buf_clear(&t->b);
}

static void
put_field(struct text *t, const struct gk_field_pair *fp)
{
	const struct gk_field *f = fp->old != NULL ? fp->old : fp->now;

	gk_buf_printf(&t->b, "%.*s", GK_FMT(f->id));
	if (fp->old != NULL && fp->now != NULL &&
	    !gk_str_eq(fp->old->id, fp->now->id))
		gk_buf_printf(&t->b, "→%.*s", GK_FMT(fp->now->id));
	gk_buf_printf(&t->b, " %.*s", GK_FMT(f->name));
	end_line(t);
}

/* "[05-8→L-3] 规划许可—建设项目选址意见书" */
static void
put_name(struct text *t, const struct gk_diff_change *c)
{
	const struct gk_item *it = c->old != NULL ? c->old : c->now;

	if (it == NULL)
		return;
	gk_buf_printf(&t->b, "  [%.*s", GK_FMT(it->id));
	if (c->old != NULL && c->now != NULL &&
	    !gk_str_eq(c->old->id, c->now->id))
		gk_buf_printf(&t->b, "→%.*s", GK_FMT(c->now->id));
	gk_buf_printf(&t->b, "] %.*s—%.*s", GK_FMT(it->level1),
	    GK_FMT(it->level2));
}

/* Of a list what is gone and what is new, else the old and the new. */
static void
put_values(struct text *t, const struct gk_diff_change *c)
{
	bool list = c->kind == GK_CHANGE_LOCAL ||
	    c->kind == GK_CHANGE_ELEMENTS ||
	    c->kind == GK_CHANGE_BASIS || c->kind == GK_CHANGE_SUBJECT ||
	    c->kind == GK_CHANGE_CHANNEL;
	const char *colon = t->lang == GK_ZH ? "：" : ": ";
	const char *none = t->lang == GK_ZH ? "（空）" : "(none)";

	if (c->old == NULL && c->now == NULL && c->kind < GK_CHANGE_FIELD_RENAMED)
		return;
	if (c->kind == GK_CHANGE_REMOVED || c->kind == GK_CHANGE_ADDED)
		return;
	gk_buf_puts(&t->b, c->old != NULL ? colon : "  ");
	if (!list) {
		gk_buf_printf(&t->b, "%.*s → %.*s",
		    GK_FMT(c->was.n != 0 ? c->was : gk_str_of(none)),
		    GK_FMT(c->is.n != 0 ? c->is : gk_str_of(none)));
		return;
	}
	if (c->was.n != 0)
		gk_buf_printf(&t->b, "-%.*s", GK_FMT(c->was));
	if (c->is.n != 0)
		gk_buf_printf(&t->b, "%s+%.*s", c->was.n != 0 ? "  " : "",
		    GK_FMT(c->is));
}

static void
put_totals(struct text *t, const struct gk_diff *d)
{
	const char *sep = t->lang == GK_ZH ? "：" : ": ";

	gk_out_puts(t->o, "\n");
	gk_buf_puts(&t->b, t->lang == GK_ZH ? "合计" : "total");
	for (int k = 0; k < GK_CHANGES; k++) {
		if (d->by_kind[k] == 0)
			continue;
		gk_buf_printf(&t->b, "%s%s %zu", sep,
		    gk_change_label((enum gk_change_kind)k, t->lang),
		    d->by_kind[k]);
		sep = t->lang == GK_ZH ? "，" : ", ";
	}
	end_line(t);
}

static void
write_text(const struct gk_diff *d, enum gk_lang lang, struct gk_out *o)
{
	struct text t = { .o = o, .lang = lang };
	const struct gk_field_pair *last = NULL;

	gk_buf_init(&t.b);
	for (size_t i = 0; i < d->count; i++) {
		const struct gk_diff_change *c = &d->list[i];

		if (c->fields != last)
			put_field(&t, c->fields);
		last = c->fields;
		gk_buf_printf(&t.b, "  %s", gk_change_label(c->kind, lang));
		put_name(&t, c);
		put_values(&t, c);
		end_line(&t);
	}
	if (d->count != 0)
		put_totals(&t, d);
	gk_buf_release(&t.b);
}

/* ---- */

static enum gk_exit
diff(const struct gk_settings *s, const struct gk_pairing *p, bool csv)
{
	struct gk_diff *d = gk_diff_new(p, s->lang);
	struct gk_out *o = gk_catalog_open(s);
	enum gk_exit status = d->count != 0 ? GK_EXIT_FINDINGS
					    : GK_EXIT_CLEAN;

	if (o != NULL && csv)
		write_csv(d, o);
	else if (o != NULL)
		write_text(d, s->lang, o);
	gk_diff_free(d);
	return gk_catalog_close(o, status);
}

/* With --gaps one operand is enough: it is held against the national set. */
static bool
operands(const struct gk_settings *s, int argc)
{
	if (argc == 2 || (s->gaps && argc == 1))
		return true;
	gk_say(s->gaps ? _("--gaps needs the local catalogues, or the national "
	    "and the local ones") :
	    _("diff needs two sets of catalogues, the old and the new"));
	return false;
}

enum gk_exit
gk_catalog_diff(struct gk_settings *s, int argc, char **argv)
{
	static const char *const known[] = { "text", "csv", NULL };
	enum gk_exit status = GK_EXIT_TROUBLE;
	struct gk_catalogs *old = NULL, *now = NULL;
	const char *format = gk_catalog_format(s, known);
	struct gk_pairing *p;
	bool csv;

	if (format == NULL || !operands(s, argc))
		return GK_EXIT_TROUBLE;
	csv = strcmp(format, "csv") == 0;
	old = gk_catalog_load(s, argc - 1, argv);
	if (old != NULL)
		now = gk_catalog_load(s, 1, argv + argc - 1);
	if (now != NULL) {
		p = gk_pairing_new(old, now);
		status = s->gaps ? gk_catalog_gaps(s, p, csv) :
		    diff(s, p, csv);
		gk_pairing_free(p);
	}
	gk_catalogs_free(old);
	gk_catalogs_free(now);
	return status;
}
