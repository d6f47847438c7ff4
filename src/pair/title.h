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
	 * What it is about, in comparison form (gk_norm_key, wrappers removed);
	 * the outermost 《》 first.  At least one unless the title is empty.
	 */
	struct gk_str core[GK_TITLE_CORES];
	size_t ncores;
	struct gk_str number;	/* a document number within it, or "" */
	struct gk_str form;	/* 图解, 视频, 问答 …, as a form of interpretation */
	bool forwarded;		/* 转发…的通知 */
	bool amended;		/* 关于修改《X》的决定: another document than X */
	bool repealed;		/* 关于废止《X》的…: likewise */
};

/* What a title says; its parts live in the arena. */
struct gk_title gk_title_parse(struct gk_arena *a, struct gk_str title);
/* 0…1000: how alike two cores are (character bigrams, the rarer tail more). */
int gk_title_alike(struct gk_str a, struct gk_str b);

#endif
