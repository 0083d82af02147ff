/* lint/row_template: what a template may be, and what it makes of an entry. */
#include "lint/row_template.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#define ROW                                                                                        \
    "|{?{badges}<br>?}[{title}]({url}) <br> {authors} |{picture} |{links <br> }|{?[//]: #{date}?}"

static struct document *build(const char *text)
{
    size_t n = strlen(text);
    char *source = mem_alloc(n + 1, 1);
    memcpy(source, text, n);
    struct limits limits = limits_default();
    return document_build(STR("list.md"), source, n, &limits, (struct date){2026, 6, 1});
}

static void fills(const char *template, const char *text, bool table, const char *wanted)
{
    struct document *doc = build(text);
    struct row_values values = {0};
    struct buf out = {0};
    struct err err;
    assert_true(doc->entry_count > 0);
    assert_int_equal(row_template_check(str_from(template), &err), RC_OK);
    row_values_read(&values, doc, &doc->entries[0], STR("list.md"));
    row_template_fill(&out, str_from(template), &values, table);
    if (!str_eq(buf_str(&out), str_from(wanted)))
        fail_msg("have \"%.*s\", want \"%s\"", STR_ARG(buf_str(&out)), wanted);
    row_values_free(&values);
    buf_free(&out);
    document_free(doc);
}

#define STARS "[![Star](https://img.shields.io/github/stars/o/r.svg)](https://github.com/o/r)"

static void items_as_rows(void **state)
{
    (void)state;
    fills(ROW,
          "* " STARS " [Thin Nets](https://arxiv.org/abs/2405.18218). Ann Lee, Bo Li. "
          "[[Paper]](https://arxiv.org/abs/2405.18218)[[Github]](https://github.com/o/r)",
          true,
          "|" STARS "<br>[Thin Nets](https://arxiv.org/abs/2405.18218) <br> Ann Lee, Bo Li | |"
          "[Paper](https://arxiv.org/abs/2405.18218) <br> [Github](https://github.com/o/r)|");
    fills(ROW, "- [A | B](https://e.org/t \"x | y\")\n  Ann\n  Lee", true,
          "|[A \\| B](https://e.org/t \"x \\| y\") <br> Ann Lee | ||");
    fills(ROW, "- [2024-05-29] [T](https://e.org/t) [`{code}`](https://e.org/c)", true,
          "|[T](https://e.org/t) <br>  | |[{code}](https://e.org/c)|[//]: #2024-05-29");
}

static void rows_as_items(void **state)
{
    (void)state;
    fills(
        "- {badges }{?{badges} ?}[{title}]({url}).{? {authors}.?} {links, }",
        "| T | P | L |\n|---|---|---|\n|" STARS "<br>[Thin Nets](https://e.org/t) <br> Ann Lee "
        "| ![](p.png) | [Paper](https://e.org/t) <br> [Code](https://github.com/o/r) |[//]: #1/2\n",
        false,
        "- " STARS STARS " [Thin Nets](https://e.org/t). Ann Lee. [Paper](https://e.org/t), "
        "[Code](https://github.com/o/r)");
}

static void braces(void **state)
{
    (void)state;
    fills("{{{title}}} a}}b", "- [T](https://e.org/t)", false, "{T} a}b");
}

static void refused(void **state)
{
    static const char *const templates[] = {
        "",          "{authors}", "{title",           "title}",    "{title}{name}", "{title }",
        "{?{title}", "{title}?}", "{title}{?{?x?}?}", "{title}\n", "{title}{}",     "{title}{links",
    };
    (void)state;
    for (size_t i = 0; i < sizeof templates / sizeof *templates; i++) {
        struct err err;
        if (row_template_check(str_from(templates[i]), &err) == RC_OK)
            fail_msg("\"%s\" is taken", templates[i]);
    }
}

/* Most entries have their code first: so has one that is written anew. */
static void order(void **state)
{
    struct document *doc =
        build("- [A](https://e.org/a) [code](https://e.org/1) [paper](https://e.org/2)\n"
              "- [B](https://e.org/b) [paper](https://e.org/3) [code](https://e.org/4)\n");
    struct row_order row_order = {0};
    struct row_values values[2] = {{.arena = {0}}, {.arena = {0}}};
    (void)state;
    assert_int_equal(doc->entry_count, 2);
    for (int i = 0; i < 2; i++)
        row_values_read(&values[i], doc, &doc->entries[i], STR("list.md"));
    row_order_add(&row_order, &values[0]);
    row_order_apply(&row_order, &values[1]);
    assert_int_equal(values[1].count[ROW_LINKS], 2);
    assert_true(str_starts(values[1].at[ROW_LINKS][0], STR("[code]")));
    for (int i = 0; i < 2; i++)
        row_values_free(&values[i]);
    document_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_as_rows), cmocka_unit_test(rows_as_items), cmocka_unit_test(braces),
        cmocka_unit_test(refused),       cmocka_unit_test(order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
