/* The CSV reader against libcsv, and against itself in other pieces. */
#include "config.h"

#include "core/csv_int.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <csv.h>
#include <stdlib.h>

#include "core/mem.h"

#define WHOLE ((size_t)1 << 20)		/* pieces larger than any sample */

/*
 * Against libcsv itself, which is given the text in one piece.  It skips
 * blank lines; rows before the first fault must be the same.
 */
struct oracle {
	struct gk_buf rows;	/* whole rows: cells ended by \1, rows by \2 */
	size_t whole;		/* how much of that are finished rows */
};

static void
oracle_cell(void *p, size_t n, void *user)
{
	struct oracle *o = user;

	gk_buf_add(&o->rows, p, n);
	gk_buf_putc(&o->rows, '\1');
}

static void
oracle_row(int c, void *user)
{
	struct oracle *o = user;

	(void)c;
	gk_buf_putc(&o->rows, '\2');
	o->whole = o->rows.len;
}

static int
no_space(unsigned char c)
{
	(void)c;
	return 0;
}

static bool
oracle_read(struct oracle *o, struct gk_str text)
{
	struct csv_parser p;
	bool good;

	csv_init(&p, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_space_func(&p, no_space);
	good = csv_parse(&p, text.p, text.n, oracle_cell, oracle_row, o) ==
	    text.n && csv_fini(&p, oracle_cell, oracle_row, o) == 0;
	csv_free(&p);
	return good;
}

struct mine {
	struct oracle o;
	struct gk_buf all;	/* every event, with rows and lines */
	bool damaged;
	size_t row, line;	/* what must come next: no gap, no overlap */
};

static size_t
breaks_in(struct gk_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n' ||
		    (s.p[i] == '\r' && (i + 1 == s.n || s.p[i + 1] != '\n'));
	return n;
}

static bool
mine_row(void *user, const struct gk_csv_row *row)
{
	struct mine *m = user;

	assert_int_equal(row->row, m->row);
	assert_int_equal(row->line, m->line);
	m->row++;
	m->line++;
	gk_buf_printf(&m->all, "row of %zu cells: ", row->ncells);
	for (size_t i = 0; i < row->ncells; i++) {
		m->line += breaks_in(row->cells[i]);
		gk_buf_add_str(&m->all, row->cells[i]);
		gk_buf_putc(&m->all, '\1');
		if (!m->damaged)
			oracle_cell((void *)(uintptr_t)row->cells[i].p,
			    row->cells[i].n, &m->o);
	}
	if (!m->damaged && row->ncells != 0)
		oracle_row(0, &m->o);
	return true;
}

static void
mine_damage(void *user, const struct gk_csv_damage *d)
{
	struct mine *m = user;

	assert_int_equal(d->row, m->row);
	assert_int_equal(d->line, m->line);
	assert_true(d->last_line >= d->line);
	m->row += d->last_line - d->line + 1;
	m->line = d->last_line + 1;
	m->damaged = true;
	gk_buf_printf(&m->all, "lines %zu to %zu: %s", d->line, d->last_line,
	    d->what);
}

static const struct gk_csv_ops mine_ops = { mine_row, mine_damage };

static bool
ends_open(struct gk_str text)
{
	return text.n != 0 && text.p[text.n - 1] != '\n' &&
	    text.p[text.n - 1] != '\r';
}

static void
compare(struct gk_str text, size_t piece)
{
	struct oracle o = { .whole = 0 };
	struct mine m = { .row = 1, .line = 1 };
	bool good = oracle_read(&o, text);
	struct gk_error err;

	assert_int_equal(gk_csv_read_pieces(text, ',', NULL, piece, &mine_ops,
	    &m, "t.csv", &err), GK_OK);
	assert_int_equal(m.line, breaks_in(text) + 1 + ends_open(text));
	assert_int_equal(m.damaged, !good);
	assert_int_equal(m.o.rows.len, o.whole);
	if (o.whole != 0)
		assert_memory_equal(m.o.rows.p, o.rows.p, o.whole);
	gk_buf_release(&o.rows);
	gk_buf_release(&m.o.rows);
	gk_buf_release(&m.all);
}

static const char *const samples[] = {
	"unit,title,date\n市财政局,关于“放管服”的通知,2023-03-31\n,,\n",
	"\"unit\",\"title\"\r\n\"a\",\"line one\r\nline \"\"2\"\"\"\r\n\r\nb,c",
	"a,\"b\nc\n\nd\",e\n\"\",\"\"\"\",\"\"\"\"\"\"\n x , y ,z",
	"a\rb,\"c\rd\"\r\r\"e\"",
	"h,i\n\"a \"b\" c\",d\ne,f\"g\n\"j,k\nl,m\n\"n\",\"o\np",
	"\n\r\n\r,\n\",\n,\"\n\"\"\n\"\"\"",
};

static void
read_pieces(struct mine *m, struct gk_str text, size_t piece)
{
	struct gk_error err;

	assert_int_equal(gk_csv_read_pieces(text, ',', NULL, piece, &mine_ops,
	    m, "t.csv", &err), GK_OK);
}

/* Every boundary between pieces of every sample. */
static void
test_pieces(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		struct gk_str text = gk_str_of(samples[i]);
		struct mine whole = { .row = 1, .line = 1 };

		read_pieces(&whole, text, WHOLE);
		for (size_t piece = 1; piece <= text.n; piece++) {
			struct mine m = { .row = 1, .line = 1 };

			read_pieces(&m, text, piece);
			assert_int_equal(m.all.len, whole.all.len);
			assert_memory_equal(m.all.p, whole.all.p, m.all.len);
			gk_buf_release(&m.all);
			gk_buf_release(&m.o.rows);
		}
		gk_buf_release(&whole.all);
		gk_buf_release(&whole.o.rows);
	}
}

static void
test_truncations(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
		for (size_t n = 0; n <= strlen(samples[i]); n++) {
			/* Exactly as long as the text, for the sanitizers. */
			char *copy = gk_strndup(samples[i], n);

			copy = gk_reallocarray(copy, n, 1);
			compare((struct gk_str){ copy, n }, WHOLE);
			compare((struct gk_str){ copy, n }, 3);
			free(copy);
		}
}

static uint32_t
next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

static void
test_random(void **state)
{
	static const char alphabet[] = "aab,,,\"\"\"\n\n\r ";
	uint32_t seed = 20230410;
	char text[48];

	(void)state;
	for (int round = 0; round < 60000; round++) {
		size_t n = next_random(&seed) % sizeof text;

		for (size_t i = 0; i < n; i++)
			text[i] = alphabet[next_random(&seed) %
			    (sizeof alphabet - 1)];
		compare((struct gk_str){ text, n },
		    1 + next_random(&seed) % 8);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_truncations),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests_name("csv_oracle", tests, NULL, NULL);
}
