#include "config.h"

#include "core/xml_stream.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/mem.h"
#include "core/xml.h"

/* What the handlers saw: <name a="…" b="…"text></name>. */
struct seen {
	struct gk_buf out;
	bool stop;
	const char *stop_at;	/* name of an element */
	size_t tags, text;
	bool count_only;
};

/* Bytes, `step` at a time, and then `copies` of `more` and `last`. */
struct feed {
	struct gk_str rest, more, last;
	size_t step, copies;
	bool fails;		/* at the end of it */
};

static struct gk_error err;

static void
begin(void *user, struct gk_str name, const struct gk_xml_attrs *attrs)
{
	struct seen *s = user;
	struct gk_str a = gk_xml_attrs_get(attrs, "a");
	struct gk_str b = gk_xml_attrs_get(attrs, "b");

	s->tags++;
	if (!s->count_only)
		gk_buf_printf(&s->out, "<%.*s a='%.*s' b='%.*s'>",
		    GK_FMT(name), GK_FMT(a), GK_FMT(b));
	if (s->stop_at != NULL && gk_str_eq(name, gk_str_of(s->stop_at)))
		s->stop = true;
}

static void
end(void *user, struct gk_str name)
{
	struct seen *s = user;

	if (!s->count_only)
		gk_buf_printf(&s->out, "</%.*s>", GK_FMT(name));
}

static void
text(void *user, struct gk_str piece)
{
	struct seen *s = user;

	s->text += piece.n;
	if (!s->count_only)
		gk_buf_add_str(&s->out, piece);
}

static const struct gk_xml_handler handler = { begin, end, text };

static long
feed_read(void *from, void *buf, size_t size, struct gk_error *e)
{
	struct feed *f = from;
	size_t n;

	while (f->rest.n == 0 && f->copies > 0) {
		f->rest = --f->copies > 0 ? f->more : f->last;
	}
	if (f->rest.n == 0 && f->fails) {
		gk_fail_for(GK_CAUSE_LIMIT, e, "source", 0, "no more");
		return -1;
	}
	n = f->rest.n < size ? f->rest.n : size;
	if (f->step > 0 && n > f->step)
		n = f->step;
	memcpy(buf, f->rest.p, n);
	f->rest = gk_str_sub(f->rest, n, f->rest.n);
	return (long)n;
}

static enum gk_status
parse(struct feed *f, struct seen *s)
{
	err = (struct gk_error){ .message = "" };
	return gk_xml_stream(feed_read, f, &handler, s, &s->stop, "a.xml",
	    &err);
}

/* Whatever the pieces in which it comes. */
static void
gives(struct gk_str doc, const char *expect)
{
	for (size_t step = 1; step <= doc.n; step++) {
		struct seen s = { .stop = false };

		assert_int_equal(parse(&(struct feed){ .rest = doc,
		    .step = step }, &s), GK_OK);
		assert_string_equal(s.out.p, expect);
		gk_buf_release(&s.out);
	}
}

static void
elements_attributes_and_text_are_given(void **state)
{
	(void)state;
	gives(GK_STR("<?xml version='1.0' encoding='UTF-8'?>\n<!-- c -->"
	    "<w xmlns='urn:x' xmlns:r='urn:y' a='1'><?p i?>一<c r:b='二'/>\n"
	    "t<![CDATA[<&]]></w>"),
	    "<w a='1' b=''>一<c a='' b='二'></c>\nt<&</w>");
	gives(GK_STR("<p:w xmlns:p='u'><p:x p:a='1'/></p:w>"),
	    "<w a='' b=''><x a='1' b=''></x></w>");
	gives(GK_STR("<w r:a='no such prefix'/>"),
	    "<w a='no such prefix' b=''></w>");
}

static void
the_five_entities_and_characters_by_number_are_known(void **state)
{
	(void)state;
	gives(GK_STR("<w a='&lt;&amp;&#38;&#x4E00;&quot;&amp;#38;' "
	    "b='x?a=1&amp;b=2'>&lt;&amp;&gt;&apos;&#10;&#38;amp;</w>"),
	    "<w a='<&&一\"&#38;' b='x?a=1&b=2'><&>'\n&amp;</w>");
}

static void
other_encodings_are_read(void **state)
{
	(void)state;
	gives(GK_STR("<?xml version='1.0' encoding='GB18030'?>"
	    "<w a='\xCA\xA1'>\xD6\xD0</w>"), "<w a='省' b=''>中</w>");
	gives(GK_STR("\xFF\xFE<\0w\0>\0-N<\0/\0w\0>\0"), "<w a='' b=''>中</w>");
	gives(GK_STR("\xEF\xBB\xBF<w>\xE4\xB8\xAD</w>"), "<w a='' b=''>中</w>");
}

static void
a_handler_may_end_it(void **state)
{
	struct seen s = { .stop_at = "c" };
	struct feed f = { .rest = GK_STR("<w><c/>text<d/></no>") };

	(void)state;
	assert_int_equal(parse(&f, &s), GK_OK);
	assert_string_equal(s.out.p, "<w a='' b=''><c a='' b=''>");
	gk_buf_release(&s.out);
}

/* Whatever the pieces; nothing is asked of a source after it failed. */
static void
fails(struct gk_str doc, enum gk_cause cause, const char *words)
{
	for (size_t step = 1; step <= doc.n + 1; step++) {
		struct seen s = { .stop = false };

		assert_int_equal(parse(&(struct feed){ .rest = doc,
		    .step = step }, &s), GK_FAIL);
		assert_int_equal(err.cause, cause);
		assert_string_equal(err.file, "a.xml");
		if (strstr(err.message, words) == NULL)
			fail_msg("'%s' is not in '%s'", words, err.message);
		gk_buf_release(&s.out);
	}
}

static void
what_is_no_xml_fails(void **state)
{
	(void)state;
	fails(GK_EMPTY, GK_CAUSE_EMPTY, "empty");
	fails(GK_STR("text"), GK_CAUSE_FORMAT, "");
	fails(GK_STR("<w>"), GK_CAUSE_FORMAT, "");
	fails(GK_STR("<w></x>"), GK_CAUSE_FORMAT, "mismatch");
	fails(GK_STR("<w a='1' a='2'/>"), GK_CAUSE_FORMAT, "a redefined");
	fails(GK_STR("<w>\xFF</w>"), GK_CAUSE_FORMAT, "");
	fails(GK_STR("<?xml version='1.0' encoding='GB18030'?><w>\xFF\xFF"
	    "</w>"), GK_CAUSE_FORMAT, "");
	fails(GK_STR("<?xml version='1.0' encoding='none'?><w/>"),
	    GK_CAUSE_FORMAT, "none");
	fails(GK_STR("\xFF\xFE<\0w\0/\0>\0\0\xDC"), GK_CAUSE_FORMAT, "");
	fails(GK_STR("<w/><w/>"), GK_CAUSE_FORMAT, "");
	fails(GK_STR("<w>&nbsp;</w>"), GK_CAUSE_FORMAT, "nbsp");
	fails(GK_STR("<w a='&x;'/>"), GK_CAUSE_FORMAT, "'x'");
}

static void
a_doctype_is_refused(void **state)
{
	(void)state;
	fails(GK_STR("<!DOCTYPE w><w/>"), GK_CAUSE_FORMAT, "DOCTYPE");
	fails(GK_STR("<!DOCTYPE w SYSTEM 'file:///etc/passwd'><w/>"),
	    GK_CAUSE_FORMAT, "DOCTYPE");
	fails(GK_STR("<!DOCTYPE w [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
	    "<w>&x;</w>"), GK_CAUSE_FORMAT, "DOCTYPE");
	fails(GK_STR("<!DOCTYPE w [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>\n"
	    "<!ENTITY % p SYSTEM 'http://a.example/'>%p;]><w>&b;</w>"),
	    GK_CAUSE_FORMAT, "DOCTYPE");
}

static void
a_source_that_fails_says_why(void **state)
{
	struct seen s = { .count_only = true };

	(void)state;
	assert_int_equal(parse(&(struct feed){ .rest = GK_STR("<w><c/>"),
	    .fails = true }, &s), GK_FAIL);
	assert_string_equal(err.file, "source");
	assert_string_equal(err.message, "no more");
	assert_int_equal(err.cause, GK_CAUSE_LIMIT);
	assert_int_equal(s.tags, 2);
}

static void
endless(struct feed f)
{
	struct seen s = { .count_only = true };

	assert_int_equal(parse(&f, &s), GK_FAIL);
	assert_int_equal(err.cause, GK_CAUSE_LIMIT);
}

static void
nesting_and_sizes_are_limited(void **state)
{
	static char much[65536];
	struct gk_str lot = { much, sizeof much };
	struct seen s = { .count_only = true };
	struct gk_buf deep = { 0 };

	(void)state;
	memset(much, 'a', sizeof much);
	for (int i = 0; i < GK_XML_STREAM_DEPTH_MAX; i++)
		gk_buf_puts(&deep, "<w>");
	for (int i = 0; i < GK_XML_STREAM_DEPTH_MAX; i++)
		gk_buf_puts(&deep, "</w>");
	assert_int_equal(parse(&(struct feed){ .rest = gk_buf_str(&deep) },
	    &s), GK_OK);
	gk_buf_release(&deep);
	endless((struct feed){ .copies = 1000000, .more = GK_STR("<w>") });
	endless((struct feed){ .rest = GK_STR("<"), .copies = 1 << 14,
	    .more = lot });
	endless((struct feed){ .rest = GK_STR("<w a='"), .copies = 1 << 14,
	    .more = lot });
	endless((struct feed){ .rest = GK_STR("<w a='"), .copies = 40,
	    .more = lot, .last = GK_STR("'/>") });
	endless((struct feed){ .rest = GK_STR("<w>"), .copies = 1 << 14,
	    .more = lot });
	endless((struct feed){ .rest = GK_STR("<w><!--"), .copies = 1 << 14,
	    .more = lot });
	endless((struct feed){ .rest = GK_STR("<w><![CDATA["),
	    .copies = 1 << 14, .more = lot });
	endless((struct feed){ .rest = GK_STR("<w><?a "), .copies = 1 << 14,
	    .more = lot });
}

/* What there is plenty of is not limited, and takes no memory. */
static void
documents_may_be_long(void **state)
{
	struct seen s = { .count_only = true };
	struct feed f = { .rest = GK_STR("<w>"), .copies = 1000001,
		.more = GK_STR("<c a='1'>中 text</c>\n"),
		.last = GK_STR("</w>") };

	(void)state;
	assert_int_equal(parse(&f, &s), GK_OK);
	assert_int_equal(s.tags, 1000001);
	assert_int_equal(s.text, 9 * 1000000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(elements_attributes_and_text_are_given),
		cmocka_unit_test(
		    the_five_entities_and_characters_by_number_are_known),
		cmocka_unit_test(other_encodings_are_read),
		cmocka_unit_test(a_handler_may_end_it),
		cmocka_unit_test(what_is_no_xml_fails),
		cmocka_unit_test(a_doctype_is_refused),
		cmocka_unit_test(a_source_that_fails_says_why),
		cmocka_unit_test(nesting_and_sizes_are_limited),
		cmocka_unit_test(documents_may_be_long),
	};
	int status;

	gk_xml_init();
	status = cmocka_run_group_tests_name("xml_stream", tests, NULL, NULL);
	gk_xml_cleanup();
	return status;
}
