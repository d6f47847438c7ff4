/*
 * What the generic subjects of the catalogues stand for: catalogs/roles.csv,
 * subject,role,levels,each,external,note.  Subjects are compared as
 * gk_norm_key makes them.
 */
#include "config.h"

#include <stdlib.h>

#include "catalog/units_int.h"
#include "core/csv.h"
#include "core/i18n.h"
#include "core/mem.h"
#include "core/norm.h"

struct gk_roles {
	struct gk_intern *keys;
	struct gk_role *list;	/* by key */
	size_t count;
	struct gk_arena arena;
};

static enum gk_status
read_flag(const struct gk_csv_table *t, size_t row, const char *column,
    const char *path, bool *flag, struct gk_error *err)
{
	struct gk_str s = gk_csv_table_cell(t, row,
	    gk_csv_table_column(t, column));

	*flag = gk_str_eq(s, GK_STR("yes"));
	if (*flag || s.n == 0 || gk_str_eq(s, GK_STR("no")))
		return GK_OK;
	return gk_fail(err, path, t->lines[row],
	    _("column %s must be yes, no or empty"), column);
}

static enum gk_status
read_role(struct gk_roles *roles, const struct gk_csv_table *t, size_t row,
    const char *path, struct gk_error *err)
{
	struct gk_role role = { 0 };
	struct gk_buf b;
	uint32_t id;

	role.subject = gk_str_keep(&roles->arena, gk_csv_table_cell(t, row,
	    gk_csv_table_column(t, "subject")));
	role.role = gk_str_keep(&roles->arena, gk_csv_table_cell(t, row,
	    gk_csv_table_column(t, "role")));
	if (gk_table_levels(t, row, "levels", path, &role.levels, err)
	    != GK_OK ||
	    read_flag(t, row, "each", path, &role.each, err) != GK_OK ||
	    read_flag(t, row, "external", path, &role.external, err) != GK_OK)
		return GK_FAIL;
	gk_buf_init(&b);
	gk_norm_key(&b, role.subject);
	id = b.len != 0 ? gk_intern(roles->keys, gk_buf_str(&b)) : GK_NO_ID;
	gk_buf_release(&b);
	if (role.role.n == 0 || id != roles->count)
		return gk_fail(err, path, t->lines[row],
		    _("subject \"%.*s\" is blank, has no role, or stands twice"),
		    GK_FMT(role.subject));
	roles->list[roles->count++] = role;
	return GK_OK;
}

struct gk_roles *
gk_roles_read(const char *path, struct gk_error *err)
{
	static const char *const columns[] = { "subject", "role", "levels",
		"each", "external", "note", NULL };
	struct gk_csv_table *t = gk_csv_table_read(path, err);
	struct gk_roles *roles;
	enum gk_status st;

	if (t == NULL)
		return NULL;
	roles = gk_calloc(1, sizeof *roles);
	gk_arena_init(&roles->arena);
	roles->keys = gk_intern_new();
	roles->list = gk_calloc(t->nrows, sizeof *roles->list);
	st = gk_table_columns(t, columns, 2, path, err);
	for (size_t i = 0; i < t->nrows && st == GK_OK; i++)
		if (!gk_table_row_blank(t, i))
			st = read_role(roles, t, i, path, err);
	gk_csv_table_free(t);
	if (st == GK_OK)
		return roles;
	gk_roles_free(roles);
	return NULL;
}

struct gk_register *
gk_register_roles(const char *path, struct gk_error *err)
{
	struct gk_roles *roles = gk_roles_read(path, err);
	struct gk_register *r;

	if (roles == NULL)
		return NULL;
	r = gk_calloc(1, sizeof *r);
	gk_arena_init(&r->arena);
	r->roles = roles;
	return r;
}

void
gk_roles_free(struct gk_roles *roles)
{
	if (roles == NULL)
		return;
	gk_intern_free(roles->keys);
	gk_arena_release(&roles->arena);
	free(roles->list);
	free(roles);
}

const struct gk_role *
gk_register_role(const struct gk_register *r, struct gk_str subject)
{
	struct gk_buf b;
	uint32_t id;

	if (r->roles == NULL)
		return NULL;
	gk_buf_init(&b);
	gk_norm_key(&b, subject);
	id = gk_intern_find(r->roles->keys, gk_buf_str(&b));
	gk_buf_release(&b);
	return id != GK_NO_ID ? &r->roles->list[id] : NULL;
}
