/*
 * The styles of a workbook, of which only number formats are of interest.
 */
#include "config.h"

#include "ledger/xlsx_int.h"

#include <stdlib.h>

#define UNKNOWN 255	/* no format of this number is defined in the file */

struct reader {
	struct gk_xlsx *x;
	unsigned char *by_id;	/* formats of the file, by number */
	bool in_formats, in_styles;
	bool stop;
};

static enum gk_numfmt
format_of(const struct reader *r, struct gk_str id)
{
	size_t n;

	if (!gk_str_to_size(id, &n) || n >= GK_XLSX_FORMATS_MAX)
		return GK_NUMFMT_NUMBER;
	return r->by_id[n] != UNKNOWN ? (enum gk_numfmt)r->by_id[n] :
	    gk_numfmt_builtin((int)n);
}

static void
on_begin(void *user, struct gk_str name, const struct gk_xml_attrs *attrs)
{
	struct reader *r = user;
	struct gk_xlsx *x = r->x;
	size_t id;

	if (gk_str_eq(name, GK_STR("numFmts"))) {
		r->in_formats = true;
	} else if (gk_str_eq(name, GK_STR("cellXfs"))) {
		r->in_styles = true;
	} else if (r->in_formats && gk_str_eq(name, GK_STR("numFmt"))) {
		if (gk_str_to_size(gk_xml_attrs_get(attrs, "numFmtId"), &id) &&
		    id < GK_XLSX_FORMATS_MAX)
			r->by_id[id] = (unsigned char)gk_numfmt_of(
			    gk_xml_attrs_get(attrs, "formatCode"));
	} else if (r->in_styles && gk_str_eq(name, GK_STR("xf"))) {
		if (x->nformats == GK_XLSX_FORMATS_MAX)
			r->stop = true;
		else
			*GK_PUSH(x->formats, x->nformats, x->formats_cap) =
			    (unsigned char)format_of(r,
			    gk_xml_attrs_get(attrs, "numFmtId"));
	}
}

static void
on_end(void *user, struct gk_str name)
{
	struct reader *r = user;

	if (gk_str_eq(name, GK_STR("numFmts"))) {
		r->in_formats = false;
	} else if (gk_str_eq(name, GK_STR("cellXfs"))) {
		r->stop = true;		/* the rest is colours */
	}
}

enum gk_status
gk_xlsx_styles(struct gk_xlsx *x, struct gk_error *err)
{
	static const struct gk_xml_handler handler = { on_begin, on_end, NULL };
	struct reader r = { .x = x };
	enum gk_status status;

	if (x->styles_part.n == 0)
		return GK_OK;
	r.by_id = gk_malloc(GK_XLSX_FORMATS_MAX);
	memset(r.by_id, UNKNOWN, GK_XLSX_FORMATS_MAX);
	status = gk_xlsx_parse(x, x->styles_part, false, &handler, &r, &r.stop,
	    err);
	free(r.by_id);
	return status;
}
