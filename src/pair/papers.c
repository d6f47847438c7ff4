#include "config.h"

#include "pair/papers.h"

#include <stdlib.h>

void
gk_papers_init(struct gk_papers *p)
{
	*p = (struct gk_papers){ .above = SIZE_MAX };
	p->last_table = &p->tables;
	gk_arena_init(&p->arena);
	gk_arena_init(&p->work);
}

void
gk_papers_release(struct gk_papers *p)
{
	free(p->documents);
	free(p->interpretations);
	gk_arena_release(&p->arena);
	gk_arena_release(&p->work);
}

/* ---- keeping -------------------------------------------------------- */

static struct gk_paper_table *
add_table(struct gk_papers *p, const struct gk_paper_table *from)
{
	struct gk_arena *a = &p->arena;
	struct gk_paper_table *t = gk_arena_alloc(a, sizeof *t);
	size_t *column_no;

	*t = *from;
	t->file = gk_str_keep(a, from->file);
	t->sheet = gk_str_keep(a, from->sheet);
	t->unit = gk_str_keep(a, from->unit);
	t->unit_id = gk_str_keep(a, from->unit_id);
	t->region = gk_str_keep(a, from->region);
	column_no = gk_arena_alloc(a, (from->kind->ncolumns + 1) *
	    sizeof *column_no);
	memcpy(column_no, from->column_no, from->kind->ncolumns *
	    sizeof *column_no);
	t->column_no = column_no;
	t->next = NULL;
	*p->last_table = t;
	p->last_table = &t->next;
	return t;
}

/* Keeps the strings of a row; what the row before said too is shared. */
static void
keep_row(struct gk_papers *p, struct gk_paper_row *into,
    const struct gk_paper_row *from)
{
	*into = *from;
	for (size_t i = 0; i < GK_PAPER_TEXTS; i++) {
		if (from->text[i].n == 0)
			into->text[i] = GK_EMPTY;
		else if (gk_str_eq(from->text[i], p->last.text[i]))
			into->text[i] = p->last.text[i];
		else
			into->text[i] = gk_str_keep(&p->arena, from->text[i]);
	}
	p->last = *into;
}

void
gk_papers_document(struct gk_papers *p, const struct gk_paper_row *r)
{
	struct gk_paper_row *into = GK_PUSH(p->documents, p->ndocuments,
	    p->documents_cap);

	keep_row(p, into, r);
}

void
gk_papers_interpretation(struct gk_papers *p, const struct gk_paper_row *r)
{
	struct gk_paper_row *into = GK_PUSH(p->interpretations,
	    p->ninterpretations, p->interpretations_cap);

	keep_row(p, into, r);
	into->table->interprets |= !r->explains_draft;
}

void
gk_papers_merge(struct gk_papers *into, const struct gk_papers *from)
{
	size_t documents = into->ndocuments;
	struct gk_paper_table **moved;
	size_t n = 0;

	for (struct gk_paper_table *t = from->tables; t != NULL; t = t->next)
		t->number = n++;
	moved = gk_calloc(n + 1, sizeof(*moved));
	for (struct gk_paper_table *t = from->tables; t != NULL; t = t->next)
		moved[t->number] = add_table(into, t);
	for (size_t i = 0; i < from->ndocuments; i++) {
		struct gk_paper_row r = from->documents[i];

		r.table = moved[r.table->number];
		gk_papers_document(into, &r);
	}
	for (size_t i = 0; i < from->ninterpretations; i++) {
		struct gk_paper_row r = from->interpretations[i];

		r.table = moved[r.table->number];
		r.beside += r.beside != SIZE_MAX ? documents : 0;
		r.above += r.above != SIZE_MAX ? documents : 0;
		gk_papers_interpretation(into, &r);
	}
	free(moved);
}

/* ---- tables --------------------------------------------------------- */

static bool
has(const struct gk_table *t, const char *key)
{
	return gk_table_has(t, gk_ledger_kind_column(t->kind, key));
}

bool
gk_papers_table(struct gk_papers *p, const struct gk_source *src)
{
	const struct gk_table *t = src->table;
	bool policy = gk_str_eq(t->kind->id, GK_STR("policy"));
	struct gk_paper_table made = { .file = t->file, .sheet = t->sheet,
		.unit = src->unit_name, .region = src->region_name,
		.unit_id = src->unit.unit != NULL ? src->unit.unit->id :
		GK_EMPTY, .kind = t->kind, .mixed = !policy };
	size_t *column_no;

	p->above = SIZE_MAX;
	if (!policy && !gk_str_eq(t->kind->id, GK_STR("disclosure")))
		return false;
	column_no = gk_arena_alloc(&p->arena, (t->kind->ncolumns + 1) *
	    sizeof *column_no);
	for (size_t i = 0; i < t->kind->ncolumns; i++)
		column_no[i] = t->relayed ? 0 : t->source[i];
	made.column_no = column_no;
	made.has_sync = has(t, "sync_organised") || has(t, "sync_signed") ||
	    has(t, "sync_deployed") || has(t, "interp_signed") ||
	    has(t, "interp_deployed");
	made.has_elements = has(t, "interp_elements");
	made.has_forms = has(t, "interp_form");
	made.has_need = has(t, "public_need");
	add_table(p, &made);
	return true;
}

/* The table that was added last. */
struct gk_paper_table *
gk_papers_current(const struct gk_papers *p)
{
	return (struct gk_paper_table *)(void *)((char *)p->last_table -
	    offsetof(struct gk_paper_table, next));
}

void
gk_papers_end(struct gk_papers *p, const struct gk_source *src)
{
	struct gk_paper_table *t = gk_papers_current(p);

	t->unit = gk_str_keep(&p->arena, src->unit_name);
	t->region = gk_str_keep(&p->arena, src->region_name);
	if (src->unit.unit != NULL)
		t->unit_id = gk_str_keep(&p->arena, src->unit.unit->id);
}

/* ---- findings ------------------------------------------------------- */

size_t
gk_paper_column(const struct gk_paper_row *r, enum gk_paper_place at)
{
	static const char *const keys[GK_PAPER_PLACES][2] = {
		[GK_P_TITLE] = { "interp_title", "title" },
		[GK_P_PUBLISHED] = { "interp_published", "published" },
		[GK_P_URL] = { "interp_url", "url" },
		[GK_P_ORGANISED] = { "sync_organised", "sync_organised" },
		[GK_P_SIGNED] = { "sync_signed", "sync_signed" },
		[GK_P_DEPLOYED] = { "sync_deployed", "sync_deployed" },
		[GK_P_PLAN] = { "plan", "plan" },
		[GK_P_LINKED] = { "linked", "linked" },
		[GK_P_FORM] = { "interp_form", "interp_form" },
		[GK_P_ELEMENTS] = { "interp_elements", "interp_elements" },
		[GK_P_BY] = { "interp_unit", "interp_unit" },
	};

	return gk_ledger_kind_column(r->table->kind, keys[at][r->own_row]);
}

struct gk_draft
gk_paper_draft(const struct gk_paper_row *r, enum gk_kind_id kind,
    enum gk_paper_place at)
{
	struct gk_draft d = GK_DRAFT(kind);
	size_t c = gk_paper_column(r, at);

	d.file = r->table->file;
	d.sheet = r->table->sheet;
	d.unit = r->text[GK_T_UNIT];
	d.unit_id = r->text[GK_T_UNIT_ID];
	d.region = r->text[GK_T_REGION];
	d.field = r->text[GK_T_FIELD];
	d.item = r->text[GK_T_ITEM];
	d.title = r->text[GK_T_TITLE];
	d.row = r->row;
	d.line = r->line;
	for (size_t i = 0; i < 5; i++)
		d.key[i] = r->text[GK_T_KEY + i];
	if (c != SIZE_MAX) {
		d.column = r->table->kind->columns[c].key;
		d.column_no = r->table->column_no[c];
	}
	return d;
}
