/*
 * For the unit tests of what reads workbooks and web tables: in the place of
 * src/ledger/sheets.c, what a reader pushes becomes text, one line an event.
 * A program that includes it must not read ledgers as well.
 */
#ifndef GK_TESTS_SHEETS_UTIL_H
#define GK_TESTS_SHEETS_UTIL_H

#include <stdio.h>
#include <stdlib.h>

#include "core/file.h"
#include "core/mem.h"
#include "core/xml.h"
#include "ledger/sheets.h"

struct gk_sheets {
	struct gk_buf log;
	size_t sheets, rows;
	size_t most_sheets;	/* 0: any number */
	size_t most_rows;	/* wanted of a sheet; 0: all */
	size_t sheet_rows;
	bool quiet;		/* only count rows */
	bool open;
	struct gk_error err;
	enum gk_status status;
};

bool
gk_sheets_begin(struct gk_sheets *s, struct gk_str sheet, bool hidden)
{
	if (s->open)
		abort();
	if (s->most_sheets > 0 && s->sheets == s->most_sheets)
		return false;
	s->open = true;
	s->sheets++;
	s->sheet_rows = 0;
	gk_buf_printf(&s->log, "sheet %.*s%s\n", GK_FMT(sheet),
	    hidden ? " hidden" : "");
	return true;
}

/* 12: a|b||c, with line breaks as / and a * before what is hidden. */
bool
gk_sheets_row(struct gk_sheets *s, const struct gk_csv_row *row, bool hidden)
{
	if (!s->open || row->line != 0)
		abort();
	s->rows++;
	s->sheet_rows++;
	if (!s->quiet) {
		gk_buf_printf(&s->log, "%s%zu:", hidden ? "*" : "", row->row);
		for (size_t i = 0; i < row->ncells; i++) {
			gk_buf_putc(&s->log, i > 0 ? '|' : ' ');
			for (size_t k = 0; k < row->cells[i].n; k++) {
				char c = row->cells[i].p[k];

				gk_buf_putc(&s->log, c == '\n' ? '/' : c);
			}
		}
		gk_buf_putc(&s->log, '\n');
	}
	return s->most_rows == 0 || s->sheet_rows < s->most_rows;
}

void
gk_sheets_ruined(struct gk_sheets *s, size_t row, size_t column,
    struct gk_str shown)
{
	gk_buf_printf(&s->log, "ruined %zu:%zu %.*s\n", row, column,
	    GK_FMT(shown));
}

void
gk_sheets_partial(struct gk_sheets *s)
{
	gk_buf_puts(&s->log, "partial\n");
}

void
gk_sheets_end(struct gk_sheets *s)
{
	if (!s->open)
		abort();
	s->open = false;
	gk_buf_puts(&s->log, "end\n");
}

typedef enum gk_status (*sheets_reader)(struct gk_str bytes, const char *name,
    struct gk_sheets *s, struct gk_error *err);

static inline void
sheets_release(struct gk_sheets *s)
{
	gk_buf_release(&s->log);
	*s = (struct gk_sheets){ .sheets = 0 };
}

/* What reading pushes; "failed\n" at the end if it fails. */
static inline const char *
sheets_read(struct gk_sheets *s, sheets_reader read, struct gk_str bytes)
{
	gk_buf_clear(&s->log);
	s->sheets = s->rows = 0;
	s->err = (struct gk_error){ .line = 0 };
	s->status = read(bytes, "a", s, &s->err);
	if (s->open)
		abort();	/* a sheet that does not end */
	gk_buf_puts(&s->log, s->status != GK_OK ? "failed\n" : "");
	return s->log.p;
}

/* A file below tests/data; close it with gk_file_close. */
static inline struct gk_file
data_file(const char *name)
{
	const char *srcdir = getenv("srcdir");
	struct gk_buf path = { 0 };
	struct gk_error err;
	struct gk_file f;

	gk_buf_printf(&path, "%s/tests/data/%s", srcdir != NULL ? srcdir : ".",
	    name);
	if (gk_file_open(path.p, &f, &err) != GK_OK)
		abort();
	gk_buf_release(&path);
	return f;
}

/*
 * Reads the bytes cut short at every `step`-th place, and with every
 * `step`-th one changed: anything may come of it but a crash or a hang.
 */
static inline void
sheets_damage(struct gk_sheets *s, sheets_reader read, struct gk_str bytes,
    size_t step)
{
	char *copy = gk_malloc(bytes.n + 1);

	s->quiet = true;
	for (size_t i = 0; i < bytes.n; i += step) {
		memcpy(copy, bytes.p, bytes.n);
		sheets_read(s, read, (struct gk_str){ copy, i });
		copy[i] = (char)(copy[i] ^ (i % 2 != 0 ? 0xFF : 0x10));
		sheets_read(s, read, (struct gk_str){ copy, bytes.n });
	}
	s->quiet = false;
	free(copy);
}

#endif
