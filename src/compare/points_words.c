/*
 * The words and figures behind the states of the key points.
 */
#include "config.h"

#include "compare/points_int.h"

struct label {
	const char *id;
	const char *label[2];
};

static const char *
label_of(const struct label *list, size_t n, struct gk_str id,
    enum gk_lang lang)
{
	for (size_t i = 0; i < n; i++)
		if (gk_str_eq(id, gk_str_of(list[i].id)))
			return list[i].label[lang];
	return "";
}

const char *
gk_scope_label(struct gk_str scope, enum gk_lang lang)
{
	static const struct label labels[] = {
		{ "all", { "各级各部门", "all levels and departments" } },
		{ "organs", { "行政机关", "administrative organs" } },
		{ "issuers", { "文件制发单位", "issuers of documents" } },
		{ "owners", { "新媒体主办单位", "owners of accounts" } },
		{ "regions", { "市本级和各区县", "every region" } },
		{ "city", { "市本级", "the city itself" } },
		{ "competent", { "有权机关", "competent organs" } },
	};

	return label_of(labels, sizeof labels / sizeof *labels, scope, lang);
}

const char *
gk_cadence_label(struct gk_str cadence, enum gk_lang lang)
{
	static const struct label labels[] = {
		{ "once", { "一次", "once" } },
		{ "ongoing", { "持续", "ongoing" } },
		{ "event", { "逐件", "whenever it occurs" } },
		{ "year", { "每年", "yearly" } },
		{ "half", { "每半年", "half-yearly" } },
		{ "quarter", { "每季度", "quarterly" } },
		{ "month", { "每月", "monthly" } },
	};

	return label_of(labels, sizeof labels / sizeof *labels, cadence,
	    lang);
}

void
gk_leads_join(struct gk_buf *out, const struct gk_str *leads, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			gk_buf_puts(out, "、");
		gk_buf_add_str(out, leads[i]);
	}
}

struct gk_str
gk_points_span(struct gk_arena *a, const struct gk_measure *m, size_t i,
    enum gk_lang lang)
{
	static const char *const quarters[][2] = { { "第一季度", "Q1" },
		{ "第二季度", "Q2" }, { "第三季度", "Q3" },
		{ "第四季度", "Q4" } };
	static const char *const halves[][2] = { { "上半年", "H1" },
		{ "下半年", "H2" } };
	struct gk_buf b = { 0 };
	struct gk_str s;

	if (m->every == GK_QUARTERLY && i < 4)
		return gk_str_of(quarters[i][lang]);
	if (m->every == GK_HALF_YEARLY && i < 2)
		return gk_str_of(halves[i][lang]);
	if (m->every != GK_MONTHLY)
		return GK_EMPTY;
	gk_buf_printf(&b, lang == GK_ZH ? "%zu月" : "month %zu", i + 1);
	s = gk_str_keep(a, gk_buf_str(&b));
	gk_buf_release(&b);
	return s;
}

/* ---- figures -------------------------------------------------------- */

/* What is counted: 个季度, 个单位, 类, 条, 项. */
static const char *
counted(const struct gk_measure *m, enum gk_lang lang)
{
	static const char *const periods[][2] = {
		[GK_ONCE] = { "", "" },
		[GK_YEARLY] = { "个年度", " years" },
		[GK_HALF_YEARLY] = { "个半年", " half-years" },
		[GK_QUARTERLY] = { "个季度", " quarters" },
		[GK_MONTHLY] = { "个月", " months" },
	};

	switch (m->form) {
	case GK_CELLS:
		return m->per <= GK_PER_CITY ? (lang == GK_ZH ? "类" :
		    " kinds") : m->per == GK_PER_UNIT ? (lang == GK_ZH ?
		    "类（按单位）" : " kinds by unit") : lang == GK_ZH ?
		    "类（按地区）" : " kinds by region";
	case GK_COVERED:
		return lang == GK_ZH ? "项" : " items";
	case GK_BY_RULES:
		return lang == GK_ZH ? "条无问题" : " records without findings";
	case GK_ROWS:
	case GK_FLAGGED:
		return lang == GK_ZH ? "条" : " records";
	case GK_COUNT:
		break;
	}
	if (m->per <= GK_PER_CITY)
		return periods[m->every][lang];
	if (m->per == GK_PER_REGION)
		return m->every == GK_ONCE ? (lang == GK_ZH ? "个地区" :
		    " regions") : lang == GK_ZH ? "期（按地区）" :
		    " periods by region";
	return m->every == GK_ONCE ? (lang == GK_ZH ? "个单位" : " units") :
	    lang == GK_ZH ? "期（按单位）" : " periods by unit";
}

static void
add_part(struct gk_buf *out, size_t *parts, size_t n, const char *zh,
    const char *en, enum gk_lang lang)
{
	if (n == 0)
		return;
	if (*parts > 0)
		gk_buf_puts(out, lang == GK_ZH ? "、" : ", ");
	else
		gk_buf_puts(out, lang == GK_ZH ? "（" : " (");
	++*parts;
	if (lang == GK_ZH)
		gk_buf_printf(out, "%s%zu", zh, n);
	else
		gk_buf_printf(out, "%zu %s", n, en);
}

static void
add_figures(struct gk_buf *out, const struct gk_measure *m,
    const struct gk_measured *r, enum gk_lang lang)
{
	const struct gk_reckoning *n = &r->n;
	size_t parts = 0;

	if (m->form == GK_COUNT && m->per <= GK_PER_CITY &&
	    m->every == GK_ONCE && m->times > 1)
		gk_buf_printf(out, lang == GK_ZH ? "%zu/%zu条" :
		    "%zu/%zu records", n->records, m->times);
	else if (m->form == GK_COUNT && m->per <= GK_PER_CITY &&
	    m->every == GK_ONCE)
		gk_buf_printf(out, lang == GK_ZH ? "%zu条" : "%zu records",
		    n->records);
	else
		gk_buf_printf(out, "%zu/%zu%s", m->form == GK_BY_RULES ?
		    n->done : n->done + n->late + n->self, n->total,
		    counted(m, lang));
	if (n->total < 2 && m->form == GK_COUNT && m->per <= GK_PER_CITY)
		return;
	add_part(out, &parts, n->late, "逾期", "late", lang);
	add_part(out, &parts, n->self, "自报", "self-reported", lang);
	add_part(out, &parts, n->pending, "未到期", "not yet due", lang);
	if (parts > 0)
		gk_buf_puts(out, lang == GK_ZH ? "）" : ")");
}

void
gk_clause_figures(struct gk_buf *out, const struct gk_clause_of *c,
    enum gk_lang lang)
{
	size_t before = out->len;

	for (size_t i = 0; i < c->nmeasures; i++) {
		const struct gk_measured *r = &c->results[i];

		if (r->n.total == 0)
			continue;
		if (out->len > before)
			gk_buf_puts(out, lang == GK_ZH ? "；" : "; ");
		gk_buf_add_str(out, c->measures[i].label[lang]);
		if (c->measures[i].label[lang].n > 0 && lang == GK_EN)
			gk_buf_putc(out, ' ');
		add_figures(out, &c->measures[i], r, lang);
	}
}

void
gk_point_figures(struct gk_buf *out, const struct gk_point *p,
    enum gk_lang lang)
{
	size_t count[GK_POINT_STATES] = { 0 };
	size_t before = out->len;

	for (size_t i = 0; i < p->nclauses; i++)
		count[p->clauses[i].state]++;
	for (size_t s = 0; s < GK_POINT_STATES; s++) {
		if (count[s] == 0)
			continue;
		if (out->len > before)
			gk_buf_puts(out, lang == GK_ZH ? "、" : ", ");
		gk_buf_printf(out, lang == GK_ZH ? "%s%zu条" : "%s: %zu",
		    gk_point_state_label((enum gk_point_state)s, lang),
		    count[s]);
	}
}

/* ---- remarks -------------------------------------------------------- */

static void
begin(struct gk_buf *out, size_t before, enum gk_lang lang)
{
	if (out->len > before)
		gk_buf_puts(out, lang == GK_ZH ? "；" : "; ");
}

static const char *
why_words(enum gk_why why, enum gk_lang lang)
{
	static const char *const words[][2] = {
		[GK_WHY_NOTHING] = { "", "" },
		[GK_WHY_COLUMNS] = { "台账缺少核对所需的列",
		    "the ledgers lack the columns" },
		[GK_WHY_NOBODY] = { "报送台账的单位中没有应公开这些事项的",
		    "none of those that sent a ledger owes the items" },
		[GK_WHY_REGISTER] = { "未提供单位名录",
		    "there is no register of units" },
		[GK_WHY_RULES] = { "未载入所需的检查规则",
		    "the rules that it needs are not loaded" },
	};

	return words[why][lang];
}

static void
add_kind(struct gk_buf *out, const struct gk_measure *m, enum gk_lang lang)
{
	if (m->kind == NULL)
		gk_buf_puts(out, lang == GK_ZH ? "主动公开台账" :
		    "disclosure");
	else
		gk_buf_add_str(out, lang == GK_ZH ? m->kind->label :
		    m->kind->id);
}

/* Where a clause has several measures: which of them. */
static void
add_label(struct gk_buf *out, const struct gk_measure *m, enum gk_lang lang)
{
	gk_buf_add_str(out, m->label[lang]);
	if (m->label[lang].n > 0)
		gk_buf_puts(out, lang == GK_ZH ? "：" : ": ");
}

static void
add_missing(struct gk_buf *out, const struct gk_measured *r,
    enum gk_lang lang)
{
	bool zh = lang == GK_ZH;

	gk_buf_printf(out, zh ? "未见%.*s" : "missing: %.*s",
	    GK_FMT(r->n.open));
	if (r->n.nopen > GK_NAMES_MAX)
		gk_buf_printf(out, zh ? "等%zu项" : " and others, %zu in all",
		    r->n.nopen);
}

/* Whether an earlier measure has said already that the ledger is lacking. */
static bool
is_said(const struct gk_clause_of *c, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (c->results[k].state == GK_PS_NO_LEDGER &&
		    c->measures[k].kind == c->measures[i].kind)
			return true;
	return false;
}

static void
add_measured(struct gk_buf *out, const struct gk_clause_of *c, size_t i,
    enum gk_lang lang)
{
	const struct gk_measure *m = &c->measures[i];
	const struct gk_measured *r = &c->results[i];

	if (r->state == GK_PS_NO_LEDGER) {
		gk_buf_puts(out, lang == GK_ZH ? "未报送" : "no ledger: ");
		add_kind(out, m, lang);
		return;
	}
	add_label(out, m, lang);
	if (r->why != GK_WHY_NOTHING)
		gk_buf_puts(out, why_words(r->why, lang));
	else if (r->n.total == 0)
		gk_buf_puts(out, lang == GK_ZH ? "台账中无此类记录" :
		    "no such records in the ledgers");
	else
		add_missing(out, r, lang);
}

void
gk_clause_remarks(struct gk_buf *out, const struct gk_clause_of *c,
    enum gk_lang lang)
{
	size_t before = out->len;

	gk_buf_add_str(out, c->reason[lang]);
	for (size_t i = 0; i < c->nmeasures; i++) {
		const struct gk_measured *r = &c->results[i];

		if (r->state == GK_PS_NO_LEDGER ? is_said(c, i) :
		    r->n.total > 0 && r->n.open.n == 0)
			continue;
		begin(out, before, lang);
		add_measured(out, c, i, lang);
	}
	if (c->optional && c->state == GK_PS_NOT_APPLICABLE) {
		begin(out, before, lang);
		gk_buf_puts(out, lang == GK_ZH ?
		    "选择性、探索性要求，未见记录不作问题" :
		    "left to choice: nothing found is no fault");
	}
	if (c->note[lang].n > 0) {
		begin(out, before, lang);
		gk_buf_add_str(out, c->note[lang]);
	}
}
