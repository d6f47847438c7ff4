#include "config.h"

#include "pair/side.h"

#include <stdlib.h>

#include "core/i18n.h"

/* ---- a side --------------------------------------------------------- */

void
gk_side_init(struct gk_side *s, const struct gk_mappings *ms)
{
	*s = (struct gk_side){ .mappings = ms };
}

void
gk_side_release(struct gk_side *s)
{
	for (size_t i = 0; i < s->narenas; i++)
		gk_arena_release(&s->arenas[i]);
	free(s->arenas);
	free(s->tables);
	free(s->list);
	*s = (struct gk_side){ 0 };
}

/* The arena that things are added to. */
static struct gk_arena *
arena(struct gk_side *s)
{
	struct gk_arena *first;

	if (s->narenas == 0) {
		first = GK_PUSH(s->arenas, s->narenas, s->arenas_cap);
		gk_arena_init(first);
	}
	return &s->arenas[s->narenas - 1];
}

/* Moves everything out of `from`. */
static void
side_take(struct gk_side *s, struct gk_side *from)
{
	for (size_t i = 0; i < from->ntables; i++) {
		from->tables[i]->number = s->ntables;
		*GK_PUSH(s->tables, s->ntables, s->tables_cap) =
		    from->tables[i];
	}
	for (size_t i = 0; i < from->count; i++)
		*GK_PUSH(s->list, s->count, s->cap) = from->list[i];
	for (size_t i = 0; i < from->narenas; i++)
		*GK_PUSH(s->arenas, s->narenas, s->arenas_cap) =
		    from->arenas[i];
	free(from->tables);
	free(from->list);
	free(from->arenas);
	*from = (struct gk_side){ .mappings = from->mappings };
}

/* ---- gathering ------------------------------------------------------ */

struct gather {
	const struct gk_context *cx;
	struct gk_side side;
	struct gk_side_table *table;
};

static void *
gather_init(const struct gk_context *cx)
{
	struct gather *g = gk_calloc(1, sizeof *g);

	g->cx = cx;
	gk_side_init(&g->side, cx->side->mappings);
	return g;
}

static void
set_sender(struct gk_side_table *t, struct gk_arena *a,
    const struct gk_source *src)
{
	t->region = src->unit.region;
	t->unit_name = gk_str_keep(a, src->unit_name);
	t->unit_id = src->unit.unit != NULL ? src->unit.unit->id : GK_EMPTY;
	t->region_name = src->region_name;
}

static void
gather_table(void *state, const struct gk_source *src)
{
	struct gather *g = state;
	const struct gk_table *t = src->table;
	struct gk_arena *a = arena(&g->side);
	size_t *source = gk_arena_alloc(a, t->kind->ncolumns *
	    sizeof *source);

	for (size_t i = 0; i < t->kind->ncolumns; i++)
		source[i] = gk_table_has(t, i) && t->source[i] == 0 ?
		    SIZE_MAX : t->source[i];
	g->table = gk_arena_alloc(a, sizeof *g->table);
	*g->table = (struct gk_side_table){
		.file = gk_str_keep(a, t->file),
		.sheet = gk_str_keep(a, t->sheet),
		.kind = t->kind,
		.source = source,
		.relayed = t->relayed,
		.scope = t->scope,
		.period_first = t->period_first,
		.period_last = t->period_last,
	};
	set_sender(g->table, a, src);
	*GK_PUSH(g->side.tables, g->side.ntables, g->side.tables_cap) =
	    g->table;
}

/* The columns that some mapping looks at; false if all are empty. */
static bool
keep_fields(struct gather *g, struct gk_side_record *r,
    const struct gk_entry *e)
{
	const struct gk_ledger_kind *kind = g->table->kind;
	struct gk_arena *a = arena(&g->side);
	struct gk_str *field = gk_arena_alloc(a, kind->ncolumns *
	    sizeof *field);
	bool any = false;

	for (size_t i = 0; i < kind->ncolumns; i++) {
		field[i] = GK_EMPTY;
		if (e->rec->field[i].n == 0 ||
		    !gk_mappings_use(g->side.mappings, kind, i))
			continue;
		field[i] = gk_str_keep(a, e->rec->field[i]);
		any = true;
	}
	r->field = field;
	return any;
}

/* Kept once for neighbours. */
static struct gk_str
keep_unit(struct gather *g, struct gk_str name)
{
	const struct gk_side *s = &g->side;

	if (s->count > 0 &&
	    gk_str_eq(s->list[s->count - 1].unit_name, name))
		return s->list[s->count - 1].unit_name;
	return gk_str_keep(arena(&g->side), name);
}

static gk_day
event_of(const struct gk_entry *e)
{
	const struct gk_ledger_kind *kind = e->rec->table->kind;

	for (size_t i = 0; i < 2; i++) {
		size_t c = kind->event[i];

		if (c != SIZE_MAX && e->dates[c].how == GK_DATE_FULL)
			return e->dates[c].first;
	}
	return GK_NO_DAY;
}

static void
gather_record(void *state, const struct gk_entry *e, struct gk_findings *out)
{
	struct gather *g = state;
	struct gk_side_record r = { .table = g->table, .row = e->rec->row,
		.line = e->rec->line, .secret = e->secret,
		.unit = e->unit, .region_name = e->region_name };
	struct gk_draft d;

	(void)out;
	if (e->nil || !keep_fields(g, &r, e))
		return;
	d = gk_entry_draft(e, GK_K_RECONCILE_TITLE, SIZE_MAX);
	r.title = gk_str_keep(arena(&g->side), d.title);
	r.unit_name = keep_unit(g, e->unit_name);
	r.unit_id = d.unit_id;
	for (size_t i = 0; i < sizeof r.key / sizeof *r.key; i++)
		r.key[i] = gk_str_keep(arena(&g->side), d.key[i]);
	r.event = event_of(e);
	g->table->records++;
	*GK_PUSH(g->side.list, g->side.count, g->side.cap) = r;
}

static void
gather_end(void *state, const struct gk_source *src, struct gk_findings *out)
{
	struct gather *g = state;

	(void)out;
	set_sender(g->table, arena(&g->side), src);
}

static void
gather_merge(void *into, const void *from)
{
	struct gather *g = into;

	/* What is merged is then freed, and may as well be emptied. */
	side_take(&g->side, &((struct gather *)(uintptr_t)from)->side);
}

static void
gather_finish(void *state, struct gk_findings *out)
{
	struct gather *g = state;

	(void)out;
	side_take(g->cx->side, &g->side);
}

static void
gather_free(void *state)
{
	struct gather *g = state;

	gk_side_release(&g->side);
	free(g);
}

const struct gk_check gk_check_gather = {
	.name = "gather",
	.init = gather_init,
	.table = gather_table,
	.record = gather_record,
	.end = gather_end,
	.merge = gather_merge,
	.finish = gather_finish,
	.free = gather_free,
};

/* ---- the register --------------------------------------------------- */

static void
set(struct gk_str *field, const struct gk_ledger_kind *k, const char *key,
    struct gk_str value)
{
	size_t c = gk_ledger_kind_column(k, key);

	if (c != SIZE_MAX)
		field[c] = value;
}

static const struct gk_unit *
unit_of_id(const struct gk_register *units, struct gk_str id)
{
	for (size_t i = 0; id.n > 0 && i < units->nunits; i++)
		if (gk_str_eq(units->units[i].id, id))
			return &units->units[i];
	return NULL;
}

static void
add_unit(struct gk_side *s, struct gk_side_table *t,
    const struct gk_register *units, const struct gk_unit *u)
{
	const struct gk_unit *parent = unit_of_id(units, u->parent);
	struct gk_str *field = gk_arena_alloc(arena(s),
	    t->kind->ncolumns * sizeof *field);

	for (size_t i = 0; i < t->kind->ncolumns; i++)
		field[i] = GK_EMPTY;
	set(field, t->kind, "title", u->name);
	set(field, t->kind, "type", u->kind);
	set(field, t->kind, "region", u->region->name);
	if (parent != NULL)
		set(field, t->kind, "parent", parent->name);
	if (u->nsites > 0)
		set(field, t->kind, "site", u->sites[0]);
	t->records++;
	*GK_PUSH(s->list, s->count, s->cap) = (struct gk_side_record){
		.table = t, .row = u->index + 2, .line = u->index + 2,
		.field = field, .title = u->name, .unit_name = u->name,
		.unit_id = u->id, .region_name = u->region->name,
		.unit = { GK_UNIT_KNOWN, u, u->region }, .key = { u->name },
		.event = GK_NO_DAY };
}

enum gk_status
gk_side_register(struct gk_side *s, const struct gk_ledger_kinds *kinds,
    const struct gk_register *units, const char *path, gk_day on,
    struct gk_error *err)
{
	const struct gk_ledger_kind *kind = gk_ledger_kinds_find(kinds,
	    GK_STR("roster"));
	struct gk_side_table *t;
	size_t *source;

	if (kind == NULL)
		return gk_fail(err, path, 0, _("no such kind of ledger: '%s'"),
		    "roster");
	t = gk_arena_alloc(arena(s), sizeof *t);
	source = gk_arena_alloc(arena(s), kind->ncolumns * sizeof *source);
	for (size_t i = 0; i < kind->ncolumns; i++)
		source[i] = SIZE_MAX;
	*t = (struct gk_side_table){ .file = gk_str_of(path), .kind = kind,
		.source = source, .scope = GK_FULL, .number = s->ntables,
		.period_first = GK_NO_DAY, .period_last = GK_NO_DAY };
	*GK_PUSH(s->tables, s->ntables, s->tables_cap) = t;
	for (size_t i = 0; i < units->nunits; i++)
		if (gk_unit_valid(&units->units[i], on))
			add_unit(s, t, units, &units->units[i]);
	return GK_OK;
}
