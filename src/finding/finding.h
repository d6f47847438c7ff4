/*
 * Findings (问题): one thing that is wrong, with its place and its words.
 *
 * A check fills a struct gk_draft and hands it to gk_findings_add, which
 * decides severity, writes the message in the language of the report, masks
 * personal data in whatever is shown, and keeps a copy.  Nothing of the draft
 * is kept.
 *
 * A struct gk_findings belongs to one thread; gk_findings_take moves another's
 * into it.  gk_findings_finish sorts and gives fingerprints, so that the
 * result does not depend on the order in which files were read.
 *
 * Whatever came from outside is shown without control characters, with
 * personal data masked, and cut to GK_SHOWN_MAX characters; text with a mark
 * of secrecy is not shown at all, but for the name of a file.
 */
#ifndef GK_FINDING_FINDING_H
#define GK_FINDING_FINDING_H

#include "core/date.h"
#include "core/i18n.h"
#include "core/mem.h"
#include "core/str.h"
#include "core/tmpl.h"

enum gk_severity { GK_NOTICE, GK_WARNING, GK_ERROR };
/* As --fail-on: a severity, or never. */
#define GK_NEVER ((enum gk_severity)(GK_ERROR + 1))

/* 类别 (SEMANTICS §4): who has to act on it. */
enum gk_class { GK_DISCLOSURE, GK_INTERPRETATION, GK_REQUEST, GK_FILING,
	GK_SAFETY };

enum gk_kind_id {
#define GK_KIND(sym, id, sev, cls, days, basis, zh, zh_do, en, en_do) GK_K_##sym,
#include "finding/kinds.def"
#undef GK_KIND
	GK_KINDS
};

struct gk_kind {
	const char *id;
	enum gk_severity severity;
	enum gk_class cls;
	int fix_days;		/* working days to mend, 0: none is set */
	const char *basis;	/* the kind's own legal basis, or "" */
	const char *fact[2];	/* by enum gk_lang: templates */
	const char *remedy[2];
	/* What it was called first (renamed-from), for the fingerprint; or NULL. */
	const char *first_id;
};

const struct gk_kind *gk_kind(enum gk_kind_id id);
/* By id; NULL if it is no built-in kind. */
const struct gk_kind *gk_kind_find(struct gk_str id);

const char *gk_severity_name(enum gk_severity s);	/* "error" … */
bool gk_severity_parse(const char *name, enum gk_severity *s); /* also never */
/* Label for people: 问题 / 待核实 / 提示, or the English word. */
const char *gk_severity_label(enum gk_severity s, enum gk_lang lang);
const char *gk_class_name(enum gk_class c);		/* "公开" … */
bool gk_class_parse(struct gk_str name, enum gk_class *c);

enum gk_finding_column {
#define GK_COLUMN(sym, name) GK_F_##sym,
#include "finding/columns.def"
#undef GK_COLUMN
	GK_F_COUNT
};
const char *gk_finding_column_name(enum gk_finding_column c);

struct gk_finding {
	struct gk_str col[GK_F_COUNT];
	const struct gk_kind *kind;	/* what it says; NULL: read from a file */
	enum gk_severity severity;
	size_t row;
	bool advisory;		/* rests on a recalled item: never counts */
	bool settled;		/* state is waived or closed: never counts */
	uint64_t key;		/* fingerprint before the ordinal */
};

#define GK_SHOWN_MAX 500
/* Ends the basis of an advisory finding. */
#define GK_UNVERIFIED "（依据待核）"

/* How strong the evidence of what was judged is (SEMANTICS §5). */
enum gk_evidence { GK_SEEN, GK_PARTIAL, GK_RECALLED };

struct gk_draft {
	enum gk_kind_id kind;
	const struct gk_kind *rule;	/* instead of it: of a rule pack */
	bool milder;		/* one step below the kind's severity */
	bool as_notice;		/* notice, whatever the kind says */
	enum gk_evidence evidence;	/* RECALLED: a notice, advisory */
	struct gk_str unit;	/* name as shown */
	struct gk_str unit_id;	/* for the fingerprint; unit if empty */
	struct gk_str co_units, region, field, item, title;
	struct gk_str basis;	/* instead of the kind's own */
	struct gk_str file, sheet;
	size_t row, line;	/* 0: none */
	struct gk_str column;	/* key of the column */
	size_t column_no;	/* its place in the file, from 1; 0: unknown */
	struct gk_str value;	/* masked before it is shown */
	struct gk_str period;
	struct gk_str key[5];	/* of the record (kind's key columns) */
	gk_day due;
	/* Show neither title nor value, nor anything given in args (§7). */
	bool secret;
	/* For the message, before the built-in ones; ended by name == NULL. */
	struct gk_arg args[24];
};
/* All empty, days unknown. */
#define GK_DRAFT(k) ((struct gk_draft){ .kind = (k), .due = GK_NO_DAY })
void gk_draft_arg(struct gk_draft *d, const char *name, struct gk_str value);

struct gk_calendar;

struct gk_findings {
	struct gk_finding *list;
	size_t count, cap;
	size_t by_severity[3];	/* advisory and settled ones not counted */
	size_t advisory, settled;
	struct gk_arena arena;
	struct gk_arena *taken;	/* of gk_findings_take */
	size_t ntaken, taken_cap;
	struct gk_arena words;	/* of arguments; emptied by each add */
	struct gk_buf work[4];	/* private */
	enum gk_lang lang;
	gk_day as_of, notice_date;
	const struct gk_calendar *calendar;	/* for fix_by; may be NULL */
};

void gk_findings_init(struct gk_findings *fs, enum gk_lang lang, gk_day as_of);
void gk_findings_release(struct gk_findings *fs);
void gk_findings_add(struct gk_findings *fs, const struct gk_draft *d);
/*
 * Moves everything out of `from`, which is left empty and may be used again.
 * Few findings are copied, many are moved with their arena: either is cheap.
 */
void gk_findings_take(struct gk_findings *fs, struct gk_findings *from);
/*
 * Sorts (DESIGN §3: file, sheet, row, rule, column) and fingerprints those
 * that have none yet; once, when all are there.
 */
void gk_findings_finish(struct gk_findings *fs);
/* Counts the finding of `fs` just put in the list by other means than add. */
void gk_findings_count(struct gk_findings *fs, const struct gk_finding *f);
/* `s` in the arena of `fs`, shared with column `c` of the last finding. */
struct gk_str gk_findings_keep(struct gk_findings *fs,
    enum gk_finding_column c, struct gk_str s);
/* Drops the findings that `wants` does not want, before they are finished. */
void gk_findings_filter(struct gk_findings *fs,
    bool (*wants)(void *user, const struct gk_finding *f), void *user);
/* Whether any finding counts at or above `level` (settled, advisory never). */
bool gk_findings_fail(const struct gk_findings *fs, enum gk_severity level);

/*
 * A day in a message: 2023年4月28日, or 4月28日 if `year` is its year; in
 * English 2023-04-28 / 28 April.  `year` 0 always gives the full form.
 */
struct gk_str gk_day_words(struct gk_arena *a, gk_day d, int year,
    enum gk_lang lang);

#endif
