/*
 * Channels (公开渠道): what departments write for those the catalogues list.
 *
 * catalogs/channels.csv: listed,web,aliases.  A written channel is read as the
 * name or alias it equals, else as the longest one it contains ("东湖区政府门户
 * 网站" contains 政府门户网站).  The longest, so that 信用中国网站 is not just
 * a 网站.  An alias may stand for several listed channels (公示栏).  The alias
 * "*" (of 其他) takes anything.
 */
#include "config.h"

#include <stdlib.h>

#include "catalog/catalog_int.h"
#include "core/csv.h"
#include "core/i18n.h"
#include "core/mem.h"
#include "core/norm.h"

#define CONTAINED_MIN 6		/* bytes: two Chinese characters */

struct means {			/* an alias means this row */
	size_t row;
	struct means *next;
};

struct row {
	bool web, any;
};

struct gk_channels {
	struct gk_intern *keys;
	struct means **means;	/* by key */
	size_t nkeys, keys_cap;
	struct row *rows;
	size_t nrows;
	struct gk_intern *listed;	/* key to row, by order */
	struct gk_arena arena;
};

static void
add_key(struct gk_channels *ch, struct gk_str name, size_t row)
{
	struct gk_buf b;
	struct means *m;
	uint32_t id;

	gk_buf_init(&b);
	gk_norm_key(&b, name);
	if (b.len != 0) {
		id = gk_intern(ch->keys, gk_buf_str(&b));
		if (id == ch->nkeys)
			*GK_PUSH(ch->means, ch->nkeys, ch->keys_cap) = NULL;
		m = gk_arena_alloc(&ch->arena, sizeof *m);
		m->row = row;
		m->next = ch->means[id];
		ch->means[id] = m;
	}
	gk_buf_release(&b);
}

static enum gk_status
read_row(struct gk_channels *ch, const struct gk_csv_table *t, size_t row,
    const char *path, struct gk_error *err)
{
	struct gk_str name = gk_csv_table_cell(t, row,
	    gk_csv_table_column(t, "listed"));
	struct gk_str web = gk_csv_table_cell(t, row,
	    gk_csv_table_column(t, "web"));
	struct gk_str rest = gk_csv_table_cell(t, row,
	    gk_csv_table_column(t, "aliases"));
	struct gk_str piece;
	struct gk_buf b;
	bool fresh;

	if (!gk_str_eq(web, GK_STR("yes")) && !gk_str_eq(web, GK_STR("no")))
		return gk_fail(err, path, t->lines[row],
		    _("column web must be yes or no"));
	gk_buf_init(&b);
	gk_norm_key(&b, name);
	fresh = b.len != 0 && gk_intern(ch->listed, gk_buf_str(&b)) == row;
	gk_buf_release(&b);
	if (!fresh)
		return gk_fail(err, path, t->lines[row],
		    _("channel \"%.*s\" is blank or listed twice"),
		    GK_FMT(name));
	ch->rows[row].web = gk_str_eq(web, GK_STR("yes"));
	add_key(ch, name, row);
	while (gk_str_split(&rest, ";；", &piece)) {
		if (gk_str_eq(gk_trim(piece), GK_STR("*")))
			ch->rows[row].any = true;
		else
			add_key(ch, piece, row);
	}
	return GK_OK;
}

struct gk_channels *
gk_channels_read(const char *path, struct gk_error *err)
{
	struct gk_csv_table *t = gk_csv_table_read(path, err);
	struct gk_channels *ch;
	enum gk_status st = GK_OK;

	if (t == NULL)
		return NULL;
	ch = gk_calloc(1, sizeof *ch);
	gk_arena_init(&ch->arena);
	ch->keys = gk_intern_new();
	ch->listed = gk_intern_new();
	ch->rows = gk_calloc(t->nrows, sizeof *ch->rows);
	ch->nrows = t->nrows;
	for (size_t i = 0; i < t->nrows && st == GK_OK; i++)
		st = read_row(ch, t, i, path, err);
	gk_csv_table_free(t);
	if (st == GK_OK)
		return ch;
	gk_channels_free(ch);
	return NULL;
}

void
gk_channels_free(struct gk_channels *ch)
{
	if (ch == NULL)
		return;
	gk_intern_free(ch->keys);
	gk_intern_free(ch->listed);
	gk_arena_release(&ch->arena);
	free(ch->means);
	free(ch->rows);
	free(ch);
}

/* The alias that `key` is or contains; GK_NO_ID if none. */
static uint32_t
alias_in(const struct gk_channels *ch, struct gk_str key)
{
	uint32_t best = gk_intern_find(ch->keys, key);
	size_t longest = CONTAINED_MIN - 1;

	if (best != GK_NO_ID)
		return best;
	for (uint32_t id = 0; id < ch->nkeys; id++) {
		struct gk_str alias = gk_intern_str(ch->keys, id);

		if (alias.n > longest && alias.n <= key.n &&
		    gk_str_find(key, alias) != SIZE_MAX) {
			best = id;
			longest = alias.n;
		}
	}
	return best;
}

static bool
same_keys(const struct gk_channels *ch, struct gk_str written,
    struct gk_str listed)
{
	uint32_t row = gk_intern_find(ch->listed, listed);
	uint32_t alias;

	if (written.n == 0 || listed.n == 0)
		return false;
	if (gk_str_eq(written, listed))
		return true;
	if (row == GK_NO_ID)	/* a local catalogue's own channel */
		return listed.n >= CONTAINED_MIN &&
		    gk_str_find(written, listed) != SIZE_MAX;
	if (ch->rows[row].any)
		return true;
	alias = alias_in(ch, written);
	if (alias == GK_NO_ID)
		return false;
	for (const struct means *m = ch->means[alias]; m != NULL; m = m->next)
		if (m->row == row)
			return true;
	return false;
}

bool
gk_channels_same(const struct gk_channels *ch, struct gk_str written,
    struct gk_str listed)
{
	struct gk_buf w, l;
	bool same;

	gk_buf_init(&w);
	gk_buf_init(&l);
	gk_norm_key(&w, written);
	gk_norm_key(&l, listed);
	same = same_keys(ch, gk_buf_str(&w), gk_buf_str(&l));
	gk_buf_release(&w);
	gk_buf_release(&l);
	return same;
}

bool
gk_channels_on_web(const struct gk_channels *ch, struct gk_str listed)
{
	struct gk_buf b;
	uint32_t id;
	bool web = false;

	gk_buf_init(&b);
	gk_norm_key(&b, listed);
	id = gk_intern_find(ch->listed, gk_buf_str(&b));
	if (id != GK_NO_ID) {
		web = ch->rows[id].web;
	} else if (b.len != 0) {
		id = alias_in(ch, gk_buf_str(&b));
		for (const struct means *m = id != GK_NO_ID ? ch->means[id]
		    : NULL; m != NULL; m = m->next)
			web = web || ch->rows[m->row].web;
	}
	gk_buf_release(&b);
	return web;
}
