/*
 * Message templates with named places.
 *
 *   第{row}行《{title}》[，应于{due}前公开]
 *
 * {name} is replaced by its argument.  A part in [brackets] is left out when a
 * place inside is empty or unknown.  Brackets do not nest.  A place outside
 * brackets that is unknown stands as it is written.
 */
#ifndef GK_CORE_TMPL_H
#define GK_CORE_TMPL_H

#include "core/str.h"

struct gk_arg {
	const char *name;
	struct gk_str value;
};

void gk_tmpl_expand(struct gk_buf *out, const char *tmpl,
    const struct gk_arg *args, size_t nargs);

#endif
