#include "config.h"

#include "audit/entry.h"

#include <stdlib.h>

#include "core/flag.h"
#include "core/intern.h"
#include "core/norm.h"
#include "core/url.h"
#include "finding/secrecy.h"

/* Distinct names and claims remembered before the memory is started anew. */
#define CACHE_MAX ((size_t)1 << 16)

struct unit_seen {
	struct gk_unit_ref ref;
	struct gk_str name, region;
};

struct gk_reader {
	const struct gk_context *cx;
	struct gk_source src;
	const struct gk_region *region;	/* names are read in it */
	uint32_t sole;		/* the unit of all rows, by unit_ids */
	bool several;		/* there is no such unit */
	struct gk_entry entry;
	struct gk_date *dates;
	size_t ndates;
	struct gk_intern *unit_ids, *claim_ids;
	struct unit_seen *units;	/* by unit_ids */
	size_t nunits, units_cap;
	struct gk_match *claims;	/* by claim_ids */
	size_t nclaims, claims_cap;
	struct gk_buf key;
};

struct gk_reader *
gk_reader_new(const struct gk_context *cx)
{
	struct gk_reader *r = gk_calloc(1, sizeof *r);

	r->cx = cx;
	r->unit_ids = gk_intern_new();
	r->claim_ids = gk_intern_new();
	return r;
}

void
gk_reader_free(struct gk_reader *r)
{
	if (r == NULL)
		return;
	gk_intern_free(r->unit_ids);
	gk_intern_free(r->claim_ids);
	free(r->units);
	free(r->claims);
	free(r->dates);
	gk_buf_release(&r->key);
	free(r);
}

/* The region in which names of the table are read: SEMANTICS §1. */
static const struct gk_region *
region_of(const struct gk_register *units, const struct gk_table *t)
{
	const struct gk_region *by_path = gk_register_region_in(units, t->file);
	const struct gk_region *region = NULL;

	if (t->unit.n > 0)
		region = gk_register_resolve(units, t->unit, by_path).region;
	if (region == NULL)
		region = gk_register_region_in(units, t->title);
	return region != NULL ? region : by_path;
}

static struct unit_seen
resolve(const struct gk_context *cx, struct gk_str written,
    const struct gk_region *region)
{
	struct unit_seen u = { .name = written, .region = GK_EMPTY };

	if (cx->units == NULL)
		return u;
	u.ref = gk_register_resolve(cx->units, written, region);
	if (u.ref.unit != NULL)
		u.name = u.ref.unit->name;
	if (u.ref.region != NULL)
		u.region = u.ref.region->name;
	return u;
}

static void
set_sender(struct gk_source *src, const struct unit_seen *u)
{
	src->unit = u->ref;
	src->unit_name = u->name;
	src->region_name = u->region;
}

struct gk_source
gk_reader_peek(const struct gk_reader *r, const struct gk_table *t)
{
	struct gk_source src = { .table = t };
	const struct gk_region *region = r->cx->units != NULL ?
	    region_of(r->cx->units, t) : NULL;
	struct unit_seen u = resolve(r->cx, t->unit, region);

	set_sender(&src, &u);
	return src;
}

const struct gk_source *
gk_reader_table(struct gk_reader *r, const struct gk_table *t)
{
	r->src = gk_reader_peek(r, t);
#define GK_X(name) r->src.col.name = gk_ledger_kind_column(t->kind, #name);
	GK_KNOWN_COLUMNS(GK_X)
#undef GK_X
	r->region = r->cx->units != NULL ? region_of(r->cx->units, t) : NULL;
	r->dates = gk_reallocarray(r->dates, t->kind->ncolumns,
	    sizeof *r->dates);
	r->ndates = t->kind->ncolumns;
	r->sole = GK_NO_ID;
	r->several = false;
	gk_intern_free(r->unit_ids);
	r->unit_ids = gk_intern_new();
	r->nunits = 0;
	return &r->src;
}

const struct gk_source *
gk_reader_end(struct gk_reader *r)
{
	if (r->src.unit_name.n == 0 && !r->several && r->sole != GK_NO_ID)
		set_sender(&r->src, &r->units[r->sole]);
	return &r->src;
}

static bool
is_one_of(struct gk_str s, const char *const *words)
{
	s = gk_trim(s);
	for (; *words != NULL; words++)
		if (gk_str_eq(s, gk_str_of(*words)))
			return true;
	return false;
}

static void
find_unit(struct gk_reader *r, struct gk_str written)
{
	const struct unit_seen *u;
	uint32_t id;

	if (r->nunits >= CACHE_MAX && gk_intern_find(r->unit_ids, written) ==
	    GK_NO_ID) {
		gk_intern_free(r->unit_ids);
		r->unit_ids = gk_intern_new();
		r->nunits = 0;
		r->several = true;
	}
	id = gk_intern(r->unit_ids, written);
	if (id == r->nunits) {
		struct unit_seen fresh = resolve(r->cx,
		    gk_intern_str(r->unit_ids, id), r->region);

		*GK_PUSH(r->units, r->nunits, r->units_cap) = fresh;
	}
	r->several |= r->sole != GK_NO_ID && r->sole != id;
	r->sole = id;
	u = &r->units[id];
	r->entry.unit = u->ref;
	r->entry.unit_name = u->name;
	r->entry.region_name = u->region;
}

static void
find_item(struct gk_reader *r)
{
	struct gk_str part[4] = {
		gk_entry_field(&r->entry, r->src.col.item),
		gk_entry_field(&r->entry, r->src.col.field),
		gk_entry_field(&r->entry, r->src.col.level1),
		gk_entry_field(&r->entry, r->src.col.level2),
	};
	uint32_t id;

	gk_buf_clear(&r->key);
	for (size_t i = 0; i < 4; i++) {
		gk_buf_add_str(&r->key, part[i]);
		gk_buf_putc(&r->key, '\x1f');
	}
	if (r->nclaims >= CACHE_MAX && gk_intern_find(r->claim_ids,
	    gk_buf_str(&r->key)) == GK_NO_ID) {
		gk_intern_free(r->claim_ids);
		r->claim_ids = gk_intern_new();
		r->nclaims = 0;
	}
	id = gk_intern(r->claim_ids, gk_buf_str(&r->key));
	if (id == r->nclaims)
		*GK_PUSH(r->claims, r->nclaims, r->claims_cap) =
		    gk_catalogs_match(r->cx->catalogs, part[0], part[1],
		    part[2], part[3]);
	r->entry.match = r->claims[id];
}

static void
read_dates(struct gk_reader *r, const struct gk_record *rec)
{
	const struct gk_ledger_kind *kind = rec->table->kind;

	for (size_t i = 0; i < r->ndates; i++)
		if (kind->columns[i].type == GK_DATE)
			r->dates[i] = gk_date_parse(rec->field[i]);
}

static gk_day
full_day(const struct gk_reader *r, size_t col)
{
	if (col == SIZE_MAX || r->dates[col].how != GK_DATE_FULL)
		return GK_NO_DAY;
	return r->dates[col].first;
}

/* 零报告: marked as such, or in place of a title. */
static bool
is_nil(const struct gk_reader *r)
{
	static const char *const marks[] = { "是", "零报告", "无", "√", "✓",
		"✔", "1", "yes", "Y", "y", "nil", NULL };
	static const char *const titles[] = { "零报告", "本月无", "本季度无",
		"本期无", "本年度无", "本年无", "无", "无新增", "本月无新增",
		"本季度无新增", "本期无新增", NULL };

	return is_one_of(gk_entry_field(&r->entry, r->src.col.nil), marks) ||
	    is_one_of(gk_entry_field(&r->entry, r->src.col.title), titles);
}

static bool
says_published(const struct gk_reader *r)
{
	static const char *const words[] = { "已公开", "已发布", "已上网",
		"已公示", "已主动公开", "是", "√", "✓", "✔", "Y", "y", "yes",
		"1", NULL };

	return is_one_of(gk_entry_field(&r->entry, r->src.col.status), words);
}

static bool
has_address(struct gk_str cell)
{
	struct gk_str piece;

	while (gk_url_next(&cell, &piece))
		if (gk_url_classify(piece) != GK_URL_NONE)
			return true;
	return false;
}

/* 公开方式, or 公开属性 of documents: not 不予公开, not 依申请公开 alone. */
static bool
is_proactive(const struct gk_reader *r)
{
	struct gk_str how = gk_entry_field(&r->entry, r->src.col.method);

	if (how.n == 0)
		how = gk_entry_field(&r->entry, r->src.col.attribute);
	if (gk_str_find(how, GK_STR("不予")) != SIZE_MAX ||
	    gk_str_find(how, GK_STR("不公开")) != SIZE_MAX)
		return false;
	return gk_str_find(how, GK_STR("依申请")) == SIZE_MAX ||
	    gk_str_find(how, GK_STR("主动")) != SIZE_MAX;
}

/* 涉密, 属于国家秘密; but 不涉密, 非涉密, 未涉密. */
static bool
says_secret(struct gk_str verdict)
{
	static const char *const none[] = { "不", "非", "未", "无", NULL };

	for (size_t i = 0; none[i] != NULL; i++)
		if (gk_str_find(verdict, gk_str_of(none[i])) != SIZE_MAX)
			return false;
	return gk_str_find(verdict, GK_STR("涉密")) != SIZE_MAX ||
	    gk_str_find(verdict, GK_STR("国家秘密")) != SIZE_MAX;
}

static bool
is_secret(const struct gk_reader *r)
{
	const struct gk_entry *e = &r->entry;
	struct gk_str title = gk_entry_field(e, r->src.col.title);

	return gk_says_yes(gk_entry_field(e, r->src.col.secret)) ||
	    says_secret(gk_entry_field(e, r->src.col.verdict)) ||
	    gk_secrecy_mark(title) || gk_secrecy_word(title);
}

static void
find_state(struct gk_reader *r)
{
	struct gk_entry *e = &r->entry;

	e->nil = is_nil(r);
	e->secret = is_secret(r);
	e->proactive = is_proactive(r);
	e->linked = has_address(gk_entry_field(e, r->src.col.url));
	e->claimed = e->linked || says_published(r) ||
	    (r->src.col.published != SIZE_MAX &&
	    r->dates[r->src.col.published].how != GK_DATE_EMPTY &&
	    r->dates[r->src.col.published].how != GK_DATE_UNREADABLE);
}

/* Of a year that the ledger is not for: it serves coverage only. */
static bool
is_other_year(const struct gk_table *t, gk_day event)
{
	if (t->period_first == GK_NO_DAY || event == GK_NO_DAY)
		return false;
	return gk_day_year(event) < gk_day_year(t->period_first) ||
	    gk_day_year(event) > gk_day_year(t->period_last);
}

const struct gk_entry *
gk_reader_entry(struct gk_reader *r, const struct gk_record *rec)
{
	struct gk_entry *e = &r->entry;
	struct gk_str unit;
	gk_day event;

	*e = (struct gk_entry){ .rec = rec, .src = &r->src,
		.col = &r->src.col,
		.dates = r->dates };
	read_dates(r, rec);
	e->formed = full_day(r, r->src.col.formed);
	e->published = full_day(r, r->src.col.published);
	event = e->formed != GK_NO_DAY ? e->formed : e->published;
	if (event != GK_NO_DAY &&
	    ((r->cx->from != GK_NO_DAY && event < r->cx->from) ||
	    (r->cx->to != GK_NO_DAY && event > r->cx->to)))
		return NULL;
	unit = gk_entry_field(e, r->src.col.unit);
	find_unit(r, unit.n > 0 ? unit : rec->table->unit);
	find_item(r);
	find_state(r);
	e->other_year = is_other_year(rec->table, event);
	return e;
}
