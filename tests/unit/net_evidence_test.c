#include "net/evidence.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void verdicts_are_found_by_their_names(void **state)
{
    (void)state;
    for (size_t i = 0; i < VERDICT_COUNT; i++) {
        enum verdict found = i == 0 ? VERDICT_GONE : VERDICT_OK;
        assert_true(verdict_from_name(str_from(verdict_name((enum verdict)i)), &found));
        assert_int_equal(found, i);
    }
    enum verdict kept = VERDICT_FLAKY;
    assert_false(verdict_from_name(STR("dead"), &kept));
    assert_int_equal(kept, VERDICT_FLAKY);
}

static void only_three_verdicts_are_alive(void **state)
{
    (void)state;
    size_t alive = 0;
    for (size_t i = 0; i < VERDICT_COUNT; i++)
        alive += verdict_is_alive((enum verdict)i);
    assert_int_equal(alive, 3);
    assert_true(verdict_is_alive(VERDICT_OK));
    assert_true(verdict_is_alive(VERDICT_MOVED));
    assert_true(verdict_is_alive(VERDICT_REDIRECTED));
}

static void a_copy_owes_nothing_to_its_source(void **state)
{
    (void)state;
    char text[] = "http://one.test/";
    struct hop hops[] = {{.url = str_from(text), .status = 301, .method = METHOD_HEAD}};
    struct paper_facts paper = {.title = str_from(text), .authors = str_from(text), .version = 3};
    struct repo_facts repo = {.name = str_from(text), .archived = true};
    struct evidence evidence = {
        .url = str_from(text),
        .service = str_from(text),
        .paper = &paper,
        .repo = &repo,
        .final = str_from(text),
        .hops = hops,
        .hop_count = 1,
        .reason = str_from(text),
        .address = str_from(text),
        .cause = "moved",
    };
    struct arena arena = {0};
    struct evidence copy = evidence_copy(&arena, &evidence);
    memset(text, 'x', sizeof text - 1);
    hops[0] = (struct hop){0};
    paper = (struct paper_facts){0};
    repo = (struct repo_facts){0};
    assert_true(str_eq(copy.url, STR("http://one.test/")));
    assert_true(str_eq(copy.final, copy.url));
    assert_true(str_eq(copy.reason, copy.url));
    assert_true(str_eq(copy.address, copy.url));
    assert_int_equal(copy.hop_count, 1);
    assert_true(str_eq(copy.hops[0].url, copy.url));
    assert_int_equal(copy.hops[0].status, 301);
    assert_true(str_eq(copy.service, copy.url));
    assert_true(str_eq(copy.paper->title, copy.url));
    assert_true(str_eq(copy.paper->authors, copy.url));
    assert_int_equal(copy.paper->version, 3);
    assert_true(str_eq(copy.repo->name, copy.url));
    assert_true(copy.repo->archived);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verdicts_are_found_by_their_names),
        cmocka_unit_test(only_three_verdicts_are_alive),
        cmocka_unit_test(a_copy_owes_nothing_to_its_source),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
