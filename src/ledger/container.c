/*
 * What is in a container, by the names in it: enough to choose a reader, or
 * to say what the file is.  Nothing is unpacked.
 */
#include "config.h"

#include <strings.h>

#include "ledger/ledger_int.h"
#include "ledger/ole2.h"

/* Names that are looked at; what comes behind them tells nothing new. */
#define NAMES_MAX 4096

/* ---- ZIP ------------------------------------------------------------ */

#define END_SIZE ((size_t)22)	/* of the record at the end, without comment */
#define ENTRY_SIZE ((size_t)46)	/* of an entry of the directory, likewise */

enum part {
	WORKBOOK = 1, BINARY = 2, MACROS = 4, SHEETS = 8, WORD = 16,
	SLIDES = 32, CONTENT = 64, TYPES = 128, OFD = 256
};

static bool
is(struct gk_str s, const char *name)
{
	return s.n == strlen(name) && strncasecmp(s.p, name, s.n) == 0;
}

static bool
below(struct gk_str s, const char *folder)
{
	size_t n = strlen(folder);

	return s.n > n && strncasecmp(s.p, folder, n) == 0;
}

/* Names of OOXML parts are the same in any case. */
static unsigned
part_of(struct gk_str name)
{
	if (is(name, "xl/workbook.xml"))
		return WORKBOOK;
	if (is(name, "xl/workbook.bin"))
		return BINARY;
	if (is(name, "xl/vbaProject.bin"))
		return MACROS;
	if (is(name, "content.xml"))
		return CONTENT;
	if (is(name, "[Content_Types].xml"))
		return TYPES;
	if (is(name, "OFD.xml"))
		return OFD;
	if (below(name, "xl/"))
		return SHEETS;
	if (below(name, "word/"))
		return WORD;
	return below(name, "ppt/") ? SLIDES : 0;
}

/* Where the directory starts, or SIZE_MAX: a file cut short. */
static size_t
directory_of(struct gk_str s)
{
	static const struct gk_str mark = { "PK\5\6", 4 };
	size_t least = s.n > 65535 + END_SIZE ? s.n - 65535 - END_SIZE : 0;

	if (s.n < END_SIZE)
		return SIZE_MAX;
	for (size_t i = s.n - END_SIZE + 1; i-- > least;)
		if (gk_str_starts(gk_str_sub(s, i, 4), mark))
			return gk_u32_at(s, i + 16);
	return SIZE_MAX;
}

static unsigned
parts_of(struct gk_str s)
{
	size_t at = directory_of(s);
	unsigned parts = 0;

	for (size_t i = 0; i < NAMES_MAX && at < s.n &&
	    gk_str_starts(gk_str_sub(s, at, 4), GK_STR("PK\1\2")); i++) {
		size_t n = gk_u16_at(s, at + 28);

		parts |= part_of(gk_str_sub(s, at + ENTRY_SIZE, n));
		at += ENTRY_SIZE + n + gk_u16_at(s, at + 30) + gk_u16_at(s, at + 32);
	}
	return parts;
}

/* An OpenDocument file says what it is in its first entry, in clear. */
static struct gk_str
mimetype_of(struct gk_str s)
{
	static const struct gk_str name = { "mimetype", 8 };
	size_t from = 30 + gk_u16_at(s, 26) + gk_u16_at(s, 28);

	if (gk_u16_at(s, 8) != 0 || gk_u16_at(s, 26) != name.n ||
	    !gk_str_starts(gk_str_sub(s, 30, name.n), name))
		return GK_EMPTY;
	return gk_str_sub(s, from, 128);
}

enum gk_file_kind
gk_container_zip(struct gk_str bytes)
{
	static const struct gk_str odf = {
		"application/vnd.oasis.opendocument.", 35 };
	struct gk_str type = mimetype_of(bytes);
	unsigned parts = parts_of(bytes);

	if (gk_str_starts(type, odf))
		return gk_str_starts(gk_str_sub(type, odf.n, type.n),
		    GK_STR("spreadsheet")) ? GK_FILE_ODS : GK_FILE_ODF;
	if (parts & BINARY)
		return GK_FILE_XLSB;
	if (parts & MACROS)
		return GK_FILE_XLSM;
	if (parts & WORKBOOK)
		return GK_FILE_XLSX;
	if (parts & WORD)
		return GK_FILE_DOCX;
	if (parts & SLIDES)
		return GK_FILE_PPT;
	if (parts & OFD)
		return GK_FILE_OFD;
	if (parts & (SHEETS | TYPES))
		return GK_FILE_XLSX;	/* its reader says what is missing */
	if (parts & CONTENT)
		return GK_FILE_ODS;
	/* Without its directory the names that come first have to do. */
	if (parts == 0 && gk_str_find(gk_str_sub(bytes, 0, 65536),
	    GK_STR("xl/worksheets/")) != SIZE_MAX)
		return GK_FILE_XLSX;
	return GK_FILE_ZIP;
}

/* ---- OLE2 ----------------------------------------------------------- */

/* Only what stands below the root counts: documents have workbooks in them. */
enum gk_file_kind
gk_container_ole2(struct gk_str bytes)
{
	static const struct {
		const char *name;
		enum gk_file_kind kind;
	} names[] = {
		{ "EncryptedPackage", GK_FILE_LOCKED },
		{ "Workbook", GK_FILE_XLS },
		{ "Book", GK_FILE_XLS },
		{ "WordDocument", GK_FILE_DOC },
		{ "PowerPoint Document", GK_FILE_PPT },
	};
	struct gk_ole2 o;
	enum gk_file_kind kind = GK_FILE_OLE2;

	if (!gk_ole2_open(&o, bytes))
		return GK_FILE_OLE2;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (gk_ole2_find(&o, names[i].name) != GK_OLE2_NONE) {
			kind = names[i].kind;
			break;
		}
	gk_ole2_release(&o);
	return kind;
}
