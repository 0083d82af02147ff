/*
 * files: which files a run looks at. In a repository those that git tracks below the folders given,
 * elsewhere those on the disk; a file that is named itself is always among them.
 */
#ifndef CURLINT_CLI_FILES_H
#define CURLINT_CLI_FILES_H

#include "cli/place.h"
#include "lint/settings.h"

struct file {
    str path;     /* below the root; NUL behind it */
    str name;     /* for people: from the working directory */
    size_t entry; /* in the place's snapshot; STR_NPOS: read from the disk */
    bool input;   /* standard input */
};

/* Zero-initialise; files_free() when done. Sorted by path, each once. */
struct files {
    struct file *at; /* owned; its texts are in the place's arena */
    size_t n, cap;
    bool trouble; /* something that was asked for could not be had, which has been said */
    bool whole;   /* the root was asked for: these are all lists that there are */
};

/*
 * Find the files that `operands` stand for; "-" is standard input, which is called
 * `input_name` (may be NULL). The globs of `settings` choose among the files of folders. What can't
 * be had is said at once and does not keep the others from being found. `notes`: say also what is
 * passed over.
 */
void files_find(struct files *files, struct place *place, const struct settings *settings,
                const struct texts *operands, const char *input_name, bool notes);
/* Whether a file of a folder is a list: by the globs of `settings`, else by its name. */
bool files_is_list(const struct settings *settings, str path);
/* Add all lists that the place has in its repository, as if the root had been named too. */
void files_find_all(struct files *files, struct place *place, const struct settings *settings);
/*
 * Append the bytes of a file; `*size` is their number, also where that is over `limit` and nothing
 * was appended. RC_FAIL: `err` says why.
 */
enum rc files_read(const struct file *file, struct place *place, struct buf *out, size_t limit,
                   size_t *size, struct err *err) RC_MUST_CHECK;
void files_free(struct files *files);

#endif
