#include "config.h"

#include "catalog/import_int.h"

/* A period in a name: 年度招生计划. */
static const struct {
	const char *word;
	enum gk_cadence cadence;
} periods[] = {
	{ "年度", GK_YEARLY }, { "每年", GK_YEARLY }, { "预算", GK_YEARLY },
	{ "决算", GK_YEARLY }, { "年报", GK_YEARLY },
	{ "半年", GK_HALF_YEARLY },
	{ "季度", GK_QUARTERLY }, { "每季", GK_QUARTERLY },
	{ "月度", GK_MONTHLY }, { "每月", GK_MONTHLY }, { "月报", GK_MONTHLY },
};

/* What must always stand, even where results are in the same row. */
static const char *const guides[] = { "指南", "指引", "政策", "法规", "规定",
	"办法", "制度", "标准", "条件", "程序", "流程", "依据", "职责", "机构",
	"清单", "目录", "解读", "须知", "方式", "渠道", "电话", "简介", "介绍",
	"概况", NULL };
/* What comes of an event. */
static const char *const results[] = { "结果", "名单", "公示", "公告", "处罚",
	"审批", "批准", "批复", "核准", "备案", "许可", "决定", "通报", "验收",
	"发放", NULL };

static bool
holds_any(struct gk_str name, const char *const *words)
{
	for (; *words != NULL; words++)
		if (gk_str_find(name, gk_str_of(*words)) != SIZE_MAX)
			return true;
	return false;
}

/* The cadence that the limit has for all of the item, or GK_ONCE. */
static enum gk_cadence
limit_cadence(const struct gk_item *it)
{
	for (size_t i = 0; i < it->nclauses; i++) {
		const struct gk_clause *c = &it->clauses[i];

		if (c->applies.n != 0)
			continue;
		if (c->kind == GK_CLAUSE_CADENCE)
			return c->cadence;
		if (c->kind == GK_CLAUSE_BY)
			return GK_YEARLY;
	}
	return GK_ONCE;
}

/* The only period that the name speaks of, or GK_ONCE. */
static enum gk_cadence
name_cadence(struct gk_str name)
{
	enum gk_cadence found = GK_ONCE;

	for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
		if (gk_str_find(name, gk_str_of(periods[i].word)) == SIZE_MAX)
			continue;
		if (found != GK_ONCE && found != periods[i].cadence)
			return GK_ONCE;
		found = periods[i].cadence;
	}
	return found;
}

void
gk_nature_infer(struct gk_item *it)
{
	it->cadence = limit_cadence(it);
	if (it->cadence == GK_ONCE)
		it->cadence = name_cadence(it->level2);
	it->nature_inferred = true;
	if (it->cadence != GK_ONCE)
		it->nature = GK_PERIODIC;
	else if (!holds_any(it->level2, guides) &&
	    holds_any(it->level2, results))
		it->nature = GK_TRIGGERED;
	else
		it->nature = GK_STANDING;
}
