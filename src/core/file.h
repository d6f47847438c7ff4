/*
 * Whole files as one view, mapped where possible.
 */
#ifndef GK_CORE_FILE_H
#define GK_CORE_FILE_H

#include "core/error.h"
#include "core/str.h"

struct gk_file {
	struct gk_str text;	/* lives until gk_file_close */
	void *map;		/* private */
	size_t map_size;
	char *heap;
};

/*
 * `path` "-": standard input.  Directories and special files fail, except
 * pipes under /dev, as in <(command).
 */
enum gk_status gk_file_open(const char *path, struct gk_file *f,
    struct gk_error *err);
void gk_file_close(struct gk_file *f);

/*
 * Calls `one` for every *.xml of a folder, hidden ones aside, in the byte
 * order of names, until it fails.  Fails with `none` if there is none.
 */
enum gk_status gk_folder_each_xml(const char *folder, const char *none,
    enum gk_status (*one)(void *user, const char *path, struct gk_error *err),
    void *user, struct gk_error *err);

/*
 * Where the shipped data is: GONGKAI_DATA, else the source tree the program
 * was built in if it runs from there, else $(pkgdatadir).  Joins `rel` to it;
 * the result is the caller's.
 */
char *gk_data_path(const char *rel);
/*
 * Where a program is that is none of the commands: in GONGKAI_LIBEXEC, else
 * beside the running program if that is where it was built, else in
 * $(pkglibexecdir).  The result is the caller's.
 */
char *gk_program_path(const char *name);

#endif
