/*
 * Rows among the records that are none: repeated headers, totals, sections,
 * notes and signatures.
 */
#include "config.h"

#include "core/norm.h"
#include "ledger/ledger_int.h"

/* Longer cells are neither totals nor notes' labels. */
#define WORD_MAX ((size_t)90)
#define NOTE_LOOK ((size_t)256)

static bool
is_blank(struct gk_str cell)
{
	unsigned char c;

	if (cell.n == 0)
		return true;
	c = (unsigned char)cell.p[0];
	if (c > ' ' && c < 0x7F)
		return false;
	return gk_trim(cell).n == 0;
}

struct gk_row_shape
gk_row_shape(const struct gk_csv_row *row)
{
	struct gk_row_shape s = { 0 };

	for (size_t i = 0; i < row->ncells; i++) {
		if (is_blank(row->cells[i]))
			continue;
		if (s.filled++ == 0)
			s.first = i;
		s.end = i + 1;
	}
	return s;
}

/* As it stands in the header row, cell by cell: a page break. */
static bool
repeats(const struct gk_csv_row *row, struct gk_row_shape shape,
    const struct gk_head_row *h, size_t width)
{
	if (shape.end > h->ncells || (shape.filled < 2 && width > 1))
		return false;
	for (size_t i = shape.first; i < shape.end; i++)
		if (!gk_str_eq(gk_trim(row->cells[i]), gk_trim(h->cells[i])))
			return false;
	return true;
}

/* One of the title rows again, on the next page. */
static bool
repeats_title(struct gk_str cell, const struct gk_head *head, size_t rows)
{
	for (size_t r = 0; r < rows; r++)
		for (size_t i = 0; i < head->rows[r].ncells; i++)
			if (gk_str_eq(gk_trim(head->rows[r].cells[i]), cell))
				return true;
	return false;
}

static size_t
numeral_length(struct gk_str s)
{
	static const char *const numerals[] = { "一", "二", "三", "四", "五",
		"六", "七", "八", "九", "十", "百", NULL };
	size_t n = 0;

	for (size_t i = 0; numerals[i] != NULL; i++) {
		if (!gk_str_starts(gk_str_sub(s, n, s.n),
		    gk_str_of(numerals[i])))
			continue;
		n += strlen(numerals[i]);
		i = SIZE_MAX;	/* and again from the first */
	}
	return n;
}

/* 一、深化重点领域信息公开, （一）… */
static bool
is_section(struct gk_str cell)
{
	bool wide = gk_str_starts(cell, GK_STR("（"));
	bool narrow = gk_str_starts(cell, GK_STR("("));
	struct gk_str s = gk_str_sub(cell, wide ? 3 : narrow ? 1 : 0, cell.n);
	size_t n = numeral_length(s);

	s = gk_str_sub(s, n, s.n);
	if (n == 0)
		return false;
	if (wide || narrow)
		return gk_str_starts(s, GK_STR("）")) ||
		    gk_str_starts(s, GK_STR(")"));
	return gk_str_starts(s, GK_STR("、"));
}

/* 合计, 合 计：, 共计12条; not 合计征收公告. */
static bool
is_total(struct gk_str cell, size_t filled)
{
	static const char *const words[] = { "合计", "总计", "小计", "共计",
		"累计", NULL };
	struct gk_buf norm = { 0 };
	bool total = false;

	if (cell.n > WORD_MAX || gk_str_find(cell, GK_STR("计")) == SIZE_MAX)
		return false;
	gk_norm_key(&norm, cell);
	for (size_t i = 0; words[i] != NULL && !total; i++) {
		struct gk_str rest = gk_buf_str(&norm);

		if (!gk_str_starts(rest, gk_str_of(words[i])))
			continue;
		rest = gk_str_sub(rest, strlen(words[i]), rest.n);
		total = rest.n == 0 || (filled <= 2 &&
		    (rest.p[0] == '(' || numeral_length(rest) > 0 ||
		    (rest.p[0] >= '0' && rest.p[0] <= '9')));
	}
	gk_buf_release(&norm);
	return total;
}

static enum gk_note
note_of(struct gk_str cell)
{
	return gk_title_note(gk_str_sub(gk_trim(cell), 0, NOTE_LOOK));
}

/* 填表人：张三  审核人： 李四 — every cell a label or a value behind one. */
static bool
is_note(const struct gk_csv_row *row, struct gk_row_shape shape)
{
	enum gk_note last = GK_NOTE_NO;

	for (size_t i = shape.first; i < shape.end; i++) {
		enum gk_note note;

		if (is_blank(row->cells[i]))
			continue;
		note = note_of(row->cells[i]);
		if (note == GK_NOTE_WORD && shape.filled > 1)
			note = GK_NOTE_NO;
		if (note == GK_NOTE_NO && last != GK_NOTE_LABEL)
			return false;
		last = note;
	}
	return true;
}

enum gk_row_is
gk_row_classify(const struct gk_csv_row *row, struct gk_row_shape shape,
    const struct gk_head *head, const struct gk_header *header)
{
	struct gk_str first = gk_trim(row->cells[shape.first]);

	for (size_t r = 0; r < header->height; r++)
		if (repeats(row, shape, &head->rows[header->first + r],
		    header->width))
			return GK_ROW_HEADER;
	if (shape.filled == 1 && repeats_title(first, head, header->first))
		return GK_ROW_HEADER;
	if (is_note(row, shape))
		return GK_ROW_NOTE;
	if (is_total(first, shape.filled))
		return GK_ROW_TOTAL;
	if (shape.filled == 1 && is_section(first))
		return GK_ROW_SECTION;
	return GK_ROW_RECORD;
}
