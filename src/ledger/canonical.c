#include "config.h"

#include "core/out.h"
#include "ledger/ledger.h"

void
gk_canonical_header(struct gk_out *o, const struct gk_ledger_kind *k)
{
	for (size_t i = 0; i < k->ncolumns; i++) {
		gk_out_str(o, k->columns[i].key);
		gk_out_puts(o, ",");
	}
	gk_out_puts(o, "_file,_sheet,_row\n");
}

void
gk_canonical_record(struct gk_out *o, const struct gk_record *r)
{
	const struct gk_ledger_kind *k = r->table->kind;
	size_t unit = gk_ledger_kind_column(k, "unit");

	for (size_t i = 0; i < k->ncolumns; i++) {
		gk_out_csv_cell(o, i == unit && r->field[i].n == 0 ?
		    r->table->unit : r->field[i]);
		gk_out_puts(o, ",");
	}
	gk_out_csv_cell(o, r->table->file);
	gk_out_puts(o, ",");
	gk_out_csv_cell(o, r->table->sheet);
	gk_out_printf(o, ",%zu\n", r->row);
}
