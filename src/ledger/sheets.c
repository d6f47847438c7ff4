/*
 * The sheets of a workbook on their way to records: each is a table of its
 * own, or none.  Those that are none are named when the last one is read, for
 * only then is it known whether another was.
 */
#include "config.h"

#include "ledger/sheets.h"

#include <stdlib.h>

#include "core/i18n.h"
#include "core/norm.h"
#include "ledger/encoding.h"
#include "ledger/ledger_int.h"

/* A sheet that is no ledger. */
struct aside {
	struct gk_str sheet;
	enum gk_sheet_is is;
	struct gk_str own;	/* GK_SHEET_OWN */
};

struct gk_sheets {
	const struct gk_ledger_options *opt;
	const struct gk_ledger_ops *ops;
	void *user;
	struct gk_str name;
	struct gk_arena arena;
	bool lenient, partial;
	size_t count, tables;
	struct aside *asides;
	size_t nasides, asides_cap;
	/* The sheet at hand. */
	struct gk_layout *layout;	/* NULL: none */
	struct gk_str sheet;
	bool hidden, filled;
	size_t hidden_rows, first_hidden;
	size_t ruins;		/* places of ruined text */
	struct gk_fault ruin;	/* the first of them */
};

struct gk_sheets *
gk_sheets_new(const struct gk_ledger_options *opt,
    const struct gk_ledger_ops *ops, void *user, const char *name)
{
	struct gk_sheets *s = gk_calloc(1, sizeof *s);

	s->opt = opt;
	s->ops = ops;
	s->user = user;
	s->name = gk_str_keep(&s->arena, gk_str_of(name));
	return s;
}

void
gk_sheets_free(struct gk_sheets *s)
{
	if (s == NULL)
		return;
	gk_layout_free(s->layout);
	free(s->asides);
	gk_arena_release(&s->arena);
	free(s);
}

void
gk_sheets_lenient(struct gk_sheets *s)
{
	s->lenient = true;
}

bool
gk_sheets_begin(struct gk_sheets *s, struct gk_str sheet, bool hidden)
{
	struct gk_buf shown = { 0 };

	gk_sheets_end(s);
	if (++s->count > GK_SHEETS_MAX)
		return false;
	gk_norm_cell(&shown, sheet);
	s->sheet = gk_str_keep(&s->arena, gk_buf_str(&shown));
	gk_buf_release(&shown);
	s->layout = gk_layout_new(s->opt, s->ops, s->user, s->name, s->sheet);
	gk_layout_of_sheet(s->layout, !s->lenient);
	s->hidden = hidden;
	s->filled = false;
	s->hidden_rows = s->first_hidden = s->ruins = 0;
	return true;
}

/* Counts what an earlier conversion has ruined, and keeps the first place. */
static void
look_for_ruins(struct gk_sheets *s, const struct gk_csv_row *row)
{
	for (size_t i = 0; i < row->ncells; i++) {
		struct gk_str cell = row->cells[i];
		size_t at = gk_mojibake_find(cell, 0);

		if (at == SIZE_MAX)
			continue;
		if (s->ruins == 0)
			s->ruin = (struct gk_fault){
			    .what = GK_FAULT_MOJIBAKE, .row = row->row,
			    .column_no = i + 1, .value = gk_str_keep(
			    &s->arena, gk_ruin_sample(cell)) };
		for (; at != SIZE_MAX; at = gk_mojibake_find(cell, at + 1))
			s->ruins++;
	}
}

bool
gk_sheets_row(struct gk_sheets *s, const struct gk_csv_row *row, bool hidden)
{
	if (s->layout == NULL)
		return false;
	if (gk_row_shape(row).filled == 0)
		return true;
	s->filled = true;
	if (hidden && s->hidden_rows++ == 0)
		s->first_hidden = row->row;
	look_for_ruins(s, row);
	return gk_layout_row(s->layout, row);
}

void
gk_sheets_ruined(struct gk_sheets *s, size_t row, size_t column,
    struct gk_str shown)
{
	if (s->layout != NULL)
		gk_layout_fault(s->layout, &(struct gk_fault){
		    .what = GK_FAULT_RUINED_NUMBER, .row = row,
		    .column_no = column, .value = shown });
}

void
gk_sheets_partial(struct gk_sheets *s)
{
	s->partial = true;
}

/* What is to be said of the whole sheet; of one that is no table it is lost. */
static void
judge_sheet(struct gk_sheets *s)
{
	if (s->ruins > 0) {
		s->ruin.count = s->ruins;
		gk_layout_fault(s->layout, &s->ruin);
	}
	if (s->hidden)
		gk_layout_fault(s->layout, &(struct gk_fault){
		    .what = GK_FAULT_HIDDEN, .value = s->sheet });
	if (s->hidden_rows > 0)
		gk_layout_fault(s->layout, &(struct gk_fault){
		    .what = GK_FAULT_HIDDEN, .row = s->first_hidden,
		    .count = s->hidden_rows });
}

void
gk_sheets_end(struct gk_sheets *s)
{
	struct gk_layout *l = s->layout;
	enum gk_sheet_is is;

	if (l == NULL)
		return;
	if (s->filled) {	/* blank ones are not worth a word */
		judge_sheet(s);
		is = gk_layout_finish(l);
		if (is == GK_SHEET_TABLE)
			s->tables++;
		else
			*GK_PUSH(s->asides, s->nasides, s->asides_cap) =
			    (struct aside){ .sheet = s->sheet, .is = is,
			    .own = gk_str_keep(&s->arena, gk_layout_own(l)) };
	}
	gk_layout_free(l);
	s->layout = NULL;
}

static void
push_fault(const struct gk_sheets *s, struct gk_str sheet,
    const struct gk_fault *f)
{
	struct gk_table t = { .file = s->name, .sheet = sheet,
		.title = GK_EMPTY, .unit = GK_EMPTY,
		.period_first = GK_NO_DAY, .period_last = GK_NO_DAY,
		.submitted = GK_NO_DAY };

	if (s->ops->fault != NULL)
		s->ops->fault(s->user, &t, f);
}

static void
push_asides(const struct gk_sheets *s)
{
	for (size_t i = 0; i < s->nasides; i++) {
		const struct aside *a = &s->asides[i];

		if (a->is == GK_SHEET_OWN)
			push_fault(s, a->sheet, &(struct gk_fault){
			    .what = GK_FAULT_OWN_TABLE, .value = a->own });
		else if (s->tables > 0)
			push_fault(s, a->sheet, &(struct gk_fault){
			    .what = GK_FAULT_SHEET_SKIPPED,
			    .value = a->sheet });
	}
}

static bool
any_aside(const struct gk_sheets *s, enum gk_sheet_is is)
{
	for (size_t i = 0; i < s->nasides; i++)
		if (s->asides[i].is == is)
			return true;
	return false;
}

bool
gk_sheets_missed(const struct gk_sheets *s)
{
	return s->tables == 0 && any_aside(s, GK_SHEET_OTHER);
}

enum gk_status
gk_sheets_finish(struct gk_sheets *s, struct gk_error *err)
{
	gk_sheets_end(s);
	if (s->tables == 0 && s->nasides == 0)
		return gk_fail_for(GK_CAUSE_EMPTY, err, s->name.p, 0,
		    _("all sheets of the file are empty"));
	if (gk_sheets_missed(s))
		return gk_no_header(s->name.p, s->opt, err);
	push_asides(s);
	if (s->tables > 0 && s->partial)
		push_fault(s, GK_EMPTY, &(struct gk_fault){
		    .what = GK_FAULT_PARTIAL });
	if (s->tables > 0 || !any_aside(s, GK_SHEET_LOST))
		return GK_OK;
	if (s->opt->kind != NULL)
		return gk_no_header(s->name.p, s->opt, err);
	/* One sheet has its name told, of several none is at fault. */
	push_fault(s, s->nasides == 1 ? s->asides[0].sheet : GK_EMPTY,
	    &(struct gk_fault){ .what = GK_FAULT_UNRECOGNISED });
	return GK_OK;
}
