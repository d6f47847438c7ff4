/*
 * 三同步 (SEMANTICS §6): whether a document, the plan to explain it and the
 * material were organised, signed and deployed together.  Dates can show it;
 * 是 is what the unit says of itself.
 */
#include "config.h"

#include "pair/judge.h"

#include "core/flag.h"

enum gk_sync_state { GK_SYNC_VERIFIED, GK_SYNC_CLAIMED, GK_SYNC_FAILED,
	GK_SYNC_UNKNOWN };
enum { ORGANISED, SIGNED, DEPLOYED };

/* Rows that are all 是 are no evidence from this many on. */
#define ALL_YES_MIN 3

struct facts {			/* of a document and what explains it */
	struct gk_str cell[3], plan;
	gk_day submitted, formed, published;
	gk_day planned, signed_on, deployed;
};

struct against {		/* what the dates say of one step */
	enum gk_sync_state state;	/* VERIFIED, FAILED or UNKNOWN */
	gk_day ours, theirs;
	const char *what[2];	/* the document's date, by enum gk_lang */
};

static struct gk_str
other_text(struct gk_str a, const struct gk_pair_document *d,
    enum gk_paper_text t)
{
	for (size_t i = 0; a.n == 0 && i < d->nlinks; i++)
		a = d->links[i].row->text[t];
	return a;
}

static gk_day
other_day(gk_day a, const struct gk_pair_document *d, enum gk_paper_day t)
{
	for (size_t i = 0; a == GK_NO_DAY && i < d->nlinks; i++)
		a = d->links[i].row->day[t];
	return a;
}

static gk_day
day_in(struct gk_str cell, gk_day otherwise)
{
	struct gk_date date = gk_date_parse(cell);

	return otherwise != GK_NO_DAY ? otherwise :
	    date.how == GK_DATE_FULL ? date.first : GK_NO_DAY;
}

/* The document's own row goes first, then the earliest interpretation's. */
static struct facts
collect(const struct gk_pair_document *d)
{
	static const enum gk_paper_text cells[] = { GK_T_ORGANISED,
		GK_T_SIGNED, GK_T_DEPLOYED };
	struct facts f = { .submitted = d->all.day[GK_D_SUBMITTED],
		.formed = d->all.day[GK_D_FORMED],
		.published = d->all.day[GK_D_PUBLISHED] };

	for (size_t i = 0; i < 3; i++)
		f.cell[i] = other_text(d->all.text[cells[i]], d, cells[i]);
	f.plan = other_text(d->all.text[GK_T_PLAN], d, GK_T_PLAN);
	f.planned = other_day(d->all.day[GK_D_PLAN], d, GK_D_PLAN);
	f.planned = day_in(f.plan, f.planned);
	f.planned = day_in(f.cell[ORGANISED], f.planned);
	f.signed_on = day_in(f.cell[SIGNED], other_day(
	    d->all.day[GK_D_INTERP_SIGNED], d, GK_D_INTERP_SIGNED));
	f.deployed = day_in(f.cell[DEPLOYED], other_day(
	    d->all.day[GK_D_INTERP_DEPLOYED], d, GK_D_INTERP_DEPLOYED));
	return f;
}

/* ---- what dates say ------------------------------------------------- */

#define FORMED "成文", "was formed"
#define NOTHING (struct against) { GK_SYNC_UNKNOWN, GK_NO_DAY, GK_NO_DAY, \
	{ NULL, NULL } }

/*
 * The plan no later than the submission.  Without that date a plan of after
 * the signing is too late all the same, an earlier one is not shown to be in
 * time.
 */
static struct against
organised(const struct facts *f)
{
	if (f->planned == GK_NO_DAY)
		return NOTHING;
	if (f->submitted != GK_NO_DAY)
		return (struct against){ f->planned <= f->submitted ?
		    GK_SYNC_VERIFIED : GK_SYNC_FAILED, f->planned,
		    f->submitted, { "送审", "was submitted" } };
	if (f->formed == GK_NO_DAY || f->planned <= f->formed)
		return NOTHING;
	return (struct against){ GK_SYNC_FAILED, f->planned, f->formed,
	    { FORMED } };
}

/* Plan and material signed no later than the document. */
static struct against
signed_together(const struct facts *f)
{
	if (f->signed_on == GK_NO_DAY || f->formed == GK_NO_DAY)
		return NOTHING;
	return (struct against){ f->signed_on <= f->formed ?
	    GK_SYNC_VERIFIED : GK_SYNC_FAILED, f->signed_on, f->formed,
	    { FORMED } };
}

/* The same day as the document went out: issued or made public. */
static struct against
deployed(const struct facts *f)
{
	struct against a = { GK_SYNC_VERIFIED, f->deployed, f->published,
		{ "公开", "was published" } };

	if (f->deployed == GK_NO_DAY)
		return NOTHING;
	if (f->deployed == f->published || f->deployed == f->formed)
		return a;
	if (f->published == GK_NO_DAY || f->formed == GK_NO_DAY)
		return NOTHING;
	a.state = GK_SYNC_FAILED;
	return a;
}

/* ---- findings ------------------------------------------------------- */

static struct gk_str
why(struct gk_pair_judge *j, int step, const struct against *a)
{
	static const char *const what[3][2] = {
		[ORGANISED] = { "解读方案日期", "the plan is of" },
		[SIGNED] = { "解读材料审签日期", "the material was signed on" },
		[DEPLOYED] = { "解读部署日期", "the material was deployed on" },
	};
	struct gk_str ours, theirs;
	int days = a->ours > a->theirs ? a->ours - a->theirs :
	    a->theirs - a->ours;

	if (a->state != GK_SYNC_FAILED)
		return j->cx->lang == GK_ZH ? GK_STR("填报为“否”") :
		    GK_STR("the ledger says no");
	ours = gk_pair_day(j, a->ours);
	theirs = gk_pair_day(j, a->theirs);
	gk_buf_clear(&j->work);
	if (j->cx->lang == GK_ZH)
		gk_buf_printf(&j->work, "%s为%.*s，文件%s日期为%.*s，相差%d天",
		    what[step][GK_ZH], GK_FMT(ours), a->what[GK_ZH],
		    GK_FMT(theirs), days);
	else
		gk_buf_printf(&j->work, "%s %.*s, the document %s on %.*s, "
		    "%d days apart", what[step][GK_EN], GK_FMT(ours),
		    a->what[GK_EN], GK_FMT(theirs), days);
	return gk_str_keep(&j->out->words, gk_buf_str(&j->work));
}

static void
raise(struct gk_pair_judge *j, const struct gk_pair_document *d, int step,
    const struct against *a, bool contradicted)
{
	static const enum gk_kind_id kinds[] = { GK_K_SYNC_ORGANISED,
		GK_K_SYNC_SIGNED, GK_K_SYNC_DEPLOYED };
	static const char *const steps[3][2] = { { "同步组织", "organised" },
		{ "同步审签", "signed" }, { "同步部署", "deployed" } };
	struct gk_draft f = gk_pair_draft(j, d, d->lead, contradicted ?
	    GK_K_SYNC_CONTRADICTED : kinds[step],
	    (enum gk_paper_place)(GK_P_ORGANISED + step), GK_DUTY_SYNC);

	gk_draft_arg(&f, "why", why(j, step, a));
	gk_draft_arg(&f, "step", gk_str_of(steps[step][j->cx->lang]));
	gk_findings_add(j->out, &f);
}

static enum gk_sync_state
judge_step(struct gk_pair_judge *j, const struct gk_pair_document *d, int step,
    const struct facts *f)
{
	struct against a = step == ORGANISED ? organised(f) :
	    step == SIGNED ? signed_together(f) : deployed(f);
	struct gk_str cell = f->cell[step];
	bool dated = gk_date_parse(cell).first != GK_NO_DAY;
	bool yes = !dated && gk_says_yes(cell);

	if (!dated && gk_says_no(cell)) {
		a.state = GK_SYNC_UNKNOWN;
		raise(j, d, step, &a, false);
		return GK_SYNC_FAILED;
	}
	if (a.state == GK_SYNC_FAILED)
		raise(j, d, step, &a, yes);
	return a.state == GK_SYNC_UNKNOWN && yes ? GK_SYNC_CLAIMED : a.state;
}

static void
judge_plan(struct gk_pair_judge *j, const struct gk_pair_document *d,
    const struct facts *f, enum gk_must need)
{
	struct gk_draft draft;

	if (f->planned != GK_NO_DAY || !gk_says_no(f->plan))
		return;
	draft = gk_pair_draft(j, d, d->lead, GK_K_INTERP_NO_PLAN, GK_P_PLAN,
	    GK_DUTY_SYNC);
	draft.as_notice = need == GK_NEED_UNKNOWN;
	gk_findings_add(j->out, &draft);
}

void
gk_pair_sync(struct gk_pair_judge *j, const struct gk_pair_document *d)
{
	struct gk_pair_tally *t = &j->tally[d->lead->table->number];
	const struct gk_pair_term *type;
	enum gk_must need;
	size_t known = 0, yes = 0;
	struct facts f;

	if (d->lead->table->mixed || d->lead->other_year)
		return;
	need = gk_pair_need(j, d, &type);
	if (need == GK_NEED_NONE)
		return;
	f = collect(d);
	for (int i = 0; i < 3; i++) {
		enum gk_sync_state s = judge_step(j, d, i, &f);

		t->step[i][s]++;
		known += s == GK_SYNC_VERIFIED || s == GK_SYNC_FAILED;
		yes += gk_date_parse(f.cell[i]).first == GK_NO_DAY &&
		    gk_says_yes(f.cell[i]);
	}
	judge_plan(j, d, &f, need);
	t->documents++;
	t->verifiable += known == 3;
	t->all_yes += yes == 3;
}

/* ---- a table -------------------------------------------------------- */

/* 同步组织已核验2、自报1、不同步0、无法核验3；… */
static struct gk_str
results(struct gk_pair_judge *j, const struct gk_pair_tally *t)
{
	static const char *const zh[] = { "同步组织", "同步审签", "同步部署" };
	static const char *const en[] = { "organised", "signed", "deployed" };
	struct gk_buf *b = &j->work;

	gk_buf_clear(b);
	for (size_t i = 0; i < 3; i++)
		if (j->cx->lang == GK_ZH)
			gk_buf_printf(b, "%s%s已核验%zu份、自报%zu份、"
			    "不同步%zu份、无法核验%zu份", i > 0 ? "；" : "",
			    zh[i], t->step[i][GK_SYNC_VERIFIED],
			    t->step[i][GK_SYNC_CLAIMED],
			    t->step[i][GK_SYNC_FAILED],
			    t->step[i][GK_SYNC_UNKNOWN]);
		else
			gk_buf_printf(b, "%s%s together: %zu verified, "
			    "%zu claimed, %zu not, %zu unknown",
			    i > 0 ? "; " : "", en[i],
			    t->step[i][GK_SYNC_VERIFIED],
			    t->step[i][GK_SYNC_CLAIMED],
			    t->step[i][GK_SYNC_FAILED],
			    t->step[i][GK_SYNC_UNKNOWN]);
	return gk_str_keep(&j->out->words, gk_buf_str(b));
}

static void
say(struct gk_pair_judge *j, const struct gk_paper_table *table,
    enum gk_kind_id kind)
{
	const struct gk_pair_tally *t = &j->tally[table->number];
	struct gk_draft f = gk_pair_table_draft(j, table, kind, NULL,
	    GK_DUTY_SYNC);

	gk_draft_arg(&f, "count", gk_count_words(&j->out->words,
	    t->documents));
	gk_draft_arg(&f, "known", gk_count_words(&j->out->words,
	    t->verifiable));
	if (kind == GK_K_SYNC_UNVERIFIED)
		gk_draft_arg(&f, "results", results(j, t));
	gk_findings_add(j->out, &f);
}

void
gk_pair_sync_table(struct gk_pair_judge *j, const struct gk_paper_table *table)
{
	const struct gk_pair_tally *t = &j->tally[table->number];

	if (t->documents == 0)
		return;
	if (!table->has_sync && t->verifiable == 0)
		say(j, table, GK_K_SYNC_UNVERIFIABLE);
	else if (t->verifiable < t->documents)
		say(j, table, GK_K_SYNC_UNVERIFIED);
	if (t->documents >= ALL_YES_MIN && t->all_yes == t->documents)
		say(j, table, GK_K_SYNC_ALL_YES);
}
