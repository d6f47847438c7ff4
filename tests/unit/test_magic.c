/* ledger/magic: what a file is by its bytes. */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "sheets_util.h"
#include "ledger/ledger_int.h"
#include "zip_util.h"

static enum gk_file_kind
kind_of(const char *text)
{
	return gk_magic_kind(gk_str_of(text));
}

static void
text_is_text(void **state)
{
	(void)state;
	assert_int_equal(kind_of(""), GK_FILE_TEXT);
	assert_int_equal(kind_of("标题,公开日期\n"), GK_FILE_TEXT);
	assert_int_equal(kind_of("<关于>,2023\n"), GK_FILE_TEXT);
	assert_int_equal(kind_of("PK,1\n"), GK_FILE_TEXT);
	assert_int_equal(kind_of("BM,编码,x,y,z\n"), GK_FILE_TEXT);
	assert_int_equal(kind_of("\t标题\n"), GK_FILE_TEXT);
	/* UTF-16 with its mark. */
	assert_int_equal(gk_magic_kind(GK_STR("\xFF\xFE" "a\0,\0b\0")),
	    GK_FILE_TEXT);
}

static void
markup(void **state)
{
	(void)state;
	assert_int_equal(kind_of("<html><body>"), GK_FILE_HTML);
	assert_int_equal(kind_of("\xEF\xBB\xBF \r\n<TABLE border=1>"),
	    GK_FILE_HTML);
	assert_int_equal(kind_of("<!-- 导出 --><!-- --><table>"),
	    GK_FILE_HTML);
	assert_int_equal(kind_of("<?xml version='1.0'?><html xmlns='x'>"),
	    GK_FILE_HTML);
	assert_int_equal(gk_magic_kind(GK_STR("\xFF\xFE<\0t\0a\0b\0l\0e\0>\0")),
	    GK_FILE_HTML);
	assert_int_equal(gk_magic_kind(GK_STR("\xFE\xFF\0<\0h\0t\0m\0l\0>")),
	    GK_FILE_HTML);
	assert_int_equal(kind_of("<?xml version='1.0'?><Workbook xmlns="
	    "'urn:schemas-microsoft-com:office:spreadsheet'>"),
	    GK_FILE_SPREADSHEETML);
	assert_int_equal(kind_of("<?xml version='1.0'?><a/>"), GK_FILE_XML);
	assert_int_equal(kind_of("MIME-Version: 1.0\nContent-Type: "
	    "multipart/related; boundary=x\n"), GK_FILE_MHTML);
}

static void
by_first_bytes(void **state)
{
	(void)state;
	assert_int_equal(kind_of("%PDF-1.7"), GK_FILE_PDF);
	assert_int_equal(kind_of("{\\rtf1"), GK_FILE_RTF);
	assert_int_equal(kind_of("\x89PNG\r\n\x1A\n"), GK_FILE_IMAGE);
	assert_int_equal(kind_of("\xFF\xD8\xFF\xE0"), GK_FILE_IMAGE);
	assert_int_equal(kind_of("Rar!\x1A\x07"), GK_FILE_ARCHIVE);
	assert_int_equal(gk_magic_kind(GK_STR("\x09\x08\x08\0\0\x05\x05\0")),
	    GK_FILE_XLS);
	assert_int_equal(gk_magic_kind(GK_STR("\x09\x08,\0abcd")),
	    GK_FILE_TEXT);
}

/* A ZIP file with entries of these names. */
static enum gk_file_kind
zip_kind(const char *const *names)
{
	struct zip_made z = { .count = 0 };
	enum gk_file_kind kind;

	for (; *names != NULL; names++)
		zip_add(&z, *names, GK_STR("x"));
	kind = gk_magic_kind(zip_finish(&z));
	zip_free(&z);
	return kind;
}
#define ZIP(...) zip_kind((const char *const[]){ __VA_ARGS__, NULL })

static enum gk_file_kind
odf_kind(const char *type)
{
	struct zip_made z = { .count = 0 };
	enum gk_file_kind kind;

	zip_add(&z, "mimetype", gk_str_of(type));
	zip_add(&z, "content.xml", GK_STR("<a/>"));
	kind = gk_magic_kind(zip_finish(&z));
	zip_free(&z);
	return kind;
}

static void
containers(void **state)
{
	struct zip_made z = { .count = 0 };

	(void)state;
	assert_int_equal(ZIP("[Content_Types].xml", "xl/workbook.xml"),
	    GK_FILE_XLSX);
	assert_int_equal(ZIP("docProps/a.xml", "XL/Workbook.XML"),
	    GK_FILE_XLSX);
	assert_int_equal(ZIP("xl/workbook.xml", "xl/vbaProject.bin"),
	    GK_FILE_XLSM);
	assert_int_equal(ZIP("xl/workbook.bin"), GK_FILE_XLSB);
	assert_int_equal(ZIP("[Content_Types].xml", "word/document.xml",
	    "word/embeddings/xl/workbook.xml"), GK_FILE_DOCX);
	assert_int_equal(ZIP("ppt/presentation.xml"), GK_FILE_PPT);
	assert_int_equal(ZIP("OFD.xml", "Doc_0/Document.xml"), GK_FILE_OFD);
	assert_int_equal(ZIP("台账.xlsx"), GK_FILE_ZIP);
	assert_int_equal(odf_kind("application/vnd.oasis.opendocument."
	    "spreadsheet"), GK_FILE_ODS);
	assert_int_equal(odf_kind("application/vnd.oasis.opendocument.text"),
	    GK_FILE_ODF);
	/* Cut short: no directory. */
	zip_add(&z, "xl/worksheets/sheet1.xml", GK_STR("x"));
	assert_int_equal(gk_magic_kind(gk_buf_str(&z.out)), GK_FILE_XLSX);
	zip_free(&z);
}

static void
ole2(void **state)
{
	struct gk_file f = data_file("sheets/hand.xls");
	char *copy = gk_malloc(f.text.n);
	size_t at = gk_str_find(f.text, GK_STR("W\0o\0r\0k\0b\0"));

	(void)state;
	assert_int_equal(gk_magic_kind(f.text), GK_FILE_XLS);
	assert_true(at < f.text.n);
	memcpy(copy, f.text.p, f.text.n);
	memcpy(copy + at, "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0\0", 26);
	copy[at + 64] = 26;
	assert_int_equal(gk_magic_kind((struct gk_str){ copy, f.text.n }),
	    GK_FILE_DOC);
	memcpy(copy + at, "X", 1);
	assert_int_equal(gk_magic_kind((struct gk_str){ copy, f.text.n }),
	    GK_FILE_OLE2);
	/* Whatever is cut off or changed. */
	for (size_t i = 0; i < f.text.n; i++) {
		char was = copy[i];

		gk_magic_kind((struct gk_str){ copy, i });
		copy[i] = (char)(was ^ 0xFF);
		gk_magic_kind((struct gk_str){ copy, f.text.n });
		copy[i] = was;
	}
	free(copy);
	gk_file_close(&f);
}

static void
refuses_what_has_no_reader(void **state)
{
	struct gk_error err;

	(void)state;
	assert_int_equal(gk_magic_refuse(GK_STR("a,b\n"), "a", &err), GK_OK);
	assert_int_equal(gk_magic_refuse(GK_STR("<table>"), "a", &err), GK_OK);
	assert_int_equal(gk_magic_refuse(GK_STR("%PDF-1"), "a", &err),
	    GK_FAIL);
	assert_int_equal(err.cause, GK_CAUSE_FORMAT);
	assert_non_null(strstr(err.message, "a PDF document"));
	assert_int_equal(gk_magic_refuse(GK_STR("Rar!\x1A\x07"), "a", &err),
	    GK_FAIL);
	assert_non_null(strstr(err.message, "unpack"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_text),
		cmocka_unit_test(markup),
		cmocka_unit_test(by_first_bytes),
		cmocka_unit_test(containers),
		cmocka_unit_test(ole2),
		cmocka_unit_test(refuses_what_has_no_reader),
	};

	return cmocka_run_group_tests_name("magic", tests, NULL, NULL);
}
