/*
 * Between coverage.c (whose duties are judged) and answer.c (how).
 */
#ifndef GK_COMPARE_ANSWER_H
#define GK_COMPARE_ANSWER_H

#include "compare/cover.h"
#include "compare/duty.h"

/* 已公开, 未公开, 不适用, 未到期, 无法判定, 零报告: SEMANTICS §2. */
enum gk_answer { GK_PUBLISHED, GK_OPEN, GK_NOT_APPLICABLE, GK_NOT_DUE,
	GK_UNDECIDED, GK_NIL };

/* One duty with everything that is known about it. */
struct gk_case {
	const struct gk_context *cx;
	struct gk_duty_of duty;
	const struct gk_cover *cover;	/* NULL: no record at all */
	const struct gk_sender *sender;	/* NULL: no ledger */
	struct gk_str unit_name, unit_title, unit_id;
	struct gk_str region_name;
	gk_day horizon;		/* judged until here */
	bool at_most_warning;
};

/* Judges a duty that applies, and raises what it finds. */
enum gk_answer gk_case_judge(const struct gk_case *c, struct gk_findings *out);

#endif
