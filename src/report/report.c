#include "config.h"

#include "report/report.h"

static const struct gk_report *const reports[] = {
#define GK_REPORT(name) &gk_report_##name,
#include "report/reports.def"
#undef GK_REPORT
};

const struct gk_report *
gk_report_find(const char *name)
{
	for (size_t i = 0; i < sizeof reports / sizeof *reports; i++)
		if (strcmp(reports[i]->name, name) == 0)
			return reports[i];
	return NULL;
}

const char *
gk_report_names(void)
{
#define GK_REPORT(name) ", " #name
	static const char names[] =
#include "report/reports.def"
	    ;
#undef GK_REPORT

	return names + 2;
}
