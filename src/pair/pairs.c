#include "config.h"

#include "pair/pairs.h"

#include <stdlib.h>

#include "core/norm.h"
#include "core/url.h"

/* Bytes of a number at least: 第3号 is one of many. */
#define NUMBER_MIN 7

/* Leaves the comparison once two differ. */
#define TRY(expr) do { int cmp_ = (expr); if (cmp_ != 0) return cmp_; } \
	while (0)

struct maker {
	const struct gk_papers *papers;
	struct gk_pairs *out;
	struct gk_buf work;
	const struct gk_paper_row **documents, **interpretations;
	size_t *document_of;	/* by row of papers->documents */
};

static int
number_cmp(size_t a, size_t b)
{
	return a < b ? -1 : a > b;
}

/* Rows by what they say, then by where they stand. */
static int
row_cmp(const struct gk_paper_row *a, const struct gk_paper_row *b)
{
	static const enum gk_paper_text first[] = { GK_T_UNIT_ID, GK_T_UNIT,
		GK_T_NUMBER, GK_T_NAME };

	TRY(a->table->mixed - b->table->mixed);
	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		TRY(gk_str_cmp(a->text[first[i]], b->text[first[i]]));
	for (size_t i = 0; i < GK_PAPER_DAYS; i++)
		TRY((a->day[i] > b->day[i]) - (a->day[i] < b->day[i]));
	for (size_t i = 0; i < GK_PAPER_TEXTS; i++)
		TRY(gk_str_cmp(a->text[i], b->text[i]));
	TRY(a->own_row - b->own_row);
	TRY(gk_str_cmp(a->table->file, b->table->file));
	TRY(gk_str_cmp(a->table->sheet, b->table->sheet));
	TRY(number_cmp(a->row, b->row));
	return 0;
}

static int
by_row(const void *a, const void *b)
{
	return row_cmp(*(const struct gk_paper_row *const *)a,
	    *(const struct gk_paper_row *const *)b);
}

static const struct gk_paper_row **
in_order(const struct gk_paper_row *rows, size_t n)
{
	const struct gk_paper_row **list = gk_calloc(n + 1, sizeof *list);

	for (size_t i = 0; i < n; i++)
		list[i] = &rows[i];
	qsort(list, n, sizeof *list, by_row);
	return list;
}

/* ---- one document from several rows --------------------------------- */

struct copy {			/* a row of a document */
	const struct gk_paper_row *row;
	struct gk_title title;
	struct gk_str core, number, unit;
	gk_day formed;
	struct gk_str identity;
	size_t order;
};

/*
 * A number as it is compared: without brackets of any kind, which clerks mix
 * up; "" if it is none (无, —).
 */
static struct gk_str
number_key(struct maker *m, struct gk_str number)
{
	struct gk_arena *a = &m->out->arena;
	struct gk_str key;
	char *to, *at;
	bool digit = false;

	gk_buf_clear(&m->work);
	gk_norm_key(&m->work, number);
	key = gk_buf_str(&m->work);
	at = to = gk_arena_alloc(a, key.n);
	for (size_t i = 0; i < key.n; i++) {
		char c = key.p[i];

		if (c == '(' || c == ')')
			continue;
		digit |= c >= '0' && c <= '9';
		*at++ = c;
	}
	if (!digit || at - to <= NUMBER_MIN)
		return GK_EMPTY;
	return (struct gk_str){ to, (size_t)(at - to) };
}

static struct gk_str
unit_of(const struct gk_paper_row *r)
{
	return r->text[GK_T_UNIT_ID].n > 0 ? r->text[GK_T_UNIT_ID] :
	    r->text[GK_T_UNIT];
}

static struct copy
make_copy(struct maker *m, const struct gk_paper_row *r, size_t order)
{
	struct copy c = { .row = r, .order = order, .unit = unit_of(r),
		.formed = r->day[GK_D_FORMED] };
	struct gk_str core;

	c.title = gk_title_parse(&m->out->arena, r->text[GK_T_NAME]);
	c.number = number_key(m, r->text[GK_T_NUMBER]);
	core = c.title.ncores > 0 ? c.title.core[0] : r->text[GK_T_NAME];
	gk_buf_clear(&m->work);
	gk_buf_printf(&m->work, "%d%d%d ", c.title.amended, c.title.repealed,
	    c.title.forwarded);
	gk_buf_add_str(&m->work, core);
	c.core = gk_str_keep(&m->out->arena, gk_buf_str(&m->work));
	return c;
}

static int
by_claim(const void *pa, const void *pb)
{
	const struct copy *a = pa, *b = pb;

	TRY(gk_str_cmp(a->core, b->core));
	TRY(gk_str_cmp(a->unit, b->unit));
	TRY(gk_str_cmp(a->number, b->number));
	TRY((a->formed > b->formed) - (a->formed < b->formed));
	return number_cmp(a->order, b->order);
}

static void
identify(struct maker *m, struct copy *c, struct gk_str number, gk_day formed)
{
	struct gk_buf *b = &m->work;

	gk_buf_clear(b);
	gk_buf_add_str(b, c->core);
	gk_buf_putc(b, '\x1f');
	if (number.n > 0) {
		gk_buf_puts(b, "n");
		gk_buf_add_str(b, number);
	} else {
		gk_buf_puts(b, "u");
		gk_buf_add_str(b, c->unit);
		gk_buf_putc(b, '\x1f');
		gk_day_iso(b, formed);
	}
	c->identity = gk_str_keep(&m->out->arena, gk_buf_str(b));
}

/*
 * Copies of one title by one unit, in order of by_claim: a row without a
 * number is that of the only number there is, one without a date that of the
 * only date.
 */
static void
identify_run(struct maker *m, struct copy *list, size_t n)
{
	struct gk_str number = list[n - 1].number;
	gk_day formed = GK_NO_DAY;
	size_t blank = 0;

	while (blank < n && list[blank].number.n == 0)
		blank++;
	if (blank < n && !gk_str_eq(list[blank].number, number))
		number = GK_EMPTY;
	for (size_t i = 0; i < blank; i++)
		if (list[i].formed != GK_NO_DAY) {
			formed = list[i].formed == list[blank - 1].formed ?
			    list[i].formed : GK_NO_DAY;
			break;
		}
	for (size_t i = 0; i < n; i++)
		if (i >= blank)
			identify(m, &list[i], list[i].number, GK_NO_DAY);
		else
			identify(m, &list[i], number,
			    list[i].formed != GK_NO_DAY ? list[i].formed :
			    formed);
}

static int
by_identity(const void *pa, const void *pb)
{
	const struct copy *a = pa, *b = pb;

	TRY(gk_str_cmp(a->identity, b->identity));
	return number_cmp(a->order, b->order);
}

/* What one row leaves blank another may say. */
static void
join(struct gk_paper_row *all, const struct gk_paper_row *r)
{
	for (size_t i = GK_T_NAME; i < GK_PAPER_TEXTS; i++)
		if (all->text[i].n == 0)
			all->text[i] = r->text[i];
	for (size_t i = 0; i < GK_PAPER_DAYS; i++)
		if (all->day[i] == GK_NO_DAY)
			all->day[i] = r->day[i];
	all->normative = all->normative ? all->normative : r->normative;
	all->need = all->need ? all->need : r->need;
	all->first = all->first ? all->first : r->first;
	all->forwarded = all->forwarded ? all->forwarded : r->forwarded;
	all->linked = all->linked ? all->linked : r->linked;
}

static struct gk_str
key_of(struct maker *m, struct gk_str s)
{
	gk_buf_clear(&m->work);
	gk_norm_key(&m->work, s);
	return gk_str_keep(&m->out->arena, gk_buf_str(&m->work));
}

static void
fill_document(struct maker *m, struct gk_pair_document *d,
    const struct copy *list, size_t n)
{
	d->lead = list[0].row;
	d->all = *list[0].row;
	d->title = list[0].title;
	d->rows = gk_arena_alloc(&m->out->arena, n * sizeof *d->rows);
	d->nrows = n;
	for (size_t i = 0; i < n; i++) {
		d->rows[i] = list[i].row;
		m->document_of[list[i].row - m->papers->documents] =
		    (size_t)(d - m->out->documents);
		join(&d->all, list[i].row);
	}
	d->key = key_of(m, d->all.text[GK_T_NAME]);
}

static void
make_documents(struct maker *m)
{
	size_t n = m->papers->ndocuments, at, end;
	struct copy *list = gk_calloc(n + 1, sizeof *list);
	struct gk_pairs *out = m->out;

	for (size_t i = 0; i < n; i++)
		list[i] = make_copy(m, m->documents[i], i);
	qsort(list, n, sizeof *list, by_claim);
	for (at = 0; at < n; at = end) {
		for (end = at + 1; end < n; end++)
			if (!gk_str_eq(list[at].core, list[end].core) ||
			    !gk_str_eq(list[at].unit, list[end].unit))
				break;
		identify_run(m, &list[at], end - at);
	}
	qsort(list, n, sizeof *list, by_identity);
	out->documents = gk_calloc(n + 1, sizeof *out->documents);
	for (at = 0; at < n; at = end) {
		for (end = at + 1; end < n; end++)
			if (!gk_str_eq(list[at].identity, list[end].identity))
				break;
		fill_document(m, &out->documents[out->ndocuments++],
		    &list[at], end - at);
	}
	free(list);
}

/* ---- matching ------------------------------------------------------- */

static struct gk_str
url_key(struct maker *m, struct gk_str url)
{
	if (gk_url_classify(url) == GK_URL_NONE)
		return GK_EMPTY;
	gk_buf_clear(&m->work);
	gk_url_key(&m->work, url);
	return gk_str_keep(&m->out->arena, gk_buf_str(&m->work));
}

static gk_day
day_of(const struct gk_paper_row *r)
{
	return r->day[GK_D_PUBLISHED] != GK_NO_DAY ? r->day[GK_D_PUBLISHED] :
	    r->day[GK_D_FORMED];
}

static struct gk_paper
paper_of(struct maker *m, const struct gk_paper_row *r,
    const struct gk_title *title)
{
	struct gk_paper p = { .title = *title,
		.number = number_key(m, r->text[GK_T_NUMBER].n > 0 ?
		r->text[GK_T_NUMBER] : title->number),
		.url = url_key(m, r->text[GK_T_URL]), .link = GK_EMPTY,
		.unit = unit_of(r), .day = day_of(r) };
	struct gk_str link = r->text[GK_T_LINK];

	if (link.n > 0) {
		p.link = url_key(m, link);
		if (p.link.n == 0)
			p.link = link;
	}
	return p;
}

static void
add_link(struct maker *m, const struct gk_paper_row *r, size_t interpretation,
    size_t document, enum gk_pair_how how, int sure, bool own)
{
	struct gk_pairs *out = m->out;

	*GK_PUSH(out->links, out->nlinks, out->links_cap) =
	    (struct gk_pair_link){ r, document, interpretation, how, own,
	    sure };
}

/*
 * Whether an interpretation that stands beside its document is of another as
 * well: a joint one is, one whose title merely recurs is not.
 */
static bool
is_other(const struct maker *m, size_t beside, const struct gk_pairing *p)
{
	const struct gk_pair_document *d = m->out->documents;

	if (p->how != GK_PAIR_NUMBER && p->how != GK_PAIR_LINK &&
	    p->how != GK_PAIR_TITLE)
		return false;
	return p->document != beside && d[beside].title.ncores > 0 &&
	    d[p->document].title.ncores > 0 &&
	    !gk_str_eq(d[beside].title.core[0],
	    d[p->document].title.core[0]);
}

static void
doubt(struct gk_pairs *out, const struct gk_pairing *p)
{
	if (p->how != GK_PAIR_AMBIGUOUS)
		return;
	out->documents[p->document].doubtful = true;
	if (p->rival != SIZE_MAX)
		out->documents[p->rival].doubtful = true;
}

/* The `n` answers of the matcher for one interpretation. */
static void
take_answers(struct maker *m, const struct gk_pairing *list, size_t n)
{
	size_t i = list[0].interpretation;
	const struct gk_paper_row *r = m->interpretations[i];
	size_t beside = r->beside != SIZE_MAX ? m->document_of[r->beside] :
	    SIZE_MAX;
	struct gk_pairs *out = m->out;

	if (beside != SIZE_MAX)
		add_link(m, r, i, beside, GK_PAIR_LINK, 1000, true);
	for (size_t k = 0; k < n; k++) {
		const struct gk_pairing *p = &list[k];
		bool none = p->how == GK_PAIR_NONE ||
		    p->how == GK_PAIR_AMBIGUOUS;

		if (beside != SIZE_MAX && (none || !is_other(m, beside, p)))
			continue;
		if (!none)
			add_link(m, r, i, p->document, p->how, p->sure, false);
		else if (r->above != SIZE_MAX && !r->own_row)
			add_link(m, r, i, m->document_of[r->above],
			    GK_PAIR_LINK, 1000, true);
		else if (!r->explains_draft) {
			doubt(out, p);
			*GK_PUSH(out->loose, out->nloose, out->loose_cap) =
			    (struct gk_pair_loose){ r,
			    p->how == GK_PAIR_AMBIGUOUS ? p->document :
			    SIZE_MAX, p->rival, p->sure };
		}
	}
}

static void
match(struct maker *m, int threshold)
{
	struct gk_pairer *matcher = gk_pairer_new(threshold,
	    GK_PAIR_MARGIN);
	const struct gk_pairing *list;
	size_t count, end;

	for (size_t i = 0; i < m->out->ndocuments; i++) {
		struct gk_paper p = paper_of(m, &m->out->documents[i].all,
		    &m->out->documents[i].title);

		gk_pairer_document(matcher, &p);
	}
	for (size_t i = 0; i < m->papers->ninterpretations; i++) {
		const struct gk_paper_row *r = m->interpretations[i];
		struct gk_title title = gk_title_parse(&m->out->arena,
		    r->text[GK_T_NAME]);
		struct gk_paper p = paper_of(m, r, &title);

		gk_pairer_interpretation(matcher, &p);
	}
	list = gk_pairer_run(matcher, &count);
	for (size_t at = 0; at < count; at = end) {
		for (end = at + 1; end < count; end++)
			if (list[end].interpretation !=
			    list[at].interpretation)
				break;
		take_answers(m, &list[at], end - at);
	}
	gk_pairer_free(matcher);
}

/* ---- putting together ----------------------------------------------- */

/* By document; the earliest first, those without a day last. */
static int
by_document(const void *pa, const void *pb)
{
	const struct gk_pair_link *a = pa, *b = pb;
	gk_day x = a->row->day[GK_D_PUBLISHED], y = b->row->day[GK_D_PUBLISHED];

	TRY(number_cmp(a->document, b->document));
	TRY((x == GK_NO_DAY) - (y == GK_NO_DAY));
	TRY((x > y) - (x < y));
	return number_cmp(a->interpretation, b->interpretation);
}

static void
hand_out(struct gk_pairs *out)
{
	size_t end;

	if (out->nlinks > 0)
		qsort(out->links, out->nlinks, sizeof *out->links,
		    by_document);
	for (size_t at = 0; at < out->nlinks; at = end) {
		struct gk_pair_document *d =
		    &out->documents[out->links[at].document];

		for (end = at + 1; end < out->nlinks; end++)
			if (out->links[end].document !=
			    out->links[at].document)
				break;
		d->links = &out->links[at];
		d->nlinks = end - at;
	}
}

struct gk_pairs *
gk_pairs_make(const struct gk_papers *p, int threshold)
{
	struct maker m = { .papers = p };

	m.out = gk_calloc(1, sizeof *m.out);
	gk_arena_init(&m.out->arena);
	gk_buf_init(&m.work);
	m.documents = in_order(p->documents, p->ndocuments);
	m.interpretations = in_order(p->interpretations, p->ninterpretations);
	m.document_of = gk_calloc(p->ndocuments + 1, sizeof *m.document_of);
	make_documents(&m);
	match(&m, threshold);
	hand_out(m.out);
	free(m.documents);
	free(m.interpretations);
	free(m.document_of);
	gk_buf_release(&m.work);
	return m.out;
}

void
gk_pairs_free(struct gk_pairs *ps)
{
	if (ps == NULL)
		return;
	free(ps->documents);
	free(ps->links);
	free(ps->loose);
	gk_arena_release(&ps->arena);
	free(ps);
}
