#include "config.h"

#include "core/xml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/mem.h"

/*
 * The tests run in a folder of their own, which also is the data folder:
 * doc.xml is what is read, s.rng the schema.
 */
static char folder[256];

static const char schema[] =
    "<grammar xmlns=\"http://relaxng.org/ns/structure/1.0\"\n"
    "  datatypeLibrary=\"http://www.w3.org/2001/XMLSchema-datatypes\">\n"
    "<start><element name=\"catalog\"><attribute name=\"id\"/>\n"
    "<zeroOrMore><element name=\"item\">\n"
    "<optional><attribute name=\"code\"><data type=\"token\"/></attribute>\n"
    "</optional><text/></element></zeroOrMore>\n"
    "</element></start></grammar>\n";

static void
write_file(const char *name, struct gk_str text)
{
	FILE *f = fopen(name, "w");

	assert_non_null(f);
	if (text.n != 0)
		assert_int_equal(fwrite(text.p, text.n, 1, f), 1);
	assert_int_equal(fclose(f), 0);
}

static int
enter_folder(void **state)
{
	const char *tmp = getenv("TMPDIR");

	(void)state;
	snprintf(folder, sizeof folder, "%s/gk-xml-XXXXXX",
	    tmp != NULL ? tmp : "/tmp");
	if (mkdtemp(folder) == NULL || chdir(folder) != 0)
		return -1;
	setenv("GONGKAI_DATA", folder, 1);
	write_file("s.rng", gk_str_of(schema));
	write_file("secret", GK_STR("top secret"));
	gk_xml_init();
	return 0;
}

static int
leave_folder(void **state)
{
	static const char *const names[] = { "doc.xml", "s.rng", "secret",
		"bad.rng", "worse.rng" };

	(void)state;
	gk_xml_cleanup();
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		unlink(names[i]);
	return chdir("/") != 0 || rmdir(folder) != 0;
}

static xmlDocPtr
load(struct gk_str text, const char *rng, struct gk_error *err)
{
	write_file("doc.xml", text);
	*err = (struct gk_error){ .message = "" };
	return gk_xml_load("doc.xml", rng, err);
}

static void
good(const char *text)
{
	struct gk_error err;
	xmlDocPtr doc = load(gk_str_of(text), "s.rng", &err);

	assert_string_equal(err.message, "");
	assert_non_null(doc);
	xmlFreeDoc(doc);
}

/* `message`: how it must begin; what libxml2 says differs by version. */
static void
bad(const char *text, size_t line, const char *message)
{
	struct gk_error err;

	assert_null(load(gk_str_of(text), "s.rng", &err));
	assert_string_equal(err.file, "doc.xml");
	assert_int_equal(err.line, line);
	err.message[strlen(message)] = '\0';
	assert_string_equal(err.message, message);
}

static void
test_reading(void **state)
{
	struct gk_error err;
	struct gk_arena a;
	const xmlNode *root, *item;
	xmlDocPtr doc = load(GK_STR("<?xml version=\"1.0\"?>\n"
	    "<catalog id=\" 01 \">\n<!-- x --><item code='a&amp;b'>\n"
	    "\xE8\xB4\xA2<b>\xE6\x94\xBF</b><!-- n --> &lt;<![CDATA[&]]> \n"
	    "</item><other/>text<item/></catalog>"), NULL, &err);

	(void)state;
	assert_non_null(doc);
	gk_arena_init(&a);
	root = xmlDocGetRootElement(doc);
	assert_true(gk_xml_is(root, "catalog"));
	assert_false(gk_xml_is(root, "item"));
	assert_false(gk_xml_is(NULL, "item"));
	assert_true(gk_str_eq(gk_xml_attr(&a, root, "id"), GK_STR("01")));
	assert_int_equal(gk_xml_attr(&a, root, "none").n, 0);
	item = gk_xml_child(root, "item");
	assert_non_null(item);
	assert_int_equal(xmlGetLineNo(item), 3);
	assert_true(gk_str_eq(gk_xml_attr(&a, item, "code"), GK_STR("a&b")));
	assert_true(gk_str_eq(gk_xml_text(&a, item),
	    GK_STR("\xE8\xB4\xA2\xE6\x94\xBF <&")));
	assert_true(gk_xml_is(gk_xml_next(item, NULL), "other"));
	item = gk_xml_next(item, "item");
	assert_non_null(item);
	assert_int_equal(gk_xml_text(&a, item).n, 0);
	assert_null(gk_xml_next(item, "item"));
	assert_null(gk_xml_child(item, NULL));
	assert_null(gk_xml_child(NULL, NULL));
	gk_arena_release(&a);
	xmlFreeDoc(doc);
}

static void
test_schema(void **state)
{
	(void)state;
	good("<catalog id='1'><item code='x'>y</item><item/></catalog>");
	bad("<catalog id='1'>\n<item bogus='x'/>\n</catalog>", 2,
	    "Invalid attribute bogus");
	bad("<catalog id='1'>\n\n<itme/>\n</catalog>", 3, "");
	bad("<catalog/>", 1, "");
	bad("<rules id='1'/>", 1, "Expecting element catalog, got rules");
}

static void
test_schema_unusable(void **state)
{
	struct gk_error err;

	(void)state;
	assert_null(load(GK_STR("<a/>"), "none.rng", &err));
	assert_non_null(strstr(err.file, "/none.rng"));
	assert_string_equal(err.message,
	    "cannot open: No such file or directory");
	write_file("bad.rng", GK_STR("<grammar>\n<start>"));
	assert_null(load(GK_STR("<a/>"), "bad.rng", &err));
	assert_non_null(strstr(err.file, "/bad.rng"));
	assert_int_equal(err.line, 2);
	write_file("worse.rng", GK_STR("<a/>"));
	assert_null(load(GK_STR("<a/>"), "worse.rng", &err));
	assert_non_null(strstr(err.file, "/worse.rng"));
	assert_true(err.message[0] != '\0');
}

static void
test_malformed(void **state)
{
	(void)state;
	bad("", 0, "empty file");
	bad("<catalog id='1'>\n<item>\n</catalog>", 3, "Opening and ending");
	bad("<catalog id='1'>\n<item>&nbsp;</item></catalog>", 2,
	    "Entity 'nbsp' not defined");
	bad("<catalog id='1'", 1, "");
	bad("<catalog id='1'>\n<x:item/></catalog>", 2, "Namespace prefix x");
	bad("<?xml version='1.0' encoding='UTF-8'?>\n<catalog id='\xB3\xA4'/>",
	    2, "");
	bad("a,b\n1,2\n", 1, "Start tag expected");
}

/* Nothing of any of these may be read, expanded or fetched. */
static void
test_doctype(void **state)
{
	const char *refused = "a DOCTYPE is not allowed";
	char text[2048];
	size_t n;

	(void)state;
	bad("<!DOCTYPE catalog>\n<catalog id='1'/>", 1, refused);
	bad("<?xml version='1.0'?>\n<!DOCTYPE catalog SYSTEM \"s.dtd\">\n"
	    "<catalog id='1'/>", 2, refused);
	bad("<!DOCTYPE catalog [<!ENTITY e SYSTEM \"secret\">]>\n"
	    "<catalog id='1'><item>&e;</item></catalog>", 1, refused);
	bad("<!DOCTYPE catalog [<!ENTITY % p SYSTEM \"http://127.0.0.1/x\">\n"
	    "%p;]>\n<catalog id='1'/>", 1, refused);
	n = (size_t)snprintf(text, sizeof text,
	    "<!DOCTYPE catalog [<!ENTITY a0 \"lol\">\n");
	for (int i = 1; i < 20; i++)
		n += (size_t)snprintf(text + n, sizeof text - n,
		    "<!ENTITY a%d \"&a%d;&a%d;&a%d;&a%d;\">\n", i, i - 1,
		    i - 1, i - 1, i - 1);
	snprintf(text + n, sizeof text - n,
	    "]>\n<catalog id='&a19;'><item>&a19;</item></catalog>");
	bad(text, 1, refused);
}

static void
test_nesting(void **state)
{
	struct gk_error err;
	struct gk_buf b;
	xmlDocPtr doc;

	(void)state;
	gk_buf_init(&b);
	for (int i = 0; i < 100000; i++)
		gk_buf_puts(&b, "<a>");
	assert_null(load(gk_buf_str(&b), NULL, &err));
	assert_string_equal(err.message,
	    "nested too deeply, or a part is too long");
	gk_buf_clear(&b);
	for (int i = 0; i < 200; i++)
		gk_buf_puts(&b, "<a>");
	for (int i = 0; i < 200; i++)
		gk_buf_puts(&b, "</a>");
	doc = load(gk_buf_str(&b), NULL, &err);
	assert_non_null(doc);
	xmlFreeDoc(doc);
	gk_buf_release(&b);
}

static void
test_size(void **state)
{
	struct gk_error err;

	(void)state;
	write_file("doc.xml", GK_STR("<a/>"));
	assert_int_equal(truncate("doc.xml", ((off_t)64 << 20) + 1), 0);
	assert_null(gk_xml_load("doc.xml", NULL, &err));
	assert_string_equal(err.message, "larger than 64 MiB");
}

/* Lines are right where older libxml2 stopped counting. */
static void
test_big_lines(void **state)
{
	struct gk_buf b;

	(void)state;
	gk_buf_init(&b);
	gk_buf_puts(&b, "<catalog id='1'>");
	for (int i = 0; i < 70000; i++)
		gk_buf_puts(&b, "<item/>\n");
	gk_buf_puts(&b, "<item bogus='x'>x</item></catalog>");
	bad(b.p, 70001, "Invalid attribute bogus");
	gk_buf_release(&b);
}

static void *
load_many(void *user)
{
	size_t *right = user;

	for (int i = 0; i < 50; i++) {
		struct gk_error err;
		xmlDocPtr doc = gk_xml_load("doc.xml", "s.rng", &err);

		if (doc != NULL)
			++*right;
		xmlFreeDoc(doc);
	}
	return NULL;
}

/* Threads share the schema. */
static void
test_threads(void **state)
{
	size_t right[2] = { 0, 0 };
	pthread_t threads[2];

	(void)state;
	write_file("doc.xml", GK_STR("<catalog id='1'><item/></catalog>"));
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, load_many,
		    &right[i]), 0);
	for (size_t i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(right[0] + right[1], 100);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_threads),
		cmocka_unit_test(test_reading),
		cmocka_unit_test(test_schema),
		cmocka_unit_test(test_schema_unusable),
		cmocka_unit_test(test_malformed),
		cmocka_unit_test(test_doctype),
		cmocka_unit_test(test_nesting),
		cmocka_unit_test(test_size),
		cmocka_unit_test(test_big_lines),
	};

	return cmocka_run_group_tests_name("xml", tests, enter_folder,
	    leave_folder);
}
