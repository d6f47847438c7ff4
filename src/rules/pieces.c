#include "config.h"

#include "rules/pieces.h"

#include "core/norm.h"

static bool
is_apart(uint32_t ch)
{
	return ch == ';' || ch == ',' || ch == '\n' || ch == '\r' ||
	    ch == 0x3001 || ch == 0xFF0C || ch == 0xFF1B;	/* 、，； */
}

/* Up to the next separator, which is taken off too. */
static struct gk_str
cut(struct gk_str *rest)
{
	struct gk_str s = *rest;
	size_t depth = 0, len, i;
	uint32_t ch;

	for (i = 0; i < s.n; i += len) {
		len = gk_utf8_next(s.p + i, s.n - i, &ch);
		if (len == 0)
			len = 1;
		else if (ch == '(' || ch == 0xFF08)
			depth++;
		else if ((ch == ')' || ch == 0xFF09) && depth > 0)
			depth--;
		else if (depth == 0 && is_apart(ch))
			break;
	}
	*rest = i < s.n ? gk_str_sub(s, i + len, s.n) : GK_EMPTY;
	return gk_str_sub(s, 0, i);
}

bool
gk_piece_next(struct gk_str *rest, struct gk_str *piece)
{
	while (rest->n > 0) {
		*piece = gk_trim(cut(rest));
		if (piece->n > 0)
			return true;
	}
	return false;
}

void
gk_piece_add(struct gk_arena *a, struct gk_str *list, struct gk_str piece)
{
	if (list->n < GK_SHOWN_MAX)
		*list = gk_str_join(a, *list, GK_STR(";"), piece);
}

struct gk_draft
gk_piece_draft(const struct gk_rule *r, const struct gk_entry *e,
    size_t column, struct gk_str value, struct gk_rule_out *out)
{
	struct gk_draft d = gk_rule_draft(r, GK_MAIN, e, column, out);

	if (!r->kind->columns[column].personal)
		d.value = value;
	return d;
}
