/*
 * JSON Lines: a header object, one object per finding, a summary object.
 *
 * The keys of a finding are the columns of the table; what is empty is left
 * out; row and line are numbers; "advisory": true marks what never counts.
 */
#include "config.h"

#include "core/norm.h"
#include "report/report.h"

/* Whether JSON wants the byte escaped. */
static bool
is_special(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\';
}

/* Escapes what JSON wants escaped and replaces what is no UTF-8. */
static void
put_string(struct gk_out *o, struct gk_str s)
{
	size_t done = 0;

	gk_out_add(o, "\"", 1);
	for (size_t i = 0, len; i < s.n; i += len) {
		unsigned char c = (unsigned char)s.p[i];
		uint32_t ch;

		len = c < 0x80 ? 1 : gk_utf8_next(s.p + i, s.n - i, &ch);
		if (len != 0 && !is_special(c))
			continue;
		gk_out_add(o, s.p + done, i - done);
		if (len == 0)
			gk_out_puts(o, "\\ufffd");
		else if (c < 0x20)
			gk_out_printf(o, "\\u%04x", (unsigned)c);
		else
			gk_out_printf(o, "\\%c", c);
		len = 1;
		done = i + 1;
	}
	gk_out_add(o, s.p + done, s.n - done);
	gk_out_add(o, "\"", 1);
}

static void
put_header(struct gk_out *o, const struct gk_report_options *opt)
{
	struct gk_buf day;

	gk_buf_init(&day);
	gk_day_iso(&day, opt->as_of);
	gk_out_puts(o, "{\"gongkai\":\"" PACKAGE_VERSION "\","
	    "\"format\":\"findings\",\"version\":1");
	if (day.len != 0)
		gk_out_printf(o, ",\"as_of\":\"%s\"", day.p);
	gk_out_puts(o, "}\n");
	gk_buf_release(&day);
}

static void
put_finding(struct gk_out *o, const struct gk_finding *f)
{
	const char *sep = "";

	gk_out_add(o, "{", 1);
	for (size_t i = 0; i < GK_F_COUNT; i++) {
		enum gk_finding_column c = (enum gk_finding_column)i;
		size_t n;

		if (f->col[c].n == 0)
			continue;
		gk_out_printf(o, "%s\"%s\":", sep, gk_finding_column_name(c));
		sep = ",";
		if ((c == GK_F_ROW || c == GK_F_LINE) &&
		    gk_str_to_size(f->col[c], &n))
			gk_out_printf(o, "%zu", n);
		else
			put_string(o, f->col[c]);
	}
	gk_out_printf(o, "%s}\n", f->advisory ? ",\"advisory\":true" : "");
}

static void
write_report(const struct gk_findings *fs, const struct gk_report_options *opt,
    struct gk_out *o)
{
	put_header(o, opt);
	for (size_t i = 0; i < fs->count; i++)
		put_finding(o, &fs->list[i]);
	gk_out_printf(o, "{\"summary\":{\"findings\":%zu,\"error\":%zu,"
	    "\"warning\":%zu,\"notice\":%zu,\"advisory\":%zu,"
	    "\"settled\":%zu}}\n", fs->count, fs->by_severity[GK_ERROR],
	    fs->by_severity[GK_WARNING], fs->by_severity[GK_NOTICE],
	    fs->advisory, fs->settled);
}

const struct gk_report gk_report_jsonl = { .name = "jsonl", .write = write_report };
