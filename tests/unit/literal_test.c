/* doc/literal: what is written is shown by GitHub's own parser as it was, whatever it is. */
#include "doc/literal.h"

#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <cmocka.h>

static cmark_node *parse(str source)
{
    static const char *const EXTENSIONS[] = {"table", "autolink", "strikethrough", "tasklist"};
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    for (size_t i = 0; i < sizeof EXTENSIONS / sizeof *EXTENSIONS; i++)
        cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(EXTENSIONS[i]));
    cmark_parser_feed(parser, source.at, source.n);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return root;
}

/*
 * The text inside `node`; tags and links aside (a URL in a text is one), anything that is no text
 * is "{TYPE}".
 */
static void read_text(struct buf *out, cmark_node *node)
{
    for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_next(child)) {
        if (cmark_node_get_type(child) == CMARK_NODE_TEXT)
            buf_add(out, str_from(cmark_node_get_literal(child)));
        else if (cmark_node_get_type(child) == CMARK_NODE_LINK)
            read_text(out, child);
        else if (cmark_node_get_type(child) != CMARK_NODE_HTML_INLINE)
            buf_printf(out, "{%s}", cmark_node_get_type_string(child));
    }
}

/* The first node of that type, or NULL. */
static cmark_node *find(cmark_node *root, cmark_node_type type)
{
    cmark_iter *iter = cmark_iter_new(root);
    cmark_node *found = NULL;
    for (cmark_event_type event; !found && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;)
        if (cmark_node_get_type(cmark_iter_get_node(iter)) == type)
            found = cmark_iter_get_node(iter);
    cmark_iter_free(iter);
    return found;
}

static void expect_text(str source, cmark_node_type type, str wanted)
{
    struct buf text = {0};
    cmark_node *root = parse(source), *node = find(root, type);
    if (node)
        read_text(&text, node);
    if (!node || !str_eq(buf_str(&text), wanted))
        fail_msg("\"%.*s\"\nin     %.*s\nreads  \"%.*s\"", STR_ARG(wanted), STR_ARG(source),
                 STR_ARG(buf_str(&text)));
    buf_free(&text);
    cmark_node_free(root);
}

/* In a link of a row, in a link of an item, and as the beginning of a paragraph. */
static void expect_shown(str plain)
{
    struct buf source = {0};
    buf_add(&source, STR("| a |\n|---|\n| [x"));
    literal_add(&source, plain, true, false);
    buf_add(&source, STR("x](https://arxiv.org/abs/2405.00001) <br> Ann\\* Li* |\n"));
    struct buf wanted = {0};
    buf_printf(&wanted, "x%.*sx", STR_ARG(plain));
    expect_text(buf_str(&source), CMARK_NODE_LINK, buf_str(&wanted));
    buf_clear(&source);
    buf_add(&source, STR("* **["));
    literal_add(&source, plain, false, false);
    buf_add(&source, STR("](https://arxiv.org/abs/2405.00001)** *Ann Li*\n"));
    expect_text(buf_str(&source), CMARK_NODE_LINK, plain);
    buf_clear(&source);
    literal_add(&source, plain, false, true);
    buf_add_char(&source, '\n');
    expect_text(buf_str(&source), CMARK_NODE_PARAGRAPH, plain);
    buf_free(&source);
    buf_free(&wanted);
}

static void test_titles(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "A|B",
        "a [b] c",
        "[x](https://a.b)",
        "<b>bold</b>",
        "*a* _b_ __c__ f_g",
        "`code`",
        "C++",
        "# no heading",
        "- no item",
        "1. no item",
        "1.58 bits",
        "> no quotation",
        "= x",
        "+ x",
        "&amp; &#38; &x",
        "5 < 6 > 4",
        "<!-- x -->",
        "~~no~~",
        "~5 and ~6",
        "a\\*b",
        "end\\",
        "![x](y)",
        "Q* and A*",
        "*",
        "_",
        "$5 and $6",
        "a | b | c",
        "--- | ---",
        "***",
        "x^2",
        "[ ] no task",
        "é*ü*",
        "![",
        "]",
        "\\|",
        "<https://a.b>",
        "\"quotes\" 'and' more",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        expect_shown(str_from(texts[i]));
}

static void test_any(void **state)
{
    (void)state;
    enum { TURNS = 20000, LENGTH = 14 };
    static const char *const alphabet[] = {"|", "[", "]",  "(", ")",  "<", ">", "*", "_", "`",  "~",
                                           "!", "&", ";",  "#", "\\", "a", "b", " ", "1", ".",  "-",
                                           "+", "=", "\"", "'", "é",  "/", "?", ":", "^", "amp"};
    uint32_t random = 1;
    for (int turn = 0; turn < TURNS; turn++) {
        struct buf text = {0};
        random = random * 1664525 + 1013904223;
        for (uint32_t n = 1 + (random >> 8) % LENGTH; n > 0; n--) {
            random = random * 1664525 + 1013904223;
            str next = str_from(alphabet[(random >> 8) % (sizeof alphabet / sizeof *alphabet)]);
            /* Blanks are single, and none is at an end: that is what text has them made to. */
            bool blank = str_eq(next, STR(" "));
            if (blank && (text.n == 0 || text.at[text.n - 1] == ' ' || n == 1))
                continue;
            buf_add(&text, next);
        }
        str plain = str_trim(buf_str(&text));
        if (plain.n > 0)
            expect_shown(plain);
        buf_free(&text);
    }
}

static void expect(str text, str wanted)
{
    struct buf out = {0};
    literal_add(&out, text, true, false);
    if (!str_eq(buf_str(&out), wanted))
        fail_msg("\"%.*s\" instead of \"%.*s\"", STR_ARG(buf_str(&out)), STR_ARG(wanted));
    buf_free(&out);
}

static void test_as_it_is(void **state)
{
    (void)state;
    expect(STR("KV_cache: 1.58-bit LLMs (and more), at 2x & <5 %"),
           STR("KV_cache: 1.58-bit LLMs (and more), at 2x & <5 %"));
    expect(STR(" two  blanks\n\tand \x1b[31m\xff lines\xe2\x80\xa8 "),
           STR("two blanks and \\[31m lines"));
    expect(STR("$\\ell_1$ and $k$-means of $|x|$"), STR("$\\ell_1$ and $k$-means of $\\|x\\|$"));
    expect(STR("at $5"), STR("at $5"));
    expect(STR("US$10 million (A$ more)$x"), STR("US<span>$</span>10 million (A$ more)$x"));
}

static void test_urls(void **state)
{
    (void)state;
    struct buf out = {0};
    literal_add_url(&out, STR("figures/a b(1)|\"x\".png?a=1&b=%20"));
    assert_true(str_eq(buf_str(&out), STR("figures/a%20b%281%29%7C%22x%22.png?a=1&b=%20")));
    buf_clear(&out);
    literal_add_badge(&out, STR("NeurIPS'25 W-shop_A (x)"));
    assert_true(str_eq(buf_str(&out), STR("NeurIPS'25%20W--shop__A%20%28x%29")));
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_titles),
        cmocka_unit_test(test_any),
        cmocka_unit_test(test_as_it_is),
        cmocka_unit_test(test_urls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
