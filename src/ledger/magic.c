/*
 * Files that are no text, whatever their suffix says: told by their first
 * bytes, so that the message can say what to do.
 */
#include "config.h"

#include <strings.h>

#include "core/i18n.h"
#include "ledger/ledger_int.h"

/* How far to look for what tells one ZIP or XML file from another. */
#define LOOK ((size_t)64 * 1024)

#define EXPORT N_("this is %s; export it as CSV UTF-8 (另存为 CSV UTF-8)")

static bool
contains(struct gk_str s, const char *what)
{
	return gk_str_find(gk_str_sub(s, 0, LOOK), gk_str_of(what)) !=
	    SIZE_MAX;
}

/* The parts of a ZIP are named in clear, the first ones at its beginning. */
static const char *
zip_name(struct gk_str s)
{
	if (contains(s, "xl/"))
		return N_("an XLSX workbook");
	if (contains(s, "word/"))
		return N_("a DOCX document");
	if (contains(s, "opendocument.spreadsheet"))
		return N_("an ODS workbook");
	return N_("a ZIP archive or a workbook");
}

static bool
starts_tag(struct gk_str s, const char *tag)
{
	size_t n = strlen(tag);

	return s.n >= n && strncasecmp(s.p, tag, n) == 0;
}

static const char *
markup_name(struct gk_str s)
{
	static const char *const tags[] = { "<!doctype html", "<html",
		"<table", "<meta", "<head", "<body", NULL };

	if (gk_str_starts(s, GK_STR("\xEF\xBB\xBF")))
		s = gk_str_sub(s, 3, s.n);
	while (s.n > 0 && strchr(" \t\r\n", s.p[0]) != NULL && s.p[0] != '\0')
		s = gk_str_sub(s, 1, s.n);
	for (size_t i = 0; tags[i] != NULL; i++)
		if (starts_tag(s, tags[i]))
			return N_("an HTML page");
	if (!starts_tag(s, "<?xml"))
		return NULL;
	if (contains(s, "<html") || contains(s, "<HTML"))
		return N_("an HTML page");
	return contains(s, "urn:schemas-microsoft-com:office:spreadsheet") ?
	    N_("an XML workbook") : N_("an XML document");
}

enum gk_status
gk_magic_refuse(struct gk_str bytes, const char *name, struct gk_error *err)
{
	const char *what = markup_name(bytes);

	if (gk_str_starts(bytes, GK_STR("PK\3\4")) ||
	    gk_str_starts(bytes, GK_STR("PK\5\6")))
		what = zip_name(bytes);
	else if (gk_str_starts(bytes,
	    GK_STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")))
		what = N_("an XLS or ET workbook");
	else if (gk_str_starts(bytes, GK_STR("%PDF-")))
		what = N_("a PDF document");
	else if (gk_str_starts(bytes, GK_STR("{\\rtf")))
		what = N_("an RTF document");
	if (what == NULL)
		return GK_OK;
	return gk_fail_for(GK_CAUSE_FORMAT, err, name, 0, _(EXPORT), _(what));
}
