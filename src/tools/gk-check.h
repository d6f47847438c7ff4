/*
 * What gk-check says of the rules themselves: --list, --explain, --verify.
 */
#ifndef GK_TOOLS_GK_CHECK_H
#define GK_TOOLS_GK_CHECK_H

#include "tools/session.h"

/* One line a rule: id, severity, kinds, check, basis. */
enum gk_exit gk_check_list(const struct gk_session *s);
/* One rule whole, with an example of a fault and of a clean record. */
enum gk_exit gk_check_explain(const struct gk_session *s);
/* Runs the examples; 1 if one does not hold. */
enum gk_exit gk_check_verify(const struct gk_session *s);

#endif
