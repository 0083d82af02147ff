#include "net/schedule.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static uint32_t host(struct schedule *schedule, const char *name, struct schedule_limits limits)
{
    bool added;
    return schedule_host(schedule, str_from(name), &limits, &added);
}

static void put(struct schedule *schedule, uint32_t at, uint32_t first, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        schedule_put(schedule, 0, at, first + i, false);
}

/* Take all that may run; their number goes to `taken` by host. */
static size_t take_all(struct schedule *schedule, int64_t now, size_t *taken)
{
    size_t count = 0;
    for (uint32_t at, job; schedule_take(schedule, now, true, &at, &job); count++)
        taken[at]++;
    return count;
}

static void a_new_host_gets_one_job_until_it_is_open(void **state)
{
    (void)state;
    struct schedule schedule = {.at_once = 100};
    schedule_start(&schedule);
    uint32_t one = host(&schedule, "one", (struct schedule_limits){4, 0, 1});
    size_t taken[1] = {0};
    put(&schedule, one, 0, 10);
    assert_int_equal(take_all(&schedule, 0, taken), 1);
    schedule_done(&schedule, 5, one);
    assert_int_equal(take_all(&schedule, 5, taken), 1);
    schedule_open(&schedule, 6, one);
    assert_int_equal(take_all(&schedule, 6, taken), 3);
    schedule_probe(&schedule, 7, one);
    for (size_t i = 0; i < 4; i++)
        schedule_done(&schedule, 7, one);
    assert_int_equal(take_all(&schedule, 7, taken), 1);
    schedule_free(&schedule);
}

static void jobs_of_a_host_run_in_order_those_in_front_first(void **state)
{
    (void)state;
    struct schedule schedule = {.at_once = 100};
    schedule_start(&schedule);
    uint32_t one = host(&schedule, "one", (struct schedule_limits){1, 0, 1});
    put(&schedule, one, 0, 3);
    schedule_put(&schedule, 0, one, 9, true);
    static const uint32_t wanted[] = {9, 0, 1, 2};
    for (size_t i = 0; i < 4; i++) {
        uint32_t at, job;
        assert_true(schedule_take(&schedule, 0, true, &at, &job));
        assert_int_equal(job, wanted[i]);
        schedule_done(&schedule, 0, at);
    }
    schedule_free(&schedule);
}

static void no_window_of_time_sees_more_than_rate_and_burst(void **state)
{
    (void)state;
    struct schedule schedule = {.at_once = 100};
    schedule_start(&schedule);
    uint32_t one = host(&schedule, "one", (struct schedule_limits){50, 10, 3});
    put(&schedule, one, 0, 200);
    schedule_open(&schedule, 0, one);
    int64_t times[200];
    size_t count = 0, steps = 0;
    for (int64_t now = 1000; count < 200;) {
        uint32_t at, job;
        while (schedule_take(&schedule, now, true, &at, &job)) {
            times[count++] = now;
            schedule_done(&schedule, now, at);
        }
        int64_t next = schedule_next(&schedule, true);
        if (count < 200)
            assert_true(next > now);
        now = next;
        assert_true(++steps < 1000); /* it sleeps, it does not spin */
    }
    for (size_t i = 0; i < count; i++)
        for (size_t j = i; j < count; j++)
            assert_true((double)(j - i + 1) <=
                        3 + (double)(times[j] - times[i]) * 10 / 1000 + 0.001);
    assert_true(times[199] - times[0] < 20100); /* and it uses what it may */
    schedule_free(&schedule);
}

static void a_host_that_waits_holds_no_place(void **state)
{
    (void)state;
    struct schedule schedule = {.at_once = 4};
    schedule_start(&schedule);
    uint32_t slow = host(&schedule, "slow", (struct schedule_limits){2, 0, 1});
    uint32_t held = host(&schedule, "held", (struct schedule_limits){9, 0, 1});
    uint32_t fast = host(&schedule, "fast", (struct schedule_limits){9, 0, 1});
    size_t taken[3] = {0};
    put(&schedule, slow, 0, 50);
    put(&schedule, held, 50, 50);
    put(&schedule, fast, 100, 50);
    assert_int_equal(take_all(&schedule, 0, taken), 3);
    for (uint32_t i = 0; i < 3; i++)
        schedule_open(&schedule, 0, i);
    schedule_done(&schedule, 1, held);
    schedule_hold(&schedule, 1, held, 5000);
    take_all(&schedule, 1, taken);
    assert_int_equal(taken[slow], 2);
    assert_int_equal(taken[held], 1);
    assert_int_equal(taken[fast], 2); /* the fourth place */
    while (taken[fast] < 50) {
        schedule_done(&schedule, 2, fast);
        take_all(&schedule, 2, taken);
    }
    assert_int_equal(taken[slow], 2);
    assert_int_equal(taken[held], 1);
    schedule_done(&schedule, 2, fast);
    assert_int_equal(schedule_next(&schedule, true), 5000);
    take_all(&schedule, 4999, taken);
    assert_int_equal(taken[held], 1);
    take_all(&schedule, 5000, taken);
    assert_true(taken[held] > 1);
    schedule_free(&schedule);
}

static void hosts_that_run_are_served_in_turn(void **state)
{
    (void)state;
    struct schedule schedule = {.at_once = 2};
    schedule_start(&schedule);
    size_t taken[5] = {0};
    for (uint32_t i = 0; i < 5; i++) {
        char name[8];
        snprintf(name, sizeof name, "h%u", (unsigned)i);
        host(&schedule, name, (struct schedule_limits){2, 0, 1});
        put(&schedule, i, i * 100, 100);
    }
    /* All begun, so that none is new. */
    for (uint32_t i = 0; i < 5; i++) {
        uint32_t at, job;
        assert_true(schedule_take(&schedule, 0, true, &at, &job));
        schedule_pause(&schedule, 0, at, true);
        schedule_done(&schedule, 0, at);
    }
    for (uint32_t i = 0; i < 5; i++) {
        schedule_pause(&schedule, 0, i, false);
        schedule_open(&schedule, 0, i);
    }
    for (int64_t now = 1; now <= 100; now++) {
        uint32_t at, job;
        assert_true(schedule_take(&schedule, now, true, &at, &job));
        taken[at]++;
        schedule_done(&schedule, now, at);
    }
    for (size_t i = 0; i < 5; i++)
        assert_in_range(taken[i], 19, 21);
    schedule_free(&schedule);
}

static void a_new_host_is_begun_when_none_may_run_the_longest_first(void **state)
{
    (void)state;
    struct schedule schedule = {.at_once = 100};
    schedule_start(&schedule);
    uint32_t small = host(&schedule, "small", (struct schedule_limits){1, 0, 1});
    uint32_t large = host(&schedule, "large", (struct schedule_limits){1, 0, 1});
    put(&schedule, small, 0, 2);
    put(&schedule, large, 10, 3);
    uint32_t at, job;
    assert_false(schedule_take(&schedule, 0, false, &at, &job));
    assert_int_equal(schedule_next(&schedule, false), INT64_MAX);
    assert_true(schedule_take(&schedule, 0, true, &at, &job));
    assert_int_equal(at, large);
    assert_true(schedule_take(&schedule, 0, true, &at, &job));
    assert_int_equal(at, small);
    schedule_done(&schedule, 1, small);
    uint32_t third = host(&schedule, "third", (struct schedule_limits){1, 0, 1});
    put(&schedule, third, 20, 9);
    assert_true(schedule_take(&schedule, 1, true, &at, &job));
    assert_int_equal(at, small);
    schedule_free(&schedule);
}

static void a_delayed_job_comes_back_in_time(void **state)
{
    (void)state;
    struct schedule schedule = {.at_once = 100};
    schedule_start(&schedule);
    uint32_t one = host(&schedule, "one", (struct schedule_limits){1, 0, 1});
    uint32_t at, job;
    for (uint32_t i = 0; i < 100; i++)
        schedule_put_later(&schedule, (int64_t)((i * 37) % 100 + 10), one, i);
    assert_int_equal(schedule_next(&schedule, true), 10);
    assert_false(schedule_take(&schedule, 9, true, &at, &job));
    for (int64_t now = 10; now < 110; now++) {
        assert_true(schedule_take(&schedule, now, true, &at, &job));
        assert_int_equal((job * 37) % 100 + 10, now);
        assert_false(schedule_take(&schedule, now, true, &at, &job));
        schedule_done(&schedule, now, at);
    }
    assert_int_equal(schedule_next(&schedule, true), INT64_MAX);
    schedule_free(&schedule);
}

static void a_job_that_made_no_request_counts_against_no_rate(void **state)
{
    (void)state;
    struct schedule schedule = {.at_once = 100};
    schedule_start(&schedule);
    uint32_t one = host(&schedule, "one", (struct schedule_limits){1, 1, 1});
    put(&schedule, one, 0, 3);
    uint32_t at, job;
    for (size_t i = 0; i < 2; i++) {
        assert_true(schedule_take(&schedule, 0, true, &at, &job));
        schedule_undo(&schedule, 0, at);
    }
    assert_true(schedule_take(&schedule, 0, true, &at, &job));
    schedule_done(&schedule, 0, at);
    assert_int_equal(schedule.waiting, 0);
    put(&schedule, one, 5, 1);
    assert_false(schedule_take(&schedule, 500, true, &at, &job));
    assert_true(schedule_take(&schedule, 1001, true, &at, &job));
    schedule_free(&schedule);
}

static void a_host_that_complains_gets_less_and_slowly_more(void **state)
{
    (void)state;
    struct schedule schedule = {.at_once = 100};
    schedule_start(&schedule);
    uint32_t one = host(&schedule, "one", (struct schedule_limits){8, 0, 1});
    size_t taken[1] = {0};
    put(&schedule, one, 0, 100);
    schedule_open(&schedule, 0, one);
    assert_int_equal(take_all(&schedule, 0, taken), 8);
    schedule_slow(&schedule, 0, one);
    schedule_slow(&schedule, 0, one);
    for (size_t i = 0; i < 8; i++)
        schedule_done(&schedule, 1, one);
    assert_int_equal(take_all(&schedule, 1, taken), 2);
    schedule_quicken(&schedule, 2, one);
    assert_int_equal(take_all(&schedule, 2, taken), 1);
    for (size_t i = 0; i < 20; i++)
        schedule_quicken(&schedule, 3, one);
    assert_int_equal(take_all(&schedule, 3, taken), 5);
    schedule_free(&schedule);
}

/* Jobs that run from `start` for ten seconds. */
static size_t in_ten_seconds(struct schedule *schedule, int64_t start)
{
    size_t count = 0;
    for (int64_t now = start; now < start + 10000;) {
        uint32_t at, job;
        while (schedule_take(schedule, now, true, &at, &job)) {
            count++;
            schedule_done(schedule, now, at);
        }
        now = schedule_next(schedule, true);
    }
    return count;
}

static void its_rate_falls_and_comes_back(void **state)
{
    (void)state;
    struct schedule schedule = {.at_once = 100};
    schedule_start(&schedule);
    uint32_t one = host(&schedule, "one", (struct schedule_limits){4, 8, 1});
    put(&schedule, one, 0, 1000);
    schedule_open(&schedule, 0, one);
    assert_in_range(in_ten_seconds(&schedule, 0), 78, 81);
    schedule_slow(&schedule, 10000, one);
    assert_in_range(in_ten_seconds(&schedule, 10000), 38, 41);
    for (size_t i = 0; i < 20; i++)
        schedule_quicken(&schedule, 20000, one);
    assert_in_range(in_ten_seconds(&schedule, 20000), 78, 81);
    schedule_free(&schedule);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_host_gets_one_job_until_it_is_open),
        cmocka_unit_test(jobs_of_a_host_run_in_order_those_in_front_first),
        cmocka_unit_test(no_window_of_time_sees_more_than_rate_and_burst),
        cmocka_unit_test(a_host_that_waits_holds_no_place),
        cmocka_unit_test(hosts_that_run_are_served_in_turn),
        cmocka_unit_test(a_new_host_is_begun_when_none_may_run_the_longest_first),
        cmocka_unit_test(a_delayed_job_comes_back_in_time),
        cmocka_unit_test(a_job_that_made_no_request_counts_against_no_rate),
        cmocka_unit_test(a_host_that_complains_gets_less_and_slowly_more),
        cmocka_unit_test(its_rate_falls_and_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
