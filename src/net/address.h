/*
 * address: which IP addresses a request may go to. A list is a stranger's text, and whoever checks
 * its links may sit in a network that trusts its own machines; so only addresses of the public
 * internet are asked, unless the caller lifts that.
 *
 * An IPv4 address inside an IPv6 one counts as what it is where machines are really reached so
 * (NAT64, 6to4); other forms (mapped, compatible, Teredo) are refused as such.
 */
#ifndef CURLINT_NET_ADDRESS_H
#define CURLINT_NET_ADDRESS_H

#include "base/str.h"

#include <sys/socket.h>

/* A range of addresses that no request goes to. All texts are static. */
struct address_range {
    const char *prefix; /* "127.0.0.0/8" */
    const char *what;   /* "a loopback address", for "refused: 127.0.0.1 is a loopback address" */
};

/*
 * The range that forbids `address`, or NULL where a request may go to it. `length` is its size in
 * bytes; an address that is cut short or of a family other than IPv4 and IPv6 is forbidden.
 */
const struct address_range *address_forbidden(const struct sockaddr *address, socklen_t length);

/*
 * A host that is an address as written: "127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "::1",
 * "[::1]", with a zone or without. False where it is a name. The port becomes 0. `*length` gets the
 * size of the address in bytes.
 */
bool address_parse(str host, struct sockaddr_storage *out, socklen_t *length);

enum { ADDRESS_TEXT_BYTES = 64 };

/* The address in the usual spelling, NUL-terminated: "127.0.0.1", "::1"; "?" where it is neither
 * IPv4 nor IPv6. */
void address_text(char out[ADDRESS_TEXT_BYTES], const struct sockaddr *address, socklen_t length);

#endif
