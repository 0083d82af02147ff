/* doc/window_text: the windows that headings tell, and how they are written anew. */
#include "doc/window_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

/* `after` is the text with its window moved to 2025-03-19, 30 days; NULL: it tells none. */
static void check(const char *text, const char *after)
{
    struct window_text window;
    struct buf out = {0};
    str whole = str_from(text);
    bool read = window_text_read(whole, &window);
    if (read) {
        size_t start = (size_t)(window.told.at - whole.at);
        buf_add(&out, str_sub(whole, 0, start));
        if (!window_text_write(&out, &window, (struct date){2025, 3, 19}, 30))
            buf_add(&out, window.told);
        buf_add(&out, str_skip(whole, start + window.told.n));
    }
    if (read != (after != NULL) || (after && !str_eq(buf_str(&out), str_from(after))))
        fail_msg("\"%s\" gives \"%.*s\"", text, STR_ARG(buf_str(&out)));
    buf_free(&out);
}

static void since(void **state)
{
    (void)state;
    check("Paper from Sep 30, 2024 - Now (all since May 22, 2023)",
          "Paper from Mar 19, 2025 - Now (all since May 22, 2023)");
    check("September 3, 2024 \xe2\x80\x93 present", "March 19, 2025 \xe2\x80\x93 present");
    check("2024-09-30 to today", "2025-03-19 to today");
    check("2024/09/30~now", "2025/03/19~now");
    check("30 Sep 2024 until Now", "19 Mar 2025 until Now");
}

static void days(void **state)
{
    (void)state;
    check("The last 90 days", "The last 30 days");
    check("papers of the PAST 7 Days only", "papers of the PAST 30 Days only");
}

/* What is a window, in a form that cannot be written: it stays as it is. */
static void unwritten(void **state)
{
    (void)state;
    check("Sept 5th, 2024 - now", "Sept 5th, 2024 - now");
}

static void none(void **state)
{
    static const char *const texts[] = {
        "",
        "Now",
        "News of 2024",
        "from Sep 2024 - Now",
        "known - now",
        "Sep 30, 2024",
        "Sep 30, 2024 - Nowhere",
        "last 3 months",
        "last days",
        "blast 90 days",
        "last 0 days",
        "last 4000000000 days",
        "30/02/2024 - now",
        "the last 90 day",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check(texts[i], NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(since),
        cmocka_unit_test(days),
        cmocka_unit_test(unwritten),
        cmocka_unit_test(none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
