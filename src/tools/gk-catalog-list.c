/*
 * gk-catalog list: the fields, and how well their items are attested.
 */
#include "config.h"

#include "tools/gk-catalog.h"

#include <unistd.h>

#include "core/norm.h"
#include "finding/table.h"

/* The columns, in their order; those from ITEMS to PLACEHOLDER are numbers. */
enum column { ID, NAME, ITEMS, SEEN, PARTIAL, RECALLED, PLACEHOLDER, EDITION,
	VERIFIED, COLUMNS };

static const struct {
	const char *id, *zh, *en;
} columns[COLUMNS] = {
	[ID] = { "id", "编号", "id" },
	[NAME] = { "name", "领域", "field" },
	[ITEMS] = { "items", "事项", "items" },
	[SEEN] = { "seen", "已见", "seen" },
	[PARTIAL] = { "partial", "部分", "partial" },
	[RECALLED] = { "recalled", "回忆", "recalled" },
	[PLACEHOLDER] = { "placeholder", "占位", "placeholder" },
	[EDITION] = { "edition", "版本", "edition" },
	[VERIFIED] = { "verified", "文件核实", "verified" },
};

struct counts {
	size_t n[COLUMNS];
};

static struct counts
count(const struct gk_field *f)
{
	struct counts c = { { 0 } };

	for (size_t i = 0; i < f->nitems; i++) {
		c.n[ITEMS]++;
		c.n[SEEN + f->items[i]->evidence]++;
		c.n[PLACEHOLDER] += f->items[i]->placeholder;
	}
	return c;
}

static bool
is_number(size_t column)
{
	return column >= ITEMS && column <= PLACEHOLDER;
}

/* The text of a cell, until `tmp` is used again. */
static struct gk_str
cell(const struct gk_field *f, const struct counts *c, size_t column,
    struct gk_buf *tmp)
{
	gk_buf_clear(tmp);
	if (is_number(column)) {
		gk_buf_printf(tmp, "%zu", c->n[column]);
		return gk_buf_str(tmp);
	}
	switch (column) {
	case ID:
		return f->id;
	case NAME:
		gk_sanitize(tmp, f->name);
		return gk_buf_str(tmp);
	case EDITION:
		return f->edition;
	default:
		return f->document_verified ? GK_STR("yes") : GK_STR("no");
	}
}

static void
write_csv(const struct gk_catalogs *c, struct gk_out *o)
{
	struct gk_buf tmp, guard;

	gk_buf_init(&tmp);
	gk_buf_init(&guard);
	for (size_t k = 0; k < COLUMNS; k++)
		gk_out_printf(o, "%s%s", k != 0 ? "," : "", columns[k].id);
	gk_out_puts(o, "\n");
	for (size_t i = 0; i < c->nfields; i++) {
		struct counts n = count(&c->fields[i]);

		for (size_t k = 0; k < COLUMNS; k++) {
			gk_out_puts(o, k != 0 ? "," : "");
			gk_guarded_cell(o, cell(&c->fields[i], &n, k, &tmp),
			    &guard);
		}
		gk_out_puts(o, "\n");
	}
	gk_buf_release(&tmp);
	gk_buf_release(&guard);
}

/* ---- for people ----------------------------------------------------- */

static const char *
heading(size_t column, enum gk_lang lang)
{
	return lang == GK_ZH ? columns[column].zh : columns[column].en;
}

static struct counts
measure(const struct gk_catalogs *c, enum gk_lang lang, size_t *width)
{
	struct counts total = { { 0 } };
	struct gk_buf tmp;

	gk_buf_init(&tmp);
	for (size_t k = 0; k < COLUMNS; k++)
		width[k] = gk_width(gk_str_of(heading(k, lang)));
	for (size_t i = 0; i < c->nfields; i++) {
		struct counts n = count(&c->fields[i]);

		for (size_t k = 0; k < COLUMNS; k++) {
			size_t w = gk_width(cell(&c->fields[i], &n, k, &tmp));

			width[k] = w > width[k] ? w : width[k];
			total.n[k] += n.n[k];
		}
	}
	gk_buf_release(&tmp);
	return total;
}

static void
blanks(struct gk_out *o, size_t n)
{
	while (n-- != 0)
		gk_out_add(o, " ", 1);
}

/* Numbers to the right, words to the left; no blanks at the end. */
static void
put(struct gk_out *o, size_t column, size_t width, struct gk_str s)
{
	size_t pad = width - gk_width(s);

	if (column != 0)
		gk_out_puts(o, "  ");
	if (is_number(column))
		blanks(o, pad);
	gk_out_str(o, s);
	if (!is_number(column) && column + 1 < COLUMNS)
		blanks(o, pad);
}

static void
write_totals(const struct counts *total, size_t nfields, enum gk_lang lang,
    struct gk_out *o)
{
	gk_out_printf(o, lang == GK_ZH ?
	    "\n共%zu个领域，%zu项：已见%zu项，部分%zu项，回忆%zu项；其中占位%zu项。\n" :
	    "\n%zu fields, %zu items: %zu seen, %zu partial, %zu recalled; "
	    "%zu of them placeholders.\n", nfields, total->n[ITEMS],
	    total->n[SEEN], total->n[PARTIAL], total->n[RECALLED],
	    total->n[PLACEHOLDER]);
}

static void
write_text(const struct gk_catalogs *c, enum gk_lang lang, struct gk_out *o)
{
	size_t width[COLUMNS];
	struct counts total = measure(c, lang, width);
	struct gk_buf tmp;

	gk_buf_init(&tmp);
	for (size_t k = 0; k < COLUMNS; k++)
		put(o, k, width[k], gk_str_of(heading(k, lang)));
	gk_out_puts(o, "\n");
	for (size_t i = 0; i < c->nfields; i++) {
		struct counts n = count(&c->fields[i]);

		for (size_t k = 0; k < COLUMNS; k++) {
			struct gk_str s = cell(&c->fields[i], &n, k, &tmp);

			if (k == VERIFIED && lang == GK_ZH)
				s = c->fields[i].document_verified ?
				    GK_STR("是") : GK_STR("否");
			put(o, k, width[k], s);
		}
		gk_out_puts(o, "\n");
	}
	write_totals(&total, c->nfields, lang, o);
	gk_buf_release(&tmp);
}

enum gk_exit
gk_catalog_list(struct gk_settings *s, int argc, char **argv)
{
	static const char *const screen[] = { "text", "csv", NULL };
	static const char *const pipe[] = { "csv", "text", NULL };
	const char *format = gk_catalog_format(s, s->output == NULL &&
	    isatty(STDOUT_FILENO) ? screen : pipe);
	struct gk_catalogs *c;
	struct gk_out *o;

	if (format == NULL || (c = gk_catalog_load(s, argc, argv)) == NULL)
		return GK_EXIT_TROUBLE;
	o = gk_catalog_open(s);
	if (o != NULL && strcmp(format, "csv") == 0)
		write_csv(c, o);
	else if (o != NULL)
		write_text(c, s->lang, o);
	gk_catalogs_free(c);
	return gk_catalog_close(o, GK_EXIT_CLEAN);
}
