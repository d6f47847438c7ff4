/*
 * Who a name means.
 *
 * The register lists full names and aliases.  From each, other spellings
 * follow: the region's name in front of what is left without it (示例市东湖区
 * 教育局: 东湖区教育局), and short ones that speak of "the" 市, 区 or 县, or of
 * no place at all (区教育局, 教育局).  Short ones mean something only where the
 * region is known.  All are in one map, made once; looking up changes nothing.
 */
#include "config.h"

#include <stdlib.h>

#include "catalog/names_int.h"
#include "core/i18n.h"
#include "core/mem.h"
#include "core/norm.h"

static bool
add_name(struct gk_names *n, struct gk_str key, const struct gk_unit *u,
    enum gk_name_sort sort, bool bare)
{
	uint32_t id;
	struct gk_named *e;

	if (key.n == 0)
		return true;
	id = gk_intern(n->keys, key);
	if (id == n->nkeys)
		*GK_PUSH(n->named, n->nkeys, n->keys_cap) = NULL;
	for (e = n->named[id]; e != NULL; e = e->next) {
		if (e->unit == u) {
			e->bare = e->bare || bare;
			return true;
		}
		if (sort <= GK_NAME_ALIAS && e->sort <= GK_NAME_ALIAS &&
		    e->unit->region == u->region)
			return false;
	}
	e = gk_arena_alloc(&n->arena, sizeof *e);
	*e = (struct gk_named){ .unit = u, .sort = sort, .bare = bare,
		.next = n->named[id] };
	n->named[id] = e;
	return true;
}

static void
add_joined(struct gk_names *n, struct gk_str one, struct gk_str two,
    struct gk_str three, const struct gk_unit *u, enum gk_name_sort sort)
{
	struct gk_buf b;

	gk_buf_init(&b);
	gk_buf_add_str(&b, one);
	gk_buf_add_str(&b, two);
	gk_buf_add_str(&b, three);
	add_name(n, gk_buf_str(&b), u, sort, false);
	gk_buf_release(&b);
}

struct gk_str
gk_name_word(struct gk_str key)
{
	static const char *const none[] = { "市场", "市政工程", "市政公用",
		"市政设施", "市政园林", "市容", "区域", "区块", "区划", "县域" };
	static const char *const words[] = { "市", "区", "县" };

	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
		if (gk_str_starts(key, gk_str_of(none[i])))
			return GK_EMPTY;
	for (size_t i = 0; i < 3; i++)
		if (gk_str_starts(key, gk_str_of(words[i])) &&
		    key.n >= GK_NAME_MIN + 3)
			return gk_str_of(words[i]);
	return GK_EMPTY;
}

/* The spellings that follow from one listed name. */
static void
derive(struct gk_names *n, struct gk_str key, const struct gk_unit *u)
{
	const struct gk_place *pl = &n->places[u->region->index];
	struct gk_str rest = key;
	bool in_city = u->region == n->city, found;

	if (in_city) {
		found = gk_str_cut(&rest, n->city_key) ||
		    gk_str_cut(&rest, pl->key);
	} else {
		gk_str_cut(&rest, n->city_key);
		found = gk_str_cut(&rest, pl->key);
	}
	if (!found) {
		rest = key;
		found = gk_str_eq(gk_name_word(key), pl->word) &&
		    gk_str_cut(&rest, pl->word);
	}
	if (!found || rest.n < GK_NAME_MIN)
		return;
	if (in_city) {
		if (n->city_key.n != 0)
			add_joined(n, n->city_key, rest, GK_EMPTY, u,
			    GK_NAME_QUALIFIED);
	} else {
		add_joined(n, pl->key, rest, GK_EMPTY, u, GK_NAME_QUALIFIED);
		add_joined(n, n->city_key, pl->key, rest, u, GK_NAME_QUALIFIED);
	}
	if (pl->word.n != 0)
		add_joined(n, pl->word, rest, GK_EMPTY, u, GK_NAME_SHORT);
	add_name(n, rest, u, GK_NAME_SHORT, true);
}

/* A region's own name, and its 政府, mean its government. */
static void
add_government(struct gk_names *n, const struct gk_region *reg)
{
	static const char *const suffixes[] = { "", "政府", "人民政府" };
	const struct gk_place *pl = &n->places[reg->index];
	bool in_city = reg == n->city;
	struct gk_str place = in_city ? n->city_key : pl->key;

	if (reg->government == NULL || place.n == 0)
		return;
	for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
		struct gk_str suffix = gk_str_of(suffixes[i]);

		add_joined(n, place, suffix, GK_EMPTY, reg->government,
		    GK_NAME_QUALIFIED);
		if (!in_city)
			add_joined(n, n->city_key, place, suffix,
			    reg->government, GK_NAME_QUALIFIED);
		if (suffix.n != 0 && pl->word.n != 0)
			add_joined(n, pl->word, suffix, GK_EMPTY,
			    reg->government, GK_NAME_SHORT);
	}
}

static void
add_place_key(struct gk_names *n, struct gk_str key,
    const struct gk_region *reg)
{
	if (key.n != 0 && gk_intern(n->place_keys, key) == n->nplaces)
		*GK_PUSH(n->by_place, n->nplaces, n->places_cap) = reg;
}

/* 市, 区 or 县 at the end of a region's name. */
static struct gk_str
last_word(struct gk_str key)
{
	static const char *const words[] = { "市", "区", "县" };

	for (size_t i = 0; i < 3; i++)
		if (gk_str_ends(key, gk_str_of(words[i])))
			return gk_str_of(words[i]);
	return GK_EMPTY;
}

static struct gk_str
kept_key(struct gk_names *n, struct gk_str name)
{
	struct gk_str key;
	struct gk_buf b;

	gk_buf_init(&b);
	gk_norm_key(&b, name);
	key = gk_str_keep(&n->arena, gk_buf_str(&b));
	gk_buf_release(&b);
	return key;
}

/* The city, if there is just one, and what its units' names begin with. */
static void
set_city(struct gk_names *n, const struct gk_register *r)
{
	struct gk_str key, suffix = GK_STR("人民政府");
	size_t cities = 0;

	n->city_key = GK_EMPTY;
	for (size_t i = 0; i < r->nregions; i++)
		if (r->regions[i].level == GK_CITY) {
			n->city = &r->regions[i];
			cities++;
		}
	if (cities != 1) {
		n->city = NULL;
		return;
	}
	if (n->city->government == NULL)
		return;
	key = kept_key(n, n->city->government->name);
	if (gk_str_ends(key, suffix) && key.n > suffix.n)
		n->city_key = gk_str_sub(key, 0, key.n - suffix.n);
}

static void
set_places(struct gk_names *n, const struct gk_register *r)
{
	n->places = gk_calloc(r->nregions, sizeof *n->places);
	for (size_t i = 0; i < r->nregions; i++) {
		const struct gk_region *reg = &r->regions[i];
		struct gk_place *pl = &n->places[i];

		pl->key = kept_key(n, reg->name);
		pl->word = reg->level == GK_CITY ? GK_STR("市")
						 : last_word(pl->key);
		add_place_key(n, pl->key, reg);
	}
	if (n->city != NULL) {
		add_place_key(n, GK_STR("市本级"), n->city);
		add_place_key(n, GK_STR("市直"), n->city);
	}
}

/* Whether a listed name says where its unit belongs. */
static bool
names_place(const struct gk_names *n, struct gk_str key,
    const struct gk_unit *u)
{
	struct gk_str place = u->region == n->city
	    ? n->city_key : n->places[u->region->index].key;

	return place.n != 0 && gk_str_find(key, place) != SIZE_MAX;
}

static enum gk_status
add_listed(struct gk_names *n, const struct gk_unit *u, struct gk_str name,
    bool full, const char *path, size_t line, struct gk_error *err)
{
	struct gk_str key = kept_key(n, name);

	if (add_name(n, key, u, full && names_place(n, key, u)
	    ? GK_NAME_FULL : GK_NAME_ALIAS, false))
		return GK_OK;
	return gk_fail(err, path, line,
	    _("two units of %.*s are called \"%.*s\""),
	    GK_FMT(u->region->name), GK_FMT(name));
}

struct gk_names *
gk_names_new(const struct gk_register *r, const size_t *lines,
    const char *path, struct gk_error *err)
{
	struct gk_names *n = gk_calloc(1, sizeof *n);
	enum gk_status st = GK_OK;

	gk_arena_init(&n->arena);
	n->keys = gk_intern_new();
	n->place_keys = gk_intern_new();
	set_city(n, r);
	set_places(n, r);
	for (size_t i = 0; i < r->nunits && st == GK_OK; i++) {
		const struct gk_unit *u = &r->units[i];

		st = add_listed(n, u, u->name, true, path, lines[i], err);
		for (size_t j = 0; j < u->naliases && st == GK_OK; j++)
			st = add_listed(n, u, u->aliases[j], false, path,
			    lines[i], err);
	}
	if (st != GK_OK) {
		gk_names_free(n);
		return NULL;
	}
	for (size_t i = 0; i < r->nunits; i++) {
		const struct gk_unit *u = &r->units[i];

		derive(n, kept_key(n, u->name), u);
		for (size_t j = 0; j < u->naliases; j++)
			derive(n, kept_key(n, u->aliases[j]), u);
	}
	for (size_t i = 0; i < r->nregions; i++)
		add_government(n, &r->regions[i]);
	return n;
}

void
gk_names_free(struct gk_names *n)
{
	if (n == NULL)
		return;
	gk_intern_free(n->keys);
	gk_intern_free(n->place_keys);
	gk_arena_release(&n->arena);
	free(n->named);
	free(n->places);
	free(n->by_place);
	free(n);
}
