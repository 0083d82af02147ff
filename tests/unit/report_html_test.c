#include "report/html.h"

#include "fake_report.h"

#include "report/html_chart.h"

static void expect(void (*add)(struct buf *out, str text), str text, const char *wanted)
{
    struct buf out = {0};
    add(&out, text);
    assert_str(buf_str(&out), wanted);
    buf_free(&out);
}

static void text_is_text(void **state)
{
    (void)state;
    expect(html_add, STR("a paper, 2024"), "a paper, 2024");
    expect(html_add, STR("<b a=\"1\" c='2'>&amp;`"),
           "&#60;b a=&#34;1&#34; c=&#39;2&#39;&#62;&#38;amp;&#96;");
    expect(html_add, STR("\x1b[1m\xff\n\xe2\x80\xaex"), "\\x1b[1m\\xff\\x0a&#60;U+202E&#62;x");
    expect(html_add, STR(""), "");
}

static void what_is_copied_stays_as_it_is(void **state)
{
    (void)state;
    expect(html_add_exact, STR("-a\n+\tb  'x' \"y\"\n"), "-a\n+\tb  'x' \"y\"\n");
    expect(html_add_exact, STR("</pre>&lt;\r\n"), "&#60;/pre&#62;&#38;lt;&#13;\n");
    expect(html_add_exact, STR("::error::x ##[a] [b] a:b"), ":&#58;error:&#58;x ##&#91;a] [b] a:b");
    expect(html_add_exact, STR("\x1b\xe2\x80\xae\xe8\xae\xba"), "&#27;&#8238;\xe8\xae\xba");
    assert_true(html_can_hold(STR("\xe8\xae\xba")));
    assert_false(html_can_hold(STR("a\xff")));
    assert_false(html_can_hold((str){"a\0b", 3}));
}

static void only_addresses_of_the_web_are_links(void **state)
{
    (void)state;
    expect(html_add_url, STR("https://a.example/b?c=1&d#e"),
           "<a rel=\"noreferrer nofollow\" href=\"https://a.example/b?c=1&#38;d#e\">"
           "https://a.example/b?c=1&#38;d#e</a>");
    expect(html_add_url, STR("HTTP://a.example/\" onclick=\"x\x7f\xc3\xa9"),
           "<a rel=\"noreferrer nofollow\" "
           "href=\"HTTP://a.example/%22%20onclick=%22x%7F%C3%A9\">"
           "HTTP://a.example/&#34; onclick=&#34;x\\x7f\xc3\xa9</a>");
    expect(html_add_url, STR("javascript:alert(1)"), "javascript:alert(1)");
    expect(html_add_url, STR("data:text/html,x"), "data:text/html,x");
    expect(html_add_url, STR("https:///x"), "https:///x");
    expect(html_add_url, STR("//a.example/"), "//a.example/");
    expect(html_add_url, STR(" https://a.example/"), " https://a.example/");
    struct buf out = {0};
    html_add_url(&out, STR("https://me:hunter2@a.example/"));
    assert_false(str_has(buf_str(&out), STR("hunter2")));
    assert_false(str_has(buf_str(&out), STR("<a")));
    buf_free(&out);
}

static void a_hash_is_as_the_policy_wants_it(void **state)
{
    (void)state;
    struct buf out = {0};
    /* Of nothing, which is known well. */
    html_add_hash(&out, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_str(buf_str(&out), "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='");
    buf_free(&out);
}

static void numbers_and_days(void **state)
{
    (void)state;
    struct buf out = {0};
    html_add_number(&out, 0);
    buf_add_char(&out, ' ');
    html_add_number(&out, 1002);
    buf_add_char(&out, ' ');
    html_add_number(&out, 5000000000);
    buf_add_char(&out, ' ');
    html_add_date(&out, 1700000000);
    assert_str(buf_str(&out), "0 1,002 5,000,000,000 2023-11-14");
    buf_free(&out);
}

static void a_chart_has_a_point_for_each_number(void **state)
{
    (void)state;
    const int64_t times[] = {1700000000, 1700604800, 1701209600}, values[] = {3, -1, 2147483647},
                  none[] = {-1, -1, -1};
    const struct html_chart chart = {
        .id = "c",
        .title = "T",
        .unit = " ms",
        .times = times,
        .count = 3,
        .series = {{"dead", "dead", values}, {"moved", "moved", none}},
        .series_count = 2,
    };
    struct buf out = {0};
    html_chart_add(&out, &chart);
    str text = buf_str(&out);
    assert_true(str_has(text, STR("<title>2023-11-14: dead 3 ms</title>")));
    assert_true(str_has(text, STR("<title>2023-11-28: dead 2,147,483,647 ms</title>")));
    assert_false(str_has(text, STR("2023-11-21: ")));
    assert_true(str_has(text, STR("<g class=\"series moved\"><path d=\"\"/></g>")));
    assert_false(str_has(text, STR("nan")));
    assert_false(str_has(text, STR("inf")));
    buf_free(&out);
}

static void a_page_of_a_check(void **state)
{
    (void)state;
    struct fake_report setup = {0};
    fake_add_document(&setup, "<a>.md", STR("x\ny z\n"));
    struct finding *finding =
        fake_add_finding(&setup, SEVERITY_ERROR, span_of(4, 5), "<script>alert(1)</script>");
    finding->help = STR("\"&\"");
    str text = fake_write(&setup, "html");
    assert_true(str_has(text, STR("<tr data-k=\"error\"><td><span class=\"tag error\">error</span>"
                                  "</td><td><a href=\"https://github.com/curlint/curlint/blob/main/"
                                  "rules/badge/repository.md\">badge/repository</a></td>"
                                  "<td>&#60;a&#62;.md</td><td>2:3</td>"
                                  "<td>&#60;script&#62;alert(1)&#60;/script&#62;"
                                  "<br><small>&#34;&#38;&#34;</small></td></tr>\n")));
    assert_false(str_has(text, STR("id=\"hosts\"")));
    setup.report.address = STR("https://github.com/o/r/blob/0123abcd/");
    assert_true(
        str_has(fake_write(&setup, "html"),
                STR("<a href=\"https://github.com/o/r/blob/0123abcd/%3Ca%3E.md?plain=1#L2\">"
                    "2:3</a>")));
    fake_finish(&setup);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_text),
        cmocka_unit_test(what_is_copied_stays_as_it_is),
        cmocka_unit_test(only_addresses_of_the_web_are_links),
        cmocka_unit_test(a_hash_is_as_the_policy_wants_it),
        cmocka_unit_test(numbers_and_days),
        cmocka_unit_test(a_chart_has_a_point_for_each_number),
        cmocka_unit_test(a_page_of_a_check),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
