/*
 * <unique>: what tells records apart stands in one of them only.
 */
#include "config.h"

#include "rules/rule.h"

#include <stdlib.h>

#include "core/intern.h"
#include "rules/cell.h"
#include "rules/kept.h"

enum reach { WITHIN_UNIT, WITHIN_FILE, WITHIN_ALL };

struct unique {
	const size_t *columns;
	enum reach within;
};

struct later {			/* a record whose cells were there before */
	uint32_t key;
	const struct gk_kept *kept;
};

struct unique_state {
	struct gk_keeper keeper;
	struct gk_intern *keys;
	const struct gk_kept **first;	/* by key */
	size_t nfirst, first_cap;
	struct later *later;	/* in the order of the inputs */
	size_t nlater, later_cap;
	struct gk_buf key;
};

static void *
unique_read(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct unique *c = gk_arena_alloc(rd->arena, sizeof *c);
	struct gk_str within = gk_rule_attr(rd, n, "within");

	c->columns = gk_rule_columns(rd, n, "columns", GK_NEEDED);
	c->within = gk_str_eq(within, GK_STR("unit")) ? WITHIN_UNIT :
	    gk_str_eq(within, GK_STR("file")) ? WITHIN_FILE : WITHIN_ALL;
	return c;
}

static void *
unique_init(const struct gk_rule *r, const struct gk_context *cx)
{
	struct unique_state *s = gk_calloc(1, sizeof *s);

	(void)r;
	(void)cx;
	gk_keeper_init(&s->keeper);
	s->keys = gk_intern_new();
	return s;
}

/* What must not occur again; false unless all cells are filled. */
static bool
make_key(struct gk_buf *b, const struct gk_rule *r, const struct gk_entry *e)
{
	const struct unique *c = r->spec;

	gk_buf_clear(b);
	if (c->within == WITHIN_UNIT)
		gk_entry_unit_key(b, e);
	else if (c->within == WITHIN_FILE)
		gk_buf_add_str(b, e->rec->table->file);
	for (size_t i = 0; c->columns[i] != SIZE_MAX; i++) {
		gk_buf_putc(b, '\x1f');
		if (!gk_cell_key(b, r, e, c->columns[i]))
			return false;
	}
	return true;
}

static void
enter(struct unique_state *s, struct gk_str key, const struct gk_kept *kept)
{
	uint32_t id = gk_intern(s->keys, key);

	if (id == s->nfirst)
		*GK_PUSH(s->first, s->nfirst, s->first_cap) = kept;
	else
		*GK_PUSH(s->later, s->nlater, s->later_cap) =
		    (struct later){ id, kept };
}

static void
unique_record(const struct gk_rule *r, void *state, const struct gk_entry *e,
    struct gk_rule_out *out)
{
	const struct unique *c = r->spec;
	struct unique_state *s = state;

	if (make_key(&s->key, r, e))
		enter(s, gk_buf_str(&s->key),
		    gk_keep(&s->keeper, r, e, c->columns[0], out));
}

static void
unique_merge(const struct gk_rule *r, void *into, const void *from)
{
	struct unique_state *s = into;
	const struct unique_state *add = from;

	(void)r;
	for (size_t i = 0; i < add->nfirst; i++)
		enter(s, gk_intern_str(add->keys, (uint32_t)i),
		    gk_keep_copy(&s->keeper, add->first[i]));
	for (size_t i = 0; i < add->nlater; i++)
		enter(s, gk_intern_str(add->keys, add->later[i].key),
		    gk_keep_copy(&s->keeper, add->later[i].kept));
}

static void
unique_finish(const struct gk_rule *r, void *state, struct gk_rule_out *out)
{
	const struct unique_state *s = state;

	for (size_t i = 0; i < s->nlater; i++) {
		struct gk_draft d = gk_kept_draft(s->later[i].kept, r, out);

		gk_kept_other(&d, s->first[s->later[i].key], out);
		gk_findings_add(out->found, &d);
	}
}

static void
unique_free(void *state)
{
	struct unique_state *s = state;

	if (s == NULL)
		return;
	gk_keeper_release(&s->keeper);
	gk_intern_free(s->keys);
	gk_buf_release(&s->key);
	free(s->first);
	free(s->later);
	free(s);
}

static const char *const places[] = { "other_file", "other_row", NULL };

const struct gk_rule_type gk_rule_unique = {
	.name = "unique",
	.places = places,
	.read = unique_read,
	.init = unique_init,
	.record = unique_record,
	.merge = unique_merge,
	.finish = unique_finish,
	.free = unique_free,
};
