/*
 * The words that wordings are made of, and events: 信息形成或者变更, 收到申请.
 */
#include "config.h"

#include "catalog/wording_int.h"

#include "core/mem.h"
#include "core/norm.h"

typedef const char *const words[];
typedef bool event_reader(struct gk_str s, struct gk_event *ev);

/* What makes information: art. 26 and its variants. */
static words making = { "形成", "变更", "制作", "制定", "获取", "产生", NULL };
static words joiners = { "或者", "或", "、", "(", NULL };
/* A subject that says nothing: information is formed, what else. */
static words generic = { "信息", "该信息", "政府信息", "该政府信息",
	"公开信息", "公开事项信息", NULL };
static words make_decision = { "作出", "做出", NULL };
static words decision_made = { "决定作出", "决定做出", NULL };
static words approval = { "批准", "批复", NULL };
static words receipt = { "收到", "接到", NULL };
static words period_end = { "结束", "终了", NULL };
/* Events end in one of these, or begin with receipt. */
static words happening = { "签订", "确定", "下达", "结束", "完成", "完毕",
	"发布", "印发", "公布", "程序", "受理", "启动", "生效", "作出", "届满",
	NULL };
static words leads = { "自", "在", NULL };
static words dues = { "应当", "应", "须", NULL };
/* 自 and 在 in the middle of a word. */
static words no_mark = { "自然", "自行", "自治", "在建", "在线", "在职", NULL };
static words no_mark_end = { "各自", "所在", NULL };

bool
gk_wording_plain(struct gk_arena *a, struct gk_str text, struct gk_str *plain)
{
	struct gk_buf packed, b;
	struct gk_str s = text;
	uint32_t ch;
	size_t len;
	bool ok;

	gk_buf_init(&packed);
	gk_buf_init(&b);
	for (; (len = gk_utf8_next(s.p, s.n, &ch)) != 0;
	    s = gk_str_sub(s, len, SIZE_MAX))
		if (!gk_is_blank(ch)) {
			if (ch < 0x20 || (ch >= 0x7F && ch < 0xA0))
				break;
			gk_buf_add(&packed, s.p, len);
		}
	ok = s.n == 0;
	gk_norm_width(&b, gk_buf_str(&packed));
	*plain = gk_str_keep(a, gk_buf_str(&b));
	gk_buf_release(&packed);
	gk_buf_release(&b);
	return ok;
}

bool
gk_cut(struct gk_str *s, const char *word)
{
	struct gk_str w = gk_str_of(word);

	if (!gk_str_starts(*s, w))
		return false;
	*s = gk_str_sub(*s, w.n, SIZE_MAX);
	return true;
}

bool
gk_cut_end(struct gk_str *s, const char *word)
{
	struct gk_str w = gk_str_of(word);

	if (!gk_str_ends(*s, w))
		return false;
	s->n -= w.n;
	return true;
}

bool
gk_cut_any(struct gk_str *s, const char *const *list)
{
	for (; *list != NULL; list++)
		if (gk_cut(s, *list))
			return true;
	return false;
}

bool
gk_cut_end_any(struct gk_str *s, const char *const *list)
{
	for (; *list != NULL; list++)
		if (gk_cut_end(s, *list))
			return true;
	return false;
}

/* 二十, 十五, 三十 up to 九十九; a digit after a digit is no number. */
static bool
cut_end_han(struct gk_str *s, int *n)
{
	static words digits = { "一", "二", "三", "四", "五", "六", "七", "八",
		"九", NULL };
	struct gk_str rest = *s;
	int ones = 0, tens = 0;

	if (gk_cut_end(&rest, "两"))
		ones = 2;
	for (int i = 0; ones == 0 && digits[i] != NULL; i++)
		if (gk_cut_end(&rest, digits[i]))
			ones = i + 1;
	if (gk_cut_end(&rest, "十")) {
		tens = 1;
		for (int i = 0; tens == 1 && digits[i] != NULL; i++)
			if (gk_cut_end(&rest, digits[i]))
				tens = i + 1;
	}
	*n = 10 * tens + ones;
	if (*n == 0 || gk_str_ends(rest, GK_STR("百")) ||
	    gk_str_ends(rest, GK_STR("十")) || gk_cut_end_any(&rest, digits))
		return false;
	*s = gk_str_sub(*s, 0, rest.n);
	return true;
}

bool
gk_cut_end_number(struct gk_str *s, int *n)
{
	size_t i = s->n, v;

	while (i > 0 && s->p[i - 1] >= '0' && s->p[i - 1] <= '9')
		i--;
	if (i == s->n)
		return cut_end_han(s, n);
	if (!gk_str_to_size(gk_str_sub(*s, i, SIZE_MAX), &v) || v < 1 ||
	    v > 3660)
		return false;
	s->n = i;
	*n = (int)v;
	return true;
}

enum gk_cadence
gk_cut_end_period(struct gk_str *s)
{
	static const struct {
		const char *word;
		enum gk_cadence cadence;
	} periods[] = {
		{ "半年度", GK_HALF_YEARLY }, { "半年", GK_HALF_YEARLY },
		{ "年度", GK_YEARLY }, { "年", GK_YEARLY },
		{ "季度", GK_QUARTERLY }, { "季", GK_QUARTERLY },
		{ "个月", GK_MONTHLY }, { "月度", GK_MONTHLY },
		{ "月", GK_MONTHLY },
	};

	for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++)
		if (gk_cut_end(s, periods[i].word))
			return periods[i].cadence;
	return GK_ONCE;
}

bool
gk_tells_time(struct gk_str s)
{
	static words telling = { "工作日", "之日", "及时", "实时", "随时",
		"同时", "长期", "动态", "不得", "其中", "一次", "一周", "每",
		NULL };

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return true;
	for (const char *const *w = telling; *w != NULL; w++)
		if (gk_str_find(s, gk_str_of(*w)) != SIZE_MAX)
			return true;
	return false;
}

bool
gk_is_name(struct gk_str s)
{
	static words starts = { "的", "、", "或", "与", "及", NULL };
	static words ends = { "的", "后", "前", "时", "起", "不", "并", "为",
		"、", "或", "与", "及", NULL };

	return s.n != 0 && !gk_tells_time(s) && !gk_cut_any(&s, starts) &&
	    !gk_cut_end_any(&s, ends);
}

static bool
is_any(struct gk_str s, const char *const *list)
{
	for (; *list != NULL; list++)
		if (gk_str_eq(s, gk_str_of(*list)))
			return true;
	return false;
}

/* 形成(变更), 获取(形成、变更), 批准或批复: one verb or more at the end. */
static bool
cut_end_verbs(struct gk_str *s, const char *const *list)
{
	bool any = false, joined = false;

	for (;;) {
		bool closed = gk_cut_end(s, ")");

		if (!gk_cut_end_any(s, list))
			return any && !closed && !joined;
		any = true;
		joined = gk_cut_end_any(s, joiners);
	}
}

/* 信息形成或者变更: verbs behind a subject. */
static bool
read_formed(struct gk_str s, struct gk_event *ev)
{
	if (!cut_end_verbs(&s, making))
		return false;
	ev->from = GK_STR("formed");
	if (!is_any(s, generic))
		ev->applies = s;
	return true;
}

/* 制定或获取补贴政策: verbs in front of an object. */
static bool
read_made(struct gk_str s, struct gk_event *ev)
{
	if (!gk_cut_any(&s, making))
		return false;
	while (gk_cut_any(&s, joiners))
		if (!gk_cut_any(&s, making))
			return false;
	ev->from = GK_STR("formed");
	return s.n != 0;
}

static bool
read_period(struct gk_str s, struct gk_event *ev)
{
	enum gk_cadence cadence;
	bool every;

	if (!gk_cut_end_any(&s, period_end))
		return false;
	every = gk_cut(&s, "每");
	cadence = gk_cut_end_period(&s);
	if (cadence == GK_ONCE || s.n != 0)
		return false;
	ev->from = GK_STR("period");
	ev->every = every ? cadence : GK_ONCE;
	return true;
}

/* Fixed events with names of their own in the catalogue. */
static bool
read_named(struct gk_str s, struct gk_event *ev)
{
	struct gk_str rest = s;

	if (gk_cut_any(&rest, receipt) && gk_cut_end(&rest, "申请")) {
		ev->from = GK_STR("application");
		return true;
	}
	rest = s;
	if ((gk_cut_any(&rest, make_decision) && gk_cut_end(&rest, "决定")) ||
	    gk_cut_end_any(&rest, decision_made)) {
		ev->from = GK_STR("decision");
		return true;
	}
	rest = s;
	if (gk_cut_end(&rest, "答复") &&
	    (rest.n == 0 || is_any(rest, make_decision))) {
		ev->from = GK_STR("reply");
		return true;
	}
	if (cut_end_verbs(&rest, approval) &&
	    !gk_str_ends(rest, GK_STR("未")) &&
	    !gk_str_ends(rest, GK_STR("不"))) {
		ev->from = GK_STR("approved");
		return true;
	}
	return false;
}

/* 合同签订, 收到征地批准文件: in its own words. */
static bool
read_other(struct gk_str s, struct gk_event *ev)
{
	struct gk_str rest = s;

	ev->from = GK_STR("event");
	ev->words = s;
	return gk_cut_end_any(&rest, happening) && rest.n != 0 &&
	    !gk_str_ends(rest, GK_STR("未")) && !gk_str_ends(rest, GK_STR("不"));
}

static bool
read_receipt(struct gk_str s, struct gk_event *ev)
{
	struct gk_str rest = s;

	ev->from = GK_STR("event");
	ev->words = s;
	return gk_cut_any(&rest, receipt) && rest.n != 0;
}

static bool
read_bare(struct gk_str s, struct gk_event *ev)
{
	static event_reader *const readers[] = { read_period, read_named,
		read_formed, read_other, read_made, read_receipt };

	for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
		*ev = (struct gk_event){ .from = GK_EMPTY, .words = GK_EMPTY,
			.applies = GK_EMPTY };
		if (readers[i](s, ev))
			return ev->every != GK_ONCE || !gk_tells_time(s);
	}
	return false;
}

/* Whether 自 or 在 at s.p[i] introduces an event. */
static bool
is_mark(struct gk_str s, size_t i, size_t *len)
{
	struct gk_str at = gk_str_sub(s, i, SIZE_MAX), left, rest = at;

	if (!gk_cut(&rest, "自") && !gk_cut(&rest, "在"))
		return false;
	*len = at.n - rest.n;
	left = gk_str_sub(s, 0, i + *len);
	return !gk_cut_any(&at, no_mark) && !gk_cut_end_any(&left, no_mark_end);
}

/* 执法决定信息在决定作出: what the limit is for, before the mark. */
static bool
read_marked(struct gk_str s, struct gk_event *ev)
{
	struct gk_str left;
	size_t len;

	for (size_t i = 1; i < s.n; i++) {
		if (!is_mark(s, i, &len) ||
		    !read_bare(gk_str_sub(s, i + len, SIZE_MAX), ev))
			continue;
		left = gk_str_sub(s, 0, i);
		while (gk_cut_end_any(&left, dues))
			;
		ev->applies = left;
		return left.n != 0;
	}
	return false;
}

bool
gk_event_read(struct gk_str s, struct gk_event *ev)
{
	bool marked;
	size_t len;

	do {
		marked = gk_str_starts(s, GK_STR("自")) ||
		    gk_str_starts(s, GK_STR("在"));
	} while ((!marked || is_mark(s, 0, &len)) && gk_cut_any(&s, leads));
	return read_marked(s, ev) || read_bare(s, ev);
}
