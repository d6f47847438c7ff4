/*
 * Cells that must be filled (填报完整): required columns of the kind.
 */
#include "config.h"

#include "checks/check.h"

#include <stdlib.h>

struct cells {
	const struct gk_context *cx;
};

static void *
cells_init(const struct gk_context *cx)
{
	struct cells *s = gk_calloc(1, sizeof *s);

	s->cx = cx;
	return s;
}

static void
cells_record(void *state, const struct gk_entry *e, struct gk_findings *out)
{
	const struct cells *s = state;
	const struct gk_table *t = e->rec->table;

	if (e->nil)
		return;
	for (size_t i = 0; i < t->kind->ncolumns; i++) {
		struct gk_draft d;

		if (!t->kind->columns[i].required || e->rec->field[i].n > 0)
			continue;
		d = gk_entry_draft(e, GK_K_CELL_EMPTY, i);
		gk_draft_arg(&d, "column", gk_column_label(t, i, s->cx->lang));
		gk_findings_add(out, &d);
	}
}

const struct gk_check gk_check_cells = {
	.name = "cells",
	.init = cells_init,
	.record = cells_record,
	.free = free,
};
