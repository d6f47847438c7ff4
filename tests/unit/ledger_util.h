/*
 * For the unit tests of src/ledger: a ledger is written to a file, read, and
 * what was pushed comes back as text, one line an event.
 */
#ifndef GK_TESTS_LEDGER_UTIL_H
#define GK_TESTS_LEDGER_UTIL_H

#include <iconv.h>

#include "catalog_util.h"
#include "core/mem.h"
#include "ledger/ledger.h"

struct reading {
	struct gk_ledger_kinds *kinds;
	struct gk_ledger_options opt;
	char path[64];
	struct gk_buf log;
	struct gk_error err;
	enum gk_status status;
	bool places;	/* log rows and lines */
};

static inline int
reading_setup(void **state)
{
	struct reading *r = gk_calloc(1, sizeof *r);
	char *folder = source_path("rules/ledgers");

	use_source_data();
	r->kinds = gk_ledger_kinds_read(folder, &r->err);
	free(folder);
	if (r->kinds == NULL)
		return -1;
	r->opt.kinds = r->kinds;
	snprintf(r->path, sizeof r->path, "/tmp/gk-test-XXXXXX");
	close(mkstemp(r->path));
	*state = r;
	return 0;
}

static inline int
reading_teardown(void **state)
{
	struct reading *r = *state;

	unlink(r->path);
	gk_ledger_kinds_free(r->kinds);
	gk_buf_release(&r->log);
	free(r);
	return 0;
}

static inline void
log_day(struct gk_buf *b, const char *name, gk_day d)
{
	if (d == GK_NO_DAY)
		return;
	gk_buf_printf(b, " %s=", name);
	gk_day_iso(b, d);
}

static inline void
log_table(void *user, const struct gk_table *t)
{
	struct reading *r = user;
	struct gk_buf *b = &r->log;

	gk_buf_printf(b, "table %.*s", GK_FMT(t->file));
	if (t->sheet.n > 0)
		gk_buf_printf(b, " sheet=%.*s", GK_FMT(t->sheet));
	if (t->unit.n > 0)
		gk_buf_printf(b, " unit=%.*s", GK_FMT(t->unit));
	if (t->title.n > 0)
		gk_buf_printf(b, " title=%.*s", GK_FMT(t->title));
	if (t->scope != GK_SCOPE_UNKNOWN)
		gk_buf_puts(b, t->scope == GK_FULL ? " full" : " incremental");
	log_day(b, "first", t->period_first);
	log_day(b, "last", t->period_last);
	log_day(b, "submitted", t->submitted);
	if (t->relayed)
		gk_buf_puts(b, " relayed");
	gk_buf_putc(b, '\n');
}

static inline void
log_record(void *user, const struct gk_record *rec)
{
	struct reading *r = user;
	const struct gk_ledger_kind *k = rec->table->kind;

	gk_buf_puts(&r->log, "record");
	if (r->places)
		gk_buf_printf(&r->log, " %zu:%zu", rec->row, rec->line);
	for (size_t i = 0; i < k->ncolumns; i++)
		if (rec->field[i].n > 0)
			gk_buf_printf(&r->log, " %.*s=%.*s",
			    GK_FMT(k->columns[i].key),
			    GK_FMT(rec->field[i]));
	gk_buf_putc(&r->log, '\n');
}

static inline void
log_end(void *user, const struct gk_table *t, size_t records, size_t skipped)
{
	struct reading *r = user;

	gk_buf_printf(&r->log, "end %zu %zu%s", records, skipped,
	    t->nil ? " nil" : "");
	if (t->relayed)
		gk_buf_printf(&r->log, " %.*s%.*s", GK_FMT(t->file),
		    GK_FMT(t->sheet));
	if (r->places)
		log_day(&r->log, "submitted", t->submitted);
	gk_buf_putc(&r->log, '\n');
}

static inline void
log_fault(void *user, const struct gk_table *t, const struct gk_fault *f)
{
	static const char *const names[] = { "ragged", "quote", "mojibake",
		"nul", "control", "twice", "unrecognised", "own", "unknown",
		"ambiguous", "ruined", "hidden", "skipped", "partial" };
	struct reading *r = user;

	(void)t;
	gk_buf_printf(&r->log, "fault %s %zu:%zu", names[f->what], f->row,
	    f->line);
	if (f->last_line > 0)
		gk_buf_printf(&r->log, "-%zu", f->last_line);
	if (f->column_no > 0)
		gk_buf_printf(&r->log, " column=%zu", f->column_no);
	if (f->column.n > 0)
		gk_buf_printf(&r->log, " key=%.*s", GK_FMT(f->column));
	if (f->value.n > 0 && f->what != GK_FAULT_QUOTE)
		gk_buf_printf(&r->log, " %.*s", GK_FMT(f->value));
	if (f->count > 0)
		gk_buf_printf(&r->log, " (%zu)", f->count);
	gk_buf_putc(&r->log, '\n');
}

/* What reading these bytes pushes; "failed\n" at the end if it fails. */
static inline const char *
read_bytes_of(struct reading *r, struct gk_str bytes)
{
	static const struct gk_ledger_ops ops = { log_table, log_record,
		log_end, log_fault, NULL };
	FILE *f;

	unlink(r->path);	/* a file cut short is waited for on its disk */
	f = fopen(r->path, "w");
	if (f == NULL || fwrite(bytes.p, 1, bytes.n, f) != bytes.n ||
	    fclose(f) != 0)
		abort();
	gk_buf_clear(&r->log);
	r->err = (struct gk_error){ .line = 0 };
	r->status = gk_ledger_read(r->path, "a.csv", &r->opt, &ops, r,
	    &r->err);
	gk_buf_puts(&r->log, r->status != GK_OK ? "failed\n" : "");
	return r->log.p;
}

static inline const char *
read_text_of(struct reading *r, const char *text)
{
	return read_bytes_of(r, gk_str_of(text));
}

/* The text in another encoding; the buffer is the caller's. */
static inline struct gk_str
encode(struct gk_buf *out, const char *text, const char *encoding)
{
	iconv_t cd = iconv_open(encoding, "UTF-8");
	size_t left = strlen(text), room = left * 4 + 8, size = room;
	char *in = gk_strdup(text), *from = in, *to = gk_malloc(size);
	char *start = to;

	if (cd == (iconv_t)-1 ||
	    iconv(cd, &from, &left, &to, &room) == (size_t)-1)
		abort();
	gk_buf_add(out, start, size - room);
	iconv_close(cd);
	free(in);
	free(start);
	return gk_buf_str(out);
}

#endif
