#include "config.h"

#include "pair/judge.h"

#include "core/norm.h"

struct gk_str
gk_pair_key(struct gk_pair_judge *j, struct gk_str s)
{
	gk_buf_clear(&j->work);
	gk_norm_key(&j->work, s);
	return gk_buf_str(&j->work);
}

struct gk_str
gk_pair_day(const struct gk_pair_judge *j, gk_day d)
{
	return gk_day_words(&j->out->words, d, gk_day_year(j->cx->as_of),
	    j->cx->lang);
}

static gk_day
event_of(const struct gk_pair_document *d)
{
	return d->all.day[GK_D_FORMED] != GK_NO_DAY ?
	    d->all.day[GK_D_FORMED] : d->all.day[GK_D_PUBLISHED];
}

static void
add_basis(struct gk_draft *d, const struct gk_pair_basis *b)
{
	d->basis = b->text;
	d->evidence = b->evidence;
}

struct gk_draft
gk_pair_draft(const struct gk_pair_judge *j, const struct gk_pair_document *d,
    const struct gk_paper_row *row, enum gk_kind_id kind,
    enum gk_paper_place at, enum gk_pair_duty duty)
{
	struct gk_draft draft = gk_paper_draft(row, kind, at);
	const struct gk_paper_row *lead = d->lead;

	draft.unit = lead->text[GK_T_UNIT];
	draft.unit_id = lead->text[GK_T_UNIT_ID];
	draft.region = lead->text[GK_T_REGION];
	draft.field = lead->text[GK_T_FIELD];
	draft.item = lead->text[GK_T_ITEM];
	draft.title = lead->text[GK_T_TITLE];
	for (size_t i = 0; i < 5; i++)
		draft.key[i] = lead->text[GK_T_KEY + i];
	add_basis(&draft, gk_pair_basis(j->terms, duty, event_of(d)));
	return draft;
}

struct gk_draft
gk_pair_table_draft(const struct gk_pair_judge *j,
    const struct gk_paper_table *t, enum gk_kind_id kind, const char *key,
    enum gk_pair_duty duty)
{
	struct gk_draft d = GK_DRAFT(kind);
	size_t c = key != NULL ? gk_ledger_kind_column(t->kind, key) : SIZE_MAX;

	d.file = t->file;
	d.sheet = t->sheet;
	d.unit = t->unit;
	d.unit_id = t->unit_id;
	d.region = t->region;
	if (c != SIZE_MAX) {
		d.column = t->kind->columns[c].key;
		d.column_no = t->column_no[c];
	}
	add_basis(&d, gk_pair_basis(j->terms, duty, j->cx->as_of));
	return d;
}

/* 规章, 规划 … by the column of types, or by 是否规范性文件. */
static const struct gk_pair_term *
type_of(struct gk_pair_judge *j, const struct gk_pair_document *d)
{
	const struct gk_pair_list *l = &j->terms->required;
	const struct gk_pair_term *t = gk_pair_term_in(l,
	    gk_pair_key(j, d->all.text[GK_T_TYPE]));

	if (t == NULL && d->all.normative == GK_SAID_YES)
		t = gk_pair_term_in(l, GK_STR("规范性文件"));
	return t;
}

/* Nothing says what it is, but its title ends in 规划. */
static const struct gk_pair_term *
type_by_title(const struct gk_pair_terms *terms,
    const struct gk_pair_document *d)
{
	if (d->all.text[GK_T_TYPE].n > 0 || d->title.ncores == 0)
		return NULL;
	for (size_t i = 0; i < terms->required.count; i++) {
		const struct gk_pair_list one = { &terms->required.list[i], 1 };

		if (gk_pair_ends_in(&one, d->title.core[0]))
			return one.list;
	}
	return NULL;
}

static bool
is_exempt(struct gk_pair_judge *j, const struct gk_pair_document *d)
{
	const struct gk_pair_list *l = &j->terms->exempt;

	return gk_pair_term_in(l, d->key) != NULL || gk_pair_term_in(l,
	    gk_pair_key(j, d->all.text[GK_T_TYPE])) != NULL;
}

enum gk_must
gk_pair_need(struct gk_pair_judge *j, const struct gk_pair_document *d,
    const struct gk_pair_term **type)
{
	enum gk_must need = GK_NEED_UNKNOWN;
	const struct gk_paper_table *t = d->lead->table;

	*type = type_of(j, d);
	if (!d->lead->proactive || d->lead->other_year ||
	    d->all.forwarded == GK_SAID_YES || d->title.forwarded)
		need = GK_NEED_NONE;
	else if (*type != NULL)
		need = t->mixed ? GK_NEED_LIKELY : GK_NEED_SURE;
	else if (is_exempt(j, d) || d->all.need == GK_SAID_NO)
		need = GK_NEED_NONE;
	else if (d->all.need == GK_SAID_YES ||
	    (*type = type_by_title(j->terms, d)) != NULL)
		need = GK_NEED_LIKELY;
	/* A ledger of everything need not hold interpretations. */
	if (t->mixed && !t->interprets && need == GK_NEED_LIKELY)
		need = GK_NEED_UNKNOWN;
	return need;
}
