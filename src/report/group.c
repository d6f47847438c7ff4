#include "config.h"

#include "report/group.h"

#include <stdlib.h>

#include "core/mem.h"
#include "finding/diff.h"

bool
gk_report_counts(const struct gk_finding *f)
{
	return !f->advisory && !f->settled;
}

/* In the order in which they are listed. */
static const struct {
	const char *state, *label[2];
} states[] = {
	{ "new", { "（新增）", " (new)" } },
	{ "reopened", { "（反弹）", " (reopened)" } },
	{ "upgraded", { "（升级）", " (upgraded)" } },
	{ "open", { "（未整改）", " (open)" } },
	{ "", { "", "" } },
	{ "waived", { "（例外登记）", " (waived)" } },
	{ "closed", { "（本期未再发现，待复核）", " (closed)" } },
};
#define NSTATES (sizeof states / sizeof *states)

static size_t
state_of(struct gk_str state)
{
	size_t i = 0;

	while (i < NSTATES && !gk_str_eq(state, gk_str_of(states[i].state)))
		i++;
	return i;
}

const char *
gk_report_state(struct gk_str state, enum gk_lang lang)
{
	size_t i = state_of(state);

	return i < NSTATES ? states[i].label[lang] : "";
}

/* What has to be acted on at once: secrecy, then the rest of 安全. */
static int
urgency(const struct gk_finding *f)
{
	if (!gk_str_eq(f->col[GK_F_CLASS],
	    gk_str_of(gk_class_name(GK_SAFETY))))
		return 0;
	return gk_str_starts(f->col[GK_F_RULE], GK_STR("secrecy-")) ? 2 : 1;
}

/* By unit; in it the urgent, then the most serious, then by rule and state. */
static int
compare_finding(const void *va, const void *vb)
{
	const struct gk_finding *a = *(const struct gk_finding *const *)va;
	const struct gk_finding *b = *(const struct gk_finding *const *)vb;
	int c = gk_str_cmp(a->col[GK_F_UNIT], b->col[GK_F_UNIT]);

	if (c == 0)
		c = urgency(b) - urgency(a);
	if (c == 0)
		c = gk_report_counts(b) - gk_report_counts(a);
	if (c == 0)
		c = (int)b->severity - (int)a->severity;
	if (c == 0)
		c = gk_str_cmp(a->col[GK_F_RULE], b->col[GK_F_RULE]);
	if (c == 0)
		c = (int)state_of(a->col[GK_F_STATE]) -
		    (int)state_of(b->col[GK_F_STATE]);
	return c != 0 ? c : (a > b) - (a < b);
}

static int
compare_unit(const void *va, const void *vb)
{
	const struct gk_report_unit *a = va, *b = vb;

	if (a->urgency != b->urgency)
		return b->urgency - a->urgency;
	for (int s = GK_ERROR; s >= GK_NOTICE; s--)
		if (a->by_severity[s] != b->by_severity[s])
			return a->by_severity[s] < b->by_severity[s] ? 1 : -1;
	return gk_str_cmp(a->unit, b->unit);
}

static void
add(struct gk_report_units *u, const struct gk_finding **at)
{
	const struct gk_finding *f = *at;
	struct gk_report_unit *g = u->count != 0 ? &u->list[u->count - 1] :
	    NULL;

	if (g == NULL || !gk_str_eq(g->unit, f->col[GK_F_UNIT])) {
		g = GK_PUSH(u->list, u->count, u->cap);
		*g = (struct gk_report_unit){ .list = at,
		    .unit = f->col[GK_F_UNIT] };
	}
	g->count++;
	if (!gk_report_counts(f))
		return;
	if (urgency(f) > g->urgency)
		g->urgency = urgency(f);
	g->by_severity[f->severity]++;
}

void
gk_report_units_init(struct gk_report_units *u, const struct gk_findings *fs)
{
	*u = (struct gk_report_units){ 0 };
	u->order = gk_reallocarray(NULL, fs->count, sizeof *u->order);
	for (size_t i = 0; i < fs->count; i++) {
		if (gk_diff_is_earlier(&fs->list[i]))
			continue;
		u->order[u->total++] = &fs->list[i];
		u->settled += fs->list[i].settled;
	}
	qsort(u->order, u->total, sizeof *u->order, compare_finding);
	for (size_t i = 0; i < u->total; i++)
		add(u, &u->order[i]);
	if (u->count != 0)
		qsort(u->list, u->count, sizeof *u->list, compare_unit);
	for (size_t i = 0; i < u->count; i++) {
		const size_t *by = u->list[i].by_severity;

		u->busy += u->list[i].unit.n != 0 &&
		    by[GK_ERROR] + by[GK_WARNING] + by[GK_NOTICE] != 0;
	}
}

void
gk_report_units_release(struct gk_report_units *u)
{
	free(u->order);
	free(u->list);
	*u = (struct gk_report_units){ 0 };
}

static bool
same_fault(const struct gk_finding *a, const struct gk_finding *b)
{
	return a->severity == b->severity &&
	    gk_report_counts(a) == gk_report_counts(b) &&
	    gk_str_eq(a->col[GK_F_RULE], b->col[GK_F_RULE]) &&
	    gk_str_eq(a->col[GK_F_STATE], b->col[GK_F_STATE]);
}

size_t
gk_report_run(const struct gk_report_unit *u, size_t from)
{
	size_t to = from + 1;

	while (to < u->count && same_fault(u->list[from], u->list[to]))
		to++;
	return to;
}
