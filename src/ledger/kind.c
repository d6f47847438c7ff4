#include "config.h"

#include "ledger/kind.h"

#include <stdlib.h>

#include "core/file.h"
#include "core/i18n.h"
#include "core/intern.h"
#include "core/mem.h"
#include "core/norm.h"
#include "core/xml.h"
#include "ledger/ledger_int.h"

#define SCHEMA "rules/ledgers/ledger.rng"
#define KEY_COLUMNS 4

/* Comparison forms of keys, labels, aliases and ignored headers. */
struct name {
	size_t meaning;
	bool own;		/* the key or the label of the column */
};
struct gk_ledger_names {
	struct gk_intern *norms;
	struct name *list;	/* by number in `norms` */
	size_t count, cap;
	size_t longest;		/* bytes: data need not be looked for */
};

/* One file being read. */
struct source {
	struct gk_ledger_kind *kind;
	struct gk_arena *arena;
	struct gk_error *err;
	const char *path;
};

static enum gk_status
fail_at(const struct source *s, const xmlNode *n, const char *what,
    struct gk_str value)
{
	long line = xmlGetLineNo(n);

	return gk_fail(s->err, s->path, line > 0 ? (size_t)line : 0,
	    "%s: %.*s", what, GK_FMT(value));
}

static struct gk_str
norm_of(const struct source *s, struct gk_str text)
{
	struct gk_buf norm = { 0 };
	struct gk_str kept;

	gk_norm_key(&norm, text);
	kept = gk_str_keep(s->arena, gk_buf_str(&norm));
	gk_buf_release(&norm);
	return kept;
}

static size_t
count_children(const xmlNode *parent, const char *name)
{
	const xmlNode *n;
	size_t count = 0;

	for (n = gk_xml_child(parent, name); n != NULL;
	    n = gk_xml_next(n, name))
		count++;
	return count;
}

/* Gives a name its meaning; the same name twice for one thing is harmless. */
static enum gk_status
add_name(const struct source *s, const xmlNode *n, struct gk_str name,
    size_t meaning, bool own)
{
	struct gk_ledger_names *names = s->kind->names;
	struct gk_buf norm = { 0 };
	uint32_t id;

	gk_norm_key(&norm, name);
	id = gk_intern(names->norms, gk_buf_str(&norm));
	if (norm.len > names->longest)
		names->longest = norm.len;
	gk_buf_release(&norm);
	if (id == names->count)
		*GK_PUSH(names->list, names->count, names->cap) =
		    (struct name){ meaning, own };
	if (names->list[id].meaning == meaning)
		return GK_OK;
	return fail_at(s, n, _("this name stands for two columns"), name);
}

static bool
says_yes(const struct source *s, const xmlNode *n, const char *attr)
{
	return gk_str_eq(gk_xml_attr(s->arena, n, attr), GK_STR("yes"));
}

static bool
parse_type(struct gk_str word, enum gk_type *type)
{
	static const char *const names[] = { [GK_TEXT] = "text",
		[GK_DATE] = "date", [GK_URL] = "url", [GK_NUMBER] = "number",
		[GK_FLAG] = "flag", [GK_LIST] = "list" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (!gk_str_eq(word, gk_str_of(names[i])))
			continue;
		*type = (enum gk_type)i;
		return true;
	}
	return false;
}

static enum gk_status
read_aliases(const struct source *s, const xmlNode *n, size_t index)
{
	struct gk_ledger_column *c = &s->kind->columns[index];
	const xmlNode *a;

	c->aliases = gk_arena_alloc(s->arena,
	    count_children(n, "alias") * sizeof *c->aliases);
	for (a = gk_xml_child(n, "alias"); a != NULL;
	    a = gk_xml_next(a, "alias")) {
		struct gk_str text = gk_xml_text(s->arena, a);

		c->aliases[c->naliases++] = text;
		if (add_name(s, a, text, index, false) != GK_OK)
			return GK_FAIL;
	}
	return GK_OK;
}

static void
read_defaults(const struct source *s, const xmlNode *n,
    struct gk_ledger_column *c)
{
	const xmlNode *d;

	c->defaults = gk_arena_alloc(s->arena,
	    count_children(n, "from") * sizeof *c->defaults);
	for (d = gk_xml_child(n, "from"); d != NULL;
	    d = gk_xml_next(d, "from"))
		c->defaults[c->ndefaults++] = (struct gk_ledger_default){
			.word = norm_of(s, gk_xml_attr(s->arena, d, "title")),
			.value = gk_xml_text(s->arena, d) };
}

static enum gk_status
read_column(const struct source *s, const xmlNode *n)
{
	size_t index = s->kind->ncolumns;
	struct gk_ledger_column *c = &s->kind->columns[index];

	c->key = gk_xml_attr(s->arena, n, "key");
	c->label = gk_xml_attr(s->arena, n, "label");
	c->required = says_yes(s, n, "required");
	c->grouping = says_yes(s, n, "grouping");
	c->personal = says_yes(s, n, "personal");
	c->flag = says_yes(s, n, "flag");
	c->hallmark = says_yes(s, n, "hallmark");
	if (!parse_type(gk_xml_attr(s->arena, n, "type"), &c->type))
		return fail_at(s, n, _("unknown type of column"), c->key);
	for (size_t i = 0; i < index; i++)
		if (gk_str_eq(s->kind->columns[i].key, c->key))
			return fail_at(s, n, _("column named twice"), c->key);
	s->kind->ncolumns++;
	read_defaults(s, n, c);
	if (add_name(s, n, c->key, index, true) != GK_OK ||
	    add_name(s, n, c->label, index, true) != GK_OK)
		return GK_FAIL;
	return read_aliases(s, n, index);
}

static size_t
column_of(const struct gk_ledger_kind *k, struct gk_str key)
{
	for (size_t i = 0; i < k->ncolumns; i++)
		if (gk_str_eq(k->columns[i].key, key))
			return i;
	return SIZE_MAX;
}

static enum gk_status
read_columns(const struct source *s, const xmlNode *root)
{
	const xmlNode *n;

	s->kind->columns = gk_arena_alloc(s->arena,
	    count_children(root, "column") * sizeof *s->kind->columns);
	for (n = gk_xml_child(root, "column"); n != NULL;
	    n = gk_xml_next(n, "column"))
		if (read_column(s, n) != GK_OK)
			return GK_FAIL;
	for (n = gk_xml_child(root, "ignore"); n != NULL;
	    n = gk_xml_next(n, "ignore"))
		if (add_name(s, n, gk_xml_text(s->arena, n),
		    GK_COL_IGNORED, false) != GK_OK)
			return GK_FAIL;
	return GK_OK;
}

static enum gk_status
read_event(const struct source *s, const xmlNode *root)
{
	static const char *const attrs[] = { "first", "else" };
	const xmlNode *n = gk_xml_child(root, "event");

	for (size_t i = 0; i < 2; i++) {
		struct gk_str key = n != NULL ?
		    gk_xml_attr(s->arena, n, attrs[i]) : GK_EMPTY;

		s->kind->event[i] = column_of(s->kind, key);
		if (key.n > 0 && s->kind->event[i] == SIZE_MAX)
			return fail_at(s, n, _("no such column"), key);
	}
	return GK_OK;
}

/* One alternative of the record's key: columns separated by blanks. */
static enum gk_status
read_key(const struct source *s, const xmlNode *n, size_t *columns)
{
	struct gk_str rest = gk_xml_text(s->arena, n), word;
	size_t count = 0;

	while (gk_str_split(&rest, " \t\n", &word)) {
		size_t c = column_of(s->kind, word);

		if (word.n == 0)
			continue;
		if (c == SIZE_MAX)
			return fail_at(s, n, _("no such column"), word);
		if (s->kind->columns[c].personal)
			return fail_at(s, n,
			    _("a key must not hold personal data"), word);
		if (count == KEY_COLUMNS)
			return fail_at(s, n, _("too many columns in a key"),
			    word);
		columns[count++] = c;
	}
	columns[count] = SIZE_MAX;
	return GK_OK;
}

static enum gk_status
read_keys(const struct source *s, const xmlNode *root)
{
	struct gk_ledger_kind *k = s->kind;
	const xmlNode *n;

	k->keys = gk_arena_alloc(s->arena,
	    count_children(root, "key") * sizeof *k->keys);
	for (n = gk_xml_child(root, "key"); n != NULL;
	    n = gk_xml_next(n, "key"))
		if (read_key(s, n, k->keys[k->nkeys++]) != GK_OK)
			return GK_FAIL;
	return GK_OK;
}

static void
read_titles(const struct source *s, const xmlNode *root)
{
	struct gk_ledger_kind *k = s->kind;
	const xmlNode *n;

	k->titles = gk_arena_alloc(s->arena,
	    (1 + count_children(root, "title")) * sizeof *k->titles);
	k->titles[k->ntitles++] = norm_of(s, k->label);
	for (n = gk_xml_child(root, "title"); n != NULL;
	    n = gk_xml_next(n, "title"))
		k->titles[k->ntitles++] = norm_of(s, gk_xml_text(s->arena, n));
}

static enum gk_status
read_kind(const struct source *s)
{
	xmlDocPtr doc = gk_xml_load(s->path, SCHEMA, s->err);
	const xmlNode *root, *label;
	enum gk_status status = GK_FAIL;

	if (doc == NULL)
		return GK_FAIL;
	root = xmlDocGetRootElement(doc);
	label = gk_xml_child(root, "label");
	s->kind->id = gk_xml_attr(s->arena, root, "id");
	s->kind->label = label != NULL ? gk_xml_text(s->arena, label) :
	    GK_EMPTY;
	s->kind->links_by_rules = gk_str_eq(gk_xml_attr(s->arena, root,
	    "links"), GK_STR("rules"));
	s->kind->identities = says_yes(s, root, "identities");
	read_titles(s, root);
	s->kind->names = gk_calloc(1, sizeof *s->kind->names);
	s->kind->names->norms = gk_intern_new();
	if (read_columns(s, root) == GK_OK && read_event(s, root) == GK_OK)
		status = read_keys(s, root);
	xmlFreeDoc(doc);
	return status;
}

/* The kinds on their way. */
struct loader {
	struct gk_ledger_kinds *ks;
	size_t cap;
};

static enum gk_status
add_kind(void *user, const char *path, struct gk_error *err)
{
	struct loader *l = user;
	struct gk_ledger_kinds *ks = l->ks;
	struct source s = { NULL, ks->arena, err, path };

	/* In the list first, so that what it holds is freed on failure. */
	s.kind = GK_PUSH(ks->list, ks->count, l->cap);
	*s.kind = (struct gk_ledger_kind){ .id = GK_EMPTY };
	if (read_kind(&s) != GK_OK)
		return GK_FAIL;
	for (size_t i = 0; i + 1 < ks->count; i++)
		if (gk_str_eq(ks->list[i].id, s.kind->id))
			return gk_fail(err, path, 0,
			    _("kind '%.*s' is defined twice"),
			    GK_FMT(s.kind->id));
	return GK_OK;
}

struct gk_ledger_kinds *
gk_ledger_kinds_read(const char *folder, struct gk_error *err)
{
	struct gk_ledger_kinds *ks = gk_calloc(1, sizeof *ks);
	struct loader l = { ks, 0 };

	ks->arena = gk_calloc(1, sizeof *ks->arena);
	gk_arena_init(ks->arena);
	if (gk_folder_each_xml(folder, _("no kinds of ledger in this folder"),
	    add_kind, &l, err) == GK_OK)
		return ks;
	gk_ledger_kinds_free(ks);
	return NULL;
}

void
gk_ledger_kinds_free(struct gk_ledger_kinds *ks)
{
	if (ks == NULL)
		return;
	for (size_t i = 0; i < ks->count; i++) {
		struct gk_ledger_names *names = ks->list[i].names;

		if (names == NULL)
			continue;
		gk_intern_free(names->norms);
		free(names->list);
		free(names);
	}
	gk_arena_release(ks->arena);
	free(ks->arena);
	free(ks->list);
	free(ks);
}

const struct gk_ledger_kind *
gk_ledger_kinds_find(const struct gk_ledger_kinds *ks, struct gk_str id)
{
	for (size_t i = 0; i < ks->count; i++)
		if (gk_str_eq(ks->list[i].id, id))
			return &ks->list[i];
	return NULL;
}

size_t
gk_ledger_kind_column(const struct gk_ledger_kind *k, const char *key)
{
	return column_of(k, gk_str_of(key));
}

size_t
gk_ledger_kind_named(const struct gk_ledger_kind *k, struct gk_str norm,
    bool *own)
{
	uint32_t id;

	*own = false;
	if (norm.n == 0 || norm.n > k->names->longest)
		return GK_COL_UNKNOWN;
	id = gk_intern_find(k->names->norms, norm);
	if (id == GK_NO_ID)
		return GK_COL_UNKNOWN;
	*own = k->names->list[id].own;
	return k->names->list[id].meaning;
}

bool
gk_ledger_kind_told(const struct gk_ledger_kind *k, struct gk_str title)
{
	for (size_t i = 0; i < k->ntitles; i++)
		if (k->titles[i].n > 0 &&
		    gk_str_find(title, k->titles[i]) != SIZE_MAX)
			return true;
	return false;
}

struct gk_str
gk_ledger_column_default(const struct gk_ledger_column *c, struct gk_str title)
{
	for (size_t i = 0; i < c->ndefaults; i++)
		if (c->defaults[i].word.n > 0 &&
		    gk_str_find(title, c->defaults[i].word) != SIZE_MAX)
			return c->defaults[i].value;
	return GK_EMPTY;
}
