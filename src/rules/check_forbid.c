/*
 * forbid: what must not stand in what is published (个人信息, 涉密标志).
 *
 *   <forbid what="resident-id bank-card" [columns="title remark"]
 *       [secret="yes"]/>
 *
 * `what` lists detectors (detect.h).  Without `columns`, every text, list and
 * address column of the kind is looked at, but those of persons.  One finding
 * for a record, at the first column that holds any of it.  Personal data is
 * masked wherever it is shown; secret="yes" shows neither title nor value nor
 * address, so that messages may name {row} and {unit} only.
 *
 * Ledgers that lawfully name people (identities="yes") are not searched for
 * personal data: of them it is said once to mask before passing them on
 * (checks/leaks.c).  Marks of secrecy are looked for in them as well.
 */
#include "config.h"

#include "core/i18n.h"
#include "core/xml.h"
#include "rules/detect.h"
#include "rules/rule.h"

struct forbid {
	struct gk_detect detect;
	const size_t *columns;	/* ended by SIZE_MAX */
	bool secret;
};

static bool
is_published(const struct gk_ledger_column *c)
{
	return !c->personal && (c->type == GK_TEXT || c->type == GK_LIST ||
	    c->type == GK_URL);
}

/* In the order of the kind. */
static const size_t *
all_columns(struct gk_rule_reader *rd)
{
	const struct gk_ledger_kind *k = rd->kind;
	size_t *list = gk_arena_alloc(rd->arena,
	    (k->ncolumns + 1) * sizeof *list), n = 0;

	for (size_t c = 0; c < k->ncolumns; c++)
		if (is_published(&k->columns[c]))
			list[n++] = c;
	list[n] = SIZE_MAX;
	return list;
}

static void
read_what(struct gk_rule_reader *rd, const xmlNode *n, struct forbid *f)
{
	struct gk_str rest = gk_rule_attr(rd, n, "what"), name;

	while (gk_str_split(&rest, " \t\n", &name))
		if (name.n != 0 && !gk_detect_add(&f->detect, name))
			gk_rule_fail(rd, n, _("there is nothing called "
			    "'%.*s' to forbid"), GK_FMT(name));
	if (gk_detect_none(&f->detect))
		gk_rule_fail(rd, n, _("what is forbidden is not said"));
	if (rd->kind->identities)
		gk_detect_drop_personal(&f->detect);
	if (gk_detect_none(&f->detect))
		rd->unfit = true;
}

static void *
forbid_read(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct forbid *f = gk_arena_alloc(rd->arena, sizeof *f);

	*f = (struct forbid){ .secret = gk_rule_yes(rd, n, "secret") };
	read_what(rd, n, f);
	f->columns = gk_rule_attr(rd, n, "columns").n != 0 ?
	    gk_rule_columns(rd, n, "columns", GK_OPTIONAL) : all_columns(rd);
	return f;
}

static void
forbid_record(const struct gk_rule *r, void *state, const struct gk_entry *e,
    struct gk_rule_out *out)
{
	const struct forbid *f = r->spec;
	struct gk_draft d;

	(void)state;
	for (size_t i = 0; f->columns[i] != SIZE_MAX; i++) {
		size_t c = f->columns[i];

		if (!gk_detect_in(&f->detect, &r->kind->columns[c],
		    gk_entry_field(e, c)))
			continue;
		d = gk_rule_draft(r, GK_MAIN, e, c, out);
		d.secret = f->secret;
		gk_findings_add(out->found, &d);
		return;
	}
}

const struct gk_rule_type gk_rule_forbid = {
	.name = "forbid",
	.read = forbid_read,
	.record = forbid_record,
};
