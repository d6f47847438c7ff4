/* Messages for standard error and --help: the language of the locale. */
#ifndef GK_CORE_I18N_H
#define GK_CORE_I18N_H

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) text

/* Language of findings and reports: an option, never the locale. */
enum gk_lang { GK_ZH, GK_EN };

#endif
