/*
 * The pairs as people look at them: gk-pair --matches.
 */
#include "config.h"

#include "pair/pairing.h"

#include <stdlib.h>

#include "finding/privacy.h"
#include "finding/table.h"

struct gk_pair_matches *
gk_pair_matches_new(void)
{
	struct gk_pair_matches *m = gk_calloc(1, sizeof *m);

	gk_arena_init(&m->arena);
	return m;
}

void
gk_pair_matches_free(struct gk_pair_matches *m)
{
	if (m == NULL)
		return;
	free(m->list);
	gk_arena_release(&m->arena);
	free(m);
}

static const char *
how_word(const struct gk_pair_match *p, enum gk_lang lang)
{
	static const char *const words[][2] = {
		[GK_PAIR_NONE] = { "未关联", "none" },
		[GK_PAIR_NUMBER] = { "文号", "number" },
		[GK_PAIR_LINK] = { "关联栏", "link" },
		[GK_PAIR_TITLE] = { "标题", "title" },
		[GK_PAIR_ALIKE] = { "标题相近", "alike" },
		[GK_PAIR_AMBIGUOUS] = { "不能确定", "ambiguous" },
	};
	static const char *const row[2] = { "同一行", "row" };

	return p->by_row ? row[lang] : words[p->how][lang];
}

/* Text from outside, without what a terminal obeys and without people. */
static struct gk_str
shown(struct gk_str s, struct gk_buf *clean, struct gk_buf *masked)
{
	gk_buf_clear(clean);
	gk_buf_clear(masked);
	gk_sanitize(clean, s);
	gk_personal_mask(masked, gk_buf_str(clean));
	return gk_buf_str(masked);
}

void
gk_pair_matches_csv(const struct gk_pair_matches *m, struct gk_out *o)
{
	struct gk_buf clean = { 0 }, masked = { 0 }, tmp = { 0 };

	gk_out_puts(o, "how,sure,document,number,document_file,document_row,"
	    "interpretation,interpretation_file,interpretation_row\n");
	for (size_t i = 0; i < m->count; i++) {
		const struct gk_pair_match *p = &m->list[i];
		const struct gk_str text[] = { p->document, p->number,
			p->document_file, p->interpretation,
			p->interpretation_file };

		gk_out_printf(o, "%s,%d", how_word(p, GK_EN), p->sure);
		for (size_t k = 0; k < sizeof text / sizeof *text; k++) {
			gk_out_puts(o, ",");
			gk_guarded_cell(o, shown(text[k], &clean, &masked),
			    &tmp);
			if (k == 2 && p->document_row != 0)
				gk_out_printf(o, ",%zu", p->document_row);
			else if (k == 2)
				gk_out_puts(o, ",");
		}
		gk_out_printf(o, ",%zu\n", p->interpretation_row);
	}
	gk_buf_release(&clean);
	gk_buf_release(&masked);
	gk_buf_release(&tmp);
}

static void
put_place(struct gk_out *o, const char *mark, struct gk_str name,
    struct gk_str file, size_t row)
{
	gk_out_puts(o, mark);
	gk_out_str(o, name);
	gk_out_puts(o, "  ");
	gk_out_str(o, file);
	gk_out_printf(o, ":%zu\n", row);
}

void
gk_pair_matches_text(const struct gk_pair_matches *m, enum gk_lang lang,
    struct gk_out *o)
{
	struct gk_buf clean = { 0 }, masked = { 0 };
	struct gk_arena a;

	gk_arena_init(&a);
	for (size_t i = 0; i < m->count; i++) {
		const struct gk_pair_match *p = &m->list[i];
		struct gk_str file;

		gk_arena_reset(&a);
		file = gk_str_keep(&a, shown(p->interpretation_file, &clean,
		    &masked));
		put_place(o, "", shown(p->interpretation, &clean, &masked),
		    file, p->interpretation_row);
		gk_out_printf(o, "    %s", how_word(p, lang));
		if (p->how != GK_PAIR_NONE)
			gk_out_printf(o, " %d", p->sure);
		gk_out_puts(o, "\n");
		if (p->how == GK_PAIR_NONE)
			continue;
		file = gk_str_keep(&a, shown(p->document_file, &clean,
		    &masked));
		put_place(o, "    ", shown(p->document, &clean, &masked), file,
		    p->document_row);
	}
	gk_arena_release(&a);
	gk_buf_release(&clean);
	gk_buf_release(&masked);
}
