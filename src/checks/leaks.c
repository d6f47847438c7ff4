/*
 * Personal data in what is published (个人信息泄露): titles, contents, links
 * and remarks.  What is found is never shown in the clear.
 */
#include "config.h"

#include "checks/check.h"

#include <stdlib.h>

#include "finding/privacy.h"

struct leaks {
	const struct gk_context *cx;
};

static void *
leaks_init(const struct gk_context *cx)
{
	struct leaks *s = gk_calloc(1, sizeof *s);

	s->cx = cx;
	return s;
}

static void
raise(const struct gk_entry *e, enum gk_kind_id kind, size_t column,
    struct gk_findings *out)
{
	struct gk_draft d = gk_entry_draft(e, kind, column);

	d.value = e->rec->field[column];
	gk_findings_add(out, &d);
}

/* Once per row and kind of data, at the first column that holds it. */
static void
leaks_record(void *state, const struct gk_entry *e, struct gk_findings *out)
{
	const size_t columns[] = { e->col->title, e->col->elements,
		e->col->url, e->col->remark, e->col->reason };
	bool id = false, mobile = false;

	(void)state;
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
		struct gk_str text = gk_entry_field(e, columns[i]);
		size_t at = 0, len = 0;
		enum gk_personal what;

		while ((what = gk_personal_find(text, at, &at, &len)) !=
		    GK_PERSONAL_NONE) {
			if (what == GK_PERSONAL_ID && !id)
				raise(e, GK_K_PERSONAL_ID, columns[i], out);
			if (what == GK_PERSONAL_MOBILE && !mobile)
				raise(e, GK_K_PERSONAL_MOBILE, columns[i], out);
			id |= what == GK_PERSONAL_ID;
			mobile |= what == GK_PERSONAL_MOBILE;
			at += len;
		}
	}
}

const struct gk_check gk_check_leaks = {
	.name = "leaks",
	.init = leaks_init,
	.record = leaks_record,
	.free = free,
};
