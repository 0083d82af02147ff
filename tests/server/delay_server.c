/*
 * delay_server: answers 200 to every request after a while, and counts. For
 * measures: it has to be faster than what is measured.
 *
 *   delay_server MILLISECONDS SLOW   prints its port, then serves on 127.0.0.1
 * until its standard input ends, then prints its counts as JSON. Hosts whose
 * name begins with "slow" take SLOW ms.
 */
#include "base/clock.h"
#include "base/map.h"
#include "base/mem.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { HEADER_BYTES = 4096, EVENTS = 512 };

struct host {
    size_t requests, active, peak;
};

struct connection {
    int fd; /* -1: closed */
    uint32_t host;
    size_t n;
    char header[HEADER_BYTES];
};

struct due {
    int64_t at;
    struct connection *connection;
    int fd; /* another by then: the answer has nobody to go to */
};

struct queue {
    int64_t delay;
    VEC(struct due) due;
    size_t first;
};

struct server {
    struct clock clock;
    int listener, epoll;
    VEC(struct host) hosts;
    struct map names;
    VEC(struct connection *) connections; /* by descriptor */
    struct queue queues[2];               /* plain, slow */
    size_t requests, accepted, open, peak_open;
};

static void leave_host(struct server *server, struct connection *connection)
{
    if (connection->host != UINT32_MAX)
        server->hosts.at[connection->host].active--;
    connection->host = UINT32_MAX;
}

static void close_connection(struct server *server, struct connection *connection)
{
    leave_host(server, connection);
    close(connection->fd);
    connection->fd = -1;
    server->open--;
}

static void accept_all(struct server *server)
{
    for (int fd; (fd = accept4(server->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) {
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
        while (server->connections.n <= (size_t)fd)
            vec_push(&server->connections, NULL);
        if (!server->connections.at[fd])
            server->connections.at[fd] = mem_alloc(1, sizeof(struct connection));
        struct connection *connection = server->connections.at[fd];
        connection->fd = fd;
        connection->host = UINT32_MAX;
        connection->n = 0;
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
        epoll_ctl(server->epoll, EPOLL_CTL_ADD, fd, &event);
        server->accepted++;
        if (++server->open > server->peak_open)
            server->peak_open = server->open;
    }
}

/* A whole header came: count it, and answer in a while. */
static void take_request(struct server *server, struct connection *connection)
{
    str header = {connection->header, connection->n};
    size_t at = str_find_nocase(header, STR("\r\nhost: "));
    str rest = str_skip(header, at == STR_NPOS ? header.n : at + 8);
    str name = str_cut(&rest, '\r');
    uint32_t *index = map_put_copy(&server->names, name, (uint32_t)server->hosts.n, NULL);
    if (*index == server->hosts.n)
        vec_push(&server->hosts, (struct host){0});
    struct host *host = &server->hosts.at[*index];
    connection->host = *index;
    host->requests++;
    server->requests++;
    if (++host->active > host->peak)
        host->peak = host->active;
    struct queue *queue = &server->queues[str_starts(name, STR("slow"))];
    int64_t now = server->clock.monotonic(server->clock.self);
    vec_push(&queue->due, (struct due){now + queue->delay, connection, connection->fd});
    connection->n = 0;
}

static void read_some(struct server *server, struct connection *connection)
{
    ssize_t n = read(connection->fd, connection->header + connection->n,
                     sizeof connection->header - connection->n);
    if (n <= 0) {
        if (n == 0 || errno != EAGAIN)
            close_connection(server, connection);
        return;
    }
    connection->n += (size_t)n;
    if (str_ends((str){connection->header, connection->n}, STR("\r\n\r\n")))
        take_request(server, connection);
}

static void answer_due(struct server *server, struct queue *queue)
{
    static const char answer[] = "HTTP/1.1 200 OK\r\nServer: delay\r\nContent-Type: text/html\r\n"
                                 "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 0\r\n\r\n";
    int64_t now = server->clock.monotonic(server->clock.self);
    for (; queue->first < queue->due.n && queue->due.at[queue->first].at <= now; queue->first++) {
        struct due *due = &queue->due.at[queue->first];
        if (due->connection->fd != due->fd)
            continue;
        leave_host(server, due->connection);
        if (write(due->fd, answer, sizeof answer - 1) < 0)
            close_connection(server, due->connection);
    }
}

static int64_t next_due(const struct server *server)
{
    int64_t next = INT64_MAX;
    for (size_t i = 0; i < 2; i++) {
        const struct queue *queue = &server->queues[i];
        if (queue->first < queue->due.n && queue->due.at[queue->first].at < next)
            next = queue->due.at[queue->first].at;
    }
    return next;
}

static bool turn(struct server *server)
{
    struct epoll_event events[EVENTS];
    int64_t next = next_due(server), now = server->clock.monotonic(server->clock.self);
    int timeout = next == INT64_MAX ? -1 : next > now ? (int)(next - now) : 0;
    int n = epoll_wait(server->epoll, events, EVENTS, timeout);
    bool more = true;
    for (int i = 0; i < n; i++) {
        if (events[i].data.ptr == server)
            accept_all(server);
        else if (!events[i].data.ptr)
            more = false;
        else
            read_some(server, events[i].data.ptr);
    }
    answer_due(server, &server->queues[0]);
    answer_due(server, &server->queues[1]);
    return more;
}

static bool start(struct server *server)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    server->clock = clock_system();
    server->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    server->epoll = epoll_create1(EPOLL_CLOEXEC);
    if (bind(server->listener, (struct sockaddr *)&address, length) != 0 ||
        listen(server->listener, 4096) != 0 ||
        getsockname(server->listener, (struct sockaddr *)&address, &length) != 0)
        return false;
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = server};
    epoll_ctl(server->epoll, EPOLL_CTL_ADD, server->listener, &event);
    event.data.ptr = NULL;
    epoll_ctl(server->epoll, EPOLL_CTL_ADD, STDIN_FILENO, &event);
    printf("%u\n", (unsigned)ntohs(address.sin_port));
    fflush(stdout);
    return true;
}

int main(int argc, char **argv)
{
    struct server server = {0};
    if (argc != 3 || !start(&server))
        return 2;
    server.queues[0].delay = strtol(argv[1], NULL, 10);
    server.queues[1].delay = strtol(argv[2], NULL, 10);
    while (turn(&server)) {
    }
    size_t peak = 0;
    for (size_t i = 0; i < server.hosts.n; i++)
        if (server.hosts.at[i].peak > peak)
            peak = server.hosts.at[i].peak;
    printf("{\"requests\":%zu,\"hosts\":%zu,\"peak_host\":%zu,\"connections\":%zu,"
           "\"peak_open\":%zu}\n",
           server.requests, server.hosts.n, peak, server.accepted, server.peak_open);
    for (size_t i = 0; i < server.connections.n; i++)
        mem_free(server.connections.at[i]);
    vec_free(&server.connections);
    vec_free(&server.hosts);
    vec_free(&server.queues[0].due);
    vec_free(&server.queues[1].due);
    map_free(&server.names);
    return 0;
}
