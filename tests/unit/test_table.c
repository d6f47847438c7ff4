#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "core/out.h"
#include "finding/table.h"

#define HEADER "severity,class,rule,unit,co_units,region,field,item,title," \
	"message,basis,remedy,file,sheet,row,column,line,cell,value,period," \
	"due,fix_by,since,state,cause,no,fingerprint\n"
#define GOOD "error,公开,overdue,甲局,,望城区,,17-11,标题,话,依据,请,a.csv,," \
	"12,url,13,K12,值,,2023-04-28,2023-06-07,2023-05-31,,,," \
	"0123456789abcdef\n"

static enum gk_status
read_text(struct gk_findings *fs, const char *text, struct gk_error *err)
{
	gk_findings_init(fs, GK_ZH, GK_NO_DAY);
	return gk_findings_read(fs, gk_str_of(text), "t.csv", err);
}

/* What is read and written again is the same bytes. */
static void
assert_same(const char *text)
{
	struct gk_findings fs;
	struct gk_error err;
	struct gk_buf b;
	struct gk_out *o;

	gk_buf_init(&b);
	o = gk_out_memory(&b);
	assert_int_equal(read_text(&fs, text, &err), GK_OK);
	gk_findings_finish(&fs);
	gk_findings_write(&fs, o);
	assert_int_equal(gk_out_close(o, &err), GK_OK);
	assert_string_equal(b.p, text);
	gk_buf_release(&b);
	gk_findings_release(&fs);
}

static void
assert_fails(const char *text, size_t line)
{
	struct gk_findings fs;
	struct gk_error err;

	if (read_text(&fs, text, &err) == GK_OK)
		fail_msg("should not be read: %s", text);
	assert_string_equal(err.file, "t.csv");
	assert_int_equal(err.line, line);
	assert_true(err.message[0] != '\0');
	gk_findings_release(&fs);
}

static void
header_is_frozen(void **state)
{
	(void)state;
	assert_same(HEADER);
}

static void
same_bytes(void **state)
{
	(void)state;
	assert_same(HEADER GOOD);
	assert_same(HEADER
	    "notice,填报,own-table,,,,,,,\"a,\"\"b\"\"\",,,\"x\ny.csv\",,,,,,"
	    "' 1,,,,,,,,00000000000000aa\n"
	    "error,安全,personal-id,甲,,,,,,话,,,z.csv,表,2,title,,A2,,,,,"
	    "2023-05-31,waived,例外,2023-0412,ffffffffffffffff\n"
	    "warning,公开,late,甲,,,,,,话,（依据待核）,,z.csv,表,10,,,,,,,,,"
	    "new,,,ffffffffffffff00\n");
	/* Two that differ in nothing but the fingerprint keep their order. */
	assert_same(HEADER
	    "notice,填报,own-table,,,,,,,话,,,a.csv,,,,,,,,,,,,,,"
	    "ff00000000000000\n"
	    "notice,填报,own-table,,,,,,,话,,,a.csv,,,,,,,,,,,,,,"
	    "0000000000000000\n");
}

static void
formulas_are_guarded(void **state)
{
	static const char *const values[] = { "=1", "+1", "-1", "@x", "\t1",
		"\r1", "＝1", "＋1", "－1", "＠1", "'=1", "''＝1", "=" };
	static const char *const harmless[] = { "1=1", "a", "", "'", "'a",
		"''", " =1", "《=》", "′=" };
	struct gk_buf b, tmp;
	struct gk_error err;

	(void)state;
	gk_buf_init(&b);
	gk_buf_init(&tmp);
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		struct gk_out *o = gk_out_memory(&b);
		struct gk_str s;

		gk_buf_clear(&b);
		gk_guarded_cell(o, gk_str_of(values[i]), &tmp);
		assert_int_equal(gk_out_close(o, &err), GK_OK);
		s = gk_buf_str(&b);
		if (s.p[0] == '"')	/* quoted, the guard inside */
			s = gk_str_sub(s, 1, s.n - 2);
		assert_int_equal(s.p[0], '\'');
		assert_true(gk_str_eq(gk_unguard(s), gk_str_of(values[i])));
	}
	for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++) {
		struct gk_str s = gk_str_of(harmless[i]);
		struct gk_out *o = gk_out_memory(&b);

		gk_buf_clear(&b);
		gk_guarded_cell(o, s, &tmp);
		assert_int_equal(gk_out_close(o, &err), GK_OK);
		assert_true(strstr(gk_buf_str(&b).p, harmless[i]) != NULL);
		assert_false(b.len > s.n && b.p[0] == '\'');
		assert_true(gk_str_eq(gk_unguard(s), s));
	}
	/* A NUL is one too: spreadsheet programs drop it. */
	assert_int_equal(gk_unguard((struct gk_str){ "'\0=", 3 }).n, 2);
	gk_buf_release(&b);
	gk_buf_release(&tmp);
}

static void
guards_come_off(void **state)
{
	struct gk_findings fs;
	struct gk_error err;
	static const char text[] = HEADER
	    "error,填报,cell-nul,,,,,,'=A1,'+话,,,'-a.csv,,1,,,,'＝1,,,,,,,,\n";

	(void)state;
	assert_int_equal(read_text(&fs, text, &err), GK_OK);
	assert_string_equal(fs.list[0].col[GK_F_TITLE].p, "=A1");
	assert_string_equal(fs.list[0].col[GK_F_MESSAGE].p, "+话");
	assert_string_equal(fs.list[0].col[GK_F_FILE].p, "-a.csv");
	assert_string_equal(fs.list[0].col[GK_F_VALUE].p, "＝1");
	gk_findings_release(&fs);
}

static void
what_counts(void **state)
{
	struct gk_findings fs;
	struct gk_error err;
	static const char text[] = HEADER
	    "error,公开,overdue,,,,,,,话,条例,,a,,3,,,,,,,,,waived,,,\n"
	    "error,公开,overdue,,,,,,,话,条例,,a,,4,,,,,,,,,closed,,,\n"
	    "warning,公开,late,,,,,,,话,条例,,a,,5,,,,,,,,,open,,,\n"
	    "notice,公开,late,,,,,,,话,条例（依据待核）,,a,,6,,,,,,,,,,,,\n";

	(void)state;
	assert_int_equal(read_text(&fs, text, &err), GK_OK);
	assert_int_equal(fs.count, 4);
	assert_int_equal(fs.settled, 2);
	assert_int_equal(fs.advisory, 1);
	assert_true(fs.list[3].advisory);
	assert_int_equal(fs.list[3].row, 6);
	assert_int_equal(fs.list[2].severity, GK_WARNING);
	assert_false(gk_findings_fail(&fs, GK_ERROR));
	assert_true(gk_findings_fail(&fs, GK_WARNING));
	/* Those that come without a fingerprint are given one. */
	gk_findings_finish(&fs);
	assert_int_equal(fs.list[0].col[GK_F_FINGERPRINT].n, 16);
	gk_findings_release(&fs);
}

static void
other_spellings_of_csv(void **state)
{
	struct gk_findings fs;
	struct gk_error err;
	static const char crlf[] = "\xEF\xBB\xBFseverity,class,rule,unit,"
	    "co_units,region,field,item,title,message,basis,remedy,file,"
	    "sheet,row,column,line,cell,value,period,due,fix_by,since,state,"
	    "cause,no,fingerprint\r\n\r\n"
	    "error,公开,late,,,,,,,话,,,a,,3,,,,,,,,,,,,\r\n";

	(void)state;
	assert_int_equal(read_text(&fs, crlf, &err), GK_OK);
	assert_int_equal(fs.count, 1);
	assert_int_equal(fs.list[0].col[GK_F_FINGERPRINT].n, 0);
	gk_findings_release(&fs);
}

static void
nonsense_is_refused(void **state)
{
	(void)state;
	assert_fails("", 0);
	assert_fails("\n", 0);
	assert_fails("a,b\n", 1);
	assert_fails("severity,class\n", 1);
	/* A column too many, one missing in a row, one too many in a row. */
	assert_fails("severity,class,rule,unit,co_units,region,field,item,"
	    "title,message,basis,remedy,file,sheet,row,column,line,cell,"
	    "value,period,due,fix_by,since,state,cause,no,fingerprint,x\n", 1);
	assert_fails(HEADER GOOD "error,公开,late\n", 3);
	assert_fails(HEADER
	    "error,公开,late,,,,,,,,,,,,,,,,,,,,,,,,,\n", 2);
	assert_fails(HEADER "fatal,公开,late,,,,,,,,,,,,,,,,,,,,,,,,\n", 2);
	assert_fails(HEADER "never,公开,late,,,,,,,,,,,,,,,,,,,,,,,,\n", 2);
	assert_fails(HEADER ",公开,late,,,,,,,,,,,,,,,,,,,,,,,,\n", 2);
	assert_fails(HEADER "error,公,late,,,,,,,,,,,,,,,,,,,,,,,,\n", 2);
	assert_fails(HEADER "error,公开,,,,,,,,,,,,,,,,,,,,,,,,,\n", 2);
	assert_fails(HEADER "error,公开,late,,,,,,,,,,,,1a,,,,,,,,,,,,\n", 2);
	assert_fails(HEADER "error,公开,late,,,,,,,,,,,,-1,,,,,,,,,,,,\n", 2);
	assert_fails(HEADER
	    "error,公开,late,,,,,,,,,,,,,,,,,,2023-02-30,,,,,,\n", 2);
	assert_fails(HEADER "error,公开,late,,,,,,,,,,,,,,,,,,,,,old,,,\n", 2);
	assert_fails(HEADER GOOD
	    "error,公开,late,,,,,,,,,,,,,,,,,,,,,,,,0123456789ABCDEF\n", 3);
	assert_fails(HEADER GOOD
	    "error,公开,late,,,,,,,,,,,,,,,,,,,,,,,,01234567\n", 3);
	assert_fails("\xff\xfe", 0);
}

/* No beginning of a table is misread; what fails names the file. */
static void
every_truncation(void **state)
{
	static const char text[] = HEADER GOOD GOOD;
	struct gk_findings fs;
	struct gk_error err;

	(void)state;
	for (size_t n = 0; n < sizeof text - 1; n++) {
		char *part = gk_strndup(text, n);

		if (read_text(&fs, part, &err) == GK_OK)
			assert_true(fs.count <= 2);
		else
			assert_string_equal(err.file, "t.csv");
		gk_findings_release(&fs);
		free(part);
	}
}

/* From drafts, too: what the checks say survives the pipe. */
static void
from_drafts(void **state)
{
	struct gk_draft d = GK_DRAFT(GK_K_URL_MALFORMED);
	struct gk_findings fs;
	struct gk_error err;
	struct gk_buf b;
	struct gk_out *o;

	(void)state;
	gk_buf_init(&b);
	o = gk_out_memory(&b);
	gk_findings_init(&fs, GK_ZH, GK_NO_DAY);
	d.title = GK_STR("=HYPERLINK(\"http://x\",\"y\")");
	d.value = GK_STR("\t'@,\n\"");
	d.file = GK_STR("a b\r.csv");
	d.row = 7;
	gk_findings_add(&fs, &d);
	d.title = GK_STR("'＝1");
	d.evidence = GK_RECALLED;
	gk_findings_add(&fs, &d);
	gk_findings_finish(&fs);
	gk_findings_write(&fs, o);
	assert_int_equal(gk_out_close(o, &err), GK_OK);
	assert_same(b.p);
	gk_findings_release(&fs);
	gk_buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(header_is_frozen),
		cmocka_unit_test(same_bytes),
		cmocka_unit_test(formulas_are_guarded),
		cmocka_unit_test(guards_come_off),
		cmocka_unit_test(what_counts),
		cmocka_unit_test(other_spellings_of_csv),
		cmocka_unit_test(nonsense_is_refused),
		cmocka_unit_test(every_truncation),
		cmocka_unit_test(from_drafts),
	};

	return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
