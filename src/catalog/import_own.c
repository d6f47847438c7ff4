/*
 * Our own exports: keys and values, checked as the schema would.
 */
#include "config.h"

#include "catalog/import_int.h"

#include <stdlib.h>

#include "catalog/words.h"
#include "core/norm.h"

/* A table of catalogues has hundreds. */
#define ITEMS_MAX ((size_t)100000)

void
gk_own_init(struct gk_own *o, struct gk_import *im)
{
	*o = (struct gk_own){ .im = im };
	o->ids = gk_intern_new();
}

void
gk_own_note(struct gk_own *o, struct gk_str key, struct gk_str value)
{
	gk_import_note(o->im, &(struct gk_import_note){ .what =
	    GK_IMPORT_KEY, .table = o->place.table, .row = o->place.row,
	    .line = o->place.line, .column = key, .value = value });
}

/* As it was written, but for what no catalogue can hold. */
struct gk_str
gk_own_text(struct gk_own *o, struct gk_str s)
{
	static const char *const none[] = { "\xEF\xBF\xBE", "\xEF\xBF\xBF",
		NULL };

	s = gk_trim(s);
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' ||
		    gk_begins(gk_str_sub(s, i, SIZE_MAX), none) != 0)
			return gk_cell_line(o->im->arena, s);
	return gk_str_keep(o->im->arena, s);
}

/* ---- items ---------------------------------------------------------- */

static struct gk_own_item *
item_new(struct gk_own *o, struct gk_str id)
{
	struct gk_own_item *i = gk_calloc(1, sizeof *i);

	i->it.id = gk_str_keep(o->im->arena, id);
	i->it.from = i->it.until = GK_NO_DAY;
	i->row = o->place.row;
	i->line = o->place.line;
	return i;
}

/* 17-3, with nothing else before or behind it. */
bool
gk_item_id_is(struct gk_str s)
{
	size_t dash = gk_str_find(s, GK_STR("-")), n;
	struct gk_str number;

	if (dash == SIZE_MAX || !gk_field_id_is(gk_str_sub(s, 0, dash)))
		return false;
	number = gk_str_sub(s, dash + 1, SIZE_MAX);
	return number.n <= 6 && number.p[0] != '0' &&
	    gk_str_to_size(number, &n);
}

struct gk_own_item *
gk_own_item(struct gk_own *o, struct gk_str id)
{
	uint32_t n;

	if (!gk_item_id_is(id) || (o->nitems == ITEMS_MAX &&
	    gk_intern_find(o->ids, id) == GK_NO_ID)) {
		if (id.n != 0)
			gk_own_note(o, GK_STR("id"), id);
		return *GK_PUSH(o->added, o->nadded, o->added_cap) =
		    item_new(o, GK_EMPTY);
	}
	n = gk_intern(o->ids, id);
	if (n == o->nitems)
		*GK_PUSH(o->items, o->nitems, o->items_cap) =
		    item_new(o, id);
	return o->items[n];
}

/* ---- keys of items -------------------------------------------------- */

/* The number of the name among `count` ones; -1: none of them. */
static int
number_of(struct gk_str s, const char *(*name)(int), int count)
{
	for (int i = 0; i < count; i++)
		if (s.n != 0 && gk_str_eq(s, gk_str_of(name(i))))
			return i;
	return -1;
}

static const char *
nature_name(int i)
{
	return gk_nature_name((enum gk_nature)i);
}

static const char *
duty_name(int i)
{
	return gk_duty_name((enum gk_duty)i);
}

static const char *
cadence_name(int i)
{
	return gk_cadence_name((enum gk_cadence)i);
}

static const char *
evidence_name(int i)
{
	return gk_evidence_name((enum gk_evidence)i);
}

bool
gk_cadence_of(struct gk_str s, enum gk_cadence *c)
{
	int i = number_of(s, cadence_name, GK_MONTHLY + 1);

	if (i > 0)
		*c = (enum gk_cadence)i;
	return i > 0;
}

static bool
set_words(struct gk_own_item *i, struct gk_str key, struct gk_str value)
{
	int n = -1;

	if (gk_str_eq(key, GK_STR("evidence"))) {
		n = number_of(value, evidence_name, GK_RECALLED + 1);
		i->it.evidence = n > 0 ? (enum gk_evidence)n : GK_SEEN;
	} else if (gk_str_eq(key, GK_STR("nature"))) {
		n = number_of(value, nature_name, GK_TRIGGERED + 1);
		i->it.nature = n > 0 ? (enum gk_nature)n : GK_STANDING;
		i->has_nature = n >= 0;
	} else if (gk_str_eq(key, GK_STR("duty"))) {
		n = number_of(value, duty_name, GK_DUTY_LEAD + 1);
		i->it.duty = n > 0 ? (enum gk_duty)n : GK_DUTY_ANY;
	} else if (gk_str_eq(key, GK_STR("cadence"))) {
		n = gk_cadence_of(value, &i->it.cadence) ? 1 : -1;
	} else if (gk_str_eq(key, GK_STR("nature-evidence"))) {
		i->it.nature_inferred = gk_str_eq(value, GK_STR("inferred"));
		n = i->it.nature_inferred ? 1 : -1;
	} else if (gk_str_eq(key, GK_STR("subject-evidence"))) {
		i->it.subject_inferred = gk_str_eq(value, GK_STR("inferred"));
		n = i->it.subject_inferred ? 1 : -1;
	}
	return n >= 0;
}

static bool
set_flag(bool *flag, struct gk_str value)
{
	*flag = gk_str_eq(value, GK_STR("yes"));
	return *flag || gk_str_eq(value, GK_STR("no"));
}

static bool
set_levels(unsigned *levels, struct gk_str value)
{
	bool other;

	*levels = gk_level_bits(value, &other);
	return *levels != 0 && !other;
}

static bool
set_value(struct gk_own *o, struct gk_own_item *i, struct gk_str key,
    struct gk_str value)
{
	struct gk_clause clause;
	size_t n;

	if (gk_str_eq(key, GK_STR("placeholder")))
		return set_flag(&i->it.placeholder, value);
	if (gk_str_eq(key, GK_STR("all-channels")))
		return set_flag(&i->it.all_channels, value);
	if (gk_str_eq(key, GK_STR("valid-from")))
		return gk_date_parse_iso(value, &i->it.from);
	if (gk_str_eq(key, GK_STR("valid-until")))
		return gk_date_parse_iso(value, &i->it.until);
	if (gk_str_eq(key, GK_STR("weak-levels")))
		return set_levels(&i->it.weak_levels, value);
	if (gk_str_eq(key, GK_STR("replaces")) && gk_item_id_is(value)) {
		i->it.replaces = value;
		return true;
	}
	if (gk_str_eq(key, GK_STR("update-days"))) {
		if (!gk_str_to_size(value, &n) || n == 0 || n > 3660)
			return false;
		i->it.update_days = (int)n;
		return true;
	}
	if (!gk_str_eq(key, GK_STR("limit")) || i->nclauses > 1000 ||
	    !gk_clause_read(o->im->arena, value, &clause))
		return false;
	*GK_PUSH(i->clauses, i->nclauses, i->clauses_cap) = clause;
	return true;
}

static struct gk_strs *
item_list(struct gk_own_item *i, struct gk_str key)
{
	if (gk_str_eq(key, GK_STR("alias")))
		return &i->aliases;
	if (gk_str_eq(key, GK_STR("element")))
		return &i->elements;
	if (gk_str_eq(key, GK_STR("basis")))
		return &i->bases;
	if (gk_str_eq(key, GK_STR("subject")))
		return &i->subjects;
	return gk_str_eq(key, GK_STR("channel")) ? &i->channels : NULL;
}

void
gk_own_item_key(struct gk_own *o, struct gk_own_item *i, struct gk_str key,
    struct gk_str value)
{
	struct gk_strs *list = item_list(i, key);

	value = gk_own_text(o, value);
	if (value.n == 0)
		return;
	if (gk_str_eq(key, GK_STR("source")))
		i->it.source = value;
	else if (gk_str_eq(key, GK_STR("reason")))
		i->it.reason = value;
	else if (gk_str_eq(key, GK_STR("method")))
		i->it.method = value;
	else if (gk_str_eq(key, GK_STR("audience")))
		i->it.audience = value;
	else if (list != NULL)
		gk_strs_push(list, value);
	else if (!set_words(i, key, value) && !set_value(o, i, key, value))
		gk_own_note(o, key, value);
}

/* ---- the end -------------------------------------------------------- */

void
gk_own_place(struct gk_own *o, struct gk_own_item *i, size_t catalogue)
{
	if (i->it.level1.n == 0 || i->it.level2.n == 0) {
		gk_import_note(o->im, &(struct gk_import_note){
		    .what = GK_IMPORT_NAMELESS, .table = o->place.table,
		    .row = o->place.row, .line = o->place.line,
		    .column = GK_EMPTY, .value = i->it.id });
		return;
	}
	i->placed = true;
	gk_imported_add(&o->im->list[catalogue], &i->it, 0);
}

/* What the schema cannot say, but the reader of catalogues asks for. */
static void
settle_item(struct gk_own *o, struct gk_own_item *i, const struct gk_field *f)
{
	struct gk_item *it = &i->it;

	o->place = (struct gk_grid_place){ 0, i->row, i->line };
	if (!i->has_nature)
		gk_nature_infer(it);
	/* A cadence is what makes an item periodic. */
	if ((it->nature == GK_PERIODIC) != (it->cadence != GK_ONCE)) {
		gk_own_note(o, GK_STR("cadence"), it->id);
		it->nature = it->cadence != GK_ONCE ? GK_PERIODIC :
		    GK_STANDING;
	}
	if (it->from != GK_NO_DAY && it->until != GK_NO_DAY &&
	    it->until < it->from) {
		gk_own_note(o, GK_STR("valid-until"), it->id);
		it->until = GK_NO_DAY;
	}
	if (it->replaces.n != 0 && (it->reason.n == 0 || f->extends.n == 0)) {
		gk_own_note(o, GK_STR("replaces"), it->id);
		it->replaces = GK_EMPTY;
	}
}

/* Moves what the item holds to the arena, and the item itself. */
static struct gk_item *
finish_item(struct gk_own *o, struct gk_own_item *i, const struct gk_field *f)
{
	struct gk_arena *a = o->im->arena;
	struct gk_item *it = gk_arena_alloc(a, sizeof *it);

	settle_item(o, i, f);
	gk_strs_move(&i->aliases, a, &i->it.aliases, &i->it.naliases);
	gk_strs_move(&i->elements, a, &i->it.elements, &i->it.nelements);
	gk_strs_move(&i->bases, a, &i->it.bases, &i->it.nbases);
	gk_strs_move(&i->subjects, a, &i->it.subjects, &i->it.nsubjects);
	gk_strs_move(&i->channels, a, &i->it.channels, &i->it.nchannels);
	i->it.clauses = gk_arena_alloc(a, (i->nclauses + 1) *
	    sizeof *i->it.clauses);
	if (i->nclauses != 0)
		memcpy(i->it.clauses, i->clauses, i->nclauses *
		    sizeof *i->clauses);
	i->it.nclauses = i->nclauses;
	*it = i->it;
	return it;
}

static void
finish_items(struct gk_own *o, struct gk_own_item **items, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		o->place = (struct gk_grid_place){ 0, items[i]->row,
			items[i]->line };
		if (!items[i]->placed && items[i]->it.id.n != 0)
			gk_own_note(o, GK_STR("id"), items[i]->it.id);
	}
}

static void
free_items(struct gk_own_item **items, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		gk_strs_release(&items[i]->aliases);
		gk_strs_release(&items[i]->elements);
		gk_strs_release(&items[i]->bases);
		gk_strs_release(&items[i]->subjects);
		gk_strs_release(&items[i]->channels);
		free(items[i]->clauses);
		free(items[i]);
	}
	free(items);
}

void
gk_own_finish(struct gk_own *o)
{
	struct gk_import *im = o->im;

	finish_items(o, o->items, o->nitems);
	for (size_t c = 0; c < im->count; c++) {
		struct gk_field *f = &im->list[c].field;

		/* The items are the first members of what holds them. */
		for (size_t i = 0; i < f->nitems; i++)
			f->items[i] = finish_item(o,
			    (struct gk_own_item *)(void *)f->items[i], f);
		gk_own_field_finish(o, c);
	}
	free_items(o->items, o->nitems);
	free_items(o->added, o->nadded);
	free(o->fields);
	gk_intern_free(o->ids);
}
