/*
 * link_store: the store of a run: where it is, and what is said when it cannot be used.
 */
#ifndef CURLINT_CLI_LINK_STORE_H
#define CURLINT_CLI_LINK_STORE_H

#include "cli/progress.h"
#include "net/store.h"

/* URLs that were not asked for so long are in no list any more. */
enum { LINK_STORE_FORGET = 400 * STORE_DAY };

/* Zero-initialise but for `progress`; link_store_close() when done. */
struct link_store {
    struct store *store;       /* NULL without one: all below is fine then too */
    struct progress *progress; /* borrowed: taken away before something is said */
    struct arena arena;        /* of what is known of one URL */
};

/*
 * Append where the store is, with a NUL behind it: at `path`, or where that is NULL in the user's
 * cache, the folder of which is made. False: there is no such place.
 */
bool link_store_path(struct buf *out, const struct cli *cli, const char *path);
/*
 * Open the store at `path`; where that is NULL, an own one in the user's cache, which is made. What
 * is wrong with it is said, and the run goes on without. `max_age` in seconds; -1: the default.
 */
void link_store_open(struct link_store *links, const struct cli *cli, const char *path,
                     int64_t max_age);
/* The evidence for a URL that is young enough to be used again, until the next call; or NULL. */
const struct evidence *link_store_get(struct link_store *links, str url, bool fragment);
/* Keep an answer, and give it as it is with what was known before, until the next call. */
const struct evidence *link_store_put(struct link_store *links, str url,
                                      const struct evidence *evidence);
void link_store_close(struct link_store *links);

#endif
