/*
 * What is wrong with catalogues themselves (gk-catalog lint): not with what
 * they ask for, but with how it is written down.
 */
#ifndef GK_CATALOG_LINT_H
#define GK_CATALOG_LINT_H

#include "catalog/catalog.h"
#include "catalog/units.h"
#include "core/i18n.h"

enum gk_lint_kind {
#define GK_LINT(sym, id, severity, zh, en) GK_LINT_##sym,
#include "catalog/lints.def"
#undef GK_LINT
	GK_LINTS
};

struct gk_lint {
	enum gk_lint_kind kind;
	struct gk_str path;
	size_t line;		/* 0: the whole file */
	struct gk_str text;
};

struct gk_linter;

/*
 * `units`: what subjects stand for, and, if it has units, who holds the
 * roles; it must outlive the linter.
 */
struct gk_linter *gk_linter_new(const struct gk_register *units,
    enum gk_lang lang);
void gk_linter_free(struct gk_linter *l);
/*
 * Checks a catalogue, or those of a folder.  What is not one is a lint too;
 * GK_FAIL: it cannot be read at all.
 */
enum gk_status gk_linter_add(struct gk_linter *l, const char *path,
    struct gk_error *err);
/*
 * Compares the files with each other and sorts everything by file, line and
 * kind.  Once, after the last gk_linter_add; the list lives with the linter.
 */
const struct gk_lint *gk_linter_finish(struct gk_linter *l, size_t *count);

const char *gk_lint_id(enum gk_lint_kind kind);
enum gk_severity gk_lint_severity(enum gk_lint_kind kind);

#endif
