/*
 * Addresses in ledger cells.
 */
#ifndef GK_CORE_URL_H
#define GK_CORE_URL_H

#include "core/date.h"
#include "core/str.h"

enum gk_url {
	GK_URL_NONE,		/* words: 见附件, 政府网站, 无 */
	GK_URL_OK,
	GK_URL_MALFORMED,	/* meant as an address, and none */
	GK_URL_INTERNAL		/* of a network the public cannot reach */
};

/*
 * Cuts the next piece off a cell that may hold several addresses: at white
 * space, Chinese punctuation, and at , ; before another address.  False when
 * nothing is left.  Pieces are never empty.
 */
bool gk_url_next(struct gk_str *rest, struct gk_str *piece);

/*
 * What a piece is.  An address has the scheme http or https or starts with a
 * host name (www.example.org/a).  Internal are the private and loop-back
 * networks of RFC 1918 and RFC 1122, and hosts without a dot.
 */
enum gk_url gk_url_classify(struct gk_str piece);

/* Whether any piece of a cell is an address that the public can reach. */
bool gk_url_any(struct gk_str cell);

/*
 * The parts of an address (GK_URL_OK), as views.  The host is without port and
 * as written; the path starts with its slash and ends before ? and #, or is
 * empty.  An address may also be a site as a register names it, with or
 * without scheme.
 */
struct gk_str gk_url_host(struct gk_str address);
struct gk_str gk_url_path(struct gk_str address);
/*
 * Whether the host is that of the site, "www." in front or not, or below the
 * site as it is written: jyj.a.example is below a.example, not below
 * www.a.example.
 */
bool gk_url_below(struct gk_str address, struct gk_str site);
/*
 * Whether it leads to a page: a file below the root, a folder below another,
 * a number (/1024), or a query.  Not to a home page (/, /index.html) or a
 * column (/zwgk/).
 */
bool gk_url_is_page(struct gk_str address);
/* The day in /t20230331_123.html; false if there is none. */
bool gk_url_day(struct gk_str address, gk_day *day);
/*
 * Appends what two ways to write one address have in common: without scheme,
 * "www.", default port, trailing slashes and "#", the host in lower case.
 */
void gk_url_key(struct gk_buf *out, struct gk_str address);
bool gk_url_same(struct gk_str a, struct gk_str b);

#endif
