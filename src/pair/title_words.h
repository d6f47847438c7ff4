/*
 * The words of title_words.def, asked for at the ends of a text.
 */
#ifndef GK_PAIR_TITLE_WORDS_H
#define GK_PAIR_TITLE_WORDS_H

#include "core/str.h"

enum gk_words { GK_W_ROLE, GK_W_ORGAN, GK_W_TYPE, GK_W_VERB, GK_W_MARK,
	GK_W_DRAFT, GK_W_ASIDE, GK_W_LIGHT, GK_W_ENDING, GK_W_NOPLACE,
	GK_WORDS };

/* Bytes of the longest word at the beginning or end of the text; 0: none. */
size_t gk_words_start(enum gk_words list, struct gk_str s);
size_t gk_words_end(enum gk_words list, struct gk_str s);
/* Whether the text is a word; whether a word is anywhere in it. */
bool gk_words_is(enum gk_words list, struct gk_str s);
bool gk_words_in(enum gk_words list, struct gk_str s);
/* Whether two characters are often taken for each other. */
bool gk_words_same(struct gk_str a, struct gk_str b);

enum gk_affix_how { GK_AFFIX_APART, GK_AFFIX_QUOTED, GK_AFFIX_FREE };
enum gk_affix_role { GK_AFFIX_NONE, GK_AFFIX_INTERPRETATION, GK_AFFIX_DRAFT };

struct gk_affix {		/* 政策解读：, 一图读懂; 起草说明 */
	struct gk_str word, form;
	enum gk_affix_how how;
	enum gk_affix_role role;
};

/* The longest one at the beginning or end; NULL if there is none. */
const struct gk_affix *gk_affix_front(struct gk_str s);
const struct gk_affix *gk_affix_back(struct gk_str s);

struct gk_act {			/* 印发, 转发; 修改, 废止 */
	struct gk_str word;
	bool forwarded, amended, repealed;
};

/* What is done with a document: the longest at the beginning or end. */
const struct gk_act *gk_publish_start(struct gk_str s);
const struct gk_act *gk_publish_end(struct gk_str s);
const struct gk_act *gk_change_start(struct gk_str s);
const struct gk_act *gk_change_end(struct gk_str s);

#endif
