#include "config.h"

#include "finding/finding.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/calendar.h"
#include "core/error.h"
#include "core/norm.h"
#include "finding/privacy.h"
#include "finding/secrecy.h"

#define NARGS (sizeof ((struct gk_draft *)0)->args / sizeof (struct gk_arg))
#define NBUILTIN 14

enum { CLEAN, SHOWN, ARGS, TEXT };	/* the buffers of gk_findings */

void
gk_draft_arg(struct gk_draft *d, const char *name, struct gk_str value)
{
	for (size_t i = 0; i < NARGS; i++) {
		if (d->args[i].name != NULL)
			continue;
		d->args[i] = (struct gk_arg){ name, value };
		return;
	}
	assert(!(bool)"too many arguments for one message");
}

void
gk_findings_init(struct gk_findings *fs, enum gk_lang lang, gk_day as_of)
{
	*fs = (struct gk_findings){ .lang = lang, .as_of = as_of,
	    .notice_date = GK_NO_DAY };
	gk_arena_init(&fs->arena);
	gk_arena_init(&fs->words);
}

void
gk_findings_release(struct gk_findings *fs)
{
	for (size_t i = 0; i < fs->ntaken; i++)
		gk_arena_release(&fs->taken[i]);
	for (size_t i = 0; i < sizeof fs->work / sizeof *fs->work; i++)
		gk_buf_release(&fs->work[i]);
	free(fs->taken);
	free(fs->list);
	gk_arena_release(&fs->arena);
	gk_arena_release(&fs->words);
	*fs = (struct gk_findings){ 0 };
}

/* What the finding is called and says: a rule's own, or built in. */
static const struct gk_kind *
kind_of(const struct gk_draft *d)
{
	return d->rule != NULL ? d->rule : gk_kind(d->kind);
}

/* ---- words ---------------------------------------------------------- */

struct day_text {
	char s[48];
};

static struct gk_str
day_words(struct day_text *t, gk_day d, int year, enum gk_lang lang)
{
	static const char *const months[] = { "January", "February", "March",
	    "April", "May", "June", "July", "August", "September", "October",
	    "November", "December" };
	int y, m, day;

	if (d == GK_NO_DAY)
		return GK_EMPTY;
	gk_day_split(d, &y, &m, &day);
	if (lang == GK_ZH && y == year)
		snprintf(t->s, sizeof t->s, "%d月%d日", m, day);
	else if (lang == GK_ZH)
		snprintf(t->s, sizeof t->s, "%d年%d月%d日", y, m, day);
	else if (y == year)
		snprintf(t->s, sizeof t->s, "%d %s", day, months[m - 1]);
	else
		snprintf(t->s, sizeof t->s, "%04d-%02d-%02d", y, m, day);
	return gk_str_of(t->s);
}

struct gk_str
gk_day_words(struct gk_arena *a, gk_day d, int year, enum gk_lang lang)
{
	struct day_text t;

	return gk_str_keep(a, day_words(&t, d, year, lang));
}

/* Cuts `b` from `start` on to GK_SHOWN_MAX characters, the last one "…". */
static void
cut(struct gk_buf *b, size_t start)
{
	size_t chars = 0, last = start;

	for (size_t i = start; i < b->len; i++) {
		if (((unsigned char)b->p[i] & 0xC0) == 0x80)
			continue;
		if (++chars == GK_SHOWN_MAX)
			last = i;
	}
	if (chars <= GK_SHOWN_MAX)
		return;
	b->len = last;
	gk_buf_puts(b, "…");
}

/*
 * Appends `s` as it may be shown.  Masked before it is cut, lest a cut number
 * escape the mask.  Showing twice changes nothing (see column()).
 */
static void
show(struct gk_findings *fs, struct gk_buf *out, struct gk_str s)
{
	struct gk_buf *clean = &fs->work[CLEAN];
	size_t start = out->len;

	gk_buf_clear(clean);
	gk_sanitize(clean, s);
	gk_personal_mask(out, gk_buf_str(clean));
	cut(out, start);
}

/* ---- columns -------------------------------------------------------- */

/*
 * Findings that follow each other share most of their columns: keeping one
 * copy makes a large table a fraction of its size.
 */
struct gk_str
gk_findings_keep(struct gk_findings *fs, enum gk_finding_column c,
    struct gk_str s)
{
	if (s.n == 0)
		return GK_EMPTY;
	if (fs->count != 0 &&
	    gk_str_eq(fs->list[fs->count - 1].col[c], s))
		return fs->list[fs->count - 1].col[c];
	return gk_str_keep(&fs->arena, s);
}

/* Text with a mark of secrecy is not repeated, whatever is wrong with it. */
static struct gk_str
unless_marked(const struct gk_findings *fs, struct gk_str raw)
{
	if (!gk_secrecy_mark(raw))
		return raw;
	return fs->lang == GK_ZH ? GK_STR("（已隐去）") : GK_STR("(hidden)");
}

/* Text from outside, as shown. */
static struct gk_str
column(struct gk_findings *fs, enum gk_finding_column c, struct gk_str raw)
{
	struct gk_buf *shown = &fs->work[SHOWN];

	if (raw.n == 0)
		return GK_EMPTY;
	/* The file is how to find it. */
	if (c != GK_F_FILE && c != GK_F_SHEET)
		raw = unless_marked(fs, raw);
	if (fs->count != 0 &&
	    gk_str_eq(fs->list[fs->count - 1].col[c], raw))
		return fs->list[fs->count - 1].col[c];
	gk_buf_clear(shown);
	show(fs, shown, raw);
	return gk_findings_keep(fs, c, gk_buf_str(shown));
}

static struct gk_str
column_number(struct gk_findings *fs, enum gk_finding_column c, size_t n)
{
	char digits[24];

	if (n == 0)
		return GK_EMPTY;
	snprintf(digits, sizeof digits, "%zu", n);
	return gk_findings_keep(fs, c, gk_str_of(digits));
}

static struct gk_str
column_day(struct gk_findings *fs, enum gk_finding_column c, gk_day d)
{
	struct gk_buf *b = &fs->work[SHOWN];

	gk_buf_clear(b);
	gk_day_iso(b, d);
	return gk_findings_keep(fs, c, gk_buf_str(b));
}

/* The address of a cell, such as H12. */
static struct gk_str
column_cell(struct gk_findings *fs, size_t column_no, size_t row)
{
	char text[48];
	size_t at = sizeof text / 2;

	if (column_no == 0 || row == 0)
		return GK_EMPTY;
	snprintf(text + at, sizeof text - at, "%zu", row);
	for (; column_no != 0; column_no = (column_no - 1) / 26)
		text[--at] = (char)('A' + (column_no - 1) % 26);
	return gk_findings_keep(fs, GK_F_CELL, gk_str_of(text + at));
}

static struct gk_str
column_basis(struct gk_findings *fs, const struct gk_draft *d)
{
	struct gk_buf *b = &fs->work[SHOWN];

	gk_buf_clear(b);
	gk_sanitize(b, d->basis.n != 0 ? d->basis :
	    gk_str_of(kind_of(d)->basis));
	if (d->evidence == GK_RECALLED)
		gk_buf_puts(b, GK_UNVERIFIED);
	return gk_findings_keep(fs, GK_F_BASIS, gk_buf_str(b));
}

/* ---- one finding ---------------------------------------------------- */

/* The one place where severity is decided (SEMANTICS §5). */
static enum gk_severity
severity_of(const struct gk_draft *d)
{
	enum gk_severity s = kind_of(d)->severity;

	if (d->evidence == GK_RECALLED || d->as_notice || s == GK_NOTICE)
		return GK_NOTICE;
	return d->milder ? (enum gk_severity)(s - 1) : s;
}

static gk_day
fix_by(const struct gk_findings *fs, const struct gk_draft *d)
{
	gk_day from = fs->notice_date != GK_NO_DAY ? fs->notice_date : fs->as_of;
	int days = kind_of(d)->fix_days;

	if (fs->calendar == NULL || from == GK_NO_DAY || days == 0)
		return GK_NO_DAY;
	return gk_workday_add(fs->calendar, from, days);
}

/*
 * The name of a file without its digits, which are dates and versions: what is
 * wrong with a whole file has no other key.
 */
static void
add_file_key(struct gk_buf *b, struct gk_str file)
{
	size_t from = file.n;

	while (from > 0 && file.p[from - 1] != '/')
		from--;
	for (size_t i = from; i < file.n; i++)
		if (file.p[i] < '0' || file.p[i] > '9')
			gk_buf_putc(b, file.p[i]);
}

/* The parts of a record's key in their comparison form, up to the last one. */
static struct gk_str
normalised_key(struct gk_findings *fs, const struct gk_draft *d)
{
	struct gk_buf *b = &fs->work[SHOWN];
	size_t n = sizeof d->key / sizeof *d->key;

	gk_buf_clear(b);
	while (n != 0 && d->key[n - 1].n == 0)
		n--;
	for (size_t i = 0; i < n; i++) {
		if (i != 0)
			gk_buf_putc(b, '\x1e');
		gk_norm_key(b, d->key[i]);
	}
	if (n == 0 && d->row == 0)
		add_file_key(b, d->file);
	return gk_buf_str(b);
}

static uint64_t
fingerprint_key(struct gk_findings *fs, const struct gk_draft *d)
{
	const struct gk_kind *k = kind_of(d);
	const struct gk_str parts[] = {
		gk_str_of(k->first_id != NULL ? k->first_id : k->id),
		d->unit_id.n != 0 ? d->unit_id : d->unit,
		d->item, normalised_key(fs, d), d->column,
	};
	uint64_t h = GK_HASH_SEED;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		h = gk_hash(gk_hash(h, parts[i]), GK_STR("\x1f"));
	return h;
}

/* 《X》 as X, for templates that set the marks themselves. */
static struct gk_str
without_marks(struct gk_str title)
{
	const struct gk_str open = GK_STR("《"), close = GK_STR("》");

	if (!gk_str_starts(title, open) ||
	    gk_str_find(title, close) != title.n - close.n)
		return title;
	return gk_str_sub(title, open.n, title.n - open.n - close.n);
}

static struct gk_str
without_suffix(struct gk_str s, struct gk_str suffix)
{
	return gk_str_ends(s, suffix) ? gk_str_sub(s, 0, s.n - suffix.n) : s;
}

/* The draft's own arguments, as they may be shown; returns how many. */
static size_t
draft_args(struct gk_findings *fs, const struct gk_draft *d,
    struct gk_arg *args)
{
	struct gk_buf *b = &fs->work[ARGS];
	size_t at[NARGS + 1] = { 0 }, n;

	gk_buf_clear(b);
	for (n = 0; n < NARGS && d->args[n].name != NULL; n++) {
		/* What a column is called tells nothing. */
		if (!d->secret || strcmp(d->args[n].name, "column") == 0)
			show(fs, b, unless_marked(fs, d->args[n].value));
		at[n + 1] = b->len;
	}
	for (size_t i = 0; i < n; i++)
		args[i] = (struct gk_arg){ d->args[i].name,
		    gk_str_sub(gk_buf_str(b), at[i], at[i + 1] - at[i]) };
	return n;
}

/*
 * Writes message and remedy; the remedy is the end of the message and shares
 * its bytes.
 */
static void
write_message(struct gk_findings *fs, const struct gk_draft *d,
    struct gk_finding *f, gk_day fix)
{
	const struct gk_kind *k = kind_of(d);
	struct gk_buf *text = &fs->work[TEXT];
	int year = fs->as_of != GK_NO_DAY ? gk_day_year(fs->as_of) : 0;
	struct day_text due, by, as_of;
	struct gk_arg args[NARGS + NBUILTIN];
	size_t n = draft_args(fs, d, args), mark;
	const struct gk_arg builtin[NBUILTIN] = {
		{ "row", f->col[GK_F_ROW] },
		{ "title", without_marks(f->col[GK_F_TITLE]) },
		{ "unit", f->col[GK_F_UNIT] }, { "unit_title", f->col[GK_F_UNIT] },
		{ "region", f->col[GK_F_REGION] },
		{ "field", without_suffix(f->col[GK_F_FIELD], GK_STR("领域")) },
		{ "item", f->col[GK_F_ITEM] }, { "value", f->col[GK_F_VALUE] },
		{ "column", f->col[GK_F_COLUMN] },
		{ "period", f->col[GK_F_PERIOD] },
		{ "due", day_words(&due, d->due, year, fs->lang) },
		{ "fix_by", day_words(&by, fix, year, fs->lang) },
		{ "as_of", day_words(&as_of, fs->as_of, year, fs->lang) },
		{ "basis", f->col[GK_F_BASIS] },
	};

	memcpy(args + n, builtin, sizeof builtin);
	n += NBUILTIN;
	gk_buf_clear(text);
	gk_tmpl_expand(text, k->fact[fs->lang], args, n);
	mark = text->len;
	gk_tmpl_expand(text, k->remedy[fs->lang], args, n);
	if (mark == text->len)
		while (mark != 0 && text->p[mark - 1] == ' ')
			mark = --text->len;
	f->col[GK_F_MESSAGE] = gk_str_keep(&fs->arena, gk_buf_str(text));
	f->col[GK_F_REMEDY] = gk_str_sub(f->col[GK_F_MESSAGE], mark,
	    text->len - mark);
}

void
gk_findings_count(struct gk_findings *fs, const struct gk_finding *f)
{
	if (f->settled)
		fs->settled++;
	else if (f->advisory)
		fs->advisory++;
	else
		fs->by_severity[f->severity]++;
}

void
gk_findings_add(struct gk_findings *fs, const struct gk_draft *d)
{
	const struct gk_kind *k = kind_of(d);
	gk_day fix = fix_by(fs, d);
	struct gk_finding f = {
		.kind = k, .severity = severity_of(d), .row = d->row,
		.advisory = d->evidence == GK_RECALLED,
	};

	for (int c = 0; c < GK_F_COUNT; c++)
		f.col[c] = GK_EMPTY;
	f.col[GK_F_SEVERITY] = gk_str_of(gk_severity_name(f.severity));
	f.col[GK_F_CLASS] = gk_str_of(gk_class_name(k->cls));
	f.col[GK_F_RULE] = gk_str_of(k->id);
	f.col[GK_F_UNIT] = column(fs, GK_F_UNIT, d->unit);
	f.col[GK_F_CO_UNITS] = column(fs, GK_F_CO_UNITS, d->co_units);
	f.col[GK_F_REGION] = column(fs, GK_F_REGION, d->region);
	f.col[GK_F_FIELD] = column(fs, GK_F_FIELD, d->field);
	f.col[GK_F_ITEM] = column(fs, GK_F_ITEM, d->item);
	f.col[GK_F_FILE] = column(fs, GK_F_FILE, d->file);
	f.col[GK_F_SHEET] = column(fs, GK_F_SHEET, d->sheet);
	f.col[GK_F_ROW] = column_number(fs, GK_F_ROW, d->row);
	f.col[GK_F_COLUMN] = column(fs, GK_F_COLUMN, d->column);
	f.col[GK_F_LINE] = column_number(fs, GK_F_LINE, d->line);
	f.col[GK_F_CELL] = column_cell(fs, d->column_no, d->row);
	f.col[GK_F_PERIOD] = column(fs, GK_F_PERIOD, d->period);
	f.col[GK_F_DUE] = column_day(fs, GK_F_DUE, d->due);
	f.col[GK_F_FIX_BY] = column_day(fs, GK_F_FIX_BY, fix);
	f.col[GK_F_SINCE] = column_day(fs, GK_F_SINCE, fs->as_of);
	f.col[GK_F_BASIS] = column_basis(fs, d);
	if (!d->secret) {
		f.col[GK_F_TITLE] = column(fs, GK_F_TITLE, d->title);
		f.col[GK_F_VALUE] = column(fs, GK_F_VALUE, d->value);
	}
	write_message(fs, d, &f, fix);
	f.key = fingerprint_key(fs, d);
	*GK_PUSH(fs->list, fs->count, fs->cap) = f;
	gk_findings_count(fs, &f);
	gk_arena_reset(&fs->words);
}
