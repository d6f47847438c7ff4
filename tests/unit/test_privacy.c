#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "finding/privacy.h"

#define NONE GK_PERSONAL_NONE
#define ID GK_PERSONAL_ID
#define LIKE GK_PERSONAL_ID_LIKE
#define OLD GK_PERSONAL_ID_OLD
#define WEAK GK_PERSONAL_WEAK_MASK
#define MOBILE GK_PERSONAL_MOBILE
#define CARD GK_PERSONAL_CARD
#define ACCOUNT GK_PERSONAL_ACCOUNT
#define PASSPORT GK_PERSONAL_PASSPORT
#define PERMIT GK_PERSONAL_PERMIT
#define STUDENT GK_PERSONAL_STUDENT
#define INSURED GK_PERSONAL_INSURED
#define PLATE GK_PERSONAL_PLATE
#define MAILBOX GK_PERSONAL_MAILBOX
#define HOME GK_PERSONAL_HOME
#define ILLNESS GK_PERSONAL_ILLNESS

struct vector {
	const char *text;
	enum gk_personal kind;		/* of the first one */
	const char *masked;		/* NULL: as it is */
};

/*
 * The numbers are made up or samples of the standards; their check digits are
 * right unless said.
 */
static const struct vector resident[] = {
	{ "", NONE, "" },
	{ "430102200001010003", ID, "430***************" },
	{ "430102190001010015", ID, "430***************" },
	{ "430102209912310016", ID, "430***************" },
	{ "430102180001010016", ID, "430***************" },
	{ "430102180001010024", ID, "430***************" },
	{ "11010519491231002X", ID, "110***************" },
	{ "11010519491231002x", ID, "110***************" },
	{ "440524188001010014", ID, "440***************" },
	{ "34052419800101001X", ID, "340***************" },
	{ "53010219200508011X", ID, "530***************" },
	{ "110101199003070038", ID, "110***************" },
	{ "身份证号430102200001010003。", ID, "身份证号430***************。" },
	{ "(430102200001010003)", ID, "(430***************)" },
	{ "430102200001010003，430102209912310016", ID,
	    "430***************，430***************" },
	{ "４３０１０２２００００１０１０００３", ID, "４３０***************" },
	{ "11010519491231002Ｘ", ID, "110***************" },
	{ "编号430102200001010003", ID, "编号430***************" },
	/* in groups */
	{ "430102 200001010003", ID, "430*** ************" },
	{ "430102 20000101 0003", ID, "430*** ******** ****" },
	{ "430102-20000101-0003", ID, "430***-********-****" },
	{ "430102　20000101　0003", ID, "430***　********　****" },
	{ "１１０１０５－１９４９１２３１－００２Ｘ", ID,
	    "１１０***－********－****" },
	{ "第3 430102 20000101 0003 号", ID, "第3 430*** ******** **** 号" },
	{ "110105 1949 1231 002X", ID, "110*** **** **** ****" },
	{ "430102 20000101 0004", NONE, NULL },	/* check digit */
	{ "430102  20000101 0003", NONE, NULL },	/* two blanks */
	{ "430102-20000101 0003", NONE, NULL },
	{ "5-430102-20000101-0003", NONE, NULL },
	{ "430102-20000101-0003-1", NONE, NULL },
	/* in addresses: whole numbers only */
	{ "https://a.gov.cn/v?id=430102200001010003", ID,
	    "https://a.gov.cn/v?id=430***************" },
	{ "https://a.gov.cn/430102200001010003.html", ID,
	    "https://a.gov.cn/430***************.html" },
	{ "https://a.gov.cn/W020230411430102200001010003.jpg", NONE, NULL },
	{ "https://a.gov.cn/430102200001010004.html", NONE, NULL },
	/* of the shape, check digit wrong */
	{ "430102200001010004", LIKE, "430***************" },
	{ "430102199001010000", LIKE, "430***************" },
	{ "办件编号430102200001010004", NONE, NULL },
	{ "案号：430102200001010004", NONE, NULL },
	{ "订单号 430102200001010004", NONE, NULL },
	{ "统一社会信用代码为430102200001010004", NONE, NULL },
	{ "430102200001010004/2023-00288", NONE, NULL },
	{ "890102200001010004", NONE, NULL },	/* no such province */
	{ "430102200002300002", NONE, NULL },	/* February 30, digit right */
	{ "430102179901010013", NONE, NULL },	/* 1799, digit right */
	{ "430102210001010010", NONE, NULL },	/* 2100, digit right */
	{ "930102200001010001", NONE, NULL },	/* no such area, digit right */
	{ "030102200001010009", NONE, NULL },
	{ "1430102200001010003", NONE, NULL },
	{ "4301022000010100031", NONE, NULL },
	{ "a430102200001010003", NONE, NULL },
	{ "430102200001010003b", NONE, NULL },
	{ "430102200001010003Ｂ", NONE, NULL },
	{ "４430102200001010003", NONE, NULL },
	{ "43010220000101000", NONE, NULL },
	{ "4301022000010100X3", NONE, NULL },
	{ "X30102200001010003", NONE, NULL },
	/* the old form */
	{ "身份证430102800101001", OLD, "身份证430************" },
	{ "430102800101001（身份证）", OLD, "430************（身份证）" },
	{ "430102800101001", NONE, NULL },
	{ "身份证430102801301001", NONE, NULL },
	{ "身份证办理编号2023041112345", NONE, NULL },
};

static const struct vector mobiles[] = {
	{ "13812345678", MOBILE, "138********" },
	{ "19912345678", MOBILE, "199********" },
	{ "13012345678", MOBILE, "130********" },
	{ "电话13812345678（张）", MOBILE, "电话138********（张）" },
	{ "１３８１２３４５６７８", MOBILE, "１３８********" },
	{ "13812345678/13912345678", MOBILE, "138********/139********" },
	{ "+8613812345678", MOBILE, "+86138********" },
	{ "＋８６13812345678", MOBILE, "＋８６138********" },
	{ "008613812345678", MOBILE, "0086138********" },
	{ "手机8613812345678", MOBILE, "手机86138********" },
	{ "+86 13812345678", MOBILE, "+86 138********" },
	{ "+86-138-1234-5678", MOBILE, "+86-138-****-****" },
	{ "13812345678.0", MOBILE, "138********.0" },
	{ "138 1234 5678", MOBILE, "138 **** ****" },
	{ "138-1234-5678", MOBILE, "138-****-****" },
	{ "１３８　１２３４　５６７８", MOBILE, "１３８　****　****" },
	{ "李四 138 1234 5678 139 1234 5678", MOBILE,
	    "李四 138 **** **** 139 **** ****" },
	{ "联系人13812345678。", MOBILE, "联系人138********。" },
	{ "手机15412345678", MOBILE, "手机154********" },
	{ "3.13812345678", MOBILE, "3.138********" },
	{ "张三13812345678，430102200001010003", MOBILE,
	    "张三138********，430***************" },
	{ "\xFF" "13812345678" "\xEF", MOBILE, "\xFF" "138********" "\xEF" },
	{ "\xEF" "13812345678", MOBILE, "\xEF" "138********" },
	{ "https://a.gov.cn/q?phone=13812345678", MOBILE,
	    "https://a.gov.cn/q?phone=138********" },
	/* the nearest things that are none */
	{ "91350100M000100Y43", NONE, NULL },	/* a credit code */
	{ "114301006735800977", NONE, NULL },	/* one of digits only */
	{ "15412345678", NONE, NULL },		/* not given out */
	{ "12812345678", NONE, NULL },
	{ "23812345678", NONE, NULL },
	{ "1381234567", NONE, NULL },
	{ "138123456789", NONE, NULL },
	{ "8613812345678", NONE, NULL },	/* no + */
	{ "+8713812345678", NONE, NULL },
	{ "+86138123456789", NONE, NULL },
	{ "a13812345678", NONE, NULL },
	{ "13812345678f", NONE, NULL },
	{ "1531123200000", NONE, NULL },
	{ "0731-88665544", NONE, NULL },
	{ "073188665544", NONE, NULL },
	{ "0731-88665544-8001", NONE, NULL },
	{ "88665544", NONE, NULL },
	{ "12345", NONE, NULL },
	{ "400-123-4567", NONE, NULL },
	{ "138 12345 678", NONE, NULL },
	{ "2-138-1234-5678", NONE, NULL },
	{ "138-1234-5678-9", NONE, NULL },
	{ "13812345678.50", NONE, NULL },
	{ "13812345678元", NONE, NULL },
	{ "￥13812345678", NONE, NULL },
	{ "0.13812345678", NONE, NULL },
	{ "订单号13812345678", NONE, NULL },
	{ "受理编号：13812345678", NONE, NULL },
	{ "13812345678/2019-02310", NONE, NULL },
	{ "http://a.cn/t20230411_11056610.html", NONE, NULL },
	{ "https://a.gov.cn/content/13812345678.html", NONE, NULL },
	{ "https://a.gov.cn/q?id=13812345678", NONE, NULL },
	{ "长政办发〔2023〕23号", NONE, NULL },
	{ "430S00/2019-18645", NONE, NULL },
	{ "4311280016/2019-02310", NONE, NULL },
	{ "11441300007187648G/2023-00288", NONE, NULL },
	{ "HHCR-2023-01005", NONE, NULL },
	{ "138********", NONE, NULL },
	{ "138****5678", NONE, NULL },
	{ "1381234***8", WEAK, "138********" },
	{ "1381234567*", WEAK, "138********" },
	{ "2381234567*", NONE, NULL },
};

/* Credit codes, right and wrong (facts of GB 32100). */
static const struct vector codes[] = {
	{ "11441300007187648G", NONE, NULL },
	{ "11441700007280420Y", NONE, NULL },
	{ "11620622013933539B", NONE, NULL },
	{ "11331002002673575G", NONE, NULL },
	{ "11341702486344515H", NONE, NULL },
	{ "91512081MA62K0260E", NONE, NULL },
	{ "91110000802100433B", NONE, NULL },
	{ "91440300708461136T", NONE, NULL },
	{ "91330100799655058B", NONE, NULL },
	{ "914403001922038216", NONE, NULL },
	{ "12100000400002259P", NONE, NULL },
	{ "91350100M000100Y4Z", NONE, NULL },
	{ "91310115MA1G4L1WXK", NONE, NULL },
	{ "91350211M0000XUF46", NONE, NULL },
	{ "账号：114301006735800977", NONE, NULL },
	{ "社保号114301006735800977", NONE, NULL },
};

static const struct vector cards[] = {
	{ "6228480402564890018", CARD, "622****************" },
	{ "6216261000000000018", CARD, "621****************" },
	{ "6200000000000005", CARD, "620*************" },
	{ "4111111111111111", CARD, "411*************" },
	{ "6228 4804 0256 4890 018", CARD, "622* **** **** **** ***" },
	{ "4111-1111-1111-1111", CARD, "411*-****-****-****" },
	{ "622848 0402564890018", CARD, "622*** *************" },
	{ "6222021234567890123", NONE, NULL },	/* Luhn */
	{ "62000000000000005", NONE, NULL },
	{ "62000000000000000005", NONE, NULL },
	{ "7111111111111114", NONE, NULL },	/* no such issuer */
	{ "卡号7111111111111114", CARD, "卡号711*************" },
	{ "流水号4111111111111111", NONE, NULL },
	{ "https://a.cn/content_6228480402564890018.html", NONE, NULL },
	{ "6200000000000005元", NONE, NULL },
	{ "4301022023041108", NONE, NULL },	/* place and day, Luhn right */
	{ "20230411123456789", NONE, NULL },
	{ "6228 **** **** 0018", NONE, NULL },
	{ "622848******0018", NONE, NULL },
	{ "账号：1901001234567", ACCOUNT, "账号：190**********" },
	{ "银行账户6222021234567890123", ACCOUNT, "银行账户622****************" },
	{ "账号：29010012345", NONE, NULL },
	{ "1901001234567", NONE, NULL },
	{ "账户管理编号1901001234567", NONE, NULL },
};

static const struct vector named[] = {
	{ "护照号E12345678", PASSPORT, "护照号E********" },
	{ "护照EA1234567", PASSPORT, "护照E********" },
	{ "护照G12345678", PASSPORT, "护照G********" },
	{ "护照DE1234567", PASSPORT, "护照D********" },
	{ "护照S1234567", PASSPORT, "护照S*******" },
	{ "E12345678（护照）", PASSPORT, "E********（护照）" },
	{ "护照ＥＡ１２３４５６７", PASSPORT, "护照Ｅ********" },
	{ "E12345678", NONE, NULL },
	{ "护照EI1234567", NONE, NULL },
	{ "护照E1234567", NONE, NULL },
	{ "护照X12345678", NONE, NULL },
	{ "护照办理须知", NONE, NULL },
	{ "港澳通行证H12345678", PERMIT, "港澳通行证H********" },
	{ "回乡证M1234567890", PERMIT, "回乡证M**********" },
	{ "通行证C12345678", PERMIT, "通行证C********" },
	{ "通行证CA1234567", PERMIT, "通行证C********" },
	{ "台胞证号12345678", PERMIT, "台胞证号1*******" },
	{ "H12345678", NONE, NULL },
	{ "台胞证办理电话88665544", NONE, NULL },
	{ "台胞证号20230411", NONE, NULL },
	{ "学籍号G430102200001010003", STUDENT,
	    "学籍号G43****************" },
	{ "学籍号管理办法2023", NONE, NULL },
	{ "G430102200001010003", NONE, NULL },
	{ "社保号：123456789", INSURED, "社保号：123******" },
	{ "医保卡号A12345678", INSURED, "医保卡号A12******" },
	{ "社保局电话88665544", NONE, NULL },
	{ "车牌号湘A12345", PLATE, "车牌号湘A*****" },
	{ "车牌湘A·D123", NONE, NULL },
	{ "车牌湘A·12345", PLATE, "车牌湘A·1****" },
	{ "号牌湘AD12345", PLATE, "号牌湘A******" },
	{ "湘A12345", NONE, NULL },
	{ "车牌号A12345", NONE, NULL },
	{ "zhangsan@qq.com", MAILBOX, "zha*****@qq.com" },
	{ "邮箱:li.si@163.COM，", MAILBOX, "邮箱:li***@163.COM，" },
	{ "a@126.com", MAILBOX, "*@126.com" },
	{ "12345＠qq.com", MAILBOX, "12***＠qq.com" },
	{ "13812345678@139.com", MOBILE, "138********@139.com" },
	{ "sjyj@changsha.gov.cn", NONE, NULL },
	{ "zhangsan@qq.com.cn", NONE, NULL },
	{ "@qq.com", NONE, NULL },
	{ "zha***@qq.com", NONE, NULL },
	{ "zhangsan@", NONE, NULL },
	{ "家庭住址：长沙市岳麓区麓山路1号，男", HOME,
	    "家庭住址：***********，男" },
	{ "住址岳麓区一村3栋2单元", HOME, "住址**********" },
	{ "家庭住址变更办理指南", NONE, NULL },
	{ "户籍所在地派出所（长公〔2023〕1号）", NONE, NULL },
	{ "住址信息第3号公告", NONE, NULL },
	{ "办公地址：岳麓大道218号", NONE, NULL },
	{ "病情：肺炎，住院", ILLNESS, "病情：**，住院" },
	{ "诊断结果:骨折", ILLNESS, "诊断结果:**" },
	{ "病情：无", NONE, NULL },
	{ "病情告知制度：2023", NONE, NULL },
	{ "诊断标准", NONE, NULL },
};

/* Masks: fine ones are none, weak ones are finds. */
static const struct vector masks[] = {
	{ "4301**********1234", NONE, NULL },
	{ "430102********1234", NONE, NULL },
	{ "430***********001X", NONE, NULL },
	{ "430102xxxxxxxx1234", NONE, NULL },
	{ "430102●●●●●●●●1234", NONE, NULL },
	{ "430102＊＊＊＊＊＊＊＊1234", NONE, NULL },
	{ "******************", NONE, NULL },
	{ "43010219900101***X", WEAK, "430***************" },
	{ "430102**900101****", WEAK, "430***************" },
	{ "4301021990****1234", WEAK, "430***************" },
	{ "430102199001××××××", WEAK, "430***************" },
	{ "430102○○900101████", WEAK, "430***************" },
	{ "43010219900101xxxX", WEAK, "430***************" },
	{ "证件430102*****101001X）", WEAK, "证件430***************）" },
	{ "4301023990****1234", NONE, NULL },	/* no year of birth */
	{ "*43010219900101***X", NONE, NULL },	/* too long */
	{ "43010219900101***X1", NONE, NULL },
	{ "43010219900101***", NONE, NULL },
	{ "张*", NONE, NULL },
	{ "2023*12", NONE, NULL },
};

/* What is written every day and must stay as it is. */
static const struct vector everyday[] = {
	{ "2023年3月31日至2023-04-28", NONE, NULL },
	{ "2023 03 31 2023 04 28", NONE, NULL },
	{ "20230331", NONE, NULL },
	{ "共1,304,567,890.50元", NONE, NULL },
	{ "预算支出1531123200000.00元", NONE, NULL },
	{ "湘发改价费规〔2021〕226号", NONE, NULL },
	{ "国办公开办函﹝2021﹞30号", NONE, NULL },
	{ "项目代码2304-430104-04-01-123456", NONE, NULL },
	{ "招标编号HNZB-2023-0412-001", NONE, NULL },
	{ "订单号202304111234567890", NONE, NULL },
	{ "许可证号430102199001010000", NONE, NULL },
	{ "ISBN 978-7-5086-1234-5", NONE, NULL },
	{ "https://www.a.gov.cn/xxgk/202304/t20230411_4301022000010100.html",
	    NONE, NULL },
	{ "https://a.gov.cn/art/2023/4/11/art_1229_59066610.html?t=1681200000000",
	    NONE, NULL },
};

static size_t
wrong_vectors(const struct vector *v, size_t n)
{
	struct gk_buf b, again;
	size_t wrong = 0, at, len;

	gk_buf_init(&b);
	gk_buf_init(&again);
	for (size_t i = 0; i < n; i++) {
		struct gk_str s = gk_str_of(v[i].text);
		const char *want = v[i].masked != NULL ? v[i].masked :
		    v[i].text;
		enum gk_personal kind = gk_personal_find(s, 0, &at, &len);

		gk_buf_clear(&b);
		gk_personal_mask(&b, s);
		gk_buf_clear(&again);
		gk_personal_mask(&again, gk_buf_str(&b));
		if (kind == v[i].kind &&
		    gk_str_eq(gk_buf_str(&b), gk_str_of(want)) &&
		    gk_str_eq(gk_buf_str(&again), gk_str_of(want)))
			continue;
		print_error("\"%s\": %s, \"%s\"\n", v[i].text,
		    gk_personal_name(kind), b.len != 0 ? b.p : "");
		wrong++;
	}
	gk_buf_release(&b);
	gk_buf_release(&again);
	return wrong;
}

#define VECTORS(set) \
	static void set##_vectors(void **state) \
	{ \
		(void)state; \
		assert_int_equal(wrong_vectors(set, sizeof set / sizeof *set), \
		    0); \
	}
VECTORS(resident)
VECTORS(mobiles)
VECTORS(codes)
VECTORS(cards)
VECTORS(named)
VECTORS(masks)
VECTORS(everyday)

static void
places(void **state)
{
	const struct gk_str s = GK_STR("甲13812345678乙430102200001010003丙");
	size_t at = 99, len = 99;

	(void)state;
	assert_int_equal(gk_personal_find(s, 0, &at, &len), MOBILE);
	assert_int_equal(at, 3);
	assert_int_equal(len, 11);
	assert_int_equal(gk_personal_find(s, at + len, &at, &len), ID);
	assert_int_equal(at, 17);
	assert_int_equal(len, 18);
	assert_int_equal(gk_personal_find(s, at + len, &at, &len), NONE);
	/* The rest of a longer number is no number, wherever one starts. */
	assert_int_equal(gk_personal_find(GK_STR("99913812345678"), 3, &at,
	    &len), NONE);
	assert_int_equal(gk_personal_find(GK_STR("９13812345678"), 3, &at,
	    &len), NONE);
	assert_int_equal(gk_personal_find(GK_STR("9 13812345678"), 1, &at,
	    &len), MOBILE);
	assert_int_equal(gk_personal_find(s, s.n, &at, &len), NONE);
	assert_int_equal(gk_personal_find(s, s.n + 5, &at, &len), NONE);
	assert_int_equal(gk_personal_find(GK_EMPTY, 0, &at, &len), NONE);
}

static void
names(void **state)
{
	(void)state;
	assert_string_equal(gk_personal_name(NONE), "");
	assert_string_equal(gk_personal_name(ID), "resident-id");
	assert_string_equal(gk_personal_name(ILLNESS), "illness");
}

/* With each last character in turn, exactly one number is valid. */
static void
one_check_digit_is_right(void **state)
{
	char id[] = "430102200001010000";
	size_t at, len;

	(void)state;
	for (int seq = 0; seq < 1000; seq++) {
		int valid = 0;

		id[14] = (char)('0' + seq / 100);
		id[15] = (char)('0' + seq / 10 % 10);
		id[16] = (char)('0' + seq % 10);
		for (const char *c = "0123456789X"; *c != '\0'; c++) {
			id[17] = *c;
			valid += gk_personal_find(gk_str_of(id), 0, &at,
			    &len) == ID;
		}
		assert_int_equal(valid, 1);
	}
}

/* A changed digit is noticed, whichever it is. */
static void
one_wrong_digit_is_noticed(void **state)
{
	char id[] = "430102198503120010";
	size_t at, len;

	(void)state;
	/* Make it valid first. */
	for (const char *c = "0123456789X"; *c != '\0'; c++) {
		id[17] = *c;
		if (gk_personal_find(gk_str_of(id), 0, &at, &len) == ID)
			break;
	}
	assert_int_equal(gk_personal_find(gk_str_of(id), 0, &at, &len), ID);
	for (size_t i = 0; i < 18; i++) {
		char was = id[i];

		for (char c = '0'; c <= '9'; c++) {
			id[i] = c;
			assert_int_equal(gk_personal_find(gk_str_of(id), 0,
			    &at, &len) == ID, c == was);
		}
		id[i] = was;
	}
}

/* Random bytes in blocks of their exact size; masking is complete. */
static void
survives_anything(void **state)
{
	static const char *const pieces[] = { "1", "3", "8", "13812345678",
		"430102200001010003", "X", "x", "+86", "市", "\xEF", "\xBC",
		"\x91", "１", "Ｘ", " ", "430102", "20000101", "0003", "-",
		"*", "**", "xxx", "●", "138", "1234", "5678", "@", "qq.com",
		"家庭住址", "：", "病情", "3栋", "护照", "E12345678", "账号",
		"车牌", "湘A", "12345", "·", "://", "，", "900101", ".", "0",
		"6228", "4804", "0256", "4890", "018", "学籍号", "通行证" };
	struct gk_buf b;

	(void)state;
	gk_buf_init(&b);
	srand(11643);
	for (int round = 0; round < 200000; round++) {
		char text[256], *copy;
		size_t n = 0, at, len;

		for (int k = rand() % 10; k > 0; k--) {
			const char *p = pieces[(size_t)rand() %
			    (sizeof pieces / sizeof *pieces)];

			memcpy(text + n, p, strlen(p));
			n += strlen(p);
			if (rand() % 8 == 0)
				text[n - 1] = (char)rand();
		}
		copy = malloc(n != 0 ? n : 1);
		memcpy(copy, text, n);
		gk_buf_clear(&b);
		gk_personal_mask(&b, (struct gk_str){ copy, n });
		assert_int_equal(gk_personal_find(gk_buf_str(&b), 0, &at,
		    &len), NONE);
		for (size_t from = 0; from <= n; from++)
			if (gk_personal_find((struct gk_str){ copy, n }, from,
			    &at, &len) != NONE)
				assert_true(at >= from && len >= 1 &&
				    at + len <= n);
		free(copy);
	}
	gk_buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(resident_vectors),
		cmocka_unit_test(mobiles_vectors),
		cmocka_unit_test(codes_vectors),
		cmocka_unit_test(cards_vectors),
		cmocka_unit_test(named_vectors),
		cmocka_unit_test(masks_vectors),
		cmocka_unit_test(everyday_vectors),
		cmocka_unit_test(places),
		cmocka_unit_test(names),
		cmocka_unit_test(one_check_digit_is_right),
		cmocka_unit_test(one_wrong_digit_is_noticed),
		cmocka_unit_test(survives_anything),
	};

	return cmocka_run_group_tests_name("privacy", tests, NULL, NULL);
}
