/*
 * Rows of ledgers as papers: which is a document, which an interpretation, and
 * what its cells say.
 */
#include "config.h"

#include "core/flag.h"
#include "core/norm.h"
#include "core/url.h"
#include "pair/papers.h"
#include "pair/title.h"

/* Of several interpretations in a cell, those beyond are left aside. */
#define PIECES_MAX 32

/* ---- rows ----------------------------------------------------------- */

static struct gk_str
cell(const struct gk_entry *e, const char *key)
{
	return gk_entry_field(e, gk_ledger_kind_column(e->rec->table->kind,
	    key));
}

static gk_day
day(const struct gk_entry *e, const char *key)
{
	size_t c = gk_ledger_kind_column(e->rec->table->kind, key);

	return c != SIZE_MAX && e->dates[c].how == GK_DATE_FULL ?
	    e->dates[c].first : GK_NO_DAY;
}

static unsigned char
said(const struct gk_entry *e, const char *key)
{
	struct gk_str s = cell(e, key);

	return gk_says_yes(s) ? GK_SAID_YES : gk_says_no(s) ? GK_SAID_NO :
	    GK_UNSAID;
}

/* What is true of whatever the row holds. */
static struct gk_paper_row
start_row(const struct gk_papers *p, const struct gk_entry *e)
{
	struct gk_draft d = gk_entry_draft(e, (enum gk_kind_id)0, SIZE_MAX);
	struct gk_paper_row r = { .table = gk_papers_current(p), .row = d.row,
		.line = d.line, .beside = SIZE_MAX, .above = SIZE_MAX,
		.lead = true, .proactive = e->proactive,
		.other_year = e->other_year };

	r.text[GK_T_UNIT] = d.unit;
	r.text[GK_T_UNIT_ID] = d.unit_id;
	r.text[GK_T_REGION] = d.region;
	r.text[GK_T_FIELD] = d.field;
	r.text[GK_T_ITEM] = d.item;
	r.text[GK_T_TITLE] = d.title;
	for (size_t i = 0; i < 5; i++)
		r.text[GK_T_KEY + i] = d.key[i];
	for (size_t i = 0; i < GK_PAPER_DAYS; i++)
		r.day[i] = GK_NO_DAY;
	return r;
}

static struct gk_str
first_url(struct gk_str cell_text)
{
	struct gk_str piece;

	while (gk_url_next(&cell_text, &piece))
		if (gk_url_classify(piece) != GK_URL_NONE)
			return piece;
	return GK_EMPTY;
}

/* Columns that speak of the document and of what explains it alike. */
static void
add_shared(struct gk_paper_row *r, const struct gk_entry *e)
{
	r->text[GK_T_PLAN] = cell(e, "plan");
	r->text[GK_T_ORGANISED] = cell(e, "sync_organised");
	r->text[GK_T_SIGNED] = cell(e, "sync_signed");
	r->text[GK_T_DEPLOYED] = cell(e, "sync_deployed");
	r->text[GK_T_FORM] = cell(e, "interp_form");
	r->text[GK_T_ELEMENTS] = cell(e, "interp_elements");
	r->day[GK_D_PLAN] = day(e, "plan_date");
	r->day[GK_D_INTERP_SIGNED] = day(e, "interp_signed");
	r->day[GK_D_INTERP_DEPLOYED] = day(e, "interp_deployed");
	r->linked = said(e, "linked");
}

static void
add_from_document(struct gk_papers *p, const struct gk_entry *e)
{
	struct gk_paper_row r = start_row(p, e);

	add_shared(&r, e);
	r.text[GK_T_NAME] = r.text[GK_T_TITLE];
	r.text[GK_T_NUMBER] = cell(e, "number");
	r.text[GK_T_URL] = first_url(cell(e, "url"));
	r.text[GK_T_TYPE] = r.table->mixed ? cell(e, "level2") :
	    cell(e, "doctype");
	r.day[GK_D_FORMED] = e->formed;
	r.day[GK_D_PUBLISHED] = e->published;
	r.day[GK_D_SUBMITTED] = day(e, "submitted");
	r.normative = said(e, "normative");
	r.need = said(e, "public_need");
	r.first = said(e, "first_time");
	r.forwarded = said(e, "forwarded");
	p->above = p->ndocuments;
	gk_papers_document(p, &r);
}

/* Who interprets, if the register knows. */
static void
add_interpreter(struct gk_paper_row *r, const struct gk_context *cx,
    const struct gk_entry *e)
{
	struct gk_unit_ref ref;
	const struct gk_region *region = e->unit.region;

	r->text[GK_T_BY] = cell(e, "interp_unit");
	if (cx->units == NULL || r->text[GK_T_BY].n == 0)
		return;
	if (region == NULL)
		region = e->src->unit.region;
	ref = gk_register_resolve(cx->units, r->text[GK_T_BY], region);
	if (ref.unit == NULL)
		return;
	r->text[GK_T_BY_ID] = ref.unit->id;
	r->text[GK_T_BY_PARENT] = ref.unit->parent;
}

static bool
explains_draft(struct gk_arena *work, struct gk_str name, struct gk_str form)
{
	return gk_title_parse(work, name).role == GK_TITLE_DRAFT_EXPLAINED ||
	    gk_str_find(name, GK_STR("吹风")) != SIZE_MAX ||
	    gk_str_find(form, GK_STR("吹风")) != SIZE_MAX ||
	    gk_str_find(form, GK_STR("草案解读")) != SIZE_MAX;
}

/* ---- several in a cell ---------------------------------------------- */

struct pieces {
	struct gk_str name[PIECES_MAX], url[PIECES_MAX];
	gk_day day[PIECES_MAX];
	size_t names, urls, days;
};

/* Whether a cut here falls within 《》. */
static bool
open_marks(struct gk_str s)
{
	size_t open = 0, close = 0, at;
	struct gk_str rest = s;

	while ((at = gk_str_find(rest, GK_STR("《"))) != SIZE_MAX) {
		open++;
		rest = gk_str_sub(rest, at + 3, rest.n);
	}
	while ((at = gk_str_find(s, GK_STR("》"))) != SIZE_MAX) {
		close++;
		s = gk_str_sub(s, at + 3, s.n);
	}
	return open > close;
}

static void
cut_names(struct pieces *ps, struct gk_str text)
{
	struct gk_str rest = text, piece;
	const char *start = text.p;

	while (ps->names < PIECES_MAX && gk_str_split(&rest, ";；|｜", &piece)) {
		struct gk_str whole = { start,
		    (size_t)(piece.p + piece.n - start) };

		if (open_marks(whole) && rest.n > 0)
			continue;
		whole = gk_trim(whole);
		if (whole.n > 0)
			ps->name[ps->names++] = whole;
		start = rest.p;
	}
}

static void
cut_days(struct pieces *ps, struct gk_str text)
{
	struct gk_date d = gk_date_parse(text);
	struct gk_str piece;

	if (d.how == GK_DATE_FULL) {
		ps->day[ps->days++] = d.first;
		return;
	}
	while (ps->days < PIECES_MAX &&
	    gk_str_split(&text, ";；,，、|｜", &piece)) {
		d = gk_date_parse(gk_trim(piece));
		if (d.how == GK_DATE_FULL)
			ps->day[ps->days++] = d.first;
	}
}

static void
cut_urls(struct pieces *ps, struct gk_str text)
{
	struct gk_str piece;

	while (ps->urls < PIECES_MAX && gk_url_next(&text, &piece))
		if (gk_url_classify(piece) != GK_URL_NONE)
			ps->url[ps->urls++] = piece;
}

/* The k-th piece; one alone stands for all. */
#define PIECE(list, count, k, none) \
	((k) < (count) ? (list)[k] : (count) == 1 ? (list)[0] : (none))

/*
 * One interpretation for each piece of the cells; `like` holds what is common
 * to all.
 */
static void
add_pieces(struct gk_papers *p, struct gk_paper_row *like,
    const struct pieces *ps)
{
	size_t n = ps->names;

	n = ps->urls > n ? ps->urls : n;
	n = ps->days > n ? ps->days : n;
	for (size_t k = 0; k < n || k == 0; k++) {
		struct gk_paper_row r = *like;

		r.text[GK_T_NAME] = PIECE(ps->name, ps->names, k, GK_EMPTY);
		r.text[GK_T_URL] = PIECE(ps->url, ps->urls, k, GK_EMPTY);
		r.day[GK_D_PUBLISHED] = PIECE(ps->day, ps->days, k, GK_NO_DAY);
		r.explains_draft = explains_draft(&p->work, r.text[GK_T_NAME],
		    r.text[GK_T_FORM]);
		r.lead = k == 0;
		gk_papers_interpretation(p, &r);
	}
}

static bool
says_none(struct gk_str s)
{
	return s.n == 0 || gk_says_no(s) || gk_ledger_says_nil(s);
}

/* Whether interp_* columns name an interpretation. */
static bool
has_interp_cells(const struct gk_entry *e)
{
	struct gk_date d = gk_date_parse(cell(e, "interp_published"));

	return !says_none(cell(e, "interp_title")) ||
	    first_url(cell(e, "interp_url")).n > 0 ||
	    (d.how != GK_DATE_EMPTY && !says_none(cell(e, "interp_published")));
}

/* The interpretations in interp_* columns; `beside` their document's row. */
static void
add_from_columns(struct gk_papers *p, const struct gk_context *cx,
    const struct gk_entry *e, size_t beside)
{
	struct gk_paper_row r = start_row(p, e);
	struct gk_str name = cell(e, "interp_title");
	struct pieces ps = { .names = 0 };

	add_shared(&r, e);
	add_interpreter(&r, cx, e);
	r.beside = beside;
	r.above = p->above;
	r.text[GK_T_LINK] = cell(e, "related");
	if (beside == SIZE_MAX) {
		r.text[GK_T_NUMBER] = cell(e, "number");
		if (r.text[GK_T_LINK].n == 0)
			r.text[GK_T_LINK] = first_url(cell(e, "url"));
	}
	if (!says_none(name))
		cut_names(&ps, name);
	cut_urls(&ps, cell(e, "interp_url"));
	cut_days(&ps, cell(e, "interp_published"));
	if (r.text[GK_T_TITLE].n == 0 && ps.names > 0)
		r.text[GK_T_TITLE] = ps.name[0];
	add_pieces(p, &r, &ps);
}

/* An interpretation that stands in the columns of documents. */
static void
add_from_own_row(struct gk_papers *p, const struct gk_context *cx,
    const struct gk_entry *e)
{
	struct gk_paper_row r = start_row(p, e);
	struct pieces ps = { .names = 0 };
	struct gk_str url = cell(e, "interp_url");

	add_shared(&r, e);
	add_interpreter(&r, cx, e);
	r.own_row = true;
	r.text[GK_T_NUMBER] = cell(e, "number");
	r.text[GK_T_LINK] = cell(e, "related");
	ps.name[ps.names++] = r.text[GK_T_TITLE];
	cut_urls(&ps, first_url(url).n > 0 ? url : cell(e, "url"));
	if (ps.urls > 1)	/* of one interpretation: mirrors */
		ps.urls = 1;
	cut_days(&ps, cell(e, "interp_published"));
	if (ps.days == 0 && e->published != GK_NO_DAY)
		ps.day[ps.days++] = e->published;
	if (ps.days > 1)
		ps.days = 1;
	add_pieces(p, &r, &ps);
}

/* ---- which is which ------------------------------------------------- */

static bool
in_list(const struct gk_pair_list *l, struct gk_str s)
{
	struct gk_buf key = { 0 };
	bool found;

	gk_norm_key(&key, s);
	found = key.len > 0 && gk_pair_term_in(l, gk_buf_str(&key)) != NULL;
	gk_buf_release(&key);
	return found;
}

/* In a policy ledger: 文件类型 says 政策解读, 图解 …, or else the title does. */
static bool
is_interpretation(const struct gk_pair_terms *terms, struct gk_arena *work,
    const struct gk_entry *e)
{
	struct gk_str type = cell(e, "doctype");

	if (in_list(&terms->required, type))
		return false;
	if (gk_str_find(type, GK_STR("解读")) != SIZE_MAX)
		return gk_str_find(type, GK_STR("文件与解读")) == SIZE_MAX;
	return gk_title_parse(work, cell(e, "title")).role !=
	    GK_TITLE_DOCUMENT;
}

static void
add_policy(struct gk_papers *p, const struct gk_pair_terms *terms,
    const struct gk_context *cx, const struct gk_entry *e)
{
	bool interp = has_interp_cells(e);

	if (cell(e, "title").n == 0) {
		if (interp)
			add_from_columns(p, cx, e, SIZE_MAX);
		return;
	}
	if (cell(e, "interp_title").n == 0 &&
	    is_interpretation(terms, &p->work, e)) {
		add_from_own_row(p, cx, e);
		return;
	}
	add_from_document(p, e);
	if (interp)
		add_from_columns(p, cx, e, p->ndocuments - 1);
}

/*
 * In a ledger of everything only what looks like a document or calls itself
 * an interpretation is taken.
 */
static void
add_mixed(struct gk_papers *p, const struct gk_pair_terms *terms,
    const struct gk_context *cx, const struct gk_entry *e)
{
	struct gk_str title = cell(e, "title");
	struct gk_title t = gk_title_parse(&p->work, title);
	struct gk_buf key = { 0 };

	if (title.n == 0)
		return;
	if (t.role != GK_TITLE_DOCUMENT ||
	    in_list(&terms->column, cell(e, "level2"))) {
		add_from_own_row(p, cx, e);
		return;
	}
	for (size_t i = 0; i < t.ncores; i++)
		if (gk_pair_ends_in(&terms->document, t.core[i]))
			break;
		else if (i + 1 == t.ncores)
			t.ncores = 0;
	gk_norm_key(&key, title);
	if (cell(e, "number").n > 0 || t.ncores > 0 ||
	    gk_pair_ends_in(&terms->document, gk_buf_str(&key)))
		add_from_document(p, e);
	gk_buf_release(&key);
}

void
gk_papers_add(struct gk_papers *p, const struct gk_pair_terms *terms,
    const struct gk_context *cx, const struct gk_entry *e)
{
	if (e->nil || e->secret)
		return;
	gk_arena_reset(&p->work);
	if (gk_papers_current(p)->mixed)
		add_mixed(p, terms, cx, e);
	else
		add_policy(p, terms, cx, e);
}
