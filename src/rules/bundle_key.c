#include "config.h"

#include "rules/bundle_key.h"

#include "core/norm.h"
#include "core/number.h"
#include "rules/cell.h"

/* Longer titles are cut to this many bytes before anything is looked at. */
#define TITLE_MAX 4096
#define NUMERAL_MAX 32
#define MICRO 1000000

/* ---- titles --------------------------------------------------------- */

static bool
holds_one(struct gk_str s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (gk_str_find(s, gk_str_of(*words)) != SIZE_MAX)
			return true;
	return false;
}

/*
 * Whether what stands around a title is about it (关于《X》公开征求意见的公告) and
 * no part of another one (关于废止《X》的决定, 《X法》实施细则).
 */
static bool
is_wrapped(struct gk_str before, struct gk_str after)
{
	static const char *const others[] = { "修改", "修订", "修正", "废止",
		"失效", "停止", "延长", "延续", NULL };
	static const char *const about[] = { "征求", "征集", "意见采纳", "采纳情况",
		"反馈", "结果", "解读", "说明", "问答", "公告", "通告", "公示",
		"通知", NULL };

	return !holds_one(before, others) && !holds_one(after, others) &&
	    (gk_trim(after).n == 0 || holds_one(after, about));
}

/* What stands in the first 《》, nested ones included, if it is the title. */
static struct gk_str
quoted(struct gk_str s)
{
	const struct gk_str left = GK_STR("《"), right = GK_STR("》");
	size_t start = gk_str_find(s, left), depth = 0;

	if (start == SIZE_MAX)
		return s;
	for (size_t i = start; i + right.n <= s.n; i++) {
		struct gk_str here = gk_str_sub(s, i, s.n);

		depth += gk_str_starts(here, left);
		if (!gk_str_starts(here, right) || --depth > 0)
			continue;
		if (is_wrapped(gk_str_sub(s, 0, start),
		    gk_str_sub(s, i + right.n, s.n)))
			return gk_str_sub(s, start + left.n,
			    i - start - left.n);
		break;
	}
	return s;
}

/* Whether the text in brackets names a stage: 征求意见稿, 修订草案. */
static bool
is_stage(struct gk_str s)
{
	return gk_str_ends(s, GK_STR("稿")) || gk_str_ends(s, GK_STR("草案"));
}

/* Cuts a stage off the end of a normal form; false if there is none. */
static bool
cut_stage(struct gk_str *s)
{
	static const char *const bare[] = { "公开征求意见稿", "征求意见稿",
		"草案", NULL };
	size_t at = s->n;

	for (size_t i = 0; bare[i] != NULL; i++)
		if (s->n > strlen(bare[i]) &&
		    gk_str_ends(*s, gk_str_of(bare[i]))) {
			s->n -= strlen(bare[i]);
			return true;
		}
	if (s->n == 0 || s->p[s->n - 1] != ')')
		return false;
	while (at > 0 && s->p[at - 1] != '(')
		at--;
	if (at <= 1 || !is_stage(gk_str_sub(*s, at, s->n - 1 - at)))
		return false;
	s->n = at - 1;
	return true;
}

/* ---- ordinals ------------------------------------------------------- */

/* Length of the Chinese numeral or figure that `s` begins with; 0: none. */
static size_t
numeral_char(struct gk_str s)
{
	static const char *const chars[] = { "〇", "零", "一", "二", "三", "四",
		"五", "六", "七", "八", "九", "十", "百", NULL };

	if (s.n > 0 && s.p[0] >= '0' && s.p[0] <= '9')
		return 1;
	for (size_t i = 0; chars[i] != NULL; i++)
		if (gk_str_starts(s, gk_str_of(chars[i])))
			return strlen(chars[i]);
	return 0;
}

/* Appends a whole number in figures; false if it is none. */
static bool
add_figures(struct gk_buf *out, struct gk_str s)
{
	struct gk_number n = gk_number_parse(s);

	if (n.how != GK_NUMBER_OK || !n.whole || n.percent || n.micro < 0)
		return false;
	gk_buf_printf(out, "%lld", (long long)(n.micro / MICRO));
	return true;
}

/* Appends a normal form, with numerals behind 第 in figures. */
static void
add_ordinals(struct gk_buf *out, struct gk_str s)
{
	const struct gk_str mark = GK_STR("第");
	size_t at, len, n;

	while ((at = gk_str_find(s, mark)) != SIZE_MAX) {
		gk_buf_add_str(out, gk_str_sub(s, 0, at + mark.n));
		s = gk_str_sub(s, at + mark.n, s.n);
		for (len = 0; len < NUMERAL_MAX; len += n)
			if ((n = numeral_char(gk_str_sub(s, len, s.n))) == 0)
				break;
		if (len > 0 && add_figures(out, gk_str_sub(s, 0, len)))
			s = gk_str_sub(s, len, s.n);
	}
	gk_buf_add_str(out, s);
}

void
gk_title_core(struct gk_buf *out, struct gk_str title)
{
	struct gk_buf norm = { 0 };
	struct gk_str s;

	if (title.n > TITLE_MAX)
		title.n = TITLE_MAX;
	gk_norm_key(&norm, quoted(title));
	s = gk_buf_str(&norm);
	while (cut_stage(&s))
		continue;
	add_ordinals(out, s);
	gk_buf_release(&norm);
}

/* ---- cells ---------------------------------------------------------- */

static bool
is_title(const struct gk_ledger_column *c)
{
	return gk_str_eq(c->key, GK_STR("title"));
}

static void
add_text(struct gk_buf *out, struct gk_str cell)
{
	const struct gk_str mark = GK_STR("第");
	struct gk_buf norm = { 0 };
	struct gk_str s;

	gk_norm_key(&norm, cell);
	s = gk_buf_str(&norm);
	if (!add_figures(out, gk_str_starts(s, mark) ?
	    gk_str_sub(s, mark.n, s.n) : s))
		add_ordinals(out, s);
	gk_buf_release(&norm);
}

bool
gk_bundle_key(struct gk_buf *out, const struct gk_rule *r,
    const struct gk_entry *e, size_t column)
{
	const struct gk_ledger_column *c = &r->kind->columns[column];
	struct gk_str cell = gk_entry_field(e, column);
	size_t start = out->len;

	if (gk_cell_blank(r, e, column))
		return false;
	if (is_title(c))
		gk_title_core(out, cell);
	else if (c->type == GK_DATE && e->dates[column].how == GK_DATE_FULL)
		gk_day_iso(out, e->dates[column].first);
	else if (c->type == GK_TEXT)
		add_text(out, cell);
	else
		return gk_cell_key(out, r, e, column);
	return out->len > start;
}
