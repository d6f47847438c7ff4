/*
 * Who a name means, read in a region (SEMANTICS §1).  Nothing is taken for
 * the city's by default: a name that several units may answer to, or that
 * only another region's unit has, is ambiguous.
 */
#include "config.h"

#include "catalog/names_int.h"
#include "core/norm.h"

static const struct gk_named *
look_up(const struct gk_names *n, struct gk_str key)
{
	uint32_t id = gk_intern_find(n->keys, key);

	return id != GK_NO_ID ? n->named[id] : NULL;
}

/* What a list of candidates comes to within a region, or at large. */
struct choice {
	const struct gk_unit *unit;
	enum gk_name_sort sort;
	bool bare, many;
};

static struct choice
choose(const struct gk_named *list, const struct gk_region *region,
    enum gk_name_sort worst)
{
	struct choice c = { .unit = NULL, .sort = GK_NAME_SHORT };

	for (; list != NULL; list = list->next) {
		if ((region != NULL && list->unit->region != region) ||
		    list->sort > worst)
			continue;
		if (c.unit == NULL || list->sort < c.sort)
			c = (struct choice){ list->unit, list->sort,
				list->bare, false };
		else if (list->sort == c.sort)
			c.many = true;
	}
	return c;
}

static struct gk_unit_ref
known(const struct choice *c)
{
	if (c->many || c->unit == NULL)
		return (struct gk_unit_ref){ .how = GK_UNIT_AMBIGUOUS };
	return (struct gk_unit_ref){ .how = GK_UNIT_KNOWN, .unit = c->unit,
		.region = c->unit->region };
}

static struct gk_unit_ref
attached(const struct gk_region *region)
{
	return (struct gk_unit_ref){ .how = GK_UNIT_ATTACHED,
		.region = region };
}

/*
 * A name that speaks of "the" 市, 区 or 县, or of none, read in `ctx`, where no
 * unit has it.  `list` are units of other regions that have it.
 */
static struct gk_unit_ref
resolve_elsewhere(const struct gk_names *n, struct gk_str key,
    const struct gk_named *list, const struct gk_region *ctx)
{
	struct gk_unit_ref ambiguous = { .how = GK_UNIT_AMBIGUOUS };
	struct gk_unit_ref none = { .how = GK_UNIT_UNKNOWN };
	struct gk_str word = gk_name_word(key);
	struct choice alias = choose(list, NULL, GK_NAME_ALIAS), any;
	bool city_word = gk_str_eq(word, GK_STR("市"));

	any = n->city != NULL ? choose(list, n->city, GK_NAME_SHORT)
			      : (struct choice){ 0 };
	if (ctx != NULL && word.n != 0 &&
	    gk_str_eq(word, n->places[ctx->index].word)) {
		/* 市X局 in a county-level 市 may be the city's all the same. */
		if (city_word && ctx != n->city && any.unit != NULL)
			return ambiguous;
		if (ctx != n->city || alias.unit == NULL || alias.many)
			return attached(ctx);
	}
	/* In a 区 or 县, 市X局 is the city's. */
	if (ctx != NULL && city_word && ctx != n->city && any.unit != NULL &&
	    !any.bare)
		return known(&any);
	if (list == NULL)
		return none;
	if (alias.unit == NULL || alias.many || (ctx != NULL && alias.bare))
		return ambiguous;
	for (; list != NULL; list = list->next)
		if (list->unit != alias.unit)
			return ambiguous;
	return known(&alias);
}

/* A name that begins with the name of a region belongs there. */
static struct gk_unit_ref
resolve_prefix(const struct gk_names *n, struct gk_str key)
{
	const struct gk_region *best = NULL;
	struct gk_str rest = key, after, place;
	bool in_city = gk_str_cut(&rest, n->city_key);
	size_t longest = 0;
	uint32_t ch;

	after = rest;
	for (uint32_t i = 0; i < n->nplaces; i++) {
		place = gk_intern_str(n->place_keys, i);
		if (place.n > longest && gk_str_starts(rest, place)) {
			best = n->by_place[i];
			longest = place.n;
			after = gk_str_behind(rest, place);
		}
	}
	if (best == NULL && in_city) {
		size_t at = 0, len;

		/* 示例市西山县X局, 西山县 unregistered, is not the city's. */
		for (int i = 0; i < 4 && (len = gk_utf8_next(rest.p + at,
		    rest.n - at, &ch)) != 0; i++, at += len)
			if (i >= 2 && (ch == 0x533A || ch == 0x53BF))
				return (struct gk_unit_ref){
				    .how = GK_UNIT_UNKNOWN };
		best = n->city;
	}
	if (best == NULL || (after.n != 0 && after.n < GK_NAME_MIN))
		return (struct gk_unit_ref){ .how = GK_UNIT_UNKNOWN };
	return attached(best);
}

static bool
has_qualified(const struct gk_named *list)
{
	for (; list != NULL; list = list->next)
		if (list->sort == GK_NAME_QUALIFIED)
			return true;
	return false;
}

static struct gk_unit_ref
resolve_key(const struct gk_names *n, struct gk_str key,
    const struct gk_region *ctx)
{
	const struct gk_named *list = look_up(n, key);
	struct gk_unit_ref ref;
	struct choice c;

	if (ctx != NULL) {
		c = choose(list, ctx, GK_NAME_SHORT);
		if (c.unit != NULL)
			return known(&c);
	}
	c = choose(list, NULL, GK_NAME_FULL);
	if (c.unit != NULL)
		return known(&c);
	if (has_qualified(list)) {
		c.unit = list->unit;
		for (; list != NULL; list = list->next)
			c.many = c.many || list->unit != c.unit;
		return known(&c);
	}
	ref = resolve_elsewhere(n, key, list, ctx);
	return ref.how == GK_UNIT_UNKNOWN ? resolve_prefix(n, key) : ref;
}

/* 市发改委(市粮食局): without the parenthesis at the end. */
static bool
cut_parenthesis(struct gk_str *key)
{
	size_t depth = 0, i = key->n;

	if (!gk_str_ends(*key, GK_STR(")")))
		return false;
	while (i-- > 0) {
		depth += key->p[i] == ')';
		depth -= key->p[i] == '(';
		if (depth == 0 && i > 0) {
			key->n = i;
			return true;
		}
		if (depth == 0)
			break;
	}
	return false;
}

struct gk_unit_ref
gk_register_resolve(const struct gk_register *r, struct gk_str name,
    const struct gk_region *context)
{
	struct gk_unit_ref ref, shorter;
	struct gk_str key;
	struct gk_buf b;

	gk_buf_init(&b);
	gk_norm_key(&b, name);
	key = gk_buf_str(&b);
	if (key.n == 0) {
		gk_buf_release(&b);
		return (struct gk_unit_ref){ .how = GK_UNIT_NONE };
	}
	ref = resolve_key(r->names, key, context);
	while ((ref.how == GK_UNIT_UNKNOWN || ref.how == GK_UNIT_ATTACHED) &&
	    cut_parenthesis(&key)) {
		shorter = resolve_key(r->names, key, context);
		if (shorter.how != GK_UNIT_UNKNOWN)
			ref = shorter;
	}
	gk_buf_release(&b);
	return ref;
}

#define WINDOW_MAX ((size_t)120)	/* bytes of a name found inside text */
#define TEXT_MAX ((size_t)4096)

/*
 * The longest name at the start of `s` that is a place or, if `units`, a full
 * name; its length, 0 if there is none.
 */
static size_t
place_at(const struct gk_names *n, struct gk_str s, bool units,
    const struct gk_region **found)
{
	size_t best = 0;

	for (size_t len = 1; len <= s.n && len <= WINDOW_MAX; len++) {
		struct gk_str window = { s.p, len };
		const struct gk_named *e;
		uint32_t id;

		if (len < s.n && ((unsigned char)s.p[len] & 0xC0) == 0x80)
			continue;
		if (!units) {
			id = gk_intern_find(n->place_keys, window);
			if (id != GK_NO_ID) {
				*found = n->by_place[id];
				best = len;
			}
			continue;
		}
		for (e = look_up(n, window); e != NULL; e = e->next)
			if (e->sort == GK_NAME_FULL) {
				*found = e->unit->region;
				best = len;
			}
	}
	return best;
}

/* The only region that a scan of `key` finds; `*several` if two. */
static const struct gk_region *
scan(const struct gk_names *n, struct gk_str key, bool units, bool *several)
{
	const struct gk_region *only = NULL, *reg = NULL;
	uint32_t ch;
	size_t step;

	*several = false;
	while (key.n != 0) {
		step = place_at(n, key, units, &reg);
		if (step != 0 && only != NULL && reg != only)
			*several = true;
		if (step != 0)
			only = reg;
		if (step == 0)
			step = gk_utf8_next(key.p, key.n, &ch);
		key = gk_str_sub(key, step != 0 ? step : 1, SIZE_MAX);
	}
	return *several ? NULL : only;
}

const struct gk_region *
gk_register_region_in(const struct gk_register *r, struct gk_str text)
{
	const struct gk_region *reg;
	struct gk_str key;
	struct gk_buf b;
	bool several;

	gk_buf_init(&b);
	gk_norm_key(&b, gk_str_sub(text, 0, TEXT_MAX));
	key = gk_str_sub(gk_buf_str(&b), 0, TEXT_MAX);
	reg = scan(r->names, key, false, &several);
	/* The city's units name no region: 示例市财政局2023年台账. */
	if (reg == NULL && !several)
		reg = scan(r->names, key, true, &several);
	gk_buf_release(&b);
	return reg;
}
