/*
 * Ledgers that lawfully hold personal data (依申请公开, 跟班): that they are to
 * be masked before they are passed on is said once.  In all others personal
 * data is a matter of rules (rules/privacy.xml).
 */
#include "config.h"

#include "checks/check.h"

#include <stdlib.h>

#include "finding/privacy.h"

struct leaks {
	size_t rows;		/* of the table: with unmasked numbers */
};

static void *
leaks_init(const struct gk_context *cx)
{
	(void)cx;
	return gk_calloc(1, sizeof(struct leaks));
}

static void
leaks_table(void *state, const struct gk_source *src)
{
	struct leaks *s = state;

	(void)src;
	s->rows = 0;
}

/* A mailbox or the account of the unit tells of nobody. */
static bool
names_somebody(enum gk_personal what)
{
	return what != GK_PERSONAL_MAILBOX && what != GK_PERSONAL_ACCOUNT;
}

static bool
holds_personal(struct gk_str text)
{
	size_t at = 0, len = 0;
	enum gk_personal what;

	while ((what = gk_personal_find(text, at, &at, &len)) !=
	    GK_PERSONAL_NONE) {
		if (names_somebody(what))
			return true;
		at += len;
	}
	return false;
}

static bool
may_hold(const struct gk_ledger_column *c)
{
	return c->personal || c->type == GK_TEXT || c->type == GK_LIST ||
	    c->type == GK_URL;
}

static void
leaks_record(void *state, const struct gk_entry *e, struct gk_findings *out)
{
	const struct gk_ledger_kind *kind = e->rec->table->kind;
	struct leaks *s = state;

	(void)out;
	if (!kind->identities)
		return;
	for (size_t c = 0; c < kind->ncolumns; c++)
		if (may_hold(&kind->columns[c]) &&
		    holds_personal(e->rec->field[c])) {
			s->rows++;
			return;
		}
}

static void
leaks_end(void *state, const struct gk_source *src, struct gk_findings *out)
{
	const struct leaks *s = state;
	struct gk_draft d;

	if (s->rows == 0)
		return;
	d = gk_source_draft(src, GK_K_IDENTITIES_IN_LEDGER, SIZE_MAX);
	gk_draft_arg(&d, "count", gk_count_words(&out->words, s->rows));
	gk_findings_add(out, &d);
}

const struct gk_check gk_check_leaks = {
	.name = "leaks",
	.init = leaks_init,
	.table = leaks_table,
	.record = leaks_record,
	.end = leaks_end,
	.free = free,
};
