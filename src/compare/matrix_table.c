#include "config.h"

#include <stdlib.h>

#include "compare/matrix.h"
#include "core/mem.h"
#include "core/norm.h"

#define GAP 2			/* blanks between columns */
#define FIELDS_MAX 100		/* more are not set side by side */
#define NAME_MAX_WIDTH 40	/* of a unit or a field */

struct column {			/* one field; the last one holds the totals */
	struct gk_str id, name;
	struct gk_matrix_cell total;
	size_t width;
	bool idle;		/* applies nowhere: not shown */
};

struct table {
	const struct gk_matrix_row **rows;
	size_t nrows;
	struct column *columns;
	size_t ncolumns, cap;	/* the totals included */
	size_t unit_width;
	size_t blanks;		/* owed */
	struct gk_matrix_cell *line;	/* one unit's, by column */
	struct gk_out *o;
	enum gk_lang lang;
	struct gk_buf text, clean;
	size_t nidle;		/* fields that are not shown */
};

static const char *
words(const struct table *t, const char *zh, const char *en)
{
	return t->lang == GK_ZH ? zh : en;
}

static void
add(struct gk_matrix_cell *into, const struct gk_matrix_cell *c)
{
	into->due += c->due;
	into->published += c->published;
	into->not_applicable += c->not_applicable;
	into->not_due += c->not_due;
	into->undecided += c->undecided;
	into->nil += c->nil;
	into->advisory += c->advisory;
}

/* "12/15 80.0%", "—" where nothing is judged, "" where nothing is owed. */
static struct gk_str
cell_text(struct table *t, const struct gk_matrix_cell *c)
{
	gk_buf_clear(&t->text);
	if (gk_matrix_judged(c) != 0) {
		gk_buf_printf(&t->text, "%zu/%zu ", c->published,
		    gk_matrix_judged(c));
		gk_matrix_rate(&t->text, c);
		gk_buf_putc(&t->text, '%');
	} else if (c->due != 0 || c->advisory != 0) {
		gk_buf_puts(&t->text, "—");
	}
	return gk_buf_str(&t->text);
}

/* A name as it is printed: nothing that a terminal obeys, and not too wide. */
static struct gk_str
clean(struct table *t, struct gk_str s)
{
	struct gk_str shown;
	size_t width = 0;

	gk_buf_clear(&t->clean);
	gk_sanitize(&t->clean, s);
	shown = gk_buf_str(&t->clean);
	for (size_t i = 0, n; i < shown.n; i += n) {
		uint32_t ch;

		n = gk_utf8_next(shown.p + i, shown.n - i, &ch);
		n = n != 0 ? n : 1;
		width += gk_width(gk_str_sub(shown, i, n));
		if (width > NAME_MAX_WIDTH)
			return gk_str_sub(shown, 0, i);
	}
	return shown;
}

/* ---- layout --------------------------------------------------------- */

static void
widen(size_t *width, struct gk_str s)
{
	size_t w = gk_width(s);

	if (w > *width)
		*width = w;
}

static int
compare_column(const void *va, const void *vb)
{
	const struct column *a = va, *b = vb;

	return gk_str_cmp(a->id, b->id);
}

static struct column *
find_column(const struct table *t, struct gk_str id)
{
	struct column key = { .id = id };

	return bsearch(&key, t->columns, t->ncolumns - 1, sizeof key,
	    compare_column);
}

/* The fields by id, each once, then the totals. */
static void
make_columns(struct table *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->nrows; i++)
		*GK_PUSH(t->columns, t->ncolumns, t->cap) = (struct column){
		    .id = t->rows[i]->field, .name = t->rows[i]->name };
	if (t->ncolumns != 0)
		qsort(t->columns, t->ncolumns, sizeof *t->columns,
		    compare_column);
	for (size_t i = 0; i < t->ncolumns; i++)
		if (n == 0 || compare_column(&t->columns[n - 1],
		    &t->columns[i]) != 0)
			t->columns[n++] = t->columns[i];
	t->ncolumns = n;
	*GK_PUSH(t->columns, t->ncolumns, t->cap) = (struct column){
	    .name = gk_str_of(words(t, "合计", "total")) };
}

/* The sums of the unit whose rows begin at `from`; returns the next unit. */
static size_t
sum_unit(struct table *t, size_t from)
{
	size_t i;

	memset(t->line, 0, t->ncolumns * sizeof *t->line);
	for (i = from; i < t->nrows &&
	    gk_str_eq(t->rows[i]->unit, t->rows[from]->unit); i++) {
		const struct column *c = find_column(t, t->rows[i]->field);

		add(&t->line[c - t->columns], &t->rows[i]->n);
		add(&t->line[t->ncolumns - 1], &t->rows[i]->n);
	}
	return i;
}

/* Totals of the columns, and what everything takes in width. */
static void
measure(struct table *t)
{
	t->unit_width = gk_width(gk_str_of(words(t, "单位", "unit")));
	widen(&t->unit_width, gk_str_of(words(t, "合计", "total")));
	t->line = gk_calloc(t->ncolumns, sizeof *t->line);
	for (size_t i = 0, next; i < t->nrows; i = next) {
		next = sum_unit(t, i);
		widen(&t->unit_width, clean(t, t->rows[i]->unit));
		for (size_t c = 0; c < t->ncolumns; c++) {
			add(&t->columns[c].total, &t->line[c]);
			widen(&t->columns[c].width, cell_text(t, &t->line[c]));
		}
	}
	for (size_t c = 0; c < t->ncolumns; c++) {
		struct column *col = &t->columns[c];

		widen(&col->width, cell_text(t, &col->total));
		widen(&col->width, clean(t, col->name));
		col->idle = c + 1 < t->ncolumns && col->total.due ==
		    col->total.not_applicable && col->total.advisory == 0;
		t->nidle += col->idle;
	}
}

/* ---- printing ------------------------------------------------------- */

/* Blanks are owed until something follows: no line ends in them. */
static void
put(struct table *t, struct gk_str s)
{
	if (s.n == 0)
		return;
	for (; t->blanks != 0; t->blanks--)
		gk_out_add(t->o, " ", 1);
	gk_out_str(t->o, s);
}

static void
end_line(struct table *t)
{
	t->blanks = 0;
	gk_out_add(t->o, "\n", 1);
}

static void
put_unit(struct table *t, struct gk_str s)
{
	put(t, s);
	t->blanks += t->unit_width - gk_width(s);
}

static void
put_cell(struct table *t, const struct column *c, struct gk_str s)
{
	if (c->idle)
		return;
	t->blanks += GAP + c->width - gk_width(s);
	put(t, s);
}

/* The columns [from, to) of all units. */
static void
put_panel(struct table *t, size_t from, size_t to)
{
	gk_out_puts(t->o, "\n");
	put_unit(t, gk_str_of(words(t, "单位", "unit")));
	for (size_t c = from; c < to; c++)
		put_cell(t, &t->columns[c], clean(t, t->columns[c].name));
	end_line(t);
	for (size_t i = 0, next; i < t->nrows; i = next) {
		next = sum_unit(t, i);
		put_unit(t, clean(t, t->rows[i]->unit));
		for (size_t c = from; c < to; c++)
			put_cell(t, &t->columns[c],
			    cell_text(t, &t->line[c]));
		end_line(t);
	}
	put_unit(t, gk_str_of(words(t, "合计", "total")));
	for (size_t c = from; c < to; c++)
		put_cell(t, &t->columns[c],
		    cell_text(t, &t->columns[c].total));
	end_line(t);
}

static void
put_panels(struct table *t, size_t width)
{
	size_t from = 0;

	while (t->columns[from].idle)
		from++;
	if (t->ncolumns - t->nidle > FIELDS_MAX) {
		gk_out_puts(t->o, words(t, "领域过多，仅列合计。\n",
		    "Too many fields: totals only.\n"));
		from = t->ncolumns - 1;
	}
	while (from < t->ncolumns) {
		size_t used = t->unit_width + GAP + t->columns[from].width;
		size_t to = from + 1;

		while (to < t->ncolumns && (width == 0 || t->columns[to].idle ||
		    used + GAP + t->columns[to].width <= width)) {
			if (!t->columns[to].idle)
				used += GAP + t->columns[to].width;
			to++;
		}
		put_panel(t, from, to);
		from = to;
	}
}

static void
put_sums(struct table *t)
{
	const struct gk_matrix_cell *n = &t->columns[t->ncolumns - 1].total;

	gk_buf_clear(&t->text);
	gk_matrix_rate(&t->text, n);
	gk_out_printf(t->o, words(t,
	    "\n应公开事项%zu项，不适用%zu项、未到期%zu项、无法判定%zu项，"
	    "其余%zu项中已公开%zu项，公开率%s%s",
	    "\n%zu items owed; %zu not applicable, %zu not yet due, "
	    "%zu undecided; of the other %zu, %zu are published: %s%s"),
	    n->due, n->not_applicable, n->not_due, n->undecided,
	    gk_matrix_judged(n), n->published, t->text.p,
	    gk_matrix_judged(n) != 0 ? "%" : "");
	if (n->nil != 0)
		gk_out_printf(t->o, words(t, "；零报告%zu项",
		    "; nil reports: %zu"), n->nil);
	if (n->advisory != 0)
		gk_out_printf(t->o, words(t, "；另有依据待核%zu项，不计入",
		    "; %zu more rest on unverified sources"), n->advisory);
	if (t->nidle != 0)
		gk_out_printf(t->o, words(t, "；%zu个领域均不适用，未列",
		    "; %zu fields apply nowhere and are not shown"), t->nidle);
	gk_out_puts(t->o, words(t, "。\n", ".\n"));
}

void
gk_matrix_print_table(const struct gk_matrix *m, struct gk_out *o,
    enum gk_lang lang, int width)
{
	struct table t = { .o = o, .lang = lang };

	gk_buf_init(&t.text);
	gk_buf_init(&t.clean);
	t.rows = gk_matrix_sorted(m, &t.nrows);
	make_columns(&t);
	measure(&t);
	gk_out_puts(o, words(&t, "各单位各领域公开情况（已公开/应判定）\n",
	    "Published / judged, by unit and field\n"));
	put_panels(&t, width > 0 ? (size_t)width : 0);
	put_sums(&t);
	free(t.rows);
	free(t.columns);
	free(t.line);
	gk_buf_release(&t.text);
	gk_buf_release(&t.clean);
}
