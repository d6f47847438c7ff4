/*
 * What our own exports hold as elements of a catalogue: clauses of a time
 * limit, changes of a local catalogue.
 */
#include "config.h"

#include "catalog/import_int.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include "core/xml.h"

/* One element and nothing else. */
static xmlDocPtr
parse(struct gk_str xml)
{
	static const int options = XML_PARSE_NONET | XML_PARSE_NOERROR |
	    XML_PARSE_NOWARNING;
	xmlDocPtr doc;
	xmlNodePtr root;

	/* Entities need a DOCTYPE; the reader of catalogues refuses it too. */
	if (xml.n > 65536 || gk_str_find(xml, GK_STR("<!")) != SIZE_MAX)
		return NULL;
	doc = xmlReadMemory(xml.p, (int)xml.n, NULL, "UTF-8", options);
	root = doc != NULL ? xmlDocGetRootElement(doc) : NULL;
	if (root != NULL && root->children == NULL)
		return doc;
	xmlFreeDoc(doc);
	return NULL;
}

static bool
read_number(struct gk_arena *a, const xmlNode *n, const char *name, int most,
    int *value)
{
	struct gk_str s = gk_xml_attr(a, n, name);
	size_t v = 0;

	if (s.n != 0 && (!gk_str_to_size(s, &v) || v == 0 ||
	    v > (size_t)most))
		return false;
	*value = (int)v;
	return true;
}

static bool
read_kind(const xmlNode *n, enum gk_clause_kind *kind)
{
	for (int k = GK_CLAUSE_DEADLINE; k <= GK_CLAUSE_WITHIN; k++) {
		*kind = (enum gk_clause_kind)k;
		if (*kind != GK_CLAUSE_UPDATE &&
		    gk_xml_is(n, gk_clause_name(*kind)))
			return true;
	}
	return false;
}

static bool
read_cadence(struct gk_arena *a, const xmlNode *n, enum gk_cadence *c)
{
	struct gk_str s = gk_xml_attr(a, n, "every");

	*c = GK_ONCE;
	return s.n == 0 || gk_cadence_of(s, c);
}

static bool
is_from(struct gk_str s)
{
	static const char *const words[] = { "formed", "approved", "decision",
		"application", "reply", "period", "event", "unstated" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (gk_str_eq(s, gk_str_of(words[i])))
			return true;
	return false;
}

/* What each kind must have, as the schema says. */
static bool
is_whole(const struct gk_clause *c, struct gk_str unit)
{
	bool timed = c->days != 0 && unit.n != 0;

	switch (c->kind) {
	case GK_CLAUSE_DEADLINE:
		return timed && is_from(c->from);
	case GK_CLAUSE_DURATION:
	case GK_CLAUSE_AHEAD:
		return timed;
	case GK_CLAUSE_CADENCE:
		return c->cadence != GK_ONCE;
	case GK_CLAUSE_BY:
		return c->month != 0 && c->day != 0;
	case GK_CLAUSE_WITH:
	case GK_CLAUSE_WITHIN:
		return c->event.n != 0;
	default:
		return true;
	}
}

bool
gk_clause_read(struct gk_arena *a, struct gk_str xml, struct gk_clause *c)
{
	xmlDocPtr doc = parse(xml);
	const xmlNode *n = doc != NULL ? xmlDocGetRootElement(doc) : NULL;
	struct gk_str unit;
	bool good = false;

	*c = (struct gk_clause){ .phrase = GK_EMPTY };
	if (n != NULL) {
		unit = gk_xml_attr(a, n, "unit");
		c->unit = gk_str_eq(unit, GK_STR("calendar")) ? GK_CALENDAR :
		    GK_WORKING;
		c->from = gk_xml_attr(a, n, "from");
		c->event = gk_xml_attr(a, n, "event");
		c->applies = gk_xml_attr(a, n, "applies");
		good = read_kind(n, &c->kind) &&
		    read_number(a, n, "days", 3660, &c->days) &&
		    read_number(a, n, "month", 12, &c->month) &&
		    read_number(a, n, "day", 31, &c->day) &&
		    read_cadence(a, n, &c->cadence) && is_whole(c, unit);
	}
	xmlFreeDoc(doc);
	return good;
}

bool
gk_change_read(struct gk_arena *a, struct gk_str xml,
    struct gk_local_change *ch)
{
	xmlDocPtr doc = parse(xml);
	const xmlNode *n = doc != NULL ? xmlDocGetRootElement(doc) : NULL;
	bool good = false;

	*ch = (struct gk_local_change){ .item = gk_xml_attr(a, n, "item"),
		.level2 = gk_xml_attr(a, n, "level2"),
		.reason = gk_xml_attr(a, n, "reason") };
	if (n != NULL)
		good = gk_xml_is(n, ch->level2.n != 0 ? "rename" : "drop") &&
		    gk_item_id_is(ch->item) && ch->reason.n != 0;
	xmlFreeDoc(doc);
	return good;
}
