#include "net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* The range that forbids an address as written, "" for none. */
static const char *range_of(const char *text)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    const struct address_range *range;
    if (inet_pton(AF_INET, text, &v4.sin_addr) == 1) {
        range = address_forbidden((const struct sockaddr *)&v4, sizeof v4);
    } else {
        assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
        range = address_forbidden((const struct sockaddr *)&v6, sizeof v6);
    }
    return range ? range->prefix : "";
}

static void ranges(void **state)
{
    (void)state;
    /* The first and last address of each range, and the ranges of their neighbours outside. */
    static const struct {
        const char *prefix, *first, *last, *before, *before_range, *after, *after_range;
    } cases[] = {
        {"0.0.0.0/8", "0.0.0.0", "0.255.255.255", NULL, NULL, "1.0.0.0", ""},
        {"10.0.0.0/8", "10.0.0.0", "10.255.255.255", "9.255.255.255", "", "11.0.0.0", ""},
        {"100.64.0.0/10", "100.64.0.0", "100.127.255.255", "100.63.255.255", "", "100.128.0.0", ""},
        {"127.0.0.0/8", "127.0.0.0", "127.255.255.255", "126.255.255.255", "", "128.0.0.0", ""},
        {"168.63.129.16/32", "168.63.129.16", "168.63.129.16", "168.63.129.15", "", "168.63.129.17",
         ""},
        {"169.254.0.0/16", "169.254.0.0", "169.254.255.255", "169.253.255.255", "", "169.255.0.0",
         ""},
        {"172.16.0.0/12", "172.16.0.0", "172.31.255.255", "172.15.255.255", "", "172.32.0.0", ""},
        {"192.0.0.0/24", "192.0.0.0", "192.0.0.255", "191.255.255.255", "", "192.0.1.0", ""},
        {"192.0.2.0/24", "192.0.2.0", "192.0.2.255", "192.0.1.255", "", "192.0.3.0", ""},
        {"192.88.99.0/24", "192.88.99.0", "192.88.99.255", "192.88.98.255", "", "192.88.100.0", ""},
        {"192.168.0.0/16", "192.168.0.0", "192.168.255.255", "192.167.255.255", "", "192.169.0.0",
         ""},
        {"198.18.0.0/15", "198.18.0.0", "198.19.255.255", "198.17.255.255", "", "198.20.0.0", ""},
        {"198.51.100.0/24", "198.51.100.0", "198.51.100.255", "198.51.99.255", "", "198.51.101.0",
         ""},
        {"203.0.113.0/24", "203.0.113.0", "203.0.113.255", "203.0.112.255", "", "203.0.114.0", ""},
        {"224.0.0.0/4", "224.0.0.0", "239.255.255.255", "223.255.255.255", "", "240.0.0.0",
         "240.0.0.0/4"},
        {"240.0.0.0/4", "240.0.0.0", "255.255.255.254", "239.255.255.255", "224.0.0.0/4",
         "255.255.255.255", "255.255.255.255/32"},
        {"255.255.255.255/32", "255.255.255.255", "255.255.255.255", "255.255.255.254",
         "240.0.0.0/4", NULL, NULL},

        {"::/128", "::", "::", NULL, NULL, "::1", "::1/128"},
        {"::1/128", "::1", "::1", "::", "::/128", "::2", "::/96"},
        {"::/96", "::2", "::ffff:ffff", "::1", "::1/128", "::1:0:0", "::/0"},
        {"::ffff:0:0/96", "::ffff:0:0", "::ffff:ffff:ffff", "::fffe:ffff:ffff", "::/0", "::1:0:0:0",
         "::/0"},
        {"::ffff:0:0:0/96", "::ffff:0:0:0", "::ffff:0:ffff:ffff", "::fffe:ffff:ffff:ffff", "::/0",
         "::ffff:1:0:0", "::/0"},
        {"64:ff9b:1::/48", "64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff",
         "64:ff9b:0:ffff:ffff:ffff:ffff:ffff", "::/0", "64:ff9b:2::", "::/0"},
        {"100::/64", "100::", "100::ffff:ffff:ffff:ffff", "ff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
         "::/0", "100:0:0:1::", "::/0"},
        {"2001::/32", "2001::", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff",
         "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "", "2001:1::", "2001::/23"},
        {"2001::/23", "2001:1::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
         "2001:0:ffff:ffff:ffff:ffff:ffff:ffff", "2001::/32", "2001:200::", ""},
        {"2001:db8::/32", "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
         "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "", "2001:db9::", ""},
        {"3fff::/20", "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff",
         "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "", "3fff:1000::", ""},
        {"5f00::/16", "5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
         "5eff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::/0", "5f01::", "::/0"},
        {"fc00::/7", "fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
         "fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::/0", "fe00::", "::/0"},
        {"fe80::/10", "fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
         "fe7f:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::/0", "fec0::", "fec0::/10"},
        {"fec0::/10", "fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
         "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fe80::/10", "ff00::", "ff00::/8"},
        {"ff00::/8", "ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
         "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "fec0::/10", NULL, NULL},
        /* What was given out. */
        {"", "2000::", "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
         "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::/0", "2001::", "2001::/32"},
        {"", "3fff:1000::", "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
         "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff::/20", "4000::", "::/0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(range_of(cases[i].first), cases[i].prefix);
        assert_string_equal(range_of(cases[i].last), cases[i].prefix);
        if (cases[i].before)
            assert_string_equal(range_of(cases[i].before), cases[i].before_range);
        if (cases[i].after)
            assert_string_equal(range_of(cases[i].after), cases[i].after_range);
    }
}

static void v4_inside_v6(void **state)
{
    (void)state;
    static const struct {
        const char *text, *prefix;
    } cases[] = {
        /* NAT64 and 6to4 lead to the address inside. */
        {"64:ff9b::8.8.8.8", ""},
        {"64:ff9b::127.0.0.1", "127.0.0.0/8"},
        {"64:ff9b::0.0.0.0", "0.0.0.0/8"},
        {"64:ff9b::255.255.255.255", "255.255.255.255/32"},
        {"64:ff9b::169.254.169.254", "169.254.0.0/16"},
        {"64:ff9a:ffff:ffff:ffff:ffff:ffff:ffff", "::/0"},
        {"64:ff9b::1:0:0", "::/0"},
        {"2002:808:808::1", ""},
        {"2002:7f00:1::", "127.0.0.0/8"},
        {"2002::", "0.0.0.0/8"},
        {"2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "255.255.255.255/32"},
        {"2002:a00:1::1", "10.0.0.0/8"},
        {"2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ""},
        {"2003::", ""},
        /* Others are refused, whatever is inside. */
        {"::ffff:127.0.0.1", "::ffff:0:0/96"},
        {"::ffff:8.8.8.8", "::ffff:0:0/96"},
        {"::ffff:0:127.0.0.1", "::ffff:0:0:0/96"},
        {"::127.0.0.1", "::/96"},
        {"2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001::/32"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(range_of(cases[i].text), cases[i].prefix);
}

static void public_addresses(void **state)
{
    (void)state;
    static const char *const texts[] = {"8.8.8.8",        "1.1.1.1",         "151.101.1.195",
                                        "192.30.255.113", "223.255.255.255", "2606:4700::1111",
                                        "2a00:1450::1"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_string_equal(range_of(texts[i]), "");
}

static void said_in_a_sentence(void **state)
{
    (void)state;
    struct sockaddr_storage address;
    socklen_t length;
    char text[ADDRESS_TEXT_BYTES];
    assert_true(address_parse(STR("0x7f.1"), &address, &length));
    address_text(text, (const struct sockaddr *)&address, length);
    assert_string_equal(text, "127.0.0.1");
    assert_string_equal(address_forbidden((const struct sockaddr *)&address, length)->what,
                        "a loopback address");
}

static void unknown_families(void **state)
{
    (void)state;
    struct sockaddr_storage unix_address = {.ss_family = AF_UNIX};
    const struct sockaddr *address = (const struct sockaddr *)&unix_address;
    assert_non_null(address_forbidden(address, sizeof unix_address));
    /* Cut short. */
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x08080808)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    assert_non_null(address_forbidden((const struct sockaddr *)&v4, sizeof v4 - 1));
    assert_null(address_forbidden((const struct sockaddr *)&v4, sizeof v4));
    assert_non_null(address_forbidden((const struct sockaddr *)&v6, sizeof v6 - 1));
    char text[ADDRESS_TEXT_BYTES];
    address_text(text, address, sizeof unix_address);
    assert_string_equal(text, "?");
}

static void written_addresses(void **state)
{
    (void)state;
    static const struct {
        const char *host, *text; /* NULL: a name */
    } cases[] = {
        {"127.0.0.1", "127.0.0.1"},
        {"127.1", "127.0.0.1"},
        {"2130706433", "127.0.0.1"},
        {"0x7f000001", "127.0.0.1"},
        {"0x7f.1", "127.0.0.1"},
        {"0X7F.0.0.1", "127.0.0.1"},
        {"0177.0.0.1", "127.0.0.1"},
        {"017700000001", "127.0.0.1"},
        {"0", "0.0.0.0"},
        {"127.0.0.1.", "127.0.0.1"},
        {"8.8.8.8", "8.8.8.8"},
        {"::1", "::1"},
        {"[::1]", "::1"},
        {"[::ffff:127.0.0.1]", "::ffff:127.0.0.1"},
        {"[0:0:0:0:0:ffff:7f00:1]", "::ffff:127.0.0.1"},
        {"[fe80::1%1]", "fe80::1"},
        {"example.org", NULL},
        {"localhost", NULL},
        {"1.2.3.4.5", NULL},
        {"256.0.0.1", NULL},
        {"127.0.0.1 example.org", NULL},
        {"0x", NULL},
        {"[]", NULL},
        {"", NULL},
        {".", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sockaddr_storage address;
        socklen_t length = 0;
        char text[ADDRESS_TEXT_BYTES];
        bool parsed = address_parse(str_from(cases[i].host), &address, &length);
        if (parsed != (cases[i].text != NULL))
            print_error("%s\n", cases[i].host);
        assert_int_equal(parsed, cases[i].text != NULL);
        if (!parsed)
            continue;
        address_text(text, (const struct sockaddr *)&address, length);
        assert_string_equal(text, cases[i].text);
    }
    struct sockaddr_storage address;
    socklen_t length;
    assert_false(address_parse((str){"127.0.0.1\0x", 11}, &address, &length));
    char long_host[300];
    memset(long_host, '1', sizeof long_host);
    assert_false(address_parse((str){long_host, sizeof long_host}, &address, &length));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges),           cmocka_unit_test(v4_inside_v6),
        cmocka_unit_test(public_addresses), cmocka_unit_test(said_in_a_sentence),
        cmocka_unit_test(unknown_families), cmocka_unit_test(written_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
