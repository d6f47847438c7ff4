#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "xlsx_util.h"

/* More than are looked at: they are ignored, in time, and that is said. */
static void
a_million_merges_end(void **state)
{
	struct gk_buf sheet = { 0 };

	(void)state;
	gk_buf_puts(&sheet, DATA("<row><c><v>1</v></c><c><v>2</v></c></row>"));
	gk_buf_puts(&sheet, "<mergeCells>");
	for (unsigned i = 1; i <= 1000000; i++)
		gk_buf_printf(&sheet, "<mergeCell ref='A%u:B%u'/>", i, i);
	gk_buf_puts(&sheet, "</mergeCells>");
	gives((struct parts){ .sheet = sheet.p },
	    ROWS("partial\n1: 1|2\n"));
	gk_buf_clear(&sheet);
	gk_buf_puts(&sheet, DATA("<row><c><v>1</v></c><c><v>2</v></c></row>"));
	for (unsigned i = 1; i <= 65536; i++)
		gk_buf_puts(&sheet, "<mergeCell ref='A1:XFD1048576'/>");
	gives((struct parts){ .sheet = sheet.p },
	    ROWS("partial\n1: 1|2\n"));
	gk_buf_release(&sheet);
}

static void
texts_that_are_not_there_fail(void **state)
{
	(void)state;
	fails((struct parts){ .sheet = DATA("<row r='2'><c r='AB2' t='s'><v>2"
	    "</v></c></row>") }, GK_CAUSE_FORMAT, "台账!AB2: ");
	fails((struct parts){ .sheet = DATA("<row><c t='s'><v>-1</v></c>"
	    "</row>") }, GK_CAUSE_FORMAT, "a text that is not");
	fails((struct parts){ .sheet = DATA("<row><c t='s'><v>x</v></c>"
	    "</row>"), .strings = "<sst/>" }, GK_CAUSE_FORMAT, "a text");
	fails((struct parts){ .sheet = DATA("<row><c t='s'><v>"
	    "99999999999999999999</v></c></row>") }, GK_CAUSE_FORMAT,
	    "a text");
}

static void
sheets_have_an_end(void **state)
{
	(void)state;
	gives((struct parts){ .sheet = DATA("<row r='1048576'>"
	    "<c r='A1048576'><v>1</v></c></row>") }, ROWS("1048576: 1\n"));
	fails((struct parts){ .sheet = DATA("<row r='1048577'><c><v>1</v></c>"
	    "</row>") }, GK_CAUSE_LIMIT, "1048577");
	fails((struct parts){ .sheet = DATA("<row r='1048576'/><row/>") },
	    GK_CAUSE_LIMIT, "1048577");
	fails((struct parts){ .sheet = DATA("<row r='0'/>") }, GK_CAUSE_LIMIT,
	    "");
	fails((struct parts){ .sheet = DATA("<row r='-1'/>") },
	    GK_CAUSE_LIMIT, "");
	fails((struct parts){ .sheet = DATA("<row><c r='XFE1'/></row>") },
	    GK_CAUSE_LIMIT, "beyond");
	fails((struct parts){ .sheet = DATA("<row><c r='ZZZZZZZZZZZ1'/></row>")
	    }, GK_CAUSE_LIMIT, "beyond");
	fails((struct parts){ .sheet = DATA("<row><c r='1A'/></row>") },
	    GK_CAUSE_LIMIT, "beyond");
	fails((struct parts){ .sheet = DATA("<row><c r='XFD1'><v>1</v></c>"
	    "<c><v>1</v></c></row>") }, GK_CAUSE_LIMIT, "columns");
	fails((struct parts){ .sheet = DATA("<row><c r='B1'><v>1</v></c>"
	    "<c r='A1'><v>1</v></c></row>") }, GK_CAUSE_FORMAT, "disorder");
}

static void
a_row_of_16385_columns_fails(void **state)
{
	struct gk_buf sheet = { 0 };

	(void)state;
	gk_buf_puts(&sheet, "<sheetData><row>");
	for (unsigned i = 0; i < 16385; i++)
		gk_buf_puts(&sheet, "<c><v>1</v></c>");
	gk_buf_puts(&sheet, "</row></sheetData>");
	fails((struct parts){ .sheet = sheet.p }, GK_CAUSE_LIMIT, "columns");
	gk_buf_release(&sheet);
}

/* A few bytes for the last column of a row stand for 16 384 cells. */
static void
cells_are_counted_with_the_blank_ones(void **state)
{
	struct gk_buf sheet = { 0 };

	(void)state;
	gk_buf_puts(&sheet, "<sheetData>");
	for (unsigned i = 1; i <= 10000; i++)
		gk_buf_printf(&sheet, "<row><c r='XFD%u'><v>1</v></c></row>",
		    i);
	gk_buf_puts(&sheet, "</sheetData>");
	fails((struct parts){ .sheet = sheet.p }, GK_CAUSE_LIMIT,
	    "too many cells");
	gk_buf_release(&sheet);
}

static void
long_texts_fail(void **state)
{
	static const char *const before[] = { "<row><c t='str'><v>",
		"<row><c t='inlineStr'><is><t>",
		"<row><c><f>", NULL };
	static const char *const behind[] = { "</v></c></row>",
		"</t></is></c></row>", "</f><v>1</v></c></row>" };
	char *lot = gk_malloc(GK_SHEET_CELL_MAX + 1);
	struct gk_buf b = { 0 };

	(void)state;
	memset(lot, 'a', GK_SHEET_CELL_MAX + 1);
	for (size_t i = 0; before[i] != NULL; i++) {
		gk_buf_clear(&b);
		gk_buf_printf(&b, "<sheetData>%s", before[i]);
		gk_buf_add(&b, lot, GK_SHEET_CELL_MAX + 1);
		gk_buf_printf(&b, "%s</sheetData>", behind[i]);
		if (i < 2)
			fails((struct parts){ .sheet = b.p }, GK_CAUSE_LIMIT,
			    "too long");
		else
			gives((struct parts){ .sheet = b.p }, ROWS("1: 1\n"));
	}
	gk_buf_clear(&b);
	gk_buf_puts(&b, "<sst><si><t>");
	gk_buf_add(&b, lot, GK_SHEET_CELL_MAX + 1);
	gk_buf_puts(&b, "</t></si></sst>");
	fails((struct parts){ .strings = b.p }, GK_CAUSE_LIMIT, "too long");
	gk_buf_release(&b);
	free(lot);
}

static void
ten_thousand_sheets_fail(void **state)
{
	struct gk_buf book = { 0 };

	(void)state;
	gk_buf_puts(&book, "<workbook xmlns:r='" REL "'><sheets>");
	for (unsigned i = 0; i < 10000; i++)
		gk_buf_printf(&book, "<sheet name='s%u' r:id='rId1'/>", i);
	gk_buf_puts(&book, "</sheets></workbook>");
	fails((struct parts){ .book = book.p }, GK_CAUSE_LIMIT, "256 sheets");
	gk_buf_release(&book);
}

static void
what_is_no_xlsx_fails(void **state)
{
	struct zip_made z = { .count = 0 };
	struct gk_sheets s = { .sheets = 0 };

	(void)state;
	fails((struct parts){ .types = "application/vnd.ms-excel.sheet."
	    "macroEnabled.main+xml" }, GK_CAUSE_FORMAT, "macros");
	fails((struct parts){ .types = "application/vnd.ms-excel.sheet."
	    "binary.macroEnabled.main" }, GK_CAUSE_FORMAT, "XLSB");
	fails((struct parts){ .types = "application/vnd.openxmlformats-"
	    "officedocument.wordprocessingml.document.main+xml" },
	    GK_CAUSE_FORMAT, "DOCX");
	fails((struct parts){ .book = "<document/>" }, GK_CAUSE_FORMAT,
	    "no workbook");
	fails((struct parts){ .book = "<workbook/>" }, GK_CAUSE_FORMAT,
	    "without sheets");
	fails((struct parts){ .book = "" }, GK_CAUSE_FORMAT,
	    "xl/workbook.xml");
	fails((struct parts){ .book_rels = "<Relationships/>" },
	    GK_CAUSE_FORMAT, "台账");
	fails((struct parts){ .strings = "" }, GK_CAUSE_FORMAT,
	    "xl/sharedStrings.xml");
	fails((struct parts){ .sheet = "<sheetData><row></sheetData>" },
	    GK_CAUSE_FORMAT, "");
	(void)sheets_read(&s, gk_xlsx_read, GK_STR("no ZIP file"));
	assert_int_equal(s.err.cause, GK_CAUSE_FORMAT);
	zip_add(&z, "a", GK_STR("x"));
	(void)sheets_read(&s, gk_xlsx_read, zip_finish(&z));
	assert_non_null(strstr(s.err.message, "[Content_Types].xml"));
	sheets_release(&s);
	zip_free(&z);
}

static void
hostile_parts_fail(void **state)
{
	static const char doctype[] = "<!DOCTYPE sst [<!ENTITY a 'aaa'>]>"
	    "<sst><si><t>&a;</t></si></sst>";

	(void)state;
	fails((struct parts){ .strings = doctype }, GK_CAUSE_FORMAT,
	    "DOCTYPE");
	fails((struct parts){ .book_rels = "<Relationships><Relationship "
	    "Id='rId1' Type='x/worksheet' Target='../../../etc/passwd'/>"
	    "</Relationships>" }, GK_CAUSE_FORMAT, "outside");
	fails((struct parts){ .book_rels = "<Relationships><Relationship "
	    "Id='rId1' Type='x/worksheet' Target='/'/></Relationships>" },
	    GK_CAUSE_FORMAT, "outside");
	fails((struct parts){ .book_rels = "<Relationships><Relationship "
	    "Id='rId1' Type='x/worksheet' Target='/etc/passwd'/>"
	    "</Relationships>" }, GK_CAUSE_FORMAT, "etc/passwd");
}

/* Whatever one byte of the file is, reading comes to an end. */
static void
damaged_files_end(void **state)
{
	struct zip_made z = { .count = 0 };
	struct parts p = { .sheet = DATA("<row><c t='s'><v>1</v></c></row>") };
	struct gk_str bytes = made(&z, &p);
	char *copy = gk_malloc(bytes.n);
	struct gk_sheets s = { .quiet = true };

	(void)state;
	for (size_t i = 0; i < bytes.n; i++) {
		memcpy(copy, bytes.p, bytes.n);
		copy[i] = (char)(copy[i] ^ 0x41);
		(void)sheets_read(&s, gk_xlsx_read,
		    (struct gk_str){ copy, bytes.n });
	}
	for (size_t n = 0; n < bytes.n; n++) {
		(void)sheets_read(&s, gk_xlsx_read,
		    (struct gk_str){ copy, n });
		assert_int_equal(s.status, GK_FAIL);
	}
	sheets_release(&s);
	free(copy);
	zip_free(&z);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_million_merges_end),
		cmocka_unit_test(texts_that_are_not_there_fail),
		cmocka_unit_test(sheets_have_an_end),
		cmocka_unit_test(a_row_of_16385_columns_fails),
		cmocka_unit_test(cells_are_counted_with_the_blank_ones),
		cmocka_unit_test(long_texts_fail),
		cmocka_unit_test(ten_thousand_sheets_fail),
		cmocka_unit_test(what_is_no_xlsx_fails),
		cmocka_unit_test(hostile_parts_fail),
		cmocka_unit_test(damaged_files_end),
	};
	int status;

	gk_xml_init();
	status = cmocka_run_group_tests_name("xlsx_hostile", tests, NULL, NULL);
	gk_xml_cleanup();
	return status;
}
