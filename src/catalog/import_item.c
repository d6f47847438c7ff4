/*
 * What the cells of a published table say about an item.
 */
#include "config.h"

#include "catalog/import_int.h"

#include <stdlib.h>

#include "catalog/wording.h"
#include "catalog/words.h"

static void
note(struct gk_parts *p, enum gk_import_what what,
    const struct gk_column *col, struct gk_str value)
{
	gk_import_note(p->im, &(struct gk_import_note){ .what = what,
	    .table = p->place.table, .row = p->place.row,
	    .line = p->place.line, .column = col->label, .value = value });
}

/* Without what is left to be filled in: 其他（）, 其他：____ */
static struct gk_str
without_blanks(struct gk_arena *a, struct gk_str s)
{
	static const char *const ends[] = { "_", "＿", "：", ":", "（）", "()",
		"( )", "（ ）", "；", ";", "、", "，", ",", "。", " ", NULL };
	size_t len;

	s = gk_cell_name(a, s);
	while ((len = gk_ends(s, ends)) != 0)
		s.n -= len;
	return s;
}

/* ---- lists of choices ----------------------------------------------- */

/* 主动 -> 主动公开 */
static struct gk_str
method_name(struct gk_str s)
{
	if (gk_str_eq(s, GK_STR("主动")))
		return GK_STR("主动公开");
	if (gk_str_eq(s, GK_STR("依申请")))
		return GK_STR("依申请公开");
	return s;
}

static void
add_levels(struct gk_parts *p, const struct gk_column *col, struct gk_str s)
{
	bool other;
	unsigned bits = gk_level_bits(s, &other);

	p->levels |= bits;
	if (bits == 0 || other)
		note(p, GK_IMPORT_LEVEL, col, s);
}

/* One that is chosen. */
static void
add_choice(struct gk_parts *p, const struct gk_column *col, struct gk_str s)
{
	struct gk_str text = without_blanks(p->im->arena, s);

	if (text.n == 0)
		return;
	switch (col->role) {
	case GK_R_CHANNELS:
		gk_strs_add(&p->channels, text);
		break;
	case GK_R_AUDIENCE:
		gk_strs_add(&p->audience, text);
		break;
	case GK_R_METHOD:
		gk_strs_add(&p->methods, method_name(text));
		break;
	default:
		add_levels(p, col, text);
	}
}

/* Without any sign: what stands there is meant. */
static void
add_plain(struct gk_parts *p, const struct gk_column *col, struct gk_str s)
{
	if (col->role == GK_R_CHANNELS)
		gk_list_channels(&p->channels, p->im->arena, s);
	else
		add_choice(p, col, s);
}

static void
add_choices(struct gk_parts *p, const struct gk_column *col, struct gk_str s)
{
	struct gk_choice *list;
	size_t n = gk_choices_read(s, &list);

	if (n == 1 && list[0].tick == GK_TICK_BLANK)
		add_plain(p, col, s);
	else
		for (size_t i = 0; i < n; i++) {
			if (list[i].tick == GK_TICK_YES)
				add_choice(p, col, list[i].text);
			else if (list[i].tick == GK_TICK_BLANK)
				note(p, GK_IMPORT_TICK, col, list[i].text);
		}
	free(list);
}

/* ---- ticks ---------------------------------------------------------- */

/* 特定群众 with what stands beside the tick: 特定群众(被征收人). */
static void
add_some(struct gk_parts *p, const struct gk_column *col, struct gk_str rest)
{
	struct gk_arena *a = p->im->arena;
	struct gk_str who = GK_STR("特定群众");

	if (gk_str_find(col->label, GK_STR("特定群体")) != SIZE_MAX)
		who = GK_STR("特定群体");
	rest = without_blanks(a, rest);
	if (rest.n != 0 && !gk_str_starts(rest, GK_STR("（")) &&
	    !gk_str_starts(rest, GK_STR("("))) {
		struct gk_buf b = { 0 };

		gk_buf_printf(&b, "（%.*s）", GK_FMT(rest));
		rest = gk_str_keep(a, gk_buf_str(&b));
		gk_buf_release(&b);
	}
	gk_strs_add(&p->audience, gk_str_join(a, who, GK_EMPTY, rest));
}

static void
add_ticked(struct gk_parts *p, const struct gk_column *col)
{
	switch (col->role) {
	case GK_R_CHANNEL:
		gk_strs_add(&p->channels, without_blanks(p->im->arena,
		    col->label));
		break;
	case GK_R_ALL:
		gk_strs_add(&p->audience, GK_STR("全社会"));
		break;
	case GK_R_ACTIVE:
		gk_strs_add(&p->methods, GK_STR("主动公开"));
		break;
	case GK_R_REQUEST:
		gk_strs_add(&p->methods, GK_STR("依申请公开"));
		break;
	default:		/* GK_R_TIER */
		add_levels(p, col, col->label);
	}
}

static void
add_tick(struct gk_parts *p, const struct gk_column *col, struct gk_str s)
{
	struct gk_str rest;
	enum gk_choice_tick tick = gk_tick_read(s, &rest);

	if (col->role == GK_R_SOME && (tick == GK_TICK_YES ||
	    tick == GK_TICK_UNKNOWN)) {
		add_some(p, col, rest);	/* who is named is meant */
		return;
	}
	if (tick == GK_TICK_YES)
		add_ticked(p, col);
	if (tick == GK_TICK_UNKNOWN || rest.n != 0)
		note(p, GK_IMPORT_TICK, col, s);
}

/* ---- cells ---------------------------------------------------------- */

void
gk_parts_add(struct gk_parts *p, const struct gk_column *col,
    struct gk_str text)
{
	struct gk_arena *a = p->im->arena;

	if (gk_cell_is_nothing(text))
		return;
	switch (col->role) {
	case GK_R_CONTENT:
		gk_list_elements(&p->elements, a, text);
		break;
	case GK_R_BASIS:
		gk_list_bases(&p->bases, a, text);
		break;
	case GK_R_LIMIT:
		gk_strs_add(&p->limits, gk_cell_line(a, text));
		break;
	case GK_R_SUBJECT:
		gk_list_subjects(&p->subjects, a, text);
		break;
	case GK_R_CHANNELS:
	case GK_R_AUDIENCE:
	case GK_R_METHOD:
	case GK_R_LEVELS:
		add_choices(p, col, text);
		break;
	case GK_R_REMARK:
		note(p, GK_IMPORT_REMARK, col, text);
		break;
	case GK_R_CHANNEL:
	case GK_R_ALL:
	case GK_R_SOME:
	case GK_R_ACTIVE:
	case GK_R_REQUEST:
	case GK_R_TIER:
		add_tick(p, col, text);
		break;
	default:
		break;
	}
}

/* ---- the item ------------------------------------------------------- */

static struct gk_str
joined(const struct gk_strs *l, struct gk_arena *a, const char *sep)
{
	struct gk_buf b = { 0 };
	struct gk_str s;

	gk_list_words(&b, l->list, l->n, sep);
	s = gk_str_keep(a, gk_buf_str(&b));
	gk_buf_release(&b);
	return s;
}

/* The wording stays; what it says is read if it is understood whole. */
static void
read_limit(struct gk_parts *p, struct gk_item *it)
{
	struct gk_arena *a = p->im->arena;
	const struct gk_column limit = { .label = GK_STR("公开时限") };
	struct gk_wording *w;

	it->limit_text = joined(&p->limits, a, "；");
	w = gk_wording_parse(a, it->limit_text);
	if (!w->parsed)
		note(p, GK_IMPORT_LIMIT, &limit, w->unparsed);
	it->clauses = gk_arena_alloc(a, (w->nclauses + 1) *
	    sizeof *it->clauses);
	for (size_t i = 0; w->parsed && i < w->nclauses; i++) {
		if (w->clauses[i].kind != GK_CLAUSE_UPDATE)
			it->clauses[it->nclauses++] = w->clauses[i];
		else if (w->clauses[i].unit == GK_WORKING)
			it->update_days = w->clauses[i].days;
	}
}

struct gk_item *
gk_parts_item(struct gk_parts *p)
{
	struct gk_arena *a = p->im->arena;
	struct gk_item *it = gk_arena_alloc(a, sizeof *it);

	*it = (struct gk_item){ .level1 = p->level1, .level2 = p->level2,
		.levels = p->levels, .evidence = GK_SEEN,
		.from = GK_NO_DAY, .until = GK_NO_DAY, .source = GK_EMPTY,
		.line = p->place.line };
	it->elements = gk_strs_keep(&p->elements, a);
	it->nelements = p->elements.n;
	it->bases = gk_strs_keep(&p->bases, a);
	it->nbases = p->bases.n;
	read_limit(p, it);
	it->subjects = gk_strs_keep(&p->subjects, a);
	it->nsubjects = p->subjects.n;
	it->channels = gk_strs_keep(&p->channels, a);
	it->nchannels = p->channels.n;
	it->audience = joined(&p->audience, a, ";");
	it->method = joined(&p->methods, a, ";");
	gk_nature_infer(it);
	gk_parts_release(p);
	return it;
}

void
gk_parts_release(struct gk_parts *p)
{
	struct gk_import *im = p->im;

	gk_strs_release(&p->elements);
	gk_strs_release(&p->bases);
	gk_strs_release(&p->limits);
	gk_strs_release(&p->subjects);
	gk_strs_release(&p->channels);
	gk_strs_release(&p->audience);
	gk_strs_release(&p->methods);
	*p = (struct gk_parts){ .im = im };
}
