/*
 * CSV as one table.  Lines "# key: value" before the header are those of our
 * own exports.
 */
#include "config.h"

#include "catalog/import_int.h"

#include <stdlib.h>

#include "core/csv.h"
#include "core/i18n.h"
#include "core/norm.h"

/* Rows in which a header is looked for; lines with # are none. */
#define LOOK_ROWS ((size_t)40)

static const struct gk_csv_limits limits = {
	.cell_bytes = GK_IMPORT_CELL_MAX,
	.columns = GK_IMPORT_COLUMNS_MAX,
};

struct csv_reader {
	struct gk_page *page;
	struct gk_grid *grid;
	struct gk_import *im;
	bool too_large;
};

/* "# key: value"; cells behind it are what a comma has cut off. */
static void
add_meta(struct csv_reader *r, const struct gk_csv_row *row)
{
	struct gk_arena *a = &r->page->arena;
	struct gk_str line = gk_str_sub(row->cells[0], 1, SIZE_MAX);
	size_t colon, n = row->ncells;

	while (n > 1 && row->cells[n - 1].n == 0)
		n--;
	for (size_t i = 1; i < n; i++)
		line = gk_str_join(a, line, GK_STR(","), row->cells[i]);
	colon = gk_str_find(line, GK_STR(":"));
	if (colon == SIZE_MAX)
		colon = 0;	/* a comment */
	*GK_PUSH(r->page->meta, r->page->nmeta, r->page->meta_cap) =
	    (struct gk_import_meta){
		gk_str_keep(a, gk_trim(gk_str_sub(line, 0, colon))),
		gk_str_keep(a, gk_trim(gk_str_sub(line, colon +
		    (colon != 0), SIZE_MAX))), row->row, row->line };
}

static bool
on_row(void *user, const struct gk_csv_row *row)
{
	struct csv_reader *r = user;

	if (row->ncells != 0 &&
	    gk_str_starts(row->cells[0], GK_STR("#"))) {
		add_meta(r, row);
		return true;
	}
	gk_grid_row(r->grid, row->line, row->row, (struct gk_attrs){ 0 });
	for (size_t i = 0; i < row->ncells; i++)
		gk_grid_cell(r->grid, gk_trim(row->cells[i]), 1, 1, 0);
	r->too_large = r->page->places > GK_IMPORT_PLACES_MAX;
	return !r->too_large;
}

static void
on_damage(void *user, const struct gk_csv_damage *d)
{
	struct csv_reader *r = user;
	struct gk_buf lines;

	gk_buf_init(&lines);
	gk_buf_printf(&lines, "%zu-%zu", d->line, d->last_line);
	gk_import_note(r->im, &(struct gk_import_note){
	    .what = GK_IMPORT_QUOTE, .table = 1, .row = d->row,
	    .line = d->line, .column = GK_EMPTY,
	    .value = gk_buf_str(&lines) });
	gk_buf_release(&lines);
}


static bool
on_look(void *user, const struct gk_csv_row *row)
{
	const struct csv_reader *r = user;

	return on_row(user, row) && r->grid->nrows < LOOK_ROWS;
}

static void
pass_over(void *user, const struct gk_csv_damage *d)
{
	(void)user;
	(void)d;
}

/* Whether the first rows hold a header, cut at `delim`. */
static bool
has_header(struct gk_str text, char delim)
{
	static const struct gk_csv_ops ops = { on_look, pass_over };
	struct gk_grid_header *h = gk_malloc(sizeof *h);
	struct gk_page p;
	struct csv_reader r = { .page = &p };
	struct gk_error err;
	bool found;

	gk_page_init(&p);
	r.grid = gk_grid_new(&p, 1, 1);
	r.grid->csv = true;
	/* A failure is found again, and told, when all is read. */
	(void)gk_csv_read(text, delim, &limits, &ops, &r, "", &err);
	gk_grid_end(r.grid);
	found = gk_grid_header_find(r.grid, 0, LOOK_ROWS, &p.arena, h);
	gk_page_release(&p);
	free(h);
	return found;
}

/* The one with which a header is found. */
static char
find_delimiter(struct gk_str text)
{
	static const char delims[] = { ',', '\t', ';' };

	for (size_t i = 0; i < sizeof delims; i++)
		if (has_header(text, delims[i]))
			return delims[i];
	return ',';
}

enum gk_status
gk_page_csv(struct gk_page *p, struct gk_str text, const char *name,
    struct gk_import *im, struct gk_error *err)
{
	static const struct gk_csv_ops ops = { on_row, on_damage };
	struct csv_reader r = { .page = p, .im = im };
	enum gk_status st;

	if (text.n > GK_IMPORT_BYTES_MAX)
		return gk_fail_for(GK_CAUSE_LIMIT, err, name, 0,
		    _("larger than %zu MiB"), GK_IMPORT_BYTES_MAX >> 20);
	r.grid = gk_grid_new(p, 1, 1);
	r.grid->csv = true;
	st = gk_csv_read(text, find_delimiter(text), &limits, &ops, &r, name,
	    err);
	gk_grid_end(r.grid);
	if (st == GK_OK && r.too_large)
		st = gk_fail_for(GK_CAUSE_LIMIT, err, name, 0,
		    _("more cells than any catalogue has"));
	return st;
}
