/*
 * bench/pairing N: makes up N documents and N interpretations, pairs them, and
 * says what came out.  What it costs is for valgrind or perf to say:
 * bench/README.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/mem.h"
#include "pair/match.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

static const char *const syllables[] = { "安", "北", "长", "东", "丰", "广",
	"海", "华", "江", "金", "乐", "临", "龙", "南", "宁", "平", "清", "泉",
	"山", "石", "泰", "天", "通", "武", "西", "新", "兴", "阳", "永", "云" };
static const char *const levels[] = { "省", "市", "县", "区" };
static const char *const things[] = { "停车", "供水", "排水", "燃气", "养老",
	"学前教育", "公共租赁住房", "物业", "消防安全", "食品安全", "人才",
	"科技创新", "节能", "湿地", "森林防火", "防汛抗旱", "农村公路", "校车",
	"户外广告", "档案", "政务公开", "信用", "招标投标", "政府采购", "矿山",
	"职业培训", "社会救助", "残疾人", "文物", "旅游", "测绘", "统计",
	"地方志", "气象灾害", "轨道交通", "共享单车", "危险化学品", "电梯",
	"生活垃圾", "扬尘" };
static const char *const deeds[] = { "管理", "建设", "保护", "监督", "促进",
	"服务", "规划", "专项资金管理", "应急处置", "标准化建设", "改革",
	"质量提升", "补贴发放", "收费管理", "信息公开", "考核评价" };
static const char *const types[] = { "办法", "规定", "实施细则", "实施方案",
	"工作方案", "行动计划", "若干措施", "规划", "工作要点", "管理规程" };

struct maker {
	struct gk_arena arena;
	struct gk_buf core, title;
	uint64_t seed;
	uint32_t n;
};

static uint32_t
pick(struct maker *m, size_t n)
{
	m->seed = m->seed * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (uint32_t)((m->seed >> 33) % n);
}

#define PICK(m, list) (list)[pick((m), COUNT(list))]

/* The name of document `k`, the same whenever it is asked for. */
static void
make_core(struct maker *m, uint32_t k, bool place)
{
	m->seed = UINT64_C(88172645463325252) +
	    k * UINT64_C(2862933555777941757);
	pick(m, 2);
	gk_buf_clear(&m->core);
	for (int i = 0; i < 2; i++) {
		const char *s = PICK(m, syllables);

		if (place)
			gk_buf_puts(&m->core, s);
	}
	if (place)
		gk_buf_puts(&m->core, PICK(m, levels));
	else
		pick(m, COUNT(levels));
	if (pick(m, 4) == 0)
		gk_buf_printf(&m->core, "%d年", 2010 + (int)pick(m, 15));
	gk_buf_puts(&m->core, PICK(m, things));
	if (pick(m, 3) == 0)
		gk_buf_printf(&m->core, "和%s", PICK(m, things));
	gk_buf_puts(&m->core, PICK(m, deeds));
	gk_buf_puts(&m->core, PICK(m, types));
	if (pick(m, 6) == 0)
		gk_buf_puts(&m->core, "（试行）");
}

static void
make_document(struct maker *m, uint32_t k)
{
	make_core(m, k, true);
	gk_buf_clear(&m->title);
	switch (pick(m, 4)) {
	case 0:
		gk_buf_add_str(&m->title, gk_buf_str(&m->core));
		break;
	case 1:
		gk_buf_printf(&m->title, "关于印发《%s》的通知", m->core.p);
		break;
	case 2:
		gk_buf_printf(&m->title, "市人民政府办公室关于印发%s的通知",
		    m->core.p);
		break;
	default:
		gk_buf_printf(&m->title, "市人民政府关于印发《%s》的通知",
		    m->core.p);
		break;
	}
}

/* One in ten leaves something out, one in twenty is of no document. */
static void
make_interpretation(struct maker *m, uint32_t k)
{
	bool orphan = k % 20 == 7, loose = k % 10 == 3;

	make_core(m, orphan ? k + UINT32_C(1000000000) : k, !loose);
	gk_buf_clear(&m->title);
	switch (k % 6) {
	case 0:
		gk_buf_printf(&m->title, "一图读懂《%s》", m->core.p);
		break;
	case 1:
		gk_buf_printf(&m->title, "图解｜%s", m->core.p);
		break;
	case 2:
		gk_buf_printf(&m->title, "关于《%s》的解读", m->core.p);
		break;
	case 3:
		gk_buf_printf(&m->title, "【政策解读】%s", m->core.p);
		break;
	case 4:
		gk_buf_printf(&m->title,
		    "《关于印发〈%s〉的通知》政策解读（一）", m->core.p);
		break;
	default:
		gk_buf_printf(&m->title, "《%s》政策问答", m->core.p);
		break;
	}
}

static struct gk_paper
make_paper(struct maker *m, uint32_t k)
{
	struct gk_paper p = { .number = GK_EMPTY, .url = GK_EMPTY,
		.link = GK_EMPTY, .day = 18000 + (gk_day)(k % 1500) };
	char unit[16];
	int len = snprintf(unit, sizeof unit, "u%u", (unsigned)(k % 100));

	p.title = gk_title_parse(&m->arena, gk_buf_str(&m->title));
	p.unit = gk_str_keep(&m->arena, (struct gk_str){ unit, (size_t)len });
	return p;
}

static void
report(const struct gk_pairing *p, size_t n, size_t wanted)
{
	static const char *const names[] = { "none", "number", "link", "title",
		"alike", "ambiguous" };
	size_t by_how[COUNT(names)] = { 0 }, right = 0, wrong = 0;

	for (size_t i = 0; i < n; i++) {
		by_how[p[i].how]++;
		if (p[i].how == GK_PAIR_NONE || p[i].how == GK_PAIR_AMBIGUOUS)
			continue;
		if (p[i].document == p[i].interpretation)
			right++;
		else
			wrong++;
	}
	printf("%zu each:", wanted);
	for (size_t i = 0; i < COUNT(names); i++)
		printf(" %s %zu", names[i], by_how[i]);
	printf("; right %zu, another of the title %zu\n", right, wrong);
}

int
main(int argc, char **argv)
{
	struct gk_pairer *pairer;
	const struct gk_pairing *list;
	struct maker m = { .seed = 0 };
	struct gk_paper p;
	size_t n, count;

	if (argc != 2 || !gk_str_to_size(gk_str_of(argv[1]), &n) ||
	    n > 10000000) {
		fputs("usage: bench/pairing N\n", stderr);
		return 2;
	}
	gk_arena_init(&m.arena);
	pairer = gk_pairer_new(GK_PAIR_THRESHOLD, GK_PAIR_MARGIN);
	for (uint32_t k = 0; k < n; k++) {
		make_document(&m, k);
		p = make_paper(&m, k);
		gk_pairer_document(pairer, &p);
		make_interpretation(&m, k);
		p = make_paper(&m, k);
		gk_pairer_interpretation(pairer, &p);
	}
	list = gk_pairer_run(pairer, &count);
	report(list, count, n);
	gk_pairer_free(pairer);
	gk_buf_release(&m.core);
	gk_buf_release(&m.title);
	gk_arena_release(&m.arena);
	return 0;
}
