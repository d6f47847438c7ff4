/*
 * Our own exports: what stands there about the catalogue itself.
 */
#include "config.h"

#include "catalog/import_int.h"

#include <stdlib.h>

size_t
gk_own_catalogue(struct gk_own *o, struct gk_str field)
{
	struct gk_imported *c;

	for (size_t i = 0; i < o->im->count; i++)
		if (gk_str_eq(o->im->list[i].field.id, field))
			return i;
	if (!gk_field_id_is(field) || o->im->count == 1000) {
		gk_own_note(o, GK_STR("field"), field);
		return SIZE_MAX;
	}
	c = gk_imported_new(o->im);
	c->own = true;
	c->table = o->place.table;
	c->line = o->place.line;
	c->field.id = gk_str_keep(o->im->arena, field);
	*GK_PUSH(o->fields, o->nfields, o->fields_cap) =
	    (struct gk_own_field){ 0 };
	return o->im->count - 1;
}

static struct gk_str *
field_text(struct gk_field *f, struct gk_str key)
{
	const struct {
		const char *key;
		struct gk_str *text;
	} texts[] = {
		{ "name", &f->name }, { "issuer", &f->issuer },
		{ "document", &f->document }, { "date", &f->date },
		{ "stated-items", &f->stated_text },
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (gk_str_eq(key, gk_str_of(texts[i].key)))
			return texts[i].text;
	return NULL;
}

static struct gk_strs *
field_list(struct gk_own_field *f, struct gk_str key)
{
	if (gk_str_eq(key, GK_STR("alias")))
		return &f->aliases;
	if (gk_str_eq(key, GK_STR("note")))
		return &f->notes;
	return gk_str_eq(key, GK_STR("source")) ? &f->sources : NULL;
}

static bool
add_change(struct gk_own *o, size_t catalogue, struct gk_str value)
{
	struct gk_own_field *f = &o->fields[catalogue];
	struct gk_local_change ch;

	if (f->nchanges > 10000 ||
	    !gk_change_read(o->im->arena, value, &ch))
		return false;
	*GK_PUSH(f->changes, f->nchanges, f->changes_cap) = ch;
	return true;
}

static bool
set_field(struct gk_field *f, struct gk_str key, struct gk_str value)
{
	size_t n;

	if (gk_str_eq(key, GK_STR("field")))
		return gk_str_eq(value, f->id);
	if (gk_str_eq(key, GK_STR("slug")) && gk_field_slug_is(value)) {
		f->slug = value;
		return true;
	}
	if (gk_str_eq(key, GK_STR("extends")) && gk_field_id_is(value)) {
		f->extends = value;
		return true;
	}
	if (gk_str_eq(key, GK_STR("edition")) && value.n == 4 &&
	    gk_str_to_size(value, &n)) {
		f->edition = value;
		return true;
	}
	if (gk_str_eq(key, GK_STR("verified"))) {
		f->document_verified = gk_str_eq(value, GK_STR("yes"));
		return f->document_verified ||
		    gk_str_eq(value, GK_STR("no"));
	}
	if (gk_str_eq(key, GK_STR("stated-count")))
		return gk_str_to_size(value, &f->stated) && f->stated != 0;
	return false;
}

void
gk_own_field_key(struct gk_own *o, size_t catalogue, struct gk_str key,
    struct gk_str value)
{
	struct gk_field *f = &o->im->list[catalogue].field;
	struct gk_strs *list = field_list(&o->fields[catalogue], key);
	struct gk_str *text = field_text(f, key);

	value = gk_own_text(o, value);
	if (value.n == 0)
		return;
	if (list != NULL)
		gk_strs_push(list, value);
	else if (text != NULL)
		*text = value;
	else if (gk_str_eq(key, GK_STR("change")) ?
	    !add_change(o, catalogue, value) : !set_field(f, key, value))
		gk_own_note(o, key, value);
}

/* Only a catalogue that extends another has any. */
static void
keep_changes(struct gk_own *o, size_t catalogue)
{
	struct gk_own_field *own = &o->fields[catalogue];
	struct gk_field *f = &o->im->list[catalogue].field;
	size_t size = own->nchanges * sizeof *own->changes;

	if (own->nchanges != 0 && f->extends.n != 0) {
		f->changes = gk_arena_alloc(o->im->arena, size);
		memcpy(f->changes, own->changes, size);
		f->nchanges = own->nchanges;
	} else if (own->nchanges != 0) {
		gk_own_note(o, GK_STR("change"), own->changes[0].item);
	}
	free(own->changes);
}

void
gk_own_field_finish(struct gk_own *o, size_t catalogue)
{
	struct gk_arena *a = o->im->arena;
	struct gk_own_field *own = &o->fields[catalogue];
	struct gk_field *f = &o->im->list[catalogue].field;

	gk_strs_move(&own->aliases, a, &f->aliases, &f->naliases);
	gk_strs_move(&own->notes, a, &f->notes, &f->nnotes);
	gk_strs_move(&own->sources, a, &f->sources, &f->nsources);
	keep_changes(o, catalogue);
}
