/* doc/recent and lint/recent_text: which rows a page gets, in which order, and their bytes. */
#include "lint/recent_text.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static const struct date today = {2026, 6, 1};

static struct document *build(const char *path, str text)
{
    char *source = mem_alloc(text.n + 1, 1);
    if (text.n > 0)
        memcpy(source, text.at, text.n);
    struct limits limits = limits_default();
    return document_build(str_from(path), source, text.n, &limits, today);
}

enum { FILES_MAX = 3 };

struct file {
    const char *path, *text;
};

/* A page, the files that it repeats, and what the list says of it. */
struct given {
    const char *page;
    struct file files[FILES_MAX];
    struct recent_wish wish;
    const char *past; /* a list as it was before the window, or NULL */
};

static enum rc rebuild_once(const struct given *given, str page, struct buf *out, struct err *err)
{
    struct document *docs[FILES_MAX], *doc = build("README.md", page);
    struct document *past_doc = given->past ? build("past.md", str_from(given->past)) : NULL;
    struct recent_page recent = {0};
    struct recent_plan plan = {0};
    struct recent_text text = {0};
    struct map past = {0};
    size_t n = 0;
    for (; n < FILES_MAX && given->files[n].path; n++)
        docs[n] = build(given->files[n].path, str_from(given->files[n].text));
    if (past_doc)
        recent_past_add(&past, past_doc);
    recent_page_read(&recent, doc);
    assert_null(recent.fault);
    assert_int_equal(recent_window_find(&plan, &recent, &given->wish, today), RC_OK);
    enum rc rc = recent_plan_make(&plan, docs, n, past_doc ? &past : NULL, err);
    if (rc == RC_OK)
        rc = recent_text_make(&text, &plan, err);
    if (rc == RC_OK)
        buf_add(out, buf_str(&text.bytes));
    recent_text_free(&text);
    recent_plan_free(&plan);
    recent_page_free(&recent);
    map_free(&past);
    document_free(past_doc);
    document_free(doc);
    while (n > 0)
        document_free(docs[--n]);
    return rc;
}

/* What becomes of the page, and that nothing more becomes of that. */
static void check(const struct given *given, const char *wanted)
{
    struct buf out = {0}, again = {0};
    struct err err;
    if (rebuild_once(given, str_from(given->page), &out, &err) != RC_OK)
        fail_msg("%s", err.text);
    if (!str_eq(buf_str(&out), str_from(wanted)))
        fail_msg("have\n%.*s\nwant\n%s", STR_ARG(buf_str(&out)), wanted);
    assert_int_equal(rebuild_once(given, buf_str(&out), &again, &err), RC_OK);
    if (!str_eq(buf_str(&out), buf_str(&again)))
        fail_msg("a second time:\n%.*s", STR_ARG(buf_str(&again)));
    buf_free(&out);
    buf_free(&again);
}

static void fails(const struct given *given, const char *part)
{
    struct buf out = {0};
    struct err err;
    assert_int_equal(rebuild_once(given, str_from(given->page), &out, &err), RC_FAIL);
    if (!strstr(err.text, part))
        fail_msg("%s", err.text);
    buf_free(&out);
}

#define HEAD                "| T | L |\n|---|---|\n"
#define ABS                 "https://arxiv.org/abs/"
#define ROW(name, id, tail) "|[" name "](" ABS id ") A|[Paper](" ABS id ")|" tail "\n"
#define OLD                 ROW("Old", "2506.00001", "[//]: #06/03")
#define MAY                 ROW("May", "2605.00002", "[//]: #05/20")
#define NEW                 ROW("New", "2605.00003", "[//]: #05/28")
#define SINCE                                                                                      \
    {                                                                                              \
        .since = { 2026, 5, 1 }                                                                    \
    }

static void old_rows_go_and_new_ones_come(void **state)
{
    (void)state;
    check(&(struct given){.page = "# P\n\n" HEAD OLD MAY "\nend\n",
                          .files = {{"a.md", HEAD OLD MAY NEW}},
                          .wish = SINCE},
          "# P\n\n" HEAD NEW MAY "\nend\n");
}

/* Nothing but a copy goes. */
static void what_only_the_page_has_stays(void **state)
{
    (void)state;
    check(&(struct given){.page = HEAD MAY OLD "|no paper| yet|\n",
                          .files = {{"a.md", HEAD MAY NEW}},
                          .wish = SINCE},
          HEAD NEW MAY OLD "|no paper| yet|\n");
}

static void marks_stay_in_front(void **state)
{
    (void)state;
    check(&(struct given){.page = HEAD "|:star: [Old](" ABS "2506.00001) A|[Paper](" ABS
                                       "2506.00001)| [//]: #Recommend\n" MAY,
                          .files = {{"a.md", HEAD "|[Old](" ABS "2506.00001) A, B|[Paper](" ABS
                                                  "2506.00001)|[//]: #06/03\n" MAY NEW}},
                          .wish = SINCE},
          HEAD "|:star: [Old](" ABS "2506.00001) A, B|[Paper](" ABS
               "2506.00001)| [//]: #Recommend\n" NEW MAY);
}

static void what_the_original_lacks_stays(void **state)
{
    const char *page = HEAD "|[May](" ABS "2605.00002) A|[Paper](" ABS
                            "2605.00002) [Code](https://github.com/o/r)|[//]: #05/20\n";
    (void)state;
    check(&(struct given){.page = page, .files = {{"a.md", HEAD MAY}}, .wish = SINCE}, page);
    check(&(struct given){.page = HEAD MAY, .files = {{"a.md", page}}, .wish = SINCE}, page);
}

static void items_by_template(void **state)
{
    static const char item[] =
        "- [Old](" ABS "2506.00001). A.\n- [May](" ABS "2605.00002). A. [[Paper]](" ABS
        "2605.00002)\n- [New](" ABS "2605.00003). A | B. [[Paper]](" ABS "2605.00003)\n";
    struct given given = {.page = HEAD MAY, .files = {{"a.md", item}}, .wish = SINCE};
    (void)state;
    fails(&given, "a.md:3: ");
    given.wish.row = STR("|[{title}]({url}) {authors}|{links}|{?[//]: #{date}?}");
    check(&given, HEAD "|[New](" ABS "2605.00003) A \\| B|[Paper](" ABS "2605.00003)|\n" MAY);
}

static void items_of_items(void **state)
{
    (void)state;
    check(&(struct given){.page = "# Recent\n\n* [Old](" ABS "2506.00001)\n* [May](" ABS
                                  "2605.00002)\n  more\n\nend\n",
                          .files = {{"a.md", "- [Old](" ABS "2506.00001)\n- [May](" ABS
                                             "2605.00002)\n  more\n- [New](" ABS
                                             "2605.00003)\n  of two lines\n"}},
                          .wish = {.since = {2026, 5, 1}}},
          "# Recent\n\n* [New](" ABS "2605.00003)\n  of two lines\n* [May](" ABS
          "2605.00002)\n  more\n\nend\n");
}

static void line_ends(void **state)
{
    (void)state;
    check(&(struct given){.page = "| T | L |\r\n|---|---|\r\n|[May](" ABS "2605.00002) A|x|",
                          .files = {{"a.md", HEAD "|[May](" ABS "2605.00002) A|x|\n|[New](" ABS
                                                  "2605.00003) A|y|"}},
                          .wish = SINCE},
          "| T | L |\r\n|---|---|\r\n|[New](" ABS "2605.00003) A|y|\r\n|[May](" ABS
          "2605.00002) A|x|");
}

static void sections(void **state)
{
    static const str a[] = {STR_INIT("a.md")}, b[] = {STR_INIT("b.md")};
    static const struct recent_section sections[] = {
        {.heading = STR_INIT("One"), .of = a, .of_count = 1},
        {.heading = STR_INIT("two"), .of = b, .of_count = 1}};
    struct given given = {
        .page = "## One\n" HEAD "\n## Two\n\nwords\n",
        .files = {{"a.md", HEAD MAY NEW}, {"b.md", HEAD NEW}},
        .wish = {.since = {2026, 5, 1}, .sections = sections, .section_count = 1}};
    (void)state;
    check(&given, "## One\n" HEAD NEW MAY "\n## Two\n\nwords\n");
    given.wish.section_count = 2;
    given.files[0].text = HEAD MAY;
    check(&given, "## One\n" HEAD MAY "\n## Two\n\n" HEAD NEW "\nwords\n");
    given.page = "## One\n" HEAD;
    fails(&given, "README.md: has no heading \"two\"");
}

/* A section without rows goes with the file of its name. */
static void names(void **state)
{
    (void)state;
    check(&(struct given){.page = "[Low-Rank / Sparse](a.md)\n\n## Low-Rank (Sparse)\n\n" HEAD
                                  "\n## B\n\n" HEAD,
                          .files = {{"a.md", HEAD MAY}, {"b.md", HEAD NEW}},
                          .wish = SINCE},
          "[Low-Rank / Sparse](a.md)\n\n## Low-Rank (Sparse)\n\n" HEAD MAY "\n## B\n\n" HEAD NEW);
}

static void by_history(void **state)
{
    static const char rows[] =
        HEAD "|[Elder](https://e.org/1) A|x|\n|[Younger](https://e.org/2) A|y|\n";
    struct given given = {
        .page = HEAD "|[Elder](https://e.org/1) A|x|\n", .files = {{"a.md", rows}}, .wish = SINCE};
    (void)state;
    check(&given, given.page);
    given.past = "- [Elder](https://e.org/1)\n";
    check(&given, HEAD "|[Younger](https://e.org/2) A|y|\n");
}

static void headings(void **state)
{
    struct given given = {.page = "## From May 1, 2026 - Now\n\n" HEAD MAY,
                          .files = {{"a.md", HEAD MAY}},
                          .wish = {.days = 20}};
    (void)state;
    /* The window begins on May 12, but what the heading says is still so. */
    check(&given, "## From May 1, 2026 - Now\n\n" HEAD MAY);
    given.wish.days = 10;
    check(&given, "## From May 22, 2026 - Now\n\n" HEAD);
    given.page = "## The last 90 days\n\n" HEAD MAY;
    check(&given, "## The last 10 days\n\n" HEAD);
    given.wish = (struct recent_wish){0};
    check(&given, given.page);
}

static void unfit(void **state)
{
    (void)state;
    fails(&(struct given){.page = HEAD MAY "not a row\n",
                          .files = {{"a.md", HEAD MAY}},
                          .wish = SINCE},
          "holds a line that is no row");
    fails(&(struct given){.page = "> | T | L |\n> |---|---|\n> " MAY,
                          .files = {{"a.md", HEAD MAY}},
                          .wish = SINCE},
          "stands inside something else");
    fails(&(struct given){.page = "- [May](" ABS "2605.00002)\n- no link\n",
                          .files = {{"a.md", "- [May](" ABS "2605.00002)\n"}},
                          .wish = SINCE},
          "items without a link");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(old_rows_go_and_new_ones_come),
        cmocka_unit_test(what_only_the_page_has_stays),
        cmocka_unit_test(marks_stay_in_front),
        cmocka_unit_test(what_the_original_lacks_stays),
        cmocka_unit_test(items_by_template),
        cmocka_unit_test(items_of_items),
        cmocka_unit_test(line_ends),
        cmocka_unit_test(sections),
        cmocka_unit_test(names),
        cmocka_unit_test(by_history),
        cmocka_unit_test(headings),
        cmocka_unit_test(unfit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
