#include "git/explain.h"

#include "git/repo.h"

#include <git2.h>

/* Words in libgit2's messages (1.5 to 1.9) and what they mean to whoever reads ours. */
static const struct {
    const char *needle;
    const char *advice;
} meanings[] = {
    {"'sdir'", "the index is sparse, which libgit2 cannot read; run: "
               "git sparse-checkout reapply --no-sparse-index"},
    {"'link'", "the index is split, which libgit2 cannot read; run: "
               "git update-index --no-split-index"},
    {"checksum", "the index has no checksum (index.skipHash) or is damaged; run: "
                 "git -c index.skipHash=false update-index --force-write-index"},
    {"objectformat", "the repository uses SHA-256, which libgit2 cannot read; check a plain copy: "
                     "git archive HEAD | tar -x -C FOLDER"},
    {"object format", "the repository uses SHA-256, which libgit2 cannot read; check a plain copy: "
                      "git archive HEAD | tar -x -C FOLDER"},
    {"refstorage", "the repository keeps its refs in a reftable, which libgit2 cannot read; run: "
                   "git refs migrate --ref-format=files"},
};

static const char *last_message(void)
{
    const git_error *last = git_error_last();
    return last && last->message ? last->message : "libgit2 does not say why";
}

enum rc explain(struct err *err, const char *what)
{
    const char *message = last_message();
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
        if (str_find_nocase(str_from(message), str_from(meanings[i].needle)) != STR_NPOS)
            return err_set(err, "%s: %s", what, meanings[i].advice);
    return err_set(err, "%s: cannot be read by git: %s", what, message);
}

enum rc explain_absent(struct err *err, const struct repo *repo, const char *what)
{
    if (repo_is_partial(repo))
        return err_set(err,
                       "%s: not fetched, as this clone was made with a filter; run: "
                       "git fetch --refetch --no-filter",
                       what);
    if (repo_is_shallow(repo))
        return err_set(err,
                       "%s: not in this shallow clone; run: git fetch --unshallow "
                       "(in a workflow: `fetch-depth: 0` for actions/checkout)",
                       what);
    return err_set(err, "%s: missing from the repository, which is damaged; run: git fsck", what);
}
