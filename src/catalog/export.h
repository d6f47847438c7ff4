/*
 * Catalogues as tables: CSV, HTML, Markdown.  What is written as CSV or HTML
 * holds everything that the catalogue holds, so that an import gives the same
 * catalogue again, ids included.  This is the form of both:
 *
 * CSV.  First the catalogue itself, one "# key: value" a line, each line a
 * CSV cell (quoted where it has commas or quotes):
 *
 *	# field: 17		begins a catalogue; there may be several
 *	# slug, name, edition, extends, issuer, document, verified (yes, no)
 *	# date, stated-count, stated-items
 *	# alias, note, source, change	as many lines as there are
 *	# item 17-3: key=value	what has no column, one key a line
 *
 * Keys without a value are left out.  A change is an element of <changes>.
 * Item keys: nature (standing, periodic, triggered), nature-evidence
 * (inferred), cadence, duty (each, lead), subject-evidence (inferred),
 * update-days, placeholder (yes), valid-from, valid-until, replaces, reason,
 * all-channels (yes), weak-levels (joined by ";"), alias.  Where a column
 * cannot tell the members of a list apart, because one of them holds a
 * separator, the list is given again, a line each: basis, element, subject,
 * channel.  Where a clause of the limit says more than its columns hold (event,
 * applies, month and day, any that is no deadline), all are given again, a
 * line each, as the element of the catalogue:
 *
 *	# item 06-2: limit=<clause days="10" unit="working" from="event" event="…"/>
 *
 * Lines of items go before columns.
 *
 * Then the header and a row for each item.  Lists are joined by ";" (content
 * by "；"), the four columns of limits by " | ", a clause each, "/" where it
 * has nothing for the column and another has.  limit_kind is working or calendar for a deadline, else the element and its unit (duration
 * working, ahead calendar, promptly …), limit_from as in the schema, or the
 * words of the event; cadence is that of the clause, else the item's.  Cells
 * are guarded against formulas (finding/table.h).
 *
 * HTML.  A page with one table class="catalogue" for each catalogue.  Its
 * data- attributes are the keys above: data-field, data-slug … data-aliases,
 * data-notes, data-sources, data-changes.  Each row of an item has data-id, data-evidence,
 * data-source and those of the item keys that have a value.  Lists in
 * attributes have one member a line.  In such a table cells are verbatim: a
 * member of a list a line (<br>), channels behind "■".  A cell that cannot
 * say it has its value in data-method, data-audience or data-levels.
 * data-limits has the elements of all clauses, one a line; without it there is
 * none.
 */
#ifndef GK_CATALOG_EXPORT_H
#define GK_CATALOG_EXPORT_H

#include "catalog/catalog.h"
#include "core/out.h"

/* The fields in the order given. */
void gk_export_csv(const struct gk_field *const *fields, size_t n,
    struct gk_out *o);
void gk_export_html(const struct gk_field *const *fields, size_t n,
    struct gk_out *o);
void gk_export_md(const struct gk_field *const *fields, size_t n,
    struct gk_out *o);

#endif
