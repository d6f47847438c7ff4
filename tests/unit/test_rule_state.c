/*
 * Rules that remember records: what they find in a table does not depend on
 * where it is cut, and in several files the order of the inputs decides.
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/xml.h"
#include "rules/book.h"
#include "rules/engine.h"

#define HEAD "<rule severity='warning' class='填报' kind='meeting' id='"
#define LABEL "<label><zh>测试</zh><en>test</en></label>"
#define MESSAGE(text) "<message><zh>" text "</zh><en>" text "</en></message>" \
	"<basis evidence='seen'>测试</basis>" \
	"<fault><record ordinal=''/></fault><clean><record ordinal=''/></clean>"

static const char pack[] =
"<rules id='test'>" LABEL
HEAD "all'>" LABEL "<unique columns='title' within='all'/>"
MESSAGE("{row} {title} {held} as {other_row} {other_file}") "</rule>"
HEAD "unit'>" LABEL "<unique columns='ordinal held' within='unit'/>"
MESSAGE("{row} {ordinal} as {other_row}") "</rule>"
HEAD "file'>" LABEL "<unique columns='title' within='file'/>"
MESSAGE("{row} as {other_row}") "</rule>"
HEAD "gaps'>" LABEL
"<sequence column='ordinal' match='(?&lt;n>[0-9]+)' find='gaps'/>"
MESSAGE("{row} after {after} before {before} lacks {missing}") "</rule>"
HEAD "repeats'>" LABEL
"<sequence column='ordinal' match='(?&lt;n>[0-9]+)' find='repeats'/>"
MESSAGE("{row} {n} as {other_row} {other_file}") "</rule>"
HEAD "cadence'>" LABEL "<cadence column='held' every='quarter' times='2'/>"
MESSAGE("{unit} {period} {count} of {times}") "</rule>"
"</rules>";

struct meeting {
	const char *file, *unit, *title, *ordinal, *held;
};

static const struct meeting meetings[] = {
	{ "a.csv", "甲局", "会议一", "第1次", "2022-01-05" },
	{ "a.csv", "甲局", "会议二", "第3次", "2022-02-05" },
	{ "a.csv", "乙局", "会议二", "第3次", "2022-02-05" },
	{ "a.csv", "甲局", "会议三", "第3次", "2022-02-05" },
	{ "a.csv", "甲局", "会议一", "第9次", "2022年5月" },
	{ "b.csv", "乙局", "会议一", "第2次", "2022-08-01" },
	{ "b.csv", "甲局", "会议四", "第2次", "2022-11-01" },
	{ "b.csv", "甲局", "会议五", "第3次", "2022-02-05" },
	{ "b.csv", "乙局", "会议五", "第7次", "2021-12-31" },
	{ "b.csv", "", "会议六", "第8次", "2022-12-31" },
};
#define NMEETINGS (sizeof meetings / sizeof *meetings)

static struct gk_ledger_kinds *kinds;
static const struct gk_ledger_kind *kind;
static struct gk_calendar *calendar;
static struct gk_book *book;
static struct gk_context cx;

/* A ledger being read: one table after the other. */
struct stage {
	void *state;
	struct gk_findings *found;
	struct gk_table table;
	struct gk_source src;
	struct gk_str *fields;
	struct gk_date *dates;
	size_t *source;
};

static void
set(struct stage *s, const char *column, const char *value)
{
	size_t c = gk_ledger_kind_column(kind, column);

	assert_true(c < kind->ncolumns);
	s->fields[c] = gk_str_of(value);
	s->dates[c] = gk_date_parse(s->fields[c]);
}

static void
stage_init(struct stage *s, struct gk_findings *found)
{
	*s = (struct stage){ .state = gk_check_rules.init(&cx),
		.found = found };
	s->fields = gk_calloc(kind->ncolumns, sizeof *s->fields);
	s->dates = gk_calloc(kind->ncolumns, sizeof *s->dates);
	s->source = gk_calloc(kind->ncolumns, sizeof *s->source);
	for (size_t c = 0; c < kind->ncolumns; c++) {
		s->source[c] = c + 1;
		s->fields[c] = GK_EMPTY;
		s->dates[c] = gk_date_parse(GK_EMPTY);
	}
	s->table = (struct gk_table){ .sheet = GK_EMPTY, .kind = kind,
		.source = s->source, .title = GK_EMPTY, .unit = GK_EMPTY,
		.period_first = GK_NO_DAY, .period_last = GK_NO_DAY,
		.submitted = GK_NO_DAY };
	s->src = (struct gk_source){ .table = &s->table,
		.unit_name = GK_EMPTY, .region_name = GK_EMPTY };
#define GK_X(name) s->src.col.name = gk_ledger_kind_column(kind, #name);
	GK_KNOWN_COLUMNS(GK_X)
#undef GK_X
}

static void
read_meeting(struct stage *s, const struct meeting *m, size_t row)
{
	struct gk_record rec = { .table = &s->table, .field = s->fields,
		.row = row };
	const struct gk_entry e = { .rec = &rec, .src = &s->src,
		.col = &s->src.col, .dates = s->dates,
		.unit_name = gk_str_of(m->unit), .region_name = GK_EMPTY };

	set(s, "unit", m->unit);
	set(s, "title", m->title);
	set(s, "ordinal", m->ordinal);
	set(s, "held", m->held);
	gk_check_rules.record(s->state, &e, s->found);
}

/* Runs meetings [from, to) through a state of their own. */
static void *
read_meetings(size_t from, size_t to, struct gk_findings *found)
{
	struct stage s;

	stage_init(&s, found);
	for (size_t i = from; i < to; i++) {
		bool fresh = i == from ||
		    strcmp(meetings[i].file, meetings[i - 1].file) != 0;

		if (fresh && i != from)
			gk_check_rules.end(s.state, &s.src, found);
		s.table.file = gk_str_of(meetings[i].file);
		if (fresh)
			gk_check_rules.table(s.state, &s.src);
		read_meeting(&s, &meetings[i], i + 2);
	}
	if (from < to)
		gk_check_rules.end(s.state, &s.src, found);
	free(s.fields);
	free(s.dates);
	free(s.source);
	return s.state;
}

/* All of it, cut at the two places; what is found, line by line, in `out`. */
static void
judge(size_t cut, size_t cut2, struct gk_buf *out)
{
	const size_t bounds[] = { 0, cut, cut2, NMEETINGS };
	void *total = gk_check_rules.init(&cx);
	struct gk_findings found;

	gk_findings_init(&found, GK_EN, cx.as_of);
	for (size_t i = 0; i < 3; i++) {
		void *state = read_meetings(bounds[i], bounds[i + 1], &found);

		gk_check_rules.merge(total, state);
		gk_check_rules.free(state);
	}
	gk_check_rules.finish(total, &found);
	gk_check_rules.free(total);
	gk_findings_finish(&found);
	gk_buf_clear(out);
	for (size_t i = 0; i < found.count; i++) {
		gk_buf_add_str(out, found.list[i].col[GK_F_RULE]);
		gk_buf_puts(out, ": ");
		gk_buf_add_str(out, found.list[i].col[GK_F_MESSAGE]);
		gk_buf_putc(out, '\n');
	}
	gk_findings_release(&found);
}

static int
setup(void **state)
{
	const char *srcdir = getenv("srcdir");
	char path[4096], file[] = "/tmp/gk-test-rule-state-XXXXXX";
	const char *paths[] = { file };
	const struct gk_book_options opt = { .paths = paths, .npaths = 1 };
	struct gk_error err = { .message = "" };
	int fd = mkstemp(file);

	(void)state;
	if (srcdir == NULL)
		srcdir = ".";
	setenv("GONGKAI_DATA", srcdir, 1);
	snprintf(path, sizeof path, "%s/rules/ledgers", srcdir);
	gk_xml_init();
	kinds = gk_ledger_kinds_read(path, &err);
	snprintf(path, sizeof path, "%s/rules/calendar/cn.csv", srcdir);
	calendar = gk_calendar_read(path, &err);
	if (fd < 0 || kinds == NULL || calendar == NULL)
		return -1;
	kind = gk_ledger_kinds_find(kinds, GK_STR("meeting"));
	if (write(fd, pack, sizeof pack - 1) == (ssize_t)sizeof pack - 1)
		book = gk_book_read(&opt, kinds, &err);
	close(fd);
	unlink(file);
	if (book == NULL)
		print_error("%zu: %s\n", err.line, err.message);
	cx = (struct gk_context){ .calendar = calendar, .rules = book,
		.lang = GK_EN, .as_of = 19500, .from = GK_NO_DAY,
		.to = GK_NO_DAY };	/* 2023-05-23 */
	return book != NULL && kind != NULL ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	gk_book_free(book);
	gk_calendar_free(calendar);
	gk_ledger_kinds_free(kinds);
	gk_xml_cleanup();
	return 0;
}

static void
the_first_is_the_first_of_all(void **state)
{
	struct gk_buf b = { 0 };

	(void)state;
	judge(NMEETINGS, NMEETINGS, &b);
	assert_string_equal(b.p,
	    "cadence: 乙局 2021 Q1 0 of 2\n"
	    "cadence: 乙局 2021 Q2 0 of 2\n"
	    "cadence: 乙局 2021 Q3 0 of 2\n"
	    "cadence: 乙局 2021 Q4 1 of 2\n"
	    "cadence: 乙局 2022 Q1 1 of 2\n"
	    "cadence: 乙局 2022 Q2 0 of 2\n"
	    "cadence: 乙局 2022 Q3 1 of 2\n"
	    "cadence: 乙局 2022 Q4 0 of 2\n"
	    "cadence: 甲局 2022 Q2 1 of 2\n"
	    "cadence: 甲局 2022 Q3 0 of 2\n"
	    "cadence: 甲局 2022 Q4 1 of 2\n"
	    "all: 4 会议二 2022-02-05 as 3\n"
	    "file: 4 as 3\n"
	    "repeats: 5 3 as 3\n"
	    "unit: 5 第3次 as 3\n"
	    "all: 6 会议一 2022年5月 as 2\n"
	    "file: 6 as 2\n"
	    "gaps: 6 after 3 before 9 lacks 4 to 8\n"
	    /* The record without a unit. */
	    "cadence:  2022 Q1 0 of 2\n"
	    "cadence:  2022 Q2 0 of 2\n"
	    "cadence:  2022 Q3 0 of 2\n"
	    "cadence:  2022 Q4 1 of 2\n"
	    "all: 7 会议一 2022-08-01 as 2 a.csv\n"
	    "repeats: 9 3 as 3 a.csv\n"
	    "unit: 9 第3次 as 3\n"
	    "all: 10 会议五 2021-12-31 as 9\n"
	    "file: 10 as 9\n"
	    "gaps: 10 after 3 before 7 lacks 4 to 6\n");
	gk_buf_release(&b);
}

static void
cutting_changes_nothing(void **state)
{
	struct gk_buf whole = { 0 }, cut = { 0 };

	(void)state;
	judge(NMEETINGS, NMEETINGS, &whole);
	for (size_t i = 0; i <= NMEETINGS; i++) {
		for (size_t k = i; k <= NMEETINGS; k++) {
			judge(i, k, &cut);
			if (!gk_str_eq(gk_buf_str(&whole), gk_buf_str(&cut)))
				fail_msg("cut at %zu and %zu:\n%s", i, k,
				    cut.p);
		}
	}
	gk_buf_release(&whole);
	gk_buf_release(&cut);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_is_the_first_of_all),
		cmocka_unit_test(cutting_changes_nothing),
	};

	return cmocka_run_group_tests_name("rule_state", tests, setup,
	    teardown);
}
