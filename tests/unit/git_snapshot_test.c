#include "git/snapshot.h"

#include "sandbox.h"

#include <string.h>

static const struct repo_options no_options;

static struct repo *open_repo(const struct sandbox *box, const char *name)
{
    char *path = sandbox_path(box, name);
    struct repo *repo = NULL;
    struct err err = {{0}};
    enum rc rc = repo_open(&repo, path, &no_options, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(rc, RC_OK);
    free(path);
    return repo;
}

/* "a.md=text b.md@ c!=text": '@' a link, '%' a submodule, '~' sparse, '!' untracked. */
static void assert_snapshot(const struct snapshot *snapshot, const char *expected)
{
    struct buf got = {0};
    for (size_t i = 0; i < snapshot->count; i++) {
        const struct snapshot_entry *entry = &snapshot->entries[i];
        buf_printf(&got, "%s%s%s%s%s", i ? " " : "", entry->path.at,
                   entry->kind == SNAPSHOT_SYMLINK     ? "@"
                   : entry->kind == SNAPSHOT_SUBMODULE ? "%"
                                                       : "",
                   entry->sparse ? "~" : "", entry->untracked ? "!" : "");
        if (entry->kind == SNAPSHOT_FILE) {
            struct err err = {{0}};
            size_t size = 0, before = got.n;
            buf_add_char(&got, '=');
            enum rc rc = snapshot_read(snapshot, i, &got, 100, &size, &err);
            assert_string_equal(err.text, "");
            assert_int_equal(rc, RC_OK);
            assert_int_equal(got.n - before - 1, size);
        }
        assert_int_equal(snapshot_find(snapshot, entry->path), i);
    }
    buf_add_char(&got, '\0');
    assert_string_equal(got.at, expected);
    buf_free(&got);
}

static void assert_commit(struct repo *repo, const char *revision, const char *expected)
{
    struct snapshot snapshot = {0};
    struct err err = {{0}};
    enum rc rc = snapshot_of_commit(&snapshot, repo, revision, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(rc, RC_OK);
    assert_snapshot(&snapshot, expected);
    snapshot_free(&snapshot);
}

static void assert_index(struct repo *repo, const char *expected)
{
    struct snapshot snapshot = {0};
    struct err err = {{0}};
    enum rc rc = snapshot_of_index(&snapshot, repo, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(rc, RC_OK);
    assert_snapshot(&snapshot, expected);
    snapshot_free(&snapshot);
}

static void assert_worktree(struct repo *repo, bool untracked, const char *expected)
{
    struct snapshot snapshot = {0};
    struct err err = {{0}};
    enum rc rc = snapshot_of_worktree(&snapshot, repo, untracked, &err);
    assert_string_equal(err.text, "");
    assert_int_equal(rc, RC_OK);
    assert_snapshot(&snapshot, expected);
    snapshot_free(&snapshot);
}

/* Three states of one file, and what is in one of them only. */
static void commit_index_and_worktree_differ(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box, "git init -q r && cd r\n"
                     "mkdir d && printf one > a.md && printf x > d/b.md && printf x > gone.md\n"
                     "git add . && git commit -qm 1\n"
                     "printf two > a.md && printf n > new.md && git add .\n"
                     "printf three > a.md && rm gone.md\n"
                     "printf u > d/untracked.md\n"
                     "printf 'build/\\n' > .gitignore && mkdir build && printf i > build/i.md\n"
                     "mkdir nested && git init -q nested && printf n > nested/n.md");
    struct repo *repo = open_repo(box, "r");
    assert_commit(repo, "HEAD", "a.md=one d/b.md=x gone.md=x");
    assert_index(repo, "a.md=two d/b.md=x gone.md=x new.md=n");
    assert_worktree(repo, false, "a.md=three d/b.md=x new.md=n");
    assert_worktree(repo, true,
                    ".gitignore!=build/\n a.md=three d/b.md=x d/untracked.md!=u new.md=n");
    repo_close(repo);
}

static void a_missing_revision_is_said(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box, "git init -q r && cd r && git commit -qm 1 --allow-empty");
    struct repo *repo = open_repo(box, "r");
    struct snapshot snapshot = {0};
    struct err err = {{0}};
    assert_int_equal(snapshot_of_commit(&snapshot, repo, "v9", &err), RC_FAIL);
    assert_non_null(strstr(err.text, "v9: there is no such commit here"));
    snapshot_free(&snapshot);
    assert_commit(repo, "HEAD", "");
    repo_close(repo);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(commit_index_and_worktree_differ, sandbox_open,
                                        sandbox_close),
        cmocka_unit_test_setup_teardown(a_missing_revision_is_said, sandbox_open, sandbox_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
