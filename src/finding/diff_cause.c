/*
 * Why a finding is no longer there, as far as two tables tell.
 */
#include "config.h"

#include "finding/diff_int.h"

#include <stdlib.h>

#include "core/intern.h"

static const char *const causes[GK_CLOSED_CAUSES][2] = {
	[GK_CLOSED_MENDED] = { "已补正", "前期已补正" },
	[GK_CLOSED_DELETED] = { "记录已删除", "前期记录已删除" },
	[GK_CLOSED_NO_LEDGER] = { "本期未报送", "前期未报送" },
	[GK_CLOSED_UNIT] = { "单位调整", "前期单位调整" },
	[GK_CLOSED_RULE] = { "规则/目录变化", "前期规则/目录变化" },
	[GK_CLOSED_WAIVED] = { "例外", "前期例外" },
	[GK_CLOSED_NOT_FOUND] = { "本期未再发现，待复核", "前期未再发现，待复核" },
};

struct gk_str
gk_diff_cause_text(enum gk_diff_cause c, bool earlier)
{
	return gk_str_of(causes[c][earlier]);
}

enum gk_diff_cause
gk_diff_cause_of(struct gk_str text)
{
	for (int c = 0; c < GK_CLOSED_CAUSES; c++)
		if (gk_str_eq(text, gk_str_of(causes[c][false])) ||
		    gk_str_eq(text, gk_str_of(causes[c][true])))
			return (enum gk_diff_cause)c;
	return GK_CLOSED_NOT_FOUND;
}

bool
gk_diff_is_earlier(const struct gk_finding *f)
{
	return gk_diff_in_state(f, "closed") &&
	    gk_str_starts(f->col[GK_F_CAUSE], GK_STR("前期"));
}

/* ---- evidence ------------------------------------------------------- */

/* Findings that say that a file was not read. */
static const char *const unread[] = { "input-unreadable",
	"ledger-unrecognised" };

/* A record, by unit and title, as its findings show it. */
struct record {
	const struct gk_finding *old, *now;	/* the first of each table */
	bool fresh;		/* a new fault has come up */
	bool several;		/* records share the title: none is meant */
};

/* What is noted of a name, so that one set holds it all. */
enum note {
	NOTE_NOT_SENT = 'n',	/* unit: a ledger has not come */
	NOTE_SENT = 's',	/* unit: something of it was read */
	NOTE_READ = 'r',	/* unit and file: that was read */
	NOTE_UNREAD = 'u',	/* file: it could not be read */
	NOTE_CHANGED = 'c'	/* file: a new fault of the file as a whole */
};

struct gk_evidence_of {
	const struct gk_join *j;
	const struct gk_diff_options *opt;
	bool knows;		/* opt->knows is about the rules of now */
	struct gk_intern *notes, *titles;
	struct record *records;	/* by number of the title */
	size_t nrecords, cap;
	struct gk_buf name;
};

static void
add_part(struct gk_buf *b, struct gk_str part)
{
	gk_buf_putc(b, '\x1f');
	gk_buf_add_str(b, part);
}

/* The name of a file without folder and digits, which are dates. */
static void
add_file(struct gk_buf *b, struct gk_str file)
{
	size_t from = file.n;

	while (from > 0 && file.p[from - 1] != '/')
		from--;
	gk_buf_putc(b, '\x1f');
	for (size_t i = from; i < file.n; i++)
		if (file.p[i] < '0' || file.p[i] > '9')
			gk_buf_putc(b, file.p[i]);
}

static struct gk_str
name_of(struct gk_evidence_of *e, enum note what, const struct gk_finding *f)
{
	gk_buf_clear(&e->name);
	gk_buf_putc(&e->name, (char)what);
	if (what == NOTE_NOT_SENT || what == NOTE_SENT || what == NOTE_READ)
		add_part(&e->name, f->col[GK_F_UNIT]);
	if (what == NOTE_READ || what == NOTE_UNREAD || what == NOTE_CHANGED)
		add_file(&e->name, f->col[GK_F_FILE]);
	return gk_buf_str(&e->name);
}

static void
note(struct gk_evidence_of *e, enum note what, const struct gk_finding *f)
{
	gk_intern(e->notes, name_of(e, what, f));
}

static bool
noted(struct gk_evidence_of *e, enum note what, const struct gk_finding *f)
{
	return gk_intern_find(e->notes, name_of(e, what, f)) != GK_NO_ID;
}

static bool
is_unread(const struct gk_finding *f)
{
	for (size_t i = 0; i < sizeof unread / sizeof *unread; i++)
		if (gk_str_eq(f->col[GK_F_RULE], gk_str_of(unread[i])))
			return true;
	return false;
}

/* Whether it may have kept records of its file from being judged. */
static bool
is_of_file(const struct gk_finding *f)
{
	return f->row == 0 ||
	    gk_str_eq(f->col[GK_F_RULE], GK_STR("quote-damage"));
}

/* Whether it is about a record that can be told by its title. */
static bool
has_record(const struct gk_finding *f)
{
	return f->row != 0 && f->col[GK_F_TITLE].n != 0;
}

static uint32_t
title_of(struct gk_evidence_of *e, const struct gk_finding *f, bool add)
{
	gk_buf_clear(&e->name);
	gk_buf_add_str(&e->name, f->col[GK_F_UNIT]);
	add_part(&e->name, f->col[GK_F_TITLE]);
	return add ? gk_intern(e->titles, gk_buf_str(&e->name)) :
	    gk_intern_find(e->titles, gk_buf_str(&e->name));
}

static bool
same_row(const struct gk_finding *a, const struct gk_finding *b)
{
	return a->row == b->row &&
	    gk_str_eq(a->col[GK_F_FILE], b->col[GK_F_FILE]) &&
	    gk_str_eq(a->col[GK_F_SHEET], b->col[GK_F_SHEET]);
}

static void
add_record(struct gk_evidence_of *e, const struct gk_finding *f, bool now,
    bool fresh)
{
	uint32_t id = title_of(e, f, true);
	const struct gk_finding **first;

	if (id == e->nrecords)
		*GK_PUSH(e->records, e->nrecords, e->cap) =
		    (struct record){ 0 };
	first = now ? &e->records[id].now : &e->records[id].old;
	if (*first == NULL)
		*first = f;
	e->records[id].several |= !same_row(*first, f);
	e->records[id].fresh |= fresh;
}

static void
look_at(struct gk_evidence_of *e, size_t i)
{
	const struct gk_finding *f = &e->j->now->list[i];
	bool fresh = e->j->before[i] == GK_NONE;

	if (gk_diff_in_state(f, "closed"))
		return;
	e->knows &= e->opt->knows == NULL || gk_kind_find(f->col[GK_F_RULE]) ||
	    e->opt->knows(e->opt->user, f->col[GK_F_RULE]);
	if (gk_str_eq(f->col[GK_F_RULE], GK_STR("not-submitted")))
		note(e, NOTE_NOT_SENT, f);
	if (f->col[GK_F_FILE].n == 0)
		return;
	if (is_unread(f)) {
		note(e, NOTE_UNREAD, f);
		return;
	}
	note(e, NOTE_SENT, f);
	note(e, NOTE_READ, f);
	if (fresh && is_of_file(f))
		note(e, NOTE_CHANGED, f);
	if (has_record(f))
		add_record(e, f, true, fresh);
}

struct gk_evidence_of *
gk_diff_evidence_new(const struct gk_join *j,
    const struct gk_diff_options *opt)
{
	struct gk_evidence_of *e = gk_calloc(1, sizeof *e);

	e->j = j;
	e->opt = opt;
	e->knows = opt->knows != NULL;
	e->notes = gk_intern_new();
	e->titles = gk_intern_new();
	gk_buf_init(&e->name);
	for (size_t i = 0; i < j->nnow; i++)
		look_at(e, i);
	for (size_t i = 0; i < j->old->count; i++)
		if (has_record(&j->old->list[i]) &&
		    !gk_diff_in_state(&j->old->list[i], "closed"))
			add_record(e, &j->old->list[i], false, false);
	return e;
}

void
gk_diff_evidence_free(struct gk_evidence_of *e)
{
	gk_intern_free(e->notes);
	gk_intern_free(e->titles);
	free(e->records);
	gk_buf_release(&e->name);
	free(e);
}

/* ---- the cause ------------------------------------------------------ */

/* Whether its ledger did not come, or came and could not be read. */
static bool
was_not_sent(struct gk_evidence_of *e, const struct gk_finding *f)
{
	bool file = f->col[GK_F_FILE].n != 0;

	if (file && noted(e, NOTE_UNREAD, f))
		return true;
	return f->col[GK_F_UNIT].n != 0 && noted(e, NOTE_NOT_SENT, f) &&
	    !noted(e, file ? NOTE_READ : NOTE_SENT, f);
}

/*
 * Whether the record is still there and clean in this: faults it had before
 * show it, no new one has come in the place of this, and nothing new is wrong
 * with the file that might have kept it from being judged.
 */
static bool
is_mended(struct gk_evidence_of *e, const struct gk_finding *f)
{
	const struct record *r;
	uint32_t id;

	if (!has_record(f))
		return false;
	id = title_of(e, f, false);
	if (id == GK_NO_ID)
		return false;
	r = &e->records[id];
	return r->now != NULL && !r->fresh && !r->several &&
	    !noted(e, NOTE_CHANGED, r->now);
}

enum gk_diff_cause
gk_diff_why(struct gk_evidence_of *e, size_t old)
{
	const struct gk_finding *f = &e->j->old->list[old];

	if (e->j->mended[old])
		return GK_CLOSED_MENDED;
	if (e->knows && gk_kind_find(f->col[GK_F_RULE]) == NULL &&
	    !e->opt->knows(e->opt->user, f->col[GK_F_RULE]))
		return GK_CLOSED_RULE;
	if (was_not_sent(e, f))
		return GK_CLOSED_NO_LEDGER;
	return is_mended(e, f) ? GK_CLOSED_MENDED : GK_CLOSED_NOT_FOUND;
}
