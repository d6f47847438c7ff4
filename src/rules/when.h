/*
 * The filter of a rule (<when>): to which records it applies.
 *
 *   <when>                         all of what stands inside
 *     <equals column="type">规章</equals>           compared in normal form
 *     <one-of column="type" set="NAME"/>            or <value> children
 *     <contains column="title" set="NAME"/>         one of the words within
 *     <matches column="title" pattern="^关于"/>
 *     <empty column="url"/>  <filled column="url"/>
 *     <yes column="social"/>                        是, 有, √, 1 …
 *     <before column="formed" date="2019-05-15"/>   <since …/>
 *     <level is="市级"/>                            of the unit, by register
 *     <all>…</all>  <any>…</any>  <not>…</not>
 *   </when>
 *
 * A column that the file lacks makes the rule unjudged, unless the condition
 * says absent="true" or "false": that is then its answer.
 */
#ifndef GK_RULES_WHEN_H
#define GK_RULES_WHEN_H

#include "rules/rule.h"

/* Of a <when> element; NULL if `n` is NULL.  Owned by the reader's arena. */
const struct gk_when *gk_when_read(struct gk_rule_reader *rd,
    const xmlNode *n);
/* A blank cell answers no to all but <empty>.  NULL always holds. */
bool gk_when_holds(const struct gk_when *w, const struct gk_entry *e);
/* The same; says whether a pattern met its limit on the way. */
bool gk_when_decide(const struct gk_when *w, const struct gk_entry *e,
    bool *undecided);

#endif
