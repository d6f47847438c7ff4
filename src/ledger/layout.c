/*
 * Finding the header: which of the first rows names the columns, for which
 * kind of ledger, and what each column is.
 */
#include "config.h"

#include <stdlib.h>

#include "core/norm.h"
#include "ledger/ledger_int.h"

/* Known columns that make a header without --kind, beside a hallmark. */
#define KNOWN_LEAST 2
/* … and those that make one although a required column is missing. */
#define KNOWN_MANY 4

/* How many columns one merged header cell is followed over at most. */
#define SPAN_MAX 16

/* No header is wider: a sheet may have 16384 columns of anything. */
#define WIDTH_MAX ((size_t)1024)

/* What stands above a column to be ticked is a word or two. */
#define LABEL_MAX_BYTES 36

/* A header that is tried: rows first..first+height-1 read for one kind. */
struct trial {
	struct gk_head *head;
	const struct gk_ledger_options *opt;
	const struct gk_ledger_kind *kind;
	struct gk_str *map;	/* --column headers, comparison form */
	size_t first, height, width;
	struct gk_header_col *cols;
	bool *mapped;		/* by file column: through --column */
	bool *taken;		/* by kind column */
	bool own;		/* what meaning_of found is a key or a label */
	struct gk_buf name;	/* scratch */
};

/* The texts above one column, from top to bottom. */
struct path {
	struct gk_str norm[GK_HEAD_HEIGHT], shown[GK_HEAD_HEIGHT];
	size_t n;
	bool spanned;		/* the parent reaches over several columns */
};

static const struct gk_head_row *
trial_row(const struct trial *t, size_t r)
{
	return &t->head->rows[t->first + r];
}

static struct gk_str
norm_at(const struct trial *t, size_t r, size_t col)
{
	const struct gk_head_row *row = trial_row(t, r);

	return col < row->ncells ? row->norms[col] : GK_EMPTY;
}

/* The first row in which a column has text of its own; height if none. */
static size_t
top_of(const struct trial *t, size_t col)
{
	size_t r = 0;

	while (r < t->height && norm_at(t, r, col).n == 0)
		r++;
	return r;
}

/* The cell at row `r` over a column, or that of a merged one to its left. */
static size_t
parent_col(const struct trial *t, size_t r, size_t col)
{
	for (size_t i = 0; i < SPAN_MAX; i++) {
		if (norm_at(t, r, col).n > 0)
			return col;
		if (col == 0 || top_of(t, col - 1) < r)
			break;
		col--;
	}
	return SIZE_MAX;
}

/* Whether the column to the right has its text only below row `r`. */
static bool
reaches_right(const struct trial *t, size_t r, size_t col)
{
	size_t top = col + 1 < t->width ? top_of(t, col + 1) : t->height;

	return top > r && top < t->height;
}

static struct path
path_of(const struct trial *t, size_t col)
{
	struct path p = { .n = 0 };
	bool spans[GK_HEAD_HEIGHT] = { false };
	size_t top = top_of(t, col);

	for (size_t r = 0; r < t->height && top < t->height; r++) {
		size_t from = r < top ? parent_col(t, r, col) : col;

		if (from == SIZE_MAX || norm_at(t, r, from).n == 0)
			continue;
		spans[p.n] = from != col || reaches_right(t, r, col);
		p.norm[p.n] = norm_at(t, r, from);
		p.shown[p.n++] = trial_row(t, r)->cells[from];
	}
	p.spanned = p.n >= 2 && spans[p.n - 2];
	return p;
}

/* 公开日期(年月日) → 公开日期 */
static void
drop_remarks(struct gk_buf *name)
{
	size_t len = 0, depth = 0;

	for (size_t i = 0; i < name->len; i++) {
		if (name->p[i] == '(')
			depth++;
		if (depth == 0)
			name->p[len++] = name->p[i];
		if (name->p[i] == ')' && depth > 0)
			depth--;
	}
	if (name->p != NULL)
		name->p[name->len = len] = '\0';
}

/* What parts `from`..`to` of a path, read as one name, stand for. */
static size_t
meaning_of(struct trial *t, const struct path *p, size_t from, size_t to,
    bool *mapped)
{
	size_t column;

	gk_buf_clear(&t->name);
	t->own = false;
	for (size_t i = from; i < to; i++)
		gk_buf_add_str(&t->name, p->norm[i]);
	*mapped = false;
	for (size_t i = 0; t->name.len > 0 && i < t->opt->nmap; i++) {
		if (!gk_str_eq(t->map[i], gk_buf_str(&t->name)))
			continue;
		column = gk_ledger_kind_column(t->kind, t->opt->map[i].key);
		if (column == SIZE_MAX)
			continue;
		*mapped = true;
		return column;
	}
	column = gk_ledger_kind_named(t->kind, gk_buf_str(&t->name), &t->own);
	if (column != GK_COL_UNKNOWN)
		return column;
	if (t->name.len == 0 || memchr(t->name.p, '(', t->name.len) == NULL)
		return GK_COL_UNKNOWN;
	drop_remarks(&t->name);
	return gk_ledger_kind_named(t->kind, gk_buf_str(&t->name), &t->own);
}

/* The column of the kind that KEY.raw is of, or SIZE_MAX. */
static size_t
raw_of(const struct trial *t, struct gk_str cell)
{
	struct gk_str key = gk_str_sub(cell, 0, cell.n - 4);

	if (cell.n <= 4 || !gk_str_ends(cell, GK_STR(".raw")))
		return SIZE_MAX;
	for (size_t k = 0; k < t->kind->ncolumns; k++)
		if (gk_str_eq(t->kind->columns[k].key, key))
			return k;
	return SIZE_MAX;
}

static size_t
canonical_column(const struct trial *t, size_t col)
{
	const struct gk_head_row *r = trial_row(t, 0);
	struct gk_str cell = col < r->ncells ? gk_trim(r->cells[col]) :
	    GK_EMPTY;

	if (gk_str_eq(cell, GK_STR("_file")))
		return GK_COL_FILE;
	if (gk_str_eq(cell, GK_STR("_sheet")))
		return GK_COL_SHEET;
	if (gk_str_eq(cell, GK_STR("_row")))
		return GK_COL_ROW;
	if (gk_str_eq(cell, GK_STR("_table")))
		return GK_COL_TABLE;
	if (gk_str_starts(cell, GK_STR("x:")) && cell.n > 2)
		return GK_COL_EXTRA;
	return raw_of(t, cell) != SIZE_MAX ? GK_COL_RAW : GK_COL_UNKNOWN;
}

/* 公开对象 over 全社会, 特定群体: values, of which a record ticks some. */
static void
read_label(struct trial *t, size_t col, const struct path *p)
{
	struct gk_header_col *c = &t->cols[col];
	const struct gk_ledger_column *k;
	size_t parent = meaning_of(t, p, 0, p->n - 1, &t->mapped[col]);

	if (parent == GK_COL_UNKNOWN)
		parent = meaning_of(t, p, p->n - 2, p->n - 1, &t->mapped[col]);
	if (parent >= t->kind->ncolumns || p->norm[p->n - 1].n > LABEL_MAX_BYTES)
		return;
	k = &t->kind->columns[parent];
	if (k->required || (k->type != GK_TEXT && k->type != GK_LIST))
		return;
	c->column = parent;
	c->label = p->shown[p->n - 1];
}

/*
 * Says what a column is; false if its texts are no header: something stands
 * under a known name as data would.
 */
static bool
read_col(struct trial *t, size_t col)
{
	struct gk_header_col *c = &t->cols[col];
	struct path p = path_of(t, col);

	*c = (struct gk_header_col){ .column = GK_COL_BLANK };
	t->mapped[col] = false;
	if (p.n == 0)
		return true;
	c->column = canonical_column(t, col);
	if (c->column == GK_COL_RAW)
		c->raw = raw_of(t, gk_trim(trial_row(t, 0)->cells[col]));
	for (size_t from = 0; from < p.n && c->column == GK_COL_UNKNOWN;
	    from++) {
		c->column = meaning_of(t, &p, from, p.n, &t->mapped[col]);
		c->own = t->own;
	}
	if (c->column != GK_COL_UNKNOWN || p.n == 1)
		return true;
	if (!p.spanned)
		return false;
	read_label(t, col, &p);
	return true;
}

/*
 * Which column of the kind each file column fills: what --column says comes
 * first; a second one that means the same is marked.  Returns the score, and
 * the number of known columns and of hallmarks.
 */
static int
settle(struct trial *t, size_t *known, size_t *hallmarks)
{
	int score = 0;

	*known = *hallmarks = 0;
	for (size_t i = 0; i < t->kind->ncolumns; i++)
		t->taken[i] = false;
	for (size_t pass = 0; pass < 2; pass++) {
		size_t open = SIZE_MAX;	/* being ticked, column by column */

		for (size_t i = 0; i < t->width; i++) {
			struct gk_header_col *c = &t->cols[i];
			size_t k = c->column;

			if (k >= t->kind->ncolumns ||
			    t->mapped[i] != (pass == 0))
				continue;
			if (t->taken[k] && !(c->label.n > 0 && open == k)) {
				c->twice = true;
				continue;
			}
			open = c->label.n > 0 ? k : SIZE_MAX;
			score += t->kind->columns[k].hallmark ? 2 : 1;
			if (t->taken[k])
				continue;
			t->taken[k] = true;
			++*known;
			*hallmarks += t->kind->columns[k].hallmark;
		}
	}
	return score;
}

/* Columns that --column has given to another one are not to be mentioned. */
static void
hide_overruled(struct trial *t)
{
	for (size_t i = 0; i < t->width; i++) {
		if (!t->mapped[i])
			continue;
		for (size_t j = 0; j < t->width; j++)
			if (!t->mapped[j] && t->cols[j].twice &&
			    t->cols[j].column == t->cols[i].column)
				t->cols[j] = (struct gk_header_col){
				    .column = GK_COL_IGNORED };
	}
}

static bool
enough(const struct trial *t, size_t known, size_t hallmarks)
{
	bool whole = true;

	if (t->opt->kind != NULL)
		return known >= 1;
	for (size_t i = 0; i < t->kind->ncolumns; i++)
		whole = whole && (!t->kind->columns[i].required || t->taken[i]);
	return known >= KNOWN_LEAST && hallmarks >= 1 &&
	    (whole || known >= KNOWN_MANY);
}

/* The score of a trial, or -1 if it is no header. */
static int
try_header(struct trial *t)
{
	size_t known, hallmarks;
	int score;

	t->width = 0;
	for (size_t r = 0; r < t->height; r++) {
		const struct gk_head_row *row = trial_row(t, r);

		for (size_t i = row->ncells; i > t->width; i--)
			if (row->norms[i - 1].n > 0)
				t->width = i;
	}
	if (t->width > WIDTH_MAX)
		t->width = WIDTH_MAX;
	for (size_t i = 0; i < t->width; i++)
		if (!read_col(t, i))
			return -1;
	score = settle(t, &known, &hallmarks);
	return enough(t, known, hallmarks) ? score : -1;
}

/*
 * How well the kind fits the header: what it knows speaks for it, hallmarks
 * double and its own words a little more than aliases; what it does not know,
 * and what it asks for and does not find, against it.  Between equals it is
 * hallmarks that need not be there: 标题 or 年度 is soon found anywhere.
 */
static int
fit_of(const struct trial *t)
{
	int fit = 0, chosen = 0;

	for (size_t i = 0; i < t->width; i++) {
		const struct gk_header_col *c = &t->cols[i];
		const struct gk_ledger_column *k;

		if (c->column == GK_COL_UNKNOWN || c->twice)
			fit -= 2;
		if (c->column >= t->kind->ncolumns || c->twice ||
		    (i > 0 && t->cols[i - 1].column == c->column))
			continue;
		k = &t->kind->columns[c->column];
		fit += (k->hallmark ? 4 : 2) + (c->own ? 1 : 0);
		chosen += k->hallmark && !k->required;
	}
	for (size_t k = 0; k < t->kind->ncolumns; k++)
		if (t->kind->columns[k].required && !t->taken[k])
			fit -= 2;
	return fit * GK_FIT_UNIT + (chosen < GK_FIT_UNIT ? chosen : GK_FIT_UNIT - 1);
}

/* Keeps a copy of the trial that is the best so far. */
static void
keep(struct trial *t, int score, struct gk_header *out)
{
	bool row = false, file = false;

	hide_overruled(t);
	*out = (struct gk_header){ .kind = t->kind, .first = t->first,
		.height = t->height, .score = score, .fit = fit_of(t),
		.width = t->width };
	out->cols = gk_arena_alloc(&t->head->arena,
	    t->width * sizeof *out->cols);
	for (size_t i = 0; i < t->width; i++) {
		struct gk_buf name = { 0 };
		struct path p = path_of(t, i);

		out->cols[i] = t->cols[i];
		out->cols[i].mapped = t->mapped[i];
		for (size_t k = 0; k < p.n; k++) {
			if (k > 0)
				gk_buf_putc(&name, '/');
			gk_norm_cell(&name, p.shown[k]);
		}
		out->cols[i].name = gk_str_keep(&t->head->arena,
		    gk_buf_str(&name));
		gk_buf_release(&name);
		row |= t->cols[i].column == GK_COL_ROW;
		file |= t->cols[i].column == GK_COL_FILE;
	}
	out->canonical = row && file;
}

static void
try_kind(struct trial *t, struct gk_header *best)
{
	for (size_t h = 1; h <= GK_HEAD_HEIGHT; h++) {
		for (size_t i = 0; i + h <= t->head->count; i++) {
			int score;

			t->first = i;
			t->height = h;
			score = try_header(t);
			if (score > best->score)
				keep(t, score, best);
		}
		if (best->canonical)
			break;
	}
}

static void
read_map(struct trial *t)
{
	struct gk_buf norm = { 0 };

	t->map = gk_calloc(t->opt->nmap, sizeof *t->map);
	for (size_t i = 0; i < t->opt->nmap; i++) {
		gk_buf_clear(&norm);
		gk_norm_key(&norm, gk_str_of(t->opt->map[i].header));
		gk_fold_variants(&norm, 0);
		t->map[i] = gk_str_keep(&t->head->arena, gk_buf_str(&norm));
	}
	gk_buf_release(&norm);
}

bool
gk_header_find(struct gk_head *h, const struct gk_ledger_options *opt,
    struct gk_header *out)
{
	struct trial t = { .head = h, .opt = opt };
	struct gk_header *list = gk_calloc(opt->kinds->count, sizeof *list);
	size_t width = 0;
	bool found;

	for (size_t i = 0; i < h->count; i++)
		if (h->rows[i].ncells > width)
			width = h->rows[i].ncells;
	t.cols = gk_calloc(width, sizeof *t.cols);
	t.mapped = gk_calloc(width, sizeof *t.mapped);
	read_map(&t);
	for (size_t k = 0; k < opt->kinds->count; k++) {
		t.kind = &opt->kinds->list[k];
		if (opt->kind != NULL &&
		    !gk_str_eq(t.kind->id, gk_str_of(opt->kind)))
			continue;
		t.taken = gk_calloc(t.kind->ncolumns, sizeof *t.taken);
		try_kind(&t, &list[k]);
		free(t.taken);
	}
	found = gk_header_choose(h, list, opt->kinds->count, out);
	free(list);
	free(t.cols);
	free(t.mapped);
	free(t.map);
	gk_buf_release(&t.name);
	return found;
}
