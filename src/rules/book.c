/*
 * Reading rule packs: the book.
 */
#include "config.h"

#include "rules/book.h"

#include <assert.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "core/file.h"
#include "core/i18n.h"
#include "rules/book_int.h"
#include "rules/when.h"

#define SCHEMA "rules/rules.rng"

#define GK_RULE(sym, name) extern const struct gk_rule_type gk_rule_##sym;
#include "rules/rules.def"
#undef GK_RULE

static const struct gk_rule_type *const types[] = {
#define GK_RULE(sym, name) &gk_rule_##sym,
#include "rules/rules.def"
#undef GK_RULE
};

const struct gk_rule_type *
gk_rule_type_find(const char *name)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strcmp(types[i]->name, name) == 0)
			return types[i];
	return NULL;
}

/* ---- --only, --skip ------------------------------------------------- */

static bool
in_list(const char *list, struct gk_str id, struct gk_str pack)
{
	struct gk_str rest = gk_str_of(list), word;

	while (gk_str_split(&rest, ",", &word))
		if (gk_str_eq(word, id) || gk_str_eq(word, pack))
			return true;
	return false;
}

bool
gk_book_wants(const struct gk_book_options *opt, struct gk_str id,
    struct gk_str pack)
{
	if (opt->only != NULL && !in_list(opt->only, id, pack))
		return false;
	return opt->skip == NULL || !in_list(opt->skip, id, pack);
}

/* ---- a rule --------------------------------------------------------- */

static void
read_severity(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct gk_kind *k = &rd->rule->say[GK_MAIN];
	struct gk_str severity = gk_rule_attr(rd, n, "severity");
	const xmlNode *basis = gk_xml_child(n, "basis");
	struct gk_str evidence = gk_rule_attr(rd, basis, "evidence");

	gk_severity_parse(severity.p, &k->severity);
	gk_class_parse(gk_rule_attr(rd, n, "class"), &k->cls);
	k->fix_days = gk_rule_int(rd, n, "fix-days", 0);
	rd->rule->evidence = gk_str_eq(evidence, GK_STR("seen")) ? GK_SEEN :
	    gk_str_eq(evidence, GK_STR("partial")) ? GK_PARTIAL : GK_RECALLED;
	if (k->severity == GK_ERROR && rd->rule->evidence != GK_SEEN)
		gk_rule_fail(rd, n, _("an error must rest on evidence=\"seen\""));
	rd->rule->basis = gk_xml_text(rd->arena, basis);
	k->basis = rd->rule->basis.p;
}

static void
read_window(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct gk_rule *r = rd->rule;

	r->from = gk_rule_day(rd, n, "from");
	r->until = gk_rule_day(rd, n, "until");
	if (r->from != GK_NO_DAY && r->until != GK_NO_DAY &&
	    r->until < r->from)
		gk_rule_fail(rd, n, _("'until' is before 'from'"));
	r->event = gk_rule_column(rd, n, "event", GK_OPTIONAL);
	if (r->event != SIZE_MAX &&
	    rd->kind->columns[r->event].type != GK_DATE)
		gk_rule_fail(rd, n, _("the event is no date column"));
}

static void
read_label(struct gk_rule_reader *rd, const xmlNode *n)
{
	const xmlNode *label = gk_xml_child(n, "label");

	rd->rule->label[GK_ZH] = gk_xml_text(rd->arena,
	    gk_xml_child(label, "zh"));
	rd->rule->label[GK_EN] = gk_xml_text(rd->arena,
	    gk_xml_child(label, "en"));
}

static void
read_check(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct gk_rule *r = rd->rule;
	const xmlNode *c;

	for (c = gk_xml_child(n, NULL); c != NULL && r->type == NULL;
	    c = gk_xml_next(c, NULL)) {
		r->type = gk_rule_type_find((const char *)c->name);
		if (r->type != NULL)
			r->spec = r->type->read(rd, c);
	}
	if (r->type == NULL)
		gk_rule_fail(rd, n, _("unknown kind of check"));
}

/* The rule for one kind; *out is NULL if the kind lacks its columns. */
static enum gk_status
read_for(struct gk_pack_reader *pr, const xmlNode *n,
    const struct gk_ledger_kind *kind, const struct gk_rule **out)
{
	struct gk_rule *r = gk_arena_alloc(&pr->book->arena, sizeof *r);
	struct gk_rule_reader rd = { .arena = &pr->book->arena, .kind = kind,
		.rule = r, .err = pr->err, .path = pr->pack->path.p,
		.pack = pr };
	struct gk_str first;

	*r = (struct gk_rule){ .kind = kind, .pack = pr->pack->id };
	pr->nneeds = 0;
	r->id = gk_rule_attr(&rd, n, "id");
	r->say[GK_MAIN].id = r->id.p;
	first = gk_rule_attr(&rd, n, "renamed-from");
	r->say[GK_MAIN].first_id = first.n > 0 ? first.p : NULL;
	r->quiet = gk_str_eq(gk_rule_attr(&rd, n, "if-absent"),
	    GK_STR("skip"));
	read_severity(&rd, n);
	read_label(&rd, n);
	read_window(&rd, n);
	r->when = gk_when_read(&rd, gk_xml_child(n, "when"));
	r->nasked = pr->nneeds;
	read_check(&rd, n);
	if (r->type != NULL && !rd.failed && !rd.unfit)
		gk_message_read(&rd, n);
	r->needs = gk_rule_reader_needs(&rd);
	if (rd.failed)
		return GK_FAIL;
	*out = rd.unfit ? NULL : r;
	return GK_OK;
}

static void
enter(struct gk_book *b, const struct gk_rule *r)
{
	struct gk_kind_rules *k = b->kinds;

	while (k->kind != r->kind)
		k++;
	k->list = gk_grow(k->list, &k->cap, k->count, sizeof *k->list);
	k->number = gk_reallocarray(k->number, k->cap, sizeof *k->number);
	k->list[k->count] = r;
	k->number[k->count++] = b->count++;
}

static enum gk_status
add_for(struct gk_pack_reader *pr, struct gk_rule_text *text,
    const xmlNode *n, const struct gk_ledger_kind *kind)
{
	const struct gk_rule *r;

	if (read_for(pr, n, kind, &r) != GK_OK)
		return GK_FAIL;
	if (r != NULL) {
		text->of[text->nof++] = r;
		text->check = r->type->name;
	}
	return GK_OK;
}

static enum gk_status
read_kinds(struct gk_pack_reader *pr, struct gk_rule_text *text,
    const xmlNode *n)
{
	struct gk_str rest = gk_xml_attr(&pr->book->arena, n, "kind"), word;

	text->of = gk_arena_alloc(&pr->book->arena,
	    (pr->kinds->count + 1) * sizeof *text->of);
	pr->any = gk_str_eq(rest, GK_STR("any"));
	for (size_t i = 0; pr->any && i < pr->kinds->count; i++)
		if (add_for(pr, text, n, &pr->kinds->list[i]) != GK_OK)
			return GK_FAIL;
	while (!pr->any && gk_str_split(&rest, " \t\n", &word)) {
		const struct gk_ledger_kind *k =
		    gk_ledger_kinds_find(pr->kinds, word);

		if (word.n == 0)
			continue;
		if (k == NULL || text->nof == pr->kinds->count)
			return gk_fail(pr->err, pr->pack->path.p, text->line,
			    _("rule '%.*s': no kind of ledger is called '%.*s'"),
			    GK_FMT(text->id), GK_FMT(word));
		if (add_for(pr, text, n, k) != GK_OK)
			return GK_FAIL;
	}
	if (text->nof == 0)
		return gk_fail(pr->err, pr->pack->path.p, text->line,
		    _("rule '%.*s': no kind of ledger has its columns"),
		    GK_FMT(text->id));
	return GK_OK;
}

static enum gk_status
read_rule(struct gk_pack_reader *pr, const xmlNode *n)
{
	struct gk_book *b = pr->book;
	long line = xmlGetLineNo(n);
	struct gk_rule_text text = { .pack = pr->pack,
		.line = line > 0 ? (size_t)line : 0 };

	text.id = gk_xml_attr(&b->arena, n, "id");
	if (gk_book_find(b, text.id) != NULL || gk_kind_find(text.id) != NULL)
		return gk_fail(pr->err, pr->pack->path.p, text.line,
		    _("the id '%.*s' is taken"), GK_FMT(text.id));
	if (read_kinds(pr, &text, n) != GK_OK ||
	    gk_examples_read(pr, &text, n) != GK_OK)
		return GK_FAIL;
	for (size_t i = 0; i < text.nof; i++)
		if (gk_book_wants(pr->opt, text.id, pr->pack->id))
			enter(b, text.of[i]);
	*GK_PUSH(b->rules, b->nrules, b->rules_cap) = text;
	return GK_OK;
}

/* ---- a pack --------------------------------------------------------- */

static struct gk_str
param_value(const struct gk_pack_reader *pr, struct gk_str name,
    struct gk_str value)
{
	for (size_t i = 0; i < pr->opt->nparams; i++)
		if (gk_str_eq(gk_str_of(pr->opt->params[i].name), name))
			return gk_str_of(pr->opt->params[i].value);
	return value;
}

static enum gk_status
read_set(struct gk_pack_reader *pr, const xmlNode *n)
{
	struct gk_arena *a = &pr->book->arena;
	struct gk_named set = { .name = gk_xml_attr(a, n, "name") };
	const xmlNode *bad;
	long line;

	set.words = gk_words_read(a, n, &bad);
	if (set.words == NULL) {
		line = xmlGetLineNo(bad);
		return gk_fail(pr->err, pr->pack->path.p,
		    line > 0 ? (size_t)line : 0,
		    _("a word of nothing but signs"));
	}
	*GK_PUSH(pr->sets, pr->nsets, pr->sets_cap) = set;
	return GK_OK;
}

static enum gk_status
read_names(struct gk_pack_reader *pr, const xmlNode *root)
{
	struct gk_arena *a = &pr->book->arena;
	const xmlNode *n;

	for (n = gk_xml_child(root, "param"); n != NULL;
	    n = gk_xml_next(n, "param")) {
		struct gk_str name = gk_xml_attr(a, n, "name");

		*GK_PUSH(pr->book->params, pr->book->nparams,
		    pr->book->params_cap) = name;
		*GK_PUSH(pr->params, pr->nparams, pr->params_cap) =
		    (struct gk_named){ .name = name, .value = param_value(pr,
		    name, gk_xml_attr(a, n, "value")) };
	}
	for (n = gk_xml_child(root, "set"); n != NULL;
	    n = gk_xml_next(n, "set"))
		if (read_set(pr, n) != GK_OK)
			return GK_FAIL;
	return GK_OK;
}

static enum gk_status
read_head(struct gk_pack_reader *pr, const xmlNode *root)
{
	struct gk_arena *a = &pr->book->arena;
	const xmlNode *label = gk_xml_child(root, "label");

	pr->pack->id = gk_xml_attr(a, root, "id");
	pr->pack->label[GK_ZH] = gk_xml_text(a, gk_xml_child(label, "zh"));
	pr->pack->label[GK_EN] = gk_xml_text(a, gk_xml_child(label, "en"));
	return read_names(pr, root);
}

/* What packs are read into and with. */
struct shelf {
	struct gk_book *book;
	const struct gk_book_options *opt;
	const struct gk_ledger_kinds *kinds;
};

static enum gk_status
read_pack(void *user, const char *path, struct gk_error *err)
{
	const struct shelf *shelf = user;
	struct gk_book *b = shelf->book;
	struct gk_pack_reader pr = { .book = b, .opt = shelf->opt,
		.kinds = shelf->kinds, .err = err };
	xmlDocPtr doc = gk_xml_load(path, SCHEMA, err);
	const xmlNode *root, *n;
	enum gk_status status = GK_OK;

	if (doc == NULL)
		return GK_FAIL;
	root = xmlDocGetRootElement(doc);
	pr.pack = gk_arena_alloc(&b->arena, sizeof *pr.pack);
	*pr.pack = (struct gk_pack){
	    .path = gk_str_keep(&b->arena, gk_str_of(path)) };
	status = read_head(&pr, root);
	for (size_t i = 0; i < b->npacks; i++)
		if (gk_str_eq(b->packs[i]->id, pr.pack->id))
			status = gk_fail(err, path, 0,
			    _("the pack '%.*s' is there twice"),
			    GK_FMT(pr.pack->id));
	*GK_PUSH(b->packs, b->npacks, b->packs_cap) = pr.pack;
	for (n = gk_xml_child(root, "rule"); n != NULL && status == GK_OK;
	    n = gk_xml_next(n, "rule"))
		status = read_rule(&pr, n);
	free(pr.params);
	free(pr.sets);
	xmlFreeDoc(doc);
	return status;
}

static enum gk_status
read_path(struct shelf *shelf, const char *path, struct gk_error *err)
{
	struct stat st;

	assert(shelf->kinds != NULL);
	if (stat(path, &st) != 0)
		return gk_fail_errno(err, path, _("cannot read"));
	if (S_ISDIR(st.st_mode))
		return gk_folder_each_xml(path,
		    _("no rule packs in this folder"), read_pack, shelf, err);
	return read_pack(shelf, path, err);
}

/* ---- the book ------------------------------------------------------- */

/* Every word of --only and --skip must mean something. */
static enum gk_status
check_words(const struct gk_book *b, const char *option, const char *list,
    struct gk_error *err)
{
	struct gk_str rest = gk_str_of(list), word;

	while (list != NULL && gk_str_split(&rest, ",", &word)) {
		bool known = gk_book_find(b, word) != NULL ||
		    gk_kind_find(word) != NULL ||
		    gk_str_eq(word, GK_STR("built-in"));

		for (size_t i = 0; i < b->npacks; i++)
			known |= gk_str_eq(b->packs[i]->id, word);
		if (!known)
			return gk_fail(err, NULL, 0,
			    _("%s: there is no rule or pack '%.*s'"), option,
			    GK_FMT(word));
	}
	return GK_OK;
}

static struct gk_book *
book_new(const struct gk_ledger_kinds *kinds)
{
	struct gk_book *b = gk_calloc(1, sizeof *b);

	gk_arena_init(&b->arena);
	b->nkinds = kinds != NULL ? kinds->count : 0;
	b->kinds = gk_calloc(b->nkinds, sizeof *b->kinds);
	for (size_t i = 0; i < b->nkinds; i++)
		b->kinds[i].kind = &kinds->list[i];
	return b;
}

struct gk_book *
gk_book_read(const struct gk_book_options *opt,
    const struct gk_ledger_kinds *kinds, struct gk_error *err)
{
	struct gk_book *b = book_new(kinds);
	struct shelf shelf = { b, opt, kinds };
	enum gk_status status = GK_OK;

	for (size_t i = 0; i < opt->npaths && status == GK_OK; i++)
		status = read_path(&shelf, opt->paths[i], err);
	if (status == GK_OK)
		status = check_words(b, "--only", opt->only, err);
	if (status == GK_OK)
		status = check_words(b, "--skip", opt->skip, err);
	if (status == GK_OK)
		return b;
	gk_book_free(b);
	return NULL;
}

void
gk_book_free(struct gk_book *b)
{
	if (b == NULL)
		return;
	for (size_t i = 0; i < b->nkinds; i++) {
		free(b->kinds[i].list);
		free(b->kinds[i].number);
	}
	for (size_t i = 0; i < b->npatterns; i++)
		gk_regex_free(b->patterns[i]);
	free(b->patterns);
	free(b->kinds);
	free(b->packs);
	free(b->params);
	free(b->rules);
	gk_arena_release(&b->arena);
	free(b);
}

bool
gk_book_has_param(const struct gk_book *b, const char *name)
{
	for (size_t i = 0; i < b->nparams; i++)
		if (gk_str_eq(b->params[i], gk_str_of(name)))
			return true;
	return false;
}

const struct gk_rule_text *
gk_book_find(const struct gk_book *b, struct gk_str id)
{
	for (size_t i = 0; i < b->nrules; i++)
		if (gk_str_eq(b->rules[i].id, id))
			return &b->rules[i];
	return NULL;
}
