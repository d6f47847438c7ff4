/*
 * What stands in a catalogue, in words: those of the file (attributes, the
 * elements of a limit) and those for people, in either language.
 */
#ifndef GK_CATALOG_WORDS_H
#define GK_CATALOG_WORDS_H

#include "catalog/catalog.h"
#include "core/i18n.h"

/* As attributes: "seen", "standing", "any", "yearly" ("" for GK_ONCE). */
const char *gk_evidence_name(enum gk_evidence e);
const char *gk_nature_name(enum gk_nature n);
const char *gk_duty_name(enum gk_duty d);
const char *gk_cadence_name(enum gk_cadence c);

/* For people: 读到原表, 常设, 每年 …; appended. */
const char *gk_evidence_label(enum gk_evidence e, enum gk_lang lang);
/* 定期（每年）（推断），每个主体各自公开，每20个工作日更新 … */
void gk_nature_words(struct gk_buf *out, const struct gk_item *it,
    enum gk_lang lang);
/* 形成之日起20个工作日内（执法决定信息） */
void gk_clause_words(struct gk_buf *out, const struct gk_clause *c,
    enum gk_lang lang);

/* The clause as it stands in a catalogue: <clause days="20" …/>. */
void gk_clause_xml(struct gk_buf *out, const struct gk_clause *c);
/* A member of <changes>: <drop item="05-3" …/>. */
void gk_local_change_xml(struct gk_buf *out, const struct gk_local_change *c);
/* 县级;乡级 */
void gk_levels_words(struct gk_buf *out, unsigned levels, const char *sep);
/* The members of a list with `sep` between them. */
void gk_list_words(struct gk_buf *out, const struct gk_str *list, size_t n,
    const char *sep);

#endif
