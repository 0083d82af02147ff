#include "base/secret.h"

#include "fake.h"

#include <string.h>

static void assert_masked(const char *text, const char *expected)
{
    char copy[128];
    size_t n = strlen(text);
    memcpy(copy, text, n);
    secret_mask(copy, n);
    assert_str(((str){copy, n}), expected);
}

static void passwords_are_masked(void **state)
{
    (void)state;
    assert_masked("[a](https://user:s3cret@host/x) b", "[a](https://user:******@host/x) b");
    assert_masked("http://u:a@b@h and ftp://v:w@i", "http://u:***@h and ftp://v:*@i");
    assert_masked("https://:key@h", "https://:***@h");
    assert_masked("https://https://u:key@h", "https://https://u:***@h");
}

static void everything_else_stays(void **state)
{
    (void)state;
    assert_masked("", "");
    assert_masked("https://host:8080/a@b", "https://host:8080/a@b");
    assert_masked("https://user@host/", "https://user@host/");
    assert_masked("see https://host: me@example.org", "see https://host: me@example.org");
    assert_masked("| https://a:b | c@d |", "| https://a:b | c@d |");
    assert_masked("://", "://");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passwords_are_masked),
        cmocka_unit_test(everything_else_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
