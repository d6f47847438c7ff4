#include "config.h"

#include "tools/explain.h"

#include "core/norm.h"
#include "finding/privacy.h"
#include "finding/table.h"

/* ---- words ---------------------------------------------------------- */

static const char *const how_words[GK_HOWS][3] = {
	/* CSV, Chinese, English */
	[GK_HOW_KEY] = { "key", "键名", "by its key" },
	[GK_HOW_LABEL] = { "label", "标准名称", "by its label" },
	[GK_HOW_ALIAS] = { "alias", "别名", "by an alias" },
	[GK_HOW_OPTION] = { "option", "--column 指定", "by --column" },
	[GK_HOW_TICKED] = { "ticked", "勾选列", "to be ticked" },
	[GK_HOW_TWICE] = { "twice", "与前列重复，未采用",
	    "means what an earlier one means, not used" },
	[GK_HOW_IGNORED] = { "ignored", "与检查无关", "of no interest" },
	[GK_HOW_OWN] = { "own", "gk-cat 的列", "of gk-cat" },
	[GK_HOW_UNKNOWN] = { "unknown", "未知栏目", "unknown" },
	[GK_HOW_BLANK] = { "blank", "无表头", "without a header" },
};

static const char *const skip_words[GK_SKIPS][3] = {
	[GK_SKIP_HEADER] = { "header", "重复的表头或标题",
	    "header or title again" },
	[GK_SKIP_NOTE] = { "note", "说明、签名", "notes, signatures" },
	[GK_SKIP_TOTAL] = { "total", "合计", "totals" },
	[GK_SKIP_SECTION] = { "section", "分节标题", "sections" },
	[GK_SKIP_FILLER] = { "filler", "无内容（…、/、仅有分组列）",
	    "nothing in it (…, /, grouping columns only)" },
};

static const char *const scope_words[][3] = {
	[GK_SCOPE_UNKNOWN] = { "", "", "" },
	[GK_INCREMENTAL] = { "incremental", "增量", "incremental" },
	[GK_FULL] = { "full", "全量", "full" },
};

/* Which of the three. */
static size_t
words_of(const struct gk_explain *e)
{
	return e->csv ? 0 : e->lang == GK_ZH ? 1 : 2;
}

/* The letters of a column: 1 is A, 27 is AA. */
static void
add_letters(struct gk_buf *b, size_t no)
{
	char text[16];
	size_t at = sizeof text;

	for (; no > 0 && at > 0; no = (no - 1) / 26)
		text[--at] = (char)('A' + (no - 1) % 26);
	gk_buf_add(b, text + at, sizeof text - at);
}

static void
add_rows(struct gk_buf *b, const struct gk_outline *o)
{
	gk_buf_printf(b, "%zu", o->first);
	if (o->last != o->first)
		gk_buf_printf(b, "-%zu", o->last);
}

static void
add_period(struct gk_buf *b, const struct gk_table *t)
{
	if (t->period_first == GK_NO_DAY)
		return;
	gk_day_iso(b, t->period_first);
	gk_buf_putc(b, '/');
	gk_day_iso(b, t->period_last);
}

/* ---- CSV ------------------------------------------------------------ */

struct fact {
	const char *name, *place, *key, *how;
	struct gk_str header, value;
};

static void
put_cell(struct gk_out *o, struct gk_str s, const char *end)
{
	struct gk_buf masked = { 0 }, work = { 0 };

	gk_personal_mask(&masked, s);
	gk_guarded_cell(o, gk_buf_str(&masked), &work);
	gk_out_puts(o, end);
	gk_buf_release(&masked);
	gk_buf_release(&work);
}

static struct gk_str
text_of(const char *s)
{
	return s != NULL ? gk_str_of(s) : GK_EMPTY;
}

static void
put_fact(struct gk_explain *e, const struct gk_table *t, struct fact f)
{
	if (!e->any)
		gk_out_puts(e->out,
		    "file,sheet,fact,place,header,key,how,value\n");
	e->any = true;
	put_cell(e->out, t->file, ",");
	put_cell(e->out, t->sheet, ",");
	put_cell(e->out, text_of(f.name), ",");
	put_cell(e->out, text_of(f.place), ",");
	put_cell(e->out, f.header, ",");
	put_cell(e->out, text_of(f.key), ",");
	put_cell(e->out, text_of(f.how), ",");
	put_cell(e->out, f.value, "\n");
}

static void
put_kind(struct gk_explain *e, const struct gk_table *t,
    const struct gk_outline *o)
{
	struct gk_buf n = { 0 };

	gk_buf_printf(&n, "%d", o->fit);
	put_fact(e, t, (struct fact){ .name = "kind", .key = t->kind->id.p,
	    .how = o->told ? "title" : "", .value = gk_buf_str(&n) });
	gk_buf_clear(&n);
	gk_buf_printf(&n, "%d", o->next_fit);
	if (o->next != NULL)
		put_fact(e, t, (struct fact){ .name = "next-kind",
		    .key = o->next->id.p, .value = gk_buf_str(&n) });
	gk_buf_clear(&n);
	add_rows(&n, o);
	put_fact(e, t, (struct fact){ .name = "header", .place = n.p });
	gk_buf_release(&n);
}

static void
put_title(struct gk_explain *e, const struct gk_table *t)
{
	struct gk_buf b = { 0 };

	put_fact(e, t, (struct fact){ .name = "title", .value = t->title });
	put_fact(e, t, (struct fact){ .name = "unit", .value = t->unit });
	add_period(&b, t);
	put_fact(e, t, (struct fact){ .name = "period",
	    .value = gk_buf_str(&b) });
	put_fact(e, t, (struct fact){ .name = "scope",
	    .value = gk_str_of(scope_words[t->scope][0]) });
	gk_buf_clear(&b);
	if (t->submitted != GK_NO_DAY)
		gk_day_iso(&b, t->submitted);
	put_fact(e, t, (struct fact){ .name = "submitted",
	    .value = gk_buf_str(&b) });
	gk_buf_release(&b);
}

static void
put_csv(struct gk_explain *e, const struct gk_table *t,
    const struct gk_outline *o)
{
	struct gk_buf b = { 0 };

	put_kind(e, t, o);
	put_title(e, t);
	for (size_t i = 0; i < o->ncolumns; i++) {
		const struct gk_column_seen *c = &o->columns[i];

		gk_buf_clear(&b);
		add_letters(&b, c->no);
		put_fact(e, t, (struct fact){ .name = "column", .place = b.p,
		    .header = c->header, .how = how_words[c->how][0],
		    .key = c->column != NULL ? c->column->key.p : NULL });
	}
	gk_buf_clear(&b);
	gk_buf_printf(&b, "%zu", o->records);
	put_fact(e, t, (struct fact){ .name = "records",
	    .value = gk_buf_str(&b) });
	for (size_t i = 0; i < GK_SKIPS; i++) {
		struct gk_buf row = { 0 };

		gk_buf_clear(&b);
		gk_buf_printf(&b, "%zu", o->skipped[i].count);
		gk_buf_printf(&row, "%zu", o->skipped[i].row);
		if (o->skipped[i].count > 0)
			put_fact(e, t, (struct fact){ .name = "skipped",
			    .place = row.p, .how = skip_words[i][0],
			    .value = gk_buf_str(&b) });
		gk_buf_release(&row);
	}
	gk_buf_release(&b);
}

/* ---- text ----------------------------------------------------------- */

/* For people: masked, and safe for a terminal. */
static void
add_shown(struct gk_buf *b, struct gk_str s)
{
	struct gk_buf masked = { 0 };

	gk_personal_mask(&masked, s);
	gk_sanitize(b, gk_buf_str(&masked));
	gk_buf_release(&masked);
}

static const char *
say(const struct gk_explain *e, const char *zh, const char *en)
{
	return e->lang == GK_ZH ? zh : en;
}

static void
say_line(const struct gk_explain *e, const char *zh, const char *en,
    struct gk_str value)
{
	struct gk_buf b = { 0 };

	if (value.n > 0)
		add_shown(&b, value);
	else
		gk_buf_puts(&b, "—");
	gk_out_printf(e->out, "  %s%s%.*s\n", say(e, zh, en),
	    say(e, "：", ": "), GK_FMT(gk_buf_str(&b)));
	gk_buf_release(&b);
}

static void
add_kind_name(const struct gk_explain *e, struct gk_buf *b,
    const struct gk_ledger_kind *k, int fit)
{
	if (e->lang == GK_ZH)
		gk_buf_printf(b, "%.*s (%.*s)，契合度 %d", GK_FMT(k->label),
		    GK_FMT(k->id), fit);
	else
		gk_buf_printf(b, "%.*s, fit %d", GK_FMT(k->id), fit);
}

static void
say_kind(const struct gk_explain *e, const struct gk_table *t,
    const struct gk_outline *o)
{
	struct gk_buf b = { 0 };

	add_kind_name(e, &b, t->kind, o->fit);
	if (o->told)
		gk_buf_puts(&b, say(e, "，标题、表名或文件名已指明",
		    ", and title or names say so"));
	if (o->next != NULL) {
		gk_buf_puts(&b, say(e, "；其次 ", "; next "));
		add_kind_name(e, &b, o->next, o->next_fit);
	}
	say_line(e, "种类", "kind", gk_buf_str(&b));
	gk_buf_clear(&b);
	add_rows(&b, o);
	say_line(e, "表头所在行", "rows of the header", gk_buf_str(&b));
	say_line(e, "标题", "title", t->title);
	say_line(e, "单位", "unit", t->unit);
	gk_buf_clear(&b);
	add_period(&b, t);
	say_line(e, "期间", "period", gk_buf_str(&b));
	say_line(e, "口径", "scope",
	    gk_str_of(scope_words[t->scope][words_of(e)]));
	gk_buf_clear(&b);
	if (t->submitted != GK_NO_DAY)
		gk_day_iso(&b, t->submitted);
	say_line(e, "报送日期", "submitted", gk_buf_str(&b));
	gk_buf_release(&b);
}

static void
pad(struct gk_out *o, size_t width, size_t want)
{
	for (; width < want; width++)
		gk_out_puts(o, " ");
}

#define HEADER_WIDTH 24		/* longer ones push the rest aside */
#define KEY_WIDTH 12

static void
say_column(const struct gk_explain *e, const struct gk_column_seen *c)
{
	struct gk_buf letters = { 0 }, header = { 0 };
	struct gk_str key = c->column != NULL ? c->column->key : GK_STR("—");

	add_letters(&letters, c->no);
	add_shown(&header, c->header);
	gk_out_printf(e->out, "    %-4s", letters.p);
	gk_out_str(e->out, gk_buf_str(&header));
	pad(e->out, gk_width(gk_buf_str(&header)), HEADER_WIDTH);
	gk_out_printf(e->out, "  %.*s", GK_FMT(key));
	pad(e->out, gk_width(key), KEY_WIDTH);
	gk_out_printf(e->out, "  %s\n", how_words[c->how][words_of(e)]);
	gk_buf_release(&letters);
	gk_buf_release(&header);
}

static void
say_skipped(const struct gk_explain *e, const struct gk_outline *o)
{
	for (size_t i = 0; i < GK_SKIPS; i++)
		if (o->skipped[i].count > 0)
			gk_out_printf(e->out, say(e,
			    "  跳过：%s %zu 行，首行为第 %zu 行\n",
			    "  skipped: %s, %zu rows, the first is row %zu\n"),
			    skip_words[i][words_of(e)], o->skipped[i].count,
			    o->skipped[i].row);
}

static void
say_text(struct gk_explain *e, const struct gk_table *t,
    const struct gk_outline *o)
{
	struct gk_buf name = { 0 };

	if (e->any)
		gk_out_puts(e->out, "\n");
	e->any = true;
	add_shown(&name, t->file);
	if (t->sheet.n > 0) {
		gk_buf_puts(&name, " [");
		add_shown(&name, t->sheet);
		gk_buf_puts(&name, "]");
	}
	gk_out_printf(e->out, "%s\n", name.p);
	gk_buf_release(&name);
	if (t->kind == NULL) {
		gk_out_printf(e->out, "  %s\n", o->own ?
		    say(e, "gongkai 自己的表，不是台账",
		    "one of gongkai's own tables, no ledger") :
		    say(e, "未找到已知的表头，不作为台账",
		    "no known header: not taken for a ledger"));
		return;
	}
	say_kind(e, t, o);
	gk_out_printf(e->out, "  %s\n", say(e, "栏目：", "columns:"));
	for (size_t i = 0; i < o->ncolumns; i++)
		say_column(e, &o->columns[i]);
	gk_out_printf(e->out, say(e, "  信息：%zu 条\n",
	    "  records: %zu\n"), o->records);
	say_skipped(e, o);
}

void
gk_explain_outline(void *user, const struct gk_table *t,
    const struct gk_outline *o)
{
	struct gk_explain *e = user;

	if (!e->csv)
		say_text(e, t, o);
	else if (t->kind != NULL)
		put_csv(e, t, o);
	else
		put_fact(e, t, (struct fact){ .name = o->own ? "own-table" :
		    "no-header" });
}

enum gk_exit
gk_explain_inputs(const struct gk_settings *set, const struct gk_inputs *in,
    const struct gk_ledger_options *opt)
{
	static const struct gk_ledger_ops ops = {
		.outline = gk_explain_outline };
	struct gk_explain e = { .lang = set->lang, .csv = set->format != NULL &&
	    strcmp(set->format, "csv") == 0 };
	enum gk_exit status = GK_EXIT_CLEAN;
	struct gk_error err;

	e.out = gk_out_open(set->output, &err);
	if (e.out == NULL) {
		gk_warn(&err);
		return GK_EXIT_TROUBLE;
	}
	for (size_t i = 0; i < in->count; i++) {
		if (gk_ledger_read(in->list[i].path, in->list[i].name, opt,
		    &ops, &e, &err) == GK_OK)
			continue;
		gk_warn(&err);
		status = GK_EXIT_TROUBLE;
	}
	if (gk_out_close(e.out, &err) == GK_OK)
		return status;
	gk_warn(&err);
	return GK_EXIT_TROUBLE;
}
