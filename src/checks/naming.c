/*
 * Unit names (单位名称): unknown, ambiguous, attached to a region by prefix,
 * or missing.  Said once per table and name, but for ambiguous ones.
 */
#include "config.h"

#include "checks/check.h"

#include <stdlib.h>

#include "core/intern.h"

struct name {
	struct gk_str region;
	size_t first_row, first_line, count;
	enum gk_resolved how;
};

struct naming {
	const struct gk_context *cx;
	struct gk_intern *ids;
	struct name *names;	/* by interned id */
	size_t nnames, cap;
	size_t nameless;
};

static void *
naming_init(const struct gk_context *cx)
{
	struct naming *s = gk_calloc(1, sizeof *s);

	s->cx = cx;
	return s;
}

static void
naming_table(void *state, const struct gk_source *src)
{
	struct naming *s = state;

	(void)src;
	gk_intern_free(s->ids);
	s->ids = gk_intern_new();
	s->nnames = 0;
	s->nameless = 0;
}

static void
count_name(struct naming *s, const struct gk_entry *e)
{
	uint32_t id = gk_intern(s->ids, e->unit_name);

	if (id == s->nnames)
		*GK_PUSH(s->names, s->nnames, s->cap) = (struct name){
			.region = e->region_name,
			.first_row = e->rec->row,
			.first_line = e->rec->line,
			.how = e->unit.how,
		};
	s->names[id].count++;
}

static void
naming_record(void *state, const struct gk_entry *e, struct gk_findings *out)
{
	struct naming *s = state;
	struct gk_draft d;

	if (e->unit_name.n == 0) {
		s->nameless++;
		return;
	}
	if (s->cx->units == NULL)
		return;
	switch (e->unit.how) {
	case GK_UNIT_AMBIGUOUS:
		d = gk_entry_draft(e, GK_K_UNIT_AMBIGUOUS, e->col->unit);
		d.value = e->unit_name;
		gk_findings_add(out, &d);
		break;
	case GK_UNIT_UNKNOWN:
	case GK_UNIT_ATTACHED:
		count_name(s, e);
		break;
	case GK_UNIT_NONE:
	case GK_UNIT_KNOWN:
		break;
	}
}

static void
naming_end(void *state, const struct gk_source *src,
    struct gk_findings *out)
{
	struct naming *s = state;
	size_t column = src->col.unit;

	for (uint32_t id = 0; id < s->nnames; id++) {
		const struct name *n = &s->names[id];
		struct gk_draft d = gk_source_draft(src,
		    n->how == GK_UNIT_UNKNOWN ? GK_K_UNIT_UNKNOWN :
		    GK_K_UNIT_ATTACHED, column);

		d.unit = d.value = d.key[0] = gk_intern_str(s->ids, id);
		d.region = n->region;
		d.row = n->first_row;
		d.line = n->first_line;
		gk_draft_arg(&d, "count",
		    gk_count_words(&out->words, n->count));
		gk_findings_add(out, &d);
	}
	if (s->nameless > 0) {
		struct gk_draft d = gk_source_draft(src, GK_K_UNIT_MISSING,
		    column);

		gk_draft_arg(&d, "count",
		    gk_count_words(&out->words, s->nameless));
		gk_findings_add(out, &d);
	}
}

static void
naming_free(void *state)
{
	struct naming *s = state;

	gk_intern_free(s->ids);
	free(s->names);
	free(s);
}

const struct gk_check gk_check_naming = {
	.name = "naming",
	.init = naming_init,
	.table = naming_table,
	.record = naming_record,
	.end = naming_end,
	.free = naming_free,
};
