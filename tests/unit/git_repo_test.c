#include "git/repo.h"
#include "git/snapshot.h"

#include "sandbox.h"

#include <string.h>

/* The repository of `path` in the sandbox; NULL where it lies in none. */
static struct repo *open_with(const struct sandbox *box, const char *path,
                              const struct repo_options *options)
{
    char *full = sandbox_path(box, path);
    struct repo *repo = NULL;
    struct err err = {{0}};
    enum rc rc = repo_open(&repo, full, options, &err);
    free(full);
    assert_string_equal(err.text, "");
    assert_int_not_equal(rc, RC_FAIL);
    assert_int_equal(rc == RC_OK, repo != NULL);
    return repo;
}

static void assert_root(const struct sandbox *box, const char *path,
                        const struct repo_options *options, const char *root)
{
    struct repo *repo = open_with(box, path, options);
    if (!root) {
        assert_null(repo);
        return;
    }
    assert_non_null(repo);
    char *expected = sandbox_path(box, root);
    assert_string_equal(repo_root(repo), *root ? expected : "");
    free(expected);
    repo_close(repo);
}

static void assert_refused(const struct sandbox *box, const char *path,
                           const struct repo_options *options, const char *text)
{
    char *full = sandbox_path(box, path);
    struct repo *repo = NULL;
    struct err err = {{0}};
    assert_int_equal(repo_open(&repo, full, options, &err), RC_FAIL);
    assert_null(repo);
    if (!strstr(err.text, text))
        print_error("got: %s\n", err.text);
    assert_non_null(strstr(err.text, text));
    free(full);
}

/* The paths of the index, a space between them. */
static void assert_index(const struct sandbox *box, const char *path,
                         const struct repo_options *options, const char *expected)
{
    struct repo *repo = open_with(box, path, options);
    struct snapshot snapshot = {0};
    struct err err = {{0}};
    struct buf got = {0};
    assert_non_null(repo);
    assert_int_equal(snapshot_of_index(&snapshot, repo, &err), RC_OK);
    for (size_t i = 0; i < snapshot.count; i++)
        buf_printf(&got, "%s%s", i ? " " : "", snapshot.entries[i].path.at);
    buf_add_char(&got, '\0');
    assert_string_equal(got.at, expected);
    buf_free(&got);
    snapshot_free(&snapshot);
    repo_close(repo);
}

static void the_nearest_repository_is_found(void **state)
{
    struct sandbox *box = *state;
    struct repo_options none = {0};
    sandbox_run(box, "mkdir plain && git init -q r && mkdir -p r/docs/deep && touch r/docs/a.md\n"
                     "git init -q r/docs/inner && ln -s r/docs docs-link && touch plain/x.md");
    assert_root(box, "r", &none, "r");
    assert_root(box, "r/docs/deep", &none, "r");
    assert_root(box, "r/docs/a.md", &none, "r");
    assert_root(box, "r/docs/inner", &none, "r/docs/inner");
    assert_root(box, "docs-link/a.md", &none, "r");
    assert_root(box, "plain", &none, NULL);
    assert_root(box, "plain/x.md", &none, NULL);
    assert_root(box, "r/.git", &none, NULL);
    assert_refused(box, "nowhere/x.md", &none, "no such folder");
    char *ceiling = sandbox_path(box, "r");
    struct repo_options options = {.ceilings = ceiling};
    assert_root(box, "r/docs/deep", &options, NULL);
    free(ceiling);
}

static void a_path_is_told_from_the_root(void **state)
{
    struct sandbox *box = *state;
    struct repo_options none = {0};
    sandbox_run(box,
                "git init -q r && mkdir r/docs && touch r/a.md r/docs/b.md\n"
                "ln -s docs/b.md r/link.md && ln -s r/docs docs-link && mkdir r2 && touch r2/a");
    static const struct {
        const char *path, *expected; /* NULL: outside */
    } cases[] = {
        {"r", ""},
        {"r/", ""},
        {"r/a.md", "a.md"},
        {"r/docs/../a.md", "a.md"},
        {"r/docs/..", ""},
        {"r/docs/", "docs"},
        {"r/link.md", "link.md"},
        {"docs-link/b.md", "docs/b.md"},
        {"docs-link", "docs"},
        {"docs-link/", "docs"},
        {"r/docs/not-yet.md", "docs/not-yet.md"},
        {"r2/a", NULL},
        {"", NULL},
    };
    struct repo *repo = open_with(box, "r", &none);
    struct buf out = {0};
    struct err err = {{0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *path = sandbox_path(box, cases[i].path);
        enum rc rc = repo_relative(repo, path, &out, &err);
        assert_int_equal(rc, cases[i].expected ? RC_OK : RC_MISSING);
        if (cases[i].expected)
            assert_true(str_eq(buf_str(&out), str_from(cases[i].expected)));
        free(path);
    }
    assert_int_equal(chdir(repo_root(repo)), 0);
    assert_int_equal(repo_relative(repo, "a.md", &out, &err), RC_OK);
    assert_true(str_eq(buf_str(&out), STR("a.md")));
    assert_int_equal(repo_relative(repo, ".", &out, &err), RC_OK);
    assert_int_equal(out.n, 0);
    assert_int_equal(repo_relative(repo, "none/a.md", &out, &err), RC_FAIL);
    buf_free(&out);
    repo_close(repo);
}

static void every_kind_of_repository_opens(void **state)
{
    struct sandbox *box = *state;
    struct repo_options none = {0};
    sandbox_run(box, "git init -q r && cd r && mkdir docs && touch docs/a.md && git add .\n"
                     "git commit -qm 1 && git worktree add -q ../linked && cd ..\n"
                     "git clone -q --bare r bare.git\n"
                     "git init -q super && git -C super submodule --quiet add ../r sub\n"
                     "git clone -q --shared r shared && git -C shared checkout -q --detach\n"
                     "git clone -q --depth=1 \"file://$PWD/r\" shallow\n"
                     "git -C shallow worktree add -q ../shallow-linked\n"
                     "git -C r config uploadpack.allowFilter true\n"
                     "git clone -q --filter=blob:none \"file://$PWD/r\" partial\n"
                     "git init -q unborn");
    assert_root(box, "linked/docs", &none, "linked");
    assert_root(box, "super/sub/docs/a.md", &none, "super/sub");
    assert_root(box, "unborn", &none, "unborn");
    assert_root(box, "bare.git", &none, "");
    assert_root(box, "bare.git/objects", &none, "");
    assert_index(box, "linked", &none, "docs/a.md");
    assert_index(box, "super/sub", &none, "docs/a.md");
    assert_index(box, "super", &none, ".gitmodules sub");
    assert_index(box, "shared", &none, "docs/a.md");
    assert_index(box, "unborn", &none, "");
    static const struct {
        const char *name;
        bool bare, shallow, partial;
    } cases[] = {
        {"r", false, false, false},      {"bare.git", true, false, false},
        {"shallow", false, true, false}, {"shallow-linked", false, true, false},
        {"partial", false, false, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct repo *repo = open_with(box, cases[i].name, &none);
        assert_int_equal(repo_is_bare(repo), cases[i].bare);
        assert_int_equal(repo_is_shallow(repo), cases[i].shallow);
        assert_int_equal(repo_is_partial(repo), cases[i].partial);
        repo_close(repo);
    }
}

/* A hook writes what it can see into a file, with the environment that git gave it. */
static void hooks_are_understood(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box,
                "git init -q r && cd r && touch a.md b.md && git add a.md && git commit -qm 1\n"
                "printf '#!/bin/sh\\n"
                "cp \"$GIT_INDEX_FILE\" ../index\\n"
                "printf \"%%s\" \"$GIT_INDEX_FILE\" > ../index-file\\n"
                "printf \"%%s\" \"$GIT_DIR\" > ../git-dir\\n' > .git/hooks/pre-commit\n"
                "chmod +x .git/hooks/pre-commit && git add b.md && touch c.md\n"
                "git init -q ../other && touch ../other/o.md && git -C ../other add .");
    char *root = sandbox_path(box, "r"), *index = sandbox_path(box, "index");
    char *git_dir = sandbox_path(box, "r/.git");
    assert_int_equal(chdir(root), 0);
    /* `git commit c.md` commits c.md alone, from an index of its own. */
    sandbox_run(box, "cd r && git add -N c.md && git commit -qm 2 c.md && test -s ../index\n"
                     "grep -q next-index ../index-file && test ! -s ../git-dir");
    struct repo_options options = {.git_index_file = index};
    assert_index(box, "r", &options, "a.md c.md");
    /* Not the index of a repository that git was not started for. */
    assert_index(box, "other", &options, "o.md");
    /* One that is gone, and one from the top of the worktree. */
    options.git_index_file = "/nowhere/index";
    assert_index(box, "r", &options, "a.md b.md c.md");
    options.git_index_file = "../index";
    assert_int_equal(chdir(git_dir), 0);
    options.git_dir = git_dir;
    assert_index(box, "r", &options, "a.md c.md");
    assert_index(box, "other", &options, "o.md");
    /* As git has it in a linked worktree. */
    char *linked_dir = sandbox_path(box, "r/.git/worktrees/linked");
    char *linked_index = sandbox_path(box, "r/.git/worktrees/linked/index.lock");
    sandbox_run(box, "cd r && git worktree add -q ../linked HEAD~1 && cd ../linked && touch l.md\n"
                     "git add l.md && mv ../r/.git/worktrees/linked/index "
                     "../r/.git/worktrees/linked/index.lock");
    options = (struct repo_options){.git_dir = linked_dir, .git_index_file = linked_index};
    assert_root(box, "linked", &options, "linked");
    assert_index(box, "linked", &options, "a.md l.md");
    assert_index(box, "r", &options, "a.md b.md c.md");
    free(linked_dir);
    free(linked_index);
    options.git_dir = "no-such-dir";
    options.git_index_file = NULL;
    assert_index(box, "r", &options, "a.md b.md c.md");
    free(root);
    free(index);
    free(git_dir);
}

/* A worktree that is only known by GIT_DIR and GIT_WORK_TREE, and what is nearer than it. */
static void the_environment_counts_in_its_worktree(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box, "git init -q --bare dotfiles.git && mkdir -p tree/docs other && touch tree/a\n"
                     "git init -q tree/inner && touch tree/inner/i.md && git -C tree/inner add .\n"
                     "git --git-dir=dotfiles.git --work-tree=tree add a");
    char *git_dir = sandbox_path(box, "dotfiles.git"), *tree = sandbox_path(box, "tree");
    struct repo_options options = {.git_dir = git_dir, .git_work_tree = tree};
    assert_root(box, "tree/docs", &options, "tree");
    assert_index(box, "tree/docs", &options, "a");
    assert_root(box, "other", &options, NULL);
    assert_index(box, "tree/inner", &options, "i.md");
    free(git_dir);
    free(tree);
}

static void a_foreign_owner_is_trusted_in_the_workspace_only(void **state)
{
    struct sandbox *box = *state;
    struct repo_options none = {0};
    if (geteuid() != 0)
        skip(); /* giving files away needs root; CI runs this in a container as root */
    sandbox_run(box, "git init -q r && cd r && mkdir docs && touch a.md docs/b.md && git add .\n"
                     "git commit -qm 1 && cd .. && git init -q 'r/in side' && chown -R 12345 r\n"
                     "mkdir plain");
    char *root = sandbox_path(box, "r"), *plain = sandbox_path(box, "plain");
    struct buf advice = {0};
    buf_printf(&advice, "git config --global --add safe.directory '%s'", root);
    buf_add_char(&advice, '\0');
    assert_refused(box, "r", &none, advice.at);
    assert_refused(box, "r/docs/b.md", &none, advice.at);
    struct repo_options options = {.workspace = root};
    assert_index(box, "r/docs/b.md", &options, "a.md docs/b.md");
    /* Only the workspace itself: neither what is in it nor what is around it. */
    assert_refused(box, "r/in side", &options, "/r/in side'");
    options.workspace = box->dir;
    assert_refused(box, "r", &options, advice.at);
    options.workspace = plain;
    assert_refused(box, "r", &options, advice.at);
    options.workspace = "/nowhere";
    assert_refused(box, "r", &options, advice.at);
    char *docs = sandbox_path(box, "r/docs");
    options.workspace = docs;
    assert_refused(box, "r/docs", &options, advice.at);
    free(docs);
    /* What the user is told to do helps; the trust of a workspace did not outlast its use. */
    sandbox_run(box, "git config --global --add safe.directory \"$PWD/r\"");
    assert_index(box, "r", &none, "a.md docs/b.md");
    sandbox_run(box, "git config --global --unset-all safe.directory\n"
                     "git config --global --add safe.directory '*'");
    assert_index(box, "r", &none, "a.md docs/b.md");
    sandbox_run(box, "git config --global --add safe.directory ''");
    assert_refused(box, "r", &none, advice.at);
    buf_free(&advice);
    free(root);
    free(plain);
}

static void what_cannot_be_read_names_its_repair(void **state)
{
    struct sandbox *box = *state;
    struct repo_options none = {0};
    sandbox_run(box, "git init -q --object-format=sha256 sha256\n"
                     "git init -q reftable && cd reftable\n"
                     "git config core.repositoryformatversion 1\n"
                     "git config extensions.refstorage reftable");
    assert_refused(box, "sha256", &none, "git archive HEAD | tar -x");
    assert_refused(box, "reftable", &none, "git refs migrate --ref-format=files");
}

static void blobs_are_named_as_git_names_them(void **state)
{
    struct sandbox *box = *state;
    struct repo_options none = {0};
    sandbox_run(box, "git init -q r && cd r && printf 'two\\nlines' > a.md && : > empty.md\n"
                     "git add .");
    struct repo *repo = open_with(box, "r", &none);
    struct snapshot snapshot = {0};
    struct err err = {{0}};
    assert_int_equal(snapshot_of_index(&snapshot, repo, &err), RC_OK);
    struct blob_id id = repo_blob_id(repo, STR("two\nlines"));
    assert_memory_equal(&id, &snapshot.entries[0].blob, sizeof id);
    id = repo_blob_id(repo, (str){NULL, 0});
    assert_memory_equal(&id, &snapshot.entries[1].blob, sizeof id);
    snapshot_free(&snapshot);
    repo_close(repo);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, sandbox_open, sandbox_close)
    const struct CMUnitTest tests[] = {
        TEST(the_nearest_repository_is_found),
        TEST(a_path_is_told_from_the_root),
        TEST(every_kind_of_repository_opens),
        TEST(hooks_are_understood),
        TEST(the_environment_counts_in_its_worktree),
        TEST(a_foreign_owner_is_trusted_in_the_workspace_only),
        TEST(what_cannot_be_read_names_its_repair),
        TEST(blobs_are_named_as_git_names_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
