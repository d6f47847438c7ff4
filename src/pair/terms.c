#include "config.h"

#include "pair/terms.h"

#include <stdlib.h>

#include "core/norm.h"
#include "core/xml.h"
#include "pair/match.h"

/* Working days beyond which a limit is a slip of the pen. */
#define DAYS_MAX 365

struct reader {
	struct gk_pair_terms *t;
	const char *path;
	struct gk_error *err;
};

/* ---- reading -------------------------------------------------------- */

/* The words of <value> or <but> children, in comparison form. */
static struct gk_str *
read_words(struct reader *rd, const xmlNode *parent, const char *name,
    size_t *count)
{
	struct gk_arena *a = &rd->t->arena;
	const xmlNode *n;
	struct gk_str *list, text, piece;
	struct gk_buf b = { 0 };

	*count = 0;
	for (n = gk_xml_child(parent, name); n; n = gk_xml_next(n, name))
		++*count;
	list = gk_arena_alloc(a, (*count + 1) * sizeof *list);
	*count = 0;
	for (n = gk_xml_child(parent, name); n; n = gk_xml_next(n, name)) {
		gk_buf_clear(&b);
		text = gk_xml_text(a, n);
		while (gk_str_split(&text, " ", &piece)) {
			if (b.len > 0)
				gk_buf_putc(&b, ' ');
			gk_norm_key(&b, piece);
		}
		if (b.len > 0)
			list[(*count)++] = gk_str_keep(a, gk_buf_str(&b));
	}
	gk_buf_release(&b);
	return list;
}

static void
read_term(struct reader *rd, const xmlNode *n, struct gk_pair_term *term)
{
	struct gk_arena *a = &rd->t->arena;
	const xmlNode *label = gk_xml_child(n, "label");

	*term = (struct gk_pair_term){ .marked =
	    gk_xml_attr(a, n, "plain").n > 0 ||
	    gk_xml_attr(a, n, "changes").n > 0 };
	if (label != NULL) {
		term->label[GK_ZH] = gk_xml_text(a, gk_xml_child(label, "zh"));
		term->label[GK_EN] = gk_xml_text(a, gk_xml_child(label, "en"));
	}
	term->words = read_words(rd, n, "value", &term->nwords);
	term->buts = read_words(rd, n, "but", &term->nbuts);
}

static void
read_list(struct reader *rd, const xmlNode *root, const char *name,
    struct gk_pair_list *l)
{
	const xmlNode *n;
	size_t count = 0;

	for (n = gk_xml_child(root, name); n; n = gk_xml_next(n, name))
		count++;
	l->list = gk_arena_alloc(&rd->t->arena, (count + 1) * sizeof *l->list);
	l->count = 0;
	for (n = gk_xml_child(root, name); n; n = gk_xml_next(n, name))
		read_term(rd, n, &l->list[l->count++]);
}

static enum gk_pair_duty
duty_of(struct gk_str id)
{
	static const char *const names[GK_PAIR_DUTIES] = {
		[GK_DUTY_RANGE] = "range", [GK_DUTY_SYNC] = "sync",
		[GK_DUTY_LIMIT] = "limit", [GK_DUTY_ELEMENTS] = "elements",
		[GK_DUTY_FORMS] = "forms", [GK_DUTY_LINK] = "link",
		[GK_DUTY_DRAFTER] = "drafter",
	};
	size_t i = 0;

	while (i + 1 < GK_PAIR_DUTIES && !gk_str_eq(id, gk_str_of(names[i])))
		i++;
	return (enum gk_pair_duty)i;
}

static struct gk_pair_basis
read_basis(struct reader *rd, const xmlNode *n)
{
	struct gk_arena *a = &rd->t->arena;
	struct gk_str evidence = gk_xml_attr(a, n, "evidence");
	struct gk_pair_basis b = { .from = GK_NO_DAY,
		.text = gk_xml_text(a, n) };

	gk_date_parse_iso(gk_xml_attr(a, n, "from"), &b.from);
	b.evidence = gk_str_eq(evidence, GK_STR("seen")) ? GK_SEEN :
	    gk_str_eq(evidence, GK_STR("partial")) ? GK_PARTIAL : GK_RECALLED;
	return b;
}

static enum gk_status
read_duties(struct reader *rd, const xmlNode *root)
{
	struct gk_pair_terms *t = rd->t;
	const xmlNode *n, *b;

	for (n = gk_xml_child(root, "duty"); n; n = gk_xml_next(n, "duty")) {
		enum gk_pair_duty d = duty_of(gk_xml_attr(&t->arena, n, "id"));
		size_t count = 0;

		for (b = gk_xml_child(n, "basis"); b;
		    b = gk_xml_next(b, "basis"))
			count++;
		t->bases[d] = gk_arena_alloc(&t->arena,
		    (count + 1) * sizeof *t->bases[d]);
		t->nbases[d] = 0;
		for (b = gk_xml_child(n, "basis"); b;
		    b = gk_xml_next(b, "basis"))
			t->bases[d][t->nbases[d]++] = read_basis(rd, b);
	}
	for (size_t d = 0; d < GK_PAIR_DUTIES; d++)
		if (t->nbases[d] == 0)
			return gk_fail(rd->err, rd->path, 0,
			    _("not every duty has a basis"));
	return GK_OK;
}

static enum gk_status
set_days(struct reader *rd, struct gk_str value, const char *path)
{
	size_t n;

	if (!gk_str_to_size(value, &n) || n > DAYS_MAX)
		return gk_fail(rd->err, path, 0,
		    _("interp_days: '%.*s' is not a number of days"),
		    GK_FMT(value));
	rd->t->interp_days = (int)n;
	return GK_OK;
}

static enum gk_status
read_params(struct reader *rd, const xmlNode *root,
    const struct gk_param_value *params, size_t nparams)
{
	const xmlNode *n = gk_xml_child(root, "param");

	if (set_days(rd, gk_xml_attr(&rd->t->arena, n, "value"), rd->path) !=
	    GK_OK)
		return GK_FAIL;
	for (size_t i = 0; i < nparams; i++)
		if (gk_pair_terms_has_param(params[i].name) &&
		    set_days(rd, gk_str_of(params[i].value), NULL) != GK_OK)
			return GK_FAIL;
	return GK_OK;
}

struct gk_pair_terms *
gk_pair_terms_read(const char *path, const struct gk_param_value *params,
    size_t nparams, struct gk_error *err)
{
	struct reader rd = { .path = path, .err = err };
	xmlDocPtr doc = gk_xml_load(path, "rules/pairing/pairing.rng", err);
	const xmlNode *root;

	if (doc == NULL)
		return NULL;
	rd.t = gk_calloc(1, sizeof *rd.t);
	gk_arena_init(&rd.t->arena);
	rd.t->threshold = GK_PAIR_THRESHOLD;
	root = xmlDocGetRootElement(doc);
	read_list(&rd, root, "required", &rd.t->required);
	read_list(&rd, root, "exempt", &rd.t->exempt);
	read_list(&rd, root, "form", &rd.t->forms);
	read_list(&rd, root, "element", &rd.t->elements);
	read_list(&rd, root, "document", &rd.t->document);
	read_list(&rd, root, "column", &rd.t->column);
	if (read_duties(&rd, root) != GK_OK ||
	    read_params(&rd, root, params, nparams) != GK_OK) {
		gk_pair_terms_free(rd.t);
		rd.t = NULL;
	}
	xmlFreeDoc(doc);
	return rd.t;
}

void
gk_pair_terms_free(struct gk_pair_terms *t)
{
	if (t == NULL)
		return;
	gk_arena_release(&t->arena);
	free(t);
}

bool
gk_pair_terms_has_param(const char *name)
{
	return strcmp(name, "interp_days") == 0;
}

/* ---- asking --------------------------------------------------------- */

/* Whether the parts of the word stand in the text, one behind the other. */
static bool
stands_in(struct gk_str word, struct gk_str text)
{
	struct gk_str part;

	while (gk_str_split(&word, " ", &part)) {
		size_t at = gk_str_find(text, part);

		if (at == SIZE_MAX)
			return false;
		text = gk_str_sub(text, at + part.n, text.n);
	}
	return true;
}

bool
gk_pair_term_holds(const struct gk_pair_term *t, struct gk_str key)
{
	for (size_t i = 0; i < t->nbuts; i++)
		if (stands_in(t->buts[i], key))
			return false;
	for (size_t i = 0; i < t->nwords; i++)
		if (stands_in(t->words[i], key))
			return true;
	return false;
}

const struct gk_pair_term *
gk_pair_term_in(const struct gk_pair_list *l, struct gk_str key)
{
	for (size_t i = 0; i < l->count; i++)
		if (gk_pair_term_holds(&l->list[i], key))
			return &l->list[i];
	return NULL;
}

bool
gk_pair_ends_in(const struct gk_pair_list *l, struct gk_str key)
{
	for (size_t i = 0; i < l->count; i++)
		for (size_t k = 0; k < l->list[i].nwords; k++)
			if (gk_str_ends(key, l->list[i].words[k]))
				return true;
	return false;
}

const struct gk_pair_basis *
gk_pair_basis(const struct gk_pair_terms *t, enum gk_pair_duty duty,
    gk_day day)
{
	size_t last = t->nbases[duty] - 1;

	for (size_t i = 0; i < last; i++) {
		const struct gk_pair_basis *b = &t->bases[duty][i];

		if (b->from == GK_NO_DAY || day == GK_NO_DAY || day >= b->from)
			return b;
	}
	return &t->bases[duty][last];
}
