#include "git/past.h"

#include "git/explain.h"
#include "git/history.h"
#include "git/repo_private.h"

enum rc past_commit(char out[BASE_REVISION_BYTES], struct repo *repo, int64_t time, struct err *err)
{
    git_oid at, parents[2];
    out[0] = '\0';
    enum rc rc = history_resolve(&at, repo, "HEAD", err);
    while (rc == RC_OK) {
        git_commit *commit = NULL;
        if (git_commit_lookup(&commit, repo->handle, &at) != 0)
            return repo_is_shallow(repo) ? RC_MISSING : explain(err, "HEAD");
        int64_t made = git_commit_time(commit);
        git_commit_free(commit);
        if (made < time) {
            git_oid_tostr(out, BASE_REVISION_BYTES, &at);
            return RC_OK;
        }
        if (history_parents(repo, &at, parents) == 0)
            return RC_OK;
        at = parents[0];
    }
    return rc;
}
