/*
 * How a table was understood, for those who ask (--explain-layout).
 */
#include "config.h"

#include <stdlib.h>

#include "core/norm.h"
#include "ledger/rows_int.h"

void
gk_layout_count_skip(struct gk_layout *l, enum gk_skip why, size_t row)
{
	l->skipped++;
	if (l->outline.skipped[why].count++ == 0)
		l->outline.skipped[why].row = row;
}

/* Whether the name, or the last part of a joined one, is the key itself. */
static bool
is_key(struct gk_str name, struct gk_str key)
{
	struct gk_buf norm = { 0 }, want = { 0 };
	bool is;

	for (size_t i = name.n; i > 0; i--)
		if (name.p[i - 1] == '/') {
			name = gk_str_sub(name, i, name.n);
			break;
		}
	gk_norm_key(&norm, name);
	gk_norm_key(&want, key);
	is = gk_str_eq(gk_buf_str(&norm), gk_buf_str(&want));
	gk_buf_release(&norm);
	gk_buf_release(&want);
	return is;
}

static enum gk_column_how
how_of(const struct gk_header *h, const struct gk_header_col *c)
{
	switch (c->column) {
	case GK_COL_UNKNOWN:
		return GK_HOW_UNKNOWN;
	case GK_COL_IGNORED:
		return GK_HOW_IGNORED;
	case GK_COL_BLANK:
		return GK_HOW_BLANK;
	default:
		break;
	}
	if (c->column >= h->kind->ncolumns)
		return GK_HOW_OWN;
	if (c->twice)
		return GK_HOW_TWICE;
	if (c->mapped)
		return GK_HOW_OPTION;
	if (c->label.n > 0)
		return GK_HOW_TICKED;
	if (!c->own)
		return GK_HOW_ALIAS;
	return is_key(c->name, h->kind->columns[c->column].key) ?
	    GK_HOW_KEY : GK_HOW_LABEL;
}

static struct gk_column_seen
column_seen(const struct gk_header *h, size_t i)
{
	const struct gk_header_col *c = &h->cols[i];

	return (struct gk_column_seen){ .no = i + 1, .header = c->name,
		.how = how_of(h, c), .column = c->column < h->kind->ncolumns ?
		    &h->kind->columns[c->column] : NULL };
}

void
gk_layout_push_outline(struct gk_layout *l)
{
	const struct gk_header *h = &l->header;
	struct gk_outline *o = &l->outline;
	struct gk_column_seen *columns = NULL;

	if (l->ops->outline == NULL)
		return;
	o->own = l->state == GK_LAYOUT_OWN;
	if (l->table.kind != NULL) {
		const struct gk_head_row *last =
		    &l->head.rows[h->first + h->height - 1];

		o->first = l->head.rows[h->first].row;
		o->last = last->row;
		o->fit = h->fit / GK_FIT_UNIT;
		o->next = h->next;
		o->next_fit = h->next_fit / GK_FIT_UNIT;
		o->told = h->told;
		columns = gk_calloc(h->width, sizeof *columns);
		for (size_t i = 0; i < h->width; i++)
			columns[i] = column_seen(h, i);
		o->columns = columns;
		o->ncolumns = h->width;
	}
	l->ops->outline(l->user, &l->table, o);
	free(columns);
}
