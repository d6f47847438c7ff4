#include "config.h"

#include "audit/audit.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "audit/entry.h"

#define CHECKS_MAX 32

/* One ledger on its way through the checks. */
struct job {
	const struct gk_audit *audit;
	const struct gk_input *input;
	struct gk_reader *reader;
	void *state[CHECKS_MAX];
	struct gk_findings found;
	struct gk_error err;
	enum gk_status status;
	size_t tables, records;
};

struct pool {
	struct job *jobs;
	size_t count;
	atomic_size_t next;
};

static void
on_table(void *user, const struct gk_table *t)
{
	struct job *j = user;
	const struct gk_source *src = gk_reader_table(j->reader, t);

	j->tables++;
	for (size_t i = 0; j->audit->checks[i] != NULL; i++)
		if (j->audit->checks[i]->table != NULL)
			j->audit->checks[i]->table(j->state[i], src);
}

static void
on_record(void *user, const struct gk_record *rec)
{
	struct job *j = user;
	const struct gk_entry *e = gk_reader_entry(j->reader, rec);

	if (e == NULL)
		return;
	j->records++;
	for (size_t i = 0; j->audit->checks[i] != NULL; i++)
		j->audit->checks[i]->record(j->state[i], e, &j->found);
}

static void
on_end(void *user, const struct gk_table *t, size_t records, size_t skipped)
{
	struct job *j = user;
	const struct gk_source *src = gk_reader_end(j->reader);

	(void)t;
	(void)records;
	(void)skipped;
	for (size_t i = 0; j->audit->checks[i] != NULL; i++)
		if (j->audit->checks[i]->end != NULL)
			j->audit->checks[i]->end(j->state[i], src, &j->found);
}

static enum gk_kind_id
kind_of_fault(enum gk_fault_what what)
{
	static const enum gk_kind_id kinds[] = {
		[GK_FAULT_RAGGED] = GK_K_ROW_RAGGED,
		[GK_FAULT_QUOTE] = GK_K_QUOTE_DAMAGE,
		[GK_FAULT_MOJIBAKE] = GK_K_MOJIBAKE,
		[GK_FAULT_NUL] = GK_K_CELL_NUL,
		[GK_FAULT_CONTROL] = GK_K_CELL_CONTROL,
		[GK_FAULT_COLUMN_TWICE] = GK_K_COLUMN_TWICE,
		[GK_FAULT_UNRECOGNISED] = GK_K_LEDGER_UNRECOGNISED,
		[GK_FAULT_OWN_TABLE] = GK_K_OWN_TABLE,
		[GK_FAULT_ALIAS_UNKNOWN] = GK_K_COLUMN_UNKNOWN,
		[GK_FAULT_AMBIGUOUS] = GK_K_LEDGER_AMBIGUOUS,
		[GK_FAULT_RUINED_NUMBER] = GK_K_NUMBER_RUINED,
		[GK_FAULT_HIDDEN] = GK_K_HIDDEN_CONTENT,
		[GK_FAULT_SHEET_SKIPPED] = GK_K_SHEET_SKIPPED,
		[GK_FAULT_PARTIAL] = GK_K_FORMAT_PARTIAL,
	};

	return kinds[what];
}

/* The label of a column named by its key, for messages. */
static struct gk_str
label_of(const struct gk_table *t, struct gk_str key, enum gk_lang lang)
{
	for (size_t i = 0; t->kind != NULL && i < t->kind->ncolumns; i++)
		if (gk_str_eq(t->kind->columns[i].key, key))
			return gk_column_label(t, i, lang);
	return key;
}

/* The kind of a ledger that was taken, and the one that it may be of too. */
static void
add_rival(struct gk_draft *d, const struct gk_ledger_kind *kind,
    const struct gk_ledger_kind *rival, enum gk_lang lang)
{
	bool zh = lang == GK_ZH;

	gk_draft_arg(d, "kind", zh ? kind->label : kind->id);
	gk_draft_arg(d, "other", zh ? rival->label : rival->id);
	gk_draft_arg(d, "kind_id", kind->id);
	gk_draft_arg(d, "other_id", rival->id);
}

static void
on_fault(void *user, const struct gk_table *t, const struct gk_fault *f)
{
	struct job *j = user;
	enum gk_kind_id kind = kind_of_fault(f->what);
	struct gk_source src = gk_reader_peek(j->reader, t);
	struct gk_draft d = gk_source_draft(&src, kind, SIZE_MAX);

	d.row = f->row;
	d.line = f->line;
	d.column = f->column;
	d.column_no = t->relayed ? 0 : f->column_no;
	if (kind != GK_K_QUOTE_DAMAGE)
		d.value = f->value;
	if (kind == GK_K_COLUMN_UNKNOWN || kind == GK_K_COLUMN_TWICE)
		d.key[0] = f->value;
	if (f->what == GK_FAULT_AMBIGUOUS)
		add_rival(&d, t->kind, f->rival, j->audit->cx->lang);
	if (kind == GK_K_OWN_TABLE)
		gk_draft_arg(&d, "what", gk_own_table_label(f->value,
		    j->audit->cx->lang));
	if (f->what == GK_FAULT_HIDDEN && f->count > 0)
		gk_draft_arg(&d, "count", gk_count_words(&j->found.words,
		    f->count));
	gk_draft_arg(&d, "column", label_of(t, f->column,
	    j->audit->cx->lang));
	if (f->line > 0)
		gk_draft_arg(&d, "line", gk_count_words(&j->found.words,
		    f->line));
	if (f->last_line > 0)
		gk_draft_arg(&d, "last_line",
		    gk_count_words(&j->found.words, f->last_line));
	gk_findings_add(&j->found, &d);
}

void
gk_audit_unreadable(struct gk_findings *out, const char *name,
    const struct gk_error *err)
{
	static const char *const reasons[GK_CAUSES][2] = {
		[GK_CAUSE_OTHER] = { "详见运行信息", "see the messages of the run" },
		[GK_CAUSE_ABSENT] = { "文件不存在", "there is no such file" },
		[GK_CAUSE_EMPTY] = { "文件为空", "the file is empty" },
		[GK_CAUSE_ENCODING] = { "编码无法识别，既非 UTF-8 也非 GB18030，"
		    "或混用了多种编码", "its encoding is neither UTF-8 nor "
		    "GB18030, or mixed" },
		[GK_CAUSE_FORMAT] = { "暂不支持这种文件格式，请另存为 CSV UTF-8",
		    "the format is not supported; export it as CSV UTF-8" },
		[GK_CAUSE_HEADER] = { "未找到表头", "no header was found" },
		[GK_CAUSE_NO_LEDGER] = { "文件夹中未见台账",
		    "there is no ledger in the folder" },
		[GK_CAUSE_LIMIT] = { "单元格、行或层级超出限制",
		    "a cell, row or nesting is over its limit" },
	};
	struct gk_draft d = GK_DRAFT(GK_K_INPUT_UNREADABLE);

	d.file = gk_str_of(name);
	d.line = err->line;
	gk_draft_arg(&d, "reason", gk_str_of(reasons[err->cause][out->lang]));
	gk_findings_add(out, &d);
}

static void
job_run(struct job *j)
{
	static const struct gk_ledger_ops ops = { .table = on_table,
		.record = on_record, .end = on_end, .fault = on_fault };
	const struct gk_context *cx = j->audit->cx;

	j->reader = gk_reader_new(cx);
	for (size_t i = 0; j->audit->checks[i] != NULL; i++)
		j->state[i] = j->audit->checks[i]->init(cx);
	j->status = gk_ledger_read(j->input->path, j->input->name,
	    j->audit->ledger, &ops, j, &j->err);
	if (j->status != GK_OK)
		gk_audit_unreadable(&j->found, j->input->name, &j->err);
	gk_reader_free(j->reader);
}

static void *
work(void *user)
{
	struct pool *p = user;
	size_t i;

	while ((i = atomic_fetch_add(&p->next, 1)) < p->count) {
		const struct gk_audit *a = p->jobs[i].audit;

		job_run(&p->jobs[i]);
		if (a->step != NULL)
			a->step(a->step_user);
	}
	return NULL;
}

/* Runs the pool; a thread that cannot be started leaves its work to others. */
static void
pool_run(struct pool *p, int jobs)
{
	pthread_t threads[64];
	int started = 0;

	while (started < jobs - 1 && started < 64 &&
	    (size_t)started + 1 < p->count &&
	    pthread_create(&threads[started], NULL, work, p) == 0)
		started++;
	work(p);
	while (started > 0)
		pthread_join(threads[--started], NULL);
}

static void
collect(const struct gk_audit *a, struct job *j, void **total,
    struct gk_findings *out, struct gk_audit_totals *t)
{
	if (j->status != GK_OK && a->unreadable != NULL)
		a->unreadable(&j->err);
	t->unreadable += j->status != GK_OK;
	t->ledgers += j->tables;
	t->records += j->records;
	gk_findings_take(out, &j->found);
	gk_findings_release(&j->found);
	for (size_t i = 0; a->checks[i] != NULL; i++) {
		if (a->checks[i]->merge != NULL)
			a->checks[i]->merge(total[i], j->state[i]);
		a->checks[i]->free(j->state[i]);
	}
}

void
gk_audit_run(const struct gk_audit *a, struct gk_findings *out,
    struct gk_audit_totals *totals)
{
	struct pool p = { .count = a->inputs->count };
	void *total[CHECKS_MAX];
	size_t n = 0;

	*totals = (struct gk_audit_totals){ 0 };
	p.jobs = gk_calloc(p.count, sizeof *p.jobs);
	for (size_t i = 0; i < p.count; i++) {
		p.jobs[i].audit = a;
		p.jobs[i].input = &a->inputs->list[i];
		gk_findings_init(&p.jobs[i].found, out->lang, out->as_of);
		p.jobs[i].found.calendar = out->calendar;
		p.jobs[i].found.notice_date = out->notice_date;
	}
	pool_run(&p, a->jobs);
	for (; a->checks[n] != NULL; n++)
		total[n] = a->checks[n]->init(a->cx);
	for (size_t i = 0; i < p.count; i++)
		collect(a, &p.jobs[i], total, out, totals);
	for (size_t i = 0; i < n; i++) {
		if (a->checks[i]->finish != NULL)
			a->checks[i]->finish(total[i], out);
		a->checks[i]->free(total[i]);
	}
	free(p.jobs);
}
