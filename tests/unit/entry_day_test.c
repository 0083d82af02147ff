/* doc/entry_day: the year that a date does not say, and what an id says in its place. */
#include "base/buf.h"
#include "base/mem.h"
#include "doc/entry_day.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static const struct date today = {2026, 6, 1};

static struct document *build(const char *text)
{
    size_t n = strlen(text);
    char *source = mem_alloc(n + 1, 1);
    memcpy(source, text, n);
    struct limits limits = limits_default();
    return document_build(STR("list.md"), source, n, &limits, today);
}

static void add_day(struct buf *out, struct entry_day day)
{
    struct date date = day.source == DAY_NONE ? today : day_date(day.day);
    if (day.source == DAY_NONE)
        buf_add(out, STR("none"));
    else
        buf_printf(out, "%s%04d-%02d-%02d", day.source == DAY_ARXIV ? "a" : "", date.year,
                   date.month, date.day);
    buf_add_char(out, ' ');
}

/* The days of all entries by their neighbours, or each alone. */
static void check(const char *rows, bool alone, const char *wanted)
{
    struct buf text = {0}, have = {0};
    buf_printf(&text, "| T | L |\n|---|---|\n%s%c", rows, 0);
    struct document *doc = build(text.at);
    struct entry_day *days = entry_days(doc, today);
    for (uint32_t i = 0; i < doc->entry_count; i++)
        add_day(&have, alone ? entry_day_alone(doc, &doc->entries[i], today) : days[i]);
    if (!str_eq(buf_str(&have), str_from(wanted)))
        fail_msg("have \"%.*s\", want \"%s\"", STR_ARG(buf_str(&have)), wanted);
    mem_free(days);
    document_free(doc);
    buf_free(&text);
    buf_free(&have);
}

#define ROW(id, date)     "|[T " id "](https://arxiv.org/abs/" id ") A | |" date "\n"
#define PLAIN(name, date) "|[" name "](https://example.org/" name ") A | |" date "\n"

static void numbers(void **state)
{
    (void)state;
    for (int month = 1; month <= 12; month++) {
        struct date date = day_date(day_of((struct date){2024, month, month + 1}));
        assert_int_equal(date.year, 2024);
        assert_int_equal(date.month, month);
        assert_int_equal(date.day, month + 1);
    }
    assert_true(day_of((struct date){2024, 12, 31}) < day_of((struct date){2025, 1, 1}));
}

static void by_neighbours(void **state)
{
    (void)state;
    check(ROW("2411.00001", "[//]: #12/28") ROW("2412.00002", "[//]: #01/03")
              ROW("2305.00003", "[//]: #01/27") ROW("2502.00004", ""),
          false, "2024-12-28 2025-01-03 2025-01-27 a2025-02-31 ");
}

/* Where nothing tells the year, the last date is the newest that can be. */
static void without_ids(void **state)
{
    (void)state;
    check(PLAIN("a", "[//]: #12/20") PLAIN("b", "[//]: #05/30") PLAIN("c", ""), false,
          "2025-12-20 2026-05-30 none ");
    check(PLAIN("a", "[//]: #07/20"), false, "2025-07-20 ");
}

static void by_itself(void **state)
{
    (void)state;
    check(ROW("2411.00001", "[//]: #12/28") ROW("2412.00002", "[//]: #01/03")
              ROW("2305.00003", "[//]: #01/27") ROW("2305.00004", "[//]: #05/01")
                  PLAIN("a", "[//]: #11/20") PLAIN("b", "<!-- 2024-05 -->"),
          true, "2024-12-28 2025-01-03 2024-01-27 2023-05-01 2025-11-20 2024-05-31 ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers),
        cmocka_unit_test(by_neighbours),
        cmocka_unit_test(without_ids),
        cmocka_unit_test(by_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
