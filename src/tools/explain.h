/*
 * --explain-layout: how each sheet of the inputs was understood, as text or
 * as CSV.  Personal data in titles and headers are masked.
 */
#ifndef GK_TOOLS_EXPLAIN_H
#define GK_TOOLS_EXPLAIN_H

#include "core/i18n.h"
#include "core/out.h"
#include "ledger/ledger.h"
#include "tools/tool.h"

struct gk_explain {
	struct gk_out *out;
	enum gk_lang lang;	/* of the text; CSV has the same in both */
	bool csv;
	bool any;		/* something was printed */
};

/* Fits struct gk_ledger_ops; `user` is a struct gk_explain. */
void gk_explain_outline(void *user, const struct gk_table *t,
    const struct gk_outline *o);
/* Explains all inputs, to -o, as CSV with -f csv. */
enum gk_exit gk_explain_inputs(const struct gk_settings *set,
    const struct gk_inputs *in, const struct gk_ledger_options *opt);

#endif
