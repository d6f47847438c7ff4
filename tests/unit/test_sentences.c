#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "finding_util.h"

static void
assert_sentence(const struct gk_draft *d, const char *as_of,
    const struct gk_calendar *c, const char *zh, const char *const *figures)
{
	const struct gk_finding *f = finding(d, GK_ZH, as_of, c);

	assert_col(f, GK_F_MESSAGE, zh);
	assert_true(f->col[GK_F_REMEDY].n != 0);
	assert_true(gk_str_ends(f->col[GK_F_MESSAGE], f->col[GK_F_REMEDY]));
	f = finding(d, GK_EN, as_of, c);
	assert_true(f->col[GK_F_MESSAGE].n != 0);
	assert_false(has(f->col[GK_F_MESSAGE], "{"));
	assert_false(has(f->col[GK_F_MESSAGE], "["));
	for (; *figures != NULL; figures++)
		if (!has(f->col[GK_F_MESSAGE], *figures))
			fail_msg("\"%s\" is not in: %s", *figures,
			    f->col[GK_F_MESSAGE].p);
}
#define FIGURES(...) (const char *const[]) { __VA_ARGS__, NULL }

/* ---- the sentences of the office, word for word --------------------- */

static void
sentence_1_not_submitted(void **state)
{
	struct gk_draft d = GK_DRAFT(GK_K_NOT_SUBMITTED);

	(void)state;
	d.unit = GK_STR("××局");
	d.period = GK_STR("2023年第一季度");
	d.due = day("2023-04-08");
	arg(&d, "kind", "主动公开台账");
	assert_sentence(&d, "2023-04-10", NULL,
	    "截至4月10日，未收到××局2023年第一季度主动公开台账（应于4月8日前报送），"
	    "本期公开情况无法检查。请尽快报送；无新增信息的，请作零报告。",
	    FIGURES("10 April", "8 April", "××局", "2023年第一季度"));
}

static void
sentence_2_missing(void **state)
{
	struct gk_calendar *c = calendar();
	struct gk_draft d = GK_DRAFT(GK_K_MISSING);

	(void)state;
	d.unit = GK_STR("望城区教育局");
	d.region = GK_STR("望城区");
	d.field = GK_STR("义务教育");
	d.basis = GK_STR("义务教育领域基层政务公开标准目录");
	arg(&d, "item_name", "招生管理—学校介绍");
	arg(&d, "unit_title", "区教育局");
	/* Ten working days from 31 May, over 端午 on the 22nd: 14 June. */
	assert_sentence(&d, "2023-05-31", c,
	    "望城区义务教育领域“招生管理—学校介绍”未见公开记录（责任单位：区教育局）。"
	    "依据：义务教育领域基层政务公开标准目录。"
	    "请于6月14日前公开并填报日期、网址；本地区不涉及的，请报不适用说明。",
	    FIGURES("14 June", "招生管理—学校介绍", "区教育局"));
	/* A field that is written with its suffix gets no second one. */
	d.field = GK_STR("义务教育领域");
	assert_sentence(&d, "2023-05-31", NULL,
	    "望城区义务教育领域“招生管理—学校介绍”未见公开记录（责任单位：区教育局）。"
	    "依据：义务教育领域基层政务公开标准目录。"
	    "请公开并填报日期、网址；本地区不涉及的，请报不适用说明。",
	    FIGURES("招生管理—学校介绍"));
	gk_calendar_free(c);
}

static void
sentence_3_overdue(void **state)
{
	struct gk_calendar *c = calendar();
	struct gk_draft d = overdue();

	(void)state;
	assert_sentence(&d, "2023-05-31", c,
	    "第12行《××办法》2023年3月31日形成，应于4月28日前公开，截至5月31日未见公开，"
	    "已逾期21个工作日。依据：《政府信息公开条例》第二十六条。"
	    "请立即公开，并于6月7日前反馈链接。",
	    FIGURES("12", "28 April", "31 May", "21", "7 June"));
	/* A title with its own marks gets no second pair. */
	d.title = GK_STR("《××办法》");
	assert_sentence(&d, "2023-05-31", NULL,
	    "第12行《××办法》2023年3月31日形成，应于4月28日前公开，截至5月31日未见公开，"
	    "已逾期21个工作日。依据：《政府信息公开条例》第二十六条。请立即公开。",
	    FIGURES("12"));
	/* Another year is written out. */
	d.due = day("2022-12-30");
	d.title = GK_STR("《甲》和《乙》");
	assert_sentence(&d, "2023-05-31", NULL,
	    "第12行《《甲》和《乙》》2023年3月31日形成，应于2022年12月30日前公开，"
	    "截至5月31日未见公开，已逾期21个工作日。"
	    "依据：《政府信息公开条例》第二十六条。请立即公开。",
	    FIGURES("2022-12-30"));
	/* No title, no marks. */
	d.title = GK_EMPTY;
	assert_sentence(&d, "2023-05-31", NULL,
	    "第12行2023年3月31日形成，应于2022年12月30日前公开，"
	    "截至5月31日未见公开，已逾期21个工作日。"
	    "依据：《政府信息公开条例》第二十六条。请立即公开。",
	    FIGURES("Row 12: formed"));
	gk_calendar_free(c);
}

static void
sentence_4_late(void **state)
{
	struct gk_draft d = GK_DRAFT(GK_K_LATE);

	(void)state;
	d.row = 15;
	d.title = GK_STR("××通知");
	d.due = day("2023-05-08");
	arg(&d, "published", "5月16日");
	arg(&d, "days", "6");
	assert_sentence(&d, "2023-05-31", NULL,
	    "第15行《××通知》已于5月16日公开，超出法定期限（5月8日）6个工作日，"
	    "计入及时率，不列入整改清单。请完善发布机制，不得修改成文、公开日期。",
	    FIGURES("15", "8 May", "6 working days"));
}

static void
sentence_5_period_missing(void **state)
{
	struct gk_draft d = GK_DRAFT(GK_K_PERIOD_MISSING);

	(void)state;
	d.period = GK_STR("2023年第一季度");
	d.basis = GK_STR("长政务公开办发〔2023〕2号第（一）项");
	arg(&d, "item_name", "安全生产“非法违法”典型案例曝光");
	arg(&d, "span", "季度");
	assert_sentence(&d, "2023-04-20", NULL,
	    "未见2023年第一季度安全生产“非法违法”典型案例曝光记录。"
	    "依据：长政务公开办发〔2023〕2号第（一）项。请核实；已公开的补报链接，"
	    "未公开的说明原因，并确保本季度按期公开。",
	    FIGURES("2023年第一季度", "〔2023〕2号"));
}

static void
sentence_6_column_missing(void **state)
{
	struct gk_draft d = GK_DRAFT(GK_K_COLUMN_MISSING);

	(void)state;
	d.column = GK_STR("published");
	arg(&d, "column", "公开日期");
	arg(&d, "count", "186");
	arg(&d, "what", "及时性");
	arg(&d, "rate", "及时率");
	assert_sentence(&d, "2023-05-31", NULL,
	    "本台账未设“公开日期”列，共186条信息的及时性无法判定，未计入及时率。"
	    "请补充后重新报送。", FIGURES("186", "公开日期"));
}

static void
sentence_7_unpublished(void **state)
{
	struct gk_draft d = GK_DRAFT(GK_K_UNPUBLISHED);

	(void)state;
	d.row = 33;
	d.title = GK_STR("××规划");
	d.column = GK_STR("url");
	arg(&d, "column", "网址");
	arg(&d, "note", "“见附件”“政府网站”不视为网址");
	arg(&d, "what", "信息页面的具体链接");
	assert_sentence(&d, "2023-05-31", NULL,
	    "第33行《××规划》填报为已公开，但网址为空（“见附件”“政府网站”不视为网址）。"
	    "请补填信息页面的具体链接。", FIGURES("33", "网址"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentence_1_not_submitted),
		cmocka_unit_test(sentence_2_missing),
		cmocka_unit_test(sentence_3_overdue),
		cmocka_unit_test(sentence_4_late),
		cmocka_unit_test(sentence_5_period_missing),
		cmocka_unit_test(sentence_6_column_missing),
		cmocka_unit_test(sentence_7_unpublished),
	};

	return cmocka_run_group_tests_name("sentences", tests, NULL, release_last);
}
