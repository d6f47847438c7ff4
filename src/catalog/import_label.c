/*
 * What the headers of published tables say.  To teach the import another
 * spelling, add it here, in the form that gk_norm_key makes of it.
 */
#include "config.h"

#include "catalog/import_int.h"

#include "core/norm.h"

static const struct label {
	const char *key;
	enum gk_column_role role;
} labels[] = {
	{ "序号", GK_R_SEQ }, { "序", GK_R_SEQ }, { "编号", GK_R_SEQ },
	{ "项次", GK_R_SEQ }, { "事项序号", GK_R_SEQ },
	{ "事项编号", GK_R_SEQ }, { "no.", GK_R_SEQ }, { "seq", GK_R_SEQ },

	{ "一级事项", GK_R_LEVEL1 }, { "一级目录", GK_R_LEVEL1 },
	{ "一级公开事项", GK_R_LEVEL1 }, { "一级", GK_R_LEVEL1 },
	{ "一级分类", GK_R_LEVEL1 }, { "一级类别", GK_R_LEVEL1 },
	{ "一级事项名称", GK_R_LEVEL1 }, { "公开事项一级", GK_R_LEVEL1 },
	{ "公开事项一级事项", GK_R_LEVEL1 }, { "事项类别", GK_R_LEVEL1 },
	{ "事项类型", GK_R_LEVEL1 }, { "公开类别", GK_R_LEVEL1 },
	{ "level1", GK_R_LEVEL1 },

	{ "二级事项", GK_R_LEVEL2 }, { "二级目录", GK_R_LEVEL2 },
	{ "二级公开事项", GK_R_LEVEL2 }, { "二级", GK_R_LEVEL2 },
	{ "二级分类", GK_R_LEVEL2 }, { "二级类别", GK_R_LEVEL2 },
	{ "二级事项名称", GK_R_LEVEL2 }, { "公开事项二级", GK_R_LEVEL2 },
	{ "公开事项二级事项", GK_R_LEVEL2 }, { "level2", GK_R_LEVEL2 },

	{ "公开事项", GK_R_ITEM }, { "事项", GK_R_ITEM },
	{ "事项名称", GK_R_ITEM }, { "公开事项名称", GK_R_ITEM },
	{ "公开项目", GK_R_ITEM }, { "公开目录", GK_R_ITEM },
	{ "主动公开事项", GK_R_ITEM },

	{ "公开内容", GK_R_CONTENT }, { "公开内容要素", GK_R_CONTENT },
	{ "公开内容和要素", GK_R_CONTENT },
	{ "公开内容及要素", GK_R_CONTENT },
	{ "公开要素", GK_R_CONTENT }, { "内容要素", GK_R_CONTENT },
	{ "公开标准", GK_R_CONTENT }, { "内容", GK_R_CONTENT },
	{ "content", GK_R_CONTENT },

	{ "公开依据", GK_R_BASIS }, { "依据", GK_R_BASIS },
	{ "法律依据", GK_R_BASIS }, { "政策依据", GK_R_BASIS },
	{ "法律法规依据", GK_R_BASIS }, { "basis", GK_R_BASIS },

	{ "公开时限", GK_R_LIMIT }, { "时限", GK_R_LIMIT },
	{ "公开期限", GK_R_LIMIT }, { "公开时间", GK_R_LIMIT },
	{ "公开时限要求", GK_R_LIMIT }, { "时限要求", GK_R_LIMIT },
	{ "timelimit", GK_R_LIMIT },

	{ "公开主体", GK_R_SUBJECT }, { "公开责任主体", GK_R_SUBJECT },
	{ "责任主体", GK_R_SUBJECT }, { "公开单位", GK_R_SUBJECT },
	{ "主体", GK_R_SUBJECT }, { "责任单位", GK_R_SUBJECT },
	{ "责任部门", GK_R_SUBJECT }, { "公开部门", GK_R_SUBJECT },
	{ "subject", GK_R_SUBJECT },

	{ "公开渠道和载体", GK_R_CHANNELS },
	{ "公开渠道及载体", GK_R_CHANNELS },
	{ "公开渠道载体", GK_R_CHANNELS }, { "公开渠道", GK_R_CHANNELS },
	{ "公开渠道或载体", GK_R_CHANNELS },
	{ "公开载体", GK_R_CHANNELS }, { "公开平台", GK_R_CHANNELS },
	{ "公开途径", GK_R_CHANNELS }, { "渠道和载体", GK_R_CHANNELS },
	{ "公开载体和渠道", GK_R_CHANNELS }, { "渠道", GK_R_CHANNELS },
	{ "channels", GK_R_CHANNELS },

	{ "公开对象", GK_R_AUDIENCE }, { "公开范围", GK_R_AUDIENCE },
	{ "对象", GK_R_AUDIENCE }, { "audience", GK_R_AUDIENCE },
	{ "全社会", GK_R_ALL }, { "面向全社会", GK_R_ALL },
	{ "社会公众", GK_R_ALL }, { "全社会公开", GK_R_ALL },
	{ "特定群众", GK_R_SOME }, { "特定群体", GK_R_SOME },
	{ "特定人群", GK_R_SOME }, { "特定对象", GK_R_SOME },

	{ "公开方式", GK_R_METHOD }, { "公开形式", GK_R_METHOD },
	{ "公开属性", GK_R_METHOD }, { "方式", GK_R_METHOD },
	{ "method", GK_R_METHOD },
	{ "主动", GK_R_ACTIVE }, { "主动公开", GK_R_ACTIVE },
	{ "依申请", GK_R_REQUEST }, { "依申请公开", GK_R_REQUEST },

	{ "公开层级", GK_R_LEVELS }, { "层级", GK_R_LEVELS },
	{ "公开级别", GK_R_LEVELS }, { "level", GK_R_LEVELS },

	{ "备注", GK_R_REMARK }, { "说明", GK_R_REMARK },

	{ "field", GK_R_FIELD }, { "id", GK_R_ID },
	{ "limitdays", GK_R_LIMIT_DAYS }, { "limitkind", GK_R_LIMIT_KIND },
	{ "limitfrom", GK_R_LIMIT_FROM }, { "cadence", GK_R_CADENCE },
	{ "evidence", GK_R_EVIDENCE }, { "source", GK_R_SOURCE },
};

static enum gk_column_role
look_up(struct gk_str key)
{
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (gk_str_eq(key, gk_str_of(labels[i].key)))
			return labels[i].role;
	return GK_R_NONE;
}

enum gk_column_role
gk_role_group(enum gk_column_role role)
{
	switch (role) {
	case GK_R_LEVEL1:
	case GK_R_LEVEL2:
		return GK_R_ITEM;
	case GK_R_CHANNEL:
		return GK_R_CHANNELS;
	case GK_R_ALL:
	case GK_R_SOME:
		return GK_R_AUDIENCE;
	case GK_R_ACTIVE:
	case GK_R_REQUEST:
		return GK_R_METHOD;
	case GK_R_TIER:
		return GK_R_LEVELS;
	default:
		return GK_R_NONE;
	}
}

/* ---- levels --------------------------------------------------------- */

static bool
holds(struct gk_str key, const char *word)
{
	return gk_str_find(key, gk_str_of(word)) != SIZE_MAX;
}

/* The key without the brackets, whose text stays: 县(市区)级 -> 县市区级. */
static struct gk_str
without_brackets(struct gk_buf *b, struct gk_str key)
{
	gk_buf_clear(b);
	for (size_t i = 0; i < key.n; i++)
		if (key.p[i] != '(' && key.p[i] != ')' && key.p[i] != '/')
			gk_buf_putc(b, key.p[i]);
	return gk_buf_str(b);
}

/* `key` in normal form, without brackets. */
static unsigned
level_bits(struct gk_str key, bool *other)
{
	unsigned bits = 0;

	*other = false;
	if (holds(key, "乡") || holds(key, "镇") || holds(key, "街道"))
		bits |= GK_TOWN;
	else if (holds(key, "村") || holds(key, "社区"))
		*other = true;
	if (holds(key, "县") || holds(key, "区级") || holds(key, "旗"))
		bits |= GK_COUNTY;
	if (holds(key, "市级") || holds(key, "市本级") || holds(key, "地市") ||
	    (gk_str_starts(key, GK_STR("市县"))) ||
	    gk_str_eq(key, GK_STR("市")))
		bits |= bits == GK_COUNTY && !gk_str_starts(key,
		    GK_STR("市")) ? 0 : GK_CITY;
	if (holds(key, "省") || holds(key, "国家") || holds(key, "中央"))
		*other = true;
	return bits;
}

unsigned
gk_level_bits(struct gk_str label, bool *other)
{
	struct gk_buf key = { 0 }, plain = { 0 };
	unsigned bits;

	gk_norm_key(&key, label);
	bits = level_bits(without_brackets(&plain, gk_buf_str(&key)), other);
	gk_buf_release(&key);
	gk_buf_release(&plain);
	return bits;
}

/* 县级, 乡（镇、街道）级: short, and ends in 级 or is the bare word. */
static enum gk_column_role
level_role(struct gk_str plain)
{
	bool other;
	unsigned bits = level_bits(plain, &other);

	if (plain.n > GK_STR("市县乡镇街道村社区级级").n ||
	    (!gk_str_ends(plain, GK_STR("级")) &&
	    plain.n > GK_STR("乡镇街道").n))
		return GK_R_NONE;
	return bits != 0 || (other && gk_str_ends(plain, GK_STR("级"))) ?
	    GK_R_TIER : GK_R_NONE;
}

/* ---- labels --------------------------------------------------------- */

/* 公开对象（全社会）, 公开对象-全社会: what is behind tells the column. */
static enum gk_column_role
inner_role(struct gk_str outer, struct gk_str inner)
{
	struct gk_buf plain = { 0 };
	enum gk_column_role group = look_up(outer), role = look_up(inner);

	if (role == GK_R_NONE)
		role = level_role(without_brackets(&plain, inner));
	gk_buf_release(&plain);
	if (group == GK_R_NONE || role == GK_R_NONE)
		return group;
	return gk_role_group(role) == group ? role : group;
}

/* `key` in normal form. */
static enum gk_column_role
role_of(struct gk_str key)
{
	struct gk_buf plain = { 0 };
	enum gk_column_role role = look_up(key);
	size_t at;

	if (role == GK_R_NONE)
		role = look_up(without_brackets(&plain, key));
	if (role == GK_R_NONE)
		role = level_role(gk_buf_str(&plain));
	at = role == GK_R_NONE ? gk_str_find(key, GK_STR("(")) : SIZE_MAX;
	if (at != SIZE_MAX)
		role = inner_role(gk_str_sub(key, 0, at),
		    gk_str_sub(key, at + 1, key.n - at -
		    (gk_str_ends(key, GK_STR(")")) ? 2 : 1)));
	for (const char *sign = "-/"; role == GK_R_NONE && *sign; sign++) {
		at = gk_str_find(key, (struct gk_str){ sign, 1 });
		if (at != SIZE_MAX)
			role = inner_role(gk_str_sub(key, 0, at),
			    gk_str_sub(key, at + 1, SIZE_MAX));
	}
	gk_buf_release(&plain);
	return role;
}

enum gk_column_role
gk_label_role(struct gk_str label)
{
	struct gk_buf key = { 0 };
	enum gk_column_role role = GK_R_NONE;

	gk_norm_key(&key, label);
	if (key.len != 0)
		role = role_of(gk_buf_str(&key));
	gk_buf_release(&key);
	return role;
}
