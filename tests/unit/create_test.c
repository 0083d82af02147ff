#include "base/create.h"

#include "base/buf.h"
#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "sandbox.h"

static enum rc create(struct sandbox *box, const char *path, const char *text, struct err *err)
{
    return file_create(box->dir, str_from(path), path, str_from(text), 0755, err);
}

static void a_file_and_its_folders_are_made(void **state)
{
    struct sandbox *box = *state;
    struct err err;
    struct stat info;
    assert_int_equal(create(box, "a/b/c", "text", &err), RC_OK);
    char *path = sandbox_path(box, "a/b/c");
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0755);
    assert_int_equal(info.st_size, 4);
    assert_int_equal(create(box, "a/b/d", "", &err), RC_OK);
    sandbox_run(box, "[ \"$(ls -A a/b | xargs)\" = 'c d' ]");
    free(path);
}

/* Whatever it is, even a link that leads nowhere. */
static void what_is_there_is_left(void **state)
{
    struct sandbox *box = *state;
    struct err err;
    sandbox_run(box, "printf old > file && mkdir folder && ln -s nowhere link && mkfifo pipe");
    const char *const names[] = {"file", "folder", "link", "pipe"};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(create(box, names[i], "new", &err), RC_FAIL);
        assert_non_null(strstr(err.text, "is there already"));
    }
    sandbox_run(box, "[ \"$(cat file)\" = old ] && [ -L link ] && [ -p pipe ] && [ ! -e nowhere ]");
    sandbox_run(box, "[ -z \"$(find . -name '.curlint-*')\" ]");
}

static void no_link_and_no_way_out_is_followed(void **state)
{
    struct sandbox *box = *state;
    struct err err;
    sandbox_run(box, "mkdir outside && ln -s outside link && printf x > file");
    assert_int_equal(create(box, "link/a", "text", &err), RC_FAIL);
    assert_int_equal(create(box, "file/a", "text", &err), RC_FAIL);
    assert_int_equal(create(box, "../a", "text", &err), RC_FAIL);
    assert_int_equal(create(box, "", "text", &err), RC_FAIL);
    sandbox_run(box, "[ -z \"$(ls -A outside)\" ]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_and_its_folders_are_made, sandbox_open,
                                        sandbox_close),
        cmocka_unit_test_setup_teardown(what_is_there_is_left, sandbox_open, sandbox_close),
        cmocka_unit_test_setup_teardown(no_link_and_no_way_out_is_followed, sandbox_open,
                                        sandbox_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
