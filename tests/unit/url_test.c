/* doc/url: splitting, keys and what link/malformed may and may not flag. */
#include "doc/url.h"

#include "base/percent.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

static void assert_str(str got, const char *want, const char *of)
{
    if (!str_eq(got, str_from(want)))
        fail_msg("%s: got \"%.*s\", want \"%s\"", of, STR_ARG(got), want);
}

static void test_split_gives_the_parts_of_rfc_3986(void **state)
{
    (void)state;
    static const struct {
        const char *text, *scheme, *userinfo, *host, *port, *path, *query, *fragment;
    } cases[] = {
        {"https://a.org/b?c#d", "https", "", "a.org", "", "/b", "c", "d"},
        {"http://u:p@a.org:80", "http", "u:p", "a.org", "80", "", "", ""},
        {"http://[::1]:8080/x", "http", "", "[::1]", "8080", "/x", "", ""},
        {"http://[::1]/x", "http", "", "[::1]", "", "/x", "", ""},
        {"//a.org/b", "", "", "a.org", "", "/b", "", ""},
        {"mailto:me@a.org", "mailto", "", "", "", "me@a.org", "", ""},
        {"a/b:c", "", "", "", "", "a/b:c", "", ""},
        {"git@a.org:o/r", "", "", "", "", "git@a.org:o/r", "", ""},
        {"#x?y", "", "", "", "", "", "", "x?y"},
        {"?a#b", "", "", "", "", "", "a", "b"},
        {"https:/x", "https", "", "", "", "/x", "", ""},
        {"://x", "", "", "", "", "://x", "", ""},
        {"", "", "", "", "", "", "", ""},
        {"https://", "https", "", "", "", "", "", ""},
        {"https://a.org?q@b:1", "https", "", "a.org", "", "", "q@b:1", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct url url;
        url_split(str_from(cases[i].text), &url);
        assert_str(url.scheme, cases[i].scheme, cases[i].text);
        assert_str(url.userinfo, cases[i].userinfo, cases[i].text);
        assert_str(url.host, cases[i].host, cases[i].text);
        assert_str(url.port, cases[i].port, cases[i].text);
        assert_str(url.path, cases[i].path, cases[i].text);
        assert_str(url.query, cases[i].query, cases[i].text);
        assert_str(url.fragment, cases[i].fragment, cases[i].text);
    }
}

static void test_canonical_folds_what_makes_no_difference(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"https://www.A.org/", "a.org"},
        {"http://a.org:80/b/", "a.org/b"},
        {"https://a.org:443/b//", "a.org/b"},
        {"http://a.org:443/b", "a.org:443/b"},
        {"https://a.org./b", "a.org/b"},
        {"https://user@a.org/b#c", "a.org/b"},
        {"https://GitHub.com/Own/Repo.git", "github.com/own/repo"},
        {"https://github.com/Own/Repo/tree/Main/", "github.com/own/repo/tree/Main"},
        {"https://github.com/o/r?tab=readme-ov-file", "github.com/o/r"},
        {"https://a.org/P?utm_source=x&b=2&fbclid=y", "a.org/P?b=2"},
        {"https://a.org/p?ref=x&gclid=1", "a.org/p"},
        {"https://a.org/p?tab=x", "a.org/p?tab=x"},
        {"https://a.org/%7euser/%c3%a9", "a.org/~user/%C3%A9"},
        {"https://a.org/~user/\xc3\xa9", "a.org/~user/%C3%A9"},
        {"https://a.org/a%2fb", "a.org/a%2Fb"},
        {"https://a.org/100%", "a.org/100%"},
        {"https://a.org/?id=A&id=", "a.org?id=A&id="},
        {"https://a.org?&&", "a.org"},
        {"docs/A.md", "docs/A.md"},
        {"mailto:A@b.org", "mailto:A@b.org"},
        {"https://", "https://"},
    };
    struct buf key = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        buf_clear(&key);
        url_canonical(&key, str_from(cases[i][0]));
        assert_str(buf_str(&key), cases[i][1], cases[i][0]);
    }
    buf_free(&key);
}

static void test_percent_decode_keeps_what_is_no_escape(void **state)
{
    (void)state;
    struct buf out = {0};
    percent_decode(&out, STR("a%20b%2Fc%zz%4"));
    assert_str(buf_str(&out), "a b/c%zz%4", "decode");
    buf_free(&out);
}

/* Whatever a browser or GitHub accepts. */
static void test_check_is_silent_on_what_works(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        " ",
        "#",
        "#frag",
        "?raw=true",
        "/",
        ".",
        "..",
        "foo.md",
        "figures/a.png",
        "page.html",
        "./a b.md",
        "my file.md",
        "../../issues",
        "/docs/x.md#y",
        "a.png?raw=true",
        "notes.org",
        "node.js",
        "node.js/index.md",
        "asp.net/page",
        "socket.io/x",
        "v1.0/notes",
        "v1.0",
        "mlsystems.md",
        "'a'.png",
        "www",
        "www.png",
        "www/x.html",
        "example.com",
        "x.org/README.md",
        "mailto:me@a.org",
        "mailto:me@a.org?subject=a%20b",
        "tel:+1-23",
        "data:image/png;base64,a,",
        "javascript:void(0)",
        "ftp://a.org/x",
        "sftp://a.org",
        "ftps://a.org",
        "rtsp://a.org/x",
        "ssh://git@a.org/x",
        "git://a.org/x.git",
        "magnet:?xt=urn:x",
        "hxxps://bad.example/x",
        "vscode:extension/x",
        "ipfs://x",
        "irc://a.org/#c",
        "http.md",
        "https.html",
        "httpd/conf",
        "//a.org/path",
        "http://a.org",
        "HTTPS://A.ORG/",
        "https://a.org.",
        "https://a.org:8080/x",
        "https://a.org:/x",
        "https://user:pw@a.org/",
        "http://[2001:db8::1]/x",
        "http://[::1]:80/",
        "http://localhost/x",
        "http://127.0.0.1:1/",
        "https://m\xc3\xbcnchen.de/",
        "https://a_b.org/",
        "https://\xe4\xbe\x8b.jp/\xe5\x90\x8d",
        "https://a.org/~me/",
        "https://a.org/a(b)",
        "https://a.org/wiki/F_(x)_(y)",
        "https://a.org/%28x)",
        "https://a.org/?q=(x",
        "https://a.org/#:~:text=a)",
        "https://a.org/a'b",
        "https://a.org/'23-x'",
        "https://a.org/wiki/\"Heroes\"",
        "https://a.org/Inc.",
        "https://a.org/a;b",
        "https://a.org/x;",
        "https://a.org/a b.pdf",
        "  https://a.org/x ",
        "https://a.org/\xef\xbc\x88x\xef\xbc\x89",
        "https://a.org/?x={a}",
        "https://a.org/[a]",
        "https://a.org/a|b",
        "https://a.org/100%",
        "https://web.archive.org/web/2020/https://a.org/x",
        "https://a.org/?u=https://b.org",
        "https://a.org//x",
        "https://https.example/x",
        "https://httpbin.org/x",
        "https://xn--a.org/",
        "https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID>3.0.CO;2-2",
        "1234.56",
        "2405.png",
        "2405.18218.png",
        "9999.99999",
        "10.md",
        "10.1/x",
        "1.10.0/x",
        "https://a.org/x\xe2\x80\x93y",
        "https://img.shields.io/badge/a-b c-blue",
        "v2405.18218",
        "https://github.com/o_p/r.x-/tree/a+b",
        "https://github.com/trending/c++?since=daily",
        "https://github.com/o+p",
        "https://github.com/o/r%20",
        "https://gist.github.com/a/b+c",
    };
    struct buf repair = {0};
    for (size_t i = 0; i < COUNT(cases); i++) {
        enum url_fault fault = url_check(str_from(cases[i]), &repair);
        if (fault != URL_FINE)
            fail_msg("\"%s\" was said to be wrong: %s", cases[i], url_fault_text(fault));
        assert_int_equal(repair.n, 0);
    }
    buf_free(&repair);
}

static const struct fault_case {
    const char *text;
    enum url_fault fault;
    const char *repair; /* "" where there is more than one reading */
} faults[] = {
    {"https:/a.org/x", URL_SLASHES, "https://a.org/x"},
    {"https:a.org/x", URL_SLASHES, "https://a.org/x"},
    {"http//a.org", URL_SLASHES, "http://a.org"},
    {"https//a.org/x", URL_SLASHES, "https://a.org/x"},
    {"https: //a.org", URL_SLASHES, "https://a.org"},
    {"https://:a.org", URL_SLASHES, "https://a.org"},
    {"https;//a.org", URL_SLASHES, "https://a.org"},
    {"https:\xef\xbc\x8f/a.org", URL_SLASHES, ""},
    {"https\xef\xbc\x9a//a.org", URL_SLASHES, "https://a.org"},
    {"http:", URL_SLASHES, ""},
    {"(https://a.org/x)", URL_START, "https://a.org/x"},
    {"[https://a.org/x", URL_START, "https://a.org/x"},
    {"[https://a.org](https://a.org)", URL_START, ""},
    {"htpps://a.org", URL_SCHEME, "https://a.org"},
    {"htps://a.org", URL_SCHEME, "https://a.org"},
    {"ttps://a.org", URL_SCHEME, "https://a.org"},
    {"ttp://a.org", URL_SCHEME, "http://a.org"},
    {"hhttps://a.org", URL_SCHEME, "https://a.org"},
    {"htttp://a.org", URL_SCHEME, "http://a.org"},
    {"HTPP://a.org", URL_SCHEME, "http://a.org"},
    {"httpss://a.org", URL_SCHEME, "https://a.org"},
    {"https://https://a.org/x", URL_TWICE, "https://a.org/x"},
    {"https://http://a.org", URL_TWICE, "http://a.org"},
    {"https://https//a.org", URL_TWICE, "https://a.org"},
    {"http://https:/a.org", URL_TWICE, "https://a.org"},
    {"github.com/o/r", URL_NO_SCHEME, "https://github.com/o/r"},
    {"GitHub.com/o/r", URL_NO_SCHEME, "https://GitHub.com/o/r"},
    {"www.a.org", URL_NO_SCHEME, "https://www.a.org"},
    {"arxiv.org/abs/2405.18218", URL_NO_SCHEME, "https://arxiv.org/abs/2405.18218"},
    {"me.github.io/page/", URL_NO_SCHEME, "https://me.github.io/page/"},
    {"cs.uni.edu/~me", URL_NO_SCHEME, "https://cs.uni.edu/~me"},
    {"youtu.be/x", URL_NO_SCHEME, "https://youtu.be/x"},
    {"git@github.com:o/r.git", URL_NO_SCHEME, "https://github.com/o/r.git"},
    {"2405.18218", URL_BARE_ID, "https://arxiv.org/abs/2405.18218"},
    {"0704.0001v2", URL_BARE_ID, "https://arxiv.org/abs/0704.0001v2"},
    {"arXiv:2405.18218", URL_BARE_ID, "https://arxiv.org/abs/2405.18218"},
    {"10.1145/3292500.3330701", URL_BARE_ID, "https://doi.org/10.1145/3292500.3330701"},
    {"https://", URL_NO_HOST, ""},
    {"https://?x", URL_NO_HOST, ""},
    {"https:///a.org/x", URL_NO_HOST, "https://a.org/x"},
    {"https://:80/x", URL_NO_HOST, ""},
    {"https://.a.org", URL_HOST, ""},
    {"https://www..a.org/x", URL_HOST, ""},
    {"https://github,com/o/r", URL_HOST, ""},
    {"https://<host>/x", URL_HOST, ""},
    {"https://a.org:99999/x", URL_PORT, ""},
    {"https://a.org:8o/x", URL_PORT, ""},
    {"'https://a.org/x'", URL_QUOTED, "https://a.org/x"},
    {"\"https://a.org/x", URL_QUOTED, "https://a.org/x"},
    {"\xe2\x80\x9chttps://a.org/x\xe2\x80\x9d", URL_QUOTED, "https://a.org/x"},
    {"https://a.org/x\"", URL_END, "https://a.org/x"},
    {"https://a.org/x]", URL_END, "https://a.org/x"},
    {"https://a.org/x}},", URL_END, "https://a.org/x"},
    {"https://a.org/x\xe3\x80\x82", URL_END, "https://a.org/x"},
    {"https://a.org/x\xef\xbc\x89", URL_END, "https://a.org/x"},
    {"https://a.org](https://a.org", URL_END, ""},
    {"https://a.org/x)", URL_PARENTHESIS, "https://a.org/x"},
    {"https://a.org/x(", URL_PARENTHESIS, "https://a.org/x"},
    {"https://a.org/wiki/F_(x", URL_PARENTHESIS, ""},
    {"https://a.org/?id=x)", URL_PARENTHESIS, "https://a.org/?id=x"},
    {"https://arxiv.org/abs/ 2405.18218", URL_SPACE, "https://arxiv.org/abs/2405.18218"},
    {"https://github.com/o/Two Words", URL_SPACE, ""},
    {"https://a. org/x", URL_SPACE, ""},
    {"https://a.org/a  b", URL_SPACE, ""},
    {"https://github.com/o/r\xef\xbc\x9a\xe4\xb8\x8d", URL_REPOSITORY, "https://github.com/o/r"},
    {"https://github.com/o/a+b", URL_REPOSITORY, ""},
    {"https://github.com/o/a%E2%80%93b", URL_REPOSITORY, ""},
    {"https://www.github.com/o+p/r/tree/main", URL_REPOSITORY, ""},
    {"'htpps://a.org'", URL_FINE, ""}, /* no web URL inside: it may be a file */
    {"\"https:///a.org/x)\"", URL_QUOTED, "https://a.org/x"},
};

static void test_check_finds_faults_and_repairs_the_plain_ones(void **state)
{
    (void)state;
    struct buf repair = {0};
    for (size_t i = 0; i < COUNT(faults); i++) {
        const struct fault_case *c = &faults[i];
        enum url_fault fault = url_check(str_from(c->text), &repair);
        if (fault != c->fault)
            fail_msg("\"%s\": got fault %d, want %d", c->text, fault, c->fault);
        assert_str(buf_str(&repair), c->repair, c->text);
        assert_int_equal(url_check(str_from(c->text), NULL), c->fault);
        if (c->repair[0])
            assert_int_equal(url_check(str_from(c->repair), NULL), URL_FINE);
    }
    buf_free(&repair);
}

static void test_every_fault_has_a_sentence(void **state)
{
    (void)state;
    for (int fault = URL_FINE + 1; fault < URL_FAULT_COUNT; fault++)
        assert_true(url_fault_text((enum url_fault)fault)[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_split_gives_the_parts_of_rfc_3986),
        cmocka_unit_test(test_canonical_folds_what_makes_no_difference),
        cmocka_unit_test(test_percent_decode_keeps_what_is_no_escape),
        cmocka_unit_test(test_check_is_silent_on_what_works),
        cmocka_unit_test(test_check_finds_faults_and_repairs_the_plain_ones),
        cmocka_unit_test(test_every_fault_has_a_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
