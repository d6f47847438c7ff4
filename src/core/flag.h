/*
 * Yes and no as they are filled into ledgers.
 */
#ifndef GK_CORE_FLAG_H
#define GK_CORE_FLAG_H

#include "core/str.h"

/* 是 有 已… √ ✓ ✔ ☑ ■ Y yes 1 true: what the cell begins with. */
bool gk_says_yes(struct gk_str cell);
/* 否 无 未… 不… 没… × ✗ ✘ □ ☐ N no 0 false. */
bool gk_says_no(struct gk_str cell);

#endif
