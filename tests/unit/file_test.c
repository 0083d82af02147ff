#include "base/file.h"

#include "base/mem.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/curlint-file-XXXXXX";

static int enter(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int leave(void **state)
{
    (void)state;
    return chdir("/") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

static void a_file_is_replaced_whole(void **state)
{
    (void)state;
    struct err err;
    struct buf text = {0};
    struct stat info;
    assert_int_equal(file_write("a", STR("first"), &err), RC_OK);
    assert_int_equal(chmod("a", 0600), 0);
    assert_int_equal(file_write("a", STR("second"), &err), RC_OK);
    assert_int_equal(file_read(&text, "a", 100, NULL, &err), RC_OK);
    assert_true(str_eq(buf_str(&text), STR("second")));
    assert_int_equal(stat("a", &info), 0);
    assert_int_equal(info.st_mode & 07777, 0600);
    buf_free(&text);
    assert_int_equal(unlink("a"), 0);
}

/* Renaming a file over /dev/full or a FIFO would take it away from everybody else. */
static void what_is_no_file_is_written_to(void **state)
{
    (void)state;
    struct err err;
    struct stat info;
    char bytes[8] = {0};
    assert_int_equal(mkfifo("pipe", 0600), 0);
    int fd = open("pipe", O_RDWR | O_CLOEXEC);
    assert_true(fd >= 0);
    assert_int_equal(file_write("pipe", STR("text"), &err), RC_OK);
    assert_int_equal(read(fd, bytes, sizeof bytes), 4);
    assert_string_equal(bytes, "text");
    assert_int_equal(stat("pipe", &info), 0);
    assert_true(S_ISFIFO(info.st_mode));
    close(fd);
    assert_int_equal(unlink("pipe"), 0);
}

static void failures_are_told(void **state)
{
    (void)state;
    struct err err;
    struct buf text = {0};
    assert_int_equal(file_write("nowhere/a", STR("x"), &err), RC_FAIL);
    assert_string_equal(err.text, "nowhere/a: cannot be written: No such file or directory");
    assert_int_equal(file_write(".", STR("x"), &err), RC_FAIL);
    assert_string_equal(err.text, ".: cannot be written: Is a directory");
    assert_int_equal(file_read(&text, "nowhere", 9, NULL, &err), RC_MISSING);
    assert_int_equal(file_read(&text, ".", 9, NULL, &err), RC_FAIL);
    assert_int_equal(text.n, 0);
    buf_free(&text);
}

static void more_than_the_limit_is_measured(void **state)
{
    (void)state;
    struct err err;
    struct buf text = {0};
    size_t size = 0;
    assert_int_equal(file_write("a", STR("12345"), &err), RC_OK);
    assert_int_equal(file_read(&text, "a", 4, &size, &err), RC_OK);
    assert_int_equal(size, 5);
    assert_int_equal(text.n, 0);
    assert_int_equal(file_read(&text, "a", 5, &size, &err), RC_OK);
    assert_int_equal(text.n, 5);
    buf_free(&text);
    assert_int_equal(unlink("a"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_replaced_whole),
        cmocka_unit_test(what_is_no_file_is_written_to),
        cmocka_unit_test(failures_are_told),
        cmocka_unit_test(more_than_the_limit_is_measured),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
