#include "base/replace.h"

#include "base/buf.h"
#include "base/file.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "sandbox.h"

#define CHANGED "name: changed while it was checked, so it is left as it is: run again"

static struct sandbox *enter(void **state)
{
    struct sandbox *sandbox = *state;
    assert_int_equal(chdir(sandbox->dir), 0);
    return sandbox;
}

static void assert_holds(const char *path, const char *wanted)
{
    struct buf text = {0};
    struct err err;
    assert_int_equal(file_read(&text, path, 1000, NULL, &err), RC_OK);
    assert_true(str_eq(buf_str(&text), str_from(wanted)));
    buf_free(&text);
}

/* How many things a folder holds. */
static int count(const char *path)
{
    int found = 0;
    DIR *folder = opendir(path);
    assert_non_null(folder);
    for (const struct dirent *item; (item = readdir(folder)) != NULL;)
        found += strcmp(item->d_name, ".") != 0 && strcmp(item->d_name, "..") != 0;
    closedir(folder);
    return found;
}

static void assert_refused(const struct sandbox *sandbox, const char *path, const char *why)
{
    struct err err;
    assert_int_equal(
        file_replace(sandbox->dir, str_from(path), "name", STR("old"), STR("new"), &err), RC_FAIL);
    assert_string_equal(err.text, why);
}

static void bytes_are_replaced_and_the_mode_is_kept(void **state)
{
    const struct sandbox *sandbox = enter(state);
    struct err err;
    struct stat before, after;
    sandbox_run(sandbox, "mkdir -p list/below; printf old >list/below/a.md\n"
                         "chmod 640 list/below/a.md\n"
                         "if [ \"$(id -u)\" = 0 ]; then chown 65534:65534 list/below/a.md; fi\n");
    assert_int_equal(stat("list/below/a.md", &before), 0);
    assert_int_equal(
        file_replace(sandbox->dir, STR("list/below/a.md"), "name", STR("old"), STR("other"), &err),
        RC_OK);
    assert_holds("list/below/a.md", "other");
    assert_int_equal(stat("list/below/a.md", &after), 0);
    assert_int_equal(after.st_mode, before.st_mode);
    assert_int_equal(after.st_uid, before.st_uid);
    assert_int_equal(after.st_gid, before.st_gid);
    assert_int_equal(count("list/below"), 1);
    /* Nothing at all, and from nothing; a name as long as a name can be. */
    char name[256];
    memset(name, 'a', 255);
    name[255] = '\0';
    assert_int_equal(rename("list/below/a.md", name), 0);
    assert_int_equal(
        file_replace(sandbox->dir, str_from(name), "name", STR("other"), (str){NULL, 0}, &err),
        RC_OK);
    assert_holds(name, "");
    assert_int_equal(
        file_replace(sandbox->dir, str_from(name), "name", (str){NULL, 0}, STR("x"), &err), RC_OK);
    assert_holds(name, "x");
}

static void a_file_that_changed_is_left(void **state)
{
    const struct sandbox *sandbox = enter(state);
    sandbox_run(sandbox, "mkdir list; printf 'old and more' >list/longer; printf ol >list/shorter\n"
                         "printf odl >list/other; mkdir list/folder; mkfifo list/pipe\n");
    assert_refused(sandbox, "list/longer", CHANGED);
    assert_refused(sandbox, "list/shorter", CHANGED);
    assert_refused(sandbox, "list/other", CHANGED);
    assert_refused(sandbox, "list/folder", CHANGED);
    assert_refused(sandbox, "list/pipe", CHANGED);
    assert_refused(sandbox, "list/gone", CHANGED);
    assert_refused(sandbox, "gone/a", CHANGED);
    assert_holds("list/longer", "old and more");
    assert_int_equal(count("list"), 5);
}

static void no_link_is_followed(void **state)
{
    const struct sandbox *sandbox = enter(state);
    sandbox_run(sandbox, "mkdir list out; printf old >out/a.md; ln -s ../out list/folder\n"
                         "ln -s ../out/a.md list/a.md; ln -s a.md list/again.md\n");
    assert_refused(sandbox, "list/a.md", CHANGED);
    assert_refused(sandbox, "list/again.md", CHANGED);
    assert_refused(sandbox, "list/folder/a.md", CHANGED);
    assert_holds("out/a.md", "old");
    assert_int_equal(count("out"), 1);
    assert_int_equal(count("list"), 3);
}

static void only_what_is_below_the_root(void **state)
{
    struct err err;
    (void)enter(state);
    assert_int_equal(file_replace("/root", STR("../a"), "name", STR("old"), STR("new"), &err),
                     RC_FAIL);
    assert_string_equal(err.text, "name: is not below /root");
    assert_int_equal(file_replace("/root", STR("/a"), "name", STR("old"), STR("new"), &err),
                     RC_FAIL);
}

static void what_may_not_be_written_is_left(void **state)
{
    const struct sandbox *sandbox = enter(state);
    if (getuid() == 0)
        skip(); /* who may write anything; tests/system/streams.py tries it as nobody */
    sandbox_run(sandbox, "mkdir list closed; printf old >list/a.md; chmod 444 list/a.md\n"
                         "printf old >closed/a.md; chmod 555 closed\n");
    assert_refused(sandbox, "list/a.md", "name: cannot be written: Permission denied");
    assert_refused(sandbox, "closed/a.md", "name: cannot be written: Permission denied");
    assert_holds("list/a.md", "old");
    assert_holds("closed/a.md", "old");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, sandbox_open, sandbox_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(bytes_are_replaced_and_the_mode_is_kept),
        TEST(a_file_that_changed_is_left),
        TEST(no_link_is_followed),
        TEST(only_what_is_below_the_root),
        TEST(what_may_not_be_written_is_left),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
