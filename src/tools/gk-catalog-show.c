/*
 * gk-catalog show: the items of a field in short, or one item whole.
 */
#include "config.h"

#include "tools/gk-catalog.h"

#include <stdlib.h>

#include "catalog/find.h"
#include "catalog/words.h"
#include "core/norm.h"

#define LABEL_WIDTH 10

struct show {
	const struct gk_catalogs *c;
	const struct gk_register *units;
	struct gk_out *o;
	enum gk_lang lang;
	struct gk_buf b;
};

static const char *
words(const struct show *sh, const char *zh, const char *en)
{
	return sh->lang == GK_ZH ? zh : en;
}

/* ---- a field -------------------------------------------------------- */

static void
limit_words(struct show *sh, const struct gk_item *it)
{
	for (size_t i = 0; i < it->nclauses; i++) {
		if (i != 0)
			gk_buf_puts(&sh->b, words(sh, "；", "; "));
		gk_clause_words(&sh->b, &it->clauses[i], sh->lang);
	}
}

/* One line: number, name, nature, limit, subjects, evidence. */
static void
show_line(struct show *sh, const struct gk_item *it, size_t width)
{
	const char *sep = words(sh, "；", "; ");

	gk_buf_clear(&sh->b);
	gk_buf_printf(&sh->b, "  %.*s", GK_FMT(it->id));
	for (size_t w = gk_width(it->id); w < width; w++)
		gk_buf_putc(&sh->b, ' ');
	gk_buf_printf(&sh->b, "  %.*s—%.*s%s", GK_FMT(it->level1),
	    GK_FMT(it->level2), sep);
	gk_nature_words(&sh->b, it, sh->lang);
	if (it->nclauses != 0) {
		gk_buf_puts(&sh->b, sep);
		limit_words(sh, it);
	}
	if (it->nsubjects != 0) {
		gk_buf_puts(&sh->b, sep);
		gk_list_words(&sh->b, it->subjects, it->nsubjects,
		    words(sh, "、", ", "));
	}
	if (it->evidence != GK_SEEN)
		gk_buf_printf(&sh->b, "%s%s", sep,
		    gk_evidence_label(it->evidence, sh->lang));
	gk_catalog_puts(sh->o, gk_buf_str(&sh->b));
	gk_out_puts(sh->o, "\n");
}

static void
show_field(struct show *sh, const struct gk_field *f)
{
	size_t width = 0;

	gk_buf_clear(&sh->b);
	gk_buf_printf(&sh->b, words(sh, "%.*s %.*s（%.*s）：%.*s",
	    "%.*s %.*s (%.*s): %.*s"), GK_FMT(f->id), GK_FMT(f->name),
	    GK_FMT(f->issuer), GK_FMT(f->document));
	if (!f->document_verified)
		gk_buf_puts(&sh->b, words(sh, "（未核实）", " (not verified)"));
	gk_catalog_puts(sh->o, gk_buf_str(&sh->b));
	gk_out_puts(sh->o, "\n");
	for (size_t i = 0; i < f->nitems; i++)
		if (gk_width(f->items[i]->id) > width)
			width = gk_width(f->items[i]->id);
	for (size_t i = 0; i < f->nitems; i++)
		show_line(sh, f->items[i], width);
}

/* ---- an item -------------------------------------------------------- */

/* A line of the item; the label only before the first of several. */
static void
put(struct show *sh, const char *label, struct gk_str text)
{
	size_t w = gk_width(gk_str_of(label));

	if (text.n == 0)
		return;
	gk_out_printf(sh->o, "  %s", label);
	for (; w < LABEL_WIDTH; w++)
		gk_out_puts(sh->o, " ");
	gk_out_puts(sh->o, "  ");
	gk_catalog_puts(sh->o, text);
	gk_out_puts(sh->o, "\n");
}

static void
put_list(struct show *sh, const char *label, const struct gk_str *list,
    size_t n)
{
	for (size_t i = 0; i < n; i++)
		put(sh, i == 0 ? label : "", list[i]);
}

static void
put_limit(struct show *sh, const struct gk_item *it)
{
	put(sh, words(sh, "时限", "limit"), it->limit_text);
	for (size_t i = 0; i < it->nclauses; i++) {
		gk_buf_clear(&sh->b);
		gk_buf_puts(&sh->b, "→ ");
		gk_clause_words(&sh->b, &it->clauses[i], sh->lang);
		put(sh, "", gk_buf_str(&sh->b));
	}
}

/* What a subject stands for, in the words of roles.csv. */
static void
role_words(struct show *sh, struct gk_str subject)
{
	const struct gk_role *role = gk_register_role(sh->units, subject);

	if (role == NULL) {
		gk_buf_puts(&sh->b, words(sh, "（职责未知）",
		    " (role unknown)"));
		return;
	}
	gk_buf_printf(&sh->b, words(sh, "（职责：%.*s", " (role: %.*s"),
	    GK_FMT(role->role));
	if (role->levels != 0) {
		gk_buf_puts(&sh->b, words(sh, "，", ", "));
		gk_levels_words(&sh->b, role->levels, words(sh, "、", ", "));
	}
	if (role->each)
		gk_buf_puts(&sh->b, words(sh, "，各自公开", ", each"));
	if (role->external)
		gk_buf_puts(&sh->b, words(sh, "，非政府单位", ", external"));
	gk_buf_puts(&sh->b, words(sh, "）", ")"));
}

static void
put_subjects(struct show *sh, const struct gk_item *it)
{
	for (size_t i = 0; i < it->nsubjects; i++) {
		gk_buf_clear(&sh->b);
		gk_buf_add_str(&sh->b, it->subjects[i]);
		role_words(sh, it->subjects[i]);
		put(sh, i == 0 ? words(sh, "主体", "subject") : "",
		    gk_buf_str(&sh->b));
	}
}

static void
put_channels(struct show *sh, const struct gk_item *it)
{
	gk_buf_clear(&sh->b);
	gk_list_words(&sh->b, it->channels, it->nchannels,
	    words(sh, "、", ", "));
	if (it->nchannels > 1)
		gk_buf_puts(&sh->b, it->all_channels ?
		    words(sh, "（全部）", " (all)") :
		    words(sh, "（至少其一）", " (at least one)"));
	put(sh, words(sh, "渠道", "channels"), gk_buf_str(&sh->b));
}

static void
show_item(struct show *sh, const struct gk_item *it)
{
	gk_buf_clear(&sh->b);
	gk_buf_printf(&sh->b, "%.*s %.*s—%.*s", GK_FMT(it->id),
	    GK_FMT(it->level1), GK_FMT(it->level2));
	gk_catalog_puts(sh->o, gk_buf_str(&sh->b));
	gk_out_puts(sh->o, "\n");
	gk_buf_clear(&sh->b);
	gk_buf_printf(&sh->b, "%.*s %.*s", GK_FMT(it->field->id),
	    GK_FMT(it->field->name));
	put(sh, words(sh, "领域", "field"), gk_buf_str(&sh->b));
	put_list(sh, words(sh, "别名", "aliases"), it->aliases, it->naliases);
	put_list(sh, words(sh, "要素", "elements"), it->elements,
	    it->nelements);
	put_list(sh, words(sh, "依据", "basis"), it->bases, it->nbases);
	put_limit(sh, it);
	put_subjects(sh, it);
	put_channels(sh, it);
	put(sh, words(sh, "对象", "audience"), it->audience);
	put(sh, words(sh, "方式", "method"), it->method);
	gk_buf_clear(&sh->b);
	gk_levels_words(&sh->b, it->levels, words(sh, "、", ", "));
	put(sh, words(sh, "层级", "levels"), gk_buf_str(&sh->b));
	gk_buf_clear(&sh->b);
	gk_nature_words(&sh->b, it, sh->lang);
	put(sh, words(sh, "性质", "nature"), gk_buf_str(&sh->b));
	put(sh, words(sh, "证据", "evidence"),
	    gk_str_of(gk_evidence_label(it->evidence, sh->lang)));
	put(sh, words(sh, "来源", "source"), it->source);
}

/* ---- */

/* Nothing is shown if a word means nothing. */
static bool
all_known(const struct gk_catalogs *c, int argc, char **argv)
{
	for (int i = 0; i < argc; i++)
		if (gk_catalogs_item(c, gk_str_of(argv[i])) == NULL &&
		    gk_catalogs_field(c, gk_str_of(argv[i])) == NULL) {
			gk_say(_("no field and no item is called '%s'"),
			    argv[i]);
			return false;
		}
	return true;
}

static void
show_all(struct show *sh, int argc, char **argv)
{
	gk_buf_init(&sh->b);
	for (int i = 0; i < argc; i++) {
		struct gk_str word = gk_str_of(argv[i]);
		const struct gk_item *it = gk_catalogs_item(sh->c, word);

		if (i != 0)
			gk_out_puts(sh->o, "\n");
		if (it != NULL)
			show_item(sh, it);
		else
			show_field(sh, gk_catalogs_field(sh->c, word));
	}
	gk_buf_release(&sh->b);
}

enum gk_exit
gk_catalog_show(struct gk_settings *s, int argc, char **argv)
{
	static const char *const known[] = { "text", NULL };
	enum gk_exit status = GK_EXIT_TROUBLE;
	struct show sh = { .lang = s->lang };
	struct gk_register *units = NULL;
	struct gk_catalogs *c = NULL;

	if (argc == 0)
		gk_say(_("show what? name fields or items"));
	else if (gk_catalog_format(s, known) != NULL &&
	    (c = gk_catalog_load(s, 0, NULL)) != NULL &&
	    all_known(c, argc, argv))
		units = gk_catalog_units(s);
	if (units != NULL && (sh.o = gk_catalog_open(s)) != NULL) {
		sh.c = c;
		sh.units = units;
		show_all(&sh, argc, argv);
		status = gk_catalog_close(sh.o, GK_EXIT_CLEAN);
	}
	gk_register_free(units);
	gk_catalogs_free(c);
	return status;
}
