/*
 * A record against its catalogue item: unknown items, missing elements
 * (要素不全), channels (公开渠道), audience (公开对象).
 */
#include "config.h"

#include "checks/check.h"

#include <stdlib.h>

#include "checks/limits.h"
#include "core/norm.h"

struct items {
	const struct gk_context *cx;
	struct gk_buf have, want, list;	/* reused from record to record */
};

static void *
items_init(const struct gk_context *cx)
{
	struct items *s = gk_calloc(1, sizeof *s);

	s->cx = cx;
	return s;
}

/* What the row claims, its parts joined by a dash. */
static void
claim_words(struct gk_buf *b, const struct gk_entry *e)
{
	const size_t columns[] = { e->col->item, e->col->field, e->col->level1,
		e->col->level2 };

	gk_buf_clear(b);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
		struct gk_str part = gk_entry_field(e, columns[i]);

		if (part.n == 0)
			continue;
		if (b->len > 0)
			gk_buf_puts(b, "—");
		gk_buf_add_str(b, part);
	}
}

static void
check_unknown(struct items *s, const struct gk_entry *e,
    struct gk_findings *out)
{
	const struct gk_item *near = e->match.nearest;
	struct gk_draft d;

	if (e->match.how != GK_MATCH_UNKNOWN)
		return;
	d = gk_entry_draft(e, GK_K_ITEM_UNKNOWN,
	    gk_entry_field(e, e->col->item).n > 0 ? e->col->item :
	    gk_entry_field(e, e->col->level2).n > 0 ? e->col->level2 :
	    gk_entry_field(e, e->col->level1).n > 0 ? e->col->level1 :
	    e->col->field);
	claim_words(&s->have, e);
	d.value = gk_buf_str(&s->have);
	gk_draft_arg(&d, "claim", d.value);
	if (near != NULL) {
		gk_buf_clear(&s->list);
		gk_buf_printf(&s->list, "%.*s %.*s—%.*s", GK_FMT(near->id),
		    GK_FMT(near->level1), GK_FMT(near->level2));
		gk_draft_arg(&d, "nearest", gk_buf_str(&s->list));
	}
	gk_findings_add(out, &d);
}

static bool
says_all(struct gk_str cell)
{
	static const char *const words[] = { "全部", "齐全", "完整", "√", "✓",
		"✔", "是", "全部要素" };

	cell = gk_trim(cell);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (gk_str_eq(cell, gk_str_of(words[i])))
			return true;
	return false;
}

/*
 * Whether the cell (comparison form in s->have) names the element: one holds
 * the other.  A note in parentheses of the element need not be repeated.
 */
static bool
names_element(struct items *s, struct gk_str element)
{
	size_t paren = gk_str_find(element, GK_STR("("));
	size_t wide = gk_str_find(element, GK_STR("（"));

	if (wide < paren)
		paren = wide;
	if (paren != SIZE_MAX && paren > 0)
		element.n = paren;
	gk_buf_clear(&s->want);
	gk_norm_key(&s->want, element);
	return s->want.len == 0 || gk_str_find(gk_buf_str(&s->have),
	    gk_buf_str(&s->want)) != SIZE_MAX;
}

static void
check_elements(struct items *s, const struct gk_entry *e,
    struct gk_findings *out)
{
	const struct gk_item *item = e->match.item;
	struct gk_str cell = gk_entry_field(e, e->col->elements);
	struct gk_draft d;

	if (cell.n == 0 || item->nelements == 0 || says_all(cell))
		return;
	gk_buf_clear(&s->have);
	gk_norm_key(&s->have, cell);
	gk_buf_clear(&s->list);
	for (size_t i = 0; i < item->nelements; i++) {
		if (names_element(s, item->elements[i]))
			continue;
		if (s->list.len > 0)
			gk_buf_puts(&s->list, "、");
		gk_buf_add_str(&s->list, item->elements[i]);
	}
	if (s->list.len == 0)
		return;
	d = gk_entry_draft(e, GK_K_INCOMPLETE, e->col->elements);
	d.value = cell;
	d.basis = gk_catalogue_basis(&out->words, item, s->cx->lang);
	gk_draft_evidence(&d, item);
	gk_draft_arg(&d, "missing", gk_buf_str(&s->list));
	gk_findings_add(out, &d);
}

/* How many of the item's channels the cell names. */
static size_t
channels_named(const struct items *s, const struct gk_item *item,
    struct gk_str cell)
{
	size_t named = 0;

	for (size_t i = 0; i < item->nchannels; i++) {
		struct gk_str rest = cell, piece;

		while (gk_str_split(&rest, GK_CHANNEL_SEPARATORS,
		    &piece)) {
			if (!gk_channel_is(s->cx->catalogs, gk_trim(piece),
			    item->channels[i]))
				continue;
			named++;
			break;
		}
	}
	return named;
}

static void
check_channel(struct items *s, const struct gk_entry *e,
    struct gk_findings *out)
{
	const struct gk_item *item = e->match.item;
	struct gk_str cell = gk_entry_field(e, e->col->channel);
	size_t need = item->all_channels ? item->nchannels : 1;
	struct gk_draft d;

	if (cell.n == 0 || item->nchannels == 0 || e->nil ||
	    channels_named(s, item, cell) >= need)
		return;
	gk_buf_clear(&s->list);
	for (size_t i = 0; i < item->nchannels; i++) {
		if (i > 0)
			gk_buf_puts(&s->list, "、");
		gk_buf_add_str(&s->list, item->channels[i]);
	}
	d = gk_entry_draft(e, GK_K_CHANNEL, e->col->channel);
	d.value = cell;
	d.basis = gk_catalogue_basis(&out->words, item, s->cx->lang);
	gk_draft_evidence(&d, item);
	gk_draft_arg(&d, "channels", gk_buf_str(&s->list));
	gk_findings_add(out, &d);
}

static void
check_audience(struct items *s, const struct gk_entry *e,
    struct gk_findings *out)
{
	const struct gk_item *item = e->match.item;
	struct gk_draft d;

	/* Some catalogues list the web for such an item themselves. */
	if (!item->restricted || !e->linked ||
	    gk_item_on_web(s->cx->catalogs, item))
		return;
	d = gk_entry_draft(e, GK_K_CHANNEL_PRIVATE, e->col->url);
	d.value = gk_entry_field(e, e->col->url);
	d.basis = gk_catalogue_basis(&out->words, item, s->cx->lang);
	gk_draft_evidence(&d, item);
	gk_draft_arg(&d, "audience", item->audience);
	gk_findings_add(out, &d);
}

static void
items_record(void *state, const struct gk_entry *e, struct gk_findings *out)
{
	struct items *s = state;

	check_unknown(s, e, out);
	if (e->match.item == NULL)
		return;
	check_elements(s, e, out);
	check_channel(s, e, out);
	check_audience(s, e, out);
}

static void
items_free(void *state)
{
	struct items *s = state;

	gk_buf_release(&s->have);
	gk_buf_release(&s->want);
	gk_buf_release(&s->list);
	free(s);
}

const struct gk_check gk_check_items = {
	.name = "items",
	.init = items_init,
	.record = items_record,
	.free = items_free,
};
