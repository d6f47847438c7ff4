#include "config.h"

#include "finding/waivers.h"

#include <stdlib.h>

#include "core/csv.h"
#include "core/i18n.h"
#include "core/out.h"
#include "finding/table.h"

enum column { RULE, UNIT, ITEM, FINGERPRINT, REASON, APPROVED_BY, UNTIL,
	COLUMNS };

static const struct {
	const char *id, *zh;
} columns[COLUMNS] = {
	[RULE] = { "rule", "规则" }, [UNIT] = { "unit", "单位" },
	[ITEM] = { "item", "事项" }, [FINGERPRINT] = { "fingerprint", "指纹" },
	[REASON] = { "reason", "理由" },
	[APPROVED_BY] = { "approved_by", "批准人" },
	[UNTIL] = { "until", "有效期至" },
};

struct gk_waivers {
	struct gk_csv_table *table;
	char *path;
	size_t at[COLUMNS];
};

static struct gk_str
cell(const struct gk_waivers *w, size_t row, enum column c)
{
	return gk_csv_table_cell(w->table, row, w->at[c]);
}

struct gk_waivers *
gk_waivers_read(const char *path, struct gk_error *err)
{
	struct gk_csv_table *t = gk_csv_table_read(path, err);
	struct gk_waivers *w;

	if (t == NULL)
		return NULL;
	w = gk_calloc(1, sizeof *w);
	w->table = t;
	w->path = gk_strdup(path);
	for (size_t c = 0; c < COLUMNS; c++) {
		w->at[c] = gk_csv_table_column(t, columns[c].id);
		if (w->at[c] == SIZE_MAX)
			w->at[c] = gk_csv_table_column(t, columns[c].zh);
		if (w->at[c] != SIZE_MAX || c == ITEM || c == FINGERPRINT)
			continue;
		gk_fail(err, path, 1, _("there is no column '%s'"),
		    columns[c].id);
		gk_waivers_free(w);
		return NULL;
	}
	return w;
}

void
gk_waivers_free(struct gk_waivers *w)
{
	if (w == NULL)
		return;
	gk_csv_table_free(w->table);
	free(w->path);
	free(w);
}

/* Whether `s` is as the pattern says, in which a * stands for anything. */
static bool
matches(struct gk_str pattern, struct gk_str s)
{
	struct gk_str rest = pattern, piece;
	bool first = true;

	if (pattern.n == 0)
		return true;
	if (memchr(pattern.p, '*', pattern.n) == NULL)
		return gk_str_eq(pattern, s);
	/* Between stars the first place will do. */
	while (gk_str_split(&rest, "*", &piece)) {
		size_t at = gk_str_find(s, piece);

		if (piece.p + piece.n == pattern.p + pattern.n)
			return gk_str_ends(s, piece);	/* the last one */
		if (at == SIZE_MAX || (first && at != 0))
			return false;
		s = gk_str_sub(s, at + piece.n, s.n);
		first = false;
	}
	return true;
}

static bool
permits(const struct gk_waivers *w, size_t row, const struct gk_finding *f)
{
	return matches(cell(w, row, RULE), f->col[GK_F_RULE]) &&
	    matches(cell(w, row, UNIT), f->col[GK_F_UNIT]) &&
	    matches(cell(w, row, ITEM), f->col[GK_F_ITEM]) &&
	    matches(cell(w, row, FINGERPRINT), f->col[GK_F_FINGERPRINT]) &&
	    f->kind != gk_kind(GK_K_INPUT_UNREADABLE);
}

/* The column for which a waiver is none; COLUMNS if it is one. */
static enum column
flaw_of(const struct gk_waivers *w, size_t row, gk_day *until)
{
	if (cell(w, row, RULE).n == 0 && cell(w, row, FINGERPRINT).n == 0)
		return RULE;
	if (cell(w, row, REASON).n == 0)
		return REASON;
	if (cell(w, row, APPROVED_BY).n == 0)
		return APPROVED_BY;
	return gk_date_parse_iso(cell(w, row, UNTIL), until) ? COLUMNS : UNTIL;
}

static void
say(const struct gk_waivers *w, size_t row, enum gk_kind_id kind,
    enum column column, struct gk_findings *fs)
{
	struct gk_draft d = GK_DRAFT(kind);

	d.file = gk_str_of(w->path);
	d.row = d.line = w->table->lines[row];
	d.column = gk_str_of(columns[column].id);
	d.column_no = w->at[column] != SIZE_MAX ? w->at[column] + 1 : 0;
	d.value = cell(w, row, column);
	for (size_t c = RULE; c <= FINGERPRINT; c++)
		d.key[c] = cell(w, row, (enum column)c);
	gk_draft_arg(&d, "column", gk_str_of(fs->lang == GK_ZH ?
	    columns[column].zh : columns[column].id));
	gk_draft_arg(&d, "waived", cell(w, row, cell(w, row, RULE).n > 0 ?
	    RULE : FINGERPRINT));
	gk_findings_add(fs, &d);
}

static bool
everything(void *user, const struct gk_finding *f)
{
	(void)user;
	(void)f;
	return true;
}

/* Marks what the waiver permits; returns how many findings that are. */
static size_t
mark(const struct gk_waivers *w, size_t row, struct gk_findings *fs,
    size_t count, bool valid)
{
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		struct gk_finding *f = &fs->list[i];

		if (!permits(w, row, f))
			continue;
		n++;
		if (!valid || f->settled)
			continue;
		f->settled = true;
		f->col[GK_F_STATE] = GK_STR("waived");
		f->col[GK_F_CAUSE] = GK_STR("例外");
	}
	return n;
}

void
gk_waivers_apply(const struct gk_waivers *w, struct gk_findings *fs)
{
	size_t count = fs->count;

	for (size_t row = 0; row < w->table->nrows; row++) {
		gk_day until = GK_NO_DAY;
		enum column flaw = flaw_of(w, row, &until);
		bool expired = until != GK_NO_DAY && until < fs->as_of;
		size_t n;

		if (flaw != COLUMNS) {
			say(w, row, GK_K_WAIVER_MALFORMED, flaw, fs);
			continue;
		}
		n = mark(w, row, fs, count, !expired);
		if (n == 0)
			say(w, row, GK_K_WAIVER_UNUSED, RULE, fs);
		else if (expired)
			say(w, row, GK_K_WAIVER_EXPIRED, UNTIL, fs);
	}
	gk_findings_filter(fs, everything, NULL);
	gk_findings_finish(fs);
}

void
gk_waivers_draft(const struct gk_findings *fs, struct gk_out *o)
{
	static const enum gk_finding_column from[] = { GK_F_RULE, GK_F_UNIT,
		GK_F_ITEM, GK_F_FINGERPRINT };
	struct gk_buf guard = { 0 };

	for (size_t c = 0; c < COLUMNS; c++)
		gk_out_printf(o, "%s%s", c != 0 ? "," : "", columns[c].id);
	gk_out_puts(o, "\n");
	for (size_t i = 0; i < fs->count; i++) {
		const struct gk_finding *f = &fs->list[i];

		if (f->settled || f->advisory || f->severity == GK_NOTICE)
			continue;
		for (size_t c = 0; c < sizeof from / sizeof *from; c++) {
			gk_out_puts(o, c != 0 ? "," : "");
			gk_guarded_cell(o, f->col[from[c]], &guard);
		}
		gk_out_puts(o, ",,,\n");
	}
	gk_buf_release(&guard);
}
