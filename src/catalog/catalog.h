/*
 * Catalogues (标准目录): what must be disclosed, as data under catalogs/,
 * format gongkai-catalog(5), schema catalogs/catalog.rng.
 *
 * Everything reached from a gk_catalogs lives until gk_catalogs_free and is
 * read-only; threads share it.
 */
#ifndef GK_CATALOG_CATALOG_H
#define GK_CATALOG_CATALOG_H

#include "core/date.h"
#include "core/error.h"
#include "core/intern.h"
#include "finding/finding.h"

enum gk_nature { GK_STANDING, GK_PERIODIC, GK_TRIGGERED };  /* 常设 定期 触发 */
enum gk_duty { GK_DUTY_ANY, GK_DUTY_EACH, GK_DUTY_LEAD };
enum gk_days { GK_WORKING, GK_CALENDAR };
/* Levels of government as bits: 市级 县级 乡级. */
enum gk_level { GK_CITY = 1, GK_COUNTY = 2, GK_TOWN = 4 };

/* One clause of a time limit (公开时限). */
struct gk_limit {
	int days;
	enum gk_days unit;
	struct gk_str from;	/* formed, decision, approved, reply, … */
	struct gk_str applies;	/* to which of the item's contents; "" all */
};

struct gk_item {
	const struct gk_field *field;
	size_t index;		/* over all catalogues, for arrays */
	struct gk_str id;	/* "17-11" */
	struct gk_str level1, level2;
	struct gk_str *aliases;	/* other names of level2 */
	size_t naliases;
	struct gk_str *elements;	/* 公开内容(要素) */
	size_t nelements;
	struct gk_str basis;	/* as printed, parts joined by ; */
	struct gk_str limit_text;
	struct gk_limit *limits;
	size_t nlimits;
	struct gk_str *subjects;	/* as printed, split at 、 ; 或者 */
	size_t nsubjects;
	struct gk_str *channels;
	size_t nchannels;
	bool all_channels;
	bool restricted;	/* 特定群众/特定群体 only: not for the web */
	struct gk_str audience, method;
	unsigned levels;	/* bits of gk_level; 0: blank in the source */
	enum gk_nature nature;
	bool nature_inferred;	/* not decided by the source: weighs as notice */
	enum gk_duty duty;
	enum gk_cadence cadence;	/* of a GK_PERIODIC item */
	int update_days;	/* update interval in working days; 0: none */
	enum gk_evidence evidence;
	bool placeholder;	/* never required of anyone */
	gk_day from, until;	/* validity; GK_NO_DAY: open */
	struct gk_str source;
};

struct gk_field {		/* 领域 */
	struct gk_str id;	/* "17" */
	struct gk_str slug;	/* "compulsory-education" */
	struct gk_str name;	/* 义务教育 */
	struct gk_str *aliases;
	size_t naliases;
	struct gk_str issuer, document, date;
	bool document_verified;	/* number and title read, not remembered */
	bool national;		/* a ministry's 标准目录: the id is a number */
	struct gk_str path;	/* file it came from */
	struct gk_item **items;
	size_t nitems;
};

struct gk_catalogs {
	struct gk_field *fields;
	size_t nfields, fields_cap;
	struct gk_item **items;	/* by gk_item.index */
	size_t nitems, items_cap;
	struct gk_arena arena;
	struct gk_channels *channels;	/* catalogs/channels.csv */
	struct gk_matcher *matcher;	/* made by gk_catalogs_index */
};

struct gk_catalogs *gk_catalogs_new(void);
void gk_catalogs_free(struct gk_catalogs *c);
/*
 * Adds one catalogue, or all *.xml of a folder in byte order of names (none
 * is no error; gongkai.xml, the project file, is skipped).  After GK_FAIL `c`
 * can only be freed.
 */
enum gk_status gk_catalogs_add(struct gk_catalogs *c, const char *path,
    struct gk_error *err);
/* Builds the index for matching; call once, after the last gk_catalogs_add. */
void gk_catalogs_index(struct gk_catalogs *c);

enum gk_match_how {
	GK_MATCH_NONE,		/* claims nothing: 目录外信息 */
	GK_MATCH_CODE,		/* item code */
	GK_MATCH_NAME,		/* field, level1, level2 after normalisation */
	GK_MATCH_UNKNOWN,	/* claims a field or an item nothing knows */
	GK_MATCH_FIELD		/* the field is known and no item is claimed */
};
struct gk_match {
	enum gk_match_how how;
	const struct gk_field *field;	/* of MATCH_FIELD, UNKNOWN if known */
	const struct gk_item *item;	/* of CODE, NAME */
	const struct gk_item *nearest;	/* of UNKNOWN: suggestion, or NULL */
};
/* Matches what a record claims (DESIGN §4).  Safe from several threads. */
struct gk_match gk_catalogs_match(const struct gk_catalogs *c,
    struct gk_str code, struct gk_str field, struct gk_str level1,
    struct gk_str level2);

/* Between the channels of a cell; no '/', which occurs in names (入户/现场). */
#define GK_CHANNEL_SEPARATORS ";,；、，"

/*
 * Whether a channel named in a ledger is this one of the catalogue (aliases:
 * 门户网站, 政府门户网站, 网站 = 政府网站 …; data: catalogs/channels.csv).
 * `written` is one piece of a cell, not a list.
 */
bool gk_channel_is(const struct gk_catalogs *c, struct gk_str written,
    struct gk_str listed);
/* Whether a cell of channels names any place on the web (channels.csv). */
bool gk_channel_on_web(const struct gk_catalogs *c, struct gk_str written);
/* Whether any of the item's channels is on the web. */
bool gk_item_on_web(const struct gk_catalogs *c, const struct gk_item *i);

#endif
