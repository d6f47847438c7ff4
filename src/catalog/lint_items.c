/*
 * What is wrong in one catalogue.
 */
#include "config.h"

#include "catalog/lint_int.h"

#include <stdlib.h>

#include "catalog/catalog_int.h"
#include "catalog/wording.h"

/* What is said of an item: {value} is its number and name, if nothing else. */
struct said {
	struct gk_linter *l;
	const struct gk_item *it;
	struct gk_arg args[4];
	size_t nargs;
};

static struct gk_str
number(struct gk_linter *l, size_t n)
{
	struct gk_str s;
	struct gk_buf b;

	gk_buf_init(&b);
	gk_buf_printf(&b, "%zu", n);
	s = gk_str_keep(&l->arena, gk_buf_str(&b));
	gk_buf_release(&b);
	return s;
}

static struct gk_str
called(struct gk_linter *l, const struct gk_item *it)
{
	struct gk_str s;
	struct gk_buf b;

	gk_buf_init(&b);
	gk_buf_printf(&b, l->lang == GK_ZH ? "%.*s“%.*s”" : "%.*s \"%.*s\"",
	    GK_FMT(it->id), GK_FMT(it->level2));
	s = gk_str_keep(&l->arena, gk_buf_str(&b));
	gk_buf_release(&b);
	return s;
}

static struct said
say(struct gk_linter *l, const struct gk_item *it)
{
	return (struct said){ .l = l, .it = it,
		.args = { { "value", GK_EMPTY } }, .nargs = 1 };
}

static void
with(struct said *s, const char *name, struct gk_str value)
{
	s->args[s->nargs++] = (struct gk_arg){ name, value };
}

static void
add(struct said *s, enum gk_lint_kind kind)
{
	if (s->args[0].value.n == 0)
		s->args[0].value = called(s->l, s->it);
	gk_lint_add(s->l, kind, s->it->field->path, s->it->line, s->args,
	    s->nargs);
}

/* ---- names ---------------------------------------------------------- */

/* Who has a name: level1 and level2 in comparison form. */
struct owners {
	struct gk_intern *keys;
	const struct gk_item **by_key;
	size_t count, cap;
};

static struct gk_str
name_key(struct gk_linter *l, const struct gk_item *it, struct gk_str level2)
{
	gk_buf_clear(&l->b);
	gk_item_key(&l->b, it->level1);
	gk_buf_putc(&l->b, '\n');
	gk_item_key(&l->b, level2);
	return gk_buf_str(&l->b);
}

static void
lint_name(struct gk_linter *l, const struct gk_item *it)
{
	const struct gk_str names[] = { it->level1, it->level2 };

	for (size_t i = 0; i < 2; i++) {
		struct said s = say(l, it);

		gk_buf_clear(&l->b);
		gk_item_key(&l->b, names[i]);
		if (l->b.len != 0)
			continue;
		with(&s, "what", names[i]);
		add(&s, GK_LINT_NAME_BLANK);
	}
}

static void
own(struct owners *o, struct gk_linter *l, const struct gk_item *it)
{
	uint32_t id = gk_intern(o->keys, name_key(l, it, it->level2));
	struct said s;

	if (id >= o->count) {
		*GK_PUSH(o->by_key, o->count, o->cap) = it;
		return;
	}
	s = say(l, it);
	with(&s, "other", o->by_key[id]->id);
	with(&s, "line", number(l, o->by_key[id]->line));
	add(&s, GK_LINT_ITEM_TWICE);
}

static void
lint_aliases(const struct owners *o, struct gk_linter *l,
    const struct gk_item *it)
{
	for (size_t i = 0; i < it->naliases; i++) {
		uint32_t id = gk_intern_find(o->keys, name_key(l, it,
		    it->aliases[i]));
		struct said s = say(l, it);

		if (id == GK_NO_ID || o->by_key[id] == it)
			continue;
		s.args[0].value = it->aliases[i];
		with(&s, "other", o->by_key[id]->id);
		with(&s, "line", number(l, o->by_key[id]->line));
		add(&s, GK_LINT_ALIAS_TWICE);
	}
}

static void
lint_names(struct gk_linter *l, const struct gk_field *f)
{
	struct owners o = { .keys = gk_intern_new() };

	for (size_t i = 0; i < f->nitems; i++) {
		lint_name(l, f->items[i]);
		own(&o, l, f->items[i]);
	}
	for (size_t i = 0; i < f->nitems; i++)
		lint_aliases(&o, l, f->items[i]);
	gk_intern_free(o.keys);
	free(o.by_key);
}

/* ---- numbers -------------------------------------------------------- */

static size_t
ordinal(const struct gk_item *it)
{
	size_t n = 0;

	gk_str_to_size(gk_str_sub(it->id, it->field->id.n + 1, SIZE_MAX), &n);
	return n;
}

static void
lint_numbers(struct gk_linter *l, const struct gk_field *f)
{
	for (size_t i = 1; i < f->nitems; i++) {
		const struct gk_item *before = f->items[i - 1];
		const struct gk_item *it = f->items[i];
		struct said s = say(l, it);

		with(&s, "from", before->id);
		with(&s, "to", it->id);
		if (ordinal(it) < ordinal(before))
			add(&s, GK_LINT_ID_ORDER);
		else if (ordinal(it) > ordinal(before) + 1)
			add(&s, GK_LINT_ID_GAP);
	}
}

static void
lint_counts(struct gk_linter *l, const struct gk_field *f)
{
	size_t inferred = 0, placeholders = 0, real;
	struct gk_arg args[3];

	for (size_t i = 0; i < f->nitems; i++) {
		placeholders += f->items[i]->placeholder;
		inferred += f->items[i]->nature_inferred;
	}
	real = f->nitems - placeholders;
	if (inferred != 0) {
		args[0] = (struct gk_arg){ "count", number(l, inferred) };
		gk_lint_add(l, GK_LINT_NATURE_INFERRED, f->path, 0, args, 1);
	}
	if (f->stated == 0 || f->stated == real)
		return;
	args[0] = (struct gk_arg){ "stated", number(l, f->stated) };
	args[1] = (struct gk_arg){ "count", number(l, real) };
	args[2] = (struct gk_arg){ "placeholders",
		placeholders != 0 ? number(l, placeholders) : GK_EMPTY };
	gk_lint_add(l, GK_LINT_COUNT_DIFFERS, f->path, 0, args, 3);
}

/* ---- one item ------------------------------------------------------- */

static void
lint_limit(struct gk_linter *l, const struct gk_item *it)
{
	struct said s = say(l, it);
	struct gk_str what = GK_EMPTY;
	enum gk_limits_verdict v = gk_limits_agree(&l->arena, it, &what);

	if (v == GK_LIMITS_AGREE)
		return;
	if (what.n == 0)
		what = l->lang == GK_ZH ? GK_STR("条款多于原文") :
		    GK_STR("they say more");
	with(&s, "what", what);
	add(&s, v == GK_LIMITS_DIFFER ? GK_LINT_LIMIT_DIFFERS
				      : GK_LINT_LIMIT_UNPARSED);
}

/* A placeholder can have the basis and limit of its neighbours, no elements. */
static void
lint_placeholder(struct gk_linter *l, const struct gk_item *it)
{
	struct said s = say(l, it);

	if (it->placeholder && it->nelements != 0) {
		with(&s, "what", it->elements[0]);
		add(&s, GK_LINT_PLACEHOLDER_CONTENT);
	} else if (!it->placeholder && it->nelements == 0 &&
	    gk_str_eq(it->level1, it->level2)) {
		add(&s, GK_LINT_PLACEHOLDER_UNMARKED);
	}
}

static bool
is_held(const struct gk_register *r, struct gk_str role)
{
	for (size_t i = 0; i < r->nunits; i++)
		if (gk_unit_has_role(&r->units[i], role))
			return true;
	return false;
}

/* A subject that roles.csv does not know is a role itself, if one has it. */
static void
lint_subject(struct gk_linter *l, const struct gk_item *it,
    struct gk_str subject)
{
	const struct gk_role *role = gk_register_role(l->units, subject);
	struct said s = say(l, it);

	with(&s, "what", subject);
	if (role == NULL) {
		if (!is_held(l->units, subject))
			add(&s, GK_LINT_SUBJECT_UNKNOWN);
	} else if (l->units->nunits != 0 && !role->external &&
	    !is_held(l->units, role->role)) {
		with(&s, "role", role->role);
		add(&s, GK_LINT_ROLE_UNHELD);
	}
}

static void
lint_item(struct gk_linter *l, const struct gk_item *it)
{
	struct said s;

	lint_limit(l, it);
	lint_placeholder(l, it);
	for (size_t i = 0; i < it->nsubjects; i++)
		lint_subject(l, it, it->subjects[i]);
	if (it->nsubjects == 0 && !it->placeholder) {
		s = say(l, it);
		add(&s, GK_LINT_SUBJECT_BLANK);
	}
}

void
gk_lint_field(struct gk_linter *l, const struct gk_field *f)
{
	lint_names(l, f);
	lint_numbers(l, f);
	lint_counts(l, f);
	for (size_t i = 0; i < f->nitems; i++)
		lint_item(l, f->items[i]);
}
