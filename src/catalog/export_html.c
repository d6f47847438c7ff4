/*
 * The table as it is published: fourteen columns under a header of two rows,
 * one more where an item is of the city level.  What it cannot show stands in
 * data- attributes; the form is in export.h.
 */
#include "config.h"

#include "catalog/export.h"

#include "catalog/words.h"

static const char head[] =
    "<!DOCTYPE html>\n"
    "<html lang=\"zh-CN\">\n"
    "<head>\n"
    "<meta charset=\"utf-8\">\n"
    "<meta name=\"generator\" content=\"gongkai\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<title>基层政务公开标准目录</title>\n"
    "<style>\n"
    "body { font: 14px/1.5 sans-serif; margin: 1em; }\n"
    "table { border-collapse: collapse; width: 100%; }\n"
    "th, td { border: 1px solid #444; padding: .3em .4em; "
    "vertical-align: middle; }\n"
    "th { background: #eee; font-weight: bold; }\n"
    "td { text-align: left; }\n"
    "td.tick, td.seq { text-align: center; }\n"
    "caption { font-size: 1.3em; font-weight: bold; margin: .5em; }\n"
    "@media print {\n"
    "  @page { size: A4 landscape; margin: 12mm; }\n"
    "  body { font-size: 9px; margin: 0; }\n"
    "  table { page-break-after: always; }\n"
    "  thead { display: table-header-group; }\n"
    "  tr { page-break-inside: avoid; }\n"
    "}\n"
    "</style>\n"
    "</head>\n"
    "<body>\n";

struct page {
	struct gk_out *o;
	struct gk_buf tmp;
	bool city;		/* this table has a column for 市级 */
};

/* ---- text ----------------------------------------------------------- */

static void
escaped(struct gk_out *o, struct gk_str s)
{
	for (size_t i = 0; i < s.n; i++)
		switch (s.p[i]) {
		case '&':
			gk_out_puts(o, "&amp;");
			break;
		case '<':
			gk_out_puts(o, "&lt;");
			break;
		case '>':
			gk_out_puts(o, "&gt;");
			break;
		case '"':
			gk_out_puts(o, "&quot;");
			break;
		case '\n':
			gk_out_puts(o, "&#10;");
			break;
		default:
			gk_out_add(o, s.p + i, 1);
		}
}

static void
attribute(struct page *p, const char *name, struct gk_str value)
{
	if (value.n == 0)
		return;
	gk_out_printf(p->o, " data-%s=\"", name);
	escaped(p->o, value);
	gk_out_puts(p->o, "\"");
}

static void
attribute_words(struct page *p, const char *name, const char *value)
{
	attribute(p, name, gk_str_of(value));
}

/* One member a line: none of them can hold a line break. */
static void
attribute_list(struct page *p, const char *name, const struct gk_str *list,
    size_t n)
{
	gk_buf_clear(&p->tmp);
	gk_list_words(&p->tmp, list, n, "\n");
	attribute(p, name, gk_buf_str(&p->tmp));
}

static void
attribute_day(struct page *p, const char *name, gk_day day)
{
	gk_buf_clear(&p->tmp);
	gk_day_iso(&p->tmp, day);
	attribute(p, name, gk_buf_str(&p->tmp));
}

static void
attribute_number(struct page *p, const char *name, size_t number)
{
	if (number == 0)
		return;
	gk_buf_clear(&p->tmp);
	gk_buf_printf(&p->tmp, "%zu", number);
	attribute(p, name, gk_buf_str(&p->tmp));
}

/* ---- the table ------------------------------------------------------ */

static void
open_table(struct page *p, const struct gk_field *f)
{
	gk_out_puts(p->o, "<table class=\"catalogue\"");
	attribute(p, "field", f->id);
	attribute(p, "slug", f->slug);
	attribute(p, "name", f->name);
	attribute(p, "edition", f->edition);
	attribute(p, "extends", f->extends);
	attribute(p, "issuer", f->issuer);
	attribute(p, "document", f->document);
	attribute_words(p, "verified", f->document_verified ? "yes" : "no");
	attribute(p, "date", f->date);
	attribute_number(p, "stated-count", f->stated);
	attribute(p, "stated-items", f->stated_text);
	attribute_list(p, "aliases", f->aliases, f->naliases);
	attribute_list(p, "notes", f->notes, f->nnotes);
	attribute_list(p, "sources", f->sources, f->nsources);
	gk_buf_clear(&p->tmp);
	for (size_t i = 0; i < f->nchanges; i++) {
		gk_buf_puts(&p->tmp, i != 0 ? "\n" : "");
		gk_local_change_xml(&p->tmp, &f->changes[i]);
	}
	attribute(p, "changes", gk_buf_str(&p->tmp));
	gk_out_puts(p->o, ">\n<caption>");
	escaped(p->o, f->name);
	if (!gk_str_eq(f->id, GK_STR("00")))
		gk_out_puts(p->o, "领域基层政务公开标准目录");
	gk_out_puts(p->o, "</caption>\n");
}

static void
put_header(struct page *p)
{
	gk_out_puts(p->o, "<thead>\n<tr><th rowspan=\"2\">序号</th>"
	    "<th colspan=\"2\">公开事项</th>"
	    "<th rowspan=\"2\">公开内容（要素）</th>"
	    "<th rowspan=\"2\">公开依据</th><th rowspan=\"2\">公开时限</th>"
	    "<th rowspan=\"2\">公开主体</th>"
	    "<th rowspan=\"2\">公开渠道和载体</th>"
	    "<th colspan=\"2\">公开对象</th><th colspan=\"2\">公开方式</th>");
	gk_out_printf(p->o, "<th colspan=\"%d\">公开层级</th></tr>\n",
	    p->city ? 3 : 2);
	gk_out_puts(p->o, "<tr><th>一级事项</th><th>二级事项</th>"
	    "<th>全社会</th><th>特定群体</th><th>主动</th><th>依申请</th>");
	gk_out_puts(p->o, p->city ? "<th>市级</th>" : "");
	gk_out_puts(p->o, "<th>县级</th><th>乡级</th></tr>\n</thead>\n");
}

/* What ticks do not say exactly. */
static void
tick_attributes(struct page *p, const struct gk_item *it)
{
	if (!gk_str_eq(it->audience, GK_STR("全社会")))
		attribute(p, "audience", it->audience);
	if (!gk_str_eq(it->method, GK_STR("主动公开")) &&
	    !gk_str_eq(it->method, GK_STR("依申请公开")))
		attribute(p, "method", it->method);
}

static void
open_row(struct page *p, const struct gk_item *it)
{
	gk_out_puts(p->o, "<tr");
	attribute(p, "id", it->id);
	attribute_words(p, "evidence", gk_evidence_name(it->evidence));
	attribute(p, "source", it->source);
	attribute_words(p, "nature", gk_nature_name(it->nature));
	attribute_words(p, "nature-evidence", it->nature_inferred ?
	    "inferred" : "");
	attribute_words(p, "cadence", gk_cadence_name(it->cadence));
	attribute_words(p, "duty", it->duty != GK_DUTY_ANY ?
	    gk_duty_name(it->duty) : "");
	attribute_words(p, "subject-evidence", it->subject_inferred ?
	    "inferred" : "");
	attribute_number(p, "update-days", (size_t)it->update_days);
	attribute_words(p, "placeholder", it->placeholder ? "yes" : "");
	attribute_day(p, "valid-from", it->from);
	attribute_day(p, "valid-until", it->until);
	attribute(p, "replaces", it->replaces);
	attribute(p, "reason", it->reason);
	attribute_words(p, "all-channels", it->all_channels ? "yes" : "");
	gk_buf_clear(&p->tmp);
	gk_levels_words(&p->tmp, it->weak_levels, ";");
	attribute(p, "weak-levels", gk_buf_str(&p->tmp));
	attribute_list(p, "aliases", it->aliases, it->naliases);
	gk_buf_clear(&p->tmp);
	for (size_t i = 0; i < it->nclauses; i++) {
		gk_buf_puts(&p->tmp, i != 0 ? "\n" : "");
		gk_clause_xml(&p->tmp, &it->clauses[i]);
	}
	attribute(p, "limits", gk_buf_str(&p->tmp));
	tick_attributes(p, it);
	gk_out_puts(p->o, ">");
}

static void
put_cell(struct page *p, struct gk_str s)
{
	gk_out_puts(p->o, "<td>");
	escaped(p->o, s);
	gk_out_puts(p->o, "</td>");
}

static void
put_list(struct page *p, const struct gk_str *list, size_t n,
    const char *before)
{
	gk_out_puts(p->o, "<td>");
	for (size_t i = 0; i < n; i++) {
		gk_out_puts(p->o, i != 0 ? "<br>" : "");
		gk_out_puts(p->o, before);
		escaped(p->o, list[i]);
	}
	gk_out_puts(p->o, "</td>");
}

static void
put_tick(struct page *p, bool set)
{
	gk_out_printf(p->o, "<td class=\"tick\">%s</td>", set ? "√" : "");
}

static bool
names(struct gk_str s, const char *word)
{
	return gk_str_find(s, gk_str_of(word)) != SIZE_MAX;
}

static void
put_ticks(struct page *p, const struct gk_item *it)
{
	put_tick(p, names(it->audience, "全社会"));
	put_tick(p, names(it->audience, "特定群"));
	put_tick(p, names(it->method, "主动"));
	put_tick(p, names(it->method, "依申请"));
	if (p->city)
		put_tick(p, (it->levels & GK_CITY) != 0);
	put_tick(p, (it->levels & GK_COUNTY) != 0);
	put_tick(p, (it->levels & GK_TOWN) != 0);
}

/* How many items from `i` on stand under the same level1. */
static size_t
level1_rows(const struct gk_field *f, size_t i)
{
	size_t n = 1;

	while (i + n < f->nitems &&
	    gk_str_eq(f->items[i + n]->level1, f->items[i]->level1))
		n++;
	return n;
}

static void
put_level1(struct page *p, const struct gk_field *f, size_t i)
{
	size_t rows;

	if (i != 0 && gk_str_eq(f->items[i - 1]->level1, f->items[i]->level1))
		return;
	rows = level1_rows(f, i);
	if (rows > 1)
		gk_out_printf(p->o, "<td rowspan=\"%zu\">", rows);
	else
		gk_out_puts(p->o, "<td>");
	escaped(p->o, f->items[i]->level1);
	gk_out_puts(p->o, "</td>");
}

static void
put_row(struct page *p, const struct gk_field *f, size_t i)
{
	const struct gk_item *it = f->items[i];

	open_row(p, it);
	gk_out_printf(p->o, "<td class=\"seq\">%zu</td>", i + 1);
	put_level1(p, f, i);
	put_cell(p, it->level2);
	put_list(p, it->elements, it->nelements, "");
	put_list(p, it->bases, it->nbases, "");
	put_cell(p, it->limit_text);
	put_list(p, it->subjects, it->nsubjects, "");
	put_list(p, it->channels, it->nchannels, "■");
	put_ticks(p, it);
	gk_out_puts(p->o, "</tr>\n");
}

static void
put_field(struct page *p, const struct gk_field *f)
{
	p->city = false;
	for (size_t i = 0; i < f->nitems; i++)
		p->city |= (f->items[i]->levels & GK_CITY) != 0;
	open_table(p, f);
	put_header(p);
	gk_out_puts(p->o, "<tbody>\n");
	for (size_t i = 0; i < f->nitems; i++)
		put_row(p, f, i);
	gk_out_puts(p->o, "</tbody>\n</table>\n");
}

void
gk_export_html(const struct gk_field *const *fields, size_t n,
    struct gk_out *o)
{
	struct page p = { .o = o };

	gk_buf_init(&p.tmp);
	gk_out_puts(o, head);
	for (size_t i = 0; i < n; i++)
		put_field(&p, fields[i]);
	gk_out_puts(o, "</body>\n</html>\n");
	gk_buf_release(&p.tmp);
}
