#include "config.h"

#include "finding/diff_int.h"

#include <stdlib.h>

#include "core/csv.h"
#include "core/intern.h"
#include "finding/table.h"

/* ---- reading -------------------------------------------------------- */

static bool
find_unprinted(void *user, const struct gk_csv_row *row)
{
	size_t *line = user;

	if (row->ncells != GK_F_COUNT ||
	    row->cells[GK_F_FINGERPRINT].n != 0)
		return true;
	*line = row->line;
	return false;
}

enum gk_status
gk_diff_read(struct gk_findings *fs, struct gk_str text, const char *name,
    struct gk_error *err)
{
	static const struct gk_csv_ops ops = { .row = find_unprinted };
	size_t from = fs->count, line = 0;

	if (gk_findings_read(fs, text, name, err) != GK_OK)
		return GK_FAIL;
	while (from < fs->count &&
	    fs->list[from].col[GK_F_FINGERPRINT].n != 0)
		from++;
	if (from == fs->count)
		return GK_OK;
	/* The line is not kept; it is looked for only when it is needed. */
	if (gk_csv_read(text, ',', NULL, &ops, &line, name, err) != GK_OK)
		return GK_FAIL;
	return gk_fail(err, name, line, _("a finding without fingerprint "
	    "cannot be compared"));
}

gk_day
gk_diff_day(const struct gk_findings *fs)
{
	gk_day newest = GK_NO_DAY, day;

	for (size_t i = 0; i < fs->count; i++)
		if (gk_date_parse_iso(fs->list[i].col[GK_F_SINCE], &day) &&
		    day > newest)
			newest = day;
	return newest;
}

/* ---- what is carried along ------------------------------------------ */

/* The older of two days; an empty one is no day. */
static struct gk_str
older(struct gk_str a, struct gk_str b)
{
	if (a.n == 0 || b.n == 0)
		return a.n != 0 ? a : b;
	return gk_str_cmp(a, b) <= 0 ? a : b;
}

static void
set(struct gk_findings *fs, struct gk_finding *f, enum gk_finding_column c,
    struct gk_str s)
{
	f->col[c] = gk_str_keep(&fs->arena, s);
}

static void
set_state(struct gk_finding *f, const char *state, struct gk_str cause)
{
	f->col[GK_F_STATE] = gk_str_of(state);
	f->col[GK_F_CAUSE] = cause;
	f->settled = strcmp(state, "closed") == 0 ||
	    strcmp(state, "waived") == 0;
}

/* Whether it was gone because it was mended, not because nobody looked. */
static bool
is_relapse(const struct gk_finding *old)
{
	enum gk_diff_cause c = gk_diff_cause_of(old->col[GK_F_CAUSE]);

	return gk_diff_in_state(old, "closed") &&
	    (c == GK_CLOSED_MENDED || c == GK_CLOSED_DELETED ||
	    c == GK_CLOSED_NOT_FOUND);
}

static const char *
state_after(const struct gk_finding *old, const struct gk_finding *now)
{
	if (is_relapse(old))
		return "reopened";
	if (now->severity > old->severity || !gk_str_eq(
	    now->col[GK_F_FINGERPRINT], old->col[GK_F_FINGERPRINT]))
		return "upgraded";
	return "open";
}

/* A finding that is still there, or there again. */
static void
go_on(struct gk_findings *fs, struct gk_finding *f,
    const struct gk_finding *old)
{
	const char *state = state_after(old, f);

	if (f->col[GK_F_NO].n == 0)
		set(fs, f, GK_F_NO, old->col[GK_F_NO]);
	set(fs, f, GK_F_SINCE, older(old->col[GK_F_SINCE],
	    f->col[GK_F_SINCE]));
	/* A relapse is given a day of its own. */
	if (strcmp(state, "reopened") != 0 && old->col[GK_F_FIX_BY].n != 0)
		gk_diff_keep_day(fs, f, old->col[GK_F_FIX_BY]);
	set_state(f, state, GK_EMPTY);
}

/* One that the new table itself calls closed or waived. */
static void
stay_settled(struct gk_finding *f, const struct gk_finding *old)
{
	bool closed = gk_diff_in_state(f, "closed");
	bool before = old != NULL && gk_diff_in_state(old, "closed");
	struct gk_str cause = f->col[GK_F_CAUSE];

	if (closed && before)
		cause = gk_diff_cause_text(gk_diff_cause_of(
		    old->col[GK_F_CAUSE]), true);
	else if (closed && cause.n == 0)
		cause = gk_diff_cause_text(GK_CLOSED_NOT_FOUND, false);
	else if (!closed && cause.n == 0 && old != NULL && !old->settled)
		cause = gk_diff_cause_text(GK_CLOSED_WAIVED, false);
	set_state(f, closed ? "closed" : "waived", cause);
}

static void
judge_now(struct gk_join *j, size_t i)
{
	struct gk_finding *f = &j->now->list[i];
	const struct gk_finding *old = j->before[i] != GK_NONE ?
	    &j->old->list[j->before[i]] : NULL;

	if (f->settled) {
		if (old != NULL)
			set(j->now, f, GK_F_SINCE, older(
			    old->col[GK_F_SINCE], f->col[GK_F_SINCE]));
		stay_settled(f, old);
	} else if (old != NULL) {
		go_on(j->now, f, old);
	} else {
		set_state(f, "new", GK_EMPTY);
	}
}

static void
add_closed(struct gk_join *j, const struct gk_finding *old,
    enum gk_diff_cause cause)
{
	struct gk_findings *fs = j->now;
	struct gk_finding f = *old;

	for (int c = 0; c < GK_F_COUNT; c++)
		f.col[c] = gk_findings_keep(fs, (enum gk_finding_column)c,
		    old->col[c]);
	set_state(&f, "closed", gk_diff_cause_text(cause,
	    gk_diff_in_state(old, "closed")));
	*GK_PUSH(fs->list, fs->count, fs->cap) = f;
}

/* ---- rules ---------------------------------------------------------- */

static int
compare_str(const void *a, const void *b)
{
	return gk_str_cmp(*(const struct gk_str *)a,
	    *(const struct gk_str *)b);
}

static struct gk_intern *
rules_of(const struct gk_findings *fs, size_t n)
{
	struct gk_intern *t = gk_intern_new();

	for (size_t i = 0; i < n; i++)
		if (!gk_diff_in_state(&fs->list[i], "closed"))
			gk_intern(t, fs->list[i].col[GK_F_RULE]);
	return t;
}

/* Rules of `in` that `other` lacks; their bytes are those of `fs`. */
static struct gk_str *
missing(const struct gk_findings *fs, size_t n, const struct gk_intern *other,
    size_t *count)
{
	struct gk_intern *seen = gk_intern_new();
	struct gk_str *list = NULL;
	size_t cap = 0;

	*count = 0;
	for (size_t i = 0; i < n; i++) {
		struct gk_str rule = fs->list[i].col[GK_F_RULE];

		if (gk_diff_in_state(&fs->list[i], "closed") ||
		    gk_intern_find(other, rule) != GK_NO_ID ||
		    gk_intern_find(seen, rule) != GK_NO_ID)
			continue;
		gk_intern(seen, rule);
		*GK_PUSH(list, *count, cap) = rule;
	}
	if (*count != 0)
		qsort(list, *count, sizeof *list, compare_str);
	gk_intern_free(seen);
	return list;
}

static void
compare_rules(const struct gk_join *j, struct gk_diff_scope *scope)
{
	struct gk_intern *old = rules_of(j->old, j->old->count);
	struct gk_intern *now = rules_of(j->now, j->nnow);

	scope->only_old = missing(j->old, j->old->count, now, &scope->nold);
	scope->only_now = missing(j->now, j->nnow, old, &scope->nnow);
	gk_intern_free(old);
	gk_intern_free(now);
}

void
gk_diff_scope_release(struct gk_diff_scope *s)
{
	free(s->only_old);
	free(s->only_now);
	*s = (struct gk_diff_scope){ 0 };
}

/* ---- all of it ------------------------------------------------------ */

/* Adds what is no longer there. */
static void
close_old(struct gk_join *j, const struct gk_diff_options *opt,
    struct gk_diff_scope *scope)
{
	struct gk_evidence_of *e = gk_diff_evidence_new(j, opt);

	for (size_t i = 0; i < j->old->count; i++) {
		const struct gk_finding *f = &j->old->list[i];
		bool before = gk_diff_in_state(f, "closed");
		enum gk_diff_cause cause;

		if (j->after[i] != GK_NONE)
			continue;
		cause = before ? gk_diff_cause_of(f->col[GK_F_CAUSE]) :
		    gk_diff_why(e, i);
		scope->gone += !before && cause == GK_CLOSED_RULE;
		add_closed(j, f, cause);
	}
	gk_diff_evidence_free(e);
}

static bool
keep_all(void *user, const struct gk_finding *f)
{
	(void)user;
	(void)f;
	return true;
}

void
gk_diff_join(struct gk_findings *now, const struct gk_findings *old,
    const struct gk_diff_options *opt, struct gk_diff_scope *scope)
{
	struct gk_join j = { .now = now, .old = old, .nnow = now->count };

	*scope = (struct gk_diff_scope){ 0 };
	j.before = gk_reallocarray(NULL, now->count, sizeof *j.before);
	j.after = gk_reallocarray(NULL, old->count, sizeof *j.after);
	j.mended = gk_calloc(old->count + 1, sizeof *j.mended);
	gk_diff_match(&j);
	gk_diff_follow(&j);
	compare_rules(&j, scope);
	/* Evidence points into the list that closing adds to. */
	if (now->cap - now->count < old->count) {
		now->cap = now->count + old->count;
		now->list = gk_reallocarray(now->list, now->cap,
		    sizeof *now->list);
	}
	close_old(&j, opt, scope);
	for (size_t i = 0; i < j.nnow; i++)
		judge_now(&j, i);
	gk_findings_filter(now, keep_all, NULL);	/* counts anew */
	free(j.before);
	free(j.after);
	free(j.mended);
}
