/*
 * The rules that findings name, for the head of a SARIF log.
 */
#ifndef GK_REPORT_SARIF_RULES_H
#define GK_REPORT_SARIF_RULES_H

#include "report/escape.h"
#include "report/report.h"

struct gk_sarif_rules;

/* Of `fs`, which must outlive them; sorted by id. */
struct gk_sarif_rules *gk_sarif_rules_new(const struct gk_findings *fs);
void gk_sarif_rules_free(struct gk_sarif_rules *r);
/* The place in the array of the rule of a finding of the table. */
size_t gk_sarif_rules_index(const struct gk_sarif_rules *r,
    const struct gk_finding *f);
/* error, warning or note. */
const char *gk_sarif_level(enum gk_severity s);
/* The array of reportingDescriptor objects. */
void gk_sarif_rules_put(const struct gk_sarif_rules *r, struct gk_writer *w,
    enum gk_lang lang);

#endif
