/*
 * Wordings of time limits: every one that the national catalogues print, what
 * else is met in practice, and near misses that must not be taken for either.
 */
#include "config.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "catalog/wording.h"
#include "catalog_util.h"
#include "core/mem.h"
#include "core/norm.h"
#include "core/xml.h"

/*
 * Clauses in short, joined by " + ": 20w 20 working days, 30c calendar days;
 * FROM; (EVENT); [APPLIES].  "?PHRASE": not understood.
 */
struct expected {
	const char *text, *clauses;
};

/* All that the ministries' catalogues print, by number of items. */
static const struct expected national[] = {
	{ "公开事项信息形成或变更之日起20个工作日内公开", "20w formed" },
	{ "", "" },
	{ "信息形成（变更）20个工作日内", "20w formed" },
	{ "除处罚决定外其他内容：长期公开（动态调整）；处罚决定：20个工作日内",
	    "standing [除处罚决定外其他内容] + 20w unstated [处罚决定]" },
	{ "信息形成或变更之日起20个工作日内", "20w formed" },
	{ "信息形成或者变更之日起20个工作日内", "20w formed" },
	{ "自信息形成或者变更之日起20个工作日内予以公开", "20w formed" },
	{ "信息形成20个工作日内公开；其中行政许可、行政处罚事项应自作出行政决定之日"
	    "起7个工作日内公示",
	    "20w formed + 7w decision [行政许可、行政处罚事项]" },
	{ "信息形成或变更之日起20个工作日内公开", "20w formed" },
	{ "自该信息形成或者变更之日起20个工作日内", "20w formed" },
	{ "形成或者变更之日起20个工作日内予以公开", "20w formed" },
	{ "自制作或获取该信息之日起20个工作日内公开", "20w formed" },
	{ "制定或获取信息之日起10个工作日内", "10w formed" },
	{ "自该政府信息形成或者变更之日起20个工作日内及时公开", "20w formed" },
	{ "自信息形成或者变更之日起20个工作日内予以公开;结果信息自信息形成或者变更之"
	    "日起7个工作日内予以公开", "20w formed + 7w formed [结果信息]" },
	{ "信息形成(变更)20个工作日内", "20w formed" },
	{ "信息形成或者变更之日起20个工作日内予以公开", "20w formed" },
	{ "执法决定信息在决定作出之日起7个工作日内公开，其他相关信息形成或变更之日起20"
	    "个工作日内公开",
	    "7w decision [执法决定信息] + 20w formed [其他相关信息]" },
	{ "及时公开", "promptly" },
	{ "信息形成之日起20个工作日内", "20w formed" },
	{ "实时公开", "promptly" },
	{ "20个工作日", "20w unstated" },
	{ "自政府信息形成或者变更之日起20个工作日内。法律、法规对政府信息公开的期限另"
	    "有规定的,从其规定", "20w formed" },
	{ "行政处罚决定形成之日起20个工作日内", "20w formed [行政处罚决定]" },
	{ "自完成并履行有关报审程序后5个工作日内",
	    "5w event (完成并履行有关报审程序)" },
	{ "每20个工作日更新", "update 20w" },
	{ "及时公开，公告期限为5个工作日", "promptly + show 5w" },
	{ "本级人民代表大会或其常务委员会批准后20日内", "20c approved" },
	{ "本级政府财政部门批复后20日内", "20c approved" },
	{ "自作出行政决定之日起7个工作日内", "7w decision" },
	{ "收到征地批准文件之日起10个工作日内公开",
	    "10w event (收到征地批准文件)" },
	{ "自收到申请之日起20个工作日内公开", "20w application" },
	{ "信息获取（形成、变更）20个工作日内", "20w formed" },
	{ "自收到申请之日起20个工作日内", "20w application" },
	{ "按进展情况及时公开", "promptly" },
	{ "提前一周发通知邀请", "ahead 7c" },
	{ "征集时对外公布的时限内公开", "within (征集时对外公布的时限)" },
	{ "制定或获取信息之日起10个工作日内,公示7个工作日", "10w formed + show 7w" },
	{ "公告期限为3个工作日", "show 3w" },
	{ "随采购公告、采购文件公开", "with (采购公告、采购文件)" },
	{ "自中标、成交供应商确定之日起2个工作日内公告，公告期限为1个工作日",
	    "2w event (中标、成交供应商确定) + show 1w" },
	{ "随中标、成交结果同时公告", "with (中标、成交结果)" },
	{ "自合同签订之日起2个工作日内", "2w event (合同签订)" },
	{ "公示期限不得少于5个工作日", "show 5w" },
	{ "每年3月31日前", "by 3-31" },
	{ "企业或单位每季公告一次；个体工商户和其他个人每半年公告一次；走逃、失踪的随时"
	    "公告", "quarterly [企业或单位] + half-yearly [个体工商户和其他个人]"
	    " + promptly [走逃、失踪]" },
	{ "7个工作日", "7w unstated" },
	{ "自该信息形成或者变更之日起20个工作日内予以公开，法律法规另有规定的除外",
	    "20w formed" },
	{ "在实地启动拟征收土地工作时，在村公示栏公开；收到征地批准文件之日起10个工作日"
	    "内，在政府网站、征地信息公开平台公开",
	    "with (实地启动拟征收土地工作) + 10w event (收到征地批准文件)" },
	{ "拟征收土地现状调查结束后5个工作日内，在村公示栏公开",
	    "5w event (拟征收土地现状调查结束)" },
	{ "收到征地批准文件之日起10个工作日内", "10w event (收到征地批准文件)" },
	{ "信息形成或者变更之日起20个工作日内予以公开；征求意见期限不得少于30日",
	    "20w formed + show 30c [征求意见]" },
	{ "分配结果确定后20个工作日内", "20w event (分配结果确定)" },
	{ "重大决策作出后及时公开", "promptly (重大决策作出)" },
	{ "制定或获取文件之日起10个工作日内", "10w formed" },
	{ "制定或获取扶持政策措施之日起10个工作日内", "10w formed" },
	{ "制定或获取指南之日起10个工作日内", "10w formed" },
	{ "制定或获取备案政策之日起10个工作日内", "10w formed" },
	{ "制定或获取扶持补贴政策之日起10个工作日内", "10w formed" },
	{ "制定或获取补贴政策之日起10个工作日内", "10w formed" },
	{ "资金分配结果下达15个工作日内", "15w event (资金分配结果下达)" },
	{ "信息形成之日起7个工作日内公开", "7w formed" },
	{ "向社会公开征求意见期限一般不少于30日;因情况紧急等原因需要缩短期限的,公开征"
	    "求意见时应当予以说明", "show 30c [向社会公开征求意见]" },
	{ "及时回应", "promptly" },
};

/* What local lists print, and each of it with the nearest other thing. */
static const struct expected others[] = {
	/* one form: width, blanks, Han numbers, an end */
	{ " 信息形成之日起 ２０ 个工作日内 。", "20w formed" },
	{ "信息形成之日起二十个工作日内", "20w formed" },
	{ "信息形成之日起十五日内公开", "15c formed" },
	{ "信息形成之日起两天内公开", "2c formed" },
	{ "自信息形成之日起，20个工作日内公开", "20w formed" },
	{ "自信息形成之日起,", "?自信息形成之日起" },
	{ "信息形成之日起一百个工作日内", "?信息形成之日起一百个工作日内" },
	{ "信息形成之日起二三个工作日内", "?信息形成之日起二三个工作日内" },
	{ "信息形成之日起5-7个工作日内", "?信息形成之日起5-7个工作日内" },
	{ "5或7个工作日内", "?5或7个工作日内" },
	{ "信息形成之日起0个工作日内", "?信息形成之日起0个工作日内" },
	{ "信息形成之日起3661日内", "?信息形成之日起3661日内" },
	{ "信息形成之日起99999999999999999999日内",
	    "?信息形成之日起99999999999999999999日内" },
	{ "信息形成之日起3660日内", "3660c formed" },
	{ "信息形成之日起523周内", "?信息形成之日起523周内" },
	/* months and hours are no days */
	{ "信息形成之日起1个月内", "?信息形成之日起1个月内" },
	{ "24小时内", "?24小时内" },
	/* another day to count from, or none that is known */
	{ "信息形成次日起20个工作日内", "?信息形成次日起20个工作日内" },
	{ "香蕉后5个工作日内公开", "?香蕉后5个工作日内公开" },
	{ "处罚决定7个工作日内公开", "?处罚决定7个工作日内公开" },
	{ "处罚决定：7个工作日内公开", "7w unstated [处罚决定]" },
	{ "公开时限：20个工作日内", "20w unstated" },
	{ "审核后：7个工作日内公开", "?审核后:7个工作日内公开" },
	{ "每次处罚：7个工作日内公开", "?每次处罚:7个工作日内公开" },
	{ "经批准（批复）后20日内", "20c approved" },
	{ "经批准（批示）后20日内", "?经批准(批示)后20日内" },
	{ "未批准后20日内", "?未批准后20日内" },
	{ "审批或变更之日起20个工作日内", "?审批或变更之日起20个工作日内" },
	{ "变更登记完成后5日内", "5c event (变更登记完成)" },
	{ "作出答复之日起20个工作日内", "20w reply" },
	{ "每季度结束后15日内公开", "quarterly + 15c period" },
	{ "年度终了后20日内", "20c period" },
	/* 自 and 在 that are parts of words */
	{ "自然资源主管部门批准后20日内", "20c approved" },
	{ "在建工程完成后5日内", "5c event (在建工程完成)" },
	{ "结果自自治区人民政府批准之日起5日内公开", "5c approved [结果]" },
	/* shown, not due; due, not shown */
	{ "公示期：7个工作日", "show 7w" },
	{ "公示期:7个工作日内公开", "?公示期:7个工作日内公开" },
	{ "公示不少于7日", "show 7c" },
	{ "审核结果公示期不少于7日", "show 7c [审核结果]" },
	{ "审核后公示7日", "?审核后公示7日" },
	{ "7日内公示", "7c unstated" },
	/* 更新 */
	{ "每20个工作日更新一次", "update 20w" },
	{ "20个工作日更新", "?20个工作日更新" },
	{ "每20个工作日内公开", "?每20个工作日内公开" },
	{ "每季度更新", "quarterly" },
	/* periods */
	{ "每季度", "quarterly" },
	{ "每年公开一次", "yearly" },
	{ "每年至少公开一次", "yearly" },
	{ "每半年公布", "half-yearly" },
	{ "按月公开", "monthly" },
	{ "每3个月公开", "?每3个月公开" },
	{ "不得每季公告一次", "?不得每季公告一次" },
	{ "每季一次", "?每季一次" },
	{ "季度公开", "?季度公开" },
	/* ahead */
	{ "提前5个工作日公告", "ahead 5w" },
	{ "提前", "?提前" },
	{ "信息形成7日发通知邀请", "?信息形成7日发通知邀请" },
	/* fixed days */
	{ "每年12月底前公开", "by 12-31" },
	{ "每年6月底前", "by 6-30" },
	{ "每年2月底前", "?每年2月底前" },
	{ "每年2月30日前", "?每年2月30日前" },
	{ "每年13月1日前", "?每年13月1日前" },
	{ "每月5日前公开", "?每月5日前公开" },
	{ "3月31日前", "?3月31日前" },
	{ "2023年12月31日前", "?2023年12月31日前" },
	/* 及时 with something before it */
	{ "应当及时公开", "promptly" },
	{ "不得及时公开", "?不得及时公开" },
	{ "审核通过后及时公开", "?审核通过后及时公开" },
	{ "同时公开", "?同时公开" },
	/* with what */
	{ "与招标公告同时发布", "with (招标公告)" },
	{ "与招标公告发布", "?与招标公告发布" },
	{ "随时", "promptly" },
	{ "在3日时", "?在3日时" },
	{ "在随时", "?在随时" },
	{ "届时公开", "?届时公开" },
	{ "法律法规规定的期限内公开", "within (法律法规规定的期限)" },
	{ "期限内公开", "?期限内公开" },
	/* standing */
	{ "长期公开", "standing" },
	{ "常年公示", "standing" },
	{ "长期", "standing" },
	{ "短期公开", "?短期公开" },
	/* a condition needs what follows from it */
	{ "从其规定", "?从其规定" },
	{ "法律另有规定的，30日内公开", "?法律另有规定的" },
	{ "法律、行政法规另有规定的，从其规定", "" },
	{ "因特殊情况需要缩短期限的，10日内公开", "?因特殊情况需要缩短期限的" },
	{ "在公园公开", "?在公园公开" },
	{ "在3个网站公开", "?在3个网站公开" },
	/* one bad phrase spoils the whole */
	{ "信息形成之日起20个工作日内；另行通知", "?另行通知" },
	{ "另行通知；信息形成之日起20个工作日内", "?另行通知" },
	{ "：20个工作日内", "?:20个工作日内" },
	{ "处罚：", "?处罚:" },
	{ "处罚：及时：公开", "?处罚:及时:公开" },
	{ "（20个工作日内", "?(20个工作日内" },
	{ "；，。", "" },
	{ "内", "?内" },
	{ "日", "?日" },
	{ "后", "?后" },
	{ "每", "?每" },
	{ "0", "?0" },
};

/* Each word of the lists once, where it decides. */
static const struct expected synonyms[] = {
	{ "信息形成之日起20个工作日内主动公开", "20w formed" },
	{ "信息形成之日起20个工作日内对外公布", "20w formed" },
	{ "信息形成之日起20个工作日内向社会公示", "20w formed" },
	{ "信息形成之日起20个工作日内依法发布", "20w formed" },
	{ "信息形成之日起20个工作日内完成公告", "20w formed" },
	{ "信息形成之日起20个工作日内完成审查",
	    "?信息形成之日起20个工作日内完成审查" },
	{ "其中20个工作日内", "20w unstated" },
	{ "应20个工作日之内", "20w unstated" },
	{ "须20工作日以内", "20w unstated" },
	{ "原则上20个自然日内", "20c unstated" },
	{ "一般20自然日内", "20c unstated" },
	{ "约20个工作日内", "?约20个工作日内" },
	{ "信息形成后20日内", "20c formed" },
	{ "信息形成之后20日内", "20c formed" },
	{ "信息形成以后20日内", "20c formed" },
	{ "信息形成起20日内", "20c formed" },
	{ "信息形成当日起20日内", "20c formed" },
	{ "信息形成前20日内", "?信息形成前20日内" },
	{ "每年3月31日之前", "by 3-31" },
	{ "每年3月31日以前", "by 3-31" },
	{ "每年3月31日之后", "?每年3月31日之后" },
	{ "即时公开", "promptly" },
	{ "立即公开", "promptly" },
	{ "及时向社会公开", "promptly" },
	{ "随时对外发布", "promptly" },
	{ "适时公开", "?适时公开" },
	{ "根据进展情况及时公开", "promptly" },
	{ "根据意见情况及时公开", "?根据意见情况及时公开" },
	{ "结果确定以后及时公开", "promptly (结果确定)" },
	{ "结果确定之后及时公开", "promptly (结果确定)" },
	{ "与采购结果同步公开", "with (采购结果)" },
	{ "与采购结果一并公开", "with (采购结果)" },
	{ "公示期不得低于7日", "show 7c" },
	{ "公示期不低于7日", "show 7c" },
	{ "公示期至少7日", "show 7c" },
	{ "公示时间不少于7日", "show 7c" },
	{ "公示期超过7日", "?公示期超过7日" },
	{ "征集意见期限不少于7日", "show 7c [征集意见]" },
	{ "听取意见期限不少于7日", "show 7c [听取意见]" },
	{ "咨询意见期限不少于7日", "?咨询意见期限不少于7日" },
	{ "公开期限：7日内", "7c unstated" },
	{ "时限：7日内", "7c unstated" },
	{ "20日内，在电视台现场公开", "20c unstated" },
	{ "20日内，在报刊媒体、政府公报、服务中心、办事大厅、窗口、电子屏公示",
	    "20c unstated" },
	{ "20日内，在公园、政府网站公开", "?在公园、政府网站公开" },
	{ "20日内，法律法规另有规定的从其规定", "20c unstated" },
	{ "20日内，企业另有规定的从其规定", "?企业另有规定的从其规定" },
	{ "每季度公开1次", "quarterly" },
	{ "每半年度公开", "half-yearly" },
	{ "每年度公开", "yearly" },
	{ "每个月公开", "monthly" },
	{ "每月度公开", "monthly" },
	{ "每旬公开", "?每旬公开" },
	{ "长期公开(动态更新)", "standing" },
	{ "对外公布的期限内公开", "within (对外公布的期限)" },
	{ "法律规定的时限内公开", "within (法律规定的时限)" },
	/* events */
	{ "信息产生之日起20日内", "20c formed" },
	{ "公开信息形成之日起20日内", "20c formed" },
	{ "做出处罚决定之日起7日内", "7c decision" },
	{ "处罚决定做出之日起7日内", "7c decision" },
	{ "处罚事项应当自处罚决定作出之日起7日内", "7c decision [处罚事项]" },
	{ "处罚事项须自处罚决定作出之日起7日内", "7c decision [处罚事项]" },
	{ "处罚事项自处罚决定完毕之日起7日内",
	    "7c event (处罚决定完毕) [处罚事项]" },
	{ "在接到申请之日起20日内", "20c application" },
	{ "接到通知之日起20日内", "20c event (接到通知)" },
	{ "接通知之日起20日内", "?接通知之日起20日内" },
	{ "规划发布后20日内", "20c event (规划发布)" },
	{ "规划印发后20日内", "20c event (规划印发)" },
	{ "规划公布后20日内", "20c event (规划公布)" },
	{ "申请受理后20日内", "20c event (申请受理)" },
	{ "项目启动后20日内", "20c event (项目启动)" },
	{ "合同生效后20日内", "20c event (合同生效)" },
	{ "任期届满后20日内", "20c event (任期届满)" },
	{ "任期未届满后20日内", "?任期未届满后20日内" },
	{ "结果不确定后20日内", "?结果不确定后20日内" },
	{ "不批准后20日内", "?不批准后20日内" },
	{ "未作出后20日内", "?未作出后20日内" },
	/* 自 and 在 again */
	{ "自然灾害结束后5日内", "5c event (自然灾害结束)" },
	{ "由自然资源部门批准后20日内", "20c approved" },
	{ "由自治区政府批准后20日内", "20c approved" },
	{ "由自行组织的评审组批准后20日内", "20c approved" },
	{ "各自作出处罚决定后20日内", "?各自作出处罚决定后20日内" },
	{ "因在建工程启动后20日内", "20c event (因在建工程启动)" },
	{ "由在线平台批准后20日内", "20c approved" },
	{ "由在职人员批准后20日内", "20c approved" },
	{ "由所在单位批准后20日内", "20c approved" },
	/* Han numbers */
	{ "三日内；四日内；六日内；七日内；八日内；九日内",
	    "3c unstated + 4c unstated + 6c unstated + 7c unstated + 8c unstated"
	    " + 9c unstated" },
	{ "二十一日内；十日内；九十九日内",
	    "21c unstated + 10c unstated + 99c unstated" },
	{ "一百二十日内", "?一百二十日内" },
	{ "十十日内", "?十十日内" },
	{ "收到一百二十日内", "?收到一百二十日内" },
	{ "收到二十十日内", "?收到二十十日内" },
	{ "○日内", "?○日内" },
};

static void
put_span(struct gk_buf *b, const char *what, const struct gk_clause *c)
{
	gk_buf_printf(b, "%s%d%c", what, c->days,
	    c->unit == GK_WORKING ? 'w' : 'c');
}

static void
put_clause(struct gk_buf *b, const struct gk_clause *c)
{
	static const char *const cadences[] = { "once", "yearly", "half-yearly",
		"quarterly", "monthly" };

	switch (c->kind) {
	case GK_CLAUSE_DEADLINE:
		put_span(b, "", c);
		gk_buf_printf(b, " %.*s", GK_FMT(c->from));
		break;
	case GK_CLAUSE_DURATION:
		put_span(b, "show ", c);
		break;
	case GK_CLAUSE_UPDATE:
		put_span(b, "update ", c);
		break;
	case GK_CLAUSE_AHEAD:
		put_span(b, "ahead ", c);
		break;
	case GK_CLAUSE_CADENCE:
		gk_buf_puts(b, cadences[c->cadence]);
		break;
	case GK_CLAUSE_BY:
		gk_buf_printf(b, "by %d-%d", c->month, c->day);
		break;
	case GK_CLAUSE_PROMPTLY:
	case GK_CLAUSE_STANDING:
	case GK_CLAUSE_WITH:
	case GK_CLAUSE_WITHIN:
		gk_buf_puts(b, gk_clause_name(c->kind));
		break;
	}
	if (c->event.n != 0)
		gk_buf_printf(b, " (%.*s)", GK_FMT(c->event));
	if (c->applies.n != 0)
		gk_buf_printf(b, " [%.*s]", GK_FMT(c->applies));
}

static void
put_wording(struct gk_buf *b, const struct gk_wording *w)
{
	for (size_t i = 0; i < w->nclauses; i++) {
		gk_buf_puts(b, i != 0 ? " + " : "");
		put_clause(b, &w->clauses[i]);
	}
	if (!w->parsed)
		gk_buf_printf(b, "?%.*s", GK_FMT(w->unparsed));
}

static void
check(const struct expected *e, size_t n)
{
	struct gk_arena a;
	struct gk_buf b;
	size_t wrong = 0;

	gk_arena_init(&a);
	gk_buf_init(&b);
	for (size_t i = 0; i < n; i++) {
		const struct gk_wording *w = gk_wording_parse(&a,
		    gk_str_of(e[i].text));

		gk_buf_clear(&b);
		put_wording(&b, w);
		if (!gk_str_eq(gk_buf_str(&b), gk_str_of(e[i].clauses))) {
			print_error("%s\n  is       %.*s\n  expected %s\n",
			    e[i].text, GK_FMT(gk_buf_str(&b)), e[i].clauses);
			wrong++;
		}
		if (!w->parsed)
			assert_int_equal(w->nclauses, 0);
		for (size_t j = 0; j < w->nclauses; j++)
			assert_true(w->clauses[j].phrase.n != 0);
	}
	assert_int_equal(wrong, 0);
	gk_buf_release(&b);
	gk_arena_release(&a);
}

#define N(table) (sizeof(table) / sizeof(table)[0])

static void
test_national(void **state)
{
	size_t parsed = 0;

	(void)state;
	check(national, N(national));
	for (size_t i = 0; i < N(national); i++)
		parsed += *national[i].clauses != '?';
	/* The share that is promised. */
	assert_true(parsed * 100 >= N(national) * 95);
}

static void
test_others(void **state)
{
	(void)state;
	check(others, N(others));
}

static void
test_synonyms(void **state)
{
	(void)state;
	check(synonyms, N(synonyms));
}

/* What a clause applies to is a name, and has no time in it. */
static void
test_labels(void **state)
{
	static const char *const good[] = { "处罚", "除处罚决定外其他内容",
		"时间表", "内容", "不动产登记", "后勤保障" };
	static const char *const bad[] = { "20", "工作日", "决定之日", "及时",
		"实时", "随时", "同时", "及时处罚", "实时处罚", "随时处罚",
		"同时处罚", "长期", "动态", "不得", "其中一项和其中", "一次",
		"一周", "每月", "的处罚", "、处罚", "或处罚", "与处罚",
		"及处罚", "处罚的", "处罚后", "处罚前", "处罚时", "处罚起",
		"处罚不", "处罚并", "处罚为", "处罚、", "处罚或", "处罚与",
		"处罚及" };
	struct gk_arena a;
	struct gk_buf b;

	(void)state;
	gk_arena_init(&a);
	gk_buf_init(&b);
	for (size_t i = 0; i < N(good) + N(bad); i++) {
		const char *label = i < N(good) ? good[i] : bad[i - N(good)];

		gk_buf_clear(&b);
		gk_buf_printf(&b, "%s：及时公开", label);
		if (gk_wording_parse(&a, gk_buf_str(&b))->parsed !=
		    (i < N(good)))
			fail_msg("%s", label);
	}
	gk_buf_release(&b);
	gk_arena_release(&a);
}

static void
test_phrases(void **state)
{
	struct gk_arena a;
	const struct gk_wording *w;

	(void)state;
	gk_arena_init(&a);
	w = gk_wording_parse(&a, gk_str_of("自信息形成之日起，20个工作日内公开；"
	    "公示 ７ 日"));
	assert_int_equal(w->nclauses, 2);
	assert_true(gk_str_eq(w->clauses[0].phrase,
	    GK_STR("自信息形成之日起,20个工作日内公开")));
	assert_true(gk_str_eq(w->clauses[1].phrase, GK_STR("公示7日")));
	gk_arena_release(&a);
}

/* Bytes that are no text. */
static void
test_hostile(void **state)
{
	static const char *const texts[] = { "\xff", "20\xe4\xb8个工作日内",
		"\xe4\xb8", "20个工作日\x01内", "信息形成之日起20个工作日内\x80" };
	struct gk_arena a;
	struct gk_buf b;

	(void)state;
	gk_arena_init(&a);
	gk_buf_init(&b);
	for (size_t i = 0; i < N(texts); i++)
		assert_false(gk_wording_parse(&a,
		    gk_str_of(texts[i]))->parsed);
	assert_false(gk_wording_parse(&a,
	    (struct gk_str){ "20\0日内", 9 })->parsed);
	/* At the limit of length and beyond. */
	while (b.len + 19 <= 4096)
		gk_buf_puts(&b, "20个工作日内;");
	assert_true(gk_wording_parse(&a, gk_buf_str(&b))->parsed);
	while (b.len <= 4096)
		gk_buf_putc(&b, ';');
	assert_false(gk_wording_parse(&a, gk_buf_str(&b))->parsed);
	gk_buf_release(&b);
	gk_arena_release(&a);
}

/* Every cut of every wording ends, and is one thing or the other. */
static void
test_truncated(void **state)
{
	struct gk_arena a;

	(void)state;
	gk_arena_init(&a);
	for (size_t i = 0; i < N(national); i++) {
		struct gk_str s = gk_str_of(national[i].text);

		for (size_t n = 0; n <= s.n; n++) {
			char *copy = gk_strndup(s.p, n);
			const struct gk_wording *w = gk_wording_parse(&a,
			    (struct gk_str){ copy, n });

			assert_true(w->parsed || w->unparsed.n != 0);
			free(copy);
		}
		gk_arena_reset(&a);
	}
	gk_arena_release(&a);
}

#define SPAN(d, u, f, e, a) { .days = d, .unit = u, .from = GK_STR(f), \
	.event = GK_STR(e), .applies = GK_STR(a), .phrase = GK_STR("") }

static void
verdict(const char *text, struct gk_clause *clauses, size_t n, int update,
    enum gk_cadence cadence, enum gk_limits_verdict expected,
    const char *phrase)
{
	struct gk_item item = { .limit_text = gk_str_of(text),
		.clauses = clauses, .nclauses = n, .update_days = update,
		.cadence = cadence };
	struct gk_arena a;
	struct gk_str what;

	gk_arena_init(&a);
	if (gk_limits_agree(&a, &item, &what) != expected ||
	    !gk_str_eq(what, gk_str_of(phrase)))
		fail_msg("%s: %.*s", text, GK_FMT(what));
	gk_arena_release(&a);
}

static void
test_agree(void **state)
{
	static const char both[] = "信息形成20个工作日内公开；其中行政处罚事项应自作出"
	    "行政决定之日起7个工作日内公示";
	struct gk_clause two[] = {
		SPAN(7, GK_WORKING, "decision", "", "行政处罚事项"),
		SPAN(20, GK_WORKING, "formed", "", ""),
	};
	struct gk_clause event[] = { SPAN(2, GK_WORKING, "event", "合同签订", "") };
	struct gk_clause by[] = { { .kind = GK_CLAUSE_BY, .from = GK_EMPTY,
	    .event = GK_EMPTY, .applies = GK_EMPTY, .month = 3, .day = 31 } };

	(void)state;
	/* The order is no matter; the number is. */
	verdict(both, two, 2, 0, GK_ONCE, GK_LIMITS_AGREE, "");
	verdict(both, two, 1, 0, GK_ONCE, GK_LIMITS_DIFFER,
	    "信息形成20个工作日内公开");
	verdict("信息形成20个工作日内公开", two, 2, 0, GK_ONCE,
	    GK_LIMITS_DIFFER, "");
	verdict("信息形成20日内公开", two + 1, 1, 0, GK_ONCE,
	    GK_LIMITS_DIFFER, "信息形成20日内公开");
	verdict("作出行政决定之日起20个工作日内", two + 1, 1, 0, GK_ONCE,
	    GK_LIMITS_DIFFER, "作出行政决定之日起20个工作日内");
	verdict("结果信息自信息形成之日起20个工作日内公开", two + 1, 1, 0,
	    GK_ONCE, GK_LIMITS_DIFFER,
	    "结果信息自信息形成之日起20个工作日内公开");
	/* The same clause twice is not there once. */
	verdict("信息形成20个工作日内；信息形成20个工作日内", two, 2, 0,
	    GK_ONCE, GK_LIMITS_DIFFER, "信息形成20个工作日内");
	verdict("自合同签订之日起2个工作日内", event, 1, 0, GK_ONCE,
	    GK_LIMITS_AGREE, "");
	verdict("自结果确定之日起2个工作日内", event, 1, 0, GK_ONCE,
	    GK_LIMITS_DIFFER, "自结果确定之日起2个工作日内");
	/* The interval is the item's. */
	verdict("每20个工作日更新", NULL, 0, 20, GK_ONCE, GK_LIMITS_AGREE, "");
	verdict("每20个工作日更新", NULL, 0, 0, GK_ONCE, GK_LIMITS_DIFFER,
	    "每20个工作日更新");
	verdict("每20日更新", NULL, 0, 20, GK_ONCE, GK_LIMITS_DIFFER,
	    "每20日更新");
	verdict("信息形成20个工作日内", two + 1, 1, 20, GK_ONCE,
	    GK_LIMITS_DIFFER, "");
	/* So is a cadence. */
	verdict("每年3月31日前", by, 1, 0, GK_YEARLY, GK_LIMITS_AGREE, "");
	verdict("每年3月31日前", by, 1, 0, GK_ONCE, GK_LIMITS_DIFFER,
	    "每年3月31日前");
	verdict("每年4月30日前", by, 1, 0, GK_YEARLY, GK_LIMITS_DIFFER,
	    "每年4月30日前");
	/* Nothing to compare. */
	verdict("", two, 2, 20, GK_ONCE, GK_LIMITS_AGREE, "");
	verdict("另行通知", NULL, 0, 0, GK_ONCE, GK_LIMITS_UNPARSED,
	    "另行通知");
}

#define HEAD "<catalogue field=\"91\" slug=\"test\" name=\"测试\">" \
	"<issuer>无</issuer><document verified=\"no\">无</document><sources/>" \
	"<items><item id=\"91-1\" evidence=\"seen\" nature=\"standing\">" \
	"<level1>甲</level1><level2>乙</level2><limit text=\"丙\">"
#define TAIL "</limit></item></items></catalogue>"

/* A catalogue of one item with that limit; NULL if it is refused. */
static struct gk_catalogs *
read_limit(const char *clauses)
{
	struct gk_catalogs *c = gk_catalogs_new();
	struct gk_error err;
	struct gk_buf b;
	struct scratch s;

	gk_buf_init(&b);
	gk_buf_printf(&b, "%s%s%s", HEAD, clauses, TAIL);
	scratch_open(&s);
	if (gk_catalogs_add(c, scratch_write(&s, "91-test.xml", b.p), &err)
	    != GK_OK) {
		gk_catalogs_free(c);
		c = NULL;
	}
	scratch_close(&s);
	gk_buf_release(&b);
	return c;
}

/* What a catalogue says in XML is what a wording says. */
static void
test_elements(void **state)
{
	static const struct expected elements[] = {
		{ "", "" },
		{ "<duration days=\"5\" unit=\"working\"/><clause days=\"20\" "
		    "unit=\"calendar\" from=\"formed\" applies=\"结果\"/>",
		    "show 5w + 20c formed [结果]" },
		{ "<clause days=\"2\" unit=\"working\" from=\"event\" "
		    "event=\"合同签订\"/><clause days=\"7\" unit=\"working\" "
		    "from=\"unstated\"/>", "2w event (合同签订) + 7w unstated" },
		{ "<cadence every=\"half-yearly\" applies=\"个人\"/>"
		    "<by month=\"2\" day=\"29\"/>",
		    "half-yearly [个人] + by 2-29" },
		{ "<promptly/><promptly event=\"决策作出\"/><standing/>",
		    "promptly + promptly (决策作出) + standing" },
		{ "<with event=\"采购公告\"/><ahead days=\"7\" "
		    "unit=\"calendar\"/><within event=\"公布的时限\"/>",
		    "with (采购公告) + ahead 7c + within (公布的时限)" },
		/* refused */
		{ "<by month=\"2\" day=\"30\"/>", NULL },
		{ "<by month=\"13\" day=\"1\"/>", NULL },
		{ "<by month=\"12\"/>", NULL },
		{ "<cadence/>", NULL },
		{ "<cadence every=\"daily\"/>", NULL },
		{ "<with/>", NULL },
		{ "<within event=\"\"/>", NULL },
		{ "<ahead days=\"0\" unit=\"calendar\"/>", NULL },
		{ "<ahead days=\"1\"/>", NULL },
		{ "<clause days=\"1\" unit=\"working\" from=\"now\"/>", NULL },
		{ "<standing days=\"1\"/>", NULL },
		{ "<update days=\"20\" unit=\"working\"/>", NULL },
	};
	struct gk_buf b;

	(void)state;
	gk_buf_init(&b);
	for (size_t i = 0; i < N(elements); i++) {
		struct gk_catalogs *c = read_limit(elements[i].text);
		struct gk_wording w = { .parsed = true };

		if ((c == NULL) != (elements[i].clauses == NULL))
			fail_msg("%s", elements[i].text);
		if (c == NULL)
			continue;
		w.clauses = c->items[0]->clauses;
		w.nclauses = c->items[0]->nclauses;
		gk_buf_clear(&b);
		put_wording(&b, &w);
		if (!gk_str_eq(gk_buf_str(&b), gk_str_of(elements[i].clauses)))
			fail_msg("%s: %.*s", elements[i].text,
			    GK_FMT(gk_buf_str(&b)));
		/* The list of deadlines. */
		if (i == 1) {
			assert_int_equal(c->items[0]->nlimits, 1);
			assert_int_equal(c->items[0]->limits[0].days, 20);
		}
		gk_catalogs_free(c);
	}
	gk_buf_release(&b);
}

/*
 * The shipped catalogues: their structure agrees with their wordings, which
 * are those above (but for 00, a list of our own).
 */
static void
test_shipped(void **state)
{
	struct gk_catalogs *c = gk_catalogs_new();
	char *path = source_path("catalogs/national");
	struct gk_error err;
	struct gk_arena a;
	struct gk_str what;
	size_t wrong = 0;

	(void)state;
	if (gk_catalogs_add(c, path, &err) != GK_OK)
		fail_msg("%s:%zu: %s", err.file, err.line, err.message);
	free(path);
	gk_arena_init(&a);
	for (size_t i = 0; i < c->nitems; i++) {
		const struct gk_item *it = c->items[i];
		size_t j = 0;

		while (j < N(national) && !gk_str_eq(it->limit_text,
		    gk_str_of(national[j].text)))
			j++;
		if ((j == N(national) &&
		    !gk_str_eq(it->field->id, GK_STR("00"))) ||
		    gk_limits_agree(&a, it, &what) != GK_LIMITS_AGREE) {
			print_error("%.*s: %.*s\n", GK_FMT(it->id),
			    GK_FMT(it->limit_text));
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
	gk_arena_release(&a);
	gk_catalogs_free(c);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_national),
		cmocka_unit_test(test_others),
		cmocka_unit_test(test_synonyms),
		cmocka_unit_test(test_labels),
		cmocka_unit_test(test_phrases),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_agree),
		cmocka_unit_test(test_elements),
		cmocka_unit_test(test_shipped),
	};
	int failed;

	use_source_data();
	gk_xml_init();
	failed = cmocka_run_group_tests_name("wording", tests, NULL, NULL);
	gk_xml_cleanup();
	return failed;
}
