/*
 * gk-catalog import: a published table, or one of our own exports, as
 * catalogue XML.
 */
#include "config.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "catalog/import.h"
#include "catalog/write.h"
#include "core/file.h"
#include "ledger/encoding.h"
#include "tools/gk-catalog.h"

struct import {
	const struct gk_settings *set;
	const char *file;	/* as messages name it */
	struct gk_import im;
	struct gk_import_names names;
	struct gk_catalogs *known;
	size_t written, refused;
};

/* ---- notes ---------------------------------------------------------- */

static void
say_note(const struct import *m, const struct gk_import_note *n)
{
	struct gk_buf b;
	struct gk_error e;

	gk_buf_init(&b);
	if (n->table != 0)
		gk_buf_printf(&b, _("table %zu: "), n->table);
	if (n->row != 0)
		gk_buf_printf(&b, _("row %zu: "), n->row);
	gk_buf_puts(&b, gk_import_text(n->what));
	if (n->count > 1)
		gk_buf_printf(&b, _(" (%zu cells)"), n->count);
	if (n->column.n != 0 || n->value.n != 0)
		gk_buf_printf(&b, ": %.*s%s%.*s", GK_FMT(n->column),
		    n->column.n != 0 && n->value.n != 0 ? ": " : "",
		    GK_FMT(n->value));
	gk_fail(&e, m->file, n->line, "%s", b.p);
	gk_warn(&e);
	gk_buf_release(&b);
}

static void
say_notes(const struct import *m)
{
	for (size_t i = 0; i < m->im.nnotes; i++)
		say_note(m, &m->im.notes[i]);
	if (m->im.more != 0)
		gk_say(_("%zu more of this kind"), m->im.more);
}

/* ---- reading -------------------------------------------------------- */

static bool
is_page(const char *path, struct gk_str text)
{
	static const char *const ends[] = { ".html", ".htm", ".shtml" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (gk_str_ends(gk_str_of(path), gk_str_of(ends[i])))
			return true;
	return gk_import_is_html(text);
}

static enum gk_status
read_text(struct import *m, const char *path, struct gk_str bytes,
    struct gk_error *err)
{
	struct gk_str text;
	struct gk_buf own;
	enum gk_status st;

	if (bytes.n == 0)
		return gk_fail_for(GK_CAUSE_EMPTY, err, m->file, 0,
		    _("empty file"));
	if (bytes.n > GK_IMPORT_BYTES_MAX)
		return gk_fail_for(GK_CAUSE_LIMIT, err, m->file, 0,
		    _("larger than %zu MiB"), GK_IMPORT_BYTES_MAX >> 20);
	gk_buf_init(&own);
	st = gk_encoding_decode(bytes, m->set->encoding, m->file, &text, &own,
	    err);
	if (st == GK_OK)
		st = is_page(path, text) ?
		    gk_import_html(&m->im, text, m->file, err) :
		    gk_import_csv(&m->im, text, m->file, err);
	gk_buf_release(&own);
	return st;
}

static enum gk_status
read_file(struct import *m, const char *path, struct gk_error *err)
{
	struct gk_file f;
	enum gk_status st;

	if (gk_file_open(path, &f, err) != GK_OK)
		return GK_FAIL;
	st = read_text(m, path, f.text, err);
	gk_file_close(&f);
	return st;
}

/* ---- writing -------------------------------------------------------- */

static bool
is_folder(const char *path)
{
	struct stat sb;

	return path != NULL && path[0] != '\0' &&
	    (path[strlen(path) - 1] == '/' ||
	    (stat(path, &sb) == 0 && S_ISDIR(sb.st_mode)));
}

static enum gk_status
write_one(struct import *m, struct gk_imported *c, const char *path,
    struct gk_error *err)
{
	struct gk_out *o = gk_out_open(path, err);

	if (o == NULL)
		return GK_FAIL;
	gk_catalog_write(o, &c->field);
	if (gk_out_close(o, err) != GK_OK)
		return GK_FAIL;
	m->written++;
	return GK_OK;
}

/* Whether a catalogue before this one has the same number. */
static bool
is_repeated(const struct import *m, const struct gk_imported *c)
{
	for (const struct gk_imported *k = m->im.list; k < c; k++)
		if (gk_str_eq(k->field.id, c->field.id))
			return true;
	return false;
}

/* FOLDER/17-compulsory-education.xml; what cannot be written is said. */
static enum gk_exit
write_folder(struct import *m)
{
	const char *folder = m->set->output;
	size_t n = strlen(folder);
	struct gk_buf path;
	struct gk_error err;

	gk_buf_init(&path);
	for (size_t i = 0; i < m->im.count; i++) {
		struct gk_imported *c = &m->im.list[i];
		enum gk_status st = gk_import_name(&m->im, c, &m->names,
		    m->file, &err);

		if (st == GK_OK && is_repeated(m, c))
			st = gk_fail(&err, m->file, c->line,
			    _("table %zu: field %.*s a second time, not "
			    "written"), c->table, GK_FMT(c->field.id));
		gk_buf_clear(&path);
		gk_buf_printf(&path, "%s%s%.*s-%.*s.xml", folder,
		    folder[n - 1] == '/' ? "" : "/", GK_FMT(c->field.id),
		    GK_FMT(c->field.slug));
		if (st == GK_OK)
			st = write_one(m, c, path.p, &err);
		if (st == GK_OK)
			continue;
		gk_warn(&err);
		m->refused++;
	}
	gk_buf_release(&path);
	return m->written == 0 ? GK_EXIT_TROUBLE :
	    m->refused != 0 ? GK_EXIT_FINDINGS : GK_EXIT_CLEAN;
}

/* The catalogue to be printed; NULL: which is not clear, and that was said. */
static struct gk_imported *
choose(struct import *m)
{
	const struct gk_import *im = &m->im;
	size_t n = m->set->table;

	if (n > im->count) {
		gk_say(_("--table %zu: there are only %zu catalogues"), n,
		    im->count);
		return NULL;
	}
	if (n != 0 || im->count == 1)
		return &im->list[n != 0 ? n - 1 : 0];
	gk_say(_("several catalogues; choose one with --table, or write all "
	    "with -o FOLDER/:"));
	for (size_t i = 0; i < im->count; i++) {
		const struct gk_imported *c = &im->list[i];
		struct gk_str title = c->own ? c->field.name : c->title;

		gk_say(_("  --table %zu: %.*s (items: %zu)"), i + 1,
		    GK_FMT(title), c->field.nitems);
	}
	return NULL;
}

static enum gk_exit
write_chosen(struct import *m)
{
	struct gk_imported *c = choose(m);
	struct gk_error err;

	if (c == NULL)
		return GK_EXIT_TROUBLE;
	if (gk_import_name(&m->im, c, &m->names, m->file, &err) == GK_OK &&
	    write_one(m, c, m->set->output, &err) == GK_OK)
		return GK_EXIT_CLEAN;
	gk_warn(&err);
	return GK_EXIT_TROUBLE;
}

/* ---- the command ---------------------------------------------------- */

/* The part of a path behind the last slash. */
static struct gk_str
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return gk_str_of(slash != NULL ? slash + 1 : path);
}

static void
set_names(struct import *m, const char *path)
{
	const struct gk_settings *s = m->set;

	m->names = (struct gk_import_names){ .known = m->known,
		.field = gk_str_of(s->field), .slug = gk_str_of(s->slug),
		.name = gk_str_of(s->name), .issuer = gk_str_of(s->issuer),
		.document = gk_str_of(s->document),
		.source = gk_str_of(s->source), .file = base_name(path) };
	if (m->names.source.n == 0)
		m->names.source = strcmp(path, "-") == 0 ?
		    GK_STR("标准输入") : m->names.file;
}

static enum gk_exit
import_file(struct import *m, const char *path)
{
	bool folder = is_folder(m->set->output) && m->set->table == 0;
	enum gk_exit status;
	struct gk_error err;

	if (read_file(m, path, &err) != GK_OK) {
		say_notes(m);
		gk_warn(&err);
		return GK_EXIT_TROUBLE;
	}
	say_notes(m);
	status = folder ? write_folder(m) : write_chosen(m);
	return status == GK_EXIT_CLEAN && m->im.nnotes != 0 ?
	    GK_EXIT_FINDINGS : status;
}

enum gk_exit
gk_catalog_import(struct gk_settings *s, int argc, char **argv)
{
	struct import m = { .set = s };
	const char *path = argc == 0 ? "-" : argv[0];
	enum gk_exit status;

	if (argc > 1) {
		gk_say(_("import takes one file"));
		return GK_EXIT_TROUBLE;
	}
	if (argc == 0 && isatty(STDIN_FILENO)) {
		gk_say(_("no input: name a file, or '-' for what is typed"));
		return GK_EXIT_TROUBLE;
	}
	m.known = gk_catalog_load(s, 0, NULL);
	if (m.known == NULL)
		return GK_EXIT_TROUBLE;
	m.file = strcmp(path, "-") == 0 ? _("standard input") : path;
	gk_import_init(&m.im);
	set_names(&m, path);
	status = import_file(&m, path);
	gk_import_release(&m.im);
	gk_catalogs_free(m.known);
	return status;
}
