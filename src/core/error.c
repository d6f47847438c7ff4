#include "config.h"

#include "core/error.h"

#include <errno.h>

#include "core/norm.h"

/* Copies what fits, ending between two characters, on one line. */
static void
copy_cut(char *to, size_t size, struct gk_str from)
{
	size_t n = from.n;

	if (n >= size) {
		n = size - 1;
		while (n > 0 && ((unsigned char)from.p[n] & 0xC0) == 0x80)
			n--;
	}
	memmove(to, from.p, n);
	to[n] = '\0';
	for (char *p = to; (p = strpbrk(p, "\r\n")) != NULL; p++)
		*p = ' ';
}

static void
error_fill(struct gk_error *err, const char *file, size_t line,
    struct gk_str message)
{
	if (err == NULL)
		return;
	copy_cut(err->file, sizeof err->file, gk_str_of(file));
	err->line = line;
	err->column = 0;
	err->cause = GK_CAUSE_OTHER;
	copy_cut(err->message, sizeof err->message, message);
}

enum gk_status
gk_fail(struct gk_error *err, const char *file, size_t line, const char *fmt,
    ...)
{
	struct gk_buf text;
	va_list ap;

	gk_buf_init(&text);
	va_start(ap, fmt);
	gk_buf_vprintf(&text, fmt, ap);
	va_end(ap);
	error_fill(err, file, line, gk_buf_str(&text));
	gk_buf_release(&text);
	return GK_FAIL;
}

enum gk_status
gk_fail_for(enum gk_cause cause, struct gk_error *err, const char *file,
    size_t line, const char *fmt, ...)
{
	struct gk_buf text;
	va_list ap;

	gk_buf_init(&text);
	va_start(ap, fmt);
	gk_buf_vprintf(&text, fmt, ap);
	va_end(ap);
	error_fill(err, file, line, gk_buf_str(&text));
	if (err != NULL)
		err->cause = cause;
	gk_buf_release(&text);
	return GK_FAIL;
}

enum gk_status
gk_fail_errno(struct gk_error *err, const char *file, const char *fmt, ...)
{
	int why = errno;
	struct gk_buf text;
	va_list ap;

	gk_buf_init(&text);
	va_start(ap, fmt);
	gk_buf_vprintf(&text, fmt, ap);
	va_end(ap);
	gk_buf_puts(&text, ": ");
	gk_buf_puts(&text, strerror(why));
	error_fill(err, file, 0, gk_buf_str(&text));
	if (err != NULL && why == ENOENT)
		err->cause = GK_CAUSE_ABSENT;
	gk_buf_release(&text);
	return GK_FAIL;
}

/* What a terminal obeys instead of showing. */
static bool
is_control(uint32_t ch)
{
	return ch < 0x20 || (ch >= 0x7F && ch <= 0x9F) || ch == 0x061C ||
	    ch == 0x200E || ch == 0x200F || (ch >= 0x202A && ch <= 0x202E) ||
	    (ch >= 0x2066 && ch <= 0x2069);
}

void
gk_sanitize(struct gk_buf *out, struct gk_str s)
{
	while (s.n != 0) {
		uint32_t ch = 0;
		size_t n = gk_utf8_next(s.p, s.n, &ch);

		if (n == 0 || is_control(ch))
			gk_buf_putc(out, '?');
		else
			gk_buf_add(out, s.p, n);
		if (n == 0)
			n = 1;
		s.p += n;
		s.n -= n;
	}
}
