/*
 * A ledger, whatever file it came in: what it is by its bytes, and who reads
 * it.
 */
#include "config.h"

#include "core/file.h"
#include "core/i18n.h"
#include "core/norm.h"
#include "ledger/encoding.h"
#include "ledger/ledger_int.h"

typedef enum gk_status (*sheets_reader)(struct gk_str bytes, const char *name,
    struct gk_sheets *s, struct gk_error *err);

/* NULL: it is text, or refused. */
static sheets_reader
reader_of(enum gk_file_kind kind)
{
	switch (kind) {
	case GK_FILE_XLSX:
		return gk_xlsx_read;
	case GK_FILE_ODS:
		return gk_ods_read;
	case GK_FILE_HTML:
		return gk_html_read;
	case GK_FILE_SPREADSHEETML:
		return gk_spreadsheetml_read;
	case GK_FILE_XLS:
		return gk_xls_read;
	default:
		return NULL;
	}
}

static enum gk_status
read_sheets(sheets_reader read, struct gk_str bytes, const char *name,
    const struct gk_ledger_options *opt, const struct gk_ledger_ops *ops,
    void *user, struct gk_error *err)
{
	enum gk_status status = GK_OK;
	bool again = false;

	do {
		struct gk_sheets *s = gk_sheets_new(opt, ops, user, name);

		if (again)
			gk_sheets_lenient(s);
		status = read(bytes, name, s, err);
		if (status == GK_OK)
			status = gk_sheets_finish(s, err);
		else
			gk_sheets_end(s);
		/* Nothing was pushed so far. */
		again = !again && status != GK_OK && gk_sheets_missed(s);
		gk_sheets_free(s);
	} while (again);
	return status;
}

static enum gk_status
read_text(struct gk_str bytes, const char *name,
    const struct gk_ledger_options *opt, const struct gk_ledger_ops *ops,
    void *user, struct gk_error *err)
{
	struct gk_buf own = { 0 };
	struct gk_str text;
	enum gk_status status = gk_encoding_decode(bytes, opt->encoding, name,
	    &text, &own, err);

	if (status == GK_OK && gk_trim(text).n == 0)
		status = gk_fail_for(GK_CAUSE_EMPTY, err, name, 0,
		    _("the file is empty"));
	if (status == GK_OK)
		status = gk_text_read(text, name, opt, ops, user, err);
	gk_buf_release(&own);
	return status;
}

/* A page in an encoding that was named says so by a byte-order mark. */
static enum gk_status
read_page(struct gk_str bytes, const char *name,
    const struct gk_ledger_options *opt, const struct gk_ledger_ops *ops,
    void *user, struct gk_error *err)
{
	struct gk_buf own = { 0 }, marked = { 0 };
	struct gk_str text;
	enum gk_status status = gk_encoding_decode(bytes, opt->encoding, name,
	    &text, &own, err);

	gk_buf_puts(&marked, "\xEF\xBB\xBF");
	if (status == GK_OK) {
		gk_buf_add_str(&marked, text);
		status = read_sheets(gk_html_read, gk_buf_str(&marked), name,
		    opt, ops, user, err);
	}
	gk_buf_release(&marked);
	gk_buf_release(&own);
	return status;
}

enum gk_status
gk_ledger_read_bytes(struct gk_str bytes, const char *name,
    const struct gk_ledger_options *opt, const struct gk_ledger_ops *ops,
    void *user, struct gk_error *err)
{
	enum gk_file_kind kind = gk_magic_kind(bytes);
	sheets_reader reader = reader_of(kind);

	if (gk_ledger_options_check(opt, err) != GK_OK ||
	    gk_magic_refuse(bytes, name, err) != GK_OK)
		return GK_FAIL;
	if (kind == GK_FILE_HTML && opt->encoding != NULL)
		return read_page(bytes, name, opt, ops, user, err);
	if (reader != NULL)
		return read_sheets(reader, bytes, name, opt, ops, user, err);
	return read_text(bytes, name, opt, ops, user, err);
}

enum gk_status
gk_ledger_options_check(const struct gk_ledger_options *opt,
    struct gk_error *err)
{
	if (opt->kind != NULL && gk_ledger_kinds_find(opt->kinds,
	    gk_str_of(opt->kind)) == NULL)
		return gk_fail(err, NULL, 0, _("--kind: there is no kind of ledger '%s'"),
		    opt->kind);
	for (size_t i = 0; i < opt->nmap; i++) {
		bool known = false;

		for (size_t k = 0; k < opt->kinds->count; k++)
			known = known || gk_ledger_kind_column(
			    &opt->kinds->list[k], opt->map[i].key) != SIZE_MAX;
		if (!known)
			return gk_fail(err, NULL, 0,
			    _("--column: no kind of ledger has the column '%s'"),
			    opt->map[i].key);
	}
	return GK_OK;
}

enum gk_status
gk_ledger_read(const char *path, const char *name,
    const struct gk_ledger_options *opt, const struct gk_ledger_ops *ops,
    void *user, struct gk_error *err)
{
	struct gk_file file;
	enum gk_status status;

	if (gk_file_open(path, &file, err) != GK_OK) {
		struct gk_error why = *err;

		return gk_fail_for(why.cause, err, name, why.line, "%s",
		    why.message);
	}
	status = gk_ledger_read_bytes(file.text, name, opt, ops, user, err);
	gk_file_close(&file);
	return status;
}
