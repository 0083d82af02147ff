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

struct commits {
    VEC(git_oid) list;
    struct map known; /* the same, by bytes of the id */
};

static str key_of(const git_oid *oid)
{
    return (str){(const char *)oid->id, sizeof oid->id};
}

static void commits_free(struct commits *commits)
{
    vec_free(&commits->list);
    map_free(&commits->known);
}

/* `from` and all that is behind it, as far as the clone goes. */
static void walk_back(struct commits *out, const struct repo *repo, const git_oid *from)
{
    VEC(git_oid) queue = {0};
    vec_push(&queue, *from);
    while (queue.n > 0) {
        git_oid at = queue.at[--queue.n];
        git_commit *commit = NULL;
        if (map_get(&out->known, key_of(&at)) || git_commit_lookup(&commit, repo->handle, &at) != 0)
            continue;
        map_put_copy(&out->known, key_of(&at), 0, NULL);
        vec_push(&out->list, at);
        unsigned count = git_commit_parentcount(commit);
        for (unsigned i = 0; i < count; i++)
            vec_push(&queue, *git_commit_parent_id(commit, i));
        git_commit_free(commit);
    }
    vec_free(&queue);
}

/* The commit of both sets that is behind no other such; the younger of two. */
static enum rc best_of(git_oid *out, const struct repo *repo, const struct commits *one,
                       const struct commits *two)
{
    struct map behind = {0};
    git_time_t best = 0;
    enum rc rc = RC_MISSING;
    /* Everything behind a common commit is common, so parents alone tell what is behind one. */
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < one->list.n; i++) {
            const git_oid *at = &one->list.at[i];
            git_commit *commit = NULL;
            if (!map_get(&two->known, key_of(at)) ||
                git_commit_lookup(&commit, repo->handle, at) != 0)
                continue;
            unsigned count = pass == 0 ? git_commit_parentcount(commit) : 0;
            for (unsigned k = 0; k < count; k++)
                map_put_copy(&behind, key_of(git_commit_parent_id(commit, k)), 0, NULL);
            git_time_t time = git_commit_time(commit);
            if (pass == 1 && !map_get(&behind, key_of(at)) && (rc != RC_OK || time > best)) {
                git_oid_cpy(out, at);
                best = time;
                rc = RC_OK;
            }
            git_commit_free(commit);
        }
    }
    map_free(&behind);
    return rc;
}

enum rc history_merge_base(git_oid *out, const struct repo *repo, const git_oid *one,
                           const git_oid *two)
{
    if (!repo_is_shallow(repo))
        return git_merge_base(out, repo->handle, one, two) == 0 ? RC_OK : RC_MISSING;
    struct commits behind_one = {0}, behind_two = {0};
    walk_back(&behind_one, repo, one);
    walk_back(&behind_two, repo, two);
    enum rc rc = best_of(out, repo, &behind_one, &behind_two);
    commits_free(&behind_one);
    commits_free(&behind_two);
    return rc;
}
