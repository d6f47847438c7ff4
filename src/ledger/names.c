/*
 * What names say: of a body in a title, and where the title rows are silent,
 * that of the sheet, of the file, and of the folders it lies in:
 *
 *     2023年第一季度/教育局/主动公开台账.xlsx  [3月]
 */
#include "config.h"

#include "core/norm.h"
#include "ledger/ledger_int.h"

/* ---- bodies --------------------------------------------------------- */

bool
gk_is_body(struct gk_str s)
{
	static const char *const ends[] = { "局", "委", "办", "厅", "院",
		"中心", "政府", "委员会", "管委会", "街道", "镇", "乡", "处",
		"站", "所", "队", "办公室", "公司", "馆", "联合会", "园区",
		NULL };

	for (size_t i = 0; ends[i] != NULL; i++)
		if (gk_str_ends(s, gk_str_of(ends[i])) && s.n >= 9)
			return true;
	return false;
}

static struct gk_str
without_leading_year(struct gk_str s)
{
	static const char *const parts[] = { "年度", "年", "月份", "月",
		"第", "季度", "上半", "下半", "一", "二", "三", "四", "—", "－",
		"-", "至", " ", ".", NULL };
	struct gk_str rest = s;

	while (rest.n > 0 && rest.p[0] >= '0' && rest.p[0] <= '9')
		rest = gk_str_sub(rest, 1, rest.n);
	if (rest.n == s.n)
		return s;
	for (size_t i = 0; parts[i] != NULL; i++) {
		while (rest.n > 0 && rest.p[0] >= '0' && rest.p[0] <= '9')
			rest = gk_str_sub(rest, 1, rest.n);
		if (!gk_str_starts(rest, gk_str_of(parts[i])))
			continue;
		rest = gk_str_sub(rest, strlen(parts[i]), rest.n);
		i = SIZE_MAX;	/* and again from the first */
	}
	return rest;
}

struct gk_str
gk_body_of_title(struct gk_str text)
{
	static const char *const subjects[] = { "主动公开", "政府信息",
		"政务公开", "政务信息", "信息公开", "信息发布", "公开信息",
		"公开台账", "台账", "登记表", "统计表", "汇总表", "关于", NULL };
	size_t end;

	text = without_leading_year(text);
	end = text.n;
	for (size_t i = 0; i < end; i++)
		if (text.p[i] >= '0' && text.p[i] <= '9')
			end = i;
	for (size_t i = 0; subjects[i] != NULL; i++) {
		size_t at = gk_str_find(text, gk_str_of(subjects[i]));

		if (at < end)
			end = at;
	}
	if (end == text.n)	/* no such title at all */
		return GK_EMPTY;
	text = gk_trim(gk_str_sub(text, 0, end));
	return gk_is_body(text) ? text : GK_EMPTY;
}

/* A name that is that of a body, or begins with it: 01教育局（2023）. */
static struct gk_str
body_of_name(struct gk_str name)
{
	struct gk_str body = gk_body_of_title(name);
	size_t end;

	if (body.n > 0)
		return body;
	name = gk_trim(without_leading_year(gk_trim(name)));
	for (end = 0; end < name.n; end++)
		if (strchr("0123456789-_+([ ", name.p[end]) != NULL ||
		    gk_str_starts(gk_str_sub(name, end, 3), GK_STR("（")))
			break;
	name = gk_str_sub(name, 0, end);
	return gk_is_body(name) ? name : GK_EMPTY;
}

/* ---- names ---------------------------------------------------------- */

static void
add_name(struct gk_names *n, struct gk_str name)
{
	if (name.n > 0 && name.n <= GK_TITLE_CELL_MAX &&
	    n->count < sizeof n->list / sizeof *n->list)
		n->list[n->count++] = name;
}

/* The last part of a path, cut off it. */
static struct gk_str
last_part(struct gk_str *path)
{
	struct gk_str part;
	size_t at = path->n;

	while (at > 0 && path->p[at - 1] != '/')
		at--;
	part = gk_str_sub(*path, at, path->n);
	while (at > 0 && path->p[at - 1] == '/')
		at--;
	path->n = at;
	return part;
}

static struct gk_str
without_suffix(struct gk_str name)
{
	for (size_t i = name.n; i > 1; i--)
		if (name.p[i - 1] == '.')
			return gk_str_sub(name, 0, i - 1);
	return name;
}

void
gk_names_find(struct gk_names *n, struct gk_str sheet, struct gk_str path)
{
	*n = (struct gk_names){ .count = 0 };
	add_name(n, sheet);
	add_name(n, without_suffix(last_part(&path)));
	n->own = n->count;
	while (path.n > 0 && n->count < n->own + GK_NAMES_FOLDERS)
		add_name(n, last_part(&path));
}

struct gk_str
gk_names_unit(const struct gk_names *n)
{
	/* Further up it may be whoever collects the ledgers. */
	for (size_t i = 0; i < n->count && i <= n->own; i++) {
		struct gk_str body = body_of_name(n->list[i]);

		if (body.n > 0)
			return body;
	}
	return GK_EMPTY;
}

/* 全量, 全部 (but not in 全部门), 增量; 季度 and 新增 decide nothing. */
static enum gk_scope
scope_of(struct gk_str text)
{
	size_t from = 0, at;

	if (gk_str_find(text, GK_STR("全量")) != SIZE_MAX)
		return GK_FULL;
	while ((at = gk_str_find(gk_str_sub(text, from, text.n),
	    GK_STR("全部"))) != SIZE_MAX) {
		from += at + strlen("全部");
		if (!gk_str_starts(gk_str_sub(text, from, text.n),
		    GK_STR("门")))
			return GK_FULL;
	}
	return gk_str_find(text, GK_STR("增量")) != SIZE_MAX ?
	    GK_INCREMENTAL : GK_SCOPE_UNKNOWN;
}

enum gk_scope
gk_names_scope(const struct gk_names *n, struct gk_str text)
{
	enum gk_scope scope = scope_of(text);

	for (size_t i = 0; i < n->own && scope == GK_SCOPE_UNKNOWN; i++)
		scope = scope_of(n->list[i]);
	return scope;
}

/* A period, and no single day: 台账20230405.xlsx tells when it was sent. */
static bool
period_in(struct gk_str text, int year, struct gk_table *t)
{
	return gk_period_parse(text, year, &t->period_first,
	    &t->period_last) && t->period_first != t->period_last;
}

/* The year that one of the names from `from` on has; 0 if none. */
static int
year_of_names(const struct gk_names *n, size_t from)
{
	struct gk_table t;

	for (size_t i = from; i < n->count; i++)
		if (period_in(n->list[i], 0, &t))
			return gk_day_year(t.period_first);
	return 0;
}

/* 第四季度 without a year was before the ledger was sent. */
static bool
period_before(struct gk_str text, struct gk_table *t)
{
	int year;

	if (t->submitted == GK_NO_DAY)
		return false;
	year = gk_day_year(t->submitted);
	return (gk_period_parse(text, year, &t->period_first,
	    &t->period_last) && t->period_first <= t->submitted) ||
	    gk_period_parse(text, year - 1, &t->period_first,
	    &t->period_last);
}

void
gk_names_period(const struct gk_names *n, struct gk_str text,
    struct gk_table *t)
{
	int year = year_of_names(n, 0);

	if (gk_period_parse(text, 0, &t->period_first, &t->period_last) ||
	    period_before(text, t) || (year > 0 && gk_period_parse(text, year,
	    &t->period_first, &t->period_last)))
		return;
	for (size_t i = 0; i < n->count; i++)
		if (period_in(n->list[i], year_of_names(n, i), t))
			return;
	t->period_first = t->period_last = GK_NO_DAY;
}

/* ---- words of titles ------------------------------------------------ */

static void
add_words(struct gk_buf *out, struct gk_str text)
{
	size_t from = out->len;

	if (text.n == 0 || text.n > GK_TITLE_CELL_MAX)
		return;
	gk_norm_key(out, text);
	gk_fold_variants(out, from);
	gk_buf_putc(out, '\n');	/* no word goes on behind it */
}

void
gk_title_words(struct gk_buf *out, const struct gk_head *h, size_t rows,
    size_t ends[GK_HEAD_ROWS + 1])
{
	struct gk_str name = h->file;

	for (size_t i = h->file.n; i > 0; i--)
		if (h->file.p[i - 1] == '/') {
			name = gk_str_sub(h->file, i, h->file.n);
			break;
		}
	gk_buf_clear(out);
	add_words(out, name);
	add_words(out, h->sheet);
	ends[0] = out->len;
	for (size_t r = 0; r < rows; r++) {
		for (size_t i = 0; i < h->rows[r].ncells; i++)
			add_words(out, h->rows[r].cells[i]);
		ends[r + 1] = out->len;
	}
}
