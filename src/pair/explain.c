/*
 * 政策解读: missing, late or early, of which forms and elements, by whom, and
 * whether document and interpretation lead to each other.
 */
#include "config.h"

#include "pair/judge.h"

#include "core/flag.h"
#include "core/norm.h"
#include "core/url.h"
#include "rules/book.h"

static bool
is_proper(const struct gk_pair_link *l)
{
	return !l->row->explains_draft;
}

static size_t
count_proper(const struct gk_pair_document *d)
{
	size_t n = 0;

	for (size_t i = 0; i < d->nlinks; i++)
		n += is_proper(&d->links[i]);
	return n;
}

/*
 * The last day for an interpretation; GK_NO_DAY if the document is not public
 * yet or the calendar does not reach so far.
 */
static gk_day
limit_of(const struct gk_pair_judge *j, const struct gk_pair_document *d)
{
	gk_day from = d->all.day[GK_D_PUBLISHED];

	if (from == GK_NO_DAY && d->all.text[GK_T_URL].n > 0)
		from = d->all.day[GK_D_FORMED];
	if (from == GK_NO_DAY || from > j->cx->as_of)
		return GK_NO_DAY;
	if (j->terms->interp_days == 0)
		return from;
	return gk_workday_add(j->cx->calendar, from, j->terms->interp_days);
}

/* ---- missing -------------------------------------------------------- */

static void
note_pending(struct gk_pair_judge *j, const struct gk_pair_document *d)
{
	struct gk_pair_tally *t = &j->tally[d->lead->table->number];
	size_t max = sizeof t->names / sizeof *t->names;

	if (d->lead->table->mixed)
		return;
	if (t->pending < max)
		t->names[t->pending] = d->lead->text[GK_T_TITLE];
	t->pending++;
}

static void
judge_missing(struct gk_pair_judge *j, const struct gk_pair_document *d,
    enum gk_must need, const struct gk_pair_term *type)
{
	gk_day limit = limit_of(j, d), published = d->all.day[GK_D_PUBLISHED];
	bool zh = j->cx->lang == GK_ZH;
	struct gk_draft f;

	if (need == GK_NEED_NONE || limit == GK_NO_DAY ||
	    j->cx->as_of <= limit)
		return;
	if (need == GK_NEED_UNKNOWN) {
		note_pending(j, d);
		return;
	}
	f = gk_pair_draft(j, d, d->lead, GK_K_INTERP_MISSING, GK_P_TITLE,
	    GK_DUTY_RANGE);
	f.milder = need == GK_NEED_LIKELY || d->nlinks > 0 || d->doubtful;
	f.due = limit;
	gk_draft_arg(&f, "type", type != NULL ? type->label[j->cx->lang] :
	    zh ? GK_STR("政策文件") : GK_STR("policy document"));
	gk_draft_arg(&f, "number", d->all.text[GK_T_NUMBER]);
	gk_draft_arg(&f, "published", gk_pair_day(j, published != GK_NO_DAY ?
	    published : d->all.day[GK_D_FORMED]));
	gk_findings_add(j->out, &f);
}

void
gk_pair_pending(struct gk_pair_judge *j, const struct gk_paper_table *t)
{
	const struct gk_pair_tally *tally = &j->tally[t->number];
	struct gk_str names = GK_EMPTY;
	struct gk_draft f;
	bool zh = j->cx->lang == GK_ZH;

	if (tally->pending == 0)
		return;
	for (size_t i = 0; i < 3 && i < tally->pending; i++) {
		struct gk_str one = gk_str_join(&j->out->words,
		    zh ? GK_STR("《") : GK_STR("\""), GK_EMPTY,
		    tally->names[i]);

		one = gk_str_join(&j->out->words, one, GK_EMPTY,
		    zh ? GK_STR("》") : GK_STR("\""));
		names = gk_str_join(&j->out->words, names, zh ? GK_EMPTY :
		    GK_STR(", "), one);
	}
	f = gk_pair_table_draft(j, t, GK_K_INTERP_PENDING, "public_need",
	    GK_DUTY_RANGE);
	gk_draft_arg(&f, "count", gk_count_words(&j->out->words,
	    tally->pending));
	gk_draft_arg(&f, "names", names);
	gk_draft_arg(&f, "more", tally->pending > 3 ? zh ? GK_STR("等") :
	    GK_STR(" …") : GK_EMPTY);
	gk_findings_add(j->out, &f);
}

/* ---- timeliness ----------------------------------------------------- */

static struct gk_draft
dated(const struct gk_pair_judge *j, const struct gk_pair_document *d,
    const struct gk_pair_link *l, enum gk_kind_id kind, int days)
{
	struct gk_draft f = gk_pair_draft(j, d, l->row, kind, GK_P_PUBLISHED,
	    GK_DUTY_LIMIT);

	gk_draft_arg(&f, "published", gk_pair_day(j,
	    d->all.day[GK_D_PUBLISHED]));
	gk_draft_arg(&f, "interpreted", gk_pair_day(j,
	    l->row->day[GK_D_PUBLISHED]));
	gk_draft_arg(&f, "days", gk_count_words(&j->out->words, (size_t)days));
	gk_draft_arg(&f, "limit", gk_count_words(&j->out->words,
	    (size_t)j->terms->interp_days));
	return f;
}

/* The first to come out counts; those that follow it may take their time. */
static void
judge_late(const struct gk_pair_judge *j, const struct gk_pair_document *d)
{
	gk_day limit = limit_of(j, d);
	struct gk_draft f;

	if (limit == GK_NO_DAY || d->all.day[GK_D_PUBLISHED] == GK_NO_DAY)
		return;
	for (size_t i = 0; i < d->nlinks; i++) {
		gk_day day = d->links[i].row->day[GK_D_PUBLISHED];
		int past;

		if (!is_proper(&d->links[i]))
			continue;
		if (day == GK_NO_DAY || day <= limit || day > j->cx->as_of)
			return;
		past = gk_workdays_between(j->cx->calendar, limit, day);
		if (past <= 0)	/* only days off since, or not known */
			return;
		f = dated(j, d, &d->links[i], GK_K_INTERP_LATE, past);
		f.due = limit;
		gk_findings_add(j->out, &f);
		return;
	}
}

static void
judge_early(const struct gk_pair_judge *j, const struct gk_pair_document *d)
{
	gk_day published = d->all.day[GK_D_PUBLISHED];

	/* A date that is still to come is a slip, and said elsewhere. */
	if (published == GK_NO_DAY || published > j->cx->as_of)
		return;
	for (size_t i = 0; i < d->nlinks; i++) {
		gk_day day = d->links[i].row->day[GK_D_PUBLISHED];
		struct gk_draft f;

		if (!is_proper(&d->links[i]) || day == GK_NO_DAY ||
		    day >= published)
			continue;
		f = dated(j, d, &d->links[i], GK_K_INTERP_EARLY,
		    published - day);
		gk_findings_add(j->out, &f);
	}
}

/* ---- how they lead to each other ------------------------------------ */

/* Whether a rule of a pack says so of one row. */
static bool
left_to_rule(const struct gk_pair_judge *j, const struct gk_pair_link *l)
{
	return l->by_row && j->cx->rules != NULL && gk_book_find(j->cx->rules,
	    GK_STR("interpretation-same-page")) != NULL;
}

static void
judge_pages(const struct gk_pair_judge *j, const struct gk_pair_document *d)
{
	struct gk_str url = d->all.text[GK_T_URL];

	for (size_t i = 0; url.n > 0 && i < d->nlinks; i++) {
		const struct gk_pair_link *l = &d->links[i];
		struct gk_draft f;

		if (l->row->text[GK_T_URL].n == 0 ||
		    !gk_url_same(url, l->row->text[GK_T_URL]) ||
		    left_to_rule(j, l))
			continue;
		f = gk_pair_draft(j, d, l->row, GK_K_INTERP_SAME_PAGE, GK_P_URL,
		    GK_DUTY_LINK);
		gk_findings_add(j->out, &f);
	}
}

static void
judge_linked(const struct gk_pair_judge *j, const struct gk_pair_document *d)
{
	const struct gk_paper_row *row = d->all.linked == GK_SAID_NO ? d->lead :
	    NULL;
	struct gk_draft f;

	for (size_t i = 0; i < d->nlinks && row == NULL; i++)
		if (d->links[i].row->linked == GK_SAID_NO)
			row = d->links[i].row;
	if (row == NULL || d->nlinks == 0)
		return;
	f = gk_pair_draft(j, d, row, GK_K_INTERP_UNLINKED, GK_P_LINKED,
	    GK_DUTY_LINK);
	gk_findings_add(j->out, &f);
}

/* ---- forms ---------------------------------------------------------- */

static const char pieces_end[] = ";；、，,/／+＋ ";

static void
judge_known_forms(struct gk_pair_judge *j, const struct gk_pair_document *d,
    const struct gk_pair_link *l)
{
	struct gk_str rest = l->row->text[GK_T_FORM], piece;

	if (!l->row->lead || j->seen[l->interpretation])
		return;
	j->seen[l->interpretation] = true;
	while (gk_str_split(&rest, pieces_end, &piece)) {
		struct gk_str key = gk_pair_key(j, piece);
		struct gk_draft f;

		if (key.n == 0 || gk_pair_term_in(&j->terms->forms, key))
			continue;
		f = gk_pair_draft(j, d, l->row, GK_K_INTERP_FORM_UNKNOWN,
		    GK_P_FORM, GK_DUTY_FORMS);
		f.value = gk_trim(piece);
		gk_findings_add(j->out, &f);
		return;
	}
}

/* Whether a form other than text is named, or one that is not known. */
static bool
more_than_text(struct gk_pair_judge *j, const struct gk_paper_row *r)
{
	const struct gk_pair_list *forms = &j->terms->forms;
	struct gk_str rest = r->text[GK_T_FORM], piece;
	const struct gk_pair_term *t;

	while (rest.n > 0 && gk_str_split(&rest, pieces_end, &piece)) {
		struct gk_str key = gk_pair_key(j, piece);

		t = gk_pair_term_in(forms, key);
		if (key.n > 0 && (t == NULL || !t->marked))
			return true;
	}
	/* 一图读懂《…》 says what it is. */
	t = gk_pair_term_in(forms, gk_pair_key(j, r->text[GK_T_NAME]));
	return (t != NULL && !t->marked) || r->text[GK_T_FORM].n == 0;
}

static void
judge_single_form(struct gk_pair_judge *j, const struct gk_pair_document *d)
{
	const struct gk_paper_row *row = NULL;
	struct gk_draft f;

	for (size_t i = 0; i < d->nlinks; i++) {
		if (!is_proper(&d->links[i]))
			continue;
		if (more_than_text(j, d->links[i].row))
			return;
		if (row == NULL)
			row = d->links[i].row;
	}
	if (row == NULL)
		return;
	f = gk_pair_draft(j, d, row, GK_K_INTERP_SINGLE_FORM, GK_P_FORM,
	    GK_DUTY_FORMS);
	f.value = row->text[GK_T_FORM];
	gk_findings_add(j->out, &f);
}

/* ---- elements ------------------------------------------------------- */

static bool
says_all(struct gk_str cell)
{
	static const char *const words[] = { "齐全", "六要素", "全部", "均有",
		"完整", NULL };

	for (size_t i = 0; words[i] != NULL; i++)
		if (gk_str_find(cell, gk_str_of(words[i])) != SIZE_MAX)
			return gk_str_find(cell, GK_STR("不")) == SIZE_MAX;
	return gk_says_yes(cell);
}

/* Whether any cell of the document or of what explains it names `t`. */
static bool
names_element(struct gk_pair_judge *j, const struct gk_pair_document *d,
    const struct gk_pair_term *t)
{
	struct gk_str cell = d->all.text[GK_T_ELEMENTS];

	for (size_t i = 0;; i++) {
		if (says_all(cell) ||
		    gk_pair_term_holds(t, gk_pair_key(j, cell)))
			return true;
		if (i == d->nlinks)
			return false;
		cell = is_proper(&d->links[i]) ?
		    d->links[i].row->text[GK_T_ELEMENTS] : GK_EMPTY;
	}
}

/* Where elements are asked for: the first row whose file has the column. */
static const struct gk_paper_row *
elements_row(const struct gk_pair_document *d)
{
	for (size_t i = 0; i < d->nlinks; i++)
		if (is_proper(&d->links[i]) &&
		    d->links[i].row->table->has_elements)
			return d->links[i].row;
	return count_proper(d) > 0 && d->lead->table->has_elements ? d->lead :
	    NULL;
}

static void
judge_elements(struct gk_pair_judge *j, const struct gk_pair_document *d)
{
	const struct gk_paper_row *row = elements_row(d);
	const struct gk_pair_list *l = &j->terms->elements;
	struct gk_str missing = GK_EMPTY;
	struct gk_draft f;
	size_t n = 0, other = 0;

	for (size_t i = 0; row != NULL && i < l->count; i++) {
		const struct gk_pair_term *t = &l->list[i];

		if ((t->marked && d->all.first == GK_SAID_YES) ||
		    names_element(j, d, t))
			continue;
		n++;
		other += !t->marked;
		missing = gk_str_join(&j->out->words, missing,
		    j->cx->lang == GK_ZH ? GK_STR("、") : GK_STR(", "),
		    t->label[j->cx->lang]);
	}
	if (n == 0)
		return;
	f = gk_pair_draft(j, d, row, GK_K_INTERP_ELEMENTS, GK_P_ELEMENTS,
	    GK_DUTY_ELEMENTS);
	/* Nothing is filled in; or it may be the first policy of its kind. */
	f.as_notice = n == l->count || (other == 0 &&
	    d->all.first == GK_UNSAID);
	gk_draft_arg(&f, "missing", missing);
	gk_findings_add(j->out, &f);
}

/* ---- who ------------------------------------------------------------ */

/* A government's documents are drafted by its departments. */
static bool
drafts_itself(struct gk_str unit)
{
	static const char *const others[] = { "人民政府", "办公厅", "办公室",
		"管理委员会", "管委会", NULL };

	for (size_t i = 0; others[i] != NULL; i++)
		if (gk_str_find(unit, gk_str_of(others[i])) != SIZE_MAX)
			return false;
	return true;
}

static bool
speaks_for_others(const struct gk_paper_row *r)
{
	static const char *const forms[] = { "专家", "媒体", "评论", "转载",
		NULL };

	for (size_t i = 0; forms[i] != NULL; i++)
		if (gk_str_find(r->text[GK_T_FORM], gk_str_of(forms[i])) !=
		    SIZE_MAX || gk_str_find(r->text[GK_T_NAME],
		    gk_str_of(forms[i])) != SIZE_MAX)
			return true;
	return false;
}

static void
judge_drafter(const struct gk_pair_judge *j, const struct gk_pair_document *d)
{
	struct gk_str unit = d->lead->text[GK_T_UNIT_ID];

	for (size_t i = 0; unit.n > 0 && i < d->nlinks; i++) {
		const struct gk_paper_row *r = d->links[i].row;
		struct gk_str by = r->text[GK_T_BY_ID];
		struct gk_draft f;

		if (by.n == 0 || gk_str_eq(by, unit) || !r->lead ||
		    gk_str_eq(r->text[GK_T_BY_PARENT], unit) ||
		    !drafts_itself(d->lead->text[GK_T_UNIT]) ||
		    speaks_for_others(r))
			continue;
		f = gk_pair_draft(j, d, r, GK_K_INTERP_DRAFTER, GK_P_BY,
		    GK_DUTY_DRAFTER);
		f.value = r->text[GK_T_BY];
		gk_findings_add(j->out, &f);
	}
}

/* ---- all of it ------------------------------------------------------ */

void
gk_pair_explain(struct gk_pair_judge *j, const struct gk_pair_document *d)
{
	const struct gk_pair_term *type;
	enum gk_must need;

	if (d->lead->other_year)
		return;
	need = gk_pair_need(j, d, &type);
	if (count_proper(d) == 0) {
		judge_missing(j, d, need, type);
		return;
	}
	judge_early(j, d);
	judge_pages(j, d);
	judge_linked(j, d);
	for (size_t i = 0; i < d->nlinks; i++)
		judge_known_forms(j, d, &d->links[i]);
	judge_drafter(j, d);
	if (need == GK_NEED_NONE)
		return;
	judge_late(j, d);
	judge_single_form(j, d);
	judge_elements(j, d);
}

static void
name_document(struct gk_draft *f, const char *title, const char *number,
    const struct gk_pair_document *d)
{
	gk_draft_arg(f, title, d->lead->text[GK_T_TITLE]);
	gk_draft_arg(f, number, d->all.text[GK_T_NUMBER]);
}

void
gk_pair_loose(struct gk_pair_judge *j, const struct gk_pair_loose *l)
{
	const struct gk_pair_document *d = j->pairs->documents;
	bool ambiguous = l->first != SIZE_MAX;
	struct gk_draft f;

	if (l->row->other_year)
		return;
	/* Questions and answers of a subject need be of no one document. */
	if (l->row->table->mixed && gk_str_find(l->row->text[GK_T_NAME],
	    GK_STR("《")) == SIZE_MAX)
		return;
	f = gk_paper_draft(l->row, ambiguous ? GK_K_INTERP_AMBIGUOUS :
	    GK_K_INTERP_ORPHAN, GK_P_TITLE);
	f.title = l->row->text[GK_T_NAME];
	/* An incremental ledger of everything need not hold the document. */
	f.as_notice = l->row->table->mixed;
	if (ambiguous) {
		name_document(&f, "first", "first_number", &d[l->first]);
		if (l->second != SIZE_MAX)
			name_document(&f, "second", "second_number",
			    &d[l->second]);
	}
	gk_findings_add(j->out, &f);
}
