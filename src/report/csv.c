#include "config.h"

#include "finding/table.h"
#include "report/report.h"

static void
write_report(const struct gk_findings *fs, const struct gk_report_options *opt,
    struct gk_out *o)
{
	(void)opt;
	gk_findings_write(fs, o);
}

const struct gk_report gk_report_csv = { .name = "csv", .write = write_report };
