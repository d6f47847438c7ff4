/*
 * What the findings of a rule say: the templates of its pack, and the places
 * in them.
 */
#include "config.h"

#include <string.h>

#include "core/i18n.h"
#include "rules/book_int.h"

#define PLACES_MAX 8

/* Places that every message may name (finding/kinds.def), and {column}. */
static const char *const builtin[] = { "as_of", "basis", "column", "due",
	"field", "fix_by", "item", "period", "region", "row", "title", "unit",
	"unit_title", "value", NULL };

/* What a limit says beside the rule's own message (check_deadline.c). */
static const char *const late[2] = {
	"第{row}行[《{title}》]已于{done}{act}，超出期限（{due}[，{limit}]）{days}个{day_unit}，"
	"计入及时率，不列入整改清单。",
	"Row {row}[ (\"{title}\")]: done ({act}) on {done}, {days} {day_unit} past the "
	"limit ({due}, {limit}); this counts in the timeliness rate and is not for "
	"the rectification list. ",
};
static const char *const late_remedy[2] = {
	"请完善办理机制，不得修改日期。",
	"Please improve the procedure; dates must not be altered.",
};
static const char *const soon[2] = {
	"第{row}行[《{title}》]应于{due}前{act}，截至{as_of}未见{act}，距期限还有{days}个工作日。",
	"Row {row}[ (\"{title}\")]: due ({act}) by {due}, not done as of {as_of}; "
	"{days} working days are left. ",
};
static const char *const soon_remedy[2] = {
	"请按期办理并填报日期。", "Please do it in time and report the date.",
};

static bool
listed(const char *const *list, struct gk_str name)
{
	for (; list != NULL && *list != NULL; list++)
		if (gk_str_eq(gk_str_of(*list), name))
			return true;
	return false;
}

static size_t
column_at(const struct gk_ledger_kind *k, struct gk_str key)
{
	for (size_t i = 0; i < k->ncolumns; i++)
		if (gk_str_eq(k->columns[i].key, key))
			return i;
	return SIZE_MAX;
}

/* A column whose cell the message shows. */
static void
add_place(struct gk_rule_reader *rd, const xmlNode *n, struct gk_str name,
    size_t *places)
{
	size_t c = column_at(rd->kind, name), i = 0;

	if (c == SIZE_MAX) {
		if (rd->pack->any)
			rd->unfit = true;
		else
			gk_rule_fail(rd, n, _("unknown place '{%.*s}'"),
			    GK_FMT(name));
		return;
	}
	if (rd->kind->columns[c].personal) {
		gk_rule_fail(rd, n, _("'{%.*s}' would show personal data"),
		    GK_FMT(name));
		return;
	}
	while (places[i] != SIZE_MAX && places[i] != c)
		i++;
	if (i == PLACES_MAX)
		gk_rule_fail(rd, n, _("too many columns in the message"));
	else if (places[i] == SIZE_MAX) {
		places[i] = c;
		places[i + 1] = SIZE_MAX;
	}
}

static void
find_places(struct gk_rule_reader *rd, const xmlNode *n, const char *text,
    size_t *places)
{
	const char *start, *end;

	for (; (start = strchr(text, '{')) != NULL; text = end) {
		struct gk_str name;

		end = strchr(start, '}');
		if (end == NULL) {
			gk_rule_fail(rd, n, _("a place is not closed"));
			return;
		}
		name = (struct gk_str){ start + 1, (size_t)(end - start - 1) };
		if (!listed(builtin, name) &&
		    !listed(rd->rule->type->places, name))
			add_place(rd, n, name, places);
	}
}

/* The text of a <zh> or <en>; the English fact is followed by the remedy. */
static const char *
read_text(struct gk_rule_reader *rd, const xmlNode *parent, const char *lang,
    bool spaced, size_t *places)
{
	const xmlNode *n = gk_xml_child(parent, lang);
	struct gk_buf b = { 0 };
	struct gk_str text;

	if (n == NULL)
		return "";
	gk_buf_add_str(&b, gk_xml_text(rd->arena, n));
	if (spaced)
		gk_buf_putc(&b, ' ');
	text = gk_str_keep(rd->arena, gk_buf_str(&b));
	gk_buf_release(&b);
	find_places(rd, n, text.p, places);
	return text.p;
}

static void
say_outcome(struct gk_rule *r, enum gk_outcome as, const char *const *fact,
    const char *const *remedy)
{
	struct gk_kind *k = &r->say[as];

	*k = r->say[GK_MAIN];
	for (int lang = 0; lang < 2; lang++) {
		k->fact[lang] = fact[lang];
		k->remedy[lang] = remedy[lang];
	}
	k->fix_days = 0;
	if (as == GK_SOON)
		k->severity = GK_NOTICE;
	else if (k->severity == GK_ERROR)
		k->severity = GK_WARNING;
}

void
gk_message_read(struct gk_rule_reader *rd, const xmlNode *rule)
{
	const xmlNode *message = gk_xml_child(rule, "message");
	const xmlNode *remedy = gk_xml_child(rule, "remedy");
	struct gk_rule *r = rd->rule;
	struct gk_kind *k = &r->say[GK_MAIN];
	size_t *places = gk_arena_alloc(rd->arena,
	    (PLACES_MAX + 1) * sizeof *places);

	places[0] = SIZE_MAX;
	k->fact[GK_ZH] = read_text(rd, message, "zh", false, places);
	k->fact[GK_EN] = read_text(rd, message, "en", true, places);
	k->remedy[GK_ZH] = read_text(rd, remedy, "zh", false, places);
	k->remedy[GK_EN] = read_text(rd, remedy, "en", false, places);
	r->places = places;
	say_outcome(r, GK_LATE, late, late_remedy);
	say_outcome(r, GK_SOON, soon, soon_remedy);
}
