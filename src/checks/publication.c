/*
 * Is what is reported as published really out (未公开, 网址): the link is
 * there, is an address, and is one that the public can reach.
 */
#include "config.h"

#include "checks/check.h"

#include <stdlib.h>

#include "core/norm.h"
#include "core/url.h"

struct publication {
	const struct gk_context *cx;
	size_t no_url;		/* records whose link the file's columns hide */
};

static void *
publication_init(const struct gk_context *cx)
{
	struct publication *s = gk_calloc(1, sizeof *s);

	s->cx = cx;
	return s;
}

static void
publication_table(void *state, const struct gk_source *src)
{
	struct publication *s = state;

	(void)src;
	s->no_url = 0;
}

/* Whether a written channel list names a place on the web, or nothing. */
static bool
web_expected(const struct publication *s, const struct gk_entry *e)
{
	struct gk_str channel = gk_entry_field(e, e->col->channel);

	if (e->match.item != NULL)
		return gk_item_on_web(s->cx->catalogs, e->match.item) &&
		    !e->match.item->restricted;
	return channel.n == 0 || gk_channel_on_web(s->cx->catalogs, channel);
}

static void
raise_empty(const struct publication *s, const struct gk_entry *e,
    size_t column, bool url, struct gk_findings *out)
{
	bool zh = s->cx->lang == GK_ZH;
	struct gk_draft d = gk_entry_draft(e, GK_K_UNPUBLISHED, column);

	d.value = e->rec->field[column];
	gk_draft_arg(&d, "column",
	    gk_column_label(e->rec->table, column, s->cx->lang));
	if (url) {
		gk_draft_arg(&d, "note", zh ?
		    GK_STR("“见附件”“政府网站”不视为网址") :
		    GK_STR("\"see annex\" or \"the website\" is no address"));
		gk_draft_arg(&d, "what", zh ? GK_STR("信息页面的具体链接") :
		    GK_STR("the link of the page itself"));
	} else {
		gk_draft_arg(&d, "what", zh ? GK_STR("公开日期") :
		    GK_STR("the date of publication"));
	}
	gk_findings_add(out, &d);
}

/* Addresses that are wrong; returns whether the cell held any at all. */
static bool
check_addresses(const struct gk_entry *e, struct gk_findings *out)
{
	struct gk_str rest = gk_entry_field(e, e->col->url), piece;
	bool any = false;

	while (gk_url_next(&rest, &piece)) {
		enum gk_url what = gk_url_classify(piece);
		struct gk_draft d;

		any |= what != GK_URL_NONE;
		if (what != GK_URL_MALFORMED && what != GK_URL_INTERNAL)
			continue;
		d = gk_entry_draft(e, what == GK_URL_INTERNAL ?
		    GK_K_URL_INTERNAL : GK_K_URL_MALFORMED, e->col->url);
		d.value = piece;
		gk_findings_add(out, &d);
	}
	return any;
}

static void
publication_record(void *state, const struct gk_entry *e,
    struct gk_findings *out)
{
	struct publication *s = state;
	const struct gk_table *t = e->rec->table;
	bool has_address;

	if (e->nil || e->col->url == SIZE_MAX)
		return;
	has_address = check_addresses(e, out);
	if (!e->claimed || !e->proactive || e->secret ||
	    t->kind->links_by_rules)
		return;
	if (web_expected(s, e) && !has_address) {
		if (!gk_table_has(t, e->col->url))
			s->no_url++;
		else
			raise_empty(s, e, e->col->url, true, out);
		return;
	}
	if (gk_table_has(t, e->col->published) &&
	    e->dates[e->col->published].how == GK_DATE_EMPTY)
		raise_empty(s, e, e->col->published, false, out);
}

static void
publication_end(void *state, const struct gk_source *src,
    struct gk_findings *out)
{
	struct publication *s = state;
	bool zh = s->cx->lang == GK_ZH;
	size_t column = src->col.url;
	struct gk_draft d;

	if (s->no_url == 0)
		return;
	d = gk_source_draft(src, GK_K_COLUMN_MISSING, column);
	gk_draft_arg(&d, "column", gk_column_label(src->table, column, s->cx->lang));
	gk_draft_arg(&d, "count", gk_count_words(&out->words, s->no_url));
	gk_draft_arg(&d, "what", zh ? GK_STR("公开链接") : GK_STR("the links"));
	gk_draft_arg(&d, "rate", zh ? GK_STR("链接核验") :
	    GK_STR("the check of links"));
	gk_findings_add(out, &d);
}

const struct gk_check gk_check_publication = {
	.name = "publication",
	.init = publication_init,
	.table = publication_table,
	.record = publication_record,
	.end = publication_end,
	.free = free,
};
