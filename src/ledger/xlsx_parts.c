/*
 * The parts of a workbook: which there are, and what they are to each other.
 */
#include "config.h"

#include "ledger/xlsx_int.h"

#include <stdlib.h>
#include <strings.h>

#include "core/i18n.h"

#define RELS_MAX (2 * (size_t)GK_XLSX_RANGES_MAX)
#define RELS_BYTES_MAX ((size_t)64 << 20)

/* ---- relations ------------------------------------------------------ */

struct rels_reader {
	struct gk_xlsx_rels *rels;
	struct gk_str folder;	/* of the part, with its slash */
	bool stop;
	bool escapes;		/* a target is outside of the container */
};

/* Without the last segment, but with the slash before it. */
static struct gk_str
folder_of(struct gk_str part)
{
	while (part.n > 0 && part.p[part.n - 1] != '/')
		part.n--;
	return part;
}

/* "../styles.xml" in "xl/worksheets/" is "xl/styles.xml"; false: no place. */
static bool
resolve(struct gk_buf *out, struct gk_str folder, struct gk_str target)
{
	struct gk_str rest = target, piece;

	gk_buf_clear(out);
	if (!gk_str_starts(target, GK_STR("/")))
		gk_buf_add_str(out, folder);
	while (gk_str_split(&rest, "/\\", &piece)) {
		struct gk_str above;

		if (piece.n == 0 || gk_str_eq(piece, GK_STR(".")))
			continue;
		if (!gk_str_eq(piece, GK_STR(".."))) {
			gk_buf_add_str(out, piece);
			gk_buf_putc(out, '/');
			continue;
		}
		if (out->len == 0)
			return false;
		above = folder_of((struct gk_str){ out->p, out->len - 1 });
		out->len = above.n;
	}
	if (out->len == 0)
		return false;
	out->len--;
	return true;
}

static struct gk_str
last_word(struct gk_str type)
{
	struct gk_str folder = folder_of(type);

	return gk_str_sub(type, folder.n, type.n);
}

static void
on_rel(void *user, struct gk_str name, const struct gk_xml_attrs *attrs)
{
	struct rels_reader *r = user;
	struct gk_xlsx_rels *rels = r->rels;
	struct gk_str id = gk_xml_attrs_get(attrs, "Id");
	struct gk_str type = last_word(gk_xml_attrs_get(attrs, "Type"));
	struct gk_str target = gk_xml_attrs_get(attrs, "Target");
	struct gk_buf path = { 0 };

	if (!gk_str_eq(name, GK_STR("Relationship")))
		return;
	if (target.n > GK_XLSX_TARGET_MAX || id.n + type.n > 512)
		return;		/* of no use */
	if (rels->count == RELS_MAX || rels->bytes > RELS_BYTES_MAX) {
		rels->cut = r->stop = true;
		return;
	}
	if (strncasecmp(gk_xml_attrs_get(attrs, "TargetMode").p, "External",
	    8) != 0) {
		r->escapes |= !resolve(&path, r->folder, target);
		target = gk_buf_str(&path);
	}
	rels->bytes += id.n + type.n + target.n;
	*GK_PUSH(rels->list, rels->count, rels->cap) = (struct gk_xlsx_rel){
		gk_str_keep(&rels->arena, id),
		gk_str_keep(&rels->arena, type),
		gk_str_keep(&rels->arena, target) };
	gk_buf_release(&path);
}

static int
rel_order(const void *a, const void *b)
{
	const struct gk_xlsx_rel *x = a, *y = b;

	return gk_str_cmp(x->id, y->id);
}

enum gk_status
gk_xlsx_rels(struct gk_xlsx *x, struct gk_str part, struct gk_xlsx_rels *rels,
    struct gk_error *err)
{
	static const struct gk_xml_handler handler = { .begin = on_rel };
	struct rels_reader r = { .rels = rels, .folder = folder_of(part) };
	struct gk_buf path = { 0 };
	enum gk_status status = GK_OK;

	*rels = (struct gk_xlsx_rels){ .count = 0 };
	gk_arena_init(&rels->arena);
	gk_buf_printf(&path, "%.*s_rels/%.*s.rels", GK_FMT(r.folder),
	    (int)(part.n - r.folder.n), part.p + r.folder.n);
	if (gk_zip_has(x->zip, path.p))
		status = gk_xlsx_parse(x, gk_buf_str(&path), false, &handler,
		    &r, &r.stop, err);
	if (status == GK_OK && r.escapes)
		status = gk_fail_for(GK_CAUSE_FORMAT, err, x->name, 0,
		    _("'%.*s' in it names parts outside of the container"),
		    GK_FMT(gk_buf_str(&path)));
	if (rels->count > 0)
		qsort(rels->list, rels->count, sizeof *rels->list, rel_order);
	gk_buf_release(&path);
	return status;
}

const struct gk_xlsx_rel *
gk_xlsx_rel_get(const struct gk_xlsx_rels *rels, struct gk_str id)
{
	struct gk_xlsx_rel key = { .id = id };

	return rels->count == 0 ? NULL : bsearch(&key, rels->list,
	    rels->count, sizeof *rels->list, rel_order);
}

void
gk_xlsx_rels_release(struct gk_xlsx_rels *rels)
{
	free(rels->list);
	gk_arena_release(&rels->arena);
	*rels = (struct gk_xlsx_rels){ .count = 0 };
}

/* The first of a type, or "". */
static struct gk_str
target_of(const struct gk_xlsx_rels *rels, struct gk_str type)
{
	for (size_t i = 0; i < rels->count; i++)
		if (gk_str_eq(rels->list[i].type, type))
			return rels->list[i].target;
	return GK_EMPTY;
}

/* ---- what the file is ----------------------------------------------- */

struct types {
	const char *refused;	/* what it is, untranslated; NULL: fit to read */
	bool stop;
};

static void
on_type(void *user, struct gk_str name, const struct gk_xml_attrs *attrs)
{
	static const struct { const char *word, *what; } refused[] = {
		{ "binary.macroEnabled.main",
		    N_("a binary workbook (XLSB)") },
		{ "macroEnabled.main+xml",
		    N_("a workbook with macros (XLSM)") },
		{ "wordprocessingml.document.main+xml",
		    N_("a DOCX document (Word, WPS)") },
		{ "presentationml.presentation.main+xml",
		    N_("a presentation") },
	};
	struct types *t = user;
	struct gk_str type = gk_xml_attrs_get(attrs, "ContentType");

	(void)name;
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
		if (t->refused == NULL &&
		    gk_str_ends(type, gk_str_of(refused[i].word)))
			t->refused = refused[i].what;
	t->stop = t->refused != NULL;
}

static enum gk_status
read_types(struct gk_xlsx *x, struct gk_error *err)
{
	static const struct gk_xml_handler handler = { .begin = on_type };
	struct types t = { .stop = false };

	if (gk_xlsx_parse(x, GK_STR("[Content_Types].xml"), false, &handler,
	    &t, &t.stop, err) != GK_OK)
		return GK_FAIL;
	if (t.refused == NULL && gk_zip_has(x->zip, "xl/vbaProject.bin"))
		t.refused = N_("a workbook with macros (XLSM)");
	if (t.refused != NULL)
		return gk_fail_for(GK_CAUSE_FORMAT, err, x->name, 0,
		    _("this is %s; save it as XLSX or CSV UTF-8 (另存为 .xlsx 或 "
		    "CSV UTF-8)"), _(t.refused));
	return GK_OK;
}

/* ---- the workbook --------------------------------------------------- */

struct book {
	struct gk_xlsx *x;
	struct gk_xlsx_rels rels;
	size_t depth;
	bool is_one, too_many, stop;
	struct gk_str lost;	/* a sheet that has no part */
};

static void
add_sheet(struct book *b, const struct gk_xml_attrs *attrs)
{
	struct gk_xlsx *x = b->x;
	const struct gk_xlsx_rel *rel = gk_xlsx_rel_get(&b->rels,
	    gk_xml_attrs_get(attrs, "id"));
	struct gk_str state = gk_xml_attrs_get(attrs, "state");
	struct gk_str name = gk_str_keep(&x->arena,
	    gk_xml_attrs_get(attrs, "name"));

	if (rel == NULL) {
		b->lost = name.n > 0 ? name : GK_STR("?");
		b->stop = true;
		return;
	}
	if (!gk_str_eq(rel->type, GK_STR("worksheet")))
		return;		/* a chart, a dialog, macros of Excel 4 */
	if (x->nsheets == GK_SHEETS_MAX) {
		b->too_many = b->stop = true;
		return;
	}
	*GK_PUSH(x->sheets, x->nsheets, x->sheets_cap) =
	    (struct gk_xlsx_sheet){ name,
		gk_str_keep(&x->arena, rel->target),
		gk_str_eq(state, GK_STR("hidden")) ||
		gk_str_eq(state, GK_STR("veryHidden")) };
}

static void
on_book(void *user, struct gk_str name, const struct gk_xml_attrs *attrs)
{
	struct book *b = user;

	if (b->depth++ == 0)
		b->is_one = gk_str_eq(name, GK_STR("workbook"));
	else if (b->depth == 2 && gk_str_eq(name, GK_STR("workbookPr")))
		b->x->since_1904 = gk_xlsx_flag(attrs, "date1904");
	else if (b->depth == 3 && gk_str_eq(name, GK_STR("sheet")))
		add_sheet(b, attrs);
}

static void
on_book_end(void *user, struct gk_str name)
{
	struct book *b = user;

	(void)name;
	b->depth--;
}

static enum gk_status
judge_book(const struct book *b, struct gk_error *err)
{
	const char *name = b->x->name;

	if (b->too_many)
		return gk_fail_for(GK_CAUSE_LIMIT, err, name, 0,
		    _("more than %d sheets"), GK_SHEETS_MAX);
	if (b->lost.n > 0)
		return gk_fail_for(GK_CAUSE_FORMAT, err, name, 0,
		    _("the sheet '%.*s' is not in it"), GK_FMT(b->lost));
	if (!b->is_one || b->x->nsheets == 0)
		return gk_fail_for(GK_CAUSE_FORMAT, err, name, 0,
		    _("no workbook, or one without sheets"));
	return GK_OK;
}

static enum gk_status
read_book(struct gk_xlsx *x, struct gk_str part, struct gk_error *err)
{
	static const struct gk_xml_handler handler = { on_book, on_book_end,
		NULL };
	struct book b = { .x = x, .lost = GK_EMPTY };
	enum gk_status status;

	status = gk_xlsx_rels(x, part, &b.rels, err);
	if (status == GK_OK)
		status = gk_xlsx_parse(x, part, false, &handler, &b, &b.stop,
		    err);
	if (status == GK_OK)
		status = judge_book(&b, err);
	x->strings_part = gk_str_keep(&x->arena, target_of(&b.rels,
	    GK_STR("sharedStrings")));
	x->styles_part = gk_str_keep(&x->arena, target_of(&b.rels,
	    GK_STR("styles")));
	gk_xlsx_rels_release(&b.rels);
	return status;
}

enum gk_status
gk_xlsx_parts(struct gk_xlsx *x, struct gk_error *err)
{
	struct gk_xlsx_rels rels = { .count = 0 };
	struct gk_str part;
	enum gk_status status;

	if (read_types(x, err) != GK_OK)
		return GK_FAIL;
	status = gk_xlsx_rels(x, GK_EMPTY, &rels, err);
	part = target_of(&rels, GK_STR("officeDocument"));
	if (part.n == 0)
		part = GK_STR("xl/workbook.xml");
	if (status == GK_OK)
		status = read_book(x, part, err);
	gk_xlsx_rels_release(&rels);
	return status;
}
