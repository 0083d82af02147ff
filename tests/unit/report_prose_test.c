#include "report/prose.h"

#include "fake.h"

static void check(const char *text, const char *wanted)
{
    struct buf out = {0};
    prose_add(&out, str_from(text), 500);
    assert_str(buf_str(&out), wanted);
    buf_free(&out);
}

static void plain_words_stay_prose(void **state)
{
    (void)state;
    check("it doesn't say well-known things, twice (or more): 2405.18218!",
          "it doesn't say well-known things, twice (or more): 2405.18218!");
    check("arXiv v2 caf\u00e9 \u8bba\u6587", "arXiv v2 caf\u00e9 \u8bba\u6587");
    check("  blanks   between\twords ", "blanks between words");
    check("", "");
}

static void everything_else_is_code(void **state)
{
    (void)state;
    check("@user, owner/repo#1 #12 GH-12", "`@user`, `owner/repo#1` `#12` `GH-12`");
    check(":tada: <img/src=x> **b** _i_ ~~s~~", "`:tada`: `<img/src=x>` `**b**` `_i_` `~~s~~`");
    check("https://a.b www.a.b a@b.c", "`https://a.b` `www.a.b` `a@b.c`");
    check("deadbeef 0123456 effaced dead 012345", "`deadbeef` `0123456` `effaced` dead 012345");
    check("a|b - + 1) $x$ &amp; \\", "`a|b` `-` `+` 1) `$x$` `&amp`; `\\`");
    check("-a a- 'a .5 5.", "`-a` `a-` `'a` `.5` 5.");
    check("(a/b), c/d).", "(`a/b`), `c/d`).");
    check("![i](u), f(x).", "`![i](u)`, `f(x)`.");
}

static void what_is_quoted_stays_together(void **state)
{
    (void)state;
    check("it is \"plain words\", or not", "it is `\"plain words\"`, or not");
    check("drops \"[a](b) c\"; d", "drops `\"[a](b) c\"`; d");
    check("(\"a b\") c", "(`\"a b\"`) c");
    check("open \"quote and words", "open `\"quote` and words");
    check("write `<br>` here (`\\|`).", "write `<br>` here (`\\|`).");
    check("\"a b\"@c d", "`\"a b\"@c` d");
}

static void no_backtick_ends_a_span(void **state)
{
    (void)state;
    check("a`b", "``a`b``");
    check("`", "`` ` ``");
    check("``a`` b", "``` ``a`` ``` b");
    check("\"a ` b `` c\" d", "```\"a ` b `` c\"``` d");
    check("`a`b c", "`` `a`b `` c");
}

static void hostile_text_is_escaped_first(void **state)
{
    (void)state;
    check("a\nb \x1b[1m \u202e ##[error]x", "`a\\x0ab` `\\x1b[1m` `<U+202E>` `##\\x5berror]x`");
}

static void long_text_is_cut(void **state)
{
    (void)state;
    struct buf out = {0};
    prose_add(&out, STR("one two"), 6);
    assert_str(buf_str(&out), "one t\u2026");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_words_stay_prose),        cmocka_unit_test(everything_else_is_code),
        cmocka_unit_test(what_is_quoted_stays_together), cmocka_unit_test(no_backtick_ends_a_span),
        cmocka_unit_test(hostile_text_is_escaped_first), cmocka_unit_test(long_text_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
