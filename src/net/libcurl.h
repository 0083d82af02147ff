/*
 * libcurl: the library, loaded when URLs are asked for and not before. It brings thirty others in,
 * which cost a check of a few changed rows a twentieth of its time if the loader has to see to
 * them. Nothing here is linked against it: what is called of it stands in this table.
 */
#ifndef CURLINT_NET_LIBCURL_H
#define CURLINT_NET_LIBCURL_H

#include "base/err.h"

#include <curl/curl.h>

/* All that is called of it: curl_NAME(). */
#define LIBCURL_FUNCTIONS(X)                                                                       \
    X(easy_cleanup)                                                                                \
    X(easy_getinfo)                                                                                \
    X(easy_header)                                                                                 \
    X(easy_init)                                                                                   \
    X(easy_setopt)                                                                                 \
    X(free)                                                                                        \
    X(getdate)                                                                                     \
    X(global_cleanup)                                                                              \
    X(global_init)                                                                                 \
    X(multi_add_handle)                                                                            \
    X(multi_cleanup)                                                                               \
    X(multi_info_read)                                                                             \
    X(multi_init)                                                                                  \
    X(multi_perform)                                                                               \
    X(multi_poll)                                                                                  \
    X(multi_remove_handle)                                                                         \
    X(multi_setopt)                                                                                \
    X(multi_wakeup)                                                                                \
    X(slist_append)                                                                                \
    X(slist_free_all)                                                                              \
    X(url)                                                                                         \
    X(url_cleanup)                                                                                 \
    X(url_get)                                                                                     \
    X(url_set)                                                                                     \
    X(version)                                                                                     \
    X(version_info)

#define LIBCURL_MEMBER(name) __typeof__(curl_##name) *name;
/* Has the types of libcurl's own headers, but not their check of what an option takes: a number is
 * a long, said with its L or a cast. */
struct libcurl {
    LIBCURL_FUNCTIONS(LIBCURL_MEMBER)
};
#undef LIBCURL_MEMBER

/*
 * Fill the table; what was loaded before is taken as it is. It stays loaded until the process ends:
 * OpenSSL leaves handlers behind that run then. RC_FAIL: it is not there, or older than 7.88.
 */
enum rc libcurl_load(struct libcurl *out, struct err *err) RC_MUST_CHECK;

#endif
