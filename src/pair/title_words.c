#include "config.h"

#include "pair/title_words.h"

/* GK_STR is no constant. */
#define CONSTANT(word) { "" word, sizeof(word) - 1 }
#define WORD(word) CONSTANT(word),

static const struct gk_str roles[] = {
#define GK_TITLE_ROLE WORD
#include "pair/title_words.def"
};
static const struct gk_str organs[] = {
#define GK_TITLE_ORGAN WORD
#include "pair/title_words.def"
};
static const struct gk_str types[] = {
#define GK_TITLE_TYPE WORD
#include "pair/title_words.def"
};
static const struct gk_str verbs[] = {
#define GK_TITLE_VERB WORD
#include "pair/title_words.def"
};
static const struct gk_str marks[] = {
#define GK_TITLE_MARK WORD
#include "pair/title_words.def"
};
static const struct gk_str drafts[] = {
#define GK_TITLE_DRAFT WORD
#include "pair/title_words.def"
};
static const struct gk_str asides[] = {
#define GK_TITLE_ASIDE WORD
#include "pair/title_words.def"
};
static const struct gk_str lights[] = {
#define GK_TITLE_LIGHT WORD
#include "pair/title_words.def"
};
static const struct gk_str endings[] = {
#define GK_TITLE_ENDING WORD
#include "pair/title_words.def"
};
static const struct gk_str no_places[] = {
#define GK_TITLE_NOPLACE WORD
#include "pair/title_words.def"
};
static const struct gk_str same[][2] = {
#define GK_TITLE_SAME(one, other) { CONSTANT(one), CONSTANT(other) },
#include "pair/title_words.def"
};
static const struct gk_affix fronts[] = {
#define GK_TITLE_FRONT(word, how, role, form) \
	{ CONSTANT(word), CONSTANT(form), GK_AFFIX_##how, GK_AFFIX_##role },
#include "pair/title_words.def"
};
static const struct gk_affix backs[] = {
#define GK_TITLE_BACK(word, how, role, form) \
	{ CONSTANT(word), CONSTANT(form), GK_AFFIX_##how, GK_AFFIX_##role },
#include "pair/title_words.def"
};
static const struct gk_act publishing[] = {
#define GK_TITLE_PUBLISH(word, forwarded) \
	{ CONSTANT(word), forwarded, false, false },
#include "pair/title_words.def"
};
static const struct gk_act changing[] = {
#define GK_TITLE_CHANGE(word, amended, repealed) \
	{ CONSTANT(word), false, amended, repealed },
#include "pair/title_words.def"
};

#define LIST(array) { array, sizeof array / sizeof *array }

static const struct {
	const struct gk_str *list;
	size_t count;
} lists[GK_WORDS] = {
	[GK_W_ROLE] = LIST(roles), [GK_W_ORGAN] = LIST(organs),
	[GK_W_TYPE] = LIST(types), [GK_W_VERB] = LIST(verbs),
	[GK_W_MARK] = LIST(marks), [GK_W_DRAFT] = LIST(drafts),
	[GK_W_ASIDE] = LIST(asides), [GK_W_LIGHT] = LIST(lights),
	[GK_W_ENDING] = LIST(endings), [GK_W_NOPLACE] = LIST(no_places)
};

size_t
gk_words_start(enum gk_words list, struct gk_str s)
{
	size_t best = 0;

	for (size_t i = 0; i < lists[list].count; i++)
		if (lists[list].list[i].n > best &&
		    gk_str_starts(s, lists[list].list[i]))
			best = lists[list].list[i].n;
	return best;
}

size_t
gk_words_end(enum gk_words list, struct gk_str s)
{
	size_t best = 0;

	for (size_t i = 0; i < lists[list].count; i++)
		if (lists[list].list[i].n > best &&
		    gk_str_ends(s, lists[list].list[i]))
			best = lists[list].list[i].n;
	return best;
}

bool
gk_words_is(enum gk_words list, struct gk_str s)
{
	for (size_t i = 0; i < lists[list].count; i++)
		if (gk_str_eq(s, lists[list].list[i]))
			return true;
	return false;
}

bool
gk_words_in(enum gk_words list, struct gk_str s)
{
	for (size_t i = 0; i < lists[list].count; i++)
		if (gk_str_find(s, lists[list].list[i]) != SIZE_MAX)
			return true;
	return false;
}

bool
gk_words_same(struct gk_str a, struct gk_str b)
{
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		if ((gk_str_eq(a, same[i][0]) && gk_str_eq(b, same[i][1])) ||
		    (gk_str_eq(a, same[i][1]) && gk_str_eq(b, same[i][0])))
			return true;
	return false;
}

typedef bool fits_fn(struct gk_str s, struct gk_str word);

static const struct gk_affix *
find_affix(const struct gk_affix *list, size_t n, struct gk_str s,
    fits_fn *fits)
{
	const struct gk_affix *best = NULL;

	for (size_t i = 0; i < n; i++)
		if ((best == NULL || list[i].word.n > best->word.n) &&
		    fits(s, list[i].word))
			best = &list[i];
	return best;
}

const struct gk_affix *
gk_affix_front(struct gk_str s)
{
	return find_affix(fronts, sizeof fronts / sizeof *fronts, s,
	    gk_str_starts);
}

const struct gk_affix *
gk_affix_back(struct gk_str s)
{
	return find_affix(backs, sizeof backs / sizeof *backs, s, gk_str_ends);
}

static const struct gk_act *
find_act(const struct gk_act *list, size_t n, struct gk_str s, fits_fn *fits)
{
	const struct gk_act *best = NULL;

	for (size_t i = 0; i < n; i++)
		if ((best == NULL || list[i].word.n > best->word.n) &&
		    fits(s, list[i].word))
			best = &list[i];
	return best;
}

const struct gk_act *
gk_publish_start(struct gk_str s)
{
	return find_act(publishing, sizeof publishing / sizeof *publishing, s,
	    gk_str_starts);
}

const struct gk_act *
gk_publish_end(struct gk_str s)
{
	return find_act(publishing, sizeof publishing / sizeof *publishing, s,
	    gk_str_ends);
}

const struct gk_act *
gk_change_start(struct gk_str s)
{
	return find_act(changing, sizeof changing / sizeof *changing, s,
	    gk_str_starts);
}

const struct gk_act *
gk_change_end(struct gk_str s)
{
	return find_act(changing, sizeof changing / sizeof *changing, s,
	    gk_str_ends);
}
