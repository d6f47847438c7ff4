/*
 * Private to src/catalog: lint.c keeps files and findings, lint_items.c finds.
 */
#ifndef GK_CATALOG_LINT_INT_H
#define GK_CATALOG_LINT_INT_H

#include "catalog/lint.h"
#include "core/mem.h"
#include "core/tmpl.h"

struct gk_linter {
	const struct gk_register *units;
	enum gk_lang lang;
	struct gk_catalogs **sets;	/* one a file */
	size_t nsets, sets_cap;
	struct gk_lint *list;
	size_t count, cap;
	struct gk_arena arena;
	struct gk_buf a, b;		/* `a` is used by gk_lint_add */
};

void gk_lint_add(struct gk_linter *l, enum gk_lint_kind kind,
    struct gk_str path, size_t line, const struct gk_arg *args, size_t nargs);
/* What one file shows alone. */
void gk_lint_field(struct gk_linter *l, const struct gk_field *f);

#endif
