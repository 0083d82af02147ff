#include "git/base.h"

#include "sandbox.h"

#include <string.h>

/*
 * `origin` has two commits on main (m1, m2), a branch topic of two commits that left at m1 (p1, p2)
 * and the pull request's test merge of p2 into m2, as GitHub makes it. hub.env has their names.
 */
static const char *const make_origin =
    "git init -q origin && cd origin\n"
    "c() { printf '%s\\n' $1 > $1.md && git add . && git commit -qm $1; }\n"
    "c m0 && c m1 && git checkout -q -b topic && c p1 && c p2\n"
    "git checkout -q main && c m2\n"
    "git checkout -q --detach && git merge -q --no-ff -m merge topic\n"
    "git update-ref refs/pull/1/merge HEAD && git checkout -q main\n"
    "git config uploadpack.allowAnySHA1InWant true && git config uploadpack.allowFilter true\n";

/* As actions/checkout does: only the one ref, cut at a depth. */
static void checkout(const struct sandbox *box, const char *ref, int depth)
{
    struct buf script = {0};
    buf_printf(&script,
               "rm -rf clone && git init -q clone && cd clone\n"
               "git remote add origin \"file://$PWD/../origin\"\n"
               "git fetch -q %s%.0d origin '+%s:refs/remotes/pulled'\n"
               "git checkout -q --detach refs/remotes/pulled",
               depth ? "--depth=" : "", depth, ref);
    buf_add_char(&script, '\0');
    sandbox_run(box, script.at);
    buf_free(&script);
}

/* The commit that `revision` is in `origin`, in hex; the caller frees it. */
static char *commit_of(const struct sandbox *box, const char *revision)
{
    char *command = NULL;
    char *line = test_calloc(1, 64);
    assert_true(asprintf(&command, "git -C '%s/origin' rev-parse '%s'", box->dir, revision) > 0);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    assert_non_null(fgets(line, 64, pipe));
    assert_int_equal(pclose(pipe), 0);
    line[strcspn(line, "\n")] = '\0';
    free(command);
    return line;
}

static enum rc choose(const struct sandbox *box, const char *name,
                      const struct base_request *request, struct base_choice *choice,
                      struct err *err)
{
    char *path = sandbox_path(box, name);
    struct repo_options options = {0};
    struct repo *repo = NULL;
    *err = (struct err){{0}};
    assert_int_equal(repo_open(&repo, path, &options, err), RC_OK);
    struct base_request request_here = *request;
    if (!request_here.workspace)
        request_here.workspace = path;
    enum rc rc = base_choose(choice, repo, &request_here, err);
    if (rc == RC_OK && choice->source != BASE_NONE) {
        struct snapshot base, head;
        assert_int_equal(base_take(choice, repo, &base, &head, err), RC_OK);
        snapshot_free(&base);
        snapshot_free(&head);
    }
    repo_close(repo);
    free(path);
    return rc;
}

static void assert_base(const struct sandbox *box, const char *name,
                        const struct base_request *request, enum base_source source,
                        const char *revision)
{
    struct base_choice choice;
    struct err err;
    enum rc rc = choose(box, name, request, &choice, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(rc, RC_OK);
    assert_string_equal(base_source_name(choice.source), base_source_name(source));
    char *expected = revision ? commit_of(box, revision) : NULL;
    assert_string_equal(choice.base, expected ? expected : "");
    assert_true(strlen(choice.why) > 20);
    test_free(expected);
}

static void assert_refused(const struct sandbox *box, const char *name,
                           const struct base_request *request, const char *text)
{
    struct base_choice choice;
    struct err err;
    assert_int_equal(choose(box, name, request, &choice, &err), RC_FAIL);
    if (!strstr(err.text, text))
        print_error("got: %s\n", err.text);
    assert_non_null(strstr(err.text, text));
}

static int origin_open(void **state)
{
    int rc = sandbox_open(state);
    sandbox_run(*state, make_origin);
    return rc;
}

static void the_test_merge_is_compared_with_its_first_parent(void **state)
{
    struct sandbox *box = *state;
    char *merge = commit_of(box, "refs/pull/1/merge"), *topic = commit_of(box, "topic"),
         *base = commit_of(box, "main");
    struct base_request request = {.event = "pull_request",
                                   .sha = merge,
                                   .ref = "refs/pull/1/merge",
                                   .base_ref = "main",
                                   .event_base = base,
                                   .event_head = topic};
    for (int depth = 2; depth <= 3; depth++) {
        checkout(box, "refs/pull/1/merge", depth);
        assert_base(box, "clone", &request, BASE_TEST_MERGE, "main");
    }
    checkout(box, "refs/pull/1/merge", 1);
    assert_refused(box, "clone", &request, "`with: fetch-depth: 2`");
    /* Without the event's file the branch that GITHUB_SHA names is enough, and so is the ref. */
    checkout(box, "refs/pull/1/merge", 2);
    request = (struct base_request){.event = "pull_request", .sha = merge};
    assert_base(box, "clone", &request, BASE_TEST_MERGE, "main");
    request = (struct base_request){.event = "pull_request", .ref = "refs/pull/1/merge"};
    assert_base(box, "clone", &request, BASE_TEST_MERGE, "main");
    test_free(merge);
    test_free(topic);
    test_free(base);
}

static void a_checked_out_head_goes_through_the_merge_base(void **state)
{
    struct sandbox *box = *state;
    char *merge = commit_of(box, "refs/pull/1/merge"), *topic = commit_of(box, "topic"),
         *base = commit_of(box, "main");
    struct base_request request = {.event = "pull_request",
                                   .sha = merge,
                                   .ref = "refs/pull/1/merge",
                                   .base_ref = "main",
                                   .event_base = base,
                                   .event_head = topic};
    sandbox_run(box, "git clone -q origin clone && git -C clone checkout -q --detach origin/topic");
    assert_base(box, "clone", &request, BASE_EVENT, "main~1");
    /* The base's branch does where its commit of that time is gone. */
    request.event_base = "1234567890123456789012345678901234567890";
    assert_base(box, "clone", &request, BASE_EVENT, "main~1");
    request.event_base = base;
    checkout(box, "refs/heads/topic", 2);
    assert_refused(box, "clone", &request, "`fetch-depth: 0`");
    /* The base is there, what lies between is not. */
    sandbox_run(box, "cd clone && git fetch -q --depth=1 origin main");
    assert_refused(box, "clone", &request, "git fetch --unshallow");
    test_free(merge);
    test_free(topic);
    test_free(base);
}

/* A pull request's own merge of main into itself is not the test merge. */
static void a_merge_in_the_branch_is_no_test_merge(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box, "cd origin && git checkout -q topic && git merge -q -m m main\n"
                     "git checkout -q main && cd .. && git clone -q origin clone\n"
                     "git -C clone checkout -q --detach origin/topic");
    char *topic = commit_of(box, "topic"), *base = commit_of(box, "main");
    struct base_request request = {.event = "pull_request",
                                   .sha = "1234567890123456789012345678901234567890",
                                   .ref = "refs/pull/1/merge",
                                   .event_base = base,
                                   .event_head = topic};
    assert_base(box, "clone", &request, BASE_EVENT, "main");
    test_free(topic);
    test_free(base);
}

static void a_merge_group_names_its_base(void **state)
{
    struct sandbox *box = *state;
    char *base = commit_of(box, "main");
    struct base_request request = {.event = "merge_group", .event_base = base};
    /* Depth 2: libgit2 alone finds no merge base, yet main is plainly an ancestor. */
    checkout(box, "refs/pull/1/merge", 2);
    assert_base(box, "clone", &request, BASE_EVENT, "main");
    checkout(box, "refs/pull/1/merge", 1);
    assert_refused(box, "clone", &request, "merge group");
    request.event_base = NULL;
    assert_refused(box, "clone", &request, "names no base");
    test_free(base);
}

static void a_push_is_compared_with_before(void **state)
{
    struct sandbox *box = *state;
    char *before = commit_of(box, "main~2");
    struct base_request request = {
        .event = "push", .before = before, .ref = "refs/heads/main", .default_branch = "main"};
    checkout(box, "refs/heads/main", 3);
    assert_base(box, "clone", &request, BASE_PUSH, "main~2");
    checkout(box, "refs/heads/main", 2);
    assert_refused(box, "clone", &request, "`with: fetch-depth: 0`");
    /* Force-pushed: the clone is whole and still has not got it, until it is fetched by name. */
    sandbox_run(box, "cd origin && git branch old && git checkout -q old && git commit -qm old "
                     "--allow-empty && git checkout -q main");
    test_free(before);
    before = commit_of(box, "old");
    request.before = before;
    sandbox_run(box, "cd origin && git branch -qD old && cd .. && rm -rf clone\n"
                     "git clone -q \"file://$PWD/origin\" clone");
    assert_refused(box, "clone", &request, "git fetch origin ${{ github.event.before }}");
    struct buf fetch = {0};
    buf_printf(&fetch, "cd clone && git fetch -q origin %s", before);
    buf_add_char(&fetch, '\0');
    sandbox_run(box, fetch.at);
    buf_free(&fetch);
    assert_base(box, "clone", &request, BASE_PUSH, before);
    request.before = NULL;
    assert_refused(box, "clone", &request, "--base");
    test_free(before);
}

static void a_new_branch_is_compared_with_where_it_began(void **state)
{
    struct sandbox *box = *state;
    struct base_request request = {.event = "push",
                                   .before = "0000000000000000000000000000000000000000",
                                   .ref = "refs/heads/topic",
                                   .default_branch = "main"};
    sandbox_run(box, "git clone -q origin clone && git -C clone checkout -q --detach origin/topic");
    assert_base(box, "clone", &request, BASE_PUSH, "main~1");
    /* No default branch in the clone. */
    checkout(box, "refs/heads/topic", 2);
    assert_base(box, "clone", &request, BASE_PUSH, "topic~1");
    checkout(box, "refs/heads/topic", 1);
    assert_refused(box, "clone", &request, "`with: fetch-depth: 2`");
    /* The default branch itself did not leave anything: it would be compared with itself. */
    request.ref = "refs/heads/main";
    sandbox_run(box, "rm -rf clone && git clone -q origin clone");
    assert_base(box, "clone", &request, BASE_PUSH, "main~1");
    sandbox_run(box, "git init -q first && cd first && git commit -qm 1 --allow-empty");
    assert_base(box, "first", &request, BASE_PUSH, NULL);
}

static void options_come_first(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box, "git clone -q origin clone && git -C clone checkout -q --detach origin/topic");
    struct base_request request = {.base = "origin/main",
                                   .staged = true,
                                   .pre_commit_from = "origin/main",
                                   .pre_commit_to = "HEAD",
                                   .event = "push",
                                   .before = "1234567890123456789012345678901234567890"};
    struct base_choice choice;
    struct err err;
    assert_base(box, "clone", &request, BASE_OPTION, "main");
    request.base = "origin/main...";
    assert_base(box, "clone", &request, BASE_OPTION, "main~1");
    request.base = "no-such";
    assert_refused(box, "clone", &request, "--base is not in this clone (no-such)");
    request.base = "...";
    assert_refused(box, "clone", &request, "not the name of a commit");
    request.base = NULL;
    assert_base(box, "clone", &request, BASE_PRE_COMMIT, "main~1");
    assert_int_equal(choose(box, "clone", &request, &choice, &err), RC_OK);
    assert_int_equal(choice.head, SNAPSHOT_COMMIT);
    request.pre_commit_to = "";
    request.event = NULL;
    assert_base(box, "clone", &request, BASE_HEAD, "topic");
    assert_int_equal(choose(box, "clone", &request, &choice, &err), RC_OK);
    assert_int_equal(choice.head, SNAPSHOT_INDEX);
    request.whole = true;
    assert_base(box, "clone", &request, BASE_NONE, NULL);
}

/* `pre-commit run --all-files` in a workflow calls a hook with --staged where nothing is. */
static void staged_falls_back_to_the_event(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box, "git clone -q origin clone");
    char *before = commit_of(box, "main~1");
    struct base_request request = {.staged = true, .event = "push", .before = before};
    assert_base(box, "clone", &request, BASE_PUSH, "main~1");
    sandbox_run(box, "cd clone && printf x > x.md && git add x.md");
    assert_base(box, "clone", &request, BASE_HEAD, "main");
    test_free(before);
}

/* Outside of a workflow the same checks everything: with nothing compared, nothing would be found.
 */
static void all_files_of_pre_commit_are_checked_whole(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box, "git clone -q origin clone");
    struct base_request request = {.staged = true, .pre_commit = "1"};
    struct base_choice choice;
    struct err err;
    assert_base(box, "clone", &request, BASE_NONE, NULL);
    assert_int_equal(choose(box, "clone", &request, &choice, &err), RC_OK);
    assert_true(choice.all_files);
    assert_int_equal(choice.head, SNAPSHOT_WORKTREE);
    sandbox_run(box, "cd clone && printf x > x.md && git add x.md");
    assert_base(box, "clone", &request, BASE_HEAD, "main");
    request.pre_commit_from = "main~1";
    request.pre_commit_to = "main";
    assert_base(box, "clone", &request, BASE_PRE_COMMIT, "main~1");
}

static void other_events_and_other_places_are_checked_whole(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box, "git clone -q origin clone && mkdir elsewhere");
    struct base_request request = {.event = "schedule"};
    assert_base(box, "clone", &request, BASE_NONE, NULL);
    char *elsewhere = sandbox_path(box, "elsewhere");
    request = (struct base_request){.event = "push",
                                    .before = "1234567890123456789012345678901234567890",
                                    .workspace = elsewhere};
    assert_base(box, "clone", &request, BASE_NONE, NULL);
    request.workspace = box->dir;
    assert_refused(box, "clone", &request, "before this push");
    free(elsewhere);
}

static void an_unborn_head_is_compared_with_nothing(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box, "git init -q fresh && cd fresh && printf x > x.md && git add x.md");
    struct base_request request = {.staged = true};
    assert_base(box, "fresh", &request, BASE_HEAD, NULL);
    request = (struct base_request){.changed = true};
    assert_base(box, "fresh", &request, BASE_HEAD, NULL);
    request = (struct base_request){.base = "HEAD"};
    assert_refused(box, "fresh", &request, "not in this clone (HEAD)");
}

static void a_bare_repository_is_checked_at_its_head(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box, "git clone -q --bare origin bare.git");
    struct base_request request = {.base = "HEAD^"};
    struct base_choice choice;
    struct err err;
    assert_base(box, "bare.git", &request, BASE_OPTION, "main~1");
    assert_int_equal(choose(box, "bare.git", &request, &choice, &err), RC_OK);
    assert_int_equal(choice.head, SNAPSHOT_COMMIT);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, origin_open, sandbox_close)
    const struct CMUnitTest tests[] = {
        TEST(the_test_merge_is_compared_with_its_first_parent),
        TEST(a_checked_out_head_goes_through_the_merge_base),
        TEST(a_merge_in_the_branch_is_no_test_merge),
        TEST(a_merge_group_names_its_base),
        TEST(a_push_is_compared_with_before),
        TEST(a_new_branch_is_compared_with_where_it_began),
        TEST(options_come_first),
        TEST(staged_falls_back_to_the_event),
        TEST(all_files_of_pre_commit_are_checked_whole),
        TEST(other_events_and_other_places_are_checked_whole),
        TEST(an_unborn_head_is_compared_with_nothing),
        TEST(a_bare_repository_is_checked_at_its_head),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
