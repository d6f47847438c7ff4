/*
 * What a file is, whatever its suffix says: departments send web pages named
 * .xls, workbooks named .csv, and WPS files of every kind.  It is told by the
 * bytes, first ones first, so that the message can say what to do.
 */
#include "config.h"

#include <strings.h>

#include "core/i18n.h"
#include "ledger/ledger_int.h"

/* How far to look for what tells one XML file from another. */
#define LOOK ((size_t)64 * 1024)

static bool
contains(struct gk_str s, const char *what)
{
	return gk_str_find(gk_str_sub(s, 0, LOOK), gk_str_of(what)) !=
	    SIZE_MAX;
}

static bool
starts_tag(struct gk_str s, const char *tag)
{
	size_t n = strlen(tag);

	return s.n >= n && strncasecmp(s.p, tag, n) == 0;
}

/*
 * The beginning of a text in UTF-16 with its mark, every other byte of it;
 * what is no ASCII is ruined, but tags are.
 */
static struct gk_str
narrow(struct gk_buf *out, struct gk_str s)
{
	bool big = gk_str_starts(s, GK_STR("\xFE\xFF"));

	if (gk_str_starts(s, GK_STR("\xEF\xBB\xBF")))
		return gk_str_sub(s, 3, s.n);
	if (!big && !gk_str_starts(s, GK_STR("\xFF\xFE")))
		return s;
	for (size_t i = 2 + big; i < s.n && i < 2 * LOOK; i += 2)
		gk_buf_putc(out, s.p[i]);
	return gk_buf_str(out);
}

/* Without white space and comments in front. */
static struct gk_str
skip_to_tag(struct gk_str s)
{
	size_t end;

	for (;;) {
		while (s.n > 0 && s.p[0] != '\0' &&
		    strchr(" \t\r\n\f", s.p[0]) != NULL)
			s = gk_str_sub(s, 1, s.n);
		if (!gk_str_starts(s, GK_STR("<!--")))
			return s;
		end = gk_str_find(gk_str_sub(s, 0, LOOK), GK_STR("-->"));
		if (end == SIZE_MAX)
			return s;
		s = gk_str_sub(s, end + 3, s.n);
	}
}

static enum gk_file_kind
markup_kind(struct gk_str s)
{
	static const char *const tags[] = { "<!doctype html", "<html",
		"<table", "<meta", "<head", "<body", "<title", "<style",
		"<script", "<link", "<div", "<center", "<font", "<tr", "<p>",
		NULL };

	s = skip_to_tag(s);
	for (size_t i = 0; tags[i] != NULL; i++)
		if (starts_tag(s, tags[i]))
			return GK_FILE_HTML;
	if (starts_tag(s, "MIME-Version:") && contains(s, "multipart/related"))
		return GK_FILE_MHTML;
	if (!starts_tag(s, "<?xml") && !starts_tag(s, "<Workbook") &&
	    !starts_tag(s, "<ss:Workbook"))
		return GK_FILE_TEXT;
	if (contains(s, "urn:schemas-microsoft-com:office:spreadsheet") &&
	    contains(s, "Workbook"))
		return GK_FILE_SPREADSHEETML;
	if (contains(s, "<html") || contains(s, "<HTML"))
		return GK_FILE_HTML;
	return GK_FILE_XML;
}

/* Workbooks before Excel 5 are one stream: a record 09 00, 02 or 04 first. */
static bool
is_bare_biff(struct gk_str s)
{
	return s.n >= 8 && s.p[0] == 0x09 && (s.p[1] == 0x00 ||
	    s.p[1] == 0x02 || s.p[1] == 0x04 || s.p[1] == 0x08) &&
	    s.p[2] >= 4 && s.p[2] <= 16 && s.p[3] == 0x00;
}

static bool
is_image(struct gk_str s)
{
	return gk_str_starts(s, GK_STR("\x89PNG\r\n")) ||
	    gk_str_starts(s, GK_STR("\xFF\xD8\xFF")) ||
	    gk_str_starts(s, GK_STR("GIF8")) ||
	    gk_str_starts(s, GK_STR("II*\0")) ||
	    gk_str_starts(s, GK_STR("MM\0*")) ||
	    (gk_str_starts(s, GK_STR("BM")) && s.n >= 10 &&
	    memcmp(s.p + 6, "\0\0\0", 4) == 0);
}

static bool
is_archive(struct gk_str s)
{
	return gk_str_starts(s, GK_STR("Rar!\x1A\x07")) ||
	    gk_str_starts(s, GK_STR("7z\xBC\xAF\x27\x1C")) ||
	    gk_str_starts(s, GK_STR("\x1F\x8B\x08"));
}

enum gk_file_kind
gk_magic_kind(struct gk_str bytes)
{
	struct gk_buf own = { 0 };
	enum gk_file_kind kind;

	if (gk_str_starts(bytes, GK_STR("PK\3\4")) ||
	    gk_str_starts(bytes, GK_STR("PK\5\6")))
		return gk_container_zip(bytes);
	if (gk_str_starts(bytes, GK_STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")))
		return gk_container_ole2(bytes);
	if (is_bare_biff(bytes))
		return GK_FILE_XLS;
	if (gk_str_starts(bytes, GK_STR("%PDF-")))
		return GK_FILE_PDF;
	if (gk_str_starts(bytes, GK_STR("{\\rtf")))
		return GK_FILE_RTF;
	if (is_image(bytes))
		return GK_FILE_IMAGE;
	if (is_archive(bytes))
		return GK_FILE_ARCHIVE;
	kind = markup_kind(narrow(&own, bytes));
	gk_buf_release(&own);
	return kind;
}

#define AS_WORKBOOK \
	N_("this is %s; save it as XLSX or CSV UTF-8 (另存为 .xlsx 或 CSV UTF-8)")
#define COPY_TABLE \
	N_("this is %s; copy its table into a workbook, or export it as CSV " \
	"UTF-8 (表格复制到工作簿, 或另存为 CSV UTF-8)")
#define ASK_FOR_TABLE \
	N_("this is %s, which holds no table that could be read; ask for the " \
	"workbook it was made from (请索要原始表格)")
#define UNPACK N_("this is %s; unpack it and name what is inside (请先解压)")
#define UNLOCK \
	N_("this is %s; save it without the password (请去除密码后另存)")

/* What to call it, and what to do; NULL: there is a reader. */
static const char *
describe(enum gk_file_kind kind, const char **advice)
{
	*advice = COPY_TABLE;
	switch (kind) {
	case GK_FILE_TEXT:
	case GK_FILE_XLSX:
	case GK_FILE_ODS:
	case GK_FILE_HTML:
	case GK_FILE_SPREADSHEETML:
	case GK_FILE_XLS:
		break;
	case GK_FILE_XLSM:
		*advice = AS_WORKBOOK;
		return N_("a workbook with macros (XLSM)");
	case GK_FILE_XLSB:
		*advice = AS_WORKBOOK;
		return N_("a binary workbook (XLSB)");
	case GK_FILE_MHTML:
		*advice = AS_WORKBOOK;
		return N_("a web archive (MHT)");
	case GK_FILE_XML:
		*advice = AS_WORKBOOK;
		return N_("an XML document and no workbook");
	case GK_FILE_LOCKED:
		*advice = UNLOCK;
		return N_("a workbook or document locked with a password");
	case GK_FILE_DOC:
		return N_("a DOC document (Word, WPS)");
	case GK_FILE_DOCX:
		return N_("a DOCX document (Word, WPS)");
	case GK_FILE_PPT:
		return N_("a presentation");
	case GK_FILE_ODF:
		return N_("an OpenDocument file and no spreadsheet");
	case GK_FILE_RTF:
		return N_("an RTF document");
	case GK_FILE_OLE2:
		return N_("an Office or WPS file and no workbook");
	case GK_FILE_PDF:
		*advice = ASK_FOR_TABLE;
		return N_("a PDF document");
	case GK_FILE_OFD:
		*advice = ASK_FOR_TABLE;
		return N_("an OFD document");
	case GK_FILE_IMAGE:
		*advice = ASK_FOR_TABLE;
		return N_("an image");
	case GK_FILE_ZIP:
		*advice = UNPACK;
		return N_("a ZIP archive and no workbook");
	case GK_FILE_ARCHIVE:
		*advice = UNPACK;
		return N_("an archive (RAR, 7z, gzip)");
	}
	return NULL;
}

enum gk_status
gk_magic_refuse(struct gk_str bytes, const char *name, struct gk_error *err)
{
	const char *advice;
	const char *what = describe(gk_magic_kind(bytes), &advice);

	if (what == NULL)
		return GK_OK;
	return gk_fail_for(GK_CAUSE_FORMAT, err, name, 0, _(advice), _(what));
}
