/*
 * <checksum>: numbers with a check digit that does not fit.
 */
#include "config.h"

#include "rules/rule.h"

#include "core/checkdigit.h"
#include "core/norm.h"

#define LENGTH 18		/* of both */
#define ID_SHOWN 3		/* characters of a resident number */
#define INNER_AT 8		/* the GB 11714 code in a credit code */
#define INNER_LEN 9

struct checksum {
	size_t column;
	bool resident;
};

static void *
checksum_read(struct gk_rule_reader *rd, const xmlNode *n)
{
	struct checksum *c = gk_arena_alloc(rd->arena, sizeof *c);

	c->column = gk_rule_column(rd, n, "column", GK_NEEDED);
	c->resident = gk_str_eq(gk_rule_attr(rd, n, "type"),
	    GK_STR("resident-id"));
	return c;
}

static bool
is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z');
}

/*
 * Either number may look like a wrong one of the other sort: an organisation
 * that asks, a person who is fined.
 */
static bool
is_wrong(const struct checksum *c, struct gk_str piece)
{
	enum gk_code_shape id = gk_resident_id(piece);
	enum gk_code_shape code = gk_credit_code(piece);

	if (c->resident)
		return id == GK_CODE_WRONG && code != GK_CODE_RIGHT;
	return code == GK_CODE_WRONG && id != GK_CODE_RIGHT;
}

/* What of a number may be shown; what may be a person's is one. */
static struct gk_str
shown(struct gk_arena *a, struct gk_str piece)
{
	bool personal = gk_resident_id(piece) != GK_CODE_NONE;
	char *p = gk_arena_copy(a, piece.p, piece.n);

	for (size_t i = ID_SHOWN; personal && i < piece.n; i++)
		p[i] = '*';
	return (struct gk_str){ p, piece.n };
}

/* Whether what is wrong stands in the code of the organisation. */
static struct gk_str
inner_words(const struct checksum *c, struct gk_str piece, enum gk_lang lang)
{
	if (c->resident || gk_organisation_code(gk_str_sub(piece, INNER_AT,
	    INNER_LEN)) == GK_CODE_RIGHT)
		return GK_EMPTY;
	return lang == GK_ZH ?
	    GK_STR("其中第9至17位（主体标识码）的校验位也不符") :
	    GK_STR("the organisation code in characters 9 to 17 does not fit "
	    "either");
}

static void
raise(const struct gk_rule *r, const struct gk_entry *e, struct gk_str piece,
    struct gk_rule_out *out)
{
	const struct checksum *c = r->spec;
	struct gk_draft d = gk_rule_draft(r, GK_MAIN, e, c->column, out);

	d.value = shown(&out->found->words, piece);
	gk_draft_arg(&d, "code", d.value);
	gk_draft_arg(&d, "inner", inner_words(c, piece, out->found->lang));
	gk_findings_add(out->found, &d);
}

/* The next run of ASCII letters and digits. */
static bool
next_run(struct gk_str *rest, struct gk_str *run)
{
	size_t from = 0, to;

	while (from < rest->n && !is_alnum(rest->p[from]))
		from++;
	for (to = from; to < rest->n && is_alnum(rest->p[to]); to++)
		;
	*run = gk_str_sub(*rest, from, to - from);
	*rest = gk_str_sub(*rest, to, rest->n - to);
	return run->n > 0;
}

static void
checksum_record(const struct gk_rule *r, void *state,
    const struct gk_entry *e, struct gk_rule_out *out)
{
	const struct checksum *c = r->spec;
	struct gk_buf b = { 0 };
	struct gk_str rest, piece;

	(void)state;
	gk_norm_width(&b, gk_entry_field(e, c->column));
	rest = gk_buf_str(&b);
	while (next_run(&rest, &piece))
		if (piece.n == LENGTH && is_wrong(c, piece))
			raise(r, e, piece, out);
	gk_buf_release(&b);
}

static const char *const places[] = { "code", "inner", NULL };

const struct gk_rule_type gk_rule_checksum = {
	.name = "checksum",
	.places = places,
	.read = checksum_read,
	.record = checksum_record,
};
