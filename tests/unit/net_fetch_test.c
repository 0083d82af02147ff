#include "net/fetch.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* A server of this program's own thread: it is looked after between two turns of the fetcher. */
struct canary {
    int listener, peer; /* descriptors; -1: none */
    unsigned port, connections, requests;
};

static struct canary canary_start(void)
{
    struct canary canary = {.listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0),
                            .peer = -1};
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof at;
    assert_true(canary.listener >= 0);
    assert_int_equal(bind(canary.listener, (const struct sockaddr *)&at, length), 0);
    assert_int_equal(listen(canary.listener, 8), 0);
    assert_int_equal(getsockname(canary.listener, (struct sockaddr *)&at, &length), 0);
    canary.port = ntohs(at.sin_port);
    return canary;
}

/* Take a connection, answer a request. */
static void canary_turn(struct canary *canary)
{
    static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    char bytes[4096];
    int peer = accept4(canary->listener, NULL, NULL, SOCK_NONBLOCK);
    if (peer >= 0) {
        if (canary->peer >= 0)
            close(canary->peer);
        canary->peer = peer;
        canary->connections++;
    }
    if (canary->peer < 0 || recv(canary->peer, bytes, sizeof bytes, 0) <= 0)
        return;
    canary->requests++;
    assert_int_equal(send(canary->peer, answer, sizeof answer - 1, MSG_NOSIGNAL),
                     sizeof answer - 1);
}

static void canary_end(struct canary *canary)
{
    close(canary->listener);
    if (canary->peer >= 0)
        close(canary->peer);
}

static struct fetch *new_fetch(void)
{
    struct fetch *fetch;
    struct err err;
    /* An answer keeps its handle until the next one is asked for. */
    const struct fetch_options options = {.at_once = 2, .connections = 4};
    assert_int_equal(fetch_new(&fetch, &options, &err), RC_OK);
    return fetch;
}

/* `host` as written; what it leads to by `resolve`, or NULL. Until the answer. */
static struct fetch_answer ask(struct fetch *fetch, struct canary *canary, const char *host,
                               const char *resolve, bool allow_private)
{
    char url[128], line[128];
    struct fetch_answer answer;
    snprintf(url, sizeof url, "http://%s:%u/", host, canary->port);
    snprintf(line, sizeof line, "%s:%u:%s", host, canary->port, resolve ? resolve : "");
    const struct fetch_request request = {
        .method = METHOD_HEAD,
        .url = url,
        .resolve = resolve ? line : NULL,
        .connect_timeout = 20000,
        .timeout = 20000,
        .stall_timeout = 20000,
        .allow_private = allow_private,
    };
    fetch_start(fetch, &request);
    for (;;) {
        fetch_perform(fetch);
        if (fetch_next(fetch, &answer))
            break;
        canary_turn(canary);
        fetch_wait(fetch, 1);
    }
    canary_turn(canary);
    return answer;
}

/* What the engine believes of a name is not what it leads to: the socket is looked at. */
static void no_socket_to_a_private_address(void **state)
{
    (void)state;
    static const struct {
        const char *host, *resolve;
    } cases[] = {
        {"public.example", "127.0.0.1"},
        {"public.example", "[::ffff:127.0.0.1]"},
        {"localhost", NULL},
        {"127.0.0.1", NULL},
        {"2130706433", NULL},
        {"0x7f.1", NULL},
        {"0177.0.0.1", NULL},
        {"0", NULL},
        {"[::ffff:127.0.0.1]", NULL},
        {"[::ffff:7f00:1]", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct canary canary = canary_start();
        struct fetch *fetch = new_fetch();
        struct fetch_answer answer = ask(fetch, &canary, cases[i].host, cases[i].resolve, false);
        if (answer.fault != FETCH_FORBIDDEN || !answer.forbidden || canary.connections > 0)
            fail_msg("%s was connected to", cases[i].host);
        fetch_free(fetch);
        canary_end(&canary);
    }
}

/* A connection that stands since it was allowed is not used once it is not. */
static void no_reuse_of_a_private_connection(void **state)
{
    (void)state;
    struct canary canary = canary_start();
    struct fetch *fetch = new_fetch();
    struct fetch_answer answer = ask(fetch, &canary, "trusted.example", "127.0.0.1", true);
    assert_int_equal(answer.fault, FETCH_FINE);
    assert_int_equal(answer.status, 200);
    answer = ask(fetch, &canary, "trusted.example", NULL, true);
    assert_int_equal(answer.status, 200);
    assert_true(answer.reused);
    assert_int_equal(canary.connections, 1);
    assert_int_equal(canary.requests, 2);
    answer = ask(fetch, &canary, "trusted.example", NULL, false);
    assert_int_equal(answer.fault, FETCH_FORBIDDEN);
    assert_non_null(answer.forbidden);
    assert_int_equal(canary.connections, 1);
    assert_int_equal(canary.requests, 2);
    fetch_free(fetch);
    canary_end(&canary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_socket_to_a_private_address),
        cmocka_unit_test(no_reuse_of_a_private_connection),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
