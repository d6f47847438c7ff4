/*
 * SARIF 2.1.0 (OASIS): one run, its rules, one result a line.
 *
 * baselineState tells what gk-diff found: new and open findings are new and
 * unchanged, upgraded ones updated, closed ones absent; a reopened one is new
 * again.  It is given to all results or to none, and so are suppressions
 * (waivers), as the standard wants it.
 */
#include "config.h"

#include "report/escape.h"
#include "report/report.h"
#include "report/sarif_rules.h"

#define SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/" \
	"schemas/sarif-schema-2.1.0.json"

struct sarif {
	struct gk_writer w;
	struct gk_sarif_rules *rules;
	struct gk_buf text;
	bool states, waivers;	/* some finding has one */
};

static bool
in_state(const struct gk_finding *f, const char *state)
{
	return gk_str_eq(f->col[GK_F_STATE], gk_str_of(state));
}

static void
put_key(struct sarif *s, const char *key, struct gk_str value)
{
	gk_out_puts(s->w.o, key);
	gk_put_json(&s->w, value);
}

/*
 * The message, in which neither "[text](1)" is a link nor "{0}" a place for an
 * argument.
 */
static void
put_message(struct sarif *s, struct gk_str message)
{
	gk_buf_clear(&s->text);
	for (size_t i = 0; i < message.n; i++) {
		char c = message.p[i];
		char next = i + 1 < message.n ? message.p[i + 1] : '\0';

		gk_buf_putc(&s->text, c);
		if ((c == ']' && next == '(') ||
		    (c == '{' && next >= '0' && next <= '9'))
			gk_buf_putc(&s->text, ' ');
	}
	gk_out_puts(s->w.o, ",\"message\":{\"text\":");
	gk_put_json(&s->w, gk_buf_str(&s->text));
	gk_out_puts(s->w.o, "}");
}

/* ---- places --------------------------------------------------------- */

static void
put_physical(struct sarif *s, const struct gk_finding *f)
{
	size_t line = f->row;

	gk_out_puts(s->w.o, "\"physicalLocation\":{\"artifactLocation\":"
	    "{\"uri\":\"");
	gk_put_path_uri(&s->w, f->col[GK_F_FILE]);
	gk_out_puts(s->w.o, "\"}");
	gk_str_to_size(f->col[GK_F_LINE], &line);
	if (line != 0)
		gk_out_printf(s->w.o, ",\"region\":{\"startLine\":%zu}", line);
	gk_out_puts(s->w.o, "}");
}

/* The cell and its sheet, which no region can tell; or the unit. */
static void
put_logical(struct sarif *s, const struct gk_finding *f)
{
	bool place = f->col[GK_F_FILE].n != 0;
	struct gk_str inner = f->col[place ? GK_F_CELL : GK_F_ITEM];
	struct gk_str outer = f->col[place ? GK_F_SHEET : GK_F_UNIT];

	gk_buf_clear(&s->text);
	gk_buf_add_str(&s->text, outer);
	if (outer.n != 0 && inner.n != 0)
		gk_buf_putc(&s->text, place ? '!' : '/');
	gk_buf_add_str(&s->text, inner);
	put_key(s, "\"logicalLocations\":[{\"name\":",
	    inner.n != 0 ? inner : outer);
	put_key(s, ",\"fullyQualifiedName\":", gk_buf_str(&s->text));
	gk_out_printf(s->w.o, ",\"kind\":\"%s\"}]", inner.n == 0 ?
	    (place ? "sheet" : "unit") : place ? "cell" : "item");
}

static void
put_locations(struct sarif *s, const struct gk_finding *f)
{
	bool physical = f->col[GK_F_FILE].n != 0;
	bool logical = physical ?
	    f->col[GK_F_CELL].n + f->col[GK_F_SHEET].n != 0 :
	    f->col[GK_F_UNIT].n + f->col[GK_F_ITEM].n != 0;

	if (!physical && !logical)
		return;
	gk_out_puts(s->w.o, ",\"locations\":[{");
	if (physical)
		put_physical(s, f);
	if (physical && logical)
		gk_out_puts(s->w.o, ",");
	if (logical)
		put_logical(s, f);
	gk_out_puts(s->w.o, "}]");
}

/* ---- a result ------------------------------------------------------- */

static void
put_state(struct sarif *s, const struct gk_finding *f)
{
	static const char *const states[][2] = { { "new", "new" },
		{ "reopened", "new" }, { "upgraded", "updated" },
		{ "closed", "absent" } };
	const char *state = "unchanged";

	if (!s->states)
		return;
	for (size_t i = 0; i < sizeof states / sizeof *states; i++)
		if (in_state(f, states[i][0]))
			state = states[i][1];
	gk_out_printf(s->w.o, ",\"baselineState\":\"%s\"", state);
}

static void
put_suppressions(struct sarif *s, const struct gk_finding *f)
{
	if (!s->waivers)
		return;
	if (!in_state(f, "waived")) {
		gk_out_puts(s->w.o, ",\"suppressions\":[]");
		return;
	}
	gk_out_puts(s->w.o, ",\"suppressions\":[{\"kind\":\"external\","
	    "\"status\":\"accepted\"");
	if (f->col[GK_F_CAUSE].n != 0)
		put_key(s, ",\"justification\":", f->col[GK_F_CAUSE]);
	gk_out_puts(s->w.o, "}]");
}

/* What SARIF has no place for. */
static void
put_properties(struct sarif *s, const struct gk_finding *f)
{
	static const enum gk_finding_column kept[] = { GK_F_CLASS, GK_F_UNIT,
		GK_F_CO_UNITS, GK_F_REGION, GK_F_FIELD, GK_F_ITEM, GK_F_TITLE,
		GK_F_BASIS, GK_F_COLUMN, GK_F_VALUE, GK_F_PERIOD, GK_F_DUE,
		GK_F_FIX_BY, GK_F_SINCE, GK_F_STATE, GK_F_CAUSE, GK_F_NO };
	const char *sep = "";

	gk_out_puts(s->w.o, ",\"properties\":{");
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		if (f->col[kept[i]].n == 0)
			continue;
		gk_out_printf(s->w.o, "%s\"%s\":", sep,
		    gk_finding_column_name(kept[i]));
		gk_put_json(&s->w, f->col[kept[i]]);
		sep = ",";
	}
	gk_out_printf(s->w.o, "%s}", !f->advisory ? "" :
	    sep[0] != '\0' ? ",\"advisory\":true" : "\"advisory\":true");
}

static void
put_result(struct sarif *s, const struct gk_finding *f)
{
	put_key(s, "{\"ruleId\":", f->col[GK_F_RULE]);
	gk_out_printf(s->w.o, ",\"ruleIndex\":%zu,\"level\":\"%s\"",
	    gk_sarif_rules_index(s->rules, f), gk_sarif_level(f->severity));
	put_message(s, f->col[GK_F_MESSAGE]);
	put_locations(s, f);
	/* Hexadecimal digits, whatever they look like. */
	gk_out_puts(s->w.o, ",\"partialFingerprints\":{\"gongkai/v1\":\"");
	gk_out_str(s->w.o, f->col[GK_F_FINGERPRINT]);
	gk_out_puts(s->w.o, "\"}");
	put_state(s, f);
	put_suppressions(s, f);
	put_properties(s, f);
	gk_out_puts(s->w.o, "}");
}

/* ---- the log -------------------------------------------------------- */

static void
put_head(struct sarif *s, const struct gk_report_options *opt)
{
	gk_out_printf(s->w.o, "{\"$schema\":\"" SCHEMA "\","
	    "\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{"
	    "\"name\":\"" PACKAGE "\",\"version\":\"" PACKAGE_VERSION "\","
	    "\"language\":\"%s\",\"rules\":",
	    opt->lang == GK_ZH ? "zh-CN" : "en-US");
	gk_sarif_rules_put(s->rules, &s->w, opt->lang);
	gk_out_puts(s->w.o, "}},\n\"columnKind\":\"unicodeCodePoints\"");
	if (opt->as_of != GK_NO_DAY) {
		gk_buf_clear(&s->text);
		gk_day_iso(&s->text, opt->as_of);
		gk_out_printf(s->w.o, ",\"properties\":{\"as_of\":\"%s\"}",
		    s->text.p);
	}
	gk_out_puts(s->w.o, ",\n\"results\":[");
}

static void
write_report(const struct gk_findings *fs, const struct gk_report_options *opt,
    struct gk_out *o)
{
	struct sarif s = { .states = false };

	gk_writer_init(&s.w, o);
	gk_buf_init(&s.text);
	s.rules = gk_sarif_rules_new(fs);
	for (size_t i = 0; i < fs->count; i++) {
		bool waived = in_state(&fs->list[i], "waived");

		s.waivers |= waived;
		s.states |= !waived && fs->list[i].col[GK_F_STATE].n != 0;
	}
	put_head(&s, opt);
	for (size_t i = 0; i < fs->count; i++) {
		gk_out_puts(o, i != 0 ? ",\n" : "\n");
		put_result(&s, &fs->list[i]);
	}
	gk_out_puts(o, "]}]}\n");
	gk_sarif_rules_free(s.rules);
	gk_buf_release(&s.text);
	gk_writer_release(&s.w);
}

const struct gk_report gk_report_sarif = { .name = "sarif",
	.write = write_report };
