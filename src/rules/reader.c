/*
 * Reading the attributes of a rule: columns, parameters, word lists, patterns.
 */
#include "config.h"

#include <limits.h>

#include "core/i18n.h"
#include "rules/book_int.h"

void
gk_rule_fail(struct gk_rule_reader *rd, const xmlNode *n, const char *fmt, ...)
{
	long line = xmlGetLineNo(n);
	struct gk_buf text = { 0 };
	va_list ap;

	if (!rd->failed) {
		va_start(ap, fmt);
		gk_buf_vprintf(&text, fmt, ap);
		va_end(ap);
		if (rd->rule != NULL && rd->rule->id.n > 0)
			gk_fail(rd->err, rd->path, line > 0 ? (size_t)line : 0,
			    _("rule '%.*s': %s"), GK_FMT(rd->rule->id), text.p);
		else
			gk_fail(rd->err, rd->path, line > 0 ? (size_t)line : 0,
			    "%s", text.p);
	}
	gk_buf_release(&text);
	rd->failed = true;
}

static const struct gk_named *
named(const struct gk_named *list, size_t count, struct gk_str name)
{
	for (size_t i = 0; i < count; i++)
		if (gk_str_eq(list[i].name, name))
			return &list[i];
	return NULL;
}

struct gk_str
gk_rule_attr(struct gk_rule_reader *rd, const xmlNode *n, const char *name)
{
	struct gk_str value = gk_xml_attr(rd->arena, n, name);
	const struct gk_named *param;

	if (value.n == 0 || value.p[0] != '$')
		return value;
	param = named(rd->pack->params, rd->pack->nparams,
	    gk_str_sub(value, 1, value.n - 1));
	if (param != NULL)
		return param->value;
	gk_rule_fail(rd, n, _("there is no parameter '%.*s'"), GK_FMT(value));
	return GK_EMPTY;
}

bool
gk_rule_yes(struct gk_rule_reader *rd, const xmlNode *n, const char *name)
{
	return gk_str_eq(gk_rule_attr(rd, n, name), GK_STR("yes"));
}

bool
gk_parse_count(struct gk_str s, int *value)
{
	size_t n;

	if (!gk_str_to_size(s, &n) || n > INT_MAX)
		return false;
	*value = (int)n;
	return true;
}

int
gk_rule_int(struct gk_rule_reader *rd, const xmlNode *n, const char *name,
    int otherwise)
{
	struct gk_str text = gk_rule_attr(rd, n, name);
	int value = otherwise;

	if (text.n > 0 && !gk_parse_count(text, &value))
		gk_rule_fail(rd, n, _("%s is no whole number: '%.*s'"), name,
		    GK_FMT(text));
	return value;
}

gk_day
gk_rule_day(struct gk_rule_reader *rd, const xmlNode *n, const char *name)
{
	struct gk_str text = gk_rule_attr(rd, n, name);
	gk_day day = GK_NO_DAY;

	if (text.n > 0 && !gk_date_parse_iso(text, &day))
		gk_rule_fail(rd, n, _("%s is no date: '%.*s'"), name,
		    GK_FMT(text));
	return day;
}

void
gk_rule_need(struct gk_rule_reader *rd, const xmlNode *n, size_t column)
{
	for (size_t i = 0; i < rd->pack->nneeds; i++)
		if (rd->pack->needs[i] == column)
			return;
	if (rd->pack->nneeds == GK_NEEDS_MAX)
		gk_rule_fail(rd, n, _("too many columns"));
	else
		rd->pack->needs[rd->pack->nneeds++] = column;
}

static size_t
column_named(struct gk_rule_reader *rd, const xmlNode *n, struct gk_str key,
    enum gk_need need)
{
	const struct gk_ledger_kind *k = rd->kind;

	for (size_t i = 0; i < k->ncolumns; i++) {
		if (!gk_str_eq(k->columns[i].key, key))
			continue;
		if (need == GK_NEEDED)
			gk_rule_need(rd, n, i);
		return i;
	}
	if (rd->pack->any)
		rd->unfit = true;
	else
		gk_rule_fail(rd, n, _("ledgers of the kind '%.*s' have no "
		    "column '%.*s'"), GK_FMT(k->id), GK_FMT(key));
	return SIZE_MAX;
}

size_t
gk_rule_column(struct gk_rule_reader *rd, const xmlNode *n, const char *name,
    enum gk_need need)
{
	struct gk_str key = gk_rule_attr(rd, n, name);

	return key.n > 0 ? column_named(rd, n, key, need) : SIZE_MAX;
}

const size_t *
gk_rule_columns(struct gk_rule_reader *rd, const xmlNode *n, const char *name,
    enum gk_need need)
{
	struct gk_str rest = gk_rule_attr(rd, n, name), key;
	size_t *list = gk_arena_alloc(rd->arena,
	    (rest.n / 2 + 2) * sizeof *list);
	size_t count = 0;

	while (gk_str_split(&rest, " \t\n", &key)) {
		size_t column = key.n > 0 ?
		    column_named(rd, n, key, need) : SIZE_MAX;

		if (column != SIZE_MAX)
			list[count++] = column;
	}
	list[count] = SIZE_MAX;
	return list;
}

const struct gk_words *
gk_rule_word_set(struct gk_rule_reader *rd, const xmlNode *n,
    const char *name)
{
	struct gk_str set = gk_rule_attr(rd, n, name);
	const struct gk_named *found;

	if (set.n == 0)
		return NULL;
	found = named(rd->pack->sets, rd->pack->nsets, set);
	if (found == NULL) {
		gk_rule_fail(rd, n, _("there is no set '%.*s'"), GK_FMT(set));
		return NULL;
	}
	return found->words;
}

const struct gk_words *
gk_rule_words(struct gk_rule_reader *rd, const xmlNode *n)
{
	const xmlNode *bad;
	const struct gk_words *w;

	if (gk_xml_child(n, "value") != NULL) {
		w = gk_words_read(rd->arena, n, &bad);
		if (w == NULL)
			gk_rule_fail(rd, bad, _("a word of nothing but signs"));
		return w;
	}
	return gk_rule_word_set(rd, n, "set");
}

const struct gk_regex *
gk_rule_regex(struct gk_rule_reader *rd, const xmlNode *n, const char *name)
{
	struct gk_str text = gk_rule_attr(rd, n, name);
	bool whole = gk_xml_is(n, "pattern") && !gk_rule_yes(rd, n, "part");
	struct gk_book *book = rd->pack->book;
	struct gk_error err = { .line = 0 };
	struct gk_regex *re;

	if (text.n == 0)
		return NULL;
	re = gk_regex_new(text, whole ? GK_REGEX_WHOLE : 0, &err);
	if (re == NULL) {
		gk_rule_fail(rd, n, "%s: %s", name, err.message);
		return NULL;
	}
	*GK_PUSH(book->patterns, book->npatterns, book->patterns_cap) = re;
	return re;
}

const size_t *
gk_rule_reader_needs(const struct gk_rule_reader *rd)
{
	size_t n = rd->pack->nneeds;
	size_t *list = gk_arena_alloc(rd->arena, (n + 1) * sizeof *list);

	for (size_t i = 0; i < n; i++)
		list[i] = rd->pack->needs[i];
	list[n] = SIZE_MAX;
	return list;
}

struct gk_rule_reader
gk_rule_reader_of(struct gk_book *b, const struct gk_ledger_kind *kind,
    const char *path, struct gk_error *err)
{
	struct gk_pack_reader *pr = gk_arena_alloc(&b->arena, sizeof *pr);

	*pr = (struct gk_pack_reader){ .book = b, .err = err };
	return (struct gk_rule_reader){ .arena = &b->arena, .kind = kind,
		.err = err, .path = path, .pack = pr };
}
