/*
 * Reading the key points.
 */
#include "config.h"

#include "compare/points.h"

#include <stdlib.h>

#include "compare/points_int.h"
#include "core/i18n.h"

struct reader {
	struct gk_measure_reader measures;
	struct gk_points *p;
	struct gk_arena *arena;
	struct gk_intern *ids;	/* of clauses */
};

static size_t
line_of(const xmlNode *n)
{
	long line = xmlGetLineNo(n);

	return line > 0 ? (size_t)line : 0;
}

static size_t
count_of(const xmlNode *n, const char *name)
{
	const xmlNode *child;
	size_t count = 0;

	for (child = gk_xml_child(n, name); child != NULL;
	    child = gk_xml_next(child, name))
		count++;
	return count;
}

static void
read_both(struct reader *r, const xmlNode *n, struct gk_str *text)
{
	const xmlNode *zh = gk_xml_child(n, "zh"), *en = gk_xml_child(n, "en");

	text[GK_ZH] = zh != NULL ? gk_xml_text(r->arena, zh) : GK_EMPTY;
	text[GK_EN] = en != NULL ? gk_xml_text(r->arena, en) : GK_EMPTY;
}

static int
read_number(struct reader *r, const xmlNode *n, const char *name)
{
	size_t value = 0;

	gk_str_to_size(gk_xml_attr(r->arena, n, name), &value);
	return (int)value;
}

/* What the document does not say is nobody's to answer for. */
static struct gk_str *
read_leads(struct reader *r, const xmlNode *parent, size_t *count)
{
	struct gk_str *list = gk_arena_alloc(r->arena,
	    (count_of(parent, "lead") + 1) * sizeof *list);
	const xmlNode *n;

	*count = 0;
	for (n = gk_xml_child(parent, "lead"); n != NULL;
	    n = gk_xml_next(n, "lead"))
		if (gk_xml_attr(r->arena, n, "inferred").n == 0)
			list[(*count)++] = gk_xml_text(r->arena, n);
	return list;
}

static bool
is_measure(const xmlNode *n)
{
	static const char *const names[] = { "cells", "count", "coverage",
		"flag", "rows", "rules" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (gk_xml_is(n, names[i]))
			return true;
	return false;
}

static enum gk_status
read_measures(struct reader *r, const xmlNode *clause, struct gk_clause_of *c)
{
	size_t count = count_of(clause, NULL);
	const xmlNode *n;

	c->measures = gk_arena_alloc(r->arena,
	    (count + 1) * sizeof *c->measures);
	c->results = gk_arena_alloc(r->arena, (count + 1) * sizeof *c->results);
	for (n = gk_xml_child(clause, NULL); n != NULL;
	    n = gk_xml_next(n, NULL)) {
		struct gk_measure *m = &c->measures[c->nmeasures];

		if (!is_measure(n))
			continue;
		if (gk_measure_read(&r->measures, n, c, m) != GK_OK)
			return GK_FAIL;
		c->results[c->nmeasures++] = (struct gk_measured){
		    .state = GK_PS_NOT_CHECKED };
		*GK_PUSH(r->p->measures, r->p->nmeasures,
		    r->p->measures_cap) = m;
	}
	return GK_OK;
}

/* 1.7b is a clause of point 1, and there is only one. */
static enum gk_status
read_id(struct reader *r, const xmlNode *n, const struct gk_point *p,
    struct gk_clause_of *c)
{
	size_t before = gk_intern_count(r->ids), dot, no = 0;

	c->id = gk_xml_attr(r->arena, n, "id");
	dot = gk_str_find(c->id, GK_STR("."));
	if (dot == SIZE_MAX || !gk_str_to_size(gk_str_sub(c->id, 0, dot),
	    &no) || no != (size_t)p->no)
		return gk_fail(r->measures.err, r->measures.path, line_of(n),
		    _("clause \"%.*s\" is none of point %d"), GK_FMT(c->id),
		    p->no);
	if (gk_intern(r->ids, c->id) < before)
		return gk_fail(r->measures.err, r->measures.path, line_of(n),
		    _("clause \"%.*s\" is there twice"), GK_FMT(c->id));
	return GK_OK;
}

static enum gk_status
read_clause(struct reader *r, const xmlNode *n, const struct gk_point *p,
    struct gk_clause_of *c)
{
	const xmlNode *never = gk_xml_child(n, "not-checkable");
	const xmlNode *later = gk_xml_child(n, "later");

	*c = (struct gk_clause_of){ .due = GK_NO_DAY };
	if (read_id(r, n, p, c) != GK_OK)
		return GK_FAIL;
	c->scope = gk_xml_attr(r->arena, n, "scope");
	c->cadence = gk_xml_attr(r->arena, n, "cadence");
	if (gk_xml_attr(r->arena, n, "due").n > 0 &&
	    !gk_date_parse_iso(gk_xml_attr(r->arena, n, "due"), &c->due))
		return gk_fail(r->measures.err, r->measures.path, line_of(n),
		    _("due is no date"));
	c->optional = gk_xml_attr(r->arena, n, "optional").n > 0;
	read_both(r, gk_xml_child(n, "text"), c->text);
	read_both(r, never != NULL ? never : later, c->reason);
	read_both(r, gk_xml_child(n, "note"), c->note);
	c->leads_own = gk_xml_child(n, "lead") != NULL;
	c->leads = read_leads(r, n, &c->nleads);
	if (c->nleads == 0) {
		c->leads_own = false;
		c->leads = p->leads;
		c->nleads = p->nleads;
	}
	c->state = never != NULL ? GK_PS_NOT_CHECKABLE : GK_PS_NOT_CHECKED;
	return read_measures(r, n, c);
}

static enum gk_status
read_point(struct reader *r, const xmlNode *n, struct gk_point *p)
{
	const xmlNode *clause;

	*p = (struct gk_point){ .no = read_number(r, n, "no"),
		.state = GK_PS_NOT_CHECKED };
	if (r->p->count > 0 && p->no <= r->p->list[r->p->count - 1].no)
		return gk_fail(r->measures.err, r->measures.path, line_of(n),
		    _("point %d is out of order"), p->no);
	read_both(r, gk_xml_child(n, "heading"), p->heading);
	p->leads = read_leads(r, n, &p->nleads);
	p->clauses = gk_arena_alloc(r->arena,
	    (count_of(n, "clause") + 1) * sizeof *p->clauses);
	for (clause = gk_xml_child(n, "clause"); clause != NULL;
	    clause = gk_xml_next(clause, "clause"))
		if (read_clause(r, clause, p, &p->clauses[p->nclauses++]) !=
		    GK_OK)
			return GK_FAIL;
	return GK_OK;
}

static enum gk_status
read_all(struct reader *r, const xmlNode *root)
{
	struct gk_points *p = r->p;
	const xmlNode *n;

	p->year = read_number(r, root, "year");
	read_both(r, gk_xml_child(root, "title"), p->title);
	p->document = gk_xml_text(r->arena, gk_xml_child(root, "document"));
	if (!gk_date_parse_iso(gk_xml_text(r->arena, gk_xml_child(root,
	    "date")), &p->date))
		return gk_fail(r->measures.err, r->measures.path,
		    line_of(gk_xml_child(root, "date")), _("not a date"));
	p->list = gk_arena_alloc(r->arena,
	    (count_of(root, "point") + 1) * sizeof *p->list);
	for (n = gk_xml_child(root, "point"); n != NULL;
	    n = gk_xml_next(n, "point")) {
		if (read_point(r, n, &p->list[p->count]) != GK_OK)
			return GK_FAIL;
		p->count++;
	}
	p->answers = gk_arena_alloc(r->arena,
	    (p->nmeasures + 1) * sizeof *p->answers);
	for (size_t i = 0; i < p->nmeasures; i++)
		p->answers[i] = (struct gk_answers){ .names = GK_EMPTY };
	return GK_OK;
}

struct gk_points *
gk_points_read(const char *path, struct gk_book *book,
    const struct gk_ledger_kinds *kinds, struct gk_error *err)
{
	xmlDocPtr doc = gk_xml_load(path, "catalogs/points.rng", err);
	struct gk_points *p;
	struct reader r;
	enum gk_status st;

	if (doc == NULL)
		return NULL;
	p = gk_calloc(1, sizeof *p);
	gk_arena_init(&p->arena);
	p->kinds = kinds;
	p->as_of = GK_NO_DAY;
	r = (struct reader){ .measures = { p, book, path, err }, .p = p,
		.arena = &p->arena, .ids = gk_intern_new() };
	st = read_all(&r, xmlDocGetRootElement(doc));
	gk_intern_free(r.ids);
	xmlFreeDoc(doc);
	if (st == GK_OK)
		return p;
	gk_points_free(p);
	return NULL;
}

void
gk_points_free(struct gk_points *p)
{
	if (p == NULL)
		return;
	free(p->measures);
	gk_arena_release(&p->arena);
	free(p);
}
