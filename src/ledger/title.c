/*
 * The first rows of a table, and of them the title rows: what stands above the
 * header.
 *
 *   长沙市××局2023年第一季度主动公开台账
 *   填报单位：长沙市××局    填报时间：2023年4月5日
 *
 * A label and its value stand in one cell, also several of them, or in two
 * cells side by side.  What belongs to no label is the free text.
 */
#include "config.h"

#include "core/norm.h"
#include "ledger/ledger_int.h"

#define TITLE_MAX ((size_t)4096)
#define REMARK_MAX ((size_t)64)
/* Cells longer than this name no column. */
#define NAME_MAX_BYTES ((size_t)240)

enum what { NOTHING, UNIT, BARE_UNIT, SUBMITTED, OTHER };

struct label {
	const char *text;
	enum what what;
};

static const struct label labels[] = {
	{ "填报单位", UNIT }, { "报送单位", UNIT }, { "填写单位", UNIT },
	{ "填表单位", UNIT }, { "上报单位", UNIT }, { "单位名称", UNIT },
	{ "单位负责人", OTHER }, { "单位", BARE_UNIT },
	{ "填报时间", SUBMITTED }, { "填报日期", SUBMITTED },
	{ "报送日期", SUBMITTED }, { "报送时间", SUBMITTED },
	{ "填表日期", SUBMITTED }, { "填表时间", SUBMITTED },
	{ "上报日期", SUBMITTED }, { "上报时间", SUBMITTED },
	{ "登记日期", SUBMITTED }, { "登记时间", SUBMITTED },
	{ "填表人", OTHER }, { "填报人", OTHER }, { "报送人", OTHER },
	{ "制表人", OTHER }, { "制表", OTHER }, { "经办人", OTHER },
	{ "审核人", OTHER }, { "审签人", OTHER }, { "审核", OTHER },
	{ "负责人", OTHER }, { "分管领导", OTHER }, { "责任领导", OTHER },
	{ "联系人", OTHER }, { "联系电话", OTHER }, { "联系方式", OTHER },
	{ "电话", OTHER }, { "签字", OTHER }, { "签章", OTHER },
	{ "填表说明", OTHER }, { "填报说明", OTHER }, { "备注", OTHER },
	{ "附注", OTHER }, { "说明", OTHER }, { "注", OTHER },
};

/* What is known of the titles while their rows are read. */
struct title {
	struct gk_buf all, free_text;
	struct gk_buf unit, guess;
	gk_day submitted;
	enum what pending;	/* the label that waits for the next cell */
};

void
gk_head_add(struct gk_head *h, const struct gk_csv_row *row)
{
	struct gk_head_row *r = &h->rows[h->count++];
	struct gk_buf norm = { 0 };

	*r = (struct gk_head_row){ .ncells = row->ncells, .row = row->row,
		.line = row->line };
	if (row->ncells == 0)
		return;
	r->cells = gk_arena_alloc(&h->arena, row->ncells * sizeof *r->cells);
	r->norms = gk_arena_alloc(&h->arena, row->ncells * sizeof *r->norms);
	for (size_t i = 0; i < row->ncells; i++) {
		r->cells[i] = gk_str_keep(&h->arena, row->cells[i]);
		gk_buf_clear(&norm);
		if (row->cells[i].n <= NAME_MAX_BYTES)
			gk_norm_key(&norm, row->cells[i]);
		gk_fold_variants(&norm, 0);
		r->norms[i] = gk_str_keep(&h->arena, gk_buf_str(&norm));
	}
	gk_buf_release(&norm);
}

void
gk_head_release(struct gk_head *h)
{
	gk_arena_release(&h->arena);
	h->count = 0;
}

/* Length of "（盖章）" or blanks and digits at the beginning. */
static size_t
remark_length(struct gk_str s)
{
	size_t i = 0, end;
	bool full;

	while (i < s.n && (s.p[i] == ' ' || (s.p[i] >= '0' && s.p[i] <= '9')))
		i++;
	full = gk_str_starts(gk_str_sub(s, i, s.n), GK_STR("（"));
	if (!full && !gk_str_starts(gk_str_sub(s, i, s.n), GK_STR("(")))
		return i;
	end = gk_str_find(gk_str_sub(s, i, REMARK_MAX),
	    full ? GK_STR("）") : GK_STR(")"));
	return end != SIZE_MAX ? i + end + (full ? 3 : 1) : i;
}

/*
 * The label at the beginning of `s`; `*len` with its colon.  Without a colon
 * it must be all that there is.
 */
static enum what
label_at(struct gk_str s, size_t *len)
{
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		struct gk_str text = gk_str_of(labels[i].text), rest;
		size_t n = text.n;

		if (!gk_str_starts(s, text))
			continue;
		n += remark_length(gk_str_sub(s, n, s.n));
		rest = gk_str_sub(s, n, s.n);
		while (gk_str_starts(rest, GK_STR(" ")))
			rest = gk_str_sub(rest, 1, rest.n);
		*len = (size_t)(rest.p - s.p);
		if (gk_str_starts(rest, GK_STR("：")))
			*len += 3;
		else if (gk_str_starts(rest, GK_STR(":")))
			*len += 1;
		else if (rest.n > 0)
			continue;
		return labels[i].what;
	}
	return NOTHING;
}

/* The next label at or after `from`, and where it is. */
static enum what
next_label(struct gk_str s, size_t from, size_t *at, size_t *len)
{
	uint32_t ch;
	size_t step;

	for (size_t i = from; i < s.n; i += step) {
		struct gk_str rest = gk_str_sub(s, i, s.n);
		enum what w = label_at(rest, len);

		/* In mid-cell a label needs its colon. */
		if (w != NOTHING && (i == 0 || *len < rest.n ||
		    gk_str_ends(rest, GK_STR("：")) ||
		    gk_str_ends(rest, GK_STR(":")))) {
			*at = i;
			return w;
		}
		step = gk_utf8_next(rest.p, rest.n, &ch);
		if (step == 0)
			step = 1;
	}
	*at = s.n;
	return NOTHING;
}

/* Without （盖章） at the end. */
static struct gk_str
without_seal(struct gk_str s)
{
	static const char *const seals[] = { "（盖章）", "(盖章)", "（公章）",
		"(公章)", "（章）", "(章)", "（签章）", "(签章)", NULL };

	for (size_t i = 0; seals[i] != NULL; i++)
		if (gk_str_ends(s, gk_str_of(seals[i])))
			s.n -= strlen(seals[i]);
	return gk_trim(s);
}

static void
take_value(struct title *t, enum what what, struct gk_str value)
{
	struct gk_date d;

	value = gk_trim(value);
	if (value.n == 0)
		return;
	if (what == SUBMITTED) {
		d = gk_date_parse(value);
		if (d.how == GK_DATE_FULL)
			t->submitted = d.first;
		return;
	}
	value = without_seal(value);
	/* 单位：万元 is none. */
	if (what == UNIT || (what == BARE_UNIT && gk_is_body(value))) {
		gk_buf_clear(&t->unit);
		gk_buf_add_str(&t->unit, value);
	}
}

static void
add_free(struct title *t, struct gk_str text)
{
	text = gk_trim(text);
	if (text.n == 0)
		return;
	if (t->free_text.len > 0)
		gk_buf_putc(&t->free_text, ' ');
	gk_buf_add_str(&t->free_text, text);
	if (t->guess.len == 0)
		gk_buf_add_str(&t->guess, gk_body_of_title(text));
}

static void
read_cell(struct title *t, struct gk_str cell)
{
	size_t at, len = 0, from;
	enum what what = next_label(cell, 0, &at, &len);

	if (t->pending != NOTHING && at > 0) {
		take_value(t, t->pending, gk_str_sub(cell, 0, at));
	} else {
		add_free(t, gk_str_sub(cell, 0, at));
	}
	t->pending = NOTHING;
	while (what != NOTHING) {
		enum what next;

		from = at + len;
		next = next_label(cell, from, &at, &len);
		take_value(t, what, gk_str_sub(cell, from, at - from));
		if (next == NOTHING && from == cell.n)
			t->pending = what;
		what = next;
	}
}

static void
read_row(struct title *t, const struct gk_str *cells, size_t n)
{
	struct gk_buf clean = { 0 };

	t->pending = NOTHING;
	for (size_t i = 0; i < n; i++) {
		if (cells[i].n == 0 || cells[i].n > GK_TITLE_CELL_MAX)
			continue;
		gk_buf_clear(&clean);
		gk_norm_cell(&clean, cells[i]);
		if (clean.len == 0)
			continue;
		if (t->all.len + clean.len < TITLE_MAX) {
			if (t->all.len > 0)
				gk_buf_putc(&t->all, ' ');
			gk_buf_add_str(&t->all, gk_buf_str(&clean));
			read_cell(t, gk_buf_str(&clean));
		}
	}
	gk_buf_release(&clean);
}

static void
title_release(struct title *t)
{
	gk_buf_release(&t->all);
	gk_buf_release(&t->free_text);
	gk_buf_release(&t->unit);
	gk_buf_release(&t->guess);
}

void
gk_title_read(struct gk_table *table, const struct gk_head *h, size_t rows,
    const char *unit, bool names, struct gk_arena *arena)
{
	struct title t = { .submitted = GK_NO_DAY };
	struct gk_names n = { .count = 0 };
	struct gk_str named;

	if (names)
		gk_names_find(&n, h->sheet, h->file);
	for (size_t i = 0; i < rows; i++)
		read_row(&t, h->rows[i].cells, h->rows[i].ncells);
	if (t.unit.len > 0)
		named = gk_buf_str(&t.unit);
	else if (unit != NULL)
		named = gk_str_of(unit);
	else if (t.guess.len > 0)
		named = gk_buf_str(&t.guess);
	else
		named = gk_names_unit(&n);
	table->title = gk_str_keep(arena, gk_buf_str(&t.all));
	table->unit = gk_str_keep(arena, named);
	table->submitted = t.submitted;
	table->scope = gk_names_scope(&n, gk_buf_str(&t.free_text));
	gk_names_period(&n, gk_buf_str(&t.free_text), table);
	title_release(&t);
}

gk_day
gk_title_submitted(const struct gk_str *cells, size_t n)
{
	struct title t = { .submitted = GK_NO_DAY };

	read_row(&t, cells, n);
	title_release(&t);
	return t.submitted;
}

enum gk_note
gk_title_note(struct gk_str cell)
{
	size_t len = 0;
	struct gk_str label;

	/* Labels are Chinese: most first cells, a number, need no search. */
	if (cell.n == 0 || (unsigned char)cell.p[0] < 0x80 ||
	    label_at(cell, &len) == NOTHING)
		return GK_NOTE_NO;
	label = gk_str_sub(cell, 0, len);
	if (!gk_str_ends(label, GK_STR(":")) &&
	    !gk_str_ends(label, GK_STR("：")))
		return GK_NOTE_WORD;
	return len == cell.n ? GK_NOTE_LABEL : GK_NOTE_TEXT;
}
