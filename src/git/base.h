/*
 * base: what a change is compared with. Decided from options, from what pre-commit or GitHub
 * Actions say, and from what the clone holds; nothing is fetched and nothing is guessed.
 */
#ifndef CURLINT_GIT_BASE_H
#define CURLINT_GIT_BASE_H

#include "git/snapshot.h"

/*
 * All borrowed for the call; NULL or "" where there is nothing to say. Environment variables and
 * fields of the event's file ($GITHUB_EVENT_PATH) are handed in as they are.
 */
struct base_request {
    const char *base; /* --base REV; "REV..." is its merge base with HEAD, as in git-diff(1) */
    bool staged;      /* --staged: the change is in the index */
    bool changed;     /* --changed: the change is in the worktree */
    bool whole;       /* --report all: no comparison whatever else is said */

    const char *pre_commit;                      /* PRE_COMMIT, set by pre-commit for its hooks */
    const char *pre_commit_from, *pre_commit_to; /* PRE_COMMIT_FROM_REF, PRE_COMMIT_TO_REF */

    const char *workspace;      /* GITHUB_WORKSPACE; an event counts only for a repository in it */
    const char *event;          /* GITHUB_EVENT_NAME */
    const char *sha;            /* GITHUB_SHA */
    const char *ref;            /* GITHUB_REF */
    const char *base_ref;       /* GITHUB_BASE_REF */
    const char *event_base;     /* .pull_request.base.sha, .merge_group.base_sha */
    const char *event_head;     /* .pull_request.head.sha */
    const char *before;         /* .before of a push */
    const char *default_branch; /* .repository.default_branch */
};

enum base_source {
    BASE_NONE,       /* no comparison: the whole is checked */
    BASE_OPTION,     /* --base */
    BASE_PRE_COMMIT, /* pre-commit's two refs, through their merge base */
    BASE_HEAD,       /* --staged or --changed */
    BASE_TEST_MERGE, /* HEAD^1 of a pull request's test merge */
    BASE_EVENT,      /* a pull request's or merge group's base, through the merge base */
    BASE_PUSH,       /* what the branch was before a push */
};

enum { BASE_REVISION_BYTES = 41 };

struct base_choice {
    enum base_source source;
    /* The base's commit in hex; "" is the empty tree (nothing was there before). */
    char base[BASE_REVISION_BYTES];
    bool all_files;                        /* BASE_NONE, and yet what --staged asks for */
    enum snapshot_source head;             /* SNAPSHOT_WORKTREE, _INDEX or _COMMIT */
    char head_commit[BASE_REVISION_BYTES]; /* where the head is a commit */
    /* One sentence for --verbose and JSON: "compared with 1a2b3c4, as ...". */
    char why[512];
};

/* "option", "pre-commit", ... as JSON shows it. */
const char *base_source_name(enum base_source source);

/*
 * Choose in this order: --base; pre-commit's refs; HEAD for --staged and --changed (where an event
 * counts and nothing is staged, the event's base instead: `pre-commit run --all-files` in a
 * workflow; elsewhere that checks the whole); a pull request's test merge; the event's base; a
 * push's `before`. RC_FAIL: there is a
 * base which is not in this clone, and `err` has the line that brings it; that is never taken for
 * "no comparison".
 */
enum rc base_choose(struct base_choice *out, struct repo *repo, const struct base_request *request,
                    struct err *err) RC_MUST_CHECK;

/*
 * Take both snapshots of a choice other than BASE_NONE, of a worktree with its untracked files (for
 * links to them; they are marked). The caller frees both, also on failure.
 */
enum rc base_take(const struct base_choice *choice, struct repo *repo, struct snapshot *base,
                  struct snapshot *head, struct err *err) RC_MUST_CHECK;

#endif
