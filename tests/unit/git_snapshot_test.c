#include "git/snapshot.h"

#include "sandbox.h"

#include "git/change.h"

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

static void assert_refused(enum rc rc, const struct err *err, const char *text)
{
    assert_int_equal(rc, RC_FAIL);
    if (!strstr(err->text, text))
        print_error("got: %s\n", err->text);
    assert_non_null(strstr(err->text, text));
}

/* An index that libgit2 cannot read, or must not; both ways to it say the same. */
static void assert_index_refused(const struct sandbox *box, const char *name, const char *text)
{
    struct repo *repo = open_repo(box, name);
    struct snapshot snapshot = {0};
    struct err err = {{0}};
    assert_refused(snapshot_of_index(&snapshot, repo, &err), &err, text);
    snapshot_free(&snapshot);
    err.text[0] = '\0';
    assert_refused(snapshot_of_worktree(&snapshot, repo, true, &err), &err, text);
    snapshot_free(&snapshot);
    repo_close(repo);
}

static void links_submodules_and_pointers_are_told_apart(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box, "git init -q inner && git -C inner commit -qm 1 --allow-empty\n"
                     "git init -q r && cd r && printf a > a.md && ln -s a.md link.md\n"
                     "mkdir docs && printf d > docs/d.md && ln -s nowhere docs/dangling\n"
                     "git add . && git submodule --quiet add ../inner sub && rm .gitmodules\n"
                     "git rm -q --cached .gitmodules && git commit -qm 1");
    struct repo *repo = open_repo(box, "r");
    const char *expected = "a.md=a docs/d.md=d docs/dangling@ link.md@ sub%";
    const char *sorted = "a.md=a docs/d.md=d docs/dangling@ link.md@ sub%";
    assert_commit(repo, "HEAD", expected);
    assert_index(repo, expected);
    assert_worktree(repo, true, sorted);
    struct snapshot snapshot = {0};
    struct err err = {{0}};
    struct buf out = {0};
    assert_int_equal(snapshot_of_commit(&snapshot, repo, "HEAD", &err), RC_OK);
    size_t link = snapshot_find(&snapshot, STR("link.md"));
    size_t sub = snapshot_find(&snapshot, STR("sub"));
    assert_refused(snapshot_read(&snapshot, link, &out, 100, NULL, &err), &err, "symbolic link");
    assert_refused(snapshot_read(&snapshot, sub, &out, 100, NULL, &err), &err, "submodule");
    struct path_set paths = {0};
    snapshot_paths(&snapshot, &paths);
    assert_int_equal(path_set_look(&paths, STR("docs/d.md"), NULL), TREE_FILE);
    assert_int_equal(path_set_look(&paths, STR("docs"), NULL), TREE_DIR);
    assert_int_equal(path_set_look(&paths, STR("sub/x.md"), NULL), TREE_OPAQUE);
    assert_int_equal(path_set_look(&paths, STR("link.md"), NULL), TREE_OPAQUE);
    assert_int_equal(path_set_look(&paths, STR("A.md"), &out), TREE_CASE);
    assert_true(str_eq(buf_str(&out), STR("a.md")));
    path_set_free(&paths);
    buf_free(&out);
    snapshot_free(&snapshot);
    /* A folder that became a link out of the root: git takes its files for deleted, and so do we.
     */
    sandbox_run(box, "mkdir outside && printf secret > outside/d.md && cd r && rm -r docs a.md\n"
                     "ln -s ../outside docs && ln -s ../outside/d.md a.md");
    assert_worktree(repo, false, "a.md@ link.md@ sub%");
    repo_close(repo);
    assert_true(snapshot_is_lfs_pointer(STR("version https://git-lfs.github.com/spec/v1\n"
                                            "oid sha256:4d7a\nsize 12345\n")));
    assert_false(snapshot_is_lfs_pointer(STR("# version https://git-lfs.github.com/spec/v1\n")));
}

static void a_sparse_entry_is_read_from_the_index(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box,
                "git init -q r && cd r && mkdir in out && printf a > a.md && printf i > in/i.md\n"
                "printf o > out/o.md && git add . && git commit -qm 1\n"
                "git sparse-checkout set --cone in && test ! -e out/o.md");
    struct repo *repo = open_repo(box, "r");
    assert_worktree(repo, true, "a.md=a in/i.md=i out/o.md~=o");
    /* Written all the same, it is what is on the disk; deleted where it should be, it is gone. */
    sandbox_run(box, "cd r && mkdir out && printf new > out/o.md && rm in/i.md");
    assert_worktree(repo, true, "a.md=a out/o.md=new");
    repo_close(repo);
}

static void an_index_that_cannot_be_read_names_its_repair(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(
        box, "git init -q r && cd r && mkdir in out && printf a > a.md && printf i > in/i.md\n"
             "printf o > out/o.md && git add . && git commit -qm 1 && cd ..\n"
             "git clone -q r sparse && git -C sparse sparse-checkout set --cone --sparse-index in\n"
             "git clone -q r split && git -C split update-index --split-index\n"
             "git clone -q r unsummed && cd unsummed\n"
             "size=$(stat -c %s .git/index)\n"
             "dd if=/dev/zero of=.git/index bs=1 count=20 seek=$((size - 20)) conv=notrunc 2>&1 |"
             " grep -q copied\n"
             "cd .. && git clone -q r conflict && cd conflict && git checkout -q -b other\n"
             "printf 1 > a.md && git commit -qam 1 && git checkout -q main && printf 2 > a.md\n"
             "git commit -qam 2 && ! git merge -q other > /dev/null");
    assert_index_refused(box, "sparse", "git sparse-checkout reapply --no-sparse-index");
    assert_index_refused(box, "split", "git update-index --no-split-index");
    assert_index_refused(box, "unsummed", "--force-write-index");
    assert_index_refused(box, "conflict", "a.md: has unresolved conflicts");
    /* The repairs that are named do repair. */
    sandbox_run(box, "git -C sparse sparse-checkout reapply --no-sparse-index\n"
                     "git -C split update-index --no-split-index\n"
                     "git -C conflict add a.md");
    struct repo *repo = open_repo(box, "sparse");
    assert_worktree(repo, false, "a.md=a in/i.md=i out/o.md~=o");
    repo_close(repo);
    repo = open_repo(box, "split");
    assert_index(repo, "a.md=a in/i.md=i out/o.md=o");
    repo_close(repo);
    sandbox_run(box, "git clone -q --bare r bare");
    assert_index_refused(box, "bare", "bare repository");
}

static void an_object_that_was_not_fetched_names_its_repair(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box, "git init -q r && cd r && printf 1 > a.md && git add . && git commit -qm 1\n"
                     "printf 2 > a.md && git commit -qam 2 && git config uploadpack.allowFilter 1\n"
                     "cd .. && git clone -q --filter=blob:none \"file://$PWD/r\" partial\n"
                     "git clone -q --depth=1 \"file://$PWD/r\" shallow");
    struct repo *repo = open_repo(box, "partial");
    struct snapshot snapshot = {0};
    struct err err = {{0}};
    struct buf out = {0};
    assert_commit(repo, "HEAD", "a.md=2");
    assert_int_equal(snapshot_of_commit(&snapshot, repo, "HEAD^", &err), RC_OK);
    assert_refused(snapshot_read(&snapshot, 0, &out, 100, NULL, &err), &err,
                   "git fetch --refetch --no-filter");
    sandbox_run(box, "cd partial && git fetch -q --refetch --no-filter");
    repo_close(repo);
    snapshot_free(&snapshot);
    repo = open_repo(box, "partial");
    assert_commit(repo, "HEAD^", "a.md=1");
    repo_close(repo);
    repo = open_repo(box, "shallow");
    assert_refused(snapshot_of_commit(&snapshot, repo, "HEAD^", &err), &err,
                   "git fetch --unshallow");
    snapshot_free(&snapshot);
    repo_close(repo);
    sandbox_run(box, "cd r && rm -f $(git rev-parse HEAD:a.md |"
                     " sed 's,^\\(..\\),.git/objects/\\1/,')");
    repo = open_repo(box, "r");
    assert_int_equal(snapshot_of_commit(&snapshot, repo, "HEAD", &err), RC_OK);
    assert_refused(snapshot_read(&snapshot, 0, &out, 100, NULL, &err), &err, "git fsck");
    snapshot_free(&snapshot);
    repo_close(repo);
    buf_free(&out);
}

static void a_path_has_any_bytes(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box, "git init -q r && cd r && f=$(printf '\\377 \\n\"quoted\".md')\n"
                     "printf x > \"$f\" && mkdir a && printf y > a/b && printf z > a.md\n"
                     "git add . && git commit -qm 1");
    struct repo *repo = open_repo(box, "r");
    /* "a.md" before "a/b": by byte, as git's index and unlike its trees. */
    const char *expected = "a.md=z a/b=y \377 \n\"quoted\".md=x";
    assert_commit(repo, "HEAD", expected);
    assert_index(repo, expected);
    assert_worktree(repo, true, expected);
    repo_close(repo);
}

/* A tree that git would not make: its paths would lead out of the root. */
static void a_forged_tree_leads_nowhere(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box, "git init -q r && cd r && printf x > a.md && git add a.md\n"
                     "blob=$(git rev-parse :a.md)\n"
                     "for name in .. . a.md; do printf '100644 %s\\0' $name\n"
                     "perl -e 'print pack(\"H*\", shift)' $blob; done > ../forged\n"
                     "git hash-object -t tree -w --literally ../forged > ../id\n"
                     "git update-ref refs/heads/main $(git commit-tree -m 1 $(cat ../id))");
    struct repo *repo = open_repo(box, "r");
    assert_commit(repo, "HEAD", "a.md=x");
    repo_close(repo);
}

static bool is_known(struct repo *repo, const char *path)
{
    struct snapshot snapshot = {0};
    struct err err = {{0}};
    assert_int_equal(snapshot_of_worktree(&snapshot, repo, false, &err), RC_OK);
    bool known = snapshot.entries[snapshot_find(&snapshot, str_from(path))].has_blob;
    snapshot_free(&snapshot);
    return known;
}

/* The blob's id is given for an untouched file, and never for one that may have been touched. */
static void an_untouched_file_keeps_its_blob(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box, "git init -q r && cd r && printf abc > a.md && printf new > b.md\n"
                     "touch -d '2 hours ago' a.md b.md && git add . && git commit -qm 1");
    struct repo *repo = open_repo(box, "r");
    assert_true(is_known(repo, "a.md"));
    assert_true(is_known(repo, "b.md"));
    /* Same size, same time: the inode's own time tells. */
    sandbox_run(box, "cd r && cp -p a.md ../old && printf abd > a.md && touch -r ../old a.md");
    assert_false(is_known(repo, "a.md"));
    /* As old as the index: it could have been written after that was. */
    sandbox_run(box, "cd r && touch -r b.md .git/index");
    assert_false(is_known(repo, "b.md"));
    assert_worktree(repo, false, "a.md=abd b.md=new");
    repo_close(repo);
}

static void reading_is_bounded(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box, "git init -q r && cd r && printf 0123456789 > a.md && git add .");
    struct repo *repo = open_repo(box, "r");
    struct snapshot index = {0}, worktree = {0};
    struct err err = {{0}};
    struct buf out = {0};
    size_t size = 0;
    assert_int_equal(snapshot_of_index(&index, repo, &err), RC_OK);
    assert_int_equal(snapshot_of_worktree(&worktree, repo, false, &err), RC_OK);
    assert_int_equal(snapshot_read(&index, 0, &out, 9, &size, &err), RC_OK);
    assert_int_equal(size, 10);
    assert_int_equal(out.n, 0);
    assert_int_equal(snapshot_read(&worktree, 0, &out, 9, &size, &err), RC_OK);
    assert_int_equal(size, 10);
    assert_int_equal(out.n, 0);
    assert_int_equal(snapshot_read(&index, 0, &out, 10, &size, &err), RC_OK);
    assert_int_equal(out.n, 10);
    sandbox_run(box, "rm r/a.md");
    assert_int_equal(snapshot_read(&worktree, 0, &out, 9, &size, &err), RC_MISSING);
    buf_free(&out);
    snapshot_free(&index);
    snapshot_free(&worktree);
    repo_close(repo);
}

static void nothing_is_written(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box, "git init -q r && cd r && printf 1 > a.md && git add . && git commit -qm 1\n"
                     "printf 2 > a.md && touch b.md && cd ..\n"
                     "find r -printf '%p %s %T@ %C@ %i\\n' > before");
    struct repo *repo = open_repo(box, "r");
    assert_commit(repo, "HEAD", "a.md=1");
    assert_index(repo, "a.md=1");
    assert_worktree(repo, true, "a.md=2 b.md!=");
    repo_close(repo);
    sandbox_run(box, "find r -printf '%p %s %T@ %C@ %i\\n' > after && cmp before after");
}

static bool is_markdown(void *self, str path)
{
    ++*(size_t *)self;
    return str_ends(path, STR(".md"));
}

/* "-gone.md +new.md ~edited.md", by path. */
static void assert_changes(const struct snapshot *base, const struct snapshot *head, size_t limit,
                           const char *expected)
{
    struct changes changes = {0};
    struct err err = {{0}};
    struct buf got = {0};
    size_t asked = 0;
    struct change_filter filter = {.wants = is_markdown, .self = &asked, .limit = limit};
    assert_int_equal(change_list(&changes, base, head, &filter, &err), RC_OK);
    assert_string_equal(err.text, "");
    for (size_t i = 0; i < changes.list.n; i++) {
        struct change change = changes.list.at[i];
        bool gone = change.head == STR_NPOS, fresh = change.base == STR_NPOS;
        const char *path =
            gone ? base->entries[change.base].path.at : head->entries[change.head].path.at;
        buf_printf(&got, "%s%c%s", i ? " " : "", gone ? '-' : fresh ? '+' : '~', path);
    }
    buf_add_char(&got, '\0');
    assert_string_equal(got.at, expected);
    buf_free(&got);
    vec_free(&changes.list);
}

static void changes_are_told_by_bytes(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box, "git init -q r && cd r && mkdir d\n"
                     "for f in a b c d/e same touched link; do printf 0123 > $f.md; done\n"
                     "printf x > other.txt && git add . && git commit -qm 1\n"
                     "printf 4567 > a.md && rm b.md && git mv c.md z.md && rm link.md\n"
                     "printf y > other.txt && touch -d '2 hours ago' *.md d/*.md\n"
                     "git add -A && printf new > untracked.md\n"
                     "printf 89 > d/e.md && ln -s a.md link.md && git add link.md\n"
                     "touch -d '1 hour ago' touched.md");
    struct repo *repo = open_repo(box, "r");
    struct snapshot nothing = {0}, commit = {0}, index = {0}, worktree = {0};
    struct err err = {{0}};
    assert_int_equal(snapshot_of_commit(&commit, repo, "HEAD", &err), RC_OK);
    assert_int_equal(snapshot_of_index(&index, repo, &err), RC_OK);
    assert_int_equal(snapshot_of_worktree(&worktree, repo, true, &err), RC_OK);
    assert_changes(&commit, &commit, 100, "");
    assert_changes(&commit, &index, 100, "~a.md -b.md -c.md -link.md +z.md");
    assert_changes(&commit, &worktree, 100, "~a.md -b.md -c.md ~d/e.md -link.md +z.md");
    assert_changes(&index, &worktree, 100, "~d/e.md");
    assert_changes(&nothing, &commit, 100,
                   "+a.md +b.md +c.md +d/e.md +link.md +same.md +touched.md");
    /* Of what git does not know, what may not be read may have changed. */
    assert_changes(&index, &worktree, 3, "~d/e.md ~touched.md");
    snapshot_free(&commit);
    snapshot_free(&index);
    snapshot_free(&worktree);
    repo_close(repo);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, sandbox_open, sandbox_close)
    const struct CMUnitTest tests[] = {
        TEST(commit_index_and_worktree_differ),
        TEST(a_missing_revision_is_said),
        TEST(links_submodules_and_pointers_are_told_apart),
        TEST(a_sparse_entry_is_read_from_the_index),
        TEST(an_index_that_cannot_be_read_names_its_repair),
        TEST(an_object_that_was_not_fetched_names_its_repair),
        TEST(a_path_has_any_bytes),
        TEST(a_forged_tree_leads_nowhere),
        TEST(an_untouched_file_keeps_its_blob),
        TEST(reading_is_bounded),
        TEST(nothing_is_written),
        TEST(changes_are_told_by_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
