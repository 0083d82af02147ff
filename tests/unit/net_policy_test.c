/*
 * The address policy of the engine as a whole. connect() is this program's own: what libcurl would
 * connect to is counted, and no packet leaves.
 */
#include "net/address.h"
#include "net/check.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static unsigned public_connects, private_connects;

/* Under its name to the linker alone: the system's header declares it otherwise. */
int count_connect(int fd, const struct sockaddr *address, socklen_t length) __asm__("connect")
    __attribute__((visibility("default")));

int count_connect(int fd, const struct sockaddr *address, socklen_t length)
{
    (void)fd;
    if (address_forbidden(address, length))
        private_connects++;
    else
        public_connects++;
    errno = ECONNREFUSED;
    return -1;
}

/* A server of names that gives another answer each time; the last one for ever. */
struct names {
    const char *const *answers; /* addresses, blanks between; "?": nobody knows. NULL-ended */
    unsigned asked;
    bool allow_private; /* the policy is lifted */
};

static void look_up(void *self, const char *host, struct resolve_found *found)
{
    (void)host;
    struct names *names = self;
    unsigned last = 0;
    while (names->answers[last + 1])
        last++;
    str rest = str_from(names->answers[names->asked < last ? names->asked : last]);
    names->asked++;
    found->status = str_eq(rest, STR("?")) ? RESOLVE_TRY_AGAIN : RESOLVE_OK;
    while (rest.at && found->status == RESOLVE_OK) {
        struct resolve_address address = {0};
        if (address_parse(str_cut(&rest, ' '), &address.address, &address.length))
            vec_push(&found->addresses, address);
    }
}

struct verdicts {
    size_t counts[VERDICT_COUNT];
};

static void count(void *self, size_t id, const struct evidence *evidence)
{
    (void)id;
    ((struct verdicts *)self)->counts[evidence->verdict]++;
}

/* Ask for `urls` (NULL-ended); both counters of connections begin at 0. */
static struct verdicts ask(struct names *names, const char *const *urls)
{
    struct check_settings settings = check_defaults();
    struct clock clock = clock_system();
    struct verdicts verdicts = {0};
    struct check *check;
    struct err err;
    settings.retry_delay = settings.second_pass_delay = 1;
    settings.host_rate = 0;
    settings.allow_private = names->allow_private;
    settings.source = (struct resolve_source){.look_up = look_up, .direct = true, .self = names};
    public_connects = private_connects = 0;
    assert_int_equal(check_new(&check, &settings, &clock,
                               &(struct check_callbacks){.done = count, .self = &verdicts}, &err),
                     RC_OK);
    for (size_t i = 0; urls[i]; i++)
        check_add(check, i, str_from(urls[i]));
    check_run(check);
    check_free(check);
    return verdicts;
}

static const char *const some_urls[] = {"http://rebind.example/1", "http://rebind.example:8080/2",
                                        "https://rebind.example/3", "http://rebind.example/4",
                                        NULL};

/* What a name leads to is settled when it is looked at: no later answer comes in its place. */
static void a_name_that_changes(void **state)
{
    (void)state;
    static const char *const answers[] = {"8.8.8.8", "127.0.0.1", NULL};
    struct names names = {.answers = answers};
    struct verdicts verdicts = ask(&names, some_urls);
    assert_int_equal(verdicts.counts[VERDICT_FLAKY], 4);
    assert_int_equal(names.asked, 1);
    assert_true(public_connects > 0);
    assert_int_equal(private_connects, 0);
}

/* A name is asked for again where nobody knew it: that answer is looked at like the first. */
static void a_name_that_comes_late(void **state)
{
    (void)state;
    static const char *const answers[] = {"?", "127.0.0.1", NULL};
    struct names names = {.answers = answers};
    struct verdicts verdicts = ask(&names, some_urls);
    assert_int_equal(verdicts.counts[VERDICT_REFUSED], 4);
    assert_int_equal(names.asked, 2);
    assert_int_equal(public_connects + private_connects, 0);
}

/* Of the addresses of one name only those are tried that may be. */
static void a_name_of_both_kinds(void **state)
{
    (void)state;
    static const char *const answers[] = {
        "127.0.0.1 ::1 ::ffff:127.0.0.1 8.8.8.8 10.0.0.1 0.0.0.0 64:ff9b::7f00:1 2002:7f00:1::",
        NULL};
    struct names names = {.answers = answers};
    struct verdicts verdicts = ask(&names, some_urls);
    assert_int_equal(verdicts.counts[VERDICT_FLAKY], 4);
    assert_true(public_connects > 0);
    assert_int_equal(private_connects, 0);
}

/* This machine and its neighbours in all the ways in which they can be written. */
static void addresses_as_written(void **state)
{
    (void)state;
    static const char *const hosts[] = {
        "127.0.0.1",
        "127.0.0.1.",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0X7F.0.0.0x1",
        "0177.0.0.1",
        "017700000001",
        "0",
        "0.0.0.0",
        "10.1.2.3",
        "169.254.169.254",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:7f00:0001]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fd00::1]",
        "%31%32%37.0.0.1",                            /* in percents */
        "\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1", /* wide digits */
        "127\xe3\x80\x82"
        "0\xe3\x80\x82"
        "0\xe3\x80\x82"
        "1", /* ideographic full stops */
    };
    static const char *const answers[] = {"127.0.0.1", NULL};
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        char url[128];
        const char *const urls[] = {url, NULL};
        struct names names = {.answers = answers};
        snprintf(url, sizeof url, "http://%s:8080/", hosts[i]);
        struct verdicts verdicts = ask(&names, urls);
        if (verdicts.counts[VERDICT_REFUSED] != 1 || public_connects + private_connects > 0)
            fail_msg("%s is not refused, or was connected to", url);
    }
}

/* With the policy lifted the same is connected to: the count counts. */
static void the_canary_sings(void **state)
{
    (void)state;
    static const char *const answers[] = {"127.0.0.1", NULL};
    static const char *const urls[] = {"http://rebind.example/1", "http://[::1]/", NULL};
    struct names names = {.answers = answers, .allow_private = true};
    struct verdicts verdicts = ask(&names, urls);
    assert_int_equal(verdicts.counts[VERDICT_FLAKY], 2);
    assert_true(private_connects >= 2);
    assert_int_equal(public_connects, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_that_changes),  cmocka_unit_test(a_name_that_comes_late),
        cmocka_unit_test(a_name_of_both_kinds), cmocka_unit_test(addresses_as_written),
        cmocka_unit_test(the_canary_sings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
