/*
 * Workbooks of Office Open XML (XLSX): the file as a whole.
 */
#include "config.h"

#include "ledger/xlsx_int.h"

#include <stdlib.h>

#include "core/i18n.h"

bool
gk_xlsx_flag(const struct gk_xml_attrs *attrs, const char *name)
{
	struct gk_str v = gk_xml_attrs_get(attrs, name);

	return gk_str_eq(v, GK_STR("1")) || gk_str_eq(v, GK_STR("true"));
}

bool
gk_xlsx_cell(struct gk_str ref, size_t *row, size_t *column)
{
	size_t i = 0;

	*column = 0;
	for (; i < ref.n && ref.p[i] >= 'A' && ref.p[i] <= 'Z'; i++) {
		*column = *column * 26 + (size_t)(ref.p[i] - 'A' + 1);
		if (*column > GK_SHEET_COLUMNS_MAX)
			return false;
	}
	return i > 0 && gk_str_to_size(gk_str_sub(ref, i, ref.n), row) &&
	    *row > 0 && *row <= GK_SHEET_ROWS_MAX;
}

static long
read_entry(void *from, void *buf, size_t size, struct gk_error *err)
{
	return gk_zip_entry_read(from, buf, size, err);
}

enum gk_status
gk_xlsx_parse(struct gk_xlsx *x, struct gk_str part, bool tail,
    const struct gk_xml_handler *h, void *user, const bool *stop,
    struct gk_error *err)
{
	struct gk_zip_entry *e = gk_zip_entry_open(x->zip, part.p, err);
	struct gk_xlsx_skip skip;
	struct gk_buf name = { 0 };
	enum gk_status status;

	if (e == NULL)
		return GK_FAIL;
	gk_buf_printf(&name, "%s(%.*s)", x->name, GK_FMT(part));
	if (tail) {
		gk_xlsx_skip_init(&skip, e);
		status = gk_xml_stream(gk_xlsx_skip_read, &skip, h, user, stop,
		    name.p, err);
		gk_xlsx_skip_release(&skip);
	} else {
		status = gk_xml_stream(read_entry, e, h, user, stop, name.p,
		    err);
	}
	gk_buf_release(&name);
	gk_zip_entry_close(e);
	return status;
}

static enum gk_status
read_sheets(struct gk_xlsx *x, struct gk_sheets *s, struct gk_error *err)
{
	enum gk_status status = GK_OK;

	for (size_t i = 0; i < x->nsheets && status == GK_OK; i++) {
		const struct gk_xlsx_sheet *sheet = &x->sheets[i];

		if (!gk_sheets_begin(s, sheet->name, sheet->hidden))
			return gk_fail_for(GK_CAUSE_LIMIT, err, x->name, 0,
			    _("more than %d sheets"), GK_SHEETS_MAX);
		status = gk_xlsx_rows(x, sheet, s, err);
		gk_sheets_end(s);	/* what came before stands */
	}
	return status;
}

enum gk_status
gk_xlsx_read(struct gk_str bytes, const char *name, struct gk_sheets *s,
    struct gk_error *err)
{
	struct gk_xlsx x = { .name = name };
	enum gk_status status = GK_FAIL;

	x.zip = gk_zip_open(bytes, name, err);
	if (x.zip == NULL)
		return GK_FAIL;
	gk_arena_init(&x.arena);
	if (gk_xlsx_parts(&x, err) == GK_OK &&
	    gk_xlsx_strings(&x, err) == GK_OK &&
	    gk_xlsx_styles(&x, err) == GK_OK)
		status = read_sheets(&x, s, err);
	gk_zip_close(x.zip);
	gk_buf_release(&x.strings);
	free(x.ends);
	free(x.formats);
	free(x.sheets);
	gk_arena_release(&x.arena);
	return status;
}
