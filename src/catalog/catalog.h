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

/* What one clause of a time limit (公开时限) says. */
enum gk_clause_kind {
	GK_CLAUSE_DEADLINE,	/* so many days after an event */
	GK_CLAUSE_DURATION,	/* to be shown for so many days at least */
	GK_CLAUSE_UPDATE,	/* again within so many days */
	GK_CLAUSE_CADENCE,	/* once in every period */
	GK_CLAUSE_BY,		/* every year by a day */
	GK_CLAUSE_PROMPTLY,	/* 及时, 实时, 随时: no number */
	GK_CLAUSE_STANDING,	/* 长期公开 */
	GK_CLAUSE_WITH,		/* together with another event */
	GK_CLAUSE_AHEAD,	/* so many days ahead */
	GK_CLAUSE_WITHIN	/* in a time that is set elsewhere */
};
/*
 * What a clause does not say is 0 or empty.  The interval of
 * GK_CLAUSE_UPDATE is the item's update_days; no clause of an item has it,
 * only one that was read from a wording (catalog/wording.h).
 */
struct gk_clause {
	enum gk_clause_kind kind;
	int days;		/* DEADLINE, DURATION, UPDATE, AHEAD */
	enum gk_days unit;
	struct gk_str from;	/* DEADLINE: formed, … event, unstated */
	struct gk_str event;	/* its words; PROMPTLY, WITH, AHEAD, WITHIN */
	struct gk_str applies;	/* to which of the item's contents; "" all */
	enum gk_cadence cadence;	/* CADENCE */
	int month, day;		/* BY */
	struct gk_str phrase;	/* what it was read from, of a wording only */
};

/* The element it is in a catalogue: "clause" of a deadline, "duration" … */
const char *gk_clause_name(enum gk_clause_kind kind);

/* A clause that is a deadline, as the checks use it. */
struct gk_limit {
	int days;
	enum gk_days unit;
	struct gk_str from;	/* formed, decision, approved, reply, … */
	struct gk_str applies;	/* to which of the item's contents; "" all */
};

/* What a local catalogue (extends=) makes of an item. */
enum gk_locally { GK_AS_ISSUED, GK_LOCAL_ADDED, GK_LOCAL_RENAMED,
	GK_LOCAL_REPLACED, GK_LOCAL_DROPPED };

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
	struct gk_str *bases;	/* the parts */
	size_t nbases;
	struct gk_str limit_text;
	struct gk_clause *clauses;	/* the whole limit, in order */
	size_t nclauses;
	struct gk_limit *limits;	/* its deadlines */
	size_t nlimits;
	struct gk_str *subjects;	/* as printed, split at 、 ; 或者 */
	size_t nsubjects;
	bool subject_inferred;	/* not named by the source: weighs as notice */
	struct gk_str *channels;
	size_t nchannels;
	bool all_channels;
	bool restricted;	/* 特定群众/特定群体 only: not for the web */
	struct gk_str audience, method;
	unsigned levels;	/* bits of gk_level; 0: blank in the source */
	unsigned weak_levels;	/* where what is missing is at most a warning */
	enum gk_nature nature;
	bool nature_inferred;	/* not decided by the source: weighs as notice */
	enum gk_duty duty;
	enum gk_cadence cadence;	/* of a GK_PERIODIC item */
	int update_days;	/* update interval in working days; 0: none */
	enum gk_evidence evidence;
	bool placeholder;	/* never required of anyone */
	gk_day from, until;	/* validity; GK_NO_DAY: open */
	struct gk_str source;
	size_t line;		/* in the file */
	enum gk_locally locally;	/* DROPPED: never required of anyone */
	struct gk_str reason;	/* why it was changed */
	const struct gk_field *local;	/* what changed it; NULL: AS_ISSUED */
	struct gk_str level1_issued;	/* REPLACED: its level1, if it changed */
	struct gk_str local_id;	/* REPLACED: the local item's id, a code too */
	struct gk_str replaces;	/* of a local item: the id it stands for */
};

/* <changes> of a local catalogue: an item dropped, or renamed. */
struct gk_local_change {
	struct gk_str item;	/* id */
	struct gk_str level2;	/* its new name; "": dropped */
	struct gk_str reason;
	size_t line;
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
	struct gk_str edition;	/* "2019", or "" */
	size_t stated;		/* items the source says it has; 0: unknown */
	struct gk_str stated_text;
	struct gk_str *notes, *sources;
	size_t nnotes, nsources;
	struct gk_str extends;	/* a local catalogue: the field it changes */
	struct gk_local_change *changes;
	size_t nchanges;
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
	bool localised;		/* gk_catalogs_localise is done */
	struct gk_channels *channels;	/* catalogs/channels.csv */
	struct gk_matcher *matcher;	/* made by gk_catalogs_index */
};

struct gk_catalogs *gk_catalogs_new(void);
void gk_catalogs_free(struct gk_catalogs *c);
/*
 * Adds one catalogue ("-": standard input), or all *.xml of a folder in byte
 * order of names (none is no error; gongkai.xml, the project file, is
 * skipped).  After GK_FAIL `c` can only be freed.
 */
enum gk_status gk_catalogs_add(struct gk_catalogs *c, const char *path,
    struct gk_error *err);
/*
 * Applies the local catalogues to the fields that they extend: afterwards
 * those have the local items too, and the local catalogues are no fields of
 * their own.  Fails, naming file and line, if one extends or changes what is
 * not there, or an item is changed twice; `c` can then only be freed.  Call
 * it after the last gk_catalogs_add; a second call does nothing.
 */
enum gk_status gk_catalogs_localise(struct gk_catalogs *c,
    struct gk_error *err);
/*
 * Builds the index for matching; call once, after the last gk_catalogs_add.
 * Localises, if nobody has, leaving out what cannot be applied; a local
 * catalogue whose field is not there stays a field of its own.
 */
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
