#include "config.h"

#include "catalog/find.h"

#include "catalog/catalog_int.h"

/* By its name or an alias, as names compare. */
static bool
is_called(const struct gk_field *f, struct gk_str name)
{
	struct gk_buf key, own;
	bool called = false;

	gk_buf_init(&key);
	gk_buf_init(&own);
	gk_field_key(&key, name);
	for (size_t i = 0; key.len != 0 && !called && i <= f->naliases; i++) {
		gk_buf_clear(&own);
		gk_field_key(&own, i == 0 ? f->name : f->aliases[i - 1]);
		called = gk_str_eq(gk_buf_str(&own), gk_buf_str(&key));
	}
	gk_buf_release(&key);
	gk_buf_release(&own);
	return called;
}

const struct gk_field *
gk_catalogs_field(const struct gk_catalogs *c, struct gk_str word)
{
	for (size_t i = 0; i < c->nfields; i++)
		if (gk_str_eq(c->fields[i].id, word) ||
		    gk_str_eq(c->fields[i].slug, word))
			return &c->fields[i];
	for (size_t i = 0; i < c->nfields; i++)
		if (is_called(&c->fields[i], word))
			return &c->fields[i];
	return NULL;
}

const struct gk_item *
gk_catalogs_item(const struct gk_catalogs *c, struct gk_str id)
{
	for (size_t i = 0; i < c->nfields; i++) {
		const struct gk_field *f = &c->fields[i];

		for (size_t k = 0; k < f->nitems; k++)
			if (gk_str_eq(f->items[k]->id, id))
				return f->items[k];
	}
	return NULL;
}
