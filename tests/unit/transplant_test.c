/* doc/transplant: an entry says the same in another file. */
#include "doc/transplant.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void check(const char *path, const char *text, const char *page, const char *wanted)
{
    size_t n = strlen(text);
    char *source = mem_alloc(n + 1, 1);
    struct buf out = {0};
    memcpy(source, text, n);
    struct limits limits = limits_default();
    struct document *doc =
        document_build(str_from(path), source, n, &limits, (struct date){2026, 6, 1});
    assert_true(doc->entry_count > 0);
    struct span span = doc->entries[0].span;
    span.end = span.start + (uint32_t)str_trim_right(document_text(doc, span)).n;
    transplant(&out, doc, &doc->entries[0], span, str_from(page));
    if (!str_eq(buf_str(&out), str_from(wanted)))
        fail_msg("have \"%.*s\", want \"%s\"", STR_ARG(buf_str(&out)), wanted);
    buf_free(&out);
    document_free(doc);
}

static void same_folder(void **state)
{
    const char *item = "- [T](https://e.org/t) ![](figures/a.png) [b](b.md#x)";
    (void)state;
    check("a.md", item, "README.md", item);
}

static void other_folder(void **state)
{
    (void)state;
    check("topics/a.md",
          "- [T](https://e.org/t) [![](figures/a.png)](../b.md) <img src=\"./c.png\"> [d](/d.md)",
          "README.md",
          "- [T](https://e.org/t) [![](topics/figures/a.png)](b.md) <img src=\"topics/c.png\"> "
          "[d](/d.md)");
    check("a/b/c.md", "- [T](https://e.org/t) [x](x.md?raw=1#y) [f](../g/)", "a/d/e.md",
          "- [T](https://e.org/t) [x](../b/x.md?raw=1#y) [f](../g/)");
    check("topics/a.md", "- [T](https://e.org/t) [out](../../out.md)", "README.md",
          "- [T](https://e.org/t) [out](../../out.md)");
}

static void own_page(void **state)
{
    (void)state;
    check("topics/a.md", "- [T](https://e.org/t) [here](#notes)", "README.md",
          "- [T](https://e.org/t) [here](topics/a.md#notes)");
}

static void by_name(void **state)
{
    (void)state;
    check("topics/a.md",
          "- [T][one] [two] ![p][]\n\n[one]: https://e.org/t\n[two]: x.md\n[p]: p.png", "README.md",
          "- [T](https://e.org/t) [two](topics/x.md) ![p](topics/p.png)");
}

/* What may stand in a definition and not in parentheses, or not in a row. */
static void by_name_oddly(void **state)
{
    (void)state;
    check("a.md", "- [T][one] [two]\n\n[one]: <https://e.org/a b>\n[two]: https://e.org/(x",
          "README.md", "- [T](https://e.org/a%20b) [two](https://e.org/%28x)");
    check("a.md", "- [T][one] [two]\n\n[one]: https://e.org/a|(b)\n[two]: https://e.org/\\)x",
          "README.md", "- [T](https://e.org/a|(b)) [two](https://e.org/\\)x)");
    check("a.md", "|t|\n|-|\n|[T][one]|\n\n[one]: https://e.org/a|b", "README.md",
          "|[T](https://e.org/a%7Cb)|");
}

/* A folder's name is no part of a target as it is. */
static void odd_folder(void **state)
{
    (void)state;
    check("my lists (c#)/a.md",
          "- [T](https://e.org/t) ![](b.png) [here](#notes) <img src='c.png'>", "README.md",
          "- [T](https://e.org/t) ![](my%20lists%20%28c%23%29/b.png) "
          "[here](my%20lists%20%28c%23%29/a.md#notes) <img src='my%20lists%20%28c%23%29/c.png'>");
    check("my lists/a.md", "- [T](https://e.org/t) ![](b.png)", "my lists/new/b.md",
          "- [T](https://e.org/t) ![](../b.png)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_folder),   cmocka_unit_test(other_folder),
        cmocka_unit_test(own_page),      cmocka_unit_test(by_name),
        cmocka_unit_test(by_name_oddly), cmocka_unit_test(odd_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
