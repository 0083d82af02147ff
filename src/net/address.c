#include "net/address.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

enum { NO_V4 = 0xff };

/* The first range that holds an address decides. */
struct row {
    uint8_t first[16];          /* the range's first address; IPv4 has the first 4 bytes */
    uint8_t bits;               /* of it that all addresses of the range share */
    uint8_t v4;                 /* the IPv4 address at this byte decides; NO_V4 for none */
    struct address_range range; /* NULL texts: a request may go there */
};

#define ROW(bits_, prefix_, what_, ...)                                                            \
    {                                                                                              \
        .first = {__VA_ARGS__}, .bits = (bits_), .v4 = NO_V4, .range = {(prefix_), (what_) }       \
    }
#define ROW_V4_AT(byte_, bits_, ...)                                                               \
    {                                                                                              \
        .first = {__VA_ARGS__}, .bits = (bits_), .v4 = (byte_)                                     \
    }
#define ROW_OPEN(bits_, ...)                                                                       \
    {                                                                                              \
        .first = {__VA_ARGS__}, .bits = (bits_), .v4 = NO_V4                                       \
    }

/* IANA's registry of special-purpose IPv4 addresses, with RFC 5771 and RFC 1112. */
static const struct row v4_rows[] = {
    /* Linux takes it for 127.0.0.1. */
    ROW(8, "0.0.0.0/8", "an address of this host", 0),
    ROW(8, "10.0.0.0/8", "a private address", 10),
    ROW(10, "100.64.0.0/10", "an address inside a provider's network", 100, 64),
    ROW(8, "127.0.0.0/8", "a loopback address", 127),
    /* Where machines of that cloud, GitHub's runners too, find its control service. */
    ROW(32, "168.63.129.16/32", "an address of a cloud's own services", 168, 63, 129, 16),
    ROW(16, "169.254.0.0/16", "a link-local address", 169, 254),
    ROW(12, "172.16.0.0/12", "a private address", 172, 16),
    ROW(24, "192.0.0.0/24", "an address kept for protocols", 192, 0, 0),
    ROW(24, "192.0.2.0/24", "an address for documentation", 192, 0, 2),
    ROW(24, "192.88.99.0/24", "an address of 6to4 relays", 192, 88, 99),
    ROW(16, "192.168.0.0/16", "a private address", 192, 168),
    ROW(15, "198.18.0.0/15", "an address for benchmarks", 198, 18),
    ROW(24, "198.51.100.0/24", "an address for documentation", 198, 51, 100),
    ROW(24, "203.0.113.0/24", "an address for documentation", 203, 0, 113),
    ROW(4, "224.0.0.0/4", "a multicast address", 224),
    ROW(32, "255.255.255.255/32", "the broadcast address", 255, 255, 255, 255),
    ROW(4, "240.0.0.0/4", "a reserved address", 240),
    ROW_OPEN(0, 0),
};

/* IANA's registry of special-purpose IPv6 addresses. Only 2000::/3 was ever given out. */
static const struct row v6_rows[] = {
    ROW(128, "::/128", "the unspecified address", 0),
    ROW(128, "::1/128", "a loopback address", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
    ROW(96, "::/96", "an IPv4 address in an obsolete IPv6 form", 0),
    ROW(96, "::ffff:0:0/96", "an IPv4 address mapped into IPv6", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff,
        0xff),
    ROW(96, "::ffff:0:0:0/96", "an IPv4 address translated into IPv6", 0, 0, 0, 0, 0, 0, 0, 0, 0xff,
        0xff),
    ROW_V4_AT(12, 96, 0, 0x64, 0xff, 0x9b), /* NAT64: how IPv6-only machines reach IPv4 */
    ROW(48, "64:ff9b:1::/48", "an address of a local IPv4 translation", 0, 0x64, 0xff, 0x9b, 0, 1),
    ROW(64, "100::/64", "a discard address", 0x01, 0),
    ROW(32, "2001::/32", "a Teredo address", 0x20, 0x01),
    ROW(23, "2001::/23", "an address kept for protocols", 0x20, 0x01),
    ROW(32, "2001:db8::/32", "an address for documentation", 0x20, 0x01, 0x0d, 0xb8),
    ROW_V4_AT(2, 16, 0x20, 0x02), /* 6to4 */
    ROW(20, "3fff::/20", "an address for documentation", 0x3f, 0xff),
    ROW_OPEN(3, 0x20),
    ROW(16, "5f00::/16", "an address of segment routing", 0x5f, 0),
    ROW(7, "fc00::/7", "a private address", 0xfc),
    ROW(10, "fe80::/10", "a link-local address", 0xfe, 0x80),
    ROW(10, "fec0::/10", "a private address", 0xfe, 0xc0),
    ROW(8, "ff00::/8", "a multicast address", 0xff),
    ROW(0, "::/0", "a reserved address", 0),
};

static bool holds(const struct row *row, const uint8_t *address)
{
    size_t whole = row->bits / 8u, rest = row->bits % 8u;
    if (memcmp(row->first, address, whole) != 0)
        return false;
    return rest == 0 || ((row->first[whole] ^ address[whole]) >> (8u - rest)) == 0;
}

static const struct row *row_of(const struct row *rows, const uint8_t *address)
{
    while (!holds(rows, address))
        rows++; /* the last row of each table holds every address */
    return rows;
}

static const struct address_range *forbidden_v4(const uint8_t *address)
{
    const struct row *row = row_of(v4_rows, address);
    return row->range.what ? &row->range : NULL;
}

static const struct address_range *forbidden_v6(const uint8_t *address)
{
    const struct row *row = row_of(v6_rows, address);
    if (row->v4 != NO_V4)
        return forbidden_v4(address + row->v4);
    return row->range.what ? &row->range : NULL;
}

const struct address_range *address_forbidden(const struct sockaddr *address, socklen_t length)
{
    static const struct address_range unknown = {"?", "no address of the internet"};
    if (length >= sizeof(struct sockaddr_in) && address->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, address, sizeof v4);
        return forbidden_v4((const uint8_t *)&v4.sin_addr);
    }
    if (length >= sizeof(struct sockaddr_in6) && address->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, address, sizeof v6);
        return forbidden_v6(v6.sin6_addr.s6_addr);
    }
    return &unknown;
}

bool address_parse(str host, struct sockaddr_storage *out, socklen_t *length)
{
    char text[ADDRESS_TEXT_BYTES];
    if (host.n >= 2 && host.at[0] == '[' && host.at[host.n - 1] == ']')
        host = str_sub(host, 1, host.n - 1);
    if (host.n == 0 || host.n >= sizeof text || memchr(host.at, '\0', host.n))
        return false;
    memcpy(text, host.at, host.n);
    text[host.n] = '\0';
    /* "127.0.0.1." is the same address: a name may end in a dot. */
    if (host.n > 1 && text[host.n - 1] == '.')
        text[host.n - 1] = '\0';
    /* Never asks anybody: all forms that inet_aton(3) knows, which are those that URLs have. */
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    if (getaddrinfo(text, NULL, &hints, &found) != 0)
        return false;
    *out = (struct sockaddr_storage){0};
    *length = found->ai_addrlen;
    memcpy(out, found->ai_addr, found->ai_addrlen);
    freeaddrinfo(found);
    return true;
}

void address_text(char out[ADDRESS_TEXT_BYTES], const struct sockaddr *address, socklen_t length)
{
    snprintf(out, ADDRESS_TEXT_BYTES, "?");
    if (length >= sizeof(struct sockaddr_in) && address->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, address, sizeof v4);
        inet_ntop(AF_INET, &v4.sin_addr, out, ADDRESS_TEXT_BYTES);
    } else if (length >= sizeof(struct sockaddr_in6) && address->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, address, sizeof v6);
        inet_ntop(AF_INET6, &v6.sin6_addr, out, ADDRESS_TEXT_BYTES);
    }
}
