/*
 * <elements>: what a text has to speak of, by the words for it.
 */
#include "config.h"

#include "rules/rule.h"

#include <limits.h>

#include "core/i18n.h"
#include "core/norm.h"

struct elements {
	size_t column;
	const struct gk_words *words;
	struct gk_str *norms;	/* of the words */
	size_t count, least;
};

static void
read_norms(struct gk_rule_reader *rd, const xmlNode *n, struct elements *c)
{
	struct gk_buf b = { 0 };

	c->norms = gk_arena_alloc(rd->arena, c->count * sizeof *c->norms);
	for (size_t i = 0; i < c->count; i++) {
		gk_buf_clear(&b);
		gk_norm_key(&b, gk_words_get(c->words, i));
		c->norms[i] = gk_str_keep(rd->arena, gk_buf_str(&b));
		if (b.len == 0)
			gk_rule_fail(rd, n, _("'%.*s' is no word"),
			    GK_FMT(gk_words_get(c->words, i)));
	}
	gk_buf_release(&b);
}

static void *
elements_read(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct elements *c = gk_arena_alloc(rd->arena, sizeof *c);

	*c = (struct elements){
		.column = gk_rule_column(rd, n, "column", GK_NEEDED),
		.words = gk_rule_words(rd, n) };
	if (c->words == NULL) {
		gk_rule_fail(rd, n, _("it names no words"));
		return c;
	}
	c->count = gk_words_count(c->words);
	c->least = (size_t)gk_rule_int(rd, n, "least",
	    c->count < INT_MAX ? (int)c->count : INT_MAX);
	if (c->least > c->count)
		gk_rule_fail(rd, n, _("least is more than there are words"));
	read_norms(rd, n, c);
	return c;
}

/* Adds a word to a list in the arena. */
static void
list(struct gk_arena *a, struct gk_str *words, struct gk_str word,
    enum gk_lang lang)
{
	*words = gk_str_join(a, *words, lang == GK_ZH ? GK_STR("、") :
	    GK_STR(", "), word);
}

static void
raise(const struct gk_rule *r, const struct gk_entry *e, struct gk_str norm,
    struct gk_rule_out *out)
{
	const struct elements *c = r->spec;
	struct gk_draft d = gk_rule_draft(r, GK_MAIN, e, c->column, out);
	struct gk_str missing = GK_EMPTY, present = GK_EMPTY;

	for (size_t i = 0; i < c->count; i++)
		list(&out->found->words, gk_str_find(norm, c->norms[i]) ==
		    SIZE_MAX ? &missing : &present,
		    gk_words_get(c->words, i), out->found->lang);
	gk_draft_arg(&d, "missing", missing);
	gk_draft_arg(&d, "present", present);
	gk_findings_add(out->found, &d);
}

static void
elements_record(const struct gk_rule *r, void *state,
    const struct gk_entry *e, struct gk_rule_out *out)
{
	const struct elements *c = r->spec;
	struct gk_str cell = gk_entry_field(e, c->column);
	struct gk_buf b = { 0 };
	size_t present = 0;

	(void)state;
	if (cell.n == 0)
		return;
	gk_norm_key(&b, cell);
	for (size_t i = 0; i < c->count; i++)
		present += gk_str_find(gk_buf_str(&b), c->norms[i]) !=
		    SIZE_MAX;
	if (present < c->least)
		raise(r, e, gk_buf_str(&b), out);
	gk_buf_release(&b);
}

static const char *const places[] = { "missing", "present", NULL };

const struct gk_rule_type gk_rule_elements = {
	.name = "elements",
	.places = places,
	.read = elements_read,
	.record = elements_record,
};
