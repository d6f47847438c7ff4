/*
 * The coverage matrix (公开情况): per unit, region and field, how many items
 * are owed and what became of them.
 *
 * A matrix is counted into by one thread at a time; matrices are merged.  It
 * owns copies of all names.
 */
#ifndef GK_COMPARE_MATRIX_H
#define GK_COMPARE_MATRIX_H

#include "core/error.h"
#include "core/i18n.h"
#include "core/out.h"
#include "core/str.h"

struct gk_matrix_cell {
	size_t due;		/* 应公开: all that is owed, before deductions */
	size_t published;	/* 已公开 */
	size_t not_applicable;	/* 不适用 */
	size_t not_due;		/* 未到期 */
	size_t undecided;	/* 无法判定 */
	size_t nil;		/* 零报告 */
	size_t advisory;	/* items that are only recalled: in none of these */
};

struct gk_matrix_row {
	struct gk_str unit, region, group, field, name;
	struct gk_matrix_cell n;
};

struct gk_matrix;

struct gk_matrix *gk_matrix_new(void);
void gk_matrix_free(struct gk_matrix *m);
/*
 * The cell of (unit, region, field), made if there is none; it stays where it
 * is until gk_matrix_free.  Group and name are those first given.
 */
struct gk_matrix_cell *gk_matrix_add(struct gk_matrix *m, struct gk_str unit,
    struct gk_str region, struct gk_str group, struct gk_str field,
    struct gk_str name);
void gk_matrix_merge(struct gk_matrix *into, const struct gk_matrix *from);
/* The rows by unit, region and field; the array is the caller's. */
const struct gk_matrix_row **gk_matrix_sorted(const struct gk_matrix *m,
    size_t *count);

/* What the rate is of: due less not applicable, not due and undecided. */
size_t gk_matrix_judged(const struct gk_matrix_cell *c);
/* 公开率 in per cent with one decimal; "—" if nothing is judged. */
void gk_matrix_rate(struct gk_buf *out, const struct gk_matrix_cell *c);

/*
 * unit,region,field,name,due,published,not_applicable,not_due,undecided,nil,
 * advisory,rate; guarded against formulas.  The group is not in the table: it
 * is a property of the register.
 */
void gk_matrix_write_csv(const struct gk_matrix *m, struct gk_out *o);
/* Adds a table to `m`; rates are not believed but reckoned anew. */
enum gk_status gk_matrix_read_csv(struct gk_matrix *m, struct gk_str text,
    const char *name, struct gk_error *err);

/*
 * For people: units down, fields across, totals of both, and the sums that
 * make up the rate.  Wider than `width` (0: no limit), it is broken into
 * several tables.
 */
void gk_matrix_print_table(const struct gk_matrix *m, struct gk_out *o,
    enum gk_lang lang, int width);

#endif
