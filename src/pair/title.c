/*
 * What a title says: first what makes it an interpretation is taken off at
 * both ends, then the rest is read as the title of a document, from the
 * outside in: issuer, 关于印发…的通知, 《》.
 */
#include "config.h"

#include "pair/title.h"

#include "core/norm.h"
#include "pair/title_int.h"
#include "pair/title_words.h"

#define DEPTH_MAX 4
/* Bytes of what a colon sets apart in front, of an issuer, behind 》. */
#define PIECE_MAX ((size_t)45)
#define ISSUER_MAX ((size_t)300)
#define TAIL_MAX ((size_t)30)

struct parse {
	struct gk_arena *arena;
	struct gk_title *t;
	struct gk_title_text text;
	struct gk_buf name;
};

static const struct gk_str about = { "关于", sizeof "关于" - 1 };
static const struct gk_str of = { "的", sizeof "的" - 1 };

static struct gk_str
drop_of(struct gk_str s)
{
	return gk_str_ends(s, of) ? gk_title_drop(s, of.n) : s;
}

static bool
has(struct gk_str s, const char *word)
{
	return gk_str_find(s, gk_str_of(word)) != SIZE_MAX;
}

static bool
starts(struct gk_str s, const char *word)
{
	return gk_str_starts(s, gk_str_of(word));
}

static bool
ends(struct gk_str s, const char *word)
{
	return gk_str_ends(s, gk_str_of(word));
}

static size_t
find_last(struct gk_str s, struct gk_str word)
{
	for (size_t i = s.n; i-- > 0;)
		if (gk_str_starts(gk_str_sub(s, i, s.n), word))
			return i;
	return SIZE_MAX;
}

/* ---- the name itself ------------------------------------------------ */

static struct gk_str
drop_draft(struct parse *p, struct gk_str s)
{
	size_t n;

	while ((n = gk_words_end(GK_W_DRAFT, s)) > 0 && n < s.n) {
		p->text.draft = true;
		s = drop_of(gk_title_drop(s, n));
	}
	return s;
}

static void
add_name(struct parse *p, struct gk_str s)
{
	struct gk_str left = GK_STR(GK_TITLE_OPEN);
	struct gk_title *t = p->t;
	struct gk_str core;

	s = drop_draft(p, drop_of(gk_title_trim(s)));
	if (gk_str_starts(s, about) && s.n > about.n)
		s = gk_title_skip(s, about.n);
	gk_buf_clear(&p->name);
	for (size_t i = 0; i < s.n; i++) {
		struct gk_str rest = gk_str_sub(s, i, left.n);

		if (gk_str_eq(rest, left) || gk_str_eq(rest, of) ||
		    gk_str_eq(rest, GK_STR(GK_TITLE_CLOSE)))
			i += left.n - 1;
		else if (!gk_title_is_gap(s.p[i]))
			gk_buf_putc(&p->name, s.p[i]);
	}
	if (p->name.len == 0 || t->ncores == GK_TITLE_CORES)
		return;
	if (p->text.draft)
		gk_buf_puts(&p->name, "征求意见稿");
	core = gk_buf_str(&p->name);
	for (size_t i = 0; i < t->ncores; i++)
		if (gk_str_eq(t->core[i], core))
			return;
	t->core[t->ncores++] = gk_str_keep(p->arena, core);
}

/* ---- issuers -------------------------------------------------------- */

static bool
is_issuer(struct gk_str s)
{
	return s.n > 0 && s.n <= ISSUER_MAX &&
	    (gk_words_end(GK_W_ORGAN, s) > 0 || gk_title_place(s) == s.n) &&
	    !gk_words_in(GK_W_VERB, s) && !has(s, GK_TITLE_CLOSE);
}

static void
set_issuer(struct parse *p, struct gk_str s)
{
	struct gk_buf b = { 0 };

	s = gk_title_trim(s);
	if (p->t->issuer.n > 0 || !is_issuer(s))
		return;
	gk_norm_key(&b, s);	/* without separators */
	p->t->issuer = gk_str_keep(p->arena, gk_buf_str(&b));
	gk_buf_release(&b);
}

/*
 * What follows issuer and 关于, of which either may be missing; `*named` tells
 * whether there was any.
 */
static struct gk_str
after_issuer(struct parse *p, struct gk_str s, bool *named)
{
	size_t at = gk_str_find(s, about);
	struct gk_str who = gk_title_trim(gk_str_sub(s, 0, at));

	*named = at != SIZE_MAX && (who.n == 0 || is_issuer(who));
	if (!*named)
		return s;
	set_issuer(p, who);
	return gk_title_skip(s, at + about.n);
}

/* 长沙市人民政府令第150号 in front. */
static struct gk_str
skip_order(struct gk_str s)
{
	size_t at = gk_str_find(gk_str_sub(s, 0, PIECE_MAX * 2),
	    GK_STR("令第"));
	size_t end;

	if (at == SIZE_MAX)
		return s;
	end = gk_str_find(gk_str_sub(s, at, PIECE_MAX), GK_STR("号"));
	if (end == SIZE_MAX || at + end + 3 == s.n)
		return s;
	return gk_title_skip(s, at + end + strlen("号"));
}

/* ---- titles of documents -------------------------------------------- */

static void read_document(struct parse *p, struct gk_str s, int depth);

/* Without 新修订的, 修订后的, 了 behind 印发. */
static struct gk_str
skip_edited(struct gk_str s)
{
	static const char *const words[] = { "新修订的", "修订后的",
		"修改后的", "重新修订的", "新的", "了", NULL };

	for (size_t i = 0; words[i] != NULL; i++)
		if (starts(s, words[i]))
			return gk_title_skip(s, strlen(words[i]));
	return s;
}

static struct gk_str
drop_edited(struct gk_str s)
{
	static const char *const words[] = { "新修订的", "修订后的",
		"修改后的", "重新修订的", "新的", "新修订", "了", NULL };

	for (size_t i = 0; words[i] != NULL; i++)
		if (ends(s, words[i]) && s.n > strlen(words[i]))
			return gk_title_drop(s, strlen(words[i]));
	return s;
}

/* 的通知, 的公告 … behind what is published. */
static struct gk_str
drop_notice(struct gk_str s)
{
	static const char *const words[] = { "通知", "公告", "决定", "命令",
		"通告", "令", "函", NULL };

	for (size_t i = 0; words[i] != NULL; i++)
		if (ends(s, words[i]) && s.n > strlen(words[i]))
			return drop_of(gk_title_drop(s, strlen(words[i])));
	return s;
}

/* A superior's issuers without 关于: 卫生厅等部门四川省地方病防治规划. */
static struct gk_str
skip_others(struct gk_str s)
{
	struct gk_str front = gk_str_sub(s, 0, PIECE_MAX * 2);
	size_t at = gk_str_find(front, GK_STR("等")), end;

	if (at == SIZE_MAX)
		return s;
	end = gk_str_find(gk_str_sub(front, at, 24), GK_STR("部门"));
	return end == SIZE_MAX ? s : gk_title_skip(s, at + end + strlen("部门"));
}

static void
read_published(struct parse *p, const struct gk_act *act, struct gk_str s,
    int depth)
{
	p->t->forwarded |= act->forwarded;
	s = drop_notice(skip_edited(s));
	if (act->forwarded && gk_str_find(s, about) == SIZE_MAX)
		s = skip_others(s);
	read_document(p, s, depth + 1);
}

/* 公开征求X意见的公告 */
static bool
read_consultation(struct parse *p, struct gk_str s, int depth)
{
	static const char *const words[] = { "公开征求", "再次公开征求",
		"征求", "公开征集", "征集", "再次征求", NULL };
	size_t i = 0, end;

	while (words[i] != NULL && !starts(s, words[i]))
		i++;
	end = find_last(s, GK_STR("意见"));
	if (words[i] == NULL || end == SIZE_MAX || end <= strlen(words[i]))
		return false;
	p->text.draft = true;
	s = gk_title_trim(gk_str_sub(s, strlen(words[i]),
	    end - strlen(words[i])));
	if (ends(s, "修改"))
		s = gk_title_drop(s, strlen("修改"));
	if (gk_str_starts(s, about))
		s = gk_title_skip(s, about.n);
	read_document(p, s, depth + 1);
	return true;
}

static void
set_changed(struct parse *p, const struct gk_act *act)
{
	p->t->amended |= act->amended;
	p->t->repealed |= act->repealed;
}

/* 修改X的决定, 废止X的通知 */
static bool
read_changed(struct parse *p, struct gk_str s)
{
	const struct gk_act *act = gk_change_start(s);
	struct gk_str rest;

	if (act == NULL || act->word.n == s.n)
		return false;
	rest = drop_notice(s);
	if (rest.n == s.n && p->t->role == GK_TITLE_DOCUMENT)
		return false;
	set_changed(p, act);
	add_name(p, gk_title_skip(rest, act->word.n));
	return true;
}

/* 四川省人民政府办公厅转发…: an issuer right before the verb. */
static const struct gk_act *
find_publishing(struct gk_str s, size_t *at)
{
	size_t max = s.n < ISSUER_MAX ? s.n : ISSUER_MAX;

	for (size_t i = 3; i < max; i++) {
		const struct gk_act *act;

		if ((s.p[i] & 0xC0) == 0x80)
			continue;
		act = gk_publish_start(gk_str_sub(s, i, s.n));
		if (act == NULL)
			continue;
		*at = i;
		return is_issuer(gk_title_trim(gk_str_sub(s, 0, i))) ? act :
		    NULL;
	}
	return NULL;
}

static void
read_plain(struct parse *p, struct gk_str s, int depth)
{
	const struct gk_act *act;
	struct gk_str rest;
	size_t at = 0;
	bool named;

	s = skip_order(s);
	act = find_publishing(s, &at);
	if (act != NULL) {
		set_issuer(p, gk_str_sub(s, 0, at));
		read_published(p, act, gk_str_sub(s, at + act->word.n, s.n),
		    depth);
		return;
	}
	rest = after_issuer(p, s, &named);
	act = named || depth == 0 ? gk_publish_start(rest) : NULL;
	if (act != NULL && act->word.n < rest.n) {
		read_published(p, act, gk_title_skip(rest, act->word.n), depth);
		return;
	}
	/* 市公安局关于X的解读: that is who interprets. */
	if (named && depth == 0 && p->t->role != GK_TITLE_DOCUMENT &&
	    gk_words_end(GK_W_ENDING, rest) == 0)
		p->t->issuer = GK_EMPTY;
	if (named && (read_consultation(p, rest, depth) ||
	    read_changed(p, rest)))
		return;
	add_name(p, rest);
}

/* ---- titles with 《》 ----------------------------------------------- */

static void
read_inner(struct parse *p, const struct gk_title_quotes *q, int depth)
{
	for (size_t i = 0; i < q->count; i++)
		read_document(p, q->inner[i], depth + 1);
}

/*
 * 印发《A》《B》的通知 are both, 印发《A》分工方案的通知 is none of them; 《A》等5个规划
 * is A.
 */
static void
read_listed(struct parse *p, struct gk_str s, const struct gk_title_quotes *q,
    int depth)
{
	struct gk_str tail = drop_notice(q->tail);

	if (tail.n > 0 && !starts(tail, "等") && tail.n < q->tail.n &&
	    gk_words_end(GK_W_TYPE, tail) > 0)
		add_name(p, gk_title_quotes_from(q, s, tail));
	else
		read_inner(p, q, depth);
}

/* 修改《A》等三部规章的决定 is not 修改《A》的决定. */
static void
read_changes(struct parse *p, struct gk_str s, const struct gk_title_quotes *q,
    int depth)
{
	if (starts(q->tail, "等"))
		add_name(p, gk_title_quotes_from(q, s, drop_notice(q->tail)));
	else
		read_inner(p, q, depth);
}

/* What is done with it behind 《》: 《X》废止的公告, 《X》修正案. */
static const struct gk_act *
changed_behind(struct gk_str tail)
{
	const struct gk_act *act;

	if (gk_str_starts(tail, of))
		tail = gk_title_skip(tail, of.n);
	act = gk_change_start(tail);
	if (act == NULL || (act->word.n < tail.n && !ends(tail, "案") &&
	    drop_notice(tail).n == tail.n))
		return NULL;
	return act;
}

/* 贯彻〈X〉的实施意见: the whole is the name. */
static bool
is_whole(const struct gk_title *t, const struct gk_title_quotes *q,
    struct gk_str head, int depth)
{
	size_t type = gk_words_end(GK_W_TYPE, q->tail);
	bool bare = type == q->tail.n ||
	    (gk_str_starts(q->tail, of) && type + of.n == q->tail.n);

	if (type == 0 || (bare && head.n == 0))
		return false;
	return t->role == GK_TITLE_DOCUMENT || depth > 0 ||
	    gk_str_starts(q->tail, of) || q->tail.n <= TAIL_MAX ||
	    gk_str_ends(gk_title_drop(q->tail, type), of);
}

/* 公开征求《X》意见的公告 */
static bool
asks_views(struct gk_str s)
{
	return has(s, "征求") || has(s, "征集");
}

static void
read_quoted(struct parse *p, struct gk_str s, const struct gk_title_quotes *q,
    int depth)
{
	struct gk_str who = drop_edited(q->head), head;
	const struct gk_act *act = gk_publish_end(who);
	bool named;

	if (act != NULL) {
		who = gk_title_drop(who, act->word.n);
		if (gk_str_ends(who, about))
			who = gk_title_drop(who, about.n);
		set_issuer(p, who);
		p->t->forwarded |= act->forwarded;
		read_listed(p, s, q, depth);
		return;
	}
	head = after_issuer(p, q->head, &named);
	act = named ? gk_publish_start(head) : NULL;
	if (act != NULL) {	/* 印发实施《X》工作方案的通知 */
		read_published(p, act, gk_str_sub(s, (size_t)(head.p - s.p) +
		    act->word.n, s.n), depth);
		return;
	}
	act = gk_change_start(head);
	if (act == NULL || act->word.n != head.n || !named)
		act = changed_behind(q->tail);
	if (act != NULL) {
		set_changed(p, act);
		read_changes(p, s, q, depth);
		return;
	}
	if (asks_views(q->tail) || asks_views(head))
		p->text.draft = true;
	else if (is_whole(p->t, q, head, depth)) {
		add_name(p, named ? gk_str_sub(s, (size_t)(head.p - s.p),
		    s.n) : s);
		return;
	} else if (p->t->role == GK_TITLE_DOCUMENT &&
	    (gk_words_in(GK_W_ROLE, q->head) ||
	    gk_words_in(GK_W_ROLE, q->tail))) {
		p->t->role = GK_TITLE_INTERPRETATION;
	}
	/* 市公安局关于《X》的解读: that is who interprets. */
	if (depth == 0 && p->t->role != GK_TITLE_DOCUMENT)
		p->t->issuer = GK_EMPTY;
	read_inner(p, q, depth);
}

static void
read_document(struct parse *p, struct gk_str s, int depth)
{
	struct gk_title_quotes q;

	s = drop_draft(p, gk_title_trim(s));
	gk_title_quotes_split(&q, s);
	if (depth >= DEPTH_MAX)
		add_name(p, s);
	else if (q.count == 0)
		read_plain(p, s, depth);
	else if (q.count == 1 && q.head.n == 0 && q.tail.n == 0)
		read_document(p, q.inner[0], depth + 1);
	else
		read_quoted(p, s, &q, depth);
}

struct gk_title
gk_title_parse(struct gk_arena *a, struct gk_str title)
{
	struct gk_title t = { .role = GK_TITLE_DOCUMENT, .number = GK_EMPTY,
		.form = GK_EMPTY, .issuer = GK_EMPTY, .mark = GK_EMPTY };
	struct parse p = { .arena = a, .t = &t };

	gk_title_text_init(&p.text, title);
	read_document(&p, gk_title_unwrap(&t, gk_buf_str(&p.text.buf)), 0);
	if (t.ncores == 0)
		add_name(&p, gk_buf_str(&p.text.buf));
	if (t.role == GK_TITLE_INTERPRETATION && p.text.draft)
		t.role = GK_TITLE_DRAFT_EXPLAINED;
	if (!t.amended && !t.repealed)
		t.number = gk_str_keep(a, p.text.number);
	t.mark = gk_str_keep(a, (struct gk_str){ p.text.mark,
	    p.text.mark_len });
	gk_buf_release(&p.name);
	gk_title_text_release(&p.text);
	return t;
}
