#include "cli/progress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* Standard error goes to a file, so that it can be read and is no terminal. */
struct caught {
    FILE *file;
    int before;
    char text[4096];
};

static void catch_begin(struct caught *caught)
{
    caught->file = tmpfile();
    caught->before = dup(STDERR_FILENO);
    assert_non_null(caught->file);
    assert_true(caught->before >= 0);
    assert_true(dup2(fileno(caught->file), STDERR_FILENO) >= 0);
}

static const char *catch_end(struct caught *caught)
{
    assert_true(dup2(caught->before, STDERR_FILENO) >= 0);
    close(caught->before);
    rewind(caught->file);
    caught->text[fread(caught->text, 1, sizeof caught->text - 1, caught->file)] = '\0';
    fclose(caught->file);
    return caught->text;
}

static const char *a_terminal(const char *name)
{
    return strcmp(name, "TERM") == 0 ? "xterm" : NULL;
}

static struct check_progress state_at(int64_t elapsed)
{
    return (struct check_progress){
        .total = 5000,
        .done = elapsed < 50000 ? (size_t)(elapsed / 10) : 5000,
        .elapsed = elapsed,
        .left = elapsed < 50000 ? 50000 - elapsed : 0,
        .slow = {{.name = STR("slow\x1b.example"), .waiting = 7, .in_flight = 2}},
        .slow_count = 1,
    };
}

/* What is told where the engine tells its progress each second, until then. */
static const char *told_until(struct caught *caught, int64_t end, bool quiet)
{
    const struct cli cli = {.environment = a_terminal};
    struct progress progress = {.quiet = quiet};
    *caught = (struct caught){0};
    catch_begin(caught);
    progress_start(&progress, &cli);
    for (int64_t elapsed = 1000; elapsed <= end; elapsed += 1000) {
        struct check_progress state = state_at(elapsed);
        progress_tell(&progress, &state);
    }
    progress_clear(&progress);
    return catch_end(caught);
}

static void a_line_every_30_seconds(void **state)
{
    (void)state;
    struct caught caught;
    assert_string_equal(told_until(&caught, 29000, false), "");
    assert_string_equal(told_until(&caught, 89000, false),
                        "curlint: 3000 of 5000 links, 100/s, 20 s left; waiting for "
                        "slow\\x1b.example (9)\n"
                        "curlint: 5000 of 5000 links, 83/s; waiting for slow\\x1b.example (9)\n");
}

static void none_where_it_is_to_be_quiet(void **state)
{
    (void)state;
    struct caught caught;
    assert_string_equal(told_until(&caught, 89000, true), "");
}

/* The time of the last line counts, however late it came. */
static void no_line_is_made_up_for(void **state)
{
    (void)state;
    static const int64_t times[] = {1000, 95000, 96000, 124999, 125000};
    const struct cli cli = {.environment = a_terminal};
    struct progress progress = {0};
    struct caught caught = {0};
    catch_begin(&caught);
    progress_start(&progress, &cli);
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        struct check_progress now = {.total = i, .elapsed = times[i], .left = -1};
        progress_tell(&progress, &now);
    }
    assert_string_equal(catch_end(&caught), "curlint: 0 of 1 links\ncurlint: 0 of 4 links\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_every_30_seconds),
        cmocka_unit_test(none_where_it_is_to_be_quiet),
        cmocka_unit_test(no_line_is_made_up_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
