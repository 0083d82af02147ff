/*
 * starter: the files that `init` writes beside the configuration, each planned before any of them
 * is written: a workflow of GitHub Actions and a hook of git.
 */
#ifndef CURLINT_CLI_STARTER_H
#define CURLINT_CLI_STARTER_H

#include "cli/place.h"

#define HOOK_LINE "curlint check --staged"

/* A file to come. All text borrowed from the place's arena or static, NUL behind the paths. */
struct starter {
    str folder;     /* absolute; exists */
    str path;       /* plain, below it */
    str name;       /* as a person who is in the working directory calls it */
    str contents;   /* in the arena */
    bool is_script; /* to be executed */
    bool there;     /* there already, and as good: there is nothing to write */
    bool made;      /* by starter_write() */
    size_t held;    /* bytes of the path that were folders before starter_write() */
};

/*
 * What .github/workflows/curlint.yml becomes. RC_FAIL: one of that name is there and says something
 * else; `err` names the option that leaves it alone.
 */
enum rc starter_workflow(struct starter *out, struct place *place, struct err *err) RC_MUST_CHECK;
/*
 * What git's pre-commit hook becomes. RC_FAIL: there is one that does not call curlint, or the
 * folder of hooks serves other repositories too; `err` has the line to add.
 */
enum rc starter_hook(struct starter *out, struct place *place, const struct cli *cli,
                     struct err *err) RC_MUST_CHECK;

/* Write it where that is to be done. */
enum rc starter_write(struct starter *starter, struct err *err) RC_MUST_CHECK;
/* Take away what starter_write() made, folders too: what comes after it failed. */
void starter_undo(struct starter *starter);

#endif
