/*
 * Papers: documents and interpretations (政策文件、解读材料) as gathered from
 * ledgers, wide (a row a document, what explains it in interp_* columns), long
 * (a row a document, rows of interpretations of their own) or of everything
 * (disclosure).
 *
 * Gathering keeps copies of what rows say; nothing is matched before all
 * ledgers are read.
 */
#ifndef GK_PAIR_PAPERS_H
#define GK_PAIR_PAPERS_H

#include "pair/terms.h"

/* What is kept of a row, as text. */
enum gk_paper_text {
	GK_T_UNIT, GK_T_UNIT_ID, GK_T_REGION, GK_T_FIELD, GK_T_ITEM,
	GK_T_TITLE,		/* of the record, for findings */
	GK_T_KEY, GK_T_KEY_LAST = GK_T_KEY + 4,	/* of the record */
	GK_T_NAME,		/* of the paper itself */
	GK_T_NUMBER, GK_T_URL, GK_T_TYPE, GK_T_PLAN, GK_T_ORGANISED,
	GK_T_SIGNED, GK_T_DEPLOYED,
	GK_T_FORM, GK_T_ELEMENTS, GK_T_BY,	/* of interpretations */
	GK_T_BY_ID,		/* id of the unit that interprets, if known */
	GK_T_BY_PARENT,		/* and of the one that manages it */
	GK_T_LINK,		/* what it names as its document */
	GK_PAPER_TEXTS
};

enum gk_paper_day { GK_D_FORMED, GK_D_PUBLISHED, GK_D_SUBMITTED, GK_D_PLAN,
	GK_D_INTERP_SIGNED, GK_D_INTERP_DEPLOYED, GK_PAPER_DAYS };

/* Columns in which faults are. */
enum gk_paper_place { GK_P_TITLE, GK_P_PUBLISHED, GK_P_URL, GK_P_ORGANISED,
	GK_P_SIGNED, GK_P_DEPLOYED, GK_P_PLAN, GK_P_LINKED, GK_P_FORM,
	GK_P_ELEMENTS, GK_P_BY, GK_PAPER_PLACES };

enum gk_said { GK_UNSAID, GK_SAID_YES, GK_SAID_NO };

/* A table that papers stand in; outlives its ledger. */
struct gk_paper_table {
	struct gk_str file, sheet;
	struct gk_str unit, unit_id, region;	/* its sender, if there is one */
	const struct gk_ledger_kind *kind;
	const size_t *column_no;	/* by column of the kind; 0: unknown */
	bool has_sync;		/* any of the three columns */
	bool has_elements, has_forms, has_need;
	bool mixed;		/* a ledger of everything */
	bool interprets;	/* an interpretation stands in it */
	size_t number;		/* in finish: its place among all */
	struct gk_paper_table *next;
};

struct gk_paper_row {
	struct gk_paper_table *table;
	struct gk_str text[GK_PAPER_TEXTS];
	gk_day day[GK_PAPER_DAYS];
	size_t row, line;
	unsigned char normative, need, first, forwarded, linked; /* gk_said */
	bool proactive;
	bool other_year;	/* matched, not judged */
	bool own_row;		/* an interpretation in a row of its own */
	bool lead;		/* of several in a cell, the first */
	bool explains_draft;	/* 草案解读, 政策吹风: may come first */
	/* Interpretations: the document of the same row, or the last one above
	 * (merged cells); by place in `documents`, SIZE_MAX: none. */
	size_t beside, above;
};

struct gk_papers {
	struct gk_arena arena;
	struct gk_paper_table *tables, **last_table;	/* in order of input */
	struct gk_paper_row *documents, *interpretations;
	size_t ndocuments, documents_cap;
	size_t ninterpretations, interpretations_cap;
	struct gk_paper_row last;	/* strings seldom differ */
	struct gk_arena work;	/* of one record */
	size_t above;		/* the last document of the table */
};

void gk_papers_init(struct gk_papers *p);
void gk_papers_release(struct gk_papers *p);
/* A table begins; false if its kind holds no papers. */
bool gk_papers_table(struct gk_papers *p, const struct gk_source *src);
/* A row of it (gather.c). */
void gk_papers_add(struct gk_papers *p, const struct gk_pair_terms *terms,
    const struct gk_context *cx, const struct gk_entry *e);
/* For gather.c: the table that was added last; and one paper, copied. */
struct gk_paper_table *gk_papers_current(const struct gk_papers *p);
void gk_papers_document(struct gk_papers *p, const struct gk_paper_row *r);
void gk_papers_interpretation(struct gk_papers *p,
    const struct gk_paper_row *r);
/* The table is read: its sender is known. */
void gk_papers_end(struct gk_papers *p, const struct gk_source *src);
/* Copies another's behind one's own. */
void gk_papers_merge(struct gk_papers *into, const struct gk_papers *from);

/* Index of a place's column in the kind, for a paper; SIZE_MAX: none. */
size_t gk_paper_column(const struct gk_paper_row *r, enum gk_paper_place at);
/* The draft of a finding about the row; no title but its own. */
struct gk_draft gk_paper_draft(const struct gk_paper_row *r,
    enum gk_kind_id kind, enum gk_paper_place at);

#endif
