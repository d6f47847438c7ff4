/*
 * Between the files of the key points: reading (points.c, points_measure.c),
 * counting (points_state.c, points_tally.c), judging (points_judge.c), words
 * (points_words.c), printing (points_table.c).
 */
#ifndef GK_COMPARE_POINTS_INT_H
#define GK_COMPARE_POINTS_INT_H

#include "compare/points.h"
#include "core/xml.h"

enum gk_point_state {
#define GK_POINT_STATE(sym, id, weight, zh, en) GK_PS_##sym,
#include "compare/points_states.def"
#undef GK_POINT_STATE
	GK_POINT_STATES
};

const char *gk_point_state_id(enum gk_point_state s);
const char *gk_point_state_label(enum gk_point_state s, enum gk_lang lang);
/*
 * What several states make together.  The worst decides, but what is missing
 * or without a ledger beside something that is there is partly done, and what
 * is not yet due beside it is in progress.  What is not checked, not
 * applicable or not checkable counts only if there is nothing else.
 */
enum gk_point_state gk_points_worst(const enum gk_point_state *list, size_t n);

/* ---- measures ------------------------------------------------------- */

enum gk_form { GK_COUNT, GK_CELLS, GK_ROWS, GK_FLAGGED, GK_BY_RULES,
	GK_COVERED };
enum gk_per { GK_PER_ANY, GK_PER_CITY, GK_PER_REGION, GK_PER_UNIT };

struct gk_point_span {		/* when a record is to be there */
	gk_day first, due;	/* in time */
	gk_day last;		/* and late, but still for this */
};

struct gk_theme {		/* a <cell> */
	struct gk_str label[2];
	const struct gk_words *words;	/* NULL: any */
	size_t filled;		/* column; SIZE_MAX: none */
};

struct gk_measure {
	size_t index;		/* over all clauses */
	enum gk_form form;
	enum gk_per per;
	enum gk_cadence every;	/* GK_ONCE: one span */
	bool own;		/* only units with such records owe it */
	bool any_day;		/* date="none" */
	bool items;		/* ids are of items */
	bool unknown;		/* a rule that no pack has for the kind */
	struct gk_str label[2];	/* "" if the clause has no other */
	const struct gk_ledger_kind *kind;	/* NULL: coverage */
	struct gk_str *roles;
	size_t nroles;
	size_t date[2];		/* columns, the first that is filled */
	struct gk_point_span *spans;
	size_t nspans;
	size_t times;
	const size_t *evidence;	/* columns, ended by SIZE_MAX */
	const size_t *columns;	/* of cells */
	struct gk_theme *themes;
	size_t nthemes;
	size_t column;		/* of a flag */
	size_t by, done;	/* of rows: the limit, and the day it is done */
	const struct gk_when *when, *must;
	const size_t *needs;
	struct gk_str *ids;	/* of fields or items */
	size_t nids;
	const struct gk_rule **rules;	/* for the kind */
	size_t nrules;
};

/* ---- what came out -------------------------------------------------- */

/* How many of the things that are owed are how: DESIGN §4, five answers. */
struct gk_reckoning {
	size_t total, done, late, self, missing, pending;
	bool begun;		/* less than is owed, but not nothing */
	size_t records;		/* behind them */
	struct gk_str open;	/* names of the first that are missing */
	size_t nopen;
};

enum gk_why { GK_WHY_NOTHING, GK_WHY_COLUMNS, GK_WHY_NOBODY, GK_WHY_REGISTER,
	GK_WHY_RULES };

struct gk_measured {
	enum gk_point_state state;
	struct gk_reckoning n;
	enum gk_why why;	/* of not-checked */
};

struct gk_clause_of {
	struct gk_str id, scope, cadence;
	struct gk_str text[2];
	struct gk_str *leads;	/* as printed, inferred ones left out */
	size_t nleads;
	bool leads_own;		/* not those of the point */
	bool optional;		/* 可以, 探索: what is missing is no fault */
	gk_day due;
	struct gk_measure *measures;
	struct gk_measured *results;	/* as many */
	size_t nmeasures;
	struct gk_str reason[2];	/* not checkable, or later */
	struct gk_str note[2];
	enum gk_point_state state;
};

struct gk_point {
	int no;
	struct gk_str heading[2];
	struct gk_str *leads;
	size_t nleads;
	struct gk_clause_of *clauses;
	size_t nclauses;
	enum gk_point_state state;
};

struct gk_answers {		/* of coverage, by measure */
	size_t open, published, pending;
	struct gk_str names;
	size_t nnames;
};

struct gk_points {
	int year;
	struct gk_str title[2], document;
	gk_day date;
	gk_day as_of;		/* of the judgement */
	struct gk_point *list;
	size_t count;
	size_t nmeasures;
	struct gk_measure **measures;	/* by index */
	size_t measures_cap;
	struct gk_answers *answers;	/* by index */
	const struct gk_ledger_kinds *kinds;
	struct gk_arena arena;
};

/* Reads a measure of a clause (points_measure.c). */
struct gk_measure_reader {
	struct gk_points *points;
	struct gk_book *book;
	const char *path;
	struct gk_error *err;
};
enum gk_status gk_measure_read(struct gk_measure_reader *r, const xmlNode *n,
    const struct gk_clause_of *c, struct gk_measure *m);

/* ---- counting ------------------------------------------------------- */

struct gk_tally {
	size_t good, late;
	size_t bare;		/* without evidence */
	size_t wait;		/* rows that are not yet due */
	size_t seen;
};

struct gk_points_seen {		/* by measure */
	size_t tables;		/* of the kind, from those who owe it */
	size_t fit;		/* that have the columns */
	size_t records;		/* that the measure is about */
	gk_day reach;		/* the end of the latest period stated */
	bool open;		/* a ledger that states none */
};

struct gk_points_state {
	const struct gk_context *cx;
	struct gk_points *points;
	struct gk_points_seen *seen;
	bool *fits;		/* of the table being read */
	struct gk_intern *keys;	/* of tallies */
	struct gk_tally *tallies;
	size_t ntallies, cap;
	struct gk_intern *known;	/* units and regions that sent anything */
	struct gk_buf key;
};

/*
 * A scope (compare/cover.h) and a place in a measure: 0 for anything at all,
 * else the number of the span or theme.  The first makes one if there is
 * none; it stays where it is until the next.
 */
struct gk_tally *gk_points_count(struct gk_points_state *st,
    const struct gk_measure *m, size_t place, char scope, size_t id,
    struct gk_str name);
const struct gk_tally *gk_points_tally(struct gk_points_state *st,
    const struct gk_measure *m, size_t place, char scope, size_t id,
    struct gk_str name);
void gk_points_know(struct gk_points_state *st, char scope, size_t id,
    struct gk_str name);
bool gk_points_known(struct gk_points_state *st, char scope, size_t id);
/* Adds tallies and scopes. */
void gk_points_merge(struct gk_points_state *into,
    const struct gk_points_state *from);
/* Writes states and figures into the points. */
void gk_points_judge(struct gk_points_state *st, const struct gk_findings *out);

#define GK_NAMES_MAX 5		/* of what is missing */
/* Adds a name to those that are missing; only the first ones are kept. */
void gk_points_name(struct gk_arena *a, struct gk_str *list, size_t *n,
    struct gk_str name);

/* ---- words ---------------------------------------------------------- */

/* 3/4个季度 …: the figures of a clause or of a point, appended. */
void gk_clause_figures(struct gk_buf *out, const struct gk_clause_of *c,
    enum gk_lang lang);
void gk_point_figures(struct gk_buf *out, const struct gk_point *p,
    enum gk_lang lang);
/* What is missing, why it is not checked, and the note. */
void gk_clause_remarks(struct gk_buf *out, const struct gk_clause_of *c,
    enum gk_lang lang);
const char *gk_scope_label(struct gk_str scope, enum gk_lang lang);
const char *gk_cadence_label(struct gk_str cadence, enum gk_lang lang);
/* All, joined by 、. */
void gk_leads_join(struct gk_buf *out, const struct gk_str *leads, size_t n);
/* 第一季度 …: the i-th span of a measure. */
struct gk_str gk_points_span(struct gk_arena *a, const struct gk_measure *m,
    size_t i, enum gk_lang lang);

#endif
