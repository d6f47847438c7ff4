/* ledger: from bytes to records, in every form in which ledgers come. */
#include "config.h"

#include "ledger/ledger.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "core/out.h"
#include "ledger_util.h"

#define SAMPLE "示例局2023年主动公开台账\n" \
	"标题,文号,公开日期,网址\n" \
	"关于×的通知,示〔2023〕1号,2023年3月31日,www.a.example/一\n" \
	"\"多行\n标题，带“引号”\"\"\",,2023.4.3,\n"

static void
same_in_every_encoding(void **state)
{
	static const struct {
		const char *bom, *encoding;
	} forms[] = { { "\xEF\xBB\xBF", "UTF-8" }, { "", "GB18030" },
		{ "\xFF\xFE", "UTF-16LE" }, { "\xFE\xFF", "UTF-16BE" },
		{ "", "GBK" } };
	struct reading *r = *state;
	char *want;

	r->places = true;
	want = gk_strdup(read_text_of(r, SAMPLE));
	assert_string_equal(want,
	    "table a.csv unit=示例局 title=示例局2023年主动公开台账 "
	    "first=2023-01-01 last=2023-12-31\n"
	    "record 3:3 title=关于×的通知 number=示〔2023〕1号 "
	    "published=2023-03-31 url=http://www.a.example/一\n"
	    "record 4:4 title=多行标题，带“引号”\" published=2023-04-03\n"
	    "end 2 0\n");
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		struct gk_buf b = { 0 };

		gk_buf_puts(&b, forms[i].bom);
		encode(&b, SAMPLE, forms[i].encoding);
		assert_string_equal(read_bytes_of(r, gk_buf_str(&b)), want);
		gk_buf_release(&b);
	}
	r->places = false;
	free(want);
}

/* The text with one character for another; the buffer is the caller's. */
static const char *
with(struct gk_buf *b, const char *text, char old, const char *new)
{
	gk_buf_clear(b);
	for (; *text != '\0'; text++)
		if (*text == old)
			gk_buf_puts(b, new);
		else
			gk_buf_putc(b, *text);
	return b->p;
}

static void
same_with_every_line_end(void **state)
{
	struct reading *r = *state;
	struct gk_buf b = { 0 };
	char *want;

	r->places = true;
	want = gk_strdup(read_text_of(r, SAMPLE));
	assert_string_equal(read_text_of(r, with(&b, SAMPLE, '\n', "\r\n")),
	    want);
	assert_string_equal(read_text_of(r, with(&b, SAMPLE, '\n', "\r")),
	    want);
	r->places = false;
	gk_buf_release(&b);
	free(want);
}

static void
same_with_every_delimiter(void **state)
{
	static const char *const delims[] = { "\t", ";", "，" };
	struct reading *r = *state;
	const char *plain = "标题,文号,公开日期,备注\n"
	    "甲,,2023-03-31,\"乙\"\n丙,一号,,\n";
	struct gk_buf b = { 0 };
	char *want = gk_strdup(read_text_of(r, plain));

	assert_non_null(strstr(want, "record title=甲 published=2023-03-31 "
	    "remark=乙\nrecord title=丙 number=一号\n"));
	for (size_t i = 0; i < sizeof delims / sizeof *delims; i++)
		assert_string_equal(read_text_of(r,
		    with(&b, plain, ',', delims[i])), want);
	gk_buf_release(&b);
	free(want);
}

/* Within quotes ， is itself; in prose it delimits nothing. */
static void
wide_commas(void **state)
{
	struct reading *r = *state;
	struct gk_buf b = { 0 };

	assert_string_equal(read_text_of(r,
	    "标题，公开日期，备注\n\"甲，乙\"，2023-03-31，\"a\"\"，b\"\n"
	    "丙\"，\"，，\n"),
	    "table a.csv\n"
	    "fault quote 3:3-3\n"
	    "record title=甲，乙 published=2023-03-31 remark=a\"，b\n"
	    "end 1 0\n");
	assert_string_equal(read_text_of(r,
	    "本表，由各单位填报，按季度报送\n标题,公开日期\n甲，乙，丙,\n"),
	    "table a.csv title=本表，由各单位填报，按季度报送\n"
	    "record title=甲，乙，丙\nend 1 0\n");
	/* No character is left to stand for it. */
	read_text_of(r, "标题，公开日期\n甲，2023-03-31\n");
	assert_int_equal(r->status, GK_OK);
	gk_buf_puts(&b, "标题，公开日期\n");
	while (b.len < ((size_t)1 << 20) + 100)
		gk_buf_puts(&b, "甲，2023-03-31\n");
	gk_buf_puts(&b, "\x1C\x1D\x1E\x1F，\n");
	read_bytes_of(r, gk_buf_str(&b));
	assert_int_equal(r->status, GK_FAIL);
	assert_non_null(strstr(r->err.message, "，"));
	gk_buf_release(&b);
}

static void
rows_that_are_no_records(void **state)
{
	assert_string_equal(read_text_of(*state,
	    "示例局主动公开台账\n"
	    "序号,单位,标题,公开日期,备注\n"
	    "一、重点领域,,,,\n"
	    "（一）义务教育,,,,\n"
	    "1,示例局,甲,2023-03-31,\n"
	    "\n"
	    ",,,,\n"
	    "……,……,……,……,\n"
	    "/,—,-,,\n"
	    "2,,,,\n"			/* numbered in advance */
	    "3,示例局,,,\n"		/* … the unit too */
	    "序号,单位,标题,公开日期,备注\n"
	    "示例局主动公开台账,,,,\n"
	    "合计,,2条,,\n"
	    "小 计：,,,,\n"
	    "共计2条信息,,,,\n"
	    "填表人：张三,,审核人：李四,联系电话：,0731-0000\n"
	    "注：1.本表按季度填报；,,,,\n"
	    "2.由单位盖章后报送。,,,,\n"
	    "备注：\n"),
	    "table a.csv unit=示例局 title=示例局主动公开台账\n"
	    "record unit=示例局 title=甲 published=2023-03-31\n"
	    "end 1 15\n");
}

/* The nearest things that are records. */
static void
rows_that_look_like_none(void **state)
{
	assert_string_equal(read_text_of(*state,
	    "标题,公开日期,备注\n"
	    "一、二级应急响应的通知,2023-03-31,\n"
	    "合计征收土地公告,2023-03-31,\n"
	    "共计3项,2023-03-31,乙\n"
	    "注：更正,2023-03-31,\n"
	    "备注,2023-03-31,\n"
	    "标题,2023-03-31,\n"
	    "/,2023-03-31,\n"
	    "无,2023-03-31,\n"),
	    "table a.csv\n"
	    "record title=一、二级应急响应的通知 published=2023-03-31\n"
	    "record title=合计征收土地公告 published=2023-03-31\n"
	    "record title=共计3项 published=2023-03-31 remark=乙\n"
	    "record title=注：更正 published=2023-03-31\n"
	    "record title=备注 published=2023-03-31\n"
	    "record title=标题 published=2023-03-31\n"
	    "record title=/ published=2023-03-31\n"
	    "record title=无 published=2023-03-31\n"
	    "end 8 0\n");
}

static void
fills_down_grouping_columns(void **state)
{
	assert_string_equal(read_text_of(*state,
	    "单位,领域,一级事项,二级事项,标题,公开日期\n"
	    "甲局,教育,招生,介绍,一,2023-03-31\n"
	    ",,,,二,\n"
	    ",,收费,,三,\n"
	    "乙局,,,,四,\n"		/* another unit's field is not its */
	    ",卫生,,,五,\n"
	    "小计,,,,,\n"
	    ",,,,六,\n"
	    "丙局,教育,,,七,\n"
	    "二、其他,,,,,\n"
	    ",,,,八,\n"),
	    "table a.csv\n"
	    "record unit=甲局 field=教育 level1=招生 level2=介绍 title=一 "
	    "published=2023-03-31\n"
	    "record unit=甲局 field=教育 level1=招生 title=二\n"
	    "record unit=甲局 field=教育 level1=收费 title=三\n"
	    "record unit=乙局 title=四\n"
	    "record unit=乙局 field=卫生 title=五\n"
	    "record title=六\n"
	    "record unit=丙局 field=教育 title=七\n"
	    "record title=八\n"
	    "end 8 2\n");
}

/* The day of submission may stand below. */
static void
submitted_below(void **state)
{
	struct reading *r = *state;

	r->places = true;
	assert_string_equal(read_text_of(r,
	    "标题,公开日期\n甲,\n填表人：张三,填表日期：2023年4月6日\n"),
	    "table a.csv\nrecord 2:2 title=甲\n"
	    "end 1 1 submitted=2023-04-06\n");
	assert_string_equal(read_text_of(r,
	    "填报时间：2023-04-05,\n标题,公开日期\n"
	    "填表日期：2023年4月6日,\n"),
	    "table a.csv title=填报时间：2023-04-05 submitted=2023-04-05\n"
	    "end 0 1 submitted=2023-04-05\n");
	r->places = false;
}

static void
ends_with(struct reading *r, const char *rows, const char *end)
{
	struct gk_buf b = { 0 };

	gk_buf_printf(&b, "序号,单位,领域,一级事项,标题,公开日期,零报告\n%s",
	    rows);
	read_text_of(r, b.p);
	if (r->log.len < strlen(end) ||
	    strcmp(r->log.p + r->log.len - strlen(end), end) != 0)
		fail_msg("%s: %s", rows, r->log.p);
	gk_buf_release(&b);
}

static void
whole_file_nil(void **state)
{
	ends_with(*state, "1,,,,本月无,,\n", "record title=本月无\nend 1 0 nil\n");
	ends_with(*state, "本季度无新增公开信息,,,,,,\n",
	    "record title=本季度无新增公开信息\nend 1 0 nil\n");
	ends_with(*state, "1,零报告,,,,,\n", "record title=零报告\nend 1 0 nil\n");
	ends_with(*state, "1,甲局,,,无,,\n",
	    "record unit=甲局 title=无\nend 1 0 nil\n");
	ends_with(*state, "1,甲局,,,,,是\n2,,,,,,\n",
	    "record unit=甲局 nil=是\nend 1 1 nil\n");
	ends_with(*state, "合计,,,,0,,\n本月无\n",
	    "record title=本月无\nend 1 1 nil\n");
	/* Nearly so: two rows, an item, something else. */
	ends_with(*state, "1,,,,本月无,,\n2,,,,甲,,\n",
	    "record title=甲\nend 2 0\n");
	ends_with(*state, "1,,教育,招生,本月无,,\n",
	    "record field=教育 level1=招生 title=本月无\nend 1 0\n");
	ends_with(*state, "1,,,,无障碍环境建设管理办法,,\n",
	    "record title=无障碍环境建设管理办法\nend 1 0\n");
	ends_with(*state, "1,甲局,,,甲,,否\n",
	    "record unit=甲局 title=甲 nil=否\nend 1 0\n");
	ends_with(*state, "", "end 0 0\n");
}

static void
nil_phrases(void **state)
{
	static const char *const yes[] = { "零报告", "无", "本月无", "本季度无",
		"本期无", "本年度无", "无新增", " 本月 无。", "暂无",
		"本单位本月无新增主动公开政府信息", "无相关信息", "没有" };
	static const char *const no[] = { "", "无效", "本月", "新增信息",
		"无人机管理办法", "零报告制度", "本月无线电管理", "有无" };

	(void)state;
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (!gk_ledger_says_nil(gk_str_of(yes[i])))
			fail_msg("%s", yes[i]);
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (gk_ledger_says_nil(gk_str_of(no[i])))
			fail_msg("%s", no[i]);
}

static void
cells_by_type(void **state)
{
	assert_string_equal(read_text_of(*state,
	    "标题,成文日期,公开日期,公开渠道,网址\n"
	    "\" 甲 \u3000\n\u200B乙 \",45016,2023年3月,"
	    "\"政府网站、微信公众号（含视频号、订阅号）\n抖音，；\","
	    "\"http://a.example/1；\nhttp://b.example/2,www.c.example\"\n"
	    "丙,2023年2月30日,及时,/,见附件 http://a.example/1\n"
	    "丁,,,,\"http://a.example/1,http://b.example/2,; c.example\"\n"
	    "戊,,,,\"http://a.example/1,,\"\n"),
	    "table a.csv\n"
	    "record title=甲乙 formed=2023-03-31 published=2023年3月 "
	    "channel=政府网站;微信公众号（含视频号、订阅号）;抖音 "
	    "url=http://a.example/1;http://b.example/2;"
	    "http://www.c.example\n"
	    "record title=丙 formed=2023年2月30日 published=及时 channel=/ "
	    "url=见附件 http://a.example/1\n"
	    "record title=丁 url=http://a.example/1;http://b.example/2;"
	    "http://c.example\n"
	    "record title=戊 url=http://a.example/1\n"
	    "end 4 0\n");
}

static void
faults_of_rows(void **state)
{
	struct reading *r = *state;
	struct gk_str nul = GK_STR("标题,公开日期,备注\n"
	    "甲\0乙,2023-03-31,\0\n丙,,丁\n");

	assert_string_equal(read_text_of(r,
	    "标题,公开日期,\n甲,,,,\n乙,,,丙,丁,\n戊\n"),
	    "table a.csv\n"
	    "record title=甲\n"
	    "fault ragged 3:3 column=3 3 (3)\n"
	    "record title=乙\n"
	    "record title=戊\n"
	    "end 3 0\n");
	assert_string_equal(read_bytes_of(r, nul),
	    "table a.csv\n"
	    "fault nul 2:2 column=1 key=title 甲乙\n"
	    "record title=甲乙 published=2023-03-31\n"
	    "record title=丙 remark=丁\n"
	    "end 2 0\n");
	assert_string_equal(read_text_of(r,
	    "标题,公开日期,序号\n甲\tb,,\n\x08乙\x7F,\u202E,\x01\n"
	    "丙,,\xC2\x85\n"),
	    "table a.csv\n"
	    "record title=甲 b\n"
	    "fault control 3:3 column=1 key=title 乙\n"
	    "record title=乙\n"
	    "record title=丙\n"
	    "end 3 0\n");
}

static void
broken_quotes(void **state)
{
	assert_string_equal(read_text_of(*state,
	    "标题,公开日期,备注\n甲,,\n\"乙,,\n丙,,\n丁,2023-03-31,戊\n"),
	    "table a.csv\n"
	    "fault quote 3:3-3\n"
	    "record title=甲\n"
	    "record title=丙\n"
	    "record title=丁 published=2023-03-31 remark=戊\n"
	    "end 3 0\n");
	/* Above the header: told once the table is known. */
	assert_string_equal(read_text_of(*state,
	    "\"示例局\" 台账,,\n标题,公开日期,备注\n甲,,\n"),
	    "table a.csv\n"
	    "fault quote 1:1-1\n"
	    "record title=甲\n"
	    "end 1 0\n");
}

static void
ruined_text(void **state)
{
	assert_string_equal(read_text_of(*state,
	    "标题,公开日期,备注\n甲,,\n乙锟斤拷锟斤拷局,,\xEF\xBF\xBD\n"),
	    "table a.csv\n"
	    "record title=甲\n"
	    "fault mojibake 3:3 column=1 锟斤拷锟斤拷局 (3)\n"
	    "record title=乙锟斤拷锟斤拷局 remark=\xEF\xBF\xBD\n"
	    "end 2 0\n");
	/* Nothing is recognised any more, but the reason is told. */
	assert_string_equal(read_text_of(*state,
	    "锟斤拷,锟斤拷\n\xEF\xBF\xBD,\n"),
	    "fault mojibake 1:1 column=1 锟斤拷 (3)\n"
	    "fault unrecognised 0:0\n");
	/* In what was skipped as damage. */
	assert_string_equal(read_text_of(*state,
	    "标题,公开日期,备注\n甲,,\n\"锟斤拷\" a,,\n乙,,\n"),
	    "table a.csv\n"
	    "fault quote 3:3-3\n"
	    "record title=甲\n"
	    "record title=乙\n"
	    "fault mojibake 0:3 (1)\n"
	    "end 2 0\n");
}

/* What gk-cat would print, in memory. */
struct relay {
	struct gk_buf text;
	struct gk_out *out;
	struct gk_canonical *canonical;
};

static void
relay_table(void *user, const struct gk_table *t)
{
	struct relay *y = user;

	assert_true(gk_canonical_learn(y->canonical, t));
	if (y->text.len == 0)
		gk_canonical_header(y->canonical, y->out);
	gk_canonical_table(y->canonical, t);
}

static void
relay_record(void *user, const struct gk_record *rec)
{
	struct relay *y = user;

	gk_canonical_record(y->canonical, y->out, rec);
}

/* The canonical form of what r->path holds, added to `text`. */
static void
relay_of(struct reading *r, const char *name, struct relay *y)
{
	static const struct gk_ledger_ops ops = { .table = relay_table,
		.record = relay_record };
	struct gk_error err;

	y->out = gk_out_memory(&y->text);
	assert_int_equal(gk_ledger_read(r->path, name, &r->opt, &ops, y,
	    &err), GK_OK);
	assert_int_equal(gk_out_close(y->out, &err), GK_OK);
}

/* Two ledgers through gk-cat: their places, and the same bytes again. */
static void
canonical_ledger(void **state)
{
	struct reading *r = *state;
	struct relay first = { .canonical = gk_canonical_new(false) };
	struct relay again = { .canonical = gk_canonical_new(false) };

	read_text_of(r, "示例局主动公开台账\n标题,领域,公开日期,公开渠道\n"
	    "一,教育,2023年3月31日,网站、公报\n小计,,,\n"
	    "\"二\"\"，\",,2023.3,\n");
	relay_of(r, "x/甲,1.csv", &first);
	read_text_of(r, "标题,公开日期\n无,\n");
	relay_of(r, "y.csv", &first);
	assert_non_null(strstr(first.text.p,
	    "示例局,,,,,\"二\"\"，\",,,2023.3,,,,,,,,,,,,,,,,,"
	    "\"x/甲,1.csv\",,5,"));
	r->places = true;
	assert_string_equal(read_text_of(r, first.text.p),
	    "table x/甲,1.csv relayed\n"
	    "record 3:0 unit=示例局 field=教育 title=一 published=2023-03-31 "
	    "channel=网站;公报\n"
	    "record 5:0 unit=示例局 title=二\"， published=2023.3\n"
	    "end 2 0 x/甲,1.csv\n"
	    "table y.csv relayed\n"
	    "record 2:0 title=无\n"
	    "end 1 0 nil y.csv\n");
	r->places = false;
	relay_of(r, "z.csv", &again);
	assert_string_equal(again.text.p, first.text.p);
	gk_canonical_free(first.canonical);
	gk_canonical_free(again.canonical);
	gk_buf_release(&first.text);
	gk_buf_release(&again.text);
}

#define KEYS "title,published,_file,_sheet,_row\n"

/* A canonical ledger that somebody has worked on. */
static void
canonical_but_odd(void **state)
{
	struct reading *r = *state;

	r->places = true;
	assert_string_equal(read_text_of(r,
	    KEYS "甲,,b.csv,一,7\n乙,,b.csv,二,7\n\n合计,,,,x\n丙,,,,\n"),
	    "table b.csv sheet=一 relayed\n"
	    "record 7:0 title=甲\n"
	    "end 1 0 b.csv一\n"
	    "table b.csv sheet=二 relayed\n"
	    "record 7:0 title=乙\n"
	    "end 1 0 b.csv二\n"
	    "table a.csv relayed\n"
	    "record 5:5 title=合计\n"
	    "record 6:6 title=丙\n"
	    "end 2 0 a.csv\n");
	assert_string_equal(read_text_of(r, KEYS),
	    "table a.csv relayed\nend 0 0 a.csv\n");
	/* Faults bear the places of the original. */
	assert_string_equal(read_text_of(r,
	    KEYS "甲,\x01,b.csv,,7\n锟斤拷,,b.csv,,8\n"),
	    "table b.csv relayed\n"
	    "fault control 7:0 column=2 key=published\n"
	    "record 7:0 title=甲\n"
	    "fault mojibake 8:0 column=1 锟斤拷 (1)\n"
	    "record 8:0 title=锟斤拷\n"
	    "end 2 0 b.csv\n");
	/* _row alone makes no canonical ledger. */
	assert_string_equal(read_text_of(r, "标题,公开日期,_row\n小计,,9\n"),
	    "table a.csv\nend 0 1\n");
	r->places = false;
}

/* Of each table: whether it has 公开日期, scope, period, submission. */
static void
note_table(void *user, const struct gk_table *t)
{
	size_t k = gk_ledger_kind_column(t->kind, "published");

	gk_buf_printf(user, "%c%d ", t->source[k] != 0 ? '1' : '0',
	    (int)t->scope);
	gk_day_iso(user, t->period_first);
	gk_buf_putc(user, ' ');
	gk_day_iso(user, t->period_last);
	gk_buf_putc(user, ' ');
	gk_day_iso(user, t->submitted);
	gk_buf_putc(user, '\n');
}

/* What the ledgers of a canonical one were like, it says in _table. */
static void
canonical_tells_of_tables(void **state)
{
	static const struct gk_ledger_ops ops = { .table = note_table };
	struct reading *r = *state;
	struct gk_buf text = { 0 }, is = { 0 };
	const struct gk_ledger_kind *kind = gk_ledger_kinds_find(r->opt.kinds,
	    GK_STR("disclosure"));
	size_t published = gk_ledger_kind_column(kind, "published");

	gk_buf_printf(&text, "title,published,_file,_sheet,_row,_table\n"
	    "甲,,a.csv,,2,full;2023-01-01/2023-03-31;2023-04-02;%llx\n"
	    "乙,,a.csv,,3,full;2023-01-01/2023-03-31;2023-04-02;%llx\n"
	    "丙,,b.csv,,2,;;;0\n"
	    "丁,,c.csv,,2,incremental;2023-01-01;x;%llx\n"
	    "戊,,d.csv,,2,full;;\n"
	    "己,,e.csv,,2,full;;;0g\n",
	    1ULL << published, 1ULL << published, ~(1ULL << published));
	read_text_of(r, text.p);
	assert_int_equal(gk_ledger_read(r->path, "z.csv", &r->opt, &ops, &is,
	    &r->err), GK_OK);
	assert_string_equal(is.p,
	    "02 2023-01-01 2023-03-31 2023-04-02\n"
	    "10   \n"
	    "11   \n"
	    "10   \n"
	    "10   \n");
	gk_buf_release(&text);
	gk_buf_release(&is);
}

static void
refuses(struct reading *r, struct gk_str bytes, const char *part)
{
	assert_string_equal(read_bytes_of(r, bytes), "failed\n");
	if (strstr(r->err.message, part) == NULL)
		fail_msg("%s", r->err.message);
	assert_string_equal(r->err.file, "a.csv");
}

static void
refuses_what_is_no_text(void **state)
{
	struct reading *r = *state;

	refuses(r, GK_EMPTY, "empty");
	refuses(r, GK_STR("\xEF\xBB\xBF \r\n\n"), "empty");
	refuses(r, GK_STR("PK\3\4\0\0\0\0a.txt"), "ZIP");
	refuses(r, GK_STR("PK\5\6"), "ZIP");
	refuses(r, GK_STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
	    "an Office or WPS file");
	refuses(r, GK_STR("%PDF-1.4\n"), "PDF");
	refuses(r, GK_STR("{\\rtf1"), "RTF");
	refuses(r, GK_STR("\xEF\xBB\xBF\n<!DOCTYPE HTML><p>"), "web page");
	refuses(r, GK_STR("<?xml version=\"1.0\"?><a/>"), "XML document");
	refuses(r, GK_STR("标题,\xB1\xEA\xFF\n"), "--encoding");
	/* Text that begins alike. */
	assert_string_equal(read_text_of(r, "PK,a\n标题,公开日期\n"),
	    "table a.csv title=PK a\nend 0 0\n");
	assert_string_equal(read_text_of(r, "<注>\n标题,公开日期\n"),
	    "table a.csv title=<注>\nend 0 0\n");
}

static void
refuses_what_cannot_be_opened(void **state)
{
	static const struct gk_ledger_ops ops = { .record = NULL };
	struct reading *r = *state;
	struct gk_error err;

	assert_int_equal(gk_ledger_read("/nonexistent/a.csv", "b.csv",
	    &r->opt, &ops, NULL, &err), GK_FAIL);
	assert_string_equal(err.file, "b.csv");
	assert_int_equal(gk_ledger_read("/tmp", "b.csv", &r->opt, &ops, NULL,
	    &err), GK_FAIL);
	assert_non_null(strstr(err.message, "directory"));
}

/* 200 MB in one cell (a hole in the file): told, not swallowed. */
static void
refuses_a_huge_cell(void **state)
{
	static const struct gk_ledger_ops ops = { .table = log_table,
		.record = log_record, .end = log_end, .fault = log_fault };
	struct reading *r = *state;

	read_text_of(r, "标题,公开日期\n甲,\n\"");
	assert_int_equal(truncate(r->path, (off_t)200 << 20), 0);
	gk_buf_clear(&r->log);
	assert_int_equal(gk_ledger_read(r->path, "a.csv", &r->opt, &ops, r,
	    &r->err), GK_FAIL);
	assert_string_equal(r->log.p,
	    "table a.csv\nrecord title=甲\nend 1 0\n");
	assert_int_equal(r->err.line, 3);
	assert_non_null(strstr(r->err.message, "1048576"));
}

/* Cut anywhere, and with any byte replaced: it ends, and says something. */
static void
survives_damage(void **state)
{
	struct reading *r = *state;
	static const char text[] = SAMPLE
	    "合计,,,\n填表人：张三,,,\n\"坏,,,\n";
	const size_t whole = sizeof text - 1;
	struct gk_buf b = { 0 };
	uint32_t seed = 1;

	gk_buf_add(&b, text, whole);
	for (size_t n = 0; n <= whole; n++) {
		read_bytes_of(r, (struct gk_str){ b.p, n });
		assert_true(r->log.len > 0);
	}
	for (int round = 0; round < 3000; round++) {
		size_t at;
		char old;

		seed = seed * 1664525 + 1013904223;
		at = (seed >> 8) % whole;
		old = b.p[at];
		b.p[at] = (char)(seed >> 3);
		read_bytes_of(r, gk_buf_str(&b));
		assert_true(r->log.len > 0);
		if (round % 4 != 0)
			b.p[at] = old;
	}
	gk_buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_in_every_encoding),
		cmocka_unit_test(same_with_every_line_end),
		cmocka_unit_test(same_with_every_delimiter),
		cmocka_unit_test(wide_commas),
		cmocka_unit_test(rows_that_are_no_records),
		cmocka_unit_test(rows_that_look_like_none),
		cmocka_unit_test(fills_down_grouping_columns),
		cmocka_unit_test(submitted_below),
		cmocka_unit_test(whole_file_nil),
		cmocka_unit_test(nil_phrases),
		cmocka_unit_test(cells_by_type),
		cmocka_unit_test(faults_of_rows),
		cmocka_unit_test(broken_quotes),
		cmocka_unit_test(ruined_text),
		cmocka_unit_test(canonical_ledger),
		cmocka_unit_test(canonical_but_odd),
		cmocka_unit_test(canonical_tells_of_tables),
		cmocka_unit_test(refuses_what_is_no_text),
		cmocka_unit_test(refuses_what_cannot_be_opened),
		cmocka_unit_test(refuses_a_huge_cell),
		cmocka_unit_test(survives_damage),
	};

	return cmocka_run_group_tests_name("ledger", tests, reading_setup,
	    reading_teardown);
}
