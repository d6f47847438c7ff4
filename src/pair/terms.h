/*
 * What documents and interpretations are held against, as data
 * (rules/pairing/pairing.xml): types that must be interpreted or need not be,
 * forms, elements, bases, and the parameter interp_days.
 */
#ifndef GK_PAIR_TERMS_H
#define GK_PAIR_TERMS_H

#include "checks/check.h"
#include "rules/book.h"

/* The duties that findings rest on, each with a basis of its own. */
enum gk_pair_duty { GK_DUTY_RANGE, GK_DUTY_SYNC, GK_DUTY_LIMIT,
	GK_DUTY_ELEMENTS, GK_DUTY_FORMS, GK_DUTY_LINK, GK_DUTY_DRAFTER,
	GK_PAIR_DUTIES };

struct gk_pair_basis {
	gk_day from;		/* GK_NO_DAY: ever since */
	enum gk_evidence evidence;
	struct gk_str text;
};

struct gk_pair_term {		/* 规章; 图文图表; 制定背景 … */
	struct gk_str label[2];	/* by enum gk_lang */
	struct gk_str *words, *buts;
	size_t nwords, nbuts;
	bool marked;		/* plain, changes */
};

struct gk_pair_list {
	struct gk_pair_term *list;
	size_t count;
};

struct gk_pair_terms {
	int interp_days;
	int threshold;		/* of match.h */
	struct gk_pair_basis *bases[GK_PAIR_DUTIES];
	size_t nbases[GK_PAIR_DUTIES];
	struct gk_pair_list required, exempt, forms, elements, document,
	    column;
	struct gk_arena arena;
};

/* NULL on failure, with file and line.  `params` override (--param). */
struct gk_pair_terms *gk_pair_terms_read(const char *path,
    const struct gk_param_value *params, size_t nparams,
    struct gk_error *err);
void gk_pair_terms_free(struct gk_pair_terms *t);
bool gk_pair_terms_has_param(const char *name);

/*
 * The first term with a word in the text, which is in comparison form
 * (gk_norm_key), unless one of its `buts` stands there; NULL if there is none.
 */
const struct gk_pair_term *gk_pair_term_in(const struct gk_pair_list *l,
    struct gk_str key);
bool gk_pair_term_holds(const struct gk_pair_term *t, struct gk_str key);
/* Whether the text ends in a word of the list. */
bool gk_pair_ends_in(const struct gk_pair_list *l, struct gk_str key);
/* The basis of a duty on a day (GK_NO_DAY: today's); never NULL. */
const struct gk_pair_basis *gk_pair_basis(const struct gk_pair_terms *t,
    enum gk_pair_duty duty, gk_day day);

#endif
