/*
 * What the office's own CSV tables have in common.
 */
#include "config.h"

#include "catalog/units_int.h"

#include "core/csv.h"
#include "core/i18n.h"
#include "core/mem.h"
#include "core/norm.h"

static bool
is_known(struct gk_str name, const char *const *known)
{
	for (; *known != NULL; known++)
		if (gk_str_eq(gk_trim(name), gk_str_of(*known)))
			return true;
	return false;
}

enum gk_status
gk_table_columns(const struct gk_csv_table *t, const char *const *known,
    size_t nrequired, const char *path, struct gk_error *err)
{
	size_t line = t->nmeta + 1;

	for (size_t i = 0; i < t->ncols; i++)
		if (!is_known(t->header[i], known))
			return gk_fail(err, path, line,
			    _("unknown column \"%.*s\""), GK_FMT(t->header[i]));
	for (size_t i = 0; i < nrequired; i++)
		if (gk_csv_table_column(t, known[i]) == SIZE_MAX)
			return gk_fail(err, path, line,
			    _("column \"%s\" is missing"), known[i]);
	return GK_OK;
}

bool
gk_table_row_blank(const struct gk_csv_table *t, size_t row)
{
	for (size_t i = 0; i < t->ncols; i++)
		if (gk_csv_table_cell(t, row, i).n != 0)
			return false;
	return true;
}

enum gk_status
gk_table_day(const struct gk_csv_table *t, size_t row, const char *column,
    const char *path, gk_day *day, struct gk_error *err)
{
	struct gk_str s = gk_csv_table_cell(t, row,
	    gk_csv_table_column(t, column));

	*day = GK_NO_DAY;
	if (s.n == 0 || gk_date_parse_iso(s, day))
		return GK_OK;
	return gk_fail(err, path, t->lines[row],
	    _("%s: \"%.*s\" is no date (YYYY-MM-DD)"), column, GK_FMT(s));
}

enum gk_status
gk_table_levels(const struct gk_csv_table *t, size_t row, const char *column,
    const char *path, unsigned *levels, struct gk_error *err)
{
	struct gk_str rest = gk_csv_table_cell(t, row,
	    gk_csv_table_column(t, column));
	struct gk_str piece;

	*levels = 0;
	while (gk_str_split(&rest, ";；", &piece)) {
		piece = gk_trim(piece);
		if (gk_str_eq(piece, GK_STR("市级")))
			*levels |= GK_CITY;
		else if (gk_str_eq(piece, GK_STR("县级")))
			*levels |= GK_COUNTY;
		else if (gk_str_eq(piece, GK_STR("乡级")))
			*levels |= GK_TOWN;
		else if (piece.n != 0)
			return gk_fail(err, path, t->lines[row],
			    _("%s: \"%.*s\" is no level (市级, 县级, 乡级)"),
			    column, GK_FMT(piece));
	}
	return GK_OK;
}

struct gk_str *
gk_list_keep(struct gk_arena *a, struct gk_str cell, size_t *count)
{
	struct gk_str rest = cell, piece, *list;
	size_t n = 0;

	while (gk_str_split(&rest, ";；", &piece))
		n++;
	list = gk_arena_alloc(a, (n + 1) * sizeof *list);
	*count = 0;
	rest = cell;
	while (gk_str_split(&rest, ";；", &piece)) {
		piece = gk_trim(piece);
		if (piece.n != 0)
			list[(*count)++] = gk_str_keep(a, piece);
	}
	return list;
}
