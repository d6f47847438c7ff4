/*
 * gk-check --list, --explain, --verify: the rules themselves.
 */
#include "config.h"

#include "tools/gk-check.h"

#include <unistd.h>

#include "audit/verify.h"
#include "core/norm.h"
#include "core/out.h"
#include "finding/privacy.h"
#include "finding/table.h"

/* The columns of the list, in their order. */
enum column { ID, PACK, SEVERITY, KINDS, CHECK, LABEL, BASIS, EVIDENCE, COLUMNS };

static const struct {
	const char *id, *zh;
} columns[COLUMNS] = {
	[ID] = { "id", "规则" }, [PACK] = { "pack", "规则包" },
	[SEVERITY] = { "severity", "级别" }, [KINDS] = { "kinds", "台账" },
	[CHECK] = { "check", "检查" }, [LABEL] = { "label", "内容" },
	[BASIS] = { "basis", "依据" }, [EVIDENCE] = { "evidence", "核实" },
};

static const char *const evidences[] = { [GK_SEEN] = "seen",
	[GK_PARTIAL] = "partial", [GK_RECALLED] = "recalled" };

static struct gk_out *
open_out(const struct gk_session *s)
{
	struct gk_error err = { .line = 0 };
	struct gk_out *o = gk_out_open(s->set->output, &err);

	if (o == NULL)
		gk_warn(&err);
	return o;
}

static enum gk_exit
close_out(struct gk_out *o, enum gk_exit status)
{
	struct gk_error err = { .line = 0 };

	if (gk_out_close(o, &err) == GK_OK)
		return status;
	gk_warn(&err);
	return GK_EXIT_TROUBLE;
}

/* ---- --list --------------------------------------------------------- */

static void
add_kinds(struct gk_buf *b, const struct gk_rule_text *t)
{
	for (size_t i = 0; i < t->nof; i++) {
		if (i > 0)
			gk_buf_putc(b, ' ');
		gk_buf_add_str(b, t->of[i]->kind->id);
	}
}

static void
cell(struct gk_buf *b, const struct gk_rule_text *t, size_t column,
    enum gk_lang lang)
{
	const struct gk_rule *r = t->of[0];

	gk_buf_clear(b);
	switch (column) {
	case ID:
		gk_buf_add_str(b, t->id);
		break;
	case PACK:
		gk_buf_add_str(b, t->pack->id);
		break;
	case SEVERITY:
		gk_buf_puts(b, gk_severity_name(r->say[GK_MAIN].severity));
		break;
	case KINDS:
		add_kinds(b, t);
		break;
	case CHECK:
		gk_buf_puts(b, t->check);
		break;
	case LABEL:
		gk_buf_add_str(b, r->label[lang]);
		break;
	case BASIS:
		gk_buf_add_str(b, r->basis);
		break;
	default:
		gk_buf_puts(b, evidences[r->evidence]);
	}
}

/* Whether --only and --skip leave the rule in. */
static bool
listed(const struct gk_session *s, const struct gk_rule_text *t)
{
	struct gk_book_options opt = { .only = s->set->only,
		.skip = s->set->skip };

	return gk_book_wants(&opt, t->id, t->pack->id);
}

static void
list_csv(const struct gk_session *s, struct gk_out *o)
{
	struct gk_buf b = { 0 }, guard = { 0 };

	for (size_t c = 0; c < COLUMNS; c++)
		gk_out_printf(o, "%s%s", c != 0 ? "," : "", columns[c].id);
	gk_out_puts(o, "\n");
	for (size_t i = 0; i < s->book->nrules; i++) {
		if (!listed(s, &s->book->rules[i]))
			continue;
		for (size_t c = 0; c < COLUMNS; c++) {
			cell(&b, &s->book->rules[i], c, s->set->lang);
			gk_out_puts(o, c != 0 ? "," : "");
			gk_guarded_cell(o, gk_buf_str(&b), &guard);
		}
		gk_out_puts(o, "\n");
	}
	gk_buf_release(&b);
	gk_buf_release(&guard);
}

/* Two lines a rule: what it is, and what it rests on. */
static void
list_text(const struct gk_session *s, struct gk_out *o)
{
	const struct gk_pack *pack = NULL;
	enum gk_lang lang = s->set->lang;
	size_t n = 0;

	for (size_t i = 0; i < s->book->nrules; i++) {
		const struct gk_rule_text *t = &s->book->rules[i];
		const struct gk_rule *r = t->of[0];

		if (!listed(s, t))
			continue;
		if (t->pack != pack)
			gk_out_printf(o, lang == GK_ZH ? "%s%.*s（%.*s）\n" :
			    "%s%.*s (%.*s)\n", n > 0 ? "\n" : "",
			    GK_FMT(t->pack->label[lang]),
			    GK_FMT(t->pack->id));
		pack = t->pack;
		n++;
		gk_out_printf(o, "  %-7s  %.*s  %.*s  <%s>\n",
		    gk_severity_name(r->say[GK_MAIN].severity),
		    GK_FMT(t->id), GK_FMT(r->label[lang]), t->check);
		gk_out_printf(o, "           %.*s%s\n", GK_FMT(r->basis),
		    r->evidence == GK_RECALLED ? GK_UNVERIFIED : "");
	}
	gk_out_printf(o, lang == GK_ZH ? "\n共%zu条规则。\n" : "\n%zu rules.\n",
	    n);
}

enum gk_exit
gk_check_list(const struct gk_session *s)
{
	const char *format = s->set->format;
	struct gk_out *o = open_out(s);

	if (o == NULL)
		return GK_EXIT_TROUBLE;
	if (format == NULL)
		format = s->set->output == NULL && isatty(STDOUT_FILENO) ?
		    "text" : "csv";
	if (strcmp(format, "text") == 0)
		list_text(s, o);
	else
		list_csv(s, o);
	return close_out(o, GK_EXIT_CLEAN);
}

/* ---- --explain ------------------------------------------------------ */

static void
line(struct gk_out *o, const char *label, struct gk_str text)
{
	size_t width = gk_width(gk_str_of(label));

	if (text.n == 0)
		return;
	gk_out_printf(o, "%s", label);
	for (; width < 12; width++)
		gk_out_puts(o, " ");
	gk_out_printf(o, "%.*s\n", GK_FMT(text));
}

static void
explain_example(const struct gk_example *x, enum gk_lang lang,
    struct gk_out *o)
{
	const struct gk_ledger_kind *k = x->rule->kind;
	struct gk_buf b = { 0 };
	bool zh = lang == GK_ZH;

	gk_day_iso(&b, x->as_of);
	gk_out_printf(o, "\n%s (%s %s)\n", x->fault ? (zh ? "问题示例" :
	    "a fault") : (zh ? "合格示例" : "no fault"),
	    zh ? "检查日" : "as of", b.p);
	for (size_t i = 0; i < x->nrecords; i++) {
		const char *sep = "  ";

		for (size_t c = 0; c < k->ncolumns; c++) {
			if (x->records[i][c].p == NULL)
				continue;
			gk_buf_clear(&b);
			gk_personal_mask(&b, x->records[i][c]);
			gk_out_printf(o, "%s%.*s: %.*s", sep,
			    GK_FMT(zh ? k->columns[c].label :
			    k->columns[c].key), GK_FMT(gk_buf_str(&b)));
			sep = zh ? "；" : "; ";
		}
		gk_out_puts(o, "\n");
	}
	gk_buf_release(&b);
}

/* As ISO 8601 has intervals: 2019-05-15/.. */
static void
add_window(struct gk_buf *b, const struct gk_rule *r)
{
	if (r->from == GK_NO_DAY && r->until == GK_NO_DAY)
		return;
	if (r->from == GK_NO_DAY)
		gk_buf_puts(b, "..");
	gk_day_iso(b, r->from);
	gk_buf_putc(b, '/');
	gk_day_iso(b, r->until);
	if (r->until == GK_NO_DAY)
		gk_buf_puts(b, "..");
}

static void
explain(const struct gk_rule_text *t, enum gk_lang lang, struct gk_out *o)
{
	const struct gk_rule *r = t->of[0];
	const struct gk_kind *k = &r->say[GK_MAIN];
	struct gk_buf kinds = { 0 }, span = { 0 };
	bool zh = lang == GK_ZH;

	add_kinds(&kinds, t);
	add_window(&span, r);
	line(o, zh ? "规则" : "rule", t->id);
	line(o, zh ? "内容" : "judges", r->label[lang]);
	line(o, zh ? "规则包" : "pack", t->pack->id);
	line(o, zh ? "级别" : "severity",
	    gk_str_of(gk_severity_name(k->severity)));
	line(o, zh ? "台账" : "kinds", gk_buf_str(&kinds));
	line(o, zh ? "检查" : "check", gk_str_of(t->check));
	line(o, zh ? "施行期" : "in force", gk_buf_str(&span));
	line(o, zh ? "依据" : "basis", r->basis);
	line(o, zh ? "核实" : "evidence", gk_str_of(evidences[r->evidence]));
	line(o, zh ? "表述" : "says", gk_str_of(k->fact[lang]));
	line(o, zh ? "整改" : "remedy", gk_str_of(k->remedy[lang]));
	for (size_t i = 0; i < t->nexamples; i++)
		explain_example(&t->examples[i], lang, o);
	gk_buf_release(&kinds);
	gk_buf_release(&span);
}

enum gk_exit
gk_check_explain(const struct gk_session *s)
{
	const struct gk_rule_text *t = gk_book_find(s->book,
	    gk_str_of(s->set->explain));
	struct gk_out *o;

	if (t == NULL) {
		gk_say(_("there is no rule '%s'; see --list"),
		    s->set->explain);
		return GK_EXIT_TROUBLE;
	}
	o = open_out(s);
	if (o == NULL)
		return GK_EXIT_TROUBLE;
	explain(t, s->set->lang, o);
	return close_out(o, GK_EXIT_CLEAN);
}

/* ---- --verify ------------------------------------------------------- */

struct verdict {
	struct gk_out *o;
	size_t failed;
};

static void
on_failed(void *user, const struct gk_verified *v)
{
	struct verdict *verdict = user;

	verdict->failed++;
	gk_out_printf(verdict->o, "%.*s:%zu: %.*s: %s: %zu expected, %zu found",
	    GK_FMT(v->rule->pack->path), v->example->line,
	    GK_FMT(v->rule->id), v->example->fault ? "fault" : "clean",
	    v->example->fault ? v->example->count : 0, v->found);
	if (v->others > 0)
		gk_out_printf(verdict->o, ", %zu of another outcome",
		    v->others);
	gk_out_puts(verdict->o, "\n");
}

enum gk_exit
gk_check_verify(const struct gk_session *s)
{
	struct verdict v = { .o = open_out(s) };
	size_t n;

	if (v.o == NULL)
		return GK_EXIT_TROUBLE;
	n = gk_verify(&s->cx, on_failed, &v);
	gk_out_printf(v.o, "%zu rules, %zu examples, %zu failed\n",
	    s->book->nrules, n, v.failed);
	return close_out(v.o, v.failed > 0 ? GK_EXIT_FINDINGS :
	    GK_EXIT_CLEAN);
}
