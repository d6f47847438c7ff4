#include "config.h"

#include "checks/check.h"

#include <stdio.h>

#define GK_CHECK(name) extern const struct gk_check gk_check_##name;
#include "checks/checks.def"
#undef GK_CHECK

const struct gk_check *const gk_row_checks[] = {
#define GK_CHECK(name) &gk_check_##name,
#include "checks/checks.def"
#undef GK_CHECK
	NULL
};

/* The key of a record (kind's key columns): the first alternative that is
 * filled, its cells joined by a unit separator.  Writes into `d->key`. */
static void
draft_key(struct gk_draft *d, const struct gk_record *rec)
{
	const struct gk_ledger_kind *kind = rec->table->kind;

	for (size_t k = 0; k < kind->nkeys; k++) {
		const size_t *col = kind->keys[k];
		size_t n = 0;

		for (; n < 5 && col[n] != SIZE_MAX; n++)
			if (rec->field[col[n]].n == 0)
				break;
		if (n == 0 || (n < 5 && col[n] != SIZE_MAX))
			continue;
		for (size_t i = 0; i < n; i++)
			d->key[i] = rec->field[col[i]];
		return;
	}
}

struct gk_draft
gk_source_draft(const struct gk_source *src, enum gk_kind_id kind,
    size_t column)
{
	const struct gk_table *t = src->table;
	struct gk_draft d = GK_DRAFT(kind);

	d.file = t->file;
	d.sheet = t->sheet;
	d.unit = src->unit_name;
	if (src->unit.unit != NULL)
		d.unit_id = src->unit.unit->id;
	d.region = src->region_name;
	if (column != SIZE_MAX) {
		d.column = t->kind->columns[column].key;
		/* In what gk-cat relays, columns are not the file's own. */
		d.column_no = t->relayed ? 0 : t->source[column];
	}
	return d;
}

struct gk_draft
gk_entry_draft(const struct gk_entry *e, enum gk_kind_id kind, size_t column)
{
	struct gk_draft d = gk_source_draft(e->src, kind, column);

	d.unit = e->unit_name;
	d.unit_id = e->unit.unit != NULL ? e->unit.unit->id : GK_EMPTY;
	d.region = e->region_name;
	if (e->match.item != NULL) {
		d.item = e->match.item->id;
		d.field = e->match.item->field->name;
	} else if (e->match.field != NULL) {
		d.field = e->match.field->name;
	}
	d.title = gk_entry_field(e, e->col->title);
	d.secret = e->secret;
	d.row = e->rec->row;
	d.line = e->rec->line;
	draft_key(&d, e->rec);
	return d;
}

struct gk_str
gk_column_label(const struct gk_table *t, size_t column, enum gk_lang lang)
{
	const struct gk_ledger_column *c = &t->kind->columns[column];

	return lang == GK_ZH ? c->label : c->key;
}

struct gk_str
gk_count_words(struct gk_arena *a, size_t n)
{
	char text[32];
	int len = snprintf(text, sizeof text, "%zu", n);

	return gk_str_keep(a, (struct gk_str){ text, (size_t)len });
}

struct gk_str
gk_unit_title(const struct gk_unit *u)
{
	return u->naliases > 0 ? u->aliases[0] : u->name;
}

void
gk_draft_evidence(struct gk_draft *d, const struct gk_item *item)
{
	if (item == NULL)
		return;
	d->evidence = item->evidence;
	if (item->evidence == GK_PARTIAL)
		d->as_notice = true;
}
