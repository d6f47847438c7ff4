#include "config.h"

#include "pair/title.h"

#include <stdlib.h>

#include "core/norm.h"

/* Whose names are written in front: 示例市人民政府办公室关于…. */
#define ISSUER_BYTES_MAX ((size_t)120)

/* ---- words ---------------------------------------------------------- */

/* Kinds of interpretation as titles name them, and the form that each is. */
static const struct word {
	const char *word, *form;
} told[] = {
	{ "一图读懂", "图解" }, { "一图看懂", "图解" }, { "一图了解", "图解" },
	{ "一张图读懂", "图解" }, { "图文解读", "图解" }, { "图说", "图解" },
	{ "图解", "图解" }, { "长图", "图解" }, { "漫画解读", "动漫" },
	{ "漫画", "动漫" }, { "动漫", "动漫" }, { "动画", "动漫" },
	{ "H5", "H5动画" }, { "视频解读", "视频" }, { "短视频", "视频" },
	{ "视频", "视频" }, { "音频解读", "音频" }, { "音频", "音频" },
	{ "政策问答", "政策问答" }, { "有问必答", "政策问答" },
	{ "问答", "政策问答" }, { "问与答", "政策问答" },
	{ "答记者问", "答记者问" }, { "专家解读", "专家解读" },
	{ "媒体解读", "媒体专访" }, { "媒体专访", "媒体专访" },
	{ "负责人解读", "撰稿" }, { "新闻发布会", "新闻发布会" },
	{ "在线访谈", "在线访谈" }, { "访谈", "在线访谈" },
	{ "文字解读", "文字" }, { "文件解读", "文字" },
	{ "政策解读", "文字" }, { "解读材料", "文字" }, { "解读稿", "文字" },
	{ "解读", "文字" }, { "政策说明", "文字" }, { "编制说明", "文字" },
	{ "解析", "文字" },
};

static const char *const drafts[] = { "起草说明", "草案解读", "草案说明",
	"草案的说明", "征求意见稿解读", "征求意见稿的解读", "征求意见稿说明",
	"征求意见稿起草说明", NULL };

/* What a number in a series of interpretations looks like, at the end. */
static const char *const serials[] = { "()", "之一", "之二", "之三", "之四", "之五",
	"之六", "(一)", "(二)", "(三)", "(四)", "(五)", "(六)", "(上)", "(中)",
	"(下)", "上篇", "中篇", "下篇", "第一期", "第二期", "第三期", "第一集",
	"第二集", "系列", NULL };

/* What stands in front of a title and tells nothing. */
static const char *const leads[] = { "关于对", "关于", "对", "(", ")", ":",
	"|", "-", "/", "·", ",", "!", NULL };
static const char *const tails[] = { "的", "政策", "文件", "材料", "情况",
	"(", ")", ":", "|", "-", "·", ",", "!", "来了", NULL };

static const char *const trials[] = { "(试行)", "(暂行)", "(试行稿)", NULL };

/* ---- views ---------------------------------------------------------- */

static bool
cut_start(struct gk_str *s, const char *const *words)
{
	for (; *words != NULL; words++) {
		struct gk_str w = gk_str_of(*words);

		if (!gk_str_starts(*s, w))
			continue;
		*s = gk_str_sub(*s, w.n, s->n);
		return true;
	}
	return false;
}

static bool
cut_end(struct gk_str *s, const char *const *words)
{
	for (; *words != NULL; words++) {
		struct gk_str w = gk_str_of(*words);

		if (!gk_str_ends(*s, w))
			continue;
		*s = gk_str_sub(*s, 0, s->n - w.n);
		return true;
	}
	return false;
}

static bool
holds(struct gk_str s, const char *word)
{
	return gk_str_find(s, gk_str_of(word)) != SIZE_MAX;
}

/*
 * The title with ASCII punctuation, without blanks and marks of direction, in
 * the arena; brackets like 【】 become ( ), ｜ and ︱ become |.
 */
static struct gk_str
plain(struct gk_arena *a, struct gk_str title)
{
	static const struct { const char *from, *to; } marks[] = {
		{ "【", "(" }, { "】", ")" }, { "［", "(" }, { "］", ")" },
		{ "「", "《" }, { "」", "》" }, { "︱", "|" }, { "丨", "|" },
		{ "—", "-" }, { "–", "-" }, { "“", "" }, { "”", "" },
		{ "\"", "" }, { "[", "(" }, { "]", ")" },
	};
	struct gk_buf wide = { 0 }, out = { 0 };
	struct gk_str s, kept;

	gk_norm_width(&wide, gk_str_sub(title, 0, GK_TITLE_BYTES_MAX));
	s = gk_buf_str(&wide);
	for (size_t i = 0; i < s.n;) {
		uint32_t ch = 0;
		size_t n = gk_utf8_next(s.p + i, s.n - i, &ch), k;

		if (n == 0 || gk_is_blank(ch)) {
			i += n == 0 ? 1 : n;
			continue;
		}
		for (k = 0; k < sizeof marks / sizeof *marks; k++)
			if (gk_str_eq(gk_str_sub(s, i, n),
			    gk_str_of(marks[k].from)))
				break;
		if (k < sizeof marks / sizeof *marks)
			gk_buf_puts(&out, marks[k].to);
		else
			gk_buf_add(&out, s.p + i, n);
		i += n;
	}
	kept = gk_str_keep(a, gk_buf_str(&out));
	gk_buf_release(&wide);
	gk_buf_release(&out);
	return kept;
}

/* ---- what stands in 《》 ---------------------------------------------- */

#define OPEN GK_STR("《")
#define CLOSE GK_STR("》")

/*
 * The next outermost 《…》 at or after `*at`, which moves behind it; the marks
 * nest.  One that is never closed reaches to the end.
 */
static bool
next_quoted(struct gk_str s, size_t *at, size_t *from, struct gk_str *inside)
{
	size_t depth = 0, start = 0;

	for (size_t i = *at; i < s.n; i++) {
		struct gk_str rest = gk_str_sub(s, i, s.n);

		if (gk_str_starts(rest, OPEN) && depth++ == 0) {
			*from = i;
			start = i + OPEN.n;
		}
		if (!gk_str_starts(rest, CLOSE) || depth == 0 || --depth > 0)
			continue;
		*inside = gk_str_sub(s, start, i - start);
		*at = i + CLOSE.n;
		return true;
	}
	if (depth == 0)
		return false;
	*inside = gk_str_sub(s, start, s.n);
	*at = s.n;
	return true;
}

/* The text without what stands in 《》, in the arena. */
static struct gk_str
outside(struct gk_arena *a, struct gk_str s)
{
	struct gk_buf b = { 0 };
	struct gk_str inside, kept;
	size_t at = 0, before = 0, from = 0;

	while (next_quoted(s, &at, &from, &inside)) {
		gk_buf_add_str(&b, gk_str_sub(s, before, from - before));
		before = at;
	}
	gk_buf_add_str(&b, gk_str_sub(s, before, s.n));
	kept = gk_str_keep(a, gk_buf_str(&b));
	gk_buf_release(&b);
	return kept;
}

/* ---- wrappers ------------------------------------------------------- */

/* 示例市人民政府关于X: from 关于 on; what is in front is who issued it. */
static struct gk_str
without_issuer(struct gk_str s)
{
	static const char *const bodies[] = { "政府", "办公厅", "办公室", "委员会",
		"委", "厅", "局", "办", "部", "院", "中心", "小组", "管委会", "处",
		"会", "等部门", NULL };
	size_t at = gk_str_find(s, GK_STR("关于"));
	struct gk_str front;

	if (at == 0 || at == SIZE_MAX || at > ISSUER_BYTES_MAX)
		return s;
	front = gk_str_sub(s, 0, at);
	return cut_end(&front, bodies) ? gk_str_sub(s, at, s.n) : s;
}

/* 关于印发X的通知 → X; 关于转发X的通知 → X, forwarded. */
static struct gk_str
unwrap(struct gk_str s, bool *forwarded)
{
	static const char *const give[] = { "关于印发", "关于公布", "关于发布",
		"关于下发", "印发", "关于实施", NULL };
	static const char *const pass[] = { "关于转发", "关于批转", "转发", "批转",
		NULL };
	static const char *const notice[] = { "的通知", "的公告", "的通告", "通知",
		NULL };
	struct gk_str inner = s;
	bool passed = cut_start(&inner, pass);

	if (!passed && !cut_start(&inner, give))
		return s;
	if (!cut_end(&inner, notice) || inner.n == 0)
		return s;
	*forwarded |= passed;
	return inner;
}

/* A core in comparison form: without wrappers, issuer, 关于, marks, 试行. */
static struct gk_str
core_of(struct gk_arena *a, struct gk_str s, struct gk_title *t)
{
	static const char *const about[] = { "关于", NULL };
	struct gk_buf b = { 0 };
	struct gk_str inside, kept, form;
	size_t at = 0, from = 0;

	s = without_issuer(s);
	if (gk_str_starts(s, GK_STR("关于修改")) ||
	    gk_str_starts(s, GK_STR("关于修订")))
		t->amended = true;
	if (gk_str_starts(s, GK_STR("关于废止")) || holds(s, "宣布失效"))
		t->repealed = true;
	s = unwrap(s, &t->forwarded);
	if (!t->amended && !t->repealed && next_quoted(s, &at, &from, &inside) &&
	    from == 0 && at == s.n)
		s = inside;
	s = unwrap(without_issuer(s), &t->forwarded);
	cut_start(&s, about);
	while (cut_end(&s, trials))
		continue;
	gk_norm_key(&b, s);
	form = gk_buf_str(&b);
	kept = (struct gk_str){ gk_arena_alloc(a, form.n + 1), 0 };
	for (size_t i = 0; i < form.n; i++) {	/* less all marks of titles */
		static const char *const marks[] = { "《", "》", "〈", "〉", "(试行)",
			"(暂行)", NULL };
		struct gk_str rest = gk_str_sub(form, i, form.n);
		size_t n = rest.n;

		if (cut_start(&rest, marks)) {
			i += n - rest.n - 1;
			continue;
		}
		((char *)(uintptr_t)kept.p)[kept.n++] = form.p[i];
	}
	gk_buf_release(&b);
	return kept;
}

/* ---- interpretations ------------------------------------------------ */

static bool
is_draft(struct gk_str s)
{
	for (size_t i = 0; drafts[i] != NULL; i++)
		if (holds(s, drafts[i]))
			return true;
	return false;
}

static const struct word *
word_in(struct gk_str s)
{
	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		if (holds(s, told[i].word))
			return &told[i];
	return NULL;
}

/* Cuts what tells of an interpretation off both ends; whether there was any. */
static bool
strip_told(struct gk_str *s)
{
	bool any = false, again = true;

	while (again && s->n > 0) {
		again = cut_start(s, leads) || cut_end(s, serials);
		for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
			const char *one[] = { told[i].word, NULL };

			if (!cut_end(s, one) && !cut_start(s, one))
				continue;
			any = again = true;
		}
		for (size_t i = 0; drafts[i] != NULL; i++) {
			const char *one[] = { drafts[i], NULL };

			if (cut_end(s, one))
				any = again = true;
		}
		if (any && cut_end(s, tails))
			again = true;
	}
	return any;
}

static void
add_core(struct gk_arena *a, struct gk_title *t, struct gk_str s)
{
	struct gk_str core = core_of(a, s, t);

	for (size_t i = 0; i < t->ncores; i++)
		if (gk_str_eq(t->core[i], core))
			return;
	if (core.n > 0 && t->ncores < GK_TITLE_CORES)
		t->core[t->ncores++] = core;
}

static void
set_role(struct gk_title *t, struct gk_str around, struct gk_str whole)
{
	const struct word *w = word_in(around);

	t->role = is_draft(around) || (holds(whole, "征求意见稿") && w != NULL) ?
	    GK_TITLE_DRAFT_EXPLAINED : GK_TITLE_INTERPRETATION;
	t->form = w != NULL ? gk_str_of(w->form) : GK_EMPTY;
}

/* The text without the number, in the arena. */
static struct gk_str
without_number(struct gk_arena *a, struct gk_str s, struct gk_str number)
{
	size_t at = gk_str_find(s, number);

	if (number.n == 0 || at == SIZE_MAX)
		return s;
	return gk_str_join(a, gk_str_sub(s, 0, at), GK_EMPTY,
	    gk_str_sub(s, at + number.n, s.n));
}

/* Of a title with 《》: what stands around them says what it is. */
static bool
parse_quoted(struct gk_arena *a, struct gk_title *t, struct gk_str s)
{
	struct gk_str around = outside(a, s), inside, rest;
	size_t at = 0, from = 0;

	if (around.n == s.n)
		return false;
	rest = around = without_number(a, around, t->number);
	if (strip_told(&rest) || is_draft(around)) {
		set_role(t, around, s);
		while (next_quoted(s, &at, &from, &inside))
			add_core(a, t, inside);
		return true;
	}
	add_core(a, t, s);
	return true;
}

static struct gk_str
find_number(struct gk_str s)
{
	size_t at = gk_str_find(s, GK_STR("〔")), from, end;

	if (at == SIZE_MAX)
		return GK_EMPTY;
	end = gk_str_find(gk_str_sub(s, at, s.n), GK_STR("号"));
	if (end == SIZE_MAX || end > 40)
		return GK_EMPTY;
	for (from = at; from > 0 && (s.p[from - 1] & 0x80) != 0; from--)
		if (at - from > 60)
			break;
	while (from < at && ((unsigned char)s.p[from] & 0xC0) == 0x80)
		from++;
	return gk_str_sub(s, from, at + end + strlen("号") - from);
}

struct gk_title
gk_title_parse(struct gk_arena *a, struct gk_str title)
{
	struct gk_title t = { .number = GK_EMPTY, .form = GK_EMPTY };
	struct gk_str s = plain(a, title), rest;

	t.number = find_number(s);
	if (parse_quoted(a, &t, s))
		return t;
	rest = s;
	if (strip_told(&rest) && rest.n > 0) {
		set_role(&t, s, s);
		add_core(a, &t, rest);
		return t;
	}
	add_core(a, &t, s);
	return t;
}

/* ---- likeness ------------------------------------------------------- */

#define ALIKE_MAX 200		/* characters that are compared */

static size_t
decode(struct gk_str s, uint32_t *out)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < ALIKE_MAX;) {
		size_t len = gk_utf8_next(s.p + i, s.n - i, &out[n]);

		if (len == 0) {
			out[n] = (unsigned char)s.p[i];
			len = 1;
		}
		i += len;
		n++;
	}
	return n;
}

static bool
is_particle(uint32_t ch)
{
	static const uint32_t list[] = { 0x7684, 0x548C, 0x4E0E, 0x53CA, 0x3001,
		0x5BF9, 0x4E2D, 0 };	/* 的 和 与 及 、 对 中 */

	for (size_t i = 0; list[i] != 0; i++)
		if (list[i] == ch)
			return true;
	return false;
}

/* 省 市 区 县 州 盟 旗 乡 镇 府: how the name of a place or its office ends. */
static bool
ends_place(uint32_t ch)
{
	static const uint32_t list[] = { 0x7701, 0x5E02, 0x533A, 0x53BF, 0x5DDE,
		0x76DF, 0x65D7, 0x4E61, 0x9547, 0x5E9C, 0 };

	for (size_t i = 0; list[i] != 0; i++)
		if (list[i] == ch)
			return true;
	return false;
}

static bool
is_digit(uint32_t ch)
{
	return ch >= '0' && ch <= '9';
}

/*
 * The longer is the shorter with something put in: small words anywhere cost
 * little, a place in front a little more; anything else, and a change of
 * digits, makes another document of it.
 */
static int
cost_of(const uint32_t *s, size_t ns, const uint32_t *l, size_t nl)
{
	size_t i = 0, j = 0, front;
	int cost = 0;

	/* A place in front: as much as makes the rest begin alike. */
	for (front = 1; front <= 12 && front < nl; front++)
		if (ends_place(l[front - 1]) && ns > 1 && l[front] == s[0] &&
		    front + 1 < nl && l[front + 1] == s[1] && l[0] != s[0]) {
			j = front;
			cost += 40 + (int)front;
			break;
		}
	while (i < ns && j < nl) {
		if (s[i] == l[j]) {
			i++;
			j++;
		} else if (is_particle(l[j])) {
			j++;
			cost += 15;
		} else if (is_particle(s[i])) {
			i++;
			cost += 15;
		} else if (!is_digit(s[i]) && !is_digit(l[j]) && i + 1 < ns &&
		    j + 1 < nl && s[i + 1] == l[j + 1] && ns >= 10) {
			cost += 190;	/* one character written otherwise */
			i++;
			j++;
		} else {
			return 1000;
		}
	}
	return cost + 400 * (int)(ns - i + nl - j);
}

int
gk_title_alike(struct gk_str a, struct gk_str b)
{
	uint32_t x[ALIKE_MAX], y[ALIKE_MAX];
	size_t nx, ny;
	int cost;

	if (gk_str_eq(a, b))
		return 1000;
	nx = decode(a, x);
	ny = decode(b, y);
	if (nx < 4 || ny < 4)
		return 0;
	cost = nx <= ny ? cost_of(x, nx, y, ny) : cost_of(y, ny, x, nx);
	return cost >= 1000 ? 0 : 1000 - cost;
}
