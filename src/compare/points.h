/*
 * The key points of a year (工作要点): which of their clauses the ledgers show
 * to be done.  The clauses and how each is measured are data, for Changsha
 * catalogs/changsha/2023-points.xml: gongkai-points(5).
 *
 * The file is read before any ledger; the check gk_check_points counts while
 * records flow and writes the state of every clause and point into it when
 * they have ended.  It is the last of the checks: some clauses are measured by
 * the findings of rules, which must stand by then, and by the answers of
 * coverage (gk_points_answer).
 */
#ifndef GK_COMPARE_POINTS_H
#define GK_COMPARE_POINTS_H

#include "checks/check.h"
#include "compare/answer.h"
#include "core/out.h"
#include "rules/book.h"

struct gk_points;

/*
 * NULL on failure, with file and line.  `book` owns what conditions consist
 * of, and knows the rules that measures name; it and `kinds` must outlive the
 * points.
 */
struct gk_points *gk_points_read(const char *path, struct gk_book *book,
    const struct gk_ledger_kinds *kinds, struct gk_error *err);
void gk_points_free(struct gk_points *p);

/* Judges into gk_context.points, which must not be NULL. */
extern const struct gk_check gk_check_points;
/* One answer of coverage; in one thread, before gk_check_points finishes. */
void gk_points_answer(struct gk_points *p, const struct gk_case *c,
    enum gk_answer a);

/*
 * Once they are judged.  CSV, guarded against formulas: a row for every point
 * (its clause blank), then one for each of its clauses.
 */
void gk_points_write_csv(const struct gk_points *p, struct gk_out *o,
    enum gk_lang lang);
/* For people; lines are broken at `width` (0: no limit). */
void gk_points_print_table(const struct gk_points *p, struct gk_out *o,
    enum gk_lang lang, int width);

#endif
