#include "config.h"

#include "finding/table.h"

#include "core/csv.h"
#include "core/i18n.h"
#include "core/norm.h"

/* ---- formula guard -------------------------------------------------- */

static bool
starts_formula(struct gk_str s)
{
	static const char ascii[] = "=+-@\t\r";	/* and its NUL */
	static const struct gk_str wide[] = {
		{ "＝", 3 }, { "＋", 3 }, { "－", 3 }, { "＠", 3 },
	};

	if (s.n == 0)
		return false;
	if (memchr(ascii, s.p[0], sizeof ascii) != NULL)
		return true;
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (gk_str_starts(s, wide[i]))
			return true;
	return false;
}

/* Whether a formula follows after any number of "'". */
static bool
guardable(struct gk_str s)
{
	size_t quotes = 0;

	while (quotes < s.n && s.p[quotes] == '\'')
		quotes++;
	return starts_formula(gk_str_sub(s, quotes, s.n));
}

void
gk_guarded_cell(struct gk_out *o, struct gk_str s, struct gk_buf *tmp)
{
	if (!guardable(s)) {
		gk_out_csv_cell(o, s);
		return;
	}
	gk_buf_clear(tmp);
	gk_buf_putc(tmp, '\'');
	gk_buf_add_str(tmp, s);
	gk_out_csv_cell(o, gk_buf_str(tmp));
}

struct gk_str
gk_unguard(struct gk_str s)
{
	if (s.n != 0 && s.p[0] == '\'' && guardable(s))
		return gk_str_sub(s, 1, s.n);
	return s;
}

/* ---- writing -------------------------------------------------------- */

void
gk_findings_write(const struct gk_findings *fs, struct gk_out *o)
{
	struct gk_buf tmp;

	gk_buf_init(&tmp);
	for (int c = 0; c < GK_F_COUNT; c++)
		gk_out_printf(o, "%s%s", c != 0 ? "," : "",
		    gk_finding_column_name((enum gk_finding_column)c));
	gk_out_puts(o, "\n");
	for (size_t i = 0; i < fs->count; i++) {
		for (int c = 0; c < GK_F_COUNT; c++) {
			if (c != 0)
				gk_out_add(o, ",", 1);
			gk_guarded_cell(o, fs->list[i].col[c], &tmp);
		}
		gk_out_add(o, "\n", 1);
	}
	gk_buf_release(&tmp);
}

/* ---- reading -------------------------------------------------------- */

struct reader {
	struct gk_findings *fs;
	const char *name;
	struct gk_error *err;
	enum gk_status status;
	bool header;		/* has been read */
};

static bool
read_header(struct reader *r, const struct gk_csv_row *row)
{
	r->header = true;
	for (size_t c = 0; c < row->ncells || c < GK_F_COUNT; c++) {
		struct gk_str is = c < row->ncells ? row->cells[c] : GK_EMPTY;
		const char *want = c < GK_F_COUNT ?
		    gk_finding_column_name((enum gk_finding_column)c) : "";

		if (gk_str_eq(is, gk_str_of(want)))
			continue;
		r->status = gk_fail(r->err, r->name, row->line,
		    _("not a table of findings: column %zu is \"%.*s\", "
		    "where \"%s\" belongs"), c + 1,
		    (int)(is.n < 60 ? is.n : 60), is.p, want);
		return false;
	}
	return true;
}

static bool
is_one_of(struct gk_str s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (gk_str_eq(s, gk_str_of(*words)))
			return true;
	return false;
}

static bool
is_fingerprint(struct gk_str s)
{
	return s.n == 16 && strspn(s.p, "0123456789abcdef") >= 16;
}

static bool
valid(enum gk_finding_column c, struct gk_str s)
{
	static const char *const states[] = { "", "new", "open", "upgraded",
		"closed", "reopened", "waived", NULL };
	enum gk_class class;
	gk_day day;
	size_t n;

	switch (c) {
	case GK_F_SEVERITY:
	case GK_F_RULE:
		return s.n != 0;
	case GK_F_CLASS:
		return gk_class_parse(s, &class);
	case GK_F_ROW:
	case GK_F_LINE:
		return s.n == 0 || gk_str_to_size(s, &n);
	case GK_F_DUE:
	case GK_F_FIX_BY:
	case GK_F_SINCE:
		return s.n == 0 || gk_date_parse_iso(s, &day);
	case GK_F_STATE:
		return is_one_of(s, states);
	case GK_F_FINGERPRINT:
		return s.n == 0 || is_fingerprint(s);
	default:
		return true;
	}
}

/* What the columns say, as the struct holds it beside them. */
static bool
interpret(struct gk_finding *f)
{
	const struct gk_str state = f->col[GK_F_STATE];
	const struct gk_str severity = f->col[GK_F_SEVERITY];

	if (!gk_severity_parse(severity.p, &f->severity) ||
	    f->severity == GK_NEVER || strlen(severity.p) != severity.n)
		return false;
	gk_str_to_size(f->col[GK_F_ROW], &f->row);
	f->advisory = gk_str_ends(f->col[GK_F_BASIS], GK_STR(GK_UNVERIFIED));
	f->settled = gk_str_eq(state, GK_STR("waived")) ||
	    gk_str_eq(state, GK_STR("closed"));
	return true;
}

static bool
fail_cell(struct reader *r, size_t line, enum gk_finding_column c,
    struct gk_str s)
{
	r->status = gk_fail(r->err, r->name, line,
	    _("\"%.*s\" is no %s of a finding"), (int)(s.n < 60 ? s.n : 60),
	    s.p, gk_finding_column_name(c));
	return false;
}

static bool
read_finding(struct reader *r, const struct gk_csv_row *row)
{
	struct gk_finding f = { 0 };

	if (row->ncells != GK_F_COUNT) {
		r->status = gk_fail(r->err, r->name, row->line,
		    _("%zu cells where a finding has %d"), row->ncells,
		    (int)GK_F_COUNT);
		return false;
	}
	for (size_t i = 0; i < GK_F_COUNT; i++) {
		enum gk_finding_column c = (enum gk_finding_column)i;
		struct gk_str s = gk_unguard(row->cells[i]);

		f.col[c] = gk_findings_keep(r->fs, c, s);
		if (!valid(c, f.col[c]))
			return fail_cell(r, row->line, c, s);
	}
	if (!interpret(&f))
		return fail_cell(r, row->line, GK_F_SEVERITY,
		    f.col[GK_F_SEVERITY]);
	*GK_PUSH(r->fs->list, r->fs->count, r->fs->cap) = f;
	gk_findings_count(r->fs, &f);
	return true;
}

static bool
read_row(void *user, const struct gk_csv_row *row)
{
	struct reader *r = user;

	if (row->ncells == 0)
		return true;
	return r->header ? read_finding(r, row) : read_header(r, row);
}

enum gk_status
gk_findings_read(struct gk_findings *fs, struct gk_str text, const char *name,
    struct gk_error *err)
{
	static const struct gk_csv_ops ops = { .row = read_row };
	static const struct gk_str bom = { "\xEF\xBB\xBF", 3 };
	struct reader r = { .fs = fs, .name = name, .err = err };
	size_t bad;

	if (!gk_utf8_valid(text, &bad))
		return gk_fail(err, name, 0,
		    _("not UTF-8 at byte %zu"), bad + 1);
	if (gk_str_starts(text, bom))
		text = gk_str_sub(text, bom.n, text.n);
	if (gk_csv_read(text, ',', NULL, &ops, &r, name, err) != GK_OK)
		return GK_FAIL;
	if (r.status == GK_OK && !r.header)
		return gk_fail(err, name, 0,
		    _("empty: not even the header of a table of findings"));
	return r.status;
}
