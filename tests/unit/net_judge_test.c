#include "net/judge.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct judgement judge(int status, enum method method)
{
    return judge_answer(&(struct fetch_answer){.status = status, .method = method}, false);
}

/* All that a server can send has a meaning, and nothing but 404 and 410 is gone. */
static void every_status_has_a_verdict(void **state)
{
    (void)state;
    for (int status = 100; status <= 999; status++) {
        struct judgement got = judge(status, METHOD_GET);
        assert_non_null(got.cause);
        assert_non_null(got.reason);
        assert_int_equal(got.verdict == VERDICT_GONE, status == 404 || status == 410);
        assert_int_equal(got.alive,
                         (status >= 200 && status <= 299) || status == 304 || status == 416);
        const char *mark = strchr(got.reason, '%');
        assert_true(!mark || (mark[1] == 'd' && !strchr(mark + 1, '%')));
    }
}

static void head_alone_condemns_nothing(void **state)
{
    (void)state;
    for (int status = 100; status <= 999; status++) {
        struct judgement got = judge(status, METHOD_HEAD);
        assert_true(got.alive || got.step == STEP_GET || got.step == STEP_LIMITED);
    }
    for (int fault = FETCH_TIMEOUT; fault <= FETCH_BROKEN; fault++) {
        struct fetch_answer answer = {.fault = (enum fetch_fault)fault, .method = METHOD_HEAD};
        assert_int_not_equal(judge_answer(&answer, false).step, STEP_DONE);
    }
}

/* What is wrong here is never held against a link. */
static void trouble_of_this_machine_is_no_verdict(void **state)
{
    (void)state;
    static const int errors[] = {ENETUNREACH, ENETDOWN, EADDRNOTAVAIL, EAFNOSUPPORT};
    for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
        struct fetch_answer answer = {.fault = FETCH_CONNECT, .system_error = errors[i]};
        assert_int_equal(judge_answer(&answer, false).verdict, VERDICT_NOT_CHECKED);
    }
    struct fetch_answer refused = {.fault = FETCH_CONNECT, .system_error = ECONNREFUSED};
    assert_int_equal(judge_answer(&refused, false).verdict, VERDICT_FLAKY);
    assert_int_equal(judge_name(RESOLVE_DOWN).verdict, VERDICT_NOT_CHECKED);
    assert_int_equal(judge_name(RESOLVE_NO_NAME).verdict, VERDICT_FLAKY);
}

static void a_redirect_is_followed_where_it_leads_somewhere(void **state)
{
    (void)state;
    static const struct {
        int status;
        bool permanent;
    } redirects[] = {{301, true}, {302, false}, {303, false}, {307, false}, {308, true}};
    for (size_t i = 0; i < sizeof redirects / sizeof redirects[0]; i++) {
        struct fetch_answer answer = {.status = redirects[i].status};
        assert_int_not_equal(judge_answer(&answer, false).step, STEP_FOLLOW);
        answer.headers[FETCH_LOCATION] = STR("/x");
        struct judgement got = judge_answer(&answer, false);
        assert_int_equal(got.step, STEP_FOLLOW);
        assert_int_equal(got.permanent, redirects[i].permanent);
    }
}

static void a_wall_is_known_by_its_header(void **state)
{
    (void)state;
    for (int status = 200; status <= 599; status++) {
        struct fetch_answer answer = {.status = status};
        answer.headers[FETCH_CF_MITIGATED] = STR("challenge");
        assert_int_equal(judge_answer(&answer, false).verdict, VERDICT_BLOCKED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_status_has_a_verdict),
        cmocka_unit_test(head_alone_condemns_nothing),
        cmocka_unit_test(trouble_of_this_machine_is_no_verdict),
        cmocka_unit_test(a_redirect_is_followed_where_it_leads_somewhere),
        cmocka_unit_test(a_wall_is_known_by_its_header),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
