/*
 * What stands behind the rows of a sheet and is needed when they are read: it
 * is fetched in a pass of its own, which does not parse the rows.
 */
#include "config.h"

#include "ledger/xlsx_int.h"

#include <stdlib.h>

#define HELD ((size_t)64 << 10)
/* What of a tag is kept together: </PREFIX:sheetData> with a short prefix. */
#define TAG ((size_t)64)
#define PREFIX_MAX 40
/* What all ranges of a sheet may cover, rows not counted. */
#define WIDTH_MAX ((size_t)1 << 24)

/* ---- the rows left out ---------------------------------------------- */

enum { BEFORE, INSIDE, BEHIND };

void
gk_xlsx_skip_init(struct gk_xlsx_skip *k, struct gk_zip_entry *e)
{
	*k = (struct gk_xlsx_skip){ .entry = e, .buf = gk_malloc(HELD),
		.where = BEFORE };
}

void
gk_xlsx_skip_release(struct gk_xlsx_skip *k)
{
	free(k->buf);
}

/* More bytes behind those that are held; false on failure. */
static bool
skip_fill(struct gk_xlsx_skip *k, struct gk_error *err)
{
	long n;

	memmove(k->buf, k->buf + k->from, k->to - k->from);
	k->to -= k->from;
	k->from = 0;
	n = gk_zip_entry_read(k->entry, k->buf + k->to, HELD - k->to, err);
	if (n < 0)
		return false;
	k->end = n == 0;
	k->to += (size_t)n;
	return true;
}

/*
 * The next tag "<sheetData>" or "</sheetData>", with any prefix: where it
 * begins and ends, as places in the buffer; false if there is none.
 */
static bool
find_tag(const struct gk_xlsx_skip *k, bool closing, size_t *begin,
    size_t *end)
{
	static const struct gk_str word = { "sheetData>", 10 };

	for (size_t at = k->from;;) {
		size_t i = gk_str_find((struct gk_str){ k->buf + at,
		    k->to - at }, word);
		size_t b;

		if (i == SIZE_MAX)
			return false;
		b = at += i;
		while (b > k->from && at - b < PREFIX_MAX && k->buf[b] != '<')
			b--;
		*begin = b;
		*end = at += word.n;
		if (k->buf[b] == '<' && (k->buf[b + 1] == '/') == closing)
			return true;
	}
}

/* How much of what is held may be passed on (or, inside, left out) now. */
static size_t
skip_step(struct gk_xlsx_skip *k, bool *found)
{
	size_t begin, end;

	*found = k->where != BEHIND &&
	    find_tag(k, k->where == INSIDE, &begin, &end);
	if (*found)
		return (k->where == INSIDE ? begin : end) - k->from;
	if (k->where == BEHIND || k->end)
		return k->to - k->from;
	return k->to - k->from > TAG ? k->to - k->from - TAG : 0;
}

long
gk_xlsx_skip_read(void *from, void *buf, size_t size, struct gk_error *err)
{
	struct gk_xlsx_skip *k = from;
	bool found;

	for (;;) {
		size_t n = skip_step(k, &found);

		if (k->where == INSIDE) {
			k->from += n;
			k->where = found ? BEHIND : INSIDE;
		} else if (n > 0) {
			if (n > size) {
				n = size;
				found = false;	/* it is found again */
			}
			memcpy(buf, k->buf + k->from, n);
			k->from += n;
			k->where += found;
			return (long)n;
		}
		if (found)
			continue;
		if (k->end && k->from == k->to)
			return 0;
		if (!skip_fill(k, err))
			return -1;
	}
}

/* ---- ranges --------------------------------------------------------- */

struct reader {
	struct gk_xlsx_tail *t;
	const struct gk_xlsx_rels *rels;
	struct gk_buf target;
	bool stop;
};

/* "A2:B7" or "A2"; false if it is no range of cells. */
static bool
range_parse(struct gk_str ref, struct gk_xlsx_range *range)
{
	size_t colon = gk_str_find(ref, GK_STR(":"));
	size_t row1, column1, row2, column2;

	if (!gk_xlsx_cell(gk_str_sub(ref, 0, colon), &row1, &column1))
		return false;
	row2 = row1;
	column2 = column1;
	if (colon != SIZE_MAX &&
	    (!gk_xlsx_cell(gk_str_sub(ref, colon + 1, ref.n), &row2,
	    &column2) || row2 < row1 || column2 < column1))
		return false;
	*range = (struct gk_xlsx_range){ .row1 = (uint32_t)row1,
		.row2 = (uint32_t)row2, .column1 = (uint16_t)column1,
		.column2 = (uint16_t)column2, .target = GK_EMPTY };
	return true;
}

static void
range_add(struct gk_xlsx_ranges *r, struct gk_xlsx_range range)
{
	r->width += (size_t)(range.column2 - range.column1 + 1);
	if (r->count == GK_XLSX_RANGES_MAX || r->width > WIDTH_MAX)
		r->cut = true;
	if (!r->cut)
		*GK_PUSH(r->list, r->count, r->cap) = range;
}

/*
 * The part of an address behind # is stored apart, as the place in the other
 * document; without an address the place is in this one.
 */
static void
add_link(struct reader *r, const struct gk_xml_attrs *attrs)
{
	const struct gk_xlsx_rel *rel = gk_xlsx_rel_get(r->rels,
	    gk_xml_attrs_get(attrs, "id"));
	struct gk_str place = gk_xml_attrs_get(attrs, "location");
	struct gk_xlsx_range range;

	if (rel == NULL || place.n > GK_XLSX_TARGET_MAX ||
	    !range_parse(gk_xml_attrs_get(attrs, "ref"), &range))
		return;
	gk_buf_clear(&r->target);
	gk_buf_add_str(&r->target, rel->target);
	if (place.n > 0) {
		gk_buf_putc(&r->target, '#');
		gk_buf_add_str(&r->target, place);
	}
	range.target = place.n == 0 ? rel->target : r->t->links.cut ?
	    GK_EMPTY : gk_str_keep(&r->t->arena, gk_buf_str(&r->target));
	range_add(&r->t->links, range);
}

static void
on_begin(void *user, struct gk_str name, const struct gk_xml_attrs *attrs)
{
	struct reader *r = user;
	struct gk_xlsx_range range;

	if (gk_str_eq(name, GK_STR("mergeCell"))) {
		if (range_parse(gk_xml_attrs_get(attrs, "ref"), &range))
			range_add(&r->t->merges, range);
	} else if (gk_str_eq(name, GK_STR("hyperlink"))) {
		add_link(r, attrs);
	}
}

static int
range_order(const void *a, const void *b)
{
	const struct gk_xlsx_range *x = a, *y = b;

	if (x->row1 != y->row1)
		return x->row1 < y->row1 ? -1 : 1;
	return (x->column1 > y->column1) - (x->column1 < y->column1);
}

static void
ranges_ready(struct gk_xlsx_ranges *r)
{
	if (r->cut)
		r->count = 0;
	if (r->count == 0)
		return;
	qsort(r->list, r->count, sizeof *r->list, range_order);
	r->at = gk_calloc(GK_SHEET_COLUMNS_MAX + 1, sizeof *r->at);
}

enum gk_status
gk_xlsx_tail(struct gk_xlsx *x, struct gk_str part, struct gk_xlsx_tail *t,
    struct gk_error *err)
{
	static const struct gk_xml_handler handler = { .begin = on_begin };
	struct gk_xlsx_rels rels;
	struct reader r = { .t = t, .rels = &rels };
	enum gk_status status;

	*t = (struct gk_xlsx_tail){ .merges = { .count = 0 } };
	gk_arena_init(&t->arena);
	status = gk_xlsx_rels(x, part, &rels, err);
	if (status == GK_OK)
		status = gk_xlsx_parse(x, part, true, &handler, &r, &r.stop,
		    err);
	/* The targets live in its arena. */
	for (size_t i = 0; i < t->links.count; i++)
		t->links.list[i].target = gk_str_keep(&t->arena,
		    t->links.list[i].target);
	t->links.cut |= rels.cut;
	ranges_ready(&t->merges);
	ranges_ready(&t->links);
	gk_xlsx_rels_release(&rels);
	gk_buf_release(&r.target);
	return status;
}

static void
ranges_release(struct gk_xlsx_ranges *r)
{
	free(r->list);
	free(r->at);
}

void
gk_xlsx_tail_release(struct gk_xlsx_tail *t)
{
	ranges_release(&t->merges);
	ranges_release(&t->links);
	gk_arena_release(&t->arena);
}

const struct gk_xlsx_range *
gk_xlsx_range_at(struct gk_xlsx_ranges *r, size_t row, size_t column)
{
	const struct gk_xlsx_range *range;

	if (r->count == 0)
		return NULL;
	for (; r->next < r->count && r->list[r->next].row1 <= row; r->next++)
		for (size_t i = r->list[r->next].column1;
		    i <= r->list[r->next].column2; i++)
			r->at[i] = (uint32_t)r->next + 1;
	if (r->at[column] == 0)
		return NULL;
	range = &r->list[r->at[column] - 1];
	return range->row1 <= row && row <= range->row2 ? range : NULL;
}
