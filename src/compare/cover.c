#include "config.h"

#include "compare/cover.h"

#include <stdlib.h>

struct gk_covers *
gk_covers_new(const struct gk_context *cx)
{
	struct gk_covers *cs = gk_calloc(1, sizeof *cs);

	cs->cx = cx;
	cs->cover_keys = gk_intern_new();
	cs->sender_keys = gk_intern_new();
	if (cx->units != NULL)
		cs->attached = gk_calloc(cx->units->nregions,
		    sizeof *cs->attached);
	return cs;
}

void
gk_covers_free(struct gk_covers *cs)
{
	if (cs == NULL)
		return;
	for (size_t i = 0; i < cs->ncovers; i++) {
		free(cs->covers[i].months);
		free(cs->covers[i].nils);
	}
	free(cs->covers);
	free(cs->senders);
	free(cs->received);
	free(cs->attached);
	gk_intern_free(cs->cover_keys);
	gk_intern_free(cs->sender_keys);
	gk_arena_release(&cs->arena);
	gk_buf_release(&cs->key);
	free(cs);
}

static void
scope_key(struct gk_buf *b, char scope, size_t id, struct gk_str name)
{
	gk_buf_clear(b);
	gk_buf_putc(b, scope);
	if (scope == GK_SCOPE_NAME)
		gk_buf_add_str(b, name);
	else
		gk_buf_printf(b, "%zu", id);
}

static void
cover_key(struct gk_buf *b, char scope, size_t id, struct gk_str name,
    const struct gk_item *item)
{
	scope_key(b, scope, id, name);
	gk_buf_printf(b, "\x1f%zu", item->index);
}

static struct gk_cover *
cover_of_key(struct gk_covers *cs, struct gk_str key)
{
	uint32_t id = gk_intern(cs->cover_keys, key);

	if (id == cs->ncovers)
		*GK_PUSH(cs->covers, cs->ncovers, cs->covers_cap) =
		    (struct gk_cover){ .last = GK_NO_DAY,
		    .pending = GK_NO_DAY };
	return &cs->covers[id];
}

static struct gk_sender *
sender_of_key(struct gk_covers *cs, struct gk_str key)
{
	uint32_t id = gk_intern(cs->sender_keys, key);

	if (id == cs->nsenders)
		*GK_PUSH(cs->senders, cs->nsenders, cs->senders_cap) =
		    (struct gk_sender){ .first = GK_NO_DAY,
		    .last = GK_NO_DAY };
	return &cs->senders[id];
}

static int
month_of(gk_day d)
{
	int y, m, day;

	gk_day_split(d, &y, &m, &day);
	return 12 * y + m - 1;
}

static struct gk_month *
add_month(struct gk_cover *c, int month)
{
	size_t i = c->nmonths;

	while (i > 0 && c->months[i - 1].month > month)
		i--;
	if (i > 0 && c->months[i - 1].month == month)
		return &c->months[i - 1];
	GK_PUSH(c->months, c->nmonths, c->months_cap);
	memmove(c->months + i + 1, c->months + i,
	    (c->nmonths - 1 - i) * sizeof *c->months);
	c->months[i] = (struct gk_month){ .month = month };
	return &c->months[i];
}

size_t
gk_cover_unnamed(const struct gk_cover *c, gk_day first, gk_day last,
    bool *named)
{
	int from = month_of(first), until = month_of(last);
	size_t n = 0;

	*named = false;
	for (size_t i = 0; c != NULL && i < c->nmonths; i++) {
		if (c->months[i].month < from || c->months[i].month > until)
			continue;
		n += c->months[i].unnamed;
		*named |= c->months[i].named;
	}
	return n;
}

bool
gk_cover_in(const struct gk_cover *c, gk_day first, gk_day last)
{
	bool named;

	return gk_cover_unnamed(c, first, last, &named) > 0 || named;
}

const struct gk_nil *
gk_cover_nil_in(const struct gk_cover *c, gk_day first, gk_day last)
{
	for (size_t i = 0; c != NULL && i < c->nnils; i++)
		if (c->nils[i].first <= last && c->nils[i].last >= first)
			return &c->nils[i];
	return NULL;
}

/* The period that a record names in words (所属期), if it does. */
static bool
named_period(const struct gk_covers *cs, const struct gk_entry *e,
    gk_day *first, gk_day *last)
{
	struct gk_str words = gk_entry_field(e, e->col->period);

	return words.n > 0 && gk_period_parse(words,
	    gk_day_year(cs->cx->as_of), first, last);
}

/* The period of a nil row: named, else the ledger's, else the year's. */
static struct gk_nil
nil_of(const struct gk_covers *cs, const struct gk_entry *e)
{
	const struct gk_table *t = e->rec->table;
	struct gk_nil n = { .first = t->period_first, .last = t->period_last,
		.file = t->file, .sheet = t->sheet, .row = e->rec->row,
		.line = e->rec->line };

	if (!named_period(cs, e, &n.first, &n.last) &&
	    (n.first == GK_NO_DAY || n.last == GK_NO_DAY))
		gk_period_of(GK_YEARLY, cs->cx->as_of, &n.first, &n.last);
	return n;
}

static void
add_nil(struct gk_covers *cs, struct gk_cover *c, const struct gk_nil *n)
{
	struct gk_nil *kept = GK_PUSH(c->nils, c->nnils, c->nils_cap);

	*kept = *n;
	kept->file = gk_str_keep(&cs->arena, n->file);
	kept->sheet = gk_str_keep(&cs->arena, n->sheet);
}

static void
cover_publish(const struct gk_covers *cs, struct gk_cover *c,
    const struct gk_entry *e)
{
	gk_day day = e->published != GK_NO_DAY ? e->published : e->formed;
	gk_day first, last;

	c->published = true;
	if (named_period(cs, e, &first, &last)) {
		for (int m = month_of(first); m <= month_of(last); m++)
			add_month(c, m)->named = true;
	} else if (day != GK_NO_DAY) {
		add_month(c, month_of(day))->unnamed++;
	}
	if (day == GK_NO_DAY)
		return;
	if (c->last == GK_NO_DAY || day > c->last)
		c->last = day;
}

static void
cover_add(struct gk_covers *cs, const struct gk_entry *e, char scope,
    size_t id)
{
	const struct gk_table *t = e->rec->table;
	struct gk_cover *c;

	cover_key(&cs->key, scope, id, e->unit_name, e->match.item);
	c = cover_of_key(cs, gk_buf_str(&cs->key));
	if (e->nil) {
		struct gk_nil n = nil_of(cs, e);

		add_nil(cs, c, &n);
	} else if (e->claimed) {
		cover_publish(cs, c, e);
	} else if (!gk_table_has(t, e->col->published)) {
		c->undecided = true;
	} else if (e->formed != GK_NO_DAY &&
	    (c->pending == GK_NO_DAY || e->formed < c->pending)) {
		c->pending = e->formed;
	}
}

static struct gk_sender *
sender_add(struct gk_covers *cs, const struct gk_table *t, char scope,
    size_t id, struct gk_str name)
{
	struct gk_sender *s;
	enum gk_scope full = cs->cx->scope != GK_SCOPE_UNKNOWN ?
	    cs->cx->scope : t->scope;

	scope_key(&cs->key, scope, id, name);
	s = sender_of_key(cs, gk_buf_str(&cs->key));
	s->full |= full == GK_FULL;
	s->nil |= t->nil;
	if (t->period_last == GK_NO_DAY) {
		s->open = true;
	} else if (s->last == GK_NO_DAY || t->period_last > s->last) {
		s->first = t->period_first;
		s->last = t->period_last;
		s->file = gk_str_keep(&cs->arena, t->file);
	}
	return s;
}

/*
 * Whether ledgers of this kind say which items are disclosed; who has sent
 * others only, of meetings or of requests, is not judged for items.
 */
static bool
reports_items(const struct gk_table *t)
{
	return gk_ledger_kind_column(t->kind, "level2") != SIZE_MAX;
}

void
gk_covers_record(struct gk_covers *cs, const struct gk_entry *e)
{
	const struct gk_unit *u = e->unit.unit;
	const struct gk_region *r = e->unit.region;
	bool counts = e->match.item != NULL && (e->proactive || e->nil);

	cs->records++;
	if (!reports_items(e->rec->table))
		return;
	if (cs->cx->units == NULL) {
		sender_add(cs, e->rec->table, GK_SCOPE_NAME, 0, e->unit_name);
		if (counts)
			cover_add(cs, e, GK_SCOPE_NAME, 0);
		return;
	}
	if (u != NULL) {
		u = gk_unit_current(u, cs->cx->as_of);
		r = u->region;
		sender_add(cs, e->rec->table, GK_SCOPE_UNIT, u->index,
		    GK_EMPTY);
		if (counts)
			cover_add(cs, e, GK_SCOPE_UNIT, u->index);
	} else if (r != NULL) {
		cs->attached[r->index] = true;
	}
	if (counts && r != NULL && (u == NULL || u->levels != GK_TOWN))
		cover_add(cs, e, GK_SCOPE_REGION, r->index);
}

void
gk_covers_table(struct gk_covers *cs, const struct gk_source *src)
{
	const struct gk_table *t = src->table;
	struct gk_received *r;
	size_t id = 0;

	if (cs->cx->units != NULL) {
		if (src->unit.unit == NULL)
			return;
		id = gk_unit_current(src->unit.unit, cs->cx->as_of)->index;
	} else if (src->unit_name.n == 0) {
		return;
	}
	if (reports_items(t))
		sender_add(cs, t, cs->cx->units != NULL ? GK_SCOPE_UNIT :
		    GK_SCOPE_NAME, id, src->unit_name);
	scope_key(&cs->key, cs->cx->units != NULL ? GK_SCOPE_UNIT :
	    GK_SCOPE_NAME, id, src->unit_name);
	r = GK_PUSH(cs->received, cs->nreceived, cs->received_cap);
	*r = (struct gk_received){
		.scope = gk_str_keep(&cs->arena, gk_buf_str(&cs->key)),
		.kind = t->kind->id,
		.file = gk_str_keep(&cs->arena, t->file),
		.sheet = gk_str_keep(&cs->arena, t->sheet),
		.first = t->period_first,
		.last = t->period_last,
		.submitted = t->submitted,
	};
}

static void
cover_merge(struct gk_covers *cs, struct gk_cover *into,
    const struct gk_cover *from)
{
	into->published |= from->published;
	into->undecided |= from->undecided;
	if (into->last == GK_NO_DAY || from->last > into->last)
		into->last = from->last;
	if (from->pending != GK_NO_DAY && (into->pending == GK_NO_DAY ||
	    from->pending < into->pending))
		into->pending = from->pending;
	for (size_t i = 0; i < from->nmonths; i++) {
		struct gk_month *m = add_month(into, from->months[i].month);

		m->unnamed += from->months[i].unnamed;
		m->named |= from->months[i].named;
	}
	for (size_t i = 0; i < from->nnils; i++)
		add_nil(cs, into, &from->nils[i]);
}

static void
sender_merge(struct gk_covers *cs, struct gk_sender *into,
    const struct gk_sender *from)
{
	into->full |= from->full;
	into->open |= from->open;
	into->nil |= from->nil;
	if (from->last == GK_NO_DAY ||
	    (into->last != GK_NO_DAY && into->last >= from->last))
		return;
	into->first = from->first;
	into->last = from->last;
	into->file = gk_str_keep(&cs->arena, from->file);
}

void
gk_covers_merge(struct gk_covers *into, const struct gk_covers *from)
{
	for (uint32_t i = 0; i < from->ncovers; i++)
		cover_merge(into, cover_of_key(into,
		    gk_intern_str(from->cover_keys, i)), &from->covers[i]);
	for (uint32_t i = 0; i < from->nsenders; i++)
		sender_merge(into, sender_of_key(into,
		    gk_intern_str(from->sender_keys, i)), &from->senders[i]);
	for (size_t i = 0; i < from->nreceived; i++) {
		struct gk_received *r = GK_PUSH(into->received,
		    into->nreceived, into->received_cap);

		*r = from->received[i];
		r->scope = gk_str_keep(&into->arena, r->scope);
		r->file = gk_str_keep(&into->arena, r->file);
		r->sheet = gk_str_keep(&into->arena, r->sheet);
	}
	for (size_t i = 0; into->attached != NULL &&
	    i < into->cx->units->nregions; i++)
		into->attached[i] |= from->attached[i];
	into->records += from->records;
}

static const struct gk_cover *
find(struct gk_covers *cs)
{
	uint32_t id = gk_intern_find(cs->cover_keys, gk_buf_str(&cs->key));

	return id != GK_NO_ID ? &cs->covers[id] : NULL;
}

const struct gk_cover *
gk_covers_find(struct gk_covers *cs, char scope, size_t id,
    const struct gk_item *item)
{
	cover_key(&cs->key, scope, id, GK_EMPTY, item);
	return find(cs);
}

const struct gk_cover *
gk_covers_find_name(struct gk_covers *cs, struct gk_str name,
    const struct gk_item *item)
{
	cover_key(&cs->key, GK_SCOPE_NAME, 0, name, item);
	return find(cs);
}

const struct gk_sender *
gk_covers_sender(struct gk_covers *cs, char scope, size_t id)
{
	uint32_t found;

	scope_key(&cs->key, scope, id, GK_EMPTY);
	found = gk_intern_find(cs->sender_keys, gk_buf_str(&cs->key));
	return found != GK_NO_ID ? &cs->senders[found] : NULL;
}
