#include "config.h"

#include "core/norm.h"
#include "pair/title_int.h"
#include "pair/title_words.h"

/* 湘西土家族苗族自治州 is a long name, 长沙市望城区 two. */
#define SEGMENT_CHARS 5
#define AUTONOMOUS_CHARS 12
#define SEGMENTS 3

static bool
ends_place(uint32_t ch)
{
	switch (ch) {
	case 0x7701: case 0x5E02: case 0x533A: case 0x53BF: case 0x5DDE:
	case 0x76DF: case 0x65D7: case 0x9547: case 0x4E61:
		return true;	/* 省 市 区 县 州 盟 旗 镇 乡 */
	default:
		return false;
	}
}

/* 盐城市 is a place, 城市 and 智慧城市 are none. */
static bool
is_place(struct gk_str s, int chars)
{
	return gk_words_end(GK_W_NOPLACE, s) == 0 ||
	    (chars == 3 && gk_str_ends(s, GK_STR("城市")));
}

/* Bytes of the first name of a place, such as 长沙市; 0: none. */
static size_t
segment(struct gk_str s)
{
	struct gk_str autonomous = GK_STR("自治");
	uint32_t ch;
	size_t len, i = 0;

	for (int chars = 1; chars <= AUTONOMOUS_CHARS; chars++, i += len) {
		len = gk_utf8_next(s.p + i, s.n - i, &ch);
		if (len != 3)
			return 0;
		if (!ends_place(ch) || chars < 2)
			continue;
		if (chars > SEGMENT_CHARS &&
		    !gk_str_ends(gk_str_sub(s, 0, i), autonomous))
			continue;
		/* 州 and 区 may go on: 株洲市, 自治区. */
		if (chars == 2 && ch != 0x53BF && i + len < s.n &&
		    gk_utf8_next(s.p + i + len, s.n - i - len, &ch) == 3 &&
		    ch == 0x5E02)
			continue;
		return is_place(gk_str_sub(s, 0, i + len), chars) ? i + len : 0;
	}
	return 0;
}

size_t
gk_title_place(struct gk_str name)
{
	size_t all = 0, n;

	for (int i = 0; i < SEGMENTS; i++) {
		n = segment(gk_str_sub(name, all, name.n));
		if (n == 0)
			break;
		all += n;
	}
	return all;
}

bool
gk_title_places_differ(struct gk_str a, struct gk_str b)
{
	a.n = gk_title_place(a);
	b.n = gk_title_place(b);
	return a.n > 0 && b.n > 0 && gk_str_find(a, b) == SIZE_MAX &&
	    gk_str_find(b, a) == SIZE_MAX;
}
