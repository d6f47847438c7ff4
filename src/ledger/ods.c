/*
 * OpenDocument spreadsheets (ODS): a ZIP file whose content.xml is read in one
 * pass.  Which sheets are hidden its styles say, and they come first.
 */
#include "config.h"

#include "ledger/sheets.h"

#include <stdlib.h>

#include "core/i18n.h"
#include "core/intern.h"
#include "core/mem.h"
#include "core/norm.h"
#include "core/xml_stream.h"
#include "core/zip.h"
#include "ledger/sheet_row.h"

#define TYPE GK_STR("application/vnd.oasis.opendocument.spreadsheet")

enum value { STRING, NUMBER, PERCENT, DATE, TIME, BOOLEAN };

struct ods {
	struct gk_sheets *s;
	struct gk_intern *hidden_styles;
	struct gk_buf style;	/* the one of a table that is being read */
	size_t depth;
	size_t skip;		/* depth of what is not read; 0: none */
	size_t sheet;		/* depth of the sheet; 0: none */
	bool wanted;		/* more rows of it */
	struct gk_sheet_row row;
	size_t number, times;	/* of the row */
	bool hidden;
	bool in_row, in_cell, covered, in_text;
	size_t repeat;		/* of the cell */
	enum value what;
	struct gk_buf value, text, target;
	size_t paragraphs;
	bool stop;
	const char *limit;
};

static bool
is(struct gk_str s, const char *word)
{
	return gk_str_eq(s, gk_str_of(word));
}

static bool
is_one_of(struct gk_str s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (is(s, *words))
			return true;
	return false;
}

static void
stop(struct ods *o, const char *limit)
{
	o->stop = true;
	if (o->limit == NULL)
		o->limit = limit;
}

/* How often; what is no number is once. */
static size_t
count(const struct gk_xml_attrs *attrs, const char *name)
{
	size_t n;

	if (!gk_str_to_size(gk_xml_attrs_get(attrs, name), &n) || n == 0)
		return 1;
	return n < 2 * GK_SHEET_ROWS_MAX ? n : 2 * GK_SHEET_ROWS_MAX;
}

/* ---- values --------------------------------------------------------- */

/* PT09H30M00S as 09:30, seconds if there are any; no fractions of them. */
static void
add_time(struct gk_buf *out, struct gk_str s)
{
	static const char units[] = "HMS";
	size_t parts[3] = { 0 }, n = 0;

	for (size_t i = 0; i < s.n; i++) {
		const char *unit = s.p[i] != '\0' ? strchr(units, s.p[i]) :
		    NULL;

		if (s.p[i] >= '0' && s.p[i] <= '9' && n < 1000000)
			n = n * 10 + (size_t)(s.p[i] - '0');
		else if (s.p[i] == '.' || s.p[i] == ',')
			break;	/* of the seconds */
		else if (unit != NULL) {
			parts[unit - units] = n;
			n = 0;
		}
	}
	if (n > 0)
		parts[2] = n;
	gk_buf_printf(out, "%02zu:%02zu", parts[0], parts[1]);
	if (parts[2] > 0)
		gk_buf_printf(out, ":%02zu", parts[2]);
}

static const char *const kinds[] = { "float", "currency", "percentage", "date",
	"time", "boolean", NULL };

/* Takes the value from the attributes of a cell; text stands inside it. */
static void
take_value(struct ods *o, const struct gk_xml_attrs *attrs)
{
	static const struct {
		const char *attribute;
		enum value what;
	} values[] = {
		{ "value", NUMBER }, { "value", NUMBER },
		{ "value", PERCENT }, { "date-value", DATE },
		{ "time-value", TIME }, { "boolean-value", BOOLEAN },
		{ "string-value", STRING },
	};
	struct gk_str type = gk_xml_attrs_get(attrs, "value-type");
	size_t i = 0;

	while (kinds[i] != NULL && !is(type, kinds[i]))
		i++;
	o->what = values[i].what;
	gk_buf_clear(&o->value);
	gk_buf_add_str(&o->value, gk_xml_attrs_get(attrs,
	    values[i].attribute));
}

/* The cell as it is shown, into o->text; whether its digits are lost. */
static bool
show(struct ods *o)
{
	struct gk_str value = gk_buf_str(&o->value);

	if (value.n == 0 || (o->what == STRING && o->paragraphs > 0))
		return false;
	gk_buf_clear(&o->text);
	switch (o->what) {
	case NUMBER:
		return gk_numfmt_show(&o->text, value, GK_NUMFMT_NUMBER,
		    false);
	case PERCENT:
		return gk_numfmt_show(&o->text, value, GK_NUMFMT_PERCENT,
		    false);
	case DATE:
		gk_sheet_date(&o->text, value);
		break;
	case TIME:
		add_time(&o->text, value);
		break;
	case BOOLEAN:
		gk_buf_puts(&o->text, is(value, "true") ? "是" : "否");
		break;
	case STRING:
		gk_buf_add_str(&o->text, value);
	}
	return false;
}

/* ---- cells and rows ------------------------------------------------- */

static void
begin_cell(struct ods *o, const struct gk_xml_attrs *attrs, bool covered)
{
	o->in_cell = true;
	o->covered = covered;
	o->repeat = count(attrs, "number-columns-repeated");
	o->paragraphs = 0;
	gk_buf_clear(&o->text);
	gk_buf_clear(&o->target);
	gk_sheet_formula_link(&o->target, gk_xml_attrs_get(attrs, "formula"));
	take_value(o, attrs);
}

/* What a merged cell covers is not shown, whatever it holds. */
static void
end_cell(struct ods *o)
{
	bool ruined = show(o);
	struct gk_str text = o->covered ? GK_EMPTY : gk_buf_str(&o->text);

	o->in_cell = o->in_text = false;
	if (o->target.len > 0 && !o->covered)
		text = gk_sheet_link(text, gk_buf_str(&o->target));
	gk_sheet_row_add(&o->row, text, o->repeat, ruined);
	if (o->row.limit != NULL)
		stop(o, o->row.limit);
}

static void
begin_row(struct ods *o, const struct gk_xml_attrs *attrs)
{
	struct gk_str seen = gk_xml_attrs_get(attrs, "visibility");

	o->in_row = true;
	o->hidden = is(seen, "collapse") || is(seen, "filter");
	o->times = count(attrs, "number-rows-repeated");
	gk_sheet_row_clear(&o->row);
}

static void
end_row(struct ods *o)
{
	o->in_row = false;
	if (o->wanted)
		o->wanted = gk_sheet_row_push(&o->row, o->s, o->number,
		    o->times, o->hidden);
	if (o->row.limit != NULL)
		stop(o, o->row.limit);
	o->number += o->times;
	if (o->number > 4 * GK_SHEET_ROWS_MAX)
		o->number = 4 * GK_SHEET_ROWS_MAX;
}

/* A copy of a sheet of another file, kept for formulas, is none of ours. */
static bool
is_foreign(struct gk_str name)
{
	return gk_str_starts(name, GK_STR("'")) &&
	    gk_str_find(name, GK_STR("'#")) != SIZE_MAX;
}

static void
begin_sheet(struct ods *o, const struct gk_xml_attrs *attrs)
{
	struct gk_str name = gk_xml_attrs_get(attrs, "name");
	struct gk_str style = gk_xml_attrs_get(attrs, "style-name");

	if (is_foreign(name)) {
		o->skip = o->depth;
		return;
	}
	if (!gk_sheets_begin(o->s, name, gk_intern_find(o->hidden_styles,
	    style) != GK_NO_ID)) {
		stop(o, N_("more sheets than any workbook of ledgers has"));
		return;
	}
	o->sheet = o->depth;
	o->wanted = true;
	o->number = 1;
}

/* ---- elements ------------------------------------------------------- */

static void
begin_style(struct ods *o, struct gk_str name,
    const struct gk_xml_attrs *attrs)
{
	if (is(name, "style")) {
		gk_buf_clear(&o->style);
		if (is(gk_xml_attrs_get(attrs, "family"), "table"))
			gk_buf_add_str(&o->style,
			    gk_xml_attrs_get(attrs, "name"));
	} else if (o->style.len > 0 &&
	    is(gk_xml_attrs_get(attrs, "display"), "false")) {
		(void)gk_intern(o->hidden_styles, gk_buf_str(&o->style));
	}
}

static void
add_text(struct ods *o, struct gk_str text)
{
	if (!o->covered)
		gk_buf_add_str(&o->text, text);
	if (o->text.len > GK_SHEET_CELL_MAX)
		stop(o, N_("a cell is too long"));
}

/* In a cell: paragraphs, and what stands in them; no notes, no pictures. */
static void
begin_in_cell(struct ods *o, struct gk_str name,
    const struct gk_xml_attrs *attrs)
{
	static const char *const silent[] = { "annotation", "note", "frame",
		"g", "custom-shape", "object", "ruby-text", "rect", "line",
		"control", NULL };

	if (!o->in_text) {
		o->in_text = is(name, "p") || is(name, "h");
		if (!o->in_text)
			o->skip = o->depth;
		else if (o->paragraphs++ > 0)
			add_text(o, GK_STR("\n"));
	} else if (is_one_of(name, silent)) {
		o->skip = o->depth;
	} else if (is(name, "s")) {
		for (size_t n = count(attrs, "c"), i = 0; i < n && i < 256; i++)
			add_text(o, GK_STR(" "));
	} else if (is(name, "tab")) {
		add_text(o, GK_STR("\t"));
	} else if (is(name, "line-break")) {
		add_text(o, GK_STR("\n"));
	} else if (is(name, "a") && o->target.len == 0) {
		gk_buf_add_str(&o->target, gk_xml_attrs_get(attrs, "href"));
	}
}

static void
on_begin(void *user, struct gk_str name, const struct gk_xml_attrs *attrs)
{
	static const char *const silent[] = { "tracked-changes", "shapes",
		"forms", "table-source", "content-validations", "settings",
		NULL };
	struct ods *o = user;

	o->depth++;
	if (o->skip != 0)
		return;
	if (o->in_cell)
		begin_in_cell(o, name, attrs);
	else if (is_one_of(name, silent))
		o->skip = o->depth;
	else if (o->sheet == 0 && is(name, "table"))
		begin_sheet(o, attrs);
	else if (o->sheet == 0)
		begin_style(o, name, attrs);
	else if (is(name, "table-row") && !o->in_row)
		begin_row(o, attrs);
	else if (o->in_row && is(name, "table-cell"))
		begin_cell(o, attrs, false);
	else if (o->in_row && is(name, "covered-table-cell"))
		begin_cell(o, attrs, true);
}

static void
on_end(void *user, struct gk_str name)
{
	struct ods *o = user;
	size_t depth = o->depth--;

	if (o->skip != 0) {
		if (depth == o->skip)
			o->skip = 0;
		return;
	}
	if (o->in_text) {
		if (is(name, "p") || is(name, "h"))
			o->in_text = false;
	} else if (o->in_cell) {
		end_cell(o);
	} else if (o->in_row && is(name, "table-row")) {
		end_row(o);
	} else if (depth == o->sheet) {
		o->sheet = 0;
		gk_sheets_end(o->s);
	} else if (is(name, "style")) {
		gk_buf_clear(&o->style);
	}
}

static void
on_text(void *user, struct gk_str text)
{
	struct ods *o = user;

	if (o->in_text && o->skip == 0)
		add_text(o, text);
}

/* ---- the file ------------------------------------------------------- */

static long
read_entry(void *from, void *buf, size_t size, struct gk_error *err)
{
	return gk_zip_entry_read(from, buf, size, err);
}

static enum gk_status
read_content(struct gk_zip *z, const char *name, struct gk_sheets *s,
    struct gk_error *err)
{
	static const struct gk_xml_handler handler = { on_begin, on_end,
		on_text };
	struct gk_zip_entry *e = gk_zip_entry_open(z, "content.xml", err);
	struct ods o = { .s = s };
	enum gk_status status;

	if (e == NULL)
		return GK_FAIL;
	o.hidden_styles = gk_intern_new();
	status = gk_xml_stream(read_entry, e, &handler, &o, &o.stop, name,
	    err);
	if (status == GK_OK && o.limit != NULL)
		status = gk_fail_for(GK_CAUSE_LIMIT, err, name, 0, "%s",
		    _(o.limit));
	if (o.sheet != 0)
		gk_sheets_end(s);	/* what came before stands */
	gk_zip_entry_close(e);
	gk_intern_free(o.hidden_styles);
	gk_sheet_row_release(&o.row);
	gk_buf_release(&o.style);
	gk_buf_release(&o.value);
	gk_buf_release(&o.text);
	gk_buf_release(&o.target);
	return status;
}

/* Of any entry that is the whole file, for one locks with all the others. */
static void
on_manifest(void *user, struct gk_str name, const struct gk_xml_attrs *attrs)
{
	bool *locked = user;

	(void)attrs;
	if (is(name, "encryption-data"))
		*locked = true;
}

static void
no_end(void *user, struct gk_str name)
{
	(void)user;
	(void)name;
}

static void
no_text(void *user, struct gk_str text)
{
	(void)user;
	(void)text;
}

static enum gk_status
check_manifest(struct gk_zip *z, const char *name, struct gk_error *err)
{
	static const struct gk_xml_handler handler = { on_manifest, no_end,
		no_text };
	bool locked = gk_zip_has(z, "encrypted-package");
	struct gk_zip_entry *e;
	enum gk_status status = GK_OK;

	if (!locked && gk_zip_has(z, "META-INF/manifest.xml")) {
		e = gk_zip_entry_open(z, "META-INF/manifest.xml", err);
		if (e == NULL)
			return GK_FAIL;
		status = gk_xml_stream(read_entry, e, &handler, &locked,
		    &locked, name, err);
		gk_zip_entry_close(e);
	}
	if (locked)
		return gk_fail_for(GK_CAUSE_FORMAT, err, name, 0,
		    _("the workbook is locked with a password; save it "
		    "without the password (请去除密码后另存)"));
	return status;
}

/* A file without the entry may still be one. */
static enum gk_status
check_type(struct gk_zip *z, const char *name, struct gk_error *err)
{
	struct gk_zip_entry *e;
	char type[128];
	size_t len = 0;
	long got = 0;

	if (!gk_zip_has(z, "mimetype"))
		return GK_OK;
	e = gk_zip_entry_open(z, "mimetype", err);
	if (e == NULL)
		return GK_FAIL;
	while (len < sizeof type && (got = gk_zip_entry_read(e, type + len,
	    sizeof type - len, err)) > 0)
		len += (size_t)got;
	gk_zip_entry_close(e);
	if (got < 0)
		return GK_FAIL;
	if (!gk_str_starts((struct gk_str){ type, len }, TYPE))
		return gk_fail_for(GK_CAUSE_FORMAT, err, name, 0,
		    _("an OpenDocument file, but no spreadsheet"));
	return GK_OK;
}

enum gk_status
gk_ods_read(struct gk_str bytes, const char *name, struct gk_sheets *s,
    struct gk_error *err)
{
	struct gk_zip *z = gk_zip_open(bytes, name, err);
	enum gk_status status;

	if (z == NULL)
		return GK_FAIL;
	status = check_type(z, name, err);
	if (status == GK_OK)
		status = check_manifest(z, name, err);
	if (status == GK_OK && !gk_zip_has(z, "content.xml"))
		status = gk_fail_for(GK_CAUSE_FORMAT, err, name, 0,
		    _("no workbook: it lacks the part %s"), "content.xml");
	if (status == GK_OK)
		status = read_content(z, name, s, err);
	gk_zip_close(z);
	return status;
}
