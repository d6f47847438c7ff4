/*
 * Marks of secrecy (国家秘密标志) and of internal use, in text.
 */
#ifndef GK_FINDING_SECRECY_H
#define GK_FINDING_SECRECY_H

#include "core/str.h"

/*
 * 机密★1年, 秘密☆长期, 绝密★: anywhere.  With * for the star, which is also a
 * footnote, only before a term.  Not: 商业秘密★, 国家秘密.
 */
bool gk_secrecy_mark(struct gk_str s);
/*
 * 绝密, 机密 or 秘密 (…级, …件) as the whole cell, or in brackets of its own;
 * within a sentence they are ordinary words.
 */
bool gk_secrecy_word(struct gk_str s);
/* 仅供领导参阅, 内部资料 …, which tell that something is not for the public. */
bool gk_internal_mark(struct gk_str s);
/* （送审稿）, （讨论稿）: a draft that is not the final text. */
bool gk_draft_mark(struct gk_str s);

#endif
