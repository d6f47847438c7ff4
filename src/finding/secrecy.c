#include "config.h"

#include "finding/secrecy.h"

#include "finding/privacy_int.h"

#define BRACKETED_MAX 60		/* bytes */

static const char *const levels[] = { "绝密", "机密", "秘密", NULL };

static bool
starts_with_any(struct gk_str s, const char *const *words, size_t *len)
{
	for (; *words != NULL; words++) {
		*len = strlen(*words);
		if (gk_str_starts(s, gk_str_of(*words)))
			return true;
	}
	return false;
}

static bool
ends_with_any(struct gk_str s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (gk_str_ends(s, gk_str_of(*words)))
			return true;
	return false;
}

static struct gk_str
from(struct gk_str s, size_t at)
{
	return gk_str_sub(s, at, s.n - at);
}

static struct gk_str
without_blanks(struct gk_str s)
{
	size_t n;
	char c;

	while ((n = gk_sign(s, 0, &c)) != 0 && c == ' ')
		s = from(s, n);
	while (s.n != 0 && gk_sign_before(s, s.n, &n) == ' ')
		s.n = n;
	return s;
}

/* 长期, 启封, 1年, 6个月, 30天. */
static bool
is_term(struct gk_str s)
{
	static const char *const words[] = { "长期", "启封", "解密", NULL };
	static const char *const units[] = { "年", "个月", "月", "天", NULL };
	struct gk_run r;
	size_t len;

	s = without_blanks(s);
	if (starts_with_any(s, words, &len))
		return true;
	r = gk_run_read(s, 0);
	return r.count != 0 && r.count <= 3 && gk_all_digits(r.c, r.count) &&
	    starts_with_any(without_blanks(from(s, r.end)), units, &len);
}

/* A star and what goes with it, at the beginning of `s`. */
static bool
is_star(struct gk_str s)
{
	static const char *const stars[] = { "★", "☆", "✩", "✭", NULL };
	size_t len;
	char c;

	if (starts_with_any(s, stars, &len))
		return true;
	len = gk_sign(s, 0, &c);
	return c == '*' && is_term(from(s, len));
}

bool
gk_secrecy_mark(struct gk_str s)
{
	static const char *const others[] = { "商业", "技术", "工作", NULL };
	const struct gk_str second = GK_STR("密");
	size_t at, base = 0, len;

	while ((at = gk_str_find(from(s, base), second)) != SIZE_MAX) {
		at += base;
		base = at + second.n;
		len = strlen(levels[0]) - second.n;	/* of 绝, 机, 秘 */
		if (at < len || !starts_with_any(from(s, at - len), levels,
		    &len))
			continue;
		if (is_star(without_blanks(from(s, base))) &&
		    !ends_with_any(gk_str_sub(s, 0, base - len), others))
			return true;
	}
	return false;
}

/* What stands behind the level: nothing, 级, 件. */
static bool
is_level(struct gk_str s)
{
	static const char *const behind[] = { "级", "件", NULL };
	size_t len;

	s = without_blanks(s);
	if (!starts_with_any(s, levels, &len))
		return false;
	s = from(s, len);
	return s.n == 0 || (starts_with_any(s, behind, &len) && s.n == len);
}

static const struct {
	const char *open, *close;
} brackets[] = {
	{ "（", "）" }, { "(", ")" }, { "【", "】" }, { "[", "]" },
	{ "〔", "〕" }, { "〈", "〉" },
};

/* Whether what stands in some pair of brackets is `wanted`. */
static bool
bracketed(struct gk_str s, bool (*wanted)(struct gk_str))
{
	for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
		struct gk_str open = gk_str_of(brackets[i].open), rest = s;
		size_t at;

		while ((at = gk_str_find(rest, open)) != SIZE_MAX) {
			rest = from(rest, at + open.n);
			at = gk_str_find(gk_str_sub(rest, 0, BRACKETED_MAX),
			    gk_str_of(brackets[i].close));
			if (at != SIZE_MAX && wanted(gk_str_sub(rest, 0, at)))
				return true;
		}
	}
	return false;
}

bool
gk_secrecy_word(struct gk_str s)
{
	return is_level(s) || bracketed(s, is_level);
}

/* Ordinary words that contain a mark: 内部资料性出版物. */
static bool
holds_mark(struct gk_str s, struct gk_str mark)
{
	static const char *const more[] = { "性", "管理", "审计", NULL };
	size_t at, len;

	while ((at = gk_str_find(s, mark)) != SIZE_MAX) {
		s = from(s, at + mark.n);
		if (!starts_with_any(s, more, &len))
			return true;
	}
	return false;
}

bool
gk_internal_mark(struct gk_str s)
{
	static const char *const marks[] = { "内部资料", "内部文件", "内部使用",
		"注意保存", "妥善保管", "不得外传", "请勿外传", "请勿转发",
		"仅供领导参阅", "此件不公开", NULL };

	for (const char *const *m = marks; *m != NULL; m++)
		if (holds_mark(s, gk_str_of(*m)))
			return true;
	return false;
}

static bool
is_draft(struct gk_str s)
{
	static const char *const drafts[] = { "讨论稿", "送审稿", "代拟稿",
		"内部", NULL };
	size_t len;

	s = without_blanks(s);
	return starts_with_any(s, drafts, &len) && s.n == len;
}

bool
gk_draft_mark(struct gk_str s)
{
	return bracketed(s, is_draft);
}
