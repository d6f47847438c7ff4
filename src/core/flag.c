#include "config.h"

#include "core/flag.h"

#include "core/norm.h"

static bool
starts_with_one(struct gk_str cell, const char *const *words)
{
	cell = gk_trim(cell);
	for (; *words != NULL; words++)
		if (gk_str_starts(cell, gk_str_of(*words)))
			return true;
	return false;
}

bool
gk_says_yes(struct gk_str cell)
{
	static const char *const words[] = { "是", "有", "已", "√", "✓", "✔",
		"☑", "■", "Y", "y", "1", "true", "TRUE", NULL };

	return starts_with_one(cell, words);
}

bool
gk_says_no(struct gk_str cell)
{
	static const char *const words[] = { "否", "无", "未", "不", "没", "×",
		"✗", "✘", "□", "☐", "N", "n", "0", "false", "FALSE", NULL };

	return starts_with_one(cell, words);
}
