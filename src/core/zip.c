#include "config.h"

#include "core/zip.h"

#include <stdlib.h>
#include <strings.h>

#include <zip.h>

#include "core/i18n.h"
#include "core/mem.h"

/*
 * All that is read of one container, parts read twice included: parts may
 * overlap in the file, so that each keeps its ratio and all together do not.
 */
#define TOTAL_FREE (8 * GK_ZIP_FREE)
#define TOTAL_RATIO (2 * (uint64_t)GK_ZIP_RATIO_MAX)

#define SHOWN_NAME 200		/* bytes of an entry's name in messages */

struct member {
	char *name;		/* "\" made "/"; owned */
	zip_uint64_t index;
	uint64_t size, packed;	/* as the directory has them */
	unsigned method;
};

struct gk_zip {
	zip_t *zip;
	struct member *list;	/* by name, whatever its case */
	size_t count;
	char *name;		/* for messages */
	uint64_t total, total_max;
};

struct gk_zip_entry {
	struct gk_zip *zip;
	const struct member *member;
	zip_file_t *file;
	uint64_t read, read_max;
};

static enum gk_status
too_large(const struct gk_zip *z, const struct member *m, struct gk_error *err)
{
	return gk_fail_for(GK_CAUSE_LIMIT, err, z->name, 0,
	    _("what is packed in '%.*s' is too large, or too large for a file of "
	    "this size"), SHOWN_NAME, m->name);
}

static enum gk_status
damaged(const struct gk_zip *z, const struct member *m, const char *why,
    struct gk_error *err)
{
	return gk_fail_for(GK_CAUSE_FORMAT, err, z->name, 0,
	    _("'%.*s' in it is damaged: %s"), SHOWN_NAME, m->name, why);
}

/* Absolute, of another drive, or with a step up: no part of a document. */
static bool
name_escapes(const char *name)
{
	const char *p = name;

	if (*p == '/' || (p[0] != '\0' && p[1] == ':'))
		return true;
	for (; p != NULL; p = strchr(p, '/')) {
		p += *p == '/';
		if (strncmp(p, "..", 2) == 0 && (p[2] == '/' || p[2] == '\0'))
			return true;
	}
	return false;
}

/* One entry of the directory; nothing of the entry itself is touched yet. */
static enum gk_status
member_read(struct gk_zip *z, zip_uint64_t index, struct gk_error *err)
{
	struct member *m = &z->list[z->count];
	zip_stat_t st;

	zip_stat_init(&st);
	if (zip_stat_index(z->zip, index, 0, &st) != 0 ||
	    (st.valid & ZIP_STAT_NAME) == 0 || (st.valid & ZIP_STAT_SIZE) == 0 ||
	    (st.valid & ZIP_STAT_COMP_SIZE) == 0)
		return gk_fail_for(GK_CAUSE_FORMAT, err, z->name, 0,
		    _("a damaged ZIP container: %s"),
		    _("its directory is incomplete"));
	*m = (struct member){ .name = gk_strdup(st.name), .index = index,
		.size = st.size, .packed = st.comp_size,
		.method = (st.valid & ZIP_STAT_COMP_METHOD) != 0 ?
		    st.comp_method : ZIP_CM_STORE };
	z->count++;
	for (char *p = m->name; (p = strchr(p, '\\')) != NULL; p++)
		*p = '/';
	if (name_escapes(m->name))
		return gk_fail_for(GK_CAUSE_FORMAT, err, z->name, 0,
		    _("the name '%.*s' in it leads out of the container"),
		    SHOWN_NAME, m->name);
	if ((st.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 &&
	    st.encryption_method != ZIP_EM_NONE)
		return gk_fail_for(GK_CAUSE_FORMAT, err, z->name, 0,
		    _("encrypted; save it without a password"));
	return GK_OK;
}

static int
member_order(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	return strcasecmp(x->name, y->name);
}

static enum gk_status
directory_read(struct gk_zip *z, struct gk_error *err)
{
	zip_int64_t count = zip_get_num_entries(z->zip, 0);

	if (count > GK_ZIP_ENTRIES_MAX)
		return gk_fail_for(GK_CAUSE_LIMIT, err, z->name, 0,
		    _("more than %d parts in it"), GK_ZIP_ENTRIES_MAX);
	if (count <= 0)
		return gk_fail_for(GK_CAUSE_FORMAT, err, z->name, 0,
		    _("a damaged ZIP container: %s"), _("nothing is in it"));
	z->list = gk_calloc((size_t)count, sizeof *z->list);
	for (zip_int64_t i = 0; i < count; i++)
		if (member_read(z, (zip_uint64_t)i, err) != GK_OK)
			return GK_FAIL;
	qsort(z->list, z->count, sizeof *z->list, member_order);
	for (size_t i = 1; i < z->count; i++)
		if (member_order(&z->list[i - 1], &z->list[i]) == 0)
			return gk_fail_for(GK_CAUSE_FORMAT, err, z->name, 0,
			    _("the name '%.*s' is in it twice"), SHOWN_NAME,
			    z->list[i].name);
	return GK_OK;
}

struct gk_zip *
gk_zip_open(struct gk_str bytes, const char *name, struct gk_error *err)
{
	struct gk_zip *z = gk_calloc(1, sizeof *z);
	zip_source_t *source;
	zip_error_t why;

	z->name = gk_strdup(name);
	z->total_max = TOTAL_RATIO * bytes.n;
	if (z->total_max < TOTAL_FREE)
		z->total_max = TOTAL_FREE;
	zip_error_init(&why);
	source = zip_source_buffer_create(bytes.p, bytes.n, 0, &why);
	if (source == NULL)
		gk_oom();
	z->zip = zip_open_from_source(source, ZIP_RDONLY, &why);
	if (z->zip == NULL) {
		zip_source_free(source);
		gk_fail_for(GK_CAUSE_FORMAT, err, name, 0,
		    _("a damaged ZIP container: %s"), zip_error_strerror(&why));
	} else if (directory_read(z, err) == GK_OK) {
		zip_error_fini(&why);
		return z;
	}
	zip_error_fini(&why);
	gk_zip_close(z);
	return NULL;
}

void
gk_zip_close(struct gk_zip *z)
{
	if (z == NULL)
		return;
	if (z->zip != NULL)
		zip_discard(z->zip);
	for (size_t i = 0; i < z->count; i++)
		free(z->list[i].name);
	free(z->list);
	free(z->name);
	free(z);
}

static const struct member *
member_find(const struct gk_zip *z, const char *entry)
{
	size_t low = 0, high = z->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcasecmp(entry, z->list[mid].name);

		if (order == 0)
			return &z->list[mid];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

bool
gk_zip_has(const struct gk_zip *z, const char *entry)
{
	return member_find(z, entry) != NULL;
}

/* How much may come out of `packed` bytes. */
static uint64_t
most_of(uint64_t packed)
{
	uint64_t most = GK_ZIP_ENTRY_MAX;

	if (packed < GK_ZIP_ENTRY_MAX / GK_ZIP_RATIO_MAX)
		most = packed * GK_ZIP_RATIO_MAX;
	return most < GK_ZIP_FREE ? GK_ZIP_FREE : most;
}

struct gk_zip_entry *
gk_zip_entry_open(struct gk_zip *z, const char *entry, struct gk_error *err)
{
	const struct member *m = member_find(z, entry);
	struct gk_zip_entry *e;
	zip_file_t *file;

	if (m == NULL) {
		gk_fail_for(GK_CAUSE_FORMAT, err, z->name, 0,
		    _("there is no '%.*s' in it"), SHOWN_NAME, entry);
		return NULL;
	}
	if (m->method != ZIP_CM_STORE && m->method != ZIP_CM_DEFLATE) {
		damaged(z, m, _("packed in a way that is not used for "
		    "documents"), err);
		return NULL;
	}
	if (m->size > most_of(m->packed)) {
		too_large(z, m, err);
		return NULL;
	}
	file = zip_fopen_index(z->zip, m->index, 0);
	if (file == NULL) {
		damaged(z, m, zip_strerror(z->zip), err);
		return NULL;
	}
	e = gk_calloc(1, sizeof *e);
	*e = (struct gk_zip_entry){ .zip = z, .member = m, .file = file,
		.read_max = most_of(m->packed) };
	return e;
}

/* The sizes of the directory may lie: what comes out is what counts. */
long
gk_zip_entry_read(struct gk_zip_entry *e, void *buf, size_t size,
    struct gk_error *err)
{
	zip_int64_t n;

	n = zip_fread(e->file, buf, size > 1 << 30 ? 1 << 30 : size);
	if (n < 0) {
		damaged(e->zip, e->member, zip_file_strerror(e->file), err);
		return -1;
	}
	e->read += (uint64_t)n;
	e->zip->total += (uint64_t)n;
	if (e->read > e->read_max || e->zip->total > e->zip->total_max) {
		too_large(e->zip, e->member, err);
		return -1;
	}
	if (e->read > e->member->size || (n == 0 && size > 0 &&
	    e->read != e->member->size)) {
		damaged(e->zip, e->member, _("its size is not what the "
		    "directory says"), err);
		return -1;
	}
	return (long)n;
}

void
gk_zip_entry_close(struct gk_zip_entry *e)
{
	if (e == NULL)
		return;
	(void)zip_fclose(e->file);
	free(e);
}
