/*
 * manners: hosts that say how they want to be asked, and lists of papers lead to by the hundred.
 * Limits of theirs go before ours; a list's configuration goes before both.
 */
#ifndef CURLINT_NET_MANNERS_H
#define CURLINT_NET_MANNERS_H

#include "net/check.h"

/* Rules for these hosts and those below them; static. */
const struct check_host_rule *manners(size_t *count);

#endif
