/*
 * What is found of documents and what explains them (SEMANTICS §6): 解读 in
 * explain.c, 三同步 in sync.c.  Findings about a document carry its unit and
 * title wherever the row is that shows the fault, so that wide and long
 * ledgers say the same.
 */
#ifndef GK_PAIR_JUDGE_H
#define GK_PAIR_JUDGE_H

#include "pair/pairs.h"

/* Whether a document must be interpreted. */
enum gk_must { GK_NEED_NONE,	/* exempt, not public, said so */
	GK_NEED_UNKNOWN,	/* 待认定 */
	GK_NEED_LIKELY,		/* said or seems so: a warning */
	GK_NEED_SURE };		/* 规章, 规划, 行政规范性文件 */

/* Of one table, counted over its documents. */
struct gk_pair_tally {
	size_t documents;	/* that 三同步 is asked of */
	size_t verifiable;	/* all three steps can be judged */
	size_t all_yes;		/* 是 in all three */
	size_t step[3][4];	/* by step and enum gk_sync_state */
	size_t pending;		/* 待认定, and no interpretation */
	struct gk_str names[3];	/* of the first of them */
};

struct gk_pair_judge {
	const struct gk_context *cx;
	const struct gk_pair_terms *terms;
	const struct gk_pairs *pairs;
	struct gk_findings *out;
	struct gk_pair_tally *tally;	/* by number of the table */
	bool *seen;		/* by interpretation: its form was looked at */
	struct gk_buf work;
};

enum gk_must gk_pair_need(struct gk_pair_judge *j,
    const struct gk_pair_document *d, const struct gk_pair_term **type);
/*
 * The draft of a finding about a document, in `row`, which may be that of an
 * interpretation; basis and evidence are those of the duty.
 */
struct gk_draft gk_pair_draft(const struct gk_pair_judge *j,
    const struct gk_pair_document *d, const struct gk_paper_row *row,
    enum gk_kind_id kind, enum gk_paper_place at, enum gk_pair_duty duty);
/* The same of a table as a whole; `key` names the column, or is NULL. */
struct gk_draft gk_pair_table_draft(const struct gk_pair_judge *j,
    const struct gk_paper_table *t, enum gk_kind_id kind, const char *key,
    enum gk_pair_duty duty);
/* A day for a message. */
struct gk_str gk_pair_day(const struct gk_pair_judge *j, gk_day d);
/* A text in comparison form; lives until the next call. */
struct gk_str gk_pair_key(struct gk_pair_judge *j, struct gk_str s);

void gk_pair_explain(struct gk_pair_judge *j,
    const struct gk_pair_document *d);
void gk_pair_loose(struct gk_pair_judge *j, const struct gk_pair_loose *l);
void gk_pair_sync(struct gk_pair_judge *j, const struct gk_pair_document *d);
/* What is said once of a table, when all documents are judged. */
void gk_pair_sync_table(struct gk_pair_judge *j,
    const struct gk_paper_table *t);
void gk_pair_pending(struct gk_pair_judge *j, const struct gk_paper_table *t);

#endif
