#include "git/history.h"

#include "base/map.h"
#include "base/mem.h"
#include "git/explain.h"
#include "git/repo.h"
#include "git/repo_private.h"

enum rc history_resolve(git_oid *out, const struct repo *repo, const char *revision,
                        struct err *err)
{
    git_object *object = NULL, *commit = NULL;
    int got = git_revparse_single(&object, repo->handle, revision);
    if (got == 0)
        got = git_object_peel(&commit, object, GIT_OBJECT_COMMIT);
    if (got == 0)
        git_oid_cpy(out, git_object_id(commit));
    git_object_free(commit);
    git_object_free(object);
    return got == 0 ? RC_OK : got == GIT_ENOTFOUND ? RC_MISSING : explain(err, revision);
}

bool history_has(const struct repo *repo, const git_oid *commit)
{
    git_commit *found = NULL;
    bool has = git_commit_lookup(&found, repo->handle, commit) == 0;
    git_commit_free(found);
    return has;
}

size_t history_parents(const struct repo *repo, const git_oid *commit, git_oid parents[2])
{
    git_commit *found = NULL;
    if (git_commit_lookup(&found, repo->handle, commit) != 0)
        return 0;
    size_t count = 0;
    str rest = str_from(git_commit_raw_header(found));
    while (rest.at) {
        str line = str_cut(&rest, '\n');
        if (!str_starts(line, STR("parent ")))
            continue;
        str name = str_skip(line, STR("parent ").n);
        if (count < 2 && git_oid_fromstrn(&parents[count], name.at, name.n) != 0)
            break;
        count++;
    }
    git_commit_free(found);
    return count;
}

/* Whether `old` is met on the way back from `young`, going no further where the clone ends. */
static bool is_ancestor(const struct repo *repo, const git_oid *old, const git_oid *young)
{
    struct map seen = {0};
    VEC(git_oid) queue = {0};
    bool found = false;
    vec_push(&queue, *young);
    while (queue.n > 0 && !found) {
        git_oid at = queue.at[--queue.n];
        found = git_oid_equal(&at, old);
        bool fresh;
        map_put_copy(&seen, (str){(const char *)at.id, sizeof at.id}, 0, &fresh);
        git_commit *commit = NULL;
        if (found || !fresh || git_commit_lookup(&commit, repo->handle, &at) != 0)
            continue;
        unsigned count = git_commit_parentcount(commit);
        for (unsigned i = 0; i < count; i++)
            vec_push(&queue, *git_commit_parent_id(commit, i));
        git_commit_free(commit);
    }
    vec_free(&queue);
    map_free(&seen);
    return found;
}

enum rc history_merge_base(git_oid *out, const struct repo *repo, const git_oid *one,
                           const git_oid *two)
{
    if (git_merge_base(out, repo->handle, one, two) == 0)
        return RC_OK;
    /* Where one descends from the other no history behind them can change the answer. */
    const git_oid *base = is_ancestor(repo, one, two)   ? one
                          : is_ancestor(repo, two, one) ? two
                                                        : NULL;
    if (!base)
        return RC_MISSING;
    git_oid_cpy(out, base);
    return RC_OK;
}
