/*
 * Titles of documents and of their interpretations (政策文件、解读材料), made
 * comparable: wrappers, marks and issuers removed, what stands in 《》 taken
 * out.  facts of practice: 《X》政策解读, 一图读懂《X》, 【政策解读】X, 图解：X,
 * 关于《X》的解读, X起草说明, X政策问答, 视频解读, 之一, 上篇.
 */
#ifndef GK_PAIR_TITLE_H
#define GK_PAIR_TITLE_H

#include "core/mem.h"
#include "core/str.h"

enum gk_title_role {
	GK_TITLE_DOCUMENT,	/* nothing says that it is anything else */
	GK_TITLE_INTERPRETATION,	/* 解读, 图解, 一图读懂, 问答 … */
	GK_TITLE_DRAFT_EXPLAINED	/* 起草说明, 草案解读, 征求意见稿解读 */
};

#define GK_TITLE_CORES 8	/* titles in 《》 that are kept */
/* Longer titles are cut to this many bytes before anything is looked at. */
#define GK_TITLE_BYTES_MAX ((size_t)4096)

struct gk_title {
	enum gk_title_role role;
	/*
	 * What it is about, in comparison form (gk_norm_key; without wrappers,
	 * issuer, 《》 and 的), in the order of the 《》.  A draft's ends in
	 * 征求意见稿, whatever it calls itself.  At least one unless the title
	 * has nothing to compare.
	 */
	struct gk_str core[GK_TITLE_CORES];
	size_t ncores;
	struct gk_str number;	/* its document's, as written; or "" */
	struct gk_str form;	/* 图解, 视频, 问答 …, as a form of interpretation */
	bool forwarded;		/* 转发…的通知 */
	bool amended;		/* 关于修改《X》的决定: another document than X */
	bool repealed;		/* 关于废止《X》的…: likewise */
	struct gk_str issuer;	/* 长沙市人民政府, where it stands in front; "" */
	struct gk_str mark;	/* 试行, 2023年修订: not in the core; "" */
};

/* What a title says; its parts live in the arena. */
struct gk_title gk_title_parse(struct gk_arena *a, struct gk_str title);
/*
 * 0…1000: how alike two cores are, by the characters they share in order.
 * What may be missing (the place in front, years in () behind, 若干, 通知 …)
 * counts little, a slip of the pen a little more.  Where anything else differs
 * it is GK_TITLE_OTHER at most; other places, figures or numerals give half
 * of that at most.
 */
#define GK_TITLE_OTHER 740
int gk_title_alike(struct gk_str a, struct gk_str b);

#endif
