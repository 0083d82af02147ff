#include "net/resolve.h"

#include "name_table.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

/* A clock that stands still until the test moves it. */
struct still {
    int64_t ms;
};

static int64_t still_monotonic(void *self)
{
    return ((struct still *)self)->ms;
}

static struct clock still_clock(struct still *still)
{
    struct clock clock = clock_system();
    clock.monotonic = still_monotonic;
    clock.self = still;
    return clock;
}

static struct resolver *table_resolver(struct name_record *records, struct still *still)
{
    struct resolver_options options = {.clock = still_clock(still),
                                       .source = name_table_source(records)};
    return resolver_new(&options);
}

static void assert_address(const struct resolve_answer *answer, size_t index, const char *text)
{
    char found[ADDRESS_TEXT_BYTES];
    assert_non_null(answer);
    assert_true(index < answer->count);
    address_text(found, (const struct sockaddr *)&answer->addresses[index].address,
                 answer->addresses[index].length);
    assert_string_equal(found, text);
}

static void addresses_are_known_at_once(void **state)
{
    (void)state;
    struct name_record records[] = {{0}};
    struct still still = {0};
    struct resolver *resolver = table_resolver(records, &still);
    assert_address(resolver_ask(resolver, STR("2130706433")), 0, "127.0.0.1");
    assert_address(resolver_ask(resolver, STR("0x7f.1")), 0, "127.0.0.1");
    assert_address(resolver_ask(resolver, STR("0177.0.0.1")), 0, "127.0.0.1");
    assert_address(resolver_ask(resolver, STR("[::FFFF:127.0.0.1]")), 0, "::ffff:127.0.0.1");
    assert_address(resolver_ask_again(resolver, STR("8.8.8.8")), 0, "8.8.8.8");
    assert_null(resolver_next(resolver));
    assert_int_equal(resolver_pending(resolver), 0);
    resolver_free(resolver);
}

static void names_that_are_none(void **state)
{
    (void)state;
    struct name_record records[] = {{"a", RESOLVE_OK, "8.8.8.8", 0, 0}, {0}};
    struct still still = {0};
    struct resolver *resolver = table_resolver(records, &still);
    char long_name[300];
    memset(long_name, 'a', sizeof long_name);
    const str names[] = {
        STR(""), STR("a b"), STR("a\0b"), STR("a\n"), {long_name, sizeof long_name}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct resolve_answer *answer = resolver_ask(resolver, names[i]);
        assert_non_null(answer);
        assert_int_equal(answer->status, RESOLVE_NO_NAME);
        assert_non_null(answer->why);
    }
    assert_int_equal(records[0].asked, 0);
    resolver_free(resolver);
}

static void once_a_host(void **state)
{
    (void)state;
    struct name_record records[] = {
        {"example.org", RESOLVE_OK, "8.8.8.8 2606:4700::1 8.8.8.8|127.0.0.1", 0, 0}, {0}};
    struct still still = {0};
    struct resolver *resolver = table_resolver(records, &still);
    assert_null(resolver_ask(resolver, STR("example.org")));
    assert_null(resolver_ask(resolver, STR("EXAMPLE.org")));
    assert_int_equal(resolver_pending(resolver), 1);
    const struct resolve_answer *answer = resolver_next(resolver);
    assert_non_null(answer);
    assert_int_equal(answer->status, RESOLVE_OK);
    assert_int_equal(answer->count, 2);
    assert_address(answer, 0, "8.8.8.8");
    assert_address(answer, 1, "2606:4700::1");
    assert_string_equal(answer->host.at, "example.org");
    assert_null(resolver_next(resolver));
    assert_ptr_equal(resolver_ask(resolver, STR("Example.Org")), answer);
    assert_int_equal(records[0].asked, 1);

    /* Asked again on purpose, it may be another: the policy sees each. */
    assert_null(resolver_ask_again(resolver, STR("example.org")));
    assert_null(resolver_ask_again(resolver, STR("example.org")));
    assert_ptr_equal(resolver_next(resolver), answer);
    assert_address(answer, 0, "127.0.0.1");
    assert_int_equal(answer->count, 1);
    assert_int_equal(answer->asked, 2);
    assert_int_equal(records[0].asked, 2);
    assert_null(resolver_next(resolver));
    resolver_free(resolver);
}

static void codes_are_kept(void **state)
{
    (void)state;
    struct name_record records[] = {
        {"again", RESOLVE_TRY_AGAIN, NULL, 0, 0}, {"empty", RESOLVE_OK, "", 0, 0}, {0}};
    struct still still = {0};
    struct resolver *resolver = table_resolver(records, &still);
    static const struct {
        const char *host;
        enum resolve_status status;
        int code;
    } cases[] = {
        {"again", RESOLVE_TRY_AGAIN, EAI_AGAIN},
        {"absent", RESOLVE_NO_NAME, EAI_NONAME},
        {"empty", RESOLVE_NO_NAME, EAI_NODATA},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_null(resolver_ask(resolver, str_from(cases[i].host)));
        const struct resolve_answer *answer = resolver_next(resolver);
        assert_non_null(answer);
        assert_int_equal(answer->status, cases[i].status);
        assert_int_equal(answer->code, cases[i].code);
        assert_non_null(answer->why);
        assert_int_equal(answer->count, 0);
    }
    resolver_free(resolver);
}

static void delays_and_deadlines(void **state)
{
    (void)state;
    struct name_record records[] = {
        {"slow", RESOLVE_OK, "8.8.8.8", 300, 0}, {"never", RESOLVE_OK, "8.8.8.8", 1000000, 0}, {0}};
    struct still still = {.ms = 5000};
    struct resolver *resolver = table_resolver(records, &still);
    assert_null(resolver_ask(resolver, STR("slow")));
    assert_null(resolver_ask(resolver, STR("never")));
    assert_null(resolver_next(resolver));
    assert_true(resolver_due(resolver) == 5300);
    still.ms = 5299;
    assert_null(resolver_next(resolver));
    still.ms = 5300;
    const struct resolve_answer *answer = resolver_next(resolver);
    assert_address(answer, 0, "8.8.8.8");
    assert_true(answer->took_ms == 300);
    assert_null(resolver_next(resolver));
    assert_true(resolver_due(resolver) == 20000);
    still.ms = 19999;
    assert_null(resolver_next(resolver));
    still.ms = 20000;
    answer = resolver_next(resolver);
    assert_non_null(answer);
    assert_int_equal(answer->status, RESOLVE_TIMEOUT);
    assert_int_equal(answer->count, 0);
    assert_true(resolver_due(resolver) == INT64_MAX);
    resolver_free(resolver);
}

static void at_most_so_many_at_once(void **state)
{
    (void)state;
    struct name_record records[] = {{"a", RESOLVE_OK, "8.8.8.1", 10, 0},
                                    {"b", RESOLVE_OK, "8.8.8.2", 10, 0},
                                    {"c", RESOLVE_OK, "8.8.8.3", 10, 0},
                                    {0}};
    struct still still = {0};
    struct resolver_options options = {
        .clock = still_clock(&still), .source = name_table_source(records), .threads = 2};
    struct resolver *resolver = resolver_new(&options);
    assert_null(resolver_ask(resolver, STR("a")));
    assert_null(resolver_ask(resolver, STR("b")));
    assert_null(resolver_ask(resolver, STR("c")));
    assert_int_equal(records[2].asked, 0);
    assert_int_equal(resolver_pending(resolver), 3);
    still.ms = 10;
    assert_address(resolver_next(resolver), 0, "8.8.8.1");
    assert_int_equal(records[2].asked, 1);
    assert_address(resolver_next(resolver), 0, "8.8.8.2");
    assert_null(resolver_next(resolver));
    still.ms = 20;
    assert_address(resolver_next(resolver), 0, "8.8.8.3");
    resolver_free(resolver);
}

/* What a dead resolver costs is a few deadlines, not one a host. */
static void a_dead_resolver(void **state)
{
    (void)state;
    enum { HOSTS = 500 };
    static char names[HOSTS][32];
    static struct name_record records[HOSTS + 1];
    for (int i = 0; i < HOSTS; i++) {
        snprintf(names[i], sizeof names[i], "h%d.example", i);
        records[i] = (struct name_record){names[i], RESOLVE_OK, "8.8.8.8", 1000000, 0};
    }
    struct still still = {0};
    struct resolver *resolver = table_resolver(records, &still);
    for (int i = 0; i < HOSTS; i++)
        assert_null(resolver_ask(resolver, str_from(names[i])));
    size_t counts[RESOLVE_DOWN + 1] = {0};
    while (resolver_pending(resolver) > 0) {
        const struct resolve_answer *answer = resolver_next(resolver);
        if (answer)
            counts[answer->status]++;
        else
            still.ms = resolver_due(resolver);
    }
    assert_int_equal(counts[RESOLVE_TIMEOUT] + counts[RESOLVE_DOWN], HOSTS);
    assert_true(counts[RESOLVE_TIMEOUT] <= 33);
    assert_true(still.ms <= 3 * 15000);

    /* It comes back: one goes on trying, and once it is answered all are asked again. */
    records[0].delay_ms = 10;
    records[1].delay_ms = 0;
    assert_null(resolver_ask_again(resolver, str_from(names[0])));
    assert_null(resolver_ask_again(resolver, str_from(names[1])));
    assert_int_equal(resolver_next(resolver)->status, RESOLVE_DOWN);
    still.ms += 10;
    assert_int_equal(resolver_next(resolver)->status, RESOLVE_OK);
    assert_null(resolver_ask_again(resolver, str_from(names[1])));
    assert_int_equal(resolver_next(resolver)->status, RESOLVE_OK);
    resolver_free(resolver);
}

/* A source of threads: look-ups stand at a gate until the test opens it. */
struct gate {
    pthread_mutex_t lock;
    pthread_cond_t change;
    bool open;
    unsigned inside, most, done, woken;
};

static void gate_look_up(void *self, const char *host, struct resolve_found *found)
{
    struct gate *gate = self;
    pthread_mutex_lock(&gate->lock);
    gate->inside++;
    gate->most = gate->inside > gate->most ? gate->inside : gate->most;
    pthread_cond_broadcast(&gate->change);
    while (!gate->open && strncmp(host, "free", 4) != 0)
        pthread_cond_wait(&gate->change, &gate->lock);
    gate->inside--;
    gate->done++;
    pthread_cond_broadcast(&gate->change);
    pthread_mutex_unlock(&gate->lock);
    struct resolve_address address = {0};
    if (address_parse(STR("8.8.8.8"), &address.address, &address.length))
        vec_push(&found->addresses, address);
}

static void gate_wake(void *self)
{
    struct gate *gate = self;
    pthread_mutex_lock(&gate->lock);
    gate->woken++;
    pthread_mutex_unlock(&gate->lock);
}

static unsigned gate_wait(struct gate *gate, const unsigned *counter, unsigned least)
{
    pthread_mutex_lock(&gate->lock);
    while (*counter < least)
        pthread_cond_wait(&gate->change, &gate->lock);
    unsigned reached = *counter;
    pthread_mutex_unlock(&gate->lock);
    return reached;
}

static void gate_open(struct gate *gate)
{
    pthread_mutex_lock(&gate->lock);
    gate->open = true;
    pthread_cond_broadcast(&gate->change);
    pthread_mutex_unlock(&gate->lock);
}

static struct resolver *gate_resolver(struct gate *gate, struct still *still, unsigned threads)
{
    *gate = (struct gate){.lock = PTHREAD_MUTEX_INITIALIZER, .change = PTHREAD_COND_INITIALIZER};
    struct resolver_options options = {
        .clock = still_clock(still),
        .source = {.look_up = gate_look_up, .self = gate},
        .threads = threads,
        .wake = gate_wake,
        .wake_self = gate,
    };
    return resolver_new(&options);
}

static const struct resolve_answer *wait_for_next(struct resolver *resolver)
{
    const struct resolve_answer *answer;
    while (!(answer = resolver_next(resolver)))
        resolver_wait(resolver);
    return answer;
}

static void threads_answer(void **state)
{
    (void)state;
    enum { HOSTS = 200, THREADS = 4 };
    struct gate gate;
    struct still still = {0};
    struct resolver *resolver = gate_resolver(&gate, &still, THREADS);
    for (int i = 0; i < HOSTS; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s%d.example", i % 2 ? "free" : "gated", i);
        assert_null(resolver_ask(resolver, str_from(name)));
    }
    gate_wait(&gate, &gate.inside, 1);
    gate_open(&gate);
    for (int i = 0; i < HOSTS; i++)
        assert_address(wait_for_next(resolver), 0, "8.8.8.8");
    assert_int_equal(resolver_pending(resolver), 0);
    resolver_free(resolver);
    assert_true(gate.most <= THREADS);
    assert_int_equal(gate.woken, HOSTS);
}

/* All threads hang; others answer in their place, and the end waits for none. */
static void threads_that_hang(void **state)
{
    (void)state;
    enum { THREADS = 3 };
    struct gate gate;
    struct still still = {0};
    struct resolver *resolver = gate_resolver(&gate, &still, THREADS);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < THREADS; i++) {
            char name[64];
            snprintf(name, sizeof name, "hangs%d.%d.example", round, i);
            assert_null(resolver_ask(resolver, str_from(name)));
        }
        assert_null(resolver_next(resolver));
        gate_wait(&gate, &gate.inside, (unsigned)(THREADS * (round + 1)));
        still.ms += 15000;
        for (int i = 0; i < THREADS; i++)
            assert_int_equal(resolver_next(resolver)->status, RESOLVE_TIMEOUT);
    }
    assert_null(resolver_ask(resolver, STR("free.example")));
    assert_address(wait_for_next(resolver), 0, "8.8.8.8");
    assert_null(resolver_ask(resolver, STR("hangs.example")));
    gate_wait(&gate, &gate.inside, 2 * THREADS + 1);
    resolver_free(resolver);
    assert_int_equal(gate.done, 1);
    assert_int_equal(gate.woken, 1);
    /* They come back to nobody; let them end before the gate goes. */
    gate_open(&gate);
    gate_wait(&gate, &gate.done, 2 * THREADS + 2);
}

static void the_systems_own(void **state)
{
    (void)state;
    struct resolver_options options = {.clock = clock_system(), .source = resolve_system()};
    struct resolver *resolver = resolver_new(&options);
    assert_null(resolver_ask(resolver, STR("localhost")));
    const struct resolve_answer *answer = wait_for_next(resolver);
    assert_int_equal(answer->status, RESOLVE_OK);
    assert_true(answer->count > 0);
    for (size_t i = 0; i < answer->count; i++)
        assert_non_null(address_forbidden((const struct sockaddr *)&answer->addresses[i].address,
                                          answer->addresses[i].length));
    resolver_free(resolver);
    resolver_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_known_at_once),
        cmocka_unit_test(names_that_are_none),
        cmocka_unit_test(once_a_host),
        cmocka_unit_test(codes_are_kept),
        cmocka_unit_test(delays_and_deadlines),
        cmocka_unit_test(at_most_so_many_at_once),
        cmocka_unit_test(a_dead_resolver),
        cmocka_unit_test(threads_answer),
        cmocka_unit_test(threads_that_hang),
        cmocka_unit_test(the_systems_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
