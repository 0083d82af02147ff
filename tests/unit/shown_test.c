#include "doc/shown.h"

#include "fake.h"

static void is_shown(const char *text, const char *expected)
{
    struct buf out = {0};
    buf_add(&out, STR("before "));
    shown_text(&out, str_from(text));
    assert_str(str_skip(buf_str(&out), 7), expected);
    buf_free(&out);
}

static void drops_marks(void **state)
{
    (void)state;
    is_shown("Title & Authors", "Title & Authors");
    is_shown(" **Title** &amp;  *Authors* ", "Title & Authors");
    is_shown("__Title__ _of_ snake_case_", "Title of snake_case");
    is_shown("~~old~~ new~", "old new~");
    is_shown("\\*kept\\* \\| \\a", "*kept* | \\a");
    is_shown("`code *as* it  is`", "code *as* it is");
    is_shown("`` a`b ``", "a`b");
    is_shown("", "");
    is_shown("** **", "");
}

static void drops_tags_and_pictures(void **state)
{
    (void)state;
    is_shown("<div style=\"width:60px\">Year</div>", "Year");
    is_shown("a<br>b<br/>", "a b");
    is_shown("a<!-- note -->b", "ab");
    is_shown("![alt](x.png) name", "name");
    is_shown("a < b", "a < b");
    is_shown("<https://example.org>", "https://example.org");
}

static void keeps_the_text_of_links(void **state)
{
    (void)state;
    is_shown("[**Paper**](https://example.org \"title\") list", "Paper list");
    is_shown("[![badge](b.svg) Paper](https://example.org)", "Paper");
    is_shown("[![badge](b.svg)](https://example.org)", "");
    is_shown("[](https://example.org)", "");
    is_shown("[a] and [b][c]", "[a] and [b][c]");
}

static void undoes_references(void **state)
{
    (void)state;
    is_shown("a&nbsp;b", "a b");
    is_shown("&#8203;x &lt;y&gt; &unknown; & &", "\xe2\x80\x8bx <y> &unknown; & &");
    is_shown("&;", "&;");
}

static void counts_words(void **state)
{
    (void)state;
    assert_int_equal(shown_words(STR("")), 0);
    assert_int_equal(shown_words(STR(" - ")), 0);
    assert_int_equal(shown_words(STR("KV-Fold: x")), 3);
    assert_int_equal(shown_words(STR("\xe8\xa7\xa3\xe8\xaf\xbb 2")), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drops_marks),
        cmocka_unit_test(drops_tags_and_pictures),
        cmocka_unit_test(keeps_the_text_of_links),
        cmocka_unit_test(undoes_references),
        cmocka_unit_test(counts_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
