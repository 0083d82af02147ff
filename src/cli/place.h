/*
 * place: where a run takes place: the root that paths are relative to, the repository there if
 * there is one, and the folder that the program was started in.
 */
#ifndef CURLINT_CLI_PLACE_H
#define CURLINT_CLI_PLACE_H

#include "base/tree_fs.h"
#include "cli/command.h"
#include "cli/flag.h"
#include "git/base.h"

/* Zero-initialise; place_close() when done, also after a failure. Must stay where it is. */
struct place {
    str root;                  /* absolute, without links; "" for "/"; arena, NUL behind it */
    str here;                  /* the working directory, the same way */
    str config;                /* the configuration that was found there, or empty; the same way */
    struct repo *repo;         /* owned; NULL outside of repositories */
    struct base_choice choice; /* what is checked there, and compared with what */
    struct snapshot snapshot;  /* of what is checked; empty without a repository */
    struct snapshot base;      /* what it is compared with; empty where that is nothing */
    struct path_set held;      /* the paths of `snapshot`, to be looked up */
    /* The configuration there, where it is read from neither the disk nor a file that was named. */
    const struct snapshot *config_in; /* one of the above, or NULL */
    struct tree_fs disk;              /* what the root holds, where there is no repository */
    struct arena arena;
};

/*
 * The place of the paths in `operands`: the root of the repository that the first one is
 * in; else the working directory where it holds them all, else the folder that does; or above that
 * the folder of a configuration. Of a path that is not there the folder counts.
 */
struct place_wish {
    const struct base_request *compare; /* NULL: the worktree, compared with nothing */
    bool find_config;
    bool config_of_base; /* look for it in the base, where something is compared */
};
enum rc place_open(struct place *place, const struct cli *cli, const struct texts *operands,
                   const struct place_wish *wish, struct err *err) RC_MUST_CHECK;
void place_close(struct place *place);

/* Whether something is compared. */
bool place_has_base(const struct place *place);
/* Whether what is checked is the worktree, so that its files are those on the disk. */
bool place_is_disk(const struct place *place);
/* What links can lead to. */
struct tree place_tree(struct place *place);

/*
 * Append the bytes of a file of the place as it is checked: from the disk, or from the snapshot
 * that the configuration is in. RC_MISSING: there is none.
 */
enum rc place_read(const struct place *place, str path, size_t limit, struct buf *out,
                   struct err *err) RC_MUST_CHECK;

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
