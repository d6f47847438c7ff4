/* Our own small tables, in memory. */
#include "config.h"

#include "core/csv.h"

#include <stdlib.h>

#include "core/file.h"
#include "core/i18n.h"
#include "core/mem.h"
#include "core/norm.h"

struct table_reader {
	struct gk_csv_table *t;
	const char *name;
	struct gk_error *err;
	bool failed;
	size_t lines_before;	/* "# key: value" lines cut off the text */
	size_t rows_cap, lines_cap, meta_cap;
};

/* "# key: value"; without a colon it is a comment. */
static void
add_meta(struct table_reader *r, struct gk_str line)
{
	struct gk_csv_table *t = r->t;
	size_t colon = gk_str_find(line, GK_STR(":"));
	struct gk_str *pair;

	if (colon == SIZE_MAX)
		return;
	t->meta = gk_grow(t->meta, &r->meta_cap, t->nmeta, sizeof *t->meta);
	pair = t->meta[t->nmeta++];
	pair[0] = gk_str_keep(t->arena, gk_trim(gk_str_sub(line, 1,
	    colon - 1)));
	pair[1] = gk_str_keep(t->arena, gk_trim(gk_str_sub(line, colon + 1,
	    SIZE_MAX)));
}

/*
 * Takes leading "#" lines, which are no CSV and may hold commas and quotes,
 * off the text.  A spreadsheet program pads them with commas.
 */
static struct gk_str
cut_meta(struct table_reader *r, struct gk_str text)
{
	while (text.n != 0 && (text.p[0] == '#' || text.p[0] == '\r' ||
				  text.p[0] == '\n')) {
		struct gk_str line = text;
		size_t n = 0;

		while (n < text.n && text.p[n] != '\n' && text.p[n] != '\r')
			n++;
		line.n = n;
		while (line.n != 0 && line.p[line.n - 1] == ',')
			line.n--;
		if (line.n != 0)
			add_meta(r, line);
		if (n + 1 < text.n && text.p[n] == '\r' &&
		    text.p[n + 1] == '\n')
			n++;
		if (n < text.n)
			n++;
		text = gk_str_sub(text, n, SIZE_MAX);
		r->lines_before++;
	}
	return text;
}

static bool
is_blank(const struct gk_csv_row *row)
{
	for (size_t i = 0; i < row->ncells; i++)
		if (row->cells[i].n != 0 && gk_trim(row->cells[i]).n != 0)
			return false;
	return true;
}

/* Copies of the cells, `ncols` of them, in one piece of the arena. */
static struct gk_str *
keep_cells(struct gk_arena *a, const struct gk_csv_row *row, size_t ncols)
{
	struct gk_str *cells = gk_arena_alloc(a, ncols * sizeof *cells);
	size_t bytes = 0;
	char *p;

	for (size_t i = 0; i < row->ncells; i++)
		bytes += row->cells[i].n + 1;
	p = gk_arena_alloc(a, bytes);
	for (size_t i = 0; i < ncols; i++) {
		cells[i] = GK_EMPTY;
		if (i >= row->ncells || row->cells[i].n == 0)
			continue;
		memcpy(p, row->cells[i].p, row->cells[i].n);
		cells[i] = (struct gk_str){ p, row->cells[i].n };
		p += row->cells[i].n + 1;
	}
	return cells;
}

/* False if a name stands there twice; nameless columns do no harm. */
static bool
take_header(struct table_reader *r, const struct gk_csv_row *row, size_t line)
{
	struct gk_csv_table *t = r->t;

	t->ncols = row->ncells;
	t->header = keep_cells(t->arena, row, row->ncells);
	for (size_t i = 0; i < t->ncols; i++) {
		t->header[i] = gk_trim(t->header[i]);
		for (size_t k = 0; t->header[i].n != 0 && k < i; k++) {
			if (!gk_str_eq(t->header[i], t->header[k]))
				continue;
			gk_fail(r->err, r->name, line,
			    _("the column \"%.*s\" stands there twice"),
			    GK_FMT(t->header[i]));
			r->failed = true;
			return false;
		}
	}
	return true;
}

static bool
on_row(void *user, const struct gk_csv_row *row)
{
	struct table_reader *r = user;
	struct gk_csv_table *t = r->t;
	size_t line = r->lines_before + row->line;

	if (is_blank(row))
		return true;
	if (t->header == NULL && gk_str_starts(row->cells[0], GK_STR("#"))) {
		add_meta(r, row->cells[0]);	/* one that got quotes */
		return true;
	}
	if (t->header == NULL)
		return take_header(r, row, line);
	if (row->ncells > t->ncols) {
		gk_fail(r->err, r->name, line,
		    _("%zu cells, but the header has %zu"), row->ncells,
		    t->ncols);
		r->failed = true;
		return false;
	}
	t->rows = gk_grow(t->rows, &r->rows_cap, t->nrows, sizeof *t->rows);
	t->lines = gk_grow(t->lines, &r->lines_cap, t->nrows,
	    sizeof *t->lines);
	t->rows[t->nrows] = keep_cells(t->arena, row, t->ncols);
	t->lines[t->nrows++] = line;
	return true;
}

static size_t
line_of(struct gk_str text, size_t offset)
{
	size_t line = 1;

	for (size_t i = 0; i < offset; i++)
		if (text.p[i] == '\n' ||
		    (text.p[i] == '\r' && text.p[i + 1] != '\n'))
			line++;
	return line;
}

/* Moves an array that grew on the heap to the arena. */
static void *
settle(struct gk_arena *a, void *array, size_t size)
{
	void *p = NULL;

	if (size != 0)
		p = memcpy(gk_arena_alloc(a, size), array, size);
	free(array);
	return p;
}

static enum gk_status
read_rows(struct table_reader *r, struct gk_str text)
{
	static const struct gk_csv_ops ops = { .row = on_row };
	enum gk_status status = gk_csv_read(text, ',', NULL, &ops, r, r->name,
	    r->err);

	if (status != GK_OK && r->err != NULL)
		r->err->line += r->lines_before;
	if (status == GK_OK && r->failed)
		status = GK_FAIL;
	if (status == GK_OK && r->t->header == NULL)
		status = gk_fail(r->err, r->name, 0, _("no header row"));
	return status;
}

struct gk_csv_table *
gk_csv_table_parse(struct gk_str text, const char *name, struct gk_error *err)
{
	struct gk_csv_table *t;
	struct table_reader r = { .name = name, .err = err };
	enum gk_status status;
	size_t bad;

	if (gk_str_starts(text, GK_STR("\xEF\xBB\xBF")))
		text = gk_str_sub(text, 3, SIZE_MAX);
	if (!gk_utf8_valid(text, &bad)) {
		gk_fail(err, name, line_of(text, bad), _("not UTF-8"));
		return NULL;
	}
	r.t = t = gk_calloc(1, sizeof *t);
	t->arena = gk_malloc(sizeof *t->arena);
	gk_arena_init(t->arena);
	status = read_rows(&r, cut_meta(&r, text));
	t->rows = settle(t->arena, t->rows, t->nrows * sizeof *t->rows);
	t->lines = settle(t->arena, t->lines, t->nrows * sizeof *t->lines);
	t->meta = settle(t->arena, t->meta, t->nmeta * sizeof *t->meta);
	if (status != GK_OK) {
		gk_csv_table_free(t);
		return NULL;
	}
	return t;
}

struct gk_csv_table *
gk_csv_table_read(const char *path, struct gk_error *err)
{
	struct gk_csv_table *t;
	struct gk_file f;

	if (gk_file_open(path, &f, err) != GK_OK)
		return NULL;
	t = gk_csv_table_parse(f.text, path, err);
	gk_file_close(&f);
	return t;
}

void
gk_csv_table_free(struct gk_csv_table *t)
{
	if (t == NULL)
		return;
	gk_arena_release(t->arena);
	free(t->arena);
	free(t);
}

size_t
gk_csv_table_column(const struct gk_csv_table *t, const char *name)
{
	for (size_t i = 0; i < t->ncols; i++)
		if (gk_str_eq(t->header[i], gk_str_of(name)))
			return i;
	return SIZE_MAX;
}

struct gk_str
gk_csv_table_cell(const struct gk_csv_table *t, size_t row, size_t col)
{
	if (row >= t->nrows || col >= t->ncols)
		return GK_EMPTY;
	return gk_trim(t->rows[row][col]);
}
