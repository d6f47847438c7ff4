/*
 * Our own exports, read: catalog/export.h has the form.
 */
#include "config.h"

#include "catalog/import_int.h"

#include <stdlib.h>

#include "catalog/wording.h"
#include "core/norm.h"
#include "finding/table.h"

/* data-aliases is the key alias, one a line. */
static struct gk_str
member_key(struct gk_str name)
{
	static const struct {
		const char *list, *member;
	} lists[] = {
		{ "aliases", "alias" }, { "notes", "note" },
		{ "sources", "source" }, { "limits", "limit" },
		{ "changes", "change" },
	};

	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		if (gk_str_eq(name, gk_str_of(lists[i].list)))
			return gk_str_of(lists[i].member);
	return GK_EMPTY;
}

/* The keys of a catalogue if `i` is NULL, else those of the item. */
static void
apply_attributes(struct gk_own *o, const struct gk_attrs *data,
    size_t catalogue, struct gk_own_item *i)
{
	for (size_t k = 0; k < data->n; k++) {
		struct gk_str key = member_key(data->list[k].name);
		struct gk_str rest = data->list[k].value, line;
		bool one = key.n == 0;

		if (i != NULL && gk_str_eq(data->list[k].name, GK_STR("id")))
			continue;
		if (one)
			key = data->list[k].name;
		while (gk_str_split(&rest, one ? "" : "\n", &line)) {
			if (i != NULL)
				gk_own_item_key(o, i, key, line);
			else
				gk_own_field_key(o, catalogue, key, line);
		}
	}
}

/* ---- cells ---------------------------------------------------------- */

/* Members between separators, as they were written. */
static void
add_members(struct gk_own *o, struct gk_own_item *i, const char *key,
    struct gk_str cell, const char *sep)
{
	struct gk_str member;

	while (gk_str_split(&cell, sep, &member)) {
		member = gk_trim(member);
		if (gk_str_starts(member, GK_STR("■")))
			member = gk_str_sub(member, 3, SIZE_MAX);
		gk_own_item_key(o, i, gk_str_of(key), member);
	}
}

/* Ticks in columns of their own, and levels in one. */
static void
add_ticks(struct gk_own *o, struct gk_own_item *i,
    const struct gk_column *col, struct gk_str s)
{
	struct gk_parts p = { .im = o->im, .place = o->place };

	gk_parts_add(&p, col, s);
	i->it.levels |= p.levels;
	if (p.audience.n != 0 && i->it.audience.n == 0)
		i->it.audience = p.audience.list[0];
	if (p.methods.n != 0 && i->it.method.n == 0)
		i->it.method = p.methods.list[0];
	gk_parts_release(&p);
}

static void
add_cell(struct gk_own *o, struct gk_own_item *i,
    const struct gk_column *col, struct gk_str s, bool csv)
{
	const char *sep = csv ? ";" : "\n";

	switch (col->role) {
	case GK_R_LEVEL1:
		i->it.level1 = gk_own_text(o, s);
		break;
	case GK_R_LEVEL2:
		i->it.level2 = gk_own_text(o, s);
		break;
	case GK_R_CONTENT:
		if (i->elements.n == 0)
			add_members(o, i, "element", s, csv ? "；" : "\n");
		break;
	case GK_R_BASIS:
		if (i->bases.n == 0)
			add_members(o, i, "basis", s, sep);
		break;
	case GK_R_LIMIT:
		i->it.limit_text = gk_own_text(o, s);
		break;
	case GK_R_SUBJECT:
		if (i->subjects.n == 0)
			add_members(o, i, "subject", s, sep);
		break;
	case GK_R_CHANNELS:
		if (i->channels.n == 0)
			add_members(o, i, "channel", s, sep);
		break;
	case GK_R_AUDIENCE:
		gk_own_item_key(o, i, GK_STR("audience"), s);
		break;
	case GK_R_METHOD:
		gk_own_item_key(o, i, GK_STR("method"), s);
		break;
	case GK_R_EVIDENCE:
		gk_own_item_key(o, i, GK_STR("evidence"), s);
		break;
	case GK_R_SOURCE:
		gk_own_item_key(o, i, GK_STR("source"), s);
		break;
	case GK_R_NONE:
		gk_own_note(o, col->label, s);
		break;
	default:
		add_ticks(o, i, col, s);
	}
}

static struct gk_str
cell_of(const struct gk_grid *g, const struct gk_grid_header *h, size_t row,
    enum gk_column_role role)
{
	struct gk_str s;

	for (size_t c = 0; c < h->ncols; c++) {
		if (h->cols[c].role != role || h->cols[c].twice)
			continue;
		s = gk_grid_text(g, row, c);
		return g->csv ? gk_unguard(s) : s;
	}
	return GK_EMPTY;
}

/* Clauses as the wording has them, where nothing else says. */
static void
add_wording(struct gk_own *o, struct gk_own_item *i)
{
	struct gk_wording *w = gk_wording_parse(o->im->arena,
	    i->it.limit_text);

	for (size_t k = 0; w->parsed && k < w->nclauses; k++)
		if (w->clauses[k].kind != GK_CLAUSE_UPDATE)
			*GK_PUSH(i->clauses, i->nclauses, i->clauses_cap) =
			    w->clauses[k];
}

/* Whether each of the kinds is that of a deadline. */
static bool
only_deadlines(struct gk_str kinds)
{
	struct gk_str kind;

	while (gk_str_split(&kinds, "|", &kind)) {
		kind = gk_trim(kind);
		if (!gk_str_eq(kind, GK_STR("working")) &&
		    !gk_str_eq(kind, GK_STR("calendar")))
			return false;
	}
	return true;
}

/*
 * "20 | 7": one clause each.  An export has other clauses in lines of their
 * own; a row that somebody has added, and that has none, has its wording.
 */
static void
add_limits(struct gk_own *o, struct gk_own_item *i, const struct gk_grid *g,
    const struct gk_grid_header *h, size_t row)
{
	struct gk_str days = cell_of(g, h, row, GK_R_LIMIT_DAYS), day;
	struct gk_str kinds = cell_of(g, h, row, GK_R_LIMIT_KIND), kind;
	struct gk_str froms = cell_of(g, h, row, GK_R_LIMIT_FROM), from;
	struct gk_buf xml = { 0 };

	if (i->nclauses != 0 || (kinds.n == 0 && i->it.id.n != 0))
		return;
	if (!only_deadlines(kinds)) {
		add_wording(o, i);
		return;
	}
	while (gk_str_split(&days, "|", &day)) {
		if (!gk_str_split(&kinds, "|", &kind))
			kind = GK_EMPTY;
		if (!gk_str_split(&froms, "|", &from))
			from = GK_EMPTY;
		day = gk_trim(day);
		kind = gk_trim(kind);
		from = gk_trim(from);
		gk_buf_clear(&xml);
		gk_buf_printf(&xml,
		    "<clause days=\"%.*s\" unit=\"%.*s\" from=\"%.*s\"/>",
		    GK_FMT(day), GK_FMT(kind), GK_FMT(from));
		gk_own_item_key(o, i, GK_STR("limit"), gk_buf_str(&xml));
	}
	gk_buf_release(&xml);
}

static void
read_cells(struct gk_own *o, struct gk_own_item *i, const struct gk_grid *g,
    const struct gk_grid_header *h, size_t row)
{
	for (size_t c = 0; c < h->ncols; c++) {
		const struct gk_column *col = &h->cols[c];
		const struct gk_grid_cell *cell = gk_grid_at(g, row, c);
		struct gk_str s = cell != NULL ? cell->text : GK_EMPTY;

		if (cell != NULL && cell->flags != 0)
			gk_own_note(o, col->label, s);
		if (s.n == 0)
			continue;
		switch (col->role) {
		case GK_R_SEQ:
		case GK_R_FIELD:
		case GK_R_ID:
		case GK_R_LIMIT_DAYS:
		case GK_R_LIMIT_KIND:
		case GK_R_LIMIT_FROM:
		case GK_R_CADENCE:
			break;	/* elsewhere */
		default:
			if (col->twice)
				gk_own_note(o, col->label, s);
			else
				add_cell(o, i, col, g->csv ? gk_unguard(s) :
				    s, g->csv);
		}
	}
	if (g->csv)
		add_limits(o, i, g, h, row);
}

/* ---- rows ----------------------------------------------------------- */

static bool
is_blank_row(const struct gk_grid *g, size_t row)
{
	for (size_t c = 0; c < g->rows[row].n; c++)
		if (gk_grid_text(g, row, c).n != 0)
			return false;
	return true;
}

/* An id that has a row already, or is another field's, is none. */
static struct gk_own_item *
item_of_row(struct gk_own *o, struct gk_str id, struct gk_str field)
{
	struct gk_own_item *i;

	if (id.n != 0 && !(gk_str_starts(id, field) && id.n > field.n &&
	    id.p[field.n] == '-')) {
		gk_own_note(o, GK_STR("id"), id);
		id = GK_EMPTY;
	}
	i = gk_own_item(o, id);
	if (!i->placed)
		return i;
	gk_own_note(o, GK_STR("id"), id);
	return gk_own_item(o, GK_EMPTY);
}

static void
read_rows(struct gk_own *o, const struct gk_grid *g,
    const struct gk_grid_header *h, size_t catalogue)
{
	for (size_t r = h->top + h->rows; r < g->nrows; r++) {
		const struct gk_str *id = gk_attr(&g->rows[r].data, "id");
		struct gk_own_item *i;
		size_t c = catalogue;

		o->place = (struct gk_grid_place){ g->number, g->rows[r].number,
			g->rows[r].line };
		if (is_blank_row(g, r))
			continue;
		if (g->csv) {
			c = gk_own_catalogue(o, cell_of(g, h, r,
			    GK_R_FIELD));
			if (c == SIZE_MAX)
				continue;
		}
		i = item_of_row(o, id != NULL ? *id :
		    cell_of(g, h, r, GK_R_ID), o->im->list[c].field.id);
		apply_attributes(o, &g->rows[r].data, c, i);
		read_cells(o, i, g, h, r);
		gk_own_place(o, i, c);
	}
}

/* ---- HTML and CSV --------------------------------------------------- */

static bool
is_own(const struct gk_grid *g)
{
	return gk_attr(&g->data, "field") != NULL &&
	    gk_attr(&g->data, "slug") != NULL;
}

static void
read_html_table(struct gk_own *o, const struct gk_grid *g)
{
	struct gk_grid_header *h = gk_malloc(sizeof *h);
	size_t c;

	o->place = (struct gk_grid_place){ g->number, 0, g->line };
	gk_grid_note(o->im, g);
	c = gk_own_catalogue(o, *gk_attr(&g->data, "field"));
	if (c != SIZE_MAX && gk_grid_header_find(g, 0, 4, o->im->arena, h)) {
		apply_attributes(o, &g->data, c, NULL);
		read_rows(o, g, h, c);
	}
	free(h);
}

bool
gk_own_read_html(struct gk_import *im, struct gk_page *p)
{
	struct gk_own o;
	size_t own = 0;

	for (size_t i = 0; i < p->ngrids; i++)
		own += is_own(p->grids[i]);
	if (own == 0)
		return false;
	gk_own_init(&o, im);
	for (size_t i = 0; i < p->ngrids; i++)
		if (is_own(p->grids[i]))
			read_html_table(&o, p->grids[i]);
		else if (gk_grid_is_data(p->grids[i]))
			gk_import_note(im, &(struct gk_import_note){
			    .what = GK_IMPORT_TABLE,
			    .table = p->grids[i]->number,
			    .line = p->grids[i]->line, .column = GK_EMPTY,
			    .value = GK_EMPTY });
	gk_own_finish(&o);
	return true;
}

/* "item 17-3" -> 17-3; "" for a key of the catalogue. */
static struct gk_str
item_id(struct gk_str key)
{
	if (!gk_str_starts(key, GK_STR("item ")))
		return GK_EMPTY;
	return gk_trim(gk_str_sub(key, 5, SIZE_MAX));
}

static void
read_meta(struct gk_own *o, const struct gk_page *p)
{
	size_t c = SIZE_MAX;

	for (size_t i = 0; i < p->nmeta; i++) {
		struct gk_str id = item_id(p->meta[i].key);
		struct gk_str value = p->meta[i].value;
		size_t sign = gk_str_find(value, GK_STR("="));

		if (p->meta[i].key.n == 0)
			continue;	/* a comment */
		o->place = (struct gk_grid_place){ 0, p->meta[i].row,
			p->meta[i].line };
		if (id.n != 0 && sign != SIZE_MAX)
			gk_own_item_key(o, gk_own_item(o, id),
			    gk_str_sub(value, 0, sign),
			    gk_str_sub(value, sign + 1, SIZE_MAX));
		else if (gk_str_eq(p->meta[i].key, GK_STR("field")))
			c = gk_own_catalogue(o, value);
		else if (c != SIZE_MAX && id.n == 0)
			gk_own_field_key(o, c, p->meta[i].key, value);
		else
			gk_own_note(o, p->meta[i].key, value);
	}
}

static bool
has_role(const struct gk_grid_header *h, enum gk_column_role role)
{
	for (size_t c = 0; c < h->ncols; c++)
		if (h->cols[c].role == role)
			return true;
	return false;
}

bool
gk_own_read_csv(struct gk_import *im, struct gk_page *p)
{
	struct gk_grid_header *h = gk_malloc(sizeof *h);
	struct gk_own o;
	bool own = gk_grid_header_find(p->grids[0], 0, 4, im->arena, h) &&
	    has_role(h, GK_R_FIELD) && has_role(h, GK_R_ID);

	if (own) {
		gk_own_init(&o, im);
		read_meta(&o, p);
		read_rows(&o, p->grids[0], h, 0);
		gk_own_finish(&o);
	}
	free(h);
	return own;
}
