/*
 * store: what was answered when a URL was asked for, kept in one SQLite file from run to run, so
 * that a run asks only for what it does not know well enough, a run that was killed goes on where
 * it was, and a link counts as gone only after what it did for days.
 *
 * An answer is in the file when store_put() returns: a process that is killed loses none. Several
 * runs may use one file at once. Text of servers and lists is only ever bound, never part of SQL.
 *
 * Without a store (NULL) all of this may be called too and finds and keeps nothing. When reading or
 * writing fails, that is said once, by RC_FAIL and `err`; from then on it is as without a store.
 * One thread owns a store.
 */
#ifndef CURLINT_NET_STORE_H
#define CURLINT_NET_STORE_H

#include "base/clock.h"
#include "base/err.h"
#include "net/evidence.h"

enum { STORE_DAY = 24 * 60 * 60 };

struct store_options {
    struct clock clock; /* the wall clock is used */
    /* How old an answer may be to be used again, in seconds, by its verdict; 0: never. */
    int64_t max_age[VERDICT_COUNT];
    int64_t service_age;    /* no less than that for what a service said, which asks for it */
    uint32_t max_megabytes; /* of the file; beyond that nothing more is kept; 0 is 1024 */
};

/* Alive 14 days, elsewhere 7, suspicious 3, all else half a day to a day. */
struct store_options store_defaults(struct clock clock);

struct store;

/*
 * Open the store at `path`, or make one; its folder must be there. One that an older version made
 * is brought up to date. RC_FAIL: `*out` is NULL, and `err` says what to do about the file: it is
 * no store, was made by a newer version, is damaged, may not be read. A file that may be read but
 * not written to is opened; the first store_put() says so.
 */
enum rc store_open(struct store **out, const char *path, const struct store_options *options,
                   struct err *err) RC_MUST_CHECK;

/* What is known of a URL. Its slices live in the arena of the call. Times are seconds since 1970.
 */
struct store_record {
    /*
     * The last answer. Its verdict is "gone" where a weak one ("flaky") came on at least 3 days, at
     * least 7 days apart and nothing else between; `reason` then says since when, `strength`
     * remains weak.
     */
    struct evidence evidence;
    int64_t first_seen;    /* when it was first asked for */
    int64_t last_ok;       /* when it was last alive; -1: never */
    int64_t failing_since; /* the first of the failures up to now; -1 where the last is none */
    uint32_t failures;     /* flaky or gone, one after another up to now */
    uint32_t failed_days;  /* on which these were, in UTC */
    /* Young enough to be used again. So that not all of a list grows old in one day, an answer may
     * be used for 70 to 100 % of its time, which depends on its URL alone. */
    bool fresh;
};

/* What is known of a URL, as the evidence for it named it. RC_MISSING: nothing. */
enum rc store_get(struct store *store, str url, struct arena *arena, struct store_record *out,
                  struct err *err) RC_MUST_CHECK;
/*
 * Keep an answer, and give what is now known of its URL; where it cannot be kept, `*out` is what
 * the answer alone says. "Refused" and "not checked" are no answers and are not kept. `*out` may
 * borrow from `evidence`.
 */
enum rc store_put(struct store *store, const struct evidence *evidence, struct arena *arena,
                  struct store_record *out, struct err *err) RC_MUST_CHECK;
/* Forget URLs that were last asked for before then. */
enum rc store_forget(struct store *store, int64_t before, struct err *err) RC_MUST_CHECK;
/* How many URLs are known. */
size_t store_count(struct store *store);
/* NULL is fine. */
void store_close(struct store *store);

#endif
