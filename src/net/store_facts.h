/*
 * store_facts: what services know of papers and repositories, beside the answers that the store
 * keeps. For store.c only.
 */
#ifndef CURLINT_NET_STORE_FACTS_H
#define CURLINT_NET_STORE_FACTS_H

#include "net/evidence.h"

#include <sqlite3.h>

enum { STORE_FACTS_STATEMENTS = 6 };

/* Zero-initialise. */
struct store_facts {
    sqlite3_stmt *statement[STORE_FACTS_STATEMENTS];
};

/* All give SQLite's code. */
int store_facts_prepare(struct store_facts *facts, sqlite3 *db);
/* Set what is known behind the row `link`; slices live in `arena`. */
int store_facts_get(struct store_facts *facts, int64_t link, struct arena *arena,
                    struct evidence *out);
/* Keep what the evidence has, in place of what was known. Inside a transaction. */
int store_facts_put(struct store_facts *facts, int64_t link, const struct evidence *evidence);
void store_facts_finalize(struct store_facts *facts);

#endif
