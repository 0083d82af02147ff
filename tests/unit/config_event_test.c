#include "config/event.h"

#include "sandbox.h"

#include <string.h>

static void read_text(struct event *event, const char *text)
{
    char path[] = "/tmp/curlint-event-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), (ssize_t)strlen(text));
    close(file);
    *event = (struct event){0};
    event_read(event, path);
    unlink(path);
}

static void a_pull_request_names_both_ends(void **state)
{
    (void)state;
    struct event event;
    read_text(&event, "{\"pull_request\": {\"base\": {\"sha\": \"b1\", \"repo\": {\"full_name\": "
                      "\"o/list\"}}, \"head\": {\"sha\": \"h1\", \"repo\": {\"full_name\": "
                      "\"o/list\"}}}, \"repository\": {\"default_branch\": \"main\"}}");
    assert_string_equal(event.base, "b1");
    assert_string_equal(event.head, "h1");
    assert_string_equal(event.default_branch, "main");
    assert_null(event.before);
    assert_false(event.fork);
    arena_free(&event.arena);
}

static void another_repository_is_a_fork_and_so_is_one_that_is_gone(void **state)
{
    (void)state;
    struct event event;
    read_text(&event, "{\"pull_request\": {\"base\": {\"repo\": {\"full_name\": \"o/list\"}}, "
                      "\"head\": {\"repo\": {\"full_name\": \"p/list\"}}}}");
    assert_true(event.fork);
    arena_free(&event.arena);
    read_text(&event, "{\"pull_request\": {\"base\": {\"repo\": {\"full_name\": \"o/list\"}}, "
                      "\"head\": {\"repo\": null}}}");
    assert_true(event.fork);
    arena_free(&event.arena);
}

static void what_is_no_event_says_nothing(void **state)
{
    (void)state;
    struct event event;
    read_text(&event, "{\"before\": 12, \"merge_group\": {\"base_sha\": \"m1\"}");
    assert_null(event.base);
    arena_free(&event.arena);
    read_text(&event, "{\"before\": 12, \"merge_group\": {\"base_sha\": \"m1\"}}");
    assert_string_equal(event.base, "m1");
    assert_null(event.before);
    assert_false(event.fork);
    arena_free(&event.arena);
    event = (struct event){0};
    event_read(&event, "/nonexistent");
    assert_null(event.base);
    event_read(&event, NULL);
    arena_free(&event.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pull_request_names_both_ends),
        cmocka_unit_test(another_repository_is_a_fork_and_so_is_one_that_is_gone),
        cmocka_unit_test(what_is_no_event_says_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
