/*
 * What a local set of catalogues lacks of the national one (查漏补缺).  What
 * the local one has more, or asks more strictly, is none of it; nor are
 * channels, audience and method, of which localities choose.
 */
#include "config.h"

#include "catalog/diff.h"

#include <stdlib.h>

#include "catalog/catalog_int.h"
#include "catalog/words.h"
#include "core/mem.h"
#include "core/norm.h"

static const struct {
	const char *id, *labels[2];
} gaps[] = {
#define GK_GAP(sym, id, zh, en) [GK_GAP_##sym] = { id, { zh, en } },
#include "catalog/gaps.def"
#undef GK_GAP
};

const char *
gk_gap_id(enum gk_gap_kind kind)
{
	return gaps[kind].id;
}

const char *
gk_gap_label(enum gk_gap_kind kind, enum gk_lang lang)
{
	return gaps[kind].labels[lang];
}

/* ---- fields --------------------------------------------------------- */

enum gk_field_group
gk_field_group(const struct gk_field *f)
{
	size_t number;

	if (!gk_str_to_size(f->id, &number) || number == 0)
		return GK_GROUP_OTHER;
	return number <= 26 ? GK_GROUP_2019 : number <= 32 ? GK_GROUP_POINTS
							   : GK_GROUP_LATER;
}

const char *
gk_group_id(enum gk_field_group g)
{
	static const char *const ids[] = { [GK_GROUP_2019] = "2019",
		[GK_GROUP_POINTS] = "points", [GK_GROUP_LATER] = "later",
		[GK_GROUP_OTHER] = "other" };

	return ids[g];
}

static bool
in_force(const struct gk_item *it, gk_day as_of)
{
	if (as_of == GK_NO_DAY)
		return true;
	return (it->from == GK_NO_DAY || it->from <= as_of) &&
	    (it->until == GK_NO_DAY || as_of <= it->until);
}

size_t
gk_gaps_items(const struct gk_field *national, gk_day as_of)
{
	size_t n = 0;

	for (size_t i = 0; i < national->nitems; i++)
		if (!national->items[i]->placeholder &&
		    in_force(national->items[i], as_of))
			n++;
	return n;
}

/* A field whose items are known by number only is asked for all the same. */
bool
gk_gaps_asks(const struct gk_field_pair *fp, gk_day as_of)
{
	if (fp->old == NULL)
		return false;
	if (gk_field_group(fp->old) == GK_GROUP_OTHER)
		return fp->now != NULL;
	for (size_t i = 0; i < fp->old->nitems; i++)
		if (in_force(fp->old->items[i], as_of))
			return true;
	return false;
}

/* ---- what one item lacks -------------------------------------------- */

struct finder {
	struct gk_gaps *g;
	const struct gk_field_pair *fields;
	const struct gk_item *national, *local;
	struct gk_buf a, b, list;
};

/* A local list may say it in the middle of a sentence, if it is no book. */
#define SENTENCE_MAX ((size_t)16 << 10)

static void
add(struct finder *f, enum gk_gap_kind kind, struct gk_str want,
    struct gk_str have, bool advisory)
{
	struct gk_gaps *g = f->g;

	*GK_PUSH(g->list, g->count, g->cap) = (struct gk_gap){ kind, f->fields,
		f->national, f->local, want, have, advisory };
	if (kind == GK_GAP_DROPPED)
		g->dropped++;
	else if (advisory)
		g->advisory++;
}

/* What is said of one that was read in part only is advice. */
static void
add_part(struct finder *f, enum gk_gap_kind kind, struct gk_str want,
    struct gk_str have)
{
	add(f, kind, want, have, f->national->evidence != GK_SEEN);
}

static struct gk_str
keep(struct finder *f, const struct gk_buf *b)
{
	return gk_str_keep(&f->g->arena, gk_buf_str(b));
}

static struct gk_str
joined(struct finder *f, struct gk_str left, const char *sep,
    struct gk_str right)
{
	return gk_str_join(&f->g->arena, left, gk_str_of(sep), right);
}

static bool
same_key(struct finder *f, struct gk_str a, struct gk_str b)
{
	gk_buf_clear(&f->a);
	gk_buf_clear(&f->b);
	gk_item_key(&f->a, a);
	gk_item_key(&f->b, b);
	return gk_str_eq(gk_buf_str(&f->a), gk_buf_str(&f->b));
}

/* Aliases of the national item are as good as its name. */
static bool
same_level2(struct finder *f)
{
	const struct gk_item *n = f->national;

	for (size_t i = 0; i < n->naliases; i++)
		if (same_key(f, n->aliases[i], f->local->level2))
			return true;
	return same_key(f, n->level2, f->local->level2);
}

static void
find_name(struct finder *f)
{
	const struct gk_item *n = f->national, *l = f->local;
	bool level1 = same_key(f, n->level1, l->level1);

	if (level1 && same_level2(f))
		return;
	add_part(f, GK_GAP_NAME,
	    level1 ? n->level2 : joined(f, n->level1, "—", n->level2),
	    level1 ? l->level2 : joined(f, l->level1, "—", l->level2));
}

/*
 * The members of one list that the other does not have, nor any member of it
 * in the middle.
 */
static struct gk_str
lacking(struct finder *f, const struct gk_str *want, size_t nwant,
    const struct gk_str *have, size_t nhave,
    void (*key)(struct gk_buf *, struct gk_str))
{
	struct gk_intern *known = gk_intern_new();

	gk_buf_clear(&f->b);
	gk_buf_clear(&f->list);
	for (size_t i = 0; i < nhave; i++) {
		size_t from = f->b.len;

		key(&f->b, have[i]);
		gk_intern(known, gk_str_sub(gk_buf_str(&f->b), from,
		    SIZE_MAX));
		gk_buf_putc(&f->b, '\n');
	}
	for (size_t i = 0; i < nwant; i++) {
		gk_buf_clear(&f->a);
		key(&f->a, want[i]);
		if (gk_intern_find(known, gk_buf_str(&f->a)) != GK_NO_ID ||
		    (f->b.len <= SENTENCE_MAX &&
		    gk_str_find(gk_buf_str(&f->b), gk_buf_str(&f->a)) !=
		    SIZE_MAX))
			continue;
		gk_buf_puts(&f->list, f->list.len != 0 ? "；" : "");
		gk_buf_add_str(&f->list, want[i]);
	}
	gk_intern_free(known);
	return keep(f, &f->list);
}

static void
find_elements(struct finder *f)
{
	const struct gk_item *n = f->national, *l = f->local;
	struct gk_str lack = lacking(f, n->elements, n->nelements,
	    l->elements, l->nelements, gk_norm_key);

	if (lack.n != 0)
		add_part(f, GK_GAP_ELEMENTS, lack, GK_EMPTY);
}

/* A basis without its document number: titles are copied, numbers are not. */
static struct gk_str
title_of(struct gk_str basis)
{
	struct gk_str end = GK_STR("》");
	size_t from = gk_str_find(basis, GK_STR("《")), to = SIZE_MAX, at = 0;

	if (from == SIZE_MAX)
		return basis;
	for (;;) {	/* the last one: titles hold titles */
		size_t next = gk_str_find(gk_str_sub(basis, at, SIZE_MAX),
		    end);

		if (next == SIZE_MAX)
			break;
		to = at + next;
		at = to + end.n;
	}
	return to == SIZE_MAX || to < from ? basis :
	    gk_str_sub(basis, from, to + end.n - from);
}

/* 《中华人民共和国政府信息公开条例》 and 《政府信息公开条例》 */
static void
title_key(struct gk_buf *out, struct gk_str basis)
{
	struct gk_str state = GK_STR("中华人民共和国"), rest;
	size_t start = out->len;
	struct gk_buf key;

	gk_buf_init(&key);
	gk_item_key(&key, title_of(basis));
	rest = gk_buf_str(&key);
	if (gk_str_starts(rest, state) && rest.n > state.n)
		rest = gk_str_sub(rest, state.n, SIZE_MAX);
	gk_buf_add_str(out, rest);
	if (out->len == start)
		gk_buf_add_str(out, basis);
	gk_buf_release(&key);
}

static void
find_basis(struct finder *f)
{
	const struct gk_item *n = f->national, *l = f->local;
	struct gk_str lack = lacking(f, n->bases, n->nbases, l->bases,
	    l->nbases, title_key);

	if (lack.n != 0)
		add_part(f, GK_GAP_BASIS, lack, GK_EMPTY);
}

/* ---- limits --------------------------------------------------------- */

/* Whether `have` asks no less than `want`; ten working days take two weeks. */
static bool
as_strict(const struct gk_clause *want, const struct gk_clause *have)
{
	int w = want->days, h = have->days;

	if (want->kind != have->kind)
		return false;
	if (want->unit != have->unit) {
		w = want->unit == GK_WORKING ? w * 7 / 5 : w;
		h = have->unit == GK_WORKING ? h * 7 / 5 : h;
	}
	return want->kind == GK_CLAUSE_DEADLINE ? h <= w : h >= w;
}

/* Clauses with days can be compared; others are words. */
static bool
is_measured(const struct gk_clause *c)
{
	return c->kind == GK_CLAUSE_DEADLINE ||
	    c->kind == GK_CLAUSE_DURATION || c->kind == GK_CLAUSE_AHEAD;
}

static bool
is_met(const struct gk_clause *want, const struct gk_item *local)
{
	for (size_t i = 0; i < local->nclauses; i++)
		if (as_strict(want, &local->clauses[i]))
			return true;
	return false;
}

static bool
limit_lacks(const struct gk_item *national, const struct gk_item *local)
{
	if (national->limit_text.n != 0 && local->limit_text.n == 0)
		return true;
	for (size_t i = 0; i < national->nclauses; i++)
		if (is_measured(&national->clauses[i]) &&
		    !is_met(&national->clauses[i], local))
			return true;
	return false;
}

static void
find_limit(struct finder *f)
{
	const struct gk_item *n = f->national, *l = f->local;

	if (limit_lacks(n, l))
		add_part(f, GK_GAP_LIMIT, n->limit_text, l->limit_text);
}

static void
find_rest(struct finder *f)
{
	const struct gk_item *n = f->national, *l = f->local;
	unsigned lack = n->levels & ~l->levels;
	struct gk_str want;

	if (n->nsubjects != 0 && l->nsubjects == 0) {
		gk_buf_clear(&f->a);
		gk_list_words(&f->a, n->subjects, n->nsubjects, "、");
		add_part(f, GK_GAP_SUBJECT, keep(f, &f->a), GK_EMPTY);
	}
	if (l->levels == 0 || lack == 0)	/* blank in a local list: all */
		return;
	gk_buf_clear(&f->a);
	gk_levels_words(&f->a, lack, ";");
	want = keep(f, &f->a);
	gk_buf_clear(&f->a);
	gk_levels_words(&f->a, l->levels, ";");
	add_part(f, GK_GAP_LEVEL, want, keep(f, &f->a));
}

/* ---- a set ---------------------------------------------------------- */

static void
find_in_item(struct finder *f, const struct gk_item_pair *pair, gk_day as_of)
{
	if (pair->old == NULL || pair->old->placeholder ||
	    !in_force(pair->old, as_of))
		return;
	f->national = pair->old;
	f->local = pair->now;
	if (pair->now == NULL && f->fields->extends) {
		add(f, GK_GAP_DROPPED, pair->old->level2, pair->reason,
		    false);
		return;
	}
	if (pair->now == NULL) {
		add(f, GK_GAP_ITEM, pair->old->level2, GK_EMPTY,
		    pair->old->evidence == GK_RECALLED);
		return;
	}
	if (!f->fields->extends)	/* else it says why */
		find_name(f);
	find_elements(f);
	find_basis(f);
	find_limit(f);
	find_rest(f);
}

/* `missing`: the fields that have no local list, else the others. */
static void
find_fields(struct finder *f, const struct gk_pairing *p, gk_day as_of,
    bool missing)
{
	for (size_t i = 0; i < p->nfields; i++) {
		const struct gk_field_pair *fp = &p->fields[i];

		if (!gk_gaps_asks(fp, as_of) || (fp->now == NULL) != missing)
			continue;
		f->fields = fp;
		f->national = f->local = NULL;
		f->g->asked[gk_field_group(fp->old)]++;
		if (missing) {
			add(f, GK_GAP_FIELD, fp->old->name, GK_EMPTY, false);
			continue;
		}
		f->g->held[gk_field_group(fp->old)]++;
		for (size_t k = 0; k < fp->nitems; k++)
			find_in_item(f, &fp->items[k], as_of);
	}
}

struct gk_gaps *
gk_gaps_new(const struct gk_pairing *p, gk_day as_of)
{
	struct finder f = { .g = gk_calloc(1, sizeof *f.g) };

	gk_arena_init(&f.g->arena);
	gk_buf_init(&f.a);
	gk_buf_init(&f.b);
	gk_buf_init(&f.list);
	find_fields(&f, p, as_of, true);
	find_fields(&f, p, as_of, false);
	gk_buf_release(&f.a);
	gk_buf_release(&f.b);
	gk_buf_release(&f.list);
	return f.g;
}

void
gk_gaps_free(struct gk_gaps *g)
{
	if (g == NULL)
		return;
	gk_arena_release(&g->arena);
	free(g->list);
	free(g);
}
