/*
 * Whether two names are names of one thing.
 *
 * A measure of common characters cannot tell a rename from a neighbour: two
 * different permits share seven characters of nine, a permit and its successor
 * that has swallowed another share four of ten.  What can is where they
 * differ: renaming adds or drops a part, and neighbours differ by one part
 * against another.  The tables below were tried on all pairs of items within
 * the national fields, which are different things by definition.
 */
#include "config.h"

#include "catalog/pairing.h"

#include "catalog/catalog_int.h"

/* Written for the second, means the first. */
static const struct {
	const char *to, *from;
} synonyms[] = {
	{ "介绍", "简介" },
	{ "介绍", "概况" },
	{ "公示", "公告" },
	{ "公示", "公布" },
	{ "名单", "名录" },
	{ "补贴", "补助" },
	{ "指南", "须知" },
	{ "方式", "渠道" },
	{ "监管", "监督管理" },
};

/* Mean nothing in a name: joints, and what every item is. */
static const char *const empty_words[] = { "信息", "情况", "相关", "有关",
	"以及", "或者", "和", "与", "及", "或", "的", "等" };

/*
 * What is done, at which stage, by or for whom: a part more that holds one of
 * these makes another thing.
 */
static const char *const telling_words[] = { "上级", "临时", "举报", "公示",
	"决算", "变更", "吊销", "名单", "听证", "国家", "地方", "延续", "异地",
	"投诉", "指南", "换领", "换发", "撤回", "撤销", "本级", "标准", "注销",
	"特殊", "省级", "终止", "结果", "绩效", "补办", "补发", "补领", "解读",
	"计划", "预算" };

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* A part that both must have: two characters, and a third of the longer. */
#define COMMON_MIN ((size_t)6)
#define LONGER_MAX 3
/* Longer ones are no names; they are found where they are equal. */
#define FORM_MAX ((size_t)600)

/* How many bytes of `s` at `at` are the word, or 0. */
static size_t
word_at(struct gk_str s, size_t at, const char *word)
{
	struct gk_str w = gk_str_of(word);

	return gk_str_starts(gk_str_sub(s, at, SIZE_MAX), w) ? w.n : 0;
}

/* Appends what stands for the word at `at`; its length, or 0. */
static size_t
replace(struct gk_buf *out, struct gk_str s, size_t at)
{
	size_t n;

	for (size_t i = 0; i < COUNT(synonyms); i++) {
		n = word_at(s, at, synonyms[i].from);
		if (n != 0) {
			gk_buf_puts(out, synonyms[i].to);
			return n;
		}
	}
	for (size_t i = 0; i < COUNT(empty_words); i++) {
		n = word_at(s, at, empty_words[i]);
		if (n != 0)
			return n;
	}
	return 0;
}

void
gk_name_form(struct gk_buf *out, struct gk_str name)
{
	struct gk_buf key;
	size_t start = out->len;

	gk_buf_init(&key);
	gk_item_key(&key, name);
	for (size_t i = 0; i < key.len && key.len <= FORM_MAX;) {
		size_t n = replace(out, gk_buf_str(&key), i);

		if (n == 0)
			gk_buf_putc(out, key.p[i++]);
		i += n;
	}
	if (out->len == start)	/* too long, or nothing but 相关信息 */
		gk_buf_add_str(out, gk_buf_str(&key));
	gk_buf_release(&key);
}

static bool
inside_character(struct gk_str s, size_t at)
{
	return at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80;
}

/* Bytes of whole characters with which both begin. */
static size_t
common_head(struct gk_str a, struct gk_str b)
{
	size_t n = 0;

	while (n < a.n && n < b.n && a.p[n] == b.p[n])
		n++;
	while (n != 0 && (inside_character(a, n) || inside_character(b, n)))
		n--;
	return n;
}

/* The same for the end. */
static size_t
common_tail(struct gk_str a, struct gk_str b)
{
	size_t n = 0;

	while (n < a.n && n < b.n && a.p[a.n - n - 1] == b.p[b.n - n - 1])
		n++;
	while (n != 0 && inside_character(a, a.n - n))
		n--;
	return n;
}

static bool
tells(struct gk_str part)
{
	for (size_t i = 0; i < COUNT(telling_words); i++)
		if (gk_str_find(part, gk_str_of(telling_words[i])) != SIZE_MAX)
			return true;
	return false;
}

/* 法规政策, 政策法规 */
static bool
turned_round(struct gk_str a, struct gk_str b)
{
	struct gk_buf twice;
	size_t at;

	if (a.n != b.n)
		return false;
	gk_buf_init(&twice);
	gk_buf_add_str(&twice, a);
	gk_buf_add_str(&twice, a);
	at = gk_str_find(gk_buf_str(&twice), b);
	gk_buf_release(&twice);
	return at != SIZE_MAX && !inside_character(a, at);
}

unsigned
gk_forms_alike(struct gk_str a, struct gk_str b)
{
	struct gk_str shorter = a.n < b.n ? a : b, longer = a.n < b.n ? b : a;
	size_t head, tail, more = longer.n - shorter.n;

	if (shorter.n == 0 || longer.n > FORM_MAX)
		return 0;
	if (gk_str_eq(a, b))
		return 1000;
	if (turned_round(a, b))
		return 990;
	head = common_head(a, b);
	tail = common_tail(a, b);
	if (head + tail < shorter.n || shorter.n < COMMON_MIN ||
	    shorter.n * LONGER_MAX < longer.n)
		return 0;
	/* The part can begin as late as `head` and end as early as `tail`. */
	if (tells(gk_str_sub(longer, shorter.n - tail,
	    head + more - (shorter.n - tail))))
		return 0;
	return (unsigned)(900 * shorter.n / longer.n);
}

unsigned
gk_names_alike(struct gk_str a, struct gk_str b)
{
	struct gk_buf x, y;
	unsigned score;

	gk_buf_init(&x);
	gk_buf_init(&y);
	gk_name_form(&x, a);
	gk_name_form(&y, b);
	score = gk_forms_alike(gk_buf_str(&x), gk_buf_str(&y));
	gk_buf_release(&x);
	gk_buf_release(&y);
	return score;
}
