/*
 * <one-of>: a cell, or each of its values, is one of the words of a list, or
 * has one of them in it.
 */
#include "config.h"

#include "rules/rule.h"

#include "rules/pieces.h"

struct one_of {
	size_t column;
	const struct gk_words *words;
	bool each, within;
};

static void *
one_of_read(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct one_of *c = gk_arena_alloc(rd->arena, sizeof *c);

	c->column = gk_rule_column(rd, n, "column", GK_NEEDED);
	c->words = gk_rule_words(rd, n);
	c->each = gk_rule_yes(rd, n, "each");
	c->within = gk_rule_yes(rd, n, "within");
	return c;
}

static bool
is_allowed(const struct one_of *c, struct gk_str s)
{
	return c->within ? gk_words_within(c->words, s, NULL) :
	    gk_words_has(c->words, s);
}

static void
one_of_record(const struct gk_rule *r, void *state, const struct gk_entry *e,
    struct gk_rule_out *out)
{
	const struct one_of *c = r->spec;
	struct gk_str cell = gk_entry_field(e, c->column), piece;
	struct gk_str faulty = GK_EMPTY;
	struct gk_draft d;

	(void)state;
	if (!c->each && cell.n > 0 && !is_allowed(c, cell))
		faulty = cell;
	while (c->each && gk_piece_next(&cell, &piece))
		if (!is_allowed(c, piece))
			gk_piece_add(&out->found->words, &faulty, piece);
	if (faulty.n == 0)
		return;
	d = gk_piece_draft(r, e, c->column, faulty, out);
	gk_draft_arg(&d, "allowed", gk_words_joined(c->words));
	gk_findings_add(out->found, &d);
}

static const char *const places[] = { "allowed", NULL };

const struct gk_rule_type gk_rule_one_of = {
	.name = "one-of",
	.places = places,
	.read = one_of_read,
	.record = one_of_record,
};
