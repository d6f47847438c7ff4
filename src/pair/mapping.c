/*
 * Reading mappings; what the schema cannot tell is checked here.
 */
#include "config.h"

#include "pair/mapping.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "core/file.h"
#include "core/norm.h"
#include "core/xml.h"

#define SCHEMA "rules/reconcile/reconcile.rng"

struct source {
	struct gk_mapping *m;
	const struct gk_ledger_kinds *kinds;
	struct gk_arena *arena;
	const char *path;
	struct gk_error *err;
};

static enum gk_status
fail_at(const struct source *s, const xmlNode *n, const char *what,
    struct gk_str word)
{
	size_t line = (size_t)xmlGetLineNo((xmlNode *)(uintptr_t)n);

	return gk_fail(s->err, s->path, line, "%s: '%.*s'", what,
	    GK_FMT(word));
}

static struct gk_str
norm(struct gk_arena *a, struct gk_str s)
{
	struct gk_buf b = { 0 };
	struct gk_str kept;

	gk_norm_key(&b, s);
	kept = gk_str_keep(a, gk_buf_str(&b));
	gk_buf_release(&b);
	return kept;
}

static bool
yes(const struct source *s, const xmlNode *n, const char *name)
{
	return gk_str_eq(gk_xml_attr(s->arena, n, name), GK_STR("yes"));
}

static size_t
count_children(const xmlNode *n, const char *name)
{
	size_t count = 0;

	for (n = gk_xml_child(n, name); n != NULL; n = gk_xml_next(n, name))
		count++;
	return count;
}

static size_t
column_of(const struct gk_ledger_kind *k, struct gk_str key)
{
	for (size_t i = 0; i < k->ncolumns; i++)
		if (gk_str_eq(k->columns[i].key, key))
			return i;
	return SIZE_MAX;
}

/* ---- kinds ---------------------------------------------------------- */

static enum gk_status
read_binding(const struct source *s, struct gk_mapped_kind *k,
    const xmlNode *n)
{
	struct gk_str key;

	k->binding = SIZE_MAX;
	if (n == NULL)
		return GK_OK;
	key = gk_xml_attr(s->arena, n, "column");
	k->binding = column_of(k->kind, key);
	k->binding_word = norm(s->arena, gk_xml_text(s->arena, n));
	if (k->binding == SIZE_MAX)
		return fail_at(s, n, _("no such column"), key);
	if (s->m->basis.n == 0 || s->m->evidence != GK_SEEN)
		return fail_at(s, n,
		    _("what binds must rest on a basis that is \"seen\""),
		    gk_xml_text(s->arena, n));
	return GK_OK;
}

static enum gk_status
read_kind(const struct source *s, const xmlNode *n)
{
	struct gk_mapped_kind *k = &s->m->kinds[s->m->nkinds];
	struct gk_str id = gk_xml_attr(s->arena, n, "id");

	k->kind = gk_ledger_kinds_find(s->kinds, id);
	if (k->kind == NULL)
		return fail_at(s, n, _("no such kind of ledger"), id);
	if (gk_mapping_kind(s->m, k->kind) != SIZE_MAX)
		return fail_at(s, n, _("the kind is there twice"), id);
	k->wider = yes(s, n, "wider");
	k->own = yes(s, n, "own");
	k->period = yes(s, n, "period");
	s->m->nkinds++;
	return read_binding(s, k, gk_xml_child(n, "binding"));
}

static enum gk_status
read_kinds(const struct source *s, const xmlNode *root)
{
	s->m->kinds = gk_arena_alloc(s->arena,
	    count_children(root, "kind") * sizeof *s->m->kinds);
	for (const xmlNode *n = gk_xml_child(root, "kind"); n != NULL;
	    n = gk_xml_next(n, "kind"))
		if (read_kind(s, n) != GK_OK)
			return GK_FAIL;
	return GK_OK;
}

/* ---- points --------------------------------------------------------- */

static enum gk_point_as
as_of_word(struct gk_str word)
{
	static const char *const words[] = { [GK_AS_NUMBER] = "number",
		[GK_AS_TITLE] = "title", [GK_AS_UNIT] = "unit",
		[GK_AS_DATE] = "date", [GK_AS_STATE] = "state",
		[GK_AS_TEXT] = "text", [GK_AS_LIST] = "list",
		[GK_AS_URL] = "url" };
	int i = 0;

	while (i < GK_AS_URL && !gk_str_eq(word, gk_str_of(words[i])))
		i++;
	return (enum gk_point_as)i;
}

/* The column `key` of the k-th kind, if it can be compared as the point is. */
static enum gk_status
set_column(const struct source *s, const xmlNode *n, const struct gk_point *p,
    size_t *column, size_t k, struct gk_str key)
{
	const struct gk_ledger_kind *kind = s->m->kinds[k].kind;
	size_t c = column_of(kind, key);

	if (c == SIZE_MAX)
		return fail_at(s, n, _("no such column"), key);
	if (kind->columns[c].personal)
		return fail_at(s, n,
		    _("personal data must not be compared"), key);
	if ((p->as == GK_AS_DATE) != (kind->columns[c].type == GK_DATE))
		return fail_at(s, n, _("dates, and only they, are compared "
		    "as=\"date\""), key);
	column[k] = c;
	return GK_OK;
}

/* column="KEY": of every kind that has it. */
static enum gk_status
set_common(const struct source *s, const xmlNode *n, const struct gk_point *p,
    size_t *column)
{
	struct gk_str key = gk_xml_attr(s->arena, n, "column");
	bool any = false;

	for (size_t k = 0; key.n > 0 && k < s->m->nkinds; k++) {
		if (column_of(s->m->kinds[k].kind, key) == SIZE_MAX)
			continue;
		any = true;
		if (set_column(s, n, p, column, k, key) != GK_OK)
			return GK_FAIL;
	}
	if (key.n > 0 && !any)
		return fail_at(s, n, _("no such column"), key);
	return GK_OK;
}

static enum gk_status
set_own(const struct source *s, const xmlNode *n, const struct gk_point *p,
    size_t *column)
{
	for (n = gk_xml_child(n, "column"); n != NULL;
	    n = gk_xml_next(n, "column")) {
		struct gk_str id = gk_xml_attr(s->arena, n, "kind");
		struct gk_str key = gk_xml_attr(s->arena, n, "key");
		size_t k = 0;

		while (k < s->m->nkinds &&
		    !gk_str_eq(s->m->kinds[k].kind->id, id))
			k++;
		if (k == s->m->nkinds)
			return fail_at(s, n,
			    _("the mapping is not about the kind"), id);
		if (set_column(s, n, p, column, k, key) != GK_OK)
			return GK_FAIL;
	}
	return GK_OK;
}

static enum gk_status
read_point(const struct source *s, const xmlNode *n)
{
	struct gk_point *p = &s->m->points[s->m->npoints];
	size_t *column = gk_arena_alloc(s->arena,
	    s->m->nkinds * sizeof *column);

	p->id = gk_xml_attr(s->arena, n, "id");
	p->as = as_of_word(gk_xml_attr(s->arena, n, "as"));
	p->key = yes(s, n, "key");
	p->shown = !gk_str_eq(gk_xml_attr(s->arena, n, "compare"),
	    GK_STR("no"));
	p->column = column;
	for (size_t k = 0; k < s->m->nkinds; k++)
		column[k] = SIZE_MAX;
	for (size_t i = 0; i < s->m->npoints; i++)
		if (gk_str_eq(s->m->points[i].id, p->id))
			return fail_at(s, n, _("the point is there twice"),
			    p->id);
	if (p->key && (p->as == GK_AS_DATE || p->as == GK_AS_STATE))
		return fail_at(s, n,
		    _("a date or a state tells no record from others"), p->id);
	s->m->npoints++;
	if (set_common(s, n, p, column) != GK_OK)
		return GK_FAIL;
	return set_own(s, n, p, column);
}

static enum gk_status
read_points(const struct source *s, const xmlNode *root)
{
	bool key = false;

	s->m->points = gk_arena_alloc(s->arena,
	    count_children(root, "point") * sizeof *s->m->points);
	for (const xmlNode *n = gk_xml_child(root, "point"); n != NULL;
	    n = gk_xml_next(n, "point"))
		if (read_point(s, n) != GK_OK)
			return GK_FAIL;
	for (size_t i = 0; i < s->m->npoints; i++)
		key |= s->m->points[i].key;
	return key ? GK_OK : fail_at(s, root, _("no point has key=\"yes\""),
	    s->m->id);
}

/* ---- states --------------------------------------------------------- */

static int
by_word(const void *a, const void *b)
{
	const struct gk_state_word *x = a, *y = b;

	return gk_str_cmp(x->word, y->word);
}

static enum gk_force
force_of(const struct source *s, const xmlNode *state)
{
	struct gk_str word = gk_xml_attr(s->arena, state, "force");

	return gk_str_eq(word, GK_STR("yes")) ? GK_FORCE_YES :
	    gk_str_eq(word, GK_STR("no")) ? GK_FORCE_NO : GK_FORCE_LATER;
}

static enum gk_status
read_states(const struct source *s, const xmlNode *root)
{
	size_t n = 0, state = 0;

	for (const xmlNode *st = gk_xml_child(root, "state"); st != NULL;
	    st = gk_xml_next(st, "state"))
		n += count_children(st, "word");
	s->m->words = gk_arena_alloc(s->arena, n * sizeof *s->m->words);
	for (const xmlNode *st = gk_xml_child(root, "state"); st != NULL;
	    st = gk_xml_next(st, "state"), state++)
		for (const xmlNode *w = gk_xml_child(st, "word"); w != NULL;
		    w = gk_xml_next(w, "word")) {
			struct gk_str text = gk_xml_text(s->arena, w);
			struct gk_state_word word = { norm(s->arena, text),
				state, force_of(s, st) };

			for (size_t i = 0; i < s->m->nwords; i++)
				if (gk_str_eq(s->m->words[i].word, word.word))
					return fail_at(s, w,
					    _("the word is there twice"),
					    text);
			s->m->words[s->m->nwords++] = word;
		}
	if (n > 0)
		qsort(s->m->words, n, sizeof *s->m->words, by_word);
	return GK_OK;
}

/* ---- a file, a folder ----------------------------------------------- */

static enum gk_evidence
evidence_of(struct gk_str word)
{
	return gk_str_eq(word, GK_STR("seen")) ? GK_SEEN :
	    gk_str_eq(word, GK_STR("partial")) ? GK_PARTIAL : GK_RECALLED;
}

static enum gk_status
read_mapping(const struct source *s, const xmlNode *root)
{
	const xmlNode *label = gk_xml_child(root, "label");
	const xmlNode *basis = gk_xml_child(root, "basis");

	s->m->id = gk_xml_attr(s->arena, root, "id");
	s->m->path = gk_str_keep(s->arena, gk_str_of(s->path));
	s->m->label[GK_ZH] = gk_xml_text(s->arena, gk_xml_child(label, "zh"));
	s->m->label[GK_EN] = gk_xml_text(s->arena, gk_xml_child(label, "en"));
	if (basis != NULL) {
		s->m->basis = gk_xml_text(s->arena, basis);
		s->m->evidence = evidence_of(gk_xml_attr(s->arena, basis,
		    "evidence"));
	}
	if (read_kinds(s, root) != GK_OK || read_points(s, root) != GK_OK)
		return GK_FAIL;
	return read_states(s, root);
}

/* What mappings are read into, and the kinds they are about. */
struct shelf {
	struct gk_mappings *ms;
	const struct gk_ledger_kinds *kinds;
};

static enum gk_status
add_file(void *user, const char *path, struct gk_error *err)
{
	const struct shelf *shelf = user;
	struct gk_mappings *ms = shelf->ms;
	struct source s = { .kinds = shelf->kinds, .arena = &ms->arena, .path = path,
		.err = err };
	xmlDocPtr doc = gk_xml_load(path, SCHEMA, err);
	enum gk_status status;

	if (doc == NULL)
		return GK_FAIL;
	s.m = GK_PUSH(ms->list, ms->count, ms->cap);
	*s.m = (struct gk_mapping){ .basis = GK_EMPTY };
	status = read_mapping(&s, xmlDocGetRootElement(doc));
	for (size_t i = 0; status == GK_OK && i + 1 < ms->count; i++)
		if (gk_str_eq(ms->list[i].id, s.m->id))
			status = fail_at(&s, xmlDocGetRootElement(doc),
			    _("the mapping is there twice"), s.m->id);
	xmlFreeDoc(doc);
	return status;
}

struct gk_mappings *
gk_mappings_read(const char *path, const struct gk_ledger_kinds *kinds,
    struct gk_error *err)
{
	struct gk_mappings *ms = gk_calloc(1, sizeof *ms);
	struct shelf shelf = { ms, kinds };
	struct stat st;
	enum gk_status status;

	gk_arena_init(&ms->arena);
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		status = gk_folder_each_xml(path,
		    _("no mappings in this folder"), add_file, &shelf, err);
	else
		status = add_file(&shelf, path, err);
	if (status == GK_OK)
		return ms;
	gk_mappings_free(ms);
	return NULL;
}

void
gk_mappings_free(struct gk_mappings *ms)
{
	if (ms == NULL)
		return;
	gk_arena_release(&ms->arena);
	free(ms->list);
	free(ms);
}

/* ---- looking up ----------------------------------------------------- */

size_t
gk_mapping_kind(const struct gk_mapping *m, const struct gk_ledger_kind *kind)
{
	for (size_t k = 0; k < m->nkinds; k++)
		if (m->kinds[k].kind == kind)
			return k;
	return SIZE_MAX;
}

bool
gk_mappings_use(const struct gk_mappings *ms,
    const struct gk_ledger_kind *kind, size_t column)
{
	for (size_t i = 0; i < ms->count; i++) {
		const struct gk_mapping *m = &ms->list[i];
		size_t k = gk_mapping_kind(m, kind);

		if (k == SIZE_MAX)
			continue;
		if (m->kinds[k].binding == column)
			return true;
		for (size_t p = 0; p < m->npoints; p++)
			if (m->points[p].column[k] == column)
				return true;
	}
	return false;
}

const struct gk_state_word *
gk_mapping_state(const struct gk_mapping *m, struct gk_str word)
{
	struct gk_state_word key = { .word = word };

	return m->nwords == 0 ? NULL : bsearch(&key, m->words, m->nwords,
	    sizeof *m->words, by_word);
}
