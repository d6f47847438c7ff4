#include "config.h"

#include "catalog/diff.h"

#include <stdlib.h>

#include "catalog/catalog_int.h"
#include "catalog/words.h"
#include "core/mem.h"
#include "core/norm.h"

static const struct {
	const char *id, *zh;
} changes[] = {
#define GK_CHANGE(sym, id, zh) [GK_CHANGE_##sym] = { id, zh },
#include "catalog/changes.def"
#undef GK_CHANGE
};

const char *
gk_change_id(enum gk_change_kind kind)
{
	return changes[kind].id;
}

const char *
gk_change_label(enum gk_change_kind kind, enum gk_lang lang)
{
	return lang == GK_ZH ? changes[kind].zh : changes[kind].id;
}

struct differ {
	struct gk_diff *d;
	enum gk_lang lang;
	const struct gk_field_pair *fields;
	const struct gk_item *old, *now;
	struct gk_buf a, b;
};

static void
add(struct differ *df, enum gk_change_kind kind, struct gk_str was,
    struct gk_str is)
{
	struct gk_diff *d = df->d;

	*GK_PUSH(d->list, d->count, d->cap) = (struct gk_diff_change){ kind,
		df->fields, df->old, df->now, was, is };
	d->by_kind[kind]++;
}

static struct gk_str
keep(struct differ *df, const struct gk_buf *b)
{
	return gk_str_keep(&df->d->arena, gk_buf_str(b));
}

static bool
same_key(struct differ *df, struct gk_str old, struct gk_str now,
    void (*key)(struct gk_buf *, struct gk_str))
{
	if (gk_str_eq(old, now))
		return true;
	gk_buf_clear(&df->a);
	gk_buf_clear(&df->b);
	key(&df->a, old);
	key(&df->b, now);
	return gk_str_eq(gk_buf_str(&df->a), gk_buf_str(&df->b));
}

static void
compare_text(struct differ *df, enum gk_change_kind kind, struct gk_str old,
    struct gk_str now)
{
	if (!same_key(df, old, now, gk_norm_key))
		add(df, kind, old, now);
}

/* ---- lists ---------------------------------------------------------- */

struct list {
	const struct gk_str *p;
	size_t n;
};

static bool
same_list(struct list old, struct list now)
{
	if (old.n != now.n)
		return false;
	for (size_t i = 0; i < old.n; i++)
		if (!gk_str_eq(old.p[i], now.p[i]))
			return false;
	return true;
}

/* The members of `one` that `other` does not have, joined. */
static struct gk_str
only_in(struct differ *df, struct list one, struct list other)
{
	struct gk_intern *keys = gk_intern_new();
	size_t known;

	for (size_t i = 0; i < other.n; i++) {
		gk_buf_clear(&df->a);
		gk_item_key(&df->a, other.p[i]);
		gk_intern(keys, gk_buf_str(&df->a));
	}
	known = gk_intern_count(keys);
	gk_buf_clear(&df->b);
	for (size_t i = 0; i < one.n; i++) {
		gk_buf_clear(&df->a);
		gk_item_key(&df->a, one.p[i]);
		if (gk_intern(keys, gk_buf_str(&df->a)) < known)
			continue;
		if (df->b.len != 0)
			gk_buf_puts(&df->b, "；");
		gk_buf_add_str(&df->b, one.p[i]);
	}
	gk_intern_free(keys);
	return keep(df, &df->b);
}

static void
compare_lists(struct differ *df, enum gk_change_kind kind, struct list old,
    struct list now)
{
	struct gk_str was, is;

	if (same_list(old, now))
		return;
	was = only_in(df, old, now);
	is = only_in(df, now, old);
	if (was.n != 0 || is.n != 0)
		add(df, kind, was, is);
}

/* ---- limits --------------------------------------------------------- */

static bool
same_clauses(struct differ *df, const struct gk_item *old,
    const struct gk_item *now)
{
	if (old->nclauses != now->nclauses)
		return false;
	for (size_t i = 0; i < old->nclauses; i++) {
		struct gk_str x, y;

		gk_buf_clear(&df->a);
		gk_buf_clear(&df->b);
		gk_clause_xml(&df->a, &old->clauses[i]);
		gk_clause_xml(&df->b, &now->clauses[i]);
		x = keep(df, &df->a);
		y = keep(df, &df->b);
		if (!same_key(df, x, y, gk_norm_key))
			return false;
	}
	return true;
}

static struct gk_str
limit_words(struct differ *df, const struct gk_item *it)
{
	gk_buf_clear(&df->a);
	for (size_t i = 0; i < it->nclauses; i++) {
		if (i != 0)
			gk_buf_puts(&df->a, df->lang == GK_ZH ? "；" : "; ");
		gk_clause_words(&df->a, &it->clauses[i], df->lang);
	}
	return keep(df, &df->a);
}

/*
 * What a limit means counts, where either says it; the wording of one that
 * both leave open.
 */
static void
compare_limits(struct differ *df)
{
	const struct gk_item *old = df->old, *now = df->now;
	bool same_text = same_key(df, old->limit_text, now->limit_text,
	    gk_norm_key);

	if (old->nclauses == 0 && now->nclauses == 0) {
		if (!same_text)
			add(df, GK_CHANGE_LIMIT, old->limit_text,
			    now->limit_text);
		return;
	}
	if (same_clauses(df, old, now))
		return;
	if (same_text)
		add(df, GK_CHANGE_LIMIT, limit_words(df, old),
		    limit_words(df, now));
	else
		add(df, GK_CHANGE_LIMIT, old->limit_text, now->limit_text);
}

/* ---- the rest of an item -------------------------------------------- */

/* All of the channels or one of them is a difference of its own. */
static void
compare_channels(struct differ *df)
{
	const struct gk_item *old = df->old, *now = df->now;
	static const char *const words[][2] = { { "任一渠道", "any channel" },
		{ "全部渠道", "all channels" } };

	compare_lists(df, GK_CHANGE_CHANNEL,
	    (struct list){ old->channels, old->nchannels },
	    (struct list){ now->channels, now->nchannels });
	if (old->all_channels != now->all_channels)
		add(df, GK_CHANGE_CHANNEL,
		    gk_str_of(words[old->all_channels][df->lang]),
		    gk_str_of(words[now->all_channels][df->lang]));
}

static void
compare_levels(struct differ *df)
{
	struct gk_str was;

	if (df->old->levels == df->now->levels)
		return;
	gk_buf_clear(&df->a);
	gk_levels_words(&df->a, df->old->levels, ";");
	was = keep(df, &df->a);
	gk_buf_clear(&df->a);
	gk_levels_words(&df->a, df->now->levels, ";");
	add(df, GK_CHANGE_LEVEL, was, keep(df, &df->a));
}

static void
compare_natures(struct differ *df)
{
	struct gk_str was, is;

	gk_buf_clear(&df->a);
	gk_nature_words(&df->a, df->old, df->lang);
	was = keep(df, &df->a);
	gk_buf_clear(&df->a);
	gk_nature_words(&df->a, df->now, df->lang);
	is = keep(df, &df->a);
	if (!gk_str_eq(was, is))
		add(df, GK_CHANGE_NATURE, was, is);
}

static void
compare_items(struct differ *df)
{
	const struct gk_item *old = df->old, *now = df->now;

	if (!same_key(df, old->level2, now->level2, gk_item_key))
		add(df, GK_CHANGE_RENAMED, old->level2, now->level2);
	if (!same_key(df, old->level1, now->level1, gk_item_key))
		add(df, GK_CHANGE_MOVED, old->level1, now->level1);
	compare_lists(df, GK_CHANGE_ELEMENTS,
	    (struct list){ old->elements, old->nelements },
	    (struct list){ now->elements, now->nelements });
	compare_lists(df, GK_CHANGE_BASIS,
	    (struct list){ old->bases, old->nbases },
	    (struct list){ now->bases, now->nbases });
	compare_limits(df);
	compare_lists(df, GK_CHANGE_SUBJECT,
	    (struct list){ old->subjects, old->nsubjects },
	    (struct list){ now->subjects, now->nsubjects });
	compare_channels(df);
	compare_text(df, GK_CHANGE_AUDIENCE, old->audience, now->audience);
	compare_text(df, GK_CHANGE_METHOD, old->method, now->method);
	compare_levels(df);
	compare_natures(df);
}

/* ---- fields --------------------------------------------------------- */

static struct gk_str
document_words(struct differ *df, const struct gk_field *f)
{
	const struct gk_str parts[] = { f->issuer, f->document, f->date,
		f->edition };

	gk_buf_clear(&df->a);
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		if (parts[i].n == 0)
			continue;
		if (df->a.len != 0)
			gk_buf_puts(&df->a, "；");
		gk_buf_add_str(&df->a, parts[i]);
	}
	return keep(df, &df->a);
}

/* What two local catalogues that extend a field change in it. */
static struct list
local_changes(struct differ *df, const struct gk_field *f)
{
	struct gk_str *words = gk_arena_alloc(&df->d->arena,
	    (f->nchanges + 1) * sizeof *words);

	for (size_t i = 0; i < f->nchanges; i++) {
		gk_buf_clear(&df->a);
		gk_local_change_xml(&df->a, &f->changes[i]);
		words[i] = keep(df, &df->a);
	}
	return (struct list){ words, f->nchanges };
}

static void
compare_local(struct differ *df, const struct gk_field *old,
    const struct gk_field *now)
{
	compare_text(df, GK_CHANGE_LOCAL, old->extends, now->extends);
	compare_lists(df, GK_CHANGE_LOCAL, local_changes(df, old),
	    local_changes(df, now));
}

static void
compare_field(struct differ *df)
{
	const struct gk_field *old = df->fields->old, *now = df->fields->now;

	if (df->fields->extends)
		return;		/* it has a name and document of its own */
	compare_local(df, old, now);
	if (!same_key(df, old->name, now->name, gk_field_key))
		add(df, GK_CHANGE_FIELD_RENAMED, old->name, now->name);
	compare_text(df, GK_CHANGE_DOCUMENT, document_words(df, old),
	    document_words(df, now));
}

static void
compare_fields(struct differ *df)
{
	const struct gk_field_pair *fp = df->fields;

	df->old = df->now = NULL;
	if (fp->now == NULL)
		add(df, GK_CHANGE_FIELD_REMOVED, fp->old->name, GK_EMPTY);
	if (fp->old == NULL)
		add(df, GK_CHANGE_FIELD_ADDED, GK_EMPTY, fp->now->name);
	if (fp->now == NULL || fp->old == NULL)
		return;
	compare_field(df);
	for (size_t i = 0; i < fp->nitems; i++) {
		df->old = fp->items[i].old;
		df->now = fp->items[i].now;
		if (df->now == NULL)
			add(df, GK_CHANGE_REMOVED, df->old->level2, GK_EMPTY);
		else if (df->old == NULL)
			add(df, GK_CHANGE_ADDED, GK_EMPTY, df->now->level2);
		else
			compare_items(df);
	}
}

struct gk_diff *
gk_diff_new(const struct gk_pairing *p, enum gk_lang lang)
{
	struct differ df = { .d = gk_calloc(1, sizeof *df.d), .lang = lang };

	gk_arena_init(&df.d->arena);
	gk_buf_init(&df.a);
	gk_buf_init(&df.b);
	for (size_t i = 0; i < p->nfields; i++) {
		df.fields = &p->fields[i];
		compare_fields(&df);
	}
	gk_buf_release(&df.a);
	gk_buf_release(&df.b);
	return df.d;
}

void
gk_diff_free(struct gk_diff *d)
{
	if (d == NULL)
		return;
	gk_arena_release(&d->arena);
	free(d->list);
	free(d);
}
