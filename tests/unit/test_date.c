#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "core/date.h"

#define FULL GK_DATE_FULL
#define MONTH GK_DATE_MONTH
#define YEAR GK_DATE_YEAR
#define RANGE GK_DATE_RANGE
#define NO_YEAR GK_DATE_NO_YEAR
#define EMPTY GK_DATE_EMPTY
#define IMPOSSIBLE GK_DATE_IMPOSSIBLE
#define UNREADABLE GK_DATE_UNREADABLE

/* first == last where `last` is NULL; both unknown where `first` is. */
static const struct spelling {
	const char *text;
	enum gk_date_how how;
	const char *first, *last;
} spellings[] = {
	/* separators */
	{ "2023-03-31", FULL, "2023-03-31", NULL },
	{ "2023-3-31", FULL, "2023-03-31", NULL },
	{ "2023.3.31", FULL, "2023-03-31", NULL },
	{ "2023.03.31", FULL, "2023-03-31", NULL },
	{ "2023/3/31", FULL, "2023-03-31", NULL },
	{ "2023/03/31", FULL, "2023-03-31", NULL },
	{ "2023\\3\\31", FULL, "2023-03-31", NULL },
	{ "2023_03_31", FULL, "2023-03-31", NULL },
	{ "2023。3。31", FULL, "2023-03-31", NULL },
	{ "2023·3·31", FULL, "2023-03-31", NULL },
	{ "2023—03—31", FULL, "2023-03-31", NULL },
	{ "2023–03–31", FULL, "2023-03-31", NULL },
	{ "2023−03−31", FULL, "2023-03-31", NULL },
	{ "20230331", FULL, "2023-03-31", NULL },
	{ "20230331.0", FULL, "2023-03-31", NULL },
	{ "2023 3 31", FULL, "2023-03-31", NULL },
	{ "2023.3.31。", FULL, "2023-03-31", NULL },
	{ "2023-03-31；", FULL, "2023-03-31", NULL },
	{ "'2023-03-31", FULL, "2023-03-31", NULL },
	{ "1949-10-01", FULL, "1949-10-01", NULL },
	{ "2099-12-31", FULL, "2099-12-31", NULL },
	{ "2032-03-31", FULL, "2032-03-31", NULL },
	{ "2024-02-29", FULL, "2024-02-29", NULL },
	{ "2000/2/29", FULL, "2000-02-29", NULL },
	/* 年月日 */
	{ "2023年3月31日", FULL, "2023-03-31", NULL },
	{ "2023年03月31日", FULL, "2023-03-31", NULL },
	{ "2023年3月31号", FULL, "2023-03-31", NULL },
	{ "2023年3月31號", FULL, "2023-03-31", NULL },
	{ "2023年3月31", FULL, "2023-03-31", NULL },
	{ "2023-3-31日", FULL, "2023-03-31", NULL },
	{ "2023.3.31号", FULL, "2023-03-31", NULL },
	{ "2023.3月31日", FULL, "2023-03-31", NULL },
	{ "2023年3.31", FULL, "2023-03-31", NULL },
	{ "二〇二三年三月三十一日", FULL, "2023-03-31", NULL },
	{ "二零二三年三月三十一日", FULL, "2023-03-31", NULL },
	{ "二○二三年三月卅一日", FULL, "2023-03-31", NULL },
	{ "二O二三年三月三十日", FULL, "2023-03-30", NULL },
	{ "二〇二三年十二月廿一日", FULL, "2023-12-21", NULL },
	{ "二〇二三年十一月二十日", FULL, "2023-11-20", NULL },
	{ "二〇二三年一月一十日", FULL, "2023-01-10", NULL },
	{ "二〇二三年三月二十九日", FULL, "2023-03-29", NULL },
	{ "二〇〇八年十月十日", FULL, "2008-10-10", NULL },
	{ "二00八年八月八日", FULL, "2008-08-08", NULL },
	{ "2023年三月三十一日", FULL, "2023-03-31", NULL },
	/* width and white space */
	{ "２０２３年３月３１日", FULL, "2023-03-31", NULL },
	{ "２０２３－０３－３１", FULL, "2023-03-31", NULL },
	{ "２０２３．３．３１", FULL, "2023-03-31", NULL },
	{ "２０２３／３／３１", FULL, "2023-03-31", NULL },
	{ " 2023-03-31 ", FULL, "2023-03-31", NULL },
	{ "\t2023-03-31\r\n", FULL, "2023-03-31", NULL },
	{ "\xE3\x80\x80" "2023年3月31日" "\xE3\x80\x80", FULL, "2023-03-31", NULL },
	{ "\xC2\xA0" "2023.3.31", FULL, "2023-03-31", NULL },
	{ "\xEF\xBB\xBF" "2023.3.31", FULL, "2023-03-31", NULL },
	{ "2023\xE2\x80\x8B-03-31", FULL, "2023-03-31", NULL },
	{ "\xE2\x80\x8E" "2023\xE2\x80\x8E年\xE2\x80\x8E" "3月31日", FULL,
	    "2023-03-31", NULL },
	{ "2023 年 3 月 31 日", FULL, "2023-03-31", NULL },
	{ "2023年3月\n31日", FULL, "2023-03-31", NULL },
	{ "2023 - 03 - 31", FULL, "2023-03-31", NULL },
	{ "2023-03-\n31", FULL, "2023-03-31", NULL },
	{ "2 0 2 3 年 3 月 3 1 日", FULL, "2023-03-31", NULL },
	{ "2023年3月3 1日", FULL, "2023-03-31", NULL },
	{ "2023-03-3 1", FULL, "2023-03-31", NULL },
	{ "二 〇 二 三 年 三 月 三 十 一 日", FULL, "2023-03-31", NULL },
	/* days of the week */
	{ "2023年3月31日星期五", FULL, "2023-03-31", NULL },
	{ "2023年3月31日（星期五）", FULL, "2023-03-31", NULL },
	{ "2023年3月31日 (周五)", FULL, "2023-03-31", NULL },
	{ "2023-03-31 周五", FULL, "2023-03-31", NULL },
	{ "2023-04-02，星期日", FULL, "2023-04-02", NULL },
	{ "2023/4/2 礼拜天", FULL, "2023-04-02", NULL },
	{ "星期五 2023-03-31", FULL, "2023-03-31", NULL },
	{ "Friday, March 31, 2023", FULL, "2023-03-31", NULL },
	/* numbers of programs */
	{ "45016", FULL, "2023-03-31", NULL },
	{ "45016.0", FULL, "2023-03-31", NULL },
	{ "45016.00", FULL, "2023-03-31", NULL },
	{ "４５０１６", FULL, "2023-03-31", NULL },
	{ "20000", FULL, "1954-10-03", NULL },
	{ "60000", FULL, "2064-04-08", NULL },
	{ "1531123200000", FULL, "2018-07-09", NULL },
	{ "1531123200", FULL, "2018-07-09", NULL },
	{ "1680192000", FULL, "2023-03-31", NULL },	/* 00:00 +08:00 */
	{ "1680191999", FULL, "2023-03-30", NULL },	/* a second before */
	{ "2023033125", FULL, "2034-02-09", NULL },	/* no hour 25 */
	{ "1680191999999", FULL, "2023-03-30", NULL },
	/* other orders */
	{ "13/1/2023", FULL, "2023-01-13", NULL },
	{ "31/12/2023", FULL, "2023-12-31", NULL },
	{ "31/3/2023", FULL, "2023-03-31", NULL },
	{ "31-03-2023", FULL, "2023-03-31", NULL },
	{ "31.3.2023", FULL, "2023-03-31", NULL },
	{ "31-Mar-2023", FULL, "2023-03-31", NULL },
	{ "31 March 2023", FULL, "2023-03-31", NULL },
	{ "Mar 31, 2023", FULL, "2023-03-31", NULL },
	/* months and years */
	{ "2023年3月", MONTH, "2023-03-01", "2023-03-31" },
	{ "2023年3月份", MONTH, "2023-03-01", "2023-03-31" },
	{ "2023年3月底", MONTH, "2023-03-01", "2023-03-31" },
	{ "2023.3", MONTH, "2023-03-01", "2023-03-31" },
	{ "2023.03", MONTH, "2023-03-01", "2023-03-31" },
	{ "2023-03", MONTH, "2023-03-01", "2023-03-31" },
	{ "2023/3", MONTH, "2023-03-01", "2023-03-31" },
	{ "202303", MONTH, "2023-03-01", "2023-03-31" },
	{ "2024-02", MONTH, "2024-02-01", "2024-02-29" },
	{ "二〇二三年十二月", MONTH, "2023-12-01", "2023-12-31" },
	{ "March 2023", MONTH, "2023-03-01", "2023-03-31" },
	{ "2023", YEAR, "2023-01-01", "2023-12-31" },
	{ "2023年", YEAR, "2023-01-01", "2023-12-31" },
	{ "2023年度", YEAR, "2023-01-01", "2023-12-31" },
	{ "２０２３年", YEAR, "2023-01-01", "2023-12-31" },
	{ "二零二三", YEAR, "2023-01-01", "2023-12-31" },
	{ "二〇二三年", YEAR, "2023-01-01", "2023-12-31" },
	/* ranges */
	{ "2023.3.31—4.30", RANGE, "2023-03-31", "2023-04-30" },
	{ "2023.3.31-4.30", RANGE, "2023-03-31", "2023-04-30" },
	{ "2023.3.31——2023.4.30", RANGE, "2023-03-31", "2023-04-30" },
	{ "2023-03-01至2023-03-31", RANGE, "2023-03-01", "2023-03-31" },
	{ "2023-03-01~2023-03-31", RANGE, "2023-03-01", "2023-03-31" },
	{ "2023-03-01 ～ 03-31", RANGE, "2023-03-01", "2023-03-31" },
	{ "2023-03-01－2023-03-31", RANGE, "2023-03-01", "2023-03-31" },
	{ "2023-03-01--2023-03-31", RANGE, "2023-03-01", "2023-03-31" },
	{ "2023-03-01 - 03-31", RANGE, "2023-03-01", "2023-03-31" },
	{ "2023/3/1-2023/3/31", RANGE, "2023-03-01", "2023-03-31" },
	{ "20230301-20230331", RANGE, "2023-03-01", "2023-03-31" },
	{ "2023年3月1日-15日", RANGE, "2023-03-01", "2023-03-15" },
	{ "2023年3月1-15日", RANGE, "2023-03-01", "2023-03-15" },
	{ "2023年3月1日到4月15日", RANGE, "2023-03-01", "2023-04-15" },
	{ "2022年12月25日至2023年1月5日", RANGE, "2022-12-25", "2023-01-05" },
	{ "2023年1-3月", RANGE, "2023-01-01", "2023-03-31" },
	{ "2023年1月至3月", RANGE, "2023-01-01", "2023-03-31" },
	{ "2023.1-2023.3", RANGE, "2023-01-01", "2023-03-31" },
	{ "2021-2025年", RANGE, "2021-01-01", "2025-12-31" },
	{ "2023年3月上旬", RANGE, "2023-03-01", "2023-03-10" },
	{ "2023年3月中旬", RANGE, "2023-03-11", "2023-03-20" },
	{ "2023年2月下旬", RANGE, "2023-02-21", "2023-02-28" },
	{ "2023年上半年", RANGE, "2023-01-01", "2023-06-30" },
	{ "2023年第一季度", RANGE, "2023-01-01", "2023-03-31" },
	{ "2023Q4", RANGE, "2023-10-01", "2023-12-31" },
	{ "2023-03-01 09:00至2023-03-31 17:00", RANGE, "2023-03-01",
	    "2023-03-31" },
	{ "1949年第一季度", RANGE, "1949-01-01", "1949-03-31" },
	{ "2023-03-31至2023-03-31", FULL, "2023-03-31", NULL },
	/* no year */
	{ "3月31日", NO_YEAR, "2000-03-31", NULL },
	{ "三月三十一日", NO_YEAR, "2000-03-31", NULL },
	{ "2月29日", NO_YEAR, "2000-02-29", NULL },
	{ "3.31", NO_YEAR, "2000-03-31", NULL },
	{ "3/31", NO_YEAR, "2000-03-31", NULL },
	{ "31-Mar", NO_YEAR, "2000-03-31", NULL },
	{ "3月", NO_YEAR, "2000-03-01", "2000-03-31" },
	{ "十二月", NO_YEAR, "2000-12-01", "2000-12-31" },
	{ "1-3月", NO_YEAR, "2000-01-01", "2000-03-31" },
	{ "3月1日-15日", NO_YEAR, "2000-03-01", "2000-03-15" },
	/* no such day */
	{ "2023年2月30日", IMPOSSIBLE, NULL, NULL },
	{ "2023年2月29日", IMPOSSIBLE, NULL, NULL },
	{ "2023-02-29", IMPOSSIBLE, NULL, NULL },
	{ "2023-13-01", IMPOSSIBLE, NULL, NULL },
	{ "2023-00-10", IMPOSSIBLE, NULL, NULL },
	{ "2023/4/31", IMPOSSIBLE, NULL, NULL },
	{ "20230231", IMPOSSIBLE, NULL, NULL },
	{ "20231301", IMPOSSIBLE, NULL, NULL },
	{ "2023-02-30 10:00:00", IMPOSSIBLE, NULL, NULL },
	{ "2023年13月", IMPOSSIBLE, NULL, NULL },
	{ "31/2/2023", IMPOSSIBLE, NULL, NULL },
	{ "2月30日", IMPOSSIBLE, NULL, NULL },
	{ "二〇二三年二月三十日", IMPOSSIBLE, NULL, NULL },
	{ "2023.2.1—2023.2.30", IMPOSSIBLE, NULL, NULL },
	/* what can't be read, or not for sure */
	{ "2023323", UNREADABLE, NULL, NULL },
	{ "202011日", UNREADABLE, NULL, NULL },
	{ "〔20231号", UNREADABLE, NULL, NULL },
	{ "〔2023〕1号", UNREADABLE, NULL, NULL },
	{ "及时", UNREADABLE, NULL, NULL },
	{ "长期公开", UNREADABLE, NULL, NULL },
	{ "2023年3月31日前", UNREADABLE, NULL, NULL },
	{ "约2023年3月", UNREADABLE, NULL, NULL },
	{ "2023年3", UNREADABLE, NULL, NULL },
	{ "3/4/2023", UNREADABLE, NULL, NULL },
	{ "3/31/2023", UNREADABLE, NULL, NULL },
	{ "32/3/2023", UNREADABLE, NULL, NULL },
	{ "12/12/2023", UNREADABLE, NULL, NULL },
	{ "31/13/2023", UNREADABLE, NULL, NULL },
	{ "Mar-31", UNREADABLE, NULL, NULL },
	{ "31-Mar-23", UNREADABLE, NULL, NULL },
	{ "23.3.31", UNREADABLE, NULL, NULL },
	{ "23-3-31", UNREADABLE, NULL, NULL },
	{ "23年3月31日", UNREADABLE, NULL, NULL },
	{ "230331", UNREADABLE, NULL, NULL },
	{ "202313", UNREADABLE, NULL, NULL },
	{ "3/4", UNREADABLE, NULL, NULL },
	{ "3.12", UNREADABLE, NULL, NULL },
	{ "3.31.5", UNREADABLE, NULL, NULL },
	{ "31-3.2023", UNREADABLE, NULL, NULL },
	{ "2023-3-3 1", UNREADABLE, NULL, NULL },
	{ "1-1", UNREADABLE, NULL, NULL },
	{ "31日", UNREADABLE, NULL, NULL },
	{ "5", UNREADABLE, NULL, NULL },
	{ "19999", UNREADABLE, NULL, NULL },
	{ "60001", UNREADABLE, NULL, NULL },
	{ "45016-5", UNREADABLE, NULL, NULL },
	{ "45016 .5", UNREADABLE, NULL, NULL },
	{ "45016.5.5", UNREADABLE, NULL, NULL },
	{ "四五〇一六", UNREADABLE, NULL, NULL },
	{ "2023033124", UNREADABLE, NULL, NULL },
	{ "123456", UNREADABLE, NULL, NULL },
	{ "88665544", UNREADABLE, NULL, NULL },
	{ "13812345678", UNREADABLE, NULL, NULL },
	{ "2023033110", UNREADABLE, NULL, NULL },
	{ "9999999999", UNREADABLE, NULL, NULL },
	{ "9999999999999", UNREADABLE, NULL, NULL },
	{ "123456789012345678901234567890", UNREADABLE, NULL, NULL },
	{ "4.5016E4", UNREADABLE, NULL, NULL },
	{ "1948-12-31", UNREADABLE, NULL, NULL },
	{ "2100-01-01", UNREADABLE, NULL, NULL },
	{ "0000-00-00", UNREADABLE, NULL, NULL },
	{ "1900-01-00", UNREADABLE, NULL, NULL },
	{ "3023年3月31日", UNREADABLE, NULL, NULL },
	{ "2023-03/31", UNREADABLE, NULL, NULL },
	{ "2023..3.31", UNREADABLE, NULL, NULL },
	{ "2023-03-311", UNREADABLE, NULL, NULL },
	{ "2023-3-1-15", UNREADABLE, NULL, NULL },
	{ "2023.1-3", UNREADABLE, NULL, NULL },
	{ "2023.4.30—3.31", UNREADABLE, NULL, NULL },
	{ "2022.12.25—1.5", UNREADABLE, NULL, NULL },
	{ "3月1日至2023年3月31日", UNREADABLE, NULL, NULL },
	{ "2023年5-3月", UNREADABLE, NULL, NULL },
	{ "2023-03-31、2023-04-01", UNREADABLE, NULL, NULL },
	{ "2023-03-31 25:00", UNREADABLE, NULL, NULL },
	{ "2023-03-31 10:60", UNREADABLE, NULL, NULL },
	{ "202303312510", UNREADABLE, NULL, NULL },
	{ "202303311060", UNREADABLE, NULL, NULL },
	{ "20230331103060", UNREADABLE, NULL, NULL },
	{ "2023-03-31T00:00:00+15:00", UNREADABLE, NULL, NULL },
	{ "2023-03-31 25:00:00", UNREADABLE, NULL, NULL },
	{ "2023-03-31 10:60:00", UNREADABLE, NULL, NULL },
	{ "2023-03-31 10:00:61", UNREADABLE, NULL, NULL },
	{ "2023-03-31 10;00:00", UNREADABLE, NULL, NULL },
	{ "2023年3月1日9:00-11", UNREADABLE, NULL, NULL },
	{ "2023-03-31 10", UNREADABLE, NULL, NULL },
	{ "2023-03-31T", UNREADABLE, NULL, NULL },
	{ "20230331103", UNREADABLE, NULL, NULL },
	{ "20230331256000", UNREADABLE, NULL, NULL },
	{ "1948年第一季度", UNREADABLE, NULL, NULL },
	{ "第一季度", UNREADABLE, NULL, NULL },
	{ "上半年", UNREADABLE, NULL, NULL },
	{ "星期五", UNREADABLE, NULL, NULL },
	{ "2023-03-31星期八", UNREADABLE, NULL, NULL },
	{ "2023-03-31星期", UNREADABLE, NULL, NULL },
	{ "2023年3月十十日", UNREADABLE, NULL, NULL },
	{ "2023年3月廿十日", UNREADABLE, NULL, NULL },
	{ "2023年3月十〇日", UNREADABLE, NULL, NULL },
	{ "2023年3月二十一二日", UNREADABLE, NULL, NULL },
	{ "一二三四五六七八九", UNREADABLE, NULL, NULL },
	{ "2023-03-3\xFF", UNREADABLE, NULL, NULL },
	{ "\xE5\xB9", UNREADABLE, NULL, NULL },
	{ "至", UNREADABLE, NULL, NULL },
	/* nothing */
	{ "", EMPTY, NULL, NULL },
	{ "   ", EMPTY, NULL, NULL },
	{ "\xE3\x80\x80\xC2\xA0", EMPTY, NULL, NULL },
	{ "—", EMPTY, NULL, NULL },
	{ "——", EMPTY, NULL, NULL },
	{ "-", EMPTY, NULL, NULL },
	{ "--", EMPTY, NULL, NULL },
	{ "/", EMPTY, NULL, NULL },
	{ "／", EMPTY, NULL, NULL },
	{ "…", EMPTY, NULL, NULL },
	{ "……", EMPTY, NULL, NULL },
	{ "无", EMPTY, NULL, NULL },
	{ " 无 ", EMPTY, NULL, NULL },
	{ "（无）", EMPTY, NULL, NULL },
	{ "待定", EMPTY, NULL, NULL },
	{ "暂无", EMPTY, NULL, NULL },
	{ "暂 无", EMPTY, NULL, NULL },
	{ "空", EMPTY, NULL, NULL },
	{ "未公开", EMPTY, NULL, NULL },
	{ "N/A", EMPTY, NULL, NULL },
	{ "NA", EMPTY, NULL, NULL },
	{ "null", EMPTY, NULL, NULL },
};

static const struct {
	const char *text, *day;
	bool has_time;
} times[] = {
	{ "2023-03-31", "2023-03-31", false },
	{ "2023-03-31 00:00:00", "2023-03-31", true },
	{ "2023-03-31T23:59:59", "2023-03-31", true },
	{ "2023-03-31 10:30", "2023-03-31", true },
	{ "2023-3-31 9:05", "2023-03-31", true },
	{ "2023/3/31 0:00", "2023-03-31", true },
	{ "2023-03-31 24:00", "2023-03-31", true },
	{ "2023-03-31　10：30", "2023-03-31", true },
	{ "2023-03-31\xC2\xA0" "10:30:15", "2023-03-31", true },
	{ "2023-03-31 10:30:15.000", "2023-03-31", true },
	{ "2023-03-31T02:30:00Z", "2023-03-31", true },
	{ "2023-03-30T16:00:00.000Z", "2023-03-31", true },
	{ "2023-03-30T15:59:59Z", "2023-03-30", true },
	{ "2023-03-31T00:00:00+08:00", "2023-03-31", true },
	{ "2023-03-31T23:00:00+0800", "2023-03-31", true },
	{ "2023-03-31T00:30:00+14:00", "2023-03-30", true },
	{ "2023-03-30T20:00:00-05:00", "2023-03-31", true },
	{ "2023-03-31 00:00:00 CST", "2023-03-31", true },
	{ "2023年3月31日10:30", "2023-03-31", true },
	{ "2023年3月31日 10时30分", "2023-03-31", true },
	{ "2023年3月31日上午9点", "2023-03-31", true },
	{ "2023年3月31日下午3:20", "2023-03-31", true },
	{ "2023年3月31日上午", "2023-03-31", true },
	{ "2023年3月31日9:00-11:00", "2023-03-31", true },
	{ "2023-03-31 09:00-11:30", "2023-03-31", true },
	{ "2023年3月31日（星期五）10:30", "2023-03-31", true },
	{ "2023-03-31 星期五 10:30:00", "2023-03-31", true },
	{ "3/31/23", NULL, false },
	{ "2023-03-31 10:30 PM", "2023-03-31", true },
	{ "20230331 10:30", "2023-03-31", true },
	{ "202303311030", "2023-03-31", true },
	{ "202303312400", "2023-03-31", true },
	{ "20230331103000", "2023-03-31", true },
	{ "45016.5", "2023-03-31", true },
	{ "45016.999988", "2023-03-31", true },
	{ "1680192000", "2023-03-31", false },
	{ "1680192001", "2023-03-31", true },
};

static const struct {
	const char *text;
	int year;		/* given by the caller */
	const char *first, *last;	/* NULL: none */
} periods[] = {
	{ "2023", 0, "2023-01-01", "2023-12-31" },
	{ "2023年", 0, "2023-01-01", "2023-12-31" },
	{ "2023年度", 0, "2023-01-01", "2023-12-31" },
	{ "２０２３年度", 0, "2023-01-01", "2023-12-31" },
	{ "二〇二三年", 0, "2023-01-01", "2023-12-31" },
	{ "2023年全年", 0, "2023-01-01", "2023-12-31" },
	{ "2023年第一季度", 0, "2023-01-01", "2023-03-31" },
	{ "2023年一季度", 0, "2023-01-01", "2023-03-31" },
	{ "2023年二季度", 0, "2023-04-01", "2023-06-30" },
	{ "2023年第三季度", 0, "2023-07-01", "2023-09-30" },
	{ "2023年四季度", 0, "2023-10-01", "2023-12-31" },
	{ "2023年第1季度", 0, "2023-01-01", "2023-03-31" },
	{ "2023年4季度", 0, "2023-10-01", "2023-12-31" },
	{ "2023年度第二季度", 0, "2023-04-01", "2023-06-30" },
	{ "2023年前三季度", 0, "2023-01-01", "2023-09-30" },
	{ "2023年1-3季度", 0, "2023-01-01", "2023-09-30" },
	{ "2023年第一至第三季度", 0, "2023-01-01", "2023-09-30" },
	{ "二〇二三年第一季度", 0, "2023-01-01", "2023-03-31" },
	{ "2023Q1", 0, "2023-01-01", "2023-03-31" },
	{ "2023-Q3", 0, "2023-07-01", "2023-09-30" },
	{ "2023 q2", 0, "2023-04-01", "2023-06-30" },
	{ "2023_Q4", 0, "2023-10-01", "2023-12-31" },
	{ "2023年上半年", 0, "2023-01-01", "2023-06-30" },
	{ "2023年下半年", 0, "2023-07-01", "2023-12-31" },
	{ "2023H1", 0, "2023-01-01", "2023-06-30" },
	{ "2023年3月", 0, "2023-03-01", "2023-03-31" },
	{ "2023年3月份", 0, "2023-03-01", "2023-03-31" },
	{ "2023年12月份", 0, "2023-12-01", "2023-12-31" },
	{ "2023-03", 0, "2023-03-01", "2023-03-31" },
	{ "202303", 0, "2023-03-01", "2023-03-31" },
	{ "2023年1-3月", 0, "2023-01-01", "2023-03-31" },
	{ "2023年1—3月", 0, "2023-01-01", "2023-03-31" },
	{ "2023年1月至3月", 0, "2023-01-01", "2023-03-31" },
	{ "2023年一至三月", 0, "2023-01-01", "2023-03-31" },
	{ "2022年12月-2023年2月", 0, "2022-12-01", "2023-02-28" },
	{ "2023年1月1日至3月31日", 0, "2023-01-01", "2023-03-31" },
	{ "2023-01-01至2023-03-31", 0, "2023-01-01", "2023-03-31" },
	{ "2021-2023年", 0, "2021-01-01", "2023-12-31" },
	/* the year from the caller */
	{ "第一季度", 2023, "2023-01-01", "2023-03-31" },
	{ "Q3", 2023, "2023-07-01", "2023-09-30" },
	{ "上半年", 2023, "2023-01-01", "2023-06-30" },
	{ "3月", 2024, "2024-03-01", "2024-03-31" },
	{ "12月份", 2023, "2023-12-01", "2023-12-31" },
	{ "1-3月", 2023, "2023-01-01", "2023-03-31" },
	{ "2022年第一季度", 2023, "2022-01-01", "2022-03-31" },
	{ "第一季度", 0, NULL, NULL },
	{ "1-3月", 0, NULL, NULL },
	{ "3月", 0, NULL, NULL },
	/* inside longer text */
	{ "示例市教育局2023年第一季度主动公开台账", 0, "2023-01-01",
	    "2023-03-31" },
	{ "长沙市教育局2023年主动公开台账", 0, "2023-01-01", "2023-12-31" },
	{ "长沙市教育局2023年度主动公开台账（第二季度）", 0, "2023-04-01",
	    "2023-06-30" },
	{ "教育局第一季度台账（2023年）", 0, "2023-01-01", "2023-03-31" },
	{ "教育局1-6月台账 2023", 0, "2023-01-01", "2023-06-30" },
	{ "2023公开台账", 0, "2023-01-01", "2023-12-31" },
	{ "附件1.2023年3月台账", 0, "2023-03-01", "2023-03-31" },
	{ "附件2：2023年第一季度台账", 0, "2023-01-01", "2023-03-31" },
	{ "收费清单(截至2023年2月)", 0, "2023-02-01", "2023-02-28" },
	{ "教育局2023年台账 填报时间：2023年6月30日", 0, "2023-01-01",
	    "2023-12-31" },
	{ "关于2023年三公经费公开的台账", 0, "2023-01-01", "2023-12-31" },
	{ "关于2023年10项重点工作的台账", 0, "2023-01-01", "2023-12-31" },
	{ "台账_2023_03.csv", 0, "2023-03-01", "2023-03-31" },
	{ "2023年工作要点（长政务公开办发〔2022〕2号）", 0, "2023-01-01",
	    "2023-12-31" },
	{ "台账(2023)3月份", 0, "2023-03-01", "2023-03-31" },
	{ "台账〔2023〕", 0, "2023-01-01", "2023-12-31" },
	/* no period */
	{ "", 2023, NULL, NULL },
	{ "主动公开台账", 2023, NULL, NULL },
	{ "每季度公开一次", 2023, NULL, NULL },
	{ "主动公开台账（截至2023年6月30日）", 2023, NULL, NULL },
	{ "20230331", 2023, NULL, NULL },
	{ "2023.3.31", 2023, NULL, NULL },
	{ "长政办发〔2023〕23号", 2023, NULL, NULL },
	{ "长政办发(2023)23号", 2023, NULL, NULL },
	{ "救助2000元以下", 2023, NULL, NULL },
	{ "5月15日主题日", 2023, NULL, NULL },
	{ "服务热线20231234", 2023, NULL, NULL },
	{ "GB2023", 2023, NULL, NULL },
	{ "3月1日至3月15日培训", 2023, NULL, NULL },
	{ "3月上旬", 2023, NULL, NULL },
	{ "第一批台账", 2023, NULL, NULL },
	{ "3个月", 2023, NULL, NULL },
	{ "第五季度", 2023, NULL, NULL },
	{ "三五规划", 2023, NULL, NULL },
	{ "1850年", 2023, NULL, NULL },
	{ "第一季度", 12345, NULL, NULL },
};

static gk_day
day(const char *iso)
{
	gk_day d = GK_NO_DAY;

	if (iso != NULL)
		assert_true(gk_date_parse_iso(gk_str_of(iso), &d));
	return d;
}

static bool
is_date(const char *text, struct gk_date got, enum gk_date_how how,
    gk_day first, gk_day last)
{
	if (got.how == how && got.first == first && got.last == last)
		return true;
	print_error("\"%s\": how %d (not %d), %d..%d (not %d..%d)\n", text,
	    (int)got.how, (int)how, got.first, got.last, first, last);
	return false;
}

static void
reads_every_spelling(void **state)
{
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
		const struct spelling *s = &spellings[i];
		gk_day first = day(s->first);
		gk_day last = s->last != NULL ? day(s->last) : first;

		wrong += !is_date(s->text, gk_date_parse(gk_str_of(s->text)),
		    s->how, first, last);
	}
	assert_int_equal(wrong, 0);
}

static void
reads_times(void **state)
{
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
		struct gk_date got = gk_date_parse(gk_str_of(times[i].text));
		gk_day d = day(times[i].day);

		wrong += !is_date(times[i].text, got,
		    d != GK_NO_DAY ? FULL : UNREADABLE, d, d);
		if (got.has_time != times[i].has_time) {
			print_error("\"%s\": time\n", times[i].text);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

static void
reads_periods(void **state)
{
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof periods / sizeof *periods; i++) {
		gk_day first = GK_NO_DAY, last = GK_NO_DAY;
		bool found = gk_period_parse(gk_str_of(periods[i].text),
		    periods[i].year, &first, &last);

		if (found == (periods[i].first != NULL) &&
		    first == day(periods[i].first) &&
		    last == day(periods[i].last))
			continue;
		print_error("\"%s\": %d, %d..%d\n", periods[i].text, found,
		    first, last);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

/* Every day of our years, against the C library. */
static void
days_agree_with_libc(void **state)
{
	struct gk_buf b;

	(void)state;
	gk_buf_init(&b);
	for (gk_day d = day("1949-01-01"); d <= day("2099-12-31"); d++) {
		time_t t = (time_t)d * 86400;
		char text[64];
		struct tm tm;
		int y, m, mday;

		gmtime_r(&t, &tm);
		gk_day_split(d, &y, &m, &mday);
		assert_int_equal(y, tm.tm_year + 1900);
		assert_int_equal(m, tm.tm_mon + 1);
		assert_int_equal(mday, tm.tm_mday);
		assert_int_equal(gk_day_of(y, m, mday), d);
		assert_int_equal(gk_day_year(d), y);
		assert_int_equal(gk_day_weekday(d), (tm.tm_wday + 6) % 7);
		gk_buf_clear(&b);
		gk_day_iso(&b, d);
		strftime(text, sizeof text, "%Y-%m-%d", &tm);
		assert_string_equal(b.p, text);
		assert_int_equal(gk_date_parse(gk_buf_str(&b)).first, d);
		/* The same day by way of the tokens. */
		snprintf(text, sizeof text, "%d年%d月%d日", y, m, mday);
		assert_int_equal(gk_date_parse(gk_str_of(text)).first, d);
		snprintf(text, sizeof text, "%d.%d.%d", y, m, mday);
		assert_int_equal(gk_date_parse(gk_str_of(text)).first, d);
	}
	gk_buf_release(&b);
}

static void
refuses_days_that_are_none(void **state)
{
	gk_day d = 7;

	(void)state;
	assert_int_equal(gk_day_of(2023, 2, 29), GK_NO_DAY);
	assert_int_equal(gk_day_of(1900, 2, 29), GK_NO_DAY);
	assert_int_not_equal(gk_day_of(2000, 2, 29), GK_NO_DAY);
	assert_int_equal(gk_day_of(2023, 0, 1), GK_NO_DAY);
	assert_int_equal(gk_day_of(2023, 13, 1), GK_NO_DAY);
	assert_int_equal(gk_day_of(2023, 1, 0), GK_NO_DAY);
	assert_int_equal(gk_day_of(0, 1, 1), GK_NO_DAY);
	assert_int_equal(gk_day_of(10000, 1, 1), GK_NO_DAY);
	assert_int_equal(gk_day_of(1970, 1, 1), 0);
	assert_int_equal(gk_day_of(1, 1, 1), -719162);
	assert_false(gk_date_parse_iso(GK_STR("2023-3-31"), &d));
	assert_false(gk_date_parse_iso(GK_STR("2023-02-30"), &d));
	assert_false(gk_date_parse_iso(GK_STR("2023-03-31 "), &d));
	assert_false(gk_date_parse_iso(GK_STR("2023/03/31"), &d));
	assert_false(gk_date_parse_iso(GK_STR("20:3-03-31"), &d));
	assert_int_equal(d, 7);
}

static void
extreme_days_do_not_overflow(void **state)
{
	struct gk_buf b;
	int y, m, d;

	(void)state;
	gk_buf_init(&b);
	gk_day_iso(&b, GK_NO_DAY);
	assert_int_equal(b.len, 0);
	gk_day_iso(&b, INT32_MAX);
	assert_true(b.len > 10);
	gk_day_split(INT32_MIN, &y, &m, &d);
	assert_true(m >= 1 && m <= 12 && d >= 1 && d <= 31);
	assert_in_range(gk_day_weekday(INT32_MIN), 0, 6);
	gk_buf_release(&b);
}

static void
period_of_a_day(void **state)
{
	static const struct {
		enum gk_cadence cadence;
		const char *day, *first, *last;
	} cases[] = {
		{ GK_ONCE, "2023-05-16", "2023-05-16", "2023-05-16" },
		{ GK_YEARLY, "2023-05-16", "2023-01-01", "2023-12-31" },
		{ GK_HALF_YEARLY, "2023-06-30", "2023-01-01", "2023-06-30" },
		{ GK_HALF_YEARLY, "2023-07-01", "2023-07-01", "2023-12-31" },
		{ GK_QUARTERLY, "2023-03-31", "2023-01-01", "2023-03-31" },
		{ GK_QUARTERLY, "2023-12-31", "2023-10-01", "2023-12-31" },
		{ GK_MONTHLY, "2024-02-29", "2024-02-01", "2024-02-29" },
	};
	gk_day first, last;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		gk_period_of(cases[i].cadence, day(cases[i].day), &first,
		    &last);
		assert_int_equal(first, day(cases[i].first));
		assert_int_equal(last, day(cases[i].last));
	}
	gk_period_of(GK_MONTHLY, GK_NO_DAY, &first, &last);
	assert_int_equal(first, GK_NO_DAY);
}

/* Pieces of dates in any order: nothing crashes, and the result holds. */
static void
survives_anything(void **state)
{
	static const char *const pieces[] = {
		"2023", "3", "31", "年", "月", "日", "-", "—", "至", ".", "/",
		":", " ", "T", "Z", "第", "一", "十", "季度", "上半年", "Q",
		"（", "）", "星期五", "Mar", "20230331", "45016", "\xFF",
		"\xE5", "份", "前", "廿", "+", "上午", "时", "999999999999",
		"〔", "〕", "号", ",", "\0"
	};
	char text[256];

	(void)state;
	srand(20230331);
	for (int round = 0; round < 200000; round++) {
		size_t n = 0;
		struct gk_date got;
		gk_day first = 0, last = 0;

		for (int k = rand() % 12; k >= 0; k--) {
			const char *p = pieces[(size_t)rand() %
			    (sizeof pieces / sizeof *pieces)];
			size_t len = *p != '\0' ? strlen(p) : 1;

			memcpy(text + n, p, len);
			n += len;
		}
		/* A copy of the exact size, so that ASan sees each overrun. */
		char *copy = malloc(n);

		memcpy(copy, text, n);
		got = gk_date_parse((struct gk_str){ copy, n });
		assert_true(got.first <= got.last);
		assert_int_equal(got.first == GK_NO_DAY, got.how == EMPTY ||
		    got.how == IMPOSSIBLE || got.how == UNREADABLE);
		if (got.how == FULL)
			assert_int_equal(got.first, got.last);
		if (gk_period_parse((struct gk_str){ copy, n }, 2023, &first,
		    &last))
			assert_true(first <= last);
		free(copy);
	}
}

/* Hostile lengths take time in proportion, and no more. */
static void
long_text_is_harmless(void **state)
{
	static const char *const units[] = { "1", "一", "2023年", "-", " ",
		"年", "a", "星期五", "第一季度", "\xFF", "2023-" };
	const size_t size = (size_t)1 << 20;
	char *text = malloc(size);
	gk_day first, last;

	(void)state;
	for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
		size_t len = strlen(units[u]), n;

		for (n = 0; n + len <= size; n += len)
			memcpy(text + n, units[u], len);
		gk_date_parse((struct gk_str){ text, n });
		gk_period_parse((struct gk_str){ text, n }, 0, &first, &last);
	}
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_spelling),
		cmocka_unit_test(reads_times),
		cmocka_unit_test(reads_periods),
		cmocka_unit_test(days_agree_with_libc),
		cmocka_unit_test(refuses_days_that_are_none),
		cmocka_unit_test(extreme_days_do_not_overflow),
		cmocka_unit_test(period_of_a_day),
		cmocka_unit_test(survives_anything),
		cmocka_unit_test(long_text_is_harmless),
	};

	return cmocka_run_group_tests_name("date", tests, NULL, NULL);
}
