/*
 * Private to src/catalog: the parts behind gk_register.
 */
#ifndef GK_CATALOG_UNITS_INT_H
#define GK_CATALOG_UNITS_INT_H

#include "catalog/units.h"

struct gk_csv_table;

/*
 * Fails if a header names a column not in `known`, or if one of the first
 * `nrequired` is missing.  `known` ends in NULL.
 */
enum gk_status gk_table_columns(const struct gk_csv_table *t,
    const char *const *known, size_t nrequired, const char *path,
    struct gk_error *err);
/* Whether every cell of the row is empty. */
bool gk_table_row_blank(const struct gk_csv_table *t, size_t row);
/* A day, or GK_NO_DAY for an empty cell. */
enum gk_status gk_table_day(const struct gk_csv_table *t, size_t row,
    const char *column, const char *path, gk_day *day, struct gk_error *err);
/* 市级;县级;乡级 as bits. */
enum gk_status gk_table_levels(const struct gk_csv_table *t, size_t row,
    const char *column, const char *path, unsigned *levels,
    struct gk_error *err);
/* A list joined by ; in the arena; empty parts are left out. */
struct gk_str *gk_list_keep(struct gk_arena *a, struct gk_str cell,
    size_t *count);

/* The index of names (names.c); `lines` are those of the units. */
struct gk_names *gk_names_new(const struct gk_register *r,
    const size_t *lines, const char *path, struct gk_error *err);
void gk_names_free(struct gk_names *n);

struct gk_roles *gk_roles_read(const char *path, struct gk_error *err);
void gk_roles_free(struct gk_roles *roles);

#endif
