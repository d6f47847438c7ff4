/*
 * Gongkai's own tables, so that a folder may hold them beside the ledgers.
 */
#include "config.h"

#include "core/norm.h"
#include "ledger/ledger_int.h"

struct own {
	const char *id;
	const char *columns;	/* all of these are in the header */
	const char *label[2];	/* by enum gk_lang */
};

/* Findings and matrices hold a rule and a unit too, so waivers come later. */
static const struct own tables[] = {
	{ "findings", "severity class rule fingerprint",
	    { "问题清单", "table of findings" } },
	{ "matrix", "unit region field due published rate",
	    { "公开情况统计表", "coverage matrix" } },
	{ "points", "point clause state figures leads",
	    { "工作要点落实情况表", "state of the key points" } },
	{ "register", "id name aliases kind",
	    { "单位名录", "register of units" } },
	{ "submissions", "unit kind period due",
	    { "应报台账清单", "list of submissions" } },
	{ "waivers", "rule unit reason approved_by until",
	    { "例外登记", "list of waivers" } },
	{ "applicability", "region field item reason",
	    { "不适用清单", "list of what does not apply" } },
	{ "waivers", "rule unit reason",
	    { "例外登记", "list of waivers" } },
	{ "calendar", "date kind name source",
	    { "工作日历", "calendar" } },
};

static bool
has_column(const struct gk_head_row *header, struct gk_str name)
{
	for (size_t i = 0; i < header->ncells; i++)
		if (gk_str_eq(gk_trim(header->cells[i]), name))
			return true;
	return false;
}

static bool
has_columns(const struct gk_head_row *header, const char *names)
{
	struct gk_str rest = gk_str_of(names), name;

	while (gk_str_split(&rest, " ", &name))
		if (!has_column(header, name))
			return false;
	return true;
}

struct gk_str
gk_own_table(const struct gk_head *h)
{
	size_t i = 0;

	/* Above the header there may be "# key: value" lines. */
	while (i < h->count && (h->rows[i].ncells == 0 ||
	    gk_str_starts(h->rows[i].cells[0], GK_STR("#"))))
		i++;
	if (i == h->count)
		return GK_EMPTY;
	for (size_t k = 0; k < sizeof tables / sizeof *tables; k++)
		if (has_columns(&h->rows[i], tables[k].columns))
			return gk_str_of(tables[k].id);
	return GK_EMPTY;
}

struct gk_str
gk_own_table_label(struct gk_str value, enum gk_lang lang)
{
	for (size_t k = 0; k < sizeof tables / sizeof *tables; k++)
		if (gk_str_eq(value, gk_str_of(tables[k].id)))
			return gk_str_of(tables[k].label[lang]);
	return value;
}
