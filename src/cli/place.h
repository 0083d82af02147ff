/*
 * place: where a run takes place: the root that paths are relative to, the repository there if
 * there is one, and the folder that the program was started in.
 */
#ifndef CURLINT_CLI_PLACE_H
#define CURLINT_CLI_PLACE_H

#include "base/tree_fs.h"
#include "cli/command.h"
#include "cli/flag.h"
#include "git/snapshot.h"

/* Zero-initialise; place_close() when done, also after a failure. Must stay where it is. */
struct place {
    str root;                 /* absolute, without links; "" for "/"; arena, NUL behind it */
    str here;                 /* the working directory, the same way */
    str config;               /* the configuration that was found there, or empty; the same way */
    struct repo *repo;        /* owned; NULL outside of repositories */
    struct snapshot snapshot; /* of its worktree, with untracked files; empty without one */
    struct path_set held;     /* the same paths, to be looked up */
    struct tree_fs disk;      /* what the root holds, where there is no repository */
    struct arena arena;
};

/*
 * The place of the paths in `operands`: the root of the repository that the first one is
 * in; else the working directory where it holds them all, else the folder that does; or above that
 * the folder of a configuration. Of a path that is not there the folder counts. `find_config`: look
 * for a configuration.
 */
enum rc place_open(struct place *place, const struct cli *cli, const struct texts *operands,
                   bool find_config, struct err *err) RC_MUST_CHECK;
void place_close(struct place *place);

/* What links can lead to. */
struct tree place_tree(struct place *place);

/*
 * The path below the root of something that exists, links in it followed: "" for the root.
 * RC_MISSING: it lies elsewhere. RC_FAIL: `errno` says why it could not be followed.
 */
enum rc place_path(struct place *place, const char *path, str *out) RC_MUST_CHECK;
/* "/root/path", in the arena, NUL behind it. */
str place_absolute(struct place *place, str path);
/*
 * How a person who is in the working directory calls a path below the root: relative where the
 * working directory and the root are on one line, else absolute.
 */
str place_name(struct place *place, str path);

#endif
