/*
 * Rules against their own examples: each <fault> is found, no <clean> is.
 */
#ifndef GK_AUDIT_VERIFY_H
#define GK_AUDIT_VERIFY_H

#include "rules/book.h"

struct gk_verified {		/* an example that does not hold */
	const struct gk_rule_text *rule;
	const struct gk_example *example;
	size_t found;		/* findings of the rule, of that outcome */
	size_t others;		/* of another outcome */
};

/*
 * Runs the examples of every rule of `cx->rules` that is in use; calls
 * `failed` for those that do not hold.  Returns how many were run.
 */
size_t gk_verify(const struct gk_context *cx,
    void (*failed)(void *user, const struct gk_verified *v), void *user);

#endif
