/*
 * Addresses in ledger cells.
 */
#ifndef GK_CORE_URL_H
#define GK_CORE_URL_H

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

#endif
