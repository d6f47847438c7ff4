#include "config.h"

#include "core/tmpl.h"

static const struct gk_arg *
arg_find(const struct gk_arg *args, size_t nargs, struct gk_str name)
{
	for (size_t i = 0; i < nargs; i++)
		if (gk_str_eq(gk_str_of(args[i].name), name))
			return &args[i];
	return NULL;
}

/* Expands [from, end); returns whether every place in it had a value. */
static bool
expand_part(struct gk_buf *out, const char *from, const char *end,
    const struct gk_arg *args, size_t nargs)
{
	bool complete = true;

	while (from < end) {
		const char *close = *from == '{' ?
		    memchr(from, '}', (size_t)(end - from)) : NULL;
		const struct gk_arg *arg = NULL;

		if (close == NULL) {
			gk_buf_putc(out, *from++);
			continue;
		}
		arg = arg_find(args, nargs, (struct gk_str){ from + 1,
		    (size_t)(close - from - 1) });
		if (arg == NULL || arg->value.n == 0)
			complete = false;
		if (arg != NULL)
			gk_buf_add_str(out, arg->value);
		else
			gk_buf_add(out, from, (size_t)(close - from + 1));
		from = close + 1;
	}
	return complete;
}

void
gk_tmpl_expand(struct gk_buf *out, const char *tmpl,
    const struct gk_arg *args, size_t nargs)
{
	while (*tmpl != '\0') {
		const char *open = strchr(tmpl, '[');
		const char *close = open != NULL ? strchr(open, ']') : NULL;
		size_t mark;

		if (close == NULL) {
			expand_part(out, tmpl, tmpl + strlen(tmpl), args, nargs);
			return;
		}
		expand_part(out, tmpl, open, args, nargs);
		mark = out->len;
		if (!expand_part(out, open + 1, close, args, nargs) &&
		    out->p != NULL) {
			out->len = mark;
			out->p[mark] = '\0';
		}
		tmpl = close + 1;
	}
}
