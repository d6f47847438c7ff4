#include "config.h"

#include "catalog/export.h"

#include "catalog/words.h"

struct md {
	struct gk_out *o;
	struct gk_buf b;
};

/* Text that no reader of Markdown takes for more than text. */
static void
escaped(struct gk_out *o, struct gk_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '<') {
			gk_out_puts(o, "&lt;");
		} else if (s.p[i] == '&') {
			gk_out_puts(o, "&amp;");
		} else {
			if (s.p[i] != '\0' && strchr("\\`*_[]|#~", s.p[i]))
				gk_out_puts(o, "\\");
			gk_out_add(o, s.p + i, 1);
		}
	}
}

static void
put(struct md *m, struct gk_str s)
{
	escaped(m->o, s);
	gk_out_puts(m->o, " | ");
}

static void
put_list(struct md *m, const struct gk_str *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		gk_out_puts(m->o, i != 0 ? "<br>" : "");
		escaped(m->o, list[i]);
	}
	gk_out_puts(m->o, " | ");
}

static void
put_row(struct md *m, const struct gk_item *it)
{
	gk_out_puts(m->o, "| ");
	put(m, it->id);
	put(m, it->level1);
	put(m, it->level2);
	put_list(m, it->elements, it->nelements);
	put_list(m, it->bases, it->nbases);
	put(m, it->limit_text);
	put_list(m, it->subjects, it->nsubjects);
	put_list(m, it->channels, it->nchannels);
	put(m, it->audience);
	put(m, it->method);
	gk_buf_clear(&m->b);
	gk_levels_words(&m->b, it->levels, "、");
	put(m, gk_buf_str(&m->b));
	gk_buf_clear(&m->b);
	gk_nature_words(&m->b, it, GK_ZH);
	put(m, gk_buf_str(&m->b));
	escaped(m->o, gk_str_of(gk_evidence_label(it->evidence, GK_ZH)));
	gk_out_puts(m->o, " |\n");
}

static void
put_note(struct md *m, const char *label, struct gk_str s)
{
	if (s.n == 0)
		return;
	gk_out_printf(m->o, "- %s：", label);
	escaped(m->o, s);
	gk_out_puts(m->o, "\n");
}

static void
put_field(struct md *m, const struct gk_field *f)
{
	gk_out_puts(m->o, "## ");
	escaped(m->o, f->id);
	gk_out_puts(m->o, " ");
	escaped(m->o, f->name);
	gk_out_puts(m->o, "\n\n");
	put_note(m, "发布机关", f->issuer);
	put_note(m, f->document_verified ? "文件" : "文件（未核实）",
	    f->document);
	put_note(m, "日期", f->date);
	put_note(m, "项数", f->stated_text);
	for (size_t i = 0; i < f->nnotes; i++)
		put_note(m, "说明", f->notes[i]);
	gk_out_puts(m->o, "\n| 编号 | 一级事项 | 二级事项 | 公开内容（要素） | "
	    "公开依据 | 公开时限 | 公开主体 | 公开渠道和载体 | 公开对象 | 公开方式 | "
	    "公开层级 | 性质 | 证据 |\n"
	    "|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < f->nitems; i++)
		put_row(m, f->items[i]);
}

void
gk_export_md(const struct gk_field *const *fields, size_t n,
    struct gk_out *o)
{
	struct md m = { .o = o };

	gk_buf_init(&m.b);
	for (size_t i = 0; i < n; i++) {
		gk_out_puts(o, i != 0 ? "\n" : "");
		put_field(&m, fields[i]);
	}
	gk_buf_release(&m.b);
}
