/*
 * Values in the form in which they are compared.
 */
#include "config.h"

#include "pair/reconcile_int.h"

#include <stdlib.h>

#include "core/norm.h"
#include "core/url.h"
#include "pair/title.h"

/* Pieces of a cell that are looked at. */
#define PIECES_MAX 64
/* Between the pieces of a form; no cell holds it. */
#define SEP '\x1f'

/* ---- numbers -------------------------------------------------------- */

static bool
is_in(uint32_t ch, const uint32_t *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == ch)
			return true;
	return false;
}

/* 〔 〕 and what is written instead. */
static bool
is_bracket(uint32_t ch)
{
	static const uint32_t list[] = { 0x3014, 0x3015, '[', ']', 0x3010,
		0x3011, '(', ')', 0x3008, 0x3009, 0x300A, 0x300B, 0x3016,
		0x3017, '<', '>', '{', '}', 0xFE5D, 0xFE5E, 0x27E6, 0x27E7,
		0x27E8, 0x27E9 };

	return is_in(ch, list, sizeof list / sizeof *list);
}

static bool
is_dash(uint32_t ch)
{
	static const uint32_t list[] = { '-', 0x2010, 0x2011, 0x2012, 0x2013,
		0x2014, 0x2015, 0x2212, 0xFF0D, 0x30FC, '_', '~' };

	return is_in(ch, list, sizeof list / sizeof *list);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Zeros in front of a number: 第09号 is 第9号. */
static void
drop_zeros(struct gk_buf *b, size_t start)
{
	size_t to = start, from = start;

	while (from < b->len) {
		bool first = to == start || !is_digit(b->p[to - 1]);

		if (b->p[from] == '0' && first && from + 1 < b->len &&
		    is_digit(b->p[from + 1])) {
			from++;
			continue;
		}
		b->p[to++] = b->p[from++];
	}
	b->len = to;
}

/* Adds a mark once, and never in front or at the end (see the caller). */
static void
add_mark(struct gk_buf *out, size_t start, char mark)
{
	if (out->len == start)
		return;
	if (out->p[out->len - 1] == '|' || out->p[out->len - 1] == '-')
		out->len--;
	gk_buf_putc(out, mark);
}

void
gk_number_form(struct gk_buf *out, struct gk_str number)
{
	struct gk_buf b = { 0 };
	size_t start = out->len;

	gk_norm_width(&b, number);
	for (size_t i = 0, len; i < b.len; i += len) {
		uint32_t ch;

		len = gk_utf8_next(b.p + i, b.len - i, &ch);
		if (len == 0) {
			len = 1;
			gk_buf_putc(out, b.p[i]);
		} else if (gk_is_blank(ch) || ch == 0x7B2C) {	/* 第 */
			continue;
		} else if (is_bracket(ch)) {
			/* 令第10号（2022修改）: a remark, no part of it. */
			if (gk_str_ends(gk_buf_str(out), GK_STR("号")))
				break;
			add_mark(out, start, '|');
		} else if (is_dash(ch)) {
			add_mark(out, start, '-');
		} else if (ch >= 'A' && ch <= 'Z') {
			gk_buf_putc(out, (char)(ch - 'A' + 'a'));
		} else {
			gk_buf_add(out, b.p + i, len);
		}
	}
	if (out->len > start && (out->p[out->len - 1] == '|' ||
	    out->p[out->len - 1] == '-'))
		out->len--;
	drop_zeros(out, start);
	gk_buf_release(&b);
}

/* ---- cells of several values ---------------------------------------- */

struct pieces {
	struct gk_str list[PIECES_MAX];
	size_t count;
};

static int
by_bytes(const void *a, const void *b)
{
	return gk_str_cmp(*(const struct gk_str *)a, *(const struct gk_str *)b);
}

/* Sorted, each once, joined. */
static struct gk_str
join(struct gk_reconciling *w, struct pieces *p)
{
	struct gk_buf *b = &w->work[1];

	if (p->count > 1)
		qsort(p->list, p->count, sizeof *p->list, by_bytes);
	gk_buf_clear(b);
	for (size_t i = 0; i < p->count; i++) {
		if (i > 0 && gk_str_eq(p->list[i], p->list[i - 1]))
			continue;
		if (b->len > 0)
			gk_buf_putc(b, SEP);
		gk_buf_add_str(b, p->list[i]);
	}
	return gk_str_keep(&w->arena, gk_buf_str(b));
}

/* Keeps what is in the work buffer as a piece, unless it is empty. */
static void
keep_piece(struct gk_reconciling *w, struct pieces *p)
{
	if (w->work[0].len > 0 && p->count < PIECES_MAX)
		p->list[p->count++] = gk_str_keep(&w->arena,
		    gk_buf_str(&w->work[0]));
}

/* 政策依据 and the like: document numbers and titles in any order. */
static struct gk_str
list_form(struct gk_reconciling *w, struct gk_str cell)
{
	struct pieces p = { .count = 0 };
	struct gk_str piece;

	while (p.count < PIECES_MAX &&
	    gk_str_split(&cell, ";；、，,\n", &piece)) {
		gk_buf_clear(&w->work[0]);
		gk_number_form(&w->work[0], piece);
		keep_piece(w, &p);
	}
	return join(w, &p);
}

static struct gk_str
url_form(struct gk_reconciling *w, struct gk_str cell)
{
	struct pieces p = { .count = 0 };
	struct gk_str piece;

	while (p.count < PIECES_MAX && gk_url_next(&cell, &piece)) {
		gk_buf_clear(&w->work[0]);
		if (gk_url_classify(piece) == GK_URL_OK)
			gk_url_key(&w->work[0], piece);
		keep_piece(w, &p);
	}
	return join(w, &p);
}

/* Who a name means: "#" and the id of the unit that answers for it. */
static void
unit_piece(struct gk_reconciling *w, const struct gk_held *h,
    struct gk_str name, struct gk_unit_ref ref)
{
	const struct gk_context *cx = w->r->cx;
	const struct gk_region *region = h->rec->unit.region != NULL ?
	    h->rec->unit.region : h->rec->table->region;

	gk_buf_clear(&w->work[0]);
	if (ref.unit == NULL && cx->units != NULL)
		ref = gk_register_resolve(cx->units, name, region);
	if (ref.unit != NULL) {
		gk_buf_putc(&w->work[0], '#');
		gk_buf_add_str(&w->work[0],
		    gk_unit_current(ref.unit, cx->as_of)->id);
		return;
	}
	gk_norm_key(&w->work[0], name);
}

static struct gk_str
unit_form(struct gk_reconciling *w, const struct gk_held *h, size_t column,
    struct gk_str cell)
{
	static const struct gk_unit_ref none = { .how = GK_UNIT_NONE };
	struct pieces p = { .count = 0 };
	struct gk_str piece;

	/* The engine has read the unit column, in its region. */
	if (h->rec->unit.unit != NULL &&
	    column == gk_ledger_kind_column(h->rec->table->kind, "unit")) {
		unit_piece(w, h, cell, h->rec->unit);
		keep_piece(w, &p);
		return join(w, &p);
	}
	while (p.count < PIECES_MAX &&
	    gk_str_split(&cell, ";；、，,\n ", &piece)) {
		unit_piece(w, h, piece, none);
		keep_piece(w, &p);
	}
	return join(w, &p);
}

/* ---- titles --------------------------------------------------------- */

/*
 * The core, and what makes the document another one than its core names:
 * 关于修改《X》的决定 is not X, nor is what explains it.
 */
static void
set_core(struct gk_reconciling *w, struct gk_held *h, struct gk_str title)
{
	struct gk_title t = gk_title_parse(&w->arena, title);
	struct gk_buf *b = &w->work[0];

	if (t.ncores == 0 || t.core[0].n == 0)
		return;
	gk_buf_clear(b);
	gk_buf_add_str(b, t.core[0]);
	gk_buf_putc(b, SEP);
	gk_buf_putc(b, (char)('0' + (int)t.role));
	gk_buf_putc(b, t.amended ? 'a' : t.repealed ? 'r' : '-');
	h->core = gk_str_keep(&w->arena, gk_buf_str(b));
}

/* ---- a record ------------------------------------------------------- */

static struct gk_str
norm_form(struct gk_reconciling *w, struct gk_str cell)
{
	gk_buf_clear(&w->work[0]);
	gk_norm_key(&w->work[0], cell);
	return gk_str_keep(&w->arena, gk_buf_str(&w->work[0]));
}

static struct gk_str
date_form(struct gk_reconciling *w, struct gk_str cell)
{
	struct gk_date d = gk_date_parse(cell);

	if (d.how != GK_DATE_FULL)
		return GK_EMPTY;
	gk_buf_clear(&w->work[0]);
	gk_day_iso(&w->work[0], d.first);
	return gk_str_keep(&w->arena, gk_buf_str(&w->work[0]));
}

static struct gk_str
form_of(struct gk_reconciling *w, const struct gk_held *h,
    const struct gk_point *p, struct gk_str cell)
{
	switch (p->as) {
	case GK_AS_NUMBER:
		gk_buf_clear(&w->work[0]);
		gk_number_form(&w->work[0], cell);
		return gk_str_keep(&w->arena, gk_buf_str(&w->work[0]));
	case GK_AS_UNIT:
		return unit_form(w, h, p->column[h->kind], cell);
	case GK_AS_DATE:
		return date_form(w, cell);
	case GK_AS_LIST:
		return list_form(w, cell);
	case GK_AS_URL:
		return url_form(w, cell);
	case GK_AS_TITLE:
	case GK_AS_STATE:
	case GK_AS_TEXT:
		break;
	}
	return norm_form(w, cell);
}

void
gk_held_forms(struct gk_reconciling *w, struct gk_held *h)
{
	h->form = gk_arena_alloc(&w->arena, w->m->npoints * sizeof *h->form);
	for (size_t p = 0; p < w->m->npoints; p++) {
		struct gk_str cell = gk_held_value(w, h, p);

		h->form[p] = cell.n > 0 ?
		    form_of(w, h, &w->m->points[p], cell) : GK_EMPTY;
	}
	gk_buf_clear(&w->work[0]);
	unit_piece(w, h, h->rec->unit_name, h->rec->unit);
	h->who = gk_str_keep(&w->arena, gk_buf_str(&w->work[0]));
	h->core = GK_EMPTY;
	if (w->title != SIZE_MAX && h->form[w->title].n > 0)
		set_core(w, h, gk_held_value(w, h, w->title));
}

/* ---- agreement ------------------------------------------------------ */

/* A name, or the end of a longer one that is not registered: 市教育局. */
bool
gk_units_agree(struct gk_str a, struct gk_str b)
{
	if (gk_str_eq(a, b))
		return true;
	if (a.n < strlen("教育局") || b.n < strlen("教育局") ||
	    a.p[0] == '#' || b.p[0] == '#')
		return false;
	return gk_str_ends(a, b) || gk_str_ends(b, a);
}

static bool
is_among(struct gk_str piece, struct gk_str all, enum gk_point_as as)
{
	const char sep[] = { SEP, '\0' };
	struct gk_str one;

	while (gk_str_split(&all, sep, &one))
		if (as == GK_AS_UNIT ? gk_units_agree(piece, one) :
		    gk_str_eq(piece, one))
			return true;
	return false;
}

static size_t
count_pieces(struct gk_str s)
{
	size_t n = 1;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == SEP;
	return n;
}

static bool
is_part(struct gk_str part, struct gk_str all, enum gk_point_as as)
{
	const char sep[] = { SEP, '\0' };
	struct gk_str piece;

	while (gk_str_split(&part, sep, &piece))
		if (!is_among(piece, all, as))
			return false;
	return true;
}

/* Whether all that the shorter list names is in the longer one. */
static bool
is_part_either_way(struct gk_str a, struct gk_str b, enum gk_point_as as)
{
	size_t n = count_pieces(a), m = count_pieces(b);

	return (n <= m && is_part(a, b, as)) || (m <= n && is_part(b, a, as));
}

bool
gk_forms_agree(const struct gk_reconciling *w, size_t point, struct gk_str a,
    struct gk_str b)
{
	const struct gk_state_word *x, *y;

	switch (w->m->points[point].as) {
	case GK_AS_UNIT:
	case GK_AS_URL:
		return is_part_either_way(a, b, w->m->points[point].as);
	case GK_AS_STATE:
		x = gk_mapping_state(w->m, a);
		y = gk_mapping_state(w->m, b);
		if (x != NULL && y != NULL)
			return x->state == y->state;
		return gk_str_eq(a, b);
	case GK_AS_NUMBER:
	case GK_AS_TITLE:
	case GK_AS_DATE:
	case GK_AS_TEXT:
	case GK_AS_LIST:
		break;
	}
	return gk_str_eq(a, b);
}
