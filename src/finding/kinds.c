#include "config.h"

#include <stdlib.h>

#include "finding/finding.h"

static const struct gk_kind kinds[GK_KINDS] = {
#define GK_KIND(sym, name, sev, class, days, law, zh, zh_do, en, en_do) \
	[GK_K_##sym] = { .id = name, .severity = GK_##sev, .cls = GK_##class, \
	    .fix_days = days, .basis = law, \
	    .fact = { [GK_ZH] = zh, [GK_EN] = en }, \
	    .remedy = { [GK_ZH] = zh_do, [GK_EN] = en_do } },
#include "finding/kinds.def"
#undef GK_KIND
};

static const char *const columns[GK_F_COUNT] = {
#define GK_COLUMN(sym, name) [GK_F_##sym] = name,
#include "finding/columns.def"
#undef GK_COLUMN
};

static const char *const severities[] = {
	[GK_NOTICE] = "notice", [GK_WARNING] = "warning", [GK_ERROR] = "error",
	[GK_NEVER] = "never",
};

static const char *const classes[] = {
	[GK_DISCLOSURE] = "公开", [GK_INTERPRETATION] = "解读",
	[GK_REQUEST] = "依申请", [GK_FILING] = "填报", [GK_SAFETY] = "安全",
};

const struct gk_kind *
gk_kind(enum gk_kind_id id)
{
	return &kinds[id];
}

static int
compare_id(const void *id, const void *kind)
{
	const struct gk_kind *k = kind;

	return gk_str_cmp(*(const struct gk_str *)id, gk_str_of(k->id));
}

const struct gk_kind *
gk_kind_find(struct gk_str id)
{
	return bsearch(&id, kinds, GK_KINDS, sizeof *kinds, compare_id);
}

const char *
gk_severity_name(enum gk_severity s)
{
	return severities[s];
}

bool
gk_severity_parse(const char *name, enum gk_severity *s)
{
	for (size_t i = 0; i < sizeof severities / sizeof *severities; i++) {
		if (strcmp(name, severities[i]) != 0)
			continue;
		*s = (enum gk_severity)i;
		return true;
	}
	return false;
}

const char *
gk_severity_label(enum gk_severity s, enum gk_lang lang)
{
	static const char *const zh[] = {
		[GK_NOTICE] = "提示", [GK_WARNING] = "待核实", [GK_ERROR] = "问题",
	};

	return lang == GK_ZH ? zh[s] : severities[s];
}

const char *
gk_class_name(enum gk_class c)
{
	return classes[c];
}

bool
gk_class_parse(struct gk_str name, enum gk_class *c)
{
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		if (!gk_str_eq(name, gk_str_of(classes[i])))
			continue;
		*c = (enum gk_class)i;
		return true;
	}
	return false;
}

const char *
gk_finding_column_name(enum gk_finding_column c)
{
	return columns[c];
}
