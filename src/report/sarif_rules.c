#include "config.h"

#include "report/sarif_rules.h"

#include <stdlib.h>

#include "core/intern.h"
#include "core/mem.h"

struct rule {
	struct gk_str id;
	const struct gk_finding *first;	/* for what built-in kinds tell better */
	enum gk_severity worst;
};

struct gk_sarif_rules {
	struct gk_intern *ids;
	struct rule *list;	/* sorted */
	size_t count, cap;
	size_t *rank;		/* by number of the id: place in list */
};

static int
compare_rule(const void *va, const void *vb)
{
	const struct rule *a = va, *b = vb;

	return gk_str_cmp(a->id, b->id);
}

static void
add(struct gk_sarif_rules *r, const struct gk_finding *f)
{
	uint32_t id = gk_intern(r->ids, f->col[GK_F_RULE]);

	if (id == r->count)
		*GK_PUSH(r->list, r->count, r->cap) = (struct rule){
		    .id = f->col[GK_F_RULE], .first = f };
	if (f->severity > r->list[id].worst)
		r->list[id].worst = f->severity;
}

struct gk_sarif_rules *
gk_sarif_rules_new(const struct gk_findings *fs)
{
	struct gk_sarif_rules *r = gk_calloc(1, sizeof *r);

	r->ids = gk_intern_new();
	for (size_t i = 0; i < fs->count; i++)
		add(r, &fs->list[i]);
	if (r->count != 0)
		qsort(r->list, r->count, sizeof *r->list, compare_rule);
	r->rank = gk_reallocarray(NULL, r->count, sizeof *r->rank);
	for (size_t i = 0; i < r->count; i++)
		r->rank[gk_intern_find(r->ids, r->list[i].id)] = i;
	return r;
}

void
gk_sarif_rules_free(struct gk_sarif_rules *r)
{
	gk_intern_free(r->ids);
	free(r->list);
	free(r->rank);
	free(r);
}

size_t
gk_sarif_rules_index(const struct gk_sarif_rules *r,
    const struct gk_finding *f)
{
	return r->rank[gk_intern_find(r->ids, f->col[GK_F_RULE])];
}

const char *
gk_sarif_level(enum gk_severity s)
{
	static const char *const levels[] = { [GK_NOTICE] = "note",
		[GK_WARNING] = "warning", [GK_ERROR] = "error" };

	return levels[s];
}

/* ---- words ---------------------------------------------------------- */

/* A template as it reads without a record: a place is "…". */
static void
add_outline(struct gk_buf *b, const char *template)
{
	for (const char *s = template; *s != '\0'; s++) {
		if (*s == '[' || *s == ']')
			continue;
		if (*s != '{') {
			gk_buf_putc(b, *s);
			continue;
		}
		if (!gk_str_ends(gk_buf_str(b), GK_STR("…")))
			gk_buf_puts(b, "…");
		while (s[1] != '\0' && *s != '}')
			s++;
	}
	while (b->len != 0 && b->p[b->len - 1] == ' ')
		b->len--;
}

/* What the rule says: the outline of a built-in one, the class of others. */
static void
describe(struct gk_buf *b, const struct rule *r, const struct gk_kind *k,
    enum gk_lang lang)
{
	gk_buf_clear(b);
	if (k != NULL) {
		add_outline(b, k->fact[lang]);
		return;
	}
	gk_buf_puts(b, lang == GK_ZH ? "检查规则 " : "Rule ");
	gk_buf_add_str(b, r->id);
	gk_buf_puts(b, lang == GK_ZH ? "，类别：" : ", class ");
	gk_buf_add_str(b, r->first->col[GK_F_CLASS]);
	gk_buf_puts(b, lang == GK_ZH ? "。" : ".");
}

/* What to do about it, what demands it, and where to read more. */
static void
advise(struct gk_buf *b, const struct rule *r, const struct gk_kind *k,
    enum gk_lang lang)
{
	struct gk_str basis = r->first->col[GK_F_BASIS];

	gk_buf_clear(b);
	if (k != NULL)
		add_outline(b, k->remedy[lang]);
	if (k != NULL)
		basis = gk_str_of(k->basis);
	if (b->len != 0 && lang == GK_EN)
		gk_buf_putc(b, ' ');
	if (basis.n != 0) {
		gk_buf_puts(b, lang == GK_ZH ? "依据：" : "Basis: ");
		gk_buf_add_str(b, basis);
		gk_buf_puts(b, lang == GK_ZH ? "。" : ". ");
	}
	gk_buf_puts(b, lang == GK_ZH ? "详见 " : "See ");
	if (k != NULL) {
		gk_buf_puts(b, "gongkai-findings(5)");
	} else {
		gk_buf_puts(b, "gk-check --explain=");
		gk_buf_add_str(b, r->id);
	}
	gk_buf_puts(b, lang == GK_ZH ? "。" : ".");
}

static void
put_rule(const struct rule *r, struct gk_writer *w, enum gk_lang lang,
    struct gk_buf *b)
{
	const struct gk_kind *k = gk_kind_find(r->id);

	gk_out_puts(w->o, "{\"id\":");
	gk_put_json(w, r->id);
	gk_out_puts(w->o, ",\"shortDescription\":{\"text\":");
	gk_put_json(w, r->id);
	describe(b, r, k, lang);
	gk_out_puts(w->o, "},\"fullDescription\":{\"text\":");
	gk_put_json(w, gk_buf_str(b));
	advise(b, r, k, lang);
	gk_out_puts(w->o, "},\"help\":{\"text\":");
	gk_put_json(w, gk_buf_str(b));
	gk_out_printf(w->o, "},\"defaultConfiguration\":{\"level\":\"%s\"},"
	    "\"properties\":{\"tags\":[",
	    gk_sarif_level(k != NULL ? k->severity : r->worst));
	gk_put_json(w, r->first->col[GK_F_CLASS]);
	gk_out_puts(w->o, "]}}");
}

void
gk_sarif_rules_put(const struct gk_sarif_rules *r, struct gk_writer *w,
    enum gk_lang lang)
{
	struct gk_buf b;

	gk_buf_init(&b);
	gk_out_puts(w->o, "[");
	for (size_t i = 0; i < r->count; i++) {
		gk_out_puts(w->o, i != 0 ? ",\n" : "\n");
		put_rule(&r->list[i], w, lang, &b);
	}
	gk_out_puts(w->o, "]");
	gk_buf_release(&b);
}
