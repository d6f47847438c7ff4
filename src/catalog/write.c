#include "config.h"

#include "catalog/write.h"

#include "catalog/words.h"
#include "core/norm.h"

/* Whether XML 1.0 can hold the character. */
static bool
is_legal(uint32_t ch)
{
	return ch >= 0x20 ? ch != 0xFFFE && ch != 0xFFFF :
	    ch == '\t' || ch == '\n' || ch == '\r';
}

static const char *
escape_of(uint32_t ch, bool attribute)
{
	switch (ch) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return attribute ? "&quot;" : NULL;
	case '\r':
		return "&#13;";
	case '\n':
		return attribute ? "&#10;" : NULL;
	case '\t':
		return attribute ? "&#9;" : NULL;
	default:
		return NULL;
	}
}

static void
put_text(struct gk_out *o, struct gk_str s, bool attribute)
{
	const char *escape;
	uint32_t ch;
	size_t len, from = 0, i;

	if (s.n == 0)
		return;
	for (i = 0; i < s.n; i += len) {
		len = gk_utf8_next(s.p + i, s.n - i, &ch);
		escape = len != 0 ? escape_of(ch, attribute) : NULL;
		if (len != 0 && escape == NULL && is_legal(ch))
			continue;
		gk_out_add(o, s.p + from, i - from);
		if (escape != NULL)
			gk_out_puts(o, escape);
		if (len == 0)
			len = 1;
		from = i + len;
	}
	gk_out_add(o, s.p + from, s.n - from);
}

/* ` name="value"`, if there is a value. */
static void
put_attribute(struct gk_out *o, const char *name, struct gk_str value)
{
	if (value.n == 0)
		return;
	gk_out_printf(o, " %s=\"", name);
	put_text(o, value, true);
	gk_out_puts(o, "\"");
}

static void
put_number(struct gk_out *o, const char *name, int value)
{
	if (value > 0)
		gk_out_printf(o, " %s=\"%d\"", name, value);
}

static void
put_day(struct gk_out *o, const char *name, gk_day day)
{
	struct gk_buf iso;

	gk_buf_init(&iso);
	gk_day_iso(&iso, day);
	put_attribute(o, name, gk_buf_str(&iso));
	gk_buf_release(&iso);
}

/* <name>value</name> on a line of its own, if there is a value. */
static void
put_element(struct gk_out *o, const char *indent, const char *name,
    struct gk_str value)
{
	if (value.n == 0)
		return;
	gk_out_printf(o, "%s<%s>", indent, name);
	put_text(o, value, false);
	gk_out_printf(o, "</%s>\n", name);
}

static void
put_list(struct gk_out *o, const char *indent, const char *name,
    const struct gk_str *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		put_element(o, indent, name, list[i]);
}

/* ---- an item -------------------------------------------------------- */

static void
put_limit(struct gk_out *o, const struct gk_item *it)
{
	struct gk_buf b = { 0 };

	if (it->limit_text.n == 0)
		return;
	gk_out_puts(o, "      <limit");
	put_attribute(o, "text", it->limit_text);
	gk_out_puts(o, it->nclauses != 0 ? ">\n" : "/>\n");
	for (size_t i = 0; i < it->nclauses; i++) {
		gk_buf_puts(&b, "        ");
		gk_clause_xml(&b, &it->clauses[i]);
		gk_buf_putc(&b, '\n');
	}
	gk_out_str(o, gk_buf_str(&b));
	if (it->nclauses != 0)
		gk_out_puts(o, "      </limit>\n");
	gk_buf_release(&b);
}

static void
put_channels(struct gk_out *o, const struct gk_item *it)
{
	if (it->nchannels == 0)
		return;
	gk_out_printf(o, "      <channels%s>\n",
	    it->all_channels ? " all=\"yes\"" : "");
	put_list(o, "        ", "channel", it->channels, it->nchannels);
	gk_out_puts(o, "      </channels>\n");
}

static void
put_item_attributes(struct gk_out *o, const struct gk_item *it)
{
	put_attribute(o, "id", it->id);
	put_attribute(o, "evidence", gk_str_of(gk_evidence_name(it->evidence)));
	put_attribute(o, "nature", gk_str_of(gk_nature_name(it->nature)));
	if (it->nature_inferred)
		gk_out_puts(o, " nature-evidence=\"inferred\"");
	put_attribute(o, "cadence", gk_str_of(gk_cadence_name(it->cadence)));
	if (it->duty != GK_DUTY_ANY)
		put_attribute(o, "duty", gk_str_of(gk_duty_name(it->duty)));
	if (it->subject_inferred)
		gk_out_puts(o, " subject-evidence=\"inferred\"");
	put_number(o, "update-days", it->update_days);
	if (it->placeholder)
		gk_out_puts(o, " placeholder=\"yes\"");
	put_day(o, "valid-from", it->from);
	put_day(o, "valid-until", it->until);
	put_attribute(o, "replaces", it->replaces);
	if (it->replaces.n != 0)
		put_attribute(o, "reason", it->reason);
}

static void
put_levels(struct gk_out *o, const struct gk_item *it)
{
	static const struct {
		unsigned bit;
		const char *name;
	} levels[] = { { GK_CITY, "市级" }, { GK_COUNTY, "县级" },
		{ GK_TOWN, "乡级" } };

	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
		if (it->levels & levels[i].bit)
			gk_out_printf(o, "      <level%s>%s</level>\n",
			    it->weak_levels & levels[i].bit ?
			    " weak=\"yes\"" : "", levels[i].name);
}

static void
put_item(struct gk_out *o, const struct gk_item *it)
{
	static const char indent[] = "      ";

	gk_out_puts(o, "    <item");
	put_item_attributes(o, it);
	gk_out_puts(o, ">\n");
	put_element(o, indent, "level1", it->level1);
	put_element(o, indent, "level2", it->level2);
	put_list(o, indent, "alias", it->aliases, it->naliases);
	put_list(o, indent, "element", it->elements, it->nelements);
	put_list(o, indent, "basis", it->bases, it->nbases);
	put_limit(o, it);
	put_list(o, indent, "subject", it->subjects, it->nsubjects);
	put_channels(o, it);
	put_element(o, indent, "audience", it->audience);
	put_element(o, indent, "method", it->method);
	put_levels(o, it);
	put_element(o, indent, "source", it->source);
	gk_out_puts(o, "    </item>\n");
}

/* ---- the catalogue -------------------------------------------------- */

static void
put_head(struct gk_out *o, const struct gk_field *f)
{
	gk_out_puts(o, "<catalogue");
	put_attribute(o, "field", f->id);
	put_attribute(o, "slug", f->slug);
	put_attribute(o, "name", f->name);
	put_attribute(o, "edition", f->edition);
	put_attribute(o, "extends", f->extends);
	gk_out_puts(o, ">\n");
	put_element(o, "  ", "issuer", f->issuer);
	gk_out_printf(o, "  <document verified=\"%s\">",
	    f->document_verified ? "yes" : "no");
	put_text(o, f->document, false);
	gk_out_puts(o, "</document>\n");
	put_element(o, "  ", "date", f->date);
	if (f->stated != 0) {
		gk_out_printf(o, "  <stated-items count=\"%zu\">", f->stated);
		put_text(o, f->stated_text, false);
		gk_out_puts(o, "</stated-items>\n");
	}
	put_list(o, "  ", "alias", f->aliases, f->naliases);
	put_list(o, "  ", "note", f->notes, f->nnotes);
	gk_out_puts(o, f->nsources != 0 ? "  <sources>\n" : "  <sources/>\n");
	put_list(o, "    ", "source", f->sources, f->nsources);
	gk_out_puts(o, f->nsources != 0 ? "  </sources>\n" : "");
}

/* What a local catalogue makes of the field that it extends. */
static void
put_changes(struct gk_out *o, const struct gk_field *f)
{
	struct gk_buf b;

	if (f->nchanges == 0)
		return;
	gk_buf_init(&b);
	gk_out_puts(o, "  <changes>\n");
	for (size_t i = 0; i < f->nchanges; i++) {
		gk_buf_clear(&b);
		gk_local_change_xml(&b, &f->changes[i]);
		gk_out_printf(o, "    %s\n", b.p);
	}
	gk_out_puts(o, "  </changes>\n");
	gk_buf_release(&b);
}

void
gk_catalog_write(struct gk_out *o, const struct gk_field *f)
{
	gk_out_puts(o, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	put_head(o, f);
	put_changes(o, f);
	gk_out_puts(o, f->nitems != 0 ? "  <items>\n" : "  <items/>\n");
	for (size_t i = 0; i < f->nitems; i++)
		put_item(o, f->items[i]);
	gk_out_puts(o, f->nitems != 0 ? "  </items>\n" : "");
	gk_out_puts(o, "</catalogue>\n");
}
