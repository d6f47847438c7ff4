/*
 * The day by which it is to be mended stays the one first given, in the words
 * of a finding too.
 */
#include "config.h"

#include "finding/diff_int.h"

/* Where the day stands, and not the end of a longer number. */
static size_t
find_day(struct gk_str s, struct gk_str day)
{
	for (size_t from = 0;;) {
		size_t at = gk_str_find(gk_str_sub(s, from, s.n), day);

		if (at == SIZE_MAX)
			return SIZE_MAX;
		at += from;
		if (at == 0 || s.p[at - 1] < '0' || s.p[at - 1] > '9')
			return at;
		from = at + day.n;
	}
}

static struct gk_str
replace(struct gk_findings *fs, struct gk_str s, size_t from,
    struct gk_str was, struct gk_str is)
{
	size_t at = find_day(gk_str_sub(s, from, s.n), was);
	struct gk_str head;

	if (at == SIZE_MAX)
		return s;
	head = gk_str_join(&fs->arena, gk_str_sub(s, 0, from + at), GK_EMPTY,
	    is);
	return gk_str_join(&fs->arena, head, GK_EMPTY,
	    gk_str_sub(s, from + at + was.n, s.n));
}

/* Only in the remedy, which is the end of the message. */
static bool
reword(struct gk_findings *fs, struct gk_finding *f, struct gk_str was,
    struct gk_str is)
{
	struct gk_str message = f->col[GK_F_MESSAGE];
	struct gk_str remedy = f->col[GK_F_REMEDY];

	if (find_day(remedy, was) == SIZE_MAX)
		return false;
	f->col[GK_F_REMEDY] = replace(fs, remedy, 0, was, is);
	if (gk_str_ends(message, remedy))
		f->col[GK_F_MESSAGE] = replace(fs, message,
		    message.n - remedy.n, was, is);
	return true;
}

void
gk_diff_keep_day(struct gk_findings *fs, struct gk_finding *f,
    struct gk_str fix_by)
{
	gk_day was = GK_NO_DAY, is = GK_NO_DAY;
	bool done = gk_str_eq(f->col[GK_F_FIX_BY], fix_by) ||
	    !gk_date_parse_iso(f->col[GK_F_FIX_BY], &was) ||
	    !gk_date_parse_iso(fix_by, &is);

	f->col[GK_F_FIX_BY] = gk_str_keep(&fs->arena, fix_by);
	/* In full or without the year, in either language. */
	for (int form = 0; form < 4 && !done; form++) {
		enum gk_lang lang = form < 2 ? GK_ZH : GK_EN;
		int year = form % 2 == 0 ? 0 : gk_day_year(was);

		done = reword(fs, f, gk_day_words(&fs->arena, was, year, lang),
		    gk_day_words(&fs->arena, is, year, lang));
	}
}
