/*
 * store_audits: the audits that came to their end, in the file of the store (net/store.h): the
 * numbers of each, for charts, and of the last one what was not as it should be, so that the next
 * can tell what is new. Each collection of lists has its own, by a name that the caller gives it;
 * of each the last STORE_AUDITS_KEPT stay, and none of one that was not audited for so long as
 * STORE_AUDITS_FORGET.
 *
 * Whoever writes last is the last audit. Both calls open the file and close it again.
 */
#ifndef CURLINT_NET_STORE_AUDITS_H
#define CURLINT_NET_STORE_AUDITS_H

#include "base/err.h"
#include "net/audit_numbers.h"

enum { STORE_AUDITS_KEPT = 104, STORE_AUDITS_FORGET = 400 * 24 * 60 * 60 };

/* A URL that was not as it should be. */
struct audit_link {
    str url;
    enum verdict verdict;
};

/* So many findings with this fingerprint. */
struct audit_finding {
    uint64_t fingerprint;
    uint32_t count;
};

struct audit_state {
    const struct audit_link *links; /* each URL once */
    size_t link_count;
    const struct audit_finding *findings; /* by fingerprint, each once */
    size_t finding_count;
};

/* What is known of the audits of some lists. */
struct audit_past {
    const struct audit_numbers *audits; /* the oldest first */
    size_t count;
    struct audit_state last; /* how the last of them left things; empty without one */
};

/*
 * Read what the store at `path`, which is made where there is none, knows of the lists `name`; all
 * of `out` lives in `arena`. RC_FAIL: `err` says why not, and `*out` is empty.
 */
enum rc store_audits_read(const char *path, str name, struct arena *arena, struct audit_past *out,
                          struct err *err) RC_MUST_CHECK;
/* Keep an audit, and its state in the place of that of the one before. All of it or nothing. */
enum rc store_audits_add(const char *path, str name, const struct audit_numbers *numbers,
                         const struct audit_state *state, struct err *err) RC_MUST_CHECK;

#endif
