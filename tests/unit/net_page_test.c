#include "net/libcurl.h"
#include "net/page.h"
#include "net/wait.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void a_page_says_itself_that_it_is_not_there(void **state)
{
    (void)state;
    static const char *const missing[] = {
        "<html><TITLE>404</TITLE>",
        "<title>Page not found - Lab</title>",
        "<title lang=en>\n Error 404: nothing </title>",
        "<title>Lab | Page Not Found</title>",
        "<title>Not Found</title>",
    };
    static const char *const there[] = {
        "<title>What 404 pages say of a lab</title>",
        "<title>Lost: finding what was not found</title>",
        "<title>4040 faces</title>",
        "<title>Not Found in Translation: a study</title>",
        "<p>404 not found</p>",
        "<title>",
        "<title",
        "",
    };
    for (size_t i = 0; i < sizeof missing / sizeof missing[0]; i++)
        assert_true(page_says_missing(str_from(missing[i])));
    for (size_t i = 0; i < sizeof there / sizeof there[0]; i++)
        assert_false(page_says_missing(str_from(there[i])));
}

static void parked_domains_are_known_by_host_and_by_page(void **state)
{
    (void)state;
    assert_true(page_is_parking_host(STR("www.hugedomains.com")));
    assert_true(page_is_parking_host(STR("dan.com")));
    assert_true(page_is_parking_host(STR("ww16.example.org")));
    assert_false(page_is_parking_host(STR("jordan.com")));
    assert_false(page_is_parking_host(STR("www.example.org")));
    assert_false(page_is_parking_host(STR("ww3.math.example.edu")));
    assert_false(page_is_parking_host(STR("ww")));
    assert_true(page_is_parked(STR("<html data-adblockkey=\"x\">")));
    assert_true(page_is_parked(STR("<h1>This Domain is for sale</h1>")));
    assert_false(page_is_parked(STR("<h1>Domain adaptation for sales data</h1>")));
}

static void a_fragment_names_an_id_or_an_anchor(void **state)
{
    (void)state;
    str html = STR("<h2 id=\"a b\">x</h2><a name=old></a><p data-id=\"no\" class='id=z'>"
                   "<h3 ID = 'user-content-git'><i id=\"\xc3\xa9\">");
    assert_true(page_has_place(html, STR("a%20b")));
    assert_true(page_has_place(html, STR("old")));
    assert_true(page_has_place(html, STR("git")));
    assert_true(page_has_place(html, STR("%C3%A9")));
    assert_true(page_has_place(html, STR("\xc3\xa9")));
    assert_false(page_has_place(html, STR("no")));
    assert_false(page_has_place(html, STR("z'")));
    assert_false(page_has_place(html, STR("a")));
    assert_false(page_has_place(STR("<p id"), STR("a")));
    assert_false(page_has_place(STR("<p id="), STR("a")));
    assert_false(page_has_place(STR("<p id=\"a"), STR("a")));
    assert_false(page_fragment_counts(STR("")));
    assert_false(page_fragment_counts(STR("top")));
    assert_false(page_fragment_counts(STR("/route")));
    assert_false(page_fragment_counts(STR(":~:text=x")));
    assert_true(page_fragment_counts(STR("L10")));
}

static void a_server_asks_to_wait_in_several_ways(void **state)
{
    (void)state;
    struct libcurl curl;
    struct err err;
    assert_int_equal(libcurl_load(&curl, &err), RC_OK);
    const int64_t now = 784111777; /* Sun, 06 Nov 1994 08:49:37 GMT */
    assert_int_equal(wait_retry_after(&curl, STR("120"), now), 120);
    assert_int_equal(wait_retry_after(&curl, STR(" 7 "), now), 7);
    assert_int_equal(wait_retry_after(&curl, STR("Sun, 06 Nov 1994 08:50:37 GMT"), now), 60);
    assert_int_equal(wait_retry_after(&curl, STR("Sun, 06 Nov 1994 08:00:00 GMT"), now), 0);
    assert_int_equal(wait_retry_after(&curl, STR("soon"), now), -1);
    assert_int_equal(wait_retry_after(&curl, (str){0}, now), -1);
    assert_int_equal(wait_retry_after(&curl, STR("99999999999999999999999999"), now), 31536000);

    assert_int_equal(wait_rate_limit(STR("\"api\";r=0;t=55"), (str){0}, (str){0}, now), 55);
    assert_int_equal(wait_rate_limit(STR("\"api\";r=9;t=55"), (str){0}, (str){0}, now), 0);
    assert_int_equal(wait_rate_limit(STR("\"a\";r=9;t=5, \"b\";r=0;t=70"), (str){0}, (str){0}, now),
                     70);
    assert_int_equal(wait_rate_limit((str){0}, STR("0"), STR("30"), now), 30);
    assert_int_equal(wait_rate_limit((str){0}, STR("0"), STR("784111800"), now), 23);
    assert_int_equal(wait_rate_limit((str){0}, STR("12"), STR("30"), now), 0);
    assert_int_equal(wait_rate_limit((str){0}, (str){0}, STR("30"), now), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_says_itself_that_it_is_not_there),
        cmocka_unit_test(parked_domains_are_known_by_host_and_by_page),
        cmocka_unit_test(a_fragment_names_an_id_or_an_anchor),
        cmocka_unit_test(a_server_asks_to_wait_in_several_ways),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
