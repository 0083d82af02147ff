/*
 * wait: how long a server asks to be left alone.
 */
#ifndef CURLINT_NET_WAIT_H
#define CURLINT_NET_WAIT_H

#include "base/str.h"

struct libcurl;

/*
 * Seconds that "Retry-After" asks for, as a number or as a date (RFC 9110, 10.2.3); `now` is the
 * wall clock. Not below 0; -1 where it says nothing that can be read.
 */
int64_t wait_retry_after(const struct libcurl *curl, str value, int64_t now);
/*
 * Seconds until a limit that is used up ends; 0 where it is not used up, -1 where nothing is said.
 * `limit` is the IETF's "RateLimit", the others the two halves of the older forms, in which a reset
 * is a number of seconds or a time since 1970.
 */
int64_t wait_rate_limit(str limit, str remaining, str reset, int64_t now);

#endif
