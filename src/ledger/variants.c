/*
 * Traditional and variant forms of characters that headers and titles are
 * written with: 發文字號 is 发文字号.
 */
#include "config.h"

#include "ledger/ledger_int.h"

/* Each form and what stands for it, sorted by the bytes of the first. */
static const char pairs[] =
	"佈布係系備备傳传優优內内別别創创劃划動动務务勞劳區区員员單单國国"
	"圍围圖图團团執执報报場场學学實实審审對对導导屬属師师幣币庫库廠厂"
	"廢废後后從从復复徵征態态應应懲惩戶户擇择擔担據据數数於于時时書书"
	"會会條条業业構构標标機机檔档檢检權权歷历歸归決决準准無无狀状獎奖"
	"環环產产産产當当療疗發发監监確确碼码種种稱称節节範范終终結结絡络"
	"統统網网縣县總总績绩繳缴繼继續续罰罚聯联職职與与藥药處处號号術术"
	"衛卫補补複复覈核見见規规計计訊讯許许訴诉註注話话認认誤误說说誰谁"
	"調调請请論论證证議议護护讀读變变財财責责費费貼贴資资質质車车載载"
	"輪轮輸输轉转辦办農农這这連连進进運运過过達达遠远適适選选還还邊边"
	"鄉乡鄰邻醫医釋释銀银錄录錢钱鎮镇鏈链鐵铁鑑鉴鑒鉴長长門门開开間间"
	"閱阅關关陰阴陸陆陽阳隊队階阶際际險险隱隐雙双雜杂離离難难雲云電电"
	"靈灵靜静頁页頂顶項项順顺預预頒颁領领頭头頻频題题願愿類类顧顾飛飞"
	"飯饭養养館馆驗验體体髮发點点齊齐齡龄";

#define WIDTH ((size_t)3)		/* of a character in UTF-8 */
#define COUNT ((sizeof pairs - 1) / (2 * WIDTH))

static const char *
plain_form(const char *form)
{
	size_t from = 0, to = COUNT;

	while (from < to) {
		size_t mid = from + (to - from) / 2;
		const char *pair = pairs + mid * 2 * WIDTH;
		int cmp = memcmp(form, pair, WIDTH);

		if (cmp == 0)
			return pair + WIDTH;
		if (cmp < 0)
			to = mid;
		else
			from = mid + 1;
	}
	return NULL;
}

void
gk_fold_variants(struct gk_buf *b, size_t from)
{
	for (size_t i = from; i + WIDTH <= b->len; i++) {
		const char *plain;

		/* Where a character of three bytes begins. */
		if (((unsigned char)b->p[i] & 0xF0) != 0xE0)
			continue;
		plain = plain_form(b->p + i);
		if (plain != NULL)
			memcpy(b->p + i, plain, WIDTH);
		i += WIDTH - 1;
	}
}
