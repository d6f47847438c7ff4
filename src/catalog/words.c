#include "config.h"

#include "catalog/words.h"

const char *
gk_evidence_name(enum gk_evidence e)
{
	static const char *const names[] = { [GK_SEEN] = "seen",
		[GK_PARTIAL] = "partial", [GK_RECALLED] = "recalled" };

	return names[e];
}

const char *
gk_nature_name(enum gk_nature n)
{
	static const char *const names[] = { [GK_STANDING] = "standing",
		[GK_PERIODIC] = "periodic", [GK_TRIGGERED] = "triggered" };

	return names[n];
}

const char *
gk_duty_name(enum gk_duty d)
{
	static const char *const names[] = { [GK_DUTY_ANY] = "any",
		[GK_DUTY_EACH] = "each", [GK_DUTY_LEAD] = "lead" };

	return names[d];
}

const char *
gk_cadence_name(enum gk_cadence c)
{
	static const char *const names[] = { [GK_ONCE] = "",
		[GK_YEARLY] = "yearly", [GK_HALF_YEARLY] = "half-yearly",
		[GK_QUARTERLY] = "quarterly", [GK_MONTHLY] = "monthly" };

	return names[c];
}

/* ---- for people ----------------------------------------------------- */

const char *
gk_evidence_label(enum gk_evidence e, enum gk_lang lang)
{
	static const char *const labels[][2] = {
		[GK_SEEN] = { "已见原表", "seen" },
		[GK_PARTIAL] = { "部分见到", "partial" },
		[GK_RECALLED] = { "凭记忆，待核", "recalled" },
	};

	return labels[e][lang];
}

static const char *
cadence_label(enum gk_cadence c, enum gk_lang lang)
{
	static const char *const labels[][2] = {
		[GK_ONCE] = { "", "" },
		[GK_YEARLY] = { "每年", "yearly" },
		[GK_HALF_YEARLY] = { "每半年", "half-yearly" },
		[GK_QUARTERLY] = { "每季度", "quarterly" },
		[GK_MONTHLY] = { "每月", "monthly" },
	};

	return labels[c][lang];
}

/* A day of the validity, behind its label. */
static void
add_day(struct gk_buf *out, const char *label, gk_day day)
{
	if (day == GK_NO_DAY)
		return;
	gk_buf_puts(out, label);
	gk_day_iso(out, day);
}

static void
weak_words(struct gk_buf *out, const struct gk_item *it, bool zh)
{
	if (it->weak_levels == 0)
		return;
	gk_buf_puts(out, zh ? "，" : ", ");
	gk_levels_words(out, it->weak_levels, zh ? "、" : " ");
	gk_buf_puts(out, zh ? "缺漏至多为疑似" : ": at most a warning");
}

void
gk_nature_words(struct gk_buf *out, const struct gk_item *it,
    enum gk_lang lang)
{
	static const char *const natures[][2] = {
		[GK_STANDING] = { "常设", "standing" },
		[GK_PERIODIC] = { "定期", "periodic" },
		[GK_TRIGGERED] = { "触发", "triggered" },
	};
	static const char *const duties[][2] = {
		[GK_DUTY_ANY] = { "", "" },
		[GK_DUTY_EACH] = { "，各主体分别公开", ", each subject" },
		[GK_DUTY_LEAD] = { "，首列主体牵头", ", the first leads" },
	};
	bool zh = lang == GK_ZH;

	gk_buf_puts(out, natures[it->nature][lang]);
	if (it->cadence != GK_ONCE)
		gk_buf_printf(out, zh ? "（%s）" : " (%s)",
		    cadence_label(it->cadence, lang));
	if (it->nature_inferred)
		gk_buf_puts(out, zh ? "（推断）" : " (inferred)");
	gk_buf_puts(out, duties[it->duty][lang]);
	if (it->subject_inferred)
		gk_buf_puts(out, zh ? "，主体为推断" : ", subject inferred");
	weak_words(out, it, zh);
	if (it->update_days != 0)
		gk_buf_printf(out, zh ? "，每%d个工作日更新" :
		    ", updated every %d working days", it->update_days);
	add_day(out, zh ? "，自" : ", from ", it->from);
	add_day(out, zh ? "，至" : ", until ", it->until);
	if (it->placeholder)
		gk_buf_puts(out, zh ? "，占位" : ", placeholder");
}

/* "20个工作日", "20 working days" */
static void
span_words(struct gk_buf *out, const struct gk_clause *c, enum gk_lang lang)
{
	if (lang == GK_ZH)
		gk_buf_printf(out, c->unit == GK_WORKING ? "%d个工作日" :
		    "%d日", c->days);
	else
		gk_buf_printf(out, c->unit == GK_WORKING ? "%d working days" :
		    "%d days", c->days);
}

/* From when a deadline runs: its event, else what `from` stands for. */
static struct gk_str
start_words(const struct gk_clause *c, enum gk_lang lang)
{
	static const char *const words[][3] = {
		{ "formed", "信息形成或者变更", "formation" },
		{ "approved", "批准", "approval" },
		{ "decision", "作出决定", "the decision" },
		{ "application", "收到申请", "the application" },
		{ "reply", "答复", "the reply" },
		{ "period", "期末", "the end of the period" },
	};

	if (c->event.n != 0)
		return c->event;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (gk_str_eq(c->from, gk_str_of(words[i][0])))
			return gk_str_of(words[i][lang == GK_ZH ? 1 : 2]);
	return GK_EMPTY;
}

static void
deadline_words(struct gk_buf *out, const struct gk_clause *c,
    enum gk_lang lang)
{
	struct gk_str start = start_words(c, lang);

	if (lang == GK_ZH) {
		if (start.n != 0)
			gk_buf_printf(out, "自%.*s之日起", GK_FMT(start));
		span_words(out, c, lang);
		gk_buf_puts(out, "内");
		return;
	}
	gk_buf_puts(out, "within ");
	span_words(out, c, lang);
	if (start.n != 0)
		gk_buf_printf(out, " of %.*s", GK_FMT(start));
}

/* `before`, the event if there is one, `after`. */
static void
event_words(struct gk_buf *out, const struct gk_clause *c, const char *before,
    const char *after)
{
	if (c->event.n != 0)
		gk_buf_printf(out, "%s%.*s", before, GK_FMT(c->event));
	gk_buf_puts(out, after);
}

static void
plain_clause_words(struct gk_buf *out, const struct gk_clause *c,
    enum gk_lang lang)
{
	bool zh = lang == GK_ZH;

	switch (c->kind) {
	case GK_CLAUSE_DEADLINE:
		deadline_words(out, c, lang);
		break;
	case GK_CLAUSE_DURATION:
		gk_buf_puts(out, zh ? "公示不少于" : "shown for at least ");
		span_words(out, c, lang);
		break;
	case GK_CLAUSE_UPDATE:
		gk_buf_puts(out, zh ? "每" : "updated every ");
		span_words(out, c, lang);
		gk_buf_puts(out, zh ? "更新" : "");
		break;
	case GK_CLAUSE_CADENCE:
		gk_buf_printf(out, zh ? "%s一次" : "%s",
		    cadence_label(c->cadence, lang));
		break;
	case GK_CLAUSE_BY:
		gk_buf_printf(out, zh ? "每年%d月%d日前" :
		    "every year by %02d-%02d", c->month, c->day);
		break;
	case GK_CLAUSE_PROMPTLY:
		event_words(out, c, zh ? "" : "after ", zh ? "及时公开" :
		    c->event.n != 0 ? ", promptly" : "promptly");
		break;
	case GK_CLAUSE_STANDING:
		gk_buf_puts(out, zh ? "长期公开" : "standing");
		break;
	case GK_CLAUSE_WITH:
		event_words(out, c, zh ? "随" : "with ", zh ? "同时公开" : "");
		break;
	case GK_CLAUSE_AHEAD:
		event_words(out, c, "", zh ? "提前" : c->event.n != 0 ? ": " :
		    "");
		span_words(out, c, lang);
		gk_buf_puts(out, zh ? "" : " ahead");
		break;
	case GK_CLAUSE_WITHIN:
		event_words(out, c, zh ? "在" : "within ", zh ? "内" : "");
		break;
	}
}

void
gk_clause_words(struct gk_buf *out, const struct gk_clause *c,
    enum gk_lang lang)
{
	plain_clause_words(out, c, lang);
	if (c->applies.n != 0)
		gk_buf_printf(out, lang == GK_ZH ? "（%.*s）" : " (%.*s)",
		    GK_FMT(c->applies));
}

/* ---- as in the file ------------------------------------------------- */

static void
attribute(struct gk_buf *out, const char *name, struct gk_str value)
{
	if (value.n == 0)
		return;
	gk_buf_printf(out, " %s=\"", name);
	for (size_t i = 0; i < value.n; i++)
		switch (value.p[i]) {
		case '&':
			gk_buf_puts(out, "&amp;");
			break;
		case '<':
			gk_buf_puts(out, "&lt;");
			break;
		case '"':
			gk_buf_puts(out, "&quot;");
			break;
		default:
			gk_buf_putc(out, value.p[i]);
		}
	gk_buf_putc(out, '"');
}

void
gk_clause_xml(struct gk_buf *out, const struct gk_clause *c)
{
	gk_buf_printf(out, "<%s", gk_clause_name(c->kind));
	if (c->days != 0) {
		gk_buf_printf(out, " days=\"%d\"", c->days);
		attribute(out, "unit", c->unit == GK_WORKING ?
		    GK_STR("working") : GK_STR("calendar"));
	}
	if (c->month != 0)
		gk_buf_printf(out, " month=\"%d\" day=\"%d\"", c->month,
		    c->day);
	attribute(out, "every", gk_str_of(gk_cadence_name(c->cadence)));
	attribute(out, "from", c->from);
	attribute(out, "event", c->event);
	attribute(out, "applies", c->applies);
	gk_buf_puts(out, "/>");
}

void
gk_local_change_xml(struct gk_buf *out, const struct gk_local_change *c)
{
	gk_buf_puts(out, c->level2.n != 0 ? "<rename" : "<drop");
	attribute(out, "item", c->item);
	attribute(out, "reason", c->reason);
	attribute(out, "level2", c->level2);
	gk_buf_puts(out, "/>");
}

void
gk_levels_words(struct gk_buf *out, unsigned levels, const char *sep)
{
	static const struct {
		unsigned bit;
		const char *name;
	} names[] = { { GK_CITY, "市级" }, { GK_COUNTY, "县级" },
		{ GK_TOWN, "乡级" } };
	bool first = true;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (!(levels & names[i].bit))
			continue;
		gk_buf_printf(out, "%s%s", first ? "" : sep, names[i].name);
		first = false;
	}
}

void
gk_list_words(struct gk_buf *out, const struct gk_str *list, size_t n,
    const char *sep)
{
	for (size_t i = 0; i < n; i++) {
		if (i != 0)
			gk_buf_puts(out, sep);
		gk_buf_add_str(out, list[i]);
	}
}
