/*
 * What the ledgers show of every item (公开情况), gathered record by record:
 * bounded by units × items and by ledgers, not by rows.
 *
 * Everything is kept by scope: a unit of the register, a region, or, without
 * a register, a unit's name as written.
 */
#ifndef GK_COMPARE_COVER_H
#define GK_COMPARE_COVER_H

#include "checks/check.h"
#include "core/intern.h"

/* A scope as text, so that scopes can be keys: "U12", "R3", "N示例市教育局". */
#define GK_SCOPE_UNIT 'U'
#define GK_SCOPE_REGION 'R'
#define GK_SCOPE_NAME 'N'

struct gk_nil {			/* 零报告 of one item, or of a whole ledger */
	gk_day first, last;
	struct gk_str file, sheet;
	size_t row, line;
};

struct gk_month {
	int month;		/* 12 × year + month - 1 */
	size_t unnamed;		/* records published in it that name no period */
	bool named;		/* by a record that names a period with it */
};

struct gk_cover {		/* one item in one scope */
	gk_day last;		/* latest publication; GK_NO_DAY: none */
	bool published;		/* by a record at all, dated or not */
	gk_day pending;		/* earliest formation of what is not out yet */
	bool undecided;		/* a record whose state the file cannot tell */
	struct gk_month *months;	/* with a publication, sorted */
	size_t nmonths, months_cap;
	struct gk_nil *nils;
	size_t nnils, nils_cap;
};

struct gk_sender {		/* 报送: what one unit has sent */
	bool full;		/* at least one 全量 ledger */
	bool open;		/* at least one ledger that states no period */
	bool nil;		/* a ledger that says 本月无 as a whole */
	gk_day first, last;	/* the latest period stated */
	struct gk_str file;	/* the ledger that states it */
};

struct gk_received {		/* one ledger: for 应报/已报 */
	struct gk_str scope;	/* of the unit it is from */
	struct gk_str kind, file, sheet;
	gk_day first, last, submitted;
};

struct gk_covers {
	const struct gk_context *cx;
	struct gk_intern *cover_keys, *sender_keys;
	struct gk_cover *covers;
	size_t ncovers, covers_cap;
	struct gk_sender *senders;
	size_t nsenders, senders_cap;
	struct gk_received *received;
	size_t nreceived, received_cap;
	bool *attached;		/* by region: an unregistered unit sent records */
	size_t records;
	struct gk_arena arena;
	struct gk_buf key;	/* scratch */
};

struct gk_covers *gk_covers_new(const struct gk_context *cx);
void gk_covers_free(struct gk_covers *cs);
void gk_covers_record(struct gk_covers *cs, const struct gk_entry *e);
/* The table is read: its sender counts as having sent it. */
void gk_covers_table(struct gk_covers *cs, const struct gk_source *src);
void gk_covers_merge(struct gk_covers *into, const struct gk_covers *from);

/* NULL if nothing is known.  `id` is the index of a unit or region. */
const struct gk_cover *gk_covers_find(struct gk_covers *cs, char scope,
    size_t id, const struct gk_item *item);
const struct gk_cover *gk_covers_find_name(struct gk_covers *cs,
    struct gk_str name, const struct gk_item *item);
const struct gk_sender *gk_covers_sender(struct gk_covers *cs, char scope,
    size_t id);

/* Whether a record is of [first, last]: names it, or was published in it. */
bool gk_cover_in(const struct gk_cover *c, gk_day first, gk_day last);
/* How many records published in [first, last] name no period. */
size_t gk_cover_unnamed(const struct gk_cover *c, gk_day first, gk_day last,
    bool *named);
const struct gk_nil *gk_cover_nil_in(const struct gk_cover *c, gk_day first,
    gk_day last);

#endif
