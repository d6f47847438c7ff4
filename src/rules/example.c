/*
 * The examples of a rule: what it finds and the nearest that it does not.
 */
#include "config.h"

#include "core/i18n.h"
#include "rules/book_int.h"

#define AS_OF "2023-12-31"

static enum gk_status
fail_at(const struct gk_pack_reader *pr, const xmlNode *n, const char *what,
    struct gk_str value)
{
	long line = xmlGetLineNo(n);

	return gk_fail(pr->err, pr->pack->path.p, line > 0 ? (size_t)line : 0,
	    "%s: '%.*s'", what, GK_FMT(value));
}

/* Which of the rule's kinds an example is about: the first unless it says. */
static const struct gk_rule *
rule_for(const struct gk_rule_text *text, struct gk_str kind)
{
	for (size_t i = 0; i < text->nof; i++)
		if (kind.n == 0 || gk_str_eq(text->of[i]->kind->id, kind))
			return text->of[i];
	return NULL;
}

static enum gk_status
read_record(struct gk_pack_reader *pr, const struct gk_example *x,
    const xmlNode *n, struct gk_str *cells)
{
	const struct gk_ledger_kind *k = x->rule->kind;
	const xmlAttr *a;

	for (size_t i = 0; i < k->ncolumns; i++)
		cells[i] = (struct gk_str){ NULL, 0 };
	for (a = n->properties; a != NULL; a = a->next) {
		const char *key = (const char *)a->name;
		size_t column = gk_ledger_kind_column(k, key);

		if (column == SIZE_MAX)
			return fail_at(pr, n, _("no such column"),
			    gk_str_of(key));
		cells[column] = gk_xml_attr(&pr->book->arena, n, key);
	}
	return GK_OK;
}

static enum gk_status
read_records(struct gk_pack_reader *pr, struct gk_example *x,
    const xmlNode *parent)
{
	struct gk_arena *a = &pr->book->arena;
	const struct gk_str **records;
	const xmlNode *n;

	for (n = gk_xml_child(parent, "record"); n != NULL;
	    n = gk_xml_next(n, "record"))
		x->nrecords++;
	records = gk_arena_alloc(a, x->nrecords * sizeof *records);
	x->nrecords = 0;
	for (n = gk_xml_child(parent, "record"); n != NULL;
	    n = gk_xml_next(n, "record")) {
		struct gk_str *cells = gk_arena_alloc(a,
		    x->rule->kind->ncolumns * sizeof *cells);

		if (read_record(pr, x, n, cells) != GK_OK)
			return GK_FAIL;
		records[x->nrecords++] = cells;
	}
	x->records = records;
	return GK_OK;
}

static enum gk_status
read_example(struct gk_pack_reader *pr, const struct gk_rule_text *text,
    const xmlNode *n, struct gk_example *x)
{
	struct gk_arena *a = &pr->book->arena;
	struct gk_str as_of = gk_xml_attr(a, n, "as-of");
	struct gk_str count = gk_xml_attr(a, n, "count");
	struct gk_str outcome = gk_xml_attr(a, n, "outcome");
	struct gk_str kind = gk_xml_attr(a, n, "kind");
	long line = xmlGetLineNo(n);

	*x = (struct gk_example){ .fault = gk_xml_is(n, "fault"), .count = 1,
		.period = gk_xml_attr(a, n, "period"),
		.rule = rule_for(text, kind),
		.line = line > 0 ? (size_t)line : 0 };
	if (x->rule == NULL)
		return fail_at(pr, n, _("the rule is not for this kind"), kind);
	gk_date_parse_iso(as_of.n > 0 ? as_of : GK_STR(AS_OF), &x->as_of);
	if (count.n > 0 && !gk_str_to_size(count, &x->count))
		return fail_at(pr, n, _("no whole number"), count);
	if (gk_str_eq(outcome, GK_STR("late")))
		x->outcome = GK_LATE;
	if (gk_str_eq(outcome, GK_STR("soon")))
		x->outcome = GK_SOON;
	return read_records(pr, x, n);
}

static bool
is_example(const xmlNode *n)
{
	return gk_xml_is(n, "fault") || gk_xml_is(n, "clean");
}

enum gk_status
gk_examples_read(struct gk_pack_reader *pr, struct gk_rule_text *text,
    const xmlNode *rule)
{
	struct gk_example *list;
	const xmlNode *n;
	size_t count = 0;

	for (n = gk_xml_child(rule, NULL); n != NULL; n = gk_xml_next(n, NULL))
		count += is_example(n);
	list = gk_arena_alloc(&pr->book->arena, count * sizeof *list);
	text->examples = list;
	for (n = gk_xml_child(rule, NULL); n != NULL; n = gk_xml_next(n, NULL))
		if (is_example(n) && read_example(pr, text, n,
		    &list[text->nexamples++]) != GK_OK)
			return GK_FAIL;
	return GK_OK;
}
