/*
 * What is counted of the key points, by measure, place and scope; and who has
 * sent anything.
 */
#include "config.h"

#include "compare/points_int.h"

static void
scope_key(struct gk_buf *b, char scope, size_t id, struct gk_str name)
{
	gk_buf_putc(b, scope);
	if (scope == GK_SCOPE_NAME)
		gk_buf_add_str(b, name);
	else
		gk_buf_printf(b, "%zu", id);
}

static void
tally_key(struct gk_buf *b, const struct gk_measure *m, size_t place,
    char scope, size_t id, struct gk_str name)
{
	gk_buf_clear(b);
	gk_buf_printf(b, "%zu %zu ", m->index, place);
	scope_key(b, scope, id, name);
}

static struct gk_tally *
tally_of_key(struct gk_points_state *st, struct gk_str key)
{
	uint32_t id = gk_intern(st->keys, key);

	if (id == st->ntallies)
		*GK_PUSH(st->tallies, st->ntallies, st->cap) =
		    (struct gk_tally){ 0 };
	return &st->tallies[id];
}

struct gk_tally *
gk_points_count(struct gk_points_state *st, const struct gk_measure *m,
    size_t place, char scope, size_t id, struct gk_str name)
{
	tally_key(&st->key, m, place, scope, id, name);
	return tally_of_key(st, gk_buf_str(&st->key));
}

const struct gk_tally *
gk_points_tally(struct gk_points_state *st, const struct gk_measure *m,
    size_t place, char scope, size_t id, struct gk_str name)
{
	static const struct gk_tally none;
	uint32_t found;

	tally_key(&st->key, m, place, scope, id, name);
	found = gk_intern_find(st->keys, gk_buf_str(&st->key));
	return found != GK_NO_ID ? &st->tallies[found] : &none;
}

void
gk_points_know(struct gk_points_state *st, char scope, size_t id, struct gk_str name)
{
	gk_buf_clear(&st->key);
	scope_key(&st->key, scope, id, name);
	gk_intern(st->known, gk_buf_str(&st->key));
}

bool
gk_points_known(struct gk_points_state *st, char scope, size_t id)
{
	gk_buf_clear(&st->key);
	scope_key(&st->key, scope, id, GK_EMPTY);
	return gk_intern_find(st->known, gk_buf_str(&st->key)) != GK_NO_ID;
}

void
gk_points_merge(struct gk_points_state *into,
    const struct gk_points_state *from)
{
	for (uint32_t i = 0; i < from->ntallies; i++) {
		struct gk_tally *t = tally_of_key(into,
		    gk_intern_str(from->keys, i));
		const struct gk_tally *l = &from->tallies[i];

		t->good += l->good;
		t->late += l->late;
		t->bare += l->bare;
		t->wait += l->wait;
		t->seen += l->seen;
	}
	for (uint32_t i = 0; i < gk_intern_count(from->known); i++)
		gk_intern(into->known, gk_intern_str(from->known, i));
}
