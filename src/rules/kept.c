#include "config.h"

#include "rules/kept.h"

#define NKEYS (sizeof ((struct gk_draft *)0)->key / sizeof(struct gk_str))
#define NARGS (sizeof ((struct gk_draft *)0)->args / sizeof(struct gk_arg))

/* Of a record, seldom other than that of the one before. */
struct gk_kept_origin {
	struct gk_str file, sheet, unit, unit_id, co_units, region, column;
	size_t column_no;
};

void
gk_keeper_init(struct gk_keeper *k)
{
	gk_arena_init(&k->arena);
	gk_buf_init(&k->work);
	k->last = NULL;
}

void
gk_keeper_release(struct gk_keeper *k)
{
	gk_arena_release(&k->arena);
	gk_buf_release(&k->work);
}

static bool
same_origin(const struct gk_kept_origin *a, const struct gk_kept_origin *b)
{
	return gk_str_eq(a->file, b->file) && gk_str_eq(a->sheet, b->sheet) &&
	    gk_str_eq(a->unit, b->unit) &&
	    gk_str_eq(a->unit_id, b->unit_id) &&
	    gk_str_eq(a->co_units, b->co_units) &&
	    gk_str_eq(a->region, b->region) &&
	    gk_str_eq(a->column, b->column) && a->column_no == b->column_no;
}

static const struct gk_kept_origin *
keep_origin(struct gk_keeper *k, const struct gk_kept_origin *from)
{
	struct gk_arena *a = &k->arena;
	struct gk_kept_origin *o;

	if (k->last != NULL && same_origin(k->last, from))
		return k->last;
	o = gk_arena_alloc(a, sizeof *o);
	*o = (struct gk_kept_origin){
		.file = gk_str_keep(a, from->file),
		.sheet = gk_str_keep(a, from->sheet),
		.unit = gk_str_keep(a, from->unit),
		.unit_id = gk_str_keep(a, from->unit_id),
		.co_units = gk_str_keep(a, from->co_units),
		.region = gk_str_keep(a, from->region),
		.column = gk_str_keep(a, from->column),
		.column_no = from->column_no,
	};
	k->last = o;
	return o;
}

/* Strings one after the other, each behind its length, with a NUL behind. */
static void
pack(struct gk_buf *b, struct gk_str s)
{
	gk_buf_add(b, (const char *)&s.n, sizeof s.n);
	gk_buf_add_str(b, s);
	gk_buf_putc(b, '\0');
}

static struct gk_str
unpack(const char **at)
{
	struct gk_str s;

	memcpy(&s.n, *at, sizeof s.n);
	s.p = *at + sizeof s.n;
	*at = s.p + s.n + 1;
	return s;
}

static const struct gk_kept *
keep(struct gk_keeper *k, const struct gk_kept *from,
    const struct gk_kept_origin *origin)
{
	struct gk_kept *kept = gk_arena_alloc(&k->arena, sizeof *kept);

	*kept = *from;
	kept->origin = keep_origin(k, origin);
	kept->packed = gk_arena_copy(&k->arena, from->packed,
	    from->packed_len);
	return kept;
}

const struct gk_kept *
gk_keep(struct gk_keeper *k, const struct gk_rule *r, const struct gk_entry *e,
    size_t column, struct gk_rule_out *out)
{
	struct gk_draft d = gk_rule_draft(r, GK_MAIN, e, column, out);
	const struct gk_kept_origin origin = { d.file, d.sheet, d.unit,
		d.unit_id, d.co_units, d.region, d.column, d.column_no };
	struct gk_kept kept = { .row = d.row, .line = d.line,
		.secret = d.secret };
	struct gk_buf *b = &k->work;

	gk_buf_clear(b);
	pack(b, d.field);
	pack(b, d.item);
	pack(b, d.title);
	pack(b, d.value);
	pack(b, d.period);
	for (size_t i = 0; i < NKEYS; i++)
		pack(b, d.key[i]);
	for (size_t i = 0; i < NARGS && d.args[i].name != NULL; i++) {
		pack(b, gk_str_of(d.args[i].name));
		pack(b, d.args[i].value);
	}
	kept.packed = b->p;
	kept.packed_len = b->len;
	gk_arena_reset(&out->found->words);
	return keep(k, &kept, &origin);
}

const struct gk_kept *
gk_keep_copy(struct gk_keeper *k, const struct gk_kept *from)
{
	return keep(k, from, from->origin);
}

struct gk_draft
gk_kept_draft(const struct gk_kept *kept, const struct gk_rule *r,
    struct gk_rule_out *out)
{
	const struct gk_kept_origin *o = kept->origin;
	struct gk_draft d = gk_rule_plain_draft(r, GK_MAIN, out);
	const char *at = kept->packed, *end = at + kept->packed_len;

	d.file = o->file;
	d.sheet = o->sheet;
	d.unit = o->unit;
	d.unit_id = o->unit_id;
	d.co_units = o->co_units;
	d.region = o->region;
	d.column = o->column;
	d.column_no = o->column_no;
	d.row = kept->row;
	d.line = kept->line;
	d.secret = kept->secret;
	d.field = unpack(&at);
	d.item = unpack(&at);
	d.title = unpack(&at);
	d.value = unpack(&at);
	d.period = unpack(&at);
	for (size_t i = 0; i < NKEYS; i++)
		d.key[i] = unpack(&at);
	while (at < end) {
		const char *name = unpack(&at).p;

		gk_draft_arg(&d, name, unpack(&at));
	}
	return d;
}

struct gk_str
gk_kept_file(const struct gk_kept *kept)
{
	return kept->origin->file;
}

void
gk_kept_other(struct gk_draft *d, const struct gk_kept *other,
    struct gk_rule_out *out)
{
	gk_draft_arg(d, "other_row", gk_count_words(&out->found->words,
	    other->row));
	gk_draft_arg(d, "other_file", gk_str_eq(d->file,
	    other->origin->file) ? GK_EMPTY : other->origin->file);
}
