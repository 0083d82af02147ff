#include "base/path.h"
#include "base/path_set.h"
#include "base/tree_fs.h"

#include "sandbox.h"

static void join_resolves_within_the_root(void **state)
{
    (void)state;
    static const struct {
        const char *folder, *relative, *expected; /* NULL: leads out */
    } cases[] = {
        {"", "a.md", "a.md"},
        {"docs", "a.md", "docs/a.md"},
        {"docs/deep", "../a.md", "docs/a.md"},
        {"docs", "../a.md", "a.md"},
        {"docs", "..", ""},
        {"docs", "", "docs"},
        {"docs", "./x//y/", "docs/x/y"},
        {"docs", "/a.md", "a.md"},
        {"docs", "../../a.md", NULL},
        {"", "..", NULL},
        {"docs", "...", "docs/..."},
    };
    struct buf out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bool inside = path_join(&out, str_from(cases[i].folder), str_from(cases[i].relative));
        assert_int_equal(inside, cases[i].expected != NULL);
        if (inside)
            assert_true(str_eq(buf_str(&out), str_from(cases[i].expected)));
    }
    buf_free(&out);
}

static void plain_paths_only_lead_down(void **state)
{
    (void)state;
    assert_true(path_is_plain(STR("a/b.md")));
    assert_true(path_is_plain(STR("..a/.b")));
    assert_false(path_is_plain(STR("")));
    assert_false(path_is_plain(STR("/a")));
    assert_false(path_is_plain(STR("a/")));
    assert_false(path_is_plain(STR("a//b")));
    assert_false(path_is_plain(STR("a/../b")));
    assert_false(path_is_plain(STR("./b")));
    assert_true(path_is_within(STR("docs/a"), STR("docs")));
    assert_false(path_is_within(STR("docs2/a"), STR("docs")));
}

static void assert_look(struct tree tree, const char *path, enum tree_answer expected,
                        const char *spelled)
{
    struct buf actual = {0};
    enum tree_answer answer = tree.look(tree.self, str_from(path), &actual);
    if (answer != expected)
        print_error("%s\n", path);
    assert_int_equal(answer, expected);
    assert_true(str_eq(buf_str(&actual), str_from(spelled)));
    buf_free(&actual);
}

static void add_line(void *to, str path)
{
    buf_add(to, path);
    buf_add_char(to, '\n');
}

/* The files that a tree lists, one a line. */
static void assert_lists(struct tree tree, const char *expected)
{
    struct buf lines = {0};
    tree.each(tree.self, add_line, &lines);
    buf_add_char(&lines, '\0');
    assert_string_equal(lines.at, expected);
    buf_free(&lines);
}

static void a_set_lists_the_files_that_belong_to_it(void **state)
{
    (void)state;
    struct path_set set = {0};
    path_set_add_file(&set, STR("b/c.png"));
    path_set_add(&set, STR("untracked.png"), TREE_FILE);
    path_set_add_file(&set, STR("a.png"));
    path_set_add_file(&set, STR("a.png"));
    path_set_add(&set, STR("module"), TREE_OPAQUE);
    struct tree tree = path_set_tree(&set);
    assert_lists(tree, "b/c.png\na.png\n");
    assert_look(tree, "b/c.png", TREE_FILE, "");
    assert_look(tree, "B", TREE_CASE, "b");
    path_set_free(&set);
}

static void a_set_knows_folders_and_letter_case(void **state)
{
    (void)state;
    struct path_set set = {0};
    path_set_add(&set, STR("Docs/Deep/A.md"), TREE_FILE);
    path_set_add(&set, STR("readme.md"), TREE_FILE);
    path_set_add(&set, STR("README.md"), TREE_FILE);
    path_set_add(&set, STR("sub"), TREE_OPAQUE);
    path_set_add(&set, STR("\xc3\x84pfel.md"), TREE_FILE);
    path_set_add(&set,
                 STR("\xff"
                     "X.md"),
                 TREE_FILE);
    struct tree tree = path_set_tree(&set);
    assert_look(tree, "", TREE_DIR, "");
    assert_look(tree, "Docs/Deep/A.md", TREE_FILE, "");
    assert_look(tree, "Docs/Deep", TREE_DIR, "");
    assert_look(tree, "Docs/Deep/", TREE_DIR, "");
    assert_look(tree, "Docs/Dee", TREE_MISSING, "");
    assert_look(tree, "docs/deep/a.MD", TREE_CASE, "Docs/Deep/A.md");
    assert_look(tree, "docs", TREE_CASE, "Docs");
    assert_look(tree, "README.md", TREE_FILE, "");
    assert_look(tree, "Readme.md", TREE_CASE, "readme.md");
    assert_look(tree, "\xc3\xa4pfel.md", TREE_CASE, "\xc3\x84pfel.md");
    assert_look(tree, "apfel.md", TREE_MISSING, "");
    assert_look(tree,
                "\xff"
                "x.md",
                TREE_CASE,
                "\xff"
                "X.md");
    assert_look(tree, "sub", TREE_OPAQUE, "");
    assert_look(tree, "sub/any/thing", TREE_OPAQUE, "");
    assert_look(tree, "subway", TREE_MISSING, "");
    assert_look(tree, "readme.md/below", TREE_MISSING, "");
    /* Added after the first look by case. */
    path_set_add(&set, STR("Late.md"), TREE_FILE);
    assert_look(tree, "late.md", TREE_CASE, "Late.md");
    path_set_free(&set);
}

static void a_long_path_is_cheap(void **state)
{
    (void)state;
    struct path_set set = {0};
    path_set_add(&set, STR("a/b/c"), TREE_OPAQUE);
    struct buf path = {0};
    for (int i = 0; i < 2000000; i++)
        buf_add(&path, STR("x/"));
    assert_int_equal(path_set_look(&set, buf_str(&path), NULL), TREE_MISSING);
    buf_free(&path);
    path_set_free(&set);
}

static void a_folder_is_read_without_following_links(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box, "mkdir -p root/Docs/deep outside locked && cd root\n"
                     "touch README.md Docs/deep/a.md ../outside/secret.md\n"
                     "ln -s ../outside away && ln -s README.md link.md && ln -s nowhere dangling");
    char *root = sandbox_path(box, "root");
    struct tree_fs fs;
    tree_fs_open(&fs, root);
    struct tree tree = tree_fs_tree(&fs);
    assert_look(tree, "", TREE_DIR, "");
    assert_look(tree, "README.md", TREE_FILE, "");
    assert_look(tree, "readme.md", TREE_CASE, "README.md");
    assert_look(tree, "Docs", TREE_DIR, "");
    assert_look(tree, "Docs/deep/a.md", TREE_FILE, "");
    assert_look(tree, "docs/DEEP/a.md", TREE_CASE, "Docs/deep/a.md");
    assert_look(tree, "Docs/deep/b.md", TREE_MISSING, "");
    assert_look(tree, "README.md/x", TREE_MISSING, "");
    assert_look(tree, "away/secret.md", TREE_OPAQUE, "");
    assert_look(tree, "link.md", TREE_OPAQUE, "");
    assert_look(tree, "dangling", TREE_OPAQUE, "");
    /* What was read is remembered: the answers of one run agree. */
    sandbox_run(box, "touch root/new.md");
    assert_look(tree, "new.md", TREE_MISSING, "");
    tree_fs_close(&fs);
    free(root);
}

static void a_folder_lists_what_is_not_hidden(void **state)
{
    struct sandbox *box = *state;
    sandbox_run(box, "mkdir -p root/.git/x root/a/node_modules root/a/b outside && cd root\n"
                     "touch .git/x/no a/node_modules/no a/b/deep ../outside/no .yes\n"
                     "ln -s ../outside away && ln -s .yes link");
    char *root = sandbox_path(box, "root");
    struct tree_fs fs;
    tree_fs_open(&fs, root);
    struct tree tree = tree_fs_tree(&fs);
    assert_look(tree, ".git/x/no", TREE_FILE, "");
    assert_lists(tree, ".yes\na/b/deep\n");
    tree_fs_close(&fs);
    free(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(join_resolves_within_the_root),
        cmocka_unit_test(plain_paths_only_lead_down),
        cmocka_unit_test(a_set_lists_the_files_that_belong_to_it),
        cmocka_unit_test(a_set_knows_folders_and_letter_case),
        cmocka_unit_test(a_long_path_is_cheap),
        cmocka_unit_test_setup_teardown(a_folder_is_read_without_following_links, sandbox_open,
                                        sandbox_close),
        cmocka_unit_test_setup_teardown(a_folder_lists_what_is_not_hidden, sandbox_open,
                                        sandbox_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
