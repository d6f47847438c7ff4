/*
 * Workbooks made of XML parts by hand, for unit tests.
 */
#ifndef GK_TESTS_UNIT_XLSX_UTIL_H
#define GK_TESTS_UNIT_XLSX_UTIL_H

#include "sheets_util.h"
#include "zip_util.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define STRICT "http://purl.oclc.org/ooxml/spreadsheetml/main"
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define STRICT_REL "http://purl.oclc.org/ooxml/officeDocument/relationships"
#define OPC "http://schemas.openxmlformats.org/package/2006/"
#define SHEET_TYPE "application/vnd.openxmlformats-officedocument." \
	"spreadsheetml.sheet.main+xml"

/* The parts of a workbook; what is NULL is the usual. */
struct parts {
	const char *types, *rels, *book, *book_rels, *strings, *styles;
	const char *sheet;		/* what is in <worksheet> */
	const char *sheet_rels;		/* what is in <Relationships> */
};

static const char usual_rels[] =
    "<Relationships xmlns='" OPC "relationships'><Relationship Id='rId1' "
    "Type='" REL "/officeDocument' Target='xl/workbook.xml'/></Relationships>";
static const char usual_book[] =
    "<workbook xmlns='" MAIN "' xmlns:r='" REL "'><sheets>"
    "<sheet name='台账' sheetId='1' r:id='rId1'/></sheets></workbook>";
static const char usual_book_rels[] =
    "<Relationships xmlns='" OPC "relationships'>"
    "<Relationship Id='rId1' Type='" REL "/worksheet' "
    "Target='worksheets/sheet1.xml'/>"
    "<Relationship Id='rId2' Type='" REL "/sharedStrings' "
    "Target='/xl/sharedStrings.xml'/>"
    "<Relationship Id='rId3' Type='" REL "/styles' Target='./styles.xml'/>"
    "</Relationships>";
/* 1 date, 2 date and time, 3 month, 4 percent, 5 text, 6 custom date. */
static const char usual_styles[] =
    "<styleSheet xmlns='" MAIN "'><numFmts count='2'>"
    "<numFmt numFmtId='176' formatCode='yyyy&quot;年&quot;m&quot;月&quot;'/>"
    "<numFmt numFmtId='177' formatCode='[$-804]yyyy\\-m\\-d;@'/></numFmts>"
    "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='22'/>"
    "<xf numFmtId='176'/><xf numFmtId='10'/><xf numFmtId='49'/>"
    "<xf numFmtId='177'/></cellXfs>"
    "<dxfs><dxf><numFmt numFmtId='0' formatCode='yyyy'/></dxf></dxfs>"
    "</styleSheet>";

static const char *
either(const char *a, const char *b)
{
	return a != NULL ? a : b;
}

__attribute__((unused)) static void
put(struct zip_made *z, const char *name, const char *text)
{
	if (text[0] != '\0')
		zip_add(z, name, gk_str_of(text));
}

__attribute__((unused)) static struct gk_str
made(struct zip_made *z, const struct parts *p)
{
	struct gk_buf b = { 0 };

	gk_buf_printf(&b, "<Types xmlns='%scontent-types'><Override "
	    "PartName='/xl/workbook.xml' ContentType='%s'/></Types>", OPC,
	    either(p->types, SHEET_TYPE));
	zip_add(z, "[Content_Types].xml", gk_buf_str(&b));
	put(z, "_rels/.rels", either(p->rels, usual_rels));
	put(z, "xl/workbook.xml", either(p->book, usual_book));
	put(z, "xl/_rels/workbook.xml.rels",
	    either(p->book_rels, usual_book_rels));
	put(z, "xl/sharedStrings.xml", either(p->strings,
	    "<sst xmlns='" MAIN "'><si><t>一</t></si><si><t>二</t></si></sst>"));
	put(z, "xl/styles.xml", either(p->styles, usual_styles));
	gk_buf_clear(&b);
	gk_buf_printf(&b, "<worksheet xmlns='%s' xmlns:r='%s'>%s</worksheet>",
	    MAIN, REL, either(p->sheet, "<sheetData/>"));
	zip_add(z, "xl/worksheets/sheet1.xml", gk_buf_str(&b));
	if (p->sheet_rels != NULL) {
		gk_buf_clear(&b);
		gk_buf_printf(&b, "<Relationships>%s</Relationships>",
		    p->sheet_rels);
		zip_add(z, "xl/worksheets/_rels/sheet1.xml.rels",
		    gk_buf_str(&b));
	}
	gk_buf_release(&b);
	return zip_finish(z);
}

__attribute__((unused)) static void
gives(struct parts p, const char *expect)
{
	struct zip_made z = { .count = 0 };
	struct gk_sheets s = { .sheets = 0 };
	const char *log = sheets_read(&s, gk_xlsx_read, made(&z, &p));

	if (s.status != GK_OK)
		fail_msg("%s: %s", s.err.file, s.err.message);
	assert_string_equal(log, expect);
	sheets_release(&s);
	zip_free(&z);
}

/* The rows of the one sheet 台账. */
#define ROWS(rows) ("sheet 台账\n" rows "end\n")
#define DATA(rows) ("<sheetData>" rows "</sheetData>")

__attribute__((unused)) static void
fails(struct parts p, enum gk_cause cause, const char *words)
{
	struct zip_made z = { .count = 0 };
	struct gk_sheets s = { .quiet = true };

	(void)sheets_read(&s, gk_xlsx_read, made(&z, &p));
	assert_int_equal(s.status, GK_FAIL);
	if (strstr(s.err.message, words) == NULL)
		fail_msg("'%s' is not in '%s'", words, s.err.message);
	assert_int_equal(s.err.cause, cause);
	sheets_release(&s);
	zip_free(&z);
}

#endif
