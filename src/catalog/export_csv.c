#include "config.h"

#include "catalog/export.h"

#include "catalog/words.h"
#include "finding/table.h"

struct csv {
	struct gk_out *o;
	struct gk_buf line, cell, tmp;
};

/* ---- lines before the header ---------------------------------------- */

/* "# key: value", a cell of its own. */
static void
meta(struct csv *c, const char *key, struct gk_str value)
{
	if (value.n == 0)
		return;
	gk_buf_clear(&c->line);
	gk_buf_printf(&c->line, "# %s: ", key);
	gk_buf_add_str(&c->line, value);
	gk_out_csv_cell(c->o, gk_buf_str(&c->line));
	gk_out_puts(c->o, "\n");
}

static void
meta_list(struct csv *c, const char *key, const struct gk_str *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		meta(c, key, list[i]);
}

static void
meta_field(struct csv *c, const struct gk_field *f)
{
	meta(c, "field", f->id);
	meta(c, "slug", f->slug);
	meta(c, "name", f->name);
	meta(c, "edition", f->edition);
	meta(c, "extends", f->extends);
	meta(c, "issuer", f->issuer);
	meta(c, "document", f->document);
	meta(c, "verified", f->document_verified ? GK_STR("yes") :
	    GK_STR("no"));
	meta(c, "date", f->date);
	if (f->stated != 0) {
		gk_buf_clear(&c->cell);
		gk_buf_printf(&c->cell, "%zu", f->stated);
		meta(c, "stated-count", gk_buf_str(&c->cell));
	}
	meta(c, "stated-items", f->stated_text);
	meta_list(c, "alias", f->aliases, f->naliases);
	meta_list(c, "note", f->notes, f->nnotes);
	meta_list(c, "source", f->sources, f->nsources);
	for (size_t i = 0; i < f->nchanges; i++) {
		gk_buf_clear(&c->cell);
		gk_local_change_xml(&c->cell, &f->changes[i]);
		meta(c, "change", gk_buf_str(&c->cell));
	}
}

/* "# item 17-3: key=value" */
static void
item_line(struct csv *c, const struct gk_item *it, const char *key,
    struct gk_str value)
{
	if (value.n == 0)
		return;
	gk_buf_clear(&c->line);
	gk_buf_printf(&c->line, "# item %.*s: %s=", GK_FMT(it->id), key);
	gk_buf_add_str(&c->line, value);
	gk_out_csv_cell(c->o, gk_buf_str(&c->line));
	gk_out_puts(c->o, "\n");
}

static void
item_flag(struct csv *c, const struct gk_item *it, const char *key, bool set)
{
	item_line(c, it, key, set ? GK_STR("yes") : GK_EMPTY);
}

static void
item_day(struct csv *c, const struct gk_item *it, const char *key, gk_day day)
{
	gk_buf_clear(&c->cell);
	gk_day_iso(&c->cell, day);
	item_line(c, it, key, gk_buf_str(&c->cell));
}

/* A list whose members cannot be told apart in one cell. */
static void
item_list(struct csv *c, const struct gk_item *it, const char *key,
    const struct gk_str *list, size_t n)
{
	bool clear = true;

	for (size_t i = 0; i < n; i++)
		if (gk_str_find(list[i], GK_STR(";")) != SIZE_MAX ||
		    gk_str_find(list[i], GK_STR("；")) != SIZE_MAX)
			clear = false;
	for (size_t i = 0; i < n && !clear; i++)
		item_line(c, it, key, list[i]);
}

/* Clauses of which the four columns do not hold everything. */
static void
item_limits(struct csv *c, const struct gk_item *it)
{
	bool plain = true;

	for (size_t i = 0; i < it->nclauses; i++)
		if (it->clauses[i].kind != GK_CLAUSE_DEADLINE ||
		    it->clauses[i].event.n != 0 ||
		    it->clauses[i].applies.n != 0)
			plain = false;
	for (size_t i = 0; i < it->nclauses && !plain; i++) {
		gk_buf_clear(&c->cell);
		gk_clause_xml(&c->cell, &it->clauses[i]);
		item_line(c, it, "limit", gk_buf_str(&c->cell));
	}
}

static void
item_lines(struct csv *c, const struct gk_item *it)
{
	item_line(c, it, "nature", gk_str_of(gk_nature_name(it->nature)));
	item_line(c, it, "nature-evidence", it->nature_inferred ?
	    GK_STR("inferred") : GK_EMPTY);
	item_line(c, it, "cadence", gk_str_of(gk_cadence_name(it->cadence)));
	if (it->duty != GK_DUTY_ANY)
		item_line(c, it, "duty", gk_str_of(gk_duty_name(it->duty)));
	item_line(c, it, "subject-evidence", it->subject_inferred ?
	    GK_STR("inferred") : GK_EMPTY);
	if (it->update_days != 0) {
		gk_buf_clear(&c->cell);
		gk_buf_printf(&c->cell, "%d", it->update_days);
		item_line(c, it, "update-days", gk_buf_str(&c->cell));
	}
	item_flag(c, it, "placeholder", it->placeholder);
	item_day(c, it, "valid-from", it->from);
	item_day(c, it, "valid-until", it->until);
	item_line(c, it, "replaces", it->replaces);
	item_line(c, it, "reason", it->reason);
	item_flag(c, it, "all-channels", it->all_channels);
	gk_buf_clear(&c->cell);
	gk_levels_words(&c->cell, it->weak_levels, ";");
	item_line(c, it, "weak-levels", gk_buf_str(&c->cell));
	for (size_t i = 0; i < it->naliases; i++)
		item_line(c, it, "alias", it->aliases[i]);
	item_list(c, it, "element", it->elements, it->nelements);
	item_list(c, it, "basis", it->bases, it->nbases);
	item_list(c, it, "subject", it->subjects, it->nsubjects);
	item_list(c, it, "channel", it->channels, it->nchannels);
	item_limits(c, it);
}

/* ---- rows ----------------------------------------------------------- */

static void
cell(struct csv *c, struct gk_str s)
{
	gk_out_puts(c->o, ",");
	gk_guarded_cell(c->o, s, &c->tmp);
}

static void
list_cell(struct csv *c, const struct gk_str *list, size_t n, const char *sep)
{
	gk_buf_clear(&c->cell);
	gk_list_words(&c->cell, list, n, sep);
	cell(c, gk_buf_str(&c->cell));
}

enum limit_column { LIMIT_DAYS, LIMIT_KIND, LIMIT_FROM, LIMIT_CADENCE,
	LIMIT_COLUMNS };

static void
kind_words(struct gk_buf *out, const struct gk_clause *cl)
{
	static const char *const units[] = { [GK_WORKING] = "working",
		[GK_CALENDAR] = "calendar" };

	if (cl->kind == GK_CLAUSE_DEADLINE)
		gk_buf_puts(out, units[cl->unit]);
	else if (cl->days != 0)
		gk_buf_printf(out, "%s %s", gk_clause_name(cl->kind),
		    units[cl->unit]);
	else
		gk_buf_puts(out, gk_clause_name(cl->kind));
}

static void
limit_words(struct gk_buf *out, const struct gk_item *it,
    const struct gk_clause *cl, enum limit_column column)
{
	switch (column) {
	case LIMIT_DAYS:
		if (cl->days != 0)
			gk_buf_printf(out, "%d", cl->days);
		break;
	case LIMIT_KIND:
		kind_words(out, cl);
		break;
	case LIMIT_FROM:
		gk_buf_add_str(out, cl->event.n != 0 ? cl->event : cl->from);
		break;
	default:
		gk_buf_puts(out, gk_cadence_name(cl->cadence != GK_ONCE ?
		    cl->cadence : it->cadence));
	}
}

/* A clause that has none beside others that have one is "/". */
static void
limit_cell(struct csv *c, const struct gk_item *it, enum limit_column column)
{
	bool any = false;

	gk_buf_clear(&c->cell);
	for (size_t i = 0; i < it->nclauses; i++) {
		size_t before;

		gk_buf_puts(&c->cell, i != 0 ? " | " : "");
		before = c->cell.len;
		limit_words(&c->cell, it, &it->clauses[i], column);
		any |= c->cell.len != before;
		if (c->cell.len == before)
			gk_buf_putc(&c->cell, '/');
	}
	if (it->nclauses == 0 && column == LIMIT_CADENCE) {
		gk_buf_puts(&c->cell, gk_cadence_name(it->cadence));
		any = true;
	}
	cell(c, any ? gk_buf_str(&c->cell) : GK_EMPTY);
}

static void
row(struct csv *c, const struct gk_item *it, size_t seq)
{
	gk_guarded_cell(c->o, it->field->id, &c->tmp);
	cell(c, it->id);
	gk_out_printf(c->o, ",%zu", seq);
	cell(c, it->level1);
	cell(c, it->level2);
	list_cell(c, it->elements, it->nelements, "；");
	list_cell(c, it->bases, it->nbases, ";");
	cell(c, it->limit_text);
	for (int k = 0; k < LIMIT_COLUMNS; k++)
		limit_cell(c, it, (enum limit_column)k);
	list_cell(c, it->subjects, it->nsubjects, ";");
	list_cell(c, it->channels, it->nchannels, ";");
	cell(c, it->audience);
	cell(c, it->method);
	gk_buf_clear(&c->cell);
	gk_levels_words(&c->cell, it->levels, ";");
	cell(c, gk_buf_str(&c->cell));
	cell(c, gk_str_of(gk_evidence_name(it->evidence)));
	cell(c, it->source);
	gk_out_puts(c->o, "\n");
}

void
gk_export_csv(const struct gk_field *const *fields, size_t n,
    struct gk_out *o)
{
	struct csv c = { .o = o };

	gk_buf_init(&c.line);
	gk_buf_init(&c.cell);
	gk_buf_init(&c.tmp);
	for (size_t i = 0; i < n; i++) {
		meta_field(&c, fields[i]);
		for (size_t k = 0; k < fields[i]->nitems; k++)
			item_lines(&c, fields[i]->items[k]);
	}
	gk_out_puts(o, "field,id,seq,level1,level2,content,basis,time_limit,"
	    "limit_days,limit_kind,limit_from,cadence,subject,channels,"
	    "audience,method,level,evidence,source\n");
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < fields[i]->nitems; k++)
			row(&c, fields[i]->items[k], k + 1);
	gk_buf_release(&c.line);
	gk_buf_release(&c.cell);
	gk_buf_release(&c.tmp);
}
