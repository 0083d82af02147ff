#include "net/idna.h"
#include "net/libcurl.h"
#include "net/target.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* As whoever asks for URLs has it. */
static struct libcurl load(void)
{
    struct libcurl curl;
    struct err err;
    assert_int_equal(libcurl_load(&curl, &err), RC_OK);
    return curl;
}

static void expect_from(const char *base, const char *url, const char *wanted)
{
    const struct libcurl curl = load();
    struct target target;
    assert_int_equal(target_read(&curl, &target, str_from(url), str_from(base)), TARGET_FINE);
    assert_string_equal(target.url.at, wanted);
    assert_int_equal(strlen(wanted), target.url.n);
    target_free(&target);
}

static void expect_fault(const char *url, enum target_fault wanted)
{
    const struct libcurl curl = load();
    struct target target;
    assert_int_equal(target_read(&curl, &target, str_from(url), (str){0}), wanted);
    assert_int_equal(target.url.n, 0);
    target_free(&target);
}

static void a_url_gets_one_spelling(void **state)
{
    (void)state;
    expect_from("", "http://One.Test", "http://one.test/");
    expect_from("", "HTTPS://one.test:443/A?b=C#d", "https://one.test/A?b=C");
    expect_from("", "http://one.test./a b/\xc3\xa9?q=\xc3\xa9",
                "http://one.test/a%20b/%C3%A9?q=%C3%A9");
    expect_from("", " http://one.test/a\nb ", "http://one.test/ab");
    expect_from("",
                "http://b\xc3\xbc"
                "cher.test/",
                "http://xn--bcher-kva.test/");
    expect_from("", "http://one.test?q", "http://one.test/?q");
    expect_from("", "http://[::1]:8080/", "http://[::1]:8080/");
}

static void addresses_are_read_as_a_connection_would(void **state)
{
    (void)state;
    expect_from("", "http://2130706433/", "http://127.0.0.1/");
    expect_from("", "http://0x7f.1/", "http://127.0.0.1/");
    expect_from("", "http://2130706433./", "http://127.0.0.1/");
    expect_from("", "http://0177.0.0.1/", "http://127.0.0.1/");
}

static void a_redirect_leads_on_from_where_it_was(void **state)
{
    (void)state;
    const char *base = "http://one.test/a/b?q";
    expect_from(base, "c", "http://one.test/a/c");
    expect_from(base, "/c", "http://one.test/c");
    expect_from(base, "../c", "http://one.test/c");
    expect_from(base, "?r", "http://one.test/a/b?r");
    expect_from(base, "//two.test/c", "http://two.test/c");
    expect_from(base, "https://two.test", "https://two.test/");
    expect_from(base, "/caf\xc3\xa9 1#x", "http://one.test/caf%C3%A9%201");
}

static void what_cannot_or_may_not_be_asked_is_said(void **state)
{
    (void)state;
    expect_fault("ftp://one.test/", TARGET_SCHEME);
    expect_fault("javascript:alert(1)", TARGET_SCHEME);
    expect_fault("file:///etc/passwd", TARGET_SCHEME);
    expect_fault("http://user@one.test/", TARGET_CREDENTIALS);
    expect_fault("https://a:b@one.test/", TARGET_CREDENTIALS);
    expect_fault("http://", TARGET_MALFORMED);
    expect_fault("http://one.test:99999/", TARGET_MALFORMED);
    expect_fault("http://one.test:0/", TARGET_MALFORMED);
    expect_from("", "http://one%2Etest/", "http://one.test/");
    expect_fault("http://a b.test/", TARGET_MALFORMED);
}

static void credentials_are_masked(void **state)
{
    (void)state;
    struct buf out = {0};
    target_mask(&out, STR("https://me:secret@one.test/a@b"));
    assert_true(str_eq(buf_str(&out), STR("https://***@one.test/a@b")));
    buf_clear(&out);
    target_mask(&out, STR("https://one.test/a@b"));
    assert_true(str_eq(buf_str(&out), STR("https://one.test/a@b")));
    buf_free(&out);
}

static void the_home_page_has_neither_path_nor_query(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        bool home;
    } cases[] = {{"http://one.test", true},
                 {"http://one.test/#x", true},
                 {"http://one.test/a", false},
                 {"http://one.test/?a", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct libcurl curl = load();
        struct target target;
        assert_int_equal(target_read(&curl, &target, str_from(cases[i].url), (str){0}),
                         TARGET_FINE);
        assert_int_equal(target.home, cases[i].home);
        target_free(&target);
    }
}

static void names_become_ascii_as_dns_has_them(void **state)
{
    (void)state;
    static const struct {
        const char *name, *ascii;
    } cases[] = {
        {"Example.org", "example.org"},
        {"m\xc3\xbcnchen.de", "xn--mnchen-3ya.de"},
        {"M\xc3\x9cNCHEN.de", "xn--mnchen-3ya.de"},
        {"\xe4\xbe\x8b\xe3\x81\x88.jp", "xn--r8jz45g.jp"}, /* RFC 3492's method, known answers */
        {"\xd0\xbf\xd1\x80\xd0\xb8\xd0\xbc\xd0\xb5\xd1\x80.\xd1\x80\xd1\x84",
         "xn--e1afmkfd.xn--p1ai"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf out = {0};
        assert_true(idna_to_ascii(&out, str_from(cases[i].name)));
        assert_true(str_eq(buf_str(&out), str_from(cases[i].ascii)));
        buf_free(&out);
    }
    struct buf out = {0};
    assert_false(idna_to_ascii(&out, STR("a\xff.test")));
    char longer[80];
    memset(longer, 'a', sizeof longer);
    assert_false(idna_to_ascii(&out, (str){longer, 64}));
    assert_false(idna_to_ascii(&out, (str){0}));
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_url_gets_one_spelling),
        cmocka_unit_test(addresses_are_read_as_a_connection_would),
        cmocka_unit_test(a_redirect_leads_on_from_where_it_was),
        cmocka_unit_test(what_cannot_or_may_not_be_asked_is_said),
        cmocka_unit_test(credentials_are_masked),
        cmocka_unit_test(the_home_page_has_neither_path_nor_query),
        cmocka_unit_test(names_become_ascii_as_dns_has_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
