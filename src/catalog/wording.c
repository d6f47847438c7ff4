/*
 * The text is brought to one form (half-width, no blanks) and cut into
 * phrases at ; , 。 outside brackets.  Each phrase is offered to the rules at
 * the end of this file, first come first served.  A rule peels words off both
 * ends of the phrase until nothing is left, so that a word which nobody
 * expected is never skipped; it takes the phrase whole or leaves it alone.
 *
 * To teach it a wording: a word in one of the lists, or a rule; and a line in
 * tests/unit/test_wording.c, with the nearest thing that means another.
 */
#include "config.h"

#include "catalog/wording.h"

#include "catalog/wording_int.h"
#include "core/mem.h"
#include "core/norm.h"

/* Longer ones are no wordings. */
#define TEXT_MAX 4096

struct parser {
	struct gk_wording *w;
	struct gk_str rest;		/* phrases to come */
};

typedef const char *const words[];

/* In these lists a word stands before those that it ends in, or begins with. */
static words verbs = { "公开", "公示", "公告", "公布", "发布", "回应", NULL };
static words adverbs = { "予以", "及时", "主动", "对外", "向社会", "依法",
	"完成", NULL };
static words fillers = { "其中", "应当", "应", "须", "原则上", "一般", NULL };
static words inside = { "之内", "以内", "内", NULL };
static words behind = { "之后", "以后", "后", NULL };
static words afterwards = { "之日起", "当日起", "起", "之后", "以后", "后",
	NULL };
static words before = { "之前", "以前", "前", NULL };
static words promptly = { "及时", "实时", "随时", "即时", "立即", NULL };
static words together = { "同时", "同步", "一并", NULL };
static words at_least = { "不得少于", "不少于", "不得低于", "不低于", "至少",
	"为", NULL };
static words terms = { "期限", "时间", "期", NULL };
static words shown = { "公示", "公告", NULL };
static words asked = { "征求意见", "征集意见", "听取意见", NULL };
static words labels = { "公开时限", "公开期限", "时限", NULL };
static words places = { "栏", "网站", "平台", "媒体", "公报", "中心", "大厅",
	"窗口", "电子屏", "现场", NULL };

static const struct {
	const char *word;
	enum gk_days unit;
	int days;
} units[] = {
	{ "个工作日", GK_WORKING, 1 }, { "工作日", GK_WORKING, 1 },
	{ "个自然日", GK_CALENDAR, 1 }, { "自然日", GK_CALENDAR, 1 },
	{ "日", GK_CALENDAR, 1 }, { "天", GK_CALENDAR, 1 },
	{ "周", GK_CALENDAR, 7 },
};

static struct gk_clause *
add(struct parser *p, enum gk_clause_kind kind, struct gk_str applies)
{
	struct gk_clause *c = &p->w->clauses[p->w->nclauses++];

	*c = (struct gk_clause){ .kind = kind, .from = GK_EMPTY,
		.event = GK_EMPTY, .applies = applies, .phrase = GK_EMPTY };
	return c;
}

/* 予以公开, 及时公开, 公示 at the end. */
static bool
cut_end_verb(struct gk_str *s)
{
	if (!gk_cut_end_any(s, verbs))
		return false;
	while (gk_cut_end_any(s, adverbs))
		;
	return true;
}

static void
cut_fillers(struct gk_str *s)
{
	while (gk_cut_any(s, fillers))
		;
}

/* 20个工作日, 三十日, 一周 at the end. */
static bool
cut_end_days(struct gk_str *s, struct gk_clause *c)
{
	int n;

	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
		if (!gk_cut_end(s, units[i].word))
			continue;
		if (!gk_cut_end_number(s, &n) || n * units[i].days > 3660)
			return false;
		c->days = n * units[i].days;
		c->unit = units[i].unit;
		return true;
	}
	return false;
}

/* A deadline, if what stands before the number is an event. */
static bool
take_deadline(struct parser *p, struct gk_str applies, struct gk_str left,
    const struct gk_clause *span)
{
	struct gk_event ev = { .from = GK_STR("unstated"), .words = GK_EMPTY,
		.applies = GK_EMPTY };
	struct gk_str label = applies;
	struct gk_clause *c;

	if (gk_cut_end_any(&label, terms))
		return false;		/* 公示期:5个工作日内 */
	cut_fillers(&left);
	if (left.n != 0) {
		gk_cut_end(&left, ",");
		gk_cut_end_any(&left, afterwards);
		if (!gk_event_read(left, &ev))
			return false;
	}
	if (ev.applies.n != 0 && applies.n != 0)
		return false;
	if (ev.every != GK_ONCE)
		add(p, GK_CLAUSE_CADENCE, applies)->cadence = ev.every;
	c = add(p, GK_CLAUSE_DEADLINE,
	    ev.applies.n != 0 ? ev.applies : applies);
	c->days = span->days;
	c->unit = span->unit;
	c->from = ev.from;
	c->event = ev.words;
	return true;
}

/* A duration, if what stands before the number is 公示期限不得少于. */
static bool
take_duration(struct parser *p, struct gk_str applies, struct gk_str left,
    const struct gk_clause *span)
{
	struct gk_str whole;
	struct gk_clause *c;

	gk_cut_end_any(&left, at_least);
	while (gk_cut_end_any(&left, fillers))
		;
	gk_cut_end_any(&left, terms);
	cut_fillers(&left);
	whole = left;
	if (!gk_cut_end_any(&left, shown)) {
		if (!gk_cut_end_any(&left, asked))
			return false;
		left = whole;
	}
	if (left.n != 0 && applies.n != 0)
		return false;
	c = add(p, GK_CLAUSE_DURATION, left.n != 0 ? left : applies);
	c->days = span->days;
	c->unit = span->unit;
	return true;
}

/* The phrase ends in a number of days, with or without 内公开. */
static bool
rule_days(struct parser *p, struct gk_str applies, struct gk_str s)
{
	struct gk_clause span = { .days = 0 }, *c;
	bool update = gk_cut_end(&s, "更新一次") || gk_cut_end(&s, "更新");
	bool invite = gk_cut_end(&s, "发通知邀请"), verb = cut_end_verb(&s);
	bool within = gk_cut_end_any(&s, inside);

	if (!cut_end_days(&s, &span) || (update && verb))
		return false;
	if (update) {
		if (!gk_str_eq(s, GK_STR("每")))
			return false;
		c = add(p, GK_CLAUSE_UPDATE, applies);
	} else if (gk_str_eq(s, GK_STR("提前")) && !within) {
		c = add(p, GK_CLAUSE_AHEAD, applies);
	} else if (invite) {
		return false;
	} else if (verb || within) {
		return take_deadline(p, applies, s, &span);
	} else if (s.n == 0 && take_duration(p, GK_EMPTY, applies, &span)) {
		return true;		/* 公示期：5个工作日 */
	} else {
		return take_duration(p, applies, s, &span) ||
		    take_deadline(p, applies, s, &span);
	}
	c->days = span.days;
	c->unit = span.unit;
	return true;
}

/* 每年3月31日前, 每年12月底前 */
static bool
rule_by(struct parser *p, struct gk_str applies, struct gk_str s)
{
	struct gk_clause *c;
	int month, day = 0;
	bool end;

	cut_end_verb(&s);
	if (!gk_cut_end_any(&s, before))
		return false;
	end = gk_cut_end(&s, "月底");
	if (!end && !(gk_cut_end(&s, "日") && gk_cut_end_number(&s, &day) &&
	    gk_cut_end(&s, "月")))
		return false;
	if (!gk_cut_end_number(&s, &month) || !gk_str_eq(s, GK_STR("每年")))
		return false;
	if (end && month == 2)
		return false;		/* the 28th or the 29th */
	if (end)
		day = gk_day_of(2000, month, 31) != GK_NO_DAY ? 31 : 30;
	if (gk_day_of(2000, month, day) == GK_NO_DAY)
		return false;
	c = add(p, GK_CLAUSE_BY, applies);
	c->month = month;
	c->day = day;
	return true;
}

/* 每季度, 按月公开, 企业或单位每季公告一次 */
static bool
rule_cadence(struct parser *p, struct gk_str applies, struct gk_str s)
{
	bool once = gk_cut_end(&s, "一次") || gk_cut_end(&s, "1次");
	enum gk_cadence every;

	if (!gk_cut_end(&s, "更新") && !cut_end_verb(&s) && once)
		return false;
	if (once)
		gk_cut_end(&s, "至少");
	every = gk_cut_end_period(&s);
	if (every == GK_ONCE || !(gk_cut_end(&s, "每") || gk_cut_end(&s, "按")))
		return false;
	gk_cut_end_any(&s, fillers);
	cut_fillers(&s);
	if (s.n != 0 && applies.n != 0)
		return false;
	add(p, GK_CLAUSE_CADENCE, s.n != 0 ? s : applies)->cadence = every;
	return true;
}

/* 及时公开, 按进展情况及时公开, 重大决策作出后及时公开, 走逃、失踪的随时公告 */
static bool
rule_promptly(struct parser *p, struct gk_str applies, struct gk_str s)
{
	static words ways = { "按进展情况", "根据进展情况", NULL };
	static words publicly = { "向社会", "对外", NULL };
	struct gk_event ev = { .words = GK_EMPTY };
	struct gk_str event = GK_EMPTY;

	if (gk_cut_end_any(&s, verbs))
		gk_cut_end_any(&s, publicly);
	if (!gk_cut_end_any(&s, promptly))
		return false;
	cut_fillers(&s);
	gk_cut_any(&s, ways);
	if (gk_cut_end_any(&s, behind)) {
		event = s;
		if (!gk_event_read(s, &ev) || ev.every != GK_ONCE)
			return false;
	} else if (s.n != 0) {
		if (!gk_cut_end(&s, "的") || s.n == 0 || applies.n != 0)
			return false;
		applies = s;
	}
	add(p, GK_CLAUSE_PROMPTLY, applies)->event = event;
	return true;
}

/* 长期公开(动态调整) */
static bool
rule_standing(struct parser *p, struct gk_str applies, struct gk_str s)
{
	static words adjusted = { "(动态调整)", "(动态更新)", NULL };

	gk_cut_end_any(&s, adjusted);
	gk_cut_end_any(&s, verbs);
	if (!gk_str_eq(s, GK_STR("长期")) && !gk_str_eq(s, GK_STR("常年")))
		return false;
	add(p, GK_CLAUSE_STANDING, applies);
	return true;
}

/* 随采购公告、采购文件公开, 与中标结果同时公告, 在启动征收工作时 */
static bool
rule_with(struct parser *p, struct gk_str applies, struct gk_str s)
{
	bool verb = cut_end_verb(&s), joined = gk_cut_end_any(&s, together);
	struct gk_str at_once = s;

	if (gk_cut(&s, "随")) {
		if (!verb)
			return false;
	} else if (gk_cut(&s, "与")) {
		if (!verb || !joined)
			return false;
	} else if (verb || joined || gk_cut_end_any(&at_once, promptly) ||
	    !gk_cut(&s, "在") || !gk_cut_end(&s, "时")) {
		return false;
	}
	if (s.n == 0)
		return false;
	add(p, GK_CLAUSE_WITH, applies)->event = s;
	return true;
}

/* 征集时对外公布的时限内公开, 法律法规规定的期限内 */
static bool
rule_within(struct parser *p, struct gk_str applies, struct gk_str s)
{
	static words set = { "公布的时限", "公布的期限", "规定的时限",
		"规定的期限", NULL };
	struct gk_str event;

	cut_end_verb(&s);
	if (!gk_cut_end_any(&s, inside))
		return false;
	event = s;
	if (!gk_cut_end_any(&s, set) || s.n == 0)
		return false;
	add(p, GK_CLAUSE_WITHIN, applies)->event = event;
	return true;
}

/* Cuts the next phrase off; false when there is none. */
static bool
next_phrase(struct gk_str *rest, struct gk_str *phrase)
{
	static words marks = { ";", ",", "。", NULL };
	struct gk_str from, s;
	int depth = 0;

	while (gk_cut_any(rest, marks))
		;
	from = s = *rest;
	while (s.n != 0) {
		*phrase = gk_str_sub(from, 0, from.n - s.n);
		if (depth == 0 && gk_cut_any(&s, marks)) {
			/* 自形成之日起,20个工作日内 is one phrase. */
			if (!gk_str_ends(*phrase, GK_STR("之日起")) ||
			    s.n == 0)
				break;
			continue;
		}
		depth += *s.p == '(' ? 1 : *s.p == ')' && depth > 0 ? -1 : 0;
		s = gk_str_sub(s, 1, SIZE_MAX);
		*phrase = from;
	}
	*rest = s;
	return from.n != 0;
}

/* 在村公示栏、政府网站公开: a place is no time. */
static bool
is_place(struct gk_str s)
{
	struct gk_str piece;

	if (!gk_cut(&s, "在") || !cut_end_verb(&s) || !gk_is_name(s))
		return false;
	while (gk_str_split(&s, "、", &piece))
		if (!gk_cut_end_any(&piece, places))
			return false;
	return true;
}

/* Phrases that give no time of their own, some with the one behind them. */
static bool
rule_neutral(struct parser *p, struct gk_str applies, struct gk_str s)
{
	static const struct {
		const char *start, *end, *next;
	} known[] = {
		{ "法律", "另有规定的除外", NULL },
		{ "法律", "另有规定的从其规定", NULL },
		{ "法律", "另有规定的", "从其规定" },
		{ "因", "需要缩短期限的", "予以说明" },
	};
	struct gk_str rest = p->rest, next, middle;

	if (applies.n != 0 || gk_tells_time(s))
		return false;
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		middle = s;
		if (!gk_cut(&middle, known[i].start) ||
		    !gk_cut_end(&middle, known[i].end))
			continue;
		if (known[i].next == NULL)
			return true;
		if (!next_phrase(&rest, &next) || gk_tells_time(next) ||
		    !gk_cut_end(&next, known[i].next))
			continue;
		p->rest = rest;
		return true;
	}
	return is_place(s);
}

/* The more a rule asks for, the earlier it stands. */
static bool (*const rules[])(struct parser *p, struct gk_str applies,
    struct gk_str s) = {
	rule_neutral, rule_by, rule_within, rule_days, rule_cadence,
	rule_promptly, rule_standing, rule_with,
};

/* The words that clauses hold are names, and nothing with a time in it. */
static bool
check_names(const struct gk_clause *c)
{
	return (c->applies.n == 0 || gk_is_name(c->applies)) &&
	    (c->event.n == 0 || gk_is_name(c->event));
}

/* 处罚决定:20个工作日内 is about 处罚决定. */
static bool
take_phrase(struct parser *p, struct gk_str phrase)
{
	struct gk_str applies = GK_EMPTY, s = phrase;
	size_t colon = gk_str_find(s, GK_STR(":")), first = p->w->nclauses;

	if (colon != SIZE_MAX) {
		applies = gk_str_sub(s, 0, colon);
		s = gk_str_sub(s, colon + 1, SIZE_MAX);
		cut_fillers(&applies);
		if (applies.n == 0 || s.n == 0)
			return false;
		if (gk_cut_any(&applies, labels) && applies.n != 0)
			return false;
	}
	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
		if (!rules[i](p, applies, s))
			continue;
		for (; first < p->w->nclauses; first++) {
			if (!check_names(&p->w->clauses[first]))
				return false;
			p->w->clauses[first].phrase = phrase;
		}
		return true;
	}
	return false;
}

/* As many clauses as there may be: two in each phrase. */
static size_t
room(struct gk_str s)
{
	size_t phrases = 1;

	/* The first byte of 。 is 0xE3. */
	for (size_t i = 0; i < s.n; i++)
		phrases += s.p[i] == ';' || s.p[i] == ',' || s.p[i] == '\xE3';
	return 2 * phrases;
}

struct gk_wording *
gk_wording_parse(struct gk_arena *a, struct gk_str text)
{
	struct gk_wording *w = gk_arena_alloc(a, sizeof *w);
	struct parser p = { .w = w, .rest = GK_EMPTY };
	struct gk_str phrase;

	w->unparsed = GK_EMPTY;
	if (text.n > TEXT_MAX || !gk_wording_plain(a, text, &p.rest)) {
		w->unparsed = gk_str_keep(a, gk_str_sub(text, 0, TEXT_MAX));
		return w;
	}
	w->clauses = gk_arena_alloc(a, room(p.rest) * sizeof *w->clauses);
	while (next_phrase(&p.rest, &phrase))
		if (!take_phrase(&p, phrase)) {
			w->nclauses = 0;
			w->unparsed = phrase;
			return w;
		}
	w->parsed = true;
	return w;
}
