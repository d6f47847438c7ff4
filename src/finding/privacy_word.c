/*
 * What only words near it tell: accounts, passports, addresses; and the words
 * and marks that say that a number is none of all this.
 */
#include "config.h"

#include "core/checkdigit.h"
#include "finding/privacy_int.h"

#define NEAR 12			/* signs */
#define CLAUSE_MAX 60
#define LOOK_BACK 2048		/* for the beginning of an address */

/* ---- near ----------------------------------------------------------- */

static bool
holds_any(struct gk_str s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (gk_str_find(s, gk_str_of(*words)) != SIZE_MAX)
			return true;
	return false;
}

/* Counted in signs: masking, which makes bytes fewer, brings nothing nearer. */
bool
gk_near_before(struct gk_str s, size_t at, size_t signs,
    const char *const *words)
{
	size_t from = at;

	while (signs-- > 0 && from > 0)
		(void)gk_sign_before(s, from, &from);
	return holds_any(gk_str_sub(s, from, at - from), words);
}

bool
gk_near_after(struct gk_str s, size_t end, size_t signs,
    const char *const *words)
{
	size_t to = end;
	char c;

	while (signs-- > 0)
		to += gk_sign(s, to, &c);
	return holds_any(gk_str_sub(s, end, to - end), words);
}

/* Moves `*at` back over what may stand between a label and its number. */
static void
skip_between(struct gk_str s, size_t *at)
{
	static const char *const between[] = { "为", "是", "第", "“", "〔",
		NULL };
	size_t before = *at;
	char c;

	do {
		*at = before;
		c = gk_sign_before(s, *at, &before);
		if (c != GK_SIGN_OTHER)
			continue;
		for (const char *const *b = between; *b != NULL; b++)
			if (gk_str_ends(gk_str_sub(s, 0, *at), gk_str_of(*b)))
				c = ' ';
	} while (*at > 0 && (c == ' ' || c == ':' || c == '(' || c == '"' ||
	    c == '.' || c == '[' || c == '#'));
}

bool
gk_is_labelled(struct gk_str s, size_t at)
{
	static const char *const labels[] = { "编号", "编码", "单号", "流水号",
		"代码", "序号", "序列号", "票号", "索引号", "登记号", "受理号",
		"案号", "文号", "批号", "条码", "条形码", "许可证号", "证书号",
		"执照号", "备案号", "项目号", "合同号", "订单", "工单", "快递",
		"标识码", "No", "NO", "ID", "id", NULL };
	struct gk_str before;

	skip_between(s, &at);
	before = gk_str_sub(s, 0, at);
	for (const char *const *w = labels; *w != NULL; w++)
		if (gk_str_ends(before, gk_str_of(*w)))
			return true;
	return false;
}

bool
gk_in_address(struct gk_str s, size_t at)
{
	static const char *const hosts[] = { "://", "www.", ".cn/", ".com/",
		".net/", ".org/", ".cn:", NULL };
	size_t from = at, least = at > LOOK_BACK ? at - LOOK_BACK : 0;

	while (from > least && s.p[from - 1] > ' ' && s.p[from - 1] != '"' &&
	    s.p[from - 1] != '<' && s.p[from - 1] != '\x7F')
		from--;
	return holds_any(gk_str_sub(s, from, at - from), hosts);
}

/* A fraction of one or two digits, or a unit, goes on behind; or ¥, 0. before. */
bool
gk_is_amount(struct gk_str s, size_t at, size_t end)
{
	static const char *const units[] = { "元", "万", "亿", "千", "吨", "平方",
		"㎡", "立方", "公里", "人次", "户", "%", "％", NULL };
	struct gk_str left = gk_str_sub(s, 0, at), rest;
	size_t n;
	char c;

	if (gk_str_ends(left, GK_STR("¥")) || gk_str_ends(left, GK_STR("￥")) ||
	    gk_str_ends(left, GK_STR("$")) || gk_str_eq(left, GK_STR("0.")))
		return true;
	n = gk_sign(s, end, &c);
	if (c == '.') {
		struct gk_run r = gk_run_read(s, end + n);

		(void)gk_sign(s, r.end, &c);
		if ((r.count == 1 || r.count == 2) && c != '.' &&
		    gk_all_digits(r.c, r.count)) {
			if (r.c[0] != '0' || r.c[r.count - 1] != '0')
				return true;
			end = r.end;	/* .0 is what spreadsheets add */
		}
	}
	rest = gk_str_sub(s, end, s.n - end);
	for (const char *const *u = units; *u != NULL; u++)
		if (gk_str_starts(rest, gk_str_of(*u)))
			return true;
	return false;
}

/* /2023-00288: the number before it is that of a publisher. */
bool
gk_is_index(struct gk_str s, size_t end)
{
	struct gk_run r;
	size_t n;
	char c;

	n = gk_sign(s, end, &c);
	if (c != '/')
		return false;
	r = gk_run_read(s, end + n);
	(void)gk_sign(s, r.end, &c);
	return r.count == 4 && gk_all_digits(r.c, 4) && c == '-';
}

/* ---- runs ----------------------------------------------------------- */

static size_t
digits_in(const struct gk_run *r)
{
	size_t n = 0, max = r->count < GK_RUN_MAX ? r->count : GK_RUN_MAX;

	for (size_t i = 0; i < max; i++)
		n += gk_is_digit(r->c[i]);
	return n;
}

static bool
is_code(const struct gk_run *r)
{
	return r->count == 18 &&
	    gk_credit_code((struct gk_str){ r->c, 18 }) == GK_CODE_RIGHT;
}

static bool
is_account(struct gk_str s, const struct gk_run *r)
{
	static const char *const words[] = { "账号", "帐号", "账户", "帐户",
		"卡号", "银行卡", NULL };

	return r->count >= 12 && r->count <= 30 &&
	    digits_in(r) == r->count && !is_code(r) &&
	    !gk_is_labelled(s, r->at) && gk_near_before(s, r->at, NEAR, words);
}

static bool
is_insured(struct gk_str s, const struct gk_run *r)
{
	static const char *const words[] = { "社保号", "社保卡号", "社会保障号",
		"社会保障卡号", "医保号", "医保卡号", "参保号", NULL };

	return r->count >= 8 && r->count <= 20 && digits_in(r) >= 8 &&
	    !is_code(r) && gk_near_before(s, r->at, NEAR, words);
}

static bool
is_student(struct gk_str s, const struct gk_run *r)
{
	static const char *const words[] = { "学籍号", NULL };

	return r->count >= 15 && r->count <= 20 && digits_in(r) >= 15 &&
	    gk_near_before(s, r->at, NEAR, words);
}

/* E12345678, EA1234567, G12345678, D1234567, DE1234567 … */
static bool
is_passport(struct gk_str s, const struct gk_run *r)
{
	static const char *const words[] = { "护照", NULL };
	const char *c = r->c;
	bool shape = false;

	if (r->count < 8 || r->count > 10)
		return false;
	if (c[0] == 'E' || c[0] == 'G')
		shape = r->count == 9 && gk_all_digits(c + 2, 7) &&
		    (gk_is_digit(c[1]) || (c[0] == 'E' && c[1] >= 'A' &&
		    c[1] <= 'Z' && c[1] != 'I' && c[1] != 'O'));
	else if (c[0] == 'D' || c[0] == 'S' || c[0] == 'P')
		shape = c[1] == 'E' ? r->count >= 9 &&
		    gk_all_digits(c + 2, r->count - 2) :
		    r->count <= 9 && gk_all_digits(c + 1, r->count - 1);
	return shape && (gk_near_before(s, r->at, 2 * NEAR, words) ||
	    gk_near_after(s, r->end, NEAR / 2, words));
}

static bool
is_permit(struct gk_str s, const struct gk_run *r)
{
	static const char *const words[] = { "通行证", "台胞证", "回乡证", NULL };
	static const char *const bare[] = { "台胞证号", "台胞证：", "台胞证:",
		"大陆通行证号", NULL };
	const char *c = r->c;

	if (r->count < 8 || r->count > 11 || !gk_all_digits(c + 2,
	    r->count - 2))
		return false;
	if (r->count == 8 && gk_is_digit(c[0]) && gk_is_digit(c[1]))
		return !gk_is_day(c) && gk_near_before(s, r->at, NEAR, bare);
	if (!(c[0] == 'C' ? r->count == 9 && c[1] < 'a' :
	    (c[0] == 'H' || c[0] == 'M') && r->count >= 9 &&
	    gk_is_digit(c[1])))
		return false;
	return gk_near_before(s, r->at, 2 * NEAR, words) ||
	    gk_near_after(s, r->end, NEAR / 2, words);
}

/* 湘A12345, 湘A·D12345: the letter, what follows it, and the province. */
static bool
is_plate(struct gk_str s, const struct gk_run *r)
{
	static const char *const words[] = { "车牌", "号牌", "车号", NULL };
	static const char *const provinces[] = { "京", "津", "沪", "渝", "冀",
		"豫", "云", "辽", "黑", "湘", "皖", "鲁", "新", "苏", "浙", "赣",
		"鄂", "桂", "甘", "晋", "蒙", "陕", "吉", "闽", "贵", "粤", "青",
		"藏", "川", "宁", "琼", NULL };
	struct gk_str left = gk_str_sub(s, 0, r->at);
	const char *c = r->c;
	size_t letters = 1, at;

	if (gk_str_ends(left, GK_STR("·"))) {
		left = gk_str_sub(left, 0, left.n - strlen("·"));
		c = left.n != 0 ? left.p + left.n - 1 : c;
		left = gk_str_sub(left, 0, left.n != 0 ? left.n - 1 : 0);
		letters = 0;
	}
	if (c[0] < 'A' || c[0] > 'Z' || digits_in(r) < 2 ||
	    r->count < letters + 5 || r->count > letters + 6 ||
	    gk_sign_before(left, left.n, &at) != GK_SIGN_OTHER)
		return false;
	for (const char *const *p = provinces; *p != NULL; p++)
		if (gk_str_ends(left, gk_str_of(*p)))
			return gk_near_before(s, r->at, NEAR, words);
	return false;
}

bool
gk_find_named(struct gk_str s, const struct gk_run *r, struct gk_hit *hit)
{
	if (r->count < 5 || r->count > 30 || digits_in(r) < 2)
		return false;
	*hit = (struct gk_hit){ GK_PERSONAL_NONE, r->at, r->end };
	if (is_passport(s, r))
		hit->kind = GK_PERSONAL_PASSPORT;
	else if (is_permit(s, r))
		hit->kind = GK_PERSONAL_PERMIT;
	else if (is_student(s, r))
		hit->kind = GK_PERSONAL_STUDENT;
	else if (is_insured(s, r))
		hit->kind = GK_PERSONAL_INSURED;
	else if (is_account(s, r))
		hit->kind = GK_PERSONAL_ACCOUNT;
	else if (is_plate(s, r))
		hit->kind = GK_PERSONAL_PLATE;
	return hit->kind != GK_PERSONAL_NONE && !gk_in_address(s, r->at);
}

/* ---- mailboxes ------------------------------------------------------ */

static bool
is_private_provider(const char *domain)
{
	static const char *const providers[] = { "126.com", "139.com",
		"163.com", "189.cn", "21cn.com", "aliyun.com", "foxmail.com",
		"gmail.com", "hotmail.com", "icloud.com", "outlook.com",
		"qq.com", "sina.cn", "sina.com", "sina.com.cn", "sohu.com",
		"tom.com", "vip.126.com", "vip.163.com", "vip.qq.com",
		"vip.sina.com", "yeah.net", NULL };

	for (const char *const *p = providers; *p != NULL; p++)
		if (strcmp(*p, domain) == 0)
			return true;
	return false;
}

bool
gk_find_mailbox(struct gk_str s, size_t from, size_t at, struct gk_hit *hit)
{
	char domain[24], c;
	size_t n = 0, begin = at, before, i;

	while (begin > from && at - begin < 64 &&
	    (gk_is_alnum(c = gk_sign_before(s, begin, &before)) || c == '.' ||
	    c == '_' || c == '-' || c == '+') && before + 1 == begin)
		begin = before;
	if (begin == at || gk_sign_before(s, begin, &before) == '*')
		return false;
	for (i = at + gk_sign(s, at, &c); n + 1 < sizeof domain;) {
		size_t len = gk_sign(s, i, &c);

		if (!gk_is_alnum(c) && c != '.' && c != '-')
			break;
		domain[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
		i += len;
	}
	while (n != 0 && domain[n - 1] == '.')
		n--;
	domain[n] = '\0';
	*hit = (struct gk_hit){ GK_PERSONAL_MAILBOX, begin, at };
	return is_private_provider(domain);
}

/* ---- words ---------------------------------------------------------- */

/* Up to the next punctuation. */
static size_t
clause_end(struct gk_str s, size_t i)
{
	static const char *const ends[] = { "。", "、", "】", "）", NULL };
	size_t signs = 0, n;
	char c;

	for (; i < s.n && signs < CLAUSE_MAX; i += n, signs++) {
		n = gk_sign(s, i, &c);
		if (c == ',' || c == ';' || c == '(' || c == ')' || c == '\n')
			break;
		for (const char *const *e = ends; *e != NULL; e++)
			if (gk_str_starts(gk_str_sub(s, i, s.n - i),
			    gk_str_of(*e)))
				return i;
	}
	return i;
}

/* A house number: 12号, 3栋, 二单元 … but not 第12号, 〔2023〕12号. */
static bool
has_house_number(struct gk_str s)
{
	static const char *const houses[] = { "号", "栋", "幢", "单元", "室",
		"组", "弄", NULL };
	static const char *const ordinals[] = { "第", "〕", "】", "]", NULL };
	size_t before = 0;

	for (size_t i = 0, n; i < s.n; i += n) {
		struct gk_run r = gk_run_read(s, i);
		struct gk_str rest;
		char c;

		n = r.count != 0 ? r.end - i : gk_sign(s, i, &c);
		if (r.count == 0 || !gk_is_digit(r.c[0])) {
			before = i + n;
			continue;
		}
		rest = gk_str_sub(s, r.end, 8);
		for (const char *const *h = houses; *h != NULL; h++)
			if (gk_str_starts(rest, gk_str_of(*h)) &&
			    !gk_near_before(s, before, 1, ordinals))
				return true;
	}
	return false;
}

static bool
label_at(struct gk_str rest, const char *const *labels, size_t *len)
{
	for (; *labels != NULL; labels++) {
		*len = strlen(*labels);
		if (gk_str_starts(rest, gk_str_of(*labels)))
			return true;
	}
	return false;
}

static bool
is_nothing(struct gk_str s)
{
	static const char *const words[] = { "无", "良好", "稳定", "正常",
		"详见", "见", NULL };
	size_t len;

	return label_at(s, words, &len);
}

bool
gk_find_words(struct gk_str s, size_t at, struct gk_hit *hit)
{
	static const char *const homes[] = { "家庭住址", "家庭地址", "家庭详细地址",
		"住址", "居住地址", "户籍地址", "户籍所在地", NULL };
	static const char *const illnesses[] = { "病情", "病史",
		"患病情况", "诊断结果", "诊断", NULL };
	struct gk_str rest = gk_str_sub(s, at, s.n - at), clause;
	bool home;
	size_t len;
	char c;

	home = label_at(rest, homes, &len);
	if (!home && !label_at(rest, illnesses, &len))
		return false;
	at += len;
	len = gk_sign(s, at, &c);
	if (c == ':')
		at += len;
	else if (!home)
		return false;
	while ((len = gk_sign(s, at, &c)) != 0 && c == ' ')
		at += len;
	hit->kind = home ? GK_PERSONAL_HOME : GK_PERSONAL_ILLNESS;
	hit->at = at;
	hit->end = clause_end(s, at);
	clause = gk_str_sub(s, at, hit->end - at);
	return c == GK_SIGN_OTHER && clause.n != 0 && (home ?
	    has_house_number(clause) : !is_nothing(clause));
}
