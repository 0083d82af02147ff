#include "git/base.h"

#include "base/path.h"
#include "git/explain.h"
#include "git/history.h"
#include "git/repo_private.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What every step gets. A step that does not apply returns RC_MISSING and changes nothing. */
struct choosing {
    struct base_choice *out;
    struct repo *repo;
    const struct base_request *request;
    struct err *err;
};

static bool is_set(const char *text)
{
    return text && *text;
}

static bool is_text(const char *text, const char *expected)
{
    return text && strcmp(text, expected) == 0;
}

static bool is_oid(const git_oid *oid, const char *hex)
{
    return is_set(hex) && git_oid_streq(oid, hex) == 0;
}

/* Settle it: a NULL base is the empty tree; the format is the reason, behind a common start. */
static enum rc take(struct choosing *c, enum base_source source, const git_oid *base,
                    const char *format, ...) __attribute__((format(printf, 4, 5)));

static enum rc take(struct choosing *c, enum base_source source, const git_oid *base,
                    const char *format, ...)
{
    struct base_choice *out = c->out;
    out->source = source;
    if (base)
        git_oid_tostr(out->base, sizeof out->base, base);
    int n = base ? snprintf(out->why, sizeof out->why, "compared with %.7s, ", out->base)
                 : snprintf(out->why, sizeof out->why, "compared with nothing, ");
    va_list args;
    va_start(args, format);
    vsnprintf(out->why + n, sizeof out->why - (size_t)n, format, args);
    va_end(args);
    return RC_OK;
}

/* A revision that has to be there: `what` says whose it is, `repair` what brings it. */
static enum rc require(struct choosing *c, git_oid *out, const char *revision, const char *what,
                       const char *repair)
{
    enum rc rc = history_resolve(out, c->repo, revision, c->err);
    if (rc == RC_MISSING)
        return err_set(c->err, "%s is not in this clone (%s); %s", what, revision, repair);
    return rc;
}

static enum rc require_merge_base(struct choosing *c, git_oid *out, const git_oid *one,
                                  const git_oid *two, const char *what)
{
    if (history_merge_base(out, c->repo, one, two) == RC_OK)
        return RC_OK;
    if (repo_is_shallow(c->repo))
        return err_set(c->err,
                       "%s: where the change left it is not in this shallow clone; run: "
                       "git fetch --unshallow (in a workflow: `fetch-depth: 0` for "
                       "actions/checkout)",
                       what);
    return err_set(c->err, "%s: has no history in common with HEAD; name another --base", what);
}

static enum rc require_head(struct choosing *c, git_oid *out)
{
    return require(c, out, "HEAD", "the commit of HEAD", "run: git fetch");
}

/* "REV" or "REV...". */
static enum rc from_option(struct choosing *c)
{
    const char *base = c->request->base;
    if (!is_set(base))
        return RC_MISSING;
    const char *repair = repo_is_shallow(c->repo)
                             ? "run: git fetch --unshallow (in a workflow: `fetch-depth: 0` for "
                               "actions/checkout)"
                             : "fetch it, for instance with: git fetch origin";
    char revision[512];
    str name = str_from(base);
    bool dots = str_ends(name, STR("..."));
    if (dots)
        name.n -= 3;
    if (name.n == 0 || name.n >= sizeof revision)
        return err_set(c->err, "--base %s: not the name of a commit", base);
    snprintf(revision, sizeof revision, "%.*s", STR_ARG(name));
    git_oid oid, head;
    enum rc rc = require(c, &oid, revision, "the commit given with --base", repair);
    if (rc == RC_OK && dots)
        rc = require_head(c, &head);
    if (rc == RC_OK && dots)
        rc = require_merge_base(c, &oid, &oid, &head, revision);
    return rc == RC_OK ? take(c, BASE_OPTION, &oid, "as --base %s says", base) : rc;
}

/* pre-commit lists the files of FROM...TO, so the base is where TO left FROM. */
static enum rc from_pre_commit(struct choosing *c)
{
    const struct base_request *request = c->request;
    if (!is_set(request->pre_commit_from) || !is_set(request->pre_commit_to))
        return RC_MISSING;
    git_oid from, to, base;
    enum rc rc = require(c, &from, request->pre_commit_from, "PRE_COMMIT_FROM_REF",
                         "fetch it, in a workflow with `fetch-depth: 0` for actions/checkout");
    if (rc == RC_OK)
        rc = require(c, &to, request->pre_commit_to, "PRE_COMMIT_TO_REF", "fetch it");
    if (rc == RC_OK)
        rc = require_merge_base(c, &base, &from, &to, request->pre_commit_from);
    if (rc != RC_OK)
        return rc;
    c->out->head = SNAPSHOT_COMMIT;
    git_oid_tostr(c->out->head_commit, sizeof c->out->head_commit, &to);
    return take(c, BASE_PRE_COMMIT, &base, "where %s left %s, as pre-commit says",
                request->pre_commit_to, request->pre_commit_from);
}

/* Whether an event is about this repository. */
static bool has_event(const struct choosing *c)
{
    const char *event = c->request->event;
    if (!is_set(c->request->workspace) ||
        !(is_text(event, "pull_request") || is_text(event, "merge_group") ||
          is_text(event, "push")))
        return false;
    const char *place = repo_is_bare(c->repo) ? repo_git_dir(c->repo) : repo_root(c->repo);
    char *workspace = realpath(c->request->workspace, NULL);
    bool inside = workspace && path_is_within(str_from(place), str_from(workspace));
    free(workspace);
    return inside;
}

static bool is_nothing_staged(const struct choosing *c)
{
    git_object *tree = NULL;
    git_diff *diff = NULL;
    bool nothing =
        git_revparse_single(&tree, c->repo->handle, "HEAD^{tree}") == 0 &&
        git_diff_tree_to_index(&diff, c->repo->handle, (git_tree *)tree, NULL, NULL) == 0 &&
        git_diff_num_deltas(diff) == 0;
    git_diff_free(diff);
    git_object_free(tree);
    return nothing;
}

/*
 * pre-commit runs no hook where no file is staged, except for its --all-files and --files: to have
 * compared nothing with nothing would then be taken for a list without a fault.
 */
static enum rc take_all_files(struct choosing *c)
{
    c->out->all_files = true;
    c->out->head = SNAPSHOT_WORKTREE;
    snprintf(c->out->why, sizeof c->out->why,
             "checked whole, as nothing is staged and pre-commit asks for all files");
    return RC_OK;
}

static enum rc from_head(struct choosing *c)
{
    const struct base_request *request = c->request;
    if (!request->staged && !request->changed)
        return RC_MISSING;
    if (request->staged && has_event(c) && is_nothing_staged(c))
        return RC_MISSING;
    if (request->staged && is_set(request->pre_commit) && is_nothing_staged(c))
        return take_all_files(c);
    const char *side = request->staged ? "--staged" : "--changed";
    if (git_repository_head_unborn(c->repo->handle) == 1)
        return take(c, BASE_HEAD, NULL, "as there is no commit yet before %s", side);
    git_oid head;
    enum rc rc = require_head(c, &head);
    return rc == RC_OK ? take(c, BASE_HEAD, &head, "HEAD, as %s says", side) : rc;
}

/*
 * GitHub's test merge of a pull request has the base's tip as its first parent: comparing with that
 * shows what merging would change, whatever the number of commits, from a clone of depth 2.
 */
static enum rc from_test_merge(struct choosing *c)
{
    const struct base_request *request = c->request;
    git_oid head, parents[2];
    if (!has_event(c) || !is_text(request->event, "pull_request") ||
        history_resolve(&head, c->repo, "HEAD", c->err) != RC_OK ||
        history_parents(c->repo, &head, parents) != 2)
        return RC_MISSING;
    bool named = is_set(request->sha) || is_set(request->event_head);
    bool is_test_merge = is_oid(&head, request->sha) || is_oid(&parents[1], request->event_head) ||
                         (!named && str_ends(str_from(request->ref), STR("/merge")));
    if (!is_test_merge)
        return RC_MISSING;
    if (!history_has(c->repo, &parents[0]))
        return err_set(c->err, "the base of this pull request is not in this clone (HEAD^1); in "
                               "the workflow add to actions/checkout: `with: fetch-depth: 2`");
    return take(c, BASE_TEST_MERGE, &parents[0],
                "HEAD^1, as HEAD is the pull request's test merge");
}

/* The base as the event has it, or as a branch that was fetched; RC_MISSING where neither is. */
static enum rc find_event_base(struct choosing *c, git_oid *out, char *name, size_t room)
{
    const struct base_request *request = c->request;
    enum rc rc = RC_MISSING;
    if (is_set(request->event_base)) {
        snprintf(name, room, "%s", request->event_base);
        rc = history_resolve(out, c->repo, name, c->err);
    }
    if (rc == RC_MISSING && is_set(request->base_ref)) {
        snprintf(name, room, "refs/remotes/origin/%s", request->base_ref);
        rc = history_resolve(out, c->repo, name, c->err);
    }
    return rc;
}

static enum rc from_event(struct choosing *c)
{
    const struct base_request *request = c->request;
    if (!has_event(c) || is_text(request->event, "push"))
        return RC_MISSING;
    char name[512] = "";
    git_oid base, head;
    enum rc rc = find_event_base(c, &base, name, sizeof name);
    if (rc == RC_MISSING && !name[0])
        return err_set(c->err, "the %s event names no base; name one with --base", request->event);
    if (rc == RC_MISSING)
        return err_set(c->err,
                       is_text(request->event, "pull_request")
                           ? "the base of this pull request is not in this clone (%s); in the "
                             "workflow take `ref:` away from actions/checkout and add `with: "
                             "fetch-depth: 2`, or keep it with `fetch-depth: 0`"
                           : "the base of this merge group is not in this clone (%s); in the "
                             "workflow add to actions/checkout: `with: fetch-depth: 0`",
                       name);
    if (rc == RC_OK)
        rc = require_head(c, &head);
    if (rc == RC_OK)
        rc = require_merge_base(c, &base, &base, &head, name);
    if (rc != RC_OK)
        return rc;
    return take(c, BASE_EVENT, &base, "where HEAD left %s, the base of the %s event", name,
                request->event);
}

/* A branch that is new has no `before`: it began where it left the default branch. */
static enum rc from_new_branch(struct choosing *c, const git_oid *head)
{
    const char *branch = c->request->default_branch;
    char name[512];
    git_oid tip, base, parents[2];
    if (is_set(branch)) {
        snprintf(name, sizeof name, "refs/heads/%s", branch);
        bool is_default = is_text(c->request->ref, name);
        snprintf(name, sizeof name, "refs/remotes/origin/%s", branch);
        if (!is_default && history_resolve(&tip, c->repo, name, c->err) == RC_OK &&
            history_merge_base(&base, c->repo, &tip, head) == RC_OK)
            return take(c, BASE_PUSH, &base, "where the new branch left %s", branch);
    }
    if (history_parents(c->repo, head, parents) == 0)
        return take(c, BASE_PUSH, NULL, "as the pushed commit is the first");
    if (!history_has(c->repo, &parents[0]))
        return err_set(c->err, "the base of this push is not in this clone (HEAD^1); in the "
                               "workflow add to actions/checkout: `with: fetch-depth: 2`");
    return take(c, BASE_PUSH, &parents[0], "HEAD^1, as the pushed branch is new");
}

static enum rc from_push(struct choosing *c)
{
    const char *before = c->request->before;
    if (!has_event(c) || !is_text(c->request->event, "push"))
        return RC_MISSING;
    if (!is_set(before))
        return err_set(c->err, "the push event does not say what was `before`; name a --base");
    git_oid head, base;
    enum rc rc = require_head(c, &head);
    if (rc != RC_OK)
        return rc;
    if (strspn(before, "0") == strlen(before))
        return from_new_branch(c, &head);
    /* A forced push leaves `before` without a branch: no depth brings it, its name does. */
    rc = require(c, &base, before, "what was there before this push",
                 repo_is_shallow(c->repo)
                     ? "in the workflow add to actions/checkout: `with: fetch-depth: 0`"
                     : "in the workflow add a step before this: "
                       "`run: git fetch origin ${{ github.event.before }}`");
    return rc == RC_OK ? take(c, BASE_PUSH, &base, "which was there before the push") : rc;
}

enum rc base_choose(struct base_choice *out, struct repo *repo, const struct base_request *request,
                    struct err *err)
{
    static enum rc (*const steps[])(struct choosing *) = {
        from_option, from_pre_commit, from_head, from_test_merge, from_event, from_push,
    };
    *out = (struct base_choice){
        .head = request->staged ? SNAPSHOT_INDEX : SNAPSHOT_WORKTREE,
        .why = "checked whole, as nothing says what to compare with",
    };
    if (request->whole) {
        snprintf(out->why, sizeof out->why, "checked whole, as --report all says");
        return RC_OK;
    }
    struct choosing choosing = {.out = out, .repo = repo, .request = request, .err = err};
    enum rc rc = RC_MISSING;
    for (size_t i = 0; rc == RC_MISSING && i < sizeof steps / sizeof steps[0]; i++)
        rc = steps[i](&choosing);
    if (rc == RC_OK && repo_is_bare(repo) && out->head != SNAPSHOT_COMMIT) {
        out->head = SNAPSHOT_COMMIT;
        snprintf(out->head_commit, sizeof out->head_commit, "HEAD");
    }
    return rc == RC_MISSING ? RC_OK : rc;
}

enum rc base_take(const struct base_choice *choice, struct repo *repo, struct snapshot *base,
                  struct snapshot *head, struct err *err)
{
    *base = *head = (struct snapshot){0};
    enum rc rc = RC_OK;
    if (choice->base[0])
        rc = snapshot_of_commit(base, repo, choice->base, err);
    if (rc != RC_OK)
        return rc;
    switch (choice->head) {
    case SNAPSHOT_COMMIT:
        return snapshot_of_commit(head, repo, choice->head_commit, err);
    case SNAPSHOT_INDEX:
        return snapshot_of_index(head, repo, err);
    case SNAPSHOT_WORKTREE:
        return snapshot_of_worktree(head, repo, true, err);
    case SNAPSHOT_EMPTY:
        break;
    }
    return RC_OK;
}

const char *base_source_name(enum base_source source)
{
    static const char *const names[] = {
        [BASE_NONE] = "none",   [BASE_OPTION] = "option",         [BASE_PRE_COMMIT] = "pre-commit",
        [BASE_HEAD] = "head",   [BASE_TEST_MERGE] = "test-merge", [BASE_EVENT] = "event",
        [BASE_PUSH] = "before",
    };
    return names[source];
}
