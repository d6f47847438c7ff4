#include "config.h"

#include "catalog/import.h"

#include <stdlib.h>
#include <strings.h>

#include "catalog/import_int.h"
#include "core/i18n.h"
#include "core/norm.h"

/* Bytes of a value that a note shows. */
#define VALUE_MAX ((size_t)90)

void
gk_import_init(struct gk_import *im)
{
	*im = (struct gk_import){ .arena = gk_malloc(sizeof *im->arena) };
	gk_arena_init(im->arena);
}

void
gk_import_release(struct gk_import *im)
{
	for (size_t i = 0; i < im->count; i++) {
		free(im->list[i].field.items);
		free(im->list[i].seqs);
	}
	free(im->list);
	free(im->notes);
	gk_arena_release(im->arena);
	free(im->arena);
	*im = (struct gk_import){ 0 };
}

/* On one line, and not all of it if it is long. */
static struct gk_str
shortened(struct gk_arena *a, struct gk_str s)
{
	size_t n = VALUE_MAX;

	s = gk_cell_line(a, s);
	if (s.n <= VALUE_MAX)
		return s;
	while (n > 0 && (s.p[n] & 0xC0) == 0x80)
		n--;
	return gk_str_join(a, gk_str_sub(s, 0, n), GK_EMPTY, GK_STR("…"));
}

void
gk_import_note(struct gk_import *im, const struct gk_import_note *note)
{
	struct gk_import_note *n;

	if (im->nnotes == GK_IMPORT_NOTES_MAX) {
		im->more++;
		return;
	}
	n = GK_PUSH(im->notes, im->nnotes, im->notes_cap);
	*n = *note;
	n->order = im->nnotes;
	n->column = shortened(im->arena, note->column);
	n->value = shortened(im->arena, note->value);
}

struct gk_imported *
gk_imported_new(struct gk_import *im)
{
	struct gk_imported *c = GK_PUSH(im->list, im->count, im->cap);

	*c = (struct gk_imported){ .title = GK_EMPTY };
	return c;
}

void
gk_imported_add(struct gk_imported *c, struct gk_item *it, size_t seq)
{
	size_t n = c->field.nitems, cap = c->nitems_cap;

		*GK_PUSH(c->seqs, n, cap) = seq;
	*GK_PUSH(c->field.items, c->field.nitems, c->nitems_cap) = it;
}

/* By row, within a table; columns are noted when the table ends. */
static int
by_place(const void *a, const void *b)
{
	const struct gk_import_note *x = a, *y = b;

	if (x->table != y->table)
		return x->table < y->table ? -1 : 1;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static enum gk_status
finish(struct gk_import *im, const char *name, struct gk_error *err)
{
	size_t kept = 0;

	if (im->nnotes != 0)
		qsort(im->notes, im->nnotes, sizeof *im->notes, by_place);
	for (size_t i = 0; i < im->count; i++) {
		const struct gk_field *f = &im->list[i].field;

		if (f->nitems != 0 || f->extends.n != 0) {
			im->list[kept++] = im->list[i];
			continue;
		}
		free(im->list[i].field.items);
		free(im->list[i].seqs);
	}
	if (kept == 0 && im->count != 0) {
		im->count = 0;
		return gk_fail(err, name, 0,
		    _("a header of a catalogue, but no item below it"));
	}
	im->count = kept;
	if (kept == 0)
		return gk_fail_for(GK_CAUSE_HEADER, err, name, 0,
		    _("no table with the header of a catalogue "
		    "(公开事项, 公开内容, 公开依据 …)"));
	return GK_OK;
}

enum gk_status
gk_import_html(struct gk_import *im, struct gk_str text, const char *name,
    struct gk_error *err)
{
	struct gk_page p;
	enum gk_status st;

	gk_page_init(&p);
	st = gk_page_html(&p, text, name, err);
	if (st == GK_OK) {
		if (!gk_own_read_html(im, &p))
			gk_rows_read(im, &p);
		if (im->count != 0 && im->list[0].title.n == 0 &&
		    gk_title_is(p.heading))
			im->list[0].title = gk_cell_name(im->arena, p.heading);
		st = finish(im, name, err);
	}
	gk_page_release(&p);
	return st;
}

/* Lines with a # mean something in our own exports only. */
static void
note_meta(struct gk_import *im, const struct gk_page *p)
{
	for (size_t i = 0; i < p->nmeta; i++)
		gk_import_note(im, &(struct gk_import_note){
		    .what = GK_IMPORT_BEFORE, .table = 1,
		    .row = p->meta[i].row, .line = p->meta[i].line,
		    .column = p->meta[i].key, .value = p->meta[i].value });
}

enum gk_status
gk_import_csv(struct gk_import *im, struct gk_str text, const char *name,
    struct gk_error *err)
{
	struct gk_page p;
	enum gk_status st;

	gk_page_init(&p);
	st = gk_page_csv(&p, text, name, im, err);
	if (st == GK_OK) {
		if (!gk_own_read_csv(im, &p)) {
			note_meta(im, &p);
			gk_rows_read(im, &p);
		}
		st = finish(im, name, err);
	}
	gk_page_release(&p);
	return st;
}

bool
gk_import_is_html(struct gk_str text)
{
	static const char *const tags[] = { "<!doctype", "<html", "<head",
		"<body", "<table", "<!--", "<meta", "<div", "<p>", "<title",
		"<?xml", "<style", "<h1", "<center", "<span", "<section" };

	text = gk_trim(text);
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (text.n > strlen(tags[i]) &&
		    strncasecmp(text.p, tags[i], strlen(tags[i])) == 0)
			return true;
	return false;
}

const char *
gk_import_text(enum gk_import_what what)
{
	static const char *const texts[] = {
		[GK_IMPORT_TABLE] =
		    N_("a table without the header of a catalogue, not read"),
		[GK_IMPORT_WIDE] =
		    N_("a table of more than 256 columns, not read"),
		[GK_IMPORT_OPEN] =
		    N_("the table is not closed; the page may be incomplete"),
		[GK_IMPORT_STRAY] = N_("text between the cells, not read"),
		[GK_IMPORT_QUOTE] = N_("quotes that do not match, skipped"),
		[GK_IMPORT_COLUMN] =
		    N_("a column without a known meaning, not read"),
		[GK_IMPORT_TWICE] =
		    N_("a second column that means the same, not read"),
		[GK_IMPORT_BEFORE] = N_("a row above the header, not read"),
		[GK_IMPORT_ORPHAN] =
		    N_("a row that belongs to no item, not read"),
		[GK_IMPORT_BEYOND] =
		    N_("a cell beyond the columns of the header, not read"),
		[GK_IMPORT_SECTION] =
		    N_("a row across all columns, not read"),
		[GK_IMPORT_REMARK] =
		    N_("a remark, for which catalogues have no place"),
		[GK_IMPORT_TICK] = N_("neither ticked nor blank, not read"),
		[GK_IMPORT_LEVEL] =
		    N_("a level that catalogues do not have, not read"),
		[GK_IMPORT_DITTO] =
		    N_("the same as above, but there is nothing above"),
		[GK_IMPORT_NESTED] =
		    N_("a table in a cell, taken line by line"),
		[GK_IMPORT_PICTURE] =
		    N_("a picture in place of text, not read"),
		[GK_IMPORT_CUT] = N_("a cell of more than 64 KiB, cut"),
		[GK_IMPORT_LEVEL2] =
		    N_("no second level; the first level stands for it"),
		[GK_IMPORT_NAMELESS] =
		    N_("an item without a name, not read"),
		[GK_IMPORT_LIMIT] =
		    N_("a time limit that is not understood; its wording is kept"),
		[GK_IMPORT_KEY] = N_("an unknown key or value, not read"),
	};

	return _(texts[what]);
}
