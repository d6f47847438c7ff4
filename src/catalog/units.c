/*
 * units.csv to structs: units, their regions, and who governs those.
 */
#include "config.h"

#include "catalog/units.h"

#include <stdlib.h>

#include "catalog/units_int.h"
#include "core/csv.h"
#include "core/i18n.h"
#include "core/mem.h"
#include "core/norm.h"

static const char *const columns[] = { "id", "name", "region", "aliases",
	"kind", "levels", "parent", "roles", "sites", "acts_for", "valid_from",
	"valid_to", "successor", "group", "supervision", "evidence", NULL };
#define NREQUIRED 3

struct reader {
	struct gk_register *r;
	struct gk_csv_table *t;
	const char *path;
	struct gk_error *err;
	size_t *lines;			/* of the units */
	struct gk_intern *ids;		/* unit ids, in order of units */
	struct gk_intern *regions;	/* keys, in order of regions */
};

static struct gk_str
cell(const struct reader *rd, size_t row, const char *column)
{
	return gk_csv_table_cell(rd->t, row,
	    gk_csv_table_column(rd->t, column));
}

static struct gk_str
keep(const struct reader *rd, size_t row, const char *column)
{
	return gk_str_keep(&rd->r->arena, cell(rd, row, column));
}

/* The region of that name, made if it is new. */
static const struct gk_region *
region_of(struct reader *rd, struct gk_str name)
{
	struct gk_region *reg;
	struct gk_buf b;
	uint32_t id;

	gk_buf_init(&b);
	gk_norm_key(&b, name);
	id = gk_intern(rd->regions, gk_buf_str(&b));
	gk_buf_release(&b);
	reg = &rd->r->regions[id];
	if (id == rd->r->nregions) {
		rd->r->nregions++;
		reg->index = id;
		reg->name = gk_str_keep(&rd->r->arena, name);
		reg->level = GK_COUNTY;
	}
	return reg;
}

static bool
kind_has(const struct gk_unit *u, struct gk_str word)
{
	return gk_str_find(u->kind, word) != SIZE_MAX;
}

static bool
is_town(const struct gk_unit *u)
{
	return gk_str_starts(u->kind, GK_STR("乡")) ||
	    gk_str_starts(u->kind, GK_STR("镇")) ||
	    gk_str_starts(u->kind, GK_STR("街道"));
}

/* 市政府, 区县政府, 区县市政府 … */
static bool
is_government(const struct gk_unit *u)
{
	return gk_str_ends(u->kind, GK_STR("政府")) && !is_town(u);
}

/* The roles that a kind brings with it and nobody writes down. */
static struct gk_str
implied_role(const struct gk_unit *u)
{
	if (is_town(u))
		return GK_STR("乡镇街道");
	if (is_government(u))
		return GK_STR("人民政府");
	if (gk_str_ends(u->kind, GK_STR("部门")))
		return GK_STR("政府部门");
	return GK_EMPTY;
}

static void
read_roles(struct reader *rd, size_t row, struct gk_unit *u)
{
	struct gk_str implied = implied_role(u);
	struct gk_str written = cell(rd, row, "roles");

	u->roles = gk_list_keep(&rd->r->arena, written, &u->nroles);
	if (implied.n != 0 && !gk_unit_has_role(u, implied))
		u->roles = gk_list_keep(&rd->r->arena, gk_str_join(
		    &rd->r->arena, written, GK_STR(";"), implied), &u->nroles);
}

static enum gk_status
read_supervision(struct reader *rd, size_t row, struct gk_unit *u)
{
	struct gk_str s = cell(rd, row, "supervision");

	u->copied_only = gk_str_eq(s, GK_STR("抄送"));
	if (u->copied_only || s.n == 0 || gk_str_eq(s, GK_STR("督办")))
		return GK_OK;
	return gk_fail(rd->err, rd->path, rd->t->lines[row],
	    _("supervision: \"%.*s\" is neither 督办 nor 抄送"), GK_FMT(s));
}

static enum gk_status
read_validity(struct reader *rd, size_t row, struct gk_unit *u)
{
	if (gk_table_day(rd->t, row, "valid_from", rd->path, &u->from,
	    rd->err) != GK_OK ||
	    gk_table_day(rd->t, row, "valid_to", rd->path, &u->until,
	    rd->err) != GK_OK)
		return GK_FAIL;
	if (u->from != GK_NO_DAY && u->until != GK_NO_DAY &&
	    u->until < u->from)
		return gk_fail(rd->err, rd->path, rd->t->lines[row],
		    _("valid_to is before valid_from"));
	return GK_OK;
}

static enum gk_status
read_unit(struct reader *rd, size_t row)
{
	struct gk_register *r = rd->r;
	struct gk_unit *u = &r->units[r->nunits];

	u->index = r->nunits;
	u->id = keep(rd, row, "id");
	u->name = keep(rd, row, "name");
	if (u->id.n == 0 || u->name.n == 0 || cell(rd, row, "region").n == 0)
		return gk_fail(rd->err, rd->path, rd->t->lines[row],
		    _("id, name and region must be filled"));
	if (gk_intern(rd->ids, u->id) != r->nunits)
		return gk_fail(rd->err, rd->path, rd->t->lines[row],
		    _("unit id \"%.*s\" is used twice"), GK_FMT(u->id));
	u->aliases = gk_list_keep(&r->arena, cell(rd, row, "aliases"),
	    &u->naliases);
	u->kind = keep(rd, row, "kind");
	u->region = region_of(rd, cell(rd, row, "region"));
	u->parent = keep(rd, row, "parent");
	read_roles(rd, row, u);
	u->sites = gk_list_keep(&r->arena, cell(rd, row, "sites"),
	    &u->nsites);
	u->acts_for = keep(rd, row, "acts_for");
	u->group = keep(rd, row, "group");
	if (gk_table_levels(rd->t, row, "levels", rd->path, &u->levels,
	    rd->err) != GK_OK || read_validity(rd, row, u) != GK_OK ||
	    read_supervision(rd, row, u) != GK_OK)
		return GK_FAIL;
	rd->lines[r->nunits++] = rd->t->lines[row];
	return GK_OK;
}

/* The unit that a reference of unit `u` means; NULL and GK_OK if blank. */
static enum gk_status
find_unit(struct reader *rd, size_t u, struct gk_str id, const char *what,
    const struct gk_unit **found)
{
	uint32_t n;

	*found = NULL;
	if (id.n == 0)
		return GK_OK;
	n = gk_intern_find(rd->ids, id);
	if (n == GK_NO_ID)
		return gk_fail(rd->err, rd->path, rd->lines[u],
		    _("%s \"%.*s\" is no id of this register"), what,
		    GK_FMT(id));
	*found = &rd->r->units[n];
	return GK_OK;
}

/* A chain of as many steps as there are units runs in a circle. */
static enum gk_status
check_circles(struct reader *rd, size_t start)
{
	const struct gk_unit *s = &rd->r->units[start], *p = s;
	size_t steps;

	for (steps = 0; s->successor != NULL; steps++) {
		if (steps > rd->r->nunits)
			return gk_fail(rd->err, rd->path, rd->lines[start],
			    _("the successors of \"%.*s\" run in a circle"),
			    GK_FMT(rd->r->units[start].id));
		s = s->successor;
	}
	for (steps = 0; p->parent.n != 0; steps++) {
		if (steps > rd->r->nunits)
			return gk_fail(rd->err, rd->path, rd->lines[start],
			    _("the parents of \"%.*s\" run in a circle"),
			    GK_FMT(rd->r->units[start].id));
		p = &rd->r->units[gk_intern_find(rd->ids, p->parent)];
	}
	return GK_OK;
}

static enum gk_status
link_units(struct reader *rd, const size_t *rows)
{
	struct gk_register *r = rd->r;
	const struct gk_unit *ignored;

	for (size_t i = 0; i < r->nunits; i++)
		if (find_unit(rd, i, r->units[i].parent, "parent", &ignored)
		    != GK_OK ||
		    find_unit(rd, i, cell(rd, rows[i], "successor"),
		    "successor", &r->units[i].successor) != GK_OK)
			return GK_FAIL;
	for (size_t i = 0; i < r->nunits; i++)
		if (check_circles(rd, i) != GK_OK)
			return GK_FAIL;
	return GK_OK;
}

static bool
is_called(const struct gk_unit *u, struct gk_str name)
{
	if (gk_str_eq(u->name, name))
		return true;
	for (size_t i = 0; i < u->naliases; i++)
		if (gk_str_eq(u->aliases[i], name))
			return true;
	return false;
}

/*
 * How well a unit answers for its region: a government, best one that still
 * stands; failing that a 园区 or 新区 whose own name is the region's.
 */
static int
government_rank(const struct gk_unit *u)
{
	if (is_government(u))
		return u->until == GK_NO_DAY ? 3 : 2;
	if ((kind_has(u, GK_STR("园区")) || kind_has(u, GK_STR("新区"))) &&
	    is_called(u, u->region->name))
		return 1;
	return 0;
}

static void
choose_governments(struct gk_register *r)
{
	for (size_t i = 0; i < r->nunits; i++) {
		const struct gk_unit *u = &r->units[i];
		struct gk_region *reg = &r->regions[u->region->index];

		if (government_rank(u) > (reg->government != NULL
		    ? government_rank(reg->government) : 0))
			reg->government = u;
	}
	for (size_t i = 0; i < r->nregions; i++) {
		struct gk_region *reg = &r->regions[i];

		if (reg->government != NULL
		    ? gk_str_eq(reg->government->kind, GK_STR("市政府"))
		    : gk_str_eq(reg->name, GK_STR("市本级")))
			reg->level = GK_CITY;
	}
	/* A register may leave levels blank where they are plain. */
	for (size_t i = 0; i < r->nunits; i++) {
		struct gk_unit *u = &r->units[i];

		if (u->levels == 0)
			u->levels = is_town(u) ? GK_TOWN : u->region->level;
	}
}

static enum gk_status
read_register(struct reader *rd)
{
	struct gk_register *r = rd->r;
	size_t *rows = gk_calloc(rd->t->nrows, sizeof *rows);
	enum gk_status st;

	r->units = gk_calloc(rd->t->nrows, sizeof *r->units);
	r->regions = gk_calloc(rd->t->nrows, sizeof *r->regions);
	st = gk_table_columns(rd->t, columns, NREQUIRED, rd->path, rd->err);
	for (size_t i = 0; i < rd->t->nrows && st == GK_OK; i++) {
		if (gk_table_row_blank(rd->t, i))
			continue;
		rows[r->nunits] = i;
		st = read_unit(rd, i);
	}
	if (st == GK_OK)
		st = link_units(rd, rows);
	free(rows);
	if (st != GK_OK)
		return st;
	choose_governments(r);
	r->names = gk_names_new(r, rd->lines, rd->path, rd->err);
	return r->names != NULL ? GK_OK : GK_FAIL;
}

struct gk_register *
gk_register_read(const char *path, const char *roles, struct gk_error *err)
{
	struct gk_register *r = gk_calloc(1, sizeof *r);
	struct reader rd = { .r = r, .path = path, .err = err };
	enum gk_status st = GK_OK;

	gk_arena_init(&r->arena);
	if (roles != NULL && (r->roles = gk_roles_read(roles, err)) == NULL) {
		gk_register_free(r);
		return NULL;
	}
	rd.t = gk_csv_table_read(path, err);
	if (rd.t == NULL) {
		gk_register_free(r);
		return NULL;
	}
	rd.lines = gk_calloc(rd.t->nrows, sizeof *rd.lines);
	rd.ids = gk_intern_new();
	rd.regions = gk_intern_new();
	st = read_register(&rd);
	gk_intern_free(rd.ids);
	gk_intern_free(rd.regions);
	free(rd.lines);
	gk_csv_table_free(rd.t);
	if (st == GK_OK)
		return r;
	gk_register_free(r);
	return NULL;
}

void
gk_register_free(struct gk_register *r)
{
	if (r == NULL)
		return;
	gk_names_free(r->names);
	gk_roles_free(r->roles);
	gk_arena_release(&r->arena);
	free(r->units);
	free(r->regions);
	free(r);
}

bool
gk_unit_valid(const struct gk_unit *u, gk_day on)
{
	return (u->from == GK_NO_DAY || on >= u->from) &&
	    (u->until == GK_NO_DAY || on <= u->until);
}

bool
gk_unit_has_role(const struct gk_unit *u, struct gk_str role)
{
	for (size_t i = 0; i < u->nroles; i++)
		if (gk_str_eq(u->roles[i], role))
			return true;
	return false;
}

const struct gk_unit *
gk_unit_current(const struct gk_unit *u, gk_day on)
{
	while (u->successor != NULL && u->until != GK_NO_DAY && on > u->until)
		u = u->successor;
	return u;
}
